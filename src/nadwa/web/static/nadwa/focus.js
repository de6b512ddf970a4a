// Focus: where what had it is gone, the part of the page that it was in has it, and no neighbour that does something else.
import { ANSWERED, CHANGES, on } from "./page.js";

const isShown = (node) => node.isConnected && node.getClientRects().length > 0 && !node.disabled;
let last = null;
document.addEventListener("focusin", ({ target }) => {
  last = { target, part: target.closest("[sse-swap], .answer") };
});
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    if (document.activeElement === document.body && isShown(target)) last = null;
  });
});
on([...CHANGES, ANSWERED], () => {
  if (document.activeElement !== document.body || !last || isShown(last.target)) return;
  const answer = [...document.querySelectorAll(".answer")].at(-1);
  const part = answer ?? (last.part?.isConnected ? last.part : null);
  if (!part) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
});
