//! `bilan.*` and `financement.prorata`: the end-of-mission report of trainings. MODULE2 §2.d, §2.f.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::formation::theme;
use super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::appel::formules::{BilanModifications, BilanRealisation, Prorata};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    BilanFormation, BilanFormationChamp, Document, FinancementChamp, Formation, FormationChamp,
    ModificationChamp, RealisationChamp, Reponse, SessionPrevueChamp, StatutDeFinancement,
    StatutDeSession,
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
    pub total: Montant,
    pub attend: Vec<Lieu>,
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
    p: &Prorata,
) -> Option<Vec<Octroi<'a>>> {
    let liste = champ(BilanFormationChamp::financements);
    let financements = b.financements.liste()?;
    let financeurs: Vec<&str> = p.financeurs.iter().flatten().map(|f| f.valeur.as_str()).collect();
    let mut octrois: Vec<Octroi<'_>> = Vec::new();
    for (rang, ligne) in financements.iter().enumerate() {
        let lieu = liste.rang(rang);
        let Some(financeur) = ligne.financeur.donnee().map(crate::dossier::Texte::as_str) else {
            continue;
        };
        if !financeurs.contains(&financeur) {
            continue;
        }
        let annee = ligne.annee.donnee().map(|a| a.get());
        for voulue in [None, annee].iter().take(if annee.is_some() { 2 } else { 1 }) {
            let trouve =
                octrois.iter().position(|o| o.financeur == financeur && o.annee == *voulue);
            let octroi = match trouve.and_then(|r| octrois.get_mut(r)) {
                Some(octroi) => octroi,
                None => {
                    octrois.push(Octroi {
                        financeur,
                        annee: *voulue,
                        total: Montant::ZERO,
                        attend: Vec::new(),
                        lieu: lieu.puis(FinancementChamp::montant.into()),
                        lignes: Vec::new(),
                    });
                    let Some(octroi) = octrois.last_mut() else { continue };
                    octroi
                }
            };
            match (&ligne.montant, &ligne.statut) {
                // What is only asked for is not granted yet.
                (_, Reponse::Donnee(StatutDeFinancement::Demande) | Reponse::Inconnue) => {
                    octroi.attend.push(lieu.puis(FinancementChamp::statut.into()));
                }
                (Reponse::Donnee(m), _) => {
                    octroi.total = octroi.total.plus(*m).unwrap_or(octroi.total);
                    octroi.lignes.push((lieu.puis(FinancementChamp::montant.into()), *m));
                }
                (Reponse::Aucune, _) => {}
                (Reponse::Inconnue, _) => {
                    octroi.attend.push(lieu.puis(FinancementChamp::montant.into()));
                }
            }
        }
    }
    completer_les_annees(ctx, &mut octrois, liste);
    octrois.sort_by_key(|o| o.annee.is_some());
    Some(octrois)
}

/// A grant given for some years only is not known over the whole period.
fn completer_les_annees(ctx: &Contexte<'_>, octrois: &mut [Octroi<'_>], liste: Lieu) {
    let annees: Vec<u16> =
        ctx.appel.annees_d_une_somme().into_iter().filter_map(|a| u16::try_from(a).ok()).collect();
    let par_annee: Vec<(String, u16)> =
        octrois.iter().filter_map(|o| o.annee.map(|a| (o.financeur.to_owned(), a))).collect();
    for octroi in octrois.iter_mut().filter(|o| o.annee.is_none()) {
        let donnees = || par_annee.iter().filter(|(f, _)| f == octroi.financeur);
        if donnees().next().is_some() && !annees.iter().all(|a| donnees().any(|(_, d)| d == a)) {
            octroi.attend.push(liste);
        }
    }
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
    let mut attend = octroi.attend;
    for (inconnu, quoi) in [
        (prevu.donnee().is_none(), RealisationChamp::prevu),
        (realise.est_inconnue(), RealisationChamp::realise),
        (unite.donnee().is_none(), RealisationChamp::unite),
    ] {
        if inconnu {
            attend.push(lieu.puis(quoi.into()));
        }
    }
    let realise = realise.donnee().copied().unwrap_or(0);
    let (Some(prevu), Some(unite), true) = (prevu.donnee(), unite.donnee(), attend.is_empty())
    else {
        let constat = Constat::nouveau(Outcome::Undetermined, lieu).instance(instance);
        ctx.emettre(constat.attend_tous(attend));
        return;
    };
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
    if let Some(montant) = octroi.total.ratio(realise, prevu.get()) {
        ctx.suite(
            octroi.lieu,
            Effet::Prorata {
                financeur: CompactString::new(octroi.financeur),
                annee: octroi.annee,
                accorde: octroi.total,
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

/// What is known of one training: held as it must be, not held, or awaited.
enum Tenue {
    Oui,
    Non,
    Attend(SmallVec<[Lieu; 2]>),
}

/// `bilan.realisation`: a training held for each theme, each session held with enough people.
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
    let mut faible = None;
    let mut tenus: Vec<&str> = Vec::new();
    let mut possibles: Vec<&str> = Vec::new();
    for (rang, f) in formations.iter().enumerate() {
        let ici = lieu.rang(rang);
        let (tenue, sous_le_minimum) = tenue(f, ici, p, minimum.valeur);
        faible = faible.or(sous_le_minimum);
        match (theme(f), tenue) {
            (Reponse::Donnee(t), Tenue::Oui) => tenus.push(t),
            (Reponse::Donnee(t), Tenue::Attend(lieux)) => {
                possibles.push(t);
                attend.extend(lieux);
            }
            (Reponse::Inconnue, Tenue::Oui | Tenue::Attend(_)) => {
                sans_theme = sans_theme.saturating_add(1);
                attend.push(ici.puis(FormationChamp::thematique_principale.into()));
            }
            _ => {}
        }
    }
    let a_tenir: Vec<&str> = themes.iter().copied().filter(|t| !tenus.contains(t)).collect();
    let impossibles: Vec<&str> =
        a_tenir.iter().copied().filter(|t| !possibles.contains(t)).collect();
    let observe = Value::choices(tenus.iter().copied(), "thematiques");
    let constat = if let Some((session, inscrits)) = faible {
        let instance = ctx.instance(session);
        Constat::nouveau(Outcome::Fail, session.puis(SessionPrevueChamp::inscrits.into()))
            .observe(Value::count(inscrits, "participants"))
            .instance(instance)
    } else if impossibles.len() > sans_theme {
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

/// Whether a training was held, and the first of its sessions held with too few people.
fn tenue(
    f: &Formation,
    lieu: Lieu,
    p: &BilanRealisation,
    minimum: u32,
) -> (Tenue, Option<(Lieu, u32)>) {
    let liste = lieu.puis(FormationChamp::sessions.into());
    let Some(sessions) = f.sessions.liste() else {
        return (Tenue::Attend(SmallVec::from_slice(&[liste])), None);
    };
    let mut attend: SmallVec<[Lieu; 2]> = SmallVec::new();
    let mut oui = false;
    let mut faible = None;
    for (rang, s) in sessions.iter().enumerate() {
        let ici = liste.rang(rang);
        match s.statut {
            Reponse::Donnee(StatutDeSession::Tenue) => {}
            Reponse::Inconnue => {
                attend.push(ici.puis(SessionPrevueChamp::statut.into()));
                continue;
            }
            _ => continue,
        }
        let dedans = s.debut.donnee().map(|d| {
            p.du.as_ref().is_none_or(|du| du.valeur <= *d)
                && p.au.as_ref().is_none_or(|au| *d <= au.valeur)
        });
        match (s.inscrits.donnee(), dedans) {
            (Some(n), _) if *n < minimum => faible = faible.or(Some((ici, *n))),
            (Some(_), Some(true)) => oui = true,
            (_, Some(false)) => {}
            (None, _) => attend.push(ici.puis(SessionPrevueChamp::inscrits.into())),
            (_, None) => attend.push(ici.puis(SessionPrevueChamp::debut.into())),
        }
    }
    let tenue = match (oui, attend.is_empty()) {
        (true, true) => Tenue::Oui,
        (_, false) => Tenue::Attend(attend),
        (false, true) => Tenue::Non,
    };
    (tenue, faible)
}
