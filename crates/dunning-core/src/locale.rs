//! Language and region of a text. Formats of amounts and dates per locale stand with the templates.

use std::fmt;

use crate::fault::Fault;

/// A language tag: language, optional script, optional region, e.g. `zh-CN`, `hi-Latn`, `en` (BCP 47 subset).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Locale(String);

impl Locale {
    /// Reads a tag.
    ///
    /// # Errors
    /// `DATA-LOCALE` when it is no such tag.
    pub fn new(tag: &str) -> Result<Self, Fault> {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let alpha = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_alphabetic());
        let known = (alpha(language, 2) || alpha(language, 3))
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| {
                alpha(part, 4) || alpha(part, 2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
            });
        if known {
            Ok(Self(tag.to_owned()))
        } else {
            Err(Fault::new("DATA-LOCALE", "", format!("{tag:?} is no language tag"))
                .fix("write it like zh-CN, en or hi-Latn"))
        }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, e.g. `zh`.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether a text of `self` serves a reader of `other`: same language, and for Chinese the same script
    /// (`zh-TW`, `zh-HK` and `zh-Hant` are traditional, other `zh` simplified).
    pub fn serves(&self, other: &Self) -> bool {
        self.language() == other.language() && self.traditional() == other.traditional()
    }

    fn traditional(&self) -> bool {
        self.language() == "zh" && self.0.split('-').skip(1).any(|part| matches!(part, "TW" | "HK" | "MO" | "Hant"))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_chinese_differ() {
        let tag = |text| Locale::new(text).unwrap();
        assert!(tag("zh").serves(&tag("zh-CN")));
        assert!(!tag("zh-TW").serves(&tag("zh-CN")));
        assert!(tag("en").serves(&tag("en-GB")));
        assert!(Locale::new("english").is_err());
    }
}
