"""Identifiers in more shapes than `identifiers.py` knows: other numbering plans, accounts, mail addresses, birthdays.

The oracle is the same: phonenumbers for telephones, python-stdnum for check digits. `Value` and all that needs no other
shape come from `identifiers.py`.
"""

import phonenumbers
from stdnum import iban

import identifiers
from identifiers import DIGITS, PERSONAL, UPPER, Value, birthday, digits, joined, looks_validated, parted, until

LOWER = UPPER.lower()

# Plan: region, masks (N two to nine, # any digit), styles (what stands before, first separator, others), extensions.
PLANS = {
    "cn": ("CN", ["13# #### ####", "150 #### ####", "152 #### ####", "158 #### ####", "177 #### ####", "176 #### ####", "181 #### ####", "189 #### ####", "191 #### ####", "199 #### ####"],
           [("", "", ""), ("", " ", " "), ("", "-", "-")], []),
    "cn_intl": ("CN", ["13# #### ####", "155 #### ####", "187 #### ####", "198 #### ####"],
                [("+86", "", ""), ("+86 ", " ", " "), ("+86-", "-", "-"), ("0086", "", ""), ("0086 ", " ", " "), ("86 ", " ", " "), ("(+86) ", " ", " "), ("(86)", "", "")], []),
    "cn_land": ("CN", ["0512 N#######", "0574 N#######", "0769 N#######", "0591 N#######", "027 N#######", "022 N#######", "023 N#######", "024 N#######", "025 N#######", "0531 N#######",
                       "0411 N#######", "0371 N#######", "0551 N#######", "0791 N#######", "0771 N#######", "0871 N#######", "0931 N######", "0991 N######", "0431 N#######", "0592 N######"],
                [("", "-", ""), ("", " ", ""), ("(", ")", ""), ("(", ") ", ""), ("（", "）", ""), ("", "－", "")], ["转{}", " 转 {}", "-{}", "分机{}", "（转{}）"]),
    "cn_land12": ("CN", ["0512 N#######", "0574 N#######", "0769 N#######", "0591 N#######", "0531 N#######", "0371 N#######"], [("", "-", "")], []),
    "hk": ("HK", ["5### ####", "6### ####", "9### ####", "3### ####"], [("", "", ""), ("", " ", " "), ("", "-", "-"), ("+852 ", " ", " "), ("852 ", " ", " "), ("+852-", "-", "-"), ("(852) ", "-", "-"), ("00852 ", " ", " ")], []),
    "tw": ("TW", ["9## ### ###"], [("0", "", ""), ("0", "-", "-"), ("0", " ", " "), ("+886 ", " ", " "), ("+886-", "-", "-"), ("00886", "", "")], []),
    "tw_land": ("TW", ["2 2### ####", "2 8### ####", "4 22## ####", "7 3## ####"], [("0", "-", "-"), ("(0", ")", "-"), ("(0", ") ", "-"), ("+886 ", " ", " ")], ["#{}", " 分機 {}", " 轉{}"]),
    "mo": ("MO", ["66## ####", "62## ####", "28## ####"], [("+853 ", " ", " "), ("+853-", "-", "-"), ("(853) ", " ", " "), ("00853 ", " ", " ")], []),
    "us": ("US", ["NNN N## ####"], [("", "-", "-"), ("", "", ""), ("(", ") ", "-"), ("(", ")", "-"), ("", ".", "."), ("", " ", " "), ("+1 ", " ", " "), ("+1 (", ") ", "-"), ("+1-", "-", "-"),
                                    ("1-", "-", "-"), ("1 (", ") ", "-"), ("+1", "", ""), ("001 ", " ", " ")], [" ext. {}", " x{}", ", ext {}", " ext {}"]),
    "ca": ("CA", ["416 N## ####", "613 N## ####", "514 N## ####", "780 N## ####", "902 N## ####", "236 N## ####"], [("", "-", "-"), ("(", ") ", "-"), ("", " ", " "), ("+1 ", " ", " "), ("+1 (", ") ", "-"), ("1-", "-", "-")], [" ext. {}", " poste {}"]),
    "uk": ("GB", ["7### ######", "7### ### ###"], [("0", "", ""), ("0", " ", " "), ("0", "-", "-"), ("+44 ", " ", " "), ("+44", "", ""), ("+44 (0)", " ", " "), ("0044 ", " ", " ")], []),
    "uk_land": ("GB", ["121 N## ####", "113 N## ####", "131 N## ####", "117 N## ####", "20 7N## ####", "20 8N## ####", "1273 N#####", "1223 N#####", "161 N## ####"],
                [("0", " ", " "), ("(0", ") ", " "), ("0", "-", "-"), ("+44 ", " ", " "), ("+44 (0)", " ", " ")], [" ext {}", " x{}"]),
    "ie": ("IE", ["8# ### ####"], [("0", " ", " "), ("0", "", ""), ("+353 ", " ", " "), ("00353 ", " ", " "), ("+353 (0)", " ", " ")], []),
    "in": ("IN", ["9#### #####", "8#### #####", "7#### #####", "6#### #####"], [("", "", ""), ("", " ", " "), ("", "-", "-"), ("+91 ", " ", " "), ("+91-", "", ""), ("+91", "", ""), ("91-", "-", "-"), ("0", "", ""), ("(+91) ", " ", " ")], []),
    "in_land": ("IN", ["22 2### ####", "11 2### ####", "80 2### ####", "44 2### ####"], [("0", "-", ""), ("0", " ", " "), ("+91 ", " ", " "), ("(0", ") ", " ")], [" ext {}"]),
    "au": ("AU", ["4## ### ###"], [("0", "", ""), ("0", " ", " "), ("0", "-", "-"), ("+61 ", " ", " "), ("+61", "", ""), ("+61 (0)", " ", " ")], []),
    "au_land": ("AU", ["2 9### ####", "3 9### ####", "7 3### ####", "8 8### ####"], [("0", " ", " "), ("(0", ") ", " "), ("+61 ", " ", " ")], []),
    "nz": ("NZ", ["21 ### ####", "27 ### ####", "22 ### ####"], [("0", " ", " "), ("0", "-", "-"), ("0", "", ""), ("+64 ", " ", " ")], []),
    "sg": ("SG", ["8### ####", "9### ####", "6### ####"], [("", "", ""), ("", " ", " "), ("", "-", "-"), ("+65 ", " ", " "), ("65-", "-", "-"), ("(65) ", " ", " "), ("+65", "", "")], []),
    "br": ("BR", ["11 9#### ####", "21 9#### ####", "41 9#### ####", "71 9#### ####", "85 9#### ####"], [("", "", ""), ("(", ") ", "-"), ("(", ")", "-"), ("", " ", "-"), ("", "-", "-"), ("+55 ", " ", "-"), ("+55 (", ") ", "-"), ("+55", "", ""), ("0", " ", " ")], []),
    "br_land": ("BR", ["11 3### ####", "21 2### ####", "51 3### ####"], [("(", ") ", "-"), ("(", ")", "-"), ("", " ", "-"), ("+55 ", " ", "-")], [" ramal {}", ", ramal {}"]),
    "pt": ("PT", ["91# ### ###", "96# ### ###", "93# ### ###", "92# ### ###", "21# ### ###"], [("", "", ""), ("", " ", " "), ("", "-", "-"), ("+351 ", " ", " "), ("00351 ", " ", " "), ("(+351) ", " ", " ")], []),
    "jp": ("JP", ["90 #### ####", "80 #### ####", "70 #### ####"], [("0", "", ""), ("0", "-", "-"), ("0", " ", " "), ("+81 ", "-", "-"), ("+81-", "-", "-"), ("+81 (0)", "-", "-"), ("(0", ")", "-")], []),
    "jp_land": ("JP", ["3 #### ####", "6 6### ####", "52 ### ####", "45 ### ####", "92 ### ####"], [("0", "-", "-"), ("(0", ")", "-"), ("0", "(", ")"), ("+81 ", "-", "-")], ["（内線{}）", " 内線{}"]),
    "kr": ("KR", ["10 #### ####"], [("0", "", ""), ("0", "-", "-"), ("0", " ", " "), ("0", ".", "."), ("+82 ", "-", "-"), ("+82-", "-", "-"), ("+82 (0)", "-", "-"), ("82-", "-", "-")], []),
    "kr_land": ("KR", ["2 #### ####", "31 ### ####", "51 ### ####", "2 ### ####"], [("0", "-", "-"), ("(0", ")", "-"), ("0", ")", "-"), ("0", " ", " ")], [" (내선 {})", " 내선{}"]),
    "fr": ("FR", ["6 ## ## ## ##", "7 ## ## ## ##"], [("0", "", ""), ("0", " ", " "), ("0", ".", "."), ("0", "-", "-"), ("+33 ", " ", " "), ("+33", "", ""), ("+33 (0)", " ", " "), ("0033 ", " ", " ")], []),
    "fr_land": ("FR", ["1 ## ## ## ##", "2 ## ## ## ##", "4 ## ## ## ##", "5 ## ## ## ##", "3 ## ## ## ##"], [("0", " ", " "), ("0", ".", "."), ("+33 ", " ", " "), ("+33 (0)", " ", " "), ("0", "-", "-")], [" poste {}"]),
    "be": ("BE", ["47# ## ## ##", "49# ## ## ##", "48# ## ## ##"], [("0", "/", " "), ("0", "/", "."), ("0", " ", " "), ("0", "", ""), ("+32 ", " ", " "), ("0032 ", " ", " ")], []),
    "es": ("ES", ["6## ### ###", "7## ### ###", "91# ### ###", "93# ### ###"], [("", "", ""), ("", " ", " "), ("", "-", "-"), ("", ".", "."), ("+34 ", " ", " "), ("0034 ", " ", " "), ("(+34) ", " ", " "), ("+34", "", "")], []),
    "es_pairs": ("ES", ["6## ## ## ##", "95# ## ## ##"], [("", " ", " "), ("", "", ""), ("+34 ", " ", " "), ("", "-", "-")], []),
    "mx": ("MX", ["55 #### ####", "33 #### ####", "81 #### ####"], [("", " ", " "), ("(", ") ", " "), ("", "-", "-"), ("+52 ", " ", " "), ("+52 (", ") ", "-"), ("", "", "")], []),
    "ar": ("AR", ["9 11 #### ####", "9 351 ### ####"], [("+54 ", " ", "-"), ("+54 ", " ", " "), ("+54", "", "")], []),
    "co": ("CO", ["3## ### ####"], [("", " ", " "), ("", "-", "-"), ("+57 ", " ", " "), ("", "", "")], []),
    "cl": ("CL", ["9 #### ####"], [("+56 ", " ", " "), ("+56", "", "")], []),
    "pe": ("PE", ["9## ### ###"], [("+51 ", " ", " "), ("", " ", " ")], []),
    "de": ("DE", ["151 ########", "171 #######", "160 #######", "176 ########"], [("0", "", ""), ("0", " ", ""), ("0", "/", ""), ("0", "-", ""), ("+49 ", " ", ""), ("+49 (0)", " ", ""), ("0049 ", " ", ""), ("+49", "", "")], []),
    "de11": ("DE", ["151 ########", "176 ########"], [("0", " ", "")], []),
    "de_land": ("DE", ["30 ########", "89 #######", "40 #######", "221 #######", "711 ######"], [("0", " ", ""), ("0", "/", ""), ("0", " / ", ""), ("(0", ") ", ""), ("+49 ", " ", ""), ("+49 (0)", " ", "")], ["-{}"]),
    "at": ("AT", ["664 #######", "676 #######", "699 ########", "1 #######"], [("0", " ", ""), ("0", "/", ""), ("+43 ", " ", ""), ("0043 ", " ", ""), ("+43 (0)", " ", "")], []),
    "ch": ("CH", ["79 ### ## ##", "76 ### ## ##", "78 ### ## ##", "44 ### ## ##"], [("0", " ", " "), ("0", "", ""), ("+41 ", " ", " "), ("0041 ", " ", " "), ("+41 (0)", " ", " ")], []),
}
ABROAD = ["us", "uk", "au", "de", "fr", "kr", "jp", "sg", "es", "br", "ch", "in", "ca", "ie"]


def phone(rng, sub=None):
    abroad = sub == "intl"
    plan = rng.choice(ABROAD) if abroad else sub or "cn"
    region, masks, styles, extensions = PLANS[plan]
    code = phonenumbers.country_code_for_region(region)

    def make():
        return "".join(rng.choice(DIGITS) if c == "#" else rng.choice("23456789") if c == "N" else c for c in rng.choice(masks))

    def holds(number):
        national = number.replace(" ", "")
        parsed = phonenumbers.parse(national if region == "CN" else f"+{code}{national}", region)
        return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in PERSONAL and phonenumbers.region_code_for_number(parsed) == region

    groups = tuple(until(make, holds).split(" "))
    before = lambda style: style[0].replace("(", "").replace("（", "") if style[0].count("(") + style[0].count("（") > style[0].count(")") else style[0]
    leads = sorted({before(style) for style in styles if not abroad or style[0].startswith("+") and "(" not in style[0]})
    lead = rng.choice(leads)
    written = []
    for style in styles:
        if before(style) == lead and (style[1] or style[2]):
            written.append(style[0] + groups[0] + style[1] + style[2].join(groups[1:]))
    if extensions and written and rng.random() < 0.3:
        written.append(rng.choice(written) + rng.choice(extensions).format(digits(rng, rng.choice([2, 3, 4]), "12345678")))
    canon = "".join(groups) if region == "CN" else "".join(c for c in lead if c.isdigit()) + "".join(groups)
    kind = {"cn": "cn_mobile", "cn_intl": "cn_mobile", "cn_land": "cn_landline"}.get(plan, plan)
    plain = "" if plan not in ("cn_land", "tw_land", "jp_land", "kr_land", "fr_land", "uk_land", "de_land", "in_land", "au_land", "br_land") else (written or [""])[0]
    return Value("PHONE", canon, groups, lead=lead, written=tuple(written), sub=kind, plain=plain)


# Structure of national account numbers: SWIFT IBAN registry; n digits, a letters.
MORE_IBANS = {"SE": "20n", "DK": "14n", "FI": "14n", "CZ": "20n", "HU": "24n", "GR": "23n", "LI": "5n12n", "RO": "4a16n", "SK": "20n", "HR": "17n", "EE": "16n", "CY": "8n16n"}


def iban_of(rng, country=None):
    country = rng.choice(sorted(MORE_IBANS)) if country == "more" or not country and rng.random() < 0.4 else (country or "").upper()
    if country not in MORE_IBANS:
        return identifiers.iban_of(rng, country)

    def make():
        national = "".join("".join(rng.choice(DIGITS if kind == "n" else UPPER) for _ in range(int(count))) for count, kind in runs_of(MORE_IBANS[country]))
        return country + iban.calc_check_digits(country + "00" + national) + national

    number = until(make, lambda n: iban.is_valid(n, check_country=True))
    groups = tuple(number[at : at + 4] for at in range(0, len(number), 4))
    return Value("IBAN", number, groups, written=joined(groups, " "), sub=country)


def runs_of(structure):
    count = ""
    for symbol in structure:
        if symbol.isdigit():
            count += symbol
        else:
            yield count, symbol
            count = ""


def account(rng, sub=None):
    number_of = lambda length: until(lambda: digits(rng, length, "123456789"), lambda n: not looks_validated(n) and not luhn_passes(n))
    if sub == "uk":
        return Value("BANK_ACCOUNT", number := number_of(8), parted(number, 4))
    if sub == "clabe":
        number = until(lambda: "0" + digits(rng, 17), lambda n: not looks_validated(n))
        return Value("BANK_ACCOUNT", number, parted(number, 3, 3, 11), written=joined(parted(number, 3, 3, 11), " "))
    if sub == "tw":
        groups = parted(number_of(12), 3, 2, 6)
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    if sub == "hk":
        groups = parted(number_of(12), 3, 6)
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    if sub == "sg":
        groups = parted(number_of(10), 3, 5)
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    if sub == "us":
        return Value("BANK_ACCOUNT", number := number_of(rng.choice([8, 10, 12, 13])), parted(number, 4, 4))
    if sub == "br":
        groups = (digits(rng, rng.choice([5, 7, 8]), "123456789"), digits(rng, 1))
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    if sub in (None, "cn"):
        number = number_of(rng.choice([15, 16, 17, 18, 19, 21]))
        return Value("BANK_ACCOUNT", number, parted(number, 4, 4, 4, 4), written=joined(parted(number, 4, 4, 4, 4), " "))
    return identifiers.account(rng, sub)


def luhn_passes(number):
    return 12 <= len(number) <= 19 and identifiers.luhn.is_valid(number)


def hk_id(rng, sub=None):
    if sub == "one" or not sub and rng.random() < 0.8:
        return identifiers.hk_id(rng)
    first, second, body = rng.choice("WXE"), rng.choice("ABCDFGHKMPX"), digits(rng, 6)
    total = (ord(first) - 55) * 9 + (ord(second) - 55) * 8 + sum(int(d) * w for d, w in zip(body, range(7, 1, -1)))
    check = "0123456789A"[-total % 11]
    return Value("HK_ID", first + second + body + check, (first + second, body, check), written=(f"{first}{second}{body}({check})",))


def plate(rng, sub=None):
    if sub == "odd":
        head = rng.choice(identifiers.PROVINCES) + rng.choice("ABCDEFGHJK")
        body = rng.choice("ABCDEFGHJKLMNP") + digits(rng, 3)
        return Value("PLATE", head + body + (end := rng.choice("警学挂")), (head, body + end), written=(f"{head}·{body}{end}", f"{head} {body}{end}"))
    return identifiers.plate(rng, sub)


FIRST = ["wei", "ming", "olga", "pierre", "jorge", "anders", "nisha", "sakura", "dohyun", "camila", "theo", "gretl", "ruairi", "hannah", "bilal", "yating", "zoe", "kenji"]
LAST = ["zhang", "ibrahim", "lindqvist", "castro", "dubois", "keller", "mori", "yoon", "teixeira", "banerjee", "mcrae", "nowak", "teoh", "lau", "okonkwo"]
HOSTS = ["vip.163.com", "yeah.net", "aliyun.com", "sohu.com", "tom.com", "live.cn", "yahoo.com.tw", "hotmail.co.uk", "btinternet.com", "gmx.at", "t-online.de", "posteo.de", "wanadoo.fr", "laposte.net",
         "free.fr", "telefonica.example", "bol.com.br", "terra.com.br", "sapo.pt", "docomo.ne.jp", "ezweb.ne.jp", "daum.net", "hanmail.net", "me.com", "fastmail.com", "zoho.in", "mail.co.nz", "finance.acme.example", "cs.uni-example.edu"]


def email(rng, sub=None):
    first, last, host = rng.choice(FIRST), rng.choice(LAST), rng.choice(HOSTS)
    if sub == "qq":
        local, host = digits(rng, rng.randint(6, 10), "123456789"), "qq.com"
    elif sub == "phone":
        local, host = "1" + rng.choice("3589") + digits(rng, 9), rng.choice(["139.com", "189.cn", "wo.cn"])
    else:
        local = rng.choice([f"{first}.{last}{digits(rng, 2)}", f"{first[0]}{last}{digits(rng, 4)}", f"{first}_{last}_{digits(rng, 2)}", f"{first.capitalize()}.{last.capitalize()}{digits(rng, 3)}", f"{last}{digits(rng, 3)}+pay",
                            f"{first}-{last}{digits(rng, 2)}", f"{digits(rng, 2, '123456789')}{first}{last}", f"{first}{last}{digits(rng, 1)}"])
        host = host.upper() if rng.random() < 0.06 else host
    return Value("EMAIL", f"{local}@{host}", (local, host), plain=f"{local}@{host}")


def ip(rng, sub=None):
    part = lambda: f"{rng.randint(0x10, 0xFFFF):x}"
    if sub == "6" or not sub and rng.random() < 0.3:
        text = rng.choice([lambda: ":".join(["2409", "8a" + digits(rng, 2), *[part() for _ in range(6)]]), lambda: f"240e:{part()}:{part()}::{part()}", lambda: f"2A02:{part().upper()}::{part().upper()}:{part().upper()}",
                           lambda: f"::ffff:{rng.randint(11, 223)}.{rng.randint(1, 255)}.{rng.randint(1, 255)}.{rng.randint(1, 254)}", lambda: f"fd00::{part()}:{part()}"])()
    else:
        text = ".".join(str(n) for n in (rng.choice([36, 39, 61, 100, 114, 117, 124, 139, 180, 198, 202, 218, 222]), rng.randint(10, 255), rng.randint(0, 255), rng.randint(1, 254)))
    return Value("IP", text, (text,))


MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "es": ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    "pt": ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
}


def birth(rng, sub=None):
    year, month, day = birthday(rng)
    name = lambda lang: MONTHS[lang][month - 1]
    ways = {
        "zh": [f"{year}年{month:02}月{day:02}日", f"{year}年{month}月{day}号", f"{year}-{month}-{day}", f"{year}.{month}.{day}", f"{year}/{month:02}/{day:02}", f"{year}{month:02}{day:02}", f"{year} 年 {month} 月 {day} 日"],
        "hant": [f"民國{year - 1911}年{month}月{day}日", f"{year}/{month:02}/{day:02}", f"{year}年{month}月{day}日"],
        "en": [f"{day} {name('en')} {year}", f"{name('en')} {day}, {year}", f"{day:02}/{month:02}/{year}", f"{day:02}-{name('en')[:3]}-{year}", f"{day:02}.{month:02}.{year}", f"{name('en')[:3]} {day} {year}", f"{day}/{month}/{year}"],
        "us": [f"{month}/{day}/{year}", f"{month:02}-{day:02}-{year}", f"{name('en')} {day}, {year}", f"{name('en')[:3]}. {day}, {year}"],
        "fr": [f"{day} {name('fr')} {year}", f"{day:02}/{month:02}/{year}", f"{day:02}.{month:02}.{year}"],
        "es": [f"{day} de {name('es')} de {year}", f"{day:02}/{month:02}/{year}", f"{day}-{month}-{year}"],
        "pt": [f"{day} de {name('pt')} de {year}", f"{day:02}/{month:02}/{year}", f"{day:02}-{month:02}-{year}"],
        "de": [f"{day}. {name('de')} {year}", f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year}"],
        "ja": [f"{year}年{month}月{day}日", f"{year}/{month}/{day}", f"{year}.{month:02}.{day:02}"] + ([f"昭和{year - 1925}年{month}月{day}日"] if year < 1989 else [f"平成{year - 1988}年{month}月{day}日"]),
        "ko": [f"{year}년 {month}월 {day}일", f"{year}년{month}월{day}일", f"{year}-{month:02}-{day:02}", f"{year}. {month}. {day}."],
        "iso": [f"{year}-{month:02}-{day:02}"], "compact": [f"{year}{month:02}{day:02}"],
    }[sub or "zh"]
    text = rng.choice(ways)
    return Value("DATE_OF_BIRTH", f"{year}{month:02}{day:02}", (text,))


def otp(rng, sub=None):
    if sub == "alnum":
        text = until(lambda: "".join(rng.choice(UPPER.replace("O", "").replace("I", "") + "23456789") for _ in range(6)), lambda t: sum(c.isdigit() for c in t) in (2, 3, 4))
        return Value("OTP", text, (text[:3], text[3:]))
    number = digits(rng, int(sub or rng.choice([4, 5, 6, 6, 6, 8])))
    written = joined(parted(number, len(number) // 2), " ", "-") if len(number) in (6, 8) and sub is None else ()
    return Value("OTP", number, parted(number, len(number) // 2), written=written)


def password(rng, sub=None):
    if sub == "pin":
        return Value("PASSWORD", pin := digits(rng, rng.choice([4, 6])), (pin,))
    stem = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(rng.randint(4, 7)))
    text = rng.choice([
        lambda: f"{stem}{rng.choice('.-_')}{digits(rng, 3)}{stem[:2].upper()}",
        lambda: f"{digits(rng, 2)}{stem.capitalize()}{rng.choice('!?#*')}{digits(rng, 2)}",
        lambda: f"{rng.choice(['Winter', 'Monday', 'Berlin', 'jiayou', 'huihui', 'Sommer', 'futebol', 'secret'])}{rng.choice('@!_#')}{digits(rng, 3)}",
        lambda: f"{stem.upper()}{digits(rng, 5)}",
        lambda: f"{stem[:3]}-{stem[1:4]}-{digits(rng, 4)}",
        lambda: f"{stem}{digits(rng, 6)}",
        lambda: f"P@ss{stem[:3]}{digits(rng, 3)}",
    ])()
    return Value("PASSWORD", text, (text,))


def token(rng, _=None):
    word = lambda count, symbols=UPPER + LOWER + DIGITS: "".join(rng.choice(symbols) for _ in range(count))
    text = rng.choice([
        lambda: word(64, "0123456789abcdef"), lambda: word(24), lambda: "-".join(word(n, "0123456789abcdef") for n in (8, 4, 4, 4, 12)),
        lambda: f"eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJ{word(44)}.{word(30)}_{word(12)}-{word(8)}", lambda: f"{word(20)}_{word(22)}", lambda: word(43),
    ])()
    return Value("URL_TOKEN", text, (text,))


def wechat(rng, sub=None):
    if sub == "wxid" or not sub and rng.random() < 0.35:
        text = "wxid_" + "".join(rng.choice(LOWER + DIGITS) for _ in range(rng.choice([13, 14])))
    else:
        text = rng.choice(["yang", "Duoduo", "qing", "laowang", "feifei", "Kk", "sunny", "tt", "Zz"]) + rng.choice(["_", "-", ""]) + rng.choice(["", "bj", "gz", "love", "88"]) + digits(rng, rng.randint(5, 7))
        text = text if len(text) >= 6 else text + digits(rng, 4)
    return Value("WECHAT_ID", text, (text,))


def qq(rng, _=None):
    number = digits(rng, rng.randint(6, 10), "123456789")
    return Value("QQ_ID", number, parted(number, 3, 3), written=joined(parted(number, 3, 3), " ") if len(number) > 6 else ())


def expiry(rng, _=None):
    month, year = rng.randint(1, 12), rng.randint(27, 33)
    text = rng.choice([f"{month:02}/{year}", f"{month:02}/20{year}", f"{month:02}-{year}", f"{month:02} / {year}"])
    return Value("CARD_EXPIRY", text, (text,), optional=True)


IDENTIFIERS = {
    **identifiers.MAKERS, "phone": phone, "iban": iban_of, "account": account, "hkid": hk_id, "plate": plate, "email": email, "ip": ip, "dob": birth, "otp": otp, "password": password,
    "token": token, "wechat": wechat, "qq": qq, "expiry": expiry,
}
