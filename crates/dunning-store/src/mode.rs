//! How a store was born, which never changes afterwards.

use crate::word::words;

words! {
    /// Whether a store's messages may reach people.
    Mode, "mode" {
        /// They go to a simulated network.
        Sandbox = "sandbox",
        /// They go to people.
        Live = "live",
    }
}

/// What a store was born with, and how often it has been taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Sandbox or live; the other's run is refused.
    pub mode: Mode,
    /// How many lanes it has.
    pub lanes: u16,
    /// Counts up with each take-over (a restored copy, a failover); a writer of an older one is refused.
    pub incarnation: u64,
}
