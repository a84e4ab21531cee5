/**
 * How a node's reading is paced: one step of it. `round` reads a page and tells whether more may be waiting, `tick`
 * resolves at the next wake-up or poll.
 */
export type ReaderPace = (round: () => Promise<boolean>, tick: () => Promise<void>) => Promise<void>;

/** One page at a time: the next at once while more is waiting, else at the next tick (facts/domain.md, "Reader"). */
export const onePageAtATime: ReaderPace = async (round, tick) => {
  if (!(await round())) await tick();
};
