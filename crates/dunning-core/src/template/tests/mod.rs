//! Tests of the template room. Expected texts are written by hand; CLDR's for formats; Handlebars itself is the oracle of
//! rendering, with strict mode and no escaping.

use chrono::NaiveDate;

use super::*;
use crate::element::Element;
use crate::fault::Faults;
use crate::locale::Locale;
use crate::money::Money;
use crate::words::{ArrearsCause, Channel, Purpose, Tone};

mod choose;
mod format;
mod lint;
mod render;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn variable(name: &str, kind: VariableType, longest: u32) -> VariableSpec {
    VariableSpec { name: name.into(), kind, longest, required: true }
}

/// A template with the usual variables, whose body says them all.
fn spec() -> TemplateSpec {
    TemplateSpec {
        id: "sms.early.gentle".into(),
        version: 1,
        locale: Locale::new("en").unwrap(),
        channel: Channel::Sms,
        purpose: Purpose::Collection,
        stages: vec!["early".into()],
        tone: Tone::Gentle,
        variables: vec![
            variable("creditor", VariableType::Text, 20),
            variable("amount", VariableType::Amount, 12),
            variable("due_date", VariableType::Day, 6),
            variable("link", VariableType::Link, 30),
            VariableSpec { required: false, ..variable("cause", VariableType::Cause, 20) },
        ],
        elements: vec![Element::Creditor, Element::Amount, Element::DueDate, Element::Link],
        author: "A. Writer".into(),
        approved_by: "B. Reader".into(),
        approved_on: date(2026, 11, 2),
        subject: None,
        body: BODY.into(),
        body_line: 1,
    }
}

const BODY: &str =
    "{{creditor}}: your {{#if cause}}{{cause}}{{else}}payment{{/if}} of {{amount}} was due {{due_date}}. Pay: {{link}}";

fn bundle(templates: Vec<TemplateSpec>) -> Vec<BundleSpec> {
    vec![BundleSpec { id: "en".into(), description: "for tests".into(), templates }]
}

fn compile(spec: TemplateSpec) -> Result<Template, Faults> {
    Templates::compile(bundle(vec![spec])).map(|templates| templates.iter().next().unwrap().clone())
}

fn values() -> Values {
    Values::new()
        .with("creditor", Value::text("Larkspur Bank"))
        .with("amount", Money::parse("1280", "USD").unwrap())
        .with("due_date", date(2026, 11, 20))
        .with("link", Value::link("https://larkspur.example/p"))
        .with("cause", ArrearsCause::MinimumUnpaid)
}

/// The codes and places of all faults, in order.
fn said(faults: &Faults) -> Vec<(&'static str, Option<(u32, u32)>)> {
    faults.iter().map(|fault| (fault.code, fault.place.map(|place| (place.line, place.column)))).collect()
}
