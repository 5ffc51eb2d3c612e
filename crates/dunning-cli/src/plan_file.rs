//! Plans as files: written beside their place and moved there only once they are whole and sound; read line by line, as
//! often as it takes, so that a long one needs no memory. What a line says is `dunning_wire::plan`'s to know.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use dunning_core::fault::{Fault, Faults};
use dunning_core::money::{Money, parse_currency};
use dunning_core::plan::{Head, Line, Lint, Totals};
use dunning_wire::plan::{Part, Reading, Writing};
use dunning_wire::stream::LINE_BYTES_MAX;
use tempfile::{Builder, NamedTempFile};

use crate::errors::{Error, Faulty};
use crate::input::{self, Unreadable};

/// A plan being written.
pub(crate) struct PlanFile {
    path: PathBuf,
    out: BufWriter<Out>,
    writing: Writing,
}

/// Where it is written.
enum Out {
    /// Into an unnamed neighbour that takes the plan's place in the end; for the owner's eyes alone.
    Beside(NamedTempFile),
    /// Straight into what is no regular file: a pipe or a device.
    Through(File),
}

/// How the name of a plan ends that isn't finished.
const UNFINISHED: &str = ".unfinished";

/// Clears away what runs that broke off left of a plan.
fn unfinished(folder: &Path, name: &str, path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let found = entry?.file_name().to_string_lossy().into_owned();
        if found.starts_with(&format!(".{name}.")) && found.ends_with(UNFINISHED) {
            let found = path.with_file_name(found);
            if File::open(&found)?.try_lock().is_ok() {
                fs::remove_file(found)?;
            }
        }
    }
    Ok(())
}

impl PlanFile {
    /// Begins a plan.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn create(path: &Path, head: &Head) -> Result<Self, Error> {
        let beside = || {
            let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            unfinished(folder, &name, path)?;
            let file = Builder::new().prefix(&format!(".{name}.")).suffix(UNFINISHED).tempfile_in(folder)?;
            // So that whoever looks for what a broken run left knows that this one is being written.
            file.as_file().lock()?;
            Ok(Out::Beside(file))
        };
        let through = || OpenOptions::new().write(true).open(path).map(Out::Through);
        let is_special = path.metadata().is_ok_and(|kind| !kind.is_file());
        let out = if is_special { through() } else { beside() }.map_err(Error::Output)?;
        let (writing, first) = Writing::begin(head);
        let mut file = Self { path: path.to_owned(), out: BufWriter::with_capacity(1 << 20, out), writing };
        file.out.write_all(first.as_bytes()).map_err(Error::Output)?;
        Ok(file)
    }

    /// Writes lines as [`dunning_wire::plan::line`] made them.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn write(&mut self, lines: &str) -> Result<(), Error> {
        self.writing.written(lines);
        self.out.write_all(lines.as_bytes()).map_err(Error::Output)
    }

    /// Ends a sound plan and gives it its place.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn end(self, totals: &Totals) -> Result<(), Error> {
        let Self { path, mut out, writing } = self;
        out.write_all(writing.end(totals).as_bytes()).map_err(Error::Output)?;
        match out.into_inner().map_err(|error| Error::Output(error.into_error()))? {
            Out::Through(_) => Ok(()),
            Out::Beside(file) => {
                file.as_file().sync_all().map_err(Error::Output)?;
                file.persist(&path).map(drop).map_err(|error| Error::Output(error.error))
            }
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file) => file.write(bytes),
            Self::Through(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file) => file.flush(),
            Self::Through(file) => file.flush(),
        }
    }
}

/// A plan that holds: as it was written, and sound.
#[derive(Debug)]
pub(crate) struct Sheet {
    path: PathBuf,
    /// Under what it was made.
    pub(crate) head: Head,
    /// What it comes to.
    pub(crate) totals: Totals,
}

impl Sheet {
    /// Reads a plan to its end and looks at all of it; `each` gets its lines, of which none counts when it errs.
    ///
    /// # Errors
    /// What is wrong with the file, all of it at once.
    pub(crate) fn read(path: &Path, mut each: impl FnMut(&Line, &Head)) -> Result<Self, Error> {
        let (mut kept, mut ended) = (None, None);
        let mut lint: Option<Lint> = None;
        parts(path, |part| {
            match part {
                Part::Head(head) => {
                    lint = Some(Lint::new(&head));
                    kept = Some(head);
                }
                Part::Line(line) => {
                    if let (Some(lint), Some(head)) = (&mut lint, &kept) {
                        lint.line(&line);
                        each(&line, head);
                    }
                }
                Part::End(totals) => ended = Some(totals),
            }
            Ok(())
        })?;
        match (kept, ended, lint) {
            (Some(head), Some(totals), Some(lint)) => {
                lint.finish(&totals).map_err(|faults| faulty(path, faults))?;
                Ok(Self { path: path.to_owned(), head, totals })
            }
            _ => {
                let fault = Fault::new("DATA-PLAN-CUT", "", "the plan has no first line").fix("dunning plan -o PLAN");
                Err(faulty(path, fault.into()))
            }
        }
    }

    /// Its planned contacts, some at a time, in their order.
    ///
    /// # Errors
    /// A file that isn't as it was any more; those of `each`.
    pub(crate) fn planned(&self, mut each: impl FnMut(Vec<Line>) -> Result<(), Error>) -> Result<(), Error> {
        let mut some = Vec::new();
        parts(&self.path, |part| {
            match part {
                Part::Line(line) if line.is_planned(&self.head) => some.push(*line),
                Part::Head(_) | Part::Line(_) | Part::End(_) => {}
            }
            if some.len() >= BATCH { each(std::mem::take(&mut some)) } else { Ok(()) }
        })?;
        if some.is_empty() { Ok(()) } else { each(some) }
    }

    /// Whether it was made of a portfolio. Of standard input nobody can tell.
    ///
    /// # Errors
    /// `DATA-PLAN-OTHER` for another file, or one that was changed since.
    pub(crate) fn made_of(&self, portfolio: &Path) -> Result<(), Error> {
        match (self.head.portfolio, input::digest(portfolio)?) {
            (Some(made), Some(given)) if made != given => {
                let message = "the portfolio isn't the one that the plan was made of";
                let fault = Fault::new("DATA-PLAN-OTHER", "portfolio", message);
                Err(faulty(
                    &self.path,
                    fault.fix("give the file as it was then, or make the plan again of this one").into(),
                ))
            }
            _ => Ok(()),
        }
    }

    /// Whether it was made under what is in force.
    ///
    /// # Errors
    /// `DATA-PLAN-LAW` for each digest that differs.
    pub(crate) fn agrees(&self, now: &Head) -> Result<(), Error> {
        let mut faults = Faults::new();
        for ((name, made), (_, force)) in self.head.digests().into_iter().zip(now.digests()) {
            if made != force {
                let message = format!("the {name} in force: not what the plan was made under");
                let books = |books: &Head| books.books.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                let fix = match (books(&self.head), books(now)) {
                    (made, force) if made != force && !made.is_empty() => {
                        format!("give --books {made}, under which it was made, or make the plan again")
                    }
                    _ => "make the plan again: dunning plan -o PLAN".to_owned(),
                };
                faults.push(Fault::new("DATA-PLAN-LAW", format!("digests.{name}"), message).fix(fix));
            }
        }
        faults.or(()).map_err(|faults| faulty(&self.path, faults))
    }
}

/// Lines of a plan that are worked on at once.
const BATCH: usize = 8192;

/// Reads a plan line by line to its end.
fn parts(path: &Path, mut each: impl FnMut(Part) -> Result<(), Error>) -> Result<(), Error> {
    let unreadable = |error: io::Error| Error::from(Unreadable::new(path, &error));
    let mut input = BufReader::with_capacity(1 << 18, File::open(path).map_err(unreadable)?);
    let (mut reading, mut bytes) = (Reading::default(), Vec::new());
    loop {
        bytes.clear();
        let mut some = input.by_ref().take(LINE_BYTES_MAX as u64 + 1);
        some.read_until(b'\n', &mut bytes).map_err(unreadable)?;
        if bytes.is_empty() {
            return reading.end().map_err(|fault| faulty(path, fault.into()));
        }
        // A line without its end was cut off while it was written.
        let text = bytes.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
        let Some(text) = text else {
            let fault = Fault::new("DATA-PLAN-CUT", "", "a line of the plan is cut off, too long or no text");
            return Err(faulty(path, fault.fix("make the plan again: dunning plan -o PLAN").into()));
        };
        each(reading.take(text).map_err(|faults| faulty(path, faults))?)?;
    }
}

/// Sums of money in words, a currency after the other.
pub(crate) fn sums(sums: &BTreeMap<&'static str, i64>) -> String {
    let said =
        sums.iter().filter_map(|(code, minor)| Some(Money::from_minor(*minor, parse_currency(code).ok()?).to_string()));
    said.collect::<Vec<_>>().join(", ")
}

/// Faults of a plan's file; its text holds names of customers and is not shown.
pub(crate) fn faulty(path: &Path, faults: Faults) -> Error {
    Faulty { name: path.display().to_string(), text: String::new(), faults }.into()
}
