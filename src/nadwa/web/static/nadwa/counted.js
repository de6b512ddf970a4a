// Texts with a limit: how many characters are left.
for (const field of document.querySelectorAll("[data-counted]")) {
  const left = document.createElement("output");
  const show = () => {
    left.textContent = `${field.maxLength - field.value.length}`;
  };
  field.after(left);
  field.addEventListener("input", show);
  show();
}
