//! `dunning.template/1`: a bundle is a folder of texts. `bundle.toml` names it, each `*.hbs` file is one template: TOML
//! between two lines of `+++`, then the words in Handlebars. This file reads the front matter and finds the body; what
//! the words may say is the core's business ([`dunning_core::template`]), its faults get their places here.
//!
//! ```text
//! +++
//! format = "dunning.template/1"
//! id = "sms.early.gentle"
//! version = 1
//! locale = "en"
//! channel = "sms"
//! purpose = "collection"
//! stages = ["early"]
//! tone = "gentle"
//! elements = ["creditor", "amount"]
//! author = "A. Writer"
//! approved_by = "B. Reader"
//! approved_on = "2026-11-02"
//!
//! [variables]
//! creditor = { type = "text", longest = 20 }
//! amount = { type = "amount", longest = 13 }
//! name = { type = "text", longest = 20, required = false }
//! +++
//! {{creditor}}: {{#if name}}{{name}}, {{/if}}{{amount}} is still open.
//! ```

use std::collections::BTreeMap;

use dunning_core::element::Element;
use dunning_core::fault::{Fault, Faults, Place};
use dunning_core::locale::Locale;
use dunning_core::template::{BundleSpec, TemplateSpec, VariableSpec, VariableType};
use dunning_core::words::{Channel, Purpose, Tone, Word};
use serde::Deserialize;

use super::{Format, day, take};

/// The format of bundles and their templates.
pub const FORMAT: Format = Format { name: "dunning.template", version: 1 };

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BundleFields {
    id: String,
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    id: String,
    version: u32,
    locale: String,
    channel: String,
    purpose: String,
    #[serde(default)]
    stages: Vec<String>,
    tone: String,
    #[serde(default)]
    elements: Vec<String>,
    author: String,
    approved_by: String,
    approved_on: String,
    subject: Option<String>,
    #[serde(default)]
    variables: BTreeMap<String, VariableFields>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariableFields {
    r#type: String,
    longest: u32,
    #[serde(default = "required")]
    required: bool,
}

/// A variable must have a value unless it says otherwise.
const fn required() -> bool {
    true
}

/// Reads a bundle from its files, given as (name, text) in any order.
///
/// # Errors
/// All faults of all files, each under the file's name: those of [`template`] and of [`super::read`], and `TMPL-FILE` for
/// a bundle without `bundle.toml`, a file of another kind, or a name that is not the template's.
pub fn bundle(files: &[(&str, &str)]) -> Result<BundleSpec, Faults> {
    let mut faults = Faults::new();
    let mut templates = Vec::new();
    let mut named = None;
    for (file, text) in files {
        if *file == "bundle.toml" {
            named = Some(take(&mut faults, file, super::read(text, FORMAT, Ok::<BundleFields, Faults>)));
        } else if let Some(stem) = file.strip_suffix(".hbs") {
            if let Some(spec) = take(&mut faults, file, template(text)) {
                if stem != spec.id && stem != format!("{}.v{}", spec.id, spec.version) {
                    let fix = format!("call it {}.hbs or {0}.v{}.hbs", spec.id, spec.version);
                    faults.push(file_fault(file, "the file is not called by its template's id", fix));
                }
                templates.push(spec);
            }
        } else {
            faults.push(file_fault(file, "this is no file of a bundle", "a bundle holds bundle.toml and *.hbs files"));
        }
    }
    match named {
        None => {
            let fix = "add it, with format, id and description";
            faults.push(file_fault("bundle.toml", "the bundle has no such file", fix));
            Err(faults)
        }
        Some(None) => Err(faults),
        Some(Some(fields)) => faults.or(BundleSpec { id: fields.id, description: fields.description, templates }),
    }
}

/// Reads one template. Its body is the text after the second fence without the empty lines around it; line ends of
/// Windows and a byte order mark are undone.
///
/// # Errors
/// All faults with path, line and column in the file: `TMPL-FENCE` where the front matter has no end, those of
/// [`super::read`], `DATA-WORD`, `DATA-LOCALE`, `DATA-DATE`, and those of [`TemplateSpec::lint`].
pub fn template(text: &str) -> Result<TemplateSpec, Faults> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (front, body) = split(&text)?;
    let blank = body.len() - body.trim_start_matches('\n').len();
    let body_line = u32::try_from(text.split('\n').count() - body.split('\n').count() + blank + 1);
    let body = body.trim_start_matches('\n').trim_end().to_owned();
    super::read(front, FORMAT, |fields| {
        let spec = TemplateSpec { body, body_line: body_line.unwrap_or(u32::MAX), ..build(fields)? };
        spec.lint()?;
        Ok(spec)
    })
}

/// The front matter, an empty line in the place of its first fence so that its lines count like the file's, and what
/// stands after its second.
fn split(text: &str) -> Result<(&str, &str), Faults> {
    let fault = |line, message: &str| {
        let fix = "a template opens with a line +++, then its fields, then a line +++, then its words";
        Faults::from(Fault::new("TMPL-FENCE", "", message.to_owned()).fix(fix).at(Some(Place { line, column: 1 })))
    };
    let opened = text.strip_prefix(FENCE).filter(|rest| rest.starts_with('\n'));
    let Some(rest) = opened else { return Err(fault(1, "the file does not open with +++")) };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == FENCE {
            let front = rest.get(..at).unwrap_or_default();
            return Ok((front, rest.get(at + line.len()..).unwrap_or_default()));
        }
        at += line.len();
    }
    Err(fault(1, "the front matter that opens here has no end"))
}

fn build(fields: Fields) -> Result<TemplateSpec, Faults> {
    let mut faults = Faults::new();
    let locale = take(&mut faults, "locale", Locale::new(&fields.locale));
    let channel = take(&mut faults, "channel", Channel::parse(&fields.channel));
    let purpose = take(&mut faults, "purpose", Purpose::parse(&fields.purpose));
    let tone = take(&mut faults, "tone", Tone::parse(&fields.tone));
    let approved_on = take(&mut faults, "approved_on", day(&fields.approved_on));
    let mut elements = Vec::new();
    for (i, word) in fields.elements.iter().enumerate() {
        elements.extend(take(&mut faults, &format!("elements[{i}]"), Element::parse(word)));
    }
    let mut variables = Vec::new();
    for (name, VariableFields { r#type, longest, required }) in fields.variables {
        let kind = take(&mut faults, &format!("variables.{name}.type"), VariableType::parse(&r#type));
        variables.extend(kind.map(|kind| VariableSpec { name, kind, longest, required }));
    }
    let (Some(locale), Some(channel), Some(purpose), Some(tone), Some(approved_on)) =
        (locale, channel, purpose, tone, approved_on)
    else {
        return Err(faults);
    };
    faults.or(TemplateSpec {
        id: fields.id,
        version: fields.version,
        locale,
        channel,
        purpose,
        stages: fields.stages,
        tone,
        variables,
        elements,
        author: fields.author,
        approved_by: fields.approved_by,
        approved_on,
        subject: fields.subject,
        body: String::new(),
        body_line: 1,
    })
}

fn file_fault(file: &str, message: &str, fix: impl Into<String>) -> Fault {
    Fault::new("TMPL-FILE", file, message).fix(fix)
}

#[cfg(test)]
mod tests;
