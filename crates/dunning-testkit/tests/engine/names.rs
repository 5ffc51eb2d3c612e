//! A network that names messages by ids of its own: receipts find their message by them, wait for a name that is learnt
//! late, and are on record where it is never learnt.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use dunning_core::check::Cleared;
use dunning_core::id::MessageKey;
use dunning_engine::Engine;
use dunning_gateway::sandbox::{Answer, Fate, Network, Sandbox};
use dunning_gateway::{Gateway, GatewayError, Inbound, InboundId, Reason, RouteProfile, Settled, Submission};
use dunning_store::{Status, Store};

use crate::world::{World, at, person};
use crate::{first_key, statuses};

const MORNING: &str = "2026-11-24T09:00:00+08:00";
const NIGHT: &str = "2026-11-24T23:00:00+08:00";

/// Names messages by its own ids; of the first reminder to `c-1` the answer is lost.
fn network(askable: bool) -> Network {
    let mut network = Network::faultless(1).with_fate(first_key("c-1"), Fate::answered(Answer::AnswerLost));
    network.echoes_key = false;
    network.route.askable = askable;
    network
}

async fn strays(world: &World) -> usize {
    let store = world.engine.store();
    let mut strays = 0;
    for lane in store.lanes() {
        let records = store.read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap();
        strays += records.iter().filter(|link| link.body.contains(r#""kind":"stray","#)).count();
    }
    strays
}

#[tokio::test]
async fn a_receipt_finds_its_message_by_the_networks_own_name() {
    let mut world = World::new(network(true));
    world.import([person("c-1", "120.00"), person("c-2", "80.00")], at(MORNING)).await;
    world.run(MORNING, NIGHT).await;
    for id in ["c-1", "c-2"] {
        assert_eq!(statuses(&world.engine, id).await[0].1, Status::Delivered, "{id}");
    }
    assert_eq!(strays(&world).await, 0);
}

#[tokio::test]
async fn a_receipt_under_a_name_never_learnt_is_on_record() {
    let mut world = World::new(network(false));
    world.import([person("c-1", "120.00"), person("c-2", "80.00")], at(MORNING)).await;
    world.run(MORNING, NIGHT).await;
    assert_eq!(statuses(&world.engine, "c-1").await[0].1, Status::Unknown);
    assert_eq!(statuses(&world.engine, "c-2").await[0].1, Status::Delivered);
    assert_eq!(strays(&world).await, 1);
    assert_eq!(world.engine.gateway().ledger().unwrap().acknowledged, 2);
}

#[tokio::test]
async fn another_network_is_not_asked() {
    let mut world = World::new(network(false));
    world.import([person("c-1", "120.00")], at(MORNING)).await;
    world.run(MORNING, NIGHT).await;
    let mut other = Network::faultless(1);
    other.route.name = "another".to_owned();
    let (store, desk) = (world.engine.store().clone(), world.engine.desk().clone());
    let mut engine = Engine::new(store, Sandbox::in_memory(other), desk);
    engine.run(at(NIGHT), at("2026-11-26T00:00:00+08:00")).await.unwrap();
    let all = statuses(&engine, "c-1").await;
    assert_eq!(all.iter().map(|(_, status, _)| *status).collect::<Vec<_>>(), [Status::Unknown], "{all:?}");
}

/// A sandbox that gives no answer the first times it is asked.
struct Busy {
    sandbox: Sandbox,
    times: AtomicU32,
}

impl Gateway for Busy {
    fn profile(&self) -> &RouteProfile {
        self.sandbox.profile()
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        self.sandbox.submit(message, now).await
    }

    async fn settle(&self, key: &MessageKey, now: DateTime<Utc>) -> Settled {
        let busy = self.times.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |times| times.checked_sub(1));
        if busy.is_ok() { Settled::NoAnswer { reason: Reason::Timeout } } else { self.sandbox.settle(key, now).await }
    }

    async fn inbound(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, GatewayError> {
        self.sandbox.inbound(now, limit).await
    }

    async fn acknowledge(&self, ids: &[InboundId]) -> Result<(), GatewayError> {
        self.sandbox.acknowledge(ids).await
    }

    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        self.sandbox.next_arrival()
    }
}

#[tokio::test]
async fn a_receipt_waits_for_a_name_that_is_learnt_late() {
    let world = World::new(network(true));
    let (store, desk) = (world.engine.store().clone(), world.engine.desk().clone());
    let busy = Busy { sandbox: Sandbox::in_memory(network(true)), times: AtomicU32::new(5) };
    let mut engine = Engine::new(store, busy, desk);
    engine.import(vec![person("c-1", "120.00")], at(MORNING)).await.unwrap();
    let last = engine.run(at(MORNING), at("2026-11-24T09:03:00+08:00")).await.unwrap();
    assert_eq!(statuses(&engine, "c-1").await[0].1, Status::Unknown);
    assert_eq!(engine.gateway().sandbox.ledger().unwrap().acknowledged, 0);
    engine.run(last, at(NIGHT)).await.unwrap();
    assert_eq!(statuses(&engine, "c-1").await[0].1, Status::Delivered);
    assert_eq!(engine.gateway().sandbox.ledger().unwrap().acknowledged, 1);
}
