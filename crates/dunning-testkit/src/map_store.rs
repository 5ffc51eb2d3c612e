//! A store of maps in memory: the slow, obvious model that every other store is judged by. It keeps each lane as a plain
//! value, works on a copy of it, and puts the copy in its place when the work succeeds.

use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, SubsecRound as _, Utc};
use dunning_core::audit;
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};
use dunning_store::{
    Birth, Breach, Commit, ContactKey, Error, Lane, LaneRead, LaneTx, Mode, Store, Suppression, Tally,
};

mod lane;

use lane::{LaneState, MapLane, Suppressions};

/// A store of maps in memory. Clones are the same store.
#[derive(Debug, Clone)]
pub struct MapStore(Arc<Mutex<World>>);

#[derive(Debug)]
struct World {
    birth: Birth,
    lanes: Vec<LaneState>,
    artifacts: BTreeMap<Digest, Vec<u8>>,
    worked_at: Option<DateTime<Utc>>,
    suppressions: Suppressions,
}

impl MapStore {
    /// An empty store.
    pub fn new(mode: Mode, lanes: u16) -> Self {
        let birth = Birth { mode, lanes, incarnation: 1 };
        let lanes = Lane::all(lanes).map(|_| LaneState::default()).collect();
        Self(Arc::new(Mutex::new(World {
            birth,
            lanes,
            artifacts: BTreeMap::new(),
            worked_at: None,
            suppressions: Suppressions::new(),
        })))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World {
    fn at_work(&self, lane: Lane) -> MapLane {
        let state = self.lanes.get(usize::from(lane.number())).cloned().unwrap_or_default();
        MapLane { lane, lanes: self.birth.lanes, state, suppressions: self.suppressions.clone() }
    }
}

impl Store for MapStore {
    fn birth(&self) -> Birth {
        self.world().birth
    }

    fn write<T, E, F>(&self, lane: Lane, _: Commit, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut dyn LaneTx) -> Result<T, E> + Send + 'static,
    {
        let mut world = self.world();
        let mut at_work = world.at_work(lane);
        let result = work(&mut at_work);
        if let (Ok(_), Some(state)) = (&result, world.lanes.get_mut(usize::from(lane.number()))) {
            *state = at_work.state;
            world.suppressions = at_work.suppressions;
        }
        ready(result)
    }

    fn read<T, E, F>(&self, lane: Lane, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&dyn LaneRead) -> Result<T, E> + Send + 'static,
    {
        ready(work(&self.world().at_work(lane)))
    }

    fn put_artifact(&self, digest: Digest, bytes: Vec<u8>) -> impl Future<Output = Result<bool, Error>> + Send {
        let mut world = self.world();
        let new = !world.artifacts.contains_key(&digest);
        world.artifacts.entry(digest).or_insert(bytes);
        ready(Ok(new))
    }

    fn artifact(&self, digest: Digest) -> impl Future<Output = Result<Option<Vec<u8>>, Error>> + Send {
        ready(Ok(self.world().artifacts.get(&digest).cloned()))
    }

    fn lanes_due(&self, now: DateTime<Utc>) -> impl Future<Output = Result<Vec<Lane>, Error>> + Send {
        let world = self.world();
        let due = |(lane, state): (Lane, &LaneState)| {
            (!state.paused && state.waiting().any(|contact| contact.due <= now)).then_some(lane)
        };
        ready(Ok(Lane::all(world.birth.lanes).zip(&world.lanes).filter_map(due).collect()))
    }

    fn next_due(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send {
        let world = self.world();
        let running = world.lanes.iter().filter(|lane| !lane.paused);
        ready(Ok(running.flat_map(LaneState::waiting).map(|contact| contact.due).min()))
    }

    fn found_by(&self, token: Digest) -> impl Future<Output = Result<Vec<CustomerId>, Error>> + Send {
        let found: BTreeSet<CustomerId> =
            self.world().lanes.iter().flat_map(|lane| lane.found_by(token)).cloned().collect();
        ready(Ok(found.into_iter().collect()))
    }

    fn suppressions(
        &self,
        after: Option<Digest>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Suppression>, Error>> + Send {
        let world = self.world();
        let later = world.suppressions.iter().filter(|(token, _)| after.is_none_or(|after| **token > after));
        let suppression = |(token, lines): (&Digest, &Vec<_>)| Suppression { token: *token, lines: lines.clone() };
        ready(Ok(later.take(limit).map(suppression).collect()))
    }

    fn contacts_under(
        &self,
        messages: Vec<MessageKey>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send {
        let world = self.world();
        let under = |message: &MessageKey| {
            let mut all = world.lanes.iter().flat_map(LaneState::all_contacts);
            let is_it = |intent: &dunning_store::Intent| intent.message == *message;
            all.find(|contact| contact.intent.as_ref().is_some_and(is_it)).map(|contact| contact.key.clone())
        };
        ready(Ok(messages.iter().map(under).collect()))
    }

    fn contacts_named(
        &self,
        gateway: &str,
        references: Vec<String>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send {
        let world = self.world();
        let named = |reference: &String| {
            let all = world.lanes.iter().flat_map(LaneState::all_contacts).filter_map(|contact| {
                let intent = contact.intent.as_ref().filter(|intent| intent.gateway == gateway)?;
                (contact.reference.as_ref() == Some(reference)).then_some((intent.valid_until, &contact.key))
            });
            all.max().map(|(_, contact)| contact.clone())
        };
        ready(Ok(references.iter().map(named).collect()))
    }

    fn tally(&self) -> impl Future<Output = Result<Vec<Tally>, Error>> + Send {
        let mut counts = BTreeMap::new();
        for contact in self.world().lanes.iter().flat_map(LaneState::all_contacts) {
            *counts.entry((contact.status, contact.reason.clone())).or_insert(0) += 1;
        }
        let tally = |((status, reason), count)| Tally { status, reason, count };
        ready(Ok(counts.into_iter().map(tally).collect()))
    }

    fn worked_until(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send {
        ready(Ok(self.world().worked_at))
    }

    fn work_at(&self, now: DateTime<Utc>) -> impl Future<Output = Result<(), Error>> + Send {
        let (mut world, now) = (self.world(), now.trunc_subsecs(0));
        ready(match world.worked_at {
            Some(last) if last > now => Err(Error::Backwards { last }),
            _ => {
                world.worked_at = Some(now);
                Ok(())
            }
        })
    }

    fn take_over(&self) -> impl Future<Output = Result<Birth, Error>> + Send {
        let mut world = self.world();
        world.birth.incarnation += 1;
        ready(Ok(world.birth))
    }

    /// All handles are one: they share the maps.
    fn stands(&self) -> impl Future<Output = Result<(), Error>> + Send {
        ready(Ok(()))
    }

    fn breaches(&self) -> impl Future<Output = Result<Vec<Breach>, Error>> + Send {
        let world = self.world();
        let mut breaches = Vec::new();
        for (lane, state) in Lane::all(world.birth.lanes).zip(&world.lanes) {
            breaches.extend(audit::verify(lane.number(), &state.audit, None).err().map(Breach::Chain));
        }
        ready(Ok(breaches))
    }
}
