//! What the dossier gives and no rule of the call read. No value passes by in silence: what a rule of the
//! call could be about, and none is, is named with its reason.

use compact_str::CompactString;

use super::{Contexte, EnReserve, Reserve};
use crate::appel::formules::Formule;
use crate::appel::tableau::Situe;
use crate::appel::{
    Assiette, Contenu, Exigence, ExigenceDeSomme, Groupement, Mesure, NatureDeclarable,
};
use crate::dossier::absence::Trois;
use crate::dossier::forme::{Descripteur, Forme, Lieu};
use crate::dossier::{
    BilanFormationChamp, CandidatureChamp, Declaration, Depot, DepotChamp, Document, Financement,
    FinancementChamp, Liste, Piece, Reponse, Texte, TypeDeDocument,
};
use crate::report::{NonLue, RaisonNonLue};

/// What the rules of a call read of the lists of one type of document, found once when it is loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lectures {
    financements: Vec<Lecture>,
    /// Each point that a rule reads, with the objects that answer it.
    points: Vec<(u16, &'static Descripteur)>,
    /// Each base that is shared, with the years of the rule; none means all.
    bases: Vec<(CompactString, Vec<u32>)>,
    /// The documents that the call asks for, where it takes no other.
    pieces: Option<Vec<CompactString>>,
    /// Whom an application is sent to, where the call says so.
    destinataires: Option<Vec<CompactString>>,
}

/// What a rule on amounts reads of lines of funding.
#[derive(Debug, Clone, Default)]
struct Lecture {
    jugement: u16,
    /// None means all.
    financeurs: Vec<CompactString>,
    /// All but these.
    sauf: Vec<CompactString>,
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
        let (mut demandees, mut autres) = (Vec::new(), false);
        let siens = (0_u16..).zip(&contenu.jugements).filter(|(_, (t, _))| *t == Some(type_));
        for (rang, (_, jugement)) in siens {
            let arrivee = jugement.par.as_ref().and_then(|par| par.arrivee(type_.descripteur()));
            let objet = match arrivee.map(|champ| champ.forme) {
                Some(Forme::Fiche(objet) | Forme::Liste(&Forme::Fiche(objet))) => objet,
                _ => type_.descripteur(),
            };
            match &jugement.exigence {
                Exigence::Declaration(e) => lectures.points.push((e.numero, objet)),
                Exigence::AuChoix(e) => {
                    lectures.points.extend(e.numeros.iter().map(|numero| (*numero, objet)));
                }
                Exigence::Somme(somme) => {
                    lectures.financements.extend(Lecture::d_une_somme(rang, somme, type_));
                    if let Mesure::Parts { base: Assiette::Declaree { id }, .. } = &somme.mesure {
                        lectures.bases.push((id.clone(), somme.lignes.annees.clone()));
                    }
                }
                Exigence::Pieces(e) => {
                    for piece in &e.liste {
                        demandees.push(piece.id.clone());
                        demandees.extend(piece.ou.iter().cloned());
                        autres |= piece.autres;
                    }
                }
                Exigence::Formule(f) => match &**f {
                    Formule::FinancementEstimation(p) => lectures.financements.push(Lecture {
                        jugement: rang,
                        annees: p.annee.iter().map(|a| a.valeur.get().into()).collect(),
                        ..Lecture::default()
                    }),
                    Formule::Prorata(p) => lectures.financements.push(Lecture {
                        jugement: rang,
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
        lectures.points.sort_by_key(|(point, _)| *point);
        lectures.pieces = (!autres).then_some(demandees);
        lectures
    }
}

fn mots(liste: &Option<Vec<Situe<String>>>) -> Vec<CompactString> {
    liste.iter().flatten().map(|mot| CompactString::new(&mot.valeur)).collect()
}

/// What no rule read, in the order of the document.
pub(super) fn non_lues(ctx: &mut Contexte<'_>) -> Vec<NonLue> {
    let mut non_lues = Vec::new();
    let appel = ctx.appel;
    let tous = &appel.contenu().lectures;
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
    points(ctx, lectures, &mut non_lues);
    non_lues
}

/// Answers to points in an object of which no rule reads them.
fn points(ctx: &mut Contexte<'_>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let mut reserves = Vec::new();
    // Answers to several points stand together.
    let mut porteur = None;
    for (numero, lieu, reponse) in ctx.declarations() {
        let debut = lectures.points.partition_point(|(point, _)| point < numero);
        let siens = lectures.points.iter().skip(debut).take_while(|(point, _)| point == numero);
        let objet = match porteur {
            Some((connu, objet)) if connu == *lieu => objet,
            _ => ctx.descripteur(lieu.parent()).map(|objet| objet.nom),
        };
        porteur = Some((*lieu, objet));
        if siens.clone().any(|(_, sien)| Some(sien.nom) == objet) {
            continue;
        }
        let declarable = ctx.appel.contenu().declarables.get(usize::from(*numero));
        if !declarable.is_some_and(|d| matches!(d.nature, NatureDeclarable::Point)) {
            continue;
        }
        let connu = siens.count() > 0;
        let raison = if connu { RaisonNonLue::Place } else { RaisonNonLue::AutreDocument };
        let lieu = lieu.puis((*numero).into());
        // A refusal counts, where it is read; an answer in error may be one.
        let pese = connu && matches!(reponse, Some(Declaration::Booleen(false)));
        if connu && reponse.is_none() {
            reserves.push(Reserve { quoi: EnReserve::Ligne(None), lieu });
        }
        non_lues.push(NonLue { lieu, raison, pese });
    }
    ctx.reserves.extend(reserves);
}

impl Lecture {
    fn d_une_somme(jugement: u16, e: &ExigenceDeSomme, type_: TypeDeDocument) -> Option<Self> {
        let l = &e.lignes;
        if l.objets.arrivee(type_.descripteur())?.nom != "financements" {
            return None;
        }
        Some(Self {
            jugement,
            financeurs: l.parmi.iter().map(|(f, _)| f.clone()).collect(),
            sauf: l.sauf_parmi.clone(),
            annees: l.annees.clone(),
            dispositifs: l.dispositifs.clone(),
            autres_dispositifs: l.autres_dispositifs.clone(),
            par_annee: matches!(e.groupement, Groupement::Par { annee: true, .. }),
        })
    }

    fn du_financeur(&self, financeur: &str) -> bool {
        let sien = self.financeurs.is_empty() || self.financeurs.iter().any(|f| f == financeur);
        sien && self.sauf.iter().all(|f| f != financeur)
    }

    /// True of what reads the lines of every funder.
    fn de_tous(&self) -> bool {
        self.financeurs.is_empty() && self.sauf.is_empty()
    }

    /// Whether a line is of the scheme.
    fn du_dispositif(&self, ligne: &Financement, lieu: Lieu) -> Trois {
        if self.dispositifs.is_empty() && self.autres_dispositifs.is_empty() {
            return Trois::Vrai;
        }
        let ou = lieu.puis(FinancementChamp::dispositif.into());
        if self.dispositifs.is_empty() {
            !Trois::de_silence(&ligne.dispositif, ou, |d| {
                self.autres_dispositifs.iter().any(|autre| autre == d.as_str())
            })
        } else {
            Trois::de_silence(&ligne.dispositif, ou, |d| {
                self.dispositifs.iter().any(|sien| sien == d.as_str())
            })
        }
    }

    /// Whether a line is of the years.
    fn de_l_annee(&self, ligne: &Financement, lieu: Lieu) -> Trois {
        if self.annees.is_empty() && !self.par_annee {
            return Trois::Vrai;
        }
        Trois::de(&ligne.annee, lieu.puis(FinancementChamp::annee.into()), |a| {
            self.annees.is_empty() || self.annees.contains(&a.get().into())
        })
    }

    /// True of a rule on a funder, and of the year, that leaves out the scheme of a line.
    fn ecarte(&self, ligne: &Financement, lieu: Lieu, financeur: &str) -> bool {
        !self.autres_dispositifs.is_empty()
            && self.financeurs.iter().any(|f| f == financeur)
            && self.du_dispositif(ligne, lieu) == Trois::Faux
            && self.de_l_annee(ligne, lieu) != Trois::Faux
    }

    /// Whether it reads a line.
    fn lit(&self, ligne: &Financement, lieu: Lieu, financeur: &str) -> Trois {
        if !self.du_financeur(financeur) {
            return Trois::Faux;
        }
        self.du_dispositif(ligne, lieu).et(self.de_l_annee(ligne, lieu))
    }
}

/// Amounts asked of an actor of the call that no rule on amounts reads, or of which that is not known.
fn financements(ctx: &mut Contexte<'_>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let appel = ctx.appel;
    let (lignes, liste) = match ctx.doc {
        Document::BilanFormation(b) => {
            (&b.financements, Lieu::RACINE.puis(BilanFormationChamp::financements.into()))
        }
        document => match document.financements() {
            Some((lignes, liste)) => (lignes, liste),
            None => return,
        },
    };
    if lignes.est_inconnue() && !lectures.financements.is_empty() {
        ctx.reserves.push(Reserve { quoi: EnReserve::Lignes, lieu: liste });
    }
    for (rang, ligne) in lignes.liste().unwrap_or_default().iter().enumerate() {
        if ligne.montant.est_aucune() || ligne.montant.donnee().is_some_and(|m| m.est_nul()) {
            continue;
        }
        let lieu = liste.rang(rang);
        let mut reserver = |jugement: Option<u16>, lieu: Lieu| {
            ctx.reserves.push(Reserve { quoi: EnReserve::Ligne(jugement), lieu });
        };
        let Some(financeur) = ligne.financeur.donnee().map(Texte::as_str) else {
            if ligne.financeur.est_aucune() && !lectures.financements.is_empty() {
                // An amount that is asked of nobody, or none at all.
                if ligne.montant.est_inconnue() {
                    let premiere = lectures.financements.first().map(|l| l.jugement);
                    reserver(premiere, lieu.puis(FinancementChamp::montant.into()));
                }
                non_lues.push(NonLue { lieu, raison: RaisonNonLue::SansFinanceur, pese: true });
            }
            // Any funder of the call may be asked, and not all of them are read.
            if ligne.financeur.est_inconnue()
                && !lectures.financements.iter().any(Lecture::de_tous)
                && let Some(lecture) = lectures.financements.first()
            {
                reserver(Some(lecture.jugement), lieu.puis(FinancementChamp::financeur.into()));
            }
            continue;
        };
        // What is asked of a funder for a scheme that the rules on that funder leave out is read by none: a rule on the
        // scheme opens it to the one who owes it.
        let ecartee = lectures.financements.iter().any(|l| l.ecarte(ligne, lieu, financeur));
        // The first rule that may read it, and what would tell.
        let (mut lue, mut attend) = (false, None);
        let due = |l: &Lecture| appel.du_par(l.jugement) == financeur;
        let ouverte = |l: &&Lecture| !ecartee || !l.financeurs.is_empty() || due(l);
        for lecture in lectures.financements.iter().filter(ouverte) {
            match lecture.lit(ligne, lieu, financeur) {
                Trois::Faux => {}
                Trois::Vrai => {
                    lue = true;
                    break;
                }
                Trois::Inconnu(lieux) => {
                    attend.get_or_insert((lecture.jugement, lieux));
                }
            }
        }
        if lue || !appel.connait(Liste::Acteurs, financeur) {
            continue;
        }
        if let Some((jugement, lieux)) = attend {
            lieux.into_iter().for_each(|lieu| reserver(Some(jugement), lieu));
            continue;
        }
        let siennes = || lectures.financements.iter().filter(|l| l.du_financeur(financeur));
        let tous = &appel.contenu().lectures;
        let mut ailleurs = tous.iter().flat_map(|l| &l.financements);
        let lit = |l: &Lecture| l.lit(ligne, lieu, financeur) != Trois::Faux;
        let raison = if ecartee {
            RaisonNonLue::Dispositif
        } else if ailleurs.clone().filter(ouverte).any(lit) {
            RaisonNonLue::AutreDocument
        } else if siennes().any(|l| l.du_dispositif(ligne, lieu) != Trois::Faux) {
            RaisonNonLue::Annee
        } else if siennes().next().is_some() {
            RaisonNonLue::Dispositif
        } else {
            RaisonNonLue::Financeur
        };
        // A call that has no rule on amounts asks nothing of money.
        let pese = raison != RaisonNonLue::AutreDocument && ailleurs.next().is_some();
        if pese && ligne.montant.est_inconnue() {
            // It may be nothing.
            reserver(
                siennes().next().map(|l| l.jugement),
                lieu.puis(FinancementChamp::montant.into()),
            );
        }
        non_lues.push(NonLue { lieu, raison, pese });
    }
}

/// Bases of a year that no share is of.
fn bases(ctx: &Contexte<'_>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let Some((bases, liste)) = ctx.doc.bases() else { return };
    for (rang, base) in bases.liste().unwrap_or_default().iter().enumerate() {
        let id = match &base.id {
            Reponse::Donnee(id) => id.as_str(),
            // A base of nothing.
            Reponse::Aucune => "",
            Reponse::Inconnue | Reponse::Fautive => continue,
        };
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

/// Documents that the call asks for in no list, where it takes no other; those that say that they are none.
fn pieces(fournies: &Reponse<Vec<Piece>>, lectures: &Lectures, non_lues: &mut Vec<NonLue>) {
    let liste = Lieu::RACINE.puis(CandidatureChamp::pieces.into());
    for (rang, piece) in fournies.liste().unwrap_or_default().iter().enumerate() {
        let lue = match (&piece.id, &lectures.pieces) {
            (Reponse::Aucune, _) => false,
            (Reponse::Donnee(id), Some(demandees)) => demandees.iter().any(|d| d == id.as_str()),
            _ => true,
        };
        if !lue {
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
        let lu = match &envoi.destinataire {
            Reponse::Aucune => false,
            Reponse::Donnee(vers) => destinataires.iter().any(|d| d == vers.as_str()),
            Reponse::Inconnue | Reponse::Fautive => true,
        };
        if !lu {
            let lieu = liste.rang(rang);
            non_lues.push(NonLue { lieu, raison: RaisonNonLue::Destinataire, pese: false });
        }
    }
}
