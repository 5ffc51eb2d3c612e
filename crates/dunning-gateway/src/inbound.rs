//! What comes back from a network: receipts and customers' replies, each given at least once. Whoever takes them keeps
//! them first, acknowledges after, and tells repeats by their id.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use dunning_core::case::Address;
use dunning_core::id::MessageKey;
use dunning_core::pii::Pii;
use dunning_core::words::{Channel, Outcome};

use crate::outcome::{ProviderId, Reason};

/// One thing that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Its name, the same each time it is given; what [`acknowledge`](crate::Gateway::acknowledge) takes.
    pub id: InboundId,
    /// What it is.
    pub event: Event,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A report on a message of ours.
    Receipt(Receipt),
    /// A message from a customer.
    Reply(Reply),
}

/// A network's report on one message. There may be several, in any order; a delivery outweighs a failure, whichever comes
/// first (carriers correct themselves).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which message.
    pub of: Named,
    /// What became of it.
    pub delivery: Delivery,
    /// The instant it proves: when that happened, not when the report came.
    pub at: DateTime<Utc>,
}

/// How a network names a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// By our own key, which it echoes.
    Key(MessageKey),
    /// By its own name alone.
    Provider(ProviderId),
}

/// What became of a message that a network took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It arrived.
    Delivered,
    /// It was opened.
    Read,
    /// It was given up.
    Undelivered {
        /// Why.
        reason: Reason,
    },
    /// It was refused after all.
    Rejected {
        /// Why.
        reason: Reason,
    },
}

impl Delivery {
    /// The same in the words of a history.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Delivered => Outcome::Delivered,
            Self::Read => Outcome::Read,
            Self::Undelivered { .. } => Outcome::Undelivered,
            Self::Rejected { .. } => Outcome::Rejected,
        }
    }
}

/// A message from a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// By which channel.
    pub channel: Channel,
    /// From which address: a telephone number with its country, as E.164 has it. A binding whose network leaves the country
    /// of its own numbers out adds it, or the reply is a stranger's.
    pub from: Address,
    /// The words.
    pub text: Pii<String>,
    /// When it was sent, as the network says.
    pub at: DateTime<Utc>,
    /// The message it answers, where the channel says so (mail does, SMS never).
    pub answers: Option<MessageKey>,
}

/// The name of one thing that came back. It leads to a person, so its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InboundId(Arc<str>);

impl InboundId {
    /// A name, unique within its route. Where a network gives none, a binding makes one of what tells reports apart (its
    /// id of the message, the state, the instant), so that a repeat has the same.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for InboundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«id»")
    }
}
