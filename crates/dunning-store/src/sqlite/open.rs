//! Making and opening a store's file: mode 0600 from its first byte, the right schema, mode and key before any work.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::convert::{digest, sql, unsigned, word};
use super::migrate;
use crate::error::Error;
use crate::key::{StoreKey, open_to_others, private, sync_directory};
use crate::lane::{LANES_MAX, Lane};
use crate::mode::{Birth, Mode};
use dunning_core::audit;
use dunning_core::digest::Digest;
use dunning_core::words::Word;

/// How long a command waits for another process's transaction. A batch holds the lock for tens of milliseconds, so five
/// seconds mean that something else is wrong.
const BUSY: Duration = Duration::from_secs(5);

/// Bytes of a page, set at birth. Against 4 KiB the durable cycle costs a fifth less, rows of a person lying together;
/// more would weigh on batches whose persons lie far apart.
const PAGE: i64 = 8_192;

/// Page cache per connection in KiB: 64 MiB hold the pages that a lane's batches share. The system's own cache holds the
/// rest; a commit walks through this one.
const CACHE_KIB: i64 = 65_536;

/// Pages in the write-ahead log that start a checkpoint: 32 MiB, so that a batch of hundreds doesn't pay for one each.
const CHECKPOINT_PAGES: i64 = 4_000;

/// Statements kept prepared: more than there are.
const STATEMENTS: usize = 96;

/// Makes the file of a store, where there is none.
pub(super) fn make(path: &Path, mode: Mode, lanes: u16, key: &StoreKey) -> Result<(), Error> {
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            // Whoever made it may not have come further than this; an empty file is a store that isn't born yet.
            if path.metadata().map_err(|error| Error::io(&error))?.len() > 0 {
                return Ok(());
            }
        }
        Err(error) => return Err(Error::io(&error)),
    }
    let mut connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    log_ahead(&connection)?;
    bear(&mut connection, mode, lanes, key)?;
    sync_directory(path)
}

/// Opens the file of a store for work.
pub(super) fn existing(path: &Path, mode: Mode, key: &StoreKey) -> Result<(Connection, Birth), Error> {
    // A file on a read-only disk is told here: the database only says that it can't open it.
    let opened = OpenOptions::new().read(true).write(true).open(path).map_err(|error| Error::io(&error))?;
    let file = opened.metadata().map_err(|error| Error::io(&error))?;
    if file.permissions().readonly() {
        return Err(Error::ReadOnly);
    }
    if file.len() == 0 {
        return Err(Error::Foreign);
    }
    let others = open_to_others(&opened)?;
    // Closing a file gives up the process's locks on it (POSIX): not once the database has it open.
    drop(opened);
    let mut connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    migrate::known(&connection)?;
    if others {
        return Err(Error::OpenToOthers);
    }
    log_ahead(&connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    migrate::migrate(&transaction)?;
    transaction.commit().map_err(sql)?;
    let birth = born(&connection, mode, key)?;
    Ok((connection, birth))
}

/// Opens the file of a store that can't be written, as it stands: nobody else may be writing it. Who may read it can't be
/// changed there either, so that isn't asked.
pub(super) fn as_it_stands(path: &Path, mode: Mode, key: &StoreKey) -> Result<(Connection, Birth), Error> {
    path.metadata().map_err(|error| Error::io(&error))?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // What stands in the log alone would be passed over.
    if Path::new(&log).metadata().is_ok_and(|log| log.len() > 0) {
        return Err(Error::ReadOnly);
    }
    let escaped = path.as_os_str().as_encoded_bytes().iter().fold(String::new(), |mut escaped, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => escaped.push(char::from(*byte)),
            // RFC 3986, 2.1.
            byte => escaped.push_str(&format!("%{byte:02X}")),
        }
        escaped
    });
    // SQLite, "URI Filenames": an immutable file is neither locked nor looked at for a log, and nothing is made beside it.
    let name = format!("file:{escaped}?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(name, flags).map_err(sql)?;
    configure(&connection)?;
    migrate::known(&connection)?;
    if migrate::is_older(&connection)? {
        return Err(Error::ReadOnly);
    }
    let birth = born(&connection, mode, key)?;
    Ok((connection, birth))
}

/// How a store was born, if it was so and has this key.
fn born(connection: &Connection, mode: Mode, key: &StoreKey) -> Result<Birth, Error> {
    let (birth, check) = meta(connection)?;
    if birth.mode != mode {
        return Err(Error::WrongMode { born: birth.mode, asked: mode });
    }
    if check != key.check() {
        return Err(Error::WrongKey);
    }
    Ok(birth)
}

/// A second connection that only reads.
pub(super) fn reading(path: &Path) -> Result<Connection, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "query_only", true).map_err(sql)?;
    Ok(connection)
}

pub(super) fn birth_of(path: &Path) -> Result<Birth, Error> {
    path.metadata().map_err(|error| Error::io(&error))?;
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    migrate::known(&connection)?;
    meta(&connection).map(|(birth, _)| birth)
}

pub(super) fn in_memory(mode: Mode, lanes: u16, key: &StoreKey) -> Result<(Connection, Birth), Error> {
    let mut connection = Connection::open_in_memory().map_err(sql)?;
    configure(&connection)?;
    bear(&mut connection, mode, lanes, key)?;
    let (birth, _) = meta(&connection)?;
    Ok((connection, birth))
}

fn open(path: &Path, access: OpenFlags) -> Result<Connection, Error> {
    // The connection stays with one thread, and a name that begins with "file:" is a name.
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(sql)?;
    configure(&connection)?;
    Ok(connection)
}

fn log_ahead(connection: &Connection) -> Result<(), Error> {
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(sql)?;
    if mode == "wal" {
        return Ok(());
    }
    Err(Error::Io { what: "no write-ahead log there: use a local disk".to_owned() })
}

fn configure(connection: &Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(BUSY).map_err(sql)?;
    // One plan per statement, whatever is bound to it: otherwise each new customer has the statement compiled again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(sql)?;
    let pragmas: [(&str, i64); 5] = [
        ("page_size", PAGE),
        ("cache_size", -CACHE_KIB),
        ("wal_autocheckpoint", CHECKPOINT_PAGES),
        // What is deleted is overwritten, so that erased data don't stay in free pages.
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ];
    pragmas.iter().try_for_each(|(name, value)| connection.pragma_update(None, name, value).map_err(sql))
}

/// Gives a file its schema, lanes, mode and key: all in one transaction, by one of several who may try.
fn bear(connection: &mut Connection, mode: Mode, lanes: u16, key: &StoreKey) -> Result<(), Error> {
    if !(1..=LANES_MAX).contains(&lanes) {
        return Err(Error::Lanes { asked: lanes });
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    migrate::migrate(&transaction)?;
    let born: i64 = transaction.query_row("SELECT count(*) FROM meta", [], |row| row.get(0)).map_err(sql)?;
    if born == 0 {
        transaction
            .execute(
                "INSERT INTO meta (one, mode, lanes, incarnation, key_check) VALUES (1, ?1, ?2, 1, ?3)",
                params![mode.as_str(), lanes, key.check().0],
            )
            .map_err(sql)?;
        for lane in Lane::all(lanes) {
            transaction
                .execute(
                    "INSERT INTO lane (lane, paused, audit_seq, audit_head) VALUES (?1, 0, 0, ?2)",
                    params![lane.number(), audit::genesis(lane.number()).hash.0],
                )
                .map_err(sql)?;
        }
    }
    transaction.commit().map_err(sql)
}

fn meta(connection: &Connection) -> Result<(Birth, Digest), Error> {
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, Vec<u8>>(3)?))
    };
    let (mode, lanes, incarnation, check) = connection
        .query_row("SELECT mode, lanes, incarnation, key_check FROM meta", [], row)
        .map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Error::corrupt("a store without its birth"),
            other => sql(other),
        })?;
    let birth = Birth { mode: word(&mode)?, lanes: unsigned(lanes)?, incarnation: unsigned(incarnation)? };
    Ok((birth, digest(check)?))
}
