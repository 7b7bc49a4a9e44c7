//! `bilan.*` and `financement.prorata`: the end-of-mission report of trainings. MODULE2 §2.d, §2.f.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::formation::theme;
use super::{Action, Constat, Contexte, Effet, Outcome, Raison, financement};
use crate::appel::formules::{BilanModifications, BilanRealisation, Prorata};
use crate::dossier::absence::{Lieux, Total, Trois};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    BilanFormation, BilanFormationChamp, Document, Financement, FinancementChamp, Formation,
    FormationChamp, ModificationChamp, RealisationChamp, Reponse, SessionPrevueChamp,
    StatutDeFinancement, StatutDeSession,
};
use crate::value::Value;
use crate::values::Montant;

fn bilan<'a>(ctx: &Contexte<'a>) -> Option<&'a BilanFormation> {
    match ctx.doc {
        Document::BilanFormation(b) => Some(b),
        _ => None,
    }
}

fn champ(champ: BilanFormationChamp) -> Lieu {
    Lieu::RACINE.puis(champ.into())
}

/// What one funder granted, for one year or the whole period, as far as is known.
pub(super) struct Octroi<'a> {
    pub financeur: &'a str,
    pub annee: Option<u16>,
    pub total: Total,
    pub lieu: Lieu,
    /// The lines that it is made of.
    pub lignes: Vec<(Lieu, Montant)>,
}

/// `financement.prorata`: granted × carried out ÷ planned, for each funder over the whole period
/// and for each year; proposed to the Caf, never decided.
pub(super) fn prorata(ctx: &mut Contexte<'_>, p: &Prorata) {
    let Some(b) = bilan(ctx) else { return };
    let liste = champ(BilanFormationChamp::financements);
    let Some(octrois) = octrois(ctx, b, p) else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    if octrois.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
    }
    for octroi in octrois {
        proratiser(ctx, b, octroi);
    }
}

/// What each funder granted, over the whole period first, then for each year; `None` where the grants
/// are not known.
pub(super) fn octrois<'a>(
    ctx: &Contexte<'a>,
    b: &'a BilanFormation,
    p: &'a Prorata,
) -> Option<Vec<Octroi<'a>>> {
    let liste = champ(BilanFormationChamp::financements);
    let financements = b.financements.liste()?;
    let annees = ctx.appel.annees_d_une_somme();
    // What is only asked for may be granted yet: no answer of the dossier tells.
    let accorde = |ligne: &Financement, ici: Lieu| match ligne.statut {
        Reponse::Donnee(StatutDeFinancement::Demande) => Trois::Inconnu(Lieux::new()),
        statut => Trois::de(&statut, ici.puis(FinancementChamp::statut.into()), |_| true),
    };
    let mut octrois: Vec<Octroi<'_>> = Vec::new();
    let mut voulues: SmallVec<[u16; 4]> =
        financements.iter().filter_map(|l| l.annee.donnee().map(|a| a.get())).collect();
    voulues.retain(|a| annees.is_empty() || annees.contains(&u32::from(*a)));
    voulues.sort_unstable();
    voulues.dedup();
    for annee in std::iter::once(None).chain(voulues.iter().copied().map(Some)) {
        for financeur in p.financeurs.iter().flatten().map(|f| f.valeur.as_str()) {
            let de_l_annee: SmallVec<[u32; 4]> = match annee {
                Some(annee) => SmallVec::from_slice(&[u32::from(annee)]),
                None => SmallVec::from_slice(&annees),
            };
            let mut octroi = Octroi {
                financeur,
                annee,
                total: Total::default(),
                lieu: liste,
                lignes: Vec::new(),
            };
            let mut donnees: SmallVec<[u32; 4]> = SmallVec::new();
            for (rang, ligne) in financements.iter().enumerate() {
                let ici = liste.rang(rang);
                let montant = ici.puis(FinancementChamp::montant.into());
                let sienne = financement::appartient(ligne, ici, financeur, &de_l_annee)
                    .et(accorde(ligne, ici));
                if sienne == Trois::Vrai {
                    if octroi.total.lignes == 0 {
                        octroi.lieu = montant;
                    }
                    donnees.extend(ligne.annee.donnee().map(|a| u32::from(a.get())));
                    octroi.lignes.extend(ligne.montant.donnee().map(|m| (montant, *m)));
                }
                octroi.total.ajouter(sienne, montant, &ligne.montant);
            }
            // A grant given for some years only is not known over the whole period.
            let possible = octroi.total.au_plus().is_none_or(|m| !m.est_nul());
            let des_lignes = octroi.total.lignes > 0 || possible;
            if octroi.total.lignes > 0 && !de_l_annee.iter().all(|a| donnees.contains(a)) {
                octroi.total.ouvrir(liste);
            }
            if des_lignes {
                octrois.push(octroi);
            }
        }
    }
    Some(octrois)
}

fn proratiser(ctx: &mut Contexte<'_>, b: &BilanFormation, octroi: Octroi<'_>) {
    let lieu = champ(BilanFormationChamp::realisation);
    let mut instance = CompactString::const_new("financeur=");
    instance.push_str(octroi.financeur);
    if let Some(annee) = octroi.annee {
        instance.push_str(";annee=");
        instance.push_str(&annee.to_string());
    }
    let realise = b.realisation.puis(|r| r.realise);
    let prevu = b.realisation.puis(|r| r.prevu);
    let unite = b.realisation.puis(|r| r.unite);
    if prevu.est_aucune() || unite.est_aucune() {
        let constat = Constat::nouveau(Outcome::NotApplicable, lieu).instance(instance);
        ctx.emettre(constat.raison(Raison::AucunObjet));
        return;
    }
    let accorde = octroi.total.connu();
    let (Some(prevu), Some(unite), false, Some(accorde)) =
        (prevu.donnee(), unite.donnee(), realise.est_inconnue(), accorde)
    else {
        let demandee = octroi.total.attend.is_empty() && accorde.is_none();
        let constat = Constat::nouveau(Outcome::Undetermined, lieu)
            .instance(instance)
            .raison(if demandee { Raison::DemandeSeulement } else { Raison::Aucune })
            .attend_tous(octroi.total.attend)
            .attend_si(prevu.est_inconnue(), lieu.puis(RealisationChamp::prevu.into()))
            .attend_si(realise.est_inconnue(), lieu.puis(RealisationChamp::realise.into()))
            .attend_si(unite.est_inconnue(), lieu.puis(RealisationChamp::unite.into()));
        ctx.emettre(constat);
        return;
    };
    let realise = realise.donnee().copied().unwrap_or(0);
    let vu = Value::count(realise, unite.choix().code);
    let constat = Constat::nouveau(Outcome::Pass, lieu)
        .observe(vu)
        .attendu(Value::count(prevu.get(), unite.choix().code))
        .instance(instance);
    if realise >= prevu.get() {
        ctx.emettre(constat);
        return;
    }
    ctx.emettre(constat.devient(Outcome::Review).raison(Raison::ProrataPropose));
    if let Some(montant) = accorde.ratio(realise, prevu.get()) {
        ctx.suite(
            octroi.lieu,
            Effet::Prorata {
                financeur: CompactString::new(octroi.financeur),
                annee: octroi.annee,
                accorde,
                montant,
                unite: unite.choix(),
                realise,
                prevu: prevu.get(),
            },
        );
    }
}

/// `bilan.modifications`: every change was approved; late approval is for a person to judge.
pub(super) fn modifications(ctx: &mut Contexte<'_>, p: &BilanModifications) {
    let Some(b) = bilan(ctx) else { return };
    let liste = champ(BilanFormationChamp::modifications);
    let Some(modifications) = b.modifications.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, liste).attend(liste));
        return;
    };
    if modifications.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
    }
    let valideurs: Vec<&str> = p.valideurs.iter().flatten().map(|v| v.valeur.as_str()).collect();
    for (rang, m) in modifications.iter().enumerate() {
        let ici = liste.rang(rang);
        let instance = ctx.instance(ici);
        let lieu = ici.puis(ModificationChamp::validee_le.into());
        let par = ici.puis(ModificationChamp::validee_par.into());
        let effet = ici.puis(ModificationChamp::effet_le.into());
        let valide =
            m.validee_par.liste().map(|qui| qui.iter().any(|q| valideurs.contains(&q.as_str())));
        let vu = m.validee_le.donnee().map(|d| Value::Date(*d));
        let constat =
            match (m.validee_le, valide, m.effet_le) {
                (Reponse::Aucune, ..) => {
                    Constat::nouveau(Outcome::Fail, lieu).remede(Action::Mend, None, None)
                }
                (_, Some(false), _) => {
                    let qui = m.validee_par.liste().unwrap_or_default();
                    let qui = qui.iter().map(crate::dossier::Texte::as_str);
                    Constat::nouveau(Outcome::Fail, par)
                        .observe(Value::choices(qui, "acteurs"))
                        .remede(Action::Mend, None, None)
                }
                (Reponse::Donnee(le), ..) if le > ctx.on => Constat::a_venir(le, lieu, ctx.on),
                (Reponse::Donnee(le), Some(true), Reponse::Donnee(effet)) => {
                    if le > effet {
                        Constat::nouveau(Outcome::Review, lieu).raison(Raison::ValideeApres)
                    } else {
                        Constat::nouveau(Outcome::Pass, lieu)
                    }
                }
                (Reponse::Donnee(_), Some(true), Reponse::Aucune) => {
                    Constat::nouveau(Outcome::Pass, lieu)
                }
                (le, valide, depuis) => {
                    let mut attend: Vec<Lieu> = Vec::new();
                    for (inconnu, ou) in [
                        (le.est_inconnue(), lieu),
                        (valide.is_none(), par),
                        (depuis.est_inconnue(), effet),
                    ] {
                        if inconnu {
                            attend.push(ou);
                        }
                    }
                    Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
                }
            };
        let constat = if constat.observe.is_some() { constat } else { constat.observe(vu) };
        ctx.emettre(constat.instance(instance));
    }
}

/// `bilan.realisation`: a training held for each theme, each session held with enough people. A session
/// is in the period by its first day.
pub(super) fn realisation(ctx: &mut Contexte<'_>, p: &BilanRealisation) {
    let (Some(b), Some(minimum)) = (bilan(ctx), &p.au_moins) else { return };
    let lieu = champ(BilanFormationChamp::formations);
    let Some(formations) = b.formations.liste() else {
        ctx.emettre(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu));
        return;
    };
    let themes: Vec<&str> = p.thematiques.iter().flatten().map(|t| t.valeur.as_str()).collect();
    let mut attend: Vec<Lieu> = Vec::new();
    let mut sans_theme = 0_usize;
    let mut faibles: Vec<(Lieu, u32)> = Vec::new();
    let mut tenus: Vec<&str> = Vec::new();
    let mut possibles: Vec<&str> = Vec::new();
    for (rang, f) in formations.iter().enumerate() {
        let ici = lieu.rang(rang);
        let tenue = sessions_tenues(f, ici, p, minimum.valeur, &mut faibles, &mut attend);
        match (theme(f, ici), tenue) {
            (Ok(Some(t)), Trois::Vrai) => tenus.push(t),
            (Ok(Some(t)), Trois::Inconnu(lieux)) => {
                possibles.push(t);
                attend.extend(lieux);
            }
            (Err(ou), tenue @ (Trois::Vrai | Trois::Inconnu(_))) => {
                sans_theme = sans_theme.saturating_add(1);
                attend.push(ou);
                if let Trois::Inconnu(lieux) = tenue {
                    attend.extend(lieux);
                }
            }
            (Ok(None), _) | (_, Trois::Faux) => {}
        }
    }
    let impossibles: Vec<&str> =
        themes.iter().copied().filter(|t| !tenus.contains(t) && !possibles.contains(t)).collect();
    let observe = Value::choices(tenus.iter().copied(), "thematiques");
    if !faibles.is_empty() {
        for (session, inscrits) in faibles {
            let instance = ctx.instance(session);
            let ou = session.puis(SessionPrevueChamp::inscrits.into());
            let vu = Value::count(inscrits, "participants");
            ctx.emettre(Constat::nouveau(Outcome::Fail, ou).observe(vu).instance(instance));
        }
        return;
    }
    attend.sort_unstable();
    attend.dedup();
    let constat = if impossibles.len() > sans_theme {
        let absentes = Value::choices(impossibles.iter().copied(), "thematiques");
        Constat::nouveau(Outcome::Fail, lieu).observe(observe).remede(
            Action::Add,
            Some(absentes),
            None,
        )
    } else if attend.is_empty() {
        Constat::nouveau(Outcome::Pass, lieu).observe(observe)
    } else {
        Constat::nouveau(Outcome::Undetermined, lieu).attend_tous(attend)
    };
    ctx.emettre(constat);
}

/// Whether a training was held: one of its sessions was, in the period and with enough people. Sessions
/// held with too few are added to `faibles`, and what would tell of others to `attend`.
fn sessions_tenues(
    f: &Formation,
    lieu: Lieu,
    p: &BilanRealisation,
    minimum: u32,
    faibles: &mut Vec<(Lieu, u32)>,
    attend: &mut Vec<Lieu>,
) -> Trois {
    let liste = lieu.puis(FormationChamp::sessions.into());
    let Some(sessions) = f.sessions.liste() else {
        attend.push(liste);
        return Trois::inconnu(liste);
    };
    let mut une = Trois::Faux;
    for (rang, s) in sessions.iter().enumerate() {
        let ici = liste.rang(rang);
        let tenue = Trois::de(&s.statut, ici.puis(SessionPrevueChamp::statut.into()), |statut| {
            *statut == StatutDeSession::Tenue
        });
        let dedans = Trois::de(&s.debut, ici.puis(SessionPrevueChamp::debut.into()), |d| {
            p.du.as_ref().is_none_or(|du| du.valeur <= *d)
                && p.au.as_ref().is_none_or(|au| *d <= au.valeur)
        });
        let assez = Trois::de(&s.inscrits, ici.puis(SessionPrevueChamp::inscrits.into()), |n| {
            *n >= minimum
        });
        match tenue.clone().et(!assez.clone()) {
            Trois::Vrai => faibles.push((ici, s.inscrits.donnee().copied().unwrap_or(0))),
            Trois::Inconnu(lieux) => attend.extend(lieux),
            Trois::Faux => {}
        }
        une = une.ou(tenue.et(assez).et(dedans));
    }
    une
}
