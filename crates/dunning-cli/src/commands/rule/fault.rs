//! The line about a code of faults.

use serde::Serialize;
use serde_json::json;

use crate::context::Context;
use crate::errors::Error;
use crate::meaning;
use crate::output::Format;

/// A line for programs.
#[derive(Debug, Serialize)]
struct Shown<'p> {
    code: &'p str,
    means: &'p str,
}

/// The line about a code; nothing when it is no code of faults.
///
/// # Errors
/// Those of writing.
pub(super) fn of(code: &str, format: Format, context: &Context) -> Result<Option<String>, Error> {
    let Some(means) = meaning::of(code, context.lang) else { return Ok(None) };
    if format == Format::Csv {
        return super::values([(code.to_owned(), json!({"means": means}))]).map(Some);
    }
    if format.is_for_programs() {
        return Ok(serde_json::to_string(&Shown { code, means }).ok().map(|line| line + "\n"));
    }
    let bold = anstyle::Style::new().bold();
    Ok(Some(format!("{bold}{code}{bold:#}\n\n{means}\n")))
}
