"""How the texts of the unseen part are dressed: names, noise, wrappers, separators, which disguise a value takes."""

import collections

import disguises
from disguises import BIDI, OTHER_INVISIBLE, ZERO_WIDTH

NAMES = {
    "zh": ["蒋文博", "唐婉清", "司马云", "邓国梁", "沈佳宜", "古丽娜尔", "罗建军", "韩雪莹", "曾庆华", "白若溪"], "zh-hant": ["吳佩珊", "鄭凱文", "許雅婷", "謝志遠", "蘇慧敏", "馮國強"],
    "en": ["Denise Carver", "Ahmed Saleh", "Moira Quinn", "Travis Boone", "Lena Hartwell", "Kofi Mensah", "Siobhan Daly"], "pt": ["Thiago Nunes", "Beatriz Faria", "Rui Cardoso"],
    "ja": ["田辺香織", "森本大輔", "小林優奈"], "ko": ["윤서연", "강도현", "임수빈"], "fr": ["Élodie Garnier", "Bastien Leroux"], "es": ["Pilar Ibáñez", "Ramiro Funes"], "de": ["Sabine Kranz", "Uwe Thielemann"],
    "hi-en": ["Manoj Tiwari", "Kavita Sharma"],
}
ADDRESSES = ["江苏省苏州市姑苏区平江路77弄5号", "湖北省武汉市洪山区珞喻路1037号韵苑12栋408", "福建省厦门市思明区湖滨南路334号之二"]

NOISE = {
    "zh": (["", "", "", "", "hi，", "再问一遍：", "（截图文字）", "哎，", "[语音转文字] ", "致贵司："], ["", "", "", "", "，多谢。", "~~", "（勿回）", " [抱拳][抱拳]", "\n—— 发自手机", "，在线等回复"]),
    "": (["", "", "", "", "Fwd: ", "[EXT] ", "// ", "· "], ["", "", "", "", " 👍", " —", "\n\nSent from Yahoo Mail", " [end]"]),
}
WRAPPERS = [("⟦", "⟧"), ("＜", "＞"), ("［", "］"), ("｛", "｝"), ("//", "//"), ("::", "::"), (" => ", ""), ('\\"', '\\"'), ("&quot;", "&quot;"), ("<td>", "</td>"), ("\n", "\n"), ("„", "“"), ("‹", "›"), ("〖", "〗"),
            ("﹝", "﹞"), ("@@", "@@"), ("==", "=="), ("；", "；"), ("!", "!"), ("•", "•"), ("👉", "👈"), ("/*", "*/"), ("\r\n", "\r\n"), ("(((", ")))"), ("[[", "]]"), ("《《", "》》"), ("｜", "｜"), ("<!-- ", " -->"), ("❤", "❤"), ("\ufeff", "\ufeff")]
AFTER = {"zh": ["", "麻烦录入", "是这个没错", "，请查收"], "": ["", " (confirmed)", " thx", " - pls check"]}
JOINS = ["\n", "\n\n", "\n=====\n", "\n\n――――\n\n", "\r\n"]

ODD = ["—", "–", " – ", "/", " / ", "\u00a0", "\u2009", "\u202f", "\u3000", "•", "・", "･", "_", " _ ", "·", "|", " | ", "~", "−", "‧", "..", "　-　", "\t", "--", "、", "*", "‐", "﹣"]
CHINESE_FORMS = [*disguises.CHINESE_FORMS]
NUMBERS = ["space", "dash", "dot", "slash", "middot", "underscore", "mixsep", "mixsep", "fullwidth", "zw", "newline", "crlf", "spaced_all", "paren"]
HARD = [*disguises.HARD]
LETTERED = ["fullwidth", "zw", "lower", "mixsep", "newline", "crlf", "space", "dash", "dot", "slash", "underscore", "middot", "spaced_all"]
HARD_LETTERED = ["percent", "html", "jsonesc", "bidi", "mathbold", "homoglyph", "invisible", "arabic", "circled", "keycap", "mathmono"]
SCRIPTED = ["circled", "keycap", "arabic", "mathbold", "negcircled", "mathsans", "mathdouble", "html", "bidi", "jsonesc", "percent"]

# Kind: forms of tier 2, forms of tier 3; any other kind is a number or, where it has letters, lettered.
FORMS = {
    "EMAIL": (["fullwidth", "zw", "fw_at", "sp_at", "pct_at"], ["at_dot", "at_dot", "html", "percent", "jsonesc", "bidi", "homoglyph", "mathbold", "invisible"]),
    "IP": (["fullwidth", "zw"], ["arabic", "html", "percent", "bidi", "mathmono", "jsonesc", "invisible", "mathbold", "extarabic"]),
    "DATE_OF_BIRTH": (["fullwidth", "zw"], ["arabic", "mathsans", "html", "bidi", "jsonesc", "percent", "invisible", "mathbold", "circled", "keycap"]),
    "OTP": (["fullwidth", "zw", "spaced_all", "dash", "newline", "dot", "space", "slash"], SCRIPTED),
    "CVV": (["fullwidth", "zw", "spaced_all"], ["circled", "keycap", "arabic", "mathbold", "negcircled", "mathmono", "html", "bidi"]),
    "QQ_ID": (["fullwidth", "zw", "spaced_all", "mixsep", "dash", "dot", "space"], [*SCRIPTED, "mixscript"]),
    "WECHAT_ID": (["fullwidth", "zw"], ["html", "bidi", "mathbold", "jsonesc", "invisible"]), "PASSWORD": (["fullwidth", "zw"], ["bidi", "html", "jsonesc", "invisible"]), "URL_TOKEN": (["zw"], ["bidi", "invisible"]),
    "PLATE": (["fullwidth", "zw", "lower", "mixsep", "space", "dot", "dash", "slash", "spaced_all", "underscore"], ["html", "bidi", "mathbold", "homoglyph", "jsonesc", "percent", "arabic", "circled", "keycap", "invisible"]),
    "CN_PASSPORT": (["fullwidth", "zw", "lower", "mixsep", "space", "dash", "dot", "spaced_all", "newline"], ["html", "bidi", "mathbold", "jsonesc", "percent", "arabic", "circled", "mathsans", "homoglyph"]),
    "HK_ID": (["fullwidth", "zw", "lower", "dash", "space", "mixsep", "spaced_all", "newline"], ["html", "bidi", "mathbold", "homoglyph", "jsonesc", "percent", "arabic", "circled", "invisible"]),
    **dict.fromkeys(["CN_USCC", "IN_PAN", "UK_NINO", "SG_NRIC", "IBAN"], (LETTERED, HARD_LETTERED)),
}


def forms_of(kind, lang, canon):
    low, high = FORMS.get(kind, (NUMBERS, HARD))
    if kind not in FORMS and not canon.isdigit():  # a resident id that ends in X
        low = [form for form in low if form != "spaced_all"] + ["lower"]
    if lang == "zh" and (kind not in FORMS or kind in ("OTP", "CVV", "QQ_ID")) and canon.isdigit():
        low = low + CHINESE_FORMS
    return low, high


class Balance:
    """Deals the forms out so that each meets as many kinds as it can, and each kind as many forms."""

    def __init__(self):
        self.pairs, self.forms = collections.Counter(), collections.Counter()

    def choose(self, rng, kind, forms, machine):
        usable = [form for form in forms if not (machine and form in disguises.BREAKS)]
        order = {form: (self.pairs[kind, form], self.forms[form], rng.random()) for form in sorted(set(usable))}
        return min(order, key=order.get)

    def dealt(self, kind, form):
        self.pairs[kind, form] += 1
        self.forms[form] += 1


def disguised(rng, value, form, text):
    """As `disguises.disguised`, with other separators and other ways to escape."""
    groups = value.groups if len(value.groups) > 1 else tuple(value.canon[at : at + 4] for at in range(0, len(value.canon), 4))
    if form == "mixsep":
        one = rng.choice(ODD)
        return value.lead + "".join(group + ((one if rng.random() < 0.6 else rng.choice(ODD)) if at + 1 < len(groups) else "") for at, group in enumerate(groups))
    if form == "spaced_all" and len(text) > 4 and rng.random() < 0.3:
        return value.lead + rng.choice(["-", ".", "\u3000"]).join("".join(groups))
    if form in ("zw", "bidi", "invisible"):
        marks = {"zw": ZERO_WIDTH, "bidi": BIDI, "invisible": OTHER_INVISIBLE}[form]
        if rng.random() < 0.3:
            return rng.choice(marks).join(text)
        inner = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.randint(1, 6))), reverse=True)
        for at in inner:
            text = text[:at] + rng.choice(marks) * rng.choice([1, 1, 1, 3]) + text[at:]
        return text
    if form == "html":
        way = rng.choice([lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):X};", lambda c: f"&#{ord(c):04};", lambda c: f"&#X{ord(c):x};"])
        return "".join(map(way, text))
    if form == "percent":
        lower = rng.random() < 0.5
        return "".join(f"%{byte:02x}" if lower else f"%{byte:02X}" for byte in text.encode())
    if form == "jsonesc" and rng.random() < 0.5:
        return "".join(f"\\u{ord(c):04X}" for c in text)
    return disguises.disguised(rng, value, form, text)


MASK = {
    "零": lambda c: disguises.CHINESE[c], "幺": lambda c: {**disguises.CHINESE, "1": "幺"}[c], "壹": lambda c: disguises.FINANCIAL[c], "１": disguises.wide,
    "①": lambda c: disguises.SCRIPTS["circled"][c], "❶": lambda c: disguises.SCRIPTS["negcircled"][c], "𝟏": disguises.math_bold, "𝟣": lambda c: disguises.SCRIPTS["mathsans"][c], "𝟙": lambda c: disguises.SCRIPTS["mathdouble"][c],
    "𝟷": lambda c: disguises.SCRIPTS["mathmono"][c], "١": lambda c: disguises.SCRIPTS["arabic"][c], "۱": lambda c: disguises.SCRIPTS["extarabic"][c], "१": lambda c: disguises.SCRIPTS["devanagari"][c], "১": lambda c: disguises.SCRIPTS["bengali"][c],
    "๑": lambda c: disguises.SCRIPTS["thai"][c], "¹": lambda c: disguises.SCRIPTS["superscript"][c], "₁": lambda c: disguises.SCRIPTS["subscript"][c], "⌨": lambda c: disguises.SCRIPTS["keycap"][c],
    "％": lambda c: f"%{ord(c):02X}", "＆": lambda c: f"&#{ord(c)};", "＼": lambda c: f"\\u{ord(c):04x}", "ａ": str.lower, "？": lambda c: {"0": "O", "1": "l", "5": "S", "8": "B"}.get(c, c), "Я": lambda c: disguises.HOMOGLYPHS.get(c, c), "#": str,
}


def as_masked(value, mask):
    """A value written by hand: each symbol of the mask that MASK knows says how the next symbol of the value is written."""
    symbols = "".join(value.groups) if value.kind == "PHONE" else value.canon
    assert len(symbols) == sum(c in MASK for c in mask), (value, mask)
    rest = iter(symbols)
    return "".join(MASK[c](next(rest)) if c in MASK else c for c in mask)
