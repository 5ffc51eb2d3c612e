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
        let script = |part: &str| alpha(part, 4);
        let region = |part: &str| alpha(part, 2) || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
        let known = (alpha(language, 2) || alpha(language, 3))
            && parts.next().is_none_or(|part| script(part) || region(part) && parts.next().is_none())
            && parts.next().is_none_or(region)
            && parts.next().is_none();
        if known {
            Ok(Self(canonical(tag)))
        } else {
            Err(Fault::new("DATA-LOCALE", "", "no language tag").of(tag).fix("write it like zh-CN, en or hi-Latn"))
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
    /// (`zh-Hant` is traditional and `zh-Hans` simplified wherever; of the rest Taiwan, Hong Kong and Macao are
    /// traditional).
    pub fn serves(&self, other: &Self) -> bool {
        self.language() == other.language() && self.traditional() == other.traditional()
    }

    fn traditional(&self) -> bool {
        // The script, where there is one, stands before the region.
        self.language() == "zh" && matches!(self.0.split('-').nth(1), Some("TW" | "HK" | "MO" | "Hant"))
    }
}

/// The case that RFC 5646, 2.1.1 recommends: language small, script with a capital, region in capitals.
fn canonical(tag: &str) -> String {
    let mut canonical = tag.to_ascii_lowercase();
    let parts = tag.split('-').skip(1).map(str::len);
    let mut at = tag.split('-').next().map_or(0, str::len);
    for length in parts {
        let (from, end) = (at + 1, at + 1 + length);
        let capitals = if length == 4 { from..from + 1 } else { from..end };
        if let Some(capitals) = canonical.get_mut(capitals) {
            capitals.make_ascii_uppercase();
        }
        at = end;
    }
    canonical
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
        assert!(tag("zh-tw").serves(&tag("zh-Hant")));
        assert!(tag("zh-Hans-HK").serves(&tag("zh-CN")));
        assert!(!tag("zh-hant-MO").serves(&tag("zh")));
    }

    #[test]
    fn tags_are_written_one_way() {
        // RFC 5646, 2.1.1: "mn-Cyrl-MN" is the recommended case of "MN-cYRL-mn".
        for (said, written) in [("MN-cYRL-mn", "mn-Cyrl-MN"), ("zh-cn", "zh-CN"), ("ES-419", "es-419"), ("EN", "en")] {
            assert_eq!(Locale::new(said).unwrap().as_str(), written);
        }
        for no_tag in ["english", "", "zh_CN", "zh-CN-Hans", "zh-CN-TW", "zh-", "z", "zh-Hans-CN-x"] {
            assert!(Locale::new(no_tag).is_err(), "{no_tag}");
        }
    }
}
