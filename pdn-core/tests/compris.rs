//! What the program says that it understood of a call's file, word for word.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use pdn_core::Appel;
use pdn_core::values::Langue;

#[test]
fn the_built_in_calls_are_recognised() {
    for id in ["cantal-2017", "puy-de-dome-allier-2024-module-2"] {
        let appel = Appel::builtin(id).unwrap();
        insta::assert_snapshot!(format!("{id}-fr"), appel.to_text(Langue::Fr));
    }
}

#[test]
fn the_example_calls_are_recognised() {
    for id in ["caf-haut-vernois-2025", "ville-montbrelle-2025"] {
        let fichier = format!("../examples/appels/{id}.toml");
        let fichier = Path::new(env!("CARGO_MANIFEST_DIR")).join(fichier);
        let appel = Appel::from_toml(std::fs::read(fichier).unwrap()).unwrap();
        insta::assert_snapshot!(format!("{id}-fr"), appel.to_text(Langue::Fr));
    }
}

#[test]
fn a_call_reads_in_english() {
    let appel = Appel::builtin("cantal-2017").unwrap();
    insta::assert_snapshot!("cantal-2017-en", appel.to_text(Langue::En));
}

/// What none of the calls above asks.
const AUTRES: &str = r#"
format = 1

[appel]
id = "autres-2025"
edition = "2025-1"
titre = "Ce que les autres appels ne demandent pas"

[textes]
T = "Texte d’essai"

[acteurs.caf-99]
nom = "Caf du Val"
roles = ["financeur", "signataire"]

[acteurs.ville]
nom = "Ville du Val"
roles = ["signataire"]

[listes.depenses]
travaux = "travaux"
animation = "animation"

[questions.zone]
texte = "Zone d’intervention"
type = "choix"
choix = ["rurale", "urbaine"]
source = ["T art. 1"]

[[dates."depot.delai"]]
instance = "periode"
de = ["depot.date"]
chaque_annee = { du = "1er janvier", au = "31/03" }
source = ["T art. 1"]

[[dates."depot.delai"]]
instance = "anciennete"
de = ["structure.creee_le"]
avant = "depot.date"
au_moins = "1 an"
moins_de = "10 ans"
sinon = "à apprécier"
valable_du = 2025-01-01
source = ["T art. 1"]

[[dates."depot.delai"]]
instance = "charte"
de = ["structure.charte_signee_le"]
apres = "structure.creee_le"
source = ["T art. 1"]

[seuils."projet.capacite"]
texte = "La capacité est suffisante."
par = "formation"
de = "capacite"
plus_de = "8"
moins_de = "30"
unite = "participants"
quand = { zone = ["rurale"], departements = ["03", "63"] }
sauf = { module = ["1"] }
source = ["T art. 2"]

[seuils."projet.total"]
texte = "Le total des aides est limité."
par = "financement"
total_de = "montant"
groupe = ["financeur", "annee"]
base = "depenses.admises"
au_plus = "50 %"
source = ["T art. 2"]

[depenses."depenses.admises"]
texte = "Seule l’animation est admise."
liste = ["animation"]
regime = "seule admise"
source = ["T art. 2"]

[pieces."pieces.au-choix"]
titre = "Pièces au choix"
texte = "Deux pièces au moins sont à joindre : {attendu}."
combien = "2 au moins"
liste = [
  { id = "statuts", texte = "statuts", echeance = 2025-03-31 },
  { id = "rapport", texte = "rapport d’activité", quand_renseigne = ["partenaires"] },
  { id = "releve", texte = "relevé de compte", au_plus = "2 semaines", ou = ["rapport"] },
]
source = ["T art. 3"]

[points."engagement.signature"]
texte = "Le signataire s’engage à verser son aide."
reponse = "le dossier déclare"
par_acteur = "signataire"
refus_en_toute_phase = true
source = ["T art. 4"]

[conditions."structure.themes"]
texte = "Les formations traitent les deux thèmes."
par = "formation"
exige_tous = { thematiques = ["un", "deux"] }
exclut = { livrables = ["films"] }
phase = "bilan"
source = ["T art. 5"]
"#;

#[test]
fn every_other_demand_is_recognised() {
    let appel = Appel::from_toml(AUTRES).unwrap();
    insta::assert_snapshot!("autres-fr", appel.to_text(Langue::Fr));
    insta::assert_snapshot!("autres-en", appel.to_text(Langue::En));
}

/// Pieces with a role hold no end of line: a terminal can colour them.
#[test]
fn what_is_coloured_stays_on_its_line() {
    let appel = Appel::builtin("cantal-2017").unwrap();
    let texte = appel.render(Langue::Fr, |_, morceau| {
        assert!(!morceau.contains('\n'), "{morceau}");
        morceau.to_owned()
    });
    assert_eq!(texte, appel.to_text(Langue::Fr));
}

/// An officer reads titles and labels, and French typography.
#[test]
fn no_key_of_the_format_is_shown() {
    for id in Appel::ids() {
        let texte = Appel::builtin(id).unwrap().to_text(Langue::Fr);
        for mot in [
            "{attendu}",
            "quand_",
            "au_moins",
            "depot.date",
            "structure.forme",
            "[fr]",
            " :",
            " ;",
            "« ",
        ] {
            assert!(!texte.contains(mot), "{id}: {mot}");
        }
    }
}
