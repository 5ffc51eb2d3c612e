//! Opt-outs that stand, as rows: addresses masked, with who wrote each down and why.

use dunning_core::case::Address;
use dunning_core::history::{Consent, Fact};
use dunning_core::id::CustomerId;
use dunning_core::words::Word as _;
use dunning_engine::Because;
use dunning_store::{FactKind, Store as _};
use dunning_wire::portfolio::shape;
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column, rfc3339};
use crate::works::{Place, Works};

const COLUMNS: [Column; 9] = [
    column("at", "SINCE", "起始"),
    column("state", "STATE", "状态"),
    column("channel", "CHANNEL", "渠道"),
    column("address", "ADDRESS", "地址"),
    column("purpose", "PURPOSE", "用途"),
    column("form", "FORM", "形式"),
    column("source", "SOURCE", "来源"),
    column("by", "BY", "经办"),
    column("why", "WHY", "原因"),
];

pub(super) fn run(context: &Context, place: &Place, customer: Option<&CustomerId>) -> Result<Exit, Error> {
    let mut works = Works::to_read(context, place, &[])?;
    let mut listing = Listing::new(&COLUMNS);
    match customer {
        Some(customer) => {
            let reasons = works.wait(async |engine| engine.reasons(customer).await)?;
            let ledger = ledger(&mut works, customer)?;
            for line in works.history(customer)?.opt_outs(context.now()) {
                let number = ledger.iter().find(|(_, told)| same(told, line)).map(|(number, _)| *number);
                push(&mut listing, line, number.and_then(|number| reasons.get(&number)));
            }
        }
        None => {
            super::file::addresses(&mut works, |lines| {
                lines.iter().for_each(|line| push(&mut listing, line, None));
                Ok(())
            })?;
        }
    }
    listing.write(context)?;
    Ok(Exit::Done)
}

fn push(listing: &mut Listing, line: &Consent, because: Option<&Because>) {
    let text = |text: Option<&str>| text.map_or(Json::Null, |text| json!(text));
    listing.push([
        json!(rfc3339(line.at)),
        json!(line.state.as_str()),
        text(line.channel.map(|channel| channel.as_str())),
        line.address.as_ref().map_or(Json::Null, |address| json!(masked(address))),
        text(line.purpose.map(|purpose| purpose.as_str())),
        text(line.form.map(|form| form.as_str())),
        text(line.source.as_deref()),
        text(because.map(|because| because.by.as_str())),
        text(because.map(|because| because.why.as_str())),
    ]);
}

/// The lines of a customer's ledger, each with its number among the facts.
fn ledger(works: &mut Works, customer: &CustomerId) -> Result<Vec<(u64, Consent)>, Error> {
    let id = customer.clone();
    let dossier = works.wait(async |engine| {
        let store = engine.store();
        store.read(store.lane_of(&id), move |lane| lane.dossier(&id, None)).await
    })?;
    let codec = &works.engine.desk().codec;
    let mut lines = Vec::new();
    for fact in dossier.facts.iter().filter(|fact| fact.kind == FactKind::Consent) {
        if let Fact::Consent(line) = codec.read_fact(fact.body.expose()).map_err(dunning_engine::Error::from)? {
            lines.push((fact.revision, line));
        }
    }
    Ok(lines)
}

fn same(a: &Consent, b: &Consent) -> bool {
    a.at == b.at && a.state == b.state && a.has_scope_of(b)
}

/// An address by its end: the last four digits of a number, the host of a mail address, else its shape.
pub(super) fn masked(address: &Address) -> String {
    let text = address.expose();
    if let Some((_, host)) = text.rsplit_once('@') {
        return format!("***@{host}");
    }
    match text.char_indices().rev().nth(3) {
        Some((end, _)) if text.starts_with('+') => format!("***{}", text.get(end..).unwrap_or_default()),
        _ => shape(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked() {
        let masked = |text| masked(&Address::new(text).unwrap());
        assert_eq!(masked("+8613800138000"), "***8000");
        assert_eq!(masked("zhang.san@mail.example"), "***@mail.example");
        assert_eq!(masked("device 77"), "a_9");
    }
}
