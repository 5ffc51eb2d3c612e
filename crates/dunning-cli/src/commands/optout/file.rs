//! Lists of opt-outs taken over and written out. Rows at fault are kept beside the file, the rest goes on.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;
use dunning_core::history::Consent;
use dunning_core::id::CustomerId;
use dunning_engine::{OptOut, OptedOut};
use dunning_store::Store as _;
use dunning_wire::portfolio::{Entry, REGISTER, RegisterSetting, register_cells, register_value};

use super::{Form, country};
use crate::common::OnRecord;
use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::feed::{SHOWN, is_json, show};
use crate::input::{self, Shared, Unreadable};
use crate::output::{self, Format};
use crate::portfolio::{Plan, Register, Rejects, encoding_named};
use crate::works::{Place, Works};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The list; - for standard input
    file: PathBuf,
    /// Form of the file [default: by its ending]
    #[arg(long = "format", value_enum, value_name = "FORM")]
    form: Option<Form>,
    /// Encoding of the file, e.g. UTF-8 or GB18030 [default: found]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Whose clocks instants without an offset are by, e.g. Asia/Shanghai
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    #[command(flatten)]
    record: OnRecord,
    #[command(flatten)]
    place: Place,
}

/// Rows in a batch: enough to share one flush to disk.
const BATCH: usize = 4096;

/// Customers and addresses read at once.
const PAGE: usize = 1000;

/// What a list came to.
#[derive(Debug, Default)]
struct Taken {
    rows: usize,
    rejected: usize,
    /// Where rows at fault are kept.
    kept: Option<PathBuf>,
    done: OptedOut,
}

pub(super) fn import(context: &Context, import: &Import) -> Result<Exit, Error> {
    context.format(&[Format::Table])?;
    let path = import.file.as_path();
    let because = import.record.because()?;
    let mut works = Works::open(context, &import.place, &[])?;
    let now = works.moment(context)?;
    let register = open(context, import, now)?;
    let mut done = OptedOut::default();
    let mut taken = feed(context, register, path, |batch| {
        let OptedOut { customers, addresses, known, holders } =
            works.wait(async |engine| engine.opt_out(batch, &because, now).await)?;
        done.customers += customers;
        done.addresses += addresses;
        done.known += known;
        done.holders += holders;
        Ok(())
    })?;
    taken.done = done;
    say(context, path, &taken)?;
    Ok(if taken.rejected > 0 { Exit::Findings } else { Exit::Done })
}

/// Opens a list.
fn open(context: &Context, import: &Import, now: DateTime<Utc>) -> Result<Register<Shared, Plan>, Error> {
    let Import { file: path, form, encoding, zone, .. } = import;
    let faulty = |name: String, faults| Error::from(Faulty { name, text: String::new(), faults });
    let name = || path.display().to_string();
    let encoding = encoding.as_deref().map(encoding_named).transpose().map_err(|fault| faulty(name(), fault.into()))?;
    let zones = context.law()?.zones.clone();
    let zone = zone.as_deref().map(|name| zones.parse(name)).transpose();
    let zone = zone.map_err(|fault| faulty("--zone".to_owned(), fault.into()))?;
    let setting = RegisterSetting { now, country: country(context)?, zone };
    let json = form.map_or_else(|| is_json(path), |form| form == Form::Jsonl);
    let file = input::seekable(path, context.lang)?;
    let opened = Register::open(file, json, encoding, setting, Plan::new(zones));
    opened.map_err(|error| Unreadable::new(path, &error))?.map_err(|faults| faulty(name(), faults))
}

/// Reads a list to its end, each batch handed to `take`; rows at fault are kept beside it.
fn feed(
    context: &Context,
    register: Register<Shared, Plan>,
    path: &Path,
    mut take: impl FnMut(Vec<OptOut>) -> Result<(), Error>,
) -> Result<Taken, Error> {
    let (mut taken, mut batch) = (Taken::default(), Vec::new());
    let mut rejects = Rejects::beside(path, register.style());
    for line in register {
        match line.map_err(|error| Unreadable::new(path, &error))? {
            Ok(entry) => {
                let Entry { customer, line, dated } = *entry;
                batch.push(OptOut { customer, line, dated });
                taken.rows += 1;
            }
            Err(reject) => {
                rejects.add(&reject).map_err(|error| Error::Rejects { path: rejects.path(1), error })?;
                if taken.rejected < SHOWN {
                    show(&reject, path, context.lang);
                }
                taken.rejected += 1;
            }
        }
        if batch.len() >= BATCH {
            take(std::mem::take(&mut batch))?;
        }
    }
    take(batch)?;
    let kept = rejects.path(1);
    taken.kept = rejects.finish().map_err(|error| Error::Rejects { path: kept, error })?;
    Ok(taken)
}

/// Says what a list came to.
fn say(context: &Context, path: &Path, taken: &Taken) -> Result<(), Error> {
    let Taken { rows, rejected, kept, done } = taken;
    let mut out = output::styled();
    let say = |en, zh| context.say(en, zh);
    let (took, fault) = (say("rows taken", "行已导入"), say("at fault", "行有误"));
    writeln!(out, "{}: {rows} {took}, {rejected} {fault}", path.display())?;
    for (count, what) in [
        (done.customers, say("of customers", "条属于客户")),
        (done.addresses, say("of addresses", "条属于地址")),
        (done.holders, say("taken over by customers who hold an address", "条已转入持有地址的客户")),
        (done.known, say("known already", "条已知")),
    ] {
        writeln!(out, "  {count} {what}")?;
    }
    if let Some(kept) = kept {
        writeln!(out, "  {} {}", say("rows at fault are kept in", "有误的行保存在"), kept.display())?;
    }
    out.flush()?;
    Ok(())
}

pub(super) fn export(context: &Context, place: &Place) -> Result<Exit, Error> {
    let format = context.format(&[Format::Jsonl, Format::Csv])?;
    let mut works = Works::to_read(context, place, &[])?;
    let mut out = Rows::new(format)?;
    let lanes: Vec<_> = works.engine.store().lanes().collect();
    for lane in lanes {
        let mut after: Option<CustomerId> = None;
        loop {
            let from = after.take();
            let read = works.wait(async |engine| {
                engine.store().read(lane, move |lane| lane.customers(from.as_ref(), PAGE)).await
            })?;
            let Some(last) = read.last().cloned() else { break };
            for customer in &read {
                for line in works.history(customer)?.opt_outs(context.now()) {
                    out.write(Some(customer), line)?;
                }
            }
            after = Some(last);
        }
    }
    addresses(&mut works, |lines| lines.iter().try_for_each(|line| out.write(None, line)))?;
    out.finish()?;
    Ok(Exit::Done)
}

/// Hands out the opt-outs of addresses, some at a time.
pub(super) fn addresses(works: &mut Works, mut take: impl FnMut(&[Consent]) -> Result<(), Error>) -> Result<(), Error> {
    let mut after = None;
    while let Some((last, lines)) = works.wait(async |engine| engine.suppressed(after, PAGE).await)? {
        take(&lines)?;
        after = Some(last);
    }
    Ok(())
}

/// A list being written.
enum Rows {
    Jsonl(std::io::BufWriter<std::io::StdoutLock<'static>>),
    Csv(Box<csv::Writer<std::io::BufWriter<std::io::StdoutLock<'static>>>>),
}

impl Rows {
    fn new(format: Format) -> Result<Self, Error> {
        if format != Format::Csv {
            return Ok(Self::Jsonl(output::raw()));
        }
        let mut writer = csv::Writer::from_writer(output::raw());
        writer.write_record(REGISTER).map_err(wrong)?;
        Ok(Self::Csv(Box::new(writer)))
    }

    fn write(&mut self, customer: Option<&CustomerId>, line: &Consent) -> Result<(), Error> {
        let value = register_value(customer, line);
        match self {
            Self::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &value).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
            Self::Csv(writer) => writer.write_record(register_cells(&value)).map_err(wrong)?,
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Jsonl(mut out) => out.flush()?,
            Self::Csv(mut writer) => writer.flush()?,
        }
        Ok(())
    }
}

fn wrong(error: csv::Error) -> Error {
    Error::from(std::io::Error::from(error))
}
