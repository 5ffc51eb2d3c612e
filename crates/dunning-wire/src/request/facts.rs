//! The fields of what is known: contacts, payments, consents, holds, artifacts.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::case::Address;
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::{Artifact, Consent, Event, Fact, History, Hold, Payment};
use dunning_core::id::{DebtId, FirmId, MessageKey, PaymentId};
use dunning_core::money::{Money, parse_currency};
use dunning_core::pii::Pii;
use dunning_core::time::Window;

use super::scalar::{moment, utc};
use crate::fields::{Fields, Node};

/// Facts, each with the list and index it was read from.
pub(crate) struct Facts(pub(crate) Vec<(&'static str, usize, Fact)>);

impl Facts {
    /// The facts in their order, if they make a history.
    ///
    /// # Errors
    /// Those of [`Facts::history`].
    pub(crate) fn checked(self) -> Result<Vec<Fact>, Faults> {
        let facts = self.0.iter().map(|(_, _, fact)| fact.clone()).collect();
        self.history().map(|_| facts)
    }

    /// What can't be known yet at an instant: payments, consents and papers of a later one, holds said to be known by then.
    /// A hold itself may begin later. Clocks of two houses may differ by an hour, as payment data's may.
    pub(crate) fn ahead_of(&self, now: DateTime<Utc>) -> Faults {
        let mut faults = Faults::new();
        for (list, index, fact) in &self.0 {
            let (field, at) = match fact {
                Fact::Payment(payment) => ("at", payment.at),
                Fact::Consent(consent) => ("at", consent.at),
                Fact::Artifact(artifact) => ("at", artifact.at.earliest()),
                Fact::Hold(Hold { known_at: Some(known), .. }) => ("known_at", known.earliest()),
                _ => continue,
            };
            if at > now + TimeDelta::hours(1) {
                let fault = Fault::new("DATA-FUTURE", format!("{list}[{index}].{field}"), "this lies in the future");
                faults.push(fault.fix("what is to come is no fact yet; tell it once it has happened"));
            }
        }
        faults
    }

    /// The facts as a history.
    ///
    /// # Errors
    /// Those of [`History::from_facts`], under the paths of the request.
    pub(crate) fn history(self) -> Result<History, Faults> {
        let mut origins = Vec::with_capacity(self.0.len());
        let facts: Vec<Fact> = self
            .0
            .into_iter()
            .map(|(list, index, fact)| {
                origins.push((list, index));
                fact
            })
            .collect();
        History::from_facts(facts).map_err(|faults| {
            let mut moved = Faults::new();
            for fault in faults {
                let origin = fault.path.strip_prefix('[').and_then(|path| path.split_once(']'));
                let path = origin.and_then(|(fact, rest)| {
                    let (list, index) = origins.get(fact.parse::<usize>().ok()?)?;
                    Some(format!("{list}[{index}]{rest}"))
                });
                moved.push(Fault { path: path.unwrap_or_default(), ..fault });
            }
            moved
        })
    }
}

/// The fields of a request that say what is known. An event after `now` is refused.
pub(crate) fn facts(fields: &mut Fields<'_>, now: Option<DateTime<Utc>>) -> Facts {
    let mut facts = Vec::new();
    let mut add = |list, index, fact: Option<Fact>| facts.extend(fact.map(|fact| (list, index, fact)));
    fields.take("history").tables(|event| add("history", event.index(), self::event(event, now).map(Fact::Event)));
    fields.take("payments").tables(|paid| add("payments", paid.index(), payment(paid).map(Fact::Payment)));
    fields.take("consents").tables(|line| add("consents", line.index(), consent(line).map(Fact::Consent)));
    fields.take("holds").tables(|held| add("holds", held.index(), hold(held).map(Fact::Hold)));
    fields.take("artifacts").tables(|kept| add("artifacts", kept.index(), artifact(kept).map(Fact::Artifact)));
    Facts(facts)
}

pub(crate) fn event(fields: &mut Fields<'_>, now: Option<DateTime<Utc>>) -> Option<Event> {
    let at = fields.must("at").parse(utc);
    if at.zip(now).is_some_and(|(at, now)| at > now) {
        let fault = Fault::new("DATA-FUTURE", "", "this event lies after the instant asked about");
        fields.fault("at", fault.fix("what is planned is no history"));
    }
    let (direction, channel) = (fields.must("direction").word(), fields.must("channel").word());
    let outcome = fields.must("outcome").word();
    // What must be there comes last: by then every field has been read, and its faults noted.
    Some(Event {
        until: None,
        debts: debts(fields.take("debts")),
        address: fields.take("address").parse(Address::new),
        place: fields.take("place").word(),
        by: fields.take("by").parse(FirmId::new),
        purpose: fields.take("purpose").word(),
        recipient: fields.take("recipient").word(),
        key: fields.take("key").parse(MessageKey::new),
        text: fields.take("text").owned().map(Pii::new),
        at: at?,
        direction: direction?,
        channel: channel?,
        outcome: outcome?,
    })
}

pub(crate) fn payment(fields: &mut Fields<'_>) -> Option<Payment> {
    let at = fields.must("at").parse(utc);
    let currency = fields.must("currency").parse(parse_currency);
    let amount = fields.must("amount");
    let amount = match currency {
        Some(currency) => amount.parse(|text| Money::parse(text, currency.code())),
        None => None,
    };
    let state = fields.must("state").word();
    let id = fields.take("id").parse(PaymentId::new);
    Some(Payment { id, debts: debts(fields.take("debts")), at: at?, amount: amount?, state: state? })
}

pub(crate) fn consent(fields: &mut Fields<'_>) -> Option<Consent> {
    let (at, state) = (fields.must("at").parse(utc), fields.must("state").word());
    Some(Consent {
        channel: fields.take("channel").word(),
        address: fields.take("address").parse(Address::new),
        purpose: fields.take("purpose").word(),
        about: fields.take("about").word(),
        form: fields.take("form").word(),
        wording: fields.take("wording").owned().map(Pii::new),
        source: fields.take("source").owned(),
        proof: fields.take("proof").owned(),
        until: fields.take("until").parse(moment),
        window: fields.take("window").parse(Window::parse),
        at: at?,
        state: state?,
    })
}

pub(crate) fn hold(fields: &mut Fields<'_>) -> Option<Hold> {
    let (cause, from) = (fields.must("cause").word(), fields.must("from").parse(moment));
    Some(Hold {
        known_at: fields.take("known_at").parse(moment),
        until: fields.take("until").parse(moment),
        debts: debts(fields.take("debts")),
        cause: cause?,
        from: from?,
    })
}

pub(crate) fn artifact(fields: &mut Fields<'_>) -> Option<Artifact> {
    let (kind, at) = (fields.must("kind").word(), fields.must("at").parse(moment));
    Some(Artifact {
        received_at: fields.take("received_at").parse(moment),
        debts: debts(fields.take("debts")),
        address: fields.take("address").parse(Address::new),
        kind: kind?,
        at: at?,
    })
}

/// Ids of debts.
pub(crate) fn debts(node: Node<'_>) -> Vec<DebtId> {
    node.list(|id| id.parse(DebtId::new))
}
