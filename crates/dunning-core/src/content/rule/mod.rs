//! Rules on a text, one file each. What a rule of a book asks carries that rule; what the engine holds of every text
//! carries none.

pub(super) mod confirmation;
pub(super) mod form;
pub(super) mod leak;
pub(super) mod links;
pub(super) mod mandatory;
pub(super) mod sells;
pub(super) mod third_party;

use crate::finding::{Code, Finding, Inputs, Remedy, RuleIndex};
use crate::policy::compile::Rule;
use crate::words::Effect;

/// A remark on a text: of a rule, up to what that rule may do, or of the engine's own, which refuses.
fn remark(code: Code, by: Option<(RuleIndex, &Rule)>, inputs: Inputs) -> Finding {
    Finding {
        code,
        rule: by.map(|(index, _)| index),
        effect: by.map_or(Effect::Withhold, |(_, rule)| rule.ceiling),
        force: by.map(|(_, rule)| rule.spec.force),
        until: None,
        remedy: Some(Remedy::ChangeText),
        need: None,
        inputs,
    }
}
