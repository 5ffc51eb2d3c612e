//! Two engines on one store: whoever comes second takes over, and the first hands over nothing more, even where its
//! intents are on disk already.

use chrono::{DateTime, Utc};
use dunning_core::case::{Change, ChangeSpec, ContactSpec};
use dunning_core::check::Cleared;
use dunning_core::history::{Event, Fact, Hold};
use dunning_core::time::Moment;
use dunning_core::words::{Channel, Direction, HoldCause, Outcome};
use dunning_engine::{Because, Engine, Intake, Point, pause};
use dunning_gateway::sandbox::{Ledger, Network, Sandbox};
use dunning_gateway::{Gateway, RouteProfile, Submission};
use dunning_store::{Error as StoreError, SqliteStore, Status, Store as _};

use crate::world::{World, at, customer, overdue, person, store_in};
use crate::{first_key, statuses};

#[tokio::test]
async fn an_engine_that_was_taken_over_hands_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let network = || Network::faultless(1);
    let path = folder.path().to_owned();
    // Between its commit and its hand-over another process takes the store.
    let mut first = World::in_folder(folder.path(), network()).listened(move |point| {
        if point == Point::Committed {
            let path = path.clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                runtime.block_on(store_in(&path).take_over()).unwrap();
            })
            .join()
            .unwrap();
        }
    });
    first.import([person("c-1", "120.00")], at("2026-11-24T07:00:00+08:00")).await;
    let stopped = first.engine.run(at("2026-11-24T09:30:00+08:00"), at("2026-11-24T12:00:00+08:00")).await;
    assert!(matches!(stopped, Err(dunning_engine::Error::Store(StoreError::Superseded))), "{stopped:?}");
    assert_eq!(first.engine.gateway().ledger().unwrap().taken.len(), 0);
    assert_eq!(statuses(&first.engine, "c-1").await, [("early.1".to_owned(), Status::Intent, None)]);
    drop(first);
    // The second hears from the network that nothing was taken, and makes the next attempt.
    let mut second = World::in_folder(folder.path(), network());
    second.run("2026-11-24T09:40:00+08:00", "2026-11-25T00:00:00+08:00").await;
    let ledger = second.engine.gateway().ledger().unwrap();
    assert_eq!((ledger.taken.len(), ledger.again.len()), (1, 0));
    // The first may have been handing over until it was taken over: what it began is on its way for 120 seconds, and the
    // next attempt is due five minutes after.
    let left: Vec<_> = ledger.taken.values().map(|taken| taken.at).collect();
    assert_eq!(left, [at("2026-11-24T09:47:00+08:00")]);
    assert!(!ledger.taken.contains_key(&first_key("c-1")));
}

#[tokio::test]
async fn the_record_of_a_submission_proves_its_words() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at("2026-11-24T07:00:00+08:00")).await;
    world.run("2026-11-24T07:00:00+08:00", "2026-11-25T00:00:00+08:00").await;
    let (store, who) = (world.engine.store().clone(), crate::world::customer("c-1"));
    let (text, records) = store
        .read(store.lane_of(&who), move |lane| {
            let left = lane.contacts(&who)?.into_iter().find_map(|contact| contact.intent).unwrap();
            Ok::<_, StoreError>((left.text.into_exposed(), lane.records(0, 100)?))
        })
        .await
        .unwrap();
    let submission = records.iter().find(|record| record.body.contains(r#""kind":"submission""#)).unwrap();
    // HMAC-SHA-256 of an empty subject, a line feed and the text, under the person's own key.
    let words = dunning_core::audit::PersonKey::new([9; 32]).named("words", format!("\n{text}").as_bytes());
    assert!(submission.body.contains(&format!(r#""words":"{words}""#)), "{}", submission.body);
    assert!(submission.body.contains(r#""template":""#), "{}", submission.body);
    assert!(!submission.body.contains("120"), "{}", submission.body);
}

/// Work on the store from another process, between the commit of an intent and its hand-over; what left.
async fn meanwhile<W>(work: impl Fn(World) -> W + Send + Sync + 'static) -> (World, Ledger)
where
    W: Future<Output = ()>,
{
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let work = std::sync::Arc::new(work);
    let once = std::sync::atomic::AtomicBool::new(true);
    let mut world = World::in_folder(folder.path(), Network::faultless(1)).listened(move |point| {
        if point == Point::Committed && once.swap(false, std::sync::atomic::Ordering::SeqCst) {
            let (path, work) = (path.clone(), work.clone());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let other = World::of(store_in(&path), Sandbox::in_memory(Network::faultless(2)));
                runtime.block_on(work(other));
            })
            .join()
            .unwrap();
        }
    });
    world.import([person("c-1", "120.00")], at(NIGHT)).await;
    world.run(NIGHT, "2026-11-24T12:00:00+08:00").await;
    let ledger = world.engine.gateway().ledger().unwrap();
    (world, ledger)
}

const NIGHT: &str = "2026-11-24T07:00:00+08:00";

#[tokio::test]
async fn what_is_said_before_the_hand_over_holds() {
    let because = || Because { by: "desk".to_owned(), why: "asked".to_owned() };
    let nine = at("2026-11-24T09:00:00+08:00");
    let (world, ledger) = meanwhile(move |other| async move {
        pause(other.engine.store(), &other.engine.desk().keys, true, &because(), nine).await.unwrap();
    })
    .await;
    assert_eq!(ledger.taken.len(), 0);
    let waits = ("early.1".to_owned(), Status::Due, None);
    let recalled = ("early.1".to_owned(), Status::NotSent, Some("recalled".to_owned()));
    assert_eq!(statuses(&world.engine, "c-1").await, [recalled.clone(), waits]);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
    // A hold that another process puts on record.
    let (world, ledger) = meanwhile(move |mut other| async move {
        let from = Moment::Instant(nine);
        let hold = Hold { cause: HoldCause::UnreadReply, from, known_at: Some(from), until: None, debts: Vec::new() };
        let intake = Intake {
            customer: customer("c-1"),
            case: None,
            change: None,
            facts: vec![Fact::Hold(hold)],
            because: Some(because()),
        };
        other.import([intake], nine).await;
    })
    .await;
    assert_eq!(ledger.taken.len(), 0);
    let held = ("early.1".to_owned(), Status::Withheld, Some("HOLD-ACTIVE".to_owned()));
    assert_eq!(statuses(&world.engine, "c-1").await, [recalled, held]);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
    // Nothing said, nothing held back.
    let (_, ledger) = meanwhile(|_| async {}).await;
    assert_eq!(ledger.taken.len(), 1);
}

/// What no record tells of: a newer case, a changed number, a text of the desk that the day's cap counts.
#[tokio::test]
async fn what_becomes_known_before_the_hand_over_holds_though_no_record_tells_of_it() {
    let nine = at("2026-11-24T09:00:00+08:00");
    let nothing = Intake { customer: customer("c-1"), case: None, change: None, facts: Vec::new(), because: None };
    let contacts =
        vec![ContactSpec { channel: Channel::Sms, address: "+8613900139000".to_owned(), verified: None, since: None }];
    let change = Change::new(ChangeSpec { contacts, ..ChangeSpec::default() }).unwrap();
    let text = Event::new(nine, Direction::Out, Channel::Sms, Outcome::Delivered);
    for (told, to) in [
        (Intake { customer: customer("c-1"), ..person("c-1", "0.00") }, None),
        (Intake { change: Some(change), ..nothing.clone() }, Some("+8613900139000")),
        (Intake { facts: vec![Fact::Event(text)], ..nothing }, None),
    ] {
        let (world, ledger) = meanwhile(move |mut other| {
            let told = told.clone();
            async move {
                other.import([told], nine).await;
            }
        })
        .await;
        assert!(!ledger.taken.contains_key(&first_key("c-1")), "{to:?}");
        let went: Vec<&str> = ledger.taken.values().map(|taken| taken.to.expose()).collect();
        assert_eq!(went, Vec::from_iter(to));
        assert_eq!(statuses(&world.engine, "c-1").await[0].2.as_deref(), Some("recalled"));
        assert_eq!(world.engine.store().breaches().await.unwrap(), []);
        assert_eq!(world.engine.unproven().await.unwrap(), []);
    }
}

/// A network during whose first batch another process takes the store.
struct Overtaken {
    sandbox: Sandbox,
    store: std::sync::Mutex<Option<SqliteStore>>,
}

impl Gateway for Overtaken {
    fn profile(&self) -> &RouteProfile {
        self.sandbox.profile()
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        self.sandbox.submit(message, now).await
    }

    async fn submit_all(&self, messages: Vec<Cleared>, now: DateTime<Utc>) -> Vec<Submission> {
        let other = self.store.lock().unwrap().take();
        if let Some(other) = other {
            other.take_over().await.unwrap();
        }
        self.sandbox.submit_all(messages, now).await
    }
}

#[tokio::test]
async fn of_a_large_batch_the_rest_stays_once_another_has_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::of(store_in(folder.path()), Sandbox::in_memory(Network::faultless(1)));
    let (store, desk) = (world.engine.store().clone(), world.engine.desk().clone());
    let overtaken =
        Overtaken { sandbox: Sandbox::in_memory(Network::faultless(1)), store: Some(store_in(folder.path())).into() };
    // All in one lane, so that they are one batch.
    let lane = store.lane_of(&customer("c-0"));
    let crowd = (0..).map(|i| (i, format!("c-{i}"))).filter(|(_, id)| store.lane_of(&customer(id)) == lane).take(300);
    let crowd: Vec<Intake> =
        crowd.map(|(i, id)| overdue(&id, 13_800_130_000 + i, "120.00", "2026-11-23".parse().unwrap())).collect();
    let mut engine = Engine::new(store.clone(), overtaken, desk);
    engine.import(crowd, at(NIGHT)).await.unwrap();
    let stopped = engine.run(at("2026-11-24T09:30:00+08:00"), at("2026-11-24T12:00:00+08:00")).await;
    assert!(matches!(stopped, Err(dunning_engine::Error::Store(StoreError::Superseded))), "{stopped:?}");
    assert_eq!(engine.gateway().sandbox.ledger().unwrap().taken.len(), 250);
}
