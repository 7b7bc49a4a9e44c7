//! What the dossier gives and no rule of the call read. No value passes by in silence: what a rule of the
//! call could be about, and none is, is named with its reason.

use compact_str::CompactString;

use super::Contexte;
use crate::appel::formules::Formule;
use crate::appel::tableau::Situe;
use crate::appel::{Assiette, Contenu, Exigence, ExigenceDeSomme, Groupement, Mesure};
use crate::dossier::forme::Lieu;
use crate::dossier::{
    BilanFormationChamp, CandidatureChamp, Depot, DepotChamp, Document, Financement, Liste, Piece,
    Reponse, Texte, TypeDeDocument,
};
use crate::report::{NonLue, RaisonNonLue};

/// What the rules of a call read of the lists of one type of document, found once when it is loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lectures {
    financements: Vec<Lecture>,
    /// Each base that is shared, with the years of the rule; none means all.
    bases: Vec<(CompactString, Vec<u32>)>,
    /// The documents of the call's lists, where it takes no other.
    pieces: Option<Vec<CompactString>>,
    /// Whom an application is sent to, where the call says so.
    destinataires: Option<Vec<CompactString>>,
}

/// What a rule on amounts reads of lines of funding.
#[derive(Debug, Clone, Default)]
struct Lecture {
    /// None means all.
    financeurs: Vec<CompactString>,
    annees: Vec<u32>,
    dispositifs: Vec<CompactString>,
    autres_dispositifs: Vec<CompactString>,
    par_annee: bool,
}

/// What each type of document is read for, in the order of the types.
pub(crate) fn lectures(contenu: &Contenu) -> Vec<Lectures> {
    TypeDeDocument::TOUS.iter().map(|type_| Lectures::du_type(contenu, *type_)).collect()
}

impl Lectures {
    fn du_type(contenu: &Contenu, type_: TypeDeDocument) -> Self {
        let mut lectures = Self::default();
        let (mut demandees, mut listes, mut autres) = (Vec::new(), false, false);
        let siens = contenu.jugements.iter().filter(|(t, _)| *t == Some(type_));
        for (_, jugement) in siens {
            match &jugement.exigence {
                Exigence::Somme(somme) => {
                    lectures.financements.extend(Lecture::d_une_somme(somme, type_));
                    if let Mesure::Parts { base: Assiette::Declaree { id }, .. } = &somme.mesure {
                        lectures.bases.push((id.clone(), somme.lignes.annees.clone()));
                    }
                }
                Exigence::Pieces(e) => {
                    listes = true;
                    for piece in &e.liste {
                        demandees.push(piece.id.clone());
                        demandees.extend(piece.ou.iter().cloned());
                        autres |= piece.autres;
                    }
                }
                Exigence::Formule(f) => match &**f {
                    Formule::FinancementEstimation(p) => lectures.financements.push(Lecture {
                        annees: p.annee.iter().map(|a| a.valeur.get().into()).collect(),
                        ..Lecture::default()
                    }),
                    Formule::Prorata(p) => lectures.financements.push(Lecture {
                        financeurs: mots(&p.financeurs),
                        annees: contenu.annees_d_une_somme(),
                        ..Lecture::default()
                    }),
                    Formule::DepotCanal(p) => {
                        let deja = lectures.destinataires.get_or_insert_default();
                        deja.extend(mots(&p.destinataires));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        lectures.pieces = (listes && !autres).then_some(demandees);
        lectures
    }
}

fn mots(liste: &Option<Vec<Situe<String>>>) -> Vec<CompactString> {
    liste.iter().flatten().map(|mot| CompactString::new(&mot.valeur)).collect()
}

/// What no rule read, in the order of the document.
pub(super) fn non_lues(ctx: &Contexte<'_>) -> Vec<NonLue> {
    let mut non_lues = Vec::new();
    let tous = &ctx.appel.contenu().lectures;
    let type_ = ctx.doc.type_de_document();
    let Some(lectures) = tous.get(type_ as usize) else { return non_lues };
    if let Document::Candidature(c) = ctx.doc {
        if let Reponse::Donnee(depot) = &c.depot {
            envois(depot, lectures, &mut non_lues);
        }
        pieces(&c.pieces, lectures, &mut non_lues);
    }
    financements(ctx, lectures, &mut non_lues);
    bases(ctx, lectures, &mut non_lues);
    non_lues
}

impl Lecture {
    fn d_une_somme(e: &ExigenceDeSomme, type_: TypeDeDocument) -> Option<Self> {
        let l = &e.lignes;
        if l.objets.arrivee(type_.descripteur())?.nom != "financements" {
            return None;
        }
        Some(Self {
            financeurs: l.parmi.iter().map(|(f, _)| f.clone()).collect(),
            annees: l.annees.clone(),
            dispositifs: l.dispositifs.clone(),
            autres_dispositifs: l.autres_dispositifs.clone(),
            par_annee: matches!(e.groupement, Groupement::Par { annee: true, .. }),
        })
    }

    fn du_financeur(&self, financeur: &str) -> bool {
        self.financeurs.is_empty() || self.financeurs.iter().any(|f| f == financeur)
    }

    /// True of a line of the scheme, or that may be.
    fn du_dispositif(&self, ligne: &Financement) -> bool {
        match &ligne.dispositif {
            Reponse::Donnee(d) if self.dispositifs.is_empty() => {
                self.autres_dispositifs.iter().all(|autre| autre != d.as_str())
            }
            Reponse::Donnee(d) => self.dispositifs.iter().any(|sien| sien == d.as_str()),
            Reponse::Fautive => true,
            Reponse::Inconnue | Reponse::Aucune => self.dispositifs.is_empty(),
        }
    }

    /// True of a line of the years, or that may be.
    fn de_l_annee(&self, ligne: &Financement) -> bool {
        match &ligne.annee {
            Reponse::Donnee(a) => self.annees.is_empty() || self.annees.contains(&a.get().into()),
            Reponse::Aucune => self.annees.is_empty() && !self.par_annee,
            Reponse::Inconnue | Reponse::Fautive => true,
        }
    }

    fn lit(&self, ligne: &Financement, financeur: &str) -> bool {
        self.du_financeur(financeur) && self.du_dispositif(ligne) && self.de_l_annee(ligne)
    }
}

/// Amounts asked of an actor of the call that no rule on amounts reads.
fn financements(ctx: &Contexte<'_>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let (lignes, liste) = match ctx.doc {
        Document::BilanFormation(b) => {
            (&b.financements, Lieu::RACINE.puis(BilanFormationChamp::financements.into()))
        }
        document => match document.financements() {
            Some((lignes, liste)) => (lignes, liste),
            None => return,
        },
    };
    for (rang, ligne) in lignes.liste().unwrap_or_default().iter().enumerate() {
        let Some(financeur) = ligne.financeur.donnee().map(Texte::as_str) else { continue };
        let rien =
            ligne.montant.est_aucune() || ligne.montant.donnee().is_some_and(|m| m.est_nul());
        if rien || lectures.financements.iter().any(|l| l.lit(ligne, financeur)) {
            continue;
        }
        if !ctx.appel.connait(Liste::Acteurs, financeur) {
            continue;
        }
        let siennes = || lectures.financements.iter().filter(|l| l.du_financeur(financeur));
        let tous = &ctx.appel.contenu().lectures;
        let mut ailleurs = tous.iter().flat_map(|l| &l.financements);
        let raison = if ailleurs.clone().any(|l| l.lit(ligne, financeur)) {
            RaisonNonLue::AutreDocument
        } else if siennes().any(|l| l.du_dispositif(ligne)) {
            RaisonNonLue::Annee
        } else if siennes().next().is_some() {
            RaisonNonLue::Dispositif
        } else {
            RaisonNonLue::Financeur
        };
        // A call that has no rule on amounts asks nothing of money.
        let pese = raison != RaisonNonLue::AutreDocument && ailleurs.next().is_some();
        non_lues.push(NonLue { lieu: liste.rang(rang), raison, pese });
    }
}

/// Bases of a year that no share is of.
fn bases(ctx: &Contexte<'_>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let Some((bases, liste)) = ctx.doc.bases() else { return };
    for (rang, base) in bases.liste().unwrap_or_default().iter().enumerate() {
        let Some(id) = base.id.donnee().map(Texte::as_str) else { continue };
        let de_l_annee = |annees: &[u32]| match &base.annee {
            Reponse::Donnee(a) => annees.is_empty() || annees.contains(&a.get().into()),
            Reponse::Aucune => annees.is_empty(),
            Reponse::Inconnue | Reponse::Fautive => true,
        };
        let siennes = || lectures.bases.iter().filter(|(nom, _)| nom == id);
        if siennes().any(|(_, annees)| de_l_annee(annees)) {
            continue;
        }
        let connue = siennes().next().is_some();
        let raison = if connue { RaisonNonLue::Annee } else { RaisonNonLue::Base };
        non_lues.push(NonLue { lieu: liste.rang(rang), raison, pese: false });
    }
}

/// Documents that the call asks for in no list, where it has lists and takes no other.
fn pieces(fournies: &Reponse<Vec<Piece>>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let Some(demandees) = &lectures.pieces else { return };
    let liste = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    for (rang, piece) in fournies.liste().unwrap_or_default().iter().enumerate() {
        let Some(id) = piece.id.donnee() else { continue };
        if demandees.iter().all(|demandee| demandee != id.as_str()) {
            let lieu = liste.rang(rang);
            non_lues.push(NonLue { lieu, raison: RaisonNonLue::Piece, pese: false });
        }
    }
}

/// Sendings to someone whom the call does not name.
fn envois(depot: &Depot, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let Some(destinataires) = &lectures.destinataires else { return };
    let liste = Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::envois.into());
    for (rang, envoi) in depot.envois.liste().unwrap_or_default().iter().enumerate() {
        let Some(vers) = envoi.destinataire.donnee() else { continue };
        if destinataires.iter().all(|destinataire| destinataire != vers.as_str()) {
            let lieu = liste.rang(rang);
            non_lues.push(NonLue { lieu, raison: RaisonNonLue::Destinataire, pese: false });
        }
    }
}
