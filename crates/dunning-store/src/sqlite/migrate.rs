//! Brings a file to the newest schema by numbered steps that are compiled in. Each is applied once, whole, and its checksum
//! kept: a file written by other steps is refused rather than guessed at.

use dunning_core::digest::Digest;
use rusqlite::{Connection, OptionalExtension, params};

use super::convert::{digest, sql};
use crate::error::Error;

/// Marks a SQLite file as a store of ours ("DUNN" in its header).
pub(super) const APPLICATION: i32 = 0x4455_4e4e;

/// The steps, in order; the n-th is number n, from 1.
const STEPS: &[&str] = &[include_str!("../../migrations/sqlite/0001_initial.sql")];

/// Refuses a file that isn't a store this program can open. Changes nothing.
pub(super) fn known(connection: &Connection) -> Result<(), Error> {
    match check(connection, STEPS)? {
        0 => Err(Error::Foreign),
        _ => Ok(()),
    }
}

/// Whether a step is missing that this program would apply.
pub(super) fn is_older(connection: &Connection) -> Result<bool, Error> {
    Ok(check(connection, STEPS)? < STEPS.len())
}

/// Applies what is missing, inside the caller's transaction.
pub(super) fn migrate(connection: &Connection) -> Result<(), Error> {
    migrate_by(connection, STEPS)
}

pub(super) fn migrate_by(connection: &Connection, steps: &[&str]) -> Result<(), Error> {
    let applied = check(connection, steps)?;
    if applied == 0 {
        connection.pragma_update(None, "application_id", APPLICATION).map_err(sql)?;
        connection
            .execute_batch(
                "CREATE TABLE migration (version INTEGER NOT NULL PRIMARY KEY, checksum BLOB NOT NULL) STRICT",
            )
            .map_err(sql)?;
    }
    for (version, step) in (1_u32..).zip(steps).skip(applied) {
        connection.execute_batch(step).map_err(sql)?;
        let checksum = Digest::of(step.as_bytes()).0;
        connection.execute("INSERT INTO migration VALUES (?1, ?2)", params![version, checksum]).map_err(sql)?;
        connection.pragma_update(None, "user_version", version).map_err(sql)?;
    }
    Ok(())
}

/// How many steps a file has had, once it is sure that they are these.
fn check(connection: &Connection, steps: &[&str]) -> Result<usize, Error> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0)).map_err(sql);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(sql)?;
    if pragma("application_id")? != APPLICATION {
        return if tables == 0 { Ok(0) } else { Err(Error::Foreign) };
    }
    let found = u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX);
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    for (version, step) in (1..=found).zip(steps) {
        let kept = connection
            .query_row("SELECT checksum FROM migration WHERE version = ?1", [version], |row| row.get(0))
            .optional()
            .map_err(sql)?
            .ok_or(Error::ChangedMigration { version })?;
        if digest(kept)? != Digest::of(step.as_bytes()) {
            return Err(Error::ChangedMigration { version });
        }
    }
    usize::try_from(found).map_err(|_| Error::corrupt("a schema out of range"))
}
