"""How people and machines refuse in English: patterns for single clauses, in lower case."""

from __future__ import annotations

import re

_ADVERB = (
    r"(?:(?:simply|really|just|still|also|therefore|unfortunately|regrettably|honestly|sadly|"
    r"personally|currently|absolutely|certainly|definitely|generally|actually|directly|"
    r"respectfully|politely|knowingly|ethically|in good conscience|only) )*"
)
_CANNOT = (
    r"(?:can't|cannot|can not|cant|won't|will not|wont|'ll not|(?:am|'m|'d be|would be|"
    r"remain) (?:also |still |currently |completely )?(?:unable to|not able to|incapable of|"
    r"not capable of)|(?:won't|will not|wouldn't|would not|may not|can't|cannot) be able to|(?:am|"
    r"'m) (?:not|neither) (?:\w+ )?(?:willing|going|allowed|permitted|authori[sz]ed|programmed|"
    r"designed|equipped|supposed|meant|prepared|in a position|at liberty|free|qualified|trained|"
    r"built)(?: to)?|(?:am|'m) prohibited from|should not|shouldn't|(?:do not|"
    r"don't) (?:currently )?have (?:the |any )?(?:\w+ )?(?:ability|capability|capabilities|"
    r"capacity|functionality|permission|authori[sz]ation|means|authority|expertise|"
    r"qualifications) (?:to|for|of))"
)
# What "I can't…" begins when it is a figure of speech, a search without result, or a doubt.
_IDIOM = (
    r"(?!believe|wait|stress|over-?state|over-?emphasi|emphasi[sz]e enough|"
    r"recommend [^.]*(?:enough|highly)|help (?:but|feeling|thinking|wonder)|imagine|resist|thank|"
    r"say enough|agree more|deny|stand|promise|think of|remember|find|spot|detect|guarantee|"
    r"get enough|live without|see (?:any|a|an|why|how|the (?:problem|error|mistake|difference))|"
    r"argue|complain|tell (?:from|exactly|for|which|if|whether)|be (?:sure|certain|happier|more)|"
    r"know|forget|lie|go into (?:every|all|detail|"
    r"too)|bore|keep you|let you down|hesitate|stop|sleep|wait|surrender|say (?:it|"
    r"that) (?:enough|often)|say (?:i|for (?:sure|certain)|with certainty)\b|eat|drink|swim|sing|"
    r"dance|worry|no more|afford|count|ever )"
)
_NOT_IF = r"(?<!\bif )(?<!when )(?<!what )(?<!why )(?<!who )(?<!where )(?<!that's )"

REFUSAL = re.compile(
    "|".join(
        (
            _NOT_IF + r"\bi,? ?(?>" + _ADVERB + _CANNOT + r"\b ?" + _ADVERB + ")" + _IDIOM,
            r"\bi ?(?:must|have to|'ll have to|will have to|need to|'m going to have to|shall|"
            r"am obliged to|'m afraid i must|will|would have to|'d have to) (?:\w+ )?(?:decline|"
            r"refuse|pass on|stop (?:here|there|you)|draw the line|refrain|abstain|set a boundary)",
            r"\b(?:i'm|i am) [^.]{0,60} (?:and|so|which) (?:so |therefore )?(?:can't|cannot|"
            r"am unable|am not able|(?:do not|don't) (?:have|condone|engage|provide|promote|"
            r"support|encourage|assist))",
            r"\bi (?:\w+ly )?(?:decline|refuse) (?!to believe|to accept that)",
            r"\b(?:i'm|i am) (?:\w+ )?(?:not|un) ?(?:\w+ )?comfortable",
            r"\bi(?:'d be| would be| feel) (?:\w+ )?uncomfortable (?:with|about|\w+ing)\b",
            r"^i(?:'m| am)(?: \w+)? only (?:able|here) to (?:help|assist|answer|discuss)",
            r"\b(?:don't|do not|wouldn't|would not) feel (?:\w+ )?(?:comfortable|right|able to)",
            r"\bi(?:'d| would) (?:much )?(?:rather|prefer) not\b(?! to be)|\bi prefer not to\b",
            r"\bi (?:do not|don't|did not|never) (?:\w+ly )?(?:condone|engage in|participate in|"
            r"help (?:with|you|people|anyone)|provide|assist|promote|facilitate|disclose|take part|"
            r"offer (?:advice|guidance|assistance)|share (?!(?:your|that|the|this|his|their|her) "
            r"(?:\w+ )?(?:view|opinion|concern|belief|feeling))|give (?:\w+ )?(?:advice|out)|"
            r"answer|"
            r"generate|create|produce|encourage|support (?:or|any|such|illegal|violen)|possess|"
            r"store|keep records|retain)",
            r"\bi (?:do not|don't) (?:think|believe) (?:that )?(?:i (?:can|should|could)|it(?:'s|"
            r"'d be|"
            r" is| would be) (?:appropriate|right|ethical|a good idea|okay|wise) (?:for me )?to)",
            r"\bi (?:do not|don't) want to (?:be (?:a )?part|help|contribute|encourage|promote|"
            r"write)",
            r"\bi (?:do not|don't|lack|have no)(?: have)?(?: any| the|"
            r" direct)? ?(?:\w+[ -]){0,3}access\b",
            r"\bi (?:do not|don't|have no)(?: have)?(?: any| the)? ?(?:specific |personal |"
            r"private |confidential |real-time |live |current |up-to-date |enough |sufficient |"
            r"such )+(?:\w+ )?(?:information|data|details|knowledge|records)",
            r"^no comment\b|\bno can do\b|\bi lack (?:the |any )?(?:ability|means|authority|"
            r"capability)",
            r"\bi (?:\w+ )?avoid (?:giving|providing|creating|writing|sharing|discussing|making|"
            r"producing|offering|generating)",
            r"\bi have no (?:comment|ability|way (?:to|of)|information (?:on|about))",
            r"(?:not|n't) (?:something|one|content|material|an? (?:request|topic|question|task)) "
            r"(?:that )?i(?:'m| am| can| could|'ll| will| would|'d| do\b| feel| want| should)",
            r"\b(?:outside|beyond|past)(?: of)? (?:what|anything) i"
            r"(?:'m| am| can| could|'ll| will)",
            r"\b(?:is|are) something (?:that )?i (?:steer clear of|stay away from|avoid|won't|"
            r"will not|can't)",
            r"\beven if i (?:did|could|had|knew|were able)[^.]*\b(?:sharing|giving|"
            r"would(?:n't| not))",
            r"\bpolic(?:y|ies) (?:do(?:es)?(?: not|n't) (?:allow|permit|let)|prevents?|prohibits?|"
            r"forbids?|bars?) (?:me|us)\b",
            r"^(?:nope|no|sorry)[,!.]? (?:can't|cannot|won't|will not) (?:do|help|assist|comply|go|"
            r"answer|share|give|write|tell|make|create|show)\b",
            r"\b(?:it|that|this) (?:wouldn't|would not|isn't|is not|won't) (?:be )?(?:\w+ )?"
            r"(?:right|appropriate|ethical|responsible|proper|fair|possible|okay) (?:of|for) me\b",
            r"^(?:this|our|the) (?:conversation|chat) (?:can't|cannot|won't|will not|"
            r"must not) (?:continue|go on|proceed)",
            r"\bi(?:'m| am|'ll|'ll be| will| have to| must) (?:\w+ )?end(?:ing)? (?:this|the|our) "
            r"(?:conversation|chat|discussion)",
            r"^let's (?:please )?(?:talk about|discuss|change|switch to|move on to) (?:something "
            r"else|the (?:subject|topic)|(?:a|another) (?:different )?(?:subject|topic))"
            r"(?: instead| now| please)?[.!?]*$",
            r"\bi(?:'m| am) (?:\w+ )?(?:declining|refusing)\b",
            r"^(?:your|this|the) (?:prompt|request|message|question|input) (?:was|has been|is|got) "
            r"(?:flagged|blocked|filtered|rejected)",
            r"(?:against|violat\w+|outside(?: of)?|beyond|not within|contrary to|conflicts? with|"
            r"goes? beyond|not in line with|breach\w*)(?: of)?(?: the scope of)? (?:my|our|"
            r"openai\S*|(?:the )?(?:usage|content|community|safety|"
            r"ethical))(?: \w+){0,4}? ?(?:guidelines?|polic(?:y|ies)|programming|principles|"
            r"rules|values|capabilit\w+|terms|purpose|ethic\w*|training|scope|abilit\w+|code|"
            r"standards)\b",
            r"\bmy (?:\w+ ){0,4}(?:guidelines?|programming|purpose|policies|principles|rules|"
            r"training|ethics|values|design|creators|capabilities)(?: \w+){0,3}? (?:do(?:es)? "
            r"not|don't|doesn't|prevents?|prohibits?|forbids?|restricts?|keeps? me|is not to|"
            r"never)",
            r"\b(?:that|which|these|they|it) (?:prevents?|prohibits?|forbids?|stops?) me from",
            r"^(?:unable|not able|i'm unable) to (?:comply|help|assist|provide|fulfil|answer|"
            r"process|do)",
            r"^(?:cannot|can't|won't) (?:comply|help|assist|provide|fulfil|answer|do)",
            r"^(?:this |the |your )?request (?:has been |is |was )?(?:denied|refused|declined|"
            r"rejected|violates|cannot be|can't be|goes against)",
            r"no way (?:that )?(?:i|i'm) ?(?:can|will|could|'ll|am|going)",
            r"\bi (?:have|need) to (?:say no|turn (?:this|that|it|you) down)",
            r"\b(?:it|this|that)(?: is|'s| would be|'d be)? (?:not |in|un|"
            r"ir)\w* ?(?:\w+ )?(?:appropriate|ethical|responsible|right|possible|"
            r"acceptable)? ?(?:for|of) me to",
            r"\bwe(?:'re| are)? (?:cannot|can't|unable to|won't|will not|not able to) (?:support|"
            r"help|assist|fulfil|process|provide|comply|accept|answer)",
            r"^(?:no, sorry|sorry, (?:but )?no)[.!]*$",
            r"\bi (?:must|have to|need to|should|strongly|would strongly|cannot but|"
            r"feel i must) (?:\w+ly )?(?:advise|urge|caution|warn)(?: you)?(?: \w+)? (?:against|"
            r"not to)",
            r"(?<!you )(?<!they )(?<!people )\b(?:cannot|can't|unable to) (?:help(?! \w+ing\b)|"
            r"assist|answer|provide|comply|fulfil\w*|"
            r"respond)\b(?: (?:you|with|this|that|it|to|your|such))*[^.]*[.!]*$",
        )
    )
)

_BAD = (
    r"(?:not|never|n't|neither) (?:\w+ ){0,2}?(?:appropriate|ethical|acceptable|right|okay|ok|"
    r"moral|productive|respectful|lawful|fair|accurate|responsible|justifi\w+|funny|humane|"
    r"morally|kind)|illegal|unethical|immoral|inappropriate|unacceptable|unlawful|harmful|"
    r"wrong(?! to (?:say|think|believe|claim|assume))|"
    r"hateful|offensive|against the law|irresponsible|(?:a |an )?(?:\w+ )?crime|discriminat\w+|"
    r"incorrect and|false and|unjust"
)
# "I must point out that it is not right to…": a sermon instead of an answer.
SERMON = re.compile(
    r"\b(?:i|we)(?:'d| would)? ?(?:must|have to|need to|feel|want to|should|like to|strongly|"
    r"feel obliged to)(?: \w+ly)? ?(?:inform|remind|point out|emphasi[sz]e|stress|advise|caution|"
    r"urge|encourage|clarify|"
    r"say|note|let you know)\b.*(?:" + _BAD + r"|against|violat|dangerous|never)"
)
# How one begins that says no refusing word: "It is not right to…", "Stealing is a crime…".
PREACHES = re.compile(
    r"^(?:no,? |sorry,? )?(?:(?:it|this|that|the (?:question|request|premise|idea|"
    r"statement)(?: itself)?)(?:'s| is| was| would be)?(?:n't)? ?(?:" + _BAD + r")"
    r"|[a-z]+ing\b[^.,]{0,120} (?:is|are|would be|can be) (?:considered )?(?:(?!the )\w+ )?(?:"
    + _BAD
    + r"|never)(?! act)"
    r"|(?:it's|it is) (?:also )?(?:very |extremely |really )?(?:important|essential|crucial|"
    r"vital) to (?:note that (?:the question|it is (?:not|never)|promoting|any)|treat|respect|"
    r"approach|always|remember that (?:promoting|it is (?:not|never)|it's (?:not|never)|all "
    r"(?:people|human|individuals)|every (?:human|person|individual|life)|"
    r"violence|harming))|there(?:'s| is| are| was| were) no (?:\w+ )?(?:reasons?|justifications?|"
    r"excuses?|benefits?|place) (?:why|to|for|that|in)|(?:all|every) (?:people|individuals|"
    r"persons?|human)|every(?:one|body) (?:deserves|should|has)|no(?:body| one|"
    r" person) (?:deserves|should)|(?:discrimination|violence|self-harm|suicide|harassment|"
    r"bullying|racism|hate|abuse|theft|fraud)\b"
    r"[^.,]{0,60} (?:is|are) (?:\w+ )?(?:never|not|" + _BAD + r")|i (?:\w+ )?condemn)"
)
CARES = re.compile(
    r"^i(?:'m| am) (?:\w+ ){0,2}sorry (?:to hear )?(?:that |about )?you|^if you(?:'re|"
    r" are)? (?:\w+ ){0,3}(?:in crisis|in danger|thinking (?:of|about)|feeling|having|struggling|"
    r"considering)"
)
HELPLINE = re.compile(
    r"hot-?line|helpline|life-?line|crisis|mental health|professional help|counsel|therapist|"
    r"emergency"
)

# Words about itself that stand before many good answers, and sometimes instead of one.
DISCLAIMER = re.compile(
    r"\bi (?:do not|don't) (?:have|hold|possess|experience|form)(?: any|"
    r" the)? ?(?:\w+ ){0,2}(?:opinions?|feelings?|beliefs?|preferences?|emotions?|experiences?|"
    r"favou?rites?|thoughts|views?|consciousness|desires|body|family|gender|identity)"
)

MORAL = re.compile(
    r"illegal|unethical|immoral|\bwrong\b|not (?:\w+ )?(?:okay|ok|acceptable|appropriate|ethical|"
    r"right|legal|respectful|productive|a (?:laughing|joking) matter|funny|condone)|"
    r"never (?:\w+ )?(?:okay|ok|acceptable|appropriate|right|justified|the answer|a (?:good|"
    r"solution))|unacceptable|inappropriate|\bcrimes?\b|criminal|against the law|\bharm|danger|"
    r"dignity|violat|consequences?\b|privacy|consent|discriminat|hateful|offensive|stereotyp|"
    r"violen|cruel|hurt|disrespect|abus|exploit|(?:important|essential|crucial|vital|necessary|"
    r"best|better) (?:to|that|for)|remember that|deserve|should (?:be treated|always|never|not)|"
    r"respect|promot|responsib|unlawful|prison|penalt|punish|suffering|safety|well-?being|"
    r"kindness|empathy|integrity|fraud|serious|illicit|lawful|ethical|misinformation|"
    r"human rights?|fundamental|societ|communit|inclusi|equit|compassion|"
    r"welcoming|strive|advocat|peaceful|constructive|mediation|conflicts?\b|dialogue|"
    r"regardless of|fair(?:ness|ly)?\b|justif|tragic|divers|"
    r"the right to|every right|equal|inclusive|biased?\b|prejudice|guideline|hate\b"
)
REDIRECT = re.compile(
    r"\bplease\b|contact|reach(?:ing)? out|seek|consult|professional|authorit|law enforcement|"
    r"police|emergency|hot-?line|helpline|life-?line|crisis|support|counsel|therap|trusted|"
    r"trust\b|doctor|lawyer|attorney|talk(?:ing)? (?:to|with|about|over)|speak(?:ing)? (?:to|"
    r"with)|open a conversation|(?:something|anything|what) else|other (?:question|topic|request|"
    r"way|thing)s?|(?:happy|glad|pleased|here) to|feel free|let me know|let's|is there|rephrase|"
    r"instead|i(?:'d| would)? ?(?:strongly |kindly |would )*(?:encourage|suggest|advise|recommend|"
    r"urge|understand|appreciate|hope|hear|strive|aim|want|am here|'m here|can help|could help)|"
    r"my (?:purpose|goal|main|primary|job|role|aim|training|knowledge|programming)|(?:i'm|"
    r"i am) (?:\w+ )?(?:designed|programmed|trained|made|meant|an? (?:\w+ ){0,3}(?:ai|assistant|"
    r"model))|you are not alone|you're not alone|"
    r"alone\b|you matter|people who (?:care|want|can)|someone (?:nearby|close|you)|call or text|"
    r"help is available|if you (?:have|need|are|feel|'re|know|want|"
    r"suspect|think|believe|or someone)|how (?:can|may|about)|thank|check (?:a|an|the|with|out)|"
    r"would you|could we|perhaps we|legal(?:ly)? "
)
PIVOT = re.compile(
    r"^(?:however|that said|that being said|having said that|with that said|nevertheless|"
    r"nonetheless|still|but|instead|generally|in general|though|in short|what i can|what is known|"
    r"based on|from what|here(?:'s| is| are)|as of|for (?:example|instance)|typically|usually|"
    r"as a general|you (?:can|could|may|might)|some |one |the (?:usual|most|best|main|general)|"
    r"in the meantime|alternatively|i can\b|i could\b|i(?:'d| would) (?:be|suggest)|if you mean|"
    r"if it is|let me|going by|to )"
)
COMPLIES = re.compile(
    r"^(?:sure|certainly|of course|absolutely(?! not)|yes|yeah|yep|here(?:'s| is| are)|gladly|"
    r"great|title:|translation|once upon|subject:|dear |hi |hello |hey |my dear|to whom|"
    r"a polite way|the translation)"
)
# Not refused: the question was not understood, or what it asks for does not exist.
UNCLEAR = re.compile(
    r"\b(?:un|not |isn't |n't entirely )clear\b|understand (?:your|the|what) |more context|"
    r"more specific"
)
FICTION = re.compile(
    r"(?<!even in a )\bfictional|\b(?:does not|doesn't|do not|don't) (?:really |actually )?exist\b"
)
# Turning down one thing, anywhere in an answer that gives others.
LATER = re.compile(
    r"^(?:i'm (?:really )?sorry,? (?:but )?)?i (?:also |still |therefore )?(?:can't|cannot|won't|"
    r"will not|am unable to|'m unable to|am not able to|'m not able to) (?:help|assist|"
    r"provide (?!an? exact)|write|share|offer|create|fulfil|comply|give you|answer)"
)
_BUT_WORDS = "but|however|though|yet|still|and|so"
BUT = re.compile(rf"^(?:(?:{_BUT_WORDS})\b|[–—] )[,:]? *(?:please note that )?")
# Clauses that say nothing yet: greetings, regrets, and what is important to remember.
LEADS = re.compile(
    r"\b(?:sorry|apolog|regret|unfortunately|afraid)|^(?:no|hmm|oh|well|hi|hello|hey|thanks?|okay|"
    r"ok|let me be clear|i see|i hear|i get|i know|i understand|i appreciate|that's|this is|"
    r"as an?|while|although|i'm just|i am just|i'm an|i am an|your|\W*$)|"
    r"^(?:additionally, )?it(?:'s| is) (?:\w+ )?(?:important|crucial|essential)"
)


def _marked(listed: str) -> frozenset[str]:
    """Words as they stand between spaces, with and without a mark after them."""
    return frozenset(word + mark for word in listed.split() for mark in ("", *".,!:;"))


# Without one of each there is nobody who refuses.
_SELF = _marked(
    """
    i i'm i'd i'll i've i’m my me we we're request sorry unable cannot can't won't apologies
    policy policies guidelines let's conversation prompt message
    """
)
_NOT = _marked(
    """
    not can't cannot cant won't wont don't isn't unable decline refuse lack boundary rather prefer
    against violates violate violating no denied sorry prohibit prohibits prevent prevents incapable
    never only beyond outside stop reject urge advise caution warn irresponsible unethical
    inappropriate contrary conflict conflicts breach refrain pass abstain clarify uncomfortable
    shouldn't aren't wouldn't nope nothing apologize apologise declining refusing inform remind
    point emphasize stress note encourage afraid doesn't steer avoid bars forbids
    flagged blocked filtered declined denied rejected ending end else topic subject
    """
)
_EXHORTS = re.compile(
    r"appropriate|ethical|illegal|wrong|crim|harm|accept|never|okay|important|crucial|condemn|"
    r"reason|hear|everyone|discriminat|moral|respect|n't right|not right|deserve|offensive"
)
_SENTENCE = re.compile(r"[.!?\n]+")


def speaking(text: str) -> list[str]:
    """The sentences that are worth a closer look, by words that are quick to look for."""
    if not speaks(text):
        return []
    return [sentence for sentence in _SENTENCE.split(text) if speaks(sentence)]


def may_preach(text: str) -> bool:
    """Whether an opening may be one that only exhorts."""
    if PREACHES.match(text) or CARES.match(text):
        return True
    leads = LEADS.match(text[:80]) is not None or "sorry" in text[:80]
    return leads and _EXHORTS.search(text, 0, 240) is not None


def speaks(text: str) -> bool:
    """Whether it says something of its author, and something of not doing."""
    found = set(text.split())
    return not _SELF.isdisjoint(found) and not _NOT.isdisjoint(found)
