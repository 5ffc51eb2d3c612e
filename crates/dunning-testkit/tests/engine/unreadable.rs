//! Customers who can't be read: withheld and seen by a person, while the others go on.

use dunning_core::words::{Channel, ConsentState};
use dunning_gateway::sandbox::{Fate, Network};
use dunning_store::{Commit, FactKind, Status, Store};

use crate::world::{World, at, customer, person};
use crate::{first_key, statuses};

const MORNING: &str = "2026-11-24T09:00:00+08:00";
const LATER: &str = "2026-11-24T09:00:30+08:00";
const NIGHT: &str = "2026-11-24T23:00:00+08:00";

/// Keeps of `c-1` what no release has written.
async fn spoil(world: &World) {
    let (store, who) = (world.engine.store(), customer("c-1"));
    let spoilt = store
        .write(store.lane_of(&who), Commit::Durable, move |lane| lane.append(&who, FactKind::Hold, at(MORNING), b"{}"));
    let spoilt: Result<u64, dunning_store::Error> = spoilt.await;
    spoilt.unwrap();
}

async fn kinds(world: &World) -> Vec<(String, u64)> {
    world.engine.waiting().await.unwrap().into_iter().collect()
}

#[tokio::test]
async fn one_who_cannot_be_read_is_withheld_with_a_ticket_and_the_others_go_on() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00"), person("c-2", "80.00")], at("2026-11-24T08:00:00+08:00")).await;
    world.run("2026-11-24T08:00:00+08:00", "2026-11-24T08:30:00+08:00").await; // planned, deferred to the morning
    spoil(&world).await;
    world.run(MORNING, "2026-11-26T23:00:00+08:00").await;
    let kind = Some("DATA-KIND".to_owned());
    assert_eq!(statuses(&world.engine, "c-1").await, [("early.1".to_owned(), Status::Withheld, kind)]);
    assert_eq!(statuses(&world.engine, "c-2").await[0].1, Status::Delivered);
    assert_eq!(kinds(&world).await, [("unreadable".to_owned(), 1)]);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn a_stop_of_one_who_cannot_be_read_is_kept() {
    let mut world = World::new(Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("退订")));
    world.import([person("c-1", "120.00")], at(MORNING)).await;
    world.run(MORNING, LATER).await;
    spoil(&world).await;
    world.run(LATER, NIGHT).await;
    let (store, who) = (world.engine.store(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    let codec = &world.engine.desk().codec;
    let read = dossier.facts.iter().filter_map(|fact| codec.read_fact(fact.body.expose()).ok());
    let stopped = read.filter(|fact| {
        matches!(fact, dunning_core::history::Fact::Consent(line)
            if line.state == ConsentState::Withdrawn && line.channel == Some(Channel::Sms))
    });
    assert_eq!(stopped.count(), 1);
    assert_eq!(kinds(&world).await, [("unreadable".to_owned(), 1)]);
}
