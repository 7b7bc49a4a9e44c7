/** Opens the sections around a place, and puts the keyboard on its first control. */
export function goTo(event: { preventDefault(): void }, id: string) {
  event.preventDefault();
  const place = document.getElementById(id);
  if (!place) return;
  for (let around: Element | null = place; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  const control = place.matches(CONTROLS) ? place : place.querySelector<HTMLElement>(CONTROLS);
  (control ?? place).focus();
  (control ?? place).scrollIntoView({ block: "center" });
}

/** What the keyboard can stop on. */
export const CONTROLS = "main, summary, input, select, textarea, button";
