//! `depot.*`: what is applied for, and how it was sent.

use std::collections::HashMap;

use compact_str::{CompactString, format_compact};

use super::contexte::Objet;
use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{DepotCanal, DepotModule};
use crate::dossier::absence::Trois;
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{
    Canal, Candidature, CandidatureChamp, DepotChamp, Document, EnvoiChamp, LotChamp, Reponse,
    StructureCandidateChamp,
};
use crate::value::Value;
use crate::values::{Departement, Siren};

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
            let ouvert = |d: &Departement| departements().any(|connu| connu == d.code());
            let etranger = demandes.iter().position(|d| !ouvert(d));
            if let Some((rang, d)) = etranger.and_then(|r| Some((r, demandes.get(r)?))) {
                let vu = Value::choice(d.code(), "departements");
                let echec = Constat::nouveau(Outcome::Fail, lieu_departements.rang(rang))
                    .observe(vu.clone())
                    .attendu(permis());
                // Where it is the only one, another takes its place.
                constat = if demandes.iter().any(ouvert) || demandes.len() > 1 {
                    echec.remede(Action::Remove, Some(vu), None)
                } else {
                    echec.remede(Action::Set, Some(permis()), None)
                };
            }
        }
    }
    ctx.emettre(constat);
}

/// `depot.canal`: each addressee is reached, all of them by one channel. CANTAL §5.
pub(super) fn canal(ctx: &mut Contexte<'_>, p: &DepotCanal) {
    let Document::Candidature(c) = ctx.doc else { return };
    let lieu = Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::envois.into());
    let envois = match &c.depot {
        Reponse::Donnee(depot) => &depot.envois,
        Reponse::Aucune => &Reponse::Aucune,
        Reponse::Inconnue | Reponse::Fautive => &Reponse::Inconnue,
    };
    let Some(envois) = envois.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let destinataires: Vec<&str> =
        p.destinataires.iter().flatten().map(|d| d.valeur.as_str()).collect();
    let canaux: Vec<Canal> =
        p.canaux.iter().flatten().filter_map(|c| Canal::du_code(&c.valeur)).collect();
    // Whether an addressee is reached by a channel that will do.
    let atteint = |qui: &str, par: &dyn Fn(Canal) -> bool| {
        envois.iter().enumerate().fold(Trois::Faux, |atteint, (rang, envoi)| {
            let ici = lieu.rang(rang);
            let vers =
                Trois::de(&envoi.destinataire, ici.puis(EnvoiChamp::destinataire.into()), |d| {
                    d.as_str() == qui
                });
            let canal = Trois::de(&envoi.canal, ici.puis(EnvoiChamp::canal.into()), |c| par(*c));
            atteint.ou(vers.et(canal))
        })
    };
    let tous = |par: &dyn Fn(Canal) -> bool| {
        destinataires.iter().fold(Trois::Vrai, |tous, qui| tous.et(atteint(qui, par)))
    };
    let d_un_canal = || {
        canaux.iter().fold(Trois::Faux, |trouve, un| match trouve {
            Trois::Vrai => trouve,
            trouve => trouve.ou(tous(&|canal| canal == *un)),
        })
    };
    let admis = |canal: Canal| canaux.contains(&canal);
    let (atteints, manquent): (Vec<&str>, Vec<&str>) =
        destinataires.iter().partition(|qui| atteint(qui, &admis) == Trois::Vrai);
    // One sending reaches one addressee.
    let douteux =
        envois.iter().filter(|e| e.destinataire.est_inconnue() || e.canal.est_inconnue()).count();
    let vus = Value::choices(atteints, "acteurs");
    let hors_d_atteinte = || !manquent.is_empty() && tous(&admis) == Trois::Faux;
    let constat = if manquent.len() > douteux || hors_d_atteinte() {
        let manquent = match manquent.as_slice() {
            [seul] => Value::choice(seul, "acteurs"),
            _ => Value::choices(manquent, "acteurs"),
        };
        Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, Some(manquent), None)
    } else {
        match d_un_canal() {
            Trois::Vrai => Constat::nouveau(Outcome::Pass, lieu),
            // Part by e-mail, part by post: the text admits one or the other.
            Trois::Faux => Constat::nouveau(Outcome::Review, lieu).raison(Raison::CanauxMeles),
            Trois::Inconnu(mut lieux) => {
                lieux.sort_unstable();
                lieux.dedup();
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
        }
    };
    ctx.emettre(constat.observe(vus));
}

/// `depot.unicite`: two applications of one operator to one module, in a département that both are
/// for, are pointed out. MODULE2 §1, §2.e.
pub(super) fn unicite(ctx: &mut Contexte<'_>) {
    let Document::Lot(lot) = ctx.doc else { return };
    let liste = Lieu::RACINE.puis(LotChamp::candidatures.into());
    let Some(candidatures) = lot.candidatures.liste() else {
        ctx.emettre(
            Constat::nouveau(Outcome::Undetermined, liste).raison(Raison::SansEffet).attend(liste),
        );
        return;
    };
    if candidatures.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
    }
    let voisins = Voisins::de(candidatures);
    for (rang, c) in candidatures.iter().enumerate() {
        let lieu = liste.rang(rang);
        let objet = Objet { lieu, vue: Vue::Fiche(c), de_liste: true };
        if incomparable(c) {
            let constat = Constat::nouveau(Outcome::NotApplicable, lieu);
            ctx.emettre_sur(&objet, constat.raison(Raison::AucunObjet));
            continue;
        }
        let Some(siren) = siren(c) else {
            let siret = lieu
                .puis(CandidatureChamp::structure.into())
                .puis(StructureCandidateChamp::siret.into());
            let constat = Constat::nouveau(Outcome::Undetermined, lieu);
            ctx.emettre_sur(&objet, constat.raison(Raison::SansEffet).attend(siret));
            continue;
        };
        let (memes, combien) = voisins.recoupees(rang, c);
        let constat = if !memes.is_empty() {
            let nommer = |autre: &usize| {
                let reference = candidatures.get(*autre).and_then(|c| c.reference.donnee());
                Value::Text(match reference {
                    Some(reference) => CompactString::new(reference.as_str()),
                    None => format_compact!("/candidatures/{autre}"),
                })
            };
            let mut noms: Vec<Value> = memes.iter().map(nommer).collect();
            if let Some(reste @ 1..) = combien.checked_sub(NOMMEES) {
                let reste = u32::try_from(reste).unwrap_or(u32::MAX);
                noms.push(Value::count(reste, "autres candidatures"));
            }
            Constat::nouveau(Outcome::Review, lieu)
                .observe(Value::List(noms))
                .raison(Raison::AutreCandidature)
        } else if voisins.douteuse(c, siren) {
            Constat::nouveau(Outcome::Undetermined, lieu)
                .raison(Raison::SansEffet)
                .attend_tous(ce_qui_manque(c, lieu))
        } else {
            Constat::nouveau(Outcome::Pass, lieu)
        };
        ctx.emettre_sur(&objet, constat);
    }
}

/// How many other applications a finding names; the rest is counted.
const NOMMEES: usize = 10;

/// Said to have no SIRET, or to be for no module or no département: there is nothing to compare it by.
fn incomparable(c: &Candidature) -> bool {
    let sans_siret = match &c.structure {
        Reponse::Aucune => true,
        structure => structure.donnee().is_some_and(|s| s.siret.est_aucune()),
    };
    sans_siret || c.module.est_aucune() || c.departements.liste().is_some_and(<[_]>::is_empty)
}

fn siren(c: &Candidature) -> Option<Siren> {
    c.structure.donnee().and_then(|s| s.siret.donnee()).map(|s| s.siren())
}

/// What two applications of one operator to one module and some départements have in common.
type Cle<'a> = (Siren, &'a str, Vec<&'a str>);

/// The applications of a batch, by what makes two of them the same: a batch may be long, and all of
/// it one operator's.
#[derive(Default)]
struct Voisins<'a> {
    /// Those to a module, for at least one of the départements.
    recoupees: HashMap<Cle<'a>, Vec<usize>>,
    /// How many each operator has, by what is known of them.
    de_l_operateur: HashMap<Siren, usize>,
    sans_module: HashMap<Siren, usize>,
    sans_departements: HashMap<Siren, usize>,
    du_module: HashMap<(Siren, &'a str), usize>,
    du_departement: HashMap<(Siren, &'a str), usize>,
}

impl<'a> Voisins<'a> {
    fn de(candidatures: &'a [Candidature]) -> Self {
        fn compter<C: Eq + std::hash::Hash>(comptes: &mut HashMap<C, usize>, cle: C) {
            let compte = comptes.entry(cle).or_default();
            *compte = compte.saturating_add(1);
        }
        let mut voisins = Self::default();
        let mut par_departement: HashMap<(Siren, &str, &str), Vec<usize>> = HashMap::new();
        for (rang, c) in candidatures.iter().enumerate() {
            let Some(siren) = siren(c).filter(|_| !incomparable(c)) else { continue };
            let (module, departements) = (module_demande(c), departements_demandes(c));
            compter(&mut voisins.de_l_operateur, siren);
            match module {
                Some(module) => compter(&mut voisins.du_module, (siren, module)),
                None => compter(&mut voisins.sans_module, siren),
            }
            if departements.is_none() {
                compter(&mut voisins.sans_departements, siren);
            }
            for d in departements.into_iter().flatten() {
                compter(&mut voisins.du_departement, (siren, d));
                if let Some(module) = module {
                    par_departement.entry((siren, module, d)).or_default().push(rang);
                }
            }
        }
        for c in candidatures {
            let Some(cle) = cle(c) else { continue };
            voisins.recoupees.entry(cle).or_insert_with_key(|(siren, module, departements)| {
                let mut rangs: Vec<usize> = departements
                    .iter()
                    .filter_map(|d| par_departement.get(&(*siren, *module, *d)))
                    .flatten()
                    .copied()
                    .collect();
                rangs.sort_unstable();
                rangs.dedup();
                rangs
            });
        }
        voisins
    }

    /// The other applications of the operator to the same module, in a département that both are
    /// for: the first of them, and how many there are.
    fn recoupees(&self, rang: usize, c: &'a Candidature) -> (Vec<usize>, usize) {
        let memes = cle(c).and_then(|cle| self.recoupees.get(&cle));
        let memes = memes.map(Vec::as_slice).unwrap_or_default();
        let autres = memes.iter().copied().filter(|autre| *autre != rang).take(NOMMEES);
        (autres.collect(), memes.len().saturating_sub(1))
    }

    /// True where another application of the operator may be the same, for want of what this one does
    /// not say.
    fn douteuse(&self, c: &'a Candidature, siren: Siren) -> bool {
        let un = |comptes: &HashMap<Siren, usize>| comptes.contains_key(&siren);
        // The application itself is counted among those that say as much as it does.
        let deux = |compte: Option<&usize>| compte.is_some_and(|n| *n > 1);
        match (module_demande(c), departements_demandes(c)) {
            (Some(_), Some(_)) => false,
            (Some(module), None) => {
                un(&self.sans_module) || deux(self.du_module.get(&(siren, module)))
            }
            (None, Some(departements)) => {
                un(&self.sans_departements)
                    || departements.iter().any(|d| deux(self.du_departement.get(&(siren, *d))))
            }
            (None, None) => deux(self.de_l_operateur.get(&siren)),
        }
    }
}

fn module_demande(c: &Candidature) -> Option<&str> {
    c.module.donnee().map(crate::dossier::Texte::as_str)
}

/// The départements that an application is for, each once.
fn departements_demandes(c: &Candidature) -> Option<Vec<&str>> {
    let mut codes: Vec<&str> = c.departements.liste()?.iter().map(|d| d.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    Some(codes)
}

fn cle(c: &Candidature) -> Option<Cle<'_>> {
    Some((siren(c)?, module_demande(c)?, departements_demandes(c)?))
}

/// What an application does not say of the module and the départements that it is for.
fn ce_qui_manque(c: &Candidature, lieu: Lieu) -> Vec<Lieu> {
    let mut attend = Vec::new();
    if c.module.donnee().is_none() {
        attend.push(lieu.puis(CandidatureChamp::module.into()));
    }
    if c.departements.liste().is_none() {
        attend.push(lieu.puis(CandidatureChamp::departements.into()));
    }
    attend
}
