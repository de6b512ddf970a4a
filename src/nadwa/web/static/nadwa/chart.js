// Charts: what all of them share. The pictures and the tables on their pages say the same without scripts.
export const COLOURS = ["#0b5394", "#b45309", "#3f6212", "#86198f", "#475569"]; // of groups, one after another
export const DELEGATION = "#111111";
export const OWN = "#a61e2d";
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const read = (url) => fetch(url, { headers: { Accept: "application/json" } }).then((answer) => answer.json());

export function chart(element, option) {
  element.replaceChildren();
  const drawn = echarts.init(element, null, { renderer: "canvas" });
  drawn.setOption({ animation: !still, textStyle: { fontFamily: getComputedStyle(element).fontFamily }, ...option });
  new ResizeObserver(() => drawn.resize()).observe(element);
  return drawn;
}

// Each element with this attribute gets what is drawn of the data at the address in it.
export function drawEach(name, draw) {
  for (const element of document.querySelectorAll(`[data-${name}]`)) {
    read(element.dataset[name]).then((data) => draw(element, data));
  }
}
