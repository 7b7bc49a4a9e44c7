//! `[questions]` and `[lacunes]`: what a call asks of its own, and what its file does not hold.

use compact_str::CompactString;

use super::super::format::{Lacune as LacuneEcrite, Question, TypeDeReponse};
use super::super::regle::{Bilingue, Declarable, Lacune, MotDeChoix, NatureDeclarable, Test};
use super::super::tableau::Situe;
use super::champs::objets_connus;
use super::{Compilation, Portee, est_un_identifiant, identifiant};
use crate::dossier::TypeDeDocument;
use crate::lecture::CodeDeFaute;

impl Compilation<'_, '_, '_> {
    pub(super) fn question(&mut self, id: &Situe<String>, q: &Question) {
        if !est_un_identifiant(&id.valeur, &['-', '.', '_']) {
            self.question_mal_nommee(id);
        }
        self.verifier_les_textes(q.source.as_deref());
        let mut documents = self.documents(q.sujet.as_deref());
        if documents.is_empty() {
            documents.push(TypeDeDocument::Candidature);
        }
        for document in &documents {
            let racine = document.descripteur();
            if let Some(par) = &q.par
                && !objets_connus(racine).contains(&par.valeur.as_str())
            {
                self.l.inconnu(par, objets_connus(racine));
            }
            if racine.champ(&id.valeur).is_some() {
                self.nom_d_un_champ(id);
            }
        }
        let type_ = q.r#type.as_ref().map_or(TypeDeReponse::OuiNon, |t| t.valeur);
        let mut choix: Vec<MotDeChoix> = Vec::new();
        for mot in q.choix.iter().flatten() {
            // A word that stands twice alone is a fault of its list, said already.
            let deja = choix.iter().find(|deja| deja.code == mot.id.valeur);
            if deja.is_some_and(|deja| deja.libelle.is_some() || mot.libelle.is_some()) {
                self.l.doublon(&mot.id);
            }
            choix.push(MotDeChoix { code: mot.id.valeur.clone(), libelle: mot.libelle.clone() });
        }
        if type_ == TypeDeReponse::Choix && choix.is_empty() {
            self.l.manque(&id.pointeur, id.debut, "choix", "choix = [\"rural\", \"urbain\"]");
        }
        if let Some(lu) = &q.r#type {
            if lu.valeur != TypeDeReponse::Choix && !choix.is_empty() {
                self.sans_effet(lu, "choix", "choix");
            }
            if lu.valeur != TypeDeReponse::Choix && q.plusieurs.is_some() {
                self.sans_effet(lu, "plusieurs", "choix");
            }
            if lu.valeur != TypeDeReponse::Nombre && q.unite.is_some() {
                self.sans_effet(lu, "unite", "nombre");
            }
        }
        if q.texte.is_none() {
            self.l.manque(&id.pointeur, id.debut, "texte", "texte = \"…\"");
        }
        let fr = q.texte.as_ref().map_or_else(String::new, |t| t.valeur.clone());
        self.declarable(Declarable {
            id: CompactString::new(&id.valeur),
            titre: Bilingue { fr, en: q.texte_en.clone() },
            nature: NatureDeclarable::Question {
                type_,
                choix,
                plusieurs: q.plusieurs == Some(true),
                unite: q.unite.clone().unwrap_or_default(),
                par: q.par.as_ref().map(|par| CompactString::new(&par.valeur)),
                sujets: documents,
            },
        });
    }

    /// A key that only questions of another type have.
    fn sans_effet(&mut self, ecrit: &Situe<TypeDeReponse>, cle: &str, type_: &str) {
        self.l.faute_d_appel(
            ecrit,
            CodeDeFaute::OutOfOrder,
            cle,
            format!(
                "\"{cle}\" ne va qu’avec type = \"{type_}\"\u{a0}: écrire ce type, ou retirer \"{cle}\"."
            ),
            format!(
                "\"{cle}\" goes with type = \"{type_}\" only: write that type, or remove \"{cle}\"."
            ),
        );
    }

    fn question_mal_nommee(&mut self, id: &Situe<String>) {
        let propose = identifiant(&id.valeur);
        self.l.faute_d_appel(
            id,
            CodeDeFaute::WrongForm,
            &id.valeur,
            format!("L’identifiant d’une question s’écrit en minuscules, chiffres et tirets\u{a0}: écrire [questions.{propose}]."),
            format!("The id of a question has lower-case letters, digits and hyphens: write [questions.{propose}]."),
        );
    }

    fn nom_d_un_champ(&mut self, id: &Situe<String>) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::DuplicateKey,
            &id.valeur,
            format!(
                "\"{}\" est déjà le nom d’un champ\u{a0}: donner à la question un autre identifiant.",
                id.valeur
            ),
            format!("\"{}\" is the name of a field already: give the question another id.", id.valeur),
        );
    }

    pub(super) fn lacune(&mut self, id: &Situe<String>, lacune: &LacuneEcrite) {
        let d = TypeDeDocument::Candidature;
        let portee = Portee { objet: d.descripteur(), racine: d.descripteur() };
        let quand = lacune
            .quand
            .as_ref()
            .map_or_else(Vec::new, |quand| vec![(d, self.clauses(quand, portee, Test::Parmi))]);
        self.source(lacune.source.as_deref(), id);
        let du_par = self.du_par(lacune.du_par.as_ref()).unwrap_or_else(|| "caf".to_owned());
        let Some(texte) = &lacune.texte else {
            self.l.manque(&id.pointeur, id.debut, "texte", "texte = \"…\"");
            return;
        };
        self.sortie.lacunes.push(Lacune {
            id: id.valeur.clone(),
            texte: Bilingue { fr: texte.valeur.clone(), en: lacune.texte_en.clone() },
            du_par,
            absence: lacune.absence,
            quand,
        });
    }
}
