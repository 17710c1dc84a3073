"""Creative writing: prompts whose main aim is imaginative or expressive text."""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained

category = Category(
    title="Creative writing",
    about=(
        "The main thing asked for is imaginative or expressive text: fiction, verse, lyrics, "
        "scenes, a made-up voice or world, playing a role, a personal essay. Letters, reports, "
        "advertisements and summaries are not, however well they are to be written."
    ),
    trained=partial(trained, "creative_writing"),
    rubric=Rubric(
        "Does the user mainly want text that is imagined or expressive, to be enjoyed as such? It "
        "counts if a story, poem, song, scene, script, fairy tale, personal essay or continuation "
        "of one is asked for, or if the model is to play a made-up character. It does not count "
        "if the text serves a practical purpose (letters, speeches at work, advertising, "
        "summaries, translation), or if literature is only discussed."
    ),
)
