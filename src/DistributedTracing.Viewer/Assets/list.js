import { ago, clock, duration, el, get, hueOf, plural, service } from './format.js';

// The list of traces: filters above, one row for each trace, newest first.
export class ListView {
  constructor() {
    this.service = el('select', { ariaLabel: 'Service' });
    this.operation = el('select', { ariaLabel: 'Operation' });
    this.minDuration = el('input', { type: 'text', placeholder: 'Min duration, e.g. 100ms', ariaLabel: 'Minimum duration', size: 20, spellcheck: false });
    this.text = el('input', { type: 'search', placeholder: 'Search names, attributes, trace id', ariaLabel: 'Search', className: 'search', spellcheck: false });
    this.errors = el('input', { type: 'checkbox' });
    this.rows = el('div', { className: 'rows', id: 'traces' });
    this.more = el('p', { className: 'more' });
    this.fill(this.service, 'All services', []);
    this.fill(this.operation, 'All operations', []);
    const filters = el('form', { className: 'filters' }, this.text, this.service, this.operation, this.minDuration,
      el('label', { className: 'toggle' }, this.errors, el('span', {}, 'Errors only')));
    filters.addEventListener('submit', event => event.preventDefault());
    this.service.addEventListener('change', () => { this.operation.value = ''; });
    filters.addEventListener('input', () => this.askSoon());
    this.element = el('div', { className: 'list' }, filters,
      el('div', { className: 'head row' }, el('span', {}, 'Trace'), el('span', {}, 'Services'), el('span', { className: 'number' }, 'Spans'),
        el('span', {}, 'Duration'), el('span', { className: 'number' }, 'Started')),
      this.rows, this.more);
  }

  enter() {
    document.title = 'Traces';
  }

  askSoon() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => dispatchEvent(new Event('tracing-refresh')), 150);
  }

  key(event) {
    if (event.key === '/') {
      event.preventDefault();
      this.text.focus();
    }
  }

  async load() {
    const query = new URLSearchParams();
    const set = (name, value) => { if (value) query.set(name, value); };
    set('service', this.service.value);
    set('operation', this.operation.value);
    set('minDuration', this.minDuration.value.trim());
    set('text', this.text.value.trim());
    set('errors', this.errors.checked ? 'true' : '');
    const text = query.toString();
    const ticket = this.ticket = Symbol(text);
    const answer = await get(`/viewer/traces?${text}`);
    if (ticket !== this.ticket) return null;
    this.fill(this.service, 'All services', answer.services);
    this.fill(this.operation, 'All operations', answer.operations);
    answer.services.forEach(hueOf);
    this.show(answer, text.length > 0);
    return `${plural(answer.stored, 'trace')} · ${plural(answer.services.length, 'service')} · kept in memory by ${answer.holder}`;
  }

  fill(select, all, names) {
    const key = JSON.stringify(names);
    if (select.dataset.names === key) return;
    const chosen = select.value;
    select.dataset.names = key;
    select.replaceChildren(el('option', { value: '' }, all), ...names.map(name => el('option', { value: name }, name)));
    select.value = names.includes(chosen) ? chosen : '';
  }

  show(answer, isFiltered) {
    const longest = Math.max(1, ...answer.traces.map(trace => trace.duration));
    const focused = document.activeElement?.dataset?.trace;
    this.rows.replaceChildren(...answer.traces.map(trace => this.row(trace, longest)));
    if (focused) this.rows.querySelector(`[data-trace="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    if (answer.traces.length === 0) {
      this.rows.append(el('div', { className: 'empty' },
        el('h2', {}, isFiltered ? 'No trace matches' : 'No traces yet'),
        el('p', {}, isFiltered
          ? `None of ${plural(answer.stored, 'trace')} meets all filters.`
          : 'Send your service a request. Its trace shows up here within a second.')));
    }
    const hidden = answer.found - answer.traces.length;
    this.more.textContent = hidden > 0 ? `${plural(hidden, 'older trace')} not shown; filter to find them.` : '';
  }

  row(trace, longest) {
    const bar = el('i', { className: 'length', hue: hueOf(trace.service) });
    bar.style.setProperty('--share', trace.duration / longest);
    const row = el('a', { className: `row trace${trace.errors ? ' failed' : ''}`, href: `#/trace/${trace.traceID}` },
      el('span', { className: 'what' },
        el('span', { className: 'name' }, trace.name || '(no name)'),
        trace.errors > 0 && el('span', { className: 'badge error', title: plural(trace.errors, 'failed span') }, plural(trace.errors, 'error')),
        trace.detail && el('span', { className: 'hint' }, trace.detail),
        trace.rootMissing && el('span', { className: 'badge', title: 'The root span has not arrived' }, 'no root'),
        el('span', { className: 'id' }, trace.traceID.slice(0, 8))),
      el('span', { className: 'services' }, ...trace.services.map(item => service(item.name, item.spans))),
      el('span', { className: 'number', title: trace.leftOut ? `${plural(trace.leftOut, 'span')} left out` : '' },
        trace.spans.toLocaleString('en'), trace.leftOut > 0 && '+'),
      el('span', { className: 'time' }, el('span', { className: 'track' }, bar), el('span', {}, duration(trace.duration))),
      el('span', { className: 'number', title: clock(trace.startTime) }, ago(trace.startTime)));
    row.dataset.trace = trace.traceID;
    return row;
  }
}
