//! `dunning.calendar/1`: the days of a calendar, read from and written as TOML.
//!
//! ```toml
//! format = "dunning.calendar/1"
//! id = "CN"
//! title = "public holidays of mainland China"
//! source = "notices of the State Council's General Office"
//! retrieved_on = "2026-11-24"
//! valid_from = "2026-01-01"
//! valid_through = "2026-12-31"
//! weekend = ["sat", "sun"]
//! rows = ["CN-HOL"]
//! moved_workdays = ["2026-01-04"]
//!
//! [holidays]
//! 2026-01-01 = "元旦"
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use dunning_core::fault::Faults;
use dunning_core::id::{CalendarId, RuleId};
use dunning_core::time::{Calendar, CalendarSpec, Holiday, Weekdays};
use dunning_core::words::Word as _;
use serde::Deserialize;

use super::{Format, day, take};

/// The format of calendars.
pub const FORMAT: Format = Format { name: "dunning.calendar", version: 1 };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    id: String,
    title: String,
    source: String,
    retrieved_on: String,
    valid_from: String,
    valid_through: String,
    weekend: Vec<String>,
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    moved_workdays: Vec<String>,
    #[serde(default)]
    holidays: BTreeMap<String, String>,
}

/// Reads a calendar.
///
/// # Errors
/// All faults with path, line and column: those of [`super::read`], `DATA-DATE`, `DATA-WORD`, `DATA-ID`, and
/// `DATA-CALENDAR` of [`Calendar::new`].
pub fn read(text: &str) -> Result<Calendar, Faults> {
    super::read(text, FORMAT, build)
}

fn build(fields: Fields) -> Result<Calendar, Faults> {
    let mut faults = Faults::new();
    let id = take(&mut faults, "id", CalendarId::new(&fields.id));
    let retrieved_on = take(&mut faults, "retrieved_on", day(&fields.retrieved_on));
    let valid_from = take(&mut faults, "valid_from", day(&fields.valid_from));
    let valid_through = take(&mut faults, "valid_through", day(&fields.valid_through));
    let weekend = take(&mut faults, "weekend", Weekdays::parse(fields.weekend.iter().map(String::as_str)));
    let mut rows = Vec::new();
    for (i, row) in fields.rows.iter().enumerate() {
        rows.extend(take(&mut faults, &format!("rows[{i}]"), RuleId::new(row)));
    }
    let mut moved_workdays = Vec::new();
    for (i, text) in fields.moved_workdays.iter().enumerate() {
        moved_workdays.extend(take(&mut faults, &format!("moved_workdays[{i}]"), day(text)));
    }
    let mut holidays = Vec::new();
    for (text, name) in fields.holidays {
        holidays.extend(take(&mut faults, &format!("holidays.{text}"), day(&text)).map(|day| Holiday { day, name }));
    }
    let (Some(id), Some(retrieved_on), Some(valid_from), Some(valid_through), Some(weekend), true) =
        (id, retrieved_on, valid_from, valid_through, weekend, faults.is_empty())
    else {
        return Err(faults);
    };
    let (title, source) = (fields.title, fields.source);
    Calendar::new(CalendarSpec {
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
    })
}

/// Writes a calendar, so that [`read`] gives an equal one back. Equal calendars are written alike, byte for byte.
pub fn write(calendar: &Calendar) -> String {
    let spec = calendar.spec();
    let list = |items: Vec<String>| items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", ");
    let days = |days: &[NaiveDate]| list(days.iter().map(NaiveDate::to_string).collect());
    let mut text = format!("format = \"{}/{}\"\n", FORMAT.name, FORMAT.version);
    let fields = [
        ("id", quoted(spec.id.as_str())),
        ("title", quoted(&spec.title)),
        ("source", quoted(&spec.source)),
        ("retrieved_on", quoted(&spec.retrieved_on.to_string())),
        ("valid_from", quoted(&spec.valid_from.to_string())),
        ("valid_through", quoted(&spec.valid_through.to_string())),
        ("weekend", format!("[{}]", list(spec.weekend.iter().map(|day| day.as_str().to_owned()).collect()))),
        ("rows", format!("[{}]", list(spec.rows.iter().map(ToString::to_string).collect()))),
        ("moved_workdays", format!("[{}]", days(&spec.moved_workdays))),
    ];
    for (key, value) in fields {
        let _ = writeln!(text, "{key} = {value}");
    }
    text.push_str("\n[holidays]\n");
    for holiday in &spec.holidays {
        let _ = writeln!(text, "{} = {}", holiday.day, quoted(&holiday.name));
    }
    text
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dunning_core::time::DayClass;

    const CHINA: &str = r#"
format = "dunning.calendar/1"
id = "CN"
title = "public holidays of \"mainland\" China"
source = "国务院办公厅通知"
retrieved_on = "2026-11-24"
valid_from = "2026-09-01"
valid_through = "2026-10-31"
weekend = ["sat", "sun"]
rows = ["CN-HOL"]
moved_workdays = ["2026-09-20", "2026-10-10"]

[holidays]
2026-10-01 = "国庆节"
2026-10-02 = "国庆节"
"#;

    fn said(text: &str) -> Vec<(&'static str, String, u32)> {
        let faults = read(text).unwrap_err();
        faults.into_iter().map(|fault| (fault.code, fault.path, fault.place.unwrap().line)).collect()
    }

    #[test]
    fn reads_and_writes_the_same() {
        let calendar = read(CHINA).unwrap();
        let class = |text: &str| calendar.class(text.parse().unwrap());
        assert_eq!(class("2026-10-01"), DayClass::Holiday);
        assert_eq!(class("2026-10-10"), DayClass::MovedWorkday);
        assert_eq!(class("2026-11-01"), DayClass::Unknown);
        assert_eq!(calendar.spec().rows[0].as_str(), "CN-HOL");
        let again = read(&write(&calendar)).unwrap();
        assert_eq!(again, calendar);
        assert_eq!(again.digest(), calendar.digest());
        assert_eq!(write(&again), write(&calendar));
    }

    #[test]
    fn faults_of_values_come_with_their_lines() {
        let text = CHINA
            .replace("[\"sat\", \"sun\"]", "[\"sat\", \"sunday\"]")
            .replace("retrieved_on = \"2026-11-24\"", "retrieved_on = \"24.11.2026\"")
            .replace("2026-10-02 =", "2026-10-32 =");
        let expected = [
            ("DATA-DATE", "retrieved_on", 6),
            ("DATA-WORD", "weekend[1]", 9),
            ("DATA-DATE", "holidays.2026-10-32", 15),
        ];
        assert_eq!(said(&text), expected.map(|(code, path, line)| (code, path.to_owned(), line)));
    }

    #[test]
    fn faults_of_the_calendar_come_with_their_lines() {
        let text = CHINA.replace("2026-10-02 =", "2026-12-25 =").replace("2026-10-10", "2026-10-09");
        let expected = [("DATA-CALENDAR", "holidays.2026-12-25", 15), ("DATA-CALENDAR", "moved_workdays[1]", 11)];
        assert_eq!(said(&text), expected.map(|(code, path, line)| (code, path.to_owned(), line)));
    }

    #[test]
    fn newer_and_misspelt_files_are_refused() {
        assert_eq!(said(&CHINA.replace("calendar/1", "calendar/2"))[0].0, "DATA-FORMAT");
        assert_eq!(
            said(&CHINA.replace("moved_workdays", "moved_workday")),
            [("DATA-FIELD", "moved_workday".to_owned(), 11)]
        );
    }
}
