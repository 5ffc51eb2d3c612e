//! The language of what people read: said by `--lang`, else by the environment, else English.

use dunning_core::explain::Lang;

/// The variables that name a language.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language: the one said, else Chinese where a variable of the environment begins with `zh`, else English.
pub(crate) fn choose(said: Option<Lang>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    let chinese = || VARIABLES.into_iter().filter_map(variable).any(|value| value.starts_with("zh"));
    said.unwrap_or_else(|| if chinese() { Lang::ZhCn } else { Lang::En })
}

/// The one of two texts that a reader of this language is given.
pub(crate) const fn pick<T: Copy>(lang: Lang, en: T, zh: T) -> T {
    match lang {
        Lang::En => en,
        Lang::ZhCn => zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_chooses_unless_a_flag_does() {
        let zh = |name: &str| (name == "LC_MESSAGES").then(|| "zh_TW.UTF-8".to_owned());
        let none = |_: &str| None;
        assert_eq!(choose(None, zh), Lang::ZhCn);
        assert_eq!(choose(Some(Lang::En), zh), Lang::En);
        assert_eq!(choose(None, none), Lang::En);
    }
}
