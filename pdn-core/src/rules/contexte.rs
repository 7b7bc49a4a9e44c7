//! What judging one document needs at hand.

use std::ops::Range;

use compact_str::CompactString;

use super::Recolte;
use super::kinds::eprouver;
use super::{Constat, Effet, Outcome, Raison, Suite};
use crate::appel::chemin::{Chemin, Pas};
use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Cible, Clause, Exigence, Jugement, NatureDeclarable};
use crate::dossier::absence::{Lieux, Trois};
use crate::dossier::forme::{Descripteur, Fiche, Lieu, Vue};
use crate::dossier::{
    Appreciation, CandidatureChamp, Declaration, DepotChamp, Document, Phase, SessionChamp,
};
use crate::values::{Borne, Date, Montant, Quantite, Valeur};

/// An object that a rule is judged on.
#[derive(Clone, Copy)]
pub(crate) struct Objet<'a> {
    pub lieu: Lieu,
    pub vue: Vue<'a>,
    /// True of an element of a list, which findings name.
    pub de_liste: bool,
}

/// What judging a document found.
pub(crate) struct Trouve {
    pub constats: Vec<Constat>,
    pub suites: Vec<Suite>,
    pub appreciations: Vec<(u16, Lieu, Appreciation)>,
    pub noms: Vec<(Lieu, CompactString)>,
    pub reserves: Vec<Reserve>,
}

/// What may still come into play, once a place is known, and that no finding waits for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reserve {
    pub quoi: EnReserve,
    pub lieu: Lieu,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum EnReserve {
    /// A judgement.
    Jugement(u16),
    /// The whole call, which may hold no rule for the document.
    Appel,
    /// A line of which it is not known whether a rule reads it; the judgement that may, where one does.
    Ligne(Option<u16>),
    /// A list that is not known: where it is asked for, a line of it may be one that no rule reads.
    Lignes,
}

pub(crate) struct Contexte<'a> {
    pub appel: &'a Appel,
    pub doc: &'a Document,
    pub racine: &'a dyn Fiche,
    pub on: Date,
    pub phase: Phase,
    /// The day of the fact that the rules judge: the filing, the session's first day, else the
    /// examination.
    pub jour_du_fait: Date,
    /// Answers by the rank of what is declared and the place of the object that carries them; nothing
    /// where one is in error.
    declarations: Vec<(u16, Lieu, Option<&'a Declaration>)>,
    /// The places of answers that could not be read at all.
    illisibles: Vec<Lieu>,
    appreciations: Vec<(u16, Lieu, Appreciation)>,
    /// The objects of every list that was judged, one list after the other.
    objets: Vec<Objet<'a>>,
    /// Where those of each group are, once found.
    groupes: Vec<Option<Range<usize>>>,
    noms: Vec<(Lieu, CompactString)>,
    constats: Vec<Constat>,
    suites: Vec<Suite>,
    pub reserves: Vec<Reserve>,
    jugement: Option<(u16, &'a Jugement)>,
}

impl<'a> Contexte<'a> {
    pub fn nouveau(
        appel: &'a Appel,
        doc: &'a Document,
        on: Date,
        phase: Phase,
        recolte: Recolte<'a>,
    ) -> Self {
        let jour_du_fait = match doc {
            Document::Candidature(c) => {
                c.depot.donnee().and_then(|d| d.date.donnee()).copied().unwrap_or(on)
            }
            Document::Session(s) => s.debut.donnee().copied().unwrap_or(on),
            _ => on,
        };
        Self {
            appel,
            doc,
            racine: doc.fiche(),
            on,
            phase,
            jour_du_fait,
            declarations: recolte.declarations,
            illisibles: recolte.illisibles,
            appreciations: recolte.appreciations,
            objets: Vec::new(),
            groupes: Vec::new(),
            noms: recolte.noms,
            constats: Vec::new(),
            suites: Vec::new(),
            reserves: Vec::new(),
            jugement: None,
        }
    }

    /// The objects that a judgement is on: found once, for all the rules on the same ones.
    pub fn objets(&mut self, rang: u16, par: &Chemin) -> Range<usize> {
        let groupe = self.appel.contenu().groupes.get(usize::from(rang)).copied().unwrap_or(0);
        if self.groupes.len() <= groupe {
            self.groupes.resize(groupe.saturating_add(1), None);
        }
        if let Some(Some(trouves)) = self.groupes.get(groupe) {
            return trouves.clone();
        }
        let de_liste = par.pas.contains(&Pas::Chaque);
        let debut = self.objets.len();
        let objets = &mut self.objets;
        par.suivre(self.racine, Lieu::RACINE, &mut |lieu, vue| {
            objets.push(Objet { lieu, vue, de_liste });
        });
        let trouves = debut..objets.len();
        if let Some(case) = self.groupes.get_mut(groupe) {
            *case = Some(trouves.clone());
        }
        trouves
    }

    /// One of the objects found.
    pub fn objet(&self, rang: usize) -> Option<Objet<'a>> {
        self.objets.get(rang).copied()
    }

    pub fn reserver(&mut self, nombre: usize) {
        self.constats.reserve(nombre.saturating_mul(2));
        self.objets.reserve(16);
        self.groupes.reserve(16);
    }

    /// What was found, for the report.
    pub fn finir(self) -> Trouve {
        Trouve {
            constats: self.constats,
            suites: self.suites,
            appreciations: self.appreciations,
            noms: self.noms,
            reserves: self.reserves,
        }
    }

    /// The call may hold no rule for the document.
    pub fn reserver_sans_regle(&mut self, lieux: &[Lieu]) {
        self.reserves
            .extend(lieux.iter().map(|lieu| Reserve { quoi: EnReserve::Appel, lieu: *lieu }));
    }

    pub fn commencer(&mut self, rang: u16, jugement: &'a Jugement) {
        self.jugement = Some((rang, jugement));
    }

    pub fn jugement(&self) -> Option<&'a Jugement> {
        self.jugement.map(|(_, j)| j)
    }

    /// The rank of the rule that is being judged.
    pub fn regle(&self) -> u16 {
        self.jugement.map_or(0, |(_, j)| j.regle)
    }

    /// The id of the rule that is being judged.
    pub fn id(&self) -> &'a str {
        &self.appel.regle(self.regle()).id
    }

    /// True of a rule that holds on the day of the fact.
    pub fn en_vigueur(&self, jugement: &Jugement) -> bool {
        let jour = self.jour_du_fait;
        jugement.valable.0.is_none_or(|du| du <= jour)
            && jugement.valable.1.is_none_or(|au| jour <= au)
    }

    /// Where the day of the fact would be, of a rule that does not hold for all time, where that day is
    /// not known.
    pub fn jour_inconnu(&self, jugement: &Jugement) -> Option<Lieu> {
        if jugement.valable == (None, None) {
            return None;
        }
        let (jour, lieu) = match self.doc {
            Document::Candidature(c) => (
                c.depot.puis(|d| d.date),
                Lieu::RACINE.puis(CandidatureChamp::depot.into()).puis(DepotChamp::date.into()),
            ),
            Document::Session(s) => (s.debut, Lieu::RACINE.puis(SessionChamp::debut.into())),
            _ => return None,
        };
        jour.est_inconnue().then_some(lieu)
    }

    /// Whether a rule is only due in a later phase.
    pub fn avant_sa_phase(&self, jugement: &Jugement) -> Trois {
        match jugement.phase {
            None | Some(Phase::Depot) => Trois::Faux,
            Some(_) if self.doc.phase().est_fautive() => Trois::inconnu(self.lieu_de_la_phase()),
            Some(due) => (self.phase < due).into(),
        }
    }

    /// `phase` is the third field of every document.
    fn lieu_de_la_phase(&self) -> Lieu {
        Lieu::RACINE.puis(CandidatureChamp::phase.into())
    }

    /// The whole document, as an object.
    pub fn document(&self) -> Objet<'a> {
        Objet { lieu: Lieu::RACINE, vue: Vue::Fiche(self.racine), de_liste: false }
    }

    pub fn nombre_de_constats(&self) -> usize {
        self.constats.len()
    }

    /// Adds a finding of the rule that is being judged.
    #[inline]
    pub fn emettre(&mut self, mut constat: Constat) {
        let Some((rang, jugement)) = self.jugement else { return };
        constat.jugement = rang;
        // Of a document, it is said that it is not there.
        if constat.outcome == Outcome::Fail
            && constat.raison == Raison::Aucune
            && !matches!(jugement.exigence, Exigence::Pieces(_))
            && constat.rien_d_observe()
            && self.donne(constat.lieu)
        {
            // Something is given there, and it is not what is asked.
            constat.raison = Raison::AucunNeConvient;
        }
        self.constats.push(constat);
    }

    /// What stands at a place; nothing that is known, below what is no object and no list.
    fn vue(&self, lieu: Lieu) -> Vue<'a> {
        lieu.pas().iter().fold(Vue::Fiche(self.racine), |vue, pas| match vue {
            Vue::Fiche(fiche) => fiche.champ(*pas),
            Vue::Liste(liste) => liste.element(usize::try_from(*pas).unwrap_or(usize::MAX)),
            _ => Vue::Inconnue,
        })
    }

    /// True of a place where the document gives something.
    fn donne(&self, lieu: Lieu) -> bool {
        match self.vue(lieu) {
            Vue::Inconnue | Vue::Fautive | Vue::Aucune => false,
            Vue::Liste(liste) => liste.longueur() > 0,
            // The document itself says nothing of what is asked.
            Vue::Fiche(_) => false,
            _ => true,
        }
    }

    /// Adds a finding on an object.
    #[inline]
    pub fn emettre_sur(&mut self, objet: &Objet<'_>, mut constat: Constat) {
        constat.situer(objet);
        self.emettre(constat);
    }

    /// Adds what follows from the rule that is being judged.
    pub fn suite(&mut self, lieu: Lieu, effet: Effet) {
        let regle = self.regle();
        self.suites.push(Suite { regle, lieu, effet });
    }

    /// What the call says to follow where something failed since `avant`.
    pub fn suivre(&mut self, avant: usize, suites: &[CompactString]) {
        let mut trouves = self.constats.iter().skip(avant);
        let Some(echec) = trouves.find(|c| c.outcome == Outcome::Fail) else { return };
        let lieu = echec.lieu;
        for suite in suites {
            self.suite(lieu, Effet::DeLAppel(suite.clone()));
        }
    }

    /// What was found since `avant` waits for whether the rule applies, where it is not met.
    pub fn suspendre(&mut self, avant: usize, attend: &[Lieu]) {
        let regle = self.regle();
        let en_toute_phase = self.jugement().is_some_and(|j| match &j.exigence {
            Exigence::Declaration(d) => d.refus_en_toute_phase,
            _ => false,
        });
        let mut suspendu = false;
        for constat in self.constats.iter_mut().skip(avant) {
            let refus = en_toute_phase && constat.raison == Raison::Refus;
            if !refus && !matches!(constat.outcome, Outcome::Pass | Outcome::NotApplicable) {
                constat.suspendre(attend);
                suspendu = true;
            }
        }
        if suspendu {
            self.suites.retain(|s| s.regle != regle);
        }
    }

    /// What was found since `avant` rests on a place.
    pub fn reposer(&mut self, avant: usize, lieu: Lieu) {
        for constat in self.constats.iter_mut().skip(avant) {
            constat.reposer(lieu);
        }
    }

    /// The instance of an object, in the terms of the report: `formation=F1;session=2`.
    pub fn instance(&self, lieu: Lieu) -> CompactString {
        self.appel.instance(self.doc.type_de_document(), lieu, &self.noms)
    }

    /// The one value of a field, and its place; `None` where a list leads to several.
    #[inline]
    pub fn valeur(&self, cible: &Cible, objet: &Objet<'a>) -> Option<(Lieu, Vue<'a>)> {
        let (lieu, vue) = match cible {
            Cible::Objet(chemin) => chemin.valeur(objet.vue, objet.lieu)?,
            Cible::Document(chemin) => chemin.valeur(Vue::Fiche(self.racine), Lieu::RACINE)?,
            Cible::Question(numero) => self.reponse(*numero, objet),
        };
        Some((lieu, vue))
    }

    /// The values of a field. Nearly always there is one.
    #[inline]
    pub fn valeurs(&self, cible: &Cible, objet: &Objet<'a>, mut voir: impl FnMut(Lieu, Vue<'a>)) {
        match self.valeur(cible, objet) {
            Some((lieu, vue)) => voir(lieu, vue),
            None => self.plusieurs(cible, objet, &mut voir),
        }
    }

    fn plusieurs(&self, cible: &Cible, objet: &Objet<'a>, voir: &mut dyn FnMut(Lieu, Vue<'a>)) {
        let (chemin, vue, lieu) = match cible {
            Cible::Objet(chemin) => (chemin, objet.vue, objet.lieu),
            Cible::Document(chemin) => (chemin, Vue::Fiche(self.racine), Lieu::RACINE),
            Cible::Question(_) => return,
        };
        chemin.suivre_vue(vue, lieu, voir);
    }

    /// The answer to a question: in the object, or else in the document.
    fn reponse(&self, numero: u16, objet: &Objet<'a>) -> (Lieu, Vue<'a>) {
        let document = self.document();
        let trouvee = self.repondue(numero, objet).or_else(|| self.repondue(numero, &document));
        match trouvee {
            Some((lieu, Some(reponse))) => (lieu, vue_de(reponse, self.type_de_reponse(numero))),
            // An answer in error is asked again where it stands.
            Some((lieu, None)) => (lieu, Vue::Inconnue),
            None => {
                let porteur = if matches!(objet.vue, Vue::Fiche(_)) { objet } else { &document };
                (self.lieu_declare(numero, porteur), Vue::Inconnue)
            }
        }
    }

    fn type_de_reponse(&self, numero: u16) -> Option<TypeDeReponse> {
        match self.appel.contenu().declarables.get(usize::from(numero))?.nature {
            NatureDeclarable::Question { type_, .. } => Some(type_),
            _ => None,
        }
    }

    /// The place of a field: a list on the way stops it.
    pub fn lieu_de_cible(&self, cible: &Cible, objet: &Objet<'a>) -> Lieu {
        match cible {
            Cible::Objet(chemin) => chemin.lieu(objet.lieu),
            Cible::Document(chemin) => chemin.lieu(Lieu::RACINE),
            Cible::Question(numero) => self.lieu_declare(*numero, objet),
        }
    }

    /// Where the finding of a rule points when it does not apply.
    pub fn lieu_de(&self, exigence: &Exigence, objet: &Objet<'a>) -> Lieu {
        match exigence {
            Exigence::Seuil(s) => self.lieu_de_cible(&s.champ, objet),
            Exigence::Condition(c) => match c.clauses.as_slice() {
                [seule] => self.lieu_de_cible(&seule.champ, objet),
                _ => objet.lieu,
            },
            Exigence::Declaration(d) => self.lieu_declare(d.numero, objet),
            Exigence::Appreciation { .. } => self.lieu_apprecie(objet),
            _ => objet.lieu,
        }
    }

    /// The place of an answer to a point or a question.
    pub fn lieu_declare(&self, numero: u16, objet: &Objet<'a>) -> Lieu {
        self.porteur(objet).puis(u32::from(numero))
    }

    /// The place of what a person judged.
    pub fn lieu_apprecie(&self, objet: &Objet<'a>) -> Lieu {
        let place = self.appel.place_d_appreciation(self.regle());
        objet.lieu.puis(self.nombre_de_champs(objet).saturating_sub(1)).puis(place)
    }

    /// The place of an object's answers: `declarations` and `appreciations` are the last two fields
    /// of every object.
    #[inline]
    fn porteur(&self, objet: &Objet<'a>) -> Lieu {
        objet.lieu.puis(self.nombre_de_champs(objet).saturating_sub(2))
    }

    fn nombre_de_champs(&self, objet: &Objet<'a>) -> u32 {
        let descripteur = match objet.vue {
            Vue::Fiche(f) => f.descripteur(),
            _ => self.racine.descripteur(),
        };
        u32::try_from(descripteur.champs.len()).unwrap_or(0)
    }

    /// Every answer, with the place that carries it.
    pub fn declarations(&self) -> &[(u16, Lieu, Option<&'a Declaration>)] {
        &self.declarations
    }

    /// What describes the object at a place.
    pub fn descripteur(&self, lieu: Lieu) -> Option<&'static Descripteur> {
        match self.vue(lieu) {
            Vue::Fiche(fiche) => Some(fiche.descripteur()),
            _ => None,
        }
    }

    /// The answer that an object gives, and its place.
    pub fn declaration(&self, numero: u16, objet: &Objet<'a>) -> Option<(Lieu, &'a Declaration)> {
        let (lieu, reponse) = self.repondue(numero, objet)?;
        Some((lieu, reponse?))
    }

    /// The same; no answer where it is in error.
    pub fn repondue(
        &self,
        numero: u16,
        objet: &Objet<'a>,
    ) -> Option<(Lieu, Option<&'a Declaration>)> {
        let porteur = self.porteur(objet);
        let cherchee = (numero, porteur);
        let rang = self.declarations.binary_search_by_key(&cherchee, |(n, lieu, _)| (*n, *lieu));
        match rang.ok().and_then(|rang| self.declarations.get(rang)) {
            Some((_, _, reponse)) => Some((porteur.puis(u32::from(numero)), *reponse)),
            None if self.illisibles.contains(&porteur) => {
                Some((porteur.puis(u32::from(numero)), None))
            }
            None => None,
        }
    }

    /// Whether all clauses hold, as far as is known.
    pub fn condition(&self, clauses: &[Clause], objet: &Objet<'a>) -> Trois {
        let mut attend = Lieux::new();
        for clause in clauses {
            match eprouver(self, clause, objet).verdict {
                Trois::Vrai => {}
                Trois::Faux => return Trois::Faux,
                Trois::Inconnu(lieux) => attend.extend(lieux),
            }
        }
        if attend.is_empty() { Trois::Vrai } else { Trois::Inconnu(attend) }
    }
}

/// An answer, as what the question asks for.
fn vue_de(reponse: &Declaration, type_: Option<TypeDeReponse>) -> Vue<'_> {
    match (reponse, type_) {
        (Declaration::Fautive, _) => Vue::Inconnue,
        (Declaration::Booleen(b), Some(TypeDeReponse::OuiNon) | None) => Vue::Booleen(*b),
        (reponse, _) if reponse.dit_aucune() => Vue::Aucune,
        (Declaration::Liste(mots), _) => Vue::Liste(mots),
        (Declaration::Booleen(b), _) => Vue::Booleen(*b),
        (Declaration::Nombre(n), Some(TypeDeReponse::Montant)) => {
            Montant::d_un_decimal(*n).map_or(Vue::Inconnue, Vue::Montant)
        }
        (Declaration::Nombre(n), _) => Vue::Nombre(*n),
        (Declaration::Texte(t), Some(TypeDeReponse::Montant)) => {
            Montant::du_contrat(t).map_or(Vue::Inconnue, Vue::Montant)
        }
        (Declaration::Texte(t), Some(TypeDeReponse::Nombre)) => {
            Quantite::du_contrat(t).map_or(Vue::Inconnue, |q| Vue::Nombre(q.nombre()))
        }
        (Declaration::Texte(t), Some(TypeDeReponse::Date)) => {
            Date::du_contrat(t).map_or(Vue::Inconnue, Vue::Date)
        }
        (Declaration::Texte(t), _) => Vue::Texte(t),
    }
}
