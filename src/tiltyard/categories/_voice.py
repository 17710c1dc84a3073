"""What an answer says in its own voice, cut into clauses."""

from __future__ import annotations

import re

# Openings by which a writer hands over a letter.
LETTER = re.compile(
    r"(?:^|\n)\s*(?:subject:|(?:dear|hi|hello|hey|cher|chère|liebe[rs]?|sehr geehrte[rs]?|"
    r"estimad[oa]|querid[oa]|caro|cara|prezad[oa]) [^.!?\n]{1,40}[,:]? *\n)"
)
LIST = re.compile(r"^\s*(?:[-*•‣]|\d{1,2}[.)]|[a-z]\))\s+\S", re.MULTILINE)
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”]{3,400}”|«[^»]{3,400}»|„[^“”]{3,400}[“”]|「[^」]{3,400}」|"
    r"『[^』]{3,400}』|(?<!\w)'[^'\n]{12,400}'(?!\w)|^ *>.*$",
    re.MULTILINE,
)
_QUOTES = re.compile("[\"'>“«„「『]")
# "ROBOT: I can't open the gate", but not "Note: I can't".
_SPOKEN = re.compile(
    r"^ *_*(?!note|answer|response|assistant|ai\b|model|request|system|disclaimer|warning|"
    r"important|réponse|antwort|respuesta)[^\W\d][\w.'-]{0,20}(?: [\w.'-]{1,20})?_*: _*(?=\S).*$",
    re.MULTILINE,
)
_LABEL = re.compile(r"^(?:\W*(?:answer|response|assistant|ai|model|system|note)\s*:\s*)+")
_CLAUSE = re.compile(
    r"(?<=[.!?…])[)\"'_]*\s+|\s*[。！？]\s*|\n+|; |: (?=i )|,? (?=but |however,)|"
    r" (?=[–—] )|, (?=so (?:i|we) )|, and (?=(?:so |therefore )?i )"
)
_THOUGH = re.compile(r"((?:^|[.!?]\s+)(?:while|although|though|even though) i[^,.\n]*), ")


def voice(text: str) -> tuple[str, bool]:
    """A lower-case text without code and with others' words blanked, and whether it held code."""
    text = text.replace("*", "")
    if len(text) > 2 and text[0] in '"“«„' and text[-1] in '"”»“' and text.count(text[0]) <= 2:
        text = text[1:-1]
    text = _LABEL.sub("", text)
    plain = _FENCE.sub("\n", text) if "```" in text else text
    fenced = len(text) - len(plain) > 12
    if _QUOTES.search(plain):
        plain = _QUOTED.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', plain)
    if ": " in plain:
        plain = _SPOKEN.sub(lambda found: "_" * len(found[0]), plain)
    return plain, fenced


def clauses_of(plain: str) -> list[str]:
    """The clauses of a text that `voice` gave, in order."""
    plain = _THOUGH.sub(r"\1\nbut ", plain)
    found = (piece.strip(" -–—•#>_\t") for piece in _CLAUSE.split(plain) if piece)
    return [piece for piece in found if piece]


def verse(plain: str) -> bool:
    """Whether it is set like a poem: short lines, few of which end a sentence."""
    lines = [line for line in plain.splitlines() if line.strip() and not LIST.match(line)]
    if len(lines) < 4 or max(map(len, lines)) > 75:
        return False
    return sum(line.rstrip().endswith((".", "!", "?")) for line in lines) <= len(lines) / 2
