//! Random cases and proposals: one customer, up to three debts, up to three places where they may be.

use chrono::NaiveDate;
use dunning_core::case::{
    Address, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec, PreferenceSpec, UpcomingSpec,
};
use dunning_core::decide::Proposal;
use dunning_core::id::DebtId;
use dunning_core::time::{Weekday, Weekdays};
use dunning_core::words::{
    Actor, Channel, ContactPlace, CustomerKind, Evidence, PreferenceKind, Purpose, Recipient, Word,
};

use super::dice::Dice;
use super::instant::{Anchor, distance};
use super::law::{PLACES, ZONES, parsed};
use super::rule::WINDOWS;

/// Addresses on file and in events.
const ADDRESSES: [&str; 3] = ["+12025550101", "+12025550102", "c@mail.example"];

pub(super) fn address(dice: &mut Dice) -> Address {
    parsed(Address::new(dice.pick(&ADDRESSES)))
}

/// Channels, the busy ones more often.
pub(super) fn channel(dice: &mut Dice) -> Channel {
    use Channel::{Email, Im, Letter, Sms, Visit, Voice};
    dice.pick(&[Sms, Sms, Sms, Sms, Voice, Voice, Voice, Email, Email, Im, Letter, Visit])
}

pub(super) fn purpose(dice: &mut Dice) -> Purpose {
    use Purpose::{Collection, Confirmation, Reply};
    if dice.chance(30) { dice.pick(Purpose::ALL) } else { dice.pick(&[Collection, Collection, Reply, Confirmation]) }
}

/// Debts by name; `Z` is none of the case's.
pub(super) fn debts(dice: &mut Dice) -> Vec<DebtId> {
    named(dice, &["A", "A", "A", "A", "A", "A", "B", "B", "AB", "AB", "BA", "ABC", "AA", "", "AZ"])
}

/// Debts that every case holds.
pub(super) fn held_debts(dice: &mut Dice) -> Vec<DebtId> {
    named(dice, &["A", "A", "B", "AB", "BA", "ABC", "AA", ""])
}

fn named(dice: &mut Dice, names: &[&str]) -> Vec<DebtId> {
    dice.pick(names).chars().map(|name| parsed(DebtId::new(&name.to_string()))).collect()
}

pub(super) fn proposal(dice: &mut Dice) -> Proposal {
    use Recipient::{Attorney, Customer, Employer, Guarantor, Spouse};
    let others = [Spouse, Attorney, Employer, Guarantor];
    Proposal {
        debts: debts(dice),
        address: dice.maybe(50, address),
        place: dice.pick(&[None, None, Some(ContactPlace::Home), Some(ContactPlace::Work)]),
        first: dice.maybe(20, |dice| dice.chance(50)),
        latency_s: dice.pick(&[0, 0, 0, 0, 0, 0, 30, 7_200]),
        fence_s: dice.pick(&[0, 0, 0, 600, 600, 87_000]),
        ..Proposal::new(purpose(dice), channel(dice), dice.maybe(15, |dice| dice.pick(&others)).unwrap_or(Customer))
    }
}

pub(super) fn case(dice: &mut Dice, anchor: &Anchor) -> CaseSpec {
    let age = match dice.number(0, 19) {
        0..=17 => Some(dice.number(0, 80_000)),
        18 => Some(dice.number(86_399, 86_401)),
        _ => None,
    };
    let locations = match dice.number(0, 19) {
        0..=11 => vec![here(dice, anchor)],
        12..=16 => vec![here(dice, anchor), location(dice, anchor)],
        17..=18 => dice.list(1, 3, |dice| location(dice, anchor)),
        _ => Vec::new(),
    };
    CaseSpec {
        as_of: age.map(|age| anchor.before(age)),
        actor: dice.maybe(80, |dice| dice.pick(Actor::ALL)),
        collector: dice.maybe(80, |dice| dice.pick(&["bank", "agency"]).to_owned()),
        collector_name: None,
        creditor: CreditorSpec { id: "bank".to_owned(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".to_owned(),
            kind: Some(if dice.chance(20) { CustomerKind::Company } else { CustomerKind::Person }),
            contacts: dice.list(0, 2, |dice| contact(dice, anchor)),
            locations,
            preferences: if dice.chance(50) { dice.list(1, 3, |dice| wish(dice, anchor)) } else { Vec::new() },
            ..CustomerSpec::default()
        },
        debts: ["A", "B", "C"].map(|id| debt(dice, id)).to_vec(),
    }
}

/// The customer where the world stands.
fn here(dice: &mut Dice, anchor: &Anchor) -> LocationSpec {
    LocationSpec { place: None, zone: Some(anchor.zone.name().to_owned()), ..undetermined(dice, anchor) }
}

fn location(dice: &mut Dice, anchor: &Anchor) -> LocationSpec {
    let (place, zone) = match dice.number(0, 9) {
        0..=3 => (None, Some(dice.pick(&ZONES))),
        4..=8 => (Some(dice.pick(&PLACES).0), None),
        _ => dice.pick(&[
            (Some("US"), None),
            (Some("DE"), None),
            (Some("CN"), Some("America/New_York")),
            (None, Some("Mars/Phobos")),
        ]),
    };
    LocationSpec { place: place.map(str::to_owned), zone: zone.map(str::to_owned), ..undetermined(dice, anchor) }
}

/// A location without place and zone.
fn undetermined(dice: &mut Dice, anchor: &Anchor) -> LocationSpec {
    use Evidence::{Address, Contract, Number, Statement};
    LocationSpec {
        place: None,
        zone: None,
        evidence: dice.pick(&[Address, Address, Contract, Statement, Number]),
        since: dice.maybe(10, |dice| anchor.past_moment(dice)),
    }
}

fn contact(dice: &mut Dice, anchor: &Anchor) -> ContactSpec {
    ContactSpec {
        channel: channel(dice),
        address: dice.pick(&ADDRESSES).to_owned(),
        verified: dice.maybe(60, |dice| dice.chance(70)),
        since: dice.maybe(50, |dice| anchor.past_moment(dice)),
    }
}

fn wish(dice: &mut Dice, anchor: &Anchor) -> PreferenceSpec {
    PreferenceSpec {
        kind: if dice.chance(30) { PreferenceKind::Allowed } else { PreferenceKind::Blocked },
        days: dice.maybe(50, |dice| dice.list(1, 5, |dice| dice.pick(Weekday::ALL)).into_iter().collect::<Weekdays>()),
        window: dice.maybe(80, |dice| dice.pick(&WINDOWS).to_owned()),
        channel: dice.maybe(30, channel),
        address: dice.maybe(20, |dice| dice.pick(&ADDRESSES).to_owned()),
        at: anchor.before(distance(dice)),
        one_off: dice.chance(25),
    }
}

fn debt(dice: &mut Dice, id: &str) -> DebtSpec {
    let due_date = parsed("2025-11-03".parse::<NaiveDate>());
    let owned = |text: Option<&str>| text.map(str::to_owned);
    DebtSpec {
        id: id.to_owned(),
        account: owned(dice.pick(&[None, Some("acc-1"), Some("acc-1"), Some("acc-2")])),
        claim: owned(dice.pick(&[None, Some("claim-1")])),
        product: owned(dice.pick(&[None, Some("card"), Some("student_loan"), Some("student_loan")])),
        currency: "USD".to_owned(),
        arrears: dice.pick(&["120.00", "120.00", "120.00", "120.00", "120.00", "120.00", "0.00"]).to_owned(),
        due_date,
        upcoming: dice
            .pick(&[Some("80.00"), Some("80.00"), None, Some("0.00")])
            .map(|amount| UpcomingSpec { amount: amount.to_owned(), due_date }),
        ..DebtSpec::default()
    }
}
