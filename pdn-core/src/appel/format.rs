//! The format of a call: its tables and their keys. What is documented here is what an editor
//! shows, through the generated schema.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::regle::Bilingue;
use super::tableau::{Brut, LireToml, ParCle, Situe, table};
use crate::dossier::{Annee, choix};
use crate::lecture::{Contenu, Genre, Lecteur, Motif, Noeud};
use crate::values::{Date, Duree, Heure, JourDeLAnnee, Montant};

/// Lists of words of the format read as the documents' do.
macro_rules! mots_du_format {
    ($($type:ty),*) => {$(
        impl LireToml for $type {
            fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
                crate::dossier::forme::Donnee::lire(noeud, lecteur)
            }
        }
        #[cfg(feature = "schema")]
        impl JsonSchema for $type {
            fn inline_schema() -> bool { true }
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($type).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mots: Vec<&str> = Self::CHOIX.iter().map(|c| c.code).collect();
                schemars::json_schema!({ "enum": mots })
            }
        }
    )*};
}

choix! {
    /// How grave it is that a rule fails.
    Gravite {
        /// The dossier cannot be accepted as it stands.
        Bloquant = "bloquant", "bloquant", "blocking";
        /// Something is to be supplied or put right.
        ACorriger = "a-corriger", "à corriger", "correctable";
        /// Advice, never held against anyone.
        Conseil = "conseil", "conseil", "advisory";
    }
}
choix! {
    /// Who answers a point.
    ReponseAttendue {
        /// The dossier declares it.
        LeDossierDeclare = "le dossier déclare", "le dossier déclare", "the dossier declares";
        /// A person judges it.
        UnePersonneJuge = "une personne juge", "une personne juge", "a person judges";
    }
}
choix! {
    /// Why the call holds no value.
    Absence {
        /// The text states none.
        NonPrevue = "non prévue par le texte", "le texte n’en fixe pas", "the text states none";
        /// The Caf has still to fill it in.
        ACompleter = "à compléter par la Caf", "à compléter par la Caf", "to be filled in by the Caf";
        /// Not known.
        Inconnue = "inconnue", "non connue", "not known";
    }
}
choix! {
    /// Whether the file holds all of its text's rules.
    Etat {
        /// All of them.
        Complet = "complet", "complet", "complete";
        /// Some of them: the gaps are declared.
        Partiel = "partiel", "partiel", "partial";
    }
}
choix! {
    /// What is found when a requirement is not met.
    Sinon {
        /// The rule fails.
        Echec = "échec", "échec", "fail";
        /// A person judges.
        AApprecier = "à apprécier", "à apprécier", "to be judged";
    }
}
choix! {
    /// What a question of the call takes for an answer.
    TypeDeReponse {
        /// Yes or no.
        OuiNon = "oui-non", "oui ou non", "yes or no";
        /// A number.
        Nombre = "nombre", "un nombre", "a number";
        /// An amount in euros.
        Montant = "montant", "un montant", "an amount";
        /// A day.
        Date = "date", "une date", "a date";
        /// One word of a list.
        Choix = "choix", "un choix dans une liste", "one of a list";
        /// Free text.
        Texte = "texte", "un texte", "text";
    }
}
choix! {
    /// What an actor does.
    RoleDActeur {
        /// Funds.
        Financeur = "financeur", "financeur", "funder";
        /// Receives applications.
        Destinataire = "destinataire", "destinataire", "addressee";
        /// Signs agreements.
        Signataire = "signataire", "signataire", "signatory";
    }
}
choix! {
    /// How kinds of expense are treated.
    Regime {
        /// These kinds are part of what is funded.
        Comprise = "comprise", "comprise", "included";
        /// These kinds are not admitted.
        Exclue = "exclue", "exclue", "excluded";
        /// These kinds are admitted, and left out of the base of a share.
        HorsAssiette = "hors assiette", "hors assiette", "left out of the base";
        /// Only these kinds are admitted.
        SeuleAdmise = "seule admise", "seule admise", "the only ones admitted";
    }
}
choix! {
    /// How an amount asked stands against one that is worked out.
    Demande {
        /// At most.
        AuPlus = "au plus", "au plus", "at most";
        /// Exactly.
        Exactement = "exactement", "exactement", "exactly";
        /// At least.
        AuMoins = "au moins", "au moins", "at least";
    }
}
mots_du_format!(
    Gravite,
    RoleDActeur,
    Regime,
    Demande,
    ReponseAttendue,
    Absence,
    Etat,
    Sinon,
    TypeDeReponse,
    crate::dossier::Phase
);

/// Labels of a code, in French and perhaps in English, and other ways in which people write it.
#[derive(Debug, Clone)]
pub(crate) struct Libelle {
    pub fr: String,
    pub en: Option<String>,
    pub aussi: Vec<String>,
}

impl LireToml for Libelle {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        match &noeud.contenu {
            Contenu::Table(_) => {
                let lu = LibelleBilingue::lire_toml(noeud, lecteur)?;
                Some(Self { fr: lu.fr?, en: lu.en, aussi: lu.aussi.unwrap_or_default() })
            }
            _ => {
                String::lire_toml(noeud, lecteur).map(|fr| Self { fr, en: None, aussi: Vec::new() })
            }
        }
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Libelle {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Libelle".into()
    }
    fn json_schema(generateur: &mut SchemaGenerator) -> Schema {
        let bilingue = generateur.subschema_for::<LibelleBilingue>();
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, bilingue] })
    }
}

table! {
    /// A label in two languages.
    LibelleBilingue {
        /// In French.
        fr: String,
        /// In English.
        en: String,
        /// Other ways in which people write it: a document that does is told the code to write.
        aussi: Vec<String>,
    }
}

/// How many of a list must be there: `None` is all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Combien(pub Option<u32>);

/// Numbers that people write in words.
const EN_LETTRES: [&[&str]; 10] = [
    &["un", "une"],
    &["deux"],
    &["trois"],
    &["quatre"],
    &["cinq"],
    &["six"],
    &["sept"],
    &["huit"],
    &["neuf"],
    &["dix"],
];

impl Combien {
    /// `toutes`, `3 au moins`, `au moins trois`, `une`.
    fn saisi(texte: &str) -> Option<Self> {
        let bas = texte.to_lowercase();
        let mots: Vec<&str> = bas
            .split(crate::values::est_blanc)
            .filter(|m| !matches!(*m, "" | "au" | "moins"))
            .collect();
        let [mot] = mots.as_slice() else { return None };
        if matches!(*mot, "toutes" | "tous") {
            return Some(Self(None));
        }
        let en_lettres = (1_u32..).zip(EN_LETTRES).find(|(_, mots)| mots.contains(mot));
        let nombre = en_lettres.map(|(n, _)| n).or_else(|| mot.parse().ok())?;
        (nombre > 0).then_some(Self(Some(nombre)))
    }
}

impl LireToml for Combien {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        let texte = match &noeud.contenu {
            Contenu::Texte(t) => t.to_string(),
            Contenu::Nombre(n) => n.to_string(),
            _ => {
                lecteur.mauvais_type(noeud, Genre::Texte);
                return None;
            }
        };
        let lu = Self::saisi(&texte);
        if lu.is_none() {
            let choix =
                vec!["toutes".to_owned(), "une au moins".to_owned(), "3 au moins".to_owned()];
            let trouve = texte.chars().take(60).collect();
            lecteur.faute(
                noeud.debut,
                Motif::ChoixInconnu {
                    trouve,
                    choix,
                    ouverte: None,
                    proche: None,
                    plusieurs: false,
                },
            );
        }
        lu
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Combien {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Combien".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": ["string", "integer"],
            "description": "\"toutes\", \"une au moins\", \"3 au moins\""
        })
    }
}

/// A code that dossiers write, alone or with its label.
#[derive(Debug, Clone)]
pub(crate) struct CodeDit {
    pub id: Situe<String>,
    pub libelle: Option<Bilingue>,
}

table! {
    /// A code with its label.
    CodeEtLibelle {
        /// The code, as dossiers write it.
        id: Situe<String>,
        /// What people read.
        texte: Situe<String>,
        /// What people read, in English.
        texte_en: String,
    }
}

impl LireToml for CodeDit {
    const UNE_FOIS: bool = true;
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        if !matches!(noeud.contenu, Contenu::Table(_)) {
            return Some(Self { id: Situe::lire_toml(noeud, lecteur)?, libelle: None });
        }
        let lu = CodeEtLibelle::lire_toml(noeud, lecteur)?;
        let pointeur = lecteur.pointeur();
        for (cle, manque) in [("id", lu.id.is_none()), ("texte", lu.texte.is_none())] {
            if manque {
                let ecrire = "{ id = \"autre\", texte = \"Autre\" }";
                lecteur.manque(&pointeur, noeud.debut, cle, ecrire);
            }
        }
        let libelle = Bilingue { fr: lu.texte?.valeur, en: lu.texte_en };
        Some(Self { id: lu.id?, libelle: Some(libelle) })
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for CodeDit {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CodeDit".into()
    }
    fn json_schema(generateur: &mut SchemaGenerator) -> Schema {
        let avec_libelle = generateur.subschema_for::<CodeEtLibelle>();
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, avec_libelle] })
    }
}

/// Words that are expected in a field, by field name: `{ forme = ["association"] }`.
pub(crate) type ParChamp = ParCle<Vec<Situe<Brut>>>;

table! {
    /// A quantity on which it depends whether a rule applies.
    Quantite {
        /// The field, or the question; in a list, amounts are added up.
        de: Situe<String>,
        /// Only the lines of these funders.
        parmi: Vec<Situe<String>>,
        /// Only the lines of these years.
        annees: Vec<Situe<Annee>>,
        /// At least (included).
        au_moins: Situe<Brut>,
        /// More than (excluded).
        plus_de: Situe<Brut>,
        /// At most (included).
        au_plus: Situe<Brut>,
        /// Less than (excluded).
        moins_de: Situe<Brut>,
        /// Exactly.
        exactement: Situe<Brut>,
    }
}

table! {
    /// What any rule of a call may say.
    Commun {
        /// How grave a failure is: "bloquant", "a-corriger" or "conseil".
        gravite: Gravite,
        /// Places of the texts: ["MODULE2 §2.b Les formations"]. The first word is a name of [textes].
        source: Vec<Situe<String>>,
        /// Where the text is ambiguous, the reading taken.
        lecture: String,
        /// The reading, in English.
        lecture_en: String,
        /// Short title of the rule, for rules of the call's own.
        titre: String,
        /// The title, in English.
        titre_en: String,
        /// What is required, in one sentence, for rules of the call's own.
        texte: String,
        /// What is required, in English.
        texte_en: String,
        /// Which documents are judged: ["candidature"].
        sujet: Vec<Situe<String>>,
        /// The phase from which it is due: "depot", "retenu" or "bilan".
        phase: crate::dossier::Phase,
        /// Who owes it: "candidat", "structure", "caf", "comite-de-pilotage"…
        du_par: Situe<String>,
        /// Judged once for each such object: "formation", "session", "partenaire", "participant"…
        par: Situe<String>,
        /// Name of this instance, where the rule has several: "remise".
        instance: String,
        /// Applies when each of these fields holds one of these words.
        quand: ParChamp,
        /// Applies except when one of these fields holds one of these words.
        sauf: ParChamp,
        /// Applies when each of these fields is given and not empty.
        quand_renseigne: Vec<Situe<String>>,
        /// Applies when each of these lists holds several elements.
        quand_plusieurs: Vec<Situe<String>>,
        /// Applies when each of these quantities is within its bounds.
        quand_quantite: Vec<Situe<Quantite>>,
        /// What is said where these conditions leave the rule aside: "à fournir au recrutement".
        reporte: String,
        /// The same, in English.
        reporte_en: String,
        /// What follows where it fails: codes of [listes.suites]; "prorata", for the total of a budget against its costs.
        suite: Vec<Situe<String>>,
        /// First day on which this wording of the rule is in force.
        valable_du: Situe<Date>,
        /// Last day on which this wording of the rule is in force.
        valable_au: Situe<Date>,
        /// Why the call holds no value, where it holds none.
        absence: Absence,
    }
}

table! {
    /// [appel]: what the call is.
    EnTete {
        /// Short id, in lower case with hyphens: "cantal-2017".
        id: Situe<String>,
        /// Edition of this file: "2024-1".
        edition: Situe<String>,
        /// Title of the call.
        titre: Situe<String>,
        /// Title of the call, in English.
        titre_en: String,
        /// Id of the charter that it refers to: "charte-2016".
        charte: Situe<String>,
        /// Départements that it covers: ["03", "63"].
        departements: Vec<Situe<String>>,
        /// "complet", or "partiel" when it does not hold all of its text's rules.
        etat: Etat,
    }
}

table! {
    /// [acteurs.<id>]: a funder, an addressee, a signatory.
    Acteur {
        /// Name.
        nom: String,
        /// Name, in English.
        nom_en: String,
        /// What it does: "financeur", "destinataire", "signataire".
        roles: Vec<RoleDActeur>,
        /// The département that it acts for.
        departement: Situe<String>,
    }
}

table! {
    /// [parametres.<nom>]: a value with a name, which values and sentences write {nom}.
    Parametre {
        /// The value: a number, a day, an amount, a share, a word, or a list of them.
        valeur: Vec<Situe<Brut>>,
        /// What it is, in a few words.
        texte: String,
        /// What it is, in English.
        texte_en: String,
        /// Unit of a number: "participants".
        unite: String,
        /// Places of the texts.
        source: Vec<Situe<String>>,
        /// Where the text is ambiguous, the reading taken.
        lecture: String,
        /// The reading, in English.
        lecture_en: String,
        /// First day on which this value holds, where it changes over time.
        valable_du: Situe<Date>,
        /// Last day on which this value holds.
        valable_au: Situe<Date>,
    }
}

table! {
    /// [questions.<id>]: a fact that this call asks for.
    Question {
        /// The question, as people read it.
        texte: Situe<String>,
        /// The question, in English.
        texte_en: String,
        /// "oui-non", "nombre", "montant", "date", "choix" or "texte".
        r#type: Situe<TypeDeReponse>,
        /// Unit of a number.
        unite: String,
        /// Words of a "choix", each perhaps with its label: { id = "16-25", texte = "De 16 à 25 ans" }.
        choix: Vec<CodeDit>,
        /// True where the answer is a list of these words.
        plusieurs: bool,
        /// The object that carries the answer: "formation"… Without it, the document.
        par: Situe<String>,
        /// Which documents carry it. Without it, the application.
        sujet: Vec<Situe<String>>,
        /// Places of the texts.
        source: Vec<Situe<String>>,
    }
}

table! {
    /// Days that come back every year; a period may run over the new year.
    ChaqueAnnee {
        /// From this day: "1er janvier".
        du: Situe<JourDeLAnnee>,
        /// To this day: "31/03".
        au: Situe<JourDeLAnnee>,
    }
}

/// The last hour of a day: none where it is midnight, for the whole day is then open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DerniereHeure(pub Option<Heure>);

impl LireToml for DerniereHeure {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        if let Contenu::Texte(t) = &noeud.contenu
            && matches!(
                t.trim().to_lowercase().as_str(),
                "minuit" | "24:00" | "24 h" | "24h" | "24h00" | "24 h 00"
            )
        {
            return Some(Self(None));
        }
        if let Contenu::Texte(t) = &noeud.contenu
            && t.trim().eq_ignore_ascii_case("midi")
        {
            return Some(Self(Heure::new(12, 0)));
        }
        let heure = Heure::lire_toml(noeud, lecteur)?;
        Some(Self(Some(heure).filter(|h| h.minutes() > 0)))
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for DerniereHeure {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DerniereHeure".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "\"12:00\", \"16 h 30\", \"minuit\""
        })
    }
}

table! {
    /// One of several rounds.
    Tour {
        /// What it is called.
        nom: Situe<String>,
        /// First day.
        du: Situe<Date>,
        /// Last day.
        au: Situe<Date>,
        /// At this time at the latest on the last day, on Paris clocks; midnight is the end of that day.
        heure: Situe<DerniereHeure>,
    }
}

table! {
    /// [dates.<rule>]: a day, a time, a window.
    DateLimite, commun {
        /// The date fields that are judged.
        de: Vec<Situe<String>>,
        /// On this day at the latest.
        le: Situe<Date>,
        /// At this time at the latest, that day, on Paris clocks; midnight is the end of that day.
        heure: Situe<DerniereHeure>,
        /// From this day.
        du: Situe<Date>,
        /// To this day.
        au: Situe<Date>,
        /// Between these days of every year: { du = "1er janvier", au = "31/03" }.
        chaque_annee: Situe<ChaqueAnnee>,
        /// Before this other date: "depot.date".
        avant: Situe<String>,
        /// After this other date.
        apres: Situe<String>,
        /// At least this long before or after it: "15 jours", "3 mois", "1 an".
        au_moins: Situe<Duree>,
        /// More than this long before or after it.
        plus_de: Situe<Duree>,
        /// At most this long before or after it.
        au_plus: Situe<Duree>,
        /// Less than this long before or after it.
        moins_de: Situe<Duree>,
        /// In one of several rounds: [{ nom = "printemps", du = 2025-01-06, au = 2025-02-28 }].
        tours: Vec<Situe<Tour>>,
        /// Outside: "échec" or "à apprécier".
        sinon: Sinon,
    }
}

table! {
    /// [seuils.<rule>]: a bound on a quantity.
    Seuil, commun {
        /// The field that is bounded.
        de: Situe<String>,
        /// Or the field whose sum is bounded, over the objects of "par"; in a list of theirs, one sum for
        /// each object.
        total_de: Situe<String>,
        /// One sum for each value of these fields.
        groupe: Vec<Situe<String>>,
        /// Only for these funders.
        parmi: Vec<Situe<String>>,
        /// Only for the other funders than these.
        sauf_parmi: Vec<Situe<String>>,
        /// Only the lines of these schemes.
        dispositif: Vec<Situe<String>>,
        /// In a list of a budget, only the lines of these accounts, by their first digits: ["70", "75"].
        comptes: Vec<Situe<Brut>>,
        /// The bounds are shares of this. With "total_de": a base of [listes.bases], a rule of [depenses],
        /// "charges", or "charges-et-contributions" with account 86. With "de": another quantity of the dossier.
        base: Situe<String>,
        /// True where a dossier that gives neither base nor grant asks for nothing, and is not concerned.
        si_demande: bool,
        /// The years that the sum covers: an amount that is absent for one of them is not known.
        annees: Vec<Situe<Annee>>,
        /// The group's actor must act for a département applied for; otherwise a person judges.
        acteur_du_departement: bool,
        /// At least (included).
        au_moins: Situe<Brut>,
        /// More than (excluded).
        plus_de: Situe<Brut>,
        /// At most (included).
        au_plus: Situe<Brut>,
        /// Less than (excluded).
        moins_de: Situe<Brut>,
        /// Exactly.
        exactement: Situe<Brut>,
        /// The quantity is a multiple of this: "0,5" for halves.
        pas: Situe<Brut>,
        /// What is counted: "participants".
        unite: String,
        /// True for a quantity that the text leaves open: only zero fails, a person judges the rest.
        ouvert: bool,
        /// Outside the bounds: "échec" or "à apprécier".
        sinon: Sinon,
    }
}

table! {
    /// [conditions.<rule>]: what a field must hold, or must not.
    Condition, commun {
        /// Each of these fields holds one of these words.
        exige: ParChamp,
        /// Each of these lists holds all of these words.
        exige_tous: ParChamp,
        /// None of these fields holds any of these words.
        exclut: ParChamp,
        /// The text of each of these fields contains one of these words: { "nom-du-site" = ["Promeneur du Net"] }.
        contient: ParChamp,
        /// Each of these fields is given and not empty.
        renseigne: Vec<Situe<String>>,
        /// At least one of these yes/no fields is a yes.
        au_moins_un: Vec<Situe<String>>,
        /// When it is not met: "échec" or "à apprécier".
        sinon: Sinon,
    }
}

table! {
    /// One document of a list.
    PieceDemandee {
        /// Its id, as dossiers write it.
        id: Situe<String>,
        /// What it is.
        texte: Situe<String>,
        /// What it is, in English.
        texte_en: String,
        /// Documents that do as well, each perhaps with what it is: { id = "arrete", texte = "arrêté de création" }.
        ou: Vec<CodeDit>,
        /// Asked for when each of these fields holds one of these words.
        quand: ParChamp,
        /// Asked for when each of these fields is given and not empty.
        quand_renseigne: Vec<Situe<String>>,
        /// Asked for when each of these quantities is within its bounds.
        quand_quantite: Vec<Situe<Quantite>>,
        /// Asked for only if there is one: absent from a list that is given, it is not held to be missing.
        si_existe: bool,
        /// Any document that no list of the call names will do.
        autres: bool,
        /// The year that it must be about.
        exercice: Situe<u32>,
        /// Its age on the day of filing is less than this: "3 mois".
        moins_de: Situe<Duree>,
        /// Its age on the day of filing is this at most.
        au_plus: Situe<Duree>,
        /// Not due before this day.
        echeance: Situe<Date>,
    }
}

table! {
    /// [pieces.<rule>]: documents to supply.
    Pieces, commun {
        /// The documents, in the text's order.
        liste: Vec<Situe<PieceDemandee>>,
        /// How many of them: "toutes", "une au moins", "3 au moins".
        combien: Situe<Combien>,
    }
}

/// One point: a suffix that the catalogue knows, or one with its own wording.
#[derive(Debug, Clone)]
pub(crate) struct PointListe {
    pub id: Situe<String>,
    pub texte: Option<String>,
    pub texte_en: Option<String>,
}

table! {
    /// A point with its own wording.
    PointDetaille {
        /// Its suffix: the point's id is the rule's id, a dot and this.
        id: Situe<String>,
        /// The point, in one sentence.
        texte: String,
        /// The point, in English.
        texte_en: String,
    }
}

impl LireToml for PointListe {
    fn lire_toml(noeud: &Noeud<'_>, lecteur: &mut Lecteur<'_>) -> Option<Self> {
        if matches!(noeud.contenu, Contenu::Table(_)) {
            let lu = PointDetaille::lire_toml(noeud, lecteur)?;
            return Some(Self { id: lu.id?, texte: lu.texte, texte_en: lu.texte_en });
        }
        let id = Situe::lire_toml(noeud, lecteur)?;
        Some(Self { id, texte: None, texte_en: None })
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for PointListe {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PointListe".into()
    }
    fn json_schema(generateur: &mut SchemaGenerator) -> Schema {
        let detaille = generateur.subschema_for::<PointDetaille>();
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, detaille] })
    }
}

table! {
    /// [points.<rule>]: what the dossier declares, or a person judges.
    Points, commun {
        /// "le dossier déclare" or "une personne juge".
        reponse: ReponseAttendue,
        /// Several points, each with its suffix.
        liste: Vec<PointListe>,
        /// How many of them: "tous", "un au moins", "3 au moins".
        combien: Situe<Combien>,
        /// One point for each actor that has this role: "signataire".
        par_acteur: Situe<RoleDActeur>,
        /// A declared no fails in any phase.
        refus_en_toute_phase: bool,
        /// A breach on record overrides a yes.
        manquement: bool,
        /// Such a breach is a ground for exclusion.
        motif_d_exclusion: bool,
    }
}

table! {
    /// [depenses.<rule>]: kinds of expense of the budgets.
    Depenses, commun {
        /// The kinds, as budget lines write them.
        liste: Vec<Situe<String>>,
        /// "comprise", "exclue", "hors assiette" or "seule admise".
        regime: Regime,
    }
}

table! {
    /// [baremes.<rule>]: an amount that is worked out, and what is asked against it.
    Bareme, commun {
        /// The amount for one: "100 €".
        montant: Situe<Montant>,
        /// Times these numbers, fields or questions: ["volontaires"].
        fois: Vec<Situe<String>>,
        /// Never less than this.
        plancher: Situe<Montant>,
        /// Never more than this.
        plafond: Situe<Montant>,
        /// The funders whose lines are compared.
        parmi: Vec<Situe<String>>,
        /// Only the lines of these schemes.
        dispositif: Vec<Situe<String>>,
        /// The years, each apart.
        annees: Vec<Situe<Annee>>,
        /// What may be asked: "au plus", "exactement" or "au moins" this amount.
        demande: Demande,
    }
}

table! {
    /// [lacunes.<id>]: what this file does not hold, and when that matters.
    Lacune {
        /// What is missing.
        texte: Situe<String>,
        /// What is missing, in English.
        texte_en: String,
        /// Who could fill it.
        du_par: Situe<String>,
        /// It matters when each of these fields holds one of these words: the call then has no rule for the dossier.
        quand: ParChamp,
        /// Why it is missing.
        absence: Absence,
        /// Places of the texts.
        source: Vec<Situe<String>>,
    }
}

/// The tables of a call, and the keys that each has for its own, for finding a key that was
/// written under the wrong one.
pub(crate) const TABLES: &[(&str, &[&str])] = &[
    ("appel", EnTete::CLES),
    ("textes", &[]),
    ("acteurs", Acteur::CLES),
    ("listes", &[]),
    ("parametres", Parametre::CLES),
    ("questions", Question::CLES),
    ("dates", DateLimite::CLES),
    ("seuils", Seuil::CLES),
    ("conditions", Condition::CLES),
    ("pieces", Pieces::CLES),
    ("points", Points::CLES),
    ("depenses", Depenses::CLES),
    ("baremes", Bareme::CLES),
    ("regles", &[]),
    ("lacunes", Lacune::CLES),
];

/// The tables that a key belongs to.
pub(crate) fn tables_de(cle: &str) -> Vec<&'static str> {
    let mut tables: Vec<&'static str> = TABLES
        .iter()
        .filter(|(t, c)| *t != "parametres" && c.contains(&cle))
        .map(|(t, _)| *t)
        .collect();
    // A bound is meant for a quantity before it is for a length of time.
    if tables.contains(&"seuils") {
        tables.retain(|t| *t != "dates");
    }
    tables
}
