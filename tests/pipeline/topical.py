"""Invented prompts on three subjects, for tests of topics."""

from __future__ import annotations

COOKING = [
    "Give me a recipe for tomato soup with basil",
    "How long do I boil eggs for a potato salad?",
    "What can I cook for dinner with chicken and rice?",
    "A recipe for pancakes without eggs, please",
    "How do I bake bread without yeast in my oven?",
    "Suggest a quick dinner with pasta and tomato sauce",
    "Which spices go into a chicken curry with rice?",
    "How do I make a soup less salty?",
    "Recipe for a chocolate cake with butter and eggs",
    "What sauce goes with baked potatoes and fish?",
]
CODING = [
    "Write a Python function that reverses a list",
    "Fix this Python error: list index out of range",
    "How do I sort a dictionary by value in Python code?",
    "Write a SQL query that joins two tables",
    "Explain what a class is in Java code",
    "My JavaScript function returns undefined, what is wrong with the code?",
    "Write a unit test for this Python function",
    "How do I parse JSON in a Python script?",
    "Convert this loop to a list comprehension in Python code",
    "Which SQL index makes this query on a table faster?",
]
SKY = [
    "Why do stars twinkle in the night sky?",
    "How far is the moon from the earth?",
    "Which planet has the most moons in the solar system?",
    "How hot is the surface of the sun?",
    "What happens when a star becomes a black hole?",
    "Why is Mars called the red planet?",
    "How do astronomers measure the distance of stars?",
    "When is the next eclipse of the moon?",
    "Could people live on the planet Mars or on the moon?",
    "What is a galaxy, and how many stars are in it?",
]
PROMPTS = [*COOKING, *CODING, *SKY]
