//! The words that every rule has: titles, documents, parties, and when it applies.

use super::super::instances::ecrire_instance;
use super::super::labels::nom_du_document;
use super::super::nombres::{self, Liaison, ecrire};
use super::super::{exigence, exigence_d_un_jugement, minuscule};
use super::{Depart, Mots};
use crate::appel::chemin::{Chemin, descripteur};
use crate::appel::{
    Cible, Clause, Declarable, Exigence, Jugement, Lacune, Mesure, NatureDeclarable,
    ParametreConnu, QuantiteBornee, Regle, Test,
};
use crate::dossier::{Descripteur, Forme, Phase, TypeDeDocument};
use crate::value::{Range, Value};
use crate::values::{Date, Montant};

impl Mots<'_> {
    pub(super) fn dit(self, fr: &'static str, en: &'static str) -> &'static str {
        self.lex.dit(fr, en)
    }

    /// True where codes stand for their labels, fields and questions for their titles: what a rule is,
    /// whatever it is called.
    pub(super) fn en_codes(self) -> bool {
        self.lex.appel.is_none()
    }

    pub(super) fn deux_points(self) -> &'static str {
        self.dit("\u{a0}: ", ": ")
    }

    pub(super) fn cite(self, texte: &str) -> String {
        self.lex.langue.choisir(format!("«\u{a0}{texte}\u{a0}»"), format!("“{texte}”"))
    }

    pub(super) fn enumerer(self, elements: &[String], liaison: Liaison) -> String {
        let mut out = String::new();
        nombres::enumerer(&mut out, elements, liaison, self.lex.langue);
        out
    }

    /// Words in quotation marks.
    pub(super) fn enumerer_cites(self, mots: &[String], liaison: Liaison) -> String {
        let mots: Vec<String> = mots.iter().map(|m| self.cite(m)).collect();
        self.enumerer(&mots, liaison)
    }

    /// Words, in quotation marks where one of them is made of several.
    pub(super) fn enumerer_mots(self, mots: &[String], liaison: Liaison) -> String {
        let liaisons =
            [Liaison::Et, Liaison::Ou].map(|l| nombres::mot_de_liaison(l, self.lex.langue));
        let compose = |m: &String| m.contains(", ") || liaisons.iter().any(|l| m.contains(l));
        if mots.len() > 1 && mots.iter().any(compose) {
            return self.enumerer_cites(mots, liaison);
        }
        self.enumerer(mots, liaison)
    }

    pub(super) fn valeur(self, valeur: &Value) -> String {
        let mut out = String::new();
        ecrire(&mut out, valeur, self.lex, Liaison::Et);
        out
    }

    pub(super) fn montant(self, montant: Montant) -> String {
        self.valeur(&Value::Amount(montant))
    }

    pub(super) fn jour(self, jour: Date) -> String {
        self.valeur(&Value::Date(jour))
    }

    pub(super) fn acteur(self, id: &str) -> String {
        self.lex.libelle("acteurs", id).unwrap_or_else(|| id.to_owned())
    }

    /// A rule's title, with the name of one of its entries in brackets.
    pub(super) fn titre(self, regle: &Regle, instance: &str) -> String {
        let mut titre = self.lex.texte(&regle.titre).into_owned();
        if titre.contains("{attendu}") {
            // A title that is the sentence itself.
            titre = self.phrase(regle);
        }
        let mut nom = String::new();
        ecrire_instance(&mut nom, instance, self.lex);
        if !instance.is_empty() && !nom.is_empty() {
            titre.push_str(" (");
            titre.push_str(&nom);
            titre.push(')');
        }
        titre
    }

    /// What a rule requires, as the catalogue or the call words it.
    pub(super) fn phrase(self, regle: &Regle) -> String {
        self.phrase_de(regle, None)
    }

    /// The same, with the value of one of the rule's entries.
    pub(super) fn phrase_de(self, regle: &Regle, jugement: Option<&Jugement>) -> String {
        if self.en_codes() {
            return String::new();
        }
        let (appel, langue) = (self.appel, self.lex.langue);
        match jugement {
            Some(_) => exigence_d_un_jugement(appel, regle, jugement, langue),
            None => exigence(appel, regle, langue),
        }
    }

    pub(super) fn documents(self, sujets: &[TypeDeDocument]) -> String {
        let noms: Vec<String> = sujets
            .iter()
            .map(|s| {
                let mut nom = String::new();
                minuscule(&mut nom, nom_du_document(Some(s.code()), self.lex.langue));
                nom
            })
            .collect();
        self.enumerer(&noms, Liaison::Et)
    }

    /// `Dernier jour de dépôt, {cloture}`
    pub(super) fn nom_du_parametre(self, p: &ParametreConnu) -> String {
        let titre = p.titre.as_ref().map(|titre| format!("{}, ", self.lex.texte(titre)));
        format!("{}{{{}}}", titre.unwrap_or_default(), p.id)
    }

    /// `3 000,00 € (le 31 décembre 2025 au plus tard) ; 3 500,00 € (à partir du 1er janvier 2026)`
    pub(super) fn valeurs_de(self, p: &ParametreConnu) -> String {
        let valeurs = p.valeurs.iter().map(|(valeur, jours)| {
            let valeur = valeur.texte(self.lex.langue);
            match self.jours(*jours) {
                Some(jours) => format!("{valeur} ({jours})"),
                None => valeur,
            }
        });
        valeurs.collect::<Vec<_>>().join(self.dit("\u{a0}; ", "; "))
    }

    /// The title of a rule that has an id, or what else names a value.
    pub(super) fn qui_emploie(self, id: &str) -> String {
        if let Some(rang) = self.appel.rang_de_regle(id) {
            return self.cite(&self.lex.texte(&self.appel.regle(rang).titre));
        }
        let question = id.strip_prefix("questions.").and_then(|q| self.appel.declarable(q));
        question.map_or_else(|| id.to_owned(), |(_, q)| self.cite(&self.lex.texte(&q.titre)))
    }

    /// What the call says to follow where a rule fails: « Sinon : le solde n’est pas versé. »
    pub(super) fn suites(self, j: &Jugement) -> String {
        let mut out = String::new();
        for code in &j.suites {
            out.push_str(if out.is_empty() {
                self.dit("Sinon\u{a0}: ", "If not: ")
            } else {
                self.dit("\u{a0}; ", "; ")
            });
            let dite = self.lex.libelle("suites", code).unwrap_or_else(|| code.to_string());
            minuscule(&mut out, dite.trim_end_matches('.'));
        }
        if !out.is_empty() {
            out.push('.');
        }
        out
    }

    /// Who owes it, from when on, in which documents: what goes without saying is not said.
    pub(super) fn mentions(self, regle: &Regle, du_par: &str, sujets: &[TypeDeDocument]) -> String {
        let mut out: Vec<String> = Vec::new();
        match regle.phase {
            Some(phase @ (Phase::Retenu | Phase::Bilan)) => {
                let (fr, en) = match phase {
                    Phase::Bilan => ("Dû au moment du bilan", "Due at the time of the report"),
                    _ => (
                        "Dû une fois la candidature retenue",
                        "Due once the application is retained",
                    ),
                };
                let etoile = if regle.reprise.phase { "*" } else { "" };
                out.push(format!("{}{etoile}.", self.dit(fr, en)));
            }
            Some(Phase::Depot) | None => {}
        }
        if du_par != partie_attendue(sujets.first().copied()) {
            out.push(format!(
                "{}{}{}.",
                self.dit("Incombe à", "Owed by"),
                self.deux_points(),
                self.partie(du_par)
            ));
        }
        if !matches!(sujets, [] | [TypeDeDocument::Candidature]) {
            let (fr, en) = match sujets.len() {
                1 => ("Document examiné", "Document examined"),
                _ => ("Documents examinés", "Documents examined"),
            };
            out.push(format!(
                "{}{}{}{}.",
                self.dit(fr, en),
                self.deux_points(),
                self.documents(sujets),
                if regle.reprise.sujets { "*" } else { "" }
            ));
        }
        out.join(" ")
    }

    /// A party that may owe something.
    pub(super) fn partie(self, id: &str) -> String {
        if let Some(nom) = self.lex.libelle("acteurs", id) {
            return nom;
        }
        match id {
            "candidat" => self.dit("candidat", "applicant").to_owned(),
            "structure" => self.dit("structure", "organisation").to_owned(),
            "promeneur" => self.dit("Promeneur du Net", "Promeneur du Net").to_owned(),
            "coordinateur" => self.dit("coordinateur", "coordinator").to_owned(),
            "caf" => self.dit("Caf", "Caf").to_owned(),
            "comite-de-pilotage" => self.dit("comité de pilotage", "steering committee").to_owned(),
            autre => autre.to_owned(),
        }
    }

    /// `Pour chaque formation`, where a rule is judged on each object of a list.
    pub(super) fn pour_chaque(self, j: &Jugement, depart: Depart) -> Option<String> {
        let par = j.par.as_ref().filter(|par| par.par_liste() || par.pas.is_empty());
        par.map(|_| format!("{} {}", self.dit("Pour chaque", "For each"), self.objet(depart.objet)))
    }

    pub(super) fn objet(self, objet: &Descripteur) -> String {
        let mut nom = String::new();
        ecrire_instance(&mut nom, objet.nom, self.lex);
        nom.replace('-', " ")
    }
}

// ---------------- The call itself

impl Mots<'_> {
    pub(super) fn departements(self) -> String {
        let codes = self.appel.departements().iter();
        if codes.len() == 0 {
            return String::new();
        }
        let noms: Vec<String> = codes
            .map(|code| match self.lex.libelle("departements", code) {
                Some(nom) => format!("{nom} ({code})"),
                None => code.clone(),
            })
            .collect();
        self.enumerer(&noms, Liaison::Et)
    }

    /// The charter that the call refers to, where it refers to one.
    pub(super) fn charte(self) -> Option<String> {
        let charte = self.appel.contenu().charte.as_ref()?;
        Some(format!("{} ({})", charte.title(self.lex.langue), charte.id()))
    }

    /// Whether the file holds all the rules of its text.
    pub(super) fn completude(self) -> &'static str {
        if self.appel.is_partial() {
            self.dit(
                "Le fichier ne contient qu’une partie des règles de son texte.",
                "The file holds only some of the rules of its text.",
            )
        } else {
            self.dit(
                "Le fichier contient toutes les règles de son texte.",
                "The file holds all of the rules of its text.",
            )
        }
    }

    /// What answers a question: `un nombre de jeunes`, `un choix : « rurale » ou « urbaine »`.
    pub(super) fn reponse(self, question: &Declarable) -> String {
        let NatureDeclarable::Question { type_, choix, plusieurs, unite, .. } = &question.nature
        else {
            return String::new();
        };
        let type_ = type_.choix();
        let (fr, en) = match plusieurs {
            true => ("un ou plusieurs choix dans une liste", "one or more of a list"),
            false => (type_.fr, type_.en),
        };
        let mut reponse = self.dit(fr, en).to_owned();
        if !unite.is_empty() {
            let unite = nombres::unite(unite, self.lex.langue);
            let elide = unite.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'é', 'è', 'ê', 'h']);
            reponse.push_str(self.dit(if elide { " d’" } else { " de " }, " of "));
            reponse.push_str(unite);
        }
        if !choix.is_empty() {
            reponse.push_str(self.deux_points());
            let choix: Vec<String> = choix.iter().map(|mot| mot.texte(self.lex.langue)).collect();
            reponse.push_str(&self.enumerer_cites(&choix, Liaison::Ou));
        }
        reponse
    }

    /// For which dossiers the call has no rules, after a gap that says why: ` L’appel n’a aucune règle quand …`
    pub(super) fn sans_regle_quand(self, lacune: &Lacune) -> String {
        let mut out = String::new();
        for (type_, clauses) in &lacune.quand {
            let racine = type_.descripteur();
            let depart = Depart { objet: racine, racine };
            let quand: Vec<String> = clauses.iter().map(|c| self.clause(c, depart)).collect();
            out.push_str(
                self.dit(" L’appel n’a aucune règle quand ", " The call has no rule when "),
            );
            out.push_str(&quand.join(self.dit(", et quand ", ", and when ")));
            out.push('.');
        }
        out
    }
}

// ---------------- When

impl Mots<'_> {
    pub(super) fn conditions(self, j: &Jugement, depart: Depart) -> String {
        let mut out = self.quand(&j.quand, depart);
        if let Some(reporte) = &j.reporte {
            out.push_str(self.dit(" Le rapport dit alors\u{a0}: ", " The report then says: "));
            out.push_str(&self.lex.texte(reporte));
            out.push('.');
        }
        if let Some(jours) = self.jours(j.valable) {
            out.push_str(self.dit(" En vigueur ", " In force "));
            out.push_str(&jours);
            out.push('.');
        }
        out.trim_start().to_owned()
    }

    /// The days on which something holds: `à partir du 1er janvier 2025`; none where it always does.
    pub(super) fn jours(self, (du, au): (Option<Date>, Option<Date>)) -> Option<String> {
        let bornes =
            Range { min: du.map(Value::Date), max: au.map(Value::Date), ..Range::default() };
        (du.is_some() || au.is_some()).then(|| self.valeur(&Value::Range(Box::new(bornes))))
    }

    /// `Seulement quand …, et …. Sauf quand ….`
    pub(super) fn quand(self, clauses: &[Clause], depart: Depart) -> String {
        let mut out = String::new();
        let sauf = |c: &&Clause| matches!(c.test, Test::AucunParmi(_));
        let seulement: Vec<String> =
            clauses.iter().filter(|c| !sauf(c)).map(|c| self.clause(c, depart)).collect();
        if !seulement.is_empty() {
            out.push_str(self.dit("Seulement quand ", "Only when "));
            out.push_str(&seulement.join(self.dit(", et quand ", ", and when ")));
            out.push('.');
        }
        let excepte: Vec<String> =
            clauses.iter().filter(sauf).map(|c| self.clause(c, depart)).collect();
        if !excepte.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(self.dit("Sauf quand ", "Except when "));
            out.push_str(&excepte.join(self.dit(", ou quand ", ", or when ")));
            out.push('.');
        }
        out
    }

    /// `« Forme juridique » est « association » ou « collectivité »`
    pub(super) fn clause(self, clause: &Clause, depart: Depart) -> String {
        let champ = self.cite(&self.champ(&clause.champ, depart));
        match &clause.test {
            Test::Parmi(_) | Test::AucunParmi(_) | Test::Tous(_) => {
                let verbe = if self.est_une_liste(&clause.champ, depart) {
                    self.dit("comprend", "includes")
                } else {
                    self.dit("est", "is")
                };
                let liaison =
                    if matches!(clause.test, Test::Tous(_)) { Liaison::Et } else { Liaison::Ou };
                let mots = self.mots_de(clause, depart);
                format!("{champ} {verbe} {}", self.enumerer_cites(&mots, liaison))
            }
            Test::Contient(_) => {
                let mots = self.enumerer_cites(&self.mots_de(clause, depart), Liaison::Ou);
                format!("{champ} {} {mots}", self.dit("contient", "contains"))
            }
            Test::Renseigne => format!("{champ} {}", self.dit("est renseigné", "is given")),
            Test::Plusieurs(_) => {
                format!("{champ} {}", self.dit("en compte plusieurs", "has several"))
            }
            Test::Quantite(q) => self.quantite(&champ, q, depart),
        }
    }

    /// `le total de « Montant » (Ville de Montbrelle) est\u{a0}: plus de 1 500,00 €`
    fn quantite(self, champ: &str, q: &QuantiteBornee, depart: Depart) -> String {
        let bornes = self.bornes(&q.bornes);
        let Some(lignes) = &q.lignes else {
            return format!("{champ} {}{}{bornes}", self.dit("est", "is"), self.deux_points());
        };
        let liste = lignes.objets.arrivee(depart.racine);
        let mut quelles = vec![liste.map_or("", |c| c.titre(self.lex.langue)).to_owned()];
        quelles.extend(lignes.parmi.iter().map(|(id, _)| self.acteur(id)));
        quelles.extend(lignes.annees.iter().map(u32::to_string));
        format!(
            "{} {champ} ({}) {}{}{bornes}",
            self.dit("le total de", "the total of"),
            quelles.join(", "),
            self.dit("est", "is"),
            self.deux_points()
        )
    }

    /// The words of a clause, with their labels.
    pub(super) fn mots_de(self, clause: &Clause, depart: Depart) -> Vec<String> {
        clause
            .dites
            .iter()
            .map(|mot| match mot {
                // An id is named after the list of its objects.
                Value::Choice(code, "id") => {
                    let objets = self.porteur(&clause.champ, depart).nom;
                    let libelle = self.lex.libelle(&format!("{objets}s"), code);
                    libelle.unwrap_or_else(|| code.to_string())
                }
                mot => self.valeur(mot),
            })
            .collect()
    }

    /// The object that carries a field.
    fn porteur(self, cible: &Cible, depart: Depart) -> &'static Descripteur {
        match cible {
            Cible::Objet(c) => c.couper(depart.objet).map_or(depart.objet, |(.., objet)| objet),
            Cible::Document(c) => {
                c.couper(depart.racine).map_or(depart.racine, |(.., objet)| objet)
            }
            Cible::Question(_) => depart.racine,
        }
    }

    /// The title of a field, or of a question.
    pub(super) fn champ(self, cible: &Cible, depart: Depart) -> String {
        let (chemin, objet) = match cible {
            Cible::Objet(chemin) => (chemin, depart.objet),
            Cible::Document(chemin) => (chemin, depart.racine),
            Cible::Question(rang) => {
                let question = self.appel.contenu().declarables.get(usize::from(*rang));
                if self.en_codes() {
                    return question.map_or_else(String::new, |d| d.id.to_string());
                }
                return question
                    .map_or_else(String::new, |d| self.lex.texte(&d.titre).into_owned());
            }
        };
        if self.en_codes() {
            let nom = chemin.nom(objet);
            // The document's own field, or that of one of its objects.
            let ailleurs = !std::ptr::eq(objet, depart.racine);
            return if ailleurs { format!("{}/{nom}", objet.nom) } else { nom };
        }
        let champ = chemin.arrivee(objet);
        champ.map_or_else(String::new, |c| c.titre(self.lex.langue).to_owned())
    }

    pub(super) fn champs(self, cibles: &[Cible], depart: Depart, liaison: Liaison) -> String {
        let noms: Vec<String> = cibles.iter().map(|c| self.cite(&self.champ(c, depart))).collect();
        self.enumerer(&noms, liaison)
    }

    fn est_une_liste(self, cible: &Cible, depart: Depart) -> bool {
        let (chemin, objet) = match cible {
            Cible::Objet(chemin) => (chemin, depart.objet),
            Cible::Document(chemin) => (chemin, depart.racine),
            Cible::Question(rang) => {
                let question = self.appel.contenu().declarables.get(usize::from(*rang));
                return question.is_some_and(Declarable::est_une_liste);
            }
        };
        let champ = chemin.arrivee(objet);
        chemin.par_liste() || champ.is_some_and(|c| matches!(c.forme, Forme::Liste(_)))
    }

    pub(super) fn sinon(self, out: &mut String, a_apprecier: bool) {
        if a_apprecier {
            out.push_str(self.dit(
                " Si ce n’est pas le cas, une personne l’apprécie.",
                " If it is not so, a person judges.",
            ));
        }
    }
}

impl Depart {
    /// What the fields of a judgement are looked up from.
    pub(super) fn de(type_: Option<TypeDeDocument>, j: &Jugement) -> Self {
        let racine = type_.unwrap_or(TypeDeDocument::Candidature).descripteur();
        let objets = match (&j.par, &j.exigence) {
            (Some(par), _) => Some(par),
            (None, Exigence::Somme(s)) => match &s.mesure {
                Mesure::Bareme(b) => b.objets.as_ref().map(|(objets, _)| objets),
                _ => Some(&s.lignes.objets),
            },
            _ => None,
        };
        Self { objet: objets.map_or(racine, |chemin| au_bout(chemin, racine)), racine }
    }
}

/// Who owes what is asked of a document, unless it is said otherwise.
pub(super) fn partie_attendue(type_: Option<TypeDeDocument>) -> &'static str {
    match type_ {
        Some(TypeDeDocument::Promeneur | TypeDeDocument::Profil) => "promeneur",
        Some(TypeDeDocument::Structure) => "structure",
        _ => "candidat",
    }
}

/// The objects where a way leads.
pub(super) fn au_bout(chemin: &Chemin, racine: &'static Descripteur) -> &'static Descripteur {
    let forme = chemin.arrivee(racine).map(|c| match c.forme {
        Forme::Liste(element) => *element,
        forme => forme,
    });
    forme.and_then(descripteur).unwrap_or(racine)
}
