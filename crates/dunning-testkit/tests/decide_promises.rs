//! What `decide` promises of every input, on random worlds: it never panics, tells every reason with its way out, lets
//! nothing through that an opt-out covers, and nothing because of one more restriction.

#![expect(clippy::unwrap_used, reason = "worlds have no fault; one that has must fail its test")]

mod support;

use std::cell::Cell;
use std::collections::BTreeSet;

use dunning_core::decide::{Answer, Decision, Ruling, Verdict, ask, decide};
use dunning_core::digest::Digest;
use dunning_core::finding::Finding;
use dunning_core::history::{Consent, Fact};
use dunning_core::id::RuleId;
use dunning_core::plan::{Head, Line, Lint, Report, Totals, Wording, leaves_at, plan};
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::words::{ConsentState, Effect, Purpose};
use dunning_testkit::generate::{Scene, World, restrictions, wild_worlds, worlds};
use proptest::prelude::*;
use support::check;

type Outcome = Result<(), TestCaseError>;

#[test]
fn nothing_makes_it_panic() {
    let (all, built) = (Cell::new(0_u32), Cell::new(0_u32));
    check(1, wild_worlds(), |world| {
        all.set(all.get() + 1);
        let Ok(scene) = world.scene() else { return Ok(()) };
        built.set(built.get() + 1);
        let (decision, answer) = (decided(&scene), asked(&scene, None));
        prop_assert_eq!(decision.record.outcome, answer.ruling);
        Ok(())
    });
    assert!(built.get() * 2 > all.get(), "{} of {} worlds could be built", built.get(), all.get());
}

#[test]
fn every_refusal_says_why_and_what_lifts_it() {
    check(1, worlds(), |world| {
        let scene = world.scene().unwrap();
        let decision = decided(&scene);
        reasons_carry_the_verdict(&scene, &decision)?;
        decision.findings.as_slice().iter().try_for_each(|finding| is_complete(&scene, finding))?;
        asking_agrees(&decision, &asked(&scene, None))?;
        prop_assert_eq!(asked(&scene, None), asked(&world.scene().unwrap(), None), "other inputs than before");
        no_opt_out_is_passed_over(&world, &decision)
    });
}

fn decided(scene: &Scene) -> Decision {
    decide(&scene.policy, &scene.case, &scene.history, &scene.proposal, scene.now)
}

fn asked(scene: &Scene, only: Option<&[RuleId]>) -> Answer {
    ask(&scene.policy, &scene.case, &scene.history, &scene.proposal, only, scene.now)
}

fn reasons_carry_the_verdict(scene: &Scene, decision: &Decision) -> Outcome {
    let findings = decision.findings.as_slice();
    let severest = findings.iter().map(|finding| finding.effect).max();
    match &decision.verdict {
        Verdict::Permit(permit) => {
            prop_assert!(severest <= Some(Effect::Note));
            prop_assert!(permit.valid_until() > scene.now);
        }
        Verdict::Defer(not_before) => {
            prop_assert_eq!(severest, Some(Effect::Defer));
            let deferrals = findings.iter().filter(|finding| finding.effect == Effect::Defer);
            prop_assert!(deferrals.filter_map(|finding| finding.until).max() <= Some(not_before.until));
        }
        Verdict::Withhold(why) => {
            prop_assert_eq!(severest, Some(Effect::Withhold));
            prop_assert_eq!(Some(why.code), decision.findings.headline().map(|finding| finding.code));
            let needed: BTreeSet<_> = decision.findings.refusals().filter_map(|finding| finding.need).collect();
            prop_assert_eq!(needed, why.needs.iter().copied().collect());
        }
    }
    Ok(())
}

fn is_complete(scene: &Scene, finding: &Finding) -> Outcome {
    match finding.effect {
        Effect::Defer => prop_assert!(finding.until.is_some()),
        Effect::Withhold => prop_assert!(finding.until.is_none()),
        Effect::Note => {}
    }
    prop_assert!(finding.until.is_some() != finding.remedy.is_some());
    prop_assert!(finding.until.is_none_or(|until| until > scene.now));
    match finding.rule {
        Some(index) => {
            let rule = scene.policy.rule(index).unwrap();
            prop_assert_eq!(finding.force, Some(rule.force));
            prop_assert_eq!(scene.policy.citation(finding), Some(&rule.citation));
        }
        None => prop_assert_eq!(finding.force, None),
    }
    Ok(())
}

fn asking_agrees(decision: &Decision, answer: &Answer) -> Outcome {
    prop_assert_eq!(&decision.findings, &answer.findings);
    prop_assert_eq!(&decision.record, &answer.record);
    prop_assert_eq!(decision.referral, answer.referral);
    match &decision.verdict {
        Verdict::Permit(permit) => {
            prop_assert_eq!(answer.ruling, Ruling::Permit { valid_until: permit.valid_until() });
            prop_assert_eq!(permit.charges(), &answer.charges[..]);
            prop_assert_eq!(permit.obligations(), &answer.obligations[..]);
            prop_assert_eq!(permit.first(), answer.first);
        }
        Verdict::Defer(not_before) => prop_assert_eq!(answer.ruling, Ruling::Defer { until: not_before.until }),
        Verdict::Withhold(why) => {
            prop_assert_eq!(answer.ruling, Ruling::Withhold);
            prop_assert_eq!(&why.needs, &answer.needs);
        }
    }
    Ok(())
}

/// An opt-out that no grant of any kind followed closes all that it covers: the purpose it names; naming none, every
/// purpose but confirmation, reply, statutory notice and end of efforts.
fn no_opt_out_is_passed_over(world: &World, decision: &Decision) -> Outcome {
    let lines: Vec<&Consent> = world
        .facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Consent(line) => Some(line),
            _ => None,
        })
        .collect();
    let proposal = &world.proposal;
    let covers = |line: &&Consent| {
        let purpose = match line.purpose {
            Some(named) => named == proposal.purpose,
            None => !matches!(
                proposal.purpose,
                Purpose::Confirmation | Purpose::Reply | Purpose::StatutoryNotice | Purpose::EffortsEnd
            ),
        };
        let address = match (&line.address, &proposal.address) {
            (Some(named), Some(address)) => named == address,
            (Some(_), None) => false, // which address it would be isn't known here
            (None, _) => true,
        };
        line.state != ConsentState::Granted && line.channel.is_none_or(|c| c == proposal.channel) && purpose && address
    };
    let closing = lines.iter().copied().filter(covers).map(|line| line.at).max();
    // Only a grant that speaks of this contact may lift a refusal of it.
    let speaks = |line: &&&Consent| {
        let address = line.address.is_none() || proposal.address.is_none() || line.address == proposal.address;
        let channel = line.channel.is_none_or(|channel| channel == proposal.channel);
        let purpose = line.purpose.is_none_or(|purpose| purpose == proposal.purpose);
        line.state == ConsentState::Granted && channel && purpose && address
    };
    let granted = lines.iter().filter(speaks).map(|line| line.at).max();
    if closing.is_some_and(|closing| granted.is_none_or(|granted| granted < closing)) {
        prop_assert!(matches!(decision.verdict, Verdict::Withhold(_)));
    }
    Ok(())
}

/// One more rule, one more counted contact, one more hold: nothing is permitted that was refused, and nothing is
/// deferred to an earlier instant.
#[test]
fn one_more_restriction_never_loosens() {
    check(2, restrictions(), |(world, stricter)| {
        let lawful_from = |world: &World| match asked(&world.scene().unwrap(), None).ruling {
            Ruling::Permit { .. } => Some(world.now),
            Ruling::Defer { until } => Some(until),
            Ruling::Withhold => None,
        };
        match (lawful_from(&world), lawful_from(&stricter)) {
            (_, None) => {}
            (before, Some(after)) => prop_assert!(before.is_some_and(|before| before <= after)),
        }
        Ok(())
    });
}

/// Every plan of the planner passes the lint, which decides nothing: no person's permits break a cap together, none goes
/// against ledger or hold, and the counts are what the lines come to.
#[test]
fn every_plan_is_sound() {
    let strategy = Strategy::compile(StrategySpec::starter().unwrap()).unwrap();
    check(4, worlds(), |world| {
        let scene = world.scene().unwrap();
        let head = Head {
            portfolio: None,
            store: None,
            at: scene.now,
            until: scene.now + chrono::TimeDelta::days(1),
            books: Vec::new(),
            law: *scene.policy.provenance(),
            templates: Digest::of(b"templates"),
            strategy: strategy.digest(),
        };
        let (mut lint, mut totals) = (Lint::new(&head), Totals::default());
        for planned in plan(&scene.policy, &strategy, &scene.case, &scene.history, scene.now, &mut totals.report) {
            let words = Wording::Refused { because: "TMPL-NONE".to_owned() };
            let line = Line::new(&planned, leaves_at(planned.answer.ruling, &head).map(|_| words));
            totals.note(&line, &head);
            lint.line(&line);
            lint.facts(&line, &scene.case, &scene.history);
        }
        let found = lint.finish(&totals);
        prop_assert!(found.is_ok(), "{:?}", found);
        Ok(())
    });
}

/// Considered = permitted + deferred + withheld, the reasons with them.
#[test]
fn reports_of_plans_add_up() {
    let strategy = Strategy::compile(StrategySpec::starter().unwrap()).unwrap();
    check(10, prop::collection::vec(worlds(), 1..8), |worlds| {
        let mut whole = Report::default();
        let mut contacts = 0_u64;
        for world in &worlds {
            let scene = world.scene().unwrap();
            let mut report = Report::default();
            let planned = plan(&scene.policy, &strategy, &scene.case, &scene.history, scene.now, &mut report);
            contacts += planned.len() as u64;
            prop_assert_eq!(report.considered, planned.len() as u64);
            whole.add(&report);
        }
        prop_assert!(whole.adds_up());
        prop_assert_eq!(whole.considered, contacts);
        prop_assert_eq!(whole.persons, worlds.len() as u64);
        Ok(())
    });
}

/// What a question to some rules is answered with can be had twice. A permit can't: it is no part of the answer.
#[test]
fn an_answer_holds_no_permit() {
    fn can_be_had_twice<T: Clone>(_: &T) {}
    check(100, worlds(), |world| {
        let scene = world.scene().unwrap();
        let rules: Vec<RuleId> = scene.policy.rule_ids().take(1).cloned().collect();
        let answer = asked(&scene, Some(&rules));
        can_be_had_twice(&answer);
        Ok(())
    });
}
