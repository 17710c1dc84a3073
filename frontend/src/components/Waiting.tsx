import { useEffect, useState } from "preact/hooks";
import { clock } from "../format";

const SECOND = 1000;
const LONG_MILLISECONDS = 10_000;

/** One clock for both sides, so that it tells nothing of either. */
export function Waiting({ since, hasText }: { since: number; hasText: boolean }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const elapsed = Math.max(0, now - since);
  const isLong = !hasText && elapsed >= LONG_MILLISECONDS;
  return (
    <span class="waiting">
      <span class="pulse" aria-hidden="true" />
      {isLong ? "Still thinking…" : "Both models are answering"}{" "}
      <span class="clock" role="timer" aria-live="off">
        {clock(elapsed)}
      </span>
    </span>
  );
}
