//! One lane of maps.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SubsecRound, Utc};
use dunning_core::audit::{self, Head, Link};
use dunning_core::decide::{Charge, Unit};
use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_store::{
    Advance, Aside, Contact, ContactKey, Dossier, Enrolled, Error, FactKind, Intended, Intent, Lane, LaneRead, LaneTx,
    Planned, RecordWithAside, Slot, Status, StoredFact, Suppression, SuppressionLine, Ticket, TicketId,
};

/// Everything a lane holds.
#[derive(Debug, Clone, Default)]
pub(super) struct LaneState {
    pub(super) paused: bool,
    pub(super) audit: Vec<Link>,
    persons: BTreeMap<CustomerId, Person>,
    inbound: BTreeSet<(String, String)>,
}

#[derive(Debug, Clone, Default)]
struct Person {
    wrapped_key: Option<Vec<u8>>,
    facts: Vec<StoredFact>,
    handles: BTreeSet<Digest>,
    contacts: BTreeMap<ContactKey, Contact>,
    rings: BTreeMap<RingKey, BTreeMap<u32, Taken>>,
    tickets: Vec<Ticket>,
    asides: BTreeMap<u64, Pii<Vec<u8>>>,
}

/// Cap, key as text, unit.
type RingKey = (String, String, Unit);

#[derive(Debug, Clone)]
struct Taken {
    before: Option<i64>,
    first: i64,
    last: i64,
    used_by: Option<ContactKey>,
}

impl LaneState {
    pub(super) fn all_contacts(&self) -> impl Iterator<Item = &Contact> {
        self.persons.values().flat_map(|person| person.contacts.values())
    }

    pub(super) fn waiting(&self) -> impl Iterator<Item = &Contact> {
        self.all_contacts().filter(|contact| matches!(contact.status, Status::Due | Status::Deferred))
    }

    pub(super) fn found_by(&self, token: Digest) -> impl Iterator<Item = &CustomerId> {
        self.persons.iter().filter(move |(_, person)| person.handles.contains(&token)).map(|(id, _)| id)
    }
}

/// Lines by the token of their address, in whatever lane they were written.
pub(super) type Suppressions = BTreeMap<Digest, Vec<SuppressionLine>>;

/// A copy of a lane at work.
#[derive(Debug)]
pub(super) struct MapLane {
    pub(super) suppressions: Suppressions,
    pub(super) lane: Lane,
    pub(super) lanes: u16,
    pub(super) state: LaneState,
}

impl MapLane {
    fn find(&self, customer: &CustomerId) -> Option<&Person> {
        self.state.persons.get(customer)
    }

    fn person(&mut self, customer: &CustomerId) -> Result<&mut Person, Error> {
        let right = Lane::of(customer, self.lanes);
        if right != self.lane {
            return Err(Error::WrongLane { worked: self.lane.number(), right: right.number() });
        }
        Ok(self.state.persons.entry(customer.clone()).or_default())
    }
}

impl LaneRead for MapLane {
    fn lane(&self) -> Lane {
        self.lane
    }

    fn paused(&self) -> Result<bool, Error> {
        Ok(self.state.paused)
    }

    fn customers(&self, after: Option<&CustomerId>, limit: usize) -> Result<Vec<CustomerId>, Error> {
        let enrolled = self.state.persons.iter().filter(|(_, person)| person.wrapped_key.is_some());
        let later = enrolled.map(|(id, _)| id).filter(|id| after.is_none_or(|after| *id > after));
        Ok(later.take(limit).cloned().collect())
    }

    fn wrapped_key(&self, customer: &CustomerId) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.find(customer).and_then(|person| person.wrapped_key.clone()))
    }

    fn enrolled(&self, customer: &CustomerId) -> Result<Option<Enrolled>, Error> {
        Ok(self.find(customer).and_then(|person| {
            let revision = person.facts.last().map_or(0, |fact| fact.revision);
            Some(Enrolled { wrapped_key: person.wrapped_key.clone()?, revision })
        }))
    }

    fn dossier(&self, customer: &CustomerId, upto: Option<u64>) -> Result<Dossier, Error> {
        let mut dossier = Dossier::default();
        for fact in self.find(customer).into_iter().flat_map(|person| &person.facts) {
            if upto.is_some_and(|upto| fact.revision > upto) {
                break;
            }
            dossier.revision = fact.revision;
            match fact.kind {
                FactKind::Case => dossier.case = Some(fact.clone()),
                _ => dossier.facts.push(fact.clone()),
            }
        }
        Ok(dossier)
    }

    fn found(&self, token: Digest) -> Result<Vec<CustomerId>, Error> {
        Ok(self.state.found_by(token).cloned().collect())
    }

    fn suppression(&self, token: Digest) -> Result<Suppression, Error> {
        Ok(Suppression { token, lines: self.suppressions.get(&token).cloned().unwrap_or_default() })
    }

    fn contact(&self, key: &ContactKey) -> Result<Option<Contact>, Error> {
        Ok(self.find(&key.customer).and_then(|person| person.contacts.get(key).cloned()))
    }

    fn contacts(&self, customer: &CustomerId) -> Result<Vec<Contact>, Error> {
        Ok(self.find(customer).into_iter().flat_map(|person| person.contacts.values().cloned()).collect())
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Contact>, Error> {
        let mut due: Vec<Contact> = self.state.waiting().filter(|contact| contact.due <= now).cloned().collect();
        due.sort_by_key(|contact| (contact.due.timestamp().div_euclid(300), contact.key.clone()));
        due.truncate(limit);
        Ok(due)
    }

    fn unsettled(&self, after: Option<&ContactKey>, limit: usize) -> Result<Vec<Contact>, Error> {
        let unsettled =
            self.state.all_contacts().filter(|contact| matches!(contact.status, Status::Intent | Status::Unknown));
        let later = unsettled.filter(|contact| after.is_none_or(|after| contact.key > *after));
        Ok(later.take(limit).cloned().collect())
    }

    fn slots(&self, customer: &CustomerId) -> Result<Vec<Slot>, Error> {
        let mut slots = Vec::new();
        for ((cap, key, unit), ring) in self.find(customer).into_iter().flat_map(|person| &person.rings) {
            slots.extend(ring.iter().map(|(number, Taken { first, last, used_by, .. })| Slot {
                cap: cap.clone(),
                key: Pii::new(key.clone()),
                unit: *unit,
                number: *number,
                first: *first,
                last: *last,
                contact: used_by.clone(),
            }));
        }
        // The tables keep units by their words.
        let word = |unit: Unit| format!("{unit:?}");
        slots.sort_by_key(|slot| (slot.cap.clone(), slot.key.clone(), word(slot.unit), slot.number));
        Ok(slots)
    }

    fn tickets(&self, after: Option<&TicketId>, limit: usize) -> Result<Vec<Ticket>, Error> {
        let open = self.state.persons.values().flat_map(|person| &person.tickets).filter(|t| t.closed.is_none());
        Ok(open.filter(|ticket| after.is_none_or(|after| ticket.id > *after)).take(limit).cloned().collect())
    }

    fn head(&self) -> Result<Head, Error> {
        let genesis = audit::genesis(self.lane.number());
        Ok(self.state.audit.last().map_or(genesis, |last| Head { seq: last.seq, hash: last.hash, ..genesis }))
    }

    fn records(&self, after: u64, limit: usize) -> Result<Vec<Link>, Error> {
        Ok(self.state.audit.iter().filter(|link| link.seq > after).take(limit).cloned().collect())
    }

    fn records_of(&self, customer: &CustomerId) -> Result<Vec<RecordWithAside>, Error> {
        let asides = self.find(customer).into_iter().flat_map(|person| &person.asides);
        let with_record = |(seq, aside): (&u64, &Pii<Vec<u8>>)| {
            let link = self.state.audit.iter().find(|link| link.seq == *seq)?.clone();
            Some(RecordWithAside { link, aside: aside.clone() })
        };
        Ok(asides.filter_map(with_record).collect())
    }
}

impl LaneTx for MapLane {
    fn enroll(&mut self, customer: &CustomerId, wrapped_key: &[u8]) -> Result<bool, Error> {
        let key = &mut self.person(customer)?.wrapped_key;
        let new = key.is_none();
        key.get_or_insert_with(|| wrapped_key.to_vec());
        Ok(new)
    }

    fn append(&mut self, customer: &CustomerId, kind: FactKind, at: DateTime<Utc>, body: &[u8]) -> Result<u64, Error> {
        let facts = &mut self.person(customer)?.facts;
        let revision = facts.last().map_or(1, |last| last.revision + 1);
        facts.push(StoredFact { revision, kind, at: at.trunc_subsecs(0), body: Pii::new(body.to_vec()) });
        Ok(revision)
    }

    fn put_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error> {
        self.person(customer)?.handles.insert(token);
        Ok(())
    }

    fn drop_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error> {
        self.person(customer)?.handles.remove(&token);
        Ok(())
    }

    fn suppress(&mut self, token: Digest, line: &SuppressionLine) -> Result<(), Error> {
        self.suppressions.entry(token).or_default().push(line.clone());
        Ok(())
    }

    fn forget(&mut self, token: Digest) -> Result<bool, Error> {
        Ok(self.suppressions.remove(&token).is_some())
    }

    fn plan(&mut self, planned: &Planned) -> Result<bool, Error> {
        let contacts = &mut self.person(&planned.key.customer)?.contacts;
        if contacts.contains_key(&planned.key) {
            return Ok(false);
        }
        let contact = Contact {
            key: planned.key.clone(),
            due: planned.due.trunc_subsecs(0),
            status: Status::Due,
            reason: None,
            plan: planned.plan.clone(),
            intent: None,
            reference: None,
        };
        contacts.insert(planned.key.clone(), contact);
        Ok(true)
    }

    fn defer(&mut self, key: &ContactKey, until: DateTime<Utc>, reason: &str) -> Result<bool, Error> {
        match self.person(&key.customer)?.contacts.get_mut(key) {
            Some(contact) if may_follow(contact.status, Status::Deferred) => {
                contact.due = until.trunc_subsecs(0);
                contact.status = Status::Deferred;
                contact.reason = Some(reason.to_owned());
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn intend(&mut self, key: &ContactKey, intent: &Intent, charges: &[Charge]) -> Result<Intended, Error> {
        let taken = self.state.all_contacts().filter_map(|contact| contact.intent.as_ref());
        let taken = taken.map(|intent| &intent.message).any(|message| *message == intent.message);
        let person = self.person(&key.customer)?;
        let Some(contact) = person.contacts.get_mut(key) else { return Ok(Intended::Taken(None)) };
        if !matches!(contact.status, Status::Due | Status::Deferred) {
            return Ok(Intended::Taken(Some(contact.status)));
        }
        if taken {
            return Err(Error::KeyTaken);
        }
        let mut rings = person.rings.clone();
        let mut charged: BTreeSet<RingKey> = BTreeSet::new();
        for charge in charges {
            let ring_key = (charge.cap.to_string(), charge.key.to_text(), charge.unit);
            if charged.insert(ring_key.clone()) && !take_slot(rings.entry(ring_key).or_default(), charge, key) {
                return Ok(Intended::Full { cap: charge.cap.to_string() });
            }
        }
        person.rings = rings;
        contact.status = Status::Intent;
        contact.reason = None;
        let (valid_until, at) = (intent.valid_until.trunc_subsecs(0), intent.at.trunc_subsecs(0));
        contact.intent = Some(Intent { valid_until, at, ..intent.clone() });
        let revision = self.append(&key.customer, FactKind::Event, at, intent.event.expose())?;
        Ok(Intended::Written { revision })
    }

    fn advance(&mut self, key: &ContactKey, step: Advance<'_>) -> Result<bool, Error> {
        let person = self.person(&key.customer)?;
        if matches!(step.status, Status::Due | Status::Deferred | Status::Intent) {
            return Err(Error::NotAnAdvance { to: step.status });
        }
        match person.contacts.get_mut(key) {
            Some(contact) if may_follow(contact.status, step.status) => {
                contact.status = step.status;
                contact.reason = step.reason.map(str::to_owned).or(contact.reason.take());
                contact.reference = step.reference.map(str::to_owned).or(contact.reference.take());
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn settle(&mut self, key: &ContactKey, unit: Unit, at: i64) -> Result<u32, Error> {
        let mut moved = 0;
        for ((_, _, of), ring) in &mut self.person(&key.customer)?.rings {
            for slot in ring.values_mut() {
                if *of == unit && slot.used_by.as_ref() == Some(key) {
                    slot.last = at.max(slot.first);
                    moved += 1;
                }
            }
        }
        Ok(moved)
    }

    fn release(&mut self, key: &ContactKey, cap: Option<&str>) -> Result<u32, Error> {
        let mut given_back = 0;
        for ((of, _, _), ring) in &mut self.person(&key.customer)?.rings {
            ring.retain(|_, slot| {
                if slot.used_by.as_ref() != Some(key) || cap.is_some_and(|cap| cap != of) {
                    return true;
                }
                given_back += 1;
                let Some(before) = slot.before else { return false };
                *slot = Taken { before: None, first: before, last: before, used_by: None };
                true
            });
        }
        Ok(given_back)
    }

    fn record(&mut self, body: String, aside: Option<Aside<'_>>) -> Result<Head, Error> {
        if body.contains('\n') {
            return Err(Error::NotALine);
        }
        let (link, head) = audit::append(self.head()?, body);
        if let Some(Aside { customer, body }) = aside {
            self.person(customer)?.asides.insert(head.seq, Pii::new(body.to_vec()));
        }
        self.state.audit.push(link);
        Ok(head)
    }

    fn receive(&mut self, source: &str, id: &str) -> Result<bool, Error> {
        Ok(self.state.inbound.insert((source.to_owned(), id.to_owned())))
    }

    fn open_ticket(
        &mut self,
        customer: &CustomerId,
        kind: &str,
        at: DateTime<Utc>,
        body: &[u8],
    ) -> Result<TicketId, Error> {
        let tickets = &mut self.person(customer)?.tickets;
        let id = TicketId { customer: customer.clone(), number: tickets.last().map_or(1, |last| last.id.number + 1) };
        let (kind, opened, body) = (kind.to_owned(), at.trunc_subsecs(0), Pii::new(body.to_vec()));
        tickets.push(Ticket { id: id.clone(), kind, opened, closed: None, body });
        Ok(id)
    }

    fn close_ticket(&mut self, ticket: &TicketId, at: DateTime<Utc>) -> Result<bool, Error> {
        let tickets = &mut self.person(&ticket.customer)?.tickets;
        match tickets.iter_mut().find(|open| open.id == *ticket && open.closed.is_none()) {
            Some(open) => {
                open.closed = Some(at.trunc_subsecs(0));
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn set_paused(&mut self, paused: bool) -> Result<(), Error> {
        self.state.paused = paused;
        Ok(())
    }

    fn erase(&mut self, customer: &CustomerId) -> Result<bool, Error> {
        let person = self.person(customer)?;
        if person.contacts.values().any(|contact| matches!(contact.status, Status::Intent | Status::Unknown)) {
            return Err(Error::InFlight);
        }
        let Person { wrapped_key, facts, handles, contacts, rings, tickets, asides } = &*person;
        let held = wrapped_key.is_some()
            || !(facts.is_empty() && handles.is_empty() && contacts.is_empty())
            || !(rings.values().all(BTreeMap::is_empty) && tickets.is_empty() && asides.is_empty());
        self.state.persons.remove(customer);
        Ok(held)
    }
}

/// The way of a contact, pair by pair.
fn may_follow(now: Status, next: Status) -> bool {
    use Status::*;
    let after_hand_over = [Accepted, Rejected, NotSent, Delivered, Undelivered];
    match now {
        Due | Deferred => [Deferred, Withheld, Refused, Cancelled].contains(&next),
        Withheld | Refused => next == Deferred,
        Intent => next == Unknown || after_hand_over.contains(&next),
        Unknown => after_hand_over.contains(&next),
        Accepted => [Rejected, Delivered, Undelivered].contains(&next),
        Undelivered => next == Delivered,
        _ => false,
    }
}

/// Takes the unused slot with the lowest number, else the one whose last use is oldest, unless as many as the cap allows
/// have not rested yet.
fn take_slot(ring: &mut BTreeMap<u32, Taken>, charge: &Charge, contact: &ContactKey) -> bool {
    let rested = |slot: &Taken| charge.from - slot.last >= charge.span;
    if ring.values().filter(|slot| !rested(slot)).count() >= charge.max as usize {
        return false;
    }
    let mut chosen: Option<(u32, i64)> = None;
    for number in 0..charge.max {
        match ring.get(&number) {
            None => {
                chosen = Some((number, i64::MIN));
                break;
            }
            Some(slot) if rested(slot) && chosen.is_none_or(|(_, last)| slot.last < last) => {
                chosen = Some((number, slot.last));
            }
            Some(_) => {}
        }
    }
    let Some((number, _)) = chosen else { return false };
    let before = ring.get(&number).map(|slot| slot.last);
    let (first, last) = (charge.from, charge.at.max(charge.from));
    ring.insert(number, Taken { before, first, last, used_by: Some(contact.clone()) });
    true
}
