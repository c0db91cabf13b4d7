import type { Ref } from 'vue';
import { modesOf } from '../components/session/modes.ts';
import { nextSpeed } from '../components/session/speeds.ts';
import type { SessionState } from '../live/session-state.ts';
import { modeWords } from '../words.ts';
import { useKeys } from './useKeys.ts';
import { usePaletteCommands } from './usePaletteCommands.ts';
import type { SessionActions } from './useSessionActions.ts';
import { Mode, type Verdict } from '../../../server/contract/vocabulary.ts';

export interface LiveKeysOptions {
  state: () => SessionState | null;
  actions: SessionActions;
  openSuggestion: () => number | null;
  /** Goes to a mode; before auto, a question may be put first. */
  askMode: (mode: Mode) => void;
  /** What was decided in shadow and waits for an answer. */
  askedInShadow: () => number | null;
  dismissingNumber: Ref<number | null>;
  isInjecting: Ref<boolean>;
  isResetting: Ref<boolean>;
  isStopping: Ref<boolean>;
  isTable: Ref<string | null>;
  explain: () => void;
  askWhatIf: () => void;
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
    const current = session();
    if (current && !isOver() && current.mode !== mode && modesOf(current).includes(mode)) options.askMode(mode);
  };
  /** A suggestion comes before what was decided in shadow: it waits, and expires. */
  const answer = (toSuggestion: (number: number) => unknown, verdict: Verdict) => {
    const suggestion = options.openSuggestion();
    const shadowed = options.askedInShadow();
    if (suggestion !== null) void toSuggestion(suggestion);
    else if (shadowed !== null) void actions.judge(shadowed, verdict);
  };
  const approve = () => answer(actions.approve, 'agree');
  const dismiss = () => answer((number) => (options.dismissingNumber.value = number), 'disagree');
  const inject = () => {
    if (!isOver() && !session()?.isRecorded) options.isInjecting.value = true;
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
    w: options.explain,
    f: () => state() && options.askWhatIf(),
    z: options.toggleWhole,
    t: toggleTable,
    p: options.togglePresenter,
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
      ...(options.askedInShadow() === null
        ? []
        : [
            { label: 'In shadow: I would have', icon: 'i-lucide-thumbs-up', key: 'A', run: approve },
            { label: 'In shadow: I would not', icon: 'i-lucide-thumbs-down', key: 'D', run: dismiss },
          ]),
      ...(session()?.isRecorded
        ? []
        : [{ label: 'Inject an intervention', icon: 'i-lucide-zap', key: 'I', run: inject }]),
      { label: 'Stop the session', icon: 'i-lucide-square', key: 'X', run: stop },
    ];
    return [
      ...(isOver() ? [] : running),
      { label: 'Next anomaly', icon: 'i-lucide-skip-forward', key: '.', run: options.jump },
      { label: 'What if…', icon: 'i-lucide-git-branch', key: 'F', run: options.askWhatIf },
      { label: 'Why this?', icon: 'i-lucide-circle-question-mark', key: 'W', run: options.explain },
      { label: 'Presenter mode', icon: 'i-lucide-presentation', key: 'P', run: options.togglePresenter },
      { label: 'Chart as table', icon: 'i-lucide-table', key: 'T', run: toggleTable },
      { label: 'Reset the session', icon: 'i-lucide-rotate-ccw', key: 'R', run: reset },
    ];
  });
}
