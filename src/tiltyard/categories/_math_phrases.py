"""Phrases by which people set a mathematical task, each with the words that give it away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from tiltyard.categories._prompts import phrases

TASKS = (
    phrases(
        "solve prove proof show let find evaluate compute determine",
        r"\bsolve (?:for|the (?:system|equation|following|inequality)|this (?:equation|math))|"
        r"\bprove (?:that|the|by|or disprove|every|if|for)|\bshow (?:that|by induction)|"
        r"\blet \w+ be an? |\bfind the (?:value|area|volume|limit|slope|equation|sum|roots?|"
        r"perimeter|derivative|integral|missing)",
    ),
    phrases(
        "find compute calculate evaluate determine approximate invert simplify",
        r"\b(?:find|compute|calculate|evaluate|determine|approximate|invert|simplify) (?:the |"
        r"an? |all |"
        r"each |this |its |their )*(?:(?:smallest|largest|least|greatest|last|first|total|exact|"
        r"general|maximum|minimum|possible|positive|non-?zero|real|following|inverse|partial|"
        r"definite|"
        r"indefinite|directional|second|cross|dot|scalar|natural) )*(?:gradient|jacobian|hessian|"
        r"derivatives?|integrals?|limits?|digits?|remainders?|integers?|primes?|(?:rational|real|"
        r"complex|natural) numbers?|coefficients?|determinant|rank of|eigen\w+|inverse of|"
        r"residues?|"
        r"re\(|im\(|(?:arc)?(?:cos|sin|tan|cot|sec)\b|(?:log|ln)\b|factorial|sum of|product of|"
        r"reciprocals?|expression|matrix|vectors?|angles?|radius|diameter|circumference|hypotenuse|"
        r"perimeter|variance|standard deviation|expected value|expectation|probabilit\w+|"
        r"likelihood that|percentage|ratio of|x\b|y\b|f\(|p\()",
    ),
    phrases(
        """
        square cube root prime common differential induction deviation interest linearly
        independent dependent completing log odds truth radians radian degrees matrix function
        functions factor expand
        """,
        r"\bsquare root|\bcube root|\bprime numbers?\b|\bis \d+ (?:a )?prime|\bleast common|"
        r"\bgreatest common|\bdifferential equation|\bby induction|\bstandard deviation|"
        r"\bcompound interest|\blinearly (?:in)?dependent|\bcompleting the square|\blog base|"
        r"\bodds of|\btruth table|\bradians?\b|\bto degrees|\b(?:invert|inverse of|"
        r"transpose) (?:the |this )?matrix|\b(?:inverse|domain|range|graph|zeros|"
        r"roots) of (?:the |this |a )?function|\bcontinuous function|\bfactor (?:the|x|\d)|"
        r"\bexpand \(",
    ),
    phrases(
        """
        ways remainder power math maths mathematical equation convert term fraction decimal
        decimals percent multiplied pi integers consecutive intercept
        """,
        r"\bhow many ways|\bremainder when|\bto the power|\bmath(?:s|ematical)? (?:problem|"
        r"question|puzzle|exercise)|\bequation of (?:the|a)|\bconvert (?:[\w.,/°-]+ ){1,5}(?:to|"
        r"into|in) (?:km|kilomet|miles?|decimal|binary|hex|celsius|fahrenheit|kg|kilogram|pounds|"
        r"lbs|cm|inch|feet|met|litre|liter|minutes|seconds|hours|roman|base)|\bnext term|"
        r"\bwhat (?:percent|fraction)|\bpi to |\bmultiplied by|\bas a fraction|\bto a (?:decimal|"
        r"fraction)|integers? (?:solutions?|are in)|\bconsecutive (?:integers|numbers)|"
        r"decimal places|[xy]-intercept",
    ),
    phrases("number", r"\bnext number|\bof a number\b|\bwhat(?:'s| is) the number\b"),
    phrases(
        "divided times plus minus mod percent digit round rounded multiply log2 log3 log10",
        r"\bdivided by \d|\d times \d|\d (?:plus|minus|mod) \d|\d percent of \d|\blog\d+\(|"
        r"\bmultiply (?:it|by|\d)|\bround(?:ed)? (?:\d|to (?:two|three|the nearest|\d))|"
        r"\bdigit \d",
    ),
    phrases(
        "many",
        r"\bhow many (?:minutes|seconds|hours|days) (?:are )?in|\bhow many (?:different |"
        r"distinct )(?:\w+[- ]?){0,3}(?:digit|numbers|codes|pins?|words|arrangements|"
        r"permutations|combinations|outfits|committees|teams)",
    ),
    phrases(
        "mean average median sum product difference probability value normal",
        r"\b(?:mean|average|median|sum|product|difference) of (?:\d|two|three|four|five|six|"
        r"the (?:first|numbers|digits)|these|all (?:the )?(?:numbers|integers))|"
        r"\bprobability (?:that|of)|\bexpected value|normal with mean",
    ),
    phrases(
        """
        racine équation inéquation système combien nombre wurzel viel größter raíz raiz radice
        cuánto cuadrada quadrada quadrata probabilité probabilidad wahrscheinlichkeit корень aire
        l'aire
        """,
        r"racine carrée|résou(?:s|dre) (?:l'|une |cette |les? )?(?:équation|inéquation|système)|"
        r"combien (?:font|fait|de fois|en )|nombre premier|wurzel aus|wie viel ist|"
        r"größter gemeinsamer|raíz cuadrada|cuánto es|raiz quadrada|radice quadrata|"
        r"квадратн\w+ корень|probabilité (?:de|d')|probabilidad de|wahrscheinlichkeit|\baire d",
    ),
)
_SHARE = re.compile(r"\d ?% of \d")

# Other senses, taken out before anything is counted.
_OTHERS = (
    phrases(
        "equation equations matrix triangle inequality inequalities prime circle",
        r"\b(?:chemical|balanced|balance the|word) equations?\b|\b(?:the|movie|film|data|"
        r"responsibility|risk|decision|priority|evaluation|comparison|confusion|"
        r"eisenhower) matrix\b|\bmatrix (?:movie|film|reloaded)|\b(?:love|bermuda|fire|"
        r"golden) triangle|\b(?:income|social|gender|wealth|racial|economic|health) inequalit\w+|"
        r"\bprime (?:minister|time|video|rib|suspect|meridian|example|number one)|\bamazon prime|"
        r"\bprime of (?:his|her|life)|\b(?:inner|vicious) circle|\bcircle (?:of (?:friends|life)|"
        r"dance)|\bsquare (?:dance|brackets)",
    ),
    phrases(
        "divided proof prove integral product sum mean series times vector tangent tangents "
        "average",
        r"\bdivided (?:by (?:race|class|war|opinion|faith|religion|politics|a wall)|into|over|"
        r"between|country|city)|\b(?:burden of|bullet ?|fool ?|water ?)proof|\bproof[- ]?read\w*|"
        r"\bproof of (?:concept|purchase|address|identity|payment|residence|work|stake)|"
        r"\bprove (?:him|her|them|me|it to|myself|himself|herself|my point|innocent)|"
        r"\bintegral part|\bproduct (?:description|launch|range|manager|page|name|idea|review)s?|"
        r"\bsum up\b|\bsum of all fears|\bmean (?:girls?|time|well|by|to)\b|\bwhat (?:does|do|"
        r"did) [^.?]{0,60} mean|\b(?:tv|book|netflix|film|lecture|youtube|world) series|"
        r"\bseries (?:of (?:events|books|articles|posts)|breaking)|\btimes? (?:new roman|square|"
        r"magazine)|\bvector (?:graphic|image|art|database|store|embedding)s?|\btangents? (?:off|"
        r"about)|\boff on a tangent|\baverage (?:person|human|joe|reader|life\w*|user|american|"
        r"family|citizen)",
    ),
    phrases(
        "mathematician mathematicians mathematics math maths numbers number triangle algebra "
        "geometry lesson lessons worksheet curriculum course syllabus",
        r"\b(?:lessons?|worksheets?|curriculum|course|syllabus) (?:plan )?(?:on|about|for|in) "
        r"(?:\w+ ){0,2}(?:mathematic\w+|maths?|algebra|geometry|fractions?|decimals|calculus|"
        r"probability|statistics|triangles?|numbers?|equations?)|\b(?:limerick|poem|story|song|"
        r"joke|haiku|essay|novel|history) (?:about|of) (?:an? |"
        r"the )?(?:\w+ ){0,3}(?:mathematic\w+|maths?|numbers?|triangle|algebra|geometry|zero)|"
        r"\b(?:school|maths?) (?:teacher|class|anxiety)",
    ),
)


def set_by_phrase(low: str, found: Set[str]) -> bool:
    """Whether a phrase of a lower-case text with these words sets a task."""
    return any(task.match(low, found) for task in TASKS) or (
        "%" in low and _SHARE.search(low) is not None
    )


def phrases_of_tasks() -> Iterator[re.Pattern[str]]:
    """All that sets a task, for a `Hint`."""
    yield from (task.pattern for task in TASKS)
    yield _SHARE


def own_sense(low: str, found: Set[str]) -> str:
    """A lower-case text without words that stand in another sense."""
    for others in _OTHERS:
        if others.match(low, found):
            low = others.pattern.sub(" ", low)
    return low
