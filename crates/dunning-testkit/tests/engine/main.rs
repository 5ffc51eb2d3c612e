//! The whole way of the data through a store and the simulated network: what leaves, what doesn't, and what comes back.

#![expect(clippy::unwrap_used, reason = "what fails in the world of a test fails the test")]

mod clocks;
#[cfg(unix)]
mod crash;
mod erase;
mod fence;
mod intake;
mod names;
mod opt_outs;
#[cfg(unix)]
mod plans;
mod replies;
mod takeover;
mod unreadable;
mod world;

use chrono::{DateTime, Utc};
use dunning_core::case::{Case, ContactSpec};
use dunning_core::finding::Code;
use dunning_core::history::{Fact, Payment};
use dunning_core::id::StepId;
use dunning_core::money::{Money, parse_currency};
use dunning_core::plan;
use dunning_core::strategy::{Cycle, Due};
use dunning_core::words::{Channel, PaymentState, Purpose, Tone, Word};
use dunning_engine::{Because, Engine, Intake, Verdict, pause};
use dunning_gateway::Gateway;
use dunning_gateway::sandbox::{Answer, Fate, Network};
use dunning_store::{SqliteStore, Status, Store};
use world::{World, at, customer, person};

/// The key of the first reminder of a customer whose debt fell due on 2026-11-23.
fn first_key(id: &str) -> dunning_core::id::MessageKey {
    key_of(id, 0)
}

/// The key of an attempt at it.
fn key_of(id: &str, attempt: u32) -> dunning_core::id::MessageKey {
    let due = Due {
        step: StepId::new("early.1").unwrap(),
        cycle: Cycle::of("2026-11-23".parse().unwrap(), 0).in_currency(parse_currency("CNY").unwrap()),
        debts: Vec::new(),
        purpose: Purpose::Collection,
        channels: vec![Channel::Sms],
        tone: Tone::Gentle,
        occasion: "early".to_owned(),
        last_day: "2026-11-26".parse().unwrap(),
        answers: None,
    };
    plan::key(&customer(id), &due, attempt)
}

async fn statuses<G: Gateway>(engine: &Engine<SqliteStore, G>, id: &str) -> Vec<(String, Status, Option<String>)> {
    let (store, who) = (engine.store().clone(), customer(id));
    let contacts = store.read(store.lane_of(&who), move |lane| lane.contacts(&who)).await.unwrap();
    contacts.into_iter().map(|contact| (contact.key.step, contact.status, contact.reason)).collect()
}

fn settled(amount: &str, when: DateTime<Utc>) -> Fact {
    Fact::Payment(Payment {
        id: None,
        at: when,
        amount: Money::parse(amount, "CNY").unwrap(),
        debts: Vec::new(),
        state: PaymentState::Settled,
    })
}

#[tokio::test]
async fn a_reminder_waits_for_the_morning_leaves_once_and_arrives() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at("2026-11-24T07:00:00+08:00")).await;
    let end = world.run("2026-11-24T07:00:00+08:00", "2026-11-25T00:00:00+08:00").await;
    assert!(end >= at("2026-11-24T09:00:00+08:00"));
    assert_eq!(statuses(&world.engine, "c-1").await, [("early.1".to_owned(), Status::Delivered, None)]);
    let ledger = world.engine.gateway().ledger().unwrap();
    assert_eq!((ledger.taken.len(), ledger.again.len()), (1, 0));
    assert_eq!(world.engine.sent().messages, 1);
    assert_eq!(world.engine.sent().at_night, 0);
    // The second text of a day does not leave, nor the same step on the next.
    world.run("2026-11-25T00:00:01+08:00", "2026-11-26T00:00:00+08:00").await;
    assert_eq!(world.engine.gateway().ledger().unwrap().taken.len(), 1);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn a_stop_is_in_force_before_it_is_confirmed_and_ends_reminders() {
    let network = Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("退订"));
    let mut world = World::new(network);
    world.import([person("c-1", "120.00")], at("2026-11-24T08:00:00+08:00")).await;
    world.run("2026-11-24T08:00:00+08:00", "2026-12-20T00:00:00+08:00").await;
    let all = statuses(&world.engine, "c-1").await;
    let confirmed: Vec<_> = all.iter().filter(|(step, ..)| step == "reply.opt_out").collect();
    assert_eq!(confirmed.len(), 1, "{all:?}");
    assert_eq!(confirmed[0].1, Status::Delivered);
    // The later steps of the cadence are withheld for the opt-out; two messages left in all.
    let withheld = |reason: &Option<String>| reason.as_deref() == Some(Code::ConsOptedOut.as_str());
    assert!(
        all.iter().any(|(step, status, reason)| step == "early.2" && *status == Status::Withheld && withheld(reason)),
        "{all:?}"
    );
    assert_eq!(world.engine.gateway().ledger().unwrap().taken.len(), 2);
}

#[tokio::test]
async fn what_is_not_understood_holds_until_a_person_has_read_it() {
    let network = Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("你们是谁？"));
    let mut world = World::new(network);
    world.import([person("c-1", "120.00")], at("2026-11-24T09:00:00+08:00")).await;
    world.run("2026-11-24T09:00:00+08:00", "2026-12-20T00:00:00+08:00").await;
    let all = statuses(&world.engine, "c-1").await;
    assert!(all.iter().any(|(step, status, _)| step == "reply.received" && *status == Status::Delivered), "{all:?}");
    assert!(
        all.iter().any(|(step, status, reason)| step == "early.2"
            && *status == Status::Withheld
            && reason.as_deref() == Some("HOLD-ACTIVE")),
        "{all:?}"
    );
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let tickets = store.read(store.lane_of(&who), |lane| lane.tickets(None, 10)).await.unwrap();
    assert_eq!(tickets.iter().map(|ticket| ticket.kind.as_str()).collect::<Vec<_>>(), ["unclear"]);
}

#[tokio::test]
async fn a_payment_after_planning_cancels_at_hand_over_and_is_thanked_for() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at("2026-11-24T07:00:00+08:00")).await;
    world.run("2026-11-24T07:00:00+08:00", "2026-11-24T07:30:00+08:00").await; // planned, deferred to the morning
    let paid = Intake {
        customer: customer("c-1"),
        case: None,
        change: None,
        facts: vec![settled("120.00", at("2026-11-24T08:00:00+08:00"))],
        because: None,
    };
    world.import([paid.clone()], at("2026-11-24T08:30:00+08:00")).await;
    let again = world.import([paid], at("2026-11-24T08:31:00+08:00")).await;
    assert_eq!((again.facts, again.known), (0, 1));
    world.run("2026-11-24T08:31:00+08:00", "2026-11-25T00:00:00+08:00").await;
    let all = statuses(&world.engine, "c-1").await;
    assert!(
        all.contains(&("early.1".to_owned(), Status::Cancelled, Some(Code::DataNothingOwed.as_str().to_owned()))),
        "{all:?}"
    );
    assert!(all.iter().any(|(step, status, _)| step == "thanks" && *status == Status::Delivered), "{all:?}");
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_asking_and_stays_unknown_where_nobody_can_ask() {
    for askable in [true, false] {
        let mut network = Network::faultless(1).with_fate(first_key("c-1"), Fate::answered(Answer::AnswerLost));
        network.route.askable = askable;
        network.echoes_key = askable;
        let mut world = World::new(network);
        world.import([person("c-1", "120.00")], at("2026-11-24T09:00:00+08:00")).await;
        world.run("2026-11-24T09:00:00+08:00", "2026-11-24T23:00:00+08:00").await;
        let expected = if askable { Status::Delivered } else { Status::Unknown };
        assert_eq!(statuses(&world.engine, "c-1").await[0].1, expected, "askable: {askable}");
        assert_eq!(world.engine.gateway().ledger().unwrap().again, []);
    }
}

#[tokio::test]
async fn a_request_that_never_arrived_is_tried_again_under_a_new_key() {
    let mut world = World::new(Network::faultless(1).with_fate(first_key("c-1"), Fate::answered(Answer::Throttled)));
    world.import([person("c-1", "120.00")], at("2026-11-24T09:00:00+08:00")).await;
    world.run("2026-11-24T09:00:00+08:00", "2026-11-24T23:00:00+08:00").await;
    let all = statuses(&world.engine, "c-1").await;
    assert_eq!(
        all.iter().map(|(_, status, _)| *status).collect::<Vec<_>>(),
        [Status::NotSent, Status::Delivered],
        "{all:?}"
    );
}

#[tokio::test]
async fn every_decision_replays_byte_for_byte_and_the_chain_verifies() {
    let network = Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("周五还"));
    let mut world = World::new(network);
    world.import([person("c-1", "120.00"), person("c-2", "80.00")], at("2026-11-24T07:00:00+08:00")).await;
    world.run("2026-11-24T07:00:00+08:00", "2026-12-10T00:00:00+08:00").await;
    for id in ["c-1", "c-2"] {
        let replayed = world.engine.replay(&customer(id), |_| None).await.unwrap();
        assert!(replayed.len() >= 2, "{id}: {replayed:?}");
        for one in &replayed {
            assert_eq!(one.verdict, Verdict::Same, "{}", one.link.body);
            assert!(!one.link.body.contains(id) && !one.link.body.contains("1380013"), "{}", one.link.body);
        }
    }
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn nothing_leaves_a_paused_lane() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at("2026-11-24T09:00:00+08:00")).await;
    let because = Because { by: "ops".to_owned(), why: "called from 13800138000".to_owned() };
    let (store, desk) = (world.engine.store().clone(), world.engine.desk().clone());
    pause(&store, &desk.keys, true, &because, at("2026-11-24T09:00:00+08:00")).await.unwrap();
    for lane in store.lanes() {
        let records = store.read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap();
        let paused = records.iter().filter(|link| link.body.contains(r#""kind":"pause""#));
        assert_eq!(paused.count(), 1);
        assert!(records.iter().all(|link| !link.body.contains("ops") && !link.body.contains("13800138000")));
    }
    assert_eq!(store.breaches().await.unwrap(), []);
    world.run("2026-11-24T09:00:00+08:00", "2026-11-24T23:00:00+08:00").await;
    assert_eq!(world.engine.gateway().ledger().unwrap().taken.len(), 0);
}

#[tokio::test]
async fn a_route_that_does_not_carry_the_first_channel_takes_the_next() {
    let mut network = Network::faultless(1);
    network.route.channels = vec![Channel::Email];
    let mut world = World::new(network);
    let mut spec = world::overdue_spec("c-1", 13_800_130_001, "120.00", "2026-11-23".parse().unwrap());
    let address = "zhang@mail.example".to_owned();
    spec.customer.contacts.push(ContactSpec { channel: Channel::Email, address, verified: Some(true), since: None });
    let both = Intake { case: Some(Case::new(spec).unwrap()), ..person("c-1", "120.00") };
    world.import([both], at("2026-11-24T09:00:00+08:00")).await;
    world.run("2026-11-24T09:00:00+08:00", "2026-11-24T23:00:00+08:00").await;
    assert_eq!(statuses(&world.engine, "c-1").await, [("early.1".to_owned(), Status::Delivered, None)]);
    let ledger = world.engine.gateway().ledger().unwrap();
    assert_eq!(ledger.taken.values().map(|taken| taken.channel).collect::<Vec<_>>(), [Channel::Email]);
}
