//! What the codes of faults mean, a line for each in both languages (`pages/faults.toml`), and what faults say in Chinese,
//! found by the English (`pages/said.zh-CN.toml`): the crates that find faults hold one language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dunning_core::explain::Lang;
use dunning_core::fault::{Fault, Faults};
use serde::Deserialize;

use crate::lang::pick;

const FAULTS: &str = include_str!("../pages/faults.toml");
const SAID: &str = include_str!("../pages/said.zh-CN.toml");

/// What stands in a pattern for whatever stands there.
const ANYTHING: &str = "{}";

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

/// What a fault says to a reader. What isn't said in Chinese is told by the line about its code, with the English behind it.
pub(crate) fn said(fault: &Fault, lang: Lang) -> String {
    match (lang, of(fault.code, lang)) {
        (Lang::En, _) => fault.message.clone(),
        (Lang::ZhCn, line) => chinese(&fault.message).unwrap_or_else(|| match line {
            Some(line) => format!("{line}（{}）", fault.message),
            None => fault.message.clone(),
        }),
    }
}

/// What mends a fault, to a reader.
pub(crate) fn mended(fault: &Fault, lang: Lang) -> String {
    match lang {
        Lang::En => fault.fix.clone(),
        Lang::ZhCn => in_chinese(&fault.fix),
    }
}

/// A fault as it is shown, with its code and place.
pub(crate) fn shown(fault: &Fault, lang: Lang) -> String {
    if lang == Lang::En {
        return fault.to_string();
    }
    let space = if fault.path.is_empty() { "" } else { " " };
    let place = fault.place.map(|at| format!("（第 {} 行第 {} 列）", at.line, at.column)).unwrap_or_default();
    let mut shown = format!("{}{space}{}{place}: {}", fault.code, fault.path, said(fault, lang));
    let fix = mended(fault, lang);
    if !fix.is_empty() {
        shown.extend(["；", &fix]);
    }
    shown
}

/// All of them, a line each.
pub(crate) fn listed(faults: &Faults, lang: Lang) -> String {
    faults.iter().map(|fault| shown(fault, lang)).collect::<Vec<_>>().join("\n")
}

/// A text in Chinese, or as it is where it isn't among what is said.
pub(crate) fn in_chinese(english: &str) -> String {
    chinese(english).unwrap_or_else(|| english.to_owned())
}

/// An English text in Chinese; nothing for one that isn't among what is said.
fn chinese(english: &str) -> Option<String> {
    let said = texts();
    if let Some(same) = said.get(english) {
        return Some(same.clone());
    }
    said.iter().filter(|(pattern, _)| pattern.contains(ANYTHING)).find_map(|(pattern, chinese)| {
        let mut parts = chinese.split(ANYTHING);
        let mut made = parts.next()?.to_owned();
        for (part, found) in parts.zip(matched(pattern, english)?) {
            made.push_str(said.get(found).map_or(found, String::as_str));
            made.push_str(part);
        }
        Some(made)
    })
}

/// What stands in a text where a pattern has anything; nothing for a text that isn't of the pattern.
fn matched<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split(ANYTHING);
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let end = if pieces.peek().is_none() { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        found.push(rest.get(..end)?);
        rest = rest.get(end + piece.len()..)?;
    }
    Some(found)
}

fn faults() -> &'static BTreeMap<String, Words> {
    static FAULTS_READ: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    // That the page can be read, a test of the command holds.
    FAULTS_READ.get_or_init(|| toml::from_str(FAULTS).unwrap_or_default())
}

fn texts() -> &'static BTreeMap<String, String> {
    static TEXTS_READ: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    TEXTS_READ.get_or_init(|| toml::from_str(SAID).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use dunning_core::fault::Place;

    use super::*;

    #[test]
    fn a_reader_of_chinese_is_told_in_chinese() {
        assert!(codes().count() > 50 && texts().len() > 100);
        let fault = Fault::new("DATA-EMPTY", "", "the file is empty");
        assert_eq!((said(&fault, Lang::En), said(&fault, Lang::ZhCn)), ("the file is empty".into(), "文件为空".into()));
        let unheard = said(&Fault::new("DATA-EMPTY", "", "nothing came"), Lang::ZhCn);
        assert!(unheard.ends_with("（nothing came）") && !unheard.starts_with('（'), "{unheard}");
        let place = Some(Place { line: 1, column: 5 });
        let fault =
            Fault::new("DATA-COLUMN", "arears", "there is no such column").fix("did you mean \"arrears\"?").at(place);
        assert_eq!(shown(&fault, Lang::ZhCn), "DATA-COLUMN arears（第 1 行第 5 列）: 没有此列；是否指 \"arrears\"？");
    }

    #[test]
    fn patterns_keep_what_stands_in_them() {
        assert_eq!(
            chinese("the parts sum to 4.00, the arrears are 10.00").unwrap(),
            "各部分合计 4.00，逾期金额为 10.00"
        );
        assert_eq!(chinese("the file is compressed (gzip)").unwrap(), "文件是压缩文件（gzip）");
        assert_eq!(matched("a {} b", "a  b"), Some(vec![""]));
        assert_eq!(matched("a {} b", "a b"), None);
    }

    #[test]
    fn patterns_and_what_they_become_have_as_many_gaps() {
        for (english, chinese) in texts() {
            assert_eq!(english.matches(ANYTHING).count(), chinese.matches(ANYTHING).count(), "{english}");
        }
    }
}
