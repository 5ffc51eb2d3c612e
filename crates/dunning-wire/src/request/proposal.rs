//! The fields of a proposal, and the words of its message.

use dunning_core::case::Address;
use dunning_core::decide::Proposal;
use dunning_core::id::{MessageKey, TemplateId};
use dunning_core::locale::Locale;
use dunning_core::pii::Pii;

use super::facts::debts;
use crate::fields::Fields;

/// A proposal, with its words and their language as far as it says them.
pub(super) struct Proposed {
    pub(super) proposal: Proposal,
    pub(super) text: Option<Pii<String>>,
    pub(super) locale: Option<Locale>,
}

/// The fields of a proposal.
pub(super) fn proposal(fields: &mut Fields<'_>) -> Option<Proposed> {
    let (purpose, channel) = (fields.must("purpose").word(), fields.must("channel").word());
    let recipient = fields.must("recipient").word();
    let text = fields.take("text").owned().map(Pii::new);
    let locale = fields.take("lang").parse(Locale::new);
    // What must be there comes last: by then every field has been read, and its faults noted.
    let proposal = Proposal {
        debts: debts(fields.take("debts")),
        address: fields.take("address").parse(Address::new),
        place: fields.take("place").word(),
        template: fields.take("template").parse(TemplateId::new),
        key: fields.take("key").parse(MessageKey::new),
        first: fields.take("first").flag(),
        latency_s: fields.take("latency_s").count().unwrap_or(0),
        fence_s: fields.take("fence_s").count().unwrap_or(0),
        purpose: purpose?,
        channel: channel?,
        recipient: recipient?,
    };
    Some(Proposed { proposal, text, locale })
}
