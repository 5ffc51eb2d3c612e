//! All zones of one version of the zone data, and the zones of places. Immutable, cheap to clone, known by its digest.
//! Where the bytes come from is the caller's affair.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::fault::{Fault, Faults, nearest};
use crate::time::place::Place;
use crate::time::spans::Spans;
use crate::time::zone::Zone;

/// Zone data as they come. [`ZoneTable::new`] makes them valid.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ZoneTableSpec {
    /// Version of the zone data, e.g. `2026f`.
    pub version: String,
    /// Name and TZif bytes (RFC 9636) of each zone, aliases included.
    pub zones: Vec<(Cow<'static, str>, Cow<'static, [u8]>)>,
    /// For places (ISO 3166), the names of the zones that clocks there may follow.
    pub places: Vec<(Cow<'static, str>, Vec<Cow<'static, str>>)>,
}

impl fmt::Debug for ZoneTableSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "zones {} ({}, {} places)", self.version, self.zones.len(), self.places.len())
    }
}

/// The zones of one version of the zone data. Cheap to clone.
#[derive(Clone)]
pub struct ZoneTable(Arc<Inner>);

struct Inner {
    spec: ZoneTableSpec,
    /// In the order of their names.
    zones: Box<[Zone]>,
    /// Their places by a hash of their names: decisions ask for one by name.
    slots: Slots,
    places: BTreeMap<Place, Vec<Zone>>,
    digest: [u8; 32],
}

impl ZoneTable {
    /// Reads zone data. Zones with the same bytes share one clock; its table of changes is made at the first question,
    /// so reading the whole of the IANA data takes a few milliseconds.
    ///
    /// A place for which none are given has the zones of all places in it.
    ///
    /// # Errors
    /// All of: `DATA-ZONE` for bytes that are no TZif data, a name given twice and a place's zone that isn't there;
    /// `DATA-PLACE` for a place that is none, is given twice or has no zone.
    pub fn new(spec: ZoneTableSpec) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let zones = read_zones(&spec, &mut faults);
        let places = read_places(&spec, &zones, &mut faults);
        let digest = Sha256::digest(spec.to_bytes()).into();
        let slots = Slots::of(&zones);
        faults.or(Self(Arc::new(Inner { spec, zones, slots, places, digest })))
    }

    /// The zone of that name, in its exact spelling.
    pub fn zone(&self, name: &str) -> Option<&Zone> {
        let mut known = self.0.slots.places(name).filter_map(|place| self.0.zones.get(place));
        known.find(|zone| zone.name() == name)
    }

    /// The zone of that name, or what is wrong with it.
    ///
    /// # Errors
    /// `DATA-ZONE` with the nearest known name.
    pub fn parse(&self, name: &str) -> Result<Zone, Fault> {
        self.zone(name).cloned().ok_or_else(|| unknown_zone(name, &self.0.zones))
    }

    /// All names in bytewise order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.zones.iter().map(Zone::name)
    }

    /// The zones that clocks at a place may follow: those of the place itself, else of the nearest place around it that
    /// is known. Empty when nothing is known, which must be taken strictly.
    pub fn zones_of(&self, place: Place) -> &[Zone] {
        std::iter::successors(Some(place), |place| place.parent())
            .find_map(|place| self.0.places.get(&place))
            .map_or(&[], Vec::as_slice)
    }

    /// Version of the zone data, e.g. `2026f`.
    pub fn version(&self) -> &str {
        &self.0.spec.version
    }

    /// The data it was made of, for a store to keep by [`ZoneTable::digest`].
    pub fn spec(&self) -> &ZoneTableSpec {
        &self.0.spec
    }

    /// SHA-256 of [`ZoneTableSpec::to_bytes`].
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest
    }
}

impl PartialEq for ZoneTable {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for ZoneTable {}

impl fmt::Debug for ZoneTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "zones {} ({}, {} places)", self.version(), self.0.zones.len(), self.0.places.len())
    }
}

/// Where names may stand in a list, by their hashes: each slot holds a place counted from 1, an empty one 0, and a name
/// stands in its own slot or in one right behind it.
struct Slots(Box<[u32]>);

impl Slots {
    fn of(zones: &[Zone]) -> Self {
        // A third full at most, so that there is always an empty one to end at.
        let mut slots = vec![0; (zones.len() * 3 + 1).next_power_of_two()];
        for (zone, place) in zones.iter().zip(1..) {
            let count = slots.len();
            let mut own = (0..count).map(|step| (hash(zone.name()) + step) % count);
            if let Some(free) = own.find(|slot| slots.get(*slot) == Some(&0))
                && let Some(slot) = slots.get_mut(free)
            {
                *slot = place;
            }
        }
        Self(slots.into())
    }

    /// The places at which a name may stand.
    fn places(&self, name: &str) -> impl Iterator<Item = usize> {
        let own = hash(name) & (self.0.len() - 1);
        let (before, behind) = self.0.split_at_checked(own).unwrap_or_default();
        behind.iter().chain(before).take_while(|place| **place > 0).map(|place| *place as usize - 1)
    }
}

/// FNV-1a of Fowler, Noll and Vo, 32 bits.
fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize
}

/// The zone of that name among zones in the order of their names.
fn find<'z>(zones: &'z [Zone], name: &str) -> Option<&'z Zone> {
    zones.get(zones.binary_search_by(|zone| zone.name().cmp(name)).ok()?)
}

fn read_zones(spec: &ZoneTableSpec, faults: &mut Faults) -> Box<[Zone]> {
    let mut clocks: BTreeMap<&[u8], Arc<Spans>> = BTreeMap::new();
    let mut zones = BTreeMap::new();
    for (i, (name, bytes)) in spec.zones.iter().enumerate() {
        let fault = |why: &str| Fault::new("DATA-ZONE", format!("zones[{i}]"), format!("{name:?} {why}"));
        let clock = match clocks.get(&**bytes) {
            Some(clock) => Arc::clone(clock),
            None => match Spans::read(bytes) {
                Ok(clock) => Arc::clone(clocks.entry(bytes).or_insert(Arc::new(clock))),
                Err(error) => {
                    faults.push(fault(&format!("is no TZif data: {error}")));
                    continue;
                }
            },
        };
        let name: Arc<str> = Arc::from(&**name);
        if zones.insert(Arc::clone(&name), Zone::new(name, clock)).is_some() {
            faults.push(fault("stands twice"));
        }
    }
    zones.into_values().collect()
}

fn read_places(spec: &ZoneTableSpec, zones: &[Zone], faults: &mut Faults) -> BTreeMap<Place, Vec<Zone>> {
    let mut places: BTreeMap<Place, Vec<Zone>> = BTreeMap::new();
    for (i, (code, names)) in spec.places.iter().enumerate() {
        let path = format!("places[{i}]");
        let mut here = Vec::new();
        for name in names {
            match find(zones, name) {
                Some(zone) => here.push(zone.clone()),
                None => {
                    let fault = unknown_zone(name, zones);
                    faults.push(Fault { path: path.clone(), message: format!("{}: {name}", fault.message), ..fault });
                }
            }
        }
        match Place::parse(code) {
            Err(fault) => faults.extend_under(&path, fault.into()),
            Ok(_) if names.is_empty() => {
                faults.push(Fault::new("DATA-PLACE", path, format!("{code} has no zone")));
            }
            Ok(place) => {
                if places.insert(place, here).is_some() {
                    faults.push(Fault::new("DATA-PLACE", path, format!("{code} stands twice")));
                }
            }
        }
    }
    let given = places.clone();
    for (place, inner) in &given {
        let around = std::iter::successors(place.parent(), |around| around.parent());
        for around in around.filter(|around| !given.contains_key(around)) {
            places.entry(around).or_default().extend(inner.iter().cloned());
        }
    }
    for here in places.values_mut() {
        here.sort_unstable();
        here.dedup();
    }
    places
}

fn unknown_zone(name: &str, zones: &[Zone]) -> Fault {
    let fault = Fault::new("DATA-ZONE", "", "no zone that the zone data know").of(name);
    match nearest(name, zones.iter().map(Zone::name)) {
        Some(near) => fault.fix(format!("did you mean {near:?}?")),
        None => fault.fix("write an IANA name like Asia/Shanghai, or bring newer zone data"),
    }
}
