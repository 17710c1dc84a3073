"""Words that tell what a prompt wants, in several languages, by what they tell.

They are evidence to be weighed, not rules: training decides what each group is worth.
"""

from __future__ import annotations

_BY_GROUP = {
    "demands": """
        must should exactly least most than without only each every never include avoid ensure
        maximum minimum max min format words sentences sentence paragraphs table bullet bullets
        line lines column columns row rows following respectively not no both between
        doit exactement phrases sans chaque genau ohne jeder jede sätze wörter höchstens debe
        exactamente sin cada palabras deve senza sem exatamente ровно без каждый не
    """,
    "tasks": """
        explain compare design implement derive prove calculate compute analyse analyze develop
        draft estimate propose evaluate optimise optimize solve build show determine discuss plan
        describe convert fix debug refactor configure generate create provide write find list
        interpret justify outline diagnose review choose model measure test
        explique expliquer compare comparer calcule calculer analyse analysez analyser propose
        proposer rédige écris montrer élabore erkläre vergleiche berechne erstelle entwirf schreibe
        zeige bestimme explica compara calcula diseña analiza redacta escribe spiega calcola
        confronta dimensionare implemento explique compare calcule monte prepare объясни сравни
        рассчитай покажи напиши решите
    """,
    "oneself": """
        i i'm im i've i'd i'll me my mine we our us je j'ai mon ma mes nous ich mein meine meinen
        meiner mir mich wir yo mi mis me io mio mia eu meu minha я мне мой моя меня
    """,
    "addressed": """
        you you're your yours yourself u tu toi te vous du dir dich dein deine sie tú ti você
        ты тебя тебе
    """,
    "feelings": """
        feel feeling feelings love like hate happy sad tired bored lonely nervous angry friend
        friends boyfriend girlfriend husband wife mum mom dad mother father sister brother kids
        kid daughter son cat dog birthday party weekend crush ex funny favourite favorite best
        advice weird lol haha ami amie copain mère père frère sœur freund freundin mutter vater
        schwester bruder amigo amiga madre padre hermana hermano друг мама папа
    """,
    "imagines": """
        poem poems poetry story stories tale tales novel novels haiku haikus limerick limericks
        sonnet sonnets lyrics song songs rap ballad rhyme rhymes rhyming verse verses stanza
        stanzas scene scenes script sketch play dialogue dialog monologue fiction fanfiction
        character characters plot chapter roleplay pretend imagine invent acrostic fairy fable
        lullaby villain wizard dragon narrator protagonist cliffhanger
        poème histoire conte chanson gedicht geschichte kurzgeschichte märchen reim lied poema
        cuento canción poesia racconto conto história canção стих стихи стихотворение рассказ
        сказку сказка песню
        episode episodes fanfic fanfics anime backstory dnd encounter premise diary captions rap
        raps chorus prose screenplay sequel prequel trailer crossover cutscene limericks
        scénario scénarios personnage chanter épisode strophe strophes nouvelle drehbuch strophen
        figur erzählung tagebuch guion diálogo personaje cuentos novela verso versos letra
        sceneggiatura dialogo personaggio rima rime strofe versi personagem roteiro diário
        сценарий сказки песня басню басня рассказа истории историю персонаж стихотворения куплет
        wiersz wiersze opowiadanie opowieść bajka bajkę piosenka piosenkę báseň příběh povídka
        povídku scénář pohádka pohádku pesma pesmu priča priču dikt digt saga berättelse gedichten
        verhaal sprookje puisi cerita pantun thơ truyện şiir şiiri hikaye öykü masal
    """,
    "codes": """
        python java javascript typescript rust golang go kotlin swift swiftui php ruby haskell
        scala perl lua matlab fortran cobol verilog vhdl solidity sql html css bash shell
        powershell regex regexp git github gitlab docker dockerfile kubernetes kubectl k8s helm
        linux react vue angular svelte django flask fastapi laravel symfony rails spring node
        nodejs npm pnpm api rest graphql endpoint json yaml xml toml code coding codes function
        functions method class classes compile compiler algorithm database databases query
        queries schema postgres postgresql mysql sqlite redis mongodb kafka excel vba dax formula
        formulas macro pandas numpy polars pytorch tensorflow sklearn latex tikz arduino esp32
        unity godot blender opencv nginx apache aws azure gcp terraform ansible jenkins debug
        debugger exception exceptions error errors stacktrace traceback variable variables array
        arrays string strings pointer loop loops recursion recursive thread threads async await
        mutex backend frontend programming program programme programm programmieren parser
        parse pipeline pytest junit unittest cmake gradle maven webpack ffmpeg awk jq sed cron
        crontab localhost server deploy component hook hooks repo branch commit merge script
        codice código code skript fonction función funzione função funktion requête consulta
        abfrage код программа программу скрипт функцию функция запрос
    """,
    "maths": """
        prove proof theorem lemma equation equations integral integrals derivative derivatives
        differentiate integrate matrix matrices eigenvalue eigenvalues eigenvectors polynomial
        polynomials probability probabilities triangle rectangle circle sphere radius angle angles
        perimeter area volume prime primes divisible divisor remainder fraction fractions percent
        root roots factor factorial solve sum product average median variance converge converges
        limit sequence series vector logarithm geometry algebra calculus modulo ratio speed
        binary decimal slope parabola function integer integers digits dice marbles odd
        twice half simplify bijection group continuous countable inequality consecutive
        équation résoudre dérivée suite gleichung löse ableitung beweise ecuación resuelve
        integral equazione numeri equação уравнение решите докажите
    """,
}


def _pieces(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("|"))


# Without spaces between words these are looked for anywhere.
_WITHOUT_SPACES = {
    "demands": ("必须", "不能", "每", "恰好", "以内", "条件", "ください"),
    "tasks": (
        "分析",
        "比较",
        "设计",
        "计算",
        "实现",
        "比較",
        "設計",
        "説明",
        "証明",
        "证明",
        "给出",
    ),
    "oneself": ("我", "私", "僕"),
    "addressed": ("你", "您", "あなた"),
    "feelings": ("朋友", "女朋友", "生日", "友達", "彼女", "けんか", "笑话"),
    "imagines": _pieces(
        "诗|故事|小说|俳句|物語|短歌|童话|小説|童話|歌詞|歌词|ラップ|セリフ|台詞|脚本を|续写|剧本|散文|散文詩"
        "|对联|对仗|口吻|日记|日記|詩を|이야기|소설|시를|가사|노래|시나리오|เรื่อง|กลอน|นิทาน"
        "|เพลง|סיפור|שיר|قصة|قصيدة|ποίημα|ιστορία|câu chuyện|bài hát"
        "|bài thơ|kịch bản"
    ),
    "codes": ("代码", "编程", "程序", "函数", "コード", "プログラム", "数据库", "実装"),
    "maths": ("方程", "证明", "函数", "積分", "求", "解いて", "几个", "いくら", "概率"),
}
GROUPS = tuple(_BY_GROUP)
GROUPS_OF: dict[str, tuple[int, ...]] = {}
for _place, (_group, _words) in enumerate(_BY_GROUP.items()):
    for _word in dict.fromkeys(_words.split()):
        GROUPS_OF[_word] = (*GROUPS_OF.get(_word, ()), _place)
PIECES = tuple(_WITHOUT_SPACES[group] for group in GROUPS)
