//! The runtime: intake, planner, outbox, receipts and replies, in steps of a given instant. It owns no rule and knows no
//! clock: what may leave is `dunning-core`'s to say, what is kept is a [`Store`]'s, and who sleeps between steps is the
//! caller.
//!
//! **A message leaves only after its intent is on disk, and never twice**: a lane's contacts are decided, charged and
//! recorded in one transaction; what it cleared reaches the gateway once that is committed. An answer that is lost leaves
//! the contact `unknown`, which no timeout ever makes into a second hand-over.

mod ahead;
mod because;
mod desk;
mod erase;
mod foresee;
mod held;
mod inbound;
mod intake;
pub mod log;
mod opt_out;
mod outbox;
mod outcome;
mod person;
mod planner;
mod probe;
mod recall;
mod records;
mod replay;
mod replies;
mod settle;
mod tickets;
mod unproven;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::fault::Faults;
use dunning_gateway::{Gateway, GatewayError};
use dunning_store::{Lane, Store};

pub use because::{Because, pause};
pub use desk::{Desk, Keys};
pub use erase::Erased;
pub use foresee::Foreseen;
pub use held::{NOT_PLANNED, PlannedOnly, Standing, Taken};
pub use intake::{Imported, Intake};
pub use opt_out::{OptOut, OptedOut};
pub use outbox::Sent;
pub use person::{case_of, history_of};
pub use probe::{Point, Probe};
pub use replay::{Replayed, Told, Verdict};
pub use unproven::{Differs, Unproven};

/// What can go wrong while working. Nothing personal in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] dunning_store::Error),
    /// The gateway can't be reached.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// What the store holds of a customer can't be read.
    #[error("what is kept of a customer can't be read: {0}")]
    Facts(Faults),
    /// Facts that make no history were to be kept; none of the batch was.
    #[error("not kept: {0}")]
    Refused(Faults),
    /// A person's key can't be unwrapped.
    #[error("a person's key can't be unwrapped: the store's key file is another store's, or the store is damaged")]
    PersonKey,
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Facts(faults)
    }
}

/// When the engine next has something to do; nothing when it has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextWake(pub Option<DateTime<Utc>>);

/// The engine over a store and a gateway.
#[derive(Debug)]
pub struct Engine<S, G> {
    store: S,
    gateway: G,
    desk: Desk,
    probe: Probe,
    /// Lanes that may hold contacts whose end must be asked for.
    unsettled: BTreeSet<Lane>,
    /// When the planner is to look at everybody again.
    plan_at: Option<DateTime<Utc>>,
    /// When it took the store over.
    since: Option<DateTime<Utc>>,
    /// The plan it is held to.
    only: Option<Arc<PlannedOnly>>,
    sent: Sent,
}

/// How soon the network is asked about a hand-over whose answer was lost, and again when it gives none.
const ASK_EVERY: TimeDelta = TimeDelta::minutes(1);

impl<S: Store, G: Gateway> Engine<S, G> {
    /// An engine at work. Contacts that an earlier run left without an answer are settled in its first step.
    pub fn new(store: S, gateway: G, desk: Desk) -> Self {
        let unsettled = store.lanes().collect();
        Self {
            store,
            gateway,
            desk,
            probe: Probe::default(),
            unsettled,
            plan_at: None,
            since: None,
            only: None,
            sent: Sent::default(),
        }
    }

    /// The same engine, listened to at its named points (for tests that break it there).
    #[must_use]
    pub fn listened(mut self, probe: Probe) -> Self {
        self.probe = probe;
        self
    }

    /// The store.
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// The gateway.
    pub const fn gateway(&self) -> &G {
        &self.gateway
    }

    /// What it works by.
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What this run has handed over.
    pub const fn sent(&self) -> &Sent {
        &self.sent
    }

    /// Does all that is due at an instant: settles what an earlier run left open, takes what came in, plans once a day,
    /// and hands over what is lawful. Instants never run backwards, from one run to the next either. The first step takes
    /// the store over: an engine that works it still, in whatever process, hands over nothing more.
    ///
    /// # Errors
    /// What store or gateway say; [`dunning_store::Error::Backwards`] for an instant before the last one, and
    /// [`dunning_store::Error::Superseded`] once another engine has taken over. The step may be repeated: what was done is
    /// not done again.
    pub async fn step(&mut self, now: DateTime<Utc>) -> Result<NextWake, Error> {
        if self.since.is_none() {
            self.store.take_over().await?;
            self.since = Some(now);
        }
        self.store.work_at(now).await?;
        // First of all: by asking, messages get the names under which receipts may speak of them.
        self.settle_open(now).await?;
        self.take_inbound(now).await?;
        // Who is held to a plan makes none.
        if self.only.is_none() && self.plan_at.is_none_or(|at| at <= now) {
            self.plan(now).await?;
        }
        self.empty_outbox(now).await?;
        // What has arrived and wasn't taken waits for a message's name, which is asked for.
        let arrival = self.gateway.next_arrival().filter(|at| *at > now || self.unsettled.is_empty());
        let due = self.store.next_due().await?;
        let ask = (!self.unsettled.is_empty()).then(|| now + ASK_EVERY);
        let next = [arrival, due, self.plan_at, ask].into_iter().flatten().min();
        let next = next.map(|at| at.max(now + TimeDelta::seconds(1)));
        tracing::debug!(%now, next = ?next, "stepped");
        Ok(NextWake(next))
    }

    /// Steps from instant to instant until nothing is due before `until`; the instant of the last step, or `from` where that
    /// lies past `until` and no step is taken.
    ///
    /// # Errors
    /// As [`Engine::step`].
    pub async fn run(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
        let mut now = from;
        while now <= until {
            let NextWake(next) = self.step(now).await?;
            match next {
                Some(next) if next < until => now = next,
                _ => break,
            }
        }
        Ok(now)
    }
}
