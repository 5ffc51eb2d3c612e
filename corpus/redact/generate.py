#!/usr/bin/env python3
"""Writes the labelled texts: generate.py [--check]. Needs python-stdnum 2.2 and phonenumbers 9.0.43, nothing of the product.

--check writes nothing and fails when a file is not what the templates and the seed give.
"""

import argparse
import json
import pathlib
import random
import re
import sys

import disguises
import identifiers
import keeps

HERE = pathlib.Path(__file__).resolve().parent
SEEDS = {"seen": 20261124, "unseen": 77003811}
SIZES = {"seen": 600, "unseen": 900}
# Times a template is drawn: as normally written and disguised; without identifiers; glued, each way.
DRAWS = {"seen": (1, 2, 3, 2), "unseen": (1, 2, 2, 2)}

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z0-9_]+))?(?:\|([a-z_]+))?\}")
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
    "unseen": {
        "zh": (["", "", "", "麻烦您，", "请问一下 ", "【补充】", "😤", "@客服 "], ["", "", "", "，尽快", "。。。", " [苦涩]", "\n（已读）", "，急急急"]),
        "": (["", "", "", "RE: FW: ", "> ", "ok so ", "⚠️ "], ["", "", "", " ✌️", " …", "\n\nGet Outlook for Android", " (2/2)"]),
    },
}
NOISE_LATIN_ONLY = {"ok so "}
WRAPPERS = {
    "seen": [("(", ")"), ("（", "）"), ("[", "]"), ("【", "】"), ("「", "」"), ("“", "”"), ("'", "'"), ("*", "*"), ("<", ">"), ("：", "；"), ("=", "&"), ("—", "—"), ("#", "#"), ("《", "》"), ("`", "`")],
    "unseen": [("{", "}"), ("『", "』"), ("‘", "’"), ("\"", "\""), ("«", "»"), ("**", "**"), ("__", "__"), ("~~", "~~"), ("|", "|"), ("...", "..."), ("→", "←"), ("<b>", "</b>"), ("\t", "\t"),
               ("〔", "〕"), ("✅", "✅"), ("、", "、"), ("”", "“"), ("📱", "📱"), ("^", "^"), ("〈", "〉"), ("\u3000", "\u3000"), ("- ", " -")],
}
AFTER = {"seen": {"zh": ["", "请核对", "已录入"], "": ["", " noted", " ok"]}, "unseen": {"zh": ["", "待复核", "是否有误", "，改好了"], "": ["", " as discussed", " / pending", " - see file"]}}
JOINS = {"seen": ["\n", "\n\n", "\n---\n", " / "], "unseen": ["\n", "\n\n", "\n***\n", "；另：", "\n> "]}


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


def templates(name):
    """Lines of a file by language and sort."""
    head = None
    for line in (HERE / "templates" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\[([a-z-]+)(?: ([pngw]))?\]", line):
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


def hidden(rng, value, lang, hard, separated):
    """The value in a disguise of tier 2 or, where hard, tier 3."""
    low, high = disguises.forms_of(value.kind, lang, value.canon)
    for _ in range(200):
        form = rng.choice(high if hard else low)
        base, _ = written(rng, value, separated)
        if form in (*disguises.CHINESE_FORMS, "mixscript") and value.lead or form in disguises.BREAKS and len(base) < 5:
            continue
        text = disguises.disguised(rng, value, form, base)
        if text not in (*value.written, value.unparted()) and disguises.undone(value, form, text):
            return text, form
    raise ValueError(f"no disguise for {value.kind}")


def rendered(rng, lang, template, hide):
    """A template with values in its slots. `hide`: how many of its values are disguised, as a share of one."""
    text, at = Text(), 0
    slots = list(SLOT.finditer(template))
    sensitive = [n for n, found in enumerate(slots) if found[1] in identifiers.MAKERS and found[1] != "expiry"]
    chosen = set(rng.sample(sensitive, max(1, round(len(sensitive) * hide)))) if hide and sensitive else set()
    tongue = "zh" if lang == "zh-hant" else lang
    for n, found in enumerate(slots):
        text.plain(unescaped(template[at : found.start()]))
        at = found.end()
        name, sub, form = found.groups()
        if name in ("name", "address"):
            person = rng.choice(NAMES[lang] if name == "name" else ADDRESSES)
            text.entity("PERSON_NAME" if name == "name" else "ADDRESS", person, person, "plain", optional=True)
        elif name in identifiers.MAKERS:
            value = identifiers.MAKERS[name](rng, sub)
            separated = form == "sep"
            if form and not separated:
                shown = disguises.disguised(rng, value, form, value.unparted())
            elif n in chosen and not value.optional:
                shown, form = hidden(rng, value, tongue, rng.random() < 0.4, separated)
            else:
                shown, form = written(rng, value, separated)
            text.entity(value.kind, shown, value.canon, form, value.sub, value.optional)
        else:
            kind, shown = keeps.MAKERS[name](rng, lang, sub)
            text.stays(kind, disguises.wide(shown) if form == "fullwidth" else shown)
    text.plain(unescaped(template[at:]))
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
        folded = re.sub(r"\s*[\[(]?\b(?:arroba|ät|at)\b[\])]?\s*", "@", folded) if form == "at_dot" else folded.replace(" ", "")
        return re.sub(r"\s*[\[(]?\bdot\b[\])]?\s*", ".", folded)
    if kind in ("PASSWORD", "WECHAT_ID", "URL_TOKEN", "IP"):
        folded = "".join(c for c in shown if c not in disguises.ZERO_WIDTH)
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


def row(fold, lang, category, text, note):
    return {"fold": fold, "lang": "zh" if lang == "zh-hant" else lang, "cat": category, "text": text.text, "entities": text.entities, "keep": text.keep, "note": note}


def noisy(rng, fold, lang, text):
    before, after = NOISE[fold]["zh" if lang.startswith("zh") else ""]
    starts = [start for start in before if lang == "en" or start not in NOISE_LATIN_ONLY]
    noise = Text()
    noise.plain(rng.choice(starts))
    noise.append(text)
    noise.plain(rng.choice(after))
    return noise


def structured(template):
    """Whether a line is of a machine, which writes no greeting and whose fields hold what they say."""
    return bool(re.match(r"[{<|]|SELECT|UPDATE|INSERT|POST|GET|BEGIN|\{ts|curl|level=|msg=|姓名,|caller_id|order_id|user=|pwd=", template)) or template.startswith("{agent},")


def note_of(text):
    odd = sorted({entity["form"] for entity in text.required() if disguises.tier(entity["form"]) > 1})
    return ("disguised: " + ", ".join(odd)) if odd else "as written"


def drawn(rng, fold, lines):
    """Rows of every sort but the long ones."""
    usual, odd, negative, glued = DRAWS[fold]
    for lang, sort, template in lines:
        dress = (lambda text: text) if structured(template) else (lambda text, lang=lang: noisy(rng, fold, lang, text))
        if sort == "p":
            for hide in [0] * usual + [0.5] * odd:
                text = dress(rendered(rng, lang, template, hide))
                yield row(fold, lang, "plain" if note_of(text) == "as written" else "adversarial", text, note_of(text))
        elif sort == "n":
            for _ in range(negative):
                text = dress(rendered(rng, lang, template, 0))
                yield row(fold, lang, "negative", text, "nothing here may be redacted")
        elif sort == "g":
            for hide in ([0, 0.6] * glued)[:glued]:
                text = rendered(rng, lang, template, hide)
                yield row(fold, lang, "glued", text, note_of(text))
        else:
            yield from wrapped(rng, fold, lang, template)


def wrapped(rng, fold, lang, line):
    label, template = line.split(" => ")
    for (left, right), hide in zip(rng.sample(WRAPPERS[fold], 3), (0, 0, 1)):
        text = Text()
        text.plain(label + ("" if lang == "zh" or rng.random() < 0.5 else " ") + left)
        text.append(rendered(rng, lang, template, hide))
        text.plain(right + rng.choice(AFTER[fold]["zh" if lang == "zh" else ""]))
        yield row(fold, lang, "wrapped", text, note_of(text))


def long_rows(rng, fold, lines, count):
    """Texts of several others, those without identifiers among them."""
    for _ in range(count):
        lang = rng.choice(["zh", "zh", "zh", "en", "en", "de", "pt", "ko"])
        pool = [line for line in lines if line[0] == lang and line[1] in "pn"]
        text = Text()
        for at in range(rng.randint(3, 6)):
            if at:
                text.plain(rng.choice(JOINS[fold]) if lang == "zh" else rng.choice([join for join in JOINS[fold] if "\n" in join]))
            _, sort, template = rng.choice(pool)
            text.append(rendered(rng, lang, template, rng.choice([0, 0, 0.5]) if sort == "p" else 0))
        yield row(fold, lang, "long" if text.required() else "negative", text, note_of(text) if text.required() else "nothing here may be redacted")


def hand_rows(fold):
    for lang, _, line in templates("adversarial"):
        text = by_hand(line)
        for entity in text.entities:
            assert ORACLES.get(entity["type"], lambda _: True)(entity["canon"]), (line, entity)
        for span in text.keep:
            if span["kind"] in ("ORDER", "BILLNO", "CONTRACT", "TRACK", "EPOCHMS"):
                assert not identifiers.looks_validated("".join(c for c in disguises.undo(span["text"]) if c.isdigit())), line
        yield row(fold, lang, "adversarial" if text.entities else "negative", text, "by hand, " + (note_of(text) if text.entities else "nothing here may be redacted"))


def in_bytes(record):
    """Byte offsets beside those in characters; every label is compared with the text both ways."""
    text, raw = record["text"], record["text"].encode()
    spans = sorted([*record["entities"], *record["keep"]], key=lambda span: span["start"])
    end = 0
    for span in spans:
        assert end <= span["start"] < span["end"] and text[span["start"] : span["end"]] == span["text"], record
        end = span["end"]
        span["bstart"], span["bend"] = len(text[: span["start"]].encode()), len(text[: span["end"]].encode())
        assert raw[span["bstart"] : span["bend"]].decode() == span["text"], record
    return record


def part(fold):
    rng = random.Random(SEEDS[fold])
    lines = list(templates(fold))
    hand = list(hand_rows(fold)) if fold == "unseen" else []
    rows = list(drawn(rng, fold, lines))
    missing = SIZES[fold] - len(rows) - len(hand)
    rows += long_rows(rng, fold, lines, min(max(missing, 40), 60))
    rows += hand
    rng.shuffle(rows)
    return [{"id": f"{fold[0]}{n:05}"} | in_bytes(record) for n, record in enumerate(rows, 1)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    parts = {fold: part(fold) for fold in SEEDS}
    values = {fold: {entity["canon"] for record in rows for entity in record["entities"] if not entity.get("optional") and len(entity["canon"]) > 6} for fold, rows in parts.items()}
    assert not values["seen"] & values["unseen"], values["seen"] & values["unseen"]
    lines = {fold: {line for _, _, line in templates(fold)} for fold in parts}
    assert not lines["seen"] & lines["unseen"]
    stale = []
    for fold, rows in parts.items():
        content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in rows)
        path = HERE / f"{fold}.jsonl"
        if check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            stale.append(path.name)
        elif not check:
            path.write_text(content, encoding="utf-8")
        counts = [sum(1 for record in rows for entity in record["entities"] if not entity.get("optional") and disguises.tier(entity["form"]) == tier) for tier in (1, 2, 3)]
        print(f"{fold}: {len(rows)} texts, {sum(record['cat'] == 'negative' for record in rows)} without identifiers, identifiers by tier {counts}, must-stay spans {sum(len(record['keep']) for record in rows)}")
    sys.exit(f"not what the templates give: {', '.join(stale)}" if stale else 0)


if __name__ == "__main__":
    main()
