//! What can go wrong with a store, each with what to do about it. No personal data in any of it.

use chrono::{DateTime, Utc};

use crate::contact::Status;
use crate::mode::Mode;

/// A store's error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process holds the store.
    #[error("the store is in use by another process: wait for it to end, or try again")]
    Busy,
    /// No room on the disk.
    #[error("no room left for the store: free disk space and run again; nothing of this step was written")]
    DiskFull,
    /// The store can't be written.
    #[error("the store is read-only: give its file and directory write permission, or copy it to where you may write")]
    ReadOnly,
    /// There is no such file.
    #[error("no store there: check the path, or create one with a run")]
    Missing,
    /// Others than its owner may read the file.
    #[error("the store can be read by others: take their permission away (chmod 600), its log's too")]
    OpenToOthers,
    /// The file is something else.
    #[error("not a dunning store: name another file; this one was left as it is")]
    Foreign,
    /// Written by a newer version.
    #[error(
        "the store has schema {found}, this program knows up to {known}: use the version that wrote it, or a newer one"
    )]
    NewerSchema {
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// A migration that was applied differs from the one known here.
    #[error(
        "schema step {version} of the store differs from the one this program knows: use the version that wrote it"
    )]
    ChangedMigration {
        /// Its number.
        version: u32,
    },
    /// Born in the other mode.
    #[error("the store was born {}, the run is {}: name another store, or run as the store was born", word(.born), word(.asked))]
    WrongMode {
        /// The store's mode.
        born: Mode,
        /// The run's mode.
        asked: Mode,
    },
    /// The key is another store's.
    #[error("the key is not this store's: put the key file that was made with it beside it")]
    WrongKey,
    /// A key file that others may read, or that isn't one.
    #[error("the key file {what}: it holds 32 bytes and its mode is 0600")]
    KeyFile {
        /// What is wrong with it.
        what: &'static str,
    },
    /// More lanes than a store can have, or none.
    #[error("a store has 1 to {} lanes, not {asked}", crate::LANES_MAX)]
    Lanes {
        /// How many were asked for.
        asked: u16,
    },
    /// The customer belongs to another lane.
    #[error("a customer of lane {right} was worked in lane {worked}: take the lane from the customer's id")]
    WrongLane {
        /// The lane that was worked.
        worked: u16,
        /// The customer's lane.
        right: u16,
    },
    /// Such a step is not for this method.
    #[error("a contact can't be advanced to {}: plan, defer or intend it", word(.to))]
    NotAnAdvance {
        /// The status asked for.
        to: Status,
    },
    /// A message key was used before.
    #[error("a message key was used before in its lane: make it of customer, step, cycle and attempt")]
    KeyTaken,
    /// A record of several lines.
    #[error("a record is one line of text: escape its line breaks")]
    NotALine,
    /// A customer who has a message on its way can't be erased yet.
    #[error(
        "a message to the customer is on its way or unknown: a run settles what can be settled, and what stays unknown may be erased after its fence"
    )]
    InFlight,
    /// The store was taken over.
    #[error("the store was taken over by another run: end this one; it can no longer write")]
    Superseded,
    /// An instant before one at which the store has been worked.
    #[error(
        "time runs backwards: the store has been worked until {}; set the clock right, or name that instant or a later one",
        .last.to_rfc3339()
    )]
    Backwards {
        /// The last one.
        last: DateTime<Utc>,
    },
    /// The work panicked.
    #[error("the work on the store broke off; nothing of it was written")]
    Panicked,
    /// The store's thread has ended.
    #[error("the store is closed")]
    Closed,
    /// The file is damaged, or holds what no version writes.
    #[error("the store is damaged ({what}): stop, keep the file, and restore a copy")]
    Corrupt {
        /// Where.
        what: String,
    },
    /// The file system failed.
    #[error("the file system failed ({what}): check disk and mount, then run again")]
    Io {
        /// How.
        what: String,
    },
    /// Any other refusal of the database.
    #[error("the database refused ({what})")]
    Database {
        /// How.
        what: String,
    },
}

impl Error {
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }

    pub(crate) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => Self::ReadOnly,
            std::io::ErrorKind::NotFound => Self::Missing,
            kind => Self::Io { what: kind.to_string() },
        }
    }
}

fn word<W: dunning_core::words::Word>(word: &W) -> &'static str {
    word.as_str()
}
