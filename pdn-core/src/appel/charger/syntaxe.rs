//! What a person types that TOML does not take: set right where the meaning is plain, so that one
//! slip hides nothing else, and said in words that tell what to write.

use std::collections::BTreeSet;

use super::super::format::{Commun, TABLES};
use super::messages::traduire;
use crate::lecture::{CodeDeFaute, Faute, Motif, Noeud, lire_toml};

/// A file whose slips are set right, with what was wrong.
pub(super) struct Redresse {
    /// The text that is read: every line is where it was.
    pub texte: String,
    /// The faults, at a byte of that text.
    fautes: Vec<(usize, Motif)>,
    /// The lines where what is read is not surely what was meant: nothing more is said of them.
    douteuses: BTreeSet<u32>,
    /// Where texts that are not closed begin, within brackets: what follows each in its table was read askew.
    non_fermes: Vec<usize>,
}

/// One opening bracket that is not closed yet.
struct Ouvert {
    signe: char,
    place: usize,
}

/// Goes through the text once, character by character.
struct Redresseur<'t> {
    reste: &'t str,
    sorti: String,
    fautes: Vec<(usize, Motif)>,
    douteux: Vec<usize>,
    non_fermes: Vec<usize>,
    ouverts: Vec<Ouvert>,
    /// Where the last thing that counts ends: a bracket is closed there.
    fin_utile: usize,
    /// A value of a list or of an inline table has just ended.
    valeur_finie: bool,
}

/// Sets right what can be.
pub(super) fn redresser(texte: &str) -> Redresse {
    let mut r = Redresseur {
        reste: texte,
        sorti: String::with_capacity(texte.len()),
        fautes: Vec::new(),
        douteux: Vec::new(),
        non_fermes: Vec::new(),
        ouverts: Vec::new(),
        fin_utile: 0,
        valeur_finie: false,
    };
    while !r.reste.is_empty() {
        r.ligne();
    }
    r.fermer_tout();
    r.douteux.sort_unstable();
    r.fautes.sort_by_key(|(octet, _)| *octet);
    let mut places = Places::de(&r.sorti);
    let douteuses = r.douteux.iter().map(|octet| places.de_l_octet(*octet).0).collect();
    Redresse { fautes: r.fautes, douteuses, non_fermes: r.non_fermes, texte: r.sorti }
}

/// Finds lines and columns, from 1, of bytes that come in order: the text is gone through once.
struct Places<'t> {
    reste: std::str::CharIndices<'t>,
    place: (u32, u32),
}

impl<'t> Places<'t> {
    fn de(texte: &'t str) -> Self {
        Self { reste: texte.char_indices(), place: (1, 1) }
    }

    fn de_l_octet(&mut self, octet: usize) -> (u32, u32) {
        while self.reste.offset() < octet
            && let Some((_, c)) = self.reste.next()
        {
            let (ligne, colonne) = self.place;
            self.place = match c {
                '\n' => (ligne.saturating_add(1), 1),
                _ => (ligne, colonne.saturating_add(1)),
            };
        }
        self.place
    }
}

impl Redresse {
    /// Reads the text into a tree, with the faults of syntax: one a line.
    pub fn lire(&self) -> (Noeud<'_>, Vec<Faute>, BTreeSet<u32>) {
        let (noeud, du_toml) = lire_toml(&self.texte);
        let mut douteuses = self.douteuses.clone();
        let mut places = Places::de(&self.texte);
        let mut fautes: Vec<Faute> = self
            .fautes
            .iter()
            .map(|(octet, motif)| Faute {
                position: Some(places.de_l_octet(*octet)),
                ..Faute::nouvelle(motif.clone(), String::new())
            })
            .collect();
        let dites: BTreeSet<u32> = fautes.iter().filter_map(Faute::line).collect();
        let lignes: Vec<&str> = self.texte.split('\n').collect();
        // A table that is opened twice repeats its keys too: that is one fault.
        let mut double_jusqu_a = 0;
        let mut dans_l_ordre = du_toml;
        dans_l_ordre.sort_by_key(|f| f.position);
        for faute in dans_l_ordre {
            let (ligne, colonne) = faute.position.unwrap_or((1, 1));
            let Motif::Syntaxe(message) = &faute.motif else { continue };
            if message == "duplicate key" && ligne <= double_jusqu_a {
                douteuses.insert(ligne);
                continue;
            }
            let texte = usize::try_from(ligne)
                .ok()
                .and_then(|l| lignes.get(l.saturating_sub(1)))
                .copied()
                .unwrap_or_default();
            if message == "duplicate key" && texte.trim_start().starts_with('[') {
                double_jusqu_a = fin_du_tableau(&lignes, ligne);
            }
            let premiere = douteuses.insert(ligne);
            if dites.contains(&ligne) || !premiere {
                continue;
            }
            let (fr, en) = traduire(message, texte, colonne);
            let code = match message.as_str() {
                "duplicate key" => CodeDeFaute::DuplicateKey,
                _ => CodeDeFaute::Syntax,
            };
            let motif = Motif::Appel { code, trouve: String::new(), fr, en };
            fautes.push(Faute { motif, ..faute });
        }
        self.sans_les_suites(&lignes, &mut fautes, &mut douteuses);
        (noeud, fautes, douteuses)
    }
}

impl Redresse {
    /// One quote that is forgotten is one fault: what else its table seems to lack comes of it.
    fn sans_les_suites(
        &self,
        lignes: &[&str],
        fautes: &mut Vec<Faute>,
        douteuses: &mut BTreeSet<u32>,
    ) {
        let mut places = Places::de(&self.texte);
        let debuts: Vec<(u32, u32)> =
            self.non_fermes.iter().map(|octet| places.de_l_octet(*octet)).collect();
        for (ligne, _) in &debuts {
            let mut avant = lignes.iter().take(usize::try_from(*ligne).unwrap_or(usize::MAX));
            let en_tete = avant.rposition(|l| l.trim_start().starts_with('[')).unwrap_or(0);
            let en_tete = u32::try_from(en_tete).unwrap_or(u32::MAX).saturating_add(1);
            let table = en_tete..=fin_du_tableau(lignes, en_tete);
            fautes.retain(|f| match f.position {
                Some(place) => !table.contains(&place.0) || debuts.contains(&place),
                None => true,
            });
            douteuses.extend(table);
        }
    }
}

/// The last line of the table whose header is at a line.
fn fin_du_tableau(lignes: &[&str], ligne: u32) -> u32 {
    let corps = lignes.iter().skip(usize::try_from(ligne).unwrap_or(usize::MAX));
    let nombre = corps.take_while(|l| !l.trim_start().starts_with('[')).count();
    ligne.saturating_add(u32::try_from(nombre).unwrap_or(u32::MAX))
}

/// The most brackets within one another that are spoken of one by one.
const PROFONDEUR_DITE: usize = 8;

/// The most slips of one file that are spoken of at once.
const FAUTES_DITES: usize = 2_000;

const OUVRANTS: &[char] = &['“', '”', '«', '„', '‟', '‘', '’', '‚', '‹', '″'];

fn fermants(ouvrant: char) -> &'static [char] {
    match ouvrant {
        '‘' | '’' | '‚' | '‹' => &['’', '‘', '›', '\''],
        _ => &['”', '“', '»', '‟', '″', '"'],
    }
}

/// A space that looks like one, and that TOML does not take.
fn est_insecable(c: char) -> bool {
    c != ' ' && c != '\t' && c != '\n' && crate::values::est_blanc(c)
}

fn nu(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

impl Redresseur<'_> {
    fn faute(&mut self, place: usize, sure: bool, fr: String, en: String) {
        if !sure {
            self.douteux.push(place);
        }
        // What is past them shows once they are mended.
        if self.fautes.len() < FAUTES_DITES {
            let code = CodeDeFaute::Syntax;
            self.fautes.push((place, Motif::Appel { code, trouve: String::new(), fr, en }));
        }
    }

    /// Takes the next character, and writes it.
    fn copier(&mut self) -> Option<char> {
        let c = self.passer()?;
        self.sorti.push(c);
        Some(c)
    }

    /// Takes the next character, and writes nothing.
    fn passer(&mut self) -> Option<char> {
        let mut suite = self.reste.chars();
        let c = suite.next()?;
        self.reste = suite.as_str();
        Some(c)
    }

    /// What was written last counts.
    fn compte(&mut self) {
        self.fin_utile = self.sorti.trim_end_matches([' ', '\t']).len();
    }

    /// The rest of the line.
    fn ligne_en_cours(&self) -> String {
        self.reste.split(['\n', '\r']).next().unwrap_or_default().to_owned()
    }

    /// Spaces of every kind become plain ones, and a lone carriage return ends the line.
    fn blancs(&mut self) {
        while let Some(c) = self.reste.chars().next() {
            match c {
                ' ' | '\t' => {
                    self.copier();
                }
                '\r' => break,
                c if est_insecable(c) => {
                    self.passer();
                    self.sorti.push(' ');
                }
                _ => break,
            }
        }
    }

    fn commentaire(&mut self) {
        while let Some(c) = self.reste.chars().next() {
            if matches!(c, '\n' | '\r') {
                break;
            }
            self.copier();
        }
    }

    fn fin_de_ligne(&mut self) {
        if matches!(self.passer(), Some('\r')) && self.reste.starts_with('\n') {
            self.passer();
        }
        self.sorti.push('\n');
    }

    /// One line, and the following ones where a text of several lines goes on.
    fn ligne(&mut self) {
        self.blancs();
        let ligne = self.ligne_en_cours();
        if !self.ouverts.is_empty() && self.autre_chose_commence(&ligne) {
            self.fermer_tout();
        }
        if self.ouverts.is_empty() && !ligne.is_empty() && !ligne.starts_with('#') {
            self.valeur_finie = false;
            if ligne.starts_with('[') {
                self.en_tete(&ligne);
            } else if !self.cle(&ligne) {
                self.commentaire();
            }
        }
        self.valeurs();
    }

    /// Whether the line can only begin another entry, so that what is open was meant to be closed.
    fn autre_chose_commence(&self, ligne: &str) -> bool {
        let sans = ligne.split('#').next().unwrap_or_default().trim();
        let interieur = sans.strip_prefix('[').map(|s| s.strip_prefix('[').unwrap_or(s));
        let en_tete = interieur.is_some_and(|s| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.ends_with(']')
                && !s.contains([',', '=', '{'])
        });
        let cle = sans.split_once('=').is_some_and(|(cle, _)| {
            let cle = cle.trim();
            !cle.is_empty()
                && cle.chars().all(|c| nu(c) || c.is_alphabetic() || matches!(c, '"' | '.'))
                && cle.matches('"').count() != 1
        });
        let suite = match self.ouverts.last().map(|o| o.signe) {
            // Inside braces, keys go on after a comma.
            Some('{') => self.sorti.get(..self.fin_utile).is_some_and(|s| s.ends_with([',', '{'])),
            _ => false,
        };
        en_tete || (cle && !suite)
    }

    /// Closes what is open, where its last value ends.
    fn fermer_tout(&mut self) {
        let mut ou = self.fin_utile;
        // Past any depth that means something, one sentence is enough: the parser's own.
        let dire = self.ouverts.len() <= PROFONDEUR_DITE;
        while let Some(ouvert) = self.ouverts.pop() {
            let (signe, liste) = if ouvert.signe == '[' { (']', true) } else { ('}', false) };
            self.sorti.insert(ou, signe);
            ou = ou.saturating_add(1);
            if dire {
                self.pas_ferme(ouvert.place, signe, liste);
            }
        }
        self.fin_utile = ou;
        self.valeur_finie = false;
    }

    fn pas_ferme(&mut self, place: usize, signe: char, liste: bool) {
        let (fr, en) =
            if liste { ("Cette liste", "list") } else { ("Ce groupe de clés", "group") };
        self.faute(
            place,
            true,
            format!(
                "{fr} n’est pas fermé{}\u{a0}: ajouter «\u{a0}{signe}\u{a0}» à la fin.",
                if liste { "e" } else { "" }
            ),
            format!("This {en} is not closed: add \"{signe}\" at its end."),
        );
    }

    /// `[table."id"]`
    fn en_tete(&mut self, ligne: &str) {
        let debut = self.sorti.len();
        let double = ligne.starts_with("[[");
        let (ouvre, ferme) = if double { ("[[", "]]") } else { ("[", "]") };
        let corps = ligne.get(ouvre.len()..).unwrap_or_default();
        let fin = hors_guillemets(corps, |c| c == ']')
            .or_else(|| corps.rfind(']').filter(|_| !corps.contains('#')));
        let (interieur, apres) = match fin {
            Some(fin) => (corps.get(..fin).unwrap_or_default(), corps.get(fin..)),
            None => (corps.split('#').next().unwrap_or_default().trim_end(), None),
        };
        self.sorti.push_str(ouvre);
        let repris = self.segments(interieur);
        self.sorti.push_str(&repris);
        let ferme_ecrit = apres.is_some_and(|a| a.starts_with(ferme));
        self.sorti.push_str(ferme);
        if !ferme_ecrit {
            self.faute(
                debut,
                true,
                format!(
                    "L’en-tête n’est pas fermé\u{a0}: écrire {ouvre}{}{ferme}.",
                    interieur.trim()
                ),
                format!("The header is not closed: write {ouvre}{}{ferme}.", interieur.trim()),
            );
        }
        let reste = match apres {
            Some(a) => a.trim_start_matches(']'),
            None => corps.get(interieur.len()..).unwrap_or_default(),
        };
        let lus = ligne.len().saturating_sub(reste.len());
        self.reste = self.reste.get(lus..).unwrap_or_default();
        self.compte();
    }

    /// `key = `; false when the line says nothing that can be read.
    fn cle(&mut self, ligne: &str) -> bool {
        let debut = self.sorti.len();
        let egal = hors_guillemets(ligne, |c| c == '=' || c == '#')
            .filter(|i| ligne.get(*i..).is_some_and(|s| s.starts_with('=')));
        let (cle, lus) = if let Some((cle, lus)) = cle_sans_egal(ligne, egal.is_some()) {
            self.sans_egal(debut, cle);
            (cle.to_owned(), lus)
        } else if let Some(egal) = egal {
            (ligne.get(..egal).unwrap_or_default().to_owned(), egal.saturating_add(1))
        } else {
            let mot = ligne.trim();
            let (fr, en) = if mot.starts_with("//") || mot.starts_with(';') {
                (
                    "Un commentaire commence par «\u{a0}#\u{a0}»\u{a0}: écrire # au début de la ligne."
                        .to_owned(),
                    "A comment begins with \"#\": write # at the start of the line.".to_owned(),
                )
            } else {
                (
                    "Cette ligne n’est ni un en-tête [tableau], ni une clé = valeur\u{a0}: la compléter, ou la faire commencer par «\u{a0}#\u{a0}» si c’est un commentaire.".to_owned(),
                    "This line is neither a [table] header nor a key = value: complete it, or begin it with \"#\" if it is a comment.".to_owned(),
                )
            };
            self.faute(debut, false, fr, en);
            self.sorti.push('#');
            self.passer();
            return false;
        };
        if cle.trim().is_empty() {
            self.faute(
                debut,
                false,
                "Il manque la clé avant le signe «\u{a0}=\u{a0}»\u{a0}: écrire par exemple gravite = \"bloquant\".".to_owned(),
                "The key is missing before \"=\": write for example gravite = \"bloquant\".".to_owned(),
            );
            self.sorti.push('#');
            self.passer();
            return false;
        }
        let repris = self.segments(&cle);
        self.sorti.push_str(&repris);
        self.sorti.push('=');
        self.reste = self.reste.get(lus..).unwrap_or_default();
        self.compte();
        true
    }

    fn sans_egal(&mut self, place: usize, cle: &str) {
        self.faute(
            place,
            false,
            format!(
                "Il manque le signe «\u{a0}=\u{a0}» entre la clé et sa valeur\u{a0}: écrire {cle} = …"
            ),
            format!("The \"=\" sign is missing between key and value: write {cle} = …"),
        );
    }

    /// The words of a key or of a header, each set right; they are to be written where the text is.
    fn segments(&mut self, cle: &str) -> String {
        let mut repris = String::with_capacity(cle.len());
        let mut reste = cle;
        loop {
            let fin = hors_guillemets(reste, |c| c == '.');
            let mot = reste.get(..fin.unwrap_or(reste.len())).unwrap_or_default();
            let place = self.sorti.len().saturating_add(repris.len());
            repris.push_str(&self.segment(mot, place));
            let Some(fin) = fin else { return repris };
            repris.push('.');
            reste = reste.get(fin.saturating_add(1)..).unwrap_or_default();
        }
    }

    fn segment(&mut self, mot: &str, place: usize) -> String {
        let sans_blancs: String =
            mot.chars().map(|c| if est_insecable(c) { ' ' } else { c }).collect();
        let milieu = sans_blancs.trim();
        let droit = |g: char| milieu.len() > 1 && milieu.starts_with(g) && milieu.ends_with(g);
        if (!milieu.is_empty() && milieu.chars().all(nu)) || droit('"') || droit('\'') {
            return sans_blancs;
        }
        let courbe = milieu.starts_with(OUVRANTS);
        let net = milieu
            .trim_matches(|c: char| OUVRANTS.contains(&c) || matches!(c, '"' | '»' | '›' | ' '));
        let net = net.replace(['"', '\\'], "'");
        if courbe {
            self.guillemets_courbes(place, &net);
        } else if milieu.starts_with('"') || milieu.ends_with('"') {
            self.faute(
                place,
                true,
                format!("Il manque un guillemet droit\u{a0}: écrire \"{net}\"."),
                format!("A straight quote is missing: write \"{net}\"."),
            );
        } else if net.is_empty() {
            self.faute(
                place,
                false,
                "Il manque un nom\u{a0}: écrire par exemple [seuils.\"formation.capacite\"]."
                    .to_owned(),
                "A name is missing: write for example [seuils.\"formation.capacite\"].".to_owned(),
            );
        } else {
            let simple = sans_accents(&net);
            let (fr, en) = if cle_du_format(&simple) {
                (format!("écrire {simple}"), format!("write {simple}"))
            } else {
                (format!("écrire {simple} ou \"{net}\""), format!("write {simple} or \"{net}\""))
            };
            self.faute(
                place,
                false,
                format!(
                    "Une clé s’écrit sans accent ni espace, ou entre guillemets droits\u{a0}: {fr}."
                ),
                format!("A key has no accent and no space, or stands in straight quotes: {en}."),
            );
        }
        sans_blancs.replacen(milieu, &format!("\"{net}\""), 1)
    }

    fn guillemets_courbes(&mut self, place: usize, texte: &str) {
        let court: String = texte.trim().chars().take(40).collect();
        let points = if texte.trim().chars().count() > 40 { "…" } else { "" };
        self.faute(
            place,
            true,
            format!(
                "Ces guillemets sont typographiques\u{a0}: les remplacer par des guillemets droits, \"{court}{points}\"."
            ),
            format!("These are curly quotes: replace them with straight ones, \"{court}{points}\"."),
        );
    }

    /// What stands after a key or inside brackets, to the end of the line.
    fn valeurs(&mut self) {
        loop {
            self.blancs();
            let Some(c) = self.reste.chars().next() else { return };
            match c {
                '\n' | '\r' => {
                    self.fin_de_ligne();
                    return;
                }
                '#' => self.commentaire(),
                '[' | '{' => {
                    self.separer();
                    self.ouverts.push(Ouvert { signe: c, place: self.sorti.len() });
                    self.copier();
                    self.compte();
                    self.valeur_finie = false;
                }
                ']' | '}' => {
                    self.fermer(c);
                    self.copier();
                    self.compte();
                    self.valeur_finie = true;
                }
                ',' | '=' => {
                    self.copier();
                    self.compte();
                    self.valeur_finie = false;
                }
                _ => {
                    self.separer();
                    match c {
                        '"' | '\'' => self.texte(c),
                        c if OUVRANTS.contains(&c) => self.texte_courbe(c),
                        _ => self.mot(),
                    }
                    self.compte();
                    self.valeur_finie = true;
                }
            }
        }
    }

    /// A bracket closes the innermost one of its kind: those inside were forgotten.
    fn fermer(&mut self, signe: char) {
        let ouvrant = if signe == ']' { '[' } else { '{' };
        if !self.ouverts.iter().any(|o| o.signe == ouvrant) {
            return;
        }
        while let Some(ouvert) = self.ouverts.pop() {
            if ouvert.signe == ouvrant {
                return;
            }
            let (oublie, liste) = if ouvert.signe == '[' { (']', true) } else { ('}', false) };
            self.sorti.insert(self.fin_utile, oublie);
            self.fin_utile = self.fin_utile.saturating_add(1);
            self.pas_ferme(ouvert.place, oublie, liste);
            self.douteux.push(ouvert.place);
        }
    }

    /// Puts the comma that is missing between two values.
    fn separer(&mut self) {
        if !self.valeur_finie || self.ouverts.is_empty() {
            return;
        }
        self.sorti.insert(self.fin_utile, ',');
        let place = self.sorti.len().min(self.fin_utile.saturating_add(1));
        self.fin_utile = place;
        self.valeur_finie = false;
        self.faute(
            self.sorti.len(),
            false,
            "Il manque une virgule avant cette valeur\u{a0}: séparer les valeurs par «\u{a0},\u{a0}».".to_owned(),
            "A comma is missing before this value: separate values with \",\".".to_owned(),
        );
    }

    /// A text between straight quotes.
    fn texte(&mut self, guillemet: char) {
        let debut = self.sorti.len();
        let triple = String::from(guillemet).repeat(3);
        if self.reste.starts_with(&triple) {
            self.texte_sur_plusieurs_lignes(guillemet, &triple);
            return;
        }
        self.copier();
        while let Some(c) = self.reste.chars().next() {
            match c {
                '\n' | '\r' => break,
                '\\' if guillemet == '"' => {
                    self.copier();
                    if !self.reste.starts_with(['\n', '\r']) {
                        self.copier();
                    }
                }
                c if c == guillemet => {
                    self.copier();
                    return;
                }
                _ => {
                    self.copier();
                }
            }
        }
        self.sorti.push(guillemet);
        // Outside of brackets, the line ends what was read askew.
        if !self.ouverts.is_empty() {
            self.non_fermes.push(debut);
        }
        self.faute(
            debut,
            false,
            format!(
                "Ce texte n’est pas fermé\u{a0}: ajouter le guillemet {guillemet} à la fin, sur la même ligne."
            ),
            format!("This text is not closed: add the quote {guillemet} at its end, on the same line."),
        );
    }

    fn texte_sur_plusieurs_lignes(&mut self, guillemet: char, triple: &str) {
        let debut = self.sorti.len();
        for _ in 0..3 {
            self.copier();
        }
        while !self.reste.is_empty() {
            if self.reste.starts_with(triple) {
                while self.reste.starts_with(guillemet) {
                    self.copier();
                }
                return;
            }
            if self.reste.starts_with('\r') {
                self.fin_de_ligne();
                continue;
            }
            if self.copier() == Some('\\') && guillemet == '"' {
                self.copier();
            }
        }
        self.sorti.push_str(triple);
        self.faute(
            debut,
            false,
            format!("Ce texte n’est pas fermé\u{a0}: ajouter {triple} à la fin."),
            format!("This text is not closed: add {triple} at its end."),
        );
    }

    /// A text between curly quotes.
    fn texte_courbe(&mut self, ouvrant: char) {
        let debut = self.sorti.len();
        self.passer();
        let ligne = self.ligne_en_cours();
        let fin = ligne.find(|c| fermants(ouvrant).contains(&c));
        let dedans = match fin {
            Some(fin) => ligne.get(..fin).unwrap_or_default(),
            None => ligne.trim_end_matches([']', '}', ',', ' ']),
        };
        self.sorti.push('"');
        for c in dedans.chars() {
            self.sorti.push(if matches!(c, '"' | '\\') { '\'' } else { c });
        }
        self.sorti.push('"');
        self.reste = self.reste.get(dedans.len()..).unwrap_or_default();
        if fin.is_some() {
            self.passer();
        }
        self.guillemets_courbes(debut, dedans);
    }

    /// A value without quotes, to the next sign of the syntax.
    fn mot(&mut self) {
        while let Some(c) = self.reste.chars().next() {
            if matches!(c, '\n' | '\r' | '#' | ']' | '}' | '=') {
                break;
            }
            // A decimal comma belongs to the number, outside of a list.
            if c == ',' && !self.ouverts.is_empty() {
                break;
            }
            if est_insecable(c) {
                self.passer();
                self.sorti.push(' ');
            } else {
                self.copier();
            }
        }
    }
}

/// `key: value`, `key value` or a key alone: the key, and how much of the line it takes with the sign
/// or the space that follows it.
fn cle_sans_egal(ligne: &str, un_egal: bool) -> Option<(&str, usize)> {
    let coupe = ligne.split('#').next().unwrap_or_default();
    let fin = coupe.find([':', ' ', '\t']).unwrap_or(coupe.len());
    let (cle, suite) = coupe.split_at_checked(fin)?;
    let commence = cle.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !commence || !cle.chars().all(|c| nu(c) || c == '.') {
        return None;
    }
    let apres = suite.trim_start();
    if apres.starts_with(':') {
        let blancs = suite.len().saturating_sub(apres.len());
        return Some((cle, fin.saturating_add(blancs).saturating_add(1)));
    }
    // A sentence is no key and its value.
    let valeur = |c: char| c.is_ascii_digit() || "\"'[{".contains(c) || OUVRANTS.contains(&c);
    let lisible = apres.is_empty() || apres.starts_with(valeur);
    (!un_egal && lisible).then_some((cle, fin.saturating_add(1).min(ligne.len())))
}

/// Where a character stands that is outside quotes, straight or curly.
fn hors_guillemets(texte: &str, voulu: impl Fn(char) -> bool) -> Option<usize> {
    let mut ferme: Option<&[char]> = None;
    let mut echappe = false;
    for (i, c) in texte.char_indices() {
        match ferme {
            Some(_) if echappe => echappe = false,
            // Between straight double quotes, the sign after a backslash closes nothing.
            Some(['"']) if c == '\\' => echappe = true,
            Some(signes) if signes.contains(&c) => ferme = None,
            Some(_) => {}
            None if c == '"' => ferme = Some(&['"']),
            None if c == '\'' => ferme = Some(&['\'']),
            None if OUVRANTS.contains(&c) && !matches!(c, '’' | '‘') => {
                ferme = Some(fermants(c))
            }
            None if voulu(c) => return Some(i),
            None => {}
        }
    }
    None
}

/// Whether the format has a key or a table of that name.
fn cle_du_format(cle: &str) -> bool {
    Commun::CLES.contains(&cle) || TABLES.iter().any(|(t, cles)| *t == cle || cles.contains(&cle))
}

/// A key as the format writes its own: without accents, words joined.
pub(super) fn sans_accents(texte: &str) -> String {
    texte
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            ' ' => '_',
            autre => autre,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is TOML already is read as it stands.
    #[test]
    fn right_files_are_left_alone() {
        let tout = r#"a.b = 1 # it's "a" comment, with [brackets] and {braces
"c = d" = 'l"e = #f' # g
h . "i.j" = """
k = "l" \""" [m
""" # n
o = '''
p = \' [q]
'''
r = [ # s
  "t = u", # v, [w]
  { x = "y", z = [1, 2] }, 'aa',
  "ab",
]
ac = { ad = 1, "ae" = [
  "af",
], ag = "\\" }
ah = 1979-05-27 07:32:00
ai = [[1, 2], ["aj"]]
[ak."al.am"] # l'an
ao=12:00
[[ap.'aq.ar']]
as = true
"#;
        let charte = include_str!("../../../referentiels/charte-2016.toml");
        let module_2 = include_str!("../../../referentiels/puy-de-dome-allier-2024-module-2.toml");
        for texte in [tout, charte, module_2] {
            let lu = redresser(texte);
            assert_eq!(lu.texte, texte);
            let (_, fautes, douteuses) = lu.lire();
            assert!(fautes.is_empty() && douteuses.is_empty(), "{fautes:?}");
        }
    }

    #[test]
    fn spaces_that_only_look_like_one_are_spaces() {
        let lu = redresser("\u{a0}a\u{202f}=\u{a0}[1,\u{a0}\"b\u{a0}c\"]\u{a0}\r\nd\u{2009}= 2");
        assert_eq!(lu.texte, " a = [1, \"b\u{a0}c\"] \nd = 2");
        assert!(lu.fautes.is_empty());
    }

    #[test]
    fn places_count_characters() {
        let mut places = Places::de("é\nàb\nc");
        assert_eq!(
            [0, 2, 3, 5, 7].map(|o| places.de_l_octet(o)),
            [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]
        );
    }
}
