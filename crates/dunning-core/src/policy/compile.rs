//! Raw rules compiled: zones and calendars found, the ceiling of the effect. It asks no rule anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bounds;
use crate::case::Case;
use crate::fault::{Fault, Faults};
use crate::id::{CalendarId, RuleId};
use crate::rule::{CalendarRef, Cooldown, Hours, OptOut, RuleKind, RuleSpec, Span, ZonePolicy};
use crate::time::{Calendar, Place, Second, Zone, ZoneTable};
use crate::words::{Effect, Force, Purpose, Status};

/// A rule ready to be asked.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) spec: RuleSpec,
    /// The first instant at which it is in force.
    pub(crate) from: Second,
    /// The first instant at which it is no longer.
    pub(crate) until: Second,
    /// The most it may do.
    pub(crate) ceiling: Effect,
    /// Name of its cap in the store: the rule's id and part.
    pub(crate) cap: Arc<str>,
    /// The one zone on whose clock it is read, if the law names one.
    pub(crate) zone: Option<Zone>,
    /// The calendars it asks.
    pub(crate) calendars: Calendars,
}

/// The calendars a rule may ask.
#[derive(Debug)]
pub(crate) enum Calendars {
    /// None, or the one it names.
    Named(Option<Calendar>),
    /// Those of countries, to find that of the customer's.
    Local(Vec<(Place, Calendar)>),
}

impl Calendars {
    /// The calendar for the customer of a case: the one named, or that of the country it is in. Nothing when the
    /// country isn't known or has none, or locations lie in several countries.
    pub(crate) fn of(&self, case: &Case) -> Option<&Calendar> {
        let all = match self {
            Self::Named(named) => return named.as_ref(),
            Self::Local(all) => all,
        };
        let country = case.customer().country()?;
        all.iter().find(|(of, _)| *of == country).map(|(_, calendar)| calendar)
    }

    /// Of all calendars those of countries: under a country's code, or that with `-federal`.
    fn local(all: &BTreeMap<&CalendarId, &Calendar>) -> Self {
        let of_country = |(id, calendar): (&&CalendarId, &&Calendar)| {
            let country = Place::parse(id.as_str().strip_suffix("-federal").unwrap_or(id.as_str())).ok()?;
            (country.country() == country).then(|| (country, (*calendar).clone()))
        };
        Self::Local(all.iter().filter_map(of_country).collect())
    }
}

/// The most a rule may do: a draft and guidance only note, unless the policy defers on guidance.
fn ceiling(rule: &RuleSpec, guidance: Effect) -> Effect {
    let by_force = if rule.force == Force::Guidance { guidance } else { Effect::Withhold };
    let by_status = if rule.status == Status::Draft { Effect::Note } else { Effect::Withhold };
    by_force.min(by_status).min(rule.effect_max.unwrap_or(Effect::Withhold))
}

/// Compiles a rule, or notes its faults.
pub(crate) fn rule(
    spec: &RuleSpec,
    guidance: Effect,
    zones: &ZoneTable,
    calendars: &BTreeMap<&CalendarId, &Calendar>,
    faults: &mut Faults,
) -> Option<Rule> {
    let days_of = find_zone(&spec.effective.zone, "effective.zone", zones, faults);
    let zone = match &spec.kind {
        RuleKind::AllowedWindow(allowed) => match &allowed.zone {
            ZonePolicy::Fixed(name) => Some(find_zone(name, "zone", zones, faults)?),
            ZonePolicy::AllCandidates | ZonePolicy::AddressOnly => None,
        },
        _ => None,
    };
    let calendars = find_calendars(&spec.kind, calendars, faults);
    bounds::check(&spec.kind, faults);
    let days_of = days_of?;
    let next = spec.effective.until.and_then(|last| last.succ_opt());
    Some(Rule {
        from: Second::of(days_of.start_of_day(spec.effective.from)),
        until: next.map_or(Second::MAX, |next| Second::of(days_of.start_of_day(next))),
        ceiling: ceiling(spec, guidance),
        cap: match &spec.part {
            Some(part) => Arc::from(format!("{}/{part}", spec.id)),
            None => Arc::from(spec.id.as_str()),
        },
        zone,
        calendars,
        spec: spec.clone(),
    })
}

impl Rule {
    /// Whether the rule speaks of contacts for a purpose.
    pub(crate) fn binds_purpose(&self, purpose: Purpose) -> bool {
        let purposes = &self.spec.scope.purposes;
        purposes.is_empty() || purposes.contains(&purpose)
    }

    /// Whether the rule is among those named, by its own id or that of a row it carries.
    pub(crate) fn is_asked(&self, only: &[RuleId]) -> bool {
        only.iter().any(|id| self.spec.id == *id || self.spec.rows.contains(id))
    }
}

fn find_zone(name: &str, path: &str, zones: &ZoneTable, faults: &mut Faults) -> Option<Zone> {
    match zones.parse(name) {
        Ok(zone) => Some(zone),
        Err(fault) => {
            faults.extend_under(path, fault.into());
            None
        }
    }
}

fn find_calendars(kind: &RuleKind, calendars: &BTreeMap<&CalendarId, &Calendar>, faults: &mut Faults) -> Calendars {
    let span = |span: &Span| match span {
        Span::BusinessDays(_, calendar) => Some(calendar.clone()),
        Span::Days(_) | Span::Seconds(_) => None,
    };
    let named = match kind {
        RuleKind::AllowedWindow(allowed) => match &allowed.hours {
            Hours::Fixed(week) => week.calendar.clone(),
            Hours::Preferred => None,
        },
        RuleKind::Cooldown(Cooldown { span: of, .. }) => span(of),
        RuleKind::OptOut(OptOut { after: Some(of), .. }) => span(of),
        RuleKind::NoContactStatus(status) => status.lasts.as_ref().and_then(span),
        _ => None,
    };
    match named {
        None => Calendars::Named(None),
        Some(CalendarRef::Local) => Calendars::local(calendars),
        Some(CalendarRef::Id(id)) => {
            let calendar = calendars.get(&id).map(|calendar| (*calendar).clone());
            if calendar.is_none() {
                faults.push(Fault::new("DATA-CALENDAR", "calendar", format!("there is no calendar {id}")));
            }
            Calendars::Named(calendar)
        }
    }
}
