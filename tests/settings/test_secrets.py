"""No secret leaves with what is kept of a table."""

from __future__ import annotations

from tiltyard import settings


def test_what_is_kept_of_a_table_holds_no_secret() -> None:
    table = {
        "base_url": "https://me:hunter2@example.org/v1?api_key=hunter2",
        "apikey": "hunter2",
        "client_args": {"token": "hunter2", "region": "eu"},
        "extra_headers": {"x": "hunter2"},
        "max_tokens": 7,
    }
    kept = settings.without_secrets(table)
    assert "hunter2" not in str(kept)
    assert (kept["max_tokens"], kept["client_args"]) == (7, {"region": "eu"})
