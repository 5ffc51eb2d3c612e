//! `dunning pause` and `dunning resume`: nothing leaves a paused store, effective at once, with who and why on record.

use std::io::Write as _;

use clap::Args;
use dunning_core::audit::Entry;
use dunning_engine::Because;
use dunning_store::{Commit, Store as _};

use crate::arguments::OnRecord;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output;
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
    let mut works = Works::open(context, &arguments.place, &[], false)?;
    let (now, Because { by, why }) = (context.now(), arguments.record.because()?);
    let lanes: Vec<_> = works.engine.store().lanes().collect();
    for lane in lanes {
        let kind = if pause { "pause" } else { "resume" };
        let entry = Entry::new(kind, now).text("by", &by).text("why", &why).finish();
        works.wait(async |engine| {
            let write = engine.store().write(lane, Commit::Durable, move |lane| {
                lane.set_paused(pause)?;
                lane.record(entry, None)?;
                Ok::<_, dunning_store::Error>(())
            });
            write.await
        })?;
    }
    let mut out = output::styled();
    writeln!(
        out,
        "{}",
        if pause {
            context.say("paused: nothing leaves until it is resumed", "已暂停：恢复之前不发送任何消息")
        } else {
            context.say("resumed", "已恢复")
        }
    )?;
    out.flush()?;
    Ok(Exit::Done)
}
