// What a stream says, and how long one waits before the next try.
const LONGEST_PAUSE = 8000;
const FIRST_PAUSE = 500;
const CROWDED = [429, 503]; // there is no place for this stream

// One event as the server writes it; `place` is which of the stream's tickets it is for.
export function parsed(text) {
  const said = { event: "", place: "", data: [] };
  for (const line of text.split("\n")) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === "event") said.event = value;
    if (name === "id") said.place = value;
    if (name === "data") said.data.push(value);
  }
  return { ...said, data: said.data.join("\n") };
}

// Why a stream with this status has ended; 0: it had none.
export function ended(status) {
  if (status === 403) return "refused";
  return CROWDED.includes(status) ? "crowded" : "down";
}

// Milliseconds: longer after each failure, never shorter than the server `asked` for, and by chance (0 to 1, drawn twice)
// not the same for all who lost their streams at once.
export function pauseAfter(failures, asked, chance) {
  const own = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.5 + chance() / 2);
  return Math.max(asked, own) * (1 + chance() / 4);
}
