//! `[seuils]`: a bound on a quantity, or on a sum.

use std::cmp::Ordering;

use compact_str::CompactString;
use rust_decimal::Decimal;

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

impl Seuil {
    /// True of more than a step: a value that a sentence can say.
    pub(super) fn a_des_bornes(&self) -> bool {
        self.pas.is_none() || !BornesEcrites::from(self).aucune()
    }
}

impl BornesEcrites<'_> {
    fn aucune(&self) -> bool {
        let bornes = [self.au_moins, self.plus_de, self.au_plus, self.moins_de, self.exactement];
        bornes.iter().all(Option::is_none)
    }
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

/// What a quantity is counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Genre {
    Montant,
    Nombre,
    Heures,
    Etp,
}

/// True of a field that each object of a list has.
fn plusieurs(cible: &Cible) -> bool {
    match cible {
        Cible::Objet(chemin) | Cible::Document(chemin) => chemin.par_liste(),
        Cible::Question(_) => false,
    }
}

const BORNES: &[&str] = &["au_plus", "au_moins", "plus_de", "moins_de", "exactement"];

impl Compilation<'_, '_, '_> {
    pub(super) fn seuil(&mut self, id: &Situe<String>, s: &Seuil, p: Portee) -> Option<Lue> {
        let a_apprecier = s.sinon == Some(Sinon::AApprecier);
        if let Some(total) = &s.total_de {
            return self.somme(id, s, total, p);
        }
        let Some(de) = &s.de else {
            let ecrire = "de = \"capacite\"";
            self.l.manque_une_de(&id.pointeur, id.debut, &["de", "total_de"], ecrire);
            return None;
        };
        self.l.sans_effet(
            id,
            &[
                ("groupe", s.groupe.is_some()),
                ("parmi", s.parmi.is_some()),
                ("sauf_parmi", s.sauf_parmi.is_some()),
                ("dispositif", s.dispositif.is_some()),
                ("comptes", s.comptes.is_some()),
                ("si_demande", s.si_demande.is_some()),
                ("annees", s.annees.is_some()),
                ("acteur_du_departement", s.acteur_du_departement.is_some()),
            ],
            ("sans \"total_de\"", "without \"total_de\""),
            (
                ", ou borner un total, total_de = \"montant\"",
                ", or bound a total, total_de = \"montant\"",
            ),
        );
        let (champ, forme) = self.cible(de, p)?;
        if !mesurable(forme) {
            self.pas_une_quantite(de);
            return None;
        }
        let base = match &s.base {
            Some(nom) => {
                let base = self.autre_quantite(id, s, (de, forme), nom, p)?;
                for (nom, cible) in [(de, &champ), (nom, &base)] {
                    if plusieurs(cible) {
                        self.de_plusieurs_objets(nom);
                        return None;
                    }
                }
                Some(base)
            }
            None => None,
        };
        // A quantity is counted in what its question says, unless the rule says otherwise.
        let de_la_question = match &champ {
            Cible::Question(rang) => self.unite_de_la_question(*rang),
            _ => String::new(),
        };
        let unite = s.unite.as_deref().unwrap_or(&de_la_question);
        let de_la_borne = if base.is_some() { Forme::Part } else { forme };
        let pas = match &s.pas {
            Some(ecrit) => Some(self.pas(id, s, ecrit, forme, unite)?),
            None => None,
        };
        let ecrites = BornesEcrites { unite, ..s.into() };
        let bornes = match pas {
            Some(_) if ecrites.aucune() && base.is_none() => Range::default(),
            _ => self.bornes(id, &ecrites, de_la_borne)?,
        };
        if let (Some(pas), Some(ecrit), None) = (&pas, &s.pas, &base)
            && bornes.au_pas(pas).is_none()
        {
            self.aucun_multiple(ecrit);
        }
        let attendu = (bornes != Range::default()).then(|| Value::Range(Box::new(bornes.clone())));
        let exigence = Exigence::Seuil(Box::new(ExigenceDeSeuil {
            champ,
            base,
            bornes,
            pas,
            unite: CompactString::new(match forme {
                Forme::Etp => "ETP",
                _ => unite,
            }),
            ouvert: s.ouvert == Some(true),
            a_apprecier,
        }));
        Some((exigence, attendu))
    }

    /// What a quantity is a multiple of: of what is counted, more than one.
    fn pas(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        ecrit: &Situe<Brut>,
        forme: Forme,
        unite: &str,
    ) -> Option<Value> {
        self.l.sans_effet(
            id,
            &[("pas", s.exactement.is_some() && s.base.is_none())],
            ("avec \"exactement\"", "with \"exactement\""),
            ("", ""),
        );
        self.l.sans_effet(
            id,
            &[("ouvert", s.ouvert.is_some())],
            ("avec \"pas\"", "with \"pas\""),
            ("", ""),
        );
        if matches!(forme, Forme::Date | Forme::Annee | Forme::Part) {
            self.l.sans_effet(
                id,
                &[("pas", true)],
                ("pour une date ou une part", "for a date or a share"),
                ("", ""),
            );
            return None;
        }
        let pas = self.borne(Some(ecrit), forme, unite)?;
        if pas.quantite().is_some_and(|pas| pas.is_zero()) {
            self.pas_nul(ecrit);
            return None;
        }
        let entiere = matches!(forme, Forme::Compte { .. } | Forme::Liste(_));
        self.l.sans_effet(
            id,
            &[("pas", entiere && pas.quantite() == Some(Decimal::ONE))],
            (
                "pour ce qui ne se compte qu’en nombres entiers",
                "for what is only counted in whole numbers",
            ),
            ("", ""),
        );
        Some(pas)
    }

    fn pas_nul(&mut self, pas: &Situe<Brut>) {
        self.l.faute_d_appel(
            pas,
            CodeDeFaute::OutOfOrder,
            "0",
            "Un pas est plus grand que zéro\u{a0}: écrire par exemple pas = 1, ou retirer \"pas\"."
                .to_owned(),
            "A step is more than zero: write for instance pas = 1, or remove \"pas\".".to_owned(),
        );
    }

    fn aucun_multiple(&mut self, pas: &Situe<Brut>) {
        self.l.faute_d_appel(
            pas,
            CodeDeFaute::OutOfOrder,
            &pas.valeur.texte(),
            format!(
                "Aucun multiple de {} n’est entre ces bornes\u{a0}: corriger le pas, ou l’une des bornes.",
                pas.valeur.texte()
            ),
            format!(
                "No multiple of {} is within these bounds: correct the step, or one of the bounds.",
                pas.valeur.texte()
            ),
        );
    }

    /// The quantity of which another is a share: both are amounts, or neither is.
    fn autre_quantite(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        (de, forme): (&Situe<String>, Forme),
        nom: &Situe<String>,
        p: Portee,
    ) -> Option<Cible> {
        self.l.sans_effet(
            id,
            &[("ouvert", s.ouvert.is_some())],
            ("avec \"base\"", "with \"base\""),
            ("", ""),
        );
        if self.est_une_assiette(&nom.valeur) {
            self.assiette_d_un_total(nom);
            return None;
        }
        let (base, sienne) = self.cible(nom, p)?;
        if !mesurable(sienne) {
            self.pas_une_quantite(nom);
            return None;
        }
        if nom.valeur == de.valeur {
            self.part_d_elle_meme(nom);
            return None;
        }
        let genre = |forme| match forme {
            Forme::Montant => Some(Genre::Montant),
            Forme::Compte { .. } | Forme::Liste(_) | Forme::Nombre => Some(Genre::Nombre),
            Forme::Heures => Some(Genre::Heures),
            Forme::Etp => Some(Genre::Etp),
            _ => None,
        };
        match (genre(forme), genre(sienne)) {
            // The number that a question asks for may be one of hours, or of anything.
            (Some(a), Some(b))
                if a == b
                    || [(forme, b), (sienne, a)].iter().any(|(question, autre)| {
                        *question == Forme::Nombre && *autre != Genre::Montant
                    }) =>
            {
                Some(base)
            }
            _ => {
                self.pas_la_meme_unite(nom, &de.valeur);
                None
            }
        }
    }

    fn de_plusieurs_objets(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" est un champ de plusieurs objets\u{a0}: dire lesquels, par = \"formation\", ou écrire un champ du document.",
                nom.valeur
            ),
            format!(
                "\"{}\" is a field of several objects: say which, par = \"formation\", or write a field of the document.",
                nom.valeur
            ),
        );
    }

    fn assiette_d_un_total(&mut self, base: &Situe<String>) {
        self.l.faute_d_appel(
            base,
            CodeDeFaute::OutOfOrder,
            &base.valeur,
            format!(
                "\"{}\" est l’assiette d’un total\u{a0}: écrire total_de = \"…\" au lieu de \"de\", ou une autre quantité du dossier, base = \"jeunes\".",
                base.valeur
            ),
            format!(
                "\"{}\" is the base of a total: write total_de = \"…\" instead of \"de\", or another quantity of the dossier, base = \"jeunes\".",
                base.valeur
            ),
        );
    }

    fn part_d_elle_meme(&mut self, base: &Situe<String>) {
        self.l.faute_d_appel(
            base,
            CodeDeFaute::OutOfOrder,
            &base.valeur,
            format!(
                "\"{}\" ne peut pas être une part d’elle-même\u{a0}: écrire une autre quantité, ou retirer \"base\".",
                base.valeur
            ),
            format!(
                "\"{}\" cannot be a share of itself: write another quantity, or remove \"base\".",
                base.valeur
            ),
        );
    }

    fn pas_la_meme_unite(&mut self, base: &Situe<String>, de: &str) {
        self.l.faute_d_appel(
            base,
            CodeDeFaute::WrongType,
            &base.valeur,
            format!(
                "\"{de}\" et \"{}\" ne se comptent pas dans la même unité\u{a0}: écrire deux montants, ou deux nombres.",
                base.valeur
            ),
            format!(
                "\"{de}\" and \"{}\" are not counted in one unit: write two amounts, or two numbers.",
                base.valeur
            ),
        );
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
