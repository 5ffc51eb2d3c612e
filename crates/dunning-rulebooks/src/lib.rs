//! Law as data for dunning: rulebooks with clause and date, calendars, zones, the considerate house policy, template bundles.

mod books;
mod calendars;
mod templates;
pub mod zones;

pub use books::{BOOKS, CONSIDERATE, books, considerate, law};
pub use calendars::{CALENDARS, calendars};
pub use templates::templates;
