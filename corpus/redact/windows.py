#!/usr/bin/env python3
"""Windows of a million numbers around each check digit, judged by python-stdnum: `windows.json`.

A window is a head, all six-digit numbers, and a tail. Of each the oracle says whether it is a valid identifier. What it says
of ten thousand neighbours is told by how many are valid and by a hash of the ones and zeros (FNV-1a, 32 bits), so that the
file stays small. Korean numbers given since October 2020 have no check digit, and python-stdnum knows none of Hong Kong,
Singapore and the date within a Chinese id alone: for these the rule that the standard gives is written out below.

    pip install python-stdnum==2.2
    python3 windows.py            # writes windows.json
    python3 windows.py --check    # fails when the committed file differs
"""
import datetime, json, pathlib, sys

from stdnum import iban, luhn
from stdnum.au import tfn
from stdnum.br import cnpj, cpf
from stdnum.ca import sin
from stdnum.cn import uscc
from stdnum.in_ import aadhaar
from stdnum.iso7064 import mod_11_2
from stdnum.jp import in_ as mynumber
from stdnum.us import rtn

HERE = pathlib.Path(__file__).resolve().parent
CHUNKS, CHUNK = 100, 10_000


def resident(number):
    """GB 11643-1999: a real date, MOD 11-2 (the oracle's, without its table of counties, which changes every year)."""
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return mod_11_2.is_valid(number)


def registration(number):
    """Korea: a real date by the digit of the century; the check digit is no condition since October 2020."""
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}.get(number[6])
    try:
        datetime.date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except (TypeError, ValueError):
        return False
    return True


def hong_kong(number):
    """Immigration Department: a weighted sum, a space of value 36 before a single letter, that eleven divides."""
    values = [36, ord(number[0]) - 55, *(int(digit) for digit in number[1:7]), 10 if number[7] == "A" else int(number[7])]
    return sum(value * weight for value, weight in zip(values, (9, 8, 7, 6, 5, 4, 3, 2, 1))) % 11 == 0


def singapore(number):
    """Immigration and Checkpoints Authority: series S and T."""
    rest = sum(int(digit) * weight for digit, weight in zip(number[1:8], (2, 7, 6, 5, 4, 3, 2))) + (4 if number[0] == "T" else 0)
    return "JZIHGFEDCBA"[rest % 11] == number[8]


# kind, label before the number, head, tail, oracle
WINDOWS = [
    ("BANK_CARD", "卡号", "6222021234", "", luhn.is_valid),
    ("BANK_CARD", "card number ", "4", "111111111", luhn.is_valid),
    ("BANK_CARD", "卡号", "6222020200112", "", luhn.is_valid),
    ("CN_RESIDENT_ID", "身份证", "110105194912", "", resident),
    ("CN_RESIDENT_ID", "身份证", "11010519", "231X", resident),
    ("CN_USCC", "统一社会信用代码", "91110000MA01", "", uscc.is_valid),
    ("IN_AADHAAR", "Aadhaar ", "499118", "", aadhaar.is_valid),
    ("AU_TFN", "TFN ", "123", "", tfn.is_valid),
    ("SG_NRIC", "NRIC ", "S1", "D", singapore),
    ("HK_ID", "HKID ", "G", "3", hong_kong),
    ("HK_ID", "HKID ", "A", "A", hong_kong),
    ("JP_MYNUMBER", "マイナンバー", "123456", "", mynumber.is_valid),
    ("KR_RRN", "주민등록번호", "", "1234567", registration),
    ("BR_CPF", "CPF ", "39053", "", cpf.is_valid),
    ("BR_CNPJ", "CNPJ ", "16727230", "", cnpj.is_valid),
    ("CA_SIN", "SIN ", "123", "", sin.is_valid),
    ("US_ROUTING", "routing number ", "111", "", rtn.is_valid),
    ("IBAN", "IBAN ", "DE", "50010517540732", None),
    ("IBAN", "IBAN ", "GB82WEST123456", "98", None),
]


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"


def valid_iban(number):
    return iban.is_valid(number, check_country=False)


def windows():
    for kind, label, head, tail, oracle in WINDOWS:
        chunks, oracle = [], oracle or valid_iban
        for first in range(0, CHUNKS * CHUNK, CHUNK):
            told = "".join("1" if oracle(f"{head}{n:06}{tail}") else "0" for n in range(first, first + CHUNK))
            chunks.append(f"{told.count('1')} {fnv(told)}")
        yield {"kind": kind, "label": label, "head": head, "tail": tail, "chunks": chunks}


def main():
    lines = ",\n".join(json.dumps(window, ensure_ascii=False) for window in windows())
    text, path = f"[\n{lines}\n]\n", HERE / "windows.json"
    if "--check" not in sys.argv[1:]:
        path.write_text(text)
    elif path.read_text() != text:
        sys.exit("windows.json differs from what windows.py writes")


if __name__ == "__main__":
    main()
