//! The job itself: files into the store, then step after step until the window closes, then the papers. Started again
//! after it was killed, it goes on where it was; what left is not sent twice. It reads no clock: the night is simulated,
//! and where a real job would sleep, it goes to the next instant.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::case::{CaseSpec, CreditorSpec};
use dunning_core::fault::Faults;
use dunning_core::id::BookId;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::template::Templates;
use dunning_core::words::Actor;
use dunning_engine::{Desk, Engine, Keys, NextWake};
use dunning_gateway::sandbox::{Durability, Network, Sandbox};
use dunning_store::{Mode, SqliteStore, Store as _, StoreKey};
use dunning_wire::JsonCodec;
use dunning_wire::portfolio::{Content, Setting};

use crate::files::{self, Read};
use crate::papers;

/// What a night works with.
#[derive(Debug, Clone)]
pub(crate) struct Night {
    /// The portfolio.
    pub(crate) portfolio: PathBuf,
    /// Yesterday's events.
    pub(crate) events: PathBuf,
    /// Where store, report and evidence lie.
    pub(crate) folder: PathBuf,
    /// When the job starts.
    pub(crate) from: DateTime<Utc>,
    /// When the day's window closes: nothing is begun any more.
    pub(crate) until: DateTime<Utc>,
}

/// How a night ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// All is done.
    Done,
    /// All is done but for rows at fault, which are told in `rejected.txt`.
    RowsRejected,
    /// The report doesn't add up.
    Unverified,
}

/// Works a night through. `tell` is told each thing that is done, once it is on disk.
pub(crate) async fn work(night: &Night, mut tell: impl FnMut(&str)) -> Result<Ended, Box<dyn Error>> {
    let law = dunning_rulebooks::law()?;
    let (portfolio, events) = read(night, &law)?;
    let rejected: Vec<String> = portfolio.rejected.into_iter().chain(events.rejected).collect();
    fs::write(night.folder.join("rejected.txt"), rejected.join("\n"))?;

    let mut engine = engine(night, &law)?;
    // A night that was killed goes on from the instant it had come to: the store refuses an earlier one.
    let mut now = engine.store().worked_until().await?.map_or(night.from, |worked| worked.max(night.from));
    let mut imported = engine.import(portfolio.intakes, now).await?;
    imported.add(engine.import(events.intakes, now).await?);
    tell(&format!("imported: {} cases and {} facts are new", imported.cases, imported.facts));

    loop {
        let NextWake(next) = engine.step(now).await?;
        tell(&format!("{}: {} handed over so far in this run", now.to_rfc3339(), engine.sent().messages));
        match next {
            Some(next) if next < night.until => now = next, // A real job sleeps until then.
            _ => break,
        }
    }
    let adds_up = papers::report(engine.store(), rejected.len(), &night.folder.join("report.json")).await?;
    let records = papers::evidence(engine.store(), &night.folder.join("evidence.jsonl")).await?;
    tell(&format!("report and evidence written; {records} records verify"));
    Ok(match (adds_up, rejected.is_empty()) {
        (false, _) => Ended::Unverified,
        (true, false) => Ended::RowsRejected,
        (true, true) => Ended::Done,
    })
}

/// Reads both files under what holds for every row: the bank, and the instant of its data.
fn read(night: &Night, law: &Law) -> Result<(Read, Read), Box<dyn Error>> {
    let common = CaseSpec {
        as_of: Some(night.from - TimeDelta::hours(4)), // The booking run before it.
        actor: Some(Actor::Creditor),
        creditor: CreditorSpec {
            id: "qinghe".into(),
            name: Some("青禾银行".into()),
            seat: Some("CN-BJ".into()),
            hotline: Some("400-000-1100".into()),
            pay_link: Some("https://qh.example/p".into()),
            domains: vec!["qh.example".into()],
            ..CreditorSpec::default()
        },
        ..CaseSpec::default()
    };
    let setting = |content| -> Result<Setting, Faults> {
        let (common, zones, books) = (common.clone(), law.zones.clone(), vec![BookId::new("cn")?]);
        Ok(Setting { content, common, zones, books, now: Some(night.from) })
    };
    let portfolio = files::portfolio(&fs::read_to_string(&night.portfolio)?, setting(Content::Portfolio)?)?;
    let events = files::events(&fs::read_to_string(&night.events)?, setting(Content::Events)?)?;
    Ok((portfolio, events))
}

/// The engine over the store and the simulated network of the night's folder.
fn engine(night: &Night, law: &Law) -> Result<Engine<SqliteStore, Sandbox>, Box<dyn Error>> {
    let db = night.folder.join("night.db");
    let key = StoreKey::read_or_create(&StoreKey::beside(&db), fresh())?;
    let store = SqliteStore::create_or_open(&db, Mode::Sandbox, &key)?;
    let log = night.folder.join("network.jsonl");
    let network = Sandbox::open(log, Network::usual(2026), Durability::Process)?;
    let house =
        PolicySpec { books: vec![BookId::new("cn").map_err(Faults::from)?], ..dunning_rulebooks::considerate()? };
    let desk = Desk {
        policy: Policy::compile(house, law)?,
        strategy: Strategy::compile(StrategySpec::starter().map_err(Faults::from)?)?,
        templates: Templates::compile(dunning_rulebooks::templates()?)?,
        codec: Arc::new(JsonCodec),
        keys: Keys::new(key, |_| fresh()),
    };
    Ok(Engine::new(store, network, desk))
}

/// 32 bytes from the system's random source.
#[expect(clippy::expect_used, reason = "a system without a random source can't make a key that protects anybody")]
fn fresh() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
