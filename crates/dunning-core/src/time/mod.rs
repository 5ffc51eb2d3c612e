//! Time as lenders' law speaks of it: the customer's wall clock, contact windows on it, days of a calendar. Instants are
//! chrono's; zone data and calendars are values that a caller brings. Nothing here knows what time it is, and what is
//! not known (a place, a year) stays unknown instead of being guessed.
//!
//! Conversions between an instant and a wall clock are exact for every instant, in the sense of the zone data given.
//! A fraction of a second is cut where an instant is read, kept where it is only shifted.

mod archive;
pub mod calendar;
mod hours;
pub mod moment;
mod near;
pub mod place;
pub(crate) mod second;
mod spans;
pub mod table;
pub mod weekday;
pub mod window;
pub mod zone;

pub use calendar::{Calendar, CalendarSpec, DayClass, Holiday};
pub use moment::Moment;
pub(crate) use near::Near;
pub use place::Place;
pub(crate) use second::{Day, Second};
pub use table::{ZoneTable, ZoneTableSpec};
pub use weekday::{Weekday, Weekdays};
pub use window::Window;
pub use zone::{LocalReading, Zone};

#[cfg(test)]
pub(crate) mod tests;
