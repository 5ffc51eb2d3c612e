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

use super::claim::{self, Holds};
use super::code;
use super::date;
use super::finding::Kind;
use super::label::{self, Label, Lookup};
use super::lexicon::SPECIAL;
use super::number::plus_before;
use super::run::{GAP_MAX, Group, LETTERS_MAX, Number, Run, has_two_lines};
use super::symbol::{Class, Line, NO_DIGIT, Symbol};
use super::words::HOTLINE;
use super::{context, phone, secret};

/// The first place of a stretch that is not quiet.
pub(super) fn end(line: Line<'_>, from: usize, until: usize) -> usize {
    let mut before = line.class(from.wrapping_sub(1));
    let stretch = line.slice(from, until).iter().enumerate();
    let quiet = stretch.take_while(|(i, symbol)| {
        let quiet = is_quiet(line, from + i, **symbol, before);
        before = symbol.class;
        quiet
    });
    from + quiet.count()
}

fn is_quiet(line: Line<'_>, at: usize, symbol: Symbol, before: Class) -> bool {
    match symbol.class {
        Class::Other if symbol.may(SPECIAL) => false,
        Class::Other => match line.class(at + 1) {
            Class::Letter => false,
            // A plate's letter stands two separators on at most.
            Class::Gap => line.class(at + 2) != Class::Letter && line.class(at + 3) != Class::Letter,
            _ => true,
        },
        Class::Digit | Class::Numeral => false,
        Class::Letter => !matches!(before, Class::Other | Class::Numeral),
        Class::Mark | Class::Gap => match symbol.code {
            '@' | '(' | '[' | '{' | '<' | '=' | ':' => false,
            ' ' => line.class(at + 1) != Class::Letter,
            '_' | '-' => line.at(at + 1).code != 'a',
            _ => true,
        },
        Class::Mask | Class::Edge => true,
    }
}

/// Where a short number ends that holds nothing and begins nothing, told by few looks around it; none where more must be
/// known: too few digits for what a form alone tells, no label that names a kind on either side, no date with a word for
/// birth, no sign of an address, no letters that it may be a code with.
pub(super) fn short_number(line: Line<'_>, at: usize, floor: usize, labels: &mut Lookup) -> Option<usize> {
    let (word, codes) = word_before(line, at, floor)?;
    let most = claim::shortest(line.at(at).digit) - 1;
    let (mut digits, mut from, mut groups) = (0, at, 0);
    let (end, next) = loop {
        let to = line.skip(from, most + 1, |symbol| symbol.class == Class::Digit);
        digits += to - from;
        groups += 1;
        if digits > most || groups > 3 || codes >> (word + digits) & 1 == 1 || label::after(line, to).is_some() {
            return None;
        }
        let gap = line.skip(to, GAP_MAX + 1, |symbol| symbol.class == Class::Gap);
        match line.at(gap).class {
            // A single digit leaves what is before it to name what is behind it.
            Class::Digit if gap > to && gap - to <= GAP_MAX && to - from > 1 => from = gap,
            Class::Digit | Class::Numeral => return None,
            Class::Letter if codes >> (word + digits) > 1 || !is_word(line, to, gap) => return None,
            _ if opens_sign(line.at(gap).code) || parts_address(line, gap) => return None,
            _ => break (to, gap),
        }
    };
    let dated = matches!(line.at(next).code, '年' | '月' | '년' | '월' | '号' | '號' | '일' | ',' | '日' | 'º' | 'ª')
        || line.class(next) == Class::Letter;
    if (digits == 8 && code::lengths(line, at) != 0)
        || (dated && date::end(line, at).is_some_and(|to| label::after(line, to).is_some()))
        || has_two_lines(line, at, end)
        || is_behind_month(line, at, floor)
    {
        return None;
    }
    labels.naming(line, at, floor, u64::MAX).is_none().then_some(end)
}

/// Letters of the word before a number that a code may begin with, and the lengths of such codes; none where it isn't parted
/// from what stands before it by a space or a mark, or more must be known of that.
fn word_before(line: Line<'_>, at: usize, floor: usize) -> Option<(usize, u64)> {
    match line.before(at).class {
        _ if at == floor && floor > 0 => None,
        Class::Other => Some((0, 0)),
        Class::Mark => matches!(line.before(at).code, ':' | '=' | '"' | '\'' | ',' | '[').then_some((0, 0)),
        Class::Edge => (at == 0).then_some((0, 0)),
        Class::Gap if is_free(line, at, floor) => {
            let end = line.skip_back(at, floor, GAP_MAX, |symbol| symbol.class == Class::Gap);
            let word = line.skip_back(end, floor, LETTERS_MAX + 1, |symbol| symbol.class == Class::Letter);
            match end - word {
                0 => (line.before(end).code != '+' && end > floor).then_some((0, 0)),
                1 => None,
                2..=LETTERS_MAX if line.before(word).is_latin() => None,
                2..=LETTERS_MAX
                    if line.slice(word + 1, end).iter().any(|symbol| symbol.upper) && !is_upper(line, word, end) =>
                {
                    None
                }
                len @ 2..=LETTERS_MAX => Some((len, code::lengths(line, word))),
                _ => Some((0, 0)),
            }
        }
        _ => None,
    }
}

/// Whether a number behind a separator is no part of a value that a word names.
fn is_free(line: Line<'_>, at: usize, floor: usize) -> bool {
    match line.before(at).code {
        ' ' | '\n' => true,
        '/' | '-' | '_' => {
            let before = line.skip_back(at, floor, GAP_MAX, |symbol| symbol.class == Class::Gap);
            !line.before(before).is_digit() && !label::may_name(line, secret::start(line, at, floor), floor)
        }
        _ => false,
    }
}

/// Whether all letters of a word are upper-case: else it is read in parts.
fn is_upper(line: Line<'_>, from: usize, to: usize) -> bool {
    line.slice(from, to).iter().all(|symbol| symbol.upper)
}

/// Whether a word follows a number that is no part of it nor leads to another: behind a space, of more than single letters,
/// and no word for the at sign.
fn is_word(line: Line<'_>, end: usize, word: usize) -> bool {
    let to = line.skip(word, 16, |symbol| symbol.class == Class::Letter);
    line.slice(end, word).iter().any(|symbol| matches!(symbol.code, ' ' | '\n'))
        && line.slice(word, to).windows(2).any(|two| matches!(two, [one, other] if one.upper == other.upper))
        && !line.at(to).is_digit()
        && !line.has(word, "at")
}

/// Whether a month's name may begin the word before a number.
fn is_behind_month(line: Line<'_>, at: usize, floor: usize) -> bool {
    let end = line.skip_back(at, floor, 2, |symbol| matches!(symbol.code, ' ' | '.'));
    let word = line.skip_back(end, floor, 12, Symbol::is_alphabetic);
    word < at && (date::is_month(line, word) || line.at(word).class == Class::Numeral)
}

/// Whether an at sign may begin with a character, or it may stand in an address before one.
fn opens_sign(code: char) -> bool {
    matches!(code, '@' | '+' | '%' | '[' | '{' | '<' | '(' | '【' | '艾' | '圈' | '＠')
}

/// Whether figures of an internet address may go on behind a stop.
fn parts_address(line: Line<'_>, at: usize) -> bool {
    line.at(at).code == '。' && matches!(line.at(at + 1).class, Class::Digit | Class::Gap)
}

/// Whether a run holds nothing: none of its groups begins an identifier, by the lengths of what a label beside it names and
/// by its own form.
pub(super) fn is_run(line: Line<'_>, run: &Run, floor: usize, labels: &mut Lookup) -> bool {
    // A number may end with letters that look like digits.
    let told_behind = |group: &Group| group.is_number(line) && label::after(line, group.to).is_some();
    let mut served = 0;
    let mut begins = |(first, group): (usize, &Group)| may_begin(line, run, first, *group, floor, labels, &mut served);
    !run.groups().iter().any(told_behind) && !run.groups().iter().take(run.starts).enumerate().any(&mut begins)
}

/// Whether something may begin with a group. A business's number that a label names keeps all before the place `served`.
fn may_begin(
    line: Line<'_>,
    run: &Run,
    first: usize,
    group: Group,
    floor: usize,
    labels: &mut Lookup,
    served: &mut usize,
) -> bool {
    if run.is_letters(first) && !run.is_joined(first) {
        // Codes for one use are in one piece.
        return code::may_begin(line, run, first, !Kind::Otp.bit());
    }
    if plus_before(line, group.from, floor).is_some() {
        return true;
    }
    // Digits before it have whatever label there is.
    let behind =
        run.group(first.wrapping_sub(1)).is_some_and(|before| before.class == Class::Digit && before.len() > 1);
    let named = if behind { None } else { labels.naming(line, group.from, floor, u64::MAX) };
    let mut names = named.map_or(0, |label| label.names & !HOTLINE);
    if code::may_begin(line, run, first, names) {
        return true;
    }
    if names & Kind::Phone.bit() != 0
        && group.from >= *served
        && let Some(end) = service_end(line, run, first)
    {
        *served = end;
    }
    if group.from < *served {
        names &= !Kind::Phone.bit();
        if names == 0 && run.is_digits(first.wrapping_sub(1)) && run.len_from(first) < RESIDENT {
            return false;
        }
    }
    let mut stays = || !behind && labels.before(line, group.from, floor).is_some_and(Label::stays);
    run.may_begin(first) && begins_number(line, run, first, names, &mut stays)
}

/// Digits of a resident id before its check character.
const RESIDENT: usize = 17;

/// Where the longest number of a business ends that begins with a group.
fn service_end(line: Line<'_>, run: &Run, first: usize) -> Option<usize> {
    let (mut number, mut end) = (Number::new(), None);
    for (last, group) in run.groups().iter().enumerate().skip(first) {
        let parted = run.is_letters(last) && !(last > first && run.is_joined(last - 1));
        if parted || context::is_left_by_mask(line, group.from, group.to) || !number.extend(line, *group) {
            break;
        }
        let holds = Holds::of(line, run, first, last, &number, false);
        if (holds.whole || number.len() >= 8) && phone::is_service(&number, false) {
            end = Some(number.to);
        }
    }
    end
}

/// Whether a number may begin with a group.
fn begins_number(line: Line<'_>, run: &Run, first: usize, names: u64, stays: &mut dyn FnMut() -> bool) -> bool {
    let begins_with = run.group(first).map_or(NO_DIGIT, |group| line.at(group.from).digit);
    let (lengths, shortest) = (claim::lengths(names), claim::shortest(begins_with));
    if lengths == 0 && run.len_from(first) < shortest {
        return false;
    }
    let mut number = Number::new();
    for (last, group) in run.groups().iter().enumerate().skip(first) {
        let parted = run.is_letters(last) && last > first && !run.is_joined(last - 1);
        if parted || !number.extend(line, *group) {
            return false;
        }
        let len = number.len();
        if !run.may_end(last) {
            continue;
        }
        let holds = || Holds::of(line, run, first, last, &number, false);
        if lengths >> len & 1 == 1
            || (matches!(len, 17 | 18) && claim::is_resident(number.digits().get(..RESIDENT).unwrap_or_default()))
            || (len >= shortest && claim::stands_alone(&number, holds()) && !stays())
        {
            return true;
        }
    }
    false
}
