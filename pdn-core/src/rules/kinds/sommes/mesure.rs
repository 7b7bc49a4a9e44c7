//! What bounds a sum: amounts, shares of a base, amounts that are worked out; all in euros, exact.

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::{Decimal, RoundingStrategy};

use super::groupes::Somme;
use crate::appel::{Assiette, Bareme, Demande, ExigenceDeDepenses, ExigenceDeSomme, Mesure};
use crate::dossier::absence::{Lieux, Total, Trois};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{BaseChamp, BudgetChamp, ChargeChamp, Reponse};
use crate::report::Terme;
use crate::rules::Contexte;
use crate::rules::budget::en_nature;
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
            let total = assiette.certain?;
            let (bas, entre_deux_centimes) = parts_de(bornes, total.decimal(), arrondi)?;
            let haut = match assiette.au_plus() {
                Some(plus) => Some(parts_de(bornes, plus.decimal(), arrondi)?.0),
                None => None,
            };
            Mesuree { haut, bas, entre_deux_centimes, base: Some(total), attend: assiette.attend }
        }
        Mesure::Bareme(bareme) => {
            let calcul = bareme_en_euros(ctx, bareme, groupe.annee, &mut |_, _| {})?;
            let haut = match bareme.borner(calcul.haut) {
                Some(haut) => Some(demandees(haut, bareme.demande)?.0),
                None => None,
            };
            let (bas, entre_deux_centimes) =
                demandees(bareme.borner(Some(calcul.bas))?, bareme.demande)?;
            Mesuree { bas, haut, entre_deux_centimes, base: None, attend: calcul.attend }
        }
    })
}

/// An exact amount, down to the cent below or up to the one above: amounts are whole cents, so that
/// comparing with it is comparing with the exact one.
pub(in crate::rules::kinds) fn arrondi(exact: Decimal, vers_le_haut: bool) -> Option<Value> {
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

/// Shares of a base, as what `arrondi` makes of them; true where nothing that it makes is between them.
pub(in crate::rules::kinds) fn parts_de(
    bornes: &Range,
    base: Decimal,
    arrondi: impl Fn(Decimal, bool) -> Option<Value>,
) -> Option<(Range, bool)> {
    let de = |part: &Option<Value>, vers_le_haut| match part {
        Some(Value::Share(p)) => arrondi(base.checked_mul(p.decimal())?, vers_le_haut).map(Some),
        _ => Some(None),
    };
    let mut parts = Range {
        min: de(&bornes.min, true)?,
        max: de(&bornes.max, false)?,
        strict_min: de(&bornes.strict_min, false)?,
        strict_max: de(&bornes.strict_max, true)?,
    };
    let entre_deux = match (&parts.min, &parts.max) {
        (Some(min), Some(max)) => min.comparer(max) == Some(Ordering::Greater),
        _ => false,
    };
    if entre_deux {
        std::mem::swap(&mut parts.min, &mut parts.max);
    }
    Some((parts, entre_deux))
}

fn assiette<'a>(ctx: &Contexte<'a>, assiette: &Assiette, groupe: &Somme<'a>) -> Total {
    match assiette {
        Assiette::Declaree { id } => declaree(ctx, id, groupe.annee),
        Assiette::Charges { depenses, contributions } => {
            charges(ctx, (depenses.as_ref(), *contributions), groupe)
        }
    }
}

/// A base that the dossier gives, for a year. A list that lacks the year does not say its amount; one that is said to be
/// empty says that there is none.
fn declaree(ctx: &Contexte<'_>, id: &str, annee: Option<u32>) -> Total {
    let mut total = Total::default();
    let Some((bases, liste)) = ctx.doc.bases() else { return total };
    let Some(donnees) = bases.liste() else {
        total.ouvrir(liste);
        return total;
    };
    for (rang, base) in donnees.iter().enumerate() {
        let lieu = liste.rang(rang);
        let sienne = Trois::de(&base.id, lieu.puis(BaseChamp::id.into()), |b| b.as_str() == id);
        let de_l_annee = annee.map_or(Trois::Vrai, |annee| {
            let ou = lieu.puis(BaseChamp::annee.into());
            Trois::de(&base.annee, ou, |a| u32::from(a.get()) == annee)
        });
        total.ajouter(sienne.et(de_l_annee), lieu.puis(BaseChamp::montant.into()), &base.montant);
    }
    // A list that does not surely give the base of the year may lack it.
    if total.lignes == 0 && !donnees.is_empty() {
        total.eventuel = None;
        if total.attend.is_empty() {
            total.attend.push(liste);
        }
    }
    total
}

/// The costs of the budgets of a year, or of one budget; contributions in kind (86) stand apart or not. A list of
/// budgets that is given holds them all.
fn charges<'a>(
    ctx: &Contexte<'a>,
    (depenses, contributions): (Option<&ExigenceDeDepenses>, bool),
    groupe: &Somme<'a>,
) -> Total {
    let mut total = Total::default();
    let Some((budgets, liste)) = ctx.doc.budgets() else { return total };
    let Some(budgets) = budgets.liste() else {
        total.ouvrir(liste);
        return total;
    };
    // An object's own costs: no other budget needs to be looked at.
    let seul = groupe.objet.as_ref().and_then(|objet| objet.lieu.pas().last());
    let seul = seul.and_then(|pas| usize::try_from(*pas).ok());
    let (avant, combien) = seul.map_or((0, budgets.len()), |rang| (rang, 1));
    for (rang, budget) in budgets.iter().enumerate().skip(avant).take(combien) {
        let lieu = liste.rang(rang);
        let vise = match (&groupe.objet, groupe.annee) {
            (Some(objet), _) => (objet.lieu == lieu).into(),
            (None, None) => Trois::Vrai,
            (None, Some(annee)) => {
                let ou = lieu.puis(BudgetChamp::annee.into());
                Trois::de(&budget.annee, ou, |a| u32::from(a.get()) == annee)
            }
        };
        if vise == Trois::Faux {
            continue;
        }
        let lieu = lieu.puis(BudgetChamp::charges.into());
        let Some(lignes) = budget.charges.liste() else {
            total.ouvrir(lieu);
            continue;
        };
        for (rang, ligne) in lignes.iter().enumerate() {
            let ici = lieu.rang(rang);
            let ordinaire = match contributions {
                true => Trois::Vrai,
                false => !en_nature(&ligne.compte, ici.puis(ChargeChamp::compte.into())),
            };
            let comprise = depenses.map_or(Trois::Vrai, |depenses| match &ligne.depense {
                // A cost of no kind is of none of those that are named.
                Reponse::Aucune => depenses.compte("").into(),
                depense => {
                    let ou = ici.puis(ChargeChamp::depense.into());
                    Trois::de(depense, ou, |d| depenses.compte(d.as_str()))
                }
            });
            let montant = ici.puis(ChargeChamp::montant.into());
            total.ajouter(vise.clone().et(ordinaire).et(comprise), montant, &ligne.montant);
        }
    }
    total
}

/// What a scale gives, before its floor and its ceiling.
struct Calcul {
    /// With all that is not known taken for nothing.
    bas: Decimal,
    /// `None` where there may be any amount.
    haut: Option<Decimal>,
    attend: Lieux,
}

impl Bareme {
    /// An amount between the floor and the ceiling; any amount is at most the ceiling.
    fn borner(&self, montant: Option<Decimal>) -> Option<Decimal> {
        let Some(montant) = montant else { return self.plafond.map(|p| p.decimal()) };
        let plancher = self.plancher.map_or(montant, |p| montant.max(p.decimal()));
        Some(self.plafond.map_or(plancher, |p| plancher.min(p.decimal())))
    }
}

/// The amount that a scale gives, exactly; `voir` is shown each product on the way. `None` past what can
/// be computed.
fn bareme_en_euros(
    ctx: &Contexte<'_>,
    bareme: &Bareme,
    annee: Option<u32>,
    voir: &mut dyn FnMut(Lieu, Option<(Decimal, Decimal)>),
) -> Option<Calcul> {
    let unitaire = bareme.montant.decimal();
    let mut calcul = Calcul { bas: Decimal::ZERO, haut: Some(Decimal::ZERO), attend: Lieux::new() };
    let mut ajouter = |lieu, objet: &Objet<'_>, compte: Trois| {
        let produit = produit(ctx, bareme, objet)?;
        let part = |nombre: Decimal| nombre.checked_mul(unitaire);
        let connu = produit.haut.filter(|haut| *haut == produit.bas && produit.attend.is_empty());
        match connu {
            Some(nombre) if compte == Trois::Vrai => voir(lieu, Some((nombre, part(nombre)?))),
            _ => voir(lieu, None),
        }
        if compte == Trois::Vrai {
            calcul.bas = calcul.bas.checked_add(part(produit.bas)?)?;
        }
        calcul.haut = match (calcul.haut, produit.haut) {
            (Some(haut), Some(plus)) => Some(haut.checked_add(part(plus)?)?),
            _ => None,
        };
        calcul.attend.extend(produit.attend);
        if let Trois::Inconnu(lieux) = compte {
            calcul.attend.extend(lieux);
        }
        Some(())
    };
    match &bareme.objets {
        None => ajouter(Lieu::RACINE, &ctx.document(), Trois::Vrai)?,
        Some((chemin, vers_l_annee)) => {
            let mut objets: Vec<(Lieu, Vue<'_>)> = Vec::new();
            chemin.suivre(ctx.racine, Lieu::RACINE, &mut |lieu, vue| objets.push((lieu, vue)));
            for (lieu, vue) in objets {
                match vue {
                    Vue::Fiche(_) => {}
                    Vue::Inconnue => {
                        calcul.haut = None;
                        calcul.attend.push(lieu);
                        break;
                    }
                    _ => continue,
                }
                let sienne = vers_l_annee.as_ref().and_then(|c| c.valeur(vue, lieu));
                let compte = match (annee, sienne) {
                    (None, _) | (_, None) => Trois::Vrai,
                    (Some(a), Some((_, Vue::Compte(b)))) => (a == b).into(),
                    (Some(_), Some((ou, Vue::Inconnue))) => Trois::inconnu(ou),
                    (Some(_), Some(_)) => Trois::Faux,
                };
                if compte != Trois::Faux {
                    ajouter(lieu, &Objet { lieu, vue, de_liste: true }, compte)?;
                }
            }
        }
    }
    Some(calcul)
}

/// The numbers of a scale, multiplied.
fn produit<'a>(ctx: &Contexte<'a>, bareme: &Bareme, objet: &Objet<'a>) -> Option<Calcul> {
    let mut produit = Calcul { bas: Decimal::ONE, haut: Some(Decimal::ONE), attend: Lieux::new() };
    let mut nul = false;
    for cible in &bareme.fois {
        let (mut facteur, mut inconnu) = (Decimal::ZERO, Lieux::new());
        ctx.valeurs(cible, objet, |lieu, vue| match vue {
            Vue::Compte(n) => facteur = facteur.saturating_add(Decimal::from(n)),
            Vue::Nombre(n) => facteur = facteur.saturating_add(n),
            Vue::Aucune => {}
            _ => inconnu.push(lieu),
        });
        nul |= inconnu.is_empty() && facteur.is_zero();
        produit.bas = produit.bas.checked_mul(facteur)?;
        produit.haut = match produit.haut {
            Some(haut) if inconnu.is_empty() => Some(haut.checked_mul(facteur)?),
            _ => None,
        };
        produit.attend.extend(inconnu);
    }
    // Nothing of anything is nothing.
    Some(if nul {
        Calcul { bas: Decimal::ZERO, haut: Some(Decimal::ZERO), attend: Lieux::new() }
    } else {
        produit
    })
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
                Assiette::Declaree { id } => (id.clone(), None),
                Assiette::Charges { contributions: true, .. } => {
                    (CompactString::const_new("charges-et-contributions"), None)
                }
                Assiette::Charges { depenses, .. } => {
                    (CompactString::const_new("charges"), depenses.clone())
                }
            };
            let montant = total.connu();
            termes.push(Terme::Assiette { id, depenses, montant });
        }
        Mesure::Bareme(bareme) => {
            let calcul = bareme_en_euros(ctx, bareme, groupe.annee, &mut |lieu, calcul| {
                termes.push(Terme::Produit {
                    lieu,
                    unitaire: bareme.montant,
                    nombre: calcul.map(|(nombre, _)| nombre),
                    montant: calcul.map(|(_, montant)| montant),
                });
            });
            let calcule = calcul.and_then(|calcul| bareme.borner(Some(calcul.bas)));
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
