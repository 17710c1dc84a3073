"""What prompts about code are told by: words with points, phrases, and the look of code."""

from __future__ import annotations

import re

from tiltyard.categories._prompts import weights

# 3 points: of programming alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: """
            .net abap activerecord addeventlistener aiohttp alpinejs ampl amqp angular ansible
            apache2 appendentries appium applescript argocd arm64 artisan asp async asyncio
            attributeerror autohotkey autoit await awk aws axum babel backend bash bazel
            beautifulsoup bgp bigquery blazor bubblesort bytecode bytesio c# c++ c++11 c++17 c++20
            cassandra cgo chmod chown circleci cisco clang clickhouse clojure cmake cmakelists cmd
            coalesce cobol cocotb codebase codeql compilers conda const constexpr cordova cors
            cplex cqrs cron crontab crud css css3 csvreader cte cuda curl cython d3 dagster
            databricks datadog dataframe datetime dax dbt ddd debian debugger decompile decompiler
            delphi dependency-injection deserialize disassembler div django dll docker dockerfile
            dockerized dotnet dplyr drupal dtype duckdb dynamodb ebpf eintr elasticsearch enum
            epoll eresolve errno eslint esxi exe-file ext4 f# fastapi ffmpeg firebase fizzbuzz
            flask fork() fortran frontend gams gcc gdb ggplot ggplot2 ghidra github gitlab glsl
            godot golang goroutine goroutines gradio gradle grafana graphql grep groupby grpc
            hadoop haproxy hashmap haskell hdl heroku hibernate hlsl homebrew html html5 htmx
            huggingface hyperv ide idempotent iframe iloc imagemagick indexerror innerhtml
            intellij ios-xr ioutil iptables istio javac javafx javascript javascripts jenkins
            jetpack joins joomla jpa jq jquery js jscript jsonb jsp junit jwt k8s keras keyerror
            kibana knex kotlin kubectl kubelet kubernetes kwargs labview lambda-function langchain
            laravel leetcode lightgbm linux llamaindex llvm localhost localstorage lombok luau lvm
            magento makefile malloc mariadb matlab matplotlib maui memcpy metasploit micronaut
            microservices middleware minizinc mockito mongo mongodb mongoose monorepo mpi mqtt
            multithreaded multithreading mutex mutexes mvc mvvm mysql namespace nasm ndarray neo4j
            netlify netstat nextjs nginx nix nix-shell nixos nixpkgs nmap nodejs nosql npcap npm
            nullpointerexception nullptr numba numpy numpy's nuxt oauth obfuscate ocaml octave
            odoo onclick openapi opencl opencv opengl openmp openscad opensearch openssl orm ospf
            pandas perl php phpunit pipenv pivot_table plotly plsql podman pom postgres postgresql
            powerbi powerquery powershell printf println programmieren programmierung prolog
            prometheus promql protobuf proxmox pseudocode pthread ptr puppeteer pwa pygame pymc
            pyplot pyqt pyqt6 pyside pyspark pytest python2 pytorch qml qt5 quarkus queryselector
            rabbitmq raft-protocol rails reactjs redis redshift refactor refactoring regex regexes
            regexp roblox rollup rspec s3 scipy seaborn segfault selenium semgrep sequelize serde
            serverless servlet sessionstorage sidekiq simulink sklearn snowpark solidity sonarqube
            splunk sproc spss sql sqlalchemy sqlite sqlmap sqlx ssh sshd ssl ssms stacktrace stata
            stateless stdin stdlib stdout strcpy streamlit struct subclass subquery sudo supabase
            superclass svelte sveltekit svg swagger swiftui symfony syntaxerror syscall syscalls
            systemctl systemd systemverilog t-sql tailscale tauri tcpdump tensorflow terraform
            testbench threejs thrift tidyverse tikz timestamptz tkinter tokio tomcat traceback
            traefik tsconfig tsql typecast typedef typeerror typeorm typescript ubuntu uikit
            unittest upsert urllib useeffect usestate vagrant valgrind valueerror varchar vba vbs
            vbscript vector<int> venv verilator verilog vhdl vim virtualenv vlan vlookup vscode
            vtable vue vue3 vuetify vulkan wasm webassembly webdev webgl webpack websocket
            websockets winapi wireguard wireshark wordpress wpf wsl wxpython x86 x86-64 xamarin
            xaml xcode xgboost xlookup xpath yosys zeromq программирование
        """,
        2: """
            algorithm algorithme algorithms algorithmus algoritmo api apis arduino array arrays
            autocad boolean bootstrap codes codice coding compile compiled compiler concurrency
            constructor código código-fonte debug debugging deploy deployment dijkstra emacs
            encapsulation endpoint flexbox getter git inheritance instantiate iterate iterator
            java jupyter lambda linter mergesort mermaid microservice mocks mongodb's override
            parser polymorphism programmier programming python python3 quicksort react recursion
            recursive refs repo ruby runtime rust schleife scrape scraper scraping setter snippet
            stl subnet subroutine swift syntax tailwind tuple tuples unicode unix url utf
            vba-makro webhook webpage алгоритм кода коде кодом коду питон питоне скрипт цикл
        """,
        1: """
            abstract airflow ant app application archivo args argument arguments arquivo assembly
            binary bits bot boucle branch browser bubble bucle bug bugs build button bytes c cache
            callback callbacks cell celsius character characters chatbot chrome ci class classes
            click code codec column columns command commands commit compilation complexity
            component composer comprehension compute container csv cypress dart database databases
            dataset datei decode dependency device dictionaries dictionary directory dns docstring
            dom domains driver drivers dropdown echo electron element elements elixir encode end
            environment error errors event events excel exception expected express extension fails
            fibonacci fichier file files flutter folder fonction fonctions format formula formulas
            fragment framework funciones función function functions funktion funzione função
            gherkin go graph hash heap helm http import index indices inline input install
            installing integer integers interface jest join json julia jvm kafka kernel keyword
            latex layer let library line liner lines linked list lista liste listen lists login
            loop loops lua mac macro maven memory menu merge method methods minecraft mocha model
            module nested neural node nodes notation null o(n object objects output package
            packages parameter parameters patterns plugin pointer pointers postman print prisma
            program programa programm programme programs prompt queries query queue r race
            reference render replace repository request requests return returns row rows save
            scala schema script scripts server sheet sheets shell shiny singleton site snowflake
            soap software sort sorted sorts spaces spark spreadsheet spring sqlserver stack string
            strings submenu tabelle table tables tabs terminal test tests textbox thread threads
            token toml toolbar tree type undefined undo unity variable variables vowels vs website
            widget windows xml yaml компиляции ошибку программа программу список функции функцию
            функция
        """,
    }
)

# Other senses of those words; taken out before anything is counted.
ELSEWHERE = re.compile(
    r"\ba (?:json|yaml|xml) (?:object|dictionary|string|array|list)|\b(?:dress|zip|postal|post|"
    r"area|promo|discount|coupon|morse|civil|penal|criminal|building|tax|country|gate|moral|"
    r"genetic|vestimentaire|da vinci|secret|access|entry) codes?\b|\bcodes? (?:of (?:conduct|"
    r"honou?r|ethics|silence|hammurabi|the samurai)|postal)|\b(?:video|movie|film|play|tv|radio|"
    r"podcast|sales|call|phone|youtube|theat\w+|comedy|short|scene|dialogue) ?scripts?\b|"
    r"\bscripts? (?:for|of) (?:an? |the |my |our )?(?:[\w'’-]+ ){0,4}?(?:video|movie|film|play|"
    r"podcast|scene|show|commercial|radio|episode|sketch|speech|ad|advert\w*|youtube|drama|comedy|"
    r"sitcom|vlog|documentary)|\b(?:workout|training|fitness|exercise|loyalty|mentor\w*|exchange|"
    r"degree|master'?s|phd|volunteer|rewards?|tv|television|radio|space|study|aid|government|"
    r"school|wellness|onboarding|rehab|diet|running|internship|education\w*|social|nuclear|space|"
    r"afterschool|community|weight loss|graduate|undergraduate|university|college|doctoral|apollo|"
    r"vaccination|strength) program(?:me)?s?\b|\bprogramme (?:de visite|scolaire|politique|tv|"
    r"électoral|d'entra\w+)|\bprogramm läuft|\b(?:social|middle|working|upper|economy|business|"
    r"first|yoga|maths?|english|history|cooking|dance|ruling|world|lower|master|art|science|"
    r"biology|gym|language) class(?:es|room)?\b|\bclass (?:system|struggle|action|teacher|reunion|"
    r"trip|string)|\bin class\b|\bclass (?:schedule|trip|president|notes|reunion|\d)|\b(?:family|"
    r"christmas|apple|oak|decision|fig|olive|palm|pine) trees?\b|tree of (?:life|knowledge)|"
    r"\bfunctions? of (?:the |a |an )?(?:liver|kidneys?|heart|brain|mitochondri\w+|skin|money|art|"
    r"state|family|language|cell|blood|proteins?|enzymes?|society)|fonction des? |"
    r"\b(?:social media|youtube|tiktok|instagram|dating|google's|facebook|twitter) algorithms?\b|"
    r"\b(?:in|as|into|using|valid|of) (?:an? |the |valid |proper |its )?(?:json|yaml|xml|csv|"
    r"markdown)(?:[- ](?:format\w*|objects?|string|dictionary|array|list|content|output|"
    r"structure))?(?! (?:in|to|with|using) (?:python|java|c|go))\b|(?:json|csv|yaml|xml|"
    r"html) ?(?:形式|文字列|格式|オブジェクト|字符串|형식)|\b(?:seismic|solar|microphone|antenna|"
    r"telescope|vast|wide) arrays?\b|\bunity gain|\b(?:rugby|spring|string) (?:league|quartet|"
    r"theory)|\bhouse rules?|\bmonty python(?:'s)?|\b(?:escape|travel|move|fly|trip|flight|island|"
    r"coffee|visit|holiday|vacation) (?:from |to |in |of |on )?java\b|\bjava (?:and|or) (?:bali|"
    r"sumatra|borneo)|\b(?:swift|rust|ruby)(?:'s)? (?:taylor|belt|red|ring|remov\w+|stain)|"
    r"taylor swift|\btable (?:for|tennis|manners|lamp|of contents)|table,|wooden tables?|"
    r"dining tables?|rust (?:on|from|off|out)"
)
# A python that is a snake, and the island of Java.
ANIMALS = re.compile(
    r"\b(?:snakes?(?! game)|terrarium|reptiles?|anacondas?|zoo|cobras?|pet|ball pythons?)\b"
)
ISLANDS = re.compile(r"\b(?:bali|sumatra|indonesia\w*|jakarta|coffee|volcano\w*)\b")

_THING = (
    r"(?:function|program|script|code|class|method|algorithm|quer(?:y|ies)|regex\w*|macro|api|bot|"
    r"compiler|parser|unit tests?|web ?page|website|web ?app|stored procedure|snippet|one-?liner|"
    r"plugin|data structure|config\w*|smart contract|shader|crawler|scraper|subroutine|cli|"
    r"library|interpreter|(?:discord|telegram|slack|chat) ?bot|(?:chrome|browser|firefox|"
    r"vs ?code) extension|hash ?map|linked list|binary search|sorting|stack|queue data|decorator|"
    r"calculator|game in|app (?:in|using)|component|command|calculator|pseudo-?code|server|client|"
    r"database|schema|migration|solver|simulat\w+|formula)s?\b"
)
_CODE_THING = (
    r"(?:code|functions?|snippet|algorithm|query|regex\w*|macro|api|unit tests?|web ?page|"
    r"stored procedure|data structure|config file|pointers?|recursion|closures?|python|java|"
    r"script)\b"
)
ASKS = re.compile(
    r"\b(?:write|implement|code|develop|debug|refactor|optimi[sz]e|program) (?:me |us |"
    r"up )?(?:an? |the "
    r"|this |my |some |your |two |both )?(?:[\w+#'.-]+ ){0,4}?" + _THING + r"|"
    r"\b(?:create|make|build|generate|design|fix|convert|explain|comment|review|run|simplify|test|"
    r"parse|translate|rewrite|correct|understand)(?: out| for)? (?:me |us )?(?:an? |the |this |"
    r"my |some |your )?"
    r"(?:[\w+#.-]+ ){0,2}?" + _CODE_THING + r"|\bimplement (?:an? |the )?\w+|"
    r"\b(?:script|program|bot|function|macro|app) (?:that|which|to) (?:e?mails?|reads?|sends?|"
    r"checks?|counts?|prints?|downloads?|converts?|renames?|copies|copy|parses?|returns?|takes?|"
    r"sorts?|deletes?|finds?|moves?|scrapes?|calculates?|computes?|generates?|opens?|runs?|asks|"
    r"reverses?|removes?|loops?|writes|logs?|watch\w*)|\bbig[- ]?o\b|\babstract class|"
    r"\bundefined (?:reference|variable|behaviou?r|method|index)|\bbuild (?:fails|failed|error)|"
    r"\bexpected ['\"`;)(]|\b(?:minecraft|wordpress|browser|ide) (?:plugin|mod)\b|"
    r"\bcompile[- ]?time|\b(?:this|my|following|sample|source) code\b|\bcode (?:below|above|"
    r"snippet|review|base|example|in|that|for|to)\b|\bin (?:python|java|rust|swift|ruby|golang|"
    r"perl|julia|unity|bash)\b(?! (?:and|or) (?:bali|sumatra))|\b(?:linked list|"
    r"binary (?:search )?tree|hash ?(?:table|map)|unit test|time complexity|space complexity|"
    r"stack trace|stack overflow|for loop|while loop|if statement|null pointer|design patterns?|"
    r"object[- ]oriented|race condition|garbage collect\w+|command line|pull request|"
    r"merge conflict|version control|primary key|foreign key|regular expressions?|web ?hook|"
    r"file system|environment variables?|data structures?|rest(?:ful)? api|machine code|"
    r"source code|syntax error|segmentation fault|smart contract|google sheets (?:formula|script)|"
    r"ajax call|dynamic programming|big[- ]o|two strings|sorted (?:arrays?|lists?)|"
    r"stored procedure|web ?socket|data frame|chrome extension|discord bot|telegram bot|"
    r"raspberry pi|docker|http client|operator overload\w*|er diagram|class diagram|"
    r"virtual machine|(?:my|a|this|sql) quer(?:y|ies))\b|\b(?:excel|sheets) (?:formula|macro|"
    r"function)|\bfunction (?:called|named|that (?:takes|returns|checks|computes|counts|finds))|"
    r"\b(?:react|vue|node|django|spring boot|flutter|wordpress|shopify) (?:app|component|project|"
    r"api|server|hook|plugin|theme|router|native|queries|js)\b|(?:écri[st]|écrire|rédige|"
    r"crée[rz]?|génère|corrige[rz]?|explique[rz]?(?:-moi)?)[^.\n]{0,40}?\b(?:fonction (?!d)|"
    r"programme (?:informatique|en (?:python|java|c)\b|qui (?:lit|affiche|trie|calcule|prend|"
    r"compte|convertit|imprime|demande|vérifie))|code\b|script|requête|algorithme|page web)|"
    r"\bce code\b|(?:schreib\w*|erstell\w*|programmier\w*|implementier\w*|erklär\w*|"
    r"korrigier\w*)[^.\n]{0,40}?\b(?:programm(?:,| in| das|e)|funktion|skript|code\b|klasse|"
    r"abfrage|webseite|algorithmus)|(?:escrib\w*|crea\w*|haz|explica\w*|corrig\w*|implementa\w*|"
    r"scriv\w*|escrev\w*|cri[ae]\w*)[^.\n]{0,40}?\b(?:funci[oó]n\b|programa (?:que|en|em)|"
    r"c[oó]digo|script|p[aá]gina web|consulta sql|funzione|programma (?:che|in)|codice|funç[aã]o)|"
    r"(?:напиши|создай|реализуй|исправь|объясни)\w*[^.\n]{0,40}?(?:функци|программ|скрипт|\bкод|"
    r"класс\b|алгоритм)|代码|程式碼|编程|写(?:一)?个?[^。\n]{0,12}(?:函数|程序|脚本|算法|类)|"
    r"端口的进程|脚本|正規表現|正则|(?<!ドレス)(?<!バー)コードを|ソースコード|プログラミング|"
    r"プログラムを|関数を[^。\n]{0,24}(?:書|作|実装)|実装して|(?:ウェブ|"
    r"web)サイトを[^。\n]{0,8}作|(?:実行|シェル)スクリプト|코드를?|프로그래밍|(?:함수|"
    r"프로그램)를? (?:작성|만들)|파이썬|パイソン|자바스크립트"
)

# The look of code itself.
SHAPES = re.compile(
    r"\bdef \w+\s*\(|^\s*class \w+(?:\(.*\))?\s*[:{]|^\s*#include\b|"
    r"^\s*(?:from [\w.]+ )?import [\w.{*]+(?:\s*(?:,|as|from|;)|\s*$)|\b(?:public|private|"
    r"protected) (?:static |final |class |void |int |string )|"
    r"\bfunction\s*\w*\s*\([^)\n]{0,200}\)\s*\{|^\s*(?:const|let|var) \w+\s*=|"
    r"\bselect\b[^.?!]{1,200}\bfrom\b[^.?!]{0,80}(?:\bwhere\b|;|\bjoin\b|\bgroup by\b|"
    r"\border by\b)|\bselect (?:\*|[\w.]+(?:, ?[\w.]+)*) (?:from|form) \w+|\b(?:insert into|"
    r"create table|alter table|update \w+ set) |</?(?:div|span|html|body|script|head|table|form|"
    r"input|button|ul|li|img|style|xml|link|h[1-6]|p|a)\b[^<>\n]{0,200}>|=>\s*[{(]|console\.log|"
    r"\bprintf?\(|system\.out|std::|\bint main\b|traceback \(most|\w+(?:error|exception):|"
    r"^\s*(?:\$ )?(?:sudo|apt(?:-get)?|pip3?|npm|npx|yarn|git|docker|kubectl|cd|mkdir|brew|"
    r"conda) [\w./-]+|\b(?:for|if|while)\s*\([^)\n]{0,120}[<>=;][^)\n]{0,120}\)|"
    r"\bfor \w+ in (?:range|\w+\b.*:)|\breturn [\w(]+.*;|\w+\.\w+\([^)\n]{0,200}\);?\s*$|"
    r"^\s*\w+(?:\[\w*\]|\.\w+)*\s*[+*-]?=\s*.+;\s*$|\bo\((?:1|n|log n|n log n|n\^2|n2)\)|"
    r"`[^`\n]*[=<>(){};/$|][^`\n]*`|\b\w+\((?:\w+, ){1,}\w+\)[,;.]?\s*(?:\w+\(|$)|^\s*@\w+(?:\(|"
    r"\s*$)|\{\{.{0,120}\}\}|<\?php|^\s*<!doctype|\bself\.\w+|\bnull;|\b0x[0-9a-f]{2,}|"
    r"--[a-z]+-[a-z]+\b",
    re.MULTILINE | re.IGNORECASE,
)

# Subjects of programming that need no verb.
TOPICS = re.compile(
    r"\bdependency injection|\b(?:list|dict\w*) comprehension|\bgarbage collect|\bstack (?:and|vs|"
    r"or) (?:the )?heap|\bcommand prompt|\benvironment variables?|\bone[- ]?liner (?:to|that|for|"
    r"in)|\bfloating[- ]point|\bjvm\b|\bexpress (?:route|server|app|middleware)|"
    r"\bprogram (?:prints|crashes|outputs|returns|throws|hangs)|\btables for an? |\b(?:bubble|"
    r"merge|insertion|heap|selection|quick) ?sort\b|\bbinary search\b|\bfizz ?buzz|\bhello world|"
    r"\bnested loops?|\b(?:inner|left|outer|right|cross) join\b|\btype hints?|\bdocstrings?|"
    r"\bin a string\b|\bservice worker|\b(?:breadth|depth)[- ]first|\bvs ?code\b|\bvisual studio|"
    r"\bpower ?(?:bi|query)|\bnode[- .]?(?:js|red)\b|\bspark (?:job|sql)|\bgit (?:pull|push|"
    r"commit|rebase|clone|merge|stash|reset|log|branch)|\bwhat(?:'s| is) (?:an api|json|yaml|"
    r"recursion|a pointer|oop|sql|regex|git|a compiler|python|html|css|javascript)\b|"
    r"\bis not a function|\bsort an? (?:list|dict\w*|array)|\bsnake game|\b(?:programs?|"
    r"functions?|code|loops?|arrays?|strings?|search|sort|fibonacci|converter|calculator|"
    r"pointers?|mean|scripts?|structs?|fahrenheit|list|game|file|api) (?:in|using) (?:c|go|r|d)\b|"
    r"\b(?:read|parse|write|load|open)s? [^.?!]{1,50} in (?:go|c|r)\b|\bspring boot|\bsql server|"
    r"\b(?:version|design|document) an api|\bvba\b|\bbig[- ]?o\b|\babstract class|"
    r"\breverse engineer"
)

# Names of files and things that only code has: three points for a file, two for a name.
FILES = re.compile(
    r"\b[\w-]+\.(?:py|js|jsx|ts|tsx|cpp|hpp|java|nix|sh|rs|go|html|css|scss|json|ya?ml|toml|sql|"
    r"ipynb|php|rb|cs|kt|swift|vue|lua|ps1|bat|env|cfg|conf|ini|dll|jar|tf)\b|%>%|<-\s*\w+\(|"
    r"(?:\d{1,3}\.){3}\d{1,3}/\d|\berror: |\bfatal: |\bwarning: "
)
NAMES = re.compile(
    r"\b(?!i(?:Phone|Pad|Pod|Mac|Cloud|Message|OS|Tunes)|eBay)[a-z]+(?:[A-Z][a-z]+)+\b|"
    r"\b[a-z]+[a-z0-9]*(?:_[a-z0-9]+)+\b|\b\w+\(\)|(?<!\S)--?[a-z][a-z-]+\b(?=.*(?:command|shell|"
    r"option|flag))"
)
