//! How a cleared message leaves, and what comes back: the [`Gateway`] trait and its bindings. A gateway knows no debt, no
//! rule and no clock; the instant is an argument. It takes a message only as [`Cleared`], and each of its answers says
//! what it proves.
//!
//! A bank's own gateway, whole:
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use dunning_core::{check::Cleared, sms::Profile, words::Channel};
//! use dunning_gateway::{Gateway, ProviderId, Reason, RouteProfile, Submission, Validity};
//!
//! struct OwnBus {
//!     profile: RouteProfile,
//! }
//!
//! # struct Down;
//! # async fn put_on_the_bus(_to: &str, _text: &str, _until: DateTime<Utc>) -> Result<String, Down> { Ok("77".into()) }
//! impl Gateway for OwnBus {
//!     fn profile(&self) -> &RouteProfile {
//!         &self.profile
//!     }
//!
//!     async fn submit(&self, message: Cleared, _now: DateTime<Utc>) -> Submission {
//!         let (to, text) = (message.address().expose(), message.text().expose());
//!         match put_on_the_bus(to, text, message.valid_until()).await {
//!             Ok(id) => Submission::Accepted { provider_id: ProviderId::new(id) },
//!             // The bus may have taken it before the link went: that proves nothing.
//!             Err(Down) => Submission::Unknown { reason: Reason::LinkLost },
//!         }
//!     }
//! }
//!
//! let bus = OwnBus { profile: RouteProfile::new("own-bus", [Channel::Sms], Profile::China, Validity::steps_of(60)) };
//! assert!(bus.profile().carries(Channel::Sms));
//! ```

#[cfg(feature = "sandbox")]
mod any;
mod inbound;
mod outcome;
mod route;
#[cfg(feature = "sandbox")]
pub mod sandbox;

use std::future::{Future, ready};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use dunning_core::check::Cleared;
use dunning_core::id::MessageKey;

#[cfg(feature = "sandbox")]
pub use any::AnyGateway;
pub use inbound::{Delivery, Event, Inbound, InboundId, Named, Receipt, Reply};
pub use outcome::{ProviderId, Reason, Settled, Submission};
pub use route::{RouteProfile, Validity};

/// One way out. Implement [`profile`](Self::profile) and [`submit`](Self::submit); the rest is for what a network can do
/// beyond taking messages.
///
/// Futures are plain values, never boxed. One that is dropped before it is ready proves nothing: its messages are
/// [`Submission::Unknown`].
pub trait Gateway: Send + Sync {
    /// What the route carries, and how.
    fn profile(&self) -> &RouteProfile;

    /// Hands a message over, once. A binding never sends it again by itself, and passes
    /// [`valid_until`](Cleared::valid_until) on to its network, rounded down.
    fn submit(&self, message: Cleared, now: DateTime<Utc>) -> impl Future<Output = Submission> + Send;

    /// Hands a batch over: one answer for each message, in their order. Bindings that can, do so together; the default
    /// goes one by one.
    fn submit_all(&self, messages: Vec<Cleared>, now: DateTime<Utc>) -> impl Future<Output = Vec<Submission>> + Send {
        async move {
            let mut answers = Vec::with_capacity(messages.len());
            for message in messages {
                answers.push(self.submit(message, now).await);
            }
            answers
        }
    }

    /// Asks the network what became of a key whose outcome is unknown.
    fn settle(&self, _key: &MessageKey, _now: DateTime<Utc>) -> impl Future<Output = Settled> + Send {
        ready(Settled::CannotAsk)
    }

    /// What has arrived until `now` and isn't acknowledged, oldest first, at most `limit` of them. Asked again without
    /// [`acknowledge`](Self::acknowledge), it gives the same again.
    ///
    /// # Errors
    /// [`GatewayError`] when the network can't be asked; nothing is lost by it.
    fn inbound(
        &self,
        _now: DateTime<Utc>,
        _limit: usize,
    ) -> impl Future<Output = Result<Vec<Inbound>, GatewayError>> + Send {
        ready(Ok(Vec::new()))
    }

    /// Tells the network that these are kept: call it only once they are on disk. An id that isn't known, or is
    /// acknowledged already, is passed over.
    ///
    /// # Errors
    /// [`GatewayError`] when the network can't be told; it will give them again.
    fn acknowledge(&self, _ids: &[InboundId]) -> impl Future<Output = Result<(), GatewayError>> + Send {
        ready(Ok(()))
    }

    /// The instant at which the next thing arrives, where that is known ahead: always in a simulated network; where a
    /// network is polled, its next poll. `None` when nothing is known to come.
    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        None
    }
}

/// A gateway that failed beneath its messages. Carries nothing personal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// The network can't be reached; ask again later.
    #[error("route {route} can't be reached: {what}")]
    Unreachable {
        /// The route, by its profile's name.
        route: String,
        /// What happened, without addresses, texts or secrets.
        what: String,
    },
    /// The sandbox's own log failed.
    #[cfg(feature = "sandbox")]
    #[error(transparent)]
    Log(#[from] sandbox::LogError),
}

impl<G: Gateway> Gateway for Arc<G> {
    fn profile(&self) -> &RouteProfile {
        (**self).profile()
    }

    fn submit(&self, message: Cleared, now: DateTime<Utc>) -> impl Future<Output = Submission> + Send {
        (**self).submit(message, now)
    }

    fn submit_all(&self, messages: Vec<Cleared>, now: DateTime<Utc>) -> impl Future<Output = Vec<Submission>> + Send {
        (**self).submit_all(messages, now)
    }

    fn settle(&self, key: &MessageKey, now: DateTime<Utc>) -> impl Future<Output = Settled> + Send {
        (**self).settle(key, now)
    }

    fn inbound(
        &self,
        now: DateTime<Utc>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Inbound>, GatewayError>> + Send {
        (**self).inbound(now, limit)
    }

    fn acknowledge(&self, ids: &[InboundId]) -> impl Future<Output = Result<(), GatewayError>> + Send {
        (**self).acknowledge(ids)
    }

    fn next_arrival(&self) -> Option<DateTime<Utc>> {
        (**self).next_arrival()
    }
}
