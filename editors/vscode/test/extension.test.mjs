// The extension against a stand-in for the editor: what is started, what for, and what its commands ask of the server.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const Module = require("node:module");
const built = join(dirname(fileURLToPath(import.meta.url)), "..", "out", "extension.js");

let editor;

/** A stand-in for `vscode` and `vscode-languageclient`, which notes what it is asked for. */
function stand() {
  const noted = { clients: [], commands: {}, providers: {}, executed: [], errors: [], warnings: [], saved: [] };
  class LanguageClient {
    constructor(id, name, server, options) {
      Object.assign(this, { id, name, server, options, sent: [], stopped: 0 });
      noted.clients.push(this);
    }
    async start() {
      if (noted.broken) throw new Error("spawn ENOENT");
    }
    async stop() {
      this.stopped += 1;
    }
    async sendRequest(method, params) {
      this.sent.push([method, params]);
      return noted.answers[method];
    }
  }
  const settings = { path: "perflint", lang: null };
  const disposable = { dispose() {} };
  const vscode = {
    commands: {
      registerCommand: (name, run) => ((noted.commands[name] = run), disposable),
      executeCommand: async (...words) => noted.executed.push(words),
    },
    languages: { getDiagnostics: () => noted.diagnostics },
    Uri: { from: ({ scheme, path }) => ({ scheme, path }) },
    window: {
      activeTextEditor: undefined,
      showErrorMessage: async (text, ...choices) => (noted.errors.push(text), choices[0]),
      showWarningMessage: async (text) => noted.warnings.push(text),
      showInputBox: async () => noted.typed,
    },
    workspace: {
      getConfiguration: () => ({ get: (key) => settings[key] }),
      onDidChangeConfiguration: (hear) => ((noted.configured = hear), disposable),
      registerTextDocumentContentProvider: (scheme, provider) => ((noted.providers[scheme] = provider), disposable),
      textDocuments: [],
      workspaceFolders: undefined,
    },
  };
  return { noted, settings, vscode, languageclient: { LanguageClient } };
}

const load = Module._load;
Module._load = (name, ...rest) => {
  if (name === "vscode") return editor.vscode;
  return name === "vscode-languageclient/node" ? editor.languageclient : load(name, ...rest);
};

beforeEach(() => {
  editor = stand();
  editor.noted.answers = {};
  editor.noted.diagnostics = [];
  delete require.cache[built];
});

async function activated() {
  const extension = require(built);
  await extension.activate({ subscriptions: [] });
  return extension;
}

test("the server is started for tables and rule files, saved or not", async () => {
  await activated();
  const [client] = editor.noted.clients;
  assert.deepEqual(client.server, { command: "perflint", args: ["lsp"] });
  const selector = client.options.documentSelector.map(({ language, scheme }) => `${scheme}:${language}`);
  for (const language of ["markdown", "html", "csv", "tsv", "plaintext", "json", "yaml"]) {
    assert.ok(selector.includes(`file:${language}`) && selector.includes(`untitled:${language}`), language);
  }
  assert.equal(selector.length, 14);
  assert.deepEqual(client.options.initializationOptions, { explainLinks: true, asksReasons: true });
});

test("a relative path is one of the workspace, and another path starts another server", async () => {
  editor.settings.path = ".venv/bin/perflint";
  editor.vscode.workspace.workspaceFolders = [{ uri: { fsPath: join("/", "tables") } }];
  const extension = await activated();
  assert.equal(editor.noted.clients[0].server.command, join("/", "tables", ".venv", "bin", "perflint"));
  editor.settings.path = "/opt/perflint";
  await editor.noted.configured({ affectsConfiguration: (name) => name === "perflint.path" });
  await editor.noted.configured({ affectsConfiguration: () => false });
  assert.deepEqual(editor.noted.clients.map((c) => [c.stopped, c.server.command]).at(-1), [0, "/opt/perflint"]);
  assert.deepEqual(editor.noted.clients.map((c) => c.stopped), [1, 0]);
  await extension.deactivate();
  assert.equal(editor.noted.clients[1].stopped, 1);
});

test("a server that does not start is told, with the way to the setting", async () => {
  editor.noted.broken = true;
  await activated();
  assert.match(editor.noted.errors[0], /perflint\.path.*ENOENT/);
  assert.deepEqual(editor.noted.executed, [["workbench.action.openSettings", "perflint.path"]]);
});

test("pages of rules come from the server", async () => {
  await activated();
  editor.noted.answers["perflint/explain"] = { content: "# VAG001" };
  const provide = editor.noted.providers.perflint.provideTextDocumentContent;
  assert.equal(await provide({ path: "/rules/VAG001.md" }), "# VAG001");
  assert.deepEqual(editor.noted.clients[0].sent, [["perflint/explain", { rule: "VAG001" }]]);
  editor.noted.answers["perflint/explain"] = { content: null };
  assert.match(await provide({ path: "/rules/NO.md" }), /NO/);
});

test("the rule under the cursor is explained, else the one that is typed", async () => {
  await activated();
  editor.vscode.window.activeTextEditor = { document: { uri: "a" }, selection: { active: 7 } };
  const range = { contains: (position) => position === 7 };
  editor.noted.diagnostics = [
    { source: "other", code: "X", range },
    { source: "perflint", code: { value: "VAG001", target: "" }, range },
  ];
  await editor.noted.commands["perflint.explain"]();
  editor.noted.diagnostics = [];
  editor.noted.typed = "UNT005";
  await editor.noted.commands["perflint.explain"]();
  editor.noted.typed = undefined;
  await editor.noted.commands["perflint.explain"]();
  const shown = editor.noted.executed.map(([command, uri]) => [command, uri.scheme, uri.path]);
  assert.deepEqual(shown, [
    ["markdown.showPreview", "perflint", "/rules/VAG001.md"],
    ["markdown.showPreview", "perflint", "/rules/UNT005.md"],
  ]);
});

test("a reason is asked for and sent back; without one nothing is written", async () => {
  await activated();
  const wanted = { uri: "file:///a.md", fingerprint: "f", where: "list" };
  const saved = [];
  const document = (fileName, isDirty) => ({ fileName, isDirty, save: async () => saved.push(fileName) });
  editor.vscode.workspace.textDocuments = [
    document("/t/perflint-ignore.yaml", true),
    document("/t/a.md", true),
    document("/u/perflint-ignore.yml", false),
  ];
  editor.noted.typed = "  ";
  await editor.noted.commands["perflint.askReason"](wanted);
  assert.deepEqual(editor.noted.clients[0].sent, []);
  editor.noted.typed = "财政局已同意";
  editor.noted.answers["workspace/executeCommand"] = true;
  await editor.noted.commands["perflint.askReason"](wanted);
  const request = { command: "perflint.ignore", arguments: [{ ...wanted, reason: "财政局已同意" }] };
  assert.deepEqual(editor.noted.clients[0].sent, [["workspace/executeCommand", request]]);
  assert.deepEqual(saved, ["/t/perflint-ignore.yaml"]);
  editor.noted.answers["workspace/executeCommand"] = false;
  await editor.noted.commands["perflint.askReason"](wanted);
  assert.equal(editor.noted.warnings.length, 1);
});
