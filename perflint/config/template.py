"""The text of a new configuration: what there is to set, commented out, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.errors import Message

SCHEMA_NAME = ".perflint.schema.json"

_TEXT = Message(
    """\
# yaml-language-server: $schema={schema}
# perflint 的配置。去掉行首的“# ”即生效；全部键见 docs/usage.md，生效情况见 perflint config show --why。

# 沿用的配置包（perflint config packs 列出）和自己的文件
{extends}

# 规则组合：default，或更严的 strict
profile: default

# 只用、另外启用、不用的规则：代码、类别或名称
# select: [STR, VAG, UNT]
# enable: [BAS002]
# ignore: [hedged-value]

# 级别和选项，按规则
# severity: {{VAG005: warning}}
# options:
#   STR010: {{min: 5}}

# 预算年度；不写则取自表头、标题、文件名
# year: 2026

# 从哪一级起退出码为 1：error、warning、info
fail_level: error

# 自己的规则文件夹，忽略清单，已知问题的基线
# rules: [our-rules]
# ignore_file: perflint-ignore.yaml
# baseline: perflint-baseline.json

# 不查的文件，写法同 .gitignore
# exclude: [archive/, "*.bak.xlsx"]

# 采用的指标体系和计分办法，默认全部
# schemes: [财预〔2015〕88号]
# scoring: [执行率20分]

# 同时检查几个文件，0 为处理器的个数；单个文件的上限
# jobs: 0
# limits: {{size_mb: 64, pages: 2000}}

# 对指标类别、计量单位、词表的补充
# taxonomy:
#   categories:
#     - {{name: 创新指标, level: 2, parents: [产出指标]}}

# 输出语言：zh 或 en
lang: zh
""",
    """\
# yaml-language-server: $schema={schema}
# Settings of perflint. Take "# " away to make a line count; docs/usage.md has all keys, perflint config show --why says
# what holds.

# Packs (perflint config packs lists them) and files of your own that this one rests on
{extends}

# The set of rules: default, or strict for more
profile: default

# Rules to use alone, to switch on, to leave out: codes, families or names
# select: [STR, VAG, UNT]
# enable: [BAS002]
# ignore: [hedged-value]

# Severities and options by rule
# severity: {{VAG005: warning}}
# options:
#   STR010: {{min: 5}}

# The budget year; without it headers, titles and file names tell
# year: 2026

# The severity from which the exit status is 1: error, warning or info
fail_level: error

# Folders of your own rules, the list of suppressions, the baseline of known findings
# rules: [our-rules]
# ignore_file: perflint-ignore.yaml
# baseline: perflint-baseline.json

# Files that are left out, as in .gitignore
# exclude: [archive/, "*.bak.xlsx"]

# Schemes and ways of scoring that count; all by default
# schemes: [财预〔2015〕88号]
# scoring: [执行率20分]

# How many files are checked at a time, 0 for one on each processor; what one file may be
# jobs: 0
# limits: {{size_mb: 64, pages: 2000}}

# Additions to categories, units and word lists
# taxonomy:
#   categories:
#     - {{name: 创新指标, level: 2, parents: [产出指标]}}

# The language of the output: zh or en
lang: en
""",
)


def template(packs: Sequence[str], lang: str) -> str:
    """The text of a configuration that extends these packs; it loads as it is."""
    extends = f"extends: [{', '.join(packs)}]" if packs else "# extends: [hubei, ./dept.yaml]"
    return _TEXT.in_language(lang).format(schema=SCHEMA_NAME, extends=extends)
