"""The words of a prompt that may name what it is about."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

# Of a longer text only so much counts: what is pasted below a question would drown it.
LONGEST = 1000
_OWN_STEM = 4  # letters that two forms of one word share at least
_ENDING = 3  # letters that they may differ in

_NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\\[a-zA-Z]+|&\w+;")
_WORD = re.compile(r"c\+\+|c#|[^\W\d_]+(?:-[^\W\d_]+)*", re.IGNORECASE)
# Written without spaces: two signs stand for a word.
_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
_HIRAGANA = re.compile("[\u3040-\u309f]")
_PARTICLES = frozenset("的了吗呢吧是在我你您他她它们这那有不什么怎个和与请把给一用请为下")

_LISTS = {
    "en": (
        "a about above after again against all also am an and any are as at be because been before "
        "being below between both but by can could did do does doing don down during each either "
        "etc even every few for from further get give given gives got had has have having he help "
        "her here hers him his how i if in into is it its itself just let like ll make makes many "
        "may me might more most much must my need no nor not now of off ok on once one only or "
        "other our out over own per please re s same shall she should so some such t tell than "
        "that the their them then there these they this those through to too two under until up "
        "us use used using ve very want was way we were what when where whether which while who "
        "whom whose why will with within without would yes yet you your yours hi hello thanks "
        "im ive dont cant e.g i.e someone something thing things good best new first"
    ),
    "fr": (
        "a ai ainsi alors as au aussi autre aux avec avez avoir avons bien c ce cela ces cet cette "
        "chaque comme comment d dans de depuis des deux donc dont du elle elles en entre es est et "
        "eux faire fait faites faut ici il ils j je l la le les leur leurs lui m ma mais me mes "
        "moi mon même n ne nos notre nous on ont ou où par pas peut peux plus pour pourquoi "
        "pouvez puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont "
        "sous sur t ta te tes toi ton tous tout toute toutes très tu un une vers veux vos votre "
        "vous y à ça été être dois doit être merci stp moins plusieurs"
    ),
    "de": (
        "aber alle alles als also am an auch auf aus bei beim bin bis bist bitte da damit dann das "
        "dass dazu dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses "
        "dir doch du durch ein eine einem einen einer eines er es etwas euch für gegen gib gibt "
        "habe haben hat hier ich ihm ihn ihr ihre im in ins ist ja jede jeder kann kannst kein "
        "keine können könnte man mehr mein meine meinem meinen meiner mich mir mit muss nach "
        "nicht noch nur ob oder ohne sehr sein seine sich sie sind so soll sollte über um und uns "
        "unser unter vom von vor war warum was wegen weil welche welcher welches wenn wer werden "
        "wie will wir wird wo wurde würde zu zum zur zwischen"
    ),
    "es": (
        "a al algo algunos ante antes aquí así aunque cada como con cuando cuál cómo cuánto de "
        "del desde donde dos e el ella ellos en entre era es esa ese eso esta estas este esto "
        "estos está están favor fue ha hacer hacia han hasta hay haz la las le les lo los me mi "
        "mis muy más ni no nos o otra otro para pero por porque puede puedes puedo que qué quiero "
        "quien se sea ser si sin sobre son su sus sí también tan te tengo tiene todo todos tu tus "
        "un una uno unos y ya yo"
    ),
    "it": (
        "a ad agli ai al alla alle allo anche avere c che chi ci come con cosa cui da dagli dai "
        "dal dalla dalle dei del della delle dello di dove due e ed essere fa fare fra gli ha hai "
        "hanno ho i il in io l la le lei lo loro lui ma mi mia mio molto nei nel nella nelle non "
        "o ogni per perché più può puoi quale quali quando quanto quella quello questa questo "
        "questi se sei si sia sono su sua sue sul sulla suo ti tra tu tua tuo tutti tutto un una "
        "uno vi vorrei è"
    ),
    "pt": (
        "a ao aos as até com como da das de dela dele deles depois do dois dos e ela elas ele eles "
        "em entre era essa esse esta estas este estes está estão eu faz fazer favor foi há isso "
        "isto já lhe mais mas me mesmo meu meus minha muito na nas nem no nos não nós o os ou para "
        "pela pelas pelo pelos pode por porque posso qual quais quando que quem quero se sem ser "
        "seu seus sobre sua suas são também te tem tenho ter todo todos tu tua um uma umas uns "
        "você vocês à às é"
    ),
    "nl": (
        "aan al alle als bij dan dat de deze die dit doe door een en er geen geef had heb hebben "
        "heeft het hij hoe hun ik in is je jij jouw kan kun kunnen kunt maar me meer met mij mijn "
        "moet na naar niet nog nu of om omdat onder ons ook op over te tot tussen u uit uw van "
        "veel voor waar waarom wanneer waren was wat we welke wie wil worden wordt zal ze zich "
        "zij zijn zo zou"
    ),
    "da": (
        "af alle at blev bliver da de dem den denne der deres det dette dig din dine disse dit du "
        "efter eller en end er et for fra får gør ham han har have hende her hun hvad hvem hver "
        "hvilke hvilken hvis hvor hvordan hvorfor i ikke ind jeg kan kun man mange med meget "
        "mellem men mig min mine mit må ned nogle noget nu når og også om op os over på skal "
        "skulle mange som så til ud under var ved vi vil ville være"
    ),
    "sv": (
        "alla att av blir de dem den denna det detta dig din ditt du efter eller en er ett från "
        "för ha han har hon hur i in inte jag kan man med mellan men mig min mitt mycket många när "
        "och också om oss på ska skulle som så till under upp ut vad var varför vem vi vid vilka "
        "vilken vill är"
    ),
    "ru": (
        "а без бы был была были было быть в вам вас весь во вот все всего всех вы где да для до "
        "его ее её если есть еще ещё же за и из или им их к как какая какие какой ко когда кто ли "
        "между меня мне мой мои моя может можно мы на над надо нас не него нет ни но ну о об он "
        "она они от по под пожалуйста почему при про с со так также там то того тоже только ты у "
        "уже что чтобы чем эта эти это этот я"
    ),
}
_COMMON = {language: frozenset(words.split()) for language, words in _LISTS.items()}


def words_of(text: str, language: str | None) -> set[str]:
    """The different words of a text that can name a topic, in small letters.

    Function words of its language are out, and of English if it is not known; so are addresses and
    single letters. Of Chinese and Japanese every two neighbouring signs are a word.
    """
    text = unicodedata.normalize("NFKC", _NO_WORDS.sub(" ", text[:LONGEST]))
    pairs = {run[place : place + 2] for run in _RUN.findall(text) for place in range(len(run) - 1)}
    found = {pair for pair in pairs if _says_something(pair)}
    common = _COMMON.get(language or "en", _COMMON["en"])
    for match in _WORD.findall(_RUN.sub(" ", text)):
        word = match.casefold()
        # Two letters are a word where they are written as one, such as AI.
        if word not in common and (len(word) > 2 or (match.isupper() and len(word) == 2)):
            found.add(word)
    return found


def are_alike(one: str, other: str) -> bool:
    """Whether two words are forms of one, or neighbouring signs of one text."""
    if _RUN.fullmatch(one) and _RUN.fullmatch(other):
        return one[-1] == other[0] or other[-1] == one[0]
    stem = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))
    ending = max(len(one), len(other)) - stem
    return (stem >= _OWN_STEM and ending <= _ENDING) or (stem >= _ENDING and ending <= 1)


def _says_something(pair: str) -> bool:
    return not _HIRAGANA.search(pair) and not _PARTICLES.intersection(pair)
