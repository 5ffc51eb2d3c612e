//! What a hand-over came to, and what that proves. It knows nothing of how a network says so.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use dunning_core::words::Word;

/// What became of one hand-over. Exhaustive on purpose: each kind has consequences of its own, and a caller must say
/// which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// The network has taken it.
    Accepted {
        /// The network's own name for it, by which receipts may speak.
        provider_id: ProviderId,
    },
    /// The network has refused this message: proven not sent, and no use to try it as it is.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// Proven not sent, for a reason that isn't the message's own: it may be tried again.
    NotSent {
        /// Why.
        reason: Reason,
    },
    /// Nobody knows. It counts as sent for caps and as not sent for notice duties, and it is never handed over again.
    Unknown {
        /// Why.
        reason: Reason,
    },
}

/// What a network says of a key when asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It took it.
    Taken {
        /// The network's own name for it.
        provider_id: ProviderId,
        /// When.
        at: DateTime<Utc>,
    },
    /// It refused it: proven not sent.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// It has never had it. Proven not sent once no request can be under way any more
    /// ([`RouteProfile::answers_within_s`](crate::RouteProfile::answers_within_s)): that is the asker's to know.
    NotTaken,
    /// It gave no answer this time.
    NoAnswer {
        /// Why.
        reason: Reason,
    },
    /// It can't be asked by key.
    CannotAsk,
}

/// What happened, in a word; what it proves is said by where it stands. The same event proves different things on
/// different routes: a server's fault is a refusal here and a riddle there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The address is not one, or not in service.
    AddressUnknown,
    /// The recipient can't be reached now: the phone stayed off, the box was full.
    Absent,
    /// The recipient, the network or the route bars such messages.
    Barred,
    /// The wording, the sender's name or the template was refused.
    Content,
    /// The text is longer than the route carries.
    TooLong,
    /// The route doesn't carry this channel.
    Channel,
    /// The validity was over.
    Expired,
    /// The route takes no more just now.
    Throttled,
    /// No connection was made, so nothing was written.
    Unreachable,
    /// The connection broke after something was written.
    LinkLost,
    /// No answer came in time.
    Timeout,
    /// The network reports a fault of its own.
    ServerFault,
    /// The gateway itself was stopped or failed.
    Stopped,
    /// It was held back before it reached the route: the lane was paused, or something became known of the customer.
    Recalled,
    /// Something else.
    Other,
}

impl Word for Reason {
    const NOUN: &'static str = "reason";
    const ALL: &'static [Self] = &[
        Self::AddressUnknown,
        Self::Absent,
        Self::Barred,
        Self::Content,
        Self::TooLong,
        Self::Channel,
        Self::Expired,
        Self::Throttled,
        Self::Unreachable,
        Self::LinkLost,
        Self::Timeout,
        Self::ServerFault,
        Self::Stopped,
        Self::Recalled,
        Self::Other,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::AddressUnknown => "address_unknown",
            Self::Absent => "absent",
            Self::Barred => "barred",
            Self::Content => "content",
            Self::TooLong => "too_long",
            Self::Channel => "channel",
            Self::Expired => "expired",
            Self::Throttled => "throttled",
            Self::Unreachable => "unreachable",
            Self::LinkLost => "link_lost",
            Self::Timeout => "timeout",
            Self::ServerFault => "server_fault",
            Self::Stopped => "stopped",
            Self::Recalled => "recalled",
            Self::Other => "other",
        }
    }

    fn index(self) -> u32 {
        self as u32
    }
}

/// A network's own name for a message. It leads to a person, so its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(Arc<str>);

impl ProviderId {
    /// The name as the network says it; a binding brings it to one form first where answers and receipts spell it
    /// differently (hex and decimal, upper and lower case, leading zeros).
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«id»")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_in_the_order_of_their_index() {
        for (place, reason) in Reason::ALL.iter().enumerate() {
            assert_eq!(reason.index() as usize, place, "{reason:?}");
            assert_eq!(Reason::parse(reason.as_str()).unwrap(), *reason);
        }
    }

    #[test]
    fn a_networks_id_does_not_print() {
        let accepted = Submission::Accepted { provider_id: ProviderId::new("4711") };
        assert!(!format!("{accepted:?}").contains("4711"));
    }
}
