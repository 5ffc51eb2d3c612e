//! Questions to the shipped law, put as requests: a base with the fields of one question laid over it.

#![expect(clippy::unwrap_used, reason = "a test's helpers may fail the test")]

use std::sync::LazyLock;

use dunning_wire::{Counsel, Value};
use serde_json::Value as Json;

static COUNSEL: LazyLock<Counsel> =
    LazyLock::new(|| Counsel::new(dunning_rulebooks::law().unwrap(), dunning_rulebooks::considerate().unwrap()));

/// What came: `permit`, `defer INSTANT` or `withhold`, and the rules that refused (with `~` those that noted), in order.
pub(crate) fn ask(base: &str, over: Json) -> String {
    let answer = answer(base, over);
    let mut said = answer["verdict"].as_str().unwrap().to_owned();
    if let Some(until) = answer["until"].as_str() {
        said = format!("{said} {until}");
    }
    let line = |finding: &Json| {
        let name = finding["rule"].as_str().or(finding["code"].as_str()).unwrap().to_owned();
        if finding["effect"] == "note" { format!("~{name}") } else { name }
    };
    let mut findings: Vec<String> = answer["findings"].as_array().unwrap().iter().map(line).collect();
    findings.sort_unstable();
    for finding in findings {
        said = format!("{said} {finding}");
    }
    said
}

/// What a text still owes, and until when it may arrive.
pub(crate) fn owed(base: &str, over: Json) -> (Vec<String>, String) {
    let answer = answer(base, over);
    let owed = answer["obligations"].as_array().unwrap().iter().map(|owed| owed.as_str().unwrap().to_owned());
    (owed.collect(), answer["valid_until"].as_str().unwrap_or("no permit").to_owned())
}

fn answer(base: &str, over: Json) -> Json {
    let over = over.to_string();
    let request = Value::parse(base).unwrap().overlaid(Value::parse(&over).unwrap());
    let answer = COUNSEL.answer(&request, None).map_err(|faults| faults.to_string()).unwrap();
    serde_json::to_value(&answer).unwrap()
}
