//! What was found, where, on what evidence and in what disguise. A finding holds no text: its `Debug` tells no secret.

use crate::words::{Word, words};

words! {
    /// A kind of identifier.
    #[non_exhaustive]
    Kind, "kind of identifier" {
        /// A payment card's number (ISO/IEC 7812-1).
        BankCard = "BANK_CARD",
        /// A citizen's identification number of mainland China, 18 characters (GB 11643-1999).
        CnResidentId = "CN_RESIDENT_ID",
        /// A social security number of the United States.
        UsSsn = "US_SSN",
        /// A telephone number of a person; hotlines and toll-free numbers of businesses are none.
        Phone = "PHONE",
        /// An e-mail address.
        Email = "EMAIL",
    }
}

words! {
    /// On what a finding rests, the weakest first.
    Evidence, "evidence" {
        /// Its form alone.
        Shape = "shape",
        /// A label before it that names the kind.
        Labelled = "labelled",
        /// A check digit that holds.
        Validated = "validated",
    }
}

words! {
    /// A way in which an identifier was written other than people normally write it.
    #[non_exhaustive]
    Disguise, "disguise" {
        /// Full-width characters.
        Width = "width",
        /// Digits of another script.
        Script = "script",
        /// Characters that do not show, inside the identifier.
        Invisible = "invisible",
        /// Separators that are not usual in it.
        Separator = "separator",
        /// A line break inside it.
        LineBreak = "line_break",
    }
}

/// A set of disguises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Disguises(u16);

impl Disguises {
    /// No disguise.
    pub const NONE: Self = Self(0);

    /// This set and one more.
    #[must_use]
    pub const fn with(self, disguise: Disguise) -> Self {
        Self(self.0 | 1 << disguise as u16)
    }

    /// All of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set has it.
    pub const fn contains(self, disguise: Disguise) -> bool {
        self.0 & 1 << disguise as u16 != 0
    }

    /// Whether the identifier was written plainly.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The disguises, in their order.
    pub fn iter(self) -> impl Iterator<Item = Disguise> {
        Disguise::ALL.iter().copied().filter(move |disguise| self.contains(*disguise))
    }
}

/// An identifier in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// On what that rests.
    pub evidence: Evidence,
    /// How it was disguised.
    pub disguises: Disguises,
}
