//! What comes back: receipts move contacts and caps to what they prove; replies change what may come next. Each is kept
//! first and acknowledged after, and a repeat changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dunning_core::audit::Entry;
use dunning_core::decide::{local_day, positions_of};
use dunning_core::digest::Digest;
use dunning_core::history::{Consent, Event, Fact, Hold};
use dunning_core::id::{CustomerId, StepId};
use dunning_core::reply::{self, Intent, Reading};
use dunning_core::strategy::{Cycle, Due};
use dunning_core::time::Moment;
use dunning_core::words::{ConsentForm, ConsentState, Direction, HoldCause, Outcome, Purpose, Tone};
use dunning_gateway::{Delivery, Event as Came, Gateway, Inbound, InboundId, Named, Receipt, Reply};
use dunning_store::{Advance, Commit, ContactKey, Lane, LaneTx, Status, Store};

use crate::desk::word;
use crate::opt_out::{OptOut, suppress};
use crate::outbox::{not_sent, note, proven};
use crate::person::{Person, append};
use crate::planner::{plan_due, plan_person};
use crate::{Desk, Engine, Error, Point};

/// How much is taken from the gateway at once.
const BATCH: usize = 1000;

/// For how many days "I have paid" stops reminders: the days a transfer takes to be booked, a weekend included.
const PAID_CLAIM_DAYS: u64 = 4;

/// For how many days after a promised day reminders wait: the promise is kept with the booking, a day or two later.
const PROMISE_GRACE_DAYS: u64 = 2;

/// For how many days a promise without a day stops reminders.
const PROMISE_OPEN_DAYS: u64 = 3;

/// Longest time from a customer's writing to our hearing of it: networks give a message up after some days. What is dated
/// farther back was dated by a broken clock.
const UNDER_WAY: TimeDelta = TimeDelta::days(7);

/// For how many days an answer to a customer's message is worth sending.
const ANSWER_DAYS: u64 = 1;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Takes what has come in until an instant.
    pub(crate) async fn take_inbound(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let mut waiting = 0;
        loop {
            let came = self.gateway.inbound(now, BATCH.saturating_add(waiting)).await?;
            let Sorted { ids, by_lane, waiting: still, strangers } = self.sort(came).await?;
            if ids.is_empty() {
                return Ok(());
            }
            let source = self.gateway.profile().name.clone();
            for (lane, batch) in by_lane {
                let (desk, source) = (self.desk.clone(), source.clone());
                self.store
                    .write(lane, Commit::Durable, move |lane| {
                        batch.iter().try_for_each(|(whose, came)| take(lane, &desk, &source, whose, came, now))
                    })
                    .await?;
            }
            // A case with the address may have come meanwhile.
            self.heed_holders(strangers, now).await?;
            self.probe.pass(Point::Received);
            self.gateway.acknowledge(&ids).await?;
            waiting = still;
        }
    }

    /// Sorts what came by the lanes of those it concerns. A receipt under a name that no message has waits unacknowledged
    /// as long as there are messages whose names the network has yet to tell.
    async fn sort(&self, came: Vec<Inbound>) -> Result<Sorted, Error> {
        let mut sorted = Sorted::default();
        for one in came {
            let whose: Vec<Whose> = match &one.event {
                Came::Receipt(receipt) => self.contact_of(&receipt.of).await?.map(Whose::Contact).into_iter().collect(),
                Came::Reply(reply) => {
                    let token = self.desk.keys.token(reply.channel, &reply.from);
                    self.store.found_by(token).await?.into_iter().map(Whose::Customer).collect()
                }
            };
            let named = matches!(&one.event, Came::Receipt(Receipt { of: Named::Provider(_), .. }));
            if whose.is_empty() && named && !self.unsettled.is_empty() {
                sorted.waiting += 1;
                continue;
            }
            sorted.ids.push(one.id.clone());
            if let (true, Came::Reply(reply)) = (whose.is_empty(), &one.event) {
                sorted.strangers.insert(self.desk.keys.token(reply.channel, &reply.from));
            }
            let whose = if whose.is_empty() { vec![Whose::Nobody] } else { whose };
            for whose in whose {
                let lane = whose.customer().map(|customer| self.store.lane_of(customer)).or(self.store.lanes().next());
                let Some(lane) = lane else { continue };
                sorted.by_lane.entry(lane).or_default().push((whose, one.clone()));
            }
        }
        Ok(sorted)
    }

    async fn contact_of(&self, named: &Named) -> Result<Option<ContactKey>, Error> {
        Ok(match named {
            Named::Key(key) => self.store.contact_under(key).await?,
            Named::Provider(id) => self.store.contact_named(&self.gateway.profile().name, id.as_str()).await?,
        })
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
    Customer(CustomerId),
    Nobody,
}

impl Whose {
    const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Contact(contact) => Some(&contact.customer),
            Self::Customer(customer) => Some(customer),
            Self::Nobody => None,
        }
    }
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
    let name = match whose.customer() {
        None => desk.keys.name("inbound", came.id.as_str()),
        Some(customer) => match lane.wrapped_key(customer)? {
            Some(wrapped) => desk.keys.unwrap(customer, &wrapped)?.name(came.id.as_str().as_bytes()),
            None => return Ok(()),
        },
    };
    if !lane.receive(source, &name.to_string())? {
        return Ok(());
    }
    match (whose, &came.event) {
        (Whose::Contact(contact), Came::Receipt(receipt)) => take_receipt(lane, desk, contact, receipt, now),
        (Whose::Customer(customer), Came::Reply(reply)) => take_reply(lane, desk, customer, reply, now),
        (_, came) => take_stray(lane, desk, source, came, now),
    }
}

/// Records what concerns nobody known: a receipt for a message whose name was never learnt, a reply from an address that
/// no customer has. A stop among these holds for whoever comes to hold the address.
fn take_stray(lane: &mut dyn LaneTx, desk: &Desk, source: &str, came: &Came, now: DateTime<Utc>) -> Result<(), Error> {
    let entry = match came {
        Came::Receipt(Receipt { delivery, at, .. }) => {
            Entry::new("stray", now).text("what", "receipt").word("outcome", delivery.outcome()).instant("said", *at)
        }
        Came::Reply(Reply { channel, at, .. }) => {
            Entry::new("stray", now).text("what", "reply").word("channel", *channel).instant("said", *at)
        }
    };
    lane.record(entry.text("gateway", source).finish(), None)?;
    if let Came::Reply(reply) = came
        && reply::read(reply.text.expose(), heard(reply, now).date_naive()).intent == Intent::OptOut
    {
        let line = Consent { address: Some(reply.from.clone()), ..stop(reply, now) };
        suppress(lane, desk, &OptOut { customer: None, line, dated: true }, None, now)?;
    }
    Ok(())
}

/// The line of the consent ledger that a stop is.
fn stop(reply: &Reply, at: DateTime<Utc>) -> Consent {
    Consent {
        channel: Some(reply.channel),
        form: Some(ConsentForm::Reply),
        wording: Some(reply.text.clone()),
        ..Consent::new(at, ConsentState::Withdrawn)
    }
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
    let at = receipt.at.min(now);
    if status == Status::Rejected {
        not_sent(lane, desk, contact, status, at)?;
    } else if let Some((person, at)) = proven(lane, desk, contact, receipt.delivery.outcome(), at)? {
        for (unit, at) in positions_of(&desk.policy, &person.case, at) {
            lane.settle(contact, unit, at)?;
        }
    }
    note(lane, desk, contact, "receipt", status, (now, receipt.at))
}

/// Keeps a reply, what it changes, and the answer it is owed, in one transaction: a stop is in force before anybody is
/// told of it.
fn take_reply(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    reply: &Reply,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(person) = Person::load(lane, desk, customer, None)? else { return Ok(()) };
    let at = heard(reply, now);
    let today = local_day(&desk.policy, &person.case, at);
    let reading = reply::read(reply.text.expose(), today);
    let event = Event {
        address: Some(reply.from.clone()),
        text: Some(reply.text.clone()),
        ..Event::new(at, Direction::In, reply.channel, Outcome::Message)
    };
    append(lane, desk.codec.as_ref(), customer, &Fact::Event(event))?;
    for fact in follows(reading, reply, today, now) {
        append(lane, desk.codec.as_ref(), customer, &fact)?;
    }
    let mut entry = Entry::new("reply", now)
        .personal("person", &person.key, customer.as_str())
        .word("channel", reply.channel)
        .word("intent", reading.intent)
        .instant("said", reply.at);
    if let Some(day) = reading.promise_date {
        entry = entry.text("promise_date", &day.to_string());
    }
    lane.record(entry.finish(), None)?;
    if matches!(reading.intent, Intent::Unclear | Intent::AlreadyPaid) {
        lane.open_ticket(customer, word(reading.intent), now, reply.text.expose().as_bytes())?;
    }
    if let Some(answer) = answer(reading.intent, reply, &person, today, now)? {
        plan_due(lane, desk, customer, &answer, 0, now)?;
    }
    plan_person(lane, desk, customer, now)?;
    Ok(())
}

/// When a customer wrote, as far as the network's clock can be believed: not ahead of now, nor longer ago than any network
/// holds a message.
fn heard(reply: &Reply, now: DateTime<Utc>) -> DateTime<Utc> {
    reply.at.clamp(now - UNDER_WAY, now)
}

/// What a reply makes known. It is in force from the instant at which it is known, whatever the network's clock says.
fn follows(reading: Reading, reply: &Reply, today: NaiveDate, at: DateTime<Utc>) -> Vec<Fact> {
    let hold = |cause, until: Option<NaiveDate>| {
        Fact::Hold(Hold {
            cause,
            from: Moment::Instant(at),
            known_at: Some(Moment::Instant(at)),
            until: until.map(Moment::Day),
            debts: Vec::new(),
        })
    };
    let after = |day: NaiveDate, days| day.checked_add_days(chrono::Days::new(days)).unwrap_or(day);
    match reading.intent {
        Intent::OptOut => vec![Fact::Consent(stop(reply, at))],
        Intent::AlreadyPaid => vec![hold(HoldCause::Promise, Some(after(today, PAID_CLAIM_DAYS)))],
        Intent::PromiseToPay => {
            let last = reading
                .promise_date
                .map_or_else(|| after(today, PROMISE_OPEN_DAYS), |day| after(day, PROMISE_GRACE_DAYS));
            vec![hold(HoldCause::Promise, Some(last))]
        }
        // What isn't understood holds reminders until a person has read it.
        _ => vec![hold(HoldCause::UnreadReply, None)],
    }
}

/// The answer a reply is owed: an opt-out is confirmed, what a person will read is acknowledged.
fn answer(
    intent: Intent,
    reply: &Reply,
    person: &Person,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<Due>, Error> {
    let (step, purpose, occasion) = match intent {
        Intent::OptOut => ("reply.opt_out", Purpose::Confirmation, "opt_out"),
        Intent::Unclear => ("reply.received", Purpose::Reply, "received"),
        _ => return Ok(None),
    };
    let before =
        person.history.events().iter().filter(|event| event.direction == Direction::In && event.at <= now).count();
    Ok(Some(Due {
        step: StepId::new(step).map_err(dunning_core::fault::Faults::from)?,
        cycle: Cycle::of(today, u32::try_from(before).unwrap_or(u32::MAX)),
        debts: person.case.debts().iter().map(|debt| debt.id.clone()).collect(),
        purpose,
        channels: vec![reply.channel],
        tone: Tone::Neutral,
        occasion: occasion.to_owned(),
        last_day: today.checked_add_days(chrono::Days::new(ANSWER_DAYS)).unwrap_or(today),
    }))
}
