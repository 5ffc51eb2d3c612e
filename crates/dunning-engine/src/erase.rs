//! Erasing a person: everything that is personal of them, in all tables of the store. What must outlast them stays, naming
//! nobody: their opt-outs under keyed hashes of customer and addresses, and the chain, whose records nobody can tell to be
//! theirs any more.
//!
//! Caps, holds and pauses are forgotten with the person. So who was erased isn't contacted again, even if a later
//! portfolio names them, until they consent anew: of all that, the closed door alone is left.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use dunning_core::audit::{Entry, PersonKey};
use dunning_core::case::Address;
use dunning_core::digest::Digest;
use dunning_core::history::{Consent, Fact, History};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_core::words::{Channel, ConsentState};
use dunning_gateway::Gateway;
use dunning_store::{Advance, Commit, Dossier, LaneRead, LaneTx, Status, Store, StoredFact, SuppressionLine};

use crate::because::{Because, desk_key, desk_of, record};
use crate::inbound::stranger;
use crate::opt_out::{channel_of, kept_under};
use crate::person::{case_of, changes_of, history_of};
use crate::{Desk, Engine, Error};

/// What erasing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// How many opt-outs are kept, the one that erasing is among them.
    pub opt_outs: u64,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Erases a customer, durably and at once, with who and why on record; nothing when nobody of this id is known. What
    /// other programs hold is not reached: portfolios, plans, exports, the networks' own logs.
    ///
    /// # Errors
    /// [`dunning_store::Error::InFlight`] while a message to the customer is on its way, or of unknown outcome and not
    /// past its fence; nothing is erased then. What else the store says.
    pub async fn erase(
        &self,
        customer: &CustomerId,
        because: &Because,
        now: DateTime<Utc>,
    ) -> Result<Option<Erased>, Error> {
        let (lane, desk, who) = (self.store.lane_of(customer), self.desk.clone(), customer.clone());
        let read = move |lane: &dyn LaneRead| match lane.wrapped_key(&who)? {
            None => Ok(None),
            Some(_) => {
                let known = Known::of(lane, &desk, &who)?;
                known.over(lane, &who, now)?;
                Ok::<_, Error>(Some(known.tokens(&desk)))
            }
        };
        let Some(tokens) = self.store.read(lane, read).await? else { return Ok(None) };
        // Who and why stand at the desk: with the customer their words would go.
        let (keys, words) = (self.desk.keys.clone(), because.clone());
        let at_desk = desk_of(&self.desk.keys)?;
        let own = self.store.lane_of(&at_desk);
        let key = self.store.write(own, Commit::Durable, move |lane| {
            let key = desk_key(lane, &keys, &at_desk)?;
            record(lane, &key, &at_desk, 0, Entry::new("erasing", now), Some(&words))?;
            Ok::<_, Error>(key)
        });
        let key = key.await?;
        // What the person wrote before anybody knew whose the address was.
        for token in tokens {
            let stranger = stranger(token)?;
            let lane = self.store.lane_of(&stranger);
            self.store.write(lane, Commit::Durable, move |lane| Ok::<_, Error>(lane.erase(&stranger)?)).await?;
        }
        let (desk, because, who) = (self.desk.clone(), because.clone(), customer.clone());
        let erased = move |lane: &mut dyn LaneTx| erase(lane, &desk, &who, &key, &because, now);
        let erased = self.store.write(lane, Commit::Durable, erased).await?;
        tracing::info!(%lane, "a customer was erased");
        Ok(Some(erased))
    }
}

/// What is known of a customer, as far as it can be read.
struct Known {
    history: History,
    /// How much of it can't be: facts, and the case.
    unreadable: u64,
    /// Every address at which they can be or could be reached.
    addresses: Vec<(Channel, Address)>,
}

impl Known {
    fn of(lane: &dyn LaneRead, desk: &Desk, customer: &CustomerId) -> Result<Self, Error> {
        let dossier: Dossier = lane.dossier(customer, None)?;
        // What can't be read can be erased all the same; the rest is carried over.
        let codec = desk.codec.as_ref();
        let told = dossier.facts.len();
        let reads = |fact: &StoredFact| {
            let alone = std::slice::from_ref(fact);
            history_of(codec, alone).is_ok() && changes_of(codec, alone).is_ok()
        };
        let dossier = Dossier { facts: dossier.facts.into_iter().filter(reads).collect(), ..dossier };
        let history = history_of(codec, &dossier.facts).unwrap_or_default();
        let case = case_of(codec, &dossier);
        let unreadable = (told - dossier.facts.len()) as u64 + u64::from(case.is_err());
        let case = case.ok().flatten();
        let contacts = case.iter().flat_map(|case| &case.customer().contacts);
        let written = history.events().iter().filter_map(|event| Some((event.channel, event.address.clone()?)));
        let named = history.consents().iter().filter_map(|line| {
            let address = line.address.clone()?;
            Some((channel_of(line, &address), address))
        });
        let addresses = contacts.map(|contact| (contact.channel, contact.address.clone())).chain(written).chain(named);
        let addresses = addresses.collect();
        Ok(Self { history, unreadable, addresses })
    }

    /// The tokens of the addresses.
    fn tokens(&self, desk: &Desk) -> BTreeSet<Digest> {
        self.addresses.iter().map(|(channel, address)| desk.keys.token(*channel, address)).collect()
    }

    /// The contacts of unknown outcome that are past their fence: nothing can come of them any more.
    ///
    /// # Errors
    /// [`dunning_store::Error::InFlight`] when something can come of another.
    fn over(
        &self,
        lane: &dyn LaneRead,
        customer: &CustomerId,
        now: DateTime<Utc>,
    ) -> Result<Vec<dunning_store::ContactKey>, Error> {
        let mut over = Vec::new();
        for contact in lane.contacts(customer)?.into_iter().filter(|contact| contact.status.unsettled()) {
            let message = contact.intent.as_ref().map(|intent| &intent.message);
            let mut events = self.history.events().iter();
            let fence = events.find(|event| event.key.as_ref() == message).and_then(|event| event.until);
            if contact.status != Status::Unknown || fence.is_none_or(|fence| fence > now) {
                return Err(dunning_store::Error::InFlight.into());
            }
            over.push(contact.key);
        }
        Ok(over)
    }

    /// The opt-outs that outlast the customer, by the tokens of those they hold for, without a word of theirs.
    fn opt_outs(&self, desk: &Desk, customer: &CustomerId, now: DateTime<Utc>) -> Vec<(Digest, Consent)> {
        let own = desk.keys.customer(customer);
        let mut kept = vec![(own, Consent::new(now, ConsentState::Withdrawn))];
        for line in self.history.opt_outs(now) {
            if line.address.is_none() {
                kept.push((own, bare(line)));
            }
            for (channel, address) in &self.addresses {
                let token = desk.keys.token(*channel, address);
                let of_it = line.address.as_ref().is_none_or(|named| named == address);
                let by_it = line.channel.is_none_or(|named| desk.keys.token(named, address) == token);
                if of_it && by_it {
                    kept.push((token, bare(line)));
                }
            }
        }
        kept
    }
}

/// A line of a ledger without what is personal of it: the address is what it is kept under.
fn bare(line: &Consent) -> Consent {
    let Consent { at, state, channel, purpose, about, form, until, window, .. } = line.clone();
    Consent { channel, purpose, about, form, until, window, ..Consent::new(at, state) }
}

/// Erases the customer, the addresses in suppressions among the rest, and records that somebody was erased.
fn erase(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    key: &PersonKey,
    because: &Because,
    now: DateTime<Utc>,
) -> Result<Erased, Error> {
    let known = Known::of(lane, desk, customer)?;
    for contact in known.over(lane, customer, now)? {
        lane.advance(&contact, Advance::to(Status::Undelivered).because("erased"))?;
    }
    let opt_outs = known.opt_outs(desk, customer, now);
    let tokens: BTreeSet<Digest> = known.tokens(desk).into_iter().chain([desk.keys.customer(customer)]).collect();
    let mut count = 0;
    for token in tokens {
        let told = kept_under(desk, &lane.suppression(token)?, None)?;
        let new = opt_outs.iter().filter(|(of, _)| *of == token).map(|(_, line)| line.clone());
        let lines: Vec<Consent> = told.consents().iter().map(bare).chain(new).collect();
        lane.forget(token)?;
        let mut bodies: Vec<Vec<u8>> = Vec::new();
        for line in lines {
            let body = desk.codec.write_fact(&Fact::Consent(line));
            if bodies.contains(&body) {
                continue;
            }
            // No record names the line: its key names nothing.
            let holder = desk.keys.holder(token, bodies.len())?;
            let wrapped_key = desk.keys.enroll(&holder)?;
            let line = SuppressionLine { wrapped_key, body: Pii::new(body.clone()), aside: Pii::new(Vec::new()) };
            lane.suppress(token, &line)?;
            bodies.push(body);
        }
        count += bodies.len() as u64;
    }
    lane.erase(customer)?;
    let entry = because.on(key, Entry::new("erased", now)).number("opt_outs", count);
    // Opt-outs may be among it.
    let entry = if known.unreadable == 0 { entry } else { entry.number("unreadable", known.unreadable) };
    lane.record(entry.finish(), None)?;
    Ok(Erased { opt_outs: count })
}
