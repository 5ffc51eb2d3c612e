//! What waits for a person: customers who can't be read, and those whom a decision refers to somebody. One ticket for each
//! cause, however often it is met.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::{Entry, PersonKey};
use dunning_core::decide::Referral;
use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_gateway::Gateway;
use dunning_store::{LaneRead, LaneTx, Store, Ticket, TicketId};

use crate::desk::word;
use crate::person::Person;
use crate::{Engine, Error};

/// How many tickets are read at once.
const BATCH: usize = 1000;

/// A customer who can't be read: facts of another release, or a damaged store.
const UNREADABLE: &str = "unreadable";

/// Has a person see why a customer can't be read, once until they have.
pub(crate) fn unreadable(
    lane: &mut dyn LaneTx,
    key: &PersonKey,
    customer: &CustomerId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if open(lane, customer)?.iter().any(|ticket| ticket.kind == UNREADABLE) {
        return Ok(());
    }
    lane.open_ticket(customer, UNREADABLE, now, code.as_bytes())?;
    let entry = Entry::new(UNREADABLE, now).personal("person", key, customer.as_str()).text("code", code);
    lane.record(entry.finish(), None)?;
    Ok(())
}

/// The name of what refers a person to somebody, another one each time that it comes up.
pub(crate) fn cause(person: &Person, referral: Referral) -> Digest {
    let times = person.history.holds().iter().filter(|hold| referral.causes().contains(&hold.cause)).count();
    person.key.named("referral", format!("{} {times}", word(referral)).as_bytes())
}

/// Refers a customer, by their name in the chain, to a person, once for each time that its cause came up. A reply that
/// waits to be read has a ticket of its own.
pub(crate) fn refer(
    lane: &mut dyn LaneTx,
    customer: &CustomerId,
    name: Digest,
    referral: Referral,
    cause: Digest,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if !lane.receive("referral", &cause.to_string())? {
        return Ok(());
    }
    if referral == Referral::UnreadReply && !open(lane, customer)?.is_empty() {
        return Ok(());
    }
    lane.open_ticket(customer, word(referral), now, b"")?;
    let entry = Entry::new("referral", now).digest("person", name).word("referral", referral);
    lane.record(entry.finish(), None)?;
    Ok(())
}

/// The open tickets of a customer.
fn open(lane: &dyn LaneRead, customer: &CustomerId) -> Result<Vec<Ticket>, Error> {
    let before = TicketId { customer: customer.clone(), number: 0 };
    let mut tickets = lane.tickets(Some(&before), BATCH)?;
    tickets.retain(|ticket| ticket.id.customer == *customer);
    Ok(tickets)
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// How many tickets wait for a person, by kind.
    ///
    /// # Errors
    /// What the store says.
    pub async fn waiting(&self) -> Result<BTreeMap<String, u64>, Error> {
        let mut waiting = BTreeMap::new();
        for lane in self.store.lanes() {
            let mut after: Option<TicketId> = None;
            loop {
                let from = after.take();
                let tickets =
                    self.store.read(lane, move |lane| Ok::<_, Error>(lane.tickets(from.as_ref(), BATCH)?)).await?;
                let Some(last) = tickets.last() else { break };
                after = Some(last.id.clone());
                for ticket in tickets {
                    *waiting.entry(ticket.kind).or_default() += 1;
                }
            }
        }
        Ok(waiting)
    }
}
