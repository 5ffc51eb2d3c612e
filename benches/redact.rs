//! Redaction of texts with few identifiers, with many, and without a digit; of one clean message; and of repeats that a
//! scanner may be quadratic in, at one length and at twice that. Beside it, in the same run, what bounds it from either
//! side: memchr looking for a byte that isn't there, a `RegexSet` of thirteen patterns, and the redactor made thorough,
//! which passes over nothing.
//!
//! `cargo bench -p dunning-benches --bench redact -- --measurement-time 3 --warm-up-time 1`

mod cpu_time;
mod repeats;

use std::hint::black_box;

use cpu_time::CpuTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use dunning_core::redact::Redactor;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use regex::RegexSet;
use repeats::REPEATS;

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime::new()).sample_size(10);
    targets = texts, message, repeats
}
criterion_main!(benches);

/// Bytes of a text of many messages.
const BYTES: usize = 500_000;
/// Bytes of a repeat; the other has twice as many.
const REPEATED: usize = 100_000;
/// Amount, date, hotline and link: 92 bytes.
const CLEAN: &str = "本期应还1,280.00元，请于2026-12-05前还款，客服95588，见https://pay.example/a";

fn texts(criterion: &mut Criterion<CpuTime>) {
    let (clean, holding) = corpus();
    let (redactor, thorough) = (Redactor::new(), Redactor::builder().thorough().build());
    let set = patterns();
    for (name, text) in
        [("sparse", mixed(&clean, &holding, 5)), ("dense", mixed(&clean, &holding, 70)), ("prose", prose())]
    {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        lines(&mut group, "redact", &text, &|line| keep(redactor.redact(line)));
        lines(&mut group, "is_clean", &text, &|line| keep(redactor.is_clean(line)));
        lines(&mut group, "thorough", &text, &|line| keep(thorough.redact(line)));
        lines(&mut group, "RegexSet", &text, &|line| keep(set.is_match(line)));
        group.bench_function("redact at once", |b| b.iter(|| redactor.redact(black_box(&text)).len()));
        group.bench_function("memchr", |b| b.iter(|| memchr::memchr(0, black_box(text.as_bytes()))));
        group.finish();
    }
}

fn lines(group: &mut BenchmarkGroup<'_, CpuTime>, name: &str, text: &str, read: &dyn Fn(&str)) {
    group.bench_function(name, |b| b.iter(|| black_box(text).lines().for_each(read)));
}

/// Keeps the compiler from leaving the work out.
fn keep<T>(value: T) {
    let _ = black_box(value);
}

fn message(criterion: &mut Criterion<CpuTime>) {
    assert_eq!(CLEAN.len(), 92);
    let (redactor, set) = (Redactor::new(), patterns());
    let mut group = criterion.benchmark_group("message");
    group.bench_function("is_clean", |b| b.iter(|| redactor.is_clean(black_box(CLEAN))));
    group.bench_function("redact", |b| b.iter(|| redactor.redact(black_box(CLEAN)).len()));
    group.bench_function("RegexSet", |b| b.iter(|| set.is_match(black_box(CLEAN))));
    group.bench_function("memchr", |b| b.iter(|| memchr::memchr(0, black_box(CLEAN.as_bytes()))));
    group.finish();
}

fn repeats(criterion: &mut Criterion<CpuTime>) {
    let redactor = Redactor::new();
    let mut group = criterion.benchmark_group("repeats");
    for unit in REPEATS {
        for bytes in [REPEATED, 2 * REPEATED] {
            let text = unit.repeat(bytes / unit.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            let name = format!("{}/{bytes}", unit.escape_debug());
            group.bench_function(name, |b| b.iter(|| redactor.redact(black_box(&text)).len()));
        }
    }
    group.finish();
}

/// The texts of the corpus that may be looked at: those without identifiers, and those with.
fn corpus() -> (Vec<String>, Vec<String>) {
    let rows = include_str!("../corpus/redact/seen.jsonl").lines();
    let rows = rows.filter_map(|row| serde_json::from_str::<serde_json::Value>(row).ok());
    let (mut clean, mut holding) = (Vec::new(), Vec::new());
    for row in rows {
        let text = row["text"].as_str().unwrap_or_default().replace(['\r', '\n'], " ");
        let part = if row["entities"].as_array().is_some_and(Vec::is_empty) { &mut clean } else { &mut holding };
        part.push(text);
    }
    (clean, holding)
}

/// A text of which so many lines of a hundred hold identifiers.
fn mixed(clean: &[String], holding: &[String], percent: usize) -> String {
    let mut random = ChaCha8Rng::seed_from_u64(4100);
    let mut text = String::with_capacity(BYTES + 1000);
    while text.len() < BYTES {
        let part = if below(&mut random, 100) < percent { holding } else { clean };
        text.extend(part.get(below(&mut random, part.len())).map(String::as_str));
        text.push('\n');
    }
    text
}

/// A Chinese text without a digit.
fn prose() -> String {
    const WORDS: [&str; 24] = [
        "您好",
        "请",
        "尽快",
        "联系",
        "我们",
        "还款",
        "账单",
        "已经",
        "逾期",
        "客服",
        "工作人员",
        "会",
        "与您",
        "协商",
        "分期",
        "方案",
        "收到",
        "谢谢",
        "麻烦",
        "确认",
        "一下",
        "本期",
        "欠款",
        "明天",
    ];
    let mut random = ChaCha8Rng::seed_from_u64(4100);
    let mut text = String::with_capacity(BYTES + 1000);
    while text.len() < BYTES {
        (0..12).for_each(|_| text.extend(WORDS.get(below(&mut random, WORDS.len())).copied()));
        text.push_str(if below(&mut random, 3) == 0 { "。\n" } else { "，" });
    }
    text
}

fn below(random: &mut ChaCha8Rng, end: usize) -> usize {
    random.next_u32() as usize % end.max(1)
}

/// What a day of regexes looks for first: ASCII classes and boundaries, no check digit, no disguise.
fn patterns() -> RegexSet {
    const PATTERNS: [&str; 13] = [
        r"(?-u:\b)[2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7}(?-u:\b)",
        r"(?-u:\b)[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?-u:\b)",
        r"(?-u:\b)(?:(?:86|0086)[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?-u:\b)",
        r"(?-u:\b)0[1-9][0-9]{1,2}\)?[ -]?[2-8][0-9]{6,7}(?-u:\b)",
        r"\+[1-9][0-9]{0,2}[ -]?(?:\(0\))?[0-9][0-9 -]{6,13}[0-9]",
        r"(?-u:\b)[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?-u:\b)",
        r"(?-u:\b)(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?-u:\b)",
        r"(?-u:\b)[0-8][0-9]{2}[- ][0-9]{2}[- ][0-9]{4}(?-u:\b)",
        r"(?-u:\b)[2-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}(?-u:\b)",
        r"(?-u:\b)[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z](?-u:\b)",
        r"(?-u:\b)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?-u:\b)",
        r"(?i-u:cvv|cvc|安全码)[ :：=]{0,4}([0-9]{3,4})",
        r"(?i-u:password|密码|口令)[ :：=]{0,4}([!-~]{4,})",
    ];
    RegexSet::new(PATTERNS).unwrap_or_else(|_| RegexSet::empty())
}
