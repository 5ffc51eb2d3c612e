//! Durable state for `dunning` behind one trait, [`Store`]: facts, contacts, caps as rings of slots, intents, the audit
//! chain, artifacts. [`SqliteStore`] keeps it in one file.
//!
//! **The store knows no rule.** It keeps bytes for whoever wrote them, moves a contact only forward, refuses a use that a
//! ring has no slot for, and chains the records it is given. It reads no clock and makes no randomness: instants and keys
//! come in as values.
//!
//! A tenant is a store of its own, never a column. All that concerns a customer lives in one [`Lane`], and a lane is
//! worked in one transaction at a time.

mod audit;
mod contact;
mod error;
mod fact;
mod key;
mod lane;
mod mode;
mod ring;
mod sqlite;
mod store;
mod suppression;
mod ticket;
mod word;

pub use audit::{Aside, RecordWithAside};
pub use contact::{Advance, Contact, ContactKey, Intended, Intent, Planned, Status, Tally};
pub use error::Error;
pub use fact::{Dossier, Enrolled, FactKind, StoredFact};
pub use key::StoreKey;
pub use lane::{LANES, LANES_MAX, Lane};
pub use mode::{Birth, Mode};
pub use ring::{Slot, Use, place};
pub use sqlite::SqliteStore;
pub use store::{Breach, Commit, LaneRead, LaneTx, Store};
pub use suppression::{Suppression, SuppressionLine};
pub use ticket::{Ticket, TicketId};
