//! A rule put to a question: how it stands, and when it closes. The one place that tells which evaluator a kind runs on.

use super::{HORIZON_S, Question, Standing, consent, counter, registry, state_gate, time_gate};
use crate::policy::compile::Rule;
use crate::rule::{Cooldown, Exclusion, RuleKind, WindowCap};
use crate::time::Second;

impl Rule {
    /// How it stands at an instant of contact.
    pub(crate) fn standing(&self, question: &Question<'_>, at: Second) -> Standing {
        if at < self.from || at >= self.until {
            return Standing::Open;
        }
        let standing = match &self.spec.kind {
            RuleKind::AllowedWindow(allowed) => time_gate::standing(self, allowed, question, at),
            RuleKind::WindowCap(cap) => counter::cap(cap, question, at),
            RuleKind::Cooldown(cooldown) => counter::cooldown(self, cooldown, question, at),
            RuleKind::ConsentRequired(required) => consent::standing(required, question, at),
            RuleKind::OptOut(opt_out) => registry::opt_out(self, opt_out, question, at),
            RuleKind::NoContactStatus(status) => state_gate::status(self, status, question, at),
            RuleKind::RecipientLimit(limit) => state_gate::recipient(limit, question, at),
            RuleKind::MandatoryContent(_) => Standing::Open,
        };
        self.within_force(standing, question)
    }

    /// How it stands, its end known: what only the end of the rule opens is open from that end, if it is near enough to
    /// wait for.
    fn within_force(&self, standing: Standing, question: &Question<'_>) -> Standing {
        match standing {
            Standing::Shut(shut) if self.until - question.at <= HORIZON_S => Standing::Shut(shut.or_at(self.until)),
            standing => standing,
        }
    }

    /// Whether these are hours, in force at an instant.
    pub(crate) fn is_hours_at(&self, at: Second) -> bool {
        matches!(self.spec.kind, RuleKind::AllowedWindow(_)) && (self.from..self.until).contains(&at)
    }

    /// Of hours in force at an instant: how they stand and, where they are open, when they close before `limit`, as
    /// [`Rule::standing`] and [`Rule::closes`] say it. Nothing for any other rule.
    pub(crate) fn hours(
        &self,
        question: &Question<'_>,
        at: Second,
        limit: Second,
    ) -> Option<(Standing, Option<Second>)> {
        let RuleKind::AllowedWindow(allowed) = &self.spec.kind else { return None };
        if !self.is_hours_at(at) {
            return None;
        }
        let limit = limit.min(self.until);
        let (standing, closes) = time_gate::standing_and_close(self, allowed, question, at, limit);
        Some((self.within_force(standing, question), closes.filter(|closes| *closes < limit)))
    }

    /// The first instant after `at`, before `limit`, at which the rule, open at `at`, is no longer open.
    pub(crate) fn closes(&self, question: &Question<'_>, at: Second, limit: Second) -> Option<Second> {
        if at < self.from {
            // Not in force yet: it closes where it comes into force shut, or closes after that.
            return if self.from >= limit {
                None
            } else if self.standing(question, self.from) == Standing::Open {
                self.closes(question, self.from, limit)
            } else {
                Some(self.from)
            };
        }
        if at >= self.until {
            return None;
        }
        let limit = limit.min(self.until);
        match &self.spec.kind {
            RuleKind::AllowedWindow(allowed) => time_gate::closes(self, allowed, question, at, limit),
            RuleKind::ConsentRequired(required) => consent::closes(required, question, at, limit),
            RuleKind::OptOut(opt_out) => registry::opt_out_closes(self, opt_out, question, at, limit),
            RuleKind::NoContactStatus(status) => state_gate::status_closes(self, status, question, at),
            RuleKind::WindowCap(WindowCap { excludes, .. }) | RuleKind::Cooldown(Cooldown { excludes, .. }) => {
                self.closes_after(excludes, question, at, limit)
            }
            RuleKind::RecipientLimit(limit) => state_gate::recipient_closes(limit, question, at),
            RuleKind::MandatoryContent(_) => None,
        }
        .filter(|closes| *closes < limit)
    }
}

impl Rule {
    /// Where a count that leaves the contact alone at `at` no longer does, and is full.
    fn closes_after(
        &self,
        excludes: &[Exclusion],
        question: &Question<'_>,
        at: Second,
        limit: Second,
    ) -> Option<Second> {
        let mut end = at;
        while let Some(later) = counter::exclusion_ends(excludes, question, end).filter(|later| *later < limit) {
            if self.standing(question, later) != Standing::Open {
                return Some(later);
            }
            end = later;
        }
        None
    }
}
