//! Field names and the words that fields take, resolved once, when a call is loaded.

use compact_str::CompactString;

use super::super::chemin::{Chemin, descripteur};
use super::super::format::{ParChamp, TypeDeReponse};
use super::super::regle::{Cible, Clause, NatureDeclarable, Test};
use super::super::tableau::{Brut, Situe};
use super::{Compilation, Portee};
use crate::dossier::{Champ, Descripteur, Forme};
use crate::lecture::{CodeDeFaute, Motif, plus_proche};
use crate::value::Value;
use crate::values::{Departement, Etp, Heures, Quantite, Valeur, ValeurNumerique};

/// Makes a test of some words.
pub(super) type FabriqueDeTest = fn(Vec<CompactString>) -> Test;

impl Compilation<'_, '_, '_> {
    /// A field, by the name that a call gives it: of the object, of the document, or a question.
    pub(super) fn cible(&mut self, nom: &Situe<String>, p: Portee) -> Option<(Cible, Forme)> {
        if let Some((chemin, forme)) = Chemin::vers(p.objet, &nom.valeur) {
            return Some((Cible::Objet(chemin), forme));
        }
        if let Some((chemin, forme)) = Chemin::vers(p.racine, &nom.valeur) {
            return Some((Cible::Document(chemin), forme));
        }
        if let Some((rang, type_, _)) = self.question_nommee(&nom.valeur) {
            let forme = match type_ {
                TypeDeReponse::OuiNon => Forme::Booleen,
                TypeDeReponse::Nombre => Forme::Nombre,
                TypeDeReponse::Montant => Forme::Montant,
                TypeDeReponse::Date => Forme::Date,
                TypeDeReponse::Choix | TypeDeReponse::Texte => Forme::Texte,
            };
            return Some((Cible::Question(rang), forme));
        }
        self.champ_inconnu(nom, p);
        None
    }

    fn question_nommee(&self, nom: &str) -> Option<(u16, TypeDeReponse, &[String])> {
        let rang = *self.reponses.get(nom)?;
        match &self.sortie.declarables.get(usize::from(rang))?.nature {
            NatureDeclarable::Question { type_, choix, .. } => Some((rang, *type_, choix)),
            _ => None,
        }
    }

    fn champ_inconnu(&mut self, nom: &Situe<String>, p: Portee) {
        let (fr, en) = if let Some((objet, chemin)) = champ_d_un_objet(p.racine, &nom.valeur) {
            (
                format!(
                    " Ce champ est celui d’un autre objet\u{a0}: ajouter par = \"{objet}\", ou écrire \"{chemin}\"."
                ),
                format!(
                    " That field belongs to another object: add par = \"{objet}\", or write \"{chemin}\"."
                ),
            )
        } else {
            let mut connus = chemins_connus(p.objet);
            connus.extend(chemins_connus(p.racine));
            let questions = self.fichier.questions.iter();
            connus.extend(questions.map(|(id, _)| id.valeur.clone()));
            match champ_proche(&nom.valeur, &connus) {
                Some(c) => (
                    format!(" Écrire sans doute \"{c}\"."),
                    format!(" Probably \"{c}\" was meant."),
                ),
                None => (
                    " Vérifier le nom du champ, ou déclarer la question sous [questions]."
                        .to_owned(),
                    " Check the name of the field, or declare the question under [questions]."
                        .to_owned(),
                ),
            }
        };
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::UnknownReference,
            &nom.valeur,
            format!("Aucun champ ni aucune question ne s’appelle \"{}\".{fr}", nom.valeur),
            format!("No field and no question is called \"{}\".{en}", nom.valeur),
        );
    }

    /// Words that fields are to hold, tested in one way.
    pub(super) fn clauses(
        &mut self,
        champs: &ParChamp,
        p: Portee,
        test: FabriqueDeTest,
    ) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for (nom, mots) in &champs.0 {
            let Some((champ, forme)) = self.cible(nom, p) else { continue };
            if !a_des_mots(element(forme)) {
                self.pas_un_choix(nom, element(forme));
                continue;
            }
            let mots: Vec<CompactString> =
                mots.iter().filter_map(|m| self.mot(m, forme, nom)).collect();
            let dites = dire(&champ, &mots, p);
            clauses.push(Clause { champ, test: test(mots), dites });
        }
        clauses
    }

    fn pas_un_choix(&mut self, nom: &Situe<String>, forme: Forme) {
        let (fr, en) = match forme {
            Forme::Date | Forme::Heure => {
                ("une date se borne sous [dates]", "a date is bounded under [dates]")
            }
            Forme::Code(_) => {
                ("ce champ se vérifie de lui-même", "that field is checked by itself")
            }
            _ => (
                "une quantité ou un montant se borne sous [seuils]",
                "a quantity or an amount is bounded under [seuils]",
            ),
        };
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" ne se compare pas à des mots\u{a0}: {fr}\u{a0}; pour demander qu’un champ soit rempli, écrire renseigne = [\"{}\"].",
                nom.valeur, nom.valeur
            ),
            format!(
                "\"{}\" is not compared with words: {en}; to ask that a field be given, write renseigne = [\"{}\"].",
                nom.valeur, nom.valeur
            ),
        );
    }

    /// A word as documents write it, from what people type.
    fn mot(
        &mut self,
        brut: &Situe<Brut>,
        forme: Forme,
        nom: &Situe<String>,
    ) -> Option<CompactString> {
        let texte = brut.valeur.texte();
        let lu =
            Situe { valeur: texte.clone(), debut: brut.debut, pointeur: brut.pointeur.clone() };
        let bas = texte.trim().to_lowercase();
        let valeur = |v: Result<String, crate::values::ErreurDeValeur>| {
            v.map(CompactString::from).map_err(|e| Motif::Valeur(Box::new(e)))
        };
        let lue = match element(forme) {
            Forme::Booleen => match bas.as_str() {
                "true" | "oui" | "vrai" => Ok(CompactString::const_new("true")),
                "false" | "non" | "faux" => Ok(CompactString::const_new("false")),
                _ => {
                    self.l.inconnu(&lu, ["oui", "non"]);
                    return None;
                }
            },
            Forme::Choix(mots) => match mots.iter().find(|m| m.code == bas) {
                Some(m) => Ok(CompactString::const_new(m.code)),
                None => {
                    self.l.inconnu(&lu, mots.iter().map(|m| m.code));
                    return None;
                }
            },
            Forme::Code("departement") => {
                valeur(Departement::saisi(&texte).map(|d| d.code().to_owned()))
            }
            Forme::Compte { .. } | Forme::Annee => match texte.trim().parse::<u32>() {
                Ok(n) => Ok(CompactString::new(n.to_string())),
                Err(_) => Err(Motif::PasEntier { trouve: texte, ecrire: None }),
            },
            Forme::Heures => {
                valeur(Heures::saisi(&texte).map(|h| h.decimal().normalize().to_string()))
            }
            Forme::Nombre => {
                valeur(Quantite::saisi(&texte).map(|n| n.decimal().normalize().to_string()))
            }
            Forme::Etp => valeur(Etp::saisi(&texte).map(|e| e.decimal().normalize().to_string())),
            _ => {
                let question =
                    self.question_nommee(&nom.valeur).map(|(_, _, choix)| choix.to_vec());
                let connus = match question {
                    Some(choix) => choix,
                    None => self.codes(&nom.valeur),
                };
                if !connus.is_empty() && !connus.iter().any(|c| c == texte.trim()) {
                    self.l.inconnu(&lu, connus.iter().map(String::as_str));
                    return None;
                }
                Ok(CompactString::new(texte.trim()))
            }
        };
        match lue {
            Ok(mot) => Some(mot),
            Err(motif) => {
                self.l.faute_au(&brut.pointeur, brut.debut, motif);
                None
            }
        }
    }

    /// The codes that the call lists for a field; none where it lists none.
    pub(super) fn codes(&self, champ: &str) -> Vec<String> {
        let nom = champ.rsplit('.').next().unwrap_or(champ);
        let nom = match nom {
            "thematique_principale" => "thematiques",
            "module" => "modules",
            "secteur" => "secteurs",
            "dispositif" => "dispositifs",
            "depense" => "depenses",
            "livrables_remis" => "livrables",
            "financeur" | "destinataire" | "validee_par" => {
                return self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
            }
            autre => autre,
        };
        let liste = self.fichier.listes.iter().find(|(l, _)| l == nom);
        liste.map(|(_, codes)| codes.iter().map(|(c, _)| c.clone()).collect()).unwrap_or_default()
    }
}

/// True of a field that can be compared with words.
fn a_des_mots(forme: Forme) -> bool {
    match forme {
        Forme::Booleen | Forme::Choix(_) | Forme::Texte => true,
        Forme::Compte { .. } | Forme::Annee | Forme::Heures | Forme::Nombre | Forme::Etp => true,
        Forme::Code(code) => code == "departement",
        _ => false,
    }
}

/// The form of a list's elements, or the form itself.
pub(super) fn element(forme: Forme) -> Forme {
    if let Forme::Liste(element) = forme { *element } else { forme }
}

/// The objects that a document holds, with the way to each and their name.
fn objets(racine: &'static Descripteur) -> Vec<(String, &'static Descripteur)> {
    let mut trouves = vec![(String::new(), racine)];
    for champ in racine.champs {
        if let Some(d) = descripteur(element(champ.forme)) {
            trouves.extend(objets(d).into_iter().map(|(chemin, objet)| {
                let point = if chemin.is_empty() { "" } else { "." };
                (format!("{}{point}{chemin}", champ.nom), objet)
            }));
        }
    }
    trouves
}

/// The names of the objects of a document.
pub(super) fn objets_connus(racine: &'static Descripteur) -> Vec<&'static str> {
    let mut noms = Vec::new();
    for (_, objet) in objets(racine) {
        if !noms.contains(&objet.nom) {
            noms.push(objet.nom);
        }
    }
    noms
}

/// Every field below an object, by the name that a call gives it.
fn chemins_connus(racine: &'static Descripteur) -> Vec<String> {
    let nommer = |(chemin, objet): (String, &'static Descripteur)| {
        objet.champs.iter().filter(|c| se_nomme(c)).map(move |c| match chemin.as_str() {
            "" => c.nom.to_owned(),
            _ => format!("{chemin}.{}", c.nom),
        })
    };
    objets(racine).into_iter().flat_map(nommer).collect()
}

fn se_nomme(champ: &Champ) -> bool {
    !matches!(champ.forme, Forme::Declarations | Forme::Appreciations)
}

/// A field that another object of the document has, with that object and the whole way.
fn champ_d_un_objet(racine: &'static Descripteur, nom: &str) -> Option<(&'static str, String)> {
    objets(racine)
        .into_iter()
        .find(|(chemin, objet)| !chemin.is_empty() && objet.champs.iter().any(|c| c.nom == nom))
        .map(|(chemin, objet)| (objet.nom, format!("{chemin}.{nom}")))
}

/// The field that was meant: near as a whole, or near in its last word.
fn champ_proche(nom: &str, connus: &[String]) -> Option<String> {
    let dernier = |n: &str| n.rsplit('.').next().unwrap_or_default().to_owned();
    if nom.contains('.')
        && let Some(entier) = plus_proche(nom, connus.iter().map(String::as_str))
    {
        return Some(entier);
    }
    let mot = plus_proche(
        &dernier(nom),
        connus.iter().map(|c| c.rsplit('.').next().unwrap_or_default()),
    )?;
    connus.iter().find(|c| dernier(c) == mot).cloned()
}

/// Words as the report shows them: with the label of the list that the field takes them from.
fn dire(champ: &Cible, mots: &[CompactString], p: Portee) -> Vec<Value> {
    let arrivee = match champ {
        Cible::Objet(chemin) => chemin.arrivee(p.objet),
        Cible::Document(chemin) => chemin.arrivee(p.racine),
        Cible::Question(_) => None,
    };
    let Some(arrivee) = arrivee else {
        return mots
            .iter()
            .map(|m| match m.as_str() {
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                _ => Value::Text(m.clone()),
            })
            .collect();
    };
    mots.iter()
        .map(|m| match element(arrivee.forme) {
            Forme::Booleen => Value::Boolean(m == "true"),
            Forme::Choix(choix) => choix
                .iter()
                .find(|c| c.code == m.as_str())
                .map_or_else(|| Value::Text(m.clone()), Value::Word),
            _ => Value::choice(m, arrivee.nom),
        })
        .collect()
}
