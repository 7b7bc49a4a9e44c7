//! What a document cannot say, beyond the form of each value: an end before its start, another
//! call, an answer to nothing that the call asks.

use compact_str::CompactString;

use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Declarable, NatureDeclarable};
use crate::dossier::forme::{Lieu, Visiteur, Vue};
use crate::dossier::{
    Annee, Appreciation, BudgetChamp, Declaration, Document, Lot, LotChamp, ManquementChamp,
    PlanFinancementChamp, PromeneurChamp, Reponse,
};
use crate::lecture::{Genre, Motif, plus_proche};
use crate::values::{Date, Montant, Quantite, Valeur, ValeurNumerique};

/// A fault of the document, at a place or at a key below it.
pub(crate) struct Anomalie {
    pub lieu: Lieu,
    /// A key that the place does not have, to be added to its pointer.
    pub cle: Option<String>,
    pub motif: Motif,
}

/// What a document carries beside its fields, gathered in one pass: its answers and what a person
/// recorded, each with the rank of what it is about, and its faults.
pub(crate) struct Recolte<'a> {
    appel: &'a Appel,
    /// Answers by the rank of what is declared and the place that carries them, in that order.
    pub declarations: Vec<(u16, Lieu, &'a Declaration)>,
    /// What a person recorded, by the rank of the rule and the place that carries it.
    pub appreciations: Vec<(u16, Lieu, Appreciation)>,
    /// What the elements of lists are called by.
    pub noms: Vec<(Lieu, CompactString)>,
    pub anomalies: Vec<Anomalie>,
    d_un_autre_appel: bool,
}

/// Gathers what a document carries, and every such fault of it.
pub(crate) fn recolter<'a>(appel: &'a Appel, document: &'a Document) -> Recolte<'a> {
    let mut controle = Recolte {
        appel,
        declarations: Vec::with_capacity(32),
        appreciations: Vec::new(),
        noms: Vec::with_capacity(8),
        anomalies: Vec::new(),
        d_un_autre_appel: false,
    };
    if let Some(nomme) = document.appel().donnee()
        && nomme.as_str() != appel.id()
    {
        let mut connus = Appel::ids();
        if connus.contains(&nomme.as_str()) || !connus.contains(&appel.id()) {
            connus.clear();
        }
        let motif = Motif::AutreAppel {
            trouve: nomme.as_str().to_owned(),
            attendu: appel.id().to_owned(),
            connus,
        };
        // `appel` is the first field of every document. Its answers are to another call's questions.
        controle.d_un_autre_appel = true;
        controle.anomalies.push(Anomalie { lieu: Lieu::RACINE.puis(0), cle: None, motif });
    }
    annees_en_double(document, &mut controle.anomalies);
    annees_hors_du_plan(document, &mut controle.anomalies);
    if let Document::Lot(lot) = document {
        autres_appels(appel, lot, &mut controle.anomalies);
    }
    if let Document::Promeneur(p) = document {
        let connus = super::charte::engagements(appel);
        for (rang, m) in p.manquements.liste().unwrap_or_default().iter().enumerate() {
            let Some(engagement) = m.engagement.donnee() else { continue };
            if !connus.iter().any(|c| c == engagement.as_str()) {
                let motif = Motif::ChoixInconnu {
                    trouve: engagement.as_str().to_owned(),
                    proche: plus_proche(engagement.as_str(), connus.iter().map(String::as_str)),
                    choix: connus.clone(),
                };
                let lieu = Lieu::RACINE
                    .puis(PromeneurChamp::manquements.into())
                    .rang(rang)
                    .puis(ManquementChamp::engagement.into());
                controle.anomalies.push(Anomalie { lieu, cle: None, motif });
            }
        }
    }
    document.visiter(&mut controle);
    // Objects are seen in the order of their places.
    debug_assert!(controle.noms.is_sorted_by_key(|(lieu, _)| *lieu));
    controle.declarations.sort_unstable_by_key(|(rang, lieu, _)| (*rang, *lieu));
    controle
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
        anomalies.push(Anomalie { lieu: liste.rang(rang).puis(0), cle: None, motif });
    }
}

/// A year that a plan, or its budgets, has twice.
fn annees_en_double(document: &Document, anomalies: &mut Vec<Anomalie>) {
    let mut double = |annees: Vec<(Lieu, Annee)>| {
        let mut vues: Vec<Annee> = Vec::new();
        for (lieu, annee) in annees {
            if vues.contains(&annee) {
                let motif = Motif::AnneeEnDouble { annee: annee.get() };
                anomalies.push(Anomalie { lieu, cle: None, motif });
            }
            vues.push(annee);
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

/// The lines of a year that their plan does not cover.
fn annees_hors_du_plan(document: &Document, anomalies: &mut Vec<Anomalie>) {
    let Document::PlanFinancement(plan) = document else { return };
    let Some(annees) = plan.annees.liste() else { return };
    for (lieu, annee) in plan.annees_des_lignes().filter(|(_, a)| !annees.contains(a)) {
        let motif = Motif::AnneeHorsDuPlan {
            annee: annee.get(),
            annees: annees.iter().map(|a| a.get()).collect(),
        };
        anomalies.push(Anomalie { lieu, cle: None, motif });
    }
}

impl<'a> Visiteur<'a> for Recolte<'a> {
    fn declarations(&mut self, lieu: Lieu, declarations: &'a [(CompactString, Declaration)]) {
        for (id, reponse) in declarations {
            match self.appel.declarable(id) {
                Some((rang, d)) if !matches!(d.nature, NatureDeclarable::Appreciation) => {
                    self.declarations.push((rang, lieu, reponse));
                    if let Some(motif) = mauvaise_reponse(d, reponse) {
                        let lieu = lieu.puis(u32::from(rang));
                        self.anomalies.push(Anomalie { lieu, cle: None, motif });
                    }
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
                Some(regle) => self.appreciations.push((regle, lieu, appreciation.clone())),
                None => {
                    let connus = self.appel.contenu().regles.iter().map(|r| r.id.as_str());
                    self.cle_inconnue(lieu, id, connus.collect());
                }
            }
        }
    }

    fn nom(&mut self, lieu: Lieu, nom: Vue<'a>) {
        match nom {
            Vue::Texte(id) => self.noms.push((lieu, CompactString::new(id))),
            Vue::Compte(annee) => {
                self.noms.push((lieu, compact_str::format_compact!("{annee}")));
            }
            _ => {}
        }
    }

    fn code(&mut self, lieu: Lieu, liste: &'static str, code: &'a str) {
        if self.d_un_autre_appel || self.appel.nomme(liste, code) {
            return;
        }
        let choix: Vec<String> = self.appel.codes(liste).map(str::to_owned).collect();
        if choix.is_empty() {
            return;
        }
        let motif = Motif::ChoixInconnu {
            trouve: code.chars().take(60).collect(),
            proche: plus_proche(code, choix.iter().map(String::as_str)),
            choix,
        };
        self.anomalies.push(Anomalie { lieu, cle: None, motif });
    }

    fn ordre(
        &mut self,
        lieu: Lieu,
        (avant, debut): (&'static str, &Reponse<Date>),
        (apres, fin): (&'static str, &Reponse<Date>),
    ) {
        if let (Some(debut), Some(fin)) = (debut.donnee(), fin.donnee())
            && fin < debut
        {
            let motif = Motif::Ordre { avant, date_avant: *debut, apres, date_apres: *fin };
            self.anomalies.push(Anomalie { lieu, cle: None, motif });
        }
    }
}

impl Recolte<'_> {
    fn cle_inconnue(&mut self, lieu: Lieu, id: &str, connus: Vec<&str>) {
        if self.d_un_autre_appel {
            return;
        }
        let motif = Motif::CleInconnue { cle: id.to_owned(), proche: plus_proche(id, connus) };
        self.anomalies.push(Anomalie { lieu, cle: Some(id.to_owned()), motif });
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
    };
    let type_ = match &declarable.nature {
        NatureDeclarable::Question { type_, .. } => *type_,
        _ => TypeDeReponse::OuiNon,
    };
    let mauvais = |attendu| {
        // A number where a text is due is the text of its digits; a text may say a number.
        let ecrire = match (attendu, reponse) {
            (Genre::Texte, Declaration::Nombre(n)) => Some(format!("\"{n}\"")),
            (Genre::Nombre, Declaration::Texte(t)) if type_ == TypeDeReponse::Nombre => {
                Quantite::du_contrat(t).ok().map(|n| n.to_string())
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
        (_, Declaration::Texte(t)) if t.is_empty() || t == "aucun" => None,
        (TypeDeReponse::OuiNon, Declaration::Booleen(_))
        | (TypeDeReponse::Texte, Declaration::Texte(_)) => None,
        (TypeDeReponse::OuiNon, _) => mauvais(Genre::Booleen),
        (TypeDeReponse::Nombre, Declaration::Nombre(n)) => {
            Quantite::du_nombre_json(&n.to_string()).err().map(|e| Motif::Valeur(Box::new(e)))
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
        (TypeDeReponse::Date, _) => mauvais(Genre::Date),
        (TypeDeReponse::Choix, Declaration::Texte(t)) => {
            let NatureDeclarable::Question { choix, .. } = &declarable.nature else { return None };
            (!choix.iter().any(|c| c == t.as_str())).then(|| Motif::ChoixInconnu {
                trouve: t.to_string(),
                choix: choix.clone(),
                proche: plus_proche(t, choix.iter().map(String::as_str)),
            })
        }
        (TypeDeReponse::Choix | TypeDeReponse::Texte, _) => mauvais(Genre::Texte),
    }
}
