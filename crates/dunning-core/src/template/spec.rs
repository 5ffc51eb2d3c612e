//! The raw forms of templates, open to anyone, and their canonical bytes. Nothing here is checked; [`super::Templates`]
//! does that.

use chrono::NaiveDate;

use crate::element::Element;
use crate::locale::Locale;
use crate::words::{Channel, Purpose, Tone, Word as _, words};

words! {
    /// What a variable holds, and so how its value is written in the template's locale.
    #[non_exhaustive]
    VariableType, "variable type" {
        /// Words in one line: a name, a reference.
        Text = "text",
        /// An amount of money, e.g. `1,280.00元`, `NT$1,280`, `$1,280.00`.
        Amount = "amount",
        /// A date with its year, e.g. `2026年11月20日`, `Nov 20, 2026`.
        Date = "date",
        /// A date near enough to be read without its year, e.g. `11月20日`, `Nov 20`.
        Day = "day",
        /// Why the money is owed, in one noun, e.g. `分期款`, `minimum payment`.
        Cause = "cause",
        /// A web address, `https` alone.
        Link = "link",
        /// A telephone number as people write it.
        Phone = "phone",
    }
}

/// A folder of templates, reviewed together and used by any creditor: whoever is named in a text is a variable's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleSpec {
    /// Its name, e.g. `zh-CN`; the first half of the ids of its templates.
    pub id: String,
    /// What it is for, in one line.
    pub description: String,
    /// Its templates.
    pub templates: Vec<TemplateSpec>,
}

/// One variable of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableSpec {
    /// Its name: small letters, digits and underscores, a letter first.
    pub name: String,
    /// What it holds.
    pub kind: VariableType,
    /// Characters of the longest value as it stands in the text, 1 to 500. A longer one is refused when rendering, so
    /// that whatever was proven of the template's length holds.
    pub longest: u32,
    /// Whether a value must be given. One that may be missing is used only inside its own `{{#if}}`.
    pub required: bool,
}

/// One text as approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSpec {
    /// Its name within the bundle, e.g. `sms.early.gentle`.
    pub id: String,
    /// Its version, from 1. An approved version never changes; a new wording is a new version.
    pub version: u32,
    /// The language of the text and the formats of its values.
    pub locale: Locale,
    /// The channel it is written for.
    pub channel: Channel,
    /// What a contact with it is for.
    pub purpose: Purpose,
    /// The stages of a debt, or the occasions of a confirmation or reply, that it serves; none means all.
    pub stages: Vec<String>,
    /// How warm it is.
    pub tone: Tone,
    /// Its variables.
    pub variables: Vec<VariableSpec>,
    /// What the text says whatever its values are. The check trusts no declaration; planning does.
    pub elements: Vec<Element>,
    /// Who wrote it.
    pub author: String,
    /// Who approved it: somebody else.
    pub approved_by: String,
    /// The day of the approval.
    pub approved_on: NaiveDate,
    /// The subject line, where the channel has one (e-mail, letter); in the language of the body.
    pub subject: Option<String>,
    /// The text, in Handlebars.
    pub body: String,
    /// The line on which the body begins in its file, so that faults name the file's lines; 1 where it stands alone.
    pub body_line: u32,
}

impl TemplateSpec {
    /// Everything that makes the template what it is, in fixed order, each field with its length before it: equal bytes
    /// are the same template. Where its body stood in a file is no part of it.
    pub(super) fn canonical(&self, bundle: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.body.len() + 512);
        let mut field = |text: &str| {
            bytes.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        };
        field("dunning.template/1");
        field(bundle);
        field(&self.id);
        field(&self.version.to_string());
        field(self.locale.as_str());
        field(self.channel.as_str());
        field(self.purpose.as_str());
        field(self.tone.as_str());
        field(&self.stages.len().to_string());
        self.stages.iter().for_each(|stage| field(stage));
        field(&self.variables.len().to_string());
        for variable in &self.variables {
            field(&variable.name);
            field(variable.kind.as_str());
            field(&variable.longest.to_string());
            field(if variable.required { "required" } else { "optional" });
        }
        field(&self.elements.len().to_string());
        self.elements.iter().for_each(|element| field(element.as_str()));
        field(&self.author);
        field(&self.approved_by);
        field(&self.approved_on.to_string());
        field(if self.subject.is_some() { "subject" } else { "no subject" });
        field(self.subject.as_deref().unwrap_or_default());
        field(&self.body);
        bytes
    }
}
