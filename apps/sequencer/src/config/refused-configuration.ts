/** A setting with which the promises cannot be kept. Final: trying again would not help. */
export class RefusedConfiguration extends Error {
  /** @param setting its name as the operator knows it; @param why what would go wrong and what to do */
  constructor(setting: string, why: string) {
    super(`refused: ${setting} ${why}`);
    this.name = 'RefusedConfiguration';
  }
}
