//! E-mail addresses, read outwards from the at sign: RFC 5321's dot-string as it is used (4.1.2), at most 64 characters
//! before it and 255 after it (4.5.3.1). Quoted local parts and address literals are no one's.

use super::fold::{is_invisible, plain};
use super::{Disguise, Disguises, Evidence, Finding, Kind};

const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;
/// Characters of the longest top-level domain in use (RFC 1035, 2.3.4 allows 63).
const TOP_MAX: usize = 24;

/// The address around an at sign, if it is one. `at` is the byte offset of the sign, `sign` the sign itself.
pub(super) fn around(text: &str, at: usize, sign: char) -> Option<Finding> {
    let mut disguises = if sign == '@' { Disguises::NONE } else { Disguises::NONE.with(Disguise::Width) };
    let start = local_start(text.get(..at)?, &mut disguises)?;
    let end = domain_end(text, at + sign.len_utf8(), &mut disguises)?;
    Some(Finding { start, end, kind: Kind::Email, evidence: Evidence::Shape, disguises })
}

/// Where the local part begins.
fn local_start(before: &str, disguises: &mut Disguises) -> Option<usize> {
    let mut start = None;
    let mut seen = *disguises;
    for (offset, character) in before.char_indices().rev().take(LOCAL_MAX) {
        if is_invisible(character) {
            seen = seen.with(Disguise::Invisible);
            continue;
        }
        let folded = plain(character);
        if !(folded.is_ascii_alphanumeric() || matches!(folded, '.' | '_' | '-' | '+' | '%' | '\'')) {
            break;
        }
        if !character.is_ascii() {
            seen = seen.with(Disguise::Width);
        }
        if folded.is_ascii_alphanumeric() || folded == '_' {
            start = Some(offset);
            *disguises = seen;
        } else if start.is_none() && folded == '.' {
            return None;
        }
    }
    start
}

/// Where the domain ends: labels of letters, digits and hyphens, the last of letters alone.
fn domain_end(text: &str, from: usize, disguises: &mut Disguises) -> Option<usize> {
    let (mut end, mut label, mut letters, mut dots) = (None, 0, 0, 0);
    let mut seen = *disguises;
    for (offset, character) in text.get(from..)?.char_indices().take(DOMAIN_MAX) {
        if is_invisible(character) {
            seen = seen.with(Disguise::Invisible);
            continue;
        }
        match plain(character) {
            folded if folded.is_ascii_alphanumeric() => {
                label += 1;
                letters += usize::from(folded.is_ascii_alphabetic());
            }
            '-' if label > 0 => label += 1,
            '.' if label > 0 => (label, letters, dots) = (0, 0, dots + 1),
            _ => break,
        }
        if !character.is_ascii() {
            seen = seen.with(Disguise::Width);
        }
        if dots > 0 && letters == label && (2..=TOP_MAX).contains(&letters) {
            end = Some(from + offset + character.len_utf8());
            *disguises = seen;
        }
    }
    // `icon@2x.png` is a file.
    let scale = text.get(from..)?.strip_prefix(|c: char| c.is_ascii_digit());
    end.filter(|_| !scale.is_some_and(|rest| rest.starts_with("x.")))
}
