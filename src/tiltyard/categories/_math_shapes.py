"""What formulas look like, and stories whose numbers are to be combined."""

from __future__ import annotations

import re
from collections.abc import Set

from tiltyard.categories._hints import any_word, loosened
from tiltyard.categories._prompts import phrases, word_set

_LATEX = re.compile(
    r"\\(?:d?frac|int|sum|sqrt|lim|infty|prod|partial|nabla|mathbb|mathrm|cdot|leq?|geq?|alpha|"
    r"theta|pi|binom|pmod|log|sin|cos|begin\{[pbv]?(?:matrix|align|cases|equation))\b|"
    r"\$[^$\n]{1,80}[\^_=\\<>][^$\n]{0,80}\$|[∫∑√∂∞≤≥≡∈∀∃²³]"
)
_LATEX_MARKS = re.compile(r"[\\$∫∑√∂∞≤≥≡∈∀∃²³]")
# By the marks of which one has to be there.
_MARKED = (
    (
        re.compile("[=<>]"),
        r"(?<![\w.])[-+]?\d*[a-z](?:\^\d+|²|³)?\s*[-+*/]\s*[-+\w^*/ "
        r"().²³]{1,40}?\s*[=<>]\s*[-+]?[\w(]|(?<![\w.])[a-z](?:\([a-z]\)|"
        r"')?\s*=\s*[-+]?\d*\s?[a-z(]?\w?(?:\^|\s*[-+*/]\s*)[\w(]|\|[^|\n]{1,20}\|\s*[<>=]\s*\d|"
        r"(?<![\d-])\d+\s?[-+]\s?\d+\s*=|(?<!\w)\d+\s?[a-z]\s?[-+]\s?\d+\s?=\s?\d|"
        r"\bp\([a-z] ?[<>=]|\d\s+[-+/]\s+\d+\s*[-+*/=?]",
    ),
    (re.compile(r"[*×÷^²]"), r"\d\s*[*×÷^]\s*\d|\b[a-z]\^\d|\)\^\d|\bx²|\d[a-z]²"),
    (re.compile(r"\d [-+/]"), r"\d\s+[-+/]\s+\d+\s*(?:[-+*/=?]|$)|\b1 ?\+ ?2 ?\+"),
    (
        re.compile(r"\([-\da-z]"),
        r"\b[fgh]\((?:\d+|[a-z]|[fg]\()|\(-?\d+, ?-?\d+\).{0,40}\(-?\d+, ?-?\d+\)|"
        r"\bp\([a-z] ?[<>=]",
    ),
)
_FORMULAS = tuple((marks, re.compile(shape, re.MULTILINE)) for marks, shape in _MARKED)
_CALLED = phrases(
    "sin cos tan ln log sin2x",
    r"\b(?:sin|cos|tan|ln|log)(?:\s?\(\s?\d*[a-z]\)?|\s\d*[xyt])(?![a-z])",
)

# A whole prompt that is a sum.
SUM = re.compile(r"[\d\s+*/×÷=().,^%-]*\d\s*[-+*/×÷^]\s*\d[\d\s+*/×÷=().,^%-]*\??$")
# Asking what a word means is no task.
DEFINES = re.compile(
    r"(?:so |please |hi,? )*(?:what(?:'s| is| are)|define|explain|describe) (?:the (?:difference|"
    r"meaning)|(?:an? )?[a-z -]{3,40}\??$)"
)
# Who is given a part to play is given terms with it, and no task yet.
PLAYED = re.compile(
    r"\b(?:act as|role ?play|pretend|imagine (?:you|yourself)|suppose you|you are (?:an? |now )|"
    r"embrace the role|take on the role|as an? (?:\w+ )?(?:teacher|tutor|professor),? (?:explain|"
    r"tell|talk))"
)

SHORT = 300  # characters of a story whose amounts may all be words
_DIGIT = re.compile(r"\d")
_COUNTING = word_set(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    dozen half third quarter fifth twice deux trois quatre cinq zwei drei vier fünf dos tres
    cuatro cinco
    """
)
_NUMBER = re.compile(r"\d[\d.,]*")
# A year is no amount, unless a unit follows.
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d[.,]?$")
_UNIT = re.compile(r" ?(?:[%円元€$]|euros?\b|dollars?\b|km\b|m\b|kg\b|people\b)")
_ASKING = word_set(
    """
    how what what's when find calculate compute determine which solve is combien quel quelle quand
    wie cuánto cuánta cuántos cuántas cuál quanto quanta quanti quante quantos quantas qual trova
    em сколько чему когда tardan
    """
)
_ASKED = re.compile(
    r"\bhow (?:many|much|long|far|fast|old|tall|high|heavy|likely)\b|\bwhat(?:'s| is| was| are|"
    r" were| will| would| fraction| percent\w*| number| should| did| does| do| must)\b|"
    r"\bwhen (?:does|do|will|did|would)\b|\bfind\b|\bcalculate|\bcompute|\bdetermine|"
    r"\bwhich (?:number|are they)|\bis it the same|\bsolve\b|\bcombien|quand\b|quel(?:le)? (?:est|"
    r"distance|prix|somme|probab\w+)|\bwie ?viele?\b|\bwie (?:groß|lange|alt|schnell|weit|hoch)|"
    r"\bcuánt[oa]s?\b|¿cuál|\bquant[oiae]s?\b|qual (?:è|é)|\btrova\b|em quanto tempo|сколько|"
    r"чему рав|когда"
)
# How amounts relate: what makes a story with numbers a problem.
_RELATED = re.compile(
    r"\b(?:each|apiece|per|twice|half|thrice|third of|quarter of|double[sd]?|triple[sd]?|"
    r"altogether|in (?:total|all)|left|remain\w*|more than|less than|fewer|older|younger|together|"
    r"neither|both (?:red|blue|are|of them)|discount|sells?|sold|buys?|bought|loses?|lost|"
    r"gives? (?:away|her|his|him|\w+ \d)|gave|spends?|spent|earns?|average|longer|shorter|taller|"
    r"heavier|lighter|cut (?:in|into)|workers|simple interest|pay back|each way|speed|mph|km/?h|"
    r"kph|miles|interest|profit|ratio|fell by|rose by|rolled|drawn|flipped|tossed|legs|equal\w*|"
    r"times as|as many|the rest|shared?|split|downstream|upstream|socks|went (?:up|down)|litres?|"
    r"per \d|every \d|ladder|leans|slices|repeats?|fills?|pipe|at the same|same rate|catch|meet|"
    r"works? alone|machines|cost of|costs?|pay|paid|product is|differ by|parcour\w+|chacun|perd|"
    r"gagne|achète|roule|reste|moitié|double|prix|soldée?s?|je \d|jede[rsn]?|kauft|kostet|kosten|"
    r"bezahl\w*|doppelt|hälfte|übrig|recorre|compra|cuesta|mitad|doble|quedan?|tardan?|costa|"
    r"metade|somma|prodotto|enche\w*|осталось|купил\w*|каждый|вдвое|скорост\w+|расстояние|"
    r"навстречу)\b|\d ?km\b|\d ?%|[€£$] ?\d|\d ?(?:€|euros?|dollars?|cents?)\b"
)
# A plan, a letter or a text that has numbers in it is no task of calculation.
WRITING = re.compile(
    r"\b(?:itinerary|day trip|trip to|budget for|recipe|write (?:me )?(?:an? |"
    r"the )?(?:\w+ ){0,3}(?:story|letter|email|e-mail|mail|poem|essay|post|article|message|"
    r"description|speech|announcement|blog|song|scene|review|advert\w*|slogan|ad|report|script|"
    r"outline|proposal|paper|thesis|copy|summary|paragraph|plan|analysis)|video script|rewrite|"
    r"summari[sz]e|translate|proofread|recommend|suggest|should (?:i|we) (?:save|eat|charge|ask|"
    r"expect|invest)|"
    r"(?:i|we) afford)\b"
)
_ADVICE = re.compile(r"\b(?:plan|rent|salary|visa|diet|dose|dosage|mg|patient|reviews?)\b")
# Who tells of others, or of things, and then asks for an amount, sets a problem.
_TOLD = re.compile(
    r"\bhow (?:many|much|long|far|fast|old|tall|high|heavy)\b[^?.]{0,120}\b(?:does|do|did|will|"
    r"would|"
    r"is|are|was|were|has|have|had|can|could|must|should|left|needed|remain\w*|in (?:all|total))\b|"
    r"\bwhat(?:'s| is| was| were| are| will be| would be)? (?:the |his |her |their |its |[a-z]+'s )"
    r"(?:\w+ )?(?:total|cost|amount|price|age|height|weight|length|distance|speed|percent\w*|"
    r"chance|"
    r"profit|number|fraction|ratio|salary|average|bill)|\bcalculate\b|\bcompute\b"
)
_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|we|our|you|your)\b")
_BEFORE = 40  # characters of a story before it asks
# Tasks with amounts in which something is to be computed.
_COMPUTES = re.compile(
    r"\b(?:calculate|compute|work out|approximate|evaluate|find|determine|"
    r"estimate)\b[^.?!]{0,80}?\b(?:"
    r"cost|costs|price|payments?|balance|interest|profit|total|velocity|speed|acceleration|force|"
    r"distance|time|energy|mass|weight|pressure|current|resistance|voltage|charge|wavelength|"
    r"frequency|concentration|molarity|volume|area|height|depth|length|width|half-life|temperature|"
    r"heat|power|work done|density|moles?|ph|yield|rate|mean|median|mode|number of|amount|value|"
    r"savings|return|premium|tax|bmi)\b"
)
_COMPUTES_ABROAD = re.compile(
    r"\b(?:вычисл|найти|найдите|рассчита|посчита|определите|решить|обчисл|знайд|oblicz|wyznacz|"
    r"hitung|"
    r"bereken|laske |beräkna|beregn|hesapla|calcul[ae]r?\b|calculez|berechne|tính |tìm )|احسب|أوجد|"
    r"(?:계산|구하)|गणना|ज्ञात"
)
# Words by which languages are told that may do with ASCII.
_NEAR_ASCII = re.compile(
    r"\b(?:hoeveel|bereken|berapa|hitung|ile|ilu|oblicz|montako|paljonko|laske|hur|hvor|beregn|"
    r"quant[oiae]s?|cuantos|calcule|combien|calculez|wie ?viele?|berechne)\b"
)
_MANY_ABROAD = re.compile(
    r"\b(?:cuál(?:es)?|cuánt[oa]s?|quant[oiae]s?|combien|wie ?viele?|hoeveel|berapa|ile|ilu|"
    r"montako|"
    r"paljonko|kuinka|hur (?:många|mycket|lång)|hvor (?:mange|meget|lang)|kaç|сколько|скільки|"
    r"какова|"
    r"какой|bao (?:nhiêu|lâu)|mấy)\b|كم|कितन|얼마|몇"
)

# Chinese, Japanese and Korean have no words to count.
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_IDEOGRAPHIC = re.compile(
    r"方程|微分|積分|积分|确率|確率|概率|不等式|三角形|三角関数|因数分解|平方根|行列式|固有値|"
    r"素数|质数|余り|余数|最大公[約约]数|最小公倍数|(?:面積|面积|体积|体積)[をはがのも是为]|(?:を|"
    r"の値を?|和を|値を)求め|求函数|导数|極限|极限|证明[^。]{0,20}(?:定理|数|等|角)|"
    r"証明[^。]{0,4}(?:せよ|しなさい|してください)|計算し(?:て|なさい)|计算[^。]{0,16}\d|割った|"
    r"割ると|除以|乘以|\d+ ?[×÷] ?\d|방정식|미분|적분|확률|넓이|최대공약수|최소공배수|구하시오|"
    r"구하세요|인수분해|소수인지"
)
LONG = 150  # characters beyond which a text without spaces is no short task any more
_WRITING_IDEOGRAPHIC = re.compile(
    r"撰写|起草|写一?[篇份封段个]|论文|润色|翻译|总结|改写|策划|报告|合同|文案|教案|作文|小说|故事|記事を|"
    r"書いて|要約|翻訳|レポート|써 ?줘|작성해|번역|요약"
)
_COUNTED = re.compile(
    r"(?:合計|合わせて|全部で|一共|总共|残り|还剩|剩下|需要|現在有|现在有|"
    r"平均)[^。]{0,20}(?:いくら|いくつ|何|多少|几|幾)|いくつ|いくら|何(?:人|個|円|本|分|時間)|"
    r"几(?:小时|天|分钟|个)|多久|多少(?:小时|天|个|元|只|人|岁|米|公里|钱)|有多少|몇 (?:개|명|살|"
    r"원|시간)"
)


def latex(text: str) -> bool:
    """Whether there is a formula set in LaTeX, or with signs of mathematics."""
    return _LATEX_MARKS.search(text) is not None and _LATEX.search(text) is not None


def formula(low: str, found: Set[str]) -> bool:
    """Whether a lower-case text with these words holds a formula as people type it."""
    if _CALLED.match(low, found):
        return True
    return any(marks.search(low) and shape.search(low) for marks, shape in _FORMULAS)


def numbers(low: str, found: Set[str]) -> int:
    """How many amounts a lower-case text with these words names near its beginning."""
    amounts = len(found & _COUNTING)
    if not _DIGIT.search(low):
        return amounts
    for number in _NUMBER.finditer(low, 0, 2000):
        before = low[number.start() - 1 : number.start()]
        if before.isascii() and (before.isalpha() or before == "_"):
            continue
        amounts += (
            not _YEAR.match(number[0])
            or before in {"$", "€", "£"}
            or _UNIT.match(low, number.end()) is not None
        )
    return amounts


def problem(low: str, found: Set[str], amounts: int) -> bool:
    """Whether it is a story whose amounts are to be combined."""
    if amounts < 2 or (len(low) > SHORT and not _DIGIT.search(low)) or WRITING.search(low):
        return False
    if _ASKING.isdisjoint(found):
        return not low.isascii() and computes_abroad(low, amounts)
    related = _RELATED.search(low) is not None
    if related and _ASKED.search(low) and not _ADVICE.search(low):
        return True
    told = _TOLD.search(low)
    if told and told.start() >= _BEFORE and (related or not _OWN.search(low)):
        return True
    return _COMPUTES.search(low) is not None or computes_abroad(low, amounts)


def computes_abroad(low: str, amounts: int) -> bool:
    """Whether a text in another language than English asks to compute with its amounts."""
    if low.isascii() and not _NEAR_ASCII.search(low):
        return False
    return _COMPUTES_ABROAD.search(low) is not None or (
        amounts >= 3 and _MANY_ABROAD.search(low) is not None
    )


def ideographic(low: str, amounts: int) -> bool:
    """Whether it sets a task in Chinese, Japanese or Korean."""
    if low.isascii() or not _IDEOGRAPH.search(low):
        return False
    if len(low) > LONG and _WRITING_IDEOGRAPHIC.search(low):
        return False
    if _IDEOGRAPHIC.search(low):
        return True
    return amounts >= 2 and _COUNTED.search(low) is not None


# What one of has to be there, of a tuple all, where words and phrases set no task: see `Hint`.
_AMOUNT = rf"\d|{any_word(_COUNTING)}"
SIGNS = (
    (rf"^(?:{loosened(SUM)})\s*$",),
    *((loosened(one),) for one in (_CALLED.pattern, *(shape for _, shape in _FORMULAS))),
    (loosened(_ASKED), loosened(_RELATED), _AMOUNT),
    *((loosened(one), _AMOUNT) for one in (_TOLD, _COMPUTES, _COMPUTES_ABROAD, _MANY_ABROAD)),
    (loosened(_IDEOGRAPHIC),),
    (loosened(_COUNTED), _AMOUNT),
)
LATEX = loosened(_LATEX)
