//! The store's rings as a map: so many slots per cap and key, each used again only when it has rested.

use std::collections::BTreeMap;

use super::Use;

/// The position of each slot's last use, per cap and key.
#[derive(Debug, Default)]
pub struct Rings(BTreeMap<(String, String), Vec<i64>>);

impl Rings {
    /// Uses a slot; false, and no slot is used, when none has rested.
    pub fn charge(&mut self, charge: &Use) -> bool {
        let slots = self.0.entry((charge.cap.clone(), charge.key.clone())).or_default();
        if slots.len() < charge.max as usize {
            slots.push(charge.at);
            return true;
        }
        let rested = slots.iter_mut().filter(|last| charge.from - **last >= charge.span).min();
        rested.map(|last| *last = charge.at).is_some()
    }

    /// Whether a slot has rested.
    pub fn has_room(&self, charge: &Use) -> bool {
        self.0.get(&(charge.cap.clone(), charge.key.clone())).is_none_or(|slots| {
            slots.len() < charge.max as usize || slots.iter().any(|last| charge.from - last >= charge.span)
        })
    }
}
