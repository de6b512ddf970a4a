// A storage of the browser, by its name. Where there is none, or it is full, what is kept lasts as long as the page.
export function storage(name) {
  const unkept = new Map();
  const tried = (does, otherwise) => {
    try {
      return does(window[name]);
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => unkept.get(key) ?? tried((kept) => kept.getItem(key), null),
    set(key, value) {
      unkept.delete(key);
      try {
        window[name].setItem(key, value);
      } catch {
        unkept.set(key, value);
      }
    },
    remove(key) {
      unkept.delete(key);
      tried((kept) => kept.removeItem(key));
    },
    keys: () => [...unkept.keys(), ...tried((kept) => Object.keys(kept), [])],
  };
}
