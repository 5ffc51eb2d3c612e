//! What a permitted contact uses up of each cap in force, as numbers a store can guard without knowing a rule: a ring of
//! `max` slots, each free again `span` units after its last use.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};

use super::counter::{Key, are_one, counts, exclusion_ends, keys, may_become};
use super::{Clock, Question};
use crate::case::{Address, Case};
use crate::fault::Fault;
use crate::history::Event;
use crate::id::{AccountId, ClaimId, CustomerId, DebtId};
use crate::policy::Policy;
use crate::policy::compile::Rule;
use crate::rule::{CapKey, Exclusion, Period, RuleKind, WindowCap};
use crate::time::{Day, Second, Weekday};
use crate::words::{Effect, Word};

/// One use of a cap. A store keeps `max` slots per (cap, key) and uses one only if `from - last ≥ span`, where `last` is
/// the `at` of its last use; it then keeps `at`. So no period holds more than `max`, whatever runs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The cap: the rule's id, and its part where it has parts.
    pub cap: Arc<str>,
    /// Of whom or what it counts.
    pub key: ChargeKey,
    /// What positions count.
    pub unit: Unit,
    /// How many slots the ring has.
    pub max: u32,
    /// How many units a slot rests.
    pub span: i64,
    /// Position of the earliest instant at which the contact may happen.
    pub from: i64,
    /// Position of the latest instant at which the message could still arrive.
    pub at: i64,
}

/// What the positions of a charge count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds since 1970-01-01T00:00:00Z.
    Seconds,
    /// Local days, counted from 0001-01-01 as day 1.
    Days,
    /// Calendar weeks, by their first day.
    Weeks,
    /// Calendar months.
    Months,
}

/// Of whom or what a cap counts. Personal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChargeKey {
    /// The customer.
    Customer(CustomerId),
    /// A debt.
    Debt(DebtId),
    /// An account.
    Account(AccountId),
    /// A claim.
    Claim(ClaimId),
    /// An address.
    Number(Address),
}

impl ChargeKey {
    /// The key as text, with what it names: `debt:A`. Personal.
    pub fn to_text(&self) -> String {
        let (noun, name) = self.parts();
        [noun, ":", name].concat()
    }

    /// What it names, and by which name. Personal.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Customer(id) => ("person", id.as_str()),
            Self::Debt(id) => ("debt", id.as_str()),
            Self::Account(id) => ("account", id.as_str()),
            Self::Claim(id) => ("claim", id.as_str()),
            Self::Number(address) => ("number", address.expose()),
        }
    }

    /// Reads a key as [`ChargeKey::to_text`] writes it.
    ///
    /// # Errors
    /// `DATA-ID` for anything else, `DATA-ADDRESS` for an address that is none.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        match text.split_once(':') {
            Some(("person", id)) => CustomerId::new(id).map(Self::Customer),
            Some(("debt", id)) => DebtId::new(id).map(Self::Debt),
            Some(("account", id)) => AccountId::new(id).map(Self::Account),
            Some(("claim", id)) => ClaimId::new(id).map(Self::Claim),
            Some(("number", address)) => Address::new(address).map(Self::Number),
            _ => Err(Fault::new("DATA-ID", "", "this is nothing that a cap counts")),
        }
    }
}

impl fmt::Debug for ChargeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«key»")
    }
}

/// The charges of a contact that may arrive until just before its fence.
pub(super) fn charges(question: &Question<'_>, valid_until: Second) -> Vec<Charge> {
    let last = (valid_until + i64::from(question.proposal.fence_s) - 1).max(question.at);
    let days = (question.clock.day_min(question.at), question.clock.day_max(last));
    let mut charges = Vec::new();
    for (_, rule) in question.caps() {
        let RuleKind::WindowCap(cap) = &rule.spec.kind else { continue };
        if rule.ceiling == Effect::Note
            || !(rule.from..rule.until).contains(&question.at)
            || !would_count(cap, question)
        {
            continue;
        }
        let (unit, span, from, at) = positions(cap.period, (question.at, last), days);
        for key in keys(cap.per, question) {
            charges.push(Charge {
                cap: Arc::clone(&rule.cap),
                key: charge_key(cap.per, key, question),
                unit,
                max: cap.max,
                span,
                from,
                at,
            });
        }
    }
    charges
}

/// The caps that don't count a contact with this outcome: once it is proven, their charges are given back.
pub fn released(policy: &Policy, event: &Event) -> Vec<Arc<str>> {
    let spares = |rule: &&Rule| match &rule.spec.kind {
        RuleKind::WindowCap(cap) => {
            !counts(cap.counts, event) || cap.excludes.contains(&Exclusion::Outcome(event.outcome))
        }
        _ => false,
    };
    policy.rules().as_slice().iter().filter(spares).map(|rule| Arc::clone(&rule.cap)).collect()
}

/// The positions of an instant that a receipt proves, in the units in which a charge can be moved to it: seconds, and
/// the latest local day that it may be.
pub fn positions_of(policy: &Policy, case: &Case, at: DateTime<Utc>) -> [(Unit, i64); 2] {
    let at = Second::of(at);
    let clock = Clock::of(case, policy.zones(), at);
    [(Unit::Seconds, at.number()), (Unit::Days, clock.day_max(at).number())]
}

/// Whether the contact would count, its outcome taken as one that counts.
fn would_count(cap: &WindowCap, question: &Question<'_>) -> bool {
    let proposal = question.proposal;
    may_become(cap.counts, proposal.channel)
        && (cap.channels.is_empty() || cap.channels.contains(&proposal.channel))
        && (cap.purposes.is_empty() || cap.purposes.contains(&proposal.purpose))
        && exclusion_ends(&cap.excludes, question, question.at).is_none()
}

/// Unit and span of a period, and the positions in it of the first and last instant of a contact, on these local days.
fn positions(
    period: Period,
    (first, last): (Second, Second),
    (first_day, last_day): (Day, Day),
) -> (Unit, i64, i64, i64) {
    match period {
        Period::Seconds(seconds) => (Unit::Seconds, i64::from(seconds), first.number(), last.number()),
        Period::Days(days) => (Unit::Days, i64::from(days), first_day.number(), last_day.number()),
        Period::Week(first) => (Unit::Weeks, 1, week(first_day, first), week(last_day, first)),
        Period::Month => (Unit::Months, 1, month(first_day), month(last_day)),
    }
}

fn week(day: Day, first: Weekday) -> i64 {
    (day.week_start(first).number() - 1 - i64::from(first.index())).div_euclid(7)
}

fn month(day: Day) -> i64 {
    let date = day.date();
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn charge_key(per: CapKey, key: Key<'_>, question: &Question<'_>) -> ChargeKey {
    match key {
        Key::Person | Key::Number(None) => ChargeKey::Customer(question.case.customer().id.clone()),
        Key::Number(Some(address)) => ChargeKey::Number(address.clone()),
        Key::Debt(debt) => match (per, &debt.account, &debt.claim) {
            (CapKey::Account, Some(account), _) => ChargeKey::Account(account.clone()),
            (CapKey::Claim, _, Some(claim)) => ChargeKey::Claim(claim.clone()),
            // Student loans that are one debt share one key: that of the first by id.
            _ => {
                let one = question.case.debts().iter().filter(|other| are_one(per, debt, other)).map(|other| &other.id);
                ChargeKey::Debt(one.min().unwrap_or(&debt.id).clone())
            }
        },
    }
}
