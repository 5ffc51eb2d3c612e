#!/usr/bin/env python3
"""Writes the three texts that `peers` is timed on: corpora.py FOLDER [--bytes N]. From the templates that may be looked at and
a fixed seed; needs what corpus/redact/generate.py needs. One message a line, about 90 bytes.

sparse.txt: 5 % of the lines hold identifiers. dense.txt: 70 %. prose.txt: Chinese without a digit.
"""

import argparse
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "corpus" / "redact"))
import generate  # noqa: E402

SEED = 4100
POOL = 6000  # texts of each sort, drawn from again and again
WORDS = ["您好", "请", "尽快", "联系", "我们", "还款", "账单", "已经", "逾期", "客服", "工作人员", "会", "与您", "协商", "分期", "方案", "收到", "谢谢", "麻烦", "确认", "一下", "本期",
         "欠款", "明天", "工资", "到账", "以后", "马上", "处理", "不要", "再", "打电话", "给", "家人", "朋友", "情况", "困难", "希望", "理解", "申请", "延期", "利息", "减免", "材料", "提交"]


def texts(rng, sorts):
    lines = [line for line in generate.templates("seen") if line[1] in sorts]
    drawn = []
    while len(drawn) < POOL:
        lang, _, template = rng.choice(lines)
        drawn.append(generate.rendered(rng, lang, template, 0).text.replace("\r", " ").replace("\n", " "))
    return drawn


def prose(rng):
    return "，".join("".join(rng.choices(WORDS, k=rng.randint(3, 7))) for _ in range(rng.randint(2, 4))) + "。"


def written(path, size, line):
    total, lines = 0, []
    while total < size:
        lines.append(line())
        total += len(lines[-1].encode()) + 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {total} bytes, {total // len(lines)} a line")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--bytes", type=int, default=20_000_000)
    options = arguments.parse_args()
    rng = random.Random(SEED)
    holding, clean, chinese = texts(rng, "pg"), texts(rng, "n"), [prose(rng) for _ in range(POOL)]
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, share in (("sparse", 0.05), ("dense", 0.7)):
        written(options.folder / f"{name}.txt", options.bytes, lambda share=share: rng.choice(holding if rng.random() < share else clean))
    written(options.folder / "prose.txt", options.bytes, lambda: rng.choice(chinese))


if __name__ == "__main__":
    main()
