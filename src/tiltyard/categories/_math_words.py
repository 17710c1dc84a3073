"""Words of mathematics, with the points that each brings."""

from __future__ import annotations

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
