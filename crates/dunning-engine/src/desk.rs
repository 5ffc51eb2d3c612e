//! What the engine works by: policy, strategy, approved templates, and the keys under which personal things are named.

use std::fmt;
use std::sync::Arc;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use dunning_core::audit::PersonKey;
use dunning_core::case::Address;
use dunning_core::codec::Codec;
use dunning_core::digest::Digest;
use dunning_core::fault::Faults;
use dunning_core::id::CustomerId;
use dunning_core::policy::Policy;
use dunning_core::strategy::Strategy;
use dunning_core::template::Templates;
use dunning_core::words::{Channel, Word};
use dunning_store::StoreKey;

use crate::Error;

/// What the engine works by. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// What may be done.
    pub policy: Policy,
    /// What is proposed.
    pub strategy: Strategy,
    /// In which words.
    pub templates: Templates,
    /// How facts are kept.
    pub codec: Arc<dyn Codec>,
    /// Under which keys.
    pub keys: Keys,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("policy", &self.policy.name())
            .field("strategy", &self.strategy.spec().name)
            .finish_non_exhaustive()
    }
}

/// The keys that follow from the store's, one for each purpose, and where fresh keys of persons come from.
#[derive(Clone)]
pub struct Keys {
    /// Under which what belongs to nobody known is named.
    names: PersonKey,
    /// Under which persons' keys are wrapped.
    cipher: Aes256GcmSiv,
    fresh: Arc<Fresh>,
}

/// Gives a new customer's key.
type Fresh = dyn Fn(&CustomerId) -> [u8; 32] + Send + Sync;

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«keys»")
    }
}

impl Keys {
    /// Keys under a store's key. `fresh` gives a new customer's key: 32 bytes from the system's random source. A
    /// demonstration may derive them instead, so that every run of it is the same.
    pub fn new(store: StoreKey, fresh: impl Fn(&CustomerId) -> [u8; 32] + Send + Sync + 'static) -> Self {
        // HMAC under the store's key of what each is for (NIST SP 800-108r1, 4: a key derived by a label).
        let derived = |label: &str| PersonKey::new(*store.expose()).name(label.as_bytes()).0;
        let cipher = Aes256GcmSiv::new(&derived("dunning.wrap/1").into());
        Self { names: PersonKey::new(derived("dunning.name/1")), cipher, fresh: Arc::new(fresh) }
    }

    /// A new key for a customer, wrapped.
    pub(crate) fn enroll(&self, customer: &CustomerId) -> Result<Vec<u8>, Error> {
        let key = (self.fresh)(customer);
        let payload = Payload { msg: &key, aad: customer.as_str().as_bytes() };
        self.cipher.encrypt(&Self::nonce(customer), payload).map_err(|_| Error::PersonKey)
    }

    /// A customer's key, unwrapped.
    pub(crate) fn unwrap(&self, customer: &CustomerId, wrapped: &[u8]) -> Result<PersonKey, Error> {
        let payload = Payload { msg: wrapped, aad: customer.as_str().as_bytes() };
        let key = self.cipher.decrypt(&Self::nonce(customer), payload).map_err(|_| Error::PersonKey)?;
        key.try_into().map(PersonKey::new).map_err(|_| Error::PersonKey)
    }

    /// The token by which an address finds its customers, however it is spelt: it tells nobody the address without the
    /// store's key.
    pub(crate) fn token(&self, channel: Channel, address: &Address) -> Digest {
        // SMS and calls share numbers; a stop by one reaches the person by any. Nobody tells two mail addresses by the case
        // of their letters.
        match channel {
            Channel::Email => self.name("mail", &address.expose().trim().to_lowercase()),
            _ => self.name("number", &digits(address.expose())),
        }
    }

    /// The token by which what outlasts a customer is found: it tells nobody the id without the store's key.
    pub(crate) fn customer(&self, customer: &CustomerId) -> Digest {
        self.name("customer", customer.as_str())
    }

    /// The name under which a line of a suppression has its key: its token and place, which no customer has.
    pub(crate) fn holder(&self, token: Digest, place: usize) -> Result<CustomerId, Error> {
        let name = self.name("suppression", &format!("{token}{place}")).to_string();
        Ok(CustomerId::new(&name).map_err(Faults::from)?)
    }

    /// A name for what belongs to nobody known.
    pub(crate) fn name(&self, space: &str, value: &str) -> Digest {
        self.names.name(format!("{space}:{value}").as_bytes())
    }

    /// One key wraps one message per customer, and AES-GCM-SIV bears a repeated nonce (RFC 8452, 9): the customer's own
    /// digest serves.
    fn nonce(customer: &CustomerId) -> Nonce {
        let digest = Digest::of(customer.as_str().as_bytes());
        let mut nonce = Nonce::default();
        for (to, from) in nonce.iter_mut().zip(digest.0) {
            *to = from;
        }
        nonce
    }
}

/// A telephone number's digits with its country, without the sign or the digits that announce it (ITU-T E.123, E.164: `+`
/// or, in most of the world, `00`). Anything else as it is.
fn digits(address: &str) -> String {
    if address.chars().any(|c| !(c.is_ascii_digit() || "+-() .".contains(c))) {
        return address.to_owned();
    }
    let digits: String = address.chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix("00").map(str::to_owned).unwrap_or(digits)
}

/// The word of a channel, for records.
pub(crate) fn word<W: Word>(word: W) -> &'static str {
    word.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_token_however_it_is_spelt() {
        let keys = Keys::new(StoreKey::new([7; 32]), |_| [9; 32]);
        let token = |channel, text| keys.token(channel, &Address::new(text).unwrap());
        let number = token(Channel::Sms, "+8613800138000");
        for spelt in ["008613800138000", "8613800138000", "+86 138 0013 8000", "+86-138-0013-8000"] {
            assert_eq!(token(Channel::Voice, spelt), number, "{spelt}");
        }
        assert_ne!(token(Channel::Sms, "+8613800138001"), number);
        assert_eq!(token(Channel::Email, "Li@Bank.example"), token(Channel::Email, "li@bank.example"));
        assert_ne!(token(Channel::Im, "li-1"), token(Channel::Im, "li-2"));
    }

    #[test]
    fn a_key_unwraps_for_its_own_customer_alone() {
        let keys = Keys::new(StoreKey::new([7; 32]), |_| [9; 32]);
        let (a, b) = (CustomerId::new("a").unwrap(), CustomerId::new("b").unwrap());
        let wrapped = keys.enroll(&a).unwrap();
        assert_eq!(keys.unwrap(&a, &wrapped).unwrap(), PersonKey::new([9; 32]));
        assert!(keys.unwrap(&b, &wrapped).is_err());
        assert!(!wrapped.windows(4).any(|run| run == [9; 4]));
    }
}
