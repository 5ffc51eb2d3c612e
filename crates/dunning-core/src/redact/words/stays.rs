//! Words beside numbers that stay: references of every sort, lines of businesses, amounts and days.

/// Orders, contracts, bills, cases, batches, traces, versions, ports, tails.
#[rustfmt::skip]
pub(super) const KEEP: &[&str] = &[
    "order", "order no", "order number", "order id", "order #", "po", "po number", "invoice", "invoice no", "invoice number", "bill", "bill no", "bill number", "contract", "contract no", "contract number", "contract id", "agreement", "agreement no", "agreement number", "loan", "loan no", "loan number", "loan id", "loan account", "loan account no", "loan account number", "loan a/c", "lan",
    "case", "case no", "case number", "case id", "ref", "ref no", "reference", "reference no", "reference number", "ref number", "ref id", "utr", "rrn no", "batch", "batch no", "batch number", "batch id", "tracking", "tracking no", "tracking number", "trace", "trace no", "trace id", "traceid", "trace number",
    "transaction", "transaction id", "transaction no", "transaction number", "txn", "txn id", "txn no", "txnid", "ticket", "ticket no", "ticket number", "ticket id", "receipt", "receipt no", "receipt number", "voucher", "voucher no", "barcode", "bar code", "ean", "ean13", "upc", "isbn", "gtin", "sku", "serial", "serial no", "serial number", "sn", "s/n", "imei", "version", "ver", "build", "app version", "release", "firmware", "software", "kernel", "driver", "sdk", "client", "app", "ios", "android", "chrome", "agent build", "upgrade to", "updated to", "timestamp", "time stamp", "ts", "epoch", "unix time", "unix",
    "request id", "requestid", "request", "req", "req id", "span id", "session", "port", "sms port", "sender", "sender id", "short code", "shortcode", "agent", "agent id", "agent no", "employee id", "employee no", "staff id", "staff no", "badge", "badge no", "officer id", "parcel", "shipment", "shipment no", "waybill", "waybill no", "awb", "consignment", "policy", "policy no", "policy number", "docket", "application", "application no", "application id", "message id", "msg id", "msgid", "uuid", "guid", "hash", "commit", "sha", "md5", "job", "job id", "task", "task id", "queue", "event id", "error", "error code", "status code", "response code", "return code", "zip", "zip code", "postal code", "postcode", "pin code", "pincode", "country code", "area code", "product code", "item code", "promo code", "coupon code", "discount code", "dial code", "branch code", "currency code", "merchant", "merchant id", "merchant no", "merchant code", "terminal", "terminal id", "customer id", "customer no", "customer number", "client id", "client no", "member id", "member no", "membership no", "user id", "userid", "uid:", "file no", "file number", "record id", "record no", "line", "row", "page", "code page", "qr code", "source code", "code:sms",
    "ending", "ending in", "ending with", "ends in", "ends with", "last four", "last 4", "last four digits", "last 4 digits", "last digits", "tail", "card ending", "card ending in", "xxxx", "upi ref", "upi ref no", "upi reference", "emi no", "installment no",
    "wechat pay", "wechat official account", "official account", "sort code", "ifsc", "swift", "bic",
];

#[rustfmt::skip]
pub(super) const KEEP_EAST: &[&str] = &[
    "订单", "订单号", "订单编号", "订单号码", "单号", "运单", "运单号", "快递单", "快递单号", "物流单号", "物流", "快递", "账单", "账单号", "账单编号", "帐单号", "合同", "合同号", "合同编号", "借款合同", "贷款合同", "协议", "协议号", "协议编号", "贷款编号", "贷款号", "贷款账号", "贷款账户", "借款账号", "借款号",
    "流水", "流水号", "交易流水", "交易流水号", "交易号", "交易单号", "商户单号", "商户号", "商户订单号", "支付单号", "编号", "案号", "案件", "案件号", "案件编号", "批次", "批次号", "批号", "借据", "借据号", "借据编号", "借款编号", "工号", "坐席", "坐席号", "坐席工号", "客服工号", "员工号", "员工编号", "专员", "经办人工号",
    "条码", "条形码", "商品码", "商品条码", "追踪号", "跟踪号", "追踪码", "票号", "发票", "发票号", "发票号码", "发票代码", "凭证", "凭证号", "参考号", "序列号", "序号", "版本", "版本号", "时间戳", "固件", "内核", "客户端", "系统", "升级到", "更新到", "端口", "端口号", "短信端口", "业务号", "业务编号", "业务流水号", "保单", "保单号", "受理号", "受理编号", "工单", "工单号", "工单编号", "档案号", "请求号", "请求id", "日志", "日志号", "追踪", "客户号", "客户编号", "会员号", "会员卡号", "用户编号", "门牌号", "房号", "邮编", "邮政编码", "区号", "错误码", "状态码", "取件码", "兑换码", "优惠码", "邀请码", "二维码", "条款", "消息id", "链路", "链路id", "机构号", "机构代码", "网点", "网点号", "行号", "联行号", "期号", "项目号", "项目编号", "申请号", "申请编号", "单据", "单据号", "回执", "回执号", "设备号", "设备编号", "文号", "字号", "执行号", "公众号", "微信公众号", "服务号", "微信支付", "小程序", "群号", "qq群", "房间号", "会议号", "版",
    "尾号", "尾号为", "卡尾号", "末四位", "后四位", "末四位数", "后四位数", "末尾", "尾数",
    "訂單", "訂單號", "訂單編號", "單號", "運單", "帳單", "帳單編號", "合約", "合約號", "合約編號", "契約", "契約編號", "編號", "案號", "案件編號", "批號", "批次號", "流水號", "交易序號", "序號", "參考編號", "借據", "保單號碼", "末四碼", "後四碼", "郵遞區號", "版本號", "時間戳",
    "注文", "注文番号", "ご注文番号", "契約番号", "ご契約番号", "請求書番号", "請求番号", "受付番号", "管理番号", "追跡番号", "伝票番号", "お問い合わせ番号", "問い合わせ番号", "問合せ番号", "お客様番号", "顧客番号", "会員番号", "取引番号", "整理番号", "案件番号", "番号札", "バージョン", "下4桁", "末尾", "下四桁", "郵便番号", "社員番号", "バッチ", "バッチ番号",
    "주문", "주문번호", "계약", "계약번호", "청구서", "청구번호", "송장", "송장번호", "운송장", "운송장번호", "접수번호", "사건번호", "관리번호", "거래번호", "승인번호", "고객번호", "회원번호", "배치", "버전", "끝자리", "뒷자리", "뒤 4자리", "우편번호", "사번", "추적번호", "문의번호", "일련번호",
];

#[rustfmt::skip]
pub(super) const KEEP_EUROPE: &[&str] = &[
    "pedido", "número do pedido", "número de pedido", "nº do pedido", "nº de pedido", "factura", "fatura", "nota fiscal", "boleto", "código de barras", "contrato", "nº do contrato", "número do contrato", "número de contrato", "nº de contrato", "protocolo", "protocolo nº", "processo", "rastreo", "rastreamento", "código de rastreio", "código de rastreamento", "código de seguimiento", "número de seguimiento", "seguimiento", "referencia", "referência", "ref", "caso", "expediente", "lote", "versão", "versión", "matrícula do atendente", "cliente nº", "código do cliente", "código de cliente", "código postal", "cep", "id da transação", "id de transacción", "transacción", "transação", "final", "terminada en", "terminado em", "com final", "de final", "guia", "guía", "recibo", "operación", "agência", "agencia", "parcela",
    "commande", "numéro de commande", "n° de commande", "facture", "numéro de facture", "contrat", "numéro de contrat", "n° de contrat", "dossier", "numéro de dossier", "n° de dossier", "référence", "réf", "lot", "suivi", "numéro de suivi", "code postal", "code client", "numéro client", "numéro de client", "se terminant par", "finissant par", "numéro de version", "code barres", "code promo", "reçu",
    "bestellung", "bestellnummer", "bestell-nr", "rechnung", "rechnungsnummer", "rechnungs-nr", "rechnung nr", "vertrag", "vertragsnummer", "vertrags-nr", "vertrag nr", "aktenzeichen", "az", "aktennummer", "sendungsnummer", "sendung", "referenz", "referenznummer", "vorgang", "vorgangsnummer", "fallnummer", "kundennummer", "kunden-nr", "kundennr", "charge", "chargennummer", "belegnummer", "postleitzahl", "plz", "endziffern", "endend auf", "endet auf", "bearbeiter", "personalnummer", "artikelnummer", "auftragsnummer", "auftrag", "mandatsreferenz", "transaktionsnummer", "versionsnummer", "blz",
    "ऑर्डर", "ऑर्डर नंबर", "अनुबंध", "order number hai", "loan number", "ref number hai",
];

/// Lines of businesses.
#[rustfmt::skip]
pub(super) const HOTLINES: &[&str] = &[
    "客服", "客服热线", "客服电话", "热线", "热线电话", "服务热线", "服务电话", "咨询热线", "咨询电话", "投诉热线", "投诉电话", "举报热线", "举报电话", "全国热线", "官方热线", "人工客服", "客服專線", "客服熱線", "服務熱線", "熱線", "客服電話", "官方客服",
    "hotline", "hotline no", "customer service", "customer service number", "customer service at", "toll free", "toll free no", "toll free number", "helpline", "helpline number", "customer care", "customer care no", "customer care number", "support line", "call center", "call centre", "contact center",
    "フリーダイヤル", "カスタマーセンター", "コールセンター", "お客様センター", "고객센터", "대표번호", "상담센터", "콜센터",
    "central de atendimento", "sac", "ouvidoria", "atención al cliente", "línea gratuita", "service client", "numéro vert", "servicenummer", "kundenservice", "kundenhotline", "service-hotline",
];

/// Amounts and days.
#[rustfmt::skip]
pub(super) const AMOUNTS: &[&str] = &[
    "金额", "余额", "欠款", "欠款金额", "应还", "应还金额", "应还款", "应还总额", "逾期金额", "本金", "本息", "人民币", "共计", "合计", "总计", "金額", "餘額", "還款金額", "日期", "时间", "截止", "还款日", "到期日", "起息日", "账单日", "时间为", "请求金额", "额度", "限额", "贷款额", "欠", "账单金额", "最低还款额", "最低还款",
    "amount", "amount due", "amt", "balance", "outstanding", "total", "sum", "rmb", "cny", "usd", "eur", "gbp", "inr", "jpy", "krw", "brl", "hkd", "sgd", "aud", "cad", "rs", "us$", "r$", "date", "due", "due date", "due on", "since", "year",
    "fecha", "datum", "日時", "期日", "支払期限", "残高", "金額は", "금액", "잔액", "납기일", "valor", "importe", "saldo", "monto", "montant", "solde", "betrag", "summe", "vencimento", "vencimiento", "échéance", "fällig am", "rashi", "rakam",
];
