//! Which facts a text may state: what was paid, on which day, of which debts.

use super::*;
use crate::history::Fact;
use crate::id::DebtId;
use crate::strategy::tests::{at, policy, spec};
use crate::words::{Channel, Recipient};

fn payment(when: &str, amount: &str, currency: &str, debts: &[&str], state: PaymentState) -> Fact {
    Fact::Payment(Payment {
        id: None,
        at: at(when),
        amount: Money::parse(amount, currency).unwrap(),
        debts: debts.iter().map(|id| DebtId::new(id).unwrap()).collect(),
        state,
    })
}

/// What thanks for payments on debt A may state.
fn thanks(payments: Vec<Fact>) -> Values {
    let proposal = Proposal {
        debts: vec![DebtId::new("A").unwrap()],
        ..Proposal::new(Purpose::Confirmation, Channel::Sms, Recipient::Customer)
    };
    let case = Case::new(spec("2025-12-20", "2000.00")).unwrap();
    let history = History::from_facts(payments).unwrap();
    values(&policy(), &case, &history, &proposal, at("2026-01-06T12:00:00+08:00"))
}

#[test]
fn thanks_are_for_all_that_was_booked_on_the_last_day() {
    let booked = PaymentState::Settled;
    let told = thanks(vec![
        payment("2026-01-04T09:00:00+08:00", "50.00", "CNY", &["A"], booked),
        // One local day, two days of UTC.
        payment("2026-01-05T07:30:00+08:00", "1200.00", "CNY", &["A"], booked),
        payment("2026-01-05T21:00:00+08:00", "300.00", "CNY", &[], booked),
        payment("2026-01-05T21:00:00+08:00", "7.00", "CNY", &["B"], booked),
        payment("2026-01-05T21:00:00+08:00", "7.00", "USD", &["A"], booked),
        payment("2026-01-05T21:00:00+08:00", "7.00", "CNY", &["A"], PaymentState::Returned),
        payment("2026-01-06T09:00:00+08:00", "7.00", "CNY", &["A"], PaymentState::Pending),
    ]);
    let expected = Values::new()
        .with("paid_amount", Money::parse("1500.00", "CNY").unwrap())
        .with("paid_on", "2026-01-05".parse::<chrono::NaiveDate>().unwrap());
    assert_eq!(told, expected);
    assert_eq!(thanks(Vec::new()), Values::new());
}

#[test]
fn an_agency_is_called_by_its_name_and_never_by_its_id() {
    // 12 CFR 1006.18(e): a collector's message says who writes; a key of somebody's database says it to nobody.
    let called = |firm: &str, name: Option<&str>| {
        let mut spec = spec("2025-12-20", "2000.00");
        spec.creditor.id = "larkspur".into();
        spec.creditor.name = Some("Larkspur Bank".into());
        (spec.collector, spec.collector_name) = (Some(firm.into()), name.map(Into::into));
        collector(&Case::new(spec).unwrap()).map(str::to_owned)
    };
    assert_eq!(called("ag-0017", Some("Harbor Recovery")).as_deref(), Some("Harbor Recovery"));
    assert_eq!(called("ag-0017", None), None);
    assert_eq!(called("larkspur", None).as_deref(), Some("Larkspur Bank"));
}
