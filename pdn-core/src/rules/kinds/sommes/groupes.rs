//! The lines that a sum adds up, and its groups: one for each funder, year, both, or object.

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::eventuelles::Eventuelles;
use crate::appel::{ExigenceDeSomme, Groupement, Lignes, Mesure};
use crate::dossier::Document;
use crate::dossier::absence::{Lieux, Total, Trois};
use crate::dossier::forme::{Lieu, Vue};
use crate::report::Terme;
use crate::rules::contexte::Objet;
use crate::rules::{Constat, Contexte, Outcome, Raison};

/// What one group adds up to, as far as is known.
pub(in crate::rules) struct Somme<'a> {
    pub financeur: Option<CompactString>,
    pub annee: Option<u32>,
    /// The object over whose own list the sum goes.
    pub objet: Option<Objet<'a>>,
    pub total: Total,
    pub annees: SmallVec<[u32; 4]>,
    /// Nothing is asked for, under a rule that is about what is asked.
    pub rien: bool,
    /// Where the last line that has an amount has it; without any, where the last line would have it, or
    /// where the lines would be.
    pub lieu: Lieu,
    montants: usize,
    /// What would tell whether there is such a group: the years, not known, of the only lines that there are
    /// of it. A line that says that it has no year is of none.
    pub sous_reserve: Lieux,
    /// Shown though the list asks nothing of it: no rule judges it.
    d_office: bool,
}

impl<'a> Somme<'a> {
    pub fn nouvelle(
        financeur: Option<CompactString>,
        annee: Option<u32>,
        objet: Option<Objet<'a>>,
        lieu: Lieu,
    ) -> Self {
        Self {
            financeur,
            annee,
            objet,
            total: Total::default(),
            annees: SmallVec::new(),
            rien: false,
            lieu,
            montants: 0,
            sous_reserve: Lieux::new(),
            d_office: false,
        }
    }

    /// A line that is one of the group's.
    pub fn ajouter(&mut self, lieu: Lieu, montant: Vue<'_>) {
        self.total.ajouter_vue(lieu, montant);
        let compte = matches!(montant, Vue::Montant(_));
        if compte || self.montants == 0 {
            self.lieu = lieu;
        }
        if compte {
            self.montants = self.montants.saturating_add(1);
        }
    }

    /// A line opens the group, or is one more of it: until one has a year, there may be no such group.
    fn reserver(&mut self, ouvre: bool, annees: &[u32], annee: Annee) {
        match annee {
            Annee::Inconnue(ou) if !annees.is_empty() => {
                if ouvre || !self.sous_reserve.is_empty() {
                    self.sous_reserve.push(ou);
                }
            }
            _ => self.sous_reserve.clear(),
        }
    }

    /// True of a total of several amounts: what is to be changed is then no one of them.
    pub fn de_plusieurs(&self) -> bool {
        self.montants > 1
    }

    /// What may be added to another, with some of the places that would tell.
    pub fn reprendre(&mut self, autre: &Somme<'_>, lieux: usize) {
        self.total.eventuel = match (self.total.eventuel, autre.total.eventuel) {
            (Some(un), Some(autre)) => un.plus(autre),
            _ => None,
        };
        self.total.attend.extend(autre.total.attend.iter().copied().take(lieux));
    }

    /// What the group is called in the report.
    pub fn instance(&self) -> CompactString {
        match (&self.financeur, self.annee) {
            (Some(f), Some(a)) => format_compact!("financeur={f};annee={a}"),
            (Some(f), None) => format_compact!("financeur={f}"),
            (None, Some(a)) => format_compact!("annee={a}"),
            (None, None) => CompactString::const_new(""),
        }
    }
}

/// What grouping the lines of a document found.
pub(in crate::rules) enum Groupes<'a> {
    /// Nothing to add up, and why.
    Rien(Constat),
    Trouves(Regroupement<'a>),
}

/// The groups of a sum.
pub(in crate::rules) struct Regroupement<'a> {
    pub sommes: Vec<Somme<'a>>,
    /// The groups that there would be, were lines of an unknown funder or year another's than these.
    pub autres: Vec<Somme<'a>>,
    /// The list of the lines is said to be none.
    pub vide: bool,
}

/// One line of a list, as a sum reads it.
pub(super) struct Ligne<'a> {
    pub lieu: Lieu,
    pub vue: Vue<'a>,
    /// What would tell whether the line is one of the sum's at all.
    pub peut_etre: Option<Lieu>,
    pub financeur: Financeur<'a>,
    pub annee: Annee,
}

/// The funder of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Financeur<'a> {
    /// The line has none, or lines have no funder.
    Aucun,
    Dit(&'a str),
    /// Not known, at this place.
    Inconnu(Lieu),
}

impl<'a> Financeur<'a> {
    pub fn code(self) -> Option<&'a str> {
        match self {
            Self::Dit(code) => Some(code),
            Self::Aucun | Self::Inconnu(_) => None,
        }
    }
}

/// The year of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Annee {
    /// Such lines have no year.
    Sans,
    /// The line says that it has none: it is of none of those that a sum is about.
    Aucune,
    Dite(u32),
    /// Not known, at this place.
    Inconnue(Lieu),
}

/// The lines that count, in order; `Err` where the list itself is not known or empty.
pub(super) fn lignes<'a>(
    ctx: &Contexte<'a>,
    e: &Lignes,
) -> Result<Vec<Ligne<'a>>, (Lieu, Vue<'a>)> {
    let mut objets: SmallVec<[(Lieu, Vue<'a>); 8]> = SmallVec::new();
    e.objets.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
    let mut retenues = Vec::with_capacity(objets.len());
    for (lieu, vue) in objets {
        if !matches!(vue, Vue::Fiche(_)) {
            return Err((lieu, vue));
        }
        let dispositif = e.dispositif.as_ref().and_then(|c| c.valeur(vue, lieu));
        let des_dispositifs = !e.dispositifs.is_empty() || !e.autres_dispositifs.is_empty();
        // A scheme that cannot be taken as written: it may be any of them.
        let peut_etre = match dispositif {
            Some((ou, Vue::Inconnue)) if des_dispositifs => Some(ou),
            _ => None,
        };
        let compte = match dispositif {
            _ if peut_etre.is_some() => true,
            Some((_, Vue::Texte(d))) if e.dispositifs.is_empty() => {
                e.autres_dispositifs.iter().all(|autre| autre != d)
            }
            Some((_, Vue::Texte(d))) => e.dispositifs.iter().any(|voulu| voulu == d),
            _ => e.dispositifs.is_empty(),
        };
        if !compte {
            continue;
        }
        let financeur = match e.financeur.as_ref().and_then(|c| c.valeur(vue, lieu)) {
            Some((_, Vue::Texte(code))) => {
                let compte = e.parmi.is_empty() || e.parmi.iter().any(|(c, _)| c == code);
                if !compte || e.sauf_parmi.iter().any(|c| c == code) {
                    continue;
                }
                Financeur::Dit(code)
            }
            Some((ou, Vue::Inconnue)) => Financeur::Inconnu(ou),
            _ if e.choisit() => continue,
            _ => Financeur::Aucun,
        };
        let annee = match e.annee.as_ref().and_then(|c| c.valeur(vue, lieu)) {
            Some((_, Vue::Compte(a))) => Annee::Dite(a),
            Some((ou, Vue::Inconnue)) => Annee::Inconnue(ou),
            Some(_) => Annee::Aucune,
            None => Annee::Sans,
        };
        retenues.push(Ligne { lieu, vue, peut_etre, financeur, annee });
    }
    Ok(retenues)
}

/// The years that are judged: those of the rule, but for those that the plan itself leaves out.
/// `None` where none is left.
fn annees_jugees(ctx: &Contexte<'_>, annees: &[u32]) -> Option<SmallVec<[u32; 4]>> {
    let couverte = |annee: &&u32| match ctx.doc {
        Document::PlanFinancement(plan) => plan.couvre(**annee) != Trois::Faux,
        _ => true,
    };
    let jugees: SmallVec<[u32; 4]> = annees.iter().filter(couverte).copied().collect();
    (annees.is_empty() || !jugees.is_empty()).then_some(jugees)
}

/// Whether a plan covers the year of a group, or one of those of the rule.
pub(in crate::rules) fn couverte(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    groupe: &Somme<'_>,
) -> Trois {
    let annees = groupe.annee.as_ref().map_or(e.lignes.annees.as_slice(), std::slice::from_ref);
    match ctx.doc {
        Document::PlanFinancement(plan) if !annees.is_empty() => {
            annees.iter().fold(Trois::Faux, |une, annee| une.ou(plan.couvre(*annee)))
        }
        _ => Trois::Vrai,
    }
}

/// The groups of a sum; `toutes`: even those of funders that are asked for nothing.
pub(in crate::rules) fn grouper<'a>(
    ctx: &Contexte<'a>,
    e: &ExigenceDeSomme,
    toutes: bool,
) -> Groupes<'a> {
    let liste = e.lignes.objets.lieu(Lieu::RACINE);
    if e.groupement == Groupement::Objet {
        return par_objet(ctx, e);
    }
    let Some(annees) = annees_jugees(ctx, &e.lignes.annees) else {
        return Groupes::Rien(
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::HorsDesAnnees),
        );
    };
    let calcule = matches!(e.mesure, Mesure::Bareme(_));
    // A funder that the call names owes something for each year: no line of it is an amount that is
    // not known. An amount that is worked out is shown whether anything is asked or not.
    let plancher = e.plancher() && e.lignes.dispositifs.is_empty();
    let (lignes, etat) = match lignes(ctx, &e.lignes) {
        Ok(trouvees) => (trouvees, Etat::Donnee),
        Err((lieu, Vue::Inconnue)) if !toutes => {
            return Groupes::Rien(if rien_ne_le_demande(ctx, e) {
                let constat = Constat::nouveau(Outcome::NotApplicable, lieu);
                constat.raison(Raison::AucunObjet).repose([lieu])
            } else {
                Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu)
            });
        }
        Err((lieu, vue)) => {
            let inconnue = matches!(vue, Vue::Inconnue);
            if !calcule && !toutes && !plancher {
                return Groupes::Rien(
                    Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet),
                );
            }
            (Vec::new(), if inconnue { Etat::Inconnue } else { Etat::Vide })
        }
    };
    let (par_financeur, par_annee) = match e.groupement {
        Groupement::Par { financeur, annee } => (financeur, annee),
        Groupement::Tout | Groupement::Objet => (false, false),
    };
    let mut groupes: Vec<Somme<'a>> = Vec::new();
    let mut rangs: FxHashMap<(Option<CompactString>, Option<u32>), usize> = FxHashMap::default();
    let mut ouvrir = |groupes: &mut Vec<Somme<'a>>, financeur: Option<&str>, annee| {
        *rangs.entry((financeur.map(CompactString::new), annee)).or_insert_with(|| {
            groupes.push(Somme::nouvelle(financeur.map(CompactString::new), annee, None, liste));
            groupes.len().saturating_sub(1)
        })
    };
    let plancher = plancher && (etat == Etat::Vide || !annees.is_empty());
    let par_annee_seule = par_annee && !par_financeur;
    if toutes || plancher || calcule || par_annee_seule || (!par_financeur && !par_annee) {
        let financeurs: Vec<Option<&str>> = if par_financeur {
            e.lignes.parmi.iter().map(|(c, _)| Some(c.as_str())).collect()
        } else {
            vec![None]
        };
        for financeur in financeurs {
            if par_annee && !annees.is_empty() {
                for annee in &annees {
                    ouvrir(&mut groupes, financeur, Some(*annee));
                }
            } else if !par_annee {
                ouvrir(&mut groupes, financeur, None);
            }
        }
        let tout = !par_financeur && !par_annee;
        let d_office = !(plancher || calcule || par_annee_seule || tout);
        groupes.iter_mut().for_each(|groupe| groupe.d_office = d_office);
    }
    let mut eventuelles = Eventuelles::default();
    for ligne in &lignes {
        let financeur = ligne.financeur.code().filter(|_| par_financeur);
        let (lieu, montant) =
            e.lignes.montant.valeur(ligne.vue, ligne.lieu).unwrap_or((ligne.lieu, Vue::Inconnue));
        // A line that says that it has no year is of none.
        if ligne.annee == Annee::Aucune && (par_annee || !annees.is_empty()) {
            continue;
        }
        let qui = match ligne.financeur {
            // Who pays is not known: it may be any of them.
            Financeur::Inconnu(ou) if par_financeur || e.lignes.choisit() => Some(ou),
            _ => None,
        };
        if let Some(lieu) = ligne.peut_etre.or(qui) {
            let annee = match ligne.annee {
                Annee::Dite(a) => Some(a),
                Annee::Sans | Annee::Aucune | Annee::Inconnue(_) => None,
            };
            let jugee = |a| annees.is_empty() || annees.contains(&a);
            if par_annee || annee.is_none_or(jugee) {
                let financeur = match ligne.financeur {
                    Financeur::Dit(_) if !par_financeur => Financeur::Aucun,
                    financeur => financeur,
                };
                let annee = annee.filter(|_| par_annee);
                eventuelles.ajouter(lieu, financeur, annee, montant);
            }
            continue;
        }
        if !par_annee {
            // A grant for another year is not one of this period.
            if matches!(ligne.annee, Annee::Dite(a) if !annees.is_empty() && !annees.contains(&a)) {
                continue;
            }
            let deja = groupes.len();
            let rang = ouvrir(&mut groupes, financeur, None);
            let Some(groupe) = groupes.get_mut(rang) else { continue };
            groupe.d_office = false;
            groupe.reserver(rang >= deja, &annees, ligne.annee);
            match ligne.annee {
                // It may be another year's.
                Annee::Inconnue(ou) if !annees.is_empty() => {
                    ajouter_peut_etre(e, groupe, ou, montant);
                    continue;
                }
                Annee::Dite(a) => groupe.annees.push(a),
                Annee::Sans => groupe.annees.extend_from_slice(&annees),
                Annee::Aucune | Annee::Inconnue(_) => {}
            }
            groupe.ajouter(lieu, montant);
            continue;
        }
        // A funder that is asked for something is judged on each of the years, even one without a line.
        let soumises: SmallVec<[u32; 4]> = match ligne.annee {
            Annee::Dite(a) if annees.is_empty() => SmallVec::from_slice(&[a]),
            _ => annees.clone(),
        };
        for annee in soumises {
            let deja = groupes.len();
            let rang = ouvrir(&mut groupes, financeur, Some(annee));
            let Some(groupe) = groupes.get_mut(rang) else { continue };
            groupe.d_office = false;
            groupe.reserver(rang >= deja, &annees, ligne.annee);
            match ligne.annee {
                Annee::Dite(a) if a != annee => continue,
                Annee::Inconnue(ou) => {
                    // It may be this year's.
                    ajouter_peut_etre(e, groupe, ou, montant);
                    continue;
                }
                Annee::Dite(_) | Annee::Sans | Annee::Aucune => {
                    groupe.ajouter(lieu, montant);
                }
            }
            groupe.annees.push(annee);
        }
        if annees.is_empty()
            && let Annee::Inconnue(ou) = ligne.annee
        {
            let financeur = if par_financeur { ligne.financeur } else { Financeur::Aucun };
            eventuelles.ajouter(ou, financeur, None, montant);
        }
    }
    for groupe in &mut groupes {
        eventuelles.ajouter_a(groupe);
    }
    let autres = eventuelles.groupes_possibles(e, &annees, &groupes);
    for groupe in &mut groupes {
        clore(e, groupe, &annees, liste, etat);
    }
    Groupes::Trouves(Regroupement { sommes: groupes, autres, vide: etat == Etat::Vide })
}

/// A line that may be one of a group: of nothing, it may still be what a rule that asks for none judges.
fn ajouter_peut_etre(e: &ExigenceDeSomme, groupe: &mut Somme<'_>, annee: Lieu, montant: Vue<'_>) {
    if e.facultative() && matches!(montant, Vue::Montant(m) if m.est_nul()) {
        groupe.total.attend.push(annee);
    }
    groupe.total.ajouter_peut_etre(&[annee], montant);
}

/// What is known of the list of a sum's lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Etat {
    Donnee,
    /// Said to be none: it holds no line at all.
    Vide,
    Inconnue,
}

/// Whether a group asks for anything; and the amount of a year that its list does not give is not known.
fn clore(e: &ExigenceDeSomme, groupe: &mut Somme<'_>, annees: &[u32], liste: Lieu, etat: Etat) {
    groupe.rien = e.rien_demande(groupe) && etat != Etat::Inconnue;
    let lignes = groupe.total.lignes > 0;
    let complete = match (etat, groupe.annee) {
        (Etat::Vide, _) => true,
        (Etat::Inconnue, _) => false,
        _ if groupe.d_office => true,
        (Etat::Donnee, Some(_)) => lignes,
        (Etat::Donnee, None) if e.groupement == Groupement::Tout => lignes,
        (Etat::Donnee, None) => annees.iter().all(|a| groupe.annees.contains(a)),
    };
    if !complete {
        groupe.total.eventuel = None;
        if groupe.total.attend.is_empty() {
            groupe.total.attend.push(liste);
        }
    }
}

/// One sum for each object, over a list of its own.
fn par_objet<'a>(ctx: &Contexte<'a>, e: &ExigenceDeSomme) -> Groupes<'a> {
    let mut groupes = Vec::new();
    let mut rien = None;
    let mut objets: SmallVec<[(Lieu, Vue<'a>); 4]> = SmallVec::new();
    e.lignes.objets.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
    for (lieu, vue) in objets {
        if !matches!(vue, Vue::Fiche(_)) {
            rien = Some((lieu, vue));
            continue;
        }
        let annee = match e.lignes.annee.as_ref().and_then(|c| c.valeur(vue, lieu)) {
            Some((_, Vue::Compte(a))) => Some(a),
            _ => None,
        };
        let objet = Objet { lieu, vue, de_liste: true };
        let mut groupe = Somme::nouvelle(None, annee, Some(objet), lieu);
        ajouter_le_detail(e, vue, lieu, &mut groupe);
        groupe.rien = e.rien_demande(&groupe);
        groupe.lieu = e.lignes.montant.lieu(lieu);
        groupes.push(groupe);
    }
    match rien {
        Some((lieu, Vue::Inconnue)) => {
            Groupes::Rien(Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu))
        }
        Some((lieu, _)) if groupes.is_empty() => {
            Groupes::Rien(Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet))
        }
        _ => Groupes::Trouves(Regroupement { sommes: groupes, autres: Vec::new(), vide: false }),
    }
}

/// The accounts of contributions in kind, on either side of a budget.
const EN_NATURE: [CompactString; 2] =
    [CompactString::const_new("86"), CompactString::const_new("87")];

impl Lignes {
    /// True where only the lines of some funders count.
    fn choisit(&self) -> bool {
        !self.parmi.is_empty() || !self.sauf_parmi.is_empty()
    }
}

/// Adds up the lines of an object: those of the rule's accounts, or all but contributions in kind (86 and 87).
fn ajouter_le_detail<'a>(e: &ExigenceDeSomme, vue: Vue<'a>, lieu: Lieu, groupe: &mut Somme<'a>) {
    let Some(detail) = &e.lignes.detail else { return };
    detail.lignes.suivre_vue(vue, lieu, &mut |lieu, ligne| {
        if !matches!(ligne, Vue::Fiche(_)) {
            groupe.ajouter(lieu, ligne);
            return;
        }
        let un_de = |comptes: &[CompactString]| match detail
            .compte
            .as_ref()
            .and_then(|c| c.valeur(ligne, lieu))
        {
            Some((_, Vue::Texte(c))) => {
                comptes.iter().any(|compte| c.starts_with(compte.as_str())).into()
            }
            Some((ou, Vue::Inconnue)) => Trois::inconnu(ou),
            _ => Trois::Faux,
        };
        let compte = match detail.comptes.as_slice() {
            [] => !un_de(&EN_NATURE),
            comptes => un_de(comptes),
        };
        let Some((lieu, montant)) = detail.montant.valeur(ligne, lieu) else { return };
        match compte {
            Trois::Faux => {}
            Trois::Vrai => groupe.ajouter(lieu, montant),
            Trois::Inconnu(lieux) => groupe.total.ajouter_peut_etre(&lieux, montant),
        }
    });
}

/// True where a rule bears only on what is asked, and the dossier gives neither base nor grant.
fn rien_ne_le_demande(ctx: &Contexte<'_>, e: &ExigenceDeSomme) -> bool {
    let muet = |inconnue: bool, fautive: bool| inconnue && !fautive;
    e.si_demande
        && ctx.doc.bases().is_some_and(|(b, _)| muet(b.est_inconnue(), b.est_fautive()))
        && ctx.doc.financements().is_some_and(|(f, _)| muet(f.est_inconnue(), f.est_fautive()))
}

/// The lines of each group, with what each asks for.
pub(in crate::rules) fn lignes_des_groupes(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    groupes: &[Somme<'_>],
) -> Vec<Vec<Terme>> {
    let (par_financeur, par_annee) = match e.groupement {
        Groupement::Par { financeur, annee } => (financeur, annee),
        Groupement::Tout => (false, false),
        Groupement::Objet => return vec![Vec::new(); groupes.len()],
    };
    let lignes = lignes(ctx, &e.lignes).unwrap_or_default();
    let annees = &e.lignes.annees;
    // A line without a year is one of each year's.
    let mut rangees: FxHashMap<(Option<&str>, Option<u32>), Vec<Terme>> = FxHashMap::default();
    for l in lignes.iter().filter(|l| l.peut_etre.is_none()) {
        let financeur = l.financeur.code();
        let annee = match l.annee {
            Annee::Dite(a) if !annees.is_empty() && !annees.contains(&a) => continue,
            Annee::Inconnue(_) | Annee::Aucune if par_annee || !annees.is_empty() => continue,
            Annee::Dite(a) if par_annee => Some(a),
            _ => None,
        };
        let (lieu, montant) = match e.lignes.montant.valeur(l.vue, l.lieu) {
            None | Some((_, Vue::Aucune)) => continue,
            Some((lieu, Vue::Montant(m))) => (lieu, Some(m)),
            Some((lieu, _)) => (lieu, None),
        };
        let terme = Terme::Demande { lieu, financeur: financeur.map(CompactString::new), montant };
        rangees.entry((financeur.filter(|_| par_financeur), annee)).or_default().push(terme);
    }
    let du_groupe = |groupe: &Somme<'_>| {
        let financeur = groupe.financeur.as_deref();
        let siennes = rangees.get(&(financeur, groupe.annee)).into_iter().flatten();
        let toujours = rangees.get(&(financeur, None)).filter(|_| groupe.annee.is_some());
        let mut termes: Vec<Terme> =
            siennes.chain(toujours.into_iter().flatten()).cloned().collect();
        termes.sort_by_key(|terme| match terme {
            Terme::Demande { lieu, .. } => Some(*lieu),
            _ => None,
        });
        termes
    };
    groupes.iter().map(du_groupe).collect()
}
