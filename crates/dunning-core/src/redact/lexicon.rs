//! Tables over the words of [`super::words`], made when this crate is compiled: what a character may begin or end, words by
//! their first characters, and labels by their last ones. They know characters, not what a word means.

use super::words::{BORN, COPULAS, FILLERS, HOTLINE, LABELS, LINKS, STOPS, UNITS};

/// What a character may be in the words beside a number, a bit for each: a filter that says yes too often, never no.
pub(super) type Traits = u16;

/// A label ends with it.
pub(super) const TAIL: Traits = 1;
/// A label begins with it.
pub(super) const HEAD: Traits = 2;
/// A word that leads from a number to the label behind it begins with it.
pub(super) const LINK: Traits = 4;
/// A unit begins with it.
pub(super) const UNIT: Traits = 8;
/// A filler begins with it.
pub(super) const FILLER: Traits = 16;
/// A word that says what something is ends with it.
pub(super) const COPULA: Traits = 32;
/// A label that names a kind ends with it.
pub(super) const NAMING: Traits = 128;
/// A label of three characters at most ends with it.
pub(super) const SHORT: Traits = 512;
/// A clause ends with it.
pub(super) const CLAUSE: Traits = 256;
/// It is a Chinese numeral, or begins a word for the at sign.
pub(super) const SPECIAL: Traits = 64;

/// What a character may be.
pub(super) const fn traits(character: char) -> Traits {
    let code = character as usize;
    if code < TRAITS.ascii.len() {
        TRAITS.ascii[code]
    } else if code >= HAN && code - HAN < TRAITS.han.len() {
        TRAITS.han[code - HAN]
    } else {
        TRAITS.others[Table::place(character)]
    }
}

/// What an ideograph may be, of the block that nearly all are of.
pub(super) fn ideograph_traits(code: u32) -> Option<Traits> {
    TRAITS.han.get((code as usize).wrapping_sub(HAN)).copied()
}

/// The first ideograph of the block that nearly all are of.
const HAN: usize = 0x4E00;

/// The traits of all characters: of ASCII and ideographs exactly, of all others by a hash.
struct Table {
    ascii: [Traits; 128],
    han: [Traits; 0x5200],
    others: [Traits; Self::OTHERS],
}

static TRAITS: Table = {
    let mut table = Table { ascii: [0; 128], han: [0; 0x5200], others: [0; Table::OTHERS] };
    let mut i = 0;
    while i < LABELS.len() {
        let tail = if LABELS[i].names & !HOTLINE == 0 { TAIL } else { TAIL | NAMING };
        table = table.with(LABELS[i].words, HEAD, false).with(LABELS[i].words, tail, true);
        let mut j = 0;
        while j < LABELS[i].words.len() {
            if key_of(LABELS[i].words[j], Key::LONGEST).count < Ends::LONGEST {
                table = table.with(&[LABELS[i].words[j]], SHORT, true);
            }
            j += 1;
        }
        i += 1;
    }
    table = table.with(LINKS, LINK, false).with(BORN, LINK, false).with(UNITS, UNIT, false);
    table = table.with(FILLERS, FILLER, false).with(COPULAS, COPULA, true).with(STOPS, CLAUSE, false);
    i = 0;
    while i < table.han.len() {
        if let Some(character) = char::from_u32((HAN + i) as u32)
            && (super::fold::is_numeral(character) || matches!(character, '艾' | '圈'))
        {
            table.han[i] |= SPECIAL;
        }
        i += 1;
    }
    table
};

impl Table {
    const OTHERS: usize = 1024;

    const fn place(character: char) -> usize {
        ((character as u32).wrapping_mul(0x9E37_79B1) >> 22) as usize
    }

    /// With a trait of the first characters of words, or of the last ones.
    const fn with(mut self, words: &[&str], own: Traits, last: bool) -> Self {
        let mut i = 0;
        while i < words.len() {
            let bytes = words[i].as_bytes();
            let character = if last { last_character(bytes, bytes.len()).0 } else { first_character(bytes) };
            let code = character as usize;
            if code < self.ascii.len() {
                self.ascii[code] |= own;
            } else if code >= HAN && code - HAN < self.han.len() {
                self.han[code - HAN] |= own;
            } else {
                self.others[Self::place(character)] |= own;
            }
            i += 1;
        }
        self
    }
}

/// Words by their first characters.
pub(super) struct ByHead<const N: usize> {
    words: &'static [&'static str],
    /// Where the words of a bucket begin among the places.
    starts: [u8; HEADS + 1],
    /// Places of words, sorted by bucket.
    places: [u8; N],
}

const HEADS: usize = 64;

impl<const N: usize> ByHead<N> {
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let mut starts = [0; HEADS + 1];
        let mut i = 0;
        while i < N {
            starts[Self::bucket(first_character(words[i].as_bytes())) + 1] += 1;
            i += 1;
        }
        let mut bucket = 0;
        while bucket < HEADS {
            starts[bucket + 1] += starts[bucket];
            bucket += 1;
        }
        let (mut next, mut places, mut i) = (starts, [0; N], 0);
        while i < N {
            let bucket = Self::bucket(first_character(words[i].as_bytes()));
            places[next[bucket] as usize] = i as u8;
            next[bucket] += 1;
            i += 1;
        }
        Self { words, starts, places }
    }

    const fn bucket(head: char) -> usize {
        Table::place(head) % HEADS
    }

    /// The words that may begin with a character, in their order.
    pub(super) fn beginning(&self, head: char) -> impl Iterator<Item = &'static str> {
        let start = |bucket: usize| self.starts.get(bucket).copied().unwrap_or_default().into();
        let bucket = Self::bucket(head);
        let places = self.places.get(start(bucket)..start(bucket + 1)).unwrap_or_default();
        places.iter().filter_map(|place| self.words.get(usize::from(*place)).copied())
    }
}

/// The last characters of labels, four of them or all, a bit for each [`Key`]; others may share it.
pub(super) struct Ends([u64; Self::BITS / 64]);

impl Ends {
    const BITS: usize = 1 << 16;
    /// Most characters that are looked at.
    const LONGEST: usize = 4;

    /// Of all labels, or of those that name a kind.
    const fn of_labels(naming: bool) -> Self {
        let mut set = Self([0; Self::BITS / 64]);
        let mut i = 0;
        while i < LABELS.len() {
            let left_out = naming && LABELS[i].names & !HOTLINE == 0;
            let mut j = if left_out { LABELS[i].words.len() } else { 0 };
            while j < LABELS[i].words.len() {
                let place = Self::place(key_of(LABELS[i].words[j], Self::LONGEST));
                set.0[place / 64] |= 1 << (place % 64);
                j += 1;
            }
            i += 1;
        }
        set
    }

    const fn place(key: Key) -> usize {
        (key.hash.wrapping_add(key.count as u32).wrapping_mul(0x9E37_79B1) >> 16) as usize
    }

    /// Whether a label may end so, its last character first.
    pub(super) fn may_end(&self, backwards: impl Iterator<Item = char>) -> bool {
        let mut key = Key::NONE;
        let mut short = true;
        for character in backwards.take(Self::LONGEST) {
            short &= key.count > 0 || traits(character) & SHORT != 0;
            key = key.with(character);
            if (short || key.count == Self::LONGEST) && self.has(key) {
                return true;
            }
        }
        false
    }

    /// Whether a label may be these characters, or, of four, end with them.
    fn has(&self, key: Key) -> bool {
        let place = Self::place(key);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// The last characters of all labels.
pub(super) static ALL: Ends = Ends::of_labels(false);
/// The last characters of those that name a kind.
pub(super) static NAMED: Ends = Ends::of_labels(true);

/// The words of [`LABELS`] by their last characters: places in it, sorted by bucket.
pub(super) struct Index {
    starts: [u16; BUCKETS + 1],
    words: [(u8, u16); WORDS],
}

impl Index {
    /// The words of a bucket: places in [`LABELS`] and in its words.
    pub(super) fn bucket(&self, bucket: usize) -> &[(u8, u16)] {
        let start = self.starts.get(bucket).copied().unwrap_or_default();
        let stop = self.starts.get(bucket + 1).copied().unwrap_or_default();
        self.words.get(usize::from(start)..usize::from(stop)).unwrap_or_default()
    }
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

/// The last characters of a word, separators left out, read backwards. A word's bucket is by as many of them as it has of
/// eight, four, two or one.
#[derive(Clone, Copy)]
pub(super) struct Key {
    hash: u32,
    count: usize,
}

impl Key {
    pub(super) const NONE: Self = Self { hash: 0, count: 0 };
    /// Most characters that are looked at.
    pub(super) const LONGEST: usize = 8;

    /// One more.
    pub(super) const fn with(self, character: char) -> Self {
        let hash = (self.hash.rotate_left(5) ^ character as u32).wrapping_mul(0x9E37_79B1);
        Self { hash, count: self.count + 1 }
    }

    /// The bucket of the words that are found by this many characters.
    pub(super) const fn bucket(self) -> Option<usize> {
        if matches!(self.count, 1 | 2 | 4 | 8) { Some((self.hash >> 20) as usize) } else { None }
    }
}

/// The last characters of a word, so many at most.
const fn key_of(word: &str, longest: usize) -> Key {
    let bytes = word.as_bytes();
    let (mut key, mut end) = (Key::NONE, bytes.len());
    while end > 0 && key.count < longest {
        let (character, from) = last_character(bytes, end);
        if !matches!(character, ' ' | '-' | '.' | '/' | '(' | ')' | '_' | '~' | '·') {
            key = key.with(character);
        }
        end = from;
    }
    key
}

/// The bucket of a word.
const fn bucket_of(word: &str) -> usize {
    let mut longest = Key::LONGEST;
    loop {
        if let Some(bucket) = key_of(word, longest).bucket() {
            return bucket;
        }
        longest -= 1;
    }
}

/// The first character of UTF-8.
const fn first_character(bytes: &[u8]) -> char {
    let mut end = 1;
    while end < bytes.len() && bytes[end] & 0xC0 == 0x80 {
        end += 1;
    }
    last_character(bytes, end).0
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

/// All words, by counting sort.
pub(super) static INDEX: Index = {
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
