//! The sentences about a call's faults that more than one kind of entry needs.

use std::collections::BTreeSet;

use super::super::tableau::Situe;
use crate::lecture::{CodeDeFaute, Faute, Genre, Lecteur, Motif};
use crate::values::Langue;

impl Lecteur<'_> {
    /// Says that a key is missing, and what to write. A key that is there, and at fault, has been
    /// spoken of already.
    pub(in crate::appel) fn manque(
        &mut self,
        pointeur: &str,
        octet: usize,
        cle: &str,
        ecrire: &str,
    ) {
        self.manque_une_de(pointeur, octet, &[cle], ecrire);
    }

    /// The same, where one of several keys will do: the first is named.
    pub(super) fn manque_une_de(
        &mut self,
        pointeur: &str,
        octet: usize,
        cles: &[&str],
        ecrire: &str,
    ) {
        let deja = self.a_une_faute(pointeur, cles);
        let Some(cle) = cles.first().filter(|_| !deja) else { return };
        let autres = cles.get(1..).unwrap_or_default().join(", ");
        let (ou, or) = match autres.as_str() {
            "" => (String::new(), String::new()),
            _ => (format!(" (ou {autres})"), format!(" (or {autres})")),
        };
        let motif = Motif::Appel {
            code: CodeDeFaute::Incomplete,
            trouve: String::new(),
            fr: format!("Il manque «\u{a0}{cle}\u{a0}»{ou}\u{a0}: écrire par exemple {ecrire}."),
            en: format!("\"{cle}\"{or} is missing: write for example {ecrire}."),
        };
        self.faute_au(pointeur, octet, motif);
    }

    /// True where one of the keys of a table is there, and at fault.
    pub(super) fn a_une_faute(&self, pointeur: &str, cles: &[&str]) -> bool {
        self.fautes.iter().any(|f| {
            let suite = f.pointeur.strip_prefix(pointeur).and_then(|s| s.strip_prefix('/'));
            let Some(cle) = suite.and_then(|s| s.split('/').next()) else { return false };
            // The key is there, under a name that is nearly its own, or stands in the wrong table.
            let voulue = match &f.motif {
                Motif::CleInconnue { proche: Some(p), .. } => cles.contains(&p.as_str()),
                Motif::CleAilleurs { .. } => cles.len() > 1,
                _ => false,
            };
            voulue || cles.contains(&cle)
        })
    }

    /// Says that an id is taken.
    pub(super) fn doublon(&mut self, id: &Situe<String>) {
        self.faute_d_appel(
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

    /// Says of each key that is given that it changes nothing there (`avec "total_de"`), and what else
    /// may have been meant than to remove it.
    pub(super) fn sans_effet(
        &mut self,
        id: &Situe<String>,
        cles: &[(&str, bool)],
        (fr, en): (&str, &str),
        (ou, or): (&str, &str),
    ) {
        for (cle, _) in cles.iter().filter(|(_, donnee)| *donnee) {
            let motif = Motif::Appel {
                code: CodeDeFaute::OutOfOrder,
                trouve: (*cle).to_owned(),
                fr: format!("La clé \"{cle}\" n’a pas d’effet {fr}\u{a0}: la retirer{ou}."),
                en: format!("The key \"{cle}\" changes nothing {en}: remove it{or}."),
            };
            self.faute_au(&format!("{}/{cle}", id.pointeur), id.debut, motif);
        }
    }

    /// Says that a word is none of those known.
    pub(super) fn inconnu<'a>(
        &mut self,
        mot: &Situe<String>,
        connus: impl IntoIterator<Item = &'a str>,
    ) {
        let choix: Vec<String> = connus.into_iter().map(str::to_owned).collect();
        if choix.is_empty() {
            self.faute_d_appel(
                mot,
                CodeDeFaute::UnknownReference,
                &mot.valeur,
                format!("L’appel ne déclare pas \"{}\"\u{a0}: l’ajouter sous le tableau qui le nomme, [acteurs] ou [listes].", mot.valeur),
                format!("The call does not declare \"{}\": add it under the table that names it, [acteurs] or [listes].", mot.valeur),
            );
            return;
        }
        let motif = Motif::ChoixInconnu {
            trouve: mot.valeur.clone(),
            proche: crate::lecture::plus_proche(&mot.valeur, choix.iter().map(String::as_str)),
            choix,
            ouverte: None,
            plusieurs: false,
        };
        self.faute_au(&mot.pointeur, mot.debut, motif);
    }
}

/// The faults of names, each name once, then those of the rest: what a name that stands for nothing brings has been
/// spoken of, and so has one whose own value is at fault.
pub(super) fn des_noms_d_abord(mut des_noms: Vec<Faute>, mut suites: Vec<Faute>) -> Vec<Faute> {
    suites.retain(|f| des_noms.iter().all(|nom| nom.position != f.position));
    let est_un_nom = |f: &Faute| f.code() == CodeDeFaute::UnknownReference;
    let toutes = des_noms.iter().chain(&suites).filter(|f| !est_un_nom(f));
    let en_faute = toutes.filter_map(|f| f.pointeur.strip_prefix("/parametres/"));
    let mut dits: Vec<String> =
        en_faute.filter_map(|suite| suite.split('/').next().map(str::to_owned)).collect();
    des_noms.retain(|f| {
        let nom = f.found();
        let deja = est_un_nom(f) && dits.contains(&nom);
        if est_un_nom(f) && !deja {
            dits.push(nom);
        }
        !deja
    });
    des_noms.extend(suites);
    des_noms
}

/// The faults as they are shown: in the order of the file, each once, with what to write; on a line
/// that could not be read, that one only.
pub(super) fn presenter(
    mut fautes: Vec<Faute>,
    syntaxe: Vec<Faute>,
    douteuses: &BTreeSet<u32>,
) -> Vec<Faute> {
    fautes.retain(|f| f.line().is_none_or(|l| !douteuses.contains(&l)));
    let mut toutes = syntaxe;
    toutes.extend(fautes.into_iter().map(conseiller));
    toutes.sort_by_key(|f| f.position);
    // A rule of several documents is checked on each: what is wrong with it is said once.
    toutes.dedup_by(|b, a| {
        let meme = a.position == b.position && a.code() == b.code();
        meme && (a.motif == b.motif || (!a.found().is_empty() && a.found() == b.found()))
    });
    toutes
}

/// Adds what to write to a fault that only says what was expected.
fn conseiller(faute: Faute) -> Faute {
    let (fr, en) = match &faute.motif {
        Motif::MauvaisType { attendu, trouve, extrait, .. } => {
            let scalaire = !extrait.is_empty() && !matches!(trouve, Genre::Texte);
            match attendu {
                Genre::Objet => return entre_accolades(faute),
                Genre::Liste | Genre::Nul => return faute,
                Genre::Texte if scalaire && CHAMPS.contains(&cle(&faute)) => {
                    let cle = cle(&faute);
                    (
                        format!(
                            "Écrire le nom d’un champ ou d’une question, par exemple {cle} = [\"volontaires\"]."
                        ),
                        format!(
                            "Write the name of a field or of a question, for example {cle} = [\"volontaires\"]."
                        ),
                    )
                }
                attendu => une_valeur(*attendu, scalaire, extrait),
            }
        }
        Motif::PasEntier { trouve, .. } if ANNEES.contains(&cle(&faute)) => {
            let motif = Motif::Appel {
                code: faute.code(),
                trouve: trouve.clone(),
                fr: format!(
                    "«\u{a0}{trouve}\u{a0}» n’est pas une année\u{a0}: écrire chaque année en quatre chiffres, 2030 ou [2030, 2031]."
                ),
                en: format!(
                    "“{trouve}” is no year: write each year in four digits, 2030 or [2030, 2031]."
                ),
            };
            return Faute { motif, ..faute };
        }
        _ => return faute,
    };
    let motif = Motif::Appel {
        code: faute.code(),
        trouve: faute.found(),
        fr: format!("{} {fr}", faute.texte(Langue::Fr)),
        en: format!("{} {en}", faute.texte(Langue::En)),
    };
    Faute { motif, ..faute }
}

/// Keys that take names of fields.
const CHAMPS: [&str; 9] = [
    "de",
    "total_de",
    "fois",
    "renseigne",
    "au_moins_un",
    "quand_renseigne",
    "quand_plusieurs",
    "avant",
    "apres",
];

/// Keys that take years.
const ANNEES: [&str; 3] = ["annee", "annees", "exercice"];

/// The key that a fault is at, or of the list that it is in.
fn cle(faute: &Faute) -> &str {
    faute.pointeur.rsplit('/').find(|mot| mot.parse::<u32>().is_err()).unwrap_or_default()
}

/// What to write where one value was expected.
fn une_valeur(attendu: Genre, scalaire: bool, extrait: &str) -> (String, String) {
    match attendu {
        Genre::Texte if scalaire => (
            format!("Écrire \"{extrait}\" entre guillemets."),
            format!("Write \"{extrait}\" in quotes."),
        ),
        Genre::Texte => (
            "Écrire un seul texte entre guillemets, \"…\".".to_owned(),
            "Write one text in quotes, \"…\".".to_owned(),
        ),
        Genre::Nombre | Genre::NombreEntier => (
            "Écrire un nombre en chiffres, par exemple 12.".to_owned(),
            "Write a number in digits, for example 12.".to_owned(),
        ),
        Genre::Booleen => {
            ("Écrire \"oui\" ou \"non\".".to_owned(), "Write \"oui\" or \"non\".".to_owned())
        }
        Genre::Date => (
            "Écrire un jour, 2024-01-20 ou \"20/01/2024\".".to_owned(),
            "Write a day, 2024-01-20 or \"20/01/2024\".".to_owned(),
        ),
        Genre::Objet | Genre::Liste | Genre::Nul => (String::new(), String::new()),
    }
}

/// Keys and their values were expected, between braces: shown with what the place takes.
fn entre_accolades(faute: Faute) -> Faute {
    let exemple = match cle(&faute) {
        "quand" | "sauf" | "exige" | "exige_tous" | "exclut" => {
            "{ \"structure.forme\" = [\"association\"] }"
        }
        "quand_quantite" => "{ de = \"financements.montant\", plus_de = \"1\u{202f}500\u{a0}€\" }",
        "chaque_annee" => "{ du = \"1er octobre\", au = \"30/11\" }",
        "tours" => "{ nom = \"printemps\", du = 2030-01-06, au = 2030-02-28 }",
        "liste" => "{ id = \"affiche\", texte = \"Affiche\" }",
        _ => "{ clé = \"valeur\" }",
    };
    let motif = Motif::Appel {
        code: faute.code(),
        trouve: faute.found(),
        fr: format!(
            "On attend ici des clés et leurs valeurs, entre accolades\u{a0}: écrire par exemple {exemple}."
        ),
        en: format!(
            "Keys and their values are expected here, between braces: write for example {exemple}."
        ),
    };
    Faute { motif, ..faute }
}
