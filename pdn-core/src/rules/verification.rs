//! What a document cannot say, beyond the form of each value: an end before its start, another
//! call, an answer to nothing that the call asks.

use compact_str::CompactString;
use smallvec::SmallVec;

use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Bilingue, CHARTE, Declarable, NatureDeclarable};
use crate::dossier::forme::{Lieu, Visiteur, Vue};
use crate::dossier::{
    Annee, Appreciation, BudgetChamp, Codes, Declaration, Document, Lot, LotChamp,
    PlanFinancementChamp, Reponse,
};
use crate::lecture::{Genre, ListeDeCodes, Motif, plus_proche};
use crate::values::{Date, Montant, Quantite, Valeur, ValeurNumerique, montrer_bref};

/// A fault of the document, at a place or at a key below it.
pub(crate) struct Anomalie {
    pub lieu: Lieu,
    /// Another place that may be what is wrong: neither can be taken as written.
    pub aussi: Option<Lieu>,
    /// A key that the place does not have, to be added to its pointer.
    pub cle: Option<String>,
    pub motif: Motif,
}

impl Anomalie {
    fn a(lieu: Lieu, motif: Motif) -> Self {
        Self { lieu, aussi: None, cle: None, motif }
    }

    /// The places that cannot be taken as written.
    pub fn lieux(&self) -> impl Iterator<Item = Lieu> {
        std::iter::once(self.lieu).filter(|_| self.cle.is_none()).chain(self.aussi)
    }
}

/// What the elements of a document's lists are called by, each at its place.
pub(crate) type Noms = Vec<(Lieu, CompactString)>;

/// What a document carries beside its fields, gathered in one pass: its answers and what a person
/// recorded, each with the rank of what it is about, and its faults.
pub(crate) struct Recolte<'a> {
    appel: &'a Appel,
    /// Answers by the rank of what is declared and the place that carries them, in that order; nothing
    /// where the answer is in error.
    pub declarations: Vec<(u16, Lieu, Option<&'a Declaration>)>,
    /// The places of answers that could not be read at all.
    pub illisibles: Vec<Lieu>,
    /// What a person recorded, by the rank of the rule and the place that carries it.
    pub appreciations: Vec<(u16, Lieu, Appreciation)>,
    /// What the elements of lists are called by.
    pub noms: Noms,
    /// The ranks of the names that no other element of a list can have.
    propres: SmallVec<[usize; 16]>,
    pub anomalies: Vec<Anomalie>,
}

/// The call that a document names, where it is not the one that would judge it; or that it names none,
/// where the one that would holds no rule for such a document.
pub(crate) fn autre_appel(appel: &Appel, document: &Document) -> Option<Anomalie> {
    // `appel` is the first field of every document.
    let lieu = Lieu::RACINE.puis(0);
    let Some(nomme) = document.appel().donnee() else {
        // The charter judges what names no call, and holds no rule for an application.
        let type_ = Some(document.type_de_document());
        let charte = appel.id() == CHARTE && !appel.contenu().par_type.contains_key(&type_);
        let connus = || Appel::ids().into_iter().filter(|id| *id != CHARTE).collect();
        return charte.then(|| Anomalie::a(lieu, Motif::SansAppel { connus: connus() }));
    };
    if nomme.as_str() == appel.id() {
        return None;
    }
    let mut connus = Appel::ids();
    if connus.contains(&nomme.as_str()) || !connus.contains(&appel.id()) {
        connus.clear();
    }
    // Of a call that there is not, the one that was meant, or those that there are.
    let voulu = || plus_proche(nomme.as_str(), connus.iter().copied());
    let attendu = match connus.as_slice() {
        [] => appel.id().to_owned(),
        connus => voulu().unwrap_or_else(|| connus.join(", ")),
    };
    let motif = Motif::AutreAppel { trouve: nomme.as_str().to_owned(), attendu, connus };
    Some(Anomalie::a(lieu, motif))
}

/// Gathers what a document carries, and every such fault of it.
pub(crate) fn recolter<'a>(appel: &'a Appel, document: &'a Document) -> Recolte<'a> {
    let mut controle = Recolte {
        appel,
        declarations: Vec::with_capacity(32),
        illisibles: Vec::new(),
        appreciations: Vec::new(),
        noms: Vec::with_capacity(8),
        propres: SmallVec::new(),
        anomalies: Vec::new(),
    };
    annees_en_double(document, &mut controle.anomalies);
    annees_hors_du_plan(document, &mut controle.anomalies);
    if let Document::Lot(lot) = document {
        autres_appels(appel, lot, &mut controle.anomalies);
    }
    document.visiter(&mut controle);
    // Objects are seen in the order of their places.
    debug_assert!(controle.noms.is_sorted_by_key(|(lieu, _)| *lieu));
    controle.declarations.sort_unstable_by_key(|(rang, lieu, _)| (*rang, *lieu));
    ids_en_double(&mut controle);
    controle
}

/// An element of a list with the id of another: the second is not known to be another.
fn ids_en_double(controle: &mut Recolte<'_>) {
    let Recolte { noms, propres, anomalies, .. } = controle;
    propres
        .sort_unstable_by_key(|rang| noms.get(*rang).map(|(lieu, id)| (lieu.parent(), id, *lieu)));
    for deux in propres.windows(2) {
        let mut deux = deux.iter().filter_map(|rang| noms.get(*rang));
        let (Some((avant, id)), Some((lieu, autre))) = (deux.next(), deux.next()) else { continue };
        if id == autre && avant.parent() == lieu.parent() {
            anomalies.push(Anomalie::a(*lieu, Motif::IdEnDouble { id: id.to_string() }));
        }
    }
}

/// The applications of a batch that name another call.
fn autres_appels(appel: &Appel, lot: &Lot, anomalies: &mut Vec<Anomalie>) {
    let liste = Lieu::RACINE.puis(LotChamp::candidatures.into());
    for (rang, candidature) in lot.candidatures.liste().unwrap_or_default().iter().enumerate() {
        let Some(nomme) = candidature.appel.donnee().filter(|n| n.as_str() != appel.id()) else {
            continue;
        };
        let motif = Motif::AutreAppel {
            trouve: nomme.as_str().to_owned(),
            attendu: appel.id().to_owned(),
            connus: Vec::new(),
        };
        anomalies.push(Anomalie::a(liste.rang(rang).puis(0), motif));
    }
}

/// A year that a plan, or its budgets, has twice: which of the two is meant is not known.
fn annees_en_double(document: &Document, anomalies: &mut Vec<Anomalie>) {
    let mut double = |annees: Vec<(Lieu, Annee)>| {
        let mut vues: Vec<(Lieu, Annee)> = Vec::new();
        for (lieu, annee) in annees {
            if let Some((premier, _)) = vues.iter().find(|(_, vue)| *vue == annee) {
                let anomalie = Anomalie::a(lieu, Motif::AnneeEnDouble { annee: annee.get() });
                anomalies.push(Anomalie { aussi: Some(*premier), ..anomalie });
            }
            vues.push((lieu, annee));
        }
    };
    if let Document::PlanFinancement(plan) = document {
        let liste = Lieu::RACINE.puis(PlanFinancementChamp::annees.into());
        let annees = plan.annees.liste().unwrap_or_default();
        double(annees.iter().enumerate().map(|(rang, a)| (liste.rang(rang), *a)).collect());
    }
    let Some((budgets, liste)) = document.budgets() else { return };
    let budgets = budgets.liste().unwrap_or_default().iter().enumerate();
    double(
        budgets
            .filter_map(|(rang, b)| {
                let lieu = liste.rang(rang).puis(BudgetChamp::annee.into());
                b.annee.donnee().map(|a| (lieu, *a))
            })
            .collect(),
    );
}

/// The lines of a year that their plan does not cover: either may be what is wrong.
fn annees_hors_du_plan(document: &Document, anomalies: &mut Vec<Anomalie>) {
    let Document::PlanFinancement(plan) = document else { return };
    let Some(annees) = plan.annees.liste() else { return };
    for (lieu, annee) in plan.annees_des_lignes().filter(|(_, a)| !annees.contains(a)) {
        let motif = Motif::AnneeHorsDuPlan {
            annee: annee.get(),
            annees: annees.iter().map(|a| a.get()).collect(),
        };
        let liste = Lieu::RACINE.puis(PlanFinancementChamp::annees.into());
        anomalies.push(Anomalie { aussi: Some(liste), ..Anomalie::a(lieu, motif) });
    }
}

impl<'a> Visiteur<'a> for Recolte<'a> {
    fn declarations(&mut self, lieu: Lieu, declarations: &'a [(CompactString, Declaration)]) {
        for (id, reponse) in declarations {
            // Answers that could not be read at all.
            if id.is_empty() && *reponse == Declaration::Fautive {
                self.illisibles.push(lieu);
                continue;
            }
            match self.appel.declarable(id) {
                Some((rang, d)) if !matches!(d.nature, NatureDeclarable::Appreciation) => {
                    let ici = lieu.puis(u32::from(rang));
                    let mut lisible = *reponse != Declaration::Fautive;
                    if let (true, Declaration::Liste(mots)) = (d.est_une_liste(), reponse) {
                        let connu = |mot: &CompactString| d.mots().iter().any(|m| m.code == *mot);
                        lisible =
                            mots.iter().flatten().filter(|mot| connu(mot)).count() == mots.len();
                        let inconnus = mots.iter().flatten().filter(|mot| !connu(mot));
                        let anomalies = inconnus.map(|mot| Anomalie::a(ici, mot_inconnu(d, mot)));
                        self.anomalies.extend(anomalies);
                    } else if let Some(motif) = mauvaise_reponse(d, reponse) {
                        lisible = false;
                        self.anomalies.push(Anomalie::a(ici, motif));
                    }
                    self.declarations.push((rang, lieu, lisible.then_some(reponse)));
                }
                _ => {
                    let connus = self.appel.contenu().declarables.iter();
                    let connus = connus
                        .filter(|d| !matches!(d.nature, NatureDeclarable::Appreciation))
                        .map(|d| d.id.as_str());
                    self.cle_inconnue(lieu, id, connus.collect());
                }
            }
        }
    }

    fn appreciations(&mut self, lieu: Lieu, appreciations: &'a [(CompactString, Appreciation)]) {
        for (id, appreciation) in appreciations {
            match self.appel.rang_de_regle(id) {
                Some(regle) if self.appel.s_apprecie(regle) => {
                    self.appreciations.push((regle, lieu, appreciation.clone()));
                }
                Some(_) => {
                    let motif = Motif::RienAApprecier { regle: id.to_string() };
                    let cle = Some(id.to_string());
                    self.anomalies.push(Anomalie { cle, ..Anomalie::a(lieu, motif) });
                }
                None => {
                    let regles = (0_u16..).zip(&self.appel.contenu().regles);
                    let connus = regles
                        .filter(|(rang, _)| self.appel.s_apprecie(*rang))
                        .map(|(_, r)| r.id.as_str());
                    self.cle_inconnue(lieu, id, connus.collect());
                }
            }
        }
    }

    fn nom(&mut self, lieu: Lieu, nom: Vue<'a>, en_propre: bool) {
        if en_propre && matches!(nom, Vue::Texte(_)) {
            self.propres.push(self.noms.len());
        }
        match nom {
            Vue::Texte(id) => self.noms.push((lieu, montrer_bref(id))),
            Vue::Compte(annee) => {
                self.noms.push((lieu, compact_str::format_compact!("{annee}")));
            }
            _ => {}
        }
    }

    fn code(&mut self, lieu: Lieu, codes: Codes, code: &'a str) {
        if self.appel.connait(codes.liste, code) {
            return;
        }
        let motif = self.appel.mauvais_code(codes, code);
        self.anomalies.extend(motif.map(|motif| Anomalie::a(lieu, motif)));
    }

    fn ordre(
        &mut self,
        (avant, lieu_avant, debut): (&'static str, Lieu, &Reponse<Date>),
        (apres, lieu_apres, fin): (&'static str, Lieu, &Reponse<Date>),
    ) {
        if let (Some(debut), Some(fin)) = (debut.donnee(), fin.donnee())
            && fin < debut
        {
            let motif = Motif::Ordre { avant, date_avant: *debut, apres, date_apres: *fin };
            let anomalie = Anomalie::a(lieu_apres, motif);
            self.anomalies.push(Anomalie { aussi: Some(lieu_avant), ..anomalie });
        }
    }
}

impl Recolte<'_> {
    fn cle_inconnue(&mut self, lieu: Lieu, id: &str, connus: Vec<&str>) {
        let motif = Motif::CleInconnue { cle: id.to_owned(), proche: plus_proche(id, connus) };
        self.anomalies.push(Anomalie { cle: Some(id.to_owned()), ..Anomalie::a(lieu, motif) });
    }
}

/// Why an answer is not one to what is asked.
fn mauvaise_reponse(declarable: &Declarable, reponse: &Declaration) -> Option<Motif> {
    // A yes or a no to a point: nothing more to see.
    if matches!((&declarable.nature, reponse), (NatureDeclarable::Point, Declaration::Booleen(_))) {
        return None;
    }
    let (trouve, extrait) = match reponse {
        Declaration::Booleen(b) => (Genre::Booleen, CompactString::new(b.to_string())),
        Declaration::Nombre(n) => (Genre::Nombre, CompactString::new(n.to_string())),
        Declaration::Texte(t) => (Genre::Texte, t.chars().take(60).collect()),
        Declaration::Liste(_) => (Genre::Liste, CompactString::default()),
        // What could not be read is said already.
        Declaration::Fautive => return None,
    };
    let type_ = match &declarable.nature {
        NatureDeclarable::Question { type_, .. } => *type_,
        _ => TypeDeReponse::OuiNon,
    };
    let mauvais = |attendu| {
        // A number where a text is due is the text of its digits; a text may say a number.
        let ecrire = match (attendu, reponse) {
            (Genre::Texte, Declaration::Nombre(n)) => {
                let mot = n.to_string();
                let mots = declarable.mots();
                (mots.is_empty() || mots.iter().any(|m| m.code == mot))
                    .then(|| format!("\"{mot}\""))
            }
            (Genre::Nombre, Declaration::Texte(t)) if type_ == TypeDeReponse::Nombre => {
                Quantite::du_contrat(t).ok().map(|n| n.to_string())
            }
            (Genre::Liste, Declaration::Texte(t)) => Some(format!("[\"{t}\"]")),
            (Genre::Date, Declaration::Nombre(n)) => {
                Date::saisi(&n.to_string()).ok().map(|date| format!("\"{date}\""))
            }
            (Genre::Booleen, Declaration::Texte(t)) => match t.trim().to_lowercase().as_str() {
                "oui" | "vrai" | "true" => Some("true".to_owned()),
                "non" | "faux" | "false" => Some("false".to_owned()),
                _ => None,
            },
            _ => None,
        };
        let ecrire = ecrire.map(CompactString::from);
        Some(Motif::MauvaisType { attendu, trouve, extrait: extrait.clone(), ecrire })
    };
    match (type_, reponse) {
        (_, Declaration::Liste(_)) => mauvais(declarable.genre()),
        (_, reponse) if reponse.dit_aucune() => None,
        (TypeDeReponse::Choix, _) if declarable.est_une_liste() => mauvais(Genre::Liste),
        (TypeDeReponse::OuiNon, Declaration::Booleen(_))
        | (TypeDeReponse::Texte, Declaration::Texte(_)) => None,
        (TypeDeReponse::OuiNon, _) => mauvais(Genre::Booleen),
        (TypeDeReponse::Nombre, Declaration::Nombre(n)) => {
            Quantite::du_nombre_json(&n.to_string()).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Nombre, Declaration::Texte(t)) => {
            Quantite::du_contrat(t).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Nombre, _) => mauvais(Genre::Nombre),
        (TypeDeReponse::Montant, Declaration::Texte(t)) => {
            Montant::du_contrat(t).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Montant, Declaration::Nombre(n)) => {
            Montant::du_nombre_json(&n.to_string()).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Montant, _) => mauvais(Genre::Nombre),
        (TypeDeReponse::Date, Declaration::Texte(t)) => {
            Date::du_contrat(t).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Date, Declaration::Nombre(n)) => match Date::saisi(&n.to_string()) {
            Err(e) if e.ecrire().is_some() => Some(Motif::Valeur(Box::new(e.dans_le_contrat()))),
            _ => mauvais(Genre::Date),
        },
        (TypeDeReponse::Date, _) => mauvais(Genre::Date),
        (TypeDeReponse::Choix, Declaration::Texte(t)) => {
            let connu = declarable.mots().iter().any(|m| m.code == t.as_str());
            (!connu).then(|| mot_inconnu(declarable, t))
        }
        (TypeDeReponse::Choix | TypeDeReponse::Texte, _) => mauvais(Genre::Texte),
    }
}

/// A word that is none of those among which a question is answered.
fn mot_inconnu(question: &Declarable, mot: &str) -> Motif {
    let mots = question
        .mots()
        .iter()
        .map(|m| (m.code.as_str(), m.libelle.iter().flat_map(Bilingue::textes)));
    Motif::hors_de(&ListeDeCodes::de(mots), mot)
}
