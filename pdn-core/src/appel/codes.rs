//! The codes that a call names, list by list: what a document's word is one of, or was meant to be.

use compact_str::CompactString;

use super::acteurs::{self, Nom, Voulu};
use super::{Appel, Bilingue, Contenu};
use crate::dossier::{Codes, Liste};
use crate::lecture::{Motif, Plie, plus_proche};

/// A code of a list, with the ways to write it and its labels.
#[derive(Debug, Clone)]
struct CodeConnu {
    code: CompactString,
    /// The code first.
    ecritures: Vec<Plie>,
}

/// The codes of every list, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodesConnus {
    listes: Vec<Vec<CodeConnu>>,
    /// How those who take part are named.
    acteurs: Vec<Nom>,
}

impl CodesConnus {
    /// The codes of a loaded call.
    pub fn de(contenu: &Contenu, engagements: &[String]) -> Self {
        let de_la_liste = |liste: &Liste| -> Vec<CodeConnu> {
            let nommes = contenu.codes.iter().filter(|(l, _)| l == liste.nom()).map(|(_, c)| c);
            let autres: Vec<&str> = match liste {
                Liste::Pieces => {
                    let autres = contenu.pieces_de_rechange.iter().map(|p| p.as_str());
                    autres.filter(|p| contenu.libelle_de(liste.nom(), p).is_none()).collect()
                }
                Liste::Engagements => engagements.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let connu = |code: &str| CodeConnu {
                code: CompactString::new(code),
                ecritures: contenu.ecritures(liste.nom(), code),
            };
            nommes.map(String::as_str).chain(autres).map(connu).collect()
        };
        let nom = |code: &String| {
            let connu = contenu.acteurs.iter().find(|acteur| acteur.id == code.as_str());
            let departement = connu.and_then(|acteur| acteur.departement.as_deref());
            Nom::de(code, departement, contenu.noms(Liste::Acteurs.nom(), code))
        };
        let acteurs = contenu.codes.iter().filter(|(l, _)| l == Liste::Acteurs.nom());
        Self {
            listes: Liste::TOUTES.iter().map(de_la_liste).collect(),
            acteurs: acteurs.map(|(_, code)| nom(code)).collect(),
        }
    }

    fn liste(&self, liste: Liste) -> &[CodeConnu] {
        self.listes.get(liste as usize).map_or(&[], Vec::as_slice)
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
        let libelle = self.libelle_de(liste, code);
        let labels = libelle.into_iter().flat_map(|l| [Some(&l.fr), l.en.as_ref()]).flatten();
        std::iter::once(code).chain(labels.map(String::as_str))
    }

    /// A code, its labels and the other ways to write it.
    fn ecritures(&self, liste: &str, code: &str) -> Vec<Plie> {
        let aussi = self.aussi.iter().filter(|(l, c, _)| l == liste && c == code);
        let toutes = self.noms(liste, code).chain(aussi.map(|(_, _, ecriture)| ecriture.as_str()));
        let mut plies: Vec<Plie> = toutes.map(Plie::de).collect();
        plies.dedup();
        plies
    }
}

impl Appel {
    /// The codes of a list, in the order of the call's file; none where it leaves the list open.
    pub(crate) fn codes_de(&self, liste: Liste) -> impl Iterator<Item = &str> {
        self.contenu().listes.liste(liste).iter().map(|c| c.code.as_str())
    }

    /// True of a code of a list.
    #[inline]
    pub(crate) fn connait(&self, liste: Liste, code: &str) -> bool {
        self.contenu().listes.liste(liste).iter().any(|c| c.code == code)
    }

    /// True of a word that is none of the codes of a list that the call writes.
    pub(crate) fn hors_liste(&self, liste: Liste, mot: &str) -> bool {
        let connus = self.contenu().listes.liste(liste);
        !connus.is_empty() && connus.iter().all(|c| c.code != mot)
    }

    /// What is wrong with a word that is not one of the codes of its list: it was meant to be one, or
    /// the list holds no other.
    pub(crate) fn mauvais_code(&self, codes: Codes, mot: &str) -> Option<Motif> {
        let connus = self.contenu().listes.liste(codes.liste);
        if connus.is_empty() || connus.iter().any(|c| c.code == mot) {
            return None;
        }
        let dit = Plie::de(mot);
        let autrement = || match codes.liste {
            Liste::Acteurs => acteurs::voulu(&self.contenu().listes.acteurs, mot),
            _ => nomme(connus, &dit, codes.ouverte),
        };
        let voulu = ecrit_autrement(connus, &dit, mot).map(Voulu::Code).or_else(autrement);
        if voulu.is_none() && codes.ouverte {
            return None;
        }
        let choix: Vec<String> = connus.iter().map(|c| c.code.to_string()).collect();
        let proche = match voulu {
            Some(Voulu::Code(code)) => Some(code.to_owned()),
            Some(Voulu::Quelconque) => None,
            None => plus_proche(mot, choix.iter().map(String::as_str)),
        };
        Some(Motif::ChoixInconnu {
            trouve: mot.chars().take(60).collect(),
            choix,
            ouverte: codes.ouverte.then_some(codes.liste),
            proche,
        })
    }
}

/// The code that a word is, or its label, but for what people write in more than one way, or but for one letter.
fn ecrit_autrement<'c>(connus: &'c [CodeConnu], dit: &Plie, mot: &str) -> Option<&'c str> {
    let mut a_une_lettre = None;
    for connu in connus {
        for ecriture in &connu.ecritures {
            if ecriture == dit {
                return Some(&connu.code);
            }
            if a_une_lettre.is_none() && ecriture.a_une_lettre_pres(dit) {
                a_une_lettre = Some(connu.code.as_str());
            }
        }
    }
    // A small word may be the start of one that is cut in two.
    let coupe = || {
        let entier: String = mot.chars().filter(|c| c.is_alphanumeric()).collect();
        let entier = Plie::de(&entier);
        let est_le_code = |c: &&CodeConnu| c.ecritures.first().is_some_and(|code| *code == entier);
        connus.iter().find(est_le_code).map(|c| c.code.as_str())
    };
    a_une_lettre.or_else(|| dit.a_de_petits_mots().then(coupe).flatten())
}

/// The code that a text names and nothing else: what stands around it is of its label, or says nothing of what it is.
/// Where the list holds no other word, a part of its label is enough.
fn nomme<'c>(connus: &'c [CodeConnu], dit: &Plie, ouverte: bool) -> Option<Voulu<'c>> {
    let sien = |connu: &CodeConnu, mot: &str| connu.ecritures.iter().any(|e| e.a_le_mot(mot));
    let nomme = |connu: &&CodeConnu| {
        let autour = |mot: &str| sien(connu, mot) || est_sans_portee(mot);
        connu.ecritures.iter().any(|nom| dit.cite(nom) && !nom.est_un_nombre())
            && dit.mots().all(autour)
    };
    let en_partie = |connu: &&CodeConnu| !ouverte && dit.mots().all(|mot| sien(connu, mot));
    let seul = |mut trouves: Vec<&'c CodeConnu>| match (trouves.pop(), trouves.is_empty()) {
        (Some(connu), true) => Some(Voulu::Code(connu.code.as_str())),
        (Some(_), false) => Some(Voulu::Quelconque),
        (None, _) => None,
    };
    seul(connus.iter().filter(nomme).collect())
        .or_else(|| seul(connus.iter().filter(en_partie).collect()))
}

/// What a person adds to the name of a document or of a diploma, and which makes no other of it.
const SANS_PORTEE: [&str; 14] = [
    "signe", "signee", "date", "datee", "joint", "jointe", "copie", "original", "scan", "pdf",
    "version", "diplome", "titre", "n",
];

fn est_sans_portee(mot: &str) -> bool {
    let seul = mot.strip_suffix('s').unwrap_or(mot);
    SANS_PORTEE.contains(&seul) || mot.bytes().all(|c| c.is_ascii_digit())
}
