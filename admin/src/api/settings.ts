import { type PaceChange, PaceState, ProviderAnswer, ProviderStates } from '../../../server/contract/bot.ts';
import { Caps, type CapsChange } from '../../../server/contract/usage.ts';
import { request } from './client.ts';

export const fetchPace = () => request(PaceState, '/api/pace');
export const savePace = (body: PaceChange) => request(PaceState, '/api/pace', { method: 'PUT', body });
export const fetchCaps = () => request(Caps, '/api/caps');
export const saveCaps = (body: CapsChange) => request(Caps, '/api/caps', { method: 'PUT', body });
export const fetchProviders = () => request(ProviderStates, '/api/providers');
export const checkProvider = (provider: string) =>
  request(ProviderAnswer, `/api/providers/${encodeURIComponent(provider)}/check`, { method: 'POST' });
