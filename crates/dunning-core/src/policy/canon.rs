//! The canonical form of rules, field by field; taken apart whole, so that a new field can't be left out. It names the rules
//! that were made in code: those of a file are named by its text.

use crate::digest::Canon;
use crate::id::RuleId;
use crate::rule::{
    AllowedWindow, CalendarRef, Citation, ConsentRequired, Cooldown, Effective, Exclusion, Hours, MandatoryContent,
    NoContactStatus, OptOut, Period, RecipientLimit, RuleKind, RuleSpec, Scope, SignatureForm, Span, Trigger,
    WeekHours, WindowCap, ZonePolicy,
};
use crate::time::Window;
use crate::words::Word;

/// The canonical rule.
pub(super) fn rule(c: &mut Canon, rule: &RuleSpec) {
    let RuleSpec { id, part, rows, status, force, citation, effective, scope, effect_max, kind, note } = rule;
    c.text(id.as_str());
    c.option(part.as_deref(), Canon::text);
    c.list(rows.iter(), |c, row: &RuleId| c.text(row.as_str()));
    c.word(*status);
    c.word(*force);
    let Citation { instrument, article, source } = citation;
    [instrument, article, source].iter().for_each(|text| c.text(text));
    let Effective { from, until, zone } = effective;
    c.day(*from);
    c.option(*until, Canon::day);
    c.text(zone);
    self::scope(c, scope);
    c.option(*effect_max, Canon::word);
    c.text(kind.name());
    self::kind(c, kind);
    c.text(note);
}

fn scope(c: &mut Canon, scope: &Scope) {
    let Scope { places, actors, kinds, products, purposes, channels, recipients, contact_places } = scope;
    c.list(places.iter(), |c, place| c.text(place.as_str()));
    words(c, actors);
    words(c, kinds);
    c.list(products.iter(), |c, product| c.text(product));
    words(c, purposes);
    words(c, channels);
    words(c, recipients);
    words(c, contact_places);
}

fn kind(c: &mut Canon, kind: &RuleKind) {
    match kind {
        RuleKind::AllowedWindow(AllowedWindow { hours, zone, waiver, reply_within_s }) => {
            self::hours(c, hours);
            match zone {
                ZonePolicy::AllCandidates => c.raw(&[0]),
                ZonePolicy::AddressOnly => c.raw(&[1]),
                ZonePolicy::Fixed(zone) => {
                    c.raw(&[2]);
                    c.text(zone);
                }
            }
            c.option(*waiver, Canon::word);
            c.option(*reply_within_s, number);
        }
        RuleKind::WindowCap(WindowCap { max, counts, channels, purposes, period, per, over, excludes }) => {
            number(c, *max);
            c.word(*counts);
            words(c, channels);
            words(c, purposes);
            self::period(c, *period);
            c.word(*per);
            c.word(*over);
            c.list(excludes.iter(), exclusion);
        }
        RuleKind::Cooldown(Cooldown { after, span, channels, purposes, per, over, excludes }) => {
            match after {
                Trigger::Event(counted) => {
                    c.raw(&[0]);
                    c.word(*counted);
                }
                Trigger::PaymentPending => c.raw(&[1]),
                Trigger::PaymentPart => c.raw(&[2]),
            }
            self::span(c, span);
            words(c, channels);
            words(c, purposes);
            c.word(*per);
            c.word(*over);
            c.list(excludes.iter(), exclusion);
        }
        RuleKind::ConsentRequired(consent) => consent_required(c, consent),
        RuleKind::OptOut(OptOut { reach, reply_once, confirmation_within_s, after }) => {
            c.word(*reach);
            c.flag(*reply_once);
            c.option(*confirmation_within_s, number);
            c.option(after.as_ref(), self::span);
        }
        RuleKind::NoContactStatus(NoContactStatus { causes, start, lasts }) => {
            words(c, causes);
            c.word(*start);
            c.option(lasts.as_ref(), self::span);
        }
        RuleKind::RecipientLimit(RecipientLimit { allowed, when_lost, lost, times_max, silent }) => {
            words(c, allowed);
            words(c, when_lost);
            words(c, lost);
            c.option(*times_max, number);
            c.flag(*silent);
        }
        RuleKind::MandatoryContent(MandatoryContent { elements, when, signature }) => {
            words(c, elements);
            c.word(*when);
            c.option(signature.as_ref(), |c, SignatureForm { chars_min, chars_max }| c.raw(&[*chars_min, *chars_max]));
        }
    }
}

fn consent_required(c: &mut Canon, consent: &ConsentRequired) {
    let ConsentRequired { forms, about, ttl_days, renewed_by, by_use, by_verified_address } = consent;
    words(c, forms);
    c.option(*about, Canon::word);
    c.option(*ttl_days, number);
    words(c, renewed_by);
    c.flag(*by_use);
    c.flag(*by_verified_address);
}

fn hours(c: &mut Canon, hours: &Hours) {
    let Hours::Fixed(WeekHours { days, holiday, moved_workday, calendar }) = hours else { return c.flag(false) };
    c.flag(true);
    days.iter().for_each(|open| windows(c, open));
    c.option(holiday.as_deref(), windows);
    c.option(moved_workday.as_deref(), windows);
    c.option(calendar.as_ref(), self::calendar);
}

fn windows(c: &mut Canon, windows: &[Window]) {
    c.list(windows.iter(), |c, window| c.window(*window));
}

fn calendar(c: &mut Canon, calendar: &CalendarRef) {
    match calendar {
        CalendarRef::Local => c.flag(false),
        CalendarRef::Id(id) => {
            c.flag(true);
            c.text(id.as_str());
        }
    }
}

fn period(c: &mut Canon, period: Period) {
    let (tag, value) = match period {
        Period::Days(days) => (0, days),
        Period::Seconds(seconds) => (1, seconds),
        Period::Week(first) => (2, first.index()),
        Period::Month => (3, 0),
    };
    c.raw(&[tag]);
    number(c, value);
}

fn span(c: &mut Canon, span: &Span) {
    match span {
        Span::Days(days) => {
            c.raw(&[0]);
            number(c, *days);
        }
        Span::Seconds(seconds) => {
            c.raw(&[1]);
            number(c, *seconds);
        }
        Span::BusinessDays(days, of) => {
            c.raw(&[2]);
            number(c, *days);
            calendar(c, of);
        }
    }
}

fn exclusion(c: &mut Canon, exclusion: &Exclusion) {
    match exclusion {
        Exclusion::Outcome(outcome) => {
            c.raw(&[0]);
            c.word(*outcome);
        }
        Exclusion::Recipients(recipients) => {
            c.raw(&[1]);
            words(c, recipients);
        }
        Exclusion::ConsentDays(days) => {
            c.raw(&[2]);
            number(c, *days);
        }
        Exclusion::Consent => c.raw(&[3]),
    }
}

fn words<W: Word>(c: &mut Canon, words: &[W]) {
    c.list(words.iter(), |c, word| c.word(*word));
}

fn number(c: &mut Canon, number: u32) {
    c.int(i64::from(number));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rule::{Aggregate, CapKey, Counted};
    use crate::words::{Channel, Force, Status};

    fn spec(kind: RuleKind) -> RuleSpec {
        RuleSpec {
            id: RuleId::new("H-1").unwrap(),
            part: None,
            rows: Vec::new(),
            status: Status::Verified,
            force: Force::House,
            citation: Citation { instrument: "house".into(), article: "1".into(), source: String::new() },
            effective: Effective { from: "2020-01-01".parse().unwrap(), until: None, zone: "UTC".into() },
            scope: Scope::default(),
            effect_max: None,
            kind,
            note: String::new(),
        }
    }

    fn cap(period: Period, excludes: Vec<Exclusion>) -> RuleKind {
        RuleKind::WindowCap(WindowCap {
            max: 1,
            counts: Counted::Message,
            channels: Vec::new(),
            purposes: Vec::new(),
            period,
            per: CapKey::Person,
            over: Aggregate::Collector,
            excludes,
        })
    }

    #[test]
    fn rules_that_differ_in_anything_have_names_of_their_own() {
        let name = |spec: &RuleSpec| Canon::digest(|c| rule(c, spec));
        let same = spec(cap(Period::Days(7), Vec::new()));
        let specs = [
            same.clone(),
            spec(cap(Period::Seconds(7), Vec::new())),
            spec(cap(Period::Week(crate::time::Weekday::Mon), Vec::new())),
            spec(cap(Period::Days(7), vec![Exclusion::Consent])),
            spec(cap(Period::Days(7), vec![Exclusion::ConsentDays(7)])),
            RuleSpec { part: Some(String::new()), ..same.clone() },
            RuleSpec { note: "7".into(), ..same.clone() },
            RuleSpec { scope: Scope { channels: vec![Channel::Sms], ..Scope::default() }, ..same.clone() },
            RuleSpec { scope: Scope { products: vec!["sms".into()], ..Scope::default() }, ..same.clone() },
            RuleSpec { effective: Effective { zone: "Asia/Tokyo".into(), ..same.effective.clone() }, ..same.clone() },
        ];
        let names: BTreeSet<_> = specs.iter().map(name).collect();
        assert_eq!(names.len(), specs.len());
        assert_eq!(name(&same), name(&same.clone()));
    }
}
