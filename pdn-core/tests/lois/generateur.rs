//! Random documents: drawn from what each document is made of and from what a call's file holds, or
//! made of a document of the repository, changed at a few places.

use pdn_core::dossier::{Descripteur, Forme, TypeDeDocument};
use pdn_core::values::Date;
use serde_json::{Value, json};

use super::hasard::Hasard;
use super::moisson::Cadre;
use super::places::{Objet, Place, dit_aucun, ecrire, places, retirer};

/// A document, the call that judges it, and the day.
pub struct Tirage<'a> {
    pub cadre: &'a Cadre,
    pub document: Value,
    pub jour: Date,
}

pub fn tirer<'a>(cadres: &'a [Cadre], h: &mut Hasard) -> Tirage<'a> {
    let poids: Vec<usize> = cadres.iter().map(|c| c.poids).collect();
    let cadre = &cadres[h.poids(&poids)];
    let poids: Vec<usize> = cadre.types.iter().map(|(_, poids, _)| *poids).collect();
    let (type_, _, bases) = &cadre.types[h.poids(&poids)];
    // Whole dossiers, more often than the inputs of cases, which hold little.
    let bases =
        if h.chance(60) && !bases.exemples.is_empty() { &bases.exemples } else { &bases.autres };
    let (base, jour) = h.un(bases);
    let jour = if h.chance(85) { *jour } else { date(cadre, h).parse().unwrap_or(*jour) };
    let document = if h.chance(78) {
        let mut document = base.clone();
        for _ in 0..*h.un(&[0, 1, 1, 1, 1, 2, 2, 3, 5, 8]) {
            changer(cadre, &mut document, h);
        }
        document
    } else {
        let plein = *h.un(&[25, 50, 75, 95]);
        let errone = *h.un(&[0, 0, 2, 8]);
        let mut d = fiche(cadre, type_.descripteur(), type_.code(), plein, errone, 0, h);
        d.shift_insert(0, "type".to_owned(), json!(type_.code()));
        match h.sous(10) {
            0..7 => d.shift_remove("appel"),
            7..9 => d.insert("appel".to_owned(), json!(cadre.appel.id())),
            _ => None,
        };
        Value::Object(d)
    };
    Tirage { cadre, document, jour }
}

/// One change to a document.
fn changer(cadre: &Cadre, document: &mut Value, h: &mut Hasard) {
    let type_ = document["type"].as_str().unwrap_or_default().to_owned();
    let toutes = places(document);
    let (la, absentes): (Vec<&Place>, Vec<&Place>) =
        toutes.iter().partition(|p| document.pointer(&p.pointeur).is_some());
    // A short document has few places that hold something: what it lacks is added to it then.
    let ajout = la.is_empty() || h.chance(if la.len() < 5 { 70 } else { 15 });
    let parmi = if ajout && !absentes.is_empty() { absentes } else { la };
    if parmi.is_empty() {
        return;
    }
    let place = (*h.un(&parmi)).clone();
    let pointeur = place.pointeur.as_str();
    match h.sous(16) {
        0..3 => {
            retirer(document, pointeur);
        }
        3 => {
            ecrire(document, pointeur, Value::Null);
        }
        4..6 => {
            let nulle = nulle(place.forme, h);
            ecrire(document, pointeur, nulle);
        }
        6..8 => {
            let valeur = erreur(cadre, &place, document.pointer(pointeur).cloned(), h);
            ecrire(document, pointeur, valeur);
        }
        8..10 => {
            // A line given twice, or one more.
            if let Some(Value::Array(a)) = document.pointer_mut(pointeur)
                && !a.is_empty()
            {
                let copie = h.un(a).clone();
                a.push(copie);
            } else {
                let valeur = juste(cadre, &place, &type_, 90, 0, 0, h);
                ecrire(document, pointeur, valeur);
            }
        }
        10 => {
            if let Some(Value::Array(a)) = document.pointer_mut(pointeur)
                && let Forme::Liste(de) = place.forme
            {
                let element = Place { forme: *de, ..place.clone() };
                a.push(juste(cadre, &element, &type_, 85, 0, 0, h));
            }
        }
        _ => {
            let valeur = juste(cadre, &place, &type_, 90, 2, 0, h);
            ecrire(document, pointeur, valeur);
        }
    }
}

/// Every field of an object by a weighted choice: absent, `null`, said to be none, given, in error.
fn fiche(
    cadre: &Cadre,
    objet: &'static Descripteur,
    type_: &str,
    plein: usize,
    errone: usize,
    fond: usize,
    h: &mut Hasard,
) -> Objet {
    let mut o = Objet::new();
    for champ in objet.champs {
        if h.chance(plein) {
            let place =
                Place { pointeur: String::new(), forme: champ.forme, champ: Some(champ), objet };
            let valeur = if h.chance(errone) {
                erreur(cadre, &place, None, h)
            } else if h.chance(if plein > 90 { 2 } else { 8 }) {
                nulle(champ.forme, h)
            } else {
                juste(cadre, &place, type_, plein, errone, fond + 1, h)
            };
            o.insert(champ.nom.to_owned(), valeur);
        } else if h.chance(6) {
            o.insert(champ.nom.to_owned(), Value::Null);
        }
    }
    // Dates in order more often than not.
    for (avant, apres) in [("debut", "fin"), ("age_min", "age_max")] {
        let (a, b) = (o.get(avant).cloned(), o.get(apres).cloned());
        if let (Some(a), Some(b)) = (a, b)
            && (a.as_str(), a.as_i64()) > (b.as_str(), b.as_i64())
            && (errone == 0 || h.chance(90))
        {
            o.insert(avant.to_owned(), b);
            o.insert(apres.to_owned(), a);
        }
    }
    o
}

/// A value that says that there is none.
pub fn nulle(forme: Forme, h: &mut Hasard) -> Value {
    match forme {
        Forme::Booleen => json!(false),
        Forme::Liste(_) => h.un(&[json!([]), json!([]), json!(""), json!("aucun")]).clone(),
        _ => h.un(&[json!(""), json!(""), json!("aucun"), json!([]), json!(false)]).clone(),
    }
}

fn date(cadre: &Cadre, h: &mut Hasard) -> String {
    let jour = h.un(&cadre.moisson.dates);
    let decale = *h.un(&[0, 0, 0, -1, 1, -1, 1, 30, -200, 366]);
    let Ok(jour) = jour.parse::<chrono::NaiveDate>() else { return jour.clone() };
    (jour + chrono::Duration::days(decale)).to_string()
}

pub fn montant(cadre: &Cadre, h: &mut Hasard) -> Value {
    let centimes = h.un(&cadre.moisson.centimes) + *h.un(&[0, 0, 0, 1, -1]);
    let centimes = match h.sous(8) {
        0 => h.entre(0, 5_000_000),
        1 => centimes / 2,
        _ => centimes,
    };
    let centimes = centimes.max(0);
    json!(format!("{}.{:02}", centimes / 100, centimes % 100))
}

/// The codes of the call that a field takes, where its list is one of the call's.
pub fn codes<'a>(cadre: &'a Cadre, place: &Place) -> Option<&'a Vec<(String, String)>> {
    let liste = place.champ?.codes?.liste.nom();
    cadre.moisson.listes.get(liste).filter(|codes| !codes.is_empty())
}

/// A value that the field takes, near what the call's file holds.
pub fn juste(
    cadre: &Cadre,
    place: &Place,
    type_: &str,
    plein: usize,
    errone: usize,
    fond: usize,
    h: &mut Hasard,
) -> Value {
    let m = &cadre.moisson;
    let entier = |h: &mut Hasard| h.un(&m.entiers) + *h.un(&[0, 0, 0, 1, -1]);
    match place.forme {
        Forme::Booleen => json!(h.chance(75)),
        Forme::Compte { minimum } => {
            let n = if h.chance(60) { entier(h) } else { h.entre(0, 26) };
            json!(n.max(minimum.into()))
        }
        Forme::Annee => json!(h.un(&m.annees) + *h.un(&[0, 0, 0, 0, 1, -1])),
        Forme::Montant => montant(cadre, h),
        Forme::Part => json!(h.un(&m.parts)),
        Forme::Etp => h.un(&[json!("0.5"), json!("1"), json!("0.49"), json!("0.25")]).clone(),
        Forme::Heures => match h.sous(3) {
            0 => json!(h.entre(0, 40)),
            1 => json!(format!("{}.5", h.entre(0, 12))),
            _ => json!(entier(h).max(0).to_string()),
        },
        Forme::Nombre => json!(entier(h).max(0)),
        Forme::Date => json!(date(cadre, h)),
        Forme::Heure => {
            let heure = h.un(&m.heures);
            let minutes = heure[..2].parse::<i64>().unwrap() * 60
                + heure[3..].parse::<i64>().unwrap()
                + *h.un(&[0, 0, 1, -1]);
            let minutes = minutes.rem_euclid(24 * 60);
            json!(format!("{:02}:{:02}", minutes / 60, minutes % 60))
        }
        Forme::Code(nom) => match nom {
            "siret" => h.un(&[json!("73282932000074"), json!("55210055400013")]).clone(),
            "rna" => json!("W632001234"),
            "iban" => json!("FR7630006000011234567890189"),
            "bic" => json!("AGRIFRPP"),
            "departement" => match m.listes.get("departements") {
                Some(codes) if h.chance(85) => json!(h.un(codes).0),
                _ => h.un(&[json!("43"), json!("2A"), json!("63")]).clone(),
            },
            "code_postal" => json!("15100"),
            "compte_de_charge" => json!(h.un(&["60", "61", "641", "64", "86", "861"])),
            "compte_de_produit" => json!(h.un(&["70", "74", "7478", "75", "87"])),
            "courriel" => json!("contact@exemple.fr"),
            "telephone" => json!("04 73 00 00 00"),
            _ => json!("https://exemple.fr/annuaire"),
        },
        Forme::Choix(mots) => json!(h.un(mots).code),
        Forme::Fiche(d) => {
            if fond > 5 {
                return json!({});
            }
            Value::Object(fiche(cadre, d, type_, plein.max(50), errone, fond, h))
        }
        Forme::Liste(de) => {
            let nombre = *h.un(&[0, 1, 1, 2, 2, 3]);
            let element = Place { forme: *de, ..place.clone() };
            (0..nombre)
                .map(|_| {
                    if h.chance(errone) {
                        erreur(cadre, &element, None, h)
                    } else {
                        juste(cadre, &element, type_, plein, errone, fond, h)
                    }
                })
                .collect()
        }
        Forme::Declarations | Forme::Appreciations => {
            let (points, avis) = &cadre.declarables[type_];
            let declare = place.forme == Forme::Declarations;
            let ids = if declare { points } else { avis };
            let mut o = Objet::new();
            if fond > 1 && !h.chance(8) {
                return json!({});
            }
            let plein = if fond > 1 || !declare { 10 } else { plein };
            for id in ids {
                if h.chance(plein) {
                    let valeur = if declare {
                        reponse(cadre, id, h)
                    } else {
                        json!({ "avis": h.un(&["favorable", "reserve", "defavorable"]) })
                    };
                    o.insert(id.clone(), valeur);
                }
            }
            Value::Object(o)
        }
        Forme::Texte => texte(cadre, place, h),
    }
}

/// The answer to a point, or to a question of the call.
pub fn reponse(cadre: &Cadre, id: &str, h: &mut Hasard) -> Value {
    match cadre.moisson.questions.get(id) {
        Some((type_, choix)) if type_ == "plusieurs" => {
            let mots: Vec<&String> = choix.iter().filter(|_| h.chance(50)).collect();
            json!(mots)
        }
        Some((_, choix)) if !choix.is_empty() => json!(h.un(choix)),
        Some((type_, _)) => match type_.as_str() {
            "nombre" => json!(h.un(&cadre.moisson.entiers) + *h.un(&[0, 0, 1])),
            "montant" => montant(cadre, h),
            "date" => json!(date(cadre, h)),
            "texte" => json!("Une réponse"),
            _ => json!(h.chance(75)),
        },
        None => json!(h.chance(80)),
    }
}

fn texte(cadre: &Cadre, place: &Place, h: &mut Hasard) -> Value {
    let nom = place.champ.map_or("", |c| c.nom);
    let ouverte = place.champ.and_then(|c| c.codes).is_some_and(|c| c.ouverte);
    match (nom, codes(cadre, place)) {
        ("appel", _) => return json!(cadre.appel.id()),
        (_, Some(_)) if ouverte && h.chance(30) => {
            return json!(h.un(&["Ville de Montbrelle", "Département des Sources"]));
        }
        (_, Some(codes)) => return json!(h.un(codes).0),
        ("id", _) => return json!(h.un(&["F1", "F2", "P1", "P2", "P3"])),
        ("formations", _) => return json!(h.un(&["F1", "F2"])),
        _ => {}
    }
    if h.chance(15) && !cadre.moisson.codes.is_empty() {
        return json!(h.un(&cadre.moisson.codes));
    }
    json!(h.un(&["Atelier du numérique", "Association des Sources", "Camille", "x"]))
}

/// Spellings that are near a code, and are not it.
pub fn voisins(code: &str, libelle: &str) -> Vec<String> {
    let mut voisins = vec![
        code.to_uppercase(),
        format!("{code} "),
        format!(" {code}"),
        format!("{code}\u{a0}"),
        code.replace('-', "\u{2011}"),
        code.replace('-', "\u{2013}"),
        code.replace('-', " "),
        code.replace('-', "_"),
        code.replacen('e', "é", 1),
        code.replacen('e', "e\u{301}", 1),
        code.replace('\'', "’"),
        libelle.to_owned(),
        libelle.to_lowercase(),
        libelle.replace('’', "'"),
        format!("{code} signé"),
    ];
    if let Some((nom, numero)) = code.rsplit_once('-')
        && numero.parse::<u8>().is_ok()
    {
        voisins.extend([format!("{nom}-0{numero}"), format!("{nom} {numero}000")]);
        voisins.push(format!("{nom}-{}", numero.replace('0', "O")));
    }
    let mut majuscule = code.to_owned();
    if let Some(premiere) = majuscule.get_mut(..1) {
        premiere.make_ascii_uppercase();
    }
    voisins.push(majuscule);
    voisins.retain(|v| v != code && !v.trim().is_empty());
    voisins.sort();
    voisins.dedup();
    voisins
}

/// A value in error: another type, an impossible date, a near miss of a code, a word of no list.
pub fn erreur(cadre: &Cadre, place: &Place, avant: Option<Value>, h: &mut Hasard) -> Value {
    if let Some(codes) = codes(cadre, place)
        && h.chance(60)
    {
        let ici = codes.iter().find(|(c, _)| avant.as_ref().is_some_and(|v| v == c));
        let (code, libelle) = ici.unwrap_or_else(|| h.un(codes));
        return json!(h.un(&voisins(code, libelle)));
    }
    let de_la_forme = match place.forme {
        Forme::Date => Some(vec![
            json!("01/11/2024"),
            json!("2024-02-30"),
            json!("2024-13-01"),
            json!("bientôt"),
        ]),
        Forme::Montant => {
            Some(vec![json!("3 000,00 €"), json!("-1"), json!("1.234"), json!("beaucoup")])
        }
        Forme::Compte { .. } => Some(vec![json!(-1), json!("12"), json!(1.5), json!("x")]),
        Forme::Annee => Some(vec![json!("2024"), json!(24), json!(20245)]),
        Forme::Choix(mots) => {
            let mot = h.un(mots);
            Some(voisins(mot.code, mot.fr).into_iter().map(Value::String).collect())
        }
        Forme::Booleen => Some(vec![json!("oui"), json!("true"), json!(1)]),
        Forme::Liste(_) => Some(vec![json!("x"), json!({}), json!([null])]),
        Forme::Fiche(_) => Some(vec![json!("x"), json!([{}]), json!(3)]),
        Forme::Code("compte_de_charge" | "compte_de_produit") => {
            Some(vec![json!(" 86"), json!("Compte 87"), json!(74), json!("86 et 87"), json!("99")])
        }
        Forme::Heure => Some(vec![json!("12h"), json!("25:00"), json!("12:00:00+02:00")]),
        _ => None,
    };
    let ailleurs = vec![json!(12), json!({ "x": 1 }), json!(true), json!([1]), json!("?!")];
    let choix = de_la_forme.filter(|v| !v.is_empty() && h.chance(75)).unwrap_or(ailleurs);
    let valeur = h.un(&choix).clone();
    if dit_aucun(&valeur) { json!({ "x": 1 }) } else { valeur }
}

/// A value of a type's top: what a completion writes where it knows the call.
pub fn selon_l_appel(cadre: &Cadre, type_: TypeDeDocument, place: &Place, h: &mut Hasard) -> Value {
    let sous = place.pointeur.rsplit_once("/declarations/").map(|(_, id)| id.replace("~1", "/"));
    match sous {
        Some(id) => reponse(cadre, &id, h),
        None => juste(cadre, place, type_.code(), 92, 0, 0, h),
    }
}
