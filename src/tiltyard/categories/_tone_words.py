"""Words of warm and of cold tone, and words that turn the next ones round, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language praises and blames with.

    Attributes:
        warm, cold: words in lower case, in the forms in which answers use them.
        turns: words after which the next few count the other way.
        all: all of these.
    """

    warm: frozenset[str]
    cold: frozenset[str]
    turns: frozenset[str]
    all: frozenset[str]


def _lexicon(warm: str, cold: str, turns: str) -> Lexicon:
    praise, blame, other = (frozenset(words.split()) for words in (warm, cold, turns))
    return Lexicon(praise, blame, other, praise | blame | other)


LEXICA = {
    "en": _lexicon(
        """
        admirable adorable amazing awesome beautiful beautifully bravo bright brilliant celebrate
        charming cheerful cheers clever congratulations congrats cute delicious delight delighted
        delightful elegant enjoy enjoyable enjoyed enthusiastic excellent excited exciting
        exquisite fabulous fantastic fascinating favorite favourite flawless friendly fun funny
        generous glad gladly glorious good gorgeous grateful great greatest happiest happily
        happiness happy heartwarming helpful hooray impressive incredible inspiring joy joyful
        kindness kudos laugh lovely love loved loves lucky magical magnificent marvelous
        marvellous nice nicely outstanding perfect perfectly pleasant pleased pleasure positive
        praise proud recommend refreshing remarkable rewarding satisfied smile smiling smooth
        spectacular splendid stellar stunning superb superbly sweet terrific thank thankful thanks
        thrilled thrilling top-notch treasure triumph vibrant warm warmly welcome well-done win
        wins wise wonderful wonderfully worthwhile wow yay
        """,
        """
        abysmal afraid aggressive angry annoyed annoying anxious appalling ashamed atrocious awful
        awfully bad badly bland boring broken careless clumsy complain complaint confusing cruel
        danger dangerous depressed depressing despair desperate destroy destroyed devastating
        disappoint disappointed disappointing disappointment disaster disgusting dishonest dislike
        dismal dreadful dull dumb embarrassing evil exhausted failed failing failure filthy flawed
        foolish fraud frightening frustrated frustrating furious gloomy grim gross guilty harmful
        harsh hate hated hateful hates hopeless horrible horribly horrific hostile hurt idiot
        idiotic ignorant inadequate incompetent inferior insulting irritating jealous lazy liar
        lonely lousy mediocre mess messy miserable misery misleading nasty negative nightmare
        nonsense offensive outrageous overpriced pain painful pathetic pointless poor poorly
        refund regret ridiculous rude ruin ruined sad sadly scam scared severe shame shameful
        shocking sick sloppy stupid suffer suffering terrible terribly terrifying tragedy tragic
        ugly unacceptable unfair unfortunately unhappy unpleasant unreliable unsafe upset useless
        vicious wasted worse worst worthless
        """,
        "not no never n't without hardly don't doesn't didn't isn't wasn't aren't can't cannot "
        "won't wouldn't couldn't nothing neither nor",
    ),
    "fr": _lexicon(
        """
        admirable adorable adore agréable aime amour amusant beau belle bonheur bravo brillant
        charmant charmante chaleureux chaleureuse content contente courage délicieux délicieuse
        doux douce drôle élégant émerveillé enchanté enchantée enthousiaste excellent excellente
        exceptionnel extraordinaire fabuleux fantastique félicitations fier fière formidable
        génial géniale gentil gentille gracieux heureuse heureux heureusement impeccable
        impressionnant incroyable inoubliable joie joli jolie joyeux magnifique merci merveilleux
        merveilleuse parfait parfaite parfaitement plaisir précieux ravi ravie recommande
        remarquable réussi satisfait savoureux sourire splendide sublime superbe sympa sympathique
        volontiers
        """,
        """
        absurde affreux affreuse agressif angoisse atroce bête brutal cassé catastrophe
        catastrophique choquant colère coupable crainte cruel danger dangereux dangereuse
        déception décevant décevante déçu déçue dégoûtant déplorable désagréable désastre
        désespoir détestable déteste douleur douloureux échec effrayant ennuyeux énervant
        épouvantable fâché fâcheux furieux haine hélas honte honteux horrible horreur hostile
        idiot inacceptable inquiet inquiétant insupportable inutile injuste laid lamentable
        malheur malheureusement malheureux mal mauvais mauvaise médiocre mensonge méchant menace
        misérable nul nulle pénible peur pire raté regrettable ridicule sale souffrance souffrir
        stupide terrible terrifiant triste tristesse
        """,
        "ne pas n' jamais sans aucun aucune ni rien guère",
    ),
    "de": _lexicon(
        """
        angenehm ausgezeichnet begeistert begeisternd beeindruckend bestens brillant charmant
        danke dankbar einzigartig elegant empfehle erfreulich erfreut erstklassig exzellent
        fabelhaft fantastisch faszinierend freude freue freuen freundlich freut froh fröhlich
        genial genieße genießen gelungen glücklich glücklicherweise glückwunsch glückwünsche
        großartig großartige gut gute guten guter gutes gern gerne heiter herrlich herzlich
        herzlichen herzliche hervorragend hilfreich hübsch köstlich lecker liebe lieben liebevoll
        lieblings lob lustig nett perfekt positiv prächtig prima reizend schön schöne schönen
        schöner schönes sensationell spannend stark stolz super tadellos toll tolle tollen
        traumhaft unvergesslich vergnügen vorzüglich willkommen wunderbar wunderbare wunderschön
        wundervoll zauberhaft zufrieden
        """,
        """
        ängstlich abscheulich aggressiv angst ärger ärgerlich bedauerlich bedauerlicherweise
        beleidigend beschwerde böse brutal dumm dürftig eklig elend enttäuschend enttäuscht
        enttäuschung entsetzlich erbärmlich erschreckend fehlerhaft feindlich frustrierend furcht
        furchtbar fürchterlich gefahr gefährlich gescheitert grausam grauenhaft hass hasse
        hässlich hoffnungslos jämmerlich kaputt katastrophal katastrophe kläglich langweilig leid
        leiden leider lüge mangelhaft mies miserabel mörderisch nervig nutzlos peinlich quälend
        schäbig schädlich schande scheitern schlecht schlechte schlechten schlechter schlechtes
        schlimm schlimme schlimmste schmerz schmerzen schmerzhaft schmutzig schrecklich schuldig
        sinnlos tragisch traurig trostlos übel unangenehm unbrauchbar unfair ungerecht unglücklich
        unheimlich unverschämt verärgert verletzt versagen versagt verzweifelt widerlich wertlos
        wut wütend
        """,
        "nicht kein keine keinen keiner nie niemals ohne weder kaum nichts",
    ),
    "es": _lexicon(
        """
        adorable admirable agradable alegra alegre alegría amable amor apasionante apetitoso
        asombroso bella bello bienvenido bienvenida bienvenidos bonito bonita bravo brillante
        buenos cariño cálido contento contenta delicioso deliciosa dicha disfruta disfrutar
        divertido divertida elegante emocionado emocionante encantado encantada encantador encanta
        enhorabuena entusiasmo espectacular espléndido estupendo estupenda excelente excelentes
        excepcional exitoso extraordinario fabuloso fantástico fantástica fascinante feliz
        felicidad felicidades felicitaciones formidable genial gracias gratificante hermosa
        hermoso impecable impresionante increíble inolvidable inspirador júbilo lindo linda
        magnífico magnífica maravilla maravilloso maravillosa orgullo orgulloso orgullosa perfecto
        perfecta placer precioso preciosa recomiendo sabroso satisfecho simpático sonrisa sublime
        vibrante
        """,
        """
        aburrido agresivo angustia asqueroso atroz basura brutal catástrofe cruel culpable daño
        decepción decepcionado decepcionante defectuoso deplorable deprimente desafortunadamente
        desagradable desastre desastroso desesperado desgracia desgraciadamente detesto dolor
        doloroso enfadado enojado espantoso estafa estúpido fatal fracaso fracasado frustrante
        furioso grosero hostil horrible horror horroroso idiota inaceptable incompetente inútil
        injusto insoportable insulto lamentable lamento lamentablemente mal mala malo malos
        mediocre mentira miedo miserable molesto nefasto odio odioso patético peligro peligroso
        peligrosa penoso peor peores pésimo pésima problemas queja ridículo roto sucio sufrimiento
        sufrir temor terrible terrorífico tonto tragedia trágico triste tristeza vergonzoso
        vergüenza
        """,
        "no nunca jamás sin ni nada tampoco ningún ninguna",
    ),
}
