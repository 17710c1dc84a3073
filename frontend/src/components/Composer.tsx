import { useEffect, useRef } from "preact/hooks";
import { count } from "../format";

const NEAR_THE_LIMIT = 0.8;

export interface ComposerProps {
  id: string;
  label: string;
  placeholder: string;
  text: string;
  limit: number;
  isBusy: boolean;
  isOff?: boolean;
  takesFocus?: boolean;
  /** What one should know before sending. */
  note?: string | null;
  onWrite(text: string): void;
  onSend(): void;
}

/** A box for a message: Enter sends, Shift+Enter makes a new line. */
export function Composer(props: ComposerProps) {
  const { id, text, limit, isBusy, isOff = false, takesFocus = false, note = null } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  // Code points, as the server counts; counted only where it can matter.
  const length = text.length > limit / 2 ? [...text].length : text.length;
  const canSend = text.trim() !== "" && length <= limit && !isBusy && !isOff;

  useEffect(() => fit(box.current), [text]);
  useEffect(() => {
    if (takesFocus) box.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  const send = (event: Event): void => {
    event.preventDefault();
    if (canSend) props.onSend();
  };

  return (
    <form class="composer" onSubmit={send}>
      <label class="visually-hidden" for={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        ref={box}
        rows={1}
        dir="auto"
        enterkeyhint="send"
        data-testid={id}
        placeholder={props.placeholder}
        value={text}
        disabled={isOff}
        aria-describedby={note ? `${id}-note ${id}-count` : `${id}-count`}
        aria-invalid={length > limit}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      {note && (
        <p id={`${id}-note`} class="composer-note" data-testid={`${id}-note`}>
          {note}
        </p>
      )}
      <div class="composer-foot">
        <Count id={`${id}-count`} length={length} limit={limit} />
        <button
          type="submit"
          class="button primary send"
          disabled={!canSend}
          data-testid={id === "prompt" ? "send" : `${id}-send`}
        >
          {isBusy ? "Sending…" : "Send"}
        </button>
      </div>
    </form>
  );
}

function Count({ id, length, limit }: { id: string; length: number; limit: number }) {
  if (length > limit) {
    return (
      <span id={id} class="count over">
        {count(length - limit)} characters too long
      </span>
    );
  }
  const words = length > limit * NEAR_THE_LIMIT ? `${count(length)} of ${count(limit)}` : "";
  return (
    <span id={id} class="count">
      {words || <span class="key-hint">Enter sends, Shift+Enter makes a new line</span>}
    </span>
  );
}

function fit(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
