//! The values a template is rendered with: typed, so that formats are the template's business, and data only. It knows
//! no text they will stand in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::hygiene::{holds_link, unfit};
use super::locale_format::Formats;
use super::spec::{VariableSpec, VariableType};
use crate::fault::Fault;
use crate::money::Money;
use crate::pii::Pii;
use crate::words::{ArrearsCause, Word as _};

/// One value. Which variable takes which: [`VariableType::Date`] and [`VariableType::Day`] both take a date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Words in one line.
    Text(Pii<String>),
    /// An amount of money.
    Amount(Money),
    /// A day.
    Date(NaiveDate),
    /// Why the money is owed.
    Cause(ArrearsCause),
    /// A web address.
    Link(Pii<String>),
    /// A telephone number.
    Phone(Pii<String>),
}

impl Value {
    /// Words in one line.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Pii::new(text.into()))
    }

    /// A web address.
    pub fn link(link: impl Into<String>) -> Self {
        Self::Link(Pii::new(link.into()))
    }

    /// A telephone number.
    pub fn phone(number: impl Into<String>) -> Self {
        Self::Phone(Pii::new(number.into()))
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Amount(money)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<ArrearsCause> for Value {
    fn from(cause: ArrearsCause) -> Self {
        Self::Cause(cause)
    }
}

/// Values by the names of their variables. A template takes those it declares and never sees another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Cow<'static, str>, Value>);

impl Values {
    /// No value yet.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// These and one more; a later value of the same name replaces the earlier.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(Cow::Owned(name.into()), value.into());
        self
    }

    /// Takes in a value that is there.
    pub(crate) fn put(&mut self, name: &'static str, value: Option<Value>) {
        self.0.extend(value.map(|value| (Cow::Borrowed(name), value)));
    }

    /// The value of a name.
    pub fn of(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

/// The value of a variable as it will stand in the text.
///
/// # Errors
/// `TMPL-VALUE` when it is missing though required, of another type, empty, longer than declared, or not data alone.
/// The fault names the variable and never quotes its value.
pub(super) fn written<'v>(
    variable: &VariableSpec,
    values: &'v Values,
    formats: Option<Formats>,
) -> Result<Option<Cow<'v, str>>, Fault> {
    let fault = |message: &str| Fault::new("TMPL-VALUE", variable.name.clone(), message.to_owned());
    let Some(value) = values.of(&variable.name) else {
        return if variable.required { Err(fault("has no value").fix("give one")) } else { Ok(None) };
    };
    let text = match (variable.kind, value, formats) {
        (VariableType::Text, Value::Text(text), _) => {
            if holds_link(text.expose()) {
                return Err(fault("holds a link where words should be").fix("leave the link out"));
            }
            Cow::Borrowed(text.expose().as_str())
        }
        (VariableType::Link, Value::Link(link), _) => {
            if !is_web_address(link.expose()) {
                return Err(
                    fault("is no plain web address").fix("https://, a host name, no user, no spaces, ASCII alone")
                );
            }
            Cow::Borrowed(link.expose().as_str())
        }
        (VariableType::Phone, Value::Phone(number), _) => {
            if !is_phone(number.expose()) {
                return Err(fault("is no telephone number").fix("3 to 20 digits with spaces, + - ( ) between them"));
            }
            Cow::Borrowed(number.expose().as_str())
        }
        (VariableType::Amount, Value::Amount(money), Some(formats)) => {
            if money.minor() < 0 {
                return Err(fault("is negative").fix("an amount in a text is zero or more"));
            }
            Cow::Owned(formats.amount(*money))
        }
        (VariableType::Date, Value::Date(date), Some(formats)) => Cow::Owned(formats.date(*date)),
        (VariableType::Day, Value::Date(date), Some(formats)) => Cow::Owned(formats.day(*date)),
        (VariableType::Cause, Value::Cause(cause), Some(formats)) => match formats.cause(*cause) {
            Some(words) => Cow::Borrowed(words),
            None => return Err(fault("is a cause this locale has no words for")),
        },
        (kind, ..) => return Err(fault(&format!("is not of its declared type, {}", kind.as_str()))),
    };
    data(&text, variable).map_err(|why| fault(&why))?;
    Ok(Some(text))
}

fn data(text: &str, variable: &VariableSpec) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    if let Some(why) = unfit(text) {
        return Err(why.to_owned());
    }
    let characters = text.chars().count();
    if characters > variable.longest as usize {
        return Err(format!("has {characters} characters, and {} are declared", variable.longest));
    }
    Ok(())
}

/// `https`, a host of two labels or more, no user before it, nothing that ends a link early or hides its host.
fn is_web_address(link: &str) -> bool {
    let Some(rest) = link.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    link.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'\'' | b'\\' | b'`' | b'<' | b'>'))
        && name.contains('.')
        && name.split('.').all(|label| !label.is_empty())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        && port.bytes().all(|b| b.is_ascii_digit())
}

fn is_phone(number: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-' | b'(' | b')'))
}
