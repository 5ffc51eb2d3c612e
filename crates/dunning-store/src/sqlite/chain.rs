//! A lane's chain in its tables. The records of a transaction lie together, in rows of some pages: the
//! bodies a line each, the hashes 32 bytes each. So a record costs the database next to nothing, and still has a hash of
//! its own, by which a change to it is named.

use dunning_core::audit::{self, BrokenChain, Head, Link, Why};
use dunning_core::digest::Digest;
use rusqlite::{Connection, Row, params};

use super::convert::{digest, signed, sql, unsigned};
use super::lane::LaneSession;
use crate::error::Error;

/// Bytes of bodies from which a row is written: two pages, some twenty records, few enough to be read for one of them.
const ROW_BYTES: usize = 15_000;

/// Bytes of a hash.
const HASH: usize = 32;

/// What was appended since the last row, and where the chain then stands.
pub(super) struct Pending {
    head: Head,
    first: u64,
    hashes: Vec<u8>,
    bodies: String,
}

impl Pending {
    /// Nothing yet, after a head.
    pub(super) const fn after(head: Head) -> Self {
        Self { head, first: head.seq + 1, hashes: Vec::new(), bodies: String::new() }
    }

    pub(super) const fn head(&self) -> Head {
        self.head
    }

    /// Appends a record; whether a row is full.
    ///
    /// # Errors
    /// [`Error::NotALine`].
    pub(super) fn append(&mut self, body: String) -> Result<bool, Error> {
        if body.contains('\n') {
            return Err(Error::NotALine);
        }
        let (link, head) = audit::append(self.head, body);
        if !self.hashes.is_empty() {
            self.bodies.push('\n');
        }
        self.bodies.push_str(&link.body);
        self.hashes.extend_from_slice(&link.hash.0);
        self.head = head;
        Ok(self.bodies.len() >= ROW_BYTES)
    }

    /// Writes what was appended as a row.
    pub(super) fn write(&mut self, lane: &LaneSession<'_>) -> Result<(), Error> {
        if self.hashes.is_empty() {
            return Ok(());
        }
        lane.prepared("INSERT INTO audit (lane, first, hashes, bodies) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![lane.number(), signed(self.first), self.hashes, self.bodies])
            .map_err(sql)?;
        self.hashes.clear();
        self.bodies.clear();
        self.first = self.head.seq + 1;
        Ok(())
    }
}

/// Where the chain stands by what is written.
pub(super) fn head(lane: &LaneSession<'_>) -> Result<Head, Error> {
    let (seq, hash) = lane
        .prepared("SELECT audit_seq, audit_head FROM lane WHERE lane = ?1")?
        .query_row([lane.number()], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(sql)?;
    Ok(Head { lane: lane.number(), seq: unsigned(seq)?, hash: digest(hash)? })
}

/// Keeps where the chain stands.
pub(super) fn put_head(lane: &LaneSession<'_>, head: Head) -> Result<(), Error> {
    lane.prepared("UPDATE lane SET audit_seq = ?2, audit_head = ?3 WHERE lane = ?1")?
        .execute(params![lane.number(), signed(head.seq), head.hash.0])
        .map_err(sql)?;
    Ok(())
}

/// Records after a number, in order, at most `limit`.
pub(super) fn records(lane: &LaneSession<'_>, after: u64, limit: usize) -> Result<Vec<Link>, Error> {
    let text = "SELECT first, hashes, bodies FROM audit WHERE lane = ?1 AND first >= \
                coalesce((SELECT max(first) FROM audit WHERE lane = ?1 AND first <= ?2), 0) ORDER BY first";
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(params![lane.number(), signed(after + 1)]).map_err(sql)?;
    let mut links = Vec::new();
    while links.len() < limit
        && let Some(row) = rows.next().map_err(sql)?
    {
        let later = links_of(lane.number(), row, 0)?.into_iter().filter(|link| link.seq > after);
        links.extend(later.take(limit - links.len()));
    }
    Ok(links)
}

/// The links of a row whose three columns begin at one of these.
pub(super) fn links_of(lane: u16, row: &Row<'_>, column: usize) -> Result<Vec<Link>, Error> {
    let (first, hashes, bodies) = parts(row, column)?;
    let links = (first..)
        .zip(hashes.chunks_exact(HASH))
        .zip(bodies.split('\n'))
        .map(|((seq, hash), body)| Ok(Link { lane, seq, hash: digest(hash.to_vec())?, body: body.to_owned() }));
    links.collect()
}

fn parts<'r>(row: &'r Row<'_>, column: usize) -> Result<(u64, &'r [u8], &'r str), Error> {
    let of = |at: usize| row.get_ref(column + at).map_err(sql);
    let none = |_| Error::corrupt("a row of records that is none");
    Ok((unsigned(of(0)?.as_i64().map_err(none)?)?, of(1)?.as_blob().map_err(none)?, of(2)?.as_str().map_err(none)?))
}

/// Follows a lane's chain from its first record: where it stands, and the first record that breaks it.
pub(super) fn follow(connection: &Connection, lane: u16) -> Result<(Head, Option<BrokenChain>), Error> {
    let text = "SELECT first, hashes, bodies FROM audit WHERE lane = ?1 ORDER BY first";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let mut rows = statement.query([lane]).map_err(sql)?;
    let mut head = audit::genesis(lane);
    while let Some(row) = rows.next().map_err(sql)? {
        let (first, hashes, bodies) = parts(row, 0)?;
        let (mut hashes, mut bodies) = (hashes.chunks_exact(HASH), bodies.split('\n'));
        for seq in first.. {
            let (hash, body) = match (hashes.next(), bodies.next()) {
                (Some(hash), Some(body)) => (hash, body),
                (None, None) => break,
                _ => return Ok((head, Some(BrokenChain { lane, seq: head.seq + 1, why: Why::Sequence }))),
            };
            let hash = hash.try_into().map(Digest).unwrap_or_default();
            match audit::follow(head, &Link { lane, seq, hash, body: body.to_owned() }) {
                Ok(next) => head = next,
                Err(broken) => return Ok((head, Some(broken))),
            }
        }
    }
    Ok((head, None))
}
