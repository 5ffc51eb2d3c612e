//! Looks up the words of a line beside a number: through an index by their last two characters, made when this crate is
//! compiled, and only where a reader asks. It knows what words mean, not what numbers are.

use super::finding::Kind;
use super::symbol::{Class, Line, Symbol};
use super::words::{FILLERS, HOTLINE, LABELS, UNITS};

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
const FREE: usize = 24;

/// The nearest label that ends before `at`, in the same clause and behind any other number.
pub(super) fn before(line: Line<'_>, at: usize, floor: usize) -> Option<Label> {
    let from = floor.max(at.saturating_sub(FREE));
    let mut lone_digit = true;
    for end in (from + 1..at + 1).rev() {
        let last = line.before(end);
        if is_last(last.code)
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
        match last.class {
            // `手机1：`: one digit may number the label.
            Class::Digit if lone_digit && !line.before(end - 1).is_latin() => lone_digit = false,
            Class::Digit | Class::Mask | Class::Edge => return None,
            _ if is_clause_end(line, end - 1) => return None,
            _ => {}
        }
    }
    None
}

/// Whether the label before a place may name a kind. Says no only where [`before`] finds none or one that keeps.
pub(super) fn may_name(line: Line<'_>, at: usize, floor: usize) -> bool {
    let from = floor.max(at.saturating_sub(FREE));
    for (i, last) in line.slice(from, at).iter().enumerate().rev() {
        if NAMING.has(last.code, '\0') && NAMING.names(line, from + i + 1, last.code) {
            return true;
        }
        match last.class {
            Class::Digit if !line.before(from + i).is_latin() => {}
            Class::Digit | Class::Mask | Class::Edge => return false,
            Class::Mark if matches!(last.code, ',' | ';' | '!' | '?') => return false,
            Class::Other if matches!(last.code, '。' | '、') => return false,
            _ => {}
        }
    }
    false
}

/// The last two characters of the labels that name a kind, a bit for each pair and each last one; other pairs may share
/// it.
struct Naming([u64; Self::BITS / 64]);

impl Naming {
    const BITS: usize = 1 << 16;

    const fn place(last: char, previous: char) -> usize {
        let mixed = (last as u32).wrapping_mul(0x9E37_79B1) ^ (previous as u32).wrapping_mul(0x85EB_CA6B);
        (mixed >> 16) as usize
    }

    fn has(&self, last: char, previous: char) -> bool {
        let place = Self::place(last, previous);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// Whether a label may end at a place: with a pair, or being one character.
    fn names(&self, line: Line<'_>, end: usize, last: char) -> bool {
        let previous = line.skip_back(end.saturating_sub(1), 0, 3, |symbol| symbol.class == Class::Gap);
        self.has(last, line.before(previous).code) || self.has(last, ALONE)
    }
}

/// What stands for the previous character of a label of one.
const ALONE: char = '\u{1}';

static NAMING: Naming = {
    let mut set = Naming([0; Naming::BITS / 64]);
    let mut i = 0;
    while i < LABELS.len() {
        let mut j = if LABELS[i].names & !HOTLINE == 0 { LABELS[i].words.len() } else { 0 };
        while j < LABELS[i].words.len() {
            let (last, previous) = last_two(LABELS[i].words[j]);
            let pair = Naming::place(last, if previous == '\0' { ALONE } else { previous });
            let alone = Naming::place(last, '\0');
            set.0[pair / 64] |= 1 << (pair % 64);
            set.0[alone / 64] |= 1 << (alone % 64);
            j += 1;
        }
        i += 1;
    }
    set
};

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
    if !is_last(last.code) || (last.class == Class::Letter && line.at(end).class == Class::Letter) {
        return None;
    }
    let previous = line.skip_back(end.saturating_sub(1), floor, 3, |symbol| symbol.class == Class::Gap);
    let bucket = bucket(last.code, line.before(previous).code);
    let start = *INDEX.starts.get(bucket)? as usize;
    let stop = *INDEX.starts.get(bucket + 1)? as usize;
    let single = self::bucket(last.code, '\0');
    let singles = *INDEX.starts.get(single)? as usize..*INDEX.starts.get(single + 1)? as usize;
    if start == stop && singles.is_empty() {
        return None;
    }
    let mut best: Option<(u64, usize)> = None;
    for place in (start..stop).chain(singles) {
        let (group, word) = INDEX.words.get(place).copied()?;
        let labels = LABELS.get(usize::from(group))?;
        let Some(word) = labels.words.get(usize::from(word)) else { continue };
        if let Some(begin) = begins(line, end, floor, word)
            && best.is_none_or(|(_, other)| begin < other)
        {
            best = Some((labels.names, begin));
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

/// A set of characters that may take others for its own: what it does not have is in none of the words it was made of.
struct Heads([u64; 16]);

impl Heads {
    /// The first characters of words; their last ones, where they are read backwards.
    const fn of(words: &[&str], backwards: bool) -> Self {
        let mut set = Self([0; 16]);
        let mut i = 0;
        while i < words.len() {
            let bytes = words[i].as_bytes();
            let mut end = if backwards { bytes.len() } else { 1 };
            while end < bytes.len() && bytes[end] & 0xC0 == 0x80 {
                end += 1;
            }
            let place = Self::place(last_character(bytes, end).0);
            set.0[place / 64] |= 1 << (place % 64);
            i += 1;
        }
        set
    }

    const fn place(character: char) -> usize {
        ((character as u32).wrapping_mul(0x9E37_79B1) >> 22) as usize
    }

    fn has(&self, character: char) -> bool {
        let place = Self::place(character);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

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

/// The words of [`LABELS`] by their last two characters: places in it, sorted by bucket.
struct Index {
    starts: [u16; BUCKETS + 1],
    words: [(u8, u16); WORDS],
}

const BUCKETS: usize = 4096;

/// How many words there are.
const WORDS: usize = {
    let (mut count, mut i) = (0, 0);
    while i < LABELS.len() {
        count += LABELS[i].words.len();
        i += 1;
    }
    count
};

const fn bucket(last: char, previous: char) -> usize {
    let mixed = (last as u32).wrapping_mul(0x9E37_79B1) ^ (previous as u32).wrapping_mul(0x85EB_CA6B);
    (mixed >> 20) as usize
}

/// Whether a label may end with a character: a filter of one bit for each bucket of last characters.
fn is_last(last: char) -> bool {
    let bucket = bucket(last, '\0');
    LASTS.get(bucket / 64).is_some_and(|bits| bits >> (bucket % 64) & 1 == 1)
}

static LASTS: [u64; BUCKETS / 64] = {
    let mut bits = [0; BUCKETS / 64];
    let mut i = 0;
    while i < LABELS.len() {
        let mut j = 0;
        while j < LABELS[i].words.len() {
            let bytes = LABELS[i].words[j].as_bytes();
            let bucket = bucket(last_character(bytes, bytes.len()).0, '\0');
            bits[bucket / 64] |= 1 << (bucket % 64);
            j += 1;
        }
        i += 1;
    }
    bits
};

/// The bucket of a word, after its last two characters, separators left out; a word of one character has none before it.
const fn bucket_of(word: &str) -> usize {
    let (last, previous) = last_two(word);
    bucket(last, previous)
}

/// The last two characters of a word, separators left out; a word of one has none before it.
const fn last_two(word: &str) -> (char, char) {
    let bytes = word.as_bytes();
    let (last, mut from) = last_character(bytes, bytes.len());
    while from > 0 && matches!(bytes[from - 1], b' ' | b'-' | b'.' | b'/') {
        from -= 1;
    }
    (last, if from == 0 { '\0' } else { last_character(bytes, from).0 })
}

/// The character of UTF-8 that ends before `end`, and where it begins.
const fn last_character(bytes: &[u8], end: usize) -> (char, usize) {
    let mut from = end - 1;
    while bytes[from] & 0xC0 == 0x80 {
        from -= 1;
    }
    let lead = bytes[from] as u32;
    let mut code = match end - from {
        1 => lead,
        2 => lead & 0x1F,
        3 => lead & 0x0F,
        _ => lead & 0x07,
    };
    let mut i = from + 1;
    while i < end {
        code = code << 6 | (bytes[i] & 0x3F) as u32;
        i += 1;
    }
    match char::from_u32(code) {
        Some(character) => (character, from),
        None => ('\0', from),
    }
}

/// Counting sort by bucket.
static INDEX: Index = {
    let mut starts = [0u16; BUCKETS + 1];
    let mut i = 0;
    while i < LABELS.len() {
        let mut j = 0;
        while j < LABELS[i].words.len() {
            starts[bucket_of(LABELS[i].words[j]) + 1] += 1;
            j += 1;
        }
        i += 1;
    }
    let mut bucket = 0;
    while bucket < BUCKETS {
        starts[bucket + 1] += starts[bucket];
        bucket += 1;
    }
    let mut next = starts;
    let mut words = [(0, 0); WORDS];
    i = 0;
    while i < LABELS.len() {
        let mut j = 0;
        while j < LABELS[i].words.len() {
            let bucket = bucket_of(LABELS[i].words[j]);
            words[next[bucket] as usize] = (i as u8, j as u16);
            next[bucket] += 1;
            j += 1;
        }
        i += 1;
    }
    Index { starts, words }
};

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
    let head = line.at(first).code;
    line.before(first).code == '(' || LINK_HEADS.has(head) || BORN_HEADS.has(head)
}

/// The label after a number that one of the words that link them leads to: `123456 is your code`.
pub(super) fn after(line: Line<'_>, at: usize) -> Option<Label> {
    if !may_follow(line, at) {
        return None;
    }
    let first = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '日' | ','));
    let mut from = first;
    let mut links = 0;
    while let Some(link) = LINKS.iter().find(|link| {
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
    if let Some(word) = BORN.iter().find(|word| line.has(first, word))
        && !matches!(
            line.at(first + word.chars().count()).code,
            '效' | '成' | '产' | '產' | '活' | '意' | '命' | '态' | '성' | '산' | '활'
        )
    {
        return Some(Label { names: Kind::DateOfBirth.bit(), distance: 0, near: true, linked: true });
    }
    if links == 0 && !bracket {
        return None;
    }
    (from + 1..=from + 26).rev().find_map(|end| {
        let (names, begin) = ending_at(line, end, from)?;
        (begin == from).then_some(Label { names, distance: 0, near: true, linked: true })
    })
}
