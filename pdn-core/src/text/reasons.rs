//! Why a rule does not apply, waits, or fails, where the values do not say it.

use std::borrow::Cow;

use crate::appel::Absence;
use crate::dossier::Phase;
use crate::rules::Raison;
use crate::values::Langue;

/// Why, as the end of a sentence: no capital, no final stop. `None` where the values say it.
pub(super) fn clause(raison: Raison, langue: Langue) -> Option<Cow<'static, str>> {
    let (fr, en) = match raison {
        Raison::Aucune | Raison::AJuger => return None,
        Raison::Phase(phase) => match phase {
            Phase::Depot => ("l’exigence vaut à partir du dépôt", "due from filing on"),
            Phase::Retenu => {
                ("exigible une fois la candidature retenue", "due once the application is retained")
            }
            Phase::Bilan => ("exigible au moment du bilan", "due at the time of the report"),
        },
        Raison::Condition => (
            "le dossier n’est pas dans le cas que vise cette exigence",
            "the dossier is not in the case that this requirement is about",
        ),
        Raison::AucunObjet => (
            "le dossier ne comporte aucun élément auquel l’appliquer",
            "the dossier holds nothing that it applies to",
        ),
        Raison::Absence(Absence::NonPrevue) => {
            ("le texte ne fixe pas de valeur", "the text states no value")
        }
        Raison::Absence(Absence::ACompleter) => (
            "la valeur est laissée en blanc dans l’appel, la Caf doit la compléter",
            "the value is left blank in the call, for the Caf to fill in",
        ),
        Raison::Absence(Absence::Inconnue) => (
            "la valeur que fixe l’appel n’est pas connue",
            "the value that the call sets is not known",
        ),
        Raison::PasEncoreDu => ("l’échéance n’est pas encore atteinte", "it is not due yet"),
        Raison::SessionNonTenue => (
            "la session n’a pas eu lieu ou n’est pas terminée",
            "the session was not held or is not over",
        ),
        Raison::Desistement => (
            "le participant s’est désisté avant le début de la session",
            "the participant withdrew before the session began",
        ),
        Raison::NonPresent => {
            ("le participant n’était pas présent", "the participant was not present")
        }
        Raison::NonAnnulee => (
            "la session n’est ni annulée ni reportée",
            "the session is neither cancelled nor postponed",
        ),
        Raison::SansExclusion => {
            ("le dossier ne mentionne aucune exclusion", "the dossier mentions no exclusion")
        }
        Raison::SansManquement => (
            "aucun manquement de cette nature n’est constaté",
            "no breach of this kind is on record",
        ),
        Raison::SansEffet => (
            "ce point ne peut que revenir à une personne",
            "this point can only be left to a person",
        ),
        Raison::Manquement => ("un manquement est constaté", "a breach is on record"),
        Raison::Refus => ("le dossier répond «\u{a0}non\u{a0}»", "the dossier answers “no”"),
        Raison::QuantiteOuverte => (
            "le texte laisse cette quantité ouverte, sans fixer de nombre",
            "the text leaves this quantity open and sets no number",
        ),
        Raison::HorsDuPas => (
            "la quantité n’est pas un multiple de celle que fixe l’appel",
            "the quantity is no multiple of the one that the call sets",
        ),
        Raison::AutreDepartement => (
            "ce financeur intervient dans un département sur lequel la candidature ne porte pas",
            "this funder acts in a département that the application is not for",
        ),
        Raison::EntreDeuxCentimes => (
            "le montant exact ne tombe pas sur un centime",
            "the exact amount is no whole number of cents",
        ),
        Raison::FormationEnPlus => (
            "la formation s’ajoute à celles que demande l’appel, sans qu’un autre financeur soit indiqué",
            "the training comes on top of those that the call asks for, and no other funder is stated",
        ),
        Raison::DebordeDeLaTranche => (
            "la tranche annoncée déborde celle que prévoit le texte",
            "the range stated goes beyond the one laid down in the text",
        ),
        Raison::PlusQueDemande => (
            "le dossier demande davantage que le texte",
            "the dossier asks for more than the text does",
        ),
        Raison::ValideeApres => (
            "la modification a été validée après avoir pris effet",
            "the change was approved after it took effect",
        ),
        Raison::PlusDeDate => (
            "il ne reste aucune date possible pour la session",
            "no possible date is left for the session",
        ),
        Raison::SecteurNonCite => {
            ("le texte ne cite pas ce secteur", "the text does not name this sector")
        }
        Raison::AttestationSansPresence => (
            "une attestation de présence a été délivrée à un participant absent",
            "an attendance certificate was issued to a participant who was absent",
        ),
        Raison::AuDelaDuTravail => (
            "le temps de présence en ligne dépasse le temps de travail",
            "the time online exceeds the working time",
        ),
        Raison::SigneeApres => (
            "la charte a été signée après le début de la participation",
            "the charter was signed after participation began",
        ),
        Raison::SansMotif => (
            "le dossier ne comporte aucun manquement qui puisse motiver une exclusion",
            "the dossier holds no breach that could be a ground for exclusion",
        ),
        Raison::Reporte | Raison::Calendrier(_) => return None,
        Raison::NatureInconnue => (
            "l’appel ne nomme pas cette nature de dépense",
            "the call does not name this kind of expense",
        ),
        Raison::AucunNeConvient => {
            ("ce que le dossier indique n’y répond pas", "what the dossier gives does not meet it")
        }
        Raison::CreeeDansLAnnee => (
            "la structure a été créée l’année du dépôt",
            "the organisation was created in the year of filing",
        ),
        Raison::ExerciceAncien => (
            "un exercice plus récent devrait être disponible",
            "a more recent year should be available",
        ),
        Raison::SousLEstimation => (
            "le plan reste en dessous de l’estimation de l’appel",
            "the plan is below the call’s estimate",
        ),
        Raison::CanauxMeles => (
            "le dossier a été envoyé pour partie par courriel, pour partie par la poste",
            "the application was sent partly by e-mail, partly by post",
        ),
        Raison::AutreCandidature => (
            "même organisme, même module et département commun que la candidature",
            "same organisation, same module and a département in common with application",
        ),
        Raison::AnneeIncomplete => (
            "les missions couvrent trop peu de mois de cette année",
            "the missions cover too few months of this year",
        ),
        Raison::AnneeNonCouverte => (
            "le bilan ne couvre pas toute cette année",
            "the report does not cover the whole of this year",
        ),
        Raison::AnneeEnCours => ("l’année n’est pas terminée", "the year is not over"),
        Raison::HorsDesAnnees => (
            "le plan ne couvre pas l’année que vise cette exigence",
            "the plan does not cover the year that this requirement is about",
        ),
        Raison::RienDemande => ("rien n’est demandé à ce titre", "nothing is asked for under it"),
        Raison::TropGrand => {
            ("le total dépasse ce qui se calcule", "the total is more than can be computed")
        }
        Raison::SansReference => (
            "le dossier n’a pas la date à laquelle la comparer",
            "the dossier does not have the date to compare it with",
        ),
        Raison::ParmiDAutres => (
            "ce point n’est pas dû à lui seul, la liste est jugée dans son ensemble",
            "this point is not due by itself, the list is judged as a whole",
        ),
        Raison::AuChoix => {
            ("d’autres points de la liste suffisent", "other points of the list will do")
        }
        Raison::SIlExiste => (
            "la pièce n’est demandée que si elle existe",
            "the document is asked for only if there is one",
        ),
        Raison::HeurePassee => (
            "l’heure limite du dernier jour est passée",
            "the closing time of the last day is past",
        ),
        Raison::TropAncienne => (
            "la pièce est trop ancienne à la date du dépôt",
            "the document is too old on the day of filing",
        ),
        Raison::DateeApres => {
            ("la pièce est datée d’après le dépôt", "the document is dated after the filing")
        }
        Raison::AVenir => (
            "ce jour n’est pas encore venu à la date de l’examen",
            "that day has not come on the day of the examination",
        ),
        Raison::RecueApres => {
            ("la pièce est arrivée après son échéance", "the document came after it was due")
        }
        Raison::DemandeSeulement => (
            "la subvention est demandée, et n’est pas encore accordée",
            "the grant is asked for, and is not granted yet",
        ),
        Raison::ProrataPropose => (
            "un montant au prorata est proposé, la décision revient au financeur",
            "a prorated amount is proposed and the decision is the funder’s",
        ),
    };
    Some(Cow::Borrowed(langue.choisir(fr, en)))
}
