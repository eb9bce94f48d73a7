// The server of PERFLINT (a path to the program) through the library that VS Code itself speaks by.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)(
  "vscode-languageserver-protocol/node",
);
const TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t质量指标\t𠮷田乡渠道质量\t明显改善\n";

test("a table is opened, pulled, explained and mended", { skip: !process.env.PERFLINT }, async () => {
  const server = spawn(process.env.PERFLINT, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const left = new Promise((resolve) => server.once("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onRequest("workspace/configuration", () => [{ select: ["VAG001"], lang: "en", path: "perflint", year: null }]);
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/diagnostic/refresh", () => null);
  const edits = [];
  connection.onRequest("workspace/applyEdit", ({ edit }) => (edits.push(edit), { applied: true }));
  connection.listen();
  const { capabilities } = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      general: { positionEncodings: ["utf-16"] },
      workspace: { configuration: true, diagnostics: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
      textDocument: { diagnostic: {}, publishDiagnostics: { codeDescriptionSupport: true } },
    },
    initializationOptions: { explainLinks: true, asksReasons: true },
  });
  assert.equal(capabilities.positionEncoding, "utf-16");
  await connection.sendNotification("initialized", {});
  const textDocument = { uri: "untitled:Untitled-1", languageId: "plaintext", version: 1, text: TABLE };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  const report = await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: textDocument.uri } });
  const [found] = report.items;
  assert.deepEqual(found.range, { start: { line: 1, character: 19 }, end: { line: 1, character: 23 } });
  assert.equal(found.codeDescription.href, "perflint:/rules/VAG001.md");
  const { content } = await connection.sendRequest("perflint/explain", { rule: "VAG001" });
  assert.match(content, /^# VAG001 vague-value/);
  const [action] = await connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: textDocument.uri },
    range: found.range,
    context: { diagnostics: [found] },
  });
  assert.equal(action.command.command, "perflint.askReason");
  const [wanted] = action.command.arguments;
  const request = { command: "perflint.ignore", arguments: [{ ...wanted, reason: "agreed" }] };
  assert.equal(await connection.sendRequest("workspace/executeCommand", request), true);
  assert.match(edits[0].documentChanges[0].edits[0].newText, /perflint:ignore VAG001 reason=agreed/);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await left, 0);
  connection.dispose();
});
