/** One replacement in a text. Edits are in order and do not overlap. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A changed text that still knows where each of its characters came from. */
export interface EditedText {
  readonly text: string;
  /** Where a range that begins at this index begins in the source. */
  toSourceStart(at: number): number;
  /** Where a range that ends before this index ends in the source. */
  toSourceEnd(at: number): number;
  /** An edit made some of the range. */
  isEdited(start: number, end: number): boolean;
}

/** Linear in text and edits; each question costs a binary search. */
export function applyEdits(source: string, edits: readonly Edit[]): EditedText {
  const positions = new Positions();
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end, text } of edits) {
    pieces.push(source.slice(done, start), text);
    positions.add(start, end, text.length);
    done = end;
  }
  return positions.of(edits.length === 0 ? source : pieces.join("") + source.slice(done));
}

/** The same with the edits made on the way: `replace` gives back what it was given to leave a match alone. */
export function replaceMatches(
  source: string,
  pattern: RegExp,
  replace: (written: string, at: number) => string,
): EditedText {
  const positions = new Positions();
  const text = source.replace(pattern, (written: string, at: number) => {
    const replaced = replace(written, at);
    if (replaced !== written) positions.add(at, at + written.length, replaced.length);
    return replaced;
  });
  return positions.of(text);
}

/** Plain number lists: hostile text has half a million edits. */
class Positions {
  private readonly sourceStarts: number[] = [];
  private readonly sourceEnds: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  private shift = 0;

  add(sourceStart: number, sourceEnd: number, length: number): void {
    const start = sourceStart + this.shift;
    this.shift += length - (sourceEnd - sourceStart);
    this.sourceStarts.push(sourceStart);
    this.sourceEnds.push(sourceEnd);
    this.starts.push(start);
    this.ends.push(start + length);
  }

  of(text: string): EditedText {
    const { starts, ends } = this;
    return {
      text,
      toSourceStart: (at) => this.toSource(at, countBelow(starts, at + 1) - 1, this.sourceStarts),
      toSourceEnd: (at) => this.toSource(at, countBelow(starts, at) - 1, this.sourceEnds),
      isEdited: (start, end) => (ends[countBelow(starts, end) - 1] ?? -1) > start,
    };
  }

  private toSource(at: number, index: number, inside: readonly number[]): number {
    if (index < 0) return at;
    const end = this.ends[index] as number;
    return at < end ? (inside[index] as number) : (this.sourceEnds[index] as number) + at - end;
  }
}

/** How many of the ascending numbers are less than the bound. */
function countBelow(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
