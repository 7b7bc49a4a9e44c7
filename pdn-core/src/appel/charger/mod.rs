//! Loading a call: from its text to rules that can be judged, with every fault of the file.
//!
//! [`syntaxe`] sets right what TOML does not take, [`fichier`] reads the tables, and what is left here
//! and in the other modules turns each entry into what is judged: one module a kind.

mod calendrier;
mod champs;
mod conditions;
mod dates;
mod depenses;
mod fautes;
mod fichier;
mod formules;
mod messages;
pub(super) mod parametres;
mod phrases;
mod pieces;
mod points;
mod questions;
mod regles;
mod seuils;
mod sommes;
mod suites;
mod syntaxe;

use std::collections::{BTreeSet, HashMap};

use compact_str::CompactString;

use self::fichier::{Corps, Ecrite, Fichier};
use super::chemin::Chemin;
use super::format::{Commun, Etat};
use super::formules::Formule;
use super::regle::{Bilingue, Clause, Exigence, Jugement, Test};
use super::tableau::{Brut, Situe};
use super::{ActeurConnu, Contenu as ContenuDAppel, ParametreConnu};
use crate::dossier::{Descripteur, Forme, TypeDeDocument};
use crate::lecture::{CodeDeFaute, Faute, Lecteur, Motif, lire_toml};
use crate::value::Value;
use crate::values::{Departement, Valeur};

/// The largest number of rules of one call, points included.
const REGLES_MAX: usize = 20_000;

/// What is demanded, and what the report says is expected.
type Lue = (Exigence, Option<Value>);

/// What an entry is judged on: the description of the object, and that of the document.
#[derive(Clone, Copy)]
struct Portee {
    objet: &'static Descripteur,
    racine: &'static Descripteur,
}

/// Reads a call. `charte` finds the charter that it refers to.
pub(crate) fn charger(
    texte: &str,
    charte: impl Fn(&str) -> Option<super::Appel>,
) -> Result<ContenuDAppel, Vec<Faute>> {
    // A sign and its accent are one, however they were typed.
    let compose: String;
    let texte = if unicode_normalization::is_nfc(texte) {
        texte
    } else {
        compose = unicode_normalization::UnicodeNormalization::nfc(texte).collect();
        &compose
    };
    // What is TOML already stands as it is.
    let (noeud, fautes) = lire_toml(texte);
    let redresse = (!fautes.is_empty()).then(|| syntaxe::redresser(texte));
    let (noeud, syntaxe, douteuses) = match &redresse {
        None => (noeud, Vec::new(), BTreeSet::new()),
        Some(redresse) => redresse.lire(),
    };
    let mut l = Lecteur::nouveau(redresse.as_ref().map_or(texte, |r| &r.texte), true);
    let (noeud, parametres, sans_nom) = parametres::remplacer(noeud.detacher(), &mut l);
    let des_noms = l.fautes.len();
    let fichier = fichier::lire(&noeud, &mut l);
    let lu = Compilation::nouvelle(&fichier, &mut l, charte).compiler(parametres);
    let lu = ContenuDAppel { sans_nom, ..lu };
    let suites = l.fautes.split_off(des_noms);
    let fautes = fautes::des_noms_d_abord(l.fautes, suites);
    let fautes = fautes::presenter(fautes, syntaxe, &douteuses);
    if fautes.is_empty() { Ok(lu) } else { Err(fautes) }
}

/// The work of turning entries into rules.
struct Compilation<'f, 'l, 't> {
    fichier: &'f Fichier,
    l: &'l mut Lecteur<'t>,
    sortie: ContenuDAppel,
    /// The rank of each rule, by its id.
    rangs: HashMap<String, u16>,
    /// The rank of each answer that a document may give, by its id.
    reponses: HashMap<CompactString, u16>,
}

impl<'f, 'l, 't> Compilation<'f, 'l, 't> {
    fn nouvelle(
        fichier: &'f Fichier,
        l: &'l mut Lecteur<'t>,
        charte: impl Fn(&str) -> Option<super::Appel>,
    ) -> Self {
        let t = &fichier.en_tete;
        let texte =
            |s: &Option<Situe<String>>| s.as_ref().map(|s| s.valeur.clone()).unwrap_or_default();
        let sortie = ContenuDAppel {
            id: texte(&t.id),
            edition: texte(&t.edition),
            titre: Bilingue { fr: texte(&t.titre), en: t.titre_en.clone() },
            partiel: t.etat == Some(Etat::Partiel),
            textes: fichier.textes.iter().map(|(n, t)| (n.valeur.clone(), t.clone())).collect(),
            ..ContenuDAppel::default()
        };
        let mut c = Self { fichier, l, sortie, rangs: HashMap::new(), reponses: HashMap::new() };
        c.identite();
        for d in t.departements.iter().flatten() {
            if let Some(d) = c.departement(d) {
                c.sortie.departements.push(d.code().to_owned());
            }
        }
        for (id, a) in &fichier.acteurs {
            let departement = a.departement.as_ref().and_then(|d| c.departement(d));
            c.sortie.acteurs.push(ActeurConnu {
                id: CompactString::new(&id.valeur),
                departement: departement.map(|d| CompactString::const_new(d.code())),
                roles: a.roles.iter().flatten().copied().collect(),
            });
            let nom = a.nom.clone().unwrap_or_else(|| id.valeur.clone());
            c.sortie.libelle("acteurs", &id.valeur, Bilingue { fr: nom, en: a.nom_en.clone() });
        }
        for (nom, codes) in &fichier.listes {
            for (code, lib) in codes {
                let libelle = Bilingue { fr: lib.fr.clone(), en: lib.en.clone() };
                c.sortie.libelle(&nom.valeur, code, libelle);
                let aussi = lib.aussi.iter().cloned();
                c.sortie.aussi.extend(aussi.map(|mot| (nom.valeur.clone(), code.clone(), mot)));
            }
        }
        if let Some(nom) = &t.charte {
            c.sortie.charte = charte(&nom.valeur);
            if c.sortie.charte.is_none() {
                c.charte_inconnue(nom);
            }
        }
        c
    }

    fn charte_inconnue(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::UnknownReference,
            &nom.valeur,
            format!(
                "La charte \"{}\" n’est pas connue\u{a0}: écrire charte = \"charte-2016\".",
                nom.valeur
            ),
            format!("The charter \"{}\" is not known: write charte = \"charte-2016\".", nom.valeur),
        );
    }

    /// The call's id, which documents repeat and files are named after.
    fn identite(&mut self) {
        let Some(id) = &self.fichier.en_tete.id else { return };
        if est_un_identifiant(&id.valeur, &['-']) {
            return;
        }
        let propose = identifiant(&id.valeur);
        self.l.faute_d_appel(
            id,
            CodeDeFaute::WrongForm,
            &id.valeur,
            format!(
                "L’identifiant d’un appel s’écrit en minuscules, chiffres et tirets\u{a0}: écrire id = \"{propose}\"."
            ),
            format!(
                "The id of a call has lower-case letters, digits and hyphens: write id = \"{propose}\"."
            ),
        );
    }

    fn departement(&mut self, code: &Situe<String>) -> Option<Departement> {
        match Departement::saisi(&code.valeur) {
            Ok(d) => Some(d),
            Err(e) => {
                self.l.faute_au(&code.pointeur, code.debut, Motif::Valeur(Box::new(e)));
                None
            }
        }
    }

    fn compiler(mut self, parametres: Vec<ParametreConnu>) -> ContenuDAppel {
        if self.fichier.entrees.len() > REGLES_MAX {
            self.trop_de_regles();
            return self.sortie;
        }
        for mut parametre in parametres {
            self.verifier_les_textes(Some(&parametre.sources));
            parametre.citations = self.citations(Some(&parametre.sources));
            self.sortie.parametres.push(parametre);
        }
        let fichier = self.fichier;
        for (id, q) in &fichier.questions {
            self.question(id, q);
        }
        self.listes_lues();
        let mut instances: HashMap<&str, Vec<&Ecrite>> = HashMap::new();
        for entree in &fichier.entrees {
            let soeurs: &mut Vec<&Ecrite> = instances.entry(&entree.id.valeur).or_default();
            if let Some(autre) = soeurs.first()
                && autre.table != entree.table
                && (autre.commun.instance.is_none() || entree.commun.instance.is_none())
            {
                self.deux_tables(&entree.id, autre.table);
                continue;
            }
            if let Some(soeur) = soeurs.iter().find(|s| confondues(s, entree)) {
                match (&entree.commun.instance, &soeur.commun.instance) {
                    (Some(instance), _) => self.instance_en_double(&entree.id, instance),
                    (None, _) => self.instance_sans_nom(&entree.id),
                }
            }
            soeurs.push(entree);
            if !self.sous_sa_table(&entree.id, entree.table) {
                continue;
            }
            self.phrases(entree);
            self.reporte_sans_condition(entree);
            self.valeur_et_absence(entree);
            self.entree(entree);
        }
        self.sortie.depots = calendrier::depots(&fichier.entrees);
        for (id, lacune) in &fichier.lacunes {
            self.lacune(id, lacune);
        }
        if self.sortie.regles.len().max(self.sortie.jugements.len()) > REGLES_MAX {
            self.trop_de_regles();
        }
        self.sortie
    }

    fn trop_de_regles(&mut self) {
        let motif = Motif::Appel {
            code: CodeDeFaute::TooLarge,
            trouve: String::new(),
            fr: format!(
                "Ce fichier contient plus de {REGLES_MAX} règles\u{a0}: le partager en plusieurs appels."
            ),
            en: format!(
                "This file holds more than {REGLES_MAX} rules: split it into several calls."
            ),
        };
        self.l.faute_au("", 0, motif);
    }

    fn deux_tables(&mut self, id: &Situe<String>, autre: &str) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::DuplicateKey,
            &id.valeur,
            format!(
                "L’identifiant \"{}\" est déjà utilisé sous [{autre}]\u{a0}: en choisir un autre, ou donner à chacun des deux un nom, instance = \"…\".",
                id.valeur
            ),
            format!(
                "The id \"{}\" is already used under [{autre}]: choose another, or name each of the two, instance = \"…\".",
                id.valeur
            ),
        );
    }

    fn entree(&mut self, e: &Ecrite) {
        if let Corps::Points(p) = &e.corps {
            self.points(&e.id, p);
            return;
        }
        let Some(regle) = self.regle(&e.id, &e.commun) else { return };
        if let Corps::Formule(f) = &e.corps {
            self.formule(f);
            if !self.jugeable(&e.id, &e.commun, f) {
                return;
            }
            if let Formule::CalendrierAppel(c) = f {
                self.calendrier(regle, &e.commun, c);
                return;
            }
        }
        for sujet in self.sujets(regle, &e.commun) {
            let Some((portee, par)) = self.objet(sujet, &e.commun) else { continue };
            let lue = match (&e.commun.absence, &e.corps) {
                (Some(absence), _) => Some((Exigence::Absente(*absence), None)),
                (None, Corps::Date(d)) => self.date(&e.id, d, portee),
                (None, Corps::Seuil(s)) => self.seuil(&e.id, s, portee),
                (None, Corps::Condition(c)) => Some(self.condition(&e.id, c, portee)),
                (None, Corps::Pieces(p)) => self.pieces(&e.id, p, sujet),
                (None, Corps::Points(_)) => None,
                (None, Corps::Depenses(d)) => self.depenses(&e.id, d, portee),
                (None, Corps::Bareme(b)) => self.bareme(&e.id, b, portee),
                (None, Corps::Formule(f)) => {
                    Some((Exigence::Formule(Box::new(f.clone())), f.attendu()))
                }
            };
            let Some(lue) = lue else { continue };
            // A sum goes over the objects itself; its findings are one for each group.
            let entiere =
                matches!(lue.0, Exigence::Somme(_) | Exigence::Pieces(_) | Exigence::Depenses(_));
            // Its conditions are then on the document, not on each object.
            let (portee, par) = if entiere {
                (Portee { objet: portee.racine, ..portee }, None)
            } else {
                (portee, par)
            };
            self.juger(regle, sujet, &e.commun, (portee, par), lue);
        }
    }

    /// The objects that an entry is judged on, in a type of document.
    fn objet(
        &mut self,
        sujet: TypeDeDocument,
        commun: &Commun,
    ) -> Option<(Portee, Option<Chemin>)> {
        let racine = sujet.descripteur();
        let Some(par) = &commun.par else { return Some((Portee { objet: racine, racine }, None)) };
        if let Some((chemin, objet)) = Chemin::vers_objets(racine, &par.valeur) {
            return Some((Portee { objet, racine }, Some(chemin)));
        }
        match TypeDeDocument::TOUS
            .iter()
            .find(|t| champs::objets_connus(t.descripteur()).contains(&par.valeur.as_str()))
        {
            Some(autre) => self.objet_d_un_autre(par, racine.nom, autre.code()),
            None => self.l.inconnu(par, champs::objets_connus(racine)),
        }
        None
    }

    fn objet_d_un_autre(&mut self, par: &Situe<String>, sujet: &str, autre: &str) {
        let objet = &par.valeur;
        self.l.faute_d_appel(
            par,
            CodeDeFaute::UnknownReference,
            objet,
            format!(
                "Un document \"{sujet}\" n’a pas de \"{objet}\"\u{a0}: ajouter sujet = [\"{autre}\"], ou écrire un autre objet."
            ),
            format!(
                "A document \"{sujet}\" has no \"{objet}\": add sujet = [\"{autre}\"], or write another object."
            ),
        );
    }

    /// Two instances of a rule without a name, that nothing tells apart.
    fn instance_sans_nom(&mut self, id: &Situe<String>) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::DuplicateKey,
            &id.valeur,
            format!(
                "Deux règles \"{}\" valent en même temps et rien ne les distingue\u{a0}: donner un nom à chacune, instance = \"…\", ou une condition, quand = {{ … }}.",
                id.valeur
            ),
            format!(
                "Two rules \"{}\" hold at once and nothing tells them apart: name each, instance = \"…\", or give it a condition, quand = {{ … }}.",
                id.valeur
            ),
        );
    }

    /// Two instances of a rule under one name, in force on the same days.
    fn instance_en_double(&mut self, id: &Situe<String>, instance: &str) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::DuplicateKey,
            instance,
            format!(
                "Deux règles \"{}\" portent le même nom, instance = \"{instance}\"\u{a0}: en changer un.",
                id.valeur
            ),
            format!(
                "Two rules \"{}\" have the same name, instance = \"{instance}\": change one of them.",
                id.valeur
            ),
        );
    }

    /// What is said where conditions leave a rule aside, without a condition.
    fn reporte_sans_condition(&mut self, e: &Ecrite) {
        let c = &e.commun;
        let conditions = [c.quand.is_some(), c.sauf.is_some(), c.quand_renseigne.is_some()];
        let quantites = c.quand_plusieurs.is_some() || c.quand_quantite.is_some();
        if c.reporte.is_none() || quantites || conditions.contains(&true) {
            return;
        }
        self.l.faute_d_appel(
            &e.id,
            CodeDeFaute::Incomplete,
            "reporte",
            "\"reporte\" dit pourquoi la règle est laissée de côté\u{a0}: ajouter la condition, \"quand\" ou \"sauf\", ou retirer \"reporte\".".to_owned(),
            "\"reporte\" says why the rule is left aside: add the condition, \"quand\" or \"sauf\", or remove \"reporte\".".to_owned(),
        );
    }

    /// A value where the entry says that there is none.
    fn valeur_et_absence(&mut self, e: &Ecrite) {
        if e.commun.absence.is_none() {
            return;
        }
        let ici = |cle: &str| format!("{}/{cle}", e.id.pointeur);
        let place = match &e.corps {
            Corps::Date(d) => {
                let jours = d.le.as_ref().or(d.au.as_ref()).or(d.du.as_ref());
                let autre = d.avant.as_ref().or(d.apres.as_ref());
                let tour = d.tours.as_ref().and_then(|t| t.first());
                jours
                    .map(|j| (j.pointeur.clone(), j.debut))
                    .or_else(|| d.chaque_annee.as_ref().map(|c| (c.pointeur.clone(), c.debut)))
                    .or_else(|| autre.map(|a| (a.pointeur.clone(), a.debut)))
                    .or_else(|| tour.map(|t| (ici("tours"), t.debut)))
            }
            Corps::Seuil(s) => {
                [&s.au_moins, &s.plus_de, &s.au_plus, &s.moins_de, &s.exactement, &s.pas]
                    .into_iter()
                    .flatten()
                    .next()
                    .map(|b| (b.pointeur.clone(), b.debut))
            }
            Corps::Bareme(b) => b.montant.as_ref().map(|m| (m.pointeur.clone(), m.debut)),
            Corps::Condition(c) => [&c.exige, &c.exige_tous, &c.exclut, &c.contient]
                .into_iter()
                .flatten()
                .find_map(|champs| champs.0.first().map(|(nom, _)| nom))
                .or(c.renseigne.as_ref().and_then(|noms| noms.first()))
                .or(c.au_moins_un.as_ref().and_then(|noms| noms.first()))
                .map(|nom| (nom.pointeur.clone(), nom.debut)),
            Corps::Pieces(p) => p.liste.as_ref().map(|_| (ici("liste"), e.id.debut)),
            Corps::Depenses(d) => d.liste.as_ref().map(|_| (ici("liste"), e.id.debut)),
            Corps::Points(p) => p.liste.as_ref().map(|_| (ici("liste"), e.id.debut)),
            Corps::Formule(_) => None,
        };
        let Some((pointeur, debut)) = place else { return };
        let motif = Motif::Appel {
            code: CodeDeFaute::OutOfOrder,
            trouve: "absence".to_owned(),
            fr: "Une valeur est donnée, et \"absence\" dit qu’il n’y en a pas\u{a0}: retirer l’une des deux.".to_owned(),
            en: "A value is given, and \"absence\" says that there is none: remove one of the two.".to_owned(),
        };
        self.l.faute_au(&pointeur, debut, motif);
    }

    /// A condition and its exception on the same words: the rule would never apply.
    fn jamais_le_cas(&mut self, commun: &Commun) {
        let (Some(quand), Some(sauf)) = (&commun.quand, &commun.sauf) else { return };
        for (nom, exclus) in &sauf.0 {
            let voulus = quand.0.iter().find(|(n, _)| n.valeur == nom.valeur);
            let exclu = |mot: &Situe<Brut>| {
                exclus.iter().any(|e| e.valeur.texte().trim() == mot.valeur.texte().trim())
            };
            if voulus.is_some_and(|(_, mots)| mots.iter().all(exclu)) {
                self.l.faute_d_appel(
                    nom,
                    CodeDeFaute::OutOfOrder,
                    &nom.valeur,
                    format!(
                        "\"quand\" et \"sauf\" portent sur les mêmes mots de \"{}\"\u{a0}: la règle ne vaudrait jamais. Corriger l’un des deux.",
                        nom.valeur
                    ),
                    format!(
                        "\"quand\" and \"sauf\" are on the same words of \"{}\": the rule would never apply. Correct one of the two.",
                        nom.valeur
                    ),
                );
            }
        }
    }

    fn juger(
        &mut self,
        regle: u16,
        sujet: TypeDeDocument,
        commun: &Commun,
        (portee, par): (Portee, Option<Chemin>),
        (mut exigence, attendu): Lue,
    ) {
        let suites = self.suites(commun, &mut exigence);
        let mut quand = Vec::new();
        self.jamais_le_cas(commun);
        if let Some(clauses) = &commun.quand {
            quand.extend(self.clauses(clauses, portee, Test::Parmi));
        }
        if let Some(clauses) = &commun.sauf {
            quand.extend(self.clauses(clauses, portee, Test::AucunParmi));
        }
        for nom in commun.quand_renseigne.iter().flatten() {
            if let Some((champ, _)) = self.cible(nom, portee) {
                quand.push(Clause::sans_mots(champ, Test::Renseigne));
            }
        }
        for nom in commun.quand_plusieurs.iter().flatten() {
            if let Some((champ, forme)) = self.cible(nom, portee) {
                // Of départements, those of the call count.
                let parmi = match forme {
                    Forme::Liste(Forme::Code("departement")) => {
                        self.sortie.departements.iter().map(CompactString::new).collect()
                    }
                    _ => Vec::new(),
                };
                quand.push(Clause::sans_mots(champ, Test::Plusieurs(parmi)));
            }
        }
        for quantite in commun.quand_quantite.iter().flatten() {
            quand.extend(self.quantite(quantite, portee));
        }
        self.dans_l_ordre(
            ("valable_du", commun.valable_du.as_ref()),
            ("valable_au", commun.valable_au.as_ref()),
        );
        let phase = self.sortie.regles.get(usize::from(regle)).and_then(|r| r.phase);
        if let Some(r) = self.sortie.regles.get_mut(usize::from(regle))
            && let Some(valeur) = &attendu
            && r.parametres.iter().all(|(_, v)| v != valeur)
        {
            r.parametres.push(("attendu".to_owned(), valeur.clone()));
        }
        let du_par = commun.du_par.as_ref().map(|qui| qui.valeur.clone()).or_else(|| {
            // Each document has someone who owes what it holds, whatever the others that the rule examines.
            let r = self.sortie.regles.get(usize::from(regle))?;
            let d_office = r.du_par == regles::du_par_defaut(r.sujets.first().copied());
            let sien = regles::du_par_defaut(Some(sujet));
            (d_office && sien != r.du_par).then(|| sien.to_owned())
        });
        self.sortie.jugements.push((
            Some(sujet),
            Jugement {
                regle,
                phase,
                du_par,
                citations: self.citations(commun.source.as_deref()),
                instance: commun.instance.as_ref().map_or_else(CompactString::default, |i| {
                    CompactString::new(format!("element={i}"))
                }),
                par,
                quand,
                valable: (
                    commun.valable_du.as_ref().map(|d| d.valeur),
                    commun.valable_au.as_ref().map(|d| d.valeur),
                ),
                suites,
                reporte: commun
                    .reporte
                    .clone()
                    .map(|fr| Bilingue { fr, en: commun.reporte_en.clone() }),
                attendu,
                exigence,
            },
        ));
    }
}

/// True of two instances of a rule that go by the same name, on the same documents and days.
fn confondues(une: &Ecrite, autre: &Ecrite) -> bool {
    let (a, b) = (&une.commun, &autre.commun);
    let sans_condition = |c: &Commun| {
        let champs = c.quand.is_none() && c.sauf.is_none() && c.quand_quantite.is_none();
        champs && c.quand_renseigne.is_none() && c.quand_plusieurs.is_none()
    };
    let sujets = |c: &Commun| -> Vec<String> {
        c.sujet.iter().flatten().map(|s| s.valeur.clone()).collect()
    };
    let (de_a, de_b) = (sujets(a), sujets(b));
    let memes_documents =
        de_a.is_empty() || de_b.is_empty() || de_a.iter().any(|sujet| de_b.contains(sujet));
    let avant = |un: &Commun, autre: &Commun| match (&un.valable_au, &autre.valable_du) {
        (Some(au), Some(du)) => au.valeur < du.valeur,
        _ => false,
    };
    let memes_jours = !avant(a, b) && !avant(b, a);
    let par = |c: &Commun| c.par.as_ref().map(|p| p.valeur.clone());
    let meme_nom = a.instance == b.instance && par(a) == par(b);
    // An instance that is named is told apart by its name, one that is not by its conditions.
    let par_le_nom = a.instance.is_some() || (sans_condition(a) && sans_condition(b));
    meme_nom && par_le_nom && memes_documents && memes_jours
}

/// Whether an id is written as ids are.
fn est_un_identifiant(id: &str, signes: &[char]) -> bool {
    let permis = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || signes.contains(&c);
    !id.is_empty() && id.chars().all(permis)
}

/// A text as an id that could be meant by it.
fn identifiant(texte: &str) -> String {
    let net: String = syntaxe::sans_accents(texte)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    let mots: Vec<&str> = net.split('-').filter(|m| !m.is_empty()).collect();
    if mots.is_empty() { "mon-appel-2025".to_owned() } else { mots.join("-") }
}
