//! Where a finding is, in words: the objects that an instance or a pointer goes through.

use super::nombres::{self, Liaison};
use super::{Lexique, sur_une_ligne};
use crate::values::Langue;

/// Writes an instance in words, without a capital: `formation F1, session 2`.
pub(super) fn ecrire_instance(out: &mut String, instance: &str, lex: Lexique<'_>) {
    let morceaux = instance.split(';').filter(|m| se_montre(m, lex));
    for (rang, morceau) in morceaux.enumerate() {
        if rang > 0 {
            out.push_str(", ");
        }
        let (cle, valeur) = morceau.split_once('=').unwrap_or((morceau, ""));
        let liste = match cle {
            "financeur" | "destinataire" | "acteur" => "acteurs",
            "piece" => "pieces",
            "departement" => "departements",
            "thematique" => "thematiques",
            "module" => "modules",
            "phase" => "phases",
            "element" => "instances",
            autre => autre,
        };
        if let Some(libelle) = lex.libelle(liste, valeur) {
            out.push_str(&libelle);
            continue;
        }
        if liste == "acteurs" {
            sur_une_ligne(out, valeur);
            continue;
        }
        if cle == "comptes" {
            out.push_str(lex.dit("comptes ", "accounts "));
            out.push_str(&valeur.replace('-', nombres::mot_de_liaison(Liaison::Et, lex.langue)));
            continue;
        }
        // What is no key is a part of a name that holds the separator.
        sur_une_ligne(out, nom_de_l_objet(cle, lex.langue).unwrap_or(cle));
        if !valeur.is_empty() {
            out.push(' ');
            sur_une_ligne(out, valeur);
        }
    }
}

/// True of a part of an instance that people read: one of several entries of a rule only where the
/// call has a label for it.
pub(super) fn se_montre(morceau: &str, lex: Lexique<'_>) -> bool {
    match morceau.strip_prefix("element=") {
        Some(nom) => lex.libelle("instances", nom).is_some(),
        None => true,
    }
}

/// What one object is called, by its name in instances or by the name of its list.
pub(crate) fn nom_de_l_objet(cle: &str, langue: Langue) -> Option<&'static str> {
    let (fr, en) = match cle {
        "annee" | "annees" => ("année", "year"),
        "base" | "bases" => ("assiette", "base"),
        "budget" | "budgets" => ("budget", "budget"),
        "charge" | "charges" => ("charge", "expense"),
        "creneau" | "creneaux" => ("créneau", "slot"),
        "departement" | "departements" => ("département", "département"),
        "envoi" | "envois" => ("envoi", "sending"),
        "financement" | "financements" => ("financement", "grant"),
        "financement-complementaire" | "financements_complementaires" => {
            ("financement complémentaire", "additional grant")
        }
        "formation" | "formations" => ("formation", "training"),
        "formation-civique" | "formations_civiques" => ("formation civique", "civic training"),
        "intervenant" | "intervenants" => ("intervenant", "speaker"),
        "manquement" | "manquements" => ("manquement", "breach"),
        "modification" | "modifications" => ("modification", "change"),
        "module" => ("module", "module"),
        "partenaire" | "partenaires" => ("structure associée", "partner organisation"),
        "participant" | "participants" => ("participant", "participant"),
        "partie" | "parties" => ("partie", "part"),
        "permanence" | "permanences" => ("permanence", "announced slot"),
        "phase" | "phases" => ("phase", "phase"),
        "piece" | "pieces" => ("pièce", "document"),
        "produit" | "produits" => ("produit", "income"),
        "promeneur" | "annuaire" => ("promeneur", "promeneur"),
        "rencontre" | "rencontres" => ("rencontre", "meeting"),
        "session" | "sessions" => ("session", "session"),
        "thematique" => ("thématique", "theme"),
        "candidature" | "candidatures" => ("candidature", "application"),
        _ => return None,
    };
    Some(langue.choisir(fr, en))
}

/// The objects that a pointer goes through, in words: `formation 1, session 2`.
pub(super) fn rangs_du_pointeur(pointeur: &str, lex: Lexique<'_>) -> String {
    let mut out = String::new();
    let mut precedent = "";
    for segment in pointeur.split('/').skip(1) {
        if let Some(rang) = segment.parse::<u32>().ok().and_then(|r| r.checked_add(1)) {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push_str(nom_de_l_objet(precedent, lex.langue).unwrap_or(lex.dit("ligne", "line")));
            out.push(' ');
            nombres::entier(&mut out, rang, lex.langue);
        }
        precedent = segment;
    }
    out
}
