//! `depot.*`: what is applied for.

use super::{Action, Constat, Contexte, Outcome};
use crate::appel::formules::DepotModule;
use crate::dossier::forme::Lieu;
use crate::dossier::{CandidatureChamp, Document};
use crate::value::Value;

/// `depot.module`: the module and the départements exist in the call. MODULE2 §1.
pub(super) fn module(ctx: &mut Contexte<'_>, p: &DepotModule) {
    let Document::Candidature(c) = ctx.doc else { return };
    let modules = || p.modules.iter().flatten().map(|m| m.valeur.as_str());
    let departements = || p.departements.iter().flatten().map(|d| d.valeur.as_str());
    let lieu_module = Lieu::RACINE.puis(CandidatureChamp::module.into());
    let lieu_departements = Lieu::RACINE.puis(CandidatureChamp::departements.into());
    let mut constat = Constat::nouveau(Outcome::Pass, lieu_module);
    match c.module.donnee() {
        Some(m) if modules().any(|connu| connu == m.as_str()) => {
            constat = constat.observe(Value::choice(m.as_str(), "modules"));
        }
        Some(m) => {
            ctx.emettre(
                Constat::nouveau(Outcome::Fail, lieu_module)
                    .observe(Value::choice(m.as_str(), "modules"))
                    .attendu(Value::choices(modules(), "modules"))
                    .remede(Action::Set, Some(Value::choices(modules(), "modules")), None),
            );
            return;
        }
        None if c.module.est_aucune() => {
            ctx.emettre(
                Constat::nouveau(Outcome::Fail, lieu_module)
                    .attendu(Value::choices(modules(), "modules"))
                    .remede(Action::Set, Some(Value::choices(modules(), "modules")), None),
            );
            return;
        }
        None => {
            constat.outcome = Outcome::Undetermined;
            constat.attendre([lieu_module]);
        }
    }
    let permis = || Value::choices(departements(), "departements");
    match c.departements.liste() {
        None => {
            if constat.outcome == Outcome::Pass {
                constat.lieu = lieu_departements;
            }
            constat.outcome = Outcome::Undetermined;
            constat.attendre([lieu_departements]);
        }
        Some([]) => {
            constat = Constat::nouveau(Outcome::Fail, lieu_departements).attendu(permis()).remede(
                Action::Add,
                Some(permis()),
                None,
            );
        }
        Some(demandes) => {
            let etranger =
                demandes.iter().position(|d| !departements().any(|connu| connu == d.code()));
            if let Some((rang, d)) = etranger.and_then(|r| Some((r, demandes.get(r)?))) {
                let vu = Value::choice(d.code(), "departements");
                constat = Constat::nouveau(Outcome::Fail, lieu_departements.rang(rang))
                    .observe(vu.clone())
                    .attendu(permis())
                    .remede(Action::Remove, Some(vu), None);
            }
        }
    }
    ctx.emettre(constat);
}
