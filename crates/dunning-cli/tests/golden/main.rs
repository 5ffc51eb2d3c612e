//! The command as anyone sees it: literal input, literal output, exit status. One file for each group of commands.

#![expect(clippy::unwrap_used, reason = "a test's helpers may fail the test")]

mod bad_input;
mod deciding;
mod erasing;
mod evidence;
mod forms;
mod no_bypass;
mod optout;
mod pages;
mod pii_silence;
mod planning;
mod streams;
mod telling;

use std::path::Path;

use assert_cmd::Command;

/// The command in an empty directory, without what the environment says of languages and colours.
fn dunning(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dunning"));
    command.current_dir(directory);
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command
}

/// Exit status, standard output and standard error of a run.
fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let directory = tempfile::tempdir().unwrap();
    run_in(directory.path(), arguments, input)
}

/// The same in a directory with files.
fn run_in(directory: &Path, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let output = dunning(directory).args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
