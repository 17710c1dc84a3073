"""Versions of models: what is served under a name, numbered as it changes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from tiltyard.records import ModelVersion
from tiltyard.store import Served
from tiltyard.store import _tables as t


def current(c: sa.Connection, served: Served, at: datetime) -> ModelVersion:
    """The version of what is served now: the last one of the model, or a new one from ``at``."""
    model_id = c.scalar(sa.select(t.models.c.id).where(t.models.c.name == served.model))
    if model_id is None:
        row = {"name": served.model, "created_at": at}
        model_id = c.scalar(sa.insert(t.models).returning(t.models.c.id), row)
    versions = t.model_versions
    latest = c.execute(
        sa.select(versions)
        .where(versions.c.model_id == model_id)
        .order_by(versions.c.number.desc())
        .limit(1)
    ).first()
    if latest is not None and latest.digest == served.digest:
        return ModelVersion(latest.id, served.model, latest.number, latest.digest)
    number = 1 if latest is None else latest.number + 1
    row = {
        "model_id": model_id,
        "number": number,
        "digest": served.digest,
        "served": served.description,
        "created_at": at,
    }
    version_id = c.execute(sa.insert(versions).returning(versions.c.id), row).scalar_one()
    return ModelVersion(version_id, served.model, number, served.digest)
