//! The tables of a file, read as they are written, before anything is compiled.

use super::super::format::{
    Acteur, Bareme, Commun, Condition, DateLimite, Depenses, EnTete, Lacune, Libelle, Pieces,
    Points, Question, Seuil, TABLES,
};
use super::super::formules::{self, Formule};
use super::super::tableau::{LireToml, ParCle, Situe, cle_inconnue};
use crate::lecture::{CodeDeFaute, Contenu, Entree, Genre, Lecteur, Motif, Noeud, plus_proche};

/// One entry of the file, before it is compiled.
pub(super) struct Ecrite {
    /// The table that holds it.
    pub table: &'static str,
    pub id: Situe<String>,
    pub commun: Commun,
    pub corps: Corps,
}

pub(super) enum Corps {
    Date(Box<DateLimite>),
    Seuil(Box<Seuil>),
    Condition(Condition),
    Pieces(Pieces),
    Points(Points),
    Depenses(Depenses),
    Bareme(Box<Bareme>),
    Formule(Formule),
}

/// A list of codes, with their labels.
pub(super) type ListeEcrite = (Situe<String>, Vec<(String, Libelle)>);

/// Everything that the tables hold.
#[derive(Default)]
pub(super) struct Fichier {
    pub en_tete: EnTete,
    pub textes: Vec<(Situe<String>, String)>,
    pub acteurs: Vec<(Situe<String>, Acteur)>,
    pub listes: Vec<ListeEcrite>,
    pub questions: Vec<(Situe<String>, Question)>,
    pub lacunes: Vec<(Situe<String>, Lacune)>,
    pub entrees: Vec<Ecrite>,
}

/// Reads the tables of a file.
pub(super) fn lire(noeud: &Noeud<'_>, l: &mut Lecteur<'_>) -> Fichier {
    let mut fichier = Fichier::default();
    let Contenu::Table(tables) = &noeud.contenu else { return fichier };
    if noeud.cle("format").is_none() {
        l.manque("", 0, "format", "format = 1");
    }
    let appel = |t: &Entree<'_>| plus_proche(&t.cle, ["appel"]).is_some();
    if !tables.iter().any(appel) {
        let ecrire = "[appel], id = \"mon-appel-2025\", edition = \"2025-1\", titre = \"…\"";
        l.manque("", 0, "[appel]", ecrire);
    }
    for table in tables {
        l.dans(table.cle.to_string(), |l| lire_table(table, &mut fichier, l));
    }
    // A report lists its findings in the order of the text, which is that of the file.
    fichier.entrees.sort_by_key(|e| e.id.debut);
    fichier
}

fn lire_table(table: &Entree<'_>, fichier: &mut Fichier, l: &mut Lecteur<'_>) {
    let noeud = &table.noeud;
    let sortie = &mut fichier.entrees;
    match table.cle.as_ref() {
        "format" => lire_format(noeud, l),
        "appel" => {
            if let Some(lue) = EnTete::lire_toml(noeud, l) {
                en_tete_complet(noeud, table.debut, l);
                fichier.en_tete = lue;
            }
        }
        "textes" => {
            let textes = sans_tables(noeud, l);
            fichier.textes = par_cle(textes.as_ref().unwrap_or(noeud), l);
        }
        "acteurs" => fichier.acteurs = par_cle(noeud, l),
        "listes" => {
            let listes: Vec<(Situe<String>, ParCle<Libelle>)> = par_cle(noeud, l);
            fichier.listes = listes
                .into_iter()
                .map(|(nom, codes)| {
                    (nom, codes.0.into_iter().map(|(c, lib)| (c.valeur, lib)).collect())
                })
                .collect();
        }
        "questions" => fichier.questions = par_cle(noeud, l),
        "lacunes" => fichier.lacunes = par_cle(noeud, l),
        "dates" => entrees(noeud, l, ("dates", DateLimite::CLES), sortie, |d: DateLimite| {
            (d.commun.clone(), Corps::Date(Box::new(d)))
        }),
        "seuils" => entrees(noeud, l, ("seuils", Seuil::CLES), sortie, |s: Seuil| {
            (s.commun.clone(), Corps::Seuil(Box::new(s)))
        }),
        "conditions" => {
            entrees(noeud, l, ("conditions", Condition::CLES), sortie, |c: Condition| {
                (c.commun.clone(), Corps::Condition(c))
            });
        }
        "pieces" => entrees(noeud, l, ("pieces", Pieces::CLES), sortie, |p: Pieces| {
            (p.commun.clone(), Corps::Pieces(p))
        }),
        "points" => entrees(noeud, l, ("points", Points::CLES), sortie, |p: Points| {
            (p.commun.clone(), Corps::Points(p))
        }),
        "depenses" => entrees(noeud, l, ("depenses", Depenses::CLES), sortie, |d: Depenses| {
            (d.commun.clone(), Corps::Depenses(d))
        }),
        "baremes" => entrees(noeud, l, ("baremes", Bareme::CLES), sortie, |b: Bareme| {
            (b.commun.clone(), Corps::Bareme(Box::new(b)))
        }),
        "regles" => lire_formules(noeud, l, sortie),
        cle => {
            let connues: Vec<&str> = TABLES.iter().map(|(t, _)| *t).chain(["format"]).collect();
            match &noeud.contenu {
                Contenu::Table(_) | Contenu::Liste(_) => table_inconnue(table, &connues, l),
                _ => cle_inconnue(cle, table.debut, &connues, l),
            }
        }
    }
}

/// The texts without the tables of the format that are written among them, each told: a key after a header belongs to
/// it. `None` where there is none.
fn sans_tables<'t>(noeud: &Noeud<'t>, l: &mut Lecteur<'_>) -> Option<Noeud<'t>> {
    let Contenu::Table(entrees) = &noeud.contenu else { return None };
    let est_une_table = |e: &Entree<'_>| {
        let connue = TABLES.iter().any(|(table, _)| *table == e.cle);
        connue && matches!(e.noeud.contenu, Contenu::Table(_))
    };
    let (tables, textes): (Vec<_>, Vec<_>) =
        entrees.iter().cloned().partition(|e| est_une_table(e));
    for e in &tables {
        let nom = e.cle.to_string();
        let motif = Motif::Appel {
            code: CodeDeFaute::UnknownKey,
            fr: format!(
                "Ce tableau est écrit sous [textes]\u{a0}: l’ouvrir par son propre en-tête, [{nom}.…], plus bas, ou l’écrire avant le premier en-tête du fichier."
            ),
            en: format!(
                "This table is written under [textes]: open it with its own header, [{nom}.…], below, or write it before the first header of the file."
            ),
            trouve: nom,
        };
        l.faute(e.debut, motif);
    }
    let contenu = Contenu::Table(textes);
    (!tables.is_empty()).then_some(Noeud { debut: noeud.debut, contenu })
}

fn table_inconnue(table: &Entree<'_>, connues: &[&str], l: &mut Lecteur<'_>) {
    let nom = table.cle.to_string();
    let (fr, en) = match plus_proche(&nom, connues.iter().copied()) {
        Some(p) => (format!("écrire sans doute [{p}]"), format!("probably [{p}] was meant")),
        None => {
            let noms: Vec<String> = TABLES.iter().map(|(t, _)| format!("[{t}]")).collect();
            let noms = noms.join(", ");
            (format!("il y a {noms}"), format!("there are {noms}"))
        }
    };
    let motif = Motif::Appel {
        code: CodeDeFaute::UnknownKey,
        fr: format!("Aucun tableau ne s’appelle [{nom}]\u{a0}: {fr}."),
        en: format!("No table is called [{nom}]: {en}."),
        trouve: nom,
    };
    l.faute(table.debut, motif);
}

fn lire_format(noeud: &Noeud<'_>, l: &mut Lecteur<'_>) {
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

fn en_tete_complet(noeud: &Noeud<'_>, debut: usize, l: &mut Lecteur<'_>) {
    for (cle, ecrire) in [
        ("id", "id = \"mon-appel-2025\""),
        ("edition", "edition = \"2025-1\""),
        ("titre", "titre = \"Appel à candidatures…\""),
    ] {
        if noeud.cle(cle).is_none() {
            l.manque("/appel", debut, cle, ecrire);
        }
    }
}

fn par_cle<T: LireToml>(noeud: &Noeud<'_>, l: &mut Lecteur<'_>) -> Vec<(Situe<String>, T)> {
    ParCle::lire_toml(noeud, l).unwrap_or_default().0
}

/// Every entry of a table; an array of tables gives several instances of one rule.
fn entrees<T: LireToml>(
    noeud: &Noeud<'_>,
    l: &mut Lecteur<'_>,
    (table, cles): (&'static str, &[&str]),
    sortie: &mut Vec<Ecrite>,
    corps: impl Fn(T) -> (Commun, Corps),
) {
    let Contenu::Table(ecrites) = &noeud.contenu else {
        l.mauvais_type(noeud, Genre::Objet);
        return;
    };
    let mut une = |cle: &str, debut: usize, noeud: &Noeud<'_>, l: &mut Lecteur<'_>| {
        let id = Situe { valeur: cle.to_owned(), debut, pointeur: l.pointeur() };
        if let Some(lue) = T::lire_toml(noeud, l) {
            let (commun, corps) = corps(lue);
            sortie.push(Ecrite { table, id, commun, corps });
        }
    };
    for e in ecrites {
        l.dans(e.cle.to_string(), |l| {
            if identifiant_coupe(table, e, cles, l) {
                return;
            }
            match &e.noeud.contenu {
                Contenu::Liste(instances) => {
                    for (rang, n) in instances.iter().enumerate() {
                        l.dans(rang.to_string(), |l| une(&e.cle, n.debut, n, l));
                    }
                }
                _ => une(&e.cle, e.debut, &e.noeud, l),
            }
        });
    }
}

/// `[seuils.formation.capacite]` without quotes is, to TOML, a table within a table.
fn identifiant_coupe(table: &str, entree: &Entree<'_>, cles: &[&str], l: &mut Lecteur<'_>) -> bool {
    let Contenu::Table(dedans) = &entree.noeud.contenu else { return false };
    let connue = |cle: &str| cles.contains(&cle) || Commun::CLES.contains(&cle);
    let suite = |e: &Entree<'_>| matches!(e.noeud.contenu, Contenu::Table(_)) && !connue(&e.cle);
    let mut coupe = false;
    for sous in dedans.iter().filter(|e| suite(e)) {
        coupe = true;
        let mut id = format!("{}.{}", entree.cle, sous.cle);
        let mut ici = sous;
        while let Contenu::Table(plus_bas) = &ici.noeud.contenu
            && let Some(encore) = plus_bas.iter().find(|e| suite(e))
        {
            id.push('.');
            id.push_str(&encore.cle);
            ici = encore;
        }
        let motif = Motif::Appel {
            code: CodeDeFaute::WrongForm,
            trouve: id.clone(),
            fr: format!(
                "L’identifiant contient un point\u{a0}: le mettre entre guillemets, [{table}.\"{id}\"]."
            ),
            en: format!("The id holds a point: put it in quotes, [{table}.\"{id}\"]."),
        };
        l.faute(ici.debut, motif);
    }
    coupe
}

fn lire_formules(noeud: &Noeud<'_>, l: &mut Lecteur<'_>, sortie: &mut Vec<Ecrite>) {
    let Contenu::Table(regles) = &noeud.contenu else {
        l.mauvais_type(noeud, Genre::Objet);
        return;
    };
    for regle in regles {
        l.dans(regle.cle.to_string(), |l| {
            let id =
                Situe { valeur: regle.cle.to_string(), debut: regle.debut, pointeur: l.pointeur() };
            if !formules::IDS.contains(&id.valeur.as_str()) {
                if !identifiant_coupe("regles", regle, &[], l) {
                    formule_inconnue(&id, l);
                }
            } else if let Contenu::Liste(instances) = &regle.noeud.contenu {
                for (rang, n) in instances.iter().enumerate() {
                    l.dans(rang.to_string(), |l| {
                        let pointeur = l.pointeur();
                        let id = Situe { debut: n.debut, pointeur, ..id.clone() };
                        sortie.extend(lire_formule(id, n, l));
                    });
                }
            } else {
                sortie.extend(lire_formule(id, &regle.noeud, l));
            }
        });
    }
}

/// One entry of a rule of the engine, with what it cannot do without.
fn lire_formule(id: Situe<String>, noeud: &Noeud<'_>, l: &mut Lecteur<'_>) -> Option<Ecrite> {
    let (formule, commun) = Formule::lire(&id.valeur, noeud, l)?;
    if commun.absence.is_none() {
        let cles = match &noeud.contenu {
            Contenu::Table(cles) => cles.as_slice(),
            _ => &[],
        };
        let vides = cles.iter().filter(|c| {
            let liste_vide = matches!(&c.noeud.contenu, Contenu::Liste(l) if l.is_empty());
            liste_vide && !Commun::CLES.contains(&&*c.cle)
        });
        let vides = vides.map(|c| &*c.cle);
        for cle in formule.manquent(noeud).into_iter().chain(vides) {
            l.manque(&id.pointeur, id.debut, cle, formules::exemple(cle));
        }
    }
    Some(Ecrite { table: "regles", id, commun, corps: Corps::Formule(formule) })
}

fn formule_inconnue(id: &Situe<String>, l: &mut Lecteur<'_>) {
    let proche = plus_proche(&id.valeur, formules::IDS.iter().copied());
    let (fr, en) = proche.map_or_else(
        || (String::new(), String::new()),
        |p| (format!(" Écrire sans doute \"{p}\"."), format!(" Probably \"{p}\" was meant.")),
    );
    l.faute_d_appel(
        id,
        CodeDeFaute::UnknownReference,
        &id.valeur,
        format!(
            "[regles] ne contient que les règles propres au moteur, et \"{}\" n’en est pas une.{fr} Toute autre règle s’écrit sous [dates], [seuils], [conditions], [pieces] ou [points].",
            id.valeur
        ),
        format!(
            "[regles] holds the engine’s own rules only, and \"{}\" is none.{en} Any other rule goes under [dates], [seuils], [conditions], [pieces] or [points].",
            id.valeur
        ),
    );
}
