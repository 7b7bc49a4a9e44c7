//! What a rule requires, in the words of the catalogue or of the call, with the call's values.

use super::Lexique;
use super::nombres::{Liaison, ecrire, ecrire_apres_verbe};
use crate::appel::formules::Formule;
use crate::appel::{Appel, Bilingue, Exigence, Jugement, Regle, Test};
use crate::report::{Finding, Missing};
use crate::value::Value;
use crate::values::Langue;

/// What a rule requires, with the values of the call: one sentence, or its title where the call
/// holds no value for it.
pub(crate) fn exigence(appel: &Appel, regle: &Regle, langue: Langue) -> String {
    let mut jugements = appel.contenu().jugements.iter().map(|(_, j)| j);
    let jugement = if regle.exigence.fr.contains(PLACE) {
        jugements.find(|j| j.attendu.is_some() && std::ptr::eq(appel.regle(j.regle), regle))
    } else {
        None
    };
    exigence_d_un_jugement(appel, regle, jugement, langue)
}

/// The same, with the value of one of the rule's entries.
pub(crate) fn exigence_d_un_jugement(
    appel: &Appel,
    regle: &Regle,
    jugement: Option<&Jugement>,
    langue: Langue,
) -> String {
    let attendu = jugement.and_then(|j| j.attendu.as_ref().map(|a| (a, liaison(&j.exigence))));
    let mut out = String::new();
    let lex = Lexique::de(appel, langue);
    if !ecrire_modele(&mut out, &regle.exigence, attendu, lex) {
        out.push_str(&lex.texte(&regle.titre));
    }
    out
}

impl Missing<'_> {
    /// Why it is asked for: what the rule requires, in the words of the catalogue or of the call.
    #[must_use]
    pub fn asked_by(&self, langue: Langue) -> String {
        let finding = Finding { report: self.report, constat: self.demande };
        let mut exigence = finding.requirement(langue);
        let jugement = self.report.appel.jugement(self.demande.jugement);
        let enonce = jugement.is_some_and(|j| est_un_enonce(&j.exigence));
        let avant = match (
            enonce,
            self.pour_elle_meme(),
            jugement.is_some_and(|j| j.exigence.a_apprecier()),
        ) {
            (false, true, _) => {
                if !exigence.ends_with(['.', '!', '?', '…']) {
                    exigence.push('.');
                }
                return exigence;
            }
            (true, true, false) => langue.choisir(
                "Le dossier doit répondre à l’énoncé ",
                "The dossier must answer the statement ",
            ),
            (true, true, true) => langue.choisir(
                "Une personne doit apprécier l’énoncé ",
                "A person is to judge the statement ",
            ),
            (_, false, _) => {
                langue.choisir("Nécessaire pour examiner la règle ", "Needed to examine the rule ")
            }
        };
        let exigence = exigence.trim_end_matches('.');
        langue.choisir(format!("{avant}«\u{a0}{exigence}\u{a0}»."), format!("{avant}“{exigence}”."))
    }
}

/// Where the expected value stands in a sentence.
const PLACE: &str = "{attendu}";

/// Writes a sentence of the catalogue or of the call, with the expected value in its place; false,
/// and nothing is written, where there is no wording or no value to put into it.
pub(super) fn ecrire_modele(
    out: &mut String,
    modele: &Bilingue,
    attendu: Option<(&Value, Liaison)>,
    lex: Lexique<'_>,
) -> bool {
    let texte = lex.texte(modele);
    if texte.trim().is_empty() {
        return false;
    }
    let Some((avant, apres)) = texte.split_once(PLACE) else {
        out.push_str(&texte);
        return true;
    };
    let Some((attendu, liaison)) = attendu else { return false };
    // A French sentence shown for want of an English one takes its values in French.
    let lex = if modele.en.is_none() { Lexique { langue: Langue::Fr, ..lex } } else { lex };
    out.push_str(avant);
    if avant.trim_end().ends_with(':') {
        ecrire(out, attendu, lex, liaison);
    } else {
        ecrire_apres_verbe(out, attendu, lex, liaison);
    }
    out.push_str(apres);
    true
}

/// Whether what is expected is all due, or one of several.
pub(super) fn liaison(exigence: &Exigence) -> Liaison {
    match exigence {
        Exigence::Condition(c) if !c.clauses.iter().any(|c| matches!(c.test, Test::Tous(_))) => {
            Liaison::Ou
        }
        Exigence::Formule(f)
            if matches!(**f, Formule::DepotModule(_) | Formule::PromeneurProfessionnel(_)) =>
        {
            Liaison::Ou
        }
        _ => Liaison::Et,
    }
}

/// True of what a dossier declares or a person appreciates: its wording is a plain statement, which
/// only stands in quotation marks.
pub(super) fn est_un_enonce(exigence: &Exigence) -> bool {
    matches!(exigence, Exigence::Declaration(_) | Exigence::Appreciation { .. })
}
