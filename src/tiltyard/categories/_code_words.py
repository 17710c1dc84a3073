"""What prompts about code are told by: words with points, phrases, and the look of code."""

from __future__ import annotations

import re

from tiltyard.categories._prompts import weights

# 3 points: of programming alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: (
            "javascript typescript sql mysql postgres postgresql sqlite mariadb mongodb html html5",
            "css css3 php kotlin golang perl haskell scala fortran cobol matlab vba numpy pandas",
            "pytorch tensorflow keras sklearn matplotlib django flask fastapi reactjs nextjs nodejs",
            "npm jquery angular svelte regex regexp docker dockerfile kubernetes kubectl terraform",
            "ansible nginx github gitlab bash powershell chmod chown sudo grep awk curl ssh cors",
            "leetcode pygame selenium beautifulsoup webpack makefile cmake gcc pseudocode segfault",
            "nullpointerexception typeerror syntaxerror valueerror keyerror indexerror attributeerror",
            "traceback stacktrace mutex malloc solidity opengl unittest pytest junit crontab cron",
            "autohotkey hadoop pyspark oauth jwt websocket websockets graphql redis kafka rabbitmq",
            "hibernate laravel symfony rails c++ c# f# .net dotnet xaml wpf asp jsp ocaml erlang",
            "elixir clojure lua julia prolog lisp vhdl verilog dataframe localhost mvc crud orm",
            "refactor refactoring async await goroutine enum struct javafx servlet codebase xpath",
            "tkinter pyqt qt5 openssl systemctl systemd iptables vlookup xlookup plsql tsql stdin",
            "stdout printf println namespace multithreading multithreaded deserialize middleware",
            "mutexes x86 const js div cte ssl kubectl eresolve traceback regexes",
            "programmieren programmierung программирование javascripts sqlalchemy asyncio aiohttp",
        ),
        2: (
            "python python3 java algorithm algorithms array arrays recursive recursion compile",
            "compiler compiled debug debugging debugger endpoint backend frontend api apis json yaml",
            "toml xml csv linux unix ubuntu vim emacs git repo mermaid webhook boolean subroutine",
            "hashmap dijkstra quicksort mergesort webpage scrape scraping scraper runtime concurrency",
            "coding programming codes parser tuple tuples mocks linter ide stl jupyter rust ruby",
            "swift flexbox tailwind bootstrap deploy deployment microservice microservices arduino",
            "algorithme algorithmus algoritmo алгоритм programmier código codice código-fonte syntax",
            "скрипт кода коде кодом коду цикл питоне питон vba-makro excel subnet unicode utf",
            "inheritance polymorphism encapsulation iterator iterate mongodb's autocad lambda",
        ),
        1: (
            "function functions program programs script scripts code loop loops variable variables",
            "class classes method methods server database databases table tables query queries",
            "command commands terminal bug bugs error errors spreadsheet formula formulas app",
            "website plugin object objects pointer pointers stack queue list lists dictionary",
            "dictionaries node nodes input output binary integer integers parameter parameters",
            "argument arguments return returns framework library module import file files folder",
            "directory interface component git commit merge branch repository thread threads kernel",
            "memory cache hash index indices sort sorts sorted exception install browser button",
            "click login software string strings character characters element elements null schema",
            "column columns row rows sheet sheets macro cell test tests http url request requests",
            "fonction fonctions programme programm funktion función funciones programa funzione",
            "função функция функцию функции программу программа ошибку liste lista список datei",
            "fichier archivo arquivo bucle boucle schleife compilation компиляции tabelle",
            "windows mac install installing requests callback callbacks render sqlserver linked",
            "bot chatbot extension schema race patterns unity latex assembly let tabs spaces replace undo chrome",
            "tree graph complexity o(n neural model dataset r go c device shell container",
        ),
    }
)

# Other senses of those words; taken out before anything is counted.
ELSEWHERE = re.compile(
    r"\b(?:dress|zip|postal|post|area|promo|discount|coupon|morse|civil|penal|criminal|building|"
    r"tax|"
    r"country|gate|moral|genetic|vestimentaire|da vinci|secret|access|entry) codes?\b|"
    r"\bcodes? (?:of (?:conduct|honou?r|ethics|silence|hammurabi|the samurai)|postal)|"
    r"\b(?:video|movie|film|play|tv|radio|podcast|sales|call|phone|youtube|theat\w+|comedy|short|"
    r"scene|"
    r"dialogue) ?scripts?\b|\bscripts? (?:for|of) (?:an? |the |my |"
    r"our )?(?:[\w'’-]+ ){0,4}?(?:video|"
    r"movie|film|play|podcast|scene|show|commercial|radio|episode|sketch|speech|ad|advert\w*|"
    r"youtube|"
    r"drama|comedy|sitcom|vlog|documentary)|"
    r"\b(?:workout|training|fitness|exercise|loyalty|mentor\w*|exchange|degree|master'?s|phd|"
    r"volunteer|"
    r"rewards?|tv|television|radio|space|study|aid|government|school|wellness|onboarding|rehab|"
    r"diet|"
    r"running|internship|education\w*|social|nuclear|space|afterschool|community|weight loss|"
    r"graduate|"
    r"undergraduate|university|college|doctoral|apollo|vaccination|strength) program(?:me)?s?\b|"
    r"\bprogramme (?:de visite|scolaire|politique|tv|électoral|d'entra\w+)|\bprogramm läuft|"
    r"\b(?:social|middle|working|upper|economy|business|first|yoga|maths?|english|history|cooking|"
    r"dance|"
    r"ruling|world|lower|master|art|science|biology|gym|language) class(?:es|room)?\b|"
    r"\bclass (?:system|"
    r"struggle|action|teacher|reunion|trip|string)|\bin class\b|"
    r"\b(?:family|christmas|apple|oak|decision|fig|olive|palm|pine) trees?\b|tree of (?:life|"
    r"knowledge)|"
    r"\bfunctions? of (?:the |a |an )?(?:liver|kidneys?|heart|brain|mitochondri\w+|skin|money|art|"
    r"state|"
    r"family|language|cell|blood|proteins?|enzymes?|society)|fonction des? |"
    r"\b(?:social media|youtube|tiktok|instagram|dating|google's|facebook|twitter) algorithms?\b|"
    r"\b(?:in|as|into|using|valid|of|a|an|the) (?:an? |the |valid |proper |its )?(?:json|yaml|xml|"
    r"csv|markdown|"
    r"html)(?:[- ](?:format\w*|objects?|string|dictionary|array|list|content|output|"
    r"structure))?(?! (?:in|to|with|using) "
    r"(?:python|java|c|go))\b|"
    r"(?:json|csv|yaml|xml|html) ?(?:形式|文字列|格式|オブジェクト|字符串|형식)|"
    r"\b(?:rugby|spring|string) (?:league|quartet|theory)|\bhouse rules?|\bmonty python(?:'s)?|"
    r"\b(?:escape|travel|move|fly|trip|flight|island|coffee|visit|holiday|vacation) (?:from |to |"
    r"in |of |"
    r"on )?java\b|\bjava (?:and|or) (?:bali|sumatra|borneo)|\b(?:swift|rust|"
    r"ruby)(?:'s)? (?:taylor|belt|"
    r"red|ring|remov\w+|stain)|taylor swift|\btable (?:for|tennis|manners|lamp|of contents)|table,|"
    r"wooden tables?|dining tables?|rust (?:on|from|off|out)"
)
# A python that is a snake, and the island of Java.
ANIMALS = re.compile(
    r"\b(?:snakes?|terrarium|reptiles?|anacondas?|zoo|cobras?|pet|"
    r"ball pythons?)\b"
)
ISLANDS = re.compile(r"\b(?:bali|sumatra|indonesia\w*|jakarta|coffee|volcano\w*)\b")

_THING = (
    r"(?:function|program|script|code|class|method|algorithm|quer(?:y|ies)|regex\w*|macro|api|bot|"
    r"compiler|parser|unit tests?|web ?page|website|web ?app|stored procedure|snippet|one-?liner|"
    r"plugin|data structure|config\w*|smart contract|shader|crawler|scraper|subroutine|cli|"
    r"library|interpreter|(?:discord|telegram|slack|chat) ?bot|(?:chrome|browser|firefox|"
    r"vs ?code) extension|hash ?map|linked list|binary search|sorting|stack|queue data|decorator|"
    r"calculator|game in|app (?:in|using)|component|command|calculator|pseudo-?code|"
    r"server|client|database|schema|migration|solver|simulat\w+|formula)s?\b"
)
_CODE_THING = (
    r"(?:code|functions?|snippet|algorithm|query|regex\w*|macro|api|unit tests?|web ?page|stored "
    r"procedure|data structure|config file|pointers?|recursion|closures?|python|java|script)\b"
)
ASKS = re.compile(
    r"\b(?:write|implement|code|develop|debug|refactor|optimi[sz]e|program) (?:me |us |"
    r"up )?(?:an? |the "
    r"|this |my |some |your |two |both )?(?:[\w+#'.-]+ ){0,4}?" + _THING + r"|"
    r"\b(?:create|make|build|generate|design|fix|convert|explain|comment|review|run|simplify|test|"
    r"parse|"
    r"translate|rewrite|correct|understand)(?: out| for)? (?:me |us )?(?:an? |the |this |my |"
    r"some |your )?"
    r"(?:[\w+#.-]+ ){0,2}?" + _CODE_THING + r"|\bimplement (?:an? |the )?\w+|"
    r"\b(?:this|my|following|sample|source|the) code\b|\bcode (?:below|above|snippet|review|base|"
    r"example|"
    r"in|that|for|to)\b|\bin (?:python|java|rust|swift|ruby|go(?:lang)?|c|r|perl|julia|unity|"
    r"excel|bash)\b"
    r"(?! (?:and|or) (?:bali|sumatra))|\b(?:linked list|binary (?:search )?tree|hash ?(?:table|"
    r"map)|unit test|"
    r"time complexity|space complexity|stack trace|stack overflow|for loop|while loop|"
    r"if statement|null "
    r"pointer|design patterns?|object[- ]oriented|race condition|garbage collect\w+|command line|"
    r"pull request|merge conflict|version control|primary key|foreign key|regular expressions?|"
    r"web ?hook|"
    r"file system|environment variables?|data structures?|rest(?:ful)? api|machine code|"
    r"source code|"
    r"syntax error|segmentation fault|smart contract|google sheets|ajax call|dynamic programming|"
    r"big[- ]o|two strings|sorted (?:arrays?|lists?)|stored procedure|web ?socket|data frame|"
    r"chrome extension|discord bot|telegram bot|raspberry pi|docker|http client|"
    r"operator overload\w*|"
    r"er diagram|class diagram|virtual machine|(?:my|a|this|sql) quer(?:y|ies))\b|"
    r"\bexcel (?:formula|macro|function|sheet)|\bfunction (?:called|named|that (?:takes|returns|"
    r"checks|"
    r"computes|counts|finds))|\b(?:react|vue|node|django|spring boot|flutter|wordpress|"
    r"shopify) (?:app|"
    r"component|project|api|server|hook|plugin|theme|router|native|queries|js)\b|"
    r"(?:écri[st]|écrire|rédige|crée[rz]?|génère|corrige[rz]?|"
    r"explique[rz]?(?:-moi)?)[^.\n]{0,40}?\b(?:fonction "
    r"(?!d)|programme (?:informatique|en (?:python|java|c)\b|qui (?:lit|affiche|trie|calcule|"
    r"prend|compte|convertit|imprime|demande|vérifie))|code\b|script|requête|algorithme|page web)|"
    r"\bce code\b|"
    r"(?:schreib\w*|erstell\w*|programmier\w*|implementier\w*|erklär\w*|"
    r"korrigier\w*)[^.\n]{0,40}?\b(?:programm"
    r"(?:,| in| das|e)|funktion|skript|code\b|klasse|abfrage|webseite|algorithmus)|"
    r"(?:escrib\w*|crea\w*|haz|explica\w*|corrig\w*|implementa\w*|scriv\w*|escrev\w*|"
    r"cri[ae]\w*)[^.\n]{0,40}?\b"
    r"(?:funci[oó]n\b|programa (?:que|en|em)|c[oó]digo|script|p[aá]gina web|consulta sql|funzione|"
    r"programma (?:che|in)|codice|funç[aã]o)|"
    r"(?:напиши|создай|реализуй|исправь|объясни)\w*[^.\n]{0,40}?(?:функци|программ|скрипт|\bкод|"
    r"класс\b|"
    r"алгоритм)|代码|程式碼|编程|写(?:一)?个?[^。\n]{0,12}(?:函数|程序|脚本|算法|类)|端口的进程|"
    r"脚本|正規表現|"
    r"正则|(?<!ドレス)(?<!バー)コードを|ソースコード|プログラミング|プログラムを|"
    r"関数を[^。\n]{0,24}(?:書|作|実装)|実装して|(?:ウェブ|web)サイトを[^。\n]{0,8}作|スクリプトを|"
    r"코드를?|"
    r"프로그래밍|(?:함수|프로그램)를? (?:작성|만들)|파이썬|パイソン|자바스크립트"
)

# The look of code itself.
SHAPES = re.compile(
    r"^\s*(?:def|async def) \w+\s*\(|^\s*class \w+(?:\(.*\))?\s*[:{]|^\s*#include\b|"
    r"^\s*(?:from [\w.]+ )?"
    r"import [\w.{*]+(?:\s*(?:,|as|from|;)|\s*$)|\b(?:public|private|protected) (?:static |final |"
    r"class |void |"
    r"int |string )|\bfunction\s*\w*\s*\([^)\n]*\)\s*\{|^\s*(?:const|let|var) \w+\s*=|"
    r"\bselect\b[^.?!]{1,200}\bfrom\b[^.?!]{0,80}(?:\bwhere\b|;|\bjoin\b|\bgroup by\b|"
    r"\border by\b)|"
    r"\bselect (?:\*|[\w.]+(?:, ?[\w.]+)*) (?:from|form) \w+|\b(?:insert into|create table|"
    r"alter table|"
    r"update \w+ set) |"
    r"</?(?:div|span|html|body|script|head|table|form|input|button|ul|li|img|style|xml|link|"
    r"h[1-6]|p|a)\b[^>\n]*>|"
    r"=>\s*[{(]|console\.log|\bprintf?\(|system\.out|std::|\bint main\b|traceback \(most|"
    r"\w+(?:error|exception):|"
    r"^\s*(?:\$ )?(?:sudo|apt(?:-get)?|pip3?|npm|npx|yarn|git|docker|kubectl|cd|mkdir|brew|"
    r"conda) [\w./-]+|"
    r"\b(?:for|if|while)\s*\([^)\n]*[<>=;][^)\n]*\)|\bfor \w+ in (?:range|\w+\b.*:)|"
    r"\breturn [\w(]+.*;|"
    r"\w+\.\w+\([^)\n]*\);?\s*$|^\s*\w+(?:\[\w*\]|\.\w+)*\s*[+*-]?=\s*.+;\s*$|\bo\((?:1|n|log n|"
    r"n log n|n\^2|n2)\)|"
    r"^\s*@\w+(?:\(|\s*$)|\{\{.*\}\}|<\?php|^\s*<!doctype|\bself\.\w+|\bnull;|\b0x[0-9a-f]{2,}|"
    r"--[a-z]+-[a-z]+\b",
    re.MULTILINE | re.IGNORECASE,
)
