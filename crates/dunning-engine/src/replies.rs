//! Replies: what a customer's words change, and the answer they are owed. A stop is in force before anybody is told of it,
//! in one transaction; what isn't understood stops reminders until a person has read it.
//!
//! **Answers end.** They go to the address they answer, once for all who share it; a stop is confirmed once, where it closed something (47 CFR
//! 64.1200(a)(12)); words that wait for a person are acknowledged once until that person has read them; and whatever
//! happens there are no more than [`ANSWERS_A_DAY_MAX`] to one customer. Two machines that answer each other fall silent.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dunning_core::audit::{Entry, PersonKey};
use dunning_core::case::Address;
use dunning_core::decide::local_day;
use dunning_core::fault::Faults;
use dunning_core::history::{Consent, Event, Fact, Hold, spared_by_opt_out};
use dunning_core::id::{CustomerId, StepId};
use dunning_core::pii::Pii;
use dunning_core::reply::{self, Intent, Reading};
use dunning_core::strategy::{Cycle, Due};
use dunning_core::time::Moment;
use dunning_core::words::{Channel, ConsentForm, ConsentState, Direction, HoldCause, Outcome, Purpose, Tone, Word};
use dunning_gateway::Reply;
use dunning_store::{Contact, LaneTx};

use crate::desk::word;
use crate::opt_out::{OptOut, suppress};
use crate::person::{Found, Person, append, append_as, key_of};
use crate::planner::{plan_due, plan_person};
use crate::{Desk, Error};

/// For how many days "I have paid" stops reminders: the days a transfer takes to be booked, a weekend included.
const PAID_CLAIM_DAYS: u64 = 4;

/// For how many days after a promised day reminders wait: the promise is kept with the booking, a day or two later.
const PROMISE_GRACE_DAYS: u64 = 2;

/// For how many days a promise without a day stops reminders.
const PROMISE_OPEN_DAYS: u64 = 3;

/// For how many days an answer to a customer's message is worth sending.
const ANSWER_DAYS: u64 = 1;

/// Most answers to one customer in a day, whatever they write: one to a stop and one to words that wait for a person.
const ANSWERS_A_DAY_MAX: usize = 2;

/// Longest time from a customer's writing to our hearing of it: networks give a message up after some days. What is dated
/// farther back was dated by a broken clock.
const UNDER_WAY: TimeDelta = TimeDelta::days(7);

/// What steps of answers begin with; no step of a cadence does.
const ANSWER: &str = "reply.";

/// Keeps a reply, what it changes, and the answer it is owed, unless another who shares the address is answered.
pub(crate) fn take_reply(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    reply: &Reply,
    answered: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(key) = key_of(lane, desk, customer)? else { return Ok(()) };
    // What a customer says holds even where what is kept of them can't be read.
    let person = Found::readable(lane, desk, customer, now)?;
    let at = heard(reply, now);
    let today = person.as_ref().map_or_else(|| at.date_naive(), |person| local_day(&desk.policy, &person.case, at));
    let reading = reply::read(reply.text.expose(), today);
    // As the case spells it, so that what is said of the address is said of the customer's.
    let token = desk.keys.token(reply.channel, &reply.from);
    let mut contacts = person.iter().flat_map(|person| &person.case.customer().contacts);
    let known = contacts.find(|contact| desk.keys.token(contact.channel, &contact.address) == token);
    let from = known.map_or(&reply.from, |contact| &contact.address);
    let event = Event {
        address: Some(from.clone()),
        text: Some(reply.text.clone()),
        ..Event::new(at, Direction::In, reply.channel, Outcome::Message)
    };
    append(lane, desk.codec.as_ref(), customer, &Fact::Event(event))?;
    let waiting = person.as_ref().is_some_and(|person| waits_unread(person, now));
    let words = Words { channel: reply.channel, text: Some(&reply.text), said: reply.at, reading, today, waiting };
    heed(lane, desk, customer, &key, &words, now)?;
    if reading.intent == Intent::OptOut {
        close(lane, desk, reply, now)?;
    }
    let Some(person) = &person else { return Ok(()) };
    if answered
        && is_owed(reading.intent, reply.channel, from, person, now)
        && answers(&lane.contacts(customer)?, today) < ANSWERS_A_DAY_MAX
        && let Some(answer) = answer(reading.intent, reply.channel, from, person, today)?
    {
        plan_due(lane, desk, customer, &answer, 0, now)?;
    }
    plan_person(lane, desk, customer, now)?;
    Ok(())
}

/// Heeds words that an import tells of as a reply is heeded, and answers nobody: whoever took them has. Of words that are
/// older than any network holds a message only a stop counts still.
pub(crate) fn take_told(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    key: &PersonKey,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let person = Found::readable(lane, desk, customer, now)?;
    let said = event.at.min(now);
    let today = person.as_ref().map_or_else(|| said.date_naive(), |person| local_day(&desk.policy, &person.case, said));
    // Words that weren't passed on can't be understood.
    let reading = reply::read(event.text.as_ref().map_or("", |text| text.expose()), today);
    if said < now - UNDER_WAY && reading.intent != Intent::OptOut {
        return Ok(());
    }
    let waiting = person.is_some_and(|person| waits_unread(&person, now));
    let words = Words { channel: event.channel, text: event.text.as_ref(), said, reading, today, waiting };
    heed(lane, desk, customer, key, &words, now)
}

/// A customer's words, read.
struct Words<'w> {
    channel: Channel,
    text: Option<&'w Pii<String>>,
    /// When they were said, as whoever passed them on says.
    said: DateTime<Utc>,
    reading: Reading,
    /// The customer's day then.
    today: NaiveDate,
    /// Whether earlier words wait to be read.
    waiting: bool,
}

/// Keeps what words change, on record, and has a person look where they must.
fn heed(
    lane: &mut dyn LaneTx,
    desk: &Desk,
    customer: &CustomerId,
    key: &PersonKey,
    words: &Words<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Words { channel, text, said, reading, .. } = words;
    let mut kept = Vec::new();
    for fact in follows(words, now) {
        let body = desk.codec.write_fact(&fact);
        kept.push((append_as(lane, customer, &fact, &body)?, key.named("fact", &body)));
    }
    let mut entry = Entry::new("reply", now)
        .personal("person", key, customer.as_str())
        .word("channel", *channel)
        .word("intent", reading.intent)
        .instant("said", *said);
    if let Some(day) = reading.promise_date {
        entry = entry.text("promise_date", &day.to_string());
    }
    let entry =
        entry.list("facts", kept, |item, (revision, named)| item.number("revision", revision).digest("fact", named));
    lane.record(entry.finish(), None)?;
    if matches!(reading.intent, Intent::Unclear | Intent::AlreadyPaid) {
        let text = text.map_or("", |text| text.expose());
        lane.open_ticket(customer, word(reading.intent), now, text.as_bytes())?;
    }
    Ok(())
}

/// When a customer wrote, as far as the network's clock can be believed: not ahead of now, nor longer ago than any network
/// holds a message.
pub(crate) fn heard(reply: &Reply, now: DateTime<Utc>) -> DateTime<Utc> {
    reply.at.clamp(now - UNDER_WAY, now)
}

/// Whether an earlier reply waits to be read.
fn waits_unread(person: &Person, now: DateTime<Utc>) -> bool {
    let mut holds = person.history.holds().iter();
    holds.any(|hold| hold.cause == HoldCause::UnreadReply && hold.until.is_none_or(|until| until.latest() > now))
}

/// What words make known. It is in force from the instant at which it is known, whatever the network's clock says.
fn follows(words: &Words<'_>, at: DateTime<Utc>) -> Vec<Fact> {
    let Words { channel, text, reading, today, waiting, .. } = *words;
    let hold = |cause, until: Option<NaiveDate>| {
        Fact::Hold(Hold {
            cause,
            from: Moment::Instant(at),
            known_at: Some(Moment::Instant(at)),
            until: until.map(Moment::Day),
            debts: Vec::new(),
        })
    };
    let after = |day: NaiveDate, days| day.checked_add_days(chrono::Days::new(days)).unwrap_or(day);
    match reading.intent {
        Intent::OptOut => stops(channel, text, at).map(Fact::Consent).collect(),
        Intent::AlreadyPaid => vec![hold(HoldCause::Promise, Some(after(today, PAID_CLAIM_DAYS)))],
        Intent::PromiseToPay => {
            let last = reading
                .promise_date
                .map_or_else(|| after(today, PROMISE_OPEN_DAYS), |day| after(day, PROMISE_GRACE_DAYS));
            vec![hold(HoldCause::Promise, Some(last))]
        }
        // What isn't understood holds reminders until a person has read it, and with it what came before.
        _ if waiting => Vec::new(),
        _ => vec![hold(HoldCause::UnreadReply, None)],
    }
}

/// Closes the address that a stop came from, for whoever comes to hold it.
pub(crate) fn close(lane: &mut dyn LaneTx, desk: &Desk, reply: &Reply, now: DateTime<Utc>) -> Result<(), Error> {
    for line in stops(reply.channel, Some(&reply.text), now) {
        let line = Consent { address: Some(reply.from.clone()), ..line };
        suppress(lane, desk, &OptOut { customer: None, line, dated: false }, None, now)?;
    }
    Ok(())
}

/// The lines of the consent ledger that a stop is, one for each channel it closes.
fn stops(channel: Channel, text: Option<&Pii<String>>, at: DateTime<Utc>) -> impl Iterator<Item = Consent> {
    closed(channel).into_iter().map(move |channel| Consent {
        channel: Some(channel),
        form: Some(ConsentForm::Reply),
        wording: text.cloned(),
        ..Consent::new(at, ConsentState::Withdrawn)
    })
}

/// The channels that a stop by one of them closes. Who answers a text or a call with stop wants neither texts nor calls: a
/// revocation covers both, in whichever it was said (47 CFR 64.1200(a)(10)). By any other channel it closes that one.
fn closed(channel: Channel) -> Vec<Channel> {
    let calls_and_texts = [Channel::Sms, Channel::Voice, Channel::AiVoice, Channel::Prerecorded];
    if calls_and_texts.contains(&channel) { calls_and_texts.to_vec() } else { vec![channel] }
}

/// Whether a reply is owed an answer: a stop that closes something, and words that are the first to wait for a person.
fn is_owed(intent: Intent, channel: Channel, from: &Address, person: &Person, now: DateTime<Utc>) -> bool {
    let history = &person.history;
    match intent {
        Intent::OptOut => closed(channel).into_iter().any(|channel| {
            let mut purposes = Purpose::ALL.iter().filter(|purpose| !spared_by_opt_out(**purpose));
            purposes.any(|purpose| history.closed_by(channel, Some(from), *purpose, now).is_none())
        }),
        Intent::Unclear => !waits_unread(person, now),
        _ => false,
    }
}

/// How many answers were planned on a day.
fn answers(contacts: &[Contact], today: NaiveDate) -> usize {
    let day = Cycle::of(today, 0).number()..=Cycle::of(today, u32::MAX).number();
    contacts.iter().filter(|contact| contact.key.step.starts_with(ANSWER) && day.contains(&contact.key.cycle)).count()
}

/// The answer: an opt-out is confirmed, what a person will read is acknowledged.
fn answer(
    intent: Intent,
    channel: Channel,
    from: &Address,
    person: &Person,
    today: NaiveDate,
) -> Result<Option<Due>, Error> {
    let (step, purpose, occasion) = match intent {
        Intent::OptOut => ("opt_out", Purpose::Confirmation, "opt_out"),
        Intent::Unclear => ("received", Purpose::Reply, "received"),
        _ => return Ok(None),
    };
    let before = person.history.events().iter().filter(|event| event.direction == Direction::In).count();
    Ok(Some(Due {
        step: StepId::new(&format!("{ANSWER}{step}")).map_err(Faults::from)?,
        cycle: Cycle::of(today, u32::try_from(before).unwrap_or(u32::MAX)),
        debts: person.case.debts().iter().map(|debt| debt.id.clone()).collect(),
        purpose,
        channels: vec![channel],
        tone: Tone::Neutral,
        occasion: occasion.to_owned(),
        last_day: today.checked_add_days(chrono::Days::new(ANSWER_DAYS)).unwrap_or(today),
        answers: Some(from.clone()),
    }))
}
