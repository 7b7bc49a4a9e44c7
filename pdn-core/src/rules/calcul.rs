//! The money of a document, line by line: what each rule on amounts works out, without judging it.

use compact_str::{CompactString, format_compact};

use super::kinds::sommes::{Groupes, Somme, grouper, lignes_du_groupe, mesurer, termes};
use super::kinds::{Trois, borne_atteinte};
use super::{Contexte, bilan};
use crate::appel::formules::Formule;
use crate::appel::{Exigence, ExigenceDeSomme};
use crate::dossier::Document;
use crate::report::{LigneCalculee, ProrataCalcule, Terme};
use crate::value::Value;
use crate::values::Montant;
use std::cmp::Ordering;

/// Every line of the calculation, in the order of the call's text.
pub(crate) fn calculer(ctx: &Contexte<'_>) -> Vec<LigneCalculee> {
    let type_ = ctx.doc.type_de_document();
    let rangs = ctx.appel.contenu().par_type.get(&Some(type_));
    let mut lignes = Vec::new();
    for rang in rangs.into_iter().flatten() {
        let Some(jugement) = ctx.appel.jugement(*rang) else { continue };
        if ctx.condition(&jugement.quand, &ctx.document()) == Trois::Faux {
            continue;
        }
        match &jugement.exigence {
            Exigence::Somme(e) => lignes.extend(sommes(ctx, *rang, e)),
            Exigence::Formule(f) => {
                if let Formule::Prorata(p) = &**f {
                    lignes.extend(proratas(ctx, *rang, p));
                }
            }
            _ => {}
        }
    }
    lignes
}

fn sommes(ctx: &Contexte<'_>, rang: u16, e: &ExigenceDeSomme) -> Vec<LigneCalculee> {
    let groupes = match grouper(ctx, e, true) {
        Groupes::Rien(_) => Vec::new(),
        Groupes::Trouves(trouves) => trouves.sommes,
    };
    groupes.iter().map(|groupe| ligne(ctx, rang, e, groupe)).collect()
}

fn ligne(ctx: &Contexte<'_>, rang: u16, e: &ExigenceDeSomme, groupe: &Somme<'_>) -> LigneCalculee {
    let mesure = mesurer(ctx, e, groupe);
    let borne = |cote| match mesure.bornes().and_then(|b| borne_atteinte(b, cote)) {
        Some(Value::Amount(m)) => Some(m),
        _ => None,
    };
    let mut termes = termes(ctx, e, groupe);
    termes.extend(lignes_du_groupe(ctx, e, groupe));
    let mut attend: Vec<_> = groupe.inconnus.to_vec();
    attend.extend(mesure.attend.iter().copied());
    LigneCalculee {
        jugement: rang,
        instance: groupe.instance(),
        objet: groupe.objet.map(|o| o.lieu),
        financeur: groupe.financeur.clone(),
        annee: groupe.annee,
        autres: mesure.base.and_then(|_| autres(ctx, groupe)),
        base: mesure.base.filter(|_| mesure.attend.is_empty()),
        minimum: borne(Ordering::Less),
        maximum: borne(Ordering::Greater),
        demande: groupe.total,
        termes,
        attend,
        prorata: None,
    }
}

/// What other funders bring in the year of a group.
fn autres(ctx: &Contexte<'_>, groupe: &Somme<'_>) -> Option<Montant> {
    let (financements, _) = ctx.doc.financements()?;
    let financeur = groupe.financeur.as_deref()?;
    let autres = financements.liste()?.iter().filter(|ligne| {
        let autre = ligne.financeur.donnee().is_some_and(|f| f.as_str() != financeur);
        let annee = ligne.annee.donnee().map(|a| u32::from(a.get()));
        autre && (groupe.annee.is_none() || annee.is_none() || annee == groupe.annee)
    });
    Montant::somme(autres.filter_map(|ligne| ligne.montant.donnee().copied()))
}

/// Granted × carried out ÷ planned, for each funder over the whole period and for each year.
fn proratas(
    ctx: &Contexte<'_>,
    rang: u16,
    p: &crate::appel::formules::Prorata,
) -> Vec<LigneCalculee> {
    let Document::BilanFormation(b) = ctx.doc else { return Vec::new() };
    let realisation = |r: &crate::dossier::Realisation| {
        Some((*r.realise.donnee()?, r.prevu.donnee()?.get(), r.unite.donnee()?.choix()))
    };
    let realisation = b.realisation.donnee().and_then(realisation);
    let octrois = bilan::octrois(ctx, b, p).unwrap_or_default();
    octrois
        .into_iter()
        .map(|octroi| {
            let financeur = CompactString::new(octroi.financeur);
            let prorata = realisation.and_then(|(realise, prevu, unite)| {
                // Never above the grant.
                let montant = octroi.total.ratio(realise.min(prevu), prevu)?;
                Some(ProrataCalcule { montant, realise, prevu, unite })
            });
            LigneCalculee {
                jugement: rang,
                instance: match octroi.annee {
                    Some(annee) => format_compact!("financeur={financeur};annee={annee}"),
                    None => format_compact!("financeur={financeur}"),
                },
                objet: None,
                annee: octroi.annee.map(u32::from),
                autres: None,
                base: None,
                minimum: None,
                maximum: prorata.as_ref().map(|p| p.montant),
                demande: Some(octroi.total),
                attend: octroi.attend,
                termes: octroi
                    .lignes
                    .iter()
                    .map(|(lieu, montant)| Terme::Demande {
                        lieu: *lieu,
                        financeur: Some(financeur.clone()),
                        montant: Some(*montant),
                    })
                    .collect(),
                financeur: Some(financeur),
                prorata,
            }
        })
        .collect()
}
