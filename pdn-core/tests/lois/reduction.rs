//! A counter-example cut down to what it takes, and written as a conformance case.

use pdn_core::values::Date;
use serde_json::{Value, json};

use super::completion::{Geste, Gestes, juger};
use super::hasard::Hasard;
use super::lois::{Loi, Manquement, eprouver};
use super::moisson::Cadre;
use super::places::{noeuds, retirer};

/// A breach, with what it takes to see it again.
pub struct Contre<'a> {
    pub loi: Loi,
    pub cadre: &'a Cadre,
    pub document: Value,
    pub jour: Date,
    pub gestes: Gestes,
    pub manquement: Manquement,
    pub graine: u64,
}

impl Contre<'_> {
    fn encore(&self, document: &Value, gestes: &Gestes) -> Option<Manquement> {
        let mut h = Hasard::nouveau(0);
        let essai = eprouver(self.loi, self.cadre, document, self.jour, Some(gestes), &mut h);
        essai.manquements.into_iter().find(|m| m.genre == self.manquement.genre)
    }

    /// Takes away keys, elements and steps for as long as the law is still broken in the same way.
    pub fn reduire(&mut self, budget: usize) {
        let Some(m) = self.encore(&self.document.clone(), &self.gestes.clone()) else { return };
        self.manquement = m;
        let mut reste = budget;
        loop {
            let mut mieux = false;
            // Steps from the last; then whole branches, the highest first.
            let mut pas: Vec<(usize, usize)> = Vec::new();
            for (tour, gestes) in self.gestes.iter().enumerate() {
                pas.extend((0..gestes.len()).map(|n| (tour, n)));
            }
            for (tour, n) in pas.into_iter().rev() {
                if reste == 0 {
                    return;
                }
                reste -= 1;
                let mut gestes = self.gestes.clone();
                gestes[tour].remove(n);
                while gestes.last().is_some_and(Vec::is_empty) {
                    gestes.pop();
                }
                if let Some(m) = self.encore(&self.document, &gestes) {
                    (self.gestes, self.manquement, mieux) = (gestes, m, true);
                }
            }
            // What is written, cut down too.
            for tour in 0..self.gestes.len() {
                for n in 0..self.gestes[tour].len() {
                    let dedans = match &self.gestes[tour][n] {
                        Geste::Ecrire(_, v) => noeuds(v),
                        Geste::Ajouter(_, l) => noeuds(&json!(l)),
                        Geste::Retirer(_) => Vec::new(),
                    };
                    let mut parti: Option<String> = None;
                    for pointeur in ordre(dedans) {
                        if parti.as_ref().is_some_and(|p| pointeur.starts_with(&format!("{p}/"))) {
                            continue;
                        }
                        // A line that is added stays one that the list lacked.
                        let cle = pointeur.rsplit('/').next().unwrap_or_default();
                        if matches!(self.gestes[tour][n], Geste::Ajouter(..))
                            && ["annee", "financeur", "id", "dispositif", "montant"].contains(&cle)
                        {
                            continue;
                        }
                        if reste == 0 {
                            return;
                        }
                        reste -= 1;
                        let mut gestes = self.gestes.clone();
                        match &mut gestes[tour][n] {
                            Geste::Ecrire(_, v) => {
                                retirer(v, &pointeur);
                            }
                            Geste::Ajouter(_, l) => {
                                let mut v = json!(l);
                                retirer(&mut v, &pointeur);
                                *l = v.as_array().cloned().unwrap_or_default();
                            }
                            Geste::Retirer(_) => {}
                        }
                        if let Some(m) = self.encore(&self.document, &gestes) {
                            (self.gestes, self.manquement, mieux) = (gestes, m, true);
                            parti = Some(pointeur);
                        }
                    }
                }
            }
            let mut parti: Option<String> = None;
            for pointeur in ordre(noeuds(&self.document)) {
                if pointeur == "/type"
                    || parti.as_ref().is_some_and(|p| pointeur.starts_with(&format!("{p}/")))
                {
                    continue;
                }
                if reste == 0 {
                    return;
                }
                reste -= 1;
                let mut document = self.document.clone();
                if !retirer(&mut document, &pointeur) {
                    continue;
                }
                let gestes = decaler(&self.gestes, &pointeur);
                if let Some(m) = self.encore(&document, &gestes) {
                    (self.document, self.gestes, self.manquement, mieux) =
                        (document, gestes, m, true);
                    parti = Some(pointeur);
                }
            }
            if !mieux {
                return;
            }
        }
    }

    /// The counter-example as a case of `tests/conformance`, and what completes it.
    pub fn ecrire(&self) -> String {
        let vu = juger(self.cadre, &self.document, self.jour);
        let mut attendu = self.manquement.attendu.clone();
        if !vu.erreurs.is_empty() && attendu.get("input_errors").is_none() {
            attendu["input_errors"] =
                vu.erreurs.iter().map(|(p, code)| json!({ "code": code, "pointer": p })).collect();
        }
        let cas = json!({
            "title": format!("{}: {}", self.loi.enonce(), self.manquement.genre),
            "call": self.cadre.nom,
            "on": self.jour.to_string(),
            "input": self.document,
            "expect": attendu,
        });
        let mut texte = format!("seed {} · {}\n", self.graine, self.manquement.detail);
        texte.push_str(&format!("case {cas}\n"));
        texte.push_str(&format!(
            "  before: {} settled {} · {}\n",
            vu.decision.as_str(),
            vu.settled,
            resume(&vu)
        ));
        let mut document = self.document.clone();
        for gestes in &self.gestes {
            for geste in gestes {
                texte.push_str(&match geste {
                    Geste::Ecrire(p, v) => format!("  write {p} = {v}\n"),
                    Geste::Retirer(p) => format!("  remove {p}\n"),
                    Geste::Ajouter(p, l) => format!("  append to {p}: {}\n", json!(l)),
                });
                geste.appliquer(&mut document);
            }
            let vu = juger(self.cadre, &document, self.jour);
            texte.push_str(&format!(
                "  after: {} settled {} · {}\n",
                vu.decision.as_str(),
                vu.settled,
                resume(&vu)
            ));
        }
        texte
    }
}

/// Nodes in the order in which they are taken away: what is whole before its parts, and the elements of a
/// list from its last, so that those before keep their ranks.
fn ordre(mut noeuds: Vec<String>) -> Vec<String> {
    let cle = |pointeur: &str| -> Vec<(i64, String)> {
        let pas = pointeur.split('/').skip(1);
        pas.map(|p| p.parse::<i64>().map_or((1, p.to_owned()), |n| (-n, String::new()))).collect()
    };
    noeuds.sort_by_key(|p| cle(p));
    noeuds
}

fn resume(vu: &super::completion::Vu) -> String {
    let mut mots: Vec<String> = vu
        .constats
        .iter()
        .filter(|c| c.issue == pdn_core::Outcome::Fail)
        .map(|c| format!("{} [{}] fail", c.regle, c.instance))
        .collect();
    mots.truncate(6);
    let manquants: Vec<&str> = vu.manquants.iter().map(|m| m.0.as_str()).take(6).collect();
    format!("{} · {} missing: {}", mots.join(", "), vu.manquants.len(), manquants.join(" "))
}

/// The same steps once an element of a list is gone: those of the elements after it bear on one rank less.
fn decaler(gestes: &Gestes, retire: &str) -> Gestes {
    let Some((liste, rang)) = retire.rsplit_once('/') else { return gestes.clone() };
    let Ok(rang) = rang.parse::<usize>() else { return gestes.clone() };
    let decale = |pointeur: &str| -> String {
        let Some(suite) = pointeur.strip_prefix(&format!("{liste}/")) else {
            return pointeur.to_owned();
        };
        let (n, reste) = suite.split_once('/').map_or((suite, None), |(n, r)| (n, Some(r)));
        match n.parse::<usize>() {
            Ok(n) if n > rang => {
                let reste = reste.map(|r| format!("/{r}")).unwrap_or_default();
                format!("{liste}/{}{reste}", n - 1)
            }
            _ => pointeur.to_owned(),
        }
    };
    gestes
        .iter()
        .map(|g| {
            g.iter()
                .map(|g| match g {
                    Geste::Ecrire(p, v) => Geste::Ecrire(decale(p), v.clone()),
                    Geste::Retirer(p) => Geste::Retirer(decale(p)),
                    Geste::Ajouter(p, l) => Geste::Ajouter(decale(p), l.clone()),
                })
                .collect()
        })
        .collect()
}
