//! Internet addresses: IPv4 in four decimal parts (RFC 3986, 3.2.2) and IPv6 (RFC 4291, 2.2). What may be a version of a
//! program is none.

use core::net::Ipv6Addr;

use super::run::byte;
use super::symbol::{Class, Line};

/// How much the parts of an address say that it is one: versions are made of small parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Nothing: it may be a version.
    Version,
    /// Enough where no word says otherwise.
    Address,
    /// Enough beside such a word too: it begins with a large part.
    Large,
}

/// Where the IPv4 address that begins at a place ends, and how much it looks like one.
pub(super) fn v4_end(line: Line<'_>, at: usize) -> Option<(usize, Look)> {
    let mut from = at;
    let (mut largest, mut first) = (0, 0);
    for part in 0..4 {
        let (value, count, end) = part_end(line, from);
        let leading_zero = count > 1 && line.at(from).digit == 0;
        if count == 0 || count > 3 || value > 255 || leading_zero {
            return None;
        }
        largest = largest.max(value);
        if part == 0 {
            first = value;
        }
        if part == 3 {
            let dot = line.at(end).code == '.' && line.at(end + 1).is_word();
            let goes_on = dot || line.at(end).is_latin() || line.at(end).code == '-' && line.at(end + 1).is_word();
            let look = match largest {
                _ if first >= LARGE => Look::Large,
                20.. => Look::Address,
                _ if first == 10 => Look::Address,
                _ => Look::Version,
            };
            return (!goes_on).then_some((end, look));
        }
        from = dot_end(line, end)?;
    }
    None
}

/// From here on a first part is larger than that of a version whose other parts are a byte each.
const LARGE: u32 = 30;

/// The value of a part, its digits, and where it ends; digits may be spelt out with spaces between them.
fn part_end(line: Line<'_>, from: usize) -> (u32, usize, usize) {
    let (mut value, mut count, mut at) = (0, 0, from);
    let spelt = line.at(from + 1).code == ' ';
    while count < 4 && line.at(at).class == Class::Digit {
        (value, count, at) = (value * 10 + u32::from(line.at(at).digit), count + 1, at + 1);
        if spelt && line.at(at).code == ' ' && line.at(at + 1).class == Class::Digit {
            at += 1;
        }
    }
    (value, count, at)
}

/// Where the dot between two parts ends: `.`, `[.]`, `(.)`, `。`.
fn dot_end(line: Line<'_>, at: usize) -> Option<usize> {
    let is_dot = |at: usize| matches!(line.at(at).code, '.' | '。' | '·');
    match line.at(at).code {
        '[' | '(' if is_dot(at + 1) && matches!(line.at(at + 2).code, ']' | ')') => Some(at + 3),
        ' ' if is_dot(at + 1) => Some(at + 2 + usize::from(line.at(at + 2).code == ' ')),
        _ if is_dot(at) && line.at(at + 1).code == '\n' => Some(at + 2),
        '\n' if is_dot(at + 1) => Some(at + 2),
        _ if is_dot(at) => Some(at + 1),
        _ => None,
    }
}

/// Characters of the longest IPv6 address, with an IPv4 address at its end.
const V6_MAX: usize = 45;

/// The IPv6 address around a colon.
pub(super) fn v6_around(line: Line<'_>, colon: usize, floor: usize) -> Option<(usize, usize)> {
    // Three of them are in no address.
    if colon > floor && line.before(colon).code == ':' && line.at(colon + 1).code == ':' {
        return None;
    }
    let part = |code: char| code.is_ascii_hexdigit() || code == ':' || code == '.';
    let from = line.skip_back(colon, floor, V6_MAX, |symbol| part(symbol.code));
    let mut to = line.skip(colon, V6_MAX, |symbol| part(symbol.code));
    while to > colon
        && matches!(line.before(to).code, '.' | ':')
        && !(line.before(to).code == ':' && line.at(to.wrapping_sub(2)).code == ':')
    {
        to -= 1;
    }
    if line.before(from).is_latin() || line.at(to).is_latin() || to - from > V6_MAX || to - from < 6 {
        return None;
    }
    let mut bytes = [0; V6_MAX];
    for (slot, symbol) in bytes.iter_mut().zip(line.slice(from, to)) {
        *slot = byte(*symbol);
    }
    let digits = line.slice(from, to).iter().filter(|symbol| symbol.class == Class::Digit).count();
    let text = std::str::from_utf8(bytes.get(..to - from)?).ok()?;
    (digits > 1 && text.parse::<Ipv6Addr>().is_ok()).then_some((from, to))
}
