//! A line of JSON as a row: either flat, its fields named like columns, or a request without `now` and `proposal`. It
//! reads one line at a time and opens no file.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use dunning_core::case::{CaseSpec, CustomerSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::Fact;
use dunning_core::id::BookId;

use super::layout::{Content, Layout, Reader};
use super::mapping::REJECT;
use super::numbers::{self, Numbers};
use super::row::Row;
use crate::fields::{self, Fields};
use crate::request::case::{contacts, creditor, customer, debts, locations, preferences};
use crate::request::facts::{Facts, facts};
use crate::request::format;
use crate::request::scalar::utc;
use crate::value::{Table, Value};

/// Reads lines of JSON as rows. Lines of the same fields share one layout.
#[derive(Debug, Clone)]
pub struct JsonRows {
    reader: Reader,
    last: Option<(Vec<String>, Layout)>,
}

impl JsonRows {
    /// Rows by a reader.
    pub const fn new(reader: Reader) -> Self {
        Self { reader, last: None }
    }

    /// The reader they are read by.
    pub const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Reads a line.
    ///
    /// # Errors
    /// All faults: `DATA-SYNTAX` for what is no JSON, those of [`Reader::row`] for a flat line, those of a request for
    /// another, and `DATA-BOOK` for one that names a book that isn't in force.
    pub fn row(&mut self, line: &str, numbers: &impl Numbers) -> Result<Row, Faults> {
        let value = Value::parse(line)?;
        let Value::Table(table) = &value else { return Err(no_object()) };
        if is_request(&value) {
            return request(&self.reader, &value, numbers);
        }
        let cells = cells(table)?;
        self.bind(table)?;
        let Some((_, layout)) = &self.last else { return Err(no_object()) };
        self.reader.row(layout, cells.iter().map(AsRef::as_ref), numbers)
    }

    /// Whom a line is about, nothing else of it looked at.
    ///
    /// # Errors
    /// `DATA-SYNTAX`, and `DATA-MISSING` where nobody is named.
    pub fn customer(&mut self, line: &str) -> Result<String, Faults> {
        let value = Value::parse(line)?;
        let Value::Table(table) = &value else { return Err(no_object()) };
        let (id, path) = if is_request(&value) {
            (
                value.field("customer").and_then(|customer| customer.field("id")?.as_text()).map(Cow::Borrowed),
                "customer.id",
            )
        } else {
            self.bind(table)?;
            let column = self.last.as_ref().and_then(|(_, layout)| layout.customer());
            let cell = column.and_then(|at| table.fields.values().nth(at));
            (cell.and_then(|cell| text(cell).ok()), "customer.id")
        };
        let id = id.map(|id| super::cell::trimmed(&id).to_owned()).filter(|id| !id.is_empty());
        id.ok_or_else(|| Fault::new("DATA-MISSING", path, "this field is missing").into())
    }

    /// The debts of a line, each with its creditor where the line names one, nothing else of it looked at; none of a line
    /// that can't be read.
    pub fn debts(&mut self, line: &str) -> Vec<(String, String)> {
        let Ok(value) = Value::parse(line) else { return Vec::new() };
        let Value::Table(table) = &value else { return Vec::new() };
        let trimmed = |text: Cow<'_, str>| super::cell::trimmed(&text).to_owned();
        let id = |of: &Value<'_>| of.field("id").and_then(|id| text(id).ok()).map(trimmed).unwrap_or_default();
        let (creditor, ids) = if is_request(&value) {
            let Some(Value::List(debts)) = value.field("debts") else { return Vec::new() };
            (value.field("creditor").map(id).unwrap_or_default(), debts.iter().map(id).collect())
        } else {
            if self.bind(table).is_err() {
                return Vec::new();
            }
            let cell = |path| {
                let (at, _) = self.last.as_ref()?.1.column(path)?;
                text(table.fields.values().nth(at)?).ok().map(trimmed)
            };
            (cell("creditor.id").unwrap_or_default(), vec![cell("id").unwrap_or_default()])
        };
        ids.into_iter().filter(|id: &String| !id.is_empty()).map(|id| (creditor.clone(), id)).collect()
    }

    /// Binds a flat line's fields, unless those of the last line were the same.
    fn bind(&mut self, table: &Table<'_>) -> Result<(), Faults> {
        if self.last.as_ref().is_some_and(|(header, _)| header.iter().eq(table.fields.keys())) {
            return Ok(());
        }
        let header: Vec<&str> = table.fields.keys().map(AsRef::as_ref).collect();
        let layout = self.reader.layout(&header).map_err(unplaced)?;
        self.last = Some((header.into_iter().map(str::to_owned).collect(), layout));
        Ok(())
    }
}

fn no_object() -> Faults {
    Fault::new("DATA-TYPE", "", "a line is one JSON object").into()
}

/// A request has a customer with fields, a flat line has dotted paths.
fn is_request(value: &Value<'_>) -> bool {
    matches!(value.field("customer"), Some(Value::Table(_)))
}

/// Faults of a header that is no line of the file.
fn unplaced(faults: Faults) -> Faults {
    let mut without = Faults::new();
    faults.into_iter().for_each(|fault| without.push(fault.at(None)));
    without
}

/// A flat line's values as cells.
fn cells<'v>(table: &'v Table<'_>) -> Result<Vec<Cow<'v, str>>, Faults> {
    let mut faults = Faults::new();
    for name in &table.repeated {
        faults.push(Fault::new("DATA-DUPLICATE", name.as_ref(), "this field stands twice"));
    }
    let mut cells = Vec::with_capacity(table.fields.len());
    for (name, value) in table.fields.iter() {
        match text(value) {
            _ if name == REJECT => cells.push(Cow::Borrowed("")),
            Ok(text) => cells.push(text),
            Err(fault) => faults.extend_under(name, fault.into()),
        }
    }
    faults.or(cells)
}

/// A value as a cell.
fn text<'v>(value: &'v Value<'_>) -> Result<Cow<'v, str>, Fault> {
    Ok(match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Value::Whole(number) => Cow::Owned(number.to_string()),
        other => {
            let fault = Fault::new("DATA-TYPE", "", format!("expected a text, found {}", other.kind()));
            return Err(fault.fix("write amounts as texts, and lists with ; between their items"));
        }
    })
}

/// Reads a line that is a request without `now` and `proposal`.
fn request(reader: &Reader, value: &Value<'_>, numbers: &impl Numbers) -> Result<Row, Faults> {
    let (raw, mut faults) = fields::read(value, |fields| {
        fields.take("format").parse(format);
        fields.take("id").owned();
        // What a rejects file says of the line.
        let _ = fields.take(REJECT);
        fields.take("rulebooks").list(|book| book.parse(|id| in_force(reader, id)));
        (case(reader, fields), facts(fields, reader.now))
    });
    let Some((mut case, facts)) = raw else { return Err(faults) };
    let mut facts = checked(facts, reader.now, &mut faults);
    let mut told = Faults::new();
    let country = reader.reading.country.or_else(|| numbers::place(case.creditor.seat.as_deref()));
    numbers::apply(&mut case, &mut facts, country, numbers, &mut told);
    // An address that is missing has been named already.
    let said = |fault: &Fault| faults.iter().any(|known| known.path == fault.path);
    let new: Vec<Fault> = told.into_iter().filter(|fault| !said(fault)).collect();
    new.into_iter().for_each(|fault| faults.push(fault));
    faults.or(Row { case, facts, flat: false, lender: None })
}

/// The facts, or what is wrong with them noted.
pub(super) fn checked(facts: Facts, now: Option<DateTime<Utc>>, faults: &mut Faults) -> Vec<Fact> {
    if facts.0.is_empty() {
        return Vec::new();
    }
    if let Some(now) = now {
        facts.ahead_of(now).into_iter().for_each(|fault| faults.push(fault));
    }
    facts.checked().unwrap_or_else(|wrong| {
        wrong.into_iter().for_each(|fault| faults.push(fault));
        Vec::new()
    })
}

fn in_force(reader: &Reader, id: &str) -> Result<(), Fault> {
    let book = BookId::new(id)?;
    if reader.books.contains(&book) {
        return Ok(());
    }
    let fault = Fault::new("DATA-BOOK", "", format!("the book {book} is not in force"));
    Err(fault.fix("run with it, or leave `rulebooks` out: a run's books hold for every row"))
}

fn case(reader: &Reader, fields: &mut Fields<'_>) -> CaseSpec {
    let common = &reader.start.case;
    let zones = Some(&reader.reading.zones);
    if reader.content == Content::Events {
        // What changed of the customer; the debts stand in a portfolio.
        let customer = fields.must("customer").table(|fields| CustomerSpec {
            id: fields.must("id").owned().unwrap_or_default(),
            contacts: contacts(fields.take("contacts")),
            locations: locations(fields.take("locations"), zones),
            preferences: preferences(fields.take("preferences")),
            ..CustomerSpec::default()
        });
        return CaseSpec { customer: customer.unwrap_or_default(), ..CaseSpec::default() };
    }
    let own_creditor = fields.take("creditor").is_there() || common.creditor.id.is_empty();
    let debts_there = fields.must("debts").is_there();
    CaseSpec {
        as_of: fields.take("as_of").parse(utc).or(common.as_of),
        actor: fields.take("actor").word().or(common.actor),
        collector: fields.take("collector").owned().or_else(|| common.collector.clone()),
        collector_name: fields.take("collector_name").owned().or_else(|| common.collector_name.clone()),
        creditor: if own_creditor {
            fields.must("creditor").table(creditor).unwrap_or_default()
        } else {
            common.creditor.clone()
        },
        customer: fields.must("customer").table(|fields| customer(fields, zones)).unwrap_or_default(),
        debts: if debts_there { debts(fields.take("debts"), zones) } else { Vec::new() },
    }
}
