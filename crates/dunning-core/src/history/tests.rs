//! Facts at the edges: holds that end as they begin, payments told twice.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn held(from: Moment, until: Moment) -> Result<History, Faults> {
    let hold = Hold { cause: HoldCause::Promise, from, known_at: None, until: Some(until), debts: Vec::new() };
    History::from_facts([Fact::Hold(hold)])
}

#[test]
fn a_hold_may_end_on_the_day_it_begins_wherever_that_is_and_no_earlier() {
    let day = |text: &str| Moment::Day(text.parse().unwrap());
    // 23:00 on 2026-04-07 in Pago Pago (UTC-11), whose clocks leave the day last but for Baker Island's.
    let late = Moment::Instant(at("2026-04-08T10:00:00Z"));
    assert!(held(late, day("2026-04-07")).is_ok());
    assert!(held(late, day("2026-04-06")).is_err());
    assert!(held(day("2026-04-07"), day("2026-04-07")).is_ok());
    assert!(held(day("2026-04-07"), day("2026-04-06")).is_err());
    assert!(held(late, Moment::Instant(at("2026-04-08T09:59:59Z"))).is_err());
}

#[test]
fn a_payment_by_its_id_is_one_and_without_it_each_is_its_own() {
    let paid = |id: Option<&str>, state| {
        let (id, amount) = (id.map(|id| PaymentId::new(id).unwrap()), Money::parse("300.00", "CNY").unwrap());
        Fact::Payment(Payment { id, at: at("2026-04-07T10:00:00Z"), amount, debts: Vec::new(), state })
    };
    use PaymentState::{Pending, Returned, Settled};
    let of = |facts: [Fact; 3]| {
        let history = History::from_facts(facts).unwrap();
        history.payments().iter().map(|payment| payment.state).collect::<Vec<_>>()
    };
    assert_eq!(of([Pending, Settled, Returned].map(|state| paid(Some("T1"), state))), [Returned]);
    assert_eq!(
        of([paid(Some("T1"), Settled), paid(Some("T2"), Settled), paid(None, Pending)]),
        [Settled, Settled, Pending]
    );
    assert_eq!(of([Settled; 3].map(|state| paid(None, state))), [Settled; 3]);
}

#[test]
fn a_hold_that_has_not_begun_is_lifted_to_nothing() {
    let from = Moment::Instant(at("2026-05-01T00:00:00Z"));
    let hold = Hold { cause: HoldCause::House, from, known_at: None, until: None, debts: Vec::new() };
    let lifted = hold.lifted(at("2026-04-07T10:00:00Z"));
    assert_eq!(lifted.until, Some(from));
    assert!(History::from_facts([Fact::Hold(lifted)]).is_ok());
}
