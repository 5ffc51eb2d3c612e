//! `{"id","text"}` in, how many short messages the text takes out.

use dunning_core::fault::Faults;
use dunning_core::sms::{self, Profile};
use dunning_core::words::Word as _;
use serde::Serialize;

use crate::fields;
use crate::stream::Reply;
use crate::value::Value;

/// A text, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The input's id.
    pub id: Option<String>,
    /// `GSM-7` or `UCS-2`.
    pub encoding: &'static str,
    /// Septets or UTF-16 units.
    pub units: u32,
    /// Messages billed.
    pub segments: u32,
    /// The first character that forced UCS-2.
    pub cause: Option<Cause>,
    /// Whether no route of the profile carries so long a text.
    pub too_long: bool,
}

/// The character that forced UCS-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Its byte offset in the text.
    pub at: usize,
    /// The character.
    pub character: char,
    /// What could stand in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

impl Reply for Counted {
    fn passes(&self) -> bool {
        !self.too_long
    }
}

/// Counts the text of an input.
///
/// # Errors
/// Fields that are missing, unknown or no text.
pub fn count(value: &Value<'_>, profile: Profile) -> Result<Counted, Faults> {
    let (read, faults) = fields::read(value, |fields| {
        let id = fields.take("id").owned();
        let counted = fields.must("text").any_text().map(|text| sms::segments(text, profile));
        (id, counted)
    });
    let Some((id, Some(counted))) = read else { return Err(faults) };
    let cause =
        counted.cause.map(|cause| Cause { at: cause.at, character: cause.character, replacement: cause.replacement() });
    faults.or(Counted {
        id,
        encoding: counted.encoding.as_str(),
        units: counted.units,
        segments: counted.segments,
        cause,
        too_long: counted.too_long,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(json: &str) -> String {
        serde_json::to_string(&count(&Value::parse(json).unwrap(), Profile::Gpp).unwrap()).unwrap()
    }

    #[test]
    fn counts_as_the_contract_writes_it() {
        assert_eq!(
            line(r#"{"id":"1","text":"Pay 120 €"}"#),
            r#"{"id":"1","encoding":"GSM-7","units":10,"segments":1,"cause":null,"too_long":false}"#
        );
        assert_eq!(
            line(r#"{"id":"2","text":"a“"}"#),
            r#"{"id":"2","encoding":"UCS-2","units":2,"segments":1,"cause":{"at":1,"character":"“","replacement":"\""},"too_long":false}"#
        );
        assert_eq!(count(&Value::parse(r#"{"texts":""}"#).unwrap(), Profile::Gpp).unwrap_err().iter().count(), 2);
    }
}
