import { QueryClient } from '@tanstack/vue-query';
import { ApiError } from './client.ts';

/** Retries what may pass (no answer, 5xx), never what the server has refused. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failureCount, error) =>
        failureCount < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});
