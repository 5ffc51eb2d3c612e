//! Opt-outs of addresses, by token.

use dunning_core::digest::Digest;
use dunning_core::pii::Pii;
use rusqlite::{Connection, params};

use super::convert::{digest, limited, sql};
use super::lane::LaneSession;
use crate::error::Error;
use crate::suppression::{Suppression, SuppressionLine};

pub(super) fn of(lane: &LaneSession<'_>, token: Digest) -> Result<Suppression, Error> {
    let text = "SELECT wrapped_key, body, aside FROM suppression WHERE token = ?1 ORDER BY number";
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query([token.0]).map_err(sql)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        let (body, aside) = (Pii::new(row.get(1).map_err(sql)?), Pii::new(row.get(2).map_err(sql)?));
        lines.push(SuppressionLine { wrapped_key: row.get(0).map_err(sql)?, body, aside });
    }
    Ok(Suppression { token, lines })
}

pub(super) fn add(lane: &LaneSession<'_>, token: Digest, line: &SuppressionLine) -> Result<(), Error> {
    let text = "INSERT INTO suppression (token, number, wrapped_key, body, aside) \
                SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM suppression WHERE token = ?1";
    lane.prepared(text)?
        .execute(params![token.0, line.wrapped_key, line.body.expose(), line.aside.expose()])
        .map_err(sql)?;
    Ok(())
}

pub(super) fn forget(lane: &LaneSession<'_>, token: Digest) -> Result<bool, Error> {
    let rows = lane.prepared("DELETE FROM suppression WHERE token = ?1")?.execute([token.0]).map_err(sql)?;
    Ok(rows > 0)
}

pub(super) fn after(connection: &Connection, after: Option<Digest>, limit: usize) -> Result<Vec<Suppression>, Error> {
    let text = "SELECT token, wrapped_key, body, aside FROM suppression WHERE token IN \
                (SELECT DISTINCT token FROM suppression WHERE token > ?1 ORDER BY token LIMIT ?2) ORDER BY token, number";
    let mut statement = connection.prepare_cached(text).map_err(sql)?;
    let after = after.map_or_else(Vec::new, |token| token.0.to_vec()); // no token is empty
    let mut rows = statement.query(params![after, limited(limit)]).map_err(sql)?;
    let mut found: Vec<Suppression> = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        let token = digest(row.get(0).map_err(sql)?)?;
        let line = SuppressionLine {
            wrapped_key: row.get(1).map_err(sql)?,
            body: Pii::new(row.get(2).map_err(sql)?),
            aside: Pii::new(row.get(3).map_err(sql)?),
        };
        match found.last_mut().filter(|last| last.token == token) {
            Some(last) => last.lines.push(line),
            None => found.push(Suppression { token, lines: vec![line] }),
        }
    }
    Ok(found)
}
