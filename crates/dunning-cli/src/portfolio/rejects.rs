//! The rejects file: rows that did not go on, each as it stands in its file, after what is wrong with it. Once mended it can
//! be read as a portfolio itself: the columns before the rows are passed over. Rows are gathered in a file without a name,
//! so that nothing is left of a run that breaks off, and get their name at the end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use dunning_wire::portfolio::REJECT;
use encoding_rs::{Encoding, UTF_8};
use serde::Serialize;

use super::reader::{CellFault, Reject};
use super::records::Form;

/// How rejects of a file are written.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    /// The form of the file.
    pub(crate) form: Form,
    /// Its header, as it stands there.
    pub(crate) header: Vec<u8>,
    /// Its encoding.
    pub(crate) encoding: &'static Encoding,
    /// Whether it begins with a byte order mark.
    pub(crate) marked: bool,
}

/// A rejects file, made with the first reject.
#[derive(Debug)]
pub(crate) struct Rejects {
    /// What its name begins with, and ends with.
    path: (PathBuf, &'static str),
    style: Style,
    file: Option<BufWriter<File>>,
}

impl Rejects {
    /// Rejects of a file, beside it.
    pub(crate) fn beside(portfolio: &Path, style: Style) -> Self {
        let ending = match style.form {
            Form::Csv { .. } => "csv",
            Form::JsonLines => "jsonl",
        };
        // Standard input has no name; its rejects stand in the working directory.
        let portfolio = if portfolio == Path::new("-") { Path::new("portfolio") } else { portfolio };
        Self { path: (portfolio.to_owned(), ending), style, file: None }
    }

    /// Where they are, or would be, kept: the first choice, or a later one.
    pub(crate) fn path(&self, choice: u32) -> PathBuf {
        let (portfolio, ending) = &self.path;
        let mut path = portfolio.as_os_str().to_owned();
        path.push(if choice < 2 { format!(".rejects.{ending}") } else { format!(".rejects-{choice}.{ending}") });
        path.into()
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn add(&mut self, reject: &Reject) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.create()?,
        };
        match self.style.form {
            Form::Csv { delimiter } => self.csv(&mut file, reject, delimiter)?,
            Form::JsonLines => json(&mut file, reject)?,
        }
        self.file = Some(file);
        Ok(())
    }

    /// Puts all of it on disk. The file's path, if there is one. A file that stands there already may hold rows that somebody
    /// has mended: it stays, and serves again where it holds just these.
    ///
    /// # Errors
    /// Those of writing.
    pub(crate) fn finish(mut self) -> io::Result<Option<PathBuf>> {
        let Some(file) = self.file.take() else { return Ok(None) };
        let mut rows = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        for choice in 1..u32::MAX {
            let path = self.path(choice);
            rows.rewind()?;
            match private().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    let written = io::copy(&mut rows, &mut file).and_then(|_| file.sync_all());
                    // Half of it would be taken for all of it.
                    written.inspect_err(|_| drop(fs::remove_file(&path)))?;
                    return Ok(Some(path));
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    if same(&File::open(&path)?, &rows)? {
                        return Ok(Some(path));
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Makes the file where it will stand, so that a folder which can't be written is told at once.
    fn create(&self) -> io::Result<BufWriter<File>> {
        let path = self.path(1);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = BufWriter::new(tempfile::tempfile_in(folder)?);
        if let Form::Csv { delimiter } = self.style.form {
            if self.style.marked {
                file.write_all("\u{feff}".as_bytes())?;
            }
            for column in ["line", "column", "code", "message"] {
                write!(file, "{REJECT}.{column}{}", char::from(delimiter))?;
            }
            file.write_all(&self.style.header)?;
            file.write_all(b"\n")?;
        }
        Ok(file)
    }

    fn csv(&self, file: &mut impl Write, reject: &Reject, delimiter: u8) -> io::Result<()> {
        let Reject { line, raw, faults } = reject;
        let column = faults.first().and_then(|fault| fault.column.as_ref()).map_or("", |(_, header)| header);
        let code = faults.first().map_or("", |fault| fault.fault.code);
        for cell in [&line.to_string(), column, code, &message(faults)] {
            // A header may be anything; to a spreadsheet it is a text, not a formula (OWASP, "CSV Injection").
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let cell = if formula { &format!("'{cell}") } else { cell };
            let cell = if cell.contains(['"', '\n', '\r']) || cell.as_bytes().contains(&delimiter) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            };
            file.write_all(&self.style.encoding.encode(&cell).0)?;
            file.write_all(&[delimiter])?;
        }
        file.write_all(raw)?;
        file.write_all(b"\n")
    }
}

/// Files readable to their owner alone: rows are personal.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whether two files hold the same bytes.
fn same(one: &File, other: &File) -> io::Result<bool> {
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (one, other) = (BufReader::new(one).bytes(), BufReader::new(other).bytes());
    for (a, b) in one.zip(other) {
        if a? != b? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All that is wrong with a row.
fn message(faults: &[CellFault]) -> String {
    let mut message = String::new();
    for (i, CellFault { column, fault, value }) in faults.iter().enumerate() {
        if i > 0 {
            message.push_str(" | ");
        }
        if let Some((_, header)) = column {
            message.extend([header, ": "]);
        }
        message.push_str(&fault.message);
        if let Some(value) = value {
            message.extend([" («", value, "»)"]);
        }
        if !fault.fix.is_empty() {
            message.extend(["; ", &fault.fix]);
        }
    }
    message
}

/// The line with what is wrong as its first field; a line that is no object as a text.
fn json(file: &mut impl Write, reject: &Reject) -> io::Result<()> {
    #[derive(Serialize)]
    struct Said<'r> {
        line: u32,
        path: &'r str,
        code: &'r str,
        message: String,
    }
    let Reject { line, raw, faults } = reject;
    let first = faults.first();
    let (path, code) = first.map_or(("", ""), |fault| (fault.fault.path.as_str(), fault.fault.code));
    file.write_all(format!("{{\"{REJECT}\":").as_bytes())?;
    serde_json::to_writer(&mut *file, &Said { line: *line, path, code, message: message(faults) })?;
    match raw.trim_ascii_start().strip_prefix(b"{") {
        Some(fields) if std::str::from_utf8(fields).is_ok() => {
            let empty = fields.trim_ascii_start().starts_with(b"}");
            file.write_all(if empty { b"" } else { b"," })?;
            file.write_all(fields)?;
        }
        _ => {
            let (text, _) = UTF_8.decode_without_bom_handling(raw);
            file.write_all(b",\"row\":")?;
            serde_json::to_writer(&mut *file, &text)?;
            file.write_all(b"}")?;
        }
    }
    file.write_all(b"\n")
}
