//! Days.

use super::{
    CodeDeValeur, ErreurDeValeur, Raison, Sorte, Valeur, entier_de_tableur, est_blanc, est_trait,
    valeur_en_texte, visible,
};
use chrono::format::ParseErrorKind;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use std::fmt;

/// A day of the calendar, from 1900 to 2199.
///
/// The contract writes `2024-06-14`; people also write `14/06/2024`, `14 juin 2024`, `1er septembre 2024`. Two digits
/// for a year are refused: nothing says which century.
///
/// ```
/// use pdn_core::values::{CodeDeValeur, Date, Valeur};
///
/// assert_eq!(Date::saisi("1er septembre 2024")?, Date::du_contrat("2024-09-01")?);
/// assert_eq!(Date::du_contrat("2024-02-30").unwrap_err().code(), CodeDeValeur::Impossible);
/// # Ok::<(), pdn_core::values::ErreurDeValeur>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(NaiveDate);

/// The years that a document can speak of.
const ANNEES: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A date with a midnight, in lower case.
const AVEC_MINUIT: [&str; 3] =
    ["%Y-%m-%dt%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%d/%m/%Y %H:%M:%S"];

/// The months as they are written, without case.
const MOIS: [(&str, &str); 26] = [
    ("janvier", "1"),
    ("janv", "1"),
    ("février", "2"),
    ("fevrier", "2"),
    ("févr", "2"),
    ("fév", "2"),
    ("mars", "3"),
    ("avril", "4"),
    ("avr", "4"),
    ("mai", "5"),
    ("juin", "6"),
    ("juillet", "7"),
    ("juil", "7"),
    ("août", "8"),
    ("aout", "8"),
    ("septembre", "9"),
    ("sept", "9"),
    ("octobre", "10"),
    ("oct", "10"),
    ("novembre", "11"),
    ("nov", "11"),
    ("décembre", "12"),
    ("decembre", "12"),
    ("déc", "12"),
    ("dec", "12"),
    ("fevr", "2"),
];

impl Date {
    /// A day by its year, month and day; `None` if there is no such day, or outside 1900–2199.
    ///
    /// ```
    /// use pdn_core::values::Date;
    ///
    /// assert!(Date::new(2024, 2, 29).is_some());
    /// assert!(Date::new(2023, 2, 29).is_none());
    /// assert!(Date::new(1899, 12, 31).is_none());
    /// ```
    #[must_use]
    pub fn new(annee: i32, mois: u32, jour: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(annee, mois, jour).and_then(Self::de_chrono)
    }

    /// A day of chrono's; `None` outside 1900–2199.
    ///
    /// ```
    /// use pdn_core::values::Date;
    ///
    /// assert_eq!(Date::de_chrono(chrono::NaiveDate::MAX), None);
    /// ```
    #[must_use]
    pub fn de_chrono(jour: NaiveDate) -> Option<Self> {
        ANNEES.contains(&jour.year()).then_some(Self(jour))
    }

    /// The day as chrono has it.
    ///
    /// ```
    /// use chrono::Datelike;
    /// use pdn_core::values::Date;
    ///
    /// assert_eq!(Date::new(2024, 6, 14).map(|d| d.en_chrono().ordinal()), Some(166));
    /// ```
    #[must_use]
    pub const fn en_chrono(self) -> NaiveDate {
        self.0
    }

    /// The year.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Date::new(2024, 6, 14).map(|d| d.annee()), Some(2024));
    /// ```
    #[must_use]
    pub fn annee(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Date::new(2024, 6, 14).map(|d| d.mois()), Some(6));
    /// ```
    #[must_use]
    pub fn mois(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Date::new(2024, 6, 14).map(|d| d.jour()), Some(14));
    /// ```
    #[must_use]
    pub fn jour(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    ///
    /// ```
    /// assert_eq!(pdn_core::values::Date::new(2024, 6, 14).map(|d| d.jour_de_semaine()), Some(chrono::Weekday::Fri));
    /// ```
    #[must_use]
    pub fn jour_de_semaine(self) -> Weekday {
        self.0.weekday()
    }

    /// The same day of the month, so many months later (earlier, if negative). A day that does not exist becomes the
    /// first of the month after it: six months from 31 August end on 1 March. `None` outside 1900–2199.
    ///
    /// ```
    /// use pdn_core::values::Date;
    ///
    /// let fin = |a, m, j, mois| Date::new(a, m, j)?.plus_mois(mois);
    /// assert_eq!(fin(2024, 8, 31, 6), Date::new(2025, 3, 1));
    /// assert_eq!(fin(2024, 2, 29, 12), Date::new(2025, 3, 1));
    /// assert_eq!(fin(2024, 2, 29, 48), Date::new(2028, 2, 29));
    /// assert_eq!(fin(2024, 3, 15, -1), Date::new(2024, 2, 15));
    /// ```
    #[must_use]
    pub fn plus_mois(self, mois: i32) -> Option<Self> {
        let pas = Months::new(mois.unsigned_abs());
        let arrivee =
            if mois < 0 { self.0.checked_sub_months(pas) } else { self.0.checked_add_months(pas) }?;
        // chrono stops on the last day of a month that is too short.
        let arrivee = if arrivee.day() == self.0.day() { arrivee } else { arrivee.succ_opt()? };
        Self::de_chrono(arrivee)
    }

    /// So many days later (earlier, if negative). `None` outside 1900–2199.
    ///
    /// ```
    /// use pdn_core::values::Date;
    ///
    /// assert_eq!(Date::new(2024, 12, 31).and_then(|d| d.plus_jours(1)), Date::new(2025, 1, 1));
    /// assert_eq!(Date::new(2024, 3, 1).and_then(|d| d.plus_jours(-1)), Date::new(2024, 2, 29));
    /// ```
    #[must_use]
    pub fn plus_jours(self, jours: i32) -> Option<Self> {
        let pas = Days::new(jours.unsigned_abs().into());
        let arrivee =
            if jours < 0 { self.0.checked_sub_days(pas) } else { self.0.checked_add_days(pas) };
        arrivee.and_then(Self::de_chrono)
    }

    /// The days from `debut` to this day: 0 on the same day, negative if this day comes first.
    ///
    /// ```
    /// use pdn_core::values::Date;
    ///
    /// let (Some(a), Some(b)) = (Date::new(2024, 2, 28), Date::new(2024, 3, 1)) else { return };
    /// assert_eq!((b.jours_depuis(a), a.jours_depuis(b)), (2, -2));
    /// ```
    #[must_use]
    pub fn jours_depuis(self, debut: Self) -> i64 {
        self.0.signed_duration_since(debut.0).num_days()
    }

    fn lire(net: &str) -> Result<Self, (CodeDeValeur, Raison)> {
        if net.is_empty() {
            return Err((CodeDeValeur::Forme, Raison::Empty));
        }
        // "24" is a year cut short, "0024" a year that no document speaks of.
        let annee_entiere =
            net.split(|c: char| !c.is_ascii_digit()).any(|partie| partie.len() == 4);
        let code = if annee_entiere { CodeDeValeur::Impossible } else { CodeDeValeur::Forme };
        let dans_les_annees = |jour| Self::de_chrono(jour).ok_or((code, Raison::YearOutOfRange));
        let illisible = (CodeDeValeur::Forme, Raison::Unreadable);
        if let Some([premier, milieu, dernier]) = trois_nombres(net) {
            // The year comes first where it is whole, and otherwise last.
            let format = if premier.len() == 4 { "%Y-%m-%d" } else { "%d-%m-%Y" };
            let nombres = format!("{premier}-{milieu}-{dernier}");
            return match NaiveDate::parse_from_str(&nombres, format).map_err(|refus| refus.kind()) {
                Ok(jour) => dans_les_annees(jour),
                Err(ParseErrorKind::OutOfRange | ParseErrorKind::Impossible) => {
                    Err((CodeDeValeur::Impossible, Raison::NoSuchDay))
                }
                Err(_) => Err(illisible),
            };
        }
        if net.len() == 8
            && let Ok(jour) = NaiveDate::parse_from_str(net, "%Y%m%d")
        {
            return dans_les_annees(jour);
        }
        // Spreadsheets and data frames add a midnight to their days.
        for format in AVEC_MINUIT {
            if let Ok(instant) = NaiveDateTime::parse_from_str(net, format)
                && instant.time() == NaiveTime::MIN
            {
                return dans_les_annees(instant.date());
            }
        }
        Err(illisible)
    }
}

/// The three numbers of a text that has them, with one kind of separator between them.
fn trois_nombres(net: &str) -> Option<[&str; 3]> {
    let separateur = net.chars().find(|c| !c.is_ascii_digit())?;
    let mut parties = net.split(separateur);
    let nombres = [parties.next()?, parties.next()?, parties.next()?];
    let est_nombre =
        |partie: &&str| matches!(partie.len(), 1..=4) && partie.bytes().all(|c| c.is_ascii_digit());
    let permis = matches!(separateur, '/' | '-' | '.' | ' ') && parties.next().is_none();
    (permis && nombres.iter().all(est_nombre)).then_some(nombres)
}

/// The date with its month as a number and one kind of hyphen: `1er septembre 2024` is `1 9 2024`.
fn en_nombres(texte: &str) -> String {
    let mut bas = visible(texte).to_lowercase();
    bas = bas.replace(est_trait, "-");
    for (espace, serre) in [(" - ", "-"), (" / ", "/")] {
        bas = bas.replace(espace, serre);
    }
    let mots = bas.split(est_blanc).filter(|mot| !mot.is_empty()).map(|mot| {
        let nu = mot.strip_suffix('.').unwrap_or(mot);
        match MOIS.iter().find(|(nom, _)| *nom == nu) {
            Some((_, nombre)) => nombre,
            None if nu == "1er" => "1",
            None => mot,
        }
    });
    mots.collect::<Vec<_>>().join(" ")
}

/// The day of a spreadsheet's number, of this century: `45457` is 14 June 2024.
fn d_un_tableur(texte: &str) -> Option<Date> {
    let net = visible(texte);
    let jours = entier_de_tableur(&net).unwrap_or(&net).parse().ok().filter(|_| net.len() < 9)?;
    // Spreadsheets count the days from 30 December 1899.
    let jour = Date(NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(jours))?);
    (2000..=2099).contains(&jour.annee()).then_some(jour)
}

/// Ten ASCII characters, `AAAA-MM-JJ`.
#[inline]
fn lire_contrat(texte: &str) -> Option<NaiveDate> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = texte.as_bytes() else { return None };
    let chiffre = |c: u8| c.is_ascii_digit().then_some(u32::from(c & 0x0f));
    let deux = |x: u8, y: u8| chiffre(x)?.checked_mul(10)?.checked_add(chiffre(y)?);
    let annee = deux(a, b)?.checked_mul(100)?.checked_add(deux(c, d)?)?;
    NaiveDate::from_ymd_opt(i32::try_from(annee).ok()?, deux(e, f)?, deux(g, h)?)
}

impl Valeur for Date {
    const SORTE: Sorte = Sorte::Date;

    #[inline]
    fn du_contrat(texte: &str) -> Result<Self, ErreurDeValeur> {
        match lire_contrat(texte).and_then(Self::de_chrono) {
            Some(date) => Ok(date),
            None => Err(match Self::saisi(texte) {
                Ok(date) => ErreurDeValeur::autre_forme::<Self>(texte, &date.to_string()),
                Err(erreur) => erreur.dans_le_contrat(),
            }),
        }
    }

    fn saisi(texte: &str) -> Result<Self, ErreurDeValeur> {
        Self::lire(&en_nombres(texte)).map_err(|(code, raison)| match d_un_tableur(texte) {
            Some(jour) => {
                ErreurDeValeur::new(Self::SORTE, CodeDeValeur::Forme, Raison::SpreadsheetDay, texte)
                    .avec_forme(&jour.to_string())
            }
            None => ErreurDeValeur::new(Self::SORTE, code, raison, texte),
        })
    }
}

impl fmt::Display for Date {
    /// The contract's form: `2024-06-14`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

valeur_en_texte!(Date);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refus(texte: &str) -> (CodeDeValeur, Raison) {
        let e = Date::du_contrat(texte).unwrap_err();
        (e.code(), e.raison().clone())
    }

    #[test]
    fn the_contract_has_one_form() {
        for texte in ["2024-06-14", "2024-02-29", "1900-01-01", "2199-12-31"] {
            assert_eq!(Date::du_contrat(texte).unwrap().to_string(), texte);
        }
        for (texte, forme) in [
            ("14/06/2024", "2024-06-14"),
            ("2024-6-14", "2024-06-14"),
            ("20240614", "2024-06-14"),
            ("14 juin 2024", "2024-06-14"),
            ("2024-06-14T00:00:00", "2024-06-14"),
            ("2024-06-14 00:00:00", "2024-06-14"),
            ("2017\u{2011}11\u{2011}06", "2017-11-06"),
            ("2017\u{2010}11\u{2010}06", "2017-11-06"),
            ("2017\u{2013}11\u{2013}06", "2017-11-06"),
            ("2017\u{2014}11\u{2014}06", "2017-11-06"),
            ("2017\u{2212}11\u{2212}06", "2017-11-06"),
            ("06\u{2011}11\u{2011}2017", "2017-11-06"),
            ("2017.11.06", "2017-11-06"),
            ("2017 11 06", "2017-11-06"),
            ("06 / 11 / 2017", "2017-11-06"),
            ("06 \u{2013} 11 \u{2013} 2017", "2017-11-06"),
        ] {
            let e = Date::du_contrat(texte).unwrap_err();
            assert_eq!(
                (e.code(), e.raison(), e.ecrire()),
                (CodeDeValeur::Forme, &Raison::OtherForm, Some(forme))
            );
        }
    }

    #[test]
    fn a_sign_that_is_not_seen_is_told() {
        let e = Date::du_contrat("2024-06\u{200b}-14").unwrap_err();
        assert_eq!((e.raison(), e.ecrire()), (&Raison::InvisibleSigns, Some("2024-06-14")));
        assert_eq!(
            refus("2017\u{2011}02\u{2011}30"),
            (CodeDeValeur::Impossible, Raison::NoSuchDay)
        );
    }

    #[test]
    fn the_number_of_a_day_in_a_spreadsheet_is_told() {
        for (texte, jour) in [
            ("45457", "2024-06-14"),
            ("45457.0", "2024-06-14"),
            ("36526", "2000-01-01"),
            ("73050", "2099-12-31"),
        ] {
            let e = Date::du_contrat(texte).unwrap_err();
            assert_eq!((e.raison(), e.ecrire()), (&Raison::SpreadsheetDay, Some(jour)), "{texte}");
            assert!(Date::saisi(texte).is_err(), "{texte}");
        }
        for texte in ["2024", "36525", "73051", "45457.5", "454570"] {
            assert_eq!(Date::du_contrat(texte).unwrap_err().ecrire(), None, "{texte}");
        }
    }

    #[test]
    fn spaces_around_are_told() {
        for texte in [" 2024-06-14", "2024-06-14 ", "2024-06-14\u{a0}"] {
            let e = Date::du_contrat(texte).unwrap_err();
            assert_eq!((e.raison(), e.ecrire()), (&Raison::SurroundingSpaces, Some("2024-06-14")));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_impossible() {
        use CodeDeValeur::{Forme, Impossible};
        for texte in [
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-01-32",
            "30/02/2024",
            "31 avril 2024",
            "45/13/2024",
            "2024-99-99",
        ] {
            assert_eq!(refus(texte), (Impossible, Raison::NoSuchDay), "{texte}");
        }
        for texte in ["0000-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "14/06/0024"] {
            assert_eq!(refus(texte), (Impossible, Raison::YearOutOfRange), "{texte}");
        }
        for texte in ["14/06/24", "14-06-24", "1 mai 24"] {
            assert_eq!(refus(texte), (Forme, Raison::YearOutOfRange), "{texte}");
        }
        for texte in [
            "bientôt",
            "juin 2024",
            "2024",
            "2024-06",
            "14/06",
            "01/01/10000",
            "45 rue de 1900",
            "99",
            "2017_11_06",
            "2017/11-06",
            "14/06/2024 à midi",
            "20240614x",
            "2024-06-14T12:00:00",
        ] {
            assert_eq!(refus(texte), (Forme, Raison::Unreadable), "{texte}");
        }
        assert_eq!(refus(""), (Forme, Raison::Empty));
        assert_eq!(refus(" "), (Forme, Raison::Empty));
    }

    #[test]
    fn reads_what_people_type() {
        for texte in [
            "14/06/2024",
            "14 juin 2024",
            "14 JUIN 2024",
            "14\u{a0}juin\u{202f}2024",
            "14-06-2024",
            "14.06.2024",
            "14/6/2024",
            "2024/06/14",
            " 2024-06-14 ",
        ] {
            assert_eq!(Date::saisi(texte).unwrap().to_string(), "2024-06-14", "{texte}");
        }
        for (texte, ecrit) in [
            ("1er septembre 2024", "2024-09-01"),
            ("2 février 2024", "2024-02-02"),
            ("3 aout 2024", "2024-08-03"),
            ("4 déc. 2024", "2024-12-04"),
            ("01/02/2024", "2024-02-01"),
            ("29/02/2024", "2024-02-29"),
        ] {
            assert_eq!(Date::saisi(texte).unwrap().to_string(), ecrit);
        }
    }

    #[test]
    fn months_go_past_days_that_do_not_exist() {
        let cas = [
            ((2024, 8, 31), 6, (2025, 3, 1)),
            ((2024, 8, 30), 6, (2025, 3, 1)),
            ((2024, 8, 28), 6, (2025, 2, 28)),
            ((2024, 2, 29), 12, (2025, 3, 1)),
            ((2024, 1, 31), 1, (2024, 3, 1)),
            ((2024, 1, 29), 1, (2024, 2, 29)),
            ((2024, 12, 31), 0, (2024, 12, 31)),
            ((2024, 3, 31), -1, (2024, 3, 1)),
            ((2023, 10, 1), 12, (2024, 10, 1)),
        ];
        for ((a, m, j), mois, (fa, fm, fj)) in cas {
            assert_eq!(Date::new(a, m, j).unwrap().plus_mois(mois), Date::new(fa, fm, fj));
        }
        let max = Date::new(2199, 12, 31).unwrap();
        assert_eq!(max.plus_mois(1), None);
        assert_eq!(max.plus_mois(i32::MAX), None);
        assert_eq!(max.plus_mois(i32::MIN), None);
        assert_eq!(max.plus_jours(1), None);
        assert_eq!(max.plus_jours(i32::MIN), None);
    }

    fn jours() -> impl Strategy<Value = Date> {
        (0i32..=109_571).prop_map(|n| Date::new(1900, 1, 1).unwrap().plus_jours(n).unwrap())
    }

    proptest! {
        #[test]
        fn display_and_contract_agree(date in jours()) {
            prop_assert_eq!(Date::du_contrat(&date.to_string()), Ok(date));
            let francaise = format!("{:02}/{:02}/{}", date.jour(), date.mois(), date.annee());
            prop_assert_eq!(Date::saisi(&francaise), Ok(date));
        }

        #[test]
        fn days_come_back(date in jours(), n in -1000i32..1000) {
            if let Some(autre) = date.plus_jours(n) {
                prop_assert_eq!(autre.jours_depuis(date), i64::from(n));
            }
        }

        #[test]
        fn months_keep_the_order(a in jours(), b in jours(), mois in 0i32..120) {
            if let (Some(x), Some(y)) = (a.plus_mois(mois), b.plus_mois(mois)) {
                prop_assert!(a <= b || x >= y);
                prop_assert!(a >= b || x <= y);
            }
        }

        #[test]
        fn no_text_panics(texte in any::<String>(), presque in "[0-9/. -]{0,14}", dix in "\\PC{10}") {
            for texte in [texte, presque, dix] {
                let _ = (Date::saisi(&texte), Date::du_contrat(&texte));
            }
        }
    }
}
