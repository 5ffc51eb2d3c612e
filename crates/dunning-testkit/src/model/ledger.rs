//! The consent ledger, replayed from its first line for every question.

use dunning_core::case::Address;
use dunning_core::history::{Consent, Event};
use dunning_core::rule::{ConsentRequired, OptOut, Reach, RuleSpec};
use dunning_core::words::{Channel, ConsentAbout, ConsentState, Direction, Outcome, Purpose};

use super::clock::{self, DAY};
use super::count::may_be_past;
use super::{Model, hours, named};

/// Whether a line speaks of the contact.
pub(super) fn covers(model: &Model<'_>, line: &Consent) -> bool {
    speaks_of(line, model.scene.proposal.channel, model.address, model.purpose())
}

/// Whether a line speaks of a contact by a channel, at an address, for a purpose.
pub(super) fn speaks_of(line: &Consent, channel: Channel, address: Option<&Address>, purpose: Purpose) -> bool {
    let refusal = line.state != ConsentState::Granted;
    let spared =
        matches!(purpose, Purpose::Confirmation | Purpose::Reply | Purpose::StatutoryNotice | Purpose::EffortsEnd);
    let for_purpose = match line.purpose {
        Some(named) => named == purpose,
        None => !(refusal && spared),
    };
    let at_address = match (&line.address, address) {
        (None, _) => true,
        (Some(named), Some(address)) => named == address,
        // An address that isn't known is closed by a refusal of any, and opened by a grant for none.
        (Some(_), None) => refusal,
    };
    for_purpose && at_address && line.channel.is_none_or(|named| named == channel)
}

/// The lines said by an instant, in order.
fn said<'m>(model: &'m Model<'_>, t: i64) -> Vec<&'m Consent> {
    model.scene.history.consents().iter().filter(|line| line.at.timestamp() <= t).collect()
}

/// Refusals that reach the contact and stand at an instant. A refusal stands from when it was said, but at the instants
/// at which a grant that was said after it holds, one that speaks of this contact and whose words are at least as wide as
/// the refusal's.
fn refusals<'m>(model: &'m Model<'_>, t: i64, reaches: impl Fn(&Consent) -> bool) -> Vec<&'m Consent> {
    let mut standing: Vec<&'m Consent> = Vec::new();
    for line in said(model, t) {
        match line.state {
            ConsentState::Refused | ConsentState::Withdrawn if reaches(line) => standing.push(line),
            ConsentState::Granted if covers(model, line) && is_plain(model, line) && holds(model, line, t) => {
                standing.retain(|refusal| !is_as_wide(line, refusal));
            }
            _ => {}
        }
    }
    standing
}

/// Whether a grant is of the channel's use as such, and not of something beyond it.
fn is_plain(model: &Model<'_>, grant: &Consent) -> bool {
    match grant.about {
        Some(ConsentAbout::Electronic) => is_electronic(model.scene.proposal.channel),
        about => about.is_none() || about == Some(ConsentAbout::Channel),
    }
}

/// Whether a line holds at an instant wherever the customer may be: before its end, within its hours.
fn holds(model: &Model<'_>, line: &Consent, t: i64) -> bool {
    let over = line.until.is_some_and(|until| model.clock.may_be_over(until, t));
    !over && line.window.is_none_or(|window| holds_everywhere(model, window, t))
}

/// Whether a grant names whatever a refusal named.
fn is_as_wide(grant: &Consent, refusal: &Consent) -> bool {
    let narrower = |named: bool, same: bool| named && !same;
    !narrower(refusal.channel.is_some(), refusal.channel == grant.channel)
        && !narrower(refusal.address.is_some(), refusal.address == grant.address)
        && !narrower(refusal.purpose.is_some(), refusal.purpose == grant.purpose)
}

fn is_electronic(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::Email | Channel::AppPush | Channel::Im | Channel::Fax | Channel::Social)
}

/// Whether the customer opted out of the contact, in words that cover it.
pub(super) fn opted_out(model: &Model<'_>, t: i64) -> bool {
    !refusals(model, t, |line| covers(model, line)).is_empty()
}

pub(super) fn opt_out_passes(model: &Model<'_>, spec: &RuleSpec, opt_out: &OptOut, t: i64) -> bool {
    let proposal = &model.scene.proposal;
    let reaches = |line: &Consent| {
        let channel = line.channel.is_none_or(|named| named == proposal.channel);
        let address = line.address.as_ref().is_none_or(|named| model.address.is_none_or(|address| address == named));
        let purpose = line.purpose.is_none_or(|purpose| named(&spec.scope.purposes, &purpose));
        match opt_out.reach {
            Reach::Named => covers(model, line),
            Reach::Medium => channel && address && purpose,
            Reach::Purposes => channel,
        }
    };
    let standing = refusals(model, t, reaches);
    let reached = standing.iter().any(|line| {
        // Its own words close at once; what lies beyond them, after the delay, unless that can't be counted.
        let delay = opt_out.after.as_ref().filter(|_| !covers(model, line));
        delay.is_none_or(|span| {
            let begins = line.at.timestamp();
            may_be_past(model, span, begins, t) || !can_be_counted(model, span, begins)
        })
    });
    !reached || standing.last().is_some_and(|line| spared(model, opt_out, line, t))
}

fn can_be_counted(model: &Model<'_>, span: &dunning_core::rule::Span, begins: i64) -> bool {
    may_be_past(model, span, begins, begins + 40_000 * DAY)
}

/// One confirmation of the refusal, or one answer to what the customer wrote by the closed channel since.
fn spared(model: &Model<'_>, opt_out: &OptOut, refusal: &Consent, t: i64) -> bool {
    let by_channel = |event: &&Event| event.channel == model.scene.proposal.channel && event.at.timestamp() <= t;
    let events = || model.scene.history.events().iter().filter(by_channel);
    let went_out = |since: i64, purpose: Purpose| {
        events().any(|event| {
            event.direction == Direction::Out
                && event.at.timestamp() >= since
                && event.purpose == Some(purpose)
                && event.outcome != Outcome::Rejected
        })
    };
    let said = refusal.at.timestamp();
    match model.purpose() {
        Purpose::Confirmation => opt_out
            .confirmation_within_s
            .is_some_and(|seconds| t <= said + i64::from(seconds) && !went_out(said, Purpose::Confirmation)),
        Purpose::Reply if opt_out.reply_once => {
            let written = events().filter(|event| event.direction == Direction::In).map(|event| event.at.timestamp());
            written.filter(|at| *at > said).max().is_some_and(|written| !went_out(written, Purpose::Reply))
        }
        _ => false,
    }
}

/// Whether a consent of the form and subject demanded holds at an instant.
pub(super) fn consent_passes(model: &Model<'_>, required: &ConsentRequired, t: i64) -> bool {
    let lines = said(model, t);
    let fits = |line: &Consent| match required.about {
        Some(about) => line.about == Some(about),
        None => matches!(line.about, None | Some(ConsentAbout::Channel)),
    };
    let takes_back = |line: &&Consent| {
        line.state != ConsentState::Granted
            && covers(model, line)
            && (fits(line) || matches!(line.about, None | Some(ConsentAbout::Channel)))
    };
    let taken_back = lines.iter().rposition(takes_back);
    let taken_at = taken_back.map(|i| lines[i].at.timestamp());
    let check = last_check(model, required, t);
    let is_young = |given: i64| {
        let given = check.map_or(given, |check| check.max(given));
        required.ttl_days.is_none_or(|days| model.clock.days(t).1 <= model.clock.days(given).0 + i64::from(days))
    };
    let grants = lines.iter().enumerate().any(|(i, line)| {
        line.state == ConsentState::Granted
            && taken_back.is_none_or(|taken| i > taken)
            && covers(model, line)
            && fits(line)
            && (required.forms.is_empty() || line.form.is_some_and(|form| required.forms.contains(&form)))
            && is_young(line.at.timestamp())
            && holds(model, line, t)
    });
    let used = model.scene.history.events().iter().any(|event| {
        let at = event.at.timestamp();
        event.direction == Direction::In
            && event.channel == model.scene.proposal.channel
            && at <= t
            && taken_at.is_none_or(|taken| at > taken)
            && event.address.as_ref().is_none_or(|used| Some(used) == model.address)
            && is_young(at)
    });
    let verified = model.scene.case.customer().contacts.iter().any(|contact| {
        let since = contact.since.map(|since| model.clock.begins(since));
        Some(&contact.address) == model.address
            && contact.verified == Some(true)
            && taken_at.is_none_or(|taken| since.is_some_and(|since| since > taken))
            && match since.or(check) {
                Some(given) => is_young(given),
                None => required.ttl_days.is_none(),
            }
    });
    grants || (required.by_use && used) || (required.by_verified_address && verified)
}

/// Whether a plain consent to the channel holds, or the customer gave the address.
pub(super) fn plain_consent(model: &Model<'_>, t: i64) -> bool {
    let plain = ConsentRequired {
        forms: Vec::new(),
        about: None,
        ttl_days: None,
        renewed_by: Vec::new(),
        by_use: false,
        by_verified_address: true,
    };
    consent_passes(model, &plain, t)
}

/// Whether clocks show a time inside a window wherever the customer may be.
pub(super) fn holds_everywhere(model: &Model<'_>, window: dunning_core::time::Window, t: i64) -> bool {
    let zones = &model.clock.zones;
    !zones.is_empty() && zones.iter().all(|zone| hours::holds(window, clock::local(zone, t).rem_euclid(DAY)))
}

/// The last check that renews a consent to the address.
fn last_check(model: &Model<'_>, required: &ConsentRequired, t: i64) -> Option<i64> {
    let artifacts = model.scene.history.artifacts().iter();
    let renews = artifacts.filter(|check| {
        required.renewed_by.contains(&check.kind) && check.address.as_ref().is_none_or(|of| Some(of) == model.address)
    });
    renews.map(|check| model.clock.begins(check.at)).filter(|made| *made <= t).max()
}
