//! Regular expressions that admit exactly the decimal numbers between two bounds: a form says at
//! once that an amount is over its cap.
//!
//! They hold in every dialect that validators speak: digits, groups, alternatives, counts.

use rust_decimal::Decimal;

/// How a kind of decimal number is written, and the least and the most it can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forme {
    /// Digits after the point, at most.
    pub decimales: u32,
    pub min: Decimal,
    pub max: Decimal,
}

impl Forme {
    /// The smallest step.
    pub fn pas(self) -> Decimal {
        Decimal::new(1, self.decimales)
    }

    /// The expression for the numbers of this form, written as the contract asks: a point, no zero in
    /// front, no sign, no exponent.
    pub fn motif(self) -> String {
        let Self { decimales, min, max } = self;
        let (bas, haut) = (Bout::de(min, decimales), Bout::de(max, decimales));
        let mut voies = Vec::new();
        if bas.entier == haut.entier {
            voies.push(bas.entier.to_string() + &suite(&bas.reste, &haut.reste));
        } else {
            let rond = |bout: &Bout, chiffre| bout.reste.bytes().all(|c| c == chiffre);
            let zeros = "0".repeat(bas.reste.len());
            let neufs = "9".repeat(bas.reste.len());
            // Whole numbers whose every decimal is admitted.
            let mut de = bas.entier;
            if !rond(&bas, b'0') {
                voies.push(bas.entier.to_string() + &suite(&bas.reste, &neufs));
                de = de.saturating_add(1);
            }
            let mut a = haut.entier;
            if !rond(&haut, b'9') {
                a = a.saturating_sub(1);
            }
            if de <= a {
                voies.push(groupe(&entiers(de, a)) + &suite(&zeros, &neufs));
            }
            if a < haut.entier {
                voies.push(haut.entier.to_string() + &suite(&zeros, &haut.reste));
            }
        }
        format!("^{}$", groupe(&voies))
    }
}

/// A bound: its whole part, and its decimals, all of them written.
struct Bout {
    entier: u64,
    reste: String,
}

impl Bout {
    fn de(nombre: Decimal, decimales: u32) -> Self {
        let mut nombre = nombre;
        nombre.rescale(decimales);
        let texte = nombre.to_string();
        let (entier, reste) = texte.split_once('.').unwrap_or((&texte, ""));
        Self { entier: entier.parse().unwrap_or(u64::MAX), reste: reste.to_owned() }
    }
}

/// Several ways, as one.
fn groupe(voies: &[String]) -> String {
    match voies {
        [seule] if !a_une_alternative(seule) => seule.clone(),
        voies => format!("({})", voies.join("|")),
    }
}

/// True of an expression that must stand in brackets before something is added to it.
fn a_une_alternative(motif: &str) -> bool {
    let mut profondeur = 0_i32;
    motif.bytes().any(|c| {
        match c {
            b'(' => profondeur = profondeur.saturating_add(1),
            b')' => profondeur = profondeur.saturating_sub(1),
            _ => {}
        }
        c == b'|' && profondeur == 0
    })
}

/// The zeros that may follow all the decimals, written whole: a number never has three decimals when it may have fewer,
/// for these could be thousands.
fn zeros_en_plus(decimales: usize) -> &'static str {
    if decimales <= 2 { "(000*)?" } else { "0*" }
}

/// The decimals from one to another, both written whole; zeros at their end may be left out, and the
/// point with them, and others may follow.
fn suite(bas: &str, haut: &str) -> String {
    let mut voies = Vec::new();
    for longueur in 1..=haut.len() {
        let (debut_bas, fin_bas) = bas.split_at_checked(longueur).unwrap_or((bas, ""));
        let debut_haut = haut.get(..longueur).unwrap_or(haut);
        // Fewer decimals stand for zeros: the first that reaches the lower bound.
        let Ok(mut de) = debut_bas.parse::<u64>() else { continue };
        if fin_bas.bytes().any(|c| c != b'0') {
            de = de.saturating_add(1);
        }
        let Ok(a) = debut_haut.parse::<u64>() else { continue };
        let large = |n: u64| format!("{n:0longueur$}");
        if de <= a && large(de).len() == longueur {
            let entieres = meme_longueur(&large(de), &large(a));
            let zeros = if longueur == haut.len() { zeros_en_plus(longueur) } else { "" };
            voies.extend(entieres.into_iter().map(|v| v + zeros));
        }
    }
    let libre = bas.bytes().all(|c| c == b'0') && haut.bytes().all(|c| c == b'9');
    let chiffres = match (libre, haut.len()) {
        (_, 0) => return String::new(),
        (true, 1) => "[0-9]".to_owned(),
        (true, 2) => "[0-9]([0-9](000*)?)?".to_owned(),
        (true, n @ 3..) => format!("([0-9]{{1,{n}}}|[0-9]{{{n}}}0*)"),
        (false, _) => groupe(&voies),
    };
    let facultative = bas.bytes().all(|c| c == b'0');
    if haut.bytes().all(|c| c == b'0') {
        // Nothing but zeros.
        let zeros = match haut.len() {
            1 => "0",
            2 => "0(0(000*)?)?",
            _ => "0+",
        };
        return format!("(\\.{zeros})?");
    }
    if facultative { format!("(\\.{chiffres})?") } else { format!("\\.{chiffres}") }
}

/// The whole numbers from one to another, without a zero in front.
fn entiers(bas: u64, haut: u64) -> Vec<String> {
    let mut voies = Vec::new();
    let mut de = bas;
    while de <= haut {
        let longueur = de.to_string().len();
        let plus_grand = "9".repeat(longueur).parse::<u64>().unwrap_or(u64::MAX);
        let a = plus_grand.min(haut);
        voies.extend(meme_longueur(&de.to_string(), &a.to_string()));
        if a == u64::MAX {
            break;
        }
        de = a.saturating_add(1);
    }
    reunir(voies)
}

/// All the numbers of one digit, of two, of three… are said at once.
fn reunir(voies: Vec<String>) -> Vec<String> {
    let pleines = voies
        .iter()
        .enumerate()
        .skip_while(|(_, v)| *v != "[0-9]")
        .skip(1)
        .take_while(|(rang, v)| **v == plein(*rang))
        .count();
    if pleines == 0 || voies.first().map(String::as_str) != Some("[0-9]") {
        return voies;
    }
    let mut reunies = vec!["0".to_owned(), format!("[1-9][0-9]{{0,{pleines}}}")];
    reunies.extend(voies.into_iter().skip(pleines.saturating_add(1)));
    reunies
}

fn plein(autres: usize) -> String {
    match autres {
        1 => "[1-9][0-9]".to_owned(),
        n => format!("[1-9][0-9]{{{n}}}"),
    }
}

/// The numbers from one to another, both of as many digits.
fn meme_longueur(bas: &str, haut: &str) -> Vec<String> {
    let (Some(b), Some(h)) = (bas.chars().next(), haut.chars().next()) else {
        return vec![String::new()];
    };
    let (suite_bas, suite_haut) =
        (bas.get(1..).unwrap_or_default(), haut.get(1..).unwrap_or_default());
    let n = suite_bas.len();
    let chiffre = |a: char, b: char| if a == b { a.to_string() } else { format!("[{a}-{b}]") };
    let reste = match n {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        n => format!("[0-9]{{{n}}}"),
    };
    let zeros = suite_bas.bytes().all(|c| c == b'0');
    let neufs = suite_haut.bytes().all(|c| c == b'9');
    if b == h {
        if zeros && neufs {
            return vec![format!("{b}{reste}")];
        }
        let suites = meme_longueur(suite_bas, suite_haut);
        return suites.into_iter().map(|s| format!("{b}{s}")).collect();
    }
    let voisin = |c: char, pas: i32| {
        let code = i64::from(u32::from(c)).saturating_add(i64::from(pas));
        u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(c)
    };
    let (mut premier, mut dernier) = (b, h);
    let mut voies = Vec::new();
    if !zeros {
        let suites = meme_longueur(suite_bas, &"9".repeat(n));
        voies.extend(suites.into_iter().map(|s| format!("{b}{s}")));
        premier = voisin(b, 1);
    }
    if !neufs {
        dernier = voisin(h, -1);
    }
    if premier <= dernier {
        voies.push(chiffre(premier, dernier) + &reste);
    }
    if !neufs {
        let suites = meme_longueur(&"0".repeat(n), suite_haut);
        voies.extend(suites.into_iter().map(|s| format!("{h}{s}")));
    }
    voies
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forme(decimales: u32, min: &str, max: &str) -> Forme {
        Forme { decimales, min: min.parse().unwrap(), max: max.parse().unwrap() }
    }

    #[test]
    fn common_bounds_are_short() {
        for (decimales, min, max, motif) in [
            (2, "0", "999999999999.99", r"^(0|[1-9][0-9]{0,11})(\.[0-9]([0-9](000*)?)?)?$"),
            (
                2,
                "0",
                "3000",
                r"^((0|[1-9][0-9]{0,2}|[1-2][0-9]{3})(\.[0-9]([0-9](000*)?)?)?|3000(\.0(0(000*)?)?)?)$",
            ),
            (0, "10", "20", r"^(1[0-9]|20)$"),
        ] {
            assert_eq!(forme(decimales, min, max).motif(), motif);
        }
    }

    fn admet(motif: &str, texte: &str) -> bool {
        let schema = serde_json::json!({ "pattern": motif });
        jsonschema::is_valid(&schema, &serde_json::json!(texte))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn exactly_what_is_between_the_bounds_is_admitted(
            decimales in 0_u32..=2,
            a in 0_i64..1_000_000, b in 0_i64..1_000_000, c in 0_i64..1_100_000, proche in -3_i64..=3
        ) {
            let (min, max) = (Decimal::new(a.min(b), decimales), Decimal::new(a.max(b), decimales));
            let motif = Forme { decimales, min, max }.motif();
            for centiemes in [c, a.min(b) + proche, a.max(b) + proche] {
                if centiemes < 0 {
                    continue;
                }
                let n = Decimal::new(centiemes, decimales);
                let dedans = min <= n && n <= max;
                prop_assert_eq!(admet(&motif, &n.to_string()), dedans, "{} in {}", n, motif);
                let court = n.normalize().to_string();
                prop_assert_eq!(admet(&motif, &court), dedans, "{} in {}", court, motif);
                if decimales == 2 {
                    let mut long = n;
                    long.rescale(2);
                    for zeros in ["00", "000", "00000000"] {
                        let long = format!("{long}{zeros}");
                        prop_assert_eq!(admet(&motif, &long), dedans, "{} in {}", long, motif);
                    }
                    let milliers = format!("{long}0");
                    prop_assert!(!admet(&motif, &milliers), "{} in {}", milliers, motif);
                }
            }
            for faux in ["", "-1", "1e3", "01", "1,5", "1.", ".5", " 1", "1.234"] {
                prop_assert!(!admet(&motif, faux), "{} in {}", faux, motif);
            }
        }
    }
}
