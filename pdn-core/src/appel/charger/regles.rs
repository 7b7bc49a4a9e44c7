//! What a call and the catalogue say of a rule, whatever its kind: words, citations, severity, phase,
//! documents, and who owes it.

use super::super::catalogue::{Fiche, catalogue};
use super::super::format::{Commun, Gravite};
use super::super::regle::{Bilingue, Citation, Regle, Reprise};
use super::super::tableau::Situe;
use super::{Compilation, est_un_identifiant, identifiant};
use crate::dossier::TypeDeDocument;
use crate::lecture::{CodeDeFaute, Motif, plus_proche};

/// Those who may owe something, beside the actors that a call names.
const PARTIES: &[&str] =
    &["candidat", "structure", "promeneur", "coordinateur", "caf", "comite-de-pilotage"];

impl Compilation<'_, '_, '_> {
    /// The rule of an entry: its own words, or those of the catalogue.
    pub(super) fn regle(&mut self, id: &Situe<String>, commun: &Commun) -> Option<u16> {
        let connue = catalogue().fiche(&id.valeur);
        let citations = self.source(commun.source.as_deref(), id);
        if connue.is_none() {
            self.regle_propre(id, commun);
        }
        let mut sujets = self.documents(commun.sujet.as_deref());
        if sujets.is_empty() {
            sujets = connue.map(Fiche::documents).unwrap_or_default();
        }
        // What the catalogue knows to be about the call itself examines no document.
        if sujets.is_empty() && connue.is_none() {
            sujets.push(TypeDeDocument::Candidature);
        }
        let exigence = commun.texte.clone().map(|fr| Bilingue { fr, en: commun.texte_en.clone() });
        let titre = commun.titre.clone().map(|fr| Bilingue { fr, en: commun.titre_en.clone() });
        let du_par = self
            .du_par(commun.du_par.as_ref())
            .unwrap_or_else(|| du_par_defaut(sujets.first().copied()).to_owned());
        let regle = Regle {
            id: id.valeur.clone(),
            nature: connue.map_or_else(|| "obligation".to_owned(), |c| c.nature.clone()),
            gravite: commun
                .gravite
                .or_else(|| connue.map(|c| c.gravite))
                .unwrap_or(Gravite::ACorriger),
            // Words of the call's own say nothing of the phase that the known ones have.
            phase: commun
                .phase
                .or_else(|| connue.filter(|_| commun.texte.is_none()).and_then(|c| c.phase)),
            du_par,
            sujets,
            citations,
            lecture: commun
                .lecture
                .clone()
                .map(|fr| Bilingue { fr, en: commun.lecture_en.clone() }),
            titre: titre
                .or_else(|| connue.map(|c| c.titre.clone()))
                .or_else(|| exigence.as_ref().map(sans_point))
                .unwrap_or_default(),
            exigence: exigence.or_else(|| connue.map(|c| c.exigence.clone())).unwrap_or_default(),
            remede: connue.and_then(|c| c.remede.clone()),
            parametres: Vec::new(),
            natures: connue.map(|c| c.natures.clone()).unwrap_or_default(),
            pointeur: id.pointeur.clone(),
            reprise: connue.map_or_else(Reprise::default, |c| Reprise {
                gravite: commun.gravite.is_none(),
                phase: commun.phase.is_none() && commun.texte.is_none() && c.phase.is_some(),
                sujets: commun.sujet.is_none(),
                phrase: commun.texte.is_none() || commun.titre.is_none(),
            }),
        };
        // Several instances of one rule share what the text says of it, each with its own places.
        if let Some(rang) = self.rangs.get(&regle.id).copied() {
            self.instance_discordante(id, commun, rang);
            if let Some(deja) = self.sortie.regles.get_mut(usize::from(rang)) {
                for sujet in regle.sujets {
                    if !deja.sujets.contains(&sujet) {
                        deja.sujets.push(sujet);
                    }
                }
                for citation in regle.citations {
                    if !deja.citations.contains(&citation) {
                        deja.citations.push(citation);
                    }
                }
            }
            return Some(rang);
        }
        let rang = u16::try_from(self.sortie.regles.len()).ok()?;
        self.rangs.insert(regle.id.clone(), rang);
        self.sortie.regles.push(regle);
        Some(rang)
    }

    /// Whether an id is written under a table of its own: the sentence of one that the catalogue knows says what that
    /// table can ask, and nothing of what another does.
    pub(super) fn sous_sa_table(&mut self, id: &Situe<String>, table: &str) -> bool {
        let Some(connue) = catalogue().fiche(&id.valeur) else { return true };
        if connue.tables.iter().any(|t| t == table) {
            return true;
        }
        let tables: Vec<String> = connue.tables.iter().map(|t| format!("[{t}]")).collect();
        let (id_ecrit, fr, en) = (&id.valeur, tables.join(" ou "), tables.join(" or "));
        self.l.faute_d_appel(
            id,
            CodeDeFaute::OutOfOrder,
            id_ecrit,
            format!(
                "La règle \"{id_ecrit}\" est connue du programme, et s’écrit sous {fr}\u{a0}: l’y écrire, ou choisir un autre identifiant."
            ),
            format!(
                "The rule \"{id_ecrit}\" is known to the engine, and is written under {en}: write it there, or choose another id."
            ),
        );
        false
    }

    /// What a later instance says otherwise than the first, where the rule can only say one thing.
    fn instance_discordante(&mut self, id: &Situe<String>, commun: &Commun, rang: u16) {
        let Some(deja) = self.sortie.regles.get(usize::from(rang)) else { return };
        let dit = |texte: &Option<String>, deja: Option<&Bilingue>| {
            texte.as_ref().is_some_and(|t| deja.is_none_or(|d| d.fr != *t))
        };
        let autrement = [
            ("gravite", commun.gravite.is_some_and(|g| g != deja.gravite)),
            ("phase", commun.phase.is_some() && commun.phase != deja.phase),
            ("texte", dit(&commun.texte, Some(&deja.exigence))),
            ("titre", dit(&commun.titre, Some(&deja.titre))),
            ("lecture", dit(&commun.lecture, deja.lecture.as_ref())),
        ];
        for (cle, _) in autrement.into_iter().filter(|(_, autrement)| *autrement) {
            let motif = Motif::Appel {
                code: CodeDeFaute::OutOfOrder,
                trouve: cle.to_owned(),
                fr: format!(
                    "\"{cle}\" vaut pour toute la règle \"{}\"\u{a0}: ne l’écrire que sur la première de ses entrées, ou donner à celle-ci un autre identifiant.",
                    id.valeur
                ),
                en: format!(
                    "\"{cle}\" holds for the whole rule \"{}\": write it on the first of its entries only, or give this one another id.",
                    id.valeur
                ),
            };
            self.l.faute_au(&format!("{}/{cle}", id.pointeur), id.debut, motif);
        }
    }

    /// A rule that the catalogue does not know brings its own words, under an id written as ids are.
    fn regle_propre(&mut self, id: &Situe<String>, commun: &Commun) {
        if !est_un_identifiant(&id.valeur, &['-', '.']) {
            let propose = identifiant(&id.valeur);
            self.l.faute_d_appel(
                id,
                CodeDeFaute::WrongForm,
                &id.valeur,
                format!("L’identifiant d’une règle s’écrit en minuscules, chiffres, points et tirets\u{a0}: écrire \"{propose}\"."),
                format!("The id of a rule has lower-case letters, digits, points and hyphens: write \"{propose}\"."),
            );
            return;
        }
        // Its instances share the words of the first.
        if commun.texte.is_some() || self.rangs.contains_key(&id.valeur) {
            return;
        }
        let deja = format!("{}/texte", id.pointeur);
        if self.l.fautes.iter().any(|f| f.pointeur == deja) {
            return;
        }
        // Ids share their first word: only one that is nearly the same was meant.
        let proche = plus_proche(&id.valeur, catalogue().fiches.iter().map(|f| f.id.as_str()))
            .filter(|p| strsim::normalized_damerau_levenshtein(p, &id.valeur) > 0.75);
        let (fr, en) = proche.map_or_else(
            || (String::new(), String::new()),
            |p| {
                (
                    format!(" Ou écrire \"{p}\" si c’est cette règle."),
                    format!(" Or write \"{p}\" if that rule is meant."),
                )
            },
        );
        self.l.faute_d_appel(
            id,
            CodeDeFaute::Incomplete,
            &id.valeur,
            format!(
                "La règle \"{}\" est propre à cet appel\u{a0}: ajouter texte = \"…\" qui dit ce qui est exigé.{fr}",
                id.valeur
            ),
            format!(
                "The rule \"{}\" is this call’s own: add texte = \"…\" saying what is required.{en}",
                id.valeur
            ),
        );
    }

    /// The citations of an entry, which must have one where the call declares its texts.
    pub(super) fn source(
        &mut self,
        source: Option<&[Situe<String>]>,
        id: &Situe<String>,
    ) -> Vec<Citation> {
        if source.unwrap_or_default().is_empty() && !self.fichier.textes.is_empty() {
            let nom = self.fichier.textes.first().map_or("TEXTE", |(n, _)| n.valeur.as_str());
            let ecrire = format!("source = [\"{nom} §1\"]");
            self.l.manque(&id.pointeur, id.debut, "source", &ecrire);
        }
        self.verifier_les_textes(source);
        self.citations(source)
    }

    /// The texts of citations must be declared.
    pub(super) fn verifier_les_textes(&mut self, source: Option<&[Situe<String>]>) {
        for s in source.unwrap_or_default() {
            let (document, _) = document_et_place(&s.valeur);
            if !self.est_un_texte(document) {
                self.texte_inconnu(s, document);
            }
        }
    }

    /// Citations, of texts that the call declares.
    pub(super) fn citations(&self, source: Option<&[Situe<String>]>) -> Vec<Citation> {
        let citees = source.unwrap_or_default().iter().map(|s| document_et_place(&s.valeur));
        citees
            .filter(|(document, _)| self.est_un_texte(document))
            .map(|(document, place)| Citation {
                document: document.to_owned(),
                place: place.trim().to_owned(),
            })
            .collect()
    }

    fn est_un_texte(&self, document: &str) -> bool {
        self.fichier.textes.iter().any(|(nom, _)| nom.valeur == document)
    }

    fn texte_inconnu(&mut self, s: &Situe<String>, document: &str) {
        let noms: Vec<&str> = self.fichier.textes.iter().map(|(n, _)| n.valeur.as_str()).collect();
        let (fr, en) = match noms.first() {
            None => (
                format!("Ajouter {document} = \"titre du texte\" sous [textes]."),
                format!("Add {document} = \"title of the text\" under [textes]."),
            ),
            Some(premier) => {
                let propose = plus_proche(document, noms.iter().copied());
                let propose = propose.as_deref().unwrap_or(premier);
                (
                    format!(
                        "Le premier mot d’une source est l’un de ceux de [textes] ({})\u{a0}: écrire par exemple \"{propose} §1\".",
                        noms.join(", ")
                    ),
                    format!(
                        "The first word of a source is one of [textes] ({}): write for example \"{propose} §1\".",
                        noms.join(", ")
                    ),
                )
            }
        };
        self.l.faute_d_appel(
            s,
            CodeDeFaute::UnknownReference,
            document,
            format!("\"{document}\" n’est pas un texte déclaré. {fr}"),
            format!("\"{document}\" is no declared text. {en}"),
        );
    }

    /// The types of documents that an entry names.
    pub(super) fn documents(&mut self, noms: Option<&[Situe<String>]>) -> Vec<TypeDeDocument> {
        let mut documents = Vec::new();
        for nom in noms.unwrap_or_default() {
            match TypeDeDocument::du_code(&nom.valeur) {
                Some(t) => documents.push(t),
                None => self.l.inconnu(nom, TypeDeDocument::TOUS.iter().map(|t| t.code())),
            }
        }
        documents
    }

    /// The documents of an entry: what it says, or what its rule examines.
    pub(super) fn sujets(&self, regle: u16, commun: &Commun) -> Vec<TypeDeDocument> {
        let dits: Vec<TypeDeDocument> = commun
            .sujet
            .iter()
            .flatten()
            .filter_map(|s| TypeDeDocument::du_code(&s.valeur))
            .collect();
        if dits.is_empty() {
            self.sortie.regles.get(usize::from(regle)).map(|r| r.sujets.clone()).unwrap_or_default()
        } else {
            dits
        }
    }

    /// Who owes it: one of the parties, or an actor of the call.
    pub(super) fn du_par(&mut self, qui: Option<&Situe<String>>) -> Option<String> {
        let qui = qui?;
        let acteurs: Vec<String> = self.sortie.acteurs.iter().map(|a| a.id.to_string()).collect();
        let mut connus = PARTIES.iter().copied().chain(acteurs.iter().map(String::as_str));
        if connus.clone().any(|c| c == qui.valeur) {
            return Some(qui.valeur.clone());
        }
        self.l.inconnu(qui, &mut connus);
        None
    }
}

/// The text and the place of a citation: `CAHIER §3`.
fn document_et_place(source: &str) -> (&str, &str) {
    source.split_once(char::is_whitespace).unwrap_or((source, ""))
}

/// A sentence as a title: without its full stop.
fn sans_point(phrase: &Bilingue) -> Bilingue {
    let net = |t: &str| t.trim_end().trim_end_matches('.').to_owned();
    Bilingue { fr: net(&phrase.fr), en: phrase.en.as_deref().map(net) }
}

/// Who owes what a rule asks, unless the call says otherwise.
pub(super) fn du_par_defaut(sujet: Option<TypeDeDocument>) -> &'static str {
    match sujet {
        Some(TypeDeDocument::Structure) => "structure",
        Some(TypeDeDocument::Promeneur | TypeDeDocument::Profil) => "promeneur",
        _ => "candidat",
    }
}
