//! What is done for due contacts ahead of their lane's turn, beside the transactions of other lanes: the person read, the
//! step put to strategy and policy, decided, its words composed and checked. Nothing of it is written, and by itself it
//! lets nothing leave: under the lane's lock it holds only where the person's facts are still those it was made from, so
//! that the decision taken there would be the same, bit for bit; else all of it is made anew there.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

use chrono::{DateTime, Utc};
use dunning_core::check::{Checked, Draft, Refused, check};
use dunning_core::compose::compose;
use dunning_core::decide::{Decision, Permit, Proposal, Verdict, local_day, local_hours, owed};
use dunning_core::digest::Digest;
use dunning_core::fault::{Fault, Faults};
use dunning_core::finding::{Code, Finding, Findings};
use dunning_core::history::{Event, Fact};
use dunning_core::plan::{Planned, Way, decide_due};
use dunning_core::strategy::Due;
use dunning_core::words::{Direction, Outcome};
use dunning_gateway::RouteProfile;
use dunning_store::{Contact, ContactKey, Dossier, Enrolled, Lane, LaneRead, LaneTx, Store};

use crate::desk::word;
use crate::held::PlannedOnly;
use crate::opt_out::heed;
use crate::outbox::{BATCH, line};
use crate::person::{Person, case_of, name};
use crate::replay::Decisive;
use crate::tickets::cause;
use crate::{Desk, Error};

/// By what due contacts are worked at one instant.
#[derive(Clone)]
pub(crate) struct Turn {
    pub(crate) desk: Desk,
    pub(crate) route: RouteProfile,
    /// The digest of all law in force.
    pub(crate) law: Digest,
    /// The plan that the run is held to.
    pub(crate) only: Option<Arc<PlannedOnly>>,
    pub(crate) now: DateTime<Utc>,
}

/// A due contact made ready. Of the person it keeps no more than is still asked for: a batch of cases and histories would
/// be some tens of megabytes.
pub(crate) struct Ready {
    /// Of whom, as known when it was made.
    made_from: Enrolled,
    /// The person's name in the chain.
    pub(crate) name: Digest,
    pub(crate) step: Step,
    /// Whether it is between 22:00 and 08:00 at the customer.
    pub(crate) at_night: bool,
}

/// The step of a contact as strategy and plan see it.
pub(crate) enum Step {
    /// It is no longer due, with the word for why.
    Over(&'static str),
    /// The plan that the run is held to doesn't hold it.
    Unplanned,
    /// It was put to the policy.
    Proposed(Box<Proposed>),
}

/// A step that was put to the policy.
pub(crate) struct Proposed {
    pub(crate) decision: Decision,
    /// The code of what puts it off past the last day on which the step is due; nothing where that isn't so.
    pub(crate) late: Option<&'static str>,
    /// The name of what refers the person to somebody.
    pub(crate) cause: Option<Digest>,
    /// The decision's record in the chain.
    pub(crate) line: String,
    /// What it takes to take the decision again.
    pub(crate) decisive: Vec<u8>,
    /// The token of the address to which it may leave.
    pub(crate) to: Option<Digest>,
    /// Its words, or why they are refused: a code, and of a template the variable that it names. Nothing where the decision
    /// lets nothing leave.
    pub(crate) words: Result<Worded, String>,
}

/// Words that may be handed over.
pub(crate) struct Worded {
    pub(crate) checked: Checked,
    /// Their name, subject and text, under the person's own key.
    pub(crate) named: Digest,
    /// The contact as the history will tell of it, as the codec writes it.
    pub(crate) event: Vec<u8>,
}

/// What is known of due contacts: each with its person.
pub(crate) type Known = Vec<(Contact, Enrolled, Dossier)>;

/// Reads the due contacts of a lane. A store that can begins at once. What can't be read is left out: the transaction meets
/// it again, and tells.
pub(crate) fn read_ahead<S: Store>(
    store: &S,
    lane: Lane,
    now: DateTime<Utc>,
) -> impl Future<Output = Known> + Send + use<'_, S> {
    let known = store.read(lane, move |lane| known(lane, now));
    async move { known.await.unwrap_or_default() }
}

/// Due contacts made ready, by their keys.
pub(crate) type AllReady = HashMap<ContactKey, Box<Ready>>;

/// How many contacts are worth a thread of their own: their making takes some milliseconds, a thread's some ten
/// microseconds.
const SHARE_MIN: usize = 64;

/// Makes due contacts ready, on all processors that there are: it is more work than what the store has with them. What
/// can't be made is left out likewise.
pub(crate) fn make_ready(mut known: Known, turn: &Turn) -> AllReady {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = known.len().div_ceil(threads).max(SHARE_MIN);
    let mut shares = Vec::with_capacity(threads);
    while known.len() > share {
        shares.push(known.split_off(known.len() - share));
    }
    thread::scope(|scope| {
        let others: Vec<_> = shares.into_iter().map(|share| scope.spawn(|| ready_of(share, turn))).collect();
        let mut ready = ready_of(known, turn);
        for other in others {
            // What a thread that panicked leaves out is made under the lock, where it panics again and is told.
            ready.extend(other.join().unwrap_or_default());
        }
        ready
    })
}

fn ready_of(known: Known, turn: &Turn) -> AllReady {
    let ready = known.into_iter().filter_map(|(contact, enrolled, dossier)| {
        let ready = Ready::of(turn, &contact, enrolled, &dossier).ok().flatten()?;
        Some((contact.key, Box::new(ready)))
    });
    ready.collect()
}

/// The due contacts of a lane with what is known of their persons: read quickly, so that the store may go on.
fn known(lane: &dyn LaneRead, now: DateTime<Utc>) -> Result<Known, Error> {
    let mut known = Vec::new();
    for contact in lane.due(now, BATCH)? {
        if let Some(wrapped_key) = lane.wrapped_key(&contact.key.customer)? {
            let dossier = lane.dossier(&contact.key.customer, None)?;
            known.push((contact, Enrolled { wrapped_key, revision: dossier.revision }, dossier));
        }
    }
    Ok(known)
}

impl Ready {
    /// The contact ready as things stand under the lane's lock: as it was made ahead, where nothing has become known
    /// since, else made anew. Nothing for a person that was erased. What stands against the address to which it would
    /// leave, and isn't in the ledger yet, is taken over first.
    pub(crate) fn now(
        lane: &mut dyn LaneTx,
        turn: &Turn,
        contact: &Contact,
        ahead: Option<Box<Self>>,
    ) -> Result<Option<Self>, Error> {
        let customer = &contact.key.customer;
        let Some(enrolled) = lane.enrolled(customer)? else { return Ok(None) };
        let ready = match ahead {
            Some(ready) if ready.made_from == enrolled => Some(*ready),
            _ => Self::of(turn, contact, enrolled, &lane.dossier(customer, None)?)?,
        };
        match ready.as_ref().and_then(Self::to) {
            Some(to) if !lane.suppression(to)?.lines.is_empty() => {}
            _ => return Ok(ready),
        }
        let Some(case) = case_of(turn.desk.codec.as_ref(), &lane.dossier(customer, None)?)? else { return Ok(ready) };
        if heed(lane, &turn.desk, customer, &case, turn.now)? == 0 {
            return Ok(ready);
        }
        let Some(enrolled) = lane.enrolled(customer)? else { return Ok(None) };
        Self::of(turn, contact, enrolled, &lane.dossier(customer, None)?)
    }

    /// The token of the address to which it may leave.
    fn to(&self) -> Option<Digest> {
        match &self.step {
            Step::Proposed(proposed) => proposed.to,
            Step::Over(_) | Step::Unplanned => None,
        }
    }

    fn of(turn: &Turn, contact: &Contact, enrolled: Enrolled, dossier: &Dossier) -> Result<Option<Self>, Error> {
        let Turn { desk, now, .. } = turn;
        let Some(person) = Person::read(desk, &contact.key.customer, &enrolled.wrapped_key, dossier)? else {
            return Ok(None);
        };
        let hours = local_hours(&desk.policy, &person.case, *now);
        let at_night = hours.is_empty() || hours.iter().any(|hour| !(8..22).contains(hour));
        let step = Step::of(turn, contact, &person)?;
        Ok(Some(Self { made_from: enrolled, name: name(&person.key, &contact.key.customer), step, at_night }))
    }
}

impl Step {
    fn of(turn: &Turn, contact: &Contact, person: &Person) -> Result<Self, Error> {
        let Turn { desk, route, law, only, now } = turn;
        let plan = contact.plan.expose();
        let as_planned = desk.codec.read_due(plan)?;
        let Some(due) = still_due(desk, person, &as_planned, *now) else {
            return Ok(Self::Over(closed_because(person, *now)));
        };
        let due = due.through(|channel| route.carries(channel));
        let due = match only {
            None => Some(due),
            Some(only) => only.narrowed(&contact.key, due),
        };
        let Some(due) = due else { return Ok(Self::Unplanned) };
        let kept = if due == as_planned { None } else { Some(desk.codec.write_due(&due)) };
        let way = Way { attempt: contact.key.attempt, latency_s: route.latency_s, fence_s: route.fence_s() };
        let (planned, decision) = decide_due(&desk.policy, &person.case, &person.history, due, way, *now);
        let words = match &decision.verdict {
            Verdict::Permit(permit) => wording(turn, person, &planned, permit),
            Verdict::Defer(_) | Verdict::Withhold(_) => Err(String::new()),
        };
        let late = match decision.verdict {
            Verdict::Defer(not_before) if beyond(desk, person, &planned.due, not_before.until) => {
                Some(outlasting(desk, person, &planned.due, &decision.findings))
            }
            _ => None,
        };
        let cause = decision.referral.map(|referral| cause(person, referral));
        let line = line(&desk.policy, person, &planned, &decision);
        let decisive = Decisive {
            now: decision.record.now,
            revision: person.revision,
            channel: planned.proposal.channel,
            cycle: contact.key.cycle,
            attempt: contact.key.attempt,
            latency_s: way.latency_s,
            fence_s: way.fence_s,
            law: *law,
            step: contact.key.step.clone(),
            due: kept,
        };
        let decisive = decisive.to_bytes();
        let to = match &decision.verdict {
            Verdict::Permit(permit) => permit.address().map(|address| desk.keys.token(permit.channel(), address)),
            Verdict::Defer(_) | Verdict::Withhold(_) => None,
        };
        Ok(Self::Proposed(Box::new(Proposed { decision, late, cause, line, decisive, to, words })))
    }
}

/// The contact as strategy sees it now: a step of the cadence must still be due for the same round; an answer to the
/// customer stays what it was, through its last day.
fn still_due(desk: &Desk, person: &Person, planned: &Due, now: DateTime<Utc>) -> Option<Due> {
    if planned.answers.is_some() {
        return (local_day(&desk.policy, &person.case, now) <= planned.last_day).then(|| planned.clone());
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

/// What puts a step off beyond its days. What names the decision may be over sooner: a window that opens in an hour.
fn outlasting(desk: &Desk, person: &Person, due: &Due, findings: &Findings) -> &'static str {
    let outlasts = |finding: &&Finding| finding.until.is_none_or(|until| beyond(desk, person, due, until));
    let what = findings.refusals().find(outlasts).or_else(|| findings.refusals().next());
    what.map_or("", |finding| word(finding.code))
}

/// The words of a permitted contact, checked; or why they are refused.
fn wording(turn: &Turn, person: &Person, planned: &Planned, permit: &Permit) -> Result<Worded, String> {
    let Turn { desk, now, .. } = turn;
    // A path of a template's fault is the name of a variable: nobody's.
    let said = |fault: &Fault| format!("{} {}", fault.code, fault.path).trim_end().to_owned();
    let fault = |faults: Faults| faults.iter().next().map_or_else(String::new, said);
    let draft = compose(&desk.policy, &desk.templates, &person.case, &person.history, planned, *now).map_err(fault)?;
    let checked = check(&desk.policy, &person.case, draft).map_err(|refused| code(&refused).to_owned())?;
    let Draft { subject, text, .. } = checked.draft();
    let words = format!("{}\n{}", subject.as_ref().map_or("", |subject| subject.expose()), text.expose());
    let event = desk.codec.write_fact(&Fact::Event(under_way(turn, person, &planned.proposal, permit)));
    Ok(Worded { named: person.key.named("words", words.as_bytes()), event, checked })
}

/// A contact as the history tells of it from its hand-over on: nobody knows what became of it.
fn under_way(turn: &Turn, person: &Person, proposal: &Proposal, permit: &Permit) -> Event {
    Event {
        until: Some(turn.route.fence(permit.valid_until())),
        debts: proposal.debts.clone(),
        address: permit.address().cloned(),
        by: person.case.collector().cloned(),
        purpose: Some(proposal.purpose),
        recipient: Some(proposal.recipient),
        key: proposal.key.clone(),
        ..Event::new(turn.now, Direction::Out, proposal.channel, Outcome::Unknown)
    }
}

/// The code that names a refusal.
pub(crate) fn code(refused: &Refused) -> &'static str {
    refused.findings.headline().map_or("", |finding| word(finding.code))
}
