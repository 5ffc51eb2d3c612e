//! The counter: caps over local days, seconds, weeks and months, and pauses after an event. What counts is read off
//! each event; a submission whose end isn't known counts at the last second at which it may still arrive.

use super::{Question, Standing, consent, owed_at};
use crate::case::{Address, Debt};
use crate::finding::{Code, Inputs, Need};
use crate::history::{Event, Payment};
use crate::id::DebtId;
use crate::policy::compile::Rule;
use crate::rule::{Aggregate, CapKey, Cooldown, Counted, Exclusion, Period, Span, Trigger, WindowCap};
use crate::time::{Day, Second};
use crate::words::{Channel, Direction, Outcome, PaymentState, Purpose};

/// Whether an event is of the counted kind, leaving aside whose it is and what about. One whose end isn't known is of
/// every kind that it may prove to be, until a receipt proves otherwise.
pub(super) fn counts(counted: Counted, event: &Event) -> bool {
    use Outcome::{
        Answered, Conversation, Delivered, Met, NoAnswer, NotConnected, Read, Rejected, Undelivered, VoicemailLeft,
        VoicemailReached,
    };
    let (channel, outcome) = (event.channel, event.outcome);
    if event.direction == Direction::In {
        return counted == Counted::Conversation && outcome == Conversation;
    }
    // Proven to have gone nowhere.
    let failed = matches!(outcome, Rejected | Undelivered | NotConnected);
    let unsettled = !failed && (event.until.is_some() || outcome == Outcome::Unknown);
    if unsettled && may_become(counted, channel) {
        return true;
    }
    let message = is_message(channel) && !failed;
    match counted {
        Counted::Attempt => true,
        Counted::Unanswered => !is_message(channel) && matches!(outcome, NoAnswer | NotConnected | VoicemailReached),
        Counted::Effective => matches!(outcome, Answered | Conversation),
        Counted::Conversation => outcome == Conversation,
        Counted::Message => message,
        Counted::Learned => matches!(outcome, Delivered | Read | Conversation | Met),
        Counted::Contact => message || matches!(outcome, VoicemailLeft | Answered | Conversation | Met),
    }
}

/// Whether a contact by a channel may prove to be of the counted kind.
pub(super) const fn may_become(counted: Counted, channel: Channel) -> bool {
    match counted {
        Counted::Unanswered | Counted::Effective | Counted::Conversation => !is_message(channel),
        Counted::Message => is_message(channel),
        Counted::Attempt | Counted::Learned | Counted::Contact => true,
    }
}

/// Whether a channel carries a message, in contrast to a call or a visit.
const fn is_message(channel: Channel) -> bool {
    !matches!(channel, Channel::Voice | Channel::AiVoice | Channel::Prerecorded | Channel::Visit)
}

/// How a cap stands at an instant: as the fullest of its keys.
pub(super) fn cap(cap: &WindowCap, question: &Question<'_>, at: Second) -> Standing {
    if exclusion_ends(&cap.excludes, question, at).is_some() {
        return Standing::Open;
    }
    let since = first_instant(cap.period, question, at);
    let mut worst: Option<(Second, u32)> = None;
    for key in keys(cap.per, question) {
        let counted = counted_for(cap, key, question, since);
        let Some(over) = counted.checked_sub(cap.max) else { continue };
        let mut latest: Vec<Second> = within(cap, key, question, since).map(|(_, reached)| reached).collect();
        latest.sort_unstable();
        // The cap is free again once so many of the oldest have left that fewer than `max` remain.
        let leaving = latest.get(over as usize).copied().unwrap_or(at);
        let opens = leaves(cap.period, question, leaving);
        if worst.is_none_or(|(until, _)| opens > until) {
            worst = Some((opens, counted));
        }
    }
    let Some((opens, counted)) = worst else { return Standing::Open };
    let inputs = Inputs::Count { counted, max: cap.max, counts: cap.counts, period: cap.period };
    let excluded = exclusion_begins(&cap.excludes, question, at);
    Standing::until(Code::FreqCap, excluded.map_or(opens, |begins| begins.min(opens)), inputs)
}

/// How many contacts count at an instant, under the fullest of a cap's keys.
pub(super) fn counted(cap: &WindowCap, question: &Question<'_>, at: Second) -> u32 {
    let since = first_instant(cap.period, question, at);
    keys(cap.per, question).map(|key| counted_for(cap, key, question, since)).max().unwrap_or(0)
}

fn counted_for(cap: &WindowCap, key: Key<'_>, question: &Question<'_>, since: Second) -> u32 {
    within(cap, key, question, since).fold(0, |counted, _| counted + 1)
}

/// The events from an instant on that count for a cap under a key, and when they count.
fn within<'q>(
    cap: &'q WindowCap,
    key: Key<'q>,
    question: &'q Question<'_>,
    since: Second,
) -> impl Iterator<Item = (&'q Event, Second)> {
    question.history.reaching(since).filter(move |(event, _)| counts_for(cap, key, question, event))
}

/// How a pause stands at an instant.
pub(super) fn cooldown(rule: &Rule, cooldown: &Cooldown, question: &Question<'_>, at: Second) -> Standing {
    if exclusion_ends(&cooldown.excludes, question, at).is_some() {
        return Standing::Open;
    }
    let (code, begins) = match cooldown.after {
        Trigger::Event(counted) => (Code::FreqCooldown, last_event(counted, cooldown, question, at)),
        Trigger::PaymentPending => {
            (Code::FreqPayment, last_payment(question, at, |payment| payment.state == PaymentState::Pending))
        }
        Trigger::PaymentPart => {
            // Of data whose instant isn't known nobody can tell whether a payment is in them: the arrears stand.
            let in_arrears = |debt: &Debt| match question.case.as_of() {
                Some(_) => !owed_at(question.case, question.history, debt, at).is_zero(),
                None => !debt.arrears.is_zero(),
            };
            let part = |payment: &Payment| {
                let paid = |debt: &Debt| payment.debts.is_empty() || payment.debts.contains(&debt.id);
                payment.state == PaymentState::Settled && question.debts().any(|debt| paid(debt) && in_arrears(debt))
            };
            (Code::FreqPayment, last_payment(question, at, part))
        }
    };
    let Some(begins) = begins else { return Standing::Open };
    let inputs = Inputs::Since { at: begins.utc() };
    let end = span_end(rule, &cooldown.span, question, begins);
    if end.is_ok_and(|end| end <= at) {
        return Standing::Open;
    }
    match (end, exclusion_begins(&cooldown.excludes, question, at)) {
        (Ok(end), excluded) => Standing::until(code, excluded.map_or(end, |begins| begins.min(end)), inputs),
        (Err(_), Some(excluded)) => Standing::until(code, excluded, inputs),
        (Err(need), None) => Standing::needs(Code::TimeCalendar, need, inputs),
    }
}

/// The instant at which a span that begins with `begins` is over wherever the customer may be: of one that bars.
pub(super) fn span_end(rule: &Rule, span: &Span, question: &Question<'_>, begins: Second) -> Result<Second, Need> {
    let clock = &question.clock;
    let day = match (span, rule.calendars.of(question.case)) {
        // Days before the calendar's first count as days off: the span ends no sooner for it, yet what began long ago is
        // not open for ever, and nothing that begins later ends sooner.
        (Span::BusinessDays(..), Some(calendar)) => clock.day_max(begins).max(Day::of(calendar.spec().valid_from) - 1),
        _ => clock.day_max(begins),
    };
    over(rule, span, question, begins, day, |day| clock.start_max(day))
}

/// The earliest instant at which a span that begins with `begins` may be over: of one that still lets pass.
pub(super) fn span_end_min(rule: &Rule, span: &Span, question: &Question<'_>, begins: Second) -> Result<Second, Need> {
    let clock = &question.clock;
    over(rule, span, question, begins, clock.day_min(begins), |day| clock.start_min(day))
}

/// The end of a span that begins on a day.
fn over(
    rule: &Rule,
    span: &Span,
    question: &Question<'_>,
    begins: Second,
    day: Day,
    start: impl Fn(Day) -> Second,
) -> Result<Second, Need> {
    match span {
        Span::Seconds(seconds) => Ok(begins + i64::from(*seconds)),
        Span::Days(days) => Ok(start(day + i64::from(*days))),
        Span::BusinessDays(days, _) => {
            let calendar = rule.calendars.of(question.case);
            let last = calendar.and_then(|calendar| calendar.add_business_days(day.date(), *days));
            last.map(|last| start(Day::of(last) + 1)).ok_or(Need::Calendar)
        }
    }
}

/// When the contact itself is excluded, and so permitted in excess of the count (12 CFR 1006.14(b)(3)): the instant at
/// which that ends, or the end of time.
pub(super) fn exclusion_ends(excludes: &[Exclusion], question: &Question<'_>, at: Second) -> Option<Second> {
    let end = |exclusion: &Exclusion| match exclusion {
        Exclusion::ConsentDays(days) => {
            let basis = consent::additional_calls(*days, question, at)?;
            basis.holds(question, at).then(|| basis.closes(question, at))
        }
        Exclusion::Consent => {
            let bases = consent::bases(&consent::PLAIN, question, at);
            bases.iter().filter(|basis| basis.holds(question, at)).map(|basis| basis.closes(question, at)).max()
        }
        Exclusion::Recipients(recipients) => recipients.contains(&question.proposal.recipient).then_some(Second::MAX),
        Exclusion::Outcome(_) => None,
    };
    excludes.iter().filter_map(end).max()
}

/// The next instant at which a consent that holds at hours of its own excludes the contact.
fn exclusion_begins(excludes: &[Exclusion], question: &Question<'_>, at: Second) -> Option<Second> {
    let begin = |exclusion: &Exclusion| match exclusion {
        Exclusion::ConsentDays(days) => consent::additional_calls(*days, question, at)?.opens(question, at),
        Exclusion::Consent => {
            let bases = consent::bases(&consent::PLAIN, question, at);
            bases.iter().filter_map(|basis| basis.opens(question, at)).min()
        }
        Exclusion::Recipients(_) | Exclusion::Outcome(_) => None,
    };
    excludes.iter().filter_map(begin).min()
}

/// Of whom or what a cap counts, for this proposal.
#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    Person,
    /// A debt, with those that are one with it.
    Debt(&'a Debt),
    Number(Option<&'a Address>),
}

/// The keys under which a contact counts, each once.
pub(super) fn keys<'a>(per: CapKey, question: &Question<'a>) -> impl Iterator<Item = Key<'a>> + use<'a> {
    let subject = question.subject;
    match per {
        CapKey::Person => Keys::One(Some(Key::Person)),
        CapKey::Number => Keys::One(Some(Key::Number(question.address))),
        CapKey::Debt | CapKey::Account | CapKey::Claim => {
            let repeats = move |i: usize, debt: &Debt| subject.debts().take(i).any(|before| are_one(per, before, debt));
            let each = subject.debts().enumerate().filter(move |(i, debt)| !repeats(*i, debt));
            Keys::Each(each.map(|(_, debt)| Key::Debt(debt)))
        }
    }
}

/// One key, or one of each debt.
enum Keys<'a, I> {
    One(Option<Key<'a>>),
    Each(I),
}

impl<'a, I: Iterator<Item = Key<'a>>> Iterator for Keys<'a, I> {
    type Item = Key<'a>;

    fn next(&mut self) -> Option<Key<'a>> {
        match self {
            Self::One(key) => key.take(),
            Self::Each(keys) => keys.next(),
        }
    }
}

/// Whether two debts are one to a cap.
pub(super) fn are_one(per: CapKey, debt: &Debt, other: &Debt) -> bool {
    let account = || debt.account.is_some() && debt.account == other.account;
    let student_loan = |debt: &Debt| debt.product.as_deref() == Some(STUDENT_LOAN);
    debt.id == other.id
        || match per {
            CapKey::Account => account(),
            CapKey::Claim => debt.claim.is_some() && debt.claim == other.claim,
            CapKey::Debt => student_loan(debt) && student_loan(other) && account(),
            CapKey::Person | CapKey::Number => false,
        }
}

/// The product whose debts under one account number are one debt (12 CFR 1006.14(b)(4)).
const STUDENT_LOAN: &str = "student_loan";

/// Whether an event counts for a cap under a key.
fn counts_for(cap: &WindowCap, key: Key<'_>, question: &Question<'_>, event: &Event) -> bool {
    counts(cap.counts, event)
        && of(&cap.channels, &cap.purposes, event)
        && about(cap.per, key, question, event)
        && counts_together(cap.over, question, event)
        && !excluded(&cap.excludes, event)
        && !cap.excludes.iter().any(|exclusion| match exclusion {
            Exclusion::ConsentDays(days) => consent::was_additional(*days, question, event),
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
fn about(per: CapKey, key: Key<'_>, question: &Question<'_>, event: &Event) -> bool {
    match key {
        Key::Person | Key::Number(None) => true,
        Key::Number(Some(address)) => event.address.as_ref().is_none_or(|used| used == address),
        Key::Debt(debt) => {
            let is_one =
                |id: &DebtId| *id == debt.id || question.case.debt(id).is_some_and(|other| are_one(per, debt, other));
            event.debts.is_empty() || event.debts.iter().any(is_one)
        }
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

fn last_event(counted: Counted, cooldown: &Cooldown, question: &Question<'_>, at: Second) -> Option<Second> {
    let starts = |event: &Event| {
        counts(counted, event)
            && of(&cooldown.channels, &cooldown.purposes, event)
            && keys(cooldown.per, question).any(|key| about(cooldown.per, key, question, event))
            && counts_together(cooldown.over, question, event)
            && !excluded(&cooldown.excludes, event)
    };
    question.history.last_reached(at, starts)
}

/// The last payment of a kind that concerns a proposed debt.
fn last_payment(question: &Question<'_>, at: Second, kind: impl Fn(&Payment) -> bool) -> Option<Second> {
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
        .find(|payment| Second::of(payment.at) <= at && kind(payment) && concerns(payment))
        .map(|payment| Second::of(payment.at))
}

/// The first instant whose events still count at `at`.
fn first_instant(period: Period, question: &Question<'_>, at: Second) -> Second {
    let clock = &question.clock;
    match period {
        Period::Seconds(seconds) => at - i64::from(seconds) + 1,
        Period::Days(days) => clock.start_min(clock.day_min(at) + 1 - i64::from(days)),
        Period::Week(first) => clock.start_min(clock.day_min(at).week_start(first)),
        Period::Month => clock.start_min(clock.day_min(at).month_start()),
    }
}

/// The instant from which an event of `event` no longer counts.
fn leaves(period: Period, question: &Question<'_>, event: Second) -> Second {
    let clock = &question.clock;
    let day = clock.day_max(event);
    match period {
        Period::Seconds(seconds) => event + i64::from(seconds),
        Period::Days(days) => clock.start_max(day + i64::from(days)),
        Period::Week(first) => clock.start_max(day.week_start(first) + 7),
        Period::Month => clock.start_max((day.month_start() + 31).month_start()),
    }
}
