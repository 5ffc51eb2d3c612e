//! The store's key: 32 random bytes in a file of their own beside the store, mode 0600. Under it the engine wraps the
//! persons' keys; the store itself only checks that it is the right one. The bytes come from the caller, as does all
//! randomness.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use dunning_core::digest::Digest;

use crate::error::Error;

const BYTES: usize = 32;

/// A store's key. Does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey([u8; BYTES]);

impl StoreKey {
    /// A key of given bytes.
    pub const fn new(bytes: [u8; BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes themselves. Whoever calls this answers for where they go.
    pub const fn expose(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// Where the key of a store lies unless somebody says otherwise: beside it, as `<file>.key`.
    pub fn beside(store: &Path) -> PathBuf {
        let mut name = store.as_os_str().to_owned();
        name.push(".key");
        PathBuf::from(name)
    }

    /// Reads a key file, or makes one of `fresh` bytes where there is none; it is on disk when this returns.
    ///
    /// # Errors
    /// [`Error::KeyFile`] for a file of another length or one that others may read, and what the file system says.
    pub fn read_or_create(path: &Path, fresh: [u8; BYTES]) -> Result<Self, Error> {
        if path.exists() {
            return Self::read(path);
        }
        // Written aside and linked to its place, so that no crash leaves half a key there, and nobody's is replaced.
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{}", std::process::id()));
        let write = || {
            let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&aside)?;
            file.write_all(&fresh)?;
            file.sync_all()?;
            let linked = std::fs::hard_link(&aside, path);
            std::fs::remove_file(&aside)?;
            linked
        };
        match write() {
            Ok(()) => sync_directory(path).map(|()| Self(fresh)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Self::read(path),
            Err(error) => Err(Error::io(&error)),
        }
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// As [`StoreKey::read_or_create`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::KeyFile { what: "is missing" },
            ErrorKind::PermissionDenied => Error::KeyFile { what: "can't be read" },
            _ => Error::io(&error),
        })?;
        if open_to_others(&file)? {
            return Err(Error::KeyFile { what: "can be read by others" });
        }
        let mut bytes = Vec::with_capacity(BYTES);
        file.take(BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| Error::io(&error))?;
        bytes.try_into().map(Self).map_err(|_| Error::KeyFile { what: "has another length" })
    }

    /// What a store keeps to know its key again. Tells nothing of it.
    pub(crate) fn check(&self) -> Digest {
        let mut labelled = b"dunning.store-key/1".to_vec();
        labelled.extend_from_slice(&self.0);
        Digest::of(&labelled)
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«key»")
    }
}

/// Has files made with mode 0600, where the system knows modes.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Has a new file's name on disk too.
pub(crate) fn sync_directory(path: &Path) -> Result<(), Error> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(directory).and_then(|directory| directory.sync_all()).map_err(|error| Error::io(&error))?;
    }
    Ok(())
}

#[cfg(unix)]
pub(crate) fn open_to_others(file: &File) -> Result<bool, Error> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|error| Error::io(&error))?.permissions().mode();
    Ok(mode & 0o077 != 0)
}

#[cfg(not(unix))]
pub(crate) fn open_to_others(_: &File) -> Result<bool, Error> {
    Ok(false)
}
