//! Sums of amounts, of `[seuils]` and `[baremes]`, and quantities on which conditions depend.

use compact_str::CompactString;

use super::super::chemin::Chemin;
use super::super::format::{Bareme as BaremeEcrit, Demande, Quantite, Seuil, Sinon};
use super::super::regle::{
    Assiette, Bareme, Cible, Clause, Detail, Exigence, ExigenceDeSomme, Groupement, Lignes, Mesure,
    QuantiteBornee, Test,
};
use super::super::tableau::{Brut, Situe};
use super::seuils::mesurable;
use super::{Compilation, Lue, Portee};
use crate::dossier::{Annee, Descripteur, Forme};
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::Value;
use crate::values::{CompteDeCharge, CompteDeProduit, ErreurDeValeur, Valeur};

/// The base that is all the costs of a budget, contributions in kind included.
const AVEC_LES_CONTRIBUTIONS: &str = "charges-et-contributions";

/// The bases that every call has.
const CHARGES: [&str; 2] = ["charges", AVEC_LES_CONTRIBUTIONS];

/// Which lines of a list count, as an entry writes it.
#[derive(Clone, Copy, Default)]
struct Choix<'a> {
    parmi: Option<&'a [Situe<String>]>,
    sauf_parmi: Option<&'a [Situe<String>]>,
    annees: Option<&'a [Situe<Annee>]>,
    dispositif: Option<&'a [Situe<String>]>,
}

impl Compilation<'_, '_, '_> {
    /// `total_de` of `[seuils]`: a sum, over the objects of `par`.
    pub(super) fn somme(
        &mut self,
        id: &Situe<String>,
        s: &Seuil,
        total: &Situe<String>,
        p: Portee,
    ) -> Option<Lue> {
        self.l.sans_effet(
            id,
            &[
                ("de", s.de.is_some()),
                ("ouvert", s.ouvert.is_some()),
                ("pas", s.pas.is_some()),
                ("unite", s.unite.is_some()),
            ],
            ("avec \"total_de\"", "with \"total_de\""),
            ("", ""),
        );
        self.l.sans_effet(
            id,
            &[("si_demande", s.si_demande.is_some() && s.base.is_none())],
            ("sans \"base\"", "without \"base\""),
            (", ou ajouter \"base\"", ", or add \"base\""),
        );
        if s.commun.par.is_none() {
            self.l.manque(&id.pointeur, id.debut, "par", "par = \"financement\"");
            return None;
        }
        let (objets, _) = Chemin::vers_objets(p.racine, p.objet.nom)?;
        let montant = self.cible(total, p);
        let groupement = self.groupement(s.groupe.as_deref(), p.objet);
        let base = s.base.as_ref().map(|base| (base, self.assiette(base, p.racine)));
        let forme = if base.is_some() { Forme::Part } else { Forme::Montant };
        let bornes = self.bornes(id, &s.into(), forme);
        let choix = Choix {
            parmi: s.parmi.as_deref(),
            sauf_parmi: s.sauf_parmi.as_deref(),
            annees: s.annees.as_deref(),
            dispositif: s.dispositif.as_deref(),
        };
        let mut lignes = self.lignes(choix, p.objet);
        let (Cible::Objet(montant), forme) = montant? else { return None };
        if forme != Forme::Montant {
            self.pas_un_montant(total);
            return None;
        }
        let groupement = if montant.par_liste() {
            self.l.sans_effet(
                id,
                &[
                    ("groupe", s.groupe.is_some()),
                    ("parmi", s.parmi.is_some()),
                    ("sauf_parmi", s.sauf_parmi.is_some()),
                    ("annees", s.annees.is_some()),
                    ("dispositif", s.dispositif.is_some()),
                    ("acteur_du_departement", s.acteur_du_departement.is_some()),
                ],
                (
                    "pour le total d’une liste de chaque objet",
                    "for the total of a list of each object",
                ),
                ("", ""),
            );
            Groupement::Objet
        } else {
            self.l.sans_effet(
                id,
                &[("comptes", s.comptes.is_some())],
                ("hors du total d’une liste de budget", "outside the total of a list of a budget"),
                (
                    ", ou écrire par = \"budget\" et total_de = \"produits.montant\"",
                    ", or write par = \"budget\" and total_de = \"produits.montant\"",
                ),
            );
            groupement?
        };
        let lire = if total.valeur.starts_with("charges") {
            compte::<CompteDeCharge>
        } else {
            compte::<CompteDeProduit>
        };
        let comptes = self.comptes(s.comptes.as_deref().unwrap_or_default(), lire);
        lignes.objets = objets;
        lignes.detail = montant.couper(p.objet).map(|(detail, montant, objet)| Detail {
            lignes: detail,
            montant,
            compte: Chemin::vers(objet, "compte").map(|(c, _)| c),
            comptes,
        });
        lignes.montant = montant;
        let bornes = bornes?;
        let attendu = Value::Range(Box::new(bornes.clone()));
        let mesure = match base {
            Some((_, base)) => Mesure::Parts { bornes, base: base? },
            None => Mesure::Montants(bornes),
        };
        let exigence = Exigence::Somme(Box::new(ExigenceDeSomme {
            lignes,
            groupement,
            mesure,
            acteur_du_departement: s.acteur_du_departement == Some(true),
            a_apprecier: s.sinon == Some(Sinon::AApprecier),
            si_demande: s.si_demande == Some(true),
            prorata: false,
        }));
        Some((exigence, Some(attendu)))
    }

    /// `[baremes]`: an amount that is worked out, and the lines of funding compared with it.
    pub(super) fn bareme(&mut self, id: &Situe<String>, b: &BaremeEcrit, p: Portee) -> Option<Lue> {
        let fois: Vec<Cible> = b
            .fois
            .iter()
            .flatten()
            .filter_map(|nom| {
                let (cible, forme) = self.cible(nom, p)?;
                let nombre = matches!(
                    forme,
                    Forme::Compte { .. } | Forme::Heures | Forme::Etp | Forme::Nombre
                );
                if !nombre {
                    self.pas_un_nombre(nom);
                }
                nombre.then_some(cible)
            })
            .collect();
        let Some(montant) = &b.montant else {
            self.l.manque(&id.pointeur, id.debut, "montant", "montant = \"25 €\"");
            return None;
        };
        if let (Some(plancher), Some(plafond)) = (&b.plancher, &b.plafond)
            && plancher.valeur > plafond.valeur
        {
            self.minimum_trop_grand(plafond);
        }
        let Some((lignes_de_financement, ligne)) = Chemin::vers_objets(p.racine, "financement")
        else {
            self.sans_financement(id, p.racine);
            return None;
        };
        let choix = Choix {
            parmi: b.parmi.as_deref(),
            sauf_parmi: None,
            annees: b.annees.as_deref(),
            dispositif: b.dispositif.as_deref(),
        };
        let mut lignes = self.lignes(choix, ligne);
        lignes.objets = lignes_de_financement;
        lignes.montant = Chemin::vers(ligne, "montant").map(|(c, _)| c).unwrap_or_default();
        let objets = b.commun.par.as_ref().and_then(|_| {
            let (chemin, objet) = Chemin::vers_objets(p.racine, p.objet.nom)?;
            Some((chemin, Chemin::vers(objet, "annee").map(|(c, _)| c)))
        });
        let annee = !lignes.annees.is_empty();
        let exigence = Exigence::Somme(Box::new(ExigenceDeSomme {
            lignes,
            groupement: if annee {
                Groupement::Par { financeur: false, annee }
            } else {
                Groupement::Tout
            },
            mesure: Mesure::Bareme(Box::new(Bareme {
                montant: montant.valeur,
                fois,
                objets,
                plancher: b.plancher.as_ref().map(|m| m.valeur),
                plafond: b.plafond.as_ref().map(|m| m.valeur),
                demande: b.demande.unwrap_or(Demande::AuPlus),
            })),
            acteur_du_departement: false,
            a_apprecier: false,
            si_demande: false,
            prorata: false,
        }));
        Some((exigence, Some(Value::Amount(montant.valeur))))
    }

    /// A quantity on which it depends whether a rule applies.
    pub(super) fn quantite(&mut self, ecrite: &Situe<Quantite>, p: Portee) -> Option<Clause> {
        let Situe { valeur: q, pointeur, debut } = ecrite;
        let Some(de) = &q.de else {
            let ecrire =
                "quand_quantite = { de = \"financements.montant\", plus_de = \"1 500 €\" }";
            self.l.manque(pointeur, *debut, "de", ecrire);
            return None;
        };
        let (champ, forme) = self.cible(de, p)?;
        if !mesurable(forme) {
            self.pas_une_quantite(de);
            return None;
        }
        let bornes = self.bornes(de, &q.into(), super::champs::element(forme));
        let depart = match &champ {
            Cible::Objet(_) => p.objet,
            _ => p.racine,
        };
        let lignes = match &champ {
            Cible::Objet(chemin) | Cible::Document(chemin) => {
                chemin.couper(depart).map(|(objets, montant, objet)| {
                    let choix = Choix {
                        parmi: q.parmi.as_deref(),
                        sauf_parmi: None,
                        annees: q.annees.as_deref(),
                        dispositif: None,
                    };
                    Lignes { objets, montant, ..self.lignes(choix, objet) }
                })
            }
            Cible::Question(_) => None,
        };
        let test = Test::Quantite(Box::new(QuantiteBornee { bornes: bornes?, lignes }));
        Some(Clause::sans_mots(champ, test))
    }

    /// Which lines count.
    fn lignes(&mut self, choix: Choix<'_>, objet: &'static Descripteur) -> Lignes {
        let parmi = self.financeurs(choix.parmi.unwrap_or_default());
        let autres = choix.sauf_parmi.unwrap_or_default();
        if let (Some(premier), Some(_)) = (autres.first(), choix.parmi) {
            self.deja_parmi(premier);
        }
        let sauf_parmi = self.financeurs(autres).into_iter().map(|(id, _)| id).collect();
        let mut dispositifs = Vec::new();
        for code in choix.dispositif.unwrap_or_default() {
            let connus = self.codes("dispositifs");
            if connus.is_empty() || connus.contains(&code.valeur) {
                dispositifs.push(CompactString::new(&code.valeur));
            } else {
                self.l.inconnu(code, connus.iter().map(String::as_str));
            }
        }
        let autres_dispositifs = if dispositifs.is_empty() && !parmi.is_empty() {
            self.dispositifs_lus()
        } else {
            Vec::new()
        };
        let vers = |nom| Chemin::vers(objet, nom).map(|(chemin, _)| chemin);
        Lignes {
            financeur: vers("financeur"),
            annee: vers("annee"),
            dispositif: vers("dispositif"),
            parmi,
            sauf_parmi,
            annees: choix
                .annees
                .unwrap_or_default()
                .iter()
                .map(|a| u32::from(a.valeur.get()))
                .collect(),
            dispositifs,
            autres_dispositifs,
            ..Lignes::default()
        }
    }

    /// Funders that the call names, each with the département that it acts for.
    fn financeurs(
        &mut self,
        nommes: &[Situe<String>],
    ) -> Vec<(CompactString, Option<CompactString>)> {
        let mut financeurs = Vec::new();
        for qui in nommes {
            match self.sortie.acteurs.iter().find(|a| a.id == qui.valeur.as_str()) {
                Some(a) => financeurs.push((a.id.clone(), a.departement.clone())),
                None => {
                    let connus: Vec<String> =
                        self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
                    self.l.inconnu(qui, connus.iter().map(String::as_str));
                }
            }
        }
        financeurs
    }

    fn deja_parmi(&mut self, sauf_parmi: &Situe<String>) {
        self.l.faute_d_appel(
            sauf_parmi,
            CodeDeFaute::OutOfOrder,
            &sauf_parmi.valeur,
            "\"parmi\" dit déjà quels financeurs comptent\u{a0}: n’écrire que \"parmi\", ou que \"sauf_parmi\".".to_owned(),
            "\"parmi\" says already which funders count: write \"parmi\" only, or \"sauf_parmi\" only.".to_owned(),
        );
    }

    /// Accounts, by their first digits: none of them is within another.
    fn comptes(
        &mut self,
        ecrits: &[Situe<Brut>],
        lire: impl Fn(&str) -> Result<CompactString, ErreurDeValeur>,
    ) -> Vec<CompactString> {
        let mut comptes: Vec<CompactString> = Vec::new();
        for ecrit in ecrits {
            let compte = match lire(&ecrit.valeur.texte()) {
                Ok(compte) => compte,
                Err(e) => {
                    self.l.faute_au(&ecrit.pointeur, ecrit.debut, Motif::Valeur(Box::new(e)));
                    continue;
                }
            };
            let dedans = |un: &CompactString, autre: &CompactString| un.starts_with(autre.as_str());
            match comptes.iter().find(|deja| dedans(&compte, deja) || dedans(deja, &compte)) {
                Some(deja) => {
                    let (large, etroit) =
                        if dedans(&compte, deja) { (deja, &compte) } else { (&compte, deja) };
                    let (fr, en) = (
                        format!(
                            "Le compte {large} comprend le compte {etroit}\u{a0}: n’en garder qu’un."
                        ),
                        format!("Account {large} includes account {etroit}: keep one of them."),
                    );
                    self.l.faute_d_appel(ecrit, CodeDeFaute::DuplicateKey, &compte, fr, en);
                }
                None => comptes.push(compte),
            }
        }
        comptes
    }

    /// The schemes that rules of this call read.
    fn dispositifs_lus(&self) -> Vec<CompactString> {
        let ecrits = self.fichier.entrees.iter().filter_map(|e| match &e.corps {
            super::fichier::Corps::Seuil(s) => s.dispositif.as_ref(),
            super::fichier::Corps::Bareme(b) => b.dispositif.as_ref(),
            _ => None,
        });
        ecrits.flatten().map(|d| CompactString::new(&d.valeur)).collect()
    }

    fn groupement(
        &mut self,
        groupe: Option<&[Situe<String>]>,
        objet: &'static Descripteur,
    ) -> Option<Groupement> {
        let (mut financeur, mut annee) = (false, false);
        for nom in groupe.unwrap_or_default() {
            match nom.valeur.as_str() {
                "financeur" if objet.champ("financeur").is_some() => financeur = true,
                "annee" if objet.champ("annee").is_some() => annee = true,
                _ => {
                    self.l.inconnu(nom, ["financeur", "annee"]);
                    return None;
                }
            }
        }
        if financeur || annee {
            Some(Groupement::Par { financeur, annee })
        } else {
            Some(Groupement::Tout)
        }
    }

    fn base_changeante(&mut self, base: &Situe<String>) {
        self.l.faute_d_appel(
            base,
            CodeDeFaute::OutOfOrder,
            &base.valeur,
            format!("La règle de dépenses \"{}\" a plusieurs rédactions, et une part n’en prend qu’une\u{a0}: donner à chacune son identifiant, et une règle de part à chacune.", base.valeur),
            format!("The rule on expense \"{}\" has several wordings, and a share takes one: give each its own id, and each a rule on the share.", base.valeur),
        );
    }

    /// True of what names a base of totals: "charges", a rule on expense, or a base of the call's list.
    pub(super) fn est_une_assiette(&self, nom: &str) -> bool {
        let mut regles = self.fichier.entrees.iter();
        CHARGES.contains(&nom)
            || regles.any(|e| e.table == "depenses" && e.id.valeur == nom)
            || self.codes("bases").iter().any(|code| code == nom)
    }

    /// What a share is a share of: a base of the dossier, or costs of its budgets.
    fn assiette(&mut self, base: &Situe<String>, racine: &'static Descripteur) -> Option<Assiette> {
        let depenses = self.fichier.entrees.iter().find_map(|e| match &e.corps {
            super::fichier::Corps::Depenses(d) if e.id.valeur == base.valeur => {
                Some(super::depenses::exigence(d))
            }
            _ => None,
        });
        let redactions = self.fichier.entrees.iter();
        let redactions = redactions.filter(|e| e.table == "depenses" && e.id.valeur == base.valeur);
        if redactions.count() > 1 {
            self.base_changeante(base);
            return None;
        }
        if CHARGES.contains(&base.valeur.as_str()) || depenses.is_some() {
            if racine.champ("budgets").is_none() {
                self.sans_budget(base, racine);
                return None;
            }
            let contributions = base.valeur == AVEC_LES_CONTRIBUTIONS;
            return Some(Assiette::Charges { depenses, contributions });
        }
        let connues = self.codes("bases");
        if connues.contains(&base.valeur) && Chemin::vers_objets(racine, "base").is_some() {
            return Some(Assiette::Declaree { id: CompactString::new(&base.valeur) });
        }
        let depenses = self.fichier.entrees.iter().filter(|e| e.table == "depenses");
        let depenses: Vec<&str> = depenses.map(|e| e.id.valeur.as_str()).collect();
        let choix: Vec<&str> =
            connues.iter().map(String::as_str).chain(depenses).chain(CHARGES).collect();
        self.l.faute_d_appel(
            base,
            CodeDeFaute::UnknownReference,
            &base.valeur,
            format!(
                "\"{}\" n’est pas une assiette de cet appel\u{a0}: écrire l’une de celles-ci ({}), ou la nommer sous [listes.bases].",
                base.valeur,
                choix.join(", ")
            ),
            format!(
                "\"{}\" is no base of this call: write one of these ({}), or name it under [listes.bases].",
                base.valeur,
                choix.join(", ")
            ),
        );
        None
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

    fn pas_un_nombre(&mut self, nom: &Situe<String>) {
        self.l.faute_d_appel(
            nom,
            CodeDeFaute::WrongType,
            &nom.valeur,
            format!(
                "\"{}\" n’est pas un nombre\u{a0}: un montant se multiplie par un champ qui se compte, fois = [\"volontaires\"], ou par une question de type = \"nombre\".",
                nom.valeur
            ),
            format!(
                "\"{}\" is no number: an amount is multiplied by a field that counts, fois = [\"volontaires\"], or by a question of type = \"nombre\".",
                nom.valeur
            ),
        );
    }

    fn sans_financement(&mut self, id: &Situe<String>, racine: &'static Descripteur) {
        self.l.faute_d_appel(
            id,
            CodeDeFaute::UnknownReference,
            racine.nom,
            format!(
                "Un document \"{}\" n’a pas de financements à comparer\u{a0}: écrire sujet = [\"candidature\"] ou [\"plan-financement\"].",
                racine.nom
            ),
            format!(
                "A document \"{}\" has no grants to compare: write sujet = [\"candidature\"] or [\"plan-financement\"].",
                racine.nom
            ),
        );
    }
}

/// An account of one side of a budget.
fn compte<C: Valeur + AsRef<str>>(ecrit: &str) -> Result<CompactString, ErreurDeValeur> {
    C::saisi(ecrit).map(|compte| CompactString::new(compte.as_ref()))
}
