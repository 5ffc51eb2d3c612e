//! What the night leaves for the morning: a report that adds up, and the audit chain as evidence, verified from the file
//! it was written to. Nothing in either names a person.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dunning_core::words::Word as _;
use dunning_store::{SqliteStore, Status, Store as _};
use dunning_wire::evidence;
use serde_json::json;

/// How many records are read at once.
const BATCH: usize = 1000;

/// Writes the report; whether it adds up.
pub(crate) async fn report(store: &SqliteStore, rejected: usize, path: &Path) -> Result<bool, Box<dyn Error>> {
    let tallies = store.tally().await?;
    let count = |wanted: &dyn Fn(Status) -> bool| -> u64 {
        tallies.iter().filter(|tally| wanted(tally.status)).map(|tally| tally.count).sum()
    };
    let considered = count(&|_| true);
    let waiting = count(&|status| matches!(status, Status::Due | Status::Deferred));
    let withheld = count(&|status| status == Status::Withheld);
    let called_off = count(&|status| matches!(status, Status::Cancelled | Status::Refused));
    let handed_over = count(&|status| {
        matches!(
            status,
            Status::Accepted | Status::Delivered | Status::Undelivered | Status::Rejected | Status::NotSent
        )
    });
    let unknown = count(&|status| matches!(status, Status::Intent | Status::Unknown));
    let lines: Vec<_> = tallies
        .iter()
        .map(|tally| json!({"status": tally.status.as_str(), "reason": tally.reason, "count": tally.count}))
        .collect();
    let report = json!({
        "rows_rejected": rejected, "considered": considered, "handed_over": handed_over, "unknown": unknown,
        "called_off": called_off, "withheld": withheld, "waiting": waiting, "contacts": lines,
    });
    fs::write(path, format!("{report:#}\n"))?;
    Ok(considered == handed_over + unknown + called_off + withheld + waiting)
}

/// Writes the audit chain and verifies what was written; how many records hold.
pub(crate) async fn evidence(store: &SqliteStore, path: &Path) -> Result<u64, Box<dyn Error>> {
    let mut text = format!("{}\n", evidence::header(u16::try_from(store.lanes().count())?));
    let mut heads = String::new();
    for lane in store.lanes() {
        let mut after = 0;
        loop {
            let links = store.read(lane, move |lane| lane.records(after, BATCH)).await?;
            let Some(last) = links.last() else { break };
            after = last.seq;
            for link in &links {
                writeln!(text, "{}", evidence::record(link))?;
            }
        }
        writeln!(heads, "{}", evidence::head(&store.read(lane, |lane| lane.head()).await?))?;
    }
    fs::write(path, text + &heads)?;
    Ok(evidence::verify(fs::read_to_string(path)?.lines())?)
}
