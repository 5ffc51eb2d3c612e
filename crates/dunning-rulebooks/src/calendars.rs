//! The calendars that ship: read by the same parser as any other. What they rest on and how far they reach stands in
//! each; `tools/calendars.py` wrote them.

use dunning_core::fault::Faults;
use dunning_core::time::Calendar;
use dunning_wire::format::calendar;

/// Id and text of each calendar.
pub const CALENDARS: [(&str, &str); 4] = [
    ("CN", include_str!("../calendars/CN.toml")),
    ("TW", include_str!("../calendars/TW.toml")),
    ("US-6103a", include_str!("../calendars/US-6103a.toml")),
    ("US-federal", include_str!("../calendars/US-federal.toml")),
];

/// All calendars that ship, in order of id.
///
/// # Errors
/// The faults of a calendar under its id. The tests of this crate hold that there are none.
pub fn calendars() -> Result<Vec<Calendar>, Faults> {
    let mut faults = Faults::new();
    let mut calendars = Vec::new();
    for (id, text) in CALENDARS {
        match calendar::read(text) {
            Ok(calendar) => calendars.push(calendar),
            Err(wrong) => faults.extend_under(id, wrong),
        }
    }
    faults.or(calendars)
}
