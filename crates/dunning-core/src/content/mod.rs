//! Content rules: what a text says, measured against what the rules in force and the facts of the case ask of it. It
//! trusts no declaration: an element is there when it is found in the text. It reads one text at a time and knows
//! nothing of when it leaves or what went before.

mod cue;
mod digits;
mod element;
mod home;
mod lender;
mod link;
mod reading;
mod rule;
#[cfg(test)]
mod tests;

use reading::Reading;

use crate::case::{Case, Debt};
use crate::draft::{Draft, Review};
use crate::evaluate::rests_on_payment_data;
use crate::finding::{Finding, Findings};
use crate::id::RuleId;
use crate::locale::Locale;
use crate::policy::Policy;
use crate::policy::compile::Rule;
use crate::policy::scope::Subject;
use crate::rule::{OptOut, RuleKind, SignatureForm};
use crate::time::Second;
use crate::words::Purpose;

/// What a text is measured against.
struct Facts<'a> {
    case: &'a Case,
    draft: &'a Draft,
}

impl<'a> Facts<'a> {
    /// The debts the text is about; all of the case where none is named.
    fn debts(&self) -> impl Iterator<Item = &'a Debt> {
        let named = &self.draft.debts;
        self.case.debts().iter().filter(move |debt| named.is_empty() || named.contains(&debt.id))
    }
}

/// What carriers of mainland China take for a signature where a rule says no more: 2 to 18 characters.
const fn signature_form() -> SignatureForm {
    SignatureForm { chars_min: 2, chars_max: 18 }
}

/// Reads a draft by the rules that bind it and by the engine's own; under `only`, by the rules named alone.
pub(crate) fn review(policy: &Policy, case: &Case, draft: &Draft, only: Option<&[RuleId]>) -> Review {
    let facts = Facts { case, draft };
    let subject = draft.subject.as_ref().map(|subject| subject.expose().as_str());
    let text = draft.text.expose();
    if let Some(endless) = rule::form::endless(subject, text) {
        return endless;
    }
    let reading = Reading::of(subject, text);
    let elements = element::found(&reading, Some(&facts), &draft.locale);
    let mut findings = Vec::new();
    if only.is_none() {
        own(&reading, subject, text, Some(&facts), &mut findings);
    }
    let bound = Subject {
        case,
        purpose: draft.purpose,
        channel: draft.channel,
        recipient: draft.recipient,
        place: None,
        debts: &draft.debts,
    };
    let in_force = |rule: &Rule| is_in_force(policy, case, draft.purpose, rule);
    for by in policy.rules().bound(bound, only).filter(|(_, rule)| in_force(rule)) {
        match &by.1.spec.kind {
            RuleKind::MandatoryContent(mandatory) => {
                rule::mandatory::review(mandatory, by, &reading, &elements, draft.first, &mut findings);
            }
            RuleKind::RecipientLimit(limit) => rule::third_party::review(limit, by, &reading, &facts, &mut findings),
            RuleKind::OptOut(OptOut { confirmation_within_s: Some(_), .. })
                if draft.purpose == Purpose::Confirmation =>
            {
                rule::confirmation::review(by, &reading, &mut findings);
            }
            _ => {}
        }
    }
    rule::sells::review(policy, bound, only, in_force, &reading, &mut findings);
    Review { findings: Findings::new(findings), elements }
}

/// Reads words alone, without a case: what the engine holds of every text, and the elements of their kind.
pub(crate) fn review_text(locale: &Locale, text: &str) -> Review {
    if let Some(endless) = rule::form::endless(None, text) {
        return endless;
    }
    let reading = Reading::of(None, text);
    let mut findings = Vec::new();
    own(&reading, None, text, None, &mut findings);
    Review { findings: Findings::new(findings), elements: element::found(&reading, None, locale) }
}

/// What the engine holds of every text, whatever a policy says.
fn own(
    reading: &Reading<'_>,
    subject: Option<&str>,
    text: &str,
    facts: Option<&Facts<'_>>,
    findings: &mut Vec<Finding>,
) {
    rule::form::review(subject, text, findings);
    rule::leak::review(reading, subject, text, facts, findings);
    rule::links::review(reading, facts, findings);
}

/// Whether a rule may be in force when the text leaves: at some instant from that of the payment data on, until they are
/// stale where the contact rests on them; others leave later too. Without that instant every version of a rule is asked.
/// The permit asks again, at its own instant.
fn is_in_force(policy: &Policy, case: &Case, purpose: Purpose, rule: &Rule) -> bool {
    let begins = |as_of: Second| !rests_on_payment_data(purpose) || rule.from <= as_of + policy.stale_after_s();
    case.as_of().map(Second::of).is_none_or(|as_of| as_of < rule.until && begins(as_of))
}
