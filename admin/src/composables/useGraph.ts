import { useQuery } from '@tanstack/vue-query';
import { fetchGraph } from '../api/community.ts';

/** Who follows whom, and who replied to whom in the last 30 days (BC-16). */
export const useGraph = () => useQuery({ queryKey: ['graph'], queryFn: fetchGraph });
