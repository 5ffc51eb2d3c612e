//! Faults of raw input: what is wrong, where, and what would mend it. Every compile and import returns all of them at
//! once. It knows nothing of files or streams; who reads one adds the place.

use std::fmt;

use crate::pii::Pii;

/// Line and column of a fault in the text it came from, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One thing wrong with an input. Its words never quote the input, which may be personal: the path says where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, e.g. `DATA-AMOUNT`.
    pub code: &'static str,
    /// Path of the field, e.g. `debts[0].arrears`; empty for the whole input.
    pub path: String,
    /// Where the field stands in its text, when that is known.
    pub place: Option<Place>,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// What would mend it; empty when the message says it.
    pub fix: String,
    /// What stood there, where that helps. Not part of what is displayed.
    pub value: Option<Pii<Box<str>>>,
}

impl Fault {
    /// A fault at `path`.
    pub fn new(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        let (path, message) = (printable(path.into()), printable(message.into()));
        Self { code, path, place: None, message, fix: String::new(), value: None }
    }

    /// The same fault with the remedy said.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = printable(fix.into());
        self
    }

    /// The same fault with what stood there.
    #[must_use]
    pub fn of(mut self, value: &str) -> Self {
        self.value = Some(Pii::new(value.into()));
        self
    }

    /// The same fault with its place said.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        if let Some(place) = self.place {
            write!(f, " (line {}, column {})", place.line, place.column)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.fix.is_empty() {
            write!(f, "; {}", self.fix)?;
        }
        Ok(())
    }
}

/// A text that can't drive a terminal: what controls one, or turns the direction of writing, is spelt out. A path may hold
/// a name that the input chose.
fn printable(text: String) -> String {
    let drives =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(drives) {
        text.chars().flat_map(|c| if drives(c) { c.escape_unicode().collect() } else { vec![c] }).collect()
    } else {
        text
    }
}

/// All faults of one input, in the order they were found. Never empty inside an `Err`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No fault so far.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Notes a fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Notes all faults of a part, their paths put under `prefix`.
    pub fn extend_under(&mut self, prefix: &str, faults: Faults) {
        self.0.extend(faults.0.into_iter().map(|mut fault| {
            fault.path = if fault.path.is_empty() {
                prefix.to_owned()
            } else if prefix.is_empty() || fault.path.starts_with('[') {
                format!("{prefix}{}", fault.path)
            } else {
                format!("{prefix}.{}", fault.path)
            };
            fault
        }));
    }

    /// Takes the value of a part, or notes its fault and gives nothing.
    pub fn take<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// `value` if nothing was wrong, else all that was.
    ///
    /// # Errors
    /// These faults, when there is one.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// The known word nearest to `unknown`, if one is near enough to be what was meant (edit distance of at most a third of
/// its length). Used for "did you mean".
pub fn nearest<'w>(unknown: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    known
        .into_iter()
        .map(|word| (edit_distance(unknown, word), word))
        .filter(|(distance, word)| *distance * 3 <= word.chars().count().max(3))
        .min()
        .map(|(_, word)| word)
}

/// Levenshtein distance over characters, by the two-row table.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(nearest("arears", ["arrears", "outstanding"]), Some("arrears"));
        assert_eq!(nearest("colour", ["arrears", "outstanding"]), None);
        assert_eq!(edit_distance("kitten", "sitting"), 3); // Levenshtein's textbook pair
    }

    #[test]
    fn no_fault_drives_a_terminal() {
        let fault = Fault::new("DATA-COLUMN", "\u{1b}]0;owned\u{7}\u{202e}", "no\u{9b}31mcolumn").fix("\rwrite\nit");
        assert_eq!(
            fault.to_string(),
            "DATA-COLUMN at \\u{1b}]0;owned\\u{7}\\u{202e}: no\\u{9b}31mcolumn; \\u{d}write\nit"
        );
    }

    #[test]
    fn paths_of_parts_go_under_the_whole() {
        let mut faults = Faults::new();
        faults.extend_under("debts[0]", Fault::new("DATA-AMOUNT", "arrears", "negative").into());
        assert_eq!(faults.to_string(), "DATA-AMOUNT at debts[0].arrears: negative");
    }
}
