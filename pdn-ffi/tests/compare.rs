//! A built-in call, exported, edited and compared, as an app does it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use pdn_ffi::{Appel, Lang, PdnError, appel_toml, appels};

#[test]
fn a_call_that_was_exported_and_edited_differs_by_its_edit() {
    let before = Appel::builtin("cantal-2017").unwrap();
    let toml = appel_toml("cantal-2017").unwrap();
    assert!(before.compare(&toml).unwrap().is_empty());

    let comparison = before.compare(&toml.replace("2017-11-06", "2017-11-07")).unwrap();
    let [difference] = <[_; 1]>::try_from(comparison.differences(Some(Lang::En))).unwrap();
    let said = (difference.kind.as_str(), difference.subject.as_str(), difference.id.as_str());
    assert_eq!(said, ("changed", "rule", "depot.delai"));
    let change = difference.changes.first().unwrap();
    assert_eq!((change.aspect.as_str(), change.label.as_str()), ("demand", "What is asked"));
    assert!(change.before.as_deref().unwrap().contains("6 November 2017"));
    assert!(change.after.as_deref().unwrap().contains("7 November 2017"));
    assert!(comparison.to_text(None).contains("le 7 novembre 2017"));
}

#[test]
fn what_is_exported_loads_as_the_call() {
    for id in appels() {
        let exported = Appel::from_toml(&appel_toml(&id).unwrap()).unwrap();
        assert_eq!(exported.sha256(), Appel::builtin(&id).unwrap().sha256());
    }
}

#[test]
fn what_cannot_be_compared_is_the_error_of_a_call() {
    let call = Appel::builtin("cantal-2017").unwrap();
    assert!(matches!(call.compare("[apel]"), Err(PdnError::CallFaults { .. })));
    let unknown = Appel::builtin("absent").unwrap_err();
    assert_eq!(appel_toml("absent").unwrap_err(), unknown);
}
