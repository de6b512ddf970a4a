// The present page as the server gives it now, whatever lies between.
const PATIENCE = 10_000;

// Null where what answers is not the platform, or does not answer.
export async function askedForAnew() {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(location.href, {
      cache: "no-store",
      credentials: "same-origin",
      signal: patience.signal,
    });
    if (!response.headers.has("X-Nadwa") || response.status >= 500) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

// Load the page anew, once there is something to load.
export async function reload(pause = 500) {
  if (await askedForAnew()) location.reload();
  else setTimeout(() => reload(Math.min(2 * pause, PATIENCE)), pause);
}

// What stands in an element, as a stream would have sent it.
export function markup(element) {
  const serializer = new XMLSerializer();
  const written = [...element.childNodes].map((node) => serializer.serializeToString(node)).join("");
  return written.replaceAll(` xmlns="${element.namespaceURI}"`, "");
}

// Where a page takes what it follows: the addresses of its streams.
export const streams = (page) => [...page.querySelectorAll("[sse-connect]")];
export const addressOf = (holder) => holder.getAttribute("sse-connect");
