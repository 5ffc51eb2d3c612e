//! Consents on which a contact may rest: what the ledger, the customer's own use of a channel and the addresses on file
//! give, from when until when and at which hours. A refusal takes back whatever came before it.

use super::{COMMON_HORIZON_S, HORIZON_S, Question, Standing, time_gate};
use crate::case::Address;
use crate::finding::{Code, Inputs, Need};
use crate::history::{Consent, Event};
use crate::rule::ConsentRequired;
use crate::time::{Second, Window};
use crate::words::{Channel, ConsentAbout, ConsentState, Purpose};

/// How a demand for consent stands at an instant.
pub(super) fn standing(required: &ConsentRequired, question: &Question<'_>, at: Second) -> Standing {
    let bases = bases(required, question, at);
    if bases.iter().any(|basis| basis.holds(question, at)) {
        return Standing::Open;
    }
    let Some(last) = bases.iter().max_by_key(|basis| (basis.ends, basis.given)) else {
        return Standing::needs(Code::ConsMissing, Need::Consent, Inputs::None);
    };
    let inputs = Inputs::Consent { at: last.given.utc() };
    match bases.iter().filter_map(|basis| basis.opens(question, at)).min() {
        Some(opens) => Standing::until(Code::ConsMissing, opens, inputs),
        // It has hours of its own, and nobody knows the time there.
        None if at < last.ends => Standing::needs(Code::ConsMissing, Need::Location, inputs),
        None => Standing::needs(Code::ConsExpired, Need::ConsentRenewal, inputs),
    }
}

/// The first instant before `limit` at which no consent holds any more; `at` where none does.
pub(super) fn closes(required: &ConsentRequired, question: &Question<'_>, at: Second, limit: Second) -> Option<Second> {
    let bases = bases(required, question, at);
    let mut end = at;
    while end < limit {
        match bases.iter().filter(|b| b.holds(question, end)).map(|basis| basis.closes(question, end)).max() {
            Some(later) => end = later,
            None => return Some(end),
        }
    }
    None
}

/// The plain consent to the channel; an address that the customer gave stands for one.
pub(super) const PLAIN: ConsentRequired = ConsentRequired {
    forms: Vec::new(),
    about: None,
    ttl_days: None,
    renewed_by: Vec::new(),
    by_use: false,
    by_verified_address: true,
};

/// A consent on which a contact may rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis {
    given: Second,
    /// The end of time when it has no end.
    ends: Second,
    /// At which hours it holds; at all when not said.
    window: Option<Window>,
}

impl Basis {
    /// A line of the ledger, as long as it says it holds.
    pub(super) fn of(line: &Consent, question: &Question<'_>) -> Self {
        let ends = line.until.map_or(Second::MAX, |until| question.clock.ends_min(until));
        Self { given: Second::of(line.at), ends, window: line.window }
    }

    /// Whether it holds at an instant: at hours that are its own wherever the customer may be.
    pub(super) fn holds(&self, question: &Question<'_>, at: Second) -> bool {
        let in_hours = |window: Window| match question.clock.candidates() {
            Ok(zones) => zones.iter().all(|zone| window.contains(zone.second_of_day(at))),
            Err(_) => false,
        };
        at < self.ends && self.window.is_none_or(in_hours)
    }

    /// The first instant from `at` on at which it holds.
    pub(super) fn opens(&self, question: &Question<'_>, at: Second) -> Option<Second> {
        let Some(window) = self.window else { return Some(at).filter(|at| *at < self.ends) };
        let zones = question.clock.candidates().ok()?;
        let limit = at + if zones.len() > 1 { COMMON_HORIZON_S } else { HORIZON_S };
        time_gate::common(at, zones, |zone, at| zone.next_open(at, limit.min(self.ends), |_| [window]))
    }

    /// The first instant from `at` on, at which it holds, at which it no longer does.
    pub(super) fn closes(&self, question: &Question<'_>, at: Second) -> Second {
        let Some(window) = self.window.filter(|window| *window != Window::ALL_DAY) else { return self.ends };
        let zones = question.clock.candidates().unwrap_or_default();
        // Hours that aren't the whole day close within a day or two.
        let closed = zones.iter().filter_map(|zone| zone.next_closed(at, at + COMMON_HORIZON_S, |_| [window]));
        closed.min().map_or(self.ends, |closed| closed.min(self.ends))
    }
}

/// The consents given by `at`, not taken back, whether or not they still hold. A check renews what there is, no further
/// than its own end; it is no consent by itself.
pub(super) fn bases(required: &ConsentRequired, question: &Question<'_>, at: Second) -> Vec<Basis> {
    let renewed = last_check(required, question, at);
    let (granted, taken_back) = granted(required, question, at);
    let since_then = |given: Second| taken_back.is_none_or(|taken| given > taken);
    let ttl_end = |given: Second| {
        let days = i64::from(required.ttl_days?);
        Some(question.clock.start_min(question.clock.day_min(given) + days + 1))
    };
    let basis = |given: Second, until: Option<Second>, window: Option<Window>| {
        let given = renewed.map_or(given, |made| made.max(given));
        let ends = [ttl_end(given), until].into_iter().flatten().min().unwrap_or(Second::MAX);
        Basis { given, ends, window }
    };
    let mut bases = Vec::new();
    for line in granted {
        bases.push(basis(Second::of(line.at), line.until.map(|until| question.clock.ends_min(until)), line.window));
    }
    if required.by_use {
        let by_address = |used: &Address| Some(used) == question.address;
        let mut messages = question.messages_by(question.proposal.channel);
        let used = messages.find(|event| Second::of(event.at) <= at && event.address.as_ref().is_none_or(by_address));
        let used = used.map(|event| Second::of(event.at)).filter(|at| since_then(*at));
        bases.extend(used.map(|at| basis(at, None, None)));
    }
    if required.by_verified_address {
        let contacts = question.case.customer().contacts.iter();
        for contact in contacts.filter(|c| c.verified == Some(true) && Some(&c.address) == question.address) {
            let since = contact.since.map(|since| question.clock.begins(since).min(at));
            // Of an age that isn't known it counts only where nothing depends on its age.
            let ageless = required.ttl_days.is_none() || renewed.is_some();
            match since {
                Some(since) if since_then(since) => bases.push(basis(since, None, None)),
                None if ageless && taken_back.is_none() => bases.push(basis(renewed.unwrap_or(at), None, None)),
                _ => {}
            }
        }
    }
    bases
}

/// The consent to additional calls that the contact falls under, or will in its hours: see [`additional_calls_to`].
pub(super) fn additional_calls(days: u32, question: &Question<'_>, at: Second) -> Option<Basis> {
    additional_calls_to(days, question, contact(question), at)
}

/// Whether an event fell under a consent to additional calls when it was made.
pub(super) fn was_additional(days: u32, question: &Question<'_>, event: &Event) -> bool {
    let made = (event.channel, event.address.as_ref(), event.purpose.unwrap_or(question.proposal.purpose));
    additional_calls_to(days, question, made, Second::of(event.at))
        .is_some_and(|basis| basis.holds(question, Second::of(event.at)))
}

/// The last consent to additional calls that speaks of a contact: so many local days, its own the first, ended earlier
/// where it says so or is taken back (12 CFR 1006.14(b)(3)(i)).
fn additional_calls_to(days: u32, question: &Question<'_>, contact: Contact<'_>, at: Second) -> Option<Basis> {
    let mut last: Option<&Consent> = None;
    for line in said(question, contact, at) {
        match line.state {
            ConsentState::Granted if line.about == Some(ConsentAbout::AdditionalCalls) => last = Some(line),
            ConsentState::Granted => {}
            ConsentState::Refused | ConsentState::Withdrawn => last = None,
        }
    }
    let line = last?;
    let given = Second::of(line.at);
    let period = question.clock.start_min(question.clock.day_min(given) + i64::from(days));
    let ends = line.until.map_or(period, |until| question.clock.ends_min(until).min(period));
    Some(Basis { given, ends, window: line.window })
}

/// What lines of the ledger are matched with.
type Contact<'a> = (Channel, Option<&'a Address>, Purpose);

const fn contact<'a>(question: &Question<'a>) -> Contact<'a> {
    (question.proposal.channel, question.address, question.proposal.purpose)
}

/// The lines of the ledger said by an instant that speak of a contact.
fn said<'q>(
    question: &'q Question<'_>,
    (channel, address, purpose): Contact<'q>,
    at: Second,
) -> impl Iterator<Item = &'q Consent> {
    let covers = move |line: &&Consent| line.covers(channel, address, purpose);
    question.history.consents().iter().take_while(move |line| Second::of(line.at) <= at).filter(covers)
}

/// The grants that fit the demand and were not taken back by `at`, and when the last taking back was.
fn granted<'q>(
    required: &ConsentRequired,
    question: &'q Question<'_>,
    at: Second,
) -> (Vec<&'q Consent>, Option<Second>) {
    let (mut standing, mut taken_back) = (Vec::new(), None);
    for line in said(question, contact(question), at) {
        let plain = matches!(line.about, None | Some(ConsentAbout::Channel));
        let fits = required.about.map_or(plain, |about| line.about == Some(about));
        let formed = || required.forms.is_empty() || line.form.is_some_and(|form| required.forms.contains(&form));
        match line.state {
            ConsentState::Granted if fits && formed() => standing.push(line),
            ConsentState::Granted => {}
            ConsentState::Refused | ConsentState::Withdrawn if fits || plain => {
                standing.clear();
                taken_back = Some(Second::of(line.at));
            }
            ConsentState::Refused | ConsentState::Withdrawn => {}
        }
    }
    (standing, taken_back)
}

/// The last check by `at` that renews a consent to the address.
fn last_check(required: &ConsentRequired, question: &Question<'_>, at: Second) -> Option<Second> {
    let checks = question.history.artifacts().iter().filter(|check| {
        required.renewed_by.contains(&check.kind)
            && check.address.as_ref().is_none_or(|of| Some(of) == question.address)
    });
    checks.map(|check| question.clock.begins(check.at)).filter(|made| *made <= at).max()
}
