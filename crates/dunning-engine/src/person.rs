//! A person as the store knows them: the case with what changed since, and the history folded from facts. Facts are append-only; of several that
//! tell of one message, the last one speaks.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::PersonKey;
use dunning_core::case::{Case, Change};
use dunning_core::codec::Codec;
use dunning_core::digest::Digest;
use dunning_core::history::{Event, Fact, History, Hold};
use dunning_core::id::{CustomerId, MessageKey};
use dunning_store::{Dossier, FactKind, LaneRead, LaneTx, StoredFact};

use crate::tickets::unreadable;
use crate::{Desk, Error};

/// A person, up to a revision.
pub(crate) struct Person {
    pub(crate) case: Case,
    pub(crate) history: History,
    pub(crate) revision: u64,
    pub(crate) key: PersonKey,
}

impl Person {
    /// Reads a person, as known up to a revision or at all; nothing for one that was erased or never imported.
    pub(crate) fn load(
        lane: &dyn LaneRead,
        desk: &Desk,
        customer: &CustomerId,
        upto: Option<u64>,
    ) -> Result<Option<Self>, Error> {
        let Some(wrapped) = lane.wrapped_key(customer)? else { return Ok(None) };
        Self::read(desk, customer, &wrapped, &lane.dossier(customer, upto)?)
    }

    /// A person from what the store holds; nothing where it holds no case.
    pub(crate) fn read(
        desk: &Desk,
        customer: &CustomerId,
        wrapped_key: &[u8],
        dossier: &Dossier,
    ) -> Result<Option<Self>, Error> {
        let Some(case) = case_of(desk.codec.as_ref(), dossier)? else { return Ok(None) };
        let history = history_of(desk.codec.as_ref(), &dossier.facts)?;
        let key = desk.keys.unwrap(customer, wrapped_key)?;
        Ok(Some(Self { case, history, revision: dossier.revision, key }))
    }
}

/// A customer, as far as they can be read. One who can't be is withheld and seen by a person; the others go on.
pub(crate) enum Found {
    /// Who can be.
    Person(Box<Person>),
    /// Who can't, with the code of what is wrong.
    Unreadable(PersonKey, &'static str),
    /// One that was erased or never imported.
    Nobody,
}

impl Found {
    pub(crate) fn of(lane: &dyn LaneRead, desk: &Desk, customer: &CustomerId) -> Result<Self, Error> {
        match Person::load(lane, desk, customer, None) {
            Ok(Some(person)) => Ok(Self::Person(Box::new(person))),
            Ok(None) => Ok(Self::Nobody),
            Err(Error::Facts(faults)) => Ok(match key_of(lane, desk, customer)? {
                Some(key) => Self::Unreadable(key, faults.iter().next().map_or("", |fault| fault.code)),
                None => Self::Nobody,
            }),
            Err(error) => Err(error),
        }
    }

    /// The customer if they can be read; else a person is to see to it.
    pub(crate) fn readable(
        lane: &mut dyn LaneTx,
        desk: &Desk,
        customer: &CustomerId,
        now: DateTime<Utc>,
    ) -> Result<Option<Person>, Error> {
        match Self::of(lane, desk, customer)? {
            Self::Person(person) => Ok(Some(*person)),
            Self::Nobody => Ok(None),
            Self::Unreadable(key, code) => unreadable(lane, &key, customer, code, now).map(|()| None),
        }
    }
}

/// The customer's key; nothing for one that was erased or never imported.
pub(crate) fn key_of(lane: &dyn LaneRead, desk: &Desk, customer: &CustomerId) -> Result<Option<PersonKey>, Error> {
    lane.wrapped_key(customer)?.map(|wrapped| desk.keys.unwrap(customer, &wrapped)).transpose()
}

/// A person's name in the chain.
pub(crate) fn name(key: &PersonKey, customer: &CustomerId) -> Digest {
    key.named("person", customer.as_str().as_bytes())
}

/// The case as it stands: what the last portfolio told, and over it what changed. Nothing where none was imported.
///
/// # Errors
/// A case or a change that can't be read.
pub fn case_of(codec: &dyn Codec, dossier: &Dossier) -> Result<Option<Case>, Error> {
    let Some(told) = &dossier.case else { return Ok(None) };
    let told = codec.read_case(told.body.expose())?;
    Ok(Some(changes_of(codec, &dossier.facts)?.iter().fold(told, |case, change| case.changed(change))))
}

/// The changes of a customer, in the order they became known.
pub(crate) fn changes_of(codec: &dyn Codec, facts: &[StoredFact]) -> Result<Vec<Change>, Error> {
    let told = facts.iter().filter(|fact| fact.kind == FactKind::Change);
    told.map(|fact| Ok(codec.read_change(fact.body.expose())?)).collect()
}

/// The history that stored facts tell. Of several that tell of one message, or of one hold, the last one speaks.
///
/// # Errors
/// A fact that can't be read.
pub fn history_of(codec: &dyn Codec, facts: &[StoredFact]) -> Result<History, Error> {
    let mut folded: Vec<Fact> = Vec::with_capacity(facts.len());
    let (mut messages, mut holds): (BTreeMap<MessageKey, usize>, Vec<usize>) = (BTreeMap::new(), Vec::new());
    for stored in facts.iter().filter(|stored| stored.kind != FactKind::Change) {
        let fact = codec.read_fact(stored.body.expose())?;
        let earlier = match &fact {
            Fact::Event(Event { key: Some(key), .. }) => {
                let next = folded.len();
                Some(*messages.entry(key.clone()).or_insert(next)).filter(|at| *at < next)
            }
            Fact::Hold(hold) => {
                let is_it = |at: &&usize| matches!(folded.get(**at), Some(Fact::Hold(other)) if same_hold(hold, other));
                let earlier = holds.iter().find(is_it).copied();
                holds.extend(earlier.is_none().then_some(folded.len()));
                earlier
            }
            _ => None,
        };
        match earlier.and_then(|at| folded.get_mut(at)) {
            Some(told) => *told = fact,
            None => folded.push(fact),
        }
    }
    Ok(History::from_facts(folded)?)
}

/// Whether two facts tell of one hold: one that says an end lifts the one without.
fn same_hold(a: &Hold, b: &Hold) -> bool {
    a.cause == b.cause && a.from == b.from && a.debts == b.debts
}

/// Appends a fact to a customer's line; its revision.
pub(crate) fn append(
    lane: &mut dyn LaneTx,
    codec: &dyn Codec,
    customer: &CustomerId,
    fact: &Fact,
) -> Result<u64, Error> {
    append_as(lane, customer, fact, &codec.write_fact(fact))
}

/// The same as the codec wrote it.
pub(crate) fn append_as(lane: &mut dyn LaneTx, customer: &CustomerId, fact: &Fact, body: &[u8]) -> Result<u64, Error> {
    let (kind, at) = match fact {
        Fact::Event(event) => (FactKind::Event, event.at),
        Fact::Payment(payment) => (FactKind::Payment, payment.at),
        Fact::Consent(consent) => (FactKind::Consent, consent.at),
        Fact::Hold(hold) => (FactKind::Hold, hold.from.earliest()),
        Fact::Artifact(artifact) => (FactKind::Artifact, artifact.at.earliest()),
        // Facts of a later release are kept under the kind of what they tell of.
        _ => (FactKind::Event, DateTime::UNIX_EPOCH),
    };
    Ok(lane.append(customer, kind, at, body)?)
}
