//! Caps and pauses, by counting every event again, and what a contact uses up of each cap.

use std::collections::BTreeSet;

use chrono::Datelike;
use dunning_core::case::Debt;
use dunning_core::decide::Charge;
use dunning_core::history::{Consent, Event, Payment};
use dunning_core::id::DebtId;
use dunning_core::rule::{
    Aggregate, CapKey, Cooldown, Counted, Exclusion, Period, RuleKind, RuleSpec, Span, Trigger, WindowCap,
};
use dunning_core::words::{Channel, ConsentAbout, ConsentState, Direction, Outcome, PaymentState, Purpose, Word};

use super::clock::{self, date};
use super::ledger::{self, covers};
use super::{Model, named, own};

/// What a contact uses up of a cap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The cap.
    pub cap: String,
    /// Of whom or what.
    pub key: String,
    /// How many there are.
    pub max: u32,
    /// How many units a use lasts.
    pub span: i64,
    /// The unit's number of the earliest instant of contact.
    pub from: i64,
    /// The unit's number of the latest instant of arrival.
    pub at: i64,
}

impl From<&Charge> for Use {
    fn from(charge: &Charge) -> Self {
        Self {
            cap: charge.cap.to_string(),
            key: charge.key.to_text(),
            max: charge.max,
            span: charge.span,
            from: charge.from,
            at: charge.at,
        }
    }
}

pub(super) fn cap_passes(model: &Model<'_>, cap: &WindowCap, t: i64) -> bool {
    if is_excluded(model, &cap.excludes, t) {
        return true;
    }
    let today = position(model, cap.period, t).0;
    keys(model, cap.per).iter().all(|key| {
        let counted = model.scene.history.events().iter().filter(|event| {
            counts(cap.counts, event)
                && named(&cap.channels, &event.channel)
                && event.purpose.is_none_or(|purpose| named(&cap.purposes, &purpose))
                && is_about(model, key, event)
                && is_ours(model, cap.over, event)
                && !leaves_alone(&cap.excludes, event)
                && !cap.excludes.iter().any(|exclusion| match exclusion {
                    Exclusion::ConsentDays(days) => was_consented(model, *days, event),
                    _ => false,
                })
                && position(model, cap.period, latest(event)).1 + length(cap.period) > today
        });
        counted.count() < cap.max as usize
    })
}

pub(super) fn cooldown_passes(model: &Model<'_>, cooldown: &Cooldown, t: i64) -> bool {
    if is_excluded(model, &cooldown.excludes, t) {
        return true;
    }
    match cooldown.after {
        Trigger::Event(counted) => {
            let keys = keys(model, cooldown.per);
            model.scene.history.events().iter().all(|event| {
                let starts = event.at.timestamp() <= t
                    && counts(counted, event)
                    && named(&cooldown.channels, &event.channel)
                    && event.purpose.is_none_or(|purpose| named(&cooldown.purposes, &purpose))
                    && keys.iter().any(|key| is_about(model, key, event))
                    && is_ours(model, cooldown.over, event)
                    && !leaves_alone(&cooldown.excludes, event);
                !starts || is_past(model, &cooldown.span, latest(event), t)
            })
        }
        Trigger::PaymentPending => payments(model, t, PaymentState::Pending)
            .all(|payment| is_past(model, &cooldown.span, payment.at.timestamp(), t)),
        Trigger::PaymentPart => payments(model, t, PaymentState::Settled)
            .filter(|payment| concerned(model, payment).into_iter().any(|debt| may_owe(model, debt, t)))
            .all(|payment| is_past(model, &cooldown.span, payment.at.timestamp(), t)),
    }
}

/// Whether a debt may be open still: of data whose instant isn't known a payment may be in them.
fn may_owe(model: &Model<'_>, debt: &Debt, t: i64) -> bool {
    let dated = model.scene.case.as_of().is_some();
    if dated { own::owed(model, debt, t) > 0 } else { debt.arrears.minor() > 0 }
}

/// Payments known by then that concern a debt of the contact.
fn payments<'m>(model: &'m Model<'_>, t: i64, state: PaymentState) -> impl Iterator<Item = &'m Payment> {
    let known = move |payment: &&Payment| payment.at.timestamp() <= t && payment.state == state;
    model.scene.history.payments().iter().filter(known).filter(|payment| concerns(model, payment))
}

fn concerns(model: &Model<'_>, payment: &Payment) -> bool {
    let proposed = &model.scene.proposal.debts;
    payment.debts.is_empty() || proposed.is_empty() || payment.debts.iter().any(|debt| proposed.contains(debt))
}

fn concerned<'m>(model: &'m Model<'_>, payment: &Payment) -> Vec<&'m Debt> {
    model.debts().into_iter().filter(|debt| payment.debts.is_empty() || payment.debts.contains(&debt.id)).collect()
}

/// Whether a span that an instant begins is over wherever the customer may be. A span that can't be counted never is.
pub(super) fn is_past(model: &Model<'_>, span: &Span, begins: i64, t: i64) -> bool {
    is_between(model, span, (begins, model.clock.days(begins).1), (t, model.clock.days(t).0))
}

/// Whether it may be over somewhere.
pub(super) fn may_be_past(model: &Model<'_>, span: &Span, begins: i64, t: i64) -> bool {
    is_between(model, span, (begins, model.clock.days(begins).0), (t, model.clock.days(t).1))
}

/// Whether a span lies between two instants, each with its day.
fn is_between(model: &Model<'_>, span: &Span, (begins, then): (i64, i64), (t, today): (i64, i64)) -> bool {
    match span {
        Span::Seconds(seconds) => t >= begins + i64::from(*seconds),
        Span::Days(days) => today >= then + i64::from(*days),
        Span::BusinessDays(days, calendar) => {
            let calendar = clock::calendar(model.scene, calendar);
            // Days before the calendar's first are days off.
            let known = calendar.map_or(then, |calendar| clock::day_number(calendar.valid_from));
            clock::business_day(calendar, then.max(known - 1), *days).is_some_and(|last| today > last)
        }
    }
}

/// The number of the earliest and of the latest unit that an instant may lie in.
fn position(model: &Model<'_>, period: Period, t: i64) -> (i64, i64) {
    let (first, last) = model.clock.days(t);
    let week = |day: i64, begins: i64| (day - begins + 3).div_euclid(7); // 1970-01-01 was a Thursday
    let month = |day: i64| i64::from(date(day).year()) * 12 + i64::from(date(day).month0());
    match period {
        Period::Days(_) => (first, last),
        Period::Seconds(_) => (t, t),
        Period::Week(begins) => (week(first, i64::from(begins.index())), week(last, i64::from(begins.index()))),
        Period::Month => (month(first), month(last)),
    }
}

fn length(period: Period) -> i64 {
    match period {
        Period::Days(count) | Period::Seconds(count) => i64::from(count),
        Period::Week(_) | Period::Month => 1,
    }
}

/// The last second at which a contact may have reached the person.
fn latest(event: &Event) -> i64 {
    event.until.map_or(event.at.timestamp(), |until| (until.timestamp() - 1).max(event.at.timestamp()))
}

/// Whether an event is of a kind; one whose end isn't known is of every kind that it may prove to be.
fn counts(counted: Counted, event: &Event) -> bool {
    use Outcome::{
        Answered, Conversation, Delivered, Met, NoAnswer, NotConnected, Read, Rejected, Undelivered, Unknown,
        VoicemailLeft, VoicemailReached,
    };
    let outcome = event.outcome;
    let talk = outcome == Conversation;
    if event.direction == Direction::In {
        return counted == Counted::Conversation && talk;
    }
    let failed = matches!(outcome, Rejected | Undelivered | NotConnected);
    if !failed && (outcome == Unknown || event.until.is_some()) && may_become(counted, event.channel) {
        return true;
    }
    match counted {
        Counted::Attempt => true,
        Counted::Unanswered => {
            !is_message(event.channel) && matches!(outcome, NoAnswer | NotConnected | VoicemailReached)
        }
        Counted::Effective => matches!(outcome, Answered | Conversation),
        Counted::Conversation => talk,
        Counted::Message => is_message(event.channel) && !failed,
        Counted::Learned => matches!(outcome, Delivered | Read | Conversation | Met),
        Counted::Contact => {
            (is_message(event.channel) && !failed) || matches!(outcome, VoicemailLeft | Answered | Conversation | Met)
        }
        _ => true,
    }
}

/// Whether a contact by a channel may prove to be of a kind.
fn may_become(counted: Counted, channel: Channel) -> bool {
    match counted {
        Counted::Unanswered | Counted::Effective | Counted::Conversation => !is_message(channel),
        Counted::Message => is_message(channel),
        _ => true,
    }
}

fn is_message(channel: Channel) -> bool {
    !matches!(channel, Channel::Voice | Channel::AiVoice | Channel::Prerecorded | Channel::Visit)
}

/// Whether the contact itself is one that the rule leaves alone.
fn is_excluded(model: &Model<'_>, excludes: &[Exclusion], t: i64) -> bool {
    excludes.iter().any(|exclusion| match exclusion {
        Exclusion::Recipients(recipients) => recipients.contains(&model.scene.proposal.recipient),
        Exclusion::ConsentDays(days) => has_consent(model, *days, t, |line| covers(model, line)),
        Exclusion::Consent => ledger::plain_consent(model, t),
        Exclusion::Outcome(_) => false,
    })
}

/// Whether an event is one that the rule leaves alone.
fn leaves_alone(excludes: &[Exclusion], event: &Event) -> bool {
    excludes.iter().any(|exclusion| match exclusion {
        Exclusion::Outcome(outcome) => *outcome == event.outcome,
        Exclusion::Recipients(recipients) => event.recipient.is_some_and(|r| recipients.contains(&r)),
        Exclusion::ConsentDays(_) | Exclusion::Consent => false,
    })
}

/// Whether an event was made under a consent to additional calls that speaks of it.
fn was_consented(model: &Model<'_>, days: u32, event: &Event) -> bool {
    let purpose = event.purpose.unwrap_or(model.scene.proposal.purpose);
    let speaks = |line: &Consent| ledger::speaks_of(line, event.channel, event.address.as_ref(), purpose);
    has_consent(model, days, event.at.timestamp(), speaks)
}

/// Whether a consent to additional calls holds at an instant: so many days, its own the first.
fn has_consent(model: &Model<'_>, days: u32, t: i64, speaks: impl Fn(&Consent) -> bool) -> bool {
    let mut given: Option<&Consent> = None;
    for line in model.scene.history.consents() {
        if line.at.timestamp() > t || !speaks(line) {
            continue;
        }
        match line.state {
            ConsentState::Granted if line.about == Some(ConsentAbout::AdditionalCalls) => given = Some(line),
            ConsentState::Granted => {}
            _ => given = None,
        }
    }
    given.is_some_and(|line| {
        let first = model.clock.days(line.at.timestamp()).0;
        model.clock.days(t).1 < first + i64::from(days)
            && !line.until.is_some_and(|until| model.clock.may_be_over(until, t))
            && line.window.is_none_or(|window| ledger::holds_everywhere(model, window, t))
    })
}

/// Of whom or what a cap counts: a name, and the debts that it stands for.
struct Key<'s> {
    name: String,
    debts: Option<Vec<&'s DebtId>>,
    by_address: bool,
}

fn keys<'s>(model: &Model<'s>, per: CapKey) -> Vec<Key<'s>> {
    let person = || format!("person:{}", model.scene.case.customer().id.as_str());
    match per {
        CapKey::Person => vec![Key { name: person(), debts: None, by_address: false }],
        CapKey::Number => {
            let name = model.address.map_or_else(person, |address| format!("number:{}", address.expose()));
            vec![Key { name, debts: None, by_address: model.address.is_some() }]
        }
        CapKey::Debt | CapKey::Account | CapKey::Claim => {
            let all = model.scene.case.debts();
            let mut keys: Vec<Key<'s>> = Vec::new();
            for debt in model.debts() {
                let group: Vec<&'s DebtId> =
                    all.iter().filter(|other| are_one(per, debt, other)).map(|d| &d.id).collect();
                let name = match (per, &debt.account, &debt.claim) {
                    (CapKey::Account, Some(account), _) => format!("account:{}", account.as_str()),
                    (CapKey::Claim, _, Some(claim)) => format!("claim:{}", claim.as_str()),
                    _ => format!("debt:{}", group.iter().min().map_or("", |id| id.as_str())),
                };
                if keys.iter().all(|key| key.name != name) {
                    keys.push(Key { name, debts: Some(group), by_address: false });
                }
            }
            keys
        }
    }
}

/// Whether two debts count as one; student loans under one account do (12 CFR 1006.14(b)(4)).
fn are_one(per: CapKey, debt: &Debt, other: &Debt) -> bool {
    let student = |debt: &Debt| debt.product.as_deref() == Some("student_loan");
    let account = debt.account.is_some() && debt.account == other.account;
    debt.id == other.id
        || match per {
            CapKey::Account => account,
            CapKey::Claim => debt.claim.is_some() && debt.claim == other.claim,
            _ => account && student(debt) && student(other),
        }
}

fn is_about(model: &Model<'_>, key: &Key<'_>, event: &Event) -> bool {
    if key.by_address {
        return event.address.as_ref().is_none_or(|used| Some(used) == model.address);
    }
    let Some(debts) = &key.debts else { return true };
    event.debts.is_empty() || event.debts.iter().any(|debt| debts.contains(&debt))
}

fn is_ours(model: &Model<'_>, over: Aggregate, event: &Event) -> bool {
    match (over, &event.by, model.scene.case.collector()) {
        (Aggregate::Collector, Some(by), Some(collector)) => by == collector,
        _ => true,
    }
}

impl Model<'_> {
    /// What the contact uses up, if its validity ends at an instant.
    pub fn uses(&self, valid_until: i64) -> BTreeSet<Use> {
        let mut uses = BTreeSet::new();
        for rule in self.rules.iter().filter(|rule| rule.refuses && self.in_force(rule.spec, self.at)) {
            if let RuleKind::WindowCap(cap) = &rule.spec.kind {
                uses.extend(self.uses_of(rule.spec, cap, valid_until));
            }
        }
        uses
    }

    fn uses_of(&self, spec: &RuleSpec, cap: &WindowCap, valid_until: i64) -> Vec<Use> {
        let proposal = &self.scene.proposal;
        let purposes: &[Purpose] = &cap.purposes;
        let would_count = may_become(cap.counts, proposal.channel)
            && named(&cap.channels, &proposal.channel)
            && named(purposes, &proposal.purpose)
            && !is_excluded(self, &cap.excludes, self.at);
        if !would_count {
            return Vec::new();
        }
        let last = (valid_until + i64::from(proposal.fence_s) - 1).max(self.at);
        // The core counts days from 0001-01-01, a Monday, and weeks from the one that begins with it.
        let since_year_1 = match cap.period {
            Period::Days(_) => 719_163,
            Period::Week(_) => 102_737,
            Period::Seconds(_) | Period::Month => 0,
        };
        let one = |key: Key<'_>| Use {
            cap: spec.id.as_str().to_owned(),
            key: key.name,
            max: cap.max,
            span: length(cap.period),
            from: position(self, cap.period, self.at).0 + since_year_1,
            at: position(self, cap.period, last).1 + since_year_1,
        };
        keys(self, cap.per).into_iter().map(one).collect()
    }
}
