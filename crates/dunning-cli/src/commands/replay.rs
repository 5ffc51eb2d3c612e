//! `dunning replay ID`: every decision about a customer taken again, from the facts known then. Each comes out the same,
//! bit for bit, or the difference is shown.

use std::collections::BTreeMap;
use std::io::Write as _;

use clap::Args;
use dunning_core::digest::Digest;
use dunning_core::policy::Policy;
use dunning_engine::Verdict;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output;
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
    let (mut works, customer) = arguments.known.open(context)?;
    let first = works.wait(async |engine| engine.replay(&customer, |_| None).await)?;
    let mut earlier: BTreeMap<Digest, Policy> = BTreeMap::new();
    for one in &first {
        if let Verdict::NoPolicy(digest) = one.verdict
            && !earlier.contains_key(&digest)
        {
            earlier.extend(works.policy_kept(digest)?.map(|policy| (digest, policy)));
        }
    }
    let replayed =
        works.wait(async |engine| engine.replay(&customer, move |digest| earlier.get(&digest).cloned()).await)?;
    let mut out = output::styled();
    let mut same = 0_usize;
    for one in &replayed {
        match &one.verdict {
            Verdict::Same => same += 1,
            Verdict::Differs(now) => {
                writeln!(out, "#{} {}\n  - {}\n  + {now}", one.seq, context.say("differs", "不一致"), one.written)?
            }
            Verdict::NoPolicy(digest) => writeln!(
                out,
                "#{} {} {digest}",
                one.seq,
                context.say("was taken under a policy that isn't at hand:", "所依据的政策不在手边：")
            )?,
            Verdict::Unreadable => writeln!(
                out,
                "#{} {}",
                one.seq,
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
    Ok(if same == replayed.len() && same > 0 { Exit::Done } else { Exit::Unverified })
}
