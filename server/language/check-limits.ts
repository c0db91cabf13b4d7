/** How long a provider may be silent when it is only asked about itself, in ms. Assumed: a person is waiting. */
export const checkSilenceMs = 5_000;

/** How long such a question may take in all, in ms: a server that sends a byte now and then is never silent. */
export const checkDeadlineMs = 10_000;
