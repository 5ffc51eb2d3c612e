//! What is personal of a lane's records, kept beside the core's chain ([`dunning_core::audit`]) so that it can be erased
//! without breaking it.

use dunning_core::audit::Link;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;

/// What is personal of a record: erasable, beside the chain.
#[derive(Clone, Copy)]
pub struct Aside<'a> {
    /// Whom the record is about.
    pub customer: &'a CustomerId,
    /// What its writer wrote.
    pub body: &'a [u8],
}

/// A record with what is personal of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordWithAside {
    /// The record in its chain.
    pub link: Link,
    /// What is personal of it, as its writer wrote it.
    pub aside: Pii<Vec<u8>>,
}
