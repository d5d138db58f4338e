/**
 * Answers as files. The path mirrors the question (`rdap/example/domain/shop.example.json`); a scene is a
 * folder that lies over the base folder and may replace a file or take it away (`….absent`). Files are read
 * at every question, so that an edit is seen at once.
 *
 *   {{origin}}  http://127.0.0.1:PORT of this program      {{name}}  the name asked, as asked in lower case
 *   {{now}}     the program's time as RFC 3339             {{NAME}}  the same in capitals
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

export interface Fixtures {
  /** Bytes of the file; `null` when neither the scene nor the base has it. */
  read(file: string): Buffer | null;
  /** The same as text, its placeholders filled, its `#:` lines (remarks for the reader) left out. */
  readText(file: string, values?: Readonly<Record<string, string>>): string | null;
  /** Names in a folder, scene and base together, sorted. */
  list(folder: string): string[];
  /** Throws when there is no such scene: a misspelt one would silently change nothing. */
  setScene(name: string): void;
  readonly scene: string;
  readonly scenes: readonly string[];
}

/** The scene that is no folder: the base files alone. */
export const BASE_SCENE = "base";

const ABSENT = ".absent";

/** Files are chosen by names that the network sent: only these characters, and no `..`. */
const SAFE_PATH = /^(?!.*\.\.)[\w.:-]+(?:\/[\w.:-]+)*$/;

export function openFixtures(root: string, fixed: () => Readonly<Record<string, string>>): Fixtures {
  let scene = BASE_SCENE;
  const scenesFolder = path.join(root, "scenes");
  const scenes = [BASE_SCENE, ...(existsSync(scenesFolder) ? readdirSync(scenesFolder).sort() : [])];
  const folders = () => (scene === BASE_SCENE ? [root] : [path.join(scenesFolder, scene), root]);
  /** Path of the file that counts. */
  const find = (file: string) => {
    if (!SAFE_PATH.test(file)) return null;
    for (const folder of folders()) {
      if (existsSync(path.join(folder, `${file}${ABSENT}`))) return null;
      if (isFile(path.join(folder, file))) return path.join(folder, file);
    }
    return null;
  };
  const read = (file: string) => {
    const found = find(file);
    return found === null ? null : readFileSync(found);
  };
  return {
    read,
    readText: (file, values = {}) => {
      const bytes = read(file);
      return bytes === null ? null : fill(bytes.toString(), { ...fixed(), ...values });
    },
    list: (folder) => {
      const found = folders().map((top) => path.join(top, folder));
      const files = found.filter((each) => existsSync(each)).flatMap((each) => readdirSync(each));
      const names = new Set(files.filter((file) => !file.endsWith(ABSENT)));
      return [...names].filter((file) => find(`${folder}/${file}`) !== null).sort();
    },
    setScene: (name) => {
      if (!scenes.includes(name)) throw new Error(`No scene "${name}": there are ${scenes.join(", ")}`);
      scene = name;
    },
    get scene() {
      return scene;
    },
    scenes,
  };
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .replace(/^#:.*\n/gm, "")
    .replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}
