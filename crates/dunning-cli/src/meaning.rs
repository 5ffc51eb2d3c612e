//! What the codes of faults mean, a line for each in both languages (`pages/faults.toml`): so that a reader of Chinese is
//! told what is wrong before the fault says it in its own words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dunning_core::explain::Lang;
use dunning_core::fault::Fault;
use serde::Deserialize;

use crate::lang::pick;

const FAULTS: &str = include_str!("../pages/faults.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    en: String,
    #[serde(rename = "zh-CN")]
    zh: String,
}

/// The line about a code; nothing when it is no code of faults.
pub(crate) fn of(code: &str, lang: Lang) -> Option<&'static str> {
    faults().get(code).map(|words| pick(lang, words.en.as_str(), words.zh.as_str()))
}

/// The codes of faults.
pub(crate) fn codes<'c>() -> impl Iterator<Item = &'c str> {
    faults().keys().map(String::as_str)
}

/// What a fault says to a reader: in English its own words, in Chinese the line about its code with these after it.
pub(crate) fn said(fault: &Fault, lang: Lang) -> String {
    match (lang, of(fault.code, lang)) {
        (Lang::ZhCn, Some(line)) => format!("{line}（{}）", fault.message),
        _ => fault.message.clone(),
    }
}

fn faults() -> &'static BTreeMap<String, Words> {
    static FAULTS_READ: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    // That the page can be read, a test of the command holds.
    FAULTS_READ.get_or_init(|| toml::from_str(FAULTS).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_chinese_is_told_first() {
        assert!(codes().count() > 50);
        let fault = Fault::new("DATA-EMPTY", "", "the file is empty");
        assert_eq!(said(&fault, Lang::En), "the file is empty");
        let chinese = said(&fault, Lang::ZhCn);
        assert!(chinese.ends_with("（the file is empty）") && !chinese.starts_with('（'), "{chinese}");
    }
}
