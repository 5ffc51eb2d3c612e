//! Replay: a decision of the past taken again, from the facts known then, under the policy of its day. It is the same
//! line, byte for byte, or the difference is shown.

use std::collections::BTreeSet;
use std::io::Write as _;

use chrono::{DateTime, Utc};
use dunning_core::audit::Link;
use dunning_core::decide::Decision;
use dunning_core::digest::Digest;
use dunning_core::explain::{Explanation, Lang, explain};
use dunning_core::id::{CustomerId, MessageKey, StepId};
use dunning_core::plan::{Planned, Way, decide_due};
use dunning_core::policy::Policy;
use dunning_core::strategy::Due;
use dunning_core::words::{Channel, Word};
use dunning_gateway::Gateway;
use dunning_store::{ContactKey, LaneRead, RecordWithAside, Store};

use crate::because::Because;
use crate::outbox::line;
use crate::person::Person;
use crate::{Desk, Engine, Error};

/// What it takes to take a decision again, kept beside its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decisive {
    pub(crate) now: DateTime<Utc>,
    pub(crate) revision: u64,
    pub(crate) channel: Channel,
    pub(crate) cycle: i64,
    pub(crate) attempt: u32,
    pub(crate) latency_s: u32,
    pub(crate) fence_s: u32,
    /// The digest of all law in force then.
    pub(crate) law: Digest,
    pub(crate) step: String,
    /// The due contact as the codec writes it; nothing where it stood as it was planned.
    pub(crate) due: Option<Vec<u8>>,
}

impl Decisive {
    /// A head of one line, the step last, then the due contact.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let Self { now, revision, channel, cycle, attempt, latency_s, fence_s, law, step, due } = self;
        let (now, channel, due) = (now.timestamp(), channel.as_str(), due.as_deref().unwrap_or_default());
        let mut bytes = Vec::with_capacity(160 + due.len());
        // Writing into memory can't fail.
        let _ = writeln!(bytes, "1 {now} {revision} {channel} {cycle} {attempt} {latency_s} {fence_s} {law} {step}");
        bytes.extend_from_slice(due);
        bytes
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (head, due) = (std::str::from_utf8(bytes.get(..end)?).ok()?, bytes.get(end + 1..)?);
        let mut words = head.splitn(10, ' ');
        if words.next()? != "1" {
            return None;
        }
        Some(Self {
            now: DateTime::from_timestamp(words.next()?.parse().ok()?, 0)?,
            revision: words.next()?.parse().ok()?,
            channel: Channel::parse(words.next()?).ok()?,
            cycle: words.next()?.parse().ok()?,
            attempt: words.next()?.parse().ok()?,
            latency_s: words.next()?.parse().ok()?,
            fence_s: words.next()?.parse().ok()?,
            law: Digest::from_hex(words.next()?)?,
            step: words.next()?.to_owned(),
            due: (!due.is_empty()).then(|| due.to_vec()),
        })
    }

    /// The due contact of the decision; nothing where the contact was planned by nobody.
    pub(crate) fn due(&self, lane: &dyn LaneRead, desk: &Desk, customer: &CustomerId) -> Result<Option<Due>, Error> {
        if let Some(due) = &self.due {
            return Ok(Some(desk.codec.read_due(due)?));
        }
        let (customer, step) = (customer.clone(), self.step.clone());
        let kept = lane.contact(&ContactKey { customer, step, cycle: self.cycle, attempt: self.attempt })?;
        kept.map(|kept| Ok(desk.codec.read_due(kept.plan.expose())?)).transpose()
    }
}

/// One decision taken again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// Its record in the chain, as it was written.
    pub link: Link,
    /// What came of it.
    pub verdict: Verdict,
}

/// Whether a decision came out the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Byte for byte.
    Same,
    /// It came out otherwise: the record as it would be written now.
    Differs(String),
    /// The law of its day isn't at hand.
    NoPolicy(Digest),
    /// What it rested on can't be read any more.
    Unreadable,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Takes every decision about a customer again, in order. `policy_of` gives the policy compiled from the law kept
    /// under a digest; the engine's own is asked first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn replay(
        &self,
        customer: &CustomerId,
        policy_of: impl Fn(Digest) -> Option<Policy> + Send + 'static,
    ) -> Result<Vec<Replayed>, Error> {
        let (desk, customer) = (self.desk.clone(), customer.clone());
        self.store
            .read(self.store.lane_of(&customer), move |lane| {
                let mut replayed = Vec::new();
                for RecordWithAside { link, aside } in lane.records_of(&customer)? {
                    if Because::read(aside.expose()).is_some() {
                        continue;
                    }
                    let verdict = again(lane, &desk, &customer, aside.expose(), &link.body, &policy_of)?;
                    replayed.push(Replayed { link, verdict });
                }
                Ok::<_, Error>(replayed)
            })
            .await
    }
}

/// A decision of the past in words.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its record in the chain.
    pub link: Link,
    /// When it was taken.
    pub now: DateTime<Utc>,
    /// Which step it was about.
    pub step: StepId,
    /// By which channel.
    pub channel: Channel,
    /// The key under which its message would leave, or left.
    pub message: Option<MessageKey>,
    /// What was decided and why, told from the facts known then and under the policy of its day; nothing where that isn't
    /// at hand.
    pub explanation: Option<Explanation>,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// The law under which decisions about a customer were taken and that isn't the engine's own, by the digests of
    /// [`Provenance::law`](dunning_core::policy::Provenance::law).
    ///
    /// # Errors
    /// What the store says.
    pub async fn policies_of(&self, customer: &CustomerId) -> Result<BTreeSet<Digest>, Error> {
        let (own, lane, customer) =
            (self.desk.policy.provenance().law(), self.store.lane_of(customer), customer.clone());
        let records = self.store.read(lane, move |lane| Ok::<_, Error>(lane.records_of(&customer)?)).await?;
        let decisive = records.iter().filter_map(|record| Decisive::read(record.aside.expose()));
        Ok(decisive.map(|decisive| decisive.law).filter(|law| *law != own).collect())
    }

    /// Tells every decision about a customer, in order, from the facts known then. `policy_of` gives the policies that
    /// aren't the engine's own.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tell(
        &self,
        customer: &CustomerId,
        lang: Lang,
        policy_of: impl Fn(Digest) -> Option<Policy> + Send + 'static,
    ) -> Result<Vec<Told>, Error> {
        let (desk, customer) = (self.desk.clone(), customer.clone());
        self.store
            .read(self.store.lane_of(&customer), move |lane| {
                let mut told = Vec::new();
                for RecordWithAside { link, aside } in lane.records_of(&customer)? {
                    let Some(decisive) = Decisive::read(aside.expose()) else { continue };
                    let Some(person) = Person::load(lane, &desk, &customer, Some(decisive.revision))? else { continue };
                    let Some(due) = decisive.due(lane, &desk, &customer)? else { continue };
                    let policy = policy_then(&desk, decisive.law, &policy_of);
                    let desk = Desk { policy: policy.clone().unwrap_or(desk.policy.clone()), ..desk.clone() };
                    let (Planned { proposal, due, .. }, _) = taken(&desk, &person, due, &decisive);
                    let Person { case, history, .. } = &person;
                    let explanation =
                        policy.map(|policy| explain(&policy, case, history, &proposal, decisive.now, lang));
                    let (message, channel) = (proposal.key, decisive.channel);
                    told.push(Told { link, now: decisive.now, step: due.step, channel, message, explanation });
                }
                Ok::<_, Error>(told)
            })
            .await
    }
}

/// The policy of a digest: the engine's own, or one that is given.
fn policy_then(desk: &Desk, digest: Digest, policy_of: &impl Fn(Digest) -> Option<Policy>) -> Option<Policy> {
    let own = (desk.policy.provenance().law() == digest).then(|| desk.policy.clone());
    own.or_else(|| policy_of(digest))
}

/// Takes one decision again.
fn again(
    lane: &dyn LaneRead,
    desk: &Desk,
    customer: &CustomerId,
    aside: &[u8],
    written: &str,
    policy_of: &impl Fn(Digest) -> Option<Policy>,
) -> Result<Verdict, Error> {
    let Some(decisive) = Decisive::read(aside) else { return Ok(Verdict::Unreadable) };
    let Some(policy) = policy_then(desk, decisive.law, policy_of) else {
        return Ok(Verdict::NoPolicy(decisive.law));
    };
    let Some(person) = Person::load(lane, desk, customer, Some(decisive.revision))? else {
        return Ok(Verdict::Unreadable);
    };
    let Some(due) = decisive.due(lane, desk, customer)? else { return Ok(Verdict::Unreadable) };
    let desk = Desk { policy, ..desk.clone() };
    let (planned, decision) = taken(&desk, &person, due, &decisive);
    let line = line(&desk.policy, &person, &planned, &decision);
    Ok(if line == written { Verdict::Same } else { Verdict::Differs(line) })
}

/// The decision as it is taken now, by the channel that was taken then.
pub(crate) fn taken(desk: &Desk, person: &Person, due: Due, decisive: &Decisive) -> (Planned, Decision) {
    let Decisive { now, channel, attempt, latency_s, fence_s, .. } = decisive;
    let due = Due { channels: vec![*channel], ..due };
    let way = Way { attempt: *attempt, latency_s: *latency_s, fence_s: *fence_s };
    decide_due(&desk.policy, &person.case, &person.history, due, way, *now)
}
