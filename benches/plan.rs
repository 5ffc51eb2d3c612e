//! `dunning plan` of a million generated rows, from CSV to `dunning.plan/1`, beside a physical limit of the same run: the
//! `csv` crate reading the same file and `serde_json` writing the same number of bytes, neither of them deciding anything.
//!
//! The command itself is what is measured, as a process of its own:
//! `cargo build --release -p dunning-cli && cargo bench -p dunning-benches --bench plan`
//! `DUNNING_PLAN_ROWS=200000` takes fewer rows. Processor time is told beside wall time, for machines that are shared.

#![expect(clippy::unwrap_used, reason = "a bench that can't go on stops")]
#![expect(clippy::print_stdout, reason = "its figures are its result")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Rows of the portfolio.
const ROWS: u64 = 1_000_000;

/// The same portfolio on every machine.
const SEED: u64 = 20_261_124;

/// The instant of the plan: inside the contact window.
const AT: &str = "2026-11-24T10:00:00+08:00";

const CONFIG: &str = "[creditor]\nid = 'qinghe'\nname = '青禾银行'\nseat = 'CN-BJ'\nhotline = '400-000-1100'\n\
                      pay_link = 'https://qh.example/p'\ndomains = ['qh.example']\n";

fn main() {
    let rows = std::env::var("DUNNING_PLAN_ROWS").map_or(ROWS, |rows| rows.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (csv, plan) = (folder.path().join("portfolio.csv"), folder.path().join("day.plan"));
    fs::write(folder.path().join("dunning.toml"), CONFIG).unwrap();
    generate(&csv, rows);
    println!("{rows} rows, {} MB of CSV", mega(fs::metadata(&csv).unwrap().len()));
    for books in ["neutral", "cn"] {
        let used = measured(command(folder.path(), books, &plan));
        let bytes = fs::metadata(&plan).unwrap().len();
        println!("plan under {books}: {}, {} MB of plan", told(&used, rows), mega(bytes));
        let floor = floor(&csv, &folder.path().join("floor.jsonl"), bytes);
        println!(
            "  floor, read and write alone: {:.2} s wall, {:.2} s CPU",
            floor.0.as_secs_f64(),
            floor.1.as_secs_f64()
        );
    }
}

/// Customers with one debt or two, one to 120 days overdue, all over China.
fn generate(path: &Path, rows: u64) {
    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    let mut roll = |of: u64| dice.next_u64() % of;
    let names: Vec<char> = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高".chars().collect();
    let places = ["CN-BJ", "CN-SH", "CN-GD", "CN-SC", "CN-XJ", "CN-ZJ", "CN-HL", "CN-YN"];
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "客户号,姓名,手机号,借据号,逾期金额,应还日,所在地").unwrap();
    let (mut row, mut customer) = (0, 0);
    while row < rows {
        customer += 1;
        let debts = if roll(100) < 15 { 2 } else { 1 };
        let name = [roll(20), roll(20)].map(|at| names[usize::try_from(at).unwrap()]);
        let phone = 13_000_000_000 + roll(999_999_999);
        let place = places[usize::try_from(roll(8)).unwrap()];
        for debt in 1..=debts.min(rows - row) {
            row += 1;
            let due = today - Days::new(1 + roll(120));
            let (yuan, fen) = (10 + roll(20_000), roll(100));
            let due = due.format("%Y/%m/%d");
            writeln!(
                out,
                "K{customer:08},{}{},{phone},J{customer:08}-{debt},{yuan}.{fen:02},{due},{place}",
                name[0], name[1]
            )
            .unwrap();
        }
    }
    out.flush().unwrap();
}

/// The command of a release build, which lies beside this bench.
fn command(folder: &Path, books: &str, plan: &Path) -> Command {
    let bench = std::env::current_exe().unwrap();
    let binary: PathBuf = bench.parent().unwrap().parent().unwrap().join("dunning");
    assert!(binary.exists(), "build the command first: cargo build --release -p dunning-cli");
    let mut command = Command::new(binary);
    command.current_dir(folder).args(["plan", "--portfolio", "portfolio.csv", "--books", books, "--at", AT]);
    command.args(["--as-of", "2026-11-24T06:00:00+08:00", "-o"]).arg(plan).stdout(Stdio::null());
    command
}

/// What a process used.
struct Used {
    wall: Duration,
    cpu: Duration,
    /// The most memory it ever held, in KiB.
    peak_kib: u64,
}

/// Runs a process; what it used is read from the system while it runs.
fn measured(mut command: Command) -> Used {
    let began = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let stat = format!("/proc/{}/stat", child.id());
    let mut used = Used { wall: Duration::ZERO, cpu: Duration::ZERO, peak_kib: 0 };
    let exit = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        used.peak_kib = peak.unwrap_or(0).max(used.peak_kib);
        used.cpu = cpu(&fs::read_to_string(&stat).unwrap_or_default()).unwrap_or_default().max(used.cpu);
        if let Some(exit) = child.try_wait().unwrap() {
            break exit;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(exit.success(), "{exit}");
    used.wall = began.elapsed();
    used
}

/// User and system time of a process: fields 14 and 15 of proc(5)'s `stat`, in hundredths of a second.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

fn told(used: &Used, rows: u64) -> String {
    let Used { wall, cpu, peak_kib } = used;
    let rate = u128::from(rows) * 1000 / wall.as_millis().max(1);
    format!(
        "{:.2} s wall, {:.2} s CPU, {} MB at most, {rate} rows/s",
        wall.as_secs_f64(),
        cpu.as_secs_f64(),
        mega(peak_kib * 1024)
    )
}

/// Reads the same rows and writes as many bytes of JSON, and nothing else.
fn floor(csv: &Path, json: &Path, bytes: u64) -> (Duration, Duration) {
    let own = || cpu(&fs::read_to_string("/proc/self/stat").unwrap_or_default()).unwrap_or_default();
    let (began, used) = (Instant::now(), own());
    let length = fs::metadata(csv).unwrap().len();
    let mut reader = csv::Reader::from_path(csv).unwrap();
    let mut record = csv::StringRecord::new();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(json).unwrap());
    let (mut written, mut line) = (0, Vec::new());
    while reader.read_record(&mut record).unwrap() {
        // As many lines a row as keep step with the plan's length.
        while written * length < reader.position().byte() * bytes {
            line.clear();
            serde_json::to_writer(&mut line, &record.iter().collect::<Vec<_>>()).unwrap();
            line.push(b'\n');
            out.write_all(&line).unwrap();
            written += line.len() as u64;
        }
    }
    out.flush().unwrap();
    (began.elapsed(), own().saturating_sub(used))
}

const fn mega(bytes: u64) -> u64 {
    bytes / 1_000_000
}
