//! The worked cases: those of `corpus/`, and those that lie beside the repository where there are any.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::path::{Path, PathBuf};

use dunning_wire::case_file::{self, Ask};
use dunning_wire::{Counsel, runner};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn counsel() -> Counsel {
    Counsel::new(dunning_rulebooks::law().unwrap(), dunning_rulebooks::considerate().unwrap())
}

/// The case files of a folder, by name; none when there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

/// The steps that fail, of the cases that `judged` picks; the others wait for what their error names.
fn failed(files: &[PathBuf], judged: impl Fn(Ask, Option<&str>) -> bool) -> Vec<String> {
    let counsel = counsel();
    let mut failed = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(path).unwrap();
        let file = case_file::read(&text).unwrap_or_else(|faults| panic!("{}: {faults}", path.display()));
        for result in runner::run(&file, &counsel).filter(|result| !result.ok) {
            let ask = file.cases.iter().find(|case| case.id == result.case).unwrap().ask;
            if judged(ask, result.got["error"]["code"].as_str()) {
                failed.push(format!(
                    "{} step {}: expected {}, got {}",
                    result.case, result.step, result.expected, result.got
                ));
            }
        }
    }
    failed
}

#[test]
fn the_corpus_is_decided_as_written() {
    let files = files(&root().join("corpus/decide"));
    assert!(!files.is_empty());
    assert_eq!(failed(&files, |_, _| true), Vec::<String>::new());
}

/// Cases beside the repository may name books and rules that don't ship yet; such a step says so, and says nothing else.
#[test]
fn the_cases_beside_the_repository_are_decided_as_written() {
    let judged = |ask, error: Option<&str>| {
        matches!(ask, Ask::Decide | Ask::Instant) && !matches!(error, Some("DATA-BOOK" | "DATA-RULE"))
    };
    assert_eq!(failed(&files(&root().join("../shared/data/cases")), judged), Vec::<String>::new());
}
