//! Sums of amounts, on intervals: an amount that is not known is at least zero.
//!
//! A sum is measured before it is liste_et_annees, so that a calculation shows what a rule sees.

use std::cmp::Ordering;

use compact_str::{CompactString, format_compact};
use rust_decimal::{Decimal, RoundingStrategy};
use smallvec::SmallVec;

use super::super::contexte::Objet;
use super::super::{Action, Constat, Contexte, Effet, Outcome, Raison};
use super::{cote, hors_bornes};
use crate::appel::{
    Assiette, Bareme, Cible, Demande, ExigenceDeDepenses, ExigenceDeSomme, Groupement, Lignes,
    Mesure, QuantiteBornee,
};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{Budget, Document, Financement, Reponse};
use crate::value::{Range, Value};
use crate::values::{Montant, ValeurNumerique};

/// Places that are waited for.
type Lieux = SmallVec<[Lieu; 2]>;

/// What one group adds up to, as far as is known.
pub(in crate::rules) struct Somme<'a> {
    pub financeur: Option<CompactString>,
    pub annee: Option<u32>,
    /// The object over whose own list the sum goes.
    pub objet: Option<Objet<'a>>,
    /// `None` past what can be computed.
    pub total: Option<Montant>,
    pub inconnus: Lieux,
    /// How many lines there are, and how many of them do not say that they are none.
    pub lignes: usize,
    donnees: usize,
    annees: SmallVec<[u32; 4]>,
    /// A line without a year stands for the whole period.
    sans_annee: bool,
    /// Where the last line has its amount, or where the lines would be.
    pub lieu: Lieu,
}

impl<'a> Somme<'a> {
    fn nouvelle(
        financeur: Option<CompactString>,
        annee: Option<u32>,
        objet: Option<Objet<'a>>,
        lieu: Lieu,
    ) -> Self {
        Self {
            financeur,
            annee,
            objet,
            total: Some(Montant::ZERO),
            inconnus: SmallVec::new(),
            lignes: 0,
            donnees: 0,
            annees: SmallVec::new(),
            sans_annee: false,
            lieu,
        }
    }

    fn ajouter(&mut self, lieu: Lieu, montant: Vue<'_>) {
        self.lieu = lieu;
        self.lignes = self.lignes.saturating_add(1);
        if matches!(montant, Vue::Aucune) {
            return;
        }
        self.donnees = self.donnees.saturating_add(1);
        match montant {
            Vue::Montant(m) => self.total = self.total.and_then(|t| t.plus(m)),
            _ => self.inconnus.push(lieu),
        }
    }

    /// What the group is called in the report.
    fn instance(&self) -> CompactString {
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
    /// The lines of which it is not known to what group they belong.
    pub inconnues: Lieux,
    /// The years that are liste_et_annees.
    annees: SmallVec<[u32; 4]>,
}

/// One line of a list, as a sum reads it.
struct Ligne<'a> {
    lieu: Lieu,
    vue: Vue<'a>,
    financeur: Option<&'a str>,
    annee: Annee,
}

/// The year of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Annee {
    /// The line has none, or lines have no year.
    Aucune,
    Dite(u32),
    /// Not known, at this place.
    Inconnue(Lieu),
}

/// The lines that count, in order; `Err` where the list itself is not known or empty.
fn lignes<'a>(ctx: &Contexte<'a>, e: &Lignes) -> Result<(Vec<Ligne<'a>>, Lieux), (Lieu, Vue<'a>)> {
    let mut objets: SmallVec<[(Lieu, Vue<'a>); 8]> = SmallVec::new();
    e.objets.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
    let (mut retenues, mut anonymes) = (Vec::with_capacity(objets.len()), Lieux::new());
    for (lieu, vue) in objets {
        if !matches!(vue, Vue::Fiche(_)) {
            return Err((lieu, vue));
        }
        let dispositif = e.dispositif.as_ref().and_then(|c| c.valeur(vue, lieu));
        let compte = match dispositif {
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
                if !e.parmi.is_empty() && e.parmi.iter().all(|(c, _)| c != code) {
                    continue;
                }
                Some(code)
            }
            Some((ou, _)) if !e.parmi.is_empty() => {
                // Who pays is not known: it may be any of them.
                anonymes.push(ou);
                continue;
            }
            _ => None,
        };
        let annee = match e.annee.as_ref().and_then(|c| c.valeur(vue, lieu)) {
            Some((_, Vue::Compte(a))) => Annee::Dite(a),
            Some((ou, Vue::Inconnue)) => Annee::Inconnue(ou),
            _ => Annee::Aucune,
        };
        retenues.push(Ligne { lieu, vue, financeur, annee });
    }
    Ok((retenues, anonymes))
}

/// The years that are liste_et_annees: those of the rule, but for those that the plan itself leaves out.
/// `None` where none is left.
fn annees_jugees(ctx: &Contexte<'_>, annees: &[u32]) -> Option<SmallVec<[u32; 4]>> {
    let jugees: SmallVec<[u32; 4]> = match ctx.doc {
        Document::PlanFinancement(p) => match p.annees.liste() {
            Some(plan) => {
                let couverte = |a: &&u32| plan.iter().any(|p| u32::from(p.get()) == **a);
                annees.iter().filter(couverte).copied().collect()
            }
            None => annees.iter().copied().collect(),
        },
        _ => annees.iter().copied().collect(),
    };
    (annees.is_empty() || !jugees.is_empty()).then_some(jugees)
}

/// The groups of a sum.
pub(in crate::rules) fn grouper<'a>(ctx: &Contexte<'a>, e: &ExigenceDeSomme) -> Groupes<'a> {
    let liste = e.lignes.objets.lieu(Lieu::RACINE);
    if e.groupement == Groupement::Objet {
        return par_objet(ctx, e);
    }
    let Some(annees) = annees_jugees(ctx, &e.lignes.annees) else {
        return Groupes::Rien(
            Constat::nouveau(Outcome::NotApplicable, liste).raison(Raison::HorsDesAnnees),
        );
    };
    let (lignes, anonymes) = match lignes(ctx, &e.lignes) {
        Ok(trouvees) => trouvees,
        Err((lieu, Vue::Inconnue)) if !sans_assiette(ctx, e) => {
            let constat = Constat::nouveau(Outcome::Undetermined, lieu).attend(lieu);
            return Groupes::Rien(constat);
        }
        Err((lieu, _)) => {
            let bareme = matches!(e.mesure, Mesure::Bareme(_));
            if !bareme {
                return Groupes::Rien(
                    Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::AucunObjet),
                );
            }
            (Vec::new(), Lieux::new())
        }
    };
    let (par_financeur, par_annee) = match e.groupement {
        Groupement::Par { financeur, annee } => (financeur, annee),
        Groupement::Tout | Groupement::Objet => (false, false),
    };
    let mut groupes: Vec<Somme<'a>> = Vec::new();
    let ouvrir = |groupes: &mut Vec<Somme<'a>>, financeur: Option<&str>, annee| {
        let deja =
            groupes.iter().position(|g| g.financeur.as_deref() == financeur && g.annee == annee);
        deja.unwrap_or_else(|| {
            groupes.push(Somme::nouvelle(financeur.map(CompactString::new), annee, None, liste));
            groupes.len().saturating_sub(1)
        })
    };
    let mut inconnues = anonymes;
    // A funder that the call names owes something for each year: no line of it is an amount that is
    // not known. An amount that is worked out is shown whether anything is asked or not.
    let plancher = e.plancher() && e.lignes.dispositifs.is_empty() && !annees.is_empty();
    let calcule = matches!(e.mesure, Mesure::Bareme(_));
    let par_annee_seule = par_annee && !par_financeur;
    if plancher || calcule || par_annee_seule || (!par_financeur && !par_annee) {
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
    }
    for ligne in &lignes {
        let financeur = ligne.financeur.filter(|_| par_financeur);
        let (lieu, montant) =
            e.lignes.montant.valeur(ligne.vue, ligne.lieu).unwrap_or((ligne.lieu, Vue::Inconnue));
        if !par_annee {
            // A grant for another year is not one of this period.
            let hors_periode = matches!(ligne.annee, Annee::Dite(a) if !annees.contains(&a));
            if !annees.is_empty() && hors_periode {
                continue;
            }
            let rang = ouvrir(&mut groupes, financeur, None);
            let Some(groupe) = groupes.get_mut(rang) else { continue };
            groupe.ajouter(lieu, montant);
            match ligne.annee {
                Annee::Dite(a) => groupe.annees.push(a),
                Annee::Aucune | Annee::Inconnue(_) => groupe.sans_annee = true,
            }
            continue;
        }
        // A funder that is asked for something is liste_et_annees on each of the years, even one without a line.
        let soumises: SmallVec<[u32; 4]> = match ligne.annee {
            Annee::Dite(a) if annees.is_empty() => SmallVec::from_slice(&[a]),
            _ => annees.clone(),
        };
        for annee in soumises {
            let rang = ouvrir(&mut groupes, financeur, Some(annee));
            let Some(groupe) = groupes.get_mut(rang) else { continue };
            match ligne.annee {
                Annee::Dite(a) if a != annee => continue,
                Annee::Inconnue(ou) => {
                    // It may be this year's.
                    groupe.inconnus.push(ou);
                    groupe.lignes = groupe.lignes.saturating_add(1);
                    groupe.donnees = groupe.donnees.saturating_add(1);
                    continue;
                }
                Annee::Dite(_) | Annee::Aucune => groupe.ajouter(lieu, montant),
            }
            groupe.annees.push(annee);
        }
        if annees.is_empty()
            && let Annee::Inconnue(ou) = ligne.annee
        {
            inconnues.push(ou);
        }
    }
    Groupes::Trouves(Regroupement { sommes: groupes, inconnues, annees })
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
        groupe.sans_annee = true;
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
        _ => Groupes::Trouves(Regroupement {
            sommes: groupes,
            inconnues: Lieux::new(),
            annees: SmallVec::new(),
        }),
    }
}

/// Adds up the lines of an object; contributions in kind (86 and 87) stand apart.
fn ajouter_le_detail<'a>(e: &ExigenceDeSomme, vue: Vue<'a>, lieu: Lieu, groupe: &mut Somme<'a>) {
    let Some(detail) = &e.lignes.detail else { return };
    detail.lignes.suivre_vue(vue, lieu, &mut |lieu, ligne| {
        if !matches!(ligne, Vue::Fiche(_)) {
            groupe.ajouter(lieu, ligne);
            return;
        }
        let compte = detail.compte.as_ref().and_then(|c| c.valeur(ligne, lieu));
        let en_nature = matches!(
            compte,
            Some((_, Vue::Texte(c))) if c.starts_with("86") || c.starts_with("87")
        );
        if !en_nature && let Some((lieu, montant)) = detail.montant.valeur(ligne, lieu) {
            groupe.ajouter(lieu, montant);
        }
    });
}

/// What bounds a group, in euros: with all that is not known taken for nothing, and as much as there
/// may be of it.
pub(in crate::rules) struct Mesuree {
    pub bas: Range,
    /// `None` where there may be any amount.
    pub haut: Option<Range>,
    /// What the bounds were worked out from.
    pub base: Option<Montant>,
    /// What the bounds wait for; none where they are known.
    pub attend: Lieux,
}

impl Mesuree {
    /// The bounds, where they are known.
    pub fn bornes(&self) -> Option<&Range> {
        self.attend.is_empty().then_some(&self.bas)
    }
}

/// The bounds of a group.
pub(in crate::rules) fn mesurer<'a>(
    ctx: &Contexte<'a>,
    e: &ExigenceDeSomme,
    groupe: &Somme<'a>,
) -> Mesuree {
    match &e.mesure {
        Mesure::Montants(bornes) => Mesuree {
            bas: bornes.clone(),
            haut: Some(bornes.clone()),
            base: None,
            attend: Lieux::new(),
        },
        Mesure::Parts { bornes, base } => {
            let assiette = assiette(ctx, base, groupe);
            let bas = parts_en_euros(bornes, assiette.total.unwrap_or_default());
            let connue = assiette.inconnus.is_empty() && assiette.total.is_some();
            Mesuree {
                haut: connue.then(|| bas.clone()),
                bas,
                base: assiette.total,
                attend: assiette.inconnus,
            }
        }
        Mesure::Bareme(bareme) => {
            let mut attend = Lieux::new();
            let bas = bareme_en_euros(ctx, bareme, groupe.annee, &mut attend);
            // What is not known may be anything, up to the ceiling.
            let haut = match bareme.plafond {
                _ if attend.is_empty() => bas,
                plafond => plafond.map(|p| p.decimal()),
            };
            let bornes = |montant: Decimal| match bareme.demande {
                Demande::AuPlus => Range { max: arrondi(montant, false), ..Range::default() },
                Demande::AuMoins => Range { min: arrondi(montant, true), ..Range::default() },
                Demande::Exactement => {
                    let juste = arrondi(montant, false);
                    Range { min: juste.clone(), max: juste, ..Range::default() }
                }
            };
            Mesuree {
                bas: bas.map(bornes).unwrap_or_default(),
                haut: haut.map(bornes),
                base: None,
                attend,
            }
        }
    }
}

/// An exact amount, down to the cent below or up to the one above: amounts are whole cents, so that
/// comparing with it is comparing with the exact one.
fn arrondi(exact: Decimal, vers_le_haut: bool) -> Option<Value> {
    let sens = if vers_le_haut { RoundingStrategy::AwayFromZero } else { RoundingStrategy::ToZero };
    Montant::d_un_decimal(exact.round_dp_with_strategy(2, sens)).map(Value::Amount)
}

/// Shares of a base, as amounts.
fn parts_en_euros(bornes: &Range, base: Montant) -> Range {
    let de = |part: &Option<Value>, vers_le_haut| match part {
        Some(Value::Share(p)) => {
            base.decimal().checked_mul(p.decimal()).and_then(|exact| arrondi(exact, vers_le_haut))
        }
        _ => None,
    };
    Range {
        min: de(&bornes.min, true),
        max: de(&bornes.max, false),
        strict_min: de(&bornes.strict_min, false),
        strict_max: de(&bornes.strict_max, true),
    }
}

/// What a base adds up to, as far as is known.
struct Total {
    total: Option<Montant>,
    inconnus: Lieux,
}

fn assiette<'a>(ctx: &Contexte<'a>, assiette: &Assiette, groupe: &Somme<'a>) -> Total {
    match assiette {
        Assiette::Declaree { id, bases } => declaree(ctx, id, bases, groupe.annee),
        Assiette::Charges { depenses } => charges(ctx, depenses.as_ref(), groupe),
    }
}

/// A base that the dossier gives, for a year.
fn declaree(
    ctx: &Contexte<'_>,
    id: &str,
    bases: &crate::appel::chemin::Chemin,
    annee: Option<u32>,
) -> Total {
    let mut total = Total { total: Some(Montant::ZERO), inconnus: Lieux::new() };
    let liste = bases.lieu(Lieu::RACINE);
    let mut trouvee = false;
    let donnees = match ctx.doc {
        Document::Candidature(c) => c.bases.liste(),
        Document::PlanFinancement(p) => p.bases.liste(),
        _ => None,
    };
    for (rang, base) in donnees.unwrap_or_default().iter().enumerate() {
        let lieu = liste.rang(rang);
        let autre = base.id.donnee().is_some_and(|b| b.as_str() != id);
        let autre_annee = match (annee, base.annee.donnee()) {
            (Some(a), Some(b)) => u32::from(b.get()) != a,
            _ => false,
        };
        if autre || autre_annee {
            continue;
        }
        if base.id.est_inconnue() {
            total.inconnus.push(lieu.puis(crate::dossier::BaseChamp::id.into()));
        }
        trouvee = true;
        let lieu = lieu.puis(crate::dossier::BaseChamp::montant.into());
        match &base.montant {
            Reponse::Donnee(m) => total.total = total.total.and_then(|t| t.plus(*m)),
            Reponse::Aucune => {}
            Reponse::Inconnue => total.inconnus.push(lieu),
        }
    }
    if !trouvee {
        total.inconnus.push(liste);
    }
    total
}

/// The budgets of a document, and where they are.
fn budgets<'a>(ctx: &Contexte<'a>) -> (Reponse<&'a [Budget]>, Lieu) {
    let (budgets, champ) = match ctx.doc {
        Document::Candidature(c) => (&c.budgets, crate::dossier::CandidatureChamp::budgets.into()),
        Document::PlanFinancement(p) => {
            (&p.budgets, crate::dossier::PlanFinancementChamp::budgets.into())
        }
        _ => return (Reponse::Aucune, Lieu::RACINE),
    };
    let liste = match budgets.liste() {
        Some(liste) => Reponse::Donnee(liste),
        None => Reponse::Inconnue,
    };
    (liste, Lieu::RACINE.puis(champ))
}

/// The costs of the budgets of a year, or of one budget.
fn charges<'a>(
    ctx: &Contexte<'a>,
    depenses: Option<&ExigenceDeDepenses>,
    groupe: &Somme<'a>,
) -> Total {
    use crate::dossier::{BudgetChamp, ChargeChamp};
    let mut total = Total { total: Some(Montant::ZERO), inconnus: Lieux::new() };
    let (budgets, liste) = budgets(ctx);
    let Reponse::Donnee(budgets) = budgets else {
        if budgets.est_inconnue() {
            total.inconnus.push(liste);
        }
        return total;
    };
    let mut trouve = false;
    for (rang, budget) in budgets.iter().enumerate() {
        let lieu = liste.rang(rang);
        let annee = budget.annee.donnee().map(|a| u32::from(a.get()));
        let vise = match &groupe.objet {
            Some(objet) => objet.lieu == lieu,
            None => groupe.annee.is_none() || annee.is_none() || annee == groupe.annee,
        };
        if !vise {
            continue;
        }
        trouve = true;
        let lieu = lieu.puis(BudgetChamp::charges.into());
        let Some(lignes) = budget.charges.liste() else {
            total.inconnus.push(lieu);
            continue;
        };
        for (rang, ligne) in lignes.iter().enumerate() {
            if ligne.compte.donnee().is_some_and(|c| c.as_str().starts_with("86")) {
                continue;
            }
            let lieu = lieu.rang(rang);
            if let Some(depenses) = depenses {
                match &ligne.depense {
                    Reponse::Donnee(d) if !depenses.compte(d.as_str()) => continue,
                    // It may be one that does not count.
                    Reponse::Inconnue => {
                        total.inconnus.push(lieu.puis(ChargeChamp::depense.into()));
                        continue;
                    }
                    Reponse::Aucune if !depenses.compte("") => continue,
                    _ => {}
                }
            }
            match &ligne.montant {
                Reponse::Donnee(m) => total.total = total.total.and_then(|t| t.plus(*m)),
                Reponse::Aucune => {}
                Reponse::Inconnue => total.inconnus.push(lieu.puis(ChargeChamp::montant.into())),
            }
        }
    }
    if !trouve {
        total.inconnus.push(liste);
    }
    total
}

/// The amount that a scale gives, exactly.
fn bareme_en_euros(
    ctx: &Contexte<'_>,
    bareme: &Bareme,
    annee: Option<u32>,
    attend: &mut Lieux,
) -> Option<Decimal> {
    let unitaire = bareme.montant.decimal();
    let mut total = Decimal::ZERO;
    match &bareme.objets {
        None => total = produit(ctx, bareme, &ctx.document(), attend)?.checked_mul(unitaire)?,
        Some((chemin, vers_l_annee)) => {
            let mut objets: Vec<(Lieu, Vue<'_>)> = Vec::new();
            chemin.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
            for (lieu, vue) in objets {
                match vue {
                    Vue::Fiche(_) => {}
                    Vue::Inconnue => {
                        attend.push(lieu);
                        continue;
                    }
                    _ => continue,
                }
                let sienne = vers_l_annee.as_ref().and_then(|c| c.valeur(vue, lieu));
                match (annee, sienne) {
                    (Some(a), Some((_, Vue::Compte(b)))) if a != b => continue,
                    // It may be another year's.
                    (Some(_), Some((ou, Vue::Inconnue))) => {
                        attend.push(ou);
                        continue;
                    }
                    _ => {}
                }
                let objet = Objet { lieu, vue, de_liste: true };
                let part = produit(ctx, bareme, &objet, attend)?.checked_mul(unitaire)?;
                total = total.checked_add(part)?;
            }
        }
    }
    let plancher = bareme.plancher.map_or(total, |p| total.max(p.decimal()));
    Some(bareme.plafond.map_or(plancher, |p| plancher.min(p.decimal())))
}

/// The numbers of a scale, multiplied.
fn produit<'a>(
    ctx: &Contexte<'a>,
    bareme: &Bareme,
    objet: &Objet<'a>,
    attend: &mut Lieux,
) -> Option<Decimal> {
    let mut produit = Decimal::ONE;
    for cible in &bareme.fois {
        let mut facteur = Decimal::ZERO;
        ctx.valeurs(cible, objet, |lieu, vue| match vue {
            Vue::Compte(n) => facteur = facteur.saturating_add(Decimal::from(n)),
            Vue::Nombre(n) => facteur = facteur.saturating_add(n),
            Vue::Aucune => {}
            _ => attend.push(lieu),
        });
        produit = produit.checked_mul(facteur)?;
    }
    Some(produit)
}

/// Judges a sum: one finding for each group.
pub(in crate::rules) fn somme(ctx: &mut Contexte<'_>, e: &ExigenceDeSomme) {
    let Regroupement { sommes, inconnues, annees } = match grouper(ctx, e) {
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

/// True where a share bears on nothing: the dossier gives neither base nor grant.
fn sans_assiette(ctx: &Contexte<'_>, e: &ExigenceDeSomme) -> bool {
    let Mesure::Parts { base: Assiette::Declaree { .. }, .. } = &e.mesure else { return false };
    match ctx.doc {
        Document::Candidature(c) => c.bases.est_inconnue(),
        Document::PlanFinancement(p) => p.bases.est_inconnue(),
        _ => false,
    }
}

/// Each grant of the year, in the proportion of the costs to what is received.
fn proratiser(ctx: &mut Contexte<'_>, groupe: &Somme<'_>, mesure: &Mesuree) {
    let (Some(cout), Some(recettes)) = (mesure.base, groupe.total) else { return };
    let (financements, champ): (&[Financement], u32) = match ctx.doc {
        Document::Candidature(c) => (
            c.financements.liste().unwrap_or_default(),
            crate::dossier::CandidatureChamp::financements.into(),
        ),
        Document::PlanFinancement(p) => (
            p.financements.liste().unwrap_or_default(),
            crate::dossier::PlanFinancementChamp::financements.into(),
        ),
        _ => return,
    };
    let liste = Lieu::RACINE.puis(champ);
    for (rang, ligne) in financements.iter().enumerate() {
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
            liste.rang(rang).puis(crate::dossier::FinancementChamp::montant.into()),
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
) -> super::Trois {
    use super::Trois;
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
