//! What a route carries and how: plain figures that planner and engine read. It knows no message.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::money::Money;
use dunning_core::sms;
use dunning_core::words::Channel;

/// The profile of a route, learnt when it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteProfile {
    /// Its name, for reports and configuration.
    pub name: String,
    /// What it carries.
    pub channels: Vec<Channel>,
    /// How it counts short messages.
    pub segments: sms::Profile,
    /// What it does with a message's validity.
    pub validity: Validity,
    /// Whether it can be asked what it took, by key.
    pub askable: bool,
    /// Price of a segment (of a message, where the channel has none); nothing when unknown.
    pub price: Option<Money>,
    /// Seconds from the decision to the hand-over, in the worst usual case.
    pub latency_s: u32,
    /// Seconds after which a hand-over that wasn't answered is no longer on its way to the network: the binding's own
    /// limit for a request, and a margin. Before that, a network that has never heard of a key proves nothing.
    pub answers_within_s: u32,
    /// Seconds by which a receipt trails what it reports, in the worst usual case.
    pub receipt_lag_s: u32,
}

/// What a route does with the instant from which a message must no longer arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It honours it.
    Honoured {
        /// The steps in which it can be said, in seconds, at least 1; a binding rounds down to them. GSM's relative
        /// form knows steps of 5 minutes up to 12 hours and of 30 minutes up to a day (3GPP TS 23.040, 9.2.3.12.1).
        step_s: u32,
    },
    /// It can't be told, or doesn't care.
    Ignored {
        /// Seconds before the end from which nothing is handed over any more: how long a delivery usually takes at most.
        lead_s: u32,
        /// Seconds for which the network may keep trying by itself.
        keeps_s: u32,
    },
}

impl Validity {
    /// Validity honoured in steps of so many seconds.
    pub const fn steps_of(step_s: u32) -> Self {
        Self::Honoured { step_s }
    }
}

impl RouteProfile {
    /// A route that can't be asked, of unknown price and immediate hand-over, whose answers come within two minutes and
    /// whose receipts may trail by ten.
    pub fn new(
        name: impl Into<String>,
        channels: impl IntoIterator<Item = Channel>,
        segments: sms::Profile,
        validity: Validity,
    ) -> Self {
        Self {
            name: name.into(),
            channels: channels.into_iter().collect(),
            segments,
            validity,
            askable: false,
            price: None,
            latency_s: 0,
            answers_within_s: 120,
            receipt_lag_s: 600,
        }
    }

    /// Whether it carries this channel.
    pub fn carries(&self, channel: Channel) -> bool {
        self.channels.contains(&channel)
    }

    /// The instant from which a message with this validity must no longer be handed over (exclusive): what is left could
    /// not be said to the network, or would not be enough.
    ///
    /// ```
    /// # use chrono::{DateTime, Utc};
    /// # use dunning_core::{sms, words::Channel};
    /// # use dunning_gateway::{RouteProfile, Validity};
    /// let until: DateTime<Utc> = "2026-04-07T12:00:00Z".parse().unwrap();
    /// let route = RouteProfile::new("a", [Channel::Sms], sms::Profile::China, Validity::steps_of(300));
    /// assert_eq!(route.submit_before(until).to_rfc3339(), "2026-04-07T11:55:01+00:00"); // at 11:55:00 one step is left
    /// let late = RouteProfile { validity: Validity::Ignored { lead_s: 900, keeps_s: 86_400 }, ..route };
    /// assert_eq!(late.submit_before(until).to_rfc3339(), "2026-04-07T11:45:00+00:00");
    /// ```
    pub fn submit_before(&self, valid_until: DateTime<Utc>) -> DateTime<Utc> {
        let before_s = match self.validity {
            Validity::Honoured { step_s } => i64::from(step_s) - 1,
            Validity::Ignored { lead_s, .. } => i64::from(lead_s),
        };
        shifted(valid_until, -before_s)
    }

    /// The fence: the instant from which a message of unknown outcome can no longer arrive, and a receipt of an earlier
    /// arrival has come.
    pub fn fence(&self, valid_until: DateTime<Utc>) -> DateTime<Utc> {
        shifted(valid_until, i64::from(self.fence_s()))
    }

    /// Seconds from the end of a message's validity to its fence, as a
    /// [`Proposal`](dunning_core::decide::Proposal::fence_s) wants them.
    pub const fn fence_s(&self) -> u32 {
        match self.validity {
            Validity::Honoured { .. } => self.receipt_lag_s,
            Validity::Ignored { keeps_s, .. } => keeps_s.saturating_add(self.receipt_lag_s),
        }
    }
}

/// The instant shifted by seconds, held at the ends of time.
fn shifted(at: DateTime<Utc>, by_s: i64) -> DateTime<Utc> {
    let end = if by_s < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    at.checked_add_signed(TimeDelta::seconds(by_s)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(validity: Validity) -> RouteProfile {
        RouteProfile::new("test", [Channel::Sms], sms::Profile::Gpp, validity)
    }

    #[test]
    fn the_fence_waits_for_the_network_and_its_receipts() {
        let until: DateTime<Utc> = "2026-04-07T12:00:00Z".parse().unwrap();
        let fence = |validity| route(validity).fence(until).to_rfc3339();
        assert_eq!(fence(Validity::steps_of(1)), "2026-04-07T12:10:00+00:00");
        assert_eq!(fence(Validity::Ignored { lead_s: 900, keeps_s: 86_400 }), "2026-04-08T12:10:00+00:00");
    }

    #[test]
    fn one_second_steps_leave_the_whole_window() {
        let until: DateTime<Utc> = "2026-04-07T12:00:00Z".parse().unwrap();
        assert_eq!(route(Validity::steps_of(1)).submit_before(until), until);
    }

    #[test]
    fn the_ends_of_time_hold() {
        assert_eq!(route(Validity::steps_of(1)).fence(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC);
        let lead = Validity::Ignored { lead_s: 1, keeps_s: 0 };
        assert_eq!(route(lead).submit_before(DateTime::<Utc>::MIN_UTC), DateTime::<Utc>::MIN_UTC);
    }
}
