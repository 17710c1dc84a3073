"""Invented answers of the shape that models give: Markdown of 200 to 6,000 characters."""

from __future__ import annotations

import random
from collections.abc import Callable

# Whole words of several languages; answers need no sense to be counted.
_WORDS = {
    "English": (
        "the of and to in a is that for it as with on you can this are be not use when which "
        "function value example good first number important possible however because between "
        "through different problem system results simple usually table water light energy"
    ),
    "French": (
        "le la les de des et à un une est pour que dans sur avec qui par plus être cette comme "
        "après même première système énergie très différents réponse française problème élève "
        "simple généralement où déjà ça lumière eau théorie résultat"
    ),
    "German": (
        "der die das und war nicht mit für auf eine werden können auch über zwischen Lösung größe "
        "Beispiel Wasser Energie Möglichkeiten Straße natürlich einfach Ergebnis während"
    ),
    "Russian": (
        "и в не на что это как для с по из или может быть если пример решение система вода свет "
        "энергия результат обычно между первый простой важный функция значение"
    ),
    "Chinese": (
        "我们 可以 使用 方法 问题 这个 因此 如果 能量 水 光 系统 结果 例子 简单 重要 首先 其次 "
        "最后 通常 不同 之间 函数 数值 表格"
    ),
}
_STOPS = {"Chinese": "。"}
_CODE = (
    "def area(width, height):\n    # both in metres\n    return width * height\n\n"
    "for row in rows:\n    print(area(*row))",
    "const total = items.map(x => x.price * x.count).reduce((a, b) => a + b, 0);\n"
    "if (total > 100) {\n  console.log('free delivery');\n}",
    "SELECT name, COUNT(*) AS n\nFROM visits\nWHERE day >= '2026-01-01'\nGROUP BY name;",
    "- name: build\n  run: |\n    make all\n    make test",
)


def answers(count: int, seed: int = 1) -> list[str]:
    """So many answers; most are English, and half of them have some Markdown."""
    rng = random.Random(seed)
    return [_answer(rng, rng.randrange(200, 6_000)) for _ in range(count)]


def _answer(rng: random.Random, length: int) -> str:
    language = rng.choices(list(_WORDS), (6, 1, 1, 1, 1))[0]
    words = _WORDS[language].split()
    stop = _STOPS.get(language, ".")
    gap = "" if language == "Chinese" else " "

    def sentence() -> str:
        some = rng.choices(words, k=rng.randrange(5, 25))
        if rng.random() < 0.15:
            some[rng.randrange(len(some))] = f"**{gap.join(rng.choices(words, k=2))}**"
        return gap.join(some).capitalize() + stop

    plain: list[Callable[[], str]] = [lambda: gap.join(sentence() for _ in range(4))]
    marked: list[Callable[[], str]] = [
        *plain * 4,
        lambda: f"{'#' * rng.randrange(1, 5)} {sentence()}",
        lambda: "\n".join(f"{n}. **{rng.choice(words)}**: {sentence()}" for n in range(1, 6)),
        lambda: "\n".join(f"{rng.choice('-*')} {sentence()}" for _ in range(5)),
        lambda: f"```python\n{rng.choice(_CODE)}\n```",
        lambda: f"| {words[0]} | {words[1]} |\n|---|---|\n| {words[2]} | {words[3]} |",
        lambda: f"See [{words[0]}](https://example.org/{rng.randrange(99)}) {rng.choice('👍✅🎉')}",
    ]
    kinds = marked if rng.random() < 0.5 else plain
    blocks: list[str] = []
    while sum(map(len, blocks)) < length:
        blocks.append(rng.choice(kinds)())
    return "\n\n".join(blocks)[:length]
