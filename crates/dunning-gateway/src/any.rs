//! A gateway chosen at run time: one enum, so that no future is boxed. It adds nothing to what it holds.

use chrono::{DateTime, Utc};
use dunning_core::check::Cleared;
use dunning_core::id::MessageKey;

use crate::sandbox::Sandbox;
use crate::{Gateway, GatewayError, Inbound, InboundId, RouteProfile, Settled, Submission};

/// One of the bindings of this crate.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnyGateway {
    /// The simulated network.
    Sandbox(Sandbox),
}

impl From<Sandbox> for AnyGateway {
    fn from(sandbox: Sandbox) -> Self {
        Self::Sandbox(sandbox)
    }
}

impl Gateway for AnyGateway {
    fn profile(&self) -> &RouteProfile {
        match self {
            Self::Sandbox(gateway) => gateway.profile(),
        }
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        match self {
            Self::Sandbox(gateway) => gateway.submit(message, now).await,
        }
    }

    async fn submit_all(&self, messages: Vec<Cleared>, now: DateTime<Utc>) -> Vec<Submission> {
        match self {
            Self::Sandbox(gateway) => gateway.submit_all(messages, now).await,
        }
    }

    async fn settle(&self, key: &MessageKey, now: DateTime<Utc>) -> Settled {
        match self {
            Self::Sandbox(gateway) => gateway.settle(key, now).await,
        }
    }

    async fn inbound(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, GatewayError> {
        match self {
            Self::Sandbox(gateway) => gateway.inbound(now, limit).await,
        }
    }

    async fn acknowledge(&self, ids: &[InboundId]) -> Result<(), GatewayError> {
        match self {
            Self::Sandbox(gateway) => gateway.acknowledge(ids).await,
        }
    }

    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Sandbox(gateway) => gateway.next_arrival(),
        }
    }
}
