//! Calendars: which days are work, weekend, holiday or a moved workday, and business days counted by them. A calendar
//! speaks only of the days its data cover; beyond them the answer is `Unknown`, which rules take strictly.

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

use crate::fault::{Fault, Faults};
use crate::id::{CalendarId, RuleId};
use crate::time::second::Day;
use crate::time::weekday::Weekdays;
use crate::words::{Word as _, words};

words! {
    /// What a day is in a calendar. Exhaustive on purpose.
    DayClass, "day class" {
        /// An ordinary day of work.
        Workday = "workday",
        /// A day of the weekend that is no holiday and not worked.
        Weekend = "weekend",
        /// A public holiday, on whatever day of the week, or a day off that stands in for one.
        Holiday = "holiday",
        /// A day of the weekend that is worked to make up for a day off (调休).
        MovedWorkday = "moved_workday",
        /// The calendar does not say.
        Unknown = "unknown",
    }
}

impl DayClass {
    /// Whether it counts as a business day; unknown when the calendar does not say.
    pub const fn is_business(self) -> Option<bool> {
        match self {
            Self::Workday | Self::MovedWorkday => Some(true),
            Self::Weekend | Self::Holiday => Some(false),
            Self::Unknown => None,
        }
    }
}

/// A day off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The day.
    pub day: NaiveDate,
    /// Its name, for people.
    pub name: String,
}

/// A calendar as written down. [`Calendar::new`] makes it valid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarSpec {
    /// Its id, e.g. `CN`.
    pub id: CalendarId,
    /// What it is, in a line.
    pub title: String,
    /// Where its days come from.
    pub source: String,
    /// The day on which they were taken from there.
    pub retrieved_on: NaiveDate,
    /// First day of which it speaks.
    pub valid_from: NaiveDate,
    /// Last day of which it speaks.
    pub valid_through: NaiveDate,
    /// The days of the week that are not worked.
    pub weekend: Weekdays,
    /// Days off.
    pub holidays: Vec<Holiday>,
    /// Days of the weekend that are worked.
    pub moved_workdays: Vec<NaiveDate>,
    /// Rules whose rows define this calendar: asked by their id, they stand for it.
    pub rows: Vec<RuleId>,
}

/// A valid calendar. Looking up a day takes the same few nanoseconds for any day.
///
/// ```
/// use chrono::NaiveDate;
/// use dunning_core::id::CalendarId;
/// use dunning_core::time::{Calendar, CalendarSpec, DayClass, Holiday, Weekdays};
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let calendar = Calendar::new(CalendarSpec {
///     id: CalendarId::new("US-federal").unwrap(),
///     title: "federal holidays of the United States".to_owned(),
///     source: "5 USC 6103".to_owned(),
///     retrieved_on: day(11, 1),
///     valid_from: day(1, 1),
///     valid_through: day(12, 31),
///     weekend: Weekdays::parse(["sat", "sun"]).unwrap(),
///     holidays: vec![Holiday { day: day(11, 26), name: "Thanksgiving Day".to_owned() }],
///     moved_workdays: vec![],
///     rows: vec![],
/// }).unwrap();
/// assert_eq!(calendar.class(day(11, 26)), DayClass::Holiday);
/// assert_eq!(calendar.add_business_days(day(11, 18), 10), Some(day(12, 3))); // 47 CFR 64.1200(a)(10)
/// assert_eq!(calendar.add_business_days(day(12, 31), 1), None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    spec: CalendarSpec,
    /// The class of each day from `valid_from` to `valid_through`.
    classes: Vec<DayClass>,
}

/// Longest span of a calendar, in days: a hundred years.
const DAYS_MAX: i64 = 36_525;

impl Calendar {
    /// Makes a calendar valid. Holidays and moved workdays are put in order of date.
    ///
    /// # Errors
    /// All of: `DATA-CALENDAR` for bounds in the wrong order or over a hundred years apart, a day outside of them, a day
    /// that is listed twice or both off and worked, and a moved workday that is no day of the weekend.
    pub fn new(mut spec: CalendarSpec) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let length = (spec.valid_through - spec.valid_from).num_days() + 1;
        if !(1..=DAYS_MAX).contains(&length) {
            faults.push(
                Fault::new("DATA-CALENDAR", "valid_through", "the calendar ends before it begins, or spans a century")
                    .fix("give a day from valid_from on, at most a hundred years later"),
            );
            return Err(faults);
        }
        let mut classes: Vec<DayClass> = spec
            .valid_from
            .iter_days()
            .take(usize::try_from(length).unwrap_or(0))
            .map(|day| if spec.weekend.contains(day.weekday()) { DayClass::Weekend } else { DayClass::Workday })
            .collect();
        let mut mark = |path: String, day: NaiveDate, class: DayClass| {
            let wrong = |why: &str| Fault::new("DATA-CALENDAR", path, format!("{day} {why}"));
            match index(spec.valid_from, day).and_then(|i| classes.get_mut(i)) {
                None => faults.push(wrong("lies outside valid_from and valid_through")),
                Some(DayClass::Holiday | DayClass::MovedWorkday) => faults.push(wrong("is listed twice")),
                Some(DayClass::Workday) if class == DayClass::MovedWorkday => {
                    faults.push(wrong("is worked anyway").fix("list only days of the weekend as moved workdays"));
                }
                Some(slot) => *slot = class,
            }
        };
        for holiday in &spec.holidays {
            mark(format!("holidays.{}", holiday.day), holiday.day, DayClass::Holiday);
        }
        for (i, day) in spec.moved_workdays.iter().enumerate() {
            mark(format!("moved_workdays[{i}]"), *day, DayClass::MovedWorkday);
        }
        spec.holidays.sort_by_key(|holiday| holiday.day);
        spec.moved_workdays.sort_unstable();
        faults.or(()).map(|()| Self { spec, classes })
    }

    /// The calendar's facts, in order of date.
    pub const fn spec(&self) -> &CalendarSpec {
        &self.spec
    }

    /// Its id.
    pub const fn id(&self) -> &CalendarId {
        &self.spec.id
    }

    /// What a day is; `Unknown` outside of what the calendar covers.
    pub fn class(&self, day: NaiveDate) -> DayClass {
        self.class_of(Day::of(day))
    }

    pub(crate) fn class_of(&self, day: Day) -> DayClass {
        let place = usize::try_from(day - Day::of(self.spec.valid_from)).ok();
        place.and_then(|place| self.classes.get(place)).copied().unwrap_or(DayClass::Unknown)
    }

    /// The name of the holiday on a day.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        let found = self.spec.holidays.binary_search_by_key(&day, |holiday| holiday.day).ok()?;
        self.spec.holidays.get(found).map(|holiday| holiday.name.as_str())
    }

    /// The `count`-th business day after `from`, which itself does not count; `from` for a count of 0. None when a day
    /// on the way is unknown.
    pub fn add_business_days(&self, from: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut day = from;
        for _ in 0..count {
            day = day.succ_opt()?;
            while !self.class(day).is_business()? {
                day = day.succ_opt()?;
            }
        }
        Some(day)
    }

    /// The same calendar, knowing nothing after `through`; none when it would then know nothing at all.
    #[must_use]
    pub fn cut(&self, through: NaiveDate) -> Option<Self> {
        if through >= self.spec.valid_through {
            return Some(self.clone());
        }
        let mut cut = self.clone();
        cut.classes.truncate(index(self.spec.valid_from, through)? + 1);
        cut.spec.valid_through = through;
        cut.spec.holidays.retain(|holiday| holiday.day <= through);
        cut.spec.moved_workdays.retain(|day| *day <= through);
        Some(cut)
    }

    /// SHA-256 of all the calendar says, its source included.
    pub fn digest(&self) -> [u8; 32] {
        let CalendarSpec {
            id,
            title,
            source,
            retrieved_on,
            valid_from,
            valid_through,
            weekend,
            holidays,
            moved_workdays,
            rows,
        } = &self.spec;
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(bytes);
        };
        for text in ["dunning.calendar/1", id.as_str(), title, source] {
            field(text.as_bytes());
        }
        for day in [retrieved_on, valid_from, valid_through] {
            field(&day.num_days_from_ce().to_be_bytes());
        }
        for day in weekend.iter() {
            field(day.as_str().as_bytes());
        }
        for holiday in holidays {
            field(&holiday.day.num_days_from_ce().to_be_bytes());
            field(holiday.name.as_bytes());
        }
        field(b"moved");
        for day in moved_workdays {
            field(&day.num_days_from_ce().to_be_bytes());
        }
        field(b"rows");
        for row in rows {
            field(row.as_str().as_bytes());
        }
        hash.finalize().into()
    }
}

/// Where a day stands in a table that starts on `first`.
fn index(first: NaiveDate, day: NaiveDate) -> Option<usize> {
    usize::try_from((day - first).num_days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::weekday::Weekday;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// China from September 2026 to the end of the year (notice of the State Council's General Office of 2025-11-04).
    fn china() -> CalendarSpec {
        let off = ["09-25", "09-26", "09-27", "10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07"];
        CalendarSpec {
            id: CalendarId::new("CN").unwrap(),
            title: "China".to_owned(),
            source: "notice".to_owned(),
            retrieved_on: day("2026-11-01"),
            valid_from: day("2026-09-01"),
            valid_through: day("2026-12-31"),
            weekend: [Weekday::Sat, Weekday::Sun].into_iter().collect(),
            holidays: off.map(|d| Holiday { day: day(&format!("2026-{d}")), name: "off".to_owned() }).to_vec(),
            moved_workdays: vec![day("2026-10-10"), day("2026-09-20")],
            rows: vec![],
        }
    }

    #[test]
    fn classes_know_moved_workdays_and_their_own_bounds() {
        let calendar = Calendar::new(china()).unwrap();
        for (text, class) in [
            ("2026-09-19", DayClass::Weekend),
            ("2026-09-20", DayClass::MovedWorkday),
            ("2026-09-21", DayClass::Workday),
            ("2026-09-25", DayClass::Holiday),
            ("2026-09-27", DayClass::Holiday), // a Sunday inside the break
            ("2026-08-31", DayClass::Unknown),
            ("2027-01-01", DayClass::Unknown),
        ] {
            assert_eq!(calendar.class(day(text)), class, "{text}");
        }
        assert_eq!(calendar.holiday(day("2026-10-01")), Some("off"));
        assert_eq!(calendar.holiday(day("2026-10-08")), None);
    }

    #[test]
    fn business_days_end_where_knowledge_ends() {
        let calendar = Calendar::new(china()).unwrap();
        assert_eq!(calendar.add_business_days(day("2026-09-30"), 3), Some(day("2026-10-10"))); // worked case E93
        assert_eq!(calendar.add_business_days(day("2026-12-31"), 1), None); // worked case E95
        assert_eq!(calendar.add_business_days(day("2026-10-01"), 0), Some(day("2026-10-01")));
        assert_eq!(calendar.add_business_days(day("2026-09-30"), u32::MAX), None);
        let cut = calendar.cut(day("2026-10-08")).unwrap();
        assert_eq!(cut.add_business_days(day("2026-09-30"), 1), Some(day("2026-10-08")));
        assert_eq!(cut.add_business_days(day("2026-09-30"), 2), None);
        assert_ne!(cut.digest(), calendar.digest());
        assert_eq!(calendar.cut(day("2027-06-30")).unwrap(), calendar);
        assert_eq!(calendar.cut(day("2026-08-31")), None);
    }

    #[test]
    fn all_faults_come_at_once() {
        let mut spec = china();
        spec.holidays.push(Holiday { day: day("2026-10-01"), name: "again".to_owned() });
        spec.holidays.push(Holiday { day: day("2027-01-01"), name: "too late".to_owned() });
        spec.moved_workdays.push(day("2026-10-07"));
        spec.moved_workdays.push(day("2026-10-08"));
        let faults = Calendar::new(spec).unwrap_err();
        let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["holidays.2026-10-01", "holidays.2027-01-01", "moved_workdays[2]", "moved_workdays[3]"]);
        let backwards = CalendarSpec { valid_through: day("2026-08-31"), ..china() };
        assert_eq!(Calendar::new(backwards).unwrap_err().iter().count(), 1);
    }

    #[test]
    fn digests_tell_what_is_off_from_what_is_worked() {
        let calendar = Calendar::new(china()).unwrap();
        let mut shuffled = china();
        shuffled.moved_workdays.reverse();
        assert_eq!(Calendar::new(shuffled).unwrap().digest(), calendar.digest());
        for change in [
            |spec: &mut CalendarSpec| spec.moved_workdays.clear(),
            |spec: &mut CalendarSpec| {
                spec.weekend = Weekdays::NONE.with(Weekday::Sat).with(Weekday::Sun).with(Weekday::Mon)
            },
            |spec: &mut CalendarSpec| spec.source = "another".to_owned(),
            |spec: &mut CalendarSpec| spec.holidays.truncate(9),
        ] {
            let mut spec = china();
            change(&mut spec);
            assert_ne!(Calendar::new(spec).unwrap().digest(), calendar.digest());
        }
    }
}
