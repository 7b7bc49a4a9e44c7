//! Field names and the words that fields take, resolved once, when a call is loaded.

use compact_str::CompactString;

use super::super::chemin::{Chemin, descripteur};
use super::super::format::{ParChamp, TypeDeReponse};
use super::super::regle::{Cible, Clause, Declarable, NatureDeclarable, Test};
use super::super::tableau::{Brut, Situe};
use super::{Compilation, Portee};
use crate::dossier::{Champ, Descripteur, Forme, Liste, TypeDeDocument};
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
        if let Some((rang, question)) = self.question_nommee(&nom.valeur)
            && let NatureDeclarable::Question { type_, plusieurs, .. } = &question.nature
        {
            let forme = match type_ {
                TypeDeReponse::Choix if *plusieurs => Forme::Liste(&Forme::Texte),
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

    fn question_nommee(&self, nom: &str) -> Option<(u16, &Declarable)> {
        let rang = *self.reponses.get(nom)?;
        let declarable = self.sortie.declarables.get(usize::from(rang))?;
        let question = matches!(declarable.nature, NatureDeclarable::Question { .. });
        question.then_some((rang, declarable))
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
            let connus = self.mots_du_champ(&champ, nom, p);
            let mots: Vec<CompactString> =
                mots.iter().filter_map(|m| self.mot(m, forme, &connus)).collect();
            let dites = match &champ {
                Cible::Question(rang) => {
                    let question = self.sortie.declarables.get(usize::from(*rang));
                    mots.iter().map(|mot| dire_une_reponse(question, mot)).collect()
                }
                champ => dire(champ, &mots, p),
            };
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

    /// A word as documents write it, from what people type; one of those that the field takes, where it
    /// takes no other.
    fn mot(
        &mut self,
        brut: &Situe<Brut>,
        forme: Forme,
        connus: &[String],
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
                Err(_) => Err(Motif::PasEntier {
                    trouve: texte,
                    ecrire: None,
                    exemple: forme.entier_en_exemple(),
                }),
            },
            Forme::Heures => {
                valeur(Heures::saisi(&texte).map(|h| h.decimal().normalize().to_string()))
            }
            Forme::Nombre => {
                valeur(Quantite::saisi(&texte).map(|n| n.decimal().normalize().to_string()))
            }
            Forme::Etp => valeur(Etp::saisi(&texte).map(|e| e.decimal().normalize().to_string())),
            _ => {
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

    /// The words that a field takes, where the call lists them: those of a question, or the codes of the
    /// list that the field is declared with.
    pub(super) fn mots_du_champ(
        &self,
        champ: &Cible,
        nom: &Situe<String>,
        p: Portee,
    ) -> Vec<String> {
        match arrivee(champ, p) {
            Some(champ) => match champ.codes {
                Some(codes) => self.codes(codes.liste.nom()),
                None => self.codes(champ.nom),
            },
            None => {
                let question = self.question_nommee(&nom.valeur);
                let mots = question.iter().flat_map(|(_, question)| question.mots());
                mots.map(|mot| mot.code.clone()).collect()
            }
        }
    }

    /// The codes of a list of the call; none where it does not write it.
    pub(super) fn codes(&self, liste: &str) -> Vec<String> {
        if liste == Liste::Acteurs.nom() {
            return self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
        }
        let liste = self.fichier.listes.iter().find(|(l, _)| l.valeur == liste);
        liste.map(|(_, codes)| codes.iter().map(|(c, _)| c.clone()).collect()).unwrap_or_default()
    }

    /// A list that no field of a document and no rule takes its codes from.
    pub(super) fn listes_lues(&mut self) {
        let fichier = self.fichier;
        let choix = fichier.questions.iter().filter(|(_, q)| q.choix.is_some());
        let mut lues: Vec<&str> = Liste::TOUTES.iter().map(|liste| liste.nom()).collect();
        lues.extend(["departements", "instances", "natures", "suites"]);
        lues.extend(choix.map(|(id, _)| id.valeur.as_str()));
        for (nom, _) in &fichier.listes {
            let d_un_champ = || {
                let mut documents = TypeDeDocument::TOUS.iter().map(|t| t.descripteur());
                documents.any(|racine| a_un_champ_libre(racine, &nom.valeur))
            };
            if !lues.contains(&nom.valeur.as_str()) && !d_un_champ() {
                self.liste_inutile(nom, &lues);
            }
        }
    }

    fn liste_inutile(&mut self, nom: &Situe<String>, lues: &[&str]) {
        let (fr, en) = match plus_proche(&nom.valeur, lues.iter().copied()) {
            Some(p) => (
                format!("écrire sans doute [listes.{p}]"),
                format!("probably [listes.{p}] was meant"),
            ),
            None => (
                format!("la retirer, ou écrire l’une de celles-ci\u{a0}: {}", lues.join(", ")),
                format!("remove it, or write one of these: {}", lues.join(", ")),
            ),
        };
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::UnknownReference,
            &nom.valeur,
            format!("Aucune règle et aucun champ ne lit la liste \"{}\"\u{a0}: {fr}.", nom.valeur),
            format!("No rule and no field reads the list \"{}\": {en}.", nom.valeur),
        );
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

/// The field that a name stands for; none for a question.
fn arrivee(champ: &Cible, p: Portee) -> Option<&'static Champ> {
    match champ {
        Cible::Objet(chemin) => chemin.arrivee(p.objet),
        Cible::Document(chemin) => chemin.arrivee(p.racine),
        Cible::Question(_) => None,
    }
}

/// Whether a document has a field of this name that takes any word: a list of that name gives it its words.
fn a_un_champ_libre(racine: &'static Descripteur, nom: &str) -> bool {
    let libre = |champ: &Champ| champ.nom == nom && element(champ.forme) == Forme::Texte;
    objets(racine).iter().any(|(_, objet)| objet.champs.iter().any(libre))
}

/// Words as the report shows them: with the label of the list that the field takes them from.
fn dire(champ: &Cible, mots: &[CompactString], p: Portee) -> Vec<Value> {
    let Some(arrivee) = arrivee(champ, p) else { return Vec::new() };
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

/// The same of a word of the answer to a question.
fn dire_une_reponse(question: Option<&Declarable>, mot: &CompactString) -> Value {
    match (mot.as_str(), question) {
        ("true", _) => Value::Boolean(true),
        ("false", _) => Value::Boolean(false),
        (_, Some(question)) => question.en_valeur(mot),
        (_, None) => Value::Text(mot.clone()),
    }
}
