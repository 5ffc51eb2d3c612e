//! The lane: the one unit of storage and work. Shard key, lock, claim, audit chain and back-pressure are all its own.

use std::fmt;

use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;

/// Lanes of an embedded store (DESIGN.md section 4). A batch of one is about fifteen times slower than one of hundreds,
/// so a small portfolio must not be spread over many.
pub const LANES: u16 = 16;

/// Most lanes of any store: enough for sixteen shards of 256.
pub const LANES_MAX: u16 = 4_096;

/// One lane of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane(u16);

impl Lane {
    /// The lane of a customer among `lanes`: the first eight bytes of SHA-256 of the customer's id, big-endian, modulo
    /// their number. Frozen for ever: a store would no longer find its customers.
    ///
    /// ```
    /// use dunning_core::id::CustomerId;
    /// use dunning_store::Lane;
    /// // SHA-256("abc") begins ba7816bf 8f01cfea (FIPS 180-4).
    /// assert_eq!(Lane::of(&CustomerId::new("abc").unwrap(), 16).number(), 0xa);
    /// ```
    pub fn of(customer: &CustomerId, lanes: u16) -> Self {
        let Digest(hash) = Digest::of(customer.as_str().as_bytes());
        let [a, b, c, d, e, f, g, h, ..] = hash;
        let folded = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % u64::from(lanes.max(1));
        Self(u16::try_from(folded).unwrap_or_default())
    }

    /// All lanes of a store that has so many.
    pub fn all(lanes: u16) -> impl ExactSizeIterator<Item = Self> + Send + use<> {
        (0..lanes).map(Self)
    }

    /// Its number, from 0.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_frozen() {
        // First eight bytes by coreutils: printf %s ID | sha256sum | cut -c1-16
        let of = |id: &str, lanes| Lane::of(&CustomerId::new(id).unwrap(), lanes).number();
        assert_eq!(of("abc", 4_096), 0xfea); // ba7816bf8f01cfea
        assert_eq!(of("abc", 10), 4);
        assert_eq!(of("张伟", 256), 0x4d); // a3a0bafd0beed44d
        assert_eq!(Lane::all(3).map(Lane::number).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
