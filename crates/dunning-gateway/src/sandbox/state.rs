//! What the network remembers while it runs: the keys it knows and what is still to come back. All of it follows from the
//! log; nothing is remembered that isn't written.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use dunning_core::case::Address;
use dunning_core::check::Cleared;
use dunning_core::digest::Digest;
use dunning_core::id::MessageKey;
use dunning_core::sms;
use dunning_core::words::{Channel, Word};

use super::fate::{self, Answer, Fate, Receipts};
use super::ledger::{Ledger, instant, read};
use super::log::{Durability, Entry, FORMAT, Log, LogError, Unreadable};
use super::network::Network;
use super::phrases;
use crate::inbound::{Delivery, Event, Inbound, InboundId, Named, Receipt, Reply};
use crate::outcome::{ProviderId, Reason, Settled, Submission};
use crate::route::Validity;

#[derive(Debug)]
pub(super) struct State {
    log: Log,
    memory: Memory,
}

#[derive(Debug, Default)]
struct Memory {
    known: HashMap<u128, Known>,
    coming: BTreeMap<Slot, Event>,
}

/// What the network made of a key.
#[derive(Debug, Clone, Copy)]
enum Known {
    Taken { at: DateTime<Utc> },
    Refused { reason: Reason },
}

/// A message under way, as far as what comes back depends on it.
struct UnderWay<'m> {
    key: &'m MessageKey,
    channel: Channel,
    to: &'m Address,
    at: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// When something comes back, of which message, and which of its events. In this order it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Slot {
    at: DateTime<Utc>,
    number: u128,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Receipt,
    ReceiptAgain,
    Reply,
}

impl State {
    pub(super) fn in_memory(network: &Network) -> Self {
        let mut state = Self { log: Log::in_memory(), memory: Memory::default() };
        state.log.put(&opening(&network.digest().to_string()));
        state
    }

    pub(super) fn open(path: &Path, network: &Network, durability: Durability) -> Result<Self, LogError> {
        let digest = network.digest().to_string();
        let (mut memory, mut fresh) = (Memory::default(), true);
        let log = Log::open(path, durability, |entry| {
            fresh = false;
            memory.remember(network, &digest, entry)
        })?;
        let mut state = Self { log, memory };
        if fresh {
            state.log.put(&opening(&digest));
        }
        state.log.write()?;
        Ok(state)
    }

    /// Takes a batch: every line is written before an answer is given.
    pub(super) fn take(&mut self, network: &Network, messages: &[Cleared], now: DateTime<Utc>) -> Vec<Submission> {
        if self.log.usable().is_err() {
            return messages.iter().map(|_| Submission::NotSent { reason: Reason::Stopped }).collect();
        }
        let now = now.trunc_subsecs(0);
        let answers: Vec<Submission> = messages.iter().map(|message| self.take_one(network, message, now)).collect();
        if self.log.write().is_ok() {
            return answers;
        }
        // The write may have come to some of the lines. From here on the log is closed, and memory is not used again.
        let doubt = |answer| match answer {
            Submission::NotSent { .. } => answer,
            _ => Submission::Unknown { reason: Reason::Stopped },
        };
        answers.into_iter().map(doubt).collect()
    }

    fn take_one(&mut self, network: &Network, message: &Cleared, now: DateTime<Utc>) -> Submission {
        let key = message.key();
        let until = honoured(network.route.validity, now, message.valid_until());
        if !network.route.carries(message.channel()) {
            return Submission::NotSent { reason: Reason::Channel };
        }
        if until <= now {
            return Submission::NotSent { reason: Reason::Expired };
        }
        let (number, fate) = fate::draw(network, key);
        match fate.answer {
            Answer::Throttled => return Submission::NotSent { reason: Reason::Throttled },
            Answer::RequestLost => return Submission::Unknown { reason: Reason::Timeout },
            Answer::Accepted | Answer::AnswerLost | Answer::Rejected(_) => {}
        }
        if let Some(known) = self.memory.known.get(&number) {
            self.log.put(&Entry::Again { at: now.timestamp(), key: key.as_str().into() });
            return match *known {
                Known::Taken { .. } => Submission::Accepted { provider_id: provider_id(number) },
                Known::Refused { reason } => Submission::Rejected { reason },
            };
        }
        if let Answer::Rejected(reason) = fate.answer {
            let entry = Entry::Refuse { at: now.timestamp(), key: key.as_str().into(), reason: reason.as_str().into() };
            self.log.put(&entry);
            self.memory.known.insert(number, Known::Refused { reason });
            return Submission::Rejected { reason };
        }
        self.log.put(&taken(network, message, now, until));
        let under_way = UnderWay { key, channel: message.channel(), to: message.address(), at: now, until };
        self.memory.send(network, number, &fate, &under_way);
        match fate.answer {
            Answer::AnswerLost => Submission::Unknown { reason: Reason::Timeout },
            _ => Submission::Accepted { provider_id: provider_id(number) },
        }
    }

    /// What it says of a key.
    pub(super) fn asked(&self, network: &Network, key: &MessageKey) -> Settled {
        if self.log.usable().is_err() {
            return Settled::NoAnswer { reason: Reason::Stopped };
        }
        let (number, _) = fate::draw(network, key);
        match self.memory.known.get(&number) {
            Some(Known::Taken { at }) => Settled::Taken { provider_id: provider_id(number), at: told(network, *at) },
            Some(Known::Refused { reason }) => Settled::Rejected { reason: *reason },
            None => Settled::NotTaken,
        }
    }

    pub(super) fn arrived(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, LogError> {
        self.log.usable()?;
        let arrived = self.memory.coming.iter().take_while(|(slot, _)| slot.at <= now).take(limit);
        Ok(arrived.map(|(slot, event)| Inbound { id: slot.id(), event: event.clone() }).collect())
    }

    pub(super) fn acknowledged(&mut self, ids: &[InboundId]) -> Result<(), LogError> {
        let known: Vec<(Slot, &str)> = ids
            .iter()
            .filter_map(|id| Slot::parse(id.as_str()).map(|slot| (slot, id.as_str())))
            .filter(|(slot, _)| self.memory.coming.contains_key(slot))
            .collect();
        if !known.is_empty() {
            self.log.put(&Entry::Ack { ids: known.iter().map(|(_, id)| (*id).into()).collect() });
        }
        self.log.write()?;
        for (slot, _) in known {
            self.memory.coming.remove(&slot);
        }
        Ok(())
    }

    pub(super) fn next_arrival(&self) -> Option<DateTime<Utc>> {
        self.memory.coming.first_key_value().map(|(slot, _)| slot.at)
    }

    pub(super) fn ledger(&self) -> Result<Ledger, LogError> {
        let mut ledger = Ledger::default();
        self.log.reread(|entry| ledger.enter(entry))?;
        Ok(ledger)
    }
}

impl Memory {
    /// Remembers a line of the log.
    fn remember(&mut self, network: &Network, digest: &str, entry: Entry<'_>) -> Result<(), Unreadable> {
        match entry {
            Entry::Open { network, .. } if network != digest => return Err(Unreadable::OtherNetwork),
            Entry::Open { .. } | Entry::Again { .. } => {}
            Entry::Take { at, key, channel, to, until, .. } => {
                let (key, to) = (read(MessageKey::new(&key))?, read(Address::new(&to))?);
                let channel = read(Channel::parse(&channel))?;
                let (number, fate) = fate::draw(network, &key);
                let under_way = UnderWay { key: &key, channel, to: &to, at: instant(at)?, until: instant(until)? };
                self.send(network, number, &fate, &under_way);
            }
            Entry::Refuse { key, reason, .. } => {
                let (number, _) = fate::draw(network, &read(MessageKey::new(&key))?);
                self.known.insert(number, Known::Refused { reason: read(Reason::parse(&reason))? });
            }
            Entry::Ack { ids } => {
                for slot in ids.iter().filter_map(|id| Slot::parse(id)) {
                    self.coming.remove(&slot);
                }
            }
        }
        Ok(())
    }

    /// Sends a message on its way: all that will come back of it is known from here on.
    fn send(&mut self, network: &Network, number: u128, fate: &Fate, message: &UnderWay<'_>) {
        self.known.insert(number, Known::Taken { at: message.at });
        let arrival = after(message.at, fate.transit_s);
        let (ended, delivery) = match fate.failure {
            _ if arrival >= message.until => (message.until, Delivery::Undelivered { reason: Reason::Expired }),
            Some(reason) => (arrival, Delivery::Undelivered { reason }),
            None => (arrival, Delivery::Delivered),
        };
        let of =
            if network.echoes_key { Named::Key(message.key.clone()) } else { Named::Provider(provider_id(number)) };
        let receipt = Receipt { of, delivery, at: told(network, ended) };
        let reported = after(ended, fate.receipt_lag_s);
        if fate.receipts == Receipts::Twice {
            let slot = Slot { at: after(reported, 1), number, what: What::ReceiptAgain };
            self.coming.insert(slot, Event::Receipt(receipt.clone()));
        }
        if fate.receipts != Receipts::Lost {
            self.coming.insert(Slot { at: reported, number, what: What::Receipt }, Event::Receipt(receipt));
        }
        let heard = delivery == Delivery::Delivered && takes_replies(message.channel);
        if let Some(answering) = fate.reply.as_ref().filter(|_| heard) {
            let at = after(arrival, answering.after_s);
            let reply = Reply {
                channel: message.channel,
                from: message.to.clone(),
                text: phrases::words(&answering.said, message.to).into(),
                at: told(network, at),
                answers: names_what_it_answers(message.channel).then(|| message.key.clone()),
            };
            self.coming.insert(Slot { at, number, what: What::Reply }, Event::Reply(reply));
        }
    }
}

impl Slot {
    /// The name of what comes back: the same each time, as the slot follows from the log.
    fn id(self) -> InboundId {
        let what = match self.what {
            What::Receipt => "receipt",
            What::ReceiptAgain => "again",
            What::Reply => "reply",
        };
        InboundId::new(format!("{}.{:032x}.{what}", self.at.timestamp(), self.number))
    }

    fn parse(id: &str) -> Option<Self> {
        let mut parts = id.splitn(3, '.');
        let at = DateTime::from_timestamp(parts.next()?.parse().ok()?, 0)?;
        let number = u128::from_str_radix(parts.next()?, 16).ok()?;
        let what = match parts.next()? {
            "receipt" => What::Receipt,
            "again" => What::ReceiptAgain,
            "reply" => What::Reply,
            _ => return None,
        };
        Some(Self { at, number, what })
    }
}

fn opening(digest: &str) -> Entry<'_> {
    Entry::Open { format: FORMAT.into(), network: digest.into() }
}

fn taken<'m>(network: &Network, message: &'m Cleared, now: DateTime<Utc>, until: DateTime<Utc>) -> Entry<'m> {
    let text = message.text().expose();
    let segments = match message.channel() {
        Channel::Sms => sms::segments(text, network.route.segments).segments,
        _ => 1,
    };
    Entry::Take {
        at: now.timestamp(),
        key: message.key().as_str().into(),
        channel: message.channel().as_str().into(),
        to: message.address().expose().into(),
        until: until.timestamp(),
        segments,
        digest: Digest::of(text.as_bytes()).to_string().into(),
    }
}

/// The network's own name for a message.
fn provider_id(number: u128) -> ProviderId {
    ProviderId::new(format!("{number:032x}"))
}

/// The instant from which the network lets a message arrive no more: the validity, rounded down to its steps, or as long
/// as it keeps trying by itself.
fn honoured(validity: Validity, now: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
    match validity {
        Validity::Honoured { step_s } => {
            let (left_s, step_s) = ((until - now).num_seconds(), i64::from(step_s.max(1)));
            now.checked_add_signed(TimeDelta::seconds(left_s - left_s.rem_euclid(step_s))).unwrap_or(now)
        }
        Validity::Ignored { keeps_s, .. } => after(now, keeps_s),
    }
}

/// An instant as the network's own clock shows it.
fn told(network: &Network, at: DateTime<Utc>) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::seconds(i64::from(network.clock_skew_s))).unwrap_or(at)
}

fn after(at: DateTime<Utc>, by_s: u32) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::seconds(i64::from(by_s))).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Channels on which a customer can answer.
const fn takes_replies(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::Email | Channel::Im)
}

/// Channels whose answers name what they answer: mail does so by In-Reply-To (RFC 5322, 3.6.4), messengers by quoting.
const fn names_what_it_answers(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::Im)
}
