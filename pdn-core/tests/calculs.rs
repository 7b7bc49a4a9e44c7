//! The calculators: each line of each plan, to the cent, with what it was worked out from; and the
//! inverse questions.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use pdn_core::values::{Date, Langue, Montant, Valeur};
use pdn_core::{Appel, Calculation};
use proptest::prelude::*;

const CANTAL: &str = "cantal-2017";
const MODULE_2: &str = "puy-de-dome-allier-2024-module-2";

fn le(jour: &str) -> Date {
    jour.parse().unwrap()
}

fn calcul(appel: &str, document: &str) -> Calculation {
    Appel::builtin(appel).unwrap().calculate_json(document, le("2018-01-15")).unwrap()
}

fn euros(texte: &str) -> Option<Montant> {
    Some(Montant::du_contrat(texte).unwrap())
}

fn dossier(nom: &str) -> String {
    let chemin = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/dossiers/");
    std::fs::read_to_string(format!("{chemin}{nom}.json")).unwrap()
}

/// A Cantal plan of 2018: a base, and what the Caf is asked.
fn plan(base: &str, demande: &str) -> Calculation {
    calcul(
        CANTAL,
        &format!(
            r#"{{ "type": "plan-financement", "annees": [2018], "coordinateur": {{ "contrat": "cdi" }},
                "bases": [{{ "id": "dispositif-pdn", "annee": 2018, "montant": "{base}" }}],
                "financements": [{{ "financeur": "caf-15", "annee": 2018, "montant": "{demande}" }}] }}"#
        ),
    )
}

#[test]
fn pages_of_the_example_plans() {
    for (appel, nom) in [
        (CANTAL, "plan-2017"),
        (CANTAL, "plan-2018"),
        (CANTAL, "plan-2018-un-centime-de-trop"),
        (MODULE_2, "candidature-bi-departementale"),
        (MODULE_2, "candidature-irrecevable"),
        (MODULE_2, "bilan-prorata"),
    ] {
        let calcul = Appel::builtin(appel).unwrap().calculate_json(dossier(nom), le("2018-01-15"));
        let calcul = calcul.unwrap();
        insta::assert_snapshot!(nom, calcul.to_text(Langue::Fr));
        assert!(!calcul.to_text(Langue::En).contains("[fr]"), "{nom}");
        let json: serde_json::Value = serde_json::from_str(&calcul.to_json(Langue::Fr)).unwrap();
        assert_eq!(json["lines"].as_array().unwrap().len(), calcul.lines().len());
    }
    let calcul = Appel::builtin(CANTAL).unwrap();
    let calcul = calcul.calculate_json(dossier("plan-2018"), le("2018-01-15")).unwrap();
    insta::assert_snapshot!("plan_2018_en", calcul.to_text(Langue::En));
    let json: serde_json::Value = serde_json::from_str(&calcul.to_json(Langue::Fr)).unwrap();
    insta::assert_snapshot!(
        "plan_2018_json",
        serde_json::to_string_pretty(&json["lines"]).unwrap()
    );
}

#[test]
fn the_low_estimate_of_2018_term_by_term() {
    let appel = Appel::builtin(CANTAL).unwrap();
    let estimation = appel.estimate().unwrap();
    let montants: Vec<String> =
        estimation.terms(Langue::Fr).iter().map(|t| t.amount.to_string()).collect();
    assert_eq!(montants, ["30000.00", "8500.00", "14328.00", "6000.00", "2000.00", "3000.00"]);
    assert_eq!(estimation.total().to_string(), "63828.00");
    assert_eq!(estimation.year(), Some(2018));
    // A plan made of these very terms comes out at the estimate.
    let plan = appel.calculate_json(dossier("plan-2018"), le("2018-01-15")).unwrap();
    let lignes = ["financement.taux-caf", "financement.fcc", "financement.bop163"];
    for regle in lignes {
        assert!(plan.lines().any(|l| l.rule() == regle), "{regle}");
    }
    assert!(appel.estimate().unwrap().reading(Langue::Fr).is_some());
    assert!(Appel::builtin(MODULE_2).unwrap().estimate().is_none());
}

#[test]
fn the_share_of_the_caf_and_its_inverse() {
    let calcul = plan("37500.00", "30000.01");
    let caf = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
    assert_eq!(caf.base(), euros("37500.00"));
    assert_eq!(caf.at_most(), euros("30000.00"));
    assert_eq!(caf.excess(), euros("0.01"));
    assert_eq!(caf.still_possible(), euros("0.00"));
    assert_eq!(caf.base_needed(), euros("37500.02"));
    // What others must bring for what is asked.
    assert_eq!(caf.others_needed(), euros("7499.99"));
    assert_eq!(caf.others_lacking(), euros("7499.99"));
    // Past the base, there is nothing left to bring.
    let trop = plan("1000.00", "1000.01");
    let caf = trop.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
    assert_eq!(caf.others_needed(), euros("0.00"));
    assert_eq!(caf.others_lacking(), euros("0.00"));
    // The largest admissible amount is rounded down to the cent, and only that.
    let caf_sur = |base: &str| {
        let calcul = plan(base, "0.00");
        calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap().at_most()
    };
    assert_eq!(caf_sur("37500.01"), euros("30000.00"));
    assert_eq!(caf_sur("37500.02"), euros("30000.01"));
    assert_eq!(caf_sur("0.00"), euros("0.00"));
}

#[test]
fn nothing_is_asked_yet_and_the_most_is_known() {
    let calcul = calcul(
        CANTAL,
        r#"{ "type": "plan-financement", "annees": [2018],
            "bases": [{ "id": "dispositif-pdn", "annee": 2018, "montant": "37500.00" }],
            "financements": [], "formations_civiques": [{ "annee": 2018, "volontaires": 20 },
            { "annee": 2018, "volontaires": 18 }, { "annee": 2018, "volontaires": 5 }] }"#,
    );
    let ligne = |regle, qui| calcul.line(regle, qui, Some(2018)).unwrap();
    let caf = ligne("financement.taux-caf", Some("caf-15"));
    assert_eq!((caf.asked(), caf.still_possible()), (euros("0.00"), euros("30000.00")));
    let fcc = ligne("financement.fcc", None);
    assert_eq!((fcc.at_least(), fcc.at_most()), (euros("4300.00"), euros("4300.00")));
    let sessions: Vec<_> = fcc.terms().filter(|t| t.kind() == "product").collect();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.first().and_then(|t| t.amount()), euros("2000.00"));
    let fonjep = ligne("financement.fonjep", None);
    assert_eq!(fonjep.at_least(), euros("14328.00"));
    let bop = ligne("financement.bop163", None);
    assert_eq!((bop.at_least(), bop.at_most()), (euros("2000.00"), None));
    let civique = ligne("financement.service-civique", None);
    assert_eq!((civique.at_least(), civique.at_most()), (euros("300.00"), euros("5000.00")));
}

#[test]
fn the_condition_of_fonjep_stands_beside_its_amount() {
    let etat = |contrat: &str| {
        let calcul = calcul(
            CANTAL,
            &format!(
                r#"{{ "type": "plan-financement", "annees": [2018],
                    "coordinateur": {{ "contrat": "{contrat}" }},
                    "financements": [{{ "financeur": "ddcspp-15", "annee": 2018, "montant": "14328.00",
                    "dispositif": "fonjep" }}] }}"#
            ),
        );
        let fonjep = calcul.line("financement.fonjep", None, Some(2018)).unwrap();
        let conditions: Vec<_> = fonjep.conditions().map(|c| c.outcome().as_str()).collect();
        conditions.join(",")
    };
    assert_eq!(etat("cdi"), "pass");
    assert_eq!(etat("cdd"), "fail");
}

#[test]
fn nothing_follows_from_what_is_not_known() {
    let ligne = |financements: &str| {
        let calcul = calcul(
            CANTAL,
            &format!(
                r#"{{ "type": "plan-financement", "annees": [2018], {financements}
                    "bases": [{{ "id": "dispositif-pdn", "annee": 2018, "montant": "37500.00" }}] }}"#
            ),
        );
        let caf = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
        assert_eq!(caf.at_most(), euros("30000.00"));
        (caf.complete(), caf.still_possible(), caf.others_needed(), caf.others_lacking())
    };
    let inconnu = (false, None, None, None);
    assert_eq!(ligne(""), inconnu);
    assert_eq!(ligne(r#""financements": [{ "financeur": "caf-15", "annee": 2018 }],"#), inconnu);
    assert_eq!(ligne(r#""financements": [{ "annee": 2018, "montant": "1000.00" }],"#), inconnu);
    assert_eq!(
        ligne(r#""financements": [],"#),
        (true, euros("30000.00"), euros("37500.00"), euros("37500.00"))
    );
    // What another brings is not known: neither is what is lacking elsewhere.
    assert_eq!(
        ligne(r#""financements": [{ "financeur": "ville", "annee": 2018 }],"#),
        (true, euros("30000.00"), euros("37500.00"), None)
    );
}

#[test]
fn a_scheme_with_a_rule_of_its_own_is_not_counted_for_the_base() {
    let autres = |dispositif: &str| {
        let calcul = calcul(
            CANTAL,
            &format!(
                r#"{{ "type": "plan-financement", "annees": [2018],
                    "bases": [{{ "id": "dispositif-pdn", "annee": 2018, "montant": "37500.00" }}],
                    "financements": [
                        {{ "financeur": "caf-15", "annee": 2018, "montant": "30000.00" }},
                        {{ "financeur": "ville", "annee": 2018, "montant": "7500.00"{dispositif} }}] }}"#
            ),
        );
        let caf = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
        (caf.others_planned(), caf.others_lacking())
    };
    assert_eq!(autres(""), (euros("7500.00"), euros("0.00")));
    assert_eq!(autres(r#", "dispositif": "bop163""#), (euros("0.00"), euros("7500.00")));
}

#[test]
fn what_is_not_open_or_not_asked_is_not_lacking() {
    let fonjep = |contrat: &str| {
        let calcul = calcul(
            CANTAL,
            &format!(
                r#"{{ "type": "plan-financement", "annees": [2018], "financements": [],
                    "coordinateur": {{ "contrat": "{contrat}" }} }}"#
            ),
        );
        let ligne = calcul.line("financement.fonjep", None, Some(2018)).unwrap();
        let ferme = "Non ouvert à ce dossier";
        assert_eq!(ligne.open(), !calcul.to_text(Langue::Fr).contains(ferme), "{contrat}");
        (ligne.open(), ligne.still_possible(), ligne.lacking())
    };
    assert_eq!(fonjep("cdi"), (true, euros("14328.00"), None));
    assert_eq!(fonjep("cdd"), (false, euros("0.00"), None));
}

#[test]
fn the_seed_fund_of_2017() {
    let calcul = calcul(
        CANTAL,
        r#"{ "type": "plan-financement", "annees": [2017],
            "financements": [{ "financeur": "caf-15", "annee": 2017, "montant": "9999.99" }] }"#,
    );
    let caf = calcul.line("financement.amorcage-caf", Some("caf-15"), Some(2017)).unwrap();
    assert_eq!((caf.at_least(), caf.lacking()), (euros("10000.00"), euros("0.01")));
    let drdjscs = calcul.line("financement.amorcage-drdjscs", Some("drdjscs"), Some(2017)).unwrap();
    assert_eq!(drdjscs.at_least(), euros("8500.00"));
    assert_eq!(drdjscs.at_most(), euros("10000.00"));
    assert!(calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).is_none());
}

#[test]
fn the_cap_of_module_2_for_each_caf() {
    let calcul = calcul(
        MODULE_2,
        r#"{ "type": "candidature", "financements": [
            { "financeur": "caf-63", "annee": 2024, "montant": "1200.00" },
            { "financeur": "caf-63", "annee": 2025, "montant": "1000.00" }] }"#,
    );
    let caf = |qui| calcul.line("financement.plafond-caf", Some(qui), None).unwrap();
    assert_eq!(caf("caf-63").still_possible(), euros("800.00"));
    assert_eq!(caf("caf-03").still_possible(), euros("3000.00"));
    assert_eq!(caf("caf-63").terms().count(), 2);
}

#[test]
fn the_prorata_and_its_inverse() {
    let calcul = |realise: u32| {
        calcul(
            MODULE_2,
            &format!(
                r#"{{ "type": "bilan-formation",
                    "realisation": {{ "unite": "formations", "prevu": 3, "realise": {realise} }},
                    "financements": [
                        {{ "financeur": "caf-63", "annee": 2024, "montant": "400.00", "statut": "accorde" }},
                        {{ "financeur": "caf-63", "annee": 2025, "montant": "600.00", "statut": "accorde" }}] }}"#
            ),
        )
    };
    let propose = |realise| {
        let calcul = calcul(realise);
        calcul.line("financement.prorata", Some("caf-63"), None).unwrap().proposed()
    };
    assert_eq!(propose(0), euros("0.00"));
    assert_eq!(propose(1), euros("333.33"));
    // Rounded once, half up.
    assert_eq!(propose(2), euros("666.67"));
    assert_eq!(propose(3), euros("1000.00"));
    // Never above the grant.
    assert_eq!(propose(4), euros("1000.00"));
    let calcul = calcul(2);
    let ligne = calcul.line("financement.prorata", Some("caf-63"), None).unwrap();
    assert_eq!(ligne.withheld(), euros("333.33"));
    assert_eq!(ligne.units_for(Montant::from_centimes(50_000)), Some(2));
    assert_eq!(ligne.units_for(Montant::from_centimes(100_000)), Some(3));
    assert_eq!(ligne.units_for(Montant::from_centimes(100_001)), None);
}

proptest! {
    /// The largest admissible amount is admissible, and one more cent is not; the least base for it
    /// is enough, and one cent less is not.
    #[test]
    fn the_most_is_the_most(base in 1_u64..10_000_000_000) {
        let en_texte = |centimes: u64| Montant::from_centimes(centimes).to_string();
        let decision = |base: u64, demande: u64| {
            let calcul = plan(&en_texte(base), &en_texte(demande));
            let constat = calcul.report().findings().find(|f| f.rule() == "financement.taux-caf");
            constat.unwrap().outcome().as_str()
        };
        let calcul = plan(&en_texte(base), "0.00");
        let ligne = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
        let maximum = u64::try_from(ligne.at_most().unwrap().centimes()).unwrap();
        prop_assert_eq!(decision(base, maximum), "pass");
        prop_assert_eq!(decision(base, maximum + 1), "fail");
        let calcul = plan(&en_texte(base), &en_texte(maximum + 1));
        let ligne = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018)).unwrap();
        let il_faudrait = u64::try_from(ligne.base_needed().unwrap().centimes()).unwrap();
        prop_assert_eq!(decision(il_faudrait, maximum + 1), "pass");
        prop_assert_eq!(decision(il_faudrait - 1, maximum + 1), "fail");
    }
}
