//! What a rule's numbers may be: no cap and no period of nothing, none beyond a hundred years.

use crate::fault::{Fault, Faults};
use crate::rule::{Exclusion, Hours, NoContactStatus, OptOut, Period, RuleKind, Span};

/// The longest period that a rule may speak of, in days: a hundred years, as long as a calendar may reach.
const PERIOD_DAYS_MAX: u32 = 36_525;

/// Notes what a rule's numbers can't mean.
pub(super) fn check(kind: &RuleKind, faults: &mut Faults) {
    match kind {
        RuleKind::AllowedWindow(allowed) => {
            if let Hours::Fixed(week) = &allowed.hours
                && (week.holiday.is_some() || week.moved_workday.is_some())
                && week.calendar.is_none()
            {
                faults.push(
                    Fault::new("DATA-CALENDAR", "calendar", "hours of holidays without a calendar that tells them")
                        .fix("name the calendar, or `local`"),
                );
            }
        }
        RuleKind::WindowCap(cap) => {
            if cap.max == 0 {
                faults.push(Fault::new("DATA-CAP", "max", "a cap of nothing").fix("at least 1"));
            }
            match cap.period {
                Period::Days(days) => period("period", days, faults),
                Period::Seconds(seconds) => period("period", seconds.min(1), faults),
                Period::Week(_) | Period::Month => {}
            }
            exclusions(&cap.excludes, faults);
        }
        RuleKind::Cooldown(cooldown) => {
            span("span", &cooldown.span, faults);
            exclusions(&cooldown.excludes, faults);
        }
        RuleKind::ConsentRequired(required) => {
            if let Some(days) = required.ttl_days {
                period("ttl_days", days.max(1), faults);
            }
        }
        RuleKind::OptOut(OptOut { after: Some(after), .. }) => span("after", after, faults),
        RuleKind::NoContactStatus(NoContactStatus { lasts: Some(lasts), .. }) => span("lasts", lasts, faults),
        _ => {}
    }
}

fn span(path: &str, span: &Span, faults: &mut Faults) {
    match span {
        Span::Days(days) => period(path, *days, faults),
        Span::Seconds(seconds) => period(path, (*seconds).min(1), faults),
        // However many: the calendar's own days end it.
        Span::BusinessDays(days, _) => period(path, (*days).min(1), faults),
    }
}

fn exclusions(excludes: &[Exclusion], faults: &mut Faults) {
    for exclusion in excludes {
        if let Exclusion::ConsentDays(days) = exclusion {
            period("excludes", *days, faults);
        }
    }
}

fn period(path: &str, days: u32, faults: &mut Faults) {
    if !(1..=PERIOD_DAYS_MAX).contains(&days) {
        faults.push(Fault::new("DATA-PERIOD", path, "a period of nothing, or of more than a hundred years"));
    }
}
