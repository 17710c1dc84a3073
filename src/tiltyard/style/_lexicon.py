"""English words that praise, that blame, and that turn the next one round.

Everyday words of judgement and feeling, in the forms in which answers use them. Left out are words
with a common sense that judges nothing (kind, like, well, right, critical), and words that are
other words in German, French or Spanish (super, fatal, bad, pain, gut).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

NEGATOR = 2

_PRAISE = """
    admirable adorable amazing amazingly amused appreciate appreciated astonishing attractive
    awesome beautiful beautifully beloved best better bless blessed blissful bravo breathtaking
    bright brilliant brilliantly calm captivating celebrate celebrated charm charming cheerful
    cheers clever comfort comfortable compelling confident congratulations convenient cool
    courageous creative curious dazzling delicious delight delighted delightful eager easy
    effortless effortlessly elegant elegantly encourage encouraging energetic engaging enjoy
    enjoyable enjoyed enjoying enthusiastic excellent excellently excited exciting exquisite
    fabulous fair faithful fascinating favorite favourite flawless flourish fond fortunate
    fortunately friendly fruitful fun funny generous gentle glad gladly glorious good goodness
    gorgeous grace graceful grateful great greatest greatly handy happier happily happiness happy
    harmony healthy heartfelt heartwarming helpful hope hopeful hopefully impressive incredible
    insightful inspire inspired inspiring interesting intuitive invaluable inviting joy joyful
    jolly kindly kindness laugh lovely love loved loves loving loyal lucky luxurious magical
    magnificent marvelous marvellous memorable mesmerizing nice nicely outstanding passionate
    peaceful perfect perfectly playful pleasant pleased pleasing pleasure polite positive powerful
    praise precious pretty priceless promising proud prosper refreshing relaxing reliable
    remarkable remarkably rewarding rich robust satisfied satisfying seamless seamlessly
    sincere smart smile smiling smooth smoothly spectacular splendid stunning sublime succeed
    success successful successfully superb supportive sweet terrific thank thankful thankfully
    thanks thrilled thrilling thrive trustworthy useful valuable vibrant vivid warm warmly
    welcome welcoming wise witty won wonderful wonderfully worthwhile worthy wow yay
"""
_BLAME = """
    abuse abusive abysmal afraid aggressive alarming anger angry annoyed annoying anxiety anxious
    appalling arrogant ashamed atrocious awful awfully awkward bitter bland bleak boring broken
    brutal careless catastrophe catastrophic clumsy complain complaint confused confusing
    cowardly creepy cruel cruelty damage damaged damaging danger dangerous dangerously
    deadly deceitful defective depressed depressing despair desperate destroy destroyed
    destructive disappoint disappointed disappointing disappointment disaster disastrous
    disgusting dishonest dismal disrespectful distress disturbing dreadful dull dumb embarrassed
    embarrassing evil exhausted exhausting fail failed failing fails failure fake fear fearful
    filthy flawed foolish fraud frightened frightening frustrated frustrating frustration
    furious gloomy greedy grief grim gross guilty harm harmful harsh hate hated hateful hatred
    hideous hopeless horrible horribly horrific horrifying hostile hurt hurtful idiot idiotic
    ignorant inadequate incompetent inferior insane insult insulting irritating jealous lazy
    liar lonely lousy ludicrous mediocre menacing mess messy miserable misery misleading
    mistake mistaken nasty negative nightmare nonsense obnoxious offensive outrageous painful
    panic pathetic pity pointless poor poorly problematic regret regrettable repulsive rotten
    rude ruin ruined ruthless sad sadly sadness scared scary selfish shame shameful
    shocking sick sloppy sorrow sorry stress stressful stupid suffer suffered suffering
    suspicious tedious terrible terribly terrified terrifying terror toxic tragedy tragic
    troublesome ugly unacceptable unbearable uncomfortable unfair unfortunate unfortunately
    unhappy unhealthy unhelpful unpleasant unreliable unsafe upset upsetting useless vicious
    vile violent weakness weird wicked worried worry worrying worse worst worthless
    wretched wrong wrongly
"""
# The t is what is left of "isn't" when words end at the apostrophe.
_NEGATORS = "barely cannot hardly neither never no nobody none nor not nothing scarcely t without"


@cache
def values() -> Mapping[str, int]:
    """1 for a word of praise, -1 for one of blame, `NEGATOR` for one that turns the next round."""
    words = {word: 1 for word in _PRAISE.split()} | {word: -1 for word in _BLAME.split()}
    return MappingProxyType(words | {word: NEGATOR for word in _NEGATORS.split()})
