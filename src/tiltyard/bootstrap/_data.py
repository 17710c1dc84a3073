"""What the settings decide about datasets, and whom rubrics are put to."""

from __future__ import annotations

from tiltyard import pipeline
from tiltyard.bootstrap._models import deadlines_of, make_endpoint, served_of
from tiltyard.errors import UnknownNameError
from tiltyard.registry import nearest
from tiltyard.settings import Settings


def data_config(settings: Settings) -> pipeline.Config:
    """What the settings decide about datasets."""
    data = settings.data
    return pipeline.Config(
        steps=pipeline.STEPS if data.steps is None else tuple(data.steps),
        options=data.options,
        aliases=tuple(
            pipeline.Alias(one.name, one.means, one.since, one.until) for one in data.aliases
        ),
        category_folder=data.category_folder,
        rubrics=data.rubrics,
        judge=data.judge,
        release=pipeline.ReleaseOptions(
            licence=data.licence,
            title=data.title,
            smallest_cell=data.smallest_cell,
            cells=tuple(data.cells),
            redact=None if data.redact is None else tuple(data.redact),
            texts=data.texts,
        ),
    )


def make_judge(settings: Settings, name: str | None = None) -> pipeline.Judge | None:
    """The model that rubrics are put to: the one that is named, or the settings' own, if any.

    Raises:
        UnknownNameError: there is no model of that name.
    """
    name = name or settings.data.judge
    if name is None:
        return None
    if name not in settings.models:
        raise UnknownNameError(
            f"there is no model {name!r} to ask{nearest(name, list(settings.models))}"
        )
    model = settings.models[name]
    return pipeline.Judge(
        name=name,
        endpoint=lambda: make_endpoint(settings, name, model.endpoint),
        model=model.model,
        digest=served_of(settings, name, model).digest,
        deadlines=deadlines_of(model),
        system_prompt=model.system_prompt,
        parameters=model.parameters,
        price_in_usd=model.price_in_usd,
        price_out_usd=model.price_out_usd,
    )
