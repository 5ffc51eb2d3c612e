//! The store in one SQLite file: WAL, one writing thread and one reading thread behind the face, each with a connection of
//! its own. `:memory:` for tests.

mod breaches;
mod chain;
mod connection;
mod contacts;
mod convert;
mod facts;
mod lane;
mod migrate;
mod open;
mod rings;
mod suppressions;
mod tickets;
mod wide;
mod worker;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};

use crate::contact::{ContactKey, Tally};
use crate::error::Error;
use crate::key::StoreKey;
use crate::lane::Lane;
use crate::mode::{Birth, Mode};
use crate::store::{Breach, Commit, LaneRead, LaneTx, Store};
use crate::suppression::Suppression;
use connection::{Session, incarnation};
use worker::Worker;

/// A store in one SQLite file, or in memory.
#[derive(Clone)]
pub struct SqliteStore {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Arc<Worker>,
    /// The writer itself where there is but one connection, in memory.
    reader: Arc<Worker>,
    birth: Mutex<Birth>,
}

impl SqliteStore {
    /// Opens the store of a file, or makes one with [`LANES`](crate::LANES) lanes and mode 0600 where there is none.
    ///
    /// # Errors
    /// [`Error::WrongMode`], [`Error::WrongKey`], [`Error::NewerSchema`], [`Error::ChangedMigration`],
    /// [`Error::Foreign`], [`Error::ReadOnly`], [`Error::Busy`], [`Error::Corrupt`], and what the file system says.
    pub fn create_or_open(path: &Path, mode: Mode, key: &StoreKey) -> Result<Self, Error> {
        open::make(path, mode, crate::LANES, key)?;
        Self::open(path, mode, key)
    }

    /// Opens the store of a file that is there.
    ///
    /// # Errors
    /// [`Error::Missing`], and as [`SqliteStore::create_or_open`].
    pub fn open(path: &Path, mode: Mode, key: &StoreKey) -> Result<Self, Error> {
        let (connection, birth) = open::existing(path, mode, key)?;
        let reading = open::reading(path)?;
        Ok(Self::of(
            Worker::start(Session::new(connection, birth))?,
            Some(Worker::start(Session::new(reading, birth))?),
            birth,
        ))
    }

    /// Opens the store of a file that can't be written, such as one on a read-only disk, to read it as it stands. Nothing is
    /// written, not even beside it; every change is refused with [`Error::ReadOnly`].
    ///
    /// # Errors
    /// [`Error::ReadOnly`] for a file of an older schema, or with a log beside it that would have to be worked in first; else
    /// as [`SqliteStore::open`].
    pub fn open_as_it_stands(path: &Path, mode: Mode, key: &StoreKey) -> Result<Self, Error> {
        let (connection, birth) = open::as_it_stands(path, mode, key)?;
        Ok(Self::of(Worker::start(Session::new(connection, birth))?, None, birth))
    }

    /// How a store's file was born, without opening it for work: so that a command that only reads can open it in its own
    /// mode.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], but for mode and key.
    pub fn birth_of(path: &Path) -> Result<Birth, Error> {
        open::birth_of(path)
    }

    /// A store in memory, gone with its last handle.
    ///
    /// # Errors
    /// [`Error::Lanes`], and what the database says.
    pub fn in_memory(mode: Mode, lanes: u16, key: &StoreKey) -> Result<Self, Error> {
        let (connection, birth) = open::in_memory(mode, lanes, key)?;
        Ok(Self::of(Worker::start(Session::new(connection, birth))?, None, birth))
    }

    fn of(writer: Worker, reader: Option<Worker>, birth: Birth) -> Self {
        let writer = Arc::new(writer);
        let reader = reader.map_or_else(|| Arc::clone(&writer), Arc::new);
        Self { inner: Arc::new(Inner { writer, reader, birth: Mutex::new(birth) }) }
    }
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore").field("birth", &self.birth()).finish_non_exhaustive()
    }
}

impl Store for SqliteStore {
    fn birth(&self) -> Birth {
        *self.inner.birth.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T, E, F>(&self, lane: Lane, commit: Commit, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut dyn LaneTx) -> Result<T, E> + Send + 'static,
    {
        self.inner.writer.run(move |session| session.write(lane, commit, work))
    }

    fn read<T, E, F>(&self, lane: Lane, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&dyn LaneRead) -> Result<T, E> + Send + 'static,
    {
        self.inner.reader.run(move |session| session.read(lane, work))
    }

    fn put_artifact(&self, digest: Digest, bytes: Vec<u8>) -> impl Future<Output = Result<bool, Error>> + Send {
        self.inner
            .writer
            .run(move |session| session.change(|connection| wide::put_artifact(connection, digest, &bytes)))
    }

    fn artifact(&self, digest: Digest) -> impl Future<Output = Result<Option<Vec<u8>>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, _| wide::artifact(connection, digest)))
    }

    fn lanes_due(&self, now: DateTime<Utc>) -> impl Future<Output = Result<Vec<Lane>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, lanes| wide::lanes_due(connection, lanes, now)))
    }

    fn next_due(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(wide::next_due))
    }

    fn found_by(&self, token: Digest) -> impl Future<Output = Result<Vec<CustomerId>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, lanes| wide::found_by(connection, lanes, token)))
    }

    fn suppressions(
        &self,
        after: Option<Digest>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Suppression>, Error>> + Send {
        self.inner
            .reader
            .run(move |session| session.look(|connection, _| suppressions::after(connection, after, limit)))
    }

    fn contacts_under(
        &self,
        messages: Vec<MessageKey>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, _| wide::contacts_under(connection, &messages)))
    }

    fn contacts_named(
        &self,
        gateway: &str,
        references: Vec<String>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send {
        let gateway = gateway.to_owned();
        self.inner
            .reader
            .run(move |session| session.look(|connection, _| wide::contacts_named(connection, &gateway, &references)))
    }

    fn tally(&self) -> impl Future<Output = Result<Vec<Tally>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, _| wide::tally(connection)))
    }

    fn worked_until(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(|connection, _| wide::worked_until(connection)))
    }

    fn work_at(&self, now: DateTime<Utc>) -> impl Future<Output = Result<(), Error>> + Send {
        self.inner.writer.run(move |session| session.note(|connection| wide::work_at(connection, now)))
    }

    async fn take_over(&self) -> Result<Birth, Error> {
        let birth = self.inner.writer.run(Session::take_over).await?;
        *self.inner.birth.lock().unwrap_or_else(PoisonError::into_inner) = birth;
        Ok(birth)
    }

    async fn stands(&self) -> Result<(), Error> {
        let mine = self.birth().incarnation;
        let now = self.inner.reader.run(|session| session.look(|connection, _| incarnation(connection))).await?;
        if now == mine { Ok(()) } else { Err(Error::Superseded) }
    }

    fn breaches(&self) -> impl Future<Output = Result<Vec<Breach>, Error>> + Send {
        self.inner.reader.run(move |session| session.look(breaches::find))
    }
}
