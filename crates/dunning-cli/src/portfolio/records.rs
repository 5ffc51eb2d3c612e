//! Records of a file: what stands between two line ends, or, in CSV, more where a quoted cell holds line ends. Bounded in
//! length; a record that is none (a quote never closed, a line without end) costs its own line and no other. It knows no
//! encoding beyond ASCII and no columns.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use csv_core::{ReadRecordResult, Terminator};
use dunning_wire::stream::LINE_BYTES_MAX;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Comma-separated values (RFC 4180) with a header, or with another delimiter.
    Csv {
        /// What stands between two cells.
        delimiter: u8,
    },
    /// One JSON object a line.
    JsonLines,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Its first byte.
    pub(crate) offset: u64,
    /// Its bytes, its line's end among them.
    pub(crate) bytes: u32,
    /// Its first line, from 1.
    pub(crate) line: u32,
}

/// What reading came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A record, held until the next.
    Record(Span),
    /// A line whose quote is never closed.
    OpenQuote(Span),
    /// A line longer than any record. The span is that of its beginning.
    TooLong(Span),
    /// The file's end.
    End,
}

/// Reads records.
pub(crate) struct Records<R> {
    input: BufReader<R>,
    form: Form,
    parser: csv_core::Reader,
    /// Where the next byte stands, and in which line.
    offset: u64,
    line: u32,
    /// How many cells a record has, once known.
    cells: Option<usize>,
    /// The record read last: as it stands in the file, and its cells.
    raw: Vec<u8>,
    fields: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    count: usize,
}

/// Bytes read at once.
const BUFFER_BYTES: usize = 256 << 10;

impl<R: Read + Seek> Records<R> {
    /// Records of an input from an offset on.
    pub(crate) fn new(mut input: R, form: Form, offset: u64) -> io::Result<Self> {
        input.seek(SeekFrom::Start(offset))?;
        Ok(Self {
            input: BufReader::with_capacity(BUFFER_BYTES, input),
            form,
            parser: parser(form),
            offset,
            line: 0,
            cells: None,
            raw: Vec::new(),
            fields: vec![0; 1024],
            written: 0,
            ends: vec![0; 64],
            count: 0,
        })
    }

    /// The form of the file.
    pub(crate) const fn form(&self) -> Form {
        self.form
    }

    /// Says how many cells a record has: one over several lines that has another number was torn by a quote.
    pub(crate) const fn expect_cells(&mut self, cells: usize) {
        self.cells = Some(cells);
    }

    /// The next record that isn't blank.
    pub(crate) fn next(&mut self) -> io::Result<Found> {
        loop {
            self.raw.clear();
            let (offset, line) = (self.offset, self.line + 1);
            let read = self.line()?;
            let span = |raw: &[u8]| Span { offset, bytes: u32::try_from(raw.len()).unwrap_or(u32::MAX), line };
            match read {
                Line::End => return Ok(Found::End),
                Line::TooLong => return Ok(Found::TooLong(span(&self.raw))),
                Line::Read if self.raw.iter().all(u8::is_ascii_whitespace) => {}
                Line::Read if self.form == Form::JsonLines => return Ok(Found::Record(span(&self.raw))),
                Line::Read => {
                    let first = self.raw.len();
                    return Ok(if self.cells_of_lines(first)? {
                        Found::Record(span(&self.raw))
                    } else {
                        self.back_to(offset + first as u64, line)?;
                        self.raw.truncate(first);
                        Found::OpenQuote(span(&self.raw))
                    });
                }
            }
        }
    }

    /// Reads the record at a place again.
    pub(crate) fn at(&mut self, span: Span) -> io::Result<()> {
        self.back_to(span.offset, span.line - 1)?;
        self.raw.resize(span.bytes as usize, 0);
        self.input.read_exact(&mut self.raw)?;
        self.offset += u64::from(span.bytes);
        if let Form::Csv { .. } = self.form {
            self.start();
            let _ = self.feed(0) || self.finish();
        }
        Ok(())
    }

    /// The record read last, as it stands in the file, without its line's end.
    pub(crate) fn raw(&self) -> &[u8] {
        self.raw.trim_ascii_end()
    }

    /// The cells of the record read last; none for JSON.
    pub(crate) fn cells(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        ends.iter().enumerate().map(|(i, end)| {
            let start = i.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
            self.fields.get(start..*end).unwrap_or_default()
        })
    }

    /// Appends one line to the record.
    fn line(&mut self) -> io::Result<Line> {
        let before = self.raw.len();
        let room = LINE_BYTES_MAX.saturating_sub(before) as u64 + 1;
        let read = Read::take(&mut self.input, room).read_until(b'\n', &mut self.raw)?;
        if read == 0 {
            return Ok(Line::End);
        }
        self.offset += read as u64;
        self.line = self.line.saturating_add(1);
        if self.raw.last() != Some(&b'\n') && self.raw.len() > LINE_BYTES_MAX {
            self.offset += skip_line(&mut self.input)?;
            return Ok(Line::TooLong);
        }
        Ok(Line::Read)
    }

    /// Parses the first line, and those after it that belong to the same record. Whether it is a record.
    fn cells_of_lines(&mut self, first: usize) -> io::Result<bool> {
        self.start();
        let mut parsed = 0;
        loop {
            if self.feed(parsed) {
                break;
            }
            parsed = self.raw.len();
            match self.line()? {
                Line::Read => {}
                Line::TooLong => return Ok(false),
                Line::End => {
                    self.finish();
                    break;
                }
            }
        }
        let whole = self.cells.is_none_or(|cells| cells == self.count) && is_quoted_right(&self.raw, self.form);
        Ok(self.raw.len() == first || whole)
    }

    fn start(&mut self) {
        self.parser.reset();
        (self.written, self.count) = (0, 0);
    }

    /// Parses the record from a byte on. Whether it ended there.
    fn feed(&mut self, from: usize) -> bool {
        let mut at = from;
        while at < self.raw.len() {
            let (read, ended) = self.parse(at);
            at += read;
            if ended {
                return true;
            }
        }
        false
    }

    /// Ends a record that the file's end cut off.
    fn finish(&mut self) -> bool {
        while !self.parse(self.raw.len()).1 {}
        true
    }

    /// One step of the parser: the bytes it read, and whether a record or the input ended.
    fn parse(&mut self, at: usize) -> (usize, bool) {
        let input = self.raw.get(at..).unwrap_or_default();
        let room = self.written + input.len() + 1;
        if self.fields.len() < room {
            self.fields.resize(room, 0);
        }
        if self.ends.len() <= self.count {
            self.ends.resize(self.count * 2 + 1, 0);
        }
        let output = self.fields.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.count..).unwrap_or_default();
        let (result, read, written, cells) = self.parser.read_record(input, output, ends);
        self.written += written;
        self.count += cells;
        (read, matches!(result, ReadRecordResult::Record | ReadRecordResult::End))
    }

    /// Goes to a byte, and to the line before which it stands.
    fn back_to(&mut self, offset: u64, line: u32) -> io::Result<()> {
        let forward = i128::from(offset) - i128::from(self.offset);
        match i64::try_from(forward) {
            Ok(forward) => self.input.seek_relative(forward)?,
            Err(_) => {
                self.input.seek(SeekFrom::Start(offset))?;
            }
        }
        (self.offset, self.line) = (offset, line);
        Ok(())
    }
}

impl<R: Read + Seek + Clone> Records<R> {
    /// Another who reads records of the same input.
    pub(crate) fn again(&self) -> io::Result<Self> {
        let mut again = Self::new(self.input.get_ref().clone(), self.form, self.offset)?;
        (again.line, again.cells) = (self.line, self.cells);
        Ok(again)
    }
}

/// What appending a line came to.
enum Line {
    Read,
    TooLong,
    End,
}

fn parser(form: Form) -> csv_core::Reader {
    let delimiter = match form {
        Form::Csv { delimiter } => delimiter,
        Form::JsonLines => b',',
    };
    // A carriage return before the line's end is trimmed with the cell.
    csv_core::ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build()
}

/// Whether quotes open only at a cell's start and close only at its end (RFC 4180).
fn is_quoted_right(raw: &[u8], form: Form) -> bool {
    let Form::Csv { delimiter } = form else { return true };
    let (mut inside, mut before) = (false, delimiter);
    for (at, byte) in raw.iter().copied().enumerate() {
        if byte == b'"' {
            let after = raw.get(at + 1).copied().unwrap_or(b'\n');
            let right = if inside {
                [delimiter, b'"', b'\r', b'\n'].contains(&after)
            } else {
                // The second of a doubled quote opens it again.
                before == delimiter || before == b'\n' || before == b'"'
            };
            if !right {
                return false;
            }
            inside = !inside;
        }
        before = byte;
    }
    !inside
}

/// Passes over the rest of a line, unread; how many bytes that was.
fn skip_line(input: &mut impl BufRead) -> io::Result<u64> {
    input.skip_until(b'\n').map(|skipped| skipped as u64)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const CSV: Form = Form::Csv { delimiter: b',' };

    /// Every record as line and cells, and every line that is none.
    fn all(bytes: &[u8], cells: Option<usize>) -> Vec<String> {
        let mut records = Records::new(Cursor::new(bytes), CSV, 0).unwrap();
        if let Some(cells) = cells {
            records.expect_cells(cells);
        }
        let mut all = Vec::new();
        loop {
            match records.next().unwrap() {
                Found::End => return all,
                Found::Record(span) => {
                    let cells: Vec<_> =
                        records.cells().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
                    all.push(format!("{} {}", span.line, cells.join("|")));
                }
                Found::OpenQuote(span) => all.push(format!("{} quote", span.line)),
                Found::TooLong(span) => all.push(format!("{} long", span.line)),
            }
        }
    }

    #[test]
    fn cells_are_those_of_rfc_4180() {
        let text = b"a,\"b \"\"c\"\"\",\"d\r\ne\"\r\n\r\n,,\n  \nlast,\"x,y\",z";
        assert_eq!(all(text, Some(3)), ["1 a|b \"c\"|d\r\ne", "4 ||", "6 last|x,y|z"]);
    }

    #[test]
    fn a_quote_never_closed_costs_its_own_line() {
        let text = b"a,b\n1,\"torn\n2,whole\n3,\"whole\"\n4,last";
        // The quote of line 2 is closed by the first of line 4, after which no cell ends.
        assert_eq!(all(text, Some(2)), ["1 a|b", "2 quote", "3 2|whole", "4 3|whole", "5 4|last"]);
    }

    #[test]
    fn quotes_that_close_too_late_are_told_by_the_number_of_cells() {
        let text = b"a,b\n1,\"torn\n2,whole\n3,\"\n4,last";
        assert_eq!(all(text, Some(2)), ["1 a|b", "2 1|torn\n2,whole\n3,", "5 4|last"]);
        assert_eq!(all(&text[..21], Some(2)), ["1 a|b", "2 quote", "3 2|whole", "4 3"]);
    }

    #[test]
    fn many_cells_and_long_ones_fit() {
        let text = format!("{}\n{}\n", vec!["x"; 1000].join(","), "y".repeat(100_000));
        let all = all(text.as_bytes(), None);
        assert_eq!((all[0].len(), all[1].len()), (2 + 1999, 2 + 100_000));
    }

    /// A line of a given length, and rows around it; never held as a whole.
    struct LongLine {
        at: u64,
        length: u64,
    }

    impl LongLine {
        fn byte(&self, at: u64) -> u8 {
            match at {
                0 => b'a',
                1 => b'\n',
                _ if at < 2 + self.length => b'x',
                _ if at == 2 + self.length => b'\n',
                _ => b'b',
            }
        }
    }

    impl Read for LongLine {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let left = (self.length + 4).saturating_sub(self.at);
            let n = buffer.len().min(usize::try_from(left).unwrap());
            for (i, slot) in buffer[..n].iter_mut().enumerate() {
                *slot = self.byte(self.at + i as u64);
            }
            self.at += n as u64;
            Ok(n)
        }
    }

    impl Seek for LongLine {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            match to {
                SeekFrom::Start(at) => self.at = at,
                SeekFrom::Current(by) => self.at = self.at.checked_add_signed(by).unwrap(),
                SeekFrom::End(_) => return Err(io::ErrorKind::Unsupported.into()),
            }
            Ok(self.at)
        }
    }

    #[test]
    fn an_endless_line_is_passed_over_unheld() {
        let mut records = Records::new(LongLine { at: 0, length: 8 << 20 }, CSV, 0).unwrap();
        assert!(matches!(records.next().unwrap(), Found::Record(Span { line: 1, .. })));
        assert!(matches!(records.next().unwrap(), Found::TooLong(Span { line: 2, .. })));
        assert!(records.raw.capacity() < 3 * LINE_BYTES_MAX);
        assert!(matches!(records.next().unwrap(), Found::Record(Span { line: 3, .. })));
        assert_eq!(records.next().unwrap(), Found::End);
    }

    #[test]
    fn a_record_is_read_again_at_its_place() {
        let text = b"h,i\n1,\"a\nb\"\n2,c";
        let mut records = Records::new(Cursor::new(text), CSV, 0).unwrap();
        let mut spans = Vec::new();
        while let Found::Record(span) = records.next().unwrap() {
            spans.push(span);
        }
        for (span, raw, last) in [(spans[2], "2,c", "c"), (spans[1], "1,\"a\nb\"", "a\nb"), (spans[0], "h,i", "i")] {
            records.at(span).unwrap();
            assert_eq!(records.raw(), raw.as_bytes());
            assert_eq!(records.cells().last(), Some(last.as_bytes()));
        }
    }
}
