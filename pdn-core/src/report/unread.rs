//! What the dossier gives and no rule of the call read: no value passes by in silence.

use super::Report;
use crate::dossier::forme::Lieu;
use crate::values::Langue;

/// Why no rule read a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum RaisonNonLue {
    /// No rule is about this year.
    Annee,
    /// No rule is about this funder.
    Financeur,
    /// The amount is asked of nobody.
    SansFinanceur,
    /// No rule is about this scheme.
    Dispositif,
    /// The call asks for no such document.
    Piece,
    /// The call names no such addressee.
    Destinataire,
    /// No share is one of this base.
    Base,
    /// No rule reads it of this object.
    Place,
    /// The value is of another document than this one.
    AutreDocument,
}

impl RaisonNonLue {
    /// Every reason, for the schema of a report.
    pub const TOUTES: &'static [Self] = &[
        Self::Annee,
        Self::Financeur,
        Self::SansFinanceur,
        Self::Dispositif,
        Self::Piece,
        Self::Destinataire,
        Self::Base,
        Self::Place,
        Self::AutreDocument,
    ];

    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Annee => "year",
            Self::Financeur => "funder",
            Self::SansFinanceur => "no-funder",
            Self::Dispositif => "scheme",
            Self::Piece => "document",
            Self::Destinataire => "addressee",
            Self::Base => "base",
            Self::Place => "place",
            Self::AutreDocument => "other-document",
        }
    }
}

/// A value of the document that no rule read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NonLue {
    /// The value, or the element of a list that holds it.
    pub lieu: Lieu,
    pub raison: RaisonNonLue,
    /// True where it could matter: it is then to be corrected, or taken out.
    pub pese: bool,
}

/// A value that the document gives and that no rule of the call read.
#[derive(Clone, Copy)]
pub struct Unread<'r> {
    pub(crate) report: &'r Report,
    pub(crate) non_lue: &'r NonLue,
}

impl Unread<'_> {
    /// JSON Pointer to the value.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.report.pointeur(self.non_lue.lieu)
    }

    /// What it is, in words: « Montant demandé à la Caf du Puy-de-Dôme pour 2026 ».
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.report.titre_complet(self.non_lue.lieu, langue)
    }

    /// Why no rule read it: `year`, `funder`, `no-funder`, `scheme`, `document`, `addressee`, `base`, `place` or `other-document`.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.non_lue.raison.code()
    }

    /// True where it could matter: it counts as something to be corrected.
    #[must_use]
    pub fn weighs(&self) -> bool {
        self.non_lue.pese
    }
}

impl Report {
    /// What the document gives and no rule of the call read, in the order of the document.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(r#"{ "type": "profil" }"#, "2024-07-01".parse()?)?;
    /// assert_eq!(report.unread().len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unread(&self) -> impl ExactSizeIterator<Item = Unread<'_>> {
        self.non_lues.iter().map(|non_lue| Unread { report: self, non_lue })
    }
}
