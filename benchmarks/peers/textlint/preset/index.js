// The ten checks as rules over the lines of the raw text, whose labels say where a field begins.
"use strict";

const CHECKS = {
  "missing-name": ["指标没有名称", /；；实施周期指标值:/g],
  "missing-annual": ["没有年度指标值", /年度指标值:。/g],
  vague: ["指标值只有方向", /[0-9]{2}-(?:(?!满意)[^；])*；[^；]*；实施周期指标值:[^；]*；年度指标值:(?:明显|有效|持续|逐步|显著|有力)?(?:提升|改善|加强|提高|增强|保障)。/g],
  placeholder: ["指标值是占位符", /年度指标值:(?:(?:\/|-|—|待定|不涉及|不适用)。|[^。]*?[*×X_]{2,})/g],
  operator: ["比较符有误", /年度指标值:(?:[≥≤]=|=[><]|[《€≪≼])/g],
  percent: [
    "百分比超出范围",
    /年度指标值:(?:(?:≥=?|>|大于等于|不少于)100%|[^0-9。]*(?:10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,})(?:[.][0-9]+)?%)/g,
  ],
  "bare-number": ["指标值没有单位", /年度指标值:(?:[≥≤=><]|不少于|大于等于)?[0-9]+(?:[.][0-9]+)?。/g],
  hedged: ["指标值留有余地", /年度指标值:[^。]*?(?:左右|大约|力争|尽量)/g],
  satisfaction: ["满意度没有数值", /-[^；0-9]*满意[^；0-9]*；[^；]*；实施周期指标值:[^；]*；年度指标值:(?!(?:\/|-|—|待定|不涉及|不适用)。|[^。]*[*×X_]{2})[^0-9。]+。/g],
  markup: ["名称中残留标签", /[0-9]{2}-[^；<&]*；[^；<&]*(?:<[a-z/]+>|&[a-z]+;)/g],
};

function rule(message, pattern) {
  return (context) => ({
    [context.Syntax.Str](node) {
      for (const found of context.getSource(node).matchAll(pattern)) {
        const range = [found.index, found.index + found[0].length];
        context.report(node, new context.RuleError(message, { padding: context.locator.range(range) }));
      }
    },
  });
}

module.exports = {
  rules: Object.fromEntries(Object.entries(CHECKS).map(([name, check]) => [name, rule(...check)])),
  rulesConfig: Object.fromEntries(Object.keys(CHECKS).map((name) => [name, true])),
};
