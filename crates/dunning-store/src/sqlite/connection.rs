//! A connection with what it must know to work a lane: how the store was born, and how sure the last commit had to be.

use rusqlite::{Connection, TransactionBehavior};

use super::convert::{sql, unsigned};
use super::lane::LaneSession;
use crate::error::Error;
use crate::lane::Lane;
use crate::mode::Birth;
use crate::store::{Commit, LaneRead, LaneTx};

/// A connection at work.
pub(super) struct Session {
    connection: Connection,
    birth: Birth,
    commit: Option<Commit>,
    /// Whether the log still holds what was erased.
    forget: bool,
}

impl Session {
    pub(super) const fn new(connection: Connection, birth: Birth) -> Self {
        Self { connection, birth, commit: None, forget: false }
    }

    pub(super) fn write<T, E, F>(&mut self, lane: Lane, commit: Commit, work: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut dyn LaneTx) -> Result<T, E>,
    {
        let (value, erased) = self.transact(commit, |connection, lanes| {
            let mut session = LaneSession::new(connection, lane, lanes);
            let value = work(&mut session)?;
            Ok::<_, E>((value, session.finish()?))
        })?;
        self.forget |= erased;
        if self.forget {
            self.forget = !self.log_emptied();
        }
        Ok(value)
    }

    /// A durable change outside lanes.
    pub(super) fn change<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.transact(Commit::Durable, |connection, _| work(connection))
    }

    /// A change outside lanes that the machine may lose.
    pub(super) fn note<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.transact(Commit::Soon, |connection, _| work(connection))
    }

    pub(super) fn read<T, E, F>(&mut self, lane: Lane, work: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&dyn LaneRead) -> Result<T, E>,
    {
        let lanes = self.birth.lanes;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(sql)?;
        work(&LaneSession::new(&transaction, lane, lanes))
    }

    /// Reads over all lanes, as they stand at one instant.
    pub(super) fn look<T>(&mut self, work: impl FnOnce(&Connection, u16) -> Result<T, Error>) -> Result<T, Error> {
        let lanes = self.birth.lanes;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(sql)?;
        work(&transaction, lanes)
    }

    /// Counts the incarnation up and makes it this session's.
    pub(super) fn take_over(&mut self) -> Result<Birth, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        transaction.execute("UPDATE meta SET incarnation = incarnation + 1", []).map_err(sql)?;
        let incarnation = incarnation(&transaction)?;
        transaction.commit().map_err(sql)?;
        self.birth.incarnation = incarnation;
        Ok(self.birth)
    }

    #[cfg(test)]
    pub(super) fn bare(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result<(), Error> {
        work(&self.connection).map_err(sql)
    }

    fn transact<T, E: From<Error>>(
        &mut self,
        commit: Commit,
        work: impl FnOnce(&Connection, u16) -> Result<T, E>,
    ) -> Result<T, E> {
        self.make_sure(commit)?;
        let birth = self.birth;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        if incarnation(&transaction)? != birth.incarnation {
            return Err(Error::Superseded.into());
        }
        let value = work(&transaction, birth.lanes)?;
        transaction.commit().map_err(sql)?;
        Ok(value)
    }

    fn make_sure(&mut self, commit: Commit) -> Result<(), Error> {
        if self.commit != Some(commit) {
            let word = match commit {
                Commit::Durable => "FULL",
                Commit::Soon => "NORMAL",
            };
            self.connection.pragma_update(None, "synchronous", word).map_err(sql)?;
            self.commit = Some(commit);
        }
        Ok(())
    }

    /// Moves the write-ahead log into the file, where what was deleted is overwritten, and empties it. A reader may hold
    /// it open; then it isn't.
    fn log_emptied(&self) -> bool {
        let blocked: rusqlite::Result<i64> =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        blocked == Ok(0)
    }
}

/// Which incarnation the store is in.
pub(super) fn incarnation(connection: &Connection) -> Result<u64, Error> {
    let mut statement = connection.prepare_cached("SELECT incarnation FROM meta").map_err(sql)?;
    unsigned(statement.query_row([], |row| row.get(0)).map_err(sql)?)
}
