//! Random facts of a history, none dated after the instant asked about but for what holds say of the future. Contacts
//! come in clusters, so that caps fill.

use chrono::TimeDelta;
use dunning_core::history::{Artifact, Consent, Event, Fact, Hold, Payment};
use dunning_core::id::FirmId;
use dunning_core::money::{Money, parse_currency};
use dunning_core::time::Window;
use dunning_core::words::{
    ArtifactKind, ConsentAbout, ConsentForm, ConsentState, Direction, HoldCause, Outcome, PaymentState, Recipient, Word,
};

use super::dice::Dice;
use super::instant::Anchor;
use super::law::parsed;
use super::person::{address, channel, debts, purpose};
use super::rule::WINDOWS;

pub(super) fn facts(dice: &mut Dice, anchor: &Anchor) -> Vec<Fact> {
    let mut facts: Vec<Fact> = dice.list(0, 3, |dice| event(dice, anchor)).into_iter().map(Fact::Event).collect();
    if dice.chance(60) {
        // Contacts of one kind over a few days, as a campaign leaves them.
        use Outcome::{Conversation, Delivered, NoAnswer, Sent, Unknown};
        let outcome = dice.pick(&[Delivered, Sent, NoAnswer, Conversation, Unknown]);
        let like = Event { direction: Direction::Out, outcome, ..event(dice, anchor) };
        facts.extend(dice.list(1, 6, |dice| {
            let recent = anchor.before(dice.number(0, 4 * 86_400));
            let at = if dice.chance(60) { recent } else { anchor.past(dice) };
            Fact::Event(Event { at, until: like.until.map(|until| until.max(at)), ..like.clone() })
        }));
    }
    if dice.chance(30) {
        facts.extend(dice.list(1, 2, |dice| Fact::Payment(payment(dice, anchor))));
    }
    if dice.chance(60) {
        facts.extend(dice.list(1, 4, |dice| Fact::Consent(consent(dice, anchor))));
    }
    if dice.chance(50) {
        facts.extend(dice.list(1, 3, |dice| Fact::Hold(hold(dice, anchor))));
    }
    if dice.chance(30) {
        facts.push(Fact::Artifact(artifact(dice, anchor)));
    }
    facts
}

/// A contact that was tried.
pub(super) fn event(dice: &mut Dice, anchor: &Anchor) -> Event {
    let (direction, outcome) = if dice.chance(18) {
        (Direction::In, dice.pick(&[Outcome::Message, Outcome::Message, Outcome::Conversation]))
    } else {
        (Direction::Out, dice.pick(&Outcome::ALL[..Outcome::ALL.len() - 1]))
    };
    let at = anchor.past(dice);
    Event {
        until: dice.maybe(15, |dice| at + TimeDelta::seconds(dice.number(0, 100_000))),
        debts: debts(dice),
        address: dice.maybe(50, address),
        by: dice.maybe(50, |dice| parsed(FirmId::new(dice.pick(&["bank", "agency"])))),
        purpose: dice.maybe(50, purpose),
        recipient: dice.maybe(30, |dice| dice.pick(&[Recipient::Customer, Recipient::Spouse, Recipient::Attorney])),
        ..Event::new(at, direction, channel(dice), outcome)
    }
}

fn payment(dice: &mut Dice, anchor: &Anchor) -> Payment {
    let minor = dice.pick(&[5_000, 12_000, 24_000]);
    Payment {
        id: None,
        at: anchor.past(dice),
        amount: Money::from_minor(minor, parsed(parse_currency("USD"))),
        debts: debts(dice),
        state: dice.pick(PaymentState::ALL),
    }
}

/// A line of the consent ledger.
pub(super) fn consent(dice: &mut Dice, anchor: &Anchor) -> Consent {
    use ConsentState::{Granted, Refused, Withdrawn};
    let state = dice.pick(&[Granted, Granted, Granted, Granted, Refused, Withdrawn]);
    Consent {
        channel: dice.maybe(60, channel),
        address: dice.maybe(30, address),
        purpose: dice.maybe(if state == Granted { 30 } else { 60 }, purpose),
        about: dice.maybe(40, |dice| dice.pick(ConsentAbout::ALL)),
        form: dice.maybe(60, |dice| dice.pick(ConsentForm::ALL)),
        until: dice.maybe(30, |dice| anchor.moment(dice)),
        window: dice.maybe(25, |dice| parsed(Window::parse(dice.pick(&WINDOWS)))),
        ..Consent::new(anchor.past(dice), state)
    }
}

/// Causes that holds have and rules name.
pub(super) fn cause(dice: &mut Dice) -> HoldCause {
    use HoldCause::{Attorney, BreathingSpace, Dispute, House, UnreadReply, Untraceable};
    dice.pick(&[Attorney, Attorney, Dispute, Dispute, BreathingSpace, Untraceable, House, UnreadReply])
}

/// A hold, past, present or to come.
pub(super) fn hold(dice: &mut Dice, anchor: &Anchor) -> Hold {
    let from = anchor.moment(dice);
    let until = dice.maybe(75, |dice| anchor.moment(dice));
    Hold {
        cause: cause(dice),
        from,
        known_at: dice.maybe(25, |dice| anchor.moment(dice)),
        // A hold that would end before it starts has no end.
        until: until.filter(|until| from.earliest() <= until.earliest()),
        debts: debts(dice),
    }
}

fn artifact(dice: &mut Dice, anchor: &Anchor) -> Artifact {
    Artifact {
        kind: dice.pick(&[ArtifactKind::NumberCheck, ArtifactKind::IdentityCheck]),
        at: anchor.past_moment(dice),
        received_at: None,
        debts: Vec::new(),
        address: dice.maybe(30, address),
    }
}
