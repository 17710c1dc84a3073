"""A model server for measuring: OpenAI-compatible, its pieces spaced and stamped with the time.

``python -m benchmarks.arena.model_server PORT FIRST_SECONDS EVERY_SECONDS PIECES``. Each piece
holds the machine's monotonic clock at the moment it was sent, so that a reader knows its delay.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time


async def main() -> None:
    """Serve until killed."""
    port = int(sys.argv[1])
    first, every, pieces = float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await _request(reader):
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                    b"transfer-encoding: chunked\r\n\r\n"
                )
                due = time.monotonic() + first
                for _ in range(pieces):
                    await asyncio.sleep(max(0.0, due - time.monotonic()))
                    await _send(writer, {"content": f"<{time.monotonic():.6f}> "})
                    due += every
                await _send(writer, {}, finish="stop")
                await _chunk(writer, b"data: [DONE]\n\n")
                writer.write(b"0\r\n\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the reader left: nothing more to say
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


async def _request(reader: asyncio.StreamReader) -> bool:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    await reader.readexactly(length)
    return True


async def _send(
    writer: asyncio.StreamWriter, delta: dict[str, str], *, finish: str | None = None
) -> None:
    data = {"model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    await _chunk(writer, f"data: {json.dumps(data)}\n\n".encode())


async def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))
    await writer.drain()


if __name__ == "__main__":
    asyncio.run(main())
