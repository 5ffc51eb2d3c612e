//! The entries of an object, found by name. Objects are small, and what we write ourselves stands in order already, so
//! they are a sorted list: reading one costs no tree. It knows no field names.

use std::borrow::Cow;

use crate::value::Value;

/// Values by their names, in the order of the names; no name stands twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries<'t>(Vec<(Cow<'t, str>, Value<'t>)>);

impl<'t> Entries<'t> {
    /// The entries as they were written, and the names that stood more than once: of such a name the first stays.
    pub(crate) fn of(mut written: Vec<(Cow<'t, str>, Value<'t>)>) -> (Self, Vec<Cow<'t, str>>) {
        let mut repeated = Vec::new();
        if !written.is_sorted_by(|(a, _), (b, _)| a < b) {
            written.sort_by(|(a, _), (b, _)| a.cmp(b));
            written.dedup_by(|(later, _), (first, _)| {
                let again = later == first;
                if again {
                    repeated.push(first.clone());
                }
                again
            });
        }
        (Self(written), repeated)
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Value<'t>> {
        // Names of one length are few, and most objects have a handful of names: faster than halving.
        if self.0.len() <= 16 {
            return self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value);
        }
        self.0.get(self.place(name).ok()?).map(|(_, value)| value)
    }

    /// Puts a value under a name, in place of any before, which is returned.
    pub fn insert(&mut self, name: Cow<'t, str>, value: Value<'t>) -> Option<Value<'t>> {
        match self.place(&name) {
            Ok(at) => self.0.get_mut(at).map(|(_, before)| std::mem::replace(before, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// The value of a name, made where there is none.
    pub fn or_insert_with(&mut self, name: Cow<'t, str>, make: impl FnOnce() -> Value<'t>) -> Option<&mut Value<'t>> {
        let at = match self.place(&name) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (name, make()));
                at
            }
        };
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Takes a value out.
    pub fn remove(&mut self, name: &str) -> Option<Value<'t>> {
        self.place(name).ok().map(|at| self.0.remove(at).1)
    }

    /// The names, in their order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Cow<'t, str>> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The values, in the order of their names.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value<'t>> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Names and values, in the order of the names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Cow<'t, str>, &Value<'t>)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a name stands, or would.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_ref().cmp(name))
    }
}

/// Of a name that comes twice, the last value stays.
impl<'t> FromIterator<(Cow<'t, str>, Value<'t>)> for Entries<'t> {
    fn from_iter<I: IntoIterator<Item = (Cow<'t, str>, Value<'t>)>>(entries: I) -> Self {
        let mut sorted: Vec<_> = entries.into_iter().collect();
        if !sorted.is_sorted_by(|(a, _), (b, _)| a < b) {
            sorted.reverse();
            sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
            sorted.dedup_by(|(before, _), (last, _)| before == last);
        }
        Self(sorted)
    }
}

impl<'t> IntoIterator for Entries<'t> {
    type Item = (Cow<'t, str>, Value<'t>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(entries: &[(&'static str, i64)]) -> Vec<(Cow<'static, str>, Value<'static>)> {
        entries.iter().map(|(name, number)| (Cow::Borrowed(*name), Value::Whole(*number))).collect()
    }

    #[test]
    fn of_a_name_that_stands_twice_the_first_stays_when_read_and_the_last_when_collected() {
        let (read, repeated) = Entries::of(written(&[("b", 1), ("a", 2), ("b", 3)]));
        assert_eq!((read.get("b"), repeated), (Some(&Value::Whole(1)), vec![Cow::Borrowed("b")]));
        let collected: Entries<'_> = written(&[("b", 1), ("a", 2), ("b", 3)]).into_iter().collect();
        assert_eq!(collected.get("b"), Some(&Value::Whole(3)));
        assert_eq!(collected.keys().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn many_are_found_as_few_are() {
        let names: Vec<String> = (0..100).map(|number| format!("n{number}")).collect();
        let (mut many, _) = Entries::of(names.iter().map(|name| (name.as_str().into(), Value::Null)).collect());
        assert_eq!(many.insert("n50".into(), Value::Flag(true)), Some(Value::Null));
        assert_eq!(many.insert("n5x".into(), Value::Flag(false)), None);
        assert_eq!(
            (many.get("n50"), many.get("n5"), many.get("n")),
            (Some(&Value::Flag(true)), Some(&Value::Null), None)
        );
        assert_eq!((many.remove("n99"), many.len()), (Some(Value::Null), 100));
    }
}
