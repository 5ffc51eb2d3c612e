//! What simulated customers write, in the language of their address.

use dunning_core::case::Address;

use super::fate::{Meaning, Said};

/// The words of an answer that comes from this address.
pub(super) fn words(said: &Said, from: &Address) -> String {
    match said {
        Said::Words(words) => words.clone(),
        Said::Meaning(meaning, draw) => {
            let phrases = phrases(*meaning, Language::of(from));
            let at = *draw as usize % phrases.len().max(1);
            phrases.get(at).copied().unwrap_or_default().to_owned()
        }
    }
}

/// The language in which a simulated customer writes.
#[derive(Clone, Copy)]
enum Language {
    English,
    Simplified,
    Traditional,
}

impl Language {
    /// By the country code of a number (ITU-T E.164: 86 mainland China, 852 Hong Kong, 853 Macao, 886 Taiwan) or the
    /// country's domain of a mail address; everyone else writes English.
    fn of(address: &Address) -> Self {
        let address = address.expose();
        let any = |prefixes: &[&str], suffixes: &[&str]| {
            prefixes.iter().any(|prefix| address.starts_with(prefix))
                || (address.contains('@') && suffixes.iter().any(|suffix| address.ends_with(suffix)))
        };
        if any(&["+852", "+853", "+886"], &[".hk", ".mo", ".tw"]) {
            Self::Traditional
        } else if any(&["+86"], &[".cn"]) {
            Self::Simplified
        } else {
            Self::English
        }
    }
}

fn phrases(meaning: Meaning, language: Language) -> &'static [&'static str] {
    match (meaning, language) {
        (Meaning::Stop, Language::English) => &["STOP", "Unsubscribe"],
        (Meaning::Stop, Language::Simplified) => &["退订", "TD"],
        (Meaning::Stop, Language::Traditional) => &["退訂", "停止"],
        (Meaning::Paid, Language::English) => &["Paid", "I have already paid"],
        (Meaning::Paid, Language::Simplified) => &["已还款", "我已经还了"],
        (Meaning::Paid, Language::Traditional) => &["已繳款", "我已經繳了"],
        (Meaning::Promise, Language::English) => &["I will pay on Friday"],
        (Meaning::Promise, Language::Simplified) => &["周五还款", "我周五还"],
        (Meaning::Promise, Language::Traditional) => &["週五還款", "我週五還"],
        (Meaning::Unclear, Language::English) => &["Who is this?", "ok??"],
        (Meaning::Unclear, Language::Simplified) => &["你是哪位？", "在开会，晚点说"],
        (Meaning::Unclear, Language::Traditional) => &["請問你是哪位？", "在開會，晚點說"],
    }
}
