//! `dunning audit`: the chain of a store written out, and a written chain verified from the file alone.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dunning_store::Store as _;
use dunning_wire::evidence::{self, Verifier, Wrong};
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::input::Unreadable;
use crate::listing::{Column, FORMATS, Listing, column};
use crate::output::{self, Format};
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
    /// Verify a written chain: ok, or its first bad record
    Verify {
        /// The written chain
        file: PathBuf,
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
        What::Verify { file } => verify(file, context),
    }
}

fn export(place: &Place, context: &Context) -> Result<Exit, Error> {
    // A chain is JSON Lines and nothing else.
    context.format(&[Format::Jsonl])?;
    let mut works = Works::open(context, place, &[])?;
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

fn verify(file: &Path, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let verified = read(file)?;
    if format != Format::Table {
        let (records, wrong) = match &verified {
            Ok(records) => (json!(records), Json::Null),
            Err(wrong) => (Json::Null, json!(wrong.to_string())),
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

/// Verifies a file line by line.
fn read(file: &Path) -> Result<Result<u64, Wrong>, Error> {
    let unreadable = |error: std::io::Error| Unreadable::new(file, &error);
    let mut verifier = Verifier::default();
    for line in BufReader::new(File::open(file).map_err(unreadable)?).lines() {
        if let Err(wrong) = verifier.take(&line.map_err(unreadable)?) {
            return Ok(Err(wrong));
        }
    }
    Ok(verifier.finish())
}
