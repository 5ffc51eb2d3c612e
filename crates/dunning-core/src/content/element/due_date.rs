//! When the money fell or falls due: a date in any usual writing, held against those of the facts.

use chrono::{Datelike as _, NaiveDate};

use crate::content::Facts;
use crate::content::digits::Group;
use crate::content::reading::Reading;
use crate::locale::Locale;
use crate::words::Purpose;

/// Whether a text names the due date; without facts, any date.
pub(super) fn holds(reading: &Reading<'_>, facts: Option<&Facts<'_>>, locale: &Locale) -> bool {
    let text = reading.text();
    let groups = reading.groups();
    let mut found = (0..groups.len()).flat_map(|at| dates(text, groups, at, Order::of(locale)));
    match facts {
        None => found.any(Mention::is_date),
        Some(facts) => {
            let due = due(facts);
            found.any(|mention| due.iter().any(|date| mention.says(*date)))
        }
    }
}

/// The dates that a text about these debts may name: those on which they fell due, or, before that, will.
fn due(facts: &Facts<'_>) -> Vec<NaiveDate> {
    let upcoming = facts.debts().filter_map(|debt| debt.upcoming).map(|upcoming| upcoming.due_date);
    if facts.draft.purpose == Purpose::PreDue {
        return upcoming.collect();
    }
    facts.debts().map(|debt| debt.due_date).chain(upcoming).collect()
}

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mention {
    year: Option<u32>,
    month: u32,
    day: u32,
}

impl Mention {
    fn is_date(self) -> bool {
        (1..=12).contains(&self.month) && (1..=31).contains(&self.day)
    }

    /// Whether it says this date: in full, with two digits of the year, with the year of the Republic of China (1912 is
    /// its first), or without a year.
    fn says(self, date: NaiveDate) -> bool {
        let year = self.year.is_none_or(|year| {
            let full = u32::try_from(date.year()).unwrap_or_default();
            year == full || year == full % 100 || Some(year) == full.checked_sub(1911)
        });
        year && self.month == date.month() && self.day == date.day()
    }
}

/// Which of two numbers is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    MonthFirst,
    DayFirst,
    Either,
}

impl Order {
    /// As CLDR 48 writes short dates; English without a region may be either.
    fn of(locale: &Locale) -> Self {
        match locale.as_str() {
            "en-US" | "fil" | "en-PH" => Self::MonthFirst,
            "en" => Self::Either,
            _ if matches!(locale.language(), "zh" | "ja" | "ko") => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }

    fn readings(self, year: Option<u32>, first: u32, second: u32) -> Vec<Mention> {
        let (month_first, day_first) =
            (Mention { year, month: first, day: second }, Mention { year, month: second, day: first });
        match self {
            Self::MonthFirst => vec![month_first],
            Self::DayFirst => vec![day_first],
            Self::Either => vec![month_first, day_first],
        }
    }
}

/// The dates that begin with, or are made around, a group of digits.
fn dates(text: &str, groups: &[Group], at: usize, order: Order) -> Vec<Mention> {
    let Some(group) = groups.get(at) else { return Vec::new() };
    let Some(first) = group.value(text) else { return Vec::new() };
    let parts = parts(text, groups, at);
    let value = |group: Option<&Group>| group.and_then(|group| group.value(text));
    let (second, third) = (value(groups.get(at + 1)), value(groups.get(at + 2)));
    match (parts, second, third) {
        (Parts::Three(mark), Some(second), Some(third)) if mark != '年' => {
            if group.len() >= 3 {
                return vec![Mention { year: Some(first), month: second, day: third }];
            }
            order.readings(Some(third), first, second)
        }
        (Parts::Three(_), Some(month), Some(day)) => vec![Mention { year: Some(first), month, day }],
        // 年 before the month was read from the year on.
        (Parts::Two('月'), Some(day), _) if !text.get(..group.start).is_some_and(|before| before.ends_with('年')) => {
            vec![Mention { year: None, month: first, day }]
        }
        (Parts::Two(mark), Some(second), _) if mark != '月' => order.readings(None, first, second),
        _ => named(text, *group, first),
    }
}

/// How many groups are joined as a date's parts, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    One,
    Two(char),
    Three(char),
}

fn parts(text: &str, groups: &[Group], at: usize) -> Parts {
    let between = |left: usize| {
        let (left, right) = (groups.get(left)?, groups.get(left + 1)?);
        let mark = text.get(left.end..right.start)?.trim_matches(' ');
        let mut chars = mark.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    // What goes on before or after is no date: a telephone number, a version.
    let continued = at.checked_sub(1).and_then(between).is_some_and(|mark| matches!(mark, '-' | '/' | '.'));
    match (between(at), between(at + 1), between(at + 2)) {
        (Some('年'), Some('月'), _) => Parts::Three('年'),
        (Some('月'), ..) => Parts::Two('月'),
        (Some(mark @ ('-' | '/' | '.')), next, last) if !continued => match next {
            Some(other) if other == mark && last != Some(mark) => Parts::Three(mark),
            Some(other) if other == mark => Parts::One,
            _ => Parts::Two(mark),
        },
        _ => Parts::One,
    }
}

/// `November 20, 2026`, `Nov. 20th`, `20th of November`: a month's English name beside the group.
fn named(text: &str, group: Group, day: u32) -> Vec<Mention> {
    let before = text.get(..group.start).unwrap_or_default().trim_end_matches([' ', '.']);
    let after = text.get(group.end..).unwrap_or_default();
    let after = ["st", "nd", "rd", "th"].iter().find_map(|ordinal| after.strip_prefix(ordinal)).unwrap_or(after);
    let year = |rest: &str| {
        let rest = rest.trim_start_matches([',', ' ']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 { rest.get(..4).and_then(|year| year.parse().ok()) } else { None }
    };
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if let Some(month) = month(last) {
        return vec![Mention { year: year(after), month, day }];
    }
    let rest = after.trim_start_matches([' ', '-']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let name = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    month(name)
        .map(|month| Mention {
            year: year(rest.get(name.len()..).unwrap_or_default().trim_start_matches('.')),
            month,
            day,
        })
        .into_iter()
        .collect()
}

/// The month of an English name or its abbreviation.
fn month(name: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|month| {
        let short = month.get(..3).is_some_and(|short| name.eq_ignore_ascii_case(short));
        name.eq_ignore_ascii_case(month) || short || (*month == "september" && name.eq_ignore_ascii_case("sept"))
    })?;
    u32::try_from(found + 1).ok()
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
