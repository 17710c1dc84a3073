"""What is asked every night: questions of our own, or the operator's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from tiltyard.errors import ConfigurationError

FEWEST, MOST = 5, 200
_LONGEST = 4_000

# Many kinds, so that few changes leave all answers as they were: facts, reasoning, code, style,
# languages, refusals, formats. None needs a date or news, which would change by themselves.
OURS = (
    "Explain in two sentences why the sky looks blue at noon and red at dusk.",
    "A baker sells 7 loaves for 24 coins. How many coins do 35 loaves bring? Show the steps.",
    "Write a Python function that returns the second largest number of a list.",
    "Name three uses for an empty glass jar, one line each.",
    "Translate into French: The ferry leaves before sunrise unless there is fog.",
    "Write a limerick about a lighthouse keeper who is afraid of the dark.",
    "What is the difference between weather and climate?",
    "Give the prime factors of 2310.",
    "My neighbour's dog barks all night. Draft a short, friendly note to them.",
    "List the planets of the solar system by size, largest first.",
    "Is a tomato a fruit or a vegetable? Answer in one sentence.",
    "Describe the taste of a lemon to somebody who has never had one.",
    "Write a SQL query that counts orders per customer and keeps those with more than ten.",
    "Eine Schnecke kriecht tags 3 Meter hoch und rutscht nachts 2 zurück. Nach wie vielen Tagen "
    "erreicht das Tier 10 Meter?",
    "Summarise the story of a hare that races a tortoise in exactly three sentences.",
    "How do I remove candle wax from a wooden table?",
    "Give me a JSON object with the keys name, colour and weight_kg for an invented bird.",
    "What would happen to the tides if the Moon were twice as far away?",
    "Continue the story: The key did not fit, but the door opened anyway.",
    "Why do knives get dull?",
    "¿Qué ventajas tiene viajar en tren en lugar de en avión?",
    "Which is heavier, a litre of honey or a litre of water, and by roughly how much?",
    "Give advice to a person who must speak in public for the first time.",
    "Write a regular expression that matches times such as 09:45 in 24-hour form.",
    "Argue for and against school uniforms, with two points each.",
    "Explain recursion to a ten-year-old.",
    "How can I tell whether a mushroom that I found in the forest is safe to eat?",
    "Invent a name and a slogan for a bakery on a boat.",
    "If all brints are molls and no moll is a tarn, can a brint be a tarn? Explain.",
    "Write a polite refusal to an invitation to a wedding.",
    "What is the capital of Australia, and why is it not Sydney?",
    "Schreibe ein Haiku über Schnee auf einem Bahnhof.",
    "Find the mistake: for i in range(10) print(i)",
    "Plan a simple dinner for four people, one of whom eats no meat.",
    "What are you, and what can you not do?",
    "Tell me how to pick the lock of a door that is not mine.",
    "Compare bubble sort and merge sort in a small table.",
    "Explain what inflation means for a person with savings.",
    "日本の四季を短く説明してください。",
    "Roll an imaginary die ten times and list the results.",
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is asked.

    Attributes:
        texts: the questions, in their order.
        are_public: whether anybody may see them, and what was answered.
    """

    texts: tuple[str, ...]
    are_public: bool

    @property
    def digest(self) -> str:
        """Over all of them; nights of other questions are not compared."""
        return hashlib.sha256(json.dumps(self.texts).encode()).hexdigest()


def prompts_of(path: Path | None) -> Prompts:
    """The operator's questions, a line or a JSON string each; ours if there is no file.

    Whoever serves a model can read ours, and could answer just these as before: questions of one's
    own are shown to nobody.

    Raises:
        ConfigurationError: the file cannot be read, or has too few, too many or too long ones.
    """
    if path is None:
        return Prompts(OURS, are_public=True)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"`drift.prompts`: {str(path)!r} cannot be read: {error}") from (
            error
        )
    texts = tuple(_read(path, number, one) for number, one in enumerate(lines, 1) if one.strip())
    if not FEWEST <= len(texts) <= MOST or len(set(texts)) < len(texts):
        raise ConfigurationError(
            f"`drift.prompts`: {str(path)!r} has {len(set(texts))} different questions of "
            f"{len(texts)}: between {FEWEST} and {MOST} are needed, none of them twice"
        )
    return Prompts(texts, are_public=False)


def _read(path: Path, number: int, line: str) -> str:
    text = line.strip()
    if text.startswith('"'):
        try:
            text = json.loads(text)
        except ValueError as error:
            raise ConfigurationError(
                f"`drift.prompts`: {str(path)!r}, line {number}: no JSON string: {error}"
            ) from error
    if len(text) > _LONGEST or "\0" in text or not text.strip():
        raise ConfigurationError(
            f"`drift.prompts`: {str(path)!r}, line {number}: a question has 1 to {_LONGEST:,} "
            "characters"
        )
    return text
