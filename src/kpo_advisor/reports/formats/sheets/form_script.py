r"""The script of a form: it makes the file of what is ticked, and says what does not go together.

It is the same in every form, so that a page can allow it by its hash and nothing else. What differs stands in
attributes: choices as YAML has them in `value`, the beginning of the file in `data-head`, and the beginning of each
activity in `data-activities`. What is written by hand comes into the file between double quotes, with an escape for
all that is not plainly seen.
"""

from __future__ import annotations

SCRIPT = r"""
'use strict';
(() => {
const form = document.getElementById('sheet');
const questions = [...form.querySelectorAll('fieldset[data-question]')];
const said = document.getElementById('said');
const copy = document.getElementById('copy');
const person = document.getElementById('person');
let unsaved = false;

const SEEN = /[\x20\x21\x23-\x5b\x5d-\x7e\xa1-\xac\xae-\u024f\u0370-\u0373\u0376\u0377\u037b-\u037f\u0386-\u058f]/;
const escaped = sign => {
  const code = sign.codePointAt(0);
  if (code >= 0xd800 && code < 0xe000) return '\ufffd';
  const digits = code.toString(16);
  if (code > 0xffff) return '\\U' + digits.padStart(8, '0');
  return code > 0xff ? '\\u' + digits.padStart(4, '0') : '\\x' + digits.padStart(2, '0');
};
const quoted = text => '"' + [...text].map(sign => {
  const short = {'\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\'}[sign];
  return short || (SEEN.test(sign) ? sign : escaped(sign));
}).join('') + '"';

const texts = (part, kind) => [...part.querySelectorAll(`input[data-${kind}]`)];
const ticked = (part, kind) => texts(part, kind).filter(box => box.checked);
const name = box => '"' + box.dataset.name + '"';
const flow = boxes => '[' + boxes.map(box => box.value).join(', ') + ']';

function number(part) {
  const fields = texts(part, 'end').map(end => end.value.trim()), ends = fields.filter(text => text);
  if (!ends.length) return {};
  for (const text of ends) {
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(text) || text.length > 15)
      return {wrong: 'Write digits, with a point before decimals and nothing between thousands.'};
    const least = part.dataset.least, most = part.dataset.most;
    if ((least && Number(text) < Number(least)) || (most && Number(text) > Number(most)))
      return {wrong: 'The number is ' + part.dataset.bounds + '.'};
  }
  if (!fields[0])
    return {wrong: 'Write also the least that it may be; where it is settled, write the number there alone.'};
  const [low, high] = ends.map(text => text.replace(/^(-?)0+(?=[0-9])/, '$1'));
  if (high === undefined || Number(low) === Number(high)) return {answer: low};
  if (Number(low) > Number(high)) return {wrong: 'Begin with the least that it may be.'};
  return {answer: `{between: [${low}, ${high}]}`};
}

function one(part) {
  const holds = ticked(part, 'holds');
  if (holds.length > 1) return {answer: `{one_of: ${flow(holds)}}`};
  return holds.length ? {answer: holds[0].value} : {};
}

function several(part) {
  const holds = ticked(part, 'holds'), may = ticked(part, 'may'), all = [...holds, ...may];
  const alone = all.find(box => 'alone' in box.dataset);
  const most = Number(part.dataset.choices || Infinity);
  if (alone && all.length > 1 && holds.length) return {wrong: name(alone) + ' stands alone: take away the others.'};
  if (holds.length > most) return {wrong: `Tick up to ${most}; there are ${holds.length} now.`};
  if (may.length && holds.length === most) return {wrong: `${most} hold, so nothing more can: take away "perhaps".`};
  if (may.length === 1 && !holds.length)
    return {wrong: name(may[0]) + ' perhaps holds: tick also what else may hold, or that you do not know.'};
  if (may.length && holds.length) return {answer: `{ticked: ${flow(holds)}, perhaps: ${flow(may)}}`};
  return may.length ? {answer: `{perhaps: ${flow(may)}}`} : holds.length ? {answer: flow(holds)} : {};
}

function read(part) {
  const found = {number, one, several}[part.dataset.kind](part);
  if (!ticked(part, 'unknown').length) return found;
  if (found.answer || found.wrong) return {wrong: 'Either you know something of it, or you do not: take away one.'};
  return {answer: 'unknown'};
}

function show(part, wrong) {
  const problem = part.querySelector('.problem');
  if (problem.textContent !== (wrong || '')) problem.textContent = wrong || '';
  problem.hidden = !wrong;
  part.classList.toggle('wrong', Boolean(wrong));
  const holds = part.dataset.kind === 'one' ? ticked(part, 'holds') : [];
  const open = holds.length > 1 && !wrong ? 'Taken as not settled: ' + holds.map(name).join(' or ') + '.' : '';
  const taken = part.querySelector('.taken');
  if (taken.textContent !== open) taken.textContent = open;
}

function lines(found, indent) {
  return found.map(([part, answer]) => `${indent}${part.dataset.question}: ${answer}\n`).join('');
}

function written() {
  const answers = questions.map(part => [part, read(part).answer]).filter(([, answer]) => answer);
  const notes = new Map();
  for (const part of questions) {
    const note = part.querySelector('textarea').value.trim(), id = part.dataset.question;
    if (note) notes.set(id, notes.has(id) ? notes.get(id) + '\n' + note : note);
  }
  const of = activity => answers.filter(([part]) => part.dataset.activity === activity);
  let text = form.dataset.head;
  if (person.value.trim()) text += `person: ${quoted(person.value.trim())}\n`;
  text += `date: "${today()}"\n`;
  const common = of(''), parts = JSON.parse(form.dataset.activities);
  if (common.length) text += 'answers:\n' + lines(common, '  ');
  if (parts.length) text += 'activities:\n';
  parts.forEach((begin, at) => {
    const own = of(String(at));
    text += begin + (own.length ? '    answers:\n' + lines(own, '      ') : '');
  });
  if (notes.size) text += 'notes:\n' + [...notes].map(([id, note]) => `  ${id}: ${quoted(note)}\n`).join('');
  return {text, count: answers.length, notes: notes.size};
}

function today() {
  const now = new Date(), two = part => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function wrongs() {
  return questions.filter(part => read(part).wrong);
}

function save() {
  questions.forEach(part => show(part, read(part).wrong));
  const wrong = wrongs(), made = written();
  if (wrong.length) {
    said.textContent = 'Not saved: something does not go together, and it is marked above.';
    wrong[0].querySelector('input').focus();
    return;
  }
  if (!made.count && !made.notes) {
    said.textContent = 'Nothing is answered yet, so there is nothing to save.';
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([made.text], {type: 'application/yaml'}));
  link.download = form.dataset.file;
  unsaved = false;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  said.textContent = `Saved ${made.count} of ${questions.length} answers as ${form.dataset.file}, `
    + 'where your browser keeps what it loads. Send that file back.';
}

form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('input', event => {
  const box = event.target, part = box.closest('fieldset');
  unsaved = true;
  said.textContent = '';
  if (box.checked && box.dataset.other) document.getElementById(box.dataset.other).checked = false;
  if (part && part.classList.contains('wrong')) show(part, read(part).wrong);
  copy.value = wrongs().length ? '' : written().text;
});
form.addEventListener('change', event => {
  const part = event.target.closest('fieldset');
  if (part) show(part, read(part).wrong);
});
document.getElementById('save').addEventListener('click', save);
window.addEventListener('beforeunload', event => { if (unsaved) event.preventDefault(); });
document.getElementById('needed').hidden = true;
document.getElementById('back').hidden = false;
})();
"""
