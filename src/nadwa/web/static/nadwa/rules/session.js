// When one is told that a session ends for want of use. All in milliseconds; `ahead`: the server's clock before the
// browser's.
const BEFORE = 10 * 60_000;

export const endsSoon = (ends, now, ahead) => ends - now - ahead <= BEFORE;
export const toWait = (ends, now, ahead) => Math.max(0, ends - now - ahead - BEFORE);
