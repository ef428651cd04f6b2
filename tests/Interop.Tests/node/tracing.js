'use strict';

// The public OpenTelemetry packages, set up as their documentation has it. The environment says how the context is propagated:
// PROPAGATOR is tracecontext, b3, b3multi or jaeger; SERVICE_NAME and COLLECTOR are as they say.

const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } = require('@opentelemetry/core');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { B3InjectEncoding, B3Propagator } = require('@opentelemetry/propagator-b3');
const { JaegerPropagator } = require('@opentelemetry/propagator-jaeger');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base');
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

const propagators = {
  tracecontext: () => [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  b3: () => [new B3Propagator({ injectEncoding: B3InjectEncoding.SINGLE_HEADER }), new W3CBaggagePropagator()],
  b3multi: () => [new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER }), new W3CBaggagePropagator()],
  jaeger: () => [new JaegerPropagator()], // baggage included
};

const exporter = new OTLPTraceExporter({ url: `${process.env.COLLECTOR}/v1/traces` });

new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.SERVICE_NAME }),
  spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 20 })],
}).register({ propagator: new CompositePropagator({ propagators: propagators[process.env.PROPAGATOR]() }) });

registerInstrumentations({ instrumentations: [new HttpInstrumentation()] });
