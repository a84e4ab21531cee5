import type { Markup } from './markup.ts';
import type { ReportInput, ReportModel } from './report-input.ts';

/** One part of the page; null when it has nothing to say for this verdict. */
export type Section = (model: ReportModel, input: ReportInput) => Markup | null;
