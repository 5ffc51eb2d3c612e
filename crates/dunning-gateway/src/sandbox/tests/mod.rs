//! The sandbox, judged: fates, books, and what a killed process leaves. Messages come through the core's one door, as
//! everywhere.

mod books;
mod fates;
mod killed;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtFacts, DebtSpec};
use dunning_core::check::{Cleared, Draft, check, clear};
use dunning_core::decide::{Proposal, Verdict, decide};
use dunning_core::history::History;
use dunning_core::id::{DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::time::{ZoneTable, ZoneTableSpec};
use dunning_core::words::{Channel, CustomerKind, Purpose, Recipient};

use super::*;

/// The words of every message here.
const TEXT: &str = "Please pay 120.00 USD, due 1 March 2026.";

/// The instant at which everything is handed over.
pub(super) fn noon() -> DateTime<Utc> {
    "2026-04-07T12:00:00Z".parse().unwrap()
}

pub(super) fn at(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

pub(super) fn key(number: u32) -> MessageKey {
    MessageKey::new(&format!("k-{number}")).unwrap()
}

/// Whoever has messages to send: one customer who owes, reached at one address.
pub(super) struct Desk {
    policy: Policy,
    case: Case,
    channel: Channel,
}

impl Desk {
    /// Messages to this address are valid for so long.
    pub(super) fn new(channel: Channel, address: &str, valid_s: u32) -> Self {
        let law = Law {
            books: Vec::new(),
            calendars: Vec::new(),
            zones: ZoneTable::new(ZoneTableSpec { version: "none".into(), zones: Vec::new(), places: Vec::new() })
                .unwrap(),
        };
        let spec = PolicySpec { relevance_s: valid_s, ..PolicySpec::books_alone(Vec::new()) };
        let contact = ContactSpec { channel, address: address.into(), verified: Some(true), since: None };
        let debt = DebtSpec {
            id: "d".into(),
            account: None,
            claim: None,
            product: None,
            currency: "USD".into(),
            arrears: "120.00".into(),
            outstanding: None,
            due_date: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
            zone: None,
            statement_date: None,
            upcoming: None,
            in_collection_since: None,
            parts: Vec::new(),
            cause: None,
            consequences: Vec::new(),
            facts: DebtFacts::default(),
        };
        let case = Case::new(CaseSpec {
            as_of: Some(noon()),
            creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
            customer: CustomerSpec {
                id: "c".into(),
                kind: Some(CustomerKind::Person),
                contacts: vec![contact],
                ..CustomerSpec::default()
            },
            debts: vec![debt],
            ..CaseSpec::default()
        });
        Self { policy: Policy::compile(spec, &law).unwrap(), case: case.unwrap(), channel }
    }

    /// A message cleared at noon.
    pub(super) fn message(&self, key: MessageKey) -> Cleared {
        let debts = vec![DebtId::new("d").unwrap()];
        let proposal = Proposal {
            debts: debts.clone(),
            key: Some(key),
            ..Proposal::new(Purpose::Collection, self.channel, Recipient::Customer)
        };
        let decision = decide(&self.policy, &self.case, &History::default(), &proposal, noon());
        let Verdict::Permit(permit) = decision.verdict else { panic!("withheld: {:?}", decision.findings) };
        let draft = Draft {
            purpose: Purpose::Collection,
            channel: self.channel,
            recipient: Recipient::Customer,
            address: None,
            debts,
            first: permit.first(),
            locale: Locale::new("en").unwrap(),
            subject: None,
            text: TEXT.to_owned().into(),
            template: None,
        };
        clear(permit, check(&self.policy, &self.case, draft).unwrap(), noon()).unwrap()
    }

    pub(super) fn messages(&self, numbers: impl IntoIterator<Item = u32>) -> Vec<Cleared> {
        numbers.into_iter().map(|number| self.message(key(number))).collect()
    }
}

/// An hour's validity, by SMS to a number in mainland China.
pub(super) fn desk() -> Desk {
    Desk::new(Channel::Sms, "+8613800138000", 3_600)
}

/// The sandbox never waits: its futures are ready when they are asked.
pub(super) fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a sandbox's future waits"),
    }
}

/// Everything that comes back up to an instant, acknowledged as it comes.
pub(super) fn drain(sandbox: &Sandbox, until: DateTime<Utc>) -> Vec<Inbound> {
    let mut all = Vec::new();
    loop {
        let some = ready(sandbox.inbound(until, 100)).unwrap();
        if some.is_empty() {
            return all;
        }
        let ids: Vec<_> = some.iter().map(|inbound| inbound.id.clone()).collect();
        ready(sandbox.acknowledge(&ids)).unwrap();
        all.extend(some);
    }
}

/// Past everything that any fate here holds.
pub(super) fn the_end() -> DateTime<Utc> {
    at(30 * 86_400)
}
