"""What a form sent."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import Request


async def posted(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name; empty ones too. Nothing if it is no form."""
    try:
        fields = parse_qs(
            (await request.body()).decode(), keep_blank_values=True, max_num_fields=50
        )
    except ValueError:  # not text, or too many
        return {}
    return {name: texts[-1] for name, texts in fields.items()}
