//! Which contacts a rule speaks of: its scope as bits, put to who writes to whom, by what, for what. It knows no instant,
//! no history and nothing of what a rule says.

use crate::case::{Case, Debt};
use crate::id::DebtId;
use crate::rule::Scope;
use crate::time::Place;
use crate::words::{Channel, ContactPlace, Purpose, Recipient, Word};

/// What scopes are put to: a proposed contact, or a text on its way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) case: &'a Case,
    pub(crate) purpose: Purpose,
    pub(crate) channel: Channel,
    pub(crate) recipient: Recipient,
    pub(crate) place: Option<ContactPlace>,
    pub(crate) debts: &'a [DebtId],
}

impl<'a> Subject<'a> {
    /// The debts named that the case holds.
    pub(crate) fn named(self) -> impl Iterator<Item = &'a Debt> {
        self.debts.iter().filter_map(|id| self.case.debt(id))
    }

    /// The debts spoken of: those named; where none is named it may be any.
    pub(crate) fn debts(self) -> impl Iterator<Item = &'a Debt> {
        let any = if self.debts.is_empty() { self.case.debts() } else { &[] };
        self.named().chain(any)
    }
}

/// A scope as bits; no bit means everything.
#[derive(Debug)]
pub(super) struct ScopeBits {
    actors: u32,
    kinds: u32,
    purposes: u32,
    channels: u32,
    recipients: u32,
    contact_places: u32,
}

impl ScopeBits {
    pub(super) fn of(scope: &Scope) -> Self {
        let Scope { places: _, actors, kinds, products: _, purposes, channels, recipients, contact_places } = scope;
        Self {
            actors: bits(actors),
            kinds: bits(kinds),
            purposes: bits(purposes),
            channels: bits(channels),
            recipients: bits(recipients),
            contact_places: bits(contact_places),
        }
    }

    /// Whether the scope takes in contacts for a purpose.
    pub(super) fn has_purpose(&self, purpose: Purpose) -> bool {
        within(self.purposes, purpose)
    }

    /// Whether the scope, of which these are the bits, takes in the subject.
    pub(super) fn binds(&self, scope: &Scope, subject: &Subject<'_>) -> bool {
        let case = subject.case;
        within(self.channels, subject.channel)
            && within(self.purposes, subject.purpose)
            && within(self.recipients, subject.recipient)
            && within(self.kinds, case.customer().kind)
            && case.actor().is_none_or(|actor| within(self.actors, actor))
            && (self.contact_places == 0 || subject.place.is_some_and(|place| within(self.contact_places, place)))
            && (scope.products.is_empty()
                || subject
                    .debts()
                    .any(|debt| debt.product.as_ref().is_none_or(|product| scope.products.contains(product))))
            && (scope.places.is_empty() || reaches(&scope.places, case))
    }
}

/// Whether the customer may be in a place the rule names; a location without a place may be anywhere.
fn reaches(places: &[Place], case: &Case) -> bool {
    let locations = &case.customer().locations;
    locations.is_empty()
        || locations.iter().any(|location| {
            location.place.is_none_or(|place| places.iter().any(|named| place.within(*named) || named.within(place)))
        })
}

/// The bits of a list of words; none for an empty list.
fn bits<W: Word>(words: &[W]) -> u32 {
    words.iter().fold(0, |bits, word| bits | bit(*word))
}

/// The bit of a word; no kind of word has more than 32.
fn bit<W: Word>(word: W) -> u32 {
    1_u32.checked_shl(word.index()).unwrap_or(0)
}

fn within<W: Word>(bits: u32, word: W) -> bool {
    bits == 0 || bits & bit(word) != 0
}
