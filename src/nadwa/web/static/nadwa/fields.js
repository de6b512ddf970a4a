// Fields: what is typed in one, and what the page gave.
export const isField = (field) =>
  field.name && !field.matches("[type=hidden], [type=file], [autocomplete=off], button");
export const isOption = (field) => field.matches("[type=checkbox], [type=radio]");
export const nameOf = (field) => (isOption(field) ? `${field.name}=${field.value}` : field.name);
const valuesOf = (options) => [...options].map((each) => each.value).join();

export const given = (field) => {
  if (isOption(field)) return field.defaultChecked;
  if (field.matches("select")) return valuesOf([...field.options].filter((each) => each.defaultSelected));
  return field.defaultValue;
};
export const typed = (field) => {
  if (isOption(field)) return field.checked;
  if (field.matches("select[multiple]")) return valuesOf(field.selectedOptions);
  return field.value;
};
export function put(field, value) {
  if (isOption(field)) field.checked = value;
  else if (field.matches("select[multiple]")) {
    for (const each of field.options) each.selected = value.split(",").includes(each.value);
  } else field.value = value;
}
