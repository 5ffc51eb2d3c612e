//! Tables over the words of [`super::words`], made when this crate is compiled: filters of a bit for what words begin and
//! end with, and an index by their last characters. They know characters, not what a word means.

use super::finding::Kind;
use super::symbol::{Class, Line};
use super::words::{HOTLINE, LABELS};

/// A set of characters that may take others for its own: what it does not have is in none of the words it was made of.
pub(super) struct Heads([u64; 16]);

impl Heads {
    /// The first characters of words; their last ones, where they are read backwards.
    pub(super) const fn of(words: &[&str], backwards: bool) -> Self {
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

    /// The first characters of all labels.
    pub(super) const fn of_labels() -> Self {
        let mut set = Self([0; 16]);
        let (mut i, mut k) = (0, 0);
        while i < LABELS.len() {
            let one = Self::of(LABELS[i].words, false);
            while k < set.0.len() {
                set.0[k] |= one.0[k];
                k += 1;
            }
            (i, k) = (i + 1, 0);
        }
        set
    }

    const fn place(character: char) -> usize {
        ((character as u32).wrapping_mul(0x9E37_79B1) >> 22) as usize
    }

    /// Whether it may have a character.
    pub(super) fn has(&self, character: char) -> bool {
        let place = Self::place(character);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// The last two characters of some labels, a bit for each pair and each last one; other pairs may share it.
pub(super) struct Ends([u64; Self::BITS / 64]);

impl Ends {
    const BITS: usize = 1 << 16;
    /// What stands for the previous character of a label of one.
    const ALONE: char = '\u{1}';

    /// Of the labels that name one of some kinds; of those too that keep, where `all` says so.
    const fn of(kinds: u64, all: bool) -> Self {
        let mut set = Self([0; Self::BITS / 64]);
        let mut i = 0;
        while i < LABELS.len() {
            let left_out = !all && LABELS[i].names & kinds == 0;
            let mut j = if left_out { LABELS[i].words.len() } else { 0 };
            while j < LABELS[i].words.len() {
                let (last, previous) = last_two(LABELS[i].words[j]);
                let pair = Self::place(last, if previous == '\0' { Self::ALONE } else { previous });
                let single = Self::place(last, '\0');
                set.0[pair / 64] |= 1 << (pair % 64);
                set.0[single / 64] |= 1 << (single % 64);
                j += 1;
            }
            i += 1;
        }
        set
    }

    const fn place(last: char, previous: char) -> usize {
        let pair = (last as u64) << 21 | previous as u64;
        (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
    }

    /// Whether it may have a pair.
    pub(super) fn has(&self, last: char, previous: char) -> bool {
        let place = Self::place(last, previous);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// Whether one may end at a place.
    pub(super) fn end(&self, line: Line<'_>, end: usize, floor: usize) -> bool {
        let last = line.before(end).code;
        let previous = line.skip_back(end.saturating_sub(1), floor, 3, |symbol| symbol.class == Class::Gap);
        self.ends(last, line.before(previous).code)
    }

    /// Whether one may end with a pair, or be the last character alone.
    pub(super) fn ends(&self, last: char, previous: char) -> bool {
        self.has(last, previous) || self.has(last, Self::ALONE)
    }
}

/// All labels.
pub(super) static ALL: Ends = Ends::of(0, true);
/// Those that name a kind.
pub(super) static NAMING: Ends = Ends::of(!HOTLINE, false);
/// Those that name a kind of which [`super::secret`] reads the value.
pub(super) static SECRETS: Ends = Ends::of(super::secret::NAMES, false);
/// Those that name a day of birth.
pub(super) static BIRTHS: Ends = Ends::of(Kind::DateOfBirth.bit(), false);

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

/// The bucket of a word.
const fn bucket_of(word: &str) -> usize {
    let bytes = word.as_bytes();
    let (mut key, mut end, mut found) = (Key::NONE, bytes.len(), 0);
    while end > 0 && key.count < Key::LONGEST {
        let (character, from) = last_character(bytes, end);
        if !matches!(character, ' ' | '-' | '.' | '/' | '(' | ')' | '_' | '~' | '·') {
            key = key.with(character);
            if let Some(bucket) = key.bucket() {
                found = bucket;
            }
        }
        end = from;
    }
    found
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
