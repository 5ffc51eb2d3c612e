//! The engine's own checks, which hold whatever a policy says: stale data, opted out, nothing owed. Where all rules are
//! asked, a proposal must also name debts of the case, and a reply that nobody has read, or the house's own hold, stops
//! reminders.

use super::{Question, Standing, finding, lift, settled, state_gate};
use crate::case::{Case, Debt};
use crate::finding::{Code, Finding, Inputs, Need, Remedy};
use crate::history::{Consent, History, Payment};
use crate::money::Money;
use crate::time::Second;
use crate::words::{HoldCause, PaymentState, Purpose};

/// What the engine's own checks find at the question's instant.
pub(super) fn findings(question: &Question<'_>, into: &mut Vec<Finding>) {
    for check in CHECKS {
        if let Standing::Shut(shut) = check(question, question.at) {
            let shut = settled(question, shut, |at| check(question, at));
            into.push(finding(question, shut, None, None));
        }
    }
}

/// How they all stand at an instant: as the first that is shut.
pub(super) fn standing(question: &Question<'_>, at: Second) -> Standing {
    CHECKS
        .iter()
        .map(|check| check(question, at))
        .find(|standing| *standing != Standing::Open)
        .unwrap_or(Standing::Open)
}

type Check = fn(&Question<'_>, Second) -> Standing;

const CHECKS: [Check; 5] = [stale, opted_out, owed, named, held];

/// How far ahead the clock of whoever took the payment data may be: an hour.
const AHEAD_MAX_S: i64 = 3_600;

/// Payment data that are missing or too old lead to no contact that rests on them. Their age is that at the instant of
/// decision: fresher data will have come by any later one.
fn stale(question: &Question<'_>, _: Second) -> Standing {
    if !rests_on_payment_data(question.proposal.purpose) {
        return Standing::Open;
    }
    let max_s = question.policy.stale_after_s();
    let seconds = question.case.as_of().map(|as_of| question.now - Second::of(as_of));
    match seconds {
        // Data from the future are no data: a clock is wrong somewhere.
        Some(age) if (-AHEAD_MAX_S..=max_s).contains(&age) => Standing::Open,
        _ => Standing::needs(Code::DataStale, Need::PaymentData, Inputs::Age { seconds, max_s }),
    }
}

fn opted_out(question: &Question<'_>, at: Second) -> Standing {
    let Some(line) = refusals(question, at).last() else { return Standing::Open };
    let inputs = Inputs::OptOut { at: line.at, channel: line.channel, purpose: line.purpose };
    match lift::opens(question, refusals(question, at), at) {
        Some(opens) => Standing::until(Code::ConsOptedOut, opens, inputs),
        None => Standing::never(Code::ConsOptedOut, Remedy::ObtainConsent, inputs),
    }
}

/// The refusals that speak of the contact and stand at an instant.
fn refusals<'q>(question: &'q Question<'_>, at: Second) -> impl Iterator<Item = &'q Consent> {
    let (channel, purpose) = (question.proposal.channel, question.proposal.purpose);
    lift::refusals(question, at, move |line| line.covers(channel, question.address, purpose))
}

/// A reminder needs something to remind of.
fn owed(question: &Question<'_>, at: Second) -> Standing {
    let nothing = || Standing::never(Code::DataNothingOwed, Remedy::NothingToCollect, Inputs::None);
    match question.proposal.purpose {
        Purpose::Collection
            if !question.named().any(|debt| !owed_at(question.case, question.history, debt, at).is_zero()) =>
        {
            nothing()
        }
        Purpose::PreDue if question.named().all(|debt| debt.upcoming.is_none()) => {
            Standing::needs(Code::DataNothingOwed, Need::Upcoming, Inputs::None)
        }
        Purpose::PreDue
            if question.named().filter_map(|debt| debt.upcoming).all(|upcoming| upcoming.amount.is_zero()) =>
        {
            nothing()
        }
        _ => Standing::Open,
    }
}

fn named(question: &Question<'_>, _: Second) -> Standing {
    if question.whole() && question.proposal.debts.iter().any(|id| question.case.debt(id).is_none()) {
        return Standing::needs(Code::DataDebt, Need::Debt, Inputs::None);
    }
    Standing::Open
}

/// A reply that nobody has read, and the house's own hold, stop what reminds or advertises.
fn held(question: &Question<'_>, at: Second) -> Standing {
    if may_be_held(question) { state_gate::own(question, &HOLDS, at) } else { Standing::Open }
}

/// The first instant after `at` at which the engine's own checks, all open at `at`, no longer are; that a refusal stands
/// again is looked for before `limit`.
pub(super) fn closes(question: &Question<'_>, at: Second, limit: Second) -> Option<Second> {
    let held = if may_be_held(question) { state_gate::next_begin(question, &HOLDS, at) } else { None };
    let refused = lift::closes(question, &[], at, limit, |at| opted_out(question, at) != Standing::Open);
    [held, refused].into_iter().flatten().min()
}

const HOLDS: [HoldCause; 2] = [HoldCause::UnreadReply, HoldCause::House];

const fn may_be_held(question: &Question<'_>) -> bool {
    let reminds = matches!(
        question.proposal.purpose,
        Purpose::Collection | Purpose::PreDue | Purpose::Survey | Purpose::Marketing | Purpose::ConsentRequest
    );
    question.whole() && reminds
}

/// Whether a contact speaks of what is owed.
pub(crate) const fn rests_on_payment_data(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Collection | Purpose::PreDue | Purpose::StatutoryNotice)
}

/// What a debt still owes of its arrears at an instant: the payments booked since its data are taken off, in the order
/// of their instants, each from the debts it names in that order, else from all in the order of the case. A payment that
/// came back counts nothing.
pub(crate) fn owed_at(case: &Case, history: &History, debt: &Debt, at: Second) -> Money {
    let counts = |payment: &&Payment| {
        let since = case.as_of();
        payment.state == PaymentState::Settled
            && Second::of(payment.at) <= at
            && since.is_none_or(|since| payment.at > since)
    };
    let mut booked = history.payments().iter().filter(counts).peekable();
    if booked.peek().is_none() {
        return debt.arrears;
    }
    let mut left: Vec<(&Debt, i64)> = case.debts().iter().map(|debt| (debt, debt.arrears.minor())).collect();
    for payment in booked {
        let mut rest = payment.amount.minor();
        let mut take = |debt: &Debt, left: &mut i64| {
            if debt.arrears.currency() == payment.amount.currency() {
                let taken = rest.min(*left);
                *left -= taken;
                rest -= taken;
            }
        };
        if payment.debts.is_empty() {
            left.iter_mut().for_each(|(debt, left)| take(debt, left));
        }
        for id in &payment.debts {
            if let Some((debt, left)) = left.iter_mut().find(|(debt, _)| debt.id == *id) {
                take(debt, left);
            }
        }
    }
    let left = left.into_iter().find(|(other, _)| other.id == debt.id).map_or(0, |(_, left)| left);
    Money::from_minor(left, debt.arrears.currency())
}
