//! Repeats that scanners have been quadratic in, at one length and at twice that.

use std::hint::black_box;
use std::time::Duration;

use crate::clock::timed;
use crate::per_second;
use crate::repeats::REPEATS;

const BYTES: usize = 4_000_000;

/// Prints, for each unit, the rate at the longer length and how much longer twice the text takes.
pub fn measure() {
    println!("{:20} {:>12} {:>8}", "repeated", "10^6 bytes/s", "t2n/tn");
    for unit in REPEATS {
        let spent = [1, 2].map(|times| best(&unit.repeat(BYTES * times / unit.len())));
        let hundredths = spent[1].as_nanos() * 100 / spent[0].as_nanos().max(1);
        let rate = per_second(BYTES * 2, spent[1]);
        println!("{:20} {rate:>12} {:>5}.{:02}", unit.escape_debug().to_string(), hundredths / 100, hundredths % 100);
    }
}

fn best(text: &str) -> Duration {
    let redactor = dunning_core::redact::Redactor::new();
    (0..3).map(|_| timed(|_| drop(black_box(redactor.redact(text))))).min().unwrap_or_default()
}
