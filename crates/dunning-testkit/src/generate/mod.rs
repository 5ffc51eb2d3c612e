//! Random worlds for `decide`, made by proptest so that what fails shrinks: law, policy, case, history, proposal and
//! instant. They lean towards where faults hide: instants beside the edge of a window, days on which clocks change, caps
//! nearly full, periods that begin or end nearby, several zones. What a rule makes of them isn't known here.

use chrono::{DateTime, Utc};
use dunning_core::case::{Case, CaseSpec};
use dunning_core::decide::Proposal;
use dunning_core::fault::Faults;
use dunning_core::history::{Event, Fact, History};
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::rule::{RuleSpec, RulebookSpec};
use dunning_core::words::{Direction, Outcome, Recipient};
use proptest::prelude::*;

use dice::Dice;
use instant::Anchor;

mod campaign;
mod dice;
mod facts;
mod instant;
pub mod law;
mod person;
mod rule;
mod wild;

pub use campaign::{Campaign, Try, campaigns};
pub use wild::wild_worlds;

/// Everything a decision depends on, raw.
#[derive(Debug, Clone)]
pub struct World {
    /// The rules of the book `test`, in force.
    pub book: Vec<RuleSpec>,
    /// The rules of the house.
    pub house: Vec<RuleSpec>,
    /// Whether guidance defers.
    pub guidance_defers: bool,
    /// The longest validity of a message in seconds.
    pub relevance_s: u32,
    /// Whether only one calendar is at hand.
    pub one_calendar: bool,
    /// The case.
    pub case: CaseSpec,
    /// The facts of its history.
    pub facts: Vec<Fact>,
    /// The proposal.
    pub proposal: Proposal,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// A world ready to be decided.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The law.
    pub law: Law,
    /// The raw policy.
    pub spec: PolicySpec,
    /// The policy.
    pub policy: Policy,
    /// The case.
    pub case: Case,
    /// The history.
    pub history: History,
    /// The proposal.
    pub proposal: Proposal,
    /// The instant.
    pub now: DateTime<Utc>,
}

impl World {
    /// Compiles the world.
    ///
    /// # Errors
    /// The faults of policy, case or history; a world of [`worlds`] has none.
    pub fn scene(&self) -> Result<Scene, Faults> {
        let book = RulebookSpec {
            id: law::book_id(),
            version: "1".to_owned(),
            title: "random rules".to_owned(),
            source: String::new(),
            rules: self.book.clone(),
            absent: Vec::new(),
            carried: Vec::new(),
        };
        let law = law::law(vec![book], self.one_calendar);
        let spec = law::policy_spec(self);
        Ok(Scene {
            policy: Policy::compile(spec.clone(), &law)?,
            law,
            spec,
            case: Case::new(self.case.clone())?,
            history: History::from_facts(self.facts.iter().cloned())?,
            proposal: self.proposal.clone(),
            now: self.now,
        })
    }

    /// All its rules: those of the book, then those of the house, as a policy numbers them.
    pub fn rules(&self) -> impl Iterator<Item = &RuleSpec> {
        self.book.iter().chain(&self.house)
    }
}

/// Worlds as callers make them: no fact is dated after the instant asked about, and none has a fault.
pub fn worlds() -> BoxedStrategy<World> {
    Dice::strategy(world).boxed()
}

fn world(dice: &mut Dice) -> World {
    let anchor = Anchor::roll(dice);
    let mut world = World {
        book: Vec::new(),
        house: Vec::new(),
        guidance_defers: dice.chance(20),
        relevance_s: dice.pick(&[86_400, 86_400, 86_400, 600, 864_000]),
        one_calendar: dice.chance(15),
        proposal: person::proposal(dice),
        case: person::case(dice, &anchor),
        facts: facts::facts(dice, &anchor),
        now: anchor.now,
    };
    for number in 0..dice.pick(&[1, 1, 2, 2, 3, 4]) {
        let rule = rule::rule(dice, &anchor, number);
        if dice.chance(50) { world.book.push(rule) } else { world.house.push(rule) }
    }
    world
}

/// A world and the same with one more restriction: a rule, a counted contact, or a hold on what goes to the customer.
pub fn restrictions() -> BoxedStrategy<(World, World)> {
    let pair = |dice: &mut Dice| {
        let mut world = world(dice);
        let anchor = Anchor::roll(dice);
        let anchor = Anchor { now: world.now, day: world.now.date_naive(), ..anchor };
        let mut stricter = world.clone();
        match dice.number(0, 2) {
            0 => stricter.house.push(rule::rule(dice, &anchor, 99)),
            1 => {
                let event = facts::event(dice, &anchor);
                let outcome = if event.outcome == Outcome::Message { Outcome::Delivered } else { event.outcome };
                stricter.facts.push(Fact::Event(Event { direction: Direction::Out, outcome, ..event }));
            }
            _ => {
                // A hold may open the way to others: where the customer is may then be asked.
                world.proposal.recipient = Recipient::Customer;
                stricter.proposal.recipient = Recipient::Customer;
                stricter.facts.push(Fact::Hold(facts::hold(dice, &anchor)));
            }
        }
        (world, stricter)
    };
    Dice::strategy(pair).boxed()
}
