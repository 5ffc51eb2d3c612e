//! The state gate: statuses that stop contact, and whom it may reach at all.

use chrono::{DateTime, Utc};

use super::compile::Rule;
use super::counter::{plus_days, span_end};
use super::{Question, Standing};
use crate::finding::{Code, Inputs, Remedy};
use crate::history::Hold;
use crate::rule::{HoldStart, NoContactStatus, RecipientLimit};
use crate::words::{Direction, HoldCause, Purpose};

/// How a status stands at an instant: shut while one of its holds is in force.
pub(super) fn status(rule: &Rule, status: &NoContactStatus, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    let in_force = known(question, &status.causes).filter(|hold| begins(status, hold, question) <= at);
    let mut shut: Option<(Option<DateTime<Utc>>, HoldCause)> = None;
    for hold in in_force {
        let end = ends(rule, status, hold, question);
        if end.is_some_and(|end| end <= at) {
            continue;
        }
        // The hold that lasts longest speaks; one without end outlasts all.
        let longer = shut.is_none_or(|(until, _)| until.is_some() && (end.is_none() || end > until));
        if longer {
            shut = Some((end, hold.cause));
        }
    }
    match shut {
        None => Standing::Open,
        Some((Some(until), cause)) => Standing::until(Code::HoldActive, until, Inputs::Hold { cause }),
        Some((None, cause)) => Standing::never(Code::HoldActive, Remedy::LiftHold, Inputs::Hold { cause }),
    }
}

/// The first instant after `at` at which a known hold begins.
pub(super) fn status_closes(
    rule: &Rule,
    status: &NoContactStatus,
    question: &Question<'_>,
    at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    known(question, &status.causes)
        .map(|hold| (begins(status, hold, question), hold))
        .filter(|(begins, hold)| *begins > at && ends(rule, status, hold, question).is_none_or(|end| end > *begins))
        .map(|(begins, _)| begins)
        .min()
}

/// Whether a known hold of one of these causes is in force at an instant.
pub(super) fn active(question: &Question<'_>, causes: &[HoldCause], at: DateTime<Utc>) -> bool {
    known(question, causes).any(|hold| {
        question.clock.begins(hold.from) <= at && hold.until.is_none_or(|until| question.clock.ends_max(until) > at)
    })
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

fn begins(status: &NoContactStatus, hold: &Hold, question: &Question<'_>) -> DateTime<Utc> {
    let from = question.clock.begins(hold.from);
    match status.start {
        HoldStart::Effective => from,
        HoldStart::Known => hold.known_at.map_or(from, |known| question.clock.begins(known).min(from)),
        HoldStart::DayAfter => question.clock.start_min(plus_days(question.clock.day_min(from), 1)),
    }
}

/// When a hold ends: where it says, else after the rule's span; a span that can't be counted has no end.
fn ends(rule: &Rule, status: &NoContactStatus, hold: &Hold, question: &Question<'_>) -> Option<DateTime<Utc>> {
    match (hold.until, &status.lasts) {
        (Some(until), _) => Some(question.clock.ends_max(until)),
        (None, Some(span)) => span_end(rule, span, question, begins(status, hold, question)).ok(),
        (None, None) => None,
    }
}

/// Whether the recipient may be contacted at an instant.
pub(super) fn recipient(limit: &RecipientLimit, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    let recipient = question.proposal.recipient;
    if limit.allowed.contains(&recipient) {
        return Standing::Open;
    }
    let lost = question.proposal.purpose == Purpose::LocationInquiry
        && limit.when_lost.contains(&recipient)
        && active(question, &limit.lost, at);
    let asked = || {
        let before = |event: &&crate::history::Event| {
            event.direction == Direction::Out && event.recipient == Some(recipient) && event.at <= at
        };
        question.history.events().iter().filter(before).count()
    };
    if lost && limit.times_max.is_none_or(|max| asked() < max as usize) {
        return Standing::Open;
    }
    if limit.allowed.is_empty() && limit.when_lost.is_empty() {
        // Nobody at all, where the rule's scope holds: it is the way that is closed, not the person.
        return Standing::never(Code::PartyRecipient, Remedy::ChangeChannel, Inputs::None);
    }
    Standing::never(Code::PartyRecipient, Remedy::ChangeRecipient, Inputs::Recipient(recipient))
}
