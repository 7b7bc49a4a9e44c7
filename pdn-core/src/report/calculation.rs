//! The money of a document, line by line, seen through its report.

use compact_str::CompactString;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Finding, Report};
use crate::appel::formules::{FinancementEstimation, Formule};
use crate::appel::{Appel, Citation, Exigence, ExigenceDeDepenses, Mesure};
use crate::dossier::Choix;
use crate::dossier::forme::Lieu;
use crate::value::Value;
use crate::values::{Langue, Montant, ValeurNumerique};

/// What a call's rules on amounts work out for one document: for each funder, year and rule, the
/// least and the most, what is asked, and what follows for the others.
///
/// Amounts are in euros, exact; a most is rounded down to the cent and a least up, where the text
/// gives a share. Nothing is judged here: [`Calculation::report`] does.
#[derive(Debug, Clone, PartialEq)]
pub struct Calculation {
    pub(crate) report: Report,
    pub(crate) lignes: Vec<LigneCalculee>,
}

/// One line of a calculation, in memory.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LigneCalculee {
    pub jugement: u16,
    pub instance: CompactString,
    pub objet: Option<Lieu>,
    pub financeur: Option<CompactString>,
    pub annee: Option<u32>,
    pub termes: Vec<Terme>,
    pub base: Option<Montant>,
    pub minimum: Option<Montant>,
    pub maximum: Option<Montant>,
    pub demande: Option<Montant>,
    /// True where nothing is asked under a rule about what is asked.
    pub rien_demande: bool,
    /// True where the rule's own condition is not met.
    pub fermee: bool,
    pub autres: Option<Montant>,
    pub attend: Vec<Lieu>,
    pub prorata: Option<ProrataCalcule>,
}

/// What a line was worked out from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Terme {
    /// A base, by its code.
    Assiette { id: CompactString, depenses: Option<ExigenceDeDepenses>, montant: Option<Montant> },
    /// An amount, times a number.
    Produit { lieu: Lieu, unitaire: Montant, nombre: Option<Decimal>, montant: Option<Decimal> },
    /// Raised to a floor.
    Plancher(Montant),
    /// Lowered to a ceiling.
    Plafond(Montant),
    /// A line of funding.
    Demande { lieu: Lieu, financeur: Option<CompactString>, montant: Option<Montant> },
}

/// An amount in the proportion of what was carried out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProrataCalcule {
    pub montant: Montant,
    pub realise: u32,
    pub prevu: u32,
    pub unite: &'static Choix,
}

impl Calculation {
    /// The report on the same document: whether each line is as it must be.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Every line, in the order of the call's text.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = CalculationLine<'_>> {
        self.lignes.iter().map(|ligne| CalculationLine { calcul: self, ligne })
    }

    /// The line of a rule for a funder, or for none in particular, and a year.
    #[must_use]
    pub fn line(
        &self,
        rule: &str,
        funder: Option<&str>,
        year: Option<u32>,
    ) -> Option<CalculationLine<'_>> {
        self.lines().find(|l| l.rule() == rule && l.funder() == funder && l.year() == year)
    }
}

/// One line of a calculation.
#[derive(Clone, Copy)]
pub struct CalculationLine<'c> {
    pub(crate) calcul: &'c Calculation,
    pub(crate) ligne: &'c LigneCalculee,
}

impl<'c> CalculationLine<'c> {
    pub(crate) fn appel(&self) -> &'c Appel {
        &self.calcul.report.appel
    }

    pub(crate) fn regle(&self) -> &'c crate::appel::Regle {
        let appel = self.appel();
        appel.regle(appel.regle_du_jugement(self.ligne.jugement))
    }

    /// Id of the rule.
    #[must_use]
    pub fn rule(&self) -> &'c str {
        &self.regle().id
    }

    /// Title of the rule.
    #[must_use]
    pub fn title(&self, langue: Langue) -> String {
        self.regle().titre.texte(langue)
    }

    /// What the line is about, in the terms of the report: `financeur=caf-15;annee=2018`.
    #[must_use]
    pub fn instance(&self) -> Option<String> {
        let report = &self.calcul.report;
        let instance = match (report.type_, self.ligne.objet) {
            (Some(type_), Some(lieu)) => report.appel.instance(type_, lieu, &report.noms),
            _ => self.ligne.instance.clone(),
        };
        (!instance.is_empty()).then(|| instance.into())
    }

    /// The funder that is asked, by its id.
    #[must_use]
    pub fn funder(&self) -> Option<&'c str> {
        self.ligne.financeur.as_deref()
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> Option<u32> {
        self.ligne.annee
    }

    /// What is asked (or granted, for a prorata), in euros: the sum of the amounts that are known.
    #[must_use]
    pub fn asked(&self) -> Option<Montant> {
        self.ligne.demande
    }

    /// True where every amount that the line needs is known.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.ligne.attend.is_empty()
    }

    /// JSON Pointers to the amounts that are not known.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.ligne.attend.iter().map(|lieu| self.calcul.report.pointeur(*lieu)).collect()
    }

    /// The same in words: « Montant demandé à la Caf du Cantal pour 2018 ».
    #[must_use]
    pub fn missing_titles(&self, langue: Langue) -> Vec<String> {
        let report = &self.calcul.report;
        self.ligne.attend.iter().map(|lieu| report.titre_complet(*lieu, langue)).collect()
    }

    /// The least that the rule asks for, in euros.
    #[must_use]
    pub fn at_least(&self) -> Option<Montant> {
        self.ligne.minimum
    }

    /// The most that the rule allows, in euros: the largest admissible amount.
    #[must_use]
    pub fn at_most(&self) -> Option<Montant> {
        self.ligne.maximum
    }

    /// False where the rule's own condition is not met (a kind of contract): the dossier may ask for
    /// nothing under it.
    #[must_use]
    pub fn open(&self) -> bool {
        !self.ligne.fermee
    }

    /// What is asked, where every amount that the line needs is known: what follows from it is then
    /// known too.
    fn asked_in_full(&self) -> Option<Montant> {
        self.ligne.demande.filter(|_| self.complete())
    }

    /// The most that may still be asked, given the rest; `None` where the rest is not all known.
    #[must_use]
    pub fn still_possible(&self) -> Option<Montant> {
        let reste = self.ligne.maximum?.moins(self.asked_in_full()?).unwrap_or_default();
        Some(if self.open() { reste } else { Montant::ZERO })
    }

    /// By how much what is asked passes the most; `None` where it does not, or where not all is known.
    #[must_use]
    pub fn excess(&self) -> Option<Montant> {
        let ecart = self.asked_in_full()?.moins(self.ligne.maximum?)?;
        (!ecart.est_nul() && self.ligne.prorata.is_none()).then_some(ecart)
    }

    /// By how much what is asked is under the least; `None` where it is not, where nothing need be
    /// asked, or where not all is known.
    #[must_use]
    pub fn lacking(&self) -> Option<Montant> {
        let ecart = self.ligne.minimum?.moins(self.asked_in_full()?)?;
        (!ecart.est_nul() && self.open() && !self.ligne.rien_demande).then_some(ecart)
    }

    /// What a share is a share of, in euros.
    #[must_use]
    pub fn base(&self) -> Option<Montant> {
        self.ligne.base
    }

    /// The share of the base that the rule sets, as it is expected: `80 % au plus`.
    #[must_use]
    pub fn share(&self) -> Option<&'c Value> {
        match &self.appel().jugement(self.ligne.jugement)?.exigence {
            Exigence::Somme(e) if matches!(e.mesure, Mesure::Parts { .. }) => {
                self.appel().attendu(self.ligne.jugement)
            }
            _ => None,
        }
    }

    /// What others must bring for the base to be covered, given what is asked here.
    #[must_use]
    pub fn others_needed(&self) -> Option<Montant> {
        Some(self.ligne.base?.moins(self.asked_in_full()?).unwrap_or_default())
    }

    /// What others already bring, in the same year, but for the schemes that have a rule of their own;
    /// `None` where something of it is not known.
    #[must_use]
    pub fn others_planned(&self) -> Option<Montant> {
        self.ligne.autres
    }

    /// What is lacking elsewhere for what is asked here.
    #[must_use]
    pub fn others_lacking(&self) -> Option<Montant> {
        Some(self.others_needed()?.moins(self.others_planned()?).unwrap_or_default())
    }

    /// The least base for which what is asked would be admissible, up to the cent.
    #[must_use]
    pub fn base_needed(&self) -> Option<Montant> {
        let Value::Range(bornes) = self.share()? else { return None };
        let (part, stricte) = match (&bornes.max, &bornes.strict_max) {
            (Some(Value::Share(p)), _) => (*p, false),
            (_, Some(Value::Share(p))) => (*p, true),
            _ => return None,
        };
        let demande = self.asked_in_full()?.decimal();
        let exacte = demande.checked_div(part.decimal())?;
        let sens = RoundingStrategy::AwayFromZero;
        let base = Montant::d_un_decimal(exacte.round_dp_with_strategy(2, sens))?;
        let juste = base.decimal().checked_mul(part.decimal())? == demande;
        if stricte && juste { base.plus(Montant::from_centimes(1)) } else { Some(base) }
    }

    /// The amount in proportion to what was carried out, proposed to the funder: granted × carried
    /// out ÷ planned, rounded once, to the cent, half up, never above the grant.
    #[must_use]
    pub fn proposed(&self) -> Option<Montant> {
        self.ligne.prorata.as_ref().map(|p| p.montant)
    }

    /// Of a prorata: how many were carried out, of how many planned, of what.
    #[must_use]
    pub fn carried_out(&self) -> Option<(u32, u32, &'static str)> {
        self.ligne.prorata.as_ref().map(|p| (p.realise, p.prevu, p.unite.code))
    }

    /// What such a proposal would withhold of the grant.
    #[must_use]
    pub fn withheld(&self) -> Option<Montant> {
        self.ligne.demande?.moins(self.proposed()?)
    }

    /// How many of the units planned must be carried out for an amount to be due in full.
    #[must_use]
    pub fn units_for(&self, amount: Montant) -> Option<u32> {
        let prorata = self.ligne.prorata.as_ref()?;
        let accorde = self.ligne.demande?;
        let suffit = |n| accorde.ratio(n, prorata.prevu).is_some_and(|montant| montant >= amount);
        // The more is carried out, the more is due: halved down to the first that will do.
        let (mut trop_peu, mut assez) = (0, prorata.prevu);
        if !suffit(assez) {
            return None;
        }
        while trop_peu < assez {
            let milieu = trop_peu.midpoint(assez);
            if suffit(milieu) {
                assez = milieu;
            } else {
                trop_peu = milieu.saturating_add(1);
            }
        }
        Some(assez)
    }

    /// What the line was worked out from, in order.
    pub fn terms(&self) -> impl Iterator<Item = Term<'c>> {
        let line = *self;
        self.ligne.termes.iter().map(move |terme| Term { line, terme })
    }

    /// What else the rule depends on: the findings of its conditions (a contract, a document).
    pub fn conditions(&self) -> impl Iterator<Item = Finding<'c>> {
        let (report, rule) = (&self.calcul.report, self.rule());
        report.findings().filter(move |f| f.rule() == rule).filter(|f| {
            let jugement = f.report.appel.jugement(f.constat.jugement);
            jugement.is_some_and(|j| matches!(j.exigence, Exigence::Condition(_)))
        })
    }

    /// Where the texts say so.
    #[must_use]
    pub fn citations(&self) -> &'c [Citation] {
        self.appel().citations(self.ligne.jugement)
    }

    /// Where the text is ambiguous, the reading taken.
    #[must_use]
    pub fn reading(&self, langue: Langue) -> Option<String> {
        self.regle().lecture.as_ref().map(|l| l.texte(langue))
    }
}

/// What a line was worked out from.
#[derive(Clone, Copy)]
pub struct Term<'c> {
    pub(crate) line: CalculationLine<'c>,
    pub(crate) terme: &'c Terme,
}

impl Term<'_> {
    /// `base`, `product`, `floor`, `ceiling` or `asked`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.terme {
            Terme::Assiette { .. } => "base",
            Terme::Produit { .. } => "product",
            Terme::Plancher(_) => "floor",
            Terme::Plafond(_) => "ceiling",
            Terme::Demande { .. } => "asked",
        }
    }

    /// Who is asked, on a line of funding.
    #[must_use]
    pub fn funder(&self) -> Option<&str> {
        match self.terme {
            Terme::Demande { financeur, .. } => financeur.as_deref(),
            _ => None,
        }
    }

    /// JSON Pointer to what it is read from, where it is one value.
    #[must_use]
    pub fn pointer(&self) -> Option<String> {
        match self.terme {
            Terme::Produit { lieu, .. } | Terme::Demande { lieu, .. } => {
                Some(self.line.calcul.report.pointeur(*lieu))
            }
            _ => None,
        }
    }

    /// The amount, in euros; `None` where it is not known, or is no whole number of cents.
    #[must_use]
    pub fn amount(&self) -> Option<Montant> {
        match self.terme {
            Terme::Assiette { montant, .. } | Terme::Demande { montant, .. } => *montant,
            Terme::Produit { montant, .. } => Montant::d_un_decimal((*montant)?),
            Terme::Plancher(m) | Terme::Plafond(m) => Some(*m),
        }
    }

    /// Of a product: the amount for one, and how many.
    #[must_use]
    pub fn factors(&self) -> Option<(Montant, Decimal)> {
        match self.terme {
            Terme::Produit { unitaire, nombre, .. } => Some((*unitaire, (*nombre)?)),
            _ => None,
        }
    }
}

/// A call's own estimate of the funding of a year, term by term.
#[derive(Clone, Copy)]
pub struct Estimate<'a> {
    appel: &'a Appel,
    regle: u16,
    formule: &'a FinancementEstimation,
}

/// One term of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateTerm {
    /// What it is; a reading, where the text does not label it.
    pub label: String,
    /// The amount for one, in euros.
    pub unit: Montant,
    /// Times these numbers.
    pub factors: Vec<u32>,
    /// The amount, in euros.
    pub amount: Montant,
}

impl Appel {
    /// The call's own estimate of the funding, where its text gives one.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("cantal-2017")?;
    /// let estimate = appel.estimate().map(|e| e.total().to_string());
    /// assert_eq!(estimate.as_deref(), Some("63828.00"));
    /// # Ok::<(), pdn_core::AppelError>(())
    /// ```
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate<'_>> {
        self.contenu().jugements.iter().find_map(|(_, j)| match &j.exigence {
            Exigence::Formule(f) => match &**f {
                Formule::FinancementEstimation(formule) => {
                    Some(Estimate { appel: self, regle: j.regle, formule })
                }
                _ => None,
            },
            _ => None,
        })
    }
}

impl<'a> Estimate<'a> {
    /// The year that is estimated.
    #[must_use]
    pub fn year(&self) -> Option<u32> {
        self.formule.annee.as_ref().map(|a| a.valeur.get().into())
    }

    /// What the terms add up to, in euros.
    #[must_use]
    pub fn total(&self) -> Montant {
        self.formule.total.as_ref().map(|t| t.valeur).unwrap_or_default()
    }

    /// The terms, in the order of the text.
    #[must_use]
    pub fn terms(&self, langue: Langue) -> Vec<EstimateTerm> {
        let termes = self.formule.termes.iter().flatten().map(|t| &t.valeur);
        termes
            .filter_map(|t| {
                let fr = t.texte.clone().unwrap_or_default();
                let libelle = crate::appel::Bilingue { fr, en: t.texte_en.clone() };
                Some(EstimateTerm {
                    label: libelle.texte(langue),
                    unit: t.montant.as_ref()?.valeur,
                    factors: t.fois.iter().flatten().map(|n| n.valeur).collect(),
                    amount: t.total()?,
                })
            })
            .collect()
    }

    /// Where the text says so.
    #[must_use]
    pub fn citations(&self) -> &'a [Citation] {
        &self.appel.regle(self.regle).citations
    }

    /// Where the text is ambiguous, the reading taken.
    #[must_use]
    pub fn reading(&self, langue: Langue) -> Option<String> {
        self.appel.regle(self.regle).lecture.as_ref().map(|l| l.texte(langue))
    }
}
