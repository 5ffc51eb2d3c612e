//! `dunning erase ID`: what is personal of a customer erased for good, with who asked for it and why on record. Their
//! opt-outs stay, naming nobody.

use clap::Args;
use dunning_core::id::CustomerId;

use crate::common::OnRecord;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing;
use crate::works::{Place, Works, customer};

#[derive(Debug, Args)]
#[command(
    after_help = "Erased is all that the store holds of the customer: case, facts, addresses, texts, contacts, caps, tickets, the words \
                  beside records, and the key by which the audit chain names them. It can't be undone, and nothing is asked.\n\n\
                  What stays names nobody: the chain, which verifies as before, and opt-outs. Those are kept under keyed hashes of the \
                  customer's id and addresses, without the addresses, and so are not among what `optout export` writes. Who was erased \
                  isn't contacted again, though a later portfolio names them, until their new consent (`optout lift`).\n\n\
                  Refused while a message is on its way or its outcome unknown: a run settles what can be settled; what stays unknown \
                  may be erased after its fence. What stands under --by and --why stays at the desk: name nobody there. Files are not reached: portfolios, plans, exports, a network's own log."
)]
pub(crate) struct Arguments {
    /// The customer's id
    #[arg(value_parser = customer)]
    id: CustomerId,
    #[command(flatten)]
    record: OnRecord,
    #[command(flatten)]
    place: Place,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let Arguments { id, record, place } = arguments;
    context.format(listing::FORMATS)?;
    let because = record.because()?;
    let mut works = Works::open(context, place, &[])?;
    let now = works.moment(context)?;
    let erased = works.wait(async |engine| engine.erase(id, &because, now).await)?;
    let exit = if erased.is_some() {
        let said = context.say(
            "erased; the customer isn't contacted again until they consent anew",
            "已删除；除非本人重新同意，不再联系该客户",
        );
        listing::say("erased", said, context)?;
        Exit::Done
    } else {
        listing::say("unknown_customer", context.say("nobody of this id is known here", "此处没有该客户"), context)?;
        Exit::Findings
    };
    Ok(exit)
}
