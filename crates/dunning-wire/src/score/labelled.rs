//! A labelled text as a line of a corpus writes it. It judges nothing.

use dunning_core::fault::{Fault, Faults};
use serde::Serialize;

use crate::fields::{self, Fields};
use crate::value::Value;

/// Forms in which people normally write an identifier.
const USUAL: [&str; 3] = ["plain", "plain_sep", "lower_x"];
/// Odd separators, width, invisible characters, line breaks, Chinese numerals, lower case.
const ODD: [&str; 21] = [
    "space",
    "dash",
    "dot",
    "fullwidth",
    "mixsep",
    "newline",
    "crlf",
    "zw",
    "underscore",
    "slash",
    "middot",
    "paren",
    "lower",
    "cnnum",
    "cnyao",
    "cncap",
    "cnmix",
    "spaced_all",
    "fw_at",
    "sp_at",
    "pct_at",
];
/// Characters that part the symbols of an identifier and tell nothing by themselves.
const SEPARATORS: &str = " \t\r\n-–—._/·•・()（）\u{a0}\u{3000}";
/// Characters that do not show.
const INVISIBLE: &str =
    "\u{200b}\u{200c}\u{200d}\u{feff}\u{2060}\u{ad}\u{200e}\u{200f}\u{202a}\u{202c}\u{2066}\u{2069}\u{fe0f}\u{20e3}";
/// Kinds whose values separators belong to.
const VERBATIM: [&str; 2] = ["PASSWORD", "URL_TOKEN"];

/// How far from its usual writing an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// As people normally write it, usual separators too.
    Usual,
    /// Odd separators, width, invisible characters, line breaks, Chinese numerals, lower case.
    Odd,
    /// Encodings and look-alikes.
    Encoded,
}

/// A stretch of a text, in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Span {
    /// Characters that both have.
    pub fn shared(self, other: Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether intersection over union is a half or more.
    pub fn meets(self, other: Self) -> bool {
        2 * self.shared(other) >= self.end.max(other.end) - self.start.min(other.start)
    }

    /// Whether a character lies in it.
    pub const fn covers(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }
}

/// An identifier, labelled.
pub struct Label {
    /// Where it stands.
    pub span: Span,
    /// What it is, e.g. `BANK_CARD`.
    pub kind: String,
    /// How it is disguised, e.g. `fullwidth`.
    pub form: String,
    /// Whether finding it is neither gain nor loss.
    pub optional: bool,
    /// Whether its check digit is wrong.
    pub misprinted: bool,
}

impl Label {
    /// Its tier of disguise.
    pub fn tier(&self) -> Tier {
        match self.form.as_str() {
            form if USUAL.contains(&form) => Tier::Usual,
            form if ODD.contains(&form) => Tier::Odd,
            _ => Tier::Encoded,
        }
    }
}

/// A span that must stay as it is.
pub struct Keep {
    /// Where it stands.
    pub span: Span,
    /// What it is, e.g. `AMT`.
    pub kind: String,
}

/// A labelled text. It has no `Debug`: the texts of a corpus may be real ones.
pub struct Labelled {
    /// Its id, for whoever looks it up.
    pub id: String,
    /// Its language.
    pub language: String,
    /// Its sort, e.g. `wrapped`.
    pub category: String,
    /// The text.
    pub text: String,
    /// The identifiers in it.
    pub entities: Vec<Label>,
    /// What must stay in it.
    pub keep: Vec<Keep>,
}

impl Labelled {
    /// Reads a line of a corpus: `{"id","lang","cat","text","entities":[{"start","end","type","form",…}],"keep":[{"start",
    /// "end","kind",…}]}`, where `start` and `end` count Unicode scalar values. What else stands there is left alone.
    ///
    /// # Errors
    /// Fields that are missing or no text, and spans that lie outside of the text.
    pub fn read(value: &Value<'_>) -> Result<Self, Faults> {
        let (read, mut faults) = fields::read(value, |fields| {
            fields.leave_rest();
            Some(Self {
                id: fields.must("id").owned()?,
                language: fields.must("lang").owned()?,
                category: fields.must("cat").owned()?,
                text: fields.must("text").any_text()?.to_owned(),
                entities: fields.take("entities").tables(label).into_iter().flatten().collect(),
                keep: fields.take("keep").tables(keep).into_iter().flatten().collect(),
            })
        });
        let Some(labelled) = read.flatten() else { return Err(faults) };
        let spans = labelled.entities.iter().map(|label| label.span).chain(labelled.keep.iter().map(|keep| keep.span));
        let end = labelled.text.chars().count();
        if spans.into_iter().any(|span| span.start >= span.end || span.end > end) {
            faults.push(Fault::new("DATA-TYPE", "", "a span is empty or ends after the text"));
        }
        faults.or(labelled)
    }

    /// Whether nothing in it may be redacted.
    pub fn negative(&self) -> bool {
        self.category == "negative"
    }

    /// The part of the text that a span covers.
    pub fn text_of(&self, span: Span) -> &str {
        let byte = |at: usize| self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte);
        self.text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    }

    /// Places of the sensitive characters of an identifier.
    pub(super) fn sensitive(&self, label: &Label) -> Vec<usize> {
        let verbatim = VERBATIM.contains(&label.kind.as_str());
        let tells = |c: char| !INVISIBLE.contains(c) && (verbatim || !SEPARATORS.contains(c));
        let chars = self.text_of(label.span).chars().zip(label.span.start..);
        chars.filter(|(c, _)| tells(*c)).map(|(_, at)| at).collect()
    }
}

fn label(fields: &mut Fields<'_>) -> Option<Label> {
    fields.leave_rest();
    Some(Label {
        span: span(fields)?,
        kind: fields.must("type").owned()?,
        form: fields.must("form").owned()?,
        optional: fields.take("optional").flag().unwrap_or(false),
        misprinted: fields.take("sub").owned().is_some_and(|sub| sub == "bad_checksum"),
    })
}

fn keep(fields: &mut Fields<'_>) -> Option<Keep> {
    fields.leave_rest();
    Some(Keep { span: span(fields)?, kind: fields.must("kind").owned()? })
}

fn span(fields: &mut Fields<'_>) -> Option<Span> {
    let (start, end) = (fields.must("start").count()?, fields.must("end").count()?);
    Some(Span { start: usize::try_from(start).ok()?, end: usize::try_from(end).ok()? })
}
