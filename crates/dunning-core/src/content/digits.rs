//! Groups of digits, of which amounts, dates and telephone numbers are made. It joins none of them.

use super::link::Link;

/// Digits side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// Byte offset of the first digit.
    pub(super) start: usize,
    /// Byte offset after the last digit.
    pub(super) end: usize,
}

impl Group {
    /// How many digits.
    pub(super) const fn len(self) -> usize {
        self.end - self.start
    }

    /// Its value; nothing when it is too long to be a part of a date or such.
    pub(super) fn value(self, text: &str) -> Option<u32> {
        if self.len() > 9 {
            return None;
        }
        text.get(self.start..self.end)?.parse().ok()
    }
}

/// The groups of a folded text that lie in none of its links.
pub(super) fn groups(text: &str, links: &[Link]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut links = links.iter().peekable();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        while links.next_if(|link| link.end <= at).is_some() {}
        if links.peek().is_some_and(|link| link.start <= at) {
            continue;
        }
        match groups.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => groups.push(Group { start: at, end: at + 1 }),
        }
    }
    groups
}
