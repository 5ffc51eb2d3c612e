//! The line about a code of faults.

use serde::Serialize;

use crate::context::Context;
use crate::meaning;
use crate::output::Format;

/// A line for programs.
#[derive(Debug, Serialize)]
struct Shown<'p> {
    code: &'p str,
    means: &'p str,
}

/// The line about a code; nothing when it is no code of faults.
pub(super) fn of(code: &str, format: Format, context: &Context) -> Option<String> {
    let means = meaning::of(code, context.lang)?;
    if format.is_for_programs() {
        return serde_json::to_string(&Shown { code, means }).ok().map(|line| line + "\n");
    }
    let bold = anstyle::Style::new().bold();
    Some(format!("{bold}{code}{bold:#}\n\n{means}\n"))
}
