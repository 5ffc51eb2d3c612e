//! What a text is for, and so what is looked for in it and what becomes of it: rows of data. Who calls decides when.

use crate::words::words;

words! {
    /// The use of a text.
    Profile, "profile of redaction" {
        /// A text to a customer: it never holds an identifier, and one that does is refused.
        OutboundReminder = "outbound_reminder",
        /// What a customer wrote: identifiers are masked, whatever is kept of it.
        InboundReply = "inbound_reply",
        /// A note of an agent on a case.
        AgentNote = "agent_note",
        /// A line of a log: masked whole, without what other uses leave visible.
        Log = "log",
        /// Data that leave the house for analysis: masked whole.
        Export = "export",
    }
}

impl Profile {
    /// The profile's revision, for records: what it finds may differ from one to the next.
    pub const REVISION: &'static str = "redact/2";

    /// Whether a text with a finding is refused rather than masked.
    pub const fn refuses(self) -> bool {
        matches!(self, Self::OutboundReminder)
    }

    /// Whether masks leave nothing visible, not even the last digits.
    pub const fn masks_whole(self) -> bool {
        matches!(self, Self::Log | Self::Export)
    }
}
