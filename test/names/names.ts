/** Names that every object of JavaScript knows. */
export const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
  'toLocaleString',
  'propertyIsEnumerable',
  '__defineGetter__',
  '__lookupSetter__',
  'toJSON',
  'then',
  'length',
];

/** A name of the same letters and length that nothing knows, so that places and messages can be compared. */
export const ordinaryFor = (name: string): string =>
  name.replace(/[a-z]/gi, (letter) => (/[zZ]/.test(letter) ? letter : String.fromCharCode(letter.charCodeAt(0) + 1)));

/** What is told, with the name, as it is written or folded, as the ordinary one. */
export function asOrdinary(told: unknown, name: string): unknown {
  const ordinary = ordinaryFor(name);
  const forms = [name, name.toLowerCase(), name.toUpperCase()];
  const others = [ordinary, ordinary.toLowerCase(), ordinary.toUpperCase()];
  let text = JSON.stringify(told);
  for (const [index, form] of forms.entries()) text = text.replaceAll(form, others[index]!);
  return JSON.parse(text);
}
