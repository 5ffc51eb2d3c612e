//! Dates as people write a day of birth: figures, Chinese, names of months. It reads one that begins at a place and
//! knows no label.

use super::calendar::is_day;
use super::symbol::{Class, Line, Symbol};

/// Where the date that begins at a place ends.
pub(super) fn end(line: Line<'_>, at: usize) -> Option<usize> {
    figures(line, at).or_else(|| named(line, at))
}

/// Digits from a place on, at most `most`: their value, count, and the place after them. Invisible characters were left
/// out when the line was folded; single spaces between digits are not read here.
fn number(line: Line<'_>, at: usize, most: usize) -> Option<(u32, usize, usize)> {
    let end = line.skip(at, most, |symbol| symbol.is_digit());
    let value = line.slice(at, end).iter().fold(0, |value, symbol| value * 10 + u32::from(symbol.digit));
    (end > at && !line.at(end).is_digit()).then_some((value, end - at, end))
}

/// The same for a month or a day, also as Chinese writes it: `十二`, `二十一`, `三十`.
fn small(line: Line<'_>, at: usize) -> Option<(u32, usize)> {
    let ten = |at: usize| line.at(at).code == '十';
    let digit = |at: usize| line.at(at).is_digit().then(|| u32::from(line.at(at).digit));
    let (tens, after) = match (ten(at), digit(at)) {
        (true, _) => (1, at + 1),
        (false, Some(tens)) if ten(at + 1) => (tens, at + 2),
        _ => return number(line, at, 2).map(|(value, _, end)| (value, end)),
    };
    Some(match digit(after) {
        Some(ones) => (10 * tens + ones, after + 1),
        None => (10 * tens, after),
    })
}

/// What parts the figures of a date: a mark, or a word and a space around it.
fn part(line: Line<'_>, at: usize) -> Option<(char, usize)> {
    let from = line.skip(at, 1, |symbol| symbol.code == ' ');
    let code = line.at(from).code;
    let known = matches!(code, '-' | '/' | '.' | '·' | '_' | '年' | '月' | '년' | '월' | ',');
    match known {
        true => Some((code, line.skip(from + 1, 1, |symbol| matches!(symbol.code, ' ' | '\n')))),
        false => (from > at).then_some((' ', from)),
    }
}

fn figures(line: Line<'_>, at: usize) -> Option<usize> {
    let (first, len, end) = number(line, at, 8)?;
    match len {
        8 => {
            let (year, rest) = (first / 10_000, first % 10_000);
            let (day_first, year_last) = (first / 1_000_000, first % 10_000);
            let plain = is_day(year, rest / 100, rest % 100);
            let reversed = is_day(year_last, first / 10_000 % 100, day_first)
                || is_day(year_last, day_first, first / 10_000 % 100);
            (plain || reversed).then_some(end)
        }
        6 => {
            let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
            (is_day(1900 + year, month, day) || ((1900..2100).contains(&(first / 100)) && is_day(first / 100, day, 1)))
                .then_some(end)
        }
        4 | 2 | 1 => parted(line, first, len, end),
        _ => None,
    }
}

/// Three figures that marks part, or a year and a month in Chinese.
fn parted(line: Line<'_>, first: u32, len: usize, end: usize) -> Option<usize> {
    let (mark, from) = part(line, end)?;
    let (second, end) = small(line, from)?;
    let (mark_2, from) = part(line, end)?;
    let year_month = mark == '年' || mark == '년';
    let Some((third, len_3, mut end)) =
        number(line, from, 4).or_else(|| small(line, from).map(|(value, end)| (value, 2, end)))
    else {
        let whole = year_month && matches!(mark_2, '月' | '월') && is_day(full(first, len), second, 1);
        return whole.then_some(from);
    };
    let (third, len_3) = match small(line, from) {
        Some((value, other)) if other > end || line.at(from).code == '十' => {
            end = other;
            (value, 2)
        }
        _ => (third, len_3),
    };
    let good = if len == 4 || year_month {
        is_day(full(first, len), second, third)
    } else {
        let year = full(third, len_3);
        is_day(year, second, first)
            || is_day(year, first, second)
            || (len == 2 && is_day(full(first, len), second, third))
    };
    let end =
        if matches!(line.at(end).code, '日' | '号' | '號') || line.at(end).code == '일' { end + 1 } else { end };
    good.then_some(end)
}

/// A year written with two digits is one of the last century, or of this one before 30.
fn full(year: u32, len: usize) -> u32 {
    match (len, year) {
        (1 | 2, 0..30) => 2000 + year,
        (1 | 2, _) => 1900 + year,
        _ => year,
    }
}

/// A day, the name of a month and a year, in the orders of the European languages.
fn named(line: Line<'_>, at: usize) -> Option<usize> {
    let blank = |at: usize| {
        let from = line.skip(at, 3, |symbol| matches!(symbol.code, ' ' | ',' | '.' | '-' | '/' | 'º' | '\n'));
        match line.at(from).code {
            'd' | 'o' => {
                ["de ", "of ", "del "].iter().find(|word| line.has(from, word)).map_or(from, |word| from + word.len())
            }
            _ => from,
        }
    };
    // A month's name or a day's ending must follow figures.
    let figures = line.skip(at, 5, |symbol| symbol.is_digit());
    let next = line.at(line.skip(figures, 3, |symbol| matches!(symbol.code, ' ' | ',' | '.' | '-' | '/' | 'º' | '\n')));
    if !(next.class == Class::Letter || next.code == 'ª') {
        return None;
    }
    if let Some((year @ 1900..2100, 4, end)) = number(line, at, 4) {
        let (month, end) = month(line, blank(end))?;
        let (day, _, end) = ordinal(line, blank(end))?;
        return is_day(year, month, day).then_some(end);
    }
    let (month, day, end) = match month(line, at) {
        Some((month, end)) => {
            let (day, _, end) = ordinal(line, blank(end))?;
            (month, day, end)
        }
        None => {
            let (day, _, end) = ordinal(line, at)?;
            let (month, end) = self::month(line, blank(end))?;
            (month, day, end)
        }
    };
    let (year, len, end) = number(line, blank(end), 4)?;
    is_day(full(year, len), month, day).then_some(end)
}

/// A day, with or without its ending: `1st`, `2nd`, `3rd`, `4th`, `1er`.
fn ordinal(line: Line<'_>, at: usize) -> Option<(u32, usize, usize)> {
    let (value, len, end) = number(line, at, 2)?;
    if !matches!(line.at(end).code, 's' | 'n' | 'r' | 't' | 'e' | 'ª') {
        return Some((value, len, end));
    }
    let ending = ["st", "nd", "rd", "th", "er", "ª"].iter().find(|ending| line.has(end, ending));
    Some((value, len, end + ending.map_or(0, |ending| ending.chars().count())))
}

/// Whether a month's name begins at a place.
pub(super) fn is_month(line: Line<'_>, at: usize) -> bool {
    month(line, at).is_some()
}

/// The month whose name begins at a place, and where it ends.
fn month(line: Line<'_>, at: usize) -> Option<(u32, usize)> {
    let begins = matches!(line.at(at).code, 'a' | 'd' | 'e' | 'f' | 'j' | 'm' | 'n' | 'o' | 's');
    if !begins || line.before(at).class == Class::Letter {
        return None;
    }
    let (_, month) = MONTHS.iter().find(|(name, _)| line.has(at, name))?;
    let end = line.skip(at, 10, Symbol::is_alphabetic);
    Some((*month, end))
}

/// The first letters of months' names in the European languages, which tell them.
#[rustfmt::skip]
const MONTHS: [(&str, u32); 34] = [
    ("jan", 1), ("ene", 1), ("jän", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("mae", 3), ("apr", 4), ("abr", 4), ("avr", 4),
    ("may", 5), ("mai", 5), ("jun", 6), ("juin", 6), ("jul", 7), ("juil", 7), ("aug", 8), ("ago", 8), ("août", 8), ("aou", 8), ("sep", 9), ("set", 9),
    ("oct", 10), ("okt", 10), ("out", 10), ("nov", 11), ("dec", 12), ("déc", 12), ("dez", 12), ("dic", 12), ("janu", 1), ("febru", 2),
];
