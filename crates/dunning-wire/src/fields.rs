//! Reading fields by name. Whoever builds a thing asks for its fields one by one; what is missing, of the wrong kind,
//! misspelt or never asked for becomes a fault with its path, all at once. It knows no field names of its own: the
//! functions that ask are the one list of what a thing may hold.

use std::collections::BTreeMap;
use std::fmt;

use dunning_core::fault::{Fault, Faults, nearest};
use dunning_core::words::Word;

use crate::value::{Table, Value};

/// Most faults noted of one input; whoever mends a hundred asks again.
const FAULTS_MAX: usize = 100;
/// Longest text, in bytes, that is looked at as a word, id, date or the like.
const PARSED_BYTES_MAX: usize = 1024;

/// Reads a value as a table of fields.
///
/// # Errors
/// All faults that `build` notes, and one for each field that it doesn't ask for.
pub(crate) fn read<T>(value: &Value<'_>, build: impl FnOnce(&mut Fields<'_>) -> T) -> (Option<T>, Faults) {
    let mut faults = Faults::new();
    let built = Node { value: Some(value), path: Path::ROOT, faults: &mut faults }.table(build);
    (built, faults)
}

/// Where a value stands, as a chain that is only written out for a fault.
#[derive(Clone, Copy)]
struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Field(&'static str),
    Index(usize),
}

impl Path<'_> {
    const ROOT: Path<'static> = Path { parent: None, step: Step::Root };
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// The fields of one table.
pub(crate) struct Fields<'f> {
    table: &'f Table<'f>,
    path: &'f Path<'f>,
    asked: Vec<&'static str>,
    /// Whether what wasn't asked for is left alone.
    whole: bool,
    faults: &'f mut Faults,
}

impl Fields<'_> {
    /// A field that may be left out.
    pub(crate) fn take(&mut self, name: &'static str) -> Node<'_> {
        self.asked.push(name);
        let value = self.table.fields.get(name).filter(|value| **value != Value::Null);
        Node { value, path: Path { parent: Some(self.path), step: Step::Field(name) }, faults: self.faults }
    }

    /// A field that must be there.
    pub(crate) fn must(&mut self, name: &'static str) -> Node<'_> {
        let mut node = self.take(name);
        if node.value.is_none() {
            node.note(Fault::new("DATA-MISSING", "", "this field is missing"));
        }
        node
    }

    /// Notes a fault of a field.
    pub(crate) fn fault(&mut self, name: &'static str, fault: Fault) {
        Node { value: None, path: Path { parent: Some(self.path), step: Step::Field(name) }, faults: self.faults }
            .note(fault);
    }

    /// Leaves the fields that nobody asked for unread: what they mean can't be told.
    pub(crate) fn leave_rest(&mut self) {
        self.whole = true;
    }

    /// Where the table stands in its list; 0 outside of one.
    pub(crate) fn index(&self) -> usize {
        match self.path.step {
            Step::Index(index) => index,
            Step::Root | Step::Field(_) => 0,
        }
    }

    /// Notes the fields that nobody asked for, and those that stand twice.
    fn finish(self) {
        let mut node = Node { value: None, path: *self.path, faults: self.faults };
        for name in &self.table.repeated {
            node.note(Fault::new("DATA-DUPLICATE", clipped(name), "this field stands twice"));
        }
        for name in self.table.fields.keys().filter(|name| !self.whole && !self.asked.contains(&name.as_ref())) {
            let fault = Fault::new("DATA-FIELD", clipped(name), "there is no such field");
            node.note(match nearest(clipped(name), self.asked.iter().copied()) {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault.fix(format!("one of: {}", self.asked.join(", "))),
            });
        }
    }
}

/// A name short enough to show and to compare.
fn clipped(name: &str) -> &str {
    name.char_indices().nth(64).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}

/// One value, or the place where it would stand.
pub(crate) struct Node<'n> {
    value: Option<&'n Value<'n>>,
    path: Path<'n>,
    faults: &'n mut Faults,
}

impl<'n> Node<'n> {
    /// Whether anything stands here.
    pub(crate) const fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// A text kept as it is; never an empty one.
    pub(crate) fn owned(mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A text as it is, empty or not.
    pub(crate) fn any_text(mut self) -> Option<&'n str> {
        match self.value? {
            Value::Text(text) => Some(text),
            other => self.wrong("a text", other),
        }
    }

    /// A list of texts, none of them empty.
    pub(crate) fn texts(self) -> Vec<String> {
        self.list(|text| text.owned())
    }

    /// A text with a meaning.
    pub(crate) fn parse<T, E: Into<Faults>>(mut self, read: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.text()?;
        if text.len() > PARSED_BYTES_MAX {
            self.note(Fault::new("DATA-TYPE", "", format!("a text of {} bytes is too long here", text.len())));
            return None;
        }
        match read(text) {
            Ok(parsed) => Some(parsed),
            Err(wrong) => {
                wrong.into().into_iter().for_each(|fault| self.note(fault));
                None
            }
        }
    }

    /// An enumerated word.
    pub(crate) fn word<W: Word>(self) -> Option<W> {
        self.parse(W::parse)
    }

    /// True or false.
    pub(crate) fn flag(mut self) -> Option<bool> {
        match self.value? {
            Value::Flag(flag) => Some(*flag),
            other => self.wrong("true or false", other),
        }
    }

    /// A whole number that isn't negative.
    pub(crate) fn count(mut self) -> Option<u32> {
        match self.value? {
            Value::Whole(number) => u32::try_from(*number).ok().or_else(|| {
                self.note(Fault::new("DATA-TYPE", "", "this number is negative or too large"));
                None
            }),
            other => self.wrong("a whole number", other),
        }
    }

    /// A whole number, whatever its sign.
    pub(crate) fn whole(mut self) -> Option<i64> {
        match self.value? {
            Value::Whole(number) => Some(*number),
            other => self.wrong("a whole number", other),
        }
    }

    /// Counts by names that each have a meaning; empty when left out.
    pub(crate) fn counts<K: Ord>(mut self, read: impl Fn(&str) -> Result<K, Fault>) -> BTreeMap<K, u64> {
        let table = match self.value {
            None => return BTreeMap::new(),
            Some(Value::Table(table)) => table,
            Some(other) => {
                self.wrong::<()>("an object", other);
                return BTreeMap::new();
            }
        };
        let mut counts = BTreeMap::new();
        for (name, value) in table.fields.iter() {
            let count = match value {
                Value::Whole(number) => u64::try_from(*number).ok(),
                _ => None,
            };
            match (read(clipped(name)), count) {
                (Ok(name), Some(count)) => drop(counts.insert(name, count)),
                (Err(fault), _) => self.note(fault),
                (_, None) => self.note(Fault::new("DATA-TYPE", "", "a count is a whole number that isn't negative")),
            }
        }
        counts
    }

    /// A list, each item by itself; empty when left out.
    pub(crate) fn list<T>(mut self, mut each: impl FnMut(Node<'_>) -> Option<T>) -> Vec<T> {
        let items = match self.value {
            None => return Vec::new(),
            Some(Value::List(items)) => items,
            Some(other) => {
                self.wrong::<()>("a list", other);
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let path = Path { parent: Some(&self.path), step: Step::Index(index) };
            read.extend(each(Node { value: Some(item), path, faults: &mut *self.faults }));
        }
        read
    }

    /// A list of tables; empty when left out.
    pub(crate) fn tables<T>(self, mut build: impl FnMut(&mut Fields<'_>) -> T) -> Vec<T> {
        self.list(|node| node.table(&mut build))
    }

    /// A table of fields.
    pub(crate) fn table<T>(mut self, build: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let table = match self.value? {
            Value::Table(table) => table,
            other => return self.wrong("an object", other),
        };
        let mut fields =
            Fields { table, path: &self.path, asked: Vec::with_capacity(16), whole: false, faults: &mut *self.faults };
        let built = build(&mut fields);
        fields.finish();
        Some(built)
    }

    /// The text as it stands in the input.
    fn text(&mut self) -> Option<&'n str> {
        match self.value? {
            Value::Text(text) if text.is_empty() => {
                let fault = Fault::new("DATA-TYPE", "", "this text is empty");
                self.note(fault.fix("leave the field out when it is unknown"));
                None
            }
            Value::Text(text) => Some(text),
            other => self.wrong("a text", other),
        }
    }

    fn wrong<T>(&mut self, expected: &str, found: &Value<'_>) -> Option<T> {
        self.note(Fault::new("DATA-TYPE", "", format!("expected {expected}, found {}", found.kind())));
        None
    }

    fn note(&mut self, fault: Fault) {
        if self.faults.iter().len() < FAULTS_MAX {
            self.faults.extend_under(&self.path.to_string(), fault.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use dunning_core::words::Channel;

    use super::*;

    fn said(json: &str) -> Vec<String> {
        let value = Value::parse(json).unwrap();
        let (_, faults) = read(&value, |fields| {
            fields.take("name").owned();
            fields.take("contacts").tables(|contact| {
                contact.must("channel").word::<Channel>();
                contact.take("verified").flag();
                contact.take("latency_s").count();
            })
        });
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_faults_come_with_their_paths() {
        let said = said(
            r#"{"nam":"x","name":1,"contacts":[{"channel":"smss","verified":"yes"},7,{"latency_s":-1,"latency_s":2}]}"#,
        );
        assert_eq!(
            said,
            [
                "DATA-TYPE at name: expected a text, found a number",
                "DATA-WORD at contacts[0].channel: no known channel; did you mean \"sms\"?",
                "DATA-TYPE at contacts[0].verified: expected true or false, found a text",
                "DATA-TYPE at contacts[1]: expected an object, found a number",
                "DATA-MISSING at contacts[2].channel: this field is missing",
                "DATA-TYPE at contacts[2].latency_s: this number is negative or too large",
                "DATA-DUPLICATE at contacts[2].latency_s: this field stands twice",
                "DATA-FIELD at nam: there is no such field; did you mean \"name\"?",
            ]
        );
    }

    #[test]
    fn null_is_left_out_and_empty_text_is_not() {
        assert_eq!(said(r#"{"name":null,"contacts":null}"#), [""; 0]);
        assert_eq!(
            said(r#"{"name":""}"#),
            ["DATA-TYPE at name: this text is empty; leave the field out when it is unknown"]
        );
    }

    #[test]
    fn a_flood_of_faults_is_cut() {
        let flood = format!("{{\"contacts\":[{}1]}}", "1,".repeat(5000));
        assert_eq!(said(&flood).len(), FAULTS_MAX);
        let long = format!("{{\"{}\":1}}", "k".repeat(1_000_000));
        assert!(said(&long)[0].len() < 200);
    }
}
