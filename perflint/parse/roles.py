"""Says what the words of a header mean: the role of a column, and whether it speaks of the year or the long term."""

from __future__ import annotations

import re
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.parse.rows import words_of

_BRACKET = lazy_regex(r"[(\[【][^()\[\]【】]*[)\]】]")
_OPENED = str.maketrans("", "", "()[]【】")
HEADER_MARKS = "*★☆※:。、#"

# In order: the first pattern that a whole header matches gives the role.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, lazy_regex(pattern))
    for role, pattern in (
        (
            "pair",
            r"(?:三级|绩效|具体|考核)?指标(?:名称|内容)?[及和与、/+](?:绩效|年度)?(?:指标|目标)?值|指标名称\(值\)",
        ),
        ("level1", r"(?:绩效)?(?:一级|1级|第一级)(?:绩效)?(?:指标|目录|类别|分类)?(?:名称|类别|类型)?"),
        ("level2", r"(?:绩效)?(?:二级|2级|第二级)(?:绩效)?(?:指标|目录|类别|分类)?(?:名称|类别|类型)?"),
        ("level3", r"(?:绩效)?(?:三级|3级|第三级)(?:绩效)?(?:指标|目录)?(?:名称|内容|描述)?"),
        ("level4", r"(?:绩效)?(?:四级|4级|末级|明细)(?:绩效)?指标(?:名称|内容)?"),
        ("category", r"(?:绩效)?指标(?:类别|分类)|绩效类别|指标维度"),
        (
            "name",
            r"(?:绩效|考核|评价|具体|核心|个性|产出)?指标名称|名称|(?:绩效)?(?:评价|考核|具体)指标|指标项目?|考核项目|绩效内容",
        ),
        ("content", r"指标内容|考核内容|评价内容"),
        ("sequence", r"序号|编号|指标序号|No\.?"),
        (
            "operator",
            r"(?:绩效)?指标性质|(?:计算|运算|比较|对比|关系|判断|逻辑|指标|目标)?符号|(?:运算|比较|对比|操作)符|指标值符号"
            r"|(?:比较|逻辑|大小)?关系|性质",
        ),
        (
            "direction",
            r"指标(?:值)?(?:方向性?|属性|类型)|方向性?|(?:定量|定性)[/或、]?(?:定量|定性)(?:指标)?|指标性质属性|属性",
        ),
        ("unit", r"(?:绩效|指标|指标值|目标值)?(?:计量|度量|数值)?单位|数据单位|(?:计量|度量)单位名称"),
        ("reason", r".{0,20}原因.{0,24}|偏差(?:分析|说明|情况).{0,10}"),
        (
            "half",
            r".{0,6}半[年程].{0,8}|(?:监控期|截至).{0,4}(?:完成|实际).{0,4}|(?:原|调整前).{0,2}(?:指标|目标)值|.{0,4}[1-9]-?\d{0,2}月.{0,8}|.{0,6}预计(?:到?年[底末]|全年)?(?:完成|执行|实现).{0,6}|.{0,4}(?:季度|阶段)(?:性)?(?:指标|目标)值",
        ),
        ("formula", r".{0,6}(?:公式|计算方法|计算方式|算法).{0,4}"),
        (
            "baseline",
            r"(?!.*结[转余])(?:上年|去年|历史|基准|基期|上一年|前[一二三两]年|近[一二三两]年|往年|前年|参考).{0,10}|20\d\d年?(?:度)?(?:实际|完成|实绩).{0,6}",
        ),
        ("goal", r".{0,8}绩效总?目标(?:内容|描述|说明|概述)"),
        (
            "note",
            r".{0,8}(?:解释|说明|备注|评分标准|评\(?扣\)?分标准|扣分标准|评价标准|绩效标准|(?:评分|得分|计分|赋分|扣分|打分|考核|评价)(?:标准|规则|细则|办法|方法|说明)|依据|描述|定义"
            r"|释义|内涵|含义|口径|(?:指标|信息|数据|资料)来源|佐证|取值方式|采集方式|证明材料|数据项).{0,8}",
        ),
        (
            "score",
            r"(?:自评|指标|实际?|最终|评价|绩效|综合|核定|复核|年度)?(?:得分|评分|自评分|打分|分数)(?:值|情况|结果)?|自评(?:分|分值|结果|分数)",
        ),
        ("weight", r".{0,6}(?:权重|权数|权值|分值|满分|标准分|赋分).{0,4}"),
        (
            "period",
            r".{0,4}(?:实施周期|实施期|项目周期|全周期|中长期|中期|长期|总体|规划期|项目期|整个周期|总目标|全过程|周期|[三五]年).{0,4}(?:值|目标|水平)|总(?:指标|目标)值",
        ),
        (
            "actual",
            r"(?!.*(?:预期|计划)).{0,8}(?:完成值|达成值|达成情况|实绩|实际值|实际指标值|实际目标值|实现值|完成数|完成情况|实际完成|完成指标值|执行情况|业绩值|自评值|实际执行|完成结果).{0,6}",
        ),
        (
            "annual",
            r".{0,8}(?:指标值|目标值|预期值|标准值|设定值|计划值|计划完成|预期实现|预计当年实现|预期指标|计划水平|绩效值|目标数|预算值|考核值).{0,8}"
            r"|全年(?:绩效)?目标|(?:本|当)?年度?目标水平|目标及单位|预期目标",
        ),
        ("goal", r".{0,6}(?:绩效|总体|整体|年度|预期|工作|项目|总)目标(?:内容|描述)?|目标"),
        (
            "project",
            r"(?:部门)?(?:预算|支出|[一二三]级|子|具体|重点)?(?:项目|专项(?:资金)?)(?:支出)?(?:名称)?|资金名称|预算项目|政策(?:和|及|或|/)?项目名称|项目\(政策\)名称"
            r"|(?:预算)?(?:单位|部门)(?:名称)?(?:\((?:项目|专项|资金)\)名称|[、,/及和或-]项目(?:名称)?)",
        ),
        ("code", r"项目(?:编码|代码|编号)"),
        (
            "organisation",
            r"(?:[一二三]级|项目)?(?:预算|实施|项目|填报|主管|责任|用款|申报|使用|承担|承办|牵头|执行|业务主管)(?:单位|部门)(?:名称|及代码|编码)?|(?:单位|部门)名称|资金使用单位|部门\(单位\)名称"
            r"|(?:所属|下属|各)?(?:学校|乡镇|镇街|街镇|县区|区县|市县|市州|地市|机构)(?:名称)?|部门|单位\(部门\)(?:名称)?",
        ),
        (
            "amount",
            r"(?:其中:?)?(?:20\d\d年度?|批复|批准|核定|财政性|非税|补助|经费|年度|年初|全年|项目|预算|本年度?|当年|上年|支出|总|申请|安排|下达|财政|中央|地方|[省市县区镇]级?|上级|本级|各级"
            r"|自有|自筹|单位|部门|其他|其它|专户|管理|事业|经营性?|社会|银行|政府性|一般|公共|国有|资本|投资|结转|结余|专项|资金|调整后?)*"
            r"(?:总计|合计|总额|预算数?|金额|总投资|资金|规模|拨款|经费|批复|基金|公共预算|补助|配套|收入"
            r"|结[转余](?:结?余)?|贷款|债券|社会资本)(?:数|资金|金额|额度?)?"
            r"|(?:预算|资金)(?:安排|规模|下达)(?:数|额)?|其中:?",
        ),
        (
            "side",
            r"(?:长期|中期|总体|实施周期|实施期|年度|当年|本年度|全年|项目)?(?:绩效|目标)?指标(?:体系)?|.{0,8}(?:绩效目标|绩效指标).{0,4}",
        ),
    )
)
LEVELS = frozenset(("level1", "level2", "level3", "level4", "category"))
NAMES = ("level4", "level3", "name", "content", "pair")
VALUES = frozenset(("annual", "period", "actual", "weight", "score", "operator", "pair"))
_LONG_TERM = lazy_regex(r"长期|中期|中长期|总体|周期|实施期|总目标|总指标|规划期|项目期|[三五]年")
_OF_THE_YEAR = lazy_regex(r"年度|当年|本年|全年|年绩效")


@lru_cache(maxsize=8192)
def role_of(text: str) -> str:
    """What a header cell names, "" where it is no known header."""
    words = words_of(text).strip(HEADER_MARKS)
    if not words or len(words) > 30:
        return ""
    bare = _BRACKET.sub("", words).strip(HEADER_MARKS) or words
    for role, pattern in _ROLES:
        if pattern.fullmatch(bare) or pattern.fullmatch(words):
            return role
    # 全年（目标）值: what stands in brackets may be a part of the word.
    opened = words.translate(_OPENED)
    return role_of(opened) if opened != words else ""


def block_of(text: str) -> str:
    """Whether a side label or a header's upper row speaks of the long term or of the year; "" for neither."""
    words = words_of(text)
    if not words or len(words) > 24:
        return ""
    if _LONG_TERM.search(words):
        return "period"
    return "annual" if _OF_THE_YEAR.search(words) else ""
