//! JSON Lines from files or standard input to standard output, for every command that answers line by line. Answers
//! are gathered while there is input and written out before it is waited for: fast in a pipe, and prompt for a program
//! that asks, reads the answer and asks again.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use dunning_core::fault::Faults;
use dunning_wire::Value;
use dunning_wire::stream::{self, Reply, Tally};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::input::{self, Source};
use crate::output::{self, Array, Format};
use crate::progress;

/// Bytes asked for at a time.
const READ_BYTES: usize = 1 << 16;

/// The forms in which streams are answered.
pub(super) const FORMATS: &[Format] = &[Format::Jsonl, Format::Json];

/// Answers every line of the inputs, and counts how they ended.
pub(super) fn answer<A: Reply>(
    files: &[PathBuf],
    context: &Context,
    answer: impl FnMut(&Value<'_>) -> Result<A, Faults>,
) -> Result<Tally, Error> {
    match context.format(FORMATS)? {
        Format::Json => {
            let output = RefCell::new(Array::new(output::raw()));
            let tally = each(files, context, &output, answer)?;
            output.into_inner().finish()?;
            Ok(tally)
        }
        _ => {
            let output = RefCell::new(output::raw());
            let tally = each(files, context, &output, answer)?;
            output.into_inner().flush()?;
            Ok(tally)
        }
    }
}

/// How a stream of answers ends: with findings when a line was bad or something speaks against one.
pub(super) const fn exit(tally: Tally) -> Exit {
    if tally.failed > 0 || tally.refused > 0 { Exit::Findings } else { Exit::Done }
}

fn each<A: Reply>(
    files: &[PathBuf],
    context: &Context,
    output: &RefCell<impl Write>,
    mut answer: impl FnMut(&Value<'_>) -> Result<A, Faults>,
) -> Result<Tally, Error> {
    let mut all = Tally::default();
    for path in input::paths(files) {
        let source = Source::open(path, context.lang)?;
        let progress = progress::bytes(source.size());
        let input = BufReader::with_capacity(READ_BYTES, progress.wrap_read(source));
        let Tally { passed, refused, failed } = stream::run(Asking { input, output }, Answering(output), &mut answer)?;
        progress.finish_and_clear();
        all.passed += passed;
        all.refused += refused;
        all.failed += failed;
    }
    Ok(all)
}

/// Input before which the answers so far are written out.
struct Asking<'o, R, W> {
    input: BufReader<R>,
    output: &'o RefCell<W>,
}

impl<R: Read, W: Write> Read for Asking<'_, R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = Read::read(&mut &*available, buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read, W: Write> BufRead for Asking<'_, R, W> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.input.buffer().is_empty() {
            self.output.borrow_mut().flush()?;
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        self.input.consume(read);
    }
}

struct Answering<'o, W>(&'o RefCell<W>);

impl<W: Write> Write for Answering<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}
