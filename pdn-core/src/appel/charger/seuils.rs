//! `[seuils]`: a bound on a quantity, or on a sum.

use std::cmp::Ordering;

use compact_str::CompactString;

use super::super::chemin::Chemin;
use super::super::format::{Seuil, Sinon};
use super::super::regle::{Borne, Cible, Exigence, ExigenceDeSeuil, ExigenceDeSomme};
use super::super::tableau::{Brut, Situe};
use super::{Compilation, Lue, Portee};
use crate::dossier::Forme;
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::{Range, Value};
use crate::values::{Date, Etp, Heures, Montant, Part, Valeur, ValeurNumerique};

const BORNES: &[&str] = &["au_plus", "au_moins", "plus_de", "moins_de", "exactement"];

impl Compilation<'_, '_, '_> {
    pub(super) fn seuil(&mut self, id: &Situe<String>, s: &Seuil, p: Portee) -> Option<Lue> {
        let a_apprecier = s.sinon == Some(Sinon::AApprecier);
        if let Some(total) = &s.total_de {
            return self.somme(id, s, total, p, a_apprecier);
        }
        let Some(nom) = &s.de else {
            let ecrire = "de = \"capacite\"";
            self.l.manque_une_de(&id.pointeur, id.debut, &["de", "total_de"], ecrire);
            return None;
        };
        let (champ, forme) = self.cible(nom, p)?;
        let mesurable = matches!(
            forme,
            Forme::Compte { .. }
                | Forme::Annee
                | Forme::Montant
                | Forme::Part
                | Forme::Etp
                | Forme::Heures
                | Forme::Date
                | Forme::Liste(_)
        );
        if !mesurable {
            self.pas_une_quantite(nom);
            return None;
        }
        let bornes = self.bornes(id, s, forme)?;
        let attendu = Value::Range(Box::new(bornes.clone()));
        let exigence = Exigence::Seuil(Box::new(ExigenceDeSeuil {
            champ,
            bornes,
            unite: CompactString::new(s.unite.as_deref().unwrap_or_default()),
            ouvert: s.ouvert == Some(true),
            a_apprecier,
        }));
        Some((exigence, Some(attendu)))
    }

    fn somme(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        total: &Situe<String>,
        p: Portee,
        a_apprecier: bool,
    ) -> Option<Lue> {
        let commun = &s.commun;
        if commun.par.is_none() {
            self.l.manque(&id.pointeur, id.debut, "par", "par = \"financement\"");
            return None;
        }
        let Some(groupe) = &s.groupe else {
            self.l.manque(&id.pointeur, id.debut, "groupe", "groupe = \"financeur\"");
            return None;
        };
        let montant = self.cible(total, p);
        let groupe = self.cible(groupe, p);
        let bornes = self.bornes(id, s, Forme::Montant);
        let mut parmi = Vec::new();
        for qui in s.parmi.iter().flatten() {
            match self.sortie.acteurs.iter().find(|a| a.id == qui.valeur.as_str()) {
                Some(a) => parmi.push((a.id.clone(), a.departement.clone())),
                None => {
                    let connus: Vec<String> =
                        self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
                    self.l.inconnu(qui, connus.iter().map(String::as_str));
                }
            }
        }
        let (Cible::Objet(montant), forme) = montant? else { return None };
        if forme != Forme::Montant {
            self.pas_un_montant(total);
            return None;
        }
        let (Cible::Objet(groupe), _) = groupe? else { return None };
        let bornes = bornes?;
        let montant_de = |v: &Option<Value>, borne| match v {
            Some(Value::Amount(m)) => Some((*m, borne)),
            _ => None,
        };
        let attendu = Value::Range(Box::new(bornes.clone()));
        let vers = Chemin::vers_objets(p.racine, p.objet.nom);
        let exigence = Exigence::Somme(Box::new(ExigenceDeSomme {
            objets: vers.map(|(c, _)| c).unwrap_or_default(),
            montant,
            groupe,
            annee: Chemin::vers(p.objet, "annee").map(|(c, _)| c).unwrap_or_default(),
            parmi,
            annees: s.annees.iter().flatten().map(|a| a.valeur).collect(),
            maximum: montant_de(&bornes.max, Borne::Incluse)
                .or_else(|| montant_de(&bornes.strict_max, Borne::Stricte)),
            minimum: montant_de(&bornes.min, Borne::Incluse)
                .or_else(|| montant_de(&bornes.strict_min, Borne::Stricte)),
            acteur_du_departement: s.acteur_du_departement == Some(true),
            a_apprecier,
        }));
        Some((exigence, Some(attendu)))
    }

    /// A bound, in the type of the field that it bounds.
    fn borne(&mut self, brut: Option<&Situe<Brut>>, forme: Forme, unite: &str) -> Option<Value> {
        let brut = brut?;
        let texte = brut.valeur.texte();
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
                            _ => Motif::PasEntier { trouve: texte },
                        };
                        self.l.faute_au(&brut.pointeur, brut.debut, motif);
                        return None;
                    }
                }
            }
            _ => Heures::saisi(&texte).map(|h| Value::number(h.decimal(), unite)),
        };
        match lue {
            Ok(valeur) => Some(valeur),
            Err(e) => {
                self.l.faute_au(&brut.pointeur, brut.debut, Motif::Valeur(Box::new(e)));
                None
            }
        }
    }

    fn bornes(&mut self, id: &Situe<String>, s: &Seuil, forme: Forme) -> Option<Range> {
        let unite = s.unite.clone().unwrap_or_default();
        let mut r = Range {
            min: self.borne(s.au_moins.as_ref(), forme, &unite),
            max: self.borne(s.au_plus.as_ref(), forme, &unite),
            strict_min: self.borne(s.plus_de.as_ref(), forme, &unite),
            strict_max: self.borne(s.moins_de.as_ref(), forme, &unite),
        };
        for (a, b, un, autre) in [
            (&s.au_moins, &s.plus_de, "au_moins", "plus_de"),
            (&s.au_plus, &s.moins_de, "au_plus", "moins_de"),
        ] {
            if let (Some(_), Some(trop)) = (a, b) {
                self.une_seule(trop, un, autre);
            }
        }
        if let Some(exact) = self.borne(s.exactement.as_ref(), forme, &unite) {
            if let (Some(trop), false) = (&s.exactement, r == Range::default()) {
                self.une_seule(trop, "les bornes", "exactement");
            }
            r = Range { min: Some(exact.clone()), max: Some(exact), ..Range::default() };
        }
        if r == Range::default() {
            let ecrire = "au_plus = \"3 000 €\"";
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
            let haut = s.au_plus.as_ref().or(s.moins_de.as_ref());
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

    fn une_seule(&mut self, trop: &Situe<Brut>, un: &str, autre: &str) {
        self.l.faute_d_appel(
            trop,
            CodeDeFaute::OutOfOrder,
            "",
            format!("\"{un}\" et \"{autre}\" bornent du même côté\u{a0}: n’en garder qu’un."),
            format!("\"{un}\" and \"{autre}\" bound the same side: keep one."),
        );
    }

    fn pas_une_quantite(&mut self, nom: &Situe<String>) {
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

    fn pas_un_montant(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas un montant\u{a0}: seule une somme de montants se borne, total_de = \"montant\".",
                nom.valeur
            ),
            format!(
                "\"{}\" is not an amount: only a sum of amounts can be bounded, total_de = \"montant\".",
                nom.valeur
            ),
        );
    }
}
