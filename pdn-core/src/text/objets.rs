//! What a place of a document is called: its field and the object that holds it, in words that can stand in a
//! letter. « Montant demandé à la Caf du Puy-de-Dôme pour 2025 ».

use super::instances::nom_de_l_objet;
use super::{Lexique, majuscule, sur_une_ligne};
use crate::dossier::forme::Lieu;
use crate::dossier::{Descripteur, Forme, StatutDeFinancement, TypeDeDocument};
use crate::report::{Missing, Objet, Report};
use crate::values::Langue;

impl Missing<'_> {
    /// What is asked for, and of what: « Capacité d’accueil, formation F1 ».
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.report.titre_complet(self.lieu, langue)
    }

    /// The object that it belongs to, where there can be several: « formation F1 ».
    #[must_use]
    pub fn object(&self, langue: Langue) -> Option<String> {
        self.report.objet_en_mots(self.lieu, langue)
    }
}

impl Report {
    /// The title of a field, with the object that it belongs to where there can be several.
    pub(crate) fn titre_complet(&self, lieu: Lieu, langue: Langue) -> String {
        let lex = Lexique::de(&self.appel, langue);
        let champ = self.titre_du_champ(lieu, langue);
        let niveaux = self.niveaux(lieu, lex);
        let Some(dernier) = niveaux.last() else { return champ };
        let parcours = self.appel.parcourir(self.type_, lieu);
        let nom_du_champ = parcours.champ.map_or("", |c| c.nom);
        if let Some(objet) =
            dernier.financement.filter(|_| dernier.entier || nom_du_champ == "montant")
            && let Some(titre) = self.montant_d_un_financement(objet, dernier, lex)
        {
            return titre;
        }
        if dernier.entier {
            let mut titre =
                if parcours.element && dernier.de_mots { champ + ", " } else { String::new() };
            let debut = titre.len();
            titre.push_str(&en_mots(&niveaux, lex));
            if debut == 0 {
                majuscule(&mut titre, 0);
            }
            return titre;
        }
        joindre(champ, dernier, &niveaux, lex)
    }

    /// The object that a place belongs to, where there can be several: « 2e session de la formation F1 ».
    pub(crate) fn objet_en_mots(&self, lieu: Lieu, langue: Langue) -> Option<String> {
        let lex = Lexique::de(&self.appel, langue);
        let niveaux = self.niveaux(lieu, lex);
        (!niveaux.is_empty()).then(|| en_mots(&niveaux, lex))
    }

    /// Every element of a list on the way to a place, from the top.
    fn niveaux(&self, lieu: Lieu, lex: Lexique<'_>) -> Vec<Niveau<'_>> {
        let mut niveaux = Vec::new();
        let Some(type_) = self.type_ else { return niveaux };
        let mut ici = Some(Forme::Fiche(type_.descripteur()));
        let mut place = Lieu::RACINE;
        let mut liste = "";
        for pas in lieu.pas() {
            place = place.puis(*pas);
            ici = match ici {
                Some(Forme::Fiche(d)) => {
                    let champ = usize::try_from(*pas).ok().and_then(|p| d.champs.get(p));
                    liste = champ.map_or("", |c| c.nom);
                    champ.map(|c| c.forme)
                }
                Some(Forme::Liste(element)) => {
                    let d = match element {
                        Forme::Fiche(d) => Some(*d),
                        _ => None,
                    };
                    niveaux.push(self.niveau(liste, d, place, *pas, place == lieu, lex));
                    Some(*element)
                }
                _ => None,
            };
        }
        niveaux
    }

    fn niveau(
        &self,
        liste: &str,
        fiche: Option<&Descripteur>,
        place: Lieu,
        rang: u32,
        entier: bool,
        lex: Lexique<'_>,
    ) -> Niveau<'_> {
        let objet = self.objet(place);
        let nom = nom_de_l_objet(liste, lex.langue).unwrap_or(lex.dit("valeur", "value"));
        let mut niveau = Niveau {
            nom,
            feminin: fiche.map_or(liste != "departements", |d| FEMININS.contains(&d.nom)),
            ordinal: None,
            suite: objet.map(|o| suite(o, fiche, nom, lex)).unwrap_or_default(),
            rang: String::new(),
            entier,
            de_mots: fiche.is_none(),
            financement: objet.filter(|_| fiche.is_some_and(|d| d.nom == "financement")),
        };
        if niveau.suite.is_empty() {
            niveau.ordinal = Some(ordinal(rang, niveau.feminin, lex.langue));
            if let Some(objet) = objet {
                pour_l_annee(&mut niveau.suite, objet, lex);
            }
        } else if let Some(objet) = objet
            && self.objets.iter().any(|autre| objet.se_confond(autre))
        {
            // Two that are described alike: their ranks tell them apart.
            niveau.rang = rang_dans_la_liste(rang, niveau.feminin, lex);
        }
        niveau
    }

    /// « Montant demandé à la Caf du Puy-de-Dôme pour 2025 »; `None` where its funder is not known.
    fn montant_d_un_financement(
        &self,
        objet: &Objet,
        niveau: &Niveau<'_>,
        lex: Lexique<'_>,
    ) -> Option<String> {
        if objet.acteur.is_empty() {
            return None;
        }
        let demande = (lex.dit("Montant demandé", "Amount asked"), Lien::A);
        let (verbe, lien) = match objet.statut.and_then(|s| StatutDeFinancement::du_code(s.code)) {
            Some(StatutDeFinancement::Accorde) => {
                (lex.dit("Montant accordé", "Amount granted"), Lien::Par)
            }
            Some(StatutDeFinancement::Verse) => {
                (lex.dit("Montant versé", "Amount paid"), Lien::Par)
            }
            Some(StatutDeFinancement::Demande) => demande,
            // While an application or a plan is drawn up, what a line does not say is asked for.
            None => match self.type_ {
                Some(TypeDeDocument::Candidature | TypeDeDocument::PlanFinancement) => demande,
                _ => (lex.dit("Montant du financement", "Amount of the grant"), Lien::De),
            },
        };
        let mut titre = format!("{verbe} {}", acteur(&objet.acteur, lien, lex));
        pour_l_annee(&mut titre, objet, lex);
        titre.push_str(&niveau.rang);
        Some(titre)
    }
}

/// An element of a list, in words.
struct Niveau<'r> {
    nom: &'static str,
    feminin: bool,
    /// Its rank, where nothing else names it.
    ordinal: Option<String>,
    /// What it is called by, after its noun.
    suite: String,
    /// Its rank, where another is called alike.
    rang: String,
    /// True where the place is the element itself.
    entier: bool,
    /// True of an element that is no object.
    de_mots: bool,
    financement: Option<&'r Objet>,
}

/// Objects whose French noun is feminine, by their names.
const FEMININS: [&str; 13] = [
    "base",
    "candidature",
    "charge",
    "formation",
    "formation-civique",
    "modification",
    "partenaire",
    "partie",
    "permanence",
    "phase",
    "piece",
    "rencontre",
    "session",
];

impl Niveau<'_> {
    /// « 2e session », « formation F1 ».
    fn ecrire(&self, out: &mut String) {
        if let Some(ordinal) = &self.ordinal {
            out.push_str(ordinal);
            out.push(' ');
        }
        out.push_str(self.nom);
        out.push_str(&self.suite);
        out.push_str(&self.rang);
    }

    /// « de la 2e session », « de l’envoi », « du budget ».
    fn ecrire_apres_de(&self, out: &mut String, langue: Langue) {
        out.push_str(match langue {
            Langue::En if self.ordinal.is_some() => " of the ",
            Langue::En => " of ",
            Langue::Fr if self.ordinal.is_none() && commence_par_une_voyelle(self.nom) => " de l’",
            Langue::Fr if self.feminin => " de la ",
            Langue::Fr => " du ",
        });
        self.ecrire(out);
    }
}

/// The objects, the innermost first.
fn en_mots(niveaux: &[Niveau<'_>], lex: Lexique<'_>) -> String {
    let mut out = String::new();
    for niveau in niveaux.iter().rev() {
        if out.is_empty() {
            niveau.ecrire(&mut out);
        } else {
            niveau.ecrire_apres_de(&mut out, lex.langue);
        }
    }
    out
}

/// A title, and the objects: « Premier jour de la 2e session de la formation F1 » where the title ends with
/// the noun of the object, « Capacité d’accueil, formation F1 » elsewhere.
fn joindre(
    mut titre: String,
    dernier: &Niveau<'_>,
    niveaux: &[Niveau<'_>],
    lex: Lexique<'_>,
) -> String {
    let mut objets = en_mots(niveaux, lex);
    // « Assiette », and which one.
    if titre.to_lowercase() == dernier.nom {
        majuscule(&mut objets, 0);
        return objets;
    }
    let sans =
        |nom: &str| titre.strip_suffix(nom).filter(|t| t.ends_with([' ', '’'])).map(str::len);
    let premier_mot = dernier.nom.split(' ').next().unwrap_or_default();
    let avant = sans(dernier.nom).or_else(|| sans(premier_mot));
    match avant {
        Some(avant) => {
            titre.truncate(avant);
            // An ordinal stands between the article and the noun: no elision.
            if dernier.ordinal.is_some() {
                if let Some(sans) = titre.strip_suffix("de l’").map(str::len) {
                    titre.truncate(sans);
                    titre.push_str(if dernier.feminin { "de la " } else { "du " });
                } else if let Some(sans) = titre.strip_suffix("d’").map(str::len) {
                    titre.truncate(sans);
                    titre.push_str("de ");
                }
            }
            titre.push_str(&objets);
        }
        None if titre.contains(", ") || titre.ends_with(['?', '.', '!', '…']) => {
            titre.push_str(" (");
            titre.push_str(&objets);
            titre.push(')');
        }
        None => {
            titre.push_str(", ");
            titre.push_str(&objets);
        }
    }
    titre
}

/// What an object is called by, after its noun; nothing where only its rank names it.
fn suite(objet: &Objet, fiche: Option<&Descripteur>, nom: &str, lex: Lexique<'_>) -> String {
    let mut out = String::new();
    let fiche = fiche.map_or("", |d| d.nom);
    match fiche {
        "base" | "piece" | "phase" if !objet.nom.is_empty() => {
            let libelle = lex.libelle(&format!("{fiche}s"), &objet.nom);
            match libelle
                .as_deref()
                .and_then(|l| l.strip_prefix(nom))
                .filter(|l| l.starts_with(' '))
            {
                // The label of a phase says that it is one.
                Some(reste) => out.push_str(reste),
                None => entre_guillemets(&mut out, libelle.as_deref().unwrap_or(&objet.nom), lex),
            }
        }
        "financement" | "financement-complementaire" | "produit" if !objet.acteur.is_empty() => {
            out.push(' ');
            out.push_str(&acteur(&objet.acteur, Lien::De, lex));
        }
        "envoi" if !objet.acteur.is_empty() => {
            out.push(' ');
            out.push_str(&acteur(&objet.acteur, Lien::Vers, lex));
        }
        "budget" => {
            if let Some(annee) = objet.annee {
                out.push_str(&format!(" {annee}"));
            }
            return out;
        }
        _ if !objet.nom.is_empty() => {
            out.push(' ');
            sur_une_ligne(&mut out, &objet.nom);
        }
        _ if !objet.titre.is_empty() => entre_guillemets(&mut out, &objet.titre, lex),
        _ => return out,
    }
    if !out.is_empty() {
        pour_l_annee(&mut out, objet, lex);
    }
    out
}

fn pour_l_annee(out: &mut String, objet: &Objet, lex: Lexique<'_>) {
    if let Some(annee) = objet.annee {
        out.push_str(lex.dit(" pour ", " for "));
        out.push_str(&annee.to_string());
    }
}

fn entre_guillemets(out: &mut String, texte: &str, lex: Lexique<'_>) {
    out.push_str(lex.dit(" «\u{a0}", " “"));
    sur_une_ligne(out, texte);
    out.push_str(lex.dit("\u{a0}»", "”"));
}

/// What stands between a word and the name of an organisation.
#[derive(Clone, Copy)]
enum Lien {
    A,
    De,
    Par,
    Vers,
}

/// Names of organisations by their first word, with the article that they take.
const A_ARTICLE: [(&str, &str); 18] = [
    ("ARS", "l’"),
    ("Agence", "l’"),
    ("Association", "l’"),
    ("CAF", "la "),
    ("CPAM", "la "),
    ("Caf", "la "),
    ("Commune", "la "),
    ("Communauté", "la "),
    ("Conseil", "le "),
    ("Département", "le "),
    ("Fondation", "la "),
    ("MSA", "la "),
    ("Métropole", "la "),
    ("Préfecture", "la "),
    ("Région", "la "),
    ("SDJES", "le "),
    ("Ville", "la "),
    ("service", "le "),
];

/// An organisation after a word: « à la Caf du Cantal », « au service Jeunesse », « de « Unis » » where its article is
/// not known.
fn acteur(code: &str, lien: Lien, lex: Lexique<'_>) -> String {
    let libelle = lex.libelle("acteurs", code);
    let connu = libelle.is_some();
    let mut nom = String::new();
    sur_une_ligne(&mut nom, libelle.as_deref().unwrap_or(code));
    let premier = nom.split(' ').next().unwrap_or_default();
    let article = A_ARTICLE.iter().find(|(mot, _)| *mot == premier).map(|(_, article)| *article);
    // The initials of the State’s own services are those of a direction.
    let direction =
        premier.len() > 2 && premier.starts_with('D') && premier.chars().all(char::is_uppercase);
    let article = article.or(direction.then_some("la "));
    if lex.langue == Langue::En {
        let avant = match lien {
            Lien::A | Lien::De => "of",
            Lien::Par => "by",
            Lien::Vers => "to",
        };
        return match connu || article.is_some() {
            true => format!("{avant} the {nom}"),
            false => format!("{avant} “{nom}”"),
        };
    }
    let avant = match lien {
        Lien::A | Lien::Vers => "à",
        Lien::De => "de",
        Lien::Par => "par",
    };
    match (article, lien) {
        (Some("le "), Lien::A | Lien::Vers) => format!("au {nom}"),
        (Some("le "), Lien::De) => format!("du {nom}"),
        (Some(article), _) => format!("{avant} {article}{nom}"),
        (None, _) => format!("{avant} «\u{a0}{nom}\u{a0}»"),
    }
}

fn commence_par_une_voyelle(mot: &str) -> bool {
    mot.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'â', 'h'])
}

/// `1er`, `1re`, `2e`; `1st`, `2nd`, `3rd`, `11th`.
fn ordinal(rang: u32, feminin: bool, langue: Langue) -> String {
    let n = rang.saturating_add(1);
    let suffixe = match (langue, n, (n / 10) % 10) {
        (Langue::Fr, 1, _) if feminin => "re",
        (Langue::Fr, 1, _) => "er",
        (Langue::Fr, ..) => "e",
        (Langue::En, _, 1) => "th",
        (Langue::En, ..) => match n % 10 {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        },
    };
    format!("{n}{suffixe}")
}

/// ` (3e de la liste)`
fn rang_dans_la_liste(rang: u32, feminin: bool, lex: Lexique<'_>) -> String {
    let ordinal = ordinal(rang, feminin, lex.langue);
    lex.langue.choisir(format!(" ({ordinal} de la liste)"), format!(" ({ordinal} of the list)"))
}
