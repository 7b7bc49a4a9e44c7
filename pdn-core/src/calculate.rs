//! From a document to the calculation of its money.

use crate::appel::Appel;
use crate::dossier::Document;
use crate::lecture::ErreurDeTexte;
use crate::report::{Calculation, LigneCalculee};
use crate::rules::{Contexte, calculer, phase_de, recolter};
use crate::values::Date;

impl Appel {
    /// Works out the money of a document, on a day: for each rule on amounts, funder and year, the
    /// least, the most, what is asked, and what others must bring.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("cantal-2017")?;
    /// let plan = r#"{ "type": "plan-financement", "annees": [2018],
    ///     "bases": [{ "id": "dispositif-pdn", "annee": 2018, "montant": "37500.00" }],
    ///     "financements": [{ "financeur": "caf-15", "annee": 2018, "montant": "25000.00" }] }"#;
    /// let calcul = appel.calculate_json(plan, "2018-01-15".parse()?)?;
    /// let caf = calcul.line("financement.taux-caf", Some("caf-15"), Some(2018));
    /// let caf = caf.ok_or("no line for the Caf")?;
    /// assert_eq!(caf.at_most().map(|m| m.to_string()).as_deref(), Some("30000.00"));
    /// assert_eq!(caf.still_possible().map(|m| m.to_string()).as_deref(), Some("5000.00"));
    /// assert_eq!(caf.others_needed().map(|m| m.to_string()).as_deref(), Some("12500.00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn calculate(&self, document: impl Into<Document>, on: Date) -> Calculation {
        self.calculate_document(&document.into(), on)
    }

    /// The same, of a document that is kept.
    #[must_use]
    pub fn calculate_document(&self, document: &Document, on: Date) -> Calculation {
        let lignes = self.lignes_calculees(document, on);
        Calculation { lignes, report: self.evaluate_document(document, on) }
    }

    fn lignes_calculees(&self, document: &Document, on: Date) -> Vec<LigneCalculee> {
        let phase = phase_de(document);
        calculer(&Contexte::nouveau(self, document, on, phase, recolter(self, document)))
    }

    /// The same, of a document that is JSON text. What cannot be read of it is in the report's
    /// [`input_errors`](crate::Report::input_errors); a document of no known type has no line.
    ///
    /// # Errors
    /// Only where the text is no JSON at all, or passes a limit.
    pub fn calculate_json(
        &self,
        texte: impl AsRef<[u8]>,
        on: Date,
    ) -> Result<Calculation, ErreurDeTexte> {
        let (report, document) = self.lire_et_juger(texte.as_ref(), on)?;
        let lignes = document.map_or_else(Vec::new, |d| self.lignes_calculees(&d, on));
        Ok(Calculation { report, lignes })
    }
}
