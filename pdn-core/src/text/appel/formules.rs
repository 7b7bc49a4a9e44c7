//! The engine's own rules, with their parameters in words.

use super::super::nombres::{self, Liaison};
use super::Mots;
use crate::appel::formules::{FinancementEstimation, Formule};
use crate::appel::tableau::Situe;
use crate::appel::{Jugement, Regle};
use crate::dossier::{Annee, Canal, Choix, Contrat, NatureDePartie};
use crate::value::{Range, Value};
use crate::values::{Date, Langue};

impl Mots<'_> {
    pub(super) fn formule(
        self,
        regle: &Regle,
        (jugement, formule): (&Jugement, &Formule),
        elements: &mut Vec<String>,
    ) -> String {
        let mut out = match formule {
            // Its dates say it all.
            Formule::CalendrierAppel(_) => String::new(),
            _ => self.phrase_de(regle, Some(jugement)),
        };
        if let Formule::FinancementEstimation(p) = formule {
            self.termes(p, elements);
        }
        let mut suites = Vec::new();
        for (titre, mots, liaison) in self.parametres(formule) {
            // What the sentence already says is not repeated.
            if !mots.iter().all(|m| out.contains(m)) {
                let mots = self.enumerer_mots(&mots, liaison);
                suites.push(format!("{titre}{}{mots}.", self.deux_points()));
            }
        }
        for suite in suites {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&suite);
        }
        out
    }

    fn termes(self, p: &FinancementEstimation, elements: &mut Vec<String>) {
        for terme in p.termes.iter().flatten().map(|t| &t.valeur) {
            let (Some(montant), Some(total)) = (&terme.montant, terme.total()) else { continue };
            let texte = match (self.lex.langue, &terme.texte_en) {
                (Langue::En, Some(en)) => en.as_str(),
                _ => terme.texte.as_deref().unwrap_or_default(),
            };
            let mut calcul = self.montant(montant.valeur);
            let fois: Vec<&Situe<u32>> = terme.fois.iter().flatten().collect();
            for nombre in &fois {
                calcul.push_str("\u{a0}×\u{a0}");
                nombres::entier(&mut calcul, nombre.valeur, self.lex.langue);
            }
            if !fois.is_empty() {
                calcul.push_str("\u{a0}=\u{a0}");
                calcul.push_str(&self.montant(total));
            }
            elements.push(format!("{texte}{}{calcul}", self.deux_points()));
        }
    }

    /// The breaches that a rule is about, by their titles: its sentence speaks of them together.
    pub(super) fn manquements(self, regle: &Regle, formule: &Formule) -> Vec<String> {
        let regles = self.appel.contenu().regles.iter();
        let nomme = |code: &str| {
            let nature = regle.natures.iter().find(|(nature, _)| nature == code);
            let engagement = self.appel.rang_de_regle(code).map(|rang| self.appel.regle(rang));
            match (nature, engagement) {
                _ if self.en_codes() => code.to_owned(),
                (Some((_, libelle)), _) => self.lex.texte(libelle).into_owned(),
                (None, Some(engagement)) => self.cite(&self.titre(engagement, "")),
                (None, None) => code.to_owned(),
            }
        };
        let nommes = |codes: &Option<Vec<Situe<String>>>| {
            codes.iter().flatten().map(|c| nomme(&c.valeur)).collect()
        };
        match formule {
            Formule::Interdits(p) => nommes(&p.natures),
            Formule::ExclusionProcedure(p) => nommes(&p.engagements),
            Formule::ExclusionSignalement(p) if self.en_codes() => nommes(&p.manquements),
            Formule::ExclusionSignalement(p) => {
                let debuts: Vec<&str> =
                    p.manquements.iter().flatten().map(|d| d.valeur.as_str()).collect();
                let vise = |r: &&Regle| debuts.iter().any(|debut| r.id.starts_with(debut));
                regles.filter(vise).map(|r| nomme(&r.id)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The parameters of one of the engine's own rules, in words.
    fn parametres(self, formule: &Formule) -> Vec<Parametre> {
        let (et, ou) = (Liaison::Et, Liaison::Ou);
        let titre = |fr, en| self.dit(fr, en);
        match formule {
            Formule::DepotModule(p) => vec![
                (titre("Modules", "Modules"), self.codes(&p.modules, "modules"), ou),
                (
                    titre("Départements", "Départements"),
                    self.codes(&p.departements, "departements"),
                    ou,
                ),
            ],
            Formule::DepotCanal(p) => vec![
                (titre("Destinataires", "Addressees"), self.codes(&p.destinataires, "acteurs"), et),
                (titre("Moyens d’envoi", "Channels"), self.choix(&p.canaux, Canal::CHOIX), ou),
            ],
            Formule::PiecesExerciceRecent(p) => {
                vec![(titre("Pièces", "Documents"), self.codes(&p.pieces, "pieces"), et)]
            }
            Formule::FonjepPossible(p) => vec![
                (
                    titre("Dispositif", "Scheme"),
                    p.dispositif
                        .iter()
                        .map(|d| self.valeur(&Value::choice(&d.valeur, "dispositifs")))
                        .collect(),
                    et,
                ),
                (titre("Année", "Year"), annees(p.annee.as_slice()), et),
                (
                    titre("Montant", "Amount"),
                    p.montant.iter().map(|m| self.montant(m.valeur)).collect(),
                    et,
                ),
                (
                    titre("Contrat du coordinateur", "Coordinator’s contract"),
                    self.choix(&p.contrat.clone().map(|c| vec![c]), Contrat::CHOIX),
                    et,
                ),
            ],
            Formule::FinancementEstimation(p) => {
                let total = p.total.iter().map(|t| self.montant(t.valeur)).collect();
                vec![
                    (titre("Année", "Year"), annees(p.annee.as_slice()), et),
                    (titre("Total", "Total"), total, et),
                ]
            }
            Formule::CoordinationRencontres(p) => vec![
                (
                    titre("Chaque année", "Each year"),
                    self.entre(p.au_moins.as_ref(), None, "rencontres"),
                    et,
                ),
                (
                    titre(
                        "Mois que les missions doivent couvrir pour qu’une année soit jugée",
                        "Months that the missions must cover for a year to be judged",
                    ),
                    self.entre(p.mois_au_moins.as_ref(), None, "mois"),
                    et,
                ),
            ],
            Formule::CalendrierAppel(p) => vec![
                (
                    titre("Diffusion de l’appel", "Publication of the call"),
                    self.le(&p.publication),
                    et,
                ),
                (
                    titre("Notification du choix", "Notification of the choice"),
                    self.le(&p.notification),
                    et,
                ),
                (
                    titre("Début des missions", "Start of the missions"),
                    self.le(&p.debut_des_missions),
                    et,
                ),
            ],
            Formule::PiecesBudgets(p) => {
                vec![(
                    titre("Années", "Years"),
                    annees(p.annees.as_deref().unwrap_or_default()),
                    et,
                )]
            }
            Formule::BudgetCoherence(p) => {
                vec![(titre("Financeurs", "Funders"), self.codes(&p.financeurs, "acteurs"), et)]
            }
            Formule::Prorata(p) => {
                vec![(titre("Financeurs", "Funders"), self.codes(&p.financeurs, "acteurs"), et)]
            }
            Formule::FormationThematiques(p) => {
                vec![(
                    titre("Thématiques", "Themes"),
                    self.codes(&p.thematiques, "thematiques"),
                    et,
                )]
            }
            Formule::FormationParties(p) => vec![
                (
                    titre("Nombre de parties", "Number of parts"),
                    self.entre(p.au_moins.as_ref(), None, "parties"),
                    et,
                ),
                (
                    titre("Parties attendues", "Parts expected"),
                    self.choix(&p.natures, NatureDePartie::CHOIX),
                    et,
                ),
            ],
            Formule::FormationAnciennete(_)
            | Formule::ParticipantAnciennete(_)
            | Formule::FormationAges(_) => {
                let attendu = formule.attendu().iter().map(|v| self.valeur(v)).collect();
                vec![(titre("Demandé", "Asked"), attendu, et)]
            }
            Formule::SessionMinimum(p) => vec![
                (
                    titre("Effectif", "Number"),
                    self.entre(p.au_moins.as_ref(), None, "participants"),
                    et,
                ),
                (
                    titre("Dernier jour pour tenir une session", "Last day to hold a session"),
                    self.le(&p.au),
                    et,
                ),
            ],
            Formule::SessionReport(p) => {
                vec![(titre("Période", "Period"), self.periode(p.du.as_ref(), p.au.as_ref()), et)]
            }
            Formule::SessionCapacite(p) => vec![(
                titre("Capacités que l’appel admet", "Capacities that the call admits"),
                self.entre(p.au_moins.as_ref(), p.au_plus.as_ref(), "participants"),
                et,
            )],
            Formule::SessionLivrables(p) => {
                vec![(
                    titre("Livrables", "Deliverables"),
                    self.codes(&p.livrables, "livrables"),
                    et,
                )]
            }
            Formule::BilanModifications(p) => {
                vec![(
                    titre("Validées par", "Approved by"),
                    self.codes(&p.valideurs, "acteurs"),
                    ou,
                )]
            }
            Formule::BilanRealisation(p) => vec![
                (titre("Thématiques", "Themes"), self.codes(&p.thematiques, "thematiques"), et),
                (
                    titre("Effectif de chaque session", "Number at each session"),
                    self.entre(p.au_moins.as_ref(), None, "participants"),
                    et,
                ),
                (titre("Période", "Period"), self.periode(p.du.as_ref(), p.au.as_ref()), et),
            ],
            Formule::PromeneurProfessionnel(p) => {
                vec![(titre("Secteurs", "Sectors"), self.codes(&p.secteurs, "secteurs"), ou)]
            }
            Formule::ExclusionProcedure(p) => {
                let instance = p.instance.iter().map(|i| self.acteur(&i.valeur)).collect();
                vec![(titre("Décidée par", "Decided by"), instance, et)]
            }
            Formule::DepotUnicite(_)
            | Formule::BudgetEquilibre(_)
            | Formule::BidepartementaleEgalite(_)
            | Formule::SessionAttestations(_)
            | Formule::PromeneurMandat(_)
            | Formule::TempsDeTravail(_)
            | Formule::Interdits(_)
            | Formule::ExclusionSignalement(_)
            | Formule::StructureAdhesion(_) => Vec::new(),
        }
    }

    /// Codes of one of the call's lists, by their labels.
    fn codes(self, codes: &Option<Vec<Situe<String>>>, liste: &'static str) -> Vec<String> {
        let codes = codes.iter().flatten();
        codes.map(|c| self.valeur(&Value::choice(&c.valeur, liste))).collect()
    }

    /// Words of one of the contract's lists.
    pub(super) fn choix(
        self,
        codes: &Option<Vec<Situe<String>>>,
        connus: &'static [Choix],
    ) -> Vec<String> {
        let codes = codes.iter().flatten();
        codes
            .filter_map(|code| connus.iter().find(|c| c.code == code.valeur))
            .map(|c| self.dit(c.fr, c.en).to_owned())
            .collect()
    }

    /// `7 participants au moins`, `de 10 à 20 participants`; nothing without bounds.
    fn entre(self, min: Option<&Situe<u32>>, max: Option<&Situe<u32>>, unite: &str) -> Vec<String> {
        let compte = |n: &Situe<u32>| Value::count(n.valeur, unite);
        let bornes = Range { min: min.map(compte), max: max.map(compte), ..Range::default() };
        if bornes == Range::default() {
            return Vec::new();
        }
        vec![self.valeur(&Value::Range(Box::new(bornes)))]
    }

    fn le(self, jour: &Option<Situe<Date>>) -> Vec<String> {
        jour.iter().map(|j| self.jour(j.valeur)).collect()
    }

    fn periode(self, du: Option<&Situe<Date>>, au: Option<&Situe<Date>>) -> Vec<String> {
        let bornes = Range {
            min: du.map(|d| Value::Date(d.valeur)),
            max: au.map(|d| Value::Date(d.valeur)),
            ..Range::default()
        };
        if bornes == Range::default() {
            return Vec::new();
        }
        vec![self.valeur(&Value::Range(Box::new(bornes)))]
    }
}

/// A parameter: its title, its words, and how they are joined.
type Parametre = (&'static str, Vec<String>, Liaison);

fn annees(annees: &[Situe<Annee>]) -> Vec<String> {
    annees.iter().map(|a| a.valeur.get().to_string()).collect()
}
