/** What /metrics says, for whoever looks a figure up in it. */

/** One line of it: a name, its labels as they stand there, and the value. */
export interface Figure {
  readonly name: string;
  /** Such as `status="ended"`; empty where there are none. */
  readonly labels: string;
  readonly value: number;
}

export class Figures {
  readonly all: readonly Figure[];

  /** @param text In Prometheus’ text format. */
  constructor(text: string) {
    this.all = text.split('\n').flatMap((line) => {
      const found = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
      return found ? [{ name: found[1]!, labels: found[2] ?? '', value: Number(found[3]) }] : [];
    });
  }

  static async of(server: { url: string }): Promise<Figures> {
    // Closed at once: a connection that is kept would be among what is counted.
    const answer = await fetch(`${server.url}/metrics`, { headers: { connection: 'close' } });
    return new Figures(await answer.text());
  }

  /** The sum of a figure over those of its series that have a label; 0 where there is none. */
  sum(name: string, label = ''): number {
    const chosen = this.all.filter((figure) => figure.name === name && figure.labels.includes(label));
    return chosen.reduce((sum, { value }) => sum + value, 0);
  }
}
