//! Rows as a lender writes them, and what they become.

use std::collections::BTreeSet;

use dunning_core::case::{CaseSpec, CreditorSpec, LocationSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::Fact;
use dunning_core::id::BookId;
use dunning_core::time::Place;
use dunning_core::words::{Channel, Evidence, HoldCause};

use super::*;
use crate::testing::zones;

fn reader(mapping: Mapping, content: Content) -> Reader {
    let common = CaseSpec {
        as_of: Some("2026-11-24T01:00:00Z".parse().unwrap()),
        creditor: CreditorSpec { id: "bank".into(), name: Some("云山银行".into()), ..CreditorSpec::default() },
        ..CaseSpec::default()
    };
    let books = vec![BookId::new("cn").unwrap()];
    let now = common.as_of;
    Reader::new(mapping, Setting { content, common, zones: zones(), books, now }).unwrap()
}

/// A numbering plan of one rule: eleven digits are a Chinese mobile number, which tells the country.
fn numbers(text: &str, country: Option<Place>) -> Result<Number, Fault> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").unwrap_or(&digits);
    if national.len() != 11 || country.is_some_and(|country| country.as_str() != "CN") {
        return Err(Fault::new("DATA-NUMBER", "", "this is no telephone number").fix("write it like +8613800138000"));
    }
    let location = LocationSpec { place: Some("CN".into()), zone: None, evidence: Evidence::Number, since: None };
    Ok(Number { address: format!("+86{national}"), location: Some(location) })
}

/// Rows of a comma-separated text without quotes, joined as one customer's.
fn joined(reader: &Reader, text: &str) -> Result<Household, Vec<RowFault>> {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let layout = reader.layout(&lines.next().unwrap()).unwrap();
    household(lines.map(|cells| reader.row(&layout, cells.into_iter(), &numbers)).collect())
}

fn told(faults: Vec<RowFault>) -> Vec<String> {
    faults.iter().map(|RowFault { row, fault }| format!("{row} {fault}")).collect()
}

fn said(faults: Faults) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

const CHINESE: &str = "\
客户号,姓名,手机号,借据号,币种,逾期金额（元）,应还金额,应还日,产品,数据日期,性别
C1,张三,13800138000,D1,人民币,1234.5,8000,2026/10/8,信用卡,2026年11月24日,男
C1,张三,138 0013 8000,D2,CNY,20.00,,20261101,消费贷,2026-11-24 08:00,男";

#[test]
fn usual_chinese_rows_make_one_case() {
    let household = joined(&reader(Mapping::chinese().unwrap(), Content::Portfolio), CHINESE).unwrap();
    let case = household.case.unwrap();
    assert_eq!(household.customer.as_str(), "C1");
    // The older of the two: 24 November in Shanghai begins at 16:00 the day before in UTC.
    assert_eq!(case.as_of().unwrap().to_rfc3339(), "2026-11-23T16:00:00+00:00");
    assert_eq!(case.creditor().name.as_deref(), Some("云山银行"));
    let customer = case.customer();
    assert_eq!(customer.name.as_ref().unwrap().expose(), "张三");
    assert_eq!(customer.locale.as_ref().unwrap().as_str(), "zh-CN");
    assert_eq!(customer.contacts.len(), 1);
    assert_eq!(customer.contact(Channel::Sms).unwrap().address.expose(), "+8613800138000");
    assert_eq!(customer.locations.len(), 1);
    assert_eq!(customer.locations[0].evidence, Evidence::Number);
    let debts: Vec<String> = case
        .debts()
        .iter()
        .map(|debt| format!("{} {} {} {:?}", debt.id.as_str(), debt.arrears, debt.due_date, debt.product))
        .collect();
    assert_eq!(
        debts,
        ["D1 1234.50 CNY 2026-10-08 Some(\"credit_card\")", "D2 20.00 CNY 2026-11-01 Some(\"consumer_loan\")"]
    );
    assert_eq!(case.debts()[0].outstanding.unwrap().to_string(), "8000.00 CNY");
}

#[test]
fn what_is_due_in_all_is_the_arrears_where_no_column_says_so() {
    let text = "客户号,借据号,应还金额,应还日\nC1,D1,88.00,2026/10/8";
    let case = joined(&reader(Mapping::chinese().unwrap(), Content::Portfolio), text).unwrap().case.unwrap();
    assert_eq!(case.debts()[0].arrears.to_string(), "88.00 CNY");
    assert!(case.debts()[0].outstanding.is_none());
}

const IDENTITY: &str = "\
customer.id,customer.kind,customer.locale,customer.contacts.email,customer.locations.place,customer.locations.zone,id,currency,arrears,due_date,parts.principal,parts.late_fee,cause,facts.disputed,upcoming.amount,upcoming.due_date
p1,person,en-US,jane@example.com,US-IL,America/Chicago,A,USD,120.00,2026-10-01,100.00,20.00,minimum_unpaid,no,40.00,2026-12-01";

#[test]
fn paths_are_columns() {
    let case = joined(&reader(Mapping::identity(), Content::Portfolio), IDENTITY).unwrap().case.unwrap();
    let debt = &case.debts()[0];
    assert_eq!((debt.parts.len(), debt.facts.disputed), (2, Some(false)));
    assert_eq!(debt.upcoming.unwrap().amount.to_string(), "40.00 USD");
    let location = &case.customer().locations[0];
    assert_eq!((location.zone.as_deref(), location.evidence), (Some("America/Chicago"), Evidence::Address));
}

/// What stands in the row, what is put in its place, and all faults.
const SPOILT: &[(&str, &str, &[&str])] = &[
    ("120.00", "-120.00", &["0 DATA-AMOUNT at arrears: an amount is negative; a credit is no arrears: write 0"]),
    (
        "120.00",
        "1.2E+10",
        &[
            "0 DATA-SCIENTIFIC at arrears: a spreadsheet wrote this number in scientific notation and lost digits; format the column as text there and export it again",
        ],
    ),
    (
        ",20.00",
        ",21.00",
        &["0 DATA-PARTS at parts: the parts sum to 121.00, the arrears are 120.00; parts sum to the arrears"],
    ),
    (
        ",20.00",
        ",20.001",
        &[
            "0 DATA-AMOUNT at parts.late_fee: an amount is finer than its currency's minor unit; write an amount like 1280.50 or 1,280.50",
            "0 DATA-PARTS at parts: the parts sum to 100.00, the arrears are 120.00; parts sum to the arrears",
        ],
    ),
    (
        "jane@",
        "ja\u{7}ne@",
        &[
            "0 DATA-CONTROL at customer.contacts.email: this cell holds a line's end or another control character; one row a line; a quote may be open",
        ],
    ),
    ("USD", "USB", &["0 DATA-CURRENCY at currency: no ISO 4217 currency; did you mean USD?"]),
    (
        "America/Chicago",
        "America/Chicgo",
        &["0 DATA-ZONE at customer.locations.zone: no zone that the zone data know; did you mean \"America/Chicago\"?"],
    ),
    (
        "2026-10-01",
        "2027-10-01",
        &[
            "0 DATA-DUE-DATE at due_date: a debt in arrears falls due after the instant of its data; arrears are what is overdue; what falls due later is `upcoming`",
        ],
    ),
    (
        "jane@example.com",
        "jane at example",
        &["0 DATA-ADDRESS at customer.contacts.email: this is no e-mail address; write it like name@bank.example"],
    ),
    ("p1,", ",", &["0 DATA-MISSING at customer.id: this cell is empty"]),
    (",A,", ",,", &["0 DATA-MISSING at id: this cell is empty"]),
    ("person", "张三", &["0 DATA-WORD at customer.kind: no known customer kind; one of: person, company"]),
    ("2026-12-01", "", &["0 DATA-MISSING at upcoming.due_date: what falls due next has an amount and a day"]),
    (
        "p1,person",
        "p1,person,more",
        &["0 DATA-ROW: this row has 17 cells, the header has 16; quote cells that hold a comma or a line's end"],
    ),
];

#[test]
fn each_spoilt_cell_says_where_and_what_was_meant() {
    let reader = reader(Mapping::identity(), Content::Portfolio);
    for (from, to, expected) in SPOILT {
        assert!(IDENTITY.contains(from), "{from}");
        let at = IDENTITY.rfind(from).unwrap();
        let text = format!("{}{to}{}", &IDENTITY[..at], &IDENTITY[at + from.len()..]);
        assert_eq!(told(joined(&reader, &text).unwrap_err()), *expected);
    }
}

#[test]
fn rows_that_disagree_and_their_companions_stay_out_together() {
    let reader = reader(Mapping::chinese().unwrap(), Content::Portfolio);
    let faults = told(
        joined(&reader, &CHINESE.replace("138 0013 8000", "13900139000").replace("张三,139", "李四,139")).unwrap_err(),
    );
    assert_eq!(
        faults,
        [
            "0 DATA-COMPANION: another row of this customer is at fault; mend it, and read all rows of the customer again",
            "1 DATA-DISAGREES at customer.name: an earlier row of this customer says another customer.name; rows of one customer say the same of the customer",
            "1 DATA-DISAGREES at customer.contacts.sms: an earlier row of this customer says another customer.contacts.sms; rows of one customer say the same of the customer",
        ]
    );
    let twice = told(joined(&reader, &CHINESE.replace("D2", "D1")).unwrap_err());
    assert_eq!(
        twice[1],
        "1 DATA-DUPLICATE at id: a debt of this id stands here already; give each debt an id of its own"
    );
    assert!(twice[0].starts_with("0 DATA-COMPANION"));
}

#[test]
fn headers_are_refused_with_what_was_meant() {
    let refused =
        |reader: &Reader, header: &str| said(reader.layout(&header.split(',').collect::<Vec<_>>()).unwrap_err());
    let chinese = reader(Mapping::chinese().unwrap(), Content::Portfolio);
    assert_eq!(
        refused(&chinese, "客户号,借据号,逾期金额,应还日,手机号吗,到期日"),
        [
            "DATA-COLUMN at 手机号吗 (line 1, column 5): there is no such column; did you mean \"手机号\"?",
            "DATA-DUPLICATE at 到期日 (line 1, column 6): this column and \"应还日\" both fill due_date; list one of them under `ignored`",
        ]
    );
    assert_eq!(
        refused(&chinese, "客户号,借据号,应还日"),
        [
            "DATA-HEADER (line 1, column 1): the header lacks arrears; add a column, or map one, or say it once under the mapping's `constants`"
        ]
    );
    // A row of data in the header's place isn't quoted.
    assert_eq!(
        refused(&chinese, "C1,张三,13800138000,D1"),
        [
            "DATA-HEADER (line 1, column 1): the first line is no header: 4 of its 4 columns are unknown; begin the file with a line of column names, and map what the lender calls otherwise"
        ]
    );
    let events = reader(Mapping::identity(), Content::Events);
    assert_eq!(
        refused(&events, "customer.id,arrears"),
        ["DATA-COLUMN at arrears (line 1, column 2): a file of events has no debts; it is a portfolio"]
    );
}

#[test]
fn events_are_facts() {
    let reader = reader(Mapping::identity(), Content::Events);
    let text = "\
customer.id,payments.at,payments.amount,payments.currency,payments.state,payments.debts,holds.cause,holds.from,consents.at,consents.state,consents.channel,consents.address,customer.contacts.sms
C1,2026-11-20T10:00:00+08:00,100.00,CNY,settled,D1;D2,,,,,,,
C1,,,,,,dispute,2026-11-21,2026-11-21T09:00:00+08:00,withdrawn,sms,13800138000,13900139000";
    let events = |text: &str| {
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let layout = reader.layout(&lines.next().unwrap()).unwrap();
        reader.events(Some("C1"), lines.map(|cells| reader.row(&layout, cells.into_iter(), &numbers)).collect())
    };
    let (household, faults) = events(text);
    let household = household.unwrap();
    assert_eq!(faults, []);
    assert!(household.case.is_none());
    assert_eq!(household.change.unwrap().contacts[0].address.expose(), "+8613900139000");
    let [Fact::Payment(payment), Fact::Consent(consent), Fact::Hold(hold)] = household.facts.as_slice() else {
        panic!("{:?}", household.facts);
    };
    assert_eq!((payment.debts.len(), payment.amount.to_string().as_str()), (2, "100.00 CNY"));
    assert_eq!(consent.address.as_ref().unwrap().expose(), "+8613800138000");
    assert_eq!(hold.cause, HoldCause::Dispute);
    let wrong = text.replace("settled", "done").replace("100.00", "1e+2");
    let (household, faults) = events(&wrong);
    assert_eq!(
        told(faults),
        [
            "0 DATA-SCIENTIFIC at payments.amount: a spreadsheet wrote this number in scientific notation and lost digits; format the column as text there and export it again",
            "0 DATA-WORD at payments.state: no known payment state; one of: pending, settled, returned",
        ]
    );
    // What could be read holds, and nobody is reminded until a person has looked at the rest.
    let causes = |household: Option<Household>| {
        let facts = household.unwrap().facts.into_iter();
        facts.filter_map(|fact| if let Fact::Hold(hold) = fact { Some(hold.cause) } else { None }).collect::<Vec<_>>()
    };
    assert_eq!(causes(household), [HoldCause::Dispute, HoldCause::UnreadReply]);
    let none = wrong.replace("dispute", "dispiut");
    assert_eq!(causes(events(&none).0), [HoldCause::UnreadReply]);
}

#[test]
fn what_has_not_happened_yet_is_no_fact() {
    let reader = reader(Mapping::identity(), Content::Events);
    let text = "\
customer.id,payments.at,payments.amount,payments.currency,payments.state,holds.cause,holds.from,consents.at,consents.state
C1,2099-11-20T10:00:00+08:00,100.00,CNY,settled,,,,
C1,,,,,dispute,2099-11-21,2099-11-21T09:00:00+08:00,granted";
    assert_eq!(
        told(joined(&reader, text).unwrap_err()),
        [
            "0 DATA-FUTURE at payments.at: this lies in the future; what is to come is no fact yet; tell it once it has happened",
            "1 DATA-FUTURE at consents.at: this lies in the future; what is to come is no fact yet; tell it once it has happened",
        ]
    );
    // A hold may begin one day.
    let held = "customer.id,holds.cause,holds.from\nC1,breathing_space,2099-11-21";
    assert_eq!(joined(&reader, held).unwrap().facts.len(), 1);
}

#[test]
fn lines_of_json_are_flat_or_requests() {
    let reader = reader(Mapping::identity(), Content::Portfolio);
    let mut rows = JsonRows::new(reader);
    let flat = r#"{"customer.id":"C1","customer.kind":"person","id":"D1","currency":"CNY","arrears":"10.00","due_date":"2026/10/8","facts.disputed":true,"payments.at":"2026-11-01T00:00:00Z","payments.amount":"1.00","payments.state":"pending"}"#;
    let request = r#"{"format":"dunning.request/1","rulebooks":["cn"],"customer":{"id":"C1","kind":"person","contacts":[{"channel":"sms","address":"13800138000"}]},
        "debts":[{"id":"D2","currency":"CNY","arrears":"5.00","due_date":"2026-10-09"}],"consents":[{"at":"2026-01-01T00:00:00Z","state":"granted","channel":"sms","address":"138-0013-8000"}]}"#;
    assert_eq!([rows.customer(flat).unwrap(), rows.customer(request).unwrap()], ["C1", "C1"]);
    let household = household(vec![rows.row(flat, &numbers), rows.row(request, &numbers)]).unwrap();
    let case = household.case.unwrap();
    assert_eq!(case.debts().len(), 2);
    let [Fact::Payment(payment), Fact::Consent(consent)] = household.facts.as_slice() else { panic!() };
    assert_eq!((payment.debts[0].as_str(), payment.amount.to_string().as_str()), ("D1", "1.00 CNY"));
    assert_eq!(consent.address.as_ref().unwrap().expose(), "+8613800138000");
    let mut refused = |line: &str| said(rows.row(line, &numbers).unwrap_err());
    assert_eq!(
        refused(&request.replace("[\"cn\"]", "[\"us-fed\"]").replace("arrears", "arears")),
        [
            "DATA-BOOK at rulebooks[0]: the book us-fed is not in force; run with it, or leave `rulebooks` out: a run's books hold for every row",
            "DATA-MISSING at debts[0].arrears: this field is missing",
            "DATA-FIELD at debts[0].arears: there is no such field; did you mean \"arrears\"?",
        ]
    );
    assert_eq!(
        refused(&flat.replace("\"10.00\"", "10.5")),
        [
            "DATA-TYPE at arrears: expected a text, found a number with a fraction; write amounts as texts, and lists with ; between their items"
        ]
    );
    assert_eq!(
        refused(&flat.replace("due_date", "due_dat")),
        ["DATA-COLUMN at due_dat: there is no such column; did you mean \"due_date\"?"]
    );
    let wish = r#"person","preferences":[{"kind":"blocked","channel":"voice","address":"1380-013-800","at":"2026-01-01T00:00:00Z"}]"#;
    assert_eq!(
        refused(&request.replacen("person\"", wish, 1)),
        ["DATA-NUMBER at customer.preferences[0].address: this is no telephone number; write it like +8613800138000"]
    );
    assert_eq!(refused("[1]"), ["DATA-TYPE: a line is one JSON object"]);
    assert_eq!(refused(&flat.replace("C1", "")), ["DATA-MISSING at customer.id: this cell is empty"]);
}

/// The guide's tables and this module's columns are the same, and its mapping can be read.
#[test]
fn the_guide_of_portfolios_names_every_column() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/portfolio.md")).unwrap();
    let told: BTreeSet<&str> = guide.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let general = |path: String| {
        let field = path.strip_prefix("customer.contacts.").map(|rest| rest.split_once('.').map(|(_, field)| field));
        match field {
            Some(Some(field)) => format!("customer.contacts.CHANNEL.{field}"),
            Some(None) => "customer.contacts.CHANNEL".to_owned(),
            None if path.starts_with("parts.") => "parts.PART".to_owned(),
            None => path,
        }
    };
    let known: BTreeSet<String> = column::paths().into_iter().map(general).collect();
    assert_eq!(told, known.iter().map(String::as_str).collect());
    let (_, mapping) = guide.split_once("```toml\n").unwrap();
    assert_eq!(Mapping::read(mapping.split_once("```").unwrap().0).unwrap().name, "core-banking");
}
