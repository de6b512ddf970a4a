// When a press is the second of two that were meant for what stood there first.
const NEAR = 16; // pixels that a hand moves between two presses
const REST = 800; // milliseconds in which nobody has read what is new
const SECOND = 2000; // milliseconds after a press in which the next one may be meant for the same thing

// A press is where, when and on what: {x, y, at, sign}. `latest` is the one before, `changed` since when the page is as
// it is.
export function isSecond(press, latest, changed) {
  if (!latest || latest.sign === press.sign) return false;
  const isSoon = press.at - latest.at <= SECOND;
  const isNear = Math.hypot(press.x - latest.x, press.y - latest.y) <= NEAR;
  return isSoon && isNear && press.at - changed <= REST;
}
