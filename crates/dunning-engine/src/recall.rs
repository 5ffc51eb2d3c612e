//! The last look before a message leaves. Between the commit of its intent and the hand-over another process may have
//! paused the lane, or made something known of the customer, a new case or number and a call of the desk as well as a stop, a
//! hold or a payment: what was known before the hand-over holds.

use std::collections::{BTreeMap, BTreeSet};

use dunning_core::id::CustomerId;
use dunning_store::{Lane, LaneRead, Store};

use crate::Error;
use crate::outbox::Leaving;

/// A batch in two.
pub(crate) struct Parted {
    /// What may leave.
    pub(crate) messages: Vec<Leaving>,
    /// What somebody has spoken against: it is held back, and decided anew.
    pub(crate) recalled: Vec<Leaving>,
}

/// Parts a batch: whatever becomes known of a customer raises their revision.
pub(crate) async fn part<S: Store>(store: &S, lane: Lane, messages: Vec<Leaving>) -> Result<Parted, Error> {
    let mut known: BTreeMap<CustomerId, u64> = BTreeMap::new();
    for one in &messages {
        let revision = known.entry(one.contact.customer.clone()).or_default();
        *revision = one.revision.max(*revision);
    }
    let changed = move |lane: &dyn LaneRead| {
        let mut changed = BTreeSet::new();
        let paused = lane.paused()?;
        for (customer, revision) in known {
            if paused || lane.enrolled(&customer)?.is_none_or(|now| now.revision != revision) {
                changed.insert(customer);
            }
        }
        Ok(changed)
    };
    let changed = store.read::<_, dunning_store::Error, _>(lane, changed).await?;
    let (recalled, messages) = messages.into_iter().partition(|one| changed.contains(&one.contact.customer));
    Ok(Parted { messages, recalled })
}
