//! A slow, obvious second opinion on `decide`: does a rule pass at an instant? Written from the documentation of the rule
//! kinds alone. It shares with the core the data types and one function, the offset of a zone at an instant; it looks
//! ahead by asking again for each instant, and remembers nothing.
//!
//! Instants are seconds since 1970-01-01T00:00:00Z, days are days since 1970-01-01. Under several zones each question
//! takes the stricter reading: which day it is now and which day it was then may be answered by different zones.

use chrono::{DateTime, Utc};
use dunning_core::case::{Address, Debt};
use dunning_core::rule::{RuleKind, RuleSpec};
use dunning_core::words::{Effect, Force, Purpose, Status, Word};

use crate::generate::Scene;
use clock::{Clock, day_number};

mod clock;
mod count;
mod hours;
mod ledger;
mod own;
mod ring;
mod status;

pub use count::Use;
pub use ring::Rings;

/// A question, put to the slow model.
pub struct Model<'s> {
    scene: &'s Scene,
    /// The rules that speak of the contact, in the order of the policy.
    rules: Vec<Asked<'s>>,
    clock: Clock,
    now: i64,
    at: i64,
    address: Option<&'s Address>,
}

/// A rule that speaks of the contact.
pub struct Asked<'s> {
    /// The rule.
    pub spec: &'s RuleSpec,
    /// Whether it may keep the contact from leaving.
    pub refuses: bool,
}

impl<'s> Model<'s> {
    /// The question of a scene.
    pub fn new(scene: &'s Scene) -> Self {
        let now = scene.now.timestamp();
        let at = now + i64::from(scene.proposal.latency_s);
        let on_file = || scene.case.customer().contacts.iter().find(|c| c.channel == scene.proposal.channel);
        let mut model = Self {
            scene,
            rules: Vec::new(),
            clock: Clock::new(scene, at),
            now,
            at,
            address: scene.proposal.address.as_ref().or_else(|| on_file().map(|contact| &contact.address)),
        };
        let books = scene.law.books.iter().flat_map(|book| &book.rules);
        let all = books.chain(&scene.spec.house);
        let rules = all.filter(|spec| model.binds(spec)).map(|spec| Asked { spec, refuses: model.may_refuse(spec) });
        model.rules = rules.collect();
        model
    }

    /// The instant of contact.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// The instant of contact that belongs to an instant of decision.
    pub fn contact(&self, decision: DateTime<Utc>) -> i64 {
        decision.timestamp() + self.at - self.now
    }

    /// The rules that speak of the contact.
    pub fn rules(&self) -> &[Asked<'s>] {
        &self.rules
    }

    /// How many zones the customer may be in.
    pub fn zones(&self) -> usize {
        self.clock.zones.len()
    }

    /// Whether everything that may refuse passes at an instant.
    pub fn lawful(&self, t: i64) -> bool {
        self.own(t) && self.rules.iter().all(|rule| !rule.refuses || self.passes(rule.spec, t))
    }

    /// Whether the engine's own checks pass at an instant.
    pub fn own(&self, t: i64) -> bool {
        own::passes(self, t)
    }

    /// Whether a rule passes at an instant.
    pub fn passes(&self, spec: &RuleSpec, t: i64) -> bool {
        if !self.in_force(spec, t) {
            return true;
        }
        match &spec.kind {
            RuleKind::AllowedWindow(allowed) => hours::passes(self, allowed, t),
            RuleKind::WindowCap(cap) => count::cap_passes(self, cap, t),
            RuleKind::Cooldown(cooldown) => count::cooldown_passes(self, cooldown, t),
            RuleKind::ConsentRequired(required) => ledger::consent_passes(self, required, t),
            RuleKind::OptOut(opt_out) => ledger::opt_out_passes(self, spec, opt_out, t),
            RuleKind::NoContactStatus(status) => status::status_passes(self, status, t),
            RuleKind::RecipientLimit(limit) => status::recipient_passes(self, limit, t),
            _ => true,
        }
    }

    /// The instants at which something may change by the facts: where they are dated, and a second beside.
    pub fn boundaries(&self) -> Vec<i64> {
        let history = &self.scene.history;
        let mut found = Vec::new();
        let mut note = |at: i64| found.extend([at - 1, at, at + 1]);
        for event in history.events() {
            note(event.at.timestamp());
            event.until.into_iter().for_each(|until| note(until.timestamp()));
        }
        for line in history.consents() {
            line.until.into_iter().for_each(|until| note(self.clock.begins(until)));
        }
        for hold in history.holds() {
            [Some(hold.from), hold.until].into_iter().flatten().for_each(|moment| note(self.clock.begins(moment)));
        }
        found
    }

    /// A rule is in force on the local days of its period.
    fn in_force(&self, spec: &RuleSpec, t: i64) -> bool {
        let Some(zone) = self.scene.law.zones.zone(&spec.effective.zone) else { return false };
        let day = clock::local(zone, t).div_euclid(clock::DAY);
        day >= day_number(spec.effective.from) && spec.effective.until.is_none_or(|last| day <= day_number(last))
    }

    fn may_refuse(&self, spec: &RuleSpec) -> bool {
        let notes = spec.force == Force::Guidance && self.scene.spec.guidance == Effect::Note;
        !notes && spec.status != Status::Draft && spec.effect_max != Some(Effect::Note)
    }

    /// Whether a rule speaks of the contact. What isn't known counts as bound, but for the place of contact.
    fn binds(&self, spec: &RuleSpec) -> bool {
        let (proposal, case, scope) = (&self.scene.proposal, &self.scene.case, &spec.scope);
        let somewhere = || {
            let locations = &case.customer().locations;
            let near = |place: &str| {
                scope.places.iter().any(|named| lies_in(place, named.as_str()) || lies_in(named.as_str(), place))
            };
            locations.is_empty() || locations.iter().any(|l| l.place.as_ref().is_none_or(|place| near(place.as_str())))
        };
        let product = |debt: &Debt| debt.product.as_ref().is_none_or(|product| scope.products.contains(product));
        named(&scope.channels, &proposal.channel)
            && named(&scope.purposes, &proposal.purpose)
            && named(&scope.recipients, &proposal.recipient)
            && named(&scope.kinds, &case.customer().kind)
            && case.actor().is_none_or(|actor| named(&scope.actors, &actor))
            && (scope.contact_places.is_empty() || proposal.place.is_some_and(|p| scope.contact_places.contains(&p)))
            && (scope.products.is_empty() || self.debts().into_iter().any(product))
            && (scope.places.is_empty() || somewhere())
    }

    /// The debts that the contact is about: the proposed ones of the case; all, when none is named.
    fn debts(&self) -> Vec<&'s Debt> {
        let (case, ids) = (&self.scene.case, &self.scene.proposal.debts);
        case.debts().iter().filter(|debt| ids.is_empty() || ids.contains(&debt.id)).collect()
    }

    fn purpose(&self) -> Purpose {
        self.scene.proposal.purpose
    }
}

/// Whether a list names a word; an empty one names all.
fn named<W: Word>(list: &[W], word: &W) -> bool {
    list.is_empty() || list.contains(word)
}

fn lies_in(inner: &str, outer: &str) -> bool {
    inner == outer || inner.starts_with(&format!("{outer}-"))
}
