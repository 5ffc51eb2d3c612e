//! Proves what a store can prove about itself: nothing here trusts the code that wrote it.

use std::cmp::Ordering;

use dunning_core::audit::{BrokenChain, Why};
use rusqlite::{Connection, params};

use super::chain;
use super::convert::{digest, sql, unsigned};
use crate::error::Error;
use crate::lane::Lane;
use crate::store::Breach;

/// Tables whose rows belong to a person.
const TABLES_OF_PERSONS: [&str; 8] = ["person", "snapshot", "fact", "handle", "contact", "ring", "ticket", "aside"];

pub(super) fn find(connection: &Connection, lanes: u16) -> Result<Vec<Breach>, Error> {
    let mut breaches = Vec::new();
    file(connection, &mut breaches)?;
    for lane in Lane::all(lanes) {
        records(connection, lane, &mut breaches)?;
        facts(connection, lane, &mut breaches)?;
        charges(connection, lane, &mut breaches)?;
        rings(connection, lane, &mut breaches)?;
        strays(connection, lane, lanes, &mut breaches)?;
    }
    Ok(breaches)
}

fn file(connection: &Connection, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    let mut statement = connection.prepare("PRAGMA integrity_check(10)").map_err(sql)?;
    let mut rows = statement.query([]).map_err(sql)?;
    while let Some(row) = rows.next().map_err(sql)? {
        let what: String = row.get(0).map_err(sql)?;
        if what != "ok" {
            breaches.push(Breach::File { what });
        }
    }
    Ok(())
}

fn records(connection: &Connection, lane: Lane, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    let number = lane.number();
    let (head, broken) = chain::follow(connection, number)?;
    if let Some(broken) = broken {
        breaches.push(Breach::Chain(broken));
        return Ok(());
    }
    let broken = |seq, why| Breach::Chain(BrokenChain { lane: number, seq, why });
    let text = "SELECT audit_seq, audit_head FROM lane WHERE lane = ?1";
    let kept = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let (seq, hash) = connection.query_row(text, [number], kept).map_err(sql)?;
    let (seq, hash) = (unsigned::<u64>(seq)?, digest(hash)?);
    match seq.cmp(&head.seq) {
        Ordering::Greater => breaches.push(broken(head.seq + 1, Why::Truncated)),
        Ordering::Less => breaches.push(broken(seq + 1, Why::Sequence)),
        Ordering::Equal if hash != head.hash => breaches.push(broken(seq, Why::Hash)),
        Ordering::Equal => {}
    }
    Ok(())
}

fn count(connection: &Connection, lane: Lane, text: &str) -> Result<u64, Error> {
    unsigned(connection.query_row(text, params![lane.number()], |row| row.get(0)).map_err(sql)?)
}

fn facts(connection: &Connection, lane: Lane, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    let text = "SELECT count(*) FROM (\
                SELECT customer FROM (\
                SELECT customer, revision FROM fact WHERE lane = ?1 \
                UNION ALL SELECT customer, revision FROM snapshot WHERE lane = ?1) \
                GROUP BY customer \
                HAVING min(revision) <> 1 OR max(revision) <> count(*) OR count(DISTINCT revision) <> count(*))";
    match count(connection, lane, text)? {
        0 => {}
        customers => breaches.push(Breach::FactGap { lane, customers }),
    }
    Ok(())
}

fn charges(connection: &Connection, lane: Lane, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    // An intent is settled, or known to be unknown, before any of its slots is used again.
    let text = "SELECT count(*) FROM contact \
                JOIN fact ON fact.lane = contact.lane AND fact.customer = contact.customer \
                AND fact.revision = contact.message \
                WHERE contact.lane = ?1 AND status = 'intent' AND charges > (\
                SELECT count(*) FROM ring WHERE ring.lane = contact.lane AND ring.customer = contact.customer \
                AND ring.step = contact.step AND ring.cycle = contact.cycle AND ring.attempt = contact.attempt)";
    match count(connection, lane, text)? {
        0 => {}
        intents => breaches.push(Breach::Uncharged { lane, intents }),
    }
    Ok(())
}

fn rings(connection: &Connection, lane: Lane, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    let text = "SELECT count(*) FROM ring WHERE lane = ?1 AND (slot < 0 OR slot >= max OR last < first \
                OR (prev IS NOT NULL AND first - prev < span))";
    match count(connection, lane, text)? {
        0 => {}
        slots => breaches.push(Breach::Ring { lane, slots }),
    }
    Ok(())
}

fn strays(connection: &Connection, lane: Lane, lanes: u16, breaches: &mut Vec<Breach>) -> Result<(), Error> {
    let mut rows = 0_u64;
    for table in TABLES_OF_PERSONS {
        let text = format!(
            "SELECT held.customer, owner.customer IS NULL, count(*) FROM {table} AS held \
             LEFT JOIN person AS owner ON owner.lane = held.lane AND owner.customer = held.customer \
             WHERE held.lane = ?1 GROUP BY held.customer"
        );
        let mut statement = connection.prepare_cached(&text).map_err(sql)?;
        let mut found = statement.query([lane.number()]).map_err(sql)?;
        while let Some(row) = found.next().map_err(sql)? {
            let customer = super::convert::customer(&row.get::<_, String>(0).map_err(sql)?)?;
            if row.get(1).map_err(sql)? || Lane::of(&customer, lanes) != lane {
                rows += unsigned::<u64>(row.get(2).map_err(sql)?)?;
            }
        }
    }
    if rows > 0 {
        breaches.push(Breach::Stray { lane, rows });
    }
    Ok(())
}
