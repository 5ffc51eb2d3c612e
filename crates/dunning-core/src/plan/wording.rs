//! The words in which a planned contact would leave, what they take and cost. They are composed and checked for a plan
//! and thrown away: at hand-over they are made anew, with the amounts of that instant.

use chrono::{DateTime, Utc};

use super::line::{Head, Wording, leaves_at};
use super::{Planned, propose};
use crate::case::Case;
use crate::check::check;
use crate::compose::compose;
use crate::decide::Ruling;
use crate::history::History;
use crate::money::Money;
use crate::policy::Policy;
use crate::sms::{self, Profile};
use crate::template::Templates;
use crate::words::{Channel, Word};

/// By what contacts are worded, counted and priced.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The approved templates.
    pub templates: &'a Templates,
    /// How the route counts segments.
    pub segments: Profile,
    /// What a segment, or another message, costs; nothing where the route has no list.
    pub price: Option<Money>,
}

impl Means<'_> {
    /// The words of a planned contact, as of the instant from which it may leave; nothing for one that may not before the
    /// plan is over.
    pub fn wording(&self, case: &Case, history: &History, planned: &Planned, head: &Head) -> Option<Wording> {
        let at = leaves_at(planned.answer.ruling, head)?;
        // What a text owes is said of a permit alone: the question is put again for the instant at which it would be one.
        let then;
        let planned = match planned.answer.ruling {
            Ruling::Permit { .. } => planned,
            _ => {
                then = propose(self.policy, case, history, planned.due.clone(), at);
                &then
            }
        };
        Some(self.worded(case, history, planned, at).unwrap_or_else(|because| Wording::Refused { because }))
    }

    fn worded(&self, case: &Case, history: &History, planned: &Planned, at: DateTime<Utc>) -> Result<Wording, String> {
        let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
        let draft = compose(self.policy, self.templates, case, history, planned, at)
            .map_err(|faults| code(faults.iter().next().map(|fault| fault.code)))?;
        let checked = check(self.policy, case, draft)
            .map_err(|refused| code(refused.findings.headline().map(|finding| finding.code.as_str())))?;
        let draft = checked.draft();
        let template = draft.template.as_ref().map(|(id, _)| id.clone()).ok_or_else(|| code(Some("TMPL-NONE")))?;
        let segments = match draft.channel {
            Channel::Sms => sms::segments(draft.text.expose(), self.segments).segments,
            _ => 0,
        };
        let price = self
            .price
            .map(|price| Money::from_minor(price.minor().saturating_mul(i64::from(segments.max(1))), price.currency()));
        Ok(Wording::Approved { template, segments, price })
    }
}
