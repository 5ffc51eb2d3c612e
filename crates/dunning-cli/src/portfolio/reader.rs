//! A file read customer by customer: households that are right, and the rows of those that are not. It opens no file and
//! writes none.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead as _, BufReader, Read, Seek};
use std::ops::Range;
use std::sync::Arc;

use dunning_core::fault::{Fault, Faults};
use dunning_wire::portfolio::{
    Content, Household, JsonRows, Layout, Mapping, Numbers, ROWS_MAX, Reader, Row, RowFault, Setting, household, shape,
    trimmed,
};
use dunning_wire::stream::LINE_BYTES_MAX;
use encoding_rs::{Encoding, UTF_8};

use super::encoding::{self, Found as InEncoding};
use super::index::{self, Index, Part, Torn};
use super::records::{Form, Found, Records, Span};
use super::rejects::Style;

/// How a file is to be read.
#[derive(Debug)]
pub(crate) struct Given {
    /// Whether it is JSON Lines; else CSV.
    pub(crate) json: bool,
    /// Its encoding; found when not said.
    pub(crate) encoding: Option<&'static Encoding>,
    /// Its mapping; when not said, none for a file whose headers are paths, else that of usual Chinese headers.
    pub(crate) mapping: Option<Mapping>,
    /// What it is and what holds for every row.
    pub(crate) setting: Setting,
}

/// What comes of one customer's rows, or of a row that is nobody's.
#[derive(Debug)]
pub(crate) enum Item {
    /// A household, and how many rows it was made of.
    Household(Box<Household>, usize),
    /// Rows at fault.
    Rejected(Vec<Reject>),
}

/// A row that doesn't go on.
#[derive(Debug)]
pub(crate) struct Reject {
    /// Its line, from 1.
    pub(crate) line: u32,
    /// The row as it stands in the file; empty where it is too long to be held.
    pub(crate) raw: Vec<u8>,
    /// What is wrong with it; at least one.
    pub(crate) faults: Vec<CellFault>,
}

/// A fault of a row.
#[derive(Debug)]
pub(crate) struct CellFault {
    /// The column, from 1, and its header.
    pub(crate) column: Option<(usize, String)>,
    /// What is wrong. Its message quotes nothing.
    pub(crate) fault: Fault,
    /// The cell's [`shape`].
    pub(crate) value: Option<String>,
}

/// A file, read customer by customer. Iterate over it.
pub(crate) struct Portfolio<R, N> {
    records: Records<R>,
    rows: Rows,
    /// The header of a CSV file, as it stands there.
    header: Vec<u8>,
    encoding: InEncoding,
    index: Arc<Index>,
    numbers: N,
    /// The next part, and the one at which it stops.
    next: usize,
    end: usize,
    queue: VecDeque<Item>,
    /// Rows of a customer who has too many, still to be given out.
    crowd: Range<usize>,
}

/// How rows are read.
#[derive(Clone)]
enum Rows {
    /// By the place of their cells.
    Csv(Reader, Layout),
    /// By the names of their fields.
    Json(JsonRows),
}

impl<R: Read + Seek, N: Numbers> Portfolio<R, N> {
    /// Reads a file for the first time: what it is, its header, whose its rows are.
    ///
    /// # Errors
    /// Those of reading; inside, what is wrong with the file as a whole.
    pub(crate) fn open(mut input: R, given: Given, numbers: N) -> io::Result<Result<Self, Faults>> {
        let Given { json, encoding, mapping, setting } = given;
        let encoding = match encoding::detect(&mut input, encoding)? {
            Ok(found) => found,
            Err(fault) => return Ok(Err(fault.into())),
        };
        if json && encoding.encoding != UTF_8 {
            let fault = Fault::new("DATA-ENCODING", "", "JSON Lines are UTF-8").fix("export them so (RFC 8259)");
            return Ok(Err(fault.into()));
        }
        let opened = if json {
            Self::json(input, encoding, mapping.unwrap_or_else(Mapping::identity), setting)?
        } else {
            Self::csv(input, encoding, mapping, setting)?
        };
        let (mut records, mut rows, header) = match opened {
            Ok(opened) => opened,
            Err(faults) => return Ok(Err(faults)),
        };
        let index = Index::read(&mut records, |records, debts| rows.names(records, encoding.encoding, debts))?;
        let (queue, end) = (VecDeque::new(), index.parts().len());
        let index = Arc::new(index);
        Ok(Ok(Self { records, rows, header, encoding, index, numbers, next: 0, end, queue, crowd: 0..0 }))
    }

    fn json(input: R, encoding: InEncoding, mapping: Mapping, setting: Setting) -> io::Result<Opened<R>> {
        let records = Records::new(input, Form::JsonLines, encoding.mark_bytes)?;
        Ok(Reader::new(mapping, setting).map(|reader| (records, Rows::Json(JsonRows::new(reader)), Vec::new())))
    }

    fn csv(mut input: R, encoding: InEncoding, mapping: Option<Mapping>, setting: Setting) -> io::Result<Opened<R>> {
        let said = mapping.as_ref().and_then(Mapping::delimiter);
        let delimiter = match said {
            Some(delimiter) => delimiter,
            None => delimiter_of(&mut input)?,
        };
        let mut records = Records::new(input, Form::Csv { delimiter }, encoding.mark_bytes)?;
        match records.next()? {
            Found::Record(_) => {}
            Found::End => {
                let fault = Fault::new("DATA-EMPTY", "", "the file holds nothing but blank lines");
                return Ok(Err(fault.fix("it begins with a header").into()));
            }
            Found::OpenQuote(_) | Found::TooLong(_) => {
                let fault = Fault::new("DATA-HEADER", "", "the first line is no header: it is too long");
                return Ok(Err(fault.fix("begin the file with a line of column names").into()));
            }
        }
        let Some(header) = decoded(&records, encoding.encoding).into_iter().collect::<Option<Vec<_>>>() else {
            let fault = Fault::new("DATA-ENCODING", "", format!("the header is no {}", encoding.encoding.name()));
            return Ok(Err(fault.fix("say its encoding by --encoding").into()));
        };
        let names: Vec<&str> = header.iter().map(AsRef::as_ref).collect();
        let bound = match mapping {
            Some(mapping) => Ok(mapping),
            None if Mapping::is_identity(&names) => Ok(Mapping::identity()),
            None => Mapping::chinese(),
        };
        let bound = bound.and_then(|mapping| Reader::new(mapping, setting));
        let bound = bound.and_then(|reader| reader.layout(&names).map(|layout| (reader, layout)));
        let raw = records.raw().to_vec();
        records.expect_cells(names.len());
        Ok(bound.map(|(reader, layout)| (records, Rows::Csv(reader, layout), raw)))
    }

    /// The encoding the file is read in.
    pub(crate) fn encoding(&self) -> &'static str {
        self.encoding.encoding.name()
    }

    /// How many parts there are to iterate over: customers, and rows that are nobody's.
    pub(crate) fn parts(&self) -> usize {
        self.index.parts().len()
    }

    /// Goes to some of its parts, after which it stops.
    pub(crate) fn only(&mut self, parts: Range<usize>) {
        (self.next, self.end) = (parts.start, parts.end.min(self.parts()));
    }

    /// How a rejects file is to begin and to be written.
    pub(crate) fn style(&self) -> Style {
        Style {
            form: self.records.form(),
            header: self.header.clone(),
            encoding: self.encoding.encoding,
            marked: self.encoding.mark_bytes > 0,
        }
    }

    /// What comes of a part.
    fn part(&mut self, part: Part) -> io::Result<()> {
        match part {
            Part::Torn(span, torn) => {
                let raw = if torn == Torn::TooLong { Vec::new() } else { self.line_of(span)? };
                let reject = Reject { line: span.line, raw, faults: vec![CellFault::of(torn_fault(torn))] };
                self.queue.push_back(Item::Rejected(vec![reject]));
            }
            Part::Nobody(span) => self.customer(vec![span])?,
            Part::Rows(rows) if rows.len() > ROWS_MAX => self.crowd = rows,
            Part::Rows(rows) => self.customer(self.index.rows(rows).collect())?,
        }
        Ok(())
    }

    /// Rows that an index holds for one customer's.
    fn customer(&mut self, spans: Vec<Span>) -> io::Result<()> {
        if let [span] = spans.as_slice() {
            self.records.at(*span)?;
            let row = self.rows.row(&self.records, self.encoding.encoding, &self.numbers);
            return self.together(&spans, vec![row]);
        }
        // Two customers may share a hash; by their ids they are told apart.
        let mut by_id: BTreeMap<Option<String>, Gathered> = BTreeMap::new();
        for span in spans {
            self.records.at(span)?;
            let id = self.rows.customer(&self.records, self.encoding.encoding);
            let row = self.rows.row(&self.records, self.encoding.encoding, &self.numbers);
            let (spans, rows) = by_id.entry(id).or_default();
            spans.push(span);
            rows.push(row);
        }
        by_id.into_values().try_for_each(|(spans, rows)| self.together(&spans, rows))
    }

    /// Rows of one customer as they were read.
    fn together(&mut self, spans: &[Span], mut rows: Vec<Result<Row, Faults>>) -> io::Result<()> {
        let count = rows.len();
        for (span, row) in spans.iter().zip(&mut rows) {
            if let Some(other) = self.index.shared(span.line) {
                refuse(row, other);
            }
        }
        let (household, faults) = match self.rows.reader().content() {
            Content::Portfolio => match household(rows) {
                Ok(household) => (Some(household), Vec::new()),
                Err(faults) => (None, faults),
            },
            Content::Events => {
                let whose = if rows.iter().any(Result::is_err) { self.whose(spans)? } else { None };
                self.rows.reader().events(whose.as_deref(), rows)
            }
        };
        let rejected = self.rejected(spans, faults)?;
        if let Some(household) = household {
            self.queue.push_back(Item::Household(Box::new(household), count.saturating_sub(rejected.len())));
        }
        if !rejected.is_empty() {
            self.queue.push_back(Item::Rejected(rejected));
        }
        Ok(())
    }

    /// Whom rows name.
    fn whose(&mut self, spans: &[Span]) -> io::Result<Option<String>> {
        let Some(first) = spans.first() else { return Ok(None) };
        self.records.at(*first)?;
        Ok(self.rows.customer(&self.records, self.encoding.encoding))
    }

    /// Rows at fault, as they stand in the file.
    fn rejected(&mut self, spans: &[Span], faults: Vec<RowFault>) -> io::Result<Vec<Reject>> {
        let mut faults = faults.into_iter().peekable();
        let mut rejects = Vec::with_capacity(spans.len());
        for (row, span) in spans.iter().enumerate() {
            if faults.peek().is_none_or(|fault| fault.row != row) {
                continue;
            }
            self.records.at(*span)?;
            let mut own = Vec::new();
            while let Some(RowFault { fault, .. }) = faults.next_if(|fault| fault.row == row) {
                own.push(self.rows.placed(fault, &self.records, self.encoding.encoding));
            }
            rejects.push(Reject { line: span.line, raw: self.records.raw().to_vec(), faults: own });
        }
        Ok(rejects)
    }

    /// Some of the rows of a customer who has too many.
    fn crowd(&mut self) -> io::Result<()> {
        let some = self.crowd.start..self.crowd.end.min(self.crowd.start + CROWD_BATCH);
        self.crowd.start = some.end;
        let mut rejects = Vec::with_capacity(some.len());
        for span in self.index.rows(some).collect::<Vec<_>>() {
            let message = format!("more than {ROWS_MAX} rows are this customer's");
            let fault = Fault::new("DATA-CROWD", "customer.id", message).fix("map the column that names one customer");
            let raw = self.line_of(span)?;
            let fault = self.rows.placed(fault, &self.records, self.encoding.encoding);
            rejects.push(Reject { line: span.line, raw, faults: vec![fault] });
        }
        self.queue.push_back(Item::Rejected(rejects));
        Ok(())
    }

    fn line_of(&mut self, span: Span) -> io::Result<Vec<u8>> {
        self.records.at(span)?;
        Ok(self.records.raw().to_vec())
    }
}

impl<R: Read + Seek + Clone, N: Numbers + Clone> Portfolio<R, N> {
    /// Another who reads the same file, beside this one.
    ///
    /// # Errors
    /// Those of reading.
    pub(crate) fn again(&self) -> io::Result<Self> {
        let Self { records, rows, header, encoding, index, numbers, .. } = self;
        Ok(Self {
            records: records.again()?,
            rows: rows.clone(),
            header: header.clone(),
            encoding: *encoding,
            index: Arc::clone(index),
            numbers: numbers.clone(),
            next: 0,
            end: index.parts().len(),
            queue: VecDeque::new(),
            crowd: 0..0,
        })
    }
}

impl<R: Read + Seek, N: Numbers> Iterator for Portfolio<R, N> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.queue.pop_front() {
                return Some(Ok(item));
            }
            let done = if self.crowd.is_empty() {
                let part = self.index.parts().get(self.next).filter(|_| self.next < self.end)?.clone();
                self.next += 1;
                self.part(part)
            } else {
                self.crowd()
            };
            if let Err(error) = done {
                return Some(Err(error));
            }
        }
    }
}

/// Rows of one customer as they were read, each with its place.
type Gathered = (Vec<Span>, Vec<Result<Row, Faults>>);

/// Rows of a customer who has too many, given out at once.
const CROWD_BATCH: usize = 1000;

type Opened<R> = Result<(Records<R>, Rows, Vec<u8>), Faults>;

impl Rows {
    const fn reader(&self) -> &Reader {
        match self {
            Self::Csv(reader, _) => reader,
            Self::Json(rows) => rows.reader(),
        }
    }

    /// Whom the record held is about.
    fn customer<R: Read + Seek>(&mut self, records: &Records<R>, encoding: &'static Encoding) -> Option<String> {
        match self {
            Self::Csv(_, layout) => {
                let cell = records.cells().nth(layout.customer()?)?;
                let text = decode(cell, encoding)?;
                Some(trimmed(&text).to_owned()).filter(|id| !id.is_empty())
            }
            Self::Json(rows) => rows.customer(std::str::from_utf8(records.raw()).ok()?).ok(),
        }
    }

    /// Whom the record held is about, by number; adds the numbers of its debts, where they are looked for.
    fn names<R: Read + Seek>(
        &mut self,
        records: &Records<R>,
        encoding: &'static Encoding,
        debts: &mut Vec<index::Debt>,
    ) -> Option<u64> {
        let customer = self.customer(records, encoding)?;
        if self.reader().content() == Content::Portfolio {
            match self {
                Self::Csv(_, layout) => {
                    let cell = |path| decode(records.cells().nth(layout.column(path)?.0)?, encoding);
                    let id = cell("id").unwrap_or_default();
                    if !trimmed(&id).is_empty() {
                        debts.push(index::debt(trimmed(&cell("creditor.id").unwrap_or_default()), trimmed(&id)));
                    }
                }
                Self::Json(rows) => {
                    let named = std::str::from_utf8(records.raw()).map(|line| rows.debts(line)).unwrap_or_default();
                    debts.extend(named.iter().map(|(creditor, id)| index::debt(creditor, id)));
                }
            }
        }
        Some(index::number(&customer))
    }

    /// The record held as a row.
    fn row<R: Read + Seek>(
        &mut self,
        records: &Records<R>,
        encoding: &'static Encoding,
        numbers: &impl Numbers,
    ) -> Result<Row, Faults> {
        match self {
            Self::Csv(reader, layout) => {
                let cells = decoded(records, encoding);
                if let Some(bad) = cells.iter().position(Option::is_none) {
                    let message = format!("this cell is no {}", encoding.name());
                    let fault = Fault::new("DATA-ENCODING", layout.path(bad).unwrap_or_default(), message);
                    return Err(fault.fix("export the file anew, or say its encoding by --encoding").into());
                }
                reader.row(layout, cells.iter().map(|cell| cell.as_deref().unwrap_or_default()), numbers)
            }
            Self::Json(rows) => match std::str::from_utf8(records.raw()) {
                Ok(line) => rows.row(line, numbers),
                Err(error) => {
                    let message = format!("this line is no UTF-8 from byte {} on", error.valid_up_to());
                    Err(Fault::new("DATA-ENCODING", "", message).fix("export it in UTF-8").into())
                }
            },
        }
    }

    /// A fault of the record held with its column and the shape of its cell.
    fn placed<R: Read + Seek>(&self, fault: Fault, records: &Records<R>, encoding: &'static Encoding) -> CellFault {
        let Self::Csv(_, layout) = self else { return CellFault::of(fault) };
        let Some((index, header)) = layout.column(&fault.path) else { return CellFault::of(fault) };
        let cell = records.cells().nth(index).and_then(|cell| decode(cell, encoding));
        CellFault {
            column: Some((index + 1, header.to_owned())),
            value: cell.map(|cell| shape(trimmed(&cell))).filter(|shape| !shape.is_empty()),
            fault,
        }
    }
}

/// Refuses a row whose debt stands under another customer too: nobody knows which of them owes it, and a stranger must not
/// be told of it.
fn refuse(row: &mut Result<Row, Faults>, other: u32) {
    let path = row.as_ref().map_or("id", Row::debt_path);
    let message = format!("a debt of this id stands under another customer too, at line {other}");
    let fix = "give each debt an id of its own; joint debtors have one each, and the same claim";
    let fault = Fault::new("DATA-DUPLICATE", path, message).fix(fix);
    match row {
        Ok(_) => *row = Err(fault.into()),
        Err(faults) => faults.push(fault),
    }
}

impl CellFault {
    pub(super) const fn of(fault: Fault) -> Self {
        Self { column: None, fault, value: None }
    }
}

pub(super) fn torn_fault(torn: Torn) -> Fault {
    match torn {
        Torn::OpenQuote => {
            Fault::new("DATA-QUOTE", "", "a quote is opened on this line and not closed where it should be")
                .fix("close it, or double a quote that belongs to the text")
        }
        Torn::TooLong => Fault::new("DATA-LINE", "", format!("this line has more than {LINE_BYTES_MAX} bytes"))
            .fix("one row a line; it stands in the file and is not kept apart"),
    }
}

/// The cells of the record held; nothing for one that isn't in the encoding.
pub(super) fn decoded<'r, R: Read + Seek>(
    records: &'r Records<R>,
    encoding: &'static Encoding,
) -> Vec<Option<Cow<'r, str>>> {
    records.cells().map(|cell| decode(cell, encoding)).collect()
}

pub(super) fn decode<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Option<Cow<'b, str>> {
    if encoding == UTF_8 {
        std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
    } else {
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    }
}

/// What stands between the cells of a header: a comma, else a semicolon or a tab.
pub(super) fn delimiter_of(input: &mut (impl Read + Seek)) -> io::Result<u8> {
    let mut line = Vec::new();
    BufReader::new(&mut *input).take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)?;
    input.rewind()?;
    Ok([b',', b';', b'\t'].into_iter().find(|delimiter| line.contains(delimiter)).unwrap_or(b','))
}

/// Longest header that a delimiter is looked for in.
const HEADER_BYTES_MAX: u64 = 64 << 10;
