//! The hash chain of a lane: each link's hash covers the one before, the lane, its place and its body.

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

/// Where a lane's chain stands: how many links it has, and the hash of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The lane.
    pub lane: u16,
    /// Number of the last link; 0 before the first.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
}

/// One record in its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The lane.
    pub lane: u16,
    /// Its number in the lane, from 1 without gaps.
    pub seq: u64,
    /// SHA-256 over the hash before it, the lane, the number and the body.
    pub hash: Digest,
    /// The record: one line of JSON.
    pub body: String,
}

/// A chain that doesn't hold, and the first record at which it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("lane {lane}, record {seq}: {why}")]
pub struct BrokenChain {
    /// The lane.
    pub lane: u16,
    /// Number of the first bad record.
    pub seq: u64,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A record is missing, doubled or out of its place.
    #[error("it is missing, doubled or out of its place")]
    Sequence,
    /// Its hash doesn't follow from the record before it and its own words.
    #[error("its hash doesn't follow from the record before it and its own words")]
    Hash,
    /// The chain ends before the head that was kept of it.
    #[error("the chain ends before the head that was kept of it")]
    Truncated,
}

/// The head of a lane before its first record.
pub fn genesis(lane: u16) -> Head {
    Head { lane, seq: 0, hash: Digest::of(format!("dunning.record/1 lane {lane}").as_bytes()) }
}

/// The link that a record becomes after a head, and the head after it.
pub fn append(head: Head, body: String) -> (Link, Head) {
    let seq = head.seq + 1;
    let hash = hash(head.hash, head.lane, seq, &body);
    (Link { lane: head.lane, seq, hash, body }, Head { lane: head.lane, seq, hash })
}

/// Verifies one lane's links in order, from its first record, up to a head that was kept elsewhere if there is one.
///
/// # Errors
/// The first bad record.
pub fn verify<'l>(
    lane: u16,
    links: impl IntoIterator<Item = &'l Link>,
    kept: Option<Head>,
) -> Result<Head, BrokenChain> {
    let mut head = genesis(lane);
    for link in links {
        head = follow(head, link)?;
        if kept.is_some_and(|kept| kept.seq == head.seq && kept.hash != head.hash) {
            return Err(BrokenChain { lane, seq: head.seq, why: Why::Hash });
        }
    }
    match kept {
        Some(kept) if kept.seq > head.seq => Err(BrokenChain { lane, seq: head.seq + 1, why: Why::Truncated }),
        _ => Ok(head),
    }
}

/// The head after a link that follows a head.
///
/// # Errors
/// What is wrong with the link.
pub fn follow(head: Head, link: &Link) -> Result<Head, BrokenChain> {
    let (lane, seq) = (head.lane, head.seq + 1);
    if link.lane != lane || link.seq != seq {
        return Err(BrokenChain { lane, seq, why: Why::Sequence });
    }
    if link.hash != hash(head.hash, lane, seq, &link.body) {
        return Err(BrokenChain { lane, seq, why: Why::Hash });
    }
    Ok(Head { lane, seq, hash: link.hash })
}

/// The leading zero keeps a leaf from being taken for an inner node of a tree over the records (RFC 6962, 2.1).
fn hash(previous: Digest, lane: u16, seq: u64, body: &str) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(previous.0);
    hasher.update(lane.to_be_bytes());
    hasher.update(seq.to_be_bytes());
    hasher.update(body.as_bytes());
    Digest(hasher.finalize().into())
}
