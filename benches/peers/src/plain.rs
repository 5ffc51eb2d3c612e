//! What a careful day of regexes gives: 37 of them with ASCII classes and boundaries, check digits where they have one, and
//! masks. A baseline; it undoes no disguise and knows no hotline.

use regex::{Regex, RegexSet};

/// What may stand between a label and its value: a short list, as a negated class costs a Unicode automaton each time.
const BETWEEN: &str = "[ :：=#是为は는(（\"']{0,4}";

/// What a match must pass.
#[derive(Clone, Copy)]
enum Check {
    Nothing,
    Luhn,
    Resident,
    Verhoeff,
}

/// The patterns; those with a group mask that group alone.
fn patterns() -> Vec<(String, Check)> {
    let bounded = |pattern: &str| format!(r"(?-u:\b){pattern}(?-u:\b)");
    let labelled = |words: &str, value: &str| format!("(?i-u:{words}){BETWEEN}({value})");
    let sep = "[ -]?";
    let mut all = vec![
        (bounded(&format!("[2-6][0-9]{{3}}{sep}[0-9]{{4}}{sep}[0-9]{{4}}{sep}[0-9]{{1,7}}")), Check::Luhn),
        (bounded(&format!("3[47][0-9]{{2}}{sep}[0-9]{{6}}{sep}[0-9]{{5}}")), Check::Luhn),
        (bounded("[1-9][0-9]{5}(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]"), Check::Resident),
        (labelled("身份证号?码?|老号", "[1-9][0-9]{14}"), Check::Nothing),
        (bounded(&format!("(?:(?:86|0086){sep})?1[3-9][0-9]{sep}[0-9]{{4}}{sep}[0-9]{{4}}")), Check::Nothing),
        (bounded("0[1-9][0-9]{1,2}\\)?[ -]?[2-8][0-9]{6,7}"), Check::Nothing),
        (bounded(r"(?:\+?1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}"), Check::Nothing),
        (r"\+[1-9][0-9]{0,2}[ -]?(?:\(0\))?[0-9][0-9 -]{6,13}[0-9]".into(), Check::Nothing),
        (bounded(r"0[127][0-9]{2,3}[ -]?[0-9]{3}[ -]?[0-9]{3,4}"), Check::Nothing),
        (bounded("[6-9][0-9]{4}[ -]?[0-9]{5}"), Check::Nothing),
        (bounded("0[789]0-?[0-9]{4}-?[0-9]{4}"), Check::Nothing),
        (bounded("010-?[0-9]{4}-?[0-9]{4}"), Check::Nothing),
        (bounded(r"\(?[1-9][0-9]\)? ?9[0-9]{4}-?[0-9]{4}"), Check::Nothing),
        (bounded("0[1-79](?:[ .]?[0-9]{2}){4}"), Check::Nothing),
        (labelled("香港电话|電話|hp|電話係", "[24-9][0-9]{3} ?[0-9]{4}"), Check::Nothing),
        (bounded(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"), Check::Nothing),
        (bounded(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}"), Check::Nothing),
        (bounded("[0-9a-f]{1,4}:(?:[0-9a-f]{0,4}:){2,6}[0-9a-f]{1,4}"), Check::Nothing),
    ];
    all.extend(identity(&bounded, &labelled));
    all
}

fn identity(bounded: &dyn Fn(&str) -> String, labelled: &dyn Fn(&str, &str) -> String) -> Vec<(String, Check)> {
    vec![
        (labelled("护照号?码?|passport(?: no\\.?)?", "[A-Z]{1,2}[0-9]{7,8}"), Check::Nothing),
        (bounded("(?:91|92|93|51|52|53)[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"), Check::Nothing),
        (
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·-]?[0-9A-HJ-NP-Z]{5,6}"
                .into(),
            Check::Nothing,
        ),
        (bounded("[0-8][0-9]{2}[- ][0-9]{2}[- ][0-9]{4}"), Check::Nothing),
        (bounded("9[0-9]{2}[- ]?(?:7|8|9)[0-9][- ]?[0-9]{4}"), Check::Nothing),
        (labelled("routing(?: number| no\\.?)?|aba|rtn", "[0-9]{9}"), Check::Nothing),
        (
            labelled(
                "账号|帐号|账户|帳號|口座番号|계좌번호|account (?:number|no\\.?)|acct",
                "[0-9]{3}[0-9 -]+[0-9]{3}",
            ),
            Check::Nothing,
        ),
        (bounded("[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?"), Check::Nothing),
        (bounded("[2-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}"), Check::Verhoeff),
        (bounded("[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]"), Check::Nothing),
        (bounded("[A-CEGHJ-PR-TW-Z]{2} ?(?:[0-9]{2} ?){3}[A-D]"), Check::Nothing),
        (
            labelled(
                "tfn|tax file (?:number|no\\.?)|sin|social insurance number",
                "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
            ),
            Check::Nothing,
        ),
        (bounded("[STFGM][0-9]{7}[A-Z]"), Check::Nothing),
        (bounded(r"[A-Z]{1,2}[0-9]{6}\(?[0-9A]\)?"), Check::Nothing),
        (bounded("[0-9]{6}-[1-4][0-9]{6}"), Check::Nothing),
        (
            bounded(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}"),
            Check::Nothing,
        ),
        (labelled("cvv|cvc|安全码|验证码|动态码|认证码|otp|code|認証コード|인증번호", "[0-9]{3,8}"), Check::Nothing),
        (labelled("密码|password|pwd|senha|passwort", "[!-~]{4,}"), Check::Nothing),
        (labelled("token=|session=|微信号?|qq|生日|出生日期|dob", "[0-9A-Za-z_./-]{5,}"), Check::Nothing),
    ]
}

/// All patterns as one automaton. 64 MB of cache, so that it isn't the cache that is measured.
pub fn set() -> RegexSet {
    let patterns = patterns();
    assert_eq!(patterns.len(), 37);
    let set = regex::RegexSetBuilder::new(patterns.iter().map(|(pattern, _)| pattern));
    sized(set)
}

fn sized(mut set: regex::RegexSetBuilder) -> RegexSet {
    set.dfa_size_limit(64 << 20).size_limit(64 << 20).build().expect("patterns of this file")
}

/// The set first, then the single patterns that it names.
pub struct Plain {
    set: RegexSet,
    single: Vec<(Regex, Check)>,
}

impl Plain {
    /// All patterns compiled.
    pub fn new() -> Self {
        let single = patterns()
            .into_iter()
            .map(|(pattern, check)| (Regex::new(&pattern).expect("a pattern of this file"), check));
        Self { set: set(), single: single.collect() }
    }

    /// The text with what is found masked by asterisks.
    pub fn redact(&self, text: &str) -> String {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for (regex, check) in self.set.matches(text).into_iter().filter_map(|at| self.single.get(at)) {
            let found = regex.captures_iter(text).filter_map(|groups| groups.get(1).or_else(|| groups.get(0)));
            spans
                .extend(found.filter(|found| passes(found.as_str(), *check)).map(|found| (found.start(), found.end())));
        }
        spans.sort_unstable();
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (start, end) in spans {
            if start >= from {
                out.push_str(&text[from..start]);
                out.extend(text[start..end].chars().map(|_| '*'));
                from = end;
            }
        }
        out.push_str(&text[from..]);
        out
    }
}

fn passes(text: &str, check: Check) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    match check {
        Check::Nothing => true,
        Check::Luhn => luhn(&digits),
        Check::Resident => resident(text),
        Check::Verhoeff => verhoeff(&digits),
    }
}

/// ISO/IEC 7812-1 annex B.
fn luhn(digits: &[u32]) -> bool {
    let value = |(at, digit): (usize, &u32)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 };
    digits.iter().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

/// GB 11643: ISO 7064 MOD 11-2.
fn resident(text: &str) -> bool {
    let value = |c: char| if c.eq_ignore_ascii_case(&'x') { Some(10) } else { c.to_digit(10) };
    text.chars().filter_map(value).fold(0, |sum, value| (sum * 2 + value) % 11) == 1
}

/// Verhoeff 1969, the permutation written as its first row applied again and again.
fn verhoeff(digits: &[u32]) -> bool {
    const FIRST: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: usize, b: usize| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let mut sum = 0;
    for (at, digit) in digits.iter().rev().enumerate() {
        let permuted = (0..at % 8).fold(*digit as usize, |digit, _| FIRST[digit]);
        sum = product(sum, permuted);
    }
    sum == 0
}

#[test]
fn check_digits_are_right() {
    // The examples of ISO/IEC 7812, GB 11643-1999 and the usual one of Verhoeff's scheme.
    assert!(passes("4111 1111 1111 1111", Check::Luhn) && !passes("4111 1111 1111 1112", Check::Luhn));
    assert!(passes("11010519491231002X", Check::Resident) && !passes("110105194912310021", Check::Resident));
    assert!(passes("2363", Check::Verhoeff) && !passes("2364", Check::Verhoeff));
}

#[test]
fn masks_what_is_found() {
    let plain = Plain::new();
    assert_eq!(plain.redact("手机13812345678，还款100元"), "手机***********，还款100元");
    assert_eq!(plain.redact("密码abc123 请改"), "密码****** 请改");
}
