//! What differs between two calls: all of it, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use pdn_core::values::Langue;
use pdn_core::{Appel, DifferenceKind, Subject};

use DifferenceKind::{Added, Changed, Removed};
use Subject::{Actor, Call, Code, Gap, Question, Rule, Text};

fn exemple(id: &str) -> String {
    let fichier = format!("{}/../examples/appels/{id}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(Path::new(&fichier)).unwrap()
}

fn charger(toml: &str) -> Appel {
    Appel::from_toml(toml).unwrap_or_else(|e| panic!("{e}"))
}

/// The file with one text in the place of another, which it has once.
fn retoucher(toml: &str, avant: &str, apres: &str) -> String {
    assert_eq!(toml.matches(avant).count(), 1, "{avant}");
    toml.replace(avant, apres)
}

#[test]
fn nothing_differs_in_a_call_and_itself() {
    for id in Appel::ids() {
        let appel = Appel::builtin(id).unwrap();
        // Another file for the same call: its lines are not compared.
        let toml = format!("# Relu.\n{}", Appel::builtin_toml(id).unwrap());
        for autre in [appel.clone(), charger(&toml)] {
            let comparaison = appel.compare(&autre);
            assert!(comparaison.is_empty(), "{}", comparaison.to_text(Langue::Fr));
            assert_eq!(comparaison.to_text(Langue::Fr), "Rien ne diffère.\n");
            assert_eq!(comparaison.to_text(Langue::En), "Nothing differs.\n");
        }
    }
}

#[test]
fn what_is_exported_is_the_call() {
    for id in Appel::ids() {
        let toml = Appel::builtin_toml(id).unwrap();
        assert_eq!(charger(toml), Appel::builtin(id).unwrap());
    }
    assert_eq!(Appel::builtin_toml("x").unwrap_err(), Appel::builtin("x").unwrap_err());
}

/// An edit, what it makes different, and what the text then says.
type Retouche = (
    &'static str,
    &'static str,
    &'static [(Subject, &'static str, DifferenceKind)],
    &'static [&'static str],
);

fn verifier(toml: &str, retouches: &[Retouche]) {
    let appel = charger(toml);
    for (avant, apres, attendus, dits) in retouches {
        let autre = charger(&retoucher(toml, avant, apres));
        let comparaison = appel.compare(&autre);
        let texte = comparaison.to_text(Langue::Fr);
        for langue in [Langue::Fr, Langue::En] {
            let trouves: Vec<(Subject, String, DifferenceKind)> = (comparaison.differences(langue))
                .into_iter()
                .map(|d| (d.subject, d.id, d.kind))
                .collect();
            let attendus: Vec<_> =
                attendus.iter().map(|(s, id, k)| (*s, (*id).to_owned(), *k)).collect();
            assert_eq!(trouves, attendus, "{avant} -> {apres}\n{texte}");
            for d in comparaison.differences(langue) {
                for c in &d.changes {
                    assert!(c.before != c.after, "{avant} -> {apres}\n{texte}");
                }
            }
        }
        for dit in *dits {
            let lisible = texte.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(lisible.contains(dit), "{avant} -> {apres}: {dit}\n{texte}");
        }
        // The other way round: what was new is gone.
        let retour = autre.compare(&appel).differences(Langue::Fr);
        let envers = |k| match k {
            Added => Removed,
            Removed => Added,
            autre => autre,
        };
        for d in &retour {
            assert!(
                attendus
                    .iter()
                    .any(|(s, id, k)| (*s, *id, envers(*k)) == (d.subject, &d.id, d.kind))
            );
        }
        assert_eq!(retour.len(), attendus.len());
    }
}

#[test]
fn one_edit_is_one_difference_haut_vernois() {
    verifier(
        &exemple("caf-haut-vernois-2025"),
        &[
            (
                "edition = \"2025-1\"",
                "edition = \"2025-2\"",
                &[(Call, "", Changed)],
                &["Édition", "2025-1", "2025-2"],
            ),
            (
                "id = \"caf-haut-vernois-2025\"",
                "id = \"caf-haut-vernois-2026\"",
                &[(Call, "", Changed)],
                &["Identifiant", "vernois-2026"],
            ),
            (
                "titre_en = \"2025 Promeneurs",
                "titre_en = \"Promeneurs",
                &[(Call, "", Changed)],
                &["Titre (en anglais)"],
            ),
            (
                "etat = \"complet\"",
                "etat = \"partiel\"",
                &[(Call, "", Changed)],
                &["ne contient qu’une partie"],
            ),
            ("charte = \"charte-2016\"\n", "", &[(Call, "", Changed)], &["Charte (retrait)"]),
            (
                "etat = \"complet\"",
                "departements = [\"63\"]",
                &[(Call, "", Changed)],
                &["Départements (ajout) : 63"],
            ),
            (
                "cahier des charges 2025\"",
                "cahier des charges 2026\"",
                &[(Text, "CAHIER", Changed)],
                &["charges 2025", "charges 2026"],
            ),
            (
                "nom = \"Caf du Haut-Vernois\"",
                "nom = \"Caf du Vernois\"",
                &[(Actor, "caf-haut-vernois", Changed)],
                &["Avant : Caf du Haut-Vernois", "Après : Caf du Vernois"],
            ),
            (
                "roles = [\"financeur\", \"signataire\", ",
                "roles = [\"financeur\", ",
                &[(Actor, "caf-haut-vernois", Changed)],
                &["Rôles"],
            ),
            (
                "deplacements = \"déplacements\"",
                "deplacements = \"voyages\"",
                &[(Code, "depenses.deplacements", Changed)],
                &["Libellé", "Avant : déplacements", "Après : voyages"],
            ),
            (
                "deplacements = \"déplacements\"",
                "deplacements = { fr = \"déplacements\", aussi = [\"trajets\"] }",
                &[(Code, "depenses.deplacements", Changed)],
                &["Autres écritures (ajout) : « trajets »"],
            ),
            (
                "deplacements = \"déplacements\"\n",
                "",
                &[(Code, "depenses.deplacements", Removed)],
                &["[retrait] Déplacements (natures de dépenses)"],
            ),
            (
                "investissement = \"investissement (matériel amorti, travaux)\"",
                "investissement = \"investissement\"",
                &[(Code, "depenses.investissement", Changed)],
                &["Après : investissement"],
            ),
            (
                "[listes.dispositifs]\n",
                "[listes.dispositifs]\nfonjep = \"Fonjep\"\n",
                &[(Code, "dispositifs.fonjep", Added)],
                &["[ajout] Fonjep (dispositifs)"],
            ),
            (
                "texte = \"Nature de la demande\"",
                "texte = \"Sorte de demande\"",
                &[(Question, "nature-de-la-demande", Changed)],
                &["Avant : Nature de la demande", "Après : Sorte de demande"],
            ),
            (
                "choix = [\"premiere-demande\", ",
                "choix = [\"premiere\", ",
                &[(Question, "nature-de-la-demande", Changed)],
                &["Réponse", "« premiere-demande »", "« premiere »"],
            ),
            (
                "unite = \"Promeneurs du Net\"\n",
                "",
                &[(Question, "promeneurs", Changed)],
                &["un nombre de Promeneurs du Net"],
            ),
            (
                "[questions.bilan-remis-le]",
                "[questions.jeunes]\ntexte = \"Nombre de jeunes\"\ntype = \"nombre\"\n\n[questions.bilan-remis-le]",
                &[(Question, "jeunes", Added)],
                &["[ajout] Nombre de jeunes", "Réponse : un nombre"],
            ),
            (
                "exige = { \"structure.forme\" = [\"association\", \"collectivite\"] }",
                "exige = { \"structure.forme\" = [\"association\"] }",
                &[(Rule, "structure.forme", Changed)],
                &["association ou collectivité.", "Après : « Forme juridique » : association."],
            ),
            (
                "renseigne = [\"structure.charte_signee_le\"]\ngravite = \"bloquant\"",
                "renseigne = [\"structure.charte_signee_le\"]\ngravite = \"conseil\"",
                &[(Rule, "structure.charte-signee", Changed)],
                &["Gravité", "Avant : bloquant", "Après : conseil"],
            ),
            (
                "titre = \"Signature de la charte par la structure\"",
                "titre = \"Charte signée\"",
                &[(Rule, "structure.charte-signee", Changed)],
                &["Avant : Signature de la charte par la structure", "Après : Charte signée"],
            ),
            (
                "texte = \"La structure candidate doit avoir signé la charte",
                "texte = \"La structure doit avoir signé la charte",
                &[(Rule, "structure.charte-signee", Changed)],
                &["Phrase", "Avant : La structure candidate doit", "Après : La structure doit"],
            ),
            (
                "le = \"14/03/2025\"",
                "le = \"13/03/2026\"",
                &[(Rule, "depot.delai", Changed)],
                &["14 mars 2025 à 17 h 00", "13 mars 2026 à 17 h 00"],
            ),
            (
                "heure = \"17:00\"\n",
                "",
                &[(Rule, "depot.delai", Changed)],
                &["14 mars 2025 à 17 h 00", "le 14 mars 2025 au plus tard."],
            ),
            (
                "source = [\"CAHIER §2\"]",
                "source = [\"CAHIER §2.a\"]",
                &[(Rule, "depot.delai", Changed)],
                &["Sources", "(CAHIER, §2)", "(CAHIER, §2.a)"],
            ),
            (
                "  { id = \"statuts\", texte = \"statuts\" },\n",
                "",
                &[(Rule, "pieces.association", Changed)],
                &["Pièce (retrait) : Statuts."],
            ),
            (
                "  { id = \"statuts\", texte = \"statuts\" },\n",
                "  { id = \"statuts\", texte = \"statuts à jour\" },\n",
                &[(Rule, "pieces.association", Changed)],
                &["Avant : Statuts.", "Après : Statuts à jour."],
            ),
            (
                "  { id = \"statuts\", texte = \"statuts\" },\n",
                "  { id = \"statuts\", texte = \"statuts\" },\n  { id = \"rna\", texte = \"numéro RNA\" },\n",
                &[(Rule, "pieces.association", Changed)],
                &["Pièce (ajout) : Numéro RNA."],
            ),
            (
                "ou = [\"arrete-creation\"]",
                "ou = [\"arrete\"]",
                &[(Rule, "pieces.association", Changed)],
                &["arrete-creation", "« arrete »"],
            ),
            (
                "compte de résultat {exercice-clos}\", exercice = \"{exercice-clos}\"",
                "compte de résultat {exercice-clos}\", exercice = 2025",
                &[(Rule, "pieces.association", Changed)],
                &["exercice 2024", "exercice 2025"],
            ),
            (
                ", si_existe = true",
                "",
                &[(Rule, "pieces.collectivite", Changed)],
                &["seulement si la pièce existe"],
            ),
            (
                "quand = { nature-de-la-demande = [\"renouvellement\"] }\n",
                "",
                &[(Rule, "pieces.renouvellement", Changed)],
                &["Quand", "Seulement quand « Nature de la demande » est « renouvellement »"],
            ),
            (
                "phase = \"bilan\"\nliste",
                "phase = \"retenu\"\nliste",
                &[(Rule, "pieces.paiement", Changed)],
                &["Phase", "Avant : bilan", "Après : retenue"],
            ),
            (
                "[regles.\"budget.equilibre\"]\nsource = [\"USAGE budget prévisionnel d’association (CERFA 12156)\"]\n",
                "",
                &[(Rule, "budget.equilibre", Removed)],
                &["[retrait]", "USAGE"],
            ),
            (
                "[regles.\"pieces.budgets\"]\nannees = \"{annee}\"",
                "[regles.\"pieces.budgets\"]\nannees = [2026]",
                &[(Rule, "pieces.budgets", Changed)],
                &["2025", "2026"],
            ),
            (
                "liste = [\"investissement\"]",
                "liste = [\"investissement\", \"deplacements\"]",
                &[(Rule, "budget.fonctionnement", Changed)],
                &["travaux) ; déplacements"],
            ),
            (
                "regime = \"exclue\"",
                "regime = \"hors assiette\"",
                &[(Rule, "budget.fonctionnement", Changed)],
                &["Dépenses exclues", "hors de l’assiette"],
            ),
            (
                "moins_de = \"75 %\"",
                "moins_de = \"80 %\"",
                &[(Rule, "financement.taux-caf", Changed)],
                &["moins de 75 %", "moins de 80 %"],
            ),
            (
                "moins_de = \"75 %\"",
                "au_plus = \"75 %\"",
                &[(Rule, "financement.taux-caf", Changed)],
                &["borne exclue", "borne comprise"],
            ),
            (
                "base = \"budget.fonctionnement\"",
                "base = \"charges\"",
                &[(Rule, "financement.taux-caf", Changed)],
                &["compte 86 à part, hors"],
            ),
            (
                "se lit strictement",
                "se lit au sens strict",
                &[(Rule, "financement.taux-caf", Changed)],
                &["Lecture retenue", "strictement", "au sens strict"],
            ),
            (
                "sujet = [\"candidature\"]\n",
                "sujet = [\"candidature\", \"plan-financement\"]\n",
                &[(Rule, "financement.taux-caf", Changed)],
                &["Documents examinés", "candidature et plan de financement"],
            ),
            (
                "au_moins = \"1 000 €\"",
                "au_moins = \"1 200 €\"",
                &[(Rule, "financement.demande-minimale", Changed)],
                &["1 000,00 € au moins", "1 200,00 € au moins"],
            ),
            (
                "groupe = \"financeur\"\n",
                "",
                &[(Rule, "financement.demande-minimale", Changed)],
                &[],
            ),
            (
                "montant = \"400 €\"",
                "montant = \"450 €\"",
                &[(Rule, "financement.forfait", Changed)],
                &["400,00 €", "450,00 €"],
            ),
            (
                "demande = \"exactement\"",
                "demande = \"au plus\"",
                &[(Rule, "financement.forfait", Changed)],
                &["exactement ce montant", "ce montant au plus"],
            ),
            (
                "dispositif = [\"forfait-pdn\"]\nannees = \"{annee}\"",
                "dispositif = [\"forfait-pdn\"]\nannees = [2026]",
                &[(Rule, "financement.forfait", Changed)],
                &["année 2025", "année 2026"],
            ),
            (
                "du_par = \"caf\"",
                "du_par = \"comite-de-pilotage\"",
                &[(Rule, "caf.acompte", Changed)],
                &["Incombe à", "Avant : Caf", "Après : comité de pilotage"],
            ),
            (
                "territoire.\"\nreponse = \"une personne juge\"",
                "territoire.\"\nreponse = \"le dossier déclare\"",
                &[(Rule, "projet.educatif", Changed)],
                &["Une personne l’apprécie.", "Le dossier le déclare."],
            ),
            (
                "[points.\"engagement.reseau\"]",
                "[points.\"engagement.web\"]\ntexte = \"La structure a un site.\"\nreponse = \"le dossier déclare\"\nsource = [\"CAHIER §5\"]\n\n[points.\"engagement.reseau\"]",
                &[(Rule, "engagement.web", Added)],
                &["[ajout] La structure a un site"],
            ),
            (
                "absence = \"à compléter par la Caf\"",
                "le = \"31/01/2026\"",
                &[(Rule, "bilan.annuel", Changed)],
                &["Avant : à compléter par la Caf", "31 janvier 2026"],
            ),
            (
                "source = [\"CAHIER §6\"]\n\n# ---------------- §1",
                "source = [\"CAHIER §6\"]\n\n[lacunes.departage]\ntexte = \"Rien sur le départage.\"\nsource = [\"CAHIER §1\"]\n\n# ---------------- §1",
                &[(Gap, "departage", Added)],
                &["[ajout] Rien sur le départage."],
            ),
        ],
    );
}

#[test]
fn one_edit_is_one_difference_montbrelle() {
    verifier(
        &exemple("ville-montbrelle-2025"),
        &[
            (
                "{ nom = \"été\", du = \"05/05/2025\"",
                "{ nom = \"été\", du = \"06/05/2025\"",
                &[(Rule, "depot.delai", Changed)],
                &["Avant : été : du 5 mai 2025", "Après : été : du 6 mai 2025"],
            ),
            (
                "  { nom = \"automne\", du = \"01/09/2025\", au = \"10/10/2025\", heure = \"12 h\" },\n",
                "",
                &[(Rule, "depot.delai", Changed)],
                &["Tour (retrait) : automne"],
            ),
            (
                "combien = \"3 au moins\"",
                "combien = \"2 au moins\"",
                &[(Rule, "projet.criteres", Changed)],
                &["3 au moins des 5 points", "2 au moins des 5 points"],
            ),
            (
                "  { id = \"parents\", texte = \"Une rencontre avec les parents a lieu chaque trimestre.\" },\n",
                "",
                &[(Rule, "projet.criteres.parents", Removed)],
                &["[retrait] Critères du projet : une rencontre avec les parents"],
            ),
            (
                "a lieu chaque trimestre",
                "a lieu chaque mois",
                &[(Rule, "projet.criteres.parents", Changed)],
                &["chaque trimestre", "chaque mois"],
            ),
            (
                "plancher = \"500 €\"",
                "plancher = \"600 €\"",
                &[(Rule, "financement.bareme", Changed)],
                &["jamais moins de 500,00 €", "jamais moins de 600,00 €"],
            ),
            (
                "plafond = \"2 500 €\"\n",
                "",
                &[(Rule, "financement.bareme", Changed)],
                &["jamais plus de 2 500,00 €"],
            ),
            (
                "moins_de = \"3 mois\"",
                "au_plus = \"2 mois\"",
                &[(Rule, "pieces.dossier", Changed)],
                &["moins de 3 mois", "au plus 2 mois"],
            ),
            (
                "plus_de = \"1 500 €\"",
                "plus_de = \"2 000 €\"",
                &[(Rule, "pieces.dossier", Changed)],
                &["plus de 1 500,00 €", "plus de 2 000,00 €"],
            ),
            (
                "total_de = \"produits.montant\"",
                "total_de = \"charges.montant\"",
                &[(Rule, "budget.recettes", Changed)],
                &[],
            ),
            (
                "suite = [\"prorata\"]\n",
                "",
                &[(Rule, "budget.recettes", Changed)],
                &["un montant au prorata est proposé"],
            ),
            (
                "[lacunes.\"commission\"]\ntexte = \"Le règlement ne dit pas",
                "[lacunes.\"commission\"]\ntexte = \"Le règlement tait",
                &[(Gap, "commission", Changed)],
                &["Énoncé", "Le règlement ne dit pas", "Le règlement tait"],
            ),
            (
                "absence = \"non prévue par le texte\"",
                "absence = \"inconnue\"",
                &[(Gap, "commission", Changed)],
                &["Pourquoi", "Avant : le texte n’en fixe pas", "Après : non connue"],
            ),
            (
                "absence = \"non prévue par le texte\"",
                "quand = { module = [\"1\"] }",
                &[(Gap, "commission", Changed)],
                &["Quand (ajout)", "est « 1 »"],
            ),
            (
                "[regles.\"pieces.budgets\"]",
                "[regles.\"budget.equilibre\"]\nsource = [\"REGLEMENT art. 6\"]\n\n[regles.\"pieces.budgets\"]",
                &[(Rule, "budget.equilibre", Added)],
                &["[ajout]"],
            ),
            (
                "texte = \"Nombre de jeunes de la ville accompagnés en ligne\"",
                "texte = \"Nombre de jeunes\"",
                &[(Question, "jeunes", Changed)],
                &["Après : Nombre de jeunes"],
            ),
        ],
    );
}

/// Entries of one rule, and what the examples do not ask.
const INSTANCES: &str = r#"
format = 1

[appel]
id = "instances-2025"
edition = "2025-1"
titre = "Plusieurs entrées"

[textes]
T = "Texte d’essai"

[acteurs.caf-99]
nom = "Caf du Val"
roles = ["signataire"]
departement = "63"

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
sinon = "à apprécier"
valable_du = 2025-01-01
source = ["T art. 1"]

[conditions."structure.noms"]
texte = "La structure dit qui elle est."
renseigne = ["structure.nom"]
source = ["T art. 2"]

[points."engagement.signature"]
texte = "Le signataire s’engage à verser son aide."
reponse = "le dossier déclare"
par_acteur = "signataire"
source = ["T art. 4"]

[points."projet.avis"]
texte = "Le projet est bon."
reponse = "le dossier déclare"
quand = { module = ["1"] }
reporte = "à voir plus tard"
source = ["T art. 5"]
"#;

#[test]
fn one_edit_is_one_difference_among_entries() {
    verifier(
        INSTANCES,
        &[
            (
                "reporte = \"à voir plus tard\"",
                "reporte = \"à voir plus tard\"\nreporte_en = \"to be seen later\"",
                &[(Rule, "projet.avis", Changed)],
                &["Quand (en anglais)"],
            ),
            (
                "au = \"31/03\"",
                "au = \"30/04\"",
                &[(Rule, "depot.delai", Changed)],
                &["Ce qui est demandé (periode)", "31 mars", "30 avril"],
            ),
            (
                "au_moins = \"1 an\"",
                "au_moins = \"2 ans\"",
                &[(Rule, "depot.delai", Changed)],
                &["Ce qui est demandé (anciennete)", "au moins 1 an", "au moins 2 ans"],
            ),
            (
                "sinon = \"à apprécier\"\n",
                "",
                &[(Rule, "depot.delai", Changed)],
                &["une personne l’apprécie"],
            ),
            (
                "valable_du = 2025-01-01",
                "valable_du = 2026-01-01",
                &[(Rule, "depot.delai", Changed)],
                &["Quand (anciennete)", "1er janvier 2025", "1er janvier 2026"],
            ),
            (
                "instance = \"periode\"",
                "instance = \"fenetre\"",
                &[(Rule, "depot.delai", Changed)],
                &["(fenetre) (ajout)", "(periode) (retrait)"],
            ),
            (
                "nom = \"Caf du Val\"",
                "nom = \"Caf d’Aval\"",
                &[(Actor, "caf-99", Changed)],
                &["Caf du Val", "Caf d’Aval"],
            ),
            (
                "departement = \"63\"",
                "departement = \"03\"",
                &[(Actor, "caf-99", Changed)],
                &["Avant : 63", "Après : 03"],
            ),
            (
                "reporte = \"à voir plus tard\"",
                "reporte = \"à voir au bilan\"",
                &[(Rule, "projet.avis", Changed)],
                &["à voir plus tard", "à voir au bilan"],
            ),
            (
                "module = [\"1\"]",
                "module = [\"2\"]",
                &[(Rule, "projet.avis", Changed)],
                &["« 1 »", "« 2 »"],
            ),
            (
                "reponse = \"le dossier déclare\"\npar_acteur",
                "reponse = \"le dossier déclare\"\nmanquement = true\npar_acteur",
                &[(Rule, "engagement.signature.caf-99", Changed)],
                &["Un manquement constaté"],
            ),
            (
                "renseigne = [\"structure.nom\"]",
                "renseigne = [\"structure.contact.nom\"]",
                &[(Rule, "structure.noms", Changed)],
                &[],
            ),
        ],
    );
}

#[test]
fn one_edit_is_one_difference_in_the_charter() {
    let charte = Appel::builtin_toml("charte-2016").unwrap();
    verifier(
        charte,
        &[
            (
                "\"haine\", \"commercial\"",
                "\"commercial\"",
                &[(Rule, "charte.conduite.interdits", Changed)],
                &["Manquements visés"],
            ),
            (
                "  \"charte.promeneur.animations\",\n",
                "",
                &[(Rule, "charte.exclusion.procedure", Changed)],
                &["Manquements visés"],
            ),
            (
                "manquements = [\"charte.conduite.\"]",
                "manquements = [\"charte.conduite.valeurs\"]",
                &[(Rule, "charte.exclusion.signalement", Changed)],
                &["Manquements visés"],
            ),
        ],
    );
}

/// Whatever line goes: where the page of the call says something else, something differs.
#[test]
fn what_a_page_says_otherwise_differs() {
    let exemples = ["caf-haut-vernois-2025", "ville-montbrelle-2025"].map(exemple);
    let mut compares = 0;
    for toml in [&exemples[0], &exemples[1], Appel::builtin_toml("cantal-2017").unwrap()] {
        let appel = charger(toml);
        // Whether the file says it, or the program knows it, is asked alike.
        let page = |appel: &Appel, langue| appel.to_text(langue).replace('*', "");
        let pages = |appel: &Appel| [Langue::Fr, Langue::En].map(|langue| page(appel, langue));
        let pages_d_avant = pages(&appel);
        let lignes: Vec<&str> = toml.lines().collect();
        for (rang, ligne) in lignes.iter().enumerate() {
            let reste: Vec<&str> = [&lignes[..rang], &lignes[rang + 1..]].concat();
            let Ok(autre) = Appel::from_toml(reste.join("\n")) else { continue };
            let differe = !appel.compare(&autre).is_empty();
            assert!(differe || pages(&autre) == pages_d_avant, "{ligne}");
            compares += usize::from(differe);
        }
    }
    assert!(compares > 250, "{compares}");
}

/// Two calls of one year and the next, word for word.
#[test]
fn next_year_is_compared() {
    let avant = exemple("caf-haut-vernois-2025");
    let mut apres = avant.replace("2025", "2026").replace("2024", "2025");
    for (ancien, nouveau) in [
        ("le = \"14/03/2026\"", "le = \"13/03/2026\""),
        ("moins_de = \"75 %\"", "moins_de = \"80 %\""),
        (
            "  { id = \"statuts\", texte = \"statuts\" },\n",
            "  { id = \"statuts\", texte = \"statuts\" },\n  { id = \"assurance\", texte = \"attestation d’assurance\" },\n",
        ),
        (
            "demande = \"exactement\"\ngravite = \"a-corriger\"",
            "demande = \"exactement\"\ngravite = \"bloquant\"",
        ),
    ] {
        apres = retoucher(&apres, ancien, nouveau);
    }
    let comparaison = charger(&avant).compare(&charger(&apres));
    for (langue, nom) in [(Langue::Fr, "comparer-fr"), (Langue::En, "comparer-en")] {
        insta::assert_snapshot!(nom, comparaison.to_text(langue));
    }
    let pieces = comparaison.render(Langue::Fr, |_, morceau| {
        assert!(!morceau.contains('\n'), "{morceau}");
        morceau.to_owned()
    });
    assert_eq!(pieces, comparaison.to_text(Langue::Fr));
    insta::assert_snapshot!("comparer-integres-fr", {
        let cantal = Appel::builtin("cantal-2017").unwrap();
        cantal
            .compare(&Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap())
            .to_text(Langue::Fr)
    });
}

#[test]
fn no_sign_drives_a_terminal() {
    let toml = exemple("ville-montbrelle-2025");
    let autre = retoucher(
        &toml,
        "titre = \"Barème de la subvention\"",
        "titre = \"Barème\\u001b[31m\\u202e\\nrouge\"",
    );
    let texte = charger(&toml).compare(&charger(&autre)).to_text(Langue::Fr);
    assert!(!texte.contains(['\u{1b}', '\u{202e}']), "{texte}");
    assert!(texte.contains("Barème [31m  rouge"), "{texte}");
}

/// No key of the format is shown. What a call's own texts say is theirs.
#[test]
fn the_words_are_for_people() {
    let cantal = Appel::builtin("cantal-2017").unwrap();
    let texte = cantal.compare(&Appel::builtin("charte-2016").unwrap()).to_text(Langue::Fr);
    for mot in ["{attendu}", "quand_", "au_moins", "depot.date", "[fr]", "\u{a0}: rien"] {
        let ligne = texte.lines().find(|l| l.contains(mot));
        assert_eq!(ligne, None, "{mot}");
    }
}
