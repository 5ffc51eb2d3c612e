//! Strategy: which contact is due, as data. Stages name ranges of days past due; a cadence says on which day of the
//! arrears which step falls, by which channels and in which tone. It only proposes: whether a step may be taken is the
//! policy's to say, and what it costs is nobody's business here.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::case::{Address, Case, Debt};
use crate::decide::owed;
use crate::digest::Digest;
use crate::evaluate::Clock;
use crate::fault::{Fault, Faults};
use crate::history::History;
use crate::id::{DebtId, StepId};
use crate::money::{Currency, parse_currency};
use crate::policy::Policy;
use crate::time::{Day, Second};
use crate::words::{Channel, PaymentState, Purpose, Tone};

mod canon;
mod starter;
#[cfg(test)]
pub(crate) mod tests;

/// A raw strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrategySpec {
    /// Its name.
    pub name: String,
    /// The stages, in the order of their days, without gaps or overlaps.
    pub stages: Vec<Stage>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A named range of days past due. Before the due date days are negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its name, by which templates are chosen.
    pub name: String,
    /// First day past due.
    pub from_dpd: i32,
    /// Last day past due; open when not said.
    pub to_dpd: Option<i32>,
}

/// One step of a cadence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// When it is due.
    pub when: When,
    /// What for.
    pub purpose: Purpose,
    /// By which channels, the first lawful one is taken.
    pub channels: Vec<Channel>,
    /// In which tone.
    pub tone: Tone,
    /// The occasion by which its template is chosen; the stage of the debt when not said.
    pub occasion: Option<String>,
}

/// When a step is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From this day past due on for so many days, and again every so many days.
    Overdue {
        /// The first day past due on which it is due; 1 is the day after the due date.
        dpd: i32,
        /// How many days it stays due; a step that wasn't taken by then is not taken late.
        for_days: u16,
        /// Again every so many days, up to `until_dpd`; once when not said.
        every_days: Option<u16>,
        /// The last day past due on which it begins again.
        until_dpd: Option<i32>,
    },
    /// So many days before what falls due next, until that day.
    BeforeDue {
        /// Days before.
        days: u16,
    },
    /// After a payment was booked, for so many days.
    Paid {
        /// How many days.
        for_days: u16,
    },
}

/// A strategy ready for use.
#[derive(Debug, Clone)]
pub struct Strategy {
    spec: StrategySpec,
}

/// Which time round a step is taken: the civil day it hangs on (a due date, the day of a payment or of a message), the
/// round since, and the currency of the debts that stand in it: amounts of two currencies are two contacts. Days count
/// from 0001-01-01 as day 1 in the upper bits, rounds take twelve, the number of the currency (ISO 4217) the lower
/// sixteen; 0 where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cycle(i64);

impl Cycle {
    /// The round of a day; rounds past 4,095 count as that one.
    pub fn of(day: NaiveDate, round: u32) -> Self {
        let days = i64::from(day.num_days_from_ce().max(0));
        Self(days << 28 | i64::from(round.min(0xfff)) << 16)
    }

    /// The same for debts of a currency.
    #[must_use]
    pub fn in_currency(self, currency: Currency) -> Self {
        Self(self.0 & !0xffff | i64::from(currency.numeric()))
    }

    /// A cycle by its number, as [`Cycle::number`] gives it.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Reads a cycle as it is shown: a day and a round, and a currency where there is one, like
    /// `2026-11-23+0/CNY`.
    ///
    /// # Errors
    /// `DATA-NUMBER` for anything else.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let read = || {
            let (day, rest) = text.split_once('+')?;
            let (round, currency) = rest.split_once('/').map_or((rest, None), |(round, code)| (round, Some(code)));
            let cycle = Self::of(day.parse().ok()?, round.parse().ok()?);
            let cycle = currency.map_or(Some(cycle), |code| Some(cycle.in_currency(parse_currency(code).ok()?)))?;
            (cycle.to_string() == text).then_some(cycle)
        };
        read().ok_or_else(|| {
            Fault::new("DATA-NUMBER", "", "this is no cycle").fix("a day, a round and a currency: 2026-11-23+0/CNY")
        })
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = i32::try_from(self.0 >> 28).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or_default();
        write!(f, "{day}+{}", self.0 >> 16 & 0xfff)?;
        let currency = u16::try_from(self.0 & 0xffff).ok().and_then(Currency::from_numeric);
        currency.map_or(Ok(()), |currency| write!(f, "/{}", currency.code()))
    }
}

/// A contact that is due: what strategy proposes, without key, and without address unless it is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The step.
    pub step: StepId,
    /// Which round of it: the same step of the same arrears is due once a round. The key of a message is made of
    /// customer, step, cycle and attempt.
    pub cycle: Cycle,
    /// The debts that stand in it, in the order of the case.
    pub debts: Vec<DebtId>,
    /// What for.
    pub purpose: Purpose,
    /// By which channels, in this order.
    pub channels: Vec<Channel>,
    /// In which tone.
    pub tone: Tone,
    /// The stage or occasion by which the template is chosen.
    pub occasion: String,
    /// The last local day on which it is due.
    pub last_day: NaiveDate,
    /// The address that it answers, where it answers a message: it goes there and nowhere else. Nothing for a step of the
    /// cadence.
    pub answers: Option<Address>,
}

impl Due {
    /// The same by those of its channels that are carried; as it is where none is, so that the answer says so.
    #[must_use]
    pub fn through(mut self, carried: impl Fn(Channel) -> bool) -> Self {
        if self.channels.iter().any(|channel| carried(*channel)) {
            self.channels.retain(|channel| carried(*channel));
        }
        self
    }
}

impl Strategy {
    /// Compiles a strategy.
    ///
    /// # Errors
    /// All faults at once: stages out of order or with gaps, a step named twice, without channels, of no days, or
    /// of a debt that isn't overdue yet.
    pub fn compile(spec: StrategySpec) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        for (i, pair) in spec.stages.windows(2).enumerate() {
            if let [a, b] = pair
                && a.to_dpd.and_then(|to| to.checked_add(1)) != Some(b.from_dpd)
            {
                faults.push(Fault::new(
                    "DATA-STRATEGY",
                    format!("stages[{}]", i + 1),
                    format!("stage {} doesn't begin the day after {} ends", b.name, a.name),
                ));
            }
        }
        for (i, step) in spec.steps.iter().enumerate() {
            let path = format!("steps[{i}]");
            if spec.steps.iter().take(i).any(|other| other.id == step.id) {
                faults.push(Fault::new(
                    "DATA-DUPLICATE",
                    format!("{path}.id"),
                    format!("step {} stands here already", step.id),
                ));
            }
            if step.channels.is_empty() {
                faults.push(
                    Fault::new("DATA-STRATEGY", format!("{path}.channels"), "a step without channels")
                        .fix("name at least one"),
                );
            }
            if matches!(step.when, When::Overdue { dpd: ..=0, .. }) {
                let fault = Fault::new("DATA-STRATEGY", format!("{path}.when"), "nothing is overdue on that day");
                faults.push(fault.fix("1 is the day after the due date; before_due for what comes next"));
            }
            if matches!(
                step.when,
                When::Overdue { every_days: Some(0), .. }
                    | When::Overdue { for_days: 0, .. }
                    | When::Paid { for_days: 0 }
            ) {
                faults.push(
                    Fault::new("DATA-STRATEGY", format!("{path}.when"), "a step of no days").fix("at least one day"),
                );
            }
        }
        faults.or(Self { spec })
    }

    /// Its raw form.
    pub const fn spec(&self) -> &StrategySpec {
        &self.spec
    }

    /// SHA-256 over all that it says.
    pub fn digest(&self) -> Digest {
        canon::digest(&self.spec)
    }

    /// What is due at an instant, in the order of the steps: for each debt the latest step it has reached, debts of one
    /// step, round and currency together.
    pub fn due(&self, policy: &Policy, case: &Case, history: &History, now: DateTime<Utc>) -> Vec<Due> {
        let clock = Clock::of(case, policy.zones(), Second::of(now));
        let mut due: Vec<(usize, Due)> = Vec::new();
        for debt in case.debts() {
            let today = contract_day(policy, debt, &clock, now);
            for (i, round) in self.reached(policy, case, history, debt, today, now) {
                let Some(step) = self.spec.steps.get(i) else { continue };
                let cycle = round.cycle.in_currency(debt.arrears.currency());
                match due.iter_mut().find(|(other, due)| *other == i && due.cycle == cycle) {
                    Some((_, due)) => due.debts.push(debt.id.clone()),
                    None => due.push((
                        i,
                        Due {
                            step: step.id.clone(),
                            cycle,
                            debts: vec![debt.id.clone()],
                            purpose: step.purpose,
                            channels: step.channels.clone(),
                            tone: step.tone,
                            occasion: round.occasion,
                            last_day: round.last_day,
                            answers: None,
                        },
                    )),
                }
            }
        }
        due.sort_by_key(|(i, _)| *i);
        due.into_iter().map(|(_, due)| due).collect()
    }

    /// The next instant at which another day begins for one of the debts: before it nothing falls due by time alone.
    /// Nothing for a case without debts.
    pub fn next_day(&self, policy: &Policy, case: &Case, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let clock = Clock::of(case, policy.zones(), Second::of(now));
        let begins = |debt: &Debt| {
            let tomorrow = contract_day(policy, debt, &clock, now).succ_opt()?;
            Some(match &debt.zone {
                None => clock.start_max(Day::of(tomorrow)).utc(),
                Some(zone) => match policy.zones().zone(zone) {
                    Some(zone) => zone.start_of_day(tomorrow),
                    None => Clock::earliest_day_begins(Day::of(tomorrow)).utc(),
                },
            })
        };
        case.debts().iter().filter_map(begins).min()
    }

    /// The step in which a debt stands, with its round: a thank-you for a payment, else the latest reminder it reached.
    fn reached(
        &self,
        policy: &Policy,
        case: &Case,
        history: &History,
        debt: &Debt,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Vec<(usize, Round)> {
        let steps = || self.spec.steps.iter().enumerate();
        let mut reached: Vec<(usize, Round)> =
            steps().filter_map(|(i, step)| Some((i, thanks(step, policy, case, history, debt, today, now)?))).collect();
        if owed(case, history, debt, now).is_zero() {
            reached.extend(
                steps()
                    .filter_map(|(i, step)| Some((i, self.before_due(step, debt, today)?)))
                    .min_by_key(|(_, round)| round.begins_before),
            );
        } else {
            reached.extend(
                steps()
                    .filter_map(|(i, step)| Some((i, self.overdue(step, debt, today)?)))
                    .min_by_key(|(_, round)| round.begins_before),
            );
        }
        reached
    }

    fn overdue(&self, step: &Step, debt: &Debt, today: NaiveDate) -> Option<Round> {
        let When::Overdue { dpd, for_days, every_days, until_dpd } = step.when else { return None };
        let days = i32::try_from((today - debt.due_date).num_days()).ok()?;
        let since = days.checked_sub(dpd).filter(|since| *since >= 0)?;
        let round = every_days.map_or(0, |every| since / i32::from(every));
        let begun = dpd + round * every_days.map_or(0, i32::from);
        let into = days - begun;
        if into >= i32::from(for_days) || until_dpd.is_some_and(|last| begun > last) {
            return None;
        }
        Some(Round {
            cycle: Cycle::of(debt.due_date, u32::try_from(round).unwrap_or(0)),
            occasion: step.occasion.clone().or_else(|| Some(self.stage(days)?.name.clone()))?,
            last_day: debt.due_date + chrono::TimeDelta::days(i64::from(begun) + i64::from(for_days) - 1),
            begins_before: into,
        })
    }

    fn before_due(&self, step: &Step, debt: &Debt, today: NaiveDate) -> Option<Round> {
        let When::BeforeDue { days } = step.when else { return None };
        let upcoming = debt.upcoming?;
        let ahead = i32::try_from((upcoming.due_date - today).num_days()).ok()?;
        if !(0..=i32::from(days)).contains(&ahead) || upcoming.amount.is_zero() {
            return None;
        }
        Some(Round {
            cycle: Cycle::of(upcoming.due_date, 0),
            occasion: step.occasion.clone().or_else(|| Some(self.stage(-ahead)?.name.clone()))?,
            last_day: upcoming.due_date,
            begins_before: i32::from(days) - ahead,
        })
    }

    /// The stage of a number of days past due.
    pub fn stage(&self, dpd: i32) -> Option<&Stage> {
        self.spec.stages.iter().find(|stage| dpd >= stage.from_dpd && stage.to_dpd.is_none_or(|to| dpd <= to))
    }
}

/// The day on which days past due are counted: that of the contract's zone, else the customer's. The earliest day on
/// Earth where the zone data don't know the zone any more.
fn contract_day(policy: &Policy, debt: &Debt, clock: &Clock<'_>, now: DateTime<Utc>) -> NaiveDate {
    match &debt.zone {
        None => clock.day_min(Second::of(now)).date(),
        Some(zone) => match policy.zones().zone(zone) {
            Some(zone) => zone.day(now),
            None => Clock::earliest_day(Second::of(now)).date(),
        },
    }
}

/// One round of a step for one debt.
struct Round {
    cycle: Cycle,
    occasion: String,
    last_day: NaiveDate,
    /// How many days ago it began: of several steps reached, the latest speaks.
    begins_before: i32,
}

/// The thanks due for the last payment booked on a debt.
fn thanks(
    step: &Step,
    policy: &Policy,
    case: &Case,
    history: &History,
    debt: &Debt,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Option<Round> {
    let When::Paid { for_days } = step.when else { return None };
    let names = |debts: &[DebtId]| debts.is_empty() || debts.contains(&debt.id);
    let paid = history
        .payments()
        .iter()
        .rev()
        .find(|payment| payment.at <= now && payment.state == PaymentState::Settled && names(&payment.debts))?;
    let clock = Clock::of(case, policy.zones(), Second::of(now));
    let paid_on = clock.day_min(Second::of(paid.at)).date();
    let since = (today - paid_on).num_days();
    (0..i64::from(for_days)).contains(&since).then(|| Round {
        cycle: Cycle::of(paid_on, 0),
        occasion: step.occasion.clone().unwrap_or_else(|| "thanks".to_owned()),
        last_day: paid_on + chrono::TimeDelta::days(i64::from(for_days) - 1),
        begins_before: i32::try_from(since).unwrap_or(i32::MAX),
    })
}
