"""What must stay, in more shapes than `keeps.py` knows: each locale's amounts, dates, hotlines, numbers of things.

No number of twelve to nineteen digits made here passes Luhn, whatever it begins with, and none the check digit of an
identifier of its length.
"""

import phonenumbers

import keeps
from identifiers import DIGITS, UPPER, digits, looks_validated, until
from keeps import BUSINESS, CAPITALS, HEX, cents, clock, day_of, grouped, lakhs, word
from unseen.values import MONTHS, luhn_passes

WORDS = "〇一二三四五六七八九"


def never(make):
    """A number that no check digit of its length takes for an identifier."""

    def holds(text):
        number = "".join(c for c in text if c.isdigit())
        return not looks_validated(number) and not luhn_passes(number)

    return until(make, holds)


def sum_of(rng):
    return rng.choice([rng.randint(8, 99), rng.randint(100, 999), rng.randint(1000, 9999), rng.randint(10000, 99999), rng.randint(100000, 8999999)])


def amount(rng, lang, sub=None):
    n, c = sum_of(rng), cents(rng)
    a, b = rng.randint(2, 9), rng.randint(1, 9)
    comma, european, indian = f"{grouped(n)}.{c}", f"{grouped(n, '.')},{c}", f"{lakhs(n)}.{c}"
    ways = {
        "zh": [f"{n}元整", f"{comma}元人民币", f"RMB{comma}", f"¥ {comma}", f"{n}块{b}毛", f"{a}.{b}万", f"{n}.00元", f"人民币 {n} 元", f"{n}RMB", f"{WORDS[a]}千{WORDS[b]}百元", f"{WORDS[a]}万{WORDS[b]}千元", f"{a}千多块", f"￥{grouped(n)}",
               f"{CAPITALS[a]}万{CAPITALS[b]}仟元整", f"{n}.{c} 元", f"{a}{b}00块钱"],
        "zh-hant": [f"NTD {grouped(n)}", f"新台幣{n}元整", f"HKD {comma}", f"NT$ {grouped(n)}", f"MOP${grouped(n)}", f"{n}蚊", f"{a}萬{b}千元", f"港幣 {comma}"],
        "en": [f"$ {comma}", f"US${comma}", f"{comma} USD", f"{n} bucks", f"£{n}", f"€{comma}", f"NZ${comma}", f"HK${comma}", f"${a}.{b}k", f"AUD {comma}", f"{grouped(n)} pounds", f"C${comma}", f"SGD {comma}", f"${n}.{c}"],
        "hi-en": [f"Rs.{n}", f"INR{lakhs(n)}", f"{a}.{b} lakh", f"{n} rs", f"₹ {indian}", f"Rs {indian}", f"{lakhs(n)} rupees", f"₹{n}.{c}"],
        "pt": [f"R$ {n},{c}", f"{n} reais", f"€ {european}", f"BRL {european}", f"{a} mil reais", f"R$ {european}", f"{european} EUR"],
        "ja": [f"{grouped(n)} 円", f"JPY {grouped(n)}", f"金{grouped(n)}円也", f"{a}万{b}千円", f"￥{grouped(n)}", f"{n}円"],
        "ko": [f"금 {grouped(n)}원", f"KRW {grouped(n)}", f"{a}만{b}천원", f"{grouped(n)} 원", f"{n} 원", f"\\ {grouped(n)}".replace("\\", "₩")],
        "fr": [f"{n},{c} €", f"{grouped(n, ' ')} euros", f"{n} €", f"{grouped(n, chr(0x202F))},{c} €", f"{n},{c}€", f"CHF {grouped(n, chr(39))}.{c}", f"{european} EUR"],
        "es": [f"{european} EUR", f"{n},{c} €", f"S/ {comma}", f"MXN {comma}", f"{grouped(n, '.')} pesos", f"$ {comma} M.N.", f"{n} €", f"{european} euros"],
        "de": [f"{european} EUR", f"€ {european}", f"{n} €", f"{grouped(n, '.')},-- €", f"Fr. {grouped(n, chr(39))}.{c}", f"{n} Euro {c}", f"{n},{c} €"],
    }
    return "AMT", rng.choice(ways[sub or lang])


def bare_amount(rng, lang, _=None):
    return "AMTN", rng.choice([f"{sum_of(rng)}.{cents(rng)}", f"{rng.randint(1000, 99999)}.{rng.randint(0, 9)}0"])


def big_amount(rng, lang, _=None):
    n = rng.choice("1245679") + digits(rng, 10)
    return "AMTBIG", rng.choice([f"{n}元", f"{grouped(int(n))}.{cents(rng)}元", f"¥{n}.{cents(rng)}", f"人民币{n}.00元"] if lang == "zh" else [f"${n}.{cents(rng)}", f"{grouped(int(n))}.{cents(rng)} USD", f"KRW {n}", f"€{n}.{cents(rng)}"])


def date(rng, lang, sub=None):
    y, m, d = day_of(rng)
    name = lambda of: MONTHS[of][m - 1]
    spoken = lambda n: ("" if n < 20 else WORDS[n // 10]) + ("十" if n > 9 else "") + (WORDS[n % 10] if n % 10 else "")
    ordinal = f"{d}{'th' if 10 < d < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
    ways = {
        "zh": [f"{y}年{m:02}月{d:02}日", f"{m}/{d}", f"{y}.{m}.{d}", f"{y}年{m}月", f"{y}-{m}-{d}", f"{m}月{d}日", f"{m}月{d}号", f"{y}/{m:02}/{d:02}", f"{y}{m:02}{d:02}", f"{spoken(m)}月{spoken(d)}号", "".join(WORDS[int(c)] for c in str(y)) + f"年{spoken(m)}月{spoken(d)}日"],
        "zh-hant": [f"{y}-{m:02}-{d:02}", f"{m}月{d}號", f"民國 {y - 1911} 年 {m} 月 {d} 日", f"{y}年{m:02}月{d:02}日", f"{m}/{d}"],
        "en": [f"{ordinal} of {name('en')}", f"{name('en')} {ordinal}", f"{name('en')[:3]}. {d}, {y}", f"{d:02}/{m:02}/{y % 100}", f"{y}/{m:02}/{d:02}", f"{m}-{d}-{y}", f"{d} {name('en')[:3]} {y}", f"{name('en')} {d}, {y}", f"{y}-{m:02}-{d:02}", f"{d:02}.{m:02}.{y}"],
        "hi-en": [f"{d}/{m}/{y}", f"{d} {name('en')}", f"{d:02}.{m:02}.{y}", f"{d} tareekh", f"{ordinal} {name('en')[:3]}"],
        "pt": [f"{d} de {name('pt')}", f"{d} de {name('pt')} de {y}", f"{d:02}/{m:02}/{y % 100}", f"{d:02}.{m:02}.{y}", f"{d:02}/{m:02}/{y}"],
        "ja": [f"{y}年{m:02}月{d:02}日", f"{m}月{d}日", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}", f"令和{y - 2018}年{m}月末"],
        "ko": [f"{y}년{m}월{d}일", f"{m}월{d}일", f"{y}/{m:02}/{d:02}", f"'{y % 100}.{m:02}.{d:02}", f"{y}. {m}. {d}."],
        "fr": [f"{d} {name('fr')}", f"{d} {name('fr')} {y}", f"{d:02}/{m:02}/{y % 100}", f"{d:02}-{m:02}-{y}", f"{d:02}/{m:02}/{y}"],
        "es": [f"{d} de {name('es')}", f"{d} de {name('es')} de {y}", f"{d:02}/{m:02}/{y % 100}", f"{d:02}.{m:02}.{y}", f"{d}/{m}/{y}"],
        "de": [f"{d}. {name('de')}", f"{d}. {name('de')} {y}", f"{d:02}.{m:02}.", f"{d:02}.{m:02}.{y}", f"{y}-{m:02}-{d:02}"],
    }
    return "DATE", rng.choice(ways[sub or lang])


def timestamp(rng, lang, sub=None):
    y, m, d = day_of(rng)
    at, name = clock(rng), MONTHS["en"][m - 1][:3]
    ways = [f"{y}-{m:02}-{d:02}T{at}+0530", f"{d:02}/{name}/{y}:{at} +0000", f"{y}-{m:02}-{d:02}T{at}.{digits(rng, 6)}Z", f"{y}-{m:02}-{d:02} {at[:5]}", f"{y}.{m:02}.{d:02} {at}", f"{y}-{m:02}-{d:02} {at}.{digits(rng, 3)}", f"{y}{m:02}{d:02}-{at.replace(':', '')}"]
    if lang == "zh":
        ways += [f"{y}年{m}月{d}日 {at}", f"{y}年{m:02}月{d:02}日{at[:2]}时{at[3:5]}分", f"{m}月{d}日{at[:5]}"]
    return "TS", {"log": f"{y}-{m:02}-{d:02}T{at}.{digits(rng, 3)}Z", "sys": f"{name} {d:2} {at}"}.get(sub) or rng.choice(ways)


# Short codes of Chinese institutions and public services, as their owners publish them.
CN_SHORT = ["95516", "95519", "95518", "95500", "95522", "95594", "95541", "95527", "95526", "95574", "95302", "95338", "95546", "95554", "96110", "12348", "12366", "12305", "12320", "11183", "95105105", "12378", "12363", "95588", "95599"]
# Region, masks; the oracle says that they are free, shared-cost, a company's. Ways to write them.
LINES = {
    "us": ("US", ["800 ### ####", "888 ### ####", "844 ### ####", "866 ### ####", "833 ### ####"], ["+1-{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "1 {} {} {}", "1-{}-{}-{}", "+1 ({}) {}-{}", "{} {} {}"]),
    "uk": ("GB", ["800 ### ####", "808 ### ####", "345 ### ####", "330 ### ####", "344 ### ####"], ["0{} {} {}", "0{}-{}-{}", "+44 {} {} {}", "(0{}) {} {}"]),
    "au": ("AU", ["1300 ### ###", "1800 ### ###"], ["{} {} {}", "{}-{}-{}"]),
    "nz": ("NZ", ["800 ### ###", "508 ### ###"], ["0{} {} {}", "0{}-{}-{}"]),
    "sg": ("SG", ["1800 ### ####"], ["{} {} {}", "{}-{}-{}"]),
    "ie": ("IE", ["1800 ### ###", "1850 ### ###"], ["{} {} {}"]),
    "in": ("IN", ["1800 ### ####", "1860 ### ####", "1800 ## ####"], ["{} {} {}", "{}-{}-{}"]),
    "br": ("BR", ["800 ### ####"], ["0{} {} {}", "0{}-{}-{}", "0{}.{}.{}"]),
    "pt": ("PT", ["800 ### ###", "808 ### ###", "707 ### ###"], ["{} {} {}"]),
    "ja": ("JP", ["120 ### ###", "800 ### ####", "570 ### ###"], ["0{}-{}-{}", "0{}({}){}", "0{} {} {}"]),
    "ko": ("KR", ["1588 ####", "1544 ####", "1599 ####", "1644 ####", "1661 ####"], ["{}-{}", "{} {}", "{}.{}"]),
    "fr": ("FR", ["800 ### ###", "805 ### ###", "810 ### ###", "9 69 ## ## ##"], ["0 {} {} {}", "0{} {} {}", "0{}.{}.{}"]),
    "be": ("BE", ["800 ## ###"], ["0{} {} {}"]),
    "es": ("ES", ["900 ### ###", "901 ### ###", "902 ### ###"], ["{} {} {}", "{}-{}-{}", "{}.{}.{}"]),
    "mx": ("MX", ["800 ### ####"], ["{} {} {}", "{}-{}-{}"]),
    "de": ("DE", ["800 ### ####", "180 5 ######"], ["0{} {} {}", "0{} / {} {}", "0{}-{}-{}"]),
    "at": ("AT", ["800 ### ###"], ["0{} {} {}", "0{}/{} {}"]),
    "ch": ("CH", ["800 ### ###", "848 ### ###"], ["0{} {} {}"]),
}
OF_LANG = {"en": ["us", "us", "uk", "au", "nz", "sg", "ie"], "hi-en": ["in"], "pt": ["br", "br", "pt"], "ja": ["ja"], "ko": ["ko"], "fr": ["fr", "fr", "be"], "es": ["es", "es", "mx"], "de": ["de", "de", "at", "ch"]}


def hotline(rng, lang, sub=None):
    if sub == "short" or lang == "zh" and not sub and rng.random() < 0.5:
        return "HOTLINE", rng.choice(CN_SHORT)
    if sub == "400" or lang == "zh":
        text = rng.choice(["400", "400", "800"]) + rng.choice("016789") + digits(rng, 6)
        if text[0] == "8":
            text = "8008" + digits(rng, 6)
        return "HOTLINE", rng.choice([text, f"{text[:3]}-{text[3:6]}-{text[6:]}", f"{text[:4]} {text[4:7]} {text[7:]}", f"{text[:3]} {text[3:]}", f"{text[:3]}-{text[3:]}", f"({text[:3]}){text[3:6]}-{text[6:]}"])
    if lang == "zh-hant":
        return "HOTLINE", rng.choice([f"0800-{digits(rng, 3)}-{digits(rng, 3)}", f"0800 {digits(rng, 6)}", f"0809-{digits(rng, 3)}-{digits(rng, 3)}", f"(0800){digits(rng, 3)}-{digits(rng, 3)}"])
    if sub == "capitals":
        return "HOTLINE", rng.choice(["4004", "3003", "4020", "3004"]) + rng.choice(["-", " "]) + digits(rng, 4)
    if sub == "thirteen":
        return "HOTLINE", f"13 {digits(rng, 2, '123456789')} {digits(rng, 2)}"
    region, masks, ways = LINES[sub or rng.choice(OF_LANG[lang])]
    code = phonenumbers.country_code_for_region(region)

    def holds(mask):
        number = phonenumbers.parse(f"+{code}{mask.replace(' ', '')}", region)
        return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in BUSINESS

    groups = until(lambda: "".join(rng.choice(DIGITS) if c == "#" else c for c in rng.choice(masks)), holds).split(" ")
    if len(groups) == 5:
        return "HOTLINE", "0" + " ".join(groups)
    return "HOTLINE", rng.choice(ways).format(*groups)


def link(rng, lang, _=None):
    host = rng.choice(["collect.bank.example", "www.myloan.example", "h5.pay.example.cn", "u.example.me", "portal.credit.example.org", "app.example.io", "billing.example.co"])
    y, m, _day = day_of(rng)
    path = rng.choice([word(rng, 7), f"#/due/{y}-{m:02}", f"plan?lang={lang[:2]}&utm_source=sms", f"i/{word(rng, 5)}?from=mms", f"statement/{y}/{m:02}", f"help?topic={rng.randint(2, 40)}", "x", f"dl?v={rng.randint(1, 9)}.{rng.randint(0, 9)}"])
    return "LINK", rng.choice(["https://", "https://", "http://", ""]) + f"{host}/{path}"


def order(rng, lang, sub=None):
    y, m, d = day_of(rng)
    day = f"{y}{m:02}{d:02}"
    ways = [lambda: digits(rng, rng.randint(12, 19), "123456789"), lambda: day + digits(rng, 10), lambda: f"{y % 100}{m:02}{d:02}" + digits(rng, 10), lambda: rng.choice(["JD", "TB", "WX", "CZ", "R", "TXN"]) + day + digits(rng, 7),
            lambda: f"{digits(rng, 3)}-{digits(rng, 7)}-{digits(rng, 7)}", lambda: digits(rng, 8, "12345678") + "-" + digits(rng, 3), lambda: day + "-" + word(rng, 4, UPPER) + digits(rng, 5), lambda: "10" + day + digits(rng, 14)]
    if sub == "long":
        ways = ways[:1]
    if sub == "phone":
        return "ORDER", rng.choice(["13", "15", "17", "18", "19"]) + digits(rng, 9)
    if sub == "ten":
        return "ORDER", until(lambda: digits(rng, 10, "123456789"), lambda n: not looks_validated(n))
    if sub == "digits":
        return "ORDER", never(lambda: digits(rng, rng.choice([8, 10, 12, 14]), "123456789"))
    return "ORDER", never(lambda: rng.choice(ways)())


def bill(rng, lang, _=None):
    y, m, _day = day_of(rng)
    return "BILLNO", never(lambda: rng.choice([f"{y}-{m:02}-" + digits(rng, 7), "B" + digits(rng, 9), f"FA{y % 100}{m:02}-" + digits(rng, 5), f"RE-{y}/" + digits(rng, 4), f"{y}{m:02}" + digits(rng, 9), f"#{digits(rng, 7)}", f"NF {digits(rng, 9, '12345678')}"]))


def contract(rng, lang, _=None):
    y, m, d = day_of(rng)
    ways = [lambda: f"KD-{y % 100}{m:02}-" + digits(rng, 5), lambda: "CL" + digits(rng, 12), lambda: f"{y}/{digits(rng, 4)}/{rng.choice('ABC')}", lambda: f"LOAN{y}{digits(rng, 7)}", lambda: f"V-{digits(rng, 3)}.{digits(rng, 3)}.{digits(rng, 2)}", lambda: f"P{digits(rng, 4)}-{digits(rng, 4)}-{digits(rng, 4)}"]
    if lang == "zh":
        ways += [lambda: f"个借({y})字第{digits(rng, 5)}号", lambda: f"保证字第{y}{digits(rng, 4)}号", lambda: f"DK{y}{m:02}{d:02}" + digits(rng, 6)]
    return "CONTRACT", never(lambda: rng.choice(ways)())


def case_number(rng, lang, _=None):
    y, _, _ = day_of(rng)
    ways = {
        "zh": [f"（{y}）粤{digits(rng, 4, '0')}民初{digits(rng, 4)}号", f"({y})鲁01民终{digits(rng, 4)}号", f"〔{y}〕深国仲裁{digits(rng, 4)}号", f"({y})沪0105执{digits(rng, 5)}号", f"（{y}）苏05破{digits(rng, 2)}号"],
        "zh-hant": [f"{y - 1911}年度訴字第{digits(rng, 4)}號", f"{y - 1911}司執字第{digits(rng, 6)}號", f"DCCJ {digits(rng, 4)}/{y}"],
        "pt": [f"{digits(rng, 7)}-{digits(rng, 2)}.{y}.5.02.{digits(rng, 4)}", f"{digits(rng, 4)}/{y % 100}.{digits(rng, 1)}T8LSB"],
        "de": [f"{rng.randint(1, 40)} O {rng.randint(10, 999)}/{y % 100}", f"{y % 100}-{digits(rng, 7)}-0-{digits(rng, 1)}"],
        "fr": [f"RG {y % 100}/{digits(rng, 5)}"], "es": [f"{rng.randint(100, 999)}/{y}"], "ko": [f"{y}가소{digits(rng, 5)}"], "ja": [f"令和{y - 2018}年(ワ)第{digits(rng, 4)}号"],
        "en": [f"{y % 100}-CV-{digits(rng, 5)}", f"{y}-SC-{digits(rng, 4)}", f"K{digits(rng, 2)}YX{digits(rng, 3)}", f"DC-{y}-{digits(rng, 4)}"],
    }
    return "CASENO", rng.choice(ways.get(lang, ways["en"]))


def batch(rng, lang, _=None):
    y, m, d = day_of(rng)
    return "BATCH", never(lambda: rng.choice([f"{y}W{rng.randint(10, 52)}-" + digits(rng, 2), f"RUN{y}{m:02}{d:02}_" + digits(rng, 3), f"{y}{m:02}{d:02}-" + rng.choice("ABCD"), f"PK-{digits(rng, 6)}"]))


def tracking(rng, lang, _=None):
    ways = [lambda: "ZTO" + digits(rng, 12), lambda: "LP" + digits(rng, 14), lambda: "1Z" + word(rng, 6, UPPER + DIGITS) + digits(rng, 10), lambda: "RR" + digits(rng, 9) + "DE", lambda: "CP" + digits(rng, 9) + "FR", lambda: "H10" + digits(rng, 17), lambda: "00340434" + digits(rng, 12), lambda: "SF1" + digits(rng, 12), lambda: "7" + digits(rng, 11), lambda: "78" + digits(rng, 13)]
    return "TRACK", never(lambda: rng.choice(ways)())


def ean(rng, lang, _=None):
    def make():
        body = rng.choice(["691", "693", "697", "400", "460", "300", "754", "841"]) + digits(rng, 9)
        return body + str(-sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body)) % 10)

    return "EAN", never(make)


def boleto(rng, lang, _=None):
    last = lambda text: text.split(" ")[-1]
    return "BARCODE", until(lambda: keeps.boleto(rng, lang)[1], lambda text: not looks_validated(last(text)) and not luhn_passes(last(text)))


def uuid(rng, lang, _=None):
    return "UUID", rng.choice(["-".join(word(rng, n, HEX.upper()) for n in (8, 4, 4, 4, 12)), "{" + "-".join(word(rng, n, HEX) for n in (8, 4, 4, 4, 12)) + "}", word(rng, 32, HEX), word(rng, 26, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), f"{digits(rng, 8)}-{digits(rng, 4)}-7{digits(rng, 3)}-8{word(rng, 3, HEX)}-{digits(rng, 6)}{word(rng, 6, 'abcdef')}"])


def trace(rng, lang, _=None):
    return "TRACE", rng.choice([word(rng, 24, HEX), f"rid_{word(rng, 14)}", word(rng, 40, HEX), f"{word(rng, 8, HEX)}:{word(rng, 16, HEX)}", f"00-{word(rng, 32, HEX)}-{word(rng, 16, HEX)}-00", f"1-{word(rng, 8, HEX)}-{word(rng, 24, HEX)}", word(rng, 7, "abcdef") + digits(rng, 5) + word(rng, 4, HEX)])


def version(rng, lang, sub=None):
    n = lambda top: rng.randint(0, top)
    if sub == "four":
        return "VER", never(lambda: f"{n(120)}.{n(9)}.{n(9000)}.{n(300)}")
    return "VER", rng.choice([f"v{n(30)}.{n(20)}", f"{n(9)}.{n(30)}.{n(9)}-beta.{n(20)}", f"V{n(9)}R{n(9)}C{n(99):02}", f"{rng.choice([2026, 2027])}.{n(12)}.{n(9)}", f"{n(9)}.{n(99)}.{n(9)}+build{n(999)}", f"R{n(99)}"])


def epoch(rng, lang, sub=None):
    return ("EPOCH", "17" + digits(rng, 8, "789")) if sub == "s" else ("EPOCHMS", never(lambda: "17" + digits(rng, 11, "789")))


def masked(rng, lang, sub=None):
    ways = {
        "card": [f"6222 0*** **** {digits(rng, 4)}", f"62220*****{digits(rng, 4)}", f"**** {digits(rng, 4)}", f"xxxx-xxxx-xxxx-{digits(rng, 4)}", f"●●●● ●●●● ●●●● {digits(rng, 4)}", f"4************{digits(rng, 3)}", f"5123 45** **** {digits(rng, 4)}"],
        "phone": [f"13{digits(rng, 1)} **** {digits(rng, 4)}", f"1{rng.choice('3589')}*******{digits(rng, 2)}", f"+86 158****{digits(rng, 4)}", f"(***) ***-{digits(rng, 4)}", f"138ｘｘｘｘ{digits(rng, 4)}", f"07*** ***{digits(rng, 3)}"],
        "id": [f"44{'*' * 15}{digits(rng, 1)}", f"5101***********{digits(rng, 3)}", f"***.{digits(rng, 3)}.{digits(rng, 3)}-**", f"xxx-xx-{digits(rng, 4)}", f"XXXX XXXX {digits(rng, 4)}", f"A12****({digits(rng, 1)})", f"{digits(rng, 6, '789')}-*******"],
        "mail": [f"{rng.choice('gjkpqs')}***{rng.choice('nty')}@{rng.choice(['163.com', 'gmx.net', 'yahoo.com'])}", f"{rng.choice('abe')}*****@qq.com"],
    }
    return "MASKED", rng.choice(ways[sub or rng.choice(["card", "phone", "id"])])


def port(rng, lang, _=None):
    return "PORT", never(lambda: rng.choice(["10690", "10655", "10684", "12520", "1065"]) + digits(rng, rng.randint(4, 9)))


def percentage(rng, lang, _=None):
    text = rng.choice([f"{rng.randint(1, 36)}.{digits(rng, 1)}%", f"{rng.randint(3, 24)}.{digits(rng, 2)} %", f"0.{digits(rng, 3)}%", f"{rng.randint(1, 100)}%"])
    return "PCT", text.replace(".", ",") if lang in ("pt", "fr", "es", "de") else rng.choice([text, text, "万分之五", "千分之三"]) if lang == "zh" else text


def rate(rng, lang, _=None):
    return "RATE", rng.choice([f"{rng.randint(0, 9)}." + digits(rng, rng.randint(10, 16), "123456789"), f"1.{digits(rng, 15, '123456789')}e-05", f"0.{digits(rng, 17, '123456789')}"])


def position(rng, lang, _=None):
    return "GPS", rng.choice([f"{rng.randint(21, 45)}.{digits(rng, 5)}, {rng.randint(100, 121)}.{digits(rng, 5)}", f"{rng.randint(30, 50)}.{digits(rng, 7)} / -{rng.randint(70, 120)}.{digits(rng, 7)}", f"N{rng.randint(21, 45)}.{digits(rng, 4)} E{rng.randint(100, 121)}.{digits(rng, 4)}"])


def voucher(rng, lang, _=None):
    return "VOUCHER", never(lambda: digits(rng, rng.choice([6, 8, 10, 12, 13]), "123456789"))


def branch(rng, lang, sub=None):
    if sub == "ifsc":
        return "BRANCH", rng.choice(["HDFC", "ICIC", "SBIN", "UTIB"]) + "0" + digits(rng, 6)
    return "BRANCH", rng.choice([digits(rng, 3, "123456789"), digits(rng, 4, "123456789"), digits(rng, 6, "23456")])


def error(rng, lang, _=None):
    return "CODE", rng.choice([f"HTTP {rng.choice([400, 403, 408, 429, 500, 502, 503])}", f"ORA-{digits(rng, 5)}", f"E_{digits(rng, 4)}", f"RC{digits(rng, 3)}", f"0x8{word(rng, 7, HEX.upper())}"])


STAYS = {
    **keeps.MAKERS, "amt": amount, "amtn": bare_amount, "amtbig": big_amount, "date": date, "ts": timestamp, "hotline": hotline, "link": link, "order": order, "bill": bill, "contract": contract, "caseno": case_number,
    "batch": batch, "track": tracking, "ean": ean, "boleto": boleto, "uuid": uuid, "trace": trace, "ver": version, "epoch": epoch, "masked": masked, "port": port, "pct": percentage, "rate": rate, "gps": position, "voucher": voucher,
    "branch": branch, "code": error,
}
