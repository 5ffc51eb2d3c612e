//! The fence: until it, what nobody knows the end of counts as sent, and nothing is sent again.

use chrono::{DateTime, Utc};
use dunning_gateway::sandbox::{Answer, Fate, Network, Sandbox};
use dunning_gateway::{Gateway, Reason, Validity};
use dunning_store::{Mode, SqliteStore, Status, Store};

use crate::world::{KEY, World, at, customer, person};
use crate::{first_key, key_of, statuses};

const MORNING: &str = "2026-11-24T09:00:00+08:00";

/// A network that loses the first reminder's request on the way.
fn losing(validity: Validity, askable: bool) -> Network {
    let mut network = Network::faultless(1).with_fate(first_key("c-1"), Fate::answered(Answer::RequestLost));
    network.route.validity = validity;
    network.route.askable = askable;
    network
}

/// Until when the first reminder counts, as its fact and its ring have it.
async fn counts_until(world: &World) -> (DateTime<Utc>, i64) {
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let (dossier, slots) = store
        .read(store.lane_of(&who), move |lane| {
            Ok::<_, dunning_store::Error>((lane.dossier(&who, None)?, lane.slots(&who)?))
        })
        .await
        .unwrap();
    let history = dunning_engine::history_of(world.engine.desk().codec.as_ref(), &dossier.facts).unwrap();
    assert_eq!(slots.len(), 1, "{slots:?}");
    (history.events()[0].until.unwrap(), slots[0].last)
}

/// The day of the ring's count, which begins with 0001-01-01 as day 1: Python's `date.toordinal`.
const NOV_24: i64 = 739_944;

#[tokio::test]
async fn nothing_follows_an_unknown_message_before_its_fence_whatever_the_route_does_with_validity() {
    // The window closes at 20:00; receipts trail by ten minutes. A network that keeps what it has for five days may
    // deliver it until the evening of the 29th, so the reminder due from the 28th on waits for the 30th.
    let five_days = Validity::Ignored { lead_s: 900, keeps_s: 432_000 };
    for (validity, fence, days, follows) in [
        (Validity::steps_of(1), "2026-11-24T20:10:00+08:00", 0, "2026-11-28T09:00:00+08:00"),
        (Validity::steps_of(300), "2026-11-24T20:10:00+08:00", 0, "2026-11-28T09:00:00+08:00"),
        (five_days, "2026-11-29T20:10:00+08:00", 5, "2026-11-30T09:00:00+08:00"),
    ] {
        let mut world = World::new(losing(validity, false));
        world.import([person("c-1", "120.00")], at(MORNING)).await;
        world.run(MORNING, "2026-11-25T00:00:00+08:00").await;
        assert_eq!(statuses(&world.engine, "c-1").await[0].1, Status::Unknown);
        assert_eq!(counts_until(&world).await, (at(fence), NOV_24 + days), "{validity:?}");
        world.run("2026-11-25T00:00:00+08:00", "2026-12-02T00:00:00+08:00").await;
        let ledger = world.engine.gateway().ledger().unwrap();
        assert_eq!(ledger.taken.values().map(|taken| taken.at).min(), Some(at(follows)), "{validity:?}");
        assert!(!ledger.taken.contains_key(&key_of("c-1", 1)));
        let replayed = world.engine.replay(&customer("c-1"), |_| None).await.unwrap();
        assert!(replayed.iter().all(|one| one.verdict == dunning_engine::Verdict::Same), "{replayed:?}");
    }
}

#[tokio::test]
async fn a_network_that_never_heard_of_a_key_is_believed_once_nothing_can_be_under_way() {
    let mut world = World::new(losing(Validity::steps_of(1), true));
    assert_eq!(world.engine.gateway().profile().answers_within_s, 120);
    world.import([person("c-1", "120.00")], at(MORNING)).await;
    world.run(MORNING, "2026-11-24T09:02:00+08:00").await;
    assert_eq!(statuses(&world.engine, "c-1").await.len(), 1);
    assert_eq!(statuses(&world.engine, "c-1").await[0].1, Status::Unknown);
    world.run("2026-11-24T09:02:00+08:00", "2026-11-24T23:00:00+08:00").await;
    let all: Vec<_> = statuses(&world.engine, "c-1").await.into_iter().map(|(_, status, _)| status).collect();
    assert_eq!(all, [Status::NotSent, Status::Delivered]);
    let ledger = world.engine.gateway().ledger().unwrap();
    assert_eq!(ledger.taken[&key_of("c-1", 1)].at, at("2026-11-24T09:07:00+08:00"));
}

/// A network may report a message lost and deliver it all the same, until its fence: the reminder due from the 28th on
/// waits for that; once it has come, what is lost counts no longer.
#[tokio::test]
async fn a_message_reported_lost_keeps_its_charge_until_its_fence() {
    let five_days = Validity::Ignored { lead_s: 900, keeps_s: 432_000 };
    for (validity, cap_days, lost_until, follows) in [
        (five_days, 1, "2026-11-29T20:10:00+08:00", "2026-11-30T09:00:00+08:00"),
        (Validity::steps_of(1), 7, "2026-11-24T20:10:00+08:00", "2026-11-28T09:00:00+08:00"),
    ] {
        let lost = Fate { failure: Some(Reason::Unreachable), ..Fate::delivered() };
        let mut network = Network::faultless(1).with_fate(first_key("c-1"), lost);
        network.route.validity = validity;
        let store = SqliteStore::in_memory(Mode::Sandbox, 16, &KEY).unwrap();
        let mut world = World::with_one_text_in(cap_days, store, Sandbox::in_memory(network));
        world.import([person("c-1", "120.00")], at(MORNING)).await;
        world.run(MORNING, "2026-11-24T19:00:00+08:00").await;
        assert_eq!(statuses(&world.engine, "c-1").await[0].1, Status::Undelivered);
        let (store, who) = (world.engine.store().clone(), customer("c-1"));
        let slots = store.read(store.lane_of(&who), move |lane| lane.slots(&who)).await.unwrap();
        assert_eq!(slots.len(), 1, "charged until {lost_until}");
        world.run("2026-11-24T19:00:00+08:00", "2026-12-02T00:00:00+08:00").await;
        let ledger = world.engine.gateway().ledger().unwrap();
        let left: Vec<_> = ledger.taken.values().map(|taken| taken.at).filter(|left| *left > at(MORNING)).collect();
        assert_eq!(left.iter().min(), Some(&at(follows)), "{validity:?}");
        assert_eq!(world.engine.store().breaches().await.unwrap(), []);
        assert_eq!(world.engine.unproven().await.unwrap(), []);
    }
}
