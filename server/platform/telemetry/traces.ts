/** Where traces go: by OTLP over HTTP to a collector, or nowhere at all (EC-21). */
import type { Tracer } from '@opentelemetry/api';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';

/** How long one batch may take with all its attempts, in ms. Longer, and a dead collector holds memory for nothing. */
const exportMs = 5_000;
/** ExportResultCode.SUCCESS, of a package that only this name would need. */
const exportSucceeded = 0;
/** How long a stop waits for the last batch, in ms: the whole stop has ten seconds (PL-18). */
const farewellMs = 3_000;

export interface TraceSettings {
  /** The collector's address without a path for traces, such as http://localhost:4318. */
  readonly endpoint: string;
  /** Sent with every batch; they often hold a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
}

export interface Traces {
  readonly tracer: Tracer;
  /** Sends what is left, if the collector takes it in time. Never throws. */
  close(): Promise<void>;
}

/** @param settings null: nothing is traced and nothing is sent. */
export function openTraces(settings: TraceSettings | null, log: Logger): Traces {
  if (settings === null) return { tracer: trace.getTracer('claque'), close: async () => {} };
  // Once a process: it only lets a span find the one around it.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const { endpoint, headers, version } = settings;
  const url = `${endpoint}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: exportMs });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'claque', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: withNotice(exporter, { log, endpoint }),
        exportTimeoutMillis: exportMs,
        scheduledDelayMillis: 1_000,
      }),
    ],
  });
  return { tracer: provider.getTracer('claque', version), close: () => farewell(provider) };
}

/**
 * Says once when batches begin to get lost, and once when they arrive again. Of the error only its code: its text may
 * quote what the collector answered, and that may quote a header.
 */
function withNotice(exporter: SpanExporter, { log, endpoint }: { log: Logger; endpoint: string }): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const code: number = result.code;
        const hasFailed = code !== exportSucceeded;
        if (hasFailed && !isFailing)
          log.warn({ endpoint, code: codeOf(result.error) }, 'Traces do not reach the collector; all else goes on');
        if (!hasFailed && isFailing) log.info({ endpoint }, 'Traces reach the collector again');
        isFailing = hasFailed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : 'unknown';
}

async function farewell(provider: TracerProvider): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, farewellMs)));
  // What cannot be sent is lost, and was said when it began to be.
  await Promise.race([provider.shutdown().catch(() => undefined), late]);
  clearTimeout(timer);
}
