//! A creditor by itself, as a configuration holds one for all its requests.

use dunning_core::case::{Case, CaseSpec, CreditorSpec, CustomerSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::words::CustomerKind;

use super::case;
use crate::fields;
use crate::value::Value;

/// Reads a creditor, and tells all that is wrong with it, paths beginning at its own fields.
///
/// # Errors
/// Unknown, missing and repeated fields, wrong kinds, ids, places, days and hours that are none.
///
/// ```
/// use dunning_wire::{Value, request};
/// let value = Value::parse(r#"{"id": "bank", "seat": "XX", "hotlines": "95588"}"#).unwrap();
/// let faults = request::creditor(&value).unwrap_err();
/// assert_eq!(faults.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(), ["hotlines", "seat"]);
/// ```
pub fn creditor(value: &Value<'_>) -> Result<CreditorSpec, Faults> {
    let (spec, mut faults) = fields::read(value, case::creditor);
    let Some(spec) = spec else { return Err(faults) };
    // A creditor is made valid with its case; this one's customer says nothing.
    let customer =
        CustomerSpec { id: "unnamed".to_owned(), kind: Some(CustomerKind::Person), ..CustomerSpec::default() };
    let case = Case::new(CaseSpec { creditor: spec.clone(), customer, ..CaseSpec::default() });
    for fault in case.err().into_iter().flatten() {
        let path = fault.path.strip_prefix("creditor.").unwrap_or(&fault.path).to_owned();
        if !faults.iter().any(|known| known.path == path) {
            faults.push(Fault { path, ..fault });
        }
    }
    faults.or(spec)
}
