//! Texts that came through the wrong encoding: `AssociÃ©` for `Associé`, or with a sign lost on the way.

use std::borrow::Cow;

use memchr::{memchr, memchr3_iter, memmem};

/// What stands for a sign that could not be decoded.
const PERDU: char = char::REPLACEMENT_CHARACTER;

/// The signs that Windows-1252 has at 0x80–0x9F; those that it lacks stand for themselves.
const CP1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The signs that the code pages of DOS have at 0x80–0xBF, where the bytes of a sequence but the first stand: that of
/// western Europe (850), then the first one (437).
const DOS: [[char; 64]; 2] = [
    [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ',
        'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú',
        'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á',
        'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
    ],
    [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ',
        'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú',
        'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡',
        '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐',
    ],
];

/// True of a sign that no text has: of a lost one, nothing, or one of the controls that a byte read as Latin-1 makes.
pub(crate) fn est_perdu(signe: char) -> bool {
    matches!(signe, PERDU | '\0' | '\u{80}'..='\u{9f}')
}

/// True of a text that lost a sign, or that [`reparer`] mends.
pub(crate) fn est_abime(texte: &str) -> bool {
    est_suspect(texte) && (texte.contains(est_perdu) || est_a_reparer(texte))
}

/// The same of a whole JSON text, whose strings may have signs escaped.
pub(crate) fn a_des_textes_abimes(json: &str) -> bool {
    let echappes = || memchr(b'\\', json.as_bytes()).is_some() && json.contains("\\u");
    est_abime(json) || (echappes() && est_abime(&sans_echappements(json)))
}

fn sans_echappements(json: &str) -> String {
    let mut sorti = String::with_capacity(json.len());
    let mut reste = json;
    while let Some((avant, apres)) = reste.split_once("\\u") {
        sorti.push_str(avant);
        let signe = apres.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        sorti.push(signe.and_then(char::from_u32).unwrap_or(' '));
        reste = apres.get(4..).unwrap_or_default();
    }
    sorti.push_str(reste);
    sorti
}

/// True where some bytes are of the few that the signs of an undone encoding start with, or those of a control: most
/// texts have none.
fn est_suspect(texte: &str) -> bool {
    let octets = texte.as_bytes();
    let octet = |rang: usize| octets.get(rang).copied().unwrap_or_default();
    let en_cadre = || memmem::find(octets, &[0xe2, 0x94]).is_some();
    let signes = memchr3_iter(0xc2, 0xc3, 0xef, octets).any(|rang| {
        let avant = || [rang.wrapping_sub(2), rang.wrapping_sub(1)].map(octet);
        match (octet(rang), octet(rang.saturating_add(1))) {
            (0xc2, suite) => suite < 0xa0,
            // `Ç` after `Ô` or `Γ`.
            (0xc3, 0x87) => matches!(avant(), [0xc3, 0x94] | [0xce, 0x93]),
            // `Â`, `Ã`, `Å`; `â`, `ï`, `ð` before another sign that is not ASCII; the sign of a lost one.
            (0xc3, 0x82 | 0x83 | 0x85) | (0xef, 0xbf) => true,
            (0xc3, 0xa2 | 0xaf | 0xb0) => octet(rang.saturating_add(2)) >= 0x80,
            _ => false,
        }
    });
    signes || en_cadre() || memchr(0, octets).is_some()
}

fn est_a_reparer(texte: &str) -> bool {
    texte.char_indices().any(|(rang, signe)| {
        let (avant, reste) = texte.split_at_checked(rang).unwrap_or((texte, ""));
        let apres = reste.get(signe.len_utf8()..).unwrap_or_default();
        sequence(signe, apres).or_else(|| a_seul(avant, signe, apres)).is_some()
    })
}

/// The text as it was before its UTF-8 was read as Windows-1252, Latin-1 or a code page of DOS, once or several times; `None` where nothing
/// says that it was.
pub(crate) fn reparer(texte: &str) -> Option<String> {
    let mut repare = une_fois(texte)?;
    while let Some(encore) = une_fois(&repare) {
        repare = encore;
    }
    Some(repare)
}

fn une_fois(texte: &str) -> Option<String> {
    let mut repare = String::with_capacity(texte.len());
    let mut change = false;
    let mut reste = texte;
    while let Some(premier) = reste.chars().next() {
        let apres = reste.get(premier.len_utf8()..).unwrap_or_default();
        if let Some((sens, suite)) =
            sequence(premier, apres).or_else(|| a_seul(&repare, premier, apres))
        {
            repare.push(sens);
            reste = suite;
            change = true;
        } else {
            repare.push(premier);
            reste = apres;
        }
    }
    change.then_some(repare)
}

/// One sign of UTF-8 whose bytes stand as so many signs: the sign that it was, and what follows.
fn sequence(premier: char, apres: &str) -> Option<(char, &str)> {
    let longueur = match premier {
        '├' | '┬' | '┼' | 'Ô' | 'Γ' => return sequence_de_dos(premier, apres),
        // No word of French has these before a sign that stands for a byte of a sequence.
        'Â' | 'Ã' | 'Å' => 2,
        'â' | 'ï' => 3,
        'ð' => 4,
        _ => return None,
    };
    let mut octets = [0_u8; 4];
    let mut signes = apres.chars();
    for (rang, octet) in octets.iter_mut().take(longueur).enumerate() {
        *octet = if rang == 0 { en_octet(premier)? } else { en_octet(signes.next()?)? };
    }
    let sens = std::str::from_utf8(octets.get(..longueur)?).ok()?.chars().next()?;
    // Of three bytes, texts have punctuation, signs, ligatures and marks: no other sign says that they were one.
    let plausible = longueur != 3
        || matches!(
            sens,
            '\u{2000}'..='\u{206f}' | '€' | '™' | '\u{2190}'..='\u{22ff}' | '\u{2500}'..='\u{27bf}'
                | '\u{fb00}'..='\u{fb06}' | '\u{feff}' | PERDU
        );
    plausible.then_some((sens, signes.as_str()))
}

/// The same, of a code page of DOS: letters, and the punctuation that has three bytes.
fn sequence_de_dos(premier: char, apres: &str) -> Option<(char, &str)> {
    let mut signes = apres.chars();
    let octet = |signe: char| {
        let rang = DOS.iter().find_map(|page| page.iter().position(|c| *c == signe))?;
        u8::try_from(rang).ok()?.checked_add(0x80)
    };
    let mut suivant = || signes.next().and_then(octet);
    let octets = match premier {
        '┬' => [0xc2, suivant()?, 0],
        '├' => [0xc3, suivant()?, 0],
        '┼' => [0xc5, suivant()?, 0],
        _ => [0xe2, suivant().filter(|octet| *octet == 0x80)?, suivant()?],
    };
    let longueur = if octets.ends_with(&[0]) { 2 } else { 3 };
    let sens = std::str::from_utf8(octets.get(..longueur)?).ok()?.chars().next()?;
    (!sens.is_control()).then_some((sens, signes.as_str()))
}

/// `à`, whose second byte is a no-break space that became a space: `Ã` stands alone.
fn a_seul<'t>(avant: &str, premier: char, apres: &'t str) -> Option<(char, &'t str)> {
    let seul = premier == 'Ã' && !avant.ends_with(char::is_alphanumeric);
    let suite = apres.strip_prefix(' ').filter(|_| seul)?;
    // The space after the word is there too, unless spaces were joined.
    Some(('à', if suite.starts_with(' ') { suite } else { apres }))
}

/// The byte that a sign stands for in Windows-1252, or in Latin-1.
fn en_octet(signe: char) -> Option<u8> {
    let rang = CP1252.iter().position(|c| *c == signe);
    match rang {
        Some(rang) => u8::try_from(rang).ok()?.checked_add(0x80),
        None => u8::try_from(u32::from(signe)).ok(),
    }
}

/// JSON text in which half a pair of escaped surrogates, which stands for no character, is the sign of a lost one:
/// every other byte stays in its place.
pub(crate) fn sans_moities(texte: &str) -> Cow<'_, str> {
    if !(texte.contains("\\ud") || texte.contains("\\uD")) {
        return Cow::Borrowed(texte);
    }
    let mut sorti = String::with_capacity(texte.len());
    let mut reste = texte;
    while let Some((avant, apres)) = reste.split_once('\\') {
        sorti.push_str(avant);
        let unite = |t: &str| u16::from_str_radix(t.strip_prefix('u')?.get(..4)?, 16).ok();
        // The escape, without its backslash.
        let (ecrit, longueur) = match unite(apres) {
            Some(0xd800..=0xdbff) => {
                let bas = apres.get(5..).and_then(|t| t.strip_prefix('\\')).and_then(unite);
                if matches!(bas, Some(0xdc00..=0xdfff)) { (None, 11) } else { (Some("ufffd"), 5) }
            }
            Some(0xdc00..=0xdfff) => (Some("ufffd"), 5),
            Some(_) => (None, 5),
            None => (None, apres.chars().next().map_or(0, char::len_utf8)),
        };
        let (echappe, suite) = apres.split_at_checked(longueur).unwrap_or((apres, ""));
        sorti.push('\\');
        sorti.push_str(ecrit.unwrap_or(echappe));
        reste = suite;
    }
    sorti.push_str(reste);
    Cow::Owned(sorti)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UTF-8 read as Windows-1252.
    fn abimer(texte: &str) -> String {
        let signe = |octet: u8| match octet
            .checked_sub(0x80)
            .and_then(|rang| CP1252.get(usize::from(rang)))
        {
            Some(signe) => *signe,
            None => char::from(octet),
        };
        texte.bytes().map(signe).collect()
    }

    #[test]
    fn what_was_decoded_wrongly_is_mended() {
        for juste in [
            "Association éducative du bébé",
            "L’été à Noël, là où ça naît : « œuvre » – 15 € n° 3…",
            "ÉCOLE À CÔTÉ, ÇA VA ; Œuvres",
            "Île d’Yeu\u{a0}! 1\u{202f}000 👍",
        ] {
            assert!(!est_abime(juste), "{juste}");
            let abime = abimer(juste);
            assert!(est_abime(&abime), "{abime}");
            assert_eq!(reparer(&abime).as_deref(), Some(juste));
            assert_eq!(reparer(&abimer(&abime)).as_deref(), Some(juste));
            let latin: String = juste.bytes().map(char::from).collect();
            assert_eq!(reparer(&latin).as_deref(), Some(juste));
        }
        for (abime, juste) in [
            ("AssociÃ©", "Associé"),
            ("dâ€™accueil", "d’accueil"),
            ("Ã‰cole", "École"),
            ("Ã  la Caf", "à la Caf"),
            ("de Ã\u{20}la Caf", "de à la Caf"),
            ("Ã©tÃ© et été", "été et été"),
        ] {
            assert!(est_abime(abime), "{abime}");
            assert_eq!(reparer(abime).as_deref(), Some(juste));
        }
        for (abime, juste) in [
            ("├®cole", "école"),
            ("├⌐cole", "école"),
            ("├ëcole ├á c├┤t├®", "École à côté"),
            ("h├┤tel", "hôtel"),
            ("lÔÇÖ├®t├®", "l’été"),
            ("dÔÇÖaccueil", "d’accueil"),
            ("dΓÇÖaccueil", "d’accueil"),
            ("c┼ôur", "cœur"),
            ("┬½ ici ┬╗", "« ici »"),
        ] {
            assert!(est_abime(abime), "{abime}");
            assert_eq!(reparer(abime).as_deref(), Some(juste));
        }
        for perdu in ["Am\u{8e}lie", "Am\u{80}lie", "Am\u{9f}lie", "a\0b"] {
            assert!(est_abime(perdu), "{perdu:?}");
            assert_eq!(reparer(perdu), None);
        }
        assert!(a_des_textes_abimes(r#"{"nom":"a\u0000b"}"#));
        assert!(a_des_textes_abimes(r#"{"nom":"Am\u008elie"}"#));
        assert!(est_abime("du b\u{fffd}b\u{fffd}"));
        assert!(est_abime("ï¿½cole"));
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for juste in [
            "Âge, âme, BÂTIMENT, CHÂTEAU, PÂTE, ÂNE",
            "«\u{a0}CAFÉ\u{a0}», «CAFÉ», «É», “É”, É…, à…, î—ï, ç’, ô°",
            "L’Haÿ-les-Roses, Saint-Priest, Plœuc, aiguë, ambiguïté, Moïse, naïf, maïs, haïr",
            "Ångström, São Paulo, SÃO JOÃO, Åsa, Ðuro, Ærø, Đà Nẵng",
            "Œuvre, cœur, ŒUVRES, ÇA, ÊTRE, ÎLE, Ô TEMPS, Ù, ÿ, Ÿ",
            "à â ä é è ê ë î ï ô ö ù û ü ÿ ç À Â Ä É È Ê Ë Î Ï Ô Ö Ù Û Ü Ÿ Ç",
            "pâte à tarte, « pâte », pâté ; l’âtre ; théâtre, château fort",
            "3\u{202f}000\u{a0}€ ± 5\u{a0}%, 1½, n°\u{a0}12, ‰, …",
            "👩‍👩‍👧 🎈",
            "«\u{a0}papâ’\u{a0}», «naï»",
            "┌──┬──┐ │ a │ ├──┤ └──┴──┘, 10\u{a0}%, ΓÔ, Ô Ç",
            "",
        ] {
            assert!(!est_abime(juste), "{juste}");
            assert_eq!(reparer(juste), None, "{juste}");
        }
    }

    #[test]
    fn half_a_pair_is_a_lost_sign_in_the_same_place() {
        for (texte, sorti) in [
            (r#""a \ud83d b""#, r#""a \ufffd b""#),
            (r#""\uDE00""#, r#""\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83d\n""#, r#""\ufffd\n""#),
            (r#""\ud83d\u0041""#, r#""\ufffd\u0041""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\ud83d\ude00 é""#, r#""\ud83d\ude00 é""#),
            (r#""\ud83""#, r#""\ud83""#),
            ("\\ud83d", "\\ufffd"),
            ("\\ud8é\\", "\\ud8é\\"),
        ] {
            assert_eq!(sans_moities(texte), sorti);
            assert_eq!(sans_moities(texte).len(), texte.len());
        }
    }
}
