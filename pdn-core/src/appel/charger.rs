//! Loading a call: from its text to rules that can be judged, with every fault of the file.

use compact_str::CompactString;

use super::catalogue::catalogue;
use super::chemin::{Arrivee, Chemin};
use super::format::{
    Acteur, Commun, Condition, DateLimite, EnTete, Etat, Gravite, Lacune as LacuneEcrite, Libelle,
    ParChamp, PieceDemandee, Pieces, Points, Question, ReponseAttendue, Seuil, Sinon, TABLES,
    TypeDeReponse,
};
use super::formules::{self, Formule};
use super::regle::{
    Bilingue, Borne, Cible, Citation, Clause, Declarable, Exigence, ExigenceDeCondition,
    ExigenceDeDate, ExigenceDeSeuil, ExigenceDeSomme, ExigenceDeclaree, Jugement, Lacune,
    NatureDeclarable, PieceExigee, Regle, Test,
};
use super::tableau::{Brut, LireToml, ParCle, Situe, cle_inconnue};
use super::{ActeurConnu, Contenu as ContenuDAppel};
use crate::dossier::{Descripteur, Forme, TypeDeDocument};
use crate::lecture::{
    CodeDeFaute, Contenu, Entree, Faute, Genre, Lecteur, Motif, lire_toml, plus_proche,
};
use crate::value::{Range, Value};
use crate::values::{Date, Etp, Heures, Montant, Part, Valeur, ValeurNumerique};

/// The largest number of entries of one call.
const ENTREES_MAX: usize = 20_000;

/// Makes a test of some words.
type FabriqueDeTest = fn(Vec<CompactString>) -> Test;

/// One entry of the file, before it is compiled.
struct Ecrite {
    id: Situe<String>,
    commun: Commun,
    corps: Corps,
}

enum Corps {
    Date(DateLimite),
    Seuil(Box<Seuil>),
    Condition(Condition),
    Pieces(Pieces),
    Points(Points),
    Formule(Formule),
}

/// Everything that the tables hold, before the entries are compiled.
#[derive(Default)]
struct Fichier {
    en_tete: EnTete,
    textes: Vec<(Situe<String>, String)>,
    acteurs: Vec<(Situe<String>, Acteur)>,
    listes: Vec<(String, Vec<(String, Libelle)>)>,
    questions: Vec<(Situe<String>, Question)>,
    lacunes: Vec<(Situe<String>, LacuneEcrite)>,
    entrees: Vec<Ecrite>,
}

/// Reads a call. `charte` finds the charter that it refers to.
pub(crate) fn charger(
    texte: &str,
    charte: impl Fn(&str) -> Option<super::Appel>,
) -> Result<ContenuDAppel, Vec<Faute>> {
    let (noeud, syntaxe) = lire_toml(texte);
    let mut l = Lecteur::nouveau(texte, true);
    l.fautes = syntaxe;
    let mut fichier = Fichier::default();
    if let Contenu::Table(tables) = &noeud.contenu {
        for table in tables {
            l.dans(table.cle.to_string(), |l| lire_table(table, &mut fichier, l));
        }
        if noeud.cle("format").is_none() {
            incomplet(&mut l, "", 0, "format", "format = 1");
        }
        if noeud.cle("appel").is_none() {
            incomplet(
                &mut l,
                "",
                0,
                "[appel]",
                "[appel]\nid = \"…\"\nedition = \"…\"\ntitre = \"…\"",
            );
        }
    }
    fichier.entrees.sort_by_key(|e| e.id.debut);
    let lu = Compilation::nouvelle(&fichier, &mut l, charte).compiler();
    if l.fautes.is_empty() {
        return Ok(lu);
    }
    l.fautes.sort_by_key(|f| f.position);
    Err(l.fautes)
}

fn incomplet(l: &mut Lecteur<'_>, pointeur: &str, octet: usize, quoi: &str, ecrire: &str) {
    let motif = Motif::Appel {
        code: CodeDeFaute::Incomplete,
        trouve: String::new(),
        fr: format!("Il manque «\u{a0}{quoi}\u{a0}». Écrire par exemple\u{a0}: {ecrire}"),
        en: format!("\"{quoi}\" is missing. Write for example: {ecrire}"),
    };
    l.faute_au(pointeur, octet, motif);
}

fn lire_table(table: &Entree<'_>, fichier: &mut Fichier, l: &mut Lecteur<'_>) {
    let noeud = &table.noeud;
    match table.cle.as_ref() {
        "format" => {
            if u32::lire_toml(noeud, l).is_some_and(|f| f != 1) {
                let motif = Motif::Appel {
                    code: CodeDeFaute::ImpossibleValue,
                    trouve: String::new(),
                    fr: "Ce format n’est pas connu\u{a0}: écrire format = 1.".to_owned(),
                    en: "This format is not known: write format = 1.".to_owned(),
                };
                l.faute(noeud.debut, motif);
            }
        }
        "appel" => {
            if let Some(lue) = EnTete::lire_toml(noeud, l) {
                if lue.id.is_none() {
                    incomplet(l, "/appel", table.debut, "id", "id = \"mon-appel-2025\"");
                }
                if lue.titre.is_none() {
                    incomplet(
                        l,
                        "/appel",
                        table.debut,
                        "titre",
                        "titre = \"Appel à candidatures…\"",
                    );
                }
                if lue.edition.is_none() {
                    incomplet(l, "/appel", table.debut, "edition", "edition = \"2025-1\"");
                }
                fichier.en_tete = lue;
            }
        }
        "textes" => fichier.textes = par_cle(noeud, l),
        "acteurs" => fichier.acteurs = par_cle(noeud, l),
        "listes" => {
            let listes: Vec<(Situe<String>, ParCle<Libelle>)> = par_cle(noeud, l);
            fichier.listes = listes
                .into_iter()
                .map(|(nom, codes)| {
                    (nom.valeur, codes.0.into_iter().map(|(c, lib)| (c.valeur, lib)).collect())
                })
                .collect();
        }
        "questions" => fichier.questions = par_cle(noeud, l),
        "lacunes" => fichier.lacunes = par_cle(noeud, l),
        "dates" => entrees(noeud, l, &mut fichier.entrees, |d: DateLimite| {
            (d.commun.clone(), Corps::Date(d))
        }),
        "seuils" => entrees(noeud, l, &mut fichier.entrees, |s: Seuil| {
            (s.commun.clone(), Corps::Seuil(Box::new(s)))
        }),
        "conditions" => entrees(noeud, l, &mut fichier.entrees, |c: Condition| {
            (c.commun.clone(), Corps::Condition(c))
        }),
        "pieces" => entrees(noeud, l, &mut fichier.entrees, |p: Pieces| {
            (p.commun.clone(), Corps::Pieces(p))
        }),
        "points" => entrees(noeud, l, &mut fichier.entrees, |p: Points| {
            (p.commun.clone(), Corps::Points(p))
        }),
        "regles" => lire_formules(noeud, l, &mut fichier.entrees),
        cle => {
            let connues: Vec<&str> = TABLES.iter().map(|(t, _)| *t).chain(["format"]).collect();
            cle_inconnue(cle, table.debut, &connues, l);
        }
    }
}

fn par_cle<T: LireToml>(
    noeud: &crate::lecture::Noeud<'_>,
    l: &mut Lecteur<'_>,
) -> Vec<(Situe<String>, T)> {
    ParCle::lire_toml(noeud, l).unwrap_or_default().0
}

/// Every entry of a kind; an array of tables gives several instances of one rule.
fn entrees<T: LireToml>(
    noeud: &crate::lecture::Noeud<'_>,
    l: &mut Lecteur<'_>,
    entrees: &mut Vec<Ecrite>,
    corps: impl Fn(T) -> (Commun, Corps),
) {
    // A list is read as several tables, a table as one.
    let lues: Vec<(Situe<String>, Vec<T>)> = par_cle(noeud, l);
    for (id, instances) in lues {
        for instance in instances {
            let (commun, corps) = corps(instance);
            entrees.push(Ecrite { id: id.clone(), commun, corps });
        }
    }
}

fn lire_formules(
    noeud: &crate::lecture::Noeud<'_>,
    l: &mut Lecteur<'_>,
    entrees: &mut Vec<Ecrite>,
) {
    let Contenu::Table(regles) = &noeud.contenu else {
        l.mauvais_type(noeud, Genre::Objet);
        return;
    };
    for regle in regles {
        l.dans(regle.cle.to_string(), |l| {
            let id = regle.cle.to_string();
            if !formules::IDS.contains(&id.as_str()) {
                let proche = plus_proche(&id, formules::IDS.iter().copied());
                l.faute(
                    regle.debut,
                    Motif::ChoixInconnu {
                        trouve: id,
                        choix: formules::IDS.iter().map(|i| (*i).to_owned()).collect(),
                        proche,
                    },
                );
                return;
            }
            let lieu = Situe { valeur: id.clone(), debut: regle.debut, pointeur: l.pointeur() };
            if let Some((formule, commun)) = Formule::lire(&id, &regle.noeud, l) {
                entrees.push(Ecrite { id: lieu, commun, corps: Corps::Formule(formule) });
            }
        });
    }
}

/// The work of turning entries into rules.
struct Compilation<'f, 'l, 't> {
    fichier: &'f Fichier,
    l: &'l mut Lecteur<'t>,
    sortie: ContenuDAppel,
}

impl<'f, 'l, 't> Compilation<'f, 'l, 't> {
    fn nouvelle(
        fichier: &'f Fichier,
        l: &'l mut Lecteur<'t>,
        charte: impl Fn(&str) -> Option<super::Appel>,
    ) -> Self {
        let t = &fichier.en_tete;
        let mut sortie = ContenuDAppel {
            id: t.id.as_ref().map(|s| s.valeur.clone()).unwrap_or_default(),
            edition: t.edition.as_ref().map(|s| s.valeur.clone()).unwrap_or_default(),
            titre: Bilingue {
                fr: t.titre.as_ref().map(|s| s.valeur.clone()).unwrap_or_default(),
                en: t.titre_en.clone(),
            },
            partiel: t.etat == Some(Etat::Partiel),
            departements: t.departements.iter().flatten().map(|d| d.valeur.clone()).collect(),
            textes: fichier.textes.iter().map(|(n, t)| (n.valeur.clone(), t.clone())).collect(),
            ..ContenuDAppel::default()
        };
        for (id, a) in &fichier.acteurs {
            sortie.acteurs.push(ActeurConnu {
                id: CompactString::new(&id.valeur),
                departement: a.departement.as_deref().map(CompactString::new),
            });
            let nom = a.nom.clone().unwrap_or_else(|| id.valeur.clone());
            sortie.libelle("acteurs", &id.valeur, Bilingue { fr: nom, en: a.nom_en.clone() });
        }
        for (nom, codes) in &fichier.listes {
            for (code, lib) in codes {
                sortie.libelle(nom, code, Bilingue { fr: lib.fr.clone(), en: lib.en.clone() });
            }
        }
        if let Some(nom) = &t.charte {
            match charte(&nom.valeur) {
                Some(trouvee) => sortie.charte = Some(trouvee),
                None => l.faute_d_appel(
                    nom,
                    CodeDeFaute::UnknownReference,
                    &nom.valeur,
                    format!(
                        "La charte \"{}\" n’est pas connue\u{a0}: écrire charte = \"charte-2016\".",
                        nom.valeur
                    ),
                    format!(
                        "The charter \"{}\" is not known: write charte = \"charte-2016\".",
                        nom.valeur
                    ),
                ),
            }
        }
        Self { fichier, l, sortie }
    }

    fn compiler(mut self) -> ContenuDAppel {
        if self.fichier.entrees.len() > ENTREES_MAX {
            let motif = Motif::TropGrand { trouve: self.fichier.entrees.len().to_string() };
            self.l.faute_au("", 0, motif);
            return self.sortie;
        }
        for (id, q) in &self.fichier.questions {
            self.question(id, q);
        }
        for entree in &self.fichier.entrees {
            self.entree(entree);
        }
        for (id, lacune) in &self.fichier.lacunes {
            self.lacune(id, lacune);
        }
        self.sortie
    }

    fn question(&mut self, id: &Situe<String>, q: &Question) {
        let Some(texte) = &q.texte else {
            incomplet(self.l, &id.pointeur, id.debut, "texte", "texte = \"…\u{a0}?\"");
            return;
        };
        let type_ = q.r#type.as_ref().map_or(TypeDeReponse::OuiNon, |t| t.valeur);
        if self.sortie.declarables.iter().any(|d| d.id == id.valeur) {
            self.doublon(id);
            return;
        }
        self.sortie.declarables.push(Declarable {
            id: CompactString::new(&id.valeur),
            titre: Bilingue { fr: texte.valeur.clone(), en: q.texte_en.clone() },
            nature: NatureDeclarable::Question {
                type_,
                choix: q.choix.clone().unwrap_or_default(),
            },
        });
    }

    fn doublon(&mut self, id: &Situe<String>) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::DuplicateKey,
            &id.valeur,
            format!(
                "L’identifiant \"{}\" est déjà utilisé plus haut\u{a0}: en choisir un autre.",
                id.valeur
            ),
            format!("The id \"{}\" is already used above: choose another.", id.valeur),
        );
    }

    fn lacune(&mut self, id: &Situe<String>, lacune: &LacuneEcrite) {
        let Some(texte) = &lacune.texte else {
            incomplet(self.l, &id.pointeur, id.debut, "texte", "texte = \"…\"");
            return;
        };
        let quand = lacune.quand.as_ref().map_or_else(Vec::new, |quand| {
            let d = TypeDeDocument::Candidature;
            vec![(d, self.clauses(quand, d.descripteur(), d.descripteur(), Test::Parmi))]
        });
        self.citations(lacune.source.as_deref(), id);
        self.sortie.lacunes.push(Lacune {
            id: id.valeur.clone(),
            texte: Bilingue { fr: texte.valeur.clone(), en: lacune.texte_en.clone() },
            du_par: lacune.du_par.clone().unwrap_or_else(|| "caf".to_owned()),
            quand,
        });
    }

    fn citations(&mut self, source: Option<&[Situe<String>]>, id: &Situe<String>) -> Vec<Citation> {
        let mut citations = Vec::new();
        for s in source.unwrap_or_default() {
            let (document, lieu) = s.valeur.split_once(' ').unwrap_or((s.valeur.as_str(), ""));
            if self.fichier.textes.iter().all(|(nom, _)| nom.valeur != document) {
                let noms: Vec<&str> =
                    self.fichier.textes.iter().map(|(n, _)| n.valeur.as_str()).collect();
                self.l.faute_d_appel(
                    s,
                    CodeDeFaute::UnknownReference,
                    document,
                    format!(
                        "\"{document}\" n’est pas un texte déclaré sous [textes] ({}). Écrire par exemple source = [\"{} §1\"].",
                        noms.join(", "),
                        noms.first().unwrap_or(&"TEXTE")
                    ),
                    format!(
                        "\"{document}\" is not declared under [textes] ({}). Write for example source = [\"{} §1\"].",
                        noms.join(", "),
                        noms.first().unwrap_or(&"TEXTE")
                    ),
                );
                continue;
            }
            citations
                .push(Citation { document: document.to_owned(), place: lieu.trim().to_owned() });
        }
        if source.unwrap_or_default().is_empty() && !self.fichier.textes.is_empty() {
            incomplet(
                self.l,
                &id.pointeur,
                id.debut,
                "source",
                "source = [\"TEXTE §1\"] (l’endroit du texte qui le dit)",
            );
        }
        citations
    }

    /// The rule of an entry: its own words, or those of the catalogue.
    fn regle(&mut self, id: &Situe<String>, commun: &Commun) -> Option<u16> {
        let connue = catalogue().fiche(&id.valeur);
        let citations = self.citations(commun.source.as_deref(), id);
        if connue.is_none() && commun.texte.is_none() {
            let proche = plus_proche(&id.valeur, catalogue().fiches.iter().map(|f| f.id.as_str()));
            let (fr, en) = proche.map_or_else(
                || (String::new(), String::new()),
                |p| {
                    (
                        format!(" Ou écrire \"{p}\" si c’est cette règle."),
                        format!(" Or write \"{p}\" if that rule is meant."),
                    )
                },
            );
            self.l.faute_d_appel(
                id,
                CodeDeFaute::Incomplete,
                &id.valeur,
                format!("La règle \"{}\" est propre à cet appel\u{a0}: ajouter texte = \"…\" qui dit ce qui est exigé.{fr}", id.valeur),
                format!("The rule \"{}\" is this call's own: add texte = \"…\" saying what is required.{en}", id.valeur),
            );
        }
        let mut sujets: Vec<TypeDeDocument> = Vec::new();
        for s in commun.sujet.iter().flatten() {
            match TypeDeDocument::du_code(&s.valeur) {
                Some(t) => sujets.push(t),
                None => {
                    let connus: Vec<&str> = TypeDeDocument::TOUS.iter().map(|t| t.code()).collect();
                    let motif = Motif::ChoixInconnu {
                        trouve: s.valeur.clone(),
                        proche: plus_proche(&s.valeur, connus.iter().copied()),
                        choix: connus.into_iter().map(str::to_owned).collect(),
                    };
                    self.l.faute_au(&s.pointeur, s.debut, motif);
                }
            }
        }
        if sujets.is_empty() {
            sujets = connue.map(super::catalogue::Fiche::documents).unwrap_or_default();
        }
        if sujets.is_empty() {
            sujets.push(TypeDeDocument::Candidature);
        }
        let exigence = commun.texte.clone().map(|fr| Bilingue { fr, en: commun.texte_en.clone() });
        let titre = commun.titre.clone().map(|fr| Bilingue { fr, en: commun.titre_en.clone() });
        let regle = Regle {
            id: id.valeur.clone(),
            nature: connue.map_or_else(|| "obligation".to_owned(), |c| c.nature.clone()),
            gravite: commun
                .gravite
                .or_else(|| connue.map(|c| c.gravite))
                .unwrap_or(Gravite::ACorriger),
            phase: commun.phase.or_else(|| connue.and_then(|c| c.phase)),
            du_par: commun.du_par.clone().unwrap_or_else(|| du_par_defaut(&sujets).to_owned()),
            sujets,
            citations,
            lecture: commun
                .lecture
                .clone()
                .map(|fr| Bilingue { fr, en: commun.lecture_en.clone() }),
            titre: titre
                .or_else(|| connue.map(|c| c.titre.clone()))
                .or_else(|| exigence.clone())
                .unwrap_or_default(),
            exigence: exigence.or_else(|| connue.map(|c| c.exigence.clone())).unwrap_or_default(),
            remede: connue.and_then(|c| c.remede.clone()),
            parametres: Vec::new(),
            natures: connue.map(|c| c.natures.clone()).unwrap_or_default(),
        };
        // Several instances of one rule share what the text says of it.
        if let Some(rang) = self.sortie.regles.iter().position(|r| r.id == regle.id) {
            if let Some(deja) = self.sortie.regles.get_mut(rang) {
                for sujet in regle.sujets {
                    if !deja.sujets.contains(&sujet) {
                        deja.sujets.push(sujet);
                    }
                }
                for citation in regle.citations {
                    if !deja.citations.contains(&citation) {
                        deja.citations.push(citation);
                    }
                }
            }
            return u16::try_from(rang).ok();
        }
        self.sortie.regles.push(regle);
        u16::try_from(self.sortie.regles.len().saturating_sub(1)).ok()
    }

    fn entree(&mut self, e: &Ecrite) {
        if let Corps::Points(p) = &e.corps {
            self.points(&e.id, p);
            return;
        }
        let Some(regle) = self.regle(&e.id, &e.commun) else { return };
        for sujet in self.sujets(regle, &e.commun) {
            let Some((objet, par)) = self.objet(sujet, &e.commun) else { continue };
            let racine = sujet.descripteur();
            let (exigence, attendu) = match (&e.commun.absence, &e.corps) {
                (Some(absence), _) => (Exigence::Absente(*absence), None),
                (None, Corps::Date(d)) => match self.date(&e.id, d, objet, racine) {
                    Some(lue) => lue,
                    None => continue,
                },
                (None, Corps::Seuil(s)) => match self.seuil(&e.id, s, objet, racine) {
                    Some(lue) => lue,
                    None => continue,
                },
                (None, Corps::Condition(c)) => self.condition(&e.id, c, objet, racine),
                (None, Corps::Pieces(p)) => match self.pieces(&e.id, p, racine) {
                    Some(lue) => lue,
                    None => continue,
                },
                (None, Corps::Points(_)) => continue,
                (None, Corps::Formule(f)) => (Exigence::Formule(Box::new(f.clone())), f.attendu()),
            };
            // A sum goes over the objects itself; its findings are one for each group.
            let par = if matches!(exigence, Exigence::Somme(_) | Exigence::Pieces(_)) {
                None
            } else {
                par
            };
            self.juger(regle, sujet, &e.commun, (objet, par), exigence, attendu);
        }
    }

    /// The documents of an entry: what it says, or what its rule examines.
    fn sujets(&self, regle: u16, commun: &Commun) -> Vec<TypeDeDocument> {
        let dits: Vec<TypeDeDocument> = commun
            .sujet
            .iter()
            .flatten()
            .filter_map(|s| TypeDeDocument::du_code(&s.valeur))
            .collect();
        if dits.is_empty() {
            self.sortie.regles.get(usize::from(regle)).map(|r| r.sujets.clone()).unwrap_or_default()
        } else {
            dits
        }
    }

    /// The objects that an entry is judged on, in a type of document.
    #[allow(clippy::type_complexity, reason = "the object's description and the way to it")]
    fn objet(
        &mut self,
        sujet: TypeDeDocument,
        commun: &Commun,
    ) -> Option<(&'static Descripteur, Option<Chemin>)> {
        let racine = sujet.descripteur();
        let Some(par) = &commun.par else { return Some((racine, None)) };
        if let Some((chemin, objet)) = Chemin::vers_objets(racine, &par.valeur) {
            return Some((objet, Some(chemin)));
        }
        let connus = objets_connus(racine);
        let motif = Motif::ChoixInconnu {
            trouve: par.valeur.clone(),
            proche: plus_proche(&par.valeur, connus.iter().copied()),
            choix: connus.into_iter().map(str::to_owned).collect(),
        };
        self.l.faute_au(&par.pointeur, par.debut, motif);
        None
    }

    fn juger(
        &mut self,
        regle: u16,
        sujet: TypeDeDocument,
        commun: &Commun,
        (objet, par): (&'static Descripteur, Option<Chemin>),
        exigence: Exigence,
        attendu: Option<Value>,
    ) {
        let racine = sujet.descripteur();
        let mut quand = Vec::new();
        if let Some(clauses) = &commun.quand {
            quand.extend(self.clauses(clauses, objet, racine, Test::Parmi));
        }
        if let Some(clauses) = &commun.sauf {
            quand.extend(self.clauses(clauses, objet, racine, Test::AucunParmi));
        }
        for (champs, test) in
            [(&commun.quand_renseigne, Test::Renseigne), (&commun.quand_plusieurs, Test::Plusieurs)]
        {
            for nom in champs.iter().flatten() {
                if let Some((champ, _)) = self.cible(nom, objet, racine) {
                    quand.push(Clause { champ, test: test.clone() });
                }
            }
        }
        if let (Some(du), Some(au)) = (commun.valable_du, commun.valable_au)
            && au < du
        {
            let motif = Motif::Ordre {
                avant: "valable_du",
                date_avant: du,
                apres: "valable_au",
                date_apres: au,
            };
            self.l.faute_au("", 0, motif);
        }
        let phase = self.sortie.regles.get(usize::from(regle)).and_then(|r| r.phase);
        if let Some(r) = self.sortie.regles.get_mut(usize::from(regle))
            && let Some(valeur) = &attendu
            && r.parametres.iter().all(|(_, v)| v != valeur)
        {
            r.parametres.push(("attendu".to_owned(), valeur.clone()));
        }
        self.sortie.jugements.push((
            sujet,
            Jugement {
                regle,
                phase,
                instance: commun.instance.as_ref().map_or_else(CompactString::default, |i| {
                    CompactString::new(format!("element={i}"))
                }),
                par,
                quand,
                valable: (commun.valable_du, commun.valable_au),
                attendu,
                exigence,
            },
        ));
    }

    /// A field, by the name that a call gives it: of the object, of the document, or a question.
    fn cible(
        &mut self,
        nom: &Situe<String>,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
    ) -> Option<(Cible, Arrivee)> {
        if let Some((chemin, arrivee)) = Chemin::vers(objet, &nom.valeur) {
            return Some((Cible::Objet(chemin), arrivee));
        }
        if let Some((chemin, arrivee)) = Chemin::vers(racine, &nom.valeur) {
            return Some((Cible::Document(chemin), arrivee));
        }
        let question = self.sortie.declarables.iter().position(|d| {
            d.id == nom.valeur && matches!(d.nature, NatureDeclarable::Question { .. })
        });
        if let Some(rang) = question {
            let forme = match self.sortie.declarables.get(rang).map(|d| &d.nature) {
                Some(NatureDeclarable::Question { type_: TypeDeReponse::Nombre, .. }) => {
                    Forme::Heures
                }
                Some(NatureDeclarable::Question { type_: TypeDeReponse::Montant, .. }) => {
                    Forme::Montant
                }
                Some(NatureDeclarable::Question { type_: TypeDeReponse::Date, .. }) => Forme::Date,
                Some(NatureDeclarable::Question {
                    type_: TypeDeReponse::Choix | TypeDeReponse::Texte,
                    ..
                }) => Forme::Texte,
                _ => Forme::Booleen,
            };
            let rang = u16::try_from(rang).ok()?;
            return Some((Cible::Question(rang), Arrivee { forme }));
        }
        let connus: Vec<String> = objet
            .champs
            .iter()
            .chain(racine.champs)
            .map(|c| c.nom.to_owned())
            .chain(self.sortie.declarables.iter().map(|d| d.id.to_string()))
            .collect();
        let dernier = nom.valeur.rsplit('.').next().unwrap_or_default();
        let proche = plus_proche(dernier, connus.iter().map(String::as_str));
        let aide = proche.map_or_else(String::new, |p| format!(" Écrire sans doute \"{p}\"."));
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::UnknownReference,
            &nom.valeur,
            format!("Aucun champ ni aucune question ne s’appelle \"{}\".{aide}", nom.valeur),
            format!("No field and no question is called \"{}\".", nom.valeur),
        );
        None
    }

    fn clauses(
        &mut self,
        champs: &ParChamp,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
        test: FabriqueDeTest,
    ) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for (nom, mots) in &champs.0 {
            let Some((champ, arrivee)) = self.cible(nom, objet, racine) else { continue };
            let mots = mots.iter().filter_map(|m| self.mot(m, arrivee.forme, nom)).collect();
            clauses.push(Clause { champ, test: test(mots) });
        }
        clauses
    }

    /// A word as documents write it, from what people type.
    fn mot(&mut self, brut: &Brut, forme: Forme, lieu: &Situe<String>) -> Option<CompactString> {
        let texte = brut.texte();
        let forme = if let Forme::Liste(element) = forme { *element } else { forme };
        let bas = texte.trim().to_lowercase();
        match forme {
            Forme::Booleen => match bas.as_str() {
                "true" | "oui" | "vrai" => Some(CompactString::const_new("true")),
                "false" | "non" | "faux" => Some(CompactString::const_new("false")),
                _ => {
                    let choix = vec!["oui".to_owned(), "non".to_owned()];
                    let motif = Motif::ChoixInconnu { trouve: texte, choix, proche: None };
                    self.l.faute_au(&lieu.pointeur, lieu.debut, motif);
                    None
                }
            },
            Forme::Choix(mots) => {
                if let Some(m) = mots.iter().find(|m| m.code == bas) {
                    return Some(CompactString::const_new(m.code));
                }
                let motif = Motif::ChoixInconnu {
                    proche: plus_proche(&bas, mots.iter().map(|m| m.code)),
                    trouve: texte,
                    choix: mots.iter().map(|m| m.code.to_owned()).collect(),
                };
                self.l.faute_au(&lieu.pointeur, lieu.debut, motif);
                None
            }
            Forme::Code("departement") => match crate::values::Departement::saisi(&texte) {
                Ok(d) => Some(CompactString::const_new(d.code())),
                Err(e) => {
                    self.l.faute_au(&lieu.pointeur, lieu.debut, Motif::Valeur(Box::new(e)));
                    None
                }
            },
            _ => Some(CompactString::new(texte.trim())),
        }
    }

    #[allow(clippy::type_complexity, reason = "what is demanded, and how it is said")]
    fn date(
        &mut self,
        id: &Situe<String>,
        d: &DateLimite,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
    ) -> Option<(Exigence, Option<Value>)> {
        let champs: Vec<Cible> =
            d.de.iter()
                .flatten()
                .filter_map(|nom| self.cible(nom, objet, racine).map(|(c, _)| c))
                .collect();
        if d.de.is_none() {
            incomplet(self.l, &id.pointeur, id.debut, "de", "de = [\"depot.date\"]");
        }
        let du = d.du.as_ref().map(|s| s.valeur);
        let au = d.au.as_ref().or(d.le.as_ref()).map(|s| s.valeur);
        if let (Some(du), Some(fin)) = (du, d.au.as_ref())
            && fin.valeur < du
        {
            let motif =
                Motif::Ordre { avant: "du", date_avant: du, apres: "au", date_apres: fin.valeur };
            self.l.faute_au(&fin.pointeur, fin.debut, motif);
        }
        if du.is_none() && au.is_none() {
            incomplet(
                self.l,
                &id.pointeur,
                id.debut,
                "le",
                "le = 2025-11-06, ou du = … et au = …, ou absence = \"à compléter par la Caf\"",
            );
            return None;
        }
        let heure = d.heure.as_ref().and_then(|h| {
            Chemin::vers(racine, "depot.heure").map(|(chemin, _)| (chemin, h.valeur))
        });
        let attendu = match (du, au) {
            (Some(du), Some(au)) => Some(Value::Period(du, au)),
            (min, max) => Some(Value::Range(Box::new(Range {
                min: min.map(Value::Date),
                max: max.map(Value::Date),
                ..Range::default()
            }))),
        };
        Some((Exigence::Date(ExigenceDeDate { champs, du, au, heure }), attendu))
    }

    /// A bound, in the type of the field that it bounds.
    fn borne(&mut self, brut: Option<&Situe<Brut>>, forme: Forme, unite: &str) -> Option<Value> {
        let brut = brut?;
        let texte = brut.valeur.texte();
        let lue = match forme {
            Forme::Montant => Montant::saisi(&texte).map(Value::Amount),
            Forme::Part => Part::saisi(&texte).map(Value::Share),
            Forme::Etp => Etp::saisi(&texte).map(|e| Value::number(e.decimal(), "ETP")),
            Forme::Date => Date::saisi(&texte).map(Value::Date),
            Forme::Compte { .. } | Forme::Annee | Forme::Liste(_) => match texte
                .trim()
                .parse::<u32>()
            {
                Ok(n) => Ok(Value::count(n, unite)),
                Err(_) => {
                    self.l.faute_au(&brut.pointeur, brut.debut, Motif::PasEntier { trouve: texte });
                    return None;
                }
            },
            _ => Heures::saisi(&texte).map(|h| Value::number(h.decimal(), unite)),
        };
        match lue {
            Ok(valeur) => Some(valeur),
            Err(e) => {
                self.l.faute_au(&brut.pointeur, brut.debut, Motif::Valeur(Box::new(e)));
                None
            }
        }
    }

    fn bornes(&mut self, id: &Situe<String>, s: &Seuil, forme: Forme) -> Option<Range> {
        let unite = s.unite.clone().unwrap_or_default();
        let mut r = Range {
            min: self.borne(s.au_moins.as_ref(), forme, &unite),
            max: self.borne(s.au_plus.as_ref(), forme, &unite),
            strict_min: self.borne(s.plus_de.as_ref(), forme, &unite),
            strict_max: self.borne(s.moins_de.as_ref(), forme, &unite),
        };
        if let Some(exact) = self.borne(s.exactement.as_ref(), forme, &unite) {
            r.min = Some(exact.clone());
            r.max = Some(exact);
        }
        if r == Range::default() {
            incomplet(
                self.l,
                &id.pointeur,
                id.debut,
                "au_plus",
                "au_plus = \"3 000 €\" (ou au_moins, plus_de, moins_de, exactement)",
            );
            return None;
        }
        let haut = r.max.as_ref().or(r.strict_max.as_ref());
        if let (Some(bas), Some(haut)) = (r.min.as_ref().or(r.strict_min.as_ref()), haut)
            && crate::rules::comparer(bas, haut) == Some(std::cmp::Ordering::Greater)
        {
            self.l.faute_d_appel(
                s.au_plus.as_ref().or(s.moins_de.as_ref()).unwrap_or(&Situe {
                    valeur: Brut::Booleen(false),
                    debut: id.debut,
                    pointeur: id.pointeur.clone(),
                }),
                CodeDeFaute::OutOfOrder,
                "",
                "Le minimum est plus grand que le maximum\u{a0}: corriger l’un des deux."
                    .to_owned(),
                "The minimum is greater than the maximum: correct one of the two.".to_owned(),
            );
        }
        Some(r)
    }

    #[allow(clippy::type_complexity, reason = "what is demanded, and how it is said")]
    fn seuil(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
    ) -> Option<(Exigence, Option<Value>)> {
        let a_apprecier = s.sinon == Some(Sinon::AApprecier);
        if let Some(total) = &s.total_de {
            return self.somme(id, s, total, objet, racine, a_apprecier);
        }
        let Some(nom) = &s.de else {
            incomplet(self.l, &id.pointeur, id.debut, "de", "de = \"capacite\"");
            return None;
        };
        let (champ, arrivee) = self.cible(nom, objet, racine)?;
        let bornes = self.bornes(id, s, arrivee.forme)?;
        let attendu = Value::Range(Box::new(bornes.clone()));
        Some((
            Exigence::Seuil(Box::new(ExigenceDeSeuil {
                champ,
                bornes,
                unite: CompactString::new(s.unite.as_deref().unwrap_or_default()),
                ouvert: s.ouvert == Some(true),
                a_apprecier,
            })),
            Some(attendu),
        ))
    }

    #[allow(clippy::type_complexity, reason = "what is demanded, and how it is said")]
    fn somme(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        total: &Situe<String>,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
        a_apprecier: bool,
    ) -> Option<(Exigence, Option<Value>)> {
        let Some(groupe) = &s.groupe else {
            incomplet(self.l, &id.pointeur, id.debut, "groupe", "groupe = \"financeur\"");
            return None;
        };
        let (Cible::Objet(montant), arrivee) = self.cible(total, objet, racine)? else {
            return None;
        };
        let (Cible::Objet(groupe), _) = self.cible(groupe, objet, racine)? else { return None };
        let annee = Chemin::vers(objet, "annee").map(|(c, _)| c).unwrap_or_default();
        if arrivee.forme != Forme::Montant {
            self.l.mauvais_total(total);
            return None;
        }
        let bornes = self.bornes(id, s, Forme::Montant)?;
        let mut parmi = Vec::new();
        for qui in s.parmi.iter().flatten() {
            let code = CompactString::new(&qui.valeur);
            match self.sortie.acteurs.iter().find(|a| a.id == code) {
                Some(a) => parmi.push((code, a.departement.clone())),
                None => {
                    let connus: Vec<String> =
                        self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
                    let motif = Motif::ChoixInconnu {
                        proche: plus_proche(&qui.valeur, connus.iter().map(String::as_str)),
                        trouve: qui.valeur.clone(),
                        choix: connus,
                    };
                    self.l.faute_au(&qui.pointeur, qui.debut, motif);
                }
            }
        }
        let montant_de = |v: &Option<Value>, borne| match v {
            Some(Value::Amount(m)) => Some((*m, borne)),
            _ => None,
        };
        let attendu = Value::Range(Box::new(bornes.clone()));
        Some((
            Exigence::Somme(Box::new(ExigenceDeSomme {
                objets: Chemin::vers_objets(racine, objet.nom).map(|(c, _)| c).unwrap_or_default(),
                montant,
                groupe,
                annee,
                parmi,
                annees: s.annees.iter().flatten().map(|a| a.valeur).collect(),
                maximum: montant_de(&bornes.max, Borne::Incluse)
                    .or_else(|| montant_de(&bornes.strict_max, Borne::Stricte)),
                minimum: montant_de(&bornes.min, Borne::Incluse)
                    .or_else(|| montant_de(&bornes.strict_min, Borne::Stricte)),
                acteur_du_departement: s.acteur_du_departement == Some(true),
                a_apprecier,
            })),
            Some(attendu),
        ))
    }

    fn condition(
        &mut self,
        id: &Situe<String>,
        c: &Condition,
        objet: &'static Descripteur,
        racine: &'static Descripteur,
    ) -> (Exigence, Option<Value>) {
        let mut clauses = Vec::new();
        let mut attendu = Vec::new();
        let tests: [(&Option<ParChamp>, FabriqueDeTest); 3] =
            [(&c.exige, Test::Parmi), (&c.exige_tous, Test::Tous), (&c.exclut, Test::AucunParmi)];
        for (champs, test) in tests {
            let Some(champs) = champs else { continue };
            for clause in self.clauses(champs, objet, racine, test) {
                if let Test::Parmi(mots) | Test::Tous(mots) | Test::AucunParmi(mots) = &clause.test
                {
                    attendu.extend(self.dire(&clause.champ, mots, objet, racine));
                }
                clauses.push(clause);
            }
        }
        for nom in c.renseigne.iter().flatten() {
            if let Some((champ, _)) = self.cible(nom, objet, racine) {
                clauses.push(Clause { champ, test: Test::Renseigne });
            }
        }
        let au_moins_un: Vec<Cible> = c
            .au_moins_un
            .iter()
            .flatten()
            .filter_map(|nom| self.cible(nom, objet, racine).map(|(cible, _)| cible))
            .collect();
        if clauses.is_empty() && au_moins_un.is_empty() {
            incomplet(
                self.l,
                &id.pointeur,
                id.debut,
                "exige",
                "exige = { forme = [\"association\"] }",
            );
        }
        // Several yes/no fields are expected to say the same: that is said once.
        let attendu = match attendu.as_slice() {
            [] => None,
            [Value::Boolean(b), reste @ ..] if reste.iter().all(|v| *v == Value::Boolean(*b)) => {
                Some(Value::Boolean(*b))
            }
            _ => Some(Value::List(attendu)),
        };
        let a_apprecier = c.sinon == Some(Sinon::AApprecier);
        (Exigence::Condition(ExigenceDeCondition { clauses, au_moins_un, a_apprecier }), attendu)
    }

    /// Words as the report shows them: with the label of the list that the field takes them from.
    fn dire(
        &self,
        champ: &Cible,
        mots: &[CompactString],
        objet: &'static Descripteur,
        racine: &'static Descripteur,
    ) -> Vec<Value> {
        let arrivee = match champ {
            Cible::Objet(chemin) => chemin.arrivee(objet),
            Cible::Document(chemin) => chemin.arrivee(racine),
            Cible::Question(_) => None,
        };
        let Some(arrivee) = arrivee else {
            return mots.iter().map(|m| Value::Text(m.clone())).collect();
        };
        let forme =
            if let Forme::Liste(element) = arrivee.forme { *element } else { arrivee.forme };
        mots.iter()
            .map(|m| match forme {
                Forme::Booleen => Value::Boolean(m == "true"),
                Forme::Choix(choix) => choix
                    .iter()
                    .find(|c| c.code == m.as_str())
                    .map_or_else(|| Value::Text(m.clone()), Value::Word),
                _ => Value::choice(m, arrivee.nom),
            })
            .collect()
    }

    #[allow(clippy::type_complexity, reason = "what is demanded, and how it is said")]
    fn pieces(
        &mut self,
        id: &Situe<String>,
        p: &Pieces,
        racine: &'static Descripteur,
    ) -> Option<(Exigence, Option<Value>)> {
        let Some(liste) = &p.liste else {
            incomplet(
                self.l,
                &id.pointeur,
                id.debut,
                "liste",
                "liste = [{ id = \"statuts\", texte = \"Statuts\" }]",
            );
            return None;
        };
        let mut exigees: Vec<PieceExigee> = Vec::new();
        for PieceDemandee { id: code, texte, texte_en, ou, quand, quand_renseigne } in liste {
            let Some(code) = code else {
                incomplet(
                    self.l,
                    &id.pointeur,
                    id.debut,
                    "id",
                    "{ id = \"statuts\", texte = \"Statuts\" }",
                );
                continue;
            };
            let Some(texte) = texte else {
                incomplet(
                    self.l,
                    &code.pointeur,
                    code.debut,
                    "texte",
                    "texte = \"Statuts de l’association\"",
                );
                continue;
            };
            if exigees.iter().any(|e| e.id == code.valeur) {
                self.doublon(code);
                continue;
            }
            let libelle = Bilingue { fr: texte.valeur.clone(), en: texte_en.clone() };
            self.sortie.libelle("pieces", &code.valeur, libelle);
            let mut clauses = quand
                .as_ref()
                .map_or_else(Vec::new, |q| self.clauses(q, racine, racine, Test::Parmi));
            for nom in quand_renseigne.iter().flatten() {
                if let Some((champ, _)) = self.cible(nom, racine, racine) {
                    clauses.push(Clause { champ, test: Test::Renseigne });
                }
            }
            exigees.push(PieceExigee {
                id: CompactString::new(&code.valeur),
                ou: ou.iter().flatten().map(|o| CompactString::new(&o.valeur)).collect(),
                quand: clauses,
            });
        }
        let attendu = Value::choices(exigees.iter().map(|e| e.id.as_str()), "pieces");
        Some((Exigence::Pieces(exigees), Some(attendu)))
    }

    fn points(&mut self, id: &Situe<String>, p: &Points) {
        let declare = match p.reponse {
            Some(ReponseAttendue::LeDossierDeclare) => true,
            Some(ReponseAttendue::UnePersonneJuge) => false,
            None => {
                incomplet(
                    self.l,
                    &id.pointeur,
                    id.debut,
                    "reponse",
                    "reponse = \"le dossier déclare\" (ou \"une personne juge\")",
                );
                return;
            }
        };
        let Some(liste) = &p.liste else {
            self.point(id, &p.commun, p, declare);
            return;
        };
        for suffixe in liste {
            let mut commun = p.commun.clone();
            commun.texte = suffixe.texte.clone().or(commun.texte);
            commun.texte_en = suffixe.texte_en.clone().or(commun.texte_en);
            let complet = Situe {
                valeur: format!("{}.{}", id.valeur, suffixe.id.valeur),
                debut: suffixe.id.debut,
                pointeur: suffixe.id.pointeur.clone(),
            };
            self.point(&complet, &commun, p, declare);
        }
    }

    fn point(&mut self, id: &Situe<String>, commun: &Commun, p: &Points, declare: bool) {
        let Some(regle) = self.regle(id, commun) else { return };
        if self.sortie.declarables.iter().any(|d| d.id == id.valeur) {
            self.doublon(id);
            return;
        }
        let Some(numero) = u16::try_from(self.sortie.declarables.len()).ok() else { return };
        let titre = self.sortie.regles.get(usize::from(regle)).map(|r| r.titre.clone());
        self.sortie.declarables.push(Declarable {
            id: CompactString::new(&id.valeur),
            titre: titre.unwrap_or_default(),
            nature: if declare { NatureDeclarable::Point } else { NatureDeclarable::Appreciation },
        });
        for sujet in self.sujets(regle, commun) {
            let Some((objet, par)) = self.objet(sujet, commun) else { continue };
            let exigence = if declare {
                Exigence::Declaration(ExigenceDeclaree {
                    numero,
                    refus_en_toute_phase: p.refus_en_toute_phase == Some(true),
                    manquement: p.manquement == Some(true),
                    motif_d_exclusion: p.motif_d_exclusion == Some(true),
                })
            } else {
                Exigence::Appreciation { numero }
            };
            self.juger(regle, sujet, commun, (objet, par), exigence, None);
        }
    }
}

impl Lecteur<'_> {
    fn mauvais_total(&mut self, nom: &Situe<String>) {
        self.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas un montant\u{a0}: seule une somme de montants peut être bornée.",
                nom.valeur
            ),
            format!("\"{}\" is not an amount: only a sum of amounts can be bounded.", nom.valeur),
        );
    }
}

/// Who owes what a rule asks, unless the call says otherwise.
fn du_par_defaut(sujets: &[TypeDeDocument]) -> &'static str {
    match sujets.first() {
        Some(TypeDeDocument::Structure) => "structure",
        Some(TypeDeDocument::Promeneur | TypeDeDocument::Profil) => "promeneur",
        _ => "candidat",
    }
}

/// The names of the objects of a document.
fn objets_connus(racine: &'static Descripteur) -> Vec<&'static str> {
    let mut noms = vec![racine.nom];
    for champ in racine.champs {
        let element = match champ.forme {
            Forme::Fiche(d) => d,
            Forme::Liste(Forme::Fiche(d)) => *d,
            _ => continue,
        };
        for nom in objets_connus(element) {
            if !noms.contains(&nom) {
                noms.push(nom);
            }
        }
    }
    noms
}
