//! What becomes of a message, drawn from seed and key alone: no order, no clock, no state. ChaCha8 over SHA-256 gives the
//! same on every machine.

use dunning_core::digest::Digest;
use dunning_core::id::MessageKey;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::network::{Network, Shares};
use crate::outcome::Reason;

/// What becomes of one message. Durations count from the hand-over; the route's validity may end it sooner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What is heard of the hand-over.
    pub answer: Answer,
    /// Seconds until it arrives or is given up.
    pub transit_s: u32,
    /// Why it is given up; nothing when it arrives.
    pub failure: Option<Reason>,
    /// What becomes of its receipt.
    pub receipts: Receipts,
    /// Seconds from the end to the receipt.
    pub receipt_lag_s: u32,
    /// What the customer answers, if the message arrives on a channel that takes replies.
    pub reply: Option<Answering>,
}

/// What is heard of a hand-over, and whether the network has the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It has it and says so.
    Accepted,
    /// It has it, and its answer is lost.
    AnswerLost,
    /// It never gets it, and nobody hears why.
    RequestLost,
    /// It refuses it.
    Rejected(Reason),
    /// It takes no more just now.
    Throttled,
}

/// What becomes of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipts {
    /// It comes once.
    Once,
    /// It comes twice, under two ids.
    Twice,
    /// It never comes.
    Lost,
}

/// What a customer answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// Seconds after the arrival.
    pub after_s: u32,
    /// The words.
    pub said: Said,
}

/// The words of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// One of the phrases that mean this, in the language of the address.
    Meaning(Meaning, u32),
    /// These.
    Words(String),
}

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// No more messages.
    Stop,
    /// It is paid.
    Paid,
    /// It will be paid on Friday.
    Promise,
    /// Something else.
    Unclear,
}

impl Fate {
    /// Accepted, delivered after two seconds, receipted a second later, not answered.
    pub const fn delivered() -> Self {
        Self {
            answer: Answer::Accepted,
            transit_s: 2,
            failure: None,
            receipts: Receipts::Once,
            receipt_lag_s: 1,
            reply: None,
        }
    }

    /// The same, with another answer to the hand-over.
    pub fn answered(answer: Answer) -> Self {
        Self { answer, ..Self::delivered() }
    }

    /// The same, with a reply of the customer a minute after the arrival.
    pub fn replied(words: &str) -> Self {
        Self { reply: Some(Answering { after_s: 60, said: Said::Words(words.to_owned()) }), ..Self::delivered() }
    }
}

/// The fate of a key on a network, and its number there: the first half of what seed and key hash to.
pub(super) fn draw(network: &Network, key: &MessageKey) -> (u128, Fate) {
    let mut seeded = network.seed.to_be_bytes().to_vec();
    seeded.extend_from_slice(key.as_str().as_bytes());
    let Digest(hash) = Digest::of(&seeded);
    let number = hash.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte));
    let fate = match network.script.get(key) {
        Some(fate) => fate.clone(),
        None => drawn(&network.shares, network.route.receipt_lag_s, Dice(ChaCha8Rng::from_seed(hash))),
    };
    (number, fate)
}

/// Every draw is made whatever the others gave, so that one share changed leaves the other draws as they were.
fn drawn(shares: &Shares, lag_max_s: u32, mut dice: Dice) -> Fate {
    let answer = dice.pick([
        (shares.throttled_bp, Answer::Throttled),
        (shares.rejected_bp, Answer::Rejected(Reason::AddressUnknown)),
        (shares.answer_lost_bp, Answer::AnswerLost),
        (shares.request_lost_bp, Answer::RequestLost),
    ]);
    let failure = dice.pick([(shares.undelivered_bp, Reason::Absent)]);
    let (absent, soon_s, late_s) = (dice.pick([(shares.absent_bp, ())]), dice.within(1, 8), dice.within(600, 129_600));
    let receipts = dice.pick([(shares.receipt_lost_bp, Receipts::Lost), (shares.receipt_twice_bp, Receipts::Twice)]);
    let (usual_lag_s, long_lag_s, long) =
        (dice.within(1, 5), dice.within(1, lag_max_s), dice.pick([(LONG_LAG_BP, ())]));
    let meaning = dice.pick([
        (shares.stop_bp, Meaning::Stop),
        (shares.paid_bp, Meaning::Paid),
        (shares.promise_bp, Meaning::Promise),
        (shares.unclear_bp, Meaning::Unclear),
    ]);
    let (after_s, phrase) = (dice.within(30, 7_200), dice.within(0, u32::MAX - 1));
    Fate {
        answer: answer.unwrap_or(Answer::Accepted),
        transit_s: if absent.is_some() { late_s } else { soon_s },
        failure,
        receipts: receipts.unwrap_or(Receipts::Once),
        receipt_lag_s: lag_max_s.min(if long.is_some() { long_lag_s } else { usual_lag_s }),
        reply: meaning.map(|meaning| Answering { after_s, said: Said::Meaning(meaning, phrase) }),
    }
}

/// Receipts that trail by up to the route's worst, in basis points. Chosen for demonstration.
const LONG_LAG_BP: u32 = 500;

struct Dice(ChaCha8Rng);

impl Dice {
    /// From `low` to `high`, both possible.
    fn within(&mut self, low: u32, high: u32) -> u32 {
        let span = high.saturating_sub(low).saturating_add(1);
        low + self.0.next_u32() % span
    }

    /// The first of these in whose share of 10,000 the draw falls, or none.
    fn pick<T, const N: usize>(&mut self, of: [(u32, T); N]) -> Option<T> {
        let mut left = self.0.next_u32() % 10_000;
        of.into_iter().find_map(|(share_bp, what)| {
            let hit = left < share_bp;
            left = left.saturating_sub(share_bp);
            hit.then_some(what)
        })
    }
}
