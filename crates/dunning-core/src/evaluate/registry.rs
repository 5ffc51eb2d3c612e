//! The registry: what the consent ledger says of a contact, and what a refusal closes.

use chrono::{DateTime, TimeDelta, Utc};

use super::compile::Rule;
use super::counter::{plus_days, span_end};
use super::{Question, Standing, went_out};
use crate::finding::{Code, Inputs, Need, Remedy};
use crate::history::Consent;
use crate::rule::{ConsentRequired, OptOut, Reach};
use crate::words::{ConsentAbout, ConsentState, Purpose};

/// How a demand for consent stands at an instant.
pub(super) fn consent(required: &ConsentRequired, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    match last_consent(required, question, at) {
        None => Standing::needs(Code::ConsMissing, Need::Consent, Inputs::None),
        Some(consent) if consent.ends.is_none_or(|ends| at < ends) => Standing::Open,
        Some(consent) => {
            Standing::needs(Code::ConsExpired, Need::ConsentRenewal, Inputs::Consent { at: consent.given })
        }
    }
}

/// The instant at which a consent in force at `at` ends.
pub(super) fn consent_closes(
    required: &ConsentRequired,
    question: &Question<'_>,
    at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    last_consent(required, question, at)?.ends
}

/// The instant until which a plain consent to the channel holds that is in force at `at`; the end of time when it has no
/// end. An address that the customer gave stands for one.
pub(super) fn holds_until(question: &Question<'_>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let plain = ConsentRequired {
        forms: Vec::new(),
        about: None,
        ttl_days: None,
        renewed_by: Vec::new(),
        by_use: false,
        by_verified_address: true,
    };
    let ends = last_consent(&plain, question, at)?.ends.unwrap_or(DateTime::<Utc>::MAX_UTC);
    Some(ends).filter(|ends| at < *ends)
}

/// A consent on which a contact may rest.
struct Basis {
    given: DateTime<Utc>,
    ends: Option<DateTime<Utc>>,
}

/// The consent that holds longest of those given by `at` and not taken back. A check renews what there is, no further
/// than its own end; it is no consent by itself.
fn last_consent(required: &ConsentRequired, question: &Question<'_>, at: DateTime<Utc>) -> Option<Basis> {
    let ttl_end = |given: DateTime<Utc>| {
        let days = required.ttl_days?;
        Some(question.clock.start_min(plus_days(question.clock.day_min(given), i64::from(days) + 1)))
    };
    let renewed = last_check(required, question, at);
    let mut best: Option<Basis> = None;
    let mut offer = |given: DateTime<Utc>, own_end: Option<DateTime<Utc>>| {
        let given = renewed.map_or(given, |made| made.max(given));
        let ends = [ttl_end(given), own_end].into_iter().flatten().min();
        let longer = best.as_ref().is_none_or(|best| match (ends, best.ends) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(ends), Some(best)) => ends >= best,
        });
        if longer {
            best = Some(Basis { given, ends });
        }
    };
    for line in granted(required, question, at) {
        offer(line.at, line.until.map(|until| question.clock.ends_min(until)));
    }
    if required.by_use {
        for message in question
            .messages_by(question.proposal.channel)
            .filter(|event| event.at <= at && event.address.as_ref().is_none_or(|used| Some(used) == question.address))
        {
            offer(message.at, None);
        }
    }
    if required.by_verified_address
        && let Some(contact) = question
            .case
            .customer()
            .contacts
            .iter()
            .find(|contact| Some(&contact.address) == question.address && contact.verified == Some(true))
    {
        let since = contact.since.map(|since| question.clock.begins(since).min(at)).or(renewed);
        // Of an age that isn't known it counts only where age doesn't.
        if since.is_some() || required.ttl_days.is_none() {
            offer(since.unwrap_or(at), None);
        }
    }
    best
}

/// The last check by `at` that renews a consent to the address.
fn last_check(required: &ConsentRequired, question: &Question<'_>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let checks = question.history.artifacts().iter().filter(|check| {
        required.renewed_by.contains(&check.kind)
            && check.address.as_ref().is_none_or(|of| Some(of) == question.address)
    });
    checks.map(|check| question.clock.begins(check.at)).filter(|made| *made <= at).max()
}

/// The grants that cover the contact, fit the demand, and were not taken back by `at`.
fn granted<'a>(required: &ConsentRequired, question: &Question<'a>, at: DateTime<Utc>) -> Vec<&'a Consent> {
    let mut standing: Vec<&Consent> = Vec::new();
    for line in question.history.consents().iter().take_while(|line| line.at <= at) {
        if !line.covers(question.proposal.channel, question.address, question.proposal.purpose) {
            continue;
        }
        let about = match required.about {
            Some(about) => line.about == Some(about),
            None => matches!(line.about, None | Some(ConsentAbout::Channel)),
        };
        match line.state {
            ConsentState::Granted
                if about
                    && (required.forms.is_empty() || line.form.is_some_and(|form| required.forms.contains(&form))) =>
            {
                standing.push(line)
            }
            ConsentState::Granted => {}
            ConsentState::Refused | ConsentState::Withdrawn if about || line.about.is_none() => standing.clear(),
            ConsentState::Refused | ConsentState::Withdrawn => {}
        }
    }
    standing
}

/// How far a refusal closes the contact at an instant.
pub(super) fn opt_out(rule: &Rule, opt_out: &OptOut, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    let Some(line) = refusal(rule, opt_out, question, at) else { return Standing::Open };
    if spared(opt_out, line, question, at) {
        return Standing::Open;
    }
    if let Some(from) = reaches_from(rule, opt_out, line, question)
        && at < from
    {
        return Standing::Open;
    }
    let inputs = Inputs::OptOut { at: line.at, channel: line.channel, purpose: line.purpose };
    Standing::never(Code::ConsOptedOut, Remedy::ObtainConsent, inputs)
}

/// The instant at which a refusal known at `at` starts to close the contact, or the freedom to confirm it ends.
pub(super) fn opt_out_closes(
    rule: &Rule,
    opt_out: &OptOut,
    question: &Question<'_>,
    at: DateTime<Utc>,
    limit: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let line = refusal(rule, opt_out, question, at)?;
    let confirmed = opt_out.confirmation_within_s.map(|seconds| line.at + TimeDelta::seconds(i64::from(seconds) + 1));
    [confirmed, reaches_from(rule, opt_out, line, question)]
        .into_iter()
        .flatten()
        .filter(|end| *end > at && *end < limit && self::opt_out(rule, opt_out, question, *end) != Standing::Open)
        .min()
}

/// The refusal that the rule takes to reach the contact.
fn refusal<'a>(rule: &Rule, opt_out: &OptOut, question: &Question<'a>, at: DateTime<Utc>) -> Option<&'a Consent> {
    let proposal = question.proposal;
    let history = question.history;
    if opt_out.reach == Reach::Named {
        return history.closed_by(proposal.channel, question.address, proposal.purpose, at);
    }
    let mut closed = None;
    for line in history.consents().iter().take_while(|line| line.at <= at) {
        let medium = line.channel.is_none_or(|named| named == proposal.channel)
            && (opt_out.reach == Reach::Purposes || line.purpose.is_none_or(|named| rule.binds_purpose(named)));
        let address = line.address.as_ref().is_none_or(|named| {
            opt_out.reach == Reach::Purposes || question.address.is_none_or(|address| address == named)
        });
        match line.state {
            ConsentState::Refused | ConsentState::Withdrawn if medium && address => closed = Some(line),
            ConsentState::Granted
                if line.covers(proposal.channel, question.address, proposal.purpose)
                    && line.about.is_none_or(|about| about == ConsentAbout::Channel) =>
            {
                closed = None
            }
            _ => {}
        }
    }
    closed
}

/// Whether the rule lets this contact through in spite of the refusal: one confirmation of it, or one answer to what the
/// customer wrote by the closed channel since.
fn spared(opt_out: &OptOut, line: &Consent, question: &Question<'_>, at: DateTime<Utc>) -> bool {
    let channel = question.proposal.channel;
    let answered_since = |since: DateTime<Utc>, purpose: Purpose| {
        question
            .history
            .events()
            .iter()
            .any(|event| event.at >= since && event.at <= at && went_out(event, channel, purpose))
    };
    match question.proposal.purpose {
        Purpose::Confirmation => opt_out.confirmation_within_s.is_some_and(|seconds| {
            at <= line.at + TimeDelta::seconds(i64::from(seconds)) && !answered_since(line.at, Purpose::Confirmation)
        }),
        Purpose::Reply => {
            opt_out.reply_once
                && question
                    .messages_by(channel)
                    .find(|event| event.at <= at && event.at > line.at)
                    .is_some_and(|message| !answered_since(message.at, Purpose::Reply))
        }
        _ => false,
    }
}

/// From when the refusal reaches a contact beyond its own words; at once where its words cover it.
fn reaches_from(rule: &Rule, opt_out: &OptOut, line: &Consent, question: &Question<'_>) -> Option<DateTime<Utc>> {
    let span = opt_out.after.as_ref()?;
    if line.covers(question.proposal.channel, question.address, question.proposal.purpose) {
        return None;
    }
    // A year whose business days aren't known shortens the delay to nothing.
    span_end(rule, span, question, line.at).ok()
}
