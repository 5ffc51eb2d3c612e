//! Looks up the words of a line beside a number, through the tables of [`super::index`], and only where a reader asks. It
//! knows what words mean, not what numbers are.

use super::finding::Kind;
use super::index::{ALL, Ends, Heads, INDEX, Key};
use super::symbol::{Class, Line, Symbol};
use super::words::{FILLERS, LABELS, UNITS};

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
        if !(letter && inner)
            && ALL.has(last.code, '\0')
            && (last.is_word() || last.class == Class::Mark || last.class == Class::Other)
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

/// Whether the label before a place may be of some. Says no only where [`before`] finds none or another.
pub(super) fn may_be(some: &Ends, line: Line<'_>, at: usize, floor: usize) -> bool {
    let from = floor.max(at.saturating_sub(FREE));
    let mut inner = line.at(at).class == Class::Letter;
    for (i, last) in line.slice(from, at).iter().enumerate().rev() {
        let letter = last.class == Class::Letter;
        if !(letter && inner) && some.has(last.code, '\0') && some.end(line, from + i + 1, 0) {
            return true;
        }
        inner = letter;
        match last.class {
            Class::Letter => {}
            Class::Digit if !line.before(from + i).is_latin() => {}
            Class::Digit | Class::Mask | Class::Edge => return false,
            Class::Mark if matches!(last.code, ',' | ';' | '!' | '?') => return false,
            Class::Other if matches!(last.code, '。' | '、') => return false,
            _ => {}
        }
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
    COPULA_TAILS.has(line.before(end).code)
        && COPULAS.iter().any(|word| {
            let from = end.wrapping_sub(word.chars().count());
            line.has(from, word) && !(line.at(from).class == Class::Letter && line.before(from).class == Class::Letter)
        })
}

/// Words that say what something is.
#[rustfmt::skip]
const COPULAS: [&str; 21] = [
    "is", "was", "are", "as", "是", "为", "為", "叫", "é", "es", "est", "ist", "lautet", "war", "era", "hai", "は", "는", "은", "foi", "fue",
];

/// The longest label that ends at a place: what it names, and where it begins.
pub(super) fn ending_at(line: Line<'_>, end: usize, floor: usize) -> Option<(u64, usize)> {
    let last = line.before(end);
    if !ALL.has(last.code, '\0') || (last.class == Class::Letter && line.at(end).class == Class::Letter) {
        return None;
    }
    if !ALL.end(line, end, floor) {
        return None;
    }
    let mut best: Option<(u64, usize)> = None;
    let mut key = Key::NONE;
    let symbols = line.slice(end.saturating_sub(LONGEST), end).iter().rev();
    for symbol in symbols.filter(|symbol| symbol.class != Class::Gap).take(Key::LONGEST) {
        key = key.with(symbol.code);
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
        if !FILLER_HEADS.has(symbol.code) {
            return false;
        }
        let longest = FILLERS
            .iter()
            .filter(|filler| filler.starts_with(symbol.code) && line.has(at, filler))
            .filter_map(|filler| {
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

static LABEL_HEADS: Heads = Heads::of_labels();
static FILLER_HEADS: Heads = Heads::of(FILLERS, false);
static COPULA_TAILS: Heads = Heads::of(&COPULAS, true);
static UNIT_HEADS: Heads = Heads::of(UNITS, false);
static LINK_HEADS: Heads = Heads::of(&LINKS, false);
static BORN_HEADS: Heads = Heads::of(&BORN, false);

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
    match line.at(at).code {
        ';' | '!' | '?' | '。' | '、' | '।' | '│' | '¡' | '¿' => true,
        ',' => true,
        // `tel. 030`, `geb. 12.03.`: short words are abbreviations.
        '.' => {
            line.at(at + 1).code == ' ' && at - line.skip_back(at, 0, 5, |symbol| symbol.class == Class::Letter) == 5
        }
        _ => false,
    }
}

/// Whether a unit of amounts follows at a place, behind a space or bracket at most.
pub(super) fn is_unit(line: Line<'_>, at: usize) -> bool {
    let at = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '('));
    let first = line.at(at);
    if matches!(first.class, Class::Edge | Class::Digit | Class::Mask) || !UNIT_HEADS.has(first.code) {
        return false;
    }
    UNITS.iter().any(|unit| {
        unit.starts_with(first.code) && line.has(at, unit) && {
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

/// Words that may stand between a number and the label after it.
#[rustfmt::skip]
const LINKS: [&str; 28] = [
    "is", "your", "my", "the", "our", "as", "est", "votre", "le", "es", "su", "tu", "é", "o", "seu", "ist", "ihr", "dein", "是", "为", "您的", "你的", "我的", "您", "本次", "が", "は", "를",
];

/// Words after a day that say that somebody was born on it.
const BORN: [&str; 4] = ["出生", "生まれ", "生", "생"];

/// Whether what stands after a number may lead to a label. Says no only where [`after`] finds none.
pub(super) fn may_follow(line: Line<'_>, at: usize) -> bool {
    let first = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '日' | ','));
    line.before(first).code == '(' || may_open(line.at(first).code)
}

/// Whether a word that leads to a label after a number may begin with a character.
pub(super) fn may_open(head: char) -> bool {
    LINK_HEADS.has(head) || BORN_HEADS.has(head)
}

/// A character that such a word begins with.
pub(super) const OPENING: char = '生';

/// The label after a number that one of the words that link them leads to: `123456 is your code`.
pub(super) fn after(line: Line<'_>, at: usize) -> Option<Label> {
    if !may_follow(line, at) {
        return None;
    }
    let first = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '日' | ','));
    let mut from = first;
    let mut links = 0;
    while let Some(link) = LINKS.iter().filter(|link| link.starts_with(line.at(from).code)).find(|link| {
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
    if BORN_HEADS.has(line.at(first).code)
        && let Some(word) = BORN.iter().find(|word| line.has(first, word))
        && !matches!(
            line.at(first + word.chars().count()).code,
            '效' | '成' | '产' | '產' | '活' | '意' | '命' | '态' | '성' | '산' | '활'
        )
    {
        return Some(Label { names: Kind::DateOfBirth.bit(), distance: 0, near: true, linked: true });
    }
    if (links == 0 && !bracket) || !LABEL_HEADS.has(line.at(from).code) {
        return None;
    }
    (from + 1..=from + 26).rev().find_map(|end| {
        let (names, begin) = ending_at(line, end, from)?;
        (begin == from).then_some(Label { names, distance: 0, near: true, linked: true })
    })
}
