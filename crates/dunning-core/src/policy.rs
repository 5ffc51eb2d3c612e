//! A policy: which books are in force, the house rules over them, and how strictly guidance is taken. Compiled once from
//! raw rules and the law's data, immutable and cheap to clone from then on. No policy is compiled from part of a book.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::digest::{Canon, Digest};
use crate::fault::{Fault, Faults, nearest};
use crate::finding::{Finding, RuleIndex};
use crate::id::{BookId, CalendarId, RuleId};
use crate::rule::{Citation, RuleSpec, RulebookSpec};
use crate::time::{Calendar, Second, ZoneTable};
use crate::words::{Effect, Word};

mod bounds;
mod canon;
pub(crate) mod compile;
mod ground;
pub(crate) mod rules;
pub(crate) mod scope;

use compile::Rule;
use rules::Rules;

/// The book that is in force with every other: card-scheme and technical standards.
pub const BOOK_ALWAYS: &str = "intl";

/// The law as data: every book, calendar and zone a policy may name.
#[derive(Debug, Clone)]
pub struct Law {
    /// Rulebooks.
    pub books: Vec<RulebookSpec>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
    /// Zones and places.
    pub zones: ZoneTable,
}

/// A raw policy.
#[derive(Debug, Clone)]
pub struct PolicySpec {
    /// Its name.
    pub name: String,
    /// The books in force.
    pub books: Vec<BookId>,
    /// The house rules, which can only tighten the law: each is one more rule.
    pub house: Vec<RuleSpec>,
    /// The text they were read from, byte for byte, so that it can be kept and read again; empty for rules that were
    /// made in code.
    pub source: String,
    /// What a rule of force `guidance` does: [`Effect::Note`] or [`Effect::Defer`].
    pub guidance: Effect,
    /// Age in seconds from which payment data are stale.
    pub stale_after_s: u32,
    /// The longest validity of a message in seconds, where no window ends it sooner.
    pub relevance_s: u32,
}

impl PolicySpec {
    /// Payment data are stale after a day: banks book overnight, so older data miss a whole booking run.
    pub const STALE_AFTER_S: u32 = 86_400;
    /// A reminder says nothing true any more after a day: amounts and days past due have moved on.
    pub const RELEVANCE_S: u32 = 86_400;

    /// A policy of books alone, without house rules.
    pub fn books_alone(books: Vec<BookId>) -> Self {
        Self {
            name: "none".to_owned(),
            books,
            house: Vec::new(),
            source: String::new(),
            guidance: Effect::Note,
            stale_after_s: Self::STALE_AFTER_S,
            relevance_s: Self::RELEVANCE_S,
        }
    }
}

/// A compiled policy.
#[derive(Debug, Clone)]
pub struct Policy(Arc<Inner>);

/// Digests of all that a decision was taken under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance {
    /// The policy: its books, house rules and switches.
    pub policy: Digest,
    /// The books in force.
    pub rulebooks: Digest,
    /// The calendars.
    pub calendars: Digest,
    /// The zone data.
    pub zones: Digest,
}

impl Provenance {
    /// One digest over all of them: the law of a day, by which what it was compiled from is kept.
    pub fn law(&self) -> Digest {
        let Self { policy, rulebooks, calendars, zones } = self;
        Canon::digest(|c| {
            c.text("dunning.law/1");
            for part in [policy, rulebooks, calendars, zones] {
                c.raw(&part.0);
            }
        })
    }
}

#[derive(Debug)]
struct Inner {
    name: String,
    rules: Rules,
    zones: ZoneTable,
    stale_after_s: i64,
    relevance_s: i64,
    provenance: Provenance,
}

impl Policy {
    /// Compiles a policy.
    ///
    /// # Errors
    /// All faults at once: a book, calendar or zone that isn't there, a rule named twice, hours of holidays without a
    /// calendar, a cap of nothing, a guidance switch that withholds.
    pub fn compile(spec: PolicySpec, law: &Law) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let calendars: BTreeMap<&CalendarId, &Calendar> =
            law.calendars.iter().map(|calendar| (calendar.id(), calendar)).collect();
        let books = books(&spec.books, law, &mut faults);
        if spec.guidance == Effect::Withhold {
            faults.push(Fault::new("DATA-POLICY", "guidance", "guidance can't withhold").fix("note or defer"));
        }
        for (field, seconds) in [("stale_after_s", spec.stale_after_s), ("relevance_s", spec.relevance_s)] {
            if seconds == 0 {
                faults.push(Fault::new("DATA-POLICY", field, "no time at all").fix("at least one second"));
            }
        }
        let mut rules = Vec::new();
        for book in &books {
            for (i, rule) in book.rules.iter().enumerate() {
                let mut part = Faults::new();
                rules.extend(compile::rule(rule, spec.guidance, &law.zones, &calendars, &mut part));
                faults.extend_under(&format!("{}.rule[{i}]", book.id), part);
            }
        }
        for (i, rule) in spec.house.iter().enumerate() {
            let mut part = Faults::new();
            rules.extend(compile::rule(rule, spec.guidance, &law.zones, &calendars, &mut part));
            faults.extend_under(&format!("house.rule[{i}]"), part);
        }
        duplicates(&rules, &mut faults);
        let rulebooks = Canon::digest(|c| {
            c.list(books.iter(), |c, book| {
                c.text(book.id.as_str());
                said(c, &book.source, &book.rules);
            });
        });
        let provenance = Provenance {
            policy: policy_digest(&spec, rulebooks),
            rulebooks,
            calendars: calendars_digest(&calendars),
            zones: Digest(law.zones.digest()),
        };
        faults.or(Self(Arc::new(Inner {
            name: spec.name,
            rules: Rules::new(rules),
            zones: law.zones.clone(),
            stale_after_s: i64::from(spec.stale_after_s),
            relevance_s: i64::from(spec.relevance_s),
            provenance,
        })))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The zone data it reads.
    pub fn zones(&self) -> &ZoneTable {
        &self.0.zones
    }

    /// Digests of the policy and the law under it.
    pub fn provenance(&self) -> &Provenance {
        &self.0.provenance
    }

    /// The rule a finding names.
    pub fn rule(&self, index: RuleIndex) -> Option<&RuleSpec> {
        self.0.rules.as_slice().get(index.0 as usize).map(|rule| &rule.spec)
    }

    /// Where the rule is written that raised a finding; nothing for the engine's own checks.
    pub fn citation(&self, finding: &Finding) -> Option<&Citation> {
        finding.rule.and_then(|index| self.rule(index)).map(|rule| &rule.citation)
    }

    /// The ids of all rules, with those of the rows they carry.
    pub fn rule_ids(&self) -> impl Iterator<Item = &RuleId> {
        self.0.rules.as_slice().iter().flat_map(|rule| std::iter::once(&rule.spec.id).chain(&rule.spec.rows))
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.0.rules
    }

    pub(crate) fn stale_after_s(&self) -> i64 {
        self.0.stale_after_s
    }

    /// The latest instant until which a message of this instant may be on its way.
    pub(crate) fn relevance_end(&self, at: Second) -> Second {
        at + self.0.relevance_s
    }
}

/// The books named, with the one that is always in force, in the order of their ids.
fn books<'l>(named: &[BookId], law: &'l Law, faults: &mut Faults) -> Vec<&'l RulebookSpec> {
    let mut found: BTreeMap<&BookId, &RulebookSpec> = BTreeMap::new();
    found.extend(law.books.iter().filter(|book| book.id.as_str() == BOOK_ALWAYS).map(|book| (&book.id, book)));
    for (i, id) in named.iter().enumerate() {
        match law.books.iter().find(|book| book.id == *id) {
            Some(book) => {
                found.insert(&book.id, book);
            }
            None => {
                let fault = Fault::new("DATA-BOOK", format!("rulebooks[{i}]"), format!("there is no rulebook {id}"));
                faults.push(match nearest(id.as_str(), law.books.iter().map(|book| book.id.as_str())) {
                    Some(near) => fault.fix(format!("did you mean {near}?")),
                    None => fault.fix(format!(
                        "one of: {}",
                        law.books.iter().map(|book| book.id.as_str()).collect::<Vec<_>>().join(", ")
                    )),
                });
            }
        }
    }
    found.into_values().collect()
}

/// Versions of one rule share id and part; no two of them are in force at one time.
fn duplicates(rules: &[Rule], faults: &mut Faults) {
    for (i, rule) in rules.iter().enumerate() {
        let twice = |other: &&Rule| {
            other.spec.id == rule.spec.id
                && other.spec.part == rule.spec.part
                && other.from < rule.until
                && rule.from < other.until
        };
        if rules.iter().take(i).any(|other| twice(&other)) {
            let message = format!("rule {} is in force twice at one time", rule.spec.id);
            let fix = "give each part its `part`, and versions periods that don't overlap";
            faults.push(Fault::new("DATA-DUPLICATE", "rule", message).fix(fix));
        }
    }
}

fn policy_digest(spec: &PolicySpec, rulebooks: Digest) -> Digest {
    Canon::digest(|c| {
        c.text("dunning.policy/1");
        c.text(&spec.name);
        c.raw(&rulebooks.0);
        said(c, &spec.source, &spec.house);
        c.word(spec.guidance);
        c.int(i64::from(spec.stale_after_s));
        c.int(i64::from(spec.relevance_s));
    })
}

/// What rules say: the text they were read from says all of them. Rules made in code have none, and are said field by
/// field.
fn said(c: &mut Canon, source: &str, rules: &[RuleSpec]) {
    if source.is_empty() {
        c.list(rules.iter(), canon::rule);
    } else {
        c.text(source);
    }
}

fn calendars_digest(calendars: &BTreeMap<&CalendarId, &Calendar>) -> Digest {
    Canon::digest(|c| c.list(calendars.values(), |c, calendar| c.raw(&calendar.digest())))
}

/// The words of the two switches of `guidance`.
pub fn parse_guidance(text: &str) -> Result<Effect, Fault> {
    match Effect::parse(text)? {
        Effect::Withhold => Err(Fault::new("DATA-WORD", "", "guidance can't withhold").fix("note or defer")),
        effect => Ok(effect),
    }
}
