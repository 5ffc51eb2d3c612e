//! Looks up the words of a line beside a number, through the tables of [`super::lexicon`], and only where a reader asks. It
//! knows what words mean, not what numbers are.

use super::finding::Kind;
use super::lexicon::{ALL, ByHead, CLAUSE, COPULA, FILLER, HEAD, INDEX, Key, LINK, NAMED, NAMING, TAIL, UNIT};
use super::symbol::{Class, Line, Symbol};
use super::words::{BORN, COPULAS, FILLERS, HOTLINE, LABELS, LINKS, STOPS, UNITS};

/// A label before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// The kinds it names; none when it says that the number stays.
    pub(super) names: u64,
    /// Symbols from its end to the number.
    pub(super) distance: usize,
    /// Whether only marks and words like `no.` stand between it and the number.
    pub(super) near: bool,
    /// Whether a colon or a word like `is` leads to the number.
    pub(super) linked: bool,
}

impl Label {
    /// Whether it says that the number is something that must stay.
    pub(super) const fn stays(self) -> bool {
        self.names == 0 && self.near
    }
}

/// The last label that was looked up: readers of one place ask for the same one.
pub(super) struct Lookup {
    /// The place it was asked for, and the floor.
    asked: (usize, usize),
    label: Option<Label>,
}

impl Lookup {
    /// None was looked up yet.
    pub(super) const NONE: Self = Self { asked: (usize::MAX, 0), label: None };

    /// The nearest label that ends before `at`, as [`before`] tells it.
    pub(super) fn before(&mut self, line: Line<'_>, at: usize, floor: usize) -> Option<Label> {
        if self.asked != (at, floor) {
            *self = Self { asked: (at, floor), label: before(line, at, floor) };
        }
        self.label
    }

    /// The same, if it names one of some kinds.
    pub(super) fn naming(&mut self, line: Line<'_>, at: usize, floor: usize, kinds: u64) -> Option<Label> {
        if !may_name(line, at, floor) {
            return None;
        }
        self.before(line, at, floor).filter(|label| label.names & kinds & !HOTLINE != 0)
    }
}

/// Symbols of the longest label, with its separators.
const LONGEST: usize = 40;
/// Symbols that may stand between a label and its number.
pub(super) const FREE: usize = 24;

/// The nearest label that ends before `at`, in the same clause and behind any other number.
pub(super) fn before(line: Line<'_>, at: usize, floor: usize) -> Option<Label> {
    let from = floor.max(at.saturating_sub(FREE));
    let mut lone_digit = true;
    let mut inner = line.at(at).class == Class::Letter;
    for (i, last) in line.slice(from, at).iter().enumerate().rev() {
        let (end, letter) = (from + i + 1, last.class == Class::Letter);
        if last.may(TAIL)
            && !(letter && inner)
            && let Some((names, begin)) = ending_at(line, end, floor)
        {
            let (names, end) = of_card(line, names, begin, end, floor);
            return Some(Label {
                names,
                distance: at - end,
                near: is_filler(line, end, at),
                linked: is_linked(line, at),
            });
        }
        inner = letter;
        match last.class {
            Class::Letter => {}
            // `手机1：`: one digit may number the label.
            Class::Digit if lone_digit && !line.before(end - 1).is_latin() => lone_digit = false,
            Class::Digit | Class::Mask | Class::Edge => return None,
            _ if is_clause_end(line, end - 1) => return None,
            _ => {}
        }
    }
    None
}

/// Whether the label before a place may name a kind. Says no only where [`before`] finds none that does.
pub(super) fn may_name(line: Line<'_>, at: usize, floor: usize) -> bool {
    let from = floor.max(at.saturating_sub(FREE));
    let mut behind = line.class(at);
    for (i, last) in line.slice(from, at).iter().enumerate().rev() {
        if last.may(NAMING)
            && !(last.class == Class::Letter && behind == Class::Letter)
            && NAMED.may_end(codes_before(line, from + i + 1))
        {
            return true;
        }
        let parts = match last.class {
            Class::Digit => line.before(from + i).is_latin(),
            Class::Mark | Class::Other => last.may(CLAUSE) && matches!(last.code, ',' | ';' | '!' | '?' | '。' | '、'),
            class => class == Class::Mask,
        };
        if parts {
            return false;
        }
        behind = last.class;
    }
    false
}

/// `CVV do cartão`, `expiry of my card`: what is said of a card is named by the word before it.
fn of_card(line: Line<'_>, names: u64, begin: usize, end: usize, floor: usize) -> (u64, usize) {
    const OF: u64 = Kind::Cvv.bit() | Kind::CardExpiry.bit() | Kind::Otp.bit();
    const CARD: u64 = Kind::BankCard.bit();
    const PHONE: u64 = Kind::Phone.bit();
    let from = line.skip_back(begin, floor, 16, |symbol| !matches!(symbol.class, Class::Mask | Class::Digit));
    let other =
        || (from + 1..begin).rev().find_map(|at| ending_at(line, at, floor).filter(|(names, _)| names & OF != 0));
    match names {
        CARD | PHONE => (names | other().map_or(0, |(of, _)| of & OF), end),
        _ => (names, end),
    }
}

/// Whether a colon or a word like `is` stands right before a place.
fn is_linked(line: Line<'_>, at: usize) -> bool {
    let end = line.skip_back(at, 0, 3, |symbol| {
        symbol.code == ' ' || is_bracket(symbol.code) || matches!(symbol.code, '"' | '\'')
    });
    if matches!(line.before(end).code, ':' | '=') {
        return true;
    }
    line.before(end).may(COPULA)
        && COPULAS.iter().any(|word| {
            let from = end.wrapping_sub(word.chars().count());
            line.has(from, word) && !(line.at(from).class == Class::Letter && line.before(from).class == Class::Letter)
        })
}

/// The longest label that ends at a place: what it names, and where it begins.
pub(super) fn ending_at(line: Line<'_>, end: usize, floor: usize) -> Option<(u64, usize)> {
    let last = line.before(end);
    let next = line.at(end);
    // `vérification`: an accent doesn't end a word.
    let inside = next.class == Class::Letter || matches!(next.code, 'à'..='ɏ');
    if !last.may(TAIL) || (last.class == Class::Letter && inside) {
        return None;
    }
    if !ALL.may_end(codes_before(line, end)) {
        return None;
    }
    let mut best: Option<(u64, usize)> = None;
    let mut key = Key::NONE;
    for code in codes_before(line, end).take(Key::LONGEST) {
        key = key.with(code);
        for (group, word) in key.bucket().map_or(&[][..], |bucket| INDEX.bucket(bucket)) {
            let labels = LABELS.get(usize::from(*group))?;
            let Some(word) = labels.words.get(usize::from(*word)) else { continue };
            if let Some(begin) = begins(line, end, floor, word)
                && best.is_none_or(|(_, other)| begin < other)
            {
                best = Some((labels.names, begin));
            }
        }
    }
    best
}

/// The characters before a place, separators left out, the last first.
fn codes_before(line: Line<'_>, end: usize) -> impl Iterator<Item = char> {
    let symbols = line.slice(end.saturating_sub(LONGEST), end).iter().rev();
    symbols.filter(|symbol| symbol.class != Class::Gap).map(|symbol| symbol.code)
}

/// Where a word that ends at `end` begins, if it stands there whole.
fn begins(line: Line<'_>, end: usize, floor: usize, word: &str) -> Option<usize> {
    let mut at = end;
    for character in word.chars().rev() {
        if character == ' ' {
            at = line.skip_back(at, floor, 3, |symbol| symbol.class == Class::Gap);
            continue;
        }
        if at <= floor || line.before(at).code != character {
            return None;
        }
        at -= 1;
    }
    let whole = !(line.at(at).class == Class::Letter && at > floor && line.before(at).class == Class::Letter);
    // `…@qq.com`: a word in a domain is no label.
    let domain = line.before(at).code == '@' || (line.at(end).code == '.' && line.at(end + 1).class == Class::Letter);
    (whole && !domain && end - at <= LONGEST).then_some(at)
}

/// Whether only marks and fillers stand between two places.
fn is_filler(line: Line<'_>, from: usize, to: usize) -> bool {
    let mut at = from;
    while at < to {
        let symbol = line.at(at);
        if matches!(symbol.class, Class::Gap | Class::Mark | Class::Digit) || is_bracket(symbol.code) {
            at += 1;
            continue;
        }
        if !symbol.may(FILLER) {
            return false;
        }
        let longest =
            FILLERS_BY_HEAD.beginning(symbol.code).filter(|filler| line.has(at, filler)).filter_map(|filler| {
                let len = filler.chars().count();
                let end = at + len;
                let parted = !(line.at(end).class == Class::Letter && line.before(end).class == Class::Letter);
                (end <= to && parted).then_some(len)
            });
        match longest.max() {
            Some(len) => at += len,
            None => return false,
        }
    }
    true
}

static FILLERS_BY_HEAD: ByHead<{ FILLERS.len() }> = ByHead::of(FILLERS);
static UNITS_BY_HEAD: ByHead<{ UNITS.len() }> = ByHead::of(UNITS);
static LINKS_BY_HEAD: ByHead<{ LINKS.len() }> = ByHead::of(LINKS);

fn is_bracket(code: char) -> bool {
    matches!(
        code,
        '【' | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '〔'
            | '〕'
            | '《'
            | '》'
            | '«'
            | '»'
            | '＃'
            | '→'
            | '➡'
            | '–'
    )
}

/// Whether a clause ends with this symbol.
pub(super) fn is_clause_end(line: Line<'_>, at: usize) -> bool {
    let symbol = line.at(at);
    // `tel. 030`, `geb. 12.03.`: short words are abbreviations.
    symbol.may(CLAUSE) && STOPS.iter().any(|stop| stop.starts_with(symbol.code))
        || symbol.code == '.'
            && line.at(at + 1).code == ' '
            && at - line.skip_back(at, 0, 5, |symbol| symbol.class == Class::Letter) == 5
}

/// Whether a unit of amounts follows at a place, behind a space or bracket at most.
pub(super) fn is_unit(line: Line<'_>, at: usize) -> bool {
    let at = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '('));
    let first = line.at(at);
    if matches!(first.class, Class::Edge | Class::Digit | Class::Mask) || !first.may(UNIT) {
        return false;
    }
    UNITS_BY_HEAD.beginning(first.code).any(|unit| {
        line.has(at, unit) && {
            let end = at + unit.chars().count();
            !(first.class == Class::Letter && line.at(end).class == Class::Letter)
        }
    })
}

/// Whether a sign or code of a currency stands before a place.
pub(super) fn is_currency(line: Line<'_>, at: usize) -> bool {
    let end = line.skip_back(at, 0, 2, |symbol| symbol.code == ' ');
    let sign: Symbol = line.before(end);
    matches!(sign.code, '¥' | '￥' | '$' | '€' | '£' | '₹' | '₩')
}

/// Whether what stands after a number may lead to a label. Says no only where [`after`] finds none.
pub(super) fn may_follow(line: Line<'_>, at: usize) -> bool {
    let first = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '日' | ','));
    line.before(first).code == '(' || line.at(first).may(LINK)
}

/// The label after a number that one of the words that link them leads to: `123456 is your code`.
pub(super) fn after(line: Line<'_>, at: usize) -> Option<Label> {
    if !may_follow(line, at) {
        return None;
    }
    let first = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '日' | ','));
    let mut from = first;
    let mut links = 0;
    while let Some(link) = LINKS_BY_HEAD.beginning(line.at(from).code).find(|link| {
        let end = from + link.chars().count();
        line.has(from, link) && !(line.before(end).class == Class::Letter && line.at(end).class == Class::Letter)
    }) {
        from = line.skip(from + link.chars().count(), 2, |symbol| matches!(symbol.code, ' ' | '(' | '"'));
        links += 1;
        if links > 3 {
            break;
        }
    }
    let bracket = line.before(first).code == '(';
    if line.at(first).may(LINK)
        && let Some(word) = BORN.iter().find(|word| line.has(first, word))
        && !matches!(
            line.at(first + word.chars().count()).code,
            '效' | '成' | '产' | '產' | '活' | '意' | '命' | '态' | '성' | '산' | '활'
        )
    {
        return Some(Label { names: Kind::DateOfBirth.bit(), distance: 0, near: true, linked: true });
    }
    if (links == 0 && !bracket) || !line.at(from).may(HEAD) {
        return None;
    }
    (from + 1..=from + 26).rev().find_map(|end| {
        let (names, begin) = ending_at(line, end, from)?;
        (begin == from).then_some(Label { names, distance: 0, near: true, linked: true })
    })
}
