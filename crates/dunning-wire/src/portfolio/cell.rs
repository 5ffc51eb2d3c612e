//! What stands in a cell: days, instants, amounts and flags as people and spreadsheets write them, brought to the
//! contract's way of writing. It knows no columns, and a fault of a cell never quotes it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use dunning_core::fault::Fault;
use dunning_core::time::{LocalReading, Moment, Zone};

/// Which of a day's numbers stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum DayOrder {
    /// `2026/4/7`, `2026-04-07`, `2026.4.7`, `2026年4月7日`, `20260407`.
    #[default]
    Year,
    /// `7.4.2026`.
    Day,
    /// `4/7/2026`.
    Month,
}

/// Reads a day. A time of midnight after it, as spreadsheets append it, is passed over.
///
/// # Errors
/// `DATA-DATE`.
pub(super) fn day(text: &str, order: DayOrder) -> Result<NaiveDate, Fault> {
    let (text, time) = split_time(text);
    if time.is_some_and(|time| time != NaiveTime::MIN) {
        return Err(Fault::new("DATA-DATE", "", "a day has a time of day").fix("write the day alone"));
    }
    bare_day(text, order)
}

fn bare_day(text: &str, order: DayOrder) -> Result<NaiveDate, Fault> {
    let shaped = match order {
        DayOrder::Year => "write it like 2026-04-07, 2026/4/7, 2026年4月7日 or 20260407",
        DayOrder::Day => "write it like 7/4/2026 or 7.4.2026, the day first, as the mapping says",
        DayOrder::Month => "write it like 4/7/2026, the month first, as the mapping says",
    };
    let fault = |why: &str| Fault::new("DATA-DATE", "", why.to_owned()).fix(shaped);
    if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(fault("this is a spreadsheet's count of days, not a day"));
    }
    let (first, second, third) = numbers(text).ok_or_else(|| fault("this is no day"))?;
    let (year, month, day) = match order {
        DayOrder::Year => (first, second, third),
        DayOrder::Day => (third, second, first),
        DayOrder::Month => (third, first, second),
    };
    if year.len() != 4 {
        return Err(fault("this day has no year of four digits, or its year stands elsewhere"));
    }
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() <= 4);
    let read = number(year).zip(number(month)).zip(number(day));
    read.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day))
        .ok_or_else(|| fault("the calendar has no such day"))
}

/// The three runs of digits of a day.
fn numbers(text: &str) -> Option<(&str, &str, &str)> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = if digits(text) && text.len() == 8 {
        (text.get(..4)?, text.get(4..6)?, text.get(6..)?)
    } else if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        (year, month, day.strip_suffix(['日', '号']).unwrap_or(day))
    } else {
        let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        let (first, rest) = text.split_once(mark)?;
        let (second, third) = rest.split_once(mark)?;
        (first, second, third)
    };
    (digits(parts.0) && digits(parts.1) && digits(parts.2)).then_some(parts)
}

/// The text without the time of day after it, and that time.
fn split_time(text: &str) -> (&str, Option<NaiveTime>) {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return (text, None) };
    let read = ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(time.trim_start(), form).ok());
    match read {
        Some(time) => (day, Some(time)),
        None => (text, None),
    }
}

/// Reads an instant: RFC 3339, or a day with or without a time as clocks of `zone` show it. A day alone is its first
/// instant; of a reading that clocks show twice the first.
///
/// # Errors
/// `DATA-INSTANT`.
pub(super) fn instant(text: &str, order: DayOrder, zone: Option<&Zone>) -> Result<DateTime<Utc>, Fault> {
    if let Ok(at) = crate::request::scalar::utc(text) {
        return Ok(at);
    }
    let (day, time) = split_time(text);
    let local = NaiveDateTime::new(bare_day(day, order)?, time.unwrap_or_default());
    let Some(zone) = zone else {
        let fault = Fault::new("DATA-INSTANT", "", "this instant has no offset, and the mapping names no zone");
        return Err(fault.fix("write it like 2026-04-07T10:00:00+08:00, or say `zone` in the mapping"));
    };
    Ok(match zone.resolve(local) {
        LocalReading::One(at) | LocalReading::Twice(at, _) | LocalReading::Gap(at) => at,
    })
}

/// Reads a bare day or an instant.
///
/// # Errors
/// Those of [`day`] and [`instant`].
pub(super) fn moment(text: &str, order: DayOrder, zone: Option<&Zone>) -> Result<Moment, Fault> {
    if text.contains(':') { instant(text, order, zone).map(Moment::Instant) } else { day(text, order).map(Moment::Day) }
}

/// How an amount's point and thousands are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AmountForm {
    /// `1,234.56`.
    #[default]
    Point,
    /// `1.234,56`.
    Comma,
}

/// An amount as the contract writes it. Whether it is one, its currency decides.
pub(super) fn amount(text: &str, form: AmountForm) -> String {
    match form {
        AmountForm::Point => text.to_owned(),
        AmountForm::Comma => text
            .chars()
            .map(|c| {
                if c == '.' {
                    ','
                } else if c == ',' {
                    '.'
                } else {
                    c
                }
            })
            .collect(),
    }
}

/// Reads true or false.
///
/// # Errors
/// `DATA-TYPE`.
pub(super) fn flag(text: &str) -> Result<bool, Fault> {
    match text {
        "true" | "TRUE" | "True" | "yes" | "1" | "是" => Ok(true),
        "false" | "FALSE" | "False" | "no" | "0" | "否" => Ok(false),
        _ => {
            Err(Fault::new("DATA-TYPE", "", "this is neither true nor false")
                .fix("true, yes, 是, 1 or false, no, 否, 0"))
        }
    }
}

/// Refuses a number that a spreadsheet wrote in scientific notation (`1.38E+10`): its last digits are gone.
///
/// # Errors
/// `DATA-SCIENTIFIC`.
pub(super) fn refuse_scientific(text: &str) -> Result<(), Fault> {
    if !is_scientific(text) {
        return Ok(());
    }
    let fault =
        Fault::new("DATA-SCIENTIFIC", "", "a spreadsheet wrote this number in scientific notation and lost digits");
    Err(fault.fix("format the column as text there and export it again"))
}

/// Digits, at most one point, `E`, a sign, digits.
fn is_scientific(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    exponent.strip_prefix(['+', '-']).is_some_and(|power| !power.is_empty() && digits(power))
        && mantissa.split_once('.').map_or_else(|| digits(mantissa), |(whole, part)| digits(whole) && digits(part))
}

/// A cell without the space around it, the ideographic one too.
pub fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// The shape of a text, to show in place of a personal value: `9` for digits, `a` for Latin letters, `字` for others,
/// each run as one, `_` for space, signs as they are; at most 24 characters. It tells neither letters nor lengths.
///
/// ```
/// use dunning_wire::portfolio::shape;
/// assert_eq!(shape("1.38E+10"), "9.9a+9");
/// assert_eq!(shape("2026年13月1日"), "9字9字9字");
/// ```
pub fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let class = match c {
            _ if c.is_numeric() => '9',
            _ if c.is_ascii_alphabetic() => 'a',
            _ if c.is_alphabetic() => '字',
            _ if c.is_whitespace() => '_',
            _ if c.is_ascii_graphic() => c,
            _ => '?',
        };
        if !shape.ends_with(class) || !matches!(class, '9' | 'a' | '字' | '_') {
            shape.push(class);
        }
        if shape.chars().count() >= 24 {
            break;
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zones;

    #[test]
    fn days_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 4, 7).unwrap();
        for text in [
            "2026-04-07",
            "2026/4/7",
            "2026.4.7",
            "2026年4月7日",
            "2026年04月07号",
            "20260407",
            "2026/4/7 0:00:00",
            "2026-04-07T00:00",
        ] {
            assert_eq!(day(text, DayOrder::Year), Ok(expected), "{text}");
        }
        assert_eq!(day("7.4.2026", DayOrder::Day), Ok(expected));
        assert_eq!(day("4/7/2026", DayOrder::Month), Ok(expected));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, why) in [
            ("46119", "this is a spreadsheet's count of days, not a day"),
            ("26/4/7", "this day has no year of four digits, or its year stands elsewhere"),
            ("7/4/2026", "this day has no year of four digits, or its year stands elsewhere"),
            ("2026/2/30", "the calendar has no such day"),
            ("2026-04/07", "this is no day"),
            ("2026-4", "this is no day"),
            ("昨天", "this is no day"),
            ("2026-04-07 10:00", "a day has a time of day"),
            ("", "this is no day"),
        ] {
            assert_eq!(day(text, DayOrder::Year).unwrap_err().message, why, "{text}");
        }
    }

    #[test]
    fn instants_need_an_offset_or_a_zone() {
        let zones = zones();
        let shanghai = zones.zone("Asia/Shanghai");
        let at = |text| instant(text, DayOrder::Year, shanghai).map(|at| at.to_rfc3339());
        // China keeps UTC+8 all year.
        assert_eq!(at("2026/4/7").unwrap(), "2026-04-06T16:00:00+00:00");
        assert_eq!(at("2026-04-07 10:30").unwrap(), "2026-04-07T02:30:00+00:00");
        assert_eq!(at("2026-04-07T10:30:05+09:00").unwrap(), "2026-04-07T01:30:05+00:00");
        assert_eq!(instant("2026/4/7", DayOrder::Year, None).unwrap_err().code, "DATA-INSTANT");
    }

    #[test]
    fn spreadsheets_lose_digits() {
        for text in ["1.38E+10", "6.2E+18", "1e+5", "-1.5E-3", "1.E+10"] {
            assert_eq!(refuse_scientific(text).unwrap_err().code, "DATA-SCIENTIFIC", "{text}");
        }
        for text in ["13800138000", "C1E5", "12E45", "E+10", "1.2", "", "1E+", "1.2.3E+4"] {
            assert_eq!(refuse_scientific(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn shapes_tell_no_letters_and_no_lengths() {
        for (text, expected) in [
            ("13800138000", "9"),
            ("张三", "字"),
            ("-120.00", "-9.9"),
            ("a.b@c.example", "a.a@a.a"),
            ("李四 138", "字_9"),
            ("", ""),
        ] {
            assert_eq!(shape(text), expected);
        }
    }

    #[test]
    fn amounts_and_flags() {
        assert_eq!(amount("1.234,56", AmountForm::Comma), "1,234.56");
        assert_eq!(amount("1,234.56", AmountForm::Point), "1,234.56");
        assert_eq!((flag("是"), flag("no")), (Ok(true), Ok(false)));
        assert_eq!(flag("maybe").unwrap_err().code, "DATA-TYPE");
    }
}
