import { clock, duration, el, hueOf, service } from './format.js';

// What is known of one span, beside the waterfall.
export function spanDetails(span, tree, close) {
  const button = el('button', { type: 'button', className: 'close', title: 'Close (Esc)' }, '✕');
  button.addEventListener('click', close);
  return [
    el('div', { className: 'title', hue: hueOf(span.service) }, button,
      el('div', {}, service(span.service), span.kind && el('span', { className: 'badge' }, span.kind)),
      el('h2', {}, span.name || '(no name)'),
      el('div', { className: 'facts' },
        fact('Duration', duration(span.duration)), fact('After', duration(span.start - tree.start)), fact('Own time', duration(ownTime(span))),
        fact('Started', clock(span.start)))),
    span.isError && el('p', { className: 'problem' }, span.message || 'Failed'),
    ...notes(span).map(text => el('p', { className: 'note' }, text)),
    section('Attributes', span.tags.length, true, table(span.tags)),
    span.logs.length > 0 && section('Events', span.logs.length, true, ...span.logs.map(log => event(log, span))),
    span.links.length > 0 && section('Links', span.links.length, true, ...span.links.map(link)),
    section('Resource', span.resource.length, false, table(span.resource)),
    el('p', { className: 'ids' }, 'Span ', el('code', {}, span.id), span.parentId && ' · parent ', span.parentId && el('code', {}, span.parentId)),
  ].filter(Boolean);
}

function notes(span) {
  const notes = [...span.warnings];
  if (span.isOrphan) notes.push('Its parent span has not arrived: not sampled, not exported yet, or of a service that is not traced.');
  if (span.parent && span.start < span.parent.start) {
    notes.push(`It starts ${duration(span.parent.start - span.start)} before its parent: the clocks of the two machines differ.`);
  }
  return notes;
}

// The time in which no child ran.
function ownTime(span) {
  let own = span.duration;
  let until = span.start;
  for (const child of span.children) {
    const from = Math.max(child.start, until);
    const to = Math.min(child.start + child.duration, span.start + span.duration);
    if (to > from) {
      own -= to - from;
      until = to;
    }
  }
  return Math.max(0, own);
}

const fact = (label, value) => el('span', {}, el('small', {}, label), value);

const section = (title, count, open, ...content) =>
  el('details', { open }, el('summary', {}, title, ' ', el('span', { className: 'count' }, String(count))), ...content);

function table(tags) {
  return el('table', {}, el('tbody', {}, ...tags.map(tag =>
    isLong(tag.value)
      ? el('tr', {}, el('td', { colSpan: 2 }, el('div', { className: 'key' }, tag.key), el('pre', {}, tag.value)))
      : el('tr', {}, el('th', { scope: 'row' }, tag.key), el('td', { className: tag.type }, String(tag.value))))));
}

// Stack traces and statements need the whole width.
const isLong = value => typeof value === 'string' && (value.includes('\n') || value.length > 120);

function event(log, span) {
  const [first, ...rest] = log.fields[0]?.key === 'event' ? log.fields : [{ value: 'event' }, ...log.fields];
  return el('div', { className: 'event' },
    el('h3', {}, String(first.value), ' ', el('small', {}, `+${duration(Math.max(0, log.timestamp - span.start))}`)), rest.length > 0 && table(rest));
}

const link = reference => el('p', { className: 'link' },
  el('a', { href: `#/trace/${reference.traceID}/${reference.spanID}` }, reference.traceID.slice(0, 16), '… / ', reference.spanID));
