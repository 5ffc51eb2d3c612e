//! Caps as rings of slots, guarded a second time by the table's CHECK.

use dunning_core::decide::{Charge, Unit};
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use rusqlite::params;

use super::convert::{sql, unsigned};
use super::lane::LaneSession;
use crate::contact::ContactKey;
use crate::error::Error;
use crate::ring::{Slot, UNITS, Use, place, unit_word};

pub(super) fn of(lane: &LaneSession<'_>, customer: &CustomerId) -> Result<Vec<Slot>, Error> {
    let text = "SELECT cap, key, unit, slot, first, last, step, cycle, attempt FROM ring \
                WHERE lane = ?1 AND customer = ?2 ORDER BY cap, key, unit, slot";
    let mut statement = lane.prepared(text)?;
    let mut rows = statement.query(params![lane.number(), customer.as_str()]).map_err(sql)?;
    let mut slots = Vec::new();
    while let Some(row) = rows.next().map_err(sql)? {
        let unit: String = row.get(2).map_err(sql)?;
        let unit = UNITS.iter().find(|(_, word)| *word == unit).ok_or_else(|| Error::corrupt("an unknown unit"))?.0;
        let contact = match row.get::<_, Option<String>>(6).map_err(sql)? {
            None => None,
            Some(step) => Some(ContactKey {
                customer: customer.clone(),
                step,
                cycle: unsigned(row.get(7).map_err(sql)?)?,
                attempt: unsigned(row.get(8).map_err(sql)?)?,
            }),
        };
        slots.push(Slot {
            cap: row.get(0).map_err(sql)?,
            key: Pii::new(row.get(1).map_err(sql)?),
            unit,
            number: unsigned(row.get(3).map_err(sql)?)?,
            first: row.get(4).map_err(sql)?,
            last: row.get(5).map_err(sql)?,
            contact,
        });
    }
    Ok(slots)
}

/// A slot found for a charge.
pub(super) struct Place<'c> {
    charge: &'c Charge,
    key: String,
    slot: u32,
}

/// What was found for a contact's charges.
pub(super) enum Found<'c> {
    /// A slot for each.
    Places(Vec<Place<'c>>),
    /// A ring without one.
    Full { cap: String },
}

/// Finds a slot for each charge. Charges of one ring are one use.
pub(super) fn find<'c>(
    lane: &LaneSession<'_>,
    contact: &ContactKey,
    charges: &'c [Charge],
) -> Result<Found<'c>, Error> {
    if charges.is_empty() {
        return Ok(Found::Places(Vec::new()));
    }
    let slots = of(lane, &contact.customer)?;
    let mut places: Vec<Place<'c>> = Vec::with_capacity(charges.len());
    for charge in charges {
        let key = charge.key.to_text();
        let same =
            |place: &Place<'_>| place.charge.cap == charge.cap && place.charge.unit == charge.unit && place.key == key;
        if places.iter().any(same) {
            continue;
        }
        let ring = slots
            .iter()
            .filter(|slot| *slot.cap == *charge.cap && slot.unit == charge.unit && *slot.key.expose() == key);
        let ring: Vec<Use> = ring.map(|slot| Use { slot: slot.number, last: slot.last }).collect();
        match place(&ring, charge) {
            Some(slot) => places.push(Place { charge, key, slot }),
            None => return Ok(Found::Full { cap: charge.cap.to_string() }),
        }
    }
    Ok(Found::Places(places))
}

/// Takes a slot. The last use is read from the row itself, so the CHECK judges what is there, not what was read before.
pub(super) fn take(lane: &LaneSession<'_>, contact: &ContactKey, place: &Place<'_>) -> Result<(), Error> {
    let Place { charge, key, slot } = place;
    let text = "INSERT INTO ring \
                (lane, customer, cap, key, unit, slot, max, span, prev, first, last, step, cycle, attempt) \
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, ?9, ?10, ?11, ?12, ?13) \
                ON CONFLICT (lane, customer, cap, key, unit, slot) DO UPDATE SET \
                max = excluded.max, span = excluded.span, prev = ring.last, first = excluded.first, \
                last = excluded.last, step = excluded.step, cycle = excluded.cycle, attempt = excluded.attempt";
    let first = charge.from;
    lane.prepared(text)?
        .execute(params![
            lane.number(),
            contact.customer.as_str(),
            &*charge.cap,
            key,
            unit_word(charge.unit),
            slot,
            charge.max,
            charge.span,
            first,
            charge.at.max(first),
            contact.step,
            contact.cycle,
            contact.attempt,
        ])
        .map_err(sql)?;
    Ok(())
}

pub(super) fn settle(lane: &LaneSession<'_>, contact: &ContactKey, unit: Unit, at: i64) -> Result<u32, Error> {
    let text = "UPDATE ring SET last = max(first, ?7) \
                WHERE lane = ?1 AND customer = ?2 AND step = ?3 AND cycle = ?4 AND attempt = ?5 AND unit = ?6";
    let ContactKey { customer, step, cycle, attempt } = contact;
    let rows = lane
        .prepared(text)?
        .execute(params![lane.number(), customer.as_str(), step, cycle, attempt, unit_word(unit), at])
        .map_err(sql)?;
    Ok(u32::try_from(rows).unwrap_or(u32::MAX))
}

/// A slot goes back to the use before; one without goes away.
pub(super) fn release(lane: &LaneSession<'_>, contact: &ContactKey, cap: Option<&str>) -> Result<u32, Error> {
    macro_rules! mine {
        () => {
            "WHERE lane = ?1 AND customer = ?2 AND step = ?3 AND cycle = ?4 AND attempt = ?5 AND (?6 IS NULL OR cap = ?6)"
        };
    }
    let ContactKey { customer, step, cycle, attempt } = contact;
    let key = params![lane.number(), customer.as_str(), step, cycle, attempt, cap];
    let fresh = concat!("DELETE FROM ring ", mine!(), " AND prev IS NULL");
    let fresh = lane.prepared(fresh)?.execute(key).map_err(sql)?;
    let back = concat!(
        "UPDATE ring SET first = prev, last = prev, prev = NULL, step = NULL, cycle = NULL, attempt = NULL ",
        mine!()
    );
    let used = lane.prepared(back)?.execute(key).map_err(sql)?;
    Ok(u32::try_from(fresh + used).unwrap_or(u32::MAX))
}
