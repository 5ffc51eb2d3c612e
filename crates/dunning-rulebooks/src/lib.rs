//! Law as data for dunning: rulebooks with clause and date, calendars, zones, the considerate house policy, template bundles.

mod templates;

pub use templates::templates;
