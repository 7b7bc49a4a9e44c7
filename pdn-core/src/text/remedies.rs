//! What mends a failure, in a sentence: an infinitive in French, an imperative in English.

use super::nombres::{self, Liaison, ecrire, ecrire_apres_verbe};
use super::{Lexique, minuscule};
use crate::report::Remedy;
use crate::rules::Action;
use crate::value::Value;
use crate::values::Langue;

impl Remedy<'_> {
    /// What to do, in one sentence: an infinitive in French, an imperative in English.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        let mut out = String::with_capacity(96);
        self.ecrire_texte(langue, &mut out);
        out
    }

    pub(super) fn ecrire_texte(&self, langue: Langue, out: &mut String) {
        let lex = Lexique::de(&self.finding.report.appel, langue);
        match (self.remede.action, self.to()) {
            (Action::Lower, Some(vers)) => self.borner(out, vers, false, lex),
            // So many points of a list: the rule's own wording says what to do.
            (Action::Raise, Some(_))
                if self.finding.au_choix() && self.selon_le_texte(out, lex) => {}
            (Action::Raise, Some(vers)) => self.borner(out, vers, true, lex),
            (Action::Add, Some(Value::List(manquent))) if self.finding.pieces_au_choix() => {
                self.parmi(out, manquent, lex);
            }
            (Action::Set, Some(Value::Text(exercice)))
                if self.finding.piece_d_un_exercice().is_some() =>
            {
                out.push_str(
                    lex.dit(
                        "Joindre celle de l’exercice ",
                        "Enclose the one of the financial year ",
                    ),
                );
                out.push_str(exercice);
            }
            // What is to be answered, where the wording does not say it.
            (Action::Set, Some(Value::Boolean(oui))) if self.finding.regle().remede.is_none() => {
                self.repondre(out, *oui, lex);
            }
            (action, vers) => {
                let quoi = vers.or(self.by()).filter(|v| !matches!(v, Value::Boolean(_)));
                if self.selon_le_texte(out, lex) {
                    self.completer(out, action, quoi, lex);
                } else {
                    self.sans_texte(out, action, quoi, lex);
                }
            }
        }
        if !out.ends_with(['.', '!', '?']) {
            out.push('.');
        }
    }

    /// `Répondre « non » : activité habituelle`
    fn repondre(&self, out: &mut String, oui: bool, lex: Lexique<'_>) {
        out.push_str(match (lex.langue, oui) {
            (Langue::Fr, true) => "Répondre «\u{a0}oui\u{a0}»\u{a0}: ",
            (Langue::Fr, false) => "Répondre «\u{a0}non\u{a0}»\u{a0}: ",
            (Langue::En, true) => "Answer “yes”: ",
            (Langue::En, false) => "Answer “no”: ",
        });
        let lieu = self.finding.constat.lieu;
        minuscule(out, &self.finding.report.titre_du_champ(lieu, lex.langue));
    }

    /// `Joindre 1 pièce de plus parmi : programme ou revue de presse`
    fn parmi(&self, out: &mut String, manquent: &[Value], lex: Lexique<'_>) {
        let combien = match (self.finding.expected(), self.finding.observed()) {
            (Some(Value::Range(r)), Some(Value::Count(la, _))) => match &r.min {
                Some(Value::Count(voulues, _)) => voulues.saturating_sub(*la),
                _ => 1,
            },
            _ => 1,
        };
        out.push_str(lex.dit("Joindre ", "Enclose "));
        nombres::compte(out, combien, "pieces", lex.langue);
        out.push_str(lex.dit(" de plus parmi\u{a0}: ", " more of these: "));
        ecrire(out, &Value::List(manquent.to_vec()), lex, Liaison::Ou);
    }

    /// `Ramener à 3 000,00 € au plus, soit 450,00 € de moins`.
    fn borner(&self, out: &mut String, vers: &Value, hausse: bool, lex: Lexique<'_>) {
        out.push_str(match (lex.langue, hausse) {
            (Langue::Fr, false) => "Ramener ",
            (Langue::Fr, true) => "Porter ",
            (Langue::En, false) => "Lower ",
            (Langue::En, true) => "Raise ",
        });
        if self.remede.total {
            out.push_str(lex.dit("le total ", "the total "));
        } else if let Some(objet) = self.objet(lex) {
            out.push_str(objet);
            out.push(' ');
        }
        out.push_str(lex.dit("à ", "to "));
        // Bounds that meet are one value.
        let exacte = matches!(
            self.finding.expected(),
            Some(Value::Range(r)) if r.min.is_some() && r.min == r.max
        );
        // One value is exact; a bound is reached from its own side, and a strict one is passed.
        let (borne, stricte) = match (self.finding.expected(), vers) {
            (_, Value::Range(_)) => (false, false),
            _ if exacte => (false, false),
            (Some(Value::Range(r)), _) => {
                let stricte = if hausse { &r.strict_min } else { &r.strict_max };
                let part = stricte.is_some()
                    && matches!(vers, Value::Number(_))
                    && self.finding.compare_deux_quantites(true);
                (true, part || stricte.as_ref() == Some(vers))
            }
            // Of an amount that is not known yet, the bound is.
            (Some(_), _) => (self.by().is_none(), false),
            (None, _) => (true, false),
        };
        if borne && stricte {
            out.push_str(match (lex.langue, hausse) {
                (Langue::Fr, false) => "moins de ",
                (Langue::Fr, true) => "plus de ",
                (Langue::En, false) => "less than ",
                (Langue::En, true) => "more than ",
            });
        } else if borne && lex.langue == Langue::En {
            out.push_str(if hausse { "at least " } else { "at most " });
        }
        ecrire(out, vers, lex, Liaison::Ou);
        if borne && !stricte && lex.langue == Langue::Fr {
            out.push_str(if hausse { " au moins" } else { " au plus" });
        }
        if let Some(ecart) = self.by() {
            out.push_str(lex.dit(", soit ", ", that is "));
            ecrire(out, ecart, lex, Liaison::Et);
            out.push_str(match (lex.langue, hausse) {
                (Langue::Fr, false) => " de moins",
                (Langue::Fr, true) => " de plus",
                (Langue::En, false) => " less",
                (Langue::En, true) => " more",
            });
        }
    }

    /// What is raised or lowered, where the finding compares two totals.
    fn objet(&self, lex: Lexique<'_>) -> Option<&'static str> {
        let apart = self.finding.instance().is_some_and(|i| i.contains("comptes="));
        match (self.finding.rule(), apart) {
            ("budget.equilibre", false) => Some(lex.dit("les produits", "the income")),
            ("budget.equilibre", true) => Some(lex.dit(
                "les contributions volontaires (compte 87)",
                "the voluntary contributions (account 87)",
            )),
            ("budget.coherence-demande", _) => {
                Some(lex.dit(
                    "les subventions inscrites aux budgets",
                    "the grants entered in the budgets",
                ))
            }
            _ => None,
        }
    }

    /// Writes the catalogue's or the call's own wording, where there is one.
    fn selon_le_texte(&self, out: &mut String, lex: Lexique<'_>) -> bool {
        let modele = self.finding.regle().remede.as_ref();
        modele.is_some_and(|modele| self.finding.selon_le_modele(out, modele, lex))
    }

    /// What exactly, after a wording that does not say it: `… qui n’est pas couverte : thématique 2`.
    fn completer(&self, out: &mut String, action: Action, quoi: Option<&Value>, lex: Lexique<'_>) {
        if quoi.is_none() && action == Action::Add && self.finding.un_champ_de_plusieurs() {
            // Which of the fields is lacking.
            if out.ends_with('.') {
                out.pop();
            }
            out.push_str(lex.dit("\u{a0}: ", ": "));
            let lieu = self.finding.constat.lieu;
            minuscule(out, &self.finding.report.titre_du_champ(lieu, lex.langue));
            return;
        }
        let Some(quoi) =
            quoi.filter(|_| !out.contains(':') && !self.finding.rule().starts_with("pieces."))
        else {
            return;
        };
        let mut precision = String::new();
        match action {
            // A date to take away is that of the paper: the wording says which.
            Action::Remove if matches!(quoi, Value::Date(_)) => return,
            Action::Set | Action::Remove | Action::Add => {
                ecrire(&mut precision, quoi, lex, self.liaison_de(action))
            }
            Action::Move => ecrire_apres_verbe(&mut precision, quoi, lex, Liaison::Ou),
            Action::Lower | Action::Raise | Action::Declare | Action::Mend => return,
        }
        if precision.is_empty() || out.contains(&precision) {
            return;
        }
        if out.ends_with('.') {
            out.pop();
        }
        if action == Action::Remove {
            out.push_str(lex.dit(" (à retirer\u{a0}: ", " (to be removed: "));
            out.push_str(&precision);
            out.push(')');
        } else {
            out.push_str(lex.dit("\u{a0}: ", ": "));
            out.push_str(&precision);
        }
    }

    fn liaison_de(&self, action: Action) -> Liaison {
        match action {
            Action::Set => Liaison::Ou,
            Action::Add => self.finding.liaison(),
            _ => Liaison::Et,
        }
    }

    /// What the action alone says.
    fn sans_texte(&self, out: &mut String, action: Action, quoi: Option<&Value>, lex: Lexique<'_>) {
        let Some(quoi) = quoi else {
            let mut champ = String::new();
            minuscule(
                &mut champ,
                &self.finding.report.titre_du_champ(self.finding.constat.lieu, lex.langue),
            );
            let (fr, en) = match action {
                Action::Add | Action::Set | Action::Raise | Action::Lower => {
                    out.push_str(lex.dit("Indiquer\u{a0}: ", "State: "));
                    out.push_str(&champ);
                    return;
                }
                Action::Declare
                    if !self
                        .finding
                        .report
                        .appel
                        .compte(self.finding.report.type_, self.finding.owed_by()) =>
                {
                    (
                        "À voir avec la partie à laquelle ce point incombe.",
                        "To be settled with the party that owes it.",
                    )
                }
                Action::Declare if self.finding.rule().starts_with("engagement.") => (
                    "Prendre cet engagement et le déclarer dans le dossier.",
                    "Make this commitment and declare it in the dossier.",
                ),
                // What a dossier declares may be a fact.
                Action::Declare => (
                    "Satisfaire à ce point et le déclarer dans le dossier.",
                    "Meet this point and declare it in the dossier.",
                ),
                Action::Remove => (
                    "Retirer du dossier ce qui n’est pas admis.",
                    "Remove what is not allowed from the dossier.",
                ),
                Action::Move => ("Choisir une autre date.", "Choose another date."),
                Action::Mend => (
                    "Modifier le dossier pour répondre à cette exigence.",
                    "Change the dossier so as to meet this requirement.",
                ),
            };
            out.push_str(lex.dit(fr, en));
            return;
        };
        if action == Action::Move {
            out.push_str(lex.dit("Placer la date ", "Set the date "));
            ecrire_apres_verbe(out, quoi, lex, Liaison::Ou);
            return;
        }
        let remplace = self.finding.observed().is_some_and(|v| !matches!(v, Value::Boolean(_)));
        let (fr, en) = match action {
            Action::Set if remplace => ("Remplacer par\u{a0}: ", "Replace with: "),
            // Of a field that holds one word, another is chosen.
            Action::Remove if !matches!(self.finding.observed(), Some(Value::List(_))) => {
                ("Indiquer autre chose que\u{a0}: ", "State something other than: ")
            }
            Action::Remove => ("Retirer\u{a0}: ", "Remove: "),
            Action::Add if self.finding.rule() == "pieces.budgets" => {
                ("Joindre\u{a0}: budget prévisionnel ", "Enclose: budget forecast ")
            }
            Action::Add if self.finding.rule().starts_with("pieces.") => {
                ("Joindre\u{a0}: ", "Enclose: ")
            }
            Action::Add => ("Ajouter\u{a0}: ", "Add: "),
            _ => ("Indiquer\u{a0}: ", "State: "),
        };
        out.push_str(lex.dit(fr, en));
        ecrire(out, quoi, lex, self.liaison_de(action));
    }
}
