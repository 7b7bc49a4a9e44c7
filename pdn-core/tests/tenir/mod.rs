//! Holds a file of the project to what it is generated from: a stale one fails, and `REWRITE=1` rewrites it.

use std::path::Path;

/// The file at this path from the crate holds this text.
pub fn tenir(chemin: &str, contenu: &str) {
    let chemin = Path::new(env!("CARGO_MANIFEST_DIR")).join(chemin);
    if std::env::var_os("REWRITE").is_some() {
        std::fs::create_dir_all(chemin.parent().unwrap()).unwrap();
        std::fs::write(&chemin, contenu).unwrap();
    }
    let trouve = std::fs::read_to_string(&chemin).unwrap_or_default();
    let lignes = || trouve.lines().zip(contenu.lines()).enumerate();
    let ecart = lignes().find(|(_, (trouvee, voulue))| trouvee != voulue);
    let ecart = ecart.map_or_else(String::new, |(rang, (trouvee, voulue))| {
        format!("; line {} is\n  {trouvee}\nand should be\n  {voulue}", rang.saturating_add(1))
    });
    assert!(
        trouve == contenu,
        "{} is stale: run REWRITE=1 cargo test -p pdn-core --test {}{ecart}",
        chemin.display(),
        env!("CARGO_CRATE_NAME"),
    );
}
