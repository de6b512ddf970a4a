// Where states stood, session by session.
import { chart, drawEach } from "./chart.js";

// A state that was away for a session or more leaves a gap in its line.
function withGaps(points, of) {
  return points.flatMap((point, at) => {
    const here = [[point[0], of(point)]];
    return at && point[0] - points[at - 1][0] > 1 ? [[point[0] - 0.5, null], ...here] : here;
  });
}

function drawStates(element, { states }) {
  const sessions = states.flatMap((state) => state.points.map((point) => point[0]));
  const line = { type: "line", showSymbol: false, symbolSize: 6 };
  const hidden = { ...line, silent: true, lineStyle: { opacity: 0 }, stackStrategy: "all", tooltip: { show: false } };
  const drawn = states.flatMap((state, at) => {
    const color = `hsl(${(at * 137) % 360} 65% 38%)`;
    return [
      {
        ...line,
        name: state.name,
        color,
        emphasis: { focus: "series" },
        data: withGaps(state.points, (point) => point[1]),
      },
      { ...hidden, stack: state.code, data: withGaps(state.points, (point) => point[2]) },
      {
        ...hidden,
        stack: state.code,
        areaStyle: { color, opacity: 0.14 },
        data: withGaps(state.points, (point) => point[3] - point[2]),
      },
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

drawEach("states", drawStates);
