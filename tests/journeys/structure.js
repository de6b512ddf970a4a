// What axe judges of a page: its elements with what they are, how they look and what they refer to. What the words say
// is left out, and how often something alike is repeated: neither makes a rule hold or break.
() => {
  const LETTERS = "color font-size font-weight letter-spacing text-decoration-line text-shadow";
  const PLACE = "background-color background-image clip display float opacity position visibility z-index";
  const LOOKS = `${LETTERS} ${PLACE}`.split(" ");
  const OFFICIAL = /^(ar|zh-hans|en|fr|ru|es)$/i;
  const UNREAD = /^(data-|hx-|sse-|on)|^(action|d|datetime|formaction|integrity|name|nonce|points|rows)$/;
  const MEASURES = /^(c?[xy][12]?|r|width|height|min|max|step|size|maxlength|minlength|pattern|transform|viewBox)$/;
  const PRESENT = /^(alt|aria-label|content|label|placeholder|src|srcset|title|value)$/;
  const REFERS = /^(for|form|headers|list|aria-(controls|describedby|details|labelledby|owns))$/;
  const NO_PART = /^(SCRIPT|STYLE|TEMPLATE)$/;
  const ANY_ORDER = /^(UL|OL|TBODY|NAV|SELECT|OPTGROUP|DATALIST)$/;
  const LANDMARK = "aside, footer, form, header, main, nav, section, [role]";
  const known = [];

  const target = (id) => document.getElementById(id)?.tagName ?? "nothing";
  const refersTo = (value) => value.trim().split(/\s+/).map(target);
  const isTwice = (id) => document.querySelectorAll(`#${CSS.escape(id)}`).length > 1;

  // How a value is read, by the name of its attribute; one that is not here is taken as it is.
  const READ = [
    [UNREAD, () => ""],
    [MEASURES, () => ""],
    [/^id$/, (id) => (id && isTwice(id) ? "twice" : "")],
    [/^href$/, (to) => (to.startsWith("#") ? `to ${target(to.slice(1))}` : "somewhere")],
    [REFERS, (ids) => `to ${refersTo(ids)}`],
    [PRESENT, (text) => (text.trim() ? "something" : "nothing")],
    [/lang$/, (language) => (OFFICIAL.test(language) ? "one of six" : language)],
  ];

  function attribute({ name, value, ownerElement }) {
    const isWhole = ownerElement.matches("meta[name=viewport], meta[http-equiv], link[rel=stylesheet]");
    const read = !isWhole && READ.find(([names]) => names.test(name))?.[1];
    const said = read ? read(value) : `as it is: ${value}`;
    return said && `${name} ${said}`;
  }

  // Landmarks must differ in their names; which of them have the same is kept, and not the name.
  function landmark(element) {
    if (!element.matches(LANDMARK)) return "";
    const labels = element.getAttribute("aria-labelledby")?.trim().split(/\s+/) ?? [];
    const texts = labels.map((id) => document.getElementById(id)?.textContent.trim());
    const name = texts.join(" ") || element.getAttribute("aria-label") || "";
    if (!known.includes(name)) known.push(name);
    return `name ${name && known.indexOf(name)}`;
  }

  function scrolls(element, looks) {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    const isLarger = scrollWidth > clientWidth || scrollHeight > clientHeight;
    return /auto|scroll/.test(looks.overflowX + looks.overflowY) && isLarger;
  }

  // Of single signs and of Arabic letters axe does not judge the contrast.
  function words(text) {
    const shown = text.trim();
    if (!shown) return "";
    if (!/[\p{L}\p{N}]/u.test(shown.replace(/[\u0600-\u06ff]/g, ""))) return "signs";
    return shown.length > 1 ? "words" : "sign";
  }

  function inside(element) {
    const parts = [...element.childNodes].map(part).filter(Boolean);
    if (ANY_ORDER.test(element.tagName)) return [...new Set(parts)].sort();
    return parts.filter((one, place) => one !== parts[place - 1]);
  }

  function part(node) {
    if (node.nodeType === Node.TEXT_NODE) return words(node.data);
    return node.nodeType === Node.ELEMENT_NODE && !NO_PART.test(node.tagName) ? whole(node) : "";
  }

  function whole(element) {
    const looks = getComputedStyle(element);
    const facts = [...element.attributes].map(attribute).filter(Boolean).sort();
    facts.push(landmark(element), `labels ${element.labels?.length}`, scrolls(element, looks));
    facts.push(...LOOKS.map((look) => looks.getPropertyValue(look)));
    return `<${element.tagName} ${facts.join("; ")}>${inside(element).join("")}</>`;
  }

  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => heading.tagName);
  const outline = headings.filter((heading, place) => heading !== headings[place - 1]);
  return [innerWidth, ...outline, whole(document.documentElement)].join("\n");
};
