"""What mathematical tasks are told by: words with points, phrases, and the look of formulas."""

from __future__ import annotations

import re

from tiltyard.categories._prompts import weights

# 3 points: of mathematics alone. 2: nearly so. 1: common in it, and elsewhere too.
WORDS = weights(
    {
        3: (
            "eigenvalue eigenvalues eigenvector eigenvectors quadratic polynomial polynomials",
            "hypotenuse logarithm logarithms cosine arctan parallelogram trapezoid trapezium",
            "rhombus trigonometric binomial multinomial isosceles equilateral orthogonal bijection",
            "bijective injective surjective homomorphism isomorphism abelian cyclic-group mod",
            "lagrangian hessian jacobian laplace antiderivative sqrt gcd lcm hcf asymptote",
            "convergent divergent numerator denominator summation coprime divisible quotient",
            "circumscribing circumscribed inscribed circumcircle incircle hyperbola parabola ellipse",
            "sin(x cos(x modulus modulo factorise factorize lemma corollary rref bayes",
            "dérivée intégrale polynôme périmètre hypoténuse logarithme résous trinôme primitive",
            "gleichung gleichungen ableitung flächeninhalt wahrscheinlichkeit primzahl primzahlen",
            "hypotenuse ungleichung quadratwurzel bruchrechnung berechne integriere stammfunktion",
            "ecuación ecuaciones derivada resuelve polinomio hipotenusa logaritmo equazione",
            "derivata equação raiz-quadrada polinômio risolvi уравнение уравнения уравнений",
            "производную интеграл логарифм неравенство треугольника вероятность",
        ),
        2: (
            "derivative derivatives integral integrate differentiate equation equations probability",
            "matrix matrices determinant triangle triangles circle perimeter circumference theorem",
            "calculus algebra algebraic geometry remainder inequality inequalities fraction fractions",
            "median integer integers radius diameter tangent vertex vertices polygon polygons prime",
            "primes permutation permutations combinatorics factorial exponent exponential arithmetic",
            "prove proof induction irrational divided vector vectors dice marbles coins slope",
            "polygone équation équations probabilité triangle aire calcule calculer racine inégalité",
            "dreieck dreiecks umfang kreis kreises würfel würfeln beweise löse wurzel integral",
            "probabilidad triángulo área calcula perímetro integrale calcola triangolo derivata",
            "probabilidade triângulo calcule resolva площадь реши решите найдите вычислите радиусом",
            "докажи докажите треугольник круга корень раскрой cube squared cubed summing diagonals",
        ),
        1: (
            "solve solves compute calculate evaluate simplify sum sums product average mean ratio",
            "percent percentage area volume angle angles degrees length width height square cubic",
            "interest sequence series limit function interval decimal digit digits divide multiply",
            "multiplied times twice half third quarter total altogether remaining distance speed",
            "consecutive odd even positive negative factor formula convert round number numbers",
            "linear variance deviation normal random deviation expected cm metres meters units",
            "rectangle cone sphere cylinder pyramid graph axis coordinates points line segment",
            "chance odds coin card deck fourth fifth dérive quelle distance vitesse prix vitesse",
            "geschwindigkeit strecke summe prozent velocidad suma porcentaje raíz raiz cuadrada",
            "scheduled algebra multiple common least greatest diff derive root roots express find",
            "completing maximise maximize minimise minimize subject independent convergence bounded",
        ),
    }
)

# Other senses, taken out before anything is counted.
ELSEWHERE = re.compile(
    r"\b(?:chemical|balanced|balance the|word) equations?\b|\b(?:the|movie|film|data|"
    r"responsibility|risk|"
    r"decision|priority) matrix\b|\bmatrix (?:movie|film|reloaded)|\b(?:love|bermuda|fire|"
    r"golden) triangle|"
    r"\b(?:income|social|gender|wealth|racial|economic|health) inequalit\w+|\bprime (?:minister|"
    r"time|video|"
    r"rib|suspect|meridian|example|number one)|\bamazon prime|\binner circle|circle of (?:friends|"
    r"life)|"
    r"\b(?:circle|square|angle) (?:dance|brackets|one)|\bdivided (?:by (?:race|class|war|opinion|"
    r"faith|"
    r"religion|politics|a wall)|into|over|between|country|city)|\b(?:burden of proof|bullet ?proof|"
    r"proof[- ]?read\w*|fool ?proof|water ?proof|proof of (?:concept|purchase|address|identity|"
    r"payment|"
    r"residence|work|stake))|\bprove (?:him|her|them|me|it to|myself|himself|herself|my point|"
    r"innocent)|"
    r"\bintegral part|\bproduct (?:description|launch|range|manager|page|name|idea|review)s?|"
    r"\b(?:sum|round) up\b|\bsum of all fears|\bmean (?:girls?|time|well|by|to)\b|\bwhat (?:does|"
    r"do|did) "
    r"[^.?]{0,60} mean|\b(?:tv|book|netflix|film|lecture|youtube|world) series|"
    r"\bseries (?:of (?:events|"
    r"books|articles|posts)|breaking)|\btime(?:s)? (?:new roman|square|magazine)|"
    r"\bvector (?:graphic|image|"
    r"art|database|store|embedding)s?|\btangents? (?:off|about)|\boff on a tangent|"
    r"\bprime of (?:his|her|"
    r"life)|\b(?:school|math|maths) (?:teacher|class|anxiety)|\baverage (?:person|human|joe|"
    r"reader|life\w*|"
    r"user|american|family|citizen)|\b(?:limerick|poem|story|song|joke|haiku|essay|novel|"
    r"history) (?:about|of)"
    r" (?:an? |the )?(?:\w+ ){0,3}(?:mathematic\w+|math|numbers?|triangle|algebra|geometry|zero)|"
    r"\bcyclone\b|\bvicious circle"
)

NUMBER = re.compile(
    r"(?<![a-z0-9_.])(?!(?:1[0-9]|20)\d\d(?![\d.,%円元]| ?(?:euros?|dollars?|km|m|kg|"
    r"people)\b))[-+]?\d[\d.,]*|\b(?:two|three|four|five|six|seven|"
    r"eight|nine|"
    r"ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|dozen|deux|trois|quatre|cinq|zwei|drei|"
    r"vier|fünf|"
    r"dos|tres|cuatro|cinco)\b"
)
ASKED = re.compile(
    r"\bhow (?:many|much|long|far|fast|old|tall|high|heavy|likely)\b|\bwhat(?:'s| is| was| are|"
    r" were| will|"
    r" would| fraction| percent\w*| number| should)\b|\bwhen (?:does|do|will|did|would)\b|\bfind\b|"
    r"\bcalculate|\bcompute|\bdetermine|\bwhich number|\bsolve\b|\bcombien|quelle? (?:distance|"
    r"est|prix|"
    r"somme|probab\w+)|\bwie ?viele?\b|\bwie (?:groß|lange|alt|schnell|weit|hoch)|\bcuánt[oa]s?\b|"
    r"¿cuál|"
    r"\bquant[oiae]s?\b|qual (?:è|é)|сколько|чему рав"
)
# How amounts relate: what makes a story with numbers a problem.
RELATED = re.compile(
    r"\b(?:each|apiece|per|twice|half|thrice|third of|quarter of|double[sd]?|triple[sd]?|"
    r"altogether|"
    r"in (?:total|all)|left|remain\w*|more than|less than|fewer|older|younger|together|neither|"
    r"both "
    r"(?:red|blue|are|of them)|discount|sells?|sold|buys?|bought|loses?|lost|gives? (?:away|her|"
    r"his|him|\w+ "
    r"\d)|gave|spends?|spent|earns?|average|speed|mph|km/?h|kph|miles|interest|profit|ratio|"
    r"fell by|rose by|"
    r"rolled|drawn|flipped|tossed|legs|equal\w*|times as|as many|the rest|shared?|split|fills?|"
    r"pipe|at the same|"
    r"same rate|catch|meet|works? alone|machines|cost of|costs?|pay|paid|chacun|perd|gagne|achète|"
    r"roule|reste|"
    r"moitié|double|prix|je \d|jede[rsn]?|kauft|kostet|kosten|bezahl\w*|doppelt|hälfte|übrig|"
    r"recorre|compra|"
    r"cuesta|mitad|doble|quedan?|compra|costa|metade|осталось|купил\w*|каждый|вдвое|скорост\w+)\b|"
    r"\d ?%|(?:€|£|\$) ?\d|\d ?(?:€|euros?|dollars?|cents?)\b"
)
# A plan, a letter or a text that has numbers in it is no task of calculation.
WRITING = re.compile(
    r"\b(?:plan|itinerary|day trip|trip to|budget for|recipe|write (?:me )?(?:an? |"
    r"the )?(?:\w+ ){0,3}(?:story|letter|email|"
    r"e-mail|mail|poem|essay|post|article|message|description|speech|announcement|blog|song|scene|"
    r"review|"
    r"advert\w*|slogan|ad)|rewrite|summari[sz]e|translate|proofread|recommend|suggest|apartment|"
    r"flat|rent|"
    r"salary|visa|diet|dose|dosage|mg|patient|phone|laptop|iphone|holiday|hotel|movie|novel|"
    r"reviews?)\b"
)
# Who is given a part to play is given terms with it, and no task yet.
PLAYED = re.compile(
    r"\b(?:act as|role ?play|pretend|imagine (?:you|yourself)|suppose you|you are (?:an? |now )|"
    r"embrace the "
    r"role|take on the role|as an? (?:\w+ )?(?:teacher|tutor|professor),? (?:explain|tell|talk))"
)

PHRASES = re.compile(
    r"\bsolve (?:for|the (?:system|equation|following|inequality)|this (?:equation|math))|"
    r"\bprove (?:that|the|by|"
    r"or disprove|every|if|for)|\bshow (?:that|by induction)|\bsquare root|\bcube root|"
    r"\bprime numbers?\b|"
    r"\bhow many ways|\bremainder when|\bleast common|\bgreatest common|\bdifferential equation|"
    r"\bby induction|"
    r"\bstandard deviation|\bcompound interest|\blet \w+ be an? |\blinearly (?:in)?dependent|"
    r"\bfind the (?:value|"
    r"area|volume|limit|slope|equation|sum|roots?|perimeter|derivative|integral|missing)|"
    r"\bcompleting the "
    r"square|\blog base|\bto the power|\bdivided by \d|\b\d+ times \d|\b\d+ (?:plus|minus|mod) \d|"
    r"\b\d+ ?% of \d|"
    r"\d percent of \d|\bmath(?:s|ematical)? (?:problem|question|puzzle|exercise)|"
    r"\bequation of (?:the|a)|\bmultiply (?:it|by|\d)|\bround(?:ed)? (?:\d|to (?:two|three|"
    r"the nearest|\d))|\bis \d+ "
    r"(?:a )?prime|\bas a fraction|\bto a (?:decimal|fraction)|racine carrée|résou(?:s|dre) (?:l'|"
    r"une |cette |les? )?(?:équation|inéquation|système)|"
    r"combien (?:font|fait|"
    r"de fois|en )|nombre premier|wurzel aus|wie viel ist|größter gemeinsamer|raíz cuadrada|"
    r"cuánto es|raiz quadrada|"
    r"radice quadrata|квадратн\w+ корень|integers? (?:solutions?|are in)|"
    r"\bconsecutive (?:integers|numbers)|"
    r"decimal places|\b(?:mean|average|median|sum|product|difference) of (?:\d|two|three|four|"
    r"five|six|"
    r"the (?:first|numbers|digits)|these|all (?:the )?(?:numbers|integers))|\bdigit \d|"
    r"\bprobability (?:that|of)|probabilité (?:de|d')|probabilidad de|"
    r"wahrscheinlichkeit|"
    r"\bexpected value|\bfactor (?:the|x|\d)|\bcontinuous function|normal with mean|x-intercept|"
    r"y-intercept"
)
# Chinese, Japanese and Korean have no words to count.
IDEOGRAPHIC = re.compile(
    r"方程|微分|積分|积分|确率|確率|概率|不等式|三角形|三角関数|因数分解|平方根|行列式|固有値|"
    r"素数|质数|余り|余数|"
    r"最大公[约約]数|最小公倍数|(?:面積|面积|体积|体積)[をはがのも是为]|(?:を|の値を?|和を|"
    r"値を)求め|求函数|导数|極限|极限|证明[^。]{0,20}"
    r"(?:定理|数|等|角)|証明[^。]{0,4}(?:せよ|しなさい|してください)|計算し(?:て|なさい)|"
    r"计算[^。]{0,16}\d|割った|割ると|"
    r"除以|乘以|\d+ ?[×÷] ?\d|방정식|미분|적분|확률|넓이|최대공약수|최소공배수|구하시오|구하세요|"
    r"인수분해|소수인지"
)
COUNTED = re.compile(
    r"(?:合計|合わせて|全部で|一共|总共|残り|还剩|剩下|現在有|现在有|平均)[^。]{0,20}(?:いくら|"
    r"いくつ|何|多少|几|幾)|"
    r"(?:いくつ|いくら|何人|何個|何円|何本|何分|何時間|多少(?:个|元|只|人|岁|米|公里|钱)|有多少|"
    r"几个|몇 (?:개|명|살|원|시간))"
)

# The look of formulas. The first kind decides alone; the second may also stand in code.
LATEX = re.compile(
    r"\\(?:d?frac|int|sum|sqrt|lim|infty|prod|partial|nabla|mathbb|mathrm|begin\{[pbv]?(?:matrix|"
    r"align|cases|"
    r"equation)|cdot|leq?|geq?|alpha|theta|pi|binom|pmod|log|sin|cos)\b|"
    r"\$[^$\n]{1,80}[\^_=\\<>][^$\n]{0,80}\$|"
    r"[∫∑√∂∞≤≥≡∈∀∃²³]"
)
FORMULA = re.compile(
    r"(?<![\w.])[-+]?\d*[a-z](?:\^\d+|²|³)?\s*[-+*/]\s*[-+\w^*/ ().²³]{1,40}?\s*[=<>]\s*[-+]?[\w(]|"
    r"(?<![\w.])[a-z](?:\([a-z]\)|')?\s*=\s*[-+]?\d*\s?[a-z(]?\w?(?:\^|\s*[-+*/]\s*)[\w(]|\|[^|"
    r"\n]{1,20}\|\s*[<>=]\s*\d|"
    r"\b[fgh]\((?:\d+|[a-z]|[fg]\()|\b[a-z]\^\d|\)\^\d|\d\s*[*×÷^]\s*\d|"
    r"\d\s+[-+/]\s+\d+\s*(?:[-+*/=?]|$)|"
    r"(?<![\d-])\d+\s?[-+]\s?\d+\s*=|(?<!\w)\d+(?:[a-z]|\s[a-z])\s?[-+]\s?\d+\s?=\s?\d|"
    r"\(-?\d+, ?-?\d+\).{0,40}\(-?\d+, ?-?\d+\)|"
    r"\bp\([a-z] ?[<>=]|\b1 ?\+ ?2 ?\+|\b(?:sin|cos|tan|ln|log)(?:\s?\(\s?\d*[a-z]\)?|"
    r"\s\d*[xyt])(?![a-z])|\bx²|\d[a-z]²",
    re.MULTILINE,
)
