//! Holds, and whom a contact may reach.

use dunning_core::history::Hold;
use dunning_core::rule::{HoldStart, NoContactStatus, RecipientLimit};
use dunning_core::time::Moment;
use dunning_core::words::{Direction, HoldCause, Purpose};

use super::Model;
use super::clock::day_number;
use super::count::is_past;

pub(super) fn status_passes(model: &Model<'_>, status: &NoContactStatus, t: i64) -> bool {
    !known(model, &status.causes).any(|hold| {
        let begins = begins(model, status.start, hold);
        let over = match (hold.until, &status.lasts) {
            (Some(until), _) => model.clock.is_over(until, t),
            (None, Some(span)) => is_past(model, span, begins, t),
            (None, None) => false,
        };
        begins <= t && !over
    })
}

/// Whether a known hold of one of these causes is in force.
pub(super) fn is_held(model: &Model<'_>, causes: &[HoldCause], t: i64) -> bool {
    known(model, causes)
        .any(|hold| model.clock.begun(hold.from, t) && !hold.until.is_some_and(|until| model.clock.is_over(until, t)))
}

fn known<'m>(model: &'m Model<'_>, causes: &'m [HoldCause]) -> impl Iterator<Item = &'m Hold> {
    let proposed = &model.scene.proposal.debts;
    model.scene.history.holds().iter().filter(move |hold| {
        causes.contains(&hold.cause)
            && hold.known_at.is_none_or(|known| model.clock.begun(known, model.now))
            && (hold.debts.is_empty() || proposed.is_empty() || hold.debts.iter().any(|debt| proposed.contains(debt)))
    })
}

fn begins(model: &Model<'_>, start: HoldStart, hold: &Hold) -> i64 {
    let from = model.clock.begins(hold.from);
    match start {
        HoldStart::Effective => from,
        HoldStart::Known => hold.known_at.map_or(from, |known| model.clock.begins(known).min(from)),
        HoldStart::DayAfter => {
            let day = match hold.from {
                Moment::Day(day) => day_number(day),
                Moment::Instant(_) => model.clock.days(from).0,
            };
            model.clock.day_begins(day + 1)
        }
    }
}

pub(super) fn recipient_passes(model: &Model<'_>, limit: &RecipientLimit, t: i64) -> bool {
    let recipient = model.scene.proposal.recipient;
    let asked = model.scene.history.events().iter().filter(|event| {
        event.direction == Direction::Out && event.recipient == Some(recipient) && event.at.timestamp() <= t
    });
    limit.allowed.contains(&recipient)
        || (model.purpose() == Purpose::LocationInquiry
            && limit.when_lost.contains(&recipient)
            && is_held(model, &limit.lost, t)
            && limit.times_max.is_none_or(|max| asked.count() < max as usize))
}
