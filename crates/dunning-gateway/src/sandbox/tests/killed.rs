//! What a killed process leaves, and one whose disk is full: the child is this test again, told so by its environment.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::*;

const LOG_OF_CHILD: &str = "DUNNING_SANDBOX_LOG_OF_CHILD";
const BATCH: u32 = 50;

/// Runs the named test once more as a child over this log, through `sh` so that it can be held short of disk.
fn child(test: &str, log: &Path, limit: &str) -> Child {
    let run = format!("{limit} exec \"$0\" --exact --nocapture sandbox::tests::killed::{test}");
    let mut command = Command::new("sh");
    command.arg("-c").arg(run).arg(std::env::current_exe().unwrap());
    command.env(LOG_OF_CHILD, log).stdout(Stdio::piped()).spawn().unwrap()
}

/// In the child: hands batches over, acknowledges some of what comes back, and says after each batch what it was told.
fn hand_over(log: &Path) -> ! {
    let sandbox = Sandbox::open(log, Network::usual(4), Durability::Process).unwrap();
    let (desk, mut out) = (desk(), std::io::stdout());
    for batch in 0.. {
        let (numbers, now) = (batch * BATCH..(batch + 1) * BATCH, at(i64::from(batch % 3_000)));
        let answers = ready(sandbox.submit_all(desk.messages(numbers), now));
        let count = |wanted: fn(&Submission) -> bool| answers.iter().filter(|answer| wanted(answer)).count();
        let sure = count(|answer| matches!(answer, Submission::Accepted { .. }));
        let stopped = count(|answer| *answer == Submission::NotSent { reason: Reason::Stopped });
        // Said before anything else is written, so that only the hand-over itself can have kept it.
        writeln!(out, "batch {batch} accepted {sure}").unwrap();
        let back = ready(sandbox.inbound(now, 10));
        let ids: Vec<_> = back.iter().flatten().map(|one| one.id.clone()).collect();
        let told = if ready(sandbox.acknowledge(&ids)).is_ok() { ids.len() } else { 0 };
        writeln!(out, "batch {batch} acknowledged {told} stopped {stopped} failed {}", back.is_err()).unwrap();
        if stopped > 0 {
            break;
        }
    }
    std::process::exit(0)
}

/// A line of what the child said.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Accepted(usize),
    Then { acknowledged: u64, stopped: usize, failed: bool },
}

fn lines(child: &mut Child) -> impl Iterator<Item = Line> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter_map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            [.., "accepted", sure] => Some(Line::Accepted(sure.parse().ok()?)),
            [.., "acknowledged", told, "stopped", stopped, "failed", failed] => Some(Line::Then {
                acknowledged: told.parse().ok()?,
                stopped: stopped.parse().ok()?,
                failed: failed.parse().ok()?,
            }),
            _ => None,
        }
    })
}

fn accepted(said: &[Line]) -> usize {
    said.iter().map(|line| if let Line::Accepted(sure) = line { *sure } else { 0 }).sum()
}

fn acknowledged(said: &[Line]) -> u64 {
    said.iter().map(|line| if let Line::Then { acknowledged, .. } = line { *acknowledged } else { 0 }).sum()
}

/// What a network without interruption would give back of these keys, taken when the log says.
fn afresh(ledger: &Ledger) -> BTreeSet<(String, String)> {
    let (sandbox, desk) = (Sandbox::in_memory(Network::usual(4)), desk());
    for (key, taken) in &ledger.taken {
        ready(sandbox.submit(desk.message(key.clone()), taken.at));
    }
    told(&sandbox)
}

fn told(sandbox: &Sandbox) -> BTreeSet<(String, String)> {
    let back = ready(sandbox.inbound(the_end(), usize::MAX)).unwrap();
    back.into_iter().map(|one| (one.id.as_str().to_owned(), format!("{:?}", one.event))).collect()
}

#[test]
fn a_killed_process_loses_nothing_that_was_answered() {
    if let Some(log) = std::env::var_os(LOG_OF_CHILD) {
        hand_over(Path::new(&log));
    }
    for lines_before in [1, 13, 60] {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("sandbox.log");
        let mut child = child("a_killed_process_loses_nothing_that_was_answered", &log, "");
        let mut lines = lines(&mut child);
        let mut said: Vec<Line> = lines.by_ref().take(lines_before).collect();
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        said.extend(lines);
        let (accepted, acknowledged) = (accepted(&said), acknowledged(&said));
        let sandbox = Sandbox::open(&log, Network::usual(4), Durability::Process).unwrap();
        let ledger = sandbox.ledger().unwrap();
        assert!(accepted > 40 && ledger.taken.len() >= accepted, "{accepted} accepted, {} kept", ledger.taken.len());
        assert!(ledger.acknowledged >= acknowledged);
        assert!(ledger.again.is_empty());
        let (still, all) = (told(&sandbox), afresh(&ledger));
        assert!(still.is_subset(&all));
        assert_eq!(all.len() - still.len(), usize::try_from(ledger.acknowledged).unwrap());
    }
}

#[test]
fn a_full_disk_stops_the_sandbox_and_leaves_a_log_that_opens() {
    if let Some(log) = std::env::var_os(LOG_OF_CHILD) {
        hand_over(Path::new(&log));
    }
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("sandbox.log");
    // No file of the child grows beyond 64 units of `ulimit -f` (512 or 1,024 octets each); the signal for it is ignored.
    let limit = "trap '' XFSZ; ulimit -f 64;";
    let mut child = child("a_full_disk_stops_the_sandbox_and_leaves_a_log_that_opens", &log, limit);
    let said: Vec<_> = lines(&mut child).collect();
    assert!(child.wait().unwrap().success());
    let accepted = accepted(&said);
    assert!(accepted > 0);
    let stopped = Line::Then { acknowledged: 0, stopped: BATCH as usize, failed: true };
    assert_eq!(said.last(), Some(&stopped));
    let sandbox = Sandbox::open(&log, Network::usual(4), Durability::Process).unwrap();
    let ledger = sandbox.ledger().unwrap();
    assert!(ledger.taken.len() >= accepted && ledger.taken.len() < accepted + 2 * BATCH as usize);
    let next = ready(sandbox.submit(desk().message(MessageKey::new("next").unwrap()), noon()));
    assert!(matches!(next, Submission::Accepted { .. }), "{next:?}");
}
