//! The files of docs/guide.md, read and run as they stand there.

#![expect(clippy::expect_used, reason = "a test's helpers may fail the test")]

use dunning_core::fault::Faults;
use dunning_core::template::Templates;
use dunning_wire::{Counsel, case_file, format, runner};

const GUIDE: &str = include_str!("../../../docs/guide.md");

#[test]
fn the_guide_works_as_written() {
    let mut law = dunning_rulebooks::law().expect("the law that ships");
    law.books.push(read("# rulebooks/springfield.toml", format::rulebook::read));
    let counsel = Counsel::new(law, dunning_rulebooks::considerate().expect("the policy that ships"));
    let counsel = counsel.knowing(read("# house.toml", format::policy::read));
    for (title, steps) in [("# house-cases.toml", 4), ("# book-cases.toml", 1)] {
        let text = block(title);
        let file = case_file::read(text).expect("cases");
        let results: Vec<_> = runner::run(&file, &counsel).collect();
        let failed: Vec<_> = results.iter().filter(|step| !step.ok).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        assert_eq!(results.len(), steps);
    }
}

#[test]
fn the_guides_text_compiles() {
    let files = [("bundle.toml", block("# templates/riverbank/bundle.toml")), ("sms.early.gentle.hbs", block("+++"))];
    let bundle = format::template::bundle(&files).expect("a bundle");
    assert_eq!(Templates::compile(vec![bundle]).expect("templates").iter().count(), 1);
}

fn read<T>(title: &str, reader: impl Fn(&str) -> Result<T, Faults>) -> T {
    reader(block(title)).expect("a file of the guide")
}

/// The fenced block of the guide that opens with a line.
fn block(first: &str) -> &'static str {
    let blocks = GUIDE.split("\n```").skip(1).step_by(2);
    let blocks = blocks.map(|block| block.split_once('\n').map_or("", |(_, text)| text));
    blocks.into_iter().find(|text| text.lines().next() == Some(first)).expect("a block that opens so")
}
