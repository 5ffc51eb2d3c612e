//! The outbox: due contacts of a lane are decided anew, charged, recorded and written as intents in one transaction; only
//! then do the messages leave; what the gateway answers is written in a second one.

use chrono::{DateTime, Utc};
use dunning_core::audit::{self, Decided, Entry, PersonKey};
use dunning_core::check::{Cleared, clear};
use dunning_core::decide::{Charge, Decision, Permit, Verdict, request_digest};
use dunning_core::digest::Digest;
use dunning_core::finding::Code;
use dunning_core::money::Money;
use dunning_core::pii::Pii;
use dunning_core::plan::Planned;
use dunning_core::policy::Policy;
use dunning_core::sms;
use dunning_core::words::Channel;
use dunning_gateway::{Gateway, Reason, Submission};
use dunning_store::{Advance, Aside, Commit, Contact, ContactKey, Intended, Intent, Lane, LaneTx, Status, Store};

use crate::ahead::{AllReady, Proposed, Ready, Step, Turn, Worded, code, make_ready, read_ahead};
use crate::desk::word;
use crate::held::{NOT_PLANNED, hold_back};
use crate::outcome::{Named, give_back, settle};
use crate::person::{Person, key_of};
use crate::recall::{Parted, part};
use crate::tickets::{refer, unreadable};
use crate::{Engine, Error, Point};

/// How many contacts a lane's transaction takes at most: enough to share one flush to disk and the pages of neighbours,
/// few enough that a stop waits no longer than some tens of milliseconds.
pub(crate) const BATCH: usize = 1_000;

/// How many messages are handed over between two looks at whether the store is still this engine's: a network that takes
/// them one by one, each in 200 ms, has them in 50 s, well before whoever takes over believes it that one never came.
const AT_ONCE: usize = 250;

/// What networks took of a run, or may have taken: what they proved to have refused or never had costs nothing.
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

/// A message on its way out of a transaction, with what the chain will say of it.
pub(crate) struct Leaving {
    pub(crate) contact: ContactKey,
    /// The customer's newest revision once its intent was written.
    pub(crate) revision: u64,
    named: Named,
    cleared: Cleared,
    at_night: bool,
}

/// What a lane's transaction lets go, on its way.
struct Batch {
    lane: Lane,
    /// Whether the lane held unsettled contacts before.
    was_open: bool,
    messages: Vec<Leaving>,
}

/// What the gateway said of it.
struct Answered {
    lane: Lane,
    /// Whether the lane holds unsettled contacts still.
    open: bool,
    answers: Vec<(ContactKey, Named, Submission)>,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Hands over all that is due and lawful at an instant; nothing by a plan that is over.
    pub(crate) async fn empty_outbox(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        if self.only.as_ref().is_some_and(|plan| plan.until() <= now) {
            return Ok(());
        }
        loop {
            let lanes = self.store.lanes_due(now).await?;
            if lanes.is_empty() {
                return Ok(());
            }
            self.work_lanes(&lanes, now).await?;
        }
    }

    /// One batch of each of these lanes: claimed and committed, handed over, and what came of it written down. While the
    /// store is at one lane, the messages of the lane before leave and the contacts of the next are made ready.
    async fn work_lanes(&mut self, lanes: &[Lane], now: DateTime<Utc>) -> Result<(), Error> {
        let store = self.store.clone();
        let route = self.gateway.profile().clone();
        let law = self.desk.policy.provenance().law();
        let turn = Turn { desk: self.desk.clone(), route, law, only: self.only.clone(), now };
        let mut batch: Option<Batch> = None;
        let read = |at: usize| lanes.get(at).map(|lane| read_ahead(&store, *lane, now));
        let (first, mut next) = (read(0), read(1));
        let mut ready = match first {
            Some(first) => make_ready(first.await, &turn),
            None => return Ok(()),
        };
        for at in 0..=lanes.len() {
            let claim = lanes.get(at).map(|lane| {
                // Until its outcomes are on disk it may hold contacts that must be asked for, however this step ends.
                let was_open = !self.unsettled.insert(*lane);
                (*lane, was_open, self.claim(&store, *lane, &turn, std::mem::take(&mut ready)))
            });
            let outcome = match batch.take() {
                Some(batch) => {
                    let answered = self.submit(batch, now).await?;
                    Some((answered.lane, answered.open, self.keep(&store, answered, now)))
                }
                None => None,
            };
            if let Some(known) = next.take() {
                let known = known.await;
                // Read while this one is made ready.
                next = read(at + 2);
                ready = make_ready(known, &turn);
            }
            if let Some((lane, was_open, claim)) = claim {
                let messages = claim.await?;
                if !messages.is_empty() {
                    self.probe.pass(Point::Committed);
                    batch = Some(Batch { lane, was_open, messages });
                } else if !was_open {
                    self.unsettled.remove(&lane);
                }
            }
            if let Some((lane, open, outcome)) = outcome {
                outcome.await?;
                self.probe.pass(Point::Settled);
                if !open {
                    self.unsettled.remove(&lane);
                }
            }
        }
        Ok(())
    }

    /// Claims a batch of a lane. A store that can begins at once.
    fn claim<'s>(
        &self,
        store: &'s S,
        lane: Lane,
        turn: &Turn,
        ready: AllReady,
    ) -> impl Future<Output = Result<Vec<Leaving>, Error>> + Send + use<'s, S, G> {
        let (turn, probe) = (turn.clone(), self.probe.clone());
        store.write(lane, Commit::Durable, move |lane| {
            let claimed = claim(lane, &turn, ready);
            probe.pass(Point::Claim);
            claimed
        })
    }

    /// Hands messages over whose intents are on disk, but those that somebody has spoken against since.
    async fn submit(&mut self, batch: Batch, now: DateTime<Utc>) -> Result<Answered, Error> {
        let Batch { lane, was_open, messages } = batch;
        let Parted { messages, recalled } = part(&self.store, lane, messages).await?;
        let costs: Vec<Cost> = messages.iter().map(|one| self.cost(one)).collect();
        let (names, cleared): (Vec<_>, Vec<_>) =
            messages.into_iter().map(|one| ((one.contact, one.named), one.cleared)).unzip();
        let mut answers = Vec::with_capacity(cleared.len());
        let mut cleared = cleared.into_iter().peekable();
        while cleared.peek().is_some() {
            // Whoever has taken over asks the network about these intents, and may have heard that none was taken.
            self.store.stands().await?;
            let some: Vec<Cleared> = cleared.by_ref().take(AT_ONCE).collect();
            let handed_over = some.len();
            let mut said = self.gateway.submit_all(some, now).await;
            said.resize(handed_over, Submission::Unknown { reason: Reason::LinkLost });
            answers.append(&mut said);
        }
        self.probe.pass(Point::Submitted);
        for (i, cost) in costs.into_iter().enumerate() {
            if !matches!(answers.get(i), Some(Submission::Rejected { .. } | Submission::NotSent { .. })) {
                self.sent.add(cost, self.gateway.profile().price);
            }
        }
        let unknown = answers.iter().filter(|answer| matches!(answer, Submission::Unknown { .. })).count();
        tracing::debug!(%lane, handed_over = names.len(), recalled = recalled.len(), unknown, "submitted");
        if unknown > 0 {
            tracing::warn!(%lane, unknown, "the network's answer is lost: these count as sent until it has been asked");
        }
        let open = was_open || unknown > 0;
        let answers = names.into_iter().zip(answers).map(|((contact, named), answer)| (contact, named, answer));
        let held_back = |one: Leaving| (one.contact, one.named, Submission::NotSent { reason: Reason::Recalled });
        let answers = answers.chain(recalled.into_iter().map(held_back)).collect();
        Ok(Answered { lane, open, answers })
    }

    /// Writes down what the gateway answered. A store that can begins at once.
    fn keep<'s>(
        &self,
        store: &'s S,
        answered: Answered,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<'s, S, G> {
        let desk = self.desk.clone();
        store.write(answered.lane, Commit::Soon, move |lane| {
            let mut answers = answered.answers.iter();
            answers.try_for_each(|(contact, named, answer)| settle(lane, &desk, contact, *named, answer, now))
        })
    }

    fn cost(&self, one: &Leaving) -> Cost {
        let profile = self.gateway.profile().segments;
        let segments = match one.cleared.channel() {
            Channel::Sms => sms::segments(one.cleared.text().expose(), profile).segments,
            _ => 0,
        };
        Cost { segments, at_night: one.at_night }
    }
}

/// What a message comes to.
struct Cost {
    segments: u32,
    at_night: bool,
}

impl Sent {
    fn add(&mut self, Cost { segments, at_night }: Cost, price: Option<Money>) {
        self.messages += 1;
        self.segments += u64::from(segments);
        self.at_night += u64::from(at_night);
        let cost = price
            .map(|price| Money::from_minor(price.minor().saturating_mul(i64::from(segments.max(1))), price.currency()));
        self.price = match (self.price, cost) {
            (Some(so_far), Some(cost)) => so_far.checked_add(cost),
            (None, cost) if self.messages == 1 => cost,
            (so_far, _) => so_far,
        };
    }
}

fn claim(lane: &mut dyn LaneTx, turn: &Turn, mut ready: AllReady) -> Result<Vec<Leaving>, Error> {
    if lane.paused()? {
        return Ok(Vec::new());
    }
    let mut messages = Vec::new();
    for contact in lane.due(turn.now, BATCH)? {
        match turn.only.as_ref().filter(|plan| !plan.names(&contact.key)) {
            Some(plan) => hold_back(lane, &turn.desk, plan, &contact, turn.now)?,
            None => messages.extend(work(lane, turn, &contact, ready.remove(&contact.key))?),
        }
    }
    Ok(messages)
}

/// Works one contact: it leaves, is put off, or is closed; each with its record.
fn work(
    lane: &mut dyn LaneTx,
    turn: &Turn,
    contact: &Contact,
    ahead: Option<Box<Ready>>,
) -> Result<Option<Leaving>, Error> {
    let Turn { desk, only, now, .. } = turn;
    let customer = &contact.key.customer;
    let ready = match Ready::now(lane, turn, contact, ahead) {
        Err(Error::Facts(faults)) => {
            let code = faults.iter().next().map_or("", |fault| fault.code);
            let key = key_of(lane, desk, customer)?;
            return key.map_or(Ok(()), |key| withhold(lane, &key, contact, code, *now)).map(|()| None);
        }
        ready => ready?,
    };
    let Some(Ready { name, step, at_night, .. }) = ready else {
        lane.advance(&contact.key, Advance::to(Status::Cancelled).because("erased"))?;
        return Ok(None);
    };
    let Proposed { decision, late, cause, line, decisive, words, .. } = match (step, only) {
        (Step::Proposed(proposed), _) => *proposed,
        (Step::Unplanned, Some(plan)) => return hold_back(lane, desk, plan, contact, *now).map(|()| None),
        (step, _) => {
            let because = if let Step::Over(because) = step { because } else { NOT_PLANNED };
            lane.advance(&contact.key, Advance::to(Status::Cancelled).because(because))?;
            return stays(lane, "cancelled", contact, name, because, *now);
        }
    };
    lane.record(line, Some(Aside { customer, body: &decisive }))?;
    if let (Some(referral), Some(cause)) = (decision.referral, cause) {
        refer(lane, customer, name, referral, cause, *now)?;
    }
    let headline = decision.findings.refusals().next().map_or("", |finding| word(finding.code));
    match decision.verdict {
        Verdict::Permit(permit) if permit.address().is_none() => {
            lane.advance(&contact.key, Advance::to(Status::Withheld).because(word(Code::SendAddress)))?;
            Ok(None)
        }
        Verdict::Permit(permit) => {
            let left = hand_over(lane, turn, contact, name, permit, words)?;
            let leaving = |(cleared, intent, revision): (Cleared, Intent, u64)| {
                let named = Named::of(&intent);
                Leaving { contact: contact.key.clone(), revision, named, cleared, at_night }
            };
            Ok(left.map(leaving))
        }
        Verdict::Defer(not_before) => {
            match late {
                Some(because) => lane.advance(&contact.key, Advance::to(Status::Cancelled).because(because))?,
                None => lane.defer(&contact.key, not_before.until, headline)?,
            };
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

/// Clears a permitted contact, charges its caps and writes the intent; with it the revision at which the customer then is.
fn hand_over(
    lane: &mut dyn LaneTx,
    turn: &Turn,
    contact: &Contact,
    name: Digest,
    permit: Permit,
    words: Result<Worded, String>,
) -> Result<Option<(Cleared, Intent, u64)>, Error> {
    let Turn { route, now, .. } = turn;
    let valid_until = permit.valid_until();
    if !route.carries(permit.channel()) {
        lane.advance(&contact.key, Advance::to(Status::Withheld).because(word(Code::SendAddress)))?;
        return stays(lane, NOT_HANDED_OVER, contact, name, word(Code::SendAddress), *now);
    }
    if *now >= route.submit_before(valid_until) {
        lane.defer(&contact.key, valid_until, word(Code::SendLate))?;
        return stays(lane, NOT_HANDED_OVER, contact, name, word(Code::SendLate), *now);
    }
    let charges: Vec<Charge> = permit.charges().to_vec();
    let cleared = words.and_then(|Worded { checked, named, event }| {
        let template = checked.draft().template.as_ref().map(|(_, digest)| *digest);
        Ok((clear(permit, checked, *now).map_err(|refused| code(&refused).to_owned())?, named, template, event))
    });
    let (cleared, words, template, event) = match cleared {
        Ok(cleared) => cleared,
        Err(because) => {
            lane.advance(&contact.key, Advance::to(Status::Refused).because(&because))?;
            return stays(lane, "refused", contact, name, &because, *now);
        }
    };
    let intent = Intent {
        message: cleared.key().clone(),
        valid_until,
        gateway: route.name.clone(),
        template,
        words,
        person: name,
        subject: cleared.subject().cloned(),
        text: cleared.text().clone(),
        at: *now,
        event: Pii::new(event),
    };
    let (mut intended, mut until) = (lane.intend(&contact.key, &intent, &charges)?, None);
    if matches!(intended, Intended::Full { .. }) {
        let lost = give_back(lane, &turn.desk, &contact.key.customer, *now)?;
        until = lost.until;
        if lost.freed {
            intended = lane.intend(&contact.key, &intent, &charges)?;
        }
    }
    match intended {
        Intended::Written { revision } => Ok(Some((cleared, intent, revision))),
        Intended::Full { cap } => {
            // The ring is stricter than the count when a receipt is still missing, or a message that was reported lost may
            // yet arrive: look again behind its fence.
            lane.defer(&contact.key, until.unwrap_or_else(|| route.fence(valid_until)), &cap)?;
            stays(lane, NOT_HANDED_OVER, contact, name, &cap, *now)
        }
        Intended::Taken(_) => Ok(None),
    }
}

/// The kind of record of what was permitted and not handed over after all.
const NOT_HANDED_OVER: &str = "not_handed_over";

/// Records that nothing leaves for a contact, and why.
fn stays<T>(
    lane: &mut dyn LaneTx,
    kind: &str,
    contact: &Contact,
    name: Digest,
    because: &str,
    now: DateTime<Utc>,
) -> Result<Option<T>, Error> {
    let entry = Entry::new(kind, now).digest("person", name).text("step", &contact.key.step).text("because", because);
    lane.record(entry.finish(), None)?;
    Ok(None)
}

/// The record of a decision, as it stands in the chain.
pub(crate) fn line(policy: &Policy, person: &Person, planned: &Planned, decision: &Decision) -> String {
    let Decision { record, findings, .. } = decision;
    audit::decision(Decided {
        key: &person.key,
        case: &person.case,
        revision: person.revision,
        input: request_digest(&person.case, &person.history, &planned.proposal, record.now),
        proposal: &planned.proposal,
        record,
        findings,
        policy,
    })
}
