//! A small world written out: a customer in New York with one debt, and a rule at a time.

#![expect(clippy::unwrap_used, reason = "literals; one that doesn't parse must fail its test")]

use chrono::{DateTime, Utc};
use dunning_core::case::{Case, CaseSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::decide::{Answer, Proposal, ask};
use dunning_core::history::{Consent, Fact, History, Hold};
use dunning_core::id::{DebtId, RuleId};
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::rule::{Citation, Effective, RuleKind, RuleSpec, Scope};
use dunning_core::time::{Calendar, Moment};
use dunning_core::words::{
    Channel, ConsentState, CustomerKind, Evidence, Force, HoldCause, Purpose, Recipient, Status,
};
use dunning_testkit::generate::law;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A rule of law of this kind, in force since 2020, for everybody.
pub(crate) fn rule(kind: RuleKind) -> RuleSpec {
    RuleSpec {
        id: RuleId::new("R").unwrap(),
        part: None,
        rows: Vec::new(),
        status: Status::Verified,
        force: Force::Law,
        citation: Citation { instrument: "Act".to_owned(), article: "1".to_owned(), source: String::new() },
        effective: Effective { from: "2020-01-01".parse().unwrap(), until: None, zone: "America/New_York".to_owned() },
        scope: Scope::default(),
        effect_max: None,
        kind,
        note: String::new(),
    }
}

pub(crate) fn policy(rules: Vec<RuleSpec>) -> PolicySpec {
    PolicySpec { house: rules, ..PolicySpec::books_alone(Vec::new()) }
}

/// A person in New York who owes 120 dollars by the data of 2026-07-15T12:00:00Z.
pub(crate) fn case() -> CaseSpec {
    CaseSpec {
        as_of: Some(at("2026-07-15T12:00:00Z")),
        creditor: CreditorSpec { id: "bank".to_owned(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".to_owned(),
            kind: Some(CustomerKind::Person),
            locations: vec![location("America/New_York")],
            ..CustomerSpec::default()
        },
        debts: vec![debt("A")],
        ..CaseSpec::default()
    }
}

pub(crate) fn location(zone: &str) -> LocationSpec {
    LocationSpec { place: None, zone: Some(zone.to_owned()), evidence: Evidence::Address, since: None }
}

pub(crate) fn debt(id: &str) -> DebtSpec {
    DebtSpec {
        id: id.to_owned(),
        currency: "USD".to_owned(),
        arrears: "120.00".to_owned(),
        due_date: "2025-11-03".parse().unwrap(),
        ..DebtSpec::default()
    }
}

/// A text to the customer about debt A.
pub(crate) fn text(purpose: Purpose) -> Proposal {
    Proposal { debts: vec![DebtId::new("A").unwrap()], ..Proposal::new(purpose, Channel::Sms, Recipient::Customer) }
}

pub(crate) fn consent(text: &str, state: ConsentState) -> Consent {
    Consent::new(at(text), state)
}

pub(crate) fn hold(cause: HoldCause, from: &str, until: Option<&str>) -> Fact {
    let instant = |text: &str| Moment::Instant(at(text));
    Fact::Hold(Hold { cause, from: instant(from), known_at: None, until: until.map(instant), debts: Vec::new() })
}

/// What `decide` would say, with all law of the testkit at hand.
pub(crate) fn answer(spec: PolicySpec, case: CaseSpec, facts: Vec<Fact>, proposal: &Proposal, now: &str) -> Answer {
    answer_by(law::calendars(), spec, case, facts, proposal, now)
}

/// What `decide` would say with these calendars.
pub(crate) fn answer_by(
    calendars: &[Calendar],
    spec: PolicySpec,
    case: CaseSpec,
    facts: Vec<Fact>,
    proposal: &Proposal,
    now: &str,
) -> Answer {
    let law = Law { books: Vec::new(), calendars: calendars.to_vec(), zones: law::zones().clone() };
    let policy = Policy::compile(spec, &law).unwrap();
    let history = History::from_facts(facts).unwrap();
    ask(&policy, &Case::new(case).unwrap(), &history, proposal, None, at(now))
}
