//! Progress of long work, shown on standard error where that is a terminal, and nowhere else.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressStyle};

/// Bytes of work below which nobody waits long enough to be told.
const BYTES_MIN: u64 = 4 << 20;

/// A bar over bytes that are read. None for little work, and none where results go to a terminal, which shows them.
pub(crate) fn bytes(total: u64) -> ProgressBar {
    if total < BYTES_MIN || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total);
    match ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A bar over a number of steps, on a terminal.
pub(crate) fn steps(total: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64);
    match ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
