"""Sentences in which a model says what it is or who made it.

Names in a sentence are first replaced by ``⟦number⟧``. A claim is then a first person beside one:
that a name occurs is not enough, since people ask about models and their makers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiltyard.pipeline.steps._names import Name

_I = r"\b(?:I am|I['’]m|I['’]m|i am|i['’]m)"
_BY_THE_WAY = (
    r"(?:\s+(?:actually|really|just|simply|only|still|also|indeed|called|named|of course|in fact))*"
)
_AS = (
    r"(?<!such )(?<!well )(?<!known )(?<!same )(?<!far )(?<!long )(?<!soon )(?<!much )(?<!many )"
    r"(?<!just )(?<!used )(?<!serve )(?<!serves )(?<!act )(?<!acts )(?<!refer )\b[Aa]s"
)
_MADE = (
    r"(?:developed|created|trained|made|built|designed|fine-?tuned|provided|powered|produced|"
    r"released|"
    r"engineered|programmed|maintained|launched|operated|brought to you|offered)"
)
_TEAM = (
    r"(?:(?:the|an?|my|some|researchers?|team|teams|company|engineers?|people|developers?|"
    r"scientists|folks|"
    r"lab|startup|organization|organisation|firm|at|from|of|by|called|named|known as|and|tech|"
    r"technology|"
    r"AI|research|based|large|giant|latest|new|version|model|architecture|family)\s+)*"
)
_FILLER = (
    r"(?:(?!(?:of|at|for|in|on|who|with|working|using|by|from|that|about|not)\b)"
    r"[\w'’-]+,?\s+){0,5}?"
)
_STRONG = (
    r"(?:AI|A\.I\.|artificial intelligence|language model|LLM|chat ?bot|conversational agent|"
    r"(?:virtual|digital|voice|AI) assistant|neural network|transformer)"
)
_WEAK = r"(?:assistant|model|bot|program|system|software)"
_TAIL = r"(?:\s+(?:model|assistant|system|program|chatbot|AI|bot|language|LLM|based|\([A-Z]+\)))*"
_WHICH = r"[\s,(–—-]*(?:(?:that|which|who)(?:['’]s|\s+(?:was|is|has been|have been))?\s+)?"
_ALSO = r"(?:,?\s+(?:and\s+|&\s+)?[\w-]+){0,3}?"
_NAME = r"⟦(\d+)⟧"

_QUOTED = r"[\"'“*_]*"
_WITH = (
    r"[Yy]ou(?:['’]re| are) (?:currently )?(?:talking|speaking|chatting|interacting) (?:to|with)"
)
# "I am Wren, a language model", whatever the name is.
_CALLED = r"(?:\s+(?:⟦\d+⟧|[A-Z][\w.-]*)(?:\s[\w.-]+)?,)?"
_ARTICLE = r"(?:an?|the|your|one of the)"
_WAS = rf"(?:{_I}|\bI was|\bI have been|\bI['’]ve been)(?:\s+\w+ly)?"
_FROM = r"(?:by|from|called|named|known as|at|of|on)"
_MADE_ME = (
    r"(?:(?:created|trained|developed|designed|programmed|built|fine-?tuned)(?:,? and \w+)? me\b|"
    r"made me\s*[.,;!?)])"
)
_MINE = (
    r"(?:creators?|developers?|makers?|designers?|trainers?|parent company|model(?: name)?|name|"
    r"underlying model|base model|architecture|full name|official name)"
)

# What may be about any name, by the kind of name that it must be; None: of either kind.
_ENGLISH: tuple[tuple[str | None, str], ...] = (
    (
        "model",
        rf"(?:{_I}|\b[Mm]y name(?: is|['’]s)|\bcall me|\b{_WITH}|\bmodel {_WITH} is)"
        rf"{_BY_THE_WAY}[,:]?\s+{_QUOTED}(?:the model\s+)?{_NAME}",
    ),
    (
        None,
        rf"(?:{_I}{_CALLED}|{_AS}|\b[Bb]eing|^\W*(?:Assistant|This (?:AI|assistant|model)) is)"
        rf"{_BY_THE_WAY}\s+{_ARTICLE}\s+{_FILLER}{_STRONG}\b{_TAIL}"
        rf"{_WHICH}(?:{_MADE}{_ALSO}\s+)?{_FROM}\s+{_QUOTED}{_TEAM}{_NAME}",
    ),
    (
        "model",
        rf"(?:{_I}|{_AS}){_BY_THE_WAY}\s+{_ARTICLE}\s+{_FILLER}{_STRONG}\b{_TAIL}"
        rf"[\s,(:–—-]+{_QUOTED}{_NAME}",
    ),
    (
        None,
        rf"(?:{_I}{_CALLED}|{_AS}){_BY_THE_WAY}\s+{_ARTICLE}\s+{_FILLER}{_WEAK}\b"
        rf"{_WHICH}{_MADE}{_ALSO}\s+by\s+{_TEAM}{_NAME}",
    ),
    (
        "maker",
        rf"{_I}\s+⟦\d+⟧,\s+(?:an?\s+{_FILLER}{_WEAK}\s+)?(?:{_MADE}{_ALSO}\s+)?by\s+{_TEAM}{_NAME}",
    ),
    (
        None,
        rf"(?:{_I}|{_AS}){_BY_THE_WAY}\s+(?:an?\s+|the\s+)?{_NAME}['’]s?\s+"
        r"(?:[\w-]+\s+){0,4}?(?:AI|model|assistant|chatbot|LLM|⟦)",
    ),
    (
        "model",
        rf"(?:{_I}|{_AS})\s+(?:an?|the)\s+{_NAME}(?:\s+[\w-]+)?\s+(?:model|assistant|chatbot|AI|"
        rf"bot)\b",
    ),
    ("model", rf"(?:\b[Tt]his is|^(?:\W*\w+[!,])?)\s*{_NAME}\s+(?:here|speaking)\b"),
    ("maker", rf"{_WAS}\s+{_MADE}{_ALSO}\s+(?:by|at)\s+{_TEAM}{_NAME}"),
    (
        "model",
        rf"(?:{_WAS}\s+(?:based|built|running|powered|fine-?tuned)\s+(?:on|by|using|upon|from)|"
        rf"\bI (?:run|operate) on)\s+{_TEAM}(?:⟦\d+⟧['’]s\s+)?{_TEAM}{_NAME}",
    ),
    (
        "maker",
        rf"{_NAME}(?:,[^⟦]{{0,40}}?)?\s+"
        rf"(?:has |have |had |also |who |that |which |originally )*{_MADE_ME}",
    ),
    (
        None,
        rf"\b[Mm]y\s+{_MINE}\b,?\s*(?:is|are|was|were|at|from|:)?\s*"
        rf"(?:based on\s+)?{_QUOTED}{_TEAM}{_NAME}",
    ),
    (
        "model",
        rf"{_AS}\s+{_NAME},?\s+(?:I\b|my\b|an?\s+(?:[\w-]+\s+){{0,3}}?"
        r"(?:AI|language model|assistant|model|chatbot)\b)",
    ),
)
_SUBJECT = (
    r"(?:\b(?:je suis|je m['’]appelle|mon nom est|ich bin|ich heiße|ich wurde|mein name ist|soy|"
    r"me llamo|mi nombre es|"
    r"fui|sono|mi chiamo|il mio nome è|sou|meu nome é|me chamo|ik ben|mijn naam is|jestem|"
    r"nazywam się|mam na imię|"
    r"jag är|jag heter|jeg er|jeg hedder|jeg heter|я|меня зовут|моё имя|меня|saya(?: adalah)?|"
    r"nama saya(?: adalah)?|"
    r"tôi là|tên tôi là|ben|benim adım|adım|en tant que|als|como|come|как|jako)(?!\w)|"
    r"en tant qu['’](?:une? )?|我是|我叫|我就是|我的名字是|我的名字叫|作为|我由|私は|わたしは|僕は|"
    r"저는|제 이름은|나는|أنا|"
    r"اسمي|मैं|मेरा नाम)"
)
_AI_ELSEWHERE = (
    r"(?:\b(?:IA|KI|AI|SI|ИИ)\b|mod[eè]le? d[eou] (?:langage|langue)|Sprachmodell|"
    r"modelo de (?:lenguaje|linguagem|idioma)|"
    r"modello linguistico|taalmodel|model\w* językow\w+|språkmodell?|sprogmodel|языков\w+ модел\w+|"
    r"интеллект|"
    r"语言模型|語言模型|人工智能|大模型|助手|言語モデル|アシスタント|언어 모델|인공지능|yapay zeka|"
    r"dil modeli|model bahasa|"
    r"mô hình ngôn ngữ|نموذج لغ|ذكاء اصطناعي|chat ?bot|assistente?|asistente)"
)
_MADE_ELSEWHERE = (
    r"(?:développée?|créée?|entraînée?|conçue?|entwickelt\w*|trainiert\w*|erstellt\w*|geschaffen|"
    r"desarrollad\w|cread[oa]|"
    r"entrenad\w|sviluppat\w|creat[oa]|addestrat\w|desenvolvid\w|criad[oa]|treinad\w|ontwikkeld|"
    r"getraind|gemaakt|"
    r"stworzon\w+|opracowan\w+|wytrenowan\w+|utvecklats?|udviklet|utviklet|разработа\w+|созда\w+|"
    r"обуч\w+|开发|開發|训练|訓練|"
    r"创建|研发|打造|开發|開発|作られ|개발|훈련|만든|geliştiril\w+|dikembangkan|dilatih|phát triển|"
    r"huấn luyện|طور\w*|"
    r"تطوير\w*)"
)
_ELSEWHERE: tuple[tuple[str | None, str], ...] = (
    (
        "model",
        rf"(?i:{_SUBJECT})[\s—–:,-]*(?:l['’]|(?:le|la|der|die|das|el|il|o|une?|eine?|une|um|uma|un|"
        rf"una|名为)\s+){{0,2}}"
        rf"[\"'“«*_]*{_NAME}",
    ),
    (
        None,
        rf"(?i:{_SUBJECT}[^⟦]{{0,70}}?(?:{_AI_ELSEWHERE}|{_MADE_ELSEWHERE})[^⟦]{{0,50}}?){_NAME}",
    ),
    (
        None,
        rf"(?:我是|我由|作为|作為|私は|わたしは|저는|나는|"
        rf"(?i:\bben))[^⟦]{{0,20}}{_NAME}[^⟦]{{0,30}}(?i:{_MADE_ELSEWHERE}|{_AI_ELSEWHERE})",
    ),
    (
        "maker",
        rf"^[^⟦は]{{0,6}}{_NAME}(?:社)?(?:によって|が|に)[^⟦]{{0,12}}{_MADE_ELSEWHERE}[^⟦は]*です",
    ),
)
_CLAIMS = [(kind, re.compile(text)) for kind, text in (*_ENGLISH, *_ELSEWHERE)]
_POLICY = re.compile(
    rf"\b(?:against|violat\w+|under|[Pp]er|follow\w*|comply with|"
    rf"adher\w+ to)\s+{_NAME}['’]s?\s+(?:[\w-]+\s+){{0,4}}?"
    r"(?:polic(?:y|ies)|guidelines|terms|rules)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|me)\b")
# A word that follows a first name: a person. What versions of models are called is none.
_SURNAME = re.compile(
    r"\s+(?!(?:AI|Opus|Sonnet|Haiku|Instant|Pro|Ultra|Flash|Nano|Advanced|Assistant|Chat|Large|"
    r"Medium|Small|"
    r"Plus|Instruct|Coder|Code)\b)(?:(?:von|van|de|du|la)\s+)?[A-Z][a-zà-ÿ]+"
)
TALK_OF_AI = re.compile(
    rf"\b(?:AI|A\.I\.|artificial intelligence|language models?|LLMs?|chat ?bots?|virtual assistant|"
    rf"AI assistant|"
    rf"Assistant|trained|conversational)\b|{_AI_ELSEWHERE}"
)
# What a sentence with a claim holds at least; polars looks for it before Python does.
CUE = (
    r"(?i)(?-u:\b)(?:i|this is|here|i am|i['’]m|i was|i['’]ve been|i have been|i run|i operate|as|"
    r"being|my|me|"
    r"is an?|is the|you are|you['’]re|je|mon|ich|mein|soy|llamo|mi|fui|sono|il mio|sou|meu|ik|"
    r"mijn|jestem|nazywam|jag|jeg|saya|ben|en tant|als|como|come|jako)(?-u:\b)|"
    r"я|моё|как|tôi|adım|我|作|私|わたし|僕|저|제|나는|أنا|اسمي|मैं|मेरा|です"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that a model gave itself or its makers.

    Attributes:
        name: which.
        is_plain: it needs no talk of AI beside it to be believed.
        is_weak: it may repeat what the user said.
    """

    name: Name
    is_plain: bool
    is_weak: bool = False


def claims(marked: str, names: Sequence[Name]) -> Iterator[Claim]:
    """Every claim in a sentence whose names are replaced by ``⟦number⟧``."""
    for kind, compiled in _CLAIMS:
        for match in compiled.finditer(marked):
            name = names[int(match[1])]
            if kind in (None, name.kind) and not _is_person(name, marked[match.end(1) + 1 :]):
                yield Claim(name, name.is_sure)
    if _FIRST_PERSON.search(marked):
        for match in _POLICY.finditer(marked):
            yield Claim(names[int(match[1])], is_plain=True, is_weak=True)


def _is_person(name: Name, after: str) -> bool:
    return not name.is_sure and name.kind == "model" and bool(_SURNAME.match(after))
