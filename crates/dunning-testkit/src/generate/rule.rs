//! Random rules of all eight kinds, with random parameters, scopes, periods and forces.

use chrono::TimeDelta;
use dunning_core::element::Element;
use dunning_core::id::{CalendarId, RuleId};
use dunning_core::rule::{
    Aggregate, AllowedWindow, CalendarRef, CapKey, Citation, ConsentRequired, Cooldown, Counted, Effective, Exclusion,
    HoldStart, Hours, MandatoryContent, NoContactStatus, Occasion, OptOut, Period, Reach, RecipientLimit, RuleKind,
    RuleSpec, Scope, Span, Trigger, WeekHours, WindowCap, ZonePolicy,
};
use dunning_core::time::{Place, Weekday, Window};
use dunning_core::words::{
    Actor, ArtifactKind, ConsentAbout, ConsentForm, ContactPlace, CustomerKind, Effect, Force, Outcome, Recipient,
    Status, Word,
};

use super::dice::Dice;
use super::facts::cause;
use super::instant::Anchor;
use super::law::{PLACES, ZONES, parsed};
use super::person::{channel, purpose};

/// Windows: ordinary ones, ones across midnight, ones that lie in hours which clocks skip or show twice, a minute.
pub(super) const WINDOWS: [&str; 12] = [
    "08:00-21:00",
    "09:00-20:00",
    "09:00-12:00",
    "12:00-18:00",
    "22:00-06:00",
    "23:30-00:30",
    "00:00-24:00",
    "00:00-08:00",
    "20:00-24:00",
    "02:00-03:00",
    "01:30-02:30",
    "12:00-12:01",
];

/// A rule under a number, in the world's zone.
pub(super) fn rule(dice: &mut Dice, anchor: &Anchor, number: usize) -> RuleSpec {
    let day = |days: i64| anchor.day + TimeDelta::days(days);
    let (from, until) = match dice.number(0, 9) {
        0..=6 => (-2_000, None),
        7 => (dice.number(-2, 12), None),
        8 => (-2_000, Some(dice.number(-2, 12))),
        _ => (-2_000, Some(1_000)),
    };
    RuleSpec {
        id: parsed(RuleId::new(&format!("R-{number}"))),
        part: None,
        rows: Vec::new(),
        kind: kind(dice),
        scope: scope(dice),
        force: if dice.chance(30) { dice.pick(Force::ALL) } else { Force::Law },
        status: if dice.chance(8) { Status::Draft } else { Status::Verified },
        effect_max: dice.maybe(10, |dice| dice.pick(Effect::ALL)),
        effective: Effective { from: day(from), until: until.map(day), zone: anchor.zone.name().to_owned() },
        citation: Citation { instrument: "Act".to_owned(), article: number.to_string(), source: "made up".to_owned() },
        note: String::new(),
    }
}

fn kind(dice: &mut Dice) -> RuleKind {
    match dice.number(0, 16) {
        0..=4 => RuleKind::AllowedWindow(allowed_window(dice)),
        5..=8 => RuleKind::WindowCap(window_cap(dice)),
        9..=10 => RuleKind::Cooldown(cooldown(dice)),
        11 => RuleKind::ConsentRequired(consent_required(dice)),
        12..=13 => RuleKind::OptOut(opt_out(dice)),
        14 => RuleKind::NoContactStatus(no_contact_status(dice)),
        15 => RuleKind::RecipientLimit(recipient_limit(dice)),
        _ => RuleKind::MandatoryContent(MandatoryContent {
            elements: dice.list(1, 3, |dice| dice.pick(Element::ALL)),
            when: dice.pick(Occasion::ALL),
            signature: None,
        }),
    }
}

/// Mostly everything; now and then one thing alone.
fn scope(dice: &mut Dice) -> Scope {
    let mut scope = Scope::default();
    match dice.number(0, 23) {
        0 => scope.actors = vec![dice.pick(Actor::ALL)],
        1 => scope.kinds = vec![CustomerKind::Person],
        2 => scope.recipients = vec![Recipient::Customer],
        3 => scope.contact_places = vec![ContactPlace::Work],
        4 => scope.products = vec![dice.pick(&["card", "student_loan"]).to_owned()],
        5 => scope.places = vec![parsed(Place::parse(dice.pick(&PLACES).0))],
        6..=7 => scope.purposes = dice.list(1, 3, purpose),
        8..=9 => scope.channels = dice.list(1, 2, channel),
        _ => {}
    }
    scope
}

fn window(dice: &mut Dice) -> Window {
    if dice.chance(80) {
        return parsed(Window::parse(dice.pick(&WINDOWS)));
    }
    let minutes = |from, to| move |dice: &mut Dice| u32::try_from(dice.number(from, to)).unwrap_or(0);
    let (start, length) = (minutes(0, 1_439)(dice), minutes(1, 1_439)(dice));
    parsed(Window::new(start * 60, (start + length) % 1_440 * 60))
}

fn windows(dice: &mut Dice) -> Vec<Window> {
    let count = dice.pick(&[1, 1, 1, 1, 1, 2, 2, 0]);
    dice.list(count, count, window)
}

fn calendar(dice: &mut Dice) -> CalendarRef {
    if dice.chance(60) { CalendarRef::Id(parsed(CalendarId::new("CN"))) } else { CalendarRef::Local }
}

pub(super) fn allowed_window(dice: &mut Dice) -> AllowedWindow {
    let zone = match dice.number(0, 7) {
        0..=5 => ZonePolicy::AllCandidates,
        6 => ZonePolicy::AddressOnly,
        _ => ZonePolicy::Fixed(dice.pick(&ZONES).to_owned()),
    };
    AllowedWindow {
        hours: if dice.chance(35) { Hours::Preferred } else { Hours::Fixed(week_hours(dice)) },
        zone,
        waiver: dice.pick(&[None, None, Some(ConsentAbout::Hours), Some(ConsentAbout::Channel)]),
        reply_within_s: dice.maybe(25, |dice| dice.pick(&[0, 600, 86_400])),
    }
}

fn week_hours(dice: &mut Dice) -> WeekHours {
    let (usual, saturday, sunday) = (windows(dice), windows(dice), windows(dice));
    let days = std::array::from_fn(|day| match day {
        5 => saturday.clone(),
        6 => sunday.clone(),
        _ => usual.clone(),
    });
    if dice.chance(30) {
        let (holiday, moved_workday) = (dice.maybe(70, windows), dice.maybe(50, windows));
        WeekHours { days, holiday, moved_workday, calendar: Some(calendar(dice)) }
    } else {
        WeekHours { days, holiday: None, moved_workday: None, calendar: None }
    }
}

/// A small count.
fn count(dice: &mut Dice, first: i64, last: i64) -> u32 {
    u32::try_from(dice.number(first, last)).unwrap_or(1)
}

pub(super) fn window_cap(dice: &mut Dice) -> WindowCap {
    let period = match dice.number(0, 7) {
        0..=3 => Period::Days(count(dice, 1, 8)),
        4..=5 => Period::Seconds(dice.pick(&[86_400, 1, 3_600, 604_800])),
        6 => Period::Week(dice.pick(Weekday::ALL)),
        _ => Period::Month,
    };
    WindowCap {
        max: count(dice, 1, 3),
        counts: dice.pick(Counted::ALL),
        channels: if dice.chance(25) { dice.list(1, 2, channel) } else { Vec::new() },
        purposes: if dice.chance(25) { dice.list(1, 3, purpose) } else { Vec::new() },
        period,
        per: dice.pick(CapKey::ALL),
        over: dice.pick(Aggregate::ALL),
        excludes: excludes(dice),
    }
}

fn excludes(dice: &mut Dice) -> Vec<Exclusion> {
    let one = |dice: &mut Dice| match dice.number(0, 5) {
        0..=1 => Exclusion::Outcome(dice.pick(&[Outcome::NotConnected, Outcome::NoAnswer, Outcome::Delivered])),
        2 => Exclusion::Recipients(vec![Recipient::Attorney, Recipient::Spouse]),
        3..=4 => Exclusion::ConsentDays(count(dice, 1, 7)),
        _ => Exclusion::Consent,
    };
    if dice.chance(50) { dice.list(1, 2, one) } else { Vec::new() }
}

fn span(dice: &mut Dice) -> Span {
    match dice.number(0, 6) {
        0..=2 => Span::Days(count(dice, 1, 10)),
        3..=4 => Span::Seconds(dice.pick(&[172_800, 1, 600])),
        _ => Span::BusinessDays(count(dice, 1, 10), calendar(dice)),
    }
}

fn cooldown(dice: &mut Dice) -> Cooldown {
    let after = match dice.number(0, 5) {
        0..=3 => Trigger::Event(dice.pick(Counted::ALL)),
        4 => Trigger::PaymentPending,
        _ => Trigger::PaymentPart,
    };
    Cooldown {
        after,
        span: span(dice),
        channels: if dice.chance(25) { dice.list(1, 2, channel) } else { Vec::new() },
        purposes: if dice.chance(25) { dice.list(1, 3, purpose) } else { Vec::new() },
        per: dice.pick(CapKey::ALL),
        over: dice.pick(Aggregate::ALL),
        excludes: excludes(dice),
    }
}

fn consent_required(dice: &mut Dice) -> ConsentRequired {
    ConsentRequired {
        forms: if dice.chance(30) { dice.list(1, 3, |dice| dice.pick(ConsentForm::ALL)) } else { Vec::new() },
        about: dice.maybe(30, |dice| dice.pick(ConsentAbout::ALL)),
        ttl_days: dice.maybe(60, |dice| count(dice, 0, 60)),
        renewed_by: if dice.chance(50) { vec![ArtifactKind::NumberCheck] } else { Vec::new() },
        by_use: dice.chance(50),
        by_verified_address: dice.chance(50),
    }
}

fn opt_out(dice: &mut Dice) -> OptOut {
    OptOut {
        reach: dice.pick(Reach::ALL),
        reply_once: dice.chance(50),
        confirmation_within_s: dice.maybe(50, |dice| dice.pick(&[300, 0, 86_400])),
        after: dice.maybe(50, span),
    }
}

fn no_contact_status(dice: &mut Dice) -> NoContactStatus {
    NoContactStatus { causes: dice.list(1, 4, cause), start: dice.pick(HoldStart::ALL), lasts: dice.maybe(50, span) }
}

fn recipient_limit(dice: &mut Dice) -> RecipientLimit {
    use Recipient::{Attorney, Customer, Employer, Guarantor, Spouse};
    RecipientLimit {
        allowed: if dice.chance(50) { vec![Customer, Guarantor, Attorney] } else { vec![Customer] },
        when_lost: vec![Spouse, Employer],
        lost: dice.list(0, 2, cause),
        times_max: dice.maybe(50, |dice| count(dice, 0, 2)),
        silent: dice.chance(50),
    }
}
