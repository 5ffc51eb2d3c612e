//! `dunning.toml`: what a house sets once for all its commands. Flags stand over the file, the file over the defaults,
//! and each setting knows which of the three it came from. Paths in the file are read from the file's own folder.
//!
//! ```toml
//! policy = "house.toml"        # house policy in force in place of `considerate`
//! rulebooks = "rulebooks"      # folder of rulebooks, calendars and policies beside those that ship
//! zoneinfo = "/usr/share/zoneinfo"  # zone data in place of those that ship
//! templates = "templates"      # folder of template bundles in place of those that ship
//! books = ["cn"]               # books in force where a portfolio row names none
//! stale_after_s = 43200        # age from which payment data are stale, where that is less than the policy's
//! live = false                 # whether a run with --live may reach people
//!
//! [creditor]                   # the creditor of portfolio rows, with the fields of a request's `creditor`
//! id = "bank"
//! name = "Example Bank"
//!
//! [gateway]
//! kind = "sandbox"
//!
//! [redact]                     # identifiers of the house's own, by their kind: they are no one's, and stay
//! PHONE = ["0755-8612 3456"]
//! EMAIL = ["bank.example"]     # of mail a domain, with all under it
//! BANK_ACCOUNT = ["3100 2200 4455"]
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dunning_core::case::CreditorSpec;
use dunning_core::fault::{Fault, Faults, Place};
use dunning_core::id::BookId;
use dunning_core::redact::Kind;
use dunning_core::words::Word as _;
use dunning_wire::format::Document;
use dunning_wire::request;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::common::Common;
use crate::errors::{Error, Faulty};
use crate::input;

/// The file that is read where none is named.
const FILE: &str = "dunning.toml";
/// The book in force where nothing names one: it holds no rule.
const BOOK: &str = "neutral";

/// All settings.
#[derive(Debug)]
pub(crate) struct Config {
    /// The file they were read from.
    pub(crate) file: Option<PathBuf>,
    /// House policy in force; the shipped one when none.
    pub(crate) policy: Setting<Option<PathBuf>>,
    /// Folder of rulebooks, calendars and policies.
    pub(crate) rulebooks: Setting<Option<PathBuf>>,
    /// Folder of zone data.
    pub(crate) zoneinfo: Setting<Option<PathBuf>>,
    /// Folder of template bundles.
    pub(crate) templates: Setting<Option<PathBuf>>,
    /// Books in force where a portfolio row names none.
    pub(crate) books: Setting<Vec<BookId>>,
    /// Age in seconds from which payment data are stale; the policy's when none.
    pub(crate) stale_after_s: Setting<Option<u32>>,
    /// Whether a live run is allowed.
    pub(crate) live: Setting<bool>,
    /// The creditor of portfolio rows, as a request holds it.
    pub(crate) creditor: Setting<Option<CreditorSpec>>,
    /// The gateway.
    pub(crate) gateway: Setting<GatewayKind>,
    /// Identifiers of the house's own, with their kinds.
    pub(crate) own: Setting<Vec<(Kind, String)>>,
}

/// A setting and where it comes from.
#[derive(Debug)]
pub(crate) struct Setting<T> {
    /// Its value.
    pub(crate) value: T,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nobody set it.
    Default,
    /// This line of the file.
    Line(u32),
    /// This flag.
    Flag(&'static str),
}

/// The kinds of gateways that can be configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GatewayKind {
    /// The simulated network.
    Sandbox,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    policy: Option<PathBuf>,
    rulebooks: Option<PathBuf>,
    zoneinfo: Option<PathBuf>,
    templates: Option<PathBuf>,
    books: Option<Vec<String>>,
    stale_after_s: Option<u32>,
    live: Option<bool>,
    /// Read as a request's.
    #[serde(rename = "creditor")]
    _creditor: Option<IgnoredAny>,
    gateway: Option<GatewayFields>,
    redact: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GatewayFields {
    kind: GatewayKind,
}

impl Config {
    /// Reads the settings of a command line and its file.
    ///
    /// # Errors
    /// A file that was named and isn't there, and all that is wrong with the one that is.
    pub(crate) fn read(common: &Common) -> Result<Self, Error> {
        let path = match &common.config {
            Some(path) => path.clone(),
            None if Path::new(FILE).exists() => PathBuf::from(FILE),
            None => return Self::of("", None, common).map_err(|faults| faulty(Path::new(FILE), "", faults)),
        };
        let text = input::text(&path)?;
        Self::of(&text, Some(&path), common).map_err(|faults| faulty(&path, &text, faults))
    }

    fn of(text: &str, file: Option<&Path>, common: &Common) -> Result<Self, Faults> {
        let document = Document::parse(text)?;
        let read: Result<Fields, Faults> = document.read();
        let values = document.value();
        let mut faults = Faults::new();
        let fields = read.unwrap_or_else(|wrong| {
            faults.extend_under("", wrong);
            Fields::default()
        });
        let creditor = values.field("creditor").and_then(|creditor| {
            request::creditor(creditor).map_err(|wrong| faults.extend_under("creditor", wrong)).ok()
        });
        let books = books(fields.books.as_deref(), &mut faults);
        let own = own(fields.redact.unwrap_or_default(), &mut faults);
        if let Err(faults) = faults.or(()) {
            return Err(document.locate(faults));
        }
        let origin = |key: &str| match document.place(key).filter(|_| values.field(key).is_some()) {
            Some(place) => Origin::Line(place.line),
            None => Origin::Default,
        };
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        let path = |key: &'static str, flag: &'static str, said: &Option<PathBuf>, read: Option<PathBuf>| match said {
            Some(said) => Setting { value: Some(said.clone()), origin: Origin::Flag(flag) },
            None => Setting { value: read.map(|path| folder.join(path)), origin: origin(key) },
        };
        Ok(Self {
            file: file.map(Path::to_owned),
            policy: path("policy", "--policy", &common.policy, fields.policy),
            rulebooks: path("rulebooks", "--rulebooks", &common.rulebooks, fields.rulebooks),
            zoneinfo: path("zoneinfo", "--zoneinfo", &common.zoneinfo, fields.zoneinfo),
            templates: path("templates", "--templates", &common.templates, fields.templates),
            books: Setting { value: books, origin: origin("books") },
            stale_after_s: Setting { value: fields.stale_after_s, origin: origin("stale_after_s") },
            live: Setting { value: fields.live.unwrap_or(false), origin: origin("live") },
            creditor: Setting { value: creditor, origin: origin("creditor") },
            gateway: Setting {
                value: fields.gateway.map_or(GatewayKind::Sandbox, |gateway| gateway.kind),
                origin: origin("gateway"),
            },
            own: Setting { value: own, origin: origin("redact") },
        })
    }
}

impl Config {
    /// What is wrong with an age of stale data above the policy's: a configuration may only tighten.
    pub(crate) fn loosens(&self, policy_s: u32) -> Error {
        let message = format!("data would pass that are stale after {policy_s} seconds under the policy in force");
        let fix = "leave it out, or write a house policy of your own (--policy)";
        let line = match self.stale_after_s.origin {
            Origin::Line(line) => Some(Place { line, column: 1 }),
            _ => None,
        };
        let fault = Fault::new("DATA-POLICY", "stale_after_s", message).fix(fix).at(line);
        let name = self.file.as_deref().unwrap_or(Path::new(FILE)).display().to_string();
        Faulty { name, text: String::new(), faults: fault.into() }.into()
    }
}

fn books(named: Option<&[String]>, faults: &mut Faults) -> Vec<BookId> {
    let mut books = Vec::new();
    for (i, name) in named.unwrap_or(&[BOOK.to_owned()]).iter().enumerate() {
        match BookId::new(name) {
            Ok(book) => books.push(book),
            Err(fault) => faults.push(Fault { path: format!("books[{i}]"), ..fault }),
        }
    }
    books
}

fn own(named: BTreeMap<String, Vec<String>>, faults: &mut Faults) -> Vec<(Kind, String)> {
    let mut own = Vec::new();
    for (kind, identifiers) in named {
        match Kind::parse(&kind) {
            Ok(kind) => own.extend(identifiers.into_iter().map(|identifier| (kind, identifier))),
            Err(fault) => faults.push(Fault { path: format!("redact.{kind}"), ..fault }),
        }
    }
    own
}

fn faulty(path: &Path, text: &str, faults: Faults) -> Error {
    Faulty { name: path.display().to_string(), text: text.to_owned(), faults }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, common: &Common) -> Result<Config, Vec<String>> {
        Config::of(text, Some(Path::new("house/dunning.toml")), common)
            .map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_flag_stands_over_the_file_and_the_file_over_the_default() {
        let text = "policy = 'p.toml'\nrulebooks = 'books'\nlive = true\n[creditor]\nid = 'bank'\n";
        let common = Common { rulebooks: Some("mine".into()), ..Common::default() };
        let config = read(text, &common).unwrap();
        assert_eq!(config.policy.value, Some("house/p.toml".into()));
        assert_eq!(config.policy.origin, Origin::Line(1));
        assert_eq!(config.rulebooks.value, Some("mine".into()));
        assert_eq!(config.rulebooks.origin, Origin::Flag("--rulebooks"));
        assert_eq!((config.live.value, config.live.origin), (true, Origin::Line(3)));
        assert_eq!(config.creditor.value.unwrap().id, "bank");
        assert_eq!(config.creditor.origin, Origin::Line(4));
        assert_eq!(config.books.value, [BookId::new("neutral").unwrap()]);
        assert_eq!(config.books.origin, Origin::Default);
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_line() {
        let text = "polcy = 'p'\nbooks = ['cn']\n[creditor]\nid = 'bank'\nseat = 'XX'\n[gateway]\nkind = 'sandbx'\n";
        assert_eq!(
            read(text, &Common::default()).unwrap_err(),
            [
                "DATA-FIELD at polcy (line 1, column 1): there is no such field; did you mean \"policy\"?",
                "DATA-WORD at gateway.kind (line 7, column 8): \"sandbx\" is no word known here; did you mean \"sandbox\"?",
                "DATA-PLACE at creditor.seat (line 5, column 8): no place of ISO 3166; did you mean \"AX\"?",
            ]
        );
        let said = read("[redact]\nPHNE = ['95588']\n", &Common::default()).unwrap_err();
        assert_eq!(
            said,
            ["DATA-WORD at redact.PHNE (line 2, column 8): no known kind of identifier; did you mean \"PHONE\"?"]
        );
        let said = read("books = ['cn', '']\n", &Common::default()).unwrap_err();
        assert_eq!(said, ["DATA-ID at books[1] (line 1, column 16): an id is empty; give 1 to 128 bytes of UTF-8"]);
    }
}
