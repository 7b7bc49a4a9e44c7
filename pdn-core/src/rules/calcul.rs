//! The money of a document, line by line: what each rule on amounts works out, without judging it.

use compact_str::{CompactString, format_compact};

use super::kinds::borne_atteinte;
use super::kinds::sommes::{
    Groupes, Mesuree, Somme, couverte, grouper, lignes_des_groupes, mesurer, termes,
};
use super::{Contexte, bilan};
use crate::appel::formules::Formule;
use crate::appel::{Cible, Clause, Exigence, ExigenceDeSomme, Jugement};
use crate::dossier::absence::{Total, Trois};
use crate::dossier::{Document, FinancementChamp, Reponse};
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
        if !ctx.en_vigueur(jugement) || ctx.avant_sa_phase(jugement) == Trois::Vrai {
            continue;
        }
        let attend = match ctx.condition(&jugement.quand, &ctx.document()) {
            Trois::Faux => continue,
            Trois::Vrai => Vec::new(),
            Trois::Inconnu(attend) => attend,
        };
        match &jugement.exigence {
            Exigence::Somme(e) => {
                let fermee = fermee(ctx, jugement);
                lignes.extend(sommes(ctx, *rang, e).into_iter().map(|mut ligne| {
                    ligne.attend.extend(attend.iter().copied());
                    LigneCalculee { fermee, ..ligne }
                }));
            }
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

/// True where the rule's own condition on the document is not met: nothing may be asked under it.
fn fermee(ctx: &Contexte<'_>, jugement: &Jugement) -> bool {
    let document = ctx.document();
    let par_liste = |clause: &&Clause| match &clause.champ {
        Cible::Objet(chemin) | Cible::Document(chemin) => chemin.par_liste(),
        Cible::Question(_) => false,
    };
    let faux =
        |clause: &Clause| ctx.condition(std::slice::from_ref(clause), &document) == Trois::Faux;
    ctx.appel
        .contenu()
        .jugements
        .iter()
        .map(|(_, autre)| autre)
        .filter(|autre| autre.regle == jugement.regle && autre.par.is_none())
        .filter(|autre| ctx.en_vigueur(autre))
        // Whether it is asked for is the other lines' to say: here, whether it could be.
        .filter(|autre| !autre.quand.iter().filter(|c| !par_liste(c)).any(faux))
        .any(|autre| match &autre.exigence {
            Exigence::Condition(e) => !e.a_apprecier && e.clauses.iter().any(faux),
            _ => false,
        })
}

fn sommes(ctx: &Contexte<'_>, rang: u16, e: &ExigenceDeSomme) -> Vec<LigneCalculee> {
    let groupes = match grouper(ctx, e, true) {
        Groupes::Rien(_) => Vec::new(),
        Groupes::Trouves(trouves) => trouves.sommes,
    };
    let demandes = lignes_des_groupes(ctx, e, &groupes);
    groupes
        .iter()
        .zip(demandes)
        .map(|(groupe, demandes)| ligne(ctx, rang, e, groupe, demandes))
        .collect()
}

fn ligne(
    ctx: &Contexte<'_>,
    rang: u16,
    e: &ExigenceDeSomme,
    groupe: &Somme<'_>,
    demandes: Vec<Terme>,
) -> LigneCalculee {
    let mesure = mesurer(ctx, e, groupe);
    let bornes = mesure.as_ref().and_then(Mesuree::bornes);
    let borne = |cote| match bornes.and_then(|b| borne_atteinte(b, cote)) {
        Some(Value::Amount(m)) => Some(m),
        _ => None,
    };
    let mut termes = termes(ctx, e, groupe);
    termes.extend(demandes);
    let mut attend: Vec<_> = groupe.total.attend.to_vec();
    let rien_demande = groupe.rien;
    attend.extend(mesure.iter().flat_map(|m| m.attend.iter().copied()));
    if let Trois::Inconnu(lieux) = couverte(ctx, e, groupe) {
        attend.extend(lieux);
    }
    let deja = attend.len();
    for lieu in &groupe.sous_reserve {
        if !attend.iter().take(deja).any(|l| l == lieu) {
            attend.push(*lieu);
        }
    }
    let base = mesure.as_ref().filter(|m| m.attend.is_empty()).and_then(|m| m.base);
    LigneCalculee {
        jugement: rang,
        instance: groupe.instance(),
        objet: groupe.objet.map(|o| o.lieu),
        financeur: groupe.financeur.clone(),
        annee: groupe.annee,
        autres: base.and_then(|_| autres(ctx, groupe)),
        base,
        minimum: borne(Ordering::Less),
        maximum: borne(Ordering::Greater),
        // Nothing that is known is not nothing.
        demande: groupe.total.certain.filter(|m| !m.est_nul() || groupe.total.attend.is_empty()),
        rien_demande,
        fermee: false,
        termes,
        attend,
        prorata: None,
    }
}

/// What other funders bring in the year of a group, but for the schemes that have a rule of their own:
/// the text does not say that they pay for the base. `None` where something of it is not known.
fn autres(ctx: &Contexte<'_>, groupe: &Somme<'_>) -> Option<Montant> {
    let (financements, _) = ctx.doc.financements()?;
    groupe.financeur.as_ref()?;
    let regle_a_part = |dispositif: &str| {
        ctx.appel.contenu().jugements.iter().any(|(_, j)| match &j.exigence {
            Exigence::Somme(e) => e.lignes.dispositifs.iter().any(|d| d == dispositif),
            _ => false,
        })
    };
    let mut total = Total::default();
    let (_, liste) = ctx.doc.financements()?;
    for (rang, ligne) in financements.liste()?.iter().enumerate() {
        let ici = liste.rang(rang);
        let de_l_annee = groupe.annee.map_or(Trois::Vrai, |annee| {
            let ou = ici.puis(FinancementChamp::annee.into());
            Trois::de(&ligne.annee, ou, |a| u32::from(a.get()) == annee)
        });
        let ou = ici.puis(FinancementChamp::dispositif.into());
        let a_part = Trois::de_silence(&ligne.dispositif, ou, |d| regle_a_part(d.as_str()));
        // What is said to be of no funder is none of this one's.
        let autre = match &ligne.financeur {
            Reponse::Aucune => Trois::Vrai,
            financeur => {
                let ou = ici.puis(FinancementChamp::financeur.into());
                !Trois::de(financeur, ou, |f| groupe.financeur.as_deref() == Some(f.as_str()))
            }
        };
        let compte = de_l_annee.et(!a_part).et(autre);
        total.ajouter(compte, ici.puis(FinancementChamp::montant.into()), &ligne.montant);
    }
    total.connu()
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
                let montant = octroi.total.connu()?.ratio(realise.min(prevu), prevu)?;
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
                demande: octroi
                    .total
                    .certain
                    .filter(|m| !m.est_nul() || octroi.total.attend.is_empty()),
                rien_demande: false,
                fermee: false,
                attend: octroi.total.attend.to_vec(),
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
