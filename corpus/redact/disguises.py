"""How people hide an identifier, or a machine mangles it; each disguise by name, each undone again by `undo`.

A form's name says its tier: 1 as normally written, 2 odd separators, width, invisible characters, line breaks, Chinese
numerals and lower case, 3 encodings and look-alikes.
"""

import html
import re
import unicodedata
import urllib.parse

ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
BIDI = "\u200e\u200f\u202a\u202c\u2066\u2069"
OTHER_INVISIBLE = "\u034f\u180e\u2061\u2063\u2064\ufe00\u206a\u3164"
ODD = [" - ", "—", "\u3000", "–", " . ", "\u00a0", "--", "·", " _ ", "  ", "\u2009", "~", "‑", "－"]

CHINESE = dict(zip("0123456789", "零一二三四五六七八九"))
FINANCIAL = dict(zip("0123456789", "零壹贰叁肆伍陆柒捌玖"))
HOMOGLYPHS = dict(zip("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"))
LOOKALIKES = {"0": "Oo", "1": "lI", "5": "S", "8": "B"}


def run_of(first):
    return dict(zip("0123456789", (chr(first + n) for n in range(10))))


SCRIPTS = {
    "arabic": run_of(0x660), "extarabic": run_of(0x6F0), "devanagari": run_of(0x966), "bengali": run_of(0x9E6), "thai": run_of(0xE50), "mathbold": run_of(0x1D7CE),
    "mathdouble": run_of(0x1D7D8), "mathsans": run_of(0x1D7E2), "mathmono": run_of(0x1D7F6), "subscript": run_of(0x2080),
    "superscript": dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), "circled": {"0": "⓪", **{str(n): chr(0x245F + n) for n in range(1, 10)}},
    "negcircled": {"0": "⓿", **{str(n): chr(0x2775 + n) for n in range(1, 10)}}, "keycap": {d: d + "\ufe0f\u20e3" for d in "0123456789"},
}

TIER_1 = {"plain", "plain_sep", "lower_x"}
TIER_2 = {"space", "dash", "dot", "fullwidth", "mixsep", "newline", "crlf", "zw", "underscore", "slash", "middot", "paren", "lower", "cnnum", "cnyao", "cncap", "cnmix",
          "spaced_all", "fw_at", "sp_at", "pct_at"}
SEPARATORS = {"space": " ", "dash": "-", "dot": ".", "underscore": "_", "slash": "/", "middot": "·"}
BREAKS = {"newline": "\n", "crlf": "\r\n"}

NUMBERS = ["space", "dash", "dot", "slash", "middot", "underscore", "mixsep", "mixsep", "fullwidth", "fullwidth", "zw", "zw", "newline", "crlf", "spaced_all", "paren"]
HARD = ["percent", "html", "jsonesc", "bidi", "invisible", "arabic", "extarabic", "devanagari", "mathbold", "mathsans", "mathmono", "mathdouble", "circled", "negcircled",
        "keycap", "superscript", "mixscript", "lookalike"]
LETTERED = ["fullwidth", "zw", "lower", "mixsep", "newline", "space", "dash"]
HARD_LETTERED = ["percent", "html", "jsonesc", "bidi", "mathbold", "homoglyph", "invisible"]
SHORT = ["fullwidth", "zw", "spaced_all"]

# Kind: forms of tier 2, forms of tier 3.
FORMS = {
    "EMAIL": (["fullwidth", "zw", "fw_at", "sp_at", "pct_at", "fw_at", "zw"], ["at_dot", "at_dot", "html", "percent", "jsonesc", "bidi", "homoglyph"]),
    "IP": (["fullwidth", "zw"], ["arabic", "html", "percent", "bidi", "mathmono"]),
    "DATE_OF_BIRTH": (["fullwidth", "zw"], ["arabic", "mathsans", "html", "bidi"]),
    "OTP": ([*SHORT, "dash", "newline"], ["circled", "keycap", "arabic", "mathbold", "html"]),
    "CVV": (SHORT, ["circled", "keycap", "arabic", "mathbold"]),
    "QQ_ID": (["fullwidth", "zw", "spaced_all", "mixsep", "dash"], ["circled", "keycap", "mathsans", "mixscript", "negcircled"]),
    "WECHAT_ID": (["fullwidth", "zw"], ["html", "bidi", "mathbold"]),
    "PASSWORD": (["fullwidth", "zw"], ["bidi", "html"]),
    "URL_TOKEN": (["zw"], ["bidi"]),
    "CARD_EXPIRY": (["fullwidth"], ["arabic"]),
    "PLATE": (["fullwidth", "zw", "lower", "mixsep", "space", "dot"], ["html", "bidi", "mathbold", "homoglyph", "jsonesc"]),
    "CN_PASSPORT": (["fullwidth", "zw", "lower", "mixsep", "space"], ["html", "bidi", "mathbold", "jsonesc", "percent"]),
    "HK_ID": (["fullwidth", "zw", "lower", "dash", "space"], ["html", "bidi", "mathbold", "homoglyph", "jsonesc"]),
    **dict.fromkeys(["CN_USCC", "IN_PAN", "UK_NINO", "SG_NRIC", "IBAN"], (LETTERED, HARD_LETTERED)),
}
CHINESE_FORMS = ["cnnum", "cnyao", "cncap", "cnmix"]


def tier(form):
    return 1 if form in TIER_1 else 2 if form in TIER_2 else 3


def forms_of(kind, lang, canon):
    """The forms of tier 2 and of tier 3 that a value of a kind takes in a language."""
    low, high = FORMS.get(kind, (NUMBERS, HARD))
    if kind not in FORMS and not canon.isdigit():  # a resident id that ends in X
        low = [form for form in low if form != "spaced_all"] + ["lower"]
    if lang == "zh" and (kind not in FORMS or kind in ("OTP", "CVV", "QQ_ID")):
        low = low + CHINESE_FORMS * 2
    return low, high


def inserted(rng, text, marks):
    """The text with one to four marks inside it."""
    inner = range(1, len(text))
    for at in sorted(rng.sample(inner, min(len(inner), rng.randint(1, 4))), reverse=True):
        text = text[:at] + rng.choice(marks) * rng.choice([1, 1, 2]) + text[at:]
    return text


def mapped(text, table):
    return "".join(table.get(c, c) for c in text)


def some_mapped(rng, text, table, most):
    """The text with one to `most` of the characters that the table knows replaced."""
    known = [at for at, c in enumerate(text) if c in table]
    chosen = set(rng.sample(known, min(len(known), rng.randint(1, most))))
    return "".join(rng.choice(table[c]) if at in chosen else c for at, c in enumerate(text))


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def math_bold(text):
    return "".join(chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else SCRIPTS["mathbold"].get(c, c) for c in text)


def disguised(rng, value, form, text):
    """`text`, one of the usual ways of a value, in a disguise."""
    groups = value.groups if len(value.groups) > 1 else tuple(value.canon[at : at + 3] for at in range(0, len(value.canon), 3))
    bare = value.unparted()
    if form in SEPARATORS:
        return value.lead + SEPARATORS[form].join(groups) + value.tail
    if form in BREAKS:
        at = rng.randint(2, len(text) - 2)
        return text[:at] + BREAKS[form] + text[at:]
    if form == "mixsep":
        return value.lead + "".join(group + (rng.choice(ODD) if at + 1 < len(groups) else "") for at, group in enumerate(groups))
    if form == "paren":
        return value.lead + groups[0] + "".join(f"({group})" if at % 2 == 0 else group for at, group in enumerate(groups[1:]))
    if form == "spaced_all":
        return " ".join(bare) if bare.isdigit() else value.lead + " ".join("".join(groups))
    if form in ("zw", "bidi", "invisible"):
        return inserted(rng, text, {"zw": ZERO_WIDTH, "bidi": BIDI, "invisible": OTHER_INVISIBLE}[form])
    if form == "cnmix":
        cut = rng.randint(3, len(bare) - 2) if len(bare) > 6 else 1
        return bare[:cut] + mapped(bare[cut:], CHINESE) if rng.random() < 0.5 else mapped(bare[:cut], CHINESE) + bare[cut:]
    if form == "mixscript":
        tables = [SCRIPTS[name] for name in ("circled", "mathbold", "superscript", "negcircled", "mathsans")] + [CHINESE, FINANCIAL, {c: wide(c) for c in "0123456789"}, {}]
        return "".join(rng.choice(tables).get(c, c) for c in bare)
    if form == "homoglyph":
        return some_mapped(rng, text, {c: [g] for c, g in HOMOGLYPHS.items()}, 4 if value.kind == "EMAIL" else 2)
    if form == "lookalike":
        return some_mapped(rng, text, {c: list(g) for c, g in LOOKALIKES.items()}, 2)
    if form == "at_dot":
        local, host = bare.split("@")
        at, dot = rng.choice([(" [at] ", " [dot] "), (" at ", " dot "), ("(at)", "(dot)"), ("[at]", "."), (" AT ", " DOT "), (" (at) ", ".")])
        return local + at + host.replace(".", dot)
    return whole(rng, form, text, bare)


def whole(rng, form, text, bare):
    """Disguises that replace every character alike."""
    if form == "html":
        return "".join(f"&#x{ord(c):x};" if rng.random() < 0.5 else f"&#{ord(c)};" for c in text)
    simple = {
        "fullwidth": lambda: wide(text), "lower": lambda: bare.lower(), "cnnum": lambda: mapped(bare, CHINESE), "cnyao": lambda: mapped(bare, {**CHINESE, "1": "幺"}),
        "cncap": lambda: mapped(bare, FINANCIAL), "percent": lambda: "".join(f"%{byte:02X}" for byte in text.encode()),
        "jsonesc": lambda: "".join(f"\\u{ord(c):04x}" for c in text), "mathbold": lambda: math_bold(text), "fw_at": lambda: bare.replace("@", "＠"),
        "sp_at": lambda: bare.replace("@", " @ "), "pct_at": lambda: bare.replace("@", "%40"),
    }
    return simple[form]() if form in simple else mapped(text, SCRIPTS[form])


UNDO = {**{v: k for k, v in CHINESE.items()}, **{v: k for k, v in FINANCIAL.items()}, "幺": "1", "〇": "0", "拐": "7", "洞": "0", "两": "2",
        **{v: k for k, v in HOMOGLYPHS.items()}, **{v: k for k, v in SCRIPTS["circled"].items()}, **{v: k for k, v in SCRIPTS["negcircled"].items()},
        **{chr(0x2780 + n): str(n + 1) for n in range(9)}, **{chr(0x278A + n): str(n + 1) for n in range(9)}}


def undo(text):
    """What a disguised identifier says: its letters and digits, in lower case."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), html.unescape(urllib.parse.unquote(text)))
    text = mapped(unicodedata.normalize("NFKC", mapped(text, UNDO)), UNDO)
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    return "".join(c for c in text if c.isalnum() and c not in OTHER_INVISIBLE and c != "\u1160").lower()


def undone(value, form, text):
    """Whether the disguised text still says the value."""
    said, meant = undo(text), undo(value.unparted())
    if form == "at_dot":
        said = re.sub(r"[^a-z0-9]", "", re.sub(r"\W*\b(at|dot)\b\W*", "", re.sub(r"[\[\]()]", " ", text.lower())))
    if form == "lookalike":
        fold = str.maketrans("oils", "0115")
        return said.translate(fold).replace("b", "8") == meant.translate(fold).replace("b", "8")
    return said == meant
