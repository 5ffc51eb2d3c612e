//! Mutants of a good plan: each is caught, and by its name.

use std::collections::BTreeMap;

use super::super::{Plan, Report};
use super::*;
use crate::case::{CaseSpec, ContactSpec, CreditorSpec, CustomerSpec};
use crate::decide::ChargeKey;
use crate::history::Fact;
use crate::id::{DebtId, MessageKey, StepId, TemplateId};
use crate::money::Money;
use crate::policy::Provenance;
use crate::strategy::{Cycle, Due};
use crate::words::{CustomerKind, Tone};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn due(step: &str, debts: &[&str]) -> Due {
    Due {
        step: StepId::new(step).unwrap(),
        cycle: Cycle::of("2026-11-23".parse().unwrap(), 0),
        debts: debts.iter().map(|debt| DebtId::new(debt).unwrap()).collect(),
        purpose: Purpose::Collection,
        channels: vec![Channel::Sms],
        tone: Tone::Gentle,
        occasion: "early".to_owned(),
        last_day: "2026-11-26".parse().unwrap(),
        answers: None,
    }
}

fn line(customer: &str, step: &str, ruling: Ruling, reasons: &[Code]) -> Line {
    let customer = CustomerId::new(customer).unwrap();
    let due = due(step, &["A"]);
    let wording = (ruling != Ruling::Withhold).then(|| Wording::Approved {
        template: TemplateId::new("zh-CN/sms.early.gentle").unwrap(),
        segments: 2,
        price: Some(Money::parse("0.10", "CNY").unwrap()),
    });
    let charges = match ruling {
        Ruling::Permit { .. } => vec![charge(customer.as_str(), 739_579)],
        _ => Vec::new(),
    };
    let key = crate::plan::key(&customer, &due, 0);
    Line { key, customer, due, ruling, reasons: reasons.to_vec(), charges, wording }
}

/// One text a local day.
fn charge(customer: &str, day: i64) -> Charge {
    let key = ChargeKey::Customer(CustomerId::new(customer).unwrap());
    Charge { cap: "HOUSE-DAY".into(), key, unit: Unit::Days, max: 1, span: 1, from: day, at: day }
}

/// Four contacts of three persons: two permitted, one put off, one withheld.
fn good() -> Plan {
    let digest = |byte| Digest([byte; 32]);
    let head = Head {
        portfolio: None,
        store: None,
        at: at("2026-11-24T02:00:00Z"),
        until: at("2026-11-24T16:00:00Z"),
        books: Vec::new(),
        law: Provenance { policy: digest(1), rulebooks: digest(2), calendars: digest(3), zones: digest(4) },
        templates: digest(5),
        strategy: digest(6),
    };
    let permit = Ruling::Permit { valid_until: at("2026-11-24T12:00:00Z") };
    let defer = Ruling::Defer { until: at("2026-11-24T06:00:00Z") };
    let lines = vec![
        line("c-1", "early.1", permit, &[]),
        line("c-2", "early.1", defer, &[Code::TimePreference, Code::TimeWindow]),
        line("c-3", "early.1", permit, &[]),
        line("c-3", "early.2", Ruling::Withhold, &[Code::FreqCap]),
    ];
    let report = Report {
        persons: 4,
        considered: 4,
        permitted: 2,
        deferred: BTreeMap::from([(Code::TimePreference, 1)]),
        withheld: BTreeMap::from([(Code::FreqCap, 1)]),
    };
    let price = BTreeMap::from([("CNY", 30)]);
    Plan { head, lines, totals: Totals { report, planned: 3, refused: BTreeMap::new(), segments: 6, price } }
}

/// The codes of what is wrong with the good plan after a change.
fn mutant(change: impl FnOnce(&mut Plan)) -> Vec<&'static str> {
    let mut plan = good();
    change(&mut plan);
    plan.lint().map_or_else(|faults| faults.iter().map(|fault| fault.code).collect(), |()| Vec::new())
}

#[test]
fn a_good_plan_passes() {
    assert_eq!(good().lint(), Ok(()));
}

#[test]
fn counts_that_do_not_add_up_are_named() {
    type Change = fn(&mut Totals);
    let figures: [(&str, Change); 9] = [
        ("considered", |totals| totals.report.considered += 1),
        ("permitted", |totals| totals.report.permitted -= 1),
        ("deferred", |totals| totals.report.deferred = BTreeMap::from([(Code::TimeWindow, 1)])),
        ("withheld", |totals| *totals.report.withheld.entry(Code::FreqCap).or_default() += 1),
        ("persons", |totals| totals.report.persons = 2),
        ("planned", |totals| totals.planned = 4),
        ("refused", |totals| totals.refused = BTreeMap::from([("TMPL-NONE".to_owned(), 1)])),
        ("segments", |totals| totals.segments = 7),
        ("price", |totals| totals.price = BTreeMap::from([("CNY", 31)])),
    ];
    for (figure, change) in figures {
        let mut plan = good();
        change(&mut plan.totals);
        let faults = plan.lint().unwrap_err();
        let path = format!("end.{figure}");
        assert!(
            faults.iter().any(|fault| fault.code == "DATA-PLAN-COUNTS" && fault.path == path),
            "{figure}: {faults}"
        );
    }
    // A line left out is missing from every count.
    assert!(mutant(|plan| drop(plan.lines.remove(0))).contains(&"DATA-PLAN-COUNTS"));
}

#[test]
fn a_key_twice_or_of_another_contact_is_named() {
    let twice = mutant(|plan| {
        let again = plan.lines[1].clone();
        plan.lines.insert(1, again);
        plan.totals.report.considered += 1;
        plan.totals.report.deferred = BTreeMap::from([(Code::TimePreference, 2)]);
        plan.totals.planned += 1;
        plan.totals.segments += 2;
        plan.totals.price = BTreeMap::from([("CNY", 40)]);
    });
    assert_eq!(twice, ["DATA-PLAN-KEY"]);
    assert_eq!(mutant(|plan| plan.lines[0].key = plan.lines[1].key.clone()), ["DATA-PLAN-KEY"]);
    assert_eq!(mutant(|plan| plan.lines[0].key = MessageKey::new("mine").unwrap()), ["DATA-PLAN-KEY"]);
    assert_eq!(mutant(|plan| plan.lines[0].due.step = StepId::new("late").unwrap()), ["DATA-PLAN-KEY"]);
    assert_eq!(mutant(|plan| plan.lines[1].customer = CustomerId::new("c-9").unwrap()), ["DATA-PLAN-KEY"]);
}

#[test]
fn a_cap_broken_by_the_plan_itself_is_named() {
    // The second contact of one day: its charge of the same day and person, one a day.
    let second = |day| {
        move |plan: &mut Plan| {
            let valid_until = at("2026-11-24T12:00:00Z");
            let told = line("c-3", "early.2", Ruling::Permit { valid_until }, &[]);
            plan.lines[3] = Line { charges: vec![charge("c-3", day)], ..told };
            plan.totals.report.permitted = 3;
            plan.totals.report.withheld.clear();
            plan.totals.planned = 4;
            plan.totals.segments = 8;
            plan.totals.price = BTreeMap::from([("CNY", 40)]);
        }
    };
    assert_eq!(mutant(second(739_579)), ["DATA-PLAN-CAP"]);
    assert_eq!(mutant(second(739_580)), [""; 0]);
}

#[test]
fn what_has_run_out_is_named() {
    let over = Ruling::Permit { valid_until: at("2026-11-24T02:00:00Z") };
    assert_eq!(mutant(|plan| plan.lines[0].ruling = over), ["DATA-PLAN-VALID"]);
    let past = Ruling::Defer { until: at("2026-11-24T01:00:00Z") };
    assert_eq!(mutant(|plan| plan.lines[1].ruling = past), ["DATA-PLAN-VALID"]);
    assert_eq!(mutant(|plan| plan.head.until = plan.head.at)[0], "DATA-PLAN-VALID");
}

#[test]
fn a_verdict_that_its_reasons_do_not_carry_is_named() {
    let wrong = ["DATA-PLAN-REASON"];
    assert_eq!(mutant(|plan| plan.lines[0].reasons = vec![Code::ConsOptedOut]), wrong);
    // Without its reason a refusal isn't counted under any either.
    assert_eq!(mutant(|plan| plan.lines[3].reasons.clear())[0], wrong[0]);
    assert_eq!(mutant(|plan| plan.lines[1].charges = vec![charge("c-2", 739_579)]), wrong);
    assert_eq!(mutant(|plan| plan.lines[1].due.channels.push(Channel::Email)), wrong);
}

#[test]
fn words_where_none_may_leave_are_named() {
    let words = good().lines[0].wording.clone();
    assert!(mutant(|plan| plan.lines[3].wording = words).contains(&"DATA-PLAN-WORDS"));
    assert!(mutant(|plan| plan.lines[0].wording = None).contains(&"DATA-PLAN-WORDS"));
    // Put off beyond the plan, it is none of its contacts.
    let beyond = Ruling::Defer { until: at("2026-11-24T16:00:00Z") };
    assert!(mutant(|plan| plan.lines[1].ruling = beyond).contains(&"DATA-PLAN-WORDS"));
    assert_eq!(mutant(|plan| plan.lines[0].due.channels = vec![Channel::Email]), ["DATA-PLAN-WORDS"]);
}

#[test]
fn a_digest_left_out_is_named() {
    let gaps: [fn(&mut Head) -> &mut Digest; 6] = [
        |head| &mut head.law.policy,
        |head| &mut head.law.rulebooks,
        |head| &mut head.law.calendars,
        |head| &mut head.law.zones,
        |head| &mut head.templates,
        |head| &mut head.strategy,
    ];
    for gap in gaps {
        assert_eq!(mutant(|plan| *gap(&mut plan.head) = Digest::default()), ["DATA-PLAN-DIGEST"]);
    }
}

#[test]
fn a_person_in_two_places_is_named() {
    assert_eq!(mutant(|plan| plan.lines.swap(0, 3)), ["DATA-PLAN-ORDER"]);
}

#[test]
fn what_is_refused_on_one_line_is_not_permitted_on_another() {
    for code in [Code::ConsOptedOut, Code::HoldActive] {
        let refused = |plan: &mut Plan| {
            plan.lines[3].reasons = vec![code];
            plan.totals.report.withheld = BTreeMap::from([(code, 1)]);
        };
        assert_eq!(mutant(refused), ["DATA-PLAN-REFUSED"]);
        let of_another_debt = |plan: &mut Plan| {
            refused(plan);
            plan.lines[3].due = due("early.2", &["B"]);
        };
        assert_eq!(mutant(of_another_debt), [""; 0]);
    }
}

/// Parts looked at apart, as several processors do, come to the same.
#[test]
fn parts_put_together_tell_the_same() {
    let mut plan = good();
    plan.lines[3].reasons.clear();
    plan.lines[1].key = MessageKey::new("mine").unwrap();
    let mut lint = Lint::new(&plan.head);
    for part in [&plan.lines[..1], &plan.lines[1..2], &plan.lines[2..]] {
        let mut own = lint.beside();
        part.iter().for_each(|line| own.line(line));
        lint.add(own);
    }
    assert_eq!(lint.finish(&plan.totals), plan.lint());
}

#[test]
fn a_flood_of_faults_is_counted() {
    let mut plan = good();
    let one = plan.lines[0].clone();
    plan.lines = std::iter::repeat_n(Line { reasons: vec![Code::FreqCap], ..one }, 200).collect();
    let faults = plan.lint().unwrap_err();
    assert_eq!(faults.iter().len(), 101);
    assert_eq!(faults.iter().last().map(|fault| fault.code), Some("DATA-PLAN-MORE"));
}

/// What the facts themselves say of the first permit of the good plan.
fn beside(facts: Vec<Fact>) -> Vec<&'static str> {
    let case = Case::new(CaseSpec {
        creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".into(),
            kind: Some(CustomerKind::Person),
            contacts: vec![ContactSpec {
                channel: Channel::Sms,
                address: "+8613800138000".into(),
                verified: None,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        ..CaseSpec::default()
    })
    .unwrap();
    let Plan { head, lines, .. } = good();
    let history = History::from_facts(facts).unwrap();
    let mut lint = Lint::new(&head);
    lint.facts(&lines[0], &case, &history);
    lint.notes.iter().map(|note| note.code).collect()
}

#[test]
fn a_permit_against_ledger_or_hold_is_named() {
    let refused = ["DATA-PLAN-REFUSED"];
    let said = |when: &str, state| Consent::new(at(when), state);
    let stop = || said("2026-11-20T00:00:00Z", ConsentState::Withdrawn);
    assert_eq!(beside(vec![Fact::Consent(stop())]), refused);
    assert_eq!(beside(vec![Fact::Consent(Consent { channel: Some(Channel::Email), ..stop() })]), [""; 0]);
    assert_eq!(beside(vec![Fact::Consent(Consent { purpose: Some(Purpose::Marketing), ..stop() })]), [""; 0]);
    let again = said("2026-11-21T00:00:00Z", ConsentState::Granted);
    assert_eq!(beside(vec![Fact::Consent(stop()), Fact::Consent(again)]), [""; 0]);
    let hold = |cause, until: Option<&str>| Hold {
        cause,
        from: Moment::Instant(at("2026-11-20T00:00:00Z")),
        known_at: None,
        until: until.map(|until| Moment::Instant(at(until))),
        debts: Vec::new(),
    };
    assert_eq!(beside(vec![Fact::Hold(hold(HoldCause::UnreadReply, None))]), refused);
    assert_eq!(beside(vec![Fact::Hold(hold(HoldCause::House, Some("2026-11-25T00:00:00Z")))]), refused);
    assert_eq!(beside(vec![Fact::Hold(hold(HoldCause::House, Some("2026-11-22T00:00:00Z")))]), [""; 0]);
}
