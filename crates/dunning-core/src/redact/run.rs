//! A run: words of digits and letters that only separators part. A number is some of its consecutive groups. It knows
//! what they look like, and no kind.

use super::code;
use super::finding::{Disguise, Disguises};
use super::symbol::{Class, Line, NO_DIGIT, Symbol};

/// Letters or digits of one class that nothing parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Place of its first symbol in the line.
    pub(super) from: usize,
    /// Place after its last.
    pub(super) to: usize,
    /// Digits, numerals or letters.
    pub(super) class: Class,
}

impl Group {
    const NONE: Self = Self { from: 0, to: 0, class: Class::Edge };

    /// How many symbols it has.
    pub(super) const fn len(self) -> usize {
        self.to - self.from
    }

    /// Whether it may be digits of a number: digits, numerals, and letters that all look like digits.
    pub(super) fn is_number(self, line: Line<'_>) -> bool {
        match self.class {
            Class::Digit | Class::Numeral => true,
            _ => line.slice(self.from, self.to).iter().all(|symbol| symbol.digit != NO_DIGIT),
        }
    }
}

/// Groups held at once: as many as an integer has bits.
const GROUPS: usize = 64;
/// Symbols held at once: several numbers.
const SYMBOLS: usize = 128;
/// Separators between two groups, e.g. ` - `.
pub(super) const GAP_MAX: usize = 3;
/// Letters of the longest group of letters in an identifier (the holder in an Indian permanent account number).
pub(super) const LETTERS_MAX: usize = 6;
/// Letters of the longest group of letters joined to digits (the organisation in a unified social credit code).
const JOINED_MAX: usize = 9;
/// Symbols of the longest number in one group; a longer one is none and holds none.
const WALL: usize = 40;

/// A run, or as much of it as is held.
pub(super) struct Run {
    groups: [Group; GROUPS],
    count: usize,
    /// Groups up to the last of letters.
    lettered: usize,
    /// How many of its groups a number may begin with; those after them come again at the head of the next run.
    pub(super) starts: usize,
    /// Place at which reading goes on.
    pub(super) next: usize,
}

impl Run {
    /// Of nothing yet.
    pub(super) const NONE: Self = Self { groups: [Group::NONE; GROUPS], count: 0, lettered: 0, starts: 0, next: 0 };

    /// Reads the run around a digit; it begins at `floor` or later.
    pub(super) fn read(&mut self, line: Line<'_>, at: usize, floor: usize) {
        (self.count, self.lettered, self.next) = (0, 0, at);
        let begin = begin(line, at, floor);
        let mut from = begin;
        let mut words = false;
        while let Some(group) = group(line, from) {
            let digits = group.class != Class::Letter;
            if digits && group.len() > WALL {
                self.next = group.to;
                break;
            }
            // Words end a run; letters joined to digits are a part of it.
            let joined = line.at(group.to).is_digit()
                || from > begin
                    && (line.before(from).is_digit() || line.before(from).is_word() && group.is_number(line));
            if !digits && group.len() > if joined { JOINED_MAX } else { LETTERS_MAX } {
                break;
            }
            // A word by itself goes on a code, or is a check character.
            let free = !digits && !joined && from > at;
            if free && group.len() > 1 && !self.is_coded(line, group) {
                break;
            }
            words |= free && group.len() > 1;
            let full = group.to - begin > SYMBOLS;
            let Some(slot) = self.groups.get_mut(self.count).filter(|_| !full) else {
                self.resume(from);
                return;
            };
            *slot = group;
            self.count += 1;
            if !digits {
                self.lettered = self.count;
            }
            if digits && !words {
                self.next = group.to;
            }
            let gap = line.skip(group.to, GAP_MAX + 1, |symbol| symbol.class == Class::Gap);
            if gap - group.to > GAP_MAX || has_two_lines(line, group.to, gap) {
                break;
            }
            from = gap;
        }
        self.starts = self.count;
    }

    /// Whether the next group may be a part of a code that began with one before it.
    fn is_coded(&self, line: Line<'_>, next: Group) -> bool {
        let mut len = next.len();
        self.groups().iter().rev().any(|group| {
            len += group.len();
            len <= code::CODE_MAX && code::lengths(line, group.from) >> len != 0
        })
    }

    /// Leaves the groups near the end of what is held, which numbers beyond it may begin with, to the next run.
    fn resume(&mut self, end: usize) {
        let limit = end.saturating_sub(CODE_MAX);
        self.starts = self.groups().partition_point(|group| group.from < limit).max(1).min(self.count);
        self.next = self.group(self.starts).map_or(end, |group| group.from);
    }

    /// Its groups, in order.
    pub(super) fn groups(&self) -> &[Group] {
        self.groups.get(..self.count).unwrap_or_default()
    }

    /// Whether a group or one behind it is of letters.
    pub(super) const fn has_letters_from(&self, i: usize) -> bool {
        i < self.lettered
    }

    /// Symbols of a group and all behind it, without the separators.
    pub(super) fn len_from(&self, i: usize) -> usize {
        self.groups().iter().skip(i).map(|group| group.len()).sum()
    }

    /// Whether a group is of digits.
    pub(super) fn is_digits(&self, i: usize) -> bool {
        self.group(i).is_some_and(|group| group.class != Class::Letter)
    }

    /// Whether a group is of letters.
    pub(super) fn is_letters(&self, i: usize) -> bool {
        self.group(i).is_some_and(|group| group.class == Class::Letter)
    }

    /// Whether nothing parts a group from the next.
    pub(super) fn is_joined(&self, i: usize) -> bool {
        matches!((self.group(i), self.group(i + 1)), (Some(one), Some(other)) if one.to == other.from)
    }

    /// Whether a number may begin with a group: one of letters is joined to digits, and one of single digits or pairs begins
    /// where these begin, as in `1 2 3 …`.
    pub(super) fn may_begin(&self, i: usize) -> bool {
        let inside = i >= 2 && (i - 2..=i + 1).all(|i| self.is_small(i));
        !inside && (!self.is_letters(i) || self.is_joined(i))
    }

    /// Whether a number may end with a group: of single digits or pairs it ends where these end.
    pub(super) fn may_end(&self, i: usize) -> bool {
        !(self.is_small(i) && self.is_small(i + 1) && self.is_small(i.wrapping_sub(1)))
    }

    fn is_small(&self, i: usize) -> bool {
        self.group(i).is_some_and(|group| group.class == Class::Digit && group.len() <= 2)
    }

    /// A group; none beyond either end.
    pub(super) fn group(&self, i: usize) -> Option<Group> {
        self.groups().get(i).copied()
    }
}

/// Whether a gap holds an empty line.
pub(super) fn has_two_lines(line: Line<'_>, from: usize, to: usize) -> bool {
    line.slice(from, to).iter().filter(|symbol| symbol.code == '\n').count() > 1
}

/// The group that begins at a place.
fn group(line: Line<'_>, from: usize) -> Option<Group> {
    let class = line.at(from).class;
    let limit = match class {
        Class::Digit | Class::Numeral => usize::MAX / 2,
        Class::Letter => JOINED_MAX + 1,
        _ => return None,
    };
    // `nricS1234567Dthanks`: letters part where their case changes.
    let upper = line.at(from).upper;
    Some(Group { from, to: line.skip(from, limit, |symbol| symbol.class == class && symbol.upper == upper), class })
}

/// Where a run around a digit begins: before the letters joined to it, and before short words of letters that an
/// identifier may begin with.
fn begin(line: Line<'_>, at: usize, floor: usize) -> usize {
    let joined = |from: usize| {
        let start = line.skip_back(from, floor, LETTERS_MAX + 1, |symbol| symbol.class == Class::Letter);
        if from - start > LETTERS_MAX { from } else { start }
    };
    let mut start = joined(at);
    for _ in 0..LETTERS_MAX {
        let gap = line.skip_back(start, floor, GAP_MAX, |symbol| symbol.class == Class::Gap);
        let word = joined(gap);
        let single = gap - word == 1;
        if gap == start || word == gap || line.before(word).is_latin() || has_two_lines(line, gap, start) {
            break;
        }
        start = word;
        if !single {
            break;
        }
    }
    start
}

/// Symbols of the longest code, with its separators.
const CODE_MAX: usize = 48;

/// Digits of the longest number (an IBAN's may be more, but hold letters).
pub(super) const DIGITS_MAX: usize = 24;

/// Consecutive groups of a run, read as digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    digits: [u8; DIGITS_MAX],
    len: usize,
    sizes: [u8; DIGITS_MAX],
    groups: usize,
    /// The sizes when line breaks, changes of script and letters part nothing.
    joined: [u8; DIGITS_MAX],
    joined_groups: usize,
    /// Place of its first symbol.
    pub(super) from: usize,
    /// Place after its last.
    pub(super) to: usize,
    /// Letters that stand for digits.
    pub(super) looks: usize,
    /// Chinese numerals.
    pub(super) numerals: usize,
    /// Whether something other than spaces and dashes parts its groups.
    pub(super) odd: bool,
    /// Whether a line break parts its groups.
    pub(super) broken: bool,
}

impl Number {
    /// No group yet.
    pub(super) const fn new() -> Self {
        Self {
            digits: [0; DIGITS_MAX],
            len: 0,
            sizes: [0; DIGITS_MAX],
            groups: 0,
            joined: [0; DIGITS_MAX],
            joined_groups: 0,
            from: 0,
            to: 0,
            looks: 0,
            numerals: 0,
            odd: false,
            broken: false,
        }
    }

    /// Takes the next group; false when it is none of digits, or more than a number can hold.
    pub(super) fn extend(&mut self, line: Line<'_>, group: Group) -> bool {
        let end = self.len + group.len();
        if !group.is_number(line) || end > DIGITS_MAX {
            return false;
        }
        let gap = if self.groups == 0 { 0 } else { group.from - self.to };
        let gaps = line.slice(group.from - gap, group.from);
        let lines = gaps.iter().any(|symbol| symbol.code == '\n');
        self.broken |= lines;
        self.odd |= gaps.iter().any(|symbol| !matches!(symbol.code, ' ' | '-'));
        for (slot, symbol) in self.digits.iter_mut().skip(self.len).zip(line.slice(group.from, group.to)) {
            *slot = symbol.digit;
            self.looks += usize::from(symbol.class == Class::Letter);
            self.numerals += usize::from(symbol.class == Class::Numeral);
        }
        if let Some(size) = self.sizes.get_mut(self.groups) {
            *size = group.len() as u8;
        }
        self.joined_groups += usize::from(self.groups == 0 || (gap > 0 && !lines));
        if let Some(size) = self.joined.get_mut(self.joined_groups.saturating_sub(1)) {
            *size += group.len() as u8;
        }
        if self.groups == 0 {
            self.from = group.from;
        }
        self.groups += 1;
        self.len = end;
        self.to = group.to;
        true
    }

    /// Its digits, as values.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// How many digits it has.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The sizes of its groups, those that nothing visible parts, or only a line break, taken together.
    pub(super) fn sizes(&self) -> &[u8] {
        self.joined.get(..self.joined_groups).unwrap_or_default()
    }

    /// Whether it stands in one piece.
    pub(super) const fn is_whole(&self) -> bool {
        self.joined_groups == 1
    }

    /// Whether every digit, or every pair, stands alone: spelt out.
    pub(super) fn is_spelt(&self) -> bool {
        let sizes = self.sizes();
        sizes.len() > 3 && (sizes.iter().all(|size| *size == 1) || sizes.iter().all(|size| *size == 2))
    }
}

/// How the symbols of a stretch were disguised.
pub(super) fn disguises(line: Line<'_>, from: usize, to: usize, spelt: bool) -> Disguises {
    let mut all = line.slice(from, to).iter().fold(Disguises::NONE, |all, symbol| {
        let all = match symbol.code {
            '\n' => all.with(Disguise::LineBreak),
            '.' | '_' | '/' | '·' if spelt => all.with(Disguise::Separator),
            _ => all,
        };
        all.union(symbol.disguises)
    });
    if spelt {
        all = all.with(Disguise::Separator);
    }
    all
}

/// The code of a symbol as a byte; zero for one that is no ASCII.
pub(super) fn byte(symbol: Symbol) -> u8 {
    u8::try_from(symbol.code).unwrap_or_default()
}
