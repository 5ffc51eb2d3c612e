//! Replies from wherever they come: whose they are, what they change, where the answer goes, and that answers end.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use dunning_core::case::{Address, Change, ChangeSpec, ContactSpec};
use dunning_core::check::Cleared;
use dunning_core::history::History;
use dunning_core::id::MessageKey;
use dunning_core::words::{Channel, HoldCause, Purpose};
use dunning_engine::{Engine, Intake, history_of};
use dunning_gateway::sandbox::{Network, Sandbox};
use dunning_gateway::{Event, Gateway, GatewayError, Inbound, InboundId, Reply, RouteProfile, Settled, Submission};
use dunning_store::{SqliteStore, Status, Store};

use crate::statuses;
use crate::world::{World, at, customer, overdue};

const MORNING: &str = "2026-11-24T09:00:00+08:00";
const NIGHT: &str = "2026-11-24T23:00:00+08:00";
const NUMBER: &str = "+8613800138000";

/// A sandbox, and texts that come from any number.
struct Post {
    sandbox: Sandbox,
    letters: Mutex<Vec<Inbound>>,
}

fn told(inbound: &Inbound) -> DateTime<Utc> {
    match &inbound.event {
        Event::Reply(reply) => reply.at,
        Event::Receipt(receipt) => receipt.at,
    }
}

impl Gateway for Post {
    fn profile(&self) -> &RouteProfile {
        self.sandbox.profile()
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        self.sandbox.submit(message, now).await
    }

    async fn settle(&self, key: &MessageKey, now: DateTime<Utc>) -> Settled {
        self.sandbox.settle(key, now).await
    }

    async fn inbound(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, GatewayError> {
        let mut came = self.sandbox.inbound(now, limit).await?;
        came.extend(self.letters.lock().unwrap().iter().filter(|letter| told(letter) <= now).cloned());
        Ok(came)
    }

    async fn acknowledge(&self, ids: &[InboundId]) -> Result<(), GatewayError> {
        self.letters.lock().unwrap().retain(|letter| !ids.contains(&letter.id));
        self.sandbox.acknowledge(ids).await
    }

    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        let next = self.letters.lock().unwrap().iter().map(told).min();
        self.sandbox.next_arrival().into_iter().chain(next).min()
    }
}

/// The customer at [`NUMBER`] reminded in the morning, and texts by number, hour and words until night.
async fn day(also: Option<Change>, texts: &[(&str, &str, &str)]) -> Engine<SqliteStore, Post> {
    let world = World::new(Network::faultless(1));
    let letters = texts.iter().enumerate().map(|(i, (from, hour, words))| {
        let reply = Reply {
            channel: Channel::Sms,
            from: Address::new(from).unwrap(),
            text: (*words).to_owned().into(),
            at: at(&format!("2026-11-24T{hour}:00+08:00")),
            answers: None,
        };
        Inbound { id: InboundId::new(format!("letter {i}")), event: Event::Reply(reply) }
    });
    let post = Post { sandbox: Sandbox::in_memory(Network::faultless(1)), letters: Mutex::new(letters.collect()) };
    let mut engine = Engine::new(world.engine.store().clone(), post, world.engine.desk().clone());
    let case = overdue("c-1", 13_800_138_000, "120.00", "2026-11-23".parse().unwrap());
    engine.import(vec![Intake { change: also, ..case }], at(MORNING)).await.unwrap();
    engine.run(at(MORNING), at(NIGHT)).await.unwrap();
    engine
}

fn numbers(addresses: &[&str]) -> Option<Change> {
    let contact = |address: &&str| ContactSpec {
        channel: Channel::Sms,
        address: (*address).to_owned(),
        verified: None,
        since: None,
    };
    let contacts = addresses.iter().map(contact).collect();
    Some(Change::new(ChangeSpec { contacts, ..ChangeSpec::default() }).unwrap())
}

/// Where messages went, in the order they left.
fn went(engine: &Engine<SqliteStore, Post>) -> Vec<String> {
    let ledger = engine.gateway().sandbox.ledger().unwrap();
    let mut taken: Vec<_> = ledger.taken.values().map(|taken| (taken.at, taken.to.expose().to_owned())).collect();
    taken.sort();
    taken.into_iter().map(|(_, to)| to).collect()
}

async fn history(engine: &Engine<SqliteStore, Post>) -> History {
    let (store, who) = (engine.store().clone(), customer("c-1"));
    let dossier = store.read(store.lane_of(&who), move |lane| lane.dossier(&who, None)).await.unwrap();
    history_of(engine.desk().codec.as_ref(), &dossier.facts).unwrap()
}

/// Tickets of all lanes: kind and words.
async fn tickets(engine: &Engine<SqliteStore, Post>) -> Vec<(String, String)> {
    let (store, mut all) = (engine.store(), Vec::new());
    for lane in store.lanes() {
        let open = store.read(lane, |lane| lane.tickets(None, 100)).await.unwrap();
        all.extend(open.into_iter().map(|one| (one.kind, String::from_utf8(one.body.into_exposed()).unwrap())));
    }
    all
}

#[tokio::test]
async fn words_that_wait_for_a_person_are_acknowledged_once() {
    let texts = ["10:00", "10:05", "10:10", "15:00"].map(|hour| (NUMBER, hour, "您好，我现在不方便接听"));
    let engine = day(None, &texts).await;
    assert_eq!(went(&engine), [NUMBER, NUMBER], "a reminder and one answer");
    assert_eq!(tickets(&engine).await.len(), 4, "each is there to be read");
    assert_eq!(history(&engine).await.holds().len(), 1, "one hold until they are");
}

#[tokio::test]
async fn a_stop_is_confirmed_once_at_the_number_it_came_from() {
    let second = "+8613900139000";
    let texts = ["10:00", "10:05", "15:00"].map(|hour| (second, hour, "退订"));
    let engine = day(numbers(&[NUMBER, second]), &texts).await;
    assert_eq!(went(&engine), [NUMBER, second]);
    assert_eq!(statuses(&engine, "c-1").await.iter().filter(|(step, ..)| step == "reply.opt_out").count(), 1);
}

#[tokio::test]
async fn a_stop_of_a_known_customer_holds_for_who_gets_the_number_next() {
    let mut engine = day(None, &[(NUMBER, "10:00", "退订")]).await;
    let closed = engine.suppressed_at(Some(Channel::Sms), &Address::new(NUMBER).unwrap()).await.unwrap();
    assert_eq!(closed.len(), 4, "texts and three kinds of calls");
    let lines = history(&engine).await.consents().len();
    // A second id with the number, and a newer case of the first.
    let of = |id, arrears| overdue(id, 13_800_138_000, arrears, "2026-11-23".parse().unwrap());
    engine.import(vec![of("c-2", "80.00"), of("c-1", "110.00")], at(NIGHT)).await.unwrap();
    assert_eq!(history(&engine).await.consents().len(), lines, "it stands in their ledger as they said it");
    engine.run(at(NIGHT), at("2026-12-20T00:00:00+08:00")).await.unwrap();
    assert_eq!(went(&engine), [NUMBER, NUMBER], "the first reminder and the stop confirmed");
    let all = statuses(&engine, "c-2").await;
    assert!(!all.is_empty() && all.iter().all(|(_, status, _)| *status == Status::Withheld), "{all:?}");
    assert_eq!(engine.store().breaches().await.unwrap(), []);
    assert_eq!(engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn what_comes_from_a_shared_number_is_heeded_for_all_and_answered_once() {
    for (words, step) in [("退订", "reply.opt_out"), ("您好，我现在不方便接听", "reply.received")] {
        let mut engine = day(None, &[]).await;
        let other = overdue("c-2", 13_800_138_000, "80.00", "2026-11-23".parse().unwrap());
        engine.import(vec![other], at(NIGHT)).await.unwrap();
        let reply = Reply {
            channel: Channel::Sms,
            from: Address::new(NUMBER).unwrap(),
            text: words.to_owned().into(),
            at: at(NIGHT),
            answers: None,
        };
        let letter = Inbound { id: InboundId::new("shared"), event: Event::Reply(reply) };
        engine.gateway().letters.lock().unwrap().push(letter);
        engine.run(at(NIGHT), at("2026-11-25T08:59:00+08:00")).await.unwrap();
        assert_eq!(went(&engine), [NUMBER, NUMBER], "a reminder and one answer");
        let all = [statuses(&engine, "c-1").await, statuses(&engine, "c-2").await];
        let answers = |of: &[(String, Status, Option<String>)]| of.iter().filter(|(of, ..)| of == step).count();
        assert_eq!([answers(&all[0]), answers(&all[1])], [1, 0]);
        // The other would be reminded in the morning.
        engine.run(at("2026-11-25T09:00:00+08:00"), at("2026-11-25T23:00:00+08:00")).await.unwrap();
        assert_eq!(went(&engine), [NUMBER, NUMBER]);
    }
}

#[tokio::test]
async fn a_stop_by_text_closes_texts_and_calls_however_the_number_is_spelt() {
    for spelt in [NUMBER, "008613800138000", "+86 138 0013 8000"] {
        let engine = day(None, &[(spelt, "10:00", "退订")]).await;
        let history = history(&engine).await;
        let closed = |channel| history.closed_by(channel, None, Purpose::Collection, at(NIGHT)).is_some();
        for channel in [Channel::Sms, Channel::Voice, Channel::AiVoice, Channel::Prerecorded] {
            assert!(closed(channel), "{spelt} {channel:?}");
        }
        assert!(!closed(Channel::Email) && !closed(Channel::Letter));
        assert_eq!(went(&engine), [NUMBER, NUMBER]);
    }
}

#[tokio::test]
async fn what_a_stranger_writes_waits_for_a_person_and_can_be_erased() {
    let engine = day(None, &[("13700137000", "10:00", "你是谁？")]).await;
    assert_eq!(went(&engine), [NUMBER]);
    assert_eq!(tickets(&engine).await, [("stray".to_owned(), "sms 13700137000\n你是谁？".to_owned())]);
    let store = engine.store();
    for lane in store.lanes() {
        let records = store.read(lane, |lane| lane.records(0, usize::MAX)).await.unwrap();
        assert!(records.iter().all(|link| !link.body.contains("13700137000") && !link.body.contains("你是谁")));
    }
    assert_eq!(store.breaches().await.unwrap(), []);
    for lane in store.lanes() {
        let strangers = store.read(lane, |lane| lane.customers(None, 100)).await.unwrap();
        for who in strangers.into_iter().filter(|who| who.as_str().starts_with("stranger ")) {
            let erased = store.write(lane, dunning_store::Commit::Durable, move |lane| lane.erase(&who)).await;
            let erased: Result<bool, dunning_store::Error> = erased;
            assert!(erased.unwrap());
        }
    }
    assert_eq!(tickets(&engine).await, []);
}

#[tokio::test]
async fn a_number_that_is_anothers_now_does_not_speak_for_who_had_it() {
    let moved = numbers(&["+8613900139000"]);
    let engine = day(moved.clone(), &[(NUMBER, "10:00", "你是谁？")]).await;
    assert!(history(&engine).await.holds().is_empty());
    assert_eq!(tickets(&engine).await.len(), 1);
    // Who was written to there in the morning is heard there at noon.
    let mut engine = day(None, &[]).await;
    engine
        .import(
            vec![Intake { customer: customer("c-1"), case: None, change: moved, facts: Vec::new(), because: None }],
            at(NIGHT),
        )
        .await
        .unwrap();
    let reply = Reply {
        channel: Channel::Sms,
        from: Address::new(NUMBER).unwrap(),
        text: "你是谁？".to_owned().into(),
        at: at(NIGHT),
        answers: None,
    };
    let letter = Inbound { id: InboundId::new("late"), event: Event::Reply(reply) };
    engine.gateway().letters.lock().unwrap().push(letter);
    engine.step(at(NIGHT)).await.unwrap();
    assert_eq!(
        history(&engine).await.holds().iter().map(|hold| hold.cause).collect::<Vec<_>>(),
        [HoldCause::UnreadReply]
    );
}
