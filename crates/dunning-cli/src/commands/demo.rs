//! `dunning demo`: a Chinese bank's small portfolio worked through a simulated day, in memory, without a file, key,
//! network or question. The last line is the same on every run and machine.

use std::io::Write as _;

use chrono::{DateTime, Utc};
use clap::Args;
use dunning_core::case::{CaseSpec, CreditorSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::id::{BookId, CustomerId};
use dunning_core::plan::{Report, plan};
use dunning_core::time::{Moment, Place};
use dunning_core::words::Actor;
use dunning_engine::{Intake, Told};
use dunning_gateway::sandbox::Fate;
use dunning_store::{Contact, Store as _};
use dunning_wire::portfolio::{Content, JsonRows, Mapping, Number, Reader, Setting, household};
use serde_json::json;

use crate::context::Context;
use crate::dossier::verdict;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::law::shipped;
use crate::listing::{FORMATS, Listing, rfc3339};
use crate::output::{self, Format};
use crate::report::{FIGURES, Funnel};
use crate::works::{Works, network};

#[derive(Debug, Args)]
pub(crate) struct Arguments {}

/// The bank's portfolio: requests without instant and proposal, one a line.
const PORTFOLIO: &str = include_str!("../../demo/portfolio.jsonl");

/// The simulated day begins before the contact window opens.
const BEGINS: &str = "2026-11-24T07:30:00+08:00";
/// And ends with the local day.
const ENDS: &str = "2026-11-25T00:00:00+08:00";

/// Customers who answer, and their words.
const ANSWERS: [(&str, &str); 3] =
    [("QH-002", "退订"), ("QH-003", "周五发工资就还"), ("QH-012", "你们是哪个银行？我没有借过钱")];

/// The customers whose day is told in full: one who was reminded, one who was not.
const TOLD: [&str; 2] = ["QH-001", "QH-005"];

pub(crate) fn run(_: &Arguments, context: &Context) -> Result<Exit, Error> {
    context.format(FORMATS)?;
    let books = vec![BookId::new("cn").map_err(Faults::from).map_err(shipped)?];
    let (begins, ends) = (instant(BEGINS)?, instant(ENDS)?);
    let people = portfolio(context, &books, begins)?;
    let mut network = network(&books);
    network.shares = dunning_gateway::sandbox::Shares::default();
    for (customer, words) in ANSWERS {
        if let Some(key) = first_key(context, &books, &people, customer, begins)? {
            network = network.with_fate(key, Fate::replied(words));
        }
    }
    let mut works = Works::passing(context, &books, network)?;
    let count = people.len();
    works.wait(async |engine| engine.import(people, begins).await)?;
    works.wait(async |engine| engine.run(begins, ends).await)?;
    show(&mut works, context, count)
}

fn show(works: &mut Works, context: &Context, people: usize) -> Result<Exit, Error> {
    let lang = context.lang;
    let tally = works.wait(async |engine| engine.store().tally().await)?;
    let waiting = works.wait(async |engine| engine.waiting().await)?;
    let funnel = Funnel::new(&tally, works.engine.sent()).with_tickets(&waiting);
    let verified = works.wait(async |engine| engine.store().breaches().await)?.is_empty();
    let adds_up = funnel.adds_up() && verified && people == 20;
    let exit = if adds_up { Exit::Done } else { Exit::Unverified };
    if context.format(FORMATS)? != Format::Table {
        let mut listing = Listing::new(&FIGURES);
        funnel.list(&mut listing);
        listing.push([json!("run"), json!("adds_up"), json!(adds_up)]);
        listing.push([json!("run"), json!("digest"), json!(works.digest()?.to_string())]);
        listing.write(context)?;
        return Ok(exit);
    }
    let mut out = output::styled();
    writeln!(out, "{}", context.say("Qinghe Bank (fictional): a portfolio of 20 customers, worked through 2026-11-24 on a simulated clock and network.", "青禾银行（虚构）：20 位客户的一天（2026-11-24），时钟与网络均为模拟。"))?;
    writeln!(
        out,
        "{}\n",
        context.say(
            "Law: rulebook cn and the house policy considerate. No message leaves this machine.",
            "依据：规则库 cn 与机构政策 considerate。没有任何消息离开本机。"
        )
    )?;
    write!(out, "{}", funnel.show(lang))?;
    writeln!(out, "\n{}", context.say("Why contacts were not made:", "未联系的主要原因："))?;
    for (reason, count) in funnel.reasons.iter().take(6) {
        writeln!(out, "  {count:>4}  {reason}")?;
    }
    for id in TOLD {
        writeln!(out)?;
        tell(works, context, id, &mut out)?;
    }
    let (answering, words) = ANSWERS[1];
    writeln!(out, "\n{}", context.say("A reply that changes what happens next:", "一条回复改变了后续："))?;
    after_reply(works, context, answering, words, &mut out)?;
    writeln!(
        out,
        "\n{}",
        if adds_up {
            context.say("The counts add up, and the audit chain verifies.", "数目相符，审计链校验通过。")
        } else {
            context.say("The counts DO NOT add up.", "数目不符！")
        }
    )?;
    writeln!(out, "digest: {}", works.digest()?)?;
    out.flush()?;
    Ok(exit)
}

/// Tells a customer's decisions and what became of them.
fn tell(works: &mut Works, context: &Context, id: &str, out: &mut impl std::io::Write) -> Result<(), Error> {
    let customer = customer(id)?;
    let told: Vec<Told> = works.told(&customer, context.lang)?;
    let contacts = works.contacts(&customer)?;
    writeln!(out, "== {id}")?;
    for Told { step, explanation, .. } in told.iter().rev().take(1) {
        writeln!(out, "{} {step}", context.say("Step", "步骤"))?;
        match explanation {
            Some(explanation) => write!(out, "{explanation}")?,
            None => writeln!(out, "{}", verdict(None, context))?,
        }
    }
    for (contact, text) in contacts {
        outcome(&contact, text.as_deref(), context, out)?;
    }
    Ok(())
}

fn outcome(
    contact: &Contact,
    text: Option<&str>,
    context: &Context,
    out: &mut impl std::io::Write,
) -> Result<(), Error> {
    use dunning_core::words::Word as _;
    writeln!(out, "{} {}: {}", context.say("Outcome of", "结果"), contact.key.step, contact.status.as_str())?;
    if let Some(text) = text {
        writeln!(out, "  “{text}”")?;
    }
    Ok(())
}

/// What a reply led to: the steps after it.
fn after_reply(
    works: &mut Works,
    context: &Context,
    id: &str,
    words: &str,
    out: &mut impl std::io::Write,
) -> Result<(), Error> {
    use dunning_core::words::Word as _;
    let customer = customer(id)?;
    writeln!(out, "  {id}: “{words}”")?;
    let history = works.history(&customer)?;
    for hold in history.holds() {
        let until = match hold.until {
            None => context.say("until a person lifts it", "直至人工解除").to_owned(),
            Some(Moment::Day(day)) => format!("{} {day}", context.say("through", "至")),
            Some(Moment::Instant(at)) => format!("{} {}", context.say("until", "至"), rfc3339(at)),
        };
        writeln!(out, "  {} {} ({until})", context.say("Reminders wait:", "提醒暂停："), hold.cause.as_str())?;
    }
    Ok(())
}

fn portfolio(context: &Context, books: &[BookId], now: DateTime<Utc>) -> Result<Vec<Intake>, Error> {
    let common = CaseSpec {
        as_of: Some(instant("2026-11-24T06:00:00+08:00")?),
        actor: Some(Actor::Creditor),
        creditor: CreditorSpec {
            id: "qinghe".to_owned(),
            name: Some("青禾银行".to_owned()),
            seat: Some("CN-BJ".to_owned()),
            hotline: Some("400-000-1100".to_owned()),
            pay_link: Some("https://qh.example/p".to_owned()),
            domains: vec!["qh.example".to_owned()],
            ..CreditorSpec::default()
        },
        ..CaseSpec::default()
    };
    let setting = Setting {
        content: Content::Portfolio,
        common,
        zones: context.law()?.zones.clone(),
        books: books.to_vec(),
        now: Some(now),
    };
    let faulty =
        |faults: Faults| Error::from(Faulty { name: "demo/portfolio.jsonl".to_owned(), text: String::new(), faults });
    let reader = Reader::new(Mapping::identity(), setting).map_err(faulty)?;
    let mut rows = JsonRows::new(reader);
    let mut people = Vec::new();
    for line in PORTFOLIO.lines() {
        let household = household(vec![rows.row(line, &written)]).map_err(|wrong| {
            let mut faults = Faults::new();
            wrong.into_iter().for_each(|one| faults.push(one.fault));
            faulty(faults)
        })?;
        people.push(Intake {
            customer: household.customer,
            case: household.case,
            change: None,
            facts: household.facts,
            because: None,
        });
    }
    Ok(people)
}

/// The sample's numbers are written in E.164 already.
fn written(text: &str, _: Option<Place>) -> Result<Number, Fault> {
    Ok(Number { address: text.to_owned(), location: None })
}

/// The key of a customer's first contact, by which the simulated network is told how they answer.
fn first_key(
    context: &Context,
    books: &[BookId],
    people: &[Intake],
    id: &str,
    now: DateTime<Utc>,
) -> Result<Option<dunning_core::id::MessageKey>, Error> {
    let policy = context.policy(books)?;
    let strategy = dunning_core::strategy::StrategySpec::starter()
        .map_err(Faults::from)
        .and_then(dunning_core::strategy::Strategy::compile)
        .map_err(shipped)?;
    let customer = customer(id)?;
    let Some(Intake { case: Some(case), facts, .. }) = people.iter().find(|one| one.customer == customer) else {
        return Ok(None);
    };
    let history = dunning_core::history::History::from_facts(facts.iter().cloned()).map_err(shipped)?;
    let planned = plan(&policy, &strategy, case, &history, now, &mut Report::default());
    Ok(planned.first().map(|planned| dunning_core::plan::key(&customer, &planned.due, 0)))
}

fn customer(id: &str) -> Result<CustomerId, Error> {
    CustomerId::new(id).map_err(Faults::from).map_err(shipped)
}

fn instant(text: &str) -> Result<DateTime<Utc>, Error> {
    text.parse().map_err(|_| shipped(Fault::new("DATA-INSTANT", "", "no instant").into()))
}
