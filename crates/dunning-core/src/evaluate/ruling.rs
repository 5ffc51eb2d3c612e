//! What the rules make of a question, as plain values: a verdict that permits nothing by itself.

use chrono::{DateTime, Utc};

use crate::words::{HoldCause, words};

/// A verdict as plain values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// The contact may leave, and must arrive before this instant.
    Permit {
        /// Exclusive.
        valid_until: DateTime<Utc>,
    },
    /// Not before this instant.
    Defer {
        /// The earliest instant of decision.
        until: DateTime<Utc>,
    },
    /// Not as things stand.
    Withhold,
}

words! {
    /// A person must look.
    #[non_exhaustive]
    Referral, "referral" {
        /// The customer can't pay, is ill, mourns, or lacks capacity: offer help before anything else.
        Vulnerable = "vulnerable",
        /// The debt is disputed.
        Disputed = "disputed",
        /// A reply waits to be read.
        UnreadReply = "unread_reply",
    }
}

impl Referral {
    /// The holds that call for it while they are in force.
    pub const fn causes(self) -> &'static [HoldCause] {
        match self {
            Self::Vulnerable => &[
                HoldCause::Hardship,
                HoldCause::Hospital,
                HoldCause::Bereavement,
                HoldCause::MentalHealthCrisis,
                HoldCause::Incapable,
                HoldCause::Deceased,
            ],
            Self::Disputed => &[HoldCause::Dispute],
            Self::UnreadReply => &[HoldCause::UnreadReply],
        }
    }
}
