//! What changed of a customer since a case was made: laid over whatever case is current, as the lender's systems may go
//! on telling the old state for days. It knows nothing of where changes are kept.

use super::{Case, ChangeSpec, ContactPoint, Location, Preference, raw};
use crate::fault::Faults;
use crate::words::{Channel, Evidence};

/// What changed of a customer.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Ways to reach them, each in place of those of its channel.
    pub contacts: Vec<ContactPoint>,
    /// Where they may be, each in place of those of its evidence.
    pub locations: Vec<Location>,
    /// What else they asked for.
    pub preferences: Vec<Preference>,
    /// What was said until then; nothing when that isn't known: then the change stands against any case.
    pub former: Option<Former>,
}

/// What a case said, when a change became known, of the channels and kinds of evidence that it names.
#[derive(Debug, Clone, Default)]
pub struct Former {
    /// Ways to reach the customer.
    pub contacts: Vec<ContactPoint>,
    /// Where they may be.
    pub locations: Vec<Location>,
}

impl Change {
    /// Parses a raw change.
    ///
    /// # Errors
    /// All faults at once, under the paths of a case.
    pub fn new(spec: ChangeSpec) -> Result<Self, Faults> {
        raw::change(spec)
    }

    /// The same change, made to what a case says: a case that says something else one day is newer than the change.
    #[must_use]
    pub fn made_to(mut self, case: &Case) -> Self {
        let mut former = self.former.take().unwrap_or_default();
        let customer = case.customer();
        former.contacts.extend(customer.contacts.iter().filter(|old| self.names(old.channel)).cloned());
        former.locations.extend(customer.locations.iter().filter(|old| self.tells(old.evidence)).cloned());
        self.former = Some(former);
        self
    }

    /// This change and then another: as one, what both say being what the later one says.
    #[must_use]
    pub fn then(self, later: &Self) -> Self {
        Self {
            contacts: later.contacts_over(&self.contacts),
            locations: later.locations_over(&self.locations),
            preferences: later.preferences_over(&self.preferences),
            former: self.former,
        }
    }

    fn names(&self, channel: Channel) -> bool {
        self.contacts.iter().any(|new| new.channel == channel)
    }

    fn tells(&self, evidence: Evidence) -> bool {
        self.locations.iter().any(|new| new.evidence == evidence)
    }

    /// Contact points after the change, those of a channel where the first of them stood.
    pub(super) fn contacts_over(&self, old: &[ContactPoint]) -> Vec<ContactPoint> {
        let is_newer = |told: &ContactPoint| {
            let said = |former: &ContactPoint| (former.channel, &former.address) == (told.channel, &told.address);
            self.former.as_ref().is_some_and(|former| !former.contacts.iter().any(said))
        };
        let mut placed: Vec<ContactPoint> = Vec::with_capacity(old.len() + self.contacts.len());
        for point in old.iter().chain(&self.contacts) {
            let channel = point.channel;
            if !self.names(channel) {
                placed.push(point.clone());
            } else if placed.iter().all(|known| known.channel != channel) {
                let mut newer = old.iter().filter(|told| told.channel == channel && is_newer(told)).peekable();
                if newer.peek().is_some() {
                    placed.extend(newer.cloned());
                } else {
                    placed.extend(self.contacts.iter().filter(|new| new.channel == channel).cloned());
                }
            }
        }
        placed
    }

    /// Locations after the change.
    pub(super) fn locations_over(&self, old: &[Location]) -> Vec<Location> {
        let gives_way = |told: &&Location| {
            told.evidence != Evidence::Number
                && self.tells(told.evidence)
                && !self.locations.contains(told)
                && self.former.as_ref().is_none_or(|former| former.locations.contains(told))
        };
        let mut locations: Vec<Location> = old.iter().filter(|told| !gives_way(told)).cloned().collect();
        add(&mut locations, &self.locations);
        locations
    }

    /// Wishes after the change.
    pub(super) fn preferences_over(&self, old: &[Preference]) -> Vec<Preference> {
        let mut preferences = old.to_vec();
        add(&mut preferences, &self.preferences);
        preferences
    }
}

/// Adds what isn't there.
fn add<T: Clone + PartialEq>(to: &mut Vec<T>, new: &[T]) {
    for one in new {
        if !to.contains(one) {
            to.push(one.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, LocationSpec};
    use crate::words::CustomerKind;

    fn contact(channel: Channel, address: &str) -> ContactSpec {
        ContactSpec { channel, address: address.into(), verified: None, since: None }
    }

    fn location(place: &str, evidence: Evidence) -> LocationSpec {
        LocationSpec { place: Some(place.into()), zone: None, evidence, since: None }
    }

    /// A customer with this number and this address.
    fn case(number: &str, place: &str) -> Case {
        Case::new(CaseSpec {
            creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
            customer: CustomerSpec {
                id: "p1".into(),
                kind: Some(CustomerKind::Person),
                contacts: vec![contact(Channel::Sms, number), contact(Channel::Email, "a@b.example")],
                locations: vec![location(place, Evidence::Address), location("US-NY", Evidence::Number)],
                ..CustomerSpec::default()
            },
            ..CaseSpec::default()
        })
        .unwrap()
    }

    fn change(number: &str, place: &str) -> Change {
        Change::new(ChangeSpec {
            contacts: vec![contact(Channel::Sms, number)],
            locations: vec![location(place, Evidence::Address), location(place, Evidence::Number)],
            preferences: Vec::new(),
        })
        .unwrap()
    }

    fn said(case: &Case) -> (Vec<&str>, Vec<&str>) {
        let customer = case.customer();
        let places = customer.locations.iter().map(|at| at.place.as_ref().unwrap().as_str());
        (customer.contacts.iter().map(|contact| contact.address.expose()).collect(), places.collect())
    }

    #[test]
    fn a_change_takes_the_place_of_what_it_names() {
        let (case, change) = (case("+13125550142", "US-IL"), change("+12065550100", "US-WA"));
        let changed = case.changed(&change);
        // The old number may still be used.
        assert_eq!(said(&changed), (vec!["+12065550100", "a@b.example"], vec!["US-NY", "US-WA", "US-WA"]));
        assert_ne!(changed.stamp(), case.stamp());
        assert_eq!(changed.changed(&change).stamp(), changed.stamp());
    }

    #[test]
    fn a_case_that_repeats_the_old_state_is_older_than_the_change_and_one_that_says_a_third_is_newer() {
        let before = case("+13125550142", "US-IL");
        let first = change("+12065550100", "US-WA").made_to(&before);
        let second = change("+12135550107", "US-CA").made_to(&before).made_to(&before.changed(&first));
        let laid = |case: &Case| case.changed(&first).changed(&second);
        let by_second = (vec!["+12135550107", "a@b.example"], vec!["US-NY", "US-WA", "US-CA", "US-CA"]);
        assert_eq!(said(&laid(&before)), by_second);
        // The lender's system has learnt of the first change only.
        assert_eq!(said(&laid(&case("+12065550100", "US-WA"))), by_second);
        // It knows a newer number; of the two addresses neither is given up.
        let places = vec!["US-OR", "US-NY", "US-WA", "US-CA", "US-CA"];
        assert_eq!(said(&laid(&case("+15035550155", "US-OR"))), (vec!["+15035550155", "a@b.example"], places));
    }

    #[test]
    fn of_two_changes_in_order_the_later_speaks() {
        let both = change("+12065550100", "US-WA").then(&change("+12135550107", "US-CA"));
        let numbers: Vec<_> = both.contacts.iter().map(|contact| contact.address.expose()).collect();
        assert_eq!(numbers, ["+12135550107"]);
    }
}
