// What is found in a list whose entries have many names.
const MARKS = /\p{M}/gu;
const APOSTROPHES = /[’ʼ`]/g;
const DASHES = /[–—]/g;

// As the platform folds names: without case, accents and the difference between two apostrophes.
export function folded(text) {
  const plain = text.replace(APOSTROPHES, "'").replace(DASHES, "-");
  return plain.normalize("NFD").replace(MARKS, "").toLowerCase().trim().replace(/\s+/g, " ");
}

// `words` are all names of an entry, with a bar between them; each word that was typed stands at the beginning of one.
export function isFound(words, typed) {
  const wanted = folded(typed).split(" ").filter(Boolean);
  const names = words.split("|");
  return names.some((name) => wanted.every((word) => holds(name, word)));
}

function holds(name, word) {
  const isOfLetters = /^[\p{sc=Latin}\p{sc=Cyrillic}]/u.test(word);
  const parts = [...name.split(" "), ...name.split(/[^\p{L}\p{N}']+/u)];
  return isOfLetters ? parts.some((part) => part.startsWith(word)) : name.includes(word);
}
