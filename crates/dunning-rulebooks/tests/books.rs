//! The books and the house policy that ship: whole, well cited, and of the force that their sources carry.

#![expect(clippy::unwrap_used, reason = "a test's helpers may fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dunning_core::id::BookId;
use dunning_core::policy::{Policy, PolicySpec};
use dunning_core::rule::RuleSpec;
use dunning_core::words::{Force, Status};
use dunning_rulebooks::{BOOKS, books, considerate, law};

/// The rows of the study that these books must account for: book, rule id, kind.
const ROWS: &str = include_str!("rows.tsv");

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ROWS.lines().map(|line| {
        let mut columns = line.split('\t');
        (columns.next().unwrap(), columns.next().unwrap(), columns.next().unwrap())
    })
}

fn ids(named: &[&str]) -> Vec<BookId> {
    named.iter().map(|id| BookId::new(id).unwrap()).collect()
}

#[test]
fn every_book_compiles_alone_and_with_all_others() {
    let law = law().unwrap();
    let all: Vec<&str> = BOOKS.iter().map(|(id, _)| *id).collect();
    for named in all.iter().map(std::slice::from_ref).chain([all.as_slice()]) {
        Policy::compile(PolicySpec::books_alone(ids(named)), &law).unwrap();
        Policy::compile(PolicySpec { books: ids(named), ..considerate().unwrap() }, &law).unwrap();
    }
}

#[test]
fn books_stand_under_their_ids_in_order() {
    let found: Vec<String> = books().unwrap().iter().map(|book| book.id.to_string()).collect();
    assert_eq!(found, ["cn", "intl", "neutral", "us-fed"]);
    assert!(BOOKS.iter().map(|(id, _)| *id).eq(found.iter().map(String::as_str)));
    let neutral = books().unwrap().remove(2);
    assert!(neutral.rules.is_empty() && neutral.absent.is_empty());
}

#[test]
fn every_row_of_the_study_stands_in_its_book_once() {
    let mut expected: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (book, row, kind) in rows() {
        expected.entry(book).or_default().insert(row, kind);
    }
    for book in books().unwrap() {
        let expected = expected.remove(book.id.as_str()).unwrap_or_default();
        let rules: BTreeSet<&str> = book.rules.iter().map(|rule| rule.id.as_str()).collect();
        let others = book.rules.iter().flat_map(|rule| &rule.rows).map(|row| row.as_str());
        let others = others.chain(book.absent.iter().map(|absent| absent.row.as_str()));
        let mut found: Vec<&str> = rules.into_iter().chain(others).collect();
        found.extend(book.carried.iter().map(|carried| carried.row.as_str()));
        found.sort_unstable();
        assert_eq!(found, expected.keys().copied().collect::<Vec<_>>(), "{}", book.id);
        for absent in &book.absent {
            assert_eq!(absent.kind, expected[absent.row.as_str()], "{}", absent.row);
            assert!(!absent.why.is_empty());
        }
    }
    assert!(expected.is_empty());
}

/// Where the study lies beside the repository, its rows are the ones copied here.
#[test]
fn the_copied_rows_are_those_of_the_study() {
    let study = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/research/rulebooks.csv");
    let Ok(study) = std::fs::read_to_string(study) else { return };
    let of = |country: &str| match country {
        "CN" => Some("cn"),
        "US" => Some("us-fed"),
        "INTL" => Some("intl"),
        _ => None,
    };
    let found: Vec<_> = study
        .lines()
        .filter_map(|line| {
            let mut columns = line.split(',');
            Some((of(columns.next()?)?, columns.next()?, columns.next()?))
        })
        .collect();
    assert_eq!(found, rows().collect::<Vec<_>>());
}

#[test]
fn every_rule_says_where_it_is_written_and_what_it_means() {
    let books = books().unwrap();
    let house = considerate().unwrap();
    for rule in books.iter().flat_map(|book| &book.rules).chain(&house.house) {
        let citation = &rule.citation;
        let texts = [&citation.instrument, &citation.article, &citation.source, &rule.note];
        assert!(texts.iter().all(|text| text.len() > 2), "{}", rule.id);
        assert!(rule.note.ends_with('.'), "{}", rule.id);
    }
    // A source is a place where anyone finds the text; American federal law is all published in the open.
    for book in &books {
        for RuleSpec { id, citation, .. } in &book.rules {
            assert!(!citation.source.contains("own knowledge"), "{id}");
            assert!(book.id.as_str() != "us-fed" || citation.source.starts_with("https://"), "{id}");
        }
    }
}

#[test]
fn what_is_unsure_only_remarks_and_what_was_read_binds() {
    let books = books().unwrap();
    let status = |id: &str| {
        let rule: &RuleSpec = books.iter().flat_map(|book| &book.rules).find(|rule| rule.id.as_str() == id).unwrap();
        rule.status
    };
    assert_eq!(status("CN-GBT-7D"), Status::Draft);
    assert_eq!(status("CN-CPL-29"), Status::Verified); // read in the law itself
    assert_eq!(status("US-REGF-777"), Status::Verified); // read in a copy of the regulation
    assert_eq!(status("CN-GBT-HOURS"), Status::Secondary); // read in newspapers
    assert_eq!(status("US-BK"), Status::Secondary); // read in quotations
    let drafts = books.iter().flat_map(|book| &book.rules).filter(|rule| rule.status == Status::Draft);
    assert_eq!(drafts.count(), 1);
}

#[test]
fn a_house_rule_is_the_house_s_and_names_its_evidence() {
    let house = considerate().unwrap();
    assert_eq!((house.name.as_str(), house.stale_after_s), ("considerate", 86_400));
    for rule in &house.house {
        assert!(rule.id.as_str().starts_with("HOUSE-") && rule.force == Force::House, "{}", rule.id);
        assert!(rule.note.contains("Evidence: "), "{}", rule.id);
        assert_eq!(rule.citation.instrument, "house policy considerate");
    }
}
