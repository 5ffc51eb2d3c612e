//! Where to pay: a link; where facts can tell, one that leads to the creditor.

use crate::content::Facts;
use crate::content::home::is_home;
use crate::content::link::Link;
use crate::content::reading::Reading;

/// Whether a text holds one.
pub(super) fn holds(reading: &Reading<'_>, facts: Option<&Facts<'_>>) -> bool {
    let leads_home = |link: &Link| facts.is_none_or(|facts| is_home(link.host(reading.text()), facts.case.creditor()));
    reading.links().iter().any(|link| !link.user && leads_home(link))
}
