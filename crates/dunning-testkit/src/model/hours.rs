//! Contact windows and the customer's wishes, at one instant.

use chrono::Datelike;
use dunning_core::case::Preference;
use dunning_core::history::Consent;
use dunning_core::rule::{AllowedWindow, Hours, WeekHours, ZonePolicy};
use dunning_core::time::{Window, Zone};
use dunning_core::words::{ConsentAbout, ConsentState, Direction, PreferenceKind, Purpose};

use super::Model;
use super::clock::{self, Class, DAY, date};
use super::ledger::covers;

pub(super) fn passes(model: &Model<'_>, allowed: &AllowedWindow, t: i64) -> bool {
    let no_wishes = model.scene.case.customer().preferences.is_empty();
    if answers(model, allowed, t) || (matches!(allowed.hours, Hours::Preferred) && no_wishes) {
        return true;
    }
    let zones = match &allowed.zone {
        ZonePolicy::AllCandidates => model.clock.zones.clone(),
        ZonePolicy::AddressOnly => model.clock.stated.clone(),
        ZonePolicy::Fixed(name) => model.scene.law.zones.zone(name).into_iter().cloned().collect(),
    };
    !zones.is_empty() && zones.iter().all(|zone| waived(model, allowed, zone, t) || is_open(model, allowed, zone, t))
}

/// A window holds the clock's reading on the day it shows: across midnight, that day's hours before the end and from the
/// start on.
pub(super) fn holds(window: Window, second: i64) -> bool {
    let (start, end) = (i64::from(window.start_s()), i64::from(window.end_s()));
    if start < end { start <= second && second < end } else { second < end || start <= second }
}

/// A reply or confirmation within so many seconds of the customer's own message by that channel.
fn answers(model: &Model<'_>, allowed: &AllowedWindow, t: i64) -> bool {
    let Some(within) = allowed.reply_within_s else { return false };
    matches!(model.purpose(), Purpose::Reply | Purpose::Confirmation)
        && model.scene.history.events().iter().any(|event| {
            let age = t - event.at.timestamp();
            event.direction == Direction::In
                && event.channel == model.scene.proposal.channel
                && (0..=i64::from(within)).contains(&age)
        })
}

/// The customer's last word on hours, if it opens this one.
fn waived(model: &Model<'_>, allowed: &AllowedWindow, zone: &Zone, t: i64) -> bool {
    let Some(about) = allowed.waiver else { return false };
    let mut last: Option<&Consent> = None;
    for line in model.scene.history.consents() {
        if line.at.timestamp() > t || !covers(model, line) {
            continue;
        }
        match line.state {
            ConsentState::Granted if line.about == Some(about) => last = Some(line),
            ConsentState::Granted => {}
            _ if line.about.is_none_or(|of| of == about || of == ConsentAbout::Channel) => last = None,
            _ => {}
        }
    }
    last.is_some_and(|line| {
        !line.until.is_some_and(|until| model.clock.may_be_over(until, t))
            && line.window.is_none_or(|window| holds(window, clock::local(zone, t).rem_euclid(DAY)))
    })
}

fn is_open(model: &Model<'_>, allowed: &AllowedWindow, zone: &Zone, t: i64) -> bool {
    let clock = clock::local(zone, t);
    let (day, second) = (clock.div_euclid(DAY), clock.rem_euclid(DAY));
    match &allowed.hours {
        Hours::Fixed(week) => windows(model, week, day).iter().any(|window| holds(*window, second)),
        Hours::Preferred => wished(model, zone, day, second),
    }
}

fn windows<'w>(model: &Model<'_>, week: &'w WeekHours, day: i64) -> &'w [Window] {
    let usual = &week.days[date(day).weekday().num_days_from_monday() as usize];
    let Some(named) = &week.calendar else { return usual };
    match clock::class(clock::calendar(model.scene, named), day) {
        Class::Holiday => week.holiday.as_ref().unwrap_or(usual),
        Class::Moved => week.moved_workday.as_ref().unwrap_or(usual),
        Class::Workday | Class::Weekend => usual,
        Class::Unknown => &[],
    }
}

/// Whether the customer's wishes leave a second of a day open.
fn wished(model: &Model<'_>, zone: &Zone, day: i64, second: i64) -> bool {
    let proposal = &model.scene.proposal;
    let wishes = &model.scene.case.customer().preferences;
    let concerns = |wish: &&Preference| {
        wish.channel.is_none_or(|named| named == proposal.channel)
            && wish.address.as_ref().is_none_or(|named| model.address.is_none_or(|address| address == named))
    };
    let today = |wish: &&Preference| if wish.one_off { next_time(wish, zone) == Some(day) } else { on(wish, day) };
    let now = |wish: &&Preference| today(wish) && wish.window.is_none_or(|window| holds(window, second));
    let is = |kind: PreferenceKind| wishes.iter().filter(move |wish| wish.kind == kind);
    // Only this channel or address, at any hour of the day: not the others.
    let elsewhere = is(PreferenceKind::Allowed).any(|w| !concerns(&w) && w.window.is_none() && today(&w));
    let only_then = is(PreferenceKind::Allowed).any(|wish| concerns(&wish) && !wish.one_off);
    let offered = is(PreferenceKind::Allowed).any(|wish| concerns(&wish) && now(&wish));
    let blocked = is(PreferenceKind::Blocked).any(|wish| concerns(&wish) && now(&wish));
    !elsewhere && (!only_then || offered) && !blocked
}

fn on(wish: &Preference, day: i64) -> bool {
    wish.days.contains(date(day).weekday())
}

/// The first of a passing wish's days whose hours weren't over when it was voiced.
fn next_time(wish: &Preference, zone: &Zone) -> Option<i64> {
    let voiced = clock::local(zone, wish.at.timestamp());
    let last =
        wish.window.map_or(DAY, |window| if window.crosses_midnight() { DAY } else { i64::from(window.end_s()) });
    (voiced.div_euclid(DAY)..).take(8).find(|day| on(wish, *day) && day * DAY + last > voiced)
}
