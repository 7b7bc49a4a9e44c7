//! The money of a document, line by line.

use std::sync::Arc;

use pdn_core::values::{Langue, Montant};

use crate::report::Citation;
use crate::values::langue;
use crate::{Euros, Finding, Lang, PdnError, Quantity, Report, Value};

/// What a call's rules on amounts work out for one document.
///
/// Amounts are in euros, exact; a most is rounded down to the cent and a least up, where the text gives
/// a share. Nothing is judged here: the report does.
#[derive(Debug, uniffi::Object)]
pub struct Calculation(pub(crate) Arc<pdn_core::Calculation>);

#[uniffi::export]
impl Calculation {
    /// The report on the same document: whether each line is as it must be.
    pub fn report(&self) -> Report {
        Report::of(&self.0)
    }

    /// Every line, in the order of the call's text.
    #[uniffi::method(default(lang = None))]
    pub fn lines(&self, lang: Option<Lang>) -> Vec<CalculationLine> {
        self.0.lines().map(|l| CalculationLine::de(&l, langue(lang))).collect()
    }

    /// Of a prorata: how many of the units planned must be carried out for an amount to be due in full;
    /// none where there is no such line, or it never is.
    #[uniffi::method(default(funder = None, year = None))]
    pub fn units_for(
        &self,
        amount: Euros,
        rule: &str,
        funder: Option<String>,
        year: Option<u32>,
    ) -> Result<Option<u32>, PdnError> {
        let amount: Montant = amount.0.parse().map_err(PdnError::from)?;
        Ok(self.0.line(rule, funder.as_deref(), year).and_then(|l| l.units_for(amount)))
    }

    /// The calculation as JSON: the call, and every line with its terms.
    #[uniffi::method(default(lang = None))]
    pub fn to_json(&self, lang: Option<Lang>) -> String {
        self.0.to_json(langue(lang))
    }

    /// The calculation for a person, as plain text.
    #[uniffi::method(default(lang = None))]
    pub fn to_text(&self, lang: Option<Lang>) -> String {
        self.0.to_text(langue(lang))
    }
}

/// One line of a calculation: a rule, for a funder and a year.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CalculationLine {
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// What the rule requires, with the call's values.
    pub requirement: String,
    /// What the line is about: `financeur=caf-15;annee=2018`.
    pub instance: Option<String>,
    /// The funder that is asked, by its id.
    pub funder: Option<String>,
    /// The year.
    pub year: Option<u32>,
    /// What is asked, or granted for a prorata: the sum of the amounts that are known.
    pub asked: Option<Euros>,
    /// True where every amount that the line needs is known.
    pub complete: bool,
    /// JSON Pointers to the amounts that are not known.
    pub missing: Vec<String>,
    /// The least that the rule asks for.
    pub at_least: Option<Euros>,
    /// The most that the rule allows: the largest admissible amount.
    pub at_most: Option<Euros>,
    /// False where the rule's own condition is not met: nothing may be asked under it.
    pub open: bool,
    /// The most that may still be asked, given the rest.
    pub still_possible: Option<Euros>,
    /// By how much what is asked passes the most.
    pub excess: Option<Euros>,
    /// By how much what is asked is under the least.
    pub lacking: Option<Euros>,
    /// What a share is a share of.
    pub base: Option<Euros>,
    /// The share of the base that the rule sets.
    pub share: Option<Value>,
    /// What others must bring for the base to be covered, given what is asked here.
    pub others_needed: Option<Euros>,
    /// What others already bring, in the same year.
    pub others_planned: Option<Euros>,
    /// What is lacking elsewhere for what is asked here.
    pub others_lacking: Option<Euros>,
    /// The least base for which what is asked would be admissible.
    pub base_needed: Option<Euros>,
    /// Of a prorata: the amount in proportion to what was carried out.
    pub proposed: Option<Euros>,
    /// Of a prorata: what was carried out.
    pub carried_out: Option<CarriedOut>,
    /// Of a prorata: what such a proposal would withhold.
    pub withheld: Option<Euros>,
    /// What the line was worked out from, in order.
    pub terms: Vec<Term>,
    /// What else the rule depends on: a contract, a document.
    pub conditions: Vec<Finding>,
    /// Where the texts say so.
    pub citations: Vec<Citation>,
    /// Where the text is ambiguous, the reading taken.
    pub reading: Option<String>,
}

impl CalculationLine {
    fn de(l: &pdn_core::CalculationLine<'_>, langue: Langue) -> Self {
        let amount = |m: Option<Montant>| m.map(Euros::from);
        Self {
            rule: l.rule().to_owned(),
            title: l.title(langue),
            requirement: l.requirement(langue),
            instance: l.instance(),
            funder: l.funder().map(str::to_owned),
            year: l.year(),
            asked: amount(l.asked()),
            complete: l.complete(),
            missing: l.missing(),
            at_least: amount(l.at_least()),
            at_most: amount(l.at_most()),
            open: l.open(),
            still_possible: amount(l.still_possible()),
            excess: amount(l.excess()),
            lacking: amount(l.lacking()),
            base: amount(l.base()),
            share: l.share().map(Value::from),
            others_needed: amount(l.others_needed()),
            others_planned: amount(l.others_planned()),
            others_lacking: amount(l.others_lacking()),
            base_needed: amount(l.base_needed()),
            proposed: amount(l.proposed()),
            carried_out: l.carried_out().map(|(done, planned, unit)| CarriedOut {
                done,
                planned,
                unit: unit.to_owned(),
            }),
            withheld: amount(l.withheld()),
            terms: l
                .terms()
                .map(|t| {
                    let factors = t.factors();
                    Term {
                        kind: t.kind().to_owned(),
                        label: t.label(langue),
                        funder: t.funder().map(str::to_owned),
                        pointer: t.pointer(),
                        amount: amount(t.amount()),
                        unit_amount: factors.map(|(unit, _)| Euros::from(unit)),
                        times: factors.map(|(_, n)| Quantity(n.normalize().to_string())),
                    }
                })
                .collect(),
            conditions: l.conditions().map(|f| Finding::de(&f, langue)).collect(),
            citations: l.citations().iter().map(Citation::from).collect(),
            reading: l.reading(langue),
        }
    }
}

/// Of a prorata: how many were carried out, of how many planned, of what.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CarriedOut {
    /// How many were carried out.
    pub done: u32,
    /// How many were planned.
    pub planned: u32,
    /// Of what: `formations`, `sessions`, `participants` or `heures`.
    pub unit: String,
}

/// What a line was worked out from.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Term {
    /// `base`, `product`, `floor`, `ceiling` or `asked`.
    pub kind: String,
    /// What it is, in words.
    pub label: String,
    /// Who is asked, on a line of funding.
    pub funder: Option<String>,
    /// JSON Pointer to what it is read from, where it is one value.
    pub pointer: Option<String>,
    /// The amount; none where it is not known, or is no whole number of cents.
    pub amount: Option<Euros>,
    /// Of a product: the amount for one.
    pub unit_amount: Option<Euros>,
    /// Of a product: how many.
    pub times: Option<Quantity>,
}

/// A call's own estimate of the funding of a year, term by term.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Estimate {
    /// The year that is estimated.
    pub year: Option<u32>,
    /// What the terms add up to.
    pub total: Euros,
    /// The terms, in the order of the text.
    pub terms: Vec<EstimateTerm>,
    /// Where the text says so.
    pub citations: Vec<Citation>,
    /// Where the text is ambiguous, the reading taken.
    pub reading: Option<String>,
}

impl Estimate {
    pub(crate) fn de(e: &pdn_core::Estimate<'_>, langue: Langue) -> Self {
        Self {
            year: e.year(),
            total: e.total().into(),
            terms: e
                .terms(langue)
                .into_iter()
                .map(|t| EstimateTerm {
                    label: t.label,
                    unit: t.unit.into(),
                    factors: t.factors,
                    amount: t.amount.into(),
                })
                .collect(),
            citations: e.citations().iter().map(Citation::from).collect(),
            reading: e.reading(langue),
        }
    }
}

/// One term of an estimate.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EstimateTerm {
    /// What it is.
    pub label: String,
    /// The amount for one.
    pub unit: Euros,
    /// Times these numbers.
    pub factors: Vec<u32>,
    /// The amount.
    pub amount: Euros,
}
