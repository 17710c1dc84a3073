import { useEffect, useRef, useState } from "preact/hooks";
import type { Painter } from "../painter";

type PainterClass = typeof Painter;

let painterClass: PainterClass | null = null;

/** Ask for the Markdown renderer, which the first screen does without. */
export async function loadPainter(): Promise<PainterClass> {
  painterClass ??= (await import("../painter")).Painter;
  return painterClass;
}

/** One answer, as Markdown; as plain text while the renderer is on its way. */
export function Answer({ text, isDone }: { text: string; isDone: boolean }) {
  const [Paint, setPaint] = useState<PainterClass | null>(() => painterClass);
  const target = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter | null>(null);

  useEffect(() => {
    if (!Paint)
      loadPainter().then(
        (loaded) => setPaint(() => loaded),
        () => undefined,
      );
  }, [Paint]);

  useEffect(() => {
    if (!Paint || !target.current) return;
    painter.current ??= new Paint(target.current);
    painter.current.paint(text, isDone);
  }, [Paint, text, isDone]);

  useEffect(() => () => painter.current?.stop(), []);

  if (!Paint) {
    return (
      <div key="plain" class="answer plain" dir="auto">
        {text}
      </div>
    );
  }
  return <div key="markdown" class="answer" ref={target} />;
}
