"""What a model writes reaches the page as harmless Markdown, whatever it is. In real Chromium."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect, sync_playwright

from arenas import scripted, serving
from journeys.conftest import FLAGS, NAMES

HTML = r"""
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)></svg>
<svg><script>alert&#40;1)</script></svg>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext>
<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>
<object data="javascript:alert(1)"></object> <embed src="javascript:alert(1)">
<form action="javascript:alert(1)"><button autofocus onfocus=alert(1)>press</button></form>
<input autofocus onfocus=alert(1)> <details open ontoggle=alert(1)>
<style>* { display: none }</style> <link rel=stylesheet href=//evil.example/x.css>
<base href="https://evil.example/"> <meta http-equiv=refresh content="0;url=javascript:alert(1)">
<a href="javascript:alert(1)" onclick=alert(1)>press</a>
<video src=x onerror=alert(1)></video> <audio src=x onerror=alert(1)></audio>
<template><img src=x onerror=alert(1)></template> <noscript><p title="</noscript><img src=x>">
<a id=battle name=battle></a> <p style="position:fixed;inset:0">cover</p>
--><img src=x onerror=alert(1)><!-- &lt;script&gt;alert(1)&lt;/script&gt;
"""

LINKS = r"""
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](javascript&#58;//x%0A:alert(1)) [d](vbscript:)
[e](data:text/html,<script>alert(1)</script>) [f](data:text/html;base64,PHNjcmlwdD4=) [g](blob:x)
[h](file:///etc/passwd) [i](/api/v1/battles) [j](//evil.example/) [k](ftp://evil.example/)
[l]( javascript:alert(1)) [m](	javascript:alert(1)) [n](<javascript:alert(1)>) [o][ref]
<javascript:alert(1)> <https://fine.example/auto> https://fine.example/bare?a=1&b="2"
[p](https://fine.example/ "title\" onmouseover=\"alert(1)") [q](mailto:somebody@fine.example)
[r](https://fine.example/`onmouseover=alert(1)`) [s](http://fine.example/'"><img src=x>)
[t](\u006Aavascript:alert(1)) [u](https:alert(1)) [v](javascript&colon;alert(1))

[ref]: javascript:alert(1)
"""

IMAGES = r"""
![beacon](https://evil.example/p.png?voter=1) ![x" onerror="alert(1)](https://evil.example/2.png)
![y](javascript:alert(1)) ![z](data:image/svg+xml,<svg/onload=alert(1)>) ![w](x.png)
[![inside](https://evil.example/3.png)](https://fine.example/) ![**bold** <b>](//evil.example/4.png)
"""

CODE = r"""
```"><img/src=x/onerror=alert(1)>
first
```

```html onload=alert(1)
<b onmouseover=alert(1)>second</b><script>alert(1)</script>
```

``` class="language-x" style="display:none"
third
```

    <script>alert("indented")</script>

`<img src=x onerror=alert(1)>`
"""

FORMULAS = r"""
$\href{javascript:alert(1)}{x}$ $\url{javascript:alert(1)}$ $\htmlData{a=b}{x}$ $\htmlClass{c}{x}$
$\htmlStyle{position:fixed}{x}$ $\includegraphics[height=1em]{https://evil.example/5.png}$
$\text{<img src=x onerror=alert(1)>}$ $\def\a{\a\a}\a$ $\edef\b{\b\b}\b$
$\rule{1000000em}{1000000em}$
$\unicode{x3c}$ $</math><img src=x onerror=alert(1)>$ $\color{red;position:fixed}{x}$

$$\begin{aligned} x &= <script>alert(1)</script> \end{aligned}$$

\[ \text{</mtext><img src=x onerror=alert(1)>} \]
"""

TABLES = r"""
| a | b <img src=x onerror=alert(1)> | c |
|--:|:-:|:--|
| `|` | [x](javascript:alert(1)) | ![y](https://evil.example/6.png) |
"""

HARMLESS = r"""
# Title

Area is $\pi r^2$; it costs $5 and not $10.

```python
def area(r): return 3.14 * r ** 2
```

مرحبا بالعالم

| n | square |
|--:|:------:|
| 2 | 4      |
"""

HOSTILE = {
    "html": HTML,
    "links": LINKS,
    "images": IMAGES,
    "code": CODE,
    "formulas": FORMULAS,
    "tables": TABLES,
}
ELEMENTS = re.compile(
    "A|BLOCKQUOTE|BR|BUTTON|CODE|DIV|EM|H[456]|HR|LI|OL|P|PRE|S|SPAN|STRONG|TABLE|TBODY|T[DHR]|THEAD|UL"
    "|math|menclose|merror|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|mspace|msqrt|mstyle"
    "|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover"
)
INSIDE = """answer => [...answer.querySelectorAll("*")].map(element => [
    element.tagName, ...element.getAttributeNames()])"""


@dataclass
class Shown:
    """An answer on a page, and what the browser did meanwhile."""

    answer: Locator
    ran: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    heard: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    @classmethod
    def on(cls, page: Page, text: str) -> Shown:
        """Have ``text`` answered, by a model that repeats it."""
        shown = cls(page.get_by_test_id("pane-model_a").locator(".answer"))
        shown.heard = {
            "dialog": shown.dismiss,
            "pageerror": lambda error: shown.complaints.append(str(error)),
            "console": lambda message: shown.complaints.append(message.text),
            "request": lambda request: shown.requests.append(request.url),
        }
        for event, told in shown.heard.items():
            page.on(event, told)  # type: ignore[call-overload]  # one of the four
        page.goto("/")
        page.get_by_test_id("prompt").fill(text)
        page.get_by_test_id("send").click()
        page.get_by_test_id("vote-tie").wait_for()
        page.wait_for_timeout(400)  # formulas and colours come a little later
        return shown

    def leave(self, page: Page) -> None:
        """Nothing more is noted."""
        for event, told in self.heard.items():
            page.remove_listener(event, told)

    def dismiss(self, dialog: Dialog) -> None:
        """Note that something ran."""
        self.ran.append(dialog.message)
        dialog.dismiss()

    def elements(self) -> list[tuple[str, list[str]]]:
        """Every element of the answer, with the names of its attributes."""
        return [(tag, names) for tag, *names in self.answer.evaluate(INSIDE)]


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Shown]]:
    """How a text stands on the page, in an arena whose models repeat the question."""
    echo = {"text": "{prompt}", "chunk": 400}
    folder: Path = tmp_path_factory.mktemp("echoes")
    settings = scripted(folder, {"oak": echo, "elm": echo}, battle={"pace_characters": 400})
    with serving(settings) as address, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        chromium = playwright.chromium.launch(
            executable_path=found, chromium_sandbox=False, args=FLAGS
        )
        page = chromium.new_page(base_url=address, reduced_motion="reduce")
        before: list[Shown] = []

        # The last answer is there until another one is asked for; a page for each takes long.
        @functools.lru_cache(maxsize=1)
        def show_alone(text: str) -> Shown:
            if before:
                before.pop().leave(page)
            before.append(Shown.on(page, text))
            return before[0]

        yield show_alone
        chromium.close()


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, show: Callable[[str], Shown]) -> Shown:
    """Each kind of attack in turn."""
    return show(HOSTILE[request.param])


def test_nothing_that_a_model_writes_runs(hostile: Shown) -> None:
    assert hostile.ran == []


def test_the_security_policy_never_has_to_step_in(hostile: Shown) -> None:
    assert hostile.complaints == []


def test_an_answer_makes_the_browser_ask_nobody(hostile: Shown) -> None:
    assert {urlsplit(url).hostname for url in hostile.requests} == {"127.0.0.1"}


def test_an_answer_holds_only_known_elements(hostile: Shown) -> None:
    assert [tag for tag, _ in hostile.elements() if not ELEMENTS.fullmatch(tag)] == []


def test_no_element_has_a_handler_a_style_or_an_id(hostile: Shown) -> None:
    names = {name for _, attributes in hostile.elements() for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "id", "src"}}


def test_links_lead_to_web_and_mail_only(hostile: Shown) -> None:
    links = hostile.answer.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    schemes = {urlsplit(link).scheme for link in links if link is not None}
    assert schemes <= {"http", "https", "mailto"}


def test_links_tell_the_other_site_nothing(show: Callable[[str], Shown]) -> None:
    rels = show(LINKS).answer.locator("a").evaluate_all("all => all.map(a => a.rel)")
    assert set(rels) == {"noopener noreferrer nofollow ugc"}


def test_an_image_is_shown_as_its_words_and_address(show: Callable[[str], Shown]) -> None:
    kept_out = show(IMAGES).answer.locator(".image-kept-out").first
    assert kept_out.inner_text() == "Image not loaded: beacon (https://evil.example/p.png?voter=1)"


def test_formulas_become_mathml_and_prices_do_not(show: Callable[[str], Shown]) -> None:
    expect(show(HARMLESS).answer.locator("math")).to_have_count(1)


def test_finished_code_is_coloured(show: Callable[[str], Shown]) -> None:
    assert show(HARMLESS).answer.locator(".code .hljs-keyword").first.inner_text() == "def"


def test_text_flows_in_its_own_direction(show: Callable[[str], Shown]) -> None:
    arabic = show(HARMLESS).answer.get_by_text("مرحبا")
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_columns_keep_their_alignment_without_inline_style(show: Callable[[str], Shown]) -> None:
    cell = show(HARMLESS).answer.locator("td").first
    assert cell.evaluate("element => getComputedStyle(element).textAlign") == "right"
