//! `dunning.case/1`: worked cases, each a request with steps and what is expected of them. A case that can't be read keeps
//! its faults, so that its own steps fail and the others run.

use std::borrow::Cow;

use dunning_core::fault::{Fault, Faults, nearest};

use crate::format::{Document, Format};
use crate::value::Value;

/// The format of case files.
pub const FORMAT: Format = Format { name: "dunning.case", version: 1 };

/// A file of cases, borrowed from its text.
#[derive(Debug, Clone)]
pub struct CaseFile<'t> {
    /// The cases in the order of the file.
    pub cases: Vec<WorkedCase<'t>>,
}

/// One case.
#[derive(Debug, Clone)]
pub struct WorkedCase<'t> {
    /// Its id; its place in the file (`#3`) when it has none.
    pub id: String,
    /// What it shows.
    pub about: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// What its steps ask.
    pub ask: Ask,
    /// The request under its steps: the file's base with the case's own fields laid over it.
    pub(crate) request: Value<'t>,
    /// Its steps, as they stand.
    pub(crate) steps: Vec<Value<'t>>,
    /// What is wrong with it.
    pub(crate) faults: Faults,
}

/// What the steps of a case ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ask {
    /// Whether a contact may leave.
    #[default]
    Decide,
    /// By which day something must or may happen.
    Deadline,
    /// What a local time is as an instant.
    Instant,
    /// What is wrong with a text.
    Check,
    /// What a reply says.
    Reply,
    /// A text without personal data.
    Redact,
}

impl Ask {
    /// The kinds that a case names, as it names them.
    const NAMED: [(&'static str, Self); 5] = [
        ("deadline", Self::Deadline),
        ("instant", Self::Instant),
        ("check", Self::Check),
        ("reply", Self::Reply),
        ("redact", Self::Redact),
    ];

    fn parse(text: &str) -> Result<Self, Fault> {
        let words = Self::NAMED.map(|(word, _)| word);
        Self::NAMED.into_iter().find(|(word, _)| *word == text).map(|(_, ask)| ask).ok_or_else(|| {
            let fault = Fault::new("DATA-WORD", "ask", "no known question").of(text);
            match nearest(text, words) {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault.fix(format!("one of: {}", words.join(", "))),
            }
        })
    }
}

/// Reads a file of cases.
///
/// # Errors
/// `DATA-SYNTAX` where it is no TOML, `DATA-FORMAT` for another or newer format, `DATA-FIELD` for a field no case file has,
/// `DATA-TYPE` where cases are no tables. What is wrong with one case stands in it.
pub fn read(text: &str) -> Result<CaseFile<'_>, Faults> {
    let document = Document::parse(text)?.of(FORMAT)?;
    let Value::Table(mut table) = document.value() else { return Ok(CaseFile { cases: Vec::new() }) };
    let base = table.fields.remove("base").unwrap_or_default();
    let cases = table.fields.remove("case");
    let mut faults = Faults::new();
    for name in table.fields.keys() {
        let fault = Fault::new("DATA-FIELD", name.as_ref(), "there is no such field");
        faults.push(fault.fix("a case file has `format`, `base` and `[[case]]`"));
    }
    let cases = match cases {
        None => Vec::new(),
        Some(Value::List(cases)) => cases,
        Some(other) => {
            faults.push(Fault::new("DATA-TYPE", "case", format!("expected a list, found {}", other.kind())));
            Vec::new()
        }
    };
    let mut worked: Vec<WorkedCase<'_>> = Vec::with_capacity(cases.len());
    for (index, raw) in cases.into_iter().enumerate() {
        let mut case = case(index, &base, raw);
        if worked.iter().any(|other| other.id == case.id) {
            case.faults.push(Fault::new("DATA-DUPLICATE", "id", "another case of this file has the same id"));
        }
        worked.push(case);
    }
    faults.or(CaseFile { cases: worked }).map_err(|faults| document.locate(faults))
}

fn case<'t>(index: usize, base: &Value<'t>, raw: Value<'t>) -> WorkedCase<'t> {
    let mut faults = Faults::new();
    let mut table = match raw {
        Value::Table(table) => table,
        other => {
            faults.push(Fault::new("DATA-TYPE", "", format!("a case is a table, this is {}", other.kind())));
            crate::value::Table::default()
        }
    };
    let mut text = |name: &'static str, must: bool| match table.fields.remove(name) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text.into_owned()),
        None if !must => None,
        None => {
            faults.push(Fault::new("DATA-MISSING", name, "this field is missing"));
            None
        }
        Some(_) => {
            faults.push(Fault::new("DATA-TYPE", name, "expected a text that isn't empty"));
            None
        }
    };
    let (id, about, source, ask) = (text("id", true), text("about", true), text("source", false), text("ask", false));
    let ask = match ask.as_deref().map(Ask::parse) {
        None => Ask::default(),
        Some(Ok(ask)) => ask,
        Some(Err(fault)) => {
            faults.push(fault);
            Ask::default()
        }
    };
    let steps = match table.fields.remove("step") {
        Some(Value::List(steps)) if !steps.is_empty() => steps,
        _ => {
            faults.push(Fault::new("DATA-MISSING", "step", "the case has no steps").fix("give it [[case.step]]s"));
            vec![Value::default()]
        }
    };
    WorkedCase {
        id: id.unwrap_or_else(|| format!("#{}", index + 1)),
        about: about.unwrap_or_default(),
        source,
        ask,
        request: base.clone().overlaid(Value::Table(table)),
        steps,
        faults,
    }
}

/// A step's own fields taken apart: what happened and was recorded before it, what is expected, and the rest.
pub(crate) struct Step<'t> {
    pub(crate) happened: Value<'t>,
    pub(crate) recorded: Value<'t>,
    pub(crate) expect: Value<'t>,
    pub(crate) rest: Value<'t>,
}

impl<'t> Step<'t> {
    pub(crate) fn of(step: &Value<'t>) -> Self {
        let mut table = match step {
            Value::Table(table) => table.clone(),
            _ => crate::value::Table::default(),
        };
        let mut take = |name: &str| table.fields.remove(name).unwrap_or(Value::Null);
        let (happened, recorded, expect) = (take("happened"), take("recorded"), take("expect"));
        Self { happened, recorded, expect, rest: Value::Table(table) }
    }
}

/// The lists that steps add to, kept from one step to the next.
#[derive(Default)]
pub(crate) struct Kept<'t>(Vec<(&'static str, Vec<Value<'t>>)>);

impl<'t> Kept<'t> {
    /// Adds what a step says happened and was recorded.
    ///
    /// # Errors
    /// `DATA-TYPE` and `DATA-FIELD` where it is no such list.
    pub(crate) fn add(&mut self, step: &Step<'t>) -> Result<(), Faults> {
        let mut faults = Faults::new();
        self.extend("history", &step.happened, "happened", &mut faults);
        match &step.recorded {
            Value::Null => {}
            Value::Table(recorded) => {
                for (name, list) in recorded.fields.iter() {
                    match ["consents", "holds", "artifacts", "payments"].into_iter().find(|known| known == name) {
                        Some(known) => self.extend(known, list, &format!("recorded.{known}"), &mut faults),
                        None => faults.push(
                            Fault::new("DATA-FIELD", format!("recorded.{name}"), "there is no such field")
                                .fix("one of: consents, holds, artifacts, payments"),
                        ),
                    }
                }
            }
            other => {
                faults.push(Fault::new("DATA-TYPE", "recorded", format!("expected an object, found {}", other.kind())));
            }
        }
        faults.or(())
    }

    fn extend(&mut self, list: &'static str, more: &Value<'t>, path: &str, faults: &mut Faults) {
        match more {
            Value::Null => {}
            Value::List(items) => self.0.push((list, items.clone())),
            other => {
                faults.push(Fault::new("DATA-TYPE", path, format!("expected a list, found {}", other.kind())));
            }
        }
    }

    /// The request with all that was added.
    pub(crate) fn over(&self, mut request: Value<'t>) -> Value<'t> {
        if let Value::Table(table) = &mut request {
            for (list, items) in &self.0 {
                let all = table.fields.or_insert_with(Cow::Borrowed(*list), || Value::List(Vec::new()));
                if let Some(Value::List(all)) = all {
                    all.extend(items.iter().cloned());
                }
            }
        }
        request
    }
}
