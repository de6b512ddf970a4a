// The interactive map and its course over time.
import { COLOURS, chart, DELEGATION, drawEach, OWN } from "./chart.js";

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
    marks.push({
      name: delegation,
      type: "scatter",
      symbol: "diamond",
      symbolSize: 16,
      itemStyle: { color: DELEGATION },
      data: data.delegation,
    });
  }
  if (data.mine) {
    marks.push({
      name: you,
      type: "scatter",
      symbol: "pin",
      symbolSize: 36,
      itemStyle: { color: OWN },
      data: [data.mine],
    });
  }
  const axis = { type: "value", scale: true, axisLabel: { show: false }, axisTick: { show: false } };
  const drawn = chart(element, {
    legend: { bottom: 0 },
    tooltip: {
      renderMode: "richText",
      formatter: (point) => (point.value.length > 3 ? `${point.seriesName}: ${point.value[2]}` : point.seriesName),
    },
    grid: { left: 8, right: 8, top: 8, bottom: 40 },
    xAxis: axis,
    yAxis: axis,
    series: [...clouds, ...marks],
  });
  drawn.on("click", (point) => {
    if (data.stable && point.value.length > 3) location.search = `group=${data.groups[point.value[3]]}`;
  });
}

function drawCourse(element, { course }) {
  const { bridging, dividing } = element.dataset;
  const band = (key, name, colour) => [
    {
      name: `${name} `,
      type: "line",
      stack: key,
      symbol: "none",
      lineStyle: { opacity: 0 },
      data: course.map((step) => [step.at, step[key][1]]),
    },
    {
      name: `${name}  `,
      type: "line",
      stack: key,
      symbol: "none",
      lineStyle: { opacity: 0 },
      areaStyle: { color: colour, opacity: 0.2 },
      data: course.map((step) => [step.at, step[key][2] - step[key][1]]),
    },
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

drawEach("map", drawMap);
drawEach("course", drawCourse);
