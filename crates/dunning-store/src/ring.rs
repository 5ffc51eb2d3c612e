//! Caps as rings of slots. Whoever uses a slot no sooner than `span` after its last use, and always the slot whose last use
//! is oldest, holds no more than `max` uses in any period of `span`, and refuses none that would be lawful. The table
//! guards the same by a plain CHECK, so a racing or faulty writer is refused by the database itself.

use dunning_core::decide::{Charge, Unit};
use dunning_core::pii::Pii;

use crate::contact::ContactKey;

/// One slot as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// Its number in the ring.
    pub slot: u32,
    /// Position of its last use.
    pub last: i64,
}

/// A slot that was used, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The cap.
    pub cap: String,
    /// Of whom or what it counts, as [`ChargeKey::to_text`](dunning_core::decide::ChargeKey::to_text).
    pub key: Pii<String>,
    /// What its positions count.
    pub unit: Unit,
    /// Its number in the ring, from 0.
    pub number: u32,
    /// Earliest position of its last use.
    pub first: i64,
    /// Latest position of its last use; the slot rests from there.
    pub last: i64,
    /// Whose use that was, unless a later one was given back.
    pub contact: Option<ContactKey>,
}

/// The slot a charge takes in a ring that stands so, or none when it is full: an unused one, else the one with the oldest
/// use. Slots beyond the charge's `max`, left from a laxer rule, count until they have rested.
///
/// ```
/// use dunning_core::{decide::{Charge, ChargeKey, Unit}, id::CustomerId};
/// use dunning_store::{Use, place};
/// let key = ChargeKey::Customer(CustomerId::new("c").unwrap());
/// let charge = |at| Charge { cap: "two-a-week".into(), key: key.clone(), unit: Unit::Days, max: 2, span: 7, from: at, at };
/// let ring = [Use { slot: 0, last: 10 }, Use { slot: 1, last: 12 }];
/// assert_eq!(place(&ring, &charge(16)), None);
/// assert_eq!(place(&ring, &charge(17)), Some(0));
/// ```
pub fn place(ring: &[Use], charge: &Charge) -> Option<u32> {
    let rests = |last: i64| charge.from.saturating_sub(last) < charge.span;
    let resting = ring.iter().filter(|slot| rests(slot.last)).count();
    if usize::try_from(charge.max).is_ok_and(|max| resting >= max) {
        return None;
    }
    let unused = (0..charge.max).find(|slot| ring.iter().all(|used| used.slot != *slot));
    let oldest = || ring.iter().filter(|used| used.slot < charge.max && !rests(used.last)).min_by_key(|used| used.last);
    unused.or_else(|| oldest().map(|used| used.slot))
}

/// The units, in their order, each with the word under which it is kept. Positions of different units don't compare, so
/// each has a ring of its own.
pub(crate) const UNITS: [(Unit, &str); 4] =
    [(Unit::Days, "days"), (Unit::Months, "months"), (Unit::Seconds, "seconds"), (Unit::Weeks, "weeks")];

/// The word under which a unit is kept.
pub(crate) fn unit_word(unit: Unit) -> &'static str {
    UNITS.iter().find(|(of, _)| *of == unit).map_or("", |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use dunning_core::decide::ChargeKey;
    use dunning_core::id::CustomerId;

    use super::*;

    fn charge(max: u32, span: i64, from: i64) -> Charge {
        let key = ChargeKey::Customer(CustomerId::new("c").unwrap());
        Charge { cap: "cap".into(), key, unit: Unit::Seconds, max, span, from, at: from }
    }

    #[test]
    fn takes_unused_slots_first_then_the_oldest() {
        assert_eq!(place(&[], &charge(2, 100, 0)), Some(0));
        assert_eq!(place(&[Use { slot: 0, last: 0 }], &charge(2, 100, 500)), Some(1));
        let both = [Use { slot: 0, last: 50 }, Use { slot: 1, last: 20 }];
        assert_eq!(place(&both, &charge(2, 100, 150)), Some(1));
    }

    #[test]
    fn rests_exactly_its_span() {
        let ring = [Use { slot: 0, last: 50 }];
        assert_eq!(place(&ring, &charge(1, 100, 149)), None);
        assert_eq!(place(&ring, &charge(1, 100, 150)), Some(0));
    }

    #[test]
    fn a_tightened_rule_counts_the_slots_of_the_laxer_one() {
        // Three a hundred seconds became one: what was used under three still counts.
        let ring = [Use { slot: 0, last: 0 }, Use { slot: 1, last: 40 }, Use { slot: 2, last: 80 }];
        assert_eq!(place(&ring, &charge(1, 100, 179)), None);
        assert_eq!(place(&ring, &charge(1, 100, 180)), Some(0));
    }

    #[test]
    fn a_cap_of_nothing_refuses_and_far_positions_do_not_overflow() {
        assert_eq!(place(&[], &charge(0, 100, 0)), None);
        assert_eq!(place(&[Use { slot: 0, last: i64::MAX }], &charge(1, 1, i64::MIN)), None);
    }
}
