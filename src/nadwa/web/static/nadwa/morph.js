// Morphing: fragments and answers are worked into the page instead of replacing it, so that focus, what is open and what
// is typed outlive what others do meanwhile.
"use strict";

(() => {
  const isTyped = (field) => {
    if (field.matches("[type=hidden]")) return false;
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  };
  const isChosen = (option) => [...(option.closest("select")?.options ?? [])].some((each) => each.selected !== each.defaultSelected);
  const isOwn = (name, node) => {
    if (name === "open") return node.matches("details");
    if (name === "selected") return node.matches("option") && isChosen(node);
    if (["value", "checked"].includes(name)) return node.matches("input, textarea") && isTyped(node);
    return false;
  };
  const callbacks = {
    beforeAttributeUpdated: (name, node) => !isOwn(name, node),
    beforeNodeRemoved: (node) => !node.matches?.(".answer"), // an answer stays where it was given
  };
  const OUTER = "morph:outerHTML";
  htmx.defineExtension("morph", {
    isInlineSwap: (style) => style === OUTER,
    handleSwap: (style, target, fragment) => {
      if (!style.startsWith("morph:")) return false;
      if (style === OUTER) return Idiomorph.morph(target, fragment.firstElementChild, { morphStyle: "outerHTML", callbacks });
      return Idiomorph.morph(target, fragment.childNodes, { morphStyle: "innerHTML", callbacks });
    },
  });

  // Focus: where what had it is gone, the part of the page that it was in has it, and no neighbour that does something else.
  const isShown = (node) => node.isConnected && node.getClientRects().length > 0 && !node.disabled;
  let last = null;
  document.addEventListener("focusin", ({ target }) => { last = { target, part: target.closest("[sse-swap], .answer") }; });
  document.addEventListener("focusout", ({ target }) => {
    setTimeout(() => { if (document.activeElement === document.body && isShown(target)) last = null; });
  });
  function keepFocus() {
    if (document.activeElement !== document.body || !last || isShown(last.target)) return;
    const answer = [...document.querySelectorAll(".answer")].at(-1);
    const part = answer ?? (last.part?.isConnected ? last.part : null);
    if (!part) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }
  for (const change of ["htmx:sseMessage", "htmx:afterSettle", "answered"]) document.addEventListener(change, keepFocus);
})();
