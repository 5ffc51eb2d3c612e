//! Citizens' identification numbers of mainland China (GB 11643-1999): a region, a date of birth, a sequence and a check
//! character after ISO 7064, MOD 11-2. Knows nothing of labels, nor of the day: a date of birth must only be a real one.

use super::fold::{Folded, fold, plain};
use super::number::{Claim, Number};
use super::{Evidence, Kind};

/// Weights of the first 17 digits (GB 11643-1999, 5.2): powers of two modulo eleven.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// First two digits in use: the provinces of GB/T 2260, and the residence permits of Hong Kong, Macao and Taiwan
/// residents (81, 82, 83).
const REGIONS: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];

/// A number read as a resident id: 18 digits, or 17 and an X after them. A wrong check character counts beside a label.
pub(super) fn claim(number: &Number, text: &str) -> Option<Claim> {
    let digits = number.digits();
    let (body, check, end) = match digits.len() {
        18 => (digits.get(..17)?, *digits.last()?, number.end),
        17 => (digits, 10, check_x_end(text, number.end)?),
        _ => return None,
    };
    if !is_region(body) || !is_date(body.get(6..14)?) {
        return None;
    }
    let holds = check_value(body) == u32::from(check);
    let alone = holds.then_some(Evidence::Validated);
    Some(Claim { kind: Kind::CnResidentId, alone, labelled: alone.or(Some(Evidence::Labelled)), end, rank: 4 })
}

/// The byte offset after a check character X that follows the digits, apart from a gap.
fn check_x_end(text: &str, from: usize) -> Option<usize> {
    let mut end = from;
    for character in text.get(from..)?.chars().take(8) {
        end += character.len_utf8();
        match fold(character) {
            Folded::Gap(_) => {}
            _ => return (plain(character) == 'x').then_some(end),
        }
    }
    None
}

/// The check character's value (10 for X): 12 minus the weighted sum, modulo eleven.
fn check_value(body: &[u8]) -> u32 {
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    (12 - sum % 11) % 11
}

fn is_region(body: &[u8]) -> bool {
    matches!(body, [tens, ones, ..] if REGIONS.contains(&(tens * 10 + ones)))
}

/// A day of the Gregorian calendar in the 20th or 21st century.
fn is_date(digits: &[u8]) -> bool {
    let value = |part: &[u8]| part.iter().fold(0u32, |value, digit| value * 10 + u32::from(*digit));
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits else { return false };
    let (year, month, day) = (value(&[*y1, *y2, *y3, *y4]), value(&[*m1, *m2]), value(&[*d1, *d2]));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}
