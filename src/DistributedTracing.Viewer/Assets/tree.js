// Turns the flat list of a trace's spans into a tree, whatever is missing from it or wrong with it.

const hints = ['db.query.text', 'db.statement', 'url.full', 'http.url', 'url.path', 'http.target', 'messaging.destination.name', 'rpc.method'];

export function buildTree(trace) {
  const spans = trace.spans.map(raw => read(raw, trace));
  const byId = new Map(spans.map(span => [span.id, span]));
  const roots = [];
  for (const span of spans) {
    const parent = byId.get(span.parentId);
    if (parent && parent !== span) {
      parent.children.push(span);
      span.parent = parent;
    } else {
      span.isOrphan = Boolean(span.parentId);
      roots.push(span);
    }
  }
  let depth = 0;
  const seen = new Set();
  for (const root of roots) depth = Math.max(depth, walk(root, seen));
  for (const span of spans) {
    // Spans that are each other's parents hang from no root.
    if (!seen.has(span)) {
      span.parent.children.splice(span.parent.children.indexOf(span), 1);
      span.parent = null;
      span.isOrphan = true;
      roots.push(span);
      depth = Math.max(depth, walk(span, seen));
    }
  }
  roots.sort((a, b) => a.isOrphan - b.isOrphan || a.start - b.start);
  const services = new Map();
  for (const span of spans) services.set(span.service, (services.get(span.service) ?? 0) + 1);
  return {
    roots, byId, depth, services,
    start: spans.reduce((first, span) => Math.min(first, span.start), Infinity),
    end: spans.reduce((last, span) => Math.max(last, span.start + span.duration), 0),
    errors: spans.filter(span => span.isError).length,
  };
}

export function visibleRows(tree, collapsed) {
  const rows = [];
  const stack = [...tree.roots].reverse();
  while (stack.length > 0) {
    const span = stack.pop();
    rows.push(span);
    if (!collapsed.has(span)) {
      for (let i = span.children.length - 1; i >= 0; i--) stack.push(span.children[i]);
    }
  }
  return rows;
}

function read(raw, trace) {
  const process = trace.processes[raw.processID] ?? { serviceName: '?', tags: [] };
  const tag = key => raw.tags.find(candidate => candidate.key === key)?.value;
  const parent = raw.references.find(reference => reference.refType === 'CHILD_OF' && reference.traceID === raw.traceID);
  return {
    id: raw.spanID,
    parentId: parent?.spanID ?? null,
    parent: null,
    children: [],
    depth: 0,
    below: 0,
    isOrphan: false,
    name: raw.operationName,
    service: process.serviceName,
    start: raw.startTime,
    duration: raw.duration,
    kind: tag('span.kind'),
    isError: tag('error') === true,
    message: tag('otel.status_description'),
    hint: String(hints.map(tag).find(value => value !== undefined) ?? ''),
    tags: raw.tags,
    logs: raw.logs,
    links: raw.references.filter(reference => reference.refType === 'FOLLOWS_FROM'),
    resource: process.tags,
    warnings: raw.warnings ?? [],
  };
}

// Without recursion: a trace may be as deep as it has spans.
function walk(root, seen) {
  const order = [];
  const stack = [root];
  while (stack.length > 0) {
    const span = stack.pop();
    if (seen.has(span)) continue;
    seen.add(span);
    order.push(span);
    span.depth = span.parent ? span.parent.depth + 1 : 0;
    span.children.sort((a, b) => a.start - b.start);
    stack.push(...span.children);
  }
  for (let i = order.length - 1; i >= 0; i--) {
    if (order[i].parent) order[i].parent.below += order[i].below + 1;
  }
  return order.reduce((depth, span) => Math.max(depth, span.depth), 0);
}
