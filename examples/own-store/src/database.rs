//! The bank's own database: a table of its messages, and a table of slots beside it, in which a permit's charges are used
//! up by compare-and-set. It knows no rule; what a cap is, the charge says.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use dunning_core::check::Cleared;
use dunning_core::decide::{Charge, Unit};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

const TABLES: &str = "\
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS message (key TEXT PRIMARY KEY, office TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS cap_use (
    cap TEXT NOT NULL, whose TEXT NOT NULL, unit TEXT NOT NULL, slot INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (cap, whose, unit, slot)
) STRICT;";

/// The database, opened by one process.
pub(crate) struct Database(Connection);

/// How a message is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Together with its charges: all of them, or none and no message.
    Charged,
    /// Alone: the decision is trusted, whatever was written since it was taken.
    Trusting,
}

impl Database {
    /// Opens the database, making it where there is none.
    pub(crate) fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.execute_batch(TABLES)?;
        Ok(Self(connection))
    }

    /// When messages left, in order.
    pub(crate) fn messages(&self) -> rusqlite::Result<Vec<DateTime<Utc>>> {
        let mut statement = self.0.prepare("SELECT at FROM message ORDER BY at")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.map(|at| at.map(|at| DateTime::from_timestamp(at, 0).unwrap_or_default())).collect()
    }

    /// How many messages each office sent, in the order of their names.
    pub(crate) fn by_office(&self) -> rusqlite::Result<Vec<(String, u32)>> {
        let text = "SELECT office, count(*) FROM message GROUP BY office ORDER BY office";
        let mut statement = self.0.prepare(text)?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// Keeps a message that may leave; once this returns true it is on disk, and may. False when another process has used
    /// the cap up.
    pub(crate) fn keep(
        &mut self,
        office: &str,
        message: &Cleared,
        charges: &[Charge],
        at: DateTime<Utc>,
        keeping: Keeping,
    ) -> rusqlite::Result<bool> {
        if keeping == Keeping::Trusting {
            return self.write(office, message, &[], at);
        }
        loop {
            let places: rusqlite::Result<Option<Vec<Place<'_>>>> =
                charges.iter().map(|charge| self.place(charge)).collect();
            let Some(places) = places? else { return Ok(false) };
            if self.write(office, message, &places, at)? {
                return Ok(true);
            }
            // The other process was faster with one of the slots: look again. Each time round, somebody got on.
        }
    }

    /// A slot that a charge may take, as it stands; nothing when its cap is used up. At most `max` slots of a ring are ever
    /// used, and each rests `span` after its last use, so no span holds more than `max` uses.
    fn place<'c>(&self, charge: &'c Charge) -> rusqlite::Result<Option<Place<'c>>> {
        let text = "SELECT last FROM cap_use WHERE cap = ?1 AND whose = ?2 AND unit = ?3 AND slot = ?4";
        let mut statement = self.0.prepare_cached(text)?;
        for slot in 0..charge.max {
            let key = params![&*charge.cap, charge.key.to_text(), unit(charge.unit), slot];
            let seen: Option<i64> = statement.query_row(key, |row| row.get(0)).optional()?;
            if seen.is_none_or(|last| charge.from - last >= charge.span) {
                return Ok(Some(Place { charge, slot, seen }));
            }
        }
        Ok(None)
    }

    /// One transaction: the slots, each only if it still stands as it was seen, and the message.
    fn write(
        &mut self,
        office: &str,
        message: &Cleared,
        places: &[Place<'_>],
        at: DateTime<Utc>,
    ) -> rusqlite::Result<bool> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for place in places {
            if !place.compare_and_set(&transaction)? {
                return Ok(false); // Dropped, a transaction is rolled back.
            }
        }
        let text = "INSERT INTO message (key, office, at) VALUES (?1, ?2, ?3)";
        transaction.execute(text, params![message.key().as_str(), office, at.timestamp()])?;
        transaction.commit()?;
        Ok(true)
    }
}

/// A slot found for a charge, and its last use as it was seen.
struct Place<'c> {
    charge: &'c Charge,
    slot: u32,
    seen: Option<i64>,
}

impl Place<'_> {
    fn compare_and_set(&self, transaction: &Transaction<'_>) -> rusqlite::Result<bool> {
        let Self { charge, slot, seen } = self;
        let text = "INSERT INTO cap_use (cap, whose, unit, slot, last) VALUES (?1, ?2, ?3, ?4, ?5) \
                    ON CONFLICT DO UPDATE SET last = excluded.last WHERE cap_use.last = ?6";
        let values = params![&*charge.cap, charge.key.to_text(), unit(charge.unit), slot, charge.at, seen];
        Ok(transaction.prepare_cached(text)?.execute(values)? == 1)
    }
}

/// Positions of different units don't compare, so each has a ring of its own.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "seconds",
        Unit::Days => "days",
        Unit::Weeks => "weeks",
        Unit::Months => "months",
    }
}
