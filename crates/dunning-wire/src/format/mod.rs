//! File formats in TOML. Each opens with `format = "dunning.NAME/VERSION"`, is read into a struct of plain fields and
//! built into the core's type; all that is wrong comes at once, with path, line and column.

pub mod calendar;
mod document;
pub mod policy;
mod rule_kind;
pub mod rulebook;
pub mod template;

use dunning_core::fault::{Fault, Faults};
use serde::de::DeserializeOwned;

pub use document::Document;

use crate::fields::{self, Fields};

/// A format: its name and the newest version that this build reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The name, e.g. `dunning.calendar`.
    pub name: &'static str,
    /// The newest version known, from 1.
    pub version: u32,
}

/// Reads a file of a format: its header, then `F`, its fields as they stand, then `build` makes of them what is wanted.
/// The faults of `build` need only a path (`rules[3].windows[0]`): they get the place at which it stands.
///
/// # Errors
/// All faults: `DATA-SYNTAX` where the text is no TOML (the first such place), `DATA-FORMAT` for a missing, other or newer
/// format, `DATA-FIELD` for unknown and missing fields, `DATA-TYPE` for a field of another type, and those of `build`.
pub fn read<F: DeserializeOwned, T>(
    text: &str,
    format: Format,
    build: impl FnOnce(F) -> Result<T, Faults>,
) -> Result<T, Faults> {
    let document = Document::parse(text)?.of(format)?;
    let fields = document.read()?;
    build(fields).map_err(|faults| document.locate(faults))
}

/// Reads a file of a format whose fields are asked for one by one, so that those of a rule can depend on its kind.
///
/// # Errors
/// All faults, with the place at which their path stands.
pub(crate) fn read_fields<T>(
    text: &str,
    format: Format,
    build: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Result<T, Faults> {
    let document = Document::parse(text)?.of(format)?;
    let (built, faults) = fields::read(&document.value(), build);
    match built.flatten() {
        Some(built) if faults.is_empty() => Ok(built),
        _ => Err(document.locate(faults)),
    }
}

/// Takes a part's value, or notes its faults under the part's path.
pub(crate) fn take<T>(faults: &mut Faults, path: &str, part: Result<T, impl Into<Faults>>) -> Option<T> {
    part.map_err(|wrong| faults.extend_under(path, wrong.into())).ok()
}

/// Reads a day, written `2026-11-05`.
pub(crate) fn day(text: &str) -> Result<chrono::NaiveDate, Fault> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.parse()
        .ok()
        .filter(|_| shaped)
        .ok_or_else(|| Fault::new("DATA-DATE", "", "no day of the calendar").of(text).fix("write it like 2026-11-05"))
}
