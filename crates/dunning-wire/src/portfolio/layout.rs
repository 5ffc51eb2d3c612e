//! A mapping bound to zone data and to what all rows have in common, and a header bound to the mapping. It knows no file
//! and no encoding: headers are texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use dunning_core::case::{CaseSpec, Creditor, CreditorSpec};
use dunning_core::fault::{Fault, Faults, Place as At, nearest};
use dunning_core::id::BookId;
use dunning_core::time::{Place, Zone, ZoneTable};

use super::cell::{self, AmountForm, DayOrder};
use super::column::{Column, Draft, paths};
use super::mapping::{Mapping, fold, is_reserved};

/// What a file is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Debts, and what is known of their customers.
    Portfolio,
    /// What became known since: payments, disputes, holds, consents, papers, contacts, changed contact data.
    Events,
}

/// How cells are read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) days: DayOrder,
    pub(super) amounts: AmountForm,
    pub(super) zone: Option<Zone>,
    pub(super) country: Option<Place>,
    pub(super) zones: ZoneTable,
}

/// What a file is read with, beside its mapping.
#[derive(Debug, Clone)]
pub struct Setting {
    /// What the file is.
    pub content: Content,
    /// What holds for every row unless mapping or row say otherwise: the creditor of the configuration, the instant of the
    /// data. Its debts are passed over.
    pub common: CaseSpec,
    /// The zone data.
    pub zones: ZoneTable,
    /// The books in force: a row that is a request may name them and no others.
    pub books: Vec<BookId>,
    /// The instant of reading, after which nothing can have happened; nothing to take any.
    pub now: Option<DateTime<Utc>>,
}

/// A mapping ready to read rows.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) content: Content,
    mapping: Mapping,
    pub(super) reading: Reading,
    /// What every row starts from.
    pub(super) start: Draft,
    /// The same without its creditor, which is known.
    common: Option<(Draft, Arc<Lender>)>,
    pub(super) books: Vec<BookId>,
    pub(super) now: Option<DateTime<Utc>>,
}

/// The creditor of all rows that name none, read once for them.
#[derive(Debug)]
pub(super) struct Lender {
    pub(super) spec: CreditorSpec,
    pub(super) creditor: Arc<Creditor>,
}

/// A header bound to a mapping.
#[derive(Debug, Clone)]
pub struct Layout {
    pub(super) columns: Vec<Option<Bound>>,
    /// Whether a column says something of the creditor.
    names_creditor: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) header: String,
    pub(super) path: String,
    pub(super) column: Column,
    /// What its words mean.
    pub(super) words: BTreeMap<String, String>,
}

impl Reader {
    /// Binds a mapping to what it is read with.
    ///
    /// # Errors
    /// All faults of the mapping's constants, zone and country.
    pub fn new(mapping: Mapping, setting: Setting) -> Result<Self, Faults> {
        let Setting { content, common, zones, books, now } = setting;
        let mut faults = Faults::new();
        let mut under = |path: &str, fault: Fault| faults.extend_under(path, fault.into());
        let zone = mapping.zone.as_deref().map(|name| zones.parse(name));
        let country = mapping.country.as_deref().map(Place::parse);
        let reading = Reading {
            days: mapping.days,
            amounts: mapping.amounts,
            zone: zone.transpose().unwrap_or_else(|fault| {
                under("read.zone", fault);
                None
            }),
            country: country.transpose().unwrap_or_else(|fault| {
                under("read.country", fault);
                None
            }),
            zones,
        };
        let mut start = Draft { case: CaseSpec { debts: Vec::new(), ..common }, ..Draft::default() };
        for (path, value) in &mapping.constants {
            if let Err(fault) = Column::parse(path).and_then(|column| column.put(&mut start, value, &reading)) {
                under(&format!("constants.{path}"), fault);
            }
        }
        let spec = start.case.creditor.clone();
        // One that isn't right is read with each row, so that each row is told so.
        let common = Creditor::new(spec.clone()).ok().map(|creditor| {
            let case = CaseSpec { creditor: CreditorSpec::default(), ..start.case.clone() };
            (Draft { case, ..start.clone() }, Arc::new(Lender { spec, creditor: Arc::new(creditor) }))
        });
        faults.or(Self { content, mapping, reading, start, common, books, now })
    }

    /// What a row under a header starts from, and its creditor where the row doesn't name it.
    pub(super) fn begin(&self, layout: &Layout) -> (Draft, Option<&Arc<Lender>>) {
        match &self.common {
            Some((draft, lender)) if !layout.names_creditor => (draft.clone(), Some(lender)),
            _ => (self.start.clone(), None),
        }
    }

    /// Binds a header.
    ///
    /// # Errors
    /// All faults, each with its place in line 1, columns counted by cells: `DATA-HEADER` for a header that is none or lacks a
    /// column, `DATA-COLUMN` for a column that is unknown, `DATA-DUPLICATE` for two that fill the same field.
    pub fn layout(&self, header: &[&str]) -> Result<Layout, Faults> {
        let mut faults = Faults::new();
        let unknown = header.iter().filter(|name| self.candidates(name).is_none()).count();
        if unknown * 2 > header.len() || header.iter().all(|name| cell::trimmed(name).is_empty()) {
            let message = format!("the first line is no header: {unknown} of its {} columns are unknown", header.len());
            let fix = "begin the file with a line of column names, and map what the lender calls otherwise";
            return Err(Fault::new("DATA-HEADER", "", message).fix(fix).at(cell_place(0)).into());
        }
        let mut columns: Vec<Option<Bound>> = header.iter().map(|_| None).collect();
        // Headers with one meaning first: what is left decides what the others mean.
        for choices in [false, true] {
            for (index, name) in header.iter().enumerate() {
                match self.bind(name, choices, &columns) {
                    Ok(None) => {}
                    Ok(Some(bound)) => {
                        if let Some(slot) = columns.get_mut(index) {
                            *slot = Some(bound);
                        }
                    }
                    Err(fault) => faults.push(fault.at(cell_place(index))),
                }
            }
        }
        let bound = |path: &str| columns.iter().flatten().any(|bound| bound.path == path);
        let lacks = |path: &str| !bound(path) && !self.mapping.constants.contains_key(path) && !self.is_common(path);
        let lacking: Vec<&str> = self.needed().iter().copied().filter(|path| lacks(path)).collect();
        if !lacking.is_empty() && faults.is_empty() {
            let message = format!("the header lacks {}", lacking.join(", "));
            let fix = "add a column, or map one, or say it once under the mapping's `constants`";
            faults.push(Fault::new("DATA-HEADER", "", message).fix(fix).at(cell_place(0)));
        }
        let names_creditor = columns.iter().flatten().any(|bound| bound.path.starts_with("creditor."));
        faults.or(Layout { columns, names_creditor })
    }

    fn candidates(&self, header: &str) -> Option<Vec<String>> {
        let header = fold(header);
        if header.is_empty() {
            return None;
        }
        if let Some(paths) = self.mapping.columns.get(&header) {
            return Some(paths.clone());
        }
        if is_reserved(&header) || self.mapping.ignored.contains(&header) {
            return Some(Vec::new());
        }
        Column::parse(&header).ok().map(|_| vec![header])
    }

    /// Binds one header, those with one meaning or those with several.
    fn bind(&self, header: &str, choices: bool, taken: &[Option<Bound>]) -> Result<Option<Bound>, Fault> {
        let Some(paths) = self.candidates(header) else {
            if choices {
                return Ok(None);
            }
            let unknown = fold(header);
            let fault = Fault::new("DATA-COLUMN", header, "there is no such column");
            let known = paths();
            let near = nearest(&unknown, known.iter().map(String::as_str).chain(self.mapping.headers()));
            return Err(match near {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault.fix("map it, or list it under the mapping's `ignored`"),
            });
        };
        if (paths.len() > 1) != choices {
            return Ok(None);
        }
        let free = |path: &&String| !taken.iter().flatten().any(|bound| bound.path == **path);
        let Some(path) = paths.iter().find(free) else {
            let Some(path) = paths.first() else { return Ok(None) };
            let other = taken.iter().flatten().find(|bound| bound.path == *path);
            let message = format!("this column and {:?} both fill {path}", other.map_or("", |bound| &bound.header));
            return Err(Fault::new("DATA-DUPLICATE", header, message).fix("list one of them under `ignored`"));
        };
        let column = Column::parse(path)?;
        if self.content == Content::Events && column.is_of_debt() {
            return Err(Fault::new("DATA-COLUMN", header, "a file of events has no debts").fix("it is a portfolio"));
        }
        let words = self.mapping.words.get(path).cloned().unwrap_or_default();
        Ok(Some(Bound { header: header.to_owned(), path: path.clone(), column, words }))
    }

    /// Paths that a file must fill.
    const fn needed(&self) -> &'static [&'static str] {
        match self.content {
            Content::Portfolio => {
                &["customer.id", "customer.kind", "creditor.id", "id", "currency", "arrears", "due_date"]
            }
            Content::Events => &["customer.id"],
        }
    }

    /// Whether what holds for every row fills a path.
    fn is_common(&self, path: &str) -> bool {
        match path {
            "creditor.id" => !self.start.case.creditor.id.is_empty(),
            "customer.kind" => self.start.case.customer.kind.is_some(),
            _ => false,
        }
    }
}

impl Layout {
    /// The place of the customer's id among the cells.
    pub fn customer(&self) -> Option<usize> {
        self.column("customer.id").map(|(index, _)| index)
    }

    /// The path that a cell's column fills; nothing for one that is passed over.
    pub fn path(&self, index: usize) -> Option<&str> {
        self.columns.get(index)?.as_ref().map(|bound| bound.path.as_str())
    }

    /// The column that a path came from: its place among the cells, from 0, and its header.
    pub fn column(&self, path: &str) -> Option<(usize, &str)> {
        let mut columns = self.columns.iter().enumerate();
        columns.find_map(|(index, bound)| {
            bound.as_ref().filter(|bound| bound.path == path).map(|bound| (index, bound.header.as_str()))
        })
    }
}

/// Where a cell of the header stands, cells counted.
fn cell_place(index: usize) -> Option<At> {
    Some(At { line: 1, column: u32::try_from(index + 1).unwrap_or(u32::MAX) })
}
