//! A portfolio or a file of events on its way to the engine: batches of persons, rejects kept beside the file, and what
//! came of it said in words. Progress shows on a terminal only.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;
use dunning_core::case::CaseSpec;
use dunning_core::id::BookId;
use dunning_core::words::Actor;
use dunning_engine::{Imported, Intake};
use dunning_wire::portfolio::{Content, Household, Mapping, Setting};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::input;
use crate::portfolio::{Given, Item, Plan, Portfolio, Rejects, encoding_named};
use crate::works::Running;

/// Where persons come from.
#[derive(Debug, Clone, Args)]
pub(crate) struct Source {
    /// Portfolio: CSV or JSON Lines, a row a debt
    #[arg(long, value_name = "FILE")]
    pub(crate) portfolio: Option<PathBuf>,
    /// What became known since: payments, disputes, holds, consents, changed contact data
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Option<PathBuf>,
    /// Which header fills which field (dunning.mapping/1) [default: headers that are fields, or usual Chinese ones]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Encoding of the files, e.g. UTF-8 or GB18030 [default: found, and named]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// What a file came to.
#[derive(Debug, Default)]
pub(crate) struct Fed {
    /// Rows that went on.
    pub(crate) rows: usize,
    /// Rows that didn't.
    pub(crate) rejected: usize,
    /// Where these are kept.
    pub(crate) rejects: Option<PathBuf>,
    /// What was new.
    pub(crate) imported: Imported,
    /// How the file is encoded.
    pub(crate) encoding: &'static str,
}

/// Persons in a batch: enough to share a flush to disk, few enough to hold.
const BATCH: usize = 2000;

/// Rows at fault that are shown; all of them are in the rejects file.
const SHOWN: usize = 10;

/// Opens a file as persons.
pub(crate) fn open(
    context: &Context,
    source: &Source,
    path: &Path,
    content: Content,
    books: &[BookId],
    now: DateTime<Utc>,
) -> Result<Portfolio<BufReader<File>, Plan>, Error> {
    let faulty = |faults| Error::from(Faulty { name: path.display().to_string(), text: String::new(), faults });
    let encoding = source.encoding.as_deref().map(encoding_named).transpose().map_err(|fault| faulty(fault.into()))?;
    let mapping = match &source.mapping {
        None => None,
        Some(path) => {
            let text = input::text(path)?;
            let read =
                Mapping::read(&text).map_err(|faults| Faulty { name: path.display().to_string(), text, faults })?;
            Some(read)
        }
    };
    let setting = Setting {
        content,
        common: common(context)?,
        zones: context.law()?.zones.clone(),
        books: books.to_vec(),
        now: Some(now),
    };
    let json = path.extension().is_some_and(|kind| kind == "jsonl" || kind == "json" || kind == "ndjson");
    let file = input::file(path)?;
    let plan = Plan::new(context.law()?.zones.clone());
    Portfolio::open(BufReader::new(file), Given { json, encoding, mapping, setting }, plan)?.map_err(faulty)
}

/// What holds for every row: the creditor of the configuration, who asks for itself unless a row says otherwise.
fn common(context: &Context) -> Result<CaseSpec, Error> {
    let creditor = context.config()?.creditor.value.clone();
    Ok(CaseSpec {
        actor: creditor.is_some().then_some(Actor::Creditor),
        creditor: creditor.unwrap_or_default(),
        ..CaseSpec::default()
    })
}

/// Reads a file to its end, each batch of persons handed to `take`; rows at fault are kept beside it.
pub(crate) fn feed(
    context: &Context,
    path: &Path,
    mut portfolio: Portfolio<BufReader<File>, Plan>,
    mut take: impl FnMut(Vec<Household>) -> Result<(), Error>,
) -> Result<Fed, Error> {
    let mut fed = Fed { encoding: portfolio.encoding(), ..Fed::default() };
    let mut rejects = Rejects::beside(path, portfolio.style());
    let bar = progress(portfolio.parts());
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(item) = portfolio.next() {
        match item? {
            Item::Household(household, rows) => {
                fed.rows += rows;
                batch.push(*household);
            }
            Item::Rejected(rows) => {
                for row in rows {
                    if fed.rejected < SHOWN {
                        show(&row, path)?;
                    }
                    fed.rejected += 1;
                    rejects.add(&row)?;
                }
            }
        }
        if batch.len() == BATCH {
            take(std::mem::take(&mut batch))?;
            bar.set_position(portfolio.read() as u64);
        }
    }
    take(batch)?;
    bar.finish_and_clear();
    fed.rejects = rejects.finish()?.map(|(path, _)| path);
    if fed.rejected > SHOWN {
        writeln!(std::io::stderr(), "… {} {}", fed.rejected - SHOWN, context.say("more rows at fault", "行有误"))?;
    }
    Ok(fed)
}

/// A household as the engine takes it.
pub(crate) fn intake(household: Household) -> Intake {
    let Household { customer, case, change, facts } = household;
    Intake { customer, case, change, facts }
}

/// Imports a file.
pub(crate) fn import(
    context: &Context,
    source: &Source,
    path: &Path,
    content: Content,
    books: &[BookId],
    works: &mut crate::works::Works,
    now: DateTime<Utc>,
) -> Result<Fed, Error> {
    let portfolio = open(context, source, path, content, books, now)?;
    let mut imported = Imported::default();
    let mut fed = feed(context, path, portfolio, |batch| {
        let batch: Vec<Intake> = batch.into_iter().map(intake).collect();
        let more = works.wait(async |engine: &mut Running| engine.import(batch, now).await)?;
        imported.add(more);
        Ok(())
    })?;
    fed.imported = imported;
    Ok(fed)
}

fn show(row: &crate::portfolio::Reject, path: &Path) -> Result<(), Error> {
    let mut err = std::io::stderr().lock();
    for fault in &row.faults {
        let column =
            fault.column.as_ref().map(|(number, header)| format!(", column {number} ({header})")).unwrap_or_default();
        let value = fault.value.as_ref().map(|value| format!(" [{value}]")).unwrap_or_default();
        let fix = if fault.fault.fix.is_empty() { String::new() } else { format!("; {}", fault.fault.fix) };
        writeln!(
            err,
            "{}:{}{column}: {} {}{value}{fix}",
            path.display(),
            row.line,
            fault.fault.code,
            fault.fault.message
        )?;
    }
    Ok(())
}

fn progress(parts: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(parts as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
