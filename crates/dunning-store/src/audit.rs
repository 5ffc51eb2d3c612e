//! The audit chain of a lane: records without personal data, numbered without gap, each hashed with the one before. What
//! is personal of a record lies beside the chain as its [`Aside`] and can be erased without breaking it.

use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use sha2::{Digest as _, Sha256};

/// The end of a lane's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Number of the last record; 0 before the first.
    pub seq: u64,
    /// Its hash; zeros before the first.
    pub hash: Digest,
}

/// One record of a lane's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1.
    pub seq: u64,
    /// Its hash: [`chained`].
    pub hash: Digest,
    /// What its writer wrote. Holds nothing personal.
    pub body: Vec<u8>,
}

/// A record with what is personal of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordWithAside {
    /// The record.
    pub entry: AuditEntry,
    /// What is personal of it, as its writer wrote it.
    pub aside: Pii<Vec<u8>>,
}

/// What is personal of a record: erasable, beside the chain.
#[derive(Clone, Copy)]
pub struct Aside<'a> {
    /// Whom the record is about.
    pub customer: &'a CustomerId,
    /// What its writer wrote.
    pub body: &'a [u8],
}

/// Hash of a record: SHA-256(0x00 ‖ prev ‖ body). The leading byte keeps leaves apart from the nodes of a later Merkle
/// tree (RFC 6962 section 2.1).
pub fn chained(prev: &Digest, body: &[u8]) -> Digest {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(prev.0);
    hash.update(body);
    Digest(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chain_matches_coreutils() {
        // (printf '\0'; head -c32 /dev/zero; printf abc) | sha256sum
        let expected = "c33053a522a31d589139f948dde1307fb9fe50ead1deae64e41ed9d37cf64d5a";
        assert_eq!(chained(&Digest::default(), b"abc").to_string(), expected);
    }
}
