//! Opt-outs: nothing that one covers leaves after it, whoever wrote it down and whichever came first, it or the customer.

use std::sync::Arc;

use dunning_core::case::{Address, Case, Change};
use dunning_core::codec::Codec;
use dunning_core::fault::{Fault, Faults};
use dunning_core::finding::Code;
use dunning_core::history::{Consent, Fact};
use dunning_core::strategy::Due;
use dunning_core::words::{Channel, ConsentState, Word};
use dunning_engine::{Because, Desk, Engine, OptOut, OptedOut};
use dunning_gateway::sandbox::{Fate, Network, Sandbox};
use dunning_store::{Status, Store};
use dunning_wire::JsonCodec;

use crate::world::{World, at, customer, person};
use crate::{first_key, statuses};

const EARLY: &str = "2026-11-24T07:00:00+08:00";
const NIGHT: &str = "2026-12-20T00:00:00+08:00";

fn because() -> Because {
    Because { by: "desk 7".into(), why: "letter of 23 November".into() }
}

fn withdrawn() -> Consent {
    Consent::new(at("2026-11-23T10:00:00+08:00"), ConsentState::Withdrawn)
}

/// An opt-out of the number of `person("c-1", …)`, in whose hands it may be.
fn of_number() -> OptOut {
    let number = Address::new(&format!("+86{}", 13_800_130_000 + "c-1".bytes().map(u64::from).sum::<u64>())).unwrap();
    OptOut { customer: None, line: Consent { address: Some(number), ..withdrawn() }, dated: true }
}

async fn taken(world: &World) -> usize {
    world.engine.gateway().ledger().unwrap().taken.len()
}

async fn records(world: &World, word: &str) -> usize {
    let store = world.engine.store();
    let mut found = 0;
    for lane in store.lanes() {
        let records = store.read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap();
        found += records.iter().filter(|link| link.body.contains(word)).count();
    }
    found
}

#[tokio::test]
async fn one_of_a_customer_holds_whether_written_before_or_after_the_import() {
    for before in [true, false] {
        let mut world = World::new(Network::faultless(1));
        let one = OptOut { customer: Some(customer("c-1")), line: withdrawn(), dated: true };
        if !before {
            world.import([person("c-1", "120.00")], at(EARLY)).await;
        }
        let done = world.engine.opt_out(vec![one.clone()], &because(), at(EARLY)).await.unwrap();
        assert_eq!(done, OptedOut { customers: 1, ..OptedOut::default() });
        if before {
            world.import([person("c-1", "120.00")], at(EARLY)).await;
        }
        world.run(EARLY, NIGHT).await;
        let all = statuses(&world.engine, "c-1").await;
        let withheld = (Status::Withheld, Some(Code::ConsOptedOut.as_str().to_owned()));
        assert!(!all.is_empty() && all.iter().all(|(_, status, why)| (*status, why.clone()) == withheld), "{all:?}");
        assert_eq!(taken(&world).await, 0);
        // Who and why are proven by the chain, and read beside it.
        assert_eq!(records(&world, r#""state":"withdrawn","by":""#).await, 1);
        assert_eq!(records(&world, "desk 7").await + records(&world, "letter").await, 0);
        let reasons = world.engine.reasons(&customer("c-1")).await.unwrap();
        assert_eq!(reasons.into_values().collect::<Vec<_>>(), [because()]);
        assert!(
            world
                .engine
                .replay(&customer("c-1"), |_| None)
                .await
                .unwrap()
                .iter()
                .all(|one| { one.verdict == dunning_engine::Verdict::Same })
        );
        let again = world.engine.opt_out(vec![one], &because(), at(EARLY)).await.unwrap();
        assert_eq!(again, OptedOut { known: 1, ..OptedOut::default() });
        assert_eq!(world.engine.store().breaches().await.unwrap(), []);
        assert_eq!(world.engine.unproven().await.unwrap(), []);
    }
}

#[tokio::test]
async fn one_of_an_address_holds_for_whoever_holds_it_now_or_later() {
    for before in [true, false] {
        let mut world = World::new(Network::faultless(1));
        if !before {
            world.import([person("c-1", "120.00"), person("c-2", "80.00")], at(EARLY)).await;
        }
        let done = world.engine.opt_out(vec![of_number()], &because(), at(EARLY)).await.unwrap();
        assert_eq!(done, OptedOut { addresses: 1, holders: u64::from(!before), ..OptedOut::default() });
        if before {
            world.import([person("c-1", "120.00"), person("c-2", "80.00")], at(EARLY)).await;
        }
        world.run(EARLY, NIGHT).await;
        let all = statuses(&world.engine, "c-1").await;
        assert!(!all.is_empty() && all.iter().all(|(_, status, _)| *status == Status::Withheld), "{all:?}");
        // The other customer is reminded as ever.
        assert!(taken(&world).await > 0);
        assert!(statuses(&world.engine, "c-2").await.iter().any(|(_, status, _)| *status == Status::Delivered));
        // The record names no number.
        let number = of_number().line.address.unwrap();
        assert_eq!(records(&world, r#""kind":"suppression""#).await, 1);
        assert_eq!(records(&world, number.expose().trim_start_matches("+86")).await, 0);
        // A case that changes takes nothing over a second time.
        let mut changed = person("c-1", "60.00");
        changed.because = None;
        assert_eq!(world.import([changed], at(NIGHT)).await.cases, 1);
        let history = world.engine.suppressed_at(None, &number).await.unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(records(&world, r#""kind":"consent""#).await, 1);
    }
}

#[tokio::test]
async fn a_stop_from_a_number_nobody_has_holds_for_who_gets_it() {
    // The stop answers a reminder to a customer who is erased before it comes.
    let network = Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("退订"));
    let mut world = World::new(network);
    world.import([person("c-1", "120.00")], at("2026-11-24T09:00:00+08:00")).await;
    world.run("2026-11-24T09:00:00+08:00", "2026-11-24T09:00:01+08:00").await;
    assert_eq!(taken(&world).await, 1);
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let mut now = at("2026-11-24T09:00:01+08:00");
    // Its receipt settles it; the reply is still to come.
    while store.read(store.lane_of(&who), |lane| lane.unsettled(None, 1)).await.unwrap().len() == 1 {
        now = world.engine.step(now).await.unwrap().0.unwrap();
    }
    let erased = store.write(store.lane_of(&who), dunning_store::Commit::Durable, move |lane| lane.erase(&who));
    assert!(erased.await.unwrap());
    world.engine.run(now, at("2026-11-25T00:00:00+08:00")).await.unwrap();
    // Who says stop to a text wants no calls either.
    assert_eq!(records(&world, r#""kind":"suppression""#).await, 4);
    let number = of_number().line.address.unwrap();
    let kept = world.engine.suppressed_at(Some(Channel::Sms), &number).await.unwrap();
    let closed = [Channel::Sms, Channel::Voice, Channel::AiVoice, Channel::Prerecorded].map(Some);
    assert_eq!(kept.iter().map(|line| line.channel).collect::<Vec<_>>(), closed);
    world.import([person("c-1", "120.00")], at("2026-11-25T07:00:00+08:00")).await;
    world.run("2026-11-25T07:00:00+08:00", NIGHT).await;
    assert_eq!(taken(&world).await, 1);
}

#[tokio::test]
async fn only_a_consent_of_its_scope_ends_it_and_gives_later_holders_nothing() {
    let mut world = World::new(Network::faultless(1));
    let granted = |address| {
        let line = Consent { address, ..Consent::new(at("2026-11-24T06:00:00+08:00"), ConsentState::Granted) };
        OptOut { customer: None, line, dated: true }
    };
    let number = of_number().line.address.unwrap();
    world.engine.opt_out(vec![of_number(), granted(Some(number.clone()))], &because(), at(EARLY)).await.unwrap();
    assert!(world.engine.suppressed_at(None, &number).await.unwrap().is_empty());
    world.import([person("c-1", "120.00")], at(EARLY)).await;
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    assert!(dossier.facts.is_empty(), "a consent of another holder became this one's");
    world.run(EARLY, "2026-11-25T00:00:00+08:00").await;
    assert_eq!(taken(&world).await, 1);
}

/// A release that can't read cases.
#[derive(Debug)]
struct Older(JsonCodec);

impl Codec for Older {
    fn read_case(&self, _: &[u8]) -> Result<Case, Faults> {
        Err(Fault::new("DATA-FORMAT", "format", "of a later release").into())
    }

    fn write_case(&self, case: &Case) -> Vec<u8> {
        self.0.write_case(case)
    }

    fn write_fact(&self, fact: &Fact) -> Vec<u8> {
        self.0.write_fact(fact)
    }

    fn read_fact(&self, bytes: &[u8]) -> Result<Fact, Faults> {
        self.0.read_fact(bytes)
    }

    fn write_change(&self, change: &Change) -> Vec<u8> {
        self.0.write_change(change)
    }

    fn read_change(&self, bytes: &[u8]) -> Result<Change, Faults> {
        self.0.read_change(bytes)
    }

    fn write_due(&self, due: &Due) -> Vec<u8> {
        self.0.write_due(due)
    }

    fn read_due(&self, bytes: &[u8]) -> Result<Due, Faults> {
        self.0.read_due(bytes)
    }
}

#[tokio::test]
async fn one_of_an_address_is_heeded_once_its_holder_can_be_read_again() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at(EARLY)).await;
    world.run(EARLY, "2026-11-24T07:10:00+08:00").await; // planned, and waits for the morning
    let desk = Desk { codec: Arc::new(Older(JsonCodec)), ..world.engine.desk().clone() };
    let mut older = Engine::new(world.engine.store().clone(), Sandbox::in_memory(Network::faultless(2)), desk);
    let done = older.opt_out(vec![of_number()], &because(), at("2026-11-24T07:20:00+08:00")).await.unwrap();
    assert_eq!(done, OptedOut { addresses: 1, ..OptedOut::default() });
    world.run("2026-11-24T07:30:00+08:00", NIGHT).await;
    assert_eq!(taken(&world).await, 0);
    let all = statuses(&world.engine, "c-1").await;
    let withheld = (Status::Withheld, Some(Code::ConsOptedOut.as_str().to_owned()));
    assert!(!all.is_empty() && all.iter().all(|(_, status, why)| (*status, why.clone()) == withheld), "{all:?}");
    let replayed = world.engine.replay(&customer("c-1"), |_| None).await.unwrap();
    assert!(replayed.iter().all(|one| one.verdict == dunning_engine::Verdict::Same));
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}
