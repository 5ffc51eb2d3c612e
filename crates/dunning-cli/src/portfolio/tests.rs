//! Files as lenders send them, read whole.

use std::io::Cursor;

use dunning_core::case::{CaseSpec, CreditorSpec};
use dunning_core::time::ZoneTable;
use dunning_wire::portfolio::{Content, Household, Setting};

use super::reader::CellFault;
use super::*;

fn zones() -> ZoneTable {
    ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap()
}

fn given(content: Content, json: bool) -> Given {
    let common = CaseSpec {
        as_of: Some("2026-11-24T01:00:00Z".parse().unwrap()),
        creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
        ..CaseSpec::default()
    };
    let setting = Setting { content, common, zones: zones(), books: Vec::new(), now: None };
    Given { json, encoding: None, mapping: None, setting }
}

type Opened<'b> = Portfolio<Cursor<&'b [u8]>, Plan>;

fn open(bytes: &[u8], given: Given) -> Result<Opened<'_>, Vec<String>> {
    let opened = Portfolio::open(Cursor::new(bytes), given, Plan::new(zones())).unwrap();
    opened.map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// One line for each household, and one for each fault of a rejected row.
fn told(portfolio: Opened<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for item in portfolio {
        match item.unwrap() {
            Item::Household(household, rows) => told.push(format!("{rows} row(s): {}", summary(&household))),
            Item::Rejected(rejects) => {
                for Reject { line, faults, .. } in rejects {
                    told.extend(faults.iter().map(|CellFault { column, fault, value }| {
                        let column =
                            column.as_ref().map_or(String::new(), |(at, header)| format!(" column {at} {header}"));
                        let value = value.as_ref().map_or(String::new(), |value| format!(" «{value}»"));
                        format!("line {line}{column}: {} {}{value}", fault.code, fault.message)
                    }));
                }
            }
        }
    }
    told
}

fn summary(household: &Household) -> String {
    let case = household.case.as_ref();
    let debts =
        case.map(|case| case.debts().iter().map(|debt| format!("{} {}", debt.id.as_str(), debt.arrears)).collect());
    let debts: Vec<String> = debts.unwrap_or_default();
    let name = case.and_then(|case| case.customer().name.as_ref()).map_or("", |name| name.expose());
    let sms = case.and_then(|case| case.customer().contacts.first()).map_or("", |contact| contact.address.expose());
    format!("{} {name} {sms} [{}]", household.customer.as_str(), debts.join(", "))
}

const ROWS: &str = "\
客户号,姓名,手机号,借据号,逾期金额,应还日
C1,张三,13800138000,D1,\"1,234.50\",2026/10/8
C2,李四,13900139000,D2,20.00,2026年11月1日
C1,张三,138-0013-8000,D3,7,20261015
C3,王五,010-88886666,D4,5.00,2026-10-09
";

const READ: [&str; 3] = [
    "2 row(s): C1 张三 +8613800138000 [D1 1234.50 CNY, D3 7.00 CNY]",
    "1 row(s): C2 李四 +8613900139000 [D2 20.00 CNY]",
    "1 row(s): C3 王五 +861088886666 [D4 5.00 CNY]",
];

#[test]
fn scattered_rows_of_a_customer_form_one_case_in_any_encoding() {
    for bytes in [
        ROWS.as_bytes().to_vec(),
        format!("\u{feff}{}", ROWS.replace('\n', "\r\n")).into_bytes(),
        encoding_rs::GB18030.encode(ROWS).0.into_owned(),
        ROWS.replace(',', "\t").replace("1\t234.50", "1,234.50").into_bytes(),
    ] {
        let portfolio = open(&bytes, given(Content::Portfolio, false)).unwrap();
        assert_eq!(portfolio.parts(), 3);
        assert_eq!(told(portfolio), READ);
    }
}

#[test]
fn what_was_found_is_named() {
    let gb = encoding_rs::GB18030.encode(ROWS).0;
    assert_eq!(open(&gb, given(Content::Portfolio, false)).unwrap().encoding(), "gb18030");
    assert_eq!(open(ROWS.as_bytes(), given(Content::Portfolio, false)).unwrap().encoding(), "UTF-8");
}

#[test]
fn bad_rows_are_told_and_the_rest_goes_on() {
    let mut bytes = b"customer.id,customer.kind,customer.contacts.sms,id,currency,arrears,due_date\n".to_vec();
    for row in [
        "p1,person,+13125550142,A,USD,-120.00,2026-10-01",
        "p2,person,1.38E+10,B,USD,120.00,2026-10-01",
        "p3,person,+13125550143,C,USD,120.00,2026-10-01",
        "p4,person,+13125550143,D,USD,\"120.00,2026-10-01",
        "p5,person,+13125550143,E,USD,120.00",
        "p6,person,+13125550143,F,USD,120.00,2027-10-01",
        "p3,person,+13125550143,C,USD,30.00,2026-10-01",
        "p7,person,5550143,G,USD,120.00,2026-10-01",
        ",person,+13125550143,K,USD,120.00,2026-10-01",
        "p8,person,+13125550143,H,US$,120.00,2026-10-01",
    ] {
        bytes.extend(row.as_bytes());
        bytes.push(b'\n');
    }
    bytes
        .extend(b"p9,person\xff,+13125550144,I,USD,120.00,2026-10-01\np10,person,+13125550145,J,USD,120.00,2026-10-01");
    let told = told(open(&bytes, given(Content::Portfolio, false)).unwrap());
    assert_eq!(
        told,
        [
            "line 2 column 6 arrears: DATA-AMOUNT an amount is negative «-9.9»",
            "line 3 column 3 customer.contacts.sms: DATA-SCIENTIFIC a spreadsheet wrote this number in scientific notation and lost digits «9.9a+9»",
            "line 4: DATA-COMPANION another row of this customer is at fault",
            "line 8 column 4 id: DATA-DUPLICATE a debt of this id stands here already «a»",
            "line 5: DATA-QUOTE a quote is opened on this line and not closed where it should be",
            "line 6: DATA-ROW this row has 6 cells, the header has 7",
            "line 7 column 7 due_date: DATA-DUE-DATE a debt in arrears falls due after the instant of its data «9-9-9»",
            "line 9 column 3 customer.contacts.sms: DATA-NUMBER this number has no country code, and no country is said for it «9»",
            "line 10 column 1 customer.id: DATA-MISSING this cell is empty",
            "line 11 column 5 currency: DATA-CURRENCY no ISO 4217 currency «a$»",
            "line 12 column 2 customer.kind: DATA-ENCODING this cell is no UTF-8",
            "1 row(s): p10  +13125550145 [J 120.00 USD]",
        ]
    );
}

#[test]
fn a_debt_of_two_customers_is_nobodys() {
    let rows = "customer.id,customer.kind,creditor.id,id,currency,arrears,due_date\n\
        C1,person,b,D1,USD,1.00,2026-10-01\nC2,person,b,D2,USD,2.00,2026-10-01\nC3,person,b,D1,USD,3.00,2026-10-01\n\
        C4,person,other,D1,USD,4.00,2026-10-01\nC2,person,b,D1 ,USD,5.00,2026-10-01\n";
    let refused = |line, other| {
        format!(
            "line {line} column 4 id: DATA-DUPLICATE a debt of this id stands under another customer too, at line {other} «a9»"
        )
    };
    assert_eq!(
        told(open(rows.as_bytes(), given(Content::Portfolio, false)).unwrap()),
        [
            refused(2, 4),
            "line 3: DATA-COMPANION another row of this customer is at fault".to_owned(),
            refused(6, 2),
            refused(4, 2),
            "1 row(s): C4   [D1 4.00 USD]".to_owned(),
        ]
    );
    let flat = |customer: &str, id: &str| {
        format!(
            r#"{{"customer.id":"{customer}","customer.kind":"person","id":"{id}","currency":"USD","arrears":"1.00","due_date":"2026-10-01"}}"#
        )
    };
    let request = r#"{"customer":{"id":"C5","kind":"person"},"debts":[{"id":"D8","currency":"USD","arrears":"1.00","due_date":"2026-10-01"},{"id":"D9","currency":"USD","arrears":"1.00","due_date":"2026-10-01"}]}"#;
    let lines = format!("{}\n{}\n{request}\n", flat("C6", "D7"), flat("C7", "D9"));
    assert_eq!(
        told(open(lines.as_bytes(), given(Content::Portfolio, true)).unwrap()),
        [
            "1 row(s): C6   [D7 1.00 USD]",
            "line 2: DATA-DUPLICATE a debt of this id stands under another customer too, at line 3",
            "line 3: DATA-DUPLICATE a debt of this id stands under another customer too, at line 2",
        ]
    );
}

#[test]
fn files_that_are_none_are_refused_as_a_whole() {
    let refused = |bytes: &[u8], json: bool| open(bytes, given(Content::Portfolio, json)).err().unwrap();
    assert_eq!(
        refused(b"", false),
        ["DATA-EMPTY: the file is empty; it begins with a header, or holds one JSON object a line"]
    );
    assert_eq!(
        refused(b"\n\n  \n", false),
        ["DATA-EMPTY: the file holds nothing but blank lines; it begins with a header"]
    );
    assert_eq!(
        refused(b"customer.id,customer.kind,id,currency,arears,due_date\n", false),
        ["DATA-COLUMN at arears (line 1, column 5): there is no such column; did you mean \"arrears\"?"]
    );
    assert_eq!(
        refused(&encoding_rs::GB18030.encode("{\"customer.id\":\"张三是一个客户\"}").0, true),
        ["DATA-ENCODING: JSON Lines are UTF-8; export them so (RFC 8259)"]
    );
    assert!(refused(b"\xff\xfec\x00u\x00", false)[0].starts_with("DATA-ENCODING: the file is in UTF-16LE"));
}

#[test]
fn lines_of_json_are_read_too() {
    let lines = concat!(
        r#"{"customer.id":"C1","customer.kind":"person","id":"D1","currency":"CNY","arrears":"10.00","due_date":"2026-10-08"}"#,
        "\n{oops}\n",
        r#"{"customer":{"id":"C1","kind":"person"},"debts":[{"id":"D2","currency":"CNY","arrears":"1.00","due_date":"2026-10-08"}]}"#,
        "\n",
    );
    assert_eq!(
        told(open(lines.as_bytes(), given(Content::Portfolio, true)).unwrap()),
        ["2 row(s): C1   [D1 10.00 CNY, D2 1.00 CNY]", "line 2: DATA-SYNTAX this is no JSON: key must be a string",]
    );
}

#[test]
fn a_wrong_customer_column_does_not_gather_a_file() {
    let mut text = "customer.id,customer.kind,id,currency,arrears,due_date\n".to_owned();
    for debt in 0..10_001 {
        text.push_str(&format!("branch,person,D{debt},CNY,1.00,2026-10-08\n"));
    }
    let told = told(open(text.as_bytes(), given(Content::Portfolio, false)).unwrap());
    assert_eq!(told.len(), 10_001);
    assert_eq!(
        told[10_000],
        "line 10002 column 1 customer.id: DATA-CROWD more than 10000 rows are this customer's «a»"
    );
}

/// What a file's rejects file holds.
fn rejects(bytes: &[u8], json: bool) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let portfolio = open(bytes, given(Content::Portfolio, json)).unwrap();
    let name = if json { "file.csv.rejects.jsonl" } else { "file.csv.rejects.csv" };
    std::fs::write(folder.path().join(name), "rows that a clerk has mended").unwrap();
    let mut rejects = Rejects::beside(&folder.path().join("file.csv"), portfolio.style());
    for item in portfolio {
        if let Item::Rejected(rows) = item.unwrap() {
            rows.iter().for_each(|row| rejects.add(row).unwrap());
        }
    }
    let path = rejects.finish().unwrap().unwrap();
    let second = name.replace(".rejects.", ".rejects-2.");
    assert_eq!(path, folder.path().join(&second), "what somebody mended stays");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let mended = std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(mended, "rows that a clerk has mended");
    std::fs::read(path).unwrap()
}

#[test]
fn a_rejects_file_can_be_mended_and_read() {
    let bad = ROWS.replace("20.00", "二十");
    let bytes = encoding_rs::GB18030.encode(&bad).0;
    let kept = rejects(&bytes, false);
    let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(&kept);
    assert_eq!(
        text,
        "reject.line,reject.column,reject.code,reject.message,客户号,姓名,手机号,借据号,逾期金额,应还日\n\
         3,逾期金额,DATA-AMOUNT,\"逾期金额: an amount holds something other than digits, a point and thousands' commas («字»); write an amount like 1280.50 or 1,280.50\",C2,李四,13900139000,D2,二十,2026年11月1日\n"
    );
    let mended = text.replace("二十", "20.00");
    assert_eq!(told(open(mended.as_bytes(), given(Content::Portfolio, false)).unwrap()), READ[1..2]);
}

#[test]
fn rejected_lines_of_json_can_be_mended_and_read() {
    let line = r#"{"customer.id":"C1","customer.kind":"person","id":"D1","currency":"CNY","arrears":"-1","due_date":"2026-10-08"}"#;
    let kept = String::from_utf8(rejects(format!("{line}\n[1]\n").as_bytes(), true)).unwrap();
    let lines: Vec<&str> = kept.lines().collect();
    assert!(lines[0].starts_with(
        r#"{"reject":{"line":1,"path":"arrears","code":"DATA-AMOUNT","message":"an amount is negative; "#
    ));
    assert!(lines[1].ends_with(r#","row":"[1]"}"#));
    let mended = lines[0].replace("\"-1\"", "\"1\"");
    assert_eq!(
        told(open(mended.as_bytes(), given(Content::Portfolio, true)).unwrap()),
        ["1 row(s): C1   [D1 1.00 CNY]"]
    );
}
