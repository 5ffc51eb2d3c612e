//! Which contacts rules speak of: their scopes turned round, so that all rules that speak of a contact are found at once.
//! It knows no instant, no history and nothing of what a rule says.

use super::compile::Rule;
use super::rules::bits;
use crate::case::{Case, Debt};
use crate::id::DebtId;
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

/// The scopes of up to 64 rules turned round: for each word the rules that take it in, one bit a rule.
#[derive(Debug)]
pub(super) struct Scopes {
    actors: Column,
    kinds: Column,
    purposes: Column,
    channels: Column,
    recipients: Column,
    contact_places: Column,
    /// The lists of products that rules name, each with the rules that name it.
    products: Vec<(Vec<String>, u64)>,
    /// The lists of places that rules name, each with the rules that name it.
    places: Vec<(Vec<Place>, u64)>,
}

impl Scopes {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let scopes = || rules.iter().map(|rule| &rule.spec.scope);
        Self {
            actors: Column::of(scopes().map(|scope| &scope.actors)),
            kinds: Column::of(scopes().map(|scope| &scope.kinds)),
            purposes: Column::of(scopes().map(|scope| &scope.purposes)),
            channels: Column::of(scopes().map(|scope| &scope.channels)),
            recipients: Column::of(scopes().map(|scope| &scope.recipients)),
            contact_places: Column::of(scopes().map(|scope| &scope.contact_places)),
            products: lists(scopes().map(|scope| &scope.products)),
            places: lists(scopes().map(|scope| &scope.places)),
        }
    }

    /// The rules that speak of the subject.
    pub(super) fn binding(&self, subject: &Subject<'_>) -> u64 {
        let case = subject.case;
        let mut bound = self.channels.taking(subject.channel)
            & self.purposes.taking(subject.purpose)
            & self.recipients.taking(subject.recipient)
            & self.kinds.taking(case.customer().kind)
            & case.actor().map_or(u64::MAX, |actor| self.actors.taking(actor))
            & subject.place.map_or(self.contact_places.any, |place| self.contact_places.taking(place));
        let sold = |names: &[String]| {
            subject.debts().any(|debt| debt.product.as_ref().is_none_or(|product| names.contains(product)))
        };
        leave_out(&mut bound, &self.products, sold);
        leave_out(&mut bound, &self.places, |places| reaches(places, case));
        bound
    }
}

/// One side of the scopes of rules: by the index of each word, the rules that take it in.
#[derive(Debug)]
struct Column {
    taking: Vec<u64>,
    /// The rules that name no word, and so take in any.
    any: u64,
}

impl Column {
    fn of<'s, W: Word>(named: impl Iterator<Item = &'s Vec<W>>) -> Self {
        let mut column = Self { taking: vec![0; W::ALL.len()], any: 0 };
        for (words, rule) in named.zip(bits()) {
            column.any |= if words.is_empty() { rule } else { 0 };
            for (word, taking) in W::ALL.iter().zip(&mut column.taking) {
                if words.is_empty() || words.contains(word) {
                    *taking |= rule;
                }
            }
        }
        column
    }

    fn taking<W: Word>(&self, word: W) -> u64 {
        self.taking.get(word.index() as usize).copied().unwrap_or(self.any)
    }
}

/// The lists that rules name, each once, with the rules that name it.
fn lists<'s, T: Clone + PartialEq + 's>(named: impl Iterator<Item = &'s Vec<T>>) -> Vec<(Vec<T>, u64)> {
    let mut lists: Vec<(Vec<T>, u64)> = Vec::new();
    for (list, rule) in named.zip(bits()).filter(|(list, _)| !list.is_empty()) {
        match lists.iter_mut().find(|(known, _)| known == list) {
            Some((_, rules)) => *rules |= rule,
            None => lists.push((list.clone(), rule)),
        }
    }
    lists
}

/// Leaves out the rules that name a list which doesn't take in the subject.
fn leave_out<T>(bound: &mut u64, lists: &[(Vec<T>, u64)], takes: impl Fn(&[T]) -> bool) {
    for (list, rules) in lists {
        if *bound & rules != 0 && !takes(list) {
            *bound &= !rules;
        }
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
