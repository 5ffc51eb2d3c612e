//! Intake: persons and facts into the store, lane by lane. The same import twice changes nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::Entry;
use dunning_core::case::{Case, Change};
use dunning_core::history::Fact;
use dunning_core::id::CustomerId;
use dunning_gateway::Gateway;
use dunning_store::{Commit, Dossier, FactKind, Lane, LaneRead, LaneTx, Store};

use crate::opt_out::heed;
use crate::person::{append, case_of, changes_of};
use crate::{Desk, Engine, Error, Point};

/// What is to become known of one customer.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Whom it is about.
    pub customer: CustomerId,
    /// The case as a portfolio tells it; nothing for events alone.
    pub case: Option<Case>,
    /// What changed of the customer since their case was made: kept apart, and laid over this and any later case.
    pub change: Option<Change>,
    /// Facts in the order in which they became known.
    pub facts: Vec<Fact>,
    /// Who made it known and why, where a person did.
    pub because: Option<Because>,
}

/// Who did something, and why: for the record, which nobody can erase. So it holds nothing personal of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Because {
    /// A record with who and why, where a person did it.
    pub(crate) fn on(because: Option<&Self>, entry: Entry) -> Entry {
        match because {
            Some(Self { by, why }) => entry.text("by", by).text("why", why),
            None => entry,
        }
    }
}

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Customers that were new.
    pub enrolled: u64,
    /// Cases and changes of customers that were new.
    pub cases: u64,
    /// Facts that were new.
    pub facts: u64,
    /// Cases and facts that were known already.
    pub known: u64,
    /// Facts and changes of customers that no case was imported for; they were not kept.
    pub strangers: u64,
}

impl Imported {
    /// Adds the counts of another batch.
    pub const fn add(&mut self, other: Self) {
        self.enrolled += other.enrolled;
        self.cases += other.cases;
        self.facts += other.facts;
        self.known += other.known;
        self.strangers += other.strangers;
    }
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Imports a batch, durably: once it returns, nothing of it is lost. What it changes is planned at the next step.
    ///
    /// # Errors
    /// What the store says; batches of other lanes may have been kept.
    pub async fn import(&mut self, batch: Vec<Intake>, now: DateTime<Utc>) -> Result<Imported, Error> {
        let mut by_lane: BTreeMap<Lane, Vec<Intake>> = BTreeMap::new();
        for intake in batch {
            by_lane.entry(self.store.lane_of(&intake.customer)).or_default().push(intake);
        }
        let mut total = Imported::default();
        for (lane, mut batch) in by_lane {
            batch.sort_by(|a, b| a.customer.cmp(&b.customer));
            let desk = self.desk.clone();
            let imported = self.store.write(lane, Commit::Durable, move |lane| keep(lane, &desk, &batch, now)).await?;
            total.add(imported);
            self.probe.pass(Point::Import);
        }
        if total.cases + total.facts > 0 {
            self.plan_at = None;
        }
        Ok(total)
    }
}

fn keep(lane: &mut dyn LaneTx, desk: &Desk, batch: &[Intake], now: DateTime<Utc>) -> Result<Imported, Error> {
    let mut imported = Imported::default();
    for Intake { customer, case, change, facts, because } in batch {
        if let Some(case) = case {
            if lane.wrapped_key(customer)?.is_none() {
                lane.enroll(customer, &desk.keys.enroll(customer)?)?;
                imported.enrolled += 1;
            }
            if keep_case(lane, desk, customer, case, now)? { imported.cases += 1 } else { imported.known += 1 }
        } else if lane.wrapped_key(customer)?.is_none() {
            imported.strangers += facts.len() as u64 + u64::from(change.is_some());
            continue;
        }
        if let Some(change) = change {
            if keep_change(lane, desk, customer, change, now)? { imported.cases += 1 } else { imported.known += 1 }
        }
        let known = if facts.is_empty() { Vec::new() } else { known_facts(lane, customer)? };
        for fact in facts {
            if known.contains(&desk.codec.write_fact(fact)) {
                imported.known += 1;
            } else {
                let revision = append(lane, desk.codec.as_ref(), customer, fact)?;
                note(lane, desk, customer, fact, revision, because.as_ref(), now)?;
                imported.facts += 1;
            }
        }
    }
    Ok(imported)
}

/// The facts known of a customer, as they are kept.
pub(crate) fn known_facts(lane: &dyn LaneRead, customer: &CustomerId) -> Result<Vec<Vec<u8>>, Error> {
    Ok(lane.dossier(customer, None)?.facts.into_iter().map(|fact| fact.body.into_exposed()).collect())
}

/// Keeps a case unless it is the current one already.
fn keep_case(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    case: &Case,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let body = desk.codec.write_case(case);
    let current = lane.dossier(customer, None)?.case;
    if current.is_some_and(|current| *current.body.expose() == body) {
        return Ok(false);
    }
    lane.append(customer, FactKind::Case, case.as_of().unwrap_or(now), &body)?;
    find_by(lane, desk, customer, now)?;
    Ok(true)
}

/// Keeps a change unless it changes nothing; whether it was new. One of a customer without a case waits for it.
fn keep_change(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let dossier = lane.dossier(customer, None)?;
    let changes = changes_of(desk.codec.as_ref(), &dossier.facts)?;
    let Dossier { case: Some(told), .. } = dossier else {
        return if changes.iter().any(|known| desk.codec.write_change(known) == desk.codec.write_change(change)) {
            Ok(false)
        } else {
            lane.append(customer, FactKind::Change, now, &desk.codec.write_change(change))?;
            Ok(true)
        };
    };
    let told = desk.codec.read_case(told.body.expose())?;
    let current = changes.iter().fold(told.clone(), |case, change| case.changed(change));
    if current.changed(change).stamp() == current.stamp() {
        return Ok(false);
    }
    let change = change.clone().made_to(&told).made_to(&current);
    lane.append(customer, FactKind::Change, now, &desk.codec.write_change(&change))?;
    find_by(lane, desk, customer, now)?;
    Ok(true)
}

/// Has a customer be found by the addresses of the case as it stands; what stands against an address stands against them.
fn find_by(lane: &mut dyn LaneTx, desk: &Desk, customer: &CustomerId, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(case) = case_of(desk.codec.as_ref(), &lane.dossier(customer, None)?)? else { return Ok(()) };
    for contact in &case.customer().contacts {
        lane.put_handle(customer, desk.keys.token(contact.channel, &contact.address))?;
    }
    heed(lane, desk, customer, &case, now)?;
    Ok(())
}

/// Records what changes whether a customer may be contacted: consents, holds, payments. Contacts and papers of the past
/// are told by their own records elsewhere.
pub(crate) fn note(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    fact: &Fact,
    revision: u64,
    because: Option<&Because>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(wrapped) = lane.wrapped_key(customer)? else { return Ok(()) };
    let key = desk.keys.unwrap(customer, &wrapped)?;
    let entry =
        |kind: &str| Entry::new(kind, now).personal("person", &key, customer.as_str()).number("revision", revision);
    let line = match fact {
        Fact::Consent(consent) => entry("consent").word("state", consent.state),
        Fact::Hold(hold) => {
            let line = entry("hold").word("cause", hold.cause);
            match hold.until {
                Some(until) => line.instant("until", until.latest()),
                None => line,
            }
        }
        Fact::Payment(payment) => entry("payment").word("state", payment.state),
        _ => return Ok(()),
    };
    lane.record(Because::on(because, line).finish(), None)?;
    Ok(())
}
