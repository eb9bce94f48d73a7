// Starts `perflint lsp` and gives it what only an editor has: pages of rules, and a box that asks for a reason.

import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

// What the server checks; what of it is no table or rule file, it leaves alone.
const LANGUAGES = ["markdown", "html", "csv", "tsv", "plaintext", "json", "yaml"];
const SCHEMES = ["file", "untitled"];
const PAGES = "perflint";
const IGNORE_FILE = /perflint-ignore\.ya?ml$/;

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("perflint.restart", restart),
    vscode.commands.registerCommand("perflint.explain", explain),
    vscode.commands.registerCommand("perflint.askReason", askReason),
    vscode.workspace.registerTextDocumentContentProvider(PAGES, { provideTextDocumentContent: page }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("perflint.path")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const leaving = client;
  client = undefined;
  await leaving?.stop();
}

async function start(): Promise<void> {
  const command = program();
  client = new LanguageClient(
    "perflint",
    "perflint",
    { command, args: ["lsp"] },
    {
      documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
      // All other settings are asked for by the server.
      initializationOptions: { explainLinks: true, asksReasons: true },
    },
  );
  try {
    await client.start();
  } catch (error) {
    const open = say("打开设置", "Open settings");
    const told = say(
      `perflint 没有启动（${command}）。请先安装 perflint，或在设置 perflint.path 中写明它的路径。`,
      `perflint did not start (${command}). Install it, or say where it is in the setting perflint.path.`,
    );
    if ((await vscode.window.showErrorMessage(`${told} ${error}`, open)) === open) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "perflint.path");
    }
  }
}

async function restart(): Promise<void> {
  // A server that never started cannot be stopped either.
  await deactivate().catch(() => undefined);
  await start();
}

/** The program to start; a relative path is one of the workspace. */
function program(): string {
  const given = vscode.workspace.getConfiguration("perflint").get<string>("path") || "perflint";
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder !== undefined && /[\\/]/.test(given) && !path.isAbsolute(given) ? path.join(folder, given) : given;
}

/** The page of a rule: perflint:/rules/VAG001.md. */
async function page(uri: vscode.Uri): Promise<string> {
  const rule = path.posix.basename(uri.path, ".md");
  const answer = await client?.sendRequest<{ content: string | null }>("perflint/explain", { rule });
  return answer?.content ?? say(`没有规则 ${rule}`, `There is no rule ${rule}.`);
}

/** Show the page of the rule under the cursor, or of one that is asked for. */
async function explain(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const found = here.find((d) => d.source === "perflint" && editor && d.range.contains(editor.selection.active));
  const code = typeof found?.code === "object" ? found.code.value : found?.code;
  const prompt = say("规则的代码或名称，如 VAG001", "Code or name of a rule, as VAG001");
  const rule = code ?? (await vscode.window.showInputBox({ prompt }));
  if (rule !== undefined && rule !== "") {
    const uri = vscode.Uri.from({ scheme: PAGES, path: `/rules/${rule}.md` });
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}

/** Ask for the reason of a suppression, and have the server write it. */
async function askReason(wanted: Record<string, string>): Promise<void> {
  const prompt = say("忽略的原因（必填）", "The reason (required)");
  const reason = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
  if (reason === undefined || reason.trim() === "") {
    return;
  }
  const request = { command: "perflint.ignore", arguments: [{ ...wanted, reason }] };
  const done = await client?.sendRequest<boolean>("workspace/executeCommand", request);
  if (!done) {
    void vscode.window.showWarningMessage(say("没有写入，请手工填写。", "It was not written; please write it by hand."));
    return;
  }
  // The list counts once it is saved; the table is its writer's to save.
  const lists = vscode.workspace.textDocuments.filter((one) => one.isDirty && IGNORE_FILE.test(one.fileName));
  await Promise.all(lists.map((one) => one.save()));
}

function say(zh: string, en: string): string {
  return vscode.workspace.getConfiguration("perflint").get<string | null>("lang") === "en" ? en : zh;
}
