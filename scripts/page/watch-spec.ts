import { readFileSync, watch } from "node:fs";
import { dirname } from "node:path";

/** Calls `onSave` after each save that changed the file. Returns a function that ends the watch. */
export function watchSpec(file: string, onSave: () => void): () => void {
  let text = readFileSync(file, "utf8");
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    let now: string;
    try {
      now = readFileSync(file, "utf8");
    } catch {
      return; // The editor is replacing the file: there will be another event.
    }
    if (now === text) return;
    text = now;
    onSave();
  };
  // Watches the folder, because editors replace the file when they save. Waits a moment, because some write twice.
  const watcher = watch(dirname(file), () => {
    clearTimeout(timer);
    timer = setTimeout(look, 20);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
