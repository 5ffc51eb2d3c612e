//! The network's log, read for audit: what it took, what it was given twice, what it never got. It knows nothing of what
//! becomes of a message.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use dunning_core::case::Address;
use dunning_core::digest::Digest;
use dunning_core::id::MessageKey;
use dunning_core::words::{Channel, Word};

use super::log::{self, Entry, LogError, Unreadable};
use crate::outcome::Reason;

/// What a sandbox's log says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Messages taken.
    pub taken: BTreeMap<MessageKey, Taken>,
    /// Messages refused.
    pub refused: BTreeMap<MessageKey, Reason>,
    /// Keys that were handed over again after the network knew them, once for each time. A sender that keeps its word
    /// leaves this empty.
    pub again: Vec<MessageKey>,
    /// How many receipts and replies were acknowledged.
    pub acknowledged: u64,
}

/// A message as the network took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub at: DateTime<Utc>,
    /// By which channel.
    pub channel: Channel,
    /// To which address.
    pub to: Address,
    /// The instant from which it must not arrive.
    pub until: DateTime<Utc>,
    /// Segments billed.
    pub segments: u32,
    /// Digest of the text.
    pub digest: Digest,
}

impl Ledger {
    /// Reads a log, also while a sandbox is writing it.
    ///
    /// # Errors
    /// When the file can't be read or holds a line that is no record.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, LogError> {
        let mut ledger = Self::default();
        log::read_file(path.as_ref(), |entry| ledger.enter(entry))?;
        Ok(ledger)
    }

    /// Those of these keys that the network has never had.
    pub fn missing<'k>(&self, keys: impl IntoIterator<Item = &'k MessageKey>) -> Vec<MessageKey> {
        keys.into_iter().filter(|key| !self.knows(key)).cloned().collect()
    }

    /// Segments billed over all messages taken.
    pub fn segments(&self) -> u64 {
        self.taken.values().map(|taken| u64::from(taken.segments)).sum()
    }

    fn knows(&self, key: &MessageKey) -> bool {
        self.taken.contains_key(key) || self.refused.contains_key(key)
    }

    pub(super) fn enter(&mut self, entry: Entry<'_>) -> Result<(), Unreadable> {
        match entry {
            Entry::Open { .. } => {}
            Entry::Take { at, key, channel, to, until, segments, digest } => {
                let taken = Taken {
                    at: instant(at)?,
                    channel: read(Channel::parse(&channel))?,
                    to: read(Address::new(&to))?,
                    until: instant(until)?,
                    segments,
                    digest: Digest::from_hex(&digest).ok_or(Unreadable::Line)?,
                };
                self.taken.insert(read(MessageKey::new(&key))?, taken);
            }
            Entry::Refuse { key, reason, .. } => {
                self.refused.insert(read(MessageKey::new(&key))?, read(Reason::parse(&reason))?);
            }
            Entry::Again { key, .. } => self.again.push(read(MessageKey::new(&key))?),
            Entry::Ack { ids } => self.acknowledged += ids.len() as u64,
        }
        Ok(())
    }
}

/// An instant of the log.
pub(super) fn instant(unix_s: i64) -> Result<DateTime<Utc>, Unreadable> {
    DateTime::from_timestamp(unix_s, 0).ok_or(Unreadable::Line)
}

/// A word or id of the log.
pub(super) fn read<T, E>(parsed: Result<T, E>) -> Result<T, Unreadable> {
    parsed.map_err(|_| Unreadable::Line)
}
