//! The words beside identifiers, as data: what a label names, what it keeps, what may stand between it and its number,
//! and the units of amounts. In simplified and traditional Chinese, English, Portuguese, Japanese, Korean, Hindi (in
//! Latin letters and in its own), French, Spanish and German, folded as a line is. A space stands for any separators or
//! none. Sources: the forms and texts of banks, shops and authorities of these countries; no text of a corpus.

use super::finding::Kind::{self, *};

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
    labels(&[Otp], OTP),
    labels(&[UrlToken], TOKEN),
    labels(&[Phone], PHONE),
    labels(
        &[Ip],
        &[
            "ip",
            "ip 地址",
            "ip address",
            "ipv4",
            "ipv6",
            "登录地址",
            "ipアドレス",
            "ip 주소",
            "endereço ip",
            "adresse ip",
            "dirección ip",
            "ip adresse",
        ],
    ),
    labels(&[DateOfBirth], BIRTH),
    labels(
        &[Plate],
        &[
            "车牌",
            "车牌号",
            "车牌号码",
            "车号",
            "牌照",
            "牌照号",
            "號牌",
            "号牌",
            "車牌",
            "車牌號",
            "plate",
            "plate no",
            "plate number",
            "license plate",
            "licence plate",
        ],
    ),
    labels(&[WechatId, Phone, QqId], WECHAT),
    labels(&[WechatId], &["v", "微", "➕v", "加 v", "➕微"]),
    labels(&[QqId], &["qq", "qq 号", "qq 号码", "qq 號", "扣扣", "扣扣号", "企鹅号", "企鹅", "q 号", "加 q", "球球"]),
    labels(&[CnResidentId], RESIDENT),
    labels(&[CnResidentId, HkId, SgNric, KrRrn, CnPassport, InAadhaar], DOCUMENT),
    labels(
        &[CnPassport],
        &[
            "护照",
            "护照号",
            "护照号码",
            "護照",
            "護照號",
            "護照號碼",
            "passport",
            "passport no",
            "passport number",
            "pp no",
            "パスポート",
            "パスポート番号",
            "旅券番号",
            "여권",
            "여권번호",
            "passaporte",
            "passeport",
            "pasaporte",
            "reisepass",
            "reisepassnummer",
        ],
    ),
    labels(
        &[CnUscc],
        &[
            "统一社会信用代码",
            "社会信用代码",
            "信用代码",
            "统一代码",
            "统一信用代码",
            "營業執照",
            "营业执照",
            "营业执照号",
            "税号",
            "纳税人识别号",
            "uscc",
            "usci",
            "credit code",
            "social credit code",
            "unified social credit code",
        ],
    ),
    labels(
        &[UsSsn],
        &[
            "ssn",
            "social",
            "social security",
            "social security number",
            "social security no",
            "social security #",
            "soc sec",
            "ss#",
            "ss no",
            "社安号",
            "社会安全号",
            "社会安全号码",
            "社保号",
        ],
    ),
    labels(&[UsItin], &["itin", "individual taxpayer identification number"]),
    labels(&[UsItin, UsSsn], &["taxpayer id", "tax id", "tin", "taxpayer identification number"]),
    labels(
        &[InAadhaar],
        &[
            "aadhaar",
            "aadhar",
            "adhaar",
            "adhar",
            "aadhaar no",
            "aadhaar number",
            "aadhar no",
            "aadhar number",
            "aadhaar card",
            "aadhar card",
            "uid",
            "uidai",
            "आधार",
            "आधार नंबर",
        ],
    ),
    labels(&[InPan], &["pan", "pan card", "pan no", "pan number", "पैन"]),
    labels(
        &[UkNino],
        &[
            "nino",
            "ni number",
            "ni no",
            "national insurance",
            "national insurance number",
            "national insurance no",
            "nin",
        ],
    ),
    labels(&[AuTfn], &["tfn", "tax file number", "tax file no"]),
    labels(&[SgNric], &["nric", "fin", "nric no", "nric number", "nric/fin", "新加坡身份证"]),
    labels(
        &[HkId],
        &[
            "hkid card",
            "hkid card no",
            "hk id card",
            "hk identity card",
            "hk identity card no",
            "hong kong id card",
            "hong kong identity",
            "hong kong permanent identity card",
            "香港永久性居民身份证",
            "香港永久居民身份證",
            "港澳身份证",
            "香港证件",
            "香港證件",
            "hkid",
            "hk id",
            "hkid no",
            "hkid number",
            "hkic",
            "hong kong id",
            "hong kong identity card",
            "香港身份证",
            "香港身份證",
            "香港居民身份证",
            "香港身份證號碼",
            "香港身份证号",
            "香港身份证号码",
        ],
    ),
    labels(
        &[JpMynumber],
        &["マイナンバー", "個人番号", "my number", "mynumber", "个人编号", "individual number", "個人編號"],
    ),
    labels(
        &[KrRrn],
        &[
            "주민등록번호",
            "주민번호",
            "주민 등록 번호",
            "rrn",
            "resident registration number",
            "外国人登録番号",
            "외국인등록번호",
        ],
    ),
    labels(&[BrCpf], &["cpf", "cpf n", "cpf nº", "cpf no"]),
    labels(&[BrCnpj], &["cnpj", "cnpj n", "cnpj nº", "cnpj no"]),
    labels(
        &[CaSin],
        &[
            "sin",
            "social insurance",
            "social insurance number",
            "social insurance no",
            "nas",
            "numéro d'assurance sociale",
            "assurance sociale",
        ],
    ),
    Labels { names: HOTLINE, words: HOTLINES },
    Labels { names: STAYS, words: KEEP },
    Labels { names: STAYS, words: KEEP_EAST },
    Labels { names: STAYS, words: KEEP_EUROPE },
    Labels { names: STAYS, words: AMOUNTS },
];

#[rustfmt::skip]
const CARD: &[&str] = &[
    "卡号", "卡号码", "银行卡", "银行卡号", "银行卡号码", "信用卡", "信用卡号", "信用卡卡号", "储蓄卡", "储蓄卡号", "借记卡", "借记卡号", "贷记卡", "还款卡", "还款卡号",
    "扣款卡", "绑定卡", "工资卡", "卡片", "卡", "主卡", "副卡", "新卡", "旧卡",
    "卡號", "銀行卡", "銀行卡號", "信用卡號", "信用卡卡號", "提款卡",
    "card", "card no", "card number", "card num", "card #", "credit card", "credit card no", "credit card number", "debit card",
    "debit card no", "debit card number", "bank card", "cc", "cc no", "cc number", "visa", "mastercard", "amex", "unionpay", "rupay", "pan of the card",
    "カード", "カード番号", "クレジットカード", "クレジットカード番号", "카드", "카드번호", "신용카드", "체크카드", "신용카드번호",
    "tarjeta", "número de tarjeta", "numero de tarjeta", "cartão", "cartao", "número do cartão", "numero do cartao", "carte", "carte bancaire",
    "numéro de carte", "numero de carte", "karte", "kartennummer", "kreditkarte", "kreditkartennummer", "कार्ड", "कार्ड नंबर",
];

#[rustfmt::skip]
const ACCOUNT: &[&str] = &[
    "账号", "账户", "账户号", "账号码", "帐号", "帐户", "银行账号", "银行账户", "银行帐号", "收款账号", "收款账户", "对公账号", "对公账户", "还款账号", "还款账户",
    "存折", "存折号", "户口号码", "帳號", "帳戶", "帳戶號碼", "銀行帳號", "賬號", "賬戶", "戶口號碼", "戶口",
    "account", "account no", "account number", "account num", "account #", "acct", "acct no", "acct number", "acct #", "acc", "acc no", "a/c", "a/c no", "ac no",
    "bank account", "bank account number", "bank acct", "savings account", "checking account", "current account", "checking", "savings",
    "口座", "口座番号", "普通預金", "普通口座", "普通", "当座", "振込先", "계좌", "계좌번호", "은행계좌", "khata", "khata number", "khata no", "खाता", "खाता संख्या", "खाता नंबर",
    "conta", "conta corrente", "conta bancária", "conta bancaria", "conta poupança", "número da conta", "numero da conta", "c/c",
    "cuenta", "cuenta bancaria", "número de cuenta", "numero de cuenta", "cta", "nº de cuenta", "compte", "compte bancaire", "numéro de compte", "numero de compte",
    "konto", "kontonummer", "bankkonto", "kontonr", "konto nr",
];

#[rustfmt::skip]
const ROUTING: &[&str] = &[
    "routing", "routing no", "routing number", "routing #", "aba", "aba no", "aba number", "aba routing", "aba routing number", "rtn", "transit number", "routing transit number",
    "routing/transit", "aba/routing",
];

#[rustfmt::skip]
const CVV: &[&str] = &[
    "cvv", "cvv2", "cvv code", "cvv number", "cvc", "cvc2", "cvc code", "csc", "cvn", "cvn2", "cid", "card security code", "security code", "on the back", "code on the back", "digits on the back", "number on the back", "back of the card", "back of my card", "au dos", "au dos de la carte", "no verso", "do verso", "al dorso", "en el reverso", "del reverso", "auf der rückseite", "rückseite", "裏面", "背面", "背后", "卡背", "card verification value", "card verification code",
    "安全码", "卡安全码", "信用卡安全码", "校验码后三位", "背面三位", "背面后三位", "卡背三位", "卡背后三位", "后三位", "末三位", "三位数", "背面三位数", "背后三位数", "卡背面三位", "卡背面后三位", "卡背面数字", "背面数字", "卡背面的三位数",
    "安全碼", "卡背三碼", "末三碼", "背面末三碼", "セキュリティコード", "裏面3桁", "裏面の3桁", "裏面下3桁", "보안코드", "cvc번호", "cvc 번호", "카드 뒷면", "뒷면 숫자", "카드 뒷면 숫자", "뒷면", "카드 뒷면 세자리", "뒷면 3자리", "뒷면 세자리",
    "código de segurança", "codigo de seguranca", "cód de segurança", "código de seguridad", "codigo de seguridad", "cryptogramme", "cryptogramme visuel", "code de sécurité", "code de securite",
    "prüfziffer", "prüfnummer", "kartenprüfnummer", "sicherheitscode", "pruefziffer", "kpn",
];

#[rustfmt::skip]
const EXPIRY: &[&str] = &[
    "有效期", "有效期至", "卡有效期", "到期年月", "有效期限", "expiry", "expiry date", "exp", "exp date", "expires", "expiration", "expiration date", "valid thru", "valid till", "valid until",
    "有効期限", "유효기간", "validade", "vencimiento de la tarjeta", "caducidad", "expiration le", "gültig bis", "date d'expiration", "expire",
];

#[rustfmt::skip]
const PASSWORD: &[&str] = &[
    "密码", "口令", "登录密码", "登陆密码", "交易密码", "支付密码", "取款密码", "初始密码", "网银密码", "查询密码", "服务密码", "密碼", "登入密碼", "登錄密碼", "交易密碼", "提款密碼", "通行密碼",
    "password", "passwd", "passcode", "pass word", "pwd", "pass", "pw", "psw", "mima", "pin", "pin is", "upi pin", "atm pin", "mpin", "login password", "temp password", "temporary password", "passphrase",
    "パスワード", "暗証番号", "初期パスワード", "ログインパスワード", "비밀번호", "비번", "패스워드", "암호", "로그인 비밀번호", "पासवर्ड", "पिन",
    "senha", "senha de acesso", "contraseña", "contrasena", "clave", "clave de acceso", "mot de passe", "mdp", "code secret", "passwort", "kennwort", "pwort",
];

#[rustfmt::skip]
const OTP: &[&str] = &[
    "验证码", "短信验证码", "校验码", "动态码", "动态验证码", "安全验证码", "登陆验证码", "登录码", "登陆码", "随机码", "短信口令", "一次性口令", "短信密码", "语音验证码", "邮箱验证码", "支付验证码", "认证码", "动态密码", "动态口令", "短信码", "手机验证码", "确认码", "激活码", "登录验证码", "一次性密码", "一次性验证码", "授权码", "驗證碼", "簡訊驗證碼", "驗證密碼", "確認碼", "一次性密碼", "動態密碼", "動態碼", "校驗碼",
    "otp", "otp is", "otp code", "one time password", "one time passcode", "one time code", "one time pin", "verification code", "verification number", "digit code", "digit pin", "one time", "temporary code", "pass code", "sign in code", "signin code", "payment code", "transaction code", "authorisation code", "sms otp", "otp no", "otp number", "verification pin", "verify code", "confirmation code", "auth code", "authentication code", "authorization code",
    "login code", "sms code", "security pin", "access code", "code", "your code", "activation code", "2fa code", "mfa code", "yanzhengma", "passcode otp",
    "認証コード", "確認コード", "認証番号", "ワンタイムパスワード", "ワンタイムコード", "ワンタイム", "コード", "確認番号", "인증번호", "인증코드", "인증 번호", "확인코드", "일회용 비밀번호", "보안번호", "ओटीपी",
    "código", "codigo", "código de verificação", "codigo de verificacao", "código de confirmação", "código de acesso", "token sms", "código sms", "código de verificación", "codigo de verificacion", "código de confirmación", "código de un solo uso", "clave dinámica",
    "code de vérification", "code de verification", "code de confirmation", "code de validation", "code sms", "code à usage unique", "code d'authentification",
    "bestätigungscode", "bestaetigungscode", "verifizierungscode", "einmalcode", "einmalpasswort", "einmalkennwort", "sms-code", "tan", "mtan", "sms-tan", "freigabecode", "aktivierungscode", "anmeldecode",
];

#[rustfmt::skip]
const TOKEN: &[&str] = &[
    "token", "access token", "accesstoken", "refresh token", "bearer", "api key", "apikey", "access key", "secret key", "secret", "jwt", "令牌", "密钥", "访问令牌", "トークン", "토큰", "jeton",
];

#[rustfmt::skip]
const PHONE: &[&str] = &[
    "手机", "手机号", "手机号码", "手机尾号", "电话", "电话号", "电话号码", "联系电话", "联系方式", "联系号码", "联系人电话", "致电", "拨打", "来电", "座机", "座机号", "固话", "固定电话", "打给", "打到", "短信至", "新号", "新号码", "旧号", "回电", "机主", "备用号", "备用电话", "紧急联系人", "单位电话", "家庭电话", "公司电话", "本机", "本机号码", "呼叫", "拨", "打电话给", "联系我", "宅电", "办公电话", "家电", "本人电话", "常用号", "常用号码", "另一个号", "另一个号码", "备用机", "私人号", "副号", "配偶", "亲属", "联系人", "联系手机", "联络电话", "联络", "来电号码", "拨打了", "打的是", "致电给", "通话", "电联", "手提", "手提电话", "大哥大", "小灵通", "新电话", "换号", "换成", "联系他", "联系她", "找我", "打我", "加我", "传真",
    "手機", "手提電話", "手提", "手機號", "手機號碼", "電話", "電話號碼", "聯絡電話", "聯繫電話", "致電", "撥打", "市話", "行動電話", "來電", "回電", "傳真",
    "電話番号", "電話", "自宅", "ご自宅", "勤務先", "実家", "会社の電話", "携帯は", "新しい番号", "電話は", "携帯", "携帯電話", "携帯番号", "連絡先", "お電話", "ご連絡先", "折り返し", "固定電話", "ファックス", "전화", "전화번호", "휴대폰", "휴대폰번호", "휴대전화", "휴대전화번호", "핸드폰", "핸드폰번호", "연락처", "폰", "폰번호", "집전화", "집 전화", "회사전화", "직통", "자택", "제 번호", "새 번호", "새번호", "연락", "전화는", "유선전화",
    "tel", "tel no", "telephone", "telephone no", "telephone number", "phone", "phone no", "phone number", "phone #", "mobile", "mobile no", "mobile number", "cell", "cellphone", "cell phone", "cell no", "cell number", "my number", "office phone", "direct number", "desk phone", "work number", "home number", "landline is", ", number", "; number", ": number", ") number", ". number", "new number", "old one", "new one", "other one", "old number", "his number", "her number", "their number", "your number",
    "call", "call me", "call me at", "call me on", "call us at", "call us on", "call him at", "call him on", "call her at", "call her on", "call back", "callback", "called", "calling", "ring", "ring me on", "dial", "text", "text me at", "text me on", "sms", "sms to", "whatsapp", "contact", "contact no", "contact number", "contact me at", "contact me on", "reach me at", "reach me on", "reach me", "contact me", "get me on", "get me at", "message me at", "message me on", "msg", "msg me on", "ping me on", "direct line", "home", "work", "my line", "wa", "telegram", "signal", "viber", "sms me on", "text me", "ring me", "phone me on", "daytime number", "evening number", "contact details", "mobile phone", "cell is", "digits", "my digits", "backup number", "other number", "spouse", "my wife", "my husband", "wife", "husband", "reached at", "reached on", "reach him at", "reach her at", "fax", "landline", "ph", "ph no", "mob", "mob no", "hp", "hp no", "handphone", "home phone", "work phone", "office phone", "emergency contact",
    "alt no", "alternate no", "alternate number", "alternate phone", "registered mobile", "registered mobile number", "msisdn", "shouji", "shoujihao", "dianhua",
    "teléfono", "telefono", "teléfono móvil", "número de teléfono", "número de telefono", "móvil", "movil", "celular", "cel", "llame al", "llámame al", "llamame al", "llámeme", "marque al", "marcar al", "contacto", "numero de celular", "número de celular", "whatsapp al", "llámeme al", "llamar al", "llamarme al", "mi número", "mi número es", "mi tel", "mi teléfono", "mi teléfono es", "número de contacto", "numero de contacto", "número", "escríbame al", "escríbeme al", "llamad al", "llame", "llámame", "mi cel", "móvil es", "tfno", "tlf", "tel fijo", "fijo",
    "telefone", "telemóvel", "telemovel", "número de telefone", "fone", "ligue", "ligue para", "ligar para", "me ligue no", "meu número", "meu número é", "meu telefone", "me liga no", "liga no", "liga para", "liga pra", "chama no", "número de contato", "nº de telemóvel", "tlm", "telm", "contacto telefónico", "cel:", "fale comigo no", "zap é", "whats é", "zap", "whats", "contato", "celular é",
    "téléphone", "numéro de téléphone", "tél", "portable", "numéro de portable", "mon numéro", "appelez le", "appelez moi au", "rappelez moi au", "rappelez le", "contactez moi au", "me joindre au", "mon tel", "mon tél", "mon fixe", "mon mobile", "n° de téléphone", "numéro de tel", "tél portable", "appeler au", "m'appeler au", "appeler le", "joindre au", "joignable au", "fixe", "numéro",
    "telefon", "telefonnummer", "telefonnr", "mobilfunk", "mobilfunknummer", "mobilnr", "handynr", "privat", "dienstlich", "ruf mich an unter", "rufen sie mich an", "anrufen unter", "melden sie sich unter", "erreichen sie mich unter", "erreichbar", "neue nummer", "neue nummer ist", "tel nr", "handy", "handynummer", "mobil", "mobilnummer", "mobiltelefon", "rufnummer", "meine nummer", "meine nummer ist", "nummer", "erreichbar unter", "rückruf unter", "festnetz", "unter der nummer", "rufen sie mich unter",
    "फोन", "फ़ोन", "मोबाइल", "मोबाइल नंबर", "नंबर", "phone karein", "phone karna", "naya number", "naya number hai", "purana number", "whatsapp number", "mobile par", "phone par", "number pe", "number par", "contact karein", "call karna", "mera mobile", "mera phone", "mera number", "mera number hai", "mobile number hai", "phone number hai", "mera no hai", "call karo", "call kare", "call karein", "par call",
];

#[rustfmt::skip]
const BIRTH: &[&str] = &[
    "出生日期", "生日", "出生年月", "出生年月日", "出生", "出生于", "生于", "阳历生日", "出生時間", "出生时间", "出生日", "生日期", "誕生日", "生年月日", "出生於",
    "date of birth", "d/o/b", "birth day", "bday", "b day", "born in", "birth dt", "birth date", "birthdate", "birthday", "dob", "d o b", "born", "born on", "born in", "birth", "생년월일", "생일", "출생일", "janm tithi", "janam tithi", "जन्म तिथि", "जन्मतिथि", "janm din",
    "data de nascimento", "nascimento", "nascido em", "nasci em", "nasci", "nasc em", "nascida em", "nasc", "aniversário", "fecha de nacimiento", "fecha nac", "fecha de nac", "f de nac", "fecha nacimiento", "fec nac", "dt nascimento", "dt nasc", "data nasc", "nacimiento", "nacido el", "nacida el", "nací el", "nací", "naci el", "cumpleaños", "f nac",
    "date de naissance", "naissance", "né le", "née le", "né(e) le", "date naissance", "naissance le", "né en", "ne le", "nee le", "anniversaire", "geburtsdatum", "geb datum", "gebdatum", "geb dat", "geboren am:", "jahrgang", "geburtstag", "geboren", "geboren am", "geb", "geb am",
];

#[rustfmt::skip]
const WECHAT: &[&str] = &[
    "微信", "微信名", "加我v", "加我微", "加微信号", "weixin hao", "weixin id", "wechat me at", "wechat me", "add my wechat", "my wechat", "绿泡泡", "绿泡泡号", "微信搜", "微信联系", "微信加", "微信号", "微信号码", "微信id", "微信账号", "加微信", "加微", "加v", "加vx", "加wx", "威信", "薇信", "微信號", "v信", "vx", "wx", "wx号", "vx号", "weixin", "wechat", "wechat id", "wechat no", "wechat account", "we chat", "wechat acct", "ウィーチャット", "위챗", "위챗 아이디",
];

#[rustfmt::skip]
const RESIDENT: &[&str] = &[
    "身份证", "身份证号", "身份证号码", "身份证件号", "二代身份证", "身份证编号", "公民身份号码", "公民身份证号", "身份号码", "身分證", "身份證", "身份證號", "身份證號碼", "身分證字號", "身分證號", "shenfenzheng", "shenfenzhenghao", "sfz", "sfzh",
    "resident id", "resident identity card", "chinese id", "chinese id number", "china id", "prc id", "resident id number", "citizen id", "一代身份证", "老身份证",
];

#[rustfmt::skip]
const DOCUMENT: &[&str] = &[
    "证件", "证件号", "证件号码", "證件", "證件號碼", "id card", "id number", "id no", "id card no", "id card number", "identity card", "identity number", "identity no", "identification number", "national id", "id",
    "身分証番号", "신분증", "신분증번호", "ic", "ic no", "ic number",
];

/// Orders, contracts, bills, cases, batches, traces, versions, ports, tails.
#[rustfmt::skip]
const KEEP: &[&str] = &[
    "order", "order no", "order number", "order id", "order #", "po", "po number", "invoice", "invoice no", "invoice number", "bill", "bill no", "bill number", "contract", "contract no", "contract number", "contract id", "agreement", "agreement no", "agreement number", "loan", "loan no", "loan number", "loan id", "loan account", "loan account no", "loan account number", "loan a/c", "lan",
    "case", "case no", "case number", "case id", "ref", "ref no", "reference", "reference no", "reference number", "ref number", "ref id", "utr", "rrn no", "batch", "batch no", "batch number", "batch id", "tracking", "tracking no", "tracking number", "trace", "trace no", "trace id", "traceid", "trace number",
    "transaction", "transaction id", "transaction no", "transaction number", "txn", "txn id", "txn no", "txnid", "ticket", "ticket no", "ticket number", "ticket id", "receipt", "receipt no", "receipt number", "voucher", "voucher no", "barcode", "bar code", "ean", "ean13", "upc", "isbn", "gtin", "sku", "serial", "serial no", "serial number", "sn", "s/n", "imei", "version", "ver", "build", "app version", "release", "firmware", "software", "kernel", "driver", "sdk", "client", "app", "ios", "android", "chrome", "agent build", "upgrade to", "updated to", "timestamp", "time stamp", "ts", "epoch", "unix time", "unix",
    "request id", "requestid", "request", "req", "req id", "span id", "session", "port", "sms port", "sender", "sender id", "short code", "shortcode", "agent", "agent id", "agent no", "employee id", "employee no", "staff id", "staff no", "badge", "badge no", "officer id", "parcel", "shipment", "shipment no", "waybill", "waybill no", "awb", "consignment", "policy", "policy no", "policy number", "docket", "application", "application no", "application id", "message id", "msg id", "msgid", "uuid", "guid", "hash", "commit", "sha", "md5", "job", "job id", "task", "task id", "queue", "event id", "error", "error code", "status code", "response code", "return code", "zip", "zip code", "postal code", "postcode", "pin code", "pincode", "country code", "area code", "product code", "item code", "promo code", "coupon code", "discount code", "dial code", "branch code", "currency code", "merchant", "merchant id", "merchant no", "merchant code", "terminal", "terminal id", "customer id", "customer no", "customer number", "client id", "client no", "member id", "member no", "membership no", "user id", "userid", "uid:", "file no", "file number", "record id", "record no", "line", "row", "page", "code page", "qr code", "source code", "code:sms",
    "ending", "ending in", "ending with", "ends in", "ends with", "last four", "last 4", "last four digits", "last 4 digits", "last digits", "tail", "card ending", "card ending in", "xxxx", "upi ref", "upi ref no", "upi reference", "emi no", "installment no",
    "wechat pay", "wechat official account", "official account", "sort code", "ifsc", "swift", "bic",
];

#[rustfmt::skip]
const KEEP_EAST: &[&str] = &[
    "订单", "订单号", "订单编号", "订单号码", "单号", "运单", "运单号", "快递单", "快递单号", "物流单号", "物流", "快递", "账单", "账单号", "账单编号", "帐单号", "合同", "合同号", "合同编号", "借款合同", "贷款合同", "协议", "协议号", "协议编号", "贷款编号", "贷款号", "贷款账号", "贷款账户", "借款账号", "借款号",
    "流水", "流水号", "交易流水", "交易流水号", "交易号", "交易单号", "商户单号", "商户号", "商户订单号", "支付单号", "编号", "案号", "案件", "案件号", "案件编号", "批次", "批次号", "批号", "借据", "借据号", "借据编号", "借款编号", "工号", "坐席", "坐席号", "坐席工号", "客服工号", "员工号", "员工编号", "专员", "经办人工号",
    "条码", "条形码", "商品码", "商品条码", "追踪号", "跟踪号", "追踪码", "票号", "发票", "发票号", "发票号码", "发票代码", "凭证", "凭证号", "参考号", "序列号", "序号", "版本", "版本号", "时间戳", "固件", "内核", "客户端", "系统", "升级到", "更新到", "端口", "端口号", "短信端口", "业务号", "业务编号", "业务流水号", "保单", "保单号", "受理号", "受理编号", "工单", "工单号", "工单编号", "档案号", "请求号", "请求id", "日志", "日志号", "追踪", "客户号", "客户编号", "会员号", "会员卡号", "用户编号", "门牌号", "房号", "邮编", "邮政编码", "区号", "错误码", "状态码", "取件码", "兑换码", "优惠码", "邀请码", "二维码", "条款", "消息id", "链路", "链路id", "机构号", "机构代码", "网点", "网点号", "行号", "联行号", "期号", "项目号", "项目编号", "申请号", "申请编号", "单据", "单据号", "回执", "回执号", "设备号", "设备编号", "文号", "字号", "执行号", "公众号", "微信公众号", "服务号", "微信支付", "小程序", "群号", "qq群", "房间号", "会议号", "版",
    "尾号", "尾号为", "卡尾号", "末四位", "后四位", "末四位数", "后四位数", "末尾", "尾数",
    "訂單", "訂單號", "訂單編號", "單號", "運單", "帳單", "帳單編號", "合約", "合約號", "合約編號", "契約", "契約編號", "編號", "案號", "案件編號", "批號", "批次號", "流水號", "交易序號", "序號", "參考編號", "借據", "保單號碼", "末四碼", "後四碼", "郵遞區號", "版本號", "時間戳",
    "注文", "注文番号", "ご注文番号", "契約番号", "ご契約番号", "請求書番号", "請求番号", "受付番号", "管理番号", "追跡番号", "伝票番号", "お問い合わせ番号", "問い合わせ番号", "問合せ番号", "お客様番号", "顧客番号", "会員番号", "取引番号", "整理番号", "案件番号", "番号札", "バージョン", "下4桁", "末尾", "下四桁", "郵便番号", "社員番号", "バッチ", "バッチ番号",
    "주문", "주문번호", "계약", "계약번호", "청구서", "청구번호", "송장", "송장번호", "운송장", "운송장번호", "접수번호", "사건번호", "관리번호", "거래번호", "승인번호", "고객번호", "회원번호", "배치", "버전", "끝자리", "뒷자리", "뒤 4자리", "우편번호", "사번", "추적번호", "문의번호", "일련번호",
];

#[rustfmt::skip]
const KEEP_EUROPE: &[&str] = &[
    "pedido", "número do pedido", "número de pedido", "nº do pedido", "nº de pedido", "factura", "fatura", "nota fiscal", "boleto", "código de barras", "contrato", "nº do contrato", "número do contrato", "número de contrato", "nº de contrato", "protocolo", "protocolo nº", "processo", "rastreo", "rastreamento", "código de rastreio", "código de rastreamento", "código de seguimiento", "número de seguimiento", "seguimiento", "referencia", "referência", "ref", "caso", "expediente", "lote", "versão", "versión", "matrícula do atendente", "cliente nº", "código do cliente", "código de cliente", "código postal", "cep", "id da transação", "id de transacción", "transacción", "transação", "final", "terminada en", "terminado em", "com final", "de final", "guia", "guía", "recibo", "operación", "agência", "agencia", "parcela",
    "commande", "numéro de commande", "n° de commande", "facture", "numéro de facture", "contrat", "numéro de contrat", "n° de contrat", "dossier", "numéro de dossier", "n° de dossier", "référence", "réf", "lot", "suivi", "numéro de suivi", "code postal", "code client", "numéro client", "numéro de client", "se terminant par", "finissant par", "numéro de version", "code barres", "code promo", "reçu",
    "bestellung", "bestellnummer", "bestell-nr", "rechnung", "rechnungsnummer", "rechnungs-nr", "rechnung nr", "vertrag", "vertragsnummer", "vertrags-nr", "vertrag nr", "aktenzeichen", "az", "aktennummer", "sendungsnummer", "sendung", "referenz", "referenznummer", "vorgang", "vorgangsnummer", "fallnummer", "kundennummer", "kunden-nr", "kundennr", "charge", "chargennummer", "belegnummer", "postleitzahl", "plz", "endziffern", "endend auf", "endet auf", "bearbeiter", "personalnummer", "artikelnummer", "auftragsnummer", "auftrag", "mandatsreferenz", "transaktionsnummer", "versionsnummer", "blz",
    "ऑर्डर", "ऑर्डर नंबर", "अनुबंध", "order number hai", "loan number", "ref number hai",
];

/// Lines of businesses.
#[rustfmt::skip]
const HOTLINES: &[&str] = &[
    "客服", "客服热线", "客服电话", "热线", "热线电话", "服务热线", "服务电话", "咨询热线", "咨询电话", "投诉热线", "投诉电话", "举报热线", "举报电话", "全国热线", "官方热线", "人工客服", "客服專線", "客服熱線", "服務熱線", "熱線", "客服電話", "官方客服",
    "hotline", "hotline no", "customer service", "customer service number", "customer service at", "toll free", "toll free no", "toll free number", "helpline", "helpline number", "customer care", "customer care no", "customer care number", "support line", "call center", "call centre", "contact center",
    "フリーダイヤル", "カスタマーセンター", "コールセンター", "お客様センター", "고객센터", "대표번호", "상담센터", "콜센터",
    "central de atendimento", "sac", "ouvidoria", "atención al cliente", "línea gratuita", "service client", "numéro vert", "servicenummer", "kundenservice", "kundenhotline", "service-hotline",
];

/// Amounts and days.
#[rustfmt::skip]
const AMOUNTS: &[&str] = &[
    "金额", "余额", "欠款", "欠款金额", "应还", "应还金额", "应还款", "应还总额", "逾期金额", "本金", "本息", "人民币", "共计", "合计", "总计", "金額", "餘額", "還款金額", "日期", "时间", "截止", "还款日", "到期日", "起息日", "账单日", "时间为", "请求金额", "额度", "限额", "贷款额", "欠", "账单金额", "最低还款额", "最低还款",
    "amount", "amount due", "amt", "balance", "outstanding", "total", "sum", "rmb", "cny", "usd", "eur", "gbp", "inr", "jpy", "krw", "brl", "hkd", "sgd", "aud", "cad", "rs", "us$", "r$", "date", "due", "due date", "due on", "since", "year",
    "fecha", "datum", "日時", "期日", "支払期限", "残高", "金額は", "금액", "잔액", "납기일", "valor", "importe", "saldo", "monto", "montant", "solde", "betrag", "summe", "vencimento", "vencimiento", "échéance", "fällig am", "rashi", "rakam",
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
