//! Tickets: questions that wait for a person.

use chrono::{DateTime, Utc};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;

/// Names a ticket: the customer's n-th, from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketId {
    /// Whose.
    pub customer: CustomerId,
    /// Its number among the customer's tickets, without gap.
    pub number: u32,
}

/// A question that waits for a person, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its name.
    pub id: TicketId,
    /// What is asked, in the engine's word, e.g. `unread_reply`. Not personal.
    pub kind: String,
    /// Since when, to the second.
    pub opened: DateTime<Utc>,
    /// When it was closed; open when not set.
    pub closed: Option<DateTime<Utc>>,
    /// What its opener wrote.
    pub body: Pii<Vec<u8>>,
}
