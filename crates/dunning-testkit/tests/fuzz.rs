//! The fuzz bodies on stable, over the seeds and every past crash; and that shims, folders and bodies are the same.

#![expect(clippy::expect_used, reason = "a test's helpers may fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dunning_core::codec::Codec;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_testkit::fuzz::BODIES;
use dunning_wire::{Counsel, JsonCodec, Value, case_file, format, runner};

#[test]
fn seeds_and_past_crashes_pass() {
    for (name, body) in BODIES {
        let seeds = files(&format!("seeds/{name}"));
        assert!(!seeds.is_empty(), "{name} has no seed");
        for file in seeds.iter().chain(&files(&format!("regressions/{name}"))) {
            println!("{}", file.display());
            body(&fs::read(file).expect("a seed"));
        }
    }
}

#[test]
fn seeds_get_past_every_door() {
    // A seed that is refused at once teaches a fuzzer nothing.
    let law = dunning_rulebooks::law().expect("the law that ships");
    let codec = JsonCodec;
    let counsel = Counsel::new(law, dunning_rulebooks::considerate().expect("the policy that ships"));
    for text in texts("request") {
        counsel.answer(&Value::parse(&text).expect("JSON"), None).expect("a request");
    }
    for text in texts("case_file") {
        let file = case_file::read(&text).expect("a case file");
        let failed: Vec<_> = runner::run(&file, &counsel).filter(|step| !step.ok).collect();
        assert!(failed.is_empty(), "{failed:?}");
    }
    for text in texts("rulebook") {
        let law = counsel.law().clone();
        match format::rulebook::read(&text) {
            Ok(book) => {
                let policy = PolicySpec::books_alone(vec![book.id.clone()]);
                Policy::compile(policy, &Law { books: vec![book], ..law }).expect("a book");
            }
            Err(_) => drop(Policy::compile(format::policy::read(&text).expect("a policy"), &law).expect("a policy")),
        }
    }
    for text in texts("template") {
        format::template::template(&text).expect("a template");
    }
    for text in texts("kept") {
        assert!(codec.read_fact(text.as_bytes()).is_ok() || codec.read_case(text.as_bytes()).is_ok(), "{text}");
    }
}

fn texts(name: &str) -> impl Iterator<Item = String> {
    files(&format!("seeds/{name}")).into_iter().map(|file| fs::read_to_string(file).expect("a seed of text"))
}

#[test]
fn every_body_has_its_shim() {
    let bodies: BTreeSet<String> = BODIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let shims = files("fuzz_targets");
    let shims = shims.iter().filter_map(|file| file.file_stem()?.to_str().map(str::to_owned)).collect();
    assert_eq!(bodies, shims);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).expect("the manifest of fuzz");
    for name in &bodies {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in fuzz/Cargo.toml");
        let shim = fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).expect("a shim");
        assert!(shim.contains(&format!("dunning_testkit::fuzz::{name}(")), "the shim of {name} calls another body");
    }
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The files of a folder, in order; none where there is no such folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(fuzz().join(folder)) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
