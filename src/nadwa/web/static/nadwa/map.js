// The interactive map and its course over time; the picture and the tables on the page say the same without scripts.
"use strict";

const COLOURS = ["#0b5394", "#b45309", "#3f6212", "#86198f", "#475569"];
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const read = (url) => fetch(url, { headers: { Accept: "application/json" } }).then((answer) => answer.json());

function chart(element, option) {
  element.replaceChildren();
  const drawn = echarts.init(element, null, { renderer: "canvas" });
  drawn.setOption({ animation: !still, textStyle: { fontFamily: getComputedStyle(element).fontFamily }, ...option });
  new ResizeObserver(() => drawn.resize()).observe(element);
  return drawn;
}

function drawMap(element, data) {
  const { you, delegation, group, all } = element.dataset;
  const size = (value) => 8 + 6 * Math.sqrt(value[2]);
  const clouds = data.groups.map((letter, at) => ({
    name: data.stable ? `${group} ${letter}` : all,
    type: "scatter",
    symbolSize: size,
    itemStyle: { color: COLOURS[at], opacity: 0.6 },
    data: data.clouds.filter((cloud) => cloud[3] === at),
  }));
  const marks = [];
  if (data.delegation.length) {
    marks.push({ name: delegation, type: "scatter", symbol: "diamond", symbolSize: 16, itemStyle: { color: "#111" }, data: data.delegation });
  }
  if (data.mine) {
    marks.push({ name: you, type: "scatter", symbol: "pin", symbolSize: 36, itemStyle: { color: "#a61e2d" }, data: [data.mine] });
  }
  const axis = { type: "value", scale: true, axisLabel: { show: false }, axisTick: { show: false } };
  const drawn = chart(element, {
    legend: { bottom: 0 },
    tooltip: { renderMode: "richText", formatter: (point) => (point.value.length > 3 ? `${point.seriesName}: ${point.value[2]}` : point.seriesName) },
    grid: { left: 8, right: 8, top: 8, bottom: 40 },
    xAxis: axis,
    yAxis: axis,
    series: [...clouds, ...marks],
  });
  drawn.on("click", (point) => {
    if (data.stable && point.value.length > 3) location.search = `group=${data.groups[point.value[3]]}`;
  });
}

function drawCourse(element, course) {
  const { bridging, dividing } = element.dataset;
  const band = (key, name, colour) => [
    { name: `${name} `, type: "line", stack: key, symbol: "none", lineStyle: { opacity: 0 }, data: course.map((step) => [step.at, step[key][1]]) },
    { name: `${name}  `, type: "line", stack: key, symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { color: colour, opacity: 0.2 }, data: course.map((step) => [step.at, step[key][2] - step[key][1]]) },
    { name, type: "line", itemStyle: { color: colour }, data: course.map((step) => [step.at, step[key][0]]) },
  ];
  chart(element, {
    legend: { bottom: 0, data: [bridging, dividing] },
    grid: { left: 40, right: 16, top: 16, bottom: 60 },
    xAxis: { type: "category", data: course.map((step) => step.at), axisLabel: { formatter: (at) => at.slice(0, 10) } },
    yAxis: { type: "value", min: 0, max: 1 },
    series: [...band("bridging", bridging, COLOURS[0]), ...band("divisiveness", dividing, COLOURS[1])],
  });
}

document.querySelectorAll("[data-map]").forEach((element) => read(element.dataset.map).then((data) => drawMap(element, data)));
document.querySelectorAll("[data-course]").forEach((element) => read(element.dataset.course).then((data) => drawCourse(element, data.course)));

// A state that was away for a session or more leaves a gap in its line.
function withGaps(points, of) {
  return points.flatMap((point, at) => {
    const here = [[point[0], of(point)]];
    return at && point[0] - points[at - 1][0] > 1 ? [[point[0] - 0.5, null], ...here] : here;
  });
}

function drawStates(element, states) {
  const sessions = states.flatMap((state) => state.points.map((point) => point[0]));
  const line = { type: "line", showSymbol: false, symbolSize: 6 };
  const hidden = { ...line, silent: true, lineStyle: { opacity: 0 }, stackStrategy: "all", tooltip: { show: false } };
  const drawn = states.flatMap((state, at) => {
    const color = `hsl(${(at * 137) % 360} 65% 38%)`;
    return [
      { ...line, name: state.name, color, emphasis: { focus: "series" }, data: withGaps(state.points, (point) => point[1]) },
      { ...hidden, stack: state.code, data: withGaps(state.points, (point) => point[2]) },
      { ...hidden, stack: state.code, areaStyle: { color, opacity: 0.14 }, data: withGaps(state.points, (point) => point[3] - point[2]) },
    ];
  });
  chart(element, {
    legend: { bottom: 0, type: "scroll", data: states.map((state) => state.name) },
    tooltip: {
      renderMode: "richText",
      formatter: (shown) => {
        const state = states.find((one) => one.name === shown.seriesName);
        const [session, point, low, high] = state.points.find((one) => one[0] === shown.value[0]);
        return `${state.name} (${session}): ${point} (${low} – ${high})`;
      },
    },
    grid: { left: 40, right: 16, top: 16, bottom: 60 },
    xAxis: { type: "value", min: Math.min(...sessions), max: Math.max(...sessions), minInterval: 1 },
    yAxis: { type: "value", scale: true },
    series: drawn,
  });
}

document.querySelectorAll("[data-states]").forEach((element) => read(element.dataset.states).then((data) => drawStates(element, data.states)));
