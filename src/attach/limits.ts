/** All text of one question together, as sent: about 110,000 tokens. Bytes. */
export const TEXT_BUDGET = 400_000;
/** The most a caller may raise the budget to: the backend takes 1,048,576 characters in a turn. Bytes. */
export const TEXT_BUDGET_MAX = 1_000_000;
/** One file or one file's diff, as sent. Bytes. */
export const FILE_BUDGET = 200_000;
/** A file is read up to here, so that a range of a long file can be taken. Bytes. */
export const READ_LIMIT = 4_000_000;
export const IMAGE_LIMIT = 8_000_000;
export const IMAGES_TOTAL = 20_000_000;
export const IMAGES_MAX = 5;
/** Entries in `files`, and characters in one of them. */
export const ENTRIES_MAX = 200;
export const ENTRY_LENGTH_MAX = 1_000;
/** Files looked at for one question's globs and folders; the rest is omitted by number. */
export const MATCHES_MAX = 2_000;
/** Files listed in one root before the walk stops. */
export const LISTING_MAX = 100_000;
/** git may take this long for one command. Milliseconds. */
export const GIT_TIMEOUT_MS = 20_000;
/** A diff is read up to here. Bytes. */
export const DIFF_READ_LIMIT = 64_000_000;

const CHARS_PER_TOKEN = 3.5;
/** What a picture of common size costs; the backend does not say it beforehand. */
const TOKENS_PER_IMAGE = 1_500;

/** Numbered source runs at 3.3 to 4 characters a token; meant for a warning, not for a bill. */
export function estimateTokens(chars: number, images: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN) + images * TOKENS_PER_IMAGE;
}
