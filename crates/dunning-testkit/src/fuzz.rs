//! Bodies of the fuzz targets: what must hold of any bytes whatever. Each is an ordinary function, which the shims in
//! `fuzz/` feed and `tests/fuzz.rs` runs over the seeds and every past crash. None knows what a right answer is, only
//! what no answer may be.

use std::sync::LazyLock;

use chrono::NaiveDate;
use dunning_core::codec::Codec;
use dunning_core::id::BookId;
use dunning_core::locale::Locale;
use dunning_core::money::Money;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::redact::{self, Redactor};
use dunning_core::reply::{self, Intent};
use dunning_core::rule::RulebookSpec;
use dunning_core::sms::{self, Encoding, Profile};
use dunning_core::template::{BundleSpec, Templates, Value as Given, Values, VariableSpec, VariableType};
use dunning_core::time::{Place, Window};
use dunning_core::words::ArrearsCause;
use dunning_wire::answer::Verdict;
use dunning_wire::runner::StepResult;
use dunning_wire::{Answer, Counsel, JsonCodec, Value, case_file, format, runner};

/// What is done with some bytes; it panics where something doesn't hold.
pub type Body = fn(&[u8]);

/// Name and body of every target.
pub const BODIES: [(&str, Body); 12] = [
    ("case_file", case_file),
    ("differential", differential),
    ("kept", kept),
    ("redact", redact),
    ("reply", reply),
    ("request", request),
    ("roundtrip", roundtrip),
    ("rulebook", rulebook),
    ("segments", segments),
    ("stream", stream),
    ("template", template),
    ("values", values),
];

/// A customer of a bank in Shenzhen, for bodies that need one.
const REQUEST: &str = r#"{"now": "2026-04-07T10:00:00+08:00", "as_of": "2026-04-07T06:00:00+08:00", "actor": "creditor",
    "rulebooks": [], "creditor": {"id": "nanshan"}, "customer": {"id": "c-1", "kind": "person",
    "locations": [{"place": "CN", "evidence": "address"}], "contacts": [{"channel": "sms", "address": "+8613800138000"}]},
    "debts": [{"id": "d-1", "currency": "CNY", "arrears": "1280.50", "due_date": "2026-04-01"}],
    "proposal": {"purpose": "collection", "channel": "sms", "recipient": "customer", "debts": ["d-1"], "key": "c-1/1"}}"#;

/// All law that ships, under the house policy that ships. None where its own tests fail.
static COUNSEL: LazyLock<Option<Counsel>> = LazyLock::new(|| {
    let (law, policy) = (dunning_rulebooks::law().ok()?, dunning_rulebooks::considerate().ok()?);
    Some(Counsel::new(law, policy))
});

/// Findings are sorted, disjoint and on character boundaries; what is redacted is clean and stays as it is.
pub fn redact(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let redactor = Redactor::new();
    let mut from = 0;
    let found = redactor.scan(text);
    for finding in &found {
        assert!(from <= finding.start && finding.start < finding.end, "sorted, disjoint, not empty");
        assert!(text.is_char_boundary(finding.start) && text.is_char_boundary(finding.end), "on boundaries");
        from = finding.end;
    }
    assert_eq!(redactor.is_clean(text), found.is_empty(), "both say the same");
    let redacted = redactor.redact(text);
    assert!(redactor.is_clean(&redacted), "a mask is found again");
    assert_eq!(redactor.redact(&redacted), redacted, "redacted twice");
}

/// Passing over what is quiet finds what reading every place finds.
pub fn differential(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let redactors = [Redactor::builder(), Redactor::builder().profile(redact::Profile::Log).wrong_check_digits(false)];
    for builder in redactors {
        let (fast, thorough) = (builder.clone().build(), builder.thorough().build());
        assert_eq!(fast.scan(text), thorough.scan(text), "the fast way differs from the reference");
    }
}

/// However a text is masked, nothing is found in it again, and what was clean comes back as it was.
pub fn roundtrip(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let builder = Redactor::builder;
    let redactors = [builder().labels(), builder().tokens(b"key"), builder().profile(redact::Profile::Log)];
    for redactor in redactors.map(|builder| builder.build()) {
        let mut redacted = String::new();
        let found = redactor.redact_into(text, &mut redacted);
        assert_eq!(found.is_empty(), redacted == text, "changed without a finding, or the other way round");
        assert!(redactor.is_clean(&redacted), "what stands for an identifier is found again");
        let (chars, units) = (redact::chars(text, &found), redact::utf16(text, &found));
        for ((finding, chars), units) in found.iter().zip(chars).zip(units) {
            let (before, within) = (&text[..finding.start], &text[finding.start..finding.end]);
            assert_eq!((chars.start, chars.end - chars.start), (before.chars().count(), within.chars().count()));
            assert_eq!(
                (units.start, units.end - units.start),
                (before.encode_utf16().count(), within.encode_utf16().count())
            );
        }
    }
}

/// A text in pieces, split where the first byte says, is redacted as the whole is.
pub fn stream(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let redactor = Redactor::new();
    let mut stream = redactor.stream();
    let (mut out, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        let (piece, further) = rest.split_at(rest.ceil_char_boundary(usize::from(*first) + 1).min(rest.len()));
        stream.push(piece, &mut out);
        rest = further;
    }
    stream.finish(&mut out);
    assert_eq!(out, redactor.redact(text), "the pieces differ from the whole");
}

/// A template that passes the lint renders the same twice, and leaves no tag standing.
pub fn template(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(spec) = format::template::template(text) else { return };
    let variables = spec.variables.clone();
    let bundle = BundleSpec { id: "fuzz".to_owned(), description: "one template".to_owned(), templates: vec![spec] };
    let Ok(templates) = Templates::compile(vec![bundle]) else { return };
    for template in templates.iter() {
        let given =
            variables.iter().fold(Values::new(), |values, variable| values.with(&variable.name, value(variable)));
        if let Ok(rendered) = template.render(&given) {
            assert_eq!(template.render(&given).as_ref(), Ok(&rendered), "rendered twice");
            assert!(!rendered.text.expose().contains("{{"), "a tag is left standing");
        }
    }
}

fn value(variable: &VariableSpec) -> Given {
    match variable.kind {
        VariableType::Amount => Money::parse("1280.50", "CNY").map_or_else(|_| Given::text("1280.50"), Given::from),
        VariableType::Date | VariableType::Day => Given::from(NaiveDate::default()),
        VariableType::Cause => Given::from(ArrearsCause::MissedInstalment),
        VariableType::Link => Given::link("https://pay.nanshan.example/1"),
        VariableType::Phone => Given::phone("400-820-8820"),
        _ => Given::text("Nanshan"),
    }
}

/// Whatever object is asked is answered or refused with faults; the same question has the same answer, and no refusal
/// lacks its code, its remedy or instant, or, where a rule raised it, its clause.
pub fn request(bytes: &[u8]) {
    let (Some(counsel), Ok(text)) = (COUNSEL.as_ref(), std::str::from_utf8(bytes)) else { return };
    let Ok(value) = Value::parse(text) else { return };
    match counsel.answer(&value, None) {
        Err(faults) => assert!(faults.iter().all(|fault| !fault.code.is_empty() && !fault.message.is_empty())),
        Ok(answer) => {
            has_reasons(&answer);
            let again = counsel.answer(&value, None).map(|again| format!("{again:?}"));
            assert_eq!(again, Ok(format!("{answer:?}")), "asked twice");
        }
    }
}

fn has_reasons(answer: &Answer) {
    let refusals = || answer.findings.iter().filter(|finding| finding.refuses());
    match answer.verdict {
        Verdict::Permit => assert!(answer.valid_until.is_some() && refusals().next().is_none()),
        Verdict::Defer => assert!(answer.until.is_some() && refusals().next().is_some()),
        Verdict::Withhold => assert!(refusals().next().is_some()),
    }
    for finding in refusals() {
        assert!(!finding.code.is_empty() && !finding.message.is_empty());
        assert!(finding.until.is_some() || finding.remedy.is_some(), "{} has no way out", finding.code);
        assert!(finding.rule.is_none() || finding.citation.is_some(), "{} has no clause", finding.code);
    }
}

/// Worked cases that can be read run, and come out the same twice.
pub fn case_file(bytes: &[u8]) {
    let (Some(counsel), Ok(text)) = (COUNSEL.as_ref(), std::str::from_utf8(bytes)) else { return };
    let Ok(file) = case_file::read(text) else { return };
    let results: Vec<StepResult> = runner::run(&file, counsel).collect();
    assert!(runner::run(&file, counsel).eq(results), "run twice");
}

/// A book or house policy that is read and compiled decides.
pub fn rulebook(bytes: &[u8]) {
    let (Some(counsel), Ok(text)) = (COUNSEL.as_ref(), std::str::from_utf8(bytes)) else { return };
    if let Ok(book) = format::rulebook::read(text) {
        let spec = PolicySpec::books_alone(vec![book.id.clone()]);
        decides(counsel, vec![book], spec);
    }
    if let Ok(spec) = format::policy::read(text) {
        decides(counsel, Vec::new(), spec);
    }
}

fn decides(counsel: &Counsel, books: Vec<RulebookSpec>, policy: PolicySpec) {
    let law = Law { books, ..counsel.law().clone() };
    let named: Vec<BookId> =
        policy.books.iter().filter(|id| law.books.iter().any(|book| book.id == **id)).cloned().collect();
    let policy = PolicySpec { books: named, ..policy };
    if Policy::compile(policy.clone(), &law).is_err() {
        return;
    }
    let counsel = Counsel::new(law, policy);
    let answer = Value::parse(REQUEST).map(|request| counsel.answer(&request, None));
    if let Ok(Ok(answer)) = answer {
        has_reasons(&answer);
    }
}

/// A reading names a day for a promise alone, never one that is past; a plain stop word is never missed.
pub fn reply(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    let reading = reply::read(text, today);
    assert_eq!(reply::read(text, today), reading, "read twice");
    if let Some(day) = reading.promise_date {
        assert_eq!(reading.intent, Intent::PromiseToPay);
        assert!(day >= today, "a promise of a day that is past");
    }
    let bare = text.trim();
    if ["stop", "unsubscribe", "退订"].iter().any(|word| bare.eq_ignore_ascii_case(word)) {
        assert_eq!(reading.intent, Intent::OptOut);
    }
}

/// Segments hold their units, and one more character never takes fewer.
pub fn segments(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for profile in [Profile::Gpp, Profile::China] {
        let counted = sms::segments(text, profile);
        let most = if counted.segments == 1 { counted.encoding.whole_units() } else { counted.encoding.part_units() };
        assert!(counted.segments >= 1 && u64::from(counted.units) <= u64::from(counted.segments) * u64::from(most));
        assert_eq!(counted.cause.is_some(), profile == Profile::Gpp && counted.encoding == Encoding::Ucs2);
        if let Some(cause) = counted.cause {
            assert!(text.get(cause.at..).is_some_and(|rest| rest.starts_with(cause.character)));
        }
        let longer = sms::segments(&format!("{text}。"), profile);
        assert!(longer.segments >= counted.segments, "a longer text takes fewer segments");
    }
}

/// What reads as an amount, window, place or language reads back the same from how it is written.
pub fn values(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for currency in ["CNY", "JPY", "KWD", text] {
        if let Ok(money) = Money::parse(text, currency) {
            assert_eq!(Money::parse(&money.digits(), currency), Ok(money));
        }
    }
    if let Ok(window) = Window::parse(text) {
        assert_eq!(Window::parse(&window.to_string()), Ok(window));
    }
    if let Ok(place) = Place::parse(text) {
        assert_eq!(Place::parse(place.as_str()), Ok(place));
        assert!(place.within(place) && place.within(place.country()));
    }
    if let Ok(locale) = Locale::new(text) {
        assert_eq!(Locale::new(locale.as_str()).as_ref(), Ok(&locale));
        assert!(locale.serves(&locale));
    }
}

/// What a store keeps is written again byte for byte once it has been read.
pub fn kept(bytes: &[u8]) {
    let codec = JsonCodec;
    if let Ok(fact) = codec.read_fact(bytes) {
        let written = codec.write_fact(&fact);
        assert_eq!(codec.read_fact(&written).map(|fact| codec.write_fact(&fact)), Ok(written));
    }
    if let Ok(case) = codec.read_case(bytes) {
        let written = codec.write_case(&case);
        assert_eq!(codec.read_case(&written).map(|case| codec.write_case(&case)), Ok(written));
    }
    if let Ok(change) = codec.read_change(bytes) {
        let written = codec.write_change(&change);
        assert_eq!(codec.read_change(&written).map(|change| codec.write_change(&change)), Ok(written));
    }
    if let Ok(due) = codec.read_due(bytes) {
        let written = codec.write_due(&due);
        assert_eq!(codec.read_due(&written).map(|due| codec.write_due(&due)), Ok(written));
    }
}
