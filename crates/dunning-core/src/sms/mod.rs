//! How many short messages a text takes, in which alphabet, and which character made it so. It knows neither prices nor
//! gateways, and never changes the text.
//!
//! ```
//! use dunning_core::sms::{Encoding, Profile, segments};
//! let counted = segments("Please pay 120.00 “today”", Profile::Gpp);
//! assert_eq!((counted.encoding, counted.units, counted.segments), (Encoding::Ucs2, 25, 1));
//! let cause = counted.cause.unwrap();
//! assert_eq!((cause.character, cause.at, cause.replacement().as_deref()), ('“', 18, Some("\"")));
//! ```

mod alphabet;

use alphabet::septets;

use crate::words::words;

words! {
    /// How a route counts.
    Profile, "profile" {
        /// 3GPP TS 23.038 and 23.040: the basic alphabet with its extension, else UCS-2.
        Gpp = "3gpp",
        /// Mainland China: every character counts as one (outside the BMP as two), letters of ASCII like any other, the
        /// signature in 【】 included.
        China = "cn",
    }
}

words! {
    /// The alphabet in which a text is counted.
    Encoding, "encoding" {
        /// The GSM 7-bit default alphabet (TS 23.038, 6.2.1).
        Gsm7 = "GSM-7",
        /// UCS-2, in practice UTF-16 (TS 23.038, 6.2.3).
        Ucs2 = "UCS-2",
    }
}

impl Profile {
    /// The most units that a text may have: 500 characters by the rules of the providers in mainland China, else what
    /// 255 concatenated segments hold (TS 23.040, 9.2.3.24.1: the total fits in one octet).
    pub const fn units_max(self, encoding: Encoding) -> u32 {
        match self {
            Self::China => 500,
            Self::Gpp => 255 * encoding.part_units(),
        }
    }
}

impl Encoding {
    /// Units in a message that stands alone: 140 octets hold 160 septets or 70 UTF-16 units.
    pub const fn whole_units(self) -> u32 {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Units in one of several: the header with an 8-bit reference takes six octets (TS 23.040, 9.2.3.24.1), which
    /// leaves 153 septets or 67 UTF-16 units.
    pub const fn part_units(self) -> u32 {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    /// Units of a character: septets (an escaped one takes two) or UTF-16 units.
    const fn units(self, character: char) -> u32 {
        match self {
            Self::Gsm7 => septets(character) as u32,
            Self::Ucs2 => character.len_utf16() as u32,
        }
    }
}

/// A text, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// The alphabet.
    pub encoding: Encoding,
    /// Septets under GSM-7 (an extension character takes two), UTF-16 units under UCS-2.
    pub units: u32,
    /// Messages billed. An empty text takes one.
    pub segments: u32,
    /// What forced UCS-2. `None` under GSM-7, and in mainland China, where the profile does.
    pub cause: Option<Cause>,
    /// Whether the text is longer than the profile can carry ([`Profile::units_max`]).
    pub too_long: bool,
}

/// The first character outside the GSM 7-bit alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Its byte offset in the text.
    pub at: usize,
    /// The character.
    pub character: char,
}

impl Cause {
    /// What could stand in its place without leaving GSM-7, if anything can: a proposal, never to be made unseen on
    /// names or amounts.
    pub fn replacement(self) -> Option<String> {
        alphabet::replacement(self.character)
    }
}

/// Counts a text. Neither an escaped character nor a surrogate pair is ever cut by the edge of a segment.
pub fn segments(text: &str, profile: Profile) -> Segments {
    let cause = match profile {
        Profile::Gpp => {
            text.char_indices().find(|(_, c)| septets(*c) == 0).map(|(at, character)| Cause { at, character })
        }
        Profile::China => None,
    };
    let encoding = if cause.is_some() || profile == Profile::China { Encoding::Ucs2 } else { Encoding::Gsm7 };
    let units = text.chars().map(|c| encoding.units(c)).fold(0u32, u32::saturating_add);
    let segments = if units <= encoding.whole_units() { 1 } else { parts(text, encoding) };
    Segments { encoding, units, segments, cause, too_long: units > profile.units_max(encoding) }
}

/// The segments of a text that needs several: a character of two units goes to the next one whole.
fn parts(text: &str, encoding: Encoding) -> u32 {
    let (mut full, mut used) = (0u32, 0);
    for character in text.chars() {
        let units = encoding.units(character);
        if used + units > encoding.part_units() {
            full = full.saturating_add(1);
            used = 0;
        }
        used += units;
    }
    full.saturating_add(1)
}

#[cfg(test)]
mod tests;
