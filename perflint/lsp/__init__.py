"""The language server: what perflint finds, while a table or a rule file is written; loaded by `perflint lsp` only."""
