//! `[depenses]`: kinds of expense of the budgets.

use compact_str::CompactString;

use super::super::format::{Depenses, Regime};
use super::super::regle::{Exigence, ExigenceDeDepenses};
use super::super::tableau::Situe;
use super::{Compilation, Lue, Portee};
use crate::dossier::Descripteur;
use crate::lecture::CodeDeFaute;
use crate::value::Value;

impl Compilation<'_, '_, '_> {
    pub(super) fn depenses(&mut self, id: &Situe<String>, d: &Depenses, p: Portee) -> Option<Lue> {
        if d.liste.as_ref().is_none_or(Vec::is_empty) {
            self.l.manque(&id.pointeur, id.debut, "liste", "liste = [\"investissement\"]");
        }
        if d.regime.is_none() {
            self.l.manque(&id.pointeur, id.debut, "regime", "regime = \"exclue\"");
        }
        for code in d.liste.iter().flatten() {
            self.code(code, "depenses");
        }
        if p.racine.champ("budgets").is_none() {
            self.sans_budget(id, p.racine);
            return None;
        }
        let exigence = exigence(d);
        let attendu = Value::choices(exigence.liste.iter().map(CompactString::as_str), "depenses");
        Some((Exigence::Depenses(exigence), Some(attendu)))
    }

    pub(super) fn sans_budget(&mut self, ou: &Situe<String>, racine: &'static Descripteur) {
        self.l.faute_d_appel(
            ou,
            CodeDeFaute::UnknownReference,
            racine.nom,
            format!(
                "Un document \"{}\" n’a pas de budget\u{a0}: écrire sujet = [\"candidature\"] ou [\"plan-financement\"].",
                racine.nom
            ),
            format!(
                "A document \"{}\" has no budget: write sujet = [\"candidature\"] or [\"plan-financement\"].",
                racine.nom
            ),
        );
    }
}

/// What an entry asks of kinds of expense.
pub(super) fn exigence(d: &Depenses) -> ExigenceDeDepenses {
    ExigenceDeDepenses {
        liste: d.liste.iter().flatten().map(|c| CompactString::new(&c.valeur)).collect(),
        regime: d.regime.unwrap_or(Regime::Comprise),
    }
}
