"""A judge at work: many questions at once, with patience, each asked once and never again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tiltyard.errors import ConfigurationError, ProviderError
from tiltyard.pipeline._answers import Answers, Reply
from tiltyard.pipeline._judge import Asking, Bill
from tiltyard.providers import Deadlines, Endpoint, Failed, Finished, Request, Text, Usage

# The item's own fault: the next one may do.
_OF_THE_ITEM = frozenset({"filtered", "too_long", "empty", "bad_request"})
# Unless nothing else ever comes: then the model or its parameters are wrong.
_SUSPICIOUS = frozenset({"empty", "bad_request"})
_MOST_SUSPICIOUS = 5
# The endpoint has tried again by itself; these are for a model that is away for a while.
_MAY_PASS = frozenset({"timeout", "unavailable", "truncated"})


@contextmanager
def asked(asking: Asking | None, cache: Path) -> Iterator[Panel | None]:
    """Whom rubrics are put to, and where answers are kept; None if there is nobody."""
    if asking is None:
        yield None
        return
    with asyncio.Runner() as runner:
        panel = Panel(asking, Answers(cache), runner)
        try:
            yield panel
        finally:
            panel.close()


class Panel:
    """A judge at work; see `asked`."""

    def __init__(self, asking: Asking, answers: Answers, runner: asyncio.Runner) -> None:
        self.judge = asking.judge
        self.came = 0
        self._asking = asking
        self._answers = answers
        self._runner = runner
        self._endpoint: Endpoint | None = None
        self._expected = 0
        self._suspicious = 0
        self._known = 0
        self._failure: Failed | None = None

    def bill(self, prompts: list[str]) -> Bill:
        """What it costs to have an answer to each of these."""
        by_key = {self.judge.key(prompt): prompt for prompt in prompts}
        known = self._answers.known(by_key)
        missing = [prompt for key, prompt in by_key.items() if key not in known]
        return Bill.of(self.judge, missing, len(known))

    def require_agreement(self, bill: Bill) -> None:
        """Return if nothing is to be asked, or whoever pays agrees.

        Raises:
            ConfigurationError: they do not.
        """
        self._expected += bill.questions
        self._known += bill.known
        if bill.questions and not self._asking.agree(bill):
            raise ConfigurationError("nothing was asked and nothing was written")

    def replies(self, prompts: list[str]) -> list[Reply | None]:
        """An answer to each question; None where the model could not answer just this one.

        Raises:
            ProviderError: the model cannot be asked any more; what came before is kept.
        """
        keys = [self.judge.key(prompt) for prompt in prompts]
        found = self._answers.known(dict.fromkeys(keys))
        missing = {
            key: prompt for key, prompt in zip(keys, prompts, strict=True) if key not in found
        }
        if missing:
            found |= self._runner.run(self._ask_all(missing))
        return [found.get(key) for key in keys]

    def close(self) -> None:
        """Let go of the model and of the file of answers."""
        if self._endpoint is not None:
            self._runner.run(self._endpoint.close())
        self._answers.close()

    async def _ask_all(self, prompts: Mapping[str, str]) -> dict[str, Reply]:
        if self._endpoint is None:
            self._endpoint = self.judge.endpoint()
        found: dict[str, Reply] = {}
        waiting = iter(prompts.items())

        async def ask_on(endpoint: Endpoint) -> None:
            for key, prompt in waiting:
                reply = await self._ask(endpoint, prompt)
                if reply is not None:
                    self._answers.keep(key, self.judge.name, reply)
                    found[key] = reply

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._asking.concurrency, len(prompts))):
                    group.create_task(ask_on(self._endpoint))
        except ExceptionGroup as several:
            raise several.exceptions[0] from None
        if self._failure and not self.came and not self._known:
            raise self._given_up(self._failure)
        return found

    async def _ask(self, endpoint: Endpoint, prompt: str) -> Reply | None:
        """The answer to one question, after some patience; None if this one has none."""
        request = self.judge.request(prompt)
        outcome = await _answer(endpoint, request, self.judge.deadlines)
        for pause in self._asking.pauses:
            if isinstance(outcome, Reply) or not _may_pass(outcome):
                break
            await asyncio.sleep(pause)
            outcome = await _answer(endpoint, request, self.judge.deadlines)
        if isinstance(outcome, Reply):
            self._count()
            return outcome
        if outcome.kind in _SUSPICIOUS:
            self._suspicious += 1
            self._failure = outcome
        patient = self.came or self._suspicious < _MOST_SUSPICIOUS
        if outcome.kind in _OF_THE_ITEM and patient:
            return None
        raise self._given_up(outcome)

    def _count(self) -> None:
        self.came += 1
        if self._asking.progress is not None:
            self._asking.progress(self.came)

    def _given_up(self, failure: Failed) -> ProviderError:
        return ProviderError(
            f"model {self.judge.name!r} stopped answering: {failure.detail}; "
            f"{self.came:,} of {max(self._expected, self.came):,} answers came and are kept: "
            "run the same command again to go on",
            kind=failure.kind,
            model=self.judge.model,
        )


def _may_pass(failure: Failed) -> bool:
    return failure.retryable or failure.kind in _MAY_PASS


async def _answer(endpoint: Endpoint, request: Request, deadlines: Deadlines) -> Reply | Failed:
    pieces: list[str] = []
    usage: Usage | None = None
    async for event in endpoint.stream(request, deadlines):
        match event:
            case Text():
                pieces.append(event.text)
            case Usage():
                usage = event
            case Failed():
                return event
            case Finished():
                tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
                return Reply("".join(pieces), event.reason == "stop", *tokens)
    raise AssertionError("an endpoint's stream ends with Finished or Failed")
