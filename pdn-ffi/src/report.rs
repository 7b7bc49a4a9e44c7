//! The report: codes and parameters, and sentences when they are asked for.

use std::sync::Arc;

use pdn_core::values::Langue;

use crate::values::langue;
use crate::{Appel, Day, Euros, Lang, Value};

/// What examining one document found. It never changes; sentences are written when they are asked for.
#[derive(Debug, uniffi::Object)]
pub struct Report(Source);

/// Where a report is held.
#[derive(Debug)]
enum Source {
    Own(Box<pdn_core::Report>),
    /// Within a calculation on the same document.
    Calculation(Arc<pdn_core::Calculation>),
}

impl From<pdn_core::Report> for Report {
    fn from(report: pdn_core::Report) -> Self {
        Self(Source::Own(Box::new(report)))
    }
}

impl Report {
    /// The report of a calculation.
    pub(crate) fn of(calculation: &Arc<pdn_core::Calculation>) -> Self {
        Self(Source::Calculation(Arc::clone(calculation)))
    }

    fn inner(&self) -> &pdn_core::Report {
        match &self.0 {
            Source::Own(report) => report,
            Source::Calculation(calculation) => calculation.report(),
        }
    }
}

#[uniffi::export]
impl Report {
    /// `admissible`, `incomplete`, `inadmissible` or `not_applicable`.
    pub fn decision(&self) -> String {
        self.inner().decision().as_str().to_owned()
    }

    /// The decision in words, with the number of points left to a person.
    #[uniffi::method(default(lang = None))]
    pub fn decision_text(&self, lang: Option<Lang>) -> String {
        self.inner().decision_text(langue(lang))
    }

    /// True when supplying what is missing could not change the decision.
    pub fn settled(&self) -> bool {
        self.inner().settled()
    }

    /// The call that judged, by its id, edition and content.
    pub fn appel(&self) -> Appel {
        Appel(self.inner().appel().clone())
    }

    /// What is examined: the type of the document, or `appel` for the call itself; none for a document
    /// of no known type.
    pub fn subject(&self) -> Option<String> {
        self.inner().subject().map(str::to_owned)
    }

    /// The office's own number, as the document gives it.
    pub fn reference(&self) -> Option<String> {
        self.inner().reference().map(str::to_owned)
    }

    /// The day of the examination.
    pub fn on(&self) -> Day {
        self.inner().on().into()
    }

    /// How many findings have each outcome.
    pub fn counts(&self) -> Counts {
        let n = self.inner().counts();
        Counts {
            pass: count(n.pass),
            fail: count(n.fail),
            undetermined: count(n.undetermined),
            not_applicable: count(n.not_applicable),
            review: count(n.review),
        }
    }

    /// The opinions recorded on the points left to a person, and how many of these are still to be judged.
    pub fn opinions(&self) -> Opinions {
        let n = self.inner().opinions();
        Opinions {
            favourable: count(n.favourable),
            reserved: count(n.reserved),
            unfavourable: count(n.unfavourable),
            pending: count(n.pending),
        }
    }

    /// The same in words: `2 avis favorables et 1 défavorable`; none where nothing was judged.
    #[uniffi::method(default(lang = None))]
    pub fn opinions_text(&self, lang: Option<Lang>) -> Option<String> {
        self.inner().opinions().text(langue(lang))
    }

    /// Every finding, in the order of the call's text.
    #[uniffi::method(default(lang = None))]
    pub fn findings(&self, lang: Option<Lang>) -> Vec<Finding> {
        self.inner().findings().map(|f| Finding::de(&f, langue(lang))).collect()
    }

    /// The findings that need attention: neither `pass` nor `not_applicable`.
    #[uniffi::method(default(lang = None))]
    pub fn attention(&self, lang: Option<Lang>) -> Vec<Finding> {
        self.inner().attention().map(|f| Finding::de(&f, langue(lang))).collect()
    }

    /// What is still to be supplied, what can settle the decision first.
    #[uniffi::method(default(lang = None))]
    pub fn missing(&self, lang: Option<Lang>) -> Vec<Missing> {
        let langue = langue(lang);
        let missing = self.inner().missing();
        missing
            .iter()
            .map(|m| Missing {
                pointer: m.pointer(),
                title: m.title(langue),
                object: m.object(langue),
                accepts: Accepts::de(&m.accepts(), langue),
                asked_by: m.asked_by(langue),
                citations: m.citations().iter().map(Citation::from).collect(),
                rules: m.rules().into_iter().map(str::to_owned).collect(),
                decides: m.decides(),
            })
            .collect()
    }

    /// What the document gives and no rule of the call read, in the order of the document.
    #[uniffi::method(default(lang = None))]
    pub fn unread(&self, lang: Option<Lang>) -> Vec<Unread> {
        let langue = langue(lang);
        self.inner()
            .unread()
            .map(|u| Unread {
                pointer: u.pointer(),
                title: u.title(langue),
                reason: u.reason().to_owned(),
                weighs: u.weighs(),
                text: u.text(langue),
            })
            .collect()
    }

    /// What the texts attach to the outcomes.
    #[uniffi::method(default(lang = None))]
    pub fn consequences(&self, lang: Option<Lang>) -> Vec<Consequence> {
        self.inner()
            .consequences()
            .map(|c| Consequence {
                code: c.code().to_owned(),
                rule: c.rule().to_owned(),
                pointer: c.pointer(),
                suite: c.suite().map(ToOwned::to_owned),
                latest: c.latest().map(Day::from),
                participants: c.participants().iter().map(ToString::to_string).collect(),
                amount: c.amount().map(Euros::from),
                text: c.text(langue(lang)),
            })
            .collect()
    }

    /// Everything in the input that could not be taken as written, in the order of the text.
    #[uniffi::method(default(lang = None))]
    pub fn input_errors(&self, lang: Option<Lang>) -> Vec<InputError> {
        let langue = langue(lang);
        let said = |text: String| (!text.is_empty()).then_some(text);
        self.inner()
            .input_errors()
            .iter()
            .map(|e| InputError {
                code: e.code().as_str().to_owned(),
                pointer: e.pointer().to_owned(),
                line: e.line(),
                column: e.column(),
                title: e.title(langue),
                object: e.object(langue),
                found: said(e.found()),
                expected: said(e.expected(langue)),
                text: e.text(langue),
            })
            .collect()
    }

    /// What the call does not hold, where that matters for this document.
    #[uniffi::method(default(lang = None))]
    pub fn gaps(&self, lang: Option<Lang>) -> Vec<Gap> {
        let langue = langue(lang);
        self.inner()
            .gaps()
            .map(|g| Gap {
                id: g.id.to_owned(),
                owed_by: g.owed_by.to_owned(),
                absence: g.absence(langue).map(str::to_owned),
                text: g.text(langue),
            })
            .collect()
    }

    /// What was taken for granted, because the document does not say it.
    #[uniffi::method(default(lang = None))]
    pub fn assumptions(&self, lang: Option<Lang>) -> Vec<Assumption> {
        self.inner()
            .assumptions()
            .map(|a| Assumption {
                pointer: a.pointer.to_owned(),
                value: a.value.to_owned(),
                text: a.text(langue(lang)),
            })
            .collect()
    }

    /// The whole report as JSON: the bytes that every language gives.
    #[uniffi::method(default(lang = None))]
    pub fn to_json(&self, lang: Option<Lang>) -> String {
        self.inner().to_json(langue(lang))
    }

    /// The report as JSON, with only the findings that need attention.
    #[uniffi::method(default(lang = None))]
    pub fn to_json_attention(&self, lang: Option<Lang>) -> String {
        self.inner().to_json_attention(langue(lang))
    }

    /// What a rule asks for, where the texts say so, and what was found under it; none where the call has
    /// no such rule.
    #[uniffi::method(default(lang = None))]
    pub fn explain(&self, rule: &str, lang: Option<Lang>) -> Option<String> {
        self.inner().explain(rule, langue(lang))
    }

    /// The report for a person, as plain text.
    #[uniffi::method(default(lang = None))]
    pub fn to_text(&self, lang: Option<Lang>) -> String {
        self.inner().to_text(langue(lang))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The JSON Schema of a report, as JSON text.
#[uniffi::export(default(lang = None))]
#[must_use]
pub fn report_schema(lang: Option<Lang>) -> String {
    pdn_core::report_schema(langue(lang)).to_string()
}

/// How many findings have each outcome.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Counts {
    /// Rules that are met.
    pub pass: u32,
    /// Rules that are not.
    pub fail: u32,
    /// Rules that wait for a value.
    pub undetermined: u32,
    /// Rules that do not apply.
    pub not_applicable: u32,
    /// Points left to a person.
    pub review: u32,
}

/// How many of the points that a person judges have each opinion.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Opinions {
    /// In favour.
    pub favourable: u32,
    /// In favour with reservations.
    pub reserved: u32,
    /// Against.
    pub unfavourable: u32,
    /// Still to be judged.
    pub pending: u32,
}

/// The outcome of one rule at one place of the document.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// What the rule was judged on, where it bears on several things: `formation=F1;session=2`.
    pub instance: Option<String>,
    /// `pass`, `fail`, `undetermined`, `not_applicable` or `review`.
    pub outcome: String,
    /// The outcome in words.
    pub outcome_label: String,
    /// How grave a failure is: `blocking`, `correctable` or `advisory`.
    pub severity: String,
    /// The severity in words.
    pub severity_label: String,
    /// Who owes it: `candidat`, `structure`, `caf`…
    pub owed_by: String,
    /// JSON Pointer to where the value is, or would be.
    pub pointer: String,
    /// JSON Pointers to the places whose values could still change it: what it waits for where it is
    /// `undetermined`, and what an outcome that stands for now rests on.
    pub rests_on: Vec<String>,
    /// Title of the rule.
    pub title: String,
    /// What was observed.
    pub observed: Option<Value>,
    /// What was expected.
    pub expected: Option<Value>,
    /// The smallest change that mends it; none where nothing does, or nothing is to be mended.
    pub remedy: Option<Remedy>,
    /// Where the texts say so.
    pub citations: Vec<Citation>,
    /// Where the text is ambiguous, the reading taken.
    pub reading: Option<String>,
    /// The finding in a sentence.
    pub message: String,
    /// What a person has recorded of this point.
    pub appreciation: Option<Appreciation>,
}

impl Finding {
    pub(crate) fn de(f: &pdn_core::Finding<'_>, langue: Langue) -> Self {
        Self {
            rule: f.rule().to_owned(),
            instance: f.instance(),
            outcome: f.outcome().as_str().to_owned(),
            outcome_label: f.outcome().label(langue).to_owned(),
            severity: f.severity().as_str().to_owned(),
            severity_label: f.severity().label(langue).to_owned(),
            owed_by: f.owed_by().to_owned(),
            pointer: f.pointer(),
            rests_on: f.rests_on(),
            title: f.title(langue),
            observed: f.observed().map(Value::from),
            expected: f.expected().map(Value::from),
            remedy: f.remedy().map(|r| Remedy {
                action: r.action().to_owned(),
                to: r.to().map(Value::from),
                by: r.by().map(Value::from),
                scope: r.scope().to_owned(),
                text: r.text(langue),
            }),
            citations: f.citations().iter().map(Citation::from).collect(),
            reading: f.reading(langue),
            message: f.message(langue),
            appreciation: f.appreciation().map(|a| Appreciation {
                avis: a.avis.map(|avis| avis.code().to_owned()),
                avis_label: a.libelle(langue).map(str::to_owned),
                commentaire: a.commentaire.as_ref().map(ToString::to_string),
            }),
        }
    }
}

/// What mends a failure.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Remedy {
    /// What to do: `lower`, `raise`, `set`, `add`, `remove`, `move`, `declare` or `mend`.
    pub action: String,
    /// The value to reach.
    pub to: Option<Value>,
    /// By how much, or what exactly.
    pub by: Option<Value>,
    /// What it is said of: `value`, the one at the finding's place; or `total`, of several amounts, of
    /// which that place is the last.
    pub scope: String,
    /// The remedy in a sentence.
    pub text: String,
}

/// A place of a text.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Citation {
    /// Short name of the document: `MODULE2`, `CHARTE`…
    pub document: String,
    /// Place in it.
    pub place: String,
}

impl From<&pdn_core::Citation> for Citation {
    fn from(c: &pdn_core::Citation) -> Self {
        Self { document: c.document.clone(), place: c.place.clone() }
    }
}

/// What a person has recorded of a point that only a person can judge.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Appreciation {
    /// `favorable`, `reserve` or `defavorable`.
    pub avis: Option<String>,
    /// The opinion in words.
    pub avis_label: Option<String>,
    /// In the person's own words.
    pub commentaire: Option<String>,
}

/// A value that rules wait for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Missing {
    /// JSON Pointer to where it would be.
    pub pointer: String,
    /// What is asked for, and of what: « Capacité d’accueil, formation F1 ».
    pub title: String,
    /// The object that it belongs to, where there can be several: « formation F1 ».
    pub object: Option<String>,
    /// What it takes.
    pub accepts: Accepts,
    /// Why it is asked for: what the rule requires, in a sentence.
    pub asked_by: String,
    /// Where the text says so.
    pub citations: Vec<Citation>,
    /// Ids of the rules that wait for it.
    pub rules: Vec<String>,
    /// True when a blocking or correctable rule waits for it.
    pub decides: bool,
}

/// A value that the document gives and that no rule of the call read.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Unread {
    /// JSON Pointer to the value.
    pub pointer: String,
    /// What it is, in words.
    pub title: String,
    /// Why no rule read it: `year`, `funder`, `no-funder`, `scheme`, `document`, `addressee`, `base`, `place` or `other-document`.
    pub reason: String,
    /// True where it could matter for the decision.
    pub weighs: bool,
    /// What it is, why no rule read it, and what that means for the decision.
    pub text: String,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Accepts {
    /// Yes or no.
    Boolean,
    /// A whole number.
    Count {
        /// The least that can be.
        min: u32,
        /// The most that can be, where there is such a bound.
        max: Option<u32>,
    },
    /// Euros, to the cent.
    Amount,
    /// A share, from 0 to 1.
    Share,
    /// A number.
    Number {
        /// ETP, heures…; none for a number without one.
        unit: Option<String>,
        /// The most that can be, where there is such a bound.
        max: Option<u32>,
    },
    /// A day.
    Date,
    /// A time of day, HH:MM.
    Time,
    /// Text.
    Text {
        /// Its form, where it has one: `siret`, `iban`, `courriel`…
        format: Option<String>,
    },
    /// A word of a closed list.
    Choice {
        /// The words.
        choices: Vec<Choice>,
    },
    /// A list; an empty one says that there is none.
    Several {
        /// What each of its elements takes.
        of: Box<Accepts>,
    },
    /// An object, whose own fields are asked for in their turn.
    Object,
}

impl Accepts {
    fn de(accepts: &pdn_core::Accepts<'_>, langue: Langue) -> Self {
        match accepts.kind() {
            "boolean" => Self::Boolean,
            "count" => {
                Self::Count { min: accepts.minimum().unwrap_or_default(), max: accepts.maximum() }
            }
            "amount" => Self::Amount,
            "share" => Self::Share,
            "number" => {
                Self::Number { unit: accepts.unit().map(str::to_owned), max: accepts.maximum() }
            }
            "date" => Self::Date,
            "time" => Self::Time,
            "text" => Self::Text { format: accepts.format().map(str::to_owned) },
            "choice" => {
                let choices = accepts.choices(langue).into_iter();
                Self::Choice {
                    choices: choices.map(|c| Choice { value: c.value, label: c.label }).collect(),
                }
            }
            _ => match accepts.of() {
                Some(of) => Self::Several { of: Box::new(Self::de(&of, langue)) },
                None => Self::Object,
            },
        }
    }
}

/// One word of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Choice {
    /// The word in documents.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// Something that the texts attach to an outcome.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Consequence {
    /// `annulation-et-report`, `liste-d-attente`, `prorata`, `motif-d-exclusion`, or `suite`: one of the call's own.
    pub code: String,
    /// Id of the rule that it follows from.
    pub rule: String,
    /// JSON Pointer to what it follows from.
    pub pointer: String,
    /// Of one of the call's own, its code.
    pub suite: Option<String>,
    /// The last possible day of a postponed session.
    pub latest: Option<Day>,
    /// Who waits, by order of enrolment.
    pub participants: Vec<String>,
    /// The proposed amount of a prorata.
    pub amount: Option<Euros>,
    /// The consequence in a sentence.
    pub text: String,
}

/// Something in the input that could not be taken as written.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InputError {
    /// `wrong-type`, `unknown-key`, `wrong-form`, `impossible-value`…
    pub code: String,
    /// JSON Pointer to the value or the key at fault; empty for the whole document.
    pub pointer: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// The field at fault, with the object that holds it; none of a fault of the document as a whole.
    pub title: Option<String>,
    /// The object that holds it, where there can be several.
    pub object: Option<String>,
    /// What was found, bank numbers masked.
    pub found: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// The field, what was found, what was expected, what to write.
    pub text: String,
}

/// Something that the file of the call does not hold.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Gap {
    /// Its id.
    pub id: String,
    /// Who could fill it.
    pub owed_by: String,
    /// Why it is missing, in words.
    pub absence: Option<String>,
    /// What is missing.
    pub text: String,
}

/// Something taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Assumption {
    /// Where the document would say it.
    pub pointer: String,
    /// The value taken.
    pub value: String,
    /// The same in a sentence.
    pub text: String,
}
