//! Invariant 9 on random worlds: what isn't known never loosens. A world with one thing fewer known of it (where the
//! customer is, how old the data are, what the calendar says of this year, a consent) permits nothing that it didn't
//! permit with it, nor any sooner.

#![expect(clippy::unwrap_used, reason = "worlds have no fault; one that has must fail its test")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use dunning_core::case::LocationSpec;
use dunning_core::decide::{Answer, Ruling, ask};
use dunning_core::history::Fact;
use dunning_core::policy::{Law, Policy};
use dunning_core::time::Calendar;
use dunning_core::words::{ConsentState, Evidence};
use dunning_testkit::generate::{Scene, World, worlds};
use proptest::prelude::*;
use support::check;

/// What is forgotten.
const FORGOTTEN: usize = 8;

/// The world with one thing fewer known; nothing where there was no such thing.
fn forgetting(world: &World, which: usize) -> Option<World> {
    let mut less = world.clone();
    let customer = &mut less.case.customer;
    match which {
        // Where the customer is: at all, at which of two places, in which state of a country.
        0 => customer.locations.clear(),
        1 => {
            // A number's place adds doubt; to who asks for more than a number it says nothing.
            customer.locations.iter().any(|known| known.since.is_none()).then_some(())?;
            let place = Some("GB".to_owned());
            customer.locations.push(LocationSpec { place, zone: None, evidence: Evidence::Number, since: None });
        }
        2 => {
            let in_states = customer.locations.iter_mut().filter(|known| known.zone.is_none());
            let mut states =
                in_states.filter_map(|known| known.place.as_mut()).filter(|place| place.contains('-')).peekable();
            states.peek()?;
            states.for_each(|place| place.truncate(2));
        }
        3 => less.case.as_of = None,
        4 => less.case.actor = None,
        5 => customer.contacts.iter_mut().for_each(|contact| contact.verified = None),
        6 => {
            let granted = |fact: &Fact| matches!(fact, Fact::Consent(line) if line.state == ConsentState::Granted);
            let last = less.facts.iter().rposition(granted)?;
            less.facts.remove(last);
        }
        _ => return None,
    }
    Some(less)
}

fn asked(scene: &Scene) -> Answer {
    ask(&scene.policy, &scene.case, &scene.history, &scene.proposal, None, scene.now)
}

/// When it may be sent: at once, later, never.
fn lawful_from(scene: &Scene) -> Option<DateTime<Utc>> {
    match asked(scene).ruling {
        Ruling::Permit { .. } => Some(scene.now),
        Ruling::Defer { until } => Some(until),
        Ruling::Withhold => None,
    }
}

/// The scene under calendars that know next to nothing of its year.
fn without_this_year(scene: &Scene) -> Scene {
    let law = Law { calendars: scene.law.calendars.iter().map(ended).collect(), ..scene.law.clone() };
    Scene { policy: Policy::compile(scene.spec.clone(), &law).unwrap(), law, ..scene.clone() }
}

/// The calendar cut off after its first day, a first of January.
fn ended(calendar: &Calendar) -> Calendar {
    calendar.cut(calendar.spec().valid_from).unwrap()
}

#[test]
fn what_is_not_known_never_loosens() {
    // How often each thing was there to be forgotten, and made a difference.
    let counts: [(AtomicUsize, AtomicUsize); FORGOTTEN] = Default::default();
    check(1, (worlds(), 0..FORGOTTEN), |(world, which)| {
        let before = world.scene().unwrap();
        let less = if which == FORGOTTEN - 1 {
            Some(without_this_year(&before))
        } else {
            forgetting(&world, which).map(|less| less.scene().unwrap())
        };
        let Some(less) = less else { return Ok(()) };
        let (known, unknown) = (lawful_from(&before), lawful_from(&less));
        counts[which].0.fetch_add(1, Ordering::Relaxed);
        counts[which].1.fetch_add(usize::from(known != unknown), Ordering::Relaxed);
        if let Some(unknown) = unknown {
            let why = || (asked(&before).findings, asked(&less).findings);
            prop_assert!(known.is_some_and(|known| known <= unknown), "{which}: {known:?}, {unknown:?}, {:?}", why());
        }
        Ok(())
    });
    for (which, (there, different)) in counts.iter().enumerate() {
        let (there, different) = (there.load(Ordering::Relaxed), different.load(Ordering::Relaxed));
        assert!(there > 100 && different > 0, "{which}: forgotten {there} times, {different} of them told");
    }
}
