//! A portfolio or a file of events on its way to the engine: batches of persons, rejects kept beside the file, and what
//! came of it. Rows are read by as many threads as there are processors while those before them are worked on. Progress shows
//! on a terminal only.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use chrono::{DateTime, FixedOffset, Utc};
use clap::{Args, ValueEnum};
use dunning_core::case::{CaseSpec, Change};
use dunning_core::explain::Lang;
use dunning_core::history::Fact;
use dunning_core::id::{BookId, CustomerId};
use dunning_core::words::Actor;
use dunning_engine::{Imported, Intake};
use dunning_wire::portfolio::{Content, Household, Mapping, Setting};

use crate::common::instant;
use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::input::{self, Shared, Unreadable};
use crate::lang::pick;
use crate::meaning;
use crate::portfolio::{Given, Item, Plan, Portfolio, Reject, Rejects, encoding_named};
use crate::progress;
use crate::works::{Running, Works};

/// Where persons come from.
#[derive(Debug, Clone, Args)]
pub(crate) struct Source {
    /// Portfolio: CSV or JSON Lines, a row a debt; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) portfolio: Option<PathBuf>,
    /// What became known since: payments, disputes, holds, consents, changed contact data; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Vec<PathBuf>,
    /// Which header fills which field (dunning.mapping/1) [default: headers that are fields, or usual Chinese ones]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Encoding of the files, e.g. UTF-8 or GB18030 [default: found, and named]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Form of the files [default: by their endings]
    #[arg(long = "format", value_enum, value_name = "FORM")]
    pub(crate) form: Option<Form>,
    /// Instant of the payment data, where neither rows nor mapping say it
    #[arg(long, value_parser = instant, value_name = "INSTANT")]
    pub(crate) as_of: Option<DateTime<FixedOffset>>,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
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

impl Fed {
    /// Says where rows at fault are kept, to who makes no report of the file; how many there are.
    pub(crate) fn warned(&self, context: &Context) -> usize {
        if let Some(rejects) = &self.rejects {
            let kept = context.say("rows at fault are kept in", "有误的行保存在");
            let _ = writeln!(anstream::stderr(), "{kept} {}", rejects.display());
        }
        self.rejected
    }
}

/// What changed of a customer, and what became known, each fact with the number of its file.
type Said = (Option<Change>, Vec<(usize, Fact)>);

/// What events say.
#[derive(Debug, Default)]
pub(crate) struct Events {
    by_customer: BTreeMap<CustomerId, Said>,
    /// Whether cases are told as they are after the events: to who keeps nothing.
    laid: bool,
}

impl Events {
    /// The same, to be kept apart from the cases: see [`intakes`].
    pub(crate) fn apart(self) -> Self {
        Self { laid: false, ..self }
    }
}

/// An opened file.
pub(crate) type Opened = Portfolio<Shared, Plan>;

/// Persons in a batch: about five hundred a lane, so that a lane's transaction is worth its flush to disk; few enough to
/// hold.
const BATCH: usize = 8192;

/// Rows at fault that are shown; all of them are in the rejects file.
pub(crate) const SHOWN: usize = 10;

/// Opens a file as persons.
///
/// # Errors
/// What is wrong with the file as a whole, with its mapping or its encoding.
pub(crate) fn open(
    context: &Context,
    source: &Source,
    path: &Path,
    content: Content,
    books: &[BookId],
    now: DateTime<Utc>,
) -> Result<Opened, Error> {
    let faulty = |faults| Error::from(Faulty { name: path.display().to_string(), text: String::new(), faults });
    let encoding = source.encoding.as_deref().map(encoding_named).transpose().map_err(|fault| faulty(fault.into()))?;
    let mapping = source.mapping.as_deref().map(mapping).transpose()?;
    let setting = Setting {
        content,
        common: common(context, source)?,
        zones: context.law()?.zones.clone(),
        books: books.to_vec(),
        now: Some(now),
    };
    let json = source.form.map_or_else(|| is_json(path), |form| form == Form::Jsonl);
    let plan = Plan::new(setting.zones.clone());
    let file = input::seekable(path, context.lang)?;
    let opened = Portfolio::open(file, Given { json, encoding, mapping, setting }, plan);
    opened.map_err(|error| Unreadable::new(path, &error))?.map_err(faulty)
}

fn mapping(path: &Path) -> Result<Mapping, Error> {
    let text = input::text(path)?;
    let read = Mapping::read(&text);
    Ok(read.map_err(|faults| Faulty { name: path.display().to_string(), text, faults })?)
}

/// Whether a file's ending says that it is JSON Lines.
pub(crate) fn is_json(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["jsonl", "ndjson", "json"].contains(&ending.to_ascii_lowercase().as_str())
}

/// What holds for every row: the creditor of the configuration, who asks for itself unless a row says otherwise.
fn common(context: &Context, source: &Source) -> Result<CaseSpec, Error> {
    let creditor = context.config()?.creditor.value.clone();
    Ok(CaseSpec {
        as_of: source.as_of.map(|at| at.to_utc()),
        actor: creditor.is_some().then_some(Actor::Creditor),
        creditor: creditor.unwrap_or_default(),
        ..CaseSpec::default()
    })
}

/// What files of events say of each customer: what changed, one after the other, and with `facts` what became known, as
/// who keeps nothing needs it. A portfolio may still hold the number that an event says is another's now: with these it
/// never becomes the current one.
///
/// # Errors
/// Those of [`open`] and of reading.
pub(crate) fn events(
    context: &Context,
    source: &Source,
    books: &[BookId],
    now: DateTime<Utc>,
    facts: bool,
) -> Result<Events, Error> {
    let mut events = Events { laid: facts, ..Events::default() };
    for (number, path) in source.events.iter().enumerate() {
        for item in open(context, source, path, Content::Events, books, now)? {
            let Item::Household(household, _) = item.map_err(|error| Unreadable::new(path, &error))? else { continue };
            if household.change.is_some() || facts {
                let (change, known) = events.by_customer.entry(household.customer).or_default();
                *change = after(change.take(), household.change);
                known.extend(household.facts.into_iter().filter(|_| facts).map(|fact| (number, fact)));
            }
        }
    }
    Ok(events)
}

/// Some of a file.
struct Batch<T> {
    /// What was made of its persons.
    made: T,
    rows: usize,
    rejected: Vec<Reject>,
}

/// Reads a file to its end on all processors: of each batch of persons, with what events say of them, `work` makes what
/// `take` is handed here, batch by batch in the order of the file. Rows at fault are kept beside it.
///
/// # Errors
/// Those of reading, of writing rejects, and of `take`.
pub(crate) fn feed<T: Send>(
    context: &Context,
    path: &Path,
    portfolio: &Opened,
    events: &Events,
    work: impl Fn(&mut dyn Iterator<Item = Household>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Error>,
) -> Result<Fed, Error> {
    let mut fed = Fed { encoding: portfolio.encoding(), ..Fed::default() };
    let mut rejects = Rejects::beside(path, portfolio.style());
    let bar = progress::steps(portfolio.parts());
    let unreadable = |error| Unreadable::new(path, &error);
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(portfolio.parts().div_ceil(BATCH).max(1));
    thread::scope(|scope| {
        let mut batches = Vec::with_capacity(readers);
        for reader in 0..readers {
            let (sender, receiver) = sync_channel(1);
            let (portfolio, work) = (portfolio.again().map_err(unreadable)?, &work);
            scope.spawn(move || send(portfolio, (reader, readers), events, work, &sender));
            batches.push(receiver);
        }
        // The readers take turns, so whoever asks in turn gets the batches in the order of the file.
        for number in 0_u64.. {
            let turn = usize::try_from(number).unwrap_or_default() % readers;
            let Some(Ok(batch)) = batches.get(turn).map(|batches| batches.recv()) else { break };
            let Batch { made, rows, rejected } = batch.map_err(unreadable)?;
            for row in &rejected {
                rejects.add(row).map_err(|error| Error::Rejects { path: rejects.path(1), error })?;
                if fed.rejected < SHOWN {
                    bar.suspend(|| show(row, path, context.lang));
                }
                fed.rejected += 1;
            }
            fed.rows += rows;
            take(made)?;
            bar.set_position((number + 1) * BATCH as u64);
        }
        Ok::<_, Error>(())
    })?;
    bar.finish_and_clear();
    let kept = rejects.path(1);
    fed.rejects = rejects.finish().map_err(|error| Error::Rejects { path: kept, error })?;
    if fed.rejected > SHOWN {
        let more = context.say("more rows at fault", "行有误");
        let _ = writeln!(anstream::stderr(), "… {} {more}", fed.rejected - SHOWN);
    }
    Ok(fed)
}

/// Reads every so many batches of a file and sends what is made of them, until it ends or nobody listens.
fn send<T>(
    mut portfolio: Opened,
    (own, readers): (usize, usize),
    events: &Events,
    work: &impl Fn(&mut dyn Iterator<Item = Household>) -> T,
    sender: &SyncSender<io::Result<Batch<T>>>,
) {
    for start in (own * BATCH..portfolio.parts()).step_by(readers * BATCH) {
        portfolio.only(start..start + BATCH);
        // Whoever listened may have met an error of its own.
        let sent = sender.send(batch(&mut portfolio, events, work));
        if sent.is_err() {
            return;
        }
    }
}

fn batch<T>(
    portfolio: &mut Opened,
    events: &Events,
    work: &impl Fn(&mut dyn Iterator<Item = Household>) -> T,
) -> io::Result<Batch<T>> {
    let (mut rows, mut rejected, mut failed) = (0, Vec::new(), None);
    let read = portfolio.map_while(|item| item.map_err(|error| failed = Some(error)).ok());
    let mut households = read.filter_map(|item| match item {
        Item::Household(household, count) => {
            rows += count;
            Some(with(*household, events))
        }
        Item::Rejected(some) => {
            rejected.extend(some);
            None
        }
    });
    // Each is worked on as soon as it is read: the processor still has it at hand.
    let made = work(&mut households);
    match failed {
        Some(error) => Err(error),
        None => Ok(Batch { made, rows, rejected }),
    }
}

/// A household with what events say of it.
fn with(household: Household, events: &Events) -> Household {
    let Some((change, facts)) = events.by_customer.get(&household.customer) else { return household };
    let Household { customer, case, change: own, facts: mut known } = household;
    known.extend(facts.iter().filter(|_| events.laid).map(|(_, fact)| fact.clone()));
    match change {
        Some(change) if events.laid => {
            Household { customer, case: case.map(|case| case.changed(change)), change: own, facts: known }
        }
        _ => Household { customer, case, change: after(own, change.clone()), facts: known },
    }
}

/// Two changes as one.
fn after(change: Option<Change>, later: Option<Change>) -> Option<Change> {
    match (change, later) {
        (Some(change), Some(later)) => Some(change.then(&later)),
        (change, later) => later.or(change),
    }
}

/// Imports the files: the portfolio, then the events. The same again changes nothing.
///
/// # Errors
/// Those of [`open`] and [`feed`], and what the store says. What came before is kept.
pub(crate) fn import<'s>(
    context: &Context,
    source: &'s Source,
    books: &[BookId],
    works: &mut Works,
    now: DateTime<Utc>,
) -> Result<Vec<(&'s Path, Fed)>, Error> {
    let mut told = Vec::new();
    let portfolio = source.portfolio.iter().map(|path| (path, Content::Portfolio));
    for (path, content) in portfolio.chain(source.events.iter().map(|path| (path, Content::Events))) {
        let opened = open(context, source, path, content, books, now)?;
        let events = match content {
            Content::Portfolio => events(context, source, books, now, false)?,
            Content::Events => Events::default(),
        };
        let mut imported = Imported::default();
        let intakes = |persons: &mut dyn Iterator<Item = Household>| persons.map(intake).collect();
        let mut fed = feed(context, path, &opened, &events, intakes, |batch: Vec<Intake>| {
            imported.add(works.wait(async |engine: &mut Running| engine.import(batch, now).await)?);
            Ok(())
        })?;
        fed.imported = imported;
        told.push((path.as_path(), fed));
    }
    Ok(told)
}

/// A household with what events say of it, as an import takes one file after the other.
pub(crate) fn intakes(household: Household, events: &Events) -> Vec<Intake> {
    let customer = household.customer.clone();
    let mut intakes = vec![intake(household)];
    let mut last = None;
    for (file, fact) in events.by_customer.get(&customer).into_iter().flat_map(|(_, facts)| facts) {
        if last != Some(file) {
            let facts = Vec::new();
            intakes.push(Intake { customer: customer.clone(), case: None, change: None, facts, because: None });
        }
        intakes.last_mut().into_iter().for_each(|intake| intake.facts.push(fact.clone()));
        last = Some(file);
    }
    intakes
}

/// A customer whom no portfolio names, with what events say of them.
pub(crate) fn unnamed(customer: CustomerId, events: &Events) -> Vec<Intake> {
    intakes(with(Household { customer, case: None, change: None, facts: Vec::new() }, events), events)
}

/// A household as the engine takes it.
fn intake(household: Household) -> Intake {
    let Household { customer, case, change, facts } = household;
    Intake { customer, case, change, facts, because: None }
}

/// Shows what is wrong with a row. One that can't be shown is in the rejects file.
pub(crate) fn show(row: &Reject, path: &Path, lang: Lang) {
    let mut err = anstream::stderr().lock();
    for fault in &row.faults {
        let column = fault
            .column
            .as_ref()
            .map(|(at, header)| match lang {
                Lang::En => format!(", column {at} ({header})"),
                Lang::ZhCn => format!("，第 {at} 列（{header}）"),
            })
            .unwrap_or_default();
        let value = fault.value.as_ref().map(|value| format!(" [{value}]")).unwrap_or_default();
        let fix = meaning::mended(&fault.fault, lang);
        let fix = if fix.is_empty() { fix } else { format!("{}{fix}", pick(lang, "; ", "；")) };
        let (name, code, message) = (path.display(), fault.fault.code, meaning::said(&fault.fault, lang));
        let _ = writeln!(err, "{name}:{}{column}: {code} {message}{value}{fix}", row.line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::Common;
    use crate::works;

    const ROWS: &str = "\
客户号,姓名,手机号,借据号,逾期金额,应还日
C1,张三,13800138000,D1,\"1,234.50\",2026/10/8
C2,李四,13900139000,D2,-20.00,2026年11月1日
C1,张三,138-0013-8000,D3,7,20261015
C3,王五,010-88886666,D4,5.00,2026-10-09
";

    const EVENTS: &str = concat!(
        r#"{"customer":{"id":"C1","contacts":[{"channel":"sms","address":"+86 139 0013 9000"}]}}"#,
        "\n",
        r#"{"customer":{"id":"C1"},"payments":[{"at":"2026-11-20T10:00:00+08:00","amount":"1.00","currency":"CNY","debts":["D1"],"state":"settled"}]}"#,
        "\n",
        r#"{"customer.id":"C9","holds.cause":"dispute","holds.from":"2026/11/20"}"#,
        "\n",
    );

    #[test]
    fn files_go_into_a_store_and_the_same_again_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let config = file("dunning.toml", "[creditor]\nid = 'bank'\n");
        let at = instant("2026-11-24T09:00:00+08:00").unwrap();
        let common = Common { config: Some(config), at: Some(at), ..Common::default() };
        let context = Context::new(&common, |_| clap::Command::new("dunning"));
        let mut works = Works::passing(&context, &[], works::network(&[])).unwrap();
        let source = Source {
            portfolio: Some(file("people.csv", ROWS)),
            events: vec![file("events.jsonl", EVENTS)],
            mapping: None,
            encoding: None,
            form: None,
            as_of: Some(at),
        };
        let mut import = || import(&context, &source, &[], &mut works, context.now()).unwrap();
        let first = import();
        let [(_, people), (_, events)] = first.as_slice() else { panic!("{first:?}") };
        assert_eq!((people.rows, people.rejected, people.encoding), (3, 1, "UTF-8"));
        assert_eq!(people.rejects.as_ref().unwrap(), &folder.path().join("people.csv.rejects.csv"));
        // Two cases, and what events say of C1.
        assert_eq!(people.imported, Imported { enrolled: 2, cases: 3, ..Imported::default() });
        assert_eq!((events.rows, events.rejected, &events.rejects), (3, 0, &None));
        // The change of C1 came with the case already; a payment; nobody knows C9.
        assert_eq!(events.imported, Imported { facts: 1, known: 1, strangers: 1, ..Imported::default() });
        let again = import();
        assert_eq!(again[0].1.imported, Imported { known: 3, ..Imported::default() });
        assert_eq!(again[1].1.imported, Imported { known: 2, strangers: 1, ..Imported::default() });
        let history = works.history(&CustomerId::new("C1").unwrap()).unwrap();
        assert_eq!(history.payments().len(), 1);
    }

    #[test]
    fn several_readers_keep_the_order_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        // More than two batches; one row in a thousand is at fault.
        let rows = 2 * BATCH + 1000;
        let mut text = "客户号,姓名,手机号,借据号,逾期金额,应还日\n".to_owned();
        for row in 0..rows {
            let arrears = if row % 1000 == 7 { "-1.00" } else { "20.00" };
            text.push_str(&format!("C{row},张三,13800138000,D{row},{arrears},2026/10/8\n"));
        }
        std::fs::write(&path, text).unwrap();
        let config = folder.path().join("dunning.toml");
        std::fs::write(&config, "[creditor]\nid = 'bank'\n").unwrap();
        let at = instant("2026-11-24T09:00:00+08:00").unwrap();
        let common = Common { config: Some(config), at: Some(at), ..Common::default() };
        let context = Context::new(&common, |_| clap::Command::new("dunning"));
        let source = Source {
            portfolio: Some(path.clone()),
            events: Vec::new(),
            mapping: None,
            encoding: None,
            form: None,
            as_of: Some(at),
        };
        let opened = open(&context, &source, &path, Content::Portfolio, &[], context.now()).unwrap();
        let ids = |persons: &mut dyn Iterator<Item = Household>| -> Vec<String> {
            persons.map(|household| household.customer.as_str().to_owned()).collect()
        };
        let mut seen = Vec::new();
        let take = |ids: Vec<String>| {
            seen.extend(ids);
            Ok(())
        };
        let fed = feed(&context, &path, &opened, &Events::default(), ids, take).unwrap();
        let good: Vec<String> = (0..rows).filter(|row| row % 1000 != 7).map(|row| format!("C{row}")).collect();
        assert_eq!(seen, good);
        assert_eq!((fed.rows, fed.rejected), (good.len(), rows - good.len()));
        let rejects = std::fs::read_to_string(fed.rejects.unwrap()).unwrap();
        let lines: Vec<usize> = rejects
            .lines()
            .skip(1)
            .map(|line| line.split(",C").nth(1).unwrap().split(',').next().unwrap().parse().unwrap())
            .collect();
        assert!(lines.is_sorted() && lines.len() == fed.rejected, "{lines:?}");
    }
}
