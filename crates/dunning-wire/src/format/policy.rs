//! `dunning.policy/1`: a house policy as a TOML file. Its rules are written like those of a rulebook, but carry neither
//! status, force nor clause: they are the house's own, and can only tighten what the books say. Which books are in force
//! is no policy's to say: a request or a configuration names them.
//!
//! ```toml
//! format = "dunning.policy/1"
//! name = "considerate"
//! guidance = "note"              # what a rule of force guidance does; or "defer"
//! stale_after_s = 86400          # age from which payment data are stale
//! relevance_s = 86400            # longest validity of a message
//!
//! [[rule]]
//! id = "HOUSE-DAY"
//! kind = "WindowCap"
//! note = "one contact a day"
//! max = 1
//! # …
//! ```

use dunning_core::fault::{Fault, Faults};
use dunning_core::policy::{PolicySpec, parse_guidance};
use dunning_core::words::Effect;

use super::rulebook::{Common, rules};
use super::{Format, read_fields};
use crate::BOOKS_ALONE;

/// The format of policies.
pub const FORMAT: Format = Format { name: "dunning.policy", version: 1 };

/// Reads a policy.
///
/// # Errors
/// All faults with path, line and column: those of [`super::rulebook::read`] but for what a house rule doesn't say.
///
/// ```
/// use dunning_wire::format::policy;
/// let spec = policy::read("format = 'dunning.policy/1'\nname = 'plain'\n").unwrap();
/// assert_eq!(spec.stale_after_s, 86_400);
/// ```
pub fn read(text: &str) -> Result<PolicySpec, Faults> {
    read_fields(text, FORMAT, |fields| {
        let name = fields.must("name").parse(own_name);
        let common =
            Common { zone: "UTC".to_owned(), places: Vec::new(), house: Some(name.clone().unwrap_or_default()) };
        // What must be there comes last: by then every field has been read, and its faults noted.
        Some(PolicySpec {
            books: Vec::new(),
            house: rules(fields, &common),
            source: text.to_owned(),
            guidance: fields.take("guidance").parse(parse_guidance).unwrap_or(Effect::Note),
            stale_after_s: fields.take("stale_after_s").count().unwrap_or(PolicySpec::STALE_AFTER_S),
            relevance_s: fields.take("relevance_s").count().unwrap_or(PolicySpec::RELEVANCE_S),
            name: name?,
        })
    })
}

/// A name that doesn't already mean something else.
fn own_name(name: &str) -> Result<String, Fault> {
    if name == BOOKS_ALONE {
        let fault = Fault::new("DATA-POLICY", "", format!("{name:?} names the books alone, without a house policy"));
        return Err(fault.fix("give the policy a name of its own"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_has_a_name_of_its_own() {
        let said = |text: &str| {
            read(text).unwrap_err().iter().map(|fault| (fault.code, fault.path.clone())).collect::<Vec<_>>()
        };
        let head = "format = 'dunning.policy/1'\nstale_after_s = 3600\n";
        assert_eq!(said(head), [("DATA-MISSING", "name".to_owned())]);
        assert_eq!(said(&format!("{head}name = 'none'")), [("DATA-POLICY", "name".to_owned())]);
    }

    #[test]
    fn a_house_rule_says_no_force_of_its_own() {
        let text = "format = 'dunning.policy/1'\nname = 'x'\nguidance = 'withhold'\n[[rule]]\nid = 'H'\nforce = 'law'\n\
                    kind = 'ConsentRequired'\nnote = 'n'\n";
        let said: Vec<_> = read(text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("DATA-FIELD at rule[0].force (line 6, column 9): there is no such field"));
        assert!(said[1].starts_with("DATA-WORD at guidance (line 3, column 12): guidance can't withhold"));
    }
}
