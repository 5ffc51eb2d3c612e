//! The state gate: statuses that stop contact, and whom it may reach at all.

use super::counter::span_end;
use super::{Question, Standing};
use crate::finding::{Code, Inputs, Remedy};
use crate::history::{Event, Hold};
use crate::policy::compile::Rule;
use crate::rule::{HoldStart, NoContactStatus, RecipientLimit};
use crate::time::{Day, Moment, Second};
use crate::words::{Direction, HoldCause, Purpose};

/// How a status stands at an instant: shut while one of its holds is in force.
pub(super) fn status(rule: &Rule, status: &NoContactStatus, question: &Question<'_>, at: Second) -> Standing {
    let begun = known(question, &status.causes).filter(|hold| begins(status, hold, question) <= at);
    held(begun.map(|hold| (hold.cause, ends(rule, status, hold, question))), at)
}

/// How the engine's own check of holds of these causes stands at an instant.
pub(super) fn own(question: &Question<'_>, causes: &[HoldCause], at: Second) -> Standing {
    held(begun(question, causes, at).map(|hold| (hold.cause, own_end(question, hold))), at)
}

/// Shut while one of these holds, all begun, is in force. The one that lasts longest speaks; one without end outlasts
/// all.
fn held(holds: impl Iterator<Item = (HoldCause, Option<Second>)>, at: Second) -> Standing {
    let mut shut: Option<(HoldCause, Option<Second>)> = None;
    for (cause, end) in holds.filter(|(_, end)| end.is_none_or(|end| end > at)) {
        if shut.is_none_or(|(_, until)| until.is_some() && (end.is_none() || end > until)) {
            shut = Some((cause, end));
        }
    }
    match shut {
        None => Standing::Open,
        Some((cause, Some(until))) => Standing::until(Code::HoldActive, until, Inputs::Hold { cause }),
        Some((cause, None)) => Standing::never(Code::HoldActive, Remedy::LiftHold, Inputs::Hold { cause }),
    }
}

/// The first instant after `at` at which a known hold begins.
pub(super) fn status_closes(
    rule: &Rule,
    status: &NoContactStatus,
    question: &Question<'_>,
    at: Second,
) -> Option<Second> {
    known(question, &status.causes)
        .map(|hold| (begins(status, hold, question), hold))
        .filter(|(begins, hold)| *begins > at && ends(rule, status, hold, question).is_none_or(|end| end > *begins))
        .map(|(begins, _)| begins)
        .min()
}

/// Whether a known hold of one of these causes is in force at an instant.
pub(super) fn active(question: &Question<'_>, causes: &[HoldCause], at: Second) -> bool {
    begun(question, causes, at).any(|hold| own_end(question, hold).is_none_or(|end| end > at))
}

/// The first instant after `at` at which a known hold of one of these causes begins.
pub(super) fn next_begin(question: &Question<'_>, causes: &[HoldCause], at: Second) -> Option<Second> {
    known(question, causes)
        .map(|hold| (question.clock.begins(hold.from), own_end(question, hold)))
        .filter(|(begins, end)| *begins > at && end.is_none_or(|end| end > *begins))
        .map(|(begins, _)| begins)
        .min()
}

/// The known holds of these causes that have begun.
fn begun<'q, 'a>(
    question: &'q Question<'a>,
    causes: &'q [HoldCause],
    at: Second,
) -> impl Iterator<Item = &'a Hold> + use<'q, 'a> {
    known(question, causes).filter(move |hold| question.clock.begins(hold.from) <= at)
}

/// When a hold ends by its own words.
fn own_end(question: &Question<'_>, hold: &Hold) -> Option<Second> {
    hold.until.map(|until| question.clock.ends_max(until))
}

/// The holds of these causes that are known at the instant of decision and concern a proposed debt.
fn known<'q, 'a>(question: &'q Question<'a>, causes: &'q [HoldCause]) -> impl Iterator<Item = &'a Hold> + use<'q, 'a> {
    question.history.holds().iter().filter(move |hold| {
        causes.contains(&hold.cause)
            && hold.known_at.is_none_or(|known| question.clock.begins(known) <= question.now)
            && (hold.debts.is_empty()
                || question.proposal.debts.is_empty()
                || hold.debts.iter().any(|debt| question.proposal.debts.contains(debt)))
    })
}

fn begins(status: &NoContactStatus, hold: &Hold, question: &Question<'_>) -> Second {
    let from = question.clock.begins(hold.from);
    match status.start {
        HoldStart::Effective => from,
        HoldStart::Known => hold.known_at.map_or(from, |known| question.clock.begins(known).min(from)),
        HoldStart::DayAfter => {
            let day = match hold.from {
                Moment::Day(day) => Day::of(day),
                Moment::Instant(from) => question.clock.day_min(Second::of(from)),
            };
            question.clock.start_min(day + 1)
        }
    }
}

/// When a hold ends: where it says, else after the rule's span; a span that can't be counted has no end.
fn ends(rule: &Rule, status: &NoContactStatus, hold: &Hold, question: &Question<'_>) -> Option<Second> {
    match (hold.until, &status.lasts) {
        (Some(until), _) => Some(question.clock.ends_max(until)),
        (None, Some(span)) => span_end(rule, span, question, begins(status, hold, question)).ok(),
        (None, None) => None,
    }
}

/// Whether the recipient may be contacted at an instant.
pub(super) fn recipient(limit: &RecipientLimit, question: &Question<'_>, at: Second) -> Standing {
    let recipient = question.proposal.recipient;
    if limit.allowed.contains(&recipient) {
        return Standing::Open;
    }
    let asked = |event: &Event| {
        event.direction == Direction::Out && event.recipient == Some(recipient) && Second::of(event.at) <= at
    };
    let times = || question.history.events().iter().filter(|event| asked(event)).count();
    let may_ask = question.proposal.purpose == Purpose::LocationInquiry
        && limit.when_lost.contains(&recipient)
        && limit.times_max.is_none_or(|max| times() < max as usize);
    let inputs = Inputs::Recipient(recipient);
    if may_ask && active(question, &limit.lost, at) {
        return Standing::Open;
    }
    match next_begin(question, &limit.lost, at).filter(|_| may_ask) {
        Some(lost) => Standing::until(Code::PartyRecipient, lost, inputs),
        None => Standing::never(Code::PartyRecipient, Remedy::ChangeRecipient, inputs),
    }
}

/// The first instant at which the customer, lost at `at`, no longer is, and others may not be asked any more.
pub(super) fn recipient_closes(limit: &RecipientLimit, question: &Question<'_>, at: Second) -> Option<Second> {
    if limit.allowed.contains(&question.proposal.recipient) {
        return None;
    }
    let mut end = at;
    while active(question, &limit.lost, end) {
        // The end of the longest hold, or never.
        end = begun(question, &limit.lost, end)
            .map(|hold| own_end(question, hold).unwrap_or(Second::MAX))
            .max()
            .filter(|last| *last > end && *last < Second::MAX)?;
    }
    Some(end)
}
