#!/usr/bin/env python3
"""Checks the labelled messages: fields, labels that agree, no text twice or nearly so; and counts them.

Usage: corpus/content/check.py [LANGUAGE…] [--against FILE…]   (FILE: other labelled messages none of these may repeat)
"""
import argparse, collections, itertools, json, pathlib, re, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SEVERITY = {
    "threat_arrest_violence": "critical", "false_authority": "critical", "shaming_third_party": "critical", "obscene_abusive": "critical",
    "false_legal_urgency": "high", "sender_deception": "high", "pii_overdisclosure": "high", "coercion_pressure": "medium",
    "excessive_fee": "medium", "missing_creditor": "low", "missing_contact": "low", "missing_optout": "low",
}
LEVELS = ["critical", "high", "medium", "low", "none"]
FIELDS = {"id", "lang", "text", "violations", "conduct_violations", "severity", "elements", "hard_negative", "note"}
ELEMENTS = {"missing_creditor": "creditor", "missing_contact": "contact", "missing_optout": "opt_out"}
NEAR = 0.7  # five-gram Jaccard above which two texts are one


def faults(row):
    """What is wrong with the labels of one row."""
    if set(row) != FIELDS:
        return [f"fields {sorted(set(row) ^ FIELDS)}"]
    found = [f"unknown {name}" for name in row["violations"] if name not in SEVERITY]
    if row["conduct_violations"] != [name for name in row["violations"] if not name.startswith("missing_")]:
        found.append("conduct_violations differ from violations")
    levels = [SEVERITY.get(name, "none") for name in row["violations"]]
    if row["severity"] != min(levels, key=LEVELS.index, default="none"):
        found.append(f"severity {row['severity']}")
    for name, element in ELEMENTS.items():
        asked = name != "missing_optout" or row["lang"].startswith("en")
        if asked and (name in row["violations"]) == row["elements"][element]:
            found.append(f"{name} against elements")
    if row["hard_negative"] and row["conduct_violations"]:
        found.append("hard negative that breaks a rule")
    if not row["text"].strip():
        found.append("empty text")
    return found


def normal(text):
    """The words alone: no width, case, digits, punctuation or sender's sign."""
    text = re.sub(r"【[^】]*】", "", unicodedata.normalize("NFKC", text)).lower()
    return "".join(c for c in text if c.isalpha())


def twins(rows):
    """Pairs of rows whose words are the same, or nearly."""
    grams, holders = [], collections.defaultdict(list)
    for at, row in enumerate(rows):
        words = normal(row["text"])
        grams.append({words[i : i + 5] for i in range(max(1, len(words) - 4))})
        for gram in grams[at]:
            holders[gram].append(at)
    shared = collections.Counter(pair for held in holders.values() for pair in itertools.combinations(held, 2))
    for (a, b), count in shared.items():
        if count > NEAR * (len(grams[a]) + len(grams[b]) - count):
            yield rows[a], rows[b]


def table(name, rows):
    kinds = collections.Counter(kind for row in rows for kind in row["violations"])
    broken = sum(bool(row["conduct_violations"]) for row in rows)
    hard = sum(row["hard_negative"] for row in rows)
    several = sum(len(row["conduct_violations"]) > 1 for row in rows)
    langs = collections.Counter(row["lang"] for row in rows)
    print(f"{name}: {len(rows)} {dict(langs)}, {broken} break a rule of wording ({several} two or more), {hard} hard negatives")
    print("  " + ", ".join(f"{kind} {kinds[kind]}" for kind in SEVERITY if kinds[kind]))
    print(f"  borderline {sum('borderline' in row['note'] for row in rows)}, over 100 characters {sum(len(row['text']) > 100 for row in rows)}")
    registers = collections.Counter(row["note"].split(";")[0] for row in rows)
    if len(registers) < 30:
        print("  registers: " + ", ".join(f"{register} {count}" for register, count in registers.most_common()))


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("languages", nargs="*")
    ask.add_argument("--against", type=pathlib.Path, nargs="*", default=[])
    asked = ask.parse_args()
    wrong, read = 0, lambda path: [json.loads(line) for line in path.read_text().splitlines()]
    groups = collections.defaultdict(list)
    for path in sorted(HERE.glob("messages.*.jsonl")):
        language = path.name.split(".")[1]
        if not asked.languages or language in asked.languages:
            rows = read(path)
            table(path.name, rows)
            groups[language] += rows
            for row in rows:
                for fault in faults(row):
                    wrong += 1
                    print(f"  {row.get('id')}: {fault}")
    for language, rows in groups.items():
        ids = collections.Counter(row["id"] for row in rows)
        others = [row for path in asked.against for row in read(path)]
        pairs = [(a["id"], b["id"]) for a, b in twins(rows + others) if a["id"] in ids or b["id"] in ids]
        for a, b in pairs:
            print(f"  {language}: {a} and {b} are nearly the same")
        wrong += len(pairs) + sum(count > 1 for count in ids.values())
    sys.exit(f"{wrong} faults" if wrong else 0)


if __name__ == "__main__":
    main()
