//! How a command ends, as the contract numbers it.

use std::process::ExitCode;

/// The exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// There were findings, or bad lines.
    Findings = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// The one decision asked for is no permit.
    NoPermit = 3,
    /// What was to be verified isn't right.
    Unverified = 4,
    /// Something remote is unavailable; safe to try again.
    Unavailable = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
