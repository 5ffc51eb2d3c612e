//! Compiles one template: what it declares, what it says, and whether the two agree. All its faults come at once.

use std::sync::Arc;

use super::body::{Piece, always, mentions};
use super::lint::lower;
use super::locale_format::Formats;
use super::spec::{TemplateSpec, VariableSpec, VariableType};
use crate::digest::Digest;
use crate::element::Element;
use crate::fault::{Fault, Faults};
use crate::id::TemplateId;
use crate::locale::Locale;
use crate::words::{Channel, Purpose, Tone, Word as _};

/// Longest value a variable may declare, in characters.
const VALUE_CHARS_MAX: u32 = 500;

/// Words that Handlebars reads as its own, so that no variable may have them as its name.
const RESERVED: [&str; 8] = ["as", "else", "false", "if", "null", "this", "true", "undefined"];

/// One approved text: compiled, immutable, cheap to clone.
#[derive(Debug, Clone)]
pub struct Template(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    id: TemplateId,
    spec: TemplateSpec,
    elements: Arc<[Element]>,
    body: Vec<Piece>,
    subject: Option<Vec<Piece>>,
    formats: Option<Formats>,
    canonical: Vec<u8>,
    digest: Digest,
}

impl TemplateSpec {
    /// Says all that is wrong with the template alone, paths within it; bundles are compiled all the same.
    ///
    /// # Errors
    /// All faults at once: codes `TMPL-…`, with line and column where the words are wrong.
    pub fn lint(&self) -> Result<(), Faults> {
        Template::compile("", &self.id, self.clone()).map(drop)
    }
}

impl Template {
    /// Compiles a spec of `bundle`; `path` is the template's full id.
    pub(super) fn compile(bundle: &str, path: &str, spec: TemplateSpec) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        head(&spec, &mut faults);
        let id = faults.take(TemplateId::new(path));
        let formats = Formats::of(&spec.locale);
        declarations(&spec, formats, &mut faults);
        let body = part(&spec.body, Some(spec.body_line), &spec, "", &mut faults);
        let subject = spec.subject.as_ref().map(|line| part(line, None, &spec, "subject", &mut faults));
        if faults.is_empty() {
            uses(&spec, &body, subject.as_deref().unwrap_or_default(), &mut faults);
        }
        let canonical = spec.canonical(bundle);
        let digest = Digest::of(&canonical);
        let elements = spec.elements.clone().into();
        match id {
            Some(id) => {
                faults.or(Self(Arc::new(Compiled { id, spec, elements, body, subject, formats, canonical, digest })))
            }
            None => Err(faults),
        }
    }

    /// Its full id: the bundle's name and its own, e.g. `zh-CN/sms.early.gentle`.
    pub fn id(&self) -> &TemplateId {
        &self.0.id
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.0.spec.version
    }

    /// The language of the text.
    pub fn locale(&self) -> &Locale {
        &self.0.spec.locale
    }

    /// The channel it is written for.
    pub fn channel(&self) -> Channel {
        self.0.spec.channel
    }

    /// What a contact with it is for.
    pub fn purpose(&self) -> Purpose {
        self.0.spec.purpose
    }

    /// How warm it is.
    pub fn tone(&self) -> Tone {
        self.0.spec.tone
    }

    /// What the text declares to say.
    pub fn elements(&self) -> Arc<[Element]> {
        Arc::clone(&self.0.elements)
    }

    /// Its declared variables.
    pub fn variables(&self) -> &[VariableSpec] {
        &self.0.spec.variables
    }

    /// The spec it was compiled from.
    pub fn spec(&self) -> &TemplateSpec {
        &self.0.spec
    }

    /// The bytes its digest is taken of: everything that makes it what it is, kept for ever beside a record.
    pub fn canonical(&self) -> &[u8] {
        &self.0.canonical
    }

    /// SHA-256 of [`Template::canonical`].
    pub fn digest(&self) -> Digest {
        self.0.digest
    }

    pub(super) fn body(&self) -> &[Piece] {
        &self.0.body
    }

    pub(super) fn subject(&self) -> Option<&[Piece]> {
        self.0.subject.as_deref()
    }

    pub(super) fn formats(&self) -> Option<Formats> {
        self.0.formats
    }

    pub(super) fn key(&self) -> (&TemplateId, u32) {
        (self.id(), self.version())
    }
}

/// Whether a name can stand in a path, a command line and a file's name.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// The parts of a template that are neither its variables nor its words.
fn head(spec: &TemplateSpec, faults: &mut Faults) {
    let mut fault = |code, path: &str, message: &str, fix: &str| faults.push(Fault::new(code, path, message).fix(fix));
    if !is_name(&spec.id) || spec.stages.iter().any(|stage| !is_name(stage)) {
        fault("TMPL-ID", "", "its id or a stage is no name", "letters, digits, full stops, - and _");
    }
    if spec.version == 0 {
        fault("TMPL-VERSION", "version", "a version is zero", "versions count from 1");
    }
    let (author, approver) = (spec.author.trim(), spec.approved_by.trim());
    if author.is_empty() || approver.is_empty() {
        fault("TMPL-APPROVAL", "approved_by", "author or approver is missing", "name both");
    } else if author == approver {
        fault("TMPL-APPROVAL", "approved_by", "author and approver are the same", "let somebody else approve it");
    }
    let titled = matches!(spec.channel, Channel::Email | Channel::Letter);
    if spec.subject.is_some() && !titled {
        fault("TMPL-SUBJECT", "subject", "the channel has no subject line", "leave it out");
    } else if spec.subject.is_none() && spec.channel == Channel::Email {
        fault("TMPL-SUBJECT", "subject", "an e-mail has no subject line", "give one");
    }
    if spec.subject.as_ref().is_some_and(|line| line.trim().is_empty() || line.contains('\n')) {
        fault("TMPL-SUBJECT", "subject", "a subject is empty or has more than one line", "one line of words");
    }
    if spec.body.trim().is_empty() {
        fault("TMPL-EMPTY", "", "a template has no words", "write them after the second +++");
    }
}

fn declarations(spec: &TemplateSpec, formats: Option<Formats>, faults: &mut Faults) {
    let mut seen: Vec<&str> = Vec::new();
    for variable in &spec.variables {
        let name = variable.name.as_str();
        let path = format!("variables.{name}");
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !plain || RESERVED.contains(&name) {
            let fix = "small letters, digits and _, a letter first, no word of Handlebars";
            faults.push(Fault::new("TMPL-VARIABLE", &path, format!("{name:?} is no name of a variable")).fix(fix));
        }
        if seen.contains(&name) {
            faults.push(Fault::new("TMPL-VARIABLE", &path, "a variable is declared twice"));
        }
        seen.push(name);
        if variable.longest == 0 || variable.longest > VALUE_CHARS_MAX {
            faults.push(
                Fault::new("TMPL-VARIABLE", &path, "its longest value has no length in bounds")
                    .fix("1 to 500 characters"),
            );
        }
        let formatted = !matches!(variable.kind, VariableType::Text | VariableType::Link | VariableType::Phone);
        if formatted && formats.is_none() {
            let message = format!("{} has no format for {}", spec.locale, variable.kind.as_str());
            faults.push(Fault::new("TMPL-LOCALE", &path, message).fix(format!("one of: {}", Formats::known())));
        }
    }
}

/// Lowers the body, whose faults have their place in the file, or the subject, which stands in one line of its own.
fn part(source: &str, line: Option<u32>, spec: &TemplateSpec, path: &str, faults: &mut Faults) -> Vec<Piece> {
    lower(source, line.unwrap_or(1), &spec.variables).unwrap_or_else(|wrong| {
        let placed = wrong.into_iter().map(|fault| if line.is_some() { fault } else { fault.at(None) });
        placed.for_each(|fault| faults.extend_under(path, fault.into()));
        Vec::new()
    })
}

/// Variables that nobody reads, and declared elements that the text can't be sure to say.
fn uses(spec: &TemplateSpec, body: &[Piece], subject: &[Piece], faults: &mut Faults) {
    for (i, variable) in spec.variables.iter().enumerate() {
        if !mentions(body, i) && !mentions(subject, i) {
            let path = format!("variables.{}", variable.name);
            faults.push(
                Fault::new("TMPL-UNUSED", path, "a declared variable stands nowhere").fix("use it or leave it out"),
            );
        }
    }
    for element in &spec.elements {
        let kinds: &[VariableType] = match element {
            Element::Amount => &[VariableType::Amount],
            Element::DueDate => &[VariableType::Date, VariableType::Day],
            _ => continue, // said in words as often as by a variable: the check finds them
        };
        let of_kind = |variable: usize| spec.variables.get(variable).is_some_and(|spec| kinds.contains(&spec.kind));
        if !always(body, &of_kind) {
            let message = format!("{} is declared, and a way through the text does not say it", element.as_str());
            faults.push(
                Fault::new("TMPL-ELEMENT", "elements", message).fix("say it outside any {{#if}}, or in both branches"),
            );
        }
    }
}
