//! What comes in from the lender: portfolios day by day, and what became known since.

use dunning_core::case::{Change, ChangeSpec, ContactSpec, PreferenceSpec};
use dunning_core::codec::Codec as _;
use dunning_core::decide::owed;
use dunning_core::finding::Code;
use dunning_core::history::{Event, Fact, Hold, Payment};
use dunning_core::id::{DebtId, PaymentId};
use dunning_core::money::Money;
use dunning_core::pii::Pii;
use dunning_core::time::Moment;
use dunning_core::words::{Channel, Direction, HoldCause, Outcome, PaymentState, PreferenceKind, Word};
use dunning_engine::{Imported, Intake, Verdict, case_of, history_of};
use dunning_gateway::sandbox::Network;
use dunning_store::{Status, Store};
use dunning_wire::JsonCodec;

use crate::statuses;
use crate::world::{World, at, customer, overdue};

const MORNING: &str = "2026-11-24T09:00:00+08:00";
const NEXT_MORNING: &str = "2026-11-25T08:00:00+08:00";
const END: &str = "2026-11-26T00:00:00+08:00";

/// The customer's case, as portfolios tell it; `arrears` differ from day to day.
fn case(arrears: &str) -> Intake {
    overdue("c-1", 13_800_138_000, arrears, "2026-11-23".parse().unwrap())
}

/// What an event says of the customer.
fn change(spec: ChangeSpec) -> Intake {
    let change = Some(Change::new(spec).unwrap());
    Intake { customer: customer("c-1"), case: None, change, facts: Vec::new(), because: None }
}

fn number(address: &str) -> ChangeSpec {
    let contact = ContactSpec { channel: Channel::Sms, address: address.into(), verified: None, since: None };
    ChangeSpec { contacts: vec![contact], ..ChangeSpec::default() }
}

async fn addressed(world: &World) -> Vec<String> {
    let ledger = world.engine.gateway().ledger().unwrap();
    ledger.taken.values().map(|taken| taken.to.expose().to_owned()).collect()
}

#[tokio::test]
async fn a_wish_and_a_new_number_outlast_the_next_portfolio() {
    let wish = PreferenceSpec {
        kind: PreferenceKind::Blocked,
        days: None,
        window: None,
        channel: None,
        address: None,
        at: at("2026-11-24T08:00:00+08:00"),
        one_off: false,
    };
    let mut world = World::new(Network::faultless(1));
    world.import([case("120.00")], at(MORNING)).await;
    let wish = change(ChangeSpec { preferences: vec![wish], ..ChangeSpec::default() });
    assert_eq!(world.import([wish.clone()], at(MORNING)).await, Imported { cases: 1, ..Imported::default() });
    assert_eq!(world.import([wish], at(MORNING)).await, Imported { known: 1, ..Imported::default() });
    world.import([case("110.00")], at(NEXT_MORNING)).await;
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    let current = case_of(world.engine.desk().codec.as_ref(), &dossier).unwrap().unwrap();
    assert_eq!((current.customer().preferences.len(), current.debts()[0].arrears.digits()), (1, "110.00".to_owned()));

    let mut world = World::new(Network::faultless(1));
    world.import([case("120.00")], at(MORNING)).await;
    world.import([change(number("+8613900139000"))], at(MORNING)).await;
    world.import([case("110.00")], at(NEXT_MORNING)).await;
    world.run(NEXT_MORNING, END).await;
    assert_eq!(addressed(&world).await, ["+8613900139000"]);
    // Decisions of both days are taken again as they were.
    assert!(
        world
            .engine
            .replay(&customer("c-1"), |_| None)
            .await
            .unwrap()
            .iter()
            .all(|one| { one.verdict == Verdict::Same })
    );
}

/// What an events file says of payments of the customer.
fn payments(of: &[(Option<&str>, &str, PaymentState)]) -> Intake {
    let payment = |(id, amount, state): &(Option<&str>, &str, PaymentState)| Payment {
        id: id.map(|id| PaymentId::new(id).unwrap()),
        at: at("2026-11-24T08:00:00+08:00"),
        amount: Money::parse(amount, "CNY").unwrap(),
        debts: Vec::new(),
        state: *state,
    };
    let facts = of.iter().map(|paid| Fact::Payment(payment(paid))).collect();
    Intake { customer: customer("c-1"), case: None, change: None, facts, because: None }
}

/// What the customer still owes.
async fn owes(world: &World) -> String {
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    let codec = world.engine.desk().codec.as_ref();
    let (case, history) = (case_of(codec, &dossier).unwrap().unwrap(), history_of(codec, &dossier.facts).unwrap());
    owed(&case, &history, &case.debts()[0], at(MORNING)).digits()
}

#[tokio::test]
async fn equal_payments_of_one_file_are_two_and_the_file_again_adds_none() {
    let mut world = World::new(Network::faultless(1));
    world.import([case("600.00")], at(MORNING)).await;
    let file = payments(&[(None, "100.00", PaymentState::Settled), (None, "100.00", PaymentState::Settled)]);
    assert_eq!(world.import([file.clone()], at(MORNING)).await.facts, 2);
    assert_eq!(world.import([file], at(MORNING)).await, Imported { known: 2, ..Imported::default() });
    assert_eq!(owes(&world).await, "400.00");
}

#[tokio::test]
async fn payments_that_no_debt_takes_are_counted_and_kept() {
    let mut world = World::new(Network::faultless(1));
    world.import([case("600.00")], at(MORNING)).await;
    let own = case("600.00").case.unwrap().debts()[0].id.clone();
    let paid = |amount: Money, debts: Vec<DebtId>| {
        let fact =
            Payment { id: None, at: at("2026-11-24T08:00:00+08:00"), amount, debts, state: PaymentState::Settled };
        let facts = vec![Fact::Payment(fact)];
        Intake { customer: customer("c-1"), case: None, change: None, facts, because: None }
    };
    let money = |currency: &str| Money::parse("100.00", currency).unwrap();
    let other = DebtId::new("nobody's").unwrap();
    for (intake, unmatched) in [
        (paid(money("CNY"), vec![own.clone()]), 0),
        (paid(money("CNY"), vec![own.clone(), other.clone()]), 1),
        (paid(money("CNY"), vec![other]), 1),
        (paid(money("USD"), vec![own]), 1),
        (paid(money("USD"), Vec::new()), 1),
    ] {
        let told = Imported { facts: 1, unmatched, ..Imported::default() };
        assert_eq!(world.import([intake.clone()], at(MORNING)).await, told, "{intake:?}");
        // Told again it is known, and no news.
        assert_eq!(world.import([intake], at(MORNING)).await, Imported { known: 1, ..Imported::default() });
    }
    // What names the debt beside another counts for it, as before.
    assert_eq!(owes(&world).await, "400.00");
}

#[tokio::test]
async fn payments_with_ids_are_told_apart_over_files_and_by_their_states() {
    let mut world = World::new(Network::faultless(1));
    world.import([case("600.00")], at(MORNING)).await;
    for (file, left) in [
        ((Some("T1"), "100.00", PaymentState::Settled), "500.00"),
        ((Some("T1"), "100.00", PaymentState::Settled), "500.00"),
        ((Some("T2"), "100.00", PaymentState::Settled), "400.00"),
        ((Some("T1"), "100.00", PaymentState::Returned), "500.00"),
    ] {
        world.import([payments(&[file])], at(MORNING)).await;
        assert_eq!(owes(&world).await, left, "{file:?}");
    }
}

#[tokio::test]
async fn a_portfolio_that_says_a_third_number_is_newer_than_the_change() {
    let mut world = World::new(Network::faultless(1));
    world.import([case("120.00")], at(MORNING)).await;
    world.import([change(number("+8613900139000"))], at(MORNING)).await;
    let third = overdue("c-1", 13_700_137_000, "110.00", "2026-11-23".parse().unwrap());
    world.import([third], at(NEXT_MORNING)).await;
    world.run(NEXT_MORNING, END).await;
    assert_eq!(addressed(&world).await, ["+8613700137000"]);
}

#[tokio::test]
async fn a_dispute_is_referred_to_a_person_once_and_again_when_it_comes_again() {
    let mut world = World::new(Network::faultless(1));
    let dispute = |day: &str, until: Option<&str>| {
        let moment = |day: &str| Moment::Day(day.parse().unwrap());
        let (from, until) = (moment(day), until.map(moment));
        let hold = Hold { cause: HoldCause::Dispute, from, known_at: None, until, debts: Vec::new() };
        let facts = vec![Fact::Hold(hold)];
        Intake { customer: customer("c-1"), case: None, change: None, facts, because: None }
    };
    let waiting = async |world: &World| world.engine.waiting().await.unwrap().get("disputed").copied();
    world.import([case("600.00"), dispute("2026-11-20", None)], at(MORNING)).await;
    world.run(MORNING, "2026-12-03T23:00:00+08:00").await;
    assert_eq!(waiting(&world).await, Some(1), "several decisions, one ticket");
    let settled = dispute("2026-11-20", Some("2026-12-03"));
    world.import([settled, dispute("2026-12-04", None)], at("2026-12-04T08:00:00+08:00")).await;
    world.run("2026-12-04T08:00:00+08:00", "2026-12-20T23:00:00+08:00").await;
    assert_eq!(waiting(&world).await, Some(2));
}

/// The customer's case with payment data of an unknown age.
fn undated(arrears: &str) -> Intake {
    let intake = case(arrears);
    let told = String::from_utf8(JsonCodec.write_case(intake.case.as_ref().unwrap())).unwrap();
    let undated = told.replacen(r#""as_of":"2026-11-23T16:00:00Z","#, "", 1);
    assert_ne!(undated, told);
    Intake { case: Some(JsonCodec.read_case(undated.as_bytes()).unwrap()), ..intake }
}

#[tokio::test]
async fn a_step_withheld_for_stale_data_is_taken_once_fresh_data_come_within_its_days() {
    let stale = Some(Code::DataStale.as_str().to_owned());
    // The step is due from the 24th to the 26th.
    for (fresh, expected) in [
        ("2026-11-26T08:00:00+08:00", (Status::Delivered, None)),
        ("2026-11-27T08:00:00+08:00", (Status::Withheld, stale.clone())),
    ] {
        let mut world = World::new(Network::faultless(1));
        world.import([undated("600.00")], at(MORNING)).await;
        world.run(MORNING, "2026-11-24T23:00:00+08:00").await;
        let withheld = ("early.1".to_owned(), Status::Withheld, stale.clone());
        assert_eq!(statuses(&world.engine, "c-1").await, [withheld]);
        world.import([case("600.00")], at(fresh)).await;
        world.run(fresh, &fresh.replace("T08", "T23")).await;
        let all = statuses(&world.engine, "c-1").await;
        assert_eq!((all[0].1, all[0].2.clone()), expected, "{fresh}");
        let replayed = world.engine.replay(&customer("c-1"), |_| None).await.unwrap();
        assert!(replayed.iter().all(|one| one.verdict == Verdict::Same));
    }
}

#[tokio::test]
async fn an_older_portfolio_does_not_replace_a_newer_one() {
    let mut world = World::new(Network::faultless(1));
    let as_of = |arrears: &str, instant: &str| {
        let intake = case(arrears);
        let told = String::from_utf8(JsonCodec.write_case(intake.case.as_ref().unwrap())).unwrap();
        let told = told.replacen("2026-11-23T16:00:00Z", instant, 1);
        Intake { case: Some(JsonCodec.read_case(told.as_bytes()).unwrap()), ..intake }
    };
    world.import([as_of("500.00", "2026-11-23T16:00:00Z")], at(MORNING)).await;
    let known = Imported { known: 1, ..Imported::default() };
    assert_eq!(world.import([as_of("600.00", "2026-11-23T15:59:59Z")], at(MORNING)).await, known);
    assert_eq!(owes(&world).await, "500.00");
    // Of the same instant it is a correction, and without one nobody knows.
    world.import([as_of("450.00", "2026-11-23T16:00:00Z")], at(MORNING)).await;
    assert_eq!(owes(&world).await, "450.00");
    world.import([undated("400.00")], at(MORNING)).await;
    world.import([as_of("350.00", "2026-11-23T12:00:00Z")], at(MORNING)).await;
    assert_eq!(owes(&world).await, "350.00");
}

#[tokio::test]
async fn what_makes_no_history_is_refused_before_it_is_kept() {
    let mut world = World::new(Network::faultless(1));
    world.import([case("600.00")], at(MORNING)).await;
    let (from, until) = (Moment::Instant(at(MORNING)), Some(Moment::Day("2026-11-01".parse().unwrap())));
    let hold = Hold { cause: HoldCause::House, from, known_at: None, until, debts: Vec::new() };
    let facts = vec![Fact::Hold(hold)];
    let intake = Intake { customer: customer("c-1"), case: None, change: None, facts, because: None };
    let refused = world.engine.import(vec![intake], at(MORNING)).await.unwrap_err();
    assert_eq!(refused.to_string(), "not kept: DATA-HOLD at [0].until: a hold ends before it starts");
    assert_eq!(owes(&world).await, "600.00");
}

/// What a customer wrote, as another system's log tells it.
fn wrote(when: &str, text: &str) -> Fact {
    let said = Event::new(at(when), Direction::In, Channel::Sms, Outcome::Message);
    Fact::Event(Event { text: (!text.is_empty()).then(|| Pii::new(text.to_owned())), ..said })
}

/// Whether the next day's reminder leaves, after words that a file of events told of on the morning before it.
async fn after(told: Fact) -> (usize, Vec<String>) {
    let mut world = World::new(Network::faultless(1));
    world.import([case("120.00")], at(MORNING)).await;
    let told = Intake { customer: customer("c-1"), case: None, change: None, facts: vec![told], because: None };
    assert_eq!(world.import([told.clone()], at(MORNING)).await, Imported { facts: 1, ..Imported::default() });
    // Told again it is heeded once.
    assert_eq!(world.import([told], at(MORNING)).await, Imported { known: 1, ..Imported::default() });
    world.run(MORNING, END).await;
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let tickets = store.read(store.lane_of(&who), |lane| lane.tickets(None, 10)).await.unwrap();
    (addressed(&world).await.len(), tickets.into_iter().map(|ticket| ticket.kind).collect())
}

#[tokio::test]
async fn words_that_a_file_tells_of_are_heeded_and_nobody_is_answered() {
    for stop in ["STOP", "退订"] {
        assert_eq!(after(wrote("2026-11-24T08:30:00+08:00", stop)).await, (0, vec![]), "{stop}");
        // A stop has no end, however long ago it was said.
        assert_eq!(after(wrote("2026-01-05T08:30:00+08:00", stop)).await, (0, vec![]), "{stop}");
    }
    assert_eq!(after(wrote("2026-11-24T08:30:00+08:00", "我已经还了")).await, (0, vec!["already_paid".to_owned()]));
    assert_eq!(after(wrote("2026-11-24T08:30:00+08:00", "我周五还款")).await, (0, vec![]));
    assert_eq!(after(wrote("2026-11-24T08:30:00+08:00", "你们是谁？")).await, (0, vec!["unclear".to_owned()]));
    // Words that weren't passed on may be anything.
    assert_eq!(after(wrote("2026-11-24T08:30:00+08:00", "")).await, (0, vec!["unclear".to_owned()]));
    // What was asked months ago was answered long since, or a hold tells that it waits.
    assert_eq!(after(wrote("2026-01-05T08:30:00+08:00", "你们是谁？")).await, (1, vec![]));
}
