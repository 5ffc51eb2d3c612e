//! The mask of an identifier: one star for each symbol that it hides, separators and all else as they stand. It knows
//! where an identifier stands from who found it.

use super::finding::Finding;
use super::fold::fold_into;
use super::plan;
use super::symbol::{Class, Line, NO_DIGIT, Symbol};
use super::{Kind, Masking, Redactor, email};
use crate::words::Word as _;

/// Digits in a domain from which on they are masked too: a number might stand there.
const DOMAIN_DIGITS: usize = 5;

/// Appends a text with what was found in it masked.
pub(super) fn write<'f>(
    text: &str,
    findings: impl Iterator<Item = &'f Finding>,
    redactor: &Redactor,
    out: &mut String,
) {
    let mut from = 0;
    for finding in findings {
        out.push_str(text.get(from..finding.start).unwrap_or_default());
        mask_into(text.get(finding.start..finding.end).unwrap_or_default(), finding, redactor, out);
        from = finding.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// Appends what stands in the place of an identifier.
pub(super) fn mask_into(identifier: &str, finding: &Finding, redactor: &Redactor, out: &mut String) {
    match &redactor.masking {
        Masking::Stars => stars_into(identifier, finding, redactor.rules.whole, out),
        Masking::Label => out.extend(["⟦", finding.kind.as_str(), "⟧"]),
        Masking::Token(key) => {
            out.extend(["⟦", finding.kind.as_str(), "-"]);
            key.name_into(identifier, finding.kind, out);
            out.push('⟧');
        }
    }
}

fn stars_into(identifier: &str, finding: &Finding, whole: bool, out: &mut String) {
    let mut symbols = vec![Symbol::EDGE; identifier.len()];
    let (count, _) = fold_into(identifier, 0, &mut symbols);
    let symbols = symbols.get_mut(..count).unwrap_or_default();
    hide(symbols, finding, whole);
    let mut from = 0;
    for symbol in symbols {
        let (start, end) = (symbol.start as usize, symbol.end() as usize);
        out.push_str(identifier.get(from..start).unwrap_or_default());
        match symbol.class {
            Class::Mask => out.push('*'),
            _ => out.push_str(identifier.get(start..end).unwrap_or_default()),
        }
        from = end;
    }
    out.push_str(identifier.get(from..).unwrap_or_default());
}

/// Puts masks in the place of the symbols of a finding that are hidden; of all of them when it is masked whole.
pub(super) fn hide(symbols: &mut [Symbol], finding: &Finding, whole: bool) {
    let all = finding.merged || whole;
    let secret = all || matches!(finding.kind, Kind::Password | Kind::UrlToken);
    let hidden = |symbol: &Symbol| {
        symbol.is_word()
            || (symbol.class == Class::Other && finding.kind == Kind::Plate)
            || (secret && symbol.is_graphic())
    };
    let line = Line::new(symbols);
    let total = symbols.iter().filter(|symbol| hidden(symbol)).count();
    let (head, tail) = if all { (0, 0) } else { visible(line, finding.kind, total) };
    let sign = if finding.kind == Kind::Email && !all { at_sign(line) } else { symbols.len() };
    let few = digits_from(line, sign) < DOMAIN_DIGITS;
    let mut i = 0;
    for (place, symbol) in symbols.iter_mut().enumerate() {
        if !hidden(symbol) && (place >= sign || finding.kind != Kind::Email) {
            continue;
        }
        let shown = i < head || i + tail >= total || (place >= sign && (few || !symbol.is_digit()));
        i += 1;
        if !shown {
            *symbol = Symbol { code: '*', class: Class::Mask, digit: NO_DIGIT, upper: false, traits: 0, ..*symbol };
        }
    }
}

/// Symbols left visible at the head and at the tail. Cards: the last four (PCI DSS 4.0.1, 3.4.1 allows no more than the
/// BIN and these). Social security numbers: the last four (Fed. R. Civ. P. 5.2(a)(1)). Mobile numbers of mainland China:
/// three and four (JR/T 0171-2020, annex A), others the last four, of short ones two. Accounts: the last four. Resident
/// ids: one and one. Plates: the province. All else is masked whole.
fn visible(line: Line<'_>, kind: Kind, total: usize) -> (usize, usize) {
    match kind {
        Kind::BankCard | Kind::UsSsn | Kind::Iban => (0, 4),
        Kind::BankAccount if total >= 9 => (0, 4),
        Kind::CnResidentId => (1, 1),
        Kind::Plate => (1, 0),
        Kind::Phone if total == 11 && is_mobile(line) => (3, 4),
        Kind::Phone if total >= 9 => (0, 4),
        Kind::Phone => (0, 2),
        _ => (0, 0),
    }
}

fn is_mobile(line: Line<'_>) -> bool {
    let mut digits = [0; 11];
    let symbols = line.slice(0, line.len());
    for (slot, symbol) in digits.iter_mut().zip(symbols.iter().filter(|symbol| symbol.is_word())) {
        *slot = symbol.digit;
    }
    plan::chinese_mobile(&digits).is_some() && line.at(0).code != '+'
}

/// Place of the last sign of an address: the at sign, or a word for it.
fn at_sign(line: Line<'_>) -> usize {
    let symbols = line.slice(0, line.len());
    let sign = symbols.iter().rposition(|symbol| symbol.code == '@');
    sign.or_else(|| (0..line.len()).rev().find(|at| email::sign(line, *at).is_some())).unwrap_or(line.len())
}

fn digits_from(line: Line<'_>, from: usize) -> usize {
    line.slice(from, line.len()).iter().filter(|symbol| symbol.is_digit()).count()
}
