//! What speaks against a number's being an identifier: it is an amount, a part of a longer number, code or link, what a
//! mask left. It looks at a bounded stretch on either side and knows no kind's form.

use super::label::{is_currency, is_unit};
use super::symbol::{Class, Line, Symbol};

/// Symbols looked at on either side of a number for the code it is part of.
const CODE: usize = 24;
/// Mask characters from which on the digits beside them are what a mask left.
const MASK_MIN: usize = 3;
/// Symbols looked at for these.
const MASK_REACH: usize = 10;
/// Digits that a mask leaves beside it.
const MASK_LEAVES: usize = 6;

/// Whether a currency stands before or a unit after, or thousands and decimals go on.
pub(super) fn is_amount(line: Line<'_>, from: usize, to: usize) -> bool {
    let decimals = line.at(to).code == '.' && line.at(to + 1).class == Class::Digit;
    let few = line.skip(to + 1, 4, |symbol| symbol.class == Class::Digit) - (to + 1) <= 2;
    let group = line.skip(from, 4, |symbol| symbol.class == Class::Digit);
    let thousands = line.before(from).code == ','
        && line.at(from.wrapping_sub(2)).class == Class::Digit
        && group - from == 3
        && !matches!(line.at(group).code, '-' | ' ');
    let last = to - line.skip_back(to, from, 4, |symbol| symbol.class == Class::Digit);
    let more = line.at(to).code == ','
        && last <= 3
        && line.skip(to + 1, 4, |symbol| symbol.class == Class::Digit) - (to + 1) == 3
        && line.at(to + 4).code != '-';
    let cents = line.at(to).code == ','
        && last == 3
        && line.at(to).disguises.is_empty()
        && line.skip(to + 1, 4, |symbol| symbol.class == Class::Digit) - (to + 1) == 2;
    // `0.845488630548594`: what stands behind a point.
    let whole = line.skip_back(from.saturating_sub(1), 0, 3, |symbol| symbol.class == Class::Digit);
    let fraction = line.before(from).code == '.'
        && (1..=2).contains(&(from.saturating_sub(1) - whole))
        && group_len(line, from) >= FRACTION_MIN
        && !matches!(line.before(whole).code, '.' | '-' | ' ' | '+');
    cents || fraction || is_currency(line, from) || (decimals && few) || thousands || more || is_unit(line, to)
}

/// Digits from which on a fraction is no part of a telephone number written with points.
const FRACTION_MIN: usize = 10;

/// Digits at a place.
fn group_len(line: Line<'_>, at: usize) -> usize {
    line.skip(at, FRACTION_MIN, |symbol| symbol.class == Class::Digit) - at
}

/// Whether something around an unlabelled number speaks against it.
pub(super) fn speaks_against(line: Line<'_>, from: usize, to: usize) -> bool {
    is_amount(line, from, to) || is_in_longer(line, from, to) || is_in_code(line, from, to) || is_in_link(line, from)
}

/// Whether a tightly joined number goes on at either side.
pub(super) fn is_in_longer(line: Line<'_>, from: usize, to: usize) -> bool {
    let tight = |code: char| matches!(code, '.' | '-' | '_' | ':' | '\'' | '/' | '=' | '&');
    let joined = |code: char| matches!(code, '.' | '-' | '_' | '\'');
    let (left, right) = (line.before(from), line.at(to));
    let goes_on = |class: Class| matches!(class, Class::Digit | Class::Mask);
    // `4,556737586899855`: a decimal comma, unless it parts cells.
    let whole = line.skip_back(from.saturating_sub(1), 0, 3, |symbol| symbol.class == Class::Digit);
    let decimal = left.code == ','
        && (1..=2).contains(&(from - 1 - whole))
        && line.before(whole).code != ','
        && !matches!(right.code, ',' | '-' | ' ');
    decimal
        || (joined(left.code) && goes_on(line.at(from.wrapping_sub(2)).class))
        || (joined(right.code) && tight(right.code) && goes_on(line.at(to + 1).class))
}

/// Whether the number is a part of a code: a token that mixes letters and digits, an upper-case prefix, a hash sign.
pub(super) fn is_in_code(line: Line<'_>, from: usize, to: usize) -> bool {
    if matches!(line.before(from).code, '#' | '№' | '@' | '~' | '^' | '$') {
        return true;
    }
    let token = |class: Class, code: char| {
        matches!(class, Class::Digit | Class::Letter | Class::Mask) || matches!(code, '-' | '_')
    };
    let start = line.skip_back(from, 0, CODE, |symbol| token(symbol.class, symbol.code));
    let before = line.slice(start, from);
    let letters = before.iter().filter(|symbol| symbol.class == Class::Letter).count();
    let lower = before.iter().filter(|symbol| symbol.class == Class::Letter && !symbol.upper).count();
    let digits = before.iter().filter(|symbol| symbol.class == Class::Digit).count();
    let digits = digits + before.iter().filter(|symbol| symbol.class == Class::Mask).count() / MASK_MIN;
    let end = line.skip(to, CODE, |symbol| matches!(symbol.class, Class::Digit | Class::Letter | Class::Mask));
    let after = line.slice(to, end);
    let mixed = line.at(to).class == Class::Letter
        && after.iter().any(|symbol| matches!(symbol.class, Class::Digit | Class::Mask));
    (letters > 0 && (digits > 0 || lower == 0)) || mixed
}

/// Whether a group is what a mask left: a mask stands next to it, apart from a separator or a short group.
pub(super) fn is_left_by_mask(line: Line<'_>, from: usize, to: usize) -> bool {
    if to - from > MASK_LEAVES {
        return false;
    }
    let near = |symbol: Symbol| matches!(symbol.class, Class::Gap | Class::Mask);
    let before = line.slice(line.skip_back(from, 0, MASK_REACH, near), from);
    let after = line.slice(to, line.skip(to, MASK_REACH, near));
    let masks = |symbols: &[Symbol]| symbols.iter().filter(|symbol| symbol.class == Class::Mask).count() >= MASK_MIN;
    masks(before) || masks(after)
}

/// Symbols looked at before a number for the link it is part of.
const LINK: usize = 160;

/// Whether the number stands in the path or query of a link.
pub(super) fn is_in_link(line: Line<'_>, from: usize) -> bool {
    if !matches!(line.before(from).code, '/' | '=' | '-' | '_' | '.' | '?' | '&' | '#') && !line.before(from).is_latin()
    {
        return false;
    }
    let (mut slash, mut scheme) = (false, false);
    let start = line.skip_back(from, 0, LINK, |symbol| symbol.is_graphic());
    for symbol in line.slice(start, from).iter().rev() {
        match symbol.code {
            '/' if slash => scheme = true,
            '/' => slash = true,
            '.' if slash => return true,
            _ => {}
        }
    }
    scheme
}
