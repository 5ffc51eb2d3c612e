//! The planner: due steps become contacts in the outbox. It decides nothing: a step planned twice is planned once, and
//! whether it may be taken is asked when it is claimed.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_core::strategy::Due;
use dunning_gateway::Gateway;
use dunning_store::{Commit, ContactKey, LaneTx, Planned, Store};

use crate::person::Found;
use crate::{Desk, Engine, Error};

/// How long the planner looks at nobody at most: steps fall due by local days, and where nobody's is known there is none
/// to wait for.
const PLAN_EVERY: TimeDelta = TimeDelta::days(1);

/// How many customers a planning transaction looks at.
const BATCH: usize = 500;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Plans what is due for everybody, lane by lane; how many contacts are new. The first step after another day has begun
    /// for somebody does so again.
    ///
    /// # Errors
    /// What the store says.
    pub async fn plan(&mut self, now: DateTime<Utc>) -> Result<u64, Error> {
        let (mut planned, mut next) = (0, now + PLAN_EVERY);
        let lanes: Vec<_> = self.store.lanes().collect();
        for lane in lanes {
            let mut after: Option<CustomerId> = None;
            loop {
                let (desk, from) = (self.desk.clone(), after.clone());
                let (last, new, begins) = self
                    .store
                    .write(lane, Commit::Durable, move |lane| {
                        let customers = lane.customers(from.as_ref(), BATCH)?;
                        let (mut new, mut next) = (0, None);
                        for customer in &customers {
                            let (planned, begins) = plan_person(lane, &desk, customer, now)?;
                            new += planned;
                            next = next.into_iter().chain(begins).min();
                        }
                        Ok::<_, Error>((customers.last().cloned(), new, next))
                    })
                    .await?;
                planned += new;
                next = begins.map_or(next, |begins| begins.min(next));
                if last.is_none() {
                    break;
                }
                after = last;
            }
        }
        self.plan_at = Some(next);
        tracing::info!(planned, again = %next, "looked at who is due");
        Ok(planned)
    }
}

/// Plans what is due for one person; how many contacts are new, and when their next day begins.
pub(crate) fn plan_person(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    now: DateTime<Utc>,
) -> Result<(u64, Option<DateTime<Utc>>), Error> {
    let Some(person) = Found::readable(lane, desk, customer, now)? else { return Ok((0, None)) };
    let mut new = 0;
    for due in desk.strategy.due(&desk.policy, &person.case, &person.history, now) {
        new += u64::from(plan_due(lane, desk, customer, &due, 0, now)?);
    }
    Ok((new, desk.strategy.next_day(&desk.policy, &person.case, now)))
}

/// Plans one due contact; whether it is new.
pub(crate) fn plan_due(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    due: &Due,
    attempt: u32,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    let key = ContactKey { customer: customer.clone(), step: due.step.to_string(), cycle: due.cycle.number(), attempt };
    Ok(lane.plan(&Planned { key, due: at, plan: Pii::new(desk.codec.write_due(due)) })?)
}
