"""How people and machines refuse in English: patterns for single clauses, in lower case."""

from __future__ import annotations

import re

_ADVERB = (
    r"(?:(?:simply|really|just|still|also|therefore|unfortunately|regrettably|honestly|sadly|"
    r"personally|currently|absolutely|certainly|definitely|generally|actually|directly|"
    r"respectfully|"
    r"politely|knowingly|ethically|in good conscience|only) )*"
)
_CANNOT = (
    r"(?:can't|cannot|can not|cant|won't|will not|wont|'ll not|"
    r"(?:am|'m|'d be|would be|remain) (?:also |still |currently |completely )?"
    r"(?:unable to|not able to|incapable of|not capable of)|"
    r"(?:won't|will not|wouldn't|would not|may not|can't|cannot) be able to|"
    r"(?:am|'m) (?:not|neither) (?:\w+ )?(?:willing|going|allowed|permitted|authori[sz]ed|"
    r"programmed|"
    r"designed|equipped|supposed|meant|prepared|in a position|at liberty|free|qualified|trained|"
    r"built)"
    r"(?: to)?|"
    r"(?:am|'m) prohibited from|should not|shouldn't|"
    r"(?:do not|don't) (?:currently )?have (?:the |any )?(?:\w+ )?"
    r"(?:ability|capability|capabilities|capacity|functionality|permission|authori[sz]ation|means|"
    r"authority|expertise|qualifications) (?:to|for|of))"
)
# What "I can't…" begins when it is a figure of speech, a search without result, or a doubt.
_IDIOM = (
    r"(?!believe|wait|stress|over-?state|over-?emphasi|emphasi[sz]e enough|"
    r"recommend [^.]*(?:enough|"
    r"highly)|help (?:but|feeling|thinking|wonder)|imagine|resist|thank|say enough|agree more|"
    r"deny|stand|"
    r"promise|think of|remember|find|spot|detect|guarantee|get enough|live without|see (?:any|a|"
    r"an|why|"
    r"how|the (?:problem|error|mistake|difference))|argue|complain|be (?:sure|certain|happier|"
    r"more)|know|"
    r"forget|lie|go into (?:every|all|detail|too)|bore|keep you|let you down|hesitate|stop|sleep|"
    r"wait|"
    r"surrender|say (?:it|that) (?:enough|often)|say i|worry|no more|afford|count|ever )"
)
_NOT_IF = r"(?<!\bif )(?<!when )(?<!what )(?<!why )(?<!who )(?<!where )(?<!that's )"

REFUSAL = re.compile(
    "|".join(
        (
            _NOT_IF + r"\bi,? ?(?>" + _ADVERB + _CANNOT + r"\b ?" + _ADVERB + ")" + _IDIOM,
            r"\bi ?(?:must|have to|'ll have to|will have to|need to|'m going to have to|shall|"
            r"am obliged to|'m afraid i must|will|would have to|'d have to) (?:\w+ )?"
            r"(?:decline|refuse|pass on|stop (?:here|there|you)|draw the line|refrain|abstain)",
            r"\b(?:i'm|i am) [^.]{0,60} (?:and|so|which) (?:so |therefore )?(?:can't|cannot|"
            r"am unable|am not"
            r" able|(?:do not|don't) (?:have|condone|engage|provide|promote|support|encourage|"
            r"assist))",
            r"\bi (?:\w+ly )?(?:decline|refuse) (?!to believe|to accept that)",
            r"\b(?:i'm|i am) (?:\w+ )?(?:not|un) ?(?:\w+ )?comfortable",
            r"\b(?:don't|do not|wouldn't|would not) feel (?:\w+ )?(?:comfortable|right|able to)",
            r"\bi(?:'d| would) (?:much )?(?:rather|prefer) not\b(?! to be)",
            r"\bi prefer not to\b",
            r"\bi (?:do not|don't|did not|never) (?:\w+ly )?(?:condone|engage in|participate in|"
            r"provide|"
            r"assist|promote|facilitate|disclose|take part|offer (?:advice|guidance|assistance)|"
            r"share (?:personal|private)|give (?:\w+ )?(?:advice|out)|answer|generate|create|"
            r"produce|"
            r"encourage|support (?:or|any|such|illegal|violen)|possess|store|keep records|retain)",
            r"\bi (?:do not|don't) (?:think|believe) (?:that )?(?:i (?:can|should|could)|it(?:'s|"
            r" is| would"
            r" be) (?:appropriate|right|ethical|a good idea|okay|wise) (?:for me )?to)",
            r"\bi (?:do not|don't) want to (?:be (?:a )?part|help|contribute|encourage|promote|"
            r"write)",
            r"\bi (?:do not|don't|lack|have no)(?: have)?(?: any| the| direct)? ?(?:\w+[ -]){0,3}"
            r"access\b",
            r"\bi (?:do not|don't|have no)(?: have)?(?: any| the)? ?(?:specific |personal |"
            r"private |"
            r"confidential |real-time |live |current |up-to-date |enough |sufficient |"
            r"such )+(?:\w+ )?"
            r"(?:information|data|details|knowledge|records)",
            r"\bi have no (?:comment|ability|way (?:to|of)|information (?:on|about))",
            r"(?:not|n't) something (?:that )?i(?:'m| am| can| could| will| would|'d| feel| want|"
            r" should)",
            r"(?:against|violat\w+|outside(?: of)?|beyond|not within|contrary to|conflicts? with|"
            r"goes? beyond|not in line with|breach\w*)(?: of)?(?: the scope of)? (?:my|our|"
            r"openai\S*|(?:the )?"
            r"(?:usage|content|community|safety|ethical))(?: \w+){0,4}? ?(?:guidelines?|polic(?:y|"
            r"ies)|"
            r"programming|principles|rules|values|capabilit\w+|terms|purpose|ethic\w*|training|"
            r"scope|"
            r"abilit\w+|code|standards)\b",
            r"\bmy (?:\w+ ){0,4}(?:guidelines?|programming|purpose|policies|principles|rules|"
            r"training|"
            r"ethics|values|design|creators|capabilities)(?: \w+){0,3}? (?:do(?:es)? not|don't|"
            r"doesn't|"
            r"prevents?|prohibits?|forbids?|restricts?|keeps? me|is not to|never)",
            r"\b(?:that|which|these|they|it) (?:prevents?|prohibits?|forbids?|stops?) me from",
            r"^(?:unable|not able|i'm unable) to (?:comply|help|assist|provide|fulfil|answer|"
            r"process|do)",
            r"^(?:cannot|can't|won't) (?:comply|help|assist|provide|fulfil|answer|do)",
            r"^(?:this |the |your )?request (?:has been |is |was )?(?:denied|refused|declined|"
            r"rejected|"
            r"violates|cannot be|can't be|goes against)",
            r"no way (?:that )?(?:i|i'm) ?(?:can|will|could|'ll|am|going)",
            r"\bi (?:have|need) to (?:say no|turn (?:this|that|it|you) down)",
            r"\b(?:it|this|that)(?: is|'s| would be|'d be)? (?:not |in|un|"
            r"ir)\w* ?(?:\w+ )?(?:appropriate|"
            r"ethical|responsible|right|possible|acceptable)? ?(?:for|of) me to",
            r"\bwe(?:'re| are)? (?:cannot|can't|unable to|won't|will not|not able to) (?:support|"
            r"help|"
            r"assist|fulfil|process|provide|comply|accept|answer)",
            r"^(?:no|nope|sorry|no, sorry|sorry, no|absolutely not|no way)[.!]*$",
            r"\bi (?:must|have to|need to|should|strongly|would strongly|cannot but|feel i must) "
            r"(?:\w+ly )?(?:advise|urge|caution|warn)(?: you)?(?: \w+)? (?:against|not to)",
            r"\b(?:cannot|can't|unable to) (?:help|assist|answer|provide|comply|fulfil\w*|"
            r"respond)\b"
            r"(?: (?:you|with|this|that|it|to|your|such))*[^.]*[.!]*$",
        )
    )
)

_BAD = (
    r"(?:not|never|n't|neither) (?:\w+ ){0,2}?(?:appropriate|ethical|acceptable|right|okay|ok|"
    r"moral|"
    r"productive|respectful|lawful|fair|accurate|responsible|justifi\w+|funny|humane|morally|"
    r"kind)|illegal|"
    r"unethical|immoral|inappropriate|unacceptable|unlawful|harmful|wrong|hateful|offensive|"
    r"against the law|"
    r"irresponsible|(?:a |an )?(?:\w+ )?crime|discriminat\w+|incorrect and|false and|unjust"
)
# "I must point out that it is not right to…": a sermon instead of an answer.
SERMON = re.compile(
    r"\b(?:i|we)(?:'d| would)? ?(?:must|have to|need to|feel|want to|should|like to|strongly|"
    r"feel obliged to)"
    r"(?: \w+ly)? ?(?:inform|remind|point out|emphasi[sz]e|stress|advise|caution|urge|encourage|"
    r"clarify|"
    r"say|note|let you know)\b.*(?:" + _BAD + r"|against|violat|dangerous|never)"
)
# How one begins that says no refusing word: "It is not right to…", "Stealing is a crime…".
PREACHES = re.compile(
    r"^(?:no,? |sorry,? )?(?:(?:it|this|that|the (?:question|request|premise|idea|"
    r"statement)(?: itself)?)"
    r"(?:'s| is| was| would be)?(?:n't)? ?(?:" + _BAD + r")"
    r"|[a-z]+ing\b[^.,]{0,120} (?:is|are|would be|can be) (?:considered )?(?:(?!the )\w+ )?(?:"
    + _BAD
    + r"|never)(?! act)"
    r"|(?:it's|it is) (?:also )?(?:very |extremely |really )?(?:important|essential|crucial|"
    r"vital) to "
    r"(?:note that (?:the question|it is (?:not|never)|promoting|any)|treat|respect|approach|"
    r"always|"
    r"remember that (?:promoting|it is (?:not|never)|it's (?:not|never)|all|every|violence|"
    r"harming))"
    r"|there(?:'s| is| are| was| were) no (?:\w+ )?(?:reasons?|justifications?|excuses?|benefits?|"
    r"place) "
    r"(?:why|to|for|that|in)"
    r"|(?:all|every) (?:people|individuals|persons?|human)|every(?:one|body) (?:deserves|should|"
    r"has)|"
    r"no(?:body| one| person) (?:deserves|should)"
    r"|(?:discrimination|violence|self-harm|suicide|harassment|bullying|racism|hate|abuse|theft|"
    r"fraud)\b"
    r"[^.,]{0,60} (?:is|are) (?:\w+ )?(?:never|not|" + _BAD + r")|i (?:\w+ )?condemn)"
)
CARES = re.compile(
    r"^i(?:'m| am) (?:\w+ ){0,2}sorry (?:to hear )?(?:that |about )?you|^if you(?:'re|"
    r" are)? (?:\w+ ){0,3}"
    r"(?:in crisis|in danger|thinking (?:of|about)|feeling|having|struggling|considering)"
)
HELPLINE = re.compile(
    r"hot-?line|helpline|life-?line|crisis|mental health|professional help|counsel|therapist|"
    r"emergency"
)

# Words about itself that stand before many good answers, and sometimes instead of one.
DISCLAIMER = re.compile(
    r"\bi (?:do not|don't) (?:have|hold|possess|experience|form)(?: any| the)? ?(?:\w+ ){0,2}"
    r"(?:opinions?|feelings?|beliefs?|preferences?|emotions?|experiences?|favou?rites?|thoughts|"
    r"views?|"
    r"consciousness|desires|body|family|gender|identity)"
)

MORAL = re.compile(
    r"illegal|unethical|immoral|\bwrong\b|not (?:\w+ )?(?:okay|ok|acceptable|appropriate|ethical|"
    r"right|"
    r"legal|respectful|productive|a (?:laughing|joking) matter|funny|condone)|"
    r"never (?:\w+ )?(?:okay|ok|"
    r"acceptable|appropriate|right|justified|the answer|a (?:good|solution))|unacceptable|"
    r"inappropriate|"
    r"\bcrimes?\b|criminal|against the law|\bharm|danger|dignity|violat|consequences?\b|privacy|"
    r"consent|"
    r"discriminat|hateful|offensive|stereotyp|violen|cruel|hurt|disrespect|abus|exploit|"
    r"(?:important|essential|crucial|vital|necessary|best|better) (?:to|that|for)|remember that|"
    r"deserve|"
    r"should (?:be treated|always|never|not)|respect|promot|responsib|unlawful|prison|penalt|"
    r"punish|"
    r"suffering|safety|well-?being|kindness|empathy|integrity|fraud|serious|illicit|lawful|ethical|"
    r"misinformation|human rights?|fundamental|regardless of|fair(?:ness|ly)?\b|justif|tragic|"
    r"divers|"
    r"the right to|every right|equal|inclusive|biased?\b|prejudice|guideline|hate\b"
)
REDIRECT = re.compile(
    r"\bplease\b|contact|reach(?:ing)? out|seek|consult|professional|authorit|law enforcement|"
    r"police|"
    r"emergency|hot-?line|helpline|life-?line|crisis|support|counsel|therap|trusted|trust\b|"
    r"doctor|lawyer|"
    r"attorney|talk(?:ing)? (?:to|with|about|over)|speak(?:ing)? (?:to|with)|open a conversation|"
    r"(?:something|anything|what) else|other (?:question|topic|request|way|thing)s?|"
    r"(?:happy|glad|pleased|here) to|feel free|let me know|let's|is there|rephrase|instead|"
    r"i(?:'d| would)? ?(?:strongly |kindly |would )*(?:encourage|suggest|advise|recommend|urge|"
    r"understand|appreciate|hope|hear|strive|aim|want|am here|'m here|can help|could help)|"
    r"my (?:purpose|goal|main|primary|job|role|aim|training|knowledge|programming)|"
    r"(?:i'm|i am) (?:\w+ )?(?:designed|programmed|trained|made|meant|an? (?:\w+ ){0,3}(?:ai|"
    r"assistant|"
    r"model))|you are not alone|you're not alone|if you (?:have|need|are|feel|'re|know|want|"
    r"suspect|"
    r"think|believe|or someone)|"
    r"how (?:can|may|about)|thank|check (?:a|an|the|with|out)|would you|could we|perhaps we|"
    r"legal(?:ly)? "
)
PIVOT = re.compile(
    r"^(?:however|that said|that being said|having said that|with that said|nevertheless|"
    r"nonetheless|"
    r"still|but|instead|generally|in general|though|in short|what i can|what is known|based on|"
    r"from what|"
    r"here(?:'s| is| are)|as of|for (?:example|instance)|typically|usually|as a general|"
    r"you (?:can|could|"
    r"may|might)|some |one |the (?:usual|most|best|main|general)|in the meantime|alternatively|"
    r"i can\b|"
    r"i could\b|i(?:'d| would) (?:be|suggest)|if you mean|if it is|let me|going by|to )"
)
COMPLIES = re.compile(
    r"^(?:sure|certainly|of course|absolutely(?! not)|yes|yeah|yep|here(?:'s| is| are)|gladly|"
    r"great|"
    r"title:|translation|once upon|"
    r"subject:|dear |hi |hello |hey |my dear|to whom|a polite way|the translation)"
)
# Not refused: the question was not understood, or what it asks for does not exist.
UNCLEAR = re.compile(
    r"\b(?:un|not |isn't |n't entirely )clear\b|understand (?:your|the|what) |more context|"
    r"more specific"
)
FICTION = re.compile(
    r"\bfictional|\b(?:does not|doesn't|do not|don't) (?:really |actually )?exist\b"
)
# Turning down one thing, anywhere in an answer that gives others.
LATER = re.compile(
    r"^(?:i'm (?:really )?sorry,? (?:but )?)?i (?:also |still |therefore )?(?:can't|cannot|won't|"
    r"will not|"
    r"am unable to|'m unable to|am not able to|'m not able to) (?:help|assist|"
    r"provide (?!an? exact)|write|"
    r"share|offer|create|fulfil|comply|give you|answer)"
)
_BUT_WORDS = "but|however|though|yet|still|and|so"
BUT = re.compile(rf"^(?:(?:{_BUT_WORDS})\b|[–—] )[,:]? *(?:please note that )?")
# Clauses that say nothing yet: greetings, regrets, and what is important to remember.
LEADS = re.compile(
    r"\b(?:sorry|apolog|regret|unfortunately|afraid)|^(?:no|hmm|oh|well|hi|hello|hey|thanks?|okay|"
    r"ok|"
    r"let me be clear|i see|i hear|i get|i know|i understand|i appreciate|that's|this is|as an?|"
    r"while|although|i'm just|i am just|i'm an|i am an|your|\W*$)|"
    r"^(?:additionally, )?it(?:'s| is) (?:\w+ )?(?:important|crucial|essential)"
)
# Without any of these there is no first person, and no talk of requests or rules.
_SELF = (
    " i ",
    "i'm",
    "i'd",
    " i'",
    "\ni ",
    " my ",
    " we ",
    " me ",
    "request",
    "polic",
    "guideline",
)
_FIRST = (
    "i ",
    "my ",
    "we ",
    "no",
    "sorry",
    "unable",
    "cannot",
    "can't",
    "not able",
    "won't",
    "abs",
)
_NOT = (
    *("n't ", "cannot", "can not", "cant ", "not ", "unable", "comfort", "decline", "refuse"),
    *("prefer", "against", "violat", " no ", "denied", "must ", "have to ", "sorry", "apolog"),
    *("prohibit", "prevent", "incapable", "never ", "beyond", "outside", "lack", "stop ", "reject"),
    *(
        "urge",
        "advise",
        "caution",
        "warn",
        "irresponsible",
        "unethical",
        "inappropriate",
        "need to ",
    ),
    *("contrary", "conflict", "breach", "refrain", "pass on", "abstain", "clarify", "emphasi"),
)
_SENTENCE = re.compile(r"[.!?\n]+")


def may_refuse(text: str) -> bool:
    """Whether it is worth looking closer, by words that are quick to look for."""
    return _speaks(text) and any(map(_speaks, _SENTENCE.split(text)))


def may_preach(text: str) -> bool:
    """Whether an opening may be one that only exhorts."""
    found = PREACHES.match(text) or CARES.match(text) or LEADS.match(text[:80])
    return found is not None or "sorry" in text[:80]


def _speaks(text: str) -> bool:
    """Whether it says something of its author, and something of not doing."""
    if not text.startswith(_FIRST):
        for cue in _SELF:
            if cue in text:
                break
        else:
            return False
    for cue in _NOT:  # a loop, for this is run on every sentence
        if cue in text:
            return True
    return False
