#!/usr/bin/env python3
"""Makes messages.zh.{seen,unseen}.jsonl of what was written by hand in seen.txt and unseen.txt.

Usage: corpus/content/zh/frame.py

A line reads `CODES FLAGS|text|note`; `# register` opens a register, `# register zh-TW` one in traditional characters, a
literal \\n in a text is a line break. CODES: T threat_arrest_violence, A false_authority, S shaming_third_party,
O obscene_abusive, U false_legal_urgency, D sender_deception, P pii_overdisclosure, C coercion_pressure, F excessive_fee;
`-` breaks no rule of wording, `h` neither, though it sounds alarming. FLAGS: none, and the sender's sign and the contact
are drawn from the lists here (and left off at times), seeded by the text alone; `=` and any of c, p, o, and the text stands as
written, with creditor, contact and opt-out as told.
"""
import json, pathlib, random

HERE = pathlib.Path(__file__).resolve().parent
CODES = {
    "T": "threat_arrest_violence", "A": "false_authority", "S": "shaming_third_party", "O": "obscene_abusive",
    "U": "false_legal_urgency", "D": "sender_deception", "P": "pii_overdisclosure", "C": "coercion_pressure", "F": "excessive_fee",
}
SEVERITY = {"T": "critical", "A": "critical", "S": "critical", "O": "critical", "U": "high", "D": "high", "P": "high", "C": "medium", "F": "medium"}
SENDERS = {
    "seen": {
        "bank": ["云岭银行", "海棠农商银行", "望川银行", "枫桥信用卡中心"],
        "consumer-finance": ["南溪消费金融", "禾木消费金融"],
        "online-loan": ["萤火借钱", "小满钱包", "竹叶借条"],
        "car-loan": ["远山汽车金融", "车行融资租赁"],
        "telecom": ["星河通信", "蓝桥宽带"],
        "utility": ["清泉水务", "临港燃气", "城东供电服务"],
        "property": ["安居里物业", "翠屏苑物业服务中心"],
        "bnpl": ["先享付", "花间分期"],
        "insurance": ["晴川人寿", "稳行财险"],
        "student-loan": ["启明助学贷款中心", "晨曦教育分期"],
        "hospital": ["仁和康复医院", "青杏口腔"],
        "mediation": ["云岭银行", "南溪消费金融"],
        "debt-buyer": ["衡岳资产管理", "汇川资产"],
        "agency": ["德信外包服务公司", "众诚信用管理"],
        "loan-shark": ["小满钱包", "竹叶借条", "快快贷款"],
        "bank zh-TW": ["玉嶺銀行", "海棠商業銀行", "安和信用卡", "長榕融資公司"],
    },
    "unseen": {
        "bank": ["松涛银行", "镜湖农商银行", "白鹭信用卡中心"],
        "consumer-finance": ["金穗消费金融", "榆林路消费金融"],
        "online-loan": ["麦浪借款", "橙子小贷"],
        "car-loan": ["骏途汽车金融", "驰远融资租赁"],
        "telecom": ["云雀移动", "讯达宽带"],
        "utility": ["城南水务", "润华燃气"],
        "property": ["和园物业", "金桂湾物业服务中心"],
        "bnpl": ["乐买分期", "月月付分期"],
        "insurance": ["长风人寿", "福佑财险"],
        "student-loan": ["求索助学贷款中心"],
        "hospital": ["同德医院", "悦目眼科医院"],
        "mediation": ["松涛银行", "金穗消费金融"],
        "debt-buyer": ["瀚海资产管理", "鼎汇资产"],
        "agency": ["恒正外包服务公司", "信达通信用管理"],
        "loan-shark": ["橙子小贷", "闪现贷款"],
        "bank zh-TW": ["松濤銀行", "鏡湖商業銀行", "白鷺信用卡"],
    },
}
TAILS = ["客服{}", "详询{}", "咨询电话：{}", "如有疑问请致电{}", "热线{}", "{}", "客服热线：{}（9:00-18:00）", "可拨打{}咨询", "有问题可在App“在线客服”咨询"]
STOPS = ["退订回T", "拒收请回复R", "回TD退订", "回N退订"]
TAILS_TW = ["客服專線{}", "如有疑問請洽{}", "洽詢電話：{}", "{}"]
STOPS_TW = ["回覆N停止接收", "退訂請回T"]


def framed(text, names, traditional, breaks, draw):
    """The text with a drawn sender and contact, and which of the three elements it holds."""
    sign, tail, stop = draw.random() > (0.34 if breaks else 0.12), draw.random() > (0.38 if breaks else 0.12), draw.random() > 0.88
    name, number = draw.choice(names), draw.randrange(1000, 10000)
    number = f"0800-000-{number % 1000:03d}" if traditional else draw.choice([f"400-000-{number}", f"400-000-{number}", f"4000-00{number}"])
    ends = [draw.choice(TAILS_TW if traditional else TAILS).format(number)] if tail else []
    ends += [draw.choice(STOPS_TW if traditional else STOPS)] if stop else []
    form = draw.random()
    if sign and form > 0.3:
        text = f"【{name}】{text}"
    elif sign and form > 0.15:
        text = f"{name}：{text}"
    if ends:
        joint = "" if text[-1] in "。！？…~" else draw.choice(["。", "，", " "])
        text += joint + "，".join(ends)
    if sign and form <= 0.15:
        text += f"【{name}】"
    return text, {"creditor": sign, "contact": tail, "opt_out": stop}


def rows(side):
    register, made = "", []
    for line in (HERE / f"{side}.txt").read_text().splitlines():
        if not line.strip():
            continue
        if line.startswith("# "):
            register = line[2:].strip()
            continue
        head, text, *note = line.split("|")
        flags = [word for word in head.split() if word.startswith("=")]
        codes = "".join(word for word in head.split() if word not in flags)
        text, traditional = text.replace("\\n", "\n"), register.endswith("zh-TW")
        broken = [code for code in codes if code in CODES]
        assert broken or codes in ("-", "h"), line
        if flags:
            held = {"creditor": "c" in flags[0], "contact": "p" in flags[0], "opt_out": "o" in flags[0]}
        else:
            names = SENDERS[side][register if register in SENDERS[side] else register.split()[0]]
            text, held = framed(text, names, traditional, bool(broken), random.Random(text))
        missing = [f"missing_{element}" for element in ("creditor", "contact") if not held[element]]
        severity = next((level for level in ("critical", "high", "medium") if level in map(SEVERITY.get, broken)), "low" if missing else "none")
        made.append({
            "id": f"m-zh-{side[0]}{len(made) + 1:04d}", "lang": "zh-TW" if traditional else "zh", "text": text,
            "violations": [CODES[code] for code in broken] + missing, "conduct_violations": [CODES[code] for code in broken],
            "severity": severity, "elements": held, "hard_negative": codes == "h",
            "note": "; ".join([register.split()[0]] + (["hard negative"] if codes == "h" else []) + [part for part in note if part]),
        })
    return made


if __name__ == "__main__":
    for side in ("seen", "unseen"):
        if (HERE / f"{side}.txt").exists():
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows(side)]
            (HERE.parent / f"messages.zh.{side}.jsonl").write_text("".join(lines))
