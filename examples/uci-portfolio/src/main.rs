//! Turns the UCI data set 350 ("default of credit card clients", Taiwan 2005; I-C. Yeh and C-h. Lien, 2009) into a
//! portfolio, its payments and a configuration, so that `dunning run` can work through 30,000 real accounts.
//!
//! Real are: months late, statement balances, amounts paid. Made up, because the data hold no person: number, name and
//! consent (from a seed, marked `synthetic`), the due date (as-of minus the months late) and everything about the bank.

mod person;

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Months, NaiveDate, TimeDelta};
use person::Person;

/// What one account of the file says, in whole New Taiwan dollars.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Account {
    id: u32,
    /// Repayment status of September 2005: the months late from 1 to 9; -2, -1 and 0 are not late.
    months_late: i32,
    /// Statement balances from September back to April; below zero is a credit.
    bills: [i64; 6],
    /// Amounts paid from September back to April.
    paid: [i64; 6],
}

impl Account {
    /// What is overdue: the statement that has gone unpaid for `months_late` months, less what was paid since, at most
    /// today's balance. An account that the file calls late owes at least one dollar, whatever its balances say: 0 when it
    /// isn't late.
    fn arrears(&self) -> i64 {
        let Ok(late) = usize::try_from(self.months_late) else { return 0 };
        if late == 0 {
            return 0;
        }
        let back = late.min(5);
        let unpaid = self.bills.get(back).copied().unwrap_or(0);
        let since: i64 = self.paid.iter().take(back).sum();
        let today = self.bills.first().copied().unwrap_or(0);
        (unpaid - since).min(today).max(1)
    }
}

/// The seed of made-up persons where none is given: the data set's number.
const SEED: u64 = 350;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        writeln!(
            std::io::stdout(),
            "uci-portfolio FILE.csv FOLDER [AS-OF [SEED]]: nothing given, nothing made; see the README beside this example"
        )?;
        return Ok(());
    };
    let as_of = arguments.next().unwrap_or_else(|| "2026-11-24T06:00:00+08:00".to_owned());
    let as_of = DateTime::parse_from_rfc3339(&as_of).map_err(|_| "write AS-OF like 2026-11-24T06:00:00+08:00")?;
    let seed = arguments.next().map_or(Ok(SEED), |seed| seed.parse()).map_err(|_| "write SEED as a whole number")?;
    let accounts = read(Path::new(&file))?;
    let late = write(&accounts, &PathBuf::from(folder), as_of, seed)?;
    writeln!(std::io::stdout(), "{} accounts, {late} of them in arrears", accounts.len())?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Account>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        header.iter().position(|other| other == name).ok_or_else(|| format!("the file has no column {name}"))
    };
    let many = |names: [&str; 6]| names.map(column).into_iter().collect::<Result<Vec<usize>, String>>();
    let (id, status) = (column("ID")?, column("PAY_0")?);
    let bills = many(["BILL_AMT1", "BILL_AMT2", "BILL_AMT3", "BILL_AMT4", "BILL_AMT5", "BILL_AMT6"])?;
    let paid = many(["PAY_AMT1", "PAY_AMT2", "PAY_AMT3", "PAY_AMT4", "PAY_AMT5", "PAY_AMT6"])?;
    let mut accounts = Vec::new();
    for (row, record) in (2..).zip(reader.records()) {
        let record = record?;
        let number = |at: usize| -> Result<i64, String> {
            whole(record.get(at).unwrap_or_default())
                .ok_or_else(|| format!("line {row}, column {}: no whole number", at + 1))
        };
        let six = |at: &[usize]| -> Result<[i64; 6], String> {
            let mut values = [0; 6];
            for (value, at) in values.iter_mut().zip(at) {
                *value = number(*at)?;
            }
            Ok(values)
        };
        accounts.push(Account {
            id: u32::try_from(number(id)?)?,
            months_late: i32::try_from(number(status)?)?,
            bills: six(&bills)?,
            paid: six(&paid)?,
        });
    }
    Ok(accounts)
}

/// A whole number as copies of the file write it: plain, with a zero behind the point, or as R writes round ones (`1e+05`
/// is exactly 100,000).
fn whole(cell: &str) -> Option<i64> {
    match cell.split_once(['e', 'E']) {
        None => cell.strip_suffix(".0").unwrap_or(cell).parse().ok(),
        Some((digits, power)) => {
            digits.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(power.trim_start_matches('+').parse().ok()?)?)
        }
    }
}

/// Writes the portfolio, the payments, the consents and the configuration; how many accounts are in arrears.
fn write(
    accounts: &[Account],
    folder: &Path,
    as_of: DateTime<FixedOffset>,
    seed: u64,
) -> Result<usize, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut portfolio = csv::Writer::from_path(folder.join("portfolio.csv"))?;
    portfolio.write_record([
        "customer.id",
        "customer.kind",
        "customer.name",
        "customer.locale",
        "customer.contacts.sms",
        "customer.locations.place",
        "id",
        "product",
        "currency",
        "arrears",
        "due_date",
        "cause",
        "as_of",
    ])?;
    let mut payments = BufWriter::new(fs::File::create(folder.join("payments.jsonl"))?);
    let mut consents = BufWriter::new(fs::File::create(folder.join("consents.jsonl"))?);
    let mut late = 0;
    for account in accounts {
        let (customer, debt) = (format!("uci-{}", account.id), format!("uci-{}-card", account.id));
        let holder = Person::of(seed, account.id, as_of);
        writeln!(consents, "{}", consent(&customer, &holder))?;
        let arrears = account.arrears();
        late += usize::from(arrears > 0);
        let months = u32::try_from(account.months_late.max(0))?;
        portfolio.write_record([
            customer.as_str(),
            "person",
            &holder.name,
            "zh-TW",
            &holder.number,
            "TW",
            &debt,
            "credit_card",
            "TWD",
            &format!("{arrears}.00"),
            &due_date(as_of.date_naive(), months).to_string(),
            "minimum_unpaid",
            &as_of.to_rfc3339(),
        ])?;
        if let Some(paid) = account.paid.first().filter(|paid| **paid > 0) {
            // The file tells the month of a payment, not its day: the middle of the month before the data.
            let at = as_of - TimeDelta::days(15);
            let payment = serde_json::json!({
                "customer": { "id": customer },
                "payments": [{ "at": at.to_rfc3339(), "amount": format!("{paid}.00"), "currency": "TWD", "debts": [debt], "state": "settled" }],
            });
            writeln!(payments, "{payment}")?;
        }
    }
    portfolio.flush()?;
    payments.flush()?;
    consents.flush()?;
    fs::write(folder.join("dunning.toml"), CONFIGURATION)?;
    Ok(late)
}

/// What a made-up holder consented to: messages about the account, by text.
fn consent(customer: &str, holder: &Person) -> serde_json::Value {
    let line = |at: DateTime<FixedOffset>, state: &str| {
        serde_json::json!({ "at": at.to_rfc3339(), "state": state, "channel": "sms", "address": holder.number,
            "source": "synthetic" })
    };
    let granted = line(holder.consented, "granted");
    let lines: Vec<_> = std::iter::once(granted).chain(holder.withdrew.map(|at| line(at, "withdrawn"))).collect();
    serde_json::json!({ "customer": { "id": customer }, "consents": lines })
}

/// The due date of the oldest unpaid statement: so many months before the data, or their own day for an account that isn't
/// late.
fn due_date(as_of: NaiveDate, months_late: u32) -> NaiveDate {
    as_of.checked_sub_months(Months::new(months_late)).unwrap_or(as_of)
}

/// A made-up bank, and the book without rules: the house policy alone is in force.
const CONFIGURATION: &str = r#"books = ["neutral"]

[creditor]
id = "demo-bank"
name = "示範銀行"
seat = "TW"
hotline = "0800-000-123"
pay_link = "https://pay.example/c"
domains = ["pay.example"]
"#;

#[cfg(test)]
mod tests {
    use super::*;

    /// The file's first two accounts (ID 1 and 2), as published.
    const HEAD: &str = "ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6,BILL_AMT1,BILL_AMT2,BILL_AMT3,BILL_AMT4,BILL_AMT5,BILL_AMT6,PAY_AMT1,PAY_AMT2,PAY_AMT3,PAY_AMT4,PAY_AMT5,PAY_AMT6,DEFAULT\n\
        1,20000.0,2,2,1,24,2,2,-1,-1,-2,-2,3913.0,3102.0,689.0,0.0,0.0,0.0,0.0,689.0,0.0,0.0,0.0,0.0,1\n\
        2,120000.0,2,2,2,26,-1,2,0,0,0,2,2682.0,1725.0,2682.0,3272.0,3455.0,3261.0,0.0,1000.0,1000.0,1000.0,0.0,2000.0,1\n";

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("uci-portfolio-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn late_accounts_owe_and_the_others_do_not() {
        let folder = scratch("head");
        let file = folder.join("uci.csv");
        fs::write(&file, HEAD).unwrap();
        let accounts = read(&file).unwrap();
        // ID 1 is two months late: July's 689 was paid by August's 689, so one dollar stands for what the file calls late.
        assert_eq!(accounts.iter().map(Account::arrears).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(
            write(&accounts, &folder, DateTime::parse_from_rfc3339("2026-11-24T06:00:00+08:00").unwrap(), 0).unwrap(),
            1
        );
        let rows = fs::read_to_string(folder.join("portfolio.csv")).unwrap();
        assert!(
            rows.contains("（synthetic）,zh-TW,+886900048271,TW,uci-1-card,credit_card,TWD,1.00,2026-09-24,"),
            "{rows}"
        );
        let consents = fs::read_to_string(folder.join("consents.jsonl")).unwrap();
        assert!(consents.lines().all(|line| line.contains(r#""source":"synthetic","state":"granted""#)), "{consents}");
        assert_eq!(consents.lines().count(), 2);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn whole_numbers_read_however_copies_write_them() {
        for (cell, expected) in [
            ("3913.0", Some(3913)),
            ("100", Some(100)),
            ("1E+05", Some(100_000)),
            ("-2", Some(-2)),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(whole(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_whole_file_has_6_818_accounts_in_arrears() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/uci_credit_card_default.csv");
        if !file.exists() {
            return;
        }
        let accounts = read(&file).unwrap();
        assert_eq!((accounts.len(), accounts.iter().filter(|account| account.arrears() > 0).count()), (30_000, 6_818));
    }
}
