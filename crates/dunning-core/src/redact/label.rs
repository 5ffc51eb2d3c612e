//! The words before a number that say what it is, as data. It knows no number.

/// What a word says of the number after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An identifier of this kind.
    Names(super::Kind),
    /// Something that must stay: an order, a contract, a trace, an amount, a date.
    Stays,
}

/// The words of one meaning, folded (`fold::plain`), as banks, shops and people write them before such numbers.
pub(super) struct Labels {
    pub(super) meaning: Meaning,
    pub(super) words: &'static [&'static str],
}

/// All labels. Where two words end at one place the longer wins.
pub(super) const LABELS: [Labels; 5] = [
    Labels { meaning: Meaning::Names(super::Kind::BankCard), words: CARD },
    Labels { meaning: Meaning::Names(super::Kind::CnResidentId), words: RESIDENT },
    Labels { meaning: Meaning::Names(super::Kind::UsSsn), words: SSN },
    Labels { meaning: Meaning::Names(super::Kind::Phone), words: PHONE },
    Labels { meaning: Meaning::Stays, words: STAYS },
];

#[rustfmt::skip]
const CARD: &[&str] = &[
    "卡号", "卡號", "银行卡", "銀行卡", "银行卡号", "信用卡", "信用卡号", "储蓄卡", "借记卡", "贷记卡", "还款卡",
    "card", "card no", "card number", "credit card", "debit card", "cc", "pan",
    "カード", "カード番号", "카드", "카드번호", "tarjeta", "cartão", "cartao", "carte", "carte bancaire", "karte", "kartennummer",
    "kreditkarte", "कार्ड",
];

#[rustfmt::skip]
const RESIDENT: &[&str] = &[
    "身份证", "身份证号", "身份证号码", "身分證", "身份證", "身份證號", "证件", "证件号", "证件号码", "公民身份号码", "身份号码",
    "id card", "id number", "id no", "id card number", "resident id", "shenfenzheng", "sfz",
];

#[rustfmt::skip]
const SSN: &[&str] = &[
    "ssn", "social", "social security", "social security number", "social security no", "soc sec", "ss#", "社安号", "社会安全号码",
];

#[rustfmt::skip]
const PHONE: &[&str] = &[
    "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "致电", "拨打", "来电", "座机", "固话", "打给", "打到", "短信至",
    "手機", "手機號", "手機號碼", "電話", "電話號碼", "聯絡電話", "致電", "撥打",
    "電話番号", "携帯", "携帯電話", "携帯番号", "連絡先", "전화", "전화번호", "휴대폰", "휴대폰번호", "휴대전화", "핸드폰", "연락처",
    "tel", "telephone", "phone", "phone no", "phone number", "mobile", "mobile no", "mobile number", "cell", "cellphone", "cell no",
    "call", "call me", "call me at", "call me on", "call us at", "ring", "text", "text me at", "whatsapp", "contact", "contact no",
    "contact number", "reach me at", "reach me on", "fax", "landline", "ph", "ph no", "mob", "mob no", "hp", "hp no", "handphone",
    "alt no", "alternate no", "alternate number",
    "teléfono", "telefono", "móvil", "movil", "celular", "cel", "llame al", "llamar al", "telefone", "fone", "ligue", "ligar para",
    "téléphone", "tél", "portable", "numéro de téléphone", "appelez le", "telefon", "telefonnummer", "handy", "handynummer", "mobil",
    "mobilnummer", "rufnummer", "फोन", "फ़ोन", "मोबाइल", "phone karein", "dianhua", "shouji",
];

#[rustfmt::skip]
const STAYS: &[&str] = &[
    // Orders, contracts, bills, cases, batches, traces.
    "订单", "订单号", "订单编号", "单号", "运单", "快递单", "账单", "账单号", "帐单号", "合同", "合同号", "合同编号", "协议", "协议号", "协议编号",
    "流水", "流水号", "交易号", "编号", "案号", "案件", "案件号", "批次", "批次号", "批号", "借据", "借据号", "借款编号", "工号", "坐席", "客服工号",
    "条码", "条形码", "商品码", "追踪号", "跟踪号", "票号", "发票", "发票号", "凭证", "凭证号", "参考号", "序列号", "版本", "版本号", "时间戳",
    "端口", "端口号", "业务号", "保单", "保单号", "受理号", "工单", "工单号", "档案号", "请求号", "日志", "追踪", "尾号", "末四位", "后四位",
    "訂單", "訂單號", "訂單編號", "單號", "帳單", "合約", "合約編號", "契約", "編號", "案號", "批號", "流水號",
    "注文", "注文番号", "契約番号", "請求書番号", "受付番号", "管理番号", "追跡番号", "伝票番号", "問い合わせ番号",
    "주문", "주문번호", "계약", "계약번호", "청구서", "송장", "송장번호", "접수번호", "사건번호",
    "order", "order no", "order number", "order id", "invoice", "bill", "contract", "agreement", "case", "ref", "reference", "batch",
    "tracking", "trace", "trace id", "traceid", "transaction", "txn", "txn id", "ticket", "receipt", "voucher", "barcode", "ean", "upc",
    "isbn", "gtin", "serial", "version", "ver", "build", "timestamp", "ts", "epoch", "request id", "req", "port", "agent", "parcel",
    "shipment", "waybill", "awb", "policy", "docket", "application",
    "pedido", "factura", "fatura", "boleto", "contrato", "protocolo", "processo", "rastreo", "rastreamento", "referencia", "referência",
    "caso", "lote", "commande", "facture", "contrat", "dossier", "référence", "bestellung", "bestellnummer", "rechnung", "rechnungsnummer",
    "vertrag", "vertragsnummer", "aktenzeichen", "sendungsnummer", "referenz", "ऑर्डर", "अनुबंध",
    // Amounts and dates.
    "金额", "余额", "欠款", "应还", "本金", "人民币", "金額", "日期", "时间", "amount", "balance", "rmb", "cny", "usd", "eur", "gbp", "inr", "jpy",
    "krw", "brl", "rs", "date", "fecha", "datum", "日時",
];

/// Words that may stand between a label that keeps and its number.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "no", "nos", "num", "number", "nr", "id", "is", "code", "de", "del", "do", "da", "du", "n", "nº", "n°", "número", "numero", "numéro",
    "nummer", "号", "号码", "號", "為", "为", "是", "の", "は", "番号", "번호", "編號", "编号", "者", "के", "नंबर",
];

/// Characters of the longest label.
pub(super) const LONGEST: usize = 24;

/// Which last characters labels have, as a set of their low six bits: most positions end no label.
pub(super) const LAST: u64 = {
    let mut set = 0;
    let mut i = 0;
    while i < LABELS.len() {
        let words = LABELS[i].words;
        let mut j = 0;
        while j < words.len() {
            set |= 1 << last_bits(words[j].as_bytes());
            j += 1;
        }
        i += 1;
    }
    set
};

/// The low six bits of a word's last character: of UTF-8, those of its last byte.
const fn last_bits(word: &[u8]) -> u8 {
    word[word.len() - 1] & 63
}
