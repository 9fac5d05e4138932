import * as util from 'node:util';

type Brush = (text: string) => string;

/** Colours for one sink; on a pipe each of them returns its text unchanged. */
export interface Paint {
  readonly bold: Brush;
  readonly dim: Brush;
  readonly green: Brush;
  readonly yellow: Brush;
  readonly red: Brush;
  readonly cyan: Brush;
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Brushes that colour, or that do nothing. */
export function createPaint(on: boolean): Paint {
  // Node 20.10 and 20.11 have no styleText; there the text stays plain.
  const styleText = 'styleText' in util ? util.styleText : undefined;
  const brush =
    (style: Style): Brush =>
    (text) =>
      // Whether colours are wanted is judged per sink (io.ts); Node would look at stdout only.
      on && styleText && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: brush('bold'),
    dim: brush('dim'),
    green: brush('green'),
    yellow: brush('yellow'),
    red: brush('red'),
    cyan: brush('cyan'),
  };
}
