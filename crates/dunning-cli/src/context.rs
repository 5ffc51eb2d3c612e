//! What a command works with: language, form of results, instant. Made at the start and cheap: what takes time is read
//! when a command first asks for it, so that those which need no law start at once.

use chrono::{DateTime, FixedOffset, Utc};
use dunning_core::explain::Lang;

use crate::arguments::Common;
use crate::clock;
use crate::errors::Error;
use crate::lang;
use crate::output::Format;

/// What a command works with.
#[derive(Debug)]
pub(crate) struct Context {
    /// The language of what people read.
    pub(crate) lang: Lang,
    /// The form of results that was asked for.
    pub(crate) output: Option<Format>,
    common: Common,
}

impl Context {
    /// The context of a command line.
    pub(crate) fn new(common: &Common) -> Self {
        let lang = lang::choose(common.lang, |name| std::env::var(name).ok());
        Self { lang, output: common.output, common: common.clone() }
    }

    /// The form of results: the one asked for, else the first of those the command has.
    ///
    /// # Errors
    /// [`Error::Format`] when the command doesn't have the one asked for.
    pub(crate) fn format(&self, known: &'static [Format]) -> Result<Format, Error> {
        match (self.output, known) {
            (Some(asked), _) if !known.contains(&asked) => Err(Error::Format { asked, known }),
            (Some(asked), _) => Ok(asked),
            (None, known) => Ok(known.first().copied().unwrap_or(Format::Table)),
        }
    }

    /// The instant of `--at`.
    pub(crate) const fn at(&self) -> Option<DateTime<FixedOffset>> {
        self.common.at
    }

    /// The instant now: that of `--at`, else what the machine's clock shows.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.common.at.map_or_else(clock::now, |at| at.to_utc())
    }

    /// A text in the reader's language.
    pub(crate) const fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        lang::pick(self.lang, en, zh)
    }
}
