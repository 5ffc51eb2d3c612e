//! Names of things: one type per noun, 1 to 128 bytes of UTF-8, compared bytewise. Names that customers or their
//! contracts carry are personal: their `Debug` is masked.

use std::fmt;
use std::sync::Arc;

use crate::digest::Digest;
use crate::fault::Fault;

/// Longest id in bytes (the house's own choice; long enough for UUIDs, URNs and hex digests with a prefix).
pub const ID_BYTES_MAX: usize = 128;

fn parse(text: &str) -> Result<Arc<str>, Fault> {
    if text.is_empty() {
        return Err(Fault::new("DATA-ID", "", "an id is empty").fix("give 1 to 128 bytes of UTF-8"));
    }
    if text.len() > ID_BYTES_MAX {
        return Err(
            Fault::new("DATA-ID", "", format!("an id has {} bytes", text.len())).fix("at most 128 bytes of UTF-8")
        );
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::new("DATA-ID", "", "an id holds a control character"));
    }
    Ok(Arc::from(text))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $debug:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads an id.
            ///
            /// # Errors
            /// `DATA-ID` when it is empty, longer than 128 bytes, or holds a control character.
            pub fn new(text: &str) -> Result<Self, Fault> {
                parse(text).map(Self)
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let show: fn(&str, &mut fmt::Formatter<'_>) -> fmt::Result = $debug;
                show(&self.0, f)
            }
        }
    };
}

fn masked(_: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("«id»")
}

fn plain(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(text)
}

id!(/// A customer: who owes. Personal.
    CustomerId, masked);
id!(/// One debt of a customer. Personal.
    DebtId, masked);
id!(/// The account a debt stands under (several debts may share one). Personal.
    AccountId, masked);
id!(/// A claim in the sense of Korean law (개인금융채권). Personal.
    ClaimId, masked);
id!(/// The key of one message, given by the caller: the same key is never handed over twice. Personal, as it may be
    /// made of a customer's id.
    MessageKey, masked);
id!(/// A payment, as the lender or its bank names it. Personal.
    PaymentId, masked);
id!(/// A firm: the creditor, an agency, a debt buyer, a servicer.
    FirmId, plain);
id!(/// A rule of a book, by the `rule_id` it is filed under, e.g. `CN-GBT-HOURS`.
    RuleId, plain);
id!(/// A rulebook, e.g. `cn` or `us-fed`.
    BookId, plain);
id!(/// A calendar of holidays and moved workdays, e.g. `CN` or `US-6103a`.
    CalendarId, plain);
id!(/// A template bundle's template, e.g. `early.gentle`.
    TemplateId, plain);
id!(/// A step of a cadence, e.g. `early.1`.
    StepId, plain);

impl MessageKey {
    /// The key that a digest is, in hex.
    pub fn of(digest: Digest) -> Self {
        Self(Arc::from(digest.to_string()))
    }
}

macro_rules! public_id_display {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
public_id_display!(FirmId, RuleId, BookId, CalendarId, TemplateId, StepId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_the_contract() {
        assert!(CustomerId::new("").is_err());
        assert!(CustomerId::new(&"x".repeat(128)).is_ok());
        assert!(CustomerId::new(&"x".repeat(129)).is_err());
        assert!(CustomerId::new("a\nb").is_err());
    }

    #[test]
    fn personal_ids_do_not_print() {
        assert_eq!(format!("{:?}", CustomerId::new("13800138000").unwrap()), "«id»");
        assert_eq!(format!("{:?}", RuleId::new("CN-GBT-HOURS").unwrap()), "CN-GBT-HOURS");
    }
}
