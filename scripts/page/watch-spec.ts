import { readFileSync, watch } from "node:fs";
import { dirname } from "node:path";

/** Calls `onSave` after each save that changed the file, and gives a function that ends the watch. */
export function watchSpec(file: string, onSave: () => void): () => void {
  let text = readFileSync(file, "utf8");
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    let now: string;
    try {
      now = readFileSync(file, "utf8");
    } catch {
      return; // Being replaced: the next event tells.
    }
    if (now === text) return;
    text = now;
    onSave();
  };
  // The folder, because editors save by putting a new file in the place of the old one; and a moment later, because some write twice.
  const watcher = watch(dirname(file), () => {
    clearTimeout(timer);
    timer = setTimeout(look, 20);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
