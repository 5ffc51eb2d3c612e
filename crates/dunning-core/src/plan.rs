//! Plans: every contact that is due, put to the policy, with a report that adds up. A plan sends nothing: what it permits
//! is decided again at hand-over, with the state of that instant.

mod line;
mod lint;
mod wording;

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::case::Case;
use crate::decide::{Answer, Decision, Proposal, Record, Ruling, ask, decide_and_answer};
use crate::digest::{Canon, Digest};
use crate::finding::{Code, Finding, Findings, Inputs, Remedy};
use crate::history::{Event, History};
use crate::id::{CustomerId, MessageKey};
use crate::policy::Policy;
use crate::strategy::{Cycle, Due, Strategy};
use crate::words::{Channel, Direction, Effect, Outcome, Recipient};

pub use line::{Head, Line, Plan, Totals, Wording, leaves_at};
pub use lint::Lint;
pub use wording::Means;

/// One contact that was considered.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Whom.
    pub customer: CustomerId,
    /// What strategy proposes.
    pub due: Due,
    /// The proposal that was put to the policy: by the first channel that is lawful now, else the one that is lawful
    /// first, else the first named.
    pub proposal: Proposal,
    /// What the policy said of it.
    pub answer: Answer,
}

impl Planned {
    /// The reason that names the answer; nothing for a permit without remarks.
    pub fn headline(&self) -> Option<&Finding> {
        self.answer.findings.headline()
    }
}

/// Counts of a plan. `considered = permitted + deferred + withheld`, and the reasons of each sum to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Persons looked at.
    pub persons: u64,
    /// Contacts considered: person × step.
    pub considered: u64,
    /// Permitted now.
    pub permitted: u64,
    /// Deferred, by the reason that names the answer.
    pub deferred: BTreeMap<Code, u64>,
    /// Withheld, by the reason that names the answer.
    pub withheld: BTreeMap<Code, u64>,
}

impl Report {
    /// Notes one answer.
    pub fn note(&mut self, answer: &Answer) {
        self.considered += 1;
        let headline = answer.findings.refusals().next().map(|finding| finding.code);
        match (answer.ruling, headline) {
            (Ruling::Permit { .. }, _) => self.permitted += 1,
            (Ruling::Defer { .. }, Some(code)) => *self.deferred.entry(code).or_default() += 1,
            (Ruling::Withhold, Some(code)) => *self.withheld.entry(code).or_default() += 1,
            // Nothing is deferred or withheld without a reason; should it be, it is counted where it can be seen.
            (Ruling::Defer { .. } | Ruling::Withhold, None) => *self.withheld.entry(Code::DataStale).or_default() += 1,
        }
    }

    /// Adds the counts of another part of the portfolio.
    pub fn add(&mut self, other: &Self) {
        self.persons += other.persons;
        self.considered += other.considered;
        self.permitted += other.permitted;
        for (mine, theirs) in [(&mut self.deferred, &other.deferred), (&mut self.withheld, &other.withheld)] {
            for (code, count) in theirs {
                *mine.entry(*code).or_default() += count;
            }
        }
    }

    /// Whether the counts add up.
    pub fn adds_up(&self) -> bool {
        self.considered == self.permitted + self.deferred.values().sum::<u64>() + self.withheld.values().sum::<u64>()
    }
}

/// Plans one person: every step that is due, put to the policy in the order of the steps, what was permitted counted as
/// under way for those after it, as it will be at hand-over. Reports go into `report`.
///
/// Portfolios are planned person by person, so that a million of them need no more memory than one.
pub fn plan(
    policy: &Policy,
    strategy: &Strategy,
    case: &Case,
    history: &History,
    now: DateTime<Utc>,
    report: &mut Report,
) -> Vec<Planned> {
    plan_steps(policy, case, history, strategy.due(policy, case, history, now), now, report)
}

/// Plans one person as [`plan`] does, by those of the steps due that are given: whoever keeps what was done leaves out
/// what isn't to be done again.
pub fn plan_steps(
    policy: &Policy,
    case: &Case,
    history: &History,
    steps: Vec<Due>,
    now: DateTime<Utc>,
    report: &mut Report,
) -> Vec<Planned> {
    report.persons += 1;
    let mut told = Cow::Borrowed(history);
    let mut all: Vec<Planned> = Vec::new();
    for due in steps {
        if let Some(event) = all.last().and_then(|last| under_way(last, case, now)) {
            told.to_mut().push(event);
        }
        let planned = propose(policy, case, &told, due, now);
        report.note(&planned.answer);
        all.push(planned);
    }
    all
}

/// A permitted contact as the history will tell of it once it is handed over.
fn under_way(planned: &Planned, case: &Case, now: DateTime<Utc>) -> Option<Event> {
    let Ruling::Permit { valid_until } = planned.answer.ruling else { return None };
    let proposal = &planned.proposal;
    Some(Event {
        until: Some(valid_until),
        debts: proposal.debts.clone(),
        address: proposal.address.clone(),
        by: case.collector().cloned(),
        purpose: Some(proposal.purpose),
        recipient: Some(proposal.recipient),
        key: proposal.key.clone(),
        ..Event::new(now, Direction::Out, proposal.channel, Outcome::Unknown)
    })
}

/// Puts a due step to the policy, channel by channel: the first that may leave now is taken, else the one that may leave
/// first, else the first named.
pub fn propose(policy: &Policy, case: &Case, history: &History, due: Due, now: DateTime<Utc>) -> Planned {
    put(case, due, Way::default(), |proposal| (ask(policy, case, history, proposal, None, now), ())).0
}

/// By which way a message would leave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Way {
    /// Which attempt at its step it is, from 0.
    pub attempt: u32,
    /// See [`Proposal::latency_s`].
    pub latency_s: u32,
    /// See [`Proposal::fence_s`].
    pub fence_s: u32,
}

/// Decides a due step as it would leave, by the channel that [`propose`] would take.
pub fn decide_due(
    policy: &Policy,
    case: &Case,
    history: &History,
    due: Due,
    way: Way,
    now: DateTime<Utc>,
) -> (Planned, Decision) {
    put(case, due, way, |proposal| decide_and_answer(policy, case, history, proposal, now))
}

/// Puts a due step to whoever answers, channel by channel; with what came with the answer that is taken.
fn put<D>(case: &Case, due: Due, way: Way, answer: impl Fn(&Proposal) -> (Answer, D)) -> (Planned, D) {
    let by = |channel: Channel| {
        let proposal = Proposal {
            debts: due.debts.clone(),
            address: due.answers.clone().or_else(|| Some(case.customer().contact(channel)?.address.clone())),
            key: Some(key(&case.customer().id, &due, way.attempt)),
            latency_s: way.latency_s,
            fence_s: way.fence_s,
            ..Proposal::new(due.purpose, channel, Recipient::Customer)
        };
        let (mut answer, with) = answer(&proposal);
        if proposal.address.is_none() {
            answer = unreachable(answer);
        }
        (proposal, answer, with)
    };
    let (first, others) = reachable(case, &due);
    let mut best = by(first);
    for channel in others {
        if matches!(best.1.ruling, Ruling::Permit { .. }) {
            break;
        }
        let other = by(channel);
        if rank(&other.1) < rank(&best.1) {
            best = other;
        }
    }
    let customer = case.customer().id.clone();
    let (proposal, answer, with) = best;
    (Planned { customer, due, proposal, answer }, with)
}

/// The step's channels on which the customer can be reached, the first apart; the first of all when on none, so that the
/// answer says so. A compiled step names at least one.
fn reachable(case: &Case, due: &Due) -> (Channel, Vec<Channel>) {
    let known = |channel: &Channel| due.answers.is_some() || case.customer().contact(*channel).is_some();
    let mut reachable = due.channels.iter().copied().filter(known);
    let first = reachable.next().or(due.channels.first().copied()).unwrap_or(Channel::Letter);
    (first, reachable.collect())
}

/// The answer for a channel on which the customer has no address: nothing can leave by it.
fn unreachable(answer: Answer) -> Answer {
    let missing = Finding {
        code: Code::SendAddress,
        rule: None,
        effect: Effect::Withhold,
        force: None,
        until: None,
        remedy: Some(Remedy::SupplyFact),
        need: None,
        inputs: Inputs::None,
    };
    let findings = answer.findings.as_slice().iter().copied().chain([missing]).collect();
    let record = Record { outcome: Ruling::Withhold, ..answer.record };
    Answer { ruling: Ruling::Withhold, charges: Vec::new(), findings: Findings::new(findings), record, ..answer }
}

/// How soon an answer lets a contact leave: now, at an instant, never.
const fn rank(answer: &Answer) -> (Effect, i64) {
    match answer.ruling {
        Ruling::Permit { .. } => (Effect::Note, 0),
        Ruling::Defer { until } => (Effect::Defer, until.timestamp()),
        Ruling::Withhold => (Effect::Withhold, 0),
    }
}

/// The key of a message: SHA-256 of customer, step, round and attempt, in hex. It tells nobody who the customer is
/// without their id.
pub fn key(customer: &CustomerId, due: &Due, attempt: u32) -> MessageKey {
    MessageKey::of(key_digest(customer, due.step.as_str(), due.cycle, attempt))
}

/// The digest that the key of a message is.
pub fn key_digest(customer: &CustomerId, step: &str, cycle: Cycle, attempt: u32) -> Digest {
    Canon::digest(|c| {
        c.text("dunning.key/1");
        c.text(customer.as_str());
        c.text(step);
        c.int(cycle.number());
        c.int(i64::from(attempt));
    })
}
