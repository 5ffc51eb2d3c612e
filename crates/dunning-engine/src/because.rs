//! Who did something at the desk, and why. Their words stand beside the record, where they are erased with the customer; the
//! record itself, which nobody can erase, names them by HMAC under the customer's key, so that they can be proven and not
//! read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::{Entry, PersonKey};
use dunning_core::fault::Faults;
use dunning_core::id::CustomerId;
use dunning_gateway::Gateway;
use dunning_store::{Aside, Commit, Lane, LaneTx, RecordWithAside, Store};

use crate::{Engine, Error, Keys};

/// Who did something, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Because {
    /// Names who and why on a record.
    pub(crate) fn on(&self, key: &PersonKey, entry: Entry) -> Entry {
        entry.personal("by", key, &self.by).personal("why", key, &self.why)
    }

    /// The words, with the revision of the fact they made known: a head of one line, then who and why.
    pub(crate) fn to_bytes(&self, revision: u64) -> Vec<u8> {
        let Self { by, why } = self;
        format!("because {revision} {}\n{by}{why}", by.len()).into_bytes()
    }

    /// The words and the revision; nothing for what is beside another kind of record.
    pub(crate) fn read(bytes: &[u8]) -> Option<(u64, Self)> {
        let (head, words) = std::str::from_utf8(bytes).ok()?.strip_prefix("because ")?.split_once('\n')?;
        let (revision, length) = head.split_once(' ')?;
        let (by, why) = words.split_at_checked(length.parse().ok()?)?;
        Some((revision.parse().ok()?, Self { by: by.to_owned(), why: why.to_owned() }))
    }
}

/// Records what became known of a customer, with who and why where a person made it known.
pub(crate) fn record(
    lane: &mut dyn LaneTx,
    key: &PersonKey,
    customer: &CustomerId,
    revision: u64,
    entry: Entry,
    because: Option<&Because>,
) -> Result<(), Error> {
    match because {
        Some(because) => {
            let body = because.to_bytes(revision);
            lane.record(because.on(key, entry).finish(), Some(Aside { customer, body: &body }))?;
        }
        None => {
            lane.record(entry.finish(), None)?;
        }
    }
    Ok(())
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Who made a customer's facts known, and why, by the number of the fact; those alone that a person made known.
    ///
    /// # Errors
    /// What the store says.
    pub async fn reasons(&self, customer: &CustomerId) -> Result<BTreeMap<u64, Because>, Error> {
        let who = customer.clone();
        let read = move |lane: &dyn dunning_store::LaneRead| {
            let records = lane.records_of(&who)?.into_iter();
            let read = |RecordWithAside { aside, .. }: RecordWithAside| Because::read(aside.expose());
            Ok::<_, Error>(records.filter_map(read).collect())
        };
        self.store.read(self.store.lane_of(customer), read).await
    }
}

/// Pauses every lane, or lets them go on, each with its record: nothing leaves a lane once its pause is committed. Who and
/// why stand once, beside the record of the desk's own lane, and can be erased like a customer.
///
/// # Errors
/// What the store says; lanes before the one it failed at are paused.
pub async fn pause<S: Store>(
    store: &S,
    keys: &Keys,
    paused: bool,
    because: &Because,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let desk = desk_of(keys)?;
    let own = store.lane_of(&desk);
    let entry = move || Entry::new(if paused { "pause" } else { "resume" }, now);
    let (keys, words) = (keys.clone(), because.clone());
    let work = move |lane: &mut dyn LaneTx| {
        lane.set_paused(paused)?;
        let key = desk_key(lane, &keys, &desk)?;
        record(lane, &key, &desk, 0, entry(), Some(&words))?;
        Ok::<_, Error>(key)
    };
    let key = store.write(own, Commit::Durable, work).await?;
    let lanes: Vec<Lane> = store.lanes().filter(|lane| *lane != own).collect();
    for lane in lanes {
        let line = because.on(&key, entry()).finish();
        let work = move |lane: &mut dyn LaneTx| {
            lane.set_paused(paused)?;
            lane.record(line, None)?;
            Ok::<_, Error>(())
        };
        store.write(lane, Commit::Durable, work).await?;
    }
    Ok(())
}

/// The name under which the desk's own words are kept, as erasable as a customer.
pub(crate) fn desk_of(keys: &Keys) -> Result<CustomerId, Error> {
    Ok(CustomerId::new(&format!("desk {}", keys.name("house", "desk"))).map_err(Faults::from)?)
}

/// The desk's key, made with the first word of its own.
pub(crate) fn desk_key(lane: &mut dyn LaneTx, keys: &Keys, desk: &CustomerId) -> Result<PersonKey, Error> {
    let wrapped = match lane.wrapped_key(desk)? {
        Some(wrapped) => wrapped,
        None => {
            let wrapped = keys.enroll(desk)?;
            lane.enroll(desk, &wrapped)?;
            wrapped
        }
    };
    keys.unwrap(desk, &wrapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_whatever_they_hold() {
        for (by, why) in [("ops", "called"), ("", ""), ("a\nb", "because 1 2\nx"), ("李", "来电 13800138000")] {
            let because = Because { by: by.to_owned(), why: why.to_owned() };
            assert_eq!(Because::read(&because.to_bytes(7)), Some((7, because)));
        }
        assert_eq!(Because::read(b"1 0 1 sms 0 0 00\n{}"), None);
    }
}
