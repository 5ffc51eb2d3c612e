//! The one file of the workspace that reads the wall clock. `--at` takes its place.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// The instant that the machine's clock shows, in whole seconds.
#[expect(clippy::disallowed_methods, reason = "everything else is given its instant; it has to come from somewhere")]
pub(crate) fn now() -> DateTime<Utc> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default()
}
