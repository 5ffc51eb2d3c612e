//! E-mail addresses, read outwards from the at sign: RFC 5321's dot-string as it is used (4.1.2), at most 64 characters
//! before it and 255 after it (4.5.3.1). Quoted local parts and address literals are no one's.

use super::fold::{Folded, fold, is_invisible, plain};
use super::{Disguise, Disguises, Evidence, Finding, Kind};

/// The at sign and its wide and small forms.
pub(super) const SIGNS: [char; 3] = ['@', '＠', '﹫'];
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;
/// Characters of the longest top-level domain in use (RFC 1035, 2.3.4 allows 63).
const TOP_MAX: usize = 24;

/// The address around an at sign, if it is one. `at` is the byte offset of the sign, `sign` the sign itself; the address
/// begins at `floor` or later.
pub(super) fn around(text: &str, floor: usize, at: usize, sign: char) -> Option<Finding> {
    let mut disguises = if sign == '@' { Disguises::NONE } else { Disguises::NONE.with(Disguise::Width) };
    let start = floor + local_start(text.get(floor..at)?, &mut disguises)?;
    let mut end = domain_end(text, at + sign.len_utf8(), &mut disguises)?;
    // `a@b.co@c.co`, `a@b.co+@c.co`: all of it, lest the rest read as another address once this one is masked.
    while let Some(from) = next_domain(text, end) {
        let Some(further) = domain_end(text, from, &mut disguises) else { break };
        end = further;
    }
    Some(Finding { start, end, kind: Kind::Email, evidence: Evidence::Shape, disguises })
}

/// Where another domain begins, when a sign follows that no local part of its own stands before.
fn next_domain(text: &str, end: usize) -> Option<usize> {
    let joins = |c: char| is_invisible(c) || matches!(plain(c), '.' | '-' | '+' | '%' | '\'');
    let rest = text.get(end..)?.trim_start_matches(joins);
    let sign = rest.chars().next().filter(|c| SIGNS.contains(c))?;
    Some(text.len() - rest.len() + sign.len_utf8())
}

/// Where the local part begins. One that is too long is cut where no number goes on.
fn local_start(before: &str, disguises: &mut Disguises) -> Option<usize> {
    let (mut start, mut uncut) = (None, None);
    let mut seen = *disguises;
    for (i, (offset, character)) in before.char_indices().rev().enumerate() {
        if i == LOCAL_MAX {
            return uncut;
        }
        if is_invisible(character) {
            seen = seen.with(Disguise::Invisible);
            continue;
        }
        let digit = matches!(fold(character), Folded::Digit(..));
        let folded = if digit { '0' } else { plain(character) };
        if !(folded.is_ascii_alphanumeric() || matches!(folded, '.' | '_' | '-' | '+' | '%' | '\'')) {
            break;
        }
        if !character.is_ascii() {
            seen = seen.with(Disguise::Width);
        }
        if folded.is_ascii_alphanumeric() || folded == '_' {
            start = Some(offset);
            uncut = if digit { uncut } else { start };
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
