//! What became of a hand-over: the gateway's answer and what a receipt proves, kept for the contact, its caps, its
//! person's history and the chain. Whether anything follows is for the planner and the next decision.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::Entry;
use dunning_core::decide::{positions_of, released};
use dunning_core::digest::Digest;
use dunning_core::history::{Event, Fact};
use dunning_core::id::CustomerId;
use dunning_core::strategy::Cycle;
use dunning_core::words::Outcome;
use dunning_gateway::{ProviderId, Reason, Submission};
use dunning_store::{Advance, ContactKey, Intent, LaneTx, Slot, Status};

use crate::desk::word;
use crate::person::{Found, append};
use crate::planner::plan_due;
use crate::{Desk, Error};

/// How long after a proven not-sent the next attempt is due.
const RETRY_AFTER: TimeDelta = TimeDelta::minutes(5);

/// How many attempts a step has, the first included.
const ATTEMPTS_MAX: u32 = 3;

/// What the chain says of a message: who it went to and which words they were, by names under the person's own key, and
/// the template they came from by its digest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub(crate) person: Digest,
    pub(crate) words: Digest,
    pub(crate) template: Option<Digest>,
}

impl Named {
    pub(crate) const fn of(intent: &Intent) -> Self {
        Self { person: intent.person, words: intent.words, template: intent.template }
    }
}

/// Writes down what a gateway answered.
pub(crate) fn settle(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    named: Named,
    answer: &Submission,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (status, reason, reference): (Status, Option<Reason>, Option<&ProviderId>) = match answer {
        Submission::Accepted { provider_id } => (Status::Accepted, None, Some(provider_id)),
        Submission::Rejected { reason } => (Status::Rejected, Some(*reason), None),
        Submission::NotSent { reason } => (Status::NotSent, Some(*reason), None),
        Submission::Unknown { reason } => (Status::Unknown, Some(*reason), None),
    };
    let mut step = Advance::to(status);
    if let Some(reason) = reason {
        step = step.because(word(reason));
    }
    if let Some(reference) = reference {
        step = step.under(reference.as_str());
    }
    if !lane.advance(contact, step)? {
        return Ok(());
    }
    if matches!(status, Status::Rejected | Status::NotSent) {
        not_sent(lane, desk, contact, status, now)?;
    }
    let entry = entry(contact, named.person, "submission", status, now).digest("words", named.words);
    let entry = named.template.into_iter().fold(entry, |entry, template| entry.digest("template", template));
    lane.record(entry.finish(), None)?;
    Ok(())
}

/// What is proven to have gone nowhere: its charges are given back, the history says so, and where the network may take
/// it another time, a new attempt is planned.
pub(crate) fn not_sent(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    status: Status,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    lane.release(contact, None)?;
    let Some(kept) = lane.contact(contact)? else { return Ok(()) };
    if let Some(intent) = &kept.intent {
        proven(lane, desk, contact, intent, Outcome::Rejected, now)?;
    }
    if status == Status::NotSent && contact.attempt + 1 < ATTEMPTS_MAX {
        let due = desk.codec.read_due(kept.plan.expose())?;
        plan_due(lane, desk, &contact.customer, &due, contact.attempt + 1, now + RETRY_AFTER)?;
    }
    Ok(())
}

/// Tells the history what a message came to, at the instant that proves it, never before its hand-over; caps that don't
/// count it get their charge back, the others are charged at that instant. What is reported lost may arrive until its
/// fence: until then it stays charged (see [`give_back`]). The message alone is read, and only where a charge moves to
/// another day, the person.
pub(crate) fn proven(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    intent: &Intent,
    outcome: Outcome,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    // A message that can't be read stays what it was: it counts as sent.
    let Ok(Fact::Event(told)) = desk.codec.read_fact(intent.event.expose()) else { return Ok(()) };
    let at = at.max(intent.at);
    let may_arrive = outcome == Outcome::Undelivered && told.until.is_some_and(|fence| at < fence);
    let event = Event { at, until: None, outcome, ..told };
    let mut charged = lane.slots(&contact.customer)?;
    charged.retain(|slot| slot.contact.as_ref() == Some(contact));
    for cap in released(&desk.policy, &event) {
        let spares = |slot: &Slot| slot.cap == *cap;
        if may_arrive && charged.iter().any(spares) {
            charged.clear();
        } else if charged.iter().any(spares) {
            lane.release(contact, Some(&cap))?;
            charged.retain(|slot| !spares(slot));
        }
    }
    append(lane, desk.codec.as_ref(), &contact.customer, &Fact::Event(event))?;
    // A slot that is charged at one position moves nowhere before the end of the validity.
    let moves = |slot: &Slot| slot.first < slot.last || at >= intent.valid_until;
    if charged.iter().any(moves)
        && let Some(person) = Found::readable(lane, desk, &contact.customer, at)?
    {
        for (unit, at) in positions_of(&desk.policy, &person.case, at) {
            lane.settle(contact, unit, at)?;
        }
    }
    Ok(())
}

/// What messages of a customer that were reported lost still keep charged.
pub(crate) struct Lost {
    /// Whether charges were given back.
    pub(crate) freed: bool,
    /// From when on more of them may be.
    pub(crate) until: Option<DateTime<Utc>>,
}

/// Gives back what messages that were reported lost keep charged of caps that don't count them, once nothing can come of
/// them any more.
pub(crate) fn give_back(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    now: DateTime<Utc>,
) -> Result<Lost, Error> {
    let (slots, mut lost) = (lane.slots(customer)?, Lost { freed: false, until: None });
    for contact in lane.contacts(customer)?.into_iter().filter(|contact| contact.status == Status::Undelivered) {
        let Some(intent) = &contact.intent else { continue };
        let Ok(Fact::Event(told)) = desk.codec.read_fact(intent.event.expose()) else { continue };
        let fence = told.until.unwrap_or(intent.valid_until);
        for cap in released(&desk.policy, &Event { until: None, outcome: Outcome::Undelivered, ..told }) {
            if !slots.iter().any(|slot| slot.contact.as_ref() == Some(&contact.key) && slot.cap == *cap) {
                continue;
            }
            if now < fence {
                lost.until = Some(lost.until.map_or(fence, |until| until.min(fence)));
            } else {
                lane.release(&contact.key, Some(&cap))?;
                lost.freed = true;
            }
        }
    }
    Ok(lost)
}

/// What became of a contact, as a record begins.
pub(crate) fn entry(contact: &ContactKey, person: Digest, kind: &str, status: Status, now: DateTime<Utc>) -> Entry {
    Entry::new(kind, now)
        .digest("person", person)
        .text("step", &contact.step)
        .text("cycle", &Cycle::from_number(contact.cycle).to_string())
        .number("attempt", u64::from(contact.attempt))
        .text("status", word(status))
}
