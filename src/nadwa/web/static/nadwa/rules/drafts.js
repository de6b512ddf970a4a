// Whose drafts are kept, and for how long after their person is no longer signed in.
const PREFIX = "draft:";
const AWAY_AT_MOST = 30 * 60_000;

export const isDraft = (key) => key.startsWith(PREFIX);
export const keyAt = (person, place) => `${PREFIX}${person}:${place}`;
export const isOf = (person, key) => key.startsWith(keyAt(person, ""));

// Nobody is signed in here, `now`; `before` is what was said of that last, null at first. `asking`: this is the page of
// sign-in. Says since when she is away, whether that page has been seen, and for how long her drafts are still kept.
export function away(before, now, asking) {
  const { since, asked } = before ?? { since: now, asked: false };
  const left = since + AWAY_AT_MOST - now;
  const hasLeft = asked && !asking; // the page of sign-in, without signing in
  return { since, asked: asked || asking, left: hasLeft ? 0 : Math.max(0, left) };
}
export const keptBesideAnother = AWAY_AT_MOST;
