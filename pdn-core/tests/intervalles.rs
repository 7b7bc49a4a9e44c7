//! What is not known never undoes a verdict: a rule on amounts that passes or fails on part of a
//! document does the same on the whole of it, whatever the rest turns out to be.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails"
)]

use pdn_core::values::{Date, Montant};
use pdn_core::{Appel, Outcome};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn appel(texte: &str) -> Appel {
    let tete = r#"
format = 1
[appel]
id = "essai"
edition = "1"
titre = "Essai"
[textes]
TEXTE = "Texte"
[acteurs.caf]
nom = "Caf"
[acteurs.ville]
nom = "Ville"
[listes.bases]
projet = "projet"
[listes.depenses]
investissement = "investissement"
[questions.jeunes]
texte = "Nombre de jeunes"
type = "nombre"
"#;
    Appel::from_toml(format!("{tete}\n{texte}")).unwrap()
}

/// The calls: caps, floors, shares, scales, receipts against cost.
fn appels() -> Vec<Appel> {
    let regles = [
        r#"groupe = "financeur"
parmi = ["caf"]
annees = [2024, 2025]
au_plus = "3 000 €""#,
        r#"groupe = ["financeur", "annee"]
parmi = ["caf"]
annees = [2025]
au_moins = "1 000 €"
au_plus = "2 000 €""#,
        r#"groupe = ["financeur", "annee"]
parmi = ["caf"]
annees = [2025]
base = "projet"
moins_de = "80 %""#,
        r#"annees = [2025]
base = "depenses"
au_plus = "75 %""#,
    ];
    let mut appels: Vec<Appel> = regles
        .iter()
        .map(|regle| {
            appel(&format!(
                r#"
[depenses.depenses]
texte = "Les investissements ne comptent pas."
liste = ["investissement"]
regime = "exclue"
gravite = "conseil"
source = ["TEXTE"]
[seuils.regle]
texte = "Essai."
par = "financement"
total_de = "montant"
{regle}
source = ["TEXTE"]
"#
            ))
        })
        .collect();
    for demande in ["au plus", "exactement", "au moins"] {
        appels.push(appel(&format!(
            r#"
[baremes.regle]
texte = "Essai."
montant = "15 €"
fois = ["jeunes"]
plancher = "500 €"
plafond = "2 000 €"
parmi = ["caf"]
demande = "{demande}"
source = ["TEXTE"]
"#
        )));
    }
    appels.push(appel(
        r#"
[seuils.regle]
texte = "Essai."
par = "budget"
total_de = "produits.montant"
base = "charges"
au_plus = "100 %"
source = ["TEXTE"]
"#,
    ));
    appels
}

/// A value, or nothing where it is not known.
#[derive(Debug, Clone)]
struct Peut {
    valeur: Value,
    connue: bool,
}

fn peut(valeur: impl Strategy<Value = Value>) -> impl Strategy<Value = Peut> {
    (valeur, any::<bool>()).prop_map(|(valeur, connue)| Peut { valeur, connue })
}

fn montant() -> impl Strategy<Value = Value> {
    (0_u64..400_000).prop_map(|c| json!(Montant::from_centimes(c)))
}

fn un_de(choix: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::select(choix).prop_map(|c| json!(c))
}

fn annee() -> impl Strategy<Value = Value> {
    (2024_u16..=2025).prop_map(|a| json!(a))
}

type Fiche = Vec<(&'static str, Peut)>;

fn fiche(champs: &Fiche, tout: bool) -> Value {
    let lus = champs.iter().filter(|(_, p)| tout || p.connue);
    Value::Object(lus.map(|(cle, p)| ((*cle).to_owned(), p.valeur.clone())).collect::<Map<_, _>>())
}

fn lignes(fiches: &[Fiche], tout: bool) -> Value {
    Value::Array(fiches.iter().map(|f| fiche(f, tout)).collect())
}

#[derive(Debug, Clone)]
struct Dossier {
    financements: Vec<Fiche>,
    bases: Vec<Fiche>,
    charges: Vec<Fiche>,
    produits: Vec<Fiche>,
    jeunes: Peut,
}

impl Dossier {
    /// The same, with the year of every grant known.
    fn date(mut self) -> Self {
        for (_, annee) in self.financements.iter_mut().flatten().filter(|(cle, _)| *cle == "annee")
        {
            annee.connue = true;
        }
        self
    }

    fn ecrire(&self, tout: bool) -> String {
        let mut declarations = Map::new();
        if tout || self.jeunes.connue {
            declarations.insert("jeunes".to_owned(), self.jeunes.valeur.clone());
        }
        json!({
            "type": "candidature",
            "financements": lignes(&self.financements, tout),
            "bases": lignes(&self.bases, tout),
            "budgets": [{
                "annee": 2025,
                "charges": lignes(&self.charges, tout),
                "produits": lignes(&self.produits, tout),
            }],
            "declarations": declarations,
        })
        .to_string()
    }
}

fn dossiers() -> impl Strategy<Value = Dossier> {
    let financement = (peut(un_de(&["caf", "ville"])), peut(annee()), peut(montant()))
        .prop_map(|(f, a, m)| vec![("financeur", f), ("annee", a), ("montant", m)]);
    let base = (peut(un_de(&["projet"])), peut(annee()), peut(montant()))
        .prop_map(|(i, a, m)| vec![("id", i), ("annee", a), ("montant", m)]);
    let charge = (peut(montant()), peut(un_de(&["investissement", "materiel"])))
        .prop_map(|(m, d)| vec![("montant", m), ("depense", d)]);
    let produit = peut(montant()).prop_map(|m| vec![("montant", m)]);
    (
        prop::collection::vec(financement, 0..4),
        prop::collection::vec(base, 0..3),
        prop::collection::vec(charge, 0..4),
        prop::collection::vec(produit, 0..4),
        peut((0_u32..200).prop_map(|n| json!(n))),
    )
        .prop_map(|(financements, bases, charges, produits, jeunes)| Dossier {
            financements,
            bases,
            charges,
            produits,
            jeunes,
        })
}

/// The verdicts of the rule, by what they are on.
fn verdicts(appel: &Appel, document: &str) -> Vec<(Option<String>, Outcome)> {
    let le: Date = "2025-06-01".parse().unwrap();
    let report = appel.evaluate_json(document, le).unwrap();
    assert!(report.input_errors().is_empty(), "{document}: {:?}", report.input_errors());
    let constats = report.findings().filter(|f| f.rule() == "regle");
    constats.map(|f| (f.instance(), f.outcome())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_not_known_never_undoes_a_verdict(dossier in dossiers()) {
        for (rang, appel) in appels().into_iter().enumerate() {
            // Over a whole period, a grant without a year is one for the period: it is not unknown.
            let dossier = if rang == 0 { dossier.clone().date() } else { dossier.clone() };
            let avant = verdicts(&appel, &dossier.ecrire(false));
            let apres = verdicts(&appel, &dossier.ecrire(true));
            for (instance, verdict) in avant {
                if !matches!(verdict, Outcome::Pass | Outcome::Fail) {
                    continue;
                }
                // Said of no group in particular, it holds of each that there turns out to be.
                let mut ensuite = apres.iter().filter(|(i, _)| instance.is_none() || *i == instance);
                let confirme = |o: Outcome| {
                    o == verdict || (instance.is_none() && o == Outcome::NotApplicable)
                };
                prop_assert!(
                    (instance.is_none() || ensuite.clone().next().is_some())
                        && ensuite.all(|(_, o)| confirme(*o)),
                    "{rang} {:?} {:?} in {}\nthen {} {apres:?}",
                    instance, verdict, dossier.ecrire(false), dossier.ecrire(true)
                );
            }
        }
    }
}
