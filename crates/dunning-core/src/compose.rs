//! From a due step to a draft: the template for the occasion, filled with the facts of the case. Every value is one the
//! case states; what it doesn't state is left out, and a template that needs it is refused.

use chrono::{DateTime, Utc};

use crate::case::{Case, Debt};
use crate::check::Draft;
use crate::decide::{Proposal, owed};
use crate::evaluate::Clock;
use crate::fault::{Fault, Faults};
use crate::history::{History, Payment};
use crate::locale::Locale;
use crate::money::Money;
use crate::plan::Planned;
use crate::policy::Policy;
use crate::template::{Templates, Value, Values, Wanted};
use crate::time::Second;
use crate::words::{PaymentState, Purpose};

/// Composes the draft of a planned contact. A template that doesn't declare what the rules demand of it
/// ([`crate::decide::Answer::obligations`]) isn't chosen.
///
/// # Errors
/// `TMPL-NONE` when no approved template serves channel, purpose, occasion and language with all that is owed; the
/// template's own faults when a value is missing or unfit.
pub fn compose(
    policy: &Policy,
    templates: &Templates,
    case: &Case,
    history: &History,
    planned: &Planned,
    now: DateTime<Utc>,
) -> Result<Draft, Faults> {
    let Planned { due, proposal, answer, .. } = planned;
    let locale = locale(case)?;
    let wanted = Wanted {
        channel: proposal.channel,
        purpose: proposal.purpose,
        stage: &due.occasion,
        tone: due.tone,
        locale: &locale,
        owed: &answer.obligations,
    };
    let template = templates.choose(&wanted).ok_or_else(|| {
        let message =
            format!("no approved template for {} in {locale} with all that the rules in force demand", due.occasion);
        Fault::new("TMPL-NONE", "", message).fix("add one to a bundle and have it approved")
    })?;
    let rendered = template.render(&values(policy, case, history, proposal, now))?;
    Ok(Draft {
        address: proposal.address.clone(),
        ..Draft::rendered(rendered, proposal.recipient, proposal.debts.clone(), answer.first)
    })
}

/// The customer's language; without one, that of the place the customer is in, else English.
///
/// # Errors
/// None in practice: the tags are literals.
pub fn locale(case: &Case) -> Result<Locale, Fault> {
    if let Some(locale) = &case.customer().locale {
        return Ok(locale.clone());
    }
    let place = case.customer().locations.iter().find_map(|location| location.place).or(case.creditor().seat);
    Locale::new(match place.map(|place| place.country()) {
        Some(country) if country.as_str() == "CN" => "zh-CN",
        Some(country) if matches!(country.as_str(), "TW" | "HK" | "MO") => "zh-TW",
        _ => "en",
    })
}

/// The values a template may use, under the names that bundles use.
pub fn values(policy: &Policy, case: &Case, history: &History, proposal: &Proposal, now: DateTime<Utc>) -> Values {
    let creditor = case.creditor();
    let debts: Vec<&Debt> = proposal.debts.iter().filter_map(|id| case.debt(id)).collect();
    let mut values = Values::new();
    let mut put = |name, value| values.put(name, value);
    put("creditor", creditor.name.as_deref().map(Value::text));
    put("collector", collector(case).map(Value::text));
    put("name", case.customer().name.as_ref().map(|name| Value::text(name.expose().as_str())));
    put("link", creditor.pay_link.as_deref().map(Value::link));
    put("hotline", creditor.hotline.as_deref().map(Value::phone));
    match proposal.purpose {
        Purpose::PreDue => {
            put(
                "amount",
                sum(debts.iter().filter_map(|debt| debt.upcoming).map(|upcoming| upcoming.amount)).map(Value::from),
            );
            put(
                "due_date",
                debts.iter().filter_map(|debt| debt.upcoming).map(|upcoming| upcoming.due_date).min().map(Value::from),
            );
        }
        Purpose::Confirmation => {
            let clock = Clock::of(case, policy.zones(), Second::of(now));
            let day = |payment: &Payment| clock.day_min(Second::of(payment.at)).date();
            let booked = || booked(history, proposal, &debts, now);
            let paid_on = booked().map(day).max();
            let that_day = booked().filter(|payment| Some(day(payment)) == paid_on);
            put("paid_amount", sum(that_day.map(|payment| payment.amount)).map(Value::from));
            put("paid_on", paid_on.map(Value::from));
        }
        _ => {
            put("amount", sum(debts.iter().map(|debt| owed(case, history, debt, now))).map(Value::from));
            put("due_date", debts.iter().map(|debt| debt.due_date).min().map(Value::from));
            let oldest = debts.iter().min_by_key(|debt| debt.due_date);
            put("cause", oldest.and_then(|debt| debt.cause).map(Value::from));
        }
    }
    values
}

/// What the firm that writes is called: the creditor as it is, where it writes itself. An id is no name.
fn collector(case: &Case) -> Option<&str> {
    let creditor = case.creditor();
    let own = case.collector() == Some(&creditor.id);
    case.collector_name().or_else(|| creditor.name.as_deref().filter(|_| own))
}

/// The payments booked on the debts of a proposal, in their currency.
fn booked<'h>(
    history: &'h History,
    proposal: &Proposal,
    debts: &[&Debt],
    now: DateTime<Utc>,
) -> impl Iterator<Item = &'h Payment> {
    let currency = debts.first().map(|debt| debt.arrears.currency());
    history.payments().iter().filter(move |payment| {
        payment.at <= now
            && payment.state == PaymentState::Settled
            && currency.is_none_or(|currency| payment.amount.currency() == currency)
            && (payment.debts.is_empty() || payment.debts.iter().any(|debt| proposal.debts.contains(debt)))
    })
}

/// The sum of amounts of one currency; nothing for none, for several currencies, or past 64 bits.
fn sum(amounts: impl Iterator<Item = Money>) -> Option<Money> {
    amounts.map(Some).reduce(|sum, amount| sum?.checked_add(amount?)).flatten()
}

#[cfg(test)]
mod tests;
