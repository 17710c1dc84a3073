"""The tree keeps its shape: tests mirror sources, rooms are described, nothing prints."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tiltyard"
# What these hold is tested where it is used: over HTTP, by commands, by contracts.
ELSEWHERE = {
    "analysis/_bars.py": "tests/analysis/test_dataset_charts.py",
    "battles/__init__.py": "tests/web/test_blindness.py",
    "battles/_contender.py": "tests/web/test_api.py",
    "battles/_entries.py": "tests/battles/test_recorder.py",
    "battles/_going_on.py": "tests/battles/test_service.py",
    "battles/_limits.py": "tests/web/test_api.py",
    "battles/_live.py": "tests/web/test_api.py",
    "battles/_looking.py": "tests/battles/test_service.py",
    "battles/_opening.py": "tests/battles/test_service.py",
    "battles/_permission.py": "tests/web/test_api.py",
    "battles/_questions.py": "tests/battles/test_gold.py",
    "battles/_running.py": "tests/battles/test_service.py",
    "battles/_view.py": "tests/web/test_blindness.py",
    "bootstrap/__init__.py": "tests/bootstrap/test_arena.py",
    "categories/__init__.py": "tests/contracts/test_categories.py",
    "categories/_code_phrases.py": "tests/categories/test_coding.py",
    "categories/_code_senses.py": "tests/categories/test_coding.py",
    "categories/_code_shapes.py": "tests/categories/test_coding.py",
    "categories/_code_words.py": "tests/categories/test_coding.py",
    "categories/_form_words.py": "tests/categories/test_forms.py",
    "categories/_math_phrases.py": "tests/categories/test_math.py",
    "categories/_math_shapes.py": "tests/categories/test_math.py",
    "categories/_math_words.py": "tests/categories/test_math.py",
    "categories/_refusal_english.py": "tests/categories/test_refusal.py",
    "categories/_refusal_tongues.py": "tests/categories/test_refusal.py",
    "categories/_refusals.py": "tests/categories/test_refusal.py",
    "categories/_tone_words.py": "tests/categories/test_sentiment.py",
    "categories/_tongue.py": "tests/categories/test_language.py",
    "categories/_trained.py": "tests/categories/test_hard.py",
    "cli/__init__.py": "tests/cli/test_commands.py",
    "cli/data/__init__.py": "tests/cli/data/test_label.py",
    "cli/database.py": "tests/cli/test_commands.py",
    "cli/downloads.py": "tests/cli/test_commands.py",
    "client/__init__.py": "tests/client/test_client.py",
    "client/_matrix.py": "tests/client/test_boards.py",
    "cli/models.py": "tests/cli/test_commands.py",
    "cli/serve.py": "tests/cli/test_commands.py",
    "drift/__init__.py": "tests/drift/test_service.py",
    "errors.py": "tests/docs/test_reference.py",
    "files/__init__.py": "tests/files/test_table.py",
    "leaderboard/__init__.py": "tests/leaderboard/test_boards.py",
    "leaderboard/_kept.py": "tests/leaderboard/test_boards.py",
    "leaderboard/_rounds.py": "tests/leaderboard/test_feed.py",
    "leaderboard/_snapshot_files.py": "tests/leaderboard/test_snapshots.py",
    "leaderboard/_votes.py": "tests/leaderboard/test_table.py",
    "leaderboard/_tested.py": "tests/leaderboard/test_variants.py",
    "leaderboard/_published_slices.py": "tests/leaderboard/test_imported.py",
    "ledger/__init__.py": "tests/ledger/test_tree.py",
    "matchmaking/__init__.py": "tests/contracts/test_matchmaking.py",
    "personal/_issuers.py": "tests/contracts/test_personal.py",
    "pipeline/__init__.py": "tests/pipeline/test_labels.py",
    "pipeline/_card_head.py": "tests/pipeline/test_card.py",
    "pipeline/_config.py": "tests/bootstrap/test_data.py",
    "pipeline/_items.py": "tests/pipeline/test_labelling.py",
    "pipeline/_publishable.py": "tests/pipeline/test_release.py",
    "pipeline/_released.py": "tests/pipeline/test_release.py",
    "pipeline/_shaping.py": "tests/pipeline/test_release.py",
    "pipeline/_tallies.py": "tests/pipeline/test_stats.py",
    "pipeline/exports/__init__.py": "tests/contracts/test_exports.py",
    "pipeline/exports/_messages.py": "tests/contracts/test_exports.py",
    "pipeline/steps/_capped.py": "tests/contracts/test_steps.py",
    "pipeline/steps/__init__.py": "tests/contracts/test_steps.py",
    "providers/_events.py": "tests/contracts/test_providers.py",
    "ratings/__init__.py": "tests/contracts/test_methods.py",
    "ratings/_kernel/__init__.py": "tests/ratings/test_counts.py",
    "ratings/_kernel/count.py": "tests/ratings/test_counts.py",
    "records.py": "tests/contracts/test_store.py",
    "settings/__init__.py": "tests/settings/test_reading.py",
    "settings/_tables.py": "tests/settings/test_reading.py",
    "store/__init__.py": "tests/contracts/test_store.py",
    "store/_counts.py": "tests/contracts/test_store.py",
    "store/_endings.py": "tests/contracts/test_store.py",
    "store/_keeping.py": "tests/contracts/test_store.py",
    "store/_log.py": "tests/contracts/test_log.py",
    "store/_marks.py": "tests/contracts/test_marks.py",
    "store/_log_protocol.py": "tests/contracts/test_log.py",
    "store/_reading.py": "tests/contracts/test_store.py",
    "store/_tables.py": "tests/store/test_upgrade.py",
    "store/_values.py": "tests/contracts/test_store.py",
    "store/_versions.py": "tests/contracts/test_store.py",
    "store/_writer.py": "tests/contracts/test_store.py",
    "store/_again.py": "tests/battles/test_again.py",
    "store/sql.py": "tests/contracts/test_store.py",
    "store/_erasing.py": "tests/transparency/test_erasure.py",
    "transparency/__init__.py": "tests/transparency/test_publisher.py",
    "transparency/_records.py": "tests/bootstrap/test_publishing.py",
    "style/__init__.py": "tests/contracts/test_style.py",
    "style/_kernel/__init__.py": "tests/contracts/test_style.py",
    "transparency/verify/_ballots.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_battles.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_boards.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_copy.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_draws.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_ground.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_history.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_marks.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_moments.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_outcome.py": "tests/transparency/verify/test_verify.py",
    "transparency/verify/_signed.py": "tests/transparency/verify/test_verify.py",
    "web/app.py": "tests/web/test_api.py",
    "web/board_api/_pair_views.py": "tests/web/board_api/test_views.py",
    "web/board_api/_published_views.py": "tests/web/board_api/test_views.py",
    "web/board_pages/_data_charts.py": "tests/web/board_pages/test_data.py",
    "web/board_pages/_definitions.py": "tests/web/board_pages/test_data.py",
    "web/board_pages/_facts.py": "tests/web/board_pages/test_pair.py",
    "web/errors.py": "tests/web/test_api.py",
    "web/log_api.py": "tests/web/test_log_pages.py",
    "web/pages.py": "tests/web/test_api.py",
    "web/schemas.py": "tests/web/test_schema.py",
    "bootstrap/_moderation.py": "tests/cli/test_voters.py",
    "screening/__init__.py": "tests/screening/test_moderation.py",
    "web/_moderation_charts.py": "tests/web/test_moderation_pages.py",
    "web/_state.py": "tests/web/test_access.py",
    "web/access_pages.py": "tests/web/test_access.py",
    "leaderboard/_leaving.py": "tests/leaderboard/test_terms.py",
    "web/board_api/__init__.py": "tests/web/board_api/test_views.py",
}


def sources() -> list[Path]:
    """Every source file of over thirty lines, migrations aside."""
    files = (path for path in SOURCE.rglob("*.py") if "_migrations" not in path.parts)
    return sorted(path for path in files if path.read_text().count("\n") > 30)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_source_file_has_its_tests(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    folder = ROOT / "tests" / Path(name).parent
    stem = path.stem.strip("_")
    wanted = f"{path.parent.name}_door" if stem == "init" else stem
    mirrored = [folder / f"test_{wanted}.py", ROOT / ELSEWHERE.get(name, "-")]
    assert any(test.is_file() for test in mirrored)


@pytest.mark.parametrize("room", sorted({path.parent for path in SOURCE.rglob("*.py")}))
def test_every_room_says_what_it_is(room: Path) -> None:
    door = room / "__init__.py"
    if room.name in {"_migrations", "versions"}:
        pytest.skip("migrations are no room")
    assert ast.get_docstring(ast.parse(door.read_text()))


def test_lock_files_hold_no_address() -> None:
    for lock in (*ROOT.glob("requirements/*.lock"), ROOT / "frontend" / "package-lock.json"):
        assert not re.search(r"(https?|file)://", lock.read_text()), lock.name


def test_no_path_of_a_machine_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix not in {".png", ".svg"} and path.is_file():
            assert str(ROOT) not in path.read_text(errors="replace"), name
