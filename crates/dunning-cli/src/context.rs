//! What a command works with: language, form of results, instant. Made at the start and cheap: what takes time is read
//! when a command first asks for it, so that those which need no law start at once.

use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset, Utc};
use clap::Command;
use dunning_core::explain::Lang;
use dunning_core::id::BookId;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::template::Templates;
use dunning_core::words::Effect;
use dunning_wire::Counsel;
use dunning_wire::request::Terms;

use crate::clock;
use crate::common::Common;
use crate::config::Config;
use crate::errors::{Error, Faulty};
use crate::lang;
use crate::law::{self, Folder};
use crate::output::Format;

/// What a command works with.
#[derive(Debug)]
pub(crate) struct Context {
    /// The language of what people read.
    pub(crate) lang: Lang,
    /// The form of results that was asked for.
    pub(crate) output: Option<Format>,
    /// The whole command line, for commands that print it.
    command_line: fn(Lang) -> Command,
    common: Common,
    config: OnceLock<Config>,
    law: OnceLock<(Law, Vec<PolicySpec>)>,
    counsel: OnceLock<Counsel>,
    templates: OnceLock<Templates>,
}

impl Context {
    /// The context of a command line.
    pub(crate) fn new(common: &Common, command_line: fn(Lang) -> Command) -> Self {
        let lang = lang::choose(common.lang, |name| std::env::var(name).ok());
        Self {
            lang,
            output: common.output,
            command_line,
            common: common.clone(),
            config: OnceLock::new(),
            law: OnceLock::new(),
            counsel: OnceLock::new(),
            templates: OnceLock::new(),
        }
    }

    /// The settings.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub(crate) fn config(&self) -> Result<&Config, Error> {
        once(&self.config, || Config::read(&self.common))
    }

    /// The law: what ships and the house's own.
    ///
    /// # Errors
    /// What is wrong with the configuration or a folder it names.
    pub(crate) fn law(&self) -> Result<&Law, Error> {
        self.law_and_policies().map(|(law, _)| law)
    }

    fn law_and_policies(&self) -> Result<&(Law, Vec<PolicySpec>), Error> {
        once(&self.law, || {
            let config = self.config()?;
            let mut folder = config.rulebooks.value.as_deref().map(Folder::read).transpose()?.unwrap_or_default();
            let policies = std::mem::take(&mut folder.policies);
            Ok((law::law(folder, config.zoneinfo.value.as_deref())?, policies))
        })
    }

    /// The law and the house policies, ready to answer requests. The policy of `--policy` or the configuration is in
    /// force where a request names none; the shipped one and those of the folder are known by their names.
    ///
    /// # Errors
    /// What is wrong with the configuration, the law or a policy.
    pub(crate) fn counsel(&self) -> Result<&Counsel, Error> {
        once(&self.counsel, || {
            let (law, policies) = self.law_and_policies()?;
            let counsel = Counsel::new(law.clone(), self.house()?).knowing(law::house(None)?);
            let counsel = policies.iter().cloned().fold(counsel, Counsel::knowing);
            // The one in force last, so that no other of its name stands in its place.
            Ok(counsel.knowing(self.house()?))
        })
    }

    /// The house policy in force, as it was read, with what the configuration tightens of it.
    ///
    /// # Errors
    /// What is wrong with the configuration or the policy's file; an age of stale data that loosens the policy's.
    pub(crate) fn house(&self) -> Result<PolicySpec, Error> {
        let config = self.config()?;
        let house = law::house(config.policy.value.as_deref())?;
        let stale_after_s = config.stale_after_s.value.unwrap_or(house.stale_after_s);
        if stale_after_s > house.stale_after_s {
            return Err(config.loosens(house.stale_after_s));
        }
        Ok(PolicySpec { stale_after_s, ..house })
    }

    /// The text of the house policy in force, with the name of its file or its own.
    ///
    /// # Errors
    /// What is wrong with the configuration; a file that can't be read.
    pub(crate) fn house_text(&self) -> Result<(String, String), Error> {
        law::house_text(self.config()?.policy.value.as_deref())
    }

    /// The house policy in force, compiled with some books.
    ///
    /// # Errors
    /// What is wrong with the law or the policy; a book that isn't there.
    pub(crate) fn policy(&self, books: &[BookId]) -> Result<Policy, Error> {
        let terms = Terms { rulebooks: books.to_vec(), policy: None, guidance: Effect::Note, only: Vec::new() };
        self.counsel()?.policy(&terms).map_err(|faults| {
            let name = self.say("the policy in force", "现行政策").to_owned();
            Faulty { name, text: String::new(), faults }.into()
        })
    }

    /// The approved templates.
    ///
    /// # Errors
    /// What is wrong with the configuration or a bundle.
    pub(crate) fn templates(&self) -> Result<&Templates, Error> {
        once(&self.templates, || law::templates(self.config()?.templates.value.as_deref()))
    }

    /// The whole command line in the reader's language.
    pub(crate) fn command_line(&self) -> Command {
        (self.command_line)(self.lang)
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

/// The value of a cell, made at the first call that succeeds.
fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
    match cell.get() {
        Some(value) => Ok(value),
        None => make().map(|value| cell.get_or_init(|| value)),
    }
}
