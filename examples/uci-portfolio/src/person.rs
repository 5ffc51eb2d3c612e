//! The person that the data lack, made up from a seed: the same seed and account give the same person. Everything here is
//! synthetic, and the name says so.

use chrono::{DateTime, FixedOffset, TimeDelta};

/// Family names, the ten most frequent of Taiwan (Ministry of the Interior, 全國姓名統計分析, 2023).
const FAMILIES: [&str; 10] = ["陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊"];

/// A made-up card holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// A family name, marked.
    pub(crate) name: String,
    /// A mobile number of Taiwan (09 and eight digits), each account's own.
    pub(crate) number: String,
    /// When they consented to messages.
    pub(crate) consented: DateTime<FixedOffset>,
    /// When they took that back: one in a hundred did.
    pub(crate) withdrew: Option<DateTime<FixedOffset>>,
}

impl Person {
    /// The holder of an account.
    pub(crate) fn of(seed: u64, account: u32, as_of: DateTime<FixedOffset>) -> Self {
        let mixed = mix(seed ^ u64::from(account));
        let family = FAMILIES.get(usize::try_from(mixed % 10).unwrap_or_default()).copied().unwrap_or("陳");
        // One to three years ago; whoever took it back did so in the last year.
        let days = |from: u64, some: u64| TimeDelta::days(i64::try_from(from + some).unwrap_or_default());
        Self {
            name: format!("{family}（synthetic）"),
            number: format!("+8869{:08}", (u64::from(account) * STRIDE + seed) % NUMBERS),
            consented: as_of - days(366, (mixed >> 8) % 730),
            withdrew: (mixed >> 24).is_multiple_of(100).then(|| as_of - days(1, (mixed >> 32) % 365)),
        }
    }
}

/// Eight digits.
const NUMBERS: u64 = 100_000_000;
/// It shares no factor with [`NUMBERS`], so that no two accounts get one number.
const STRIDE: u64 = 48_271;

/// The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
const fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_makes_the_same_people_and_another_others() {
        let as_of = DateTime::parse_from_rfc3339("2026-11-24T06:00:00+08:00").unwrap();
        let people = |seed| (1..=30_000).map(|id| Person::of(seed, id, as_of)).collect::<Vec<_>>();
        let first = people(1);
        assert_eq!(first, people(1));
        assert_ne!(first, people(2));
        assert_eq!(first.iter().map(|person| &person.number).collect::<BTreeSet<_>>().len(), 30_000);
        let withdrew = first.iter().filter_map(|person| person.withdrew);
        assert!(withdrew.clone().all(|at| at < as_of));
        // One in a hundred, within four standard deviations.
        assert!((230..=370).contains(&withdrew.count()));
        assert!(first.iter().all(|person| person.withdrew.is_none_or(|at| at > person.consented)));
    }

    #[test]
    fn the_mix_is_splitmix64() {
        // The generator's first two outputs from seed 0, as the reference implementation gives them.
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(mix(0x9e37_79b9_7f4a_7c15), 0x6e78_9e6a_a1b9_65f4);
    }
}
