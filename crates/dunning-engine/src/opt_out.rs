//! Opt-outs and their end. One of a customer is a line of their consent ledger; a customer who isn't known yet is enrolled
//! for it, so that it is in force before their case comes. One of an address is kept for whoever holds the address, or
//! will: it becomes a line of each holder's ledger. Effective once the call returns, with who and why on record.
//!
//! **An address's line is committed first, then each lane is searched for holders under its lock; intake, under the same
//! lock, searches the addresses.** So whichever comes first, the other finds it; and before a message leaves, what stands
//! against its address is looked at again, under the same lock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dunning_core::audit::Entry;
use dunning_core::case::{Address, Case};
use dunning_core::digest::Digest;
use dunning_core::fault::Faults;
use dunning_core::history::{Consent, Fact, History};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_core::words::{Channel, ConsentState};
use dunning_gateway::Gateway;
use dunning_store::{Commit, Lane, LaneRead, LaneTx, Store, Suppression, SuppressionLine};

use crate::because::Because;
use crate::intake::{keep_noted, known_facts};
use crate::person::{case_of, history_of};
use crate::{Desk, Engine, Error};

/// A line to be written: a withdrawal or refusal, or the grant that ends one.
#[derive(Debug, Clone)]
pub struct OptOut {
    /// Whose it is; nobody's in particular when not said: then it is the address's.
    pub customer: Option<CustomerId>,
    /// What was said.
    pub line: Consent,
    /// Whether its instant is that at which it was said. If not, it isn't written where one of its scope stands.
    pub dated: bool,
}

/// What lines came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptedOut {
    /// New lines of customers.
    pub customers: u64,
    /// New lines of addresses.
    pub addresses: u64,
    /// Lines that were known already.
    pub known: u64,
    /// Ledgers that took a line over from an address of theirs.
    pub holders: u64,
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Writes lines, durably and at once. The same again changes nothing.
    ///
    /// # Errors
    /// What the store says; some of the lines may have been kept.
    pub async fn opt_out(
        &mut self,
        lines: Vec<OptOut>,
        because: &Because,
        now: DateTime<Utc>,
    ) -> Result<OptedOut, Error> {
        let mut total = OptedOut::default();
        let mut by_lane: BTreeMap<Lane, Vec<OptOut>> = BTreeMap::new();
        let (mut addresses, mut tokens) = (Vec::new(), BTreeSet::new());
        for one in lines {
            match (&one.customer, &one.line.address) {
                (Some(customer), _) => by_lane.entry(self.store.lane_of(customer)).or_default().push(one),
                (None, Some(address)) => {
                    tokens.insert(self.desk.keys.token(channel_of(&one.line, address), address));
                    addresses.push(one);
                }
                // Of nobody: there is nothing that it could be of.
                (None, None) => {}
            }
        }
        for (lane, batch) in by_lane {
            let (desk, because) = (self.desk.clone(), because.clone());
            let done =
                self.store.write(lane, Commit::Durable, move |lane| of_customers(lane, &desk, batch, &because, now));
            let (new, known) = done.await?;
            (total.customers, total.known) = (total.customers + new, total.known + known);
        }
        if let (Some(lane), false) = (self.store.lanes().next(), addresses.is_empty()) {
            let (desk, because) = (self.desk.clone(), because.clone());
            let done = self.store.write(lane, Commit::Durable, move |lane| {
                let (mut new, mut known) = (0, 0);
                for one in addresses {
                    if suppress(lane, &desk, &one, Some(&because), now)? { new += 1 } else { known += 1 }
                }
                Ok::<_, Error>((new, known))
            });
            let (new, known) = done.await?;
            (total.addresses, total.known) = (total.addresses + new, total.known + known);
        }
        total.holders = self.heed_holders(tokens, now).await?;
        tracing::info!(customers = total.customers, addresses = total.addresses, holders = total.holders, "opted out");
        Ok(total)
    }

    /// Searches every lane for holders of addresses, and has their ledgers take over what stands; how many lines.
    pub(crate) async fn heed_holders(&self, tokens: BTreeSet<Digest>, now: DateTime<Utc>) -> Result<u64, Error> {
        let mut taken = 0;
        let lanes: Vec<Lane> = if tokens.is_empty() { Vec::new() } else { self.store.lanes().collect() };
        for lane in lanes {
            let (desk, tokens) = (self.desk.clone(), tokens.clone());
            let work = move |lane: &mut dyn LaneTx| {
                let mut holders = BTreeSet::new();
                for token in &tokens {
                    holders.extend(lane.found(*token)?);
                }
                let mut taken = 0;
                for customer in holders {
                    let case = match case_of(desk.codec.as_ref(), &lane.dossier(&customer, None)?) {
                        Ok(case) => case,
                        // Nothing leaves before their case can be read, and then the last look at the address heeds it.
                        Err(Error::Facts(_)) => None,
                        Err(error) => return Err(error),
                    };
                    if let Some(case) = case {
                        taken += heed(lane, &desk, &customer, &case, now)?;
                    }
                }
                Ok::<_, Error>(taken)
            };
            taken += self.store.write(lane, Commit::Durable, work).await?;
        }
        Ok(taken)
    }

    /// The opt-outs of known addresses that stand, those after a token, at most `limit` addresses; and the last token of
    /// them.
    ///
    /// # Errors
    /// What the store says, and lines that can't be read.
    pub async fn suppressed(
        &self,
        after: Option<Digest>,
        limit: usize,
    ) -> Result<Option<(Digest, Vec<Consent>)>, Error> {
        let kept = self.store.suppressions(after, limit).await?;
        let Some(last) = kept.last().map(|last| last.token) else { return Ok(None) };
        let mut standing = Vec::new();
        for one in &kept {
            // Of one whose holder was erased, nobody knows the address any more.
            let lines = kept_under(&self.desk, one, None)?;
            standing.extend(lines.opt_outs(DateTime::<Utc>::MAX_UTC).filter(|line| line.address.is_some()).cloned());
        }
        Ok(Some((last, standing)))
    }

    /// The opt-outs of an address that stand, for whoever may come to hold it.
    ///
    /// # Errors
    /// As [`Engine::suppressed`].
    pub async fn suppressed_at(&self, channel: Option<Channel>, address: &Address) -> Result<Vec<Consent>, Error> {
        let Some(lane) = self.store.lanes().next() else { return Ok(Vec::new()) };
        let of = Consent { channel, ..Consent::new(DateTime::UNIX_EPOCH, ConsentState::Withdrawn) };
        let token = self.desk.keys.token(channel_of(&of, address), address);
        let (desk, address) = (self.desk.clone(), address.clone());
        let read = move |lane: &dyn LaneRead| {
            let history = kept_under(&desk, &lane.suppression(token)?, Some(&address))?;
            Ok::<_, Error>(history.opt_outs(DateTime::<Utc>::MAX_UTC).cloned().collect())
        };
        self.store.read(lane, read).await
    }
}

/// Writes lines of a lane's customers; how many are new, and how many were known.
fn of_customers(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    batch: Vec<OptOut>,
    because: &Because,
    now: DateTime<Utc>,
) -> Result<(u64, u64), Error> {
    let (mut new, mut known) = (0, 0);
    for OptOut { customer, line, dated } in batch {
        let Some(customer) = customer else { continue };
        let wrapped = match lane.wrapped_key(&customer)? {
            Some(wrapped) => wrapped,
            None => {
                let wrapped = desk.keys.enroll(&customer)?;
                lane.enroll(&customer, &wrapped)?;
                wrapped
            }
        };
        let key = desk.keys.unwrap(&customer, &wrapped)?;
        let facts = lane.dossier(&customer, None)?.facts;
        let stands = || Ok::<_, Error>(is_standing(&history_of(desk.codec.as_ref(), &facts)?, &line));
        let fact = Fact::Consent(line.clone());
        if facts.iter().any(|told| *told.body.expose() == desk.codec.write_fact(&fact)) || (!dated && stands()?) {
            known += 1;
            continue;
        }
        keep_noted(lane, desk, &key, &customer, &fact, Some(because), now)?;
        new += 1;
    }
    Ok((new, known))
}

/// Keeps a line of an address for whoever holds it; whether it is new.
pub(crate) fn suppress(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    one: &OptOut,
    because: Option<&Because>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let OptOut { line, dated, .. } = one;
    let Some(address) = &line.address else { return Ok(false) };
    let token = desk.keys.token(channel_of(line, address), address);
    let body = desk.codec.write_fact(&Fact::Consent(line.clone()));
    let kept = lane.suppression(token)?;
    let said = kept.lines.iter().any(|kept| *kept.body.expose() == body);
    if said || (!dated && is_standing(&kept_under(desk, &kept, Some(address))?, line)) {
        return Ok(false);
    }
    // A key for this line alone, under a name that no customer has: its bytes and place.
    let holder = desk.keys.holder(token, kept.lines.len())?;
    let wrapped_key = desk.keys.enroll(&holder)?;
    let key = desk.keys.unwrap(&holder, &wrapped_key)?;
    let aside = because.map_or_else(Vec::new, |because| because.to_bytes(0));
    lane.suppress(token, &SuppressionLine { wrapped_key, body: Pii::new(body), aside: Pii::new(aside) })?;
    let mut entry =
        Entry::new("suppression", now).personal("address", &key, address.expose()).word("state", line.state);
    if let Some(channel) = line.channel {
        entry = entry.word("channel", channel);
    }
    if let Some(purpose) = line.purpose {
        entry = entry.word("purpose", purpose);
    }
    let entry = match because {
        Some(because) => because.on(&key, entry),
        None => entry,
    };
    lane.record(entry.finish(), None)?;
    Ok(true)
}

/// Has a customer's ledger take over what stands of the addresses in their case, and of themselves if they were erased;
/// how many lines.
pub(crate) fn heed(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    case: &Case,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let mut taken = 0;
    let contacts = case.customer().contacts.iter();
    let tokens = contacts.map(|contact| (desk.keys.token(contact.channel, &contact.address), Some(&contact.address)));
    for (token, address) in tokens.chain([(desk.keys.customer(customer), None)]) {
        let kept = lane.suppression(token)?;
        if kept.lines.is_empty() {
            continue;
        }
        let Some(wrapped) = lane.wrapped_key(customer)? else { return Ok(taken) };
        let key = desk.keys.unwrap(customer, &wrapped)?;
        let known = known_facts(lane, customer)?;
        for line in kept_under(desk, &kept, address)?.opt_outs(now) {
            // What they said themselves stands in their ledger, of every address of theirs, until they lift it there.
            let own = Fact::Consent(Consent { address: None, ..line.clone() });
            let line = Fact::Consent(line.clone());
            if ![&own, &line].iter().any(|line| known.contains(&desk.codec.write_fact(line))) {
                keep_noted(lane, desk, &key, customer, &line, None, now)?;
                taken += 1;
            }
        }
    }
    Ok(taken)
}

/// The ledger kept under a token: of an address, as it is spelt now, or as its lines tell it.
pub(crate) fn kept_under(desk: &Desk, kept: &Suppression, address: Option<&Address>) -> Result<History, Error> {
    let facts = kept.lines.iter().map(|line| match desk.codec.read_fact(line.body.expose())? {
        Fact::Consent(line) => {
            Ok(Fact::Consent(Consent { address: address.cloned().or_else(|| line.address.clone()), ..line }))
        }
        fact => Ok(fact),
    });
    Ok(History::from_facts(facts.collect::<Result<Vec<_>, Faults>>()?)?)
}

/// Whether a ledger holds an opt-out of a line's scope that nothing has lifted.
fn is_standing(history: &History, line: &Consent) -> bool {
    line.state != ConsentState::Granted
        && history.opt_outs(DateTime::<Utc>::MAX_UTC).any(|told| told.has_scope_of(line))
}

/// By which channel an address is looked for, where a line names none: a mail address by its sign.
pub(crate) fn channel_of(line: &Consent, address: &Address) -> Channel {
    line.channel.unwrap_or(if address.expose().contains('@') { Channel::Email } else { Channel::Sms })
}
