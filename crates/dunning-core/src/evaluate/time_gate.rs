//! The time gate: hours by class of day, and the customer's own wishes, on every clock the customer may live by.

use std::cell::Cell;

use chrono::{Datelike, NaiveDate};

use super::{COMMON_HORIZON_S, HORIZON_S, Question, Standing};
use crate::case::Preference;
use crate::finding::{Code, Inputs, Need, Remedy};
use crate::history::Consent;
use crate::policy::compile::Rule;
use crate::rule::{AllowedWindow, Hours, WeekHours, ZonePolicy};
use crate::time::window::DAY_S;
use crate::time::{Day, DayClass, Near, Second, Window};
use crate::words::{ConsentAbout, ConsentState, PreferenceKind, Purpose};

/// How the hours stand at an instant.
pub(super) fn standing(rule: &Rule, allowed: &AllowedWindow, question: &Question<'_>, at: Second) -> Standing {
    if answers(allowed, question, at).is_some() {
        return Standing::Open;
    }
    let code = match allowed.hours {
        Hours::Fixed(_) => Code::TimeWindow,
        Hours::Preferred if question.case.customer().preferences.is_empty() => return Standing::Open,
        Hours::Preferred => Code::TimePreference,
    };
    let fixed = rule.zone.as_ref().map(|zone| question.clock.near(zone, at));
    let zones = match zones(allowed, question, fixed.as_ref()) {
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

/// How the hours stand at an instant and, where they are open, the first instant before `limit` at which they close. On
/// the usual way both are read off each zone's day at once.
pub(super) fn standing_and_close(
    rule: &Rule,
    allowed: &AllowedWindow,
    question: &Question<'_>,
    at: Second,
    limit: Second,
) -> (Standing, Option<Second>) {
    if at < limit && matches!(allowed.hours, Hours::Fixed(_)) && answers(allowed, question, at).is_none() {
        let fixed = rule.zone.as_ref().map(|zone| question.clock.near(zone, at));
        if let Ok(zones) = zones(allowed, question, fixed.as_ref()) {
            let gate = Gate { rule, allowed, question, waiver: waiver(allowed, question), unknown: Cell::new(false) };
            let closes = zones.iter().filter_map(|zone| gate.next_closed(zone, at, limit)).min();
            if closes != Some(at) {
                return (Standing::Open, closes);
            }
        }
    }
    match standing(rule, allowed, question, at) {
        Standing::Open => (Standing::Open, closes(rule, allowed, question, at, limit)),
        shut @ Standing::Shut(_) => (shut, None),
    }
}

/// The first instant before `limit` at which hours open at `at` close.
pub(super) fn closes(
    rule: &Rule,
    allowed: &AllowedWindow,
    question: &Question<'_>,
    at: Second,
    limit: Second,
) -> Option<Second> {
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
    let fixed = rule.zone.as_ref().map(|zone| question.clock.near(zone, at));
    let zones = zones(allowed, question, fixed.as_ref()).ok()?;
    let gate = Gate { rule, allowed, question, waiver: waiver(allowed, question), unknown: Cell::new(false) };
    zones.iter().filter_map(|zone| gate.next_closed(zone, at, limit)).min()
}

fn zones<'q>(
    allowed: &AllowedWindow,
    question: &'q Question<'_>,
    fixed: Option<&'q Near<'q>>,
) -> Result<&'q [Near<'q>], Need> {
    match (&allowed.zone, fixed) {
        (_, Some(fixed)) => Ok(std::slice::from_ref(fixed)),
        (ZonePolicy::AddressOnly, None) => question.clock.stated(),
        (ZonePolicy::AllCandidates | ZonePolicy::Fixed(_), None) => question.clock.candidates(),
    }
}

/// When the contact answers the customer's own message of just before: the instant at which that freedom ends.
fn answers(allowed: &AllowedWindow, question: &Question<'_>, at: Second) -> Option<Second> {
    let within = i64::from(allowed.reply_within_s?);
    if !matches!(question.proposal.purpose, Purpose::Reply | Purpose::Confirmation) {
        return None;
    }
    let last = question.messages_by(question.proposal.channel).find(|event| Second::of(event.at) <= at)?;
    let end = Second::of(last.at) + within + 1;
    (at < end).then_some(end)
}

/// A consent that opens closed hours: its own window, or all hours, until it ends.
struct Waiver {
    window: Window,
    ends: Second,
}

fn waiver(allowed: &AllowedWindow, question: &Question<'_>) -> Option<Waiver> {
    let about = allowed.waiver?;
    let mut standing: Option<&Consent> = None;
    for line in question.history.consents().iter().take_while(|line| Second::of(line.at) <= question.at) {
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
        ends: line.until.map_or(Second::MAX, |until| question.clock.ends_min(until)),
    })
}

/// The first instant from `at` on that all zones have in common, each naming its own next one.
pub(super) fn common(
    at: Second,
    zones: &[Near<'_>],
    next: impl Fn(&Near<'_>, Second) -> Option<Second>,
) -> Option<Second> {
    let mut common = at;
    loop {
        let mut later = common;
        for zone in zones {
            later = next(zone, later)?;
        }
        if later == common {
            return Some(common);
        }
        common = later;
    }
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
    fn is_open(&self, zone: &Near<'_>, at: Second) -> bool {
        let (day, second) = zone.reading(at);
        if let Some(waiver) = &self.waiver
            && at < waiver.ends
            && waiver.window.contains(second)
        {
            return true;
        }
        match &self.allowed.hours {
            Hours::Fixed(week) => self.week_hours(week, day).iter().any(|window| window.contains(second)),
            Hours::Preferred => self.wishes(zone, day).allow(second),
        }
    }

    /// The first instant from `at` on at which all zones are open; nothing within the horizon when none is.
    fn next_open(&self, zones: &[Near<'_>], at: Second) -> Option<Second> {
        let limit = at + if zones.len() > 1 { COMMON_HORIZON_S } else { HORIZON_S };
        common(at, zones, |zone, at| self.next_open_in(zone, at, limit))
    }

    fn next_open_in(&self, zone: &Near<'_>, at: Second, limit: Second) -> Option<Second> {
        if let Some(waiver) = self.waiver.as_ref().filter(|waiver| at < waiver.ends) {
            let waived = zone.next_open(at, waiver.ends.min(limit), |_| [waiver.window]);
            let usual = self.usual_open(zone, at, limit);
            return [waived, usual].into_iter().flatten().min();
        }
        self.usual_open(zone, at, limit)
    }

    fn usual_open(&self, zone: &Near<'_>, at: Second, limit: Second) -> Option<Second> {
        match &self.allowed.hours {
            Hours::Fixed(week) => zone.next_open(at, limit, |day| self.week_hours(week, day)),
            Hours::Preferred => zone.next_open(at, limit, |day| self.wished_hours(zone, day)),
        }
    }

    /// The first instant before `limit` at which the zone, open at `at`, closes.
    fn next_closed(&self, zone: &Near<'_>, at: Second, limit: Second) -> Option<Second> {
        let mut at = at;
        while at < limit {
            let waived = self.waiver.as_ref().filter(|waiver| at < waiver.ends).map(|waiver| {
                let end = waiver.ends.min(limit);
                zone.next_closed(at, end, |_| [waiver.window]).unwrap_or(end)
            });
            let usual = match &self.allowed.hours {
                Hours::Fixed(week) => zone.next_closed(at, limit, |day| self.week_hours(week, day)),
                Hours::Preferred => zone.next_closed(at, limit, |day| self.wished_hours(zone, day)),
            };
            let Some(waived) = waived else { return usual };
            // Open while either is, and on from there if the other has opened meanwhile.
            let end = usual.unwrap_or(limit).max(waived);
            if end < limit && !self.is_open(zone, end) {
                return Some(end);
            }
            at = end;
        }
        None
    }

    /// The fixed hours of a day: those of its class where the calendar tells one, else of its weekday.
    fn week_hours<'w>(&self, week: &'w WeekHours, day: Day) -> &'w [Window] {
        let usual = || week.days.get(usize::from(day.since_monday())).map(Vec::as_slice).unwrap_or_default();
        if week.calendar.is_none() {
            return usual();
        }
        match self.rule.calendars.of(self.question.case).map_or(DayClass::Unknown, |calendar| calendar.class_of(day)) {
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
    fn wished_hours(&self, zone: &Near<'_>, day: Day) -> Vec<Window> {
        let wishes = self.wishes(zone, day);
        let mut bounds: Vec<u32> = wishes.today().filter_map(|wish| wish.window).flat_map(bounds).collect();
        bounds.extend([0, DAY_S]);
        bounds.sort_unstable();
        bounds.dedup();
        let stretches = bounds.iter().zip(bounds.iter().skip(1));
        stretches
            .filter(|(start, _)| wishes.allow(**start))
            .filter_map(|(start, end)| Window::new(*start, *end).ok())
            .collect()
    }

    fn wishes<'w>(&'w self, zone: &'w Near<'w>, day: Day) -> Wishes<'w> {
        Wishes { question: self.question, zone, day }
    }
}

fn bounds(window: Window) -> [u32; 2] {
    [window.start_s(), window.end_s()]
}

/// The customer's wishes on one local day.
struct Wishes<'w> {
    question: &'w Question<'w>,
    zone: &'w Near<'w>,
    day: Day,
}

impl Wishes<'_> {
    /// Whether they leave a second of the day open. What is asked to be left alone wins over what is offered.
    fn allow(&self, second: u32) -> bool {
        let offers = |wish: &Preference| wish.kind == PreferenceKind::Allowed;
        let covers = |wish: &Preference| wish.window.is_none_or(|window| window.contains(second));
        // A wish for one channel alone, at no stated hours, closes the others.
        let elsewhere = |wish: &Preference| offers(wish) && wish.window.is_none() && !self.concerns(wish);
        let only_then = |wish: &Preference| offers(wish) && !wish.one_off && self.concerns(wish);
        !self.today().any(elsewhere)
            && (!self.voiced().any(only_then)
                || self.today().any(|wish| offers(wish) && self.concerns(wish) && covers(wish)))
            && !self.today().any(|wish| !offers(wish) && self.concerns(wish) && covers(wish))
    }

    fn voiced(&self) -> impl Iterator<Item = &Preference> {
        self.question.case.customer().preferences.iter().filter(|wish| Second::of(wish.at) <= self.question.at)
    }

    fn today(&self) -> impl Iterator<Item = &Preference> {
        self.voiced().filter(|wish| holds_on(wish, self.zone, self.day.date()))
    }

    fn concerns(&self, wish: &Preference) -> bool {
        wish.channel.is_none_or(|named| named == self.question.proposal.channel)
            && wish.address.as_ref().is_none_or(|named| self.question.address.is_none_or(|address| address == named))
    }
}

/// Whether a wish holds on a day: a lasting one on its weekdays, a passing one on the first of them, from its own day on,
/// whose hours weren't over when it was voiced.
fn holds_on(wish: &Preference, zone: &Near<'_>, day: NaiveDate) -> bool {
    if !wish.one_off || !wish.days.contains(day.weekday()) {
        return wish.days.contains(day.weekday());
    }
    let (voiced, second) = zone.reading(Second::of(wish.at));
    let over = |window: Window| !window.crosses_midnight() && window.end_s() <= second;
    let next = |candidate: &NaiveDate| {
        wish.days.contains(candidate.weekday()) && !(Day::of(*candidate) == voiced && wish.window.is_some_and(over))
    };
    voiced.date().iter_days().take(8).find(next) == Some(day)
}
