//! A plan as it is written down and approved: under what it was made, one line for each contact considered, and what they
//! come to. A line holds no fact of the case: whoever runs a plan decides anew, with the facts of that instant.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Planned, Report};
use crate::decide::{Charge, Ruling};
use crate::digest::Digest;
use crate::finding::Code;
use crate::id::{BookId, CustomerId, MessageKey, TemplateId};
use crate::money::Money;
use crate::policy::Provenance;
use crate::strategy::Due;
use crate::words::Channel;

/// Under what a plan was made, and for how long it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The instant it was made for.
    pub at: DateTime<Utc>,
    /// The instant from which it is over. What is put off beyond it is considered and not planned.
    pub until: DateTime<Utc>,
    /// The books in force.
    pub books: Vec<BookId>,
    /// Digests of policy, books, calendars and zones.
    pub law: Provenance,
    /// Digest of the approved templates.
    pub templates: Digest,
    /// Digest of the strategy.
    pub strategy: Digest,
    /// SHA-256 of the portfolio's file, byte for byte; nothing where it was made of a store alone.
    pub portfolio: Option<Digest>,
    /// What the store had recorded that it was made of: a digest of its chains' ends; nothing without one.
    pub store: Option<Digest>,
}

impl Head {
    /// The digests of what it was made under, each with the name of what it is of.
    pub const fn digests(&self) -> [(&'static str, Digest); 6] {
        let Provenance { policy, rulebooks, calendars, zones } = self.law;
        [
            ("policy", policy),
            ("rulebooks", rulebooks),
            ("calendars", calendars),
            ("zones", zones),
            ("templates", self.templates),
            ("strategy", self.strategy),
        ]
    }
}

/// One contact of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The key of its first attempt.
    pub key: MessageKey,
    /// Whom.
    pub customer: CustomerId,
    /// The step, by the one channel that was taken.
    pub due: Due,
    /// What the policy said.
    pub ruling: Ruling,
    /// Every reason that refuses, each once, the one that names the answer first; none of a permit.
    pub reasons: Vec<Code>,
    /// The caps that a permit uses up.
    pub charges: Vec<Charge>,
    /// The words of a contact that may leave before the plan is over; none of others.
    pub wording: Option<Wording>,
}

/// The words in which a contact would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// An approved text.
    Approved {
        /// The template.
        template: TemplateId,
        /// Segments of a short message; 0 on other channels.
        segments: u32,
        /// What it costs by the route's list; nothing where it has none.
        price: Option<Money>,
    },
    /// No approved text fits.
    Refused {
        /// The code of the fault that says why.
        because: String,
    },
}

impl Line {
    /// A planned contact as a line.
    pub fn new(planned: &Planned, wording: Option<Wording>) -> Self {
        let Planned { customer, due, proposal, answer } = planned;
        let mut reasons: Vec<Code> = Vec::new();
        for finding in answer.findings.refusals() {
            if !reasons.contains(&finding.code) {
                reasons.push(finding.code);
            }
        }
        Self {
            key: proposal.key.clone().unwrap_or_else(|| super::key(customer, due, 0)),
            customer: customer.clone(),
            due: Due { channels: vec![proposal.channel], ..due.clone() },
            ruling: answer.ruling,
            reasons,
            charges: answer.charges.clone(),
            wording,
        }
    }

    /// The channel.
    pub fn channel(&self) -> Option<Channel> {
        self.due.channels.first().copied()
    }

    /// The instant of decision from which it may leave; nothing when it may not before the plan is over.
    pub fn leaves_at(&self, head: &Head) -> Option<DateTime<Utc>> {
        leaves_at(self.ruling, head)
    }

    /// Whether a run of the plan may hand it over: it may leave before the plan is over, and an approved text fits.
    pub fn is_planned(&self, head: &Head) -> bool {
        self.leaves_at(head).is_some() && !matches!(self.wording, Some(Wording::Refused { .. }))
    }
}

/// The instant from which a ruling lets a contact leave; nothing when it doesn't before the plan is over.
pub fn leaves_at(ruling: Ruling, head: &Head) -> Option<DateTime<Utc>> {
    match ruling {
        Ruling::Permit { .. } => Some(head.at),
        Ruling::Defer { until } => Some(until).filter(|until| *until < head.until),
        Ruling::Withhold => None,
    }
}

/// What a plan comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// The counts by reason.
    pub report: Report,
    /// Contacts that a run may hand over.
    pub planned: u64,
    /// Contacts that might leave and for which no approved text fits, by code.
    pub refused: BTreeMap<String, u64>,
    /// Segments of the planned short messages.
    pub segments: u64,
    /// What the planned contacts cost, by the codes of their currencies, in minor units.
    pub price: BTreeMap<&'static str, i64>,
}

impl Totals {
    /// Counts what a line's words come to. The counts by reason are [`super::plan`]'s.
    pub fn note(&mut self, line: &Line, head: &Head) {
        self.planned += u64::from(line.is_planned(head));
        match &line.wording {
            None => {}
            Some(Wording::Refused { because }) => *self.refused.entry(because.clone()).or_default() += 1,
            Some(Wording::Approved { segments, price, .. }) => {
                self.segments += u64::from(*segments);
                if let Some(price) = price {
                    let sum = self.price.entry(price.currency().code()).or_default();
                    *sum = sum.saturating_add(price.minor());
                }
            }
        }
    }

    /// Adds what another part of the plan comes to.
    pub fn add(&mut self, other: &Self) {
        self.report.add(&other.report);
        self.planned += other.planned;
        self.segments += other.segments;
        for (code, count) in &other.refused {
            *self.refused.entry(code.clone()).or_default() += count;
        }
        for (currency, minor) in &other.price {
            let sum = self.price.entry(currency).or_default();
            *sum = sum.saturating_add(*minor);
        }
    }
}

/// A whole plan in memory. Large ones are better read line by line, each put to a [`super::Lint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Under what it was made.
    pub head: Head,
    /// The contacts considered, those of a person together.
    pub lines: Vec<Line>,
    /// What they come to.
    pub totals: Totals,
}
