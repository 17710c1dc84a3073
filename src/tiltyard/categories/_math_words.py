"""What mathematical tasks are told by: words with points, phrases, and the look of formulas."""

from __future__ import annotations

import re

from tiltyard.categories._prompts import weights

# 3 points: of mathematics alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: """
            abelian ableitung antiderivative arctan asymptote bayes berechne bijection bijective
            binomial bruchrechnung circumcircle circumscribed circumscribing convergent coprime
            corollary cos(x cosine cyclic-group denominator derivada derivata divergent divisible
            dérivée ecuaciones ecuación eigenvalue eigenvalues eigenvector eigenvectors ellipse
            equazione equação equilateral factorise factorize flächeninhalt gcd gleichung
            gleichungen hcf hessian hipotenusa homomorphism hyperbola hypotenuse hypoténuse
            incircle injective inscribed integriere intégrale isomorphism isosceles jacobian
            lagrangian laplace lcm lemma logarithm logarithme logarithms logaritmo mod modulo
            modulus multinomial numerator orthogonal parabola parallelogram polinomio polinômio
            polynomial polynomials polynôme primitive primzahl primzahlen périmètre quadratic
            quadratwurzel quotient raiz-quadrada resuelve rhombus risolvi rref résous sin(x sqrt
            stammfunktion summation surjective trapezium trapezoid trigonometric trinôme
            ungleichung wahrscheinlichkeit вероятность интеграл логарифм неравенство производную
            треугольника уравнение уравнений уравнения
        """,
        2: """
            aire algebra algebraic arithmetic beweise calcola calcula calcule calculer calculus
            circle circumference coins combinatorics cube cubed derivative derivatives determinant
            diagonals diameter dice differentiate divided dreieck dreiecks equation equations
            exponent exponential factorial fraction fractions geometry induction inequalities
            inequality integer integers integral integrale integrate inégalité irrational kreis
            kreises löse marbles matrices matrix median perimeter permutation permutations
            perímetro polygon polygone polygons prime primes probabilidad probabilidade
            probability probabilité proof prove racine radius remainder resolva slope squared
            summing tangent theorem triangle triangles triangolo triángulo triângulo umfang vector
            vectors vertex vertices wurzel würfel würfeln área équation équations вычислите докажи
            докажите корень круга найдите площадь радиусом раскрой реши решите треугольник
        """,
        1: """
            altogether angle angles area arranged average axis bounded calculate card chance cm
            coin common completing compute cone consecutive convergence convert coordinates
            cuadrada cubic cylinder decimal deck degrees derive deviation diamètre diff digit
            digits disque distance divide dérive evaluate even expected express factor fifth find
            flipping formula fourth function geschwindigkeit graph greatest half height
            independent interest interval inverse least length limit line linear maximise maximize
            mean meters metres minimise minimize multiple multiplied multiply negative normal
            number numbers odd odds percent percentage points porcentaje positive prix product
            prozent pyramid quarter quelle raiz random ratio raíz rectangle remaining root roots
            round scheduled segment sequence series simplify solve solves speed sphere square
            strecke subject sum suma summe sums third times total twice units variance velocidad
            vitesse volume ways width
        """,
    }
)

# Other senses, taken out before anything is counted.
ELSEWHERE = re.compile(
    r"\b(?:chemical|balanced|balance the|word) equations?\b|\b(?:the|movie|film|data|"
    r"responsibility|risk|decision|priority|evaluation|comparison|confusion|eisenhower) matrix\b|"
    r"\bmatrix (?:movie|film|reloaded)|\b(?:love|bermuda|fire|golden) triangle|\b(?:income|social|"
    r"gender|wealth|racial|economic|health) inequalit\w+|\bprime (?:minister|time|video|rib|"
    r"suspect|meridian|example|number one)|\bamazon prime|\binner circle|circle of (?:friends|"
    r"life)|\b(?:circle|square|angle) (?:dance|brackets|one)|\bdivided (?:by (?:race|class|war|"
    r"opinion|faith|religion|politics|a wall)|into|over|between|country|city)|"
    r"\b(?:burden of proof|bullet ?proof|proof[- ]?read\w*|fool ?proof|water ?proof|"
    r"proof of (?:concept|purchase|address|identity|payment|residence|work|stake))|\bprove (?:him|"
    r"her|them|me|it to|myself|himself|herself|my point|innocent)|\bintegral part|"
    r"\bproduct (?:description|launch|range|manager|page|name|idea|review)s?|\b(?:sum|round) up\b|"
    r"\bsum of all fears|\bmean (?:girls?|time|well|by|to)\b|\bwhat (?:does|do|"
    r"did) [^.?]{0,60} mean|\b(?:tv|book|netflix|film|lecture|youtube|world) series|"
    r"\bseries (?:of (?:events|books|articles|posts)|breaking)|\btime(?:s)? (?:new roman|square|"
    r"magazine)|\bvector (?:graphic|image|art|database|store|embedding)s?|\btangents? (?:off|"
    r"about)|\boff on a tangent|\bprime of (?:his|her|life)|\b(?:school|math|maths) (?:teacher|"
    r"class|anxiety)|\baverage (?:person|human|joe|reader|life\w*|user|american|family|citizen)|"
    r"\b(?:limerick|poem|story|song|joke|haiku|essay|novel|history) (?:about|of) (?:an? |"
    r"the )?(?:\w+ ){0,3}(?:mathematic\w+|math|numbers?|triangle|algebra|geometry|zero)|"
    r"\bcyclone\b|\bvicious circle"
)

NUMBER = re.compile(
    r"(?<![a-z0-9_.])(?!(?:1[0-9]|20)\d\d(?![\d.,%円元]| ?(?:euros?|dollars?|km|m|kg|"
    r"people)\b))[-+]?\d[\d.,]*|\b(?:(?:a|one|two|by|its|her|his|the other) (?:half|third|quarter|"
    r"fifth)|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|hundred|dozen|deux|trois|quatre|cinq|zwei|drei|vier|fünf|dos|tres|cuatro|cinco)\b"
)
ASKED = re.compile(
    r"\bhow (?:many|much|long|far|fast|old|tall|high|heavy|likely)\b|\bwhat(?:'s| is| was| are|"
    r" were| will| would| fraction| percent\w*| number| should)\b|\bwhen (?:does|do|will|did|"
    r"would)\b|\bfind\b|\bcalculate|\bcompute|\bdetermine|\bwhich (?:number|are they)|"
    r"\bis it the same|\bhow fast|quand\b|когда|\btrova\b|em quanto tempo|\bsolve\b|\bcombien|"
    r"quel(?:le)? (?:est|distance|est|prix|somme|probab\w+)|\bwie ?viele?\b|\bwie (?:groß|lange|"
    r"alt|schnell|weit|hoch)|\bcuánt[oa]s?\b|¿cuál|\bquant[oiae]s?\b|qual (?:è|é)|сколько|чему рав"
)
# How amounts relate: what makes a story with numbers a problem.
RELATED = re.compile(
    r"\b(?:each|apiece|per|twice|half|thrice|third of|quarter of|double[sd]?|triple[sd]?|"
    r"altogether|in (?:total|all)|left|remain\w*|more than|less than|fewer|older|younger|together|"
    r"neither|both (?:red|blue|are|of them)|discount|sells?|sold|buys?|bought|loses?|lost|"
    r"gives? (?:away|her|his|him|\w+ \d)|gave|spends?|spent|earns?|average|longer|shorter|taller|"
    r"heavier|lighter|cut (?:in|into)|workers|simple interest|pay back|each way|speed|mph|km/?h|"
    r"kph|miles|interest|profit|ratio|fell by|rose by|rolled|drawn|flipped|tossed|legs|equal\w*|"
    r"times as|as many|the rest|shared?|split|downstream|upstream|socks|went (?:up|down)|\d km\b|"
    r"litres?|per \d|parcour\w+|tardan?|somma|prodotto|enche\w*|вдвое|расстояние|навстречу|"
    r"product is|differ by|together;|every \d|ladder|leans|hypotenuse|slices|soldée?s?|reduced|"
    r"repeats?|fills?|pipe|at the same|same rate|catch|meet|works? alone|machines|cost of|costs?|"
    r"pay|paid|chacun|perd|gagne|achète|roule|reste|moitié|double|prix|je \d|jede[rsn]?|kauft|"
    r"kostet|kosten|bezahl\w*|doppelt|hälfte|übrig|recorre|compra|cuesta|mitad|doble|quedan?|"
    r"compra|costa|metade|осталось|купил\w*|каждый|вдвое|скорост\w+)\b|\d ?%|(?:€|£|\$) ?\d|"
    r"\d ?(?:€|euros?|dollars?|cents?)\b"
)
# A plan, a letter or a text that has numbers in it is no task of calculation.
WRITING = re.compile(
    r"\b(?:plan|itinerary|day trip|trip to|budget for|recipe|write (?:me )?(?:an? |"
    r"the )?(?:\w+ ){0,3}(?:story|letter|email|e-mail|mail|poem|essay|post|article|message|"
    r"description|speech|announcement|blog|song|scene|review|advert\w*|slogan|ad)|rewrite|"
    r"summari[sz]e|translate|proofread|recommend|suggest|rent|salary|visa|diet|dose|dosage|mg|"
    r"patient|reviews?)\b"
)
# Who is given a part to play is given terms with it, and no task yet.
PLAYED = re.compile(
    r"\b(?:act as|role ?play|pretend|imagine (?:you|yourself)|suppose you|you are (?:an? |now )|"
    r"embrace the role|take on the role|as an? (?:\w+ )?(?:teacher|tutor|professor),? (?:explain|"
    r"tell|talk))"
)

PHRASES = re.compile(
    r"\bsolve (?:for|the (?:system|equation|following|inequality)|this (?:equation|math))|"
    r"\bprove (?:that|the|by|or disprove|every|if|for)|\bshow (?:that|by induction)|\bsquare root|"
    r"\bcube root|\bprime numbers?\b|\bhow many ways|\bremainder when|\bleast common|"
    r"\bgreatest common|\bdifferential equation|\bby induction|\bstandard deviation|"
    r"\bcompound interest|\blet \w+ be an? |\blinearly (?:in)?dependent|\bfind the (?:value|area|"
    r"volume|limit|slope|equation|sum|roots?|perimeter|derivative|integral|missing)|"
    r"\bcompleting the square|\blog base|\bto the power|\bdivided by \d|\b\d+ times \d|"
    r"\b\d+ (?:plus|minus|mod) \d|\b\d+ ?% of \d|\d percent of \d|\bmath(?:s|"
    r"ematical)? (?:problem|question|puzzle|exercise)|\bequation of (?:the|a)|"
    r"\bconvert (?:[\w.,/°-]+ ){1,5}(?:to|into|in) (?:km|kilomet|miles?|decimal|binary|hex|"
    r"celsius|fahrenheit|kg|kilogram|pounds|lbs|cm|inch|feet|met|litre|liter|minutes|seconds|"
    r"hours|roman|base)|\bnext (?:number|term)|\bwhat (?:percent|fraction)|\blog\d+\(|\b(?:invert|"
    r"inverse of|transpose) (?:the |this )?matrix|\bhow many (?:minutes|seconds|hours|"
    r"days) (?:are )?in|\bpi to |\bmultiplied by|\bof a number\b|\bodds of|\b(?:inverse|domain|"
    r"range|graph|zeros|roots) of (?:the |this |a )?function|\baire d|\bexpand \(|\btruth table|"
    r"\bradians?\b|\bto (?:degrees|radians)|\bhow many (?:different |"
    r"distinct )(?:\w+[- ]?){0,3}(?:digit|numbers|codes|pins?|words|arrangements|permutations|"
    r"combinations|outfits|committees|teams)|\bmultiply (?:it|by|\d)|\bround(?:ed)? (?:\d|"
    r"to (?:two|three|the nearest|\d))|\bis \d+ (?:a )?prime|\bas a fraction|\bto a (?:decimal|"
    r"fraction)|racine carrée|résou(?:s|dre) (?:l'|une |cette |les? )?(?:équation|inéquation|"
    r"système)|combien (?:font|fait|de fois|en )|nombre premier|wurzel aus|wie viel ist|"
    r"größter gemeinsamer|raíz cuadrada|cuánto es|raiz quadrada|radice quadrata|"
    r"квадратн\w+ корень|integers? (?:solutions?|are in)|\bconsecutive (?:integers|numbers)|"
    r"decimal places|\b(?:mean|average|median|sum|product|difference) of (?:\d|two|three|four|"
    r"five|six|the (?:first|numbers|digits)|these|all (?:the )?(?:numbers|integers))|\bdigit \d|"
    r"\bprobability (?:that|of)|probabilité (?:de|d')|probabilidad de|wahrscheinlichkeit|"
    r"\bexpected value|\bfactor (?:the|x|\d)|\bcontinuous function|normal with mean|x-intercept|"
    r"y-intercept"
)
# Chinese, Japanese and Korean have no words to count.
IDEOGRAPHIC = re.compile(
    r"方程|微分|積分|积分|确率|確率|概率|不等式|三角形|三角関数|因数分解|平方根|行列式|固有値|"
    r"素数|质数|余り|余数|最大公[约約]数|最小公倍数|(?:面積|面积|体积|体積)[をはがのも是为]|(?:を|"
    r"の値を?|和を|値を)求め|求函数|导数|極限|极限|证明[^。]{0,20}(?:定理|数|等|角)|"
    r"証明[^。]{0,4}(?:せよ|しなさい|してください)|計算し(?:て|なさい)|计算[^。]{0,16}\d|割った|"
    r"割ると|除以|乘以|\d+ ?[×÷] ?\d|방정식|미분|적분|확률|넓이|최대공약수|최소공배수|구하시오|"
    r"구하세요|인수분해|소수인지"
)
COUNTED = re.compile(
    r"(?:合計|合わせて|全部で|一共|总共|残り|还剩|剩下|需要|現在有|现在有|"
    r"平均)[^。]{0,20}(?:いくら|いくつ|何|多少|几|幾)|(?:いくつ|いくら|何人|何個|何円|何本|何分|"
    r"何時間|几小时|几天|几分钟|多久|多少(?:小时|天|个|元|只|人|岁|米|公里|钱)|有多少|几个|"
    r"몇 (?:개|명|살|원|시간))"
)

# The look of formulas. The first kind decides alone; the second may also stand in code.
LATEX = re.compile(
    r"\\(?:d?frac|int|sum|sqrt|lim|infty|prod|partial|nabla|mathbb|mathrm|begin\{[pbv]?(?:matrix|"
    r"align|cases|equation)|cdot|leq?|geq?|alpha|theta|pi|binom|pmod|log|sin|cos)\b|"
    r"\$[^$\n]{1,80}[\^_=\\<>][^$\n]{0,80}\$|[∫∑√∂∞≤≥≡∈∀∃²³]"
)
FORMULA = re.compile(
    r"(?<![\w.])[-+]?\d*[a-z](?:\^\d+|²|³)?\s*[-+*/]\s*[-+\w^*/ "
    r"().²³]{1,40}?\s*[=<>]\s*[-+]?[\w(]|(?<![\w.])[a-z](?:\([a-z]\)|"
    r"')?\s*=\s*[-+]?\d*\s?[a-z(]?\w?(?:\^|\s*[-+*/]\s*)[\w(]|\|[^|\n]{1,20}\|\s*[<>=]\s*\d|"
    r"\b[fgh]\((?:\d+|[a-z]|[fg]\()|\b[a-z]\^\d|\)\^\d|\d\s*[*×÷^]\s*\d|"
    r"\d\s+[-+/]\s+\d+\s*(?:[-+*/=?]|$)|(?<![\d-])\d+\s?[-+]\s?\d+\s*=|(?<!\w)\d+(?:[a-z]|"
    r"\s[a-z])\s?[-+]\s?\d+\s?=\s?\d|\(-?\d+, ?-?\d+\).{0,40}\(-?\d+, ?-?\d+\)|\bp\([a-z] ?[<>=]|"
    r"\b1 ?\+ ?2 ?\+|\b(?:sin|cos|tan|ln|log)(?:\s?\(\s?\d*[a-z]\)?|\s\d*[xyt])(?![a-z])|\bx²|"
    r"\d[a-z]²",
    re.MULTILINE,
)
# A whole prompt that is a sum.
SUM = re.compile(r"^[\d\s+*/×÷=().,^%-]*\d\s*[-+*/×÷^]\s*\d[\d\s+*/×÷=().,^%-]*\??$")
# Asking what a word means is no task.
DEFINES = re.compile(
    r"^(?:so |please |hi,? )*(?:what(?:'s| is| are)|define|explain|describe) (?:the (?:difference|"
    r"meaning)|(?:an? )?[a-z -]{3,40}\??$)"
)
