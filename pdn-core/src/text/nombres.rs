//! Numbers, amounts, dates, quantities and bounds in words.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{Lexique, sur_une_ligne};
use crate::appel::{Appel, BornesDeDuree};
use crate::value::{Range, Value};
use crate::values::{Date, Duree, Heure, Langue, Montant, Part, UniteDeTemps};

/// U+00A0, before € and %, and around `h`.
const INSECABLE: char = '\u{a0}';
/// U+202F, between thousands.
const FINE: char = '\u{202f}';

/// How the last two elements of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Liaison {
    /// `a, b et c`.
    Et,
    /// `a, b ou c`.
    Ou,
}

impl Value {
    /// The value in words, with the labels of a call: `3 000,00 €`, `de 10 à 20 participants`.
    ///
    /// ```
    /// use pdn_core::{Appel, Value, values::{Langue, Montant}};
    ///
    /// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
    /// let montant = Value::Amount(Montant::from_centimes(300_000));
    /// assert_eq!(montant.text(&appel, Langue::Fr), "3\u{202f}000,00\u{a0}€");
    /// assert_eq!(montant.text(&appel, Langue::En), "€3,000.00");
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn text(&self, appel: &Appel, langue: Langue) -> String {
        let mut out = String::new();
        ecrire(&mut out, self, Lexique::de(appel, langue), Liaison::Et);
        out
    }
}

/// Writes a value in words, as it stands after a colon.
pub(crate) fn ecrire(out: &mut String, valeur: &Value, lex: Lexique<'_>, liaison: Liaison) {
    match valeur {
        Value::Amount(m) => montant(out, *m, lex.langue),
        Value::Count(n, unite) => compte(out, *n, unite, lex.langue),
        Value::Number(n) => nombre(out, n.0, &n.1, lex.langue),
        Value::Share(p) => part(out, *p, lex.langue),
        Value::Date(d) => date(out, *d, lex.langue),
        Value::Time(h) => heure(out, *h, lex.langue),
        Value::Period(debut, fin) => periode(out, *debut, *fin, lex.langue),
        Value::Answer(reponse) => {
            let (mot, question) = &**reponse;
            let connu = lex.appel.and_then(|appel| appel.declarable(question));
            let connu = connu.and_then(|(_, q)| q.mots().iter().find(|m| m.code == *mot));
            match connu {
                Some(connu) => sur_une_ligne(out, &connu.texte(lex.langue)),
                None => sur_une_ligne(out, mot),
            }
        }
        Value::Choice(code, liste) => match lex.libelle(liste, code) {
            Some(libelle) => out.push_str(&libelle),
            None => sur_une_ligne(out, code),
        },
        Value::Word(mot) => out.push_str(lex.dit(mot.fr, mot.en)),
        Value::Boolean(true) => out.push_str(lex.dit("oui", "yes")),
        Value::Boolean(false) => out.push_str(lex.dit("non", "no")),
        Value::Text(t) => sur_une_ligne(out, t),
        Value::List(l) => match moment(valeur) {
            Some(_) => jour(out, valeur, lex),
            None => liste(out, l, lex, liaison),
        },
        Value::Range(r) => bornes(out, r, lex),
    }
}

/// Writes an expected value as it stands after a verb: a date takes its preposition.
pub(super) fn ecrire_apres_verbe(
    out: &mut String,
    valeur: &Value,
    lex: Lexique<'_>,
    liaison: Liaison,
) {
    if moment(valeur).is_some() {
        out.push_str(lex.dit("le ", "on "));
    }
    ecrire(out, valeur, lex, liaison);
}

/// The elements, each said once. Elements that hold a conjunction or a comma of their own are set
/// apart by semicolons.
fn liste(out: &mut String, elements: &[Value], lex: Lexique<'_>, liaison: Liaison) {
    let mut dits: Vec<String> = Vec::with_capacity(elements.len());
    for element in elements {
        let mut dit = String::new();
        ecrire(&mut dit, element, lex, liaison);
        if !dits.contains(&dit) {
            dits.push(dit);
        }
    }
    let composes = [Liaison::Et, Liaison::Ou].map(|l| mot_de_liaison(l, lex.langue));
    let compose = |d: &String| d.contains(", ") || composes.iter().any(|mot| d.contains(mot));
    if dits.len() > 1 && dits.iter().any(compose) {
        out.push_str(&dits.join(lex.dit("\u{a0}; ", "; ")));
        return;
    }
    enumerer(out, &dits, liaison, lex.langue);
}

/// `a, b et c`.
pub(super) fn enumerer(out: &mut String, elements: &[String], liaison: Liaison, langue: Langue) {
    let Some((dernier, autres)) = elements.split_last() else {
        out.push_str(langue.choisir("rien", "nothing"));
        return;
    };
    out.push_str(&autres.join(", "));
    if !autres.is_empty() {
        out.push_str(mot_de_liaison(liaison, langue));
    }
    out.push_str(dernier);
}

pub(super) fn mot_de_liaison(liaison: Liaison, langue: Langue) -> &'static str {
    match (liaison, langue) {
        (Liaison::Et, Langue::Fr) => " et ",
        (Liaison::Et, Langue::En) => " and ",
        (Liaison::Ou, Langue::Fr) => " ou ",
        (Liaison::Ou, Langue::En) => " or ",
    }
}

/// Digits with a separator between thousands.
fn milliers(out: &mut String, chiffres: &str, langue: Langue) {
    let separateur = langue.choisir(FINE, ',');
    for (rang, chiffre) in chiffres.chars().enumerate() {
        let reste = chiffres.len().saturating_sub(rang);
        if rang > 0 && reste.rem_euclid(3) == 0 {
            out.push(separateur);
        }
        out.push(chiffre);
    }
}

/// A decimal number, without needless zeros.
pub(super) fn decimal(out: &mut String, n: Decimal, langue: Langue) {
    chiffres(out, &n.normalize().to_string(), langue);
}

/// A number written with a point, in the manner of a language.
fn chiffres(out: &mut String, ecrit: &str, langue: Langue) {
    let positif = ecrit.strip_prefix('-').map_or(ecrit, |sans_signe| {
        out.push('\u{2212}');
        sans_signe
    });
    let (entiers, decimales) = positif.split_once('.').unwrap_or((positif, ""));
    milliers(out, entiers, langue);
    if !decimales.is_empty() {
        out.push(langue.choisir(',', '.'));
        out.push_str(decimales);
    }
}

/// A whole number.
pub(super) fn entier(out: &mut String, n: impl std::fmt::Display, langue: Langue) {
    chiffres(out, &n.to_string(), langue);
}

/// `3 000,00 €`; `€3,000.00`.
pub(super) fn montant(out: &mut String, montant: Montant, langue: Langue) {
    match langue {
        Langue::Fr => {
            chiffres(out, &montant.to_string(), langue);
            out.push(INSECABLE);
            out.push('€');
        }
        Langue::En => {
            out.push('€');
            chiffres(out, &montant.to_string(), langue);
        }
    }
}

/// `80 %`; `80%`.
fn part(out: &mut String, part: Part, langue: Langue) {
    chiffres(out, &part.pourcentage().to_string(), langue);
    if langue == Langue::Fr {
        out.push(INSECABLE);
    }
    out.push('%');
}

const MOIS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// `1er septembre 2024`; `1 September 2024`.
pub(super) fn date(out: &mut String, date: Date, langue: Langue) {
    let rang = usize::try_from(date.mois()).unwrap_or_default().saturating_sub(1);
    let (fr, en) = MOIS.get(rang).copied().unwrap_or_default();
    let ordinal = if date.jour() == 1 { langue.choisir("er", "") } else { "" };
    // Writing to a String cannot fail.
    let _ = write!(out, "{}{ordinal} {} {}", date.jour(), langue.choisir(fr, en), date.annee());
}

/// `12 h 00`; `12:00`.
fn heure(out: &mut String, heure: Heure, langue: Langue) {
    let (h, m) = (heure.heure(), heure.minute());
    let _ = match langue {
        Langue::Fr => write!(out, "{h}{INSECABLE}h{INSECABLE}{m:02}"),
        Langue::En => write!(out, "{h}:{m:02}"),
    };
}

/// `entre le 1er septembre 2024 et le 31 décembre 2025`.
fn periode(out: &mut String, debut: Date, fin: Date, langue: Langue) {
    out.push_str(langue.choisir("entre le ", "between "));
    date(out, debut, langue);
    out.push_str(langue.choisir(" et le ", " and "));
    date(out, fin, langue);
}

/// `12 participants`, `1 participant`.
pub(super) fn compte(out: &mut String, n: u32, unite: &str, langue: Langue) {
    entier(out, n, langue);
    nom_d_unite(out, unite, n == 1 || (n == 0 && langue == Langue::Fr), langue);
}

/// `2 heures`, `1,5 heure`.
fn nombre(out: &mut String, n: Decimal, unite: &str, langue: Langue) {
    decimal(out, n, langue);
    let singulier = match langue {
        Langue::Fr => n.abs() < Decimal::TWO,
        Langue::En => n == Decimal::ONE,
    };
    nom_d_unite(out, unite, singulier, langue);
}

/// How long: `au moins 15 jours et moins de 3 mois`; nothing where there is no bound.
pub(super) fn durees(bornes: &BornesDeDuree, langue: Langue) -> String {
    let dites: Vec<String> = [
        (bornes.au_moins, langue.choisir("au moins", "at least")),
        (bornes.plus_de, langue.choisir("plus de", "more than")),
        (bornes.au_plus, langue.choisir("au plus", "at most")),
        (bornes.moins_de, langue.choisir("moins de", "less than")),
    ]
    .into_iter()
    .filter_map(|(duree, mot)| duree.map(|d| format!("{mot} {}", duree_en_mots(d, langue))))
    .collect();
    let mut out = String::new();
    if !dites.is_empty() {
        enumerer(&mut out, &dites, Liaison::Et, langue);
    }
    out
}

fn duree_en_mots(duree: Duree, langue: Langue) -> String {
    let unite = match duree.unite() {
        UniteDeTemps::Jours => "jours",
        UniteDeTemps::Semaines => "semaines",
        UniteDeTemps::Mois => "mois",
        UniteDeTemps::Ans => "ans",
    };
    let mut out = String::new();
    compte(&mut out, u32::from(duree.nombre()), unite, langue);
    out
}

/// Units in English, singular and plural, by their French plural.
const UNITES: [(&str, &str, &str); 34] = [
    ("ETP", "FTE", "FTE"),
    ("actions", "action", "actions"),
    ("ans", "year", "years"),
    ("années", "year", "years"),
    ("associations", "association", "associations"),
    ("autres candidatures", "other application", "other applications"),
    ("budgets", "budget", "budgets"),
    ("créneaux", "slot", "slots"),
    ("départements", "département", "départements"),
    ("envois", "sending", "sendings"),
    ("formations", "training", "trainings"),
    ("heures", "hour", "hours"),
    ("heures par semaine", "hour a week", "hours a week"),
    ("inscrits", "person enrolled", "people enrolled"),
    ("intervenants", "speaker", "speakers"),
    ("jeunes", "young person", "young people"),
    ("jours", "day", "days"),
    ("minutes", "minute", "minutes"),
    ("mois", "month", "months"),
    ("participants", "participant", "participants"),
    ("partenaires", "partner", "partners"),
    ("parties", "part", "parts"),
    ("personnes", "person", "people"),
    ("pieces", "document", "documents"),
    ("pièces", "document", "documents"),
    ("points", "point", "points"),
    ("professionnels", "professional", "professionals"),
    ("promeneurs", "promeneur", "promeneurs"),
    ("rencontres", "meeting", "meetings"),
    ("semaines", "week", "weeks"),
    ("sessions", "session", "sessions"),
    ("structures", "organisation", "organisations"),
    ("thématiques", "theme", "themes"),
    ("volontaires", "volunteer", "volunteers"),
];

/// French words in `s` that have no other singular, or are no nouns.
const INVARIABLES: [&str; 22] = [
    "accès", "aux", "avis", "chez", "concours", "cours", "dans", "des", "devis", "discours",
    "fois", "fonds", "les", "mois", "parcours", "pas", "permis", "recours", "relais", "sans",
    "sous", "temps",
];

/// A unit in the plural, in a language.
pub(crate) fn unite(unite: &str, langue: Langue) -> &str {
    let connue = UNITES.iter().find(|(fr, ..)| *fr == unite).filter(|_| langue == Langue::En);
    connue.map_or(unite, |(.., plusieurs)| plusieurs)
}

/// A space and the unit, which calls and rules give in the plural.
fn nom_d_unite(out: &mut String, unite: &str, singulier: bool, langue: Langue) {
    if unite.is_empty() {
        return;
    }
    out.push(' ');
    if langue == Langue::En {
        let connue = UNITES.iter().find(|(fr, ..)| *fr == unite);
        out.push_str(
            connue.map_or(unite, |(_, un, plusieurs)| if singulier { un } else { plusieurs }),
        );
        return;
    }
    // Documents and formulas write this unit without its accent.
    let unite = if unite == "pieces" { "pièces" } else { unite };
    if !singulier {
        out.push_str(unite);
        return;
    }
    for (rang, mot) in unite.split(' ').enumerate() {
        if rang > 0 {
            out.push(' ');
        }
        out.push_str(au_singulier(mot));
    }
}

fn au_singulier(mot: &str) -> &str {
    let sigle = mot.chars().all(|c| !c.is_lowercase());
    if sigle || INVARIABLES.contains(&mot) {
        return mot;
    }
    mot.strip_suffix('s')
        .filter(|m| m.chars().count() > 1)
        .or_else(|| mot.strip_suffix('x').filter(|m| m.ends_with("eau")))
        .unwrap_or(mot)
}

/// The day that a value names, alone or with a time.
fn moment(valeur: &Value) -> Option<Date> {
    match valeur {
        Value::Date(d) => Some(*d),
        Value::List(l) => match l.as_slice() {
            [Value::Date(d), Value::Time(_)] => Some(*d),
            _ => None,
        },
        _ => None,
    }
}

/// `6 novembre 2017`, `6 novembre 2017 à 12 h 00`.
fn jour(out: &mut String, valeur: &Value, lex: Lexique<'_>) {
    match valeur {
        Value::List(l) => {
            for (rang, element) in l.iter().enumerate() {
                if rang > 0 {
                    out.push_str(lex.dit(" à ", " at "));
                }
                jour(out, element, lex);
            }
        }
        simple => ecrire(out, simple, lex, Liaison::Et),
    }
}

/// Bounds in words.
fn bornes(out: &mut String, r: &Range, lex: Lexique<'_>) {
    let inclus = |v: &Option<Value>| v.clone().map(|v| (v, false));
    let strict = |v: &Option<Value>| v.clone().map(|v| (v, true));
    let bas = inclus(&r.min).or_else(|| strict(&r.strict_min));
    let haut = inclus(&r.max).or_else(|| strict(&r.strict_max));
    match (bas, haut) {
        (None, None) => out.push_str(lex.dit("sans limite", "without limit")),
        (Some((bas, strict)), None) => borne_basse(out, &bas, strict, lex),
        (None, Some((haut, strict))) => borne_haute(out, &haut, strict, lex),
        (Some((bas, false)), Some((haut, false))) if bas == haut => {
            if moment(&bas).is_none() {
                out.push_str(lex.dit("exactement ", "exactly "));
            }
            ecrire_apres_verbe(out, &bas, lex, Liaison::Et);
        }
        (Some((bas, false)), Some((haut, false))) => entre(out, &bas, &haut, lex),
        (Some((bas, bas_strict)), Some((haut, haut_strict))) => {
            borne_basse(out, &bas, bas_strict, lex);
            out.push_str(mot_de_liaison(Liaison::Et, lex.langue));
            borne_haute(out, &haut, haut_strict, lex);
        }
    }
}

/// Both bounds included: `de 10 à 20 participants`, `entre le … et le …`.
fn entre(out: &mut String, bas: &Value, haut: &Value, lex: Lexique<'_>) {
    let date = moment(bas).is_some();
    if date || matches!(bas, Value::Time(_)) {
        out.push_str(match (lex.langue, date) {
            (Langue::Fr, true) => "entre le ",
            (Langue::Fr, false) => "entre ",
            (Langue::En, _) => "between ",
        });
        jour(out, bas, lex);
        out.push_str(match (lex.langue, date) {
            (Langue::Fr, true) => " et le ",
            (Langue::Fr, false) => " et ",
            (Langue::En, _) => " and ",
        });
        jour(out, haut, lex);
        return;
    }
    out.push_str(lex.dit("de ", "from "));
    match (bas, haut) {
        (Value::Count(n, a), Value::Count(_, b)) if a == b => entier(out, n, lex.langue),
        (Value::Number(n), Value::Number(m)) if n.1 == m.1 => {
            decimal(out, n.0, lex.langue);
        }
        _ => ecrire(out, bas, lex, Liaison::Et),
    }
    out.push_str(lex.dit(" à ", " to "));
    ecrire(out, haut, lex, Liaison::Et);
}

fn borne_basse(out: &mut String, v: &Value, strict: bool, lex: Lexique<'_>) {
    let date = moment(v).is_some();
    if date || matches!(v, Value::Time(_)) {
        out.push_str(match (lex.langue, date, strict) {
            (Langue::Fr, true, true) => "après le ",
            (Langue::Fr, true, false) => "à partir du ",
            (Langue::Fr, false, true) => "après ",
            (Langue::Fr, false, false) => "à partir de ",
            (Langue::En, _, true) => "after ",
            (Langue::En, _, false) => "from ",
        });
        jour(out, v, lex);
        return;
    }
    match (lex.langue, strict) {
        (Langue::Fr, false) => {
            ecrire(out, v, lex, Liaison::Et);
            out.push_str(" au moins");
        }
        (Langue::Fr, true) => {
            out.push_str("plus de ");
            ecrire(out, v, lex, Liaison::Et);
        }
        (Langue::En, _) => {
            out.push_str(if strict { "more than " } else { "at least " });
            ecrire(out, v, lex, Liaison::Et);
        }
    }
}

fn borne_haute(out: &mut String, v: &Value, strict: bool, lex: Lexique<'_>) {
    let date = moment(v).is_some();
    if date || matches!(v, Value::Time(_)) {
        out.push_str(match (lex.langue, date, strict) {
            (Langue::Fr, true, true) => "avant le ",
            (Langue::Fr, true, false) => "le ",
            (Langue::Fr, false, true) => "avant ",
            (Langue::Fr, false, false) => "",
            (Langue::En, _, true) => "before ",
            (Langue::En, _, false) => "by ",
        });
        jour(out, v, lex);
        if lex.langue == Langue::Fr && !strict {
            out.push_str(" au plus tard");
        }
        return;
    }
    match (lex.langue, strict) {
        (Langue::Fr, false) => {
            ecrire(out, v, lex, Liaison::Et);
            out.push_str(" au plus");
        }
        (Langue::Fr, true) => {
            out.push_str("moins de ");
            ecrire(out, v, lex, Liaison::Et);
        }
        (Langue::En, false) => {
            out.push_str("at most ");
            ecrire(out, v, lex, Liaison::Et);
        }
        (Langue::En, true) => {
            out.push_str(if matches!(v, Value::Count(..)) { "fewer than " } else { "less than " });
            ecrire(out, v, lex, Liaison::Et);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::Valeur;

    fn dit(valeur: &Value, langue: Langue) -> String {
        let mut out = String::new();
        ecrire(&mut out, valeur, Lexique { appel: None, langue }, Liaison::Et);
        out
    }

    fn fr(valeur: &Value) -> String {
        dit(valeur, Langue::Fr)
    }

    fn en(valeur: &Value) -> String {
        dit(valeur, Langue::En)
    }

    fn euros(texte: &str) -> Value {
        Value::Amount(Montant::du_contrat(texte).unwrap())
    }

    fn jour_du(texte: &str) -> Value {
        Value::Date(Date::du_contrat(texte).unwrap())
    }

    fn tranche(r: Range) -> Value {
        Value::Range(Box::new(r))
    }

    #[test]
    fn thousands_are_separated_from_the_fourth_digit() {
        for (ecrit, francais, anglais) in [
            ("0", "0,00\u{a0}€", "€0.00"),
            ("999", "999,00\u{a0}€", "€999.00"),
            ("1000", "1\u{202f}000,00\u{a0}€", "€1,000.00"),
            ("3000.50", "3\u{202f}000,50\u{a0}€", "€3,000.50"),
            ("37500", "37\u{202f}500,00\u{a0}€", "€37,500.00"),
            ("999999", "999\u{202f}999,00\u{a0}€", "€999,999.00"),
            ("1000000.01", "1\u{202f}000\u{202f}000,01\u{a0}€", "€1,000,000.01"),
        ] {
            assert_eq!(fr(&euros(ecrit)), francais);
            assert_eq!(en(&euros(ecrit)), anglais);
        }
        assert_eq!(fr(&Value::count(1000, "participants")), "1\u{202f}000 participants");
        assert_eq!(en(&Value::count(1000, "participants")), "1,000 participants");
    }

    #[test]
    fn counts_agree_with_their_unit() {
        for (n, francais, anglais) in [
            (0, "0 participant", "0 participants"),
            (1, "1 participant", "1 participant"),
            (2, "2 participants", "2 participants"),
        ] {
            assert_eq!(fr(&Value::count(n, "participants")), francais);
            assert_eq!(en(&Value::count(n, "participants")), anglais);
        }
        for (unite, un, deux) in [
            ("mois", "1 mois", "2 mois"),
            ("ans", "1 an", "2 ans"),
            ("pièces", "1 pièce", "2 pièces"),
            ("pieces", "1 pièce", "2 pièces"),
            ("créneaux", "1 créneau", "2 créneaux"),
            ("promeneurs conventionnés", "1 promeneur conventionné", "2 promeneurs conventionnés"),
            ("heures par semaine", "1 heure par semaine", "2 heures par semaine"),
            ("ETP", "1 ETP", "2 ETP"),
            ("", "1", "2"),
        ] {
            assert_eq!(fr(&Value::count(1, unite)), un);
            assert_eq!(fr(&Value::count(2, unite)), deux);
        }
        assert_eq!(en(&Value::count(1, "mois")), "1 month");
        assert_eq!(en(&Value::count(2, "formations")), "2 trainings");
        assert_eq!(en(&Value::count(2, "jetons")), "2 jetons");
    }

    #[test]
    fn numbers_keep_their_decimals() {
        assert_eq!(fr(&Value::number(Decimal::new(15, 1), "heures")), "1,5 heure");
        assert_eq!(fr(&Value::number(Decimal::new(200, 2), "heures")), "2 heures");
        assert_eq!(en(&Value::number(Decimal::new(15, 1), "heures")), "1.5 hours");
        assert_eq!(en(&Value::number(Decimal::new(10, 1), "heures")), "1 hour");
        assert_eq!(fr(&Value::number(Decimal::new(5, 1), "ETP")), "0,5 ETP");
        assert_eq!(en(&Value::number(Decimal::new(5, 1), "ETP")), "0.5 FTE");
        assert_eq!(fr(&Value::number(Decimal::new(-15, 1), "")), "\u{2212}1,5");
    }

    #[test]
    fn shares_dates_and_times() {
        let part = Value::Share(Part::du_contrat("0.80").unwrap());
        assert_eq!((fr(&part), en(&part)), ("80\u{a0}%".to_owned(), "80%".to_owned()));
        let part = Value::Share(Part::du_contrat("0.125").unwrap());
        assert_eq!((fr(&part), en(&part)), ("12,5\u{a0}%".to_owned(), "12.5%".to_owned()));
        assert_eq!(fr(&jour_du("2024-09-01")), "1er septembre 2024");
        assert_eq!(fr(&jour_du("2024-09-02")), "2 septembre 2024");
        assert_eq!(fr(&jour_du("2017-11-06")), "6 novembre 2017");
        assert_eq!(en(&jour_du("2024-09-01")), "1 September 2024");
        let midi = Value::Time(Heure::du_contrat("12:00").unwrap());
        assert_eq!((fr(&midi), en(&midi)), ("12\u{a0}h\u{a0}00".to_owned(), "12:00".to_owned()));
        let (Value::Date(debut), Value::Date(fin)) = (jour_du("2024-09-01"), jour_du("2025-12-31"))
        else {
            return;
        };
        let periode = Value::Period(debut, fin);
        assert_eq!(fr(&periode), "entre le 1er septembre 2024 et le 31 décembre 2025");
        assert_eq!(en(&periode), "between 1 September 2024 and 31 December 2025");
    }

    #[test]
    fn bounds_are_inclusive_or_strict_in_words() {
        let p = |n| Some(Value::count(n, "participants"));
        let e = |t| Some(euros(t));
        for (r, francais, anglais) in [
            (
                Range { min: p(10), max: p(20), ..Range::default() },
                "de 10 à 20 participants",
                "from 10 to 20 participants",
            ),
            (
                Range { min: p(0), max: p(1), ..Range::default() },
                "de 0 à 1 participant",
                "from 0 to 1 participant",
            ),
            (
                Range { min: p(7), max: p(7), ..Range::default() },
                "exactement 7 participants",
                "exactly 7 participants",
            ),
            (
                Range { min: p(10), ..Range::default() },
                "10 participants au moins",
                "at least 10 participants",
            ),
            (
                Range { min: p(1), ..Range::default() },
                "1 participant au moins",
                "at least 1 participant",
            ),
            (
                Range { max: e("3000"), ..Range::default() },
                "3\u{202f}000,00\u{a0}€ au plus",
                "at most €3,000.00",
            ),
            (
                Range { strict_max: e("4500"), ..Range::default() },
                "moins de 4\u{202f}500,00\u{a0}€",
                "less than €4,500.00",
            ),
            (
                Range { strict_max: p(5), ..Range::default() },
                "moins de 5 participants",
                "fewer than 5 participants",
            ),
            (
                Range { strict_min: Some(Value::number(12, "mois")), ..Range::default() },
                "plus de 12 mois",
                "more than 12 months",
            ),
            (
                Range { strict_min: p(2), strict_max: p(8), ..Range::default() },
                "plus de 2 participants et moins de 8 participants",
                "more than 2 participants and fewer than 8 participants",
            ),
            (
                Range { min: p(2), strict_max: p(8), ..Range::default() },
                "2 participants au moins et moins de 8 participants",
                "at least 2 participants and fewer than 8 participants",
            ),
            (
                Range { min: e("1000"), max: e("2000"), ..Range::default() },
                "de 1\u{202f}000,00\u{a0}€ à 2\u{202f}000,00\u{a0}€",
                "from €1,000.00 to €2,000.00",
            ),
        ] {
            let r = tranche(r);
            assert_eq!((fr(&r).as_str(), en(&r).as_str()), (francais, anglais));
        }
    }

    #[test]
    fn bounds_on_dates_take_their_preposition() {
        let d = |t| Some(jour_du(t));
        let avec_heure = Value::List(vec![
            jour_du("2017-11-06"),
            Value::Time(Heure::du_contrat("12:00").unwrap()),
        ]);
        for (r, francais, anglais) in [
            (
                Range { max: d("2017-11-06"), ..Range::default() },
                "le 6 novembre 2017 au plus tard",
                "by 6 November 2017",
            ),
            (
                Range { max: Some(avec_heure), ..Range::default() },
                "le 6 novembre 2017 à 12\u{a0}h\u{a0}00 au plus tard",
                "by 6 November 2017 at 12:00",
            ),
            (
                Range { min: d("2024-09-01"), ..Range::default() },
                "à partir du 1er septembre 2024",
                "from 1 September 2024",
            ),
            (
                Range { strict_max: d("2024-09-01"), ..Range::default() },
                "avant le 1er septembre 2024",
                "before 1 September 2024",
            ),
            (
                Range { strict_min: d("2024-09-01"), ..Range::default() },
                "après le 1er septembre 2024",
                "after 1 September 2024",
            ),
            (
                Range { min: d("2024-09-01"), max: d("2025-12-31"), ..Range::default() },
                "entre le 1er septembre 2024 et le 31 décembre 2025",
                "between 1 September 2024 and 31 December 2025",
            ),
            (
                Range { min: d("2024-09-01"), max: d("2024-09-01"), ..Range::default() },
                "le 1er septembre 2024",
                "on 1 September 2024",
            ),
        ] {
            let r = tranche(r);
            assert_eq!((fr(&r).as_str(), en(&r).as_str()), (francais, anglais));
        }
    }

    #[test]
    fn lists_are_joined() {
        let liste = |n: usize| {
            Value::List(["a", "b", "c"].iter().take(n).map(|t| Value::Text((*t).into())).collect())
        };
        assert_eq!(fr(&liste(0)), "rien");
        assert_eq!(fr(&liste(1)), "a");
        assert_eq!(fr(&liste(2)), "a et b");
        assert_eq!(fr(&liste(3)), "a, b et c");
        assert_eq!(en(&liste(3)), "a, b and c");
        let textes = |t: &[&str]| Value::List(t.iter().map(|t| Value::Text((*t).into())).collect());
        assert_eq!(fr(&textes(&["a", "a"])), "a");
        assert_eq!(
            fr(&textes(&["outils et méthodes", "b", "c"])),
            "outils et méthodes\u{a0}; b\u{a0}; c"
        );
        let mut out = String::new();
        ecrire(&mut out, &liste(3), Lexique { appel: None, langue: Langue::Fr }, Liaison::Ou);
        assert_eq!(out, "a, b ou c");
    }

    #[test]
    fn text_stays_on_one_line() {
        assert_eq!(fr(&Value::Text("a\u{1b}[31m\nb\u{202e}c".into())), "a [31m b c");
        assert_eq!(fr(&Value::Boolean(true)), "oui");
        assert_eq!(en(&Value::Boolean(false)), "no");
        assert_eq!(fr(&Value::choice("caf-63", "acteurs")), "caf-63");
    }
}
