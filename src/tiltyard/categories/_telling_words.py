"""Words that give a language away where a text is too short for anything else.

Greetings, thanks and little words, as people begin chats with them; in ASCII also as they type
them without accents. A word may stand under several languages.
"""

from __future__ import annotations

import re
from collections import Counter

_BY_LANGUAGE = {
    "en": """
        hi hello hey thanks thank you please what who how why where when which is are the my your
        with and this that write tell make give can good morning evening test testing continue
        help explain yes of for does did won lol a an i in on to at it go you're create list show
        find best do not from about play more
    """,
    "de": """
        hallo danke bitte was ist wie geht's wer wo warum und ich nicht ein eine der die das schreib
        schreibe erkläre guten morgen tag dankeschön mir für schön mein kannst wann
    """,
    "fr": """
        bonjour salut merci qui quoi est es-tu tu comment pourquoi le la les un une des écris ça va
        bonsoir quel quelle moi je c'est peux-tu où quand sur coucou
    """,
    "es": """
        hola gracias qué que quién quien cómo como estás estas eres es el la los una un escribe por
        favor buenos buenas días dias dónde cuándo tal sobre mi puedes
    """,
    "it": """
        ciao grazie come stai chi sei che cosa è il la un una di scrivi buongiorno perché dove
        quando mille per favore sul puoi salve
    """,
    "pt": """
        olá ola oi obrigado obrigada tudo bem quem você voce como está que é o a um uma escreva bom
        dia boa por onde quando sobre não nao
    """,
    "nl": """
        hallo hoi dank je jij wie ben hoe gaat het wat een de schrijf waarom goedemorgen bedankt
        alsjeblieft ik niet voor kun
    """,
    "sv": "hej tack hur mår du vad är en ett skriv om och jag inte god havet varför vem",
    "da": "hej tak hvordan har du hvad er en et skriv om og jeg ikke godmorgen hvorfor hvem",
    "no": "hei takk hvordan går det hva er en et skriv om og jeg ikke hvorfor hvem",
    "fi": "hei moi kiitos mitä kuuluu mikä on kuka miksi kirjoita minä ei hyvää huomenta",
    "pl": "cześć czesc dzięki dziękuję jak się masz kim jesteś co to jest napisz dlaczego nie",
    "cs": "ahoj děkuji díky jak se máš kdo jsi co je to napiš proč ne prosím dobrý den",
    "tr": "merhaba selam teşekkürler nasılsın nasil nedir kim sen bir yaz neden ne hakkında",
    "ro": "bună buna salut mulțumesc ce mai faci cine ești scrie despre este și nu",
    "hu": "szia helló köszönöm hogy vagy ki mi az egy írj miért nem",
    "vi": "xin chào cảm ơn bạn là viết một gì tôi không",
    "ms": "halo apa kabar terima kasih siapa kamu adalah tulis bagaimana mengapa itu yang tolong",
    "ru": """
        привет здравствуйте спасибо как дела кто ты что такое напиши о в на и не это почему где мне
        про расскажи сделай пожалуйста сколько когда
    """,
    "uk": "привіт дякую як справи хто ти що таке напиши про і не це чому де мені розкажи",
    "ar": "مرحبا شكرا كيف حالك من أنت ما هو اكتب عن في السلام عليكم",
    "fa": "سلام ممنون چطوری حال شما کیست تو چیست بنویس درباره یک است",
    "hi": "नमस्ते धन्यवाद आप कैसे हैं है कौन क्या एक पर लिखो मुझे के की का में",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _BY_LANGUAGE.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963])+(?:['’-](?:[^\W\d_]|[\u0900-\u0963])+)*")
# Characters of simplified Chinese that Japanese does not have, and pronouns.
_CHINESE = re.compile("[你您们吗么这说谢请]")


def told_by_words(text: str, likeliest: str) -> str | None:
    """The language that most telling words of a short text are of; None if none or even.

    Args:
        text: what is read.
        likeliest: the code that decides between languages with equally many.
    """
    hits: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        hits.update(_LANGUAGES.get(word.replace("’", "'"), ()))
    if not hits:
        return "zh" if _CHINESE.search(text) else None
    most = max(hits.values())
    best = [language for language, many in hits.items() if many == most]
    if len(best) == 1:
        return best[0]
    return likeliest if likeliest in best else None
