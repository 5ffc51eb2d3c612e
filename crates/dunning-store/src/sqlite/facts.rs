//! Persons, their facts and handles, and the end of all of them.

use chrono::{DateTime, Utc};
use dunning_core::digest::Digest;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_core::words::Word;
use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
use rusqlite::{OptionalExtension, Row, params};

use super::convert::{self, instant, limited, signed, sql, unsigned, word};
use super::lane::LaneSession;
use crate::contact::Intent;
use crate::error::Error;
use crate::fact::{Dossier, Enrolled, FactKind, StoredFact};

pub(super) fn customers(
    lane: &LaneSession<'_>,
    after: Option<&CustomerId>,
    limit: usize,
) -> Result<Vec<CustomerId>, Error> {
    let text = "SELECT customer FROM person WHERE lane = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3";
    let mut statement = lane.prepared(text)?;
    let after = after.map_or("", CustomerId::as_str); // no id is empty
    let mut rows = statement.query(params![lane.number(), after, limited(limit)]).map_err(sql)?;
    let mut customers = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        customers.push(convert::customer(row.get_ref(0).map_err(sql)?.as_str().map_err(|_| not_text())?)?);
    }
    Ok(customers)
}

fn not_text() -> Error {
    Error::corrupt("a text that is none")
}

pub(super) fn wrapped_key(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<Option<Vec<u8>>, Error> {
    lane.prepared("SELECT wrapped_key FROM person WHERE lane = ?1 AND customer = ?2")?
        .query_row(params![lane.number(), customer.as_str()], |row| row.get(0))
        .optional()
        .map_err(sql)
}

/// The expression for a customer's last revision, 0 when there is none. Facts and snapshots share their revisions.
macro_rules! last_revision {
    () => {
        "max((SELECT coalesce(max(revision), 0) FROM fact WHERE lane = ?1 AND customer = ?2), \
         (SELECT coalesce(max(revision), 0) FROM snapshot WHERE lane = ?1 AND customer = ?2))"
    };
}

pub(super) fn enrolled(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<Option<Enrolled>, Error> {
    let text = concat!("SELECT wrapped_key, ", last_revision!(), " FROM person WHERE lane = ?1 AND customer = ?2");
    let found = lane
        .prepared(text)?
        .query_row(params![lane.number(), customer.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .map_err(sql)?;
    found.map(|(wrapped_key, revision)| Ok(Enrolled { wrapped_key, revision: unsigned(revision)? })).transpose()
}

pub(super) fn enroll(lane: &LaneSession<'_>, customer: &CustomerId, wrapped_key: &[u8]) -> Result<bool, Error> {
    let text = "INSERT INTO person (lane, customer, wrapped_key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let rows = lane.prepared(text)?.execute(params![lane.number(), customer.as_str(), wrapped_key]).map_err(sql)?;
    Ok(rows == 1)
}

pub(super) fn dossier(lane: &LaneSession<'_>, customer: &CustomerId, upto: Option<u64>) -> Result<Dossier, Error> {
    let key = params![lane.number(), customer.as_str(), upto.map_or(i64::MAX, signed)];
    let text = "SELECT revision, 'case', at, body FROM snapshot \
                WHERE lane = ?1 AND customer = ?2 AND revision <= ?3 ORDER BY revision DESC LIMIT 1";
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(key).map_err(sql)?;
    let case = rows.next().map_err(sql)?.map(fact).transpose()?;
    let text = "SELECT revision, kind, at, body FROM fact \
                WHERE lane = ?1 AND customer = ?2 AND revision <= ?3 ORDER BY revision";
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(key).map_err(sql)?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        facts.push(fact(row)?);
    }
    let revision = case.iter().chain(facts.last()).map(|fact| fact.revision).max().unwrap_or_default();
    Ok(Dossier { revision, case, facts })
}

fn fact(row: &Row<'_>) -> Result<StoredFact, Error> {
    Ok(StoredFact {
        revision: unsigned(row.get(0).map_err(sql)?)?,
        kind: word(row.get_ref(1).map_err(sql)?.as_str().map_err(|_| not_text())?)?,
        at: instant(row.get(2).map_err(sql)?)?,
        body: Pii::new(row.get(3).map_err(sql)?),
    })
}

/// The last revision of a customer.
pub(super) fn last_revision(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<u64, Error> {
    let last: i64 = lane
        .prepared(concat!("SELECT ", last_revision!()))?
        .query_row(params![lane.number(), customer.as_str()], |row| row.get(0))
        .map_err(sql)?;
    unsigned(last)
}

pub(super) fn append(
    lane: &LaneSession<'_>,
    customer: &CustomerId,
    revision: u64,
    kind: FactKind,
    at: DateTime<Utc>,
    body: &[u8],
) -> Result<(), Error> {
    let (number, id, at, revision) = (lane.number(), customer.as_str(), at.timestamp(), signed(revision));
    match kind {
        FactKind::Case => lane
            .prepared("INSERT INTO snapshot (lane, customer, revision, at, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![number, id, revision, at, body]),
        other => lane
            .prepared("INSERT INTO fact (lane, customer, revision, kind, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![number, id, revision, other.as_str(), at, body]),
    }
    .map_err(sql)?;
    Ok(())
}

/// Appends a message as a fact; false when the lane has another under its key.
pub(super) fn append_message(
    lane: &LaneSession<'_>,
    customer: &CustomerId,
    revision: u64,
    intent: &Intent,
    charges: usize,
) -> Result<bool, Error> {
    let text = "INSERT INTO fact (lane, customer, revision, kind, at, body, message, valid_until, gateway, \
                template_digest, words_name, person_name, charges, subject, text) \
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let written = lane.prepared(text)?.execute(params![
        lane.number(),
        customer.as_str(),
        signed(revision),
        FactKind::Event.as_str(),
        intent.at.timestamp(),
        intent.event.expose(),
        intent.message.as_str(),
        intent.valid_until.timestamp(),
        intent.gateway,
        intent.template.map(|Digest(bytes)| bytes),
        intent.words.0,
        intent.person.0,
        limited(charges),
        intent.subject.as_ref().map(Pii::expose),
        intent.text.expose(),
    ]);
    match written {
        Ok(_) => Ok(true),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.extended_code == SQLITE_CONSTRAINT_UNIQUE => {
            Ok(false)
        }
        Err(other) => Err(sql(other)),
    }
}

/// Takes back the fact that was appended last.
pub(super) fn take_back(lane: &LaneSession<'_>, customer: &CustomerId, revision: u64) -> Result<(), Error> {
    lane.prepared("DELETE FROM fact WHERE lane = ?1 AND customer = ?2 AND revision = ?3")?
        .execute(params![lane.number(), customer.as_str(), signed(revision)])
        .map_err(sql)?;
    Ok(())
}

pub(super) fn put_handle(lane: &LaneSession<'_>, customer: &CustomerId, token: Digest) -> Result<(), Error> {
    let text = "INSERT INTO handle (lane, token, customer) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    lane.prepared(text)?.execute(params![lane.number(), token.0, customer.as_str()]).map_err(sql)?;
    Ok(())
}

pub(super) fn drop_handle(lane: &LaneSession<'_>, customer: &CustomerId, token: Digest) -> Result<(), Error> {
    let text = "DELETE FROM handle WHERE lane = ?1 AND token = ?2 AND customer = ?3";
    lane.prepared(text)?.execute(params![lane.number(), token.0, customer.as_str()]).map_err(sql)?;
    Ok(())
}

pub(super) fn found(lane: &LaneSession<'_>, token: Digest) -> Result<Vec<CustomerId>, Error> {
    let mut statement =
        lane.prepared("SELECT customer FROM handle WHERE lane = ?1 AND token = ?2 ORDER BY customer")?;
    let mut rows = statement.query(params![lane.number(), token.0]).map_err(sql)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        found.push(convert::customer(row.get_ref(0).map_err(sql)?.as_str().map_err(|_| not_text())?)?);
    }
    Ok(found)
}

/// Deletes every row of a customer.
pub(super) fn erase(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<bool, Error> {
    let key = params![lane.number(), customer.as_str()];
    let unsettled =
        "SELECT count(*) FROM contact WHERE lane = ?1 AND customer = ?2 AND status IN ('intent', 'unknown')";
    if lane.prepared(unsettled)?.query_row(key, |row| row.get::<_, i64>(0)).map_err(sql)? > 0 {
        return Err(Error::InFlight);
    }
    let mut rows = 0;
    macro_rules! of_each {
        ($($table:literal),+) => {
            [$(concat!("DELETE FROM ", $table, " WHERE lane = ?1 AND customer = ?2")),+]
        };
    }
    for text in of_each!["person", "snapshot", "fact", "handle", "contact", "ring", "ticket", "aside"] {
        rows += lane.prepared(text)?.execute(key).map_err(sql)?;
    }
    Ok(rows > 0)
}
