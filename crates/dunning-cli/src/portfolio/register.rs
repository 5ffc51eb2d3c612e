//! A register of opt-outs read from a file, row by row. It opens no file and writes none; what a row means is
//! `dunning_wire::portfolio`'s to say.

use std::io::{self, Read, Seek};

use dunning_core::fault::{Fault, Faults};
use dunning_wire::portfolio::{Entry, Numbers, RegisterHeader, RegisterSetting, register_line, shape, trimmed};
use encoding_rs::Encoding;

use super::encoding;
use super::index::Torn;
use super::reader::{CellFault, Reject, decode, decoded, delimiter_of, torn_fault};
use super::records::{Form, Found, Records};
use super::rejects::Style;

/// A file of opt-outs. Iterate over it.
pub(crate) struct Register<R, N> {
    records: Records<R>,
    /// The header of a CSV file, bound and as it stands there.
    header: Option<(RegisterHeader, Vec<u8>)>,
    encoding: encoding::Found,
    setting: RegisterSetting,
    numbers: N,
}

/// What comes of a row.
pub(crate) type Line = Result<Box<Entry>, Reject>;

impl<R: Read + Seek, N: Numbers> Register<R, N> {
    /// Opens a register: what it is, and its header.
    ///
    /// # Errors
    /// Those of reading; inside, what is wrong with the file as a whole.
    pub(crate) fn open(
        mut input: R,
        json: bool,
        encoding: Option<&'static Encoding>,
        setting: RegisterSetting,
        numbers: N,
    ) -> io::Result<Result<Self, Faults>> {
        let encoding = match encoding::detect(&mut input, encoding)? {
            Ok(found) => found,
            Err(fault) => return Ok(Err(fault.into())),
        };
        if json {
            let records = Records::new(input, Form::JsonLines, encoding.mark_bytes)?;
            return Ok(Ok(Self { records, header: None, encoding, setting, numbers }));
        }
        let delimiter = delimiter_of(&mut input)?;
        let mut records = Records::new(input, Form::Csv { delimiter }, encoding.mark_bytes)?;
        if !matches!(records.next()?, Found::Record(_)) {
            let fault = Fault::new("DATA-HEADER", "", "the first line is no header");
            return Ok(Err(fault.fix("begin the file with a line of column names").into()));
        }
        let Some(names) = decoded(&records, encoding.encoding).into_iter().collect::<Option<Vec<_>>>() else {
            let fault = Fault::new("DATA-ENCODING", "", format!("the header is no {}", encoding.encoding.name()));
            return Ok(Err(fault.fix("say its encoding by --encoding").into()));
        };
        let header = match RegisterHeader::new(&names.iter().map(AsRef::as_ref).collect::<Vec<_>>()) {
            Ok(header) => header,
            Err(faults) => return Ok(Err(faults)),
        };
        let (raw, cells) = (records.raw().to_vec(), names.len());
        records.expect_cells(cells);
        Ok(Ok(Self { records, header: Some((header, raw)), encoding, setting, numbers }))
    }

    /// How a rejects file is to begin and to be written.
    pub(crate) fn style(&self) -> Style {
        Style {
            form: self.records.form(),
            header: self.header.as_ref().map(|(_, raw)| raw.clone()).unwrap_or_default(),
            encoding: self.encoding.encoding,
            marked: self.encoding.mark_bytes > 0,
        }
    }

    fn read(&self) -> Result<Entry, Faults> {
        let Some((header, _)) = &self.header else {
            return match std::str::from_utf8(self.records.raw()) {
                Ok(line) => register_line(line, &self.setting, &self.numbers),
                Err(error) => {
                    let message = format!("this line is no UTF-8 from byte {} on", error.valid_up_to());
                    Err(Fault::new("DATA-ENCODING", "", message).fix("export it in UTF-8").into())
                }
            };
        };
        let cells = decoded(&self.records, self.encoding.encoding);
        if let Some(bad) = cells.iter().position(Option::is_none) {
            let message = format!("this cell is no {}", self.encoding.encoding.name());
            let fault = Fault::new("DATA-ENCODING", header.path(bad).unwrap_or_default(), message);
            return Err(fault.fix("export the file anew, or say its encoding by --encoding").into());
        }
        header.row(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()), &self.setting, &self.numbers)
    }

    /// A fault of the record held with its column and the shape of its cell.
    fn placed(&self, fault: Fault) -> CellFault {
        let column = self.header.as_ref().and_then(|(header, _)| header.column(&fault.path));
        let Some((index, name)) = column else { return CellFault::of(fault) };
        let cell = self.records.cells().nth(index).and_then(|cell| decode(cell, self.encoding.encoding));
        let value = cell.map(|cell| shape(trimmed(&cell))).filter(|shape| !shape.is_empty());
        CellFault { column: Some((index + 1, name.to_owned())), value, fault }
    }
}

impl<R: Read + Seek, N: Numbers> Iterator for Register<R, N> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let (span, torn) = match self.records.next() {
            Ok(Found::End) => return None,
            Ok(Found::Record(span)) => (span, None),
            Ok(Found::OpenQuote(span)) => (span, Some(Torn::OpenQuote)),
            Ok(Found::TooLong(span)) => (span, Some(Torn::TooLong)),
            Err(error) => return Some(Err(error)),
        };
        let raw = if torn == Some(Torn::TooLong) { Vec::new() } else { self.records.raw().to_vec() };
        let faults = match torn.map_or_else(|| self.read(), |torn| Err(torn_fault(torn).into())) {
            Ok(entry) => return Some(Ok(Ok(Box::new(entry)))),
            Err(faults) => faults.into_iter().map(|fault| self.placed(fault)).collect(),
        };
        Some(Ok(Err(Reject { line: span.line, raw, faults })))
    }
}
