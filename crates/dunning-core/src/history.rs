//! What is known of a customer, and since when: contacts, payments, the consent ledger, holds and artifacts. Facts go in
//! in any order and are never changed; what they mean at an instant is asked, not stored.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::case::Address;
use crate::fault::{Fault, Faults};
use crate::id::{DebtId, FirmId, MessageKey, PaymentId};
use crate::money::Money;
use crate::pii::Pii;
use crate::time::moment::{OUTSIDE, whole};
use crate::time::{Moment, Second, Window};
use crate::words::{
    ArtifactKind, Channel, ConsentAbout, ConsentForm, ConsentState, ContactPlace, Direction, HoldCause, Outcome,
    PaymentState, Purpose, Recipient,
};

mod canon;

pub(crate) use canon::canon;

/// One thing that became known.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fact {
    /// A contact, out or in.
    Event(Event),
    /// A payment.
    Payment(Payment),
    /// A line of the consent ledger.
    Consent(Consent),
    /// A hold.
    Hold(Hold),
    /// A paper or check.
    Artifact(Artifact),
}

impl Fact {
    /// The fact without fractions of a second; nothing when one of its instants or days lies outside the years 1 to 9999.
    fn whole(self) -> Option<Self> {
        let moment = |moment: Option<Moment>| match moment {
            Some(moment) => moment.whole().map(Some),
            None => Some(None),
        };
        Some(match self {
            Self::Event(event) => {
                let until = match event.until {
                    Some(until) => Some(whole(until)?),
                    None => None,
                };
                Self::Event(Event { at: whole(event.at)?, until, ..event })
            }
            Self::Payment(payment) => Self::Payment(Payment { at: whole(payment.at)?, ..payment }),
            Self::Consent(consent) => {
                Self::Consent(Consent { at: whole(consent.at)?, until: moment(consent.until)?, ..consent })
            }
            Self::Hold(hold) => Self::Hold(Hold {
                from: hold.from.whole()?,
                known_at: moment(hold.known_at)?,
                until: moment(hold.until)?,
                ..hold
            }),
            Self::Artifact(artifact) => Self::Artifact(Artifact {
                at: artifact.at.whole()?,
                received_at: moment(artifact.received_at)?,
                ..artifact
            }),
        })
    }
}

/// A contact that took place or was tried.
#[derive(Debug, Clone)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// For a submission whose end isn't known: its fence, the instant from which it can no longer arrive unnoticed. It
    /// counts there, in caps and here alike, until a receipt proves another instant.
    pub until: Option<DateTime<Utc>>,
    /// Out or in.
    pub direction: Direction,
    /// By which channel.
    pub channel: Channel,
    /// What became of it.
    pub outcome: Outcome,
    /// The debts it was about; empty means not said, and counts for each.
    pub debts: Vec<DebtId>,
    /// The address used.
    pub address: Option<Address>,
    /// Where it reached the person.
    pub place: Option<ContactPlace>,
    /// Who made it; the case's collector when not said.
    pub by: Option<FirmId>,
    /// What for; counts as anything when not said.
    pub purpose: Option<Purpose>,
    /// Whom it reached.
    pub recipient: Option<Recipient>,
    /// Its message key.
    pub key: Option<MessageKey>,
    /// Its words.
    pub text: Option<Pii<String>>,
}

impl Event {
    /// A bare event; the other fields are unknown until set.
    pub const fn new(at: DateTime<Utc>, direction: Direction, channel: Channel, outcome: Outcome) -> Self {
        Self {
            at,
            until: None,
            direction,
            channel,
            outcome,
            debts: Vec::new(),
            address: None,
            place: None,
            by: None,
            purpose: None,
            recipient: None,
            key: None,
            text: None,
        }
    }

    /// The latest whole second at which it may have reached the person.
    pub fn latest(&self) -> DateTime<Utc> {
        self.until.map_or(self.at, |until| (until - TimeDelta::seconds(1)).max(self.at))
    }
}

/// A payment.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Its id, by which it is told from an equal one, and its states as one payment's. Of two that bear the same, the
    /// later told speaks.
    pub id: Option<PaymentId>,
    /// When it was made or announced.
    pub at: DateTime<Utc>,
    /// How much.
    pub amount: Money,
    /// For which debts, paid in this order; empty means all, in the order of the case.
    pub debts: Vec<DebtId>,
    /// How far it is.
    pub state: PaymentState,
}

/// A line of the consent ledger. A scope left out means all.
#[derive(Debug, Clone)]
pub struct Consent {
    /// When it was said.
    pub at: DateTime<Utc>,
    /// What was said.
    pub state: ConsentState,
    /// Of which channel.
    pub channel: Option<Channel>,
    /// Of which address.
    pub address: Option<Address>,
    /// Of which purpose.
    pub purpose: Option<Purpose>,
    /// What a grant is about, beyond using a channel for a purpose.
    pub about: Option<ConsentAbout>,
    /// In which form.
    pub form: Option<ConsentForm>,
    /// In which words.
    pub wording: Option<Pii<String>>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where its proof is kept.
    pub proof: Option<String>,
    /// Until when it holds: an instant is exclusive, a date the last day.
    pub until: Option<Moment>,
    /// At which hours a grant holds; a refusal holds at all.
    pub window: Option<Window>,
}

impl Consent {
    /// A ledger line over everything; narrow it by setting fields.
    pub const fn new(at: DateTime<Utc>, state: ConsentState) -> Self {
        Self {
            at,
            state,
            channel: None,
            address: None,
            purpose: None,
            about: None,
            form: None,
            wording: None,
            source: None,
            proof: None,
            until: None,
            window: None,
        }
    }

    /// Whether the line speaks of such a contact. A withdrawal that names no purpose covers every purpose but
    /// confirmation, reply, statutory notice and end of efforts.
    pub fn covers(&self, channel: Channel, address: Option<&Address>, purpose: Purpose) -> bool {
        let purposes = match self.purpose {
            Some(named) => named == purpose,
            None => self.state == ConsentState::Granted || !spared_by_opt_out(purpose),
        };
        // An address that isn't known is closed by a refusal of any, and opened by a grant for none.
        let unknown = self.state != ConsentState::Granted;
        purposes
            && self.channel.is_none_or(|named| named == channel)
            && self.address.as_ref().is_none_or(|named| address.map_or(unknown, |address| address == named))
    }
}

impl Consent {
    /// Whether a grant that covers a contact by this channel takes an earlier refusal of it back, while it holds: it names
    /// at least what the refusal named.
    pub fn lifts(&self, refusal: &Self, channel: Channel) -> bool {
        let plain = match self.about {
            None | Some(ConsentAbout::Channel) => true,
            Some(ConsentAbout::Electronic) => is_electronic(channel),
            Some(_) => false,
        };
        self.state == ConsentState::Granted
            && plain
            && (refusal.channel.is_none() || refusal.channel == self.channel)
            && (refusal.address.is_none() || refusal.address == self.address)
            && (refusal.purpose.is_none() || refusal.purpose == self.purpose)
    }

    /// Whether two lines name the same channel, address and purpose.
    pub fn has_scope_of(&self, other: &Self) -> bool {
        (self.channel, &self.address, self.purpose) == (other.channel, &other.address, other.purpose)
    }
}

/// Whether a channel carries electronic messages.
const fn is_electronic(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::Email | Channel::AppPush | Channel::Im | Channel::Fax | Channel::Social)
}

/// The purposes that an opt-out spares unless it names them.
pub const fn spared_by_opt_out(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Confirmation | Purpose::Reply | Purpose::StatutoryNotice | Purpose::EffortsEnd)
}

/// Contact stopped, with cause and end.
#[derive(Debug, Clone)]
pub struct Hold {
    /// Why.
    pub cause: HoldCause,
    /// From when it holds.
    pub from: Moment,
    /// Since when it is known; with `from` when not said.
    pub known_at: Option<Moment>,
    /// Until when: an instant is exclusive, a date the last day; open when not said.
    pub until: Option<Moment>,
    /// For which debts; all when empty.
    pub debts: Vec<DebtId>,
}

impl Hold {
    /// The hold lifted at an instant; one that hasn't begun by then never does.
    #[must_use]
    pub fn lifted(self, at: DateTime<Utc>) -> Self {
        Self { until: Some(Moment::Instant(at.max(self.from.earliest()))), ..self }
    }
}

/// A paper or check that a rule may ask for.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// Which.
    pub kind: ArtifactKind,
    /// When it was made or sent.
    pub at: Moment,
    /// When it was received.
    pub received_at: Option<Moment>,
    /// For which debts; all when empty.
    pub debts: Vec<DebtId>,
    /// For which address; every one when not said.
    pub address: Option<Address>,
}

/// All that is known, each kind sorted by its instant.
#[derive(Debug, Clone, Default)]
pub struct History {
    events: Vec<Event>,
    /// When each of the events was, and the latest second at which it may have reached the person.
    times: Vec<(Second, Second)>,
    /// How long after its own instant an event may have reached the person, at most.
    reach_s: i64,
    payments: Vec<Payment>,
    consents: Vec<Consent>,
    holds: Vec<Hold>,
    artifacts: Vec<Artifact>,
}

impl History {
    /// Sorts facts into a history. Facts of one instant keep their order; of payments with one id the last given speaks; a fraction of a second is cut, so that what was
    /// said within a second is known to whoever asks within it.
    ///
    /// # Errors
    /// `DATA-OUTCOME` for an event whose outcome doesn't go with its direction, `DATA-HOLD` for a hold that ends before it
    /// starts, `DATA-AMOUNT` for a payment of less than nothing, `DATA-INSTANT` for an instant or day outside the years 1
    /// to 9999; the path counts the facts as given.
    pub fn from_facts(facts: impl IntoIterator<Item = Fact>) -> Result<Self, Faults> {
        let (mut history, mut faults) = (Self::default(), Faults::new());
        let mut named: BTreeMap<PaymentId, usize> = BTreeMap::new();
        for (i, fact) in facts.into_iter().enumerate() {
            let Some(fact) = fact.whole() else {
                faults.push(Fault::new("DATA-INSTANT", format!("[{i}]"), OUTSIDE));
                continue;
            };
            match fact {
                Fact::Event(event) => {
                    if !goes_with(event.direction, event.outcome) {
                        faults.push(
                            Fault::new(
                                "DATA-OUTCOME",
                                format!("[{i}].outcome"),
                                "the outcome doesn't go with the direction",
                            )
                            .fix("in: conversation or message; out: the others"),
                        );
                    }
                    history.events.push(event);
                }
                Fact::Payment(payment) => {
                    if payment.amount.minor() < 0 {
                        faults.push(Fault::new(
                            "DATA-AMOUNT",
                            format!("[{i}].amount"),
                            "a payment of less than nothing",
                        ));
                    }
                    history.paid(payment, &mut named);
                }
                Fact::Consent(consent) => history.consents.push(consent),
                Fact::Hold(hold) => {
                    if hold.until.is_some_and(|until| ends_before(until, hold.from)) {
                        faults.push(Fault::new("DATA-HOLD", format!("[{i}].until"), "a hold ends before it starts"));
                    }
                    history.holds.push(hold);
                }
                Fact::Artifact(artifact) => history.artifacts.push(artifact),
            }
        }
        history.events.sort_by_key(|event| event.at);
        history.times = history.events.iter().map(times).collect();
        history.reach_s = history.times.iter().map(|(at, reached)| *reached - *at).max().unwrap_or(0);
        history.payments.sort_by_key(|payment| payment.at);
        history.consents.sort_by_key(|consent| consent.at);
        history.holds.sort_by_key(|hold| hold.from.earliest());
        history.artifacts.sort_by_key(|artifact| artifact.at.earliest());
        faults.or(history)
    }

    /// Adds a contact, after those of the same instant.
    pub(crate) fn push(&mut self, event: Event) {
        let place = self.events.partition_point(|other| other.at <= event.at);
        let (at, reached) = times(&event);
        self.reach_s = self.reach_s.max(reached - at);
        self.times.insert(place, (at, reached));
        self.events.insert(place, event);
    }

    /// Adds a payment, in place of what was told before of the same one.
    fn paid(&mut self, payment: Payment, named: &mut BTreeMap<PaymentId, usize>) {
        let told = payment.id.clone().map(|id| *named.entry(id).or_insert(self.payments.len()));
        match told.and_then(|at| self.payments.get_mut(at)) {
            Some(known) => *known = payment,
            None => self.payments.push(payment),
        }
    }

    /// Contacts by their instant.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The events that may have reached the person at an instant or later, newest first, and the latest second at which
    /// they may have.
    pub(crate) fn reaching(&self, since: Second) -> impl Iterator<Item = (&Event, Second)> {
        let (events, times) = (self.events.iter().rev(), self.times.iter().rev());
        let near = events.zip(times).take_while(move |(_, (at, _))| *at + self.reach_s >= since);
        near.map(|(event, (_, reached))| (event, *reached)).filter(move |(_, reached)| *reached >= since)
    }

    /// The latest second at which one of the events until an instant may have reached the person, of those that fit.
    pub(crate) fn last_reached(&self, until: Second, fits: impl Fn(&Event) -> bool) -> Option<Second> {
        let mut last = None;
        for (event, (at, reached)) in self.events.iter().zip(&self.times).rev() {
            if last.is_some_and(|last| *at + self.reach_s <= last) {
                break; // nothing earlier reaches farther
            }
            if *at <= until && fits(event) {
                last = last.max(Some(*reached));
            }
        }
        last
    }

    /// Payments by their instant.
    pub fn payments(&self) -> &[Payment] {
        &self.payments
    }

    /// The consent ledger by instant.
    pub fn consents(&self) -> &[Consent] {
        &self.consents
    }

    /// Holds by their start.
    pub fn holds(&self) -> &[Hold] {
        &self.holds
    }

    /// Artifacts by their instant.
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// The ledger line that closes such a contact at `at`: the last refusal or withdrawal that covers it and that no
    /// later grant lifts. A grant lifts it only where it covers the contact and names at least what the refusal named, and
    /// while it holds wherever the customer may be; one with hours of its own lifts nothing here, where nobody knows the
    /// customer's clock.
    pub fn closed_by(
        &self,
        channel: Channel,
        address: Option<&Address>,
        purpose: Purpose,
        at: DateTime<Utc>,
    ) -> Option<&Consent> {
        let covers = move |line: &Consent| line.covers(channel, address, purpose);
        let holds =
            move |grant: &Consent| grant.window.is_none() && grant.until.is_none_or(|until| until.earliest() > at);
        let lifts = move |grant: &Consent, line: &Consent| covers(grant) && holds(grant) && grant.lifts(line, channel);
        self.refusals(Second::of(at), covers, lifts).last()
    }

    /// The refusals and withdrawals said by `at` that no later grant of their own scope lifts, in their order. One that a
    /// narrower grant opens for some contacts is among them: it stands for the rest. So is one that a grant with an end or
    /// with hours of its own opens: it stands when the grant is over.
    pub fn opt_outs(&self, at: DateTime<Utc>) -> impl Iterator<Item = &Consent> {
        let lifts = |grant: &Consent, line: &Consent| {
            // Where the refusal names no channel, a grant of electronic ones alone leaves it standing.
            let for_good = grant.until.is_none() && grant.window.is_none();
            for_good && grant.has_scope_of(line) && grant.lifts(line, line.channel.unwrap_or(Channel::Letter))
        };
        self.refusals(Second::of(at), |_| true, lifts)
    }

    /// The refusals and withdrawals said by `at` that `reaches` takes to reach a contact, and that no later grant lifts,
    /// in their order.
    pub(crate) fn refusals(
        &self,
        at: Second,
        reaches: impl Fn(&Consent) -> bool,
        lifts: impl Fn(&Consent, &Consent) -> bool,
    ) -> impl Iterator<Item = &Consent> {
        let said = self.consents.partition_point(|line| Second::of(line.at) <= at);
        let mut rest = self.consents.get(..said).unwrap_or_default();
        std::iter::from_fn(move || {
            while let Some((line, later)) = rest.split_first() {
                rest = later;
                let refuses = line.state != ConsentState::Granted && reaches(line);
                if refuses && !later.iter().any(|grant| lifts(grant, line)) {
                    return Some(line);
                }
            }
            None
        })
    }
}

/// Whether a period ends before it starts, wherever the customer is. One that ends as it starts is empty.
fn ends_before(until: Moment, from: Moment) -> bool {
    match (until, from) {
        (Moment::Day(until), Moment::Day(from)) => until < from,
        // A day is over only when it is over everywhere; it begins where it begins first.
        _ => until.latest() < from.earliest(),
    }
}

/// When an event was, and the latest second at which it may have reached the person.
fn times(event: &Event) -> (Second, Second) {
    (Second::of(event.at), Second::of(event.latest()))
}

/// Whether an outcome can be that of an event of this direction.
const fn goes_with(direction: Direction, outcome: Outcome) -> bool {
    match (direction, outcome) {
        (_, Outcome::Conversation) => true,
        (direction, Outcome::Message) => matches!(direction, Direction::In),
        (direction, _) => matches!(direction, Direction::Out),
    }
}

#[cfg(test)]
mod tests;
