//! Choices made from a row of random numbers. Proptest makes and shrinks the row; a world is what a row chooses. The
//! first of several choices is the simplest: it is what a zero picks, and what is left when the row has run out.

use proptest::prelude::*;

/// How many choices a world takes at most.
const ROLLS: usize = 420;

/// A row of random numbers, read once.
pub(super) struct Dice {
    rolls: std::vec::IntoIter<u32>,
}

impl Dice {
    /// A strategy for what a row chooses.
    pub(super) fn strategy<T: std::fmt::Debug>(make: impl Fn(&mut Self) -> T) -> impl Strategy<Value = T> {
        prop::collection::vec(any::<u32>(), ROLLS).prop_map(move |rolls| make(&mut Self { rolls: rolls.into_iter() }))
    }

    fn roll(&mut self) -> u32 {
        self.rolls.next().unwrap_or(0)
    }

    /// A number from `first` to `last`.
    pub(super) fn number(&mut self, first: i64, last: i64) -> i64 {
        let wide = u128::from(self.roll()) * u128::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(wide >> 32).unwrap_or(0)
    }

    /// One of several; one that stands there twice is picked twice as often.
    pub(super) fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        let index = self.number(0, i64::try_from(among.len()).unwrap_or(1) - 1);
        let chosen = usize::try_from(index).ok().and_then(|index| among.get(index));
        super::law::parsed(chosen.ok_or("nothing to pick from")).clone()
    }

    /// Whether something happens that does in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.number(0, 99) >= 100 - percent
    }

    /// Something in so many of a hundred cases.
    pub(super) fn maybe<T>(&mut self, percent: i64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }

    /// So many of something.
    pub(super) fn list<T>(&mut self, least: i64, most: i64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.number(least, most)).map(|_| make(self)).collect()
    }
}
