//! The mask of an identifier: same length, same separators, and never an identifier again. It knows where an identifier
//! stands from who found it.

use super::Kind;
use super::email::SIGNS;
use super::fold::{Folded, fold, plain};
use super::plan;
use super::run::SHORTEST;

/// Appends the masked form of an identifier.
pub(super) fn mask_into(identifier: &str, kind: Kind, out: &mut String) {
    if kind == Kind::Email {
        return mask_email(identifier, out);
    }
    let count = identifier.chars().filter(|c| is_symbol(*c)).count();
    let (head, tail) = visible(identifier, kind, count);
    let mut i = 0;
    for character in identifier.chars() {
        if !is_symbol(character) {
            out.push(character);
            continue;
        }
        out.push(if i < head || i >= count - tail { character } else { '*' });
        i += 1;
    }
}

/// Symbols left visible at the head and at the tail. Cards: the last four (PCI DSS 4.0.1, 3.4.1 allows no more than the
/// BIN and these). Social security numbers: the last four (Fed. R. Civ. P. 5.2(a)(1)). Mobile numbers of mainland China:
/// three and four (JR/T 0171-2020, annex A), others the last four, of short ones two. Resident ids: one and one.
fn visible(identifier: &str, kind: Kind, count: usize) -> (usize, usize) {
    match kind {
        Kind::BankCard | Kind::UsSsn => (0, 4),
        Kind::CnResidentId => (1, 1),
        Kind::Phone if count == 11 && is_mobile(identifier) => (3, 4),
        Kind::Phone if count >= 9 => (0, 4),
        Kind::Phone | Kind::Email => (0, 2),
    }
}

fn is_mobile(identifier: &str) -> bool {
    let mut digits = [0; 11];
    let values = identifier.chars().filter_map(|c| match fold(c) {
        Folded::Digit(digit, _) => Some(digit),
        _ => None,
    });
    for (slot, value) in digits.iter_mut().zip(values) {
        *slot = value;
    }
    plan::chinese_mobile(&digits).is_some() && !identifier.starts_with(['+', '＋'])
}

fn is_symbol(character: char) -> bool {
    is_digit(character) || plain(character) == 'x'
}

fn is_digit(character: char) -> bool {
    matches!(fold(character), Folded::Digit(..))
}

/// An address keeps its domain, and the first character of a longer local part when it is a letter: a digit might go on a
/// number before it. A domain with enough digits for a number loses these.
fn mask_email(address: &str, out: &mut String) {
    let local = address.rfind(SIGNS).unwrap_or(address.len());
    let (local, domain) = address.split_at(local);
    let shown = |i: usize, c: char| i == 0 && c.is_alphabetic() && local.len() > c.len_utf8();
    out.extend(local.chars().enumerate().map(|(i, character)| if shown(i, character) { character } else { '*' }));
    let hidden = domain.chars().filter(|c| is_digit(*c)).count() >= SHORTEST;
    out.extend(domain.chars().map(|character| if hidden && is_digit(character) { '*' } else { character }));
}
