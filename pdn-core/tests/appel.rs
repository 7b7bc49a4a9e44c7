//! Loading a call: what people type is read as they mean it, and every fault of a file is said at
//! once, in order, with its place and what to write.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

use pdn_core::values::{Date, Langue};
use pdn_core::{Appel, AppelError, CodeDeFaute, Severity, TAILLE_MAX, call_format_schema};
use proptest::prelude::*;
use toml::de::{DeTable, DeValue};

const FAUTES: &str = include_str!("appels/fautes.toml");
const SYNTAXE: &str = include_str!("appels/syntaxe.toml");
const VARIANTE: &str = include_str!("../../tests/conformance/calls/variante-module-2.toml");
const MODULE_2: &str = include_str!("../referentiels/puy-de-dome-allier-2024-module-2.toml");
const CANTAL: &str = include_str!("../referentiels/cantal-2017.toml");
const HAUT_VERNOIS: &str = include_str!("../../examples/appels/caf-haut-vernois-2025.toml");
const MONTBRELLE: &str = include_str!("../../examples/appels/ville-montbrelle-2025.toml");
const CHARTE: &str = include_str!("../referentiels/charte-2016.toml");

const EN_TETE: &str = r#"format = 1

[appel]
id = "essai"
edition = "1"
titre = "Essai"

[textes]
CAHIER = "Cahier des charges"

[acteurs.caf-63]
nom = "Caf du Puy-de-Dôme"
"#;

/// A small call: the heading, and these entries.
fn essai(entrees: &str) -> String {
    format!("{EN_TETE}\n{entrees}\n")
}

fn refus(texte: impl AsRef<[u8]>) -> AppelError {
    match Appel::from_toml(texte) {
        Ok(appel) => panic!("{appel:?} loads"),
        Err(e) => e,
    }
}

/// The faults of a file, one a line: place, code and sentence.
fn phrases(texte: impl AsRef<[u8]>, langue: Langue) -> String {
    let erreur = refus(texte);
    assert!(!erreur.faults().is_empty(), "{erreur}");
    erreur.faults().iter().fold(String::new(), |mut toutes, f| {
        let (l, c) = (f.line().unwrap(), f.column().unwrap());
        writeln!(toutes, "{l}:{c} {}\n    {}", f.code().as_str(), f.texte(langue)).unwrap();
        toutes
    })
}

/// The one fault of a file: place and sentence.
fn seule(texte: &str) -> String {
    let erreur = refus(texte);
    match erreur.faults() {
        [f] => {
            let (l, c) = (f.line().unwrap(), f.column().unwrap());
            format!("{l}:{c} {}", f.texte(Langue::Fr))
        }
        autres => panic!("{} faults: {erreur}", autres.len()),
    }
}

#[test]
fn every_fault_of_a_file_is_said_at_once() {
    insta::assert_snapshot!("fautes", phrases(FAUTES, Langue::Fr));
    insta::assert_snapshot!("syntaxe", phrases(SYNTAXE, Langue::Fr));
    insta::assert_snapshot!("fautes_en", phrases(FAUTES, Langue::En));
    insta::assert_snapshot!("syntaxe_en", phrases(SYNTAXE, Langue::En));
}

#[test]
fn faults_come_in_the_order_of_the_file_and_of_every_kind() {
    let erreur = refus(FAUTES);
    assert!(erreur.faults().len() >= 40);
    let places: Vec<_> = erreur.faults().iter().map(|f| (f.line(), f.column())).collect();
    assert!(places.is_sorted());
    let codes: BTreeSet<CodeDeFaute> = erreur.faults().iter().map(|f| f.code()).collect();
    for code in [
        CodeDeFaute::WrongType,
        CodeDeFaute::UnknownKey,
        CodeDeFaute::DuplicateKey,
        CodeDeFaute::UnknownChoice,
        CodeDeFaute::WrongForm,
        CodeDeFaute::ImpossibleValue,
        CodeDeFaute::OutOfOrder,
        CodeDeFaute::Syntax,
        CodeDeFaute::UnknownReference,
        CodeDeFaute::Incomplete,
    ] {
        assert!(codes.contains(&code), "no fault is {}", code.as_str());
    }
    // The error itself is the list, each with its line and column.
    let lignes = erreur.to_string();
    assert_eq!(lignes.lines().count(), erreur.faults().len());
    assert!(lignes.lines().all(|l| l.starts_with("Ligne ")));
}

#[test]
fn sentences_are_french_and_say_what_to_write() {
    for f in refus(FAUTES).faults().iter().chain(refus(SYNTAXE).faults()) {
        let phrase = f.texte(Langue::Fr);
        assert!(phrase.ends_with(['.', '…']), "{phrase}");
        for anglais in ["expected", "invalid", "missing", "unexpected", "string", " the "] {
            assert!(!phrase.contains(anglais), "{phrase}");
        }
        // A no-break space before double punctuation.
        assert!(!phrase.contains(" : ") && !phrase.contains(" ; "), "{phrase}");
    }
}

/// Windows line ends, old Mac ones and a byte order mark are none of the file's business.
#[test]
fn line_ends_and_the_byte_order_mark_change_nothing() {
    for texte in [FAUTES, SYNTAXE] {
        let attendu = phrases(texte, Langue::Fr);
        assert_eq!(phrases(texte.replace('\n', "\r\n"), Langue::Fr), attendu);
        assert_eq!(phrases(texte.replace('\n', "\r"), Langue::Fr), attendu);
        assert_eq!(phrases(format!("\u{feff}{texte}"), Langue::Fr), attendu);
    }
    let lu = Appel::from_toml(VARIANTE).unwrap();
    for autre in [VARIANTE.replace('\n', "\r\n"), format!("\u{feff}{VARIANTE}")] {
        let autre = Appel::from_toml(autre).unwrap();
        assert_eq!(autre.sha256(), lu.sha256());
        assert_eq!(autre, lu);
    }
    assert_eq!(lu.sha256().len(), 64);
    assert_ne!(lu.sha256(), Appel::from_toml(format!("{VARIANTE}#\n")).unwrap().sha256());
}

/// What people type, as they mean it.
#[test]
fn typed_forms_are_read_as_meant() {
    let texte = "format = \"1\"\n\
        [appel]\n\
        id\u{a0}=\u{a0}\"essai\"\n\
        \tedition = \"  1 \"\t# tabs and spaces\n\
        titre = \"Appel « jeunesse » : l’été\"\u{202f}\n\
        departements = [\"3\", \"63\", \" 2a \"]\n\
        [textes]\n\
        CAHIER = \"Cahier des charges\"\n\
        [acteurs.caf-63]\n\
        nom = \"Caf\"\n\
        departement = \"63\"\n\
        [questions.zone]\n\
        texte = \"En zone rurale\u{a0}?\"\n\
        type = \"Oui-Non\"\n\
        [dates.\"depot.delai\"]\n\
        de = \"depot.date\"\n\
        du = 2025-01-20\n\
        au = \"06/11/2025\"\n\
        heure = \"12h30\"\n\
        gravite = \"Bloquant\"\n\
        source = \"CAHIER\u{a0}§1\"\n\
        [dates.\"formation.periode\"]\n\
        sujet = \"candidature\"\n\
        par = \"session\"\n\
        de = [\"debut\"]\n\
        du = \"1er septembre 2025\"\n\
        au = \"2025-12-31\"\n\
        source = [\"CAHIER §1\"]\n\
        [seuils.\"formation.capacite\"]\n\
        par = \"formation\"\n\
        de = \"capacite\"\n\
        au_moins = \"10\"\n\
        au_plus = \"1\u{202f}000\"\n\
        source = [\"CAHIER §2\"]\n\
        [seuils.\"financement.plafond-caf\"]\n\
        par = \"financement\"\n\
        total_de = \"montant\"\n\
        groupe = \"financeur\"\n\
        parmi = \"caf-63\"\n\
        annees = [2025, \"2026\"]\n\
        moins_de = \"3\u{202f}000,50\u{a0}€\"\n\
        source = [\"CAHIER §3\"]\n\
        [conditions.\"structure.qualiopi\"]\n\
        par = \"structure\"\n\
        exige = { qualiopi = \"oui\" }\n\
        source = [\"CAHIER §4\"]\n\
        [conditions.\"zone.rurale\"]\n\
        texte = \"Le projet est en zone rurale.\"\n\
        exige = { zone = [true] }\n\
        sauf = { departements = [\"3\"], forme_juridique_absente = [\"association\"] }\n\
        source = [\"CAHIER §5\"]\n";
    // One name in the text above is wrong on purpose: without its line, all of it loads.
    assert!(seule(texte).contains("forme_juridique_absente"));
    let texte = texte.replace(", forme_juridique_absente = [\"association\"]", "");
    let appel = Appel::from_toml(&texte).unwrap();
    assert_eq!((appel.id(), appel.edition()), ("essai", "1"));
    assert_eq!(appel.departements(), ["03", "63", "2A"]);
    assert_eq!(appel.title(Langue::Fr), "Appel « jeunesse » : l’été");
    let regles = appel.rules(Langue::Fr);
    let parametre = |id: &str| {
        let regle = regles.iter().find(|r| r.id == id).unwrap();
        regle.parameters.first().map(|(_, v)| serde_json::to_value(v).unwrap()).unwrap()
    };
    let json = |t: &str| serde_json::from_str::<serde_json::Value>(t).unwrap();
    assert_eq!(
        parametre("depot.delai"),
        json(r#"{"kind":"period","start":"2025-01-20","end":"2025-11-06"}"#)
    );
    assert_eq!(
        parametre("formation.periode"),
        json(r#"{"kind":"period","start":"2025-09-01","end":"2025-12-31"}"#)
    );
    assert_eq!(
        parametre("formation.capacite"),
        json(
            r#"{"kind":"range","min":{"kind":"count","value":10},"max":{"kind":"count","value":1000}}"#
        )
    );
    assert_eq!(
        parametre("financement.plafond-caf"),
        json(r#"{"kind":"range","strict_max":{"kind":"amount","value":"3000.50"}}"#)
    );
    assert_eq!(parametre("structure.qualiopi"), json(r#"{"kind":"boolean","value":true}"#));
    assert_eq!(parametre("zone.rurale"), json(r#"{"kind":"boolean","value":true}"#));
    let delai = regles.iter().find(|r| r.id == "depot.delai").unwrap();
    assert_eq!(delai.severity, Severity::Blocking);
    assert_eq!(delai.citations[0].place, "§1");
    // On the last day, the closing time counts.
    let issue = |heure: &str| {
        let dossier = format!(
            r#"{{"type":"candidature","depot":{{"date":"2025-11-06","heure":"{heure}"}}}}"#
        );
        let report = appel.evaluate_json(dossier, Date::new(2025, 11, 6).unwrap()).unwrap();
        let finding = report.findings().find(|f| f.rule() == "depot.delai").unwrap();
        finding.outcome().as_str()
    };
    assert_eq!((issue("12:30"), issue("12:31")), ("pass", "fail"));
}

/// One slip, one sentence: nothing follows from it.
#[test]
fn a_slip_gets_its_sentence_and_no_other() {
    let seuil = |borne: &str| {
        essai(&format!(
            "[seuils.\"formation.capacite\"]\npar = \"formation\"\nde = \"capacite\"\n{borne}\nsource = [\"CAHIER §1\"]"
        ))
    };
    for (texte, phrase) in [
        (
            seuil("au_plus = 80 %"),
            "17:11 Cette valeur s’écrit entre guillemets droits\u{a0}: \"80 %\".",
        ),
        (
            seuil("au_plus = \"80 %\""),
            "17:11 80 % n’est pas un nombre entier écrit en chiffres\u{a0}: écrire par exemple 12, sans guillemets ni décimales.",
        ),
        (
            seuil("au_plus = 0,8"),
            "17:12 Un nombre à virgule s’écrit entre guillemets, \"0,8\", ou avec un point, 0.8.",
        ),
        (
            seuil("au_plus = 03"),
            "17:11 Un nombre ne commence pas par zéro\u{a0}: écrire \"03\" entre guillemets pour un code, ou 3 pour un nombre.",
        ),
        (
            seuil("au_plus = oui"),
            "17:11 Écrire \"oui\" entre guillemets, ou true sans majuscule, au lieu de oui.",
        ),
        (
            seuil("au_plus = “20”"),
            "17:11 Ces guillemets sont typographiques\u{a0}: les remplacer par des guillemets droits, \"20\".",
        ),
        (
            seuil("au_plus = « 20 »"),
            "17:11 Ces guillemets sont typographiques\u{a0}: les remplacer par des guillemets droits, \"20\".",
        ),
        (
            seuil("au_plus"),
            "17:1 Il manque le signe «\u{a0}=\u{a0}» entre la clé et sa valeur\u{a0}: écrire au_plus = …",
        ),
        (
            seuil("au_plus 20"),
            "17:1 Il manque le signe «\u{a0}=\u{a0}» entre la clé et sa valeur\u{a0}: écrire au_plus = …",
        ),
        (
            seuil("au_plu = 20"),
            "17:1 La clé \"au_plu\" n’existe pas à cet endroit. Écrire sans doute \"au_plus\".",
        ),
        (
            seuil("au_plus = 20\nau_plus = 30"),
            "18:1 La clé \"au_plus\" est donnée deux fois dans le même tableau\u{a0}: n’en garder qu’une.",
        ),
        (
            seuil("au_plus = 20\nmoins_de = 30"),
            "18:12 \"au_plus\" et \"moins_de\" bornent du même côté\u{a0}: n’en garder qu’un.",
        ),
        (
            seuil("plus_de = 20\nmoins_de = 20"),
            "18:12 Aucune valeur ne respecte à la fois le minimum et ce maximum\u{a0}: corriger l’un des deux.",
        ),
        (
            seuil("au_plus = 20\nle = 2025-01-01"),
            "18:1 La clé \"le\" n’existe pas à cet endroit\u{a0}: l’écrire sous [dates].",
        ),
        (
            seuil("au_plus = 20\nvaleur = 1"),
            "18:1 La clé \"valeur\" n’existe pas à cet endroit\u{a0}: la retirer, ou écrire l’une de celles-ci\u{a0}: de, total_de, groupe, parmi, sauf_parmi, dispositif, comptes, base, si_demande, annees, acteur_du_departement, au_moins, plus_de, au_plus, moins_de, exactement, pas, unite, ouvert, sinon ou une clé de toute règle (gravite, source, texte, quand…).",
        ),
        (
            essai(
                "[dates.\"depot.delai\"]\nde = \"depot.date\"\nle = 20/01/2025\nsource = \"CAHIER §1\"",
            ),
            "16:6 Cette valeur s’écrit entre guillemets droits\u{a0}: \"20/01/2025\".",
        ),
        (
            essai(
                "[dates.\"depot.delai\"]\nde = \"depot.date\"\nle = \"31/02/2025\"\nsource = \"CAHIER §1\"",
            ),
            "16:6 «\u{a0}31/02/2025\u{a0}»\u{a0}: ce jour n’existe pas\u{a0}; écrire un jour du calendrier, 2024-01-20 ou \"20/01/2024\".",
        ),
        (
            essai(
                "[dates.\"convention.signature\"]\nde = \"depot.date\"\nle = 2025-01-01\ntexte = \"Signature.\"\nheure = \"12h\"\ndu = 2024-01-01\nsource = \"CAHIER §1\"",
            ),
            "19:6 \"le\" donne déjà le dernier jour\u{a0}: garder \"le\", ou une période avec \"du\" et \"au\".",
        ),
        (
            essai(
                "[pieces.\"pieces.requises\"]\nsujet = \"session\"\nliste = [{ id = \"a\", texte = \"A\" }]\nsource = \"CAHIER §1\"",
            ),
            "14:9 Des pièces ne se demandent qu’à une candidature\u{a0}: écrire sujet = [\"candidature\"], ou retirer \"sujet\".",
        ),
        (
            essai(
                "[conditions.\"structure.zone\"]\ntexte = \"Zone.\"\nexige = { zone = [\"rurale\"] }\nsource = \"CAHIER §1\"\n[questions.zone]\ntexte = \"Zone\u{a0}?\"\ntype = \"choix\"\nchoix = [\"rural\", \"urbain\"]",
            ),
            "16:19 \"rurale\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"rural\" ou \"urbain\". Écrire sans doute \"rural\".",
        ),
        (
            "format = 1\n".to_owned(),
            "1:1 Il manque «\u{a0}[appel]\u{a0}»\u{a0}: écrire par exemple [appel], id = \"mon-appel-2025\", edition = \"2025-1\", titre = \"…\".",
        ),
    ] {
        assert_eq!(seule(&texte), phrase, "{texte}");
    }
}

/// Lists, a role and a question, for entries to use.
const SUITE: &str = r#"
[acteurs.region]
nom = "Région"
roles = ["financeur", "signataire"]

[listes.bases]
dispositif = "charges du dispositif"

[listes.depenses]
travaux = "travaux"

[questions.zone]
texte = "Zone rurale"
type = "oui-non"
"#;

const DATE: &str = "[dates.\"structure.age\"]\ntexte = \"T.\"\nde = \"structure.creee_le\"\n";
const SOMME: &str =
    "[seuils.\"aide.somme\"]\ntexte = \"T.\"\npar = \"financement\"\ntotal_de = \"montant\"\n";
const BAREME: &str = "[baremes.\"aide.bareme\"]\ntexte = \"T.\"\nmontant = \"25 €\"\n";
const DEPENSES: &str = "[depenses.\"budget.nature\"]\ntexte = \"T.\"\n";
const POINTS: &str =
    "[points.\"projet.criteres\"]\ntexte = \"T.\"\nreponse = \"le dossier déclare\"\n";
const PIECES: &str = "[pieces.\"pieces.requises\"]\n";
const QUESTION: &str = "[questions.age]\ntexte = \"T\"\n";

/// Each entry, begun and then written in one slip, has one fault: its place and its sentence.
fn chacune(lapsus: &[(&str, &str, &str)]) {
    for (debut, suite, phrase) in lapsus {
        let entree = format!("{debut}{suite}\nsource = \"CAHIER §1\"\n{SUITE}");
        assert_eq!(seule(&essai(&entree)), *phrase, "{debut}{suite}");
    }
}

/// A text that contains a word, and documents that do as well.
#[test]
fn a_word_in_a_text_and_another_document_get_their_sentence() {
    const TEXTE: &str = "[conditions.\"a.b\"]\ntexte = \"T.\"\n";
    chacune(&[
        (
            TEXTE,
            "contient = { zone = [\"oui\"] }",
            "16:14 \"zone\" n’est pas un texte libre\u{a0}: pour en demander un mot, écrire exige = { \"zone\" = [\"…\"] }\u{a0}; une quantité ou une date se bornent.",
        ),
        (
            TEXTE,
            "contient = { \"structure.nom\" = [\"\"] }",
            "16:33 Écrire le mot que le texte doit contenir.",
        ),
        (
            PIECES,
            "liste = [{ id = \"statuts\", texte = \"S\", ou = [\"acte\", { id = \"acte\", texte = \"A\" }] }]",
            "15:62 L’identifiant \"acte\" est déjà utilisé plus haut\u{a0}: en choisir un autre.",
        ),
        (
            PIECES,
            "liste = [{ id = \"statuts\", texte = \"S\", ou = [{ id = \"L’acte\", texte = \"A\" }] }]",
            "15:54 L’identifiant d’une pièce s’écrit en minuscules, chiffres et tirets\u{a0}: écrire id = \"l-acte\", et le nom de la pièce dans texte.",
        ),
        (
            PIECES,
            "liste = [{ id = \"statuts\", texte = \"S\", ou = [{ id = \"acte\", texte = \"A\" }] }, { id = \"acte\", texte = \"B\" }]",
            "15:87 La pièce \"acte\" s’appelle déjà «\u{a0}A\u{a0}»\u{a0}: écrire le même texte, ou un autre id.",
        ),
    ]);
}

/// A step: more than zero, with a multiple within the bounds, of what is not whole already.
#[test]
fn a_step_that_does_nothing_gets_its_sentence() {
    const PLACES: &str =
        "[seuils.\"f.p\"]\ntexte = \"T.\"\npar = \"formation\"\nde = \"capacite\"\n";
    chacune(&[
        (
            PLACES,
            "pas = 1",
            "14:9 La clé \"pas\" n’a pas d’effet pour ce qui ne se compte qu’en nombres entiers\u{a0}: la retirer.",
        ),
        (
            PLACES,
            "pas = 0",
            "18:7 Un pas est plus grand que zéro\u{a0}: écrire par exemple pas = 1, ou retirer \"pas\".",
        ),
        (
            PLACES,
            "pas = 4\nau_moins = 5\nau_plus = 7",
            "18:7 Aucun multiple de 4 n’est entre ces bornes\u{a0}: corriger le pas, ou l’une des bornes.",
        ),
        (
            PLACES,
            "pas = 4\nexactement = 8",
            "14:9 La clé \"pas\" n’a pas d’effet avec \"exactement\"\u{a0}: la retirer.",
        ),
        (
            PLACES,
            "pas = 4\nau_moins = 8\nouvert = true",
            "14:9 La clé \"ouvert\" n’a pas d’effet avec \"pas\"\u{a0}: la retirer.",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\npas = \"100 €\"",
            "14:9 La clé \"pas\" n’a pas d’effet avec \"total_de\"\u{a0}: la retirer.",
        ),
    ]);
}

/// Which lines of a sum count: the other funders', and those of some accounts.
#[test]
fn lines_that_count_get_their_sentence() {
    const PRODUITS: &str = "[seuils.\"b.p\"]\ntexte = \"T.\"\npar = \"budget\"\ntotal_de = \"produits.montant\"\nau_plus = \"9 €\"\n";
    chacune(&[
        (
            SOMME,
            "au_plus = \"3 000 €\"\nparmi = [\"caf-63\"]\nsauf_parmi = [\"region\"]",
            "20:15 \"parmi\" dit déjà quels financeurs comptent\u{a0}: n’écrire que \"parmi\", ou que \"sauf_parmi\".",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nsauf_parmi = [\"caf-36\"]",
            "19:15 \"caf-36\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"caf-63\" ou \"region\". Écrire sans doute \"caf-63\".",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\ncomptes = [\"70\"]",
            "14:9 La clé \"comptes\" n’a pas d’effet hors du total d’une liste de budget\u{a0}: la retirer, ou écrire par = \"budget\" et total_de = \"produits.montant\".",
        ),
        (
            PRODUITS,
            "comptes = [\"70\", \"706\"]",
            "19:18 Le compte 70 comprend le compte 706\u{a0}: n’en garder qu’un.",
        ),
        (
            PRODUITS,
            "comptes = [\"60\"]",
            "19:12 «\u{a0}60\u{a0}»\u{a0}: ce compte n’est pas de ce côté d’un budget\u{a0}; écrire le numéro seul d’un compte de produits, de 70 à 79 ou 87, par exemple \"74\" ou \"7478\".",
        ),
        (
            PRODUITS,
            "sauf_parmi = [\"region\"]",
            "14:9 La clé \"sauf_parmi\" n’a pas d’effet pour le total d’une liste de chaque objet\u{a0}: la retirer.",
        ),
    ]);
}

/// Words among which a question is answered, with their labels.
#[test]
fn words_and_their_labels_get_their_sentence() {
    const CHOIX: &str = "[questions.publics]\ntexte = \"Publics\"\n";
    const LUE: &str = "[conditions.\"a.b\"]\ntexte = \"T.\"\nrenseigne = [\"publics\"]";
    for (question, phrase) in [
        (
            "type = \"choix\"\nchoix = [\"a\", { id = \"b\" }]",
            "17:15 Il manque «\u{a0}texte\u{a0}»\u{a0}: écrire par exemple { id = \"autre\", texte = \"Autre\" }.",
        ),
        (
            "type = \"choix\"\nchoix = [\"a\", { id = \"a\", texte = \"A\" }]",
            "17:22 L’identifiant \"a\" est déjà utilisé plus haut\u{a0}: en choisir un autre.",
        ),
        (
            "type = \"texte\"\nplusieurs = true",
            "16:8 \"plusieurs\" ne va qu’avec type = \"choix\"\u{a0}: écrire ce type, ou retirer \"plusieurs\".",
        ),
        (
            "type = \"choix\"\nplusieurs = true\nchoix = [{ id = \"b\", \"text\" = \"B\", texte = \"A\" }]",
            "18:22 La clé \"text\" n’existe pas à cet endroit. Écrire sans doute \"texte\".",
        ),
    ] {
        chacune(&[(CHOIX, &format!("{question}\n{LUE}"), phrase)]);
    }
}

/// A share of another quantity of the dossier: both are counted in one unit, and are two.
#[test]
fn two_quantities_that_do_not_compare_get_their_sentence() {
    const PART: &str = "[questions.jeunes]\ntexte = \"J\"\ntype = \"nombre\"\n[questions.cout]\ntexte = \"C\"\ntype = \"montant\"\n[questions.nom]\ntexte = \"N\"\ntype = \"texte\"\n[seuils.\"a.b\"]\ntexte = \"T.\"\nau_plus = \"50 %\"\n";
    chacune(&[
        (
            PART,
            "de = \"jeunes\"\nbase = \"cout\"",
            "27:8 \"jeunes\" et \"cout\" ne se comptent pas dans la même unité\u{a0}: écrire deux montants, ou deux nombres.",
        ),
        (
            PART,
            "de = \"jeunes\"\nbase = \"jeunes\"",
            "27:8 \"jeunes\" ne peut pas être une part d’elle-même\u{a0}: écrire une autre quantité, ou retirer \"base\".",
        ),
        (
            PART,
            "de = \"jeunes\"\nbase = \"nom\"",
            "27:8 \"nom\" n’est pas une quantité\u{a0}: écrire un champ qui se compte, ou passer par [conditions] pour un mot ou un oui ou non.",
        ),
        (
            PART,
            "de = \"jeunes\"\nbase = \"formations.capacite\"",
            "27:8 \"formations.capacite\" est un champ de plusieurs objets\u{a0}: dire lesquels, par = \"formation\", ou écrire un champ du document.",
        ),
        (
            PART,
            "de = \"jeunes\"\nbase = \"formations\"\nouvert = true",
            "23:9 La clé \"ouvert\" n’a pas d’effet avec \"base\"\u{a0}: la retirer.",
        ),
    ]);
}

/// What changes nothing, or can never hold, is said: it was meant to do something.
#[test]
fn what_has_no_effect_gets_its_sentence() {
    const CONDITION: &str = "[conditions.\"a.b\"]\ntexte = \"T.\"\n";
    chacune(&[
        (
            "[dates.\"x.y\"]\ntexte = \"T.\"\nde = \"depot.date\"\n",
            "du = 2025-01-01\nheure = \"12:00\"",
            "18:9 L’heure est celle du dernier jour\u{a0}: ajouter \"au\", ou retirer \"heure\".",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nunite = \"euros\"",
            "14:9 La clé \"unite\" n’a pas d’effet avec \"total_de\"\u{a0}: la retirer.",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nsi_demande = true",
            "14:9 La clé \"si_demande\" n’a pas d’effet sans \"base\"\u{a0}: la retirer, ou ajouter \"base\".",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nparmi = []",
            "19:9 Cette liste est vide\u{a0}: y écrire ce qu’elle doit contenir, ou retirer la clé.",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nannees = [2025, 2025]",
            "19:17 \"2025\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois.",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nannees = [99999]",
            "19:11 99999 est trop grand\u{a0}: il faut au plus 2199.",
        ),
        (
            SOMME,
            "au_plus = \"3 000 €\"\nsujet = [\"candidature\", \"candidature\"]",
            "19:25 \"candidature\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois.",
        ),
        (
            "[seuils.\"formation.places\"]\ntexte = \"T.\"\npar = \"formation\"\nde = \"capacite\"\n",
            "au_plus = 12\nparmi = [\"region\"]",
            "14:9 La clé \"parmi\" n’a pas d’effet sans \"total_de\"\u{a0}: la retirer, ou borner un total, total_de = \"montant\".",
        ),
        (
            "[seuils.\"formation.places\"]\ntexte = \"T.\"\npar = \"formation\"\nde = \"capacite\"\n",
            "au_plus = 12\nbase = \"charges\"",
            "19:8 \"charges\" est l’assiette d’un total\u{a0}: écrire total_de = \"…\" au lieu de \"de\", ou une autre quantité du dossier, base = \"jeunes\".",
        ),
        (
            "[seuils.\"budget.produits\"]\ntexte = \"T.\"\npar = \"budget\"\ntotal_de = \"produits.montant\"\n",
            "au_plus = \"3 000 €\"\nannees = [2025]",
            "14:9 La clé \"annees\" n’a pas d’effet pour le total d’une liste de chaque objet\u{a0}: la retirer.",
        ),
        (
            POINTS,
            "liste = []",
            "17:9 Cette liste est vide\u{a0}: y écrire ce qu’elle doit contenir, ou retirer la clé.",
        ),
        (
            "[points.\"projet.avis\"]\ntexte = \"T.\"\nreponse = \"une personne juge\"\n",
            "manquement = true",
            "14:9 La clé \"manquement\" n’a pas d’effet quand une personne juge le point\u{a0}: la retirer, ou écrire reponse = \"le dossier déclare\".",
        ),
        (
            CONDITION,
            "exige = { \"structure.creee_le\" = [2025-01-01] }",
            "16:11 \"structure.creee_le\" ne se compare pas à des mots\u{a0}: une date se borne sous [dates]\u{a0}; pour demander qu’un champ soit rempli, écrire renseigne = [\"structure.creee_le\"].",
        ),
        (
            CONDITION,
            "exige = { \"structure.siret\" = [\"12345678900011\"] }",
            "16:11 \"structure.siret\" ne se compare pas à des mots\u{a0}: ce champ se vérifie de lui-même\u{a0}; pour demander qu’un champ soit rempli, écrire renseigne = [\"structure.siret\"].",
        ),
        (
            CONDITION,
            "exige = { \"structure.forme\" = [] }",
            "16:31 Cette liste est vide\u{a0}: y écrire ce qu’elle doit contenir, ou retirer la clé.",
        ),
        (
            CONDITION,
            "exige = { \"structure.forme\" = [\"association\", \"association\"] }",
            "16:47 \"association\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois.",
        ),
        (
            CONDITION,
            "exige = { zone = true }\nau_moins_un = [\"structure.qualiopi\"]",
            "17:16 \"au_moins_un\" ne se mêle pas à d’autres exigences\u{a0}: écrire une autre entrée, chacune avec son nom, instance = \"…\".",
        ),
        (
            CONDITION,
            "exige = { zone = true }\nabsence = \"à compléter par la Caf\"",
            "16:11 Une valeur est donnée, et \"absence\" dit qu’il n’y en a pas\u{a0}: retirer l’une des deux.",
        ),
        (
            CONDITION,
            "exige = { zone = true }\nquand = { \"structure.forme\" = [\"association\"] }\nsauf = { \"structure.forme\" = [\"association\", \"collectivite\"] }",
            "18:10 \"quand\" et \"sauf\" portent sur les mêmes mots de \"structure.forme\"\u{a0}: la règle ne vaudrait jamais. Corriger l’un des deux.",
        ),
        (
            PIECES,
            "liste = [{ id = \"projet\", texte = \"Projet\" }]\nabsence = \"à compléter par la Caf\"",
            "14:9 Une valeur est donnée, et \"absence\" dit qu’il n’y en a pas\u{a0}: retirer l’une des deux.",
        ),
        (
            "[[pieces.\"pieces.requises\"]]\nsource = \"CAHIER §1\"\nquand = { zone = [true] }\nliste = [{ id = \"projet\", texte = \"Projet\" }]\n[[pieces.\"pieces.requises\"]]\n",
            "quand = { zone = [false] }\nliste = [{ id = \"projet\", texte = \"Le projet\" }]",
            "20:17 La pièce \"projet\" s’appelle déjà «\u{a0}Projet\u{a0}»\u{a0}: écrire le même texte, ou un autre id.",
        ),
        (
            "[[conditions.\"a.b\"]]\ntexte = \"T.\"\nsource = \"CAHIER §1\"\nexige = { zone = true }\n[[conditions.\"a.b\"]]\n",
            "exige = { \"structure.qualiopi\" = true }",
            "18:1 Deux règles \"a.b\" valent en même temps et rien ne les distingue\u{a0}: donner un nom à chacune, instance = \"…\", ou une condition, quand = { … }.",
        ),
        (
            "[[conditions.\"a.b\"]]\ninstance = \"un\"\ntexte = \"T.\"\nsource = \"CAHIER §1\"\nvalable_au = 2025-06-30\nexige = { zone = true }\n[[conditions.\"a.b\"]]\ninstance = \"un\"\n",
            "valable_du = 2025-06-30\nexige = { zone = false }",
            "20:1 Deux règles \"a.b\" portent le même nom, instance = \"un\"\u{a0}: en changer un.",
        ),
        (
            "[[conditions.\"a.b\"]]\ninstance = \"un\"\ntexte = \"T.\"\nsource = \"CAHIER §1\"\nexige = { zone = true }\n[[conditions.\"a.b\"]]\ninstance = \"deux\"\n",
            "gravite = \"conseil\"\nexige = { \"structure.qualiopi\" = true }",
            "19:1 \"gravite\" vaut pour toute la règle \"a.b\"\u{a0}: ne l’écrire que sur la première de ses entrées, ou donner à celle-ci un autre identifiant.",
        ),
        (
            "[[conditions.\"a.b\"]]\ninstance = \"un\"\ntexte = \"T.\"\nsource = \"CAHIER §1\"\nexige = { zone = true }\n[[conditions.\"a.b\"]]\ninstance = \"deux\"\n",
            "lecture = \"Se lit autrement.\"\nexige = { \"structure.qualiopi\" = true }",
            "19:1 \"lecture\" vaut pour toute la règle \"a.b\"\u{a0}: ne l’écrire que sur la première de ses entrées, ou donner à celle-ci un autre identifiant.",
        ),
        (
            BAREME,
            "sujet = \"plan-financement\"\npar = \"formation-civique\"\nfois = [\"volontaires\", \"volontaires\"]",
            "19:24 \"volontaires\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois.",
        ),
    ]);
}

#[test]
fn a_slip_in_a_date_gets_its_sentence() {
    chacune(&[
        (
            DATE,
            "le = 2025-01-01\ntours = [{ nom = \"a\", du = 2025-01-01, au = 2025-02-01 }]",
            "17:6 Une date se limite d’une seule façon\u{a0}: garder \"le\", \"du\" et \"au\", ou \"chaque_annee\", ou \"avant\" ou \"apres\", ou \"tours\"\u{a0}; pour deux limites, ouvrir deux fois [[dates.\"…\"]].",
        ),
        (
            DATE,
            "le = 2025-01-01\nchaque_annee = { au = \"31/03\" }",
            "17:6 Une date se limite d’une seule façon\u{a0}: garder \"le\", \"du\" et \"au\", ou \"chaque_annee\", ou \"avant\" ou \"apres\", ou \"tours\"\u{a0}; pour deux limites, ouvrir deux fois [[dates.\"…\"]].",
        ),
        (
            DATE,
            "avant = \"depot.date\"\napres = \"structure.charte_signee_le\"",
            "18:9 Une date se limite d’une seule façon\u{a0}: garder \"le\", \"du\" et \"au\", ou \"chaque_annee\", ou \"avant\" ou \"apres\", ou \"tours\"\u{a0}; pour deux limites, ouvrir deux fois [[dates.\"…\"]].",
        ),
        (
            DATE,
            "au_moins = \"15 jours\"",
            "17:12 \"15 jours\" avant ou après quelle date\u{a0}? Ajouter avant = \"depot.date\" ou apres = \"structure.creee_le\".",
        ),
        (
            DATE,
            "avant = \"depot.date\"\nau_moins = \"3 lunes\"",
            "18:12 «\u{a0}3 lunes\u{a0}»\u{a0}: la durée ne se lit pas dans ce texte\u{a0}; écrire un nombre puis jours, semaines, mois ou ans, par exemple \"3 mois\".",
        ),
        (
            DATE,
            "avant = \"depot.date\"\nau_moins = 3",
            "18:12 «\u{a0}3\u{a0}»\u{a0}: la durée ne se lit pas dans ce texte\u{a0}; écrire un nombre puis jours, semaines, mois ou ans, par exemple \"3 mois\".",
        ),
        (
            DATE,
            "avant = \"depot.jour\"",
            "17:9 Aucun champ ni aucune question ne s’appelle \"depot.jour\". Écrire sans doute \"depot.heure\".",
        ),
        (
            DATE,
            "avant = \"structure.nom\"",
            "17:9 \"structure.nom\" n’est pas une date\u{a0}: écrire un champ de date, par exemple \"depot.date\"\u{a0}; une quantité se borne sous [seuils].",
        ),
        (
            DATE,
            "avant = \"structure.creee_le\"",
            "17:9 \"structure.creee_le\" se compare ici à elle-même\u{a0}: écrire une autre date, ou limiter celle-ci avec \"le\".",
        ),
        (
            DATE,
            "avant = \"depot.date\"\nau_moins = \"3 mois\"\nau_plus = \"30 jours\"",
            "19:11 Aucune valeur ne respecte à la fois le minimum et ce maximum\u{a0}: corriger l’un des deux.",
        ),
        (
            DATE,
            "avant = \"depot.date\"\nau_moins = \"3 mois\"\nplus_de = \"1 mois\"",
            "19:11 \"au_moins\" et \"plus_de\" bornent du même côté\u{a0}: n’en garder qu’un.",
        ),
        (
            DATE,
            "chaque_annee = { au = \"31/03/2025\" }",
            "17:23 «\u{a0}31/03/2025\u{a0}»\u{a0}: le jour de l’année n’est pas dans la forme attendue\u{a0}; écrire \"31/03\".",
        ),
        (
            DATE,
            "chaque_annee = { au = \"30/02\" }",
            "17:23 «\u{a0}30/02\u{a0}»\u{a0}: ce jour n’existe pas\u{a0}; écrire le jour et le mois sans l’année, par exemple \"31/03\".",
        ),
        (
            DATE,
            "chaque_annee = {}",
            "17:16 Il manque «\u{a0}au\u{a0}» (ou du)\u{a0}: écrire par exemple chaque_annee = { au = \"31/03\" }.",
        ),
        (
            DATE,
            "tours = [{ nom = \"a\", du = 2025-01-01, au = 2025-02-01 }, { nom = \"b\", du = 2025-02-01, au = 2025-03-01 }]",
            "17:77 Ce tour commence avant la fin du précédent (au = 2025-02-01)\u{a0}: repousser \"du\", ou avancer la fin du tour précédent.",
        ),
        (
            DATE,
            "tours = [{ nom = \"a\", au = 2025-02-01 }, { nom = \"a\", du = 2025-03-01, au = 2025-04-01 }]",
            "17:50 L’identifiant \"a\" est déjà utilisé plus haut\u{a0}: en choisir un autre.",
        ),
        (
            DATE,
            "tours = [{ nom = \"a\", du = 2025-01-01 }]",
            "17:10 Il manque «\u{a0}au\u{a0}»\u{a0}: écrire par exemple { nom = \"printemps\", du = 2026-01-06, au = 2026-02-28 }.",
        ),
        (
            DATE,
            "tours = [{ nom = \"a\", du = 2025-03-01, au = 2025-02-01 }]",
            "17:45 \"au\" (2025-02-01) vient avant \"du\" (2025-03-01)\u{a0}: corriger l’une des deux dates.",
        ),
        (
            DATE,
            "tours = [{ nom = \"a\", au = 2025-02-01 }]\nheure = \"12:00\"",
            "18:9 Une heure va avec un dernier jour\u{a0}: l’écrire avec \"le\" ou \"au\", ou dans chaque tour, { nom = \"printemps\", au = 2026-02-28, heure = \"12:00\" }.",
        ),
        (
            DATE,
            "le = 2025-01-01\nabsence = \"inconnue\"",
            "17:6 Une valeur est donnée, et \"absence\" dit qu’il n’y en a pas\u{a0}: retirer l’une des deux.",
        ),
        (
            DATE,
            "le = 2025-01-01\nsinon = \"à voir\"",
            "18:9 \"à voir\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"échec\" ou \"à apprécier\".",
        ),
    ]);
}

#[test]
fn a_slip_in_a_sum_gets_its_sentence() {
    chacune(&[
        (
            SOMME,
            "base = \"dispositi\"\nau_plus = \"80 %\"",
            "18:8 \"dispositi\" n’est pas une assiette de cet appel\u{a0}: écrire l’une de celles-ci (dispositif, charges, charges-et-contributions), ou la nommer sous [listes.bases].",
        ),
        (
            SOMME,
            "au_plus = \"80 %\"",
            "18:11 80 % de quoi\u{a0}? Ajouter base = \"charges\", ou une assiette nommée sous [listes.bases]\u{a0}; pour un montant, écrire \"2\u{202f}500\u{a0}€\".",
        ),
        (
            SOMME,
            "base = \"charges\"\nau_plus = \"3 000 €\"",
            "19:11 «\u{a0}3 000 €\u{a0}»\u{a0}: la part ne se lit pas dans ce texte\u{a0}; écrire un pourcentage, par exemple \"80\u{a0}%\".",
        ),
        (
            SOMME,
            "base = \"charges\"\nau_plus = \"120 %\"",
            "19:11 «\u{a0}120 %\u{a0}»\u{a0}: la part dépasse le maximum, 1 (100\u{a0}%)\u{a0}; écrire un pourcentage, par exemple \"80\u{a0}%\".",
        ),
        (
            SOMME,
            "base = \"charges\"\nau_plus = 80",
            "19:11 «\u{a0}80\u{a0}»\u{a0}: la part est plus grande que 1 et n’a pas de signe\u{a0}%\u{a0}; écrire \"80\u{a0}%\" ou \"0.80\".",
        ),
        (
            SOMME,
            "base = \"charges\"",
            "14:9 Il manque «\u{a0}au_plus\u{a0}» (ou au_moins, plus_de, moins_de, exactement)\u{a0}: écrire par exemple au_plus = \"60 %\".",
        ),
        (
            SOMME,
            "base = \"aide.somme\"\nau_plus = \"80 %\"",
            "18:8 \"aide.somme\" n’est pas une assiette de cet appel\u{a0}: écrire l’une de celles-ci (dispositif, charges, charges-et-contributions), ou la nommer sous [listes.bases].",
        ),
        (
            SOMME,
            "sujet = \"bilan-formation\"\nbase = \"charges\"\nau_plus = \"80 %\"",
            "19:8 Un document \"bilan-formation\" n’a pas de budget\u{a0}: écrire sujet = [\"candidature\"] ou [\"plan-financement\"].",
        ),
        (
            SOMME,
            "groupe = [\"financeur\", \"an\"]\nau_plus = \"3 000 €\"",
            "18:24 \"an\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"financeur\" ou \"annee\". Écrire sans doute \"annee\".",
        ),
        (
            SOMME,
            "suite = [\"solde\"]\nau_plus = \"3 000 €\"",
            "18:10 \"solde\" n’est pas une suite de cet appel\u{a0}: la nommer sous [listes.suites].",
        ),
        (
            SOMME,
            "suite = [\"prorata\"]\nsinon = \"à apprécier\"\nau_plus = \"3 000 €\"",
            "18:10 Le prorata se calcule sur des charges\u{a0}: ajouter base = \"charges\".",
        ),
        (
            SOMME,
            "suite = [\"solde\"]\nsinon = \"à apprécier\"\nau_plus = \"3 000 €\"",
            "18:10 Cette règle n’échoue jamais, et rien ne la suit\u{a0}: retirer \"suite\".",
        ),
        (
            SOMME,
            "suite = [\"prorata\"]\nau_plus = \"3 000 €\"",
            "18:10 Le prorata se calcule sur des charges\u{a0}: ajouter base = \"charges\".",
        ),
        (
            SOMME,
            "suite = [\"prorata\"]\nbase = \"dispositif\"\nau_plus = \"80 %\"",
            "18:10 Le prorata se calcule sur des charges\u{a0}: ajouter base = \"charges\".",
        ),
        (
            SOMME,
            "absence = \"inconnue\"\nau_plus = \"3 000 €\"",
            "19:11 Une valeur est donnée, et \"absence\" dit qu’il n’y en a pas\u{a0}: retirer l’une des deux.",
        ),
        (
            BAREME,
            "fois = [\"financements.montant\"]",
            "17:9 \"financements.montant\" n’est pas un nombre\u{a0}: un montant se multiplie par un champ qui se compte, fois = [\"volontaires\"], ou par une question de type = \"nombre\".",
        ),
        (
            BAREME,
            "fois = [\"enfants\"]",
            "17:9 Aucun champ ni aucune question ne s’appelle \"enfants\". Vérifier le nom du champ, ou déclarer la question sous [questions].",
        ),
        (
            BAREME,
            "fois = [\"zone\"]",
            "17:9 \"zone\" n’est pas un nombre\u{a0}: un montant se multiplie par un champ qui se compte, fois = [\"volontaires\"], ou par une question de type = \"nombre\".",
        ),
        (
            BAREME,
            "plancher = \"500 €\"\nplafond = \"300 €\"",
            "18:11 Aucune valeur ne respecte à la fois le minimum et ce maximum\u{a0}: corriger l’un des deux.",
        ),
        (
            BAREME,
            "demande = \"environ\"",
            "17:11 \"environ\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"au plus\", \"exactement\" ou \"au moins\".",
        ),
        (
            BAREME,
            "sujet = \"structure\"\nfois = [\"professionnels_missionnes\"]",
            "14:10 Un document \"structure\" n’a pas de financements à comparer\u{a0}: écrire sujet = [\"candidature\"] ou [\"plan-financement\"].",
        ),
        (
            BAREME,
            "par = \"formation-civique\"\nfois = [\"volontaires\"]",
            "17:7 Un document \"candidature\" n’a pas de \"formation-civique\"\u{a0}: ajouter sujet = [\"plan-financement\"], ou écrire un autre objet.",
        ),
        (
            DEPENSES,
            "liste = [\"travaux\"]\nregime = \"interdite\"",
            "17:10 \"interdite\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"comprise\", \"exclue\", \"hors assiette\" ou \"seule admise\".",
        ),
        (
            DEPENSES,
            "liste = [\"transport\"]\nregime = \"exclue\"",
            "16:10 \"transport\" n’a pas de nom dans cet appel\u{a0}: ajouter \"transport\" = \"…\" sous [listes.depenses].",
        ),
        (
            DEPENSES,
            "liste = [\"travaux\"]",
            "14:11 Il manque «\u{a0}regime\u{a0}»\u{a0}: écrire par exemple regime = \"exclue\".",
        ),
        (
            DEPENSES,
            "sujet = \"profil\"\nliste = [\"travaux\"]\nregime = \"exclue\"",
            "14:11 Un document \"profil\" n’a pas de budget\u{a0}: écrire sujet = [\"candidature\"] ou [\"plan-financement\"].",
        ),
    ]);
}

#[test]
fn a_slip_in_a_list_or_a_condition_gets_its_sentence() {
    chacune(&[
        (
            PIECES,
            "combien = \"3 au moins\"\nliste = [{ id = \"a\", texte = \"A\" }, { id = \"b\", texte = \"B\" }]",
            "15:11 La liste n’en compte que 2\u{a0}: diminuer \"combien\", ou compléter la liste.",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", exercice = \"2024-2025\" }]",
            "15:46 «\u{a0}2024-2025\u{a0}» n’est pas une année\u{a0}: écrire chaque année en quatre chiffres, 2030 ou [2030, 2031].",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", moins_de = \"trois mois\" }]",
            "15:46 «\u{a0}trois mois\u{a0}»\u{a0}: la durée ne se lit pas dans ce texte\u{a0}; écrire un nombre puis jours, semaines, mois ou ans, par exemple \"3 mois\".",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", au_plus = \"2 mois\", moins_de = \"3 mois\" }]",
            "15:66 \"au_plus\" et \"moins_de\" bornent du même côté\u{a0}: n’en garder qu’un.",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", echeance = \"31/02/2025\" }]",
            "15:46 «\u{a0}31/02/2025\u{a0}»\u{a0}: ce jour n’existe pas\u{a0}; écrire un jour du calendrier, 2024-01-20 ou \"20/01/2024\".",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", si_existe = \"peut-être\" }]",
            "15:47 On attend ici vrai ou faux (true ou false)\u{a0}; on trouve un texte (\"peut-être\"). Écrire \"oui\" ou \"non\".",
        ),
        (
            PIECES,
            "liste = [{ id = \"a\", texte = \"A\", ou = [\"a\"] }]",
            "15:41 \"a\" ne peut pas se remplacer elle-même\u{a0}: écrire une autre pièce, ou retirer \"ou\".",
        ),
        (
            POINTS,
            "combien = \"3 au moins\"\nliste = [{ id = \"a\", texte = \"A\" }, { id = \"b\", texte = \"B\" }]",
            "17:11 La liste n’en compte que 2\u{a0}: diminuer \"combien\", ou compléter la liste.",
        ),
        (
            POINTS,
            "combien = \"trois au moins\"\nliste = [{ id = \"a\", texte = \"A\" }, { id = \"b\", texte = \"B\" }]",
            "17:11 La liste n’en compte que 2\u{a0}: diminuer \"combien\", ou compléter la liste.",
        ),
        (
            POINTS,
            "combien = \"0 au moins\"\nliste = [{ id = \"a\", texte = \"A\" }, { id = \"b\", texte = \"B\" }]",
            "17:11 \"0 au moins\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"toutes\", \"une au moins\" ou \"3 au moins\".",
        ),
        (
            POINTS,
            "combien = \"3 au moins\"",
            "17:11 \"combien\" compte les points d’une liste\u{a0}: ajouter liste = [{ id = \"gratuite\", texte = \"…\" }], ou retirer \"combien\".",
        ),
        (
            POINTS,
            "par_acteur = \"signatire\"",
            "17:14 \"signatire\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"financeur\", \"destinataire\" ou \"signataire\". Écrire sans doute \"signataire\".",
        ),
        (
            POINTS,
            "par_acteur = \"destinataire\"",
            "17:14 Aucun acteur n’a le rôle \"destinataire\"\u{a0}: l’ajouter aux \"roles\" de celui qui l’a, sous [acteurs].",
        ),
        (
            POINTS,
            "par_acteur = \"signataire\"\nliste = [{ id = \"a\", texte = \"A\" }, { id = \"b\", texte = \"B\" }]",
            "17:14 Un point par acteur n’a pas de liste\u{a0}: retirer \"par_acteur\" ou \"liste\".",
        ),
        (
            POINTS,
            "quand_quantite = { de = \"financements.montant\" }",
            "17:25 Il manque «\u{a0}au_plus\u{a0}» (ou au_moins, plus_de, moins_de, exactement)\u{a0}: écrire par exemple au_plus = \"2 500 €\".",
        ),
        (
            POINTS,
            "quand_quantite = { plus_de = 5 }",
            "17:18 Il manque «\u{a0}de\u{a0}»\u{a0}: écrire par exemple quand_quantite = { de = \"financements.montant\", plus_de = \"1 500 €\" }.",
        ),
        (
            POINTS,
            "quand_quantite = { de = \"structure.nom\", plus_de = 5 }",
            "17:25 \"structure.nom\" n’est pas une quantité\u{a0}: écrire un champ qui se compte, ou passer par [conditions] pour un mot ou un oui ou non.",
        ),
        (
            POINTS,
            "quand_quantite = { de = \"financements.montant\", parmi = [\"regions\"], plus_de = \"5 000 €\" }",
            "17:58 \"regions\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"caf-63\" ou \"region\". Écrire sans doute \"region\".",
        ),
        (
            POINTS,
            "quand = { structure.forme = [\"association\"] }",
            "17:11 Le nom du champ contient un point\u{a0}: le mettre entre guillemets, \"structure.forme\" = …",
        ),
        (
            POINTS,
            "reporte = \"plus tard\"",
            "14:9 \"reporte\" dit pourquoi la règle est laissée de côté\u{a0}: ajouter la condition, \"quand\" ou \"sauf\", ou retirer \"reporte\".",
        ),
        (
            POINTS,
            "du_par = \"departement\"",
            "17:10 \"departement\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"candidat\", \"structure\", \"promeneur\", \"coordinateur\", \"caf\", \"comite-de-pilotage\", \"caf-63\" ou \"region\".",
        ),
        (
            "",
            "[[conditions.\"structure.a\"]]\ninstance = \"x\"\ntexte = \"T.\"\nrenseigne = \"structure.nom\"\nsource = \"CAHIER §1\"\n[[conditions.\"structure.a\"]]\ninstance = \"x\"\nrenseigne = \"structure.siret\"",
            "19:1 Deux règles \"structure.a\" portent le même nom, instance = \"x\"\u{a0}: en changer un.",
        ),
    ]);
}

#[test]
fn a_slip_in_a_formula_or_a_question_gets_its_sentence() {
    chacune(&[
        (
            "",
            "[regles.\"depot.canal\"]\ndestinataires = [\"caf-36\"]\ncanaux = [\"courriel\"]",
            "15:18 \"caf-36\" n’a pas de nom dans cet appel\u{a0}: ajouter [acteurs.caf-36] et nom = \"…\", ou corriger en \"caf-63\".",
        ),
        (
            "",
            "[regles.\"depot.canal\"]\ndestinataires = [\"caf-63\"]\ncanaux = [\"fax\"]",
            "16:11 \"fax\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"courriel\" ou \"poste\".",
        ),
        (
            "",
            "[regles.\"depot.canal\"]\ndestinataires = []\ncanaux = [\"poste\"]",
            "15:17 Cette liste est vide\u{a0}: y écrire ce qu’elle doit contenir, ou retirer la clé.",
        ),
        (
            "",
            "[pieces.\"pieces.requises\"]\nliste = [{ id = \"bilan\", texte = \"Bilan\" }]\nsource = \"CAHIER §1\"\n[regles.\"pieces.exercice-recent\"]\npieces = [\"bilans\"]",
            "18:11 Aucune liste de [pieces] ne demande la pièce \"bilans\"\u{a0}: l’y ajouter, ou corriger ce nom. Écrire sans doute \"bilan\".",
        ),
        (
            "",
            "[regles.\"coordination.rencontres\"]\nau_moins = \"deux\"",
            "15:12 deux n’est pas un nombre entier écrit en chiffres\u{a0}: écrire par exemple 12, sans guillemets ni décimales.",
        ),
        (
            "",
            "[regles.\"coordination.rencontres\"]\nau_moins = 2\nmois_au_moins = 13",
            "16:17 Une année n’a que 12 mois\u{a0}: écrire un nombre de mois de 1 à 12.",
        ),
        (
            "",
            "[regles.\"financement.estimation\"]\nannee = 2018\ntotal = \"5 000 €\"\ntermes = [{ texte = \"A\", montant = \"1 000 €\", fois = [2] }, { texte = \"B\", montant = \"200 €\" }]",
            "16:9 Les termes donnent 2\u{202f}200,00\u{a0}€, et non 5\u{202f}000,00\u{a0}€\u{a0}: corriger le total ou l’un des termes.",
        ),
        (
            "",
            "[regles.\"financement.estimation\"]\nannee = 2018\ntotal = \"500 €\"\ntermes = [{ texte = \"A\" }, { texte = \"B\", montant = \"500 €\" }]",
            "17:11 Il manque «\u{a0}montant\u{a0}»\u{a0}: écrire par exemple montant = \"1 200 €\".",
        ),
        (
            "",
            "[regles.\"calendrier.appel\"]\nnotification = 2025-03-15\ndebut_des_missions = 2025-03-01",
            "16:22 \"debut_des_missions\" (2025-03-01) vient avant \"notification\" (2025-03-15)\u{a0}: corriger l’une des deux dates.",
        ),
        (
            "",
            "[dates.\"depot.delai\"]\nde = \"depot.date\"\nle = 2025-01-31\nsource = \"CAHIER §1\"\n[regles.\"calendrier.appel\"]\npublication = 2025-02-01",
            "16:6 \"date limite\" (2025-01-31) vient avant \"publication\" (2025-02-01)\u{a0}: corriger l’une des deux dates.",
        ),
        (
            QUESTION,
            "type = \"choix\"\nchoix = [\"a\", \"b\", \"a\"]",
            "17:20 \"a\" est déjà dans cette liste\u{a0}: ne l’écrire qu’une fois.",
        ),
        (
            QUESTION,
            "type = \"nombre\"\nchoix = [\"a\", \"b\"]",
            "16:8 \"choix\" ne va qu’avec type = \"choix\"\u{a0}: écrire ce type, ou retirer \"choix\".",
        ),
        (
            QUESTION,
            "type = \"oui-non\"\nunite = \"jeunes\"",
            "16:8 \"unite\" ne va qu’avec type = \"nombre\"\u{a0}: écrire ce type, ou retirer \"unite\".",
        ),
        (
            "",
            "[questions.Age-moyen]\ntexte = \"T\"\ntype = \"nombre\"",
            "14:12 L’identifiant d’une question s’écrit en minuscules, chiffres et tirets\u{a0}: écrire [questions.age-moyen].",
        ),
    ]);
}

#[test]
fn what_loads_is_what_was_meant() {
    chacune(&[
        (
            "",
            "[regles.\"budget.equilibre\"]\nsujet = [\"plan-financement\"]",
            "15:10 La règle \"budget.equilibre\" ne juge pas un document \"plan-financement\"\u{a0}: écrire sujet = [\"candidature\"], ou retirer \"sujet\".",
        ),
        (
            "",
            "[regles.\"session.minimum\"]\npar = \"participant\"\nau_moins = 7",
            "15:7 La règle \"session.minimum\" se juge sur le document entier\u{a0}: retirer \"par\".",
        ),
        (
            "",
            "[regles.\"session.participant.anciennete\"]\nplus_de_mois = 12",
            "14:9 Il manque «\u{a0}par\u{a0}»\u{a0}: écrire par exemple par = \"participant\".",
        ),
        (
            "",
            "[regles.\"session.participant.anciennete\"]\npar = \"session\"\nplus_de_mois = 12",
            "15:7 La règle \"session.participant.anciennete\" se juge pour chaque \"participant\"\u{a0}: écrire par = \"participant\".",
        ),
        (
            "",
            "[conditions.\"budget.equilibre\"]\nrenseigne = [\"budgets\"]",
            "14:13 La règle \"budget.equilibre\" est connue du programme, et s’écrit sous [regles]\u{a0}: l’y écrire, ou choisir un autre identifiant.",
        ),
        (
            "",
            "[points.\"structure\"]\nreponse = \"le dossier déclare\"\nliste = [{ id = \"forme\", texte = \"A.\" }]",
            "16:17 La règle \"structure.forme\" est connue du programme, et s’écrit sous [conditions]\u{a0}: l’y écrire, ou choisir un autre identifiant.",
        ),
        (
            "",
            "[listes.thematique]\n\"1\" = \"Une\"",
            "14:9 Aucune règle et aucun champ ne lit la liste \"thematique\"\u{a0}: écrire sans doute [listes.thematiques].",
        ),
        (
            "",
            "[listes.couleurs]\nbleu = \"Bleu\"",
            "14:9 Aucune règle et aucun champ ne lit la liste \"couleurs\"\u{a0}: la retirer, ou écrire l’une de celles-ci\u{a0}: acteurs, bases, depenses, diplomes, dispositifs, engagements, livrables, modules, phases, pieces, secteurs, thematiques, departements, instances, natures, suites.",
        ),
        (
            "",
            "[conditions.\"exclusion.qui\"]\ntexte = \"Le comité décide.\"\nsujet = [\"promeneur\"]\nexige = { \"exclusion.par\" = [\"caf-36\"] }",
            "17:30 \"caf-36\" n’est pas dans la liste. Valeurs possibles\u{a0}: \"caf-63\" ou \"region\". Écrire sans doute \"caf-63\".",
        ),
        (
            "",
            "[points.\"p.a\"]\nreponse = \"le dossier déclare\"\ntexte = \"Perdue.\"\nliste = [{ id = \"x\", texte = \"A.\" }]",
            "14:9 Chaque point de la liste a sa phrase\u{a0}: celle-ci ne se lirait nulle part. La retirer, ou en faire un titre court, titre = \"…\".",
        ),
        (
            "",
            "[seuils.\"s.a\"]\nde = \"formations\"\ntexte = \"Il en faut {attendu}.\"\nau_moins = 1",
            "14:9 La phrase porte une valeur, {attendu}\u{a0}: ajouter un titre court qui n’en porte pas, titre = \"…\".",
        ),
        (
            "",
            "[seuils.\"s.a\"]\nde = \"formations\"\ntitre = \"Il en faut {attendu}\"\ntexte = \"Il en faut.\"\nau_moins = 1",
            "14:9 Un titre ne porte pas de valeur\u{a0}: écrire {attendu} dans \"texte\".",
        ),
        (
            "",
            "[seuils.\"s.a\"]\nde = \"formations\"\ntitre = \"Formations\"\ntexte = \"Il en faut {minimum}.\"\nau_moins = 1",
            "17:9 Aucun paramètre ne s’appelle \"minimum\"\u{a0}: le déclarer, [parametres.minimum] et valeur = ….",
        ),
        (
            "",
            "[seuils.\"s.a\"]\nde = \"formations\"\ntitre = \"Formations\"\ntexte = \"Il en faut {attendu}, soit {attendu}.\"\nau_moins = 1",
            "14:9 \"{attendu}\" n’est remplacé par rien\u{a0}: écrire {attendu} à la place de la valeur, une seule fois, ou le nom d’une valeur de [parametres].",
        ),
        (
            "",
            "[conditions.\"c.a\"]\ntitre = \"Nom\"\ntexte = \"Le nom est {attendu}.\"\nrenseigne = [\"structure.nom\"]",
            "14:13 Cette règle n’a pas de valeur à écrire à la place de {attendu}\u{a0}: dire en toutes lettres ce qui est exigé.",
        ),
        (
            "",
            "[dates.\"d.a\"]\ntitre = \"Remise\"\ntexte = \"Remise le {attendu}.\"\nde = [\"structure.creee_le\"]\nle = 2030-01-31",
            "14:8 {attendu} s’écrit avec sa préposition, «\u{a0}le 31 mars 2030 au plus tard\u{a0}»\u{a0}: retirer «\u{a0}le\u{a0}» devant.",
        ),
        (
            "",
            "[dates.\"d.a\"]\ntexte = \"Remise.\"\nde = [\"depot.date\"]\nle = \"31/02/2030\"\nheure = \"12:00\"",
            "17:6 «\u{a0}31/02/2030\u{a0}»\u{a0}: ce jour n’existe pas\u{a0}; écrire un jour du calendrier, 2024-01-20 ou \"20/01/2024\".",
        ),
        (
            "",
            "[conditions.\"c.a\"]\ntexte = \"A.\"\nrenseigne = [\"structure.nom\"]\nquand = structure.forme = \"association\"",
            "17:9 Un champ et ses mots s’écrivent entre accolades\u{a0}: écrire quand = { \"structure.forme\" = [\"association\"] }.",
        ),
        (
            "",
            "[baremes.\"b.a\"]\ntexte = \"A.\"\nmontant = \"10 €\"\nfois = 1\nparmi = [\"caf-63\"]",
            "17:8 On attend ici un texte\u{a0}; on trouve un nombre (1). Écrire le nom d’un champ ou d’une question, par exemple fois = [\"volontaires\"].",
        ),
        (
            "",
            "[seuils.\"s.a\"]\ntexte = \"A.\"\npar = \"financement\"\ntotal_de = \"montant\"\nannees = \"2030-2032\"\nau_plus = \"10 €\"",
            "18:10 «\u{a0}2030-2032\u{a0}» n’est pas une année\u{a0}: écrire chaque année en quatre chiffres, 2030 ou [2030, 2031].",
        ),
        (
            "",
            "[pieces.\"p.a\"]\ntexte = \"A.\"\nliste = [{ id = \"a\", texte = \"A\", titre = \"B\" }]",
            "16:35 La clé \"titre\" n’existe pas à cet endroit\u{a0}: la retirer, ou écrire l’une de celles-ci\u{a0}: id, texte, texte_en, ou, quand, quand_renseigne, quand_quantite, si_existe, autres, exercice, moins_de, au_plus, echeance.",
        ),
        (
            "",
            "[pieces.\"p.a\"]\ntexte = \"A.\"\nliste = [\n  { id = \"a\", texte = \"A },\n  { id = \"b\", texte = \"B\" },\n  { id = \"c\", texte = \"C\" },\n]",
            "17:23 Ce texte n’est pas fermé\u{a0}: ajouter le guillemet \" à la fin, sur la même ligne.",
        ),
    ]);
}

#[test]
fn a_slip_in_a_named_value_gets_its_sentence() {
    chacune(&[
        (
            "",
            "[parametres.cap]\nvaleur = 20\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{capa}\"",
            "19:12 Aucun paramètre ne s’appelle \"capa\"\u{a0}: écrire sans doute \"{cap}\".",
        ),
        (
            "",
            "[parametres.cap]\nvaleur = 20\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = 20",
            "14:13 Rien n’emploie le paramètre \"cap\"\u{a0}: écrire \"{cap}\" là où vaut cette valeur, ou le retirer.",
        ),
        (
            "",
            "[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "17:12 Aucun paramètre ne s’appelle \"cap\"\u{a0}: le déclarer, [parametres.cap] et valeur = ….",
        ),
        (
            "",
            "[parametres.cap]\ntexte = \"Places\"\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "14:13 Il manque «\u{a0}valeur\u{a0}»\u{a0}: écrire par exemple valeur = 12.",
        ),
        (
            "",
            "[parametres.attendu]\nvaleur = 3\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = 3",
            "14:13 {attendu} est la place de la valeur d’une règle\u{a0}: donner un autre nom à ce paramètre.",
        ),
        (
            "",
            "[parametres.cap]\nvaleur = \"{autre}\"\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "14:13 Le paramètre \"cap\" n’a pas de valeur, car un paramètre ne renvoie pas à un autre\u{a0}: écrire la valeur elle-même.",
        ),
        (
            "",
            "[parametres.cap]\nvaleur = [[\"a\"], \"b\"]\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "14:13 Le paramètre \"cap\" n’a pas de valeur, car une liste n’en contient pas d’autre\u{a0}: écrire les mots les uns après les autres.",
        ),
        (
            "",
            "[[parametres.cap]]\nvaleur = 3\nvalable_au = 2030-12-31\n[[parametres.cap]]\nvaleur = 4\nvalable_du = 2031-02-01\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "14:14 Le paramètre \"cap\" n’a pas de valeur entre le 31 décembre 2030 et le 1er février 2031\u{a0}: les jours doivent se suivre.",
        ),
        (
            "",
            "[[parametres.cap]]\nvaleur = 3\nvalable_au = 2030-12-31\n[[parametres.cap]]\nvaleur = 4\nvalable_du = 2030-06-01\n[seuils.\"s.a\"]\ntexte = \"A.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "17:1 Deux valeurs de \"cap\" valent le même jour\u{a0}: dire jusqu’à quand vaut la première, valable_au, et depuis quand la seconde, valable_du.",
        ),
        (
            "",
            "[[parametres.cap]]\nvaleur = 3\nvalable_au = 2030-12-31\n[[parametres.cap]]\nvaleur = 4\nvalable_du = 2031-01-01\n[seuils.\"s.a\"]\ntexte = \"Au moins {cap}.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "20:9 Le paramètre \"cap\" change avec le temps, et une phrase n’en dirait qu’une valeur\u{a0}: y écrire {attendu}, ou dire la chose sans sa valeur.",
        ),
        (
            "",
            "[[parametres.cap]]\nvaleur = 3\nvalable_au = 2030-12-31\n[[parametres.cap]]\nvaleur = 4\nvalable_du = 2031-01-01\n[points.\"p.a\"]\ntexte = \"A.\"\nreponse = \"le dossier déclare\"\nquand_quantite = { de = \"formations\", plus_de = \"{cap}\" }",
            "20:9 Le paramètre \"cap\" change avec le temps, et il ne peut pas servir ici\u{a0}: écrire la valeur elle-même.",
        ),
        (
            "",
            "[parametres.cap]\nvaleur = 20\n[seuils.\"s.a\"]\ntexte = \"Au moins {capa} places.\"\nde = \"formations\"\nau_moins = \"{cap}\"",
            "17:9 Aucun paramètre ne s’appelle \"capa\"\u{a0}: écrire sans doute \"{cap}\".",
        ),
    ]);
}

#[test]
fn what_is_not_utf_8_is_refused_with_its_place() {
    for (octets, place) in [
        (&b"format = 1\n[appel]\ntitre = \"\xe9t\xe9\"\n"[..], (3, 10)),
        (&b"\xff\xfef\x00o\x00"[..], (1, 1)),
    ] {
        match refus(octets) {
            AppelError::Text(e) => {
                assert_eq!((e.code(), e.position()), ("not-utf8", place));
                assert!(e.texte(Langue::Fr).contains("UTF-8"));
            }
            autre => panic!("{autre}"),
        }
    }
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    for octets in [TAILLE_MAX + 1, 50_000_000] {
        let erreur = refus(vec![b'#'; octets]);
        assert!(erreur.faults().is_empty());
        assert_eq!(
            erreur.to_string(),
            format!(
                "Le texte fait {octets} octets\u{a0}; la limite est de {TAILLE_MAX} octets (16\u{a0}Mio). Le partager en plusieurs documents."
            )
        );
    }
}

#[test]
fn five_thousand_documents_load_in_reasonable_time() {
    let mut liste = String::new();
    for n in 0..5_000 {
        writeln!(liste, "  {{ id = \"piece-{n}\", texte = \"Pièce {n}\" }},").unwrap();
    }
    let entree =
        format!("[pieces.\"pieces.requises\"]\nliste = [\n{liste}]\nsource = [\"CAHIER §1\"]");
    let debut = Instant::now();
    let appel = Appel::from_toml(essai(&entree)).unwrap();
    assert!(debut.elapsed() < Duration::from_secs(5), "{:?}", debut.elapsed());
    let report = appel
        .evaluate_json(
            r#"{"type":"candidature","pieces":[{"id":"piece-4999"}]}"#,
            Date::new(2025, 1, 1).unwrap(),
        )
        .unwrap();
    let issues: Vec<_> = report.findings().map(|f| f.outcome().as_str()).collect();
    assert_eq!(issues.iter().filter(|o| **o == "fail").count(), 4_999);
    assert_eq!(issues.iter().filter(|o| **o == "pass").count(), 1);
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    for texte in [
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", "{a=".repeat(100_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
    ] {
        assert!(!refus(texte).faults().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is typed, cut or pasted anywhere, the loader answers, and its faults have places.
    #[test]
    fn no_slip_of_the_hand_stops_the_loader(
        fichier in prop::sample::select(vec![VARIANTE, FAUTES, SYNTAXE]),
        place in any::<prop::sample::Index>(),
        coupe in 0_usize..40,
        colle in prop::sample::select(vec![
            "", "\"", "'", "\"\"\"", "[", "]", "{", "}", "=", ":", ",", "#", "\\", "\n", "\r", "\t",
            "“", "»", "’", "\u{a0}", "\u{202f}", "é", "[[", "= oui\n", "[seuils.\"a", "\0",
        ]),
    ) {
        let signes: Vec<char> = fichier.chars().collect();
        let ou = place.index(signes.len());
        let mut texte: String = signes.iter().take(ou).collect();
        texte.push_str(colle);
        texte.extend(signes.iter().skip(ou.saturating_add(coupe)));
        if let Err(e) = Appel::from_toml(&texte) {
            prop_assert!(!e.faults().is_empty());
            let places: Vec<_> = e.faults().iter().map(|f| (f.line(), f.column())).collect();
            prop_assert!(places.is_sorted());
            prop_assert!(e.faults().iter().all(|f| f.line().is_some() && f.column().is_some()));
        }
    }
}

#[test]
fn too_many_rules_are_refused() {
    let mut points = String::from("[points.\"a\"]\nreponse = \"le dossier déclare\"\nliste = [\n");
    for n in 0..20_001 {
        writeln!(points, "  {{ id = \"p{n}\", texte = \"P\" }},").unwrap();
    }
    points.push_str("]\nsource = [\"CAHIER §1\"]");
    let erreur = refus(essai(&points));
    assert_eq!(erreur.faults()[0].code(), CodeDeFaute::TooLarge);
}

#[test]
fn built_in_calls_load_and_take_the_charter_in() {
    for id in Appel::ids() {
        assert_eq!(Appel::builtin(id).unwrap().id(), id);
    }
    let charte = Appel::builtin("charte-2016").unwrap();
    let appel = Appel::builtin("puy-de-dome-allier-2024-module-2").unwrap();
    assert_eq!(appel.charter(), Some(("charte-2016", charte.sha256())));
    let siennes: BTreeSet<&str> = appel.rules(Langue::Fr).iter().map(|r| r.id).collect();
    for regle in charte.rules(Langue::Fr) {
        assert!(siennes.contains(regle.id), "{} is not taken in", regle.id);
    }
    assert!(matches!(
        Appel::builtin("cantal"),
        Err(AppelError::Unknown { id }) if id == "cantal"
    ));
}

#[test]
fn an_entry_of_the_call_overrides_the_charter() {
    let id = "charte.profil.photo";
    let texte = essai(&format!(
        "[conditions.\"{id}\"]\nsujet = [\"profil\"]\nrenseigne = [\"photo\"]\ngravite = \"conseil\"\nsource = [\"CAHIER §9\"]"
    ))
    .replace("titre = \"Essai\"", "titre = \"Essai\"\ncharte = \"charte-2016\"");
    let appel = Appel::from_toml(texte).unwrap();
    let regles = appel.rules(Langue::Fr);
    let siennes: Vec<_> = regles.iter().filter(|r| r.id == id).collect();
    assert_eq!(siennes.len(), 1);
    assert_eq!(siennes[0].severity, Severity::Advisory);
    assert_eq!(siennes[0].citations[0].document, "CAHIER");
    // The other rules of the charter are there as they were.
    let charte = Appel::builtin("charte-2016").unwrap();
    assert_eq!(regles.len(), charte.rules(Langue::Fr).len());
    let report = appel
        .evaluate_json(r#"{"type":"profil","photo":"aucun"}"#, Date::new(2025, 1, 1).unwrap())
        .unwrap();
    assert_eq!(report.findings().filter(|f| f.rule() == id).count(), 1);
}

#[test]
fn an_unknown_charter_is_said() {
    let texte =
        essai("").replace("titre = \"Essai\"", "titre = \"Essai\"\ncharte = \"charte-2017\"");
    assert_eq!(
        seule(&texte),
        "7:10 La charte \"charte-2017\" n’est pas connue\u{a0}: écrire charte = \"charte-2016\"."
    );
}

/// A TOML file as an editor sees it: the same data as JSON.
fn en_json(texte: &str) -> serde_json::Value {
    fn valeur(v: DeValue<'_>) -> serde_json::Value {
        match v {
            DeValue::String(s) => s.into(),
            DeValue::Integer(i) => i.as_str().parse::<i64>().unwrap().into(),
            DeValue::Float(f) => f.as_str().parse::<f64>().unwrap().into(),
            DeValue::Boolean(b) => b.into(),
            DeValue::Datetime(d) => d.to_string().into(),
            DeValue::Array(a) => a.into_iter().map(|v| valeur(v.into_inner())).collect(),
            DeValue::Table(t) => t
                .into_iter()
                .map(|(k, v)| (k.into_inner().into_owned(), valeur(v.into_inner())))
                .collect(),
        }
    }
    valeur(DeValue::Table(DeTable::parse(texte).unwrap().into_inner()))
}

/// An editor checks a call with the generated schema as one types.
#[test]
fn the_schema_takes_the_calls_and_refuses_a_misspelt_key() {
    let schema: serde_json::Value = serde_json::from_str(&call_format_schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for texte in [CANTAL, MODULE_2, CHARTE, VARIANTE, HAUT_VERNOIS, MONTBRELLE] {
        let fautes: Vec<String> = schema
            .iter_errors(&en_json(texte))
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    }
    for (ecrit, faute) in [
        ("au_moins = 8", "au_mois = 8"),
        ("[seuils.", "[seuil."),
        ("gravite = \"bloquant\"", "gravite = \"grave\""),
        ("type = \"oui-non\"", "typ = \"oui-non\""),
        ("reponse = \"le dossier déclare\"", "reponse = \"oui\""),
        ("plus_de_mois = 12", "plus_de_mois = [12]"),
        ("[regles.\"session.minimum\"]", "[regles.\"session.maximum\"]"),
        ("[appel]", "[apel]"),
        ("texte = \"accord", "textes = \"accord"),
    ] {
        assert!(VARIANTE.contains(ecrit), "{ecrit}");
        assert!(!schema.is_valid(&en_json(&VARIANTE.replace(ecrit, faute))), "{faute} is taken");
    }
}
