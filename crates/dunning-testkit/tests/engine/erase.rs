//! Erasing a person: nothing of theirs is left, nothing is written to them again, and the chain stays whole.

use dunning_core::case::Address;
use dunning_core::finding::Code;
use dunning_core::history::Consent;
use dunning_core::words::{Channel, ConsentState, Word};
use dunning_engine::{Because, Error, OptOut};
use dunning_gateway::sandbox::{Answer, Fate, Network};
use dunning_store::{Commit, FactKind, Status, Store};

use crate::world::{World, at, customer, overdue, person};
use crate::{first_key, statuses};

const MORNING: &str = "2026-11-24T09:00:00+08:00";
const EVENING: &str = "2026-11-24T20:00:00+08:00";
const NUMBER: u64 = 13_800_130_193;

fn because() -> Because {
    Because { by: "privacy desk".into(), why: "request 77".into() }
}

fn number() -> Address {
    Address::new(&format!("+86{NUMBER}")).unwrap()
}

async fn taken(world: &World) -> usize {
    world.engine.gateway().ledger().unwrap().taken.len()
}

#[tokio::test]
async fn nothing_is_left_nothing_follows_and_the_chain_holds() {
    let network = Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("退订"));
    let mut world = World::new(network);
    let of = |id: &str| overdue(id, NUMBER, "120.00", "2026-11-23".parse().unwrap());
    world.import([of("c-1")], at(MORNING)).await;
    world.run(MORNING, EVENING).await;
    assert_eq!(taken(&world).await, 2, "a reminder, and the stop confirmed");
    let done = world.engine.erase(&customer("c-1"), &because(), at(EVENING)).await.unwrap().unwrap();
    // One under the customer's own token beside the stop, which closes texts and three kinds of calls under both tokens.
    assert_eq!(done.opt_outs, 1 + 4 + 4);
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let left = store
        .read(store.lane_of(&who), move |lane| {
            let dossier = lane.dossier(&who, None)?;
            let rows = (lane.contacts(&who)?.len(), lane.slots(&who)?.len(), lane.records_of(&who)?.len());
            Ok::<_, dunning_store::Error>((dossier.case.is_none(), dossier.facts.len(), lane.wrapped_key(&who)?, rows))
        })
        .await
        .unwrap();
    assert_eq!(left, (true, 0, None, (0, 0, 0)));
    assert_eq!(store.breaches().await.unwrap(), []);
    assert_eq!(world.engine.erase(&customer("c-1"), &because(), at(EVENING)).await.unwrap(), None);
    for lane in store.lanes() {
        for link in store.read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap() {
            assert!(!link.body.contains("c-1") && !link.body.contains("request 77"), "{}", link.body);
        }
    }
    // The next portfolio names them again, and another customer at the same number.
    world.import([of("c-1"), of("c-2")], at(EVENING)).await;
    world.run(EVENING, "2026-12-20T00:00:00+08:00").await;
    assert_eq!(taken(&world).await, 2);
    for id in ["c-1", "c-2"] {
        let all = statuses(&world.engine, id).await;
        let closed = |(_, status, why): &(String, Status, Option<String>)| {
            *status == Status::Withheld && why.as_deref() == Some(Code::ConsOptedOut.as_str())
        };
        assert!(!all.is_empty() && all.iter().all(closed), "{id}: {all:?}");
    }
}

#[tokio::test]
async fn who_has_a_message_on_its_way_is_erased_after_its_fence() {
    let mut network = Network::faultless(1).with_fate(first_key("c-1"), Fate::answered(Answer::RequestLost));
    network.route.askable = false;
    let mut world = World::new(network);
    world.import([person("c-1", "120.00")], at(MORNING)).await;
    world.run(MORNING, EVENING).await;
    for before in [EVENING, "2026-11-24T20:09:59+08:00"] {
        match world.engine.erase(&customer("c-1"), &because(), at(before)).await {
            Err(Error::Store(dunning_store::Error::InFlight)) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(statuses(&world.engine, "c-1").await[0].1, Status::Unknown, "nothing was touched");
    }
    let done = world.engine.erase(&customer("c-1"), &because(), at("2026-11-24T20:10:00+08:00")).await.unwrap();
    assert_eq!(done.unwrap().opt_outs, 1);
    assert_eq!(statuses(&world.engine, "c-1").await, []);
}

#[tokio::test]
async fn an_opt_out_of_an_address_stays_without_the_address_and_can_be_lifted() {
    let mut world = World::new(Network::faultless(1));
    world.import([overdue("c-1", NUMBER, "120.00", "2026-11-23".parse().unwrap())], at(EVENING)).await;
    let line = |state, when| Consent { address: Some(number()), ..Consent::new(at(when), state) };
    let stop = OptOut { customer: None, line: line(ConsentState::Withdrawn, MORNING), dated: true };
    world.engine.opt_out(vec![stop], &because(), at(EVENING)).await.unwrap();
    assert_eq!(world.engine.suppressed(None, 10).await.unwrap().unwrap().1.len(), 1);
    world.engine.erase(&customer("c-1"), &because(), at(EVENING)).await.unwrap().unwrap();
    assert_eq!(world.engine.suppressed(None, 10).await.unwrap().unwrap().1.len(), 0, "nobody can list it");
    let standing = world.engine.suppressed_at(Some(Channel::Sms), &number()).await.unwrap();
    assert_eq!(standing.len(), 1);
    let granted =
        OptOut { customer: None, line: line(ConsentState::Granted, "2026-11-25T09:00:00+08:00"), dated: true };
    world.engine.opt_out(vec![granted], &because(), at("2026-11-25T09:00:00+08:00")).await.unwrap();
    assert_eq!(world.engine.suppressed_at(Some(Channel::Sms), &number()).await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_can_be_read_of_one_who_cannot_is_carried_over() {
    let mut world = World::new(Network::faultless(1).with_fate(first_key("c-1"), Fate::replied("退订")));
    let of = |id: &str| overdue(id, NUMBER, "120.00", "2026-11-23".parse().unwrap());
    world.import([of("c-1")], at(MORNING)).await;
    world.run(MORNING, EVENING).await;
    let (store, who) = (world.engine.store(), customer("c-1"));
    let spoilt = store
        .write(store.lane_of(&who), Commit::Durable, move |lane| lane.append(&who, FactKind::Hold, at(EVENING), b"{}"));
    let spoilt: Result<u64, dunning_store::Error> = spoilt.await;
    spoilt.unwrap();
    let done = world.engine.erase(&customer("c-1"), &because(), at(EVENING)).await.unwrap().unwrap();
    assert_eq!(done.opt_outs, 1 + 4 + 4, "under the customer's token and the number's");
    let mut told = 0;
    for lane in world.engine.store().lanes() {
        let records = world.engine.store().read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap();
        told += records.iter().filter(|link| link.body.contains(r#""opt_outs":9,"unreadable":1"#)).count();
    }
    assert_eq!(told, 1);
    // Whoever has the number next isn't written to.
    world.import([of("c-2")], at(EVENING)).await;
    world.run(EVENING, "2026-12-20T00:00:00+08:00").await;
    assert_eq!(taken(&world).await, 2);
}
