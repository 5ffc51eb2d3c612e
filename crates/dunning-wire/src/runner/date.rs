//! Questions about dates: what a local time is as an instant, and by which day something must or may happen.

use chrono::{DateTime, FixedOffset, Months, NaiveDate, SecondsFormat, Utc};
use dunning_core::fault::{Fault, Faults, nearest};
use dunning_core::finding::Need;
use dunning_core::id::{BookId, CalendarId, RuleId};
use dunning_core::rule::{CalendarRef, HoldStart, RuleKind, RuleSpec, Span};
use dunning_core::time::{Calendar, LocalReading, ZoneTable};
use dunning_core::words::{Effect, Word as _};
use serde_json::json;

use super::expect::{self, Outcome};
use crate::case_file::{Step, WorkedCase};
use crate::counsel::Counsel;
use crate::fields::{self, Fields};
use crate::format::day;
use crate::request::Terms;
use crate::request::scalar::{instant as read_instant, local};
use crate::value::Value;

/// Puts an `instant` question: a clock's reading in a zone.
pub(super) fn instant(step: &Step<'_>, zones: &ZoneTable) -> Result<Outcome, Faults> {
    let (expected, expected_both, needs) = expect::read(&step.expect, |fields| {
        let expected = fields.take("instant").parse(read_instant);
        let both = fields.take("instants").list(|instant| instant.parse(read_instant));
        (expected, both, expect::needs(fields))
    })?;
    let (read, faults) = fields::read(&step.rest, |fields| {
        fields.take("id").owned();
        (fields.must("local").parse(local), fields.must("zone").parse(|name| zones.parse(name)))
    });
    let Some((Some(local), Some(zone))) = read else { return Err(faults) };
    faults.or(())?;
    let shown = |at: &DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let same = |expected: &DateTime<FixedOffset>, came: &[DateTime<Utc>]| came.iter().any(|came| came == expected);
    let (came, doubled) = match zone.resolve(local) {
        LocalReading::One(at) | LocalReading::Gap(at) => (vec![at], false),
        LocalReading::Twice(first, second) => (vec![first, second], true),
    };
    let got = if doubled {
        json!({"instants": came.iter().map(shown).collect::<Vec<_>>(), "needs": [Need::Offset.as_str()]})
    } else {
        json!({"instant": came.first().map(shown)})
    };
    let ok = expected.is_none_or(|expected| !doubled && same(&expected, &came))
        && (expected_both.is_empty() || doubled)
        && expected_both.iter().all(|expected| same(expected, &came))
        && needs.iter().all(|need| doubled && *need == Need::Offset);
    Ok(Outcome { ok, got })
}

/// Puts a `deadline` question: so many days after a day, or the days of a rule.
pub(super) fn deadline(case: &WorkedCase<'_>, step: &Step<'_>, counsel: &Counsel) -> Result<Outcome, Faults> {
    let (expected, needs) =
        expect::read(&step.expect, |fields| (fields.take("date").parse(day), expect::needs(fields)))?;
    let (read, faults) = fields::read(&step.rest, fields_of_deadline);
    let Some(Deadline { from: Some(from), of: Some(of), through }) = read else { return Err(faults) };
    faults.or(())?;
    let last = match of {
        Of::Calendar(id, count) => {
            books(case, counsel, None)?;
            let calendar = calendar(&id, through, counsel)?;
            match (count, calendar) {
                (Count::Days(days), _) => Ok(plus(from, days)),
                (Count::Months(months), _) => Ok(from.checked_add_months(Months::new(months)).unwrap_or(from)),
                (Count::BusinessDays(days), Some(calendar)) => business(&calendar, from, days),
                (Count::BusinessDays(_), None) => Err(Need::Calendar),
            }
        }
        Of::Rule(id) => of_rule(&id, from, through, case, counsel)?,
    };
    let (ok, got) = match last {
        Ok(date) => {
            (expected.is_none_or(|expected| expected == date) && needs.is_empty(), json!({"date": date.to_string()}))
        }
        Err(need) => {
            (expected.is_none() && needs.iter().all(|needed| *needed == need), json!({"needs": [need.as_str()]}))
        }
    };
    Ok(Outcome { ok, got })
}

/// A deadline as it is asked for.
struct Deadline {
    from: Option<NaiveDate>,
    of: Option<Of>,
    /// The last day of which calendars are taken to speak.
    through: Option<NaiveDate>,
}

enum Of {
    Rule(RuleId),
    Calendar(CalendarId, Count),
}

enum Count {
    Days(u32),
    Months(u32),
    BusinessDays(u32),
}

fn fields_of_deadline(fields: &mut Fields<'_>) -> Deadline {
    fields.take("id").owned();
    // Of an instant the day counts that its own offset shows.
    let from = fields.must("from").parse(|text| day(text).or_else(|_| read_instant(text).map(|at| at.date_naive())));
    let rule = fields.take("rule").parse(RuleId::new);
    let calendar = fields.take("calendar").parse(CalendarId::new);
    let counts = [
        fields.take("business_days").count().map(Count::BusinessDays),
        fields.take("days").count().map(Count::Days),
        fields.take("months").count().map(Count::Months),
    ];
    let mut counts = counts.into_iter().flatten();
    let of = match (rule, calendar, counts.next(), counts.next()) {
        (Some(rule), None, None, None) => Some(Of::Rule(rule)),
        (None, Some(calendar), Some(count), None) => Some(Of::Calendar(calendar, count)),
        _ => {
            let fault = Fault::new("DATA-ASK", "", "it is not said of what the deadline is");
            fields.fault("calendar", fault.fix("`rule`, or `calendar` with one of `business_days`, `days`, `months`"));
            None
        }
    };
    Deadline { from, of, through: fields.take("calendar_through").parse(day) }
}

/// The calendar of an id, cut off where it is to end; nothing when it would know nothing.
fn calendar(id: &CalendarId, through: Option<NaiveDate>, counsel: &Counsel) -> Result<Option<Calendar>, Faults> {
    let known = || counsel.law().calendars.iter();
    let Some(calendar) = known().find(|calendar| calendar.id() == id) else {
        let fault = Fault::new("DATA-CALENDAR", "calendar", format!("there is no calendar {id}"));
        let names: Vec<_> = known().map(|calendar| calendar.id().as_str()).collect();
        return Err(match nearest(id.as_str(), names.iter().copied()) {
            Some(near) => fault.fix(format!("did you mean {near}?")),
            None => fault.fix(format!("one of: {}", names.join(", "))),
        }
        .into());
    };
    Ok(match through {
        Some(through) => calendar.cut(through),
        None => Some(calendar.clone()),
    })
}

fn business(calendar: &Calendar, from: NaiveDate, days: u32) -> Result<NaiveDate, Need> {
    calendar.add_business_days(from, days).ok_or(Need::Calendar)
}

fn plus(from: NaiveDate, days: u32) -> NaiveDate {
    from.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(from)
}

/// The last day of what a rule says.
fn of_rule(
    id: &RuleId,
    from: NaiveDate,
    through: Option<NaiveDate>,
    case: &WorkedCase<'_>,
    counsel: &Counsel,
) -> Result<Result<NaiveDate, Need>, Faults> {
    let named = books(case, counsel, Some(id))?;
    let names = |rule: &&RuleSpec| rule.id == *id || rule.rows.contains(id);
    let rules: Vec<&RuleSpec> = counsel.books(&named).flat_map(|book| &book.rules).filter(names).collect();
    let Some(Stretch { span, begins, counts_first }) = rules.iter().find_map(|rule| stretch(rule)) else {
        let message = format!("no rule {id} of these books tells this release a date");
        return Err(Fault::new("DATA-ASK", "rule", message).into());
    };
    let from = plus(from, begins);
    match span {
        Span::Days(days) => Ok(Ok(plus(from, days.saturating_sub(u32::from(counts_first))))),
        Span::BusinessDays(days, CalendarRef::Id(id)) => {
            let calendar = calendar(id, through, counsel)?;
            Ok(calendar.ok_or(Need::Calendar).and_then(|calendar| business(&calendar, from, *days)))
        }
        Span::BusinessDays(_, CalendarRef::Local) | Span::Seconds(_) => {
            let message = format!("rule {id} counts no days that stand by themselves");
            Err(Fault::new("DATA-ASK", "rule", message).into())
        }
    }
}

/// The books a case names, all of them there, and the rule it asks carried by one.
fn books(case: &WorkedCase<'_>, counsel: &Counsel, rule: Option<&RuleId>) -> Result<Vec<BookId>, Faults> {
    let named = match case.request.field("rulebooks") {
        Some(Value::List(books)) => books.as_slice(),
        _ => &[],
    };
    let rulebooks = named.iter().filter_map(Value::as_text).map(BookId::new).collect::<Result<Vec<_>, _>>()?;
    let only = rule.into_iter().cloned().collect();
    let terms = Terms { rulebooks, policy: None, guidance: Effect::Note, only };
    match counsel.policy(&terms) {
        Ok(_) => Ok(terms.rulebooks),
        Err(wrong) => {
            let mut faults = Faults::new();
            for fault in wrong {
                let path = if fault.path == "only[0]" { "rule".to_owned() } else { fault.path };
                faults.push(Fault { path, ..fault });
            }
            Err(faults)
        }
    }
}

/// The days a rule speaks of: how many, how long after its trigger they begin, and whether that day is the first of them.
struct Stretch<'r> {
    span: &'r Span,
    begins: u32,
    counts_first: bool,
}

/// How long a rule's pause or status lasts, or by when a refusal must be honoured.
fn stretch(rule: &RuleSpec) -> Option<Stretch<'_>> {
    match &rule.kind {
        RuleKind::Cooldown(cooldown) => Some(Stretch { span: &cooldown.span, begins: 0, counts_first: true }),
        RuleKind::NoContactStatus(status) => {
            let begins = u32::from(status.start == HoldStart::DayAfter);
            status.lasts.as_ref().map(|span| Stretch { span, begins, counts_first: true })
        }
        RuleKind::OptOut(opt_out) => {
            opt_out.after.as_ref().map(|span| Stretch { span, begins: 0, counts_first: false })
        }
        _ => None,
    }
}
