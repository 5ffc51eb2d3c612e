//! The words beside identifiers, as data: what a label names, what it keeps, what may stand between it and its number,
//! and the units of amounts. In simplified and traditional Chinese, English, Portuguese, Japanese, Korean, Hindi (in
//! Latin letters and in its own), French, Spanish and German, folded as a line is. A space stands for any separators or
//! none. Sources: the forms and texts of banks, shops and authorities of these countries; no text of a corpus.

mod names;
mod stays;

use super::finding::Kind::{self, *};
use names::*;
use stays::*;

/// Words of one meaning.
pub(super) struct Labels {
    /// The kinds they name, as a set of [`Kind::bit`]; none for words that say that a number stays.
    pub(super) names: u64,
    pub(super) words: &'static [&'static str],
}

/// A word that names nothing here: its number stays.
const STAYS: u64 = 0;

/// A business's line: its landline stays, a mobile number does not.
pub(super) const HOTLINE: u64 = 1 << 63;

const fn set(kinds: &[Kind]) -> u64 {
    let (mut set, mut i) = (0, 0);
    while i < kinds.len() {
        set |= kinds[i].bit();
        i += 1;
    }
    set
}

const fn labels(kinds: &[Kind], words: &'static [&'static str]) -> Labels {
    Labels { names: set(kinds), words }
}

/// All labels. Where two words end at one place the longer wins.
pub(super) const LABELS: &[Labels] = &[
    labels(&[BankCard], CARD),
    labels(&[BankAccount], ACCOUNT),
    labels(&[Iban, BankAccount], &["iban"]),
    labels(&[UsRouting], ROUTING),
    labels(&[Cvv], CVV),
    labels(&[CardExpiry], EXPIRY),
    labels(&[Password], PASSWORD),
    labels(&[Password, Otp], &["passcode"]),
    labels(&[Otp], OTP),
    labels(&[UrlToken], TOKEN),
    labels(&[Phone], PHONE),
    labels(&[Ip], IP),
    labels(&[DateOfBirth], BIRTH),
    labels(&[Plate], PLATE),
    labels(&[WechatId, Phone, QqId], WECHAT),
    labels(&[WechatId], &["v", "微", "➕v", "加 v", "➕微"]),
    labels(&[QqId], QQ),
    labels(&[CnResidentId, HkId], RESIDENT),
    labels(&[CnResidentId, HkId, SgNric, KrRrn, CnPassport, InAadhaar], DOCUMENT),
    labels(&[CnPassport], PASSPORT),
    labels(&[CnUscc], CREDIT_CODE),
    labels(&[UsSsn], SSN),
    labels(&[UsItin], ITIN),
    labels(&[UsItin, UsSsn], &["taxpayer id", "tax id", "tin", "taxpayer identification number"]),
    labels(&[InAadhaar], AADHAAR),
    labels(&[InPan], PAN),
    labels(&[UkNino], NINO),
    labels(&[AuTfn], TFN),
    labels(&[SgNric], NRIC),
    labels(&[HkId], HKID),
    labels(&[JpMynumber], MY_NUMBER),
    labels(&[KrRrn], RRN),
    labels(&[BrCpf], CPF),
    labels(&[BrCnpj], CNPJ),
    labels(&[CaSin], SIN),
    Labels { names: HOTLINE, words: HOTLINES },
    Labels { names: STAYS, words: KEEP },
    Labels { names: STAYS, words: KEEP_EAST },
    Labels { names: STAYS, words: KEEP_EUROPE },
    Labels { names: STAYS, words: AMOUNTS },
];

/// Words that may stand between a label and its number.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "no", "nos", "num", "number", "nr", "id", "is", "was", "are", "code", "de", "del", "do", "da", "du", "n", "nº", "n°", "es", "est", "ist", "é", "e", "hai", "number hai", "at", "where", "on", "to", "as", "the", "my", "me", "now", "set", "still", "just", "here", "this", "same", "new", "you", "número", "numero", "numéro", "nummer", "lautet", "am", "auf", "le", "el", "em", "para", "al", "au", "unter", "is:", "of",
    "号", "号码", "號", "號碼", "为", "為", "是", "就是", "改为", "改成", "变更为", "设为", "如下", "在", "至", "到", "的", "：", "设置", "设置为", "设成", "设的", "设的是", "重置为", "变成", "我", "我的", "您的", "收到", "收到的", "叫", "填", "写", "の", "は", "が", "番号", "号は", "番号は", "번호", "번호는", "는", "은", "이", "가", "編號", "编号", "者", "के", "नंबर", "है", "了", "码", "碼", "位", "也是", "同号", "同",
];

/// Units that make a number an amount, a share, a count or a time, as they follow it.
#[rustfmt::skip]
pub(super) const UNITS: &[&str] = &[
    "元", "圆", "塊", "块", "万", "亿", "萬", "億", "圓", "美元", "美金", "人民币", "港币", "港元", "円", "원", "€", "$", "£", "₹", "¥", "%", "％", "‰", "天", "日", "期", "个", "笔", "次", "人", "条", "分钟", "小时", "秒", "个月", "年", "月", "号楼", "室", "张", "件", "位", "股", "份", "倍", "歳", "분", "일", "개월", "회", "건", "回", "件の", "名",
    "rmb", "cny", "usd", "eur", "gbp", "inr", "jpy", "krw", "brl", "hkd", "sgd", "aud", "cad", "yuan", "dollars", "euros", "euro", "rupees", "rupee", "reais", "pesos", "yen", "won", "rupaye", "days", "day", "hours", "minutes", "minuten", "mins", "min", "seconds", "sec", "months", "month", "years", "year", "times", "percent", "kb", "mb", "ms", "tage", "tagen", "días", "dias", "jours", "minutos", "din", "ghante", "lakh", "crore", "bytes", "items", "people",
];

/// Words that say what something is.
#[rustfmt::skip]
pub(super) const COPULAS: &[&str] = &[
    "is", "was", "are", "as", "是", "为", "為", "叫", "é", "es", "est", "ist", "lautet", "war", "era", "hai", "は", "는", "은", "foi", "fue",
];

/// Words that may stand between a number and the label after it.
#[rustfmt::skip]
pub(super) const LINKS: &[&str] = &[
    "is", "your", "my", "the", "our", "as", "est", "votre", "le", "es", "su", "tu", "é", "o", "seu", "ist", "ihr", "dein", "是", "为", "您的", "你的", "我的", "您", "本次", "が", "は", "를",
];

/// Words after a day that say that somebody was born on it.
pub(super) const BORN: &[&str] = &["出生", "生まれ", "生", "생"];

/// Marks at which a clause ends, and what a word says with it.
pub(super) const STOPS: &[&str] = &[",", ";", "!", "?", "。", "、", "।", "│", "¡", "¿"];
