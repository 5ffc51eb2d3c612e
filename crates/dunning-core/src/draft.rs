//! A text on its way to be checked, and what is found in it. Nothing here judges.

use crate::case::Address;
use crate::digest::Digest;
use crate::element::Element;
use crate::finding::Findings;
use crate::id::{DebtId, TemplateId};
use crate::locale::Locale;
use crate::pii::Pii;
use crate::template::Rendered;
use crate::words::{Channel, Purpose, Recipient};

/// A text on its way to be checked: what it says, to whom, by what, about which debts.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What for.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: Channel,
    /// Whom.
    pub recipient: Recipient,
    /// At which address; the customer's first contact point of the channel when not said.
    pub address: Option<Address>,
    /// About which debts.
    pub debts: Vec<DebtId>,
    /// Whether it is the first message of the case.
    pub first: bool,
    /// In which language.
    pub locale: Locale,
    /// Subject, where the channel has one.
    pub subject: Option<Pii<String>>,
    /// The words.
    pub text: Pii<String>,
    /// The template it was rendered from, with the digest of its approved content.
    pub template: Option<(TemplateId, Digest)>,
}

impl Draft {
    /// A draft of a rendered template.
    pub fn rendered(rendered: Rendered, recipient: Recipient, debts: Vec<DebtId>, first: bool) -> Self {
        let Rendered { text, subject, template, digest, locale, channel, purpose, .. } = rendered;
        Self {
            purpose,
            channel,
            recipient,
            address: None,
            debts,
            first,
            locale,
            subject,
            text,
            template: Some((template, digest)),
        }
    }
}

/// What the content rules say of a draft: findings with their spans, and the elements found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Findings, the headline first.
    pub findings: Findings,
    /// Elements found in the text, in the order of their words.
    pub elements: Vec<Element>,
}
