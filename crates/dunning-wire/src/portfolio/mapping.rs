//! `dunning.mapping/1`: which header of a file fills which field, what every row has in common, how days and amounts are
//! written, and what a lender's words mean. It reads the TOML; what a row becomes is [`super::Reader`]'s affair.
//!
//! ```toml
//! format = "dunning.mapping/1"
//! name = "core-banking"
//! ignored = ["branch"]                       # columns that are passed over
//!
//! [read]
//! days = "day_first"                         # year_first (default), day_first, month_first
//! amounts = "1.234,56"                       # "1,234.56" (default) or "1.234,56"
//! zone = "Europe/Madrid"                     # of instants that are written without an offset
//! country = "ES"                             # of numbers that are written without a country code
//! delimiter = "semicolon"                    # comma, semicolon, tab; else as the header has it
//!
//! [columns]                                  # a path, or several: the first that no other column fills
//! cliente = "customer.id"
//! importe = ["arrears", "outstanding"]
//!
//! [constants]                                # for every row that doesn't say otherwise
//! "customer.kind" = "person"
//! "creditor.name" = "Banco Ejemplo"
//!
//! [words.currency]                           # what the words of a column mean
//! euro = "EUR"
//! ```

use std::collections::BTreeMap;

use dunning_core::fault::{Fault, Faults};
use serde::Deserialize;

use super::cell::{AmountForm, DayOrder};
use super::column::Column;
use crate::format::{self, Format};

/// The format of mappings.
pub const FORMAT: Format = Format { name: "dunning.mapping", version: 1 };

/// Usual Chinese headers of loan and card systems.
const CHINESE: &str = include_str!("chinese.toml");

/// Which header of a file fills which field. A header that is itself a path needs no entry.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Its name.
    pub name: String,
    pub(super) days: DayOrder,
    pub(super) amounts: AmountForm,
    pub(super) zone: Option<String>,
    pub(super) country: Option<String>,
    delimiter: Option<u8>,
    /// Headers, folded, with the paths they may fill.
    pub(super) columns: BTreeMap<String, Vec<String>>,
    /// Headers, folded, that are passed over.
    pub(super) ignored: Vec<String>,
    pub(super) constants: BTreeMap<String, String>,
    /// Paths with the words that stand for others.
    pub(super) words: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    name: String,
    #[serde(default)]
    ignored: Vec<String>,
    #[serde(default)]
    read: ReadFields,
    #[serde(default)]
    columns: BTreeMap<String, Paths>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ReadFields {
    days: Option<String>,
    amounts: Option<String>,
    zone: Option<String>,
    country: Option<String>,
    delimiter: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    Several(Vec<String>),
}

impl Mapping {
    /// The mapping of files whose headers are paths: `id`, `arrears`, `customer.id`, `customer.contacts.sms` …
    pub fn identity() -> Self {
        Self { name: "identity".to_owned(), ..Self::default() }
    }

    /// The shipped mapping of usual Chinese headers: 客户号, 姓名, 手机号, 借据号, 逾期金额, 应还日 …
    ///
    /// # Errors
    /// None that a test doesn't rule out: it is read like any other.
    pub fn chinese() -> Result<Self, Faults> {
        Self::read(CHINESE)
    }

    /// Reads a mapping.
    ///
    /// # Errors
    /// All faults, each with its place: `DATA-COLUMN` for a path that is none, `DATA-HEADER` for two headers that read the
    /// same, `DATA-WORD` for a way of writing that is none, and those of [`format::read`].
    pub fn read(toml: &str) -> Result<Self, Faults> {
        format::read(toml, FORMAT, compile)
    }

    /// What stands between two cells of a CSV file, where the mapping says it.
    pub const fn delimiter(&self) -> Option<u8> {
        self.delimiter
    }

    /// Whether a file with this header needs no mapping: each header is a path.
    pub fn is_identity(header: &[&str]) -> bool {
        header.iter().all(|name| Column::parse(fold(name).as_str()).is_ok() || is_reserved(name))
    }

    /// Every header that it knows.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().chain(&self.ignored).map(String::as_str)
    }
}

/// The first part of the columns that a rejects file has before those of its rows.
pub const REJECT: &str = "reject";

/// Whether a header belongs to a rejects file, so that one can be mended and read again.
pub(super) fn is_reserved(header: &str) -> bool {
    header.strip_prefix(REJECT).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A header as it is compared: without the space in and around it, full-width brackets as plain ones.
pub(super) fn fold(header: &str) -> String {
    let plain = header.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}');
    plain
        .map(|c| {
            if c == '（' {
                '('
            } else if c == '）' {
                ')'
            } else {
                c
            }
        })
        .collect()
}

fn compile(fields: Fields) -> Result<Mapping, Faults> {
    let mut faults = Faults::new();
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (header, paths) in fields.columns {
        let paths = match paths {
            Paths::One(path) => vec![path],
            Paths::Several(paths) => paths,
        };
        let at = format!("columns.{header}");
        for path in &paths {
            check(&mut faults, &at, path);
        }
        if paths.is_empty() {
            faults.push(Fault::new("DATA-COLUMN", &*at, "this header fills no field").fix("list it under `ignored`"));
        }
        if columns.insert(fold(&header), paths).is_some() {
            faults.push(Fault::new("DATA-HEADER", at, "another header reads the same"));
        }
    }
    fields.constants.keys().for_each(|path| check(&mut faults, &format!("constants.{path}"), path));
    fields.words.keys().for_each(|path| check(&mut faults, &format!("words.{path}"), path));
    let ReadFields { days, amounts, zone, country, delimiter } = fields.read;
    let mut choice = |name: &str, said: Option<String>, known: &[&str]| {
        let said = said?;
        let found = known.iter().position(|word| *word == said);
        if found.is_none() {
            let fault = Fault::new("DATA-WORD", format!("read.{name}"), format!("{said:?} is no known {name}"));
            faults.push(fault.fix(format!("one of: {}", known.join(", "))));
        }
        found
    };
    let days = match choice("days", days, &["year_first", "day_first", "month_first"]) {
        Some(1) => DayOrder::Day,
        Some(2) => DayOrder::Month,
        _ => DayOrder::Year,
    };
    let amounts = match choice("amounts", amounts, &["1,234.56", "1.234,56"]) {
        Some(1) => AmountForm::Comma,
        _ => AmountForm::Point,
    };
    let delimiter =
        choice("delimiter", delimiter, &["comma", "semicolon", "tab"]).and_then(|at| b",;\t".get(at).copied());
    let ignored = fields.ignored.iter().map(|header| fold(header)).collect();
    let (constants, words) = (fields.constants, fields.words);
    let mapping =
        Mapping { name: fields.name, days, amounts, zone, country, delimiter, columns, ignored, constants, words };
    faults.or(mapping)
}

/// Notes a path that is none.
fn check(faults: &mut Faults, at: &str, path: &str) {
    if let Err(fault) = Column::parse(path) {
        let message = format!("no field is called {path:?}");
        let fix = if fault.fix.starts_with("did you mean") { fault.fix } else { String::new() };
        faults.push(Fault::new("DATA-COLUMN", at, message).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_mapping_reads() {
        let mapping = Mapping::chinese().unwrap();
        assert_eq!(mapping.columns["手机号"], ["customer.contacts.sms"]);
        assert_eq!(mapping.columns["逾期金额(元)"], ["arrears"]); // written with full-width brackets in the file
        assert_eq!(mapping.delimiter(), None);
    }

    #[test]
    fn all_faults_of_a_mapping_come_at_once_with_their_places() {
        let toml = "format = 'dunning.mapping/1'\nname = 'x'\n[read]\ndays = 'dmy'\ndelimiter = 'bar'\n[columns]\n\
            kunde = 'customer.idd'\n'be trag' = 'arrears'\nbetrag = 'arrears'\nleer = []\n[constants]\nhat = 'x'\n";
        let said: Vec<String> = Mapping::read(toml).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "DATA-HEADER at columns.betrag (line 9, column 10): another header reads the same",
                "DATA-COLUMN at columns.kunde (line 7, column 9): no field is called \"customer.idd\"; did you mean \"customer.id\"?",
                "DATA-COLUMN at columns.leer (line 10, column 8): this header fills no field; list it under `ignored`",
                "DATA-COLUMN at constants.hat (line 12, column 7): no field is called \"hat\"",
                "DATA-WORD at read.days (line 4, column 8): \"dmy\" is no known days; one of: year_first, day_first, month_first",
                "DATA-WORD at read.delimiter (line 5, column 13): \"bar\" is no known delimiter; one of: comma, semicolon, tab",
            ]
        );
    }

    #[test]
    fn paths_are_headers_of_their_own() {
        assert!(Mapping::is_identity(&["customer.id", " id", "customer.contacts.email.verified", "reject.line"]));
        assert!(!Mapping::is_identity(&["customer.id", "客户号"]));
    }
}
