//! What was understood of a call's file, for the person who typed it: every rule in words, with the
//! place of the text that it comes from, so that the two pages can be compared.

mod comparaison;
mod demandes;
mod facettes;
mod formules;
mod mots;

pub use comparaison::{Aspect, Change, Comparison, Difference, DifferenceKind, Subject};

use super::nombres::{self, Liaison};
use super::{Lexique, Role, minuscule, plain};
use crate::appel::formules::Formule;
use crate::appel::{
    Absence, Appel, Choisies, Citation, Exigence, Jugement, NatureDeclarable, Regle, Severity,
    catalogue,
};
use crate::dossier::{Descripteur, TypeDeDocument};
use crate::value::Value;
use crate::values::Langue;

impl Appel {
    /// What was understood of the call's file, in words: its dates, amounts, conditions, documents and
    /// points, each with its severity and its source, and what is left open. Someone who wrote the file
    /// from a page compares the two.
    ///
    /// Rules taken over from the charter are counted, not listed. The calendar against a day is in
    /// [`Appel::examine`].
    ///
    /// ```
    /// use pdn_core::{Appel, values::Langue};
    ///
    /// let appel = Appel::builtin("cantal-2017")?;
    /// assert!(appel.to_text(Langue::Fr).contains("le 6 novembre 2017 au plus tard"));
    /// assert!(appel.to_text(Langue::En).contains("by 6 November 2017"));
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn to_text(&self, langue: Langue) -> String {
        self.render(langue, |_, texte| texte.to_owned())
    }

    /// The same text, each piece that has a role passed through `style`, as in
    /// [`Report::render`](crate::Report::render). Pieces never hold an end of line.
    #[must_use]
    pub fn render(&self, langue: Langue, style: impl Fn(Role, &str) -> String) -> String {
        let mots = Mots { appel: self, lex: Lexique::de(self, langue) };
        let mut page = Page { mots, style, out: String::with_capacity(16_384) };
        page.en_tete();
        page.parametres();
        page.questions();
        let entrees = mots.entrees(mots.jugements());
        for rubrique in Rubrique::TOUTES {
            page.rubrique(*rubrique, &entrees);
        }
        page.charte();
        page.conseils();
        page.reste_ouvert();
        page.out
    }

    /// One rule of the call, the charter's included: what it asks with the call's values, when, how gravely, where the
    /// texts say so, and the reading taken; `None` where the call has no such rule.
    ///
    /// [`Report::explain`](crate::Report::explain) adds what was found in a document.
    ///
    /// ```
    /// use pdn_core::{Appel, values::Langue};
    ///
    /// let appel = Appel::builtin("cantal-2017")?;
    /// let texte = appel.explain("coordination.rencontres", Langue::En).unwrap_or_default();
    /// assert!(texte.contains("at least 2 meetings"));
    /// assert_eq!(appel.explain("coordination.reunions", Langue::En), None);
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn explain(&self, rule: &str, langue: Langue) -> Option<String> {
        self.render_rule(rule, langue, |_, texte| texte.to_owned())
    }

    /// The same text, each piece that has a role passed through `style`, as in [`Appel::render`].
    #[must_use]
    pub fn render_rule(
        &self,
        rule: &str,
        langue: Langue,
        style: impl Fn(Role, &str) -> String,
    ) -> Option<String> {
        let rang = self.rang_de_regle(rule)?;
        let mots = Mots { appel: self, lex: Lexique::de(self, langue) };
        let mut page = Page { mots, style, out: String::with_capacity(1024) };
        page.regle(rang);
        Some(page.out)
    }
}

/// A part of the page: one for each kind of thing that a call asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rubrique {
    Dates,
    Montants,
    Conditions,
    Pieces,
    Depenses,
    Points,
    Appreciations,
    Moteur,
}

impl Rubrique {
    const TOUTES: &[Self] = &[
        Self::Dates,
        Self::Montants,
        Self::Conditions,
        Self::Pieces,
        Self::Depenses,
        Self::Points,
        Self::Appreciations,
        Self::Moteur,
    ];

    /// Where a demand stands; `None` for one without a value.
    fn de(exigence: &Exigence) -> Option<Self> {
        Some(match exigence {
            Exigence::Absente(_) => return None,
            Exigence::Date(_) => Self::Dates,
            Exigence::Seuil(_) | Exigence::Somme(_) => Self::Montants,
            Exigence::Condition(_) => Self::Conditions,
            Exigence::Pieces(_) => Self::Pieces,
            Exigence::Depenses(_) => Self::Depenses,
            Exigence::Declaration(_) | Exigence::AuChoix(_) => Self::Points,
            Exigence::Appreciation { .. } => Self::Appreciations,
            Exigence::Formule(f) if matches!(**f, Formule::CalendrierAppel(_)) => Self::Dates,
            Exigence::Formule(_) => Self::Moteur,
        })
    }

    fn titre(self, lex: Lexique<'_>) -> &'static str {
        match self {
            Self::Dates => lex.dit("Dates et délais", "Dates and deadlines"),
            Self::Montants => lex.dit("Montants et quantités", "Amounts and quantities"),
            Self::Conditions => lex.dit("Conditions", "Conditions"),
            Self::Pieces => lex.dit("Pièces à fournir", "Documents to supply"),
            Self::Depenses => lex.dit("Natures de dépenses", "Kinds of expense"),
            Self::Points => {
                lex.dit("Points que le dossier déclare", "Points that the dossier declares")
            }
            Self::Appreciations => {
                lex.dit("Points qu’une personne apprécie", "Points that a person judges")
            }
            Self::Moteur => {
                lex.dit("Autres vérifications du programme", "Other checks of the program")
            }
        }
    }
}

/// One rule, as far as one kind of thing goes.
struct Entree {
    regle: u16,
    rubrique: Rubrique,
    sujets: Vec<TypeDeDocument>,
    du_par: String,
    citations: Vec<Citation>,
    titre: String,
    /// What is asked, in sentences.
    compris: String,
    /// When, in sentences.
    conditions: String,
    /// What follows where it fails, in a sentence.
    suites: String,
    elements: Vec<String>,
    /// Where the file has the list that a point is of.
    liste: Option<String>,
    /// How many points of the list are due, which its points follow.
    tete: bool,
}

impl Entree {
    /// True of the same demand, made of another type of document.
    fn est_la_meme(&self, autre: &Self) -> bool {
        self.regle == autre.regle
            && self.rubrique == autre.rubrique
            && self.du_par == autre.du_par
            && self.citations == autre.citations
            && self.titre == autre.titre
            && self.suites == autre.suites
            && self.compris == autre.compris
            && self.conditions == autre.conditions
            && self.elements == autre.elements
    }
}

/// The page.
struct Page<'a, S> {
    mots: Mots<'a>,
    style: S,
    out: String,
}

impl<S: Fn(Role, &str) -> String> Page<'_, S> {
    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.mots.lex.dit(fr, en)
    }

    fn pose(&mut self, role: Role, texte: &str) {
        let texte = (self.style)(role, texte);
        self.out.push_str(&texte);
    }

    /// A line of its own, if there is anything on it.
    fn ligne(&mut self, retrait: &str, texte: &str) {
        if !texte.is_empty() {
            self.out.push_str(retrait);
            super::sur_une_ligne(&mut self.out, texte);
            self.out.push('\n');
        }
    }

    /// `Charte : …`
    fn indication(&mut self, fr: &'static str, en: &'static str, texte: &str) {
        let (titre, deux_points) = (self.dit(fr, en), self.mots.deux_points());
        self.ligne("", &format!("{titre}{deux_points}{texte}"));
    }

    fn partie(&mut self, titre: &str, nombre: usize) {
        self.out.push('\n');
        let mut texte = format!("{titre} (");
        nombres::entier(&mut texte, nombre, self.mots.lex.langue);
        texte.push(')');
        self.pose(Role::Heading, &texte);
        self.out.push('\n');
    }

    fn en_tete(&mut self) {
        let (appel, lex) = (self.mots.appel, self.mots.lex);
        self.pose(Role::Title, &appel.title(lex.langue));
        self.out.push('\n');
        let edition = self.dit("édition", "edition");
        let identite = format!("{}, {edition} {}", appel.id(), appel.edition());
        self.pose(Role::Muted, &identite);
        self.out.push_str("\n\n");
        let departements = self.mots.departements();
        if !departements.is_empty() {
            self.indication("Départements", "Départements", &departements);
        }
        if let Some(titre) = self.mots.charte() {
            self.indication("Charte", "Charter", &titre);
        }
        let acteurs = &appel.contenu().acteurs;
        if !acteurs.is_empty() {
            let ids = acteurs.iter().map(|a| a.id.as_str());
            let noms = self.mots.valeur(&Value::choices(ids, "acteurs"));
            self.indication("Acteurs", "Actors", &noms);
        }
        let cites = self.mots.textes_cites();
        for (nom, titre) in appel.texts().into_iter().filter(|(nom, _)| cites.contains(nom)) {
            let deux_points = self.mots.deux_points();
            let texte = self.dit("Texte", "Text");
            self.ligne("", &format!("{texte} {nom}{deux_points}{titre}"));
        }
        if appel.is_partial() {
            self.ligne("", self.mots.completude());
        }
        self.out.push('\n');
        self.ligne("", self.dit(
            "Entre crochets, la gravité\u{a0}: «\u{a0}bloquant\u{a0}», le dossier est refusé si la règle n’est pas respectée\u{a0}; «\u{a0}à corriger\u{a0}», il est à reprendre\u{a0}; «\u{a0}conseil\u{a0}», sans effet sur la décision.",
            "In brackets, the severity: “blocking”, the dossier is refused if the rule is not met; “to be corrected”, it is to be mended; “advice”, without effect on the decision.",
        ));
        self.ligne("", self.dit(
            "Sauf mention contraire, une règle porte sur la candidature et incombe au candidat.",
            "Unless said otherwise, a rule bears on the application and is owed by the applicant.",
        ));
        if appel.contenu().regles.iter().any(|r| r.reprise.phrase || r.reprise.gravite) {
            self.ligne("", self.dit(
                "Un astérisque marque ce que le fichier ne dit pas et que le programme sait de la règle\u{a0}: sa gravité, son titre, sa phrase, sa phase, son document.",
                "An asterisk marks what the file does not say and the program knows of the rule: its severity, its title, its sentence, its phase, its document.",
            ));
        }
    }

    fn questions(&mut self) {
        let lex = self.mots.lex;
        let questions: Vec<(String, String)> = self
            .mots
            .appel
            .contenu()
            .declarables
            .iter()
            .filter_map(|d| match &d.nature {
                NatureDeclarable::Question { .. } => {
                    Some((lex.texte(&d.titre).into_owned(), self.mots.reponse(d)))
                }
                _ => None,
            })
            .collect();
        if questions.is_empty() {
            return;
        }
        let titre = self.dit("Questions propres à cet appel", "Questions of this call’s own");
        self.partie(titre, questions.len());
        let reponse = self.dit("réponse", "answer");
        for (texte, attendue) in questions {
            self.ligne(
                "  - ",
                &format!("{texte} ({reponse}{}{attendue})", self.mots.deux_points()),
            );
        }
    }

    /// The values that have a name, and the rules that they stand in.
    fn parametres(&mut self) {
        let (lex, appel) = (self.mots.lex, self.mots.appel);
        let parametres = &appel.contenu().parametres;
        if parametres.is_empty() {
            return;
        }
        self.partie(self.dit("Valeurs nommées", "Named values"), parametres.len());
        for p in parametres {
            let (nom, valeurs) = (self.mots.nom_du_parametre(p), self.mots.valeurs_de(p));
            self.ligne("  - ", &format!("{nom}{}{valeurs}", self.mots.deux_points()));
            let emplois = p.emplois.iter().map(|id| self.mots.qui_emploie(id));
            let emplois = self.mots.enumerer(&emplois.collect::<Vec<_>>(), Liaison::Et);
            let employe = self.dit("Employée par", "Used by");
            self.ligne("    ", &format!("{employe}{}{emplois}.", self.mots.deux_points()));
            if let Some(lecture) = &p.lecture {
                let retenue = self.dit("Lecture retenue\u{a0}: ", "Reading taken: ");
                self.ligne("    ", &format!("{retenue}{}", lex.texte(lecture)));
            }
            self.sources(&p.citations);
        }
    }

    /// A part, where there is anything in it.
    fn rubrique(&mut self, rubrique: Rubrique, entrees: &[Entree]) {
        let entrees: Vec<&Entree> = entrees.iter().filter(|e| e.rubrique == rubrique).collect();
        if entrees.is_empty() {
            return;
        }
        let nombre = entrees.iter().filter(|e| !e.tete).count();
        self.partie(rubrique.titre(self.mots.lex), nombre);
        if rubrique == Rubrique::Appreciations {
            self.ligne(
                "  ",
                self.dit(
                    "Le programme les rappelle dans le rapport, et n’en décide jamais.",
                    "The program recalls them in the report, and never decides on them.",
                ),
            );
        }
        let mots = self.mots;
        for bloc in entrees.chunk_by(|un, autre| mots.vont_ensemble(un, autre)) {
            match bloc {
                [seule] => self.seule(seule),
                [premiere, autres @ ..] => {
                    let points: Vec<String> =
                        bloc.iter().filter(|e| !e.tete).map(|e| e.compris.clone()).collect();
                    let (titre, compris) = if premiere.tete {
                        (premiere.titre.clone(), premiere.compris.clone())
                    } else {
                        let commun = autres.iter().all(|e| e.titre == premiere.titre);
                        let commun = commun.then(|| premiere.titre.clone());
                        let titre = self.mots.titre_de_liste(premiere).or(commun);
                        let repli = || self.dit("Liste de points", "List of points").to_owned();
                        (titre.unwrap_or_else(repli), String::new())
                    };
                    self.entree(premiere, &titre, compris, &points);
                }
                [] => {}
            }
        }
    }

    /// One rule, and all that is asked under it.
    fn regle(&mut self, rang: u16) {
        let (mots, langue) = (self.mots, self.mots.lex.langue);
        let regle = mots.appel.regle(rang);
        self.pose(Role::Title, &format!("{} ({})", regle.id, mots.appel.id()));
        self.out.push('\n');
        let jugements = mots.appel.contenu().jugements.iter();
        let entrees =
            mots.entrees(jugements.map(|(type_, j)| (*type_, j)).filter(|(_, j)| j.regle == rang));
        if entrees.is_empty() {
            self.ligne("  ", &mots.titre(regle, ""));
            self.ligne("    ", &mots.phrase(regle));
            self.sources(&regle.citations);
        }
        for entree in &entrees {
            self.seule(entree);
        }
        if let Some(lecture) = &regle.lecture {
            let retenue = self.dit("Lecture retenue\u{a0}: ", "Reading taken: ");
            self.ligne("    ", &format!("{retenue}{}", lecture.texte(langue)));
        }
    }

    /// An entry that is not of a list.
    fn seule(&mut self, e: &Entree) {
        // A rule without a title of its own has its sentence for one.
        let phrase = format!("{}.", e.titre);
        let reste = e.compris.strip_prefix(&phrase).unwrap_or(&e.compris);
        self.entree(e, &e.titre, reste.trim_start().to_owned(), &e.elements);
    }

    /// The severity and the title, what is asked and when, the places of the texts.
    fn entree(&mut self, e: &Entree, titre: &str, mut compris: String, elements: &[String]) {
        let langue = self.mots.lex.langue;
        let regle = self.mots.appel.regle(e.regle);
        let gravite = Severity::from(regle.gravite);
        let role = match gravite {
            Severity::Blocking => Role::Inadmissible,
            Severity::Correctable => Role::Incomplete,
            Severity::Advisory => Role::Muted,
        };
        self.out.push_str("  ");
        let etoile = |reprise: bool| if reprise { "*" } else { "" };
        let reprise = regle.reprise;
        self.pose(role, &format!("[{}{}]", gravite.label(langue), etoile(reprise.gravite)));
        self.ligne(" ", &format!("{titre}{}", etoile(reprise.phrase)));
        for dit in [&e.conditions, &self.mots.mentions(regle, &e.du_par, &e.sujets), &e.suites] {
            if !compris.is_empty() && !dit.is_empty() {
                compris.push(' ');
            }
            compris.push_str(dit);
        }
        self.ligne("    ", &compris);
        for element in elements {
            self.ligne("    - ", element);
        }
        self.sources(&e.citations);
    }

    fn sources(&mut self, citations: &[Citation]) {
        if !citations.is_empty() {
            self.out.push_str("    ");
            let texte = plain::citations(citations, self.mots.lex.langue);
            self.pose(Role::Muted, &texte);
            self.out.push('\n');
        }
    }

    /// The rules that come with the charter.
    fn charte(&mut self) {
        let reprises = self.mots.reprises();
        let Some(charte) = &self.mots.appel.contenu().charte else { return };
        if reprises.is_empty() {
            return;
        }
        let langue = self.mots.lex.langue;
        let mut sujets: Vec<TypeDeDocument> = Vec::new();
        for sujet in reprises.iter().flat_map(|r| &r.sujets) {
            if !sujets.contains(sujet) {
                sujets.push(*sujet);
            }
        }
        let documents = self.mots.documents(&sujets);
        let titre = self.mots.cite(&charte.title(langue));
        let mut nombre = String::new();
        nombres::entier(&mut nombre, reprises.len(), langue);
        let texte = langue.choisir(
            format!(
                "{nombre} règles de {titre} s’appliquent aussi\u{a0}; elles ne sont pas répétées ici. Documents examinés\u{a0}: {documents}."
            ),
            format!(
                "{nombre} rules of {titre} apply as well; they are not repeated here. Documents examined: {documents}."
            ),
        );
        self.partie(
            self.dit("Règles reprises de la charte", "Rules taken over from the charter"),
            reprises.len(),
        );
        self.ligne("  ", &texte);
    }

    /// What the call holds no value for, and what it declares that it does not hold.
    /// Values that would be changed in one place if they had a name.
    fn conseils(&mut self) {
        let (lex, sans_nom) = (self.mots.lex, &self.mots.appel.contenu().sans_nom);
        if sans_nom.is_empty() {
            return;
        }
        self.partie(self.dit("Conseils", "Advice"), sans_nom.len());
        for (valeur, entrees) in sans_nom {
            let ou: Vec<String> = entrees.iter().map(|id| self.mots.qui_emploie(id)).collect();
            let (valeur, ou) = (lex.texte(valeur), self.mots.enumerer(&ou, Liaison::Et));
            let texte = lex.langue.choisir(
                format!("La même valeur, {valeur}, est écrite dans {ou}\u{a0}: si c’est la même chose, lui donner un nom sous [parametres] permet de ne la changer qu’une fois."),
                format!("The same value, {valeur}, is written in {ou}: if it is the same thing, a name under [parametres] lets it be changed once."),
            );
            self.ligne("  - ", &texte);
        }
    }

    fn reste_ouvert(&mut self) {
        let lex = self.mots.lex;
        let ouverts = self.mots.ouverts();
        self.partie(self.dit("Ce qui reste ouvert", "What is left open"), ouverts.len());
        if ouverts.is_empty() {
            self.ligne("  ", self.dit("Rien.", "Nothing."));
        }
        for (absence, titre) in [
            (
                Some(Absence::ACompleter),
                lex.dit("À compléter par la Caf", "To be filled in by the Caf"),
            ),
            (
                Some(Absence::NonPrevue),
                lex.dit("Laissé ouvert par le texte", "Left open by the text"),
            ),
            (Some(Absence::Inconnue), lex.dit("Non connu", "Not known")),
            (None, lex.dit("Que le fichier ne contient pas", "Not held by the file")),
        ] {
            let textes: Vec<&String> =
                ouverts.iter().filter(|(a, _)| *a == absence).map(|(_, t)| t).collect();
            if textes.is_empty() {
                continue;
            }
            self.ligne("  ", &format!("{titre}{}", self.mots.deux_points()));
            for texte in textes {
                self.ligne("    - ", texte);
            }
        }
    }
}

/// The words of a call's rules.
#[derive(Clone, Copy)]
struct Mots<'a> {
    appel: &'a Appel,
    lex: Lexique<'a>,
}

/// What fields are looked up from: the object that is judged, and the document.
#[derive(Clone, Copy)]
struct Depart {
    objet: &'static Descripteur,
    racine: &'static Descripteur,
}

// ---------------- Which rules, in which order

impl<'a> Mots<'a> {
    /// The rules that the call took over from its charter: they come after its own.
    fn reprises(self) -> &'a [Regle] {
        let contenu = self.appel.contenu();
        let Some(charte) = &contenu.charte else { return &[] };
        let reprise = |r: &Regle| {
            charte.contenu().regles.iter().any(|c| {
                c.id == r.id
                    && c.citations == r.citations
                    && c.gravite == r.gravite
                    && c.du_par == r.du_par
                    && c.parametres == r.parametres
            })
        };
        let propres = contenu.regles.iter().rposition(|r| !reprise(r));
        let debut = propres.map_or(0, |rang| rang.saturating_add(1));
        contenu.regles.get(debut..).unwrap_or_default()
    }

    /// The judgements of the call's own rules.
    fn jugements(self) -> impl Iterator<Item = (Option<TypeDeDocument>, &'a Jugement)> {
        let contenu = self.appel.contenu();
        let propres = contenu.regles.len().saturating_sub(self.reprises().len());
        contenu
            .jugements
            .iter()
            .filter(move |(_, j)| usize::from(j.regle) < propres)
            .map(|(type_, j)| (*type_, j))
    }

    fn textes_cites(self) -> Vec<&'a str> {
        let propres = self.jugements().map(|(_, j)| self.appel.regle(j.regle));
        propres.flat_map(|r| &r.citations).map(|c| c.document.as_str()).collect()
    }

    fn entrees(
        self,
        jugements: impl Iterator<Item = (Option<TypeDeDocument>, &'a Jugement)>,
    ) -> Vec<Entree> {
        let mut entrees: Vec<Entree> = Vec::new();
        for (type_, jugement) in jugements {
            let Some(rubrique) = Rubrique::de(&jugement.exigence) else { continue };
            let entree = self.entree(type_, jugement, rubrique);
            match entrees.iter_mut().find(|e| e.est_la_meme(&entree)) {
                Some(deja) => deja.sujets.extend(entree.sujets),
                None => entrees.push(entree),
            }
        }
        entrees
    }

    fn entree(self, type_: Option<TypeDeDocument>, j: &Jugement, rubrique: Rubrique) -> Entree {
        let regle = self.appel.regle(j.regle);
        let depart = Depart::de(type_, j);
        let mut elements = Vec::new();
        let compris = match &j.exigence {
            Exigence::Absente(_) => String::new(),
            Exigence::Date(e) => self.date(e, depart, &mut elements),
            Exigence::Seuil(e) => self.seuil(e, depart),
            Exigence::Somme(e) => self.somme(e, depart),
            Exigence::Condition(e) => self.condition(e, depart),
            Exigence::Pieces(e) => self.pieces(e, depart, &mut elements),
            Exigence::Depenses(e) => self.depenses(e),
            Exigence::Declaration(e) => self.declaration(regle, e),
            Exigence::AuChoix(e) => self.au_choix(e),
            Exigence::Appreciation { .. } => self.phrase(regle),
            Exigence::Formule(f) => self.formule(regle, (j, f), &mut elements),
        };
        let mut conditions = self.conditions(j, depart);
        let mut compris = compris;
        if let Some(mut chaque) = self.pour_chaque(j, depart) {
            match &j.exigence {
                Exigence::Date(_) | Exigence::Seuil(_) | Exigence::Condition(_) => {
                    chaque.push_str(", ");
                    minuscule(&mut chaque, &compris);
                    compris = chaque;
                }
                Exigence::Declaration(_) | Exigence::AuChoix(_) | Exigence::Appreciation { .. } => {
                    let mut vaut = self.dit("Vaut ", "Holds ").to_owned();
                    minuscule(&mut vaut, &chaque);
                    vaut.push_str(if conditions.is_empty() { "." } else { ". " });
                    conditions.insert_str(0, &vaut);
                }
                // The others say it themselves.
                _ => {}
            }
        }
        Entree {
            regle: j.regle,
            rubrique,
            sujets: type_.into_iter().collect(),
            du_par: j.du_par.as_ref().unwrap_or(&regle.du_par).clone(),
            citations: j.citations.clone(),
            titre: self.titre(regle, &j.instance),
            compris,
            conditions,
            suites: self.suites(j),
            elements,
            liste: self.liste(regle, &j.exigence),
            tete: matches!(j.exigence, Exigence::AuChoix(_)),
        }
    }

    /// Where the file has the list that a point, or a number of points, is of.
    fn liste(self, regle: &Regle, exigence: &Exigence) -> Option<String> {
        let point = match exigence {
            Exigence::AuChoix(Choisies { numeros, .. }) => {
                let premier =
                    self.appel.contenu().declarables.get(usize::from(*numeros.first()?))?;
                self.appel.regle(self.appel.rang_de_regle(&premier.id)?)
            }
            Exigence::Declaration(_) | Exigence::Appreciation { .. } => regle,
            _ => return None,
        };
        point.pointeur.split_once("/liste/").map(|(liste, _)| liste.to_owned())
    }

    /// True of two points that are shown as one list.
    fn vont_ensemble(self, un: &Entree, autre: &Entree) -> bool {
        let (Some(liste), Some(encore)) = (&un.liste, &autre.liste) else { return false };
        if liste != encore || autre.tete {
            return false;
        }
        let (a, b) = (self.appel.regle(un.regle), self.appel.regle(autre.regle));
        un.tete
            || (a.gravite == b.gravite
                && un.citations == autre.citations
                && un.conditions == autre.conditions
                && un.suites == autre.suites
                && self.mentions(a, &un.du_par, &un.sujets)
                    == self.mentions(b, &autre.du_par, &autre.sujets))
    }

    /// The title of a list of points, where the catalogue has one.
    fn titre_de_liste(self, entree: &Entree) -> Option<String> {
        let id = entree.liste.as_ref()?.split('/').nth(2)?;
        catalogue().fiche(id).map(|f| self.lex.texte(&f.titre).into_owned())
    }

    /// Every blank of the call and every gap that it declares, with why.
    fn ouverts(self) -> Vec<(Option<Absence>, String)> {
        let langue = self.lex.langue;
        let mut ouverts: Vec<(Option<Absence>, String)> = Vec::new();
        for (_, j) in self.jugements() {
            let Exigence::Absente(absence) = j.exigence else { continue };
            let regle = self.appel.regle(j.regle);
            let mut texte = self.titre(regle, &j.instance);
            if !j.citations.is_empty() {
                texte.push(' ');
                texte.push_str(&plain::citations(&j.citations, langue));
            }
            if !ouverts.contains(&(Some(absence), texte.clone())) {
                ouverts.push((Some(absence), texte));
            }
        }
        for lacune in &self.appel.contenu().lacunes {
            let mut texte = self.lex.texte(&lacune.texte).into_owned();
            texte.push_str(&self.sans_regle_quand(lacune));
            ouverts.push((lacune.absence, texte));
        }
        ouverts
    }
}
