//! What could not be taken as written, in sentences that start with the field: « Capacité d’accueil, formation F1
//! (ligne 4, colonne 12) : … ».

use super::{minuscule, nombres};
use crate::lecture::{Faute, Motif, a_ecrire, entier_a_ecrire, liste_de_mots};
use crate::report::InputError;
use crate::values::Langue;

impl InputError<'_> {
    /// The field at fault, with the object that holds it; `None` of a fault of the document as a whole.
    #[must_use]
    pub fn title(&self, langue: Langue) -> Option<String> {
        let (lieu, cle) = self.lieu()?;
        let Some(cle) = cle else { return Some(self.report.titre_complet(lieu, langue)) };
        let cle = crate::values::montrer(cle);
        let mut titre = langue.choisir(format!("Clé \"{cle}\""), format!("Key \"{cle}\""));
        if let Some(objet) = self.report.objet_en_mots(lieu, langue) {
            titre.push_str(", ");
            titre.push_str(&objet);
        } else if lieu.longueur() > 0 {
            titre.push_str(", ");
            minuscule(&mut titre, &self.report.titre_du_champ(lieu, langue));
        }
        Some(titre)
    }

    /// The object that holds it, where there can be several: « formation F1 ».
    #[must_use]
    pub fn object(&self, langue: Langue) -> Option<String> {
        self.report.objet_en_mots(self.lieu()?.0, langue)
    }

    /// The fault in a sentence or two: the field, what was found, what was expected, what to write.
    #[must_use]
    pub fn text(&self, langue: Langue) -> String {
        crate::values::montrer(self.phrase("", langue))
    }

    /// The same, with its line and column after the field: for a person who has the text at hand.
    #[must_use]
    pub fn text_with_position(&self, langue: Langue) -> String {
        crate::values::montrer(self.phrase(&position(self.faute, langue), langue))
    }

    fn phrase(&self, place: &str, langue: Langue) -> String {
        let deux_points = langue.choisir("\u{a0}: ", ": ");
        let Some(mut out) = self.title(langue) else {
            let texte = self.faute.texte(langue);
            if place.is_empty() {
                return texte;
            }
            let mut out = place.to_owned();
            super::majuscule(&mut out, 0);
            return out + deux_points + &texte;
        };
        if !place.is_empty() {
            out.push_str(&format!(" ({place})"));
        }
        let mut suite = self.suite(langue);
        if out.ends_with(['?', '.', '!', '…']) {
            // A question, and its answer.
            out.push(' ');
            super::majuscule(&mut suite, 0);
        } else {
            out.push_str(deux_points);
        }
        out + &suite
    }

    /// What is wrong, after the field.
    fn suite(&self, langue: Langue) -> String {
        match langue {
            Langue::Fr => self.en_francais(),
            Langue::En => self.en_anglais(),
        }
    }

    fn en_francais(&self) -> String {
        let fr = Langue::Fr;
        match &self.faute.motif {
            Motif::MauvaisType { attendu, trouve, extrait, ecrire } => {
                let vu = if extrait.is_empty() { String::new() } else { format!(" ({extrait})") };
                format!(
                    "on attend {}, on trouve {}{vu}.{}",
                    attendu.nom(fr),
                    trouve.nom(fr),
                    a_ecrire(ecrire.as_deref(), fr)
                )
            }
            Motif::CleInconnue { proche: Some(proche), .. } => {
                format!("cette clé n’existe pas à cet endroit. Écrire sans doute \"{proche}\".")
            }
            Motif::CleInconnue { proche: None, .. } => {
                "cette clé n’existe pas à cet endroit. La retirer, ou vérifier l’objet qui la contient."
                    .to_owned()
            }
            Motif::AnneeEnDouble { annee } => format!(
                "l’année {annee} est donnée deux fois\u{a0}; n’en garder qu’une, ou corriger l’une des deux."
            ),
            Motif::AnneeHorsDuPlan { annee, .. } => format!(
                "l’année {annee} n’est pas de celles du plan\u{a0}; l’ajouter aux années du plan, ou la corriger ici."
            ),
            Motif::IdEnDouble { id } => format!(
                "\"{id}\" désigne déjà un autre élément de cette liste\u{a0}; donner à chacun un identifiant, ou retirer celui qui est en double."
            ),
            Motif::CleEnDouble { cle } => format!(
                "la clé \"{cle}\" est donnée deux fois dans le même objet\u{a0}; n’en garder qu’une."
            ),
            Motif::Valeur(e) => e.apres_le_champ(fr),
            Motif::RienAApprecier { .. } => {
                "l’appel ne laisse pas ce point à l’appréciation d’une personne\u{a0}; retirer cet avis.".to_owned()
            }
            Motif::PasEntier { trouve, ecrire, exemple } => {
                let quoi = entier_a_ecrire(trouve, *ecrire, *exemple, fr);
                format!(
                    "{trouve} n’est pas un nombre entier écrit en chiffres\u{a0}; écrire {quoi}."
                )
            }
            Motif::TropPetit { trouve, minimum } => {
                format!("{trouve} n’est pas possible ici\u{a0}; il faut au moins {minimum}.")
            }
            Motif::TropGrand { trouve, maximum } => {
                format!("{trouve} est trop grand\u{a0}; il faut au plus {maximum}.")
            }
            Motif::Ordre { avant, date_avant, date_apres, .. } => {
                let mut out = String::from("cette date (");
                nombres::date(&mut out, *date_apres, fr);
                out.push_str(") précède celle du champ «\u{a0}");
                out.push_str(&self.champ_voisin(avant, fr));
                out.push_str("\u{a0}» (");
                nombres::date(&mut out, *date_avant, fr);
                out.push_str(")\u{a0}; corriger l’une des deux.");
                out
            }
            Motif::AutreAppel { trouve, connus, .. } if !connus.is_empty() => format!(
                "aucun appel intégré ne s’appelle \"{trouve}\". Appels intégrés\u{a0}: {}. Corriger \"appel\", ou examiner le document selon le fichier de cet appel.",
                liste_de_mots(connus, fr)
            ),
            Motif::AutreAppel { trouve, attendu, .. } => format!(
                "le document répond à l’appel \"{trouve}\", et non à \"{attendu}\"\u{a0}: il n’est pas examiné. L’examiner selon \"{trouve}\", ou corriger \"appel\"."
            ),
            _ => self.telle_quelle(fr),
        }
    }

    fn en_anglais(&self) -> String {
        let en = Langue::En;
        match &self.faute.motif {
            Motif::MauvaisType { attendu, trouve, extrait, ecrire } => {
                let vu = if extrait.is_empty() { String::new() } else { format!(" ({extrait})") };
                format!(
                    "expected {}, found {}{vu}.{}",
                    attendu.nom(en),
                    trouve.nom(en),
                    a_ecrire(ecrire.as_deref(), en)
                )
            }
            Motif::CleInconnue { proche: Some(proche), .. } => {
                format!("there is no such key here. Probably \"{proche}\" was meant.")
            }
            Motif::CleInconnue { proche: None, .. } => {
                "there is no such key here. Remove it, or check the object that holds it."
                    .to_owned()
            }
            Motif::AnneeEnDouble { annee } => {
                format!("the year {annee} is given twice; keep one, or correct one of the two.")
            }
            Motif::AnneeHorsDuPlan { annee, .. } => format!(
                "the year {annee} is not one of the plan’s; add it to the years of the plan, or correct it here."
            ),
            Motif::IdEnDouble { id } => format!(
                "\"{id}\" already names another item of this list; give each its own id, or take out the one that stands twice."
            ),
            Motif::CleEnDouble { cle } => {
                format!("the key \"{cle}\" is given twice in the same object; keep one.")
            }
            Motif::Valeur(e) => e.apres_le_champ(en),
            Motif::RienAApprecier { .. } => {
                "the call does not leave this point to a person to judge; remove this opinion."
                    .to_owned()
            }
            Motif::PasEntier { trouve, ecrire, exemple } => {
                let quoi = entier_a_ecrire(trouve, *ecrire, *exemple, en);
                format!("{trouve} is not a whole number in digits; write {quoi}.")
            }
            Motif::TropPetit { trouve, minimum } => {
                format!("{trouve} is not possible here; it takes at least {minimum}.")
            }
            Motif::TropGrand { trouve, maximum } => {
                format!("{trouve} is too large; it takes at most {maximum}.")
            }
            Motif::Ordre { avant, date_avant, date_apres, .. } => {
                let mut out = String::from("this date (");
                nombres::date(&mut out, *date_apres, en);
                out.push_str(") comes before that of the field “");
                out.push_str(&self.champ_voisin(avant, en));
                out.push_str("” (");
                nombres::date(&mut out, *date_avant, en);
                out.push_str("); correct one of the two.");
                out
            }
            Motif::AutreAppel { trouve, connus, .. } if !connus.is_empty() => format!(
                "no built-in call is called \"{trouve}\". Built-in calls: {}. Correct \"appel\", or examine the document under that call’s file.",
                liste_de_mots(connus, en)
            ),
            Motif::AutreAppel { trouve, attendu, .. } => format!(
                "the document answers the call \"{trouve}\", not \"{attendu}\": it is not examined. Examine it under \"{trouve}\", or correct \"appel\"."
            ),
            _ => self.telle_quelle(en),
        }
    }

    /// A sentence that does not change after the field.
    fn telle_quelle(&self, langue: Langue) -> String {
        let mut out = String::new();
        minuscule(&mut out, &self.faute.texte(langue));
        out
    }

    /// The title of another field of the same object.
    fn champ_voisin(&self, nom: &str, langue: Langue) -> String {
        let voisin = self.lieu().and_then(|(lieu, _)| {
            let objet = self.report.appel.parcourir(self.report.type_, lieu).objet?;
            objet.champ(nom).map(|(_, champ)| champ.titre(langue).to_owned())
        });
        voisin.unwrap_or_else(|| nom.to_owned())
    }
}

/// `ligne 4, colonne 12`; nothing where the input was no text.
pub(super) fn position(faute: &Faute, langue: Langue) -> String {
    match (faute.line(), faute.column()) {
        (Some(ligne), Some(colonne)) => langue.choisir(
            format!("ligne {ligne}, colonne {colonne}"),
            format!("line {ligne}, column {colonne}"),
        ),
        _ => String::new(),
    }
}
