//! What every reading of a document's tree does alike, whatever the object: the macros of the types
//! call these.

use compact_str::CompactString;

use super::forme::{Choix, Descripteur, Donnee, Forme};
use super::{Reponse, champs};
use crate::lecture::{Contenu, Genre, Lecteur, ListeDeCodes, Motif, Noeud, plus_proche};

/// Reads an answer: `null` is not known; `""`, `"aucun"`, `false` and `[]` say that there is none. A key
/// that comes twice (no node) says no more than a value in error.
pub(crate) fn lire_reponse<T: Donnee>(
    noeud: Option<&Noeud<'_>>,
    lecteur: &mut Lecteur<'_>,
) -> Reponse<T> {
    match noeud {
        None => Reponse::Fautive,
        Some(Noeud { contenu: Contenu::Nul, .. }) => Reponse::Inconnue,
        Some(noeud) if dit_aucun(&noeud.contenu, T::FORME) => Reponse::Aucune,
        Some(noeud) => T::lire(noeud, lecteur).map_or(Reponse::Fautive, Reponse::Donnee),
    }
}

fn dit_aucun(contenu: &Contenu<'_>, forme: Forme) -> bool {
    match (contenu, forme) {
        (Contenu::Texte(t), Forme::Choix(mots)) => {
            champs::dit_aucun(t) && mots.iter().all(|m| m.code != t.as_ref())
        }
        (Contenu::Texte(t), _) => champs::dit_aucun(t),
        (Contenu::Booleen(b), forme) => !*b && forme != Forme::Booleen,
        (Contenu::Liste(l), forme) => l.is_empty() && !matches!(forme, Forme::Liste(_)),
        _ => false,
    }
}

/// Reads an object: `champ` is given the rank of each key with what stands there, and with nothing
/// where the key comes again, for then which of the two is meant is not known. False where there is no
/// object to read.
pub(crate) fn lire_champs(
    noeud: &Noeud<'_>,
    lecteur: &mut Lecteur<'_>,
    descripteur: &Descripteur,
    document: bool,
    champ: &mut dyn FnMut(u32, Option<&Noeud<'_>>, &mut Lecteur<'_>),
) -> bool {
    let Contenu::Table(entrees) = &noeud.contenu else {
        lecteur.mauvais_type(noeud, Genre::Objet);
        return false;
    };
    let mut vues: Vec<&str> = Vec::new();
    for e in entrees {
        let cle = e.cle.as_ref();
        lecteur.dans(cle, |l| {
            let connu = descripteur.champ(cle);
            if vues.contains(&cle) {
                l.faute(e.debut, Motif::CleEnDouble { cle: cle.to_owned() });
                if let Some((rang, _)) = connu {
                    champ(rang, None, l);
                }
                return;
            }
            vues.push(cle);
            if let Some((rang, _)) = connu {
                champ(rang, Some(&e.noeud), l);
            } else if !(document && matches!(cle, "type" | "$schema")) {
                let proche = plus_proche(cle, descripteur.champs.iter().map(|c| c.nom));
                l.faute(e.debut, Motif::CleInconnue { cle: cle.to_owned(), proche });
            }
        });
    }
    true
}

/// Reads one word of a closed list.
pub(crate) fn lire_choix(
    noeud: &Noeud<'_>,
    lecteur: &mut Lecteur<'_>,
    choix: &'static [Choix],
) -> Option<&'static Choix> {
    let Contenu::Texte(t) = &noeud.contenu else {
        let connu = match &noeud.contenu {
            Contenu::Nombre(n) => choix.iter().find(|c| c.code == n.as_ref()),
            _ => None,
        };
        let ecrire = connu.map(|c| CompactString::new(format!("\"{}\"", c.code)));
        lecteur.mauvais_type_a_ecrire(noeud, Genre::Texte, ecrire);
        return None;
    };
    let lu = if lecteur.souple {
        let bas = t.trim().to_lowercase();
        choix.iter().find(|c| c.code.to_lowercase() == bas)
    } else {
        choix.iter().find(|c| c.code == t.as_ref())
    };
    if lu.is_none() {
        lecteur.faute(
            noeud.debut,
            Motif::hors_de(
                &ListeDeCodes::de(choix.iter().map(|c| (c.code, [c.fr, c.en].into_iter()))),
                t,
            ),
        );
    }
    lu
}
