//! A lane at work: the trait's methods over one connection inside a transaction.

use std::cell::{OnceCell, RefCell, RefMut};

use chrono::{DateTime, Utc};
use dunning_core::audit::{Head, Link};
use dunning_core::decide::{Charge, Unit};
use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use rusqlite::{CachedStatement, Connection, params};

use super::chain::{self, Pending};
use super::convert::{signed, sql, unsigned};
use super::{contacts, facts, rings, suppressions, tickets};
use crate::audit::{Aside, RecordWithAside};
use crate::contact::{Advance, Contact, ContactKey, Intended, Intent, Planned, Status};
use crate::error::Error;
use crate::fact::{Dossier, Enrolled, FactKind};
use crate::lane::Lane;
use crate::ring::Slot;
use crate::store::{LaneRead, LaneTx};
use crate::suppression::{Suppression, SuppressionLine};
use crate::ticket::{Ticket, TicketId};

/// How many statements a transaction may use: more than there are.
const STATEMENTS: usize = 48;

/// A statement at hand, by its text.
type Held<'c> = OnceCell<(&'static str, RefCell<CachedStatement<'c>>)>;

/// One lane inside a transaction.
pub(super) struct LaneSession<'c> {
    connection: &'c Connection,
    /// The statements used so far. A batch uses each of a dozen for every message: looking it up in the connection's
    /// cache, where it is found by its whole text, costs as much as some of them do.
    held: [Held<'c>; STATEMENTS],
    lane: Lane,
    lanes: u16,
    /// What was appended to the chain and isn't written yet.
    pending: RefCell<Option<Pending>>,
    /// The customer whose facts were counted last, and their revision.
    counted: RefCell<Option<(CustomerId, u64)>>,
    /// The customer last seen to be of this lane: work comes person by person.
    owned: Option<CustomerId>,
    /// Why all of it must be undone.
    undo: Option<Error>,
    erased: bool,
}

impl<'c> LaneSession<'c> {
    pub(super) fn new(connection: &'c Connection, lane: Lane, lanes: u16) -> Self {
        Self {
            connection,
            held: [const { OnceCell::new() }; STATEMENTS],
            lane,
            lanes,
            pending: RefCell::new(None),
            counted: RefCell::new(None),
            owned: None,
            undo: None,
            erased: false,
        }
    }

    /// Writes what was held back; whether something was erased.
    pub(super) fn finish(self) -> Result<bool, Error> {
        if let Some(error) = self.undo {
            return Err(error);
        }
        self.write_records()?;
        if let Some(pending) = self.pending.borrow().as_ref() {
            chain::put_head(&self, pending.head())?;
        }
        Ok(self.erased)
    }

    /// A statement by its text, which stands at one place in the code.
    pub(super) fn prepared(&self, text: &'static str) -> Result<RefMut<'_, CachedStatement<'c>>, Error> {
        // After some errors (a full disk, a failing one) the database has undone the transaction by itself. What came
        // after would be written on its own.
        if self.connection.is_autocommit() {
            return Err(Error::Database { what: "the transaction was undone".to_owned() });
        }
        let in_use = |what: &str| Error::Database { what: what.to_owned() };
        for slot in &self.held {
            let (of, statement) = match slot.get() {
                Some(held) => held,
                None => {
                    let statement = self.connection.prepare_cached(text).map_err(sql)?;
                    slot.get_or_init(|| (text, RefCell::new(statement)))
                }
            };
            if std::ptr::eq(*of, text) {
                return statement.try_borrow_mut().map_err(|_| in_use("a statement is used within itself"));
            }
        }
        Err(in_use("more statements than were foreseen"))
    }

    pub(super) const fn number(&self) -> u16 {
        self.lane.number()
    }

    /// Writes the records that were appended, so that they can be read.
    fn write_records(&self) -> Result<(), Error> {
        self.pending.borrow_mut().as_mut().map_or(Ok(()), |pending| pending.write(self))
    }

    /// The revision of the customer's next fact.
    fn next_revision(&self, customer: &CustomerId) -> Result<u64, Error> {
        let counted = self.counted.take().filter(|(of, _)| of == customer);
        let last = counted.map_or_else(|| facts::last_revision(self, customer), |(_, last)| Ok(last))?;
        Ok(last + 1)
    }

    fn owns(&mut self, customer: &CustomerId) -> Result<(), Error> {
        if self.owned.as_ref() == Some(customer) {
            return Ok(());
        }
        let right = Lane::of(customer, self.lanes);
        if right == self.lane {
            self.owned = Some(customer.clone());
            return Ok(());
        }
        Err(Error::WrongLane { worked: self.lane.number(), right: right.number() })
    }
}

impl LaneRead for LaneSession<'_> {
    fn lane(&self) -> Lane {
        self.lane
    }

    fn paused(&self) -> Result<bool, Error> {
        self.prepared("SELECT paused FROM lane WHERE lane = ?1")?
            .query_row([self.number()], |row| row.get(0))
            .map_err(sql)
    }

    fn customers(&self, after: Option<&CustomerId>, limit: usize) -> Result<Vec<CustomerId>, Error> {
        facts::customers(self, after, limit)
    }

    fn wrapped_key(&self, customer: &CustomerId) -> Result<Option<Vec<u8>>, Error> {
        facts::wrapped_key(self, customer)
    }

    fn enrolled(&self, customer: &CustomerId) -> Result<Option<Enrolled>, Error> {
        let enrolled = facts::enrolled(self, customer)?;
        if let Some(Enrolled { revision, .. }) = enrolled {
            self.counted.replace(Some((customer.clone(), revision)));
        }
        Ok(enrolled)
    }

    fn dossier(&self, customer: &CustomerId, upto: Option<u64>) -> Result<Dossier, Error> {
        let dossier = facts::dossier(self, customer, upto)?;
        if upto.is_none() {
            self.counted.replace(Some((customer.clone(), dossier.revision)));
        }
        Ok(dossier)
    }

    fn found(&self, token: Digest) -> Result<Vec<CustomerId>, Error> {
        facts::found(self, token)
    }

    fn suppression(&self, token: Digest) -> Result<Suppression, Error> {
        suppressions::of(self, token)
    }

    fn contact(&self, key: &ContactKey) -> Result<Option<Contact>, Error> {
        contacts::one(self, key)
    }

    fn contacts(&self, customer: &CustomerId) -> Result<Vec<Contact>, Error> {
        contacts::of(self, customer)
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Contact>, Error> {
        contacts::due(self, now, limit)
    }

    fn unsettled(&self, after: Option<&ContactKey>, limit: usize) -> Result<Vec<Contact>, Error> {
        contacts::unsettled(self, after, limit)
    }

    fn slots(&self, customer: &CustomerId) -> Result<Vec<Slot>, Error> {
        rings::of(self, customer)
    }

    fn tickets(&self, after: Option<&TicketId>, limit: usize) -> Result<Vec<Ticket>, Error> {
        tickets::open(self, after, limit)
    }

    fn head(&self) -> Result<Head, Error> {
        let appended = self.pending.borrow().as_ref().map(Pending::head);
        appended.map_or_else(|| chain::head(self), Ok)
    }

    fn records(&self, after: u64, limit: usize) -> Result<Vec<Link>, Error> {
        self.write_records()?;
        chain::records(self, after, limit)
    }

    fn records_of(&self, customer: &CustomerId) -> Result<Vec<RecordWithAside>, Error> {
        self.write_records()?;
        let text = "SELECT aside.seq, aside.body, audit.first, audit.hashes, audit.bodies FROM aside \
                    JOIN audit ON audit.lane = aside.lane \
                    AND audit.first = (SELECT max(first) FROM audit WHERE lane = aside.lane AND first <= aside.seq) \
                    WHERE aside.lane = ?1 AND aside.customer = ?2 ORDER BY aside.seq";
        let mut statement = self.prepared(text)?;
        let mut rows = statement.query(params![self.number(), customer.as_str()]).map_err(sql)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next().map_err(sql)? {
            let seq: u64 = unsigned(row.get(0).map_err(sql)?)?;
            let link = chain::links_of(self.number(), row, 2)?.into_iter().find(|link| link.seq == seq);
            let link = link.ok_or_else(|| Error::corrupt("what is personal of no record"))?;
            records.push(RecordWithAside { link, aside: Pii::new(row.get(1).map_err(sql)?) });
        }
        Ok(records)
    }
}

impl LaneTx for LaneSession<'_> {
    fn enroll(&mut self, customer: &CustomerId, wrapped_key: &[u8]) -> Result<bool, Error> {
        self.owns(customer)?;
        facts::enroll(self, customer, wrapped_key)
    }

    fn append(&mut self, customer: &CustomerId, kind: FactKind, at: DateTime<Utc>, body: &[u8]) -> Result<u64, Error> {
        self.owns(customer)?;
        let revision = self.next_revision(customer)?;
        facts::append(self, customer, revision, kind, at, body)?;
        self.counted.replace(Some((customer.clone(), revision)));
        Ok(revision)
    }

    fn put_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error> {
        self.owns(customer)?;
        facts::put_handle(self, customer, token)
    }

    fn drop_handle(&mut self, customer: &CustomerId, token: Digest) -> Result<(), Error> {
        self.owns(customer)?;
        facts::drop_handle(self, customer, token)
    }

    fn suppress(&mut self, token: Digest, line: &SuppressionLine) -> Result<(), Error> {
        suppressions::add(self, token, line)
    }

    fn forget(&mut self, token: Digest) -> Result<bool, Error> {
        let erased = suppressions::forget(self, token)?;
        self.erased |= erased;
        Ok(erased)
    }

    fn plan(&mut self, planned: &Planned) -> Result<bool, Error> {
        self.owns(&planned.key.customer)?;
        contacts::plan(self, planned)
    }

    fn defer(&mut self, key: &ContactKey, until: DateTime<Utc>, reason: &str) -> Result<bool, Error> {
        self.owns(&key.customer)?;
        contacts::defer(self, key, until, reason)
    }

    fn intend(&mut self, key: &ContactKey, intent: &Intent, charges: &[Charge]) -> Result<Intended, Error> {
        self.owns(&key.customer)?;
        let refused = |waiting: Intended| match contacts::standing(self, key, &intent.message)? {
            (Some(status), true) if status.waits() => Err(Error::KeyTaken),
            (Some(status), false) if status.waits() => Ok(waiting),
            (status, _) => Ok(Intended::Taken(status)),
        };
        match rings::find(self, key, charges)? {
            rings::Found::Full { cap } => refused(Intended::Full { cap }),
            rings::Found::Places(places) => {
                let revision = self.next_revision(&key.customer)?;
                if !facts::append_message(self, &key.customer, revision, intent, places.len())? {
                    return refused(Intended::Taken(None));
                }
                if !contacts::intend(self, key, revision)? {
                    facts::take_back(self, &key.customer, revision)?;
                    return refused(Intended::Taken(None));
                }
                let taken = places.iter().try_for_each(|place| rings::take(self, key, place));
                // An intent must not stand without its charges, whatever the caller makes of the error.
                self.undo = taken.clone().err();
                self.counted.replace(Some((key.customer.clone(), revision)));
                taken.map(|()| Intended::Written { revision })
            }
        }
    }

    fn advance(&mut self, key: &ContactKey, step: Advance<'_>) -> Result<bool, Error> {
        self.owns(&key.customer)?;
        if step.status.waits() || step.status == Status::Intent {
            return Err(Error::NotAnAdvance { to: step.status });
        }
        contacts::advance(self, key, step)
    }

    fn settle(&mut self, key: &ContactKey, unit: Unit, at: i64) -> Result<u32, Error> {
        self.owns(&key.customer)?;
        rings::settle(self, key, unit, at)
    }

    fn release(&mut self, key: &ContactKey, cap: Option<&str>) -> Result<u32, Error> {
        self.owns(&key.customer)?;
        rings::release(self, key, cap)
    }

    fn record(&mut self, body: String, aside: Option<Aside<'_>>) -> Result<Head, Error> {
        if let Some(aside) = aside {
            self.owns(aside.customer)?;
        }
        let mut pending = match self.pending.take() {
            Some(pending) => pending,
            None => Pending::after(chain::head(self)?),
        };
        let full = pending.append(body);
        let head = pending.head();
        self.pending.replace(Some(pending));
        if full? {
            self.write_records()?;
        }
        if let Some(Aside { customer, body }) = aside {
            self.prepared("INSERT INTO aside (lane, customer, seq, body) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![self.number(), customer.as_str(), signed(head.seq), body])
                .map_err(sql)?;
        }
        Ok(head)
    }

    fn receive(&mut self, source: &str, id: &str) -> Result<bool, Error> {
        let text = "INSERT INTO inbound (lane, source, id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        Ok(self.prepared(text)?.execute(params![self.number(), source, id]).map_err(sql)? == 1)
    }

    fn open_ticket(
        &mut self,
        customer: &CustomerId,
        kind: &str,
        at: DateTime<Utc>,
        body: &[u8],
    ) -> Result<TicketId, Error> {
        self.owns(customer)?;
        tickets::add(self, customer, kind, at, body)
    }

    fn close_ticket(&mut self, ticket: &TicketId, at: DateTime<Utc>) -> Result<bool, Error> {
        self.owns(&ticket.customer)?;
        tickets::close(self, ticket, at)
    }

    fn set_paused(&mut self, paused: bool) -> Result<(), Error> {
        self.prepared("UPDATE lane SET paused = ?2 WHERE lane = ?1")?
            .execute(params![self.number(), paused])
            .map_err(sql)?;
        Ok(())
    }

    fn erase(&mut self, customer: &CustomerId) -> Result<bool, Error> {
        self.owns(customer)?;
        self.counted.take();
        let erased = facts::erase(self, customer)?;
        self.erased |= erased;
        Ok(erased)
    }
}
