//! Contacts: what was planned for a customer and what became of it. From its intent on a contact only ever moves forward,
//! so nothing that was handed over can be handed over again under its key; who tries again plans a new attempt.

use chrono::{DateTime, Utc};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};
use dunning_core::pii::Pii;

use crate::word::words;

/// The natural key of a contact. Planning the same one twice plans it once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContactKey {
    /// Whom it is about.
    pub customer: CustomerId,
    /// The step of the treatment, in the strategy's word. Not personal.
    pub step: String,
    /// Which time round the treatment; never negative.
    pub cycle: i64,
    /// Which attempt at the step, from 0; the next one follows a proven not-sent.
    pub attempt: u32,
}

/// A contact to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its natural key.
    pub key: ContactKey,
    /// Not before this instant, to the second.
    pub due: DateTime<Utc>,
    /// What the planner wrote: the proposal.
    pub plan: Pii<Vec<u8>>,
}

words! {
    /// How far a contact is.
    Status, "status" {
        /// Waits for its instant.
        Due = "due",
        /// Was looked at and waits for a later instant.
        Deferred = "deferred",
        /// Must not be made.
        Withheld = "withheld",
        /// Its text was refused.
        Refused = "refused",
        /// No longer wanted: paid, replaced, or overdue.
        Cancelled = "cancelled",
        /// Charged and about to be handed over, or handed over without the answer on disk.
        Intent = "intent",
        /// The gateway took it.
        Accepted = "accepted",
        /// The gateway or the network refused it.
        Rejected = "rejected",
        /// Proven to have gone nowhere.
        NotSent = "not_sent",
        /// Nobody knows whether it went. Never sent again.
        Unknown = "unknown",
        /// It arrived.
        Delivered = "delivered",
        /// It did not arrive.
        Undelivered = "undelivered",
    }
}

impl Status {
    /// Whether a contact in this status may become `next`. What was not handed over may be decided again, when what was
    /// missing has come; from [`Status::Intent`] there is no way back: neither a timeout nor a reaper can make a second
    /// hand-over.
    pub const fn leads_to(self, next: Self) -> bool {
        use Status::*;
        match self {
            Due | Deferred => matches!(next, Deferred | Withheld | Refused | Cancelled | Intent),
            Intent => matches!(next, Accepted | Rejected | NotSent | Unknown | Delivered | Undelivered),
            Unknown => matches!(next, Accepted | Rejected | NotSent | Delivered | Undelivered),
            Accepted => matches!(next, Rejected | Delivered | Undelivered),
            // Networks correct themselves: a message reported lost may yet be reported delivered.
            Undelivered => matches!(next, Delivered),
            Withheld | Refused => matches!(next, Deferred),
            Cancelled | Rejected | NotSent | Delivered => false,
        }
    }

    /// Whether it waits to be claimed.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Due | Self::Deferred)
    }

    /// Whether it was handed over, or may have been, and nobody knows how that ended.
    pub const fn unsettled(self) -> bool {
        matches!(self, Self::Intent | Self::Unknown)
    }
}

/// What is on disk before the first byte leaves: a fact of its customer, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The key under which the network takes it once. Unique in its lane.
    pub message: MessageKey,
    /// The instant from which it must no longer arrive (exclusive), to the second.
    pub valid_until: DateTime<Utc>,
    /// Which gateway it is handed to. Not personal.
    pub gateway: String,
    /// Digest of the approved template, when it was rendered from one.
    pub template: Option<Digest>,
    /// Name of the words, subject and text, under the person's own key.
    pub words: Digest,
    /// Name of the person in the chain, under the same key.
    pub person: Digest,
    /// The subject, where the channel has one.
    pub subject: Option<Pii<String>>,
    /// The text.
    pub text: Pii<String>,
    /// When it is handed over, to the second.
    pub at: DateTime<Utc>,
    /// The body of the fact: the contact as the history tells of it, as the codec wrote it.
    pub event: Pii<Vec<u8>>,
}

/// What became of the wish to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a contact whose ring is full must not be handed over"]
pub enum Intended {
    /// Charged and written. Once the transaction is on disk the message may leave.
    Written {
        /// The revision of the fact that it is.
        revision: u64,
    },
    /// A ring has no free slot: the caller decided wrongly or raced. Nothing was charged or written.
    Full {
        /// The cap.
        cap: String,
    },
    /// The contact does not wait: it went further already, or was never planned. Nothing was charged or written.
    Taken(Option<Status>),
}

/// A step forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advance<'a> {
    /// To where; not [`Status::Intent`], which only [`crate::LaneTx::intend`] writes, nor a status that waits.
    pub status: Status,
    /// Why, as a code; the earlier one stays when not given. Not personal.
    pub reason: Option<&'a str>,
    /// The network's own name of the message; the earlier one stays when not given.
    pub reference: Option<&'a str>,
}

impl<'a> Advance<'a> {
    /// A step to a status.
    pub const fn to(status: Status) -> Self {
        Self { status, reason: None, reference: None }
    }

    /// With its reason.
    pub const fn because(self, reason: &'a str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With the network's own name of the message.
    pub const fn under(self, reference: &'a str) -> Self {
        Self { reference: Some(reference), ..self }
    }
}

/// A contact as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its natural key.
    pub key: ContactKey,
    /// Not before this instant.
    pub due: DateTime<Utc>,
    /// How far it is.
    pub status: Status,
    /// Why, as a code.
    pub reason: Option<String>,
    /// What the planner wrote.
    pub plan: Pii<Vec<u8>>,
    /// What was written before the hand-over; none before it.
    pub intent: Option<Intent>,
    /// The network's own name of the message.
    pub reference: Option<String>,
}

/// How many contacts stand alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// How far they are.
    pub status: Status,
    /// Why, as a code.
    pub reason: Option<String>,
    /// How many.
    pub count: u64,
}
