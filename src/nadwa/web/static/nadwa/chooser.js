// Boxes in groups: a field that finds them, a box for the whole of a group, how many are ticked.
import { isFound } from "./rules/chooser.js";

for (const chooser of document.querySelectorAll("[data-chooser]")) {
  const boxes = [...chooser.querySelectorAll("input[type=checkbox]")];
  const single = boxes.filter((box) => !("whole" in box.dataset));
  const groups = [...chooser.querySelectorAll("details")];
  const counted = chooser.querySelector("output");
  const search = chooser.querySelector("input[type=search]");

  const isMember = (box) => "member" in box.dataset;
  const under = (whole) => {
    const group = whole.closest("details");
    return group ? single.filter((box) => group.contains(box)) : single.filter(isMember);
  };
  const show = () => {
    counted.textContent = String(single.filter((box) => box.checked).length);
  };
  // Told as if by hand, so that drafts keep it.
  const set = (box, checked) => {
    if (box.checked === checked) return;
    box.checked = checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const tell = (whole) => {
    for (const box of under(whole)) set(box, whole.checked);
  };
  const untick = (box) => {
    for (const whole of boxes) if ("whole" in whole.dataset && under(whole).includes(box)) set(whole, false);
  };
  const find = () => {
    for (const box of single) box.parentElement.hidden = !isFound(box.parentElement.dataset.words, search.value);
    for (const group of groups) {
      const found = single.some((box) => group.contains(box) && !box.parentElement.hidden);
      group.hidden = !found;
      group.open = found && search.value.trim() !== "";
    }
  };

  chooser.addEventListener("change", ({ target }) => {
    if ("whole" in target.dataset) tell(target);
    else if (!target.checked) untick(target);
    show();
  });
  chooser.closest("form").addEventListener("reset", () => setTimeout(show));
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  for (const whole of boxes) if ("whole" in whole.dataset && whole.checked) tell(whole);
  chooser.querySelector(".chooser-search").hidden = false;
  show();
}
