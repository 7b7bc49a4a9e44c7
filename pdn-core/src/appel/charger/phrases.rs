//! The sentences that a call writes: what stands between braces in them.

use super::Compilation;
use super::fichier::{Corps, Ecrite};
use crate::lecture::{CodeDeFaute, Motif};

/// Where the value of a rule stands in its sentence.
const PLACE: &str = "{attendu}";

/// Words after which a day does not come with its own: « le 6 novembre 2017 au plus tard ».
const AVANT_UN_JOUR: [&str; 6] = [" le ", " au ", " du ", " jusqu’au ", " avant le ", " après le "];

impl Compilation<'_, '_, '_> {
    /// What an entry's own sentences say of its value is what will be written there.
    pub(super) fn phrases(&mut self, e: &Ecrite) {
        let c = &e.commun;
        for (cle, phrase) in [
            ("titre", &c.titre),
            ("titre_en", &c.titre_en),
            ("texte", &c.texte),
            ("texte_en", &c.texte_en),
        ] {
            let Some(phrase) = phrase else { continue };
            let dit = |nom: &str, fr: String, en: String| Motif::Appel {
                code: CodeDeFaute::UnknownReference,
                trouve: nom.to_owned(),
                fr,
                en,
            };
            let motif = if let Some(autre) = autre_accolade(phrase) {
                dit(
                    autre,
                    format!(
                        "\"{autre}\" n’est remplacé par rien\u{a0}: écrire {PLACE} à la place de la valeur, une seule fois, ou le nom d’une valeur de [parametres]."
                    ),
                    format!(
                        "\"{autre}\" is replaced by nothing: write {PLACE} in the place of the value, once, or the name of a value of [parametres]."
                    ),
                )
            } else if !phrase.contains(PLACE) {
                continue;
            } else if cle.starts_with("titre") {
                dit(
                    PLACE,
                    format!(
                        "Un titre ne porte pas de valeur\u{a0}: écrire {PLACE} dans \"texte\"."
                    ),
                    format!("A title has no value in it: write {PLACE} in \"texte\"."),
                )
            } else if !a_une_valeur(&e.corps) {
                dit(
                    PLACE,
                    format!(
                        "Cette règle n’a pas de valeur à écrire à la place de {PLACE}\u{a0}: dire en toutes lettres ce qui est exigé."
                    ),
                    format!(
                        "This rule has no value to write in the place of {PLACE}: say in words what is required."
                    ),
                )
            } else if let Some(mot) = devant_un_jour(e, phrase) {
                dit(
                    PLACE,
                    format!(
                        "{PLACE} s’écrit avec sa préposition, «\u{a0}le 31 mars 2030 au plus tard\u{a0}»\u{a0}: retirer «\u{a0}{}\u{a0}» devant.",
                        mot.trim()
                    ),
                    format!(
                        "{PLACE} is written with its preposition, “by 31 March 2030”: remove “{}” before it.",
                        mot.trim()
                    ),
                )
            } else if c.titre.is_none() && cle == "texte" && self.sans_titre(&e.id.valeur) {
                dit(
                    PLACE,
                    format!(
                        "La phrase porte une valeur, {PLACE}\u{a0}: ajouter un titre court qui n’en porte pas, titre = \"…\"."
                    ),
                    format!(
                        "The sentence has a value in it, {PLACE}: add a short title without one, titre = \"…\"."
                    ),
                )
            } else {
                continue;
            };
            self.l.faute_au(&format!("{}/{cle}", e.id.pointeur), e.id.debut, motif);
        }
    }

    /// True of a rule that would be called by its sentence.
    fn sans_titre(&self, id: &str) -> bool {
        super::super::catalogue::catalogue().fiche(id).is_none() && !self.rangs.contains_key(id)
    }
}

/// What stands between braces and is not the place of the value, or is that place a second time.
fn autre_accolade(phrase: &str) -> Option<&str> {
    let mut vue = false;
    let mut reste = phrase;
    while let Some((_, suite)) = reste.split_once('{') {
        let (nom, apres) = suite.split_once('}')?;
        let debut = phrase.len().saturating_sub(suite.len()).saturating_sub(1);
        let entier = phrase.get(debut..phrase.len().saturating_sub(apres.len()));
        // A name that stands for nothing has been spoken of.
        let nom_d_une_valeur = super::est_un_identifiant(nom, &['-']) && nom != "attendu";
        if nom_d_une_valeur {
            reste = apres;
            continue;
        }
        if nom != "attendu" || vue {
            return entier;
        }
        vue = true;
        reste = apres;
    }
    None
}

/// Whether the engine has something to write in the place of the value.
fn a_une_valeur(corps: &Corps) -> bool {
    match corps {
        Corps::Points(p) => p.combien.is_some(),
        Corps::Condition(c) => {
            [&c.exige, &c.exige_tous, &c.exclut, &c.contient].iter().any(|mots| mots.is_some())
        }
        Corps::Formule(f) => f.attendu().is_some(),
        Corps::Seuil(s) => s.a_des_bornes(),
        Corps::Date(_) | Corps::Pieces(_) | Corps::Bareme(_) | Corps::Depenses(_) => true,
    }
}

/// The word that a day would repeat, before the place of the value.
fn devant_un_jour(e: &Ecrite, phrase: &str) -> Option<&'static str> {
    let Corps::Date(_) = &e.corps else { return None };
    let (avant, _) = phrase.split_once(PLACE)?;
    AVANT_UN_JOUR.into_iter().find(|mot| avant.ends_with(mot))
}
