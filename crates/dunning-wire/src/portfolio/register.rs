//! A register of opt-outs: who must not be contacted, by customer or by address, a row each, in the words of the consent
//! ledger. What is written is read back as it was. It knows no file, no encoding and no numbering plan.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use dunning_core::case::Address;
use dunning_core::fault::{Fault, Faults, Place as At, nearest};
use dunning_core::history::Consent;
use dunning_core::id::CustomerId;
use dunning_core::time::{Place, Zone};
use dunning_core::words::{Channel, ConsentState};

use super::cell::{self, DayOrder};
use super::mapping::{REJECT, fold, is_reserved};
use super::numbers::{Numbers, is_mail, is_number, speaks_of_number};
use crate::fields;
use crate::request::facts::consent;
use crate::value::{Table, Value};
use crate::write;

/// The columns of a register, in the order in which it is written. The row names a customer, an address, or both.
pub const REGISTER: [&str; 13] = [
    "customer.id",
    "channel",
    "address",
    "purpose",
    "at",
    "state",
    "about",
    "form",
    "wording",
    "source",
    "proof",
    "until",
    "window",
];

/// What lists call these columns otherwise.
const OTHERWISE: [(&str, &str); 20] = [
    ("客户号", "customer.id"),
    ("客户编号", "customer.id"),
    ("渠道", "channel"),
    ("手机号", "address"),
    ("手机号码", "address"),
    ("电话号码", "address"),
    ("号码", "address"),
    ("邮箱", "address"),
    ("地址", "address"),
    ("phone", "address"),
    ("number", "address"),
    ("email", "address"),
    ("用途", "purpose"),
    ("时间", "at"),
    ("退订时间", "at"),
    ("形式", "form"),
    ("原话", "wording"),
    ("来源", "source"),
    ("凭证", "proof"),
    ("date", "at"),
];

/// What lists call channels.
const CHANNELS: [(&str, &str); 5] =
    [("短信", "sms"), ("电话", "voice"), ("邮件", "email"), ("电子邮件", "email"), ("信函", "letter")];

/// What rows are read with.
#[derive(Debug, Clone)]
pub struct RegisterSetting {
    /// The instant of a row that names none, after which nothing can have been said.
    pub now: DateTime<Utc>,
    /// The country of a number without a country code.
    pub country: Option<Place>,
    /// Whose clocks an instant without an offset is by.
    pub zone: Option<Zone>,
}

/// A row of a register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose it is; the address's, whoever holds it, when nobody is named.
    pub customer: Option<CustomerId>,
    /// What was said.
    pub line: Consent,
    /// Whether the row says when.
    pub dated: bool,
}

/// The header of a CSV register.
#[derive(Debug, Clone)]
pub struct RegisterHeader(Vec<Option<(&'static str, String)>>);

impl RegisterHeader {
    /// Binds a header.
    ///
    /// # Errors
    /// All faults, each with its place in line 1, columns counted by cells: `DATA-COLUMN` for a column that is unknown,
    /// `DATA-DUPLICATE` for two that say the same, `DATA-HEADER` for a header with neither customer nor address.
    pub fn new(header: &[&str]) -> Result<Self, Faults> {
        let mut bound: Vec<Option<(&'static str, String)>> = Vec::with_capacity(header.len());
        let mut faults = Faults::new();
        // A list without a header begins with somebody's number: nothing of it is shown.
        if header.iter().all(|name| column(name).is_err()) {
            let fault = Fault::new("DATA-HEADER", "", "the first line is no header: none of its columns is known");
            let fault = fault.fix(format!("begin the file with a line of column names: {}", REGISTER.join(", ")));
            return Err(fault.at(Some(At { line: 1, column: 1 })).into());
        }
        for (index, name) in header.iter().enumerate() {
            let place = Some(At { line: 1, column: u32::try_from(index + 1).unwrap_or(u32::MAX) });
            match column(name) {
                Ok(Some(path)) if bound.iter().flatten().any(|(known, _)| *known == path) => {
                    let message = format!("another column is {path} already");
                    faults.push(Fault::new("DATA-DUPLICATE", *name, message).fix("leave one of them out").at(place));
                }
                Ok(column) => bound.push(column.map(|path| (path, (*name).to_owned()))),
                Err(fault) => faults.push(fault.at(place)),
            }
        }
        let names = |path: &str| bound.iter().flatten().any(|(known, _)| *known == path);
        if faults.is_empty() && !names("customer.id") && !names("address") {
            let fault = Fault::new("DATA-HEADER", "", "the header names neither customer.id nor address");
            faults.push(fault.fix("begin the file with a line of column names").at(Some(At { line: 1, column: 1 })));
        }
        faults.or(Self(bound))
    }

    /// The column that a path came from: its place among the cells, from 0, and its header.
    pub fn column(&self, path: &str) -> Option<(usize, &str)> {
        let mut columns = self.0.iter().enumerate();
        columns.find_map(|(index, bound)| {
            bound.as_ref().filter(|(known, _)| *known == path).map(|(_, header)| (index, header.as_str()))
        })
    }

    /// The path of a column; nothing for one that is passed over.
    pub fn path(&self, index: usize) -> Option<&'static str> {
        self.0.get(index)?.as_ref().map(|(path, _)| *path)
    }

    /// Reads a row of cells.
    ///
    /// # Errors
    /// All faults of its cells, each with its column's path; `DATA-ROW` for a row of more or fewer cells than the header.
    pub fn row<'c>(
        &self,
        cells: impl ExactSizeIterator<Item = &'c str>,
        setting: &RegisterSetting,
        numbers: &impl Numbers,
    ) -> Result<Entry, Faults> {
        if cells.len() != self.0.len() {
            let message = format!("this row has {} cells, the header has {}", cells.len(), self.0.len());
            let fault = Fault::new("DATA-ROW", "", message);
            return Err(fault.fix("quote cells that hold a comma or a line's end").into());
        }
        let mut table = Table::default();
        for (bound, text) in self.0.iter().zip(cells) {
            let Some((path, _)) = bound else { continue };
            // What somebody wrote is kept as it was written.
            let text = if *path == "wording" { text } else { cell::trimmed(text) };
            if !cell::trimmed(text).is_empty() {
                if matches!(*path, "customer.id" | "address") {
                    cell::refuse_scientific(text).map_err(|fault| Fault { path: (*path).to_owned(), ..fault })?;
                }
                let otherwise = || CHANNELS.iter().find(|(name, _)| *path == "channel" && *name == text);
                let text = otherwise().map_or(text, |(_, channel)| *channel);
                table.fields.insert(Cow::Borrowed(*path), Value::Text(Cow::Borrowed(text)));
            }
        }
        entry(table, setting, numbers)
    }
}

/// Reads a line of JSON.
///
/// # Errors
/// All faults of its fields; `DATA-SYNTAX` for what is no JSON.
pub fn register_line(line: &str, setting: &RegisterSetting, numbers: &impl Numbers) -> Result<Entry, Faults> {
    match Value::parse(line)? {
        Value::Table(mut table) => {
            table.fields.remove(REJECT);
            entry(table, setting, numbers)
        }
        _ => Err(Fault::new("DATA-TYPE", "", "a line is one JSON object").into()),
    }
}

/// A row as it is written: as an object, its fields those of [`REGISTER`].
pub fn register_value(customer: Option<&CustomerId>, line: &Consent) -> Value<'static> {
    let mut value = write::consent(line);
    if let (Value::Table(table), Some(customer)) = (&mut value, customer) {
        table.fields.insert(Cow::Borrowed("customer.id"), Value::Text(Cow::Owned(customer.as_str().to_owned())));
    }
    value
}

/// Which of [`REGISTER`] a header is; nothing for what a rejects file adds.
fn column(header: &str) -> Result<Option<&'static str>, Fault> {
    let folded = fold(header);
    if is_reserved(&folded) {
        return Ok(None);
    }
    let otherwise = || OTHERWISE.iter().find(|(name, _)| fold(name) == folded).map(|(_, path)| *path);
    let found = REGISTER.into_iter().find(|path| *path == folded).or_else(otherwise);
    found.map(Some).ok_or_else(|| {
        let fault = Fault::new("DATA-COLUMN", header, "there is no such column in a register of opt-outs");
        match nearest(&folded, REGISTER) {
            Some(near) => fault.fix(format!("did you mean {near:?}?")),
            None => fault.fix(format!("one of: {}", REGISTER.join(", "))),
        }
    })
}

fn entry(mut table: Table<'_>, setting: &RegisterSetting, numbers: &impl Numbers) -> Result<Entry, Faults> {
    let mut faults = Faults::new();
    let dated = date(&mut table, setting).unwrap_or_else(|fault| {
        faults.push(Fault { path: "at".to_owned(), ..fault });
        let now = setting.now.to_rfc3339_opts(SecondsFormat::Secs, true);
        table.fields.insert(Cow::Borrowed("at"), Value::Text(Cow::Owned(now)));
        true
    });
    table.fields.or_insert_with(Cow::Borrowed("state"), || Value::Text(Cow::Borrowed("withdrawn")));
    let (read, wrong) = fields::read(&Value::Table(table), |fields| {
        (fields.take("customer.id").parse(CustomerId::new), consent(fields))
    });
    wrong.into_iter().for_each(|fault| faults.push(fault));
    let (customer, line) = read.unwrap_or_default();
    let Some(line) = line.map(|line| normalised(line, setting, numbers, &mut faults)) else { return Err(faults) };
    if line.state == ConsentState::Granted {
        let fault = Fault::new("DATA-WORD", "state", "a register of opt-outs holds no consent");
        faults.push(fault.fix("an opt-out is ended by `dunning optout lift`, with its evidence"));
    }
    if customer.is_none() && line.address.is_none() && faults.is_empty() {
        let fault = Fault::new("DATA-MISSING", "address", "this row names neither a customer nor an address");
        faults.push(fault.fix("fill one of them"));
    }
    faults.or(Entry { customer, line, dated })
}

/// Brings the row's instant to the contract's way of writing, or says that of reading; whether the row names one.
fn date(table: &mut Table<'_>, setting: &RegisterSetting) -> Result<bool, Fault> {
    let (at, dated) = match table.fields.get("at") {
        None | Some(Value::Null) => (setting.now, false),
        Some(Value::Text(text)) => {
            let read = cell::instant(text, DayOrder::Year, setting.zone.as_ref());
            let at = read.map_err(|fault| match fault.code {
                "DATA-INSTANT" => Fault::new("DATA-INSTANT", "", "this instant has no offset, and no zone is said")
                    .fix("write it like 2026-04-07T10:00:00+08:00, or name its clocks by --zone"),
                _ => fault,
            })?;
            (at, true)
        }
        Some(_) => return Ok(true),
    };
    if at > setting.now {
        let fault = Fault::new("DATA-FUTURE", "", "this was said after the instant of reading");
        return Err(fault.fix("an opt-out is of the past: check day and offset"));
    }
    let text = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    table.fields.insert(Cow::Borrowed("at"), Value::Text(Cow::Owned(text)));
    Ok(dated)
}

/// The line with its address in one spelling.
fn normalised(line: Consent, setting: &RegisterSetting, numbers: &impl Numbers, faults: &mut Faults) -> Consent {
    let Some(address) = &line.address else { return line };
    let read = address_of(line.channel, address.expose(), setting.country, numbers);
    match read {
        Ok(address) => Consent { address: Some(address), ..line },
        Err(fault) => {
            faults.push(Fault { path: "address".to_owned(), ..fault });
            line
        }
    }
}

/// An address in the spelling in which portfolios are kept: telephone numbers in E.164.
///
/// # Errors
/// `DATA-NUMBER` and `DATA-ADDRESS`, without the address.
pub fn address_of(
    channel: Option<Channel>,
    text: &str,
    country: Option<Place>,
    numbers: &impl Numbers,
) -> Result<Address, Fault> {
    let mail = channel.map_or_else(|| text.contains('@'), |channel| channel == Channel::Email);
    if mail && !is_mail(text) {
        let fault = Fault::new("DATA-ADDRESS", "", "this is no e-mail address");
        return Err(fault.fix("write it like name@bank.example"));
    }
    if channel.is_some_and(is_number) || (!mail && speaks_of_number(channel, text)) {
        return Address::new(&numbers.read(text, country.map(Place::country))?.address);
    }
    Address::new(text)
}

/// The cells of a written row, in the order of [`REGISTER`].
pub fn register_cells(value: &Value<'_>) -> Vec<String> {
    let text = |path: &&str| value.field(path).and_then(Value::as_text).unwrap_or_default().to_owned();
    REGISTER.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use dunning_core::words::Purpose;

    use super::super::Number;
    use super::*;

    const SEEN: &str = "2026-11-24T09:00:00+08:00";

    fn setting() -> RegisterSetting {
        let country = Some(Place::parse("CN").unwrap());
        RegisterSetting { now: SEEN.parse().unwrap(), country, zone: None }
    }

    /// A plan that knows the numbers of one country.
    fn numbers(text: &str, country: Option<Place>) -> Result<Number, Fault> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match (digits.len(), country.map(|country| country.as_str().to_owned())) {
            (11, Some(country)) if country == "CN" => Ok(Number { address: format!("+86{digits}"), location: None }),
            (13, _) => Ok(Number { address: format!("+{digits}"), location: None }),
            _ => Err(Fault::new("DATA-NUMBER", "", "this is no telephone number")),
        }
    }

    fn rows(text: &str) -> Vec<Result<Entry, Vec<String>>> {
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = RegisterHeader::new(&lines.next().unwrap()).unwrap();
        let said = |faults: Faults| faults.iter().map(ToString::to_string).collect();
        lines.map(|cells| header.row(cells.into_iter(), &setting(), &numbers).map_err(said)).collect()
    }

    #[test]
    fn lists_as_people_keep_them_are_read() {
        let read =
            rows("手机号,渠道,退订时间,来源\n138 0013 8000,短信,2026-11-20T10:00:00+08:00,12321\n13900139000,,,\n");
        let [Ok(first), Ok(second)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(first.line.address.as_ref().unwrap().expose(), "+8613800138000");
        assert_eq!((first.line.at.to_rfc3339(), first.dated), ("2026-11-20T02:00:00+00:00".to_owned(), true));
        assert_eq!(first.line.channel, Some(Channel::Sms));
        assert_eq!((first.line.source.as_deref(), first.line.state), (Some("12321"), ConsentState::Withdrawn));
        assert_eq!((second.line.at, second.dated, &second.customer), (SEEN.parse().unwrap(), false, &None));
    }

    #[test]
    fn what_is_wrong_says_where() {
        let read = rows(
            "customer.id,address,channel,purpose,state,at\n,,,,,\nC1,,smss,,,\n,123,,,,\nC1,,,,granted,\n\
             C1,,,,,2026-11-25\nC1,,,marketing,,\n1.38E+10,,,,,\n",
        );
        let said: Vec<String> =
            read.iter().map(|row| row.as_ref().map_or_else(|why| why.join(" | "), |_| String::new())).collect();
        assert_eq!(
            said,
            [
                "DATA-MISSING at address: this row names neither a customer nor an address; fill one of them",
                "DATA-WORD at channel: no known channel; did you mean \"sms\"?",
                "DATA-NUMBER at address: this is no telephone number",
                "DATA-WORD at state: a register of opt-outs holds no consent; an opt-out is ended by `dunning optout lift`, \
                 with its evidence",
                "DATA-INSTANT at at: this instant has no offset, and no zone is said; write it like \
                 2026-04-07T10:00:00+08:00, or name its clocks by --zone",
                "",
                "DATA-SCIENTIFIC at customer.id: a spreadsheet wrote this number in scientific notation and lost digits; \
                 format the column as text there and export it again",
            ]
        );
        let header = |names: &[&str]| RegisterHeader::new(names).unwrap_err().to_string();
        assert_eq!(
            header(&["at", "adress"]),
            "DATA-COLUMN at adress (line 1, column 2): there is no such column in a register of opt-outs; did you mean \
             \"address\"?"
        );
        assert_eq!(
            header(&["手机号", "phone"]),
            "DATA-DUPLICATE at phone (line 1, column 2): another column is address already; leave one of them out"
        );
        assert_eq!(
            header(&["at"]),
            "DATA-HEADER (line 1, column 1): the header names neither customer.id nor address; begin the file with a line of column names"
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        let line = Consent {
            channel: Some(Channel::Email),
            address: Some(Address::new("a@b.example").unwrap()),
            purpose: Some(Purpose::Marketing),
            wording: Some(dunning_core::pii::Pii::new(" no, \"thanks\"\n".to_owned())),
            source: Some("letter of 20 November".to_owned()),
            until: Some(dunning_core::time::Moment::Day("2030-01-31".parse().unwrap())),
            ..Consent::new("2026-11-20T02:00:00Z".parse().unwrap(), ConsentState::Refused)
        };
        let customer = CustomerId::new("张三").unwrap();
        let value = register_value(Some(&customer), &line);
        let again = |entry: Entry| register_value(entry.customer.as_ref(), &entry.line).to_json();
        assert_eq!(again(register_line(&value.to_json(), &setting(), &numbers).unwrap()), value.to_json());
        let cells = register_cells(&value);
        let header = RegisterHeader::new(&REGISTER).unwrap();
        let read = header.row(cells.iter().map(String::as_str), &setting(), &numbers).unwrap();
        assert_eq!(again(read), value.to_json());
    }
}
