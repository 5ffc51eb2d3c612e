//! What must be known for a rule to shut. A rule that nothing known can shut is open and stays so, and need not be asked.

use super::compile::Rule;
use super::rules::those;
use crate::case::Case;
use crate::history::History;
use crate::rule::{AllowedWindow, Cooldown, Hours, RuleKind, Trigger};
use crate::words::{Recipient, Word};

/// What must be known for a rule to shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Nothing.
    None,
    Wishes,
    Events,
    Payments,
    Consents,
    Holds,
    /// That the recipient is none of those it lets through.
    Recipient,
    /// It shuts no contact: it speaks of texts.
    Text,
}

const fn ground(kind: &RuleKind) -> Ground {
    match kind {
        RuleKind::AllowedWindow(AllowedWindow { hours: Hours::Preferred, .. }) => Ground::Wishes,
        RuleKind::AllowedWindow(_) | RuleKind::ConsentRequired(_) => Ground::None,
        RuleKind::WindowCap(_) | RuleKind::Cooldown(Cooldown { after: Trigger::Event(_), .. }) => Ground::Events,
        RuleKind::Cooldown(Cooldown { after: Trigger::PaymentPending | Trigger::PaymentPart, .. }) => Ground::Payments,
        RuleKind::OptOut(_) => Ground::Consents,
        RuleKind::NoContactStatus(_) => Ground::Holds,
        RuleKind::RecipientLimit(_) => Ground::Recipient,
        RuleKind::MandatoryContent(_) => Ground::Text,
    }
}

/// The grounds of up to 64 rules turned round: for each the rules that rest on it, one bit a rule.
#[derive(Debug)]
pub(super) struct Grounds {
    wishes: u64,
    events: u64,
    payments: u64,
    consents: u64,
    holds: u64,
    text: u64,
    caps: u64,
    /// By the index of each recipient, the rules that let it through.
    letting_through: Vec<u64>,
}

impl Grounds {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let resting_on = |on| those(rules, |rule| ground(&rule.spec.kind) == on);
        let letting_through = |recipient| {
            those(rules, |rule| match &rule.spec.kind {
                RuleKind::RecipientLimit(limit) => limit.allowed.contains(recipient),
                _ => false,
            })
        };
        Self {
            wishes: resting_on(Ground::Wishes),
            events: resting_on(Ground::Events),
            payments: resting_on(Ground::Payments),
            consents: resting_on(Ground::Consents),
            holds: resting_on(Ground::Holds),
            text: resting_on(Ground::Text),
            caps: those(rules, |rule| matches!(rule.spec.kind, RuleKind::WindowCap(_))),
            letting_through: Recipient::ALL.iter().map(letting_through).collect(),
        }
    }

    /// The rules that speak of texts.
    pub(super) const fn text(&self) -> u64 {
        self.text
    }

    /// The caps.
    pub(super) const fn caps(&self) -> u64 {
        self.caps
    }

    /// The rules that nothing known shuts for a contact with this recipient.
    pub(super) fn idle(&self, case: &Case, history: &History, recipient: Recipient) -> u64 {
        let where_none = |known: usize, rules: u64| if known == 0 { rules } else { 0 };
        self.text
            | self.letting_through.get(recipient.index() as usize).copied().unwrap_or(0)
            | where_none(case.customer().preferences.len(), self.wishes)
            | where_none(history.events().len(), self.events)
            | where_none(history.payments().len(), self.payments)
            | where_none(history.consents().len(), self.consents)
            | where_none(history.holds().len(), self.holds)
    }
}
