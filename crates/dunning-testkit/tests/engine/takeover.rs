//! Two engines on one store: whoever comes second takes over, and the first hands over nothing more, even where its
//! intents are on disk already.

use dunning_engine::Point;
use dunning_gateway::sandbox::Network;
use dunning_store::{Error as StoreError, Status, Store as _};

use crate::world::{World, at, person, store_in};
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
    second.run("2026-11-24T09:30:00+08:00", "2026-11-25T00:00:00+08:00").await;
    let ledger = second.engine.gateway().ledger().unwrap();
    assert_eq!((ledger.taken.len(), ledger.again.len()), (1, 0));
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
    let words = dunning_core::audit::PersonKey::new([9; 32]).name(format!("\n{text}").as_bytes());
    assert!(submission.body.contains(&format!(r#""words":"{words}""#)), "{}", submission.body);
    assert!(submission.body.contains(r#""template":""#), "{}", submission.body);
    assert!(!submission.body.contains("120"), "{}", submission.body);
}
