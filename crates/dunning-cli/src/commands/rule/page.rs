//! The page of one of the engine's reasons. The words are data (`pages/codes.toml`), the rules those of the law at hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dunning_core::explain::Lang;
use dunning_core::fault::{Fault, Faults};
use dunning_core::finding::Code;
use dunning_core::policy::Law;
use dunning_core::words::Word as _;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::output::Format;

const PAGES: &str = include_str!("../../../pages/codes.toml");

/// What a page says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    /// The kinds of rules that raise it.
    kinds: Vec<String>,
    en: Words,
    #[serde(rename = "zh-CN")]
    zh: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    means: String,
    lifts: String,
}

/// A page for programs.
#[derive(Debug, Serialize)]
struct Shown<'p> {
    code: &'static str,
    means: &'p str,
    lifts: &'p str,
    kinds: &'p [String],
    rules: Vec<Raising<'p>>,
}

/// A rule that raises it.
#[derive(Debug, Serialize)]
struct Raising<'p> {
    book: &'p str,
    rule: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'p str>,
    kind: &'static str,
    article: String,
}

/// The page of a code.
pub(super) fn of(code: Code, format: Format, context: &Context) -> Result<String, Error> {
    let pages = pages()?;
    let Some(page) = pages.get(code.as_str()) else { return Err(broken("a code has no page")) };
    let words = match context.lang {
        Lang::En => &page.en,
        Lang::ZhCn => &page.zh,
    };
    let law = context.law()?;
    let shown = Shown {
        code: code.as_str(),
        means: &words.means,
        lifts: &words.lifts,
        kinds: &page.kinds,
        rules: raising(law, &page.kinds),
    };
    if format == Format::Csv {
        let fields = serde_json::to_value(&shown).unwrap_or_default();
        return super::values([(shown.code.to_owned(), fields)]);
    }
    if format.is_for_programs() {
        return Ok(serde_json::to_string(&shown).unwrap_or_default() + "\n");
    }
    Ok(in_words(&shown, context))
}

fn in_words(shown: &Shown<'_>, context: &Context) -> String {
    let bold = anstyle::Style::new().bold();
    let mut text = format!("{bold}{}{bold:#}\n\n{}\n\n", shown.code, shown.means);
    // Writing to a text never fails.
    let _ = writeln!(text, "{bold}{}{bold:#}\n{}\n", context.say("What lifts it", "如何解除"), shown.lifts);
    let title = context.say("Raised by", "由以下规则提出");
    if shown.kinds.is_empty() {
        let own = context.say("the engine itself, under every policy", "引擎自身的检查，任何政策下均有效");
        let _ = writeln!(text, "{bold}{title}{bold:#}\n{own}");
        return text;
    }
    let _ = writeln!(text, "{bold}{title}{bold:#}\n{}", shown.kinds.join(", "));
    for rule in &shown.rules {
        let part = rule.part.map(|part| format!("/{part}")).unwrap_or_default();
        let _ = writeln!(text, "  {}  {}{part}  {}", rule.book, rule.rule, rule.article);
    }
    text
}

fn raising<'l>(law: &'l Law, kinds: &[String]) -> Vec<Raising<'l>> {
    let rules = law.books.iter().flat_map(|book| book.rules.iter().map(move |rule| (book, rule)));
    rules
        .filter(|(_, rule)| kinds.iter().any(|kind| kind == rule.kind.name()))
        .map(|(book, rule)| Raising {
            book: book.id.as_str(),
            rule: rule.id.as_str(),
            part: rule.part.as_deref(),
            kind: rule.kind.name(),
            article: format!("{}, {}", rule.citation.instrument, rule.citation.article),
        })
        .collect()
}

fn pages() -> Result<BTreeMap<String, Page>, Error> {
    toml::from_str(PAGES).map_err(|error| broken(error.message()))
}

/// What the tests of this file let through nowhere.
pub(super) fn broken(what: &str) -> Error {
    let faults = Faults::from(Fault::new("DATA-SYNTAX", "", what.to_owned()));
    Faulty { name: "pages".to_owned(), text: String::new(), faults }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dunning_core::rule::RuleKind;

    #[test]
    fn every_code_has_a_page_in_both_languages_and_no_page_is_left_over() {
        let pages = pages().unwrap();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for code in &codes {
            assert!(pages.contains_key(*code), "{code} has no page");
        }
        for (code, page) in &pages {
            assert!(codes.contains(&code.as_str()), "{code} is no code");
            assert!(page.kinds.iter().all(|kind| RuleKind::NAMES.contains(&kind.as_str())), "{code}");
            for words in [&page.en, &page.zh] {
                assert!(!words.means.is_empty() && !words.lifts.is_empty(), "{code}");
            }
        }
    }
}
