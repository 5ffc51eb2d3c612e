//! What a simulated network is like: its route, its habits as shares, and fates forced by key. It knows no log.

use std::collections::BTreeMap;

use dunning_core::digest::Digest;
use dunning_core::id::MessageKey;
use dunning_core::sms;
use dunning_core::words::Channel;

use super::fate::Fate;
use crate::route::{RouteProfile, Validity};

/// A simulated network. Everything about a message follows from seed and key, whatever the order of hand-overs; only
/// the instants shift with that of the hand-over.
#[derive(Debug, Clone)]
pub struct Network {
    /// The seed.
    pub seed: u64,
    /// The route: what it carries, how it counts, whether it honours validity and can be asked by key.
    pub route: RouteProfile,
    /// How often what happens.
    pub shares: Shares,
    /// Whether receipts name the key; if not, they name the network's own id alone.
    pub echoes_key: bool,
    /// Seconds by which its clock is ahead of ours, or behind: what it says of instants is shifted so.
    pub clock_skew_s: i32,
    /// Fates forced, by key.
    pub script: BTreeMap<MessageKey, Fate>,
}

/// How often what happens, in basis points (10,000 are always).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Messages not taken that time, proven not sent.
    pub throttled_bp: u32,
    /// Messages refused.
    pub rejected_bp: u32,
    /// Messages taken whose answer is lost on the way back.
    pub answer_lost_bp: u32,
    /// Messages lost on the way to the network: nobody takes them, and no answer comes.
    pub request_lost_bp: u32,
    /// Messages that can't be delivered, of those taken.
    pub undelivered_bp: u32,
    /// Phones that are off for ten minutes to 36 hours, of messages taken.
    pub absent_bp: u32,
    /// Receipts that never come.
    pub receipt_lost_bp: u32,
    /// Receipts that come twice, under two ids.
    pub receipt_twice_bp: u32,
    /// Customers who want no more messages, of those reached on a channel that takes replies.
    pub stop_bp: u32,
    /// Customers who say that they have paid.
    pub paid_bp: u32,
    /// Customers who say that they will pay on Friday.
    pub promise_bp: u32,
    /// Customers who write something else.
    pub unclear_bp: u32,
}

impl Shares {
    /// Chosen for demonstration, so that every path is walked in a portfolio of some thousands. They measure no real
    /// network and no real customers.
    pub const USUAL: Self = Self {
        throttled_bp: 20,
        rejected_bp: 60,
        answer_lost_bp: 20,
        request_lost_bp: 10,
        undelivered_bp: 300,
        absent_bp: 400,
        receipt_lost_bp: 30,
        receipt_twice_bp: 100,
        stop_bp: 60,
        paid_bp: 150,
        promise_bp: 200,
        unclear_bp: 90,
    };
}

impl Network {
    /// A network with the faults of real ones ([`Shares::USUAL`]): it carries every written channel, honours validity to
    /// the second, counts as 3GPP does, echoes keys and can be asked.
    pub fn usual(seed: u64) -> Self {
        let written = [Channel::Sms, Channel::Email, Channel::Letter, Channel::AppPush, Channel::Im];
        let route = RouteProfile::new("sandbox", written, sms::Profile::Gpp, Validity::steps_of(1));
        Self {
            seed,
            route: RouteProfile { askable: true, ..route },
            shares: Shares::USUAL,
            echoes_key: true,
            clock_skew_s: 0,
            script: BTreeMap::new(),
        }
    }

    /// The same without a fault: everything arrives, each receipt comes once, and no customer answers.
    pub fn faultless(seed: u64) -> Self {
        Self { shares: Shares::default(), ..Self::usual(seed) }
    }

    /// Forces the fate of a key.
    #[must_use]
    pub fn with_fate(mut self, key: MessageKey, fate: Fate) -> Self {
        self.script.insert(key, fate);
        self
    }

    /// What fates and instants follow from beside the keys: a log belongs to one such network.
    pub(super) fn digest(&self) -> Digest {
        let Self { seed, route: RouteProfile { validity, receipt_lag_s, .. }, shares, clock_skew_s, .. } = self;
        // Plain figures, whose debug form says every field.
        Digest::of(format!("{seed} {validity:?} {receipt_lag_s} {shares:?} {clock_skew_s}").as_bytes())
    }
}
