//! The durable run: due contacts of a portfolio decided, cleared, charged, recorded, written as intents, handed to the
//! simulated network and settled, by the engine over a SQLite file; beside it, in the same run and on the same disk, a
//! bare rusqlite insert of one row per message, and the rate at which the disk syncs. Import and planning are not counted.
//!
//! `cargo bench -p dunning-benches --bench durable`; DUNNING_MESSAGES (100000) and DUNNING_ROUNDS (3) in the environment.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::expect_used, reason = "what fails in a bench ends it")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::history::{Consent, Event, Fact};
use dunning_core::id::{BookId, CustomerId};
use dunning_core::policy::{Policy, PolicySpec};
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::template::Templates;
use dunning_core::time::Moment;
use dunning_core::words::{
    Actor, Channel, ConsentForm, ConsentState, CustomerKind, Direction, Evidence, Outcome, Purpose,
};
use dunning_engine::{Desk, Engine, Intake, Keys};
use dunning_gateway::sandbox::{Network, Sandbox};
use dunning_store::{Mode, SqliteStore, Store as _, StoreKey};
use dunning_wire::JsonCodec;
use rusqlite::{Connection, params};
use tokio::runtime::{Builder, Runtime};

/// Tuesday 2026-11-24, 10:00 in Beijing.
const MORNING: &str = "2026-11-24T02:00:00Z";
/// Rows of a transaction of the bare insert.
const BARE_BATCH: usize = 1_000;
/// Customers of a transaction of the import.
const IMPORT_BATCH: usize = 10_000;
const KEY: StoreKey = StoreKey::new([7; 32]);

fn main() {
    let messages = asked("DUNNING_MESSAGES", 100_000);
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..asked("DUNNING_ROUNDS", 3) {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let syncs = syncs_per_s(folder.path());
        let bare = bare(&folder.path().join("bare.db"), messages);
        lines.push(Line { what: "bare insert", ratio_tenths: 10, syncs, cost: bare });
        for (books, receipts_of) in [("neutral", "neutral, receipts"), ("cn", "cn, receipts")] {
            let [run, receipts] = durable(&folder.path().join(format!("{books}.db")), books, messages);
            for (what, cost) in [(books, run), (receipts_of, receipts)] {
                let ratio_tenths = cost.wall.as_nanos() * 10 / bare.wall.as_nanos().max(1);
                lines.push(Line { what, ratio_tenths, syncs, cost });
            }
        }
    }
    lines.sort_by_key(|line| line.what);
    println!("{messages} messages\n");
    println!("| what | a second | CPU µs each | times the bare insert | fsyncs a second | bytes each | peak MB |");
    println!("|---|---|---|---|---|---|---|");
    for Line { what, ratio_tenths, syncs, cost: Cost { wall, cpu, bytes, peak_kib } } in lines {
        let count = messages as u128;
        let (rate, cpu) = (count * 1_000_000_000 / wall.as_nanos().max(1), cpu.as_micros() * 10 / count);
        let (each, peak) = (u128::from(bytes) / count, peak_kib / 1_024);
        println!(
            "| {what} | {rate} | {}.{} | {}.{} | {syncs} | {each} | {peak} |",
            cpu / 10,
            cpu % 10,
            ratio_tenths / 10,
            ratio_tenths % 10,
        );
    }
}

struct Line {
    what: &'static str,
    ratio_tenths: u128,
    syncs: u128,
    cost: Cost,
}

/// What a number of messages cost.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    /// User and system time of all threads.
    cpu: Duration,
    /// By which the file and its log grew.
    bytes: u64,
    peak_kib: u64,
}

/// The engine's way from due contacts to outcomes on disk, and then that of their receipts.
fn durable(db: &Path, books: &str, messages: usize) -> [Cost; 2] {
    let now: DateTime<Utc> = MORNING.parse().expect("an instant");
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let store = SqliteStore::create_or_open(db, Mode::Sandbox, &KEY).expect("a store");
    let mut network = Network::faultless(1);
    network.route.receipt_lag_s = 10;
    let mut engine = Engine::new(store, Sandbox::in_memory(network), desk(books));
    for start in (0..messages).step_by(IMPORT_BATCH) {
        let batch = (start..messages.min(start + IMPORT_BATCH)).map(|i| person(i, now)).collect();
        runtime.block_on(engine.import(batch, now)).expect("imported");
    }
    let planned = runtime.block_on(engine.plan(now)).expect("planned");
    assert_eq!(planned, messages as u64, "each customer has one contact due");
    let sent = measured(db, || step(&runtime, &mut engine, now));
    assert_eq!(engine.sent().messages, messages as u64, "each contact left");
    let receipted = measured(db, || step(&runtime, &mut engine, now + TimeDelta::minutes(1)));
    assert_eq!(runtime.block_on(engine.store().tally()).expect("counted").len(), 1, "each was delivered");
    [sent, receipted]
}

fn step(runtime: &Runtime, engine: &mut Engine<SqliteStore, Sandbox>, now: DateTime<Utc>) {
    runtime.block_on(engine.step(now)).expect("a step");
}

fn desk(books: &str) -> Desk {
    let law = dunning_rulebooks::law().expect("the shipped law");
    let house = dunning_rulebooks::considerate().expect("the shipped policy");
    let spec = PolicySpec { books: vec![BookId::new(books).expect("a book")], ..house };
    Desk {
        policy: Policy::compile(spec, &law).expect("a policy"),
        strategy: Strategy::compile(StrategySpec::starter().expect("the shipped strategy")).expect("a strategy"),
        templates: Templates::compile(dunning_rulebooks::templates().expect("the shipped bundles")).expect("templates"),
        codec: Arc::new(JsonCodec),
        keys: Keys::new(KEY, |customer| dunning_core::digest::Digest::of(customer.as_str().as_bytes()).0),
    }
}

/// A card customer in Beijing who missed yesterday's payment, consented to texts and got one four weeks ago.
fn person(i: usize, now: DateTime<Utc>) -> Intake {
    let id = format!("customer-{i:08}");
    let sms = ContactSpec {
        channel: Channel::Sms,
        address: format!("+86138{i:08}"),
        verified: Some(true),
        since: Some(Moment::Instant(now - TimeDelta::days(900))),
    };
    let case = Case::new(CaseSpec {
        as_of: Some(now - TimeDelta::hours(3)),
        actor: Some(Actor::Creditor),
        collector: None,
        collector_name: None,
        creditor: CreditorSpec {
            id: "qinghe".to_owned(),
            name: Some("青禾银行".to_owned()),
            seat: Some("CN-BJ".to_owned()),
            hotline: Some("400-000-1100".to_owned()),
            pay_link: Some("https://qh.example/p".to_owned()),
            domains: vec!["qh.example".to_owned()],
            ..CreditorSpec::default()
        },
        customer: CustomerSpec {
            id: id.clone(),
            kind: Some(CustomerKind::Person),
            name: Some("王小明".to_owned()),
            locale: Some("zh-CN".to_owned()),
            contacts: vec![ContactSpec { channel: Channel::Voice, ..sms.clone() }, sms],
            locations: vec![LocationSpec {
                place: Some("CN-BJ".to_owned()),
                zone: Some("Asia/Shanghai".to_owned()),
                evidence: Evidence::Address,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: format!("card-{i:08}"),
            product: Some("credit_card".to_owned()),
            currency: "CNY".to_owned(),
            arrears: format!("{}.{:02}", 100 + i % 5_000, i % 100),
            due_date: "2026-11-23".parse().expect("a day"),
            ..DebtSpec::default()
        }],
    });
    let consent = Consent {
        channel: Some(Channel::Sms),
        form: Some(ConsentForm::Contract),
        ..Consent::new(now - TimeDelta::days(400), ConsentState::Granted)
    };
    let text = Event {
        purpose: Some(Purpose::Collection),
        ..Event::new(now - TimeDelta::days(28), Direction::Out, Channel::Sms, Outcome::Delivered)
    };
    Intake {
        customer: CustomerId::new(&id).expect("an id"),
        case: Some(case.expect("a case")),
        change: None,
        facts: vec![Fact::Consent(consent), Fact::Event(text)],
        because: None,
    }
}

/// One row per message with what a hand-over can't do without, a primary key and three indexes, in the order of persons,
/// under the store's own settings.
fn bare(db: &Path, messages: usize) -> Cost {
    let mut connection = Connection::open(db).expect("a database");
    let settings = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;
        CREATE TABLE message (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL,
            valid_until INTEGER NOT NULL, status TEXT NOT NULL, address TEXT NOT NULL, text TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX message_key ON message (key);
        CREATE INDEX message_customer ON message (customer);
        CREATE INDEX message_due ON message (due, customer);";
    connection.execute_batch(settings).expect("a schema");
    let now = MORNING.parse::<DateTime<Utc>>().expect("an instant").timestamp();
    let text = "【青禾银行】王小明您好，您的信用卡账单已于11月23日到期，尚欠1,234.56元。还款：https://qh.example/p 咨询：400-000-1100";
    measured(db, || {
        for start in (0..messages).step_by(BARE_BATCH) {
            let batch = connection.transaction().expect("a transaction");
            let insert = "INSERT INTO message (customer, key, due, valid_until, status, address, text) \
                VALUES (?1, ?2, ?3, ?4, 'intent', ?5, ?6)";
            let mut statement = batch.prepare_cached(insert).expect("a statement");
            for i in start..messages.min(start + BARE_BATCH) {
                let (customer, address) = (format!("customer-{i:08}"), format!("+86138{i:08}"));
                let key = format!("{customer}/early.1/1/0");
                statement.execute(params![customer, key, now, now + 36_000, address, text]).expect("a row");
            }
            drop(statement);
            batch.commit().expect("a commit");
        }
    })
}

/// Appends of a page, each synced, in a second.
fn syncs_per_s(folder: &Path) -> u128 {
    let mut file = File::create(folder.join("synced")).expect("a file");
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(1) {
        file.write_all(&[1; 4_096]).and_then(|()| file.sync_data()).expect("synced");
        count += 1;
    }
    count * 1_000_000_000 / start.elapsed().as_nanos()
}

fn measured(db: &Path, work: impl FnOnce()) -> Cost {
    // Writing 5 there resets the peak (proc(5), /proc/pid/clear_refs); where it can't be, the peak is the process's.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let (before, cpu, start) = (size(db), cpu(), Instant::now());
    work();
    let wall = start.elapsed();
    Cost { wall, cpu: self::cpu().saturating_sub(cpu), bytes: size(db).saturating_sub(before), peak_kib: peak_kib() }
}

/// Bytes of a database: its pages, wherever they lie.
fn size(db: &Path) -> u64 {
    let connection = Connection::open(db).expect("the database");
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).expect("a figure");
    u64::try_from(pragma("page_count") * pragma("page_size")).unwrap_or_default()
}

/// User and system time of the process: fields 14 and 15 of /proc/self/stat, in hundredths of a second (proc(5), with the
/// usual USER_HZ of 100); nothing elsewhere.
fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

/// Peak resident memory in KiB (VmHWM of proc(5)); 0 elsewhere.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn asked(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().map_or(otherwise, |value| value.parse().expect("a number in the environment"))
}
