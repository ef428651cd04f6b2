// Building blocks of the page. Everything received goes into it as text, never as HTML: attributes are whatever a caller sent.

export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'hue') {
      element.style.setProperty('--hue', value);
    } else if (key in element) {
      element[key] = value;
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export function duration(microseconds) {
  if (microseconds < 1) return '0';
  if (microseconds < 1_000) return `${Math.round(microseconds)} µs`;
  if (microseconds < 1_000_000) return `${trim(microseconds / 1_000)} ms`;
  if (microseconds < 60_000_000) return `${trim(microseconds / 1_000_000)} s`;
  const seconds = Math.round(microseconds / 1_000_000);
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3_600)} h ${Math.floor(seconds / 60) % 60} min`;
}

const trim = number => number.toPrecision(3).includes('e') ? Math.round(number) : parseFloat(number.toPrecision(3));

export function clock(microseconds) {
  const date = new Date(microseconds / 1_000);
  return Number.isNaN(date.getTime()) ? '–' : `${date.toLocaleTimeString([], { hour12: false })}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function ago(microseconds) {
  const seconds = Math.round((Date.now() - microseconds / 1_000) / 1_000);
  if (seconds < -5) return 'in the future';
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

export const plural = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

// Neighbours in this order are far apart on the colour wheel. Red is left out, it means an error.
const hues = [262, 155, 310, 72, 205, 345, 115, 285, 48, 232, 178, 95];
const known = new Map();

// The same service has the same colour wherever it shows up.
export function hueOf(service) {
  if (!known.has(service)) known.set(service, hues[known.size % hues.length]);
  return known.get(service);
}

export const service = (name, count) =>
  el('span', { className: 'service', hue: hueOf(name), title: count ? `${name}: ${plural(count, 'span')}` : name },
    el('i', { className: 'swatch' }), name, count > 1 && el('b', { className: 'count' }, String(count)));

// The page is served at …/_tracing, in an application or on the store's own port; the API is below it.
const base = `${location.pathname.replace(/\/+$/, '')}/api`;

export async function get(path) {
  const response = await fetch(base + path, { cache: 'no-cache' });
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text, exact) : {};
  if (!response.ok) {
    throw Object.assign(new Error(body.errors?.[0]?.msg ?? `the viewer answered ${response.status}`), { status: response.status });
  }
  return body;
}

// 64-bit numbers beyond what JavaScript can hold are shown digit by digit, where the browser hands out the source.
const exact = (key, value, context) =>
  typeof value === 'number' && key === 'value' && !Number.isSafeInteger(value) && Number.isInteger(value) && context?.source ? context.source : value;
