//! A database of one's own: two offices of a bank, each a process, want to write to the same person every day. Both decide
//! on the same state, both are permitted, and the permit's charges let one of them through: used up by compare-and-set in
//! the bank's own tables. Counting the messages afterwards proves it; a second run without the charges shows what they
//! are for.

mod database;
mod office;

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use database::{Database, Keeping};

/// Days in a row; each is a round of the race.
const DAYS: u64 = 140;

/// The two offices.
const OFFICES: [&str; 2] = ["cards", "mortgages"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<&str>>().as_slice() {
        ["office", name, path] => office::work(name, Path::new(path), Keeping::Charged),
        ["trusting-office", name, path] => office::work(name, Path::new(path), Keeping::Trusting),
        [] => both_ways(),
        _ => Err("own-store takes no argument".into()),
    }
}

fn both_ways() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let charged = race("office", &folder.path().join("charged.db"))?;
    charged.tell("with the permit's charges, by compare-and-set")?;
    let trusting = race("trusting-office", &folder.path().join("trusting.db"))?;
    trusting.tell("without: each office trusts its own decision")?;

    // 140 days are 20 weeks of three messages: as many as are lawful, and not one more.
    let lawful = Outcome { sent: 60, beaten: 60, day_max: 1, week_max: 3, ..charged.clone() };
    if charged != lawful {
        return Err(format!("a cap was exceeded or wasted: {charged:?}").into());
    }
    if trusting.day_max < 2 || trusting.week_max < 4 {
        return Err(format!("the control run should exceed both caps: {trusting:?}").into());
    }
    Ok(())
}

/// What a race came to, counted from the messages.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Outcome {
    by_office: Vec<(String, u32)>,
    sent: usize,
    beaten: u32,
    day_max: usize,
    week_max: usize,
}

impl Outcome {
    fn tell(&self, how: &str) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{how}")?;
        for (office, sent) in &self.by_office {
            writeln!(out, "  {office:<10} got through {sent} times")?;
        }
        writeln!(out, "  beaten by the other office {} times", self.beaten)?;
        writeln!(out, "  most on one day {} (cap 1), most in seven days {} (cap 3)\n", self.day_max, self.week_max)
    }
}

/// Runs both offices against one database, day by day: both decide, then both keep at once.
fn race(role: &str, path: &Path) -> Result<Outcome, Box<dyn Error>> {
    let database = Database::open(path)?;
    let mut offices = [Office::start(role, OFFICES[0], path)?, Office::start(role, OFFICES[1], path)?];
    let mut beaten = 0;
    for day in NaiveDate::from_ymd_opt(2026, 1, 5).ok_or("a day")?.iter_days().take(usize::try_from(DAYS)?) {
        ask(&mut offices, &day.to_string())?;
        let answers = ask(&mut offices, "keep")?;
        offices.reverse(); // Whoever is spoken to first has a head start: in turns.
        beaten += answers.iter().map(|answer| u32::from(answer == "beaten")).sum::<u32>();
    }
    for office in offices {
        office.end()?;
    }
    let messages = database.messages()?;
    let most = |days: i64| {
        let within = |from: &DateTime<Utc>| {
            messages.iter().filter(|at| (*from..*from + TimeDelta::days(days)).contains(at)).count()
        };
        messages.iter().map(within).max().unwrap_or(0)
    };
    Ok(Outcome { by_office: database.by_office()?, sent: messages.len(), beaten, day_max: most(1), week_max: most(7) })
}

/// Says a word to both offices at once, and waits for both answers.
fn ask(offices: &mut [Office; 2], word: &str) -> Result<[String; 2], Box<dyn Error>> {
    for office in offices.iter_mut() {
        writeln!(office.to, "{word}")?;
    }
    let [one, other] = offices;
    Ok([one.answer()?, other.answer()?])
}

/// An office at work: this program once more.
struct Office {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Office {
    fn start(role: &str, name: &str, path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([role, name]).arg(path).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let (to, from) = (process.stdin.take().ok_or("a pipe")?, process.stdout.take().ok_or("a pipe")?);
        Ok(Self { process, to, from: BufReader::new(from) })
    }

    fn answer(&mut self) -> Result<String, Box<dyn Error>> {
        let mut line = String::new();
        if self.from.read_line(&mut line)? == 0 {
            return Err("an office has ended".into());
        }
        Ok(line.trim_end().to_owned())
    }

    fn end(self) -> Result<(), Box<dyn Error>> {
        let Self { mut process, to, .. } = self;
        drop(to);
        if process.wait()?.success() { Ok(()) } else { Err("an office failed".into()) }
    }
}
