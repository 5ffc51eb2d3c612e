//! Errors of the command line in Chinese, from what clap knows of them: its own words are English.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind as Context, ContextValue as Value, ErrorKind as Kind};

use crate::meaning;

/// An error of the command line in Chinese; nothing for help, which is Chinese already.
pub(crate) fn chinese(error: &Error) -> Option<String> {
    let said = |kind| error.get(kind).map(text).filter(|said| !said.is_empty());
    let argument = said(Context::InvalidArg).unwrap_or_default();
    let message = match error.kind() {
        Kind::InvalidValue | Kind::ValueValidation => match said(Context::InvalidValue) {
            Some(value) => format!("{argument} 的值 {value} 无效"),
            None => format!("{argument} 需要一个值"),
        },
        Kind::UnknownArgument => format!("没有参数 {argument}"),
        Kind::InvalidSubcommand => format!("没有命令 {}", said(Context::InvalidSubcommand).unwrap_or_default()),
        Kind::MissingRequiredArgument => format!("缺少必需的参数：{argument}"),
        Kind::MissingSubcommand => "缺少命令".to_owned(),
        Kind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同时使用", said(Context::PriorArg).unwrap_or_default())
        }
        Kind::TooManyValues | Kind::TooFewValues | Kind::WrongNumberOfValues | Kind::NoEquals => {
            format!("{argument} 的值的个数或写法不对")
        }
        Kind::InvalidUtf8 => "参数不是 UTF-8 文本".to_owned(),
        _ => return None,
    };
    let mut lines = vec![format!("错误: {message}")];
    lines.extend(error.source().map(|why| meaning::in_chinese(&why.to_string())));
    lines.extend(said(Context::ValidValue).map(|values| format!("可选：{values}")));
    lines.extend(said(Context::ValidSubcommand).map(|commands| format!("可选：{commands}")));
    let near = [Context::SuggestedArg, Context::SuggestedSubcommand, Context::SuggestedValue];
    lines.extend(near.into_iter().filter_map(said).map(|near| format!("是否指 {near}？")));
    lines.extend(said(Context::Usage).map(|usage| format!("用法：{}", usage.trim_start_matches("Usage:").trim())));
    lines.push("详见 --help".to_owned());
    Some(lines.join("\n  ") + "\n")
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Strings(texts) => texts.join(", "),
        Value::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}
