//! The canonical form of what a decision depends on, as SHA-256 sees it: every field in a fixed order, each with its
//! length or tag, so that two inputs have the same digest only if they are the same. No key enters it.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sha2::{Digest as _, Sha256};

use crate::case::{Address, Case, ContactPoint, Creditor, Customer, Debt, DebtFacts, Location, Preference};
use crate::decide::Proposal;
use crate::history::{Artifact, Consent, Event, History, Hold, Payment};
use crate::money::Money;
use crate::time::{Moment, Weekdays, Window};
use crate::words::Word;

/// A SHA-256 digest (FIPS 180-4), shown in lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest in hex, all of it ASCII: records write some for every message.
    fn hex(self) -> [u8; 64] {
        let digit = |nibble: u8| nibble + if nibble < 10 { b'0' } else { b'a' - 10 };
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 0xf));
            }
        }
        hex
    }

    /// Reads 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// SHA-256 of the canonical request: case, history, proposal and the instant.
///
/// ```
/// # use dunning_core::{case::*, decide::Proposal, digest, history::History, words::*};
/// # let case = Case::new(CaseSpec { customer: CustomerSpec { id: "c".into(), kind: Some(CustomerKind::Person), ..Default::default() },
/// #     creditor: CreditorSpec { id: "bank".into(), ..Default::default() }, ..Default::default() }).unwrap();
/// let proposal = Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer);
/// let now = chrono::DateTime::UNIX_EPOCH;
/// assert_eq!(digest::request(&case, &History::default(), &proposal, now), digest::request(&case, &History::default(), &proposal, now));
/// ```
pub fn request(case: &Case, history: &History, proposal: &Proposal, now: DateTime<Utc>) -> Digest {
    Canon::digest(|canon| {
        canon.text("dunning.request/1");
        canon.raw(&case.stamp().0);
        self::history(canon, history);
        self::proposal(canon, proposal);
        canon.instant(now);
    })
}

/// Writes values in canonical form into a hash.
pub(crate) struct Canon(Sha256);

impl Canon {
    pub(crate) fn digest(write: impl FnOnce(&mut Self)) -> Digest {
        let mut canon = Self(Sha256::new());
        write(&mut canon);
        Digest(canon.0.finalize().into())
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn int(&mut self, value: i64) {
        self.raw(&value.to_be_bytes());
    }

    pub(crate) fn flag(&mut self, value: bool) {
        self.raw(&[u8::from(value)]);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.int(i64::try_from(text.len()).unwrap_or(i64::MAX));
        self.raw(text.as_bytes());
    }

    pub(crate) fn word<W: Word>(&mut self, word: W) {
        self.text(word.as_str());
    }

    pub(crate) fn instant(&mut self, at: DateTime<Utc>) {
        self.int(at.timestamp());
    }

    pub(crate) fn day(&mut self, day: NaiveDate) {
        self.int(i64::from(day.num_days_from_ce()));
    }

    pub(crate) fn money(&mut self, money: Money) {
        self.int(money.minor());
        self.text(money.currency().code());
    }

    pub(crate) fn window(&mut self, window: Window) {
        self.int(i64::from(window.start_s()));
        self.int(i64::from(window.end_s()));
    }

    pub(crate) fn moment(&mut self, moment: Moment) {
        match moment {
            Moment::Day(day) => {
                self.raw(&[0]);
                self.day(day);
            }
            Moment::Instant(at) => {
                self.raw(&[1]);
                self.instant(at);
            }
        }
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(crate) fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.int(i64::try_from(items.len()).unwrap_or(i64::MAX));
        for item in items {
            write(self, item);
        }
    }

    fn weekdays(&mut self, days: Weekdays) {
        self.raw(&[days.iter().fold(0, |bits, day| bits | 1 << day as u8)]);
    }

    fn address(&mut self, address: Option<&Address>) {
        self.option(address, |c, address| c.text(address.expose()));
    }
}

/// The canonical case.
pub(crate) fn case(c: &mut Canon, case: &Case) {
    c.option(case.as_of(), Canon::instant);
    c.option(case.actor(), Canon::word);
    c.option(case.collector(), |c, id| c.text(id.as_str()));
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
        c.address(address.as_ref());
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

fn history(c: &mut Canon, history: &History) {
    c.list(history.events().iter(), event);
    c.list(history.payments().iter(), |c, Payment { id, at, amount, debts, state }| {
        c.option(id.as_ref(), |c, id| c.text(id.as_str()));
        c.instant(*at);
        c.money(*amount);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
        c.word(*state);
    });
    c.list(history.consents().iter(), consent);
    c.list(history.holds().iter(), |c, Hold { cause, from, known_at, until, debts }| {
        c.word(*cause);
        c.moment(*from);
        c.option(*known_at, Canon::moment);
        c.option(*until, Canon::moment);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
    });
    c.list(history.artifacts().iter(), |c, Artifact { kind, at, received_at, debts, address }| {
        c.word(*kind);
        c.moment(*at);
        c.option(*received_at, Canon::moment);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
        c.address(address.as_ref());
    });
}

fn event(c: &mut Canon, event: &Event) {
    let Event { at, until, direction, channel, outcome, debts, address, place, by, purpose, recipient, key, text } =
        event;
    c.instant(*at);
    c.option(*until, Canon::instant);
    c.word(*direction);
    c.word(*channel);
    c.word(*outcome);
    c.list(debts.iter(), |c, id| c.text(id.as_str()));
    c.address(address.as_ref());
    c.option(*place, Canon::word);
    c.option(by.as_ref(), |c, id| c.text(id.as_str()));
    c.option(*purpose, Canon::word);
    c.option(*recipient, Canon::word);
    c.option(key.as_ref(), |c, key| c.text(key.as_str()));
    c.option(text.as_ref(), |c, text| c.text(text.expose()));
}

fn consent(c: &mut Canon, consent: &Consent) {
    let Consent { at, state, channel, address, purpose, about, form, wording, source, proof, until, window } = consent;
    c.instant(*at);
    c.word(*state);
    c.option(*channel, Canon::word);
    c.address(address.as_ref());
    c.option(*purpose, Canon::word);
    c.option(*about, Canon::word);
    c.option(*form, Canon::word);
    c.option(wording.as_ref(), |c, text| c.text(text.expose()));
    c.option(source.as_deref(), Canon::text);
    c.option(proof.as_deref(), Canon::text);
    c.option(*until, Canon::moment);
    c.option(*window, Canon::window);
}

fn proposal(c: &mut Canon, proposal: &Proposal) {
    let Proposal { purpose, channel, debts, recipient, address, place, template, key, first, latency_s } = proposal;
    c.word(*purpose);
    c.word(*channel);
    c.list(debts.iter(), |c, id| c.text(id.as_str()));
    c.word(*recipient);
    c.address(address.as_ref());
    c.option(*place, Canon::word);
    c.option(template.as_ref(), |c, id| c.text(id.as_str()));
    c.option(key.as_ref(), |c, key| c.text(key.as_str()));
    c.option(*first, Canon::flag);
    c.int(i64::from(*latency_s));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_reads_back() {
        // FIPS 180-4 example: SHA-256("abc").
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::from_hex(abc), Some(Digest::of(b"abc")));
        assert_eq!(Digest::from_hex("ab"), None);
    }

    #[test]
    fn neighbouring_texts_do_not_run_together() {
        let of = |a: &str, b: &str| {
            Canon::digest(|c| {
                c.text(a);
                c.text(b);
            })
        };
        assert_ne!(of("ab", "c"), of("a", "bc"));
    }
}
