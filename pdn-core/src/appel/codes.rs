//! The codes that a call names, list by list: what a document's word is one of, or was meant to be.

use super::acteurs::{self, Nom};
use super::{Appel, Bilingue, Contenu};
use crate::dossier::{Codes, Liste};
use crate::lecture::{ListeDeCodes, Motif, Plie, Voulu};

/// The codes of every list, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodesConnus {
    listes: Vec<ListeDeCodes>,
    /// The word of an answer that is none of a list's, as it is shown beside them.
    autres: Vec<ListeDeCodes>,
    /// How those who take part are named.
    acteurs: Vec<Nom>,
}

impl CodesConnus {
    /// The codes of a loaded call.
    pub fn de(contenu: &Contenu, engagements: &[String]) -> Self {
        let de_la_liste = |liste: &Liste| {
            let nommes = contenu.codes.iter().filter(|(l, _)| l == liste.nom()).map(|(_, c)| c);
            let nommes = nommes.map(String::as_str);
            let autres: Vec<&str> = match liste {
                Liste::Pieces => {
                    let autres = contenu.pieces_de_rechange.iter().map(|p| p.as_str());
                    autres.filter(|p| contenu.libelle_de(liste.nom(), p).is_none()).collect()
                }
                Liste::Engagements => engagements.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let ecritures = |code| {
                let aussi =
                    contenu.aussi.iter().filter(move |(l, c, _)| l == liste.nom() && c == code);
                let labels = contenu.noms(liste.nom(), code).skip(1);
                labels.chain(aussi.map(|(_, _, ecriture)| ecriture.as_str()))
            };
            ListeDeCodes::de(nommes.chain(autres).map(|code| (code, ecritures(code))))
        };
        let nom = |code: &String| {
            let connu = contenu.acteurs.iter().find(|acteur| acteur.id == code.as_str());
            let departement = connu.and_then(|acteur| acteur.departement.as_deref());
            Nom::de(code, departement, contenu.noms(Liste::Acteurs.nom(), code))
        };
        let acteurs = contenu.codes.iter().filter(|(l, _)| l == Liste::Acteurs.nom());
        let listes: Vec<ListeDeCodes> = Liste::TOUTES.iter().map(de_la_liste).collect();
        let autre = |(liste, codes): (&Liste, &ListeDeCodes)| {
            let autre = liste.autre().filter(|mot| !codes.est_vide() && !codes.contient(mot.code));
            ListeDeCodes::de(autre.map(|mot| (mot.code, [mot.fr, mot.en].into_iter())))
        };
        Self {
            autres: Liste::TOUTES.iter().zip(&listes).map(autre).collect(),
            listes,
            acteurs: acteurs.map(|(_, code)| nom(code)).collect(),
        }
    }

    fn liste(&self, liste: Liste) -> Option<&ListeDeCodes> {
        self.listes.get(liste as usize).filter(|codes| !codes.est_vide())
    }
}

impl Contenu {
    /// Every code that has a label: its list, the code, the label, and the other ways to write it.
    pub(crate) fn nommes(
        &self,
    ) -> impl Iterator<Item = (&str, &str, &Bilingue, impl Iterator<Item = &str>)> {
        self.codes.iter().filter_map(|(liste, code)| {
            let aussi = self.aussi.iter().filter(move |(l, c, _)| l == liste && c == code);
            let aussi = aussi.map(|(_, _, ecriture)| ecriture.as_str());
            Some((liste.as_str(), code.as_str(), self.libelle_de(liste, code)?, aussi))
        })
    }

    /// A code and its labels.
    fn noms<'c>(&'c self, liste: &str, code: &'c str) -> impl Iterator<Item = &'c str> + Clone {
        let libelle = if liste == Liste::Engagements.nom() {
            self.nom_d_un_engagement(code)
        } else {
            self.libelle_de(liste, code)
        };
        let labels = libelle.into_iter().flat_map(Bilingue::textes);
        std::iter::once(code).chain(labels)
    }

    /// What a commitment that a breach can name is called: a rule, or one kind of breach of it.
    pub(crate) fn nom_d_un_engagement(&self, id: &str) -> Option<&Bilingue> {
        if let Some(regle) = self.regles.iter().find(|r| r.id == id) {
            return Some(&regle.titre);
        }
        let (regle, nature) = id.rsplit_once('.')?;
        let regle = self.regles.iter().find(|r| r.id == regle)?;
        regle.natures.iter().find(|(n, _)| n == nature).map(|(_, libelle)| libelle)
    }
}

impl Appel {
    /// The codes of a list, in the order of the call's file; none where it leaves the list open.
    pub(crate) fn codes_de(&self, liste: Liste) -> impl Iterator<Item = &str> {
        self.contenu().listes.liste(liste).into_iter().flat_map(ListeDeCodes::codes)
    }

    /// True of a code of a list.
    #[inline]
    pub(crate) fn connait(&self, liste: Liste, code: &str) -> bool {
        self.contenu().listes.liste(liste).is_some_and(|codes| codes.contient(code))
    }

    /// True of a word that is none of the codes of a list that the call writes.
    pub(crate) fn hors_liste(&self, liste: Liste, mot: &str) -> bool {
        self.contenu().listes.liste(liste).is_some_and(|codes| !codes.contient(mot))
    }

    /// What is wrong with a word that is not one of the codes of its list: it was meant to be one, or
    /// the list holds no other.
    pub(crate) fn mauvais_code(&self, codes: Codes, mot: &str) -> Option<Motif> {
        let connues = &self.contenu().listes;
        let connus = connues.liste(codes.liste).filter(|connus| !connus.contient(mot))?;
        let autre = connues.autres.get(codes.liste as usize).filter(|autre| !autre.est_vide());
        if autre.is_some_and(|autre| autre.contient(mot)) {
            return None;
        }
        let voulu = match codes.liste {
            Liste::Acteurs => connus
                .ecrit_autrement(mot, &Plie::de(mot))
                .or_else(|| acteurs::voulu(&connues.acteurs, mot)),
            _ => autre
                .and_then(|autre| autre.ecrit(&Plie::de(mot)))
                .or_else(|| connus.voulu(mot, codes.ouverte)),
        };
        if voulu.is_none() && codes.ouverte {
            return None;
        }
        let proche = match voulu {
            Some(Voulu::Code(code)) => Some(code),
            Some(Voulu::Quelconque | Voulu::Plusieurs) => None,
            None => connus.plus_proche(mot),
        };
        let choix = connus.codes().chain(autre.into_iter().flat_map(ListeDeCodes::codes));
        Some(Motif::ChoixInconnu {
            trouve: mot.chars().take(60).collect(),
            choix: choix.map(str::to_owned).collect(),
            ouverte: codes.ouverte.then_some(codes.liste),
            proche: proche.map(str::to_owned),
            plusieurs: voulu == Some(Voulu::Plusieurs),
        })
    }
}
