//! What in the input could not be taken as written, seen through its report: it names its field.

use super::Report;
use crate::dossier::forme::Lieu;
use crate::lecture::{CodeDeFaute, Faute};
use crate::values::Langue;

/// Something in the input that could not be taken as written.
#[derive(Clone, Copy)]
pub struct InputError<'r> {
    pub(crate) report: &'r Report,
    pub(crate) faute: &'r Faute,
}

impl std::fmt::Debug for InputError<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.faute.fmt(f)
    }
}

impl<'r> InputError<'r> {
    /// Its code, stable and meant for programs.
    #[must_use]
    pub fn code(&self) -> CodeDeFaute {
        self.faute.code()
    }

    /// JSON Pointer to the value or the key at fault; empty for the whole document.
    #[must_use]
    pub fn pointer(&self) -> &'r str {
        self.faute.pointer()
    }

    /// Line, from 1, where the input was text.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.faute.line()
    }

    /// Column in characters, from 1, where the input was text.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.faute.column()
    }

    /// What was found, as written (bank numbers masked); empty where nothing can be shown.
    #[must_use]
    pub fn found(&self) -> String {
        self.faute.found()
    }

    /// What was expected there, in words.
    #[must_use]
    pub fn expected(&self, langue: Langue) -> String {
        self.faute.expected(langue)
    }

    /// The place at fault, and its last step where no object has such a key; `None` of a fault of the
    /// document as a whole.
    pub(crate) fn lieu(&self) -> Option<(Lieu, Option<String>)> {
        let (lieu, cle) = self.report.appel.lieu_du_pointeur(self.report.type_?, self.pointer());
        (lieu.longueur() > 0 || cle.is_some()).then_some((lieu, cle))
    }
}

impl Report {
    /// Everything in the input that could not be taken as written, in the order of the text.
    #[must_use]
    pub fn input_errors(&self) -> Vec<InputError<'_>> {
        self.fautes.iter().map(|faute| InputError { report: self, faute }).collect()
    }
}
