//! The face of a store, the same for one file and for many machines.
//!
//! **All work on customers is a lane transaction**: [`Store::write`] runs a plain, synchronous closure under the lane's lock
//! and returns once all it wrote is committed, or nothing is. What the closure returns reaches the caller only then, so a
//! message that it cleared can't leave before its intent is on disk. A store on another machine may read ahead and hold
//! writes back until the closure ends: every answer depends only on what stands under the lock.

use std::future::Future;

use chrono::{DateTime, Utc};
use dunning_core::audit::{BrokenChain, Head, Link};
use dunning_core::decide::{Charge, Unit};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};

use crate::audit::{Aside, RecordWithAside};
use crate::contact::{Advance, Contact, ContactKey, Intended, Intent, Planned, Tally};
use crate::error::Error;
use crate::fact::{Dossier, Enrolled, FactKind};
use crate::lane::Lane;
use crate::mode::Birth;
use crate::ring::Slot;
use crate::suppression::{Suppression, SuppressionLine};
use crate::ticket::{Ticket, TicketId};

/// How sure a commit is when it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commit {
    /// On disk, whatever fails next. For facts, inbound and intents.
    Durable,
    /// Survives the process, and the machine with the next durable commit. For outcomes: one that is lost leaves an
    /// unknown contact, never a second hand-over; and for work of several lanes that a durable commit of the last ends.
    Soon,
}

/// Durable state by lanes. Cheap to clone: clones are the same store.
///
/// A future that is dropped may leave its work done: the closure then ran, and nobody got what it returned.
pub trait Store: Clone + Send + Sync + 'static {
    /// What the store was born with.
    fn birth(&self) -> Birth;

    /// All its lanes.
    fn lanes(&self) -> impl ExactSizeIterator<Item = Lane> + Send {
        Lane::all(self.birth().lanes)
    }

    /// The lane of a customer.
    fn lane_of(&self, customer: &CustomerId) -> Lane {
        Lane::of(customer, self.birth().lanes)
    }

    /// One lane transaction: all that `work` writes, or, when it errs, nothing.
    ///
    /// # Errors
    /// What `work` returns; [`Error::Superseded`], [`Error::Panicked`], and what the database says.
    fn write<T, E, F>(&self, lane: Lane, commit: Commit, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut dyn LaneTx) -> Result<T, E> + Send + 'static;

    /// Reads a lane as it stands at one instant, beside writers.
    ///
    /// # Errors
    /// What `work` returns, and what the database says.
    fn read<T, E, F>(&self, lane: Lane, work: F) -> impl Future<Output = Result<T, E>> + Send
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&dyn LaneRead) -> Result<T, E> + Send + 'static;

    /// Keeps bytes for ever under the digest by which records name them; whether they are new. The first bytes under a
    /// digest stay: it may be one of meaning, which two spellings share.
    fn put_artifact(&self, digest: Digest, bytes: Vec<u8>) -> impl Future<Output = Result<bool, Error>> + Send;

    /// The bytes kept under a digest.
    fn artifact(&self, digest: Digest) -> impl Future<Output = Result<Option<Vec<u8>>, Error>> + Send;

    /// The lanes with contacts that are due at `now` and that are not paused, in their order. A hint: claim to know.
    fn lanes_due(&self, now: DateTime<Utc>) -> impl Future<Output = Result<Vec<Lane>, Error>> + Send;

    /// The instant at which the next waiting contact of a lane that is not paused is due.
    fn next_due(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send;

    /// The customers found by a token (see [`LaneTx::put_handle`]), over all lanes, in their order.
    fn found_by(&self, token: Digest) -> impl Future<Output = Result<Vec<CustomerId>, Error>> + Send;

    /// The suppressions after a token, all lines of each, in the order of their tokens; at most `limit` tokens.
    fn suppressions(
        &self,
        after: Option<Digest>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Suppression>, Error>> + Send;

    /// The contacts that were handed over under these keys, one by one: nothing where none was.
    fn contacts_under(
        &self,
        messages: Vec<MessageKey>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send;

    /// The contacts that the network behind a gateway knows by these names of its own, one by one; the one valid longest
    /// where it has used a name again.
    fn contacts_named(
        &self,
        gateway: &str,
        references: Vec<String>,
    ) -> impl Future<Output = Result<Vec<Option<ContactKey>>, Error>> + Send;

    /// Contacts over all lanes, counted by status and reason, in their order.
    fn tally(&self) -> impl Future<Output = Result<Vec<Tally>, Error>> + Send;

    /// The last instant at which the store has been worked; nothing when it never was.
    fn worked_until(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, Error>> + Send;

    /// Notes that the store is worked at an instant, to the second: none before it is taken from then on. As sure as
    /// [`Commit::Soon`].
    ///
    /// # Errors
    /// [`Error::Backwards`] when it has been worked at a later one.
    fn work_at(&self, now: DateTime<Utc>) -> impl Future<Output = Result<(), Error>> + Send;

    /// Takes the store over: from now on this handle and its clones write, and every other is refused as
    /// [`Error::Superseded`]. For restored copies and failovers.
    fn take_over(&self) -> impl Future<Output = Result<Birth, Error>> + Send;

    /// Makes sure, cheaply, that nobody has taken the store over: asked before what can't be undone.
    ///
    /// # Errors
    /// [`Error::Superseded`] when somebody has.
    fn stands(&self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Everything that can be proven wrong about the store by itself, lane by lane. Empty when it is sound.
    fn breaches(&self) -> impl Future<Output = Result<Vec<Breach>, Error>> + Send;
}

/// What can be asked of a lane.
pub trait LaneRead {
    /// The lane.
    fn lane(&self) -> Lane;

    /// Whether the lane is paused.
    fn paused(&self) -> Result<bool, Error>;

    /// The customers of the lane after one, in the order of their ids, at most `limit`.
    fn customers(&self, after: Option<&CustomerId>, limit: usize) -> Result<Vec<CustomerId>, Error>;

    /// The customer's key, wrapped, when it has been enrolled and not erased.
    fn wrapped_key(&self, customer: &CustomerId) -> Result<Option<Vec<u8>>, Error>;

    /// The same with the customer's newest revision: equal only while nothing more has become known.
    fn enrolled(&self, customer: &CustomerId) -> Result<Option<Enrolled>, Error>;

    /// What is known of a customer, up to a revision or at all.
    fn dossier(&self, customer: &CustomerId, upto: Option<u64>) -> Result<Dossier, Error>;

    /// The customers of the lane found by a token (see [`LaneTx::put_handle`]), in their order.
    fn found(&self, token: Digest) -> Result<Vec<CustomerId>, Error>;

    /// The lines kept under the token of an address, in the order they were kept. They lie in no lane: this reads what
    /// was committed before the lane was locked, whichever lane's work kept it.
    fn suppression(&self, token: Digest) -> Result<Suppression, Error>;

    /// A contact.
    fn contact(&self, key: &ContactKey) -> Result<Option<Contact>, Error>;

    /// All contacts of a customer, in the order of their keys.
    fn contacts(&self, customer: &CustomerId) -> Result<Vec<Contact>, Error>;

    /// Contacts that wait and are due at `now`, at most `limit`: by the five minutes they fall due in, and within them in
    /// the order of their keys, so that those of a person stand together.
    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Contact>, Error>;

    /// Contacts that were handed over and whose end isn't known, after one, in the order of their keys, at most `limit`.
    fn unsettled(&self, after: Option<&ContactKey>, limit: usize) -> Result<Vec<Contact>, Error>;

    /// The slots that a customer's contacts have used, ring by ring, in their order.
    fn slots(&self, customer: &CustomerId) -> Result<Vec<Slot>, Error>;

    /// Open tickets after one, in the order of their names, at most `limit`.
    fn tickets(&self, after: Option<&TicketId>, limit: usize) -> Result<Vec<Ticket>, Error>;

    /// The end of the lane's chain.
    fn head(&self) -> Result<Head, Error>;

    /// Records of the lane's chain after a number, in order, at most `limit`.
    fn records(&self, after: u64, limit: usize) -> Result<Vec<Link>, Error>;

    /// The records about a customer, in order, each with what is personal of it.
    fn records_of(&self, customer: &CustomerId) -> Result<Vec<RecordWithAside>, Error>;
}

/// What can be done to a lane, under its lock. A method that errs has changed nothing.
pub trait LaneTx: LaneRead {
    /// Makes a customer known, with the wrapped key of its own; whether it is new. A known one keeps its key.
    fn enroll(&mut self, customer: &CustomerId, wrapped_key: &[u8]) -> Result<bool, Error>;

    /// Appends a fact; its revision.
    fn append(&mut self, customer: &CustomerId, kind: FactKind, at: DateTime<Utc>, body: &[u8]) -> Result<u64, Error>;

    /// Has a customer found by a token, such as the keyed hash of a number or of a debt's name.
    fn put_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error>;

    /// Ends that.
    fn drop_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error>;

    /// Keeps a line under the token of an address, after those that are there.
    fn suppress(&mut self, token: Digest, line: &SuppressionLine) -> Result<(), Error>;

    /// Erases the lines under a token; whether there was one.
    fn forget(&mut self, token: Digest) -> Result<bool, Error>;

    /// Plans a contact; whether it is new. One with the same key stays as it is, however far it got.
    fn plan(&mut self, planned: &Planned) -> Result<bool, Error>;

    /// Puts a waiting contact off, or has one that was withheld or refused wait again; whether it was one of these.
    fn defer(&mut self, key: &ContactKey, until: DateTime<Utc>, reason: &str) -> Result<bool, Error>;

    /// Charges the caps and writes the intent of a waiting contact, a fact of its customer: all or nothing. Charges of one
    /// ring count once.
    ///
    /// # Errors
    /// [`Error::KeyTaken`] when another contact of the lane was handed over under the message key.
    fn intend(&mut self, key: &ContactKey, intent: &Intent, charges: &[Charge]) -> Result<Intended, Error>;

    /// Moves a contact forward; whether its status led there. The same receipt twice, or an answer after its receipt,
    /// changes nothing.
    ///
    /// # Errors
    /// [`Error::NotAnAdvance`] for a status that only planning, deferring or intending reaches.
    fn advance(&mut self, key: &ContactKey, step: Advance<'_>) -> Result<bool, Error>;

    /// Moves the uses of a contact that count in `unit` to the position that a receipt proves, never before the earliest
    /// one that was charged; how many moved. A slot that has been used again since stays.
    fn settle(&mut self, key: &ContactKey, unit: Unit, at: i64) -> Result<u32, Error>;

    /// Gives the uses of a contact back, of one cap or of all: proof has come that it doesn't count. How many were given
    /// back.
    fn release(&mut self, key: &ContactKey, cap: Option<&str>) -> Result<u32, Error>;

    /// Appends a record to the lane's chain; the new end. The body, a line of [`dunning_core::audit`], holds nothing
    /// personal.
    ///
    /// # Errors
    /// [`Error::NotALine`] for a body of several lines.
    fn record(&mut self, body: String, aside: Option<Aside<'_>>) -> Result<Head, Error>;

    /// Takes note of something from outside by its source and id; false when it came before.
    fn receive(&mut self, source: &str, id: &str) -> Result<bool, Error>;

    /// Opens a ticket.
    fn open_ticket(
        &mut self,
        customer: &CustomerId,
        kind: &str,
        at: DateTime<Utc>,
        body: &[u8],
    ) -> Result<TicketId, Error>;

    /// Closes a ticket; whether it was open.
    fn close_ticket(&mut self, ticket: &TicketId, at: DateTime<Utc>) -> Result<bool, Error>;

    /// Pauses or resumes the lane. Once committed, whoever asks under the lock knows.
    fn set_paused(&mut self, paused: bool) -> Result<(), Error>;

    /// Erases a customer: key, facts, handles, contacts with their texts, rings, tickets, asides. The chain stays whole; what
    /// told whose its records were is gone. Whether there was anything. Caps and holds of the person are forgotten with
    /// it, so the caller first waits until none matters.
    ///
    /// # Errors
    /// [`Error::InFlight`] while a contact is unsettled.
    fn erase(&mut self, customer: &CustomerId) -> Result<bool, Error>;
}

/// Something provably wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// The database finds its own file damaged.
    File {
        /// In its words.
        what: String,
    },
    /// A lane's chain doesn't hold, or doesn't end where the lane says.
    Chain(BrokenChain),
    /// A customer's facts have a gap.
    FactGap {
        /// The lane.
        lane: Lane,
        /// How many customers.
        customers: u64,
    },
    /// Intents hold fewer slots than they were charged.
    Uncharged {
        /// The lane.
        lane: Lane,
        /// How many intents.
        intents: u64,
    },
    /// Slots break the rule of their ring.
    Ring {
        /// The lane.
        lane: Lane,
        /// How many slots.
        slots: u64,
    },
    /// Customers whose rows lie in a lane that isn't theirs, or who were never enrolled.
    Stray {
        /// The lane.
        lane: Lane,
        /// How many rows.
        rows: u64,
    },
}
