"""A record or two of every shape that can be imported, made up."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]


def messages(*texts: str, **more: Any) -> list[Record]:
    """A conversation: a question, an answer, and so on."""
    roles = ("user", "assistant")
    return [{"role": roles[n % 2], "content": text, **more} for n, text in enumerate(texts)]


def parts(*texts: str) -> list[Record]:
    """A conversation whose messages are lists of parts."""
    kept = {"image": None, "mimeType": None}
    return [
        {**one, "content": [{"type": "text", "text": one["content"], **kept}]}
        for one in messages(*texts)
    ]


SIDES = {"model_a": "lark", "model_b": "wren", "winner": "model_a"}
TALK = {"conversation_a": messages("Why?", "So."), "conversation_b": messages("Why?", "Dunno.")}
PARTS = {"conversation_a": parts("Why?", "So."), "conversation_b": parts("Why?", "Dunno.")}
COMPARIA = {
    "timestamp": "2025-03-01T10:00:00",
    "model_a_name": "lark",
    "model_b_name": "wren",
    "opening_msg": "Why?",
    **TALK,
    "conv_turns": 1,
    "system_prompt_a": None,
    "system_prompt_b": None,
    "conversation_pair_id": "pair-1",
    "session_hash": "s1",
    "visitor_id": "v1",
}
FASTCHAT = {
    "question_id": "q1",
    **SIDES,
    "judge": "arena_user_7",
    **TALK,
    "turn": 1,
    "anony": True,
    "language": "English",
    "tstamp": 1682351591.1322,
}

SHAPES: dict[str, Record] = {
    "arena_hard": {"question_id": "q1", **SIDES},
    "comparia_conversations": COMPARIA | {"languages": ["fr"], "mode": "random"},
    "comparia_votes": COMPARIA
    | {
        "id": 5,
        "chosen_model_name": "lark",
        "both_equal": False,
        "conv_useful_a": True,
        "conv_incorrect_b": True,
    },
    "kaggle_55k": {
        "id": "30192",
        "model_a": "lark",
        "model_b": "wren",
        "prompt": '["Why?"]',
        "response_a": '["So."]',
        "response_b": '["Dunno."]',
        "winner_model_a": 1,
        "winner_model_b": 0,
        "winner_tie": 0,
    },
    "llmfao": {
        "id": "3",
        "prompt": "8",
        "model_x": "1",
        "model_y": "2",
        "worker": "58",
        "winner": "left",
        "left": "lark",
        "right": "wren",
    },
    "lmarena": FASTCHAT
    | {
        "openai_moderation": {"flagged": False},
        "toxic_chat_tag": {"t5-large": {"flagged": True, "score": 0.7}},
    },
    "lmarena_100k": {key: value for key, value in FASTCHAT.items() if key != "judge"}
    | {
        "conv_metadata": {"turns": 1},
        "is_code": False,
        "is_refusal": False,
        "dedup_tag": {"high_freq": False, "sampled": True},
        "category_tag": {"math_v0.1": {"math": True}},
        "judge_hash": "7a",
    },
    "lmarena_140k": {
        "id": "feedback-1",
        **SIDES,
        "evaluation_session_id": "session-1",
        "evaluation_order": 2,
        **PARTS,
        "full_conversation": [{"user": parts("Before?")[0]}],
        "conv_metadata": {"turns": 1},
        "category_tag": {"math_v0.1": {"math": False}},
        "language": "en",
        "is_code": False,
        "timestamp": "2025-07-01T10:00:00",
    },
    "lmarena_expert": {
        "id": "feedback-2",
        **SIDES,
        **PARTS,
        "evaluation_order": 1,
        "full_conversation": [{"user": parts("Before?")[0]}],
        "language": "en",
        "occupational_tags": {"mathematical": True, "education": False},
    },
    "lmarena_search": {
        **SIDES,
        "judge": "a1",
        "turn": 1,
        "timestamp": "2025-03-18T16:39:00.550000",
        "messages_a": messages("Why?", "So."),
        "messages_b": messages("Why?", "Dunno."),
        "system_a_metadata": {"conv_id": "1"},
        "system_b_metadata": {"conv_id": "2"},
        "primary_intent": "Other",
        "languages": ["English"],
    },
    "lmarena_vision": {
        "conversation_id": "c1",
        **SIDES,
        **TALK,
        "images": ["a picture", "another"],
        "language": "English",
        "user_id": "u1",
    },
    "mt_bench_human": {
        "question_id": 81,
        **SIDES,
        "judge": "expert_3",
        "conversation_a": messages("Why?", "So.", "And?", "Thus."),
        "conversation_b": messages("Why?", "Dunno.", "And?", "Hm."),
        "turn": 2,
    },
    "plain": {
        **SIDES,
        "prompt": "Why?",
        "response_a": "So.",
        "response_b": "Dunno.",
        "voter": "ada",
        "timestamp": "2026-01-02",
        "mood": "good",
    },
    "release": {
        "question_id": "r1",
        **SIDES,
        "judge": "p7",
        **TALK,
        "turn": 1,
        "anony": True,
        "language": "English",
        "tstamp": 1767312000.0,
        "conv_metadata": {"turns": 1},
        "category_tag": {"math_v0.1": {"math": True}},
        "judge_hash": "p7",
        "outcome": "model_a",
        "battle": "b1",
        "source": "arena",
        "system": None,
        "consent": True,
        "images": 0,
        "time_precision": "day",
    },
}
# What says who won, and what are the models, where it is not `winner`, `model_a` and `model_b`.
WINNER = {"comparia_votes": "chosen_model_name", "kaggle_55k": "winner_model_a"}
MODELS = {
    "comparia_votes": ("model_a_name", "model_b_name"),
    "comparia_conversations": ("model_a_name", "model_b_name"),
    "llmfao": ("left", "right"),
}


def read(name: str, **changes: Any) -> Record:
    """The row that an importer makes of its shape's record, with some values changed."""
    from tiltyard.pipeline import importers  # noqa: PLC0415 -- the shapes alone need none

    record, importer = SHAPES[name] | changes, importers.load(name)
    record |= {column: len(record[column]) for column in importer.lengths}
    return importer.open(importers.Source("votes", [*record]))(record)
