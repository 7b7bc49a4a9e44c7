//! The reader: walks a tree into a type, and keeps every fault with its place.

use compact_str::CompactString;

use super::{Contenu, Faute, Genre, Motif, Noeud, Positions, est_abime, est_perdu, reparer};

/// Reads a tree of a text. `souple` takes the forms that people type (the TOML of a call);
/// otherwise only the contract's forms are taken (documents).
pub(crate) struct Lecteur<'t> {
    positions: Positions<'t>,
    pub souple: bool,
    chemin: Vec<String>,
    pub fautes: Vec<Faute>,
}

impl<'t> Lecteur<'t> {
    pub fn nouveau(texte: &'t str, souple: bool) -> Self {
        Self {
            positions: Positions::nouvelles(texte),
            souple,
            chemin: Vec::new(),
            fautes: Vec::new(),
        }
    }

    /// JSON Pointer to where the reader stands.
    pub fn pointeur(&self) -> String {
        self.chemin.iter().fold(String::new(), |mut p, pas| {
            p.push('/');
            p.push_str(&pas.replace('~', "~0").replace('/', "~1"));
            p
        })
    }

    /// Reads one step further down.
    pub fn dans<T>(&mut self, pas: impl Into<String>, lire: impl FnOnce(&mut Self) -> T) -> T {
        self.chemin.push(pas.into());
        let lu = lire(self);
        self.chemin.pop();
        lu
    }

    /// Records a fault at a byte of the text.
    pub fn faute(&mut self, octet: usize, motif: Motif) {
        let pointeur = self.pointeur();
        self.faute_au(&pointeur, octet, motif);
    }

    /// Records a fault of a value read before, at its own pointer.
    pub fn faute_au(&mut self, pointeur: &str, octet: usize, motif: Motif) {
        let position = self.positions.de(octet);
        self.fautes.push(Faute::nouvelle(motif, pointeur.to_owned()).au(position));
    }

    /// Records that a node is of another kind than expected.
    pub fn mauvais_type(&mut self, noeud: &Noeud<'_>, attendu: Genre) {
        let ecrire = match (&noeud.contenu, attendu) {
            // The TOML of a call has its own advice.
            _ if self.souple => None,
            (Contenu::Nombre(n), Genre::Texte) => Some(CompactString::new(format!("\"{n}\""))),
            (Contenu::Texte(t), Genre::Booleen) => match t.trim().to_lowercase().as_str() {
                "oui" | "vrai" | "true" => Some(CompactString::const_new("true")),
                "non" | "faux" | "false" => Some(CompactString::const_new("false")),
                _ => None,
            },
            _ => None,
        };
        self.mauvais_type_a_ecrire(noeud, attendu, ecrire);
    }

    /// The same, with what to write, as documents write it.
    pub fn mauvais_type_a_ecrire(
        &mut self,
        noeud: &Noeud<'_>,
        attendu: Genre,
        ecrire: Option<CompactString>,
    ) {
        let (trouve, extrait) = match &noeud.contenu {
            Contenu::Nul => (Genre::Nul, CompactString::default()),
            Contenu::Booleen(b) => (Genre::Booleen, CompactString::new(b.to_string())),
            Contenu::Nombre(n) => (Genre::Nombre, couper(n)),
            Contenu::Texte(t) => (Genre::Texte, couper(&format!("\"{t}\""))),
            Contenu::Date(d) => (Genre::Date, CompactString::new(d)),
            Contenu::Liste(_) => (Genre::Liste, CompactString::default()),
            Contenu::Table(_) => (Genre::Objet, CompactString::default()),
        };
        self.faute(noeud.debut, Motif::MauvaisType { attendu, trouve, extrait, ecrire });
    }

    /// True of a free text that says what it was meant to; a text that was decoded wrongly is recorded.
    pub fn texte_sain(&mut self, debut: usize, texte: &str) -> bool {
        if !est_abime(texte) {
            return true;
        }
        let ecrire = reparer(texte).filter(|t| !t.contains(est_perdu));
        let trouve = couper(texte).into();
        self.faute(debut, Motif::TexteAbime { trouve, ecrire });
        false
    }
}

/// At most forty characters of a text, for a sentence.
fn couper(texte: &str) -> CompactString {
    if texte.chars().count() <= 40 {
        CompactString::new(texte)
    } else {
        let debut: String = texte.chars().take(39).collect();
        CompactString::new(format!("{debut}…"))
    }
}
