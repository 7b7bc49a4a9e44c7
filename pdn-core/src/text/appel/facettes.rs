//! What a call says, taken apart: each thing that it names, and each aspect of it, in words and as what
//! it is whatever it is called. Two calls are compared aspect by aspect.

use super::super::instances::ecrire_instance;
use super::super::nombres::Liaison;
use super::comparaison::{Aspect, Subject};
use super::mots::partie_attendue;
use super::{Mots, Rubrique};
use crate::appel::formules::Formule;
use crate::appel::{
    ActeurConnu, Appel, Bilingue, Declarable, Exigence, Jugement, Lacune, Limite, NatureDeclarable,
    ParametreConnu, Regle, Severity,
};
use crate::dossier::{Phase, TypeDeDocument};
use crate::text::{Lexique, majuscule, nom_de_l_objet, plain};
use crate::values::Langue;

/// Words in both languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct EnMots {
    pub fr: String,
    pub en: String,
}

impl EnMots {
    pub fn dans(&self, langue: Langue) -> &str {
        langue.choisir(&self.fr, &self.en)
    }

    fn partout(texte: &str) -> Self {
        Self { fr: texte.to_owned(), en: texte.to_owned() }
    }
}

/// One aspect of a thing.
#[derive(Debug, Clone)]
pub(super) struct Facette {
    pub aspect: Aspect,
    /// Which one, where there may be several: an element of a list.
    pub cle: String,
    /// What it is, whatever it is called: labels and titles left out, which things of their own say.
    pub sens: String,
    /// Empty where there is nothing to say.
    pub mots: EnMots,
    /// True of what goes without saying, until it is otherwise.
    pub va_de_soi: bool,
}

/// One thing that a call names.
#[derive(Debug, Clone)]
pub(super) struct Chose {
    pub sujet: Subject,
    pub id: String,
    pub titre: EnMots,
    pub facettes: Vec<Facette>,
    /// The entries of a rule.
    pub entrees: Vec<EntreeEnFacettes>,
    /// True of what comes with the charter.
    pub de_la_charte: bool,
}

/// One entry of a rule.
#[derive(Debug, Clone)]
pub(super) struct EntreeEnFacettes {
    pub instance: String,
    pub nom: EnMots,
    sujets: Vec<TypeDeDocument>,
    pub facettes: Vec<Facette>,
}

impl EntreeEnFacettes {
    /// True of two entries that say the same.
    pub fn est_la_meme(&self, autre: &Self) -> bool {
        self.instance == autre.instance
            && self.facettes.len() == autre.facettes.len()
            && self.facettes.iter().zip(&autre.facettes).all(|(une, autre)| {
                (une.aspect, &une.cle, &une.sens) == (autre.aspect, &autre.cle, &autre.sens)
            })
    }
}

/// Reads a call, thing by thing, in the order of its file.
pub(super) fn choses(appel: &Appel) -> Vec<Chose> {
    let lecture = Lecture::de(appel);
    let mut choses = vec![lecture.en_tete()];
    choses.extend(lecture.textes());
    choses.extend(appel.contenu().acteurs.iter().map(|a| lecture.acteur(a)));
    choses.extend(lecture.codes());
    choses.extend(appel.contenu().parametres.iter().map(|p| lecture.parametre(p)));
    choses.extend(appel.contenu().declarables.iter().filter_map(|d| lecture.question(d)));
    choses.extend(lecture.regles());
    choses.extend(appel.contenu().lacunes.iter().map(|l| lecture.lacune(l)));
    choses
}

/// The words of a call in both languages, and what they are about.
#[derive(Clone, Copy)]
struct Lecture<'a> {
    appel: &'a Appel,
    fr: Mots<'a>,
    en: Mots<'a>,
    codes: Mots<'a>,
}

impl<'a> Lecture<'a> {
    fn de(appel: &'a Appel) -> Self {
        let mots = |langue| Mots { appel, lex: Lexique::de(appel, langue) };
        let codes = Mots { appel, lex: Lexique { appel: None, langue: Langue::Fr } };
        Self { appel, fr: mots(Langue::Fr), en: mots(Langue::En), codes }
    }

    fn mots(self, dire: impl Fn(Mots<'a>) -> String) -> EnMots {
        EnMots { fr: dire(self.fr), en: dire(self.en) }
    }

    fn bilingue(self, texte: &Bilingue) -> EnMots {
        self.mots(|m| m.lex.texte(texte).into_owned())
    }

    /// A text in two languages, and itself.
    fn texte(self, aspect: Aspect, texte: &Bilingue) -> Facette {
        facette(aspect, format!("{texte:?}"), self.bilingue(texte))
    }
}

fn facette(aspect: Aspect, sens: impl Into<String>, mots: EnMots) -> Facette {
    Facette { aspect, cle: String::new(), sens: sens.into(), mots, va_de_soi: false }
}

/// An aspect that is what it is in both languages.
fn ecrite(aspect: Aspect, texte: &str) -> Facette {
    facette(aspect, texte, EnMots::partout(texte))
}

fn chose(sujet: Subject, id: &str, titre: EnMots, facettes: Vec<Facette>) -> Chose {
    Chose { sujet, id: id.to_owned(), titre, facettes, entrees: Vec::new(), de_la_charte: false }
}

// ---------------- The call, and what it names

impl Lecture<'_> {
    fn en_tete(self) -> Chose {
        let appel = self.appel;
        let charte = appel.charter().map(|(id, sha256)| format!("{id} {sha256}"));
        let facettes = vec![
            ecrite(Aspect::Id, appel.id()),
            ecrite(Aspect::Edition, appel.edition()),
            self.texte(Aspect::Title, &appel.contenu().titre),
            facette(
                Aspect::Departements,
                appel.departements().join(" "),
                self.mots(|m| m.departements()),
            ),
            facette(
                Aspect::Charter,
                charte.unwrap_or_default(),
                self.mots(|m| m.charte().unwrap_or_default()),
            ),
            facette(
                Aspect::Completeness,
                appel.is_partial().to_string(),
                self.mots(|m| m.completude().to_owned()),
            ),
        ];
        let titre = self.mots(|m| m.dit("L’appel", "The call").to_owned());
        chose(Subject::Call, "", titre, facettes)
    }

    fn textes(self) -> Vec<Chose> {
        let contenu = self.appel.contenu();
        let charte = contenu.charte.as_ref();
        let texte = |(nom, titre): &(String, String)| {
            let lu = vec![ecrite(Aspect::Title, titre)];
            let de_la_charte = charte
                .is_some_and(|c| c.contenu().textes.iter().any(|(n, t)| (n, t) == (nom, titre)));
            Chose { de_la_charte, ..chose(Subject::Text, nom, EnMots::partout(nom), lu) }
        };
        contenu.textes.iter().map(texte).collect()
    }

    fn acteur(self, acteur: &ActeurConnu) -> Chose {
        let id = acteur.id.as_str();
        let titre = self.mots(|m| m.acteur(id));
        let mut nommes = self.appel.contenu().nommes();
        let nom = nommes.find(|(liste, code, ..)| (*liste, *code) == ("acteurs", id));
        let roles: Vec<&str> = acteur.roles.iter().map(|r| r.choix().code).collect();
        let noms = |m: Mots<'_>| {
            if acteur.roles.is_empty() {
                return String::new();
            }
            let roles = acteur.roles.iter().map(|r| m.dit(r.choix().fr, r.choix().en).to_owned());
            m.enumerer(&roles.collect::<Vec<_>>(), Liaison::Et)
        };
        let departement = acteur.departement.as_deref().unwrap_or_default();
        let mut facettes = vec![
            facette(Aspect::Roles, roles.join(" "), self.mots(noms)),
            ecrite(Aspect::Departement, departement),
        ];
        if let Some((_, _, nom, _)) = nom {
            let nom = Facette { va_de_soi: true, ..self.texte(Aspect::Name, nom) };
            facettes.insert(0, nom);
        }
        chose(Subject::Actor, id, titre, facettes)
    }

    /// The codes of the call's lists, those of its documents and actors apart: these say them.
    fn codes(self) -> Vec<Chose> {
        let contenu = self.appel.contenu();
        let exigees: Vec<&str> = (contenu.jugements.iter())
            .filter_map(|(_, j)| match &j.exigence {
                Exigence::Pieces(p) => Some(p.liste.iter().map(|p| p.id.as_str())),
                _ => None,
            })
            .flatten()
            .collect();
        let dit_ailleurs = |liste: &str, code: &str| match liste {
            "acteurs" => contenu.acteurs.iter().any(|a| a.id == code),
            "pieces" => exigees.contains(&code),
            _ => false,
        };
        let charte = contenu.charte.as_ref().map(Appel::contenu);
        let de_la_charte = |liste: &str, code: &str, libelle: &Bilingue| {
            let siens = charte.into_iter().flat_map(|c| c.nommes());
            let mut siens = siens.map(|(l, c, texte, _)| (l, c, texte));
            siens.any(|sien| sien == (liste, code, libelle))
        };
        let nommes = contenu.nommes().filter(|(liste, code, ..)| !dit_ailleurs(liste, code));
        let code = nommes.map(|(liste, code, libelle, aussi)| {
            let mut ecritures: Vec<String> = Vec::new();
            for ecriture in aussi {
                if !ecritures.iter().any(|e| e == ecriture) {
                    ecritures.push(ecriture.to_owned());
                }
            }
            let autres = |m: Mots<'_>| match ecritures.as_slice() {
                [] => String::new(),
                dites => m.enumerer_cites(dites, Liaison::Ou),
            };
            let facettes = vec![
                Facette { va_de_soi: true, ..self.texte(Aspect::Label, libelle) },
                facette(Aspect::Spellings, format!("{ecritures:?}"), self.mots(autres)),
            ];
            let titre = self.mots(|m| {
                let mut titre = m.lex.texte(libelle).into_owned();
                majuscule(&mut titre, 0);
                format!("{titre} ({})", m.liste_de_codes(liste))
            });
            Chose {
                de_la_charte: de_la_charte(liste, code, libelle),
                ..chose(Subject::Code, &format!("{liste}.{code}"), titre, facettes)
            }
        });
        code.collect()
    }

    fn question(self, d: &Declarable) -> Option<Chose> {
        let NatureDeclarable::Question { type_, choix, plusieurs, unite, par, sujets } = &d.nature
        else {
            return None;
        };
        let par = par.as_deref().unwrap_or_default();
        let objet = |m: Mots<'_>| {
            let nom = nom_de_l_objet(par, m.lex.langue).unwrap_or(par);
            if nom.is_empty() { String::new() } else { nom.to_owned() }
        };
        let facettes = vec![
            self.texte(Aspect::Wording, &d.titre),
            facette(
                Aspect::Answer,
                format!("{type_:?} {choix:?} {plusieurs} {unite}"),
                self.mots(|m| m.reponse(d)),
            ),
            facette(Aspect::Object, par, self.mots(objet)),
            self.documents(sujets),
        ];
        Some(chose(Subject::Question, &d.id, self.bilingue(&d.titre), facettes))
    }

    fn parametre(self, p: &ParametreConnu) -> Chose {
        let lus = |textes: &Option<Bilingue>| textes.clone().unwrap_or_default();
        let citations = |m: Mots<'_>| plain::citations(&p.citations, m.lex.langue);
        let facettes = vec![
            self.texte(Aspect::Title, &lus(&p.titre)),
            facette(Aspect::Value, format!("{:?}", p.valeurs), self.mots(|m| m.valeurs_de(p))),
            self.texte(Aspect::Reading, &lus(&p.lecture)),
            facette(Aspect::Sources, format!("{:?}", p.citations), self.mots(citations)),
        ];
        let titre = self.mots(|m| m.nom_du_parametre(p));
        chose(Subject::Value, &p.id, titre, facettes)
    }

    fn lacune(self, l: &Lacune) -> Chose {
        let quand = |m: Mots<'_>| m.sans_regle_quand(l).trim_start().to_owned();
        let facettes = vec![
            self.texte(Aspect::Wording, &l.texte),
            facette(
                Aspect::Absence,
                format!("{:?}", l.absence),
                self.mots(|m| l.absence.map_or_else(String::new, |a| m.choix_de(a.choix()))),
            ),
            facette(Aspect::OwedBy, &l.du_par, self.mots(|m| m.partie(&l.du_par))),
            facette(Aspect::Conditions, quand(self.codes), self.mots(quand)),
        ];
        chose(Subject::Gap, &l.id, self.bilingue(&l.texte), facettes)
    }

    /// The documents that are examined; nothing where it is the application.
    fn documents(self, sujets: &[TypeDeDocument]) -> Facette {
        let codes: Vec<&str> = sujets.iter().map(|s| s.code()).collect();
        Facette {
            va_de_soi: matches!(sujets, [] | [TypeDeDocument::Candidature]),
            ..facette(Aspect::Documents, codes.join(" "), self.mots(|m| m.documents(sujets)))
        }
    }
}

// ---------------- Rules

impl<'a> Lecture<'a> {
    fn regles(self) -> Vec<Chose> {
        let contenu = self.appel.contenu();
        let propres = contenu.regles.len().saturating_sub(self.fr.reprises().len());
        let mut par_regle: Vec<Vec<(Option<TypeDeDocument>, &Jugement)>> = Vec::new();
        par_regle.resize_with(contenu.regles.len(), Vec::new);
        for (type_, j) in &contenu.jugements {
            if let Some(siens) = par_regle.get_mut(usize::from(j.regle)) {
                siens.push((*type_, j));
            }
        }
        let regles = contenu.regles.iter().zip(par_regle).enumerate();
        regles
            .map(|(rang, (regle, jugements))| Chose {
                entrees: self.entrees(regle, &jugements),
                de_la_charte: rang >= propres,
                ..chose(
                    Subject::Rule,
                    &regle.id,
                    self.mots(|m| m.titre(regle, "")),
                    self.de_la_regle(regle, &jugements),
                )
            })
            .collect()
    }

    /// What holds for the whole of a rule.
    fn de_la_regle(
        self,
        regle: &Regle,
        jugements: &[(Option<TypeDeDocument>, &Jugement)],
    ) -> Vec<Facette> {
        let gravite = Severity::from(regle.gravite);
        let phase = regle.phase.unwrap_or(Phase::Depot);
        let mut facettes = vec![
            facette(Aspect::Title, self.titre_propre(regle), self.mots(|m| m.titre(regle, ""))),
            facette(
                Aspect::Severity,
                gravite.as_str(),
                self.mots(|m| gravite.label(m.lex.langue).to_owned()),
            ),
            Facette {
                va_de_soi: phase == Phase::Depot,
                ..facette(Aspect::Phase, phase.code(), self.mots(|m| m.choix_de(phase.choix())))
            },
        ];
        // A rule of the engine's own has its values in its sentence: its entries say it.
        let formule = |j: &Jugement| matches!(j.exigence, Exigence::Formule(_));
        if !jugements.iter().any(|(_, j)| formule(j)) {
            facettes.push(facette(
                Aspect::Sentence,
                format!("{:?}", regle.exigence),
                self.mots(|m| m.phrase(regle)),
            ));
        }
        if let Some(lecture) = &regle.lecture {
            facettes.push(self.texte(Aspect::Reading, lecture));
        }
        facettes
    }

    /// The title that the file or the catalogue gives to a rule; none where its sentence makes it. The name of
    /// an actor at its end is the actor's to say.
    fn titre_propre(self, regle: &Regle) -> String {
        let Bilingue { fr, en } = &regle.titre;
        if fr == regle.exigence.fr.trim_end().trim_end_matches('.') {
            return String::new();
        }
        let acteur = format!(" ({})", self.fr.acteur(&regle.du_par));
        format!("{:?} {en:?}", fr.strip_suffix(&acteur).unwrap_or(fr))
    }

    fn entrees(
        self,
        regle: &Regle,
        jugements: &[(Option<TypeDeDocument>, &Jugement)],
    ) -> Vec<EntreeEnFacettes> {
        let mut entrees: Vec<EntreeEnFacettes> = Vec::new();
        for (type_, j) in jugements {
            let entree = self.entree(regle, *type_, j);
            match entrees.iter_mut().find(|e| e.est_la_meme(&entree)) {
                Some(deja) => deja.sujets.extend(entree.sujets),
                None => entrees.push(entree),
            }
        }
        for entree in &mut entrees {
            entree.facettes.push(self.documents(&entree.sujets));
        }
        entrees
    }

    fn entree(
        self,
        regle: &Regle,
        type_: Option<TypeDeDocument>,
        j: &Jugement,
    ) -> EntreeEnFacettes {
        let rubrique = Rubrique::de(&j.exigence).unwrap_or(Rubrique::Conditions);
        let dite = |m: Mots<'a>| m.entree(type_, j, rubrique);
        let (fr, en, codes) = (dite(self.fr), dite(self.en), dite(self.codes));
        let citations = |m: Mots<'_>| match j.citations.as_slice() {
            [] => String::new(),
            citees => plain::citations(citees, m.lex.langue),
        };
        let mut facettes = vec![
            facette(
                Aspect::Demand,
                self.sens(regle, (type_, j), &codes.compris),
                self.demande(regle, j, (&fr.compris, &en.compris)),
            ),
            facette(
                Aspect::Conditions,
                self.sens_des_conditions((type_, j), &codes.conditions),
                EnMots { fr: fr.conditions, en: en.conditions },
            ),
            facette(
                Aspect::Consequences,
                j.suites.join(" "),
                EnMots { fr: fr.suites, en: en.suites },
            ),
            Facette {
                va_de_soi: codes.du_par == partie_attendue(type_),
                ..facette(Aspect::OwedBy, &codes.du_par, self.mots(|m| m.partie(&codes.du_par)))
            },
            facette(Aspect::Sources, format!("{:?}", j.citations), self.mots(citations)),
        ];
        let cles = self.cles(j);
        let elements = codes.elements.into_iter().zip(fr.elements.into_iter().zip(en.elements));
        for ((aspect, cle, propre), (sens, (fr, en))) in cles.into_iter().zip(elements) {
            let (sens, mots) = (format!("{sens} {propre}"), EnMots { fr, en });
            facettes.push(Facette { cle, ..facette(aspect, sens, mots) });
        }
        EntreeEnFacettes {
            instance: j.instance.to_string(),
            nom: self.mots(|m| m.nom_de_l_entree(&j.instance)),
            sujets: type_.into_iter().collect(),
            facettes,
        }
    }

    /// What is demanded, whatever it is called.
    fn sens(
        self,
        regle: &Regle,
        (type_, j): (Option<TypeDeDocument>, &Jugement),
        compris: &str,
    ) -> String {
        let par = par(type_, j);
        match &j.exigence {
            Exigence::Absente(absence) => format!("{absence:?}"),
            // So many of a list: its elements say which.
            Exigence::Pieces(p) => format!("{:?}", p.combien),
            // On which objects is in its conditions.
            Exigence::Appreciation { .. } => "appreciation".to_owned(),
            Exigence::Declaration(_) | Exigence::AuChoix(_) => compris.to_owned(),
            Exigence::Formule(f) => {
                let manquements = self.codes.manquements(regle, f);
                format!("{compris} {:?} {par:?} {manquements:?}", regle.exigence)
            }
            _ => format!("{compris} {par:?}"),
        }
    }

    /// What is demanded, in words; the sentence of a point is an aspect of its own.
    fn demande(self, regle: &Regle, j: &Jugement, (fr, en): (&str, &str)) -> EnMots {
        match &j.exigence {
            Exigence::Absente(absence) => self.mots(|m| m.choix_de(absence.choix())),
            Exigence::Appreciation { .. } => {
                self.mots(|m| m.dit("Une personne l’apprécie.", "A person judges it.").to_owned())
            }
            Exigence::Declaration(_) => {
                let dit = self.mots(|m| {
                    m.dit("Le dossier le déclare.", "The dossier declares it.").to_owned()
                });
                let suite = |compris: &str, phrase: String, dit: &str| {
                    format!("{dit}{}", compris.strip_prefix(phrase.as_str()).unwrap_or_default())
                };
                EnMots {
                    fr: suite(fr, self.fr.phrase(regle), &dit.fr),
                    en: suite(en, self.en.phrase(regle), &dit.en),
                }
            }
            Exigence::Formule(f) => self.mots(|m| {
                let mut dit = m.lex.langue.choisir(fr, en).to_owned();
                let manquements = m.manquements(regle, f);
                if !manquements.is_empty() {
                    let titre = m.dit(" Manquements visés", " Breaches concerned");
                    let noms = m.enumerer_mots(&manquements, Liaison::Et);
                    dit.push_str(&format!("{titre}{}{noms}.", m.deux_points()));
                }
                dit
            }),
            _ => EnMots { fr: fr.to_owned(), en: en.to_owned() },
        }
    }

    /// When it holds, whatever it is called.
    fn sens_des_conditions(
        self,
        (type_, j): (Option<TypeDeDocument>, &Jugement),
        conditions: &str,
    ) -> String {
        let par = match &j.exigence {
            Exigence::Declaration(_) | Exigence::AuChoix(_) | Exigence::Appreciation { .. } => {
                par(type_, j)
            }
            _ => None,
        };
        let reporte = j.reporte.as_ref().map(|r| &r.en);
        format!("{conditions} {par:?} {reporte:?}")
    }

    /// What each element of an entry is found by in another call, and what is said of it alone.
    fn cles(self, j: &Jugement) -> Vec<(Aspect, String, String)> {
        match &j.exigence {
            Exigence::Pieces(p) => {
                let libelle = |id: &str| format!("{:?}", self.bilingue_du_code("pieces", id));
                let piece =
                    p.liste.iter().map(|p| (Aspect::Document, p.id.to_string(), libelle(&p.id)));
                piece.collect()
            }
            Exigence::Date(e) => match &e.limite {
                Limite::Tours(tours) => {
                    let tour = |nom: &str| (Aspect::Round, nom.to_owned(), String::new());
                    tours.iter().map(|t| tour(&t.nom)).collect()
                }
                _ => Vec::new(),
            },
            Exigence::Formule(f) => match &**f {
                Formule::FinancementEstimation(p) => {
                    let termes = p.termes.iter().flatten().map(|t| &t.valeur);
                    let termes = termes.filter(|t| t.montant.is_some() && t.total().is_some());
                    let terme = termes.map(|t| {
                        let texte = t.texte.clone().unwrap_or_default();
                        (Aspect::Term, texte, format!("{:?}", t.texte_en))
                    });
                    terme.collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn bilingue_du_code(self, liste: &str, code: &str) -> EnMots {
        self.mots(|m| m.lex.libelle(liste, code).unwrap_or_default())
    }
}

/// The way to the objects that an entry is judged on.
fn par(type_: Option<TypeDeDocument>, j: &Jugement) -> Option<String> {
    let racine = type_.unwrap_or(TypeDeDocument::Candidature).descripteur();
    j.par.as_ref().map(|par| par.nom(racine))
}

impl Mots<'_> {
    fn choix_de(self, choix: &crate::dossier::Choix) -> String {
        self.dit(choix.fr, choix.en).to_owned()
    }

    /// What one of a rule's entries is called: by its label, or as the file calls it.
    fn nom_de_l_entree(self, instance: &str) -> String {
        let mut nom = String::new();
        ecrire_instance(&mut nom, instance, self.lex);
        match instance.split_once('=') {
            Some((_, ecrit)) if nom.is_empty() => ecrit.to_owned(),
            _ => nom,
        }
    }

    /// What a list of codes is called.
    fn liste_de_codes(self, liste: &str) -> String {
        let (fr, en) = match liste {
            "acteurs" => ("acteurs", "actors"),
            "bases" => ("assiettes", "bases"),
            "departements" => ("départements", "départements"),
            "depenses" => ("natures de dépenses", "kinds of expense"),
            "diplomes" => ("diplômes", "diplomas"),
            "dispositifs" => ("dispositifs", "schemes"),
            "engagements" => ("engagements", "commitments"),
            "instances" => ("entrées d’une règle", "entries of a rule"),
            "livrables" => ("livrables", "deliverables"),
            "modules" => ("modules", "modules"),
            "natures" => ("parties d’une formation", "parts of a training"),
            "pieces" => ("pièces", "documents"),
            "secteurs" => ("secteurs", "sectors"),
            "thematiques" => ("thématiques", "themes"),
            autre => (autre, autre),
        };
        self.lex.langue.choisir(fr, en).to_owned()
    }
}
