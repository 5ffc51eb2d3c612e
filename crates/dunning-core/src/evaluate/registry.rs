//! The registry: what a refusal in the consent ledger closes, and for whom it still leaves a way.

use super::counter::span_end_min;
use super::{Question, Standing, lift, went_out};
use crate::finding::{Code, Inputs, Remedy};
use crate::history::Consent;
use crate::policy::compile::Rule;
use crate::rule::{OptOut, Reach};
use crate::time::Second;
use crate::words::Purpose;

/// How far refusals close the contact at an instant.
pub(super) fn opt_out(rule: &Rule, opt_out: &OptOut, question: &Question<'_>, at: Second) -> Standing {
    let closing = |line: &&Consent| reaches_from(rule, opt_out, line, question).is_none_or(|from| from <= at);
    let standing = || lift::refusals(question, at, reaches(rule, opt_out, question));
    let (Some(line), Some(last)) = (standing().filter(closing).last(), standing().last()) else {
        return Standing::Open;
    };
    if spared(opt_out, last, question, at) {
        return Standing::Open;
    }
    let inputs = Inputs::OptOut { at: line.at, channel: line.channel, purpose: line.purpose };
    match lift::opens(question, standing().filter(closing), at) {
        Some(opens) => Standing::until(Code::ConsOptedOut, opens, inputs),
        None => Standing::never(Code::ConsOptedOut, Remedy::ObtainConsent, inputs),
    }
}

/// The first instant before `limit` at which a refusal known at `at` starts to close the contact, what lifts it ceases to
/// hold, or the freedom to confirm it ends.
pub(super) fn opt_out_closes(
    rule: &Rule,
    opt_out: &OptOut,
    question: &Question<'_>,
    at: Second,
    limit: Second,
) -> Option<Second> {
    let confirmed = |line: &Consent| {
        let seconds = opt_out.confirmation_within_s?;
        Some(Second::of(line.at) + i64::from(seconds) + 1)
    };
    let ends: Vec<Second> = question
        .history
        .refusals(at, reaches(rule, opt_out, question), |_, _| false)
        .flat_map(|line| [confirmed(line), reaches_from(rule, opt_out, line, question)])
        .flatten()
        .collect();
    lift::closes(question, &ends, at, limit, |at| self::opt_out(rule, opt_out, question, at) != Standing::Open)
}

/// Whether the rule takes a refusal to reach the contact.
fn reaches<'q>(rule: &'q Rule, opt_out: &'q OptOut, question: &'q Question<'_>) -> impl Fn(&Consent) -> bool + 'q {
    let (channel, purpose, address) = (question.proposal.channel, question.proposal.purpose, question.address);
    move |line| {
        let by_channel = line.channel.is_none_or(|named| named == channel);
        match opt_out.reach {
            Reach::Named => line.covers(channel, address, purpose),
            Reach::Medium => {
                by_channel
                    && line.purpose.is_none_or(|named| rule.binds_purpose(named))
                    && line.address.as_ref().is_none_or(|named| address.is_none_or(|address| address == named))
            }
            Reach::Purposes => by_channel,
        }
    }
}

/// Whether the rule lets this contact through in spite of the refusal: one confirmation of it, or one answer to what the
/// customer wrote by the closed channel since.
fn spared(opt_out: &OptOut, line: &Consent, question: &Question<'_>, at: Second) -> bool {
    let channel = question.proposal.channel;
    let answered_since = |since: Second, purpose: Purpose| {
        question
            .history
            .events()
            .iter()
            .any(|event| (since..=at).contains(&Second::of(event.at)) && went_out(event, channel, purpose))
    };
    match question.proposal.purpose {
        Purpose::Confirmation => opt_out.confirmation_within_s.is_some_and(|seconds| {
            let said = Second::of(line.at);
            at <= said + i64::from(seconds) && !answered_since(said, Purpose::Confirmation)
        }),
        Purpose::Reply => {
            opt_out.reply_once
                && question
                    .messages_by(channel)
                    .find(|event| Second::of(event.at) <= at && event.at > line.at)
                    .is_some_and(|message| !answered_since(Second::of(message.at), Purpose::Reply))
        }
        _ => false,
    }
}

/// From when the refusal reaches a contact beyond its own words; at once where its words cover it.
fn reaches_from(rule: &Rule, opt_out: &OptOut, line: &Consent, question: &Question<'_>) -> Option<Second> {
    let span = opt_out.after.as_ref()?;
    if line.covers(question.proposal.channel, question.address, question.proposal.purpose) {
        return None;
    }
    // A year whose business days aren't known shortens the delay to nothing.
    span_end_min(rule, span, question, Second::of(line.at)).ok()
}
