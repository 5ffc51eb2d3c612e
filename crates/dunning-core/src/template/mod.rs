//! Templates: the approved words. A bundle of raw specs is compiled once, with every fault said; what comes out is
//! immutable and can be rendered for any values of its declared variables. It knows no file and no front matter (the
//! wire reads those), chooses no recipient, and proves nothing about wording: what it renders goes to the check.
//!
//! Handlebars is the language of the bodies and its parser reads them. Its renderer is not used: strict mode lets
//! through null, objects, misspelt names in `#if` and in branches not taken, `@root`, `../` and dynamic partials. A
//! body is instead lowered to a tree of our own that can say two things, `{{variable}}` and
//! `{{#if variable}}…{{else}}…{{/if}}`; whatever else the syntax tree holds is a fault with its place and remedy.
//!
//! ```
//! use dunning_core::{element::Element, locale::Locale, money::Money, words::*};
//! use dunning_core::template::*;
//!
//! let variable = |name: &str, kind, longest| VariableSpec { name: name.into(), kind, longest, required: true };
//! let spec = TemplateSpec {
//!     id: "early.gentle".into(), version: 1, locale: Locale::new("en").unwrap(), channel: Channel::Sms,
//!     purpose: Purpose::Collection, stages: vec!["early".into()], tone: Tone::Gentle,
//!     variables: vec![variable("creditor", VariableType::Text, 20), variable("amount", VariableType::Amount, 12)],
//!     elements: vec![Element::Creditor, Element::Amount], author: "A. Writer".into(),
//!     approved_by: "B. Reader".into(), approved_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(),
//!     subject: None, body: "{{creditor}}: {{amount}} is still open.".into(), body_line: 1,
//! };
//! let bundle = BundleSpec { id: "en".into(), description: "reminders in English".into(), templates: vec![spec] };
//! let templates = Templates::compile(vec![bundle]).unwrap();
//! let template = templates.choose(&Wanted {
//!     channel: Channel::Sms, purpose: Purpose::Collection, stage: "early", tone: Tone::Gentle,
//!     locale: &Locale::new("en-US").unwrap(), owed: &[],
//! }).unwrap();
//! let values = Values::new().with("creditor", Value::text("Larkspur Bank"))
//!     .with("amount", Money::parse("1280", "USD").unwrap());
//! assert_eq!(template.render(&values).unwrap().text.expose(), "Larkspur Bank: $1,280.00 is still open.");
//! ```

mod body;
mod compile;
pub(crate) mod hygiene;
mod library;
mod lint;
pub mod locale_format;
mod render;
mod spec;
#[cfg(test)]
mod tests;
mod value;

pub use compile::Template;
pub use library::{Templates, Wanted};
pub use render::Rendered;
pub use spec::{BundleSpec, TemplateSpec, VariableSpec, VariableType};
pub use value::{Value, Values};
