//! Rendering: an approved text for given values. What comes out is right in its form; whether it may leave is for the
//! check and the permit to say.

use std::borrow::Cow;
use std::sync::Arc;

use super::body;
use super::compile::Template;
use super::value::{Values, written};
use crate::digest::Digest;
use crate::element::Element;
use crate::fault::Faults;
use crate::id::TemplateId;
use crate::locale::Locale;
use crate::pii::Pii;
use crate::words::{Channel, Purpose};

/// A rendered text, and which approved words it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: Pii<String>,
    /// The subject line, where the channel has one.
    pub subject: Option<Pii<String>>,
    /// The template.
    pub template: TemplateId,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its content.
    pub digest: Digest,
    /// The language of the text.
    pub locale: Locale,
    /// The channel it is written for.
    pub channel: Channel,
    /// What a contact with it is for.
    pub purpose: Purpose,
    /// What the template declares to say. The check finds out for itself.
    pub elements: Arc<[Element]>,
}

impl Template {
    /// Renders the template. Values that it does not declare are not looked at.
    ///
    /// # Errors
    /// `TMPL-VALUE` for each declared variable whose value is missing, empty, too long, of another type, or holds more
    /// than data: control or invisible characters, markup, a link in a name. No fault quotes a value.
    pub fn render(&self, values: &Values) -> Result<Rendered, Faults> {
        let mut faults = Faults::new();
        let written: Vec<Option<Cow<'_, str>>> = self
            .variables()
            .iter()
            .map(|variable| faults.take(written(variable, values, self.formats())).flatten())
            .collect();
        faults.or(())?;
        let text = |pieces| {
            let mut out = String::with_capacity(256);
            body::write(pieces, &written, &mut out);
            Pii::new(out)
        };
        Ok(Rendered {
            text: text(self.body()),
            subject: self.subject().map(text),
            template: self.id().clone(),
            version: self.version(),
            digest: self.digest(),
            locale: self.locale().clone(),
            channel: self.channel(),
            purpose: self.purpose(),
            elements: self.elements(),
        })
    }
}
