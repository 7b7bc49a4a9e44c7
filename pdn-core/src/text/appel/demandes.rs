//! What each kind of rule asks, in words.

use compact_str::CompactString;

use super::super::majuscule;
use super::super::nombres::{self, Liaison};
use super::mots::au_bout;
use super::{Depart, Mots};
use crate::appel::{
    Assiette, Bareme, BornesDeDuree, Choisies, Cible, Demande, Exigence, ExigenceDeCondition,
    ExigenceDeDate, ExigenceDeDepenses, ExigenceDePieces, ExigenceDeSeuil, ExigenceDeSomme,
    ExigenceDeclaree, Groupement, Lignes, Limite, Mesure, PieceExigee, Regime, Regle, Test,
};
use crate::value::{Range, Value};
use crate::values::JourDeLAnnee;

// ---------------- Dates

impl Mots<'_> {
    pub(super) fn date(
        self,
        e: &ExigenceDeDate,
        depart: Depart,
        elements: &mut Vec<String>,
    ) -> String {
        let champs = self.champs(&e.champs, depart, Liaison::Et);
        let quand = match &e.limite {
            Limite::Jours { du, au, heure } => {
                let au = au.map(|au| match heure {
                    Some(h) => Value::List(vec![Value::Date(au), Value::Time(*h)]),
                    None => Value::Date(au),
                });
                let bornes = Range { min: du.map(Value::Date), max: au, ..Range::default() };
                let mut out = self.valeur(&Value::Range(Box::new(bornes)));
                if heure.is_some() {
                    out.push_str(self.dit(", heure de Paris", ", Paris time"));
                }
                out
            }
            Limite::ChaqueAnnee { du, au } => self.chaque_annee(*du, *au),
            Limite::Ecart { autre, avant, bornes } => {
                let autre = self.cite(&self.champ(autre, depart));
                self.ecart(&autre, *avant, bornes)
            }
            Limite::Tours(tours) => {
                for tour in tours {
                    let mut au = self.jour(tour.au);
                    if let Some(h) = tour.heure {
                        au = self.valeur(&Value::List(vec![Value::Date(tour.au), Value::Time(h)]));
                    }
                    let (fr, en) = match tour.du {
                        Some(du) => {
                            let du = self.jour(du);
                            (format!("du {du} au {au}"), format!("from {du} to {au}"))
                        }
                        None => (format!("jusqu’au {au}"), format!("until {au}")),
                    };
                    let jours = self.lex.langue.choisir(fr, en);
                    elements.push(format!("{}{}{jours}", tour.nom, self.deux_points()));
                }
                let heures = tours.iter().any(|t| t.heure.is_some());
                let (fr, en) = match heures {
                    true => (", heures de Paris", ", Paris time"),
                    false => ("", ""),
                };
                let tours = self.dit("dans l’un de ces tours", "in one of these rounds");
                format!("{tours}{}", self.dit(fr, en))
            }
        };
        let mut out = format!("{champs}{}{quand}.", self.deux_points());
        self.sinon(&mut out, e.a_apprecier);
        out
    }

    /// `du 1er janvier au 31 mars de chaque année`
    fn chaque_annee(self, du: Option<JourDeLAnnee>, au: Option<JourDeLAnnee>) -> String {
        // Any year will do: it is not written.
        const ANNEE: i32 = 1904;
        let jour = |j: JourDeLAnnee| {
            let ecrit = j.dans(ANNEE).map(|jour| self.jour(jour)).unwrap_or_default();
            ecrit.strip_suffix(&format!(" {ANNEE}")).map(str::to_owned).unwrap_or(ecrit)
        };
        let (fr, en) = match (du.map(jour), au.map(jour)) {
            (Some(du), Some(au)) => (format!("du {du} au {au}"), format!("from {du} to {au}")),
            (Some(du), None) => (format!("à partir du {du}"), format!("from {du}")),
            (None, Some(au)) => (format!("au plus tard le {au}"), format!("by {au}")),
            (None, None) => return String::new(),
        };
        self.lex.langue.choisir(format!("{fr} de chaque année"), format!("{en} of each year"))
    }

    /// `moins de 3 mois avant « Date de dépôt »`
    fn ecart(self, autre: &str, avant: bool, bornes: &BornesDeDuree) -> String {
        let cote = if avant { self.dit("avant", "before") } else { self.dit("après", "after") };
        let durees = nombres::durees(bornes, self.lex.langue);
        if durees.is_empty() {
            let pas = if avant {
                self.dit("pas après", "not after")
            } else {
                self.dit("pas avant", "not before")
            };
            return format!("{pas} {autre}");
        }
        format!("{} {cote} {autre}", durees)
    }
}

// ---------------- Amounts and quantities

impl Mots<'_> {
    /// Bounds in words, with what becomes of the bounds themselves.
    pub(super) fn bornes(self, r: &Range) -> String {
        let mut out = self.valeur(&Value::Range(Box::new(r.clone())));
        let comprises = usize::from(r.min.is_some()).saturating_add(usize::from(r.max.is_some()));
        let exclues =
            usize::from(r.strict_min.is_some()).saturating_add(usize::from(r.strict_max.is_some()));
        out.push_str(match (comprises, exclues) {
            (2, 0) if r.min == r.max => "",
            (1, 0) => self.dit(" (borne comprise)", " (bound included)"),
            (2, 0) => self.dit(" (bornes comprises)", " (bounds included)"),
            (0, 1) => self.dit(" (borne exclue)", " (bound excluded)"),
            (0, 2) => self.dit(" (bornes exclues)", " (bounds excluded)"),
            _ => "",
        });
        out
    }

    pub(super) fn seuil(self, e: &ExigenceDeSeuil, depart: Depart) -> String {
        let champ = self.cite(&self.champ(&e.champ, depart));
        let mut out = format!("{champ}{}", self.deux_points());
        let bornee = e.bornes != Range::default();
        if bornee {
            out.push_str(&self.bornes(&e.bornes));
        }
        if let Some(base) = &e.base {
            out.push_str(self.dit(" de ", " of "));
            out.push_str(&self.cite(&self.champ(base, depart)));
        }
        if let Some(pas) = &e.pas {
            out.push_str(if bornee { ", " } else { "" });
            out.push_str(self.dit("par pas de ", "in steps of "));
            out.push_str(&self.valeur(pas));
        }
        out.push('.');
        if e.ouvert {
            out.push_str(self.dit(
                " Le texte laisse cette quantité ouverte\u{a0}: seul zéro n’y répond pas, une personne apprécie le reste.",
                " The text leaves this quantity open: only zero fails, a person judges the rest.",
            ));
        }
        self.sinon(&mut out, e.a_apprecier);
        out
    }

    pub(super) fn somme(self, e: &ExigenceDeSomme, depart: Depart) -> String {
        let mut out = match &e.mesure {
            Mesure::Montants(bornes) => {
                format!("{}{}{}.", self.total(e, depart), self.deux_points(), self.bornes(bornes))
            }
            Mesure::Parts { bornes, base } => format!(
                "{}{}{} {}.",
                self.total(e, depart),
                self.deux_points(),
                self.bornes(bornes),
                self.assiette(base)
            ),
            Mesure::Bareme(b) => self.bareme(e, b, depart),
        };
        if e.acteur_du_departement {
            out.push_str(self.dit(
                " Un financeur d’un département qui n’est pas demandé est soumis à l’appréciation d’une personne.",
                " A funder of a département that is not applied for is put to a person.",
            ));
        }
        if e.si_demande {
            out.push_str(self.dit(
                " Un dossier qui ne donne ni assiette ni financement n’est pas concerné.",
                " A dossier that gives neither base nor grant is not concerned.",
            ));
        }
        if e.prorata {
            out.push_str(self.dit(
                " Au-delà, un montant au prorata est proposé.",
                " Beyond it, a prorated amount is proposed.",
            ));
        }
        self.sinon(&mut out, e.a_apprecier);
        out
    }

    /// `Total de « Montant », Caf du Cantal, année 2018`
    pub(super) fn total(self, e: &ExigenceDeSomme, depart: Depart) -> String {
        let lignes = &e.lignes;
        if self.en_codes() {
            let montant = match &lignes.detail {
                Some(detail) => {
                    let ligne = au_bout(&detail.lignes, depart.objet);
                    format!("{}/{}", detail.lignes.nom(depart.objet), detail.montant.nom(ligne))
                }
                None => lignes.montant.nom(depart.objet),
            };
            let objets = lignes.objets.nom(depart.racine);
            let mut parties = vec![format!("{objets}/{montant} {:?}", e.groupement)];
            parties.extend(self.comptes(lignes));
            self.lesquelles(lignes, false, false, &mut parties);
            return parties.join(", ");
        }
        let montant = match &lignes.detail {
            Some(detail) => {
                let ligne = au_bout(&detail.lignes, depart.objet);
                detail.montant.arrivee(ligne)
            }
            None => lignes.montant.arrivee(depart.objet),
        };
        let montant = montant.map_or("", |c| c.titre(self.lex.langue));
        let liste = lignes.objets.arrivee(depart.racine);
        let liste = liste.map_or("", |c| c.titre(self.lex.langue));
        let total = self.dit("total de", "total of");
        let mut parties = vec![self.cite(liste), format!("{total} {}", self.cite(montant))];
        parties.extend(self.comptes(lignes));
        match e.groupement {
            Groupement::Tout => self.lesquelles(lignes, false, false, &mut parties),
            Groupement::Par { financeur, annee } => {
                self.lesquelles(lignes, financeur, annee, &mut parties);
            }
            Groupement::Objet => parties.push(format!(
                "{} {}",
                self.dit("pour chaque", "for each"),
                self.objet(depart.objet)
            )),
        }
        parties.join(", ")
    }

    /// `comptes 70 et 75`, where only these are added up.
    fn comptes(self, l: &Lignes) -> Option<String> {
        let comptes = &l.detail.as_ref().filter(|detail| !detail.comptes.is_empty())?.comptes;
        let dits: Vec<String> = comptes.iter().map(CompactString::to_string).collect();
        let mot = match dits.len() {
            1 => self.dit("compte", "account"),
            _ => self.dit("comptes", "accounts"),
        };
        Some(format!("{mot} {}", self.enumerer(&dits, Liaison::Et)))
    }

    /// Which lines of funding count, and what each sum is for.
    fn lesquelles(self, l: &Lignes, par_financeur: bool, par_annee: bool, out: &mut Vec<String>) {
        let langue = self.lex.langue;
        let noms: Vec<String> = l.parmi.iter().map(|(id, _)| self.acteur(id)).collect();
        match (par_financeur, noms.as_slice()) {
            (_, [seul]) => out.push(seul.clone()),
            (true, []) => out.push(self.dit("pour chaque financeur", "for each funder").to_owned()),
            (true, _) => out.push(format!(
                "{} ({})",
                self.dit("pour chaque financeur", "for each funder"),
                self.enumerer(&noms, Liaison::Et)
            )),
            (false, []) => {
                out.push(self.dit("tous financeurs ensemble", "all funders together").to_owned())
            }
            (false, _) => {
                let noms = self.enumerer(&noms, Liaison::Et);
                out.push(format!("{noms} {}", self.dit("ensemble", "together")));
            }
        }
        if !l.sauf_parmi.is_empty() {
            let noms: Vec<String> = l.sauf_parmi.iter().map(|id| self.acteur(id)).collect();
            let noms = self.enumerer(&noms, Liaison::Et);
            out.push(format!("{} {noms}", self.dit("sauf", "except")));
        }
        let annees: Vec<String> = l.annees.iter().map(u32::to_string).collect();
        let dites = self.enumerer(&annees, Liaison::Et);
        match (par_annee, annees.as_slice()) {
            (true, []) => out.push(self.dit("pour chaque année", "for each year").to_owned()),
            (false, []) => {
                out.push(self.dit("toutes années ensemble", "all years together").to_owned())
            }
            (_, [seule]) => {
                out.push(langue.choisir(format!("année {seule}"), format!("year {seule}")))
            }
            (true, _) => {
                out.push(langue.choisir(
                    format!("pour chacune des années {dites}"),
                    format!("for each of the years {dites}"),
                ));
            }
            (false, _) => {
                out.push(langue.choisir(
                    format!("années {dites} ensemble"),
                    format!("years {dites} together"),
                ));
            }
        }
        let dispositifs = |codes: &[CompactString]| {
            let noms: Vec<String> = codes.iter().map(|c| self.cite(&self.dispositif(c))).collect();
            self.enumerer(&noms, Liaison::Et)
        };
        if !l.dispositifs.is_empty() {
            let noms = dispositifs(&l.dispositifs);
            out.push(langue.choisir(format!("au titre de {noms}"), format!("under {noms}")));
        }
        // Other rules say which they are.
        if !l.autres_dispositifs.is_empty() && !self.en_codes() {
            out.push(
                self.dit(
                    "sans les dispositifs que d’autres règles comptent à part",
                    "without the schemes that other rules count apart",
                )
                .to_owned(),
            );
        }
    }

    fn dispositif(self, code: &str) -> String {
        self.lex.libelle("dispositifs", code).unwrap_or_else(|| code.to_owned())
    }

    /// `de l’assiette « … »`, `des charges des budgets, compte 86 à part, hors : investissement`
    fn assiette(self, base: &Assiette) -> String {
        let depenses = match base {
            Assiette::Declaree { id } => {
                let nom = self.lex.libelle("bases", id).unwrap_or_else(|| id.to_string());
                return format!("{} {}", self.dit("de l’assiette", "of the base"), self.cite(&nom));
            }
            Assiette::Charges { contributions: true, .. } => {
                let (fr, en) = (
                    "des charges des budgets, compte 86 compris",
                    "of the costs of the budgets, account 86 included",
                );
                return self.dit(fr, en).to_owned();
            }
            Assiette::Charges { depenses: Some(depenses), .. } if self.en_codes() => {
                return self.regle_des_depenses(depenses);
            }
            Assiette::Charges { depenses, .. } => depenses,
        };
        let mut out = self
            .dit(
                "des charges des budgets, compte 86 à part",
                "of the costs of the budgets, account 86 apart",
            )
            .to_owned();
        if let Some(d) = depenses {
            out.push_str(match d.regime {
                Regime::Comprise => return out,
                Regime::Exclue | Regime::HorsAssiette => self.dit(", hors\u{a0}: ", ", without: "),
                Regime::SeuleAdmise => self.dit(", seulement\u{a0}: ", ", only: "),
            });
            out.push_str(&self.natures(d));
        }
        out
    }

    /// The rule that treats expenses so: it says which they are.
    fn regle_des_depenses(self, depenses: &ExigenceDeDepenses) -> String {
        let mut jugements = self.appel.contenu().jugements.iter();
        let rang = jugements.find_map(|(_, j)| match &j.exigence {
            Exigence::Depenses(d) if d == depenses => Some(j.regle),
            _ => None,
        });
        rang.map_or_else(String::new, |rang| self.appel.regle(rang).id.clone())
    }

    /// `25,00 € × « Nombre de jeunes » ; 500,00 € au moins et 2 500,00 € au plus.`
    fn bareme(self, e: &ExigenceDeSomme, b: &Bareme, depart: Depart) -> String {
        let mut out = self.dit("Montant calculé\u{a0}: ", "Amount worked out: ").to_owned();
        out.push_str(&self.montant(b.montant));
        for cible in &b.fois {
            out.push_str("\u{a0}×\u{a0}");
            out.push_str(&self.cite(&self.champ(cible, depart)));
        }
        if b.objets.is_some() {
            out.push_str(self.dit(", additionné pour chaque ", ", added up for each "));
            out.push_str(&self.objet(depart.objet));
        }
        for (borne, fr, en) in [
            (b.plancher, ", jamais moins de ", ", never less than "),
            (b.plafond, ", jamais plus de ", ", never more than "),
        ] {
            if let Some(borne) = borne {
                out.push_str(self.dit(fr, en));
                out.push_str(&self.montant(borne));
            }
        }
        let mut lignes = Vec::new();
        let annee = matches!(e.groupement, Groupement::Par { annee: true, .. });
        self.lesquelles(&e.lignes, false, annee, &mut lignes);
        out.push_str(self.dit(". Demande (", ". What is asked ("));
        out.push_str(&lignes.join(", "));
        out.push(')');
        out.push_str(self.deux_points());
        out.push_str(match b.demande {
            Demande::AuPlus => self.dit("ce montant au plus.", "this amount at most."),
            Demande::Exactement => self.dit("exactement ce montant.", "exactly this amount."),
            Demande::AuMoins => self.dit("ce montant au moins.", "this amount at least."),
        });
        out
    }
}

// ---------------- Conditions, documents, expenses

impl Mots<'_> {
    pub(super) fn condition(self, e: &ExigenceDeCondition, depart: Depart) -> String {
        let mut phrases: Vec<String> = Vec::new();
        let remplis: Vec<Cible> = e
            .clauses
            .iter()
            .filter(|c| matches!(c.test, Test::Renseigne))
            .map(|c| c.champ.clone())
            .collect();
        if !remplis.is_empty() {
            phrases.push(format!(
                "{}{}{}.",
                self.dit("À renseigner", "To be filled in"),
                self.deux_points(),
                self.champs(&remplis, depart, Liaison::Et)
            ));
        }
        for clause in e.clauses.iter().filter(|c| !matches!(c.test, Test::Renseigne)) {
            let champ = self.cite(&self.champ(&clause.champ, depart));
            let mots = self.mots_de(clause, depart);
            let demande = match &clause.test {
                Test::Parmi(_) => self.enumerer_mots(&mots, Liaison::Ou),
                Test::Tous(_) => self.enumerer_mots(&mots, Liaison::Et),
                Test::AucunParmi(_) => {
                    let mots = self.enumerer_mots(&mots, Liaison::Et);
                    format!("{} {mots}", self.dit("tout sauf", "anything but"))
                }
                Test::Contient(_) => {
                    let mots = self.enumerer_cites(&mots, Liaison::Ou);
                    format!("{} {mots}", self.dit("un texte qui contient", "a text that contains"))
                }
                _ => self.clause(clause, depart),
            };
            phrases.push(format!("{champ}{}{demande}.", self.deux_points()));
        }
        if !e.au_moins_un.is_empty() {
            phrases.push(format!(
                "{}{}{}.",
                self.dit("Un au moins de", "At least one of"),
                self.deux_points(),
                self.champs(&e.au_moins_un, depart, Liaison::Ou)
            ));
        }
        let mut out = phrases.join(" ");
        self.sinon(&mut out, e.a_apprecier);
        out
    }

    pub(super) fn pieces(
        self,
        e: &ExigenceDePieces,
        depart: Depart,
        elements: &mut Vec<String>,
    ) -> String {
        elements.extend(e.liste.iter().map(|p| self.piece(p, depart)));
        let nombre = e.liste.len();
        match (e.combien, nombre) {
            (None, 1) => self.dit("La pièce suivante.", "This document.").to_owned(),
            (None, _) => self.lex.langue.choisir(
                format!("Les {nombre} pièces suivantes."),
                format!("These {nombre} documents."),
            ),
            (Some(combien), _) => self.lex.langue.choisir(
                format!("{combien} au moins des {nombre} pièces suivantes."),
                format!("At least {combien} of these {nombre} documents."),
            ),
        }
    }

    fn piece(self, p: &PieceExigee, depart: Depart) -> String {
        let nom = |id: &str| self.lex.libelle("pieces", id);
        let mut out = nom(&p.id).unwrap_or_else(|| p.id.to_string());
        majuscule(&mut out, 0);
        let mut precisions: Vec<String> = Vec::new();
        if !p.ou.is_empty() {
            let autres: Vec<String> =
                p.ou.iter()
                    .map(|id| self.cite(&nom(id).unwrap_or_else(|| id.to_string())))
                    .collect();
            precisions.push(format!(
                "{}{}{}",
                self.dit("ou à sa place", "or instead"),
                self.deux_points(),
                self.enumerer(&autres, Liaison::Ou)
            ));
        }
        if p.autres {
            precisions.push(
                self.dit(
                    "toute pièce que l’appel ne nomme pas convient",
                    "any document that the call does not name will do",
                )
                .to_owned(),
            );
        }
        if p.si_existe {
            precisions
                .push(self.dit("seulement si la pièce existe", "only if there is one").to_owned());
        }
        if let Some(annee) = p.exercice {
            precisions.push(format!("{} {annee}", self.dit("exercice", "year")));
        }
        if let Some(age) = &p.age {
            precisions.push(format!(
                "{}{}{}",
                self.dit("âge le jour du dépôt", "age on the day of filing"),
                self.deux_points(),
                nombres::durees(age, self.lex.langue)
            ));
        }
        if let Some(jour) = p.echeance {
            let jour = self.jour(jour);
            precisions.push(
                self.lex.langue.choisir(format!("au plus tard le {jour}"), format!("by {jour}")),
            );
        }
        if !precisions.is_empty() {
            out.push_str(" (");
            out.push_str(&precisions.join(self.dit("\u{a0}; ", "; ")));
            out.push(')');
        }
        out.push('.');
        let quand = self.quand(&p.quand, Depart { objet: depart.racine, ..depart });
        if !quand.is_empty() {
            out.push(' ');
            out.push_str(&quand);
        }
        out
    }

    pub(super) fn depenses(self, e: &ExigenceDeDepenses) -> String {
        let titre = match e.regime {
            Regime::Comprise => self.dit("Dépenses comprises", "Expenses included"),
            Regime::Exclue => self.dit("Dépenses exclues", "Expenses excluded"),
            Regime::HorsAssiette => self.dit(
                "Dépenses admises, hors de l’assiette",
                "Expenses admitted, left out of the base",
            ),
            Regime::SeuleAdmise => self.dit("Seules dépenses admises", "Only expenses admitted"),
        };
        format!("{titre}{}{}.", self.deux_points(), self.natures(e))
    }

    fn natures(self, e: &ExigenceDeDepenses) -> String {
        self.valeur(&Value::choices(e.liste.iter().map(CompactString::as_str), "depenses"))
    }
}

// ---------------- Points

impl Mots<'_> {
    pub(super) fn declaration(self, regle: &Regle, e: &ExigenceDeclaree) -> String {
        let mut out = self.phrase(regle);
        if e.refus_en_toute_phase {
            out.push_str(self.dit(
                " Un refus déclaré compte à tout moment.",
                " A declared refusal counts at any time.",
            ));
        }
        if e.manquement {
            out.push_str(self.dit(
                " Un manquement constaté l’emporte sur la déclaration.",
                " A breach on record overrides the declaration.",
            ));
        }
        if e.motif_d_exclusion {
            out.push_str(
                self.dit(" Il peut motiver une exclusion.", " It may be a ground for exclusion."),
            );
        }
        out
    }

    pub(super) fn au_choix(self, e: &Choisies) -> String {
        let nombre = e.numeros.len();
        let combien = e.combien;
        if self.en_codes() {
            // Its points are rules of their own.
            return combien.to_string();
        }
        self.lex.langue.choisir(
            format!("{combien} au moins des {nombre} points suivants."),
            format!("At least {combien} of these {nombre} points."),
        )
    }
}
