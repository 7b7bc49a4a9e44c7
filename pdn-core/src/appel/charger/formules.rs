//! `[regles]`: the parameters of the engine's own rules, held to be possible.

use super::super::format::Commun;
use super::super::formules::{FinancementEstimation, Formule};
use super::super::tableau::Situe;
use super::Compilation;
use super::fichier::Corps;
use crate::dossier::{Canal, Choix, Contrat, NatureDePartie, TypeDeDocument};
use crate::lecture::{CodeDeFaute, plus_proche};
use crate::values::Montant;

impl Compilation<'_, '_, '_> {
    pub(super) fn formule(&mut self, f: &Formule) {
        match f {
            Formule::FormationAges(p) => self.pas_plus(p.au_moins.as_ref(), p.au_plus.as_ref()),
            Formule::SessionCapacite(p) => self.pas_plus(p.au_moins.as_ref(), p.au_plus.as_ref()),
            Formule::SessionReport(p) => {
                self.dans_l_ordre(("du", p.du.as_ref()), ("au", p.au.as_ref()));
            }
            Formule::BilanRealisation(p) => {
                self.dans_l_ordre(("du", p.du.as_ref()), ("au", p.au.as_ref()));
            }
            Formule::DepotCanal(p) => self.mots(p.canaux.iter().flatten(), Canal::CHOIX),
            Formule::FonjepPossible(p) => self.mots(p.contrat.iter(), Contrat::CHOIX),
            Formule::FinancementEstimation(p) => self.estimation(p),
            Formule::CoordinationRencontres(p) => self.mois_d_une_annee(p.mois_au_moins.as_ref()),
            Formule::PiecesExerciceRecent(p) => {
                for piece in p.pieces.iter().flatten() {
                    self.piece_demandee(piece);
                }
            }
            Formule::FormationParties(p) => {
                self.mots(p.natures.iter().flatten(), NatureDePartie::CHOIX)
            }
            _ => {}
        }
        for (codes, liste) in f.codes() {
            for code in codes {
                self.code(code, liste);
            }
        }
    }

    /// Whether a formula can judge what its entry says: documents, and the object of which each is judged.
    pub(super) fn jugeable(&mut self, id: &Situe<String>, commun: &Commun, f: &Formule) -> bool {
        let documents = f.documents();
        let mut jugeable = true;
        for sujet in commun.sujet.iter().flatten() {
            let lu = TypeDeDocument::du_code(&sujet.valeur);
            if lu.is_some_and(|type_| !documents.contains(&type_)) {
                self.document_injugeable(id, sujet, documents);
                jugeable = false;
            }
        }
        match (f.par(), &commun.par) {
            (Some(objet), None) => {
                self.l.manque(&id.pointeur, id.debut, "par", &format!("par = \"{objet}\""));
                jugeable = false;
            }
            (objet, Some(par)) if objet != Some(par.valeur.as_str()) => {
                self.objet_injugeable(id, par, objet);
                jugeable = false;
            }
            _ => {}
        }
        jugeable
    }

    fn document_injugeable(
        &mut self,
        id: &Situe<String>,
        sujet: &Situe<String>,
        documents: &[TypeDeDocument],
    ) {
        let codes: Vec<String> = documents.iter().map(|t| format!("\"{}\"", t.code())).collect();
        let codes = codes.join(", ");
        let (regle, autre) = (&id.valeur, &sujet.valeur);
        let (fr, en) = if documents.is_empty() {
            ("retirer \"sujet\"".to_owned(), "remove \"sujet\"".to_owned())
        } else {
            (
                format!("écrire sujet = [{codes}], ou retirer \"sujet\""),
                format!("write sujet = [{codes}], or remove \"sujet\""),
            )
        };
        self.l.faute_d_appel(
            sujet,
            CodeDeFaute::UnknownReference,
            autre,
            format!("La règle \"{regle}\" ne juge pas un document \"{autre}\"\u{a0}: {fr}."),
            format!("The rule \"{regle}\" does not judge a document \"{autre}\": {en}."),
        );
    }

    fn objet_injugeable(
        &mut self,
        id: &Situe<String>,
        par: &Situe<String>,
        objet: Option<&'static str>,
    ) {
        let regle = &id.valeur;
        let (fr, en) = match objet {
            Some(objet) => (
                format!("se juge pour chaque \"{objet}\"\u{a0}: écrire par = \"{objet}\""),
                format!("is judged for each \"{objet}\": write par = \"{objet}\""),
            ),
            None => (
                "se juge sur le document entier\u{a0}: retirer \"par\"".to_owned(),
                "is judged on the whole document: remove \"par\"".to_owned(),
            ),
        };
        self.l.faute_d_appel(
            par,
            CodeDeFaute::UnknownReference,
            &par.valeur,
            format!("La règle \"{regle}\" {fr}."),
            format!("The rule \"{regle}\" {en}."),
        );
    }

    /// Words of one of the contract's closed lists.
    fn mots<'a>(
        &mut self,
        mots: impl Iterator<Item = &'a Situe<String>>,
        connus: &'static [Choix],
    ) {
        for mot in mots {
            if connus.iter().all(|c| c.code != mot.valeur) {
                self.l.inconnu(mot, connus.iter().map(|c| c.code));
            }
        }
    }

    /// The terms of an estimate add up to its total.
    fn estimation(&mut self, p: &FinancementEstimation) {
        let (Some(total), Some(_)) = (&p.total, p.termes.iter().flatten().next()) else { return };
        for Situe { valeur, pointeur, debut } in p.termes.iter().flatten() {
            if valeur.montant.is_none() {
                self.l.manque(pointeur, *debut, "montant", "montant = \"1 200 €\"");
            }
        }
        // Terms that are at fault have been spoken of already.
        let lieu = format!("{}termes", total.pointeur.trim_end_matches("total"));
        if self.l.fautes.iter().any(|f| f.pointeur.starts_with(&lieu)) {
            return;
        }
        let somme = p
            .termes
            .iter()
            .flatten()
            .try_fold(Montant::ZERO, |somme, terme| somme.plus(terme.valeur.total()?));
        if somme == Some(total.valeur) {
            return;
        }
        let trouve = somme.map_or_else(|| "…".to_owned(), en_chiffres);
        self.l.faute_d_appel(
            total,
            CodeDeFaute::ImpossibleValue,
            &total.valeur.to_string(),
            format!(
                "Les termes donnent {trouve}\u{a0}€, et non {}\u{a0}€\u{a0}: corriger le total ou l’un des termes.",
                en_chiffres(total.valeur)
            ),
            format!(
                "The terms add up to {trouve}\u{a0}€, not {}\u{a0}€: correct the total or one of the terms.",
                en_chiffres(total.valeur)
            ),
        );
    }

    fn mois_d_une_annee(&mut self, mois: Option<&Situe<u32>>) {
        let Some(mois) = mois.filter(|m| m.valeur > 12) else { return };
        self.l.faute_d_appel(
            mois,
            CodeDeFaute::ImpossibleValue,
            &mois.valeur.to_string(),
            "Une année n’a que 12 mois\u{a0}: écrire un nombre de mois de 1 à 12.".to_owned(),
            "A year has only 12 months: write a number of months from 1 to 12.".to_owned(),
        );
    }

    /// A document that a rule names is one that the call asks for, where it says what it asks for.
    fn piece_demandee(&mut self, piece: &Situe<String>) {
        let fichier = self.fichier;
        let listes = fichier.entrees.iter().filter_map(|e| match &e.corps {
            Corps::Pieces(p) => p.liste.as_ref(),
            _ => None,
        });
        let demandees = || listes.clone().flatten().filter_map(|d| d.valeur.id.as_ref());
        if demandees().next().is_none() || demandees().any(|id| id.valeur == piece.valeur) {
            return;
        }
        let proche = plus_proche(&piece.valeur, demandees().map(|id| id.valeur.as_str()));
        let (fr, en) = proche.map_or_else(
            || (String::new(), String::new()),
            |p| (format!(" Écrire sans doute \"{p}\"."), format!(" Probably \"{p}\" was meant.")),
        );
        self.l.faute_d_appel(
            piece,
            CodeDeFaute::UnknownReference,
            &piece.valeur,
            format!("Aucune liste de [pieces] ne demande la pièce \"{}\"\u{a0}: l’y ajouter, ou corriger ce nom.{fr}", piece.valeur),
            format!("No list of [pieces] asks for the document \"{}\": add it there, or correct this name.{en}", piece.valeur),
        );
    }

    fn pas_plus(&mut self, minimum: Option<&Situe<u32>>, maximum: Option<&Situe<u32>>) {
        if let (Some(minimum), Some(maximum)) = (minimum, maximum)
            && minimum.valeur > maximum.valeur
        {
            self.minimum_trop_grand(maximum);
        }
    }

    /// A code that the call must name: one of its actors, or one of its lists.
    pub(super) fn code(&mut self, code: &Situe<String>, liste: &'static str) {
        let connus = self.codes(liste);
        if connus.contains(&code.valeur) {
            return;
        }
        let table = if liste == "acteurs" {
            format!("[acteurs.{}] et nom = \"…\"", code.valeur)
        } else {
            format!("\"{}\" = \"…\" sous [listes.{liste}]", code.valeur)
        };
        let table_en = if liste == "acteurs" {
            format!("[acteurs.{}] and nom = \"…\"", code.valeur)
        } else {
            format!("\"{}\" = \"…\" under [listes.{liste}]", code.valeur)
        };
        let proche = plus_proche(&code.valeur, connus.iter().map(String::as_str));
        let (fr, en) = proche.map_or_else(
            || (String::new(), String::new()),
            |p| (format!(", ou corriger en \"{p}\""), format!(", or correct it to \"{p}\"")),
        );
        self.l.faute_d_appel(
            code,
            CodeDeFaute::UnknownReference,
            &code.valeur,
            format!(
                "\"{}\" n’a pas de nom dans cet appel\u{a0}: ajouter {table}{fr}.",
                code.valeur
            ),
            format!("\"{}\" has no name in this call: add {table_en}{en}.", code.valeur),
        );
    }
}

/// An amount as people read it: `63 828,00`.
fn en_chiffres(montant: Montant) -> String {
    let ecrit = montant.to_string();
    let (euros, centimes) = ecrit.split_once('.').unwrap_or((&ecrit, "00"));
    let mut nombre = String::new();
    for (rang, chiffre) in euros.chars().rev().enumerate() {
        if rang > 0 && rang.is_multiple_of(3) {
            nombre.insert(0, '\u{202f}');
        }
        nombre.insert(0, chiffre);
    }
    format!("{nombre},{centimes}")
}
