//! Questions that wait for a person.

use chrono::{DateTime, Utc};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use rusqlite::params;

use super::convert::{customer, instant, limited, sql, unsigned};
use super::lane::LaneSession;
use crate::error::Error;
use crate::ticket::{Ticket, TicketId};

pub(super) fn open(lane: &LaneSession<'_>, after: Option<&TicketId>, limit: usize) -> Result<Vec<Ticket>, Error> {
    let text = "SELECT customer, number, kind, opened, closed, body FROM ticket \
                WHERE lane = ?1 AND (customer, number) > (?2, ?3) AND closed IS NULL \
                ORDER BY customer, number LIMIT ?4";
    let (id, number) = after.map_or(("", 0), |ticket| (ticket.customer.as_str(), ticket.number)); // no id is empty
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(params![lane.number(), id, number, limited(limit)]).map_err(sql)?;
    let mut tickets = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        let closed: Option<i64> = row.get(4).map_err(sql)?;
        tickets.push(Ticket {
            id: TicketId {
                customer: customer(&row.get::<_, String>(0).map_err(sql)?)?,
                number: unsigned(row.get(1).map_err(sql)?)?,
            },
            kind: row.get(2).map_err(sql)?,
            opened: instant(row.get(3).map_err(sql)?)?,
            closed: closed.map(instant).transpose()?,
            body: Pii::new(row.get(5).map_err(sql)?),
        });
    }
    Ok(tickets)
}

pub(super) fn add(
    lane: &LaneSession<'_>,
    customer: &CustomerId,
    kind: &str,
    at: DateTime<Utc>,
    body: &[u8],
) -> Result<TicketId, Error> {
    let text = "SELECT coalesce(max(number), 0) + 1 FROM ticket WHERE lane = ?1 AND customer = ?2";
    let number: i64 =
        lane.prepared(text)?.query_row(params![lane.number(), customer.as_str()], |row| row.get(0)).map_err(sql)?;
    lane.prepared("INSERT INTO ticket (lane, customer, number, kind, opened, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![lane.number(), customer.as_str(), number, kind, at.timestamp(), body])
        .map_err(sql)?;
    Ok(TicketId { customer: customer.clone(), number: unsigned(number)? })
}

pub(super) fn close(lane: &LaneSession<'_>, ticket: &TicketId, at: DateTime<Utc>) -> Result<bool, Error> {
    let text = "UPDATE ticket SET closed = ?4 WHERE lane = ?1 AND customer = ?2 AND number = ?3 AND closed IS NULL";
    let key = params![lane.number(), ticket.customer.as_str(), ticket.number, at.timestamp()];
    Ok(lane.prepared(text)?.execute(key).map_err(sql)? == 1)
}
