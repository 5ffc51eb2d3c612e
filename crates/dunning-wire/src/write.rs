//! Writing values in the contract's words: the mirror of the reading in `request`. Every struct is taken apart whole, so
//! that a new field of the core doesn't compile until it is written here.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use dunning_core::case::{
    Case, Change, Consequence, ContactPoint, Creditor, Customer, Debt, DebtFacts, Former, Location, OpenHours, Part,
    Preference, Upcoming,
};
use dunning_core::history::{Artifact, Consent, Event, Fact, Hold, Payment};
use dunning_core::id::DebtId;
use dunning_core::time::{Moment, Weekdays};
use dunning_core::words::Word;

use crate::value::{Table, Value};

/// How many fields an object has room enough with: a contact as the history tells of it fits in.
const OBJECT_FIELDS: usize = 12;

/// An object being written. What is unknown or empty is left out.
pub(crate) struct Object(Vec<(Cow<'static, str>, Value<'static>)>);

impl Object {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(OBJECT_FIELDS))
    }

    pub(crate) fn put(mut self, name: &'static str, value: Value<'static>) -> Self {
        self.0.push((Cow::Borrowed(name), value));
        self
    }

    pub(crate) fn text(self, name: &'static str, text: &str) -> Self {
        self.put(name, Value::Text(Cow::Owned(text.to_owned())))
    }

    pub(crate) fn word<W: Word>(self, name: &'static str, word: W) -> Self {
        self.put(name, Value::Text(Cow::Borrowed(word.as_str())))
    }

    pub(crate) fn some<T>(
        self,
        name: &'static str,
        value: Option<T>,
        write: impl FnOnce(Self, &'static str, T) -> Self,
    ) -> Self {
        match value {
            Some(value) => write(self, name, value),
            None => self,
        }
    }

    pub(crate) fn list(self, name: &'static str, items: impl Iterator<Item = Value<'static>>) -> Self {
        let items: Vec<Value<'static>> = items.collect();
        if items.is_empty() { self } else { self.put(name, Value::List(items)) }
    }

    pub(crate) fn texts<'t>(self, name: &'static str, texts: impl Iterator<Item = &'t str>) -> Self {
        self.list(name, texts.map(|text| Value::Text(Cow::Owned(text.to_owned()))))
    }

    pub(crate) fn words<W: Word>(self, name: &'static str, words: impl Iterator<Item = W>) -> Self {
        self.list(name, words.map(|word| Value::Text(Cow::Borrowed(word.as_str()))))
    }

    fn flag(self, name: &'static str, flag: bool) -> Self {
        self.put(name, Value::Flag(flag))
    }

    fn instant(self, name: &'static str, at: DateTime<Utc>) -> Self {
        self.text(name, &at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    fn day(self, name: &'static str, day: NaiveDate) -> Self {
        self.text(name, &day.to_string())
    }

    fn moment(self, name: &'static str, moment: Moment) -> Self {
        match moment {
            Moment::Day(day) => self.day(name, day),
            Moment::Instant(at) => self.instant(name, at),
        }
    }

    fn debts(self, debts: &[DebtId]) -> Self {
        self.texts("debts", debts.iter().map(DebtId::as_str))
    }

    pub(crate) fn done(self) -> Value<'static> {
        Value::Table(Table { fields: self.0.into_iter().collect(), ..Table::default() })
    }
}

impl Value<'_> {
    /// The value as one line of JSON, fields in the order of their names.
    pub fn to_json(&self) -> String {
        let mut json = String::with_capacity(512);
        self.push_json(&mut json);
        json
    }

    fn push_json(&self, json: &mut String) {
        match self {
            // A thing that no field holds was never written by anybody.
            Self::Null | Self::Other(_) => json.push_str("null"),
            Self::Flag(flag) => json.push_str(if *flag { "true" } else { "false" }),
            Self::Whole(number) => json.push_str(&number.to_string()),
            Self::Text(text) => push_text(text, json),
            Self::List(items) => {
                json.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        json.push(',');
                    }
                    item.push_json(json);
                }
                json.push(']');
            }
            Self::Table(table) => {
                json.push('{');
                for (i, (name, value)) in table.fields.iter().enumerate() {
                    if i > 0 {
                        json.push(',');
                    }
                    push_text(name, json);
                    json.push(':');
                    value.push_json(json);
                }
                json.push('}');
            }
        }
    }
}

/// A JSON string, as serde_json escapes it.
fn push_text(text: &str, json: &mut String) {
    if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        json.push_str(&serde_json::Value::from(text).to_string());
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}

/// A case, in the fields of a request.
pub(crate) fn case(case: &Case) -> Value<'static> {
    Object::new()
        .some("as_of", case.as_of(), Object::instant)
        .some("actor", case.actor(), Object::word)
        .some("collector", case.collector(), |o, name, id| o.text(name, id.as_str()))
        .some("collector_name", case.collector_name(), Object::text)
        .put("creditor", creditor(case.creditor()))
        .put("customer", customer(case.customer()))
        .list("debts", case.debts().iter().map(debt))
        .done()
}

fn creditor(creditor: &Creditor) -> Value<'static> {
    let Creditor { id, name, seat, licences, hotline, hotline_hours, pay_link, site, domains } = creditor;
    Object::new()
        .text("id", id.as_str())
        .some("name", name.as_deref(), Object::text)
        .some("seat", *seat, |o, name, place| o.text(name, place.as_str()))
        .texts("licences", licences.iter().map(String::as_str))
        .some("hotline", hotline.as_deref(), Object::text)
        .list(
            "hotline_hours",
            hotline_hours.iter().map(|OpenHours { days, window }| {
                weekdays(Object::new(), *days).text("window", &window.to_string()).done()
            }),
        )
        .some("pay_link", pay_link.as_deref(), Object::text)
        .some("site", site.as_deref(), Object::text)
        .texts("domains", domains.iter().map(String::as_str))
        .done()
}

/// Days of the week, left out when they are all.
fn weekdays(object: Object, days: Weekdays) -> Object {
    if days == Weekdays::ALL { object } else { object.words("days", days.iter()) }
}

fn customer(customer: &Customer) -> Value<'static> {
    let Customer { id, kind, name, locale, birth_date, contacts, locations, preferences } = customer;
    Object::new()
        .text("id", id.as_str())
        .word("kind", *kind)
        .some("name", name.as_ref(), |o, field, name| o.text(field, name.expose()))
        .some("locale", locale.as_ref(), |o, name, locale| o.text(name, locale.as_str()))
        .some("birth_date", birth_date.as_ref(), |o, name, day| o.day(name, *day.expose()))
        .list("contacts", contacts.iter().map(contact))
        .list("locations", locations.iter().map(location))
        .list("preferences", preferences.iter().map(preference))
        .done()
}

fn contact(contact: &ContactPoint) -> Value<'static> {
    let ContactPoint { channel, address, verified, since } = contact;
    Object::new()
        .word("channel", *channel)
        .text("address", address.expose())
        .some("verified", *verified, Object::flag)
        .some("since", *since, Object::moment)
        .done()
}

fn location(location: &Location) -> Value<'static> {
    let Location { place, zone, evidence, since } = location;
    Object::new()
        .some("place", *place, |o, name, place| o.text(name, place.as_str()))
        .some("zone", zone.as_deref(), Object::text)
        .word("evidence", *evidence)
        .some("since", *since, Object::moment)
        .done()
}

/// A change of a customer, in the fields of a request's customer, and what was said until then.
pub(crate) fn change(change: &Change) -> Value<'static> {
    let Change { contacts, locations, preferences, former } = change;
    Object::new()
        .list("contacts", contacts.iter().map(contact))
        .list("locations", locations.iter().map(location))
        .list("preferences", preferences.iter().map(preference))
        .some("former", former.as_ref(), |o, name, Former { contacts, locations }| {
            let said = Object::new().list("contacts", contacts.iter().map(contact));
            o.put(name, said.list("locations", locations.iter().map(location)).done())
        })
        .done()
}

fn preference(preference: &Preference) -> Value<'static> {
    let Preference { kind, days, window, channel, address, at, one_off } = preference;
    let object = weekdays(Object::new().word("kind", *kind), *days)
        .some("window", *window, |o, name, window| o.text(name, &window.to_string()))
        .some("channel", *channel, Object::word)
        .some("address", address.as_ref(), |o, name, address| o.text(name, address.expose()))
        .instant("at", *at);
    if *one_off { object.flag("one_off", true).done() } else { object.done() }
}

fn debt(debt: &Debt) -> Value<'static> {
    let Debt {
        id,
        account,
        claim,
        product,
        arrears,
        outstanding,
        due_date,
        zone,
        statement_date,
        upcoming,
        in_collection_since,
        parts,
        cause,
        consequences,
        facts,
    } = debt;
    Object::new()
        .text("id", id.as_str())
        .some("account", account.as_ref(), |o, name, id| o.text(name, id.as_str()))
        .some("claim", claim.as_ref(), |o, name, id| o.text(name, id.as_str()))
        .some("product", product.as_deref(), Object::text)
        .text("currency", arrears.currency().code())
        .text("arrears", &arrears.digits())
        .some("outstanding", *outstanding, |o, name, money| o.text(name, &money.digits()))
        .day("due_date", *due_date)
        .some("zone", zone.as_deref(), Object::text)
        .some("statement_date", *statement_date, Object::day)
        .some("upcoming", *upcoming, |o, name, Upcoming { amount, due_date }| {
            o.put(name, Object::new().text("amount", &amount.digits()).day("due_date", due_date).done())
        })
        .some("in_collection_since", *in_collection_since, Object::day)
        .list(
            "parts",
            parts.iter().map(|Part { kind, amount, since }| {
                Object::new()
                    .word("kind", *kind)
                    .text("amount", &amount.digits())
                    .some("since", *since, Object::day)
                    .done()
            }),
        )
        .some("cause", *cause, Object::word)
        .list(
            "consequences",
            consequences.iter().map(|Consequence { kind, from, source }| {
                Object::new().word("kind", *kind).day("from", *from).text("source", source).done()
            }),
        )
        .some("facts", debt_facts(facts), Object::put)
        .done()
}

/// The facts of a debt; nothing when none is known.
fn debt_facts(facts: &DebtFacts) -> Option<Value<'static>> {
    let DebtFacts {
        time_barred,
        suit_filed,
        disputed,
        registered_fee,
        registered_signatures,
        client_address,
        protective_interest,
        shared_phone,
    } = facts;
    (*facts != DebtFacts::default()).then(|| {
        Object::new()
            .some("time_barred", *time_barred, Object::flag)
            .some("suit_filed", *suit_filed, Object::flag)
            .some("disputed", *disputed, Object::flag)
            .some("registered_fee", *registered_fee, Object::flag)
            .texts("registered_signatures", registered_signatures.iter().map(String::as_str))
            .some("client_address", client_address.as_deref(), Object::text)
            .some("protective_interest", *protective_interest, Object::flag)
            .some("shared_phone", *shared_phone, Object::flag)
            .done()
    })
}

/// A fact, under the word of its kind. The instant from which a submission can no longer arrive stands beside the event:
/// it is the engine's own and no field of a request.
pub(crate) fn fact(fact: &Fact) -> Value<'static> {
    let object = Object::new();
    match fact {
        Fact::Event(event) => object.some("until", event.until, Object::instant).put("event", self::event(event)),
        Fact::Payment(payment) => object.put("payment", self::payment(payment)),
        Fact::Consent(consent) => object.put("consent", self::consent(consent)),
        Fact::Hold(hold) => object.put("hold", self::hold(hold)),
        Fact::Artifact(artifact) => object.put("artifact", self::artifact(artifact)),
        // The core adds no kind of fact without this match being seen: the codec's test reads every kind back.
        _ => object,
    }
    .done()
}

fn event(event: &Event) -> Value<'static> {
    let Event { at, until: _, direction, channel, outcome, debts, address, place, by, purpose, recipient, key, text } =
        event;
    Object::new()
        .instant("at", *at)
        .word("direction", *direction)
        .word("channel", *channel)
        .word("outcome", *outcome)
        .debts(debts)
        .some("address", address.as_ref(), |o, name, address| o.text(name, address.expose()))
        .some("place", *place, Object::word)
        .some("by", by.as_ref(), |o, name, id| o.text(name, id.as_str()))
        .some("purpose", *purpose, Object::word)
        .some("recipient", *recipient, Object::word)
        .some("key", key.as_ref(), |o, name, key| o.text(name, key.as_str()))
        .some("text", text.as_ref(), |o, name, text| o.text(name, text.expose()))
        .done()
}

fn payment(payment: &Payment) -> Value<'static> {
    let Payment { id, at, amount, debts, state } = payment;
    Object::new()
        .some("id", id.as_ref(), |o, name, id| o.text(name, id.as_str()))
        .instant("at", *at)
        .text("amount", &amount.digits())
        .text("currency", amount.currency().code())
        .debts(debts)
        .word("state", *state)
        .done()
}

pub(crate) fn consent(consent: &Consent) -> Value<'static> {
    let Consent { at, state, channel, address, purpose, about, form, wording, source, proof, until, window } = consent;
    Object::new()
        .instant("at", *at)
        .word("state", *state)
        .some("channel", *channel, Object::word)
        .some("address", address.as_ref(), |o, name, address| o.text(name, address.expose()))
        .some("purpose", *purpose, Object::word)
        .some("about", *about, Object::word)
        .some("form", *form, Object::word)
        .some("wording", wording.as_ref(), |o, name, text| o.text(name, text.expose()))
        .some("source", source.as_deref(), Object::text)
        .some("proof", proof.as_deref(), Object::text)
        .some("until", *until, Object::moment)
        .some("window", *window, |o, name, window| o.text(name, &window.to_string()))
        .done()
}

fn hold(hold: &Hold) -> Value<'static> {
    let Hold { cause, from, known_at, until, debts } = hold;
    Object::new()
        .word("cause", *cause)
        .moment("from", *from)
        .some("known_at", *known_at, Object::moment)
        .some("until", *until, Object::moment)
        .debts(debts)
        .done()
}

fn artifact(artifact: &Artifact) -> Value<'static> {
    let Artifact { kind, at, received_at, debts, address } = artifact;
    Object::new()
        .word("kind", *kind)
        .moment("at", *at)
        .some("received_at", *received_at, Object::moment)
        .debts(debts)
        .some("address", address.as_ref(), |o, name, address| o.text(name, address.expose()))
        .done()
}
