//! `{"id","text"}` in, the text without personal data out, with what was found in it. What is found is never written.

use dunning_core::fault::Faults;
use dunning_core::redact::{Finding, Redactor};
use dunning_core::words::Word as _;
use serde::Serialize;

use crate::fields;
use crate::stream::Reply;
use crate::value::Value;

/// A text, redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redacted {
    /// The input's id.
    pub id: Option<String>,
    /// The text with each identifier masked.
    pub text: String,
    /// The identifiers in order.
    pub entities: Vec<Entity>,
    /// Whether the text is refused: its use allows no identifier.
    #[serde(skip)]
    pub refused: bool,
}

impl Redacted {
    /// Redacts a text.
    pub fn of(redactor: &Redactor, id: Option<String>, text: &str) -> Self {
        let entity = |found: &Finding| Entity {
            start: found.start,
            end: found.end,
            r#type: found.kind.as_str(),
            mask: redactor.mask(text, found),
        };
        let entities = redactor.scan(text).iter().map(entity).collect::<Vec<_>>();
        let refused = redactor.profile().refuses() && !entities.is_empty();
        Self { id, text: masked(text, &entities), entities, refused }
    }
}

/// An identifier in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// Byte offset in the input's text at which it starts.
    pub start: usize,
    /// Byte offset at which it ends.
    pub end: usize,
    /// What it is.
    pub r#type: &'static str,
    /// What stands in its place.
    pub mask: String,
}

impl Reply for Redacted {
    fn passes(&self) -> bool {
        !self.refused
    }
}

/// Redacts the text of an input.
///
/// # Errors
/// Fields that are missing, unknown or no text.
pub fn redact(redactor: &Redactor, value: &Value<'_>) -> Result<Redacted, Faults> {
    let (read, faults) = fields::read(value, |fields| {
        let id = fields.take("id").owned();
        let text = fields.must("text").any_text()?;
        Some(Redacted::of(redactor, id, text))
    });
    match read.flatten() {
        Some(redacted) => faults.or(redacted),
        None => Err(faults),
    }
}

/// The text with each entity's mask in its place.
fn masked(text: &str, entities: &[Entity]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for Entity { start, end, mask, .. } in entities {
        out.push_str(text.get(from..*start).unwrap_or_default());
        out.push_str(mask);
        from = *end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_the_contract_writes_it() {
        let value = Value::parse(r#"{"id":"1","text":"卡号6222021234567894请还款"}"#).unwrap();
        let redacted = redact(&Redactor::new(), &value).unwrap();
        assert_eq!(
            serde_json::to_string(&redacted).unwrap(),
            r#"{"id":"1","text":"卡号************7894请还款","entities":[{"start":6,"end":22,"type":"BANK_CARD","mask":"************7894"}]}"#
        );
        let faults = redact(&Redactor::new(), &Value::parse(r#"{"txt":1}"#).unwrap()).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["DATA-MISSING", "DATA-FIELD"]);
    }
}
