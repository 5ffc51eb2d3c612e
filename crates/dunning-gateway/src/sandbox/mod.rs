//! A simulated network, seeded, with a durable log of its own, as a real one keeps its own books: it takes a key once,
//! loses answers, delivers late or not at all, lets nothing arrive once its validity is over, sends receipts and
//! customers' replies, and can be asked what it took. It opens no connection and knows the time only as it is told.
//!
//! Nothing but its log outlives the process. Opened again, it derives what is still to come from seed, key and the
//! instant at which each message was taken.

mod fate;
mod ledger;
mod log;
mod network;
mod phrases;
mod state;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use dunning_core::check::Cleared;
use dunning_core::id::MessageKey;

use crate::inbound::{Inbound, InboundId};
use crate::outcome::{Reason, Settled, Submission};
use crate::route::RouteProfile;
use crate::{Gateway, GatewayError};

pub use fate::{Answer, Answering, Fate, Meaning, Receipts, Said};
pub use ledger::{Ledger, Taken};
pub use log::{Durability, LogError};
pub use network::{Network, Shares};

use state::State;

/// The sandbox gateway.
///
/// ```
/// use dunning_gateway::Gateway;
/// use dunning_gateway::sandbox::{Network, Sandbox};
/// let sandbox = Sandbox::in_memory(Network::usual(7));
/// assert!(sandbox.profile().askable);
/// assert_eq!(sandbox.next_arrival(), None);
/// ```
#[derive(Debug)]
pub struct Sandbox {
    network: Network,
    state: Mutex<State>,
}

impl Sandbox {
    /// A sandbox whose log ends with it.
    pub fn in_memory(network: Network) -> Self {
        let state = State::in_memory(&network);
        Self { network, state: Mutex::new(state) }
    }

    /// Opens a sandbox over its log, which is created on first use. Its file is locked until the sandbox is dropped.
    ///
    /// # Errors
    /// [`LogError`] when the file can't be used, is in use, is no such log, or belongs to another network. Forced fates,
    /// and whether the network can be asked and echoes keys, may differ from run to run.
    pub fn open(path: impl AsRef<Path>, network: Network, durability: Durability) -> Result<Self, LogError> {
        let state = State::open(path.as_ref(), &network, durability)?;
        Ok(Self { network, state: Mutex::new(state) })
    }

    /// What its log says until now.
    ///
    /// # Errors
    /// [`LogError`] when the log can't be read.
    pub fn ledger(&self) -> Result<Ledger, LogError> {
        self.state().ledger()
    }

    /// State is changed only after what it follows from is written, so that it holds after a panic elsewhere.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gateway for Sandbox {
    fn profile(&self) -> &RouteProfile {
        &self.network.route
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        let answer = self.state().take(&self.network, &[message], now).pop();
        answer.unwrap_or(Submission::Unknown { reason: Reason::Stopped })
    }

    async fn submit_all(&self, messages: Vec<Cleared>, now: DateTime<Utc>) -> Vec<Submission> {
        self.state().take(&self.network, &messages, now)
    }

    async fn settle(&self, key: &MessageKey, _now: DateTime<Utc>) -> Settled {
        if self.network.route.askable { self.state().asked(&self.network, key) } else { Settled::CannotAsk }
    }

    async fn inbound(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, GatewayError> {
        Ok(self.state().arrived(now, limit)?)
    }

    async fn acknowledge(&self, ids: &[InboundId]) -> Result<(), GatewayError> {
        Ok(self.state().acknowledged(ids)?)
    }

    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        self.state().next_arrival()
    }
}
#[cfg(test)]
mod tests;
