//! The canonical form of a case, field by field; taken apart whole, so that a new field can't be left out.

use super::{Address, Case, ContactPoint, Creditor, Customer, Debt, DebtFacts, Location, Preference};
use crate::digest::Canon;

/// The canonical case.
pub(super) fn case(c: &mut Canon, case: &Case) {
    c.option(case.as_of(), Canon::instant);
    c.option(case.actor(), Canon::word);
    c.option(case.collector(), |c, id| c.text(id.as_str()));
    c.option(case.collector_name.as_deref(), Canon::text);
    creditor(c, case.creditor());
    customer(c, case.customer());
    c.list(case.debts().iter(), debt);
}

fn creditor(c: &mut Canon, creditor: &Creditor) {
    let Creditor { id, name, seat, licences, hotline, hotline_hours, pay_link, site, domains } = creditor;
    c.text(id.as_str());
    c.option(name.as_deref(), Canon::text);
    c.option(seat.as_ref(), |c, place| c.text(place.as_str()));
    c.list(licences.iter(), |c, licence| c.text(licence));
    c.option(hotline.as_deref(), Canon::text);
    c.list(hotline_hours.iter(), |c, hours| {
        c.weekdays(hours.days);
        c.window(hours.window);
    });
    c.option(pay_link.as_deref(), Canon::text);
    c.option(site.as_deref(), Canon::text);
    c.list(domains.iter(), |c, domain| c.text(domain));
}

fn customer(c: &mut Canon, customer: &Customer) {
    let Customer { id, kind, name, locale, birth_date, contacts, locations, preferences } = customer;
    c.text(id.as_str());
    c.word(*kind);
    c.option(name.as_ref(), |c, name| c.text(name.expose()));
    c.option(locale.as_ref(), |c, locale| c.text(locale.as_str()));
    c.option(birth_date.as_ref(), |c, day| c.day(*day.expose()));
    c.list(contacts.iter(), |c, ContactPoint { channel, address, verified, since }| {
        c.word(*channel);
        c.text(address.expose());
        c.option(*verified, Canon::flag);
        c.option(*since, Canon::moment);
    });
    c.list(locations.iter(), |c, Location { place, zone, evidence, since }| {
        c.option(place.as_ref(), |c, place| c.text(place.as_str()));
        c.option(zone.as_deref(), Canon::text);
        c.word(*evidence);
        c.option(*since, Canon::moment);
    });
    c.list(preferences.iter(), |c, Preference { kind, days, window, channel, address, at, one_off }| {
        c.word(*kind);
        c.weekdays(*days);
        c.option(*window, Canon::window);
        c.option(*channel, Canon::word);
        self::address(c, address.as_ref());
        c.instant(*at);
        c.flag(*one_off);
    });
}

fn debt(c: &mut Canon, debt: &Debt) {
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
    c.text(id.as_str());
    c.option(account.as_ref(), |c, id| c.text(id.as_str()));
    c.option(claim.as_ref(), |c, id| c.text(id.as_str()));
    c.option(product.as_deref(), Canon::text);
    c.money(*arrears);
    c.option(*outstanding, Canon::money);
    c.day(*due_date);
    c.option(zone.as_deref(), Canon::text);
    c.option(*statement_date, Canon::day);
    c.option(*upcoming, |c, upcoming| {
        c.money(upcoming.amount);
        c.day(upcoming.due_date);
    });
    c.option(*in_collection_since, Canon::day);
    c.list(parts.iter(), |c, part| {
        c.word(part.kind);
        c.money(part.amount);
        c.option(part.since, Canon::day);
    });
    c.option(*cause, Canon::word);
    c.list(consequences.iter(), |c, consequence| {
        c.word(consequence.kind);
        c.day(consequence.from);
        c.text(&consequence.source);
    });
    debt_facts(c, facts);
}

fn debt_facts(c: &mut Canon, facts: &DebtFacts) {
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
    for flag in [time_barred, suit_filed, disputed, registered_fee, protective_interest, shared_phone] {
        c.option(*flag, Canon::flag);
    }
    c.list(registered_signatures.iter(), |c, signature| c.text(signature));
    c.option(client_address.as_deref(), Canon::text);
}

/// An address, if there is one.
pub(crate) fn address(c: &mut Canon, address: Option<&Address>) {
    c.option(address, |c, address| c.text(address.expose()));
}
