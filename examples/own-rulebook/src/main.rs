//! A rulebook of one's own: a bank's standard of conduct, read by the parser that reads the books that ship, compiled
//! beside them, and asked. Three questions are put with and without it; where it changes the answer, the answer names its
//! clause. A book with mistakes is refused with all of them at once, each with its line and what to write instead.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use dunning_core::fault::Faults;
use dunning_core::policy::Law;
use dunning_core::rule::RulebookSpec;
use dunning_wire::format::rulebook;
use dunning_wire::{Answer, Counsel, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = std::io::stdout().lock();
    let counsel = counsel(read(&folder.join("rulebooks"))?)?;
    for Question { what, request, alone, beside, clause } in QUESTIONS {
        writeln!(out, "{what}")?;
        for (books, expected, clause) in [(r#"["cn"]"#, alone, ""), (r#"["cn", "nanshan"]"#, beside, clause)] {
            let told = told(&ask(&counsel, request, books)?);
            writeln!(out, "  under {books}: {told}")?;
            if !told.starts_with(expected) || !told.ends_with(clause) {
                return Err(format!("expected: {expected} {clause}").into());
            }
        }
    }
    writeln!(out, "\nA book with mistakes:")?;
    let Err(faults) = read(&folder.join("wrong")) else { return Err("a book with mistakes was read".into()) };
    for fault in &faults {
        writeln!(out, "  {fault}")?;
    }
    if faults.iter().count() == MISTAKES { Ok(()) } else { Err(format!("expected {MISTAKES} faults").into()) }
}

/// Reads the rulebooks of a folder, as `dunning --rulebooks DIR` does.
fn read(folder: &Path) -> Result<Vec<RulebookSpec>, Faults> {
    let mut faults = Faults::new();
    let mut books = Vec::new();
    for text in texts(folder) {
        match rulebook::read(&text) {
            Ok(book) => books.push(book),
            Err(wrong) => faults.extend_under("", wrong),
        }
    }
    faults.or(books)
}

/// The texts of a folder's files, in any order; none where it can't be read.
fn texts(folder: &Path) -> impl Iterator<Item = String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok())
}

/// Counsel on the law that ships and the bank's own, under the house policy that ships.
fn counsel(own: Vec<RulebookSpec>) -> Result<Counsel, Faults> {
    let Law { mut books, calendars, zones } = dunning_rulebooks::law()?;
    books.extend(own);
    Ok(Counsel::new(Law { books, calendars, zones }, dunning_rulebooks::considerate()?))
}

/// Asks under some books.
fn ask(counsel: &Counsel, request: &str, books: &str) -> Result<Answer, Faults> {
    let request = COMMON.replace("BOOKS", books).replace("QUESTION", request);
    counsel.answer(&Value::parse(&request)?, None)
}

/// An answer in a line, with the clauses that refuse.
fn told(answer: &Answer) -> String {
    let mut told = format!("{:?}", answer.verdict).to_lowercase();
    if let Some(until) = &answer.until {
        told += &format!(" until {}", until.0);
    }
    for finding in answer.findings.iter().filter(|finding| finding.refuses()) {
        if let Some(clause) = &finding.citation {
            told += &format!("; {} [{}, {}]", finding.message, clause.instrument, clause.article);
        }
    }
    told
}

/// A question, and what must come of it under the shipped book alone and with the bank's own beside it.
struct Question {
    what: &'static str,
    /// What stands in its request beside the common part.
    request: &'static str,
    alone: &'static str,
    beside: &'static str,
    clause: &'static str,
}

/// 22 November 2026 is a Sunday. Five business days after Friday the 20th end with Friday the 27th.
const QUESTIONS: [Question; 3] = [
    Question {
        what: "A reminder on Monday:",
        request: r#""now": "2026-11-23T10:00:00+08:00", "as_of": "2026-11-23T06:00:00+08:00""#,
        alone: "permit",
        beside: "permit",
        clause: "",
    },
    Question {
        what: "On Sunday:",
        request: r#""now": "2026-11-22T10:00:00+08:00", "as_of": "2026-11-22T06:00:00+08:00""#,
        alone: "permit",
        beside: "defer until 2026-11-23 09:00:00 +08:00",
        clause: "[Nanshan Bank, standard of conduct in collection, 3.1]",
    },
    Question {
        what: "On Monday, when the customer rang on Friday:",
        request: r#""now": "2026-11-23T10:00:00+08:00", "as_of": "2026-11-23T06:00:00+08:00", "history": [{
            "at": "2026-11-20T15:10:00+08:00", "direction": "in", "channel": "voice", "outcome": "conversation"}]"#,
        alone: "permit",
        beside: "defer until 2026-11-28 09:00:00 +08:00",
        clause: "[Nanshan Bank, standard of conduct in collection, 4.2]",
    },
];

/// What is wrong with `wrong/nanshan.toml`: a field, two words, a day that isn't there, a window, two things left out.
const MISTAKES: usize = 7;

const COMMON: &str = r#"{QUESTION, "actor": "creditor", "rulebooks": BOOKS,
    "creditor": {"id": "nanshan"}, "customer": {"id": "c-1", "kind": "person",
    "locations": [{"place": "CN-GD", "evidence": "address"}], "contacts": [{"channel": "sms", "address": "+8613800138000"}]},
    "debts": [{"id": "d-1", "currency": "CNY", "arrears": "1280.50", "due_date": "2026-11-12"}],
    "proposal": {"purpose": "collection", "channel": "sms", "recipient": "customer", "debts": ["d-1"], "key": "c-1/1"}}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_book_is_told_all_its_mistakes_with_their_lines() {
        let faults = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("wrong")).unwrap_err();
        let places: Vec<(&str, u32)> =
            faults.iter().map(|fault| (fault.path.as_str(), fault.place.unwrap().line)).collect();
        assert_eq!(
            places,
            [
                ("rule[0].scope.purpose", 15),
                ("rule[0].force", 12),
                ("rule[0].citation.article", 13),
                ("rule[0].effective.from", 14),
                ("rule[0].hours.daily[0]", 17),
                ("rule[1].after", 28),
                ("rule[1].over", 20),
            ]
        );
    }

    #[test]
    fn a_sunday_is_free_by_the_banks_own_clause_alone() {
        let own = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks")).unwrap();
        let counsel = counsel(own).unwrap();
        let answer = ask(&counsel, QUESTIONS[1].request, r#"["cn", "nanshan"]"#).unwrap();
        let refusing: Vec<_> = answer.findings.iter().filter(|finding| finding.refuses()).collect();
        let [finding] = refusing.as_slice() else { panic!("one rule refuses: {refusing:?}") };
        assert_eq!((finding.rule.as_deref(), finding.code), (Some("NANSHAN-3.1"), "TIME-WINDOW"));
    }
}
