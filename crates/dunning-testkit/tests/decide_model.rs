//! `decide` against the slow model: which rules refuse, from which instant on each passes again and all do, until when a
//! message may arrive, what it uses up. At an instant named the model passes, a second before it doesn't, nor at any
//! instant between that is asked: minute by minute over hours, wider over days, and beside every instant of the facts.

#![expect(clippy::unwrap_used, reason = "worlds have no fault; one that has must fail its test")]

mod support;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::decide::{Answer, Proposal, Ruling, ask};
use dunning_core::finding::Finding;
use dunning_core::history::{Event, Fact};
use dunning_core::words::{Direction, Outcome};
use dunning_testkit::generate::{Scene, World, campaigns, worlds};
use dunning_testkit::model::{Model, Rings, Use};
use proptest::prelude::*;
use support::check;

type Checked = Result<(), TestCaseError>;

#[test]
fn decide_agrees_with_the_model() {
    check(1, worlds(), |world| agrees(&world));
}

fn agrees(world: &World) -> Checked {
    let scene = world.scene().unwrap();
    let model = Model::new(&scene);
    let answer = ask(&scene.policy, &scene.case, &scene.history, &scene.proposal, None, scene.now);
    rules_agree(&scene, &model, &answer)?;
    own_checks_agree(&model, &answer)?;
    match answer.ruling {
        Ruling::Permit { valid_until } => stays_lawful(&scene, &model, valid_until.timestamp(), &answer),
        Ruling::Defer { until } => first_at("all rules", &model, Some(model.contact(until)), |t| model.lawful(t)),
        Ruling::Withhold => first_at("all rules", &model, None, |t| model.lawful(t)),
    }
}

/// A store's rings, fed with the charges of what was permitted, have no slot for what `decide` refuses by a cap, and a
/// slot for whatever it permits. Each contact is on its way until its fence.
#[test]
fn rings_refuse_what_decide_refuses() {
    check(4, campaigns(), |campaign| {
        let mut rings = Rings::default();
        let mut world = campaign.world;
        for attempt in campaign.tries {
            world.now = attempt.now;
            world.case.as_of = Some(attempt.now);
            (world.proposal.debts, world.proposal.address) = (attempt.debts, Some(attempt.address));
            let scene = world.scene().unwrap();
            let model = Model::new(&scene);
            let answer = ask(&scene.policy, &scene.case, &scene.history, &scene.proposal, None, scene.now);
            let capped = |cap: &str| {
                let of_rule = |finding: &Finding| finding.rule.and_then(|index| scene.policy.rule(index));
                answer.findings.refusals().filter_map(of_rule).any(|rule| rule.id.as_str() == cap)
            };
            for cap in model.rules().iter().map(|rule| rule.spec.id.as_str()) {
                let uses = model.uses(model.at());
                let of_cap: Vec<&Use> = uses.iter().filter(|used| used.cap == cap).collect();
                let room = of_cap.iter().all(|used| rings.has_room(used));
                prop_assert!(of_cap.is_empty() || room != capped(cap), "{} and its ring disagree", cap);
            }
            if let Ruling::Permit { valid_until } = answer.ruling {
                for charge in &answer.charges {
                    prop_assert!(rings.charge(&Use::from(charge)), "no slot for what is permitted");
                }
                world.facts.push(Fact::Event(on_its_way(&scene, model.at(), valid_until)));
            }
        }
        Ok(())
    });
}

fn on_its_way(scene: &Scene, at: i64, valid_until: DateTime<Utc>) -> Event {
    let Proposal { purpose, channel, debts, recipient, address, fence_s, .. } = scene.proposal.clone();
    let at = DateTime::from_timestamp(at, 0).unwrap();
    Event {
        until: Some(valid_until + TimeDelta::seconds(i64::from(fence_s))),
        debts,
        address,
        by: scene.case.collector().cloned(),
        purpose: Some(purpose),
        recipient: Some(recipient),
        ..Event::new(at, Direction::Out, channel, Outcome::Accepted)
    }
}

/// The same rules remark, and each passes from the same instant on.
fn rules_agree(scene: &Scene, model: &Model<'_>, answer: &Answer) -> Checked {
    let findings = answer.findings.as_slice();
    let id_of = |finding: &Finding| finding.rule.and_then(|index| scene.policy.rule(index)).map(|rule| &rule.id);
    for rule in model.rules() {
        let mut remarks = findings.iter().filter(|finding| id_of(finding) == Some(&rule.spec.id));
        let remark = remarks.clone().find(|finding| finding.until.is_some()).or(remarks.next());
        let passes = model.passes(rule.spec, model.at());
        // A rule that passes now may be what closes every later instant.
        let later = passes && answer.ruling == Ruling::Withhold;
        let remark = remark.filter(|finding| !(later && finding.until.is_none()));
        prop_assert_eq!(remark.is_some(), !passes, "{:?} remarks", rule.spec.id);
        if let Some(finding) = remark {
            let until = finding.until.map(|until| model.contact(until));
            first_at(rule.spec.id.as_str(), model, until, |t| model.passes(rule.spec, t))?;
        }
    }
    let remarks: BTreeSet<_> = findings.iter().filter_map(id_of).collect();
    let bound: BTreeSet<_> = model.rules().iter().map(|rule| &rule.spec.id).collect();
    prop_assert!(remarks.is_subset(&bound), "{:?} don't speak of it", remarks.difference(&bound));
    Ok(())
}

fn own_checks_agree(model: &Model<'_>, answer: &Answer) -> Checked {
    let own: Vec<&Finding> = answer.findings.as_slice().iter().filter(|finding| finding.rule.is_none()).collect();
    let passes = model.own(model.at());
    prop_assert!(own.is_empty() == passes || (passes && answer.ruling == Ruling::Withhold), "the engine's own checks");
    match own[..] {
        [only] if !passes => first_at("own", model, only.until.map(|until| model.contact(until)), |t| model.own(t)),
        _ => Ok(()),
    }
}

/// Nothing passes before the instant named; it does there. Where none is named, it doesn't for weeks.
fn first_at(what: &str, model: &Model<'_>, named: Option<i64>, passes: impl Fn(i64) -> bool) -> Checked {
    // Several zones without a common minute in 14 days tell that the location isn't known well enough.
    let never = model.at() + if model.zones() > 1 { 14 * DAY } else { 21 * DAY };
    if let Some(named) = named {
        prop_assert!(passes(named), "{} passes at {}", what, named);
        prop_assert!(!passes(named - 1), "{} passes before {}", what, named);
    }
    for t in probes(model, model.at(), named.unwrap_or(never)) {
        prop_assert!(!passes(t), "{} passes at {} already, {:?} named", what, t, named);
    }
    Ok(())
}

/// Lawful until the message must no longer arrive, and not at that instant unless it says nothing true by then.
fn stays_lawful(scene: &Scene, model: &Model<'_>, valid_until: i64, answer: &Answer) -> Checked {
    prop_assert!(valid_until > model.at());
    for t in probes(model, model.at(), valid_until).into_iter().chain([model.at(), valid_until - 1]) {
        prop_assert!(model.lawful(t), "unlawful at {} before {}", t, valid_until);
    }
    let relevance = model.at() + i64::from(scene.spec.relevance_s);
    prop_assert!(valid_until <= relevance);
    prop_assert!(valid_until == relevance || !model.lawful(valid_until), "lawful at {}", valid_until);
    let uses: Vec<Use> = answer.charges.iter().map(Use::from).collect();
    prop_assert_eq!(uses.iter().cloned().collect::<BTreeSet<_>>(), model.uses(valid_until));
    prop_assert_eq!(uses.len(), model.uses(valid_until).len(), "a charge stands twice");
    Ok(())
}

const DAY: i64 = 86_400;
/// How many instants are asked between two, beside those of the facts.
const PROBES: i64 = 60;

fn probes(model: &Model<'_>, from: i64, to: i64) -> Vec<i64> {
    let step = ((to - from) / PROBES).max(60);
    let minutes = (1..).map(|i| from - from.rem_euclid(60) + i * step).take_while(|t| *t < to);
    let mut probes: Vec<i64> = model.boundaries().into_iter().filter(|t| (from..to).contains(t)).collect();
    probes.extend(minutes);
    probes
}
