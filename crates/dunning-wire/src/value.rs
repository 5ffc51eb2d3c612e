//! A JSON or TOML value as it was written, before anyone asks what it means. Whole numbers only; a field that stands
//! twice is remembered. It knows no field names.

use std::borrow::Cow;
use std::fmt;

use dunning_core::fault::{Fault, Place};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use toml::de::{DeInteger, DeTable, DeValue};

use crate::entries::Entries;

/// A value. Texts without escapes are borrowed from the input.
///
/// ```
/// use dunning_wire::Value;
/// let value = Value::parse(r#"{"id": "r1", "debts": []}"#).unwrap();
/// assert_eq!(value.field("id").and_then(Value::as_text), Some("r1"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'t> {
    /// Nothing: the same as leaving the field out.
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Value<'t>>),
    /// Fields.
    Table(Table<'t>),
    /// Something that no field holds, by its name, e.g. `a number with a fraction`.
    Other(&'static str),
}

/// Fields by their name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<'t> {
    /// The fields; of one that stands twice, the first.
    pub fields: Entries<'t>,
    /// Names that stand more than once.
    pub repeated: Vec<Cow<'t, str>>,
}

impl<'t> Value<'t> {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// `DATA-SYNTAX` with line and column where the text is no JSON.
    pub fn parse(json: &'t str) -> Result<Self, Fault> {
        serde_json::from_str(json).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let message = error.to_string();
            let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let place = Place { line: number(line), column: number(column) };
            Fault::new("DATA-SYNTAX", "", format!("this is no JSON: {message}")).at(Some(place))
        })
    }

    /// A field of a table; nothing when it isn't there or is null.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Table(table) => table.fields.get(name).filter(|value| **value != Value::Null),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Lays `above` over this value: tables merge field by field, everything else is replaced.
    #[must_use]
    pub fn overlaid(self, above: Self) -> Self {
        match (self, above) {
            (Self::Table(mut below), Self::Table(above)) => {
                for (name, value) in above.fields {
                    let merged = match below.fields.remove(&name) {
                        Some(under) => under.overlaid(value),
                        None => value,
                    };
                    below.fields.insert(name, merged);
                }
                below.repeated.extend(above.repeated);
                Self::Table(below)
            }
            (_, above) => above,
        }
    }

    /// What the value is, for a fault.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Whole(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "an object",
            Self::Other(kind) => kind,
        }
    }
}

impl Default for Value<'_> {
    fn default() -> Self {
        Self::Table(Table::default())
    }
}

impl<'t> FromIterator<(&'t str, Value<'t>)> for Value<'t> {
    fn from_iter<I: IntoIterator<Item = (&'t str, Value<'t>)>>(fields: I) -> Self {
        let fields = fields.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        Self::Table(Table { fields, repeated: Vec::new() })
    }
}

const FRACTION: &str = "a number with a fraction";
const TOO_LARGE: &str = "a number beyond 64 bits";

impl<'t> From<&DeTable<'t>> for Value<'t> {
    fn from(table: &DeTable<'t>) -> Self {
        let fields = table.iter().map(|(key, value)| (key.get_ref().clone(), value.get_ref().into())).collect();
        Self::Table(Table { fields, repeated: Vec::new() })
    }
}

impl<'t> From<&DeValue<'t>> for Value<'t> {
    fn from(value: &DeValue<'t>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.clone()),
            DeValue::Integer(number) => whole(number),
            DeValue::Float(_) => Self::Other(FRACTION),
            DeValue::Boolean(flag) => Self::Flag(*flag),
            DeValue::Datetime(_) => Self::Other("a date without quotes"),
            DeValue::Array(items) => Self::List(items.iter().map(|item| item.get_ref().into()).collect()),
            DeValue::Table(table) => table.into(),
        }
    }
}

fn whole<'t>(number: &DeInteger<'_>) -> Value<'t> {
    i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other(TOO_LARGE), Value::Whole)
}

impl<'de: 't, 't> Deserialize<'de> for Value<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

/// How many fields most objects have room enough with.
const TABLE_FIELDS: usize = 8;

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or(Value::Other(TOO_LARGE), Value::Whole))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Other(FRACTION))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut written = Vec::with_capacity(TABLE_FIELDS);
        while let Some(name) = entries.next_key_seed(Name)? {
            written.push((name, entries.next_value()?));
        }
        let (fields, repeated) = Entries::of(written);
        Ok(Value::Table(Table { fields, repeated }))
    }
}

/// Reads a field's name, borrowed where it can be.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Other(kind) => serializer.serialize_str(kind),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Table(table) => {
                let mut map = serializer.serialize_map(Some(table.fields.len()))?;
                table.fields.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &Value<'_>) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn tables_merge_and_lists_replace() {
        let value = |json| Value::parse(json).unwrap();
        let base = value(r#"{"a":{"x":1,"y":[1,2]},"b":"old"}"#);
        let above = value(r#"{"a":{"y":[3]},"b":"new","c":true}"#);
        assert_eq!(shown(&base.overlaid(above)), r#"{"a":{"x":1,"y":[3]},"b":"new","c":true}"#);
    }

    #[test]
    fn toml_reads_like_json() {
        let text = "n = 0x10\na.b = ['x']\nd = 2026-01-01\nf = 1.5\ng = 99999999999999999999";
        let (root, errors) = DeTable::parse_recoverable(text);
        assert!(errors.is_empty());
        let shown = shown(&Value::from(root.get_ref()));
        assert_eq!(
            shown,
            r#"{"a":{"b":["x"]},"d":"a date without quotes","f":"a number with a fraction","g":"a number beyond 64 bits","n":16}"#
        );
    }

    #[test]
    fn a_field_that_stands_twice_is_remembered() {
        let Value::Table(table) = Value::parse(r#"{"a":1,"b":2,"a":3}"#).unwrap() else { panic!("no table") };
        assert_eq!(table.repeated, ["a"]);
        assert_eq!(table.fields.get("a"), Some(&Value::Whole(1)));
    }

    #[test]
    fn what_is_no_json_says_where() {
        let fault = Value::parse("{\"a\": 1,\n}").unwrap_err();
        assert_eq!((fault.code, fault.place.unwrap().line), ("DATA-SYNTAX", 2));
        assert_eq!(fault.message, "this is no JSON: trailing comma");
    }
}
