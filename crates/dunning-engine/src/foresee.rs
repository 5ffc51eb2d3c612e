//! What would be known, and what would be left to do, once an intake were kept: for plans over a store that they don't
//! change. The intake is kept in a transaction that is taken back, so a plan sees what a run would see.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use chrono::{DateTime, Utc};
use dunning_core::case::Case;
use dunning_core::history::History;
use dunning_core::id::CustomerId;
use dunning_core::strategy::Due;
use dunning_gateway::Gateway;
use dunning_store::{Commit, Contact, Lane, LaneTx, Store};

use crate::intake::{Intake, keep};
use crate::person::{Found, Person};
use crate::{Desk, Engine, Error};

/// A customer as a run would know them.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// The case, with what changed since it was told.
    pub case: Case,
    /// What happened, was paid, said and stopped.
    pub history: History,
    /// The steps that were taken or are over, each with its cycle.
    done: BTreeSet<(String, i64)>,
}

impl Foreseen {
    /// Whether a run would still take a step: it wasn't taken, isn't under way and wasn't given up.
    pub fn is_open(&self, due: &Due) -> bool {
        !self.done.contains(&(due.step.to_string(), due.cycle.number()))
    }
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Customers as they would be known once intakes were kept; nothing is kept. Those that couldn't be read are left
    /// out, as nothing leaves for them.
    ///
    /// # Errors
    /// What the store says.
    pub async fn foresee(&self, batch: Vec<Intake>, now: DateTime<Utc>) -> Result<Vec<Foreseen>, Error> {
        let mut by_lane: BTreeMap<Lane, Vec<Intake>> = BTreeMap::new();
        for intake in batch {
            by_lane.entry(self.store.lane_of(&intake.customer)).or_default().push(intake);
        }
        let mut all = Vec::new();
        for (lane, mut batch) in by_lane {
            batch.sort_by(|a, b| a.customer.cmp(&b.customer));
            let desk = self.desk.clone();
            let look = move |lane: &mut dyn LaneTx| {
                Err::<Infallible, _>(foresee(lane, &desk, &batch, now).map_or_else(TakenBack::Failed, TakenBack::Seen))
            };
            match self.store.write(lane, Commit::Soon, look).await {
                Err(TakenBack::Seen(seen)) => all.extend(seen),
                Err(TakenBack::Failed(error)) => return Err(error),
                Ok(never) => match never {},
            }
        }
        Ok(all)
    }

    /// The customers that the store knows after one, of a lane, at most `limit`.
    ///
    /// # Errors
    /// What the store says.
    pub async fn customers(
        &self,
        lane: Lane,
        after: Option<CustomerId>,
        limit: usize,
    ) -> Result<Vec<CustomerId>, Error> {
        self.store.read(lane, move |lane| Ok(lane.customers(after.as_ref(), limit)?)).await
    }
}

/// Why a transaction ends without having written: it saw enough, or it failed.
enum TakenBack {
    Seen(Vec<Foreseen>),
    Failed(Error),
}

impl From<dunning_store::Error> for TakenBack {
    fn from(error: dunning_store::Error) -> Self {
        Self::Failed(error.into())
    }
}

fn foresee(lane: &mut dyn LaneTx, desk: &Desk, batch: &[Intake], now: DateTime<Utc>) -> Result<Vec<Foreseen>, Error> {
    keep(lane, desk, batch, now)?;
    let customers: BTreeSet<&CustomerId> = batch.iter().map(|intake| &intake.customer).collect();
    let mut seen = Vec::with_capacity(customers.len());
    for customer in customers {
        if let Found::Person(person) = Found::of(lane, desk, customer)? {
            let Person { case, history, .. } = *person;
            seen.push(Foreseen { case, history, done: done(lane.contacts(customer)?) });
        }
    }
    Ok(seen)
}

/// The steps that no run takes any more, by the last attempt at each.
fn done(contacts: Vec<Contact>) -> BTreeSet<(String, i64)> {
    let mut last: BTreeMap<(String, i64), Contact> = BTreeMap::new();
    for contact in contacts {
        last.insert((contact.key.step.clone(), contact.key.cycle), contact);
    }
    last.into_iter().filter(|(_, contact)| !contact.status.waits()).map(|(step, _)| step).collect()
}
