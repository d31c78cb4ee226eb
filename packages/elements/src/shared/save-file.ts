/** How long a browser may take to begin writing a file, in milliseconds. */
const WRITING = 60_000;

/** @param name Tells nobody whose it is: names of files are seen in lists, and by other programs. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), WRITING);
}
