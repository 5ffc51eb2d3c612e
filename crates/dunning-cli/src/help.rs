//! The command line and its help in the reader's language. The English texts stand with the arguments; the Chinese ones
//! are data (`pages/help.zh-CN.toml`), found by the English, which stays where one is missing.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory as _};
use dunning_core::explain::Lang;
use dunning_core::words::Word as _;
use serde::Deserialize;

use crate::arguments::Arguments;

const WORDS: &str = include_str!("../pages/help.zh-CN.toml");
/// As clap's own, but for its words.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// What stands over the options of every command.
const COMMON: &str = "Common options";

/// The texts in another language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// By the English ones.
    texts: BTreeMap<String, String>,
    /// What follows the help of a command, by its name.
    after: BTreeMap<String, String>,
}

impl Words {
    /// A text, or the English one where there is none.
    fn translate(&self, text: &str) -> String {
        self.texts.get(text).map_or(text, String::as_str).to_owned()
    }
}

/// The command line.
pub(crate) fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Arguments::command(),
        Lang::ZhCn => {
            let version = Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本")
                .help_heading(COMMON);
            let command = Arguments::command().disable_version_flag(true).arg(version);
            let mut command = translated(command, &toml::from_str(WORDS).unwrap_or_default());
            command.build();
            command.mut_subcommand("help", |help| help.about("显示本帮助，或某个命令的帮助"))
        }
    }
}

/// The language that a command line asks for, before it is read.
pub(crate) fn said(arguments: impl IntoIterator<Item = OsString>) -> Option<Lang> {
    let mut said = None;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let lang = match argument.to_str() {
            Some("--") => break,
            Some("--lang") => arguments.next().and_then(|lang| lang.into_string().ok()),
            Some(text) => text.strip_prefix("--lang=").map(str::to_owned),
            None => None,
        };
        said = lang.and_then(|lang| Lang::parse(&lang).ok()).or(said);
    }
    said
}

fn translated(command: Command, words: &Words) -> Command {
    let about = command.get_about().map(|about| words.translate(&about.to_string()));
    let after = command.get_after_help().map(|after| after.to_string());
    let after = words.after.get(command.get_name()).map(|after| after.trim_start().to_owned()).or(after);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助").help_heading(COMMON);
    command
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|argument| translated_argument(argument, words))
        .mut_subcommands(|inner| translated(inner, words))
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .help_template(TEMPLATE)
        .about(about.unwrap_or_default())
        .after_help(after.unwrap_or_default())
}

fn translated_argument(argument: Arg, words: &Words) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(heading) => words.translate(heading),
        None if argument.is_positional() => "参数".to_owned(),
        None => "选项".to_owned(),
    };
    let help = argument.get_help().map(|help| words.translate(&help.to_string()));
    argument.help_heading(heading).help(help.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn said_of(arguments: &[&str]) -> Option<Lang> {
        said(arguments.iter().map(OsString::from))
    }

    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        found.extend(command.get_about().map(ToString::to_string));
        found.extend(command.get_after_help().map(|_| command.get_name().to_owned()));
        for argument in command.get_arguments() {
            found.extend(argument.get_help().map(ToString::to_string));
            found.extend(argument.get_help_heading().map(str::to_owned));
        }
        command.get_subcommands().for_each(|inner| texts(inner, found));
    }

    #[test]
    fn no_translation_is_left_over() {
        let mut found = BTreeSet::new();
        texts(&Arguments::command(), &mut found);
        let words: Words = toml::from_str(WORDS).unwrap();
        let left: Vec<_> = words.texts.keys().chain(words.after.keys()).filter(|text| !found.contains(*text)).collect();
        assert!(left.is_empty(), "pages/help.zh-CN.toml translates what no help says any more: {left:#?}");
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        assert_eq!(said_of(&["dunning", "--lang", "zh-CN", "--hlp"]), Some(Lang::ZhCn));
        assert_eq!(said_of(&["dunning", "redact", "--lang=en"]), Some(Lang::En));
        assert_eq!(said_of(&["dunning", "--", "--lang", "en"]), None);
        assert_eq!(said_of(&["dunning", "--lang", "xx"]), None);
    }

    #[test]
    fn both_command_lines_are_sound() {
        command(Lang::En).debug_assert();
        command(Lang::ZhCn).debug_assert();
    }
}
