import type { Ref } from 'vue';
import { nextSpeed } from '../components/session/speeds.ts';
import type { SessionState } from '../live/session-state.ts';
import { modeWords } from '../words.ts';
import { useKeys } from './useKeys.ts';
import { usePaletteCommands } from './usePaletteCommands.ts';
import type { SessionActions } from './useSessionActions.ts';
import { Mode } from '../../../server/contract/vocabulary.ts';

export interface LiveKeysOptions {
  state: () => SessionState | null;
  actions: SessionActions;
  openSuggestion: () => number | null;
  dismissingNumber: Ref<number | null>;
  isInjecting: Ref<boolean>;
  isResetting: Ref<boolean>;
  isStopping: Ref<boolean>;
  isTable: Ref<string | null>;
  jump: () => unknown;
  follow: () => void;
  toggleWhole: () => void;
  togglePresenter: () => void;
  leavePresenter: () => void;
}

/** The Live view's keys, and the same actions in the palette. */
export function useLiveKeys(options: LiveKeysOptions): void {
  const { actions, state } = options;
  const session = () => state()?.session;
  const isOver = () => session()?.status === 'ended' || session()?.status === 'failed';

  const pauseOrResume = () => {
    if (isOver() || !session()) return;
    void (session()?.status === 'paused' ? actions.resume() : actions.pause());
  };
  const step = () => {
    if (session()?.status === 'paused') void actions.step(5);
  };
  const changeSpeed = (direction: 1 | -1) => {
    const current = session();
    if (!current || isOver()) return;
    const speed = nextSpeed(current.speed, direction);
    if (speed !== current.speed) void actions.setSpeed(speed);
  };
  const setMode = (mode: Mode) => {
    if (!isOver() && session()?.mode !== mode) void actions.setMode(mode);
  };
  const approve = () => {
    const number = options.openSuggestion();
    if (number !== null) void actions.approve(number);
  };
  const dismiss = () => {
    options.dismissingNumber.value = options.openSuggestion();
  };
  const inject = () => {
    if (!isOver()) options.isInjecting.value = true;
  };
  const toggleTable = () => (options.isTable.value = options.isTable.value === null ? '1' : null);
  const reset = () => (options.isResetting.value = true);
  const stop = () => {
    if (!isOver()) options.isStopping.value = true;
  };

  useKeys({
    ' ': pauseOrResume,
    s: step,
    '[': () => changeSpeed(-1),
    ']': () => changeSpeed(1),
    a: approve,
    d: dismiss,
    i: inject,
    '.': options.jump,
    l: options.follow,
    w: options.toggleWhole,
    t: toggleTable,
    f: options.togglePresenter,
    r: reset,
    x: stop,
    Escape: options.leavePresenter,
    ...Object.fromEntries(Mode.options.map((mode) => [modeWords[mode].key, () => setMode(mode)])),
  });

  usePaletteCommands().provideCommands(() => {
    const isPaused = session()?.status === 'paused';
    const running = [
      {
        label: isPaused ? 'Go on' : 'Pause',
        icon: isPaused ? 'i-lucide-play' : 'i-lucide-pause',
        key: 'Space',
        run: pauseOrResume,
      },
      ...(options.openSuggestion() === null
        ? []
        : [
            { label: 'Approve the suggestion', icon: 'i-lucide-check', key: 'A', run: approve },
            { label: 'Dismiss the suggestion', icon: 'i-lucide-x', key: 'D', run: dismiss },
          ]),
      { label: 'Inject an intervention', icon: 'i-lucide-zap', key: 'I', run: inject },
      { label: 'Stop the session', icon: 'i-lucide-square', key: 'X', run: stop },
    ];
    return [
      ...(isOver() ? [] : running),
      { label: 'Next anomaly', icon: 'i-lucide-skip-forward', key: '.', run: options.jump },
      { label: 'Presenter mode', icon: 'i-lucide-presentation', key: 'F', run: options.togglePresenter },
      { label: 'Chart as table', icon: 'i-lucide-table', key: 'T', run: toggleTable },
      { label: 'Reset the session', icon: 'i-lucide-rotate-ccw', key: 'R', run: reset },
    ];
  });
}
