//! What the tests of this room share: a Chinese bank and an American lender with an agency, as the worked cases have
//! them, and books of the rules under test.

use super::*;
use crate::case::{CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use crate::element::Element;
use crate::finding::{Code, Inputs};
use crate::id::{BookId, DebtId};
use crate::pii::Pii;
use crate::policy::{Law, PolicySpec};
use crate::rule::{Citation, Effective, MandatoryContent, Occasion, RuleSpec, RulebookSpec, Scope};
use crate::time::tests::zones;
use crate::words::{Actor, Channel, CustomerKind, Evidence, Force, Recipient, Status, Word as _};

mod elements;
mod links;
mod rules;

/// 青禾银行 and a card bill of 1,280.00 yuan, due on 20 November 2026.
fn chinese() -> CaseSpec {
    CaseSpec {
        as_of: Some("2026-11-23T10:00:00+08:00".parse().unwrap()),
        actor: Some(Actor::Creditor),
        creditor: CreditorSpec {
            id: "qinghe".into(),
            name: Some("青禾银行".into()),
            hotline: Some("400-000-1100".into()),
            pay_link: Some("https://pay.qinghe.example/a".into()),
            domains: vec!["qinghe.example".into()],
            ..CreditorSpec::default()
        },
        customer: customer("王小明", "+8613800138000"),
        debts: vec![debt("CNY", "1280.00")],
        ..CaseSpec::default()
    }
}

/// Larkspur Bank and a loan of which 62.10 dollars are late since 20 November 2026.
fn american() -> CaseSpec {
    CaseSpec {
        as_of: Some("2026-11-23T10:00:00-06:00".parse().unwrap()),
        actor: Some(Actor::Agency),
        creditor: CreditorSpec {
            id: "larkspur".into(),
            name: Some("Larkspur Bank".into()),
            hotline: Some("+1 312 555 0110".into()),
            site: Some("https://www.larkspur.example".into()),
            ..CreditorSpec::default()
        },
        customer: customer("Ana Ortiz", "+13125550142"),
        debts: vec![debt("USD", "62.10")],
        ..CaseSpec::default()
    }
}

fn customer(name: &str, mobile: &str) -> CustomerSpec {
    CustomerSpec {
        id: "p1".into(),
        kind: Some(CustomerKind::Person),
        name: Some(name.into()),
        contacts: vec![ContactSpec { channel: Channel::Sms, address: mobile.into(), verified: None, since: None }],
        locations: vec![LocationSpec {
            place: None,
            zone: Some("America/Chicago".into()),
            evidence: Evidence::Address,
            since: None,
        }],
        ..CustomerSpec::default()
    }
}

fn debt(currency: &str, arrears: &str) -> DebtSpec {
    DebtSpec {
        id: "A".into(),
        currency: currency.into(),
        arrears: arrears.into(),
        due_date: "2026-11-20".parse().unwrap(),
        ..DebtSpec::default()
    }
}

/// A text message to the customer that asks for payment.
fn draft(locale: &str, text: &str) -> Draft {
    Draft {
        purpose: Purpose::Collection,
        channel: Channel::Sms,
        recipient: Recipient::Customer,
        address: None,
        debts: vec![DebtId::new("A").unwrap()],
        first: false,
        locale: Locale::new(locale).unwrap(),
        subject: None,
        text: Pii::new(text.to_owned()),
        template: None,
    }
}

fn rule(id: &str, force: Force, scope: Scope, kind: RuleKind) -> RuleSpec {
    RuleSpec {
        id: RuleId::new(id).unwrap(),
        part: None,
        rows: Vec::new(),
        status: Status::Verified,
        force,
        citation: Citation { instrument: String::new(), article: String::new(), source: String::new() },
        effective: Effective { from: "2021-11-30".parse().unwrap(), until: None, zone: "America/New_York".into() },
        scope,
        effect_max: None,
        kind,
        note: String::new(),
    }
}

/// A rule that demands elements of every text.
fn demand(id: &str, scope: Scope, elements: &[Element], when: Occasion) -> RuleSpec {
    let content = MandatoryContent { elements: elements.to_vec(), when, signature: None };
    rule(id, Force::Law, scope, RuleKind::MandatoryContent(content))
}

fn policy(rules: Vec<RuleSpec>) -> Policy {
    let book = RulebookSpec {
        id: BookId::new("test").unwrap(),
        version: "1".into(),
        title: String::new(),
        source: String::new(),
        rules,
        absent: Vec::new(),
        carried: Vec::new(),
    };
    let law = Law { books: vec![book], calendars: Vec::new(), zones: zones() };
    Policy::compile(PolicySpec::books_alone(vec![BookId::new("test").unwrap()]), &law).unwrap()
}

/// The findings of a draft under rules alone: code and rule, in their order.
fn remarks(policy: &Policy, case: CaseSpec, draft: &Draft) -> Vec<(String, String)> {
    let named: Vec<RuleId> = policy.rule_ids().cloned().collect();
    let review = super::review(policy, &Case::new(case).unwrap(), draft, Some(&named));
    let of = |finding: &Finding| policy.rule(finding.rule.unwrap()).unwrap().id.to_string();
    review.findings.as_slice().iter().map(|found| (found.code.as_str().to_owned(), of(found))).collect()
}

/// The engine's own findings of a draft: code and the words meant.
fn own_remarks(case: CaseSpec, draft: &Draft) -> Vec<(&'static str, &str)> {
    let review = super::review(&policy(Vec::new()), &Case::new(case).unwrap(), draft, None);
    review.findings.as_slice().iter().map(|found| (found.code.as_str(), words(draft.text.expose(), found))).collect()
}

/// The words a finding means.
fn words<'t>(text: &'t str, finding: &Finding) -> &'t str {
    match finding.inputs {
        Inputs::Span { start, end } | Inputs::Identifier { start, end, .. } => {
            text.get(start as usize..end as usize).unwrap()
        }
        _ => "",
    }
}
