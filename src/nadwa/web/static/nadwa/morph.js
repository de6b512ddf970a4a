// Morphing: fragments and answers are worked into the page instead of replacing it, so that what is open and what is typed
// outlive what others do meanwhile.
const isTyped = (field) => {
  if (field.matches("[type=hidden]")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
};
const isChosen = (option) =>
  [...(option.closest("select")?.options ?? [])].some((each) => each.selected !== each.defaultSelected);
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
    if (style === OUTER)
      return Idiomorph.morph(target, fragment.firstElementChild, { morphStyle: "outerHTML", callbacks });
    return Idiomorph.morph(target, fragment.childNodes, { morphStyle: "innerHTML", callbacks });
  },
});
