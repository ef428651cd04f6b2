// Routes: #/ is the list, #/trace/{traceId} the waterfall, #/trace/{traceId}/{spanId} the waterfall with a span opened.
import { ListView } from './list.js';
import { WaterfallView } from './waterfall.js';
import { get, hueOf } from './format.js';

const interval = 2_000;
const root = document.getElementById('view');
const state = document.getElementById('state');
const live = document.getElementById('live');
let list;
let view;
let isLive = true;
let timer;

function route() {
  const [, page, traceId, spanId] = location.hash.split('/');
  if (page === 'trace' && traceId) {
    if (view instanceof WaterfallView && view.traceId === traceId) {
      view.select(spanId ?? null);
      return;
    }
    show(new WaterfallView(traceId, spanId ?? null));
  } else {
    // Kept, so that going back finds its filters and its place.
    list ??= new ListView();
    show(list);
  }
}

function show(next) {
  view?.leave?.();
  view = next;
  root.replaceChildren(view.element);
  view.enter?.();
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  const current = view;
  try {
    const text = await current.load();
    if (current === view && text !== null) say(text, false);
  } catch (error) {
    if (current === view) say(error.status ? error.message : 'The service does not answer.', true);
  }
  if (current === view && isLive) timer = setTimeout(refresh, document.hidden ? interval * 5 : interval);
}

function say(text, isError) {
  state.textContent = text;
  state.classList.toggle('failed', isError);
}

live.addEventListener('click', () => {
  isLive = !isLive;
  live.setAttribute('aria-pressed', String(isLive));
  live.querySelector('.caption').textContent = isLive ? 'Live' : 'Paused';
  if (isLive) refresh();
});

addEventListener('tracing-refresh', refresh);
addEventListener('hashchange', route);
document.addEventListener('visibilitychange', () => { if (!document.hidden && isLive) refresh(); });
document.addEventListener('keydown', event => {
  if (view && !event.target.closest('input, select, textarea') && !event.ctrlKey && !event.metaKey && !event.altKey) view.key?.(event);
});
// Colours are given out in the order of names first, so that a trace opened by its address has the colours of the list.
get('/services').then(answer => answer.data.forEach(hueOf), () => say('The service does not answer.', true)).finally(route);
