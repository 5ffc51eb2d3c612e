//! What is asked: a contact somebody proposes. It says nothing of whether it may be.

use crate::case::{self, Address};
use crate::digest::Canon;
use crate::id::{DebtId, MessageKey, TemplateId};
use crate::words::{Channel, ContactPlace, Purpose, Recipient};

/// What strategy proposes: to contact somebody, by some channel, about some debts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What for.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: Channel,
    /// About which debts.
    pub debts: Vec<DebtId>,
    /// Whom.
    pub recipient: Recipient,
    /// At which address; the customer's first contact point of the channel when not said. It needs not be one of the case's:
    /// who is answered may write from a former number, and a spouse or an attorney has one of their own. Opt-outs, consents
    /// and caps that name an address are asked of this one.
    pub address: Option<Address>,
    /// Where the contact reaches the person.
    pub place: Option<ContactPlace>,
    /// With which template.
    pub template: Option<TemplateId>,
    /// Under which key.
    pub key: Option<MessageKey>,
    /// Whether it is the first message of the case; told by the history when not said.
    pub first: Option<bool>,
    /// Seconds from the decision to the hand-over.
    pub latency_s: u32,
    /// Seconds from the end of the message's validity to the instant at which it can no longer arrive unnoticed: nothing
    /// where the network honours validity and reports at once. Caps are charged up to it.
    pub fence_s: u32,
}

impl Proposal {
    /// A bare proposal; the other fields are unknown until set.
    pub const fn new(purpose: Purpose, channel: Channel, recipient: Recipient) -> Self {
        Self {
            purpose,
            channel,
            debts: Vec::new(),
            recipient,
            address: None,
            place: None,
            template: None,
            key: None,
            first: None,
            latency_s: 0,
            fence_s: 0,
        }
    }
}

/// The canonical proposal.
pub(crate) fn canon(c: &mut Canon, proposal: &Proposal) {
    let Proposal { purpose, channel, debts, recipient, address, place, template, key, first, latency_s, fence_s } =
        proposal;
    c.word(*purpose);
    c.word(*channel);
    c.list(debts.iter(), |c, id| c.text(id.as_str()));
    c.word(*recipient);
    case::address(c, address.as_ref());
    c.option(*place, Canon::word);
    c.option(template.as_ref(), |c, id| c.text(id.as_str()));
    c.option(key.as_ref(), |c, key| c.text(key.as_str()));
    c.option(*first, Canon::flag);
    c.int(i64::from(*latency_s));
    c.int(i64::from(*fence_s));
}
