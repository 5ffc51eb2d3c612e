//! The rules of a policy, and how those that concern a contact are picked: as bits, 64 rules a part. What makes a rule
//! concern a contact stands in `scope` and `ground`.

use super::compile::Rule;
use super::ground::Grounds;
use super::scope::{Scopes, Subject};
use crate::case::Case;
use crate::few::Few;
use crate::finding::RuleIndex;
use crate::history::History;
use crate::id::RuleId;

/// Rules in their order.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    parts: Vec<Part>,
}

/// What is known of up to 64 rules in a row.
#[derive(Debug)]
struct Part {
    scopes: Scopes,
    grounds: Grounds,
}

/// Some of the rules: one bit a rule, the first rule's the lowest.
#[derive(Debug)]
pub(crate) struct Picked(Few<u64>);

const PART: usize = u64::BITS as usize;

impl Rules {
    pub(crate) fn new(rules: Vec<Rule>) -> Self {
        let part = |rules| Part { scopes: Scopes::of(rules), grounds: Grounds::of(rules) };
        Self { parts: rules.chunks(PART).map(part).collect(), rules }
    }

    pub(crate) fn as_slice(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that speak of a subject: of all, or of those named alone.
    pub(crate) fn binding(&self, subject: Subject<'_>, only: Option<&[RuleId]>) -> Picked {
        self.binding_parts(subject, only).collect()
    }

    /// Of rules those that something known may shut for a contact.
    pub(crate) fn live(&self, of: &Picked, case: &Case, history: &History, subject: &Subject<'_>) -> Picked {
        let parts = self.parts.iter().zip(of.0.as_slice());
        parts.map(|(part, of)| of & !part.grounds.idle(case, history, subject.recipient)).collect()
    }

    /// The rules that speak of a subject, in their order: of all, or of those named alone.
    pub(crate) fn bound<'r>(
        &'r self,
        subject: Subject<'r>,
        only: Option<&'r [RuleId]>,
    ) -> impl Iterator<Item = (RuleIndex, &'r Rule)> {
        self.of(self.binding_parts(subject, only))
    }

    /// The rules picked, in their order.
    pub(crate) fn picked<'r>(&'r self, picked: &'r Picked) -> impl Iterator<Item = (RuleIndex, &'r Rule)> {
        self.of(picked.0.as_slice().iter().copied())
    }

    /// The caps among rules picked.
    pub(crate) fn caps<'r>(&'r self, picked: &'r Picked) -> impl Iterator<Item = (RuleIndex, &'r Rule)> {
        self.of(self.parts.iter().zip(picked.0.as_slice()).map(|(part, picked)| picked & part.grounds.caps()))
    }

    /// Those among rules picked that speak of texts.
    pub(crate) fn on_texts<'r>(&'r self, picked: &'r Picked) -> impl Iterator<Item = (RuleIndex, &'r Rule)> {
        self.of(self.parts.iter().zip(picked.0.as_slice()).map(|(part, picked)| picked & part.grounds.text()))
    }

    fn of<'r>(&'r self, picked: impl Iterator<Item = u64> + 'r) -> impl Iterator<Item = (RuleIndex, &'r Rule)> {
        let parts = self.rules.chunks(PART).zip((0_u32..).step_by(PART)).zip(picked);
        parts.flat_map(|((rules, first), picked)| {
            ones(picked).filter_map(move |place| Some((RuleIndex(first + place), rules.get(place as usize)?)))
        })
    }

    fn binding_parts<'r>(&'r self, subject: Subject<'r>, only: Option<&'r [RuleId]>) -> impl Iterator<Item = u64> + 'r {
        let asked = move |rules| only.map_or(u64::MAX, |only| those(rules, |rule| rule.is_asked(only)));
        let parts = self.parts.iter().zip(self.rules.chunks(PART));
        parts.map(move |(part, rules)| part.scopes.binding(&subject) & asked(rules))
    }
}

impl FromIterator<u64> for Picked {
    fn from_iter<I: IntoIterator<Item = u64>>(parts: I) -> Self {
        let mut picked = Few::None;
        parts.into_iter().for_each(|part| picked.push(part));
        Self(picked)
    }
}

/// The bits of the rules that fit, of up to 64.
pub(super) fn those(rules: &[Rule], fit: impl Fn(&Rule) -> bool) -> u64 {
    rules.iter().zip(bits()).filter(|(rule, _)| fit(rule)).fold(0, |those, (_, bit)| those | bit)
}

/// The bit of each rule in order.
pub(super) fn bits() -> impl Iterator<Item = u64> {
    (0..u64::BITS).map(|place| 1 << place)
}

/// The places of the bits that are set, the lowest first.
fn ones(mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        if bits == 0 {
            return None;
        }
        let lowest = bits.trailing_zeros();
        bits &= bits - 1;
        Some(lowest)
    })
}
