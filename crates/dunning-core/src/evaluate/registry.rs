//! The registry: what a refusal in the consent ledger closes, and for whom it still leaves a way.

use super::counter::span_end_min;
use super::{Question, Standing, went_out};
use crate::finding::{Code, Inputs, Remedy};
use crate::history::Consent;
use crate::policy::compile::Rule;
use crate::rule::{OptOut, Reach};
use crate::time::Second;
use crate::words::Purpose;

/// How far refusals close the contact at an instant.
pub(super) fn opt_out(rule: &Rule, opt_out: &OptOut, question: &Question<'_>, at: Second) -> Standing {
    let (mut closing, mut last) = (None, None);
    for line in refusals(rule, opt_out, question, at) {
        last = Some(line);
        if reaches_from(rule, opt_out, line, question).is_none_or(|from| from <= at) {
            closing = Some(line);
        }
    }
    match (closing, last) {
        (Some(line), Some(last)) if !spared(opt_out, last, question, at) => {
            let inputs = Inputs::OptOut { at: line.at, channel: line.channel, purpose: line.purpose };
            Standing::never(Code::ConsOptedOut, Remedy::ObtainConsent, inputs)
        }
        _ => Standing::Open,
    }
}

/// The first instant before `limit` at which a refusal known at `at` starts to close the contact, or the freedom to
/// confirm it ends.
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
    refusals(rule, opt_out, question, at)
        .flat_map(|line| [confirmed(line), reaches_from(rule, opt_out, line, question)])
        .flatten()
        .filter(|end| *end > at && *end < limit && self::opt_out(rule, opt_out, question, *end) != Standing::Open)
        .min()
}

/// The refusals that the rule takes to reach the contact, the earliest first.
fn refusals<'q>(
    rule: &'q Rule,
    opt_out: &'q OptOut,
    question: &'q Question<'_>,
    at: Second,
) -> impl Iterator<Item = &'q Consent> {
    let (channel, purpose, address) = (question.proposal.channel, question.proposal.purpose, question.address);
    let covers = move |line: &Consent| line.covers(channel, address, purpose);
    let reaches = move |line: &Consent| {
        let by_channel = line.channel.is_none_or(|named| named == channel);
        match opt_out.reach {
            Reach::Named => covers(line),
            Reach::Medium => {
                by_channel
                    && line.purpose.is_none_or(|named| rule.binds_purpose(named))
                    && line.address.as_ref().is_none_or(|named| address.is_none_or(|address| address == named))
            }
            Reach::Purposes => by_channel,
        }
    };
    question.history.refusals(at, reaches, move |grant, line| covers(grant) && grant.lifts(line, channel))
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
