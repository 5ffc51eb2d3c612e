//! How facts are kept: as JSON in the words of the contract, so that whoever opens a store can read them, and a later
//! release too. Fields that a later release adds are left out by an earlier fact and read as unknown.

use dunning_core::case::{Address, Case, Change, ChangeSpec, Former};
use dunning_core::codec::Codec;
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::Fact;
use dunning_core::id::StepId;
use dunning_core::strategy::{Cycle, Due};

use crate::fields::{self, Fields};
use crate::format::day;
use crate::request::case::{case, contacts, locations, preferences};
use crate::request::facts::{artifact, consent, debts, event, hold, payment};
use crate::request::scalar::utc;
use crate::value::Value;
use crate::write::{self, Object};

/// The codec of the contract's words. What is kept outlives the zone data it was read under: a zone that today's don't
/// know is a name like any other, and the customer's clock is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonCodec;

/// What an event says of a customer.
fn change(fields: &mut Fields<'_>) -> ChangeSpec {
    ChangeSpec {
        contacts: contacts(fields.take("contacts")),
        locations: locations(fields.take("locations"), None),
        preferences: preferences(fields.take("preferences")),
    }
}

impl Codec for JsonCodec {
    fn write_case(&self, case: &Case) -> Vec<u8> {
        write::case(case).to_json().into_bytes()
    }

    fn read_case(&self, bytes: &[u8]) -> Result<Case, Faults> {
        let spec = read(bytes, |fields| Some(case(fields, None)))?;
        Case::new(spec)
    }

    fn write_fact(&self, fact: &Fact) -> Vec<u8> {
        write::fact(fact).to_json().into_bytes()
    }

    fn read_fact(&self, bytes: &[u8]) -> Result<Fact, Faults> {
        read(bytes, |fields| {
            let until = fields.take("until").parse(utc);
            let told = [
                fields
                    .take("event")
                    .table(|event| self::event(event, None))
                    .flatten()
                    .map(|event| Fact::Event(dunning_core::history::Event { until, ..event })),
                fields.take("payment").table(payment).flatten().map(Fact::Payment),
                fields.take("consent").table(consent).flatten().map(Fact::Consent),
                fields.take("hold").table(hold).flatten().map(Fact::Hold),
                fields.take("artifact").table(artifact).flatten().map(Fact::Artifact),
            ];
            told.into_iter().flatten().next()
        })
    }

    fn write_change(&self, change: &Change) -> Vec<u8> {
        write::change(change).to_json().into_bytes()
    }

    fn read_change(&self, bytes: &[u8]) -> Result<Change, Faults> {
        let (now, former) = read(bytes, |fields| {
            let former = fields.take("former").table(change);
            Some((change(fields), former))
        })?;
        let former = former.map(Change::new).transpose()?;
        let former = former.map(|Change { contacts, locations, .. }| Former { contacts, locations });
        Ok(Change { former, ..Change::new(now)? })
    }

    fn write_due(&self, due: &Due) -> Vec<u8> {
        let Due { step, cycle, debts, purpose, channels, tone, occasion, last_day, answers } = due;
        Object::new()
            .text("step", step.as_str())
            .text("cycle", &cycle.number().to_string())
            .texts("debts", debts.iter().map(|debt| debt.as_str()))
            .word("purpose", *purpose)
            .words("channels", channels.iter().copied())
            .word("tone", *tone)
            .text("occasion", occasion)
            .text("last_day", &last_day.to_string())
            .some("answers", answers.as_ref(), |o, name, address| o.text(name, address.expose()))
            .done()
            .to_json()
            .into_bytes()
    }

    fn read_due(&self, bytes: &[u8]) -> Result<Due, Faults> {
        read(bytes, |fields| {
            let step = fields.must("step").parse(StepId::new);
            let cycle = fields.must("cycle").parse(cycle);
            let debts = debts(fields.take("debts"));
            let (purpose, tone) = (fields.must("purpose").word(), fields.must("tone").word());
            let channels = fields.take("channels").list(|channel| channel.word());
            let occasion = fields.must("occasion").owned();
            let last_day = fields.must("last_day").parse(day);
            let answers = fields.take("answers").parse(Address::new);
            Some(Due {
                answers,
                step: step?,
                cycle: cycle?,
                debts,
                purpose: purpose?,
                channels,
                tone: tone?,
                occasion: occasion?,
                last_day: last_day?,
            })
        })
    }
}

fn cycle(text: &str) -> Result<Cycle, Fault> {
    text.parse().map(Cycle::from_number).map_err(|_| Fault::new("DATA-NUMBER", "", "a cycle is a whole number"))
}

/// Reads kept bytes as one object.
fn read<T>(bytes: &[u8], build: impl FnOnce(&mut Fields<'_>) -> Option<T>) -> Result<T, Faults> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Faults::from(Fault::new("DATA-UTF8", "", "what was kept is not UTF-8")))?;
    let value = Value::parse(text)?;
    let (built, mut faults) = fields::read(&value, build);
    match built.flatten() {
        Some(built) => faults.or(built),
        None => {
            if faults.is_empty() {
                faults.push(Fault::new("DATA-KIND", "", "what was kept is of no kind that this release knows"));
            }
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests;
