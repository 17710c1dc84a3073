"""Invented battles of realistic lengths, cheap to make: sentences of words of seven languages.

Half of the words of a sentence are the small ones that half of any text is made of, without which
no language would be told; one answer in five is warm in tone, as among real answers. Prompts have
20 to 2,000 characters, answers 200 to 4,000 with Markdown, and every battle has two turns. About
one prompt in twenty was asked before, letter for letter or almost; about one in thirty holds
personal data, which is plainly invented; one answer in a hundred says what it is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.pipeline import Dataset, Part

TURNS = 2
MODELS = 60
_POOL = 6_000  # pieces of each kind, so that whole texts hardly ever repeat
_WORDS = {
    "en": "the house garden river small wide carry answer under morning window letter people why "
    "does water light road often never quickly build reason paper market open",
    "fr": "la maison jardin rivière petite claire porter réponse sous matin fenêtre lettre gens "
    "pourquoi eau lumière route souvent jamais vite construire raison papier marché",
    "de": "das Haus Garten Fluss klein hell tragen Antwort unter Morgen Fenster Brief Leute warum "
    "Wasser Licht Straße oft niemals schnell bauen Grund Papier Markt",
    "es": "la casa jardín río pequeña clara llevar respuesta bajo mañana ventana carta gente por "
    "qué agua luz camino siempre nunca rápido construir razón papel mercado",
    "ru": "дом сад река малый светлый нести ответ под утро окно письмо люди почему вода свет "
    "дорога часто никогда быстро строить причина бумага рынок",
    "zh": "房子 花园 河流 小 明亮 携带 回答 早晨 窗户 信 人们 为什么 水 光 道路 经常 从不 "
    "快速 建造 原因 纸 市场 和 的",
    "ja": "家 は 庭 川 小さい 明るい 運ぶ 答え 朝 窓 手紙 人々 なぜ 水 光 道 よく 決して "
    "早く 建てる 理由 紙 市場 です",
}
_SMALL = {
    "en": "the of and to a in is that it for you with as this are on be can by or not from but",
    "fr": "de la le et les des en un une que est pour dans qui vous sur pas plus par il ce au",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "es": "de la que el en y los se del las un por con una su para es al lo como más o pero",
    "ru": "и в не на что с по как это из но за для от так вы же к бы то все у или",
}
_SHARES = {"en": 0.55, "fr": 0.08, "de": 0.08, "es": 0.08, "ru": 0.07, "zh": 0.09, "ja": 0.05}
_CODE = "```python\ndef total(numbers):\n    return sum(n * n for n in numbers if n > 3)\n```"
_TABLE = "| name | value |\n|---|---|\n| first | 12 |\n| second | 31 |"
_PERSONAL = (
    " Write to anna.example@example.org today.",
    " My number is +1 202 555 0143, call me.",
    " The card is 4111 1111 1111 1111.",
    " The server is at 192.0.2.44.",
)
_WARM = "What a good question, I am happy to help with such a lovely thing! "
_TOLD = "As an AI language model developed by OpenAI, I can say this. "


def write(folder: Path, battles: int, *, part_rows: int = 20_000, seed: int = 1) -> int:
    """Make a dataset of so many battles; returns the bytes of its texts."""
    rng = np.random.default_rng(seed)
    pools = {language: _Pool(language, rng) for language in _WORDS}
    frequent = [pool.prompt(rng) for pool in pools.values() for _ in range(80)]
    dataset = Dataset.create(folder)
    volume = 0
    for begin in range(0, battles, part_rows):
        frame = _rows(begin, min(part_rows, battles - begin), pools, frequent, rng)
        texts = ("prompts", "answers_a", "answers_b")
        volume += sum(int(frame[name].list.eval(pl.element().str.len_bytes()).list.sum().sum())
                      for name in texts)  # fmt: skip
        dataset.append(frame)
        dataset.save()
    return volume


class _Pool:
    """Pieces of text in one language, to be put together."""

    def __init__(self, language: str, rng: np.random.Generator) -> None:
        words, small = _WORDS[language].split(), _SMALL.get(language, "").split()
        self._words = np.array(words + small, dtype=object)
        each = [1 / len(words)] * len(words) + [1 / len(small)] * len(small) if small else None
        self._often = None if each is None else np.array(each) / 2
        self._gap = "" if language in {"zh", "ja"} else " "
        self._stop = "。" if language in {"zh", "ja"} else ". "
        sentences = [self._sentence(rng) for _ in range(_POOL)]
        self.sentences = pl.Series(sentences)
        self.paragraphs = pl.Series([self._paragraph(sentences, rng) for _ in range(_POOL)])

    def prompt(self, rng: np.random.Generator) -> str:
        """A short prompt."""
        return str(self.sentences[int(rng.integers(_POOL))]).strip() + "?"

    def drawn(self, pool: pl.Series, n: int, rng: np.random.Generator) -> pl.Series:
        """So many pieces."""
        return pool.gather(rng.integers(_POOL, size=n))

    def _sentence(self, rng: np.random.Generator) -> str:
        words = rng.choice(self._words, int(rng.integers(5, 16)), p=self._often)
        return self._gap.join(words).capitalize() + self._stop

    def _paragraph(self, sentences: list[str], rng: np.random.Generator) -> str:
        several = [sentences[k] for k in rng.integers(len(sentences), size=int(rng.integers(2, 9)))]
        kind = int(rng.integers(10))
        if kind == 0:
            return f"## {several[0].strip()}\n\n" + "".join(several[1:])
        if kind < 4:
            return "\n".join(f"- **{one[:12].strip()}** {one.strip()}" for one in several)
        if kind == 4:
            return "\n".join(f"{k}. {one.strip()}" for k, one in enumerate(several, 1))
        if kind == 5:
            return _CODE if rng.random() < 0.8 else _TABLE
        return "".join(several)


def _rows(
    begin: int, n: int, pools: dict[str, _Pool], frequent: list[str], rng: np.random.Generator
) -> pl.DataFrame:
    """Some battles, of all languages in turn."""
    many = rng.multinomial(n, list(_SHARES.values()))
    pieces = [
        _texts(pool, language, int(count), rng)
        for (language, pool), count in zip(pools.items(), many, strict=True)
        if count
    ]
    frame = pl.concat(pieces).sample(fraction=1, shuffle=True, seed=begin)
    turns = _repeated(frame["first"], frame["second"], frequent, rng)
    a = rng.integers(MODELS, size=n)
    b = (a + rng.integers(1, MODELS, size=n)) % MODELS
    names = pl.Series([f"maker-{code % 9}/bird-{code}b" for code in range(MODELS)])
    since = datetime(2026, 1, 1, tzinfo=UTC)
    at = np.sort(rng.integers(0, 86_400, n)) + begin
    return frame.select(
        id=pl.Series([f"{place:08}" for place in range(begin, begin + n)]),
        battle=pl.Series([f"b{place:08}" for place in range(begin, begin + n)]),
        source=pl.lit("invented"),
        model_a=names.gather(a),
        model_b=names.gather(b),
        winner=pl.Series(["model_a", "model_b", "tie", "both_bad"]).gather(rng.integers(4, size=n)),
        voter=pl.Series([f"voter-{code}" for code in rng.zipf(1.4, n) % 100_000]),
        created_at=pl.Series([since + timedelta(seconds=int(one)) for one in at]),
        anonymous=pl.lit(value=True),
        consent=pl.lit(value=True),
        prompts=pl.Series(turns),
        answers_a=pl.concat_list("answer_1", "answer_2"),
        answers_b=pl.concat_list("answer_3", "answer_4"),
    )


def _texts(pool: _Pool, language: str, n: int, rng: np.random.Generator) -> pl.DataFrame:
    prompts = {name: _prompt(pool, n, rng) for name in ("first", "second")}
    answers = {f"answer_{k}": _answer(pool, n, rng) for k in range(1, 5)}
    return pl.DataFrame({**prompts, **answers})


def _prompt(pool: _Pool, n: int, rng: np.random.Generator) -> pl.Series:
    """Mostly a sentence or two; some with pages of text below."""
    ask = pool.drawn(pool.sentences, n, rng) + pool.drawn(pool.sentences, n, rng)
    long = _cut(_several(pool, 5, n, rng), rng.integers(200, 1_900, n))
    asked = pl.DataFrame({"ask": ask, "long": long, "is_long": rng.random(n) < 0.12})
    text = pl.when("is_long").then(pl.col("ask") + "\n\n" + pl.col("long")).otherwise("ask")
    personal = pl.Series(["", *_PERSONAL]).gather(
        np.where(rng.random(n) < 0.03, rng.integers(1, 5, n), 0)
    )
    return asked.select(text).to_series() + personal


def _answer(pool: _Pool, n: int, rng: np.random.Generator) -> pl.Series:
    lengths = np.clip(rng.lognormal(6.9, 0.7, n), 200, 4_000).astype(np.int64)
    kind = np.searchsorted([0.01, 0.21], rng.random(n))
    told = pl.Series([_TOLD, _WARM, ""]).gather(kind)
    return told + _cut(_several(pool, 16, n, rng), lengths)


def _several(pool: _Pool, many: int, n: int, rng: np.random.Generator) -> pl.Series:
    drawn = {str(k): pool.drawn(pool.paragraphs, n, rng) for k in range(many)}
    return pl.DataFrame(drawn).select(pl.concat_str(pl.all(), separator="\n\n")).to_series()


def _cut(texts: pl.Series, lengths: NDArray[np.int64]) -> pl.Series:
    frame = pl.DataFrame({"text": texts, "length": lengths})
    return frame.select(pl.col("text").str.head(pl.col("length"))).to_series()


def _repeated(
    first: pl.Series, second: pl.Series, frequent: list[str], rng: np.random.Generator
) -> list[list[str]]:
    """Both turns, one conversation in twenty asked before, half of these almost so."""
    turns = [list(both) for both in zip(first, second, strict=True)]
    for place in np.flatnonzero(rng.random(len(turns)) < 0.05):
        again = frequent[int(rng.zipf(1.3)) % len(frequent)]
        if rng.random() < 0.5:
            again = again.replace("?", str(rng.choice([" ?", "!", "? please", "??"])))
        turns[place] = [again, "Please say more about that."]
    return turns


def parts(folder: Path) -> list[Part]:
    """The parts of a dataset that was made."""
    return Dataset.open(folder).parts
