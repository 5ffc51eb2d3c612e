//! What a store can prove of itself, in words: that its chains hold, that nothing breaks its own rules, and that what it
//! keeps is what the chains say. It finds nothing itself.

use dunning_core::explain::Lang;
use dunning_engine::{Differs, Unproven};
use dunning_store::{Breach, Store as _};
use dunning_wire::portfolio::shape;

use crate::context::Context;
use crate::errors::Error;
use crate::works::{Running, Works};

/// All that is wrong with a store, the chains first: a sentence each.
///
/// # Errors
/// What the store says.
pub(crate) fn wrong(works: &mut Works, context: &Context) -> Result<Vec<String>, Error> {
    let breaches = works.wait(async |engine: &mut Running| engine.store().breaches().await)?;
    let mut wrong: Vec<String> = breaches.iter().map(|breach| broken(breach, context)).collect();
    // A chain that doesn't hold proves nothing of what is kept beside it.
    if !breaches.iter().any(|breach| matches!(breach, Breach::Chain(_) | Breach::File { .. })) {
        let unproven = works.wait(async |engine: &mut Running| engine.unproven().await)?;
        wrong.extend(unproven.iter().map(|one| differs(one, context)));
    }
    Ok(wrong)
}

fn broken(breach: &Breach, context: &Context) -> String {
    let said = |en: &str, zh: &str| context.say(en, zh).to_owned();
    match breach {
        Breach::File { what } => format!("{}: {what}", said("the file is damaged", "文件已损坏")),
        Breach::Chain(broken) => broken.to_string(),
        Breach::FactGap { lane, customers } => {
            format!(
                "{} {lane}: {customers} {}",
                said("lane", "分道"),
                said("customers lack facts", "名客户的事实有缺失")
            )
        }
        Breach::Uncharged { lane, intents } => {
            let what = said("messages hold fewer uses of caps than they were charged", "条消息占用的次数少于应计次数");
            format!("{} {lane}: {intents} {what}", said("lane", "分道"))
        }
        Breach::Ring { lane, slots } => {
            let what = said("uses of caps break their own rule", "次占用违反其次数上限");
            format!("{} {lane}: {slots} {what}", said("lane", "分道"))
        }
        Breach::Stray { lane, rows } => {
            format!(
                "{} {lane}: {rows} {}",
                said("lane", "分道"),
                said("rows are nobody's there", "行不属于该处的任何客户")
            )
        }
        other => format!("{other:?}"),
    }
}

/// Whose it is stands there by the shape of the id alone: it is personal.
fn differs(one: &Unproven, context: &Context) -> String {
    let Unproven { lane, seq, customer, what } = one;
    let customer = shape(customer.as_str());
    let zh = context.lang == Lang::ZhCn;
    let what = match what {
        Differs::Fact(number) if zh => format!("事实 {number} 与记录不同"),
        Differs::Fact(number) => format!("fact {number} isn't the one that was put on record"),
        Differs::Facts { after, upto } if zh => format!("事实 {} 至 {upto} 与作出决定时所依据的不同", after + 1),
        Differs::Facts { after, upto } => {
            format!("one of the facts {} to {upto} isn't the one that the decision rested on", after + 1)
        }
        Differs::Words if zh => "留存的文本与发出的不同".to_owned(),
        Differs::Words => "the words kept are not those that were handed over".to_owned(),
    };
    let (lane_of, record) = (context.say("lane", "分道"), context.say("record", "记录"));
    format!("{lane_of} {lane}, {record} {seq}, {} «{customer}»: {what}", context.say("customer", "客户"))
}
