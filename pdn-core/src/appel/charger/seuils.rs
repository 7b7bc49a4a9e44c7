//! `[seuils]`: a bound on a quantity, or on a sum.

use std::cmp::Ordering;

use compact_str::CompactString;

use super::super::format::{Quantite, Seuil, Sinon};
use super::super::regle::{Cible, Exigence, ExigenceDeSeuil, NatureDeclarable};
use super::super::tableau::{Brut, Situe};
use super::{Compilation, Lue, Portee};
use crate::dossier::Forme;
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::{Range, Value};
use crate::values::{Date, Etp, Heures, Montant, Part, Valeur, ValeurNumerique};

/// The bounds that an entry writes.
#[derive(Clone, Copy)]
pub(super) struct BornesEcrites<'a> {
    au_moins: Option<&'a Situe<Brut>>,
    plus_de: Option<&'a Situe<Brut>>,
    au_plus: Option<&'a Situe<Brut>>,
    moins_de: Option<&'a Situe<Brut>>,
    exactement: Option<&'a Situe<Brut>>,
    unite: &'a str,
}

macro_rules! bornes_ecrites {
    ($($table:ident, |$t:ident| $unite:expr;)*) => {$(
        impl<'a> From<&'a $table> for BornesEcrites<'a> {
            fn from($t: &'a $table) -> Self {
                Self {
                    au_moins: $t.au_moins.as_ref(),
                    plus_de: $t.plus_de.as_ref(),
                    au_plus: $t.au_plus.as_ref(),
                    moins_de: $t.moins_de.as_ref(),
                    exactement: $t.exactement.as_ref(),
                    unite: $unite,
                }
            }
        }
    )*};
}

bornes_ecrites! {
    Seuil, |s| s.unite.as_deref().unwrap_or_default();
    Quantite, |_q| "";
}

/// Whether a field holds what can be bounded.
pub(super) fn mesurable(forme: Forme) -> bool {
    matches!(
        forme,
        Forme::Compte { .. }
            | Forme::Annee
            | Forme::Montant
            | Forme::Part
            | Forme::Etp
            | Forme::Heures
            | Forme::Nombre
            | Forme::Date
            | Forme::Liste(_)
    )
}

const BORNES: &[&str] = &["au_plus", "au_moins", "plus_de", "moins_de", "exactement"];

impl Compilation<'_, '_, '_> {
    pub(super) fn seuil(&mut self, id: &Situe<String>, s: &Seuil, p: Portee) -> Option<Lue> {
        let a_apprecier = s.sinon == Some(Sinon::AApprecier);
        if let Some(total) = &s.total_de {
            return self.somme(id, s, total, p);
        }
        let Some(nom) = &s.de else {
            let ecrire = "de = \"capacite\"";
            self.l.manque_une_de(&id.pointeur, id.debut, &["de", "total_de"], ecrire);
            return None;
        };
        self.l.sans_effet(
            id,
            &[
                ("groupe", s.groupe.is_some()),
                ("parmi", s.parmi.is_some()),
                ("dispositif", s.dispositif.is_some()),
                ("base", s.base.is_some()),
                ("si_demande", s.si_demande.is_some()),
                ("suite", s.suite.is_some()),
                ("annees", s.annees.is_some()),
                ("acteur_du_departement", s.acteur_du_departement.is_some()),
            ],
            ("sans \"total_de\"", "without \"total_de\""),
            (
                ", ou borner un total, total_de = \"montant\"",
                ", or bound a total, total_de = \"montant\"",
            ),
        );
        let (champ, forme) = self.cible(nom, p)?;
        if !mesurable(forme) {
            self.pas_une_quantite(nom);
            return None;
        }
        // A quantity is counted in what its question says, unless the rule says otherwise.
        let de_la_question = match &champ {
            Cible::Question(rang) => self.unite_de_la_question(*rang),
            _ => String::new(),
        };
        let unite = s.unite.as_deref().unwrap_or(&de_la_question);
        let bornes = self.bornes(id, &BornesEcrites { unite, ..s.into() }, forme)?;
        let attendu = Value::Range(Box::new(bornes.clone()));
        let exigence = Exigence::Seuil(Box::new(ExigenceDeSeuil {
            champ,
            bornes,
            unite: CompactString::new(match forme {
                Forme::Etp => "ETP",
                _ => unite,
            }),
            ouvert: s.ouvert == Some(true),
            a_apprecier,
        }));
        Some((exigence, Some(attendu)))
    }

    fn unite_de_la_question(&self, rang: u16) -> String {
        match self.sortie.declarables.get(usize::from(rang)).map(|d| &d.nature) {
            Some(NatureDeclarable::Question { unite, .. }) => unite.clone(),
            _ => String::new(),
        }
    }

    /// A bound, in the type of the field that it bounds.
    fn borne(&mut self, brut: Option<&Situe<Brut>>, forme: Forme, unite: &str) -> Option<Value> {
        let brut = brut?;
        let texte = brut.valeur.texte();
        if forme == Forme::Montant && texte.contains('%') {
            self.part_sans_base(brut, &texte);
            return None;
        }
        let lue = match forme {
            Forme::Montant => Montant::saisi(&texte).map(Value::Amount),
            Forme::Part => Part::saisi(&texte).map(Value::Share),
            Forme::Etp => Etp::saisi(&texte).map(|e| Value::number(e.decimal(), "ETP")),
            Forme::Date => Date::saisi(&texte).map(Value::Date),
            Forme::Compte { .. } | Forme::Annee | Forme::Liste(_) => {
                match crate::values::sans_blancs(&texte).parse::<u32>() {
                    Ok(n) => Ok(Value::count(n, unite)),
                    Err(_) => {
                        let motif = match texte.strip_prefix('-').map(str::parse::<u32>) {
                            Some(Ok(_)) => Motif::TropPetit { trouve: texte, minimum: 0 },
                            _ => Motif::PasEntier {
                                trouve: texte,
                                ecrire: None,
                                exemple: forme.entier_en_exemple(),
                            },
                        };
                        self.l.faute_au(&brut.pointeur, brut.debut, motif);
                        return None;
                    }
                }
            }
            Forme::Heures => Heures::saisi(&texte).map(|h| Value::number(h.decimal(), unite)),
            _ => crate::values::Quantite::saisi(&texte).map(|n| Value::number(n.decimal(), unite)),
        };
        match lue {
            Ok(valeur) => Some(valeur),
            Err(e) => {
                self.l.faute_au(&brut.pointeur, brut.debut, Motif::Valeur(Box::new(e)));
                None
            }
        }
    }

    /// The bounds of an entry, which must have one at least, and be possible together.
    pub(super) fn bornes(
        &mut self,
        id: &Situe<String>,
        s: &BornesEcrites<'_>,
        forme: Forme,
    ) -> Option<Range> {
        let unite = s.unite;
        let mut r = Range {
            min: self.borne(s.au_moins, forme, unite),
            max: self.borne(s.au_plus, forme, unite),
            strict_min: self.borne(s.plus_de, forme, unite),
            strict_max: self.borne(s.moins_de, forme, unite),
        };
        for (a, b, un, autre) in [
            (s.au_moins, s.plus_de, "au_moins", "plus_de"),
            (s.au_plus, s.moins_de, "au_plus", "moins_de"),
        ] {
            if let (Some(_), Some(trop)) = (a, b) {
                self.une_seule(trop, un, autre);
            }
        }
        if let Some(exact) = self.borne(s.exactement, forme, unite) {
            if let (Some(trop), false) = (s.exactement, r == Range::default()) {
                self.une_seule(trop, "les bornes", "exactement");
            }
            r = Range { min: Some(exact.clone()), max: Some(exact), ..Range::default() };
        }
        let ecrites = [s.au_moins, s.plus_de, s.au_plus, s.moins_de, s.exactement];
        if r == Range::default() && ecrites.iter().any(Option::is_some) {
            // What is wrong with it has been said.
            return None;
        }
        if r == Range::default() {
            let ecrire = match forme {
                Forme::Part => "au_plus = \"60 %\"",
                Forme::Montant => "au_plus = \"2 500 €\"",
                Forme::Date => "au_plus = 2026-12-31",
                _ => "au_plus = 12",
            };
            self.l.manque_une_de(&id.pointeur, id.debut, BORNES, ecrire);
            return None;
        }
        let ordre = match (
            r.min.as_ref().or(r.strict_min.as_ref()),
            r.max.as_ref().or(r.strict_max.as_ref()),
        ) {
            (Some(bas), Some(haut)) => bas.comparer(haut),
            _ => None,
        };
        let stricte = r.strict_min.is_some() || r.strict_max.is_some();
        if ordre == Some(Ordering::Greater) || (ordre == Some(Ordering::Equal) && stricte) {
            let haut = s.au_plus.or(s.moins_de);
            if let Some(haut) = haut {
                self.minimum_trop_grand(haut);
            }
        }
        Some(r)
    }

    pub(super) fn minimum_trop_grand<T>(&mut self, haut: &Situe<T>) {
        self.l.faute_d_appel(
            haut,
            CodeDeFaute::OutOfOrder,
            "",
            "Aucune valeur ne respecte à la fois le minimum et ce maximum\u{a0}: corriger l’un des deux."
                .to_owned(),
            "No value keeps to both the minimum and this maximum: correct one of the two."
                .to_owned(),
        );
    }

    fn part_sans_base(&mut self, brut: &Situe<Brut>, texte: &str) {
        self.l.faute_d_appel(
            brut,
            CodeDeFaute::Incomplete,
            texte,
            format!("{texte} de quoi\u{a0}? Ajouter base = \"charges\", ou une assiette nommée sous [listes.bases]\u{a0}; pour un montant, écrire \"2\u{202f}500\u{a0}€\"."),
            format!("{texte} of what? Add base = \"charges\", or a base named under [listes.bases]; for an amount, write \"2 500 €\"."),
        );
    }

    pub(super) fn une_seule<T>(&mut self, trop: &Situe<T>, un: &str, autre: &str) {
        self.l.faute_d_appel(
            trop,
            CodeDeFaute::OutOfOrder,
            "",
            format!("\"{un}\" et \"{autre}\" bornent du même côté\u{a0}: n’en garder qu’un."),
            format!("\"{un}\" and \"{autre}\" bound the same side: keep one."),
        );
    }

    pub(super) fn pas_une_quantite(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas une quantité\u{a0}: écrire un champ qui se compte, ou passer par [conditions] pour un mot ou un oui ou non.",
                nom.valeur
            ),
            format!(
                "\"{}\" is no quantity: write a field that can be counted, or use [conditions] for a word or a yes or no.",
                nom.valeur
            ),
        );
    }
}
