//! Who the lender is. With its name among the facts, the name or an obvious short form of it; without, a sender that
//! names itself as lenders do: in 【】, as a label before a colon, by the words that end lenders' names.

use crate::content::cue::is_whole;
use crate::content::element::signature;
use crate::content::reading::Reading;
use crate::content::{Facts, lender};

/// Whether a text names it.
pub(super) fn holds(reading: &Reading<'_>, facts: Option<&Facts<'_>>) -> bool {
    match facts.and_then(|facts| facts.case.creditor().name.as_deref()) {
        Some(name) => names(reading, name),
        None => lender::names_itself(reading),
    }
}

/// Whether a text holds a name or a short form of it.
fn names(reading: &Reading<'_>, name: &str) -> bool {
    let name = name.trim();
    if is_named(reading.text(), name) {
        return true;
    }
    let short = short(name);
    let in_signature = |signed: &str| {
        signed.chars().count() >= 2
            && (name.contains(signed) || short.contains(signed))
            && !LENDER.contains(&signed)
            && !LENDER_MAYBE.contains(&signed)
    };
    let label = reading.body().split_once(':').map(|(label, _)| label.trim()).unwrap_or_default();
    is_named(reading.text(), &short)
        || signature::names(reading).any(in_signature)
        || (!label.is_empty() && label.is_ascii() && starts_with_words(&short, label))
}

/// Whether a text holds a name as words of their own, whatever their case.
pub(in crate::content) fn is_named(text: &str, name: &str) -> bool {
    places(text, name).next().is_some()
}

/// Where a text holds a name as words of their own, whatever their case. An empty name is in no text.
pub(in crate::content) fn places(text: &str, name: &str) -> impl Iterator<Item = (usize, usize)> {
    let first = name.bytes().next();
    let begins = move |byte: &u8| first.is_some_and(|first| byte.eq_ignore_ascii_case(&first));
    text.bytes().enumerate().filter(move |(_, byte)| begins(byte)).filter_map(move |(start, _)| {
        let end = start + name.len();
        let same = text.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(name));
        (same && is_whole(text, start, end)).then_some((start, end))
    })
}

/// A name without its legal form: 青禾银行 of 青禾银行股份有限公司, Larkspur Bank of Larkspur Bank, N.A.
fn short(name: &str) -> String {
    let mut short = name.strip_prefix("The ").unwrap_or(name);
    for form in FORMS {
        if let Some(rest) = short.strip_suffix(form)
            && rest.chars().count() >= 2
        {
            short = rest.trim_end_matches([' ', ',', '.']);
        }
    }
    // 商业银行 is what a bank is, not how it is called.
    match short
        .strip_suffix("商业银行")
        .map(|stem| (stem, "银行"))
        .or_else(|| short.strip_suffix("商業銀行").map(|stem| (stem, "銀行")))
    {
        Some((stem, bank)) if stem.chars().count() >= 2 => format!("{stem}{bank}"),
        _ => short.to_owned(),
    }
}

/// Whether a name begins with these words.
fn starts_with_words(name: &str, words: &str) -> bool {
    name.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words)) && is_whole(name, 0, words.len())
}

/// Legal forms at the end of names, longer ones first where one ends in another.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "集团", "集團", ", N.A.", " N.A.", ", NA", ", Inc.", " Inc.", " Inc", ", LLC", " LLC",
    " Ltd.", " Ltd", " Limited", " Corp.", " Corp", " Corporation", " Company", " plc", " PLC", " AG",
];

#[rustfmt::skip]
pub(in crate::content) const LENDER: &[&str] = &[
    "银行", "銀行", "消费金融", "消費金融", "汽车金融", "汽車金融", "小贷", "小额贷款", "小額貸款", "资产管理", "資產管理", "信托", "信託", "农商行",
    "农信社", "信用社", "金融租赁", "融资租赁", "融資租賃", "融资担保", "商业保理", "信用合作社", "金控", "資融",
];

#[rustfmt::skip]
pub(in crate::content) const LENDER_MAYBE: &[&str] = &[
    "分期", "金融", "信贷", "信貸", "金服", "普惠", "贷", "貸", "钱包", "錢包", "科技", "集团", "集團", "公司", "资产", "資產", "租赁", "租賃", "担保", "支付",
];

/// Whom senders pretend to be.
#[rustfmt::skip]
pub(in crate::content) const AUTHORITY: &[&str] = &[
    "公安", "派出所", "警察", "警官", "民警", "刑警", "刑侦", "经侦", "法院", "法官", "检察", "司法局", "司法所", "司法部", "仲裁委", "税务局", "央行", "人民银行",
    "银保监", "金融监管", "监管局", "监管总局", "征信中心", "社保局", "纪委", "街道办", "居委会", "村委会", "政府", "快递", "驿站", "外卖", "警方", "調查局", "地檢署",
    "sheriff", "police", "officer", "detective", "court", "judge", "clerk", "marshal", "marshals", "fbi", "irs", "district attorney", "attorney general",
    "department of justice", "department of", "social security administration", "federal government", "government", "bailiff", "process server",
    "fedex", "ups", "usps", "dhl", "amazon", "courier", "investigator", "federal agent", "credit bureau",
];
