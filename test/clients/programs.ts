// Real programs as children of the test: on loopback, on free ports, ended with it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import dgram from "node:dgram";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import net from "node:net";
import path from "node:path";

const FOLDERS = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin"];

function find(program: string): string | null {
  for (const folder of FOLDERS) {
    const file = path.join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder: the next one is tried, and `null` tells when it is in none.
    }
  }
  return null;
}

/** Every one of the programs is installed. */
export const has = (...programs: readonly string[]): boolean => programs.every((p) => find(p) !== null);

export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

const RUN_TIMEOUT_MS = 30_000;

export function run(program: string, args: readonly string[], input?: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(find(program) ?? program, args, {
    encoding: "utf8",
    timeout: RUN_TIMEOUT_MS,
    env: { ...process.env, LC_ALL: "C" },
    ...(input === undefined ? {} : { input }),
  });
  if (error) throw error;
  return { code: status, output: stdout + stderr };
}

export interface Service {
  stop(): Promise<void>;
}

/** Starts a program that stays in the foreground and waits until `isUp` holds. */
export async function serve(
  program: string,
  args: readonly string[],
  isUp: (output: string) => boolean | Promise<boolean>,
): Promise<Service> {
  const child = spawn(find(program) ?? program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const listen = (data: Buffer): void => {
    output += data.toString();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const deadline = Date.now() + RUN_TIMEOUT_MS;
  while (!(await isUp(output))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${program} did not come up (exit ${child.exitCode}):\n${output}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return { stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
}

/** Free for TCP and UDP at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** RCODE of an A question, and how many answers came; `null`: no reply. */
export function ask(
  port: number,
  name: string,
  patienceMs = 5_000,
): Promise<{ rcode: number; answers: number } | null> {
  const labels = name
    .split(".")
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const head = Buffer.from([0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]);
  const question = Buffer.concat([head, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
  const socket = dgram.createSocket("udp4");
  return new Promise((done) => {
    const end = (reply: { rcode: number; answers: number } | null): void => {
      clearTimeout(timer);
      socket.close();
      done(reply);
    };
    const timer = setTimeout(() => end(null), patienceMs);
    socket.on("error", () => end(null));
    socket.on("message", (m) => end({ rcode: (m[3] ?? 0) & 15, answers: m.readUInt16BE(6) }));
    socket.send(question, port, "127.0.0.1");
  });
}

export const NOERROR = 0;
export const NXDOMAIN = 3;
