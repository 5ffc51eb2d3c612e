//! `dunning.plan/1`: a plan as JSON Lines. The first line says under what it was made, then comes one line for each
//! contact considered, then one with what they come to and the SHA-256 of all that stands before it, by which a plan that
//! was cut or changed is known.
//!
//! A plan names customers and debts: whoever keeps one keeps it as a portfolio is kept.

mod read;

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use dunning_core::decide::{Charge, Ruling, Unit};
use dunning_core::digest::Digest;
use dunning_core::money::{Money, parse_currency};
use dunning_core::plan::{Head, Line, Totals, Wording};
use dunning_core::words::Word;
use sha2::{Digest as _, Sha256};

pub use read::{Part, Reading};

/// The format, as the first line names it.
pub const FORMAT: &str = "dunning.plan/1";

/// The units of charges, each with its word.
const UNITS: [(Unit, &str); 4] =
    [(Unit::Seconds, "seconds"), (Unit::Days, "days"), (Unit::Weeks, "weeks"), (Unit::Months, "months")];

/// A plan being written, line by line. Each call gives a line with its end.
#[derive(Debug, Clone)]
pub struct Writing(Sha256);

impl Writing {
    /// Begins a plan with its first line.
    pub fn begin(head: &Head) -> (Self, String) {
        let mut json =
            format!(r#"{{"format":"{FORMAT}","at":"{}","until":"{}""#, instant(head.at), instant(head.until));
        list(&mut json, "books", head.books.iter().map(|book| book.as_str()));
        json.push_str(r#","digests":{"#);
        for (i, (name, digest)) in head.digests().into_iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            put(&mut json, format_args!(r#"{comma}"{name}":"{digest}""#));
        }
        json.push('}');
        for (name, digest) in [("portfolio", head.portfolio), ("store", head.store)] {
            if let Some(digest) = digest {
                put(&mut json, format_args!(r#","{name}":"{digest}""#));
            }
        }
        json.push_str("}\n");
        let mut writing = Self(Sha256::new());
        writing.written(&json);
        (writing, json)
    }

    /// Notes text of lines that [`line()`] made.
    pub fn written(&mut self, lines: &str) {
        self.0.update(lines.as_bytes());
    }

    /// Ends a plan with its last line.
    pub fn end(mut self, totals: &Totals) -> String {
        let mut json = String::from(r#"{"end":"#);
        push_totals(totals, &mut json);
        self.written(&json);
        put(&mut json, format_args!(",\"digest\":\"{}\"}}\n", Digest(self.0.finalize().into())));
        json
    }
}

/// A contact as a line, its end included.
pub fn line(line: &Line, json: &mut String) {
    let Line { key, customer, due, ruling, reasons, charges, wording } = line;
    json.push_str(r#"{"key":"#);
    text(key.as_str(), json);
    json.push_str(r#","customer":"#);
    text(customer.as_str(), json);
    json.push_str(r#","step":"#);
    text(due.step.as_str(), json);
    put(json, format_args!(r#","cycle":"{}""#, due.cycle));
    list(json, "debts", due.debts.iter().map(|debt| debt.as_str()));
    let channel = line.channel().map_or("", Word::as_str);
    let words = [("purpose", due.purpose.as_str()), ("channel", channel), ("tone", due.tone.as_str())];
    for (name, word) in words.into_iter().chain([("occasion", due.occasion.as_str())]) {
        json.extend([",\"", name, "\":"]);
        text(word, json);
    }
    put(json, format_args!(r#","last_day":"{}""#, due.last_day));
    match ruling {
        Ruling::Permit { valid_until } => {
            put(json, format_args!(r#","verdict":"permit","valid_until":"{}""#, instant(*valid_until)));
        }
        Ruling::Defer { until } => put(json, format_args!(r#","verdict":"defer","until":"{}""#, instant(*until))),
        Ruling::Withhold => json.push_str(r#","verdict":"withhold""#),
    }
    if !reasons.is_empty() {
        list(json, "reasons", reasons.iter().map(|code| code.as_str()));
    }
    if !charges.is_empty() {
        json.push_str(r#","charges":["#);
        for (i, charge) in charges.iter().enumerate() {
            json.push_str(if i > 0 { "," } else { "" });
            push_charge(charge, json);
        }
        json.push(']');
    }
    match wording {
        None => {}
        Some(Wording::Approved { template, segments, price }) => {
            json.push_str(r#","template":"#);
            text(template.as_str(), json);
            put(json, format_args!(r#","segments":{segments}"#));
            if let Some(price) = price {
                put(json, format_args!(r#","price":"{price}""#));
            }
        }
        Some(Wording::Refused { because }) => {
            json.push_str(r#","refused":"#);
            text(because, json);
        }
    }
    json.push_str("}\n");
}

fn push_charge(charge: &Charge, json: &mut String) {
    let Charge { cap, key, unit, max, span, from, at } = charge;
    json.push_str(r#"{"cap":"#);
    text(cap, json);
    json.push_str(r#","key":"#);
    let (noun, name) = key.parts();
    json.extend(["\"", noun, ":"]);
    escaped(name, json);
    json.push('"');
    let unit = UNITS.iter().find(|(of, _)| of == unit).map_or("", |(_, word)| word);
    put(json, format_args!(r#","unit":"{unit}","max":{max},"span":{span},"from":{from},"at":{at}}}"#));
}

fn push_totals(totals: &Totals, json: &mut String) {
    let Totals { report, planned, refused, segments, price } = totals;
    put(
        json,
        format_args!(
            r#"{{"persons":{},"considered":{},"permitted":{},"planned":{planned}"#,
            report.persons, report.considered, report.permitted
        ),
    );
    counts(json, "deferred", report.deferred.iter().map(|(code, count)| (code.as_str(), *count)));
    counts(json, "withheld", report.withheld.iter().map(|(code, count)| (code.as_str(), *count)));
    counts(json, "refused", refused.iter().map(|(code, count)| (code.as_str(), *count)));
    put(json, format_args!(r#","segments":{segments}"#));
    let sums: Vec<String> = price
        .iter()
        .filter_map(|(code, minor)| Some(Money::from_minor(*minor, parse_currency(code).ok()?).to_string()))
        .collect();
    list(json, "price", sums.iter().map(String::as_str));
    json.push('}');
}

fn counts<'t>(json: &mut String, name: &str, counts: impl Iterator<Item = (&'t str, u64)>) {
    put(json, format_args!(r#","{name}":{{"#));
    for (i, (code, count)) in counts.enumerate() {
        json.push_str(if i > 0 { "," } else { "" });
        text(code, json);
        put(json, format_args!(":{count}"));
    }
    json.push('}');
}

fn list<'t>(json: &mut String, name: &str, texts: impl Iterator<Item = &'t str>) {
    json.extend([",\"", name, "\":["]);
    for (i, one) in texts.enumerate() {
        json.push_str(if i > 0 { "," } else { "" });
        text(one, json);
    }
    json.push(']');
}

/// A JSON string.
fn text(text: &str, json: &mut String) {
    json.push('"');
    escaped(text, json);
    json.push('"');
}

/// What stands between the quotes of a JSON string. A text without quote, backslash or control character stands as it is.
fn escaped(text: &str, json: &mut String) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let quoted = serde_json::Value::from(text).to_string();
        json.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
    } else {
        json.push_str(text);
    }
}

fn put(json: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string can't fail.
    let _ = json.write_fmt(text);
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests;
