//! The report for a person: plain text, what decides first. One renderer for every language and
//! program; a terminal adds its colours through a function.

use super::labels::nom_du_document;
use super::nombres;
use super::sur_une_ligne;
use crate::appel::{Citation, Severity};
use crate::dossier::Appreciation;
use crate::report::{Counts, Decision, Finding, Gap, Missing, Report};
use crate::rules::{Outcome, Raison};
use crate::values::Langue;

/// What a piece of the plain report is, for a program that colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The first line.
    Title,
    /// A favourable decision.
    Admissible,
    /// Something to complete or to correct.
    Incomplete,
    /// A refusal, or what blocks.
    Inadmissible,
    /// The heading of a part.
    Heading,
    /// What mends a failure.
    Remedy,
    /// Places, ids, readings.
    Muted,
}

impl Report {
    /// The report for a person, as plain text.
    #[must_use]
    pub fn to_text(&self, langue: Langue) -> String {
        self.render(langue, |_, texte| texte.to_owned())
    }

    /// The same text, each piece that has a role passed through `style`: a terminal program adds its
    /// colours there. Pieces never hold an end of line.
    ///
    /// ```
    /// use pdn_core::{Report, Role, values::Langue};
    ///
    /// fn in_colours(report: &Report) -> String {
    ///     report.render(Langue::Fr, |role, text| match role {
    ///         Role::Inadmissible => format!("\x1b[31m{text}\x1b[0m"),
    ///         _ => text.to_owned(),
    ///     })
    /// }
    /// ```
    #[must_use]
    pub fn render(&self, langue: Langue, style: impl Fn(Role, &str) -> String) -> String {
        let mut page = Page { report: self, langue, style, out: String::with_capacity(4096) };
        page.en_tete();
        page.decision();
        page.calendrier();
        page.a_reprendre();
        page.a_fournir();
        page.non_lues();
        page.erreurs_de_saisie();
        page.a_apprecier();
        page.reportes();
        page.suites();
        page.limites_de_l_appel();
        page.hypotheses();
        page.comptes();
        page.out
    }
}

impl Report {
    /// What a rule asks for, where the texts say so, and what the report found under it; `None` where
    /// the call has no such rule.
    ///
    /// ```
    /// use pdn_core::{Appel, values::Langue};
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(r#"{ "type": "profil" }"#, "2024-07-01".parse()?)?;
    /// let pourquoi = report.explain("charte.profil.photo", Langue::Fr);
    /// assert!(pourquoi.is_some_and(|texte| texte.contains("CHARTE")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explain(&self, rule: &str, langue: Langue) -> Option<String> {
        let regle = self.appel.regle(self.appel.rang_de_regle(rule)?);
        let out = String::with_capacity(1024);
        let mut page = Page { report: self, langue, style: |_, t: &str| t.to_owned(), out };
        page.ligne("", &regle.titre.texte(langue));
        page.ligne("  ", &super::exigence(&self.appel, regle, langue));
        page.ligne("  ", &citations(&regle.citations, langue));
        if let Some(lecture) = &regle.lecture {
            let retenue = page.dit("Lecture retenue\u{a0}: ", "Reading taken: ");
            page.ligne("  ", &format!("{retenue}{}", lecture.texte(langue)));
        }
        let constats: Vec<Finding<'_>> = self.findings().filter(|f| f.rule() == rule).collect();
        page.partie(page.dit("Dans ce dossier", "In this document"), constats.len());
        for f in constats {
            page.out.push_str(&format!("  [{}] ", f.outcome().label(langue)));
            page.out.push_str(&f.message(langue));
            page.out.push('\n');
            if let Some(remede) = f.remedy() {
                page.ligne("    → ", &remede.text(langue));
            }
        }
        Some(page.out)
    }
}

/// The parts of a report for a person, and what they are called.
#[derive(Clone, Copy)]
pub(super) enum Partie {
    Calendrier,
    Manquements(Severity),
    AFournir,
    NonLues,
    ErreursDeSaisie,
    AApprecier,
    Reportes,
    Suites,
    Limites,
    Hypotheses,
}

impl Partie {
    pub(super) fn titre(self, langue: Langue) -> &'static str {
        let (fr, en) = match self {
            Self::Calendrier => ("Calendrier", "Calendar"),
            Self::Manquements(Severity::Blocking) => ("Points bloquants", "Blocking points"),
            Self::Manquements(Severity::Correctable) => {
                ("À corriger ou à compléter", "To be corrected or completed")
            }
            Self::Manquements(Severity::Advisory) => {
                ("Conseils, sans effet sur la décision", "Advice, without effect on the decision")
            }
            Self::AFournir => ("À fournir", "To be supplied"),
            Self::NonLues => (
                "Donné par le dossier, lu par aucune règle",
                "Given by the dossier, read by no rule",
            ),
            Self::ErreursDeSaisie => ("Erreurs de saisie", "Input errors"),
            Self::AApprecier => ("À apprécier par une personne", "For a person to judge"),
            Self::Reportes => ("Reporté à plus tard", "Left for later"),
            Self::Suites => ("Conséquences", "Consequences"),
            Self::Limites => ("Ce que l’appel ne dit pas", "What the call does not say"),
            Self::Hypotheses => ("Hypothèses", "Assumptions"),
        };
        langue.choisir(fr, en)
    }
}

/// Whether the decision is settled, in a sentence.
pub(super) fn acquise(report: &Report, langue: Langue) -> &'static str {
    let attend = !report.missing().is_empty();
    let (fr, en) = match (report.settled(), attend) {
        (true, true) => (
            "Décision acquise\u{a0}: les informations qui restent à fournir n’y changeraient rien.",
            "Settled: what is still to be supplied could not change it.",
        ),
        (true, false) => ("Décision acquise.", "Settled."),
        (false, true) => (
            "La décision peut encore changer, selon les informations qui restent à fournir.",
            "The decision may still change, with what is still to be supplied.",
        ),
        (false, false) => ("La décision peut encore changer.", "The decision may still change."),
    };
    langue.choisir(fr, en)
}

/// `Candidature 2024-024, examen du 1er juillet 2024`
pub(super) fn objet(report: &Report, langue: Langue) -> String {
    let mut out = String::from(nom_du_document(report.subject(), langue));
    if let Some(reference) = report.reference() {
        out.push(' ');
        sur_une_ligne(&mut out, reference);
    }
    out.push_str(langue.choisir(", examen du ", ", examined on "));
    nombres::date(&mut out, report.on(), langue);
    out
}

/// The dates of the call, in a report on the call itself.
pub(super) fn calendrier(report: &Report) -> impl Iterator<Item = Finding<'_>> {
    report.findings().filter(|f| matches!(f.constat.raison, Raison::Calendrier(_)))
}

/// What is left for later, as the call says: each way of saying it, with what it is said of.
pub(super) fn reportes(report: &Report, langue: Langue) -> Vec<(String, Vec<String>)> {
    let mut groupes: Vec<(String, Vec<String>)> = Vec::new();
    for finding in report.findings().filter(|f| f.constat.raison == Raison::Reporte) {
        let Some(mut quand) = finding.postponed(langue) else { continue };
        super::majuscule(&mut quand, 0);
        let mut quoi = String::new();
        finding.ecrire_tete(langue, &mut quoi);
        match groupes.iter_mut().find(|(deja, _)| *deja == quand) {
            Some((_, liste)) => liste.push(quoi),
            None => groupes.push((quand, vec![quoi])),
        }
    }
    groupes
}

/// A gap, with why it is one where its sentence does not say so.
pub(super) fn lacune(gap: &Gap<'_>, langue: Langue) -> String {
    let texte = gap.text(langue);
    match gap.absence(langue) {
        Some(absence) if gap.declared() => format!("{texte} [{absence}]"),
        _ => texte,
    }
}

/// What is said of a duty that is another party's.
pub(super) fn d_une_autre_partie(langue: Langue) -> &'static str {
    langue.choisir(
        "Incombe à une autre partie\u{a0}: sans effet sur la décision.",
        "Owed by another party: without effect on the decision.",
    )
}

struct Page<'r, S> {
    report: &'r Report,
    langue: Langue,
    style: S,
    out: String,
}

impl<S: Fn(Role, &str) -> String> Page<'_, S> {
    fn dit(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.langue.choisir(fr, en)
    }

    fn pose(&mut self, role: Role, texte: &str) {
        let texte = (self.style)(role, texte);
        self.out.push_str(&texte);
    }

    fn ligne(&mut self, retrait: &str, texte: &str) {
        self.out.push_str(retrait);
        self.out.push_str(texte);
        self.out.push('\n');
    }

    /// A heading with how many elements follow.
    fn partie(&mut self, titre: &str, nombre: usize) {
        self.out.push('\n');
        let mut texte = format!("{titre} (");
        nombres::entier(&mut texte, nombre, self.langue);
        texte.push(')');
        self.pose(Role::Heading, &texte);
        self.out.push('\n');
    }

    fn en_tete(&mut self) {
        let report = self.report;
        self.pose(Role::Title, &report.appel.title(self.langue));
        self.out.push('\n');
        self.ligne("", &objet(report, self.langue));
        let identite = format!("{} ({})", report.appel.id(), report.appel.edition());
        self.pose(Role::Muted, &identite);
        self.out.push('\n');
    }

    fn decision(&mut self) {
        let report = self.report;
        let decision = report.decision();
        let role = match decision {
            Decision::Admissible => Role::Admissible,
            Decision::Incomplete => Role::Incomplete,
            Decision::Inadmissible => Role::Inadmissible,
            Decision::NotApplicable => Role::Muted,
        };
        self.out.push('\n');
        self.pose(role, &report.decision_text(self.langue));
        self.out.push('\n');
        self.ligne("", acquise(report, self.langue));
    }

    /// What fails, the gravest first, and advice apart.
    fn a_reprendre(&mut self) {
        let report = self.report;
        for (gravite, role) in [
            (Severity::Blocking, Role::Inadmissible),
            (Severity::Correctable, Role::Incomplete),
            (Severity::Advisory, Role::Muted),
        ] {
            let rangs: Vec<Finding<'_>> = report
                .findings()
                .filter(|f| f.outcome() == Outcome::Fail && f.severity() == gravite)
                .collect();
            if rangs.is_empty() {
                continue;
            }
            self.partie(Partie::Manquements(gravite).titre(self.langue), rangs.len());
            for (constat, suivant) in avec_le_suivant(&rangs) {
                self.constat(constat, role, suivant);
            }
        }
    }

    /// The title, the message, the remedy and the place of the text.
    fn constat(&mut self, f: &Finding<'_>, role: Role, suivant: Option<&Finding<'_>>) {
        self.tete_du_constat(f, role);
        self.ligne("    ", &f.message(self.langue));
        if let Some(remede) = f.remedy() {
            self.out.push_str("    ");
            let texte = format!("→ {}", remede.text(self.langue));
            self.pose(Role::Remedy, &texte);
            self.out.push('\n');
        }
        self.sources(f, suivant);
        if !self.report.appel.compte(self.report.type_, f.owed_by()) {
            self.out.push_str("    ");
            let texte = d_une_autre_partie(self.langue);
            self.pose(Role::Muted, texte);
            self.out.push('\n');
        }
    }

    fn tete_du_constat(&mut self, f: &Finding<'_>, role: Role) {
        self.out.push_str("  ");
        let etiquette = match f.outcome() {
            Outcome::Fail => f.severity().label(self.langue),
            autre => autre.label(self.langue),
        };
        self.pose(role, &format!("[{etiquette}]"));
        self.out.push(' ');
        self.out.push_str(&f.title(self.langue));
        self.out.push('\n');
    }

    /// The citations and, where the text is ambiguous, the reading: that once for findings of one rule
    /// that follow each other.
    fn sources(&mut self, f: &Finding<'_>, suivant: Option<&Finding<'_>>) {
        if !f.citations().is_empty() {
            let texte = citations(f.citations(), self.langue);
            self.out.push_str("    ");
            self.pose(Role::Muted, &texte);
            self.out.push('\n');
        }
        let encore = suivant.is_some_and(|s| s.rule() == f.rule());
        if let Some(lecture) = f.reading(self.langue).filter(|_| !encore) {
            let texte =
                format!("{}{lecture}", self.dit("Lecture retenue\u{a0}: ", "Reading taken: "));
            self.out.push_str("    ");
            self.pose(Role::Muted, &texte);
            self.out.push('\n');
        }
    }

    /// Every value that is missing, and what waits although nothing in the dossier is missing.
    fn a_fournir(&mut self) {
        let report = self.report;
        let manquants = report.missing();
        if manquants.is_empty() {
            return;
        }
        self.partie(Partie::AFournir.titre(self.langue), manquants.len());
        let pourquoi: Vec<String> = manquants.iter().map(|m| pourquoi(m, self.langue)).collect();
        let suivants = pourquoi.iter().skip(1).map(Some).chain([None]);
        for (manquant, (pourquoi, suivant)) in manquants.iter().zip(pourquoi.iter().zip(suivants)) {
            self.out.push_str("  - ");
            self.out.push_str(&manquant.title(self.langue));
            if !manquant.decides() {
                self.out.push_str(
                    self.dit(" (sans effet sur la décision)", " (without effect on the decision)"),
                );
            }
            self.out.push('\n');
            // Once for what one rule asks for, one after the other.
            if suivant != Some(pourquoi) {
                self.out.push_str("    ");
                self.pose(Role::Muted, pourquoi);
                self.out.push('\n');
            }
        }
    }

    fn non_lues(&mut self) {
        let report = self.report;
        let nombre = report.unread().len();
        if nombre == 0 {
            return;
        }
        self.partie(Partie::NonLues.titre(self.langue), nombre);
        for non_lue in report.unread() {
            self.ligne("  - ", &non_lue.text(self.langue));
        }
    }

    fn erreurs_de_saisie(&mut self) {
        let report = self.report;
        let fautes = report.input_errors();
        if fautes.is_empty() {
            return;
        }
        self.partie(Partie::ErreursDeSaisie.titre(self.langue), fautes.len());
        for faute in fautes {
            self.out.push_str("  - ");
            sur_une_ligne(&mut self.out, &faute.text_with_position(self.langue));
            self.out.push('\n');
        }
    }

    fn a_apprecier(&mut self) {
        let report = self.report;
        let points: Vec<Finding<'_>> =
            report.findings().filter(|f| f.outcome() == Outcome::Review).collect();
        if points.is_empty() {
            return;
        }
        self.partie(Partie::AApprecier.titre(self.langue), points.len());
        if let Some(avis) = avis_en_mots(report, self.langue) {
            self.ligne("  ", &avis);
        }
        for (point, suivant) in avec_le_suivant(&points) {
            let mut texte = String::from("  ");
            if point.sans_valeur() {
                point.ecrire_tete(self.langue, &mut texte);
                texte.push_str("\n    ");
                texte.push_str(&point.requirement(self.langue));
            } else {
                texte.push_str(&point.title(self.langue));
                texte.push_str("\n    ");
                texte.push_str(&point.message(self.langue));
            }
            self.ligne("", &texte);
            if let Some(appreciation) = point.appreciation() {
                let texte = appreciation_en_mots(appreciation, self.langue);
                self.ligne("    ", &texte);
            }
            self.sources(point, suivant);
        }
    }

    /// What is left for later, as the call says: one line for each way of saying it.
    fn reportes(&mut self) {
        let groupes = reportes(self.report, self.langue);
        if groupes.is_empty() {
            return;
        }
        let nombre = groupes.iter().map(|(_, liste)| liste.len()).sum();
        self.partie(Partie::Reportes.titre(self.langue), nombre);
        for (quand, quoi) in groupes {
            self.ligne("  ", &quand);
            for element in quoi {
                self.ligne("  - ", &element);
            }
        }
    }

    fn suites(&mut self) {
        let report = self.report;
        let nombre = report.consequences().len();
        if nombre == 0 {
            return;
        }
        self.partie(Partie::Suites.titre(self.langue), nombre);
        for suite in report.consequences() {
            self.ligne("  - ", &suite.text(self.langue));
        }
    }

    /// What the call does not hold, and the rules that wait on it.
    fn limites_de_l_appel(&mut self) {
        let report = self.report;
        let textes: Vec<String> = report.gaps().map(|g| lacune(&g, self.langue)).collect();
        if textes.is_empty() {
            return;
        }
        self.partie(Partie::Limites.titre(self.langue), textes.len());
        for texte in &textes {
            self.ligne("  - ", texte);
        }
    }

    /// The dates of the call, in a report on the call itself.
    fn calendrier(&mut self) {
        let dates: Vec<Finding<'_>> = calendrier(self.report).collect();
        if dates.is_empty() {
            return;
        }
        self.partie(Partie::Calendrier.titre(self.langue), dates.len());
        for date in dates {
            self.ligne("  - ", &date.message(self.langue));
        }
    }

    fn hypotheses(&mut self) {
        let report = self.report;
        let nombre = report.assumptions().len();
        if nombre == 0 {
            return;
        }
        self.partie(Partie::Hypotheses.titre(self.langue), nombre);
        for hypothese in report.assumptions() {
            self.ligne("  - ", &hypothese.text(self.langue));
        }
    }

    fn comptes(&mut self) {
        let texte = comptes_en_mots(self.report.counts(), self.langue);
        self.out.push('\n');
        self.pose(Role::Muted, &texte);
        self.out.push('\n');
    }
}

/// Why something is asked for, and where the text says so.
pub(super) fn pourquoi(manquant: &Missing<'_>, langue: Langue) -> String {
    let mut out = manquant.asked_by(langue);
    if !manquant.citations().is_empty() {
        out.push(' ');
        out.push_str(&citations(manquant.citations(), langue));
    }
    out
}

/// `(MODULE2, §2.f ; CHARTE, art. 3)`.
pub(super) fn citations(citations: &[Citation], langue: Langue) -> String {
    let mut out = String::from("(");
    for (rang, citation) in citations.iter().enumerate() {
        if rang > 0 {
            out.push_str(langue.choisir("\u{a0}; ", "; "));
        }
        out.push_str(&citation.document);
        if !citation.place.is_empty() {
            out.push_str(", ");
            out.push_str(&citation.place);
        }
    }
    out.push(')');
    out
}

/// What a person recorded: `Avis : favorable. « … »`.
pub(super) fn appreciation_en_mots(appreciation: &Appreciation, langue: Langue) -> String {
    let mut out = String::from(langue.choisir("Avis enregistré\u{a0}: ", "Opinion recorded: "));
    match appreciation.libelle(langue) {
        Some(avis) => out.push_str(avis),
        None => out.push_str(langue.choisir("sans avis", "none")),
    }
    if let Some(commentaire) = appreciation.commentaire.as_deref().filter(|c| !c.trim().is_empty())
    {
        out.push_str(langue.choisir(" («\u{a0}", " (“"));
        sur_une_ligne(&mut out, commentaire);
        out.push_str(langue.choisir("\u{a0}»)", "”)"));
    }
    out.push('.');
    out
}

/// `2 avis favorables et 1 défavorable. 1 point reste à apprécier.`; `None` where nothing was judged.
pub(super) fn avis_en_mots(report: &Report, langue: Langue) -> Option<String> {
    let opinions = report.opinions();
    let mut out = opinions.text(langue)?;
    out.push('.');
    match opinions.pending {
        0 => {}
        1 => out.push_str(
            langue.choisir(" 1 point reste à apprécier.", " 1 point is still to be judged."),
        ),
        n => out.push_str(&langue.choisir(
            format!(" {n} points restent à apprécier."),
            format!(" {n} points are still to be judged."),
        )),
    }
    Some(out)
}

/// `31 points conformes, 1 non conforme, 3 en attente, 12 sans objet, 2 à apprécier.`
pub(super) fn comptes_en_mots(n: Counts, langue: Langue) -> String {
    let mut out = String::new();
    let nombres_et_noms = [
        (n.pass, ("point conforme", "points conformes"), ("point met", "points met")),
        (n.fail, ("non conforme", "non conformes"), ("not met", "not met")),
        (
            n.undetermined,
            ("en attente d’information", "en attente d’information"),
            ("awaiting information", "awaiting information"),
        ),
        (n.not_applicable, ("sans objet", "sans objet"), ("not applicable", "not applicable")),
        (n.review, ("à apprécier", "à apprécier"), ("to be judged", "to be judged")),
    ];
    for (rang, (nombre, fr, en)) in nombres_et_noms.into_iter().enumerate() {
        if rang > 0 {
            out.push_str(", ");
        }
        nombres::entier(&mut out, nombre, langue);
        out.push(' ');
        let singulier = nombre == 1 || (nombre == 0 && langue == Langue::Fr);
        let (un, plusieurs) = langue.choisir(fr, en);
        out.push_str(if singulier { un } else { plusieurs });
    }
    out.push('.');
    out
}

/// Each finding, with the one that follows it.
fn avec_le_suivant<'f, 'r>(
    constats: &'f [Finding<'r>],
) -> impl Iterator<Item = (&'f Finding<'r>, Option<&'f Finding<'r>>)> {
    constats.iter().zip(constats.iter().skip(1).map(Some).chain([None]))
}
