//! What must not compile: the doors that the types close. Each refusal stands beside its twin, which differs in that one
//! thing and compiles, so that none is refused for another reason. Nothing here runs.
//!
//! A cleared message can be read, and not doubled or made:
//!
//! ```
//! fn read(cleared: dunning_core::check::Cleared) -> usize { cleared.text().expose().len() }
//! ```
//! ```compile_fail,E0599
//! fn double(cleared: dunning_core::check::Cleared) -> dunning_core::check::Cleared { cleared.clone() }
//! ```
//! ```compile_fail,E0451
//! fn change(cleared: dunning_core::check::Cleared, text: String) -> dunning_core::check::Cleared {
//!     dunning_core::check::Cleared { text: text.into(), ..cleared }
//! }
//! ```
//!
//! A permit and a checked text are used up by `clear`:
//!
//! ```
//! # use chrono::{DateTime, Utc};
//! # use dunning_core::{check::{Checked, Cleared, Refused, clear}, decide::Permit};
//! fn once(permit: Permit, checked: Checked, now: DateTime<Utc>) -> Result<Cleared, Refused> { clear(permit, checked, now) }
//! ```
//! ```compile_fail,E0382
//! # use chrono::{DateTime, Utc};
//! # use dunning_core::{check::{Checked, Cleared, Refused, clear}, decide::Permit};
//! fn twice(permit: Permit, one: Checked, other: Checked, now: DateTime<Utc>) -> Result<Cleared, Refused> {
//!     clear(permit, one, now)?;
//!     clear(permit, other, now)
//! }
//! ```
//! ```compile_fail,E0599
//! fn double(permit: dunning_core::decide::Permit) -> dunning_core::decide::Permit { permit.clone() }
//! ```
//! ```compile_fail,E0616
//! fn longer(permit: &mut dunning_core::decide::Permit) { permit.valid_until = chrono::DateTime::<chrono::Utc>::MAX_UTC; }
//! ```
//!
//! An answer to some rules alone tells its ruling, and holds no permit:
//!
//! ```
//! fn ruling(answer: dunning_core::decide::Answer) -> dunning_core::decide::Ruling { answer.ruling }
//! ```
//! ```compile_fail,E0308
//! fn permit(answer: dunning_core::decide::Answer) -> dunning_core::decide::Permit { answer.ruling }
//! ```
//!
//! Personal data prints masked, and not at all without asking:
//!
//! ```
//! fn print(name: dunning_core::pii::Pii<String>) -> String { format!("{name:?}") }
//! ```
//! ```compile_fail,E0277
//! fn print(name: dunning_core::pii::Pii<String>) -> String { format!("{name}") }
//! ```
