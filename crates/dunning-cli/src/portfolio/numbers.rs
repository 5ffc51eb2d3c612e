//! Telephone numbers by the numbering plans of libphonenumber. It tells a place only where a number does.

use dunning_core::case::LocationSpec;
use dunning_core::fault::Fault;
use dunning_core::time::{Place, ZoneTable};
use dunning_core::words::Evidence;
use dunning_wire::portfolio::{Number, Numbers};
use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber};

/// The numbering plans, and which countries have one clock.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    zones: ZoneTable,
}

impl Plan {
    /// Numbers, with the zones of places.
    pub(crate) const fn new(zones: ZoneTable) -> Self {
        Self { zones }
    }

    /// Where a number tells its holder to be: the country, where all its clocks agree. A mobile number of a country with
    /// several zones tells none of them.
    fn location(&self, country: &str) -> Option<LocationSpec> {
        let place = Place::parse(country).ok()?;
        let one = self.zones.zones_of(place).len() == 1;
        let place = Some(place.as_str().to_owned());
        one.then_some(LocationSpec { place, zone: None, evidence: Evidence::Number, since: None })
    }
}

impl Numbers for Plan {
    fn read(&self, text: &str, country: Option<Place>) -> Result<Number, Fault> {
        let fault = |why: &str| Fault::new("DATA-NUMBER", "", why.to_owned()).fix("write it like +86 138 0013 8000");
        if let Some(national) = chinese_mobile(text, country) {
            return Ok(Number { address: format!("+86{national}"), location: self.location("CN") });
        }
        // A number that names its country is of no other.
        let country = country.filter(|_| !text.starts_with('+'));
        let code = country.map(|country| country.as_str().parse());
        let code = code.transpose().map_err(|_| fault("no numbering plan is known for this country"))?;
        if code.is_none() && !text.starts_with('+') {
            return Err(fault("this number has no country code, and no country is said for it"));
        }
        let number = phonenumber::parse(code, text).map_err(|_| fault("this is no telephone number"))?;
        if !is_possible(&number) {
            return Err(fault("the numbering plan has no such number"));
        }
        if number.extension().is_some() {
            return Err(fault("this number has an extension"));
        }
        let address = number.format().mode(Mode::E164).to_string();
        let location = number.country().id().and_then(|id| self.location(id.as_ref()));
        Ok(Number { address, location })
    }
}

/// Whether the plan of the number's country code has numbers of such length and beginning. Which of them are given out is
/// the network's to say: plans grow, and numbers kept for fiction (07700 900123) are none of a plan's kinds.
fn is_possible(number: &PhoneNumber) -> bool {
    let national = number.national().to_string();
    let plans = DATABASE.by_code(&number.country().code()).unwrap_or_default();
    plans.iter().any(|plan| plan.descriptors().general().is_match(&national))
}

/// The eleven digits of a mobile number of China, written without a space or sign but its country code: the bulk of a
/// Chinese portfolio, for which the plan needn't be asked (工信部: 1 and a digit from 3 to 9 begin it).
fn chinese_mobile(text: &str, country: Option<Place>) -> Option<&str> {
    let national = match text.strip_prefix("+86") {
        Some(national) => national,
        None if country.is_some_and(|country| country.as_str() == "CN") => text,
        None => return None,
    };
    let digits = national.len() == 11 && national.bytes().all(|byte| byte.is_ascii_digit());
    let mobile = matches!(national.as_bytes(), [b'1', b'3'..=b'9', ..]);
    (digits && mobile).then_some(national)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, country: &str) -> Result<(String, Option<String>), String> {
        let plan = Plan::new(ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap());
        let country = (!country.is_empty()).then(|| Place::parse(country).unwrap());
        let read = plan.read(text, country).map_err(|fault| fault.message)?;
        Ok((read.address, read.location.and_then(|location| location.place)))
    }

    #[test]
    fn numbers_come_to_one_spelling_and_tell_a_place_where_they_can() {
        let known = |text, country, address: &str, place: Option<&str>| {
            assert_eq!(read(text, country), Ok((address.to_owned(), place.map(str::to_owned))), "{text}");
        };
        known("13800138000", "CN", "+8613800138000", Some("CN"));
        known("+8613800138000", "", "+8613800138000", Some("CN"));
        known("+86 138-0013-8000", "US", "+8613800138000", Some("CN"));
        known("010-88886666", "CN", "+861088886666", Some("CN"));
        known("0912345678", "TW", "+886912345678", Some("TW"));
        // The number that libphonenumber gives as an example of the United Kingdom's, which has one zone.
        known("07400 123456", "GB", "+447400123456", Some("GB"));
        // Ofcom keeps 07700 900000 to 900999 for fiction.
        known("07700 900123", "GB", "+447700900123", None);
        // A mobile number of Australia tells none of its zones.
        known("0412 345 678", "AU", "+61412345678", None);
    }

    #[test]
    fn what_is_no_number_says_so_without_it() {
        for (text, country, why) in [
            ("5550143", "", "this number has no country code, and no country is said for it"),
            ("00000138000", "CN", "the numbering plan has no such number"),
            ("张三", "CN", "this is no telephone number"),
            ("+999 1234567", "", "this is no telephone number"),
        ] {
            assert_eq!(read(text, country), Err(why.to_owned()), "{text}");
        }
    }
}
