//! Addresses brought to one spelling: telephone numbers to E.164, by whoever knows numbering plans and is asked here. It
//! holds no plan itself.

use dunning_core::case::{Address, CaseSpec, LocationSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::Fact;
use dunning_core::time::Place;
use dunning_core::words::Channel;

/// A telephone number, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// In E.164, e.g. `+8613800138000`.
    pub address: String,
    /// Where it tells its holder to be, as far as it does.
    pub location: Option<LocationSpec>,
}

/// Knows numbering plans.
pub trait Numbers {
    /// Reads a number as people write it. `country` is that of a number without a country code.
    ///
    /// # Errors
    /// `DATA-NUMBER`, without the number.
    fn read(&self, text: &str, country: Option<Place>) -> Result<Number, Fault>;
}

impl<F: Fn(&str, Option<Place>) -> Result<Number, Fault>> Numbers for F {
    fn read(&self, text: &str, country: Option<Place>) -> Result<Number, Fault> {
        self(text, country)
    }
}

/// Brings the addresses of a case and of facts about it to one spelling, and adds the locations that numbers tell. Where
/// no location tells the country of a number without a country code, it is `country`'s.
pub(super) fn apply(
    case: &mut CaseSpec,
    facts: &mut [Fact],
    country: Option<Place>,
    numbers: &impl Numbers,
    faults: &mut Faults,
) {
    let located = case.customer.locations.iter().find_map(|location| place(location.place.as_deref()));
    let country = located.or(country).map(Place::country);
    for (i, contact) in case.customer.contacts.iter_mut().enumerate() {
        let path = || format!("customer.contacts[{i}].address");
        match contact.channel {
            channel if is_number(channel) => match numbers.read(&contact.address, country) {
                Ok(Number { address, location }) => {
                    contact.address = address;
                    let new = location.filter(|location| !case.customer.locations.contains(location));
                    case.customer.locations.extend(new);
                }
                Err(fault) => faults.extend_under(&path(), fault.into()),
            },
            Channel::Email if !is_mail(&contact.address) => {
                let fault = Fault::new("DATA-ADDRESS", path(), "this is no e-mail address");
                faults.push(fault.fix("write it like name@bank.example"));
            }
            _ => {}
        }
    }
    for (i, preference) in case.customer.preferences.iter_mut().enumerate() {
        let Some(address) = preference.address.as_mut() else { continue };
        if speaks_of_number(preference.channel, address) {
            match numbers.read(address, country) {
                Ok(number) => *address = number.address,
                // Left as it is it would equal no address, and the wish would be void.
                Err(fault) => faults.extend_under(&format!("customer.preferences[{i}].address"), fault.into()),
            }
        }
    }
    for fact in facts {
        let (channel, slot, list) = match fact {
            Fact::Consent(consent) => (consent.channel, &mut consent.address, "consents"),
            Fact::Event(event) => (Some(event.channel), &mut event.address, "history"),
            Fact::Artifact(artifact) => (None, &mut artifact.address, "artifacts"),
            _ => continue,
        };
        let Some(address) = slot.as_ref().filter(|address| speaks_of_number(channel, address.expose())) else {
            continue;
        };
        match numbers.read(address.expose(), country).and_then(|number| Address::new(&number.address)) {
            Ok(address) => *slot = Some(address),
            Err(fault) => faults.extend_under(&format!("{list}.address"), fault.into()),
        }
    }
}

/// The place of a code, if it is one.
pub(super) fn place(code: Option<&str>) -> Option<Place> {
    code.and_then(|code| Place::parse(code).ok())
}

/// Channels whose addresses are telephone numbers.
pub(super) const fn is_number(channel: Channel) -> bool {
    matches!(channel, Channel::Voice | Channel::AiVoice | Channel::Prerecorded | Channel::Sms | Channel::Fax)
}

/// Whether an address is a number: by its channel, or, where none is said, by its signs.
pub(super) fn speaks_of_number(channel: Option<Channel>, address: &str) -> bool {
    let signs = || address.bytes().all(|b| b.is_ascii_digit() || b"+-() .".contains(&b));
    channel.map_or_else(signs, is_number)
}

/// Whether a text has the shape of a mail address: something on either side of one `@`, no space.
pub(super) fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}
