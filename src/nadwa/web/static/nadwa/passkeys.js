// Passkeys: offered where the browser has them.
import { words } from "./page.js";

if (!window.PublicKeyCredential) {
  for (const offer of document.querySelectorAll('[data-needs="passkeys"]')) {
    offer.hidden = true;
    offer.after(words("no-passkeys"));
  }
}
