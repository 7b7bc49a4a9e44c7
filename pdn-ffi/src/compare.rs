//! What differs between two calls.

use pdn_core::values::Langue;

use crate::Lang;
use crate::values::langue;

/// What differs between two calls.
#[derive(Debug, uniffi::Object)]
pub struct Comparison(pub(crate) pdn_core::Comparison);

#[uniffi::export]
impl Comparison {
    /// True where nothing differs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that differs: the call itself, then what it names, in the order of the second call, each kind
    /// ending with what is gone.
    #[uniffi::method(default(lang = None))]
    pub fn differences(&self, lang: Option<Lang>) -> Vec<Difference> {
        let langue = langue(lang);
        self.0.differences(langue).into_iter().map(|d| Difference::de(d, langue)).collect()
    }

    /// What differs, for a person, as plain text.
    #[uniffi::method(default(lang = None))]
    pub fn to_text(&self, lang: Option<Lang>) -> String {
        self.0.to_text(langue(lang))
    }
}

/// One thing that differs between two calls: a rule, a question, an actor.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Difference {
    /// `added`, `removed` or `changed`.
    pub kind: String,
    /// The kind in words.
    pub kind_label: String,
    /// `call`, `text`, `actor`, `code`, `question`, `rule` or `gap`.
    pub subject: String,
    /// Its id in the file; of a code, its list, a dot and the code; empty for the call itself.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What is said of it otherwise; of something new or gone, all that is said of it.
    pub changes: Vec<Change>,
}

/// One aspect of something that differs.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Change {
    /// `severity`, `demand`, `conditions`, `document`, `sources`…
    pub aspect: String,
    /// The aspect in words.
    pub label: String,
    /// What the first call says, in words; none where it says nothing of it.
    pub before: Option<String>,
    /// What the second call says.
    pub after: Option<String>,
}

impl Difference {
    fn de(d: pdn_core::Difference, langue: Langue) -> Self {
        let change = |c: pdn_core::Change| Change {
            aspect: c.aspect.as_str().to_owned(),
            label: c.label,
            before: c.before,
            after: c.after,
        };
        Self {
            kind: d.kind.as_str().to_owned(),
            kind_label: d.kind.label(langue).to_owned(),
            subject: d.subject.as_str().to_owned(),
            id: d.id,
            title: d.title,
            changes: d.changes.into_iter().map(change).collect(),
        }
    }
}
