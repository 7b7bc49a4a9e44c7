//! The words among which a field is answered: those of the call for its own lists, each with its label.

use super::{Lexique, majuscule};
use crate::appel::Appel;
use crate::appel::format::RoleDActeur;
use crate::dossier::{Champ, Descripteur, Liste};
use crate::values::Langue;

impl Appel {
    /// The funders that the call names.
    pub(crate) fn financeurs(&self) -> Vec<&str> {
        self.acteurs(RoleDActeur::Financeur)
    }

    /// The actors that have a role; all of them, where the call gives it to none.
    fn acteurs(&self, role: RoleDActeur) -> Vec<&str> {
        let tous = &self.contenu().acteurs;
        let personne = !tous.iter().any(|a| a.roles.contains(&role));
        let acteurs = tous.iter().filter(|a| personne || a.roles.contains(&role));
        acteurs.map(|a| a.id.as_str()).collect()
    }

    /// The codes that the call names for a field, in the order of its file.
    fn codes_du_champ<'a>(&'a self, objet: &Descripteur, champ: &'a Champ) -> Vec<&'a str> {
        match champ.nom {
            "financeur" => self.financeurs(),
            "destinataire" => self.acteurs(RoleDActeur::Destinataire),
            "departement" | "departements" => {
                self.departements().iter().map(String::as_str).collect()
            }
            // An id is named after the list of its objects.
            "id" => self.codes_des_ids(objet.nom).collect(),
            nom => self.codes(nom).collect(),
        }
    }

    /// The words that the call names for a field, each with its label; none where it has no list for it.
    pub(crate) fn mots_du_champ(
        &self,
        objet: &Descripteur,
        champ: &Champ,
        langue: Langue,
    ) -> Vec<(String, String)> {
        let lex = Lexique::de(self, langue);
        if (objet.nom, champ.nom) == ("manquement", "engagement") {
            return self.mots_des_engagements(lex);
        }
        let liste =
            if champ.nom == "id" { format!("{}s", objet.nom) } else { champ.nom.to_owned() };
        let departement = matches!(champ.nom, "departement" | "departements");
        let mots = self.codes_du_champ(objet, champ).into_iter().map(|code| {
            let mut titre = lex.libelle(&liste, code).unwrap_or_else(|| code.to_owned());
            if departement && titre != code {
                titre = format!("{titre} ({code})");
            }
            majuscule(&mut titre, 0);
            (code.to_owned(), titre)
        });
        let mut mots: Vec<(String, String)> = mots.collect();
        let autre = champ.codes.and_then(|codes| codes.liste.autre());
        let autre =
            autre.filter(|mot| !mots.is_empty() && !mots.iter().any(|(c, _)| c == mot.code));
        mots.extend(autre.map(|mot| (mot.code.to_owned(), lex.dit(mot.fr, mot.en).to_owned())));
        mots
    }

    /// The commitments that a breach can name.
    fn mots_des_engagements(&self, lex: Lexique<'_>) -> Vec<(String, String)> {
        let nomme = |id: &str| {
            let mut titre = lex.texte(self.contenu().nom_d_un_engagement(id)?).into_owned();
            majuscule(&mut titre, 0);
            Some(titre)
        };
        let connus = self.codes_de(Liste::Engagements).map(str::to_owned);
        connus.map(|id| (id.clone(), nomme(&id).unwrap_or(id))).collect()
    }
}
