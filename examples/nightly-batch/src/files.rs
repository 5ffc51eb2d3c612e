//! The bank's two files: a portfolio (CSV, a row a debt) and yesterday's events (JSON Lines). Rows of one customer form one
//! case; a customer with a row at fault is left out whole and told by line. What the columns mean is `dunning-wire`'s to
//! know, and the sample is small: a file that doesn't fit in memory is sorted by customer first.

use std::collections::BTreeMap;

use dunning_core::fault::{Fault, Faults};
use dunning_core::time::Place;
use dunning_engine::Intake;
use dunning_wire::portfolio::{Household, JsonRows, Mapping, Number, Reader, Row, Setting, household};

/// What a file came to.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// What goes to the engine.
    pub(crate) intakes: Vec<Intake>,
    /// What was wrong, a line each. Values in it are masked.
    pub(crate) rejected: Vec<String>,
}

/// Rows by customer, each with its line.
type Rows = BTreeMap<String, Vec<(u64, Result<Row, Faults>)>>;

/// Reads a portfolio with the usual Chinese headers.
pub(crate) fn portfolio(text: &str, setting: Setting) -> Result<Read, Faults> {
    let reader = Reader::new(Mapping::chinese()?, setting)?;
    let mut records = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = records.headers().map_err(|error| unreadable(&error))?.clone();
    let layout = reader.layout(&header.iter().collect::<Vec<&str>>())?;
    let mut rows = Rows::new();
    for record in records.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let customer = layout.customer().and_then(|at| record.get(at)).unwrap_or_default();
        let cells: Vec<&str> = record.iter().collect();
        let row = reader.row(&layout, cells.into_iter(), &written);
        rows.entry(customer.to_owned()).or_default().push((line, row));
    }
    Ok(joined(rows))
}

/// Reads events, a line each.
pub(crate) fn events(text: &str, setting: Setting) -> Result<Read, Faults> {
    let mut reader = JsonRows::new(Reader::new(Mapping::identity(), setting)?);
    let mut rows = Rows::new();
    for (number, line) in (1..).zip(text.lines()) {
        let customer = reader.customer(line).unwrap_or_default();
        rows.entry(customer).or_default().push((number, reader.row(line, &written)));
    }
    Ok(joined(rows))
}

fn joined(rows: Rows) -> Read {
    let mut read = Read::default();
    for rows in rows.into_values() {
        let (lines, rows): (Vec<u64>, Vec<Result<Row, Faults>>) = rows.into_iter().unzip();
        match household(rows) {
            Ok(Household { customer, case, change, facts }) => {
                read.intakes.push(Intake { customer, case, change, facts, because: None });
            }
            Err(faults) => read.rejected.extend(faults.into_iter().map(|wrong| {
                let line = lines.get(wrong.row).copied().unwrap_or_default();
                format!("line {line}: {}", wrong.fault)
            })),
        }
    }
    read
}

/// The bank writes its numbers in E.164 already; another reads them by a numbering plan here.
fn written(text: &str, _: Option<Place>) -> Result<Number, Fault> {
    Ok(Number { address: text.to_owned(), location: None })
}

fn unreadable(error: &csv::Error) -> Faults {
    let line = error.position().map_or(0, csv::Position::line);
    Fault::new("DATA-SYNTAX", "", format!("line {line} is no CSV in UTF-8")).into()
}
