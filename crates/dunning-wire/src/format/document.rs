//! A TOML text with its places. It turns what TOML and serde find wrong into faults, as many at once as can be found,
//! and gives faults found later the place of their path. It knows no format.

use std::ops::Range;

use dunning_core::fault::{Fault, Faults, Place, nearest};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use super::Format;
use crate::value::Value;

/// A TOML text that was parsed, its fields not yet read.
///
/// ```
/// use dunning_wire::format::Document;
/// let document = Document::parse("[gateway]\nkind = 'sandbox'\n").unwrap();
/// assert_eq!(document.place("gateway.kind").unwrap().line, 2);
/// ```
pub struct Document<'t> {
    text: &'t str,
    root: Spanned<DeTable<'t>>,
}

/// One key or element of a document.
struct Node {
    path: String,
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl<'t> Document<'t> {
    /// Parses a text.
    ///
    /// # Errors
    /// `DATA-SYNTAX` at the first place that is no TOML.
    pub fn parse(text: &'t str) -> Result<Self, Faults> {
        let (root, errors) = DeTable::parse_recoverable(text);
        // What follows the first error is often only its echo.
        match errors.iter().min_by_key(|error| error.span().map_or(0, |span| span.start)) {
            None => Ok(Self { text, root }),
            Some(error) => {
                let at = error.span().map(|span| place(text, span.start));
                Err(Fault::new("DATA-SYNTAX", "", error.message().to_owned()).at(at).into())
            }
        }
    }

    /// The document, its `format` line checked and taken out.
    ///
    /// # Errors
    /// `DATA-FORMAT` when the line is missing, names another format or a newer version than this build reads.
    pub fn of(mut self, format: Format) -> Result<Self, Faults> {
        let newest = format!("{}/{}", format.name, format.version);
        let fault = |message: String| Fault::new("DATA-FORMAT", "format", message);
        let begin = format!("begin the file with format = {newest:?}");
        let Some(said) = self.root.get_mut().remove("format") else {
            return Err(fault("the file does not say its format".to_owned()).fix(begin).at(Some(START)).into());
        };
        let at = Some(place(self.text, said.span().start));
        let text = said.get_ref().as_str().unwrap_or_default();
        match text.split_once('/').map(|(name, version)| (name == format.name, version.parse::<u32>())) {
            Some((true, Ok(version))) if (1..=format.version).contains(&version) => Ok(self),
            Some((true, Ok(version))) if version > format.version => {
                let fix = format!("this build reads {newest}: update it, or write the file for that version");
                Err(fault(format!("the file is of version {version}")).fix(fix).at(at).into())
            }
            _ => Err(fault(format!("the file is no {}", format.name)).fix(begin).at(at).into()),
        }
    }

    /// The document as a value, without its places.
    pub fn value(&self) -> Value<'t> {
        self.root.get_ref().into()
    }

    /// Reads the fields. After a fault the part that holds it is left out and reading goes on, so that the others are
    /// found too; they come in the order of the text.
    ///
    /// # Errors
    /// `DATA-FIELD`, `DATA-TYPE`, `DATA-WORD`, each with path and place.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Faults> {
        let mut found: Vec<Fault> = Vec::new();
        let mut rest = self.root.clone();
        loop {
            let error = match T::deserialize(Deserializer::from(rest.clone())) {
                Ok(read) if found.is_empty() => return Ok(read),
                Ok(_) => break,
                Err(error) => error,
            };
            let fault = self.fault(&error);
            if !found.iter().any(|known| known.path == fault.path) {
                found.push(fault);
            }
            if !error.span().is_some_and(|span| prune_table(rest.get_mut(), &span)) {
                break;
            }
        }
        found.sort_by_key(|fault| fault.place);
        let mut faults = Faults::new();
        found.into_iter().for_each(|fault| faults.push(fault));
        Err(faults)
    }

    /// The faults with the places of their paths. A path that does not stand in the text gets the place of the nearest
    /// part around it.
    pub fn locate(&self, faults: Faults) -> Faults {
        let mut located = Faults::new();
        for fault in faults {
            let at = fault.place.or_else(|| self.place(&fault.path));
            located.push(fault.at(at));
        }
        located
    }

    /// The place of a path such as `rules[3].windows[0]`, or of the nearest part around it that stands in the text.
    pub fn place(&self, path: &str) -> Option<Place> {
        let around = |node: &Node| {
            path.strip_prefix(node.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let nearest = self.nodes().into_iter().filter(around).max_by_key(|node| node.path.len());
        Some(nearest.map_or(START, |node| place(self.text, node.value.start)))
    }

    /// What serde found wrong, with path and place.
    fn fault(&self, error: &Error) -> Fault {
        let nodes = self.nodes();
        let span = error.span().unwrap_or(0..0);
        let node = nodes.iter().rev().find(|node| node.value == span || node.key.as_ref() == Some(&span));
        let mut path = node.map_or_else(String::new, |node| node.path.clone());
        let mut start = span.start;
        let found = wording(error.message());
        if let Some(field) = &found.field
            && node.is_none_or(|node| node.key.as_ref() != Some(&span))
        {
            // Said of the table around the field: the place is that of the field, if there is one.
            path = if path.is_empty() { field.clone() } else { format!("{path}.{field}") };
            let key = nodes.iter().find(|node| node.path == path).and_then(|node| node.key.as_ref());
            start = key.map_or(start, |key| key.start);
        }
        Fault::new(found.code, path, found.message).fix(found.fix).at(Some(place(self.text, start)))
    }

    /// All parts in order, each after the part around it.
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = Vec::new();
        list_table(self.root.get_ref(), "", &mut nodes);
        nodes
    }
}

/// The first place of a text.
const START: Place = Place { line: 1, column: 1 };

/// Line and column of a byte.
fn place(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place { line: number(line), column: number(column) }
}

fn list_table(table: &DeTable<'_>, path: &str, nodes: &mut Vec<Node>) {
    for (key, value) in table.iter() {
        let dot = if path.is_empty() { "" } else { "." };
        list(value, format!("{path}{dot}{}", key.get_ref()), Some(key.span()), nodes);
    }
}

fn list(value: &Spanned<DeValue<'_>>, path: String, key: Option<Range<usize>>, nodes: &mut Vec<Node>) {
    nodes.push(Node { path: path.clone(), key, value: value.span() });
    match value.get_ref() {
        DeValue::Table(table) => list_table(table, &path, nodes),
        DeValue::Array(array) => {
            for (i, element) in array.iter().enumerate() {
                list(element, format!("{path}[{i}]"), None, nodes);
            }
        }
        _ => {}
    }
}

/// Takes out the innermost part whose key or value has this span; whether there was one.
fn prune_table(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    if table.iter_mut().any(|(_, value)| prune(value.get_mut(), span)) {
        return true;
    }
    let here = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
    let key = here.map(|(key, _)| key.get_ref().to_string());
    key.is_some_and(|key| table.remove(key.as_str()).is_some())
}

fn prune(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => prune_table(table, span),
        DeValue::Array(array) => {
            if array.iter_mut().any(|element| prune(element.get_mut(), span)) {
                return true;
            }
            let mut kept = DeArray::new();
            for element in array.iter().filter(|element| element.span() != *span) {
                kept.push(element.clone());
            }
            let gone = kept.len() < array.len();
            *array = kept;
            gone
        }
        _ => false,
    }
}

/// What an error of serde says, in our words.
struct Wording {
    code: &'static str,
    /// The field that is unknown or missing.
    field: Option<String>,
    message: String,
    fix: String,
}

/// Reads the messages that serde's derive writes. Values are left out: they may be personal.
fn wording(message: &str) -> Wording {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, known) = quoted.split_first().map_or(("", [].as_slice()), |(first, known)| (*first, known));
    let suggest = || match (nearest(first, known.iter().copied()), known) {
        (Some(near), _) => format!("did you mean {near:?}?"),
        (None, []) => String::new(),
        (None, known) => format!("one of: {}", known.join(", ")),
    };
    let of_field = |message: &str, fix| Wording {
        code: "DATA-FIELD",
        field: Some(first.to_owned()),
        message: message.to_owned(),
        fix,
    };
    if message.starts_with("unknown field") {
        return of_field("there is no such field", suggest());
    }
    if message.starts_with("missing field") {
        return of_field("this field is missing", String::new());
    }
    if message.starts_with("unknown variant") {
        let message = format!("{first:?} is no word known here");
        return Wording { code: "DATA-WORD", field: None, message, fix: suggest() };
    }
    let found = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let message = match found.zip(message.rsplit_once(", expected ")) {
        Some((found, (_, expected))) => {
            let kind = found.split([' ', ',']).next().unwrap_or_default();
            format!("expected {expected}, found {kind}")
        }
        None => message.to_owned(),
    };
    Wording { code: "DATA-TYPE", field: None, message, fix: String::new() }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Book {
        id: String,
        year: u16,
        #[serde(default, rename = "rule")]
        rules: Vec<Rule>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Rule {
        id: String,
        kind: Kind,
        max: Option<u8>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        WindowCap,
        Cooldown,
    }

    fn said(faults: &Faults) -> Vec<String> {
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_right_document_reads() {
        let text = "id = 'cn'\nyear = 2026\n[[rule]]\nid = 'A'\nkind = 'cooldown'\nmax = 2\n[[rule]]\nid='B'\nkind='window_cap'";
        let book: Book = Document::parse(text).unwrap().read().unwrap();
        assert_eq!((book.id.as_str(), book.year, book.rules.len()), ("cn", 2026, 2));
        let rule = &book.rules[0];
        assert!(rule.id == "A" && rule.max == Some(2) && matches!(rule.kind, Kind::Cooldown));
        assert!(matches!(book.rules[1].kind, Kind::WindowCap));
    }

    #[test]
    fn all_faults_of_structure_come_at_once() {
        let text = "\
id = 'cn'
years = 2026
[[rule]]
id = 'A'
kind = 'cooldwon'
[[rule]]
kind = 'cooldown'
[[rule]]
id = 'C'
kind = 'cooldown'
max = '13800138000'
colour = 1
";
        let faults = Document::parse(text).unwrap().read::<Book>().unwrap_err();
        assert_eq!(
            said(&faults),
            [
                "DATA-FIELD at year (line 1, column 1): this field is missing",
                "DATA-FIELD at years (line 2, column 1): there is no such field; did you mean \"year\"?",
                "DATA-WORD at rule[0].kind (line 5, column 8): \"cooldwon\" is no word known here; did you mean \"cooldown\"?",
                "DATA-FIELD at rule[1].id (line 6, column 1): this field is missing",
                "DATA-TYPE at rule[2].max (line 11, column 7): expected u8, found string",
                "DATA-FIELD at rule[2].colour (line 12, column 1): there is no such field; one of: id, kind, max",
            ]
        );
    }

    #[test]
    fn places_count_characters() {
        let text = "'名' = { 'a.b' = [1, 2] }\n";
        let document = Document::parse(text).unwrap();
        assert_eq!(document.place("名.a.b[1]"), Some(Place { line: 1, column: 21 }));
        assert_eq!(document.place("名.a.b[1].x"), Some(Place { line: 1, column: 21 }));
        assert_eq!(document.place("名.c"), Some(Place { line: 1, column: 7 }));
        assert_eq!(document.place("other"), Some(START));
    }

    #[test]
    fn syntax_faults_say_where() {
        let faults = Document::parse("a = 1\nb = [1,\nc = 'x\n").err().unwrap();
        let fault = faults.iter().next().unwrap();
        assert_eq!((fault.code, fault.place.unwrap().line), ("DATA-SYNTAX", 3));
        assert_eq!(Document::parse("a = 1\na = 2\n").err().unwrap().iter().count(), 1);
    }

    #[test]
    fn formats_are_known_by_name_and_version() {
        let book = Format { name: "dunning.rulebook", version: 2 };
        let of = |text| Document::parse(text).unwrap().of(book).map(|_| ()).map_err(|faults| said(&faults).concat());
        assert_eq!(of("format = 'dunning.rulebook/1'"), Ok(()));
        assert_eq!(of("format = 'dunning.rulebook/2'"), Ok(()));
        assert!(of("format = 'dunning.rulebook/3'").unwrap_err().contains("update"));
        for other in ["format = 'dunning.rulebook/0'", "format = 'dunning.policy/1'", "format = 1", "x = 1", ""] {
            let wrong = of(other).unwrap_err();
            assert!(
                wrong.contains("DATA-FORMAT") && wrong.contains("format = \"dunning.rulebook/2\""),
                "{other}: {wrong}"
            );
        }
    }
}
