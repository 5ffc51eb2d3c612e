//! What a step expects, and whether it came. Only what is written is compared.

use chrono::{DateTime, FixedOffset};
use dunning_core::fault::{Fault, Faults, nearest};
use dunning_core::finding::Need;
use dunning_core::words::{Effect, Word};
use serde_json::{Value as Json, json};

use crate::answer::{Answer, Verdict};
use crate::check::Found;
use crate::fields::{self, Fields};
use crate::redact::Redacted;
use crate::request::scalar::instant;
use crate::value::Value;

/// Whether a step's expectation was met, and what came.
pub(super) struct Outcome {
    pub(super) ok: bool,
    pub(super) got: Json,
}

/// Reads what is expected.
///
/// # Errors
/// All faults, under `expect`; `DATA-MISSING` when nothing is expected.
pub(super) fn read<T>(expect: &Value<'_>, build: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, Faults> {
    let empty = match expect {
        Value::Null => true,
        Value::Table(table) => table.fields.is_empty(),
        _ => false,
    };
    if empty {
        return Err(Fault::new("DATA-MISSING", "expect", "nothing is expected").fix("write what must come").into());
    }
    let whole: Value<'_> = [("expect", expect.clone())].into_iter().collect();
    let (read, faults) = fields::read(&whole, |fields| fields.must("expect").table(build));
    match read.flatten() {
        Some(read) => faults.or(read),
        None => Err(faults),
    }
}

/// The facts that are expected to be needed.
pub(super) fn needs(fields: &mut Fields<'_>) -> Vec<Need> {
    fields.take("needs").list(|need| need.word())
}

/// What is expected of a decision.
pub(super) struct OfDecision {
    verdict: Option<Expected>,
    until: Option<DateTime<FixedOffset>>,
    valid_until: Option<DateTime<FixedOffset>>,
    needs: Vec<Need>,
    rules: Vec<String>,
    notes: Vec<String>,
    not: Vec<String>,
}

/// A verdict as cases expect it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Exactly(Verdict),
    /// Defer or withhold.
    Refuse,
}

impl Expected {
    const WORDS: [(&'static str, Self); 4] = [
        ("permit", Self::Exactly(Verdict::Permit)),
        ("defer", Self::Exactly(Verdict::Defer)),
        ("withhold", Self::Exactly(Verdict::Withhold)),
        ("refuse", Self::Refuse),
    ];

    fn parse(text: &str) -> Result<Self, Fault> {
        Self::WORDS.into_iter().find(|(word, _)| *word == text).map(|(_, verdict)| verdict).ok_or_else(|| {
            let fault = Fault::new("DATA-WORD", "", "no known verdict").of(text);
            match nearest(text, Self::WORDS.map(|(word, _)| word)) {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault.fix("one of: permit, defer, withhold, refuse"),
            }
        })
    }

    fn is(self, verdict: Verdict) -> bool {
        match self {
            Self::Exactly(expected) => expected == verdict,
            Self::Refuse => verdict != Verdict::Permit,
        }
    }
}

/// Reads what is expected of a decision.
///
/// # Errors
/// Those of [`read`].
pub(super) fn of_decision(expect: &Value<'_>) -> Result<OfDecision, Faults> {
    read(expect, |fields| OfDecision {
        verdict: fields.take("verdict").parse(Expected::parse),
        until: fields.take("until").parse(instant),
        valid_until: fields.take("valid_until").parse(instant),
        needs: needs(fields),
        rules: fields.take("rules").texts(),
        notes: fields.take("notes").texts(),
        not: fields.take("not").texts(),
    })
}

impl OfDecision {
    pub(super) fn met_by(&self, answer: &Answer) -> Outcome {
        let of = |refuses: bool| {
            let found = answer.findings.iter().filter(move |finding| finding.refuses() == refuses);
            found.filter_map(|finding| finding.rule.as_deref()).collect::<Vec<_>>()
        };
        let (rules, notes) = (of(true), of(false));
        let at = |expected: Option<DateTime<FixedOffset>>, came: Option<crate::answer::Instant>| {
            expected.is_none_or(|expected| came.is_some_and(|came| came.0 == expected))
        };
        let ok = self.verdict.is_none_or(|verdict| verdict.is(answer.verdict))
            && at(self.until, answer.until)
            && at(self.valid_until, answer.valid_until)
            && self.needs.iter().all(|need| answer.needs.contains(need))
            && all_in(&self.rules, &rules)
            && all_in(&self.notes, &notes)
            && none_in(&self.not, &rules)
            && none_in(&self.not, &notes);
        let needs: Vec<_> = answer.needs.iter().map(|need| need.as_str()).collect();
        let codes: Vec<_> = answer.findings.iter().map(|finding| finding.code).collect();
        let mut got = json!({
            "verdict": answer.verdict, "needs": needs, "rules": rules, "notes": notes, "codes": codes
        });
        for (name, came) in [("until", answer.until), ("valid_until", answer.valid_until)] {
            if let (Some(came), Some(got)) = (came, got.as_object_mut()) {
                got.insert(name.to_owned(), json!(came));
            }
        }
        Outcome { ok, got }
    }
}

/// What is expected of a check.
pub(super) struct OfCheck {
    ok: Option<bool>,
    categories: Vec<String>,
    codes: Vec<String>,
    rules: Vec<String>,
    notes: Vec<String>,
    not: Vec<String>,
}

/// Reads what is expected of a check.
///
/// # Errors
/// Those of [`read`].
pub(super) fn of_check(expect: &Value<'_>) -> Result<OfCheck, Faults> {
    read(expect, |fields| OfCheck {
        ok: fields.take("ok").flag(),
        categories: fields.take("categories").texts(),
        codes: fields.take("codes").texts(),
        rules: fields.take("rules").texts(),
        notes: fields.take("notes").texts(),
        not: fields.take("not").texts(),
    })
}

impl OfCheck {
    pub(super) fn met_by(&self, found: &Found) -> Outcome {
        let note = Effect::Note.as_str();
        let of = |refuses: bool| {
            let lines = found.findings.iter().filter(move |line| (line.effect != note) == refuses);
            lines.filter_map(|line| line.rule.as_deref()).collect::<Vec<_>>()
        };
        let (rules, notes) = (of(true), of(false));
        let categories: Vec<_> = found.findings.iter().filter_map(|line| line.category).collect();
        let codes: Vec<_> = found.findings.iter().map(|line| line.code).collect();
        let ok = self.ok.is_none_or(|ok| ok == found.ok)
            && all_in(&self.categories, &categories)
            && all_in(&self.codes, &codes)
            && all_in(&self.rules, &rules)
            && all_in(&self.notes, &notes)
            && [&rules, &notes, &categories, &codes].into_iter().all(|came| none_in(&self.not, came));
        let got = json!({
            "ok": found.ok, "categories": categories, "codes": codes, "rules": rules, "notes": notes
        });
        Outcome { ok, got }
    }
}

/// What is expected of a redaction.
pub(super) struct OfRedaction {
    types: Vec<String>,
    text: Option<String>,
}

/// Reads what is expected of a redaction.
///
/// # Errors
/// Those of [`read`].
pub(super) fn of_redaction(expect: &Value<'_>) -> Result<OfRedaction, Faults> {
    read(expect, |fields| OfRedaction { types: fields.take("types").texts(), text: fields.take("text").owned() })
}

impl OfRedaction {
    pub(super) fn met_by(&self, redacted: &Redacted) -> Outcome {
        let types: Vec<_> = redacted.entities.iter().map(|entity| entity.r#type).collect();
        let ok = all_in(&self.types, &types) && self.text.as_ref().is_none_or(|text| *text == redacted.text);
        Outcome { ok, got: json!({"types": types, "text": redacted.text}) }
    }
}

fn all_in(expected: &[String], came: &[&str]) -> bool {
    expected.iter().all(|item| came.contains(&item.as_str()))
}

fn none_in(expected: &[String], came: &[&str]) -> bool {
    !expected.iter().any(|item| came.contains(&item.as_str()))
}
