//! `[parametres]`: values with a name, written once. `{nom}` stands for one of them in any value of the file, and in
//! any sentence, where it is read in words.
//!
//! Names are replaced in the tree, before its tables are read: every kind of entry takes them. An entry that names a
//! value which changes over time becomes one entry for each period, in force on its days.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::format::Parametre;
use super::super::regle::{Bilingue, ParametreConnu};
use super::super::tableau::{LireToml, ParCle};
use super::est_un_identifiant;
use crate::lecture::{CodeDeFaute, Contenu, Entree, Lecteur, Motif, Noeud, plus_proche};
use crate::text::Lexique;
use crate::text::nombres::{self, Liaison};
use crate::value::Value;
use crate::values::{Date, Langue, Montant, Valeur};

/// The tables of rules.
const RULES: [&str; 8] =
    ["dates", "seuils", "conditions", "pieces", "points", "depenses", "baremes", "regles"];

/// The keys that hold sentences.
const PHRASES: [&str; 7] = ["texte", "titre", "lecture", "reporte", "nom", "source", "edition"];

/// True of the key of a sentence, in either language.
fn est_une_phrase(cle: &str) -> bool {
    PHRASES.contains(&cle.strip_suffix("_en").unwrap_or(cle))
}

/// A value with a name, as it is in force on some days.
struct Version {
    rang: usize,
    valeur: Noeud<'static>,
    mots: Bilingue,
    du: Option<Date>,
    au: Option<Date>,
}

/// The values that names stand for, and who uses them.
struct Noms {
    connus: Vec<ParametreConnu>,
    versions: Vec<Version>,
    acteurs: Vec<(String, Bilingue)>,
    /// Who is being read.
    entree: String,
    /// In the entry that is being read, the version of each value that changes over time.
    choisies: Vec<usize>,
}

/// A value that stands in several rules without a name: in words, and where.
pub(crate) type SansNom = (Bilingue, Vec<String>);

/// The tree with every name replaced, the values that have one, and those that would do well to.
pub(super) fn remplacer(
    noeud: Noeud<'static>,
    l: &mut Lecteur<'_>,
) -> (Noeud<'static>, Vec<ParametreConnu>, Vec<SansNom>) {
    let Contenu::Table(tables) = noeud.contenu else { return (noeud, Vec::new(), Vec::new()) };
    let mut noms = Noms {
        connus: Vec::new(),
        versions: Vec::new(),
        acteurs: acteurs(&tables),
        entree: String::new(),
        choisies: Vec::new(),
    };
    if let Some(table) = tables.iter().find(|t| t.cle == "parametres") {
        l.dans("parametres", |l| noms.lire(&table.noeud, l));
    }
    let sans_nom = noms.sans_nom(&tables);
    let places: Vec<(usize, String)> = tables
        .iter()
        .filter(|t| t.cle == "parametres")
        .flat_map(|t| match &t.noeud.contenu {
            Contenu::Table(entrees) => entrees.as_slice(),
            _ => &[],
        })
        .map(|e| (e.debut, e.cle.to_string()))
        .collect();
    let remplacees = tables
        .into_iter()
        .filter(|t| t.cle != "parametres")
        .map(|t| l.dans(t.cle.to_string(), |l| noms.table(t, l)))
        .collect();
    for (debut, nom) in &places {
        if let Some(jours) = noms.trou(nom) {
            l.dans("parametres", |l| trou((*debut, nom), jours, l));
        }
    }
    // A name that stands for nothing was meant for one that nothing uses.
    let inconnus = l.fautes.iter().any(|f| f.code() == CodeDeFaute::UnknownReference);
    for (debut, nom) in places.into_iter().filter(|_| !inconnus) {
        if noms.connus.iter().any(|p| p.id == nom && p.emplois.is_empty()) {
            l.dans("parametres", |l| l.dans(nom.clone(), |l| inutile(debut, &nom, l)));
        }
    }
    (Noeud { debut: noeud.debut, contenu: Contenu::Table(remplacees) }, noms.connus, sans_nom)
}

/// Numbers up to this are too common to be the same thing twice.
const PETIT_NOMBRE: u32 = 2;

/// A value that may be the same thing wherever it stands: a day, an amount, a share, a number, a list of several.
fn est_a_nommer(noeud: &Noeud<'_>) -> bool {
    match &noeud.contenu {
        Contenu::Date(_) => true,
        Contenu::Texte(t) => t.contains(['€', '%']) || Date::saisi(t).is_ok(),
        Contenu::Nombre(n) => n.parse::<u32>().is_ok_and(|n| n > PETIT_NOMBRE),
        Contenu::Liste(elements) => {
            let simple =
                |e: &Noeud<'_>| !matches!(e.contenu, Contenu::Table(_) | Contenu::Liste(_));
            elements.len() > 1 && elements.iter().all(simple)
        }
        _ => false,
    }
}

/// The values of an entry that may be named, but for its days, its places and the words that it compares.
fn a_nommer<'n>(noeud: &'n Noeud<'static>, trouves: &mut Vec<&'n Noeud<'static>>) {
    match &noeud.contenu {
        Contenu::Liste(elements) if !est_a_nommer(noeud) => {
            elements.iter().for_each(|e| a_nommer(e, trouves));
        }
        Contenu::Table(entrees) => {
            let lues = ["source", "sujet", "valable_du", "valable_au", "groupe", "de", "renseigne"];
            for e in entrees.iter().filter(|e| !lues.contains(&&*e.cle)) {
                // Words that are compared are the codes of a list, which has them once.
                let compares =
                    matches!(&*e.cle, "quand" | "sauf" | "exige" | "exige_tous" | "exclut");
                if !est_une_phrase(&e.cle) && !compares {
                    a_nommer(&e.noeud, trouves);
                }
            }
        }
        _ if est_a_nommer(noeud) => trouves.push(noeud),
        _ => {}
    }
}

/// What actors are called, for sentences.
fn acteurs(tables: &[Entree<'_>]) -> Vec<(String, Bilingue)> {
    let table = tables.iter().find(|t| t.cle == "acteurs");
    let Some(Contenu::Table(acteurs)) = table.map(|t| &t.noeud.contenu) else { return Vec::new() };
    let texte = |noeud: &Noeud<'_>, cle: &str| match noeud.cle(cle).map(|n| &n.contenu) {
        Some(Contenu::Texte(t)) => Some(t.to_string()),
        _ => None,
    };
    let nom = |e: &Entree<'_>| {
        let nom = Bilingue { fr: texte(&e.noeud, "nom")?, en: texte(&e.noeud, "nom_en") };
        Some((e.cle.to_string(), nom))
    };
    acteurs.iter().filter_map(nom).collect()
}

impl Noms {
    /// The values that stand in several entries without a name.
    fn sans_nom(&self, tables: &[Entree<'static>]) -> Vec<SansNom> {
        let mut vus: Vec<SansNom> = Vec::new();
        for table in tables.iter().filter(|t| RULES.contains(&&*t.cle)) {
            let Contenu::Table(entrees) = &table.noeud.contenu else { continue };
            for e in entrees {
                let mut valeurs = Vec::new();
                a_nommer(&e.noeud, &mut valeurs);
                for valeur in valeurs {
                    let dite = |langue| self.mots(valeur, "", langue);
                    let mots = Bilingue { fr: dite(Langue::Fr), en: Some(dite(Langue::En)) };
                    let ou = e.cle.to_string();
                    match vus.iter_mut().find(|(deja, _)| *deja == mots) {
                        Some((_, ou_deja)) if !ou_deja.contains(&ou) => ou_deja.push(ou),
                        Some(_) => {}
                        None => vus.push((mots, vec![ou])),
                    }
                }
            }
        }
        vus.retain(|(_, ou)| ou.len() > 1);
        vus
    }

    /// The last day of a version and the first of the next one, where days are left between them.
    fn trou(&self, nom: &str) -> Option<(Date, Date)> {
        let rang = self.connus.iter().position(|p| p.id == nom)?;
        let mut jours: Vec<(Option<Date>, Option<Date>)> =
            self.versions.iter().filter(|v| v.rang == rang).map(|v| (v.du, v.au)).collect();
        jours.sort_unstable();
        jours.windows(2).find_map(|deux| match deux {
            [(_, Some(fin)), (Some(reprise), _)] if fin.plus_jours(1) < Some(*reprise) => {
                Some((*fin, *reprise))
            }
            _ => None,
        })
    }

    /// Reads `[parametres]`.
    fn lire(&mut self, noeud: &Noeud<'static>, l: &mut Lecteur<'_>) {
        let Contenu::Table(entrees) = &noeud.contenu else {
            let _: Option<ParCle<Parametre>> = ParCle::lire_toml(noeud, l);
            return;
        };
        for e in entrees {
            l.dans(e.cle.to_string(), |l| {
                if !est_un_identifiant(&e.cle, &['-']) || e.cle == "attendu" {
                    mal_nomme(e, l);
                    return;
                }
                match &e.noeud.contenu {
                    Contenu::Liste(versions) => {
                        for (rang, version) in versions.iter().enumerate() {
                            l.dans(rang.to_string(), |l| self.version(e, version, l));
                        }
                    }
                    _ => self.version(e, &e.noeud, l),
                }
            });
        }
    }

    fn version(&mut self, e: &Entree<'static>, noeud: &Noeud<'static>, l: &mut Lecteur<'_>) {
        if let Some(pourquoi) = noeud.cle("valeur").and_then(impossible) {
            valeur_impossible(e, pourquoi, l);
            return;
        }
        let Some(lu) = Parametre::lire_toml(noeud, l) else { return };
        let Some(valeur) = noeud.cle("valeur").cloned() else {
            l.manque(&l.pointeur(), e.debut, "valeur", "valeur = 12");
            return;
        };
        let rang = self.connus.iter().position(|p| p.id == *e.cle).unwrap_or_else(|| {
            self.connus.push(ParametreConnu {
                id: e.cle.to_string(),
                titre: lu.texte.clone().map(|fr| Bilingue { fr, en: lu.texte_en.clone() }),
                lecture: lu.lecture.clone().map(|fr| Bilingue { fr, en: lu.lecture_en.clone() }),
                ..ParametreConnu::default()
            });
            self.connus.len().saturating_sub(1)
        });
        let unite = lu.unite.unwrap_or_default();
        let dite = |langue| self.mots(&valeur, &unite, langue);
        let mots = Bilingue { fr: dite(Langue::Fr), en: Some(dite(Langue::En)) };
        let (du, au) = (lu.valable_du.map(|d| d.valeur), lu.valable_au.map(|d| d.valeur));
        let version = Version { rang, valeur, mots, du, au };
        if self.versions.iter().any(|v| v.rang == rang && se_recouvrent(v, &version)) {
            en_meme_temps(e, noeud, l);
            return;
        }
        if let Some(connu) = self.connus.get_mut(rang) {
            connu.valeurs.push((version.mots.clone(), (du, au)));
            connu.sources.extend(lu.source.into_iter().flatten());
        }
        self.versions.push(version);
    }

    /// A value in words: a day, an amount, a number with its unit, what an actor is called.
    fn mots(&self, noeud: &Noeud<'_>, unite: &str, langue: Langue) -> String {
        let lex = Lexique::sans_appel(langue);
        let dire = |valeur: &Value| {
            let mut mots = String::new();
            nombres::ecrire(&mut mots, valeur, lex, Liaison::Et);
            mots
        };
        match &noeud.contenu {
            Contenu::Texte(t) => {
                let acteur = self.acteurs.iter().find(|(id, _)| id == t);
                if let Some((_, nom)) = acteur {
                    nom.texte(langue)
                } else if let Ok(jour) = Date::saisi(t) {
                    dire(&Value::Date(jour))
                } else if let (true, Ok(montant)) = (t.contains('€'), Montant::saisi(t)) {
                    dire(&Value::Amount(montant))
                } else {
                    t.trim().to_owned()
                }
            }
            Contenu::Date(d) => {
                Date::saisi(d).map_or_else(|_| d.clone(), |jour| dire(&Value::Date(jour)))
            }
            Contenu::Nombre(n) => match n.parse::<u32>() {
                Ok(n) if !unite.is_empty() => dire(&Value::count(n, unite)),
                _ => n.to_string(),
            },
            Contenu::Booleen(b) => dire(&Value::Boolean(*b)),
            Contenu::Liste(elements) => {
                let mots = elements.iter().map(|e| Value::Text(self.mots(e, unite, langue).into()));
                dire(&Value::List(mots.collect()))
            }
            Contenu::Nul | Contenu::Table(_) => String::new(),
        }
    }

    fn table(&mut self, table: Entree<'static>, l: &mut Lecteur<'_>) -> Entree<'static> {
        let Contenu::Table(entrees) = table.noeud.contenu else {
            let noeud = self.noeud(table.noeud, "", l);
            return Entree { noeud, ..table };
        };
        let regle = RULES.contains(&&*table.cle);
        // A point is one question put to the dossier: it has one entry.
        let datee = regle && table.cle != "points";
        let entrees = entrees.into_iter().map(|e| {
            self.entree =
                if regle { e.cle.to_string() } else { format!("{}.{}", table.cle, e.cle) };
            let changeantes = self.changeantes(&e.noeud);
            l.dans(e.cle.to_string(), |l| {
                let phrase = self.changeante_dans_une_phrase(&e.noeud);
                let noeud = match phrase.or_else(|| changeantes.first().copied().filter(|_| !datee))
                {
                    Some(rang) => {
                        self.ne_change_pas(e.debut, rang, phrase.is_some(), l);
                        self.noeud(e.noeud, &e.cle, l)
                    }
                    None if changeantes.is_empty() => self.noeud(e.noeud, &e.cle, l),
                    None => self.selon_les_jours(e.noeud, &changeantes, l),
                };
                Entree { noeud, ..e }
            })
        });
        let contenu = Contenu::Table(entrees.collect());
        Entree { noeud: Noeud { debut: table.noeud.debut, contenu }, ..table }
    }

    /// The values that change over time and that an entry names.
    fn changeantes(&self, noeud: &Noeud<'_>) -> BTreeSet<usize> {
        match &noeud.contenu {
            Contenu::Texte(t) => {
                let cites = self.connus.iter().enumerate().filter(|(rang, p)| {
                    let mut siennes = self.versions.iter().filter(|v| v.rang == *rang);
                    let datee = siennes.any(|v| v.du.is_some() || v.au.is_some());
                    datee && t.contains(&format!("{{{}}}", p.id))
                });
                cites.map(|(rang, _)| rang).collect()
            }
            Contenu::Liste(elements) => elements.iter().flat_map(|e| self.changeantes(e)).collect(),
            Contenu::Table(entrees) => {
                entrees.iter().flat_map(|e| self.changeantes(&e.noeud)).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    /// A value that changes over time and that a sentence names: it would say one of them only.
    fn changeante_dans_une_phrase(&self, noeud: &Noeud<'_>) -> Option<usize> {
        match &noeud.contenu {
            Contenu::Liste(elements) => {
                elements.iter().find_map(|e| self.changeante_dans_une_phrase(e))
            }
            Contenu::Table(entrees) => entrees.iter().find_map(|e| match est_une_phrase(&e.cle) {
                true => self.changeantes(&e.noeud).first().copied(),
                false => self.changeante_dans_une_phrase(&e.noeud),
            }),
            _ => None,
        }
    }

    fn ne_change_pas(&mut self, debut: usize, rang: usize, phrase: bool, l: &mut Lecteur<'_>) {
        self.employer(rang);
        let nom = self.connus.get(rang).map(|p| p.id.clone()).unwrap_or_default();
        let (fr, en) = if phrase {
            (
                "une phrase n’en dirait qu’une valeur\u{a0}: y écrire {attendu}, ou dire la chose sans sa valeur",
                "a sentence would say one of its values only: write {attendu} there, or say the thing without its value",
            )
        } else {
            (
                "il ne peut pas servir ici\u{a0}: écrire la valeur elle-même",
                "it cannot stand here: write the value itself",
            )
        };
        let motif = Motif::Appel {
            code: CodeDeFaute::OutOfOrder,
            trouve: nom.clone(),
            fr: format!("Le paramètre \"{nom}\" change avec le temps, et {fr}."),
            en: format!("The parameter \"{nom}\" changes over time, and {en}."),
        };
        l.faute(debut, motif);
    }

    /// One entry for each period over which the values that it names do not change.
    fn selon_les_jours(
        &mut self,
        noeud: Noeud<'static>,
        changeantes: &BTreeSet<usize>,
        l: &mut Lecteur<'_>,
    ) -> Noeud<'static> {
        let ecrites = match noeud.contenu {
            Contenu::Liste(instances) => instances,
            contenu => vec![Noeud { debut: noeud.debut, contenu }],
        };
        let mut periodes: Vec<Vec<usize>> = vec![Vec::new()];
        for rang in changeantes {
            let siennes: Vec<usize> = (0..self.versions.len())
                .filter(|v| self.versions.get(*v).is_some_and(|v| v.rang == *rang))
                .collect();
            periodes = periodes
                .into_iter()
                .flat_map(|p| siennes.iter().map(move |v| [p.as_slice(), &[*v]].concat()))
                .collect();
        }
        let mut instances = Vec::new();
        for (rang, choisies) in periodes.into_iter().enumerate() {
            let premiere = rang == 0;
            let (du, au) = self.jours(&choisies);
            if du.zip(au).is_some_and(|(du, au)| au < du) {
                continue;
            }
            for ecrite in &ecrites {
                self.choisies.clone_from(&choisies);
                // Each copy brings the same faults: those of the first are enough.
                let avant = l.fautes.len();
                let copie = self.noeud(ecrite.clone(), "", l);
                if !premiere {
                    l.fautes.truncate(avant);
                }
                instances.extend(en_vigueur(copie, du, au));
            }
        }
        self.choisies.clear();
        Noeud { debut: noeud.debut, contenu: Contenu::Liste(instances) }
    }

    /// The days on which all these versions hold.
    fn jours(&self, choisies: &[usize]) -> (Option<Date>, Option<Date>) {
        let siennes = || choisies.iter().filter_map(|v| self.versions.get(*v));
        (siennes().filter_map(|v| v.du).max(), siennes().filter_map(|v| v.au).min())
    }

    /// A node with its names replaced.
    fn noeud(&mut self, noeud: Noeud<'static>, cle: &str, l: &mut Lecteur<'_>) -> Noeud<'static> {
        let debut = noeud.debut;
        let contenu = match noeud.contenu {
            Contenu::Texte(t) if t.contains('{') => return self.texte(debut, t, cle, l),
            Contenu::Liste(elements) => {
                let mut lus = Vec::with_capacity(elements.len());
                for (rang, element) in elements.into_iter().enumerate() {
                    let nom = matches!(&element.contenu, Contenu::Texte(t) if t.contains('{'));
                    let lu = l.dans(rang.to_string(), |l| self.noeud(element, cle, l));
                    match lu.contenu {
                        // A name that stands for a list adds its elements.
                        Contenu::Liste(siens) if nom => lus.extend(siens),
                        contenu => lus.push(Noeud { debut: lu.debut, contenu }),
                    }
                }
                Contenu::Liste(lus)
            }
            Contenu::Table(entrees) => Contenu::Table(
                entrees
                    .into_iter()
                    .map(|e| {
                        let noeud = l.dans(e.cle.to_string(), |l| self.noeud(e.noeud, &e.cle, l));
                        Entree { noeud, ..e }
                    })
                    .collect(),
            ),
            contenu => contenu,
        };
        Noeud { debut, contenu }
    }

    /// A text: a name alone is its value, and a sentence has values in words.
    fn texte(
        &mut self,
        debut: usize,
        texte: Cow<'static, str>,
        cle: &str,
        l: &mut Lecteur<'_>,
    ) -> Noeud<'static> {
        if est_une_phrase(cle) || matches!(cle, "fr" | "en") {
            let langue = if cle.ends_with("_en") || cle == "en" { Langue::En } else { Langue::Fr };
            let phrase = self.phrase(&texte, langue);
            if let Some(nom) = nom_restant(&phrase) {
                inconnu(debut, nom, self.connus.iter().map(|p| p.id.as_str()), l);
            }
            return Noeud { debut, contenu: Contenu::Texte(Cow::Owned(phrase)) };
        }
        let net = texte.trim();
        let Some(nom) = net.strip_prefix('{').and_then(|n| n.strip_suffix('}')) else {
            return Noeud { debut, contenu: Contenu::Texte(texte) };
        };
        let Some(rang) = self.connus.iter().position(|p| p.id == nom) else {
            inconnu(debut, nom, self.connus.iter().map(|p| p.id.as_str()), l);
            return Noeud { debut, contenu: Contenu::Texte(texte) };
        };
        self.employer(rang);
        let valeur = self.version_de(rang).map(|v| v.valeur.clone());
        let contenu = valeur.map_or(Contenu::Texte(texte), |v| a_la_place(v, debut).contenu);
        Noeud { debut, contenu }
    }

    fn version_de(&self, rang: usize) -> Option<&Version> {
        let choisie = self.choisies.iter().filter_map(|v| self.versions.get(*v));
        choisie.chain(&self.versions).find(|v| v.rang == rang)
    }

    fn employer(&mut self, rang: usize) {
        let entree = self.entree.clone();
        if let Some(connu) = self.connus.get_mut(rang)
            && !connu.emplois.contains(&entree)
        {
            connu.emplois.push(entree);
        }
    }

    /// A sentence with each name in it read in words.
    fn phrase(&mut self, texte: &str, langue: Langue) -> String {
        let mut phrase = texte.to_owned();
        for rang in 0..self.connus.len() {
            let Some(connu) = self.connus.get(rang) else { continue };
            let place = format!("{{{}}}", connu.id);
            if !phrase.contains(&place) {
                continue;
            }
            let mots = self.version_de(rang).map(|v| v.mots.texte(langue)).unwrap_or_default();
            phrase = phrase.replace(&place, &mots);
            self.employer(rang);
        }
        phrase
    }
}

/// A value where its name stood: what is wrong with it there is told there.
fn a_la_place(noeud: Noeud<'static>, debut: usize) -> Noeud<'static> {
    let contenu = match noeud.contenu {
        Contenu::Liste(l) => Contenu::Liste(l.into_iter().map(|e| a_la_place(e, debut)).collect()),
        contenu => contenu,
    };
    Noeud { debut, contenu }
}

/// Whether two versions hold on the same day.
fn se_recouvrent(une: &Version, autre: &Version) -> bool {
    let du = une.du.max(autre.du);
    let au = [une.au, autre.au].into_iter().flatten().min();
    du.zip(au).is_none_or(|(du, au)| du <= au)
}

/// An entry that is in force on some days, within those that it says itself; none where they have no day in common.
fn en_vigueur(noeud: Noeud<'static>, du: Option<Date>, au: Option<Date>) -> Option<Noeud<'static>> {
    let dit = |cle: &str| match noeud.cle(cle).map(|n| &n.contenu) {
        Some(Contenu::Date(d)) => Date::saisi(d).ok(),
        Some(Contenu::Texte(t)) => Date::saisi(t).ok(),
        _ => None,
    };
    let du = du.max(dit("valable_du"));
    let au = [au, dit("valable_au")].into_iter().flatten().min();
    if du.zip(au).is_some_and(|(du, au)| au < du) {
        return None;
    }
    let debut = noeud.debut;
    let Contenu::Table(mut entrees) = noeud.contenu else { return Some(noeud) };
    for (cle, jour) in [("valable_du", du), ("valable_au", au)] {
        let Some(jour) = jour else { continue };
        entrees.retain(|e| e.cle != cle);
        let noeud = Noeud { debut, contenu: Contenu::Date(jour.to_string()) };
        entrees.push(Entree { cle: Cow::Borrowed(cle), debut, noeud });
    }
    Some(Noeud { debut, contenu: Contenu::Table(entrees) })
}

/// The name that a sentence still has in it.
fn nom_restant(phrase: &str) -> Option<&str> {
    let mut reste = phrase;
    while let Some((_, suite)) = reste.split_once('{') {
        let (nom, apres) = suite.split_once('}')?;
        if nom != "attendu" && est_un_identifiant(nom, &['-']) {
            return Some(nom);
        }
        reste = apres;
    }
    None
}

/// Why a node is no value to give a name to, in both languages.
fn impossible(valeur: &Noeud<'_>) -> Option<(&'static str, &'static str)> {
    match &valeur.contenu {
        Contenu::Texte(t) if t.contains('{') => Some((
            "un paramètre ne renvoie pas à un autre\u{a0}: écrire la valeur elle-même",
            "a parameter does not refer to another: write the value itself",
        )),
        Contenu::Table(_) => Some((
            "une valeur est un nombre, un jour, un montant, une part, un mot, ou une liste de ceux-ci",
            "a value is a number, a day, an amount, a share, a word, or a list of these",
        )),
        Contenu::Liste(elements) => {
            let liste = elements.iter().any(|e| matches!(e.contenu, Contenu::Liste(_)));
            let dans = || elements.iter().find_map(impossible);
            liste
                .then_some((
                    "une liste n’en contient pas d’autre\u{a0}: écrire les mots les uns après les autres",
                    "a list holds no other: write the words one after the other",
                ))
                .or_else(dans)
        }
        _ => None,
    }
}

fn valeur_impossible(e: &Entree<'_>, (fr, en): (&str, &str), l: &mut Lecteur<'_>) {
    let motif = Motif::Appel {
        code: CodeDeFaute::WrongType,
        trouve: e.cle.to_string(),
        fr: format!("Le paramètre \"{}\" n’a pas de valeur, car {fr}.", e.cle),
        en: format!("The parameter \"{}\" has no value, for {en}.", e.cle),
    };
    l.faute(e.debut, motif);
}

/// Days between two versions on which there is no value.
fn trou(e: (usize, &str), (fin, reprise): (Date, Date), l: &mut Lecteur<'_>) {
    let jour = |date: Date, langue| {
        let mut mots = String::new();
        nombres::ecrire(&mut mots, &Value::Date(date), Lexique::sans_appel(langue), Liaison::Et);
        mots
    };
    let motif = Motif::Appel {
        code: CodeDeFaute::OutOfOrder,
        trouve: e.1.to_owned(),
        fr: format!(
            "Le paramètre \"{}\" n’a pas de valeur entre le {} et le {}\u{a0}: les jours doivent se suivre.",
            e.1,
            jour(fin, Langue::Fr),
            jour(reprise, Langue::Fr)
        ),
        en: format!(
            "The parameter \"{}\" has no value between {} and {}: the days must follow one another.",
            e.1,
            jour(fin, Langue::En),
            jour(reprise, Langue::En)
        ),
    };
    l.faute(e.0, motif);
}

fn mal_nomme(e: &Entree<'_>, l: &mut Lecteur<'_>) {
    let propose = super::identifiant(&e.cle).replace('.', "-");
    let (fr, en) = if e.cle == "attendu" {
        (
            "{attendu} est la place de la valeur d’une règle\u{a0}: donner un autre nom à ce paramètre.".to_owned(),
            "{attendu} is the place of a rule’s value: give this parameter another name.".to_owned(),
        )
    } else {
        (
            format!(
                "Le nom d’un paramètre s’écrit en minuscules, chiffres et tirets\u{a0}: écrire [parametres.{propose}]."
            ),
            format!(
                "The name of a parameter has lower-case letters, digits and hyphens: write [parametres.{propose}]."
            ),
        )
    };
    let motif = Motif::Appel { code: CodeDeFaute::WrongForm, trouve: e.cle.to_string(), fr, en };
    l.faute(e.debut, motif);
}

fn en_meme_temps(e: &Entree<'_>, noeud: &Noeud<'_>, l: &mut Lecteur<'_>) {
    let motif = Motif::Appel {
        code: CodeDeFaute::DuplicateKey,
        trouve: e.cle.to_string(),
        fr: format!(
            "Deux valeurs de \"{}\" valent le même jour\u{a0}: dire jusqu’à quand vaut la première, valable_au, et depuis quand la seconde, valable_du.",
            e.cle
        ),
        en: format!(
            "Two values of \"{}\" hold on the same day: say until when the first does, valable_au, and from when the second does, valable_du.",
            e.cle
        ),
    };
    l.faute(noeud.debut, motif);
}

fn inutile(debut: usize, nom: &str, l: &mut Lecteur<'_>) {
    let motif = Motif::Appel {
        code: CodeDeFaute::UnknownReference,
        trouve: nom.to_owned(),
        fr: format!(
            "Rien n’emploie le paramètre \"{nom}\"\u{a0}: écrire \"{{{nom}}}\" là où vaut cette valeur, ou le retirer."
        ),
        en: format!(
            "Nothing uses the parameter \"{nom}\": write \"{{{nom}}}\" where that value holds, or remove it."
        ),
    };
    l.faute(debut, motif);
}

fn inconnu<'a>(
    debut: usize,
    nom: &str,
    connus: impl Iterator<Item = &'a str> + Clone,
    l: &mut Lecteur<'_>,
) {
    let (fr, en) = match plus_proche(nom, connus) {
        Some(p) => {
            (format!("écrire sans doute \"{{{p}}}\""), format!("probably \"{{{p}}}\" was meant"))
        }
        None => (
            format!("le déclarer, [parametres.{nom}] et valeur = …"),
            format!("declare it, [parametres.{nom}] and valeur = …"),
        ),
    };
    let motif = Motif::Appel {
        code: CodeDeFaute::UnknownReference,
        trouve: nom.to_owned(),
        fr: format!("Aucun paramètre ne s’appelle \"{nom}\"\u{a0}: {fr}."),
        en: format!("No parameter is called \"{nom}\": {en}."),
    };
    l.faute(debut, motif);
}
