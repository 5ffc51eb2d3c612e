//! Intake: persons and facts into the store, lane by lane. The same import twice changes nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::{Entry, PersonKey};
use dunning_core::case::{Case, Change, Debt};
use dunning_core::decide::local_day;
use dunning_core::history::{Fact, History, Payment};
use dunning_core::id::CustomerId;
use dunning_core::words::{Direction, Outcome};
use dunning_gateway::Gateway;
use dunning_store::{Commit, Dossier, FactKind, Lane, LaneRead, LaneTx, Status, Store};

use crate::because::{Because, record};
use crate::opt_out::heed;
use crate::person::{append_as, changes_of};
use crate::replies::take_told;
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
    /// Payments among the facts that were new which none of the customer's debts takes: of a debt that the case doesn't
    /// have, or in another currency. They are kept, and count once a case has what they are for.
    pub unmatched: u64,
}

impl Imported {
    /// Adds the counts of another batch.
    pub const fn add(&mut self, other: Self) {
        self.enrolled += other.enrolled;
        self.cases += other.cases;
        self.facts += other.facts;
        self.known += other.known;
        self.strangers += other.strangers;
        self.unmatched += other.unmatched;
    }
}

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Imports a batch, durably: once it returns, nothing of it is lost. What it changes is planned at the next step. A case
    /// with older payment data than the current one's is known and not kept.
    ///
    /// # Errors
    /// [`Error::Refused`] for facts that make no history, before anything is kept; what the store says, where batches of other
    /// lanes may have been kept. [`dunning_store::Error::Backwards`] for cases at an
    /// instant before the last one; what stops contact is taken at any.
    pub async fn import(&mut self, batch: Vec<Intake>, now: DateTime<Utc>) -> Result<Imported, Error> {
        // What makes no history would leave a customer whom nobody can read.
        for intake in batch.iter().filter(|intake| !intake.facts.is_empty()) {
            History::from_facts(intake.facts.iter().cloned()).map_err(Error::Refused)?;
        }
        if batch.iter().any(|intake| intake.case.is_some()) {
            self.store.work_at(now).await?;
        }
        let mut by_lane: BTreeMap<Lane, Vec<Intake>> = BTreeMap::new();
        for intake in batch {
            by_lane.entry(self.store.lane_of(&intake.customer)).or_default().push(intake);
        }
        let mut total = Imported::default();
        let mut lanes = by_lane.len();
        for (lane, mut batch) in by_lane {
            // The last one's commit has all before it on disk.
            lanes -= 1;
            let commit = if lanes == 0 { Commit::Durable } else { Commit::Soon };
            batch.sort_by(|a, b| a.customer.cmp(&b.customer));
            let desk = self.desk.clone();
            let imported = self.store.write(lane, commit, move |lane| keep(lane, &desk, &batch, now)).await?;
            total.add(imported);
            self.probe.pass(Point::Import);
        }
        if total.cases + total.facts > 0 {
            self.plan_at = None;
        }
        tracing::debug!(
            cases = total.cases,
            facts = total.facts,
            known = total.known,
            strangers = total.strangers,
            "imported"
        );
        Ok(total)
    }
}

pub(crate) fn keep(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    batch: &[Intake],
    now: DateTime<Utc>,
) -> Result<Imported, Error> {
    let mut total = Imported::default();
    for intake in batch {
        total.add(keep_one(lane, desk, intake, now)?);
    }
    Ok(total)
}

/// Keeps what an intake tells. What is known of the customer is read once.
fn keep_one(lane: &mut dyn LaneTx, desk: &Desk, intake: &Intake, now: DateTime<Utc>) -> Result<Imported, Error> {
    let Intake { customer, case, change, facts, because } = intake;
    let mut imported = Imported::default();
    let wrapped = match (lane.wrapped_key(customer)?, case) {
        (Some(wrapped), _) => wrapped,
        (None, Some(_)) => {
            let wrapped = desk.keys.enroll(customer)?;
            lane.enroll(customer, &wrapped)?;
            imported.enrolled = 1;
            wrapped
        }
        (None, None) => {
            imported.strangers = facts.len() as u64 + u64::from(change.is_some());
            return Ok(imported);
        }
    };
    let key = desk.keys.unwrap(customer, &wrapped)?;
    let known = lane.dossier(customer, None)?;
    let case = keep_state(lane, desk, intake, &known, now, &mut imported)?;
    let mut told = Told::of(&known);
    for fact in facts {
        if told.again(fact, desk.codec.write_fact(fact)) {
            imported.known += 1;
        } else {
            keep_noted(lane, desk, &key, customer, fact, because.as_ref(), now)?;
            if let Fact::Event(event) = fact
                && (event.direction, event.outcome) == (Direction::In, Outcome::Message)
            {
                take_told(lane, desk, customer, &key, event, now)?;
            }
            imported.facts += 1;
            let unmatched = matches!((fact, &case), (Fact::Payment(payment), Some(case)) if !is_taken(payment, case));
            imported.unmatched += u64::from(unmatched);
        }
    }
    if let (Some(case), true) = (case, imported.cases + imported.facts > 0) {
        ask_again(lane, desk, customer, &case, now)?;
    }
    Ok(imported)
}

/// Whether each debt that a payment names is one of the case in the payment's currency, or any is where it names none.
fn is_taken(payment: &Payment, case: &Case) -> bool {
    let currency = payment.amount.currency();
    let takes = |debt: &Debt| debt.arrears.currency() == currency;
    match payment.debts.as_slice() {
        [] => case.debts().iter().any(takes),
        named => named.iter().all(|id| case.debts().iter().any(|debt| debt.id == *id && takes(debt))),
    }
}

/// Has contacts that were withheld, or whose text was refused, be decided anew: what was missing may have come. Until the
/// step's last day the round isn't lost.
fn ask_again(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    case: &Case,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let today = local_day(&desk.policy, case, now);
    for contact in lane.contacts(customer)? {
        if matches!(contact.status, Status::Withheld | Status::Refused)
            && desk.codec.read_due(contact.plan.expose()).is_ok_and(|due| due.last_day >= today)
        {
            lane.defer(&contact.key, now, contact.reason.as_deref().unwrap_or_default())?;
        }
    }
    Ok(())
}

/// The facts of a customer that are kept, each with how often.
struct Told(BTreeMap<Vec<u8>, usize>);

impl Told {
    fn of(known: &Dossier) -> Self {
        let mut told = BTreeMap::new();
        for fact in &known.facts {
            *told.entry(fact.body.expose().clone()).or_default() += 1;
        }
        Self(told)
    }

    /// Whether a fact is one of these again. Payments without an id may be equal and two: of those of one intake, as many
    /// are known as are kept.
    fn again(&mut self, fact: &Fact, body: Vec<u8>) -> bool {
        let left = self.0.entry(body).or_default();
        let known = *left > 0;
        match fact {
            Fact::Payment(Payment { id: None, .. }) => *left = left.saturating_sub(1),
            _ => *left += 1,
        }
        known
    }
}

/// Keeps a case unless it is the current one already, and a change unless it changes nothing. A change is made to what the
/// portfolio and the changes before it say; one of a customer without a case waits for it. The case as it stands then.
fn keep_state(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    intake: &Intake,
    known: &Dossier,
    now: DateTime<Utc>,
    imported: &mut Imported,
) -> Result<Option<Case>, Error> {
    let (codec, Intake { customer, case, change, .. }) = (desk.codec.as_ref(), intake);
    // What can't be read is told when it is to be used; what comes in is kept all the same.
    let changes = changes_of(codec, &known.facts).unwrap_or_default();
    let is_current = |body: &[u8]| known.case.as_ref().is_some_and(|current| current.body.expose() == body);
    let mut new = 0;
    let before = || known.case.as_ref().and_then(|told| codec.read_case(told.body.expose()).ok());
    // What was kept without an instant of its data stands under that of its import: not before it.
    let may_be_older = |as_of: Option<DateTime<Utc>>| {
        known.case.as_ref().zip(as_of).is_some_and(|(kept, as_of)| as_of < kept.at && kept.at <= now)
    };
    let told = match case {
        Some(case) => {
            let newer = may_be_older(case.as_of()).then(before).flatten().filter(|kept| kept.as_of() > case.as_of());
            let body = codec.write_case(case);
            if newer.is_some() || is_current(&body) {
                imported.known += 1;
            } else {
                lane.append(customer, FactKind::Case, case.as_of().unwrap_or(now), &body)?;
                new += 1;
            }
            Some(newer.unwrap_or_else(|| case.clone()))
        }
        None => before(),
    };
    let mut current = told.as_ref().map(|told| changes.iter().fold(told.clone(), |case, change| case.changed(change)));
    if let Some(change) = change {
        let made = match (&told, &current) {
            (Some(told), Some(current)) => {
                let changed = current.changed(change);
                (changed.stamp() != current.stamp()).then(|| change.clone().made_to(told).made_to(current))
            }
            _ => {
                let said = codec.write_change(change);
                changes.iter().all(|known| codec.write_change(known) != said).then(|| change.clone())
            }
        };
        match made {
            Some(change) => {
                lane.append(customer, FactKind::Change, now, &codec.write_change(&change))?;
                current = current.map(|current| current.changed(&change));
                new += 1;
            }
            None => imported.known += 1,
        }
    }
    imported.cases += new;
    if let (Some(current), true) = (&current, new > 0) {
        find_by(lane, desk, customer, current, now)?;
    }
    Ok(current)
}

/// The facts known of a customer, as they are kept.
pub(crate) fn known_facts(lane: &dyn LaneRead, customer: &CustomerId) -> Result<Vec<Vec<u8>>, Error> {
    Ok(lane.dossier(customer, None)?.facts.into_iter().map(|fact| fact.body.into_exposed()).collect())
}

/// Has a customer be found by the addresses of the case as it stands; what stands against an address stands against them.
fn find_by(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    case: &Case,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for contact in &case.customer().contacts {
        lane.put_handle(customer, desk.keys.token(contact.channel, &contact.address))?;
    }
    heed(lane, desk, customer, case, now)?;
    Ok(())
}

/// Keeps a fact, and puts on record what changes whether a customer may be contacted: consents, holds, payments. Contacts
/// and papers of the past are told by their own records elsewhere.
pub(crate) fn keep_noted(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    key: &PersonKey,
    customer: &CustomerId,
    fact: &Fact,
    because: Option<&Because>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let body = desk.codec.write_fact(fact);
    let revision = append_as(lane, customer, fact, &body)?;
    let entry = |kind: &str| {
        let entry = Entry::new(kind, now).personal("person", key, customer.as_str());
        entry.number("revision", revision).digest("fact", key.named("fact", &body))
    };
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
    record(lane, key, customer, revision, line, because)
}
