//! The redactor, scored on the labelled texts of `corpus/redact`: two parts that may be looked at and one that may
//! not, of which no text is ever printed. Each part has its bars. They are a ratchet: a bar moves only towards the goal.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up fails")]
#![expect(clippy::print_stdout, reason = "its tables are read by whoever builds the engine")]

mod undo;

use dunning_core::redact::Redactor;
use dunning_wire::Value;
use dunning_wire::redact::{Redacted, redact};
use dunning_wire::score::{Labelled, Score, Tier};

/// What a part must reach. Shares are in hundredths of a percent.
#[derive(Debug)]
struct Bars {
    /// Recall by tier: usual, odd, encoded. The goal is 9980, 9850, 9500.
    recall: [usize; 3],
    /// Share of the identifiers found under their right name. The goal is 9800.
    named: usize,
    /// Precision. The goal is 9970.
    precision: usize,
    /// Sensitive characters left, at most. The goal is 40.
    left: usize,
    /// Identifiers that can still be read from the redacted text, at most. The goal is 30.
    readable: usize,
    /// Spans that must stay and are touched or lost, at most. The goal is none.
    touched: usize,
    /// Texts without identifiers that are altered, at most. The goal is none.
    altered: usize,
}

const SEEN_BARS: Bars = Bars {
    recall: [10_000, 10_000, 10_000],
    named: 10_000,
    precision: 10_000,
    left: 6,
    readable: 0,
    touched: 0,
    altered: 0,
};

const SEEN_2_BARS: Bars =
    Bars { recall: [9617, 9539, 9661], named: 9584, precision: 9925, left: 279, readable: 376, touched: 6, altered: 5 };

const UNSEEN_BARS: Bars = Bars {
    recall: [9252, 9276, 9114],
    named: 9194,
    precision: 9952,
    left: 637,
    readable: 754,
    touched: 18,
    altered: 8,
};

const SEEN: &str = include_str!("../../../../corpus/redact/seen.jsonl");
const SEEN_2: &str = include_str!("../../../../corpus/redact/seen_2.jsonl");
const UNSEEN: &str = include_str!("../../../../corpus/redact/unseen.jsonl");

/// Judges a part that may be looked at, and tells its misses.
fn judge_openly(name: &str, part: &str, least: usize, bars: &Bars) {
    let rows = labelled(part);
    assert!(rows.len() >= least);
    let faults = judge(name, &rows, bars);
    rows.iter().for_each(told);
    assert_eq!(faults, [""; 0]);
}

#[test]
fn the_part_that_may_be_looked_at() {
    judge_openly("seen", SEEN, 600, &SEEN_BARS);
}

#[test]
fn the_second_part_that_may_be_looked_at() {
    judge_openly("seen_2", SEEN_2, 900, &SEEN_2_BARS);
}

#[test]
fn the_part_that_may_not() {
    let rows = labelled(UNSEEN);
    assert!(rows.len() >= 1_500);
    assert_eq!(judge("unseen", &rows, &UNSEEN_BARS), [""; 0]);
}

#[test]
fn parts_share_no_text() {
    let mut texts = std::collections::BTreeSet::new();
    let rows = [SEEN, SEEN_2, UNSEEN].into_iter().map(labelled).enumerate();
    for (part, row) in rows.flat_map(|(part, rows)| rows.into_iter().map(move |row| (part, row))) {
        texts.insert((row.text, part));
    }
    let twice = texts.iter().zip(texts.iter().skip(1)).filter(|((one, _), (other, _))| one == other);
    assert_eq!(twice.count(), 0);
}

fn labelled(lines: &str) -> Vec<Labelled> {
    let read = |line| Labelled::read(&Value::parse(line).unwrap()).map_err(|faults| faults.to_string()).unwrap();
    lines.lines().map(read).collect()
}

fn redacted(text: &str) -> Redacted {
    let value = [("text", Value::Text(text.into()))].into_iter().collect();
    redact(&Redactor::new(), &value).unwrap()
}

/// Prints a part's tables and tells which of its bars are missed.
fn judge(part: &str, rows: &[Labelled], bars: &Bars) -> Vec<String> {
    let mut score = Score::default();
    let (mut readable, mut required) = (0, 0);
    for row in rows {
        let once = redacted(&row.text);
        score.add(row, &once, &redacted(&once.text).text);
        let wanted = row.entities.iter().filter(|label| !label.optional);
        readable += wanted.clone().filter(|label| undo::readable(&once.text, row, label)).count();
        required += wanted.count();
    }
    println!("== {part}\n{score}\nreadable in the redacted text {readable} of {required}\n");
    let share = |part: usize, whole: usize| part * 10_000 / whole.max(1);
    let tier = |tier| score.by_tier.get(&tier).map_or(0, |count| share(count.found, count.required));
    let tiers = [tier(Tier::Usual), tier(Tier::Odd), tier(Tier::Encoded)];
    let at_least = [
        ("recall, usual", tiers[0], bars.recall[0]),
        ("recall, odd", tiers[1], bars.recall[1]),
        ("recall, encoded", tiers[2], bars.recall[2]),
        ("right name", share(score.all.named, score.all.required), bars.named),
        ("precision", share(score.findings - score.wrong, score.findings), bars.precision),
    ];
    let at_most = [
        ("sensitive characters left", share(score.all.left, score.all.sensitive), bars.left),
        ("readable", share(readable, required), bars.readable),
        ("must-stay spans touched or lost", score.kept.touched.max(score.kept.lost), bars.touched),
        ("texts without identifiers altered", score.negatives_altered, bars.altered),
        ("texts other when redacted twice", score.unstable, 0),
    ];
    let low = at_least.iter().filter(|(_, reached, bar)| reached < bar);
    let high = at_most.iter().filter(|(_, reached, bar)| reached > bar);
    low.chain(high).map(|(name, reached, bar)| format!("{part}: {name} {reached}, the bar is {bar}")).collect()
}

/// Prints what is wrong with a text that may be looked at.
fn told(row: &Labelled) {
    let mut score = Score::default();
    let once = redacted(&row.text);
    score.add(row, &once, &redacted(&once.text).text);
    let missed = score.all.required - score.all.found;
    if missed + score.wrong + score.kept.touched + score.negatives_altered + score.unstable > 0 {
        println!("{}: {missed} missed, {} wrong: {:?} became {:?}", row.id, score.wrong, row.text, once.text);
    }
}
