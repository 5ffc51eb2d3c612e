//! Suppressions: opt-outs of addresses, whoever holds them or will. They are named by a keyed hash of the address; what a
//! line says is its writer's to know.

use dunning_core::digest::Digest;
use dunning_core::pii::Pii;

/// What is kept of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The token of the address.
    pub token: Digest,
    /// Its lines, in the order they were kept.
    pub lines: Vec<SuppressionLine>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionLine {
    /// The wrapped key under which the line's record names the address; erased with it.
    pub wrapped_key: Vec<u8>,
    /// What its writer wrote.
    pub body: Pii<Vec<u8>>,
    /// What is personal of its record: who wrote it and why. Empty when nobody did.
    pub aside: Pii<Vec<u8>>,
}
