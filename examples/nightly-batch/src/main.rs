//! A bank's nightly job on the library crates, without the command: a portfolio and yesterday's events come in, what is
//! due is worked through within tomorrow's window, report and evidence go out, and the exit status tells the scheduler how
//! it ended. Without arguments it shows itself: a night undisturbed, the same night killed again and again and resumed,
//! and a night with a row at fault.

mod files;
mod night;
mod papers;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use dunning_core::id::MessageKey;
use dunning_gateway::sandbox::Ledger;

use night::{Ended, Night};

/// Exit status: all is done.
const DONE: u8 = 0;
/// All is done but for rows at fault.
const ROWS_REJECTED: u8 = 1;
/// Files or configuration are wrong: nothing was begun, or what was begun can be resumed.
const FAILED: u8 = 2;
/// The report doesn't add up.
const UNVERIFIED: u8 = 4;

/// The sample's night: the job starts at two in the morning, the day's window closes at eight in the evening.
const FROM: &str = "2026-11-25T02:00:00+08:00";
const UNTIL: &str = "2026-11-25T20:00:00+08:00";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ended = match arguments.iter().map(String::as_str).collect::<Vec<&str>>().as_slice() {
        [] => show_itself().map(|()| DONE),
        [portfolio, events, folder, from, until] => job(portfolio, events, folder, from, until),
        _ => Err("nightly-batch [PORTFOLIO.csv EVENTS.jsonl FOLDER FROM UNTIL]".into()),
    };
    ended.map_or_else(
        |error| {
            let _ = writeln!(std::io::stderr(), "nightly-batch: {error}");
            ExitCode::from(FAILED)
        },
        ExitCode::from,
    )
}

/// One night as the scheduler starts it.
fn job(portfolio: &str, events: &str, folder: &str, from: &str, until: &str) -> Result<u8, Box<dyn Error>> {
    let instant = |text: &str| text.parse().map_err(|_| format!("{text} is no instant; write it like {FROM}"));
    let (from, until) = (instant(from)?, instant(until)?);
    let night = Night { portfolio: portfolio.into(), events: events.into(), folder: folder.into(), from, until };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tell = |line: &str| {
        let _ = writeln!(std::io::stdout(), "{line}");
    };
    Ok(match runtime.block_on(night::work(&night, tell))? {
        Ended::Done => DONE,
        Ended::RowsRejected => ROWS_REJECTED,
        Ended::Unverified => UNVERIFIED,
    })
}

fn show_itself() -> Result<(), Box<dyn Error>> {
    let scratch = tempfile::tempdir()?;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let portfolio = sample.join("portfolio.csv");
    let folder = |name: &str| -> std::io::Result<PathBuf> {
        let folder = scratch.path().join(name);
        fs::create_dir(&folder).map(|()| folder)
    };

    let whole = folder("whole")?;
    must("the night ends well", start(&portfolio, &whole, usize::MAX)? == Some(DONE))?;

    let broken = folder("broken")?;
    let mut kills = 0;
    for lines in 1.. {
        match start(&portfolio, &broken, lines)? {
            None => kills += 1,
            Some(status) => {
                must("a night that was killed and resumed ends well", status == DONE)?;
                break;
            }
        }
    }
    let report = |folder: &Path| fs::read_to_string(folder.join("report.json"));
    must("its report is that of the night undisturbed", report(&whole)? == report(&broken)?)?;
    let (log, log_broken) = (taken(&whole)?, taken(&broken)?);
    must("the network took the same messages, each once", !log.is_empty() && log == log_broken)?;

    let faulty = scratch.path().join("faulty.csv");
    fs::write(&faulty, fs::read_to_string(&portfolio)?.replace("415.20", "-415.20"))?;
    let partly = folder("partly")?;
    must("a night with a row at fault says so", start(&faulty, &partly, usize::MAX)? == Some(ROWS_REJECTED))?;
    must("all others were worked on", taken(&partly)?.len() + 1 == log.len())?;

    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", report(&whole)?)?;
    writeln!(out, "{} messages; killed {kills} times and resumed: the same report, no message twice", log.len())?;
    writeln!(out, "a row at fault: {}", fs::read_to_string(partly.join("rejected.txt"))?)?;
    Ok(())
}

/// Starts the job as a process and kills it once it has said so many lines; its exit status, none when it was killed.
fn start(portfolio: &Path, folder: &Path, lines: usize) -> Result<Option<u8>, Box<dyn Error>> {
    let events = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/events.jsonl");
    let mut command = Command::new(std::env::current_exe()?);
    command.args([portfolio, &events, folder]).args([FROM, UNTIL]).stdout(Stdio::piped());
    let mut process = command.spawn()?;
    let out = BufReader::new(process.stdout.take().ok_or("a pipe")?);
    for (number, line) in (1..).zip(out.lines()) {
        line?;
        if number == lines {
            process.kill()?;
        }
    }
    Ok(process.wait()?.code().map(u8::try_from).transpose()?)
}

/// The keys that the simulated network took, by its own log.
fn taken(folder: &Path) -> Result<BTreeSet<MessageKey>, Box<dyn Error>> {
    let ledger = Ledger::read(folder.join("network.jsonl"))?;
    must("no key was handed over twice", ledger.again.is_empty())?;
    Ok(ledger.taken.into_keys().collect())
}

fn must(what: &str, holds: bool) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(format!("this does not hold: {what}").into()) }
}
