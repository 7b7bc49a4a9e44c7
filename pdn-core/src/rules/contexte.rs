//! What judging one document needs at hand.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::kinds::{Trois, eprouver};
use super::{Action, Attendu, Constat, Effet, Outcome, Raison, Remede, Suite};
use crate::appel::{Appel, Cible, Clause, Exigence, Jugement};
use crate::dossier::forme::{Fiche, Lieu, Visiteur, Vue};
use crate::dossier::{Appreciation, Declaration, Document, Phase, Reponse};
use crate::value::Value;
use crate::values::Date;

/// An object that a rule is judged on.
#[derive(Clone)]
pub(crate) struct Objet<'a> {
    pub lieu: Lieu,
    pub vue: Vue<'a>,
    pub instance: CompactString,
}

pub(crate) struct Contexte<'a> {
    pub appel: &'a Appel,
    pub doc: &'a Document,
    pub racine: &'a dyn Fiche,
    pub on: Date,
    pub phase: Phase,
    /// The day of the fact that the rules judge: the filing, the session's first day, else the
    /// examination.
    pub jour_du_fait: Date,
    fautifs: Vec<Lieu>,
    /// Answers by the rank of what is declared and the place of the object that carries them.
    declarations: Vec<(u16, Lieu, &'a Declaration)>,
    appreciations: Vec<(u16, Lieu, Appreciation)>,
    constats: Vec<Constat>,
    suites: Vec<Suite>,
    jugement: Option<(u16, &'a Jugement)>,
}

/// Gathers what the whole document declares.
struct Recolte<'a, 'r> {
    appel: &'a Appel,
    declarations: &'r mut Vec<(u16, Lieu, &'a Declaration)>,
    appreciations: &'r mut Vec<(u16, Lieu, Appreciation)>,
}

impl<'a> Visiteur<'a> for Recolte<'a, '_> {
    fn declarations(&mut self, lieu: Lieu, declarations: &'a [(CompactString, Declaration)]) {
        for (id, reponse) in declarations {
            if let Some((rang, _)) = self.appel.declarable(id) {
                self.declarations.push((rang, lieu, reponse));
            }
        }
    }
    fn appreciations(&mut self, lieu: Lieu, appreciations: &'a [(CompactString, Appreciation)]) {
        for (id, appreciation) in appreciations {
            if let Some(regle) = self.appel.rang_de_regle(id) {
                self.appreciations.push((regle, lieu, appreciation.clone()));
            }
        }
    }
    fn ordre(
        &mut self,
        _: Lieu,
        _: (&'static str, &Reponse<Date>),
        _: (&'static str, &Reponse<Date>),
    ) {
    }
}

impl<'a> Contexte<'a> {
    pub fn nouveau(
        appel: &'a Appel,
        doc: &'a Document,
        on: Date,
        phase: Phase,
        fautifs: Vec<Lieu>,
    ) -> Self {
        let jour_du_fait = match doc {
            Document::Candidature(c) => {
                c.depot.donnee().and_then(|d| d.date.donnee()).copied().unwrap_or(on)
            }
            Document::Session(s) => s.debut.donnee().copied().unwrap_or(on),
            _ => on,
        };
        let mut ctx = Self {
            appel,
            doc,
            racine: doc.fiche(),
            on,
            phase,
            jour_du_fait,
            fautifs,
            declarations: Vec::new(),
            appreciations: Vec::new(),
            constats: Vec::new(),
            suites: Vec::new(),
            jugement: None,
        };
        let mut recolte = Recolte {
            appel,
            declarations: &mut ctx.declarations,
            appreciations: &mut ctx.appreciations,
        };
        doc.visiter(&mut recolte);
        ctx.declarations.sort_unstable_by_key(|(rang, lieu, _)| (*rang, *lieu));
        ctx
    }

    pub fn reserver(&mut self, nombre: usize) {
        self.constats.reserve(nombre.saturating_mul(2));
    }

    #[allow(clippy::type_complexity, reason = "the three parts of a report")]
    pub fn finir(self) -> (Vec<Constat>, Vec<Suite>, Vec<(u16, Lieu, Appreciation)>) {
        (self.constats, self.suites, self.appreciations)
    }

    pub fn commencer(&mut self, rang: u16, jugement: &'a Jugement) {
        self.jugement = Some((rang, jugement));
    }

    pub fn jugement(&self) -> Option<&'a Jugement> {
        self.jugement.map(|(_, j)| j)
    }

    /// The rank of the rule that is being judged.
    pub fn regle(&self) -> u16 {
        self.jugement.map_or(0, |(_, j)| j.regle)
    }

    /// The id of the rule that is being judged.
    pub fn id(&self) -> &'a str {
        &self.appel.regle(self.regle()).id
    }

    /// The whole document, as an object.
    pub fn document(&self) -> Objet<'a> {
        Objet {
            lieu: Lieu::RACINE,
            vue: Vue::Fiche(self.racine),
            instance: CompactString::default(),
        }
    }

    /// True of a value that was read but cannot be taken (an end before its start).
    pub fn fautif(&self, lieu: Lieu) -> bool {
        self.fautifs.contains(&lieu)
    }

    /// An answer, or not known where the value cannot be taken.
    pub fn date(&self, lieu: Lieu, reponse: &Reponse<Date>) -> Reponse<Date> {
        if self.fautif(lieu) { Reponse::Inconnue } else { *reponse }
    }

    pub fn nombre_de_constats(&self) -> usize {
        self.constats.len()
    }

    /// Adds a finding of the rule that is being judged.
    pub fn emettre(&mut self, mut constat: Constat) {
        let Some((rang, jugement)) = self.jugement else { return };
        constat.regle = jugement.regle;
        if !jugement.instance.is_empty() {
            if !constat.instance.is_empty() {
                constat.instance.push(';');
            }
            constat.instance.push_str(&jugement.instance);
        }
        if constat.attendu == Attendu::Rien && jugement.attendu.is_some() {
            constat.attendu = Attendu::DeLaRegle(rang);
        }
        self.constats.push(constat);
    }

    /// Adds what follows from the rule that is being judged.
    pub fn suite(&mut self, lieu: Lieu, effet: Effet) {
        let regle = self.regle();
        self.suites.push(Suite { regle, lieu, effet });
    }

    /// What was found since `avant` waits for whether the rule applies, where it is not met.
    pub fn suspendre(&mut self, avant: usize, attend: &[Lieu]) {
        let suites = self.suites.len();
        let regle = self.regle();
        for constat in self.constats.iter_mut().skip(avant) {
            if !matches!(constat.outcome, Outcome::Pass | Outcome::NotApplicable) {
                constat.outcome = Outcome::Undetermined;
                constat.remede = None;
                constat.raison = Raison::Aucune;
                for lieu in attend.iter().rev() {
                    if !constat.attend.contains(lieu) {
                        constat.attend.insert(0, *lieu);
                    }
                }
            }
        }
        self.suites.retain(|s| s.regle != regle);
        debug_assert!(self.suites.len() <= suites);
    }

    /// The instance of an object, in the terms of the report: `formation=F1;session=2`.
    pub fn instance(&self, lieu: Lieu) -> CompactString {
        let mut instance = CompactString::default();
        let mut vue = Vue::Fiche(self.racine);
        for pas in lieu.pas() {
            vue = match vue {
                Vue::Fiche(f) => f.champ(*pas),
                Vue::Liste(l) => {
                    let element = usize::try_from(*pas).map_or(Vue::Inconnue, |p| l.element(p));
                    if let Vue::Fiche(f) = element {
                        nommer(&mut instance, f, *pas);
                    }
                    element
                }
                autre => autre,
            };
        }
        instance
    }

    /// The values of a field.
    pub fn valeurs(&self, cible: &Cible, objet: &Objet<'a>, voir: &mut dyn FnMut(Lieu, Vue<'a>)) {
        let fautifs = &self.fautifs;
        let mut filtrer = |lieu: Lieu, vue: Vue<'a>| {
            if !fautifs.is_empty() && fautifs.contains(&lieu) {
                voir(lieu, Vue::Inconnue);
            } else {
                voir(lieu, vue);
            }
        };
        match cible {
            Cible::Objet(chemin) => chemin.suivre_vue(objet.vue, objet.lieu, &mut filtrer),
            Cible::Document(chemin) => chemin.suivre(self.racine, Lieu::RACINE, &mut filtrer),
            Cible::Question(numero) => {
                // In the object, or else in the document.
                let propre = self.declaration(*numero, objet);
                let document = self.document();
                let trouvee = propre.or_else(|| self.declaration(*numero, &document));
                match trouvee {
                    Some((lieu, reponse)) => filtrer(lieu, vue_de(reponse)),
                    None => {
                        let porteur =
                            if matches!(objet.vue, Vue::Fiche(_)) { objet } else { &document };
                        filtrer(self.lieu_declare(*numero, porteur), Vue::Inconnue);
                    }
                }
            }
        }
    }

    /// The place of a field: a list on the way stops it.
    pub fn lieu_de_cible(&self, cible: &Cible, objet: &Objet<'a>) -> Lieu {
        match cible {
            Cible::Objet(chemin) => chemin.lieu(objet.lieu),
            Cible::Document(chemin) => chemin.lieu(Lieu::RACINE),
            Cible::Question(numero) => self.lieu_declare(*numero, objet),
        }
    }

    /// Where the finding of a rule points when it does not apply.
    pub fn lieu_de(&self, exigence: &Exigence, objet: &Objet<'a>) -> Lieu {
        match exigence {
            Exigence::Seuil(s) => self.lieu_de_cible(&s.champ, objet),
            Exigence::Condition(c) => match c.clauses.as_slice() {
                [seule] => self.lieu_de_cible(&seule.champ, objet),
                _ => objet.lieu,
            },
            Exigence::Declaration(d) => self.lieu_declare(d.numero, objet),
            Exigence::Appreciation { .. } => self.lieu_apprecie(objet),
            _ => objet.lieu,
        }
    }

    /// The place of an answer to a point or a question.
    pub fn lieu_declare(&self, numero: u16, objet: &Objet<'a>) -> Lieu {
        objet.lieu.puis(self.rang_du_champ(objet, "declarations")).puis(u32::from(numero))
    }

    /// The place of what a person judged.
    pub fn lieu_apprecie(&self, objet: &Objet<'a>) -> Lieu {
        let place = self.appel.place_d_appreciation(self.regle());
        objet.lieu.puis(self.rang_du_champ(objet, "appreciations")).puis(place)
    }

    /// `declarations` and `appreciations` are the last two fields of every object.
    fn rang_du_champ(&self, objet: &Objet<'a>, nom: &str) -> u32 {
        let descripteur = match objet.vue {
            Vue::Fiche(f) => f.descripteur(),
            _ => self.racine.descripteur(),
        };
        let nombre = u32::try_from(descripteur.champs.len()).unwrap_or(0);
        nombre.saturating_sub(if nom == "declarations" { 2 } else { 1 })
    }

    /// The answer that an object gives, and its place.
    pub fn declaration(&self, numero: u16, objet: &Objet<'a>) -> Option<(Lieu, &'a Declaration)> {
        let porteur = objet.lieu.puis(self.rang_du_champ(objet, "declarations"));
        let rang = self
            .declarations
            .binary_search_by_key(&(numero, porteur), |(n, lieu, _)| (*n, *lieu))
            .ok()?;
        let (_, _, reponse) = self.declarations.get(rang)?;
        let lieu = porteur.puis(u32::from(numero));
        (!self.fautif(lieu)).then_some((lieu, *reponse))
    }

    /// Whether all clauses hold, as far as is known.
    pub fn condition(&self, clauses: &[Clause], objet: &Objet<'a>) -> Trois {
        let mut attend: SmallVec<[Lieu; 2]> = SmallVec::new();
        for clause in clauses {
            match eprouver(self, clause, objet).verdict {
                Trois::Vrai => {}
                Trois::Faux => return Trois::Faux,
                Trois::Inconnu(lieux) => attend.extend(lieux),
            }
        }
        if attend.is_empty() { Trois::Vrai } else { Trois::Inconnu(attend) }
    }
}

fn vue_de(reponse: &Declaration) -> Vue<'_> {
    match reponse {
        Declaration::Booleen(b) => Vue::Booleen(*b),
        Declaration::Nombre(n) => Vue::Nombre(*n),
        Declaration::Texte(t) if t.is_empty() => Vue::Aucune,
        Declaration::Texte(t) => Vue::Texte(t),
    }
}

/// `formation=F1`: by the element's own id, its year for a budget, or its rank from 1.
fn nommer(instance: &mut CompactString, element: &dyn Fiche, rang: u32) {
    if !instance.is_empty() {
        instance.push(';');
    }
    let d = element.descripteur();
    instance.push_str(d.nom);
    instance.push('=');
    let cle = match d.nom {
        "budget" => d.champ("annee"),
        _ => d.champs.first().filter(|c| c.nom == "id").map(|c| (0, c)),
    };
    match cle.map(|(rang, _)| element.champ(rang)) {
        Some(Vue::Texte(id)) => instance.push_str(id),
        Some(Vue::Compte(annee)) => instance.push_str(&annee.to_string()),
        _ => {
            let rang = rang.saturating_add(1);
            // Small ranks are by far the most common: no allocation for them.
            if let Some(chiffre) = char::from_digit(rang, 10) {
                instance.push(chiffre);
            } else {
                instance.push_str(&rang.to_string());
            }
        }
    }
}

impl Constat {
    pub fn nouveau(outcome: Outcome, lieu: Lieu) -> Self {
        Self {
            regle: 0,
            outcome,
            raison: Raison::Aucune,
            lieu,
            instance: CompactString::const_new(""),
            observe: None,
            attendu: Attendu::Rien,
            remede: None,
            attend: SmallVec::new(),
        }
    }

    pub fn instance(mut self, instance: impl Into<CompactString>) -> Self {
        self.instance = instance.into();
        self
    }

    pub fn raison(mut self, raison: Raison) -> Self {
        self.raison = raison;
        self
    }

    pub fn observe(mut self, valeur: impl Into<Option<Value>>) -> Self {
        self.observe = valeur.into();
        self
    }

    pub fn attendu(mut self, valeur: Value) -> Self {
        self.attendu = Attendu::Propre(Box::new(valeur));
        self
    }

    pub fn remede(mut self, action: Action, vers: Option<Value>, de: Option<Value>) -> Self {
        self.remede = Some(Box::new(Remede { action, vers, de }));
        self
    }

    pub fn attend(mut self, lieu: Lieu) -> Self {
        self.attend.push(lieu);
        self
    }
}
