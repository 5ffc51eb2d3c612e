//! A permit clears the text it was given for and no other: each thing that may differ between the two is changed alone.

#![expect(clippy::unwrap_used, reason = "literals; one that doesn't parse must fail its test")]

#[path = "support/literal.rs"]
#[expect(dead_code, reason = "the small world serves several tests, each of which uses a part of it")]
mod literal;

use dunning_core::case::{Address, Case, CaseSpec, ContactSpec};
use dunning_core::check::{Cleared, Draft, Refused, check, clear};
use dunning_core::decide::{Proposal, Verdict, decide};
use dunning_core::finding::Code;
use dunning_core::history::History;
use dunning_core::id::{DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::words::{Channel, Purpose, Recipient};
use dunning_testkit::generate::law;
use literal::{at, case, debt, policy, text};

const NOON: &str = "2026-07-15T16:00:00Z";

/// A person with two debts and two numbers.
fn person() -> CaseSpec {
    let number = |address: &str| ContactSpec {
        channel: Channel::Sms,
        address: address.to_owned(),
        verified: Some(true),
        since: None,
    };
    let mut spec = case();
    spec.customer.contacts = vec![number("+12125550100"), number("+12125550101")];
    spec.debts = vec![debt("A"), debt("B")];
    spec
}

/// What was permitted: a reminder of debt A to the first number.
fn permitted() -> Proposal {
    Proposal { key: Some(MessageKey::new("k-1").unwrap()), ..text(Purpose::Collection) }
}

/// What was written for it.
fn written() -> Draft {
    Draft {
        purpose: Purpose::Collection,
        channel: Channel::Sms,
        recipient: Recipient::Customer,
        address: None,
        debts: vec![DebtId::new("A").unwrap()],
        first: true,
        locale: Locale::new("en").unwrap(),
        subject: None,
        text: "Your payment of $120.00 was due on November 3.".to_owned().into(),
        template: None,
    }
}

fn compiled(spec: PolicySpec) -> Policy {
    let law = Law { books: Vec::new(), calendars: law::calendars().to_vec(), zones: law::zones().clone() };
    Policy::compile(spec, &law).unwrap()
}

/// A permit for one customer under one policy, and a text checked for another.
fn cleared(
    proposal: &Proposal,
    draft: Draft,
    checked_for: CaseSpec,
    checked_by: PolicySpec,
) -> Result<Cleared, Refused> {
    let case = Case::new(person()).unwrap();
    let history = History::from_facts([]).unwrap();
    let decision = decide(&compiled(policy(Vec::new())), &case, &history, proposal, at(NOON));
    let Verdict::Permit(permit) = decision.verdict else { unreachable!("no permit: {:?}", decision.findings) };
    clear(permit, check(&compiled(checked_by), &Case::new(checked_for).unwrap(), draft).unwrap(), at(NOON))
}

fn mismatch(result: Result<Cleared, Refused>) -> bool {
    result.is_err_and(|refused| refused.findings.headline().unwrap().code == Code::SendMismatch)
}

#[test]
fn a_permit_clears_its_own_text() {
    let cleared = cleared(&permitted(), written(), person(), policy(Vec::new())).unwrap();
    assert_eq!(cleared.address().expose(), "+12125550100");
    assert_eq!(cleared.key().as_str(), "k-1");
}

#[test]
fn and_no_other() {
    let changed = |change: fn(&mut Draft)| {
        let mut draft = written();
        change(&mut draft);
        cleared(&permitted(), draft, person(), policy(Vec::new()))
    };
    assert!(mismatch(changed(|draft| draft.debts = vec![DebtId::new("B").unwrap()])), "another debt");
    assert!(mismatch(changed(|draft| draft.debts.push(DebtId::new("B").unwrap()))), "one more debt");
    assert!(mismatch(changed(|draft| draft.debts.clear())), "any debt");
    assert!(mismatch(changed(|draft| draft.purpose = Purpose::PreDue)), "another purpose");
    assert!(mismatch(changed(|draft| draft.channel = Channel::Im)), "another channel");
    assert!(mismatch(changed(|draft| draft.recipient = Recipient::Guarantor)), "another recipient");
    assert!(mismatch(changed(|draft| draft.first = false)), "a later message");
    assert!(mismatch(changed(|draft| draft.address = Some(Address::new("+12125550101").unwrap()))), "another number");

    let mut renamed = person();
    renamed.customer.id = "c-2".to_owned();
    assert!(mismatch(cleared(&permitted(), written(), renamed, policy(Vec::new()))), "another customer");
    let mut older = person();
    older.as_of = Some(at("2026-07-15T11:00:00Z"));
    assert!(mismatch(cleared(&permitted(), written(), older, policy(Vec::new()))), "other facts");
    let stricter = PolicySpec { stale_after_s: 3600, ..policy(Vec::new()) };
    assert!(mismatch(cleared(&permitted(), written(), person(), stricter)), "another policy");
}

#[test]
fn a_permit_is_good_for_a_minute_and_only_while_the_message_can_arrive() {
    let handed_over = |latency_s: u32, when: &str| {
        let case = Case::new(person()).unwrap();
        let proposal = Proposal { latency_s, ..permitted() };
        let history = History::from_facts([]).unwrap();
        let rules = compiled(PolicySpec { relevance_s: 90, ..policy(Vec::new()) });
        let decision = decide(&rules, &case, &history, &proposal, at(NOON));
        let Verdict::Permit(permit) = decision.verdict else { unreachable!("no permit: {:?}", decision.findings) };
        clear(permit, check(&rules, &case, written()).unwrap(), at(when))
    };
    let late = |result: Result<Cleared, Refused>| {
        result.is_err_and(|refused| refused.findings.headline().unwrap().code == Code::SendLate)
    };
    assert!(handed_over(0, "2026-07-15T16:01:00.999Z").is_ok(), "a minute");
    assert!(late(handed_over(0, "2026-07-15T16:01:01Z")), "and a second");
    assert!(late(handed_over(0, "2026-07-15T15:59:59Z")), "before it was decided");
    // With a latency of forty seconds the validity of ninety begins then, and ends at 16:02:10.
    assert!(handed_over(40, "2026-07-15T16:01:00Z").is_ok());
    let short = |when: &str| {
        let rules = compiled(PolicySpec { relevance_s: 30, ..policy(Vec::new()) });
        let (case, history) = (Case::new(person()).unwrap(), History::from_facts([]).unwrap());
        let Verdict::Permit(permit) = decide(&rules, &case, &history, &permitted(), at(NOON)).verdict else {
            unreachable!("nothing stands against it")
        };
        clear(permit, check(&rules, &case, written()).unwrap(), at(when))
    };
    assert!(short("2026-07-15T16:00:29Z").is_ok());
    assert!(late(short("2026-07-15T16:00:30Z")), "it could no longer arrive");
}
