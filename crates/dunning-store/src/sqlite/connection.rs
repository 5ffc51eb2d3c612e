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
}

impl Session {
    pub(super) const fn new(connection: Connection, birth: Birth) -> Self {
        Self { connection, birth, commit: None }
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) const fn lanes(&self) -> u16 {
        self.birth.lanes
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
        if erased {
            self.forget_log()?;
        }
        Ok(value)
    }

    /// A durable change outside lanes.
    pub(super) fn change<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.transact(Commit::Durable, |connection, _| work(connection))
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

    /// Counts the incarnation up and makes it this session's.
    pub(super) fn take_over(&mut self) -> Result<Birth, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        transaction.execute("UPDATE meta SET incarnation = incarnation + 1", []).map_err(sql)?;
        let incarnation = incarnation(&transaction)?;
        transaction.commit().map_err(sql)?;
        self.birth.incarnation = incarnation;
        Ok(self.birth)
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

    /// What was erased still stands in the write-ahead log: move it into the file, where it is overwritten, and empty the
    /// log. A reader in another process may hold it open; the next checkpoint then does it.
    fn forget_log(&self) -> Result<(), Error> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(sql)
    }
}

fn incarnation(connection: &Connection) -> Result<u64, Error> {
    let mut statement = connection.prepare_cached("SELECT incarnation FROM meta").map_err(sql)?;
    unsigned(statement.query_row([], |row| row.get(0)).map_err(sql)?)
}
