//! Facts: what became known of a customer, append-only, numbered without gap. Their bodies are bytes of whoever wrote
//! them; the store knows only their kind and order.

use chrono::{DateTime, Utc};
use dunning_core::pii::Pii;

use crate::word::words;

words! {
    /// What a fact is about.
    #[non_exhaustive]
    FactKind, "kind of fact" {
        /// The case as a portfolio tells it, whole; the last one is current.
        Case = "case",
        /// A contact, out or in.
        Event = "event",
        /// A payment.
        Payment = "payment",
        /// A line of the consent ledger.
        Consent = "consent",
        /// A hold.
        Hold = "hold",
        /// A paper or check.
        Artifact = "artifact",
        /// What changed of the customer, to be laid over any case.
        Change = "change",
    }
}

/// A fact as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// Its number among the customer's facts, from 1, without gap.
    pub revision: u64,
    /// What it is about.
    pub kind: FactKind,
    /// When it held or happened, to the second.
    pub at: DateTime<Utc>,
    /// What its writer wrote.
    pub body: Pii<Vec<u8>>,
}

/// A customer who is known and not erased. Equal only while nothing more has become known: fresh keys differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The customer's own key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The newest revision of the customer's facts; 0 when there is none.
    pub revision: u64,
}

/// What is known of a customer up to a revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dossier {
    /// The last revision in it; 0 when nothing is known.
    pub revision: u64,
    /// The current case.
    pub case: Option<StoredFact>,
    /// All facts but cases, in the order they became known.
    pub facts: Vec<StoredFact>,
}
