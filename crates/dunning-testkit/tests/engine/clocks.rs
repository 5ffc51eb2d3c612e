//! Clocks that disagree: a network's with ours, and ours with itself.

use chrono::TimeDelta;
use dunning_core::finding::Code;
use dunning_core::history::{Fact, Hold};
use dunning_core::time::Moment;
use dunning_core::words::{ConsentState, HoldCause, Outcome, Word};
use dunning_engine::{Engine, Error, Intake, history_of};
use dunning_gateway::sandbox::{Fate, Network, Sandbox};
use dunning_store::{Status, Store};

use crate::world::{World, at, customer, person};
use crate::{first_key, statuses};

const MORNING: &str = "2026-11-24T09:00:00+08:00";

/// A network whose clock is off by so many hours.
fn skewed(hours: i32) -> Network {
    Network { clock_skew_s: hours * 3600, ..Network::faultless(1) }
}

async fn history(world: &World) -> dunning_core::history::History {
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    history_of(world.engine.desk().codec.as_ref(), &dossier.facts).unwrap()
}

#[tokio::test]
async fn a_stop_holds_from_the_instant_it_is_known_whatever_the_networks_clock_says() {
    // Half a lifetime back, eight hours ahead, a year ahead.
    for hours in [-500_000, 8, 8_766] {
        let mut world = World::new(skewed(hours).with_fate(first_key("c-1"), Fate::replied("退订")));
        world.import([person("c-1", "120.00")], at(MORNING)).await;
        world.run(MORNING, "2026-12-20T00:00:00+08:00").await;
        let history = history(&world).await;
        let stopped = history.consents().iter().find(|line| line.state == ConsentState::Withdrawn).unwrap();
        // Delivered after two seconds, answered a minute later.
        assert_eq!(stopped.at, at("2026-11-24T09:01:02+08:00"), "{hours}");
        let all = statuses(&world.engine, "c-1").await;
        let opted_out = Some(Code::ConsOptedOut.as_str().to_owned());
        let reminders = all.iter().filter(|(step, ..)| step.starts_with("early")).skip(1);
        assert!(reminders.clone().count() > 0, "{all:?}");
        for (_, status, reason) in reminders {
            assert_eq!((*status, reason), (Status::Withheld, &opted_out), "{hours}");
        }
    }
}

#[tokio::test]
async fn a_delivery_lies_between_its_hand_over_and_now() {
    // It arrives two seconds after the hand-over, which a clock that is right tells; the report comes a second later.
    for (hours, expected) in [(-500_000, "09:00:00"), (-8, "09:00:00"), (0, "09:00:02"), (8, "09:00:03")] {
        let mut world = World::new(skewed(hours).with_fate(first_key("c-1"), Fate::delivered()));
        world.import([person("c-1", "120.00")], at(MORNING)).await;
        world.run(MORNING, "2026-11-24T23:00:00+08:00").await;
        let history = history(&world).await;
        let [event] = history.events() else { panic!("{:?}", history.events()) };
        let expected = at(&format!("2026-11-24T{expected}+08:00"));
        assert_eq!((event.outcome, event.at), (Outcome::Delivered, expected), "{hours}");
    }
}

#[tokio::test]
async fn time_does_not_run_backwards_from_one_run_to_the_next() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at(MORNING)).await;
    let last = world.run(MORNING, "2026-11-24T12:00:00+08:00").await;
    let (store, desk) = (world.engine.store().clone(), world.engine.desk().clone());
    let mut again = Engine::new(store, Sandbox::in_memory(Network::faultless(1)), desk);
    let earlier = last - TimeDelta::seconds(1);
    let refused = |error: Result<_, Error>| match error {
        Err(Error::Store(dunning_store::Error::Backwards { last })) => last,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(again.step(earlier).await.map(|_| ())), last);
    assert_eq!(refused(again.import(vec![person("c-2", "80.00")], earlier).await.map(|_| ())), last);
    // Who is stopped is stopped whatever the clock says.
    let hold = Hold {
        cause: HoldCause::House,
        from: Moment::Instant(earlier),
        known_at: None,
        until: None,
        debts: Vec::new(),
    };
    let facts = vec![Fact::Hold(hold)];
    let stop = Intake { customer: customer("c-1"), case: None, change: None, facts, because: None };
    assert_eq!(again.import(vec![stop], earlier).await.unwrap().facts, 1);
    again.step(last).await.unwrap();
}
