//! What a character is to the scanner once width, script and style are undone. It looks at one character at a time.

use super::finding::{Disguise, Disguises};

/// A character, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// A decimal digit.
    Digit(u8, Disguises),
    /// A character that may stand between the digits of a number, or does not show at all.
    Gap(Gap),
    /// The mask character.
    Mask,
    /// Anything else.
    Other,
}

/// What stands between two digits: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gap(u8);

impl Gap {
    pub(super) const NONE: Self = Self(0);
    pub(super) const SPACE: Self = Self(1);
    pub(super) const DASH: Self = Self(2);
    pub(super) const DOT: Self = Self(4);
    pub(super) const SLASH: Self = Self(8);
    pub(super) const PAREN: Self = Self(16);
    pub(super) const LINE: Self = Self(32);
    /// A separator that people don't normally use in numbers.
    pub(super) const ODD: Self = Self(64);
    /// Characters that do not show.
    pub(super) const INVISIBLE: Self = Self(128);

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is a line break and nothing else that can be seen.
    pub(super) const fn is_line_break(self) -> bool {
        self.0 & !Self::INVISIBLE.0 == Self::LINE.0
    }

    /// Whether something in it can be seen: such a gap parts groups.
    pub(super) const fn is_visible(self) -> bool {
        self.0 & !Self::INVISIBLE.0 != 0
    }
}

/// The zeros of the decimal digits that keyboards and disguises bring: Unicode category Nd, each followed by its nine.
const ZEROS: [(u32, Disguise); 13] = [
    (0x0660, Disguise::Script), // Arabic-Indic
    (0x06F0, Disguise::Script), // extended Arabic-Indic
    (0x0966, Disguise::Script), // Devanagari
    (0x09E6, Disguise::Script), // Bengali
    (0x0BE6, Disguise::Script), // Tamil
    (0x0C66, Disguise::Script), // Telugu
    (0x0E50, Disguise::Script), // Thai
    (0xFF10, Disguise::Width),
    (0x1D7CE, Disguise::Script), // mathematical bold
    (0x1D7D8, Disguise::Script), // double-struck
    (0x1D7E2, Disguise::Script), // sans-serif
    (0x1D7EC, Disguise::Script), // sans-serif bold
    (0x1D7F6, Disguise::Script), // monospace
];

/// Folds a character.
pub(super) fn fold(character: char) -> Folded {
    if let '0'..='9' = character {
        return Folded::Digit(character as u8 - b'0', Disguises::NONE);
    }
    if let Some(gap) = separator(character) {
        return Folded::Gap(gap);
    }
    match character {
        '*' | '＊' => Folded::Mask,
        _ if is_invisible(character) => Folded::Gap(Gap::INVISIBLE),
        _ if character < '\u{660}' => Folded::Other,
        _ => foreign_digit(character),
    }
}

fn foreign_digit(character: char) -> Folded {
    let code = character as u32;
    let digit = ZEROS.iter().find(|(zero, _)| (*zero..zero + 10).contains(&code));
    digit.map_or(Folded::Other, |(zero, disguise)| Folded::Digit((code - zero) as u8, Disguises::NONE.with(*disguise)))
}

fn separator(character: char) -> Option<Gap> {
    Some(match character {
        ' ' => Gap::SPACE,
        '-' => Gap::DASH,
        '.' => Gap::DOT,
        '(' | ')' => Gap::PAREN,
        '/' => Gap::SLASH,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Gap::LINE,
        '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Gap::SPACE.union(Gap::ODD),
        '\u{2010}'..='\u{2015}' | '−' | '－' | '﹣' | '_' | '＿' => Gap::DASH.union(Gap::ODD),
        '．' | '·' | '•' | '‧' | '・' | '･' => Gap::DOT.union(Gap::ODD),
        '（' | '）' => Gap::PAREN.union(Gap::ODD),
        '／' | '|' | '｜' => Gap::SLASH.union(Gap::ODD),
        _ => return None,
    })
}

/// Characters of width nothing: format controls, variation selectors, joiners, fillers, the keycap's enclosing mark.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20e3}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Full-width forms as ASCII, letters in lower case.
pub(super) fn plain(character: char) -> char {
    let narrow = match character {
        '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    if narrow.is_ascii() { narrow.to_ascii_lowercase() } else { narrow.to_lowercase().next().unwrap_or(narrow) }
}
