//! Rows under named columns, in every form of results: a table for people, JSON, JSON Lines and CSV for programs. It
//! knows nothing of what the rows mean.

use std::fmt::Display;
use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat, TimeZone};
use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, Cell, ContentArrangement, Table};
use dunning_core::explain::Lang;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::lang::pick;
use crate::output::{self, Format};

/// The forms in which a listing is written.
pub(crate) const FORMATS: &[Format] = &[Format::Table, Format::Json, Format::Jsonl, Format::Csv];

/// A column: what programs call it, and what people read above it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) key: &'static str,
    /// Its title in English.
    pub(crate) en: &'static str,
    /// Its title in Chinese.
    pub(crate) zh: &'static str,
}

/// A column.
pub(crate) const fn column(key: &'static str, en: &'static str, zh: &'static str) -> Column {
    Column { key, en, zh }
}

/// Rows under columns.
#[derive(Debug)]
pub(crate) struct Listing {
    columns: Vec<Column>,
    rows: Vec<Vec<Json>>,
}

/// One row as an object, its fields in the order of the columns.
struct Row<'l>(&'l [Column], &'l [Json]);

impl Listing {
    /// A listing without rows.
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: one value for each column.
    pub(crate) fn push<const N: usize>(&mut self, row: [Json; N]) {
        self.rows.push(row.into());
    }

    /// Writes it in the form asked for.
    pub(crate) fn write(&self, context: &Context) -> Result<(), Error> {
        match context.format(FORMATS)? {
            Format::Table => {
                let mut out = output::styled();
                self.table(&mut out, context.lang)?;
                out.flush()?;
            }
            Format::Csv => self.csv(output::raw())?,
            format => {
                let mut lines = output::lines(format);
                self.objects().try_for_each(|row| lines.write(&row))?;
                lines.finish()?;
            }
        }
        Ok(())
    }

    /// Writes it as a table, as wide as a terminal allows.
    pub(crate) fn table(&self, out: &mut impl Write, lang: Lang) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(NOTHING);
        if output::is_terminal() {
            table.set_content_arrangement(ContentArrangement::Dynamic).enforce_styling();
        }
        let title = |column: &Column| Cell::new(pick(lang, column.en, column.zh)).add_attribute(Attribute::Bold);
        table.set_header(self.columns.iter().map(title));
        table.add_rows(self.rows.iter().map(|row| row.iter().map(plain)));
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
    }

    fn objects(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row(&self.columns, row))
    }

    /// Its rows, each value in a row of its own, as rows of another listing: its first values, as many as name it, then the
    /// value's column and the value.
    pub(crate) fn values(&self, names: usize) -> impl Iterator<Item = (String, &'static str, &Json)> {
        self.rows.iter().flat_map(move |row| {
            let name = row.iter().take(names).map(plain).collect::<Vec<_>>().join(" ");
            let values = self.columns.iter().zip(row).skip(names);
            values.map(move |(column, value)| (name.clone(), column.key, value))
        })
    }

    /// Writes it as comma-separated values (RFC 4180).
    pub(crate) fn csv(&self, out: impl Write) -> Result<(), Error> {
        let wrong = |error: csv::Error| Error::from(io::Error::from(error));
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(|column| column.key)).map_err(wrong)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(plain)).map_err(wrong)?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// Its rows as objects.
impl Serialize for Listing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.objects())
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().zip(self.1).try_for_each(|(column, value)| map.serialize_entry(column.key, value))?;
        map.end()
    }
}

/// Says what was done: a sentence for people; for programs its outcome as a word beside it.
///
/// # Errors
/// Those of writing; a form of results that isn't one of [`FORMATS`].
pub(crate) fn say(outcome: &str, message: &str, context: &Context) -> Result<(), Error> {
    const SAID: [Column; 2] = [column("outcome", "Outcome", "结果"), column("message", "Message", "说明")];
    if context.format(FORMATS)? == Format::Table {
        let mut out = output::styled();
        writeln!(out, "{message}")?;
        out.flush()?;
        return Ok(());
    }
    let mut listing = Listing::new(&SAID);
    listing.push([json!(outcome), json!(message)]);
    listing.write(context)
}

/// An instant as rows write it, and everything else that programs read: RFC 3339 in whole seconds, with its offset.
pub(crate) fn rfc3339<Z: TimeZone<Offset: Display>>(at: DateTime<Z>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A value as people read it: texts without quotes, nothing for what isn't there, lists and fields with commas.
pub(crate) fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Json::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name} {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_without_quotes() {
        assert_eq!(plain(&json!({"a": [1, "two", null], "b": true})), "a 1, two, , b true");
        assert_eq!(plain(&Json::Null), "");
    }
}
