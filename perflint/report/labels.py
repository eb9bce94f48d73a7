"""What reports call severities, fields and kinds of tables: (Chinese, English)."""

from __future__ import annotations

SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}
KINDS = {
    "target": ("绩效目标表", "target table"),
    "self-evaluation": ("绩效自评表", "self-evaluation"),
    "monitoring": ("绩效监控表", "monitoring table"),
    "department": ("部门整体绩效目标表", "department table"),
}
FIELDS = {
    "level1": ("一级指标", "level 1"),
    "level2": ("二级指标", "level 2"),
    "name": ("指标名称", "name"),
    "period": ("周期指标值", "period value"),
    "annual": ("年度指标值", "annual value"),
    "actual": ("实际完成值", "actual value"),
    "weight": ("分值", "weight"),
    "score": ("得分", "score"),
    "reason": ("偏差原因", "reason"),
    "note": ("备注", "note"),
    "formula": ("计算公式", "formula"),
    "unit": ("计量单位", "unit of measure"),
    "baseline": ("基准值", "baseline"),
    "goal": ("绩效目标", "goal"),
    "completion": ("完成情况", "completion"),
    "amounts": ("资金", "amounts"),
    "execution": ("预算执行", "execution"),
    "points": ("一级分值", "declared points"),
    "total": ("总分", "total"),
    "title": ("标题", "title"),
}
# What a column of a table may hold beside those.
ROLES = {
    "level": ("指标级别", "level"),
    "level3": FIELDS["name"],
    "level4": FIELDS["name"],
    "content": FIELDS["name"],
    "pair": ("指标名称和指标值", "name with its value"),
    "category": ("指标类别", "category"),
    "direction": ("指标方向", "direction"),
    "operator": ("符号", "operator"),
    "sequence": ("序号", "number"),
    "half": ("期中值", "value in between"),
    "side": ("分块", "block"),
    "project": ("项目名称", "project"),
    "code": ("项目编码", "project code"),
    "organisation": ("单位名称", "budget unit"),
    "amount": ("资金", "amount"),
    "money-group": ("资金", "amount"),
    "indicators": ("绩效指标", "indicators"),
    "both": ("绩效目标和指标", "goal and indicators"),
}
