"""What must stay in a text: amounts, dates, hotlines, links, numbers of things. It knows nothing of identifiers of persons,
except that no number made here may pass the check digit of one.
"""

import phonenumbers
from phonenumbers import PhoneNumberType as Type

from identifiers import DIGITS, LONG_MONTHS, MONTHS, UPPER, digits, looks_validated, until


def unvalidated(make):
    return until(make, lambda text: not looks_validated("".join(c for c in text if c.isdigit())))


def grouped(number, separator=",", size=3):
    text = str(number)
    head = len(text) % size
    parts = ([text[:head]] if head else []) + [text[at : at + size] for at in range(head, len(text), size)]
    return separator.join(parts)


def lakhs(number):
    text = str(number)
    return (grouped(int(text[:-3]), ",", 2) + "," if len(text) > 3 else "") + text[-3:]


def cents(rng):
    return f"{rng.randint(0, 99):02}"


def sum_of(rng):
    return rng.choice([rng.randint(12, 999), rng.randint(1000, 9999), rng.randint(10000, 99999), rng.randint(100000, 3999999)])


CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def capital_sum(rng):
    a, b, c = rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 9)
    return rng.choice([f"{CAPITALS[a]}仟{CAPITALS[b]}佰{CAPITALS[c]}拾元整", f"人民币{CAPITALS[a]}万{CAPITALS[b]}仟元整", f"{CAPITALS[a]}佰{CAPITALS[b]}拾{CAPITALS[c]}元{CAPITALS[b]}角"])


def amount(rng, lang, sub=None):
    n = sum_of(rng)
    comma, european, indian = f"{grouped(n)}.{cents(rng)}", f"{grouped(n, '.')},{cents(rng)}", f"{lakhs(n)}.{cents(rng)}"
    ways = {
        "zh": [f"{n}元", f"{n}.{cents(rng)}元", f"{comma}元", f"¥{comma}", f"￥{n}.{cents(rng)}", f"人民币{comma}元", f"RMB {n}.{cents(rng)}", f"{n}块", f"CNY{comma}", f"{rng.randint(1, 99)}.{rng.randint(1, 9)}万元", capital_sum(rng)],
        "zh-hant": [f"NT${grouped(n)}", f"新臺幣{grouped(n)}元", f"HK${comma}", f"港幣{comma}元", f"{n}元", f"MOP {comma}"],
        "en": [f"${comma}", f"USD {comma}", f"£{comma}", f"A${comma}", f"S${comma}", f"${n}", f"CA${comma}", f"{comma} dollars", f"GBP {n}.{cents(rng)}"],
        "hi-en": [f"Rs. {indian}", f"Rs {n}/-", f"₹{indian}", f"INR {indian}", f"{n} rupaye", f"₹{lakhs(n)}"],
        "pt": [f"R$ {european}", f"R${european}", f"{european} reais", f"{european} €"],
        "ja": [f"{grouped(n)}円", f"¥{grouped(n)}", f"{n}円", f"{rng.randint(1, 40)}万円", f"￥{grouped(n)}-"],
        "ko": [f"{grouped(n)}원", f"₩{grouped(n)}", f"{rng.randint(1, 90)}만 원", f"{n}원"],
        "fr": [f"{european} €", f"{grouped(n, ' ')},{cents(rng)} €", f"{n},{cents(rng)} euros", f"EUR {european}", f"CHF {grouped(n, chr(39))}.{cents(rng)}"],
        "es": [f"{european} €", f"€{european}", f"${comma} MXN", f"{n} euros", f"$ {grouped(n, '.')} COP"],
        "de": [f"{european} €", f"EUR {european}", f"{n},{cents(rng)} Euro", f"CHF {grouped(n, chr(39))}.{cents(rng)}", f"{grouped(n, '.')},- €"],
    }
    return "AMT", rng.choice(ways[sub or lang])


def bare_amount(rng, lang, _=None):
    return "AMTN", f"{sum_of(rng)}.{cents(rng)}"


def big_amount(rng, lang, _=None):
    n = "1" + rng.choice("3456789") + digits(rng, 9)
    return "AMTBIG", rng.choice([f"{n}元", f"¥{n}.{cents(rng)}", f"{n}.{cents(rng)}元", f"人民币{n}元"] if lang == "zh" else [f"${n}.{cents(rng)}", f"{n}.{cents(rng)} USD", f"JPY {n}"])


def day_of(rng):
    return rng.choice([2026, 2027]), rng.randint(1, 12), rng.randint(1, 28)


def date(rng, lang, sub=None):
    y, m, d = day_of(rng)
    ways = {
        "zh": [f"{y}年{m}月{d}日", f"{m}月{d}日", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}{m:02}{d:02}", f"{m}.{d}", f"{m}月{d}号", f"{y}.{m:02}.{d:02}"],
        "zh-hant": [f"{y}年{m}月{d}日", f"{m}月{d}日", f"{y}/{m:02}/{d:02}", f"民國{y - 1911}年{m}月{d}日", f"{y - 1911}/{m:02}/{d:02}"],
        "en": [f"{MONTHS[m - 1]} {d}, {y}", f"{d} {LONG_MONTHS[m - 1]} {y}", f"{m:02}/{d:02}/{y}", f"{y}-{m:02}-{d:02}", f"{m}/{d}", f"{LONG_MONTHS[m - 1]} {d}", f"{d}-{MONTHS[m - 1]}-{y}"],
        "hi-en": [f"{d:02}/{m:02}/{y}", f"{d} {MONTHS[m - 1]}", f"{d:02}-{m:02}-{y}", f"{d} {LONG_MONTHS[m - 1]} {y}"],
        "pt": [f"{d:02}/{m:02}/{y}", f"{d:02}/{m:02}", f"{d} de março de {y}", f"{d:02}-{m:02}-{y}"],
        "ja": [f"{y}年{m}月{d}日", f"{m}月{d}日", f"{y}/{m:02}/{d:02}", f"{m}/{d}", f"令和{y - 2018}年{m}月{d}日"],
        "ko": [f"{y}년 {m}월 {d}일", f"{m}월 {d}일", f"{y}-{m:02}-{d:02}", f"{y}.{m:02}.{d:02}", f"{m}/{d}"],
        "fr": [f"{d:02}/{m:02}/{y}", f"{d} mars {y}", f"{d:02}.{m:02}.{y}", f"{d:02}/{m:02}"],
        "es": [f"{d:02}/{m:02}/{y}", f"{d} de mayo de {y}", f"{d:02}-{m:02}-{y}", f"{y}-{m:02}-{d:02}"],
        "de": [f"{d:02}.{m:02}.{y}", f"{d}. Mai {y}", f"{d}.{m}.", f"{d:02}.{m:02}.{y % 100}"],
    }
    return "DATE", rng.choice(ways[sub or lang])


def iso_date(rng, lang, _=None):
    y, m, d = day_of(rng)
    return "DATEISO", f"{y}-{m:02}-{d:02}"


def clock(rng):
    return f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def timestamp(rng, lang, sub=None):
    y, m, d = day_of(rng)
    ways = [f"{y}-{m:02}-{d:02} {clock(rng)}", f"{y}-{m:02}-{d:02}T{clock(rng)}Z", f"{y}-{m:02}-{d:02}T{clock(rng)}.{digits(rng, 3)}+08:00", f"{y}/{m:02}/{d:02} {clock(rng)}",
            f"{y}-{m:02}-{d:02} {clock(rng)},{digits(rng, 3)}", f"{y}{m:02}{d:02}T{clock(rng).replace(':', '')}"]
    return "TS", {"log": f"{y}-{m:02}-{d:02} {clock(rng)}.{digits(rng, 3)}", "compact": f"{y}{m:02}{d:02}{clock(rng).replace(':', '')}"}.get(sub) or rng.choice(ways)


# Short codes of Chinese institutions and public services, as their owners publish them.
CN_SHORT = ["95588", "95533", "95599", "95566", "95559", "95555", "95568", "95558", "95595", "95508", "95511", "95577", "95561", "95528", "95580", "95188", "95017", "12378",
            "12363", "12315", "12345", "12321", "12368", "10086", "10010", "10000", "96588", "962888", "961888", "10106060"]
TOLL_FREE = {  # region, mask, ways; the oracle says that they are free, shared-cost or a company's
    "en": ("US", ["800 ### ####", "888 ### ####", "877 ### ####", "866 ### ####", "855 ### ####", "833 ### ####"], ["1-{}-{}-{}", "{}-{}-{}", "1 ({}) {}-{}", "+1 {} {} {}", "1-{}-{}-{}"]),
    "uk": ("GB", ["800 ### ####", "808 ### ####", "345 ### ####", "330 ### ####", "300 ### ####", "845 ### ####"], ["0{} {} {}"]),
    "au": ("AU", ["1300 ### ###", "1800 ### ###"], ["{} {} {}"]),
    "sg": ("SG", ["1800 ### ####"], ["{} {} {}", "{}-{}-{}"]),
    "hi-en": ("IN", ["1800 ### ####", "1860 ### ####"], ["{} {} {}", "{}-{}-{}"]),
    "pt": ("BR", ["800 ### ####"], ["0{} {} {}", "0{}-{}-{}"]),
    "ja": ("JP", ["120 ### ###", "800 ### ####", "570 ### ###"], ["0{}-{}-{}", "0{} {} {}"]),
    "ko": ("KR", ["1588 ####", "1544 ####", "1577 ####", "80 ### ####"], ["{}-{}", "{}-{}", "{}-{}"]),
    "fr": ("FR", ["80# ### ###", "9 69 ## ## ##", "81# ### ###"], ["0{} {} {}"]),
    "es": ("ES", ["900 ### ###", "901 ### ###", "902 ### ###"], ["{} {} {}"]),
    "de": ("DE", ["800 ### ####", "180 5 ######"], ["0{} {} {}", "0{}-{}-{}", "0{}/{}{}"]),
}
BUSINESS = {Type.TOLL_FREE, Type.SHARED_COST, Type.UAN, Type.PREMIUM_RATE, Type.VOIP}


def free_number(rng, plan):
    region, masks, ways = TOLL_FREE[plan]
    code = phonenumbers.country_code_for_region(region)

    def holds(mask):
        number = phonenumbers.parse(f"+{code}{mask.replace(' ', '')}", region)
        return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in BUSINESS

    groups = until(lambda: "".join(rng.choice(DIGITS) if c == "#" else c for c in rng.choice(masks)), holds).split(" ")
    if region == "KR" and len(groups) == 3:
        return "0" + "-".join(groups)
    if region == "FR" and len(groups) == 5:
        return "0" + " ".join(groups)
    return rng.choice(ways).format(*groups)


def hotline(rng, lang, sub=None):
    if sub == "short" or lang == "zh" and not sub and rng.random() < 0.6:
        return "HOTLINE", rng.choice(CN_SHORT)
    if sub == "400" or lang == "zh":
        text = rng.choice(["400", "400", "800"]) + rng.choice("01678") + digits(rng, 6)
        if text[0] == "8":
            text = "8008" + digits(rng, 6)
        ways = [text, f"{text[:3]}-{text[3:6]}-{text[6:]}", f"{text[:4]}-{text[4:7]}-{text[7:]}", f"{text[:3]} {text[3:6]} {text[6:]}"]
        return "HOTLINE", rng.choice(ways)
    if sub == "tw" or lang == "zh-hant":
        return "HOTLINE", rng.choice([f"0800-{digits(rng, 3)}-{digits(rng, 3)}", f"0800 {digits(rng, 3)} {digits(rng, 3)}"])
    if sub == "four":
        return "HOTLINE", f"{rng.choice(['4004', '3003', '4003'])}-{digits(rng, 4)}"
    return "HOTLINE", free_number(rng, sub or (rng.choice(["en", "en", "uk", "au", "sg"]) if lang == "en" else lang))


def word(rng, count, symbols=UPPER + UPPER.lower() + DIGITS):
    return "".join(rng.choice(symbols) for _ in range(count))


def link(rng, lang, _=None):
    host = rng.choice(["pay.lender.example", "repay.example.com", "m.bank.example/h5", "s.example.cn", "go.example.org", "bill.example.net"])
    path = rng.choice([word(rng, 6), f"p/{word(rng, 8)}", f"bill?m={rng.randint(1, 12)}", "repay", f"r/{digits(rng, 5)}"])
    return "LINK", f"https://{host}/{path}"


def order(rng, lang, sub=None):
    y, m, d = day_of(rng)
    day = f"{y}{m:02}{d:02}"
    ways = [lambda: day + digits(rng, 16), lambda: day + digits(rng, 8), lambda: day + digits(rng, 20), lambda: "4200" + digits(rng, 6) + day + digits(rng, 10), lambda: rng.choice(["P", "DD", "OD", "TX", "SO", "ZF"]) + day + digits(rng, 8),
            lambda: digits(rng, 12, "123456789"), lambda: day + clock(rng).replace(":", "") + digits(rng, 6)]
    return "ORDER", unvalidated(rng.choice(ways) if sub != "digits" else ways[5])


def bill(rng, lang, _=None):
    y, m, d = day_of(rng)
    return "BILLNO", unvalidated(lambda: rng.choice([f"{y}{m:02}" + digits(rng, 8), "ZD" + f"{y}{m:02}" + digits(rng, 6), f"INV-{y}-" + digits(rng, 6), "BL" + digits(rng, 10)]))


def contract(rng, lang, _=None):
    y, m, d = day_of(rng)
    ways = [f"HT-{y}-" + digits(rng, 6), "LN" + digits(rng, 10), f"XD{y}{m:02}{d:02}" + digits(rng, 8), f"LA/{y}/" + digits(rng, 5), "JK" + digits(rng, 12), f"{y}-LOAN-" + digits(rng, 5)]
    if lang == "zh":
        ways += [f"借字第{y}{m:02}{d:02}-" + digits(rng, 4) + "号", f"消贷字({y})第" + digits(rng, 6) + "号"]
    return "CONTRACT", unvalidated(lambda: rng.choice(ways))


def case_number(rng, lang, _=None):
    y, _, _ = day_of(rng)
    ways = {
        "zh": [f"({y})京{digits(rng, 4)}民初{digits(rng, 5)}号", f"（{y}）沪0115民初{digits(rng, 5)}号", f"({y})浙01执{digits(rng, 4)}号"],
        "zh-hant": [f"{y - 1911}年度司促字第{digits(rng, 5)}號", f"{y - 1911}年度北簡字第{digits(rng, 4)}號"],
        "pt": [f"{digits(rng, 7)}-{digits(rng, 2)}.{y}.8.26.{digits(rng, 4)}"],
        "de": [f"{rng.randint(1, 40)} C {rng.randint(10, 999)}/{y % 100}"],
    }
    return "CASENO", rng.choice(ways.get(lang, [f"{rng.randint(1, 9)}:{y % 100}-cv-{digits(rng, 5)}", f"CV-{y}-{digits(rng, 6)}", f"{y % 100}-{digits(rng, 5)}-BK"]))


def batch(rng, lang, _=None):
    y, m, d = day_of(rng)
    return "BATCH", rng.choice([f"{y}{m:02}{d:02}" + digits(rng, 3), f"B{y}{m:02}{d:02}-" + digits(rng, 2), f"PC{y}{m:02}{d:02}" + digits(rng, 4)])


def tracking(rng, lang, _=None):
    ways = ["SF" + digits(rng, 13), "1Z" + word(rng, 6, UPPER + DIGITS) + digits(rng, 10), "YT" + digits(rng, 13), "JDVA" + digits(rng, 11), "EA" + digits(rng, 9) + "CN", "RB" + digits(rng, 9) + "GB", "7" + digits(rng, 11), "9400" + digits(rng, 18)]
    return "TRACK", unvalidated(lambda: rng.choice(ways[:-1] + ["7" + digits(rng, 11)]))


def ean(rng, lang, _=None):
    body = rng.choice(["690", "692", "695", "978", "501", "880", "490", "789"]) + digits(rng, 9)
    total = sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body))
    return "EAN", body + str(-total % 10)


def boleto(rng, lang, _=None):
    return "BARCODE", f"{digits(rng, 5, '23')}.{digits(rng, 5)} {digits(rng, 5)}.{digits(rng, 6)} {digits(rng, 5)}.{digits(rng, 6)} {digits(rng, 1)} {digits(rng, 14, '89')}"


HEX = "0123456789abcdef"


def uuid(rng, lang, _=None):
    return "UUID", rng.choice([word(rng, 32, HEX), "-".join(word(rng, n, HEX) for n in (8, 4, 4, 4, 12))])


def digit_uuid(rng, lang, _=None):
    """A group of digits alone inside a GUID, which readers take for a telephone number."""
    return "UUID", f"{digits(rng, 8)}-{digits(rng, 4)}-4{word(rng, 3, HEX)}-a{word(rng, 3, HEX)}-{digits(rng, 11)}{rng.choice('abcdef')}"


def trace(rng, lang, _=None):
    return "TRACE", rng.choice([f"00-{word(rng, 32, HEX)}-{word(rng, 16, HEX)}-01", word(rng, 16, HEX), f"req-{word(rng, 12, HEX)}", word(rng, 40, HEX)])


def version(rng, lang, sub=None):
    n = lambda top: rng.randint(0, top)
    ways = [f"v{n(9)}.{n(20)}.{n(99)}", f"{n(20)}.{n(9)}.{n(9)}", f"V{n(9)}.{n(9)}.{n(9)}.{n(999)}", f"{n(9)}.{n(9)}.{n(9)}-rc{n(9)}"]
    return "VER", f"{rng.randint(1, 12)}.{n(9)}.{n(250)}.{n(250)}" if sub == "four" else rng.choice(ways)


def epoch(rng, lang, sub=None):
    return ("EPOCH", "17" + digits(rng, 8, "789")) if sub == "s" else ("EPOCHMS", unvalidated(lambda: "17" + digits(rng, 11, "789")))


def tail(rng, lang, _=None):
    return "TAIL", digits(rng, 4)


def masked(rng, lang, sub=None):
    ways = {
        "card": [f"6222{'*' * 12}{digits(rng, 4)}", f"6217 **** **** {digits(rng, 4)}", f"**** **** **** {digits(rng, 4)}", f"XXXX-XXXX-XXXX-{digits(rng, 4)}", f"622848******{digits(rng, 4)}"],
        "phone": [f"13{digits(rng, 1)}****{digits(rng, 4)}", f"186****{digits(rng, 4)}", f"***-***-{digits(rng, 4)}"],
        "id": [f"110***********{digits(rng, 4)}", f"3****************{digits(rng, 1)}", f"***-**-{digits(rng, 4)}", f"4401**********{digits(rng, 2)}**"],
        "mail": [f"{rng.choice('abcdlmz')}***@{rng.choice(['qq.com', 'gmail.com', '163.com'])}"],
    }
    return "MASKED", rng.choice(ways[sub or rng.choice(["card", "phone", "id"])])


def agent(rng, lang, _=None):
    return "AGENT", digits(rng, rng.randint(4, 6), "123456789")


def port(rng, lang, _=None):
    return "PORT", rng.choice(["1069", "1065", "1068"]) + digits(rng, rng.randint(6, 12))


def days(rng, lang, _=None):
    return "DAYS", str(rng.randint(3, 190))


def percentage(rng, lang, _=None):
    comma = lang in ("pt", "fr", "es", "de")
    text = rng.choice([f"{rng.randint(1, 36)}.{digits(rng, 2)}%", f"0.0{digits(rng, 2)}%", f"{rng.randint(1, 99)}%"])
    return "PCT", text.replace(".", ",") if comma else text


def rate(rng, lang, _=None):
    return "RATE", f"{rng.randint(0, 8)}." + digits(rng, rng.randint(12, 15), "123456789")


def position(rng, lang, _=None):
    return "GPS", f"{rng.randint(20, 45)}.{digits(rng, 6)},{rng.randint(100, 121)}.{digits(rng, 6)}"


def voucher(rng, lang, _=None):
    return "VOUCHER", unvalidated(lambda: digits(rng, rng.choice([8, 12, 14]), "123456789"))


def branch(rng, lang, _=None):
    return "BRANCH", rng.choice([digits(rng, 4, "123456789"), digits(rng, 9, "47")])


def error(rng, lang, _=None):
    return "CODE", rng.choice(["E", "ERR-", "0x", "PAY_"]) + digits(rng, 5)


MAKERS = {
    "amt": amount, "amtn": bare_amount, "amtbig": big_amount, "date": date, "dateiso": iso_date, "ts": timestamp, "hotline": hotline, "link": link, "order": order, "bill": bill,
    "contract": contract, "caseno": case_number, "batch": batch, "track": tracking, "ean": ean, "boleto": boleto, "uuid": uuid, "uuid_digits": digit_uuid, "trace": trace,
    "ver": version, "epoch": epoch, "tail": tail, "masked": masked, "agent": agent, "port": port, "days": days, "pct": percentage, "rate": rate, "gps": position,
    "voucher": voucher, "branch": branch, "code": error,
}
