//! The arrows between our crates, read from `cargo metadata`: every edge that the house does not list is refused, and so
//! is a feature or a heavy tree of the core. It knows nothing of what is inside a crate.

#![expect(clippy::expect_used, reason = "a test's helpers may fail the test")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Which of our crates each of our crates may use. Arrows run inward only; nothing that ships uses the testkit.
const ARROWS: [(&str, &[&str]); 9] = [
    ("dunning-core", &[]),
    ("dunning-wire", &["dunning-core"]),
    ("dunning-rulebooks", &["dunning-wire", "dunning-core"]),
    ("dunning-store", &["dunning-core"]),
    ("dunning-gateway", &["dunning-core"]),
    ("dunning-engine", &["dunning-store", "dunning-gateway", "dunning-core"]),
    (
        "dunning-http",
        &["dunning-engine", "dunning-store", "dunning-gateway", "dunning-wire", "dunning-rulebooks", "dunning-core"],
    ),
    (
        "dunning-cli",
        &[
            "dunning-http",
            "dunning-engine",
            "dunning-store",
            "dunning-gateway",
            "dunning-wire",
            "dunning-rulebooks",
            "dunning-core",
        ],
    ),
    (
        "dunning-testkit",
        &["dunning-engine", "dunning-store", "dunning-gateway", "dunning-wire", "dunning-rulebooks", "dunning-core"],
    ),
];

/// The largest number of crates in the core's tree, itself included.
const CORE_TREE_MAX: usize = 75;

#[test]
fn arrows_run_inward_only() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(name).filter(|name| name.starts_with("dunning-")).collect();
    let mut refused = Vec::new();
    for package in packages.iter().filter(|package| is_crate(package)) {
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name(package)) else {
            refused.push(format!("{}: no arrows are listed for it", name(package)));
            continue;
        };
        for to in dependencies(package).map(name).filter(|to| ours.contains(to)) {
            if !allowed.contains(&to) {
                refused.push(format!("{} -> {to}", name(package)));
            }
        }
    }
    assert!(refused.is_empty(), "edges that the house does not list:\n{}", refused.join("\n"));
    assert!(ours.contains("dunning-core") && ours.contains("dunning-cli"), "the metadata lacks our crates: {ours:?}");
}

#[test]
fn only_crates_are_depended_upon() {
    // Examples and benches may use every crate; nothing uses them.
    let packages = packages();
    let outside: BTreeSet<&str> = packages.iter().filter(|package| !is_crate(package)).map(name).collect();
    for package in &packages {
        for to in dependencies(package).map(name) {
            assert!(!outside.contains(to), "{} -> {to}", name(package));
        }
    }
}

#[test]
fn the_core_has_no_features() {
    let packages = packages();
    let core = packages.iter().find(|package| name(package) == "dunning-core").expect("the core is a member");
    let features = core["features"].as_object().expect("a map of features");
    assert!(features.is_empty(), "unified features would make decisions differ from build to build: {features:?}");
    let optional: Vec<&str> =
        dependencies(core).filter(|dependency| dependency["optional"] == true).map(name).collect();
    assert!(optional.is_empty(), "an optional dependency is a feature: {optional:?}");
}

#[test]
fn the_core_stays_light() {
    let tree = cargo(&["tree", "--package", "dunning-core", "--edges", "normal", "--prefix", "none"]);
    // A crate met again is printed with a star.
    let crates: BTreeSet<&str> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    assert!(crates.len() > 1, "cargo tree tells nothing: {tree}");
    assert!(crates.len() <= CORE_TREE_MAX, "{} crates in the core's tree: {crates:#?}", crates.len());
}

fn packages() -> Vec<Value> {
    // Without `--no-deps` cargo would want every crate of every platform, which an offline machine need not have.
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

/// Whether a package lies under `crates/`; the others are examples and benches.
fn is_crate(package: &Value) -> bool {
    let manifest = package["manifest_path"].as_str().expect("a manifest path").replace('\\', "/");
    manifest.rsplit('/').nth(2) == Some("crates")
}

/// Dependencies of all kinds: normal, build and dev.
fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().expect("a list of dependencies").iter()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml")])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}
