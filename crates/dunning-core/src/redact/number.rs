//! A number that may be an identifier: consecutive groups of a run. It knows its digits, how they are grouped and what
//! parts them, and no kind.

use super::fold::Gap;
use super::run::{LONGEST, Symbol};
use super::{Disguise, Disguises, Evidence, Kind};

/// Consecutive groups of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    digits: [u8; LONGEST],
    len: usize,
    sizes: [u8; LONGEST],
    groups: usize,
    /// The sizes when line breaks part nothing.
    unwrapped: [u8; LONGEST],
    lines: usize,
    /// All that stands between its digits.
    pub(super) gaps: Gap,
    /// Byte offset in the text.
    pub(super) start: usize,
    /// Byte offset after it.
    pub(super) end: usize,
    /// Bytes from a plus sign to it; none without.
    pub(super) plus: usize,
    folded: Disguises,
}

impl Number {
    /// No digit yet.
    pub(super) const fn new(plus: usize) -> Self {
        let (digits, sizes) = ([0; LONGEST], [0; LONGEST]);
        Self {
            digits,
            len: 0,
            sizes,
            groups: 0,
            unwrapped: sizes,
            lines: 0,
            gaps: Gap::NONE,
            start: 0,
            end: 0,
            plus,
            folded: Disguises::NONE,
        }
    }

    /// Takes the next group; false when that is more than a number can hold.
    pub(super) fn extend(&mut self, group: &[Symbol]) -> bool {
        let end = self.len + group.len();
        let Some(slots) = self.digits.get_mut(self.len..end) else { return false };
        for (slot, symbol) in slots.iter_mut().zip(group) {
            *slot = symbol.digit;
        }
        for (i, symbol) in group.iter().enumerate() {
            if self.len + i == 0 {
                self.start = symbol.start;
            } else {
                self.gaps = self.gaps.union(symbol.gap);
            }
            self.folded = self.folded.union(symbol.disguises);
            self.end = symbol.end;
        }
        if let Some(size) = self.sizes.get_mut(self.groups) {
            *size = group.len() as u8;
        }
        let wrapped = self.len > 0 && group.first().is_some_and(|first| first.gap.is_line_break());
        self.lines += usize::from(wrapped);
        if let Some(size) = self.unwrapped.get_mut(self.groups - self.lines) {
            *size += group.len() as u8;
        }
        self.groups += 1;
        self.len = end;
        true
    }

    /// Its digits, as values.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// The sizes of its groups.
    pub(super) fn sizes(&self) -> &[u8] {
        self.sizes.get(..self.groups).unwrap_or_default()
    }

    /// Whether its groups, as they stand or read over line breaks, are sized so.
    pub(super) fn is_grouped(&self, so: impl Fn(&[u8]) -> bool) -> bool {
        let unwrapped = self.unwrapped.get(..self.groups - self.lines).unwrap_or_default();
        so(self.sizes()) || (self.lines > 0 && so(unwrapped))
    }

    /// Whether every digit, or every pair, stands alone: spelt out.
    pub(super) fn is_spelt(&self) -> bool {
        let sizes = self.sizes();
        sizes.len() > 3 && (sizes.iter().all(|size| *size == 1) || sizes.iter().all(|size| *size == 2))
    }

    /// How it was disguised.
    pub(super) fn disguises(&self) -> Disguises {
        let mut disguises = self.folded;
        for (gap, disguise) in [
            (Gap::INVISIBLE, Disguise::Invisible),
            (Gap::ODD.union(Gap::SLASH), Disguise::Separator),
            (Gap::LINE, Disguise::LineBreak),
        ] {
            if self.gaps.has(gap) {
                disguises = disguises.with(disguise);
            }
        }
        if self.is_spelt() { disguises.with(Disguise::Separator) } else { disguises }
    }
}

/// What a number may be, and on what evidence: without a label that names the kind, and with one. `None`: not at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) kind: Kind,
    pub(super) alone: Option<Evidence>,
    pub(super) labelled: Option<Evidence>,
    /// Byte offset after it: a check character may follow the digits.
    pub(super) end: usize,
    /// Among claims of the same evidence the higher rank wins: how hard the form is to meet by chance.
    pub(super) rank: u8,
}
