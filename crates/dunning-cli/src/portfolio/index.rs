//! Where each customer's rows stand in a file. It reads the file once, holds 24 bytes a row and no row.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek};
use std::ops::Range;

use super::records::{Found, Records, Span};

/// A row whose customer could be read.
#[derive(Debug, Clone, Copy)]
struct Entry {
    customer: u64,
    span: Span,
}

/// Why a row is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Torn {
    /// A quote is opened and not closed.
    OpenQuote,
    /// It is longer than any.
    TooLong,
}

/// What stands together in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Rows of one customer, as far as a hash of 64 bits tells, by their place in [`Index::rows`].
    Rows(Range<usize>),
    /// A row that names nobody.
    Nobody(Span),
    /// A line that is no row.
    Torn(Span, Torn),
}

/// Where each customer's rows stand.
#[derive(Debug, Default)]
pub(crate) struct Index {
    entries: Vec<Entry>,
    parts: Vec<Part>,
}

impl Index {
    /// Reads all records. `customer` names whom the record held is about.
    pub(crate) fn read<R: Read + Seek>(
        records: &mut Records<R>,
        mut customer: impl FnMut(&Records<R>) -> Option<u64>,
    ) -> io::Result<Self> {
        let (mut entries, mut parts) = (Vec::new(), Vec::new());
        loop {
            match records.next()? {
                Found::End => break,
                Found::Record(span) => match customer(records) {
                    Some(customer) => entries.push(Entry { customer, span }),
                    None => parts.push(Part::Nobody(span)),
                },
                Found::OpenQuote(span) => parts.push(Part::Torn(span, Torn::OpenQuote)),
                Found::TooLong(span) => parts.push(Part::Torn(span, Torn::TooLong)),
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.customer, entry.span.offset));
        let mut start = 0;
        for group in entries.chunk_by(|a, b| a.customer == b.customer) {
            parts.push(Part::Rows(start..start + group.len()));
            start += group.len();
        }
        let first = |part: &Part| match part {
            Part::Rows(rows) => entries.get(rows.start).map_or(0, |entry| entry.span.offset),
            Part::Nobody(span) | Part::Torn(span, _) => span.offset,
        };
        parts.sort_unstable_by_key(first);
        Ok(Self { entries, parts })
    }

    /// What stands together, in the order of its first row.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Where rows stand, in their order.
    pub(crate) fn rows(&self, rows: Range<usize>) -> impl Iterator<Item = Span> {
        self.entries.get(rows).unwrap_or_default().iter().map(|entry| entry.span)
    }
}

/// A customer's number in an index.
pub(crate) fn number(id: &[u8]) -> u64 {
    // Without a random key: the same file is read in the same order everywhere.
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
