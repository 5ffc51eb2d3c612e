//! What concerns no single lane: artifacts, and look-ups over all lanes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};
use rusqlite::{Connection, OptionalExtension, params};

use super::contacts::{SLOT_S, key_of};
use super::convert::{self, instant, sql, unsigned, word};
use crate::contact::{ContactKey, Status, Tally};
use crate::error::Error;
use crate::lane::Lane;

pub(super) fn put_artifact(connection: &Connection, digest: Digest, bytes: &[u8]) -> Result<bool, Error> {
    let text = "INSERT INTO artifact (digest, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(connection.execute(text, params![digest.0, bytes]).map_err(sql)? == 1)
}

pub(super) fn artifact(connection: &Connection, digest: Digest) -> Result<Option<Vec<u8>>, Error> {
    connection
        .query_row("SELECT bytes FROM artifact WHERE digest = ?1", [digest.0], |row| row.get(0))
        .optional()
        .map_err(sql)
}

pub(super) fn lanes_due(connection: &Connection, lanes: u16, now: DateTime<Utc>) -> Result<Vec<Lane>, Error> {
    let text = "SELECT EXISTS (SELECT 1 FROM contact WHERE lane = ?1 AND due_slot <= ?2 AND due <= ?3) \
                AND (SELECT paused FROM lane WHERE lane = ?1) = 0";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut found = Vec::new();
    for lane in Lane::all(lanes) {
        let key = params![lane.number(), now.timestamp().div_euclid(SLOT_S), now.timestamp()];
        if statement.query_row(key, |row| row.get(0)).map_err(sql)? {
            found.push(lane);
        }
    }
    Ok(found)
}

pub(super) fn next_due(connection: &Connection, lanes: u16) -> Result<Option<DateTime<Utc>>, Error> {
    // The first slot holds the first instant; only its own rows are looked at.
    let text = "SELECT min(due) FROM contact WHERE lane = ?1 \
                AND due_slot = (SELECT min(due_slot) FROM contact WHERE lane = ?1 AND due_slot IS NOT NULL) \
                AND (SELECT paused FROM lane WHERE lane = ?1) = 0";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut next: Option<i64> = None;
    for lane in Lane::all(lanes) {
        let first: Option<i64> = statement.query_row([lane.number()], |row| row.get(0)).map_err(sql)?;
        next = next.into_iter().chain(first).min();
    }
    next.map(instant).transpose()
}

pub(super) fn found_by(connection: &Connection, lanes: u16, token: Digest) -> Result<Vec<CustomerId>, Error> {
    let text = "SELECT customer FROM handle WHERE lane = ?1 AND token = ?2";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut found = Vec::new();
    for lane in Lane::all(lanes) {
        let mut rows = statement.query(params![lane.number(), token.0]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            found.push(convert::customer(&row.get::<_, String>(0).map_err(sql)?)?);
        }
    }
    found.sort_unstable();
    Ok(found)
}

pub(super) fn contacts_under(
    connection: &Connection,
    messages: &[MessageKey],
) -> Result<Vec<Option<ContactKey>>, Error> {
    // The lanes stand first in every index: the database itself goes through them.
    let text = "SELECT contact.customer, step, cycle, attempt FROM lane \
                CROSS JOIN fact ON fact.lane = lane.lane AND fact.message = ?1 \
                CROSS JOIN contact ON contact.lane = fact.lane AND contact.customer = fact.customer \
                AND contact.message = fact.revision LIMIT 1";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut under = |message: &MessageKey| {
        let mut rows = statement.query([message.as_str()]).map_err(sql)?;
        rows.next().map_err(sql)?.map(key_of).transpose()
    };
    messages.iter().map(&mut under).collect()
}

pub(super) fn contacts_named(
    connection: &Connection,
    gateway: &str,
    references: &[String],
) -> Result<Vec<Option<ContactKey>>, Error> {
    let text = "SELECT contact.customer, step, cycle, attempt, valid_until FROM lane \
                CROSS JOIN contact ON contact.lane = lane.lane AND reference = ?1 \
                CROSS JOIN fact ON fact.lane = contact.lane AND fact.customer = contact.customer \
                AND fact.revision = contact.message AND gateway = ?2";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut named = |reference: &String| {
        let mut rows = statement.query(params![reference, gateway]).map_err(sql)?;
        let mut last: Option<(i64, ContactKey)> = None;
        while let Some(row) = rows.next().map_err(sql)? {
            last = last.max(Some((row.get(4).map_err(sql)?, key_of(row)?)));
        }
        Ok(last.map(|(_, contact)| contact))
    };
    references.iter().map(&mut named).collect()
}

pub(super) fn tally(connection: &Connection) -> Result<Vec<Tally>, Error> {
    let text = "SELECT status, reason, count(*) FROM contact GROUP BY status, reason";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    let mut counts: BTreeMap<(Status, Option<String>), u64> = BTreeMap::new();
    while let Some(row) = rows.next().map_err(sql)? {
        let status = word(&row.get::<_, String>(0).map_err(sql)?)?;
        let reason = row.get(1).map_err(sql)?;
        counts.insert((status, reason), unsigned(row.get(2).map_err(sql)?)?);
    }
    Ok(counts.into_iter().map(|((status, reason), count)| Tally { status, reason, count }).collect())
}

pub(super) fn worked_until(connection: &Connection) -> Result<Option<DateTime<Utc>>, Error> {
    let mut statement = connection.prepare_cached("SELECT worked_at FROM meta").map_err(sql)?;
    let last: Option<i64> = statement.query_row([], |row| row.get(0)).map_err(sql)?;
    last.map(instant).transpose()
}

pub(super) fn work_at(connection: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    match worked_until(connection)? {
        Some(last) if last.timestamp() > now.timestamp() => Err(Error::Backwards { last }),
        Some(last) if last.timestamp() == now.timestamp() => Ok(()),
        _ => {
            let mut statement = connection.prepare_cached("UPDATE meta SET worked_at = ?1").map_err(sql)?;
            statement.execute([now.timestamp()]).map_err(sql)?;
            Ok(())
        }
    }
}
