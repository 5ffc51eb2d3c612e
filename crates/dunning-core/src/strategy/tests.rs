//! What is due on which day: days past due counted by hand from the civil due date.

use chrono::{DateTime, Utc};

use super::*;
use crate::case::{CaseSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use crate::history::{Fact, Payment};
use crate::money::Money;
use crate::policy::{Law, PolicySpec};
use crate::time::tests::zones;
use crate::words::{CustomerKind, Evidence};

pub(crate) fn policy() -> Policy {
    let law = Law { books: Vec::new(), calendars: Vec::new(), zones: zones() };
    Policy::compile(PolicySpec::books_alone(Vec::new()), &law).unwrap()
}

fn case(due: &str, arrears: &str) -> Case {
    Case::new(spec(due, arrears)).unwrap()
}

/// A person in Shanghai with two debts of one due date and amount.
pub(crate) fn spec(due: &str, arrears: &str) -> CaseSpec {
    let debt = |id: &str| DebtSpec {
        id: id.into(),
        currency: "CNY".into(),
        arrears: arrears.into(),
        due_date: due.parse().unwrap(),
        ..DebtSpec::default()
    };
    CaseSpec {
        as_of: Some(at("2026-01-01T00:00:00+08:00")),
        creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c".into(),
            kind: Some(CustomerKind::Person),
            locations: vec![LocationSpec {
                place: None,
                zone: Some("Asia/Shanghai".into()),
                evidence: Evidence::Address,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![debt("A"), debt("B")],
        ..CaseSpec::default()
    }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn due(case: &Case, history: &History, now: &str) -> Vec<(String, usize)> {
    let strategy = Strategy::compile(StrategySpec::starter().unwrap()).unwrap();
    strategy
        .due(&policy(), case, history, at(now))
        .into_iter()
        .map(|due| (format!("{} {} {}", due.step, due.cycle, due.occasion), due.debts.len()))
        .collect()
}

#[test]
fn days_past_due_count_in_the_zone_of_the_contract() {
    // DESIGN.md, "Words": DPD, from the civil due date in the contract's zone. At 17:00 UTC on 31 December it is the 1st in
    // Shanghai, where the customer lives, and still the 31st, the due date, in New York.
    let in_zone = |zone: Option<&str>| {
        let mut spec = spec("2025-12-31", "10.00");
        spec.debts[0].zone = zone.map(str::to_owned);
        spec.debts.truncate(1);
        due(&Case::new(spec).unwrap(), &History::from_facts([]).unwrap(), "2025-12-31T17:00:00Z")
    };
    let first = vec![("early.1 2025-12-31+0/CNY early".to_owned(), 1)];
    assert_eq!(in_zone(None), first);
    assert_eq!(in_zone(Some("Asia/Shanghai")), first);
    assert_eq!(in_zone(Some("America/New_York")), []);
    // Zone data that don't know the zone any more: the day of the last place on Earth.
    assert_eq!(in_zone(Some("Mars/Utopia")), []);
}

#[test]
fn two_currencies_are_two_contacts() {
    let mut spec = spec("2025-12-31", "10.00");
    spec.debts[1].currency = "USD".into();
    let due = due(&Case::new(spec).unwrap(), &History::default(), "2026-01-02T12:00:00+08:00");
    assert_eq!(
        due,
        [("early.1 2025-12-31+0/CNY early".to_owned(), 1), ("early.1 2025-12-31+0/USD early".to_owned(), 1)]
    );
}

#[test]
fn cycles_are_read_as_they_are_shown() {
    // ISO 4217: the yuan is 156, the lempira 340.
    for text in ["2026-11-23+0/CNY", "2026-11-23+4095/HNL", "0001-01-01+7"] {
        let cycle = Cycle::parse(text).unwrap();
        assert_eq!((cycle.to_string().as_str(), Cycle::from_number(cycle.number())), (text, cycle));
    }
    assert_eq!(Cycle::parse("2026-11-23+0/CNY").unwrap().number() & 0xffff, 156);
    for wrong in ["2026-11-23", "2026-11-23+00", "2026-11-23+5000", "2026-11-23+0/", "2026-11-23+0/XYZ", "+0"] {
        assert!(Cycle::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn one_contact_speaks_of_all_debts_in_a_step() {
    let case = case("2025-12-31", "100");
    // 23:59 on the due date itself in Shanghai: not overdue yet. A minute later it is day 1.
    assert_eq!(due(&case, &History::default(), "2025-12-31T23:59:59+08:00"), []);
    assert_eq!(
        due(&case, &History::default(), "2026-01-01T00:00:00+08:00"),
        [("early.1 2025-12-31+0/CNY early".to_owned(), 2)]
    );
}

#[test]
fn a_step_not_taken_in_its_days_is_not_taken_late() {
    let case = case("2025-12-31", "100");
    assert_eq!(due(&case, &History::default(), "2026-01-03T12:00:00+08:00")[0].0, "early.1 2025-12-31+0/CNY early"); // day 3
    assert_eq!(due(&case, &History::default(), "2026-01-04T12:00:00+08:00"), []); // day 4
    assert_eq!(due(&case, &History::default(), "2026-01-05T12:00:00+08:00")[0].0, "early.2 2025-12-31+0/CNY early"); // day 5
    assert_eq!(due(&case, &History::default(), "2026-01-15T12:00:00+08:00")[0].0, "early.2 2025-12-31+1/CNY early"); // day 15
    assert_eq!(due(&case, &History::default(), "2026-04-01T12:00:00+08:00")[0].0, "late 2025-12-31+0/CNY late"); // day 91
}

#[test]
fn a_payment_is_thanked_for_and_ends_reminders_when_it_covers_the_arrears() {
    let case = case("2025-12-31", "100");
    let paid = |amount: &str| {
        let payment = Payment {
            id: None,
            at: at("2026-01-01T08:00:00+08:00"),
            amount: Money::parse(amount, "CNY").unwrap(),
            debts: Vec::new(),
            state: PaymentState::Settled,
        };
        History::from_facts([Fact::Payment(payment)]).unwrap()
    };
    let now = "2026-01-01T12:00:00+08:00";
    assert_eq!(due(&case, &paid("200"), now), [("thanks 2026-01-01+0/CNY thanks".to_owned(), 2)]);
    // 120 pays A (100) and 20 of B, which stays in its step.
    assert_eq!(
        due(&case, &paid("120"), now),
        [("thanks 2026-01-01+0/CNY thanks".to_owned(), 2), ("early.1 2025-12-31+0/CNY early".to_owned(), 1)]
    );
}

#[test]
fn faults_come_all_at_once() {
    let mut spec = StrategySpec::starter().unwrap();
    spec.stages[1].from_dpd = 2;
    spec.steps[1].channels.clear();
    spec.steps[2].id = spec.steps[1].id.clone();
    let faults = Strategy::compile(spec).unwrap_err();
    let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["stages[1]", "steps[1].channels", "steps[2].id"]);
}

#[test]
fn nothing_is_overdue_on_its_due_date() {
    for (dpd, holds) in [(-3, false), (0, false), (1, true)] {
        let mut spec = StrategySpec::starter().unwrap();
        let step = spec.steps.iter_mut().find(|step| step.id.as_str() == "early.1").unwrap();
        step.when = When::Overdue { dpd, for_days: 3, every_days: None, until_dpd: None };
        let compiled = Strategy::compile(spec).map(|_| ());
        let said = compiled.map_err(|faults| faults.iter().map(|fault| fault.code).collect::<Vec<_>>());
        assert_eq!(said, if holds { Ok(()) } else { Err(vec!["DATA-STRATEGY"]) }, "{dpd}");
    }
}
