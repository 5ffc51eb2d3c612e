//! What became of a hand-over: the gateway's answer and what a receipt proves, kept for the contact, its caps, its
//! person's history and the chain. Whether anything follows is for the planner and the next decision.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::Entry;
use dunning_core::decide::released;
use dunning_core::digest::Digest;
use dunning_core::history::{Event, Fact};
use dunning_core::strategy::Cycle;
use dunning_core::words::Outcome;
use dunning_gateway::{ProviderId, Reason, Submission};
use dunning_store::{Advance, ContactKey, LaneTx, Status};

use crate::desk::word;
use crate::person::{Found, Person, append};
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
    proven(lane, desk, contact, Outcome::Rejected, now)?;
    if status == Status::NotSent
        && contact.attempt + 1 < ATTEMPTS_MAX
        && let Some(kept) = lane.contact(contact)?
    {
        let due = desk.codec.read_due(kept.plan.expose())?;
        plan_due(lane, desk, &contact.customer, &due, contact.attempt + 1, now + RETRY_AFTER)?;
    }
    Ok(())
}

/// Tells the history what a message came to, at the instant that proves it, never before its hand-over; caps that don't
/// count it get their charge back. The person, and the instant.
pub(crate) fn proven(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    outcome: Outcome,
    at: DateTime<Utc>,
) -> Result<Option<(Person, DateTime<Utc>)>, Error> {
    // Of a customer who can't be read the message stays what it was: it counts as sent.
    let (Some(person), Some(kept)) = (Found::readable(lane, desk, &contact.customer, at)?, lane.contact(contact)?)
    else {
        return Ok(None);
    };
    let Some(intent) = kept.intent else { return Ok(None) };
    let told = person.history.events().iter().find(|event| event.key.as_ref() == Some(&intent.message));
    let Some(told) = told else { return Ok(None) };
    let at = at.max(told.at);
    let event = Event { at, until: None, outcome, ..told.clone() };
    let charged = lane.slots(&contact.customer)?;
    let charged = |cap: &str| charged.iter().any(|slot| slot.cap == cap && slot.contact.as_ref() == Some(contact));
    for cap in released(&desk.policy, &event).iter().filter(|cap| charged(cap)) {
        lane.release(contact, Some(cap))?;
    }
    append(lane, desk.codec.as_ref(), &contact.customer, &Fact::Event(event))?;
    Ok(Some((person, at)))
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
