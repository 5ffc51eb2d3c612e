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
        let numbers = batch * BATCH..(batch + 1) * BATCH;
        let answers = ready(sandbox.submit_all(desk.messages(numbers), at(i64::from(batch % 3_000))));
        let back = ready(sandbox.inbound(at(i64::from(batch % 3_000)), 10));
        let ids: Vec<_> = back.iter().flatten().map(|one| one.id.clone()).collect();
        let told = if ready(sandbox.acknowledge(&ids)).is_ok() { ids.len() } else { 0 };
        let sure = answers.iter().filter(|answer| matches!(answer, Submission::Accepted { .. })).count();
        let stopped =
            answers.iter().filter(|answer| **answer == Submission::NotSent { reason: Reason::Stopped }).count();
        writeln!(out, "batch {batch} accepted {sure} acknowledged {told} stopped {stopped} failed {}", back.is_err())
            .unwrap();
        if stopped > 0 {
            break;
        }
    }
    std::process::exit(0)
}

/// What the child said of its batches: accepted, acknowledged, stopped, and whether asking failed.
fn lines(child: &mut Child) -> impl Iterator<Item = (usize, u64, usize, bool)> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter_map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let [.., "accepted", sure, "acknowledged", told, "stopped", stopped, "failed", failed] = words[..] else {
            return None;
        };
        Some((sure.parse().ok()?, told.parse().ok()?, stopped.parse().ok()?, failed.parse().ok()?))
    })
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
    for batches in [1, 7, 30] {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("sandbox.log");
        let mut child = child("a_killed_process_loses_nothing_that_was_answered", &log, "");
        let (mut accepted, mut acknowledged) = (0, 0);
        let mut said = lines(&mut child);
        for (sure, told, ..) in said.by_ref().take(batches) {
            accepted += sure;
            acknowledged += told;
        }
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        for (sure, told, ..) in said {
            accepted += sure;
            acknowledged += told;
        }
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
    let accepted: usize = said.iter().map(|(sure, ..)| sure).sum();
    assert!(accepted > 0);
    assert_eq!(said.last().map(|(_, _, stopped, failed)| (*stopped, *failed)), Some((BATCH as usize, true)));
    let sandbox = Sandbox::open(&log, Network::usual(4), Durability::Process).unwrap();
    let ledger = sandbox.ledger().unwrap();
    assert!(ledger.taken.len() >= accepted && ledger.taken.len() < accepted + 2 * BATCH as usize);
    let next = ready(sandbox.submit(desk().message(MessageKey::new("next").unwrap()), noon()));
    assert!(matches!(next, Submission::Accepted { .. }), "{next:?}");
}
