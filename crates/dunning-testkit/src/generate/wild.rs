//! Worlds that no careful caller makes: facts of the future, fractions of a second, instants and parameters at the ends
//! of what their types hold. Nothing but the promises that hold for every input may be asked of them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dunning_core::history::Fact;
use dunning_core::money::Money;
use dunning_core::rule::{Exclusion, Period, RuleKind, Span};
use dunning_core::time::Moment;
use proptest::prelude::*;

use super::World;
use super::dice::Dice;

/// Worlds with up to six wild values.
pub fn wild_worlds() -> BoxedStrategy<World> {
    let wild = |dice: &mut Dice| {
        let mut world = super::world(dice);
        for _ in 0..dice.number(0, 6) {
            touch(&mut world, dice);
        }
        world
    };
    Dice::strategy(wild).boxed()
}

/// Instants of every size, and ones near the world's year with a fraction.
fn instant(dice: &mut Dice) -> DateTime<Utc> {
    let seconds = |seconds: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(seconds);
    match dice.number(0, 6) {
        0 => DateTime::UNIX_EPOCH,
        1 => DateTime::<Utc>::MIN_UTC,
        2 => DateTime::<Utc>::MAX_UTC,
        3 => seconds(dice.number(-62_135_596_801, -62_135_596_799)),
        4 => seconds(dice.number(253_402_300_798, 253_402_300_800)),
        5 => seconds(dice.number(-62_135_596_800, 253_402_300_799)),
        _ => seconds(dice.number(1_770_000_000, 1_800_000_000)) + TimeDelta::milliseconds(dice.number(0, 999)),
    }
}

fn day(dice: &mut Dice) -> NaiveDate {
    let days = i32::try_from(dice.number(-300_000, 3_000_000)).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    dice.pick(&[days.unwrap_or(NaiveDate::MIN), NaiveDate::MIN, NaiveDate::MAX])
}

/// Puts a wild value into one of the places that hold an instant, a day or a number.
fn touch(world: &mut World, dice: &mut Dice) {
    let (at, day) = (instant(dice), day(dice));
    let number = dice.pick(&[u32::MAX, 36_525, 0]);
    match dice.number(0, 8) {
        0 => world.now = at,
        1 => world.case.as_of = Some(at),
        2 => world.proposal.latency_s = number,
        3 => {
            if let Some(rule) = world.book.first_mut() {
                rule.effective.from = day;
            }
            if let Some(rule) = world.house.first_mut() {
                rule.effective.until = Some(day);
            }
        }
        4 => {
            for rule in world.book.iter_mut().chain(&mut world.house).take(1) {
                stretch(&mut rule.kind, number);
            }
        }
        5 => {
            for wish in &mut world.case.customer.preferences {
                wish.at = at;
            }
            for location in &mut world.case.customer.locations {
                location.since = Some(Moment::Day(day));
            }
        }
        6 => world.proposal.fence_s = number,
        _ => {
            let chosen = dice.number(0, 20);
            if let Some(fact) = usize::try_from(chosen).ok().and_then(|chosen| world.facts.get_mut(chosen)) {
                date(fact, at, day);
            }
        }
    }
}

/// Makes a rule's number as large as it goes.
fn stretch(kind: &mut RuleKind, number: u32) {
    let span = |span: &mut Span| match span {
        Span::Days(n) | Span::Seconds(n) | Span::BusinessDays(n, _) => *n = number,
    };
    match kind {
        RuleKind::WindowCap(cap) => {
            cap.excludes.push(Exclusion::ConsentDays(number));
            if let Period::Days(n) | Period::Seconds(n) = &mut cap.period {
                *n = number;
            } else {
                cap.max = number;
            }
        }
        RuleKind::Cooldown(cooldown) => span(&mut cooldown.span),
        RuleKind::ConsentRequired(required) => required.ttl_days = Some(number),
        RuleKind::OptOut(opt_out) => opt_out.confirmation_within_s = Some(number),
        RuleKind::NoContactStatus(status) => {
            if let Some(lasts) = &mut status.lasts {
                span(lasts);
            }
        }
        RuleKind::AllowedWindow(allowed) => allowed.reply_within_s = Some(number),
        RuleKind::RecipientLimit(limit) => limit.times_max = Some(number),
        _ => {}
    }
}

/// Dates a fact anew.
fn date(fact: &mut Fact, at: DateTime<Utc>, day: NaiveDate) {
    match fact {
        Fact::Event(event) => (event.at, event.until) = (at, event.until.map(|_| at)),
        Fact::Payment(payment) => {
            payment.at = at;
            payment.amount = Money::from_minor(i64::MAX, payment.amount.currency());
        }
        Fact::Consent(consent) => (consent.at, consent.until) = (at, Some(Moment::Day(day))),
        Fact::Hold(hold) => (hold.from, hold.until) = (Moment::Day(day), hold.until.map(|_| Moment::Instant(at))),
        Fact::Artifact(artifact) => artifact.at = Moment::Day(day),
        _ => {}
    }
}
