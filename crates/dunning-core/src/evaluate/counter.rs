//! The counter: caps over local days, seconds, weeks and months, and pauses after an event. What counts is read off
//! each event; a submission whose end isn't known counts at the last second at which it may still arrive.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::compile::Rule;
use super::{Question, Standing, registry};
use crate::case::{Address, Debt};
use crate::finding::{Code, Inputs, Need};
use crate::history::{Event, Payment};
use crate::id::DebtId;
use crate::rule::{Aggregate, CapKey, Cooldown, Counted, Exclusion, Period, Span, Trigger, WindowCap};
use crate::time::Weekday;
use crate::words::{Channel, ConsentAbout, ConsentState, Direction, Outcome, PaymentState, Purpose};

/// Whether an event is of the counted kind, leaving aside whose it is and what about.
pub(super) fn counts(counted: Counted, event: &Event) -> bool {
    let out = event.direction == Direction::Out;
    // Handed over, and not proven to have gone nowhere.
    let message = out
        && is_message(event.channel)
        && !matches!(event.outcome, Outcome::Rejected | Outcome::Undelivered | Outcome::NotConnected);
    // Not settled yet: counts as if it had arrived, until a receipt proves otherwise.
    let unsettled = out && (event.until.is_some() || event.outcome == Outcome::Unknown);
    match counted {
        Counted::Attempt => out,
        Counted::Unanswered => {
            out && !is_message(event.channel)
                && matches!(event.outcome, Outcome::NoAnswer | Outcome::NotConnected | Outcome::VoicemailReached)
        }
        Counted::Effective => out && matches!(event.outcome, Outcome::Answered | Outcome::Conversation),
        Counted::Conversation => event.outcome == Outcome::Conversation,
        Counted::Message => message,
        Counted::Learned => {
            out && (unsettled
                || matches!(event.outcome, Outcome::Delivered | Outcome::Read | Outcome::Conversation | Outcome::Met))
        }
        Counted::Contact => {
            message
                || (out
                    && matches!(
                        event.outcome,
                        Outcome::VoicemailLeft | Outcome::Answered | Outcome::Conversation | Outcome::Met
                    ))
        }
    }
}

/// Whether a channel carries a message, in contrast to a call or a visit.
pub(super) const fn is_message(channel: Channel) -> bool {
    !matches!(channel, Channel::Voice | Channel::AiVoice | Channel::Prerecorded | Channel::Visit)
}

/// How a cap stands at an instant: as the fullest of its keys.
pub(super) fn cap(cap: &WindowCap, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    if exclusion_ends(&cap.excludes, question, at).is_some() {
        return Standing::Open;
    }
    let since = first_instant(cap.period, question, at);
    let mut worst: Option<(DateTime<Utc>, u32)> = None;
    for key in keys(cap.per, question) {
        let mut counted = 0_u32;
        let within = |event: &&Event| event.latest() >= since && counts_for(cap, &key, question, event);
        for _ in question.history.events().iter().filter(within) {
            counted += 1;
        }
        if counted >= cap.max {
            let mut latest: Vec<DateTime<Utc>> =
                question.history.events().iter().filter(within).map(Event::latest).collect();
            latest.sort_unstable();
            // The cap is free again once so many of the oldest have left that fewer than `max` remain.
            let leaving = latest.get((counted - cap.max) as usize).copied().unwrap_or(at);
            let opens = leaves(cap.period, question, leaving);
            if worst.is_none_or(|(until, _)| opens > until) {
                worst = Some((opens, counted));
            }
        }
    }
    match worst {
        None => Standing::Open,
        Some((opens, counted)) => Standing::until(
            Code::FreqCap,
            opens,
            Inputs::Count { counted, max: cap.max, counts: cap.counts, period: cap.period },
        ),
    }
}

/// How many contacts count at an instant, under the fullest of a cap's keys.
pub(super) fn counted(cap: &WindowCap, question: &Question<'_>, at: DateTime<Utc>) -> u32 {
    let since = first_instant(cap.period, question, at);
    let count = |key: &Key<'_>| {
        question
            .history
            .events()
            .iter()
            .filter(|event| event.latest() >= since && counts_for(cap, key, question, event))
            .count()
    };
    keys(cap.per, question).iter().map(count).max().and_then(|most| u32::try_from(most).ok()).unwrap_or(0)
}

/// How a pause stands at an instant.
pub(super) fn cooldown(rule: &Rule, cooldown: &Cooldown, question: &Question<'_>, at: DateTime<Utc>) -> Standing {
    if exclusion_ends(&cooldown.excludes, question, at).is_some() {
        return Standing::Open;
    }
    let (code, begins) = match cooldown.after {
        Trigger::Event(counted) => (Code::FreqCooldown, last_event(counted, cooldown, question, at)),
        Trigger::PaymentPending => {
            (Code::FreqPayment, last_payment(question, at, |payment| payment.state == PaymentState::Pending))
        }
        Trigger::PaymentPart => {
            (Code::FreqPayment, last_payment(question, at, |payment| payment.state == PaymentState::Settled))
        }
    };
    let Some(begins) = begins else { return Standing::Open };
    let inputs = Inputs::Since { at: begins };
    match span_end(rule, &cooldown.span, question, begins) {
        Ok(end) if end <= at => Standing::Open,
        Ok(end) => Standing::until(code, end, inputs),
        Err(need) => Standing::needs(Code::TimeCalendar, need, inputs),
    }
}

/// The instant at which a span that begins with `begins` is over wherever the customer may be.
pub(super) fn span_end(
    rule: &Rule,
    span: &Span,
    question: &Question<'_>,
    begins: DateTime<Utc>,
) -> Result<DateTime<Utc>, Need> {
    let clock = &question.clock;
    let day = clock.day_max(begins);
    match span {
        Span::Seconds(seconds) => Ok(begins + TimeDelta::seconds(i64::from(*seconds))),
        Span::Days(days) => Ok(clock.start_max(plus_days(day, i64::from(*days)))),
        Span::BusinessDays(days, _) => {
            let last = rule
                .calendars
                .of(question)
                .and_then(|calendar| calendar.add_business_days(day, *days))
                .ok_or(Need::Calendar)?;
            Ok(clock.start_max(plus_days(last, 1)))
        }
    }
}

/// When the contact itself falls under a consent that excludes it: the instant at which that ends.
pub(super) fn exclusion_ends(
    excludes: &[Exclusion],
    question: &Question<'_>,
    at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let end = |exclusion: &Exclusion| match exclusion {
        Exclusion::ConsentDays(days) => consent_ends(*days, question, at),
        Exclusion::Consent => registry::holds_until(question, at),
        Exclusion::Outcome(_) | Exclusion::Recipients(_) => None,
    };
    excludes.iter().filter_map(end).max()
}

/// The end of a consent to additional calls that is in force at an instant: so many local days, its own the first, ended
/// earlier where it says so or is taken back (12 CFR 1006.14(b)(3)(i)).
fn consent_ends(days: u32, question: &Question<'_>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut ends: Option<DateTime<Utc>> = None;
    for line in question.history.consents().iter().take_while(|line| line.at <= at) {
        if !line.covers(question.proposal.channel, question.address, question.proposal.purpose) {
            continue;
        }
        match line.state {
            ConsentState::Granted if line.about == Some(ConsentAbout::AdditionalCalls) => {
                let period = question.clock.start_min(plus_days(question.clock.day_min(line.at), i64::from(days)));
                ends = Some(line.until.map_or(period, |until| question.clock.ends_min(until).min(period)));
            }
            ConsentState::Refused | ConsentState::Withdrawn => ends = None,
            ConsentState::Granted => {}
        }
    }
    ends.filter(|end| at < *end)
}

/// Of whom or what a cap counts, for this proposal.
pub(super) enum Key<'a> {
    Person,
    /// The debts that count as one.
    Debts(&'a Debt, Vec<&'a DebtId>),
    Number(Option<&'a Address>),
}

/// The keys under which a contact counts.
pub(super) fn keys<'a>(per: CapKey, question: &Question<'a>) -> Vec<Key<'a>> {
    let case = question.case;
    let group = |debt: &'a Debt| -> Key<'a> {
        let same = |other: &&'a Debt| {
            other.id == debt.id
                || match per {
                    CapKey::Account => other.account.is_some() && other.account == debt.account,
                    CapKey::Claim => other.claim.is_some() && other.claim == debt.claim,
                    CapKey::Debt => {
                        debt.product.as_deref() == Some(STUDENT_LOAN)
                            && other.product == debt.product
                            && other.account.is_some()
                            && other.account == debt.account
                    }
                    CapKey::Person | CapKey::Number => false,
                }
        };
        Key::Debts(debt, case.debts().iter().filter(same).map(|other| &other.id).collect())
    };
    match per {
        CapKey::Person => vec![Key::Person],
        CapKey::Number => vec![Key::Number(question.address)],
        CapKey::Debt | CapKey::Account | CapKey::Claim => question.debts().map(group).collect(),
    }
}

/// The product whose debts under one account number are one debt (12 CFR 1006.14(b)(4)).
const STUDENT_LOAN: &str = "student_loan";

/// Whether an event counts for a cap under a key.
fn counts_for(cap: &WindowCap, key: &Key<'_>, question: &Question<'_>, event: &Event) -> bool {
    counts(cap.counts, event)
        && of(&cap.channels, &cap.purposes, event)
        && about(key, event)
        && counts_together(cap.over, question, event)
        && !excluded(&cap.excludes, event)
        && !cap.excludes.iter().any(|exclusion| match exclusion {
            Exclusion::ConsentDays(days) => consent_ends(*days, question, event.at).is_some(),
            Exclusion::Outcome(_) | Exclusion::Recipients(_) | Exclusion::Consent => false,
        })
}

/// Whether an event is by one of these channels and for one of these purposes; no list means every one.
fn of(channels: &[Channel], purposes: &[Purpose], event: &Event) -> bool {
    (channels.is_empty() || channels.contains(&event.channel))
        && (purposes.is_empty() || event.purpose.is_none_or(|purpose| purposes.contains(&purpose)))
}

/// Whether an event never counts, for what it was.
fn excluded(excludes: &[Exclusion], event: &Event) -> bool {
    excludes.iter().any(|exclusion| match exclusion {
        Exclusion::Outcome(outcome) => event.outcome == *outcome,
        Exclusion::Recipients(recipients) => event.recipient.is_some_and(|recipient| recipients.contains(&recipient)),
        Exclusion::ConsentDays(_) | Exclusion::Consent => false,
    })
}

/// Whether an event is about the key; one that says nothing of it is.
fn about(key: &Key<'_>, event: &Event) -> bool {
    match key {
        Key::Person => true,
        Key::Debts(_, ids) => event.debts.is_empty() || event.debts.iter().any(|debt| ids.contains(&debt)),
        Key::Number(address) => address.is_none_or(|address| event.address.as_ref().is_none_or(|used| used == address)),
    }
}

fn counts_together(over: Aggregate, question: &Question<'_>, event: &Event) -> bool {
    match over {
        Aggregate::CreditorAndAgents => true,
        Aggregate::Collector => match (&event.by, question.case.collector()) {
            (Some(by), Some(collector)) => by == collector,
            _ => true,
        },
    }
}

fn last_event(
    counted: Counted,
    cooldown: &Cooldown,
    question: &Question<'_>,
    at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let keys = keys(cooldown.per, question);
    let starts = |event: &&Event| {
        event.at <= at
            && counts(counted, event)
            && of(&cooldown.channels, &cooldown.purposes, event)
            && keys.iter().any(|key| about(key, event))
            && counts_together(cooldown.over, question, event)
            && !excluded(&cooldown.excludes, event)
    };
    question.history.events().iter().filter(starts).map(Event::latest).max()
}

/// The last payment of a kind that concerns a proposed debt.
fn last_payment(question: &Question<'_>, at: DateTime<Utc>, kind: impl Fn(&Payment) -> bool) -> Option<DateTime<Utc>> {
    let concerns = |payment: &Payment| {
        payment.debts.is_empty()
            || question.proposal.debts.is_empty()
            || payment.debts.iter().any(|debt| question.proposal.debts.contains(debt))
    };
    question
        .history
        .payments()
        .iter()
        .rev()
        .find(|payment| payment.at <= at && kind(payment) && concerns(payment))
        .map(|payment| payment.at)
}

/// The first instant whose events still count at `at`.
fn first_instant(period: Period, question: &Question<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
    let clock = &question.clock;
    match period {
        Period::Seconds(seconds) => at - TimeDelta::seconds(i64::from(seconds)) + TimeDelta::seconds(1),
        Period::Days(days) => clock.start_min(plus_days(clock.day_min(at), 1 - i64::from(days))),
        Period::Week(first) => clock.start_min(week_start(clock.day_min(at), first)),
        Period::Month => clock.start_min(month_start(clock.day_min(at))),
    }
}

/// The instant from which an event of `event` no longer counts.
fn leaves(period: Period, question: &Question<'_>, event: DateTime<Utc>) -> DateTime<Utc> {
    let clock = &question.clock;
    let day = clock.day_max(event);
    match period {
        Period::Seconds(seconds) => event + TimeDelta::seconds(i64::from(seconds)),
        Period::Days(days) => clock.start_max(plus_days(day, i64::from(days))),
        Period::Week(first) => clock.start_max(plus_days(week_start(day, first), 7)),
        Period::Month => clock.start_max(month_start(plus_days(month_start(day), 31))),
    }
}

pub(super) fn plus_days(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

pub(super) fn week_start(day: NaiveDate, first: Weekday) -> NaiveDate {
    let behind = (day.weekday().num_days_from_monday() + 7 - crate::words::Word::index(first)) % 7;
    plus_days(day, -i64::from(behind))
}

pub(super) fn month_start(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
