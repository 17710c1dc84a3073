// Small choices that stay with the browser. Storage may be forbidden: then a choice lasts a page.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`tiltyard-${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`tiltyard-${name}`, value);
  } catch {
    // The choice holds until the page is left, which is all that can be done.
  }
}
