"""What code looks like, whoever wrote it and whatever is said about it."""

from __future__ import annotations

import re
from collections.abc import Set

_FLAGS = re.MULTILINE | re.IGNORECASE
# By the marks without which they cannot be there.
_MARKED = (
    (
        "(",
        r"\bdef \w+\s*\(|\bfunction\s*\w*\s*\([^)\n]{0,200}\)\s*\{|\bprintf?\(|traceback \(most|"
        r"\b(?:for|if|while)\s*\([^)\n]{0,120}[<>=;][^)\n]{0,120}\)|"
        r"\w\.\w+\([^)\n]{0,200}\);?\s*$|\bo\((?:1|n|log n|n log n|n\^2|n2)\)|"
        r"\b\w+\((?:\w+, ){1,9}\w+\)[,;.]?\s*(?:\w+\(|$)",
    ),
    (
        ":",
        r"^\s*class \w+(?:\(.*\))?\s*:|std::|\w(?:error|exception):|"
        r"^\s*for \w+(?:, ?\w+)* in [^\n]+:\s*$",
    ),
    ("=", r"^\s*(?:const|let|var) \w+\s*=|=>\s*[{(]"),
    (";", r"\breturn [\w(]+.*;|\bnull;|^\s*\w+(?:\[\w*\]|\.\w+)*\s*[+*-]?=\s*.+;\s*$"),
    ("{", r"^\s*class \w+(?:\(.*\))?\s*\{|\{\{.{0,120}\}\}"),
    (
        "<",
        r"</?(?:div|span|html|body|script|head|table|form|input|button|ul|li|img|style|xml|link|"
        r"h[1-6]|p|a)\b[^<>\n]{0,200}>|<\?php|^\s*<!doctype",
    ),
    ("`", r"`[^`\n]*[=<>(){};/$|][^`\n]*`"),
    ("@", r"^\s*@\w+(?:\(|\s*$)"),
    ("#", r"^\s*#\s*(?:include|define|ifn?def|pragma)\b"),
    ("0x", r"\b0x[0-9a-f]{3,}\b(?! (?:to|in) )"),
    ("--", r"--[a-z]+-[a-z]+\b"),
)
# By the words without which they cannot be there.
_WORDED = (
    ("import from", r"^\s*(?:from [\w.]+ )?import [\w.{*]+(?:\s*(?:,|as|from|;)|\s*$)"),
    (
        "public private protected",
        r"\b(?:public|private|protected) (?:static |final |class |void |int |string )",
    ),
    (
        "select insert create alter update",
        r"\bselect\b[^.?!]{1,200}\bfrom\b[^.?!]{0,80}(?:\bwhere\b|;|\bjoin\b|\bgroup by\b|"
        r"\border by\b)|\bselect (?:\*|[\w.]+(?:, ?[\w.]+)*) (?:from|form) \w+|\b(?:insert into|"
        r"create table|alter table|update \w+ set) ",
    ),
    (
        "export fn impl struct interface",
        r"^\s*export (?:type|const|default|function|class|interface|async|enum) |"
        r"^\s*(?:pub )?(?:fn \w+\(|(?:impl|struct|interface) \w+(?:<\w+>)? ?\{)",
    ),
    ("console system int self range", r"console\.log|system\.out|\bint main\b|\bself\.\w|in range"),
    (
        "sudo apt pip pip3 npm npx yarn git docker kubectl cd mkdir brew conda",
        r"^\s*(?:\$ )?(?:sudo|apt(?:-get)?|pip3?|npm|npx|yarn|git|docker|kubectl|cd|mkdir|brew|"
        r"conda) [\w./-]+",
    ),
)
_BY_MARK = tuple((mark, re.compile(shape, _FLAGS)) for mark, shape in _MARKED)
_BY_WORD = tuple((frozenset(keys.split()), re.compile(shape, _FLAGS)) for keys, shape in _WORDED)

# Names of files and things that only code has: three points for a file, two for a name.
_FILE = re.compile(
    r"\b[\w-]+\.(?:py|js|jsx|ts|tsx|cpp|hpp|java|nix|sh|rs|go|html|css|scss|json|ya?ml|toml|sql|"
    r"ipynb|php|rb|cs|kt|swift|vue|lua|ps1|bat|env|cfg|conf|ini|dll|jar|tf)\b|"
    r"(?:\d{1,3}\.){3}\d{1,3}/\d"
)
_MESSAGE = re.compile(r"\b(?:error|fatal|warning): ")
_NAME = re.compile(
    r"\b(?!i(?:Phone|Pad|Pod|Mac|Cloud|Message|OS|Tunes)|eBay)[a-z]+(?:[A-Z][a-z]+)+\b|"
    r"\b[A-Z][a-z]+(?:[A-Z][a-z]+){2,}\b|\b[a-z]+[a-z0-9]*(?:_[a-z0-9]+)+\b|\b\w+\(\)"
)
_DOT = re.compile(r"\.[a-z]|\.\d+/")
_CAMEL = re.compile(r"[a-z][A-Z]")

# All of them, as they are looked for in a text in lower case.
SHAPES = (
    *(shape for _, shape in _BY_MARK),
    *(shape for _, shape in _BY_WORD),
    *(_FILE, _MESSAGE, re.compile("%>%|<- ")),
)
NAME = _NAME  # the one that minds case


def looks_like_code(text: str, found: Set[str]) -> bool:
    """Whether there is a line of code in a text that has these words."""
    if any(mark in text and shape.search(text) for mark, shape in _BY_MARK):
        return True
    return any(
        not keys.isdisjoint(found) and shape.search(text) is not None for keys, shape in _BY_WORD
    )


def names(text: str, low: str) -> int:
    """Points for names of files and of things that only code has."""
    points = 0
    if ("_" in text or "()" in text or _CAMEL.search(text)) and "\\" not in text:
        points += 2 * (_NAME.search(text) is not None)
    told = "%>%" in text or "<- " in text or (": " in low and _MESSAGE.search(low))
    if told or (_DOT.search(low) and _FILE.search(low)):
        points += 3
    return points
