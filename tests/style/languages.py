"""Invented answers in several languages, and code."""

from __future__ import annotations

ENGLISH = """\
## Why bread rises

Yeast is a living thing. When you mix it with flour and warm water, it begins to eat the sugars
in the flour and gives off carbon dioxide. The gas is caught in the dough, because kneading has
turned two proteins of the wheat into long elastic strands called **gluten**.

1. **Mix** the flour, water, yeast and salt until no dry patches are left.
2. **Knead** for about ten minutes, or fold the dough every half hour instead.
3. **Wait** until it has doubled in size, which takes between one and three hours depending on
   the temperature of your kitchen.

If the dough does not rise, the water was probably too hot: yeast dies at around 55 °C. It might
also be too old, so check the date on the package. A colder room isn't a problem; it only takes
longer, and the bread will taste better for it. Let me know if you'd like a recipe for rye bread!
"""
FRENCH = """\
## Pourquoi le pain lève

La levure est un organisme vivant. Quand on la mélange à de la farine et à de l'eau tiède, elle
se nourrit des sucres de la farine et dégage du gaz carbonique. Ce gaz demeure prisonnier de la
pâte, parce que le pétrissage a transformé deux protéines du blé en longs filaments élastiques :
c'est le **gluten**.

1. **Mélangez** la farine, l'eau, la levure et le sel jusqu'à ce qu'il n'y ait plus de morceaux.
2. **Pétrissez** pendant une dizaine de minutes, ou repliez la pâte toutes les demi-heures.
3. **Attendez** qu'elle ait doublé de volume, ce qui prend entre une et trois heures selon la
   température de votre cuisine.

Si la pâte ne lève pas, l'eau était sans doute trop chaude : la levure meurt vers 55 °C. Elle est
peut-être aussi trop vieille, alors vérifiez la date sur l'emballage. Une pièce plus froide n'est
pas gênante ; il faut seulement plus de temps, et le pain n'en sera que meilleur.
"""
SPANISH = """\
## Por qué sube el pan

La levadura está viva. Cuando la mezclas con harina y agua tibia, empieza a comerse los
azúcares de la harina y suelta dióxido de carbono. El gas queda atrapado en la masa, porque al
amasar dos proteínas del trigo se han convertido en hilos largos y elásticos: eso es el **gluten**.

1. **Mezcla** la harina, el agua, la levadura y la sal hasta que no quede nada seco.
2. **Amasa** durante unos diez minutos, o pliega la masa cada media hora.
3. **Espera** a que crezca mucho, lo que tarda entre una y tres horas según el calor que haga en
   tu cocina.

Si la masa no sube, es probable que el agua estuviera demasiado caliente: la levadura muere a unos
55 °C. Quizá sea demasiado vieja, así que mira la fecha del paquete. Una habitación más
fría no es un problema; solo se necesita más tiempo, y el pan sabrá mejor.
"""
RUSSIAN = """\
## Почему поднимается хлеб

Дрожжи живые. Если смешать их с мукой и тёплой водой, они начинают питаться сахаром из муки и
выделяют углекислый газ. Газ остаётся в тесте, потому что при замешивании два белка пшеницы
превратились в длинные упругие нити, которые называют **клейковиной**.

1. **Смешайте** муку, воду, дрожжи и соль, чтобы не осталось сухих комков.
2. **Месите** около десяти минут или складывайте тесто каждые полчаса.
3. **Подождите**, пока оно не станет вдвое больше. На это уходит от одного до трёх часов, смотря
   по тому, насколько тепло на кухне.

Если тесто не поднимается, вода, наверное, была слишком горячей: дрожжи гибнут примерно при 55 °C.
"""
CHINESE = """\
## 面包为什么会发起来

酵母是有生命的。把它和面粉、温水混在一起，它就开始吃面粉里的糖，同时放出二氧化碳。气体被留在面团里，
因为揉面的时候，小麦里的两种蛋白质变成了又长又有弹性的细丝，这就是**面筋**。

1. **混合**：把面粉、水、酵母和盐拌匀，直到看不见干粉。
2. **揉面**：大约揉十分钟，也可以每半个小时折叠一次。
3. **等待**：等到面团变成两倍大。根据厨房的温度，需要一到三个小时。

如果面团发不起来，多半是水太热了：酵母在大约五十五度的时候就会死掉。也可能是酵母放得太久，请看一下包装上的日期。
房间冷一点没有关系，只是时间长一些，而且面包会更好吃。如果你想做黑麦面包，我可以再给你一份配方。
"""
JAPANESE = """\
## パンがふくらむ理由

酵母は生き物です。小麦粉とぬるま湯に混ぜると、小麦粉の中の糖を食べて炭酸ガスを出します。こねることで
小麦の二つのたんぱく質が長くて伸びる糸になり、ガスはその中に閉じ込められます。これが**グルテン**です。

1. **混ぜる**：小麦粉、水、酵母、塩を、粉っぽさがなくなるまで混ぜます。
2. **こねる**：十分ほどこねるか、三十分ごとに生地を折りたたみます。
3. **待つ**：二倍の大きさになるまで待ちます。台所の温度によって、一時間から三時間かかります。

生地がふくらまないときは、お湯が熱すぎたのかもしれません。酵母は五十五度くらいで死んでしまいます。
"""
CODE = '''\
Here is a function that reads the file and adds up one column:

```python
from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path


def totals_by_region(path: Path, *, column: str = "amount") -> dict[str, float]:
    """Sum `column` for each region of a CSV file."""
    totals: dict[str, float] = defaultdict(float)
    with path.open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if not row[column]:
                continue
            totals[row["region"]] += float(row[column])
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


if __name__ == "__main__":
    for region, total in totals_by_region(Path("sales.csv")).items():
        print(f"{region:<12}{total:>12,.2f}")
```

`DictReader` takes the names of the columns from the first line, so that they may be in any order.
'''
ALL = {
    "English": ENGLISH,
    "French": FRENCH,
    "Spanish": SPANISH,
    "Russian": RUSSIAN,
    "Chinese": CHINESE,
    "Japanese": JAPANESE,
    "code": CODE,
}
