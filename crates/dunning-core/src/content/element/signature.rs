//! The sender's signature: 【name】 before everything else.

use crate::content::reading::Reading;
use crate::rule::SignatureForm;

/// The characters between the brackets that open the words; nothing where none do.
pub(in crate::content) fn leading<'r>(reading: &'r Reading<'_>) -> Option<&'r str> {
    reading.body().strip_prefix('【')?.split_once('】').map(|(name, _)| name)
}

/// Whether a signature of such a form opens the words.
pub(in crate::content) fn fits(reading: &Reading<'_>, form: SignatureForm) -> bool {
    leading(reading).is_some_and(|name| is_of(name, form))
}

/// Whether a name between brackets is of such a form.
pub(in crate::content) fn is_of(name: &str, form: SignatureForm) -> bool {
    let allowed = usize::from(form.chars_min)..=usize::from(form.chars_max);
    allowed.contains(&name.chars().count()) && !name.contains('【') && !name.trim().is_empty()
}

/// Every name between such brackets, wherever it stands.
pub(in crate::content) fn names<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r str> {
    reading.text().split('【').skip(1).filter_map(|rest| rest.split_once('】').map(|(name, _)| name.trim()))
}
