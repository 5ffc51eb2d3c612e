//! Instants where something happens: beside the edge of a window, on a day on which clocks change, at the end of a
//! calendar; and distances to them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dunning_core::time::{Moment, Zone};

use super::dice::Dice;
use super::law::{self, ZONES, parsed};

/// Where and when a world stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) zone: &'static Zone,
    pub(super) day: NaiveDate,
    /// The instant asked about.
    pub(super) now: DateTime<Utc>,
}

/// Days of 2026 on or beside which clocks change somewhere, the year ends, or the calendars have something to say.
const DAYS: [&str; 12] = [
    "2026-07-15",
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-09-06",
    "2026-10-01",
    "2026-10-04",
    "2026-10-10",
    "2026-10-25",
    "2026-11-01",
    "2026-12-31",
    "2026-02-14",
];

/// Half hours of the clock at which windows open and close.
const CLOCKS: [i64; 14] = [24, 16, 18, 40, 42, 0, 1, 2, 3, 4, 5, 44, 47, 48];

impl Anchor {
    pub(super) fn roll(dice: &mut Dice) -> Self {
        let zone = law::zone(dice.pick(&ZONES));
        let shift = if dice.chance(20) { dice.number(-9, 9) } else { dice.number(-1, 1) };
        let day = parsed(dice.pick(&DAYS).parse::<NaiveDate>()) + TimeDelta::days(shift);
        let clock = midnight(day) + TimeDelta::minutes(30 * dice.pick(&CLOCKS));
        let beside = match dice.number(0, 6) {
            0..=2 => dice.number(-1, 1),
            3..=4 => dice.number(-1_800, 1_800),
            _ => dice.number(-43_200, 43_200),
        };
        let offset = i64::from(zone.offset_seconds(clock));
        Self { zone, day, now: clock + TimeDelta::seconds(beside - offset) }
    }

    /// The instant so many seconds before.
    pub(super) fn before(&self, seconds: i64) -> DateTime<Utc> {
        self.now - TimeDelta::seconds(seconds)
    }

    /// An instant of the past.
    pub(super) fn past(&self, dice: &mut Dice) -> DateTime<Utc> {
        self.before(distance(dice))
    }

    /// A moment that is over wherever on Earth.
    pub(super) fn past_moment(&self, dice: &mut Dice) -> Moment {
        let distance = distance(dice);
        if dice.chance(50) {
            Moment::Day(self.before(distance + 172_800).date_naive())
        } else {
            Moment::Instant(self.before(distance))
        }
    }

    /// A moment of the past or of the future.
    pub(super) fn moment(&self, dice: &mut Dice) -> Moment {
        let (distance, future) = (distance(dice), dice.chance(45));
        let at = self.before(if future { -distance } else { distance });
        if dice.chance(50) { Moment::Day(at.date_naive()) } else { Moment::Instant(at) }
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

const DAY_S: i64 = 86_400;

/// Seconds to something near, leaning towards whole days, give or take a second.
pub(super) fn distance(dice: &mut Dice) -> i64 {
    match dice.number(0, 8) {
        0..=2 => dice.number(0, 7_200),
        3..=4 => dice.number(1, 10) * DAY_S + dice.number(-1, 1),
        5..=7 => dice.number(0, 10 * DAY_S),
        _ => dice.number(0, 70 * DAY_S),
    }
}
