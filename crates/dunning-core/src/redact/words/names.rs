//! Words that name a kind of identifier, a list for each kind, folded as a line is.

#[rustfmt::skip]
pub(super) const CARD: &[&str] = &[
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
pub(super) const ACCOUNT: &[&str] = &[
    "账号", "账户", "账户号", "账号码", "帐号", "帐户", "银行账号", "银行账户", "银行帐号", "收款账号", "收款账户", "对公账号", "对公账户", "还款账号", "还款账户",
    "存折", "存折号", "户口号码", "帳號", "帳戶", "帳戶號碼", "銀行帳號", "賬號", "賬戶", "戶口號碼", "戶口",
    "account", "account no", "account number", "account num", "account #", "acct", "acct no", "acct number", "acct #", "acc", "acc no", "a/c", "a/c no", "ac no",
    "bank account", "bank account number", "bank acct", "savings account", "checking account", "current account", "checking", "savings",
    "口座", "口座番号", "普通預金", "普通口座", "普通", "当座", "振込先", "계좌", "계좌번호", "은행계좌", "khata", "khata number", "khata no", "खाता", "खाता संख्या", "खाता नंबर",
    "conta", "conta corrente", "conta bancária", "conta bancaria", "conta poupança", "número da conta", "numero da conta", "c/c",
    "cuenta", "cuenta bancaria", "número de cuenta", "numero de cuenta", "cta", "nº de cuenta", "compte", "compte bancaire", "numéro de compte", "numero de compte",
    "konto", "kontonummer", "bankkonto", "kontonr", "konto nr",
    "卡账号", "收款帐号", "打款账号", "转账账号", "汇款账号", "开户账号", "结算账户", "结算账号", "对公户", "公户", "户头", "账户号码", "帐户号码", "扣款账户", "扣款账号", "代扣账户", "代扣账号", "工资账户", "工资账号",
    "储蓄账户", "借记账户", "活期账户", "活期账号", "银行户口", "汇入账号", "入账账号", "付款账号", "付款账户", "退款账号", "退款账户", "银行帐户", "銀行帳戶", "匯款帳號", "轉帳帳號", "扣款帳號", "扣款帳戶", "存款帳號",
    "入帳帳號", "收款帳號", "薪轉帳號", "薪轉帳戶", "活存帳號", "局帳號", "郵局帳號", "存簿帳號", "扣繳帳號", "銀行戶口", "銀行戶口號碼", "賬戶號碼", "銀行賬戶", "銀行賬號", "儲蓄戶口", "退款帳號", "acct num",
    "account nr", "acc number", "acc num", "acc nr", "a/c number", "a/c num", "a c no", "ac number", "sb account", "sb a/c", "salary account",
    "salary a/c", "current a/c", "savings a/c", "savings acct", "saving account", "deposit account", "direct deposit account", "payroll account",
    "beneficiary account", "beneficiary a/c", "bank a/c", "bank a/c no", "bank account no", "bank acc", "bank acc no", "checking acct",
    "chequing account", "chequing", "cheque account", "money market account", "debit account", "refund account", "refund to account", "my account",
    "her account", "his account", "their account", "conta poupanca", "conta salário", "conta salario", "conta nº", "conta n", "conta número",
    "nº da conta", "no da conta", "c/c nº", "cta corrente", "conta digital", "conta bancária nº", "conta para depósito", "minha conta",
    "cuenta corriente", "cuenta de ahorros", "cuenta de ahorro", "cta cte", "cta corriente", "cta ahorros", "n de cuenta", "n° de cuenta",
    "no de cuenta", "nro de cuenta", "número de cuenta bancaria", "cuenta nómina", "clabe", "cuenta clabe", "cuenta no", "mi cuenta", "cuenta número",
    "cuenta de cheques", "n° de compte", "no de compte", "compte courant", "compte n°", "compte épargne", "compte chèque", "compte chèques",
    "num compte", "numéro compte", "numéro du compte", "mon compte", "compte numéro", "girokonto", "bankkontonummer", "kto", "kto nr", "sparkonto",
    "lohnkonto", "gehaltskonto", "mein konto", "konto nummer", "bankkonto nr", "口座no", "普通口座番号", "当座預金", "当座口座", "振込口座", "振込先口座", "引落口座", "引き落とし口座",
    "返金口座", "銀行口座", "銀行口座番号", "預金口座", "給与口座", "입금계좌", "출금계좌", "통장번호", "통장", "통장 번호", "환불계좌", "급여계좌", "계좌 번호", "자동이체 계좌", "자동이체계좌", "예금계좌", "은행 계좌",
    "은행계좌번호", "bank account number hai", "khata no hai", "account number hai", "a/c number hai", "khata sankhya", "mera account", "mera khata",
    "bank khata", "account no hai", "bank account hai",
];

#[rustfmt::skip]
pub(super) const ROUTING: &[&str] = &[
    "routing", "routing no", "routing number", "routing #", "aba", "aba no", "aba number", "aba routing", "aba routing number", "rtn", "transit number", "routing transit number",
    "routing/transit", "aba/routing",
    "routing num", "rtn no", "rtn number", "bank routing", "bank routing number", "aba #", "aba routing no", "ach routing", "ach routing number", "wire routing", "transit no", "routing/aba", "aba rtn", "路由号码", "银行路由号", "路由号",
];

#[rustfmt::skip]
pub(super) const CVV: &[&str] = &[
    "cvv", "cvv2", "cvv code", "cvv number", "cvc", "cvc2", "cvc code", "csc", "cvn", "cvn2", "cid", "card security code", "security code", "on the back", "code on the back", "digits on the back", "number on the back", "back of the card", "back of my card", "au dos", "au dos de la carte", "no verso", "do verso", "al dorso", "en el reverso", "del reverso", "auf der rückseite", "rückseite", "裏面", "背面", "背后", "卡背", "card verification value", "card verification code",
    "安全码", "卡安全码", "信用卡安全码", "校验码后三位", "背面三位", "背面后三位", "卡背三位", "卡背后三位", "后三位", "末三位", "三位数", "背面三位数", "背后三位数", "卡背面三位", "卡背面后三位", "卡背面数字", "背面数字", "卡背面的三位数",
    "安全碼", "卡背三碼", "末三碼", "背面末三碼", "セキュリティコード", "裏面3桁", "裏面の3桁", "裏面下3桁", "보안코드", "cvc번호", "cvc 번호", "카드 뒷면", "뒷면 숫자", "카드 뒷면 숫자", "뒷면", "카드 뒷면 세자리", "뒷면 3자리", "뒷면 세자리",
    "código de segurança", "codigo de seguranca", "cód de segurança", "código de seguridad", "codigo de seguridad", "cryptogramme", "cryptogramme visuel", "code de sécurité", "code de securite",
    "prüfziffer", "prüfnummer", "kartenprüfnummer", "sicherheitscode", "pruefziffer", "kpn",
    "cvv码", "cvv2码", "cvc码", "卡片背面", "背面的三位", "背面的后三位", "背面的3位", "背面3位", "背后3位", "签名栏三位", "签名条后三位", "三位安全码", "三位码", "末3位", "后3位", "卡后三位", "卡后面三位",
    "三位校验码", "卡片验证码", "卡验证码", "卡片安全码", "背面末三位数", "背面末三位", "背面最后三位", "最后三位", "最後三碼", "後三碼", "卡背後三碼", "背面三碼", "檢查碼", "檢核碼", "卡片背面三碼", "cvv2 code",
    "cvv no", "cvc number", "cvc no", "cvv digits", "cvv on back", "three digits", "three digit code", "3 digit code", "3 digits", "3 digit number",
    "three digit number", "security digits", "card code", "security number", "security no", "cid code", "signature strip", "three on the back",
    "last three digits", "cvv cvc", "csc code", "csc number", "card verification number", "card verification", "código de verificação do cartão",
    "cód segurança", "cod seguranca", "código do verso", "cvv do cartão", "três dígitos", "3 dígitos", "dígitos do verso", "números do verso",
    "números de trás", "código de verificación de la tarjeta", "tres dígitos", "tres números", "dígitos del reverso", "cod seguridad", "cód seg",
    "cod de seguridad", "número de seguridad", "de atrás", "trois chiffres", "3 chiffres", "chiffres au dos", "numéro au dos", "code au dos",
    "code cvv", "numéro de sécurité", "kartenprüfziffer", "prüfzahl", "drei ziffern", "3 ziffern", "dreistellige nummer", "dreistelliger code",
    "kartencode", "sicherheitsnummer", "cvv nummer", "cvc nummer", "kartenprüfwert", "カード裏", "裏の3桁", "裏面の三桁", "3桁の番号", "裏の三桁", "セキュリティ番号",
    "セキュリティーコード", "카드 보안코드", "cvv번호", "cvv 번호", "뒤 세자리", "뒤 3자리", "카드뒷면", "cvv number hai", "cvv hai", "card ke peeche", "card ke piche",
    "peeche ka number", "piche ka number",
];

#[rustfmt::skip]
pub(super) const EXPIRY: &[&str] = &[
    "有效期", "有效期至", "卡有效期", "到期年月", "有效期限", "expiry", "expiry date", "exp", "exp date", "expires", "expiration", "expiration date", "valid thru", "valid till", "valid until",
    "有効期限", "유효기간", "validade", "vencimiento de la tarjeta", "caducidad", "expiration le", "gültig bis", "date d'expiration", "expire",
];

#[rustfmt::skip]
pub(super) const PASSWORD: &[&str] = &[
    "密码", "口令", "登录密码", "登陆密码", "交易密码", "支付密码", "取款密码", "初始密码", "网银密码", "查询密码", "服务密码", "密碼", "登入密碼", "登錄密碼", "交易密碼", "提款密碼", "通行密碼",
    "password", "passwd", "pass word", "pwd", "pass", "pw", "psw", "mima", "pin", "pin is", "upi pin", "atm pin", "mpin", "login password", "temp password", "temporary password", "passphrase",
    "パスワード", "暗証番号", "初期パスワード", "ログインパスワード", "비밀번호", "비번", "패스워드", "암호", "로그인 비밀번호", "पासवर्ड", "पिन",
    "senha", "senha de acesso", "contraseña", "contrasena", "clave", "clave de acceso", "mot de passe", "mdp", "code secret", "passwort", "kennwort", "pwort",
    "支付口令", "手势密码", "网银登录密码", "登录口令", "登陆口令", "六位密码", "原密码", "旧密码", "新密码", "卡密码", "银行卡密码", "信用卡密码", "取现密码", "app密码", "默认密码", "临时密码", "电话银行密码", "查询口令",
    "账户密码", "账号密码", "网银口令", "網銀密碼", "新密碼", "舊密碼", "預設密碼", "卡片密碼", "提款卡密碼", "金融卡密碼", "使用者密碼", "網上理財密碼", "電話理財密碼", "net banking password",
    "netbanking password", "online banking password", "app password", "portal password", "account password", "email password", "old password",
    "new password", "default password", "card pin", "debit pin", "telephone pin", "phone banking pin", "telephone banking pin", "tpin", "t pin",
    "ipin", "i pin", "secret code", "secret word", "memorable word", "security word", "passkey", "pass phrase", "login pass", "user password",
    "internet password", "senha do app", "senha do cartão", "senha do banco", "senha provisória", "senha temporária", "senha nova", "nova senha",
    "palavra passe", "código pin", "pin do cartão", "minha senha", "senha da conta", "senha do internet banking", "contraseña temporal",
    "clave del cajero", "clave web", "clave secreta", "mi clave", "nip", "nip del cajero", "clave de internet", "pin de la tarjeta", "mi contraseña",
    "clave de la app", "contraseña nueva", "nueva contraseña", "clave bancaria", "mot de passe provisoire", "mot de passe temporaire",
    "code confidentiel", "code pin", "code de la carte", "mon mot de passe", "nouveau mot de passe", "geheimzahl", "pin nummer", "mein passwort",
    "zugangspasswort", "initialpasswort", "neues passwort", "altes passwort", "kartenpin", "karten pin", "online banking pin", "losungswort",
    "mein kennwort", "ログインpw", "仮パスワード", "新しいパスワード", "アプリのパスワード", "カードの暗証番号", "取引暗証番号", "旧パスワード", "取引パスワード", "임시 비밀번호", "임시비밀번호", "초기비번", "통장 비밀번호",
    "카드 비밀번호", "카드비밀번호", "계좌비밀번호", "계좌 비밀번호", "앱 비밀번호", "핀번호", "핀 번호", "비밀 번호", "접속 비밀번호", "새 비밀번호", "비번이", "password hai", "mera password",
    "password ye hai", "mera pin", "pin hai", "upi pin hai", "naya password", "password yeh hai",
];

#[rustfmt::skip]
pub(super) const OTP: &[&str] = &[
    "验证码", "短信验证码", "校验码", "动态码", "动态验证码", "安全验证码", "登陆验证码", "登录码", "登陆码", "随机码", "短信口令", "一次性口令", "短信密码", "语音验证码", "邮箱验证码", "支付验证码", "认证码", "动态密码", "动态口令", "短信码", "手机验证码", "确认码", "激活码", "登录验证码", "一次性密码", "一次性验证码", "授权码", "驗證碼", "簡訊驗證碼", "驗證密碼", "確認碼", "一次性密碼", "動態密碼", "動態碼", "校驗碼",
    "otp", "otp is", "otp code", "one time password", "one time passcode", "one time code", "one time pin", "verification code", "verification number", "digit code", "digit pin", "one time", "temporary code", "pass code", "sign in code", "signin code", "payment code", "transaction code", "authorisation code", "sms otp", "otp no", "otp number", "verification pin", "verify code", "confirmation code", "auth code", "authentication code", "authorization code",
    "login code", "sms code", "security pin", "access code", "code", "your code", "activation code", "2fa code", "mfa code", "yanzhengma", "passcode otp",
    "認証コード", "確認コード", "認証番号", "ワンタイムパスワード", "ワンタイムコード", "ワンタイム", "コード", "確認番号", "인증번호", "인증코드", "인증 번호", "확인코드", "일회용 비밀번호", "보안번호", "ओटीपी",
    "código", "codigo", "código de verificação", "codigo de verificacao", "código de confirmação", "código de acesso", "token sms", "código sms", "código de verificación", "codigo de verificacion", "código de confirmación", "código de un solo uso", "clave dinámica",
    "code de vérification", "code de verification", "code de confirmation", "code de validation", "code sms", "code à usage unique", "code d'authentification",
    "bestätigungscode", "bestaetigungscode", "verifizierungscode", "einmalcode", "einmalpasswort", "einmalkennwort", "sms-code", "tan", "mtan", "sms-tan", "freigabecode", "aktivierungscode", "anmeldecode",
    "验证码短信", "短信验证", "验证短信", "动态校验码", "登陆校验码", "登录校验码", "6位码", "六位码", "6位验证码", "六位验证码", "4位验证码", "手机动态码", "手机校验码", "短信动态码", "短信校验码", "短信动态密码",
    "身份验证码", "交易验证码", "交易码", "转账验证码", "绑定验证码", "注册验证码", "重置码", "解锁码", "通行码", "核验码", "验证号", "yzm", "认证短信", "認證碼", "簡訊碼", "簡訊認證碼", "簡訊動態密碼", "otp碼",
    "otp码", "動態驗證碼", "一次性驗證碼", "交易驗證碼", "授權碼", "啟用碼", "開通碼", "短訊驗證碼", "短訊密碼", "onetime code", "one off code", "single use code", "login pin",
    "temp code", "temporary pin", "temporary passcode", "reset code", "unlock code", "2fa", "mfa", "2fa pin", "2 factor code", "two factor code",
    "two step code", "two step verification code", "second factor", "authenticator code", "validation code", "validation pin", "secure code",
    "text code", "texted code", "texted me", "code they sent", "code sent", "code received", "code we sent", "sms pin", "sms passcode",
    "verification no", "verification passcode", "transfer code", "login passcode", "token code", "security token", "otp pin", "otp sent",
    "otp received", "code they texted", "code texted", "code i got", "code you sent", "código de validação", "código de autenticação",
    "código de login", "código token", "código do token", "código recebido", "código enviado", "código de uso único", "pin sms", "codigo do sms",
    "código do sms", "cód de verificação", "cod verificacao", "cod de verificacao", "código de desbloqueio", "código de ativação",
    "código de validación", "código de autenticación", "código temporal", "código temporário", "código que recebi", "código que me llegó",
    "código que me enviaron", "código de activación", "código otp", "clave temporal", "clave de un solo uso", "pin temporal", "cod verificacion",
    "cód de verificación", "clave sms", "código de ingreso", "código del sms", "clave otp", "code reçu", "code reçu par sms", "code de connexion",
    "code temporaire", "code otp", "code unique", "code d'activation", "mot de passe à usage unique", "code d'accès", "code de vérif", "code vérif",
    "code de verif", "code envoyé", "code provisoire", "code du sms", "code que j'ai reçu", "code à 6 chiffres", "code à 4 chiffres", "tan nummer",
    "pushtan", "push tan", "mobile tan", "chiptan", "zugangscode", "einmal code", "einmal passwort", "prüfcode", "verifikationscode",
    "authentifizierungscode", "zwei faktor code", "freischaltcode", "entsperrcode", "code lautet", "code aus der sms", "code per sms",
    "bestätigungs code", "本人確認コード", "二段階認証コード", "2段階認証コード", "二段階認証", "ログインコード", "smsコード", "sms認証", "sms認証コード", "ワンタイムパス", "確認用コード", "承認コード",
    "アクティベーションコード", "検証コード", "otpコード", "届いたコード", "届いた番号", "パスコード", "본인확인번호", "승인코드", "확인번호", "일회용번호", "otp번호", "otp 번호", "sms 인증", "sms인증번호",
    "본인인증번호", "휴대폰 인증번호", "2단계 인증", "인증 코드", "로그인 코드", "일회용 코드", "인증문자", "otp aaya", "otp aaya hai", "otp number hai", "verification code hai",
    "code aaya", "code aaya hai", "sms wala code", "otp ye hai", "otp yeh hai", "otp hai", "code hai",
];

#[rustfmt::skip]
pub(super) const TOKEN: &[&str] = &[
    "token", "access token", "accesstoken", "refresh token", "bearer", "api key", "apikey", "access key", "secret key", "secret", "jwt", "令牌", "密钥", "访问令牌", "トークン", "토큰", "jeton",
];

#[rustfmt::skip]
pub(super) const PHONE: &[&str] = &[
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
    "家里", "老家", "父亲", "母亲", "爸爸", "妈妈", "老公", "老婆", "丈夫", "妻子", "哥哥", "姐姐", "弟弟", "妹妹", "儿子", "女儿", "担保人", "紧急联系", "紧急电话", "第二联系人", "第一联系人",
    "备用联系", "备联", "主叫号码", "被叫号码", "外呼号码", "接听号码", "回拨", "回拨号码", "未接来电", "通话号码", "我的号码", "他的号码", "她的号码", "我号码",
    "原号码", "原手机号", "新手机", "旧手机", "新手机号", "旧手机号", "预留手机", "预留手机号", "预留电话", "绑定手机", "绑定手机号", "注册手机", "注册手机号", "登记电话",
    "登记手机", "手机联系", "电话联系", "私人手机", "工作手机", "工作电话", "座机电话", "联系手机号", "手机号是", "配偶电话", "亲属电话", "朋友电话", "同事电话", "家人电话", "公司電話", "家用電話", "住家電話", "聯絡手機",
    "連絡電話", "連絡手機", "備用電話", "緊急聯絡人", "緊急聯絡電話", "新手機", "新號碼", "舊號碼", "我的號碼", "手機是", "辦公室電話", "流動電話", "手電", "固網電話", "caller", "caller id", "callerid",
    "voicemail left at", "left at", "vm left at", "vm", "his line", "her line", "counsel's line", "office line", "home line", "missed call from",
    "call from", "incoming from", "from number", "spoke on", "no answer at", "no answer on", "dialled", "dialed", "dialling", "dialing",
    "called from", "calls from", "texts from", "sms from", "text from", "number on file", "phone on file", "alt", "alt phone", "alt mobile",
    "alt contact", "alternate", "alternate contact", "secondary number", "secondary phone", "primary phone", "primary number", "guarantor",
    "guarantor phone", "cosigner phone", "mother", "father", "brother", "sister", "friend", "neighbour", "neighbor", "next of kin", "nok", "tel home",
    "tel work", "tel mobile", "tel office", "day phone", "evening phone", "reach at", "reachable at", "reachable on", "available at", "available on",
    "best number", "best phone", "good number", "contact phone", "contact tel", "contact mobile", "personal number", "personal mobile",
    "personal cell", "cellular", "number is", "cell at", "mobile at", "phone at", "speak to me on", "speak to me at", "text him at", "text her at",
    "try me on", "try me at", "try", "natel", "tel fixe", "téléphone fixe", "gsm", "n° de portable", "n° portable", "au numéro", "numéro fixe",
    "rappeler", "rappeler au", "rappel au", "rappelez", "contacter au", "sms au", "whatsapp au", "mon num", "nouveau numéro", "nouveau num",
    "ligne directe", "domicile", "bureau", "travail", "téléphone portable", "mobile perso", "numéro perso", "tél perso", "tél bureau", "appelez",
    "téléphonez au", "rückruf", "rückrufnummer", "rückruf an", "festnetznummer", "dienst tel", "büro", "zuhause", "erreichen unter", "anruf auf",
    "angerufen unter", "telefonisch", "telefonisch unter", "mobil nr", "natelnummer", "kontakt", "kontaktnummer", "notfallkontakt", "whatsapp nr",
    "durchwahl", "sms an", "private nummer", "geschäftlich", "tel privat", "tel geschäftlich", "tel mobil", "mobile nr", "handy nr",
    "handynummer lautet", "telefon nr", "telefonnummer lautet", "rufen sie", "anrufen", "anruf unter", "teléfono fijo", "llamar", "llamé al",
    "llamamos al", "llamada al", "nuevo número", "número nuevo", "número de móvil", "número móvil", "número de cel", "núm de teléfono",
    "num de telefono", "contacto alterno", "contacto de emergencia", "tel casa", "tel trabajo", "casa", "trabajo", "oficina", "wsp", "wasap",
    "contactarme al", "comunicarse al", "comuníquese al", "al número", "al cel", "mi celular", "mi celular es", "mi móvil", "mi móvil es",
    "otro número", "otro teléfono", "al teléfono", "celular nuevo", "móvil nuevo", "teléfono de casa", "teléfono del trabajo", "recados", "marcar",
    "marque", "telefone fixo", "tel fixo", "celular novo", "novo número", "número novo", "outro número", "novo celular", "contato de emergência",
    "tel residencial", "residencial", "comercial", "recado", "telefone para recado", "wpp", "ligar no", "liguei no", "ligamos para", "no número",
    "pelo número", "pelo telefone", "meu celular", "meu cel", "meu zap", "meu whats", "me chama no", "fala no", "telefone novo",
    "telefone de contato", "telefone comercial", "telefone residencial", "número do celular", "número do telefone", "自宅電話", "自宅は", "携帯電話番号", "連絡先電話",
    "緊急連絡先", "勤務先電話", "勤務先は", "新番号", "旧番号", "別の番号", "職場", "職場は", "実家は", "折返し", "折り返し先", "発信先", "発信番号", "着信番号", "携帯の番号", "電話の番号", "新しい電話番号", "新しい携帯番号",
    "日中の連絡先", "固定電話番号", "ご自宅の電話", "お電話番号", "ご連絡先電話番号", "휴대폰 번호", "핸드폰 번호", "집", "회사", "직장", "직장전화", "비상연락처", "긴급연락처", "발신번호", "수신번호", "발신", "수신",
    "아버지", "어머니", "배우자", "남편", "아내", "보증인", "바뀐 번호", "바뀐번호", "변경된 번호", "다른 번호", "기존", "연락 가능한 번호", "연락 가능 번호", "카톡", "전화 번호", "사무실", "자택 전화", "회사 전화",
    "모바일", "mera no", "uska number", "unka number", "papa ka number", "mummy ka number", "wife ka number", "bhai ka number", "ghar ka number",
    "office ka number", "dusra number", "dusra no", "alternate mobile", "is number par", "is number pe", "iss number pe", "is no pe", "iss no pe",
    "mobile hai", "phone no hai", "contact number hai", "whatsapp no", "whatsapp pe", "whatsapp karo", "regd mobile", "regd mob no", "registered no",
    "registered number", "naya mobile", "naya no", "purana no", "call aaya", "se call", "pe call", "msg karo", "call kijiye",
];

#[rustfmt::skip]
pub(super) const BIRTH: &[&str] = &[
    "出生日期", "生日", "出生年月", "出生年月日", "出生", "出生于", "生于", "阳历生日", "出生時間", "出生时间", "出生日", "生日期", "誕生日", "生年月日", "出生於",
    "date of birth", "d/o/b", "birth day", "bday", "b day", "born in", "birth dt", "birth date", "birthdate", "birthday", "dob", "d o b", "born", "born on", "born in", "birth", "생년월일", "생일", "출생일", "janm tithi", "janam tithi", "जन्म तिथि", "जन्मतिथि", "janm din",
    "data de nascimento", "nascimento", "nascido em", "nasci em", "nasci", "nasc em", "nascida em", "nasc", "aniversário", "fecha de nacimiento", "fecha nac", "fecha de nac", "f de nac", "fecha nacimiento", "fec nac", "dt nascimento", "dt nasc", "data nasc", "nacimiento", "nacido el", "nacida el", "nací el", "nací", "naci el", "cumpleaños", "f nac",
    "date de naissance", "naissance", "né le", "née le", "né(e) le", "date naissance", "naissance le", "né en", "ne le", "nee le", "anniversaire", "geburtsdatum", "geb datum", "gebdatum", "geb dat", "geboren am:", "jahrgang", "geburtstag", "geboren", "geboren am", "geb", "geb am",
    "生辰", "农历生日", "公历生日", "出生年", "生於", "出生年月日為", "お誕生日", "출생년월일", "태어난 날", "생년", "date of birth hai", "dob hai", "birthday hai", "janmdin",
    "janam din", "janam tareekh", "paida hua", "birth year", "year of birth", "nascido a", "nascida a", "nascido", "nascida", "nacido", "nacida",
    "geburtsdat", "geb am:", "né(e)", "d n",
];

#[rustfmt::skip]
pub(super) const WECHAT: &[&str] = &[
    "微信", "微信名", "加我v", "加我微", "加微信号", "weixin hao", "weixin id", "wechat me at", "wechat me", "add my wechat", "my wechat", "绿泡泡", "绿泡泡号", "微信搜", "微信联系", "微信加", "微信号", "微信号码", "微信id", "微信账号", "加微信", "加微", "加v", "加vx", "加wx", "威信", "薇信", "微信號", "v信", "vx", "wx", "wx号", "vx号", "weixin", "wechat", "wechat id", "wechat no", "wechat account", "we chat", "wechat acct", "ウィーチャット", "위챗", "위챗 아이디",
    "我的微信", "我微信", "加我微信", "加薇", "加薇信", "薇信号", "卫星号", "我微", "我v", "加个v", "加个微信", "加个微", "微信號碼", "weixin no", "weixin account", "wechat username",
    "wechat handle", "wechat contact", "wechat name", "위챗id", "微信名字", "identifiant wechat", "mon wechat", "mein wechat", "meu wechat", "mi wechat",
    "id wechat", "id do wechat", "id de wechat",
];

#[rustfmt::skip]
pub(super) const RESIDENT: &[&str] = &[
    "身份证", "身份证号", "身份证号码", "身份证件号", "二代身份证", "身份证编号", "公民身份号码", "公民身份证号", "身份号码", "身分證", "身份證", "身份證號", "身份證號碼", "身分證字號", "身分證號", "shenfenzheng", "shenfenzhenghao", "sfz", "sfzh",
    "resident id", "resident identity card", "chinese id", "chinese id number", "china id", "prc id", "resident id number", "citizen id", "一代身份证", "老身份证",
    "身份证号为", "居民身份证", "居民身份证号", "居民身份证号码", "本人身份证", "身份证明号码", "第二代身份证", "公民身份证号码", "身份证信息", "身分证", "身分證號碼", "中國身份證", "大陸身份證", "內地身份證", "内地身份证",
    "国内身份证", "prc id card", "mainland id", "chinese id card", "chinese identity card", "chinese id no", "中国身份证",
];

#[rustfmt::skip]
pub(super) const DOCUMENT: &[&str] = &[
    "证件", "证件号", "证件号码", "證件", "證件號碼", "id card", "id number", "id no", "id card no", "id card number", "identity card", "identity number", "identity no", "identification number", "national id", "id",
    "身分証番号", "신분증", "신분증번호", "ic", "ic no", "ic number",
    "有效证件号", "有效证件号码", "身份证件", "证件编号", "id num", "id nr", "id #", "document number", "document no", "government id", "photo id", "identity document",
    "ausweis", "ausweisnummer", "ausweisnr", "personalausweis", "pièce d'identité", "numéro d'identité", "documento de identidad",
    "documento de identidade", "本人確認書類",
];

#[rustfmt::skip]
pub(super) const IP: &[&str] = &[
    "client ip", "source ip", "remote addr", "remote address", "remote ip", "x forwarded for", "from ip", "登录ip", "来源ip", "访问ip", "设备ip", "登陆ip", "登入ip",
    "アクセス元", "접속 ip", "접속ip", "login ip", "user ip", "host ip", "ip addr", "adresse ip client", "ip de acceso", "ip de acesso", "ip", "ip 地址", "ip address",
    "ipv4", "ipv6", "登录地址", "ipアドレス", "ip 주소", "endereço ip", "adresse ip", "dirección ip", "ip adresse",
];

#[rustfmt::skip]
pub(super) const PLATE: &[&str] = &[
    "车牌照", "车牌照号", "車號", "車牌照", "汽车牌照", "车辆号牌", "车辆牌照", "plate #", "registration plate", "reg plate", "number plate", "car plate", "vehicle plate",
    "license plate no", "license plate number", "车牌", "车牌号", "车牌号码", "车号", "牌照", "牌照号", "號牌", "号牌", "車牌", "車牌號", "plate", "plate no", "plate number",
    "license plate", "licence plate",
];

#[rustfmt::skip]
pub(super) const QQ: &[&str] = &[
    "qq账号", "qq帐号", "qq 賬號", "qq num", "qq number", "qq id", "qq no", "qq account", "扣扣号码", "我 q", "加我 qq", "加我 q", "扣号", "qq 联系", "鹅号", "扣 q", "企鹅号码", "qq 是",
    "我的 qq", "qq 號碼", "qq", "qq 号", "qq 号码", "qq 號", "扣扣", "扣扣号", "企鹅号", "企鹅", "q 号", "加 q", "球球",
];

#[rustfmt::skip]
pub(super) const PASSPORT: &[&str] = &[
    "护照编号", "中国护照", "因私护照", "普通护照", "旅行证件", "護照編號", "中國護照", "passport #", "passport num", "passport id", "chinese passport", "china passport", "prc passport",
    "nº de pasaporte", "número de pasaporte", "número do passaporte", "passaporte nº", "nº do passaporte", "numéro de passeport", "n° de passeport",
    "passeport n°", "reisepass nr", "passnummer", "pass nr", "旅券", "여권 번호", "passport number hai", "pp number", "ppt no", "travel document",
    "travel document no", "pasaporte n", "pasaporte nº", "护照", "护照号", "护照号码", "護照", "護照號", "護照號碼", "passport", "passport no", "passport number", "pp no",
    "パスポート", "パスポート番号", "旅券番号", "여권", "여권번호", "passaporte", "passeport", "pasaporte", "reisepass", "reisepassnummer",
];

#[rustfmt::skip]
pub(super) const CREDIT_CODE: &[&str] = &[
    "统一社会信用码", "企业信用代码", "信用代码证", "社会信用代码证", "营业执照编号", "營業執照號", "统一編號", "统一编号", "统一社會信用代碼", "統一社會信用代碼", "社會信用代碼", "企业税号", "公司税号", "开票税号", "單位稅號", "稅號", "单位税号",
    "unified credit code", "business licence no", "business license no", "business license number", "social credit no", "company uscc", "统一社会信用代码", "社会信用代码",
    "信用代码", "统一代码", "统一信用代码", "營業執照", "营业执照", "营业执照号", "税号", "纳税人识别号", "uscc", "usci", "credit code", "social credit code", "unified social credit code",
];

#[rustfmt::skip]
pub(super) const SSN: &[&str] = &[
    "social security num", "social sec", "ss number", "ssn no", "ssn number", "ssn #", "social #", "soc sec no", "soc sec number", "social sec no", "社安",
    "社安号码", "美国社安号", "社会保障号", "社會安全號碼", "社會安全碼", "número de seguro social", "seguro social", "número del seguro social", "ssn", "social", "social security",
    "social security number", "social security no", "social security #", "soc sec", "ss#", "ss no", "社安号", "社会安全号", "社会安全号码", "社保号",
];

#[rustfmt::skip]
pub(super) const ITIN: &[&str] = &[
    "itin no", "itin number", "itin #", "individual taxpayer id", "individual tax id", "tax payer id", "itin", "individual taxpayer identification number",
];

#[rustfmt::skip]
pub(super) const AADHAAR: &[&str] = &[
    "aadhaar card no", "aadhar card no", "aadhaar card number", "aadhar card number", "uid no", "uid number", "uidai no", "aadhaar id", "aadhaar hai",
    "aadhar hai", "aadhaar number hai", "aadhar number hai", "aadhaar no hai", "aadhar no hai", "आधार कार्ड", "आधार संख्या", "adhar card", "adhaar card",
    "adhar no", "aadhar num", "aadhaar num", "aadhaar #", "aadhaar", "aadhar", "adhaar", "adhar", "aadhaar no", "aadhaar number", "aadhar no", "aadhar number",
    "aadhaar card", "aadhar card", "uid", "uidai", "आधार", "आधार नंबर",
];

#[rustfmt::skip]
pub(super) const PAN: &[&str] = &[
    "pan card no", "pan card number", "permanent account number", "income tax pan", "pan id", "पैन कार्ड", "पैन नंबर", "mera pan", "pan card hai",
    "pan number hai", "pan hai", "pan no hai", "pan", "pan card", "pan no", "pan number", "पैन",
];

#[rustfmt::skip]
pub(super) const NINO: &[&str] = &[
    "nat ins", "nat ins no", "nat ins number", "ni num", "national ins", "national ins no", "ni #", "national insurance num", "ni", "nino", "ni number",
    "ni no", "national insurance", "national insurance number", "national insurance no", "nin",
];

#[rustfmt::skip]
pub(super) const TFN: &[&str] = &[
    "tfn no", "tfn number", "tax file", "tax file num", "australian tax file number", "tax file #", "tfn #", "tfn", "tax file number", "tax file no",
];

#[rustfmt::skip]
pub(super) const NRIC: &[&str] = &[
    "nric/fin no", "fin no", "fin number", "singapore ic", "sg ic", "singapore id", "singapore nric", "sg nric", "新加坡nric", "nric #", "nric fin", "nric", "fin",
    "nric no", "nric number", "nric/fin", "新加坡身份证",
];

#[rustfmt::skip]
pub(super) const HKID: &[&str] = &[
    "香港id", "港身份證", "hk身份证", "hk身份證", "香港身分證", "香港身分證號碼", "hong kong identity number", "hk identity no", "hkid card number", "hkid #",
    "hong kong identity card no", "hong kong id no", "hong kong id number", "hkid card", "hkid card no", "hk id card", "hk identity card",
    "hk identity card no", "hong kong id card", "hong kong identity", "hong kong permanent identity card", "香港永久性居民身份证", "香港永久居民身份證", "港澳身份证", "香港证件", "香港證件",
    "hkid", "hk id", "hkid no", "hkid number", "hkic", "hong kong id", "hong kong identity card", "香港身份证", "香港身份證", "香港居民身份证", "香港身份證號碼", "香港身份证号", "香港身份证号码",
];

#[rustfmt::skip]
pub(super) const MY_NUMBER: &[&str] = &[
    "マイナンバーカード", "個人番号カード", "マイナ番号", "マイナ", "my no", "mynumber card", "日本个人编号", "my number card", "mynumber no", "マイナンバー", "個人番号", "my number", "mynumber",
    "个人编号", "individual number", "個人編號",
];

#[rustfmt::skip]
pub(super) const RRN: &[&str] = &[
    "주민 번호", "주민등록", "주민", "korean rrn", "resident reg no", "resident registration no", "korean id", "韩国身份证", "韩国居民登记号", "외국인 등록번호", "주민등록 번호", "rrn number",
    "주민등록번호", "주민번호", "주민 등록 번호", "rrn", "resident registration number", "外国人登録番号", "외국인등록번호",
];

#[rustfmt::skip]
pub(super) const CPF: &[&str] = &[
    "cpf do titular", "cpf do cliente", "meu cpf", "c.p.f.", "cpf mf", "cadastro de pessoa física", "cpf número", "cpf:", "o cpf", "cpf do devedor", "cpf é",
    "cpf", "cpf n", "cpf nº", "cpf no",
];

#[rustfmt::skip]
pub(super) const CNPJ: &[&str] = &[
    "c.n.p.j.", "cnpj mf", "cnpj da empresa", "cnpj número", "cnpj é", "o cnpj", "cnpj", "cnpj n", "cnpj nº", "cnpj no",
];

#[rustfmt::skip]
pub(super) const SIN: &[&str] = &[
    "sin no", "sin number", "sin #", "sin card", "canadian sin", "no d'assurance sociale", "n° d'assurance sociale", "num d'assurance sociale", "nas:", "sin",
    "social insurance", "social insurance number", "social insurance no", "nas", "numéro d'assurance sociale", "assurance sociale",
];
