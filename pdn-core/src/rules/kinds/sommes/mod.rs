//! Sums of amounts, on intervals: an amount that is not known is at least zero.
//!
//! A sum is grouped, then measured, then judged: a calculation shows what a rule sees.

mod groupes;
mod mesure;

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::Decimal;

pub(in crate::rules) use groupes::{Groupes, Regroupement, Somme, grouper, lignes_du_groupe};
pub(in crate::rules) use mesure::{Mesuree, mesurer, termes};

use super::{Trois, cote, hors_bornes};
use crate::appel::{Cible, Demande, ExigenceDeSomme, Groupement, Mesure, QuantiteBornee};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{Document, FinancementChamp};
use crate::rules::contexte::Objet;
use crate::rules::{Action, Constat, Contexte, Effet, Outcome, Raison};
use crate::value::{Range, Value};
use crate::values::ValeurNumerique;
use groupes::{Annee, Lieux, lignes};

/// Judges a sum: one finding for each group.
pub(in crate::rules) fn somme(ctx: &mut Contexte<'_>, e: &ExigenceDeSomme) {
    let Regroupement { sommes, inconnues, annees } = match grouper(ctx, e, false) {
        Groupes::Rien(constat) => {
            ctx.emettre(e.sans_effet(constat));
            return;
        }
        Groupes::Trouves(trouves) => trouves,
    };
    for lieu in &inconnues {
        let constat = Constat::nouveau(Outcome::Undetermined, *lieu).attend(*lieu);
        ctx.emettre(e.sans_effet(constat));
    }
    let liste = e.lignes.objets.lieu(Lieu::RACINE);
    if sommes.is_empty() && inconnues.is_empty() {
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::AucunObjet));
    }
    for groupe in sommes {
        let mesure = mesurer(ctx, e, &groupe);
        let depasse = juger(ctx, e, (liste, &annees), &groupe, &mesure);
        if depasse && e.prorata {
            proratiser(ctx, &groupe, &mesure);
        }
    }
}

/// True where the group is more than it may be.
fn juger(
    ctx: &mut Contexte<'_>,
    e: &ExigenceDeSomme,
    liste_et_annees: (Lieu, &[u32]),
    groupe: &Somme<'_>,
    mesure: &Mesuree,
) -> bool {
    let constat = verdict(ctx, e, liste_et_annees, groupe, mesure);
    let depasse = constat.outcome == Outcome::Fail
        && constat.le_remede().is_some_and(|r| r.action == Action::Lower);
    match &groupe.objet {
        Some(objet) => ctx.emettre_sur(objet, constat),
        None => ctx.emettre(constat.instance(groupe.instance())),
    }
    depasse
}

fn verdict(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    (liste, annees): (Lieu, &[u32]),
    groupe: &Somme<'_>,
    mesure: &Mesuree,
) -> Constat {
    let lieu = groupe.lieu;
    let Some(total) = groupe.total else {
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
    let sans_ligne = groupe.lignes == 0;
    let facultatif = calcule || !e.lignes.dispositifs.is_empty();
    if (sans_ligne && facultatif) || (groupe.donnees == 0 && groupe.lignes > 0) {
        let lieu = if sans_ligne { liste } else { lieu };
        let constat = Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::RienDemande);
        return avec_attendu(constat);
    }
    let toutes_les_annees = groupe.sans_annee
        || match groupe.annee {
            Some(_) => !sans_ligne,
            None => annees.iter().all(|a| groupe.annees.contains(a)),
        };
    let complet = groupe.inconnus.is_empty()
        && (toutes_les_annees || (e.groupement == Groupement::Tout && !sans_ligne));
    let vu = Value::Amount(total);
    let echec = if e.a_apprecier { Outcome::Review } else { Outcome::Fail };
    let hors = |cote, bornes: &Range| {
        let constat =
            avec_attendu(Constat::nouveau(echec, lieu).observe(vu.clone()).base(mesure.base));
        if e.a_apprecier {
            constat.raison(Raison::AJuger)
        } else {
            hors_bornes(constat, &vu, bornes, cote)
        }
    };
    // What is not known can only add to the sum: more than the most is too much already, and less
    // than the least is only once all is known.
    if let Some(haut) = &mesure.haut
        && cote(&vu, haut) == Ordering::Greater
    {
        return hors(Ordering::Greater, haut);
    }
    if complet && cote(&vu, &mesure.bas) == Ordering::Less {
        return hors(Ordering::Less, &mesure.bas);
    }
    let assez = match &mesure.haut {
        Some(haut) => cote(&vu, haut) != Ordering::Less,
        None => !e.plancher(),
    };
    let tenu = assez && cote(&vu, &mesure.bas) != Ordering::Greater;
    if !tenu || (!complet && e.plafond()) {
        let mut constat = Constat::nouveau(Outcome::Undetermined, lieu).observe(vu);
        if !complet && groupe.inconnus.is_empty() {
            constat.attendre([liste]);
        }
        constat.attendre(groupe.inconnus.iter().copied());
        if !tenu {
            constat.attendre(mesure.attend.iter().copied());
        }
        return avec_attendu(e.sans_effet(constat));
    }
    if e.acteur_du_departement && !total.est_nul() && autre_departement(ctx, e, groupe) {
        return Constat::nouveau(Outcome::Review, lieu)
            .observe(vu)
            .raison(Raison::AutreDepartement);
    }
    avec_attendu(Constat::nouveau(Outcome::Pass, lieu).observe(vu))
}

/// True of a funder that acts for a département that is not applied for.
fn autre_departement(ctx: &Contexte<'_>, e: &ExigenceDeSomme, groupe: &Somme<'_>) -> bool {
    let departement = e
        .lignes
        .parmi
        .iter()
        .find(|(c, _)| Some(c) == groupe.financeur.as_ref())
        .and_then(|(_, d)| d.as_ref());
    let (Some(departement), Document::Candidature(c)) = (departement, ctx.doc) else {
        return false;
    };
    c.departements
        .liste()
        .is_some_and(|demandes| !demandes.iter().any(|d| d.code() == departement.as_str()))
}

/// Each grant of the year, in the proportion of the costs to what is received.
fn proratiser(ctx: &mut Contexte<'_>, groupe: &Somme<'_>, mesure: &Mesuree) {
    let (Some(cout), Some(recettes)) = (mesure.base, groupe.total) else { return };
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
                Vue::Inconnue => Trois::Inconnu(vec![lieu]),
                vue => match super::valeur(&vue, "", "") {
                    Some(v) if cote(&v, &q.bornes) == Ordering::Equal => Trois::Vrai,
                    _ => Trois::Faux,
                },
            };
        });
        return verdict;
    };
    let (lignes, anonymes) = match lignes(ctx, choix) {
        Ok(trouvees) => trouvees,
        Err((lieu, Vue::Inconnue)) => return Trois::Inconnu(vec![lieu]),
        Err(_) => (Vec::new(), Lieux::new()),
    };
    let mut somme = Somme::nouvelle(None, None, None, Lieu::RACINE);
    let mut nombre = Decimal::ZERO;
    let mut attend: Vec<Lieu> = anonymes.to_vec();
    for ligne in lignes {
        match ligne.annee {
            Annee::Dite(a) if !choix.annees.is_empty() && !choix.annees.contains(&a) => continue,
            Annee::Inconnue(ou) if !choix.annees.is_empty() => {
                attend.push(ou);
                continue;
            }
            _ => {}
        }
        let valeur = choix.montant.valeur(ligne.vue, ligne.lieu);
        match valeur.unwrap_or((ligne.lieu, Vue::Inconnue)) {
            (_, Vue::Compte(n)) => nombre = nombre.saturating_add(Decimal::from(n)),
            (_, Vue::Nombre(n)) => nombre = nombre.saturating_add(n),
            (lieu, vue) => somme.ajouter(lieu, vue),
        }
    }
    attend.extend(somme.inconnus.iter().copied());
    let en_euros = [&q.bornes.min, &q.bornes.max, &q.bornes.strict_min, &q.bornes.strict_max]
        .into_iter()
        .flatten()
        .any(|b| matches!(b, Value::Amount(_)));
    let vu =
        if en_euros { somme.total.map(Value::Amount) } else { Some(Value::number(nombre, "")) };
    let Some(vu) = vu else { return Trois::Vrai };
    match (cote(&vu, &q.bornes), attend.is_empty()) {
        (Ordering::Equal, true) => Trois::Vrai,
        // What is not known can only add to it.
        (Ordering::Greater, _) => Trois::Faux,
        (Ordering::Less, true) => Trois::Faux,
        (Ordering::Equal, false) if q.bornes.max.is_none() && q.bornes.strict_max.is_none() => {
            Trois::Vrai
        }
        (_, false) => Trois::Inconnu(attend),
    }
}
