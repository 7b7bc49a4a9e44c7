//! What a document cannot say, beyond the form of each value: an end before its start, another
//! call, an answer to nothing that the call asks.

use compact_str::CompactString;

use crate::appel::format::TypeDeReponse;
use crate::appel::{Appel, Declarable, NatureDeclarable};
use crate::dossier::forme::{Lieu, Visiteur};
use crate::dossier::{
    Appreciation, Declaration, Document, ManquementChamp, PromeneurChamp, Reponse,
};
use crate::lecture::{Genre, Motif, plus_proche};
use crate::values::{Date, Montant, Valeur};

/// A fault of the document, at a place or at a key below it.
pub(crate) struct Anomalie {
    pub lieu: Lieu,
    /// A key that the place does not have, to be added to its pointer.
    pub cle: Option<String>,
    pub motif: Motif,
}

struct Controle<'c> {
    appel: &'c Appel,
    anomalies: Vec<Anomalie>,
}

/// Every such fault of a document.
pub(crate) fn verifier(appel: &Appel, document: &Document) -> Vec<Anomalie> {
    let mut controle = Controle { appel, anomalies: Vec::new() };
    if let Some(nomme) = document.appel().donnee()
        && nomme.as_str() != appel.id()
    {
        let motif =
            Motif::AutreAppel { trouve: nomme.as_str().to_owned(), attendu: appel.id().to_owned() };
        // `appel` is the first field of every document.
        controle.anomalies.push(Anomalie { lieu: Lieu::RACINE.puis(0), cle: None, motif });
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
    controle.anomalies
}

impl<'a> Visiteur<'a> for Controle<'_> {
    fn declarations(&mut self, lieu: Lieu, declarations: &'a [(CompactString, Declaration)]) {
        for (id, reponse) in declarations {
            match self.appel.declarable(id) {
                Some((rang, d)) if !matches!(d.nature, NatureDeclarable::Appreciation) => {
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
        for (id, _) in appreciations {
            if self.appel.rang_de_regle(id).is_none() {
                let connus = self.appel.contenu().regles.iter().map(|r| r.id.as_str());
                self.cle_inconnue(lieu, id, connus.collect());
            }
        }
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

impl Controle<'_> {
    fn cle_inconnue(&mut self, lieu: Lieu, id: &str, connus: Vec<&str>) {
        let motif = Motif::CleInconnue { cle: id.to_owned(), proche: plus_proche(id, connus) };
        self.anomalies.push(Anomalie { lieu, cle: Some(id.to_owned()), motif });
    }
}

/// Why an answer is not one to what is asked.
fn mauvaise_reponse(declarable: &Declarable, reponse: &Declaration) -> Option<Motif> {
    let (trouve, extrait) = match reponse {
        Declaration::Booleen(b) => (Genre::Booleen, CompactString::new(b.to_string())),
        Declaration::Nombre(n) => (Genre::Nombre, CompactString::new(n.to_string())),
        Declaration::Texte(t) => (Genre::Texte, t.chars().take(60).collect()),
    };
    let mauvais = |attendu| Some(Motif::MauvaisType { attendu, trouve, extrait: extrait.clone() });
    let type_ = match &declarable.nature {
        NatureDeclarable::Question { type_, .. } => *type_,
        _ => TypeDeReponse::OuiNon,
    };
    match (type_, reponse) {
        (_, Declaration::Texte(t)) if t.is_empty() || t == "aucun" => None,
        (TypeDeReponse::OuiNon, Declaration::Booleen(_))
        | (TypeDeReponse::Nombre, Declaration::Nombre(_))
        | (TypeDeReponse::Texte, Declaration::Texte(_)) => None,
        (TypeDeReponse::OuiNon, _) => mauvais(Genre::Booleen),
        (TypeDeReponse::Nombre, _) => mauvais(Genre::Nombre),
        (TypeDeReponse::Montant, Declaration::Texte(t)) => {
            Montant::du_contrat(t).err().map(|e| Motif::Valeur(Box::new(e)))
        }
        (TypeDeReponse::Montant, Declaration::Nombre(n))
            if n.scale() <= 2 && !n.is_sign_negative() =>
        {
            None
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
