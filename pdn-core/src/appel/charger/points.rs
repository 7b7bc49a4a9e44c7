//! `[points]`: what the dossier declares, or a person judges.

use compact_str::CompactString;

use super::super::catalogue::catalogue;
use super::super::format::{Commun, Points, ReponseAttendue, RoleDActeur};
use super::super::regle::{Choisies, Declarable, Exigence, ExigenceDeclaree, NatureDeclarable};
use super::super::tableau::Situe;
use super::{Compilation, est_un_identifiant, identifiant};
use crate::lecture::{CodeDeFaute, Motif};
use crate::value::{Range, Value};

/// `Obligations légales : la structure est à jour de ses cotisations`
fn sous_son_titre(titre: &str, phrase: &str) -> String {
    let mut sous = format!("{}\u{a0}: ", titre.trim_end().trim_end_matches('.'));
    crate::text::minuscule(&mut sous, phrase.trim_end().trim_end_matches('.'));
    sous
}

impl Compilation<'_, '_, '_> {
    pub(super) fn points(&mut self, id: &Situe<String>, p: &Points) {
        let declare = match p.reponse {
            Some(ReponseAttendue::LeDossierDeclare) => true,
            Some(ReponseAttendue::UnePersonneJuge) => false,
            None => {
                let ecrire = "reponse = \"le dossier déclare\"";
                self.l.manque(&id.pointeur, id.debut, "reponse", ecrire);
                // The rest of the entry is checked all the same.
                true
            }
        };
        if p.reponse == Some(ReponseAttendue::UnePersonneJuge) {
            self.l.sans_effet(
                id,
                &[
                    ("manquement", p.manquement.is_some()),
                    ("refus_en_toute_phase", p.refus_en_toute_phase.is_some()),
                ],
                ("quand une personne juge le point", "where a person judges the point"),
                (
                    ", ou écrire reponse = \"le dossier déclare\"",
                    ", or write reponse = \"le dossier déclare\"",
                ),
            );
        }
        if let (None, Some(combien)) = (&p.liste, &p.combien) {
            self.combien_sans_liste(combien);
        }
        if let Some(role) = &p.par_acteur {
            if p.liste.is_some() {
                self.acteurs_ou_liste(role);
            }
            self.un_par_acteur(id, p, role, declare);
            return;
        }
        let Some(liste) = &p.liste else {
            self.point(id, &p.commun, p, declare, None);
            return;
        };
        let au_choix = p.combien.as_ref().and_then(|c| Some((c, c.valeur.0?)));
        if let Some((lieu, combien)) = au_choix {
            if !declare {
                self.choix_a_declarer(lieu);
            }
            if usize::try_from(combien).unwrap_or(usize::MAX) > liste.len() {
                self.trop_demander(lieu, liste.len());
            }
        }
        if let (None, Some(texte)) = (&au_choix, &p.commun.texte)
            && liste.iter().all(|point| point.texte.is_some())
            && !self.l.a_une_faute(&id.pointeur, &["combien"])
        {
            self.phrase_perdue(id, texte);
        }
        let premier = u16::try_from(self.sortie.declarables.len()).unwrap_or(u16::MAX);
        let nombre = u16::try_from(liste.len()).unwrap_or(u16::MAX);
        let au_choix = au_choix.map(|(_, combien)| Choisies {
            numeros: (premier..premier.saturating_add(nombre)).collect(),
            combien,
        });
        if let Some(choisies) = &au_choix {
            self.groupe(id, p, choisies);
        }
        for suffixe in liste {
            let mut commun = p.commun.clone();
            // A point with words of its own is called by them, under the title of its list.
            if let Some(texte) = &suffixe.texte {
                commun.titre = commun.titre.map(|titre| sous_son_titre(&titre, texte));
                let en = commun.titre_en.zip(suffixe.texte_en.as_ref());
                commun.titre_en = en.map(|(titre, texte)| sous_son_titre(&titre, texte));
            }
            commun.texte = suffixe.texte.clone().or(commun.texte);
            commun.texte_en = suffixe.texte_en.clone().or(commun.texte_en);
            if !est_un_identifiant(&suffixe.id.valeur, &['-', '.']) {
                self.suffixe_mal_ecrit(&suffixe.id);
                continue;
            }
            let complet = Situe {
                valeur: format!("{}.{}", id.valeur, suffixe.id.valeur),
                debut: suffixe.id.debut,
                pointeur: suffixe.id.pointeur.clone(),
            };
            if commun.texte.is_none() && catalogue().fiche(&complet.valeur).is_none() {
                self.sans_texte(&suffixe.id);
                continue;
            }
            self.point(&complet, &commun, p, declare, au_choix.clone());
        }
    }

    /// The sentence of a list of which every point has its own.
    fn phrase_perdue(&mut self, id: &Situe<String>, texte: &str) {
        let motif = Motif::Appel {
            code: CodeDeFaute::OutOfOrder,
            trouve: texte.chars().take(60).collect(),
            fr: "Chaque point de la liste a sa phrase\u{a0}: celle-ci ne se lirait nulle part. La retirer, ou en faire un titre court, titre = \"…\".".to_owned(),
            en: "Each point of the list has its own sentence: this one would be read nowhere. Remove it, or make it a short title, titre = \"…\".".to_owned(),
        };
        self.l.faute_au(&format!("{}/texte", id.pointeur), id.debut, motif);
    }

    /// The rule that so many points of the list are due.
    fn groupe(&mut self, id: &Situe<String>, p: &Points, choisies: &Choisies) {
        let Some(regle) = self.regle(id, &p.commun) else { return };
        let attendu = Value::Range(Box::new(Range {
            min: Some(Value::count(choisies.combien, "points")),
            ..Range::default()
        }));
        for sujet in self.sujets(regle, &p.commun) {
            let Some(objets) = self.objet(sujet, &p.commun) else { continue };
            let exigence = Exigence::AuChoix(choisies.clone());
            self.juger(regle, sujet, &p.commun, objets, (exigence, Some(attendu.clone())));
        }
    }

    /// One point for each actor that has a role, owed by that actor.
    fn un_par_acteur(
        &mut self,
        id: &Situe<String>,
        p: &Points,
        role: &Situe<RoleDActeur>,
        declare: bool,
    ) {
        let acteurs: Vec<(Situe<String>, String)> = self
            .fichier
            .acteurs
            .iter()
            .filter(|(_, a)| a.roles.iter().flatten().any(|r| *r == role.valeur))
            .map(|(id, a)| (id.clone(), a.nom.clone().unwrap_or_else(|| id.valeur.clone())))
            .collect();
        if acteurs.is_empty() {
            self.sans_acteur(role);
        }
        for (acteur, nom) in acteurs {
            let mut commun = p.commun.clone();
            let titre = commun.titre.clone().or_else(|| commun.texte.clone());
            commun.titre = titre.map(|t| format!("{} ({nom})", t.trim_end_matches('.')));
            commun.titre_en = None;
            commun.du_par = Some(acteur.clone());
            let complet = Situe {
                valeur: format!("{}.{}", id.valeur, acteur.valeur),
                debut: id.debut,
                pointeur: id.pointeur.clone(),
            };
            self.point(&complet, &commun, p, declare, None);
        }
    }

    fn combien_sans_liste<T>(&mut self, combien: &Situe<T>) {
        self.l.faute_d_appel(
            combien,
            CodeDeFaute::Incomplete,
            "",
            "\"combien\" compte les points d’une liste\u{a0}: ajouter liste = [{ id = \"gratuite\", texte = \"…\" }], ou retirer \"combien\".".to_owned(),
            "\"combien\" counts the points of a list: add liste = [{ id = \"gratuite\", texte = \"…\" }], or remove \"combien\".".to_owned(),
        );
    }

    fn acteurs_ou_liste(&mut self, role: &Situe<RoleDActeur>) {
        self.l.faute_d_appel(
            role,
            CodeDeFaute::OutOfOrder,
            role.valeur.code(),
            "Un point par acteur n’a pas de liste\u{a0}: retirer \"par_acteur\" ou \"liste\"."
                .to_owned(),
            "A point for each actor has no list: remove \"par_acteur\" or \"liste\".".to_owned(),
        );
    }

    fn sans_acteur(&mut self, role: &Situe<RoleDActeur>) {
        let code = role.valeur.code();
        self.l.faute_d_appel(
            role,
            CodeDeFaute::UnknownReference,
            code,
            format!("Aucun acteur n’a le rôle \"{code}\"\u{a0}: l’ajouter aux \"roles\" de celui qui l’a, sous [acteurs]."),
            format!("No actor has the role \"{code}\": add it to the \"roles\" of the one who has it, under [acteurs]."),
        );
    }

    fn choix_a_declarer<T>(&mut self, combien: &Situe<T>) {
        self.l.faute_d_appel(
            combien,
            CodeDeFaute::WrongType,
            "",
            "Seuls des points que le dossier déclare se comptent\u{a0}: écrire reponse = \"le dossier déclare\", ou retirer \"combien\".".to_owned(),
            "Only points that the dossier declares are counted: write reponse = \"le dossier déclare\", or remove \"combien\".".to_owned(),
        );
    }

    /// A sentence where a short name is expected.
    fn suffixe_mal_ecrit(&mut self, suffixe: &Situe<String>) {
        let (ecrit, propose) = (&suffixe.valeur, identifiant(&suffixe.valeur));
        self.l.faute_d_appel(
            suffixe,
            CodeDeFaute::WrongForm,
            ecrit,
            format!("Un point de la liste a un identifiant et sa phrase\u{a0}: écrire {{ id = \"{propose}\", texte = \"{ecrit}\" }}."),
            format!("A point of the list has an id and its sentence: write {{ id = \"{propose}\", texte = \"{ecrit}\" }}."),
        );
    }

    /// A point that the catalogue does not know brings its own words.
    fn sans_texte(&mut self, suffixe: &Situe<String>) {
        let id = &suffixe.valeur;
        self.l.faute_d_appel(
            suffixe,
            CodeDeFaute::Incomplete,
            id,
            format!(
                "Le point \"{id}\" est propre à cet appel\u{a0}: l’écrire {{ id = \"{id}\", texte = \"…\" }}."
            ),
            format!("The point \"{id}\" is this call’s own: write {{ id = \"{id}\", texte = \"…\" }}."),
        );
    }

    fn point(
        &mut self,
        id: &Situe<String>,
        commun: &Commun,
        p: &Points,
        declare: bool,
        au_choix: Option<Choisies>,
    ) {
        if self.reponses.contains_key(id.valeur.as_str()) {
            self.l.doublon(id);
            return;
        }
        if !self.sous_sa_table(id, "points") {
            return;
        }
        let Some(regle) = self.regle(id, commun) else { return };
        let titre = self.sortie.regles.get(usize::from(regle)).map(|r| r.titre.clone());
        let Some(numero) = self.declarable(Declarable {
            id: CompactString::new(&id.valeur),
            titre: titre.unwrap_or_default(),
            nature: if declare { NatureDeclarable::Point } else { NatureDeclarable::Appreciation },
        }) else {
            return;
        };
        for sujet in self.sujets(regle, commun) {
            let Some(objets) = self.objet(sujet, commun) else { continue };
            let exigence = if declare {
                Exigence::Declaration(ExigenceDeclaree {
                    numero,
                    refus_en_toute_phase: p.refus_en_toute_phase == Some(true),
                    manquement: p.manquement == Some(true),
                    motif_d_exclusion: p.motif_d_exclusion == Some(true),
                    au_choix: au_choix.clone(),
                })
            } else {
                Exigence::Appreciation { numero }
            };
            self.juger(regle, sujet, commun, objets, (exigence, None));
        }
    }

    /// Adds what a document may answer; `None` when there are too many, which is said at the end.
    pub(super) fn declarable(&mut self, d: Declarable) -> Option<u16> {
        let numero = u16::try_from(self.sortie.declarables.len()).ok()?;
        self.reponses.insert(d.id.clone(), numero);
        self.sortie.declarables.push(d);
        Some(numero)
    }
}
