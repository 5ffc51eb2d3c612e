//! The reading of texts, judged: by the corpus of messages, by properties over generated ones, and by the labelled sample
//! where that lies beside the repository (`../shared/data/content`).

#![expect(clippy::unwrap_used, reason = "a test that can't be set up fails")]

use dunning_core::case::{Case, CaseSpec, CreditorSpec, CustomerSpec, DebtSpec, UpcomingSpec};
use dunning_core::check::{Draft, Review, review, review_text};
use dunning_core::compose::values;
use dunning_core::decide::Proposal;
use dunning_core::element::Element;
use dunning_core::finding::Inputs;
use dunning_core::history::{Fact, History, Payment};
use dunning_core::id::{BookId, DebtId, RuleId};
use dunning_core::locale::Locale;
use dunning_core::money::Money;
use dunning_core::pii::Pii;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::rule::{
    Citation, ConsentRequired, Effective, MandatoryContent, Occasion, OptOut, Reach, RecipientLimit, RuleKind,
    RuleSpec, RulebookSpec, Scope, SignatureForm,
};
use dunning_core::template::Templates;
use dunning_core::time::ZoneTable;
use dunning_core::words::{
    Actor, ArrearsCause, Channel, CustomerKind, Force, PaymentState, Purpose, Recipient, Status, Word as _,
};
use proptest::prelude::*;

const LABELS: [(&str, Element); 3] =
    [("creditor", Element::Creditor), ("contact", Element::Contact), ("opt_out", Element::OptOut)];

/// The rows of labelled messages whose elements are read otherwise, and how many rows there are.
fn misread(rows: &str) -> (Vec<String>, usize) {
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let wrong = rows.iter().filter(|row| {
        let found = review_text(&Locale::new(row["lang"].as_str().unwrap()).unwrap(), row["text"].as_str().unwrap());
        LABELS.iter().any(|(label, element)| row["elements"][label] != found.elements.contains(element))
    });
    (wrong.map(|row| row["id"].to_string()).collect(), rows.len())
}

#[test]
fn the_corpus_is_read_as_labelled() {
    let rows = include_str!("../../../corpus/content/elements.jsonl");
    let (wrong, count) = misread(rows);
    assert_eq!(wrong, [""; 0], "of {count}");
    assert!(count >= 140);
}

#[test]
fn scores_on_the_labelled_sample() {
    for (language, at_least) in [("en", 100), ("zh", 95)] {
        let path = format!("{}/../../../shared/data/content/{language}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let Ok(sample) = std::fs::read_to_string(path) else { return };
        let (wrong, count) = misread(&sample);
        println!("{language}: elements exact on {} of {count}", count - wrong.len());
        assert!((count - wrong.len()) * 100 >= at_least * count, "{} of {count} misread", wrong.len());
    }
}

/// The law that ships, under the house policy that ships.
fn shipped(book: &str) -> Policy {
    let spec = PolicySpec { books: vec![BookId::new(book).unwrap()], ..dunning_rulebooks::considerate().unwrap() };
    Policy::compile(spec, &dunning_rulebooks::law().unwrap()).unwrap()
}

/// A lender of one country, its customer and a card bill that is late, with the next one ahead.
fn starter_case(actor: Actor, currency: &str, name: &str) -> Case {
    Case::new(CaseSpec {
        as_of: Some("2026-11-24T08:00:00Z".parse().unwrap()),
        actor: Some(actor),
        collector: (actor == Actor::Agency).then(|| "oakline".to_owned()),
        collector_name: (actor == Actor::Agency).then(|| "Oakline Recovery".to_owned()),
        creditor: CreditorSpec {
            id: "lender".into(),
            name: Some(name.into()),
            hotline: Some("312-555-0110".into()),
            pay_link: Some("https://pay.lender.example/p".into()),
            ..CreditorSpec::default()
        },
        customer: CustomerSpec {
            id: "p1".into(),
            kind: Some(CustomerKind::Person),
            name: Some("王小明".into()),
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: "A".into(),
            product: Some("card".into()),
            currency: currency.into(),
            arrears: "1280.00".into(),
            due_date: "2026-11-20".parse().unwrap(),
            cause: Some(ArrearsCause::MinimumUnpaid),
            upcoming: Some(UpcomingSpec { amount: "310.00".into(), due_date: "2026-12-20".parse().unwrap() }),
            ..DebtSpec::default()
        }],
    })
    .unwrap()
}

#[test]
fn approved_texts_pass_and_hold_what_they_declare() {
    let now = "2026-11-24T09:00:00Z".parse().unwrap();
    let mut count = 0;
    for bundle in dunning_rulebooks::templates().unwrap() {
        let (book, actor, currency, name) = match bundle.id.as_str() {
            "zh-CN" => ("cn", Actor::Creditor, "CNY", "青禾银行"),
            "zh-TW" => ("neutral", Actor::Creditor, "TWD", "青禾銀行"),
            "en" => ("us-fed", Actor::Creditor, "USD", "Larkspur Bank"),
            _ => ("us-fed", Actor::Agency, "USD", "Larkspur Bank"),
        };
        let (policy, case) = (shipped(book), starter_case(actor, currency, name));
        let payment = Payment {
            id: None,
            at: "2026-11-23T09:00:00Z".parse().unwrap(),
            amount: Money::parse("20.00", currency).unwrap(),
            debts: Vec::new(),
            state: PaymentState::Settled,
        };
        let history = History::from_facts([Fact::Payment(payment)]).unwrap();
        for template in Templates::compile(vec![bundle]).unwrap().iter() {
            let proposal = Proposal {
                debts: vec![DebtId::new("A").unwrap()],
                ..Proposal::new(template.purpose(), template.channel(), Recipient::Customer)
            };
            let first = template.elements().contains(&Element::CollectorInitial);
            let rendered = template.render(&values(&policy, &case, &history, &proposal, now)).unwrap();
            let draft = Draft::rendered(rendered, Recipient::Customer, proposal.debts, first);
            let review = review(&policy, &case, &draft, None);
            let text = draft.text.expose();
            let refused: Vec<_> = review.findings.refusals().collect();
            assert!(refused.is_empty(), "{} {}: {text} {refused:?}", template.locale(), template.id());
            let paid = |element: &Element| *element == Element::Amount && template.purpose() == Purpose::Confirmation;
            let missing: Vec<_> = template
                .elements()
                .iter()
                .copied()
                .filter(|element| !review.elements.contains(element) && !paid(element))
                .collect();
            assert!(missing.is_empty(), "{} {}: {text} lacks {missing:?}", template.locale(), template.id());
            count += 1;
        }
    }
    assert!(count >= 60, "{count}");
}

/// Pieces from which messages are put together: what elements, links and rules are made of, and what breaks readers.
#[rustfmt::skip]
const PIECES: [&str; 60] = [
    "【青禾银行】", "【", "】", "青禾银行", "Larkspur Bank", "Larkspur Bank: ", "ABC Debt Recovery", "我是", "This is ", "法院", "Sheriff", "1,280.00元", "¥1,280",
    "$1,280.00", "1", "280", ".", ",", "，", "'", " ", "  ", "\n", "11月20日", "11/20", "Nov 20", "20 of November", "2026-", "年", "月", "https://",
    "pay.qinghe.example", "/a?name=x", "@", "evil.example", ".中国", ":", "://", "www.", "客服", "call ", "400-000-1100", "95000", "+", "-", "(", ")", "退订", "回复", "T",
    "Reply STOP", "to opt out", "don't", "逾期", "past due", "低至", "apply now", "no more texts", "\u{200b}", "６２２２０２１２３４５６７８９４",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..24).prop_map(|pieces| pieces.concat()),
        2 => ".{0,80}",
        1 => "[\\u{ff01}-\\u{ff5e}\\u{4e00}-\\u{4e20}0-9:./@ ]{0,80}",
    ]
}

fn rule(id: &str, kind: RuleKind, scope: Scope) -> RuleSpec {
    RuleSpec {
        id: RuleId::new(id).unwrap(),
        part: None,
        rows: Vec::new(),
        status: Status::Verified,
        force: Force::Law,
        citation: Citation { instrument: String::new(), article: String::new(), source: String::new() },
        effective: Effective { from: "2021-01-01".parse().unwrap(), until: None, zone: "Asia/Shanghai".into() },
        scope,
        effect_max: None,
        kind,
        note: String::new(),
    }
}

/// One rule of each kind that reads texts.
fn policy() -> Policy {
    let content = MandatoryContent {
        elements: Element::ALL.to_vec(),
        when: Occasion::Every,
        signature: Some(SignatureForm { chars_min: 2, chars_max: 18 }),
    };
    let limit = RecipientLimit {
        allowed: vec![Recipient::Customer],
        when_lost: Vec::new(),
        lost: Vec::new(),
        times_max: None,
        silent: true,
    };
    let consent = ConsentRequired {
        forms: Vec::new(),
        about: None,
        ttl_days: None,
        renewed_by: Vec::new(),
        by_use: false,
        by_verified_address: false,
    };
    let opt_out = OptOut { reach: Reach::Named, reply_once: false, confirmation_within_s: Some(300), after: None };
    let marketing = Scope { purposes: vec![Purpose::Marketing], ..Scope::default() };
    let book = RulebookSpec {
        id: BookId::new("test").unwrap(),
        version: "1".into(),
        title: String::new(),
        source: String::new(),
        rules: vec![
            rule("CONTENT", RuleKind::MandatoryContent(content), Scope::default()),
            rule("LIMIT", RuleKind::RecipientLimit(limit), Scope::default()),
            rule("CONSENT", RuleKind::ConsentRequired(consent), marketing),
            rule("OPT-OUT", RuleKind::OptOut(opt_out), Scope::default()),
        ],
        absent: Vec::new(),
        carried: Vec::new(),
    };
    let law = Law {
        books: vec![book],
        calendars: Vec::new(),
        zones: ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap(),
    };
    Policy::compile(PolicySpec::books_alone(vec![BookId::new("test").unwrap()]), &law).unwrap()
}

fn case(name: &str) -> Case {
    Case::new(CaseSpec {
        creditor: CreditorSpec {
            id: "qinghe".into(),
            name: Some(name.into()),
            domains: vec!["qinghe.example".into()],
            ..CreditorSpec::default()
        },
        customer: CustomerSpec {
            id: "p1".into(),
            kind: Some(CustomerKind::Person),
            name: Some(name.into()),
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: "A".into(),
            currency: "CNY".into(),
            arrears: "1280.00".into(),
            due_date: "2026-11-20".parse().unwrap(),
            ..DebtSpec::default()
        }],
        ..CaseSpec::default()
    })
    .unwrap()
}

/// Whether every span of a review lies on character boundaries of the text and isn't empty.
fn lies_well(review: &Review, text: &str) -> bool {
    review.findings.as_slice().iter().all(|finding| match finding.inputs {
        Inputs::Span { start, end } => start < end && text.get(start as usize..end as usize).is_some(),
        _ => true,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_alone_are_read_whatever_they_are(text in texts(), tag in prop::sample::select(["zh-CN", "en", "de"].as_slice())) {
        let review = review_text(&Locale::new(tag).unwrap(), &text);
        prop_assert!(lies_well(&review, &text), "{text:?}: {review:?}");
        prop_assert!(review.elements.is_sorted());
    }

    #[test]
    fn drafts_are_read_whatever_they_say(
        text in texts(),
        subject in prop::option::of(texts()),
        name in ".{1,12}",
        purpose in prop::sample::select(Purpose::ALL),
        recipient in prop::sample::select(Recipient::ALL),
    ) {
        let draft = Draft {
            purpose,
            channel: Channel::Email,
            recipient,
            address: None,
            debts: Vec::new(),
            first: false,
            locale: Locale::new("zh-CN").unwrap(),
            subject: subject.map(Pii::new),
            text: Pii::new(text.clone()),
            template: None,
        };
        thread_local!(static POLICY: Policy = policy());
        let review = POLICY.with(|policy| review(policy, &case(&name), &draft, None));
        prop_assert!(lies_well(&review, &text), "{text:?}: {review:?}");
    }
}
