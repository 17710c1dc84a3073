"""Phrases by which people ask for code, each with the words that give it away."""

from __future__ import annotations

import re

from tiltyard.categories._prompts import phrases

_THING = (
    r"(?:function|program|script|code|class|method|algorithm|quer(?:y|ies)|regex\w*|macro|api|bot|"
    r"compiler|parser|unit tests?|web ?page|website|web ?app|stored procedure|snippet|one-?liner|"
    r"plugin|data structure|config\w*|smart contract|shader|crawler|scraper|subroutine|cli|"
    r"library|interpreter|(?:discord|telegram|slack|chat) ?bot|(?:chrome|browser|firefox|"
    r"vs ?code) extension|hash ?map|linked list|binary search|sorting|stack|queue data|decorator|"
    r"calculator|game in|app (?:in|using)|component|command|pseudo-?code|server|client|database|"
    r"schema|migration|solver|simulat\w+|formula)s?\b"
)
_CODE_THING = (
    r"(?:code|functions?|snippet|algorithm|query|regex\w*|macro|api|unit tests?|web ?page|"
    r"stored procedure|data structure|config file|pointers?|recursion|closures?|python|java|"
    r"script|web ?apps?|mobile app|database schema)\b"
)

ASKS = (
    phrases(
        """
        function functions program programs script scripts code codes class classes method methods
        algorithm algorithms query queries regex regexes regexp macro macros api apis bot bots
        compiler parser test tests page pages webpage webpages website websites app webapp
        procedure procedures snippet snippets liner oneliner plugin plugins structure structures
        config configs configuration contract contracts shader crawler scraper subroutine cli
        library libraries interpreter chatbot extension extensions hashmap list search sorting
        stack queue decorator calculator game component components command commands pseudocode
        pseudo server servers client clients database databases schema schemas migration
        migrations solver simulation simulator simulate simulating formula formulas
        """,
        r"\b(?:write|implement|code|develop|debug|refactor|optimi[sz]e|program) (?:me |us |up )?"
        r"(?:an? |the |this |my |some |your |two |both )?(?:[\w+#'.-]+ ){0,4}?" + _THING,
    ),
    phrases(
        """
        code function functions snippet algorithm query regex regexes regexp macro api test tests
        page webpage procedure structure file pointer pointers recursion closure closures python
        java script app apps webapp webapps schema
        """,
        r"\b(?:create|make|build|generate|design|fix|convert|explain|comment|review|run|simplify|"
        r"test|parse|translate|rewrite|correct|understand)(?: out| for)? (?:me |us )?(?:an? |the |"
        r"this |my |some |your )?(?:[\w+#.-]+ ){0,2}?" + _CODE_THING,
    ),
    phrases(
        "programming visual basic compile code latex",
        r"\bin programming\b|\b(?:in latex|show (?:me )?(?:the )?code)\b|"
        r"\bprogramming languages?\b|\b(?:visual basic|vb6)\b|"
        r"\b(?:can ?not|can't|won't|to) compile\b|^(?:please |can you |could you )?code (?:me |"
        r"up )?"
        r"(?!of |name|red\b|blue\b|words?\b|to live|is\b)\w+",
    ),
    phrases(
        "implement",
        r"^(?:please |can you |could you |now )?implement (?!(?:the |an? |our |your |"
        r"my )?(?:polic|plan|"
        r"strateg|measure|directive|change|reform|recommend|program))\w+",
    ),
    phrases(
        "script program bot function macro app",
        r"\b(?:script|program|bot|function|macro|app) (?:that|which|to) (?:e?mails?|reads?|"
        r"sends?|checks?|counts?|prints?|downloads?|converts?|renames?|copies|copy|parses?|"
        r"returns?|takes?|sorts?|deletes?|finds?|moves?|scrapes?|calculates?|computes?|"
        r"generates?|opens?|runs?|asks|reverses?|removes?|loops?|writes|logs?|watch\w*)",
    ),
    phrases(
        "big bigo abstract undefined build expected plugin mod compile compiletime",
        r"\bbig[- ]?o\b|\babstract class|\bundefined (?:reference|variable|behaviou?r|method|"
        r"index)|\bbuild (?:fails|failed|error)|\bexpected ['\"`;)(]|\b(?:minecraft|wordpress|"
        r"browser|ide) (?:plugin|mod)\b|\bcompile[- ]?time",
    ),
    phrases(
        "code",
        r"\b(?:this|my|following|sample|source|ce) code\b|\bcode (?:below|above|snippet|review|"
        r"base|example|in|that|for|to)\b",
    ),
    phrases(
        "python java rust swift ruby golang perl julia unity bash",
        r"\bin (?:python|java|rust|swift|ruby|golang|perl|julia|unity|bash)\b(?! (?:and|"
        r"or) (?:bali|sumatra))",
    ),
    phrases(
        """
        linked binary hash hashtable hashmap unit complexity trace overflow loop statement pointer
        pattern patterns oriented race garbage command request conflict control key regular
        webhook web file environment structure structures api machine source syntax segmentation
        smart google ajax dynamic strings sorted stored websocket frame extension bot raspberry
        docker http overload overloading diagram virtual query queries excel sheets
        """,
        r"\b(?:linked list|binary (?:search )?tree|hash ?(?:table|map)|unit test|time complexity|"
        r"space complexity|stack trace|stack overflow|for loop|while loop|if statement|"
        r"null pointer|design patterns?|object[- ]oriented|race condition|garbage collect\w+|"
        r"command line|pull request|merge conflict|version control|primary key|foreign key|"
        r"regular expressions?|web ?hook|file system|environment variables?|data structures?|"
        r"rest(?:ful)? api|machine code|source code|syntax error|segmentation fault|"
        r"smart contract|google sheets (?:formula|script)|ajax call|dynamic programming|"
        r"two strings|sorted (?:arrays?|lists?)|stored procedure|web ?socket|data frame|"
        r"chrome extension|discord bot|telegram bot|raspberry pi|docker|http client|"
        r"operator overload\w*|er diagram|class diagram|virtual machine|(?:my|a|this|"
        r"sql) quer(?:y|ies))\b|\b(?:excel|sheets) (?:formula|macro|function)|"
        r"\bformula in (?:google sheets|excel)",
    ),
    phrases(
        "function react vue node django spring flutter wordpress shopify",
        r"\bfunction (?:called|named|that (?:takes|returns|checks|computes|counts|finds))|"
        r"\b(?:react|vue|node|django|spring boot|flutter|wordpress|shopify) (?:app|component|"
        r"project|api|server|hook|plugin|theme|router|native|queries|js)\b",
    ),
    # Subjects of programming that need no verb.
    phrases(
        """
        dependency comprehension garbage stack command environment liner oneliner floating jvm
        express program tables sort bubblesort mergesort heapsort quicksort binary fizz fizzbuzz
        hello nested join hint hints docstring docstrings string service breadth depth code vscode
        visual power powerbi powerquery node nodejs spark git function snake spring sql api vba
        reverse
        """,
        r"\bdependency injection|\b(?:list|dict\w*) comprehension|\bgarbage collect|"
        r"\bstack (?:and|vs|or) (?:the )?heap|\bcommand prompt|\benvironment variables?|"
        r"\bone[- ]?liner (?:to|that|for|in)|\bfloating[- ]point|\bjvm\b|\bexpress (?:route|"
        r"server|app|middleware)|\bprogram (?:prints|crashes|outputs|returns|throws|hangs)|"
        r"\btables for an? |\b(?:bubble|merge|insertion|heap|selection|quick) ?sort\b|"
        r"\bbinary search\b|\bfizz ?buzz|\bhello world|\bnested loops?|\b(?:inner|left|outer|"
        r"right|cross) join\b|\btype hints?|\bdocstrings?|\bin a string\b|\bservice worker|"
        r"\b(?:breadth|depth)[- ]first|\bvs ?code\b|\bvisual studio|\bpower ?(?:bi|query)|"
        r"\bnode[- .]?(?:js|red)\b|\bspark (?:job|sql)|\bgit (?:pull|push|commit|rebase|clone|"
        r"merge|stash|reset|log|branch)|\bis not a function|\bsort an? (?:list|dict\w*|array)|"
        r"\bsnake game|\bspring boot|\bsql server|\b(?:version|design|document) an api|\bvba\b|"
        r"\breverse engineer",
    ),
    phrases(
        """
        api json yaml recursion pointer oop sql regex git compiler python html css javascript
        """,
        r"\bwhat(?:'s| is) (?:an api|json|yaml|recursion|a pointer|oop|sql|regex|git|a compiler|"
        r"python|html|css|javascript)\b",
    ),
    phrases(
        "c go r d",
        r"\b(?:programs?|functions?|servers?|clients?|parsers?|code|loops?|arrays?|strings?|"
        r"search|sort|fibonacci|converter|"
        r"calculator|pointers?|mean|scripts?|structs?|fahrenheit|list|game|file|api) (?:in|"
        r"using) (?:c|go|r|d)\b|\b(?:read|parse|write|load|open)s? [^.?!]{1,50} in (?:go|c|r)\b",
    ),
    phrases(
        """
        fonction programme code script requête algorithme page programm programme funktion skript
        klasse abfrage webseite algorithmus función funcion programa código codigo página pagina
        consulta funzione programma codice função
        """,
        r"(?:écri[st]|écrire|rédige|crée[rz]?|génère|corrige[rz]?|"
        r"explique[rz]?(?:-moi)?)[^.\n]{0,40}?\b(?:fonction (?!d)|programme (?:informatique|"
        r"en (?:python|java|c)\b|qui (?:lit|affiche|trie|calcule|prend|compte|convertit|imprime|"
        r"demande|vérifie))|code\b|script|requête|algorithme|page web)|(?:schreib\w*|erstell\w*|"
        r"programmier\w*|implementier\w*|erklär\w*|korrigier\w*)[^.\n]{0,40}?\b(?:programm(?:,|"
        r" in| das|e)|funktion|skript|code\b|klasse|abfrage|webseite|algorithmus)|(?:escrib\w*|"
        r"crea\w*|haz|explica\w*|corrig\w*|implementa\w*|scriv\w*|escrev\w*|"
        r"cri[ae]\w*)[^.\n]{0,40}?\b(?:funci[oó]n\b|programa (?:que|en|em)|c[oó]digo|script|"
        r"p[aá]gina web|consulta sql|funzione|programma (?:che|in)|codice|funç[aã]o)",
    ),
)
# Alphabets and scripts whose words are not counted above.
ABROAD = re.compile(
    r"(?:напиши|создай|реализуй|исправь|объясни)\w*[^.\n]{0,40}?(?:функци|программ|скрипт|\bкод|"
    r"класс\b|алгоритм)|(?<!股票)(?<!证券)(?<!信用)(?<!邮政)(?<!行政)代码|程式碼|编程|写(?:一)?个?[^。，\n]{0,12}(?:函数|"
    r"程序|算法)|"
    r"端口的进程|(?:运行|执行|自动化|测试|shell|bash|python|[写用个这])脚本|正規表現|正则(?:表达|匹配)|(?<!ドレス)(?<!バー)コードを|"
    r"ソースコード|プログラミング|"
    r"プログラムを|関数を[^。\n]{0,24}(?:書|作|実装)|実装して|(?:ウェブ|"
    r"web)サイトを[^。\n]{0,8}作|(?:実行|シェル)スクリプト|코드를?|프로그래밍|(?:함수|"
    r"프로그램)를? (?:작성|만들)|파이썬|パイソン|자바스크립트"
)
