"""Occupation: whose line of work a prompt belongs to."""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained

# Broad on purpose: few enough for each to have votes.
OCCUPATIONS = {
    "software": "writing, reading and designing programs",
    "it": "running systems, networks and devices, and keeping them safe",
    "data": "statistics, data analysis, spreadsheets and machine learning as a tool",
    "engineering": "machines, electronics, structures and processes",
    "mathematics": "mathematical tasks, proofs and computing with numbers",
    "science": "physics, chemistry, biology, earth and environment",
    "medicine": "health, medicine, nursing, pharmacy and animals' health",
    "psychology": "mind, behaviour, therapy and personal crises",
    "law": "law, contracts, rights and compliance",
    "finance": "money, accounting, tax, banking and insurance",
    "business": "managing, planning, people at work, logistics and consulting",
    "marketing": "advertising, sales and communication with customers",
    "education": "teaching, courses, tests and learning aids",
    "writing": "texts of every kind, fiction included, and editing",
    "language": "languages, translation and linguistics",
    "arts": "music, pictures, film, design and games",
    "humanities": "history, philosophy, religion and literature",
    "society": "politics, public affairs, economics and social science",
    "trades": "building, repairing, making, farming and driving",
    "hospitality": "cooking, food, travel and events",
    "none": "small talk, private life, general curiosity, puzzles",
}

category = Category(
    title="Occupation",
    about="The field of work whose people would be asked for the answer:\n"
    + "\n".join(f"{name}: {about}" for name, about in OCCUPATIONS.items()),
    values=tuple(OCCUPATIONS),
    trained=partial(trained, "occupation"),
    rubric=Rubric(
        "To which field of work does the user's request belong: whose people would one ask for a "
        "good answer? Choose the one that fits best:\n"
        + "\n".join(f"{name}: {about}" for name, about in OCCUPATIONS.items()),
        tuple(OCCUPATIONS),
    ),
)
