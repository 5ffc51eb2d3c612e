#!/usr/bin/env python3
"""Writes the labelled texts: generate.py [--check] [--tables]. Needs python-stdnum 2.2 and phonenumbers 9.0.43, nothing of
the product.

--check writes nothing and fails when a file is not what the templates and the seed give. --tables counts what each part
holds by category, language, kind, tier and form.
"""

import argparse
import collections
import html
import json
import pathlib
import random
import re
import sys
from dataclasses import dataclass, field

import disguises
import identifiers
import keeps
from unseen import dress, stays, values

HERE = pathlib.Path(__file__).resolve().parent

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z0-9_]+))?(?:\|([a-z_]+))?(?:\|([^}]+))?\}")
HAND = re.compile(r"\[\[([A-Z_]+) ([a-z_]+)\|(.*?)\]\]|\{\{([A-Z]+)\|(.*?)\}\}", re.S)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "z": "\u200b", "f": "\ufeff", "j": "\u200d", "w": "\u2060", "s": "\u00ad", "l": "\u200e"}

NAMES = {
    "zh": ["王雨桐", "李建国", "欧阳静", "陈思远", "周晓岚", "马志强", "阿依古丽", "徐若冰", "梁家豪", "何美玲"],
    "zh-hant": ["林怡君", "張家豪", "陳淑芬", "黃志明", "李嘉欣", "何詠琪"],
    "en": ["Marlon Ortiz", "Priya Raman", "Sean O'Neill", "Dana Whitlock", "Ellie Brandt", "Tomasz Kowal", "Grace Obi"],
    "pt": ["Renata Moura", "Caio Prates", "Inês Valente"], "ja": ["佐々木健", "高橋美咲", "渡辺翔太"], "ko": ["박지훈", "최유진", "정하늘"],
    "fr": ["Camille Roussel", "Hugo Marchand"], "es": ["Lucía Ferrer", "Mateo Quiroga"], "de": ["Katrin Vogel", "Jonas Reuter"], "hi-en": ["Rakesh Yadav", "Sunita Devi"],
}
ADDRESSES = ["浙江省杭州市西湖区文三路18号2幢301室", "四川省成都市锦江区春熙路北段7号附2号", "广东省东莞市南城区鸿福路106号"]

NOISE = {
    "seen": {
        "zh": (["", "", "", "您好，", "在吗？", "（转发）"], ["", "", "", "，谢谢", "！", "\n来自iPhone", "🙏"]),
        "": (["", "", "", "Re: ", "👋 "], ["", "", "", " 🙂", "\n--\nSent from my tablet"]),
    },
    "seen_2": {
        "zh": (["", "", "", "麻烦您，", "请问一下 ", "【补充】", "😤", "@客服 "], ["", "", "", "，尽快", "。。。", " [苦涩]", "\n（已读）", "，急急急"]),
        "": (["", "", "", "RE: FW: ", "> ", "ok so ", "⚠️ "], ["", "", "", " ✌️", " …", "\n\nGet Outlook for Android", " (2/2)"]),
    },
}
NOISE_LATIN_ONLY = {"ok so "}
WRAPPERS = {
    "seen": [("(", ")"), ("（", "）"), ("[", "]"), ("【", "】"), ("「", "」"), ("“", "”"), ("'", "'"), ("*", "*"), ("<", ">"), ("：", "；"), ("=", "&"), ("—", "—"), ("#", "#"), ("《", "》"), ("`", "`")],
    "seen_2": [("{", "}"), ("『", "』"), ("‘", "’"), ("\"", "\""), ("«", "»"), ("**", "**"), ("__", "__"), ("~~", "~~"), ("|", "|"), ("...", "..."), ("→", "←"), ("<b>", "</b>"), ("\t", "\t"),
               ("〔", "〕"), ("✅", "✅"), ("、", "、"), ("”", "“"), ("📱", "📱"), ("^", "^"), ("〈", "〉"), ("\u3000", "\u3000"), ("- ", " -")],
}
AFTER = {"seen": {"zh": ["", "请核对", "已录入"], "": ["", " noted", " ok"]}, "seen_2": {"zh": ["", "待复核", "是否有误", "，改好了"], "": ["", " as discussed", " / pending", " - see file"]}}
JOINS = {"seen": ["\n", "\n\n", "\n---\n", " / "], "seen_2": ["\n", "\n\n", "\n***\n", "；另：", "\n> "]}


@dataclass
class Part:
    """A part of the corpus: what its texts are made of and how often each template is drawn."""

    name: str
    mark: str  # how its ids begin
    seed: int
    files: tuple[str, ...]
    draws: tuple[int, int, int, int]  # of a template as written, disguised, without identifiers, glued
    noise: dict
    wrappers: list
    after: dict
    joins: list
    size: int = 0  # filled up with long texts to this, within bounds
    names: dict = field(default_factory=lambda: NAMES)
    addresses: list = field(default_factory=lambda: ADDRESSES)
    makers: dict = field(default_factory=lambda: identifiers.MAKERS)
    stays: dict = field(default_factory=lambda: keeps.MAKERS)
    forms_of: object = disguises.forms_of
    disguised: object = disguises.disguised
    balance: object = None  # deals out the forms; without it they are drawn
    taken: set = field(default_factory=set)  # values that are another part's


def parts():
    for name, mark, seed, files, draws, size in (("seen", "s", 20261124, ("seen",), (1, 2, 3, 2), 600), ("seen_2", "t", 77003811, ("seen_2",), (1, 2, 2, 2), 900)):
        yield Part(name, mark, seed, tuple(f"templates/{file}.txt" for file in files), draws, NOISE[name], WRAPPERS[name], AFTER[name], JOINS[name], size)
    files = tuple(f"unseen/{file}.txt" for file in ("chinese", "english", "others", "structured", "letters", "by_hand"))
    yield Part("unseen", "u", 40961733, files, (1, 1, 2, 2), dress.NOISE, dress.WRAPPERS, dress.AFTER, dress.JOINS, 0, dress.NAMES, dress.ADDRESSES, values.IDENTIFIERS, stays.STAYS, dress.forms_of, dress.disguised, dress.Balance())


class Text:
    """A text under construction with its labels, in characters."""

    def __init__(self):
        self.text, self.entities, self.keep = "", [], []

    def plain(self, text):
        self.text += text

    def entity(self, kind, text, canon, form, sub="", optional=False):
        row = {"start": len(self.text), "end": len(self.text) + len(text), "type": kind, "text": text, "canon": canon, "form": form}
        self.entities.append(row | ({"sub": sub} if sub else {}) | ({"optional": True} if optional else {}))
        self.text += text

    def stays(self, kind, text):
        self.keep.append({"start": len(self.text), "end": len(self.text) + len(text), "kind": kind, "text": text})
        self.text += text

    def append(self, other):
        at = len(self.text)
        for mine, theirs in ((self.entities, other.entities), (self.keep, other.keep)):
            mine.extend(row | {"start": row["start"] + at, "end": row["end"] + at} for row in theirs)
        self.text += other.text

    def required(self):
        return [row for row in self.entities if not row.get("optional")]


def unescaped(line):
    return re.sub(r"\\([nrtzfjwsl])", lambda found: ESCAPES[found[1]], line)


def templates(*files):
    """Lines of some files by language and sort."""
    for file in files:
        head = None
        for line in (HERE / file).read_text(encoding="utf-8").split("\n"):
            if found := re.fullmatch(r"\[([a-z-]+)(?: ([pngwsla]))?\]", line):
                head = found.groups()
            elif line and not line.startswith("# "):
                yield *head, line


def written(rng, value, separated=False):
    """One of the usual ways, with its form's name."""
    if value.written and (separated or rng.random() < 0.45):
        text = rng.choice(value.written)
        return text, "lower_x" if text.endswith("x") else "plain_sep"
    text = value.unparted()
    return text, "plain" if text.isalnum() or value.kind != "PHONE" else "plain_sep"


def hidden(rng, part, value, lang, hard, separated, machine):
    """The value in a disguise of tier 2 or, where hard, tier 3."""
    low, high = part.forms_of(value.kind, lang, value.canon)
    for _ in range(200):
        forms = high if hard else low
        form = part.balance.choose(rng, value.kind, forms, machine) if part.balance and rng.random() < 0.9 else rng.choice(forms)
        base, _ = written(rng, value, separated)
        if form in (*disguises.CHINESE_FORMS, "mixscript") and value.lead or form in disguises.BREAKS and (len(base) < 5 or part.balance and machine):
            continue
        text = part.disguised(rng, value, form, base)
        if part.balance and machine and re.search(r"[\t|]", text):  # it would read as two cells
            continue
        if text not in (*value.written, value.unparted()) and disguises.undone(value, form, text):
            if part.balance:
                part.balance.dealt(value.kind, form)
            return text, form
    raise ValueError(f"no disguise for {value.kind}")


def rendered(rng, part, lang, template, hide, hard=None, machine=False):
    """A template with values in its slots. `hide`: how many of its values are disguised, as a share of one; `hard`: whether
    in forms of tier 3, drawn for each where not said.
    """
    text, at = Text(), 0
    slots = list(SLOT.finditer(template))
    sensitive = [n for n, found in enumerate(slots) if found[1] in part.makers and found[1] != "expiry"]
    chosen = set(rng.sample(sensitive, max(1, round(len(sensitive) * hide)))) if hide and sensitive else set()
    tongue = "zh" if lang == "zh-hant" else lang
    for n, found in enumerate(slots):
        text.append(by_hand(template[at : found.start()]))
        at = found.end()
        name, sub, form, mask = found.groups()
        if name in ("name", "address"):
            person = rng.choice(part.names[lang] if name == "name" else part.addresses)
            text.entity("PERSON_NAME" if name == "name" else "ADDRESS", person, person, "plain", optional=True)
        elif name in part.makers:
            value = identifiers.until(lambda: part.makers[name](rng, sub), lambda value: value.canon not in part.taken)
            separated = form == "sep"
            if mask:
                shown = dress.as_masked(value, unescaped(mask))
            elif form and not separated:
                shown = part.disguised(rng, value, form, value.unparted())
            elif n in chosen and not value.optional:
                shown, form = hidden(rng, part, value, tongue, rng.random() < 0.4 if hard is None else hard, separated, machine or structured(template))
            else:
                shown, form = written(rng, value, separated)
            text.entity(value.kind, shown, value.canon, form, value.sub, value.optional)
        else:
            kind, shown = part.stays[name](rng, lang, sub)
            text.stays(kind, disguises.wide(shown) if form == "fullwidth" else shown)
    text.append(by_hand(template[at:]))
    assert not SLOT.search(text.text), template
    return text


def by_hand(line):
    """A text written by hand, its labels in its markup."""
    text, at = Text(), 0
    for found in HAND.finditer(line):
        text.plain(unescaped(line[at : found.start()]))
        at = found.end()
        if found[1]:
            shown = unescaped(found[3])
            text.entity(found[1], shown, said_by_hand(found[1], found[2], shown), found[2])
        else:
            text.stays(found[4], unescaped(found[5]))
    text.plain(unescaped(line[at:]))
    return text


def said_by_hand(kind, form, shown):
    if kind == "EMAIL":
        folded = disguises.unicodedata.normalize("NFKC", "".join(c for c in shown if c not in disguises.ZERO_WIDTH)).replace("%40", "@")
        folded = html.unescape(folded)
        folded = re.sub(r"\s*[\[(<]?\b(?:arroba|ät|at)\b[\])>]?\s*", "@", folded, flags=re.I) if form == "at_dot" else folded.replace(" ", "")
        return re.sub(r"\s*[\[(<]?\b(?:dot|punto|punkt|point)\b[\])>]?\s*", ".", folded, flags=re.I)
    if kind in ("PASSWORD", "WECHAT_ID", "URL_TOKEN", "IP"):
        folded = "".join(c for c in shown if c not in disguises.ZERO_WIDTH + disguises.BIDI)
        folded = folded.replace(" ", "") if kind == "IP" else folded
        return disguises.mapped(disguises.unicodedata.normalize("NFKC", folded), {v: k for k, v in disguises.SCRIPTS["arabic"].items()})
    if kind == "DATE_OF_BIRTH":
        return {"一九八七年三月二十一日": "19870321"}.get(shown, disguises.undo(shown))
    said = disguises.undo(shown).upper()
    return said.translate(str.maketrans("OLI", "011")) if form == "lookalike" else said


ORACLES = {
    "BANK_CARD": identifiers.luhn.is_valid, "CN_RESIDENT_ID": identifiers.ric.is_valid, "CN_USCC": identifiers.uscc.is_valid, "US_SSN": identifiers.ssn.is_valid,
    "US_ITIN": identifiers.itin.is_valid, "US_ROUTING": identifiers.rtn.is_valid, "IN_AADHAAR": identifiers.aadhaar.is_valid, "IN_PAN": identifiers.pan.is_valid,
    "AU_TFN": identifiers.tfn.is_valid, "JP_MYNUMBER": identifiers.mynumber.is_valid, "KR_RRN": identifiers.rrn.is_valid, "BR_CPF": identifiers.cpf.is_valid,
    "BR_CNPJ": identifiers.cnpj.is_valid, "CA_SIN": identifiers.sin.is_valid, "IBAN": identifiers.iban.is_valid,
}


def row(part, lang, category, text, note):
    return {"fold": part.name, "lang": "zh" if lang == "zh-hant" else lang, "cat": category, "text": text.text, "entities": text.entities, "keep": text.keep, "note": note}


def noisy(rng, part, lang, text):
    before, after = part.noise["zh" if lang.startswith("zh") else ""]
    starts = [start for start in before if lang == "en" or start not in NOISE_LATIN_ONLY]
    noise = Text()
    noise.plain(rng.choice(starts))
    noise.append(text)
    noise.plain(rng.choice(after))
    return noise


def structured(template):
    """Whether a line is of a machine, which writes no greeting and whose fields hold what they say."""
    return bool(re.match(r"[{<|]|SELECT|UPDATE|INSERT|POST|GET|BEGIN|\{ts|curl|level=|msg=|姓名,|caller_id|order_id|user=|pwd=", template)) or template.startswith("{agent},")


CLEAN = "nothing here may be redacted"


def note_of(text):
    odd = sorted({entity["form"] for entity in text.required() if disguises.tier(entity["form"]) > 1})
    return ("disguised: " + ", ".join(odd)) if odd else "as written"


def judged(part, lang, text, usual, odd):
    """A row in the category `usual`, in `odd` where something is disguised, negative where nothing must go."""
    note = note_of(text) if text.entities else CLEAN
    return row(part, lang, "negative" if not text.required() else usual if note == "as written" else odd, text, note)


def drawn(rng, part, lines):
    """Rows of every sort but the long ones."""
    usual, odd, negative, glued = part.draws
    for at, (lang, sort, template) in enumerate(lines):
        dress = (lambda text: text) if structured(template) else (lambda text, lang=lang: noisy(rng, part, lang, text))
        if sort == "p":
            hard = None if part.balance is None else at % 2 == 1
            for hide in [0] * usual + [0.5 if part.balance is None else 0.7] * odd:
                text = dress(rendered(rng, part, lang, template, hide, hard))
                yield row(part, lang, "plain" if note_of(text) == "as written" else "adversarial", text, note_of(text))
        elif sort == "n":
            for _ in range(negative if part.balance is None or SLOT.search(template) else 1):
                text = dress(rendered(rng, part, lang, template, 0))
                yield row(part, lang, "negative", text, CLEAN)
        elif sort == "g":
            for hide in ([0, 0.6] * glued)[:glued]:
                text = rendered(rng, part, lang, template, hide)
                yield row(part, lang, "glued", text, note_of(text))
        elif sort == "w":
            yield from wrapped(rng, part, lang, template)
        elif sort == "s":
            hidden = part.makers.keys() & {found[1] for found in SLOT.finditer(template)}
            for hide, hard in ((0, None), (0.4, at % 2 == 1))[: 2 if hidden else 1]:
                yield judged(part, lang, rendered(rng, part, lang, template, hide, hard, True), "wrapped", "wrapped")
        elif sort == "l":
            for hide, hard in ((0, None), (0.35, at % 2 == 1)):
                yield judged(part, lang, rendered(rng, part, lang, template, hide, hard), "long", "long")
        else:
            yield judged(part, lang, rendered(rng, part, lang, template, 0), "plain", "adversarial")


def wrapped(rng, part, lang, line):
    label, template = line.split(" => ")
    for (left, right), hide in zip(rng.sample(part.wrappers, 3), (0, 0, 1)):
        text = Text()
        text.plain(label + ("" if lang == "zh" or rng.random() < 0.5 else " ") + left)
        text.append(rendered(rng, part, lang, template, hide))
        text.plain(right + rng.choice(part.after["zh" if lang == "zh" else ""]))
        yield row(part, lang, "wrapped", text, note_of(text))


def long_rows(rng, part, lines, count):
    """Texts of several others, those without identifiers among them."""
    for _ in range(count):
        lang = rng.choice(["zh", "zh", "zh", "en", "en", "de", "pt", "ko"] if part.balance is None else ["zh", "zh", "zh", "en", "en", "de", "pt", "ko", "ja", "fr", "es", "hi-en", "zh-hant"])
        pool = [line for line in lines if line[0] == lang and line[1] in "pn"]
        text = Text()
        for at in range(rng.randint(3, 6)):
            if at:
                text.plain(rng.choice(part.joins) if lang == "zh" else rng.choice([join for join in part.joins if "\n" in join]))
            _, sort, template = rng.choice(pool)
            text.append(rendered(rng, part, lang, template, rng.choice([0, 0, 0.5]) if sort == "p" else 0))
        yield row(part, lang, "long" if text.required() else "negative", text, note_of(text) if text.required() else CLEAN)


def hand_rows(part, file):
    for lang, _, line in templates(file):
        text = by_hand(line)
        for span in text.keep:
            if span["kind"] in ("ORDER", "BILLNO", "CONTRACT", "TRACK", "EPOCHMS"):
                assert not identifiers.looks_validated("".join(c for c in disguises.undo(span["text"]) if c.isdigit())), line
        yield row(part, lang, "adversarial" if text.entities else "negative", text, "by hand, " + (note_of(text) if text.entities else CLEAN))


def checked(record):
    """Byte offsets beside those in characters; every label is compared with the text both ways, every value with its oracle."""
    text, raw = record["text"], record["text"].encode()
    spans = sorted([*record["entities"], *record["keep"]], key=lambda span: span["start"])
    end = 0
    for span in spans:
        assert end <= span["start"] < span["end"] and text[span["start"] : span["end"]] == span["text"], record
        end = span["end"]
        span["bstart"], span["bend"] = len(text[: span["start"]].encode()), len(text[: span["end"]].encode())
        assert raw[span["bstart"] : span["bend"]].decode() == span["text"], record
    for entity in record["entities"]:
        right = ORACLES.get(entity["type"], lambda _: True)
        if entity["type"] == "CN_RESIDENT_ID" and len(entity["canon"]) == 15 or entity.get("sub") == "bad_checksum":
            continue
        assert right(entity["canon"]), (text, entity)
    return record


def rows_of(part):
    rng = random.Random(part.seed)
    lines = list(templates(*part.files))
    hand = list(hand_rows(part, "templates/seen_2_by_hand.txt")) if part.name == "seen_2" else []
    rows = list(drawn(rng, part, lines))
    missing = part.size - len(rows) - len(hand)
    rows += long_rows(rng, part, lines, min(max(missing, 40), 60))
    rows += hand
    if part.balance:
        rows = list({record["text"]: record for record in rows}.values())
    rng.shuffle(rows)
    return [{"id": f"{part.mark}{n:05}"} | checked(record) for n, record in enumerate(rows, 1)]


def values_of(records):
    return {entity["canon"] for record in records for entity in record["entities"] if not entity.get("optional") and len(entity["canon"]) > 6}


def apart(rows):
    """No two parts share a value, a template, a wrapper or a noise."""
    said = {part.name: values_of(records) for part, records in rows}
    lines = {part.name: {line for _, _, line in templates(*part.files)} for part, _ in rows}
    dressed = {part.name: {noise for of_lang in part.noise.values() for side in of_lang for noise in side if noise} | {wrapper for wrapper in part.wrappers} for part, _ in rows}
    for one, other in ((a, b) for a in said for b in said if a < b):
        for kept in (said, lines, dressed):
            assert not kept[one] & kept[other], (one, other, kept[one] & kept[other])


def tables(rows):
    for part, records in rows:
        required = [entity for record in records for entity in record["entities"] if not entity.get("optional")]
        print(f"== {part.name}")
        for title, counted in (
            ("category", collections.Counter(record["cat"] for record in records)), ("language", collections.Counter(record["lang"] for record in records)),
            ("form", collections.Counter(f"{disguises.tier(entity['form'])} {entity['form']}" for entity in required)), ("must stay", collections.Counter(span["kind"] for record in records for span in record["keep"])),
        ):
            print(f"{title}: " + ", ".join(f"{name} {count}" for name, count in sorted(counted.items())))
        for kind in sorted({entity["type"] for entity in required}):
            forms = [entity["form"] for entity in required if entity["type"] == kind]
            print(f"  {kind:16} {len(forms):5} by tier {[sum(disguises.tier(form) == tier for form in forms) for tier in (1, 2, 3)]}, {len(set(forms))} forms")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--tables", action="store_true")
    chosen = arguments.parse_args()
    rows = []
    for part in parts():
        if part.balance:
            part.taken = set().union(*(values_of(records) for _, records in rows))
        rows.append((part, rows_of(part)))
    apart(rows)
    stale = []
    for part, records in rows:
        content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        path = HERE / f"{part.name}.jsonl"
        if chosen.check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            stale.append(path.name)
        elif not chosen.check:
            path.write_text(content, encoding="utf-8")
        counts = [sum(1 for record in records for entity in record["entities"] if not entity.get("optional") and disguises.tier(entity["form"]) == tier) for tier in (1, 2, 3)]
        print(f"{part.name}: {len(records)} texts, {sum(record['cat'] == 'negative' for record in records)} without identifiers, identifiers by tier {counts}, must-stay spans {sum(len(record['keep']) for record in records)}")
    if chosen.tables:
        tables(rows)
    sys.exit(f"not what the templates give: {', '.join(stale)}" if stale else 0)


if __name__ == "__main__":
    main()
