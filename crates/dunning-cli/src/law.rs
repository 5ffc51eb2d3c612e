//! The law a command works under: what ships, with a house's own rulebooks, calendars, policies and zone data read from
//! folders by the same parsers. What any of it says is not known here.

use std::path::Path;

use dunning_core::fault::{Fault, Faults};
use dunning_core::policy::{Law, PolicySpec};
use dunning_core::rule::RulebookSpec;
use dunning_core::template::Templates;
use dunning_core::time::{Calendar, ZoneTable};
use dunning_rulebooks::zones;
use dunning_wire::format::{Document, calendar, policy, rulebook, template};

use crate::errors::{Error, Faulty};
use crate::input;

/// What a folder of law holds.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    books: Vec<RulebookSpec>,
    calendars: Vec<Calendar>,
    /// House policies, known by their names.
    pub(crate) policies: Vec<PolicySpec>,
}

impl Folder {
    /// Reads all `*.toml` files of a folder, each by the format it names.
    ///
    /// # Errors
    /// A folder or file that can't be read; all faults of all files.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let mut folder = Self::default();
        let mut faulty = Vec::new();
        for file in input::files(path)?.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "toml")) {
            let text = input::text(&file)?;
            if let Err(faults) = folder.take(&text) {
                faulty.push(Faulty { name: file.display().to_string(), text, faults });
            }
        }
        if faulty.is_empty() { Ok(folder) } else { Err(Error::Faulty(faulty)) }
    }

    fn take(&mut self, text: &str) -> Result<(), Faults> {
        let value = Document::parse(text)?.value();
        let format = value.field("format").and_then(|format| format.as_text()).unwrap_or_default();
        let name = format.split('/').next().unwrap_or_default();
        if name == rulebook::FORMAT.name {
            self.books.push(rulebook::read(text)?);
        } else if name == calendar::FORMAT.name {
            self.calendars.push(calendar::read(text)?);
        } else if name == policy::FORMAT.name {
            self.policies.push(policy::read(text)?);
        } else {
            let known = [rulebook::FORMAT, calendar::FORMAT, policy::FORMAT].map(|format| format.name).join(", ");
            let fault = Fault::new("DATA-FORMAT", "format", "the file says no format that stands in such a folder");
            return Err(fault.fix(format!("one of: {known}")).into());
        }
        Ok(())
    }
}

/// The law that ships, with that of a folder over it and the zone data of another in place of its own.
///
/// # Errors
/// Faults of the zone data.
pub(crate) fn law(folder: Folder, zoneinfo: Option<&Path>) -> Result<Law, Error> {
    let mut books = dunning_rulebooks::books().map_err(shipped)?;
    books.retain(|book| folder.books.iter().all(|own| own.id != book.id));
    books.extend(folder.books);
    books.sort_by(|a, b| a.id.cmp(&b.id));
    let mut calendars = dunning_rulebooks::calendars().map_err(shipped)?;
    calendars.retain(|calendar| folder.calendars.iter().all(|own| own.id() != calendar.id()));
    calendars.extend(folder.calendars);
    calendars.sort_by(|a, b| a.id().cmp(b.id()));
    let zones = match zoneinfo {
        None => ZoneTable::new(zones::bundled()).map_err(shipped)?,
        Some(path) => zones_of(path)?,
    };
    Ok(Law { books, calendars, zones })
}

/// The zone data of a zoneinfo folder.
fn zones_of(path: &Path) -> Result<ZoneTable, Error> {
    let faulty = |name: &Path, faults| Faulty { name: name.display().to_string(), text: String::new(), faults };
    let source = path.join("tzdata.zi");
    let text = input::text(&source)?;
    let version = zones::version(&text).ok_or_else(|| {
        let fault = Fault::new("DATA-ZONE", "", "the file does not open with its version");
        faulty(&source, fault.fix("its first line is `# version 2026f`").into())
    })?;
    let mut files = Vec::new();
    for file in input::files_below(path)? {
        let name: Vec<_> = file.strip_prefix(path).unwrap_or(&file).iter().map(|part| part.to_string_lossy()).collect();
        files.push((name.join("/"), input::bytes(&file)?));
    }
    ZoneTable::new(zones::from_files(version, files)).map_err(|faults| faulty(path, faults).into())
}

/// The template bundles of a folder, each a folder of its own; those that ship when none is named.
///
/// # Errors
/// A folder or file that can't be read; all faults of all bundles.
pub(crate) fn templates(path: Option<&Path>) -> Result<Templates, Error> {
    let Some(path) = path else {
        return dunning_rulebooks::templates().and_then(Templates::compile).map_err(shipped);
    };
    let mut bundles = Vec::new();
    let mut faulty = Vec::new();
    for folder in input::folders(path)? {
        let mut files = Vec::new();
        for file in input::files(&folder)? {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, input::text(&file)?));
        }
        let texts: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        match template::bundle(&texts) {
            Ok(bundle) => bundles.push(bundle),
            Err(faults) => faulty.extend(by_file(&folder, &texts, faults)),
        }
    }
    if !faulty.is_empty() {
        return Err(Error::Faulty(faulty));
    }
    Templates::compile(bundles)
        .map_err(|faults| Faulty { name: path.display().to_string(), text: String::new(), faults }.into())
}

/// The faults of a bundle, each with the text of the file whose name opens its path.
fn by_file(folder: &Path, files: &[(&str, &str)], faults: Faults) -> Vec<Faulty> {
    let mut rest = Faults::new();
    let mut faulty: Vec<Faulty> = files
        .iter()
        .map(|(name, text)| Faulty {
            name: folder.join(name).display().to_string(),
            text: (*text).to_owned(),
            faults: Faults::new(),
        })
        .collect();
    for fault in faults {
        let inside = |name: &str| {
            let path = fault.path.strip_prefix(name)?;
            if path.is_empty() { Some(path) } else { path.strip_prefix('.') }
        };
        let found = files.iter().zip(&mut faulty).find_map(|((name, _), file)| Some((inside(name)?.to_owned(), file)));
        match found {
            Some((path, file)) => file.faults.push(Fault { path, ..fault }),
            None => rest.push(fault),
        }
    }
    faulty.push(Faulty { name: folder.display().to_string(), text: String::new(), faults: rest });
    faulty.retain(|file| !file.faults.is_empty());
    faulty
}

/// A house policy from its file; the one that ships when none is named.
///
/// # Errors
/// A file that can't be read; all its faults.
pub(crate) fn house(path: Option<&Path>) -> Result<PolicySpec, Error> {
    let (name, text) = house_text(path)?;
    policy::read(&text).map_err(|faults| Faulty { name, text, faults }.into())
}

/// The text of a house policy, with the name of its file or its own.
///
/// # Errors
/// A file that can't be read.
pub(crate) fn house_text(path: Option<&Path>) -> Result<(String, String), Error> {
    match path {
        Some(path) => Ok((path.display().to_string(), input::text(path)?)),
        None => Ok(("considerate".to_owned(), dunning_rulebooks::CONSIDERATE.to_owned())),
    }
}

/// Faults of what ships: the tests of its crate let none through.
pub(crate) fn shipped(faults: Faults) -> Error {
    Faulty { name: "the law that ships".to_owned(), text: String::new(), faults }.into()
}
