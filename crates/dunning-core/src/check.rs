//! From a draft to a message that may leave. [`check`] proves the wording, ahead of time and in parallel; [`clear`] joins
//! that proof with a permit, cheaply, at the moment of hand-over. Both proofs are used up: a text leaves at most once.

use chrono::{DateTime, Utc};

use crate::case::{Address, Case};
use crate::content;
use crate::decide::Permit;
use crate::digest::Digest;
use crate::element::Element;
use crate::finding::{Code, Finding, Findings, Inputs, Remedy};
use crate::id::{CustomerId, MessageKey, RuleId};
use crate::locale::Locale;
use crate::pii::Pii;
use crate::policy::Policy;
use crate::time::Second;
use crate::words::{Channel, Effect, Purpose};

pub use crate::draft::{Draft, Review};

/// Proof of the wording. Not `Clone`, made by [`check`] alone, used up by [`clear`].
#[derive(Debug)]
pub struct Checked {
    draft: Draft,
    address: Option<Address>,
    elements: Vec<Element>,
    notes: Findings,
    customer: CustomerId,
    policy: Digest,
    stamp: Digest,
}

impl Checked {
    /// The draft that was checked.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The elements found in its text.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// Remarks that don't refuse.
    pub const fn notes(&self) -> &Findings {
        &self.notes
    }
}

/// A text or hand-over that was refused, with every reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused: {}", .findings.headline().map_or("", |headline| crate::words::Word::as_str(headline.code)))]
pub struct Refused {
    /// Every reason, the headline first.
    pub findings: Findings,
}

/// Reads a draft by the content rules of a policy and the engine's own: every finding, whether it refuses or not. Under
/// `only` the rules named are asked, and none of the engine's own.
pub fn review(policy: &Policy, case: &Case, draft: &Draft, only: Option<&[RuleId]>) -> Review {
    content::review(policy, case, draft, only)
}

/// Reads words alone, without a case or a policy: form, leaks, links that hide where they lead, and the elements of their
/// kind. Whether an amount is the one owed, or a link the creditor's, words alone can't tell.
///
/// ```
/// use dunning_core::{check::review_text, element::Element, locale::Locale};
/// let text = "Larkspur Bank: $62.10 was due 11/20. Questions? Call 800-555-0110. Reply STOP to opt out.";
/// let review = review_text(&Locale::new("en").unwrap(), text);
/// assert!(review.findings.as_slice().is_empty());
/// assert_eq!(review.elements, [Element::Creditor, Element::Contact, Element::OptOut, Element::Amount, Element::DueDate]);
/// ```
pub fn review_text(locale: &Locale, text: &str) -> Review {
    content::review_text(locale, text)
}

/// Checks a draft: content rules, leak scan, links, form.
///
/// # Errors
/// [`Refused`] with every finding when one of them refuses.
pub fn check(policy: &Policy, case: &Case, draft: Draft) -> Result<Checked, Refused> {
    let Review { findings, elements } = review(policy, case, &draft, None);
    if findings.refusals().next().is_some() {
        return Err(Refused { findings });
    }
    let address =
        draft.address.clone().or_else(|| case.customer().contact(draft.channel).map(|contact| contact.address.clone()));
    Ok(Checked {
        draft,
        address,
        elements,
        notes: findings,
        customer: case.customer().id.clone(),
        policy: policy.provenance().policy,
        stamp: case.stamp(),
    })
}

/// Proof that this text may leave for this address before this instant. The only thing a gateway takes. Not `Clone`, no
/// public constructor.
#[derive(Debug)]
pub struct Cleared {
    channel: Channel,
    purpose: Purpose,
    address: Address,
    key: MessageKey,
    subject: Option<Pii<String>>,
    text: Pii<String>,
    valid_until: DateTime<Utc>,
}

impl Cleared {
    /// The channel.
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// What the message is for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The address.
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// The key under which a network takes it once.
    pub const fn key(&self) -> &MessageKey {
        &self.key
    }

    /// The subject, where the channel has one.
    pub const fn subject(&self) -> Option<&Pii<String>> {
        self.subject.as_ref()
    }

    /// The words.
    pub const fn text(&self) -> &Pii<String> {
        &self.text
    }

    /// The instant from which it must no longer arrive (exclusive).
    pub const fn valid_until(&self) -> DateTime<Utc> {
        self.valid_until
    }
}

/// Seconds for which a permit is good. What it rests on may change at any time (a payment, a stop), so a hand-over follows
/// its decision at once, in one transaction where there is a store; a minute leaves room for a slow disk and none for a
/// queue.
pub const PERMIT_AGE_MAX_S: i64 = 60;

/// Joins a permit and a checked text at the instant of hand-over: same customer, facts, policy, purpose, channel, recipient,
/// debts and address; every obligation met; an address and a key at hand; decided no longer than [`PERMIT_AGE_MAX_S`] ago,
/// and in time to arrive. Compares only, so it is cheap.
///
/// # Errors
/// [`Refused`] with every mismatch. Permit and proof are used up either way; decide again.
pub fn clear(permit: Permit, checked: Checked, now: DateTime<Utc>) -> Result<Cleared, Refused> {
    let mut findings = Vec::new();
    let mut refuse = |code, remedy, inputs| {
        findings.push(Finding {
            code,
            rule: None,
            effect: Effect::Withhold,
            force: None,
            until: None,
            remedy: Some(remedy),
            need: None,
            inputs,
        });
    };
    let Checked { draft, address, elements, .. } = checked;
    let same = permit.customer == checked.customer
        && permit.policy == checked.policy
        && permit.stamp == checked.stamp
        && permit.purpose == draft.purpose
        && permit.channel == draft.channel
        && permit.recipient == draft.recipient
        && permit.debts == draft.debts
        && permit.first == draft.first
        && permit.address == address;
    if !same {
        refuse(Code::SendMismatch, Remedy::ChangeText, Inputs::None);
    }
    for owed in permit.obligations.iter().filter(|owed| !elements.contains(owed)) {
        refuse(Code::TextElement, Remedy::ChangeText, Inputs::Element(*owed));
    }
    let age = Second::clamped(now) - permit.now;
    let latency = permit.at - permit.now;
    if !(0..=PERMIT_AGE_MAX_S).contains(&age) || Second::of(permit.valid_until) <= permit.now + age + latency {
        refuse(Code::SendLate, Remedy::DecideAgain, Inputs::None);
    }
    if permit.address.is_none() {
        refuse(Code::SendAddress, Remedy::SupplyFact, Inputs::None);
    }
    if permit.key.is_none() {
        refuse(Code::SendKey, Remedy::SupplyFact, Inputs::None);
    }
    match (permit.address, permit.key, findings.is_empty()) {
        (Some(address), Some(key), true) => Ok(Cleared {
            channel: permit.channel,
            purpose: permit.purpose,
            address,
            key,
            subject: draft.subject,
            text: draft.text,
            valid_until: permit.valid_until,
        }),
        _ => Err(Refused { findings: Findings::new(findings) }),
    }
}
