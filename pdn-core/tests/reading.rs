//! What must hold of every document: nothing panics, nothing is lost, both ways in agree.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use pdn_core::dossier::{
    Candidature, Depot, Document, Financement, Formation, Public, Reponse, SessionPrevue,
    StructureCandidate,
};
use pdn_core::values::{Date, Departement, Langue, Montant};
use pdn_core::{Appel, Decision, Outcome};
use proptest::prelude::*;

fn module_2() -> Appel {
    Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap()
}

fn le() -> Date {
    Date::new(2024, 7, 1).unwrap()
}

fn reponse<T: std::fmt::Debug + Clone>(
    valeur: impl Strategy<Value = T>,
) -> impl Strategy<Value = Reponse<T>> {
    prop_oneof![
        1 => Just(Reponse::Inconnue),
        4 => valeur.prop_map(Reponse::Donnee),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    (0_i32..1500).prop_map(|jours| Date::new(2023, 1, 1).unwrap().plus_jours(jours).unwrap())
}

fn texte() -> impl Strategy<Value = pdn_core::dossier::Texte> {
    "[a-zA-Zéà’ \"\\\\/~]{1,40}x".prop_map(|t| pdn_core::dossier::Texte::from(t.as_str()))
}

prop_compose! {
    fn session()(debut in reponse(date()), jours in 0_i32..10, presentiel in any::<bool>()) -> SessionPrevue {
        let fin = debut.donnee().and_then(|d| d.plus_jours(jours));
        let modalite = if presentiel {
            pdn_core::dossier::Modalite::Presentiel
        } else {
            pdn_core::dossier::Modalite::Distanciel
        };
        SessionPrevue { debut, fin: fin.into(), modalite: modalite.into(), ..SessionPrevue::default() }
    }
}

prop_compose! {
    fn formation()(
        titre in reponse(texte()),
        capacite in reponse(1_u32..40),
        sessions in reponse(prop::collection::vec(session(), 0..4)),
        theme in reponse("[12]"),
        age_min in reponse(0_u32..40),
    ) -> Formation {
        Formation {
            titre,
            capacite: match capacite {
                Reponse::Donnee(n) => std::num::NonZeroU32::new(n).into(),
                Reponse::Aucune => Reponse::Aucune,
                Reponse::Inconnue | Reponse::Fautive => Reponse::Inconnue,
            },
            sessions,
            thematique_principale: theme.donnee().map(|t| t.as_str().into()).unwrap_or_default(),
            public: Public { age_min, ..Public::default() }.into(),
            ..Formation::default()
        }
    }
}

prop_compose! {
    fn financement()(centimes in reponse(0_u64..700_000), annee in 2024_u16..=2025) -> Financement {
        Financement {
            financeur: "caf-63".into(),
            annee: pdn_core::dossier::Annee::new(annee).into(),
            montant: centimes.donnee().map(|c| Montant::from_centimes(*c)).into(),
            ..Financement::default()
        }
    }
}

prop_compose! {
    fn candidature()(
        formations in reponse(prop::collection::vec(formation(), 0..4)),
        financements in reponse(prop::collection::vec(financement(), 0..4)),
        nom in reponse(texte()),
        date in reponse(date()),
    ) -> Candidature {
        Candidature {
            module: "2".into(),
            departements: vec!["63".parse::<Departement>().unwrap()].into(),
            depot: Depot { date, ..Depot::default() }.into(),
            structure: StructureCandidate { nom, ..StructureCandidate::default() }.into(),
            formations,
            financements,
            ..Candidature::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// A document built in Rust, its JSON, and its JSON read with places give the same findings.
    #[test]
    fn every_way_in_gives_the_same_report(c in candidature()) {
        let document = Document::from(c);
        let construit = module_2().evaluate_document(&document, le());
        let json = serde_json::to_string(&document).unwrap();
        let lu = module_2().evaluate_json(&json, le()).unwrap();
        prop_assert_eq!(construit.to_json(Langue::Fr), lu.to_json(Langue::Fr));
        // An unknown key sends the same document through the second reading.
        let faute = json.replacen('{', "{\"inconnue\":1,", 1);
        let relu = module_2().evaluate_json(&faute, le()).unwrap();
        prop_assert_eq!(relu.input_errors().len(), 1);
        let constats = |r: &pdn_core::Report| {
            r.findings().map(|f| (f.rule().to_owned(), f.pointer(), f.outcome(), f.message(Langue::Fr))).collect::<Vec<_>>()
        };
        prop_assert_eq!(constats(&lu), constats(&relu));
        prop_assert_eq!(lu.decision(), relu.decision());
    }

    /// Any text at all, any JSON at all: an error or a report, never a panic.
    #[test]
    fn no_text_is_too_odd(texte in "\\PC{0,200}") {
        let _ = module_2().evaluate_json(&texte, le());
        let _ = Appel::from_toml(&texte);
    }

    /// A known document with one value replaced by anything: still a report, and the fault is said.
    #[test]
    fn no_value_is_too_odd(place in 0_usize..40, valeur in prop_oneof![
        Just("null".to_owned()), Just("[]".to_owned()), Just("{}".to_owned()), Just("\"\"".to_owned()),
        Just("-1".to_owned()), Just("1e400".to_owned()), Just("[[1]]".to_owned()), Just("{\"a\":{\"b\":[null]}}".to_owned()),
        "\"[a-z0-9 ,€]{0,12}\"", "[0-9]{1,30}(\\.[0-9]{1,30})?".prop_filter("JSON", |n| serde_json::from_str::<serde_json::Value>(n).is_ok()),
    ]) {
        let modele = include_str!("../../examples/dossiers/candidature-admissible.json");
        // The values of the document, one after the other.
        let lignes: Vec<&str> = modele.lines().collect();
        let visees: Vec<usize> = lignes.iter().enumerate()
            .filter(|(_, l)| l.contains("\": \"") || l.trim_end_matches(',').ends_with(char::is_numeric))
            .map(|(rang, _)| rang).collect();
        let visee = visees[place % visees.len()];
        let texte: String = lignes.iter().enumerate().map(|(rang, l)| {
            if rang == visee {
                let (cle, _) = l.split_once(": ").unwrap();
                let virgule = if l.ends_with(',') { "," } else { "" };
                format!("{cle}: {valeur}{virgule}\n")
            } else {
                format!("{l}\n")
            }
        }).collect();
        let report = module_2().evaluate_json(&texte, le()).unwrap();
        for f in report.findings() {
            prop_assert!(!f.message(Langue::Fr).is_empty() && !f.message(Langue::En).is_empty());
        }
        prop_assert!(!report.to_text(Langue::Fr).is_empty());
    }

    /// Supplying what is missing never turns a settled decision around.
    #[test]
    fn a_settled_decision_holds(c in candidature(), plus in candidature()) {
        let avant = module_2().evaluate(c.clone(), le());
        if !avant.settled() || avant.decision() != Decision::Inadmissible {
            return Ok(());
        }
        // Fill what was not known with anything.
        let mut complete = c;
        if complete.formations.est_inconnue() { complete.formations = plus.formations; }
        if complete.financements.est_inconnue() { complete.financements = plus.financements; }
        if complete.structure.donnee().is_some_and(|s| s.nom.est_inconnue()) { complete.structure = plus.structure; }
        let apres = module_2().evaluate(complete, le());
        prop_assert_eq!(apres.decision(), Decision::Inadmissible);
    }

    /// The cap: what is asked is compared exactly, whatever is not known yet.
    #[test]
    fn the_cap_is_exact_to_the_cent(a in 0_u64..400_000, b in prop::option::of(0_u64..400_000)) {
        let ligne = |annee: u16, centimes: u64| Financement {
            financeur: "caf-63".into(),
            annee: pdn_core::dossier::Annee::new(annee).into(),
            montant: Montant::from_centimes(centimes).into(),
            ..Financement::default()
        };
        let mut lignes = vec![ligne(2024, a)];
        lignes.extend(b.map(|b| ligne(2025, b)));
        let c = Candidature {
            departements: vec!["63".parse::<Departement>().unwrap()].into(),
            financements: lignes.into(),
            ..Candidature::default()
        };
        let report = module_2().evaluate(c, le());
        let trouve = report.findings().find(|f| f.rule() == "financement.plafond-caf").unwrap().outcome();
        let attendu = match b {
            _ if a + b.unwrap_or(0) > 300_000 => Outcome::Fail,
            Some(_) => Outcome::Pass,
            None => Outcome::Undetermined,
        };
        prop_assert_eq!(trouve, attendu);
    }
}

#[test]
fn a_hundred_megabytes_are_refused_at_once() {
    let texte =
        format!("{{\"type\":\"candidature\",\"module\":{}}}", "9".repeat(100 * 1024 * 1024));
    let erreur = module_2().evaluate_json(texte, le()).unwrap_err();
    assert_eq!(erreur.code(), "too-large");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let texte = include_str!("../../examples/dossiers/candidature-incomplete.json");
    let rapport = || module_2().evaluate_json(texte, le()).unwrap().to_json(Langue::Fr);
    let premier = rapport();
    assert!((0..20).all(|_| rapport() == premier));
    // Threads that share the call, too.
    let appel = module_2();
    std::thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                assert_eq!(appel.evaluate_json(texte, le()).unwrap().to_json(Langue::Fr), premier);
            });
        }
    });
}

#[test]
fn bank_numbers_never_come_out() {
    let texte = include_str!("../../examples/dossiers/candidature-admissible.json");
    let iban: String = texte
        .split("\"iban\": \"")
        .nth(1)
        .and_then(|reste| reste.split('"').next())
        .unwrap()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    assert!(iban.starts_with("FR"));
    let faux = texte.replace("\"iban\": \"FR", "\"iban\": \"FR9");
    for document in [texte, faux.as_str()] {
        let report = module_2().evaluate_json(document, le()).unwrap();
        for sortie in
            [report.to_json(Langue::Fr), report.to_text(Langue::En), format!("{report:?}")]
        {
            assert!(!sortie.contains(&iban[4..14]), "{sortie}");
        }
    }
}

/// The one sentence of a document's one input error, in both languages.
fn phrases(document: &str) -> [String; 2] {
    let report = module_2().evaluate_json(document, le()).unwrap();
    let erreurs = report.input_errors();
    let [erreur] = erreurs.as_slice() else { panic!("{erreurs:?}") };
    [erreur.text(Langue::Fr), erreur.text(Langue::En)]
}

#[test]
fn an_error_says_what_to_write_where_it_is_known() {
    let capacite = |valeur: &str| {
        format!(r#"{{"type":"candidature","formations":[{{"capacite":{valeur}}}]}}"#)
    };
    for (valeur, fr, en) in [
        (r#""15""#, "écrire 15, sans guillemets.", "write 15, without quotes."),
        (r#""1 000""#, "écrire 1000, sans guillemets.", "write 1000, without quotes."),
        ("15.0", "écrire 15, sans décimales.", "write 15, without decimals."),
        (r#""15.5""#, "sans guillemets ni décimales.", "without quotes or decimals."),
        (r#""1.000""#, "sans guillemets ni décimales.", "without quotes or decimals."),
        (r#""0""#, "sans guillemets ni décimales.", "without quotes or decimals."),
    ] {
        let [francais, anglais] = phrases(&capacite(valeur));
        assert!(francais.ends_with(fr) && anglais.ends_with(en), "{francais} {anglais}");
    }
    for (document, fr) in [
        (r#"{"type":"candidature","module":2}"#, "Écrire \"2\"."),
        (r#"{"type":"candidature","departements":[3]}"#, "Écrire \"03\"."),
        (
            r#"{"type":"candidature","structure":{"adresse":{"code_postal":1000}}}"#,
            "Écrire \"01000\".",
        ),
        (
            r#"{"type":"candidature","structure":{"contact":{"telephone":473000000}}}"#,
            "Écrire \"+33473000000\".",
        ),
        (
            r#"{"type":"candidature","structure":{"siret":6374256300024}}"#,
            "Écrire \"06374256300024\".",
        ),
        // No SIRET can be made of it.
        (r#"{"type":"candidature","structure":{"siret":12}}"#, "on trouve un nombre (12)."),
        // Bank numbers are not repeated.
        (r#"{"type":"candidature","structure":{"iban":12}}"#, "on trouve un nombre (12)."),
        (
            r#"{"type":"candidature","structure":{"qualiopi":"oui"}}"#,
            "Écrire true, sans guillemets.",
        ),
    ] {
        let [francais, _] = phrases(document);
        assert!(francais.ends_with(fr), "{francais}");
    }
}

#[test]
fn signs_that_turn_the_writing_never_come_out() {
    for document in [
        "{\"type\":\"candidature\",\"structure\":{\"forme\":\"a\u{202e}b\\u001b[31m\\nc\u{200f}\"}}",
        "{\"type\":\"candidature\",\"a\u{202e}b\\u001b[31m\\nc\u{200f}\":1}",
        "{\"type\":\"a\u{202e}b\\u001b[31m\\nc\u{200f}\"}",
        "{\"type\":\"candidature\",\"departements\":[\"a\u{202e}b\\u001b[31m\\nc\u{200f}\"]}",
        "{\"type\":\"candidature\",\"formations\":[{\"capacite\":\"a\u{202e}b\\u001b[31m\\nc\u{200f}\"}]}",
        "{\"type\":\"candidature\",\"appel\":\"a\u{202e}b\\u001b[31m\\nc\u{200f}\"}",
        "{\"type\":\"candidature\",\"structure\":{\"nom\":\"Ã©\u{202e}b\\u001b[31m\\nc\u{200f}\"}}",
    ] {
        let report = module_2().evaluate_json(document, le()).unwrap();
        let erreurs = report.input_errors();
        let [erreur] = erreurs.as_slice() else { panic!("{erreurs:?}") };
        for langue in [Langue::Fr, Langue::En] {
            for texte in [erreur.text(langue), erreur.found(), erreur.expected(langue)] {
                let cache = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{200f}');
                assert!(!texte.contains(cache), "{texte:?}");
            }
        }
    }
}

#[test]
fn half_a_character_hides_nothing() {
    let appel = module_2();
    let lot = r#"{"type":"lot","candidatures":[{"type":"candidature","reference":"\ud83d"},{"type":"candidature","reference":"b\udE00"}]}"#;
    let report = appel.evaluate_json(lot, le()).unwrap();
    let places: Vec<&str> = report.input_errors().iter().map(|e| e.pointer()).collect();
    assert_eq!(places, ["/candidatures/0/reference", "/candidatures/1/reference"]);
    let mut brouillon =
        pdn_core::Brouillon::restore(r#"{"type":"candidature","reference":"\ud83d"}"#).unwrap();
    assert_eq!(brouillon.report(&appel, le()).unwrap().input_errors().len(), 1);
    brouillon.set("/reference", "\"2024-017\"").unwrap();
    assert!(brouillon.report(&appel, le()).unwrap().input_errors().is_empty());
}
