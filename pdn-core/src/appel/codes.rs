//! The codes that a call names, list by list: what a document's word is one of, or was meant to be.

use compact_str::CompactString;

use super::acteurs::{self, Nom, Voulu};
use super::{ActeurConnu, Appel, Contenu};
use crate::dossier::{Codes, Liste};
use crate::lecture::{Motif, Plie, mots, plier, plier_au_singulier, plus_proche};

/// A code of a list, with the ways to write it and its labels, folded.
#[derive(Debug, Clone)]
struct CodeConnu {
    code: CompactString,
    ecritures: Vec<Plie>,
    /// The code and its labels in the singular, folded.
    singuliers: Vec<CompactString>,
    /// The words of the code, folded.
    mots: Vec<CompactString>,
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
                Liste::Pieces => contenu.pieces_de_rechange.iter().map(|p| p.as_str()).collect(),
                Liste::Engagements => engagements.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let connu = |code: &str| CodeConnu {
                code: CompactString::new(code),
                ecritures: contenu.ecritures(liste.nom(), code),
                singuliers: contenu.noms(liste.nom(), code).map(plier_au_singulier).collect(),
                mots: mots(code),
            };
            nommes.map(String::as_str).chain(autres).map(connu).collect()
        };
        let nom =
            |acteur: &ActeurConnu| Nom::de(acteur, contenu.noms(Liste::Acteurs.nom(), &acteur.id));
        Self {
            listes: Liste::TOUTES.iter().map(de_la_liste).collect(),
            acteurs: contenu.acteurs.iter().map(nom).collect(),
        }
    }

    fn liste(&self, liste: Liste) -> &[CodeConnu] {
        self.listes.get(liste as usize).map_or(&[], Vec::as_slice)
    }
}

impl Contenu {
    /// A code and its labels.
    fn noms<'c>(&'c self, liste: &str, code: &'c str) -> impl Iterator<Item = &'c str> + Clone {
        let libelle = self.libelle_de(liste, code);
        let labels = libelle.into_iter().flat_map(|l| [Some(&l.fr), l.en.as_ref()]).flatten();
        std::iter::once(code).chain(labels.map(String::as_str))
    }

    /// A code and its labels, folded.
    fn ecritures(&self, liste: &str, code: &str) -> Vec<Plie> {
        let mut plies: Vec<CompactString> = self.noms(liste, code).map(plier).collect();
        let aussi = self.aussi.iter().filter(|(l, c, _)| l == liste && c == code);
        plies.extend(aussi.map(|(_, _, ecriture)| plier(ecriture)));
        plies.dedup();
        plies.into_iter().map(Plie::from).collect()
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
        let acteur = || match codes.liste {
            Liste::Acteurs => acteurs::voulu(&self.contenu().listes.acteurs, mot),
            _ => None,
        };
        let voulu = voulu(connus, mot).map(Voulu::Code).or_else(acteur);
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
            ouverte: codes.ouverte,
            proche,
        })
    }
}

/// The code that a word was meant to be: it is the code, or its label, but for what people write in
/// more than one way, or but for one letter; or it names the code or its label among other words.
fn voulu<'c>(connus: &'c [CodeConnu], mot: &str) -> Option<&'c str> {
    let plie = Plie::from(plier(mot));
    let (mut a_une_lettre, mut cite_parmi_d_autres) = (None, None);
    for connu in connus {
        for ecriture in &connu.ecritures {
            if ecriture == &plie {
                return Some(&connu.code);
            }
            if a_une_lettre.is_none() && ecriture.a_une_lettre_pres(&plie) {
                a_une_lettre = Some(connu.code.as_str());
            }
            if cite_parmi_d_autres.is_none() && cite(&plie, ecriture) {
                cite_parmi_d_autres = Some(connu.code.as_str());
            }
        }
    }
    let au_singulier = || {
        let singulier = plier_au_singulier(mot);
        connus.iter().find(|c| c.singuliers.contains(&singulier)).map(|c| c.code.as_str())
    };
    let en_mots = || {
        let dits = mots(mot);
        connus.iter().find(|c| cite_en_mots(&dits, &c.mots)).map(|c| c.code.as_str())
    };
    // A small word may be the start of one that is cut in two.
    let coupe = || {
        let entier: String = mot.chars().filter(|c| c.is_alphanumeric()).collect();
        let entier = plier(&entier);
        connus.iter().find(|c| c.mots.concat() == entier).map(|c| c.code.as_str())
    };
    a_une_lettre.or_else(au_singulier).or(cite_parmi_d_autres).or_else(en_mots).or_else(coupe)
}

/// True of words that hold those of a code: where they start with it, or where it is long enough to be no chance.
fn cite_en_mots(dits: &[CompactString], code: &[CompactString]) -> bool {
    let lettres: usize = code.iter().map(|mot| mot.chars().count()).sum();
    let sans_lettre = code.concat().bytes().all(|c| c.is_ascii_digit());
    if sans_lettre || lettres < 2 {
        return false;
    }
    dits.starts_with(code) || (lettres > 5 && dits.windows(code.len()).any(|ici| ici == code))
}

/// True of a folded text that names another one, long enough to be no chance.
fn cite(texte: &Plie, nom: &Plie) -> bool {
    let numerote = nom.as_str().ends_with(|c: char| c.is_ascii_digit());
    let assez = if numerote { 4 } else { 8 };
    if !(assez..=texte.longueur()).contains(&nom.longueur()) {
        return false;
    }
    // Names are short: to look for one costs less than to prepare the search.
    let (texte, nom) = (texte.as_str().as_bytes(), nom.as_str().as_bytes());
    let ici = |ici: &[u8]| ici.first() == nom.first() && ici == nom;
    let Some(debut) = texte.windows(nom.len()).position(ici) else { return false };
    let suivant = texte.get(debut.saturating_add(nom.len()));
    !numerote || !suivant.is_some_and(u8::is_ascii_digit)
}
