//! What must hold of a run that was killed and went on. It believes the network's own log of what left, and the store of
//! what it keeps; the engine has no say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{FixedOffset, NaiveDate, TimeZone};
use dunning_core::id::{CustomerId, MessageKey};
use dunning_engine::Point;
use dunning_gateway::sandbox::{Ledger, Network, Taken};
use dunning_store::{Contact, ContactKey, SqliteStore, Status, Store};

use super::block;

/// How each contact stands.
pub(super) type Ends = BTreeMap<ContactKey, Status>;

/// A run that is over.
pub(super) struct Judge {
    /// Which run it was.
    pub(super) told: String,
    pub(super) store: SqliteStore,
    pub(super) contacts: Vec<Contact>,
    pub(super) ledger: Ledger,
    /// What was on disk as about to be handed over when it was killed.
    pub(super) open: BTreeSet<ContactKey>,
}

/// All contacts of a store.
pub(super) fn contacts(store: &SqliteStore) -> Vec<Contact> {
    let of = |lane| {
        block(store.read(lane, |lane| {
            let mut contacts = Vec::new();
            for customer in lane.customers(None, usize::MAX)? {
                contacts.extend(lane.contacts(&customer)?);
            }
            Ok::<_, dunning_store::Error>(contacts)
        }))
    };
    store.lanes().flat_map(|lane| of(lane).unwrap()).collect()
}

/// How contacts stand that were handed over, or may have been. What was planned beyond them follows from the time of day
/// at which the planner comes round.
pub(super) fn ends(contacts: &[Contact]) -> Ends {
    let left = contacts.iter().filter(|contact| contact.intent.is_some());
    left.map(|contact| (contact.key.clone(), contact.status)).collect()
}

/// What stands as about to be handed over.
pub(super) fn intents(contacts: &[Contact]) -> BTreeSet<ContactKey> {
    ends(contacts).into_iter().filter(|(_, status)| *status == Status::Intent).map(|(key, _)| key).collect()
}

impl Judge {
    pub(super) fn judge(&self, point: Point, askable: bool) {
        let Self { told, store, ledger, open, .. } = self;
        assert_eq!(block(store.breaches()).unwrap(), [], "{told}");
        match point {
            Point::Committed | Point::Submitted => assert!(!open.is_empty(), "{told}"),
            // The lane before may stand between its two transactions.
            Point::Claim | Point::Settled => {}
            Point::Import | Point::Received => assert!(open.is_empty(), "{told}"),
        }
        assert!(ledger.taken.len() > 30, "{told}: {} messages", ledger.taken.len());
        assert_eq!(ledger.again, [], "a key left twice: {told}");
        self.all_that_left_was_intended();
        self.one_reminder_a_day();
        if askable {
            self.nothing_is_missing();
        } else {
            self.unknown_stays_unknown();
        }
    }

    /// Nothing left without its intent on disk.
    fn all_that_left_was_intended(&self) {
        let intended: BTreeSet<&MessageKey> =
            self.contacts.iter().filter_map(|contact| Some(&contact.intent.as_ref()?.message)).collect();
        let mut left = self.ledger.taken.keys().chain(self.ledger.refused.keys());
        assert!(left.all(|key| intended.contains(key)), "{}", self.told);
    }

    /// The policy's cap, counted by address and local day.
    fn one_reminder_a_day(&self) {
        let beijing = FixedOffset::east_opt(8 * 3_600).unwrap();
        let mut counts: BTreeMap<(&str, NaiveDate), u32> = BTreeMap::new();
        for (_, taken) in self.reminders() {
            let day = beijing.from_utc_datetime(&taken.at.naive_utc()).date_naive();
            *counts.entry((taken.to.expose(), day)).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count == 1), "{}: {counts:?}", self.told);
    }

    /// Where the network can be asked, nothing stays open; what the store says of each message is what the network says;
    /// and what is proven not sent is tried again, twice at most.
    fn nothing_is_missing(&self) {
        let Self { told, contacts, ledger, .. } = self;
        let planned: BTreeSet<&ContactKey> = contacts.iter().map(|contact| &contact.key).collect();
        for Contact { key, status, intent, .. } in contacts {
            let Some(intent) = intent else { continue };
            let says = (ledger.taken.contains_key(&intent.message), ledger.refused.contains_key(&intent.message));
            let expected = match status {
                Status::Accepted | Status::Delivered | Status::Undelivered => Some((true, false)),
                Status::Rejected => Some((false, true)),
                Status::NotSent => Some((false, false)),
                _ => None,
            };
            assert_eq!(Some(says), expected, "{told}: {status:?} at the end");
            let next = ContactKey { attempt: key.attempt + 1, ..key.clone() };
            let again = *status == Status::NotSent && key.attempt < 2;
            assert_eq!(planned.contains(&next), again, "{told}: {key:?} {status:?}");
        }
    }

    /// Where nobody can be asked, what was under way at the kill stays unknown and is counted; no attempt follows it, and
    /// no other reminder before its fence.
    fn unknown_stays_unknown(&self) {
        let Self { told, store, contacts, open, .. } = self;
        let unknown = || contacts.iter().filter(|contact| contact.status == Status::Unknown);
        let keys: BTreeSet<ContactKey> = unknown().map(|contact| contact.key.clone()).collect();
        assert!(open.is_subset(&keys), "{told}");
        assert!(contacts.iter().all(|contact| contact.status != Status::Intent), "{told}");
        let tally = block(store.tally()).unwrap();
        let counted: u64 = tally.iter().filter(|line| line.status == Status::Unknown).map(|line| line.count).sum();
        assert_eq!(counted, keys.len() as u64, "{told}");
        let reminders = self.reminders();
        for Contact { key, due, intent, .. } in unknown() {
            let again = |other: &Contact| step(&other.key) == step(key) && other.key.attempt > key.attempt;
            assert!(!contacts.iter().any(again), "{told}: {key:?} was tried again");
            let fence = Network::usual(0).route.fence(intent.as_ref().unwrap().valid_until);
            let beside = |(by, taken): &(&Contact, &Taken)| {
                by.key.customer == key.customer && by.key != *key && (*due..fence).contains(&taken.at)
            };
            assert!(!reminders.iter().any(beside), "{told}: a reminder beside {key:?}");
        }
    }

    /// A run that goes on in the very second ends for everybody as one that was never broken, but for those whose
    /// messages were under way.
    pub(super) fn others_noticed_nothing(&self, unbroken: &Ends) {
        let touched: BTreeSet<&CustomerId> = self.open.iter().map(|contact| &contact.customer).collect();
        let others = |ends: Ends| -> Ends {
            ends.into_iter().filter(|(contact, _)| !touched.contains(&contact.customer)).collect()
        };
        let (broken, unbroken) = (others(ends(&self.contacts)), others(unbroken.clone()));
        let differ: Vec<_> = unbroken.iter().filter(|(key, end)| broken.get(key) != Some(end)).collect();
        assert!(broken == unbroken, "{}: otherwise than {differ:?}", self.told);
    }

    /// The reminders that the network took, each with its contact.
    fn reminders(&self) -> Vec<(&Contact, &Taken)> {
        let early = self.contacts.iter().filter(|contact| contact.key.step.starts_with("early"));
        let taken = |contact: &Contact| self.ledger.taken.get(&contact.intent.as_ref()?.message);
        early.filter_map(|contact| Some((contact, taken(contact)?))).collect()
    }
}

/// A step of a person's treatment, whichever the attempt.
fn step(key: &ContactKey) -> (&CustomerId, &str, i64) {
    (&key.customer, &key.step, key.cycle)
}
