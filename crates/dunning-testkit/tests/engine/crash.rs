//! Runs that are killed once, by SIGKILL at a seeded point of the engine's work, and go on in a new process. The network's
//! own log is the judge of what left.
//!
//! Some dozens of runs go with the other tests. For more, of each series:
//! `DUNNING_CRASH_RUNS=2000 cargo test -p dunning-testkit --test engine crash`

mod judge;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Output};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::history::{Fact, Payment};
use dunning_core::money::Money;
use dunning_core::words::{PaymentState, Word};
use dunning_engine::{Intake, NextWake, Point};
use dunning_gateway::sandbox::{Ledger, Network, Shares};

use self::judge::{Ends, Judge};
use crate::world::{World, at, customer, log_in, overdue, store_in};

/// How many runs there are with a network that can be asked.
const RUNS: u64 = 50;

/// And with one that can't.
const RUNS_UNASKED: u64 = 24;

/// Persons in a run's portfolio.
const PERSONS: u64 = 42;

/// In the environment of a child: what it is to do.
const ORDER: &str = "DUNNING_CRASH_ORDER";

/// Where a child keeps its simulated clock, from which the next one goes on.
const CLOCK: &str = "clock";

/// What a child is to do: one run of a world, killed at the n-th passing of a point, or going on to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    seed: u64,
    askable: bool,
    fatal: Option<(Point, u64)>,
    /// Seconds by which it goes on later than the one before it stopped.
    late_s: i64,
}

impl Order {
    fn to_text(self) -> String {
        let (point, nth) = self.fatal.map_or(("none", 0), |(point, nth)| (point.as_str(), nth));
        format!("{} {} {point} {nth} {}", self.seed, self.askable, self.late_s)
    }

    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (seed, askable) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let (point, nth) = (Point::parse(words.next()?).ok(), words.next()?.parse().ok()?);
        Some(Self { seed, askable, fatal: point.map(|point| (point, nth)), late_s: words.next()?.parse().ok()? })
    }

    /// A network with more faults than any real one.
    fn network(self) -> Network {
        let mut network = Network::usual(self.seed);
        network.shares = Shares {
            throttled_bp: 300,
            rejected_bp: 200,
            answer_lost_bp: 500,
            request_lost_bp: 300,
            undelivered_bp: 500,
            receipt_lost_bp: 300,
            receipt_twice_bp: 500,
            stop_bp: 400,
            promise_bp: 500,
            unclear_bp: 400,
            ..network.shares
        };
        network.route.askable = self.askable;
        network.echoes_key = self.askable;
        // Local time given for UTC, in Beijing and in Honolulu, and clocks that are right.
        network.clock_skew_s = [0, 8 * 3600, 0, -10 * 3600][(self.seed % 4) as usize];
        network
    }
}

#[test]
fn killed_anywhere_no_key_leaves_twice_and_none_is_missing() {
    series("crash::killed_anywhere_no_key_leaves_twice_and_none_is_missing", true, RUNS);
}

#[test]
fn where_nobody_can_be_asked_what_is_unknown_stays_so_and_nothing_follows_before_the_fence() {
    series(
        "crash::where_nobody_can_be_asked_what_is_unknown_stays_so_and_nothing_follows_before_the_fence",
        false,
        RUNS_UNASKED,
    );
}

/// A world after the other: once without a break, to know what should come of it and how often each point is passed; then
/// once for each point, killed there and resumed. In a child this is where it does what it was told to.
fn series(test: &str, askable: bool, runs: u64) {
    if let Some(order) = std::env::var(ORDER).ok().and_then(|text| Order::read(&text)) {
        return obey(order);
    }
    let runs = std::env::var("DUNNING_CRASH_RUNS").map_or(runs, |runs| runs.parse().unwrap());
    let points = Point::ALL.iter().copied().cycle().take(usize::try_from(runs).unwrap());
    let mut before = None;
    for (run, point) in (0..).zip(points) {
        let whole = Order { seed: run / Point::ALL.len() as u64, askable, fatal: None, late_s: 0 };
        let (unbroken, passed) = match before.take() {
            Some((order, known)) if order == whole => known,
            _ => unbroken(whole),
        };
        // Any number would do that is another one for each run.
        let nth = 1 + run.wrapping_mul(0x9e37_79b9_7f4a_7c15) % passed[&point];
        let late_s = if run % 4 < 2 { 0 } else { [700, 20_000][usize::from(run % 4 == 3)] };
        let folder = folder();
        let killed = child(test, folder.path(), Order { fatal: Some((point, nth)), ..whole });
        let told = format!("run {run}, askable {askable}, {point:?} {nth}, {late_s} s late");
        assert_eq!(killed.signal(), Some(9), "{told}: {killed}");
        let open = judge::intents(&judge::contacts(&store_in(folder.path())));
        let resumed = child(test, folder.path(), Order { late_s, ..whole });
        assert!(resumed.success(), "{told}: {resumed}");
        let (store, ledger) = (store_in(folder.path()), Ledger::read(log_in(folder.path())).unwrap());
        let judge = Judge { told, contacts: judge::contacts(&store), store, ledger, open };
        judge.judge(point, askable);
        if late_s == 0 {
            judge.others_noticed_nothing(&unbroken);
        }
        before = Some((whole, (unbroken, passed)));
    }
}

/// In memory where there is such a folder: a killed process leaves the same there as on a disk, and no run waits for one.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// The run without a break, in memory: what came of each contact, and how often each point was passed.
fn unbroken(order: Order) -> (Ends, BTreeMap<Point, u64>) {
    let passed: Arc<Mutex<BTreeMap<Point, u64>>> = Arc::default();
    let count = Arc::clone(&passed);
    let mut world =
        World::new(order.network()).listened(move |point| *count.lock().unwrap().entry(point).or_default() += 1);
    block(drive(&mut world, start(), |_| {}));
    let passed = passed.lock().unwrap().clone();
    (judge::ends(&judge::contacts(world.engine.store())), passed)
}

fn child(test: &str, folder: &Path, order: Order) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).current_dir(folder).env(ORDER, order.to_text());
    let Output { status, stderr, .. } = command.output().unwrap();
    assert!(status.success() || status.signal().is_some(), "{order:?}: {}", String::from_utf8_lossy(&stderr));
    status
}

/// In a child: works from where the clock stands to the end, or to the fatal point.
fn obey(order: Order) {
    let mut world = World::in_folder(Path::new(""), order.network());
    if let Some((fatal, nth)) = order.fatal {
        let passed = Mutex::new(0);
        world = world.listened(move |point| {
            if point == fatal {
                let mut passed = passed.lock().unwrap();
                *passed += 1;
                if *passed == nth {
                    die();
                }
            }
        });
    }
    let stood = fs::read_to_string(CLOCK).ok().map(|text| at(&text) + TimeDelta::seconds(order.late_s));
    block(drive(&mut world, stood.unwrap_or_else(start), |now| fs::write(CLOCK, now.to_rfc3339()).unwrap()));
}

pub(crate) fn die() -> ! {
    Command::new("kill").args(["-s", "KILL", &std::process::id().to_string()]).status().unwrap();
    loop {
        std::thread::park();
    }
}

/// Works a world through its days. Whoever goes on imports again what was imported before.
async fn drive(world: &mut World, from: DateTime<Utc>, clock: impl Fn(DateTime<Utc>)) {
    let (mut now, mut paid) = (from, false);
    clock(now);
    world.import(portfolio(), now).await;
    loop {
        clock(now);
        if now >= payday() && !paid {
            world.import(payments(), now).await;
            paid = true;
        }
        let NextWake(next) = world.engine.step(now).await.unwrap();
        match next.filter(|next| *next < end()) {
            Some(next) if paid || next < payday() => now = next,
            Some(_) => now = payday(),
            None => return,
        }
    }
}

fn start() -> DateTime<Utc> {
    at("2026-11-24T08:50:00+08:00")
}

/// When payments become known: between two days' reminders.
fn payday() -> DateTime<Utc> {
    at("2026-11-25T08:30:00+08:00")
}

/// Before the third day's reminders.
fn end() -> DateTime<Utc> {
    at("2026-11-26T08:30:00+08:00")
}

/// One to six days overdue at the start.
fn portfolio() -> Vec<Intake> {
    let of = |i: u64| {
        let due_date = "2026-11-23".parse::<chrono::NaiveDate>().unwrap() - chrono::Days::new(i % 6);
        overdue(&format!("c-{i}"), 13_800_130_000 + i, "120.00", due_date)
    };
    (0..PERSONS).map(of).collect()
}

/// Every seventh has paid.
fn payments() -> Vec<Intake> {
    let of = |i: u64| {
        let payment = Payment {
            id: None,
            at: at("2026-11-25T08:00:00+08:00"),
            amount: Money::parse("120.00", "CNY").unwrap(),
            debts: Vec::new(),
            state: PaymentState::Settled,
        };
        Intake {
            customer: customer(&format!("c-{i}")),
            case: None,
            change: None,
            facts: vec![Fact::Payment(payment)],
            because: None,
        }
    };
    (0..PERSONS).step_by(7).map(of).collect()
}

fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
