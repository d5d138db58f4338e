import type { FileItem, Gathering } from "../findings.ts";
import { readStrings } from "../strings.ts";
import { readCompoundFile, type Storage } from "./compound-file.ts";
import { isMessage, storageToMail } from "./msg.ts";

/** A compound file: a message of Outlook, an encrypted Office document, or a document of Office 97-2003. */
export function readCompound(file: FileItem, into: Gathering): void {
  const root = readCompoundFile(file.bytes);
  if (root === null) {
    into.note(file.name, "unreadable");
    return;
  }
  if (isMessage(root)) into.mails.push(storageToMail(root, 0));
  else if (root.streams.has("EncryptedPackage")) into.note(file.name, "encrypted");
  else readStreams(root, file, into);
}

/** Addresses in every stream: a stream's blocks lie scattered in the file, so the file as a whole would not do. */
function readStreams(storage: Storage, file: FileItem, into: Gathering): void {
  for (const content of storage.streams.values()) readStrings({ ...file, bytes: content() }, into);
  for (const inner of storage.storages.values()) readStreams(inner, file, into);
}
