//! The line about a code of faults, from data (`pages/faults.toml`).

use std::collections::BTreeMap;

use dunning_core::explain::Lang;
use serde::{Deserialize, Serialize};

use super::page::broken;
use crate::context::Context;
use crate::errors::Error;
use crate::output::Format;

const FAULTS: &str = include_str!("../../../pages/faults.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    en: String,
    #[serde(rename = "zh-CN")]
    zh: String,
}

/// A line for programs.
#[derive(Debug, Serialize)]
struct Shown<'p> {
    code: &'p str,
    means: &'p str,
}

/// The line about a code; nothing when it is no code of faults.
pub(super) fn of(code: &str, format: Format, context: &Context) -> Result<Option<String>, Error> {
    let faults = faults()?;
    let Some(words) = faults.get(code) else { return Ok(None) };
    let means = match context.lang {
        Lang::En => &words.en,
        Lang::ZhCn => &words.zh,
    };
    if format == Format::Json {
        return Ok(serde_json::to_string(&Shown { code, means }).ok().map(|line| line + "\n"));
    }
    let bold = anstyle::Style::new().bold();
    Ok(Some(format!("{bold}{code}{bold:#}\n\n{means}\n")))
}

/// The codes of faults.
pub(super) fn codes() -> Result<Vec<String>, Error> {
    Ok(faults()?.into_keys().collect())
}

fn faults() -> Result<BTreeMap<String, Words>, Error> {
    toml::from_str(FAULTS).map_err(|error| broken(error.message()))
}
