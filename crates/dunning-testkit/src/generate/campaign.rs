//! Campaigns: one customer contacted again and again under a few caps, by one channel for one purpose, so that what a
//! store's rings know and what the history tells can be compared. Left out is what no slot can express: periods of rules
//! that begin or end, scopes by product, and consents that excuse a contact which counts all the same.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::case::Address;
use dunning_core::history::Fact;
use dunning_core::id::DebtId;
use dunning_core::rule::{Exclusion, RuleKind, Scope};
use dunning_core::words::{ConsentAbout, ConsentState, Recipient};
use proptest::prelude::*;

use super::dice::Dice;
use super::instant::Anchor;
use super::{World, facts, person, rule};

/// A customer, a few caps, and the tries to reach them.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// The world before the first try, without a contact in it.
    pub world: World,
    /// The tries in order.
    pub tries: Vec<Try>,
}

/// One try.
#[derive(Debug, Clone)]
pub struct Try {
    /// When.
    pub now: DateTime<Utc>,
    /// About which debts.
    pub debts: Vec<DebtId>,
    /// At which address.
    pub address: Address,
}

/// Campaigns of up to a dozen tries over a few hours or weeks.
pub fn campaigns() -> BoxedStrategy<Campaign> {
    Dice::strategy(campaign).boxed()
}

fn campaign(dice: &mut Dice) -> Campaign {
    let anchor = Anchor::roll(dice);
    let mut world = super::world(dice);
    world.now = anchor.now;
    world.proposal.recipient = Recipient::Customer;
    world.case = person::case(dice, &anchor);
    world.facts = dice.list(0, 2, |dice| additional_calls(dice, &anchor));
    world.book.clear();
    world.house.clear();
    for number in 0..3 {
        let mut cap = rule::rule(dice, &anchor, number);
        cap.kind = match dice.number(0, 4) {
            0 => RuleKind::AllowedWindow(rule::allowed_window(dice)),
            _ => RuleKind::WindowCap(rule::window_cap(dice)),
        };
        if let RuleKind::WindowCap(cap) = &mut cap.kind {
            cap.excludes.retain(|exclusion| *exclusion != Exclusion::Consent);
        }
        cap.scope = Scope::default();
        cap.effective.from = anchor.day - TimeDelta::days(2_000);
        cap.effective.until = None;
        world.house.push(cap);
    }
    let step = dice.pick(&[600, 3_600, 86_400, 7 * 86_400]);
    let mut now = anchor.now;
    let tries = dice.list(2, 12, |dice| {
        now += TimeDelta::seconds(dice.number(1, step));
        Try { now, debts: person::held_debts(dice), address: person::address(dice) }
    });
    Campaign { world, tries }
}

fn additional_calls(dice: &mut Dice, anchor: &Anchor) -> Fact {
    let mut line = facts::consent(dice, anchor);
    line.state = ConsentState::Granted;
    line.about = Some(ConsentAbout::AdditionalCalls);
    Fact::Consent(line)
}
