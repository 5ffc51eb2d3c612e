//! The network's own log: JSON Lines, appended and never changed, each line written before its answer is given. It holds
//! what a network knows of a message, but its text: of that the digest and the count of segments.
//!
//! A process killed in the middle of a write leaves a line without its end; that line was never answered, so it is no
//! record and is cut off when the log is opened again.

use std::borrow::Cow;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The format and version in the first line.
pub(super) const FORMAT: &str = "dunning.sandbox/1";

/// What a log survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// A killed process: every batch is written before it is answered.
    #[default]
    Process,
    /// A loss of power: every batch is synced to the disk (`fdatasync`) before it is answered.
    Power,
}

/// A log that can't be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The file can't be opened, read or written.
    #[error("the sandbox's log {path} can't be used: {source}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process has it open.
    #[error("the sandbox's log {path} is in use by another process; end that one first", path = .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A line is no record.
    #[error("line {line} of {path} is no record of a {FORMAT} log; the file was changed or is something else", path = .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// The log belongs to another simulated network.
    #[error("the log {path} was written by a network of another seed or other habits; take the same ones or a new file", path = .path.display())]
    OtherNetwork {
        /// The file.
        path: PathBuf,
    },
}

/// A line of the log. Instants are Unix seconds.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Entry<'l> {
    /// The first line: format, and the digest of the network whose log this is.
    Open { format: Cow<'l, str>, network: Cow<'l, str> },
    /// A message taken.
    Take {
        at: i64,
        #[serde(borrow)]
        key: Cow<'l, str>,
        channel: Cow<'l, str>,
        to: Cow<'l, str>,
        until: i64,
        segments: u32,
        digest: Cow<'l, str>,
    },
    /// A message refused.
    Refuse { at: i64, key: Cow<'l, str>, reason: Cow<'l, str> },
    /// A key handed over again.
    Again { at: i64, key: Cow<'l, str> },
    /// What came back was kept by whoever asked for it.
    Ack { ids: Vec<Cow<'l, str>> },
}

/// An open log.
#[derive(Debug)]
pub(super) struct Log {
    sink: Sink,
    pending: Vec<u8>,
    broken: Option<io::ErrorKind>,
}

#[derive(Debug)]
enum Sink {
    File { file: File, path: PathBuf, durability: Durability },
    Memory(Vec<u8>),
}

impl Log {
    /// A log in memory, which ends with its owner.
    pub(super) fn in_memory() -> Self {
        Self::over(Sink::Memory(Vec::new()))
    }

    /// Opens a log or creates it, readable by its owner alone; hands each line to `each`, and cuts off an unfinished one.
    pub(super) fn open(
        path: &Path,
        durability: Durability,
        each: impl FnMut(Entry<'_>) -> Result<(), Unreadable>,
    ) -> Result<Self, LogError> {
        let told = |source| LogError::Io { path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(told)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => LogError::Busy { path: path.to_owned() },
            TryLockError::Error(source) => told(source),
        })?;
        let whole = read(BufReader::new(&file), path, each)?;
        file.set_len(whole).map_err(told)?;
        file.seek(SeekFrom::Start(whole)).map_err(told)?;
        Ok(Self::over(Sink::File { file, path: path.to_owned(), durability }))
    }

    fn over(sink: Sink) -> Self {
        Self { sink, pending: Vec::new(), broken: None }
    }

    /// Puts a line up for the next [`write`](Self::write).
    pub(super) fn put(&mut self, entry: &Entry<'_>) {
        // Into memory, of strings and integers: what could fail is memory alone.
        if serde_json::to_writer(&mut self.pending, entry).is_err() {
            self.broken = Some(io::ErrorKind::OutOfMemory);
        }
        self.pending.push(b'\n');
    }

    /// Writes the lines put up. A log that failed once stays closed: its last line may be torn.
    pub(super) fn write(&mut self) -> Result<(), LogError> {
        self.usable()?;
        let written = match &mut self.sink {
            Sink::Memory(bytes) => {
                bytes.append(&mut self.pending);
                Ok(())
            }
            Sink::File { .. } if self.pending.is_empty() => Ok(()),
            Sink::File { file, durability, .. } => file.write_all(&self.pending).and_then(|()| match durability {
                Durability::Process => Ok(()),
                Durability::Power => file.sync_data(),
            }),
        };
        self.pending.clear();
        self.broken = written.err().map(|error| error.kind());
        self.usable()
    }

    /// Whether it still takes lines.
    pub(super) fn usable(&self) -> Result<(), LogError> {
        match self.broken {
            None => Ok(()),
            Some(kind) => Err(LogError::Io { path: self.path().to_owned(), source: kind.into() }),
        }
    }

    /// Reads the log from its start.
    pub(super) fn reread(&self, each: impl FnMut(Entry<'_>) -> Result<(), Unreadable>) -> Result<u64, LogError> {
        match &self.sink {
            Sink::Memory(bytes) => read(bytes.as_slice(), self.path(), each),
            Sink::File { path, .. } => read_file(path, each),
        }
    }

    fn path(&self) -> &Path {
        match &self.sink {
            Sink::File { path, .. } => path,
            Sink::Memory(_) => Path::new("(memory)"),
        }
    }
}

/// Why a line can't be taken.
pub(super) enum Unreadable {
    /// It is no record.
    Line,
    /// It belongs to another network.
    OtherNetwork,
}

/// Reads a log's file, also while it is being written: an unfinished line is left out.
pub(super) fn read_file(path: &Path, each: impl FnMut(Entry<'_>) -> Result<(), Unreadable>) -> Result<u64, LogError> {
    let file = File::open(path).map_err(|source| LogError::Io { path: path.to_owned(), source })?;
    read(BufReader::new(file), path, each)
}

/// Hands each whole line to `each`; gives the bytes that they take. The first must open a log of this format.
fn read(
    mut reader: impl BufRead,
    path: &Path,
    mut each: impl FnMut(Entry<'_>) -> Result<(), Unreadable>,
) -> Result<u64, LogError> {
    let (mut bytes, mut number) = (Vec::new(), 0);
    let mut whole = 0;
    loop {
        bytes.clear();
        let length =
            reader.read_until(b'\n', &mut bytes).map_err(|source| LogError::Io { path: path.to_owned(), source })?;
        if bytes.last() != Some(&b'\n') {
            return Ok(whole);
        }
        number += 1;
        let taken = match serde_json::from_slice(&bytes) {
            Ok(entry @ Entry::Open { .. }) if number == 1 => opened(entry, &mut each),
            Ok(Entry::Open { .. }) | Err(_) => Err(Unreadable::Line),
            Ok(_) if number == 1 => Err(Unreadable::Line),
            Ok(entry) => each(entry),
        };
        taken.map_err(|why| match why {
            Unreadable::Line => LogError::Line { path: path.to_owned(), line: number },
            Unreadable::OtherNetwork => LogError::OtherNetwork { path: path.to_owned() },
        })?;
        whole += length as u64;
    }
}

fn opened(entry: Entry<'_>, each: &mut impl FnMut(Entry<'_>) -> Result<(), Unreadable>) -> Result<(), Unreadable> {
    match &entry {
        Entry::Open { format, .. } if format == FORMAT => each(entry),
        _ => Err(Unreadable::Line),
    }
}
