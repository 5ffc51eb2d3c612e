//! `dunning pause` and `dunning resume`: nothing leaves a paused store, effective at once, with who and why on record.

use clap::Args;

use crate::common::OnRecord;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing;
use crate::works::{Place, Works};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    record: OnRecord,
}

/// Pauses every lane, or resumes it.
pub(crate) fn run(arguments: &Arguments, context: &Context, pause: bool) -> Result<Exit, Error> {
    context.format(listing::FORMATS)?;
    let mut works = Works::open(context, &arguments.place, &[])?;
    let (now, because) = (works.moment(context)?, arguments.record.because()?);
    works
        .wait(async |engine| dunning_engine::pause(engine.store(), &engine.desk().keys, pause, &because, now).await)?;
    let (outcome, said) = if pause {
        ("paused", context.say("paused: nothing leaves until it is resumed", "已暂停：恢复之前不发送任何消息"))
    } else {
        ("resumed", context.say("resumed", "已恢复"))
    };
    listing::say(outcome, said, context)?;
    Ok(Exit::Done)
}
