//! The rulebooks and house policies that ship: read by the same parser as any other. What they hold stands in the files;
//! nothing here knows a rule.

use dunning_core::fault::Faults;
use dunning_core::policy::{Law, PolicySpec};
use dunning_core::rule::RulebookSpec;
use dunning_core::time::ZoneTable;
use dunning_wire::format::{policy, rulebook};

use crate::{calendars, zones};

/// Id and text of each rulebook.
pub const BOOKS: [(&str, &str); 4] = [
    ("cn", include_str!("../books/cn.toml")),
    ("intl", include_str!("../books/intl.toml")),
    ("neutral", include_str!("../books/neutral.toml")),
    ("us-fed", include_str!("../books/us-fed.toml")),
];

/// The text of the house policy that is in force unless another replaces it.
pub const CONSIDERATE: &str = include_str!("../policies/considerate.toml");

/// All rulebooks that ship, in order of id.
///
/// # Errors
/// The faults of a book under its id. The tests of this crate hold that there are none.
pub fn books() -> Result<Vec<RulebookSpec>, Faults> {
    let mut faults = Faults::new();
    let mut books = Vec::new();
    for (id, text) in BOOKS {
        match rulebook::read(text) {
            Ok(book) => books.push(book),
            Err(wrong) => faults.extend_under(id, wrong),
        }
    }
    faults.or(books)
}

/// All law that ships: rulebooks, calendars, zones.
///
/// # Errors
/// The faults of any of them. The tests of this crate hold that there are none.
///
/// ```
/// use dunning_core::id::BookId;
/// use dunning_core::policy::Policy;
/// let mut house = dunning_rulebooks::considerate().unwrap();
/// house.books.push(BookId::new("cn").unwrap());
/// let policy = Policy::compile(house, &dunning_rulebooks::law().unwrap()).unwrap();
/// assert_eq!(policy.name(), "considerate");
/// ```
pub fn law() -> Result<Law, Faults> {
    Ok(Law { books: books()?, calendars: calendars()?, zones: ZoneTable::new(zones::bundled())? })
}

/// The house policy that is in force unless another replaces it. It names no book: those of a request or a configuration
/// come to it.
///
/// # Errors
/// The faults of its text. The tests of this crate hold that there are none.
pub fn considerate() -> Result<PolicySpec, Faults> {
    policy::read(CONSIDERATE)
}
