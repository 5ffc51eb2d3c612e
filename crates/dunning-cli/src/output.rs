//! Where results go: one lock on standard output for a whole command, buffered. Colour is kept for terminals. Nothing
//! here knows what is written.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use anstream::AutoStream;
use clap::ValueEnum;
use serde::Serialize;

/// Bytes gathered before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// How results are written: for people, as one JSON value, as a JSON object a line, as comma-separated values, as a page
/// to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    // No documentation comments: clap would print each in every help.
    Table,
    Json,
    Jsonl,
    Csv,
    Html,
}

impl Format {
    /// Whether programs read it.
    pub(crate) const fn is_for_programs(self) -> bool {
        !matches!(self, Self::Table | Self::Html)
    }
}

/// Standard output for programs: bytes as they are.
pub(crate) fn raw() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock())
}

/// Standard output for people: styles are taken out where no terminal shows them, or `NO_COLOR` asks for it.
pub(crate) fn styled() -> BufWriter<AutoStream<StdoutLock<'static>>> {
    BufWriter::with_capacity(BUFFER_BYTES, anstream::stdout().lock())
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Writes values as JSON: one a line, or as one array with [`Format::Json`].
pub(crate) fn lines(format: Format) -> Lines {
    match format {
        Format::Json => Lines::Array(Array::new(raw())),
        _ => Lines::Plain(raw()),
    }
}

/// A writer of JSON values.
#[derive(Debug)]
pub(crate) enum Lines {
    /// One a line.
    Plain(BufWriter<StdoutLock<'static>>),
    /// As elements of one array.
    Array(Array<BufWriter<StdoutLock<'static>>>),
}

impl Lines {
    /// Writes a value.
    pub(crate) fn write(&mut self, value: &impl Serialize) -> io::Result<()> {
        match self {
            Self::Plain(out) => line(out, value),
            Self::Array(out) => line(out, value),
        }
    }

    /// Writes what is left.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut out) => out.flush(),
            Self::Array(out) => out.finish(),
        }
    }
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Writes lines as the elements of one JSON array. Lines come whole or in pieces, each ended by a line feed, which
/// stands nowhere else in JSON written on one line.
#[derive(Debug)]
pub(crate) struct Array<W> {
    inner: W,
    /// What goes before the next byte of an element.
    before: &'static [u8],
    any: bool,
}

impl<W: Write> Array<W> {
    /// An array with no element yet.
    pub(crate) const fn new(inner: W) -> Self {
        Self { inner, before: b"[\n", any: false }
    }

    /// Ends the array.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.inner.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.inner.flush()
    }
}

impl<W: Write> Write for Array<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = piece.strip_suffix(b"\n");
            self.inner.write_all(self.before)?;
            self.before = b"";
            self.any = true;
            self.inner.write_all(line.unwrap_or(piece))?;
            if line.is_some() {
                self.before = b",\n";
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(pieces: &[&str]) -> String {
        let mut out = Vec::new();
        let mut array = Array::new(&mut out);
        pieces.iter().for_each(|piece| array.write_all(piece.as_bytes()).unwrap());
        array.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_become_elements() {
        assert_eq!(array(&["{\"a\":", "1}\n{}", "\n"]), "[\n{\"a\":1},\n{}\n]\n");
        assert_eq!(array(&[]), "[]\n");
    }
}
