//! A folded character: what it is to the readers once width, script, style and escapes are undone, and where it stood.

use super::finding::Disguises;
use super::lexicon::Traits;

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A decimal digit, of whatever script.
    Digit,
    /// A Chinese numeral: a digit only among other digits.
    Numeral,
    /// A Latin letter, or one of another script that looks like it.
    Letter,
    /// What may stand between the groups of a number.
    Gap,
    /// The mask character.
    Mask,
    /// Any other visible ASCII character.
    Mark,
    /// Anything else: words of other scripts, their punctuation.
    Other,
    /// Before the first and after the last symbol.
    Edge,
}

/// A folded character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Symbol {
    /// The character it stands for: ASCII where it folds to that, letters in lower case.
    pub(super) code: char,
    /// Byte offset of its first byte from the line's base.
    pub(super) start: u32,
    /// Bytes it takes.
    pub(super) len: u8,
    /// What it is.
    pub(super) class: Class,
    /// The value of a digit or numeral; of a letter that looks like a digit, that digit's; else [`NO_DIGIT`].
    pub(super) digit: u8,
    /// Whether a letter was upper-case.
    pub(super) upper: bool,
    /// What it may be in the words beside a number: [`super::lexicon`].
    pub(super) traits: Traits,
    /// How it was written.
    pub(super) disguises: Disguises,
}

/// No digit.
pub(super) const NO_DIGIT: u8 = 0xFF;

impl Symbol {
    /// What stands beyond either end.
    pub(super) const EDGE: Self = Self {
        code: '\0',
        start: 0,
        len: 0,
        class: Class::Edge,
        digit: NO_DIGIT,
        upper: false,
        traits: 0,
        disguises: Disguises::NONE,
    };

    /// Whether it is a digit or a numeral.
    pub(super) const fn is_digit(self) -> bool {
        matches!(self.class, Class::Digit | Class::Numeral)
    }

    /// Whether it is a letter or a digit of whatever script.
    pub(super) const fn is_word(self) -> bool {
        matches!(self.class, Class::Digit | Class::Numeral | Class::Letter)
    }

    /// Whether it is a Latin letter or a plain digit.
    pub(super) const fn is_latin(self) -> bool {
        matches!(self.class, Class::Digit | Class::Letter)
    }

    /// Whether it is visible ASCII once folded.
    pub(super) const fn is_graphic(self) -> bool {
        self.code.is_ascii_graphic()
    }

    /// Whether it is a letter of any script.
    pub(super) fn is_alphabetic(self) -> bool {
        match self.code {
            'a'..='z' | '\u{4e00}'..='\u{9fff}' => true,
            code => !code.is_ascii() && code.is_alphabetic(),
        }
    }

    /// Whether it may be one of these in the words beside a number.
    pub(super) const fn may(self, traits: Traits) -> bool {
        self.traits & traits != 0
    }

    /// Byte offset after it.
    pub(super) const fn end(self) -> u32 {
        self.start + self.len as u32
    }
}

/// A stretch of text, folded. Reading beyond an end gives [`Symbol::EDGE`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'s> {
    symbols: &'s [Symbol],
}

impl<'s> Line<'s> {
    /// The line of these symbols.
    pub(super) const fn new(symbols: &'s [Symbol]) -> Self {
        Self { symbols }
    }

    /// The symbol at a place; an edge beyond either end, also before the first by wrapping.
    pub(super) fn at(self, i: usize) -> Symbol {
        self.symbols.get(i).copied().unwrap_or(Symbol::EDGE)
    }

    /// What the symbol at a place is.
    pub(super) fn class(self, i: usize) -> Class {
        self.symbols.get(i).map_or(Class::Edge, |symbol| symbol.class)
    }

    /// The symbol before a place.
    pub(super) fn before(self, i: usize) -> Symbol {
        self.at(i.wrapping_sub(1))
    }

    /// How many symbols there are.
    pub(super) const fn len(self) -> usize {
        self.symbols.len()
    }

    /// The symbols of a stretch.
    pub(super) fn slice(self, from: usize, to: usize) -> &'s [Symbol] {
        self.symbols.get(from..to).unwrap_or_default()
    }

    /// Whether a word of ASCII in lower case stands at a place.
    pub(super) fn has(self, i: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(k, character)| self.at(i + k).code == character)
    }

    /// The first place from `i` on, `limit` symbols on at most, whose symbol is not so.
    pub(super) fn skip(self, i: usize, limit: usize, so: impl Fn(Symbol) -> bool) -> usize {
        i + self.slice(i, self.len().min(i + limit)).iter().take_while(|symbol| so(**symbol)).count()
    }

    /// The first place of those before `i` that are so without a break, `limit` symbols at most, not before `floor`.
    pub(super) fn skip_back(self, i: usize, floor: usize, limit: usize, so: impl Fn(Symbol) -> bool) -> usize {
        let from = floor.max(i.saturating_sub(limit));
        i - self.slice(from, i).iter().rev().take_while(|symbol| so(**symbol)).count()
    }
}
