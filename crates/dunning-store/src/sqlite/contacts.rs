//! Contacts: planned once by their natural key, claimed in the order of due time and person, moved only forward.

use chrono::{DateTime, Utc};
use dunning_core::id::{CustomerId, MessageKey};
use dunning_core::pii::Pii;
use dunning_core::words::Word;
use rusqlite::types::ValueRef;
use rusqlite::{Params, Row, params};

use super::convert::{self, digest, instant, limited, message, signed, sql, unsigned, word};
use super::lane::LaneSession;
use crate::contact::{Advance, Contact, ContactKey, Intent, Planned, Status};
use crate::error::Error;

/// Width of a due slot in seconds. Within one the order is that of persons, so that a batch touches neighbouring pages.
pub(super) const SLOT_S: i64 = 300;

macro_rules! columns {
    () => {
        "SELECT contact.customer, step, cycle, attempt, due, status, reason, plan, reference, fact.message, valid_until, \
         gateway, template_digest, words_name, person_name, subject, text, at, body FROM contact \
         LEFT JOIN fact ON fact.lane = contact.lane AND fact.customer = contact.customer \
         AND fact.revision = contact.message "
    };
}

macro_rules! by_key {
    () => {
        "WHERE contact.lane = ?1 AND contact.customer = ?2 AND step = ?3 AND cycle = ?4 AND attempt = ?5"
    };
}

pub(super) fn one(lane: &LaneSession<'_>, key: &ContactKey) -> Result<Option<Contact>, Error> {
    let ContactKey { customer, step, cycle, attempt } = key;
    let text = concat!(columns!(), by_key!());
    let found = list(lane, text, params![lane.number(), customer.as_str(), step, cycle, attempt])?;
    Ok(found.into_iter().next())
}

pub(super) fn of(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<Vec<Contact>, Error> {
    let text = concat!(columns!(), "WHERE contact.lane = ?1 AND contact.customer = ?2 ORDER BY step, cycle, attempt");
    list(lane, text, params![lane.number(), customer.as_str()])
}

pub(super) fn due(lane: &LaneSession<'_>, now: DateTime<Utc>, limit: usize) -> Result<Vec<Contact>, Error> {
    let now = now.timestamp();
    let text = concat!(
        columns!(),
        "WHERE contact.lane = ?1 AND due_slot <= ?2 AND due <= ?3 \
         ORDER BY due_slot, contact.customer, step, cycle, attempt LIMIT ?4"
    );
    list(lane, text, params![lane.number(), now.div_euclid(SLOT_S), now, limited(limit)])
}

pub(super) fn unsettled(
    lane: &LaneSession<'_>,
    after: Option<&ContactKey>,
    limit: usize,
) -> Result<Vec<Contact>, Error> {
    let text = concat!(
        columns!(),
        "WHERE contact.lane = ?1 AND status IN ('intent', 'unknown') \
         AND (contact.customer, step, cycle, attempt) > (?2, ?3, ?4, ?5) \
         ORDER BY contact.customer, step, cycle, attempt LIMIT ?6"
    );
    // No id is empty, so this stands before every contact.
    let (customer, step, cycle, attempt) = match after {
        Some(key) => (key.customer.as_str(), key.step.as_str(), key.cycle, key.attempt),
        None => ("", "", 0, 0),
    };
    list(lane, text, params![lane.number(), customer, step, cycle, attempt, limited(limit)])
}

fn list(lane: &LaneSession<'_>, text: &'static str, values: impl Params) -> Result<Vec<Contact>, Error> {
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(values).map_err(sql)?;
    let mut contacts = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        contacts.push(contact(row)?);
    }
    Ok(contacts)
}

fn contact(row: &Row<'_>) -> Result<Contact, Error> {
    let intent = match row.get_ref(9).map_err(sql)? {
        ValueRef::Null => None,
        _ => Some(intent_of(row)?),
    };
    Ok(Contact {
        key: key_of(row)?,
        due: instant(row.get(4).map_err(sql)?)?,
        status: word(&row.get::<_, String>(5).map_err(sql)?)?,
        reason: row.get(6).map_err(sql)?,
        plan: Pii::new(row.get(7).map_err(sql)?),
        intent,
        reference: row.get(8).map_err(sql)?,
    })
}

/// The key in the first four columns.
pub(super) fn key_of(row: &Row<'_>) -> Result<ContactKey, Error> {
    Ok(ContactKey {
        customer: convert::customer(&row.get::<_, String>(0).map_err(sql)?)?,
        step: row.get(1).map_err(sql)?,
        cycle: row.get(2).map_err(sql)?,
        attempt: unsigned(row.get(3).map_err(sql)?)?,
    })
}

fn intent_of(row: &Row<'_>) -> Result<Intent, Error> {
    Ok(Intent {
        message: message(&row.get::<_, String>(9).map_err(sql)?)?,
        valid_until: instant(row.get(10).map_err(sql)?)?,
        gateway: row.get(11).map_err(sql)?,
        template: row.get::<_, Option<Vec<u8>>>(12).map_err(sql)?.map(digest).transpose()?,
        words: digest(row.get(13).map_err(sql)?)?,
        person: digest(row.get(14).map_err(sql)?)?,
        subject: row.get::<_, Option<String>>(15).map_err(sql)?.map(Pii::new),
        text: Pii::new(row.get(16).map_err(sql)?),
        at: instant(row.get(17).map_err(sql)?)?,
        event: Pii::new(row.get(18).map_err(sql)?),
    })
}

/// How far a contact is, if it was planned, and whether a message of the lane has the key.
pub(super) fn standing(
    lane: &LaneSession<'_>,
    key: &ContactKey,
    message: &MessageKey,
) -> Result<(Option<Status>, bool), Error> {
    let ContactKey { customer, step, cycle, attempt } = key;
    let text = concat!(
        "SELECT (SELECT status FROM contact ",
        by_key!(),
        "), EXISTS (SELECT 1 FROM fact WHERE lane = ?1 AND message = ?6)"
    );
    let (status, taken): (Option<String>, bool) = lane
        .prepared(text)?
        .query_row(params![lane.number(), customer.as_str(), step, cycle, attempt, message.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .map_err(sql)?;
    Ok((status.map(|status| word(&status)).transpose()?, taken))
}

pub(super) fn plan(lane: &LaneSession<'_>, planned: &Planned) -> Result<bool, Error> {
    let ContactKey { customer, step, cycle, attempt } = &planned.key;
    let text = "INSERT INTO contact (lane, customer, step, cycle, attempt, due, due_slot, status, plan) \
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'due', ?8) ON CONFLICT DO NOTHING";
    let due = planned.due.timestamp();
    let (slot, plan) = (due.div_euclid(SLOT_S), planned.plan.expose());
    let rows = lane
        .prepared(text)?
        .execute(params![lane.number(), customer.as_str(), step, cycle, attempt, due, slot, plan])
        .map_err(sql)?;
    Ok(rows == 1)
}

pub(super) fn defer(
    lane: &LaneSession<'_>,
    key: &ContactKey,
    until: DateTime<Utc>,
    reason: &str,
) -> Result<bool, Error> {
    let ContactKey { customer, step, cycle, attempt } = key;
    let text = concat!(
        "UPDATE contact SET due = ?6, due_slot = ?7, status = 'deferred', reason = ?8 ",
        by_key!(),
        " AND (due_slot IS NOT NULL OR status = 'withheld' OR status = 'refused')"
    );
    let due = until.timestamp();
    let slot = due.div_euclid(SLOT_S);
    let rows = lane
        .prepared(text)?
        .execute(params![lane.number(), customer.as_str(), step, cycle, attempt, due, slot, reason])
        .map_err(sql)?;
    Ok(rows == 1)
}

/// Has a contact be one that is handed over by the fact of a revision, if it waits; whether it did.
pub(super) fn intend(lane: &LaneSession<'_>, key: &ContactKey, revision: u64) -> Result<bool, Error> {
    let ContactKey { customer, step, cycle, attempt } = key;
    let text = concat!(
        "UPDATE contact SET due_slot = NULL, status = 'intent', reason = NULL, message = ?6 ",
        by_key!(),
        " AND due_slot IS NOT NULL"
    );
    let rows = lane
        .prepared(text)?
        .execute(params![lane.number(), customer.as_str(), step, cycle, attempt, signed(revision)])
        .map_err(sql)?;
    Ok(rows == 1)
}

pub(super) fn advance(lane: &LaneSession<'_>, key: &ContactKey, step: Advance<'_>) -> Result<bool, Error> {
    let text = concat!(
        "UPDATE contact SET due_slot = NULL, status = ?6, reason = coalesce(?7, reason), ",
        "reference = coalesce(?8, reference) ",
        by_key!(),
        " AND (status = ?9 OR status = ?10 OR status = ?11 OR status = ?12)"
    );
    let ContactKey { customer, step: name, cycle, attempt } = key;
    // Four statuses at most lead to one; no status is the empty word.
    let mut leading = Status::ALL.iter().filter(|status| status.leads_to(step.status)).map(|status| status.as_str());
    let [a, b, c, d] = std::array::from_fn(|_| leading.next().unwrap_or(""));
    let rows = lane
        .prepared(text)?
        .execute(params![
            lane.number(),
            customer.as_str(),
            name,
            cycle,
            attempt,
            step.status.as_str(),
            step.reason,
            step.reference,
            a,
            b,
            c,
            d,
        ])
        .map_err(sql)?;
    Ok(rows == 1)
}
