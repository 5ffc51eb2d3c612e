//! The fields of a case: creditor, customer, debts. Zones are named as the zone data name them; without these, as they
//! stand.

use dunning_core::case::{
    CaseSpec, ConsequenceSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtFacts, DebtSpec, LocationSpec,
    OpenHoursSpec, PartSpec, PreferenceSpec, UpcomingSpec,
};
use dunning_core::time::{Weekday, Weekdays, ZoneTable};
use dunning_core::words::{Channel, ConsequenceKind, Evidence, PartKind, PreferenceKind};

use super::scalar::{day_or_any, moment, utc, zone};
use crate::fields::{Fields, Node};
use crate::format::day;

/// The fields of a request that describe the case.
pub(crate) fn case(fields: &mut Fields<'_>, zones: Option<&ZoneTable>) -> CaseSpec {
    CaseSpec {
        as_of: fields.take("as_of").parse(utc),
        actor: fields.take("actor").word(),
        collector: fields.take("collector").owned(),
        collector_name: fields.take("collector_name").owned(),
        creditor: fields.must("creditor").table(creditor).unwrap_or_default(),
        customer: fields.must("customer").table(|fields| customer(fields, zones)).unwrap_or_default(),
        debts: debts(fields.take("debts"), zones),
    }
}

/// The debts of a case.
pub(crate) fn debts(node: Node<'_>, zones: Option<&ZoneTable>) -> Vec<DebtSpec> {
    node.list(|debt| Some(debt.table(|fields| self::debt(fields, zones)).unwrap_or_default()))
}

/// The fields of a creditor.
pub(crate) fn creditor(fields: &mut Fields<'_>) -> CreditorSpec {
    CreditorSpec {
        id: fields.must("id").owned().unwrap_or_default(),
        name: fields.take("name").owned(),
        seat: fields.take("seat").owned(),
        licences: fields.take("licences").texts(),
        hotline: fields.take("hotline").owned(),
        hotline_hours: fields.take("hotline_hours").tables(|hours| OpenHoursSpec {
            days: days(hours.take("days")),
            window: hours.must("window").owned().unwrap_or_default(),
        }),
        pay_link: fields.take("pay_link").owned(),
        site: fields.take("site").owned(),
        domains: fields.take("domains").texts(),
    }
}

/// The fields of a customer.
pub(crate) fn customer(fields: &mut Fields<'_>, zones: Option<&ZoneTable>) -> CustomerSpec {
    CustomerSpec {
        id: fields.must("id").owned().unwrap_or_default(),
        kind: fields.must("kind").word(),
        name: fields.take("name").owned(),
        locale: fields.take("locale").owned(),
        birth_date: fields.take("birth_date").parse(day),
        contacts: contacts(fields.take("contacts")),
        locations: locations(fields.take("locations"), zones),
        preferences: preferences(fields.take("preferences")),
    }
}

/// The contact points of a customer.
pub(crate) fn contacts(node: Node<'_>) -> Vec<ContactSpec> {
    node.tables(|contact| ContactSpec {
        channel: contact.must("channel").word().unwrap_or(Channel::Sms),
        address: contact.must("address").owned().unwrap_or_default(),
        verified: contact.take("verified").flag(),
        since: contact.take("since").parse(moment),
    })
}

/// Where a customer may be.
pub(crate) fn locations(node: Node<'_>, zones: Option<&ZoneTable>) -> Vec<LocationSpec> {
    node.tables(|location| LocationSpec {
        place: location.take("place").owned(),
        zone: zone(location.take("zone"), zones),
        evidence: location.must("evidence").word().unwrap_or(Evidence::Number),
        since: location.take("since").parse(moment),
    })
}

/// What a customer asked for.
pub(crate) fn preferences(node: Node<'_>) -> Vec<PreferenceSpec> {
    node.tables(preference)
}

fn preference(fields: &mut Fields<'_>) -> PreferenceSpec {
    PreferenceSpec {
        kind: fields.must("kind").word().unwrap_or(PreferenceKind::Blocked),
        days: days(fields.take("days")),
        window: fields.take("window").owned(),
        channel: fields.take("channel").word(),
        address: fields.take("address").owned(),
        at: fields.must("at").parse(utc).unwrap_or_default(),
        one_off: fields.take("one_off").flag().unwrap_or(false),
    }
}

/// Days of the week; every day when none is named.
fn days(node: Node<'_>) -> Option<Weekdays> {
    let named = node.list(|day| day.word::<Weekday>());
    (!named.is_empty()).then(|| named.into_iter().collect())
}

/// The fields of a debt.
pub(crate) fn debt(fields: &mut Fields<'_>, zones: Option<&ZoneTable>) -> DebtSpec {
    DebtSpec {
        id: fields.must("id").owned().unwrap_or_default(),
        account: fields.take("account").owned(),
        claim: fields.take("claim").owned(),
        product: fields.take("product").owned(),
        currency: fields.must("currency").owned().unwrap_or_default(),
        arrears: fields.must("arrears").owned().unwrap_or_default(),
        outstanding: fields.take("outstanding").owned(),
        due_date: day_or_any(fields.must("due_date")),
        zone: zone(fields.take("zone"), zones),
        statement_date: fields.take("statement_date").parse(day),
        upcoming: fields.take("upcoming").table(|upcoming| UpcomingSpec {
            amount: upcoming.must("amount").owned().unwrap_or_default(),
            due_date: day_or_any(upcoming.must("due_date")),
        }),
        in_collection_since: fields.take("in_collection_since").parse(day),
        parts: fields.take("parts").tables(|part| PartSpec {
            kind: part.must("kind").word().unwrap_or(PartKind::Principal),
            amount: part.must("amount").owned().unwrap_or_default(),
            since: part.take("since").parse(day),
        }),
        cause: fields.take("cause").word(),
        consequences: fields.take("consequences").tables(|consequence| ConsequenceSpec {
            kind: consequence.must("kind").word().unwrap_or(ConsequenceKind::LateInterest),
            from: day_or_any(consequence.must("from")),
            source: consequence.must("source").owned().unwrap_or_default(),
        }),
        facts: fields.take("facts").table(debt_facts).unwrap_or_default(),
    }
}

/// The facts of a debt that rules ask for.
pub(crate) fn debt_facts(fields: &mut Fields<'_>) -> DebtFacts {
    DebtFacts {
        time_barred: fields.take("time_barred").flag(),
        suit_filed: fields.take("suit_filed").flag(),
        disputed: fields.take("disputed").flag(),
        registered_fee: fields.take("registered_fee").flag(),
        registered_signatures: fields.take("registered_signatures").texts(),
        client_address: fields.take("client_address").owned(),
        protective_interest: fields.take("protective_interest").flag(),
        shared_phone: fields.take("shared_phone").flag(),
    }
}
