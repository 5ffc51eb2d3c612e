//! What becomes of messages: by seed and key alone, within validity.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::inbound::{Delivery, Event, Named, Receipt};
use crate::route::Validity;

fn receipts(inbound: &[Inbound]) -> Vec<&Receipt> {
    inbound
        .iter()
        .filter_map(|one| if let Event::Receipt(receipt) = &one.event { Some(receipt) } else { None })
        .collect()
}

/// Fates computed apart from this code, in Python: hashlib's SHA-256 of the seed (eight octets, big-endian) and the key,
/// then ChaCha with eight rounds by RFC 8439's quarter round under that hash as its key, counter and nonce 0.
#[test]
fn fates_are_those_of_an_independent_draw() {
    let sandbox = Sandbox::in_memory(Network::usual(7));
    let desk = Desk::new(Channel::Sms, "+8613800138000", 86_400);
    let answers = ready(sandbox.submit_all(desk.messages([0, 1, 187, 16]), noon()));
    let id = |hex: &str| Submission::Accepted { provider_id: crate::ProviderId::new(hex) };
    assert_eq!(answers[0], id("8662a82024a6b39c3e553fdd577d8938"));
    assert_eq!(answers[1], id("030dc73fd7a459a920efaff99f327721"));
    assert_eq!(answers[2], Submission::Rejected { reason: Reason::AddressUnknown });
    assert_eq!(answers[3], id("8bb22ade180e89079d3bd3a63906b5cb"));
    let inbound = drain(&sandbox, the_end());
    let delivered = |number, after_s| {
        Event::Receipt(Receipt { of: Named::Key(key(number)), delivery: Delivery::Delivered, at: at(after_s) })
    };
    assert_eq!(
        inbound.iter().map(|one| (one.id.as_str(), &one.event)).take(2).collect::<Vec<_>>(),
        [
            ("1775563210.030dc73fd7a459a920efaff99f327721.receipt", &delivered(1, 6)),
            ("1775563211.8bb22ade180e89079d3bd3a63906b5cb.receipt", &delivered(16, 6)),
        ]
    );
    let Event::Reply(reply) = &inbound[2].event else { panic!("the promise comes third") };
    assert_eq!((reply.text.expose().as_str(), reply.at), ("周五还款", at(6 + 3_566)));
    assert_eq!((reply.from.expose(), &reply.answers), ("+8613800138000", &None));
    assert_eq!(inbound[3].event, delivered(0, 60_321));
    assert_eq!(inbound.len(), 4);
}

#[test]
fn the_order_of_hand_overs_changes_nothing() {
    let run = |numbers: &mut dyn Iterator<Item = u32>, batch: usize| {
        let (sandbox, desk) = (Sandbox::in_memory(Network::usual(11)), desk());
        let mut answers = BTreeMap::new();
        let numbers: Vec<u32> = numbers.collect();
        for some in numbers.chunks(batch) {
            let given = ready(sandbox.submit_all(desk.messages(some.iter().copied()), noon()));
            answers.extend(some.iter().copied().zip(given));
        }
        let back: BTreeMap<_, _> = drain(&sandbox, the_end()).into_iter().map(|one| (one.id, one.event)).collect();
        (answers, back)
    };
    let (answers, back) = run(&mut (0..2_000), 100);
    assert_eq!((answers.len(), back.len() > 2_000), (2_000, true));
    assert_eq!(run(&mut (0..2_000).rev(), 1), (answers.clone(), back.clone()));
    let strides = (0..2_000).map(|place| place * 37 % 2_000); // 37 and 2,000 have no common divisor: each once
    assert_eq!(run(&mut { strides }, 300), (answers, back));
}

#[test]
fn another_seed_is_another_network() {
    let answers = |seed| {
        let sandbox = Sandbox::in_memory(Network::usual(seed));
        ready(sandbox.submit_all(desk().messages(0..20), noon()))
    };
    assert_ne!(answers(1), answers(2));
}

/// Each share is met within five standard deviations of 10,000 draws.
#[test]
fn shares_are_kept() {
    let sandbox = Sandbox::in_memory(Network::usual(3));
    let answers = ready(sandbox.submit_all(desk().messages(0..10_000), noon()));
    let count = |wanted: Submission| answers.iter().filter(|answer| **answer == wanted).count();
    assert!((38..=82).contains(&count(Submission::Rejected { reason: Reason::AddressUnknown }))); // 60 ± 22... 5 × 7.7
    assert!((1..=42).contains(&count(Submission::NotSent { reason: Reason::Throttled }))); // 20 ± 5 × 4.5
    assert!((3..=57).contains(&count(Submission::Unknown { reason: Reason::Timeout }))); // 30 ± 5 × 5.5
    let back = drain(&sandbox, the_end());
    let replies = back.iter().filter(|one| matches!(one.event, Event::Reply(_))).count();
    assert!((360..=570).contains(&replies), "{replies}"); // 5 % of some 9,300 that arrive: 465 ± 5 × 21
}

#[test]
fn nothing_arrives_once_its_validity_is_over() {
    let shares = Shares { absent_bp: 10_000, ..Shares::USUAL }; // every phone is off for 10 minutes to 36 hours
    let mut network = Network { shares, ..Network::usual(5) };
    for (step_s, end_s) in [(1, 43_205), (1_800, 43_200)] {
        network.route.validity = Validity::steps_of(step_s);
        let sandbox = Sandbox::in_memory(network.clone());
        let desk = Desk::new(Channel::Sms, "+8613800138000", 43_205); // twelve hours and five seconds
        ready(sandbox.submit_all(desk.messages(0..500), noon()));
        let back = drain(&sandbox, the_end());
        let (mut arrived, mut expired) = (0, 0);
        for receipt in receipts(&back) {
            match receipt.delivery {
                Delivery::Delivered => {
                    assert!(receipt.at < at(end_s));
                    arrived += 1;
                }
                Delivery::Undelivered { reason: Reason::Expired } => {
                    assert_eq!(receipt.at, at(end_s));
                    expired += 1;
                }
                other => assert_eq!(other, Delivery::Undelivered { reason: Reason::Absent }),
            }
        }
        assert!(arrived > 50 && expired > 50, "{arrived} {expired}");
    }
}

#[test]
fn the_last_second_counts_and_the_end_does_not() {
    let network = Network::faultless(5)
        .with_fate(key(1), Fate { transit_s: 3_599, ..Fate::delivered() })
        .with_fate(key(2), Fate { transit_s: 3_600, ..Fate::delivered() });
    let sandbox = Sandbox::in_memory(network);
    ready(sandbox.submit_all(desk().messages([1, 2]), noon())); // valid for 3,600 s, exclusive
    let back = drain(&sandbox, the_end());
    let ends: Vec<_> = receipts(&back).into_iter().map(|receipt| (receipt.at, receipt.delivery)).collect();
    let expired = Delivery::Undelivered { reason: Reason::Expired };
    assert_eq!(ends, [(at(3_599), Delivery::Delivered), (at(3_600), expired)]);
}

#[test]
fn a_route_that_ignores_validity_delivers_late() {
    let mut network = Network::faultless(5).with_fate(key(1), Fate { transit_s: 7_200, ..Fate::delivered() });
    network.route.validity = Validity::Ignored { lead_s: 60, keeps_s: 86_400 };
    let sandbox = Sandbox::in_memory(network);
    ready(sandbox.submit(desk().message(key(1)), noon()));
    let back = drain(&sandbox, the_end());
    assert_eq!(receipts(&back)[0].at, at(7_200)); // its validity ended after an hour
    assert_eq!(receipts(&back)[0].delivery, Delivery::Delivered);
}

#[test]
fn what_comes_too_late_or_on_no_channel_of_the_route_is_not_taken() {
    let sandbox = Sandbox::in_memory(Network::faultless(1));
    let late = ready(sandbox.submit(desk().message(key(1)), at(3_600)));
    assert_eq!(late, Submission::NotSent { reason: Reason::Expired });
    let just = ready(sandbox.submit(desk().message(key(2)), at(3_599)));
    assert!(matches!(just, Submission::Accepted { .. }));
    let fax = ready(sandbox.submit(Desk::new(Channel::Fax, "+12025550100", 60).message(key(3)), noon()));
    assert_eq!(fax, Submission::NotSent { reason: Reason::Channel });
    assert_eq!(sandbox.ledger().unwrap().taken.keys().collect::<Vec<_>>(), [&key(2)]);
}

#[test]
fn a_network_that_echoes_no_key_names_its_own_id() {
    let network = Network { echoes_key: false, ..Network::faultless(1) };
    let sandbox = Sandbox::in_memory(network);
    let Submission::Accepted { provider_id } = ready(sandbox.submit(desk().message(key(1)), noon())) else {
        panic!("a faultless network accepts")
    };
    assert_eq!(receipts(&drain(&sandbox, the_end()))[0].of, Named::Provider(provider_id));
}

#[test]
fn customers_answer_in_their_language_and_only_where_they_can() {
    let said = |channel, address: &str| -> BTreeSet<String> {
        let shares =
            Shares { stop_bp: 2_500, paid_bp: 2_500, promise_bp: 2_500, unclear_bp: 2_500, ..Shares::default() };
        let sandbox = Sandbox::in_memory(Network { shares, ..Network::usual(1) });
        ready(sandbox.submit_all(Desk::new(channel, address, 3_600).messages(0..100), noon()));
        let replies = drain(&sandbox, the_end()).into_iter().filter_map(|one| match one.event {
            Event::Reply(reply) => Some((reply.answers.is_some(), reply.text.into_exposed())),
            Event::Receipt(_) => None,
        });
        replies
            .map(|(named, text)| {
                assert_eq!(named, channel == Channel::Email);
                text
            })
            .collect()
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(
        said(Channel::Sms, "+8613800138000"),
        words(&["退订", "TD", "已还款", "我已经还了", "周五还款", "我周五还", "你是哪位？", "在开会，晚点说"])
    );
    assert!(said(Channel::Sms, "+886912345678").contains("週五還款"));
    assert!(said(Channel::Email, "someone@example.com").contains("I will pay on Friday"));
    assert!(said(Channel::Email, "someone@example.cn").contains("退订"));
    assert_eq!(said(Channel::Letter, "1 Main Street"), BTreeSet::new());
}

#[test]
fn a_forced_fate_is_that_of_its_key_alone() {
    let network = Network::faultless(1)
        .with_fate(key(1), Fate::replied("我想投诉"))
        .with_fate(key(2), Fate { receipts: Receipts::Twice, ..Fate::delivered() })
        .with_fate(key(3), Fate { receipts: Receipts::Lost, ..Fate::delivered() })
        .with_fate(key(4), Fate { failure: Some(Reason::Barred), ..Fate::delivered() });
    let sandbox = Sandbox::in_memory(network);
    ready(sandbox.submit_all(desk().messages(1..=4), noon()));
    let back = drain(&sandbox, the_end());
    let of = |number| receipts(&back).into_iter().filter(|receipt| receipt.of == Named::Key(key(number))).count();
    assert_eq!([of(1), of(2), of(3), of(4)], [1, 2, 0, 1]);
    let ids: BTreeSet<_> = back.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), back.len());
    let replies: Vec<_> = back.iter().filter(|one| matches!(one.event, Event::Reply(_))).collect();
    let [Inbound { event: Event::Reply(reply), .. }] = replies[..] else { panic!("one reply was forced") };
    assert_eq!((reply.text.expose().as_str(), reply.at), ("我想投诉", at(62)));
    let failed = receipts(&back).into_iter().find(|receipt| receipt.of == Named::Key(key(4))).unwrap();
    assert_eq!(failed.delivery, Delivery::Undelivered { reason: Reason::Barred });
}
