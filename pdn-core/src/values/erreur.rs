//! Why a text is not a value, and what to write instead.

use super::{Langue, Valeur, a_des_invisibles, est_blanc, montrable};
use compact_str::CompactString;
use std::fmt;

/// The most characters of the text found that an error repeats.
const TROUVE_MAX: usize = 60;

/// The kind of value that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sorte {
    /// An amount in euros.
    Montant,
    /// A share, from 0 to 1.
    Part,
    /// Full-time equivalents.
    Etp,
    /// A number of hours.
    Heures,
    /// A number of anything.
    Quantite,
    /// A company number, 9 digits.
    Siren,
    /// An establishment number, 14 digits.
    Siret,
    /// An association number.
    Rna,
    /// A bank account number.
    Iban,
    /// A bank identifier.
    Bic,
    /// The code of a French département.
    Departement,
    /// A French postcode.
    CodePostal,
    /// The number of an account of costs, of the French chart of accounts.
    CompteDeCharge,
    /// The number of an account of income.
    CompteDeProduit,
    /// A day.
    Date,
    /// A time of day.
    Heure,
    /// A length of time.
    Duree,
    /// A day of every year.
    JourDeLAnnee,
    /// A first and a last day.
    Periode,
    /// An e-mail address.
    Courriel,
    /// A web address.
    Url,
    /// A telephone number.
    Telephone,
    /// A language.
    Langue,
}

impl Sorte {
    /// Whether texts of this kind are masked wherever they come out.
    #[must_use]
    pub const fn est_bancaire(self) -> bool {
        matches!(self, Self::Iban | Self::Bic)
    }

    /// The value with its article, as a sentence names it: "le montant", "the amount".
    #[must_use]
    pub fn nom(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Montant => ("le montant", "the amount"),
            Self::Part => ("la part", "the share"),
            Self::Etp => ("le nombre d’ETP", "the number of full-time equivalents"),
            Self::Heures => ("le nombre d’heures", "the number of hours"),
            Self::Quantite => ("le nombre", "the number"),
            Self::Siren => ("le numéro SIREN", "the SIREN number"),
            Self::Siret => ("le numéro SIRET", "the SIRET number"),
            Self::Rna => ("le numéro RNA", "the RNA number"),
            Self::Iban => ("l’IBAN", "the IBAN"),
            Self::Bic => ("le BIC", "the BIC"),
            Self::Departement => ("le code du département", "the département code"),
            Self::CodePostal => ("le code postal", "the postcode"),
            Self::CompteDeCharge | Self::CompteDeProduit => {
                ("le numéro du compte", "the account number")
            }
            Self::Date => ("la date", "the date"),
            Self::Heure => ("l’heure", "the time"),
            Self::Duree => ("la durée", "the length of time"),
            Self::JourDeLAnnee => ("le jour de l’année", "the day of the year"),
            Self::Periode => ("la période", "the period"),
            Self::Courriel => ("l’adresse de courriel", "the e-mail address"),
            Self::Url => ("l’adresse du site", "the web address"),
            Self::Telephone => ("le numéro de téléphone", "the telephone number"),
            Self::Langue => ("la langue", "the language"),
        };
        langue.choisir(fr, en)
    }

    /// How people may type a value of this kind: the end of a sentence, without its full stop; `None`
    /// where that is the contract's form.
    fn consigne_de_saisie(self, langue: Langue) -> Option<&'static str> {
        let (fr, en) = match self {
            Self::Montant => (
                "écrire le montant en euros, par exemple \"3\u{202f}000\u{a0}€\"",
                "write the amount in euros, for example \"3 000 €\"",
            ),
            Self::Part => (
                "écrire un pourcentage, par exemple \"80\u{a0}%\"",
                "write a percentage, for example \"80 %\"",
            ),
            Self::Date => (
                "écrire un jour du calendrier, 2024-01-20 ou \"20/01/2024\"",
                "write a day of the calendar, 2024-01-20 or \"20/01/2024\"",
            ),
            Self::Heure => (
                "écrire une heure, par exemple \"16:30\" ou \"16h30\"",
                "write a time, for example \"16:30\" or \"16h30\"",
            ),
            _ => return None,
        };
        Some(langue.choisir(fr, en))
    }

    /// How a value of this kind is written, with an example: the end of a sentence, without its full stop.
    #[must_use]
    pub fn consigne(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Montant => (
                "écrire le montant avec un point et sans espace ni symbole, deux décimales au plus, par exemple \"3000.00\"",
                "write the amount with a point and without spaces or symbol, with at most two decimals, for example \"3000.00\"",
            ),
            Self::Part => (
                "écrire la part entre 0 et 1 avec un point, par exemple \"0.80\" pour 80\u{a0}%",
                "write the share between 0 and 1 with a point, for example \"0.80\" for 80%",
            ),
            Self::Etp => (
                "écrire le nombre d’ETP avec un point, deux décimales au plus, par exemple \"0.5\"",
                "write the full-time equivalents with a point and at most two decimals, for example \"0.5\"",
            ),
            Self::Quantite => (
                "écrire le nombre en chiffres, avec un point s’il a des décimales, par exemple \"20\"",
                "write the number in digits, with a point if it has decimals, for example \"20\"",
            ),
            Self::Heures => (
                "écrire le nombre d’heures avec un point, deux décimales au plus, par exemple \"3.5\"",
                "write the hours with a point and at most two decimals, for example \"3.5\"",
            ),
            Self::Siren => ("écrire les 9 chiffres du SIREN", "write the 9 digits of the SIREN"),
            Self::Siret => ("écrire les 14 chiffres du SIRET", "write the 14 digits of the SIRET"),
            Self::Rna => (
                "écrire W puis 9 caractères, par exemple \"W632001234\"\u{a0}; une association du Bas-Rhin, du Haut-Rhin ou de la Moselle n’en a pas, et donne son SIRET",
                "write W and 9 characters, for example \"W632001234\"; an association of Bas-Rhin, Haut-Rhin or Moselle has none, and gives its SIRET",
            ),
            Self::Iban => (
                "recopier l’IBAN du relevé d’identité bancaire, en majuscules et sans rien devant",
                "copy the IBAN from the bank details (RIB), in capitals and with nothing before it",
            ),
            Self::Bic => (
                "recopier le BIC du relevé d’identité bancaire, 8 ou 11 caractères en majuscules",
                "copy the BIC from the bank details (RIB), 8 or 11 characters in capitals",
            ),
            Self::Departement => (
                "écrire le code du département, par exemple \"03\" ou \"2A\"",
                "write the département code, for example \"03\" or \"2A\"",
            ),
            Self::CodePostal => (
                "écrire les 5 chiffres du code postal, par exemple \"69001\"",
                "write the 5 digits of the postcode, for example \"69001\"",
            ),
            Self::CompteDeCharge => (
                "écrire le numéro seul d’un compte de charges, de 60 à 69 ou 86, par exemple \"60\" ou \"641\"",
                "write the number alone of an account of costs, from 60 to 69 or 86, for example \"60\" or \"641\"",
            ),
            Self::CompteDeProduit => (
                "écrire le numéro seul d’un compte de produits, de 70 à 79 ou 87, par exemple \"74\" ou \"7478\"",
                "write the number alone of an account of income, from 70 to 79 or 87, for example \"74\" or \"7478\"",
            ),
            Self::Date => (
                "écrire la date sous la forme AAAA-MM-JJ, par exemple \"2024-06-14\"",
                "write the date as YYYY-MM-DD, for example \"2024-06-14\"",
            ),
            Self::Heure => (
                "écrire l’heure sous la forme HH:MM, par exemple \"16:30\"",
                "write the time as HH:MM, for example \"16:30\"",
            ),
            Self::Duree => (
                "écrire un nombre puis jours, semaines, mois ou ans, par exemple \"3 mois\"",
                "write a number, then jours, semaines, mois or ans, for example \"3 mois\"",
            ),
            Self::JourDeLAnnee => (
                "écrire le jour et le mois sans l’année, par exemple \"31/03\"",
                "write the day and the month without the year, for example \"31/03\"",
            ),
            Self::Periode => (
                "écrire une date de fin égale ou postérieure à la date de début",
                "write an end that is on or after the beginning",
            ),
            Self::Courriel => (
                "écrire une seule adresse complète, par exemple \"contact@association.fr\"",
                "write one whole address, for example \"contact@association.fr\"",
            ),
            Self::Url => (
                "écrire l’adresse entière, par exemple \"https://www.promeneursdunet.fr\"",
                "write the whole address, for example \"https://www.promeneursdunet.fr\"",
            ),
            Self::Telephone => (
                "écrire les 10 chiffres du numéro, ou + et l’indicatif du pays, par exemple \"04 73 00 00 00\"",
                "write the 10 digits of the number, or + and the country code, for example \"04 73 00 00 00\"",
            ),
            Self::Langue => ("écrire \"fr\" ou \"en\"", "write \"fr\" or \"en\""),
        };
        langue.choisir(fr, en)
    }
}

/// The code of an input error, as the contract's reports give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeDeValeur {
    /// The value is written in another form than the contract's: `wrong-form`.
    Forme,
    /// No such value can exist: `impossible-value`.
    Impossible,
    /// Two values are in the wrong order: `out-of-order`.
    Ordre,
}

impl CodeDeValeur {
    /// The code as text.
    ///
    /// ```
    /// use pdn_core::values::{Date, Valeur};
    ///
    /// let refus = Date::du_contrat("2024-02-30").unwrap_err();
    /// assert_eq!(refus.code().as_str(), "impossible-value");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forme => "wrong-form",
            Self::Impossible => "impossible-value",
            Self::Ordre => "out-of-order",
        }
    }
}

impl fmt::Display for CodeDeValeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What exactly is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Raison {
    /// There is nothing to read.
    Empty,
    /// The value is understood, but it is not in the contract's written form.
    OtherForm,
    /// The value is understood, but for signs that nobody sees: of no width, or that turn the direction of writing.
    InvisibleSigns,
    /// The value is understood, but for spaces before it or after it.
    SurroundingSpaces,
    /// The text is nothing of the kind (words for an amount, a date without a month…).
    Unreadable,
    /// More decimals than the kind of value has.
    TooManyDecimals {
        /// The most decimals allowed.
        max: u8,
    },
    /// An exponent, as in `1e3`.
    Exponent,
    /// Less than nothing.
    Negative,
    /// Over the most that the kind of value can be.
    TooLarge {
        /// The most allowed, in the contract's form.
        max: &'static str,
    },
    /// A share over 1 without a percent sign: `80` may be 80 % or a slip.
    MissingPercent,
    /// A day that the month or the year does not have.
    NoSuchDay,
    /// A year outside 1900–2199.
    YearOutOfRange,
    /// An hour over 23 or a minute over 59.
    NoSuchTime,
    /// Characters other than digits where digits belong.
    LettersInDigits {
        /// How many of them.
        count: usize,
    },
    /// Another number of characters than the kind of value has.
    WrongLength {
        /// The numbers of characters allowed, in order: 14; 8 and 11; all from 8 to 15.
        expected: &'static [usize],
        /// The number found, spaces left out.
        found: usize,
    },
    /// A check digit that does not agree with the others.
    BadCheckDigit,
    /// An establishment number whose first nine digits are no company number.
    BadSiren,
    /// A number made of zeros.
    AllZeros,
    /// A number that the French numbering plan does not have.
    NoSuchNumber,
    /// A country code that no country has.
    NoSuchCountryCode,
    /// More characters than the kind of value may have.
    TooLong {
        /// The most allowed.
        max: usize,
    },
    /// The number of a day, as spreadsheets count them.
    SpreadsheetDay,
    /// An account of another side of the budget, or of none.
    OtherAccounts,
    /// The key of the French bank details does not agree with the account.
    RibKey,
    /// An account outside France and Monaco.
    ForeignIban {
        /// The two letters of the country.
        country: CompactString,
        /// True where the number agrees with the IBAN registry: its country, its length, its check digits.
        valid: bool,
    },
    /// Two letters that are the code of no country.
    NoSuchCountry {
        /// The two letters.
        country: CompactString,
    },
    /// A code that no département has.
    NoSuchDepartement,
    /// The old code of Corsica, which is two départements.
    Corsica,
    /// Digits that no French postcode starts with.
    NoSuchPostcode,
    /// A web address without its `http://` or `https://`.
    NoScheme,
    /// An address of another kind than the web's.
    OtherScheme,
    /// A name of a machine that cannot exist.
    NoSuchHost,
    /// A port outside 1–65535.
    NoSuchPort,
    /// The end comes before the beginning.
    EndBeforeStart,
}

#[derive(Clone, PartialEq, Eq)]
struct Detail {
    sorte: Sorte,
    code: CodeDeValeur,
    raison: Raison,
    trouve: CompactString,
    ecrire: Option<CompactString>,
    saisie: bool,
}

/// Why a text is not the value expected: one type for all values.
///
/// Bank numbers are masked in everything that this type gives, and the text found is cut to 60 characters.
///
/// ```
/// use pdn_core::values::{CodeDeValeur, Langue, Montant, Raison, Valeur};
///
/// let refus = Montant::du_contrat("3 000,00 €").unwrap_err();
/// assert_eq!(refus.code(), CodeDeValeur::Forme);
/// assert_eq!(refus.raison(), &Raison::OtherForm);
/// assert_eq!(refus.trouve(), "3 000,00 €");
/// assert_eq!(refus.ecrire(), Some("3000.00"));
/// assert_eq!(
///     refus.texte(Langue::En),
///     "“3 000,00 €”: the amount is not in the expected form; write \"3000.00\"."
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ErreurDeValeur(Box<Detail>);

impl ErreurDeValeur {
    /// An error found while reading what people type; `trouve` is masked and cut here.
    #[cold]
    pub(crate) fn new(sorte: Sorte, code: CodeDeValeur, raison: Raison, trouve: &str) -> Self {
        let trouve = if sorte.est_bancaire() { masquer(trouve) } else { couper(trouve) };
        Self(Box::new(Detail { sorte, code, raison, trouve, ecrire: None, saisie: true }))
    }

    /// The text is understood, but the contract writes it otherwise.
    #[cold]
    pub(crate) fn autre_forme<V: Valeur>(trouve: &str, ecrire: &str) -> Self {
        let net = trouve.trim();
        let raison = match trouve {
            texte if a_des_invisibles(texte) => Raison::InvisibleSigns,
            texte if texte != net && V::du_contrat(net).is_ok() => Raison::SurroundingSpaces,
            _ => Raison::OtherForm,
        };
        Self::new(V::SORTE, CodeDeValeur::Forme, raison, trouve)
            .avec_forme(ecrire)
            .dans_le_contrat()
    }

    /// Adds the form to write; never for bank numbers.
    pub(crate) fn avec_forme(mut self, ecrire: &str) -> Self {
        if !self.0.sorte.est_bancaire() {
            self.0.ecrire = Some(CompactString::new(ecrire));
        }
        self
    }

    /// The same error, met in a document of the contract.
    pub(crate) fn dans_le_contrat(mut self) -> Self {
        self.0.saisie = false;
        self
    }

    /// The code of the input error.
    #[must_use]
    pub fn code(&self) -> CodeDeValeur {
        self.0.code
    }

    /// The kind of value that was expected.
    #[must_use]
    pub fn sorte(&self) -> Sorte {
        self.0.sorte
    }

    /// What exactly is wrong.
    #[must_use]
    pub fn raison(&self) -> &Raison {
        &self.0.raison
    }

    /// The text found, cut to 60 characters; a bank number is masked.
    #[must_use]
    pub fn trouve(&self) -> &str {
        &self.0.trouve
    }

    /// The contract's form of the text found, where it could be understood without guessing.
    #[must_use]
    pub fn ecrire(&self) -> Option<&str> {
        self.0.ecrire.as_deref()
    }

    /// One sentence: what was found, what is wrong with it, what to write.
    ///
    /// ```
    /// use pdn_core::values::{Date, Langue, Valeur};
    ///
    /// let refus = Date::du_contrat("14/06/2024").unwrap_err();
    /// assert_eq!(
    ///     refus.texte(Langue::Fr),
    ///     "«\u{a0}14/06/2024\u{a0}»\u{a0}: la date n’est pas dans la forme attendue\u{a0}; écrire \"2024-06-14\"."
    /// );
    /// ```
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        let faute = self.faute(langue);
        let ecrire = self.attendu(langue);
        let trouve = self.trouve();
        match (langue, trouve.is_empty()) {
            (Langue::Fr, false) => {
                format!("«\u{a0}{trouve}\u{a0}»\u{a0}: {faute}\u{a0}; {ecrire}.")
            }
            (Langue::Fr, true) => format!("Texte vide\u{a0}: {faute}\u{a0}; {ecrire}."),
            (Langue::En, false) => format!("“{trouve}”: {faute}; {ecrire}."),
            (Langue::En, true) => format!("Empty text: {faute}; {ecrire}."),
        }
    }

    /// The same sentence, after the name of the field and a colon.
    pub(crate) fn apres_le_champ(&self, langue: Langue) -> String {
        let faute = self.faute(langue);
        let ecrire = self.attendu(langue);
        let trouve = self.trouve();
        // One pair of brackets: what was found, then what they hold already.
        if let Some((faute, precision)) = faute.strip_suffix(')').and_then(|f| f.rsplit_once(" ("))
        {
            return langue.choisir(
                format!("{faute} («\u{a0}{trouve}\u{a0}»\u{a0}: {precision})\u{a0}; {ecrire}."),
                format!("{faute} (“{trouve}”: {precision}); {ecrire}."),
            );
        }
        match (langue, trouve.is_empty()) {
            (Langue::Fr, false) => format!("{faute} («\u{a0}{trouve}\u{a0}»)\u{a0}; {ecrire}."),
            (Langue::Fr, true) => format!("texte vide, {faute}\u{a0}; {ecrire}."),
            (Langue::En, false) => format!("{faute} (“{trouve}”); {ecrire}."),
            (Langue::En, true) => format!("empty text, {faute}; {ecrire}."),
        }
    }

    /// What to write: the value's own form where it is known, else how such a value is written.
    #[must_use]
    pub fn attendu(&self, langue: Langue) -> String {
        match (&self.0.ecrire, &self.0.raison) {
            (Some(forme), Raison::MissingPercent) if self.0.saisie => {
                let nombre = &self.0.trouve;
                langue.choisir(
                    format!("écrire \"{nombre}\u{a0}%\" ou \"{forme}\""),
                    format!("write \"{nombre} %\" or \"{forme}\""),
                )
            }
            (Some(forme), Raison::MissingPercent | Raison::WrongLength { .. }) => langue.choisir(
                format!("si c’est bien la valeur voulue, écrire \"{forme}\""),
                format!("if that is the value meant, write \"{forme}\""),
            ),
            (Some(forme), _) => langue.choisir(format!("écrire \"{forme}\""), format!("write \"{forme}\"")),
            (None, Raison::NoSuchDay) if self.0.saisie => {
                let saisie = self.0.sorte.consigne_de_saisie(langue);
                saisie.unwrap_or_else(|| self.0.sorte.consigne(langue)).to_owned()
            }
            (None, Raison::Negative) if self.0.sorte == Sorte::Montant => langue
                .choisir("écrire zéro ou plus, par exemple \"3000.00\"", "write zero or more, for example \"3000.00\"")
                .to_owned(),
            (None, Raison::NoSuchDay) => langue
                .choisir(
                    "écrire un jour du calendrier sous la forme AAAA-MM-JJ, par exemple \"2024-06-14\"",
                    "write a day of the calendar as YYYY-MM-DD, for example \"2024-06-14\"",
                )
                .to_owned(),
            (None, Raison::ForeignIban { .. }) => langue
                .choisir(
                    "donner l’IBAN d’un compte tenu en France (ou à Monaco), qui commence par FR",
                    "give the IBAN of an account held in France (or Monaco), which starts with FR",
                )
                .to_owned(),
            (None, Raison::Corsica) => langue.choisir("écrire \"2A\" ou \"2B\"", "write \"2A\" or \"2B\"").to_owned(),
            (None, _) if self.0.saisie => {
                let saisie = self.0.sorte.consigne_de_saisie(langue);
                saisie.unwrap_or_else(|| self.0.sorte.consigne(langue)).to_owned()
            }
            (None, _) => self.0.sorte.consigne(langue).to_owned(),
        }
    }

    /// What is wrong: the middle of the sentence.
    fn faute(&self, langue: Langue) -> String {
        let nom = self.0.sorte.nom(langue);
        let (fr, en): (String, String) = match &self.0.raison {
            Raison::Empty => (format!("{nom} manque"), format!("{nom} is missing")),
            Raison::OtherForm => (
                format!("{nom} n’est pas dans la forme attendue"),
                format!("{nom} is not in the expected form"),
            ),
            Raison::InvisibleSigns => (
                format!("{nom} contient un signe qui ne se voit pas"),
                format!("{nom} contains a sign that cannot be seen"),
            ),
            Raison::SurroundingSpaces => (
                format!("{nom} a un espace avant ou après"),
                format!("{nom} has a space before or after it"),
            ),
            Raison::SpreadsheetDay => (
                "c’est le numéro d’un jour dans un tableur".to_owned(),
                "this is the number of a day in a spreadsheet".to_owned(),
            ),
            Raison::OtherAccounts => (
                "ce compte n’est pas de ce côté d’un budget".to_owned(),
                "this account is not of this side of a budget".to_owned(),
            ),
            Raison::Unreadable => (
                format!("{nom} ne se lit pas dans ce texte"),
                format!("{nom} cannot be read from this text"),
            ),
            // Where thousands matter, "3.000" is the likely slip.
            Raison::TooManyDecimals { max } if self.0.sorte == Sorte::Montant => (
                format!(
                    "{nom} a plus de {max} décimales, et les milliers ne se séparent pas par un point"
                ),
                format!(
                    "{nom} has more than {max} decimals, and a point does not separate thousands"
                ),
            ),
            Raison::TooManyDecimals { max } => (
                format!("{nom} a plus de {max} décimales"),
                format!("{nom} has more than {max} decimals"),
            ),
            Raison::Exponent => (
                format!("{nom} ne s’écrit pas avec un exposant"),
                format!("{nom} is not written with an exponent"),
            ),
            Raison::Negative => {
                (format!("{nom} n’est jamais négatif"), format!("{nom} is never negative"))
            }
            Raison::TooLarge { max } => (
                format!("{nom} dépasse le maximum, {max}"),
                format!("{nom} is over the maximum, {max}"),
            ),
            Raison::MissingPercent => (
                format!("{nom} est plus grande que 1 et n’a pas de signe\u{a0}%"),
                format!("{nom} is more than 1 and has no % sign"),
            ),
            Raison::NoSuchDay => {
                ("ce jour n’existe pas".to_owned(), "there is no such day".to_owned())
            }
            Raison::YearOutOfRange => (
                "l’année s’écrit avec quatre chiffres, de 1900 à 2199".to_owned(),
                "the year has four digits, from 1900 to 2199".to_owned(),
            ),
            Raison::NoSuchTime => (
                "cette heure n’existe pas, les heures vont de 00:00 à 23:59".to_owned(),
                "there is no such time, they go from 00:00 to 23:59".to_owned(),
            ),
            Raison::LettersInDigits { count: 1 } => (
                format!("{nom} contient un caractère qui n’est pas permis à cette place"),
                format!("{nom} contains a character that is not allowed in its place"),
            ),
            Raison::LettersInDigits { count } => (
                format!("{nom} contient {count} caractères qui ne sont pas permis à cette place"),
                format!("{nom} contains {count} characters that are not allowed in their place"),
            ),
            Raison::WrongLength { expected, found } => (
                format!(
                    "{nom} a {found} caractères au lieu de {}",
                    longueurs(expected, Langue::Fr)
                ),
                format!(
                    "{nom} has {found} characters instead of {}",
                    longueurs(expected, Langue::En)
                ),
            ),
            Raison::BadCheckDigit => (
                format!(
                    "{nom} ne peut pas exister, sa clé de contrôle est fausse (un chiffre est sans doute mal recopié)"
                ),
                format!(
                    "{nom} cannot exist, its check digits are wrong (a digit is probably miscopied)"
                ),
            ),
            Raison::BadSiren => (
                format!(
                    "{nom} ne peut pas exister, ses neuf premiers chiffres ne sont pas un numéro SIREN"
                ),
                format!("{nom} cannot exist, its first nine digits are no SIREN number"),
            ),
            Raison::NoSuchNumber => (
                "le plan de numérotation français n’a pas de tel numéro".to_owned(),
                "the French numbering plan has no such number".to_owned(),
            ),
            Raison::NoSuchCountryCode => (
                "aucun pays n’a cet indicatif".to_owned(),
                "no country has this country code".to_owned(),
            ),
            Raison::TooLong { max } => (
                format!("{nom} a plus de {max} caractères"),
                format!("{nom} has more than {max} characters"),
            ),
            Raison::AllZeros => {
                (format!("{nom} ne peut pas être zéro"), format!("{nom} cannot be zero"))
            }
            Raison::RibKey => (
                "la clé RIB ne correspond pas au compte".to_owned(),
                "the RIB key does not agree with the account".to_owned(),
            ),
            Raison::ForeignIban { country, valid: true } => (
                format!(
                    "cet IBAN est valable mais le compte est tenu dans un autre pays ({country})"
                ),
                format!(
                    "this IBAN is valid but the account is held in another country ({country})"
                ),
            ),
            Raison::ForeignIban { country, valid: false } => (
                format!(
                    "cet IBAN est celui d’un autre pays ({country}), et sa longueur ou sa clé de contrôle est fausse"
                ),
                format!(
                    "this IBAN is of another country ({country}), and its length or its check digits are wrong"
                ),
            ),
            Raison::NoSuchCountry { country } => (
                format!("aucun pays n’a le code {country}"),
                format!("no country has the code {country}"),
            ),
            Raison::NoSuchDepartement => (
                "aucun département français n’a ce code".to_owned(),
                "no French département has this code".to_owned(),
            ),
            Raison::Corsica => (
                "la Corse compte deux départements, 2A et 2B".to_owned(),
                "Corsica is two départements, 2A and 2B".to_owned(),
            ),
            Raison::NoSuchPostcode => (
                "aucun code postal français ne commence ainsi".to_owned(),
                "no French postcode starts that way".to_owned(),
            ),
            Raison::NoSuchHost => (
                format!("{nom} a un nom de domaine qui ne peut pas exister"),
                format!("{nom} has a domain that cannot exist"),
            ),
            Raison::NoSuchPort => (
                format!("{nom} a un port qui n’est pas entre 1 et 65535"),
                format!("{nom} has a port that is not from 1 to 65535"),
            ),
            Raison::NoScheme => (
                format!("{nom} ne commence pas par https:// ou http://"),
                format!("{nom} does not start with https:// or http://"),
            ),
            Raison::OtherScheme => (
                "ce n’est pas l’adresse d’un site web".to_owned(),
                "this is not the address of a web site".to_owned(),
            ),
            Raison::EndBeforeStart => (
                "la fin précède le début".to_owned(),
                "the end comes before the beginning".to_owned(),
            ),
        };
        langue.choisir(fr, en)
    }
}

impl fmt::Display for ErreurDeValeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texte(Langue::Fr))
    }
}

impl fmt::Debug for ErreurDeValeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErreurDeValeur")
            .field("sorte", &self.0.sorte)
            .field("code", &self.0.code)
            .field("raison", &self.0.raison)
            .field("trouve", &self.0.trouve)
            .field("ecrire", &self.0.ecrire)
            .finish()
    }
}

impl std::error::Error for ErreurDeValeur {}

/// The lengths allowed: "14", "8 or 11", "8 to 15".
fn longueurs(permises: &[usize], langue: Langue) -> String {
    match permises {
        [seule] => seule.to_string(),
        [une, autre] => langue.choisir(format!("{une} ou {autre}"), format!("{une} or {autre}")),
        [premiere, .., derniere] => {
            langue.choisir(format!("{premiere} à {derniere}"), format!("{premiere} to {derniere}"))
        }
        [] => langue.choisir("d’autres", "other").to_owned(),
    }
}

/// The text, trimmed, as it may come out, and cut to 60 characters.
fn couper(texte: &str) -> CompactString {
    let mut reste = texte.trim().chars().map(montrable);
    let mut coupe: CompactString = reste.by_ref().take(TROUVE_MAX).collect();
    if reste.next().is_some() {
        coupe.pop();
        coupe.push('…');
    }
    coupe
}

/// The text of a bank number with its middle hidden: `FR76 •••• 189`. Short texts are hidden whole.
pub(crate) fn masquer(texte: &str) -> CompactString {
    let signes: Vec<char> =
        texte.chars().filter(|c| !est_blanc(*c) && !c.is_control()).take(TROUVE_MAX).collect();
    if signes.is_empty() {
        return CompactString::default();
    }
    let mut masque = CompactString::default();
    if let (true, Some(tete), Some((_, queue))) = (
        signes.len() >= 14,
        signes.get(..4),
        signes.len().checked_sub(3).and_then(|n| signes.split_at_checked(n)),
    ) {
        masque.extend(tete.iter());
        masque.push_str(" •••• ");
        masque.extend(queue.iter());
    } else {
        masque.push_str("••••");
    }
    masque
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;
    use crate::values::{Date, Departement, Iban, Montant, Part, Siret, Valeur};

    #[test]
    fn found_text_is_cut_to_sixty_characters() {
        let soixante = "é".repeat(60);
        assert_eq!(couper(&soixante), soixante);
        let coupe = couper(&"é".repeat(61));
        assert_eq!(coupe.chars().count(), 60);
        assert!(coupe.ends_with('…'));
        assert_eq!(couper("a\nb\u{0}"), "a b ");
    }

    #[test]
    fn bank_numbers_never_come_out_whole() {
        assert_eq!(masquer("FR14 2004 1010 0505 0001 3M02 606"), "FR14 •••• 606");
        assert_eq!(masquer("FR14 2004"), "••••");
        assert_eq!(masquer(" "), "");
        let faux = "FR15 2004 1010 0505 0001 3M02 606";
        let refus = Iban::saisi(faux).unwrap_err();
        for texte in [
            refus.texte(Langue::Fr),
            refus.texte(Langue::En),
            format!("{refus:?}"),
            refus.to_string(),
        ] {
            assert!(!texte.contains("0505"), "{texte}");
        }
    }

    #[test]
    fn sentences_read_well() {
        let cas = [
            (
                Montant::du_contrat("").unwrap_err(),
                "Texte vide\u{a0}: le montant manque\u{a0}; écrire le montant avec un point et sans espace ni symbole, deux décimales au plus, par exemple \"3000.00\".",
            ),
            (
                Montant::du_contrat("-5").unwrap_err(),
                "«\u{a0}-5\u{a0}»\u{a0}: le montant n’est jamais négatif\u{a0}; écrire zéro ou plus, par exemple \"3000.00\".",
            ),
            (
                Part::saisi("80").unwrap_err(),
                "«\u{a0}80\u{a0}»\u{a0}: la part est plus grande que 1 et n’a pas de signe\u{a0}%\u{a0}; écrire \"80\u{a0}%\" ou \"0.80\".",
            ),
            (
                Date::du_contrat("2024-02-30").unwrap_err(),
                "«\u{a0}2024-02-30\u{a0}»\u{a0}: ce jour n’existe pas\u{a0}; écrire un jour du calendrier sous la forme AAAA-MM-JJ, par exemple \"2024-06-14\".",
            ),
            (
                Departement::du_contrat("3").unwrap_err(),
                "«\u{a0}3\u{a0}»\u{a0}: le code du département n’est pas dans la forme attendue\u{a0}; écrire \"03\".",
            ),
            (
                Siret::du_contrat("7328293200007").unwrap_err(),
                "«\u{a0}7328293200007\u{a0}»\u{a0}: le numéro SIRET a 13 caractères au lieu de 14\u{a0}; écrire les 14 chiffres du SIRET.",
            ),
        ];
        for (refus, attendu) in cas {
            assert_eq!(refus.texte(Langue::Fr), attendu);
            assert_eq!(refus.to_string(), attendu);
        }
    }

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<ErreurDeValeur>(), size_of::<usize>());
        assert_eq!(size_of::<Option<ErreurDeValeur>>(), size_of::<usize>());
    }
}
