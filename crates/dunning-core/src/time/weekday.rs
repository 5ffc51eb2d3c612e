//! Days of the week and sets of them, spelt as the contract spells them (`mon` … `sun`).

use std::fmt;

use crate::fault::{Fault, Faults};
use crate::words::{Word, words};

words! {
    /// A day of the week, Monday first (ISO 8601).
    Weekday, "day of the week" {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Mon,
            chrono::Weekday::Tue => Self::Tue,
            chrono::Weekday::Wed => Self::Wed,
            chrono::Weekday::Thu => Self::Thu,
            chrono::Weekday::Fri => Self::Fri,
            chrono::Weekday::Sat => Self::Sat,
            chrono::Weekday::Sun => Self::Sun,
        }
    }
}

/// A set of days of the week.
///
/// ```
/// use dunning_core::time::{Weekday, Weekdays};
/// let weekend = Weekdays::parse(["sat", "sun"]).unwrap();
/// assert!(weekend.contains(Weekday::Sun) && !weekend.contains(Weekday::Mon));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);
    /// All seven days.
    pub const ALL: Self = Self(0b111_1111);

    /// Reads a list of days.
    ///
    /// # Errors
    /// `DATA-WORD` for each that is no day, `DATA-DUPLICATE` for each that stands twice, under its index (`[1]`).
    pub fn parse<'w>(days: impl IntoIterator<Item = &'w str>) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut set = Self::NONE;
        for (i, text) in days.into_iter().enumerate() {
            match Weekday::parse(text) {
                Ok(day) if set.contains(day) => {
                    faults.push(Fault::new("DATA-DUPLICATE", format!("[{i}]"), "this day stands twice"));
                }
                Ok(day) => set = set.with(day),
                Err(fault) => faults.extend_under(&format!("[{i}]"), fault.into()),
            }
        }
        faults.or(set)
    }

    /// The set and this day.
    #[must_use]
    pub const fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day as u8)
    }

    /// Whether the day is in the set.
    pub fn contains(self, day: impl Into<Weekday>) -> bool {
        self.0 & (1 << day.into() as u8) != 0
    }

    /// Whether no day is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days in the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.iter().copied().filter(move |day| self.contains(*day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_whole() {
        let faults = Weekdays::parse(["mon", "funday", "mon"]).unwrap_err();
        let said: Vec<_> = faults.iter().map(|fault| (fault.code, fault.path.as_str())).collect();
        assert_eq!(said, [("DATA-WORD", "[1]"), ("DATA-DUPLICATE", "[2]")]);
        assert_eq!(Weekdays::parse(["sun", "mon"]).unwrap().iter().collect::<Vec<_>>(), [Weekday::Mon, Weekday::Sun]);
        assert_eq!(Weekdays::ALL.iter().count(), 7);
    }
}
