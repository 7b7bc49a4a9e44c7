//! Sums of amounts, on intervals: an amount that is not known is at least zero.
//!
//! A sum is grouped, then measured, then judged: a calculation shows what a rule sees.

mod eventuelles;
mod groupes;
mod mesure;

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::Decimal;

pub(in crate::rules) use groupes::{
    Groupes, Regroupement, Somme, couverte, grouper, lignes_des_groupes,
};
pub(in crate::rules) use mesure::{Mesuree, mesurer, termes};

use super::{cote, hors_bornes};
use crate::appel::{Cible, Demande, ExigenceDeSomme, Groupement, Mesure, QuantiteBornee};
use crate::dossier::absence::{Total, Trois};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{CandidatureChamp, Document, FinancementChamp};
use crate::rules::contexte::Objet;
use crate::rules::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::value::{Range, Value};
use crate::values::ValeurNumerique;
use groupes::{Annee, Financeur, lignes};
pub(super) use mesure::{arrondi, parts_de};

/// Judges a sum: one finding for each group.
pub(in crate::rules) fn somme(ctx: &mut Contexte<'_>, e: &ExigenceDeSomme) {
    let Regroupement { sommes, autres, vide } = match grouper(ctx, e, false) {
        Groupes::Rien(constat) => {
            ctx.emettre(e.sans_effet(constat));
            return;
        }
        Groupes::Trouves(trouves) => trouves,
    };
    let liste = e.lignes.objets.lieu(Lieu::RACINE);
    let mut incertaines: Vec<Lieu> = autres
        .iter()
        .filter(|groupe| !tenue_quoi_qu_il_en_soit(ctx, e, liste, groupe))
        .flat_map(|groupe| groupe.total.attend.iter().copied())
        .collect();
    incertaines.sort_unstable();
    incertaines.dedup();
    for lieu in &incertaines {
        let constat = Constat::nouveau(Outcome::Undetermined, *lieu).attend(*lieu);
        ctx.emettre(e.sans_effet(constat));
    }
    if sommes.is_empty() && incertaines.is_empty() {
        let constat = if autres.is_empty() {
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet)
        } else {
            // Whoever pays, and whatever the year.
            Constat::nouveau(Outcome::Pass, liste)
        };
        // The amount of a year may still come.
        ctx.emettre(if vide { constat } else { constat.repose([liste]) });
    }
    for groupe in sommes {
        let mesure = mesurer(ctx, e, &groupe);
        let depasse = juger(ctx, e, (liste, vide), &groupe, mesure.as_ref());
        if let (true, true, Some(mesure)) = (depasse, e.prorata, &mesure) {
            proratiser(ctx, &groupe, mesure);
        }
    }
}

/// True of a group that may not be one, and that is as it must be whatever the answers are.
fn tenue_quoi_qu_il_en_soit(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    liste: Lieu,
    groupe: &Somme<'_>,
) -> bool {
    let par_annee = matches!(e.groupement, Groupement::Par { annee: true, .. });
    // What bounds a year is not known before the year is.
    let mesurable = !par_annee || groupe.annee.is_some() || matches!(e.mesure, Mesure::Montants(_));
    // Over several years, whose line is in which is not known.
    let mesurable = mesurable && e.lignes.annees.len() < 2;
    let mesure = mesurer(ctx, e, groupe);
    let constat = verdict(ctx, e, (liste, false), groupe, mesure.as_ref());
    mesurable && matches!(constat.outcome, Outcome::Pass | Outcome::NotApplicable)
}

/// True where the group is more than it may be.
fn juger(
    ctx: &mut Contexte<'_>,
    e: &ExigenceDeSomme,
    liste: (Lieu, bool),
    groupe: &Somme<'_>,
    mesure: Option<&Mesuree>,
) -> bool {
    let mut constat = verdict(ctx, e, liste, groupe, mesure);
    if let Trois::Inconnu(lieux) = couverte(ctx, e, groupe)
        && !matches!(constat.outcome, Outcome::Pass | Outcome::NotApplicable)
    {
        constat.suspendre(&lieux);
    }
    if !groupe.sous_reserve.is_empty() && matches!(constat.outcome, Outcome::Fail | Outcome::Review)
    {
        constat.suspendre(&groupe.sous_reserve);
        // Nothing that is known is not nothing.
        constat = constat.observe(groupe.total.certain.filter(|m| !m.est_nul()).map(Value::Amount));
    }
    // Where no line is surely asked for, none may be.
    let total = &groupe.total;
    if e.facultative() && total.lignes == 0 && constat.outcome == Outcome::Fail {
        constat.suspendre(&total.attend);
    }
    let depasse = constat.outcome == Outcome::Fail
        && constat.le_remede().is_some_and(|r| r.action == Action::Lower);
    match &groupe.objet {
        Some(objet) => ctx.emettre_sur(objet, constat),
        None => ctx.emettre(constat.instance(groupe.instance())),
    }
    depasse
}

/// What is found of a group; of its list, where it is and whether it is said to be none.
fn verdict(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    (liste, vide): (Lieu, bool),
    groupe: &Somme<'_>,
    mesure: Option<&Mesuree>,
) -> Constat {
    let lieu = groupe.lieu;
    let (Some(total), Some(mesure)) = (groupe.total.certain, mesure) else {
        return Constat::nouveau(Outcome::Fail, lieu).raison(Raison::TropGrand);
    };
    let calcule = matches!(e.mesure, Mesure::Bareme(_));
    let avec_attendu = |constat: Constat| match (mesure.bornes(), calcule) {
        (Some(bornes), true) => constat.attendu(match (&bornes.min, &bornes.max) {
            (Some(min), Some(max)) if min == max => min.clone(),
            _ => Value::Range(Box::new(bornes.clone())),
        }),
        _ => constat,
    };
    if groupe.rien {
        let sans_ligne = groupe.total.lignes == 0;
        let lieu = if sans_ligne { liste } else { lieu };
        let constat = Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::RienDemande);
        // The amount of a year may still come.
        return avec_attendu(if sans_ligne && !vide { constat.repose([liste]) } else { constat });
    }
    let au_plus = groupe.total.au_plus().map(Value::Amount);
    let vu = Value::Amount(total);
    let echec = if e.a_apprecier { Outcome::Review } else { Outcome::Fail };
    let base = || mesure.base.map(Value::Amount);
    let hors = |vu: &Value, cote, bornes: &Range| {
        let bornee = mesure.attend.is_empty();
        let base = base().filter(|_| bornee);
        let constat = avec_attendu(Constat::nouveau(echec, lieu).observe(vu.clone()).base(base));
        if e.a_apprecier {
            constat.raison(Raison::AJuger)
        } else {
            let constat = hors_bornes(constat, vu, bornes, cote);
            // How far it is from its bounds is not known before they are.
            let constat = if bornee { constat } else { constat.sans_ecart() };
            if groupe.de_plusieurs() { constat.du_total() } else { constat }
        }
    };
    // What is not known can only add to the sum: more than the most is too much already, and less
    // than the least is only once all is known.
    if let Some(haut) = &mesure.haut
        && cote(&vu, haut) == Ordering::Greater
    {
        return hors(&vu, Ordering::Greater, haut);
    }
    if let Some(au_plus) = &au_plus
        && cote(au_plus, &mesure.bas) == Ordering::Less
    {
        return hors(au_plus, Ordering::Less, &mesure.bas);
    }
    let assez = match &mesure.haut {
        Some(haut) => cote(&vu, haut) != Ordering::Less,
        None => !e.plancher(),
    };
    let pas_trop = |vu: &Value| cote(vu, &mesure.bas) != Ordering::Greater;
    let jamais_trop = !e.plafond() || au_plus.as_ref().is_some_and(pas_trop);
    if !assez || !pas_trop(&vu) || !jamais_trop {
        // Nothing that is known is not nothing.
        let connu = (!total.est_nul()).then(|| vu.clone());
        let mut constat = Constat::nouveau(Outcome::Undetermined, lieu).observe(connu);
        constat.attendre(groupe.total.attend.iter().copied());
        if !assez || !pas_trop(au_plus.as_ref().unwrap_or(&vu)) {
            constat.attendre(mesure.attend.iter().copied());
        }
        return avec_attendu(e.sans_effet(constat));
    }
    if mesure.entre_deux_centimes {
        let constat = Constat::nouveau(Outcome::Review, lieu).observe(vu).base(base());
        return avec_attendu(constat.raison(Raison::EntreDeuxCentimes));
    }
    if e.acteur_du_departement && total_possible(&groupe.total) {
        match autre_departement(ctx, e, groupe) {
            Trois::Faux => {}
            // Nothing is asked of it yet.
            Trois::Vrai if total.est_nul() => {
                return Constat::nouveau(Outcome::Undetermined, lieu)
                    .raison(Raison::SansEffet)
                    .attend_tous(groupe.total.attend.iter().copied());
            }
            Trois::Vrai => {
                return Constat::nouveau(Outcome::Review, lieu)
                    .observe(vu)
                    .raison(Raison::AutreDepartement);
            }
            Trois::Inconnu(lieux) => {
                return Constat::nouveau(Outcome::Undetermined, lieu)
                    .observe((!total.est_nul()).then_some(vu))
                    .raison(Raison::SansEffet)
                    .attend_tous(lieux);
            }
        }
    }
    avec_attendu(Constat::nouveau(Outcome::Pass, lieu).observe(vu))
}

/// True where something is asked for, or may be.
fn total_possible(total: &Total) -> bool {
    total.au_plus().is_none_or(|m| !m.est_nul())
}

/// Whether a funder acts for a département that is not applied for.
fn autre_departement(ctx: &Contexte<'_>, e: &ExigenceDeSomme, groupe: &Somme<'_>) -> Trois {
    let departement = e
        .lignes
        .parmi
        .iter()
        .find(|(c, _)| Some(c) == groupe.financeur.as_ref())
        .and_then(|(_, d)| d.as_ref());
    let (Some(departement), Document::Candidature(c)) = (departement, ctx.doc) else {
        return Trois::Faux;
    };
    let lieu = Lieu::RACINE.puis(CandidatureChamp::departements.into());
    match c.departements.liste() {
        None => Trois::inconnu(lieu),
        Some(demandes) => (!demandes.iter().any(|d| d.code() == departement.as_str())).into(),
    }
}

/// Each grant of the year, in the proportion of the costs to what is received.
fn proratiser(ctx: &mut Contexte<'_>, groupe: &Somme<'_>, mesure: &Mesuree) {
    let cout = mesure.base.filter(|_| mesure.attend.is_empty());
    let (Some(cout), Some(recettes)) = (cout, groupe.total.connu()) else { return };
    let Some((financements, liste)) = ctx.doc.financements() else { return };
    for (rang, ligne) in financements.liste().unwrap_or_default().iter().enumerate() {
        let annee = ligne.annee.donnee().map(|a| a.get());
        let de_l_annee = match (annee, groupe.annee) {
            (Some(a), Some(b)) => u32::from(a) == b,
            _ => true,
        };
        let (Some(financeur), Some(accorde)) = (ligne.financeur.donnee(), ligne.montant.donnee())
        else {
            continue;
        };
        let connu = ctx.appel.contenu().acteurs.iter().any(|a| a.id == financeur.as_str());
        if !de_l_annee || !connu {
            continue;
        }
        let propose = accorde.ratio(cout.decimal(), recettes.decimal());
        let Some(montant) = propose else { continue };
        ctx.suite(
            liste.rang(rang).puis(FinancementChamp::montant.into()),
            Effet::ProrataDesRecettes {
                financeur: CompactString::new(financeur.as_str()),
                annee,
                accorde: *accorde,
                montant,
                cout,
                recettes,
            },
        );
    }
}

impl ExigenceDeSomme {
    /// What can only be left to a person does not weigh when it is not known.
    fn sans_effet(&self, constat: Constat) -> Constat {
        if self.a_apprecier && constat.outcome == Outcome::Undetermined {
            constat.raison(Raison::SansEffet)
        } else {
            constat
        }
    }

    /// True of a rule on what may be asked, and need not be.
    pub(in crate::rules) fn facultative(&self) -> bool {
        let au_plus = matches!(&self.mesure, Mesure::Bareme(b) if b.demande == Demande::AuPlus);
        au_plus || !self.lignes.dispositifs.is_empty()
    }

    /// True of a group that asks for nothing, under a rule that is about what is asked.
    fn rien_demande(&self, groupe: &Somme<'_>) -> bool {
        let facultatif = self.facultative();
        if !groupe.total.attend.is_empty() {
            return false;
        }
        if groupe.total.lignes == 0 {
            return facultatif;
        }
        // Where the call says what must be paid at least, to pay none is to pay nothing.
        groupe.total.donnees == 0 && (facultatif || !self.plancher())
    }

    /// True where it asks for something at least.
    pub(in crate::rules) fn plancher(&self) -> bool {
        match &self.mesure {
            Mesure::Montants(r) | Mesure::Parts { bornes: r, .. } => {
                r.min.is_some() || r.strict_min.is_some()
            }
            Mesure::Bareme(b) => b.demande != Demande::AuPlus,
        }
    }

    /// True where it allows no more than something.
    fn plafond(&self) -> bool {
        match &self.mesure {
            Mesure::Montants(r) | Mesure::Parts { bornes: r, .. } => {
                r.max.is_some() || r.strict_max.is_some()
            }
            Mesure::Bareme(b) => b.demande != Demande::AuMoins,
        }
    }
}

/// The quantity of a condition: whether it is within its bounds, and where it is.
pub(super) fn quantite<'a>(
    ctx: &Contexte<'a>,
    champ: &Cible,
    q: &QuantiteBornee,
    objet: &Objet<'a>,
) -> Trois {
    let Some(choix) = &q.lignes else {
        let mut verdict = Trois::Faux;
        ctx.valeurs(champ, objet, |lieu, vue| {
            verdict = match vue {
                Vue::Inconnue => Trois::inconnu(lieu),
                Vue::Liste(l) => {
                    let combien = u32::try_from(l.longueur()).unwrap_or(u32::MAX);
                    (cote(&Value::count(combien, ""), &q.bornes) == Ordering::Equal).into()
                }
                vue => match super::valeur(&vue, "", "") {
                    Some(v) if cote(&v, &q.bornes) == Ordering::Equal => Trois::Vrai,
                    _ => Trois::Faux,
                },
            };
        });
        return verdict;
    };
    let lignes = match lignes(ctx, choix) {
        Ok(trouvees) => trouvees,
        Err((lieu, Vue::Inconnue)) => return Trois::inconnu(lieu),
        Err(_) => Vec::new(),
    };
    let mut somme = Total::default();
    let mut nombre = Decimal::ZERO;
    for ligne in lignes {
        let annee_inconnue = match ligne.annee {
            _ if choix.annees.is_empty() => None,
            Annee::Dite(a) if !choix.annees.contains(&a) => continue,
            Annee::Aucune => continue,
            Annee::Inconnue(ou) => Some(ou),
            Annee::Dite(_) | Annee::Sans => None,
        };
        let valeur = choix.montant.valeur(ligne.vue, ligne.lieu);
        let (lieu, vue) = valeur.unwrap_or((ligne.lieu, Vue::Inconnue));
        let peut_etre = match ligne.financeur {
            _ if ligne.peut_etre.is_some() => ligne.peut_etre,
            Financeur::Inconnu(ou) if !choix.parmi.is_empty() => Some(ou),
            _ => annee_inconnue,
        };
        match (peut_etre, vue) {
            (Some(ou), vue) => somme.ajouter_peut_etre(&[ou], vue),
            (None, Vue::Compte(n)) => nombre = nombre.saturating_add(Decimal::from(n)),
            (None, Vue::Nombre(n)) => nombre = nombre.saturating_add(n),
            (None, vue) => somme.ajouter_vue(lieu, vue),
        }
    }
    let en_euros = [&q.bornes.min, &q.bornes.max, &q.bornes.strict_min, &q.bornes.strict_max]
        .into_iter()
        .flatten()
        .any(|b| matches!(b, Value::Amount(_)));
    let (vu, au_plus) = if en_euros {
        (somme.certain.map(Value::Amount), somme.au_plus().map(Value::Amount))
    } else {
        let vu = Value::number(nombre, "");
        (Some(vu.clone()), somme.attend.is_empty().then_some(vu))
    };
    let sans_plafond = q.bornes.max.is_none() && q.bornes.strict_max.is_none();
    // Past what can be computed is more than any bound; what is not known can only add to the rest.
    let moins = vu.map_or(Ordering::Greater, |vu| cote(&vu, &q.bornes));
    let plus = au_plus.map_or(Ordering::Greater, |vu| cote(&vu, &q.bornes));
    match (moins, plus) {
        (Ordering::Equal, Ordering::Equal) => Trois::Vrai,
        (Ordering::Equal, Ordering::Greater) if sans_plafond => Trois::Vrai,
        (Ordering::Greater, _) if sans_plafond => Trois::Vrai,
        (Ordering::Greater, _) | (_, Ordering::Less) => Trois::Faux,
        _ => Trois::Inconnu(somme.attend),
    }
}
