//! What comes back: receipts move contacts and caps to what they prove; replies go to those who write from their address,
//! or to a person's desk. Each is kept first and acknowledged after, and a repeat changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::vec::IntoIter;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::Entry;
use dunning_core::case::Address;
use dunning_core::digest::Digest;
use dunning_core::fault::Faults;
use dunning_core::history::Event;
use dunning_core::id::CustomerId;
use dunning_core::reply::{self, Intent};
use dunning_core::words::{Direction, Word};
use dunning_gateway::{Delivery, Event as Came, Gateway, Inbound, InboundId, Named, Receipt, Reply};
use dunning_store::{Advance, Commit, ContactKey, Lane, LaneRead, LaneTx, Status, Store};

use crate::desk::word;
use crate::outcome::{entry, not_sent, proven};
use crate::person::Person;
use crate::replies::{close, heard, take_reply};
use crate::{Desk, Engine, Error, Point};

/// How much is taken from the gateway at once: enough that each lane's part of it is a batch, and that all of them share
/// one flush to disk.
const BATCH: usize = 10_000;

/// For how many days after a message to an address its holder's words are the customer's, though the address is another's
/// by now: conversations end within a month.
const HEARD_OF: TimeDelta = TimeDelta::days(30);

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Takes what has come in until an instant.
    pub(crate) async fn take_inbound(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let mut waiting = 0;
        loop {
            let came = self.gateway.inbound(now, BATCH.saturating_add(waiting)).await?;
            let Sorted { ids, by_lane, waiting: still, strangers } = self.sort(came, now).await?;
            if ids.is_empty() {
                return Ok(());
            }
            let source = self.gateway.profile().name.clone();
            let mut lanes = by_lane.len();
            for (lane, batch) in by_lane {
                let (desk, source) = (self.desk.clone(), source.clone());
                // Nothing is acknowledged before the last of them, and with it all before, are on disk.
                lanes -= 1;
                let commit = if lanes == 0 { Commit::Durable } else { Commit::Soon };
                self.store
                    .write(lane, commit, move |lane| {
                        batch.iter().try_for_each(|(whose, came)| take(lane, &desk, &source, whose, came, now))
                    })
                    .await?;
            }
            // A case with the address may have come meanwhile.
            self.heed_holders(strangers, now).await?;
            self.probe.pass(Point::Received);
            self.gateway.acknowledge(&ids).await?;
            tracing::debug!(taken = ids.len(), waiting = still, "took what came in");
            waiting = still;
        }
    }

    /// Sorts what came by the lanes of those it concerns. A receipt under a name that no message has waits unacknowledged
    /// as long as there are messages whose names the network has yet to tell.
    async fn sort(&self, came: Vec<Inbound>, now: DateTime<Utc>) -> Result<Sorted, Error> {
        let mut sorted = Sorted::default();
        let mut contacts = self.contacts_of(&came).await?;
        for one in came {
            let whose: Vec<Whose> = match &one.event {
                Came::Receipt(receipt) => contacts.next(&receipt.of).map(Whose::Contact).into_iter().collect(),
                Came::Reply(reply) => self.holders(reply, now).await?,
            };
            let named = matches!(&one.event, Came::Receipt(Receipt { of: Named::Provider(_), .. }));
            if whose.is_empty() && named && !self.unsettled.is_empty() {
                sorted.waiting += 1;
                continue;
            }
            sorted.ids.push(one.id.clone());
            let whose = match &one.event {
                _ if !whose.is_empty() => whose,
                Came::Receipt(_) => vec![Whose::Nobody],
                Came::Reply(reply) => {
                    let token = self.desk.keys.token(reply.channel, &reply.from);
                    sorted.strangers.insert(token);
                    vec![Whose::Stranger(stranger(token)?)]
                }
            };
            for whose in whose {
                let lane = whose.customer().map(|customer| self.store.lane_of(customer)).or(self.store.lanes().next());
                let Some(lane) = lane else { continue };
                sorted.by_lane.entry(lane).or_default().push((whose, one.clone()));
            }
        }
        Ok(sorted)
    }

    /// The customers who write from an address: those who have it, and those who were written to there not long ago. A
    /// number that has gone over to another person doesn't speak for who had it before. Whoever wrote is one person with
    /// one telephone: what they say is heeded for all, and the first by id who can be read is answered.
    async fn holders(&self, reply: &Reply, now: DateTime<Utc>) -> Result<Vec<Whose>, Error> {
        let token = self.desk.keys.token(reply.channel, &reply.from);
        let (mut holders, mut unanswered) = (Vec::new(), true);
        for customer in self.store.found_by(token).await? {
            let (desk, who) = (self.desk.clone(), customer.clone());
            let read = move |lane: &dyn LaneRead| match Person::load(lane, &desk, &who, None) {
                Ok(Some(person)) => Ok((speaks_from(&person, &desk, token, now), true)),
                // Whoever can't be read may have it.
                Ok(None) | Err(Error::Facts(_)) => Ok((true, false)),
                Err(error) => Err(error),
            };
            let (speaks, readable) = self.store.read(self.store.lane_of(&customer), read).await?;
            if speaks {
                holders.push(Whose::Customer { customer, answered: readable && std::mem::take(&mut unanswered) });
            }
        }
        Ok(holders)
    }

    /// The contacts of which receipts speak.
    async fn contacts_of(&self, came: &[Inbound]) -> Result<Contacts, Error> {
        let (mut keys, mut names) = (Vec::new(), Vec::new());
        for one in came {
            match &one.event {
                Came::Receipt(Receipt { of: Named::Key(key), .. }) => keys.push(key.clone()),
                Came::Receipt(Receipt { of: Named::Provider(id), .. }) => names.push(id.as_str().to_owned()),
                Came::Reply(_) => {}
            }
        }
        let gateway = &self.gateway.profile().name;
        Ok(Contacts {
            under: self.store.contacts_under(keys).await?.into_iter(),
            named: self.store.contacts_named(gateway, names).await?.into_iter(),
        })
    }
}

/// The contacts of receipts, in the order of these.
struct Contacts {
    under: IntoIter<Option<ContactKey>>,
    named: IntoIter<Option<ContactKey>>,
}

impl Contacts {
    /// That of the next receipt, which names its message so.
    fn next(&mut self, named: &Named) -> Option<ContactKey> {
        match named {
            Named::Key(_) => self.under.next(),
            Named::Provider(_) => self.named.next(),
        }
        .flatten()
    }
}

/// A batch of what came, sorted.
#[derive(Default)]
struct Sorted {
    /// What is acknowledged once it is kept.
    ids: Vec<InboundId>,
    by_lane: BTreeMap<Lane, Vec<(Whose, Inbound)>>,
    /// How many receipts wait for their message's name.
    waiting: usize,
    /// The tokens of addresses that wrote and that no customer has.
    strangers: BTreeSet<Digest>,
}

/// Whom something concerns.
enum Whose {
    Contact(ContactKey),
    /// A customer, and whether they are the one of those who share the address that is answered.
    Customer {
        customer: CustomerId,
        answered: bool,
    },
    /// Nobody known, by the name of their address.
    Stranger(CustomerId),
    Nobody,
}

impl Whose {
    const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Contact(contact) => Some(&contact.customer),
            Self::Customer { customer, .. } | Self::Stranger(customer) => Some(customer),
            Self::Nobody => None,
        }
    }
}

/// Whether a customer writes from an address, by its token.
fn speaks_from(person: &Person, desk: &Desk, token: Digest, now: DateTime<Utc>) -> bool {
    let is_it = |channel, address: &Address| desk.keys.token(channel, address) == token;
    let has = person.case.customer().contacts.iter().any(|contact| is_it(contact.channel, &contact.address));
    let reached = |event: &Event| {
        let there = event.address.as_ref().is_some_and(|address| is_it(event.channel, address));
        event.direction == Direction::Out && event.latest() > now - HEARD_OF && there
    };
    has || person.history.events().iter().rev().any(reached)
}

/// The name under which what an unknown address wrote is kept, as erasable as a customer.
pub(crate) fn stranger(token: Digest) -> Result<CustomerId, Error> {
    Ok(CustomerId::new(&format!("stranger {token}")).map_err(Faults::from)?)
}

/// Takes one thing that came, once. It may concern several customers who share a number: each notes it under a name of
/// its own, which tells nobody whose it is.
fn take(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    source: &str,
    whose: &Whose,
    came: &Inbound,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if let (Whose::Contact(contact), Came::Receipt(receipt)) = (whose, &came.event) {
        // A contact only moves forward: the same receipt twice moves it once, whatever its name.
        return take_receipt(lane, desk, contact, receipt, now);
    }
    let name = match whose.customer() {
        None => desk.keys.name("inbound", came.id.as_str()),
        Some(customer) => {
            let wrapped = match (lane.wrapped_key(customer)?, whose) {
                (Some(wrapped), _) => wrapped,
                (None, Whose::Stranger(_)) => {
                    let wrapped = desk.keys.enroll(customer)?;
                    lane.enroll(customer, &wrapped)?;
                    wrapped
                }
                (None, _) => return Ok(()),
            };
            desk.keys.unwrap(customer, &wrapped)?.named("inbound", came.id.as_str().as_bytes())
        }
    };
    if !lane.receive(source, &name.to_string())? {
        return Ok(());
    }
    match (whose, &came.event) {
        (Whose::Customer { customer, answered }, Came::Reply(reply)) => {
            take_reply(lane, desk, customer, reply, *answered, now)
        }
        (Whose::Stranger(stranger), Came::Reply(reply)) => take_strange(lane, desk, source, stranger, reply, now),
        (_, Came::Receipt(receipt)) => take_stray(lane, source, receipt, now),
        // Nobody's reply is a stranger's.
        (_, Came::Reply(_)) => Ok(()),
    }
}

/// Records a receipt for a message whose name was never learnt.
fn take_stray(lane: &mut dyn LaneTx, source: &str, receipt: &Receipt, now: DateTime<Utc>) -> Result<(), Error> {
    let entry = Entry::new("stray", now)
        .text("what", "receipt")
        .word("outcome", receipt.delivery.outcome())
        .instant("said", receipt.at)
        .text("gateway", source);
    lane.record(entry.finish(), None)?;
    Ok(())
}

/// Keeps what came from an address that no customer has: a person is to read it, as its writer may be a customer under
/// another number, or spelt otherwise. A stop holds for whoever comes to hold the address.
fn take_strange(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    source: &str,
    stranger: &CustomerId,
    reply: &Reply,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let entry = Entry::new("stray", now)
        .text("what", "reply")
        .word("channel", reply.channel)
        .instant("said", reply.at)
        .text("gateway", source);
    lane.record(entry.finish(), None)?;
    let body = format!("{} {}\n{}", reply.channel.as_str(), reply.from.expose(), reply.text.expose());
    lane.open_ticket(stranger, "stray", now, body.as_bytes())?;
    if reply::read(reply.text.expose(), heard(reply, now).date_naive()).intent == Intent::OptOut {
        close(lane, desk, reply, now)?;
    }
    Ok(())
}

/// Takes what a network proves of a message. Its clock may be wrong: nothing it reports lies ahead of now, or before the
/// hand-over, or the pause after it would be cut short; what it said is on record.
fn take_receipt(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    contact: &ContactKey,
    receipt: &Receipt,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (status, reason) = match receipt.delivery {
        Delivery::Delivered | Delivery::Read => (Status::Delivered, None),
        Delivery::Undelivered { reason } => (Status::Undelivered, Some(word(reason))),
        Delivery::Rejected { reason } => (Status::Rejected, Some(word(reason))),
    };
    let mut step = Advance::to(status);
    if let Some(reason) = reason {
        step = step.because(reason);
    }
    if !lane.advance(contact, step)? {
        return Ok(());
    }
    let Some(intent) = lane.contact(contact)?.and_then(|kept| kept.intent) else { return Ok(()) };
    let at = receipt.at.min(now);
    match status {
        Status::Rejected => not_sent(lane, desk, contact, status, at)?,
        _ => proven(lane, desk, contact, &intent, receipt.delivery.outcome(), at)?,
    }
    let entry = entry(contact, intent.person, "receipt", status, now);
    let entry = if receipt.at == now { entry } else { entry.instant("said", receipt.at) };
    lane.record(entry.finish(), None)?;
    Ok(())
}
