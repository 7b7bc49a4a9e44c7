//! The report as a page of HTML: one file, complete in itself, to read on a screen or a telephone and
//! to print on A4. Everything is escaped by `maud`; there is no script.

mod index;
mod plan;

pub use index::{IndexEntry, index_html};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::plain::{self, Partie};
use super::sur_une_ligne;
use crate::appel::Severity;
use crate::dossier::Avis;
use crate::report::{Calculation, Decision, Finding, Report};
use crate::rules::Outcome;
use crate::values::{Langue, montrable};

/// Of a report, wherever it stands; and of a page that is its own.
const STYLE: &str = include_str!("report.css");
const PAGE: &str = include_str!("page.css");

impl Report {
    /// The report for a person, as one page of HTML: the decision, what to mend with its remedy and
    /// where the text says so, what is missing, a grid for what a person is to judge.
    ///
    /// [`Calculation::to_html`] adds the plan.
    ///
    /// ```
    /// use pdn_core::{Appel, values::Langue};
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(r#"{ "type": "profil" }"#, "2024-07-01".parse()?)?;
    /// assert!(report.to_html(Langue::Fr).starts_with("<!DOCTYPE html><html lang=\"fr\">"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_html(&self, langue: Langue) -> String {
        page(&titre(self, langue), rapport(self, None, langue), langue)
    }

    /// The same without the page around it, with its style: for a notebook.
    #[must_use]
    pub fn to_html_fragment(&self, langue: Langue) -> String {
        visible(html! { style { (PreEscaped(STYLE)) } (rapport(self, None, langue)) })
    }
}

impl Calculation {
    /// The report and the calculation as one page of HTML, with a chart of what is asked against what
    /// may be.
    #[must_use]
    pub fn to_html(&self, langue: Langue) -> String {
        let report = self.report();
        page(&titre(report, langue), rapport(report, Some(self), langue), langue)
    }
}

fn titre(report: &Report, langue: Langue) -> String {
    format!("{} – {}", plain::objet(report, langue), report.decision_text(langue))
}

fn page(titre: &str, contenu: Markup, langue: Langue) -> String {
    visible(html! {
        (DOCTYPE)
        html lang=(langue.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (titre) }
                style { (PreEscaped(PAGE)) (PreEscaped(STYLE)) }
            }
            body { (contenu) }
        }
    })
}

/// The page, without what a document may hold that cannot be seen.
fn visible(page: Markup) -> String {
    let montrer = |c| if c == '\n' { c } else { montrable(c) };
    let page = page.into_string();
    if page.chars().any(|c| c != montrer(c)) { page.chars().map(montrer).collect() } else { page }
}

fn rapport(report: &Report, calcul: Option<&Calculation>, langue: Langue) -> Markup {
    let vue = Vue { report, langue };
    html! {
        main.pdn {
            header {
                h1 { (report.appel.title(langue)) }
                p { (plain::objet(report, langue)) }
            }
            (vue.decision())
            (vue.calendrier())
            @for gravite in [Severity::Blocking, Severity::Correctable, Severity::Advisory] {
                (vue.manquements(gravite))
            }
            (vue.a_fournir())
            (vue.liste(
                Partie::NonLues,
                report.unread().map(|u| u.text(langue)).collect(),
            ))
            (vue.erreurs_de_saisie())
            (vue.grille())
            @if let Some(calcul) = calcul { (plan::plan(calcul, langue)) }
            (vue.liste(
                Partie::Suites,
                report.consequences().map(|s| s.text(langue)).collect(),
            ))
            (vue.reportes())
            (vue.liste(
                Partie::Limites,
                report.gaps().map(|g| plain::lacune(&g, langue)).collect(),
            ))
            (vue.liste(
                Partie::Hypotheses,
                report.assumptions().map(|a| a.text(langue)).collect(),
            ))
            (vue.toutes())
            (vue.pied())
        }
    }
}

#[derive(Clone, Copy)]
struct Vue<'r> {
    report: &'r Report,
    langue: Langue,
}

impl<'r> Vue<'r> {
    fn dit(self, fr: &'static str, en: &'static str) -> &'static str {
        self.langue.choisir(fr, en)
    }

    fn decision(self) -> Markup {
        let classe = self.report.decision().as_str();
        html! {
            div.decision.(classe) {
                p { strong { (self.report.decision_text(self.langue)) } }
                @if self.report.decision() != Decision::NotApplicable {
                    p { (plain::acquise(self.report, self.langue)) }
                }
            }
        }
    }

    fn partie(self, partie: Partie, nombre: usize, contenu: Markup) -> Markup {
        html! {
            @if nombre > 0 {
                section {
                    h2 { (partie.titre(self.langue)) " (" (nombre) ")" }
                    (contenu)
                }
            }
        }
    }

    fn liste(self, partie: Partie, textes: Vec<String>) -> Markup {
        let contenu = html! { ul { @for texte in &textes { li { (texte) } } } };
        self.partie(partie, textes.len(), contenu)
    }

    fn calendrier(self) -> Markup {
        let dates = plain::calendrier(self.report).map(|d| d.message(self.langue));
        self.liste(Partie::Calendrier, dates.collect())
    }

    fn manquements(self, gravite: Severity) -> Markup {
        let constats: Vec<Finding<'r>> = self
            .report
            .findings()
            .filter(|f| f.outcome() == Outcome::Fail && f.severity() == gravite)
            .collect();
        let contenu = html! {
            @for f in &constats {
                article.constat.(gravite.as_str()) {
                    h3 { (f.title(self.langue)) }
                    p { (f.message(self.langue)) }
                    @if let Some(remede) = f.remedy() {
                        p.remede { "→ " (remede.text(self.langue)) }
                    }
                    (self.sources(f))
                    @if !self.report.appel.compte(self.report.type_, f.owed_by()) {
                        p.discret { (plain::d_une_autre_partie(self.langue)) }
                    }
                }
            }
        };
        self.partie(Partie::Manquements(gravite), constats.len(), contenu)
    }

    fn sources(self, f: &Finding<'_>) -> Markup {
        html! {
            @if !f.citations().is_empty() {
                p.discret { (plain::citations(f.citations(), self.langue)) }
            }
            @if let Some(lecture) = f.reading(self.langue) {
                p.discret { (self.dit("Lecture retenue\u{a0}: ", "Reading taken: ")) (lecture) }
            }
        }
    }

    fn a_fournir(self) -> Markup {
        let manquants = self.report.missing();
        let pourquoi: Vec<String> =
            manquants.iter().map(|m| plain::pourquoi(m, self.langue)).collect();
        let suivants = pourquoi.iter().skip(1).map(Some).chain([None]);
        let contenu = html! {
            ul {
                @for (m, (pourquoi, suivant)) in manquants.iter().zip(pourquoi.iter().zip(suivants)) {
                    li {
                        (m.title(self.langue))
                        @if !m.decides() {
                            (self.dit(" (sans effet sur la décision)", " (without effect on the decision)"))
                        }
                        // Once for what one rule asks for, one after the other.
                        @if suivant != Some(pourquoi) { p.discret { (pourquoi) } }
                    }
                }
            }
        };
        self.partie(Partie::AFournir, manquants.len(), contenu)
    }

    fn erreurs_de_saisie(self) -> Markup {
        let fautes = self.report.input_errors();
        let contenu = html! {
            @for faute in &fautes {
                div.constat.input {
                    p { (une_ligne(&faute.text_with_position(self.langue))) }
                }
            }
        };
        self.partie(Partie::ErreursDeSaisie, fautes.len(), contenu)
    }

    /// What a person is to judge, with room to write.
    fn grille(self) -> Markup {
        let points: Vec<Finding<'r>> =
            self.report.findings().filter(|f| f.outcome() == Outcome::Review).collect();
        let (point, avis, commentaire) = (
            self.dit("Point à apprécier", "Point to judge"),
            self.dit("Avis", "Opinion"),
            self.dit("Commentaire", "Comment"),
        );
        let contenu = html! {
            @if let Some(avis) = plain::avis_en_mots(self.report, self.langue) { p { (avis) } }
            table.grille {
                thead { tr { th scope="col" { (point) } th scope="col" { (avis) } th scope="col" { (commentaire) } } }
                tbody {
                    @for f in &points {
                        tr {
                            td {
                                (self.point(f))
                            }
                            td.avis {
                                span.bref { (avis) }
                                (self.avis(f))
                            }
                            td.ecrire {
                                span.bref { (commentaire) }
                                @if let Some(a) = f.appreciation() {
                                    p { (plain::appreciation_en_mots(a, self.langue)) }
                                }
                            }
                        }
                    }
                }
            }
        };
        self.partie(Partie::AApprecier, points.len(), contenu)
    }

    fn point(self, f: &Finding<'_>) -> Markup {
        let (tete, texte) = if f.sans_valeur() {
            (self.tete(f), f.requirement(self.langue))
        } else {
            (f.title(self.langue), f.message(self.langue))
        };
        html! {
            h3 { (tete) }
            p { (texte) }
            (self.sources(f))
        }
    }

    fn avis(self, f: &Finding<'_>) -> Markup {
        let donne = f.appreciation().and_then(|a| a.avis);
        html! {
            @for avis in [Avis::Favorable, Avis::Reserve, Avis::Defavorable] {
                @let coche = donne == Some(avis);
                div {
                    span.case.cochee[coche] aria-hidden="true" {}
                    (self.dit(avis.choix().fr, avis.choix().en))
                    @if coche { span.cache { (self.dit(" (avis enregistré)", " (recorded)")) } }
                }
            }
        }
    }

    fn reportes(self) -> Markup {
        let groupes = plain::reportes(self.report, self.langue);
        let nombre = groupes.iter().map(|(_, quoi)| quoi.len()).sum();
        let contenu = html! {
            @for (quand, quoi) in &groupes {
                p { (quand) }
                ul { @for element in quoi { li { (element) } } }
            }
        };
        self.partie(Partie::Reportes, nombre, contenu)
    }

    /// Every finding, folded away: what was examined, and with what outcome.
    fn toutes(self) -> Markup {
        let report = self.report;
        html! {
            @if report.findings().len() > 0 {
                details {
                    summary { (self.dit("Tout ce qui a été examiné", "Everything that was examined")) " (" (report.findings().len()) ")" }
                    div.defile tabindex="0" role="region" aria-label=(self.dit("Tout ce qui a été examiné", "Everything that was examined")) {
                        table {
                            thead { tr {
                                th scope="col" { (self.dit("Règle", "Rule")) }
                                th scope="col" { (self.dit("Résultat", "Outcome")) }
                                th scope="col" { (self.dit("Texte", "Text")) }
                            } }
                            tbody {
                                @for f in report.findings() {
                                    tr {
                                        td { (self.tete(&f)) br; code.discret { (f.rule()) } }
                                        td.(f.outcome().as_str()) { (f.outcome().label(self.langue)) }
                                        td { (plain::citations(f.citations(), self.langue)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn tete(self, f: &Finding<'_>) -> String {
        let mut tete = String::new();
        f.ecrire_tete(self.langue, &mut tete);
        tete
    }

    fn pied(self) -> Markup {
        let appel = &self.report.appel;
        html! {
            footer.discret {
                p { (plain::comptes_en_mots(self.report.counts(), self.langue)) }
                p { (appel.id()) " (" (appel.edition()) "), SHA-256 " code { (appel.sha256()) } }
            }
        }
    }
}

fn une_ligne(texte: &str) -> String {
    let mut out = String::with_capacity(texte.len());
    sur_une_ligne(&mut out, texte);
    out
}
