//! The outbox: due contacts of a lane are decided anew, charged, recorded and written as intents in one transaction; only
//! then do the messages leave; what the gateway answers is written in a second one.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::{self, Decided, Entry, PersonKey};
use dunning_core::check::{Checked, Cleared, Refused, check, clear};
use dunning_core::compose::compose;
use dunning_core::decide::{Charge, Decision, Permit, Verdict, decide, local_day, local_hours, owed, released};
use dunning_core::digest::{self, Digest};
use dunning_core::fault::Faults;
use dunning_core::finding::Code;
use dunning_core::history::{Event, Fact};
use dunning_core::money::Money;
use dunning_core::plan::{Planned, key as message_key, propose};
use dunning_core::policy::Policy;
use dunning_core::sms;
use dunning_core::strategy::Due;
use dunning_core::words::{Channel, Direction, Outcome};
use dunning_gateway::{Gateway, ProviderId, Reason, RouteProfile, Submission};
use dunning_store::{Advance, Aside, Commit, Contact, ContactKey, Intended, Intent, Lane, LaneTx, Status, Store};

use crate::desk::word;
use crate::held::{PlannedOnly, hold_back};
use crate::person::{Found, Person, append};
use crate::planner::plan_due;
use crate::replay::Decisive;
use crate::tickets::{refer, unreadable};
use crate::{Desk, Engine, Error, Point};

/// How many contacts a lane's transaction takes at most: enough to share one flush to disk, few enough that a stop
/// waits no longer than some milliseconds.
const BATCH: usize = 250;

/// How long after a proven not-sent the next attempt is due.
const RETRY_AFTER: TimeDelta = TimeDelta::minutes(5);

/// How many attempts a step has, the first included.
const ATTEMPTS_MAX: u32 = 3;

/// What a run has handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Messages.
    pub messages: u64,
    /// Segments of short messages, as the route counts them.
    pub segments: u64,
    /// What they cost by the route's price list; nothing where it has none.
    pub price: Option<Money>,
    /// Messages handed over between 22:00 and 08:00 at the customer.
    pub at_night: u64,
}

/// A message on its way out of a transaction.
struct Leaving {
    contact: ContactKey,
    cleared: Cleared,
    segments: u32,
    at_night: bool,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Hands over all that is due and lawful at an instant.
    pub(crate) async fn empty_outbox(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        loop {
            let lanes = self.store.lanes_due(now).await?;
            if lanes.is_empty() {
                return Ok(());
            }
            for lane in lanes {
                self.work_lane(lane, now).await?;
            }
        }
    }

    /// One batch of one lane: claim, commit, hand over, write down what came of it.
    async fn work_lane(&mut self, lane: Lane, now: DateTime<Utc>) -> Result<(), Error> {
        let (desk, route, probe) = (self.desk.clone(), self.gateway.profile().clone(), self.probe.clone());
        let only = self.only.clone();
        let leaving = self
            .store
            .write(lane, Commit::Durable, move |lane| {
                let leaving = claim(lane, &desk, &route, only.as_deref(), now);
                probe.pass(Point::Claim);
                leaving
            })
            .await?;
        if leaving.is_empty() {
            return Ok(());
        }
        self.probe.pass(Point::Committed);
        self.count(&leaving);
        let (contacts, messages): (Vec<ContactKey>, Vec<Cleared>) =
            leaving.into_iter().map(|one| (one.contact, one.cleared)).unzip();
        let answers = self.gateway.submit_all(messages, now).await;
        self.probe.pass(Point::Submitted);
        if answers.iter().any(|answer| matches!(answer, Submission::Unknown { .. })) {
            self.unsettled.insert(lane);
        }
        let desk = self.desk.clone();
        self.store
            .write(lane, Commit::Soon, move |lane| {
                contacts
                    .iter()
                    .zip(&answers)
                    .try_for_each(|(contact, answer)| settle(lane, &desk, contact, answer, now))
            })
            .await?;
        self.probe.pass(Point::Settled);
        Ok(())
    }

    fn count(&mut self, leaving: &[Leaving]) {
        let price = self.gateway.profile().price;
        for one in leaving {
            self.sent.messages += 1;
            self.sent.segments += u64::from(one.segments);
            self.sent.at_night += u64::from(one.at_night);
            let cost = price.map(|price| {
                Money::from_minor(price.minor().saturating_mul(i64::from(one.segments.max(1))), price.currency())
            });
            self.sent.price = match (self.sent.price, cost) {
                (Some(so_far), Some(cost)) => so_far.checked_add(cost),
                (None, cost) if self.sent.messages == 1 => cost,
                (so_far, _) => so_far,
            };
        }
    }
}

fn claim(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    route: &RouteProfile,
    only: Option<&PlannedOnly>,
    now: DateTime<Utc>,
) -> Result<Vec<Leaving>, Error> {
    let mut leaving = Vec::new();
    if lane.paused()? {
        return Ok(leaving);
    }
    for contact in lane.due(now, BATCH)? {
        match only.filter(|plan| !plan.names(&contact.key)) {
            Some(plan) => hold_back(lane, desk, plan, &contact, now)?,
            None => leaving.extend(work(lane, desk, route, only, &contact, now)?),
        }
    }
    Ok(leaving)
}

/// Works one contact: it leaves, is put off, or is closed; each with its record.
fn work(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    route: &RouteProfile,
    only: Option<&PlannedOnly>,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<Option<Leaving>, Error> {
    let customer = &contact.key.customer;
    let (person, planned) = match (Found::of(lane, desk, customer)?, desk.codec.read_due(contact.plan.expose())) {
        (Found::Person(person), Ok(planned)) => (*person, planned),
        (Found::Unreadable(key, code), _) => return withhold(lane, &key, contact, code, now).map(|()| None),
        (Found::Person(person), Err(faults)) => {
            let code = faults.iter().next().map_or("", |fault| fault.code);
            return withhold(lane, &person.key, contact, code, now).map(|()| None);
        }
        (Found::Nobody, _) => {
            lane.advance(&contact.key, Advance::to(Status::Cancelled).because("erased"))?;
            return Ok(None);
        }
    };
    let Some(due) = still_due(desk, &person, planned, now) else {
        let because = closed_because(&person, now);
        lane.advance(&contact.key, Advance::to(Status::Cancelled).because(because))?;
        let entry = Entry::new("cancelled", now)
            .personal("person", &person.key, customer.as_str())
            .text("step", &contact.key.step)
            .text("because", because);
        lane.record(entry.finish(), None)?;
        return Ok(None);
    };
    let due = match only {
        None => due,
        Some(plan) => match plan.narrowed(&contact.key, due) {
            Some(due) => due,
            None => return hold_back(lane, desk, plan, contact, now).map(|()| None),
        },
    };
    let mut planned = propose(&desk.policy, &person.case, &person.history, due, now);
    planned.proposal.key = Some(message_key(customer, &planned.due, contact.key.attempt));
    planned.proposal.latency_s = route.latency_s;
    let decision = decide(&desk.policy, &person.case, &person.history, &planned.proposal, now);
    record(lane, desk, &person, &planned, &decision, contact.key.attempt)?;
    if let Some(referral) = decision.referral {
        refer(lane, &person, customer, referral, now)?;
    }
    let headline = decision.findings.refusals().next().map_or("", |finding| word(finding.code));
    match decision.verdict {
        Verdict::Permit(permit) if permit.address().is_none() => {
            lane.advance(&contact.key, Advance::to(Status::Withheld).because(word(Code::SendAddress)))?;
            Ok(None)
        }
        Verdict::Permit(permit) => hand_over(lane, desk, route, contact, &person, &planned, permit, now),
        Verdict::Defer(not_before) if beyond(desk, &person, &planned.due, not_before.until) => {
            lane.advance(&contact.key, Advance::to(Status::Cancelled).because(headline))?;
            Ok(None)
        }
        Verdict::Defer(not_before) => {
            lane.defer(&contact.key, not_before.until, headline)?;
            Ok(None)
        }
        Verdict::Withhold(_) => {
            lane.advance(&contact.key, Advance::to(Status::Withheld).because(headline))?;
            Ok(None)
        }
    }
}

/// Withholds a contact of a customer who can't be read, on record and with a ticket: the others go on.
fn withhold(
    lane: &mut dyn LaneTx,
    key: &PersonKey,
    contact: &Contact,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let customer = &contact.key.customer;
    unreadable(lane, key, customer, code, now)?;
    lane.advance(&contact.key, Advance::to(Status::Withheld).because(code))?;
    let entry = Entry::new("withheld", now)
        .personal("person", key, customer.as_str())
        .text("step", &contact.key.step)
        .text("because", code);
    lane.record(entry.finish(), None)?;
    Ok(())
}

/// The contact as strategy sees it now: a step of the cadence must still be due for the same round; an answer to the
/// customer stays what it was.
fn still_due(desk: &Desk, person: &Person, planned: Due, now: DateTime<Utc>) -> Option<Due> {
    if desk.strategy.spec().steps.iter().all(|step| step.id != planned.step) {
        return Some(planned);
    }
    desk.strategy
        .due(&desk.policy, &person.case, &person.history, now)
        .into_iter()
        .find(|due| due.step == planned.step && due.cycle == planned.cycle)
}

fn closed_because(person: &Person, now: DateTime<Utc>) -> &'static str {
    let owes = person.case.debts().iter().any(|debt| !owed(&person.case, &person.history, debt, now).is_zero());
    if owes { "no_longer_due" } else { word(Code::DataNothingOwed) }
}

/// Whether an instant lies past the last day on which the step is due.
fn beyond(desk: &Desk, person: &Person, due: &Due, until: DateTime<Utc>) -> bool {
    local_day(&desk.policy, &person.case, until) > due.last_day
}

/// Composes, checks and clears a permitted contact, charges its caps and writes the intent.
#[expect(
    clippy::too_many_arguments,
    reason = "a contact with all that one hand-over needs; a struct would only rename it"
)]
fn hand_over(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    route: &RouteProfile,
    contact: &Contact,
    person: &Person,
    planned: &Planned,
    permit: Permit,
    now: DateTime<Utc>,
) -> Result<Option<Leaving>, Error> {
    let valid_until = permit.valid_until();
    if !route.carries(permit.channel()) {
        lane.advance(&contact.key, Advance::to(Status::Withheld).because(word(Code::SendAddress)))?;
        not_handed_over(lane, contact, person, word(Code::SendAddress), now)?;
        return Ok(None);
    }
    if now >= route.submit_before(valid_until) {
        lane.defer(&contact.key, valid_until, word(Code::SendLate))?;
        not_handed_over(lane, contact, person, word(Code::SendLate), now)?;
        return Ok(None);
    }
    let charges: Vec<Charge> = permit.charges().to_vec();
    let words = match wording(desk, person, planned, permit, now) {
        Ok(words) => words,
        Err(because) => {
            lane.advance(&contact.key, Advance::to(Status::Refused).because(because))?;
            let entry = Entry::new("refused", now)
                .personal("person", &person.key, contact.key.customer.as_str())
                .text("step", &contact.key.step)
                .text("because", because);
            lane.record(entry.finish(), None)?;
            return Ok(None);
        }
    };
    let Words { cleared, template } = words;
    let text = cleared.text().expose();
    let intent = Intent {
        message: cleared.key().clone(),
        valid_until,
        gateway: route.name.clone(),
        template,
        text: Digest::of(text.as_bytes()),
    };
    match lane.intend(&contact.key, &intent, &charges)? {
        Intended::Written => {}
        Intended::Full { cap } => {
            // The ring is stricter than the count when a receipt is still missing: look again when the message is over.
            lane.defer(&contact.key, valid_until, &cap)?;
            not_handed_over(lane, contact, person, &cap, now)?;
            return Ok(None);
        }
        Intended::Taken(_) => return Ok(None),
    }
    lane.put_secret(&contact.key.customer, &format!("text:{}", cleared.key().as_str()), text.as_bytes())?;
    let event = Event {
        until: Some(valid_until),
        debts: planned.proposal.debts.clone(),
        address: Some(cleared.address().clone()),
        by: person.case.collector().cloned(),
        purpose: Some(cleared.purpose()),
        recipient: Some(planned.proposal.recipient),
        key: Some(cleared.key().clone()),
        ..Event::new(now, Direction::Out, cleared.channel(), Outcome::Unknown)
    };
    append(lane, desk.codec.as_ref(), &contact.key.customer, &Fact::Event(event))?;
    let segments = if cleared.channel() == Channel::Sms { sms::segments(text, route.segments).segments } else { 0 };
    let hours = local_hours(&desk.policy, &person.case, now);
    let at_night = hours.is_empty() || hours.iter().any(|hour| !(8..22).contains(hour));
    Ok(Some(Leaving { contact: contact.key.clone(), cleared, segments, at_night }))
}

/// Records that a permitted contact was not handed over after all, and why.
fn not_handed_over(
    lane: &mut dyn LaneTx,
    contact: &Contact,
    person: &Person,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let entry = Entry::new("not_handed_over", now)
        .personal("person", &person.key, contact.key.customer.as_str())
        .text("step", &contact.key.step)
        .text("because", because);
    lane.record(entry.finish(), None)?;
    Ok(())
}

struct Words {
    cleared: Cleared,
    template: Option<Digest>,
}

/// The words of a contact, cleared; or the code that refuses them.
fn wording(
    desk: &Desk,
    person: &Person,
    planned: &Planned,
    permit: Permit,
    now: DateTime<Utc>,
) -> Result<Words, &'static str> {
    let code = |refused: &Refused| refused.findings.headline().map_or("", |finding| word(finding.code));
    let fault = |faults: &Faults| faults.iter().next().map_or("", |fault| fault.code);
    let draft = compose(&desk.policy, &desk.templates, &person.case, &person.history, planned, now)
        .map_err(|faults| fault(&faults))?;
    let checked: Checked = check(&desk.policy, &person.case, draft).map_err(|refused| code(&refused))?;
    let template = checked.draft().template.as_ref().map(|(_, digest)| *digest);
    let cleared = clear(permit, checked).map_err(|refused| code(&refused))?;
    Ok(Words { cleared, template })
}

/// Records a decision, with what it takes to take it again.
fn record(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    person: &Person,
    planned: &Planned,
    decision: &Decision,
    attempt: u32,
) -> Result<(), Error> {
    let decisive = Decisive {
        now: decision.record.now,
        revision: person.revision,
        channel: planned.proposal.channel,
        attempt,
        latency_s: planned.proposal.latency_s,
        law: decision.record.provenance.law(),
        due: desk.codec.write_due(&planned.due),
    };
    let line = line(&desk.policy, person, planned, decision);
    lane.record(line, Some(Aside { customer: &planned.customer, body: &decisive.to_bytes() }))?;
    Ok(())
}

/// The record of a decision, as it stands in the chain.
pub(crate) fn line(policy: &Policy, person: &Person, planned: &Planned, decision: &Decision) -> String {
    let Decision { record, findings, .. } = decision;
    audit::decision(Decided {
        key: &person.key,
        case: &person.case,
        revision: person.revision,
        input: digest::request(&person.case, &person.history, &planned.proposal, record.now),
        proposal: &planned.proposal,
        record,
        findings,
        policy,
    })
}

/// Writes down what a gateway answered.
pub(crate) fn settle(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
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
    note(lane, desk, contact, "submission", status, (now, now))
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
    for cap in released(&desk.policy, &event) {
        lane.release(contact, Some(&cap))?;
    }
    append(lane, desk.codec.as_ref(), &contact.customer, &Fact::Event(event))?;
    Ok(Some((person, at)))
}

/// Records what became of a contact, and when the network says so.
pub(crate) fn note(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    kind: &str,
    status: Status,
    (now, said): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Error> {
    let Some(wrapped) = lane.wrapped_key(&contact.customer)? else { return Ok(()) };
    let key = desk.keys.unwrap(&contact.customer, &wrapped)?;
    let entry = Entry::new(kind, now)
        .personal("person", &key, contact.customer.as_str())
        .text("step", &contact.step)
        .number("cycle", u64::from(contact.cycle))
        .number("attempt", u64::from(contact.attempt))
        .text("status", word(status));
    let entry = if said == now { entry } else { entry.instant("said", said) };
    lane.record(entry.finish(), None)?;
    Ok(())
}
