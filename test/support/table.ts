/** Rows as a Markdown table, for what a test has measured. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, head.map(() => '---'), ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const filled = (text: string, column: number): string =>
    text === '---' ? '-'.repeat(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return all.map((row) => `| ${row.map(filled).join(' | ')} |`).join('\n');
}
