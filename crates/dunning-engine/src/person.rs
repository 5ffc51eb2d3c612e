//! A person as the store knows them: the case, and the history folded from facts. Facts are append-only; of several that
//! tell of one message, the last one speaks.

use std::collections::BTreeMap;

use dunning_core::audit::PersonKey;
use dunning_core::case::Case;
use dunning_core::codec::Codec;
use dunning_core::history::{Event, Fact, History};
use dunning_core::id::{CustomerId, MessageKey};
use dunning_store::{Dossier, FactKind, LaneRead, LaneTx};

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
        let Dossier { revision, case, facts } = lane.dossier(customer, upto)?;
        let Some(case) = case else { return Ok(None) };
        let case = desk.codec.read_case(case.body.expose())?;
        let mut folded: Vec<Fact> = Vec::with_capacity(facts.len());
        let mut told: BTreeMap<MessageKey, usize> = BTreeMap::new();
        for stored in &facts {
            let fact = desk.codec.read_fact(stored.body.expose())?;
            match &fact {
                Fact::Event(Event { key: Some(key), .. }) => match told.get(key).and_then(|at| folded.get_mut(*at)) {
                    Some(earlier) => *earlier = fact,
                    None => {
                        told.insert(key.clone(), folded.len());
                        folded.push(fact);
                    }
                },
                _ => folded.push(fact),
            }
        }
        let key = desk.keys.unwrap(customer, &wrapped)?;
        Ok(Some(Self { case, history: History::from_facts(folded)?, revision, key }))
    }
}

/// Appends a fact to a customer's line; its revision.
pub(crate) fn append(
    lane: &mut dyn LaneTx,
    codec: &dyn Codec,
    customer: &CustomerId,
    fact: &Fact,
) -> Result<u64, Error> {
    let (kind, at) = match fact {
        Fact::Event(event) => (FactKind::Event, event.at),
        Fact::Payment(payment) => (FactKind::Payment, payment.at),
        Fact::Consent(consent) => (FactKind::Consent, consent.at),
        Fact::Hold(hold) => (FactKind::Hold, hold.from.earliest()),
        Fact::Artifact(artifact) => (FactKind::Artifact, artifact.at.earliest()),
        // Facts of a later release are kept under the kind of what they tell of.
        _ => (FactKind::Event, chrono::DateTime::UNIX_EPOCH),
    };
    Ok(lane.append(customer, kind, at, &codec.write_fact(fact))?)
}
