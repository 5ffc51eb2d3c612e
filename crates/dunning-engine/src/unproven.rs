//! What a store says otherwise than its chain: facts that were changed after a decision rested on them or after they were
//! put on record, and words that are not those that were handed over. It decides nothing and writes nothing; a customer
//! who was erased has nothing left to compare.

use std::collections::BTreeMap;

use dunning_core::audit::{Link, PersonKey};
use dunning_core::decide::request_digest;
use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_core::strategy::Cycle;
use dunning_gateway::Gateway;
use dunning_store::{Contact, LaneRead, RecordWithAside, Store};

use crate::person::{Person, name};
use crate::replay::{Decisive, taken};
use crate::{Desk, Engine, Error};

/// How many customers or records are read at once.
const BATCH: usize = 1000;

/// Something that a store says otherwise than its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproven {
    /// The lane, and in its chain the record.
    pub lane: u16,
    /// The record's number in it.
    pub seq: u64,
    /// Whom it is about.
    pub customer: CustomerId,
    /// What differs.
    pub what: Differs,
}

/// What differs from its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    /// A fact that was put on record, by its number.
    Fact(u64),
    /// One of the facts that a decision rested on: after the first number, up to the second.
    Facts {
        /// The last that an earlier decision proves.
        after: u64,
        /// The last that was read.
        upto: u64,
    },
    /// The words of a message.
    Words,
}

/// What a record says of a customer, by its number.
enum Said {
    /// Facts, each by its number.
    Facts(Vec<(u64, Digest)>),
    /// The words of a contact.
    Words { step: String, cycle: String, attempt: u64, words: Digest },
}

/// What the records of a lane say, by the name of whom they are about.
type AllSaid = BTreeMap<String, Vec<(u64, Said)>>;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Compares all that is kept of all customers to what the chains say of it: of each customer the first that differs, in
    /// the order of lanes and records. That the chains themselves hold is another question.
    ///
    /// # Errors
    /// What the store says.
    pub async fn unproven(&self) -> Result<Vec<Unproven>, Error> {
        let mut found = Vec::new();
        for lane in self.store.lanes() {
            let desk = self.desk.clone();
            let mut differing = self.store.read(lane, move |lane| in_lane(lane, &desk)).await?;
            differing.sort_by_key(|one: &Unproven| one.seq);
            found.extend(differing);
        }
        Ok(found)
    }
}

fn in_lane(lane: &dyn LaneRead, desk: &Desk) -> Result<Vec<Unproven>, Error> {
    let mut said = all_said(lane)?;
    let (mut found, mut after): (Vec<Unproven>, Option<CustomerId>) = (Vec::new(), None);
    loop {
        let customers = lane.customers(after.as_ref(), BATCH)?;
        let Some(last) = customers.last() else { return Ok(found) };
        after = Some(last.clone());
        for customer in customers {
            let Some(wrapped) = lane.wrapped_key(&customer)? else { continue };
            let key = desk.keys.unwrap(&customer, &wrapped)?;
            let said = said.remove(&name(&key, &customer).to_string()).unwrap_or_default();
            let first = [first_said(lane, &key, &customer, &said)?, first_decided(lane, desk, &key, &customer)?];
            if let Some((seq, what)) = first.into_iter().flatten().min_by_key(|(seq, _)| *seq) {
                found.push(Unproven { lane: lane.head()?.lane, seq, customer, what });
            }
        }
    }
}

/// What the records of a lane say of facts and words.
fn all_said(lane: &dyn LaneRead) -> Result<AllSaid, Error> {
    let (mut said, mut after) = (AllSaid::new(), 0);
    loop {
        let links = lane.records(after, BATCH)?;
        let Some(last) = links.last() else { return Ok(said) };
        after = last.seq;
        for Link { seq, body, .. } in links {
            if let (Some(person), Some(one)) = (text(&body, "person"), one(&body)) {
                said.entry(person.to_owned()).or_default().push((seq, one));
            }
        }
    }
}

/// What a record says; nothing for one that says neither of facts nor of words.
fn one(body: &str) -> Option<Said> {
    let facts: Vec<_> = body.split(r#""revision":"#).skip(1).filter_map(fact).collect();
    if !facts.is_empty() {
        return Some(Said::Facts(facts));
    }
    Some(Said::Words {
        words: Digest::from_hex(text(body, "words")?)?,
        step: text(body, "step")?.to_owned(),
        cycle: text(body, "cycle")?.to_owned(),
        attempt: number(body.split_once(r#""attempt":"#)?.1)?,
    })
}

/// A fact's number and name, as they stand behind one another.
fn fact(rest: &str) -> Option<(u64, Digest)> {
    let (_, named) = rest.split_once(r#","fact":""#).filter(|(number, _)| !number.contains(','))?;
    Some((number(rest)?, Digest::from_hex(named.get(..64)?)?))
}

/// A field of a canonical record, in which a quotation mark inside a text is escaped.
fn text<'b>(body: &'b str, field: &str) -> Option<&'b str> {
    let (_, rest) = body.split_once(&format!(r#""{field}":""#))?;
    rest.split_once('"').map(|(text, _)| text)
}

fn number(rest: &str) -> Option<u64> {
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The first record whose fact or words are kept otherwise, or not at all.
fn first_said(
    lane: &dyn LaneRead,
    key: &PersonKey,
    customer: &CustomerId,
    said: &[(u64, Said)],
) -> Result<Option<(u64, Differs)>, Error> {
    if said.is_empty() {
        return Ok(None);
    }
    let (kept, contacts) = (lane.dossier(customer, None)?.facts, lane.contacts(customer)?);
    let is_kept = |(revision, named): &(u64, Digest)| {
        let fact = kept.iter().find(|fact| fact.revision == *revision);
        fact.is_some_and(|fact| key.named("fact", fact.body.expose()) == *named)
    };
    for (seq, said) in said {
        let differs = match said {
            Said::Facts(facts) => facts.iter().find(|fact| !is_kept(fact)).map(|(number, _)| Differs::Fact(*number)),
            Said::Words { step, cycle, attempt, words } => {
                let is_it = |contact: &&Contact| {
                    let key = &contact.key;
                    (&key.step, Cycle::from_number(key.cycle).to_string(), u64::from(key.attempt))
                        == (step, cycle.clone(), *attempt)
                };
                let contact = contacts.iter().find(is_it);
                let are_kept = contact.is_some_and(|contact| words_of(key, contact) == Some(*words));
                (!are_kept).then_some(Differs::Words)
            }
        };
        if let Some(differs) = differs {
            return Ok(Some((*seq, differs)));
        }
    }
    Ok(None)
}

/// The name of a message's words as they are kept.
fn words_of(key: &PersonKey, contact: &Contact) -> Option<Digest> {
    let intent = contact.intent.as_ref()?;
    let subject = intent.subject.as_ref().map_or("", |subject| subject.expose());
    Some(key.named("words", format!("{subject}\n{}", intent.text.expose()).as_bytes()))
}

/// The first decision that rested on other facts than those that are kept.
fn first_decided(
    lane: &dyn LaneRead,
    desk: &Desk,
    key: &PersonKey,
    customer: &CustomerId,
) -> Result<Option<(u64, Differs)>, Error> {
    let mut after = 0;
    for RecordWithAside { link, aside } in lane.records_of(customer)? {
        let Some(decisive) = Decisive::read(aside.expose()) else { continue };
        let upto = decisive.revision;
        let is_it = match Person::load(lane, desk, customer, Some(upto)) {
            Ok(Some(person)) => decisive.due(lane, desk, customer)?.is_some_and(|due| {
                let proposal = taken(desk, &person, due, &decisive).0.proposal;
                let input = request_digest(&person.case, &person.history, &proposal, decisive.now);
                text(&link.body, "input") == Some(&key.named("input", &input.0).to_string())
            }),
            Ok(None) | Err(Error::Facts(_)) => false,
            Err(error) => return Err(error),
        };
        if !is_it {
            return Ok(Some((link.seq, Differs::Facts { after, upto })));
        }
        after = upto;
    }
    Ok(None)
}
