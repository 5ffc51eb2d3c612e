//! The house's measure, as a test: how files open, how long files and functions are, what is never left behind, and that
//! ARCHITECTURE.md names only what exists. It reads source as text and knows nothing of what the code does.

#![expect(clippy::expect_used, reason = "a test's helpers may fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file of code, its tests apart.
const FILE_MAX: usize = 500;

/// Lines of a function's body that are neither blank nor comment, as clippy's `too_many_lines` counts them.
const FUNCTION_MAX: usize = 70;

/// Files over the measure: path, lines, reason. A ratchet: a number may only shrink, and a line that is no longer needed
/// is taken out.
const LONG_FILES: [(&str, usize, &str); 0] = [];

/// Functions over the measure: path, name, lines, reason. The same ratchet.
const LONG_FUNCTIONS: [(&str, &str, usize, &str); 0] = [];

/// What stands at the top of the repository. Notes and left-overs do not.
const TOP: [&str; 19] = [
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
    "benches",
    "clippy.toml",
    "corpus",
    "crates",
    "deny.toml",
    "docs",
    "rustfmt.toml",
];

#[test]
fn files_open_with_what_they_are_for() {
    let closed = sources().into_iter().filter(|source| !source.text.starts_with("//! ")).map(|source| source.path);
    assert_none("files without an opening `//!`", closed);
}

#[test]
fn files_keep_the_measure() {
    let long =
        sources().into_iter().filter(|source| !source.is_test()).map(|source| (source.code_lines(), source.path));
    let long: Vec<(String, usize)> = long.filter(|(lines, _)| *lines > FILE_MAX).map(|(n, path)| (path, n)).collect();
    let listed: Vec<(String, usize)> = LONG_FILES.iter().map(|(path, lines, _)| ((*path).to_owned(), *lines)).collect();
    ratchet("LONG_FILES", &long, &listed);
}

#[test]
fn functions_keep_the_measure() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let functions = functions(source.code()).into_iter().filter(|(_, lines)| *lines > FUNCTION_MAX);
        long.extend(functions.map(|(name, lines)| (format!("{}: {name}", source.path), lines)));
    }
    let listed: Vec<(String, usize)> =
        LONG_FUNCTIONS.iter().map(|(path, name, lines, _)| (format!("{path}: {name}"), *lines)).collect();
    ratchet("LONG_FUNCTIONS", &long, &listed);
}

#[test]
fn nothing_is_left_behind() {
    // Written in two halves, so that this list does not find itself.
    let banned = [
        concat!("#[", "allow("),
        concat!("#![", "allow("),
        concat!("#[", "ignore"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("dbg", "!("),
        concat!("// ", "TODO"),
        concat!("// ", "FIXME"),
        concat!("// ", "XXX"),
        concat!("// ", "HACK"),
    ];
    let found = sources().into_iter().flat_map(|source| {
        let lines: Vec<&str> = source.text.lines().collect();
        let hits = lines.iter().enumerate().filter(|(_, line)| banned.iter().any(|word| line.contains(word)));
        hits.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect::<Vec<_>>()
    });
    assert_none("left behind", found);
}

/// Whatever clippy's lists of methods and types may miss: the core names no module through which the outside comes in.
#[test]
fn the_core_names_nothing_outside() {
    let modules = ["env", "fs", "io", "net", "os", "process", "thread", "time"];
    let outside = |word: &str| modules.contains(&word);
    let found =
        sources().into_iter().filter(|source| source.path.starts_with("crates/dunning-core/src/")).flat_map(|source| {
            let named = source.text.match_indices("std::").filter_map(|(at, _)| {
                let rest = source.text.get(at + 5..)?;
                let names: Vec<&str> = match rest.strip_prefix('{') {
                    Some(list) => list.split('}').next()?.split(',').map(|name| name.trim()).collect(),
                    None => vec![rest],
                };
                let named = names
                    .into_iter()
                    .map(|name| name.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default());
                named.into_iter().find(|name| outside(name)).map(|name| format!("{}: std::{name}", source.path))
            });
            named.collect::<Vec<_>>()
        });
    assert_none("ways outside in the core", found);
}

#[test]
fn no_path_of_a_machine() {
    let banned = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("C:", "\\"),
    ];
    let found = texts().into_iter().flat_map(|(path, text)| {
        let hits = text.lines().enumerate().filter(|(_, line)| banned.iter().any(|word| line.contains(word)));
        hits.map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim())).collect::<Vec<_>>()
    });
    assert_none("paths of a machine", found);
}

#[test]
fn nothing_unexpected_stands_at_the_top() {
    let later = ["examples", "fuzz", ".git", "target"];
    let names = entries(&root()).into_iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    assert_none("at the top", names.filter(|name| !TOP.contains(&name.as_str()) && !later.contains(&name.as_str())));
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let mut broken = Vec::new();
    for (path, text) in texts().into_iter().filter(|(path, _)| path.ends_with(".md")) {
        let folder = Path::new(&path).parent().unwrap_or(Path::new("")).to_owned();
        for (_, target) in links(&text).into_iter().filter(|(_, target)| is_relative(target)) {
            let file = target.split('#').next().unwrap_or_default();
            if !root().join(&folder).join(file).exists() {
                broken.push(format!("{path}: {target}"));
            }
        }
    }
    assert_none("links that lead nowhere", broken);
}

/// Where a document links a name to a source file, as in [`Cleared`](crates/…/check.rs), that file defines the name.
#[test]
fn documents_name_what_exists() {
    let mut named = 0;
    let mut missing = Vec::new();
    for (path, text) in texts().into_iter().filter(|(path, _)| path.ends_with(".md")) {
        let folder = Path::new(&path).parent().unwrap_or(Path::new("")).to_owned();
        for (name, target) in links(&text).into_iter().filter(|(_, target)| is_relative(target)) {
            let Some(name) = name.strip_prefix('`').and_then(|name| name.strip_suffix('`')) else { continue };
            if !target.ends_with(".rs") || name.contains('/') || name.ends_with(".rs") {
                continue;
            }
            named += 1;
            let source = fs::read_to_string(root().join(&folder).join(&target)).unwrap_or_default();
            if !defines(&source, name) {
                missing.push(format!("{path}: {name} is not in {target}"));
            }
        }
    }
    assert_none("names that do not exist", missing);
    assert!(named > 0, "ARCHITECTURE.md names what holds its invariants");
}

#[test]
fn every_invariant_names_what_holds_it() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let section =
        text.split("\n## ").find(|section| section.starts_with("Invariants")).expect("a section of invariants");
    let invariants: Vec<&str> = section.split("\n**").skip(1).collect();
    assert_eq!(invariants.len(), 9, "nine invariants in bold");
    for invariant in invariants {
        let held = invariant.split("*Held by*").nth(1).unwrap_or_default();
        let title = invariant.lines().next().unwrap_or_default();
        assert!(links(held).iter().any(|(_, target)| is_relative(target)), "nothing is said to hold {title}");
    }
}

/// A Rust file, its path relative to the root.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Tests, benches and fuzz shims, which the measure leaves alone.
    fn is_test(&self) -> bool {
        let path = &self.path;
        ["/tests/", "/benches/"].iter().any(|part| path.contains(part)) || path.ends_with("/tests.rs")
    }

    /// The file without its tests at the end.
    fn code(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(&self.text)
    }

    fn code_lines(&self) -> usize {
        self.code().lines().count()
    }
}

/// Names and lines of the functions of a file. The text is formatted, so a function ends at the first closing brace that
/// stands as far in as the line of its `fn`.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let opening =
            lines[at..].iter().position(|line| line.ends_with(['{', ';'])).map_or(lines.len(), |rows| at + rows);
        if lines.get(opening).is_none_or(|line| line.ends_with(';')) {
            continue; // a declaration without a body
        }
        let body = lines[opening + 1..].iter();
        let body = body.take_while(|line| **line != end).map(|line| line.trim());
        found.push((name, body.filter(|line| !line.is_empty() && !line.starts_with("//")).count()));
    }
    found
}

/// The name of the function that a line opens; none when it ends on the same line.
fn function_name(line: &str) -> Option<String> {
    let mut words = line
        .trim_start()
        .split(' ')
        .skip_while(|word| ["pub", "const", "async", "unsafe", "extern"].contains(word) || word.starts_with("pub("));
    let opens = !line.ends_with(';') && !line.ends_with('}') && !line.trim_start().starts_with("//");
    let name = (words.next()? == "fn" && opens).then(|| words.next())??;
    Some(name.split(['(', '<']).next().unwrap_or(name).to_owned())
}

/// Refuses what is over the measure and not listed, and what is listed too high or no longer needed.
fn ratchet(list: &str, long: &[(String, usize)], listed: &[(String, usize)]) {
    let mut wrong = Vec::new();
    for (item, lines) in long {
        match listed.iter().find(|(known, _)| known == item) {
            None => wrong.push(format!("{item} has {lines} lines: make two of it")),
            Some((_, most)) if lines > most => wrong.push(format!("{item} has grown from {most} to {lines} lines")),
            Some((_, most)) if lines < most => {
                wrong.push(format!("{item} has {lines} lines: lower {list} from {most}"))
            }
            Some(_) => {}
        }
    }
    for (item, _) in listed.iter().filter(|(item, _)| !long.iter().any(|(known, _)| known == item)) {
        wrong.push(format!("{item} keeps the measure: take it out of {list}"));
    }
    assert_none("over the measure", wrong);
}

/// Pairs of text and target of the Markdown links of a document.
fn links(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let name = text[..at].rsplit('[').next().unwrap_or_default();
        let target = text[at + 2..].split(')').next().unwrap_or_default();
        found.push((name.to_owned(), target.to_owned()));
    }
    found
}

fn is_relative(target: &str) -> bool {
    !target.is_empty() && !target.contains("://") && !target.starts_with(['#', '`']) && !target.starts_with("mailto:")
}

/// Whether a source file defines the last part of a name, as an item or as one of the lists that `words!` makes.
fn defines(source: &str, name: &str) -> bool {
    let name = name.rsplit("::").next().unwrap_or(name);
    let kinds = ["fn", "struct", "enum", "trait", "mod", "const", "static", "type", "union"];
    let ends = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let item = |item: String| source.match_indices(&item).any(|(at, _)| ends(&source[at + item.len()..]));
    kinds.iter().any(|kind| item(format!("{kind} {name}"))) || source.contains(&format!("    {name}, \""))
}

fn assert_none(what: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources() -> Vec<Source> {
    let sources: Vec<Source> = texts()
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| Source { path, text })
        .collect();
    assert!(sources.len() > 50, "the walk finds the sources");
    sources
}

/// Every file of the repository that is text, its path relative to the root, in order.
fn texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                let skipped =
                    (name.starts_with('.') && name != ".ci") || ["target", "corpus", "artifacts"].contains(&name);
                if !skipped {
                    folders.push(path);
                }
            } else if name != ".git"
                && let Ok(text) = fs::read_to_string(&path)
            {
                let path = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}
