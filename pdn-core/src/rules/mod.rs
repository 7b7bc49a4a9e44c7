//! Judging: every rule of a call on one document. Kinds are in `kinds/`, formulas in the file of
//! their theme: `session.minimum` is in `session.rs`.

mod bilan;
mod budget;
mod calcul;
mod charte;
mod contexte;
mod coordination;
mod depot;
mod financement;
mod finding;
mod formation;
mod kinds;
mod lus;
mod pieces;
mod session;
mod verification;

pub(crate) use calcul::calculer;
pub(crate) use charte::engagements;
pub(crate) use contexte::{Contexte, EnReserve, Reserve};
pub use finding::Outcome;
pub(crate) use finding::{Action, Constat, DateDeLAppel, Effet, Raison, Remede, Suite};
pub(crate) use lus::{Lectures, lectures};
pub(crate) use verification::{Anomalie, Noms, Recolte, autre_appel, recolter};

use crate::appel::formules::Formule;
use crate::appel::{Absence, Appel, Exigence, Jugement};
use crate::dossier::absence::{Lieux, Trois};
use crate::dossier::forme::{Lieu, Vue};
use crate::dossier::{Document, Phase};
use crate::lecture::Faute;
use crate::report::{Hypothese, Report};
use crate::values::Date;

/// The phase of a document: the one that it says, or the one that its type supposes.
pub(crate) fn phase_de(document: &Document) -> Phase {
    document.phase().donnee().copied().unwrap_or(match document {
        Document::Candidature(_) | Document::Lot(_) => Phase::Depot,
        Document::BilanFormation(_) | Document::BilanCoordination(_) => Phase::Bilan,
        _ => Phase::Retenu,
    })
}

/// Judges a document. `fautes` are its faults, as they are reported; `recolte` is what it carries
/// beside its fields.
pub(crate) fn examiner(
    appel: &Appel,
    document: &Document,
    on: Date,
    mut hypotheses: Vec<Hypothese>,
    fautes: Vec<Faute>,
    recolte: Recolte<'_>,
) -> Report {
    let dite = document.phase().donnee().is_some() || document.phase().est_fautive();
    if !dite && matches!(document, Document::Candidature(_)) {
        hypotheses.push(Hypothese::PhaseDepot);
    }
    let type_ = document.type_de_document();
    let mut ctx = Contexte::nouveau(appel, document, on, phase_de(document), recolte);
    // A gap without a condition is said of the call itself, not of each dossier.
    let mut lacunes: Vec<u16> = Vec::new();
    for (rang, lacune) in (0_u16..).zip(&appel.contenu().lacunes) {
        let objet = ctx.document();
        let conditions = lacune.quand.iter().filter(|(t, _)| *t == type_);
        let concerne = conditions.fold(Trois::Faux, |concerne, (_, clauses)| {
            concerne.ou(ctx.condition(clauses, &objet))
        });
        match concerne {
            Trois::Vrai => lacunes.push(rang),
            Trois::Inconnu(lieux) => ctx.reserver_sans_regle(&lieux),
            Trois::Faux => {}
        }
    }
    let sans_regle = !lacunes.is_empty();
    if !sans_regle && let Some(rangs) = appel.contenu().par_type.get(&Some(type_)) {
        ctx.reserver(rangs.len());
        for rang in rangs {
            juger(&mut ctx, *rang);
        }
    }
    let non_lues = if sans_regle { Vec::new() } else { lus::non_lues(&mut ctx) };
    let trouve = ctx.finir();
    let mut fautes_par_pointeur: Vec<usize> = (0..fautes.len()).collect();
    fautes_par_pointeur.sort_by_key(|rang| fautes.get(*rang).map(Faute::pointer));
    let mut report = Report {
        appel: appel.clone(),
        type_: Some(type_),
        places: None,
        reference: document.reference().donnee().map(|r| r.as_str().into()),
        on,
        constats: trouve.constats,
        suites: trouve.suites,
        fautes,
        fautes_par_pointeur,
        hypotheses,
        appreciations: trouve.appreciations,
        noms: trouve.noms,
        objets: Vec::new(),
        non_lues,
        lacunes,
        sans_regle,
        reserves: if sans_regle { Vec::new() } else { trouve.reserves },
        annees: document.annees(),
    };
    report.nommer_les_objets(document.fiche());
    report
}

fn juger(ctx: &mut Contexte<'_>, rang: u16) {
    let appel = ctx.appel;
    let Some(jugement) = appel.jugement(rang) else { return };
    let jour_inconnu = ctx.jour_inconnu(jugement);
    if !ctx.en_vigueur(jugement) {
        // It may hold on the day that is not known.
        let quoi = EnReserve::Jugement(rang);
        ctx.reserves.extend(jour_inconnu.map(|lieu| Reserve { quoi, lieu }));
        return;
    }
    ctx.commencer(rang, jugement);
    let avant = ctx.nombre_de_constats();
    let pas_encore = ctx.avant_sa_phase(jugement);
    let phase_a_part = match &jugement.exigence {
        Exigence::Declaration(_) => true,
        Exigence::Formule(f) => matches!(**f, Formule::PiecesBudgets(_)),
        _ => false,
    };
    if pas_encore == Trois::Vrai && !phase_a_part {
        let due = jugement.phase.unwrap_or(Phase::Depot);
        let lieu = jugement.par.as_ref().map_or(Lieu::RACINE, |par| par.lieu(Lieu::RACINE));
        ctx.emettre(Constat::nouveau(Outcome::NotApplicable, lieu).raison(Raison::Phase(due)));
    } else if let Exigence::Absente(absence) = &jugement.exigence {
        // A blank of the call is never the applicant's: only the text's own silence settles it.
        let outcome = match absence {
            Absence::NonPrevue => Outcome::NotApplicable,
            Absence::ACompleter | Absence::Inconnue => Outcome::Undetermined,
        };
        ctx.emettre(Constat::nouveau(outcome, Lieu::RACINE).raison(Raison::Absence(*absence)));
    } else {
        juger_les_objets(ctx, rang, jugement);
    }
    if let Trois::Inconnu(lieux) = pas_encore {
        ctx.suspendre(avant, &lieux);
    }
    if let Some(lieu) = jour_inconnu {
        ctx.reposer(avant, lieu);
    }
}

fn juger_les_objets(ctx: &mut Contexte<'_>, rang: u16, jugement: &Jugement) {
    let Some(par) = &jugement.par else {
        let document = ctx.document();
        juger_objet(ctx, &document);
        return;
    };
    for rang in ctx.objets(rang, par) {
        let Some(objet) = ctx.objet(rang) else { continue };
        let lieu = objet.lieu;
        match objet.vue {
            Vue::Inconnue if objet.de_liste => {
                let raison = if jugement.exigence.a_apprecier() {
                    Raison::SansEffet
                } else {
                    Raison::Aucune
                };
                ctx.emettre(
                    Constat::nouveau(Outcome::Undetermined, lieu)
                        .sur(&objet)
                        .raison(raison)
                        .attend(lieu),
                );
            }
            Vue::Aucune | Vue::Liste(_) if objet.de_liste => ctx.emettre(
                Constat::nouveau(Outcome::NotApplicable, lieu)
                    .sur(&objet)
                    .raison(Raison::AucunObjet),
            ),
            _ => juger_objet(ctx, &objet),
        }
    }
}

fn juger_objet<'a>(ctx: &mut Contexte<'a>, objet: &contexte::Objet<'a>) {
    let Some(jugement) = ctx.jugement() else { return };
    let mut en_attente = Lieux::new();
    match session::desistement(ctx, objet) {
        Trois::Faux => {}
        // Who withdrew before the session began is no longer concerned, whatever the rule.
        Trois::Vrai => {
            ctx.emettre(
                Constat::nouveau(Outcome::NotApplicable, ctx.lieu_de(&jugement.exigence, objet))
                    .sur(objet)
                    .raison(Raison::Desistement),
            );
            return;
        }
        Trois::Inconnu(lieux) => en_attente.extend(lieux),
    }
    if !jugement.quand.is_empty() {
        match ctx.condition(&jugement.quand, objet) {
            Trois::Faux if matches!(jugement.exigence, Exigence::Pieces(_)) => {
                kinds::pieces_ecartees(ctx);
                return;
            }
            Trois::Faux => {
                let lieu = ctx.lieu_de(&jugement.exigence, objet);
                ctx.emettre(
                    Constat::nouveau(Outcome::NotApplicable, lieu)
                        .sur(objet)
                        .raison(raison_d_ecart(jugement)),
                );
                return;
            }
            Trois::Vrai => {}
            Trois::Inconnu(attend) => en_attente.extend(attend),
        }
    }
    let avant = ctx.nombre_de_constats();
    match &jugement.exigence {
        Exigence::Absente(_) => {}
        Exigence::Date(e) => kinds::date(ctx, objet, e),
        Exigence::Seuil(e) => kinds::seuil(ctx, objet, e),
        Exigence::Somme(e) => kinds::somme(ctx, e),
        Exigence::Condition(e) => kinds::condition(ctx, objet, e),
        Exigence::Pieces(e) => kinds::pieces(ctx, e),
        Exigence::Depenses(e) => kinds::depenses(ctx, e),
        Exigence::AuChoix(e) => kinds::au_choix(ctx, objet, e),
        Exigence::Declaration(e) => kinds::declaration(ctx, objet, e),
        Exigence::Appreciation { .. } => kinds::appreciation(ctx, objet),
        Exigence::Formule(f) => formule(ctx, objet, f),
    }
    if !en_attente.is_empty() {
        // Whether the rule applies is not known: it only matters where the rule is not met anyway.
        ctx.suspendre(avant, &en_attente);
    }
    if !jugement.suites.is_empty() {
        ctx.suivre(avant, &jugement.suites);
    }
}

/// Why a rule is left aside where its conditions are not met.
fn raison_d_ecart(jugement: &Jugement) -> Raison {
    if jugement.reporte.is_some() { Raison::Reporte } else { Raison::Condition }
}

fn formule<'a>(ctx: &mut Contexte<'a>, objet: &contexte::Objet<'a>, formule: &Formule) {
    match formule {
        Formule::DepotModule(p) => depot::module(ctx, p),
        Formule::DepotCanal(p) => depot::canal(ctx, p),
        Formule::DepotUnicite(_) => depot::unicite(ctx),
        Formule::PiecesExerciceRecent(p) => pieces::exercice_recent(ctx, p),
        Formule::FonjepPossible(p) => financement::fonjep_possible(ctx, p),
        Formule::FinancementEstimation(p) => financement::estimation(ctx, p),
        Formule::CoordinationRencontres(p) => coordination::rencontres(ctx, p),
        // About the call itself: no document is judged by it.
        Formule::CalendrierAppel(_) => {}
        Formule::PiecesBudgets(p) => budget::pieces(ctx, p),
        Formule::BudgetEquilibre(_) => budget::equilibre(ctx),
        Formule::BudgetCoherence(p) => budget::coherence(ctx, p),
        Formule::FormationThematiques(p) => formation::thematiques(ctx, p),
        Formule::FormationParties(p) => formation::parties(ctx, objet, p),
        Formule::FormationAnciennete(p) => formation::anciennete(ctx, objet, p),
        Formule::FormationAges(p) => formation::ages(ctx, objet, p),
        Formule::BidepartementaleEgalite(_) => formation::egalite(ctx, objet),
        Formule::SessionMinimum(p) => session::minimum(ctx, p),
        Formule::SessionReport(p) => session::report(ctx, p),
        Formule::SessionCapacite(p) => session::capacite(ctx, p),
        Formule::ParticipantAnciennete(p) => session::anciennete(ctx, objet, p),
        Formule::SessionAttestations(_) => session::attestations(ctx),
        Formule::SessionLivrables(p) => session::livrables(ctx, p),
        Formule::Prorata(p) => bilan::prorata(ctx, p),
        Formule::BilanModifications(p) => bilan::modifications(ctx, p),
        Formule::BilanRealisation(p) => bilan::realisation(ctx, p),
        Formule::PromeneurProfessionnel(p) => charte::professionnel(ctx, p),
        Formule::PromeneurMandat(_) => charte::mandat(ctx),
        Formule::TempsDeTravail(_) => charte::temps_de_travail(ctx),
        Formule::Interdits(p) => charte::interdits(ctx, p),
        Formule::ExclusionProcedure(p) => charte::exclusion(ctx, p),
        Formule::ExclusionSignalement(p) => charte::signalement(ctx, p),
        Formule::StructureAdhesion(_) => charte::adhesion(ctx),
    }
}
