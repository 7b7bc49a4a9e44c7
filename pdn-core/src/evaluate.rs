//! From a document to its report.

use compact_str::CompactString;

use crate::appel::Appel;
use crate::dossier::{Champ, Document, TypeDeDocument, lire_tout, lire_vite};
use crate::lecture::{ErreurDeTexte, Faute, Motif, Positions, lire_json, texte, texte_json};
use crate::report::{Hypothese, Report};
use crate::rules::{Anomalie, Noms, autre_appel, examiner, recolter};
use crate::values::Date;

/// Applications, each as JSON text or its bytes, as one document of type `lot`: what a call judges for its rules
/// across applications.
///
/// # Errors
/// Where one of them is no JSON at all, or passes a limit.
///
/// ```
/// use pdn_core::Appel;
///
/// let applications = [r#"{ "type": "candidature" }"#; 2];
/// let appel = Appel::builtin("puy-de-dome-allier-2024-module-2")?;
/// let report = appel.evaluate_json(pdn_core::lot(applications)?, "2024-07-01".parse()?)?;
/// assert_eq!(report.subject(), Some("lot"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lot<T: AsRef<[u8]>>(
    applications: impl IntoIterator<Item = T>,
) -> Result<String, ErreurDeTexte> {
    let mut lot = String::from(r#"{"type":"lot","candidatures":["#);
    for (rang, application) in applications.into_iter().enumerate() {
        if rang > 0 {
            lot.push(',');
        }
        lot.push_str(texte_json(application.as_ref())?);
    }
    lot.push_str("]}");
    Ok(lot)
}

impl Appel {
    /// Judges a document that is JSON text (or its bytes), on a day.
    ///
    /// # Errors
    /// Only where the text is no JSON at all, or passes a limit: then with its line and column.
    /// Everything else that is wrong with it is in [`Report::input_errors`], all at once.
    ///
    /// ```
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let report = appel.evaluate_json(
    ///     r#"{ "type": "profil", "photo": "structure" }"#,
    ///     "2024-07-01".parse()?,
    /// )?;
    /// assert!(report.findings().any(|f| f.rule() == "charte.profil.photo"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate_json(
        &self,
        texte: impl AsRef<[u8]>,
        on: Date,
    ) -> Result<Report, ErreurDeTexte> {
        Ok(self.lire_et_juger(texte.as_ref(), on)?.0)
    }

    /// Judges a document that is text; the document comes back with its report.
    pub(crate) fn lire_et_juger(
        &self,
        octets: &[u8],
        on: Date,
    ) -> Result<(Report, Option<Document>), ErreurDeTexte> {
        let (texte, marque) = texte(octets)?;
        let hypotheses = if marque { vec![Hypothese::MarqueDOctets] } else { Vec::new() };
        if let Some(document) = lire_vite(texte)
            && autre_appel(self, &document).is_none()
        {
            let recolte = recolter(self, &document);
            if recolte.anomalies.is_empty() {
                let report = examiner(self, &document, on, hypotheses, Vec::new(), recolte);
                return Ok((report, Some(document)));
            }
        }
        self.relire(texte, on, hypotheses)
    }

    /// The second reading, which knows places.
    fn relire(
        &self,
        texte: &str,
        on: Date,
        hypotheses: Vec<Hypothese>,
    ) -> Result<(Report, Option<Document>), ErreurDeTexte> {
        let noeud = lire_json(texte)?;
        let (document, mut fautes) = lire_tout(&noeud, texte);
        let Some(document) = document else {
            return Ok((Report::sans_document(self, on, hypotheses, fautes), None));
        };
        fautes.retain(|faute| !self.est_dans_une_autre_faute(faute));
        let type_ = document.type_de_document();
        fautes.iter_mut().for_each(|faute| self.selon_l_appel(type_, faute));
        let (anomalies, noms) = self.anomalies(&document);
        // In the order of the text, so that their lines and columns are found in one pass over it.
        let mut placees: Vec<(usize, Faute)> = anomalies
            .iter()
            .map(|anomalie| {
                let faute = self.faute(&document, anomalie);
                (noeud.place_au_pointeur(faute.pointer(), anomalie.cle.is_some()), faute)
            })
            .collect();
        placees.sort_by_key(|(octet, _)| *octet);
        let mut positions = Positions::nouvelles(texte);
        fautes.extend(placees.into_iter().map(|(octet, f)| f.au(positions.de(octet))));
        fautes.sort_by_key(|f| f.position);
        let releve = (anomalies, noms);
        let (report, document) = self.juger(document, releve, on, hypotheses, fautes);
        Ok((report, Some(document)))
    }

    /// True of an element of a list that stands in the place of an answer, and is none: the list is what is wrong.
    fn est_dans_une_autre_faute(&self, faute: &Faute) -> bool {
        let Some((avant, _)) = faute.pointeur.rsplit_once('/') else { return false };
        let Some((avant, id)) = avant.rsplit_once('/') else { return false };
        let question = self.declarable(&id.replace("~1", "/").replace("~0", "~"));
        avant.ends_with("declarations")
            && question.is_some_and(|(_, question)| !question.est_une_liste())
    }

    /// Something of another kind than expected: the reading knows neither the questions nor the codes of the call,
    /// which says what its own take.
    fn selon_l_appel(&self, type_: TypeDeDocument, faute: &mut Faute) {
        let Motif::MauvaisType { attendu, ecrire, .. } = &mut faute.motif else { return };
        let parcours = match self.lieu_du_pointeur(type_, &faute.pointeur) {
            (lieu, None) => self.parcourir(Some(type_), lieu),
            _ => return,
        };
        if let Some(question) = parcours.declarable {
            *attendu = question.genre();
        }
        if let (Some(champ), Some(ecrit)) = (parcours.champ, ecrire.as_ref()) {
            *ecrire = self.accepte(champ, ecrit);
        }
    }

    /// What to write of what would be, where a field takes its words from the call: the code that it is or is meant to
    /// be, if it is one.
    fn accepte(&self, champ: &Champ, ecrit: &CompactString) -> Option<CompactString> {
        let mot: String = match serde_json::from_str(ecrit) {
            Ok(serde_json::Value::String(mot)) => mot,
            Ok(serde_json::Value::Array(liste)) => liste.first()?.as_str()?.to_owned(),
            _ => return Some(ecrit.clone()),
        };
        let refus = match champ.codes {
            // The id of a call, which is another than this one.
            _ if champ.nom == "appel" && mot != self.id() => return None,
            Some(codes) => self.mauvais_code(codes, &mot),
            None => None,
        };
        match refus {
            None => Some(ecrit.clone()),
            Some(Motif::ChoixInconnu { proche, .. }) => {
                let code = serde_json::to_string(&proche?).ok()?;
                let en_liste = ecrit.starts_with('[');
                Some(if en_liste { format!("[{code}]") } else { code }.into())
            }
            Some(_) => None,
        }
    }

    /// Judges a document built in Rust, on a day. What it cannot say (an end before its start, an
    /// answer to nothing that the call asks) is in [`Report::input_errors`], without line or column.
    ///
    /// ```
    /// use pdn_core::dossier::Profil;
    /// use pdn_core::Appel;
    ///
    /// let appel = Appel::builtin("charte-2016")?;
    /// let profil = Profil { prenom: "Léa".into(), ..Profil::default() };
    /// let report = appel.evaluate(profil, "2024-07-01".parse()?);
    /// assert!(report.missing().iter().any(|m| m.pointer() == "/photo"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn evaluate(&self, document: impl Into<Document>, on: Date) -> Report {
        self.evaluate_document(&document.into(), on)
    }

    /// The same, of a document that is kept.
    #[must_use]
    pub fn evaluate_document(&self, document: &Document, on: Date) -> Report {
        let (anomalies, noms) = self.anomalies(document);
        if anomalies.is_empty() {
            return examiner(self, document, on, Vec::new(), Vec::new(), recolter(self, document));
        }
        let fautes = anomalies.iter().map(|a| self.faute(document, a)).collect();
        self.juger(document.clone(), (anomalies, noms), on, Vec::new(), fautes).0
    }

    /// What a document cannot say, and what the elements of its lists are called by; of another call's
    /// document, that alone.
    fn anomalies(&self, document: &Document) -> (Vec<Anomalie>, Noms) {
        match autre_appel(self, document) {
            Some(anomalie) => (vec![anomalie], Vec::new()),
            None => {
                let recolte = recolter(self, document);
                (recolte.anomalies, recolte.noms)
            }
        }
    }

    /// Judges a document without what cannot be taken as written, which is then not known; what is in
    /// error keeps the name that it has.
    fn juger(
        &self,
        mut document: Document,
        (anomalies, noms): (Vec<Anomalie>, Noms),
        on: Date,
        hypotheses: Vec<Hypothese>,
        fautes: Vec<Faute>,
    ) -> (Report, Document) {
        if autre_appel(self, &document).is_some() {
            return (Report::sans_verdict(self, &document, on, hypotheses, fautes), document);
        }
        for lieu in anomalies.iter().flat_map(Anomalie::lieux) {
            document.fauter(lieu);
        }
        let mut recolte = recolter(self, &document);
        recolte.noms = noms;
        (examiner(self, &document, on, hypotheses, fautes, recolte), document)
    }

    /// The fault of a document, without its line and column.
    fn faute(&self, document: &Document, anomalie: &Anomalie) -> Faute {
        let mut pointeur = self.pointeur(Some(document.type_de_document()), anomalie.lieu);
        if let Some(nom) = &anomalie.cle {
            pointeur.push('/');
            pointeur.push_str(&nom.replace('~', "~0").replace('/', "~1"));
        }
        Faute::nouvelle(anomalie.motif.clone(), pointeur)
    }
}
