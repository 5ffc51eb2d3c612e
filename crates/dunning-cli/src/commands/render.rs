//! `dunning render`: the text that a template makes of the facts of a request. It checks nothing and sends nothing.

use std::path::PathBuf;

use clap::Args;
use dunning_core::id::TemplateId;
use dunning_wire::render;

use super::stream;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

#[derive(Debug, Args)]
#[command(after_help = "Reads requests (dunning.request/1), one JSON object a line, and answers each with \
                        {\"id\",\"template\",\"version\",\"lang\",\"subject\",\"text\"}. The template is the one named \
                        by --template, else by the proposal. `dunning check` tells what keeps a text from being sent.")]
pub(crate) struct Arguments {
    /// JSON Lines; standard input when none is named
    files: Vec<PathBuf>,
    /// The template, e.g. zh-CN/sms.early.gentle
    #[arg(long, value_name = "ID", value_parser = template)]
    template: Option<TemplateId>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let (counsel, templates) = (context.counsel()?, context.templates()?);
    let named = arguments.template.as_ref();
    stream::answer(&arguments.files, context, |value| render::render(counsel, templates, value, context.at(), named))
        .map(stream::exit)
}

fn template(text: &str) -> Result<TemplateId, String> {
    TemplateId::new(text).map_err(|fault| fault.message)
}
