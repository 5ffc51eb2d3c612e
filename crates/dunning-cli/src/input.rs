//! What is read: files named on the command line, or standard input. An error of reading keeps the name of what was
//! read, so that it is told from one of writing.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dunning_core::digest::Digest;
use dunning_core::explain::Lang;
use sha2::{Digest as _, Sha256};

use crate::lang::pick;

/// Something that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("{name} can't be read: {}", why(*.kind))]
pub(crate) struct Unreadable {
    /// Its path, or what it is.
    name: String,
    /// Why.
    kind: io::ErrorKind,
}

fn why(kind: io::ErrorKind) -> String {
    match kind {
        io::ErrorKind::FileTooLarge => format!("more than {} MiB", TEXT_BYTES_MAX >> 20),
        io::ErrorKind::InvalidData => "no UTF-8 text".to_owned(),
        kind => kind.to_string(),
    }
}

impl Unreadable {
    /// What can't be read, and why.
    pub(crate) fn new(path: &Path, error: &io::Error) -> Self {
        Self { name: path.display().to_string(), kind: error.kind() }
    }

    /// What to do about it.
    pub(crate) const fn remedy(&self, lang: Lang) -> &'static str {
        match self.kind {
            io::ErrorKind::InvalidData => pick(lang, "convert it to UTF-8", "请转换为 UTF-8"),
            io::ErrorKind::FileTooLarge => pick(
                lang,
                "such a file is short: check that it is the right one",
                "此类文件都很小：请检查是否选错了文件",
            ),
            _ => pick(lang, "check the path and who may read it", "请检查路径及读取权限"),
        }
    }

    /// The same in Chinese.
    pub(crate) fn zh(&self) -> String {
        let why = match self.kind {
            io::ErrorKind::NotFound => "不存在".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
            io::ErrorKind::IsADirectory => "是目录".to_owned(),
            io::ErrorKind::FileTooLarge => format!("超过 {} MiB", TEXT_BYTES_MAX >> 20),
            io::ErrorKind::InvalidData => "不是 UTF-8 文本".to_owned(),
            kind => kind.to_string(),
        };
        format!("无法读取 {}：{why}", self.name)
    }
}

/// A file that can be read at any place; standard input (`-`) and pipes are put into an unnamed one first.
pub(crate) fn seekable(path: &Path, lang: Lang) -> Result<Shared, Unreadable> {
    let mut source = Source::open(path, lang)?;
    let spool = |source: &mut Source| {
        let mut file = tempfile::tempfile()?;
        io::copy(source, &mut file)?;
        Ok(file)
    };
    let file = match source.inner {
        Inner::File(file) if file.metadata().is_ok_and(|kind| kind.is_file()) => file,
        _ => spool(&mut source).map_err(|error: io::Error| Unreadable::new(path, &error))?,
    };
    Ok(Shared { file: Arc::new(file), at: 0 })
}

/// SHA-256 of a file, byte for byte; nothing for standard input and pipes, which can be read but once.
pub(crate) fn digest(path: &Path) -> Result<Option<Digest>, Unreadable> {
    let unreadable = |error: io::Error| Unreadable::new(path, &error);
    if path == Path::new("-") || !path.metadata().map_err(unreadable)?.is_file() {
        return Ok(None);
    }
    let mut hasher = Sha256::new();
    let mut file = File::open(path).map_err(unreadable)?;
    let mut bytes = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut bytes).map_err(unreadable)?;
        match bytes.get(..read) {
            Some(some) if !some.is_empty() => hasher.update(some),
            _ => return Ok(Some(Digest(hasher.finalize().into()))),
        }
    }
}

/// A file that several read at once, each at a place of its own.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    file: Arc<File>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
        };
        self.at = to.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Longest file, in bytes, that is read as one text: settings, books, templates, case files. The longest that ships has a
/// tenth of a mebibyte.
const TEXT_BYTES_MAX: u64 = 16 << 20;

/// The text of a file, at most [`TEXT_BYTES_MAX`] long.
pub(crate) fn text(path: &Path) -> Result<String, Unreadable> {
    let unreadable = |error| Unreadable::new(path, &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(unreadable(io::ErrorKind::FileTooLarge.into()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Unreadable { name: format!("{}:{line}", path.display()), kind: io::ErrorKind::InvalidData }
    })
}

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    fs::read(path).map_err(|error| Unreadable::new(path, &error))
}

/// The files of a folder, by name. Hidden ones are left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_file()).collect())
}

/// The folders of a folder, by name. Hidden ones are left out.
pub(crate) fn folders(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// The files of a folder and of all folders in it, links to folders aside.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let mut found = files(folder)?;
    for inner in folders(folder)?.into_iter().filter(|path| !path.is_symlink()) {
        found.extend(files_below(&inner)?);
    }
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let unreadable = |error| Unreadable::new(folder, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// A source of bytes.
#[derive(Debug)]
pub(crate) struct Source {
    name: PathBuf,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Stdin(io::StdinLock<'static>),
    File(File),
}

impl Source {
    /// Opens a file; standard input for `-`.
    pub(crate) fn open(path: &Path, lang: Lang) -> Result<Self, Unreadable> {
        if path == Path::new("-") {
            invite(lang);
            return Ok(Self { name: "standard input".into(), inner: Inner::Stdin(io::stdin().lock()) });
        }
        let file = File::open(path).map_err(|error| Unreadable::new(path, &error))?;
        Ok(Self { name: path.to_owned(), inner: Inner::File(file) })
    }

    /// How many bytes it has, where that can be told.
    pub(crate) fn size(&self) -> u64 {
        match &self.inner {
            Inner::Stdin(_) => 0,
            Inner::File(file) => file.metadata().map_or(0, |file| file.len()),
        }
    }

    /// Its path, or what it is.
    pub(crate) fn name(&self) -> String {
        self.name.display().to_string()
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.inner {
            Inner::Stdin(stdin) => stdin.read(buffer),
            Inner::File(file) => file.read(buffer),
        };
        read.map_err(|error| io::Error::new(error.kind(), Unreadable::new(&self.name, &error)))
    }
}

/// The paths to read: those given, else standard input.
pub(crate) fn paths(given: &[PathBuf]) -> Vec<&Path> {
    if given.is_empty() { vec![Path::new("-")] } else { given.iter().map(PathBuf::as_path).collect() }
}

/// Tells somebody at a terminal that input is awaited.
fn invite(lang: Lang) {
    if io::stdin().is_terminal() {
        let hint = pick(lang, "reading from the terminal; end with Ctrl-D", "正在从终端读取；以 Ctrl-D 结束");
        // A hint that can't be shown is missed by nobody.
        let _ = writeln!(anstream::stderr().lock(), "{hint}");
    }
}
