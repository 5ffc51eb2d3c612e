//! The time gate: hours by class of day, and the customer's own wishes, on every clock the customer may live by.

use std::cell::Cell;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::compile::Rule;
use super::{COMMON_HORIZON, HORIZON, Question, Standing};
use crate::case::Preference;
use crate::finding::{Code, Inputs, Need, Remedy};
use crate::history::Consent;
use crate::rule::{AllowedWindow, Hours, WeekHours, ZonePolicy};
use crate::time::{DayClass, Window, Zone};
use crate::words::{ConsentAbout, ConsentState, PreferenceKind, Purpose};

/// How the hours stand at an instant.
pub(super) fn standing(rule: &Rule, allowed: &AllowedWindow, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    if answers(allowed, question, at).is_some() {
        return Standing::Open;
    }
    let code = match allowed.hours {
        Hours::Fixed(_) => Code::TimeWindow,
        Hours::Preferred if question.case.customer().preferences.is_empty() => return Standing::Open,
        Hours::Preferred => Code::TimePreference,
    };
    let fixed = rule.zone.as_ref().map(|zone| [zone]);
    let zones = match zones(allowed, question, fixed.as_ref().map(<[&Zone; 1]>::as_slice)) {
        Ok(zones) => zones,
        Err(need) => return Standing::needs(Code::TimeLocation, need, Inputs::None),
    };
    let gate = Gate { rule, allowed, question, waiver: waiver(allowed, question), unknown: Cell::new(false) };
    let Some(refusing) = zones.iter().find(|zone| !gate.is_open(zone, at)) else {
        return Standing::Open;
    };
    let inputs = Inputs::LocalTime { second: refusing.second_of_day(at), offset_s: refusing.offset_seconds(at) };
    match gate.next_open(zones, at) {
        Some(opens) => Standing::until(code, opens, inputs),
        None if gate.unknown.get() => Standing::needs(Code::TimeCalendar, Need::Calendar, inputs),
        None if zones.len() > 1 => Standing::needs(Code::TimeLocation, Need::Location, inputs),
        None => Standing::never(code, Remedy::ReviewRules, inputs),
    }
}

/// The first instant before `limit` at which hours open at `at` close.
pub(super) fn closes(
    rule: &Rule,
    allowed: &AllowedWindow,
    question: &Question<'_>,
    at: DateTime<Utc>,
    limit: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if let Some(end) = answers(allowed, question, at) {
        // Free until the answer's time is over; then as the hours stand.
        return if standing(rule, allowed, question, end) == Standing::Open {
            closes(rule, allowed, question, end, limit)
        } else {
            Some(end)
        };
    }
    if matches!(allowed.hours, Hours::Preferred) && question.case.customer().preferences.is_empty() {
        return None;
    }
    let fixed = rule.zone.as_ref().map(|zone| [zone]);
    let zones = zones(allowed, question, fixed.as_ref().map(<[&Zone; 1]>::as_slice)).ok()?;
    let gate = Gate { rule, allowed, question, waiver: waiver(allowed, question), unknown: Cell::new(false) };
    zones.iter().filter_map(|zone| gate.next_closed(zone, at, limit)).min()
}

fn zones<'z>(
    allowed: &AllowedWindow,
    question: &'z Question<'_>,
    fixed: Option<&'z [&'z Zone]>,
) -> Result<&'z [&'z Zone], Need> {
    match (&allowed.zone, fixed) {
        (_, Some(fixed)) => Ok(fixed),
        (ZonePolicy::AddressOnly, None) => question.clock.stated(),
        (ZonePolicy::AllCandidates | ZonePolicy::Fixed(_), None) => question.clock.candidates(),
    }
}

/// When the contact answers the customer's own message of just before: the instant at which that freedom ends.
fn answers(allowed: &AllowedWindow, question: &Question<'_>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let within = chrono::TimeDelta::seconds(i64::from(allowed.reply_within_s?));
    if !matches!(question.proposal.purpose, Purpose::Reply | Purpose::Confirmation) {
        return None;
    }
    let last = question.messages_by(question.proposal.channel).find(|event| event.at <= at)?;
    let end = last.at + within + chrono::TimeDelta::seconds(1);
    (at < end).then_some(end)
}

/// A consent that opens closed hours: its own window, or all hours, until it ends.
struct Waiver {
    window: Window,
    ends: DateTime<Utc>,
}

fn waiver(allowed: &AllowedWindow, question: &Question<'_>) -> Option<Waiver> {
    let about = allowed.waiver?;
    let mut standing: Option<&Consent> = None;
    for line in question.history.consents().iter().take_while(|line| line.at <= question.now) {
        if !line.covers(question.proposal.channel, question.address, question.proposal.purpose) {
            continue;
        }
        match line.state {
            ConsentState::Granted if line.about == Some(about) => standing = Some(line),
            ConsentState::Refused | ConsentState::Withdrawn
                if line.about.is_none_or(|of| of == about || of == ConsentAbout::Channel) =>
            {
                standing = None
            }
            _ => {}
        }
    }
    let line = standing?;
    Some(Waiver {
        window: line.window.unwrap_or(Window::ALL_DAY),
        ends: line.until.map_or(DateTime::<Utc>::MAX_UTC, |until| question.clock.ends_min(until)),
    })
}

/// The hours of one rule, put to the question's zones.
struct Gate<'q, 'a> {
    rule: &'q Rule,
    allowed: &'q AllowedWindow,
    question: &'q Question<'a>,
    waiver: Option<Waiver>,
    /// Set when a day was met whose class isn't known: such a day is closed.
    unknown: Cell<bool>,
}

impl Gate<'_, '_> {
    fn is_open(&self, zone: &Zone, at: DateTime<Utc>) -> bool {
        if let Some(waiver) = &self.waiver
            && at < waiver.ends
            && waiver.window.contains(zone.second_of_day(at))
        {
            return true;
        }
        let day = zone.day(at);
        match &self.allowed.hours {
            Hours::Fixed(week) => zone.is_open(self.week_hours(week, day), at),
            Hours::Preferred => zone.is_open(&self.wished_hours(zone, day), at),
        }
    }

    /// The first instant from `at` on at which all zones are open; nothing within the horizon when none is.
    fn next_open(&self, zones: &[&Zone], at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let limit = at + if zones.len() > 1 { COMMON_HORIZON } else { HORIZON };
        let mut common = at;
        loop {
            let mut next = common;
            for zone in zones {
                next = self.next_open_in(zone, next, limit)?;
            }
            if next == common {
                return Some(common);
            }
            common = next;
        }
    }

    fn next_open_in(&self, zone: &Zone, at: DateTime<Utc>, limit: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if let Some(waiver) = self.waiver.as_ref().filter(|waiver| at < waiver.ends) {
            let waived = zone.next_open(at, waiver.ends.min(limit), |_| [waiver.window]);
            let usual = self.usual_open(zone, at, limit);
            return [waived, usual].into_iter().flatten().min();
        }
        self.usual_open(zone, at, limit)
    }

    fn usual_open(&self, zone: &Zone, at: DateTime<Utc>, limit: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match &self.allowed.hours {
            Hours::Fixed(week) => zone.next_open(at, limit, |day| self.week_hours(week, day)),
            Hours::Preferred => zone.next_open(at, limit, |day| self.wished_hours(zone, day)),
        }
    }

    /// The first instant before `limit` at which the zone, open at `at`, closes.
    fn next_closed(&self, zone: &Zone, at: DateTime<Utc>, limit: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut at = at;
        while at < limit {
            // What isn't open now closes now; what stays open to the limit closes no earlier.
            let waived = match self.waiver.as_ref().filter(|waiver| at < waiver.ends) {
                None => at,
                Some(waiver) if waiver.window == Window::ALL_DAY => waiver.ends,
                Some(waiver) => zone.next_closed(at, limit, |_| [waiver.window]).unwrap_or(limit).min(waiver.ends),
            };
            let usual = match &self.allowed.hours {
                Hours::Fixed(week) => zone.next_closed(at, limit, |day| self.week_hours(week, day)),
                Hours::Preferred => zone.next_closed(at, limit, |day| self.wished_hours(zone, day)),
            };
            // Open while either is: the later of the two ends, and on from there if the other has opened meanwhile.
            let end = waived.max(usual?);
            if end >= limit {
                return None;
            }
            if !self.is_open(zone, end) {
                return Some(end);
            }
            at = end;
        }
        None
    }

    /// The fixed hours of a day: those of its class where the calendar tells one, else of its weekday.
    fn week_hours<'w>(&self, week: &'w WeekHours, day: NaiveDate) -> &'w [Window] {
        let usual =
            || week.days.get(day.weekday().num_days_from_monday() as usize).map(Vec::as_slice).unwrap_or_default();
        if week.calendar.is_none() {
            return usual();
        }
        match self.rule.calendars.of(self.question).map_or(DayClass::Unknown, |calendar| calendar.class(day)) {
            DayClass::Holiday => week.holiday.as_deref().unwrap_or_else(usual),
            DayClass::MovedWorkday => week.moved_workday.as_deref().unwrap_or_else(usual),
            DayClass::Workday | DayClass::Weekend => usual(),
            DayClass::Unknown => {
                self.unknown.set(true);
                &[]
            }
        }
    }

    /// The hours that the customer's wishes leave open on a day, as disjoint windows in order.
    fn wished_hours(&self, zone: &Zone, day: NaiveDate) -> Vec<Window> {
        let (channel, address) = (self.question.proposal.channel, self.question.address);
        let wishes = || {
            self.question
                .case
                .customer()
                .preferences
                .iter()
                .filter(|wish| wish.at <= self.question.at && holds_on(wish, zone, day))
        };
        let concerns = |wish: &Preference| {
            wish.channel.is_none_or(|named| named == channel)
                && wish.address.as_ref().is_none_or(|named| address.is_none_or(|address| address == named))
        };
        // A wish for one channel alone, at no stated hours, closes the others.
        let elsewhere =
            |wish: &Preference| wish.kind == PreferenceKind::Allowed && !concerns(wish) && wish.window.is_none();
        if wishes().any(elsewhere) {
            return Vec::new();
        }
        let any_allowed = self.question.case.customer().preferences.iter().any(|wish| {
            wish.kind == PreferenceKind::Allowed && wish.at <= self.question.at && concerns(wish) && !wish.one_off
        });
        let mut open = vec![!any_allowed; MINUTES];
        // What is asked to be left alone wins over what is offered.
        let kind = |kind| wishes().filter(move |wish| wish.kind == kind);
        for wish in kind(PreferenceKind::Allowed).chain(kind(PreferenceKind::Blocked)).filter(|wish| concerns(wish)) {
            let window = wish.window.unwrap_or(Window::ALL_DAY);
            for (second, slot) in (0_u32..).step_by(60).zip(open.iter_mut()) {
                if window.contains(second) {
                    *slot = wish.kind == PreferenceKind::Allowed;
                }
            }
        }
        windows(&open)
    }
}

/// Minutes of a local day's clock.
const MINUTES: usize = 1440;

/// Whether a wish holds on a day: a lasting one on its weekdays, a passing one on the first of them from its own day on.
fn holds_on(wish: &Preference, zone: &Zone, day: NaiveDate) -> bool {
    if !wish.days.contains(day.weekday()) {
        return false;
    }
    if !wish.one_off {
        return true;
    }
    let voiced = zone.day(wish.at);
    voiced.iter_days().take(7).find(|candidate| wish.days.contains(candidate.weekday())) == Some(day)
}

/// Runs of open minutes as windows.
fn windows(open: &[bool]) -> Vec<Window> {
    let mut found = Vec::new();
    let mut minute = 0_u32;
    for run in open.chunk_by(|a, b| a == b) {
        let length = u32::try_from(run.len()).unwrap_or(0);
        if run.first() == Some(&true) {
            found.extend(Window::new(minute * 60, (minute + length) * 60).ok());
        }
        minute += length;
    }
    found
}
