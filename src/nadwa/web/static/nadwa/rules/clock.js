// What is left of a speaker's time, in seconds. A clock says, in milliseconds, when the statement `started`, since when it
// stands still (`pausedAt`; 0: it runs) and for how long it has stood (`pausedFor`); and its `limit` in seconds.
const MINUTE = 60;
const SAID_WITHIN = 5; // seconds after the last minute has begun, in which it is said that it has

export function left({ started, pausedAt, pausedFor, limit }, now) {
  const until = Number(pausedAt) || now;
  return Number(limit) - Math.floor((until - Number(started) - Number(pausedFor)) / 1000);
}

export function written(seconds) {
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(size / MINUTE)}:${String(size % MINUTE).padStart(2, "0")}`;
}

export const isLastMinute = (seconds) => seconds >= 0 && seconds <= MINUTE;

// Whoever speaks for a minute or less knows it from the beginning.
export const saysMinute = (seconds, { limit, pausedAt }) =>
  isLastMinute(seconds) && seconds > MINUTE - SAID_WITHIN && Number(limit) > MINUTE && !Number(pausedAt);
