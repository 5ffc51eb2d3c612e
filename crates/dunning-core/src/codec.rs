//! How facts become bytes and back. The core has no field names, so it only says what whoever keeps facts may rely on;
//! `dunning-wire` implements it in the words of the contract, and an embedder may bring its own.

use crate::case::{Case, Change};
use crate::fault::Faults;
use crate::history::Fact;
use crate::strategy::Due;

/// Writes facts as bytes that it can read again, today's and those of earlier releases: what was written is read back
/// as it was, and gives the same decision.
pub trait Codec: Send + Sync + 'static {
    /// A case as bytes.
    fn write_case(&self, case: &Case) -> Vec<u8>;

    /// A case from its bytes.
    ///
    /// # Errors
    /// What is wrong with them, each fault with its path.
    fn read_case(&self, bytes: &[u8]) -> Result<Case, Faults>;

    /// A fact as bytes.
    fn write_fact(&self, fact: &Fact) -> Vec<u8>;

    /// A fact from its bytes.
    ///
    /// # Errors
    /// What is wrong with them, each fault with its path.
    fn read_fact(&self, bytes: &[u8]) -> Result<Fact, Faults>;

    /// A change of a customer as bytes.
    fn write_change(&self, change: &Change) -> Vec<u8>;

    /// A change of a customer from its bytes.
    ///
    /// # Errors
    /// What is wrong with them, each fault with its path.
    fn read_change(&self, bytes: &[u8]) -> Result<Change, Faults>;

    /// A due contact as bytes.
    fn write_due(&self, due: &Due) -> Vec<u8>;

    /// A due contact from its bytes.
    ///
    /// # Errors
    /// What is wrong with them, each fault with its path.
    fn read_due(&self, bytes: &[u8]) -> Result<Due, Faults>;
}
