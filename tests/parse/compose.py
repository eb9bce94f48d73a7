"""Composes tables at random out of the ways in which real ones are laid out, with what is to be understood of them."""

import random

from compose_words import LEVELS, MERGED, POOL, PROJECTS, UNMERGED, WORDS


class Composer:
    """One table: its rows for fuzz.writers, its format, and what is expected."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.kind = self.pick("form", "form", "list", "bare")
        self.evaluated = self.chance(0.45)
        self.merged = self.chance(0.6)
        self.labels = "merged" if self.merged else self.pick("repeated", "first")
        self.parts = self.pick("whole", "whole", "split", "unit twice")
        self.level1 = self.chance(0.85)
        self.level2 = self.chance(0.9) or not self.level1
        self.lines = self.level1 and self.chance(0.12)
        self.period = not self.evaluated and self.chance(0.25)
        self.number = self.pick("", "", "", "指标{}：", "{}.", "（{}）", "★")
        self.label_style = self.pick("", "", "", "short", "blank", "points", "number", "wrapped")
        self.shape = self.pick("", "", "side", "upper", "stacked", "abreast") if self.kind == "form" else ""
        if self.shape == "upper":
            self.parts = "split"
        if self.shape in ("stacked", "abreast"):
            self.period = False
            self.lines = False
            self.evaluated = False
            if self.labels == "repeated":
                self.labels = "first"
        self.sequence = self.kind == "bare" and self.chance(0.3)
        self.suffix = self.pick(*(MERGED if self.merged else UNMERGED))
        if self.label_style == "wrapped" and self.suffix in ("csv", "txt", "md"):
            self.label_style = ""
        self.expected = []

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, share):
        return self.random.random() < share

    def indicators(self):
        """Between three and eight indicators in the order of the tree, now and then in none."""
        made = []
        for one, seconds in LEVELS.items():
            for two in seconds:
                if self.chance(0.55 if two != "数量指标" else 1):
                    count = self.pick(1, 1, 2)
                    made += [(one, two, *item) for item in self.random.sample(POOL[two], min(count, len(POOL[two])))]
        if self.labels == "repeated" and not self.lines and self.chance(0.2):
            self.random.shuffle(made)
        return made

    def columns(self):
        """The roles of the columns from left to right."""
        columns = ["level1"] if self.level1 and not self.lines else []
        columns += ["level2"] if self.level2 else []
        columns.append("name")
        values = ["annual"]
        if self.shape == "upper":
            values = ["operator", "annual", "unit"]
        elif self.parts != "whole":
            values = self.pick(["operator", "annual", "unit"], ["unit", "operator", "annual"], ["annual", "unit"],
                               ["annual", "unit", "operator"])  # fmt: skip
            if self.parts == "unit twice":
                values = ["annual", "unit"]
        if self.period:
            values = ["period", *values] if self.chance(0.5) else [*values, "period"]
        rest = []
        if self.evaluated:
            rest = ["actual", "weight", "score"] if self.chance(0.6) else ["weight", "actual", "score"]
            if self.chance(0.7):
                rest.append("reason")
        elif self.chance(0.5):
            rest = ["weight"]
        if self.evaluated and self.chance(0.25):
            rest.remove("weight")
            values = ["weight", *values]
        if self.parts == "split" and self.chance(0.4):
            rest.append("direction")
        if self.chance(0.35):
            rest.append("note")
        return [*(["sequence"] if self.sequence else []), *columns, *values, *rest]

    def header(self, columns):
        words = {role: self.pick(*WORDS[role]) for role in dict.fromkeys(columns)}
        if {"actual", "annual"} <= set(columns) and "（A）" in words["annual"]:
            words["actual"] = "实际完成值（B）"
        if "period" in columns:
            words["annual"] = "年度" + words["annual"].removeprefix("年度").removeprefix("全年").replace("年初", "")
            if words["annual"] == "年度当年预期实现值":
                words["annual"] = "年度指标值"
        if not (self.level1 or self.level2) and words["name"] == "指标内容":
            words["name"] = "指标名称"
        return [words[role] for role in columns]

    def label(self, label, order):
        short = label.removesuffix("指标")
        if self.label_style == "short" and short not in ("服务对象满意度",):
            return short, short
        if self.label_style == "blank":
            return " ".join(label), label
        if self.label_style == "points" and label in LEVELS:
            return f"{label}（{self.points[label]}分）", label
        if self.label_style == "number":
            return (f"{'一二三四'[order]}、{label}" if label in LEVELS else f"{order + 1}.{label}"), label
        if self.label_style == "wrapped" and len(label) > 4:
            return f"{label[:-2]}\n{label[-2:]}", label
        return label, label

    def values_of(self, sign, number, unit):
        """(what stands in the columns, the value put together)."""
        if self.parts == "split" and "operator" in self.order:
            return {"operator": sign, "annual": number, "unit": unit}, f"{sign}{number}{unit}"
        if self.parts == "split":
            return {"annual": f"{sign}{number}", "unit": unit}, f"{sign}{number}{unit}"
        whole = f"{sign}{number}{unit}"
        return {"annual": whole, "unit": unit}, whole

    def body(self, indicators):
        """The rows under the header, and the indicators that they hold."""
        self.points = {one: 10 * (index + 2) for index, one in enumerate(LEVELS)}
        shown = {}
        rows, expected = [], []
        before = (None, None)
        for order, (one, two, name, sign, number, unit, actual) in enumerate(indicators, 1):
            for label in (one, two):
                shown.setdefault(
                    label, self.label(label, len([k for k in shown if (k in LEVELS) == (label in LEVELS)]))
                )
            cells, whole = self.values_of(sign, number, unit)
            mark = self.number.format(order) if self.number else ""
            score = str(5 + order)
            cells |= {
                "sequence": str(order), "level1": shown[one][0], "level2": shown[two][0], "name": mark + name,
                "actual": actual + unit, "weight": "10", "score": score, "direction": "正向指标",
                "reason": "天气影响" if order % 3 == 0 else "", "note": "按季统计" if order % 2 else "",
                "period": whole,
            }  # fmt: skip
            if "operator" in self.order or ("unit" in self.order and self.parts == "split"):
                cells["period"] = cells["annual"]
            if self.lines and one != before[0]:
                rows.append([shown[one][0]] + [""] * (len(self.order) - 1))
            if self.labels == "first":
                cells["level1"] = cells["level1"] if one != before[0] else ""
                cells["level2"] = cells["level2"] if (one, two) != before else ""
            before = (one, two)
            rows.append([cells[role] for role in self.order])
            expected.append({
                "level1": shown[one][1] if self.level1 else "", "level2": shown[two][1] if self.level2 else "",
                "name": name, "annual": whole, "period": whole if self.period else "",
                **{role: cells[role] if role in self.order else "" for role in ("actual", "weight", "score", "reason")},
            })  # fmt: skip
            if self.chance(0.06) and self.labels != "repeated":
                filler = [""] * len(self.order)
                filler[self.order.index("name")] = self.pick("……", "...")
                rows.append(filler)
        return rows, expected

    def merge(self, rows, columns):
        """Equal labels below one another as one cell."""
        for column in columns:
            top = 0
            for index in range(1, len(rows) + 1):
                same = index < len(rows) and rows[index][column] == rows[top][column] and rows[top][column] != ""
                inner = same and (column == 0 or rows[index][column - 1] is None or column == columns[0])
                if inner and self.order[column] == "level2" and "level1" in self.order:
                    one = self.order.index("level1")
                    inner = rows[index][one] is None
                if inner:
                    continue
                if index - top > 1:
                    rows[top][column] = (rows[top][column], index - top, 1)
                    for below in range(top + 1, index):
                        rows[below][column] = None
                top = index
        return rows

    def block(self):
        """Header and body of one list of indicators."""
        self.order = self.columns()
        rows, expected = self.body(self.indicators())
        if self.labels == "merged":
            labels = [i for i, role in enumerate(self.order) if role in ("level1", "level2")]
            rows = self.merge(rows, labels)
        return rows, expected

    def compose(self):
        """(rows, format, expected tables)."""
        rows, suffix, tables = {"form": self.form, "list": self.list, "bare": self.bare}[self.kind]()
        if self.chance(0.15):
            blank = [""] * (len(rows[0]) + 1)
            rows = [blank, *(["", *row] for row in rows)]
        return rows, suffix, tables

    def bare(self):
        rows, expected = self.block()
        header = self.header(self.order)
        if self.chance(0.2):
            rows.insert(0, [str(i) for i in range(1, len(self.order) + 1)])
        if self.chance(0.3):
            rows += self.ends()
        return self.finish([header, *rows]), self.suffix, [{"projects": [{"indicators": expected}]}]

    def ends(self):
        blank = [""] * (len(self.order) - 1)
        rows = []
        if self.evaluated and self.kind != "list":
            total = ["总分", *blank]
            total[self.order.index("weight")] = "100"
            total[self.order.index("score")] = "97"
            rows.append(total)
        rows.append([self.pick("注：指标值以年末数为准。", "填报人：某某", "备注：无", "审核意见：同意"), *blank])
        return rows

    def finish(self, rows):
        width = max(map(len, rows))
        return [row + [""] * (width - len(row)) for row in rows]

    def title(self):
        return self.pick("项目支出绩效自评表", "部门预算项目支出绩效自评表") if self.evaluated else self.pick(
            "项目支出绩效目标表", "项目绩效目标申报表", "部门预算项目绩效目标表")  # fmt: skip

    def form(self):
        name, unit, goal = self.pick(*PROJECTS)
        header, rows, indicators = self.form_block()
        width = max(max(map(len, rows)), 4)
        wide = lambda *cells: [*cells, *[""] * (width - len(cells))]  # noqa: E731
        head = [wide(self.title())]
        year = self.chance(0.6)
        if year:
            head.append(wide("（2024年度）"))
        fields = [("项目名称", name), (self.pick("实施单位", "项目单位", "预算单位"), unit)]
        if self.chance(0.5):
            head.append(wide(*(text for pair in fields for text in pair)))
        else:
            head += [wide(*pair) for pair in fields]
        amounts = {}
        if self.evaluated and width >= 7 and self.chance(0.6):
            head.append(wide("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"))
            head.append(wide("", "年度资金总额", "120", "110", "104.5", "10", "95%"))
            amounts = {
                "年度资金总额/年初预算数": "120",
                "年度资金总额/全年预算数": "110",
                "年度资金总额/全年执行数": "104.5",
            }
        elif self.chance(0.6):
            head.append(wide(self.pick("年度资金总额", "资金总额（万元）"), "120", "其中：财政拨款", "100"))
            amounts = {"年度资金总额" if "年度" in head[-1][0] else "资金总额": "120", "财政拨款": "100"}
        completion = ""
        if self.evaluated and self.chance(0.6):
            completion = "已按计划完成各项任务。"
            head.append(wide("年度总体目标", "预期目标", "", "实际完成情况"))
            head.append(wide("", goal, "", completion))
        else:
            head.append(wide(self.pick("年度目标", "绩效目标", "年度绩效目标", "总体目标"), goal))
        expected = {"name": name, "unit": unit, "goal": goal, "completion": completion, "amounts": amounts}
        if self.chance(0.5) and not self.shape:
            rows += self.ends()
        table = {"kind": "self-evaluation" if self.evaluated else "target", "title": head[0][0]}
        if year:
            table["year"] = 2024
        rows = [r + [""] * (width - len(r)) for r in [*header, *rows]]
        if self.merged:
            head[0] = [(head[0][0], 1, width), *[None] * (width - 1)]
        return [*head, *rows], self.suffix, [{**table, "projects": [{**expected, "indicators": indicators}]}]

    def form_block(self):
        """The header rows, the rows under them and the indicators of a form, in one of its shapes."""
        rows, expected = self.block()
        header = [self.header(self.order)]
        if self.shape == "side":
            rows = [[self.side(index, len(rows)), *row] for index, row in enumerate(rows)]
            if self.merged:
                rows[0][0], header[0] = None, [("绩效指标", len(rows) + 1, 1), *header[0]]
            else:
                header[0] = ["绩效指标", *header[0]]
        elif self.shape == "upper":
            header = self.upper(header[0])
        elif self.shape == "stacked":
            return self.stacked(header[0], rows, expected)
        elif self.shape == "abreast":
            return self.abreast(expected)
        return header, rows, expected

    def side(self, index, count):
        return None if self.merged else ""

    def upper(self, header):
        """The three columns of the value under one header."""
        first = self.order.index("operator")
        below = [""] * len(header)
        below[first : first + 3] = ["符号", "数值", "单位"]
        if self.merged:
            above = [(word, 2, 1) for word in header]
            below = [word or None for word in below]
            above[first : first + 3] = [("年度指标值", 1, 3), None, None]
        else:
            above = list(header)
            above[first : first + 3] = ["年度指标值", "", ""]
        return [above, below]

    def stacked(self, header, rows, expected):
        """A block for the long term above one for the year, with the same names and a side label each."""
        made = []
        for label in ("长期绩效指标", "年度绩效指标"):
            copied = [list(row) for row in rows]
            if self.merged:
                made += [[(label, len(rows) + 1, 1), *header], *([None, *row] for row in copied)]
            else:
                made += [[label, *header], *(["", *row] for row in copied)]
        expected = [{**item, "period": item["annual"]} for item in expected]
        return [made[0]], made[1:], expected

    def abreast(self, expected):
        """二级, 三级 and value twice beside each other: for the whole period and for the year."""
        level = self.pick(["level1", "level2"], ["level2"])
        left = ["level1", "level2", "name", "annual"]
        right = [*level, "name", "annual"]
        words = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标", "annual": "指标值"}
        rows = []
        before = (None, None)
        for item in expected:
            one, two = item["level1"] or "产出指标", item["level2"] or "数量指标"
            item.update(level1=one, level2=two, period=item["annual"], weight="", score="", actual="", reason="")
            shown = {**item, "level1": one if one != before[0] else "", "level2": two if (one, two) != before else ""}
            before = (one, two)
            rows.append([shown[role] for role in (*left, *right)])
        above = ["", "", "", ""] + [""] * len(right)
        if self.merged:
            above = [("中期目标", 1, 4), None, None, None, ("年度目标", 1, len(right)), *[None] * (len(right) - 1)]
        else:
            above[0], above[4] = "中期目标", "年度目标"
        self.order = [*left, *right]
        return [above, [words[role] for role in self.order]], rows, expected

    def list(self):
        front = ["project"]
        if self.chance(0.5):
            front = ["organisation", *front] if self.chance(0.6) else [*front, "organisation"]
        if self.chance(0.6):
            front.append("amount")
        if self.chance(0.6):
            front.append("goal")
        if self.chance(0.3):
            front = ["sequence", *front]
        self.lines = False
        self.level1 = self.level1 or not self.level2
        self.order = self.columns()
        rows, projects = [], []
        for number, (name, unit, goal) in enumerate(self.random.sample(PROJECTS, self.pick(2, 3)), 1):
            body, expected = self.body(self.indicators())
            if self.labels == "merged":
                body = self.merge(body, [i for i, role in enumerate(self.order) if role in ("level1", "level2")])
            own = {
                "project": name,
                "organisation": unit,
                "amount": f"{number}20.50",
                "goal": goal,
                "sequence": str(number),
            }
            for index, line in enumerate(body):
                if self.labels == "repeated":
                    rows.append([own[r] if r != "amount" or not index else "" for r in front] + line)
                elif self.labels == "merged":
                    lead = [(own[r], len(body), 1) if len(body) > 1 else own[r] for r in front] if not index else None
                    rows.append((lead or [None] * len(front)) + line)
                else:
                    rows.append(([own[r] for r in front] if not index else [""] * len(front)) + line)
            project = {"name": name, "indicators": expected}
            if "organisation" in front:
                project["unit"] = unit
            if "goal" in front:
                project["goal"] = goal
            projects.append(project)
        header = [self.pick(*WORDS[r]) for r in front] + self.header(self.order)
        title = [self.title(), *[""] * (len(header) - 1)]
        return [title, header, *rows], self.suffix, [{"title": title[0], "projects": projects}]
