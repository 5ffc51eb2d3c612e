//! Evidence: canonical records without personal data, hashed into a chain per lane. Verification needs the records
//! alone. A record is one line of JSON with its fields in a fixed order, so that anyone can read it and the same decision
//! gives the same bytes.
//!
//! Ids and digests of personal inputs stand in a record as HMAC-SHA-256 under a random key of the person's own
//! ([`PersonKey`]). Erasing that key makes the record anonymous and leaves the chain intact.

mod chain;
mod entry;

pub use chain::{BrokenChain, Head, Link, Why, append, follow, genesis, verify};
pub use entry::{Decided, Entry, PersonKey, decision};

#[cfg(test)]
mod tests;
