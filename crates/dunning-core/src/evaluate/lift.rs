//! Refusals that a later grant lifts: only at the instants at which the grant holds. When it ends, and outside its hours,
//! the refusal stands again.

use super::Question;
use super::consent::Basis;
use crate::history::Consent;
use crate::time::Second;
use crate::words::ConsentState;

/// The refusals said by an instant that `reaches` takes to reach the contact, and that no later grant lifts at it.
pub(super) fn refusals<'q>(
    question: &'q Question<'_>,
    at: Second,
    reaches: impl Fn(&Consent) -> bool,
) -> impl Iterator<Item = &'q Consent> {
    let holds = move |grant: &Consent| is_endless(grant) || Basis::of(grant, question).holds(question, at);
    question.history.refusals(at, reaches, move |grant, line| may_lift(question, grant, line) && holds(grant))
}

/// The first instant after `at` at which each of these refusals, none of them lifted at it, may be: nothing earlier lifts
/// them all. Nothing where one is never lifted by what was said by `at`.
pub(super) fn opens<'q>(
    question: &'q Question<'_>,
    standing: impl Iterator<Item = &'q Consent>,
    at: Second,
) -> Option<Second> {
    let opens = |line: &Consent| {
        let later = question.history.consents().iter().skip_while(|other| !std::ptr::eq(*other, line));
        later
            .filter(|grant| Second::of(grant.at) <= at && may_lift(question, grant, line))
            .filter_map(|grant| Basis::of(grant, question).opens(question, at))
            .min()
    };
    standing.map(opens).try_fold(at, |last, opens| Some(last.max(opens?))).filter(|opens| *opens > at)
}

/// The first instant after `at`, before `limit`, at which the contact is shut: asked where a grant begins or ceases to
/// hold, and at `others`.
pub(super) fn closes(
    question: &Question<'_>,
    others: &[Second],
    at: Second,
    limit: Second,
    is_shut: impl Fn(Second) -> bool,
) -> Option<Second> {
    let mut end = at;
    loop {
        let other = others.iter().copied().filter(|other| *other > end).min();
        end = [turns(question, end), other].into_iter().flatten().min().filter(|next| *next < limit)?;
        if is_shut(end) {
            return Some(end);
        }
    }
}

/// The first instant after `at` at which one of the grants of this contact that don't hold for good begins or ceases to
/// hold.
fn turns(question: &Question<'_>, at: Second) -> Option<Second> {
    let grants = question.history.consents().iter().filter(|line| !is_endless(line) && covers(question, line));
    grants
        .filter(|line| line.state == ConsentState::Granted)
        .filter_map(|grant| {
            let basis = Basis::of(grant, question);
            if basis.holds(question, at) { Some(basis.closes(question, at)) } else { basis.opens(question, at) }
        })
        .filter(|turn| *turn > at)
        .min()
}

/// Whether a grant takes a refusal of this contact back while it holds.
fn may_lift(question: &Question<'_>, grant: &Consent, line: &Consent) -> bool {
    covers(question, grant) && grant.lifts(line, question.proposal.channel)
}

fn covers(question: &Question<'_>, line: &Consent) -> bool {
    line.covers(question.proposal.channel, question.address, question.proposal.purpose)
}

/// Whether a line holds for good, once said, and at all hours.
const fn is_endless(line: &Consent) -> bool {
    line.until.is_none() && line.window.is_none()
}
