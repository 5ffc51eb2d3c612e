//! Redaction beside peers, one thread, the same texts in the same run: `dunning-peers speed FOLDER [NAME…]` on the texts of
//! `corpora.py`, `dunning-peers worst` on repeats that a scanner may be quadratic in. Times are processor time of the
//! thread, best of several rounds; where a peer is slow, of the part of the text that it gets through.

mod clock;
mod plain;
#[path = "../../repeats.rs"]
mod repeats;
mod worst;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use clock::timed;
use redact_core::{AnalyzerEngine, AnonymizerConfig};

/// Rounds of which the best counts.
const ROUNDS: usize = 5;
/// Longest that one round of one scanner may take.
const ROUND_MAX: Duration = Duration::from_millis(1_500);
/// A message without identifiers, 92 bytes: amount, date, link, hotline.
const CLEAN: &str = "本期应还1,280.00元，请于2026-12-05前还款，客服95588，见https://pay.example/a";

/// Looks at one message, or at the whole text at once.
type Scan = Box<dyn Fn(&str)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["speed", folder, names @ ..] => speed(Path::new(folder), names),
        ["worst"] => worst::measure(),
        _ => {
            eprintln!("dunning-peers speed FOLDER [NAME…] | dunning-peers worst");
            std::process::exit(2);
        }
    }
}

fn speed(folder: &Path, names: &[&str]) {
    assert_eq!(CLEAN.len(), 92);
    let files = ["sparse", "dense", "prose"];
    let texts = files
        .map(|name| std::fs::read_to_string(folder.join(name).with_extension("txt")).expect("a text of corpora.py"));
    println!("{:34} {:>10} {:>10} {:>10} {:>14}", "10^6 bytes a second", files[0], files[1], files[2], "ns a message");
    for (name, by_line, scan) in scanners() {
        if !names.is_empty() && !names.iter().any(|wanted| name.contains(wanted)) {
            continue;
        }
        let rates = texts.each_ref().map(|text| rate(text, by_line, &scan));
        let message = if by_line { message(&scan).to_string() } else { String::new() };
        println!("{name:34} {:>10} {:>10} {:>10} {message:>14}", rates[0], rates[1], rates[2]);
    }
}

/// What is timed: its name, whether it gets one line at a time, and what it does.
fn scanners() -> Vec<(&'static str, bool, Scan)> {
    let ours = dunning_core::redact::Redactor::new();
    let clean = ours.clone();
    let whole = ours.clone();
    let leakguard = leakguard::Redactor::new();
    let engine = AnalyzerEngine::new();
    let config = AnonymizerConfig::default();
    let set = plain::set();
    let matches = plain::set();
    let plain = plain::Plain::new();
    vec![
        ("memchr, absent byte", false, Box::new(|text| used(memchr::memchr(0, text.as_bytes())))),
        ("std from_utf8", false, Box::new(|text| used(std::str::from_utf8(text.as_bytes())))),
        ("dunning is_clean", true, Box::new(move |text| used(clean.is_clean(text)))),
        ("dunning redact", true, Box::new(move |text| used(ours.redact(text)))),
        ("dunning redact, whole text", false, Box::new(move |text| used(whole.redact(text)))),
        ("RegexSet of 37, is_match", true, Box::new(move |text| used(set.is_match(text)))),
        ("RegexSet of 37, matches", true, Box::new(move |text| used(matches.matches(text)))),
        ("37 regexes, check digits, masks", true, Box::new(move |text| used(plain.redact(text)))),
        ("leakguard 1.0.0 clean", true, Box::new(move |text| used(leakguard.clean(text)))),
        ("redact-core 0.12.7 anonymize", true, Box::new(move |text| used(engine.anonymize(text, None, &config)))),
    ]
}

/// Keeps the compiler from leaving the work out.
fn used<T>(value: T) {
    let _ = black_box(value);
}

/// Millions of bytes a second, best of the rounds.
fn rate(text: &str, by_line: bool, scan: &Scan) -> u64 {
    let round = || {
        let mut bytes = 0;
        let spent = timed(|clock| {
            let units: &mut dyn Iterator<Item = &str> =
                if by_line { &mut text.lines() } else { &mut std::iter::once(text) };
            for (at, unit) in units.enumerate() {
                scan(unit);
                bytes += unit.len() + usize::from(by_line);
                if at % 64 == 63 && clock.elapsed() > ROUND_MAX {
                    break;
                }
            }
        });
        per_second(bytes, spent)
    };
    (0..ROUNDS).map(|_| round()).max().unwrap_or(0)
}

fn per_second(bytes: usize, spent: Duration) -> u64 {
    let nanoseconds = spent.as_nanos().max(1);
    u64::try_from(bytes as u128 * 1_000 / nanoseconds).unwrap_or(u64::MAX)
}

/// Nanoseconds for a clean message of 92 bytes.
fn message(scan: &Scan) -> u128 {
    const TIMES: u32 = 2_000;
    let round = || {
        let spent = timed(|_| (0..TIMES).for_each(|_| scan(black_box(CLEAN))));
        spent.as_nanos() / u128::from(TIMES)
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or(0)
}
