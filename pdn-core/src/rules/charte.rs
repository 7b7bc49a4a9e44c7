//! `charte.*`: what no kind can say of the professional, the structure and conduct. CHARTE art. 2,
//! 3, 5, 6; CANTAL annexe 1.

use rust_decimal::Decimal;

use super::{Action, Constat, Contexte, Outcome, Raison};
use crate::appel::formules::{
    ExclusionProcedure, ExclusionSignalement, Formule, Interdits, PromeneurProfessionnel,
};
use crate::appel::{Contenu, Exigence};
use crate::dossier::absence::Trois;
use crate::dossier::forme::Lieu;
use crate::dossier::{
    CreneauChamp, Document, ExclusionChamp, MandatChamp, Manquement, ManquementChamp, Promeneur,
    PromeneurChamp, Reponse, StatutDePromeneur, StructureChamp, StructureEmployeuseChamp,
};
use crate::value::{Range, Value};
use crate::values::{Date, Heures, ValeurNumerique};

fn promeneur<'a>(ctx: &Contexte<'a>) -> Option<&'a Promeneur> {
    match ctx.doc {
        Document::Promeneur(p) => Some(p),
        _ => None,
    }
}

fn champ(champ: PromeneurChamp) -> Lieu {
    Lieu::RACINE.puis(champ.into())
}

/// The breaches on record, each at its place; `None` when it is not known whether there are any.
pub(super) fn manquements<'a>(ctx: &Contexte<'a>) -> Option<Vec<(Lieu, &'a Manquement)>> {
    let liste = champ(PromeneurChamp::manquements);
    let manquements = promeneur(ctx)?.manquements.liste()?;
    Some(manquements.iter().enumerate().map(|(rang, m)| (liste.rang(rang), m)).collect())
}

/// True where the document says nothing of breaches.
pub(super) fn manquements_tus(ctx: &Contexte<'_>) -> bool {
    promeneur(ctx).is_none_or(|p| matches!(p.manquements, Reponse::Inconnue))
}

/// Every commitment that a breach can name, in the call's order.
pub(crate) fn engagements(contenu: &Contenu) -> Vec<String> {
    let mut connus = Vec::new();
    for (_, jugement) in &contenu.jugements {
        let Some(id) = contenu.regles.get(usize::from(jugement.regle)).map(|r| &r.id) else {
            continue;
        };
        match &jugement.exigence {
            Exigence::Declaration(d) if d.manquement => connus.push(id.clone()),
            Exigence::Formule(f) => {
                if let Formule::Interdits(p) = &**f {
                    connus.extend(p.natures.iter().flatten().map(|n| format!("{id}.{}", n.valeur)));
                }
            }
            _ => {}
        }
    }
    connus
}

/// `charte.promeneur.professionnel`: a professional, of one of the sectors that the text names.
pub(super) fn professionnel(ctx: &mut Contexte<'_>, p: &PromeneurProfessionnel) {
    let Some(personne) = promeneur(ctx) else { return };
    let statut = champ(PromeneurChamp::statut);
    let secteur = champ(PromeneurChamp::secteur);
    let secteurs: Vec<&str> = p.secteurs.iter().flatten().map(|s| s.valeur.as_str()).collect();
    if let Reponse::Donnee(s @ StatutDePromeneur::Benevole) = personne.statut {
        ctx.emettre(
            Constat::nouveau(Outcome::Fail, statut)
                .observe(Value::Word(s.choix()))
                .attendu(Value::Word(StatutDePromeneur::Salarie.choix())),
        );
        return;
    }
    let constat = match (&personne.statut, &personne.secteur) {
        (Reponse::Aucune, _) => Constat::nouveau(Outcome::Fail, statut),
        (_, Reponse::Aucune) => Constat::nouveau(Outcome::Fail, secteur),
        (Reponse::Donnee(_), Reponse::Donnee(s)) => {
            let vu = Value::choice(s.as_str(), "secteurs");
            if secteurs.contains(&s.as_str()) {
                Constat::nouveau(Outcome::Pass, secteur).observe(vu)
            } else {
                Constat::nouveau(Outcome::Review, secteur)
                    .observe(vu)
                    .raison(Raison::SecteurNonCite)
            }
        }
        (s, autre) => {
            let mut attend: Vec<Lieu> = Vec::new();
            if s.est_inconnue() {
                attend.push(statut);
            }
            if autre.est_inconnue() {
                attend.push(secteur);
            }
            let lieu = attend.first().copied().unwrap_or(secteur);
            Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
        }
    };
    ctx.emettre(constat);
}

/// What is found of something that must be there.
fn present<T>(reponse: &Reponse<T>, lieu: Lieu) -> Constat {
    match reponse {
        Reponse::Donnee(_) => Constat::nouveau(Outcome::Pass, lieu),
        Reponse::Aucune => Constat::nouveau(Outcome::Fail, lieu).remede(Action::Add, None, None),
        Reponse::Inconnue | Reponse::Fautive => {
            Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
        }
    }
}

/// The day of what must have happened by now.
fn deja(reponse: &Reponse<Date>, lieu: Lieu, on: Date) -> Constat {
    match reponse {
        Reponse::Donnee(jour) if *jour > on => Constat::a_venir(*jour, lieu, on),
        reponse => present(reponse, lieu),
    }
}

/// `charte.promeneur.mandat`: a mandate, an agreement, and an employer that signed the charter.
pub(super) fn mandat(ctx: &mut Contexte<'_>) {
    let Some(p) = promeneur(ctx) else { return };
    let mandat = champ(PromeneurChamp::mandat);
    let on = ctx.on;
    let constat = deja(&p.mandat.puis(|m| m.debut), mandat.puis(MandatChamp::debut.into()), on);
    ctx.emettre(constat.instance("element=mandat"));
    let lieu = mandat.puis(MandatChamp::convention.into());
    let convention = match p.mandat.puis(|m| m.convention) {
        Reponse::Donnee(false) => Reponse::Aucune,
        autre => autre,
    };
    ctx.emettre(present(&convention, lieu).instance("element=convention"));
    let lieu =
        champ(PromeneurChamp::structure).puis(StructureEmployeuseChamp::charte_signee_le.into());
    let signee = p.structure.puis(|s| s.charte_signee_le);
    ctx.emettre(deja(&signee, lieu, on).instance("element=employeur"));
}

/// `charte.promeneur.temps-de-travail`: on working time; nothing beyond can be imposed.
pub(super) fn temps_de_travail(ctx: &mut Contexte<'_>) {
    let Some(p) = promeneur(ctx) else { return };
    let lieu = champ(PromeneurChamp::heures_en_ligne_hebdo);
    let travail = champ(PromeneurChamp::heures_de_travail_hebdo);
    // Said to be none is no hour.
    let heures = |r: &Reponse<Heures>| match r {
        Reponse::Donnee(h) => Some(h.decimal()),
        Reponse::Aucune => Some(Decimal::ZERO),
        Reponse::Inconnue | Reponse::Fautive => None,
    };
    let dites = |h: Decimal| Value::number(h, "heures");
    let constat = match (heures(&p.heures_en_ligne_hebdo), heures(&p.heures_de_travail_hebdo)) {
        (Some(en_ligne), Some(travaillees)) => {
            let attendu =
                Value::Range(Box::new(Range { max: Some(dites(travaillees)), ..Range::default() }));
            let constat =
                Constat::nouveau(Outcome::Pass, lieu).observe(dites(en_ligne)).attendu(attendu);
            if en_ligne > travaillees {
                let de = en_ligne.checked_sub(travaillees);
                constat.devient(Outcome::Fail).raison(Raison::AuDelaDuTravail).remede(
                    Action::Lower,
                    Some(dites(travaillees)),
                    de.map(dites),
                )
            } else {
                constat
            }
        }
        // No hours online cannot exceed the hours worked.
        (Some(en_ligne), None) if en_ligne.is_zero() => Constat::nouveau(Outcome::Pass, lieu),
        (en_ligne, travaillees) => Constat::nouveau(Outcome::Undetermined, lieu)
            .attend_si(en_ligne.is_none(), lieu)
            .attend_si(travaillees.is_none(), travail),
    };
    ctx.emettre(constat);
    let liste = champ(PromeneurChamp::creneaux);
    let Some(creneaux) = p.creneaux.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    for (rang, c) in creneaux.iter().enumerate() {
        let ici = liste.rang(rang);
        let instance = ctx.instance(ici);
        let lieu = ici.puis(CreneauChamp::sur_temps_de_travail.into());
        let impose = ici.puis(CreneauChamp::impose.into());
        let sur_le_temps = Trois::de(&c.sur_temps_de_travail, lieu, |oui| *oui);
        let constat = match sur_le_temps.ou(!Trois::de(&c.impose, impose, |oui| *oui)) {
            Trois::Vrai => Constat::nouveau(Outcome::Pass, lieu),
            Trois::Faux => Constat::nouveau(Outcome::Fail, lieu).remede(Action::Mend, None, None),
            Trois::Inconnu(lieux) => {
                Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux)
            }
        };
        ctx.emettre(constat.instance(instance));
    }
}

/// `charte.conduite.interdits`, `charte.conduite.contenus`: one failure for each breach on record;
/// nothing is classified here.
pub(super) fn interdits(ctx: &mut Contexte<'_>, p: &Interdits) {
    let liste = champ(PromeneurChamp::manquements);
    let Some(manquements) = manquements(ctx) else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    let id = ctx.id();
    let mut attend: Vec<Lieu> = Vec::new();
    let mut trouve = false;
    for (lieu, m) in manquements {
        let engagement = lieu.puis(ManquementChamp::engagement.into());
        match m.engagement.donnee() {
            Some(e) => {
                let nature = e.as_str().strip_prefix(id).and_then(|reste| reste.strip_prefix('.'));
                if let Some(nature) =
                    nature.filter(|n| p.natures.iter().flatten().any(|c| c.valeur == *n))
                {
                    trouve = true;
                    ctx.emettre(
                        Constat::nouveau(Outcome::Fail, lieu)
                            .observe(Value::choice(nature, "manquements"))
                            .raison(Raison::Manquement),
                    );
                }
            }
            None if m.engagement.est_inconnue() => attend.push(engagement),
            None => {}
        }
    }
    if trouve {
        return;
    }
    let constat = if attend.is_empty() {
        Constat::nouveau(Outcome::Pass, liste)
    } else {
        Constat::nouveau(Outcome::Undetermined, liste).attend_tous(attend)
    };
    ctx.emettre(constat);
}

/// `charte.exclusion.procedure`: on a ground, by the committee, notified to the structure.
pub(super) fn exclusion(ctx: &mut Contexte<'_>, p: &ExclusionProcedure) {
    let Some(personne) = promeneur(ctx) else { return };
    let lieu = champ(PromeneurChamp::exclusion);
    let exclusion = match &personne.exclusion {
        Reponse::Donnee(exclusion) => exclusion,
        Reponse::Fautive => {
            ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
            return;
        }
        // Silence announces none.
        Reponse::Inconnue | Reponse::Aucune => {
            let constat = Constat::nouveau(Outcome::NotApplicable, lieu);
            ctx.emettre(constat.raison(Raison::SansExclusion));
            return;
        }
    };
    let motifs: Vec<&str> = p.engagements.iter().flatten().map(|e| e.valeur.as_str()).collect();
    let constat = match manquement_a(ctx, |e| motifs.contains(&e)) {
        Trois::Vrai => Constat::nouveau(Outcome::Pass, lieu),
        Trois::Faux => Constat::nouveau(Outcome::Fail, lieu).raison(Raison::SansMotif),
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(lieux),
    };
    ctx.emettre(constat.instance("element=motif"));
    let par = lieu.puis(ExclusionChamp::par.into());
    let instance = p.instance.as_ref().map_or("", |i| i.valeur.as_str());
    let constat = match &exclusion.par {
        Reponse::Donnee(qui) if qui.as_str() == instance => Constat::nouveau(Outcome::Pass, par),
        Reponse::Donnee(qui) => Constat::nouveau(Outcome::Fail, par)
            .observe(Value::choice(qui.as_str(), "acteurs"))
            .remede(Action::Mend, None, None),
        Reponse::Aucune => Constat::nouveau(Outcome::Fail, par).remede(Action::Mend, None, None),
        Reponse::Inconnue | Reponse::Fautive => {
            Constat::nouveau(Outcome::Undetermined, par).attend(par)
        }
    };
    ctx.emettre(constat.instance("element=decision"));
    let notifiee = lieu.puis(ExclusionChamp::notifiee_le.into());
    let constat = deja(&exclusion.notifiee_le, notifiee, ctx.on);
    ctx.emettre(constat.instance("element=notification"));
}

/// `charte.exclusion.signalement`: where values are breached, a person weighs a report to the
/// competent authorities.
pub(super) fn signalement(ctx: &mut Contexte<'_>, p: &ExclusionSignalement) {
    let liste = champ(PromeneurChamp::manquements);
    let concerne =
        |e: &str| p.manquements.iter().flatten().any(|debut| e.starts_with(&debut.valeur));
    let constat = match manquement_a(ctx, concerne) {
        Trois::Vrai => {
            let premier = manquements(ctx).unwrap_or_default().into_iter();
            let lieu = premier
                .filter(|(_, m)| m.engagement.donnee().is_some_and(|e| concerne(e.as_str())))
                .map(|(lieu, _)| lieu)
                .next();
            Constat::nouveau(Outcome::Review, lieu.unwrap_or(liste)).raison(Raison::Manquement)
        }
        Trois::Faux => {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::SansManquement)
        }
        Trois::Inconnu(lieux) => Constat::nouveau(Outcome::Undetermined, liste)
            .raison(Raison::SansEffet)
            .attend_tous(lieux),
    };
    ctx.emettre(constat);
}

/// Whether a breach of some commitments is on record.
pub(super) fn manquement_a(ctx: &Contexte<'_>, concerne: impl Fn(&str) -> bool) -> Trois {
    let Some(manquements) = manquements(ctx) else {
        return Trois::inconnu(champ(PromeneurChamp::manquements));
    };
    manquements.into_iter().fold(Trois::Faux, |trouve, (lieu, m)| {
        let ou = lieu.puis(ManquementChamp::engagement.into());
        trouve.ou(Trois::de(&m.engagement, ou, |e| concerne(e.as_str())))
    })
}

/// `charte.structure.adhesion`: the charter is signed, for the whole time of participation.
pub(super) fn adhesion(ctx: &mut Contexte<'_>) {
    let Document::Structure(s) = ctx.doc else { return };
    let lieu = Lieu::RACINE.puis(StructureChamp::charte_signee_le.into());
    let depuis = Lieu::RACINE.puis(StructureChamp::participe_depuis.into());
    let constat = match (s.charte_signee_le, s.participe_depuis) {
        (Reponse::Donnee(signee), Reponse::Donnee(depuis)) if signee > depuis => {
            let avant = signee.jours_depuis(depuis);
            let jours = u32::try_from(avant).unwrap_or(u32::MAX);
            Constat::nouveau(Outcome::Fail, lieu)
                .observe(Value::Date(signee))
                .attendu(Value::Range(Box::new(Range {
                    max: Some(Value::Date(depuis)),
                    ..Range::default()
                })))
                .raison(Raison::SigneeApres)
                .remede(Action::Mend, None, Some(Value::count(jours, "jours")))
        }
        (Reponse::Donnee(signee), _) if signee > ctx.on => Constat::a_venir(signee, lieu, ctx.on),
        (Reponse::Donnee(_), Reponse::Inconnue | Reponse::Fautive) => {
            Constat::nouveau(Outcome::Undetermined, depuis).attend(depuis)
        }
        (Reponse::Donnee(signee), _) => {
            Constat::nouveau(Outcome::Pass, lieu).observe(Value::Date(signee))
        }
        (signee, _) => present(&signee, lieu),
    };
    ctx.emettre(constat);
}
