//! JSON Lines in, JSON Lines out: one result for each line, in order; a bad line gets an error in its place and the rest
//! goes on. It opens nothing: whoever calls brings what is read from and written to.

use std::io::{self, BufRead, Write};

use dunning_core::fault::{Fault, Faults, Place};
use serde::Serialize;

use crate::value::Value;

/// Longest line in bytes, its end not counted. A case with thousands of events takes less than one mebibyte.
pub const LINE_BYTES_MAX: usize = 4 << 20;

/// A result of one line.
pub trait Reply: Serialize {
    /// Whether nothing speaks against what was asked: a permit, a text without a finding that withholds.
    fn passes(&self) -> bool;
}

/// How many lines ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered, nothing against it.
    pub passed: u64,
    /// Answered, and something speaks against it.
    pub refused: u64,
    /// Bad lines.
    pub failed: u64,
}

/// What takes the place of a result when the input was bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure<'v> {
    /// The input's id, where it could be read.
    pub id: Option<Value<'v>>,
    /// What is wrong.
    pub error: ErrorLine,
}

/// A fault, as it is written; the first of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorLine {
    /// Its code.
    pub code: &'static str,
    /// What is wrong, and what would mend it.
    pub message: String,
    /// The field.
    pub path: String,
    /// The other faults of the same input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ErrorLine>,
}

impl<'v> Failure<'v> {
    /// The failure of an input.
    pub fn of(input: Option<&Value<'v>>, faults: Faults) -> Self {
        let id = input.and_then(|value| value.field("id")).filter(|id| matches!(id, Value::Text(_) | Value::Whole(_)));
        Self { id: id.cloned(), error: ErrorLine::of(faults) }
    }
}

impl ErrorLine {
    fn of(faults: Faults) -> Self {
        let mut lines = faults.into_iter().map(Self::from);
        let first = lines.next().unwrap_or_else(|| Fault::new("DATA-SYNTAX", "", "the input can't be read").into());
        Self { also: lines.collect(), ..first }
    }
}

impl From<Fault> for ErrorLine {
    fn from(fault: Fault) -> Self {
        let Fault { code, path, place, mut message, fix, value: _ } = fault;
        if let Some(place) = place {
            message.push_str(&format!(" (line {}, column {})", place.line, place.column));
        }
        if !fix.is_empty() {
            message.push_str("; ");
            message.push_str(&fix);
        }
        Self { code, message, path, also: Vec::new() }
    }
}

/// Answers each line of `input` on `output`. Blank lines are passed over, and a byte order mark before the first.
///
/// # Errors
/// Only those of reading and writing.
pub fn run<A: Reply>(
    input: impl BufRead,
    mut output: impl Write,
    mut answer: impl FnMut(&Value<'_>) -> Result<A, Faults>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut lines = Lines::new(input, LINE_BYTES_MAX);
    while let Some(line) = lines.next_line()? {
        let value = match line.and_then(Value::parse) {
            Ok(value) => value,
            Err(mut fault) => {
                tally.failed += 1;
                fault.place = fault.place.map(|place| Place { line: line_number(lines.number()), ..place });
                write(&mut output, &Failure::of(None, fault.into()))?;
                continue;
            }
        };
        match answer(&value) {
            Ok(reply) => {
                *(if reply.passes() { &mut tally.passed } else { &mut tally.refused }) += 1;
                write(&mut output, &reply)?;
            }
            Err(faults) => {
                tally.failed += 1;
                write(&mut output, &Failure::of(Some(&value), faults))?;
            }
        }
    }
    Ok(tally)
}

fn write(output: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

/// Lines of bounded length. What lies beyond the bound is passed over unread, up to the next line.
///
/// ```
/// use dunning_wire::stream::Lines;
/// let mut lines = Lines::new("short\nfar too long\n\nlast".as_bytes(), 8);
/// assert_eq!(lines.next_line().unwrap().unwrap().unwrap(), "short");
/// assert_eq!(lines.next_line().unwrap().unwrap().unwrap_err().code, "DATA-LINE");
/// assert_eq!(lines.next_line().unwrap().unwrap().unwrap(), "last");
/// assert_eq!(lines.number(), 4);
/// assert!(lines.next_line().unwrap().is_none());
/// ```
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    bytes_max: usize,
    number: u64,
    line: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `bytes_max` bytes, their end not counted.
    pub const fn new(input: R, bytes_max: usize) -> Self {
        Self { input, bytes_max, number: 0, line: Vec::new() }
    }

    /// The number of the line read last, from 1.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The next line that isn't blank, without its end; or what is wrong with it: `DATA-LINE` when it is too long,
    /// `DATA-ENCODING` when it is no UTF-8. Nothing at the end.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_line(&mut self) -> io::Result<Option<Result<&str, Fault>>> {
        loop {
            self.line.clear();
            let limit = u64::try_from(self.bytes_max).unwrap_or(u64::MAX).saturating_add(1);
            if io::Read::take(&mut self.input, limit).read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.line.last() == Some(&b'\n') {
                self.line.pop();
            } else if self.line.len() > self.bytes_max {
                self.input.skip_until(b'\n')?;
                let place = Place { line: line_number(self.number), column: 1 };
                let fault = Fault::new("DATA-LINE", "", format!("this line has more than {} bytes", self.bytes_max));
                return Ok(Some(Err(fault.fix("write one object a line").at(Some(place)))));
            }
            if !self.line.iter().all(u8::is_ascii_whitespace) {
                break;
            }
        }
        let bytes = match self.line.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if self.number == 1 => rest,
            _ => self.line.as_slice(),
        };
        Ok(Some(std::str::from_utf8(bytes).map_err(|error| {
            let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
            let column = valid.unwrap_or_default().chars().count() + 1;
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let place = Place { line: line_number(self.number), column };
            Fault::new("DATA-ENCODING", "", "this line is no UTF-8 from here on").at(Some(place))
        })))
    }
}

fn line_number(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// U+FEFF in UTF-8, as some editors put it before a file.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Echo {
        id: String,
    }

    impl Reply for Echo {
        fn passes(&self) -> bool {
            self.id != "no"
        }
    }

    fn run_on(input: &[u8]) -> (String, Tally) {
        let mut output = Vec::new();
        let tally = run(input, &mut output, |value| {
            let id = value.field("id").and_then(Value::as_text).map(str::to_owned);
            id.map(|id| Echo { id }).ok_or_else(|| Fault::new("DATA-TYPE", "id", "no text").fix("give one").into())
        })
        .unwrap();
        (String::from_utf8(output).unwrap(), tally)
    }

    #[test]
    fn bad_lines_get_an_error_in_their_place() {
        let (output, tally) =
            run_on(b"\xef\xbb\xbf{\"id\":\"a\"}\r\n\n{\"id\":7}\n{oops}\n{\"id\":\"\xff\"}\n{\"id\":\"no\"}");
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines[0], r#"{"id":"a"}"#);
        assert_eq!(lines[1], r#"{"id":7,"error":{"code":"DATA-TYPE","message":"no text; give one","path":"id"}}"#);
        assert!(
            lines[2].starts_with(r#"{"id":null,"error":{"code":"DATA-SYNTAX","#)
                && lines[2].contains("(line 4, column 2)")
        );
        assert!(lines[3].contains("DATA-ENCODING") && lines[3].contains("(line 5, column 8)"));
        assert_eq!(lines[4], r#"{"id":"no"}"#);
        assert_eq!(tally, Tally { passed: 1, refused: 1, failed: 3 });
    }

    /// An endless line, and one line after it.
    struct Endless {
        left: u64,
    }

    impl io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = buffer.len().min(usize::try_from(self.left).unwrap());
            self.left -= n as u64;
            buffer[..n].fill(b'x');
            Ok(n)
        }
    }

    #[test]
    fn an_overlong_line_is_refused_without_being_held() {
        let input = io::Read::chain(Endless { left: 64 << 20 }, b"\n{\"id\":\"a\"}\n".as_slice());
        let mut lines = Lines::new(io::BufReader::new(input), 1000);
        assert_eq!(
            lines.next_line().unwrap().unwrap().unwrap_err().to_string(),
            "DATA-LINE (line 1, column 1): this line has more than 1000 bytes; write one object a line"
        );
        assert!(lines.line.capacity() < 4096);
        assert_eq!(lines.next_line().unwrap().unwrap().unwrap(), "{\"id\":\"a\"}");
        let exact = format!("{}\n", "x".repeat(1000));
        assert!(Lines::new(exact.as_bytes(), 1000).next_line().unwrap().unwrap().is_ok());
    }
}
