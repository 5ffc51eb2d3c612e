//! Labelled texts scored: what of them was found, left readable, touched and altered.

use std::io::{BufReader, Write as _};
use std::path::Path;

use dunning_core::fault::{Fault, Faults, Place};
use dunning_core::redact::Redactor;
use dunning_wire::Value;
use dunning_wire::redact::Redacted;
use dunning_wire::score::{Labelled, Score};
use dunning_wire::stream::{LINE_BYTES_MAX, Lines};

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::input::Source;
use crate::output::{self, Format};

/// Scores the lines of a file. A bad line stops it: a score of fewer texts than the file holds would be another score.
pub(super) fn run(file: &Path, redactor: &Redactor, context: &Context) -> Result<Exit, Error> {
    let format = context.format(&[Format::Table, Format::Json])?;
    let source = Source::open(file, context.lang)?;
    let name = source.name();
    let mut lines = Lines::new(BufReader::new(source), LINE_BYTES_MAX);
    let mut score = Score::default();
    while let Some(line) = lines.next_line()? {
        let read = line.map_err(Faults::from).and_then(|line| add(&mut score, line, redactor));
        if let Err(faults) = read {
            let number = u32::try_from(lines.number()).unwrap_or(u32::MAX);
            let mut placed = Faults::new();
            faults.into_iter().for_each(|fault| placed.push(in_line(fault, number)));
            return Err(Faulty { name, text: String::new(), faults: placed }.into());
        }
    }
    if format == Format::Json {
        let mut lines = output::lines(format);
        lines.write(&score)?;
        lines.finish()?;
    } else {
        let mut output = output::raw();
        write!(output, "{score}")?;
        output.flush()?;
    }
    Ok(Exit::Done)
}

/// Redacts a labelled text, and what came of it once more, and counts.
fn add(score: &mut Score, line: &str, redactor: &Redactor) -> Result<(), Faults> {
    let labelled = Labelled::read(&Value::parse(line)?)?;
    let once = Redacted::of(redactor, None, &labelled.text);
    let twice = redactor.redact(&once.text);
    score.add(&labelled, &once, &twice);
    Ok(())
}

fn in_line(fault: Fault, line: u32) -> Fault {
    let column = fault.place.map_or(1, |place| place.column);
    Fault { place: Some(Place { line, column }), ..fault }
}
