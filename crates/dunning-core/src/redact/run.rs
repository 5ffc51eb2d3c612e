//! A run: the digits of a text that only separators and invisible characters part, with their byte offsets, in buffers
//! of fixed size. It knows no kind of number.

use super::finding::Disguises;
use super::fold::{Folded, Gap, fold};

/// A digit of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Symbol {
    pub(super) digit: u8,
    /// Byte offset in the text.
    pub(super) start: usize,
    /// Byte offset after it.
    pub(super) end: usize,
    /// What parts it from the digit before.
    pub(super) gap: Gap,
    pub(super) disguises: Disguises,
}

/// Digits that nothing visible parts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    from: usize,
    to: usize,
    /// Left visible by a mask: never part of an identifier again.
    pub(super) void: bool,
}

/// Digits of the longest number (UnionPay; ISO/IEC 7812-1).
pub(super) const LONGEST: usize = 19;
/// Digits of the shortest: a local telephone number.
pub(super) const SHORTEST: usize = 7;
/// Digits held at once: several numbers, since the conflict rule looks one ahead.
const CAPACITY: usize = 96;
/// Visible separators between two digits, e.g. ` - `.
const GAP_MAX: usize = 3;
/// Mask characters from which on the digits beside them are what a mask left.
const MASK_MIN: usize = 4;
/// Digits that a mask leaves at either side.
const MASK_LEAVES: usize = 4;

/// A run, or as much of it as fits.
pub(super) struct Run {
    symbols: [Symbol; CAPACITY],
    len: usize,
    groups: [Group; CAPACITY],
    group_count: usize,
    /// Groups at which a number may start; those after them come again at the head of the next run.
    pub(super) starts: usize,
    /// Byte offset at which reading goes on.
    pub(super) next: usize,
}

impl Run {
    pub(super) fn new() -> Self {
        let (symbols, groups) = ([Symbol::default(); CAPACITY], [Group::default(); CAPACITY]);
        Self { symbols, len: 0, groups, group_count: 0, starts: 0, next: 0 }
    }

    /// Its groups, in order.
    pub(super) fn groups(&self) -> &[Group] {
        self.groups.get(..self.group_count).unwrap_or_default()
    }

    /// The digits of a group.
    pub(super) fn symbols(&self, group: Group) -> &[Symbol] {
        self.symbols.get(group.from..group.to).unwrap_or_default()
    }

    /// Reads the run whose first digit is at `at`.
    pub(super) fn read(&mut self, text: &str, at: usize) {
        self.len = 0;
        self.group_count = 0;
        self.next = at;
        let fits = self.read_symbols(text, at);
        self.starts = if self.len < SHORTEST { 0 } else { self.group_count };
        if !fits {
            self.keep_what_is_whole(text);
        }
        self.void_what_masks_left(text, at);
    }

    /// Fills the buffers; false when the run goes on beyond them.
    fn read_symbols(&mut self, text: &str, at: usize) -> bool {
        let (mut gap, mut visible) = (Gap::NONE, 0);
        for (offset, character) in text.get(at..).unwrap_or_default().char_indices() {
            let (start, end) = (at + offset, at + offset + character.len_utf8());
            match fold(character) {
                Folded::Digit(digit, disguises) => {
                    if !self.push(Symbol { digit, start, end, gap, disguises }) {
                        return false;
                    }
                    self.next = end;
                    (gap, visible) = (Gap::NONE, 0);
                }
                Folded::Gap(part) => {
                    visible += usize::from(part.is_visible() && character != '\r');
                    if visible > GAP_MAX {
                        return true;
                    }
                    gap = gap.union(part);
                }
                Folded::Mask | Folded::Other => return true,
            }
        }
        true
    }

    fn push(&mut self, symbol: Symbol) -> bool {
        let Some(slot) = self.symbols.get_mut(self.len) else { return false };
        *slot = symbol;
        let opens = self.len == 0 || symbol.gap.is_visible();
        self.group_count += usize::from(opens);
        if let Some(group) = self.groups.get_mut(self.group_count.saturating_sub(1)) {
            *group = Group { from: if opens { self.len } else { group.from }, to: self.len + 1, void: false };
        }
        self.len += 1;
        true
    }

    /// The last group may go on beyond the buffer, and numbers that start near it may too: they come again. A group
    /// longer than any number is left out whole.
    fn keep_what_is_whole(&mut self, text: &str) {
        let Some(last) = self.groups().last().copied() else { return };
        if self.group_count == 1 {
            self.next = group_end(text, self.next);
            (self.group_count, self.starts) = (0, 0);
            return;
        }
        let limit = if last.to - last.from > LONGEST { last.from } else { last.from.saturating_sub(2 * LONGEST) };
        self.group_count -= 1;
        self.starts = self.groups().partition_point(|group| group.from < limit);
        let resume = self.groups().get(self.starts).copied().unwrap_or(last);
        self.next = self.symbols(resume).first().map_or(self.next, |symbol| symbol.start);
    }

    fn void_what_masks_left(&mut self, text: &str, at: usize) {
        let end = self.groups().last().and_then(|group| self.symbols(*group).last()).map_or(at, |symbol| symbol.end);
        let before = is_mask(text.get(..at).unwrap_or_default().chars().rev());
        let after = is_mask(text.get(end..).unwrap_or_default().chars());
        let groups = self.groups.get_mut(..self.group_count).unwrap_or_default();
        if before {
            void(groups.iter_mut());
        }
        if after {
            void(groups.iter_mut().rev());
        }
    }
}

/// Voids the groups nearest to a mask that can be what it left.
fn void<'g>(groups: impl Iterator<Item = &'g mut Group>) {
    let mut left = MASK_LEAVES;
    for group in groups {
        let len = group.to - group.from;
        if left == 0 || len > MASK_LEAVES {
            return;
        }
        group.void = true;
        left = left.saturating_sub(len);
    }
}

/// Whether a mask stands next, apart from gaps.
fn is_mask(characters: impl Iterator<Item = char>) -> bool {
    let (mut masked, mut visible) = (0, 0);
    for character in characters {
        match fold(character) {
            Folded::Mask => (masked, visible) = (masked + 1, 0),
            Folded::Gap(gap) => visible += usize::from(gap.is_visible() && character != '\r'),
            Folded::Digit(..) | Folded::Other => return false,
        }
        if masked == MASK_MIN || visible > GAP_MAX {
            break;
        }
    }
    masked == MASK_MIN
}

/// Where the group that goes on at `from` ends.
fn group_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let in_group = |c: &char| match fold(*c) {
        Folded::Digit(..) => true,
        Folded::Gap(gap) => !gap.is_visible(),
        Folded::Mask | Folded::Other => false,
    };
    from + rest.chars().take_while(in_group).map(char::len_utf8).sum::<usize>()
}
