//! The one door. Strategy proposes, policy disposes: [`decide`] says whether a contact may leave now, later, or not, and
//! every reason why. [`ask`] puts the same question to some rules alone and hands out no permit.

use chrono::{DateTime, NaiveDate, Utc};

use crate::case::{Address, Case, Debt};
use crate::digest::{Canon, Digest};
use crate::element::Element;
use crate::evaluate::{self, Clock, Question, Ruled};
use crate::finding::{Code, Findings, Need};
use crate::history::{self, History};
use crate::id::{CustomerId, DebtId, MessageKey, RuleId};
use crate::money::Money;
use crate::policy::{Policy, Provenance};
use crate::proposal;
use crate::time::Second;
use crate::words::{Channel, Purpose, Recipient};

pub use crate::evaluate::charge::{Charge, ChargeKey, Unit, positions_of, released};
pub use crate::evaluate::ruling::{Referral, Ruling};
pub use crate::proposal::Proposal;

/// A decision: a value, not a `Result`. Nothing is left to choose.
#[must_use = "a decision nobody reads is a message nobody checked"]
#[derive(Debug)]
pub struct Decision {
    /// What may happen.
    pub verdict: Verdict,
    /// A person must look, whatever the verdict.
    pub referral: Option<Referral>,
    /// Every rule that refused, deferred or remarked, the headline first.
    pub findings: Findings,
    /// A line for the audit chain.
    pub record: Record,
}

/// Exhaustive on purpose: a new kind of verdict must break each embedder's build.
#[derive(Debug)]
pub enum Verdict {
    /// The contact may leave.
    Permit(Permit),
    /// Not before an instant.
    Defer(NotBefore),
    /// Not as things stand.
    Withhold(Withheld),
}

/// The earliest instant of decision at which all rules would pass, the facts staying as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotBefore {
    /// That instant.
    pub until: DateTime<Utc>,
}

/// Why nothing may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// The reason that names the decision.
    pub code: Code,
    /// Facts whose absence withholds.
    pub needs: Vec<Need>,
}

/// Proof that a contact may leave, as things stood when it was decided. Not `Clone`, made by [`decide`] alone, used up by
/// [`crate::check::clear`], which takes none older than [`PERMIT_AGE_MAX_S`](crate::check::PERMIT_AGE_MAX_S).
///
/// ```compile_fail,E0277
/// fn can_be_had_twice<T: Clone>() {}
/// can_be_had_twice::<dunning_core::decide::Permit>();
/// ```
#[derive(Debug)]
pub struct Permit {
    pub(crate) customer: CustomerId,
    pub(crate) purpose: Purpose,
    pub(crate) channel: Channel,
    pub(crate) recipient: Recipient,
    pub(crate) debts: Vec<DebtId>,
    pub(crate) address: Option<Address>,
    pub(crate) key: Option<MessageKey>,
    pub(crate) first: bool,
    /// The instant of decision.
    pub(crate) now: Second,
    /// The instant of contact.
    pub(crate) at: Second,
    pub(crate) valid_until: DateTime<Utc>,
    pub(crate) charges: Vec<Charge>,
    pub(crate) obligations: Vec<Element>,
    pub(crate) policy: Digest,
    pub(crate) stamp: Digest,
}

impl Permit {
    /// The channel.
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// The debts it may speak of, as proposed.
    pub fn debts(&self) -> &[DebtId] {
        &self.debts
    }

    /// The address, when it is known.
    pub const fn address(&self) -> Option<&Address> {
        self.address.as_ref()
    }

    /// The message key, when the caller gave one.
    pub const fn key(&self) -> Option<&MessageKey> {
        self.key.as_ref()
    }

    /// The instant from which the message must no longer arrive (exclusive).
    pub const fn valid_until(&self) -> DateTime<Utc> {
        self.valid_until
    }

    /// What the contact uses up of the caps in force.
    pub fn charges(&self) -> &[Charge] {
        &self.charges
    }

    /// What the text still owes.
    pub fn obligations(&self) -> &[Element] {
        &self.obligations
    }

    /// Whether it is the first message of the case.
    pub const fn first(&self) -> bool {
        self.first
    }
}

/// What a decision leaves behind: plain values, hashed when appended. Nothing personal in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The instant asked about.
    pub now: DateTime<Utc>,
    /// What for.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: Channel,
    /// To whom.
    pub recipient: Recipient,
    /// The verdict.
    pub outcome: Ruling,
    /// Digests of policy, books, calendars and zones.
    pub provenance: Provenance,
}

/// The answer to a question put to some rules alone. It permits nothing.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The verdict as plain values.
    pub ruling: Ruling,
    /// Facts whose absence withholds.
    pub needs: Vec<Need>,
    /// Caps that would be charged.
    pub charges: Vec<Charge>,
    /// Elements a text would owe.
    pub obligations: Vec<Element>,
    /// Whether it would be the first message of the case.
    pub first: bool,
    /// A person must look, whatever the verdict.
    pub referral: Option<Referral>,
    /// Every rule that refused, deferred or remarked, the headline first.
    pub findings: Findings,
    /// A line for the audit chain.
    pub record: Record,
}

/// Decides a proposal at an instant. A fraction of a second of `now` is cut; an instant outside the years 1 to 9999 is
/// taken for the nearest inside. Total: it never fails and never panics.
pub fn decide(policy: &Policy, case: &Case, history: &History, proposal: &Proposal, now: DateTime<Utc>) -> Decision {
    let question = Question::new(policy, case, history, proposal, None, now);
    let ruled = evaluate::rule_on(&question);
    decided(&question, ruled)
}

/// Decides a proposal, and answers what the decision came of: the question is put once.
pub(crate) fn decide_and_answer(
    policy: &Policy,
    case: &Case,
    history: &History,
    proposal: &Proposal,
    now: DateTime<Utc>,
) -> (Answer, Decision) {
    let question = Question::new(policy, case, history, proposal, None, now);
    let ruled = evaluate::rule_on(&question);
    (answered(&question, ruled.clone()), decided(&question, ruled))
}

fn decided(question: &Question<'_>, ruled: Ruled) -> Decision {
    let verdict = match ruled.ruling {
        Ruling::Permit { valid_until } => Verdict::Permit(Permit {
            customer: question.case.customer().id.clone(),
            purpose: question.proposal.purpose,
            channel: question.proposal.channel,
            recipient: question.proposal.recipient,
            debts: question.proposal.debts.clone(),
            address: question.address.cloned(),
            key: question.proposal.key.clone(),
            first: question.first,
            now: question.now,
            at: question.at,
            valid_until,
            charges: ruled.charges,
            obligations: ruled.obligations,
            policy: question.policy.provenance().policy,
            stamp: question.case.stamp(),
        }),
        Ruling::Defer { until } => Verdict::Defer(NotBefore { until }),
        Ruling::Withhold => Verdict::Withhold(Withheld {
            code: ruled.findings.headline().map_or(Code::DataStale, |headline| headline.code),
            needs: ruled.findings.needs(),
        }),
    };
    Decision {
        verdict,
        referral: evaluate::referral(question),
        record: record(question, ruled.ruling),
        findings: ruled.findings,
    }
}

/// Puts a question to some rules alone, or to all: the same findings as [`decide`], and no permit. An id of a row that
/// only parametrises others asks those. Under `only`, three checks of the engine's own hold and no more: stale data,
/// opted out, nothing owed.
pub fn ask(
    policy: &Policy,
    case: &Case,
    history: &History,
    proposal: &Proposal,
    only: Option<&[RuleId]>,
    now: DateTime<Utc>,
) -> Answer {
    let question = Question::new(policy, case, history, proposal, only, now);
    let ruled = evaluate::rule_on(&question);
    answered(&question, ruled)
}

fn answered(question: &Question<'_>, ruled: Ruled) -> Answer {
    Answer {
        ruling: ruled.ruling,
        needs: ruled.findings.needs(),
        charges: ruled.charges,
        obligations: ruled.obligations,
        first: question.first,
        referral: evaluate::referral(question),
        record: record(question, ruled.ruling),
        findings: ruled.findings,
    }
}

fn record(question: &Question<'_>, outcome: Ruling) -> Record {
    let Proposal { purpose, channel, recipient, .. } = question.proposal;
    Record {
        now: question.now.utc(),
        purpose: *purpose,
        channel: *channel,
        recipient: *recipient,
        outcome,
        provenance: *question.policy.provenance(),
    }
}

/// What a debt still owes of its arrears at an instant: payments booked since its data are taken off.
pub fn owed(case: &Case, history: &History, debt: &Debt, at: DateTime<Utc>) -> Money {
    evaluate::owed_at(case, history, debt, Second::of(at))
}

/// The customer's local day; the earliest where several zones are possible.
pub fn local_day(policy: &Policy, case: &Case, at: DateTime<Utc>) -> NaiveDate {
    let at = Second::of(at);
    Clock::of(case, policy.zones(), at).day_min(at).date()
}

/// The hours, 0 to 23, that the customer's clock may show; none when the zone isn't known.
pub fn local_hours(policy: &Policy, case: &Case, at: DateTime<Utc>) -> Vec<u32> {
    let at = Second::of(at);
    let clock = Clock::of(case, policy.zones(), at);
    clock.candidates().unwrap_or_default().iter().map(|zone| zone.second_of_day(at) / 3600).collect()
}

/// SHA-256 of the canonical request: case, history, proposal and the instant.
///
/// ```
/// # use dunning_core::{case::*, decide::{Proposal, request_digest}, history::History, words::*};
/// # let case = Case::new(CaseSpec { customer: CustomerSpec { id: "c".into(), kind: Some(CustomerKind::Person), ..Default::default() },
/// #     creditor: CreditorSpec { id: "bank".into(), ..Default::default() }, ..Default::default() }).unwrap();
/// let proposal = Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer);
/// let now = chrono::DateTime::UNIX_EPOCH;
/// assert_eq!(request_digest(&case, &History::default(), &proposal, now), request_digest(&case, &History::default(), &proposal, now));
/// ```
pub fn request_digest(case: &Case, history: &History, proposal: &Proposal, now: DateTime<Utc>) -> Digest {
    Canon::digest(|canon| {
        canon.text("dunning.request/1");
        canon.raw(&case.stamp().0);
        history::canon(canon, history);
        proposal::canon(canon, proposal);
        canon.instant(now);
    })
}
