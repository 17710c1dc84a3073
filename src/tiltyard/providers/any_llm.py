"""The vendors with an interface of their own, by way of any-llm (extra ``any-llm``)."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from tiltyard.errors import ConfigurationError
from tiltyard.providers import _faults
from tiltyard.providers._completion import Completion
from tiltyard.providers._events import ProviderEvent, Request
from tiltyard.providers._faults import BAD_RESPONSE, Fault
from tiltyard.registry import nearest

try:
    import openai  # any-llm's own client for many of its vendors
    from any_llm import AnyLLM, LLMProvider
    from any_llm import exceptions as theirs
except ImportError as error:  # pragma: no cover -- the extra is installed where tests run
    raise ConfigurationError(
        "provider 'any_llm' needs any-llm: run `pip install 'tiltyard[any-llm]'`"
    ) from error

_FOREIGN: tuple[type[Exception], ...] = (
    theirs.AnyLLMError,
    openai.OpenAIError,
    *_faults.FOREIGN,
)
_REFUSED = Fault("bad_request", False, "refused the request")
_TIMEOUT = Fault("timeout", True, "did not answer in time")
_UNREACHABLE = Fault("refused", True, "could not be reached")
_KEY = Fault("unauthorised", False, "did not accept the key: check api_key")

_BY_CLASS: Mapping[type[Exception], Fault] = {
    theirs.RateLimitError: Fault("rate_limited", True, "has too many requests"),
    theirs.AuthenticationError: _KEY,
    theirs.MissingApiKeyError: _KEY,
    theirs.InsufficientFundsError: Fault("unauthorised", False, "wants to be paid"),
    theirs.InvalidRequestError: _REFUSED,
    theirs.UnsupportedParameterError: _REFUSED,
    theirs.ContextLengthExceededError: _REFUSED,
    theirs.UnsupportedProviderError: _REFUSED,
    theirs.ProviderFileNotFoundError: _REFUSED,
    theirs.ModelNotFoundError: Fault("not_found", False, "knows no such model: check model"),
    theirs.ContentFilterError: Fault("filtered", False, "filtered the answer out"),
    theirs.ContentFilterFinishReasonError: Fault("filtered", False, "filtered the answer out"),
    theirs.LengthFinishReasonError: Fault("too_long", False, "cut the answer off"),
    theirs.GatewayTimeoutError: Fault("timeout", True, "did not answer in time"),
    theirs.UpstreamProviderError: Fault("server_error", True, "failed behind its gateway"),
    theirs.ProviderError: Fault("server_error", True, "failed"),
    theirs.BatchNotCompleteError: BAD_RESPONSE,
    theirs.AnyLLMError: BAD_RESPONSE,
}


class AnyVendor:
    """One vendor of any-llm.

    Args:
        vendor: its name at any-llm, such as ``anthropic`` or ``gemini``.
        api_key: None leaves it to any-llm, which reads the vendor's own variable.
        base_url: None is the vendor's own address.

    Raises:
        ConfigurationError: there is no such vendor, or it needs a key or a package.
    """

    def __init__(
        self, vendor: str, *, api_key: str | None = None, base_url: str | None = None
    ) -> None:
        known = [each.value for each in LLMProvider]
        if vendor not in known:
            raise ConfigurationError(f"any-llm has no vendor {vendor!r}{nearest(vendor, known)}")
        self._where = f"vendor {vendor!r}"
        self._secret = api_key
        try:
            self._vendor = _create(vendor, api_key=api_key, api_base=base_url)
        except (theirs.AnyLLMError, ImportError) as error:
            raise ConfigurationError(f"any-llm cannot use vendor {vendor!r}: {error}") from error

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Ask, and yield events as they come; see `Provider`."""
        completion = Completion()
        chunks: Any = None
        try:
            chunks = await self._vendor.acompletion(**_asked(request))
            async for chunk in chunks:
                for event in completion.read(chunk.model_dump()):
                    yield event
            for event in completion.end():
                yield event
        except _FOREIGN as error:
            raise _faults.translate(
                _known(error), where=self._where, model=request.model, secret=self._secret
            ) from error
        finally:
            if chunks is not None:
                await chunks.aclose()

    async def close(self) -> None:
        """Close the vendor's client, where any-llm keeps one."""
        closing = getattr(getattr(self._vendor, "client", None), "close", None)
        if closing is not None and inspect.isawaitable(closed := closing()):
            await closed


provider = AnyVendor


def _create(vendor: str, *, api_key: str | None, api_base: str | None) -> AnyLLM:
    """The vendor's client; retries are `Endpoint`'s, which knows whether anything was said."""
    create = functools.partial(
        AnyLLM.create, vendor, api_key=api_key, api_base=api_base, unified_exceptions=True
    )
    try:
        return create(max_retries=0)
    except theirs.UnsupportedParameterError:
        return create()


def _asked(request: Request) -> dict[str, Any]:
    return {
        "model": request.model,
        "messages": [
            {"role": message.role, "content": message.content} for message in request.messages
        ],
        "stream": True,
        **request.parameters,
    }


def _known(error: Exception) -> Exception:
    """The exception to translate: the one behind any-llm's where it says more."""
    original = error.original_exception if isinstance(error, theirs.AnyLLMError) else error
    if isinstance(original, openai.APIStatusError):
        response = original.response
        body = json.dumps(original.body).encode()
        return _faults.StatusError(response.status_code, body, response.headers)
    if isinstance(original, openai.APIConnectionError):
        return _connection(original)
    if isinstance(original, _faults.FOREIGN):
        return original
    if not isinstance(error, theirs.AnyLLMError):
        return _faults.AnswerError(BAD_RESPONSE, str(error))
    fault = next(_BY_CLASS[cls] for cls in type(error).__mro__ if cls in _BY_CLASS)
    return _faults.AnswerError(fault, error.message)


def _connection(error: openai.APIConnectionError) -> Exception:
    """What lies behind it: the SDK has one word for all that can go wrong on the way."""
    if isinstance(error.__cause__, _faults.FOREIGN):
        return error.__cause__
    fault = _TIMEOUT if isinstance(error, openai.APITimeoutError) else _UNREACHABLE
    return _faults.AnswerError(fault)
