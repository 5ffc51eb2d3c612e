//! The calendars that ship, held against facts from outside: worked cases, notices, the statute.

#![expect(clippy::unwrap_used, reason = "a test's helpers may fail the test")]

use chrono::NaiveDate;
use dunning_core::time::{Calendar, DayClass, Weekday};
use dunning_rulebooks::{CALENDARS, calendars};
use dunning_wire::format::calendar;

fn calendar(id: &str) -> Calendar {
    calendars().unwrap().into_iter().find(|calendar| calendar.id().as_str() == id).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn classed(calendar: &Calendar, year: i32, class: DayClass) -> Vec<String> {
    let days = NaiveDate::from_ymd_opt(year, 1, 1)
        .unwrap()
        .iter_days()
        .take_while(|day| day.to_string() < format!("{}", year + 1));
    days.filter(|day| calendar.class(*day) == class).map(|day| day.format("%m-%d").to_string()).collect()
}

#[test]
fn each_is_filed_under_its_id_and_reads_back() {
    let read = calendars().unwrap();
    for ((id, text), calendar) in CALENDARS.iter().zip(&read) {
        assert_eq!(calendar.id().as_str(), *id);
        assert_eq!(calendar::read(&calendar::write(calendar)).unwrap().digest(), calendar.digest());
        assert_eq!(calendar::read(text).unwrap(), *calendar);
    }
    assert!(read.windows(2).all(|pair| pair[0].id() < pair[1].id()));
}

/// Worked cases E70, E72, E73, E93, E95.
#[test]
fn business_days_of_the_worked_cases() {
    for (id, from, count, date) in [
        ("US-federal", "2026-11-18", 10, Some("2026-12-03")), // over Thanksgiving
        ("US-federal", "2026-06-25", 10, Some("2026-07-10")), // Friday for Saturday 4 July
        ("US-6103a", "2026-06-25", 10, Some("2026-07-09")),   // no Friday in the statute
        ("US-6103a", "2026-06-29", 5, Some("2026-07-06")),
        ("US-federal", "2026-06-29", 5, Some("2026-07-07")),
        ("CN", "2026-09-30", 3, Some("2026-10-10")), // a Saturday that is worked
        ("CN", "2026-12-31", 1, None),               // the notice for 2027 is not out
    ] {
        let date = date.map(day);
        assert_eq!(calendar(id).add_business_days(day(from), count), date, "{id}: {count} after {from}");
    }
    let cut = calendar("CN").cut(day("2026-12-31")).unwrap();
    assert_eq!(cut.add_business_days(day("2026-12-31"), 1), None);
}

/// The State Council's notice for 2026 (www.gov.cn/zhengce/content/202511/content_7047090.htm): seven breaks, six moved
/// workdays.
#[test]
fn china_in_2026() {
    let china = calendar("CN");
    let moved = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"];
    assert_eq!(classed(&china, 2026, DayClass::MovedWorkday), moved);
    let breaks = [
        ("2026-01-01", 3, "元旦"),
        ("2026-02-15", 9, "春节"),
        ("2026-04-04", 3, "清明节"),
        ("2026-05-01", 5, "劳动节"),
        ("2026-06-19", 3, "端午节"),
        ("2026-09-25", 3, "中秋节"),
        ("2026-10-01", 7, "国庆节"),
    ];
    for (first, length, name) in breaks {
        for off in day(first).iter_days().take(length) {
            assert_eq!((china.class(off), china.holiday(off)), (DayClass::Holiday, Some(name)), "{off}");
        }
    }
    assert_eq!(classed(&china, 2026, DayClass::Holiday).len(), 33);
    assert_eq!(china.spec().valid_through, day("2026-12-31"));
}

/// Each notice names how many days are worked in exchange; a Saturday or Sunday each.
#[test]
fn china_by_year() {
    let china = calendar("CN");
    for (year, off, moved) in [(2020, 30, 6), (2021, 31, 7), (2022, 32, 7), (2023, 26, 7), (2024, 28, 8), (2025, 28, 5)]
    {
        assert_eq!(classed(&china, year, DayClass::Holiday).len(), off, "{year}");
        assert_eq!(classed(&china, year, DayClass::MovedWorkday).len(), moved, "{year}");
    }
    // 2024: 元旦：1月1日放假，与周末连休.
    assert_eq!(china.class(day("2023-12-31")), DayClass::Weekend);
}

/// The letter of the Executive Yuan on the work calendar of 115 (2026): days off in place of others, and none worked.
#[test]
fn taiwan_in_2026() {
    let taiwan = calendar("TW");
    assert!(classed(&taiwan, 2026, DayClass::MovedWorkday).is_empty());
    for (instead, of) in [
        ("2026-02-20", "2026-02-15"),
        ("2026-02-27", "2026-02-28"),
        ("2026-04-03", "2026-04-04"),
        ("2026-04-06", "2026-04-05"),
        ("2026-10-09", "2026-10-10"),
        ("2026-10-26", "2026-10-25"),
    ] {
        assert_eq!(taiwan.class(day(instead)), DayClass::Holiday, "{instead} for {of}");
        assert_eq!(taiwan.class(day(of)), DayClass::Holiday, "{of}");
    }
    // 總放假日數120日
    let off = classed(&taiwan, 2026, DayClass::Holiday).len() + classed(&taiwan, 2026, DayClass::Weekend).len();
    assert_eq!(off, 120);
}

/// The numbers of days off (總放假日數) that the work calendars of 109 to 113 name, and the days they move.
#[test]
fn taiwan_by_year() {
    let taiwan = calendar("TW");
    let moved = |year| classed(&taiwan, year, DayClass::MovedWorkday);
    assert_eq!(moved(2020), ["02-15", "06-20", "09-26"]);
    assert_eq!(moved(2021), ["02-20", "09-11"]);
    assert_eq!(moved(2023), ["01-07", "02-04", "02-18", "03-25", "06-17", "09-23"]);
    assert_eq!(moved(2025), ["02-08"]);
    assert!(moved(2027).is_empty());
    for (year, days) in [(2020, 115), (2021, 116), (2022, 115), (2023, 116), (2024, 115)] {
        let off = classed(&taiwan, year, DayClass::Holiday).len() + classed(&taiwan, year, DayClass::Weekend).len();
        assert_eq!(off, days, "{year}");
    }
    // data.gov.tw, dataset 14718: days off from Monday to Friday.
    let weekdays: Vec<String> = taiwan
        .spec()
        .holidays
        .iter()
        .map(|holiday| holiday.day)
        .filter(|day| {
            day.to_string().starts_with("2027") && Weekday::from(chrono::Datelike::weekday(day)) < Weekday::Sat
        })
        .map(|day| day.format("%m-%d").to_string())
        .collect();
    let published = [
        "01-01", "02-04", "02-05", "02-08", "02-09", "02-10", "03-01", "04-05", "04-06", "04-30", "06-09", "09-15",
        "09-28", "10-11", "10-25", "12-24", "12-31",
    ];
    assert_eq!(weekdays, published);
}

/// 5 USC 6103(a) and (b)(1); Executive Order 11582; Pub. L. 117-17 added 19 June in 2021.
#[test]
fn the_two_lists_of_the_united_states_differ_by_observed_days_alone() {
    let (letter, observed) = (calendar("US-6103a"), calendar("US-federal"));
    let differ: Vec<String> = observed
        .spec()
        .holidays
        .iter()
        .filter(|holiday| letter.class(holiday.day) != DayClass::Holiday)
        .map(|holiday| holiday.day.to_string())
        .collect();
    let expected = [
        "2020-07-03",
        "2021-06-18",
        "2021-07-05",
        "2021-12-24",
        "2021-12-31",
        "2022-06-20",
        "2022-12-26",
        "2023-01-02",
        "2023-11-10",
        "2026-07-03",
        "2027-06-18",
        "2027-07-05",
        "2027-12-24",
        "2027-12-31",
        "2028-11-10",
    ];
    assert_eq!(differ, expected);
    let in_2026 = ["01-01", "01-19", "02-16", "05-25", "06-19", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"];
    assert_eq!(classed(&letter, 2026, DayClass::Holiday), in_2026);
    assert_eq!(letter.class(day("2020-06-19")), DayClass::Workday);
    assert_eq!(letter.spec().holidays.len(), 10 + 11 * 8);
}
