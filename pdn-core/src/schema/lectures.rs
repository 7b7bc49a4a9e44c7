//! Which rules of a call read which fields of a document, and the bounds that they set on one value.

use std::collections::HashMap;

use compact_str::CompactString;

use super::formules;
use crate::appel::chemin::{Chemin, Pas};
use crate::appel::formules::Formule;
use crate::appel::{
    Appel, Assiette, Cible, Clause, Demande, Detail, Exigence, Jugement, Lignes, Limite, Mesure,
    Regle, Severity, Test,
};
use crate::dossier::forme::Descripteur;
use crate::dossier::{Champ, Forme, Phase, TypeDeDocument};
use crate::value::{Range, Value};
use crate::values::Date;

/// What the rules of a call read in one type of document. Fields are called by their names from the
/// top, lists left out: `formations.sessions.debut`.
pub(super) struct Lectures<'a> {
    champs: HashMap<String, Vec<Lecture<'a>>>,
    /// What each object may declare, in the order of the call: its place, and the rank of the point or
    /// question.
    declares: Vec<(String, u16)>,
    par_point: HashMap<u16, Vec<Lecture<'a>>>,
    /// The points of each object that a person judges.
    apprecies: Vec<(String, &'a Regle)>,
    /// The years that the rules are about.
    pub annees: Vec<u32>,
}

/// A rule reads a field.
#[derive(Clone)]
pub(super) struct Lecture<'a> {
    pub regle: &'a Regle,
    /// The entry of the rule, with its value.
    pub jugement: Option<&'a Jugement>,
    /// True where the rule demands something of the field; else it only looks at it.
    pub demande: bool,
    /// What one value must be, whatever the rest of the document says.
    pub borne: Option<Borne>,
}

/// What one value must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Borne {
    /// A number within bounds; of a list, the number of its elements.
    Quantite(Range),
    /// A multiple of a number.
    Pas(Value),
    /// A day within bounds.
    Jours(Option<Date>, Option<Date>),
    /// One of these words.
    Mots(Vec<CompactString>),
    /// None of these words.
    Exclus(Vec<CompactString>),
    /// Yes, or no.
    Reponse(bool),
}

impl Borne {
    /// The bounds, as reports word them.
    pub fn en_valeur(&self) -> Option<Value> {
        match self {
            Self::Quantite(r) => Some(Value::Range(Box::new(r.clone()))),
            Self::Jours(du, au) => Some(Value::Range(Box::new(Range {
                min: du.map(Value::Date),
                max: au.map(Value::Date),
                ..Range::default()
            }))),
            Self::Pas(_) | Self::Mots(_) | Self::Exclus(_) | Self::Reponse(_) => None,
        }
    }
}

impl<'a> Lectures<'a> {
    pub fn de(appel: &'a Appel, type_: TypeDeDocument) -> Self {
        let mut lectures = Self {
            champs: HashMap::new(),
            declares: Vec::new(),
            par_point: HashMap::new(),
            apprecies: Vec::new(),
            annees: annees(appel, type_),
        };
        for (_, jugement) in appel.contenu().jugements.iter().filter(|(t, _)| *t == Some(type_)) {
            Passage {
                lectures: &mut lectures,
                appel,
                racine: type_.descripteur(),
                jugement,
                regle: appel.regle(jugement.regle),
            }
            .lire(type_);
        }
        lectures
    }

    /// The rules that read a field, those that demand something of it first.
    pub fn du_champ(&self, voie: &str) -> &[Lecture<'a>] {
        self.champs.get(voie).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rules that read a point or a question.
    pub fn du_point(&self, rang: u16) -> &[Lecture<'a>] {
        self.par_point.get(&rang).map(Vec::as_slice).unwrap_or_default()
    }

    /// What an object may declare.
    pub fn declares(&self, objet: &str) -> impl Iterator<Item = u16> {
        self.declares.iter().filter(move |(o, _)| o == objet).map(|(_, rang)| *rang)
    }

    /// What a person judges of an object.
    pub fn apprecies(&self, objet: &str) -> impl Iterator<Item = &'a Regle> {
        self.apprecies.iter().filter(move |(o, _)| o == objet).map(|(_, regle)| *regle)
    }
}

/// One judgement, as it is read.
struct Passage<'l, 'a> {
    lectures: &'l mut Lectures<'a>,
    appel: &'a Appel,
    racine: &'static Descripteur,
    jugement: &'a Jugement,
    regle: &'a Regle,
}

impl<'a> Passage<'_, 'a> {
    fn lire(mut self, type_: TypeDeDocument) {
        let j = self.jugement;
        let objet = j.par.as_ref().map_or_else(String::new, |par| noms(par, self.racine, ""));
        let au_bout = j.par.as_ref().map_or(self.racine, |par| bout(par, self.racine));
        // A bound is a form's to say only where nothing else decides whether it holds.
        let sans_condition = j.quand.is_empty()
            && j.valable == (None, None)
            && Severity::from(self.regle.gravite) != Severity::Advisory
            && !j.exigence.a_apprecier()
            // Someone who withdrew is not judged, nor is a year that a plan does not cover.
            && !(type_ == TypeDeDocument::Session && objet == "participants")
            && !(type_ == TypeDeDocument::PlanFinancement
                && matches!(&j.exigence, Exigence::Somme(s) if !s.lignes.annees.is_empty()));
        let plus_tard = type_ == TypeDeDocument::Candidature
            && matches!(j.phase, Some(Phase::Retenu | Phase::Bilan));
        let toujours = sans_condition && !plus_tard;
        let depart = Depart { objet: &objet, descripteur: au_bout };
        let borne = |borne: Borne| toujours.then_some(borne);
        match &j.exigence {
            Exigence::Absente(_) => {}
            Exigence::Date(e) => {
                for cible in &e.champs {
                    let jours = match &e.limite {
                        Limite::Jours { du, au, .. } => Some((*du, *au)),
                        Limite::Tours(tours) => {
                            let du = tours.iter().map(|t| t.du).min().flatten();
                            Some((du, tours.iter().map(|t| t.au).max()))
                        }
                        Limite::ChaqueAnnee { .. } | Limite::Ecart { .. } => None,
                    };
                    let jours = jours.filter(|_| !par_liste(cible));
                    self.demande(
                        cible,
                        depart,
                        jours.and_then(|(du, au)| borne(Borne::Jours(du, au))),
                    );
                }
                if let Limite::Ecart { autre, .. } = &e.limite {
                    self.regarde(autre, depart);
                }
            }
            Exigence::Seuil(e) => {
                let bornes = match e.ouvert {
                    // Only nothing at all fails.
                    true => Range {
                        strict_min: e
                            .bornes
                            .min
                            .as_ref()
                            .or(e.bornes.strict_min.as_ref())
                            .map(zero),
                        ..Range::default()
                    },
                    false => e.bornes.clone(),
                };
                // A share of another value is no bound on this one alone.
                let seule = !par_liste(&e.champ) && e.base.is_none();
                let bornes = Some(bornes).filter(|r| seule && *r != Range::default());
                self.demande(&e.champ, depart, bornes.and_then(|r| borne(Borne::Quantite(r))));
                let pas = e.pas.clone().filter(|_| !par_liste(&e.champ));
                if let Some(pas) = pas.and_then(|pas| borne(Borne::Pas(pas))) {
                    self.demande(&e.champ, depart, Some(pas));
                }
                if let Some(base) = &e.base {
                    self.regarde(base, depart);
                }
            }
            Exigence::Somme(e) => {
                let max = match &e.mesure {
                    Mesure::Montants(bornes) => bornes.max.clone().or(bornes.strict_max.clone()),
                    Mesure::Bareme(b) if b.demande != Demande::AuMoins => {
                        b.plafond.map(Value::Amount)
                    }
                    _ => None,
                };
                let strict = matches!(&e.mesure, Mesure::Montants(b) if b.max.is_none());
                let seul = max.filter(|_| self.toute_ligne(&e.lignes)).map(|max| match strict {
                    true => Range { strict_max: Some(max), ..Range::default() },
                    false => Range { max: Some(max), ..Range::default() },
                });
                self.lignes(&e.lignes, seul.and_then(|r| borne(Borne::Quantite(r))));
                match &e.mesure {
                    Mesure::Montants(_) => {}
                    Mesure::Parts { base, .. } => self.assiette(base),
                    Mesure::Bareme(b) => {
                        let objets = b.objets.as_ref().map(|(chemin, _)| chemin);
                        let objet = objets.map_or_else(String::new, |o| noms(o, self.racine, ""));
                        let descripteur = objets.map_or(self.racine, |o| bout(o, self.racine));
                        for cible in &b.fois {
                            self.regarde(cible, Depart { objet: &objet, descripteur });
                        }
                    }
                }
            }
            Exigence::Condition(e) => {
                for clause in &e.clauses {
                    let mots = mots(clause).filter(|_| !par_liste(&clause.champ));
                    self.demande(&clause.champ, depart, mots.and_then(borne));
                }
                for cible in &e.au_moins_un {
                    self.demande(cible, depart, None);
                }
            }
            Exigence::Pieces(e) => {
                self.note("pieces".to_owned(), true, None);
                self.note("pieces.id".to_owned(), false, None);
                for (lu, champ) in [
                    (e.liste.iter().any(|p| p.age.is_some()), "pieces.date"),
                    (e.liste.iter().any(|p| p.exercice.is_some()), "pieces.exercice"),
                    (e.liste.iter().any(|p| p.echeance.is_some()), "pieces.recue_le"),
                ] {
                    if lu {
                        self.note(champ.to_owned(), false, None);
                    }
                }
                for clause in e.liste.iter().flat_map(|p| &p.quand) {
                    self.regarde(&clause.champ, depart);
                }
            }
            Exigence::Depenses(_) => {
                self.note("budgets.charges.depense".to_owned(), true, None);
            }
            Exigence::Declaration(e) => {
                // A refusal fails where the point is due, or at any time.
                let refus = sans_condition && (!plus_tard || e.refus_en_toute_phase);
                let refus = refus && e.au_choix.is_none();
                self.declare(&objet, e.numero, refus.then_some(Borne::Reponse(true)));
                if e.manquement {
                    self.note("manquements.engagement".to_owned(), false, None);
                }
            }
            Exigence::AuChoix(e) => {
                for numero in &e.numeros {
                    self.declare(&objet, *numero, None);
                }
            }
            Exigence::Appreciation { .. } => {
                self.lectures.apprecies.push((objet.clone(), self.regle));
            }
            Exigence::Formule(f) => self.formule(f, borne),
        }
        for clause in &j.quand {
            self.regarde(&clause.champ, depart);
        }
    }

    fn formule(&mut self, formule: &Formule, borne: impl Fn(Borne) -> Option<Borne>) {
        let (demandes, regardes) = formules::champs(formule);
        for champ in demandes {
            let bornes = match (formule, *champ) {
                (Formule::FormationParties(p), _) => compte(p.au_moins.as_ref(), None),
                (Formule::FormationAnciennete(p), _) => compte(p.plus_de_mois.as_ref(), None),
                // A range apart from the call's fails; one that goes beyond it is for a person to judge.
                (Formule::FormationAges(p), "formations.public.age_min") => {
                    compte(None, p.au_plus.as_ref())
                }
                (Formule::FormationAges(p), _) => compte(p.au_moins.as_ref(), None),
                _ => None,
            };
            self.note((*champ).to_owned(), true, bornes.map(Borne::Quantite).and_then(&borne));
        }
        for champ in regardes {
            self.note((*champ).to_owned(), false, None);
        }
    }

    fn assiette(&mut self, base: &Assiette) {
        match base {
            Assiette::Declaree { .. } => self.note("bases.montant".to_owned(), false, None),
            Assiette::Charges { .. } => {
                self.note("budgets.charges.montant".to_owned(), false, None);
                self.note("budgets.charges.depense".to_owned(), false, None);
            }
        }
    }

    /// The lines that are added up.
    fn lignes(&mut self, l: &Lignes, borne: Option<Borne>) {
        let liste = noms(&l.objets, self.racine, "");
        let mut ligne = bout(&l.objets, self.racine);
        let mut ici = liste.clone();
        let mut montant = &l.montant;
        if let Some(detail) = &l.detail {
            ici = noms(&detail.lignes, ligne, &liste);
            ligne = bout(&detail.lignes, ligne);
            montant = &detail.montant;
        }
        self.note(noms(montant, ligne, &ici), true, borne);
        if let Some(Detail { compte: Some(compte), comptes, .. }) = &l.detail
            && !comptes.is_empty()
        {
            self.note(noms(compte, ligne, &ici), false, None);
        }
        if l.detail.is_none() {
            let dispositif = !(l.dispositifs.is_empty() && l.autres_dispositifs.is_empty());
            let lus = [&l.financeur, &l.annee, &l.dispositif];
            for (chemin, lu) in lus.into_iter().zip([true, true, dispositif]) {
                if let Some(chemin) = chemin.as_ref().filter(|_| lu) {
                    self.note(noms(chemin, ligne, &ici), false, None);
                }
            }
        }
    }

    /// True where every line that a form lets one write counts: what one line asks, the sum asks.
    fn toute_ligne(&self, l: &Lignes) -> bool {
        let financeurs = self.appel.financeurs();
        let comptes = |id: &&str| l.parmi.iter().any(|(connu, _)| connu == id);
        l.detail.is_none()
            && l.dispositifs.is_empty()
            && l.autres_dispositifs.is_empty()
            && l.sauf_parmi.is_empty()
            && (l.parmi.is_empty() || (!financeurs.is_empty() && financeurs.iter().all(comptes)))
            && (l.annees.is_empty() || self.lectures.annees.iter().all(|a| l.annees.contains(a)))
    }

    fn declare(&mut self, objet: &str, numero: u16, borne: Option<Borne>) {
        let place = (objet.to_owned(), numero);
        if !self.lectures.declares.contains(&place) {
            self.lectures.declares.push(place);
        }
        let lecture = self.lecture(true, borne);
        self.lectures.par_point.entry(numero).or_default().push(lecture);
    }

    fn demande(&mut self, cible: &Cible, depart: Depart<'_>, borne: Option<Borne>) {
        self.cible(cible, depart, true, borne);
    }

    fn regarde(&mut self, cible: &Cible, depart: Depart<'_>) {
        self.cible(cible, depart, false, None);
    }

    fn cible(&mut self, cible: &Cible, depart: Depart<'_>, demande: bool, borne: Option<Borne>) {
        match cible {
            Cible::Objet(chemin) => {
                self.note(noms(chemin, depart.descripteur, depart.objet), demande, borne);
            }
            Cible::Document(chemin) => self.note(noms(chemin, self.racine, ""), demande, borne),
            Cible::Question(rang) => {
                let lecture = self.lecture(demande, borne);
                self.lectures.par_point.entry(*rang).or_default().push(lecture);
            }
        }
    }

    fn note(&mut self, voie: String, demande: bool, borne: Option<Borne>) {
        let lecture = self.lecture(demande, borne);
        let lues = self.lectures.champs.entry(voie).or_default();
        let la_meme = |l: &&mut Lecture<'_>| {
            std::ptr::eq(l.regle, self.regle) && (l.borne.is_none() || l.borne == lecture.borne)
        };
        match lues.iter_mut().find(la_meme) {
            // Only looked at until now.
            Some(deja) if !deja.demande || deja.borne == lecture.borne => {
                let demande = deja.demande || lecture.demande;
                *deja = Lecture { demande, ..lecture };
            }
            _ => lues.push(lecture),
        }
    }

    fn lecture(&self, demande: bool, borne: Option<Borne>) -> Lecture<'a> {
        Lecture { regle: self.regle, jugement: Some(self.jugement), demande, borne }
    }
}

/// The years that the amounts of a document are about; none where a rule takes any year.
fn annees(appel: &Appel, type_: TypeDeDocument) -> Vec<u32> {
    let mut annees: Vec<u32> = Vec::new();
    for (_, j) in appel.contenu().jugements.iter().filter(|(t, _)| *t == Some(type_)) {
        match &j.exigence {
            Exigence::Somme(s) => annees.extend(&s.lignes.annees),
            Exigence::Formule(f) => match &**f {
                Formule::PiecesBudgets(p) => {
                    annees.extend(p.annees.iter().flatten().map(|a| u32::from(a.valeur.get())));
                }
                Formule::FinancementEstimation(p) => {
                    annees.extend(p.annee.iter().map(|a| u32::from(a.valeur.get())))
                }
                _ => {}
            },
            _ => {}
        }
    }
    annees.sort_unstable();
    annees.dedup();
    annees
}

/// The object that a rule is judged on.
#[derive(Clone, Copy)]
struct Depart<'d> {
    objet: &'d str,
    descripteur: &'static Descripteur,
}

fn par_liste(cible: &Cible) -> bool {
    match cible {
        Cible::Objet(chemin) | Cible::Document(chemin) => chemin.par_liste(),
        Cible::Question(_) => false,
    }
}

/// The words that a clause admits, or does not.
fn mots(clause: &Clause) -> Option<Borne> {
    match &clause.test {
        Test::Parmi(mots) => Some(Borne::Mots(mots.clone())),
        Test::AucunParmi(mots) => Some(Borne::Exclus(mots.clone())),
        _ => None,
    }
}

fn zero(borne: &Value) -> Value {
    match borne {
        Value::Amount(_) => Value::Amount(crate::values::Montant::ZERO),
        Value::Number(n) => Value::number(0_u32, &n.1),
        Value::Count(_, unite) => Value::count(0, unite),
        autre => autre.clone(),
    }
}

fn compte(
    min: Option<&crate::appel::tableau::Situe<u32>>,
    max: Option<&crate::appel::tableau::Situe<u32>>,
) -> Option<Range> {
    let valeur = |n: &crate::appel::tableau::Situe<u32>| Value::count(n.valeur, "");
    let bornes = Range { min: min.map(valeur), max: max.map(valeur), ..Range::default() };
    (bornes != Range::default()).then_some(bornes)
}

/// The names of a way, after those of where it starts.
fn noms(chemin: &Chemin, depart: &'static Descripteur, debut: &str) -> String {
    let mut voie = debut.to_owned();
    let mut ici = Some(depart);
    for pas in &chemin.pas {
        let Pas::Champ(rang) = pas else { continue };
        let Some(champ) = champ(ici, *rang) else { break };
        if !voie.is_empty() {
            voie.push('.');
        }
        voie.push_str(champ.nom);
        ici = objet(champ.forme);
    }
    voie
}

/// The object where a way leads.
fn bout(chemin: &Chemin, depart: &'static Descripteur) -> &'static Descripteur {
    chemin.arrivee(depart).and_then(|c| objet(c.forme)).unwrap_or(depart)
}

fn champ(objet: Option<&'static Descripteur>, rang: u32) -> Option<&'static Champ> {
    objet?.champs.get(usize::try_from(rang).ok()?)
}

fn objet(forme: Forme) -> Option<&'static Descripteur> {
    match forme {
        Forme::Fiche(d) => Some(d),
        Forme::Liste(Forme::Fiche(d)) => Some(*d),
        _ => None,
    }
}
