//! The check of a text: wording alone, or with any field of a request what its rules and facts ask of it. What the
//! question leaves out is filled with names that say nothing: no rule is asked by them.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use dunning_core::check::{Review, review_text};
use dunning_core::decide;
use dunning_core::element::Element;
use dunning_core::fault::{Fault, Faults};
use dunning_core::finding::{Code, Finding, Inputs};
use dunning_core::policy::Policy;
use dunning_core::words::{Effect, Word as _};
use serde::Serialize;

use crate::counsel::{Asked, Counsel};
use crate::stream::Reply;
use crate::value::{Table, Value};

/// What is found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The input's id.
    pub id: Option<String>,
    /// Whether nothing withholds.
    pub ok: bool,
    /// What was found, the headline first.
    pub findings: Vec<FoundLine>,
    /// Which elements the text has.
    pub elements: Elements,
}

/// One finding in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundLine {
    /// The engine's reason.
    pub code: &'static str,
    /// The rule that raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What kind of wording it is, where it has a name.
    pub category: Option<&'static str>,
    /// How grave the wording is: `low`, `medium`, `high`, `critical`.
    pub severity: &'static str,
    /// What it does: `withhold`, `defer` or `note`.
    pub effect: &'static str,
    /// Of an identifier, what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Byte offset at which it starts; the text's own start where no part of it is meant.
    pub start: u32,
    /// Byte offset at which it ends.
    pub end: u32,
}

/// The elements that readers of a text look for.
#[expect(missing_docs, reason = "each field is the element of that name")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Elements {
    pub creditor: bool,
    pub contact: bool,
    pub opt_out: bool,
    pub amount: bool,
    pub due_date: bool,
    pub link: bool,
}

impl Reply for Found {
    fn passes(&self) -> bool {
        self.ok
    }
}

/// Checks the text of an input. `at` is the instant of one that names none.
///
/// # Errors
/// All faults of the input.
pub fn check(counsel: &Counsel, value: &Value<'_>, at: Option<DateTime<FixedOffset>>) -> Result<Found, Faults> {
    let (laid, moved) = laid_out(value)?;
    let asked = counsel.read(&laid, at).map_err(|faults| moved.back(faults))?;
    let Asked { request, policy } = &asked;
    let Some(wording) = &request.wording else {
        return Err(Fault::new("DATA-MISSING", "text", "this field is missing").into());
    };
    let Review { findings, elements } = if is_wording_alone(value) {
        review_text(&wording.locale, wording.text.expose())
    } else {
        // No rule is asked: only whether the message is the first.
        let first =
            decide::ask(policy, &request.case, &request.history, &request.proposal, Some(&[]), request.now.to_utc());
        asked.review(wording, first.first)
    };
    let length = u32::try_from(wording.text.expose().len()).unwrap_or(u32::MAX);
    let has = |element| elements.contains(&element);
    Ok(Found {
        id: request.id.clone(),
        ok: findings.as_slice().iter().all(|finding| finding.effect != Effect::Withhold),
        findings: findings.as_slice().iter().map(|finding| line(policy, finding, length)).collect(),
        elements: Elements {
            creditor: has(Element::Creditor),
            contact: has(Element::Contact),
            opt_out: has(Element::OptOut),
            amount: has(Element::Amount),
            due_date: has(Element::DueDate),
            link: has(Element::Link),
        },
    })
}

/// Whether a question gives words and nothing to measure them against.
fn is_wording_alone(value: &Value<'_>) -> bool {
    let Value::Table(table) = value else { return false };
    table.fields.keys().all(|name| matches!(name.as_ref(), "id" | "text" | "lang"))
}

fn line(policy: &Policy, finding: &Finding, length: u32) -> FoundLine {
    let (kind, start, end) = match finding.inputs {
        Inputs::Span { start, end } => (None, start, end),
        Inputs::Identifier { kind, start, end } => (Some(kind.as_str()), start, end),
        _ => (None, 0, length),
    };
    let (category, severity) = grade(finding);
    FoundLine {
        code: finding.code.as_str(),
        rule: finding.rule.and_then(|index| policy.rule(index)).map(|rule| rule.id.to_string()),
        category,
        severity,
        effect: finding.effect.as_str(),
        kind,
        start,
        end,
    }
}

/// The category of a finding and how grave it is, as the labelled samples name them.
const fn grade(finding: &Finding) -> (Option<&'static str>, &'static str) {
    match (finding.code, finding.inputs) {
        (Code::PiiFound, _) => (Some("pii_overdisclosure"), "high"),
        (Code::TextThirdParty, _) => (Some("shaming_third_party"), "critical"),
        (Code::TextElement, Inputs::Element(Element::Creditor)) => (Some("missing_creditor"), "low"),
        (Code::TextElement, Inputs::Element(Element::Contact)) => (Some("missing_contact"), "low"),
        (Code::TextElement, Inputs::Element(Element::OptOut)) => (Some("missing_optout"), "low"),
        (Code::LinkDomain, _) => (None, "high"),
        (Code::TextSells | Code::TextConfirmation | Code::TextForm, _) => (None, "medium"),
        _ => (None, "low"),
    }
}

/// What stands in for what the question leaves out. By the latest instant that RFC 3339 can write, all that is known is
/// known.
const USUAL: &str = r#"{
  "now": "9999-12-31T00:00:00Z", "rulebooks": [], "creditor": {"id": "unnamed"},
  "customer": {"id": "unnamed", "kind": "person"},
  "proposal": {"purpose": "collection", "channel": "sms", "recipient": "customer"}
}"#;
/// A debt that carries facts when the question names none.
const BARE_DEBT: &str = r#"{"id": "unnamed", "currency": "XXX", "arrears": "0", "due_date": "1970-01-01"}"#;
/// Fields that may stand at the top for the proposal's.
const OF_PROPOSAL: [&str; 6] = ["text", "lang", "channel", "purpose", "recipient", "first"];

/// Paths of fields that were put elsewhere: where to, and where they stood.
struct Moved(Vec<(String, &'static str)>);

impl Moved {
    /// Faults with the paths of the question as it was put.
    fn back(&self, faults: Faults) -> Faults {
        let mut back = Faults::new();
        for mut fault in faults {
            for (there, here) in &self.0 {
                if let Some(rest) = fault
                    .path
                    .strip_prefix(there.as_str())
                    .filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                {
                    fault.path = format!("{here}{rest}");
                    break;
                }
            }
            back.push(fault);
        }
        back
    }
}

/// The question as a whole request.
fn laid_out<'v>(value: &Value<'v>) -> Result<(Value<'v>, Moved), Fault> {
    let Value::Table(mut table) = value.clone() else { return Ok((value.clone(), Moved(Vec::new()))) };
    let mut moved = Vec::new();
    let mut proposal = Table::default();
    for name in OF_PROPOSAL {
        if let Some(field) = table.fields.remove(name) {
            proposal.fields.insert(Cow::Borrowed(name), field);
            moved.push((format!("proposal.{name}"), name));
        }
    }
    let facts = table.fields.remove("facts");
    let region = table.fields.remove("region");
    let above: Value<'v> = [("proposal", Value::Table(proposal))].into_iter().collect();
    let mut whole = Value::parse(USUAL)?.overlaid(Value::Table(table)).overlaid(above);
    if let Some(facts) = facts {
        moved.push(("debts[0].facts".to_owned(), "facts"));
        give_facts(&mut whole, facts)?;
    }
    let located = whole.field("customer").is_some_and(|customer| customer.field("locations").is_some());
    if let Some(region) = region.filter(|_| !located) {
        moved.push(("customer.locations[0].place".to_owned(), "region"));
        let location = [("place", region), ("evidence", Value::Text(Cow::Borrowed("statement")))].into_iter().collect();
        let customer = [("locations", Value::List(vec![location]))].into_iter().collect();
        whole = whole.overlaid([("customer", customer)].into_iter().collect());
    }
    Ok((whole, Moved(moved)))
}

/// Lays facts over those of the first debt.
fn give_facts<'v>(whole: &mut Value<'v>, facts: Value<'v>) -> Result<(), Fault> {
    let Value::Table(table) = whole else { return Ok(()) };
    let debts = table.fields.or_insert_with(Cow::Borrowed("debts"), || Value::List(Vec::new()));
    if let Some(Value::List(debts)) = debts {
        if debts.is_empty() {
            debts.push(Value::parse(BARE_DEBT)?);
        }
        if let Some(first) = debts.first_mut() {
            let with = [("facts", facts)].into_iter().collect();
            *first = std::mem::take(first).overlaid(with);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::counsel;

    fn found(json: &str) -> String {
        serde_json::to_string(&check(&counsel(), &Value::parse(json).unwrap(), None).unwrap()).unwrap()
    }

    fn refused(json: &str) -> Vec<String> {
        let faults = check(&counsel(), &Value::parse(json).unwrap(), None).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn wording_alone_is_enough() {
        // U+200B is three bytes long in UTF-8.
        let found = found(r#"{"id": "t1", "lang": "en", "text": "Pay\u200b now"}"#);
        assert!(found.starts_with(
            r#"{"id":"t1","ok":false,"findings":[{"code":"TEXT-FORM","category":null,"severity":"medium","effect":"withhold","start":3,"end":6}],"elements":{"#
        ), "{found}");
    }

    #[test]
    fn faults_keep_the_paths_of_the_question() {
        assert_eq!(refused(r#"{"id": "t1"}"#), ["DATA-MISSING at text: this field is missing"]);
        let said = refused(
            r#"{"text": "x", "channel": "smss", "facts": {"time_bared": true}, "region": "UK", "lang": "english"}"#,
        );
        let paths: Vec<_> = said.iter().map(|fault| fault.split(':').next().unwrap()).collect();
        assert_eq!(
            paths,
            ["DATA-FIELD at facts.time_bared", "DATA-WORD at channel", "DATA-LOCALE at lang", "DATA-PLACE at region"]
        );
    }

    #[test]
    fn only_asks_the_content_rules_it_names() {
        let text = r#"{"text": "Pay\u200b now", "rulebooks": ["us-fed"], "only": ["US-REGF-777"], "facts": {"shared_phone": true}}"#;
        assert!(found(text).starts_with(r#"{"id":null,"ok":true,"findings":[]"#));
    }
}
