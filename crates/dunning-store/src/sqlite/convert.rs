//! Between the tables' values and the store's: what doesn't convert was written by nobody, so the file is damaged.

use chrono::{DateTime, Utc};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};
use dunning_core::words::Word;
use rusqlite::ErrorCode;

use crate::error::Error;

/// What the database says, in the store's terms. Its texts name tables and columns, never values.
pub(super) fn sql(error: rusqlite::Error) -> Error {
    let what = || match &error {
        rusqlite::Error::SqliteFailure(failure, text) => text.clone().unwrap_or_else(|| failure.to_string()),
        other => other.to_string(),
    };
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        Some(ErrorCode::DiskFull) => Error::DiskFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly,
        Some(ErrorCode::DatabaseCorrupt) => Error::corrupt(what()),
        Some(ErrorCode::NotADatabase) => Error::Foreign,
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Error::Io { what: what() },
        _ => Error::Database { what: what() },
    }
}

pub(super) fn instant(seconds: i64) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| Error::corrupt("an instant out of range"))
}

pub(super) fn customer(text: &str) -> Result<CustomerId, Error> {
    CustomerId::new(text).map_err(|_| Error::corrupt("a customer's id out of bounds"))
}

pub(super) fn message(text: &str) -> Result<MessageKey, Error> {
    MessageKey::new(text).map_err(|_| Error::corrupt("a message key out of bounds"))
}

pub(super) fn word<W: Word>(text: &str) -> Result<W, Error> {
    W::parse(text).map_err(|_| Error::corrupt(format!("an unknown {}", W::NOUN)))
}

pub(super) fn digest(bytes: Vec<u8>) -> Result<Digest, Error> {
    bytes.try_into().map(Digest).map_err(|_| Error::corrupt("a digest of another length"))
}

pub(super) fn unsigned<N: TryFrom<i64>>(number: i64) -> Result<N, Error> {
    N::try_from(number).map_err(|_| Error::corrupt("a number out of range"))
}

/// A number as the tables keep it. Revisions and sequence numbers stay far below 2^63.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn limited(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
