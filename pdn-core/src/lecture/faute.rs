//! A fault of the input: what was wrong, where, what was expected and what to write.

use compact_str::CompactString;

use super::{ListeDeCodes, Voulu};
use crate::dossier::Liste;
use crate::values::{CodeDeValeur, Date, ErreurDeValeur, Langue, montrer};

macro_rules! codes_de_faute {
    ($($(#[$doc:meta])* $nom:ident = $code:literal;)*) => {
        /// The code of a fault, stable and meant for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum CodeDeFaute { $($(#[$doc])* $nom,)* }

        impl CodeDeFaute {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$nom,)*];

            /// The code as the report writes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$nom => $code,)* }
            }
        }
    };
}

codes_de_faute! {
    /// A list where an object belongs, text where a number belongs…
    WrongType = "wrong-type";
    /// A key that the object does not have.
    UnknownKey = "unknown-key";
    /// A key given twice.
    DuplicateKey = "duplicate-key";
    /// A word outside a closed list.
    UnknownChoice = "unknown-choice";
    /// A value written in another form than the contract's.
    WrongForm = "wrong-form";
    /// A value that cannot exist.
    ImpossibleValue = "impossible-value";
    /// An end before its start.
    OutOfOrder = "out-of-order";
    /// No `type`, or one that is not known.
    UnknownType = "unknown-type";
    /// The document names another call than the one that judges it.
    OtherCall = "other-call";
    /// The document names no call, and what is examined needs one.
    NoCall = "no-call";
    /// A limit of number or length is passed.
    TooLarge = "too-large";
    /// The TOML of a call breaks the syntax.
    Syntax = "syntax";
    /// A reference of a call to something that it does not hold.
    UnknownReference = "unknown-reference";
    /// Something that a call must say is missing.
    Incomplete = "incomplete";
}

/// What kind of thing was found, or was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Genre {
    Objet,
    Liste,
    Texte,
    Nombre,
    NombreEntier,
    Booleen,
    Date,
    Nul,
}

impl Genre {
    pub(crate) fn nom(self, langue: Langue) -> &'static str {
        match (self, langue) {
            (Self::Objet, Langue::Fr) => "un objet",
            (Self::Objet, Langue::En) => "an object",
            (Self::Liste, Langue::Fr) => "une liste",
            (Self::Liste, Langue::En) => "a list",
            (Self::Texte, Langue::Fr) => "un texte",
            (Self::Texte, Langue::En) => "text",
            (Self::Nombre, Langue::Fr) => "un nombre",
            (Self::Nombre, Langue::En) => "a number",
            (Self::NombreEntier, Langue::Fr) => "un nombre entier",
            (Self::NombreEntier, Langue::En) => "a whole number",
            (Self::Booleen, Langue::Fr) => "vrai ou faux (true ou false)",
            (Self::Booleen, Langue::En) => "true or false",
            (Self::Date, Langue::Fr) => "une date",
            (Self::Date, Langue::En) => "a date",
            (Self::Nul, Langue::Fr) => "rien (null)",
            (Self::Nul, Langue::En) => "nothing (null)",
        }
    }
}

/// What is wrong, as data; the sentence is written from it on demand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Motif {
    MauvaisType {
        attendu: Genre,
        trouve: Genre,
        extrait: CompactString,
        /// What to write, with its quotes if it has any, where it is known.
        ecrire: Option<CompactString>,
    },
    /// A word that says that there is none, and is not the contract's.
    PresqueAucun {
        trouve: String,
    },
    /// A text that was decoded wrongly, and what it likely was; `None` where a sign is lost.
    TexteAbime {
        trouve: String,
        ecrire: Option<String>,
    },
    CleInconnue {
        cle: String,
        proche: Option<String>,
    },
    /// A key that exists, but in another table.
    CleAilleurs {
        cle: String,
        table: String,
    },
    /// A year given twice in a list that has each once.
    AnneeEnDouble {
        annee: u16,
    },
    /// A line of a year that its plan does not cover.
    AnneeHorsDuPlan {
        annee: u16,
        annees: Vec<u16>,
    },
    CleEnDouble {
        cle: String,
    },
    /// An element of a list with the id of another.
    IdEnDouble {
        id: String,
    },
    ChoixInconnu {
        trouve: String,
        choix: Vec<String>,
        /// The list, where other words may be written as well.
        ouverte: Option<Liste>,
        proche: Option<String>,
        /// True of a text that names more things than one.
        plusieurs: bool,
    },
    Valeur(Box<ErreurDeValeur>),
    /// An opinion on what is left to nobody.
    RienAApprecier {
        regle: String,
    },
    /// A whole number was expected.
    PasEntier {
        trouve: String,
        /// The number, where it is one that is written otherwise.
        ecrire: Option<u32>,
        /// One that would do.
        exemple: u32,
    },
    /// A whole number under the least that can be.
    TropPetit {
        trouve: String,
        minimum: u32,
    },
    TropGrand {
        trouve: String,
        maximum: u32,
    },
    Ordre {
        avant: &'static str,
        date_avant: Date,
        apres: &'static str,
        date_apres: Date,
    },
    TypeInconnu {
        trouve: Option<String>,
        proche: Option<String>,
        connus: Vec<&'static str>,
    },
    PasUnDocument {
        trouve: Genre,
    },
    /// `connus` names the built-in calls, where the one named is none of them.
    AutreAppel {
        trouve: String,
        attendu: String,
        connus: Vec<&'static str>,
    },
    /// No call is named; `connus` are the built-in ones.
    SansAppel {
        connus: Vec<&'static str>,
    },
    Syntaxe(String),
    /// Something that only a call can get wrong, as two sentences.
    Appel {
        code: CodeDeFaute,
        trouve: String,
        fr: String,
        en: String,
    },
}

/// One fault of the input, at its place.
///
/// Nothing of a document is dropped in silence: what could not be taken as written is listed here,
/// all of it, and the rules that need the value are undetermined.
#[derive(Debug, Clone, PartialEq)]
pub struct Faute {
    pub(crate) motif: Motif,
    pub(crate) pointeur: String,
    pub(crate) position: Option<(u32, u32)>,
}

/// Words in quotation marks, one of which is to be written.
pub(crate) fn liste_de_mots(
    mots: impl IntoIterator<Item = impl AsRef<str>>,
    langue: Langue,
) -> String {
    let mots: Vec<String> = mots.into_iter().map(|m| format!("\"{}\"", m.as_ref())).collect();
    match (mots.split_last(), langue) {
        (None, _) => String::new(),
        (Some((seul, [])), _) => seul.clone(),
        (Some((dernier, autres)), Langue::Fr) => format!("{} ou {dernier}", autres.join(", ")),
        (Some((dernier, autres)), Langue::En) => format!("{} or {dernier}", autres.join(", ")),
    }
}

fn suggestion(proche: Option<&str>, langue: Langue) -> String {
    match (proche, langue) {
        (None, _) => String::new(),
        (Some(p), Langue::Fr) => format!(" Écrire sans doute \"{p}\"."),
        (Some(p), Langue::En) => format!(" Probably \"{p}\" was meant."),
    }
}

/// Of a text that names several things, what to do; of a list that is open, what else may be written.
fn autre_mot(ouverte: Option<Liste>, plusieurs: bool, langue: Langue) -> &'static str {
    match (ouverte, langue) {
        (_, Langue::Fr) if plusieurs => " Ce texte en nomme plusieurs\u{a0}: écrire chacun à part.",
        (_, Langue::En) if plusieurs => " This text names more than one: write each apart.",
        (None, _) => "",
        (Some(Liste::Acteurs), Langue::Fr) => {
            " Si c’est un autre organisme, en écrire le nom en entier, avec son département."
        }
        (Some(Liste::Acteurs), Langue::En) => {
            " Where it is another body, write its name in full, with its département."
        }
        (Some(_), Langue::Fr) => " Si c’est autre chose, en écrire le nom en entier.",
        (Some(_), Langue::En) => " Where it is something else, write its name in full.",
    }
}

/// What to write, as documents write it.
pub(crate) fn a_ecrire(ecrire: Option<&str>, langue: Langue) -> String {
    match ecrire {
        None => String::new(),
        Some(texte) if texte.starts_with(['"', '[']) => {
            langue.choisir(format!(" Écrire {texte}."), format!(" Write {texte}."))
        }
        Some(nu) => langue.choisir(
            format!(" Écrire {nu}, sans guillemets."),
            format!(" Write {nu}, without quotes."),
        ),
    }
}

/// How to write a whole number, in place of what was found: `15, sans guillemets`.
pub(crate) fn entier_a_ecrire(
    trouve: &str,
    ecrire: Option<u32>,
    exemple: u32,
    langue: Langue,
) -> String {
    let entre_guillemets = trouve.starts_with('"');
    match (ecrire, langue) {
        (Some(nombre), Langue::Fr) => {
            format!("{nombre}, sans {}", if entre_guillemets { "guillemets" } else { "décimales" })
        }
        (Some(nombre), Langue::En) => {
            format!("{nombre}, without {}", if entre_guillemets { "quotes" } else { "decimals" })
        }
        (None, Langue::Fr) => format!("par exemple {exemple}, sans guillemets ni décimales"),
        (None, Langue::En) => format!("for example {exemple}, without quotes or decimals"),
    }
}

impl Motif {
    /// A word that is none of those of a list that holds no other.
    pub(crate) fn hors_de(liste: &ListeDeCodes, mot: &str) -> Self {
        let voulu = liste.voulu(mot, false);
        let proche = match voulu {
            Some(Voulu::Code(code)) => Some(code),
            Some(Voulu::Quelconque | Voulu::Plusieurs) => None,
            None => liste.plus_proche(mot),
        };
        Self::ChoixInconnu {
            trouve: mot.chars().take(60).collect(),
            choix: liste.codes().map(str::to_owned).collect(),
            ouverte: None,
            proche: proche.map(str::to_owned),
            plusieurs: voulu == Some(Voulu::Plusieurs),
        }
    }
}

impl Faute {
    pub(crate) fn nouvelle(motif: Motif, pointeur: String) -> Self {
        Self { motif, pointeur, position: None }
    }

    /// The same fault, at a line and a column.
    pub(crate) fn au(mut self, position: (u32, u32)) -> Self {
        self.position = Some(position);
        self
    }

    /// The code of the fault.
    #[must_use]
    pub fn code(&self) -> CodeDeFaute {
        match &self.motif {
            Motif::MauvaisType { .. } => CodeDeFaute::WrongType,
            Motif::CleInconnue { .. }
            | Motif::CleAilleurs { .. }
            | Motif::RienAApprecier { .. } => CodeDeFaute::UnknownKey,
            Motif::CleEnDouble { .. } | Motif::IdEnDouble { .. } | Motif::AnneeEnDouble { .. } => {
                CodeDeFaute::DuplicateKey
            }
            Motif::ChoixInconnu { .. } => CodeDeFaute::UnknownChoice,
            Motif::Valeur(e) => match e.code() {
                CodeDeValeur::Forme => CodeDeFaute::WrongForm,
                CodeDeValeur::Impossible => CodeDeFaute::ImpossibleValue,
                CodeDeValeur::Ordre => CodeDeFaute::OutOfOrder,
            },
            Motif::PasEntier { .. }
            | Motif::PresqueAucun { .. }
            | Motif::TexteAbime { ecrire: Some(_), .. } => CodeDeFaute::WrongForm,
            Motif::TexteAbime { ecrire: None, .. } => CodeDeFaute::ImpossibleValue,
            Motif::TropPetit { .. } | Motif::TropGrand { .. } | Motif::AnneeHorsDuPlan { .. } => {
                CodeDeFaute::ImpossibleValue
            }
            Motif::Ordre { .. } => CodeDeFaute::OutOfOrder,
            Motif::TypeInconnu { .. } | Motif::PasUnDocument { .. } => CodeDeFaute::UnknownType,
            Motif::AutreAppel { .. } => CodeDeFaute::OtherCall,
            Motif::SansAppel { .. } => CodeDeFaute::NoCall,
            Motif::Syntaxe(_) => CodeDeFaute::Syntax,
            Motif::Appel { code, .. } => *code,
        }
    }

    /// JSON Pointer to the value or the key at fault; empty for the whole document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointeur
    }

    /// Line, from 1, where the input was text.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.position.map(|(l, _)| l)
    }

    /// Column in characters, from 1, where the input was text.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.position.map(|(_, c)| c)
    }

    /// What was found, as written (bank numbers masked); empty where nothing can be shown.
    #[must_use]
    pub fn found(&self) -> String {
        montrer(match &self.motif {
            Motif::MauvaisType { extrait, trouve, .. } => {
                if extrait.is_empty() {
                    trouve.nom(Langue::Fr).to_owned()
                } else {
                    extrait.to_string()
                }
            }
            Motif::CleInconnue { cle, .. }
            | Motif::CleAilleurs { cle, .. }
            | Motif::CleEnDouble { cle }
            | Motif::IdEnDouble { id: cle }
            | Motif::RienAApprecier { regle: cle } => cle.clone(),
            Motif::AnneeEnDouble { annee } | Motif::AnneeHorsDuPlan { annee, .. } => {
                annee.to_string()
            }
            Motif::ChoixInconnu { trouve, .. }
            | Motif::PasEntier { trouve, .. }
            | Motif::PresqueAucun { trouve }
            | Motif::TexteAbime { trouve, .. }
            | Motif::TropPetit { trouve, .. }
            | Motif::TropGrand { trouve, .. }
            | Motif::AutreAppel { trouve, .. }
            | Motif::Appel { trouve, .. } => trouve.clone(),
            Motif::Valeur(e) => e.trouve().to_string(),
            Motif::Ordre { date_apres, .. } => date_apres.to_string(),
            Motif::TypeInconnu { trouve, .. } => trouve.clone().unwrap_or_default(),
            Motif::PasUnDocument { trouve } => trouve.nom(Langue::Fr).to_owned(),
            Motif::SansAppel { .. } | Motif::Syntaxe(_) => String::new(),
        })
    }

    /// What was expected there, in words.
    #[must_use]
    pub fn expected(&self, langue: Langue) -> String {
        montrer(match &self.motif {
            Motif::PresqueAucun { .. } => "aucun".to_owned(),
            Motif::TexteAbime { ecrire, .. } => ecrire
                .clone()
                .unwrap_or_else(|| langue.choisir("un texte entier", "the whole text").to_owned()),
            Motif::MauvaisType { attendu, .. } => attendu.nom(langue).to_owned(),
            Motif::CleInconnue { proche, .. } => proche.clone().unwrap_or_default(),
            Motif::CleAilleurs { table, .. } => table.clone(),
            Motif::CleEnDouble { .. } | Motif::IdEnDouble { .. } | Motif::AnneeEnDouble { .. } => {
                match langue {
                    Langue::Fr => "une seule fois".to_owned(),
                    Langue::En => "once only".to_owned(),
                }
            }
            Motif::ChoixInconnu { choix, .. } => liste_de_mots(choix, langue),
            Motif::AnneeHorsDuPlan { annees, .. } => {
                annees.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
            }
            Motif::Valeur(e) => e.attendu(langue),
            Motif::PasEntier { .. } => Genre::NombreEntier.nom(langue).to_owned(),
            Motif::TropPetit { minimum, .. } => match langue {
                Langue::Fr => format!("{minimum} au moins"),
                Langue::En => format!("at least {minimum}"),
            },
            Motif::TropGrand { maximum, .. } => maximum.to_string(),
            Motif::Ordre { date_avant, .. } => date_avant.to_string(),
            Motif::TypeInconnu { connus, .. } => liste_de_mots(connus, langue),
            Motif::PasUnDocument { .. } => Genre::Objet.nom(langue).to_owned(),
            Motif::AutreAppel { attendu, .. } => attendu.clone(),
            Motif::SansAppel { connus } => liste_de_mots(connus, langue),
            Motif::Syntaxe(m) => m.clone(),
            Motif::Appel { .. } | Motif::RienAApprecier { .. } => String::new(),
        })
    }

    /// The fault as one sentence or two: what was found, what was expected, what to write.
    #[must_use]
    pub fn texte(&self, langue: Langue) -> String {
        montrer(match langue {
            Langue::Fr => self.en_francais(),
            Langue::En => self.en_anglais(),
        })
    }

    fn en_francais(&self) -> String {
        let fr = Langue::Fr;
        match &self.motif {
            Motif::MauvaisType { attendu, trouve, extrait, ecrire } => {
                let vu = if extrait.is_empty() { String::new() } else { format!(" ({extrait})") };
                format!(
                    "On attend ici {}\u{a0}; on trouve {}{vu}.{}",
                    attendu.nom(fr),
                    trouve.nom(fr),
                    a_ecrire(ecrire.as_deref(), fr)
                )
            }
            Motif::PresqueAucun { trouve } => format!(
                "\"{trouve}\" se lit comme une réponse\u{a0}: pour dire qu’il n’y en a pas, écrire \"aucun\"."
            ),
            Motif::TexteAbime { trouve, ecrire: Some(ecrire) } => format!(
                "\"{trouve}\" est un texte mal décodé\u{a0}: c’était sans doute \"{ecrire}\". L’écrire ainsi, et enregistrer le fichier en UTF-8."
            ),
            Motif::TexteAbime { trouve, ecrire: None } => format!(
                "Un caractère de \"{trouve}\" est perdu\u{a0}: le texte a été coupé ou mal décodé. Le récrire en entier."
            ),
            Motif::CleInconnue { cle, proche } => format!(
                "La clé \"{cle}\" n’existe pas à cet endroit.{}",
                proche.as_deref().map_or_else(
                    || " La retirer, ou vérifier l’objet qui la contient.".to_owned(),
                    |p| suggestion(Some(p), fr)
                )
            ),
            Motif::CleAilleurs { cle, table } => {
                format!(
                    "La clé \"{cle}\" n’existe pas à cet endroit\u{a0}: l’écrire sous [{table}]."
                )
            }
            Motif::AnneeEnDouble { annee } => format!(
                "L’année {annee} est donnée deux fois\u{a0}: n’en garder qu’une, ou corriger l’une des deux."
            ),
            Motif::AnneeHorsDuPlan { annee, .. } => format!(
                "L’année {annee} n’est pas de celles du plan\u{a0}: l’ajouter à \"annees\", ou la corriger ici."
            ),
            Motif::CleEnDouble { cle } => format!(
                "La clé \"{cle}\" est donnée deux fois dans le même objet\u{a0}: n’en garder qu’une."
            ),
            Motif::IdEnDouble { id } => format!(
                "\"{id}\" désigne déjà un autre élément de cette liste\u{a0}: donner à chacun un identifiant, ou retirer celui qui est en double."
            ),
            Motif::ChoixInconnu { trouve, choix, ouverte, proche, plusieurs } => format!(
                "\"{trouve}\" n’est pas dans la liste. Valeurs possibles\u{a0}: {}.{}{}",
                liste_de_mots(choix, fr),
                suggestion(proche.as_deref(), fr),
                autre_mot(*ouverte, *plusieurs, fr)
            ),
            Motif::Valeur(e) => e.texte(fr),
            Motif::RienAApprecier { .. } => {
                "L’appel ne laisse pas ce point à l’appréciation d’une personne\u{a0}: retirer cet avis.".to_owned()
            }
            Motif::PasEntier { trouve, ecrire, exemple } => {
                let quoi = entier_a_ecrire(trouve, *ecrire, *exemple, fr);
                format!(
                    "{trouve} n’est pas un nombre entier écrit en chiffres\u{a0}: écrire {quoi}."
                )
            }
            Motif::TropPetit { trouve, minimum } => {
                format!("{trouve} n’est pas possible ici\u{a0}: il faut au moins {minimum}.")
            }
            Motif::TropGrand { trouve, maximum } => {
                format!("{trouve} est trop grand\u{a0}: il faut au plus {maximum}.")
            }
            Motif::Ordre { avant, date_avant, apres, date_apres } => format!(
                "\"{apres}\" ({date_apres}) vient avant \"{avant}\" ({date_avant})\u{a0}: corriger l’une des deux dates."
            ),
            Motif::TypeInconnu { trouve: None, connus, .. } => format!(
                "Le document ne dit pas son type. Ajouter \"type\" avec {}.",
                liste_de_mots(connus, fr)
            ),
            Motif::TypeInconnu { trouve: Some(t), proche, connus } => format!(
                "Le type \"{t}\" n’est pas connu. Types connus\u{a0}: {}.{}",
                liste_de_mots(connus, fr),
                suggestion(proche.as_deref(), fr)
            ),
            Motif::PasUnDocument { trouve } => {
                format!(
                    "Un document est un objet entre accolades\u{a0}; on trouve {}.",
                    trouve.nom(fr)
                )
            }
            Motif::AutreAppel { trouve, connus, .. } if !connus.is_empty() => format!(
                "Aucun appel intégré ne s’appelle \"{trouve}\". Appels intégrés\u{a0}: {}. Corriger \"appel\", ou examiner le document selon le fichier de cet appel.",
                liste_de_mots(connus, fr)
            ),
            Motif::AutreAppel { trouve, attendu, .. } => format!(
                "Le document répond à l’appel \"{trouve}\", et non à \"{attendu}\"\u{a0}: il n’est pas examiné. L’examiner selon \"{trouve}\", ou corriger \"appel\"."
            ),
            Motif::SansAppel { connus } => format!(
                "Le document ne nomme aucun appel\u{a0}: rien n’en est jugé. Ajouter \"appel\" avec {}, ou examiner le document selon le fichier de son appel.",
                liste_de_mots(connus, fr)
            ),
            Motif::Syntaxe(m) => format!(
                "Le fichier ne se lit pas à cet endroit ({m}). Vérifier les guillemets, les crochets et les signes «\u{a0}=\u{a0}»."
            ),
            Motif::Appel { fr, .. } => fr.clone(),
        }
    }

    fn en_anglais(&self) -> String {
        let en = Langue::En;
        match &self.motif {
            Motif::MauvaisType { attendu, trouve, extrait, ecrire } => {
                let vu = if extrait.is_empty() { String::new() } else { format!(" ({extrait})") };
                format!(
                    "Expected {} here; found {}{vu}.{}",
                    attendu.nom(en),
                    trouve.nom(en),
                    a_ecrire(ecrire.as_deref(), en)
                )
            }
            Motif::PresqueAucun { trouve } => format!(
                "\"{trouve}\" reads as an answer: to say that there is none, write \"aucun\"."
            ),
            Motif::TexteAbime { trouve, ecrire: Some(ecrire) } => format!(
                "\"{trouve}\" is a text that was decoded wrongly: it was probably \"{ecrire}\". Write it so, and save the file as UTF-8."
            ),
            Motif::TexteAbime { trouve, ecrire: None } => format!(
                "A character of \"{trouve}\" is lost: the text was cut or decoded wrongly. Write it again in full."
            ),
            Motif::CleInconnue { cle, proche } => format!(
                "There is no key \"{cle}\" here.{}",
                proche.as_deref().map_or_else(
                    || " Remove it, or check the object that holds it.".to_owned(),
                    |p| suggestion(Some(p), en)
                )
            ),
            Motif::CleAilleurs { cle, table } => {
                format!("There is no key \"{cle}\" here: write it under [{table}].")
            }
            Motif::AnneeEnDouble { annee } => {
                format!("The year {annee} is given twice: keep one, or correct one of the two.")
            }
            Motif::AnneeHorsDuPlan { annee, .. } => format!(
                "The year {annee} is not one of the plan’s: add it to \"annees\", or correct it here."
            ),
            Motif::CleEnDouble { cle } => {
                format!("The key \"{cle}\" is given twice in the same object: keep one.")
            }
            Motif::IdEnDouble { id } => format!(
                "\"{id}\" already names another item of this list: give each its own id, or take out the one that stands twice."
            ),
            Motif::ChoixInconnu { trouve, choix, ouverte, proche, plusieurs } => format!(
                "\"{trouve}\" is not in the list. Possible values: {}.{}{}",
                liste_de_mots(choix, en),
                suggestion(proche.as_deref(), en),
                autre_mot(*ouverte, *plusieurs, en)
            ),
            Motif::Valeur(e) => e.texte(en),
            Motif::RienAApprecier { .. } => {
                "The call does not leave this point to a person to judge: remove this opinion."
                    .to_owned()
            }
            Motif::PasEntier { trouve, ecrire, exemple } => {
                let quoi = entier_a_ecrire(trouve, *ecrire, *exemple, en);
                format!("{trouve} is not a whole number in digits: write {quoi}.")
            }
            Motif::TropPetit { trouve, minimum } => {
                format!("{trouve} is not possible here: it takes at least {minimum}.")
            }
            Motif::TropGrand { trouve, maximum } => {
                format!("{trouve} is too large: it takes at most {maximum}.")
            }
            Motif::Ordre { avant, date_avant, apres, date_apres } => format!(
                "\"{apres}\" ({date_apres}) comes before \"{avant}\" ({date_avant}): correct one of the two dates."
            ),
            Motif::TypeInconnu { trouve: None, connus, .. } => format!(
                "The document does not say its type. Add \"type\" with {}.",
                liste_de_mots(connus, en)
            ),
            Motif::TypeInconnu { trouve: Some(t), proche, connus } => format!(
                "The type \"{t}\" is not known. Known types: {}.{}",
                liste_de_mots(connus, en),
                suggestion(proche.as_deref(), en)
            ),
            Motif::PasUnDocument { trouve } => {
                format!("A document is an object in braces; found {}.", trouve.nom(en))
            }
            Motif::AutreAppel { trouve, connus, .. } if !connus.is_empty() => format!(
                "No built-in call is called \"{trouve}\". Built-in calls: {}. Correct \"appel\", or examine the document under that call's file.",
                liste_de_mots(connus, en)
            ),
            Motif::AutreAppel { trouve, attendu, .. } => format!(
                "The document answers the call \"{trouve}\", not \"{attendu}\": it is not examined. Examine it under \"{trouve}\", or correct \"appel\"."
            ),
            Motif::SansAppel { connus } => format!(
                "The document names no call: nothing of it is judged. Add \"appel\" with {}, or examine the document under the file of its call.",
                liste_de_mots(connus, en)
            ),
            Motif::Syntaxe(m) => format!(
                "The file cannot be read here ({m}). Check quotes, brackets and \"=\" signs."
            ),
            Motif::Appel { en, .. } => en.clone(),
        }
    }
}
