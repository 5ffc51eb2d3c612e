//! Where each customer's rows stand in a file, and which debts stand under several customers. It reads the file once,
//! holds 24 bytes a row, as many again while it reads, and no row.

use std::collections::BTreeMap;
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
    /// Of each line with a debt that stands under another customer too, that one's line.
    shared: BTreeMap<u32, u32>,
}

/// A debt's number in an index: of 128 bits, so that two debts never have the same.
pub(crate) type Debt = [u64; 2];

impl Index {
    /// Reads all records. `names` says whom the record held is about, and adds its debts.
    pub(crate) fn read<R: Read + Seek>(
        records: &mut Records<R>,
        mut names: impl FnMut(&Records<R>, &mut Vec<Debt>) -> Option<u64>,
    ) -> io::Result<Self> {
        let (mut entries, mut parts) = (Vec::new(), Vec::new());
        let (mut named, mut debts) = (Vec::new(), Vec::new());
        loop {
            match records.next()? {
                Found::End => break,
                Found::Record(span) => match names(records, &mut named) {
                    Some(customer) => {
                        let row = u32::try_from(entries.len()).unwrap_or(u32::MAX);
                        debts.extend(named.drain(..).map(|debt| (debt, row)));
                        entries.push(Entry { customer, span });
                    }
                    None => {
                        named.clear();
                        parts.push(Part::Nobody(span));
                    }
                },
                Found::OpenQuote(span) => parts.push(Part::Torn(span, Torn::OpenQuote)),
                Found::TooLong(span) => parts.push(Part::Torn(span, Torn::TooLong)),
            }
        }
        let shared = shared(debts, &entries);
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
        Ok(Self { entries, parts, shared })
    }

    /// The line at which a debt of this line stands under another customer.
    pub(crate) fn shared(&self, line: u32) -> Option<u32> {
        self.shared.get(&line).copied()
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

/// The lines of debts that stand under several customers. `debts` have the places of their rows among the entries.
fn shared(mut debts: Vec<(Debt, u32)>, entries: &[Entry]) -> BTreeMap<u32, u32> {
    debts.sort_unstable();
    let mut shared = BTreeMap::new();
    for rows in debts.chunk_by(|(a, _), (b, _)| a == b) {
        let mut rows = rows.iter().filter_map(|(_, row)| entries.get(usize::try_from(*row).ok()?));
        let Some(first) = rows.next() else { continue };
        let others = rows.clone().find(|row| row.customer != first.customer);
        let Some(second) = others else { continue };
        shared.entry(first.span.line).or_insert(second.span.line);
        for row in rows {
            let other = if row.customer == first.customer { second } else { first };
            shared.entry(row.span.line).or_insert(other.span.line);
        }
    }
    shared
}

/// A customer's number in an index.
pub(crate) fn number(id: &str) -> u64 {
    hash(id)
}

/// A debt's number in an index: two creditors may give the same id to debts of theirs.
pub(crate) fn debt(creditor: &str, id: &str) -> Debt {
    [hash((creditor, id)), hash((id, creditor))]
}

fn hash(of: impl Hash) -> u64 {
    // Without a random key: the same file is read in the same order everywhere.
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
