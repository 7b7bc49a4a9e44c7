//! What differs between two calls, in words: last year's, and the one that was made of it.

use super::facettes::{Chose, EnMots, EntreeEnFacettes, Facette, choses};
use crate::appel::Appel;
use crate::text::{Role, nombres};
use crate::values::{Langue, montrer};

impl Appel {
    /// What differs between this call and another one, from this one to the other.
    ///
    /// What the calls ask is compared, not how it is written: comments, the order of entries, and
    /// `"300 €"` for `300` are no difference. A label, an actor or a question that is worded anew is said once, and
    /// not again by every rule that names it. A call keeps no source of its questions and gaps: these are not
    /// compared.
    ///
    /// ```
    /// use pdn_core::{Appel, values::Langue};
    ///
    /// let before = Appel::builtin("cantal-2017")?;
    /// assert_eq!(before.compare(&before).to_text(Langue::En), "Nothing differs.\n");
    ///
    /// let toml = Appel::builtin_toml("cantal-2017")?.replace("edition = \"", "edition = \"x-");
    /// let comparison = before.compare(&Appel::from_toml(toml)?);
    /// assert_eq!(comparison.differences(Langue::En).len(), 1);
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> Comparison {
        Comparison {
            before: self.clone(),
            after: other.clone(),
            ecarts: if self == other { Vec::new() } else { ecarts(self, other) },
        }
    }
}

/// What differs between two calls: see [`Appel::compare`].
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    before: Appel,
    after: Appel,
    ecarts: Vec<Ecart>,
}

/// One thing that differs: a rule, a question, an actor…
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Whether it is new, gone, or says something else.
    pub kind: DifferenceKind,
    /// What it is.
    pub subject: Subject,
    /// Its id in the file; of a code, its list, a dot and the code; empty for the call itself.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What is said of it otherwise; of something new or gone, all that is said of it.
    pub changes: Vec<Change>,
}

/// One aspect of something that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Which aspect.
    pub aspect: Aspect,
    /// The aspect in words, with the name of the rule's entry where it has several.
    pub label: String,
    /// What the first call says, in words; `None` where it says nothing of it.
    pub before: Option<String>,
    /// What the second call says.
    pub after: Option<String>,
}

macro_rules! codes {
    ($(#[$de:meta])* $type:ident { $($(#[$doc:meta])* $nom:ident = $code:literal, $fr:literal, $en:literal;)* }) => {
        $(#[$de])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])* $nom,)* }

        impl $type {
            /// Its code: a program reads it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$nom => $code,)* }
            }

            /// What people read for it.
            #[must_use]
            pub fn label(self, langue: Langue) -> &'static str {
                match self { $(Self::$nom => langue.choisir($fr, $en),)* }
            }
        }
    };
}

codes! {
    /// Whether something is new, gone, or says something else.
    DifferenceKind {
        /// The second call has it, the first has not.
        Added = "added", "ajout", "added";
        /// The first call has it, the second has not.
        Removed = "removed", "retrait", "removed";
        /// Both have it, and do not say the same.
        Changed = "changed", "modification", "changed";
    }
}
codes! {
    /// What kind of thing differs.
    Subject {
        /// The call itself: what its file says under `[appel]`.
        Call = "call", "L’appel", "The call";
        /// A text that rules cite.
        Text = "text", "Textes cités", "Texts cited";
        /// A funder, an addressee, a signatory.
        Actor = "actor", "Acteurs", "Actors";
        /// A code of one of the call's lists.
        Code = "code", "Listes de codes", "Lists of codes";
        /// A value with a name.
        Value = "value", "Valeurs nommées", "Named values";
        /// A question of the call's own.
        Question = "question", "Questions", "Questions";
        /// A rule, or a point.
        Rule = "rule", "Règles", "Rules";
        /// What the file says that it does not hold.
        Gap = "gap", "Lacunes", "Gaps";
    }
}
codes! {
    /// Which aspect of a thing differs.
    Aspect {
        /// The id of the call.
        Id = "id", "Identifiant", "Id";
        /// The edition of its file.
        Edition = "edition", "Édition", "Edition";
        /// A title.
        Title = "title", "Titre", "Title";
        /// The départements that the call covers.
        Departements = "departements", "Départements", "Départements";
        /// The charter that the call refers to.
        Charter = "charter", "Charte", "Charter";
        /// Whether the file holds all the rules of its text.
        Completeness = "completeness", "Règles du texte", "Rules of the text";
        /// The name of an actor.
        Name = "name", "Nom", "Name";
        /// What an actor does.
        Roles = "roles", "Rôles", "Roles";
        /// The département that an actor acts for.
        Departement = "departement", "Département", "Département";
        /// The label of a code.
        Label = "label", "Libellé", "Label";
        /// The other ways to write a code.
        Spellings = "spellings", "Autres écritures", "Other spellings";
        /// What a name stands for.
        Value = "value", "Valeur", "Value";
        /// The words of a question or of a gap.
        Wording = "wording", "Énoncé", "Wording";
        /// What answers a question.
        Answer = "answer", "Réponse", "Answer";
        /// The object that carries the answer to a question.
        Object = "object", "Posée pour chaque", "Asked for each";
        /// What a rule requires, as the dossier's author reads it.
        Sentence = "sentence", "Phrase", "Sentence";
        /// The reading taken of an ambiguous text.
        Reading = "reading", "Lecture retenue", "Reading taken";
        /// How grave a failure is.
        Severity = "severity", "Gravité", "Severity";
        /// The phase from which it is due.
        Phase = "phase", "Phase", "Phase";
        /// What is asked: days, bounds, amounts, words.
        Demand = "demand", "Ce qui est demandé", "What is asked";
        /// One of the documents that are asked for.
        Document = "document", "Pièce", "Document";
        /// One of several rounds.
        Round = "round", "Tour", "Round";
        /// A term of an estimate.
        Term = "term", "Terme", "Term";
        /// When it applies.
        Conditions = "conditions", "Quand", "When";
        /// What follows where it fails.
        Consequences = "consequences", "Suites", "Consequences";
        /// Who owes it.
        OwedBy = "owed_by", "Incombe à", "Owed by";
        /// Where the texts say so.
        Sources = "sources", "Sources", "Sources";
        /// The documents that are examined.
        Documents = "documents", "Documents examinés", "Documents examined";
        /// Why there is no value.
        Absence = "absence", "Pourquoi", "Why";
    }
}

// ---------------- Comparing

/// Something that differs, in both languages.
#[derive(Debug, Clone, PartialEq)]
struct Ecart {
    kind: DifferenceKind,
    subject: Subject,
    id: String,
    titre: EnMots,
    changements: Vec<Changement>,
}

#[derive(Debug, Clone, PartialEq)]
struct Changement {
    aspect: Aspect,
    /// The entry of the rule, where it has several.
    entree: EnMots,
    avant: Option<EnMots>,
    apres: Option<EnMots>,
}

/// In the order of the second call; what is gone comes after what is left of its kind.
fn ecarts(avant: &Appel, apres: &Appel) -> Vec<Ecart> {
    // What comes with another charter, or with none, is said with the charter.
    let meme_charte = avant.charter() == apres.charter();
    let (avant, apres) = (choses(avant), choses(apres));
    let est_la_meme = |une: &Chose, autre: &Chose| une.sujet == autre.sujet && une.id == autre.id;
    let mut ecarts: Vec<Ecart> = Vec::new();
    for chose in &apres {
        match avant.iter().find(|a| est_la_meme(a, chose)) {
            Some(ancienne) => ecarts.extend(changee(ancienne, chose)),
            None if meme_charte || !chose.de_la_charte => {
                ecarts.push(seule(chose, DifferenceKind::Added));
            }
            None => {}
        }
    }
    for chose in &avant {
        let retiree = !apres.iter().any(|a| est_la_meme(a, chose));
        if retiree && (meme_charte || !chose.de_la_charte) {
            ecarts.push(seule(chose, DifferenceKind::Removed));
        }
    }
    ecarts.sort_by_key(|e| e.subject);
    ecarts
}

/// What one of the calls has alone.
fn seule(chose: &Chose, kind: DifferenceKind) -> Ecart {
    let plusieurs = chose.entrees.len() > 1;
    let siens = chose.entrees.iter().map(|e| (nom(e, plusieurs), &e.facettes));
    let toutes = std::iter::once((EnMots::default(), &chose.facettes)).chain(siens);
    let mut changements = Vec::new();
    for (entree, facettes) in toutes {
        // Its title is said already.
        let dites = facettes.iter().filter(|f| a_dire(f) && f.mots != chose.titre);
        changements.extend(dites.map(|f| seul(f, &entree, kind)));
    }
    Ecart {
        kind,
        subject: chose.sujet,
        id: chose.id.clone(),
        titre: chose.titre.clone(),
        changements,
    }
}

/// True of an aspect that has something to say.
fn dite(f: &Facette) -> bool {
    f.mots != EnMots::default()
}

/// True of what is to be said of something new or gone.
fn a_dire(f: &Facette) -> bool {
    dite(f) && !f.va_de_soi
}

fn seul(f: &Facette, entree: &EnMots, kind: DifferenceKind) -> Changement {
    let (mots, gone) = (dite(f).then(|| f.mots.clone()), kind == DifferenceKind::Removed);
    let (avant, apres) = if gone { (mots, None) } else { (None, mots) };
    Changement { aspect: f.aspect, entree: entree.clone(), avant, apres }
}

fn nom(entree: &EntreeEnFacettes, plusieurs: bool) -> EnMots {
    if plusieurs { entree.nom.clone() } else { EnMots::default() }
}

/// What both calls have, where they do not say the same of it.
fn changee(avant: &Chose, apres: &Chose) -> Option<Ecart> {
    let mut changements = Vec::new();
    facettes(&avant.facettes, &apres.facettes, &EnMots::default(), &mut changements);
    entrees(avant, apres, &mut changements);
    if changements.is_empty() {
        return None;
    }
    Some(Ecart {
        kind: DifferenceKind::Changed,
        subject: apres.sujet,
        id: apres.id.clone(),
        titre: apres.titre.clone(),
        changements,
    })
}

fn facettes(avant: &[Facette], apres: &[Facette], entree: &EnMots, out: &mut Vec<Changement>) {
    let est_la_meme =
        |une: &Facette, autre: &Facette| une.aspect == autre.aspect && une.cle == autre.cle;
    for facette in apres {
        match avant.iter().find(|a| est_la_meme(a, facette)) {
            Some(ancienne) if ancienne.sens == facette.sens => {}
            Some(ancienne) => out.push(Changement {
                aspect: facette.aspect,
                entree: entree.clone(),
                avant: dite(ancienne).then(|| ancienne.mots.clone()),
                apres: dite(facette).then(|| facette.mots.clone()),
            }),
            None => out.push(seul(facette, entree, DifferenceKind::Added)),
        }
    }
    let retirees = avant.iter().filter(|a| !apres.iter().any(|f| est_la_meme(a, f)));
    out.extend(retirees.map(|f| seul(f, entree, DifferenceKind::Removed)));
}

/// The entries of a rule: those that say the same go together first, then those of one name, in order.
fn entrees(avant: &Chose, apres: &Chose, out: &mut Vec<Changement>) {
    let plusieurs = avant.entrees.len() > 1 || apres.entrees.len() > 1;
    let mut anciennes: Vec<&EntreeEnFacettes> = avant.entrees.iter().collect();
    let mut nouvelles: Vec<&EntreeEnFacettes> = Vec::new();
    for entree in &apres.entrees {
        match anciennes.iter().position(|a| a.est_la_meme(entree)) {
            Some(rang) => drop(anciennes.remove(rang)),
            None => nouvelles.push(entree),
        }
    }
    for entree in nouvelles {
        let nom = nom(entree, plusieurs);
        match anciennes.iter().position(|a| a.instance == entree.instance) {
            Some(rang) => facettes(&anciennes.remove(rang).facettes, &entree.facettes, &nom, out),
            None => {
                let dites = entree.facettes.iter().filter(|f| a_dire(f));
                out.extend(dites.map(|f| seul(f, &nom, DifferenceKind::Added)));
            }
        }
    }
    for entree in anciennes {
        let dites = entree.facettes.iter().filter(|f| a_dire(f));
        let nom = nom(entree, plusieurs);
        out.extend(dites.map(|f| seul(f, &nom, DifferenceKind::Removed)));
    }
}

// ---------------- In words

impl Changement {
    fn dans(&self, langue: Langue) -> Change {
        let dits = |langue: Langue| {
            [&self.avant, &self.apres].map(|m| m.as_ref().map(|m| m.dans(langue).to_owned()))
        };
        let [avant, mut apres] = dits(langue);
        let mut label = self.aspect.label(langue).to_owned();
        let entree = self.entree.dans(langue);
        if !entree.is_empty() {
            label.push_str(" (");
            label.push_str(entree);
            label.push(')');
        }
        if avant != apres {
            return change(self.aspect, label, avant, apres);
        }
        let autre = langue.choisir(Langue::En, Langue::Fr);
        let [avant_ailleurs, apres_ailleurs] = dits(autre);
        if avant_ailleurs != apres_ailleurs {
            label.push_str(langue.choisir(" (en anglais)", " (in French)"));
            return change(self.aspect, label, avant_ailleurs, apres_ailleurs);
        }
        // Two fields can have one title, two codes one label; one funder is one group, or none.
        apres = apres.map(|mots| {
            let suite = langue.choisir(
                "dit avec les mêmes mots d’un autre champ, d’un autre code, d’un autre objet ou d’un autre regroupement",
                "said in the same words of another field, code, object or grouping",
            );
            format!("{mots} ({suite})")
        });
        change(self.aspect, label, avant, apres)
    }
}

fn change(aspect: Aspect, label: String, avant: Option<String>, apres: Option<String>) -> Change {
    let dit = |mots: Option<String>| mots.filter(|m| !m.is_empty()).map(montrer);
    Change { aspect, label: montrer(label), before: dit(avant), after: dit(apres) }
}

impl Comparison {
    /// The first call.
    #[must_use]
    pub fn before(&self) -> &Appel {
        &self.before
    }

    /// The second call.
    #[must_use]
    pub fn after(&self) -> &Appel {
        &self.after
    }

    /// True where nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ecarts.is_empty()
    }

    /// All that differs, in words: the call itself, then what it names, in the order of the second call, each kind
    /// ending with what is gone.
    #[must_use]
    pub fn differences(&self, langue: Langue) -> Vec<Difference> {
        let difference = |e: &Ecart| Difference {
            kind: e.kind,
            subject: e.subject,
            id: montrer(e.id.clone()),
            title: montrer(e.titre.dans(langue).to_owned()),
            changes: e.changements.iter().map(|c| c.dans(langue)).collect(),
        };
        self.ecarts.iter().map(difference).collect()
    }

    /// What differs, for a person; « Rien ne diffère. » where nothing does.
    #[must_use]
    pub fn to_text(&self, langue: Langue) -> String {
        self.render(langue, |_, texte| texte.to_owned())
    }

    /// The same text, each piece that has a role passed through `style`, as in
    /// [`Report::render`](crate::Report::render). Pieces never hold an end of line.
    #[must_use]
    pub fn render(&self, langue: Langue, style: impl Fn(Role, &str) -> String) -> String {
        if self.is_empty() {
            return langue.choisir("Rien ne diffère.\n", "Nothing differs.\n").to_owned();
        }
        let mut page = Page { langue, style, out: String::with_capacity(4096) };
        for (appel, fr, en) in [(&self.before, "Avant", "Before"), (&self.after, "Après", "After")]
        {
            let titre = montrer(appel.title(langue));
            let edition = langue.choisir("édition", "edition");
            let (id, ed) = (appel.id(), montrer(appel.edition().to_owned()));
            page.ligne("", langue.choisir(fr, en), &format!("{titre} ({id}, {edition} {ed})"));
        }
        let differences = self.differences(langue);
        for partie in differences.chunk_by(|une, autre| une.subject == autre.subject) {
            page.partie(partie);
        }
        page.total(&differences);
        page.out
    }
}

/// The page.
struct Page<S> {
    langue: Langue,
    style: S,
    out: String,
}

impl<S: Fn(Role, &str) -> String> Page<S> {
    fn pose(&mut self, role: Role, texte: &str) {
        let texte = (self.style)(role, texte);
        self.out.push_str(&texte);
    }

    /// `Gravité : bloquant`
    fn ligne(&mut self, retrait: &str, nom: &str, texte: &str) {
        let deux_points = self.langue.choisir("\u{a0}: ", ": ");
        for morceau in [retrait, nom, deux_points, texte, "\n"] {
            self.out.push_str(morceau);
        }
    }

    /// All that differs of one kind of thing.
    fn partie(&mut self, differences: &[Difference]) {
        let Some(premiere) = differences.first() else { return };
        let mut titre = premiere.subject.label(self.langue).to_owned();
        if premiere.subject != Subject::Call {
            titre.push_str(" (");
            nombres::entier(&mut titre, differences.len(), self.langue);
            titre.push(')');
        }
        self.out.push('\n');
        self.pose(Role::Heading, &titre);
        self.out.push('\n');
        for difference in differences {
            self.difference(difference);
        }
    }

    fn difference(&mut self, d: &Difference) {
        let mut retrait = "  ";
        if d.subject != Subject::Call {
            let role = match d.kind {
                DifferenceKind::Added => Role::Admissible,
                DifferenceKind::Removed => Role::Inadmissible,
                DifferenceKind::Changed => Role::Incomplete,
            };
            self.out.push_str(retrait);
            self.pose(role, &format!("[{}]", d.kind.label(self.langue)));
            self.out.push(' ');
            self.out.push_str(&d.title);
            self.out.push('\n');
            retrait = "    ";
        }
        for c in &d.changes {
            match (d.kind, &c.before, &c.after) {
                (DifferenceKind::Changed, Some(avant), Some(apres)) => {
                    self.out.push_str(retrait);
                    self.out.push_str(&c.label);
                    self.out.push('\n');
                    let retrait = format!("{retrait}  ");
                    self.ligne(&retrait, self.langue.choisir("Avant", "Before"), avant);
                    self.ligne(&retrait, self.langue.choisir("Après", "After"), apres);
                }
                (DifferenceKind::Changed, Some(mots), None) => self.en_moins(retrait, c, mots),
                (DifferenceKind::Changed, None, Some(mots)) => self.en_plus(retrait, c, mots),
                (_, Some(mots), _) | (_, None, Some(mots)) => self.ligne(retrait, &c.label, mots),
                (_, None, None) => {}
            }
        }
    }

    fn en_plus(&mut self, retrait: &str, c: &Change, mots: &str) {
        let nom = format!("{} ({})", c.label, DifferenceKind::Added.label(self.langue));
        self.ligne(retrait, &nom, mots);
    }

    fn en_moins(&mut self, retrait: &str, c: &Change, mots: &str) {
        let nom = format!("{} ({})", c.label, DifferenceKind::Removed.label(self.langue));
        self.ligne(retrait, &nom, mots);
    }

    /// `4 différences : 1 ajout, 1 retrait, 2 modifications.`
    fn total(&mut self, differences: &[Difference]) {
        let langue = self.langue;
        let compte = |kind| differences.iter().filter(|d| d.kind == kind).count();
        let s = |n: usize, fr: &str, en: &str| match (langue, n) {
            (Langue::Fr, 0 | 1) => format!("{n} {fr}"),
            (Langue::Fr, _) => format!("{n} {fr}s"),
            (Langue::En, _) => format!("{n} {en}"),
        };
        let parties = [
            s(compte(DifferenceKind::Added), "ajout", "added"),
            s(compte(DifferenceKind::Removed), "retrait", "removed"),
            s(compte(DifferenceKind::Changed), "modification", "changed"),
        ];
        let nombre = differences.len();
        let tous = s(nombre, "différence", if nombre == 1 { "difference" } else { "differences" });
        self.out.push('\n');
        let texte = format!("{}.", parties.join(", "));
        self.ligne("", &tous, &texte);
    }
}
