//! Days of the Gregorian calendar as identifiers hold them. It knows no clock: a day must only be a real one.

/// Whether these are a day of the 20th or 21st century.
pub(super) fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}

/// The number that digits write.
pub(super) fn value(digits: &[u8]) -> u32 {
    digits.iter().take(9).fold(0, |value, digit| value * 10 + u32::from(*digit))
}

/// Whether digits so grouped are a date: year, month, day in one of the usual orders, at once or parted.
pub(super) fn is_date(digits: &[u8], sizes: &[u8]) -> bool {
    let part = |from: usize, len: usize| value(digits.get(from..from + len).unwrap_or_default());
    let (month, day) = (|n: u32| (1..=12).contains(&n), |n: u32| (1..=31).contains(&n));
    let year = |n: u32| (1900..2100).contains(&n);
    match *sizes {
        [8, ..] | [4, 2, 2] => year(part(0, 4)) && month(part(4, 2)) && day(part(6, 2)),
        [2, 2, 4] => year(part(4, 4)) && day(part(0, 2)) && day(part(2, 2)),
        [4, 1 | 2, 1 | 2, ..] => year(part(0, 4)),
        [first @ (1 | 2), second @ (1 | 2), 4, ..] => year(part(usize::from(first + second), 4)),
        _ => false,
    }
}

/// Whether eight digits are a day: year, month, day, or day, month, year in either order of these.
pub(super) fn is_written(digits: &[u8]) -> bool {
    let part = |from: usize, len: usize| value(digits.get(from..from + len).unwrap_or_default());
    is_day(part(0, 4), part(4, 2), part(6, 2))
        || is_day(part(4, 4), part(0, 2), part(2, 2))
        || is_day(part(4, 4), part(2, 2), part(0, 2))
}
