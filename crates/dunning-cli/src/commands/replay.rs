//! `dunning replay ID`: every decision about a customer taken again, from the facts known then. Each comes out the same,
//! bit for bit, or the difference is shown.

use std::io::Write as _;

use clap::Args;
use dunning_core::explain::LocalTime;
use dunning_engine::{Replayed, Verdict};
use serde_json::{Value as Json, json};

use super::case::FORMATS;
use crate::context::Context;
use crate::dossier::{field, instant_on, record};
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column};
use crate::output::{self, Format};
use crate::page::{self, Page};
use crate::works::Known;

#[derive(Debug, Args)]
#[command(
    after_help = "A decision under a policy that isn't in force any more is taken again under the law and policy kept with the store."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let (mut works, customer) = arguments.known.open(context)?;
    let policies = works.policies_of(&customer)?;
    let policy_of = move |digest| policies.get(&digest).cloned();
    let replayed = works.wait(async |engine| engine.replay(&customer, policy_of).await)?;
    if format.is_for_programs() {
        let mut listing = Listing::new(&REPLAYED);
        let clock = works.clock_of(&customer)?;
        replayed.iter().for_each(|one| listing.push(columns(one, clock.as_ref())));
        listing.write(context)?;
    }
    if replayed.is_empty() && format.is_for_programs() {
        return Ok(Exit::Findings);
    }
    if replayed.is_empty() {
        let mut out = output::styled();
        writeln!(
            out,
            "{}",
            context.say(
                "there is no decision to take again: nothing was decided about a customer of this id, or they were erased and what it rested on is gone",
                "没有可重新作出的决定：从未对该编号的客户作出决定，或该客户已被删除，决定所依据的内容已不存在"
            )
        )?;
        out.flush()?;
        return Ok(Exit::Findings);
    }
    let same = replayed.iter().filter(|one| one.verdict == Verdict::Same).count();
    let exit = if same == replayed.len() { Exit::Done } else { Exit::Unverified };
    if format.is_for_programs() {
        return Ok(exit);
    }
    if format == Format::Html {
        let mut data = json!({"customer": customer.as_str()});
        let clock = works.clock_of(&customer)?;
        data["replayed"] = replayed.iter().map(|one| row(one, clock.as_ref())).collect();
        data["same"] = json!(same);
        data["count"] = json!(replayed.len());
        page::write(Page::Replay, data, context)?;
        return Ok(exit);
    }
    let mut out = output::styled();
    for one in &replayed {
        let seq = one.link.seq;
        match &one.verdict {
            Verdict::Same => {}
            Verdict::Differs(now) => {
                writeln!(out, "#{seq} {}\n  - {}\n  + {now}", context.say("differs", "不一致"), one.link.body)?
            }
            Verdict::NoPolicy(digest) => writeln!(
                out,
                "#{seq} {} {digest}",
                context.say("was taken under a policy that isn't at hand:", "所依据的政策不在手边：")
            )?,
            Verdict::Unreadable => writeln!(
                out,
                "#{seq} {}",
                context.say("rests on what can't be read any more", "所依据的内容已无法读取")
            )?,
        }
    }
    writeln!(
        out,
        "{same}/{} {}",
        replayed.len(),
        context.say("decisions came out the same, bit for bit", "项决定逐位一致")
    )?;
    out.flush()?;
    Ok(exit)
}

/// Decisions taken again, for programs. What was written and what came stand there where they differ.
const REPLAYED: [Column; 6] = [
    column("lane", "Lane", "链"),
    column("seq", "Seq", "序号"),
    column("at", "At", "时间"),
    column("result", "Result", "结果"),
    column("written", "Written", "原记录"),
    column("again", "Again", "重放结果"),
];

fn columns(one: &Replayed, clock: Option<&LocalTime>) -> [Json; 6] {
    let at = field(&one.link, "at").and_then(|at| at.parse().ok()).map(|at| instant_on(clock, at));
    let Json::Object(mut row) = row(one, None) else { return Default::default() };
    let mut take = |name: &str| row.remove(name).unwrap_or_default();
    let (result, written, again) = (take("result"), take("written"), take("again"));
    let written = if again.is_null() { Json::Null } else { written };
    [json!(one.link.lane), json!(one.link.seq), json!(at), result, written, again]
}

/// A decision taken again, for a page. Its results are the words of `pages/page.toml`.
fn row(one: &Replayed, clock: Option<&LocalTime>) -> Json {
    let Replayed { link, verdict } = one;
    let (result, again) = match verdict {
        Verdict::Same => ("equal", None),
        Verdict::Differs(now) => ("unequal", Some(now)),
        Verdict::NoPolicy(_) => ("no_policy", None),
        Verdict::Unreadable => ("unreadable", None),
    };
    let at = field(link, "at");
    let local = at.as_deref().and_then(|at| at.parse().ok()).zip(clock).map(|(at, clock)| clock.show(at));
    let said = [field(link, "channel"), field(link, "purpose"), field(link, "verdict")];
    json!({
        "record": record(link),
        "at": local.or(at),
        "result": result,
        "step": said.into_iter().flatten().collect::<Vec<_>>().join(", "),
        "written": link.body,
        "again": again,
    })
}
