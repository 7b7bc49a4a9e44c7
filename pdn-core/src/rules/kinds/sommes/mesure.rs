//! What bounds a sum: amounts, shares of a base, amounts that are worked out; all in euros, exact.

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::{Decimal, RoundingStrategy};

use super::groupes::{Lieux, Somme};
use crate::appel::{Assiette, Bareme, Demande, ExigenceDeDepenses, ExigenceDeSomme, Mesure};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{BaseChamp, BudgetChamp, ChargeChamp, Reponse};
use crate::report::Terme;
use crate::rules::Contexte;
use crate::rules::contexte::Objet;
use crate::value::{Range, Value};
use crate::values::{Montant, ValeurNumerique};

/// What bounds a group, in euros: with all that is not known taken for nothing, and as much as there
/// may be of it.
pub(in crate::rules) struct Mesuree {
    pub bas: Range,
    /// `None` where there may be any amount.
    pub haut: Option<Range>,
    /// True where the amount that is asked for is no whole number of cents: `bas` goes from the cent
    /// below to the cent above.
    pub entre_deux_centimes: bool,
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

/// The bounds of a group; `None` past what can be computed.
pub(in crate::rules) fn mesurer<'a>(
    ctx: &Contexte<'a>,
    e: &ExigenceDeSomme,
    groupe: &Somme<'a>,
) -> Option<Mesuree> {
    Some(match &e.mesure {
        Mesure::Montants(bornes) => Mesuree {
            bas: bornes.clone(),
            haut: Some(bornes.clone()),
            entre_deux_centimes: false,
            base: None,
            attend: Lieux::new(),
        },
        Mesure::Parts { bornes, base } => {
            let assiette = assiette(ctx, base, groupe);
            let total = assiette.total?;
            let (bas, entre_deux_centimes) = parts_en_euros(bornes, total)?;
            Mesuree {
                haut: assiette.inconnus.is_empty().then(|| bas.clone()),
                bas,
                entre_deux_centimes,
                base: Some(total),
                attend: assiette.inconnus,
            }
        }
        Mesure::Bareme(bareme) => {
            let mut attend = Lieux::new();
            let bas = bareme_en_euros(ctx, bareme, groupe.annee, &mut attend, &mut |_, _| {})?;
            // What is not known may be anything, up to the ceiling.
            let haut = match bareme.plafond {
                _ if attend.is_empty() => Some(bas),
                plafond => plafond.map(|p| p.decimal()),
            };
            let (bas, entre_deux_centimes) = demandees(bas, bareme.demande)?;
            let haut = match haut {
                Some(haut) => Some(demandees(haut, bareme.demande)?.0),
                None => None,
            };
            Mesuree { bas, haut, entre_deux_centimes, base: None, attend }
        }
    })
}

/// An exact amount, down to the cent below or up to the one above: amounts are whole cents, so that
/// comparing with it is comparing with the exact one.
fn arrondi(exact: Decimal, vers_le_haut: bool) -> Option<Value> {
    let sens = if vers_le_haut { RoundingStrategy::AwayFromZero } else { RoundingStrategy::ToZero };
    Montant::d_un_decimal(exact.round_dp_with_strategy(2, sens)).map(Value::Amount)
}

/// The bounds that an amount that is worked out sets; true where there is one amount, and it lies
/// between two cents.
fn demandees(exact: Decimal, demande: Demande) -> Option<(Range, bool)> {
    let (dessous, dessus) = (arrondi(exact, false)?, arrondi(exact, true)?);
    Some(match demande {
        Demande::AuPlus => (Range { max: Some(dessous), ..Range::default() }, false),
        Demande::AuMoins => (Range { min: Some(dessus), ..Range::default() }, false),
        Demande::Exactement => {
            let entre_deux = dessous != dessus;
            (Range { min: Some(dessous), max: Some(dessus), ..Range::default() }, entre_deux)
        }
    })
}

/// Shares of a base, as amounts; true where no whole cent is between them.
fn parts_en_euros(bornes: &Range, base: Montant) -> Option<(Range, bool)> {
    let de = |part: &Option<Value>, vers_le_haut| match part {
        Some(Value::Share(p)) => {
            arrondi(base.decimal().checked_mul(p.decimal())?, vers_le_haut).map(Some)
        }
        _ => Some(None),
    };
    let mut euros = Range {
        min: de(&bornes.min, true)?,
        max: de(&bornes.max, false)?,
        strict_min: de(&bornes.strict_min, false)?,
        strict_max: de(&bornes.strict_max, true)?,
    };
    let entre_deux = match (&euros.min, &euros.max) {
        (Some(min), Some(max)) => min.comparer(max) == Some(Ordering::Greater),
        _ => false,
    };
    if entre_deux {
        std::mem::swap(&mut euros.min, &mut euros.max);
    }
    Some((euros, entre_deux))
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
    let donnees = ctx.doc.bases().and_then(|(bases, _)| bases.liste());
    for (rang, base) in donnees.unwrap_or_default().iter().enumerate() {
        let lieu = liste.rang(rang);
        let lieu_de_l_id = lieu.puis(BaseChamp::id.into());
        let inconnue = base.id.est_inconnue() || ctx.fautif(lieu_de_l_id);
        let autre = !inconnue && base.id.donnee().is_some_and(|b| b.as_str() != id);
        let autre_annee = match (annee, base.annee.donnee()) {
            (Some(a), Some(b)) => u32::from(b.get()) != a,
            _ => false,
        };
        if autre || autre_annee {
            continue;
        }
        trouvee = true;
        // It may be another base, or another year's.
        if inconnue {
            total.inconnus.push(lieu_de_l_id);
            continue;
        }
        if annee.is_some() && base.annee.est_inconnue() {
            total.inconnus.push(lieu.puis(BaseChamp::annee.into()));
            continue;
        }
        let lieu = lieu.puis(BaseChamp::montant.into());
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

/// The costs of the budgets of a year, or of one budget.
fn charges<'a>(
    ctx: &Contexte<'a>,
    depenses: Option<&ExigenceDeDepenses>,
    groupe: &Somme<'a>,
) -> Total {
    let mut total = Total { total: Some(Montant::ZERO), inconnus: Lieux::new() };
    let Some((budgets, liste)) = ctx.doc.budgets() else { return total };
    let Some(budgets) = budgets.liste() else {
        total.inconnus.push(liste);
        return total;
    };
    let mut trouve = false;
    // An object's own costs: no other budget needs to be looked at.
    let seul = groupe.objet.as_ref().and_then(|objet| objet.lieu.pas().last());
    let seul = seul.and_then(|pas| usize::try_from(*pas).ok());
    let (avant, combien) = seul.map_or((0, budgets.len()), |rang| (rang, 1));
    for (rang, budget) in budgets.iter().enumerate().skip(avant).take(combien) {
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

/// The amount that a scale gives, exactly; `voir` is shown each product on the way.
fn bareme_en_euros(
    ctx: &Contexte<'_>,
    bareme: &Bareme,
    annee: Option<u32>,
    attend: &mut Lieux,
    voir: &mut dyn FnMut(Lieu, Option<(Decimal, Decimal)>),
) -> Option<Decimal> {
    let unitaire = bareme.montant.decimal();
    let mut total = Decimal::ZERO;
    match &bareme.objets {
        None => {
            let avant = attend.len();
            let nombre = produit(ctx, bareme, &ctx.document(), attend)?;
            total = nombre.checked_mul(unitaire)?;
            voir(Lieu::RACINE, (attend.len() == avant).then_some((nombre, total)));
        }
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
                let avant = attend.len();
                let nombre = produit(ctx, bareme, &objet, attend)?;
                let part = nombre.checked_mul(unitaire)?;
                voir(lieu, (attend.len() == avant).then_some((nombre, part)));
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

/// What the bounds of a group were worked out from.
pub(in crate::rules) fn termes(
    ctx: &Contexte<'_>,
    e: &ExigenceDeSomme,
    groupe: &Somme<'_>,
) -> Vec<Terme> {
    let mut termes: Vec<Terme> = Vec::new();
    match &e.mesure {
        Mesure::Montants(_) => {}
        Mesure::Parts { base, .. } => {
            let total = assiette(ctx, base, groupe);
            let (id, depenses) = match base {
                Assiette::Declaree { id, .. } => (id.clone(), None),
                Assiette::Charges { depenses } => {
                    (CompactString::const_new("charges"), depenses.clone())
                }
            };
            let montant = total.total.filter(|_| total.inconnus.is_empty());
            termes.push(Terme::Assiette { id, depenses, montant });
        }
        Mesure::Bareme(bareme) => {
            let mut attend = Lieux::new();
            let calcule =
                bareme_en_euros(ctx, bareme, groupe.annee, &mut attend, &mut |lieu, calcul| {
                    termes.push(Terme::Produit {
                        lieu,
                        unitaire: bareme.montant,
                        nombre: calcul.map(|(nombre, _)| nombre),
                        montant: calcul.map(|(_, montant)| montant),
                    });
                });
            let brut = termes.iter().try_fold(Decimal::ZERO, |somme, terme| match terme {
                Terme::Produit { montant, .. } => somme.checked_add((*montant)?),
                _ => Some(somme),
            });
            if calcule != brut {
                termes.extend(
                    bareme.plancher.filter(|p| calcule == Some(p.decimal())).map(Terme::Plancher),
                );
                termes.extend(
                    bareme.plafond.filter(|p| calcule == Some(p.decimal())).map(Terme::Plafond),
                );
            }
        }
    }
    termes
}
