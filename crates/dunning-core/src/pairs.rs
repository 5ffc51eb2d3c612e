//! Sets of two-letter codes, as countries and their domains have them: one bit a code, so that asking takes no search.

/// A set of codes of two letters of one case.
pub(crate) struct Pairs {
    /// The letter that counts as the first: `A` or `a`.
    base: u8,
    /// For each first letter the second ones, a bit each.
    second: [u32; 26],
}

impl Pairs {
    /// The codes of a list with a space between two, all in the case of `base`.
    pub(crate) const fn of(list: &str, base: u8) -> Self {
        let (bytes, mut second) = (list.as_bytes(), [0; 26]);
        let mut at = 0;
        while at + 1 < bytes.len() {
            second[(bytes[at] - base) as usize] |= 1 << (bytes[at + 1] - base);
            at += 3;
        }
        Self { base, second }
    }

    /// Whether a text is one of the codes.
    pub(crate) fn contains(&self, text: &str) -> bool {
        let [first, second] = text.as_bytes() else { return false };
        let letter = |byte: &u8| byte.checked_sub(self.base).filter(|letter| *letter < 26);
        letter(first)
            .and_then(|first| self.second.get(usize::from(first)))
            .zip(letter(second))
            .is_some_and(|(codes, second)| codes >> second & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_codes_of_its_list_and_no_other() {
        const SOME: Pairs = Pairs::of("AZ CN ZA", b'A');
        for code in ["AZ", "CN", "ZA"] {
            assert!(SOME.contains(code), "{code}");
        }
        for code in ["ZZ", "NC", "cn", "C", "CNN", "", "中", "C{", "@A"] {
            assert!(!SOME.contains(code), "{code}");
        }
    }
}
