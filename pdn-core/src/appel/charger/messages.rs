//! What the TOML parser says, in words that tell a person what to write.

/// What is written from a column on, to the end of the value.
fn valeur_a(ligne: &str, colonne: u32) -> String {
    let avant = usize::try_from(colonne.saturating_sub(1)).unwrap_or(usize::MAX);
    let suite: String = ligne.chars().skip(avant).collect();
    let fin = suite.find([',', ']', '}', '#']).unwrap_or(suite.len());
    suite.get(..fin).unwrap_or_default().trim().chars().take(60).collect()
}

/// What to write where the TOML parser stopped, in French and in English.
pub(super) fn traduire(message: &str, ligne: &str, colonne: u32) -> (String, String) {
    let valeur = valeur_a(ligne, colonne);
    let cle = ligne.split('=').next().unwrap_or_default().trim();
    let deux = |fr: &str, en: &str| (fr.to_owned(), en.to_owned());
    if message == "duplicate key" {
        return if ligne.trim_start().starts_with('[') {
            deux(
                "Ce tableau est déjà ouvert plus haut\u{a0}: réunir les deux en un seul, ou donner à celui-ci un autre identifiant. Pour juger une règle de plusieurs façons, ouvrir chaque tableau par [[ et ]].",
                "This table is already open above: merge the two, or give this one another id. To judge one rule in several ways, open each table with [[ and ]].",
            )
        } else {
            (
                format!(
                    "La clé \"{valeur}\" est donnée deux fois dans le même tableau\u{a0}: n’en garder qu’une.",
                    valeur = cle
                ),
                format!("The key \"{cle}\" is given twice in the same table: keep one."),
            )
        };
    }
    if message.contains("string values must be quoted") && valeur.is_empty() {
        return (
            format!(
                "Il manque la valeur après le signe «\u{a0}=\u{a0}»\u{a0}: écrire {cle} = \"…\"."
            ),
            format!("The value is missing after \"=\": write {cle} = \"…\"."),
        );
    }
    if valeur.contains('=') {
        return apres_la_valeur(ligne, colonne);
    }
    if message.contains("string values must be quoted") || message.contains("invalid boolean") {
        return sans_guillemets(&valeur);
    }
    if message.contains("leading zero") {
        let chiffres = valeur.trim_start_matches('0');
        let nombre = if chiffres.is_empty() { "0" } else { chiffres };
        return (
            format!(
                "Un nombre ne commence pas par zéro\u{a0}: écrire \"{valeur}\" entre guillemets pour un code, ou {nombre} pour un nombre."
            ),
            format!(
                "A number does not begin with zero: write \"{valeur}\" in quotes for a code, or {nombre} for a number."
            ),
        );
    }
    if message.contains("date") || message.contains("time") {
        return (
            format!(
                "{valeur} n’est pas une date ou une heure\u{a0}: écrire un jour qui existe, 2024-01-20 ou \"20/01/2024\", une heure \"12:00\"."
            ),
            format!(
                "{valeur} is no date or time: write a day that exists, 2024-01-20 or \"20/01/2024\", a time \"12:00\"."
            ),
        );
    }
    if message.contains("float") || message.contains("integer") || message.contains("number") {
        return nombre_illisible();
    }
    if message.contains("unexpected key or value") {
        return apres_la_valeur(ligne, colonne);
    }
    if message.contains("escape") || message.contains("unicode") || message.contains("hexadecimal")
    {
        return deux(
            "Entre guillemets, la barre «\u{a0}\\\u{a0}» a un sens particulier\u{a0}: l’écrire deux fois, \\\\, ou la remplacer par /.",
            "Between quotes, \"\\\" has a meaning of its own: write it twice, \\\\, or use /.",
        );
    }
    if message.contains("unquoted key") || message.contains("inline table element") {
        return deux(
            "Une clé s’écrit sans accent ni espace, ou entre guillemets droits\u{a0}: \"ma clé\" = …",
            "A key has no accent and no space, or stands in straight quotes: \"my key\" = …",
        );
    }
    if message.contains("recurs") {
        return deux(
            "Trop de crochets ou d’accolades les uns dans les autres\u{a0}: aucun appel n’en demande plus de trois.",
            "Too many brackets within one another: no call needs more than three.",
        );
    }
    if message.contains("comma")
        || message.contains("in array")
        || message.contains("in inline table")
    {
        return deux(
            "Les valeurs d’une liste se séparent par une virgule\u{a0}: écrire [\"a\", \"b\"].",
            "The values of a list are separated by a comma: write [\"a\", \"b\"].",
        );
    }
    deux(
        "Ce passage ne se lit pas\u{a0}: écrire clé = \"valeur\", une seule par ligne, et vérifier les guillemets et les crochets.",
        "This cannot be read: write key = \"value\", one a line, and check quotes and brackets.",
    )
}

/// A value that wants quotes.
fn sans_guillemets(valeur: &str) -> (String, String) {
    let net = valeur.replace('"', "");
    let net = net.trim();
    match net.to_lowercase().as_str() {
        "oui" | "vrai" | "true" => (
            format!("Écrire \"oui\" entre guillemets, ou true sans majuscule, au lieu de {net}."),
            format!("Write \"oui\" in quotes, or true in lower case, instead of {net}."),
        ),
        "non" | "faux" | "false" => (
            format!("Écrire \"non\" entre guillemets, ou false sans majuscule, au lieu de {net}."),
            format!("Write \"non\" in quotes, or false in lower case, instead of {net}."),
        ),
        _ => (
            format!("Cette valeur s’écrit entre guillemets droits\u{a0}: \"{net}\"."),
            format!("This value takes straight quotes: \"{net}\"."),
        ),
    }
}

fn nombre_illisible() -> (String, String) {
    (
        "Ce nombre ne se lit pas\u{a0}: écrire 2500, ou le mettre entre guillemets, \"2\u{202f}500,50\u{a0}€\"."
            .to_owned(),
        "This number cannot be read: write 2500, or put it in quotes, \"2 500,50 €\".".to_owned(),
    )
}

/// Something stands on a line after its value.
fn apres_la_valeur(ligne: &str, colonne: u32) -> (String, String) {
    let valeur = ligne.split_once('=').map_or("", |(_, v)| v).trim();
    if let Some((cle, (champ, mot))) =
        ligne.split_once('=').and_then(|(cle, suite)| Some((cle, suite.split_once('=')?)))
    {
        let champ = champ.trim();
        if !champ.is_empty() && champ.chars().all(|c| c.is_alphanumeric() || "-_.\"".contains(c)) {
            let nom = champ.trim_matches('"');
            let nom = if nom.contains('.') { format!("\"{nom}\"") } else { nom.to_owned() };
            let ecrire = format!("{} = {{ {nom} = [{}] }}", cle.trim(), mot.trim());
            return (
                format!("Un champ et ses mots s’écrivent entre accolades\u{a0}: écrire {ecrire}."),
                format!("A field and its words stand between braces: write {ecrire}."),
            );
        }
    }
    let decimale = |v: &str| {
        v.split_once(',').is_some_and(|(a, b)| {
            let chiffres = |t: &str| !t.is_empty() && t.bytes().all(|c| c.is_ascii_digit());
            chiffres(a.trim()) && chiffres(b.trim())
        })
    };
    if decimale(valeur) {
        let point = valeur.replace(',', ".");
        return (
            format!(
                "Un nombre à virgule s’écrit entre guillemets, \"{valeur}\", ou avec un point, {point}."
            ),
            format!("A number with a comma takes quotes, \"{valeur}\", or a point, {point}."),
        );
    }
    let chiffres = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    if !valeur.is_empty() && valeur.chars().all(chiffres) {
        return nombre_illisible();
    }
    if valeur.starts_with('\'') {
        return (
            "L’apostrophe ferme ici le texte\u{a0}: l’encadrer de guillemets droits, \"l’appel\"."
                .to_owned(),
            "The apostrophe closes the text here: use straight double quotes around it.".to_owned(),
        );
    }
    if valeur.starts_with('"') && valeur_a(ligne, colonne).contains('"') {
        return (
            "Un guillemet droit ferme ici le texte\u{a0}: à l’intérieur d’un texte, écrire «\u{a0}…\u{a0}» ou \\\"…\\\"."
                .to_owned(),
            "A straight quote closes the text here: inside a text, write “…” or \\\"…\\\".".to_owned(),
        );
    }
    (
        "Il y a quelque chose après la valeur\u{a0}: une seule clé par ligne, et «\u{a0}#\u{a0}» devant un commentaire."
            .to_owned(),
        "Something follows the value: one key a line, and \"#\" before a comment.".to_owned(),
    )
}
