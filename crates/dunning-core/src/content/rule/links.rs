//! LINK-DOMAIN: a link leads to the creditor's domains and shows that it does. A user before the host, an address of
//! digits, letters that look like others, and an encoded host hide where it leads.

use super::remark;
use crate::content::Facts;
use crate::content::home::{homes, is_home};
use crate::content::link::is_address;
use crate::content::reading::Reading;
use crate::finding::{Code, Finding, Remedy};

/// Remarks on links. Whose hosts they are is asked only where facts can tell.
pub(in crate::content) fn review(reading: &Reading<'_>, facts: Option<&Facts<'_>>, findings: &mut Vec<Finding>) {
    for link in reading.links() {
        let host = link.host(reading.text());
        let known = facts.map(|facts| is_home(host, facts.case.creditor()));
        let bad = link.user
            || match known {
                Some(known) => !known,
                None => host.is_empty() || disguises(host),
            };
        if bad {
            let mut found = remark(Code::LinkDomain, None, reading.inputs(link.start, link.end));
            if facts.is_some_and(|facts| homes(facts.case.creditor()).next().is_none()) {
                found.remedy = Some(Remedy::SupplyFact);
            }
            findings.push(found);
        }
    }
}

/// Whether a host hides what it is, as far as it alone can tell.
fn disguises(host: &str) -> bool {
    let encoded = host.split('.').any(|label| label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--")));
    let letters = || host.chars().filter(|c| c.is_alphabetic());
    let mixed = letters().any(|c| !c.is_ascii()) && letters().any(|c| c.is_ascii());
    let foreign = letters().any(|c| !c.is_ascii() && c < '\u{1100}');
    is_address(host) || encoded || mixed || foreign
}
