//! A rule as its book writes it: every field of its entry, in whatever books and house policies it stands.

use std::fmt::Write as _;

use dunning_core::fault::Faults;
use dunning_core::policy::Law;
use dunning_wire::Value;
use dunning_wire::format::Document;
use serde::Serialize;
use serde_json::Value as Json;

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::listing::plain;
use crate::output::Format;

/// An entry of a book.
#[derive(Debug, Serialize)]
struct Entry {
    /// The book or policy.
    book: String,
    /// What it is there.
    standing: Standing,
    /// Its fields.
    fields: Json,
}

/// How a rule stands in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// It is evaluated.
    Rule,
    /// It only sets out a rule of the book further.
    Row,
    /// Other data of the book carry it.
    Carried,
    /// The book doesn't carry it yet.
    Absent,
}

/// The entries of a rule, shown; nothing when no book holds it.
pub(super) fn find(id: &str, format: Format, context: &Context) -> Result<Option<String>, Error> {
    let law = context.law()?;
    let (name, text) = context.house_text()?;
    let policy = entries(&name, &text, id);
    let mut found = in_books(law, id)?;
    found.extend(policy.map_err(|faults| Faulty { name, text, faults })?);
    if found.is_empty() {
        return Ok(None);
    }
    if format == Format::Csv {
        let item = |entry: &Entry| {
            let standing = serde_json::to_value(entry.standing).unwrap_or_default();
            format!("{} {}", entry.book, plain(&standing))
        };
        return super::values(found.iter().map(|entry| (item(entry), entry.fields.clone()))).map(Some);
    }
    if format == Format::Jsonl {
        return Ok(Some(found.iter().filter_map(|one| Some(serde_json::to_string(one).ok()? + "\n")).collect()));
    }
    if format == Format::Json {
        return Ok(serde_json::to_string(&found).ok().map(|text| text + "\n"));
    }
    let shown = found.iter().map(|entry| in_words(id, entry, context)).collect::<Vec<_>>();
    Ok(Some(shown.join("\n")))
}

fn in_books(law: &Law, id: &str) -> Result<Vec<Entry>, Error> {
    let mut found = Vec::new();
    for book in &law.books {
        let name = book.id.as_str();
        let wrong = |faults| Faulty { name: name.to_owned(), text: book.source.clone(), faults };
        found.extend(entries(name, &book.source, id).map_err(wrong)?);
    }
    Ok(found)
}

/// The entries of a rule in the text of a book.
fn entries(book: &str, text: &str, id: &str) -> Result<Vec<Entry>, Faults> {
    let whole = Document::parse(text)?.value();
    let lists = [("rule", "id"), ("absent", "row"), ("carried", "row")];
    let mut found = Vec::new();
    for (list, key) in lists {
        let Some(Value::List(items)) = whole.field(list) else { continue };
        for item in items {
            let named = |value: Option<&Value<'_>>| value.and_then(Value::as_text) == Some(id);
            let row = matches!(item.field("rows"), Some(Value::List(rows)) if rows.iter().any(|row| named(Some(row))));
            let standing = match list {
                "rule" if row => Standing::Row,
                "rule" => Standing::Rule,
                "absent" => Standing::Absent,
                _ => Standing::Carried,
            };
            if row || named(item.field(key)) {
                found.push(Entry {
                    book: book.to_owned(),
                    standing,
                    fields: serde_json::to_value(item).unwrap_or_default(),
                });
            }
        }
    }
    Ok(found)
}

/// The fields that come first, in this order; the others follow as they are called.
const FIRST: [(&str, &str, &str); 12] = [
    ("part", "part", "分项"),
    ("note", "says", "内容"),
    ("kind", "kind", "类型"),
    ("status", "status", "核实程度"),
    ("force", "force", "效力"),
    ("citation", "clause", "条款"),
    ("effective", "in force", "生效"),
    ("scope", "binds", "适用范围"),
    ("effect_max", "does at most", "最大效果"),
    ("rows", "with rows", "附属条目"),
    ("why", "why", "原因"),
    ("by", "carried by", "承载于"),
];

fn in_words(id: &str, entry: &Entry, context: &Context) -> String {
    let bold = anstyle::Style::new().bold();
    let standing = match entry.standing {
        Standing::Rule => context.say("a rule of", "规则集"),
        Standing::Row => context.say("a row of a rule of", "附属于规则，规则集"),
        Standing::Carried => context.say("carried by data of", "由数据承载，规则集"),
        Standing::Absent => context.say("not yet evaluated in", "尚未收录，规则集"),
    };
    let mut text = format!("{bold}{id}{bold:#}  {standing} {}\n", entry.book);
    let Json::Object(fields) = &entry.fields else { return text };
    let mut line = |name: &str, value: &Json| {
        // Writing to a text never fails.
        let _ = writeln!(text, "  {name}: {}", plain(value));
    };
    for (key, en, zh) in FIRST {
        let Some(value) = fields.get(key) else { continue };
        match (value.get("instrument"), value.get("article")) {
            (Some(instrument), Some(article)) => {
                line(context.say(en, zh), &Json::from(format!("{}, {}", plain(instrument), plain(article))));
                line(context.say("read in", "文本来源"), value.get("source").unwrap_or(&Json::Null));
            }
            _ => line(context.say(en, zh), value),
        }
    }
    let named = |key: &str| ["id", "row"].contains(&key) || FIRST.iter().any(|(first, ..)| *first == key);
    for (key, value) in fields.iter().filter(|(key, _)| !named(key)) {
        line(key, value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "\
        [[rule]]\nid = 'A-1'\nrows = ['A-2']\nnote = 'seven calls'\nmax = 7\n\
        [[absent]]\nrow = 'A-3'\nkind = 'Retention'\nwhy = 'later'\n";

    #[test]
    fn a_rule_is_found_by_its_own_id_and_by_its_rows() {
        let standing =
            |id: &str| entries("b", BOOK, id).unwrap().iter().map(|entry| entry.standing).collect::<Vec<_>>();
        assert_eq!(standing("A-1"), [Standing::Rule]);
        assert_eq!(standing("A-2"), [Standing::Row]);
        assert_eq!(standing("A-3"), [Standing::Absent]);
        assert_eq!(standing("A-4"), []);
    }
}
