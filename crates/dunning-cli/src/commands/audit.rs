//! `dunning audit`: the chain of a store written out, and a written chain verified from the file alone.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dunning_core::audit::Head;
use dunning_store::{LaneRead, Store as _};
use dunning_wire::evidence::{self, Verifier, Wrong};
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::input::Unreadable;
use crate::listing::{Column, FORMATS, Listing, column};
use crate::output::{self, Format};
use crate::proof;
use crate::works::{Place, Works};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write a store's chain as JSON Lines (dunning.evidence/1)
    Export(Place),
    /// Verify a written chain, a store, or both: ok, or the first bad record
    Verify {
        /// The written chain
        #[arg(required_unless_present = "db")]
        file: Option<PathBuf>,
        /// A store: its chain must hold and go on from the written one, and what it keeps must be what its chain says
        #[arg(long, value_name = "FILE")]
        db: Option<PathBuf>,
        /// Key of the store [default: FILE.key, made with the store]
        #[arg(long, value_name = "FILE", requires = "db")]
        key_file: Option<PathBuf>,
    },
}

/// How many records are read at once.
const BATCH: usize = 1000;

/// What came of verifying, for programs.
const VERIFIED: [Column; 3] =
    [column("ok", "OK", "通过"), column("records", "Records", "记录数"), column("wrong", "Wrong", "问题")];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    match &arguments.what {
        What::Export(place) => export(place, context),
        What::Verify { file, db, key_file } => {
            let place = db.clone().map(|db| Place { db, key_file: key_file.clone() });
            verify(file.as_deref(), place.as_ref(), context)
        }
    }
}

fn export(place: &Place, context: &Context) -> Result<Exit, Error> {
    // A chain is JSON Lines and nothing else.
    context.format(&[Format::Jsonl])?;
    let mut works = Works::to_read(context, place, &[])?;
    let mut out = output::raw();
    let lanes: Vec<_> = works.engine.store().lanes().collect();
    writeln!(out, "{}", evidence::header(u16::try_from(lanes.len()).unwrap_or(u16::MAX)))?;
    let mut heads = Vec::new();
    for lane in lanes {
        let mut after = 0;
        loop {
            let links =
                works.wait(async |engine| engine.store().read(lane, move |lane| lane.records(after, BATCH)).await)?;
            let Some(last) = links.last() else { break };
            after = last.seq;
            for link in &links {
                writeln!(out, "{}", evidence::record(link))?;
            }
        }
        heads.push(works.wait(async |engine| engine.store().read(lane, |lane| lane.head()).await)?);
    }
    for head in &heads {
        writeln!(out, "{}", evidence::head(head))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn verify(file: Option<&Path>, place: Option<&Place>, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let written = file.map(read).transpose()?;
    let verified = match (written, place) {
        (Some(Err(wrong)), _) => Err(wrong.to_string()),
        (Some(Ok((records, _))), None) => Ok(records),
        (written, Some(place)) => {
            let heads = written.and_then(Result::ok).map(|(_, heads)| heads).unwrap_or_default();
            stored(place, &heads, context)?
        }
        (None, None) => Err(String::new()),
    };
    if format != Format::Table {
        let (records, wrong) = match &verified {
            Ok(records) => (json!(records), Json::Null),
            Err(wrong) => (Json::Null, json!(wrong)),
        };
        let mut listing = Listing::new(&VERIFIED);
        listing.push([json!(verified.is_ok()), records, wrong]);
        listing.write(context)?;
        return Ok(if verified.is_ok() { Exit::Done } else { Exit::Unverified });
    }
    let mut out = output::styled();
    let exit = match verified {
        Ok(records) => {
            writeln!(out, "{}: {records} {}", context.say("ok", "通过"), context.say("records", "条记录"))?;
            Exit::Done
        }
        Err(wrong) => {
            writeln!(out, "{}: {wrong}", context.say("broken", "不通过"))?;
            Exit::Unverified
        }
    };
    out.flush()?;
    Ok(exit)
}

/// Verifies a store, and that its chains go on from heads that were written down; how many records hold, or what is wrong
/// with it first.
fn stored(place: &Place, heads: &[Head], context: &Context) -> Result<Result<u64, String>, Error> {
    let mut works = Works::to_read(context, place, &[])?;
    let lanes: Vec<_> = works.engine.store().lanes().collect();
    let mut records = 0;
    for lane in lanes {
        let (first, kept) = works.wait(async |engine| {
            let written = heads.iter().find(|head| head.lane == lane.number() && head.seq > 0).copied();
            let before = written.map_or(0, |head| head.seq - 1);
            let look =
                move |lane: &dyn LaneRead| Ok::<_, dunning_store::Error>((lane.records(before, 1)?, lane.head()?));
            let (found, head) = engine.store().read(lane, look).await?;
            let goes_on = written.is_none_or(|head| found.first().is_some_and(|link| link.hash == head.hash));
            Ok::<_, Error>((written.filter(|_| !goes_on), head))
        })?;
        if let Some(Head { lane, seq, .. }) = first {
            let other = context.say("the store's chain isn't the one that was written", "存储中的链与导出的链不同");
            return Ok(Err(format!(
                "{} {lane}, {} {seq}: {other}",
                context.say("lane", "分道"),
                context.say("record", "记录")
            )));
        }
        records += kept.seq;
    }
    let mut wrong = proof::wrong(&mut works, context)?.into_iter();
    let Some(first) = wrong.next() else { return Ok(Ok(records)) };
    let more = match wrong.len() {
        0 => String::new(),
        more => format!(" ({more} {})", context.say("more", "处另有问题")),
    };
    Ok(Err(first + &more))
}

/// Verifies a file line by line; how many records hold, and where the chains end.
fn read(file: &Path) -> Result<Result<(u64, Vec<Head>), Wrong>, Error> {
    let unreadable = |error: std::io::Error| Unreadable::new(file, &error);
    let mut verifier = Verifier::default();
    for line in BufReader::new(File::open(file).map_err(unreadable)?).lines() {
        if let Err(wrong) = verifier.take(&line.map_err(unreadable)?) {
            return Ok(Err(wrong));
        }
    }
    let heads = verifier.heads().copied().collect();
    Ok(verifier.finish().map(|records| (records, heads)))
}
