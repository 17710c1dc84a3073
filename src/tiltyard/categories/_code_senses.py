"""Words of programming where they mean something else: dress codes, films' scripts, tables."""

from __future__ import annotations

import re
from collections.abc import Set

from tiltyard.categories._prompts import phrases, words

_OTHERS = (
    phrases(
        "code codes",
        r"\b(?:dress|zip|postal|post|area|promo|discount|coupon|morse|civil|penal|criminal|"
        r"building|tax|country|gate|moral|genetic|vestimentaire|da vinci|secret|access|"
        r"entry) codes?\b|\bcodes? (?:of (?:conduct|honou?r|ethics|silence|hammurabi|"
        r"the samurai)|postal)",
    ),
    phrases(
        "script scripts",
        r"\b(?:video|movie|film|play|tv|radio|podcast|sales|call|phone|youtube|theat\w+|comedy|"
        r"short|scene|dialogue|promotional|promo|recommendation|voice-?over|pitch|deck|"
        r"presentation|"
        r"marketing|advert\w*|ad|commercial|speech|skit|interview|meditation|hosting|narration|"
        r"explainer|animation|live-?stream\w*|documentary|speaking|introduction|webinar|sermon|"
        r"training|service|support|drama|sitcom|cold|outreach|cursive|prescription|doctor's|"
        r"handwriting|ancient|chinese|arabic|writing) ?scripts?\b|\bscripts? (?:for|of) (?:an? |"
        r"the |my |"
        r"our )?(?:[\w'’-]+ ){0,4}?(?:video|movie|film|play|podcast|scene|show|commercial|radio|"
        r"episode|sketch|speech|ad|advert\w*|youtube|drama|comedy|sitcom|vlog|documentary)",
    ),
    phrases(
        "program programs programme programmes programm",
        r"\b(?:workout|training|fitness|exercise|loyalty|mentor\w*|exchange|degree|master'?s|phd|"
        r"volunteer|rewards?|tv|television|radio|space|study|aid|government|school|wellness|"
        r"onboarding|rehab|diet|running|internship|education\w*|social|nuclear|afterschool|"
        r"community|weight loss|graduate|undergraduate|university|college|doctoral|apollo|"
        r"vaccination|strength) program(?:me)?s?\b|\bprogramme (?:de visite|scolaire|politique|"
        r"tv|électoral|d'entra\w+)|\bprogramm läuft",
    ),
    phrases(
        "class classes classroom",
        r"\b(?:social|middle|working|upper|economy|business|first|yoga|maths?|english|history|"
        r"cooking|dance|ruling|world|lower|master|art|science|biology|gym|language) class(?:es|"
        r"room)?\b|\bclass (?:system|struggle|action|teacher|reunion|trip|string|schedule|"
        r"president|notes|\d)|\bin class\b",
    ),
    phrases(
        "tree trees",
        r"\b(?:family|christmas|apple|oak|decision|fig|olive|palm|pine) trees?\b|tree of (?:life|"
        r"knowledge)",
    ),
    phrases(
        "function functions fonction fonctions",
        r"\bfunctions? of (?:the |a |an )?(?:liver|kidneys?|heart|brain|mitochondri\w+|skin|"
        r"money|art|state|family|language|cell|blood|proteins?|enzymes?|society)|fonctions? des? ",
    ),
    phrases(
        "algorithm algorithms",
        r"\b(?:social media|youtube|tiktok|instagram|dating|google's|facebook|"
        r"twitter) algorithms?\b",
    ),
    phrases(
        "url urls angular",
        r"\burls? links?|\b(?:links?|urls?) (?:to|of|for|or) |\bangular (?:momentum|velocity|"
        r"brackets?|"
        r"accelerat\w+|frequency|displacement|speed|distance|resolution)",
    ),
    # The shape of an answer, not what it is about.
    phrases(
        "json yaml xml csv markdown html",
        r"\ba (?:json|yaml|xml) (?:object|dictionary|string|array|list)|\b(?:in|as|into|using|"
        r"valid|of) (?:an? |the |valid |proper |its )?(?:json|yaml|xml|csv|"
        r"markdown)(?:[- ](?:format\w*|objects?|string|dictionary|array|list|content|output|"
        r"structure))?(?! (?:in|to|with|using) (?:python|java|c|go))\b|(?:json|csv|yaml|xml|"
        r"html) ?(?:形式|文字列|格式|オブジェクト|字符串|형식)",
    ),
    phrases(
        "array arrays unity spring string house monty swift rust ruby taylor table tables",
        r"\b(?:seismic|solar|microphone|antenna|telescope|vast|wide) arrays?\b|\bunity gain|"
        r"\b(?:rugby|spring|string) (?:league|quartet|theory)|\bhouse rules?|\bmonty python|"
        r"\b(?:swift|rust|ruby)(?:'s)? (?:taylor|belt|red|ring|remov\w+|stain)|taylor swift|"
        r"\btable (?:for|tennis|manners|lamp|of contents)|table,|(?:wooden|dining) tables?|"
        r"rust (?:on|from|off|out)",
    ),
)
_SNAKE = re.compile(
    r"\b(?:snakes?(?! game)|terrarium|reptiles?|anacondas?|zoo|cobras?|pet|ball pythons?)\b"
)
_ISLAND = re.compile(
    r"\b(?:bali|sumatra|indonesia\w*|jakarta|coffee|volcano\w*|borneo)\b|\b(?:travel|move|fly|"
    r"trip|flight|island|visit|holiday|vacation) (?:from |to |in |of |on )?java\b"
)


def own_sense(low: str, found: Set[str]) -> tuple[str, Set[str]]:
    """A lower-case text and its words, without those that stand in another sense."""
    cleared = low
    for others in _OTHERS:
        if others.match(cleared, found):
            cleared = others.pattern.sub(" ", cleared)
    if "python" in found and _SNAKE.search(low):
        cleared = cleared.replace("python", "")
    if "java" in found and _ISLAND.search(low):
        cleared = cleared.replace("java", "")
    return (low, found) if cleared == low else (cleared, words(cleared))
