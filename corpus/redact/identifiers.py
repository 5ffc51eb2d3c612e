"""Identifiers with valid check digits, as people write them. It knows nothing of texts, labels or disguises.

Every number is asked of an oracle before it is given out: python-stdnum for what it knows, phonenumbers for telephones.
Five have no oracle there and follow a public description, written out here: the Hong Kong identity card (weights 9 to 2,
modulo 11, a missing second letter counts 36; A123456(3) is the usual example), the Singapore NRIC of the series S, T, F
and G (weights 2 7 6 5 4 3 2, modulo 11; S1234567D), the British National Insurance number (HMRC manual NIM39110: which
letters a prefix may have), Chinese passports (a letter or two and digits, nine symbols) and Chinese plates (GA 36-2018:
no I or O; new-energy plates have six symbols with D or F).
"""

from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType as Type
from stdnum import iban, luhn
from stdnum.au import tfn
from stdnum.br import cnpj, cpf
from stdnum.ca import sin
from stdnum.cn import ric, uscc
from stdnum.in_ import aadhaar, pan
from stdnum.jp import in_ as mynumber
from stdnum.kr import rrn
from stdnum.us import itin, rtn, ssn

DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Value:
    """An identifier: what it is, its undisguised value and the ways in which people write it."""

    kind: str
    canon: str
    groups: tuple[str, ...]  # as it is usually parted
    lead: str = ""  # what stands before the groups and belongs to it: +86, (+86)
    tail: str = ""  # what stands after: an extension
    written: tuple[str, ...] = ()  # usual ways with separators
    sub: str = ""
    plain: str = ""  # as written without separators, where that isn't lead + groups + tail
    optional: bool = False

    def unparted(self):
        return self.plain or self.lead + "".join(self.groups) + self.tail


def digits(rng, count, first=DIGITS):
    return rng.choice(first) + "".join(rng.choice(DIGITS) for _ in range(count - 1)) if count else ""


def until(make, holds):
    """The first value that the oracle accepts."""
    for _ in range(200_000):
        value = make()
        if holds(value):
            return value
    raise ValueError("the oracle refuses all values")


def parted(number, *sizes):
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return tuple(group for group in (*groups, number[at:]) if group)


def joined(groups, *separators):
    return tuple(separator.join(groups) for separator in separators)


# Issuer ranges: ISO/IEC 7812-1 and the schemes' published tables.
ISSUERS = {
    13: ["4"],
    14: ["36", "300", "305", "3095", "38", "39"],
    15: ["34", "37"],
    16: ["4", "51", "52", "53", "54", "55", "2221", "2250", "2600", "2720", "6011", "645", "65", "3528", "3589", "6221", "6225", "6228", "6259", "6282",
         "6228", "6214", "6226", "6229", "5081", "6069", "8172"],
    18: ["6304", "6759", "621034", "62"],
    19: ["622202", "621700", "622848", "621661", "621799", "621226", "622262", "621486", "6212", "6236"],
    17: ["62", "6762"],
    12: ["5018", "6304"],
}


def card(rng, length=None):
    if length == "bad":
        good = card(rng, 16).canon
        number = good[:-1] + str((int(good[-1]) + rng.randint(1, 9)) % 10)
        return Value("BANK_CARD", number, parted(number, 4, 4, 4), sub="bad_checksum", optional=True)
    length = int(length or rng.choice([16] * 12 + [19] * 8 + [15] * 3 + [14, 13, 18, 17]))
    prefix = rng.choice(ISSUERS[length])
    body = prefix + digits(rng, length - len(prefix) - 1)
    number = body + luhn.calc_check_digit(body)
    luhn.validate(number)
    sizes = {15: (4, 6, 5), 14: (4, 6, 4), 19: rng.choice([(4, 4, 4, 4), (6, 13)])}.get(length, (4, 4, 4, 4))
    groups = parted(number, *sizes)
    usual = groups if len(groups) > 2 else parted(number, 4, 4, 4, 4)
    return Value("BANK_CARD", number, usual, written=joined(groups, " ", "-"), sub=str(length))


REGIONS = ["110101", "110105", "110108", "120104", "130102", "140105", "150102", "210102", "220104", "230103", "310104", "310115", "320102", "320583",
           "330106", "330206", "340104", "350203", "360102", "370102", "370202", "410105", "420106", "430102", "440106", "440305", "450103", "460105",
           "500103", "510104", "520103", "530102", "610113", "620102", "640104", "650102"]


def birthday(rng, first=1951, last=2006):
    return rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)


def resident(rng, sub=None):
    if sub == "15":
        def short():
            year, month, day = birthday(rng, 1935, 1985)
            return rng.choice(REGIONS) + f"{year % 100:02}{month:02}{day:02}" + digits(rng, 3)

        lengthened = lambda short: short[:6] + "19" + short[6:]
        number = until(short, lambda n: ric.is_valid(lengthened(n) + ric.calc_check_digit(lengthened(n) + "0")))
        return Value("CN_RESIDENT_ID", number, parted(number, 6, 6), written=joined(parted(number, 6, 6), " "), sub="old15")

    def make():
        year, month, day = birthday(rng)
        body = rng.choice(REGIONS) + f"{year}{month:02}{day:02}" + digits(rng, 3)
        return body + ric.calc_check_digit(body + "0")

    number = until(make, lambda n: ric.is_valid(n) and (sub != "x" or n.endswith("X")))
    if sub == "bad":
        number = until(lambda: number[:-1] + rng.choice(DIGITS), lambda n: not ric.is_valid(n))
    groups = parted(number, 6, 8)
    written = joined(groups, " ", "-") + ((number[:-1] + "x",) if number.endswith("X") else ())
    name = "bad_checksum" if sub == "bad" else ("x" if number.endswith("X") else "")
    return Value("CN_RESIDENT_ID", number, groups, written=written, sub=name, optional=sub == "bad")


def cn_passport(rng, _=None):
    prefix = rng.choice(["E", "E", "E" + rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ"), "G", "D", "S", "P"])
    number = prefix + digits(rng, 9 - len(prefix))
    return Value("CN_PASSPORT", number, parted(number, 1, 4))


def usc(rng, _=None):
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

    def make():
        body = rng.choice(["91", "92", "93", "52", "51", "12"]) + rng.choice(REGIONS)
        body += "".join(rng.choice(letters) for _ in range(9))
        return body + uscc.calc_check_digit(body + "0")

    number = until(make, uscc.is_valid)
    return Value("CN_USCC", number, parted(number, 8, 9), written=joined(parted(number, 8, 9), "-"))


def us_ssn(rng, _=None):
    number = until(lambda: digits(rng, 9, "012345678"), ssn.is_valid)
    groups = parted(number, 3, 2)
    return Value("US_SSN", number, groups, written=joined(groups, "-", " "))


def us_itin(rng, _=None):
    number = until(lambda: "9" + digits(rng, 2) + rng.choice(["70", "75", "82", "88", "91", "95", "98"]) + digits(rng, 4), itin.is_valid)
    groups = parted(number, 3, 2)
    return Value("US_ITIN", number, groups, written=joined(groups, "-", " "))


def us_routing(rng, _=None):
    body = rng.choice(["0210", "0260", "0720", "1210", "1110", "2560", "2713", "3221", "3222", "0610", "1130"]) + digits(rng, 4)
    number = body + rtn.calc_check_digit(body)
    rtn.validate(number)
    return Value("US_ROUTING", number, parted(number, 4, 4))


def in_aadhaar(rng, _=None):
    body = digits(rng, 11, "23456789")
    number = until(lambda: body + rng.choice(DIGITS), aadhaar.is_valid)
    groups = parted(number, 4, 4)
    return Value("IN_AADHAAR", number, groups, written=joined(groups, " ", "-"))


def in_pan(rng, _=None):
    letter = lambda count: "".join(rng.choice(UPPER) for _ in range(count))
    number = until(lambda: letter(3) + rng.choice("PCHFT") + letter(1) + digits(rng, 4) + letter(1), pan.is_valid)
    return Value("IN_PAN", number, parted(number, 5, 4))


def uk_nino(rng, _=None):
    first = "ABCEGHJKLMNOPRSTWXYZ"
    second = first.replace("O", "")
    prefix = until(lambda: rng.choice(first.replace("O", "")) + rng.choice(second), lambda p: p not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"))
    number = prefix + digits(rng, 6) + rng.choice("ABCD")
    groups = parted(number, 2, 2, 2, 2)
    return Value("UK_NINO", number, groups, written=joined(groups, " "))


def au_tfn(rng, _=None):
    number = until(lambda: digits(rng, 9, "123456789"), tfn.is_valid)
    groups = parted(number, 3, 3)
    return Value("AU_TFN", number, groups, written=joined(groups, " "))


def sg_nric(rng, _=None):
    prefix, body = rng.choice("SSTFG"), digits(rng, 7)
    total = sum(int(d) * w for d, w in zip(body, (2, 7, 6, 5, 4, 3, 2))) + (4 if prefix in "TG" else 0)
    number = prefix + body + ("JZIHGFEDCBA" if prefix in "ST" else "XWUTRQPNMLK")[total % 11]
    return Value("SG_NRIC", number, parted(number, 1, 7))


def hk_id(rng, _=None):
    letter, body = rng.choice("ABCDEGHKMPRSVYZ"), digits(rng, 6)
    total = 36 * 9 + (ord(letter) - 55) * 8 + sum(int(d) * w for d, w in zip(body, range(7, 1, -1)))
    check = "0123456789A"[-total % 11]
    return Value("HK_ID", letter + body + check, (letter, body, check), written=(f"{letter}{body}({check})",))


def jp_mynumber(rng, _=None):
    body = digits(rng, 11, "123456789")
    number = until(lambda: body + rng.choice(DIGITS), mynumber.is_valid)
    groups = parted(number, 4, 4)
    return Value("JP_MYNUMBER", number, groups, written=joined(groups, " ", "-"))


def kr_rrn(rng, _=None):
    def make():
        year, month, day = birthday(rng)
        sex = rng.choice("12" if year < 2000 else "34")
        return f"{year % 100:02}{month:02}{day:02}{sex}{rng.randint(0, 95):02}" + digits(rng, 4)

    number = until(make, rrn.is_valid)
    groups = parted(number, 6)
    return Value("KR_RRN", number, groups, written=joined(groups, "-"))


def br_cpf(rng, _=None):
    number = until(lambda: digits(rng, 11), cpf.is_valid)
    groups = parted(number, 3, 3, 3)
    return Value("BR_CPF", number, groups, written=(cpf.format(number),))


def br_cnpj(rng, _=None):
    body = digits(rng, 8) + rng.choice(["0001", "0001", "0002"])
    number = until(lambda: body + digits(rng, 2), cnpj.is_valid)
    groups = parted(number, 2, 3, 3, 4)
    return Value("BR_CNPJ", number, groups, written=(cnpj.format(number),))


def ca_sin(rng, _=None):
    number = until(lambda: digits(rng, 9, "12345679"), sin.is_valid)
    groups = parted(number, 3, 3)
    return Value("CA_SIN", number, groups, written=joined(groups, " ", "-"))


# Structure of national account numbers: SWIFT IBAN registry; n digits, a letters.
IBANS = {"DE": "18n", "FR": "10n11n2n", "ES": "20n", "GB": "4a14n", "CH": "5n12n", "AT": "16n", "NL": "4a10n", "IT": "1a10n12n", "BE": "12n", "PT": "21n",
         "IE": "4a14n", "LU": "3n13n", "PL": "24n"}


def iban_of(rng, country=None):
    country = (country or rng.choice(sorted(IBANS))).upper()

    def make():
        national, count = "", ""
        for symbol in IBANS[country]:
            if symbol.isdigit():
                count += symbol
            else:
                national += "".join(rng.choice(DIGITS if symbol == "n" else UPPER) for _ in range(int(count)))
                count = ""
        return country + iban.calc_check_digits(country + "00" + national) + national

    number = until(make, lambda n: iban.is_valid(n, check_country=True))
    groups = tuple(number[at : at + 4] for at in range(0, len(number), 4))
    return Value("IBAN", number, groups, written=joined(groups, " "), sub=country)


def account(rng, sub=None):
    sub = sub or "cn"
    if sub == "jp":
        return Value("BANK_ACCOUNT", number := digits(rng, 7, "123456789"), parted(number, 3))
    if sub == "kr":
        groups = (digits(rng, 3, "123456789"), digits(rng, 3), digits(rng, 6))
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    if sub == "br":
        groups = (digits(rng, 6, "123456789"), digits(rng, 1))
        return Value("BANK_ACCOUNT", "".join(groups), groups, written=joined(groups, "-"))
    length = rng.choice({"cn": [16, 17, 18, 19, 20], "us": [9, 10, 11, 12], "in": [11, 12, 14, 15], "eu": [9, 10]}[sub])
    number = until(lambda: digits(rng, length, "123456789"), lambda n: not looks_validated(n))
    return Value("BANK_ACCOUNT", number, parted(number, 4, 4, 4, 4), written=joined(parted(number, 4, 4, 4, 4), " ") if sub == "cn" else ())


def is_resident(number):
    """Whether the oracle takes a number for a resident id; it stumbles over some regions that there are none of."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return False


def looks_validated(number):
    """Whether a bare run of digits would pass a check digit that a reader could take it for."""
    if 12 <= len(number) <= 19 and luhn.is_valid(number) and number[0] in "23456" or len(number) == 18 and is_resident(number):
        return True
    checks = {9: (sin, tfn, rtn), 11: (cpf,), 12: (aadhaar, mynumber), 13: (rrn,), 14: (cnpj,)}.get(len(number), ())
    return any(check.is_valid(number) for check in checks) or len(number) == 11 and number[0] == "1" and number[1] in "3456789"


PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def plate(rng, sub=None):
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    head = rng.choice(PROVINCES) + rng.choice("ABCDEFGHJK")
    if sub == "new" or not sub and rng.random() < 0.3:
        body = rng.choice("DF") + rng.choice([digits(rng, 5), rng.choice(letters) + digits(rng, 4)])
    else:
        body = rng.choice([digits(rng, 5), rng.choice(letters) + digits(rng, 4), digits(rng, 1) + rng.choice(letters) + digits(rng, 3), digits(rng, 3) + rng.choice(letters) + rng.choice(letters)])
    return Value("PLATE", head + body, (head, body), written=joined((head, body), "·", " ", "-"))


LOCALS = ["lin", "chen.hao", "mwang", "yuki.sato", "j.moreau", "sofia", "p.schulz", "r.nair", "minseo", "ana.lopes", "dgarcia", "kelly_ho", "tan.wl", "o.hughes", "xiaoyu",
          "zhuang.k", "becca", "nkumar", "h.fischer", "marta-r", "laobai", "haru", "joon.park", "bruna", "cwong", "f.lefevre"]
HOSTS = ["qq.com", "163.com", "126.com", "sina.cn", "gmail.com", "outlook.com", "yahoo.co.jp", "naver.com", "web.de", "gmx.net", "orange.fr", "uol.com.br", "icloud.com",
         "proton.me", "mail.example.org", "corp.example.com", "hotmail.es", "139.com", "foxmail.com", "bigpond.example", "rediffmail.example"]


def email(rng, sub=None):
    local = rng.choice(LOCALS) + rng.choice([digits(rng, rng.randint(3, 6)), "+loan" + digits(rng, 2), "_" + digits(rng, 3)])
    host = rng.choice(HOSTS)
    if sub == "qq":
        local, host = digits(rng, rng.randint(7, 10), "123456789"), "qq.com"
    return Value("EMAIL", f"{local}@{host}", (local, host), plain=f"{local}@{host}")


def ip(rng, sub=None):
    if sub == "6" or not sub and rng.random() < 0.25:
        part = lambda: f"{rng.randint(1, 0xFFFF):x}"
        text = rng.choice([lambda: ":".join(["2001", "db8", *[part() for _ in range(6)]]), lambda: f"2001:db8::{part()}:{part()}", lambda: f"fe80::{part()}:{part()}:{part()}:{part()}"])()
    else:
        text = ".".join(str(n) for n in (rng.choice([10, 58, 101, 113, 172, 183, 192, 203, 221]), rng.randint(0, 255), rng.randint(0, 255), rng.randint(1, 254)))
    return Value("IP", text, (text,))


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def birth(rng, sub=None):
    year, month, day = birthday(rng)
    ways = {
        "zh": [f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"{year}.{month:02}.{day:02}", f"{year}{month:02}{day:02}"],
        "us": [f"{month:02}/{day:02}/{year}", f"{MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02}-{day:02}"],
        "eu": [f"{day:02}/{month:02}/{year}", f"{day:02}-{month:02}-{year}", f"{day} {MONTHS[month - 1]} {year}"],
        "de": [f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year}"],
        "ja": [f"{year}年{month}月{day}日", f"{year}/{month:02}/{day:02}"],
        "ko": [f"{year}년 {month}월 {day}일", f"{year}.{month:02}.{day:02}", f"{year}-{month:02}-{day:02}"],
        "iso": [f"{year}-{month:02}-{day:02}"],
    }[sub or "zh"]
    text = rng.choice(ways)
    return Value("DATE_OF_BIRTH", f"{year}{month:02}{day:02}", (text,))


def otp(rng, length=None):
    number = digits(rng, int(length or rng.choice([4, 6, 6, 6, 8])))
    return Value("OTP", number, parted(number, len(number) // 2))


def cvv(rng, length=None):
    return Value("CVV", number := digits(rng, int(length or 3)), (number,))


def expiry(rng, _=None):
    text = f"{rng.randint(1, 12):02}/{rng.randint(27, 33)}"
    return Value("CARD_EXPIRY", text, (text,), optional=True)


def password(rng, sub=None):
    if sub == "pin":
        return Value("PASSWORD", pin := digits(rng, 4), (pin,))
    letters = "".join(rng.choice("abcdefghkmnpqrstuvwxyz") for _ in range(rng.randint(3, 6)))
    text = rng.choice([
        lambda: letters.capitalize() + rng.choice("@#!$_") + digits(rng, 4),
        lambda: digits(rng, 6),
        lambda: letters + digits(rng, 3) + rng.choice("!#$"),
        lambda: "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789") for _ in range(9)) + digits(rng, 1),
        lambda: rng.choice(["Tiger", "sunshine", "woaini", "Kaffee", "dragon"]) + digits(rng, 4),
    ])()
    return Value("PASSWORD", text, (text,))


def token(rng, _=None):
    word = lambda count: "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") for _ in range(count))
    text = rng.choice([
        lambda: "".join(rng.choice("0123456789abcdef") for _ in range(40)),
        lambda: word(32),
        lambda: f"eyJhbGciOiJIUzI1NiJ9.eyJ{word(36)}.{word(20)}-{word(14)}_{word(7)}",
        lambda: f"{word(11)}-{word(12)}_{word(9)}",
    ])()
    return Value("URL_TOKEN", text, (text,))


def wechat(rng, sub=None):
    if sub == "wxid" or not sub and rng.random() < 0.4:
        text = "wxid_" + "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(14))
    else:
        text = rng.choice(["xiaolin", "mumu", "zhao", "lucky", "Chen", "hai", "A"]) + rng.choice(["_", "-", ""]) + rng.choice(["wx", "sz", "yy", "qd", ""]) + digits(rng, rng.randint(4, 8))
        text = text if len(text) >= 6 else text + digits(rng, 4)
    return Value("WECHAT_ID", text, (text,))


def qq(rng, _=None):
    number = digits(rng, rng.randint(7, 10), "123456789")
    return Value("QQ_ID", number, parted(number, 3, 3), written=joined(parted(number, 3, 3), " "))


# Numbering plans as masks: # any digit, N two to nine; the oracle decides. Region, mask, ways to begin it.
PHONES = {
    "cn": ("CN", ["13# #### ####", "15# #### ####", "18# #### ####", "19# #### ####", "17# #### ####", "166 #### ####", "147 #### ####"], [""]),
    "cn_intl": ("CN", ["13# #### ####", "15# #### ####", "18# #### ####", "19# #### ####"], ["+86", "+86 ", "86-", "0086 ", "0086-", "(+86)", "+86-"]),
    "cn_land": ("CN", ["010 ########", "021 ########", "020 ########", "0755 ########", "0571 ########", "028 ########", "0532 ########", "0471 #######", "0731 ########", "029 ########"], [""]),
    "hk": ("HK", ["5### ####", "6### ####", "9### ####", "2### ####"], ["", "+852 ", "852-", "(852) "]),
    "tw": ("TW", ["9## ### ###"], ["0", "+886 ", "+886-"]),
    "mo": ("MO", ["66## ####", "62## ####"], ["+853 ", "(853) "]),
    "us": ("US", ["NNN N## ####"], ["", "", "1-", "+1 ", "+1-", "+1"]),
    "ca": ("CA", ["416 N## ####", "604 N## ####", "514 N## ####", "403 N## ####"], ["", "", "+1 ", "1-"]),
    "uk": ("GB", ["7### ######", "20 7### ####", "161 ### ####"], ["0", "0", "+44 ", "+44 (0)"]),
    "ie": ("IE", ["8# ### ####"], ["0", "+353 "]),
    "in": ("IN", ["9#### #####", "8#### #####", "7#### #####", "6#### #####"], ["", "", "+91 ", "+91-", "0", "+91"]),
    "au": ("AU", ["4## ### ###"], ["0", "0", "+61 "]),
    "nz": ("NZ", ["21 ### ####", "27 ### ####"], ["0", "+64 "]),
    "sg": ("SG", ["8### ####", "9### ####"], ["", "", "+65 "]),
    "br": ("BR", ["11 9#### ####", "21 9#### ####", "31 9#### ####", "51 3### ####"], ["", "+55 "]),
    "pt": ("PT", ["91# ### ###", "96# ### ###", "93# ### ###"], ["", "+351 "]),
    "jp": ("JP", ["90 #### ####", "80 #### ####", "70 #### ####"], ["0", "0", "+81 "]),
    "kr": ("KR", ["10 #### ####"], ["0", "0", "+82 "]),
    "fr": ("FR", ["6 ## ## ## ##", "7 ## ## ## ##", "1 ## ## ## ##"], ["0", "0", "+33 "]),
    "be": ("BE", ["47# ## ## ##", "49# ## ## ##"], ["0", "+32 "]),
    "es": ("ES", ["6## ### ###", "7## ### ###", "91# ### ###"], ["", "", "+34 "]),
    "mx": ("MX", ["55 #### ####", "33 #### ####"], ["", "+52 "]),
    "ar": ("AR", ["9 11 #### ####"], ["+54 "]),
    "co": ("CO", ["3## ### ####"], ["", "+57 "]),
    "de": ("DE", ["151 ########", "171 #######", "30 ########", "89 #######"], ["0", "0", "+49 "]),
    "at": ("AT", ["664 #######", "676 #######"], ["0", "+43 "]),
    "ch": ("CH", ["79 ### ## ##", "76 ### ## ##"], ["0", "+41 "]),
}
PERSONAL = {Type.MOBILE, Type.FIXED_LINE, Type.FIXED_LINE_OR_MOBILE}
ABROAD = ["us", "uk", "au", "de", "fr", "kr", "jp", "sg", "es", "br"]


def phone(rng, sub=None):
    if sub == "intl":
        region, masks, _ = PHONES[plan := rng.choice(ABROAD)]
        leads = [lead for lead in PHONES[plan][2] if lead.startswith("+") and "(" not in lead]
    else:
        region, masks, leads = PHONES[sub or "cn"]
    code = phonenumbers.country_code_for_region(region)

    def make():
        mask = rng.choice(masks)
        return "".join(rng.choice(DIGITS) if c == "#" else rng.choice("23456789") if c == "N" else c for c in mask)

    def holds(number):
        national = number.replace(" ", "")
        parsed = phonenumbers.parse(national if region == "CN" else f"+{code}{national}", region)
        return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in PERSONAL and phonenumbers.region_code_for_number(parsed) == region

    groups = tuple(until(make, holds).split(" "))
    lead = rng.choice(leads)
    canon = "".join(groups) if region == "CN" else "".join(c for c in lead if c.isdigit()) + "".join(groups)
    kind = {"cn": "cn_mobile", "cn_land": "cn_landline", "cn_intl": "cn_mobile"}.get(sub or "cn", sub or "cn")
    return Value("PHONE", canon, groups, lead=lead, written=phone_ways(rng, region, kind, lead, groups), sub=kind)


def phone_ways(rng, region, kind, lead, groups):
    """How people of that country part a number."""
    plain = lead + "".join(groups)
    if kind == "cn_landline":
        area, number = groups
        return (f"{area}-{number}", f"({area}){number}", f"{area} {number}", f"{area}-{number[:4]}-{number[4:]}", f"{area}-{number}转{digits(rng, 3, '12345678')}")
    if region == "CN":
        short = plain[len(lead) :]
        return tuple(lead + way for way in (*joined(groups, " ", "-"), f"{short[:4]} {short[4:8]} {short[8:]}"))
    if region in ("US", "CA"):
        way = [lead + "-".join(groups), lead + " ".join(groups), lead + ".".join(groups)]
        return tuple(way + ([f"({groups[0]}) {groups[1]}-{groups[2]}"] if not lead else []))
    if region == "BR":
        return (f"{lead}({groups[0]}) {groups[1]}-{groups[2]}", lead + f"{groups[0]} {groups[1]}-{groups[2]}")
    if region in ("JP", "KR"):
        return tuple(lead + way for way in joined(groups, "-", " "))
    if region == "DE":
        return (lead + groups[0] + " " + groups[1], lead + groups[0] + "/" + groups[1]) if lead == "0" else (lead + " ".join(groups),)
    if region == "FR" and lead == "0":
        return tuple(lead + way for way in joined(groups, " ", "."))
    return tuple(lead + way for way in joined(groups, " ", "-"))


MAKERS = {
    "card": card, "id18": resident, "passport": cn_passport, "uscc": usc, "ssn": us_ssn, "itin": us_itin, "routing": us_routing, "aadhaar": in_aadhaar, "pan": in_pan,
    "nino": uk_nino, "tfn": au_tfn, "nric": sg_nric, "hkid": hk_id, "mynumber": jp_mynumber, "rrn": kr_rrn, "cpf": br_cpf, "cnpj": br_cnpj, "sin": ca_sin,
    "iban": iban_of, "account": account, "plate": plate, "email": email, "ip": ip, "dob": birth, "otp": otp, "cvv": cvv, "expiry": expiry, "password": password,
    "token": token, "wechat": wechat, "qq": qq, "phone": phone,
}
