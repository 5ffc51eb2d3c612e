//! Where no identifier can begin: what every kind needs at least, tested by a few comparisons, so that most of a text is
//! passed over. It refuses alone, never finds; what it lets pass is read as it ever was. The reference reads every place
//! ([`Builder::thorough`](super::Builder::thorough)), and both must find the same.
//!
//! A finding is found at a place that is one of these; any other place is quiet:
//! - a digit, or a Chinese numeral, of whatever script: numbers, codes, dates, internet addresses;
//! - a letter right behind a character that is none, e.g. in `微信abc123`: values that a word names;
//! - a colon, an equals sign, or a space before a letter: the same, and IPv6;
//! - an at sign, or a bracket, separator or character that a word for it may begin with: e-mail;
//! - a character before a letter: plates.
//!
//! A run of digits is quiet as a whole when it is too short for every kind that its form alone tells, and no label beside
//! it names a kind that is as short.

use super::date;
use super::finding::Kind;
use super::index::NAMING;
use super::label::{self, Lookup};
use super::number::plus_before;
use super::run::{GAP_MAX, Run, has_two_lines};
use super::symbol::{Class, Line, NO_DIGIT, Symbol};
use super::words::HOTLINE;

/// The first place of a stretch that is not quiet.
pub(super) fn end(line: Line<'_>, from: usize, until: usize) -> usize {
    let mut at = from;
    while at < until && is_quiet(line, at) {
        at += 1;
    }
    at
}

fn is_quiet(line: Line<'_>, at: usize) -> bool {
    let symbol = line.at(at);
    match symbol.class {
        Class::Digit | Class::Numeral => false,
        Class::Letter => !matches!(line.before(at).class, Class::Other | Class::Numeral),
        Class::Mark | Class::Gap => match symbol.code {
            '@' | '(' | '[' | '{' | '<' | '=' | ':' => false,
            ' ' => line.at(at + 1).class != Class::Letter,
            '_' | '-' => line.at(at + 1).code != 'a',
            _ => true,
        },
        // A plate's letter stands two separators on at most.
        Class::Other => {
            !matches!(symbol.code, '艾' | '圈')
                && match line.at(at + 1).class {
                    Class::Letter => false,
                    Class::Gap => (2..=3).all(|on| line.at(at + on).class != Class::Letter),
                    _ => true,
                }
        }
        Class::Mask | Class::Edge => true,
    }
}

/// Digits of the shortest number that its form alone tells: [`super::claim`], [`super::phone`], [`super::plan`]. Behind a
/// plus sign it may be shorter, and begins with another rule.
const SHORTEST: usize = 9;

/// Whether the form of digits alone may tell what they are. Of eight digits one way to write a telephone number is known,
/// which begins with a zero.
pub(super) fn may_stand_alone(digits: &[u8], plus: bool) -> bool {
    plus || digits.len() >= SHORTEST || (digits.len() == SHORTEST - 1 && digits.first() == Some(&0))
}

/// Where a run of digits alone ends that holds nothing and begins nothing, told by few looks around it; none where more
/// must be known. Beside what [`digits_end`] asks: nothing before it may name a kind, nothing behind it opens a label, a
/// date or a sign, and an internet address has four groups.
pub(super) fn number_end(line: Line<'_>, at: usize, floor: usize) -> Option<usize> {
    let before = line.before(at);
    let plain = match before.class {
        Class::Other => true,
        Class::Mark => matches!(before.code, ':' | '=' | '"' | '\'' | ',' | '['),
        Class::Edge => at == 0,
        _ => false,
    };
    if !plain || at == floor && floor > 0 {
        return None;
    }
    let most = if line.at(at).digit == 0 { SHORTEST - 2 } else { SHORTEST - 1 };
    let (mut digits, mut from, mut groups) = (0, at, 0);
    let end = loop {
        let to = line.skip(from, SHORTEST, |symbol| symbol.class == Class::Digit);
        digits += to - from;
        groups += 1;
        if digits > most || groups > 3 || label::may_follow(line, to) {
            return None;
        }
        let gap = line.skip(to, GAP_MAX + 1, |symbol| symbol.class == Class::Gap);
        match line.at(gap).class {
            // A single digit leaves what is before it to name what is behind it.
            Class::Digit if gap > to && gap - to <= GAP_MAX && to - from > 1 => from = gap,
            Class::Digit | Class::Numeral | Class::Letter => return None,
            _ if opens_sign(line.at(gap).code) || parts_address(line, gap) => return None,
            _ => break to,
        }
    };
    let next = line.at(end);
    let dated = matches!(next.code, '年' | '月' | '년' | '월' | '号' | '號' | '일' | ',' | '日');
    if (dated && date::end(line, at).is_some_and(|to| label::may_follow(line, to))) || has_two_lines(line, at, end) {
        return None;
    }
    // `App还款`: a month's name may begin the word before.
    let word = line.skip_back(at, floor, 12, Symbol::is_alphabetic);
    let month = word < at && line.at(word).class != Class::Other;
    (!month && !label::may_be(&NAMING, line, at, floor)).then_some(end)
}

/// Whether an at sign may begin with a character, or it may stand in an address before one.
fn opens_sign(code: char) -> bool {
    matches!(code, '@' | '+' | '%' | '[' | '{' | '<' | '(' | '【' | '艾' | '圈' | '＠')
}

/// Whether figures of an internet address may go on behind a stop.
fn parts_address(line: Line<'_>, at: usize) -> bool {
    line.at(at).code == '。' && matches!(line.at(at + 1).class, Class::Digit | Class::Gap)
}

/// Where a run of digits alone ends that holds nothing; none where more must be known of it.
pub(super) fn digits_end(line: Line<'_>, at: usize, floor: usize, labels: &mut Lookup) -> Option<usize> {
    if at > floor && !matches!(line.before(at).class, Class::Other | Class::Mark | Class::Edge) {
        return None;
    }
    let most = if line.at(at).digit == 0 { SHORTEST - 2 } else { SHORTEST - 1 };
    let (mut digits, mut from) = (0, at);
    let end = loop {
        let to = line.skip(from, SHORTEST, |symbol| symbol.class == Class::Digit);
        digits += to - from;
        if digits > most || !is_unnamed(line, from, to, floor, labels) {
            return None;
        }
        let gap = line.skip(to, GAP_MAX + 1, |symbol| symbol.class == Class::Gap);
        match line.at(gap).class {
            Class::Digit if has_two_lines(line, to, gap) => break to,
            Class::Digit if gap > to && gap - to <= GAP_MAX => from = gap,
            Class::Digit | Class::Numeral | Class::Letter => return None,
            _ => break to,
        }
    };
    (line.before(at).code != '+').then_some(end)
}

/// Whether no label beside a group of digits names a kind that is as short as a run may be here.
fn is_unnamed(line: Line<'_>, from: usize, to: usize, floor: usize, labels: &mut Lookup) -> bool {
    labels
        .before(line, from, floor)
        .is_none_or(|label| label.names & !HOTLINE == 0 || shortest(label.names) >= SHORTEST)
        && label::after(line, to).is_none()
}

/// Whether a run holds nothing.
pub(super) fn is_run(line: Line<'_>, run: &Run, floor: usize, labels: &mut Lookup) -> bool {
    let (mut digits, mut symbols, mut words) = (0, 0, 0);
    let mut first = None;
    for group in run.groups() {
        let letters = group.class == Class::Letter;
        words += usize::from(letters);
        symbols += group.len();
        if !letters || line.slice(group.from, group.to).iter().all(|symbol| symbol.digit != NO_DIGIT) {
            digits += group.len();
            first = first.or(Some(line.at(group.from).digit));
        }
    }
    if digits >= SHORTEST || (digits == SHORTEST - 1 && first == Some(0)) || may_be_code(run, words, symbols) {
        return false;
    }
    run.groups().iter().all(|group| {
        let label = labels.before(line, group.from, floor);
        let named = label.map_or(0, |label| label.names & !HOTLINE);
        (named == 0 || symbols < shortest(named))
            && plus_before(line, group.from, floor).is_none()
            && (symbols < 4 || label::after(line, group.to).is_none())
    })
}

/// Whether letters and digits of a run may be an identifier that its form alone tells: they have two groups of letters
/// or more, or one of two letters at most before six digits, or are an IBAN's or credit code's length.
fn may_be_code(run: &Run, words: usize, symbols: usize) -> bool {
    let short = || run.groups().iter().any(|group| group.class == Class::Letter && group.len() <= 2);
    words > 0 && symbols >= 8 && (words > 1 || symbols >= 15 || short())
}

/// Symbols of the shortest identifier of some kinds.
fn shortest(kinds: u64) -> usize {
    const CARD: u64 = Kind::BankCard.bit();
    const PHONE: u64 = Kind::Phone.bit();
    match kinds {
        CARD => 12,
        PHONE => 7,
        _ => 3,
    }
}
