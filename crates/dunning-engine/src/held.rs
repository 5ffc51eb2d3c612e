//! A run held to a plan: it plans nothing itself and hands over what stands in the plan, to nobody else, about no other
//! debt, by no other channel. Whatever else waits in the store is held back until the plan is over, on record. What the
//! plan lets leave is decided anew all the same, so less of it may leave, never more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::Entry;
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, DebtId};
use dunning_core::pii::Pii;
use dunning_core::plan::{Head, Line, key_digest};
use dunning_core::strategy::{Cycle, Due};
use dunning_core::words::{Channel, Word};
use dunning_gateway::Gateway;
use dunning_store::{Commit, Contact, ContactKey, Lane, LaneTx, Planned, Status, Store};

use crate::person::key_of;
use crate::{Desk, Engine, Error};

/// Why a contact that isn't in the plan waits.
pub const NOT_PLANNED: &str = "not_planned";

/// Why a contact waits that an earlier plan held back and this one names.
const PLANNED: &str = "planned";

/// What a plan lets leave: for each contact, by which channel and about which debts. 32 bytes for each and for each debt
/// it speaks of; nothing personal.
#[derive(Debug, Clone)]
pub struct PlannedOnly {
    until: DateTime<Utc>,
    /// Keys of contacts, and digests of contact, channel and debt.
    named: BTreeSet<Digest>,
}

impl PlannedOnly {
    /// A plan that lets nothing leave yet.
    pub const fn new(head: &Head) -> Self {
        Self { until: head.until, named: BTreeSet::new() }
    }

    /// Lets the contact of a line leave, if the line does; whether it does.
    pub fn add(&mut self, line: &Line, head: &Head) -> bool {
        let planned = line.is_planned(head);
        if planned {
            let key = key_digest(&line.customer, line.due.step.as_str(), line.due.cycle, 0);
            self.named.insert(key);
            for channel in &line.due.channels {
                self.named.extend(line.due.debts.iter().map(|debt| part(key, *channel, debt)));
            }
        }
        planned
    }

    /// The instant from which the plan is over.
    pub const fn until(&self) -> DateTime<Utc> {
        self.until
    }

    /// Whether a contact stands in the plan, whichever its attempt.
    pub(crate) fn names(&self, contact: &ContactKey) -> bool {
        self.named.contains(&first_key(contact))
    }

    /// A due contact with what the plan says of its channel and debts; nothing when that is nothing.
    pub(crate) fn narrowed(&self, contact: &ContactKey, due: Due) -> Option<Due> {
        let key = first_key(contact);
        let has = |channel: Channel, debt: &DebtId| self.named.contains(&part(key, channel, debt));
        let channels: Vec<Channel> =
            due.channels.iter().copied().filter(|channel| due.debts.iter().any(|debt| has(*channel, debt))).collect();
        let debts: Vec<DebtId> =
            due.debts.iter().filter(|debt| channels.iter().any(|channel| has(*channel, debt))).cloned().collect();
        (!debts.is_empty()).then_some(Due { channels, debts, ..due })
    }
}

/// The key of a contact's first attempt.
fn first_key(contact: &ContactKey) -> Digest {
    key_digest(&contact.customer, &contact.step, Cycle::from_number(contact.cycle), 0)
}

/// What names a channel and a debt of a contact: SHA-256 over the key, the channel's word and the debt's id.
fn part(key: Digest, channel: Channel, debt: &DebtId) -> Digest {
    let word = channel.as_str();
    let bytes: Vec<u8> = [&key.0[..], word.as_bytes(), b":", debt.as_str().as_bytes()].concat();
    Digest::of(&bytes)
}

/// What came of taking contacts from a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Contacts that weren't in the store.
    pub new: u64,
    /// Contacts that were, however far they are.
    pub known: u64,
    /// Contacts of customers that the store doesn't know; they were left out.
    pub strangers: u64,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// The same engine, held to a plan. From the plan's end on it hands over nothing.
    #[must_use]
    pub fn held_to(mut self, plan: PlannedOnly) -> Self {
        self.only = Some(Arc::new(plan));
        self
    }

    /// Takes contacts of a plan into the store, durably: each waits until it may leave by the plan. The same twice
    /// changes nothing.
    ///
    /// # Errors
    /// What the store says; contacts of other lanes may have been taken.
    pub async fn take(&mut self, head: &Head, lines: Vec<Line>) -> Result<Taken, Error> {
        let mut by_lane: BTreeMap<Lane, Vec<(Line, DateTime<Utc>)>> = BTreeMap::new();
        for line in lines {
            if let Some(at) = line.leaves_at(head).filter(|_| line.is_planned(head)) {
                by_lane.entry(self.store.lane_of(&line.customer)).or_default().push((line, at));
            }
        }
        let mut total = Taken::default();
        for (lane, mut lines) in by_lane {
            lines.sort_by(|(a, _), (b, _)| a.customer.cmp(&b.customer));
            let desk = self.desk.clone();
            let taken = self.store.write(lane, Commit::Durable, move |lane| take(lane, &desk, &lines)).await?;
            total.new += taken.new;
            total.known += taken.known;
            total.strangers += taken.strangers;
        }
        Ok(total)
    }

    /// How each contact of a plan stands, by its last attempt, in their order; nothing for one that isn't in the store.
    ///
    /// # Errors
    /// What the store says.
    pub async fn standings(&self, lines: &[Line]) -> Result<Vec<Option<Standing>>, Error> {
        let mut by_lane: BTreeMap<Lane, Vec<(usize, CustomerId, String, i64)>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            let lane = self.store.lane_of(&line.customer);
            let (step, cycle) = (line.due.step.to_string(), line.due.cycle.number());
            by_lane.entry(lane).or_default().push((at, line.customer.clone(), step, cycle));
        }
        let mut standings = vec![None; lines.len()];
        for (lane, asked) in by_lane {
            let found = self.store.read(lane, move |lane| {
                let mut found = Vec::with_capacity(asked.len());
                for (at, customer, step, cycle) in &asked {
                    let of = lane.contacts(customer)?.into_iter();
                    let last = of
                        .filter(|contact| contact.key.step == *step && contact.key.cycle == *cycle)
                        .max_by_key(|contact| contact.key.attempt);
                    found.push((*at, last.map(|Contact { status, reason, .. }| Standing { status, reason })));
                }
                Ok::<_, Error>(found)
            });
            for (at, standing) in found.await? {
                if let Some(slot) = standings.get_mut(at) {
                    *slot = standing;
                }
            }
        }
        Ok(standings)
    }
}

/// How a contact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How far it is.
    pub status: Status,
    /// Why, as a code.
    pub reason: Option<String>,
}

fn take(lane: &mut dyn LaneTx, desk: &Desk, lines: &[(Line, DateTime<Utc>)]) -> Result<Taken, Error> {
    let mut taken = Taken::default();
    for (Line { customer, due, .. }, at) in lines {
        if lane.wrapped_key(customer)?.is_none() {
            taken.strangers += 1;
            continue;
        }
        let (step, cycle) = (due.step.to_string(), due.cycle.number());
        let key = ContactKey { customer: customer.clone(), step, cycle, attempt: 0 };
        let plan = Pii::new(desk.codec.write_due(due));
        if lane.plan(&Planned { key: key.clone(), due: *at, plan })? {
            taken.new += 1;
            continue;
        }
        taken.known += 1;
        // An earlier plan held it back; this one names it.
        if lane.contact(&key)?.is_some_and(|kept| kept.reason.as_deref() == Some(NOT_PLANNED)) {
            lane.defer(&key, *at, PLANNED)?;
        }
    }
    Ok(taken)
}

/// Holds back a contact that isn't in the plan until that is over, on record; never until an instant that has come.
pub(crate) fn hold_back(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    plan: &PlannedOnly,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    lane.defer(&contact.key, plan.until.max(now + TimeDelta::seconds(1)), NOT_PLANNED)?;
    if let Some(key) = key_of(lane, desk, &contact.key.customer)? {
        let entry = Entry::new("not_handed_over", now)
            .personal("person", &key, contact.key.customer.as_str())
            .text("step", &contact.key.step)
            .text("because", NOT_PLANNED);
        lane.record(entry.finish(), None)?;
    }
    Ok(())
}
