// A form that is sent as soon as something in it is chosen.

const KEY = "tiltyard-asked";
// Somebody who walks through a list by keys has not chosen yet.
const WALKING_MS = 900;

/** Send the form on every choice, and come back to the field that was changed. */
export function askAtOnce(form: HTMLFormElement): void {
  let waiting = 0;
  let isWalking = false;
  const send = (field: Element): void => {
    window.clearTimeout(waiting);
    keep(field);
    form.dataset.sent = "";
    form.requestSubmit();
  };
  form.addEventListener("keydown", () => {
    isWalking = true;
  });
  form.addEventListener("pointerdown", () => {
    isWalking = false;
  });
  form.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    agree(form, field);
    // A date changes with every digit; it is whole when one leaves it, or sends it by Return.
    if (field.type === "date") return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(send, isWalking ? WALKING_MS : 0, field);
  });
  for (const date of form.querySelectorAll<HTMLInputElement>("input[type=date]")) {
    date.addEventListener("blur", () => {
      if (date.value !== date.defaultValue) send(date);
    });
  }
  window.addEventListener("pageshow", () => delete form.dataset.sent);
  comeBack(form);
}

/** A period and dates say the same thing: the one that was changed counts. */
function agree(form: HTMLFormElement, changed: Element): void {
  const period = form.querySelector<HTMLSelectElement>("select[name=since]");
  const dates = form.querySelectorAll<HTMLInputElement>("input[type=date]");
  if (changed === period) for (const date of dates) date.value = "";
  else if ([...dates].some((date) => date === changed) && period) period.value = "";
}

function keep(field: Element): void {
  const { name, value, type } = field as HTMLInputElement;
  const told = { name, value: type === "checkbox" ? value : null };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(told));
  } catch {
    // Storage is forbidden: the next page begins at its top.
  }
}

function comeBack(form: HTMLFormElement): void {
  let told: { name: string; value: string | null } | null = null;
  try {
    told = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
  if (!told) return;
  const { name, value } = told;
  const fields = [...form.elements] as HTMLInputElement[];
  fields
    .find((one) => one.name === name && one.type !== "hidden" && (value ?? one.value) === one.value)
    ?.focus({ preventScroll: true });
}
