"""Checkable states: what a target says that can be looked up without a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from perflint.checks.support.naming import measured
from perflint.checks.support.wording import clauses, made_of, plain, words_of
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.taxonomy import Taxonomy
from perflint.words import cut

# A standard or document by its name or number.
NAMED_STANDARD = lazy_regex(
    r"《[^《》]{2,60}》|〔\d{4}〕|\[\d{4}\]\d*号|"
    r"(?<![a-z])(?:gb|db|iso|iec|cjj|jgj|jtg|cj|hj|tb|yy|ws|sl|ny|ly|jt|qb|gy|gd|dl|nb|th|tsg)(?:/?t)?[-_ ]?[a-z]?\d",
    re.IGNORECASE,
)
# A step of a named scale: 三级甲等, Ⅲ类, a级以上, 国家级, 五星.
_STEP = lazy_regex(
    r"(?:[a-dⅠⅡⅢⅣⅤⅥivx]{1,4}[+-]?|[一二三四五六甲乙丙丁特]|国家|省|市|省部|部|县|区)"
    r"(?:级[a-d]?|类|等|档|星级?|星)(?:甲等|乙等|[养保服管][^,。;的]{1,3}(?=标准))?(?:及?以上)?(?:标准|认证|资质|水质|医院|称号|奖项|奖|科目|单位|备案)?$",
    re.IGNORECASE,
)
# A degree or a professional title that somebody holds, a class of a hospital: 本科及以上, 副高级, 三甲.
_HELD = lazy_regex(
    r"(?:博士|硕士|研究生|本科|大专|专科|中专|高中)(?:学历|学位)?(?:及?以上)?$|(?:正|副)高级?(?:职称)?(?:及?以上)?$|[初中高]级(?:职称|及以上(?:职称)?)$|"
    r"^(?:≥|=)?[一二三][甲乙](?:医院)?(?:及?以上)?$|"
    r"(?:国家|省|市|县|区)级[^,。;的]{2,6}单位$|取得[^,。;]{1,24}(?:证书|许可证|批复)$|[优良中]等(?:级|次)?(?:及?以上)?(?:质量)?标准$|"
    r"^(?:达到|不低于|≥|为)?[一二三四五](?:级|类|等)(?!联动|管理|网络|体系|联网|响应|机构|服务|以)[^,。;的]{2,4}(?:及?以上)?$"
)
_SCALE = lazy_regex(r"(?:定性)?[优良中差低高好坏一般较可合格不/]{3,12}$")
_DEADLINE = lazy_regex(
    r"(?:年|月|季|季度|年度|学期|学年|汛期?|雨季|春节|国庆|元旦|清明|端午|中秋|重阳|[五六七八十]一|开学|入冬|入汛|春播|秋播|春耕|播种|夏收|秋收|三夏|三秋|供暖季?|采暖季?|冬季|主汛期|高考|中考)"
    r"(?:底|末|初|内|前|后|结束前|来临前)(?:前|之前|以前)?(?:[^,。;]{0,12})?$|(?:当年|当月|当季|次月)(?:内|完成|办结|到账|拨付|发放)"
    r"|(?:当|次|即|隔)[日天](?!期|气)|日(?:产|结|事)?日[清毕结]|日清日[结毕]"
    r"|(?:世界|国际|全国|中国)[^,。;]{1,10}[日节周月]$|(?:节假日|春节|国庆|假期|[寒暑]假|汛期|防火期|节日|节庆|展会|考试)期间$"
)
_EVERY = lazy_regex(r"每(?:两|三|半|双|隔)?个?(?:年度?|学年|学期|季度?|月|旬|周|星期|日|天|小时|班|期|次|年)")
_PERIOD = lazy_regex(
    r"^(?:按|逐|分)?(?:半年度?|季度?|月度?|年度|学期|周|日)(?:开展|进行|组织|完成|提交|报送|出具|编制|发布|实施)?"
    r"(?:1|一)?次?(?P<done>.{2,14})$"
)
_COMPARED = lazy_regex(
    r"(?:不少于|不低于|不高于|不超过|不多于|高于|低于|多于|少于|大于|小于|大于等于|小于等于|等于|优于|超过|达到|[≥≤><=])"
    r"(?P<with>.{2,20})$"
)
_COUNTED = lazy_regex(
    r"(?:数量|总数|总量|人数|次数|件数|户数|面积|[^指系参倍分天]数|[^质力]量|率|比例|均值|平均值|平均水平|平均分|平均成绩|均分|分数线|平均|均线|市场价|市场价格|指导价|限价|定额|限额)$"
)
# What is paid is a sum, though the name ends in 水平 or in nothing at all: 养老金待遇水平.
_PAID = lazy_regex(
    r"(?:待遇|补助|补贴|津贴|养老金|退休金|低保金|工资|薪酬|租金|保费|票价|水价|电价|价格)(?:水平|标准|额)?$"
)
_MONEY_LEVEL = lazy_regex(r"(?:待遇|补助|补贴|津贴|发放|工资|薪酬|收费|保障|支付|缴费|价格)(?:水平|标准)$")
_LAST_TIME = lazy_regex(
    r"^(?:上年|上一年|去年|同期|上年同期|去年同期|往年|基期|上年度|上季度|前三年|全国|全省|全市|全县|全区|同类|行业|当地)"
)
_NOTHING = lazy_regex(
    r"^(?:确保|保证|实现|全年|年内|均|全部)*(?:无|零|未|不)(?:发生|出现|产生|存在|有|发)?"
    r"(?P<what>.{0,16}?)(?:现象|情况|问题|发生)?$"
)
# The same behind a subject: 各矿山企业不发生重大事故.
_NOT_HAPPENED = lazy_regex(r"(?:未|不|无)再?(?:发生|出现|产生)(?P<what>[^,。;]{1,16})$")
_WITHOUT = lazy_regex(
    r"^无(?!缝|障碍|偿|差别|线|人|形|害|纸|感|忧|虑|界|菌|烟|限|私|痛|土|论|疑|须|需|法|异)[^,。;]{2,16}$"
)
# 通过 with the test that is passed, 取得 with the paper that is given; 通过培训提高… is neither.
_PASSED = lazy_regex(
    r"^(?:顺利|全部|均|一次性|已|已经|并)?(?:通过.{0,14}(?:验收|评审|审核|测评|复审|认证|检查|考核|检测|鉴定|审计|备案|评估|审批|审查|检验|论证|核查|"
    r"复核|答辩|抽检|考试|公示|评定|认定|审定|评议|审议|抽查|测试|体检)|(?:取得|获得|持有|具有|具备|获评|荣获|入选).{1,24}(?:证书|认证|批复|许可证?|资质|称号|授权|登记证|证)|(?:入选|列入)[^,。;]{2,24}|成功(?:创建|申报|获批|注册).{0,14}|(?:创建|申报|注册)成功)$"
)
# All of it is done: as good as 100%.
_ALL = lazy_regex(
    r"^(?:已|均)?全部[^,。;的]{0,6}(?:化解|办结|整改|处理|处置|销号|发放|兑现|拨付|支付|清零|拆除|销毁|安置|入库|归档|移交|回收|修复|清运|点亮|更换|取缔|关停|淘汰|消除|完毕|结清|缴清)$"
)
# 零 with what does not happen; 零距离 零散 零容忍 are other words.
_ZERO = lazy_regex(
    r"^(?:实现|确保|保持|力保)?零(?!距离|容忍|散|星|售|碎|门槛|工|钱|起|食|部件|配件|基础|跑|等待)[^,。;的]{1,8}$"
)
_RANK = lazy_regex(
    r"(?:前[0-9一二三四五六七八九十两]{1,3}(?:名|位|强)?|第[0-9一二三四五六七八九十]{1,3}(?:名|位|届|期)?)(?:以内|以上|之内)?$"
)
# A step that is written with digits or letters, or a day after another: 2级, A1级, A级, 2024版, T+1日.
_STEP_SIGN = lazy_regex(
    r"^[≥=]?(?:[a-z]{0,2}[0-9]{1,4}|[a-e]{1,3}\+?)(?:级|类|等|星级?|版)(?:标准)?(?:及?以上)?$|^t\+[0-9]{1,2}",
    re.IGNORECASE,
)
_LEVEL_KEPT = lazy_regex(
    r"^(?:基本)?(?:与|和|同)(?:上年|上一年|去年|同期|往年|基期)[^,。;]{0,6}(?:持平|相同|相当|一致)$|^(?:同比|基本)?持平$"
)
# What a name with 是否 asks is answered.
_ANSWER = lazy_regex(r"(?:均|都)?(?:已|有|是)[^,。;]{0,8}$")
_WHOLE_YEAR = lazy_regex(r"^(?:全年|整年|一整年|全年度)$")
_HAS_DURATION = lazy_regex(r"(?:期限?|时间|时长|周期|天数)$")
_WHATEVER = (_DEADLINE, _STEP, _HELD, _ALL, _ZERO, _RANK, _STEP_SIGN, _LEVEL_KEPT)
_NONE = ("无", "零", "未发生", "不发生", "未出现", "不出现", "未产生", "不产生", "无发生", "零发生")
_DONE = lazy_regex(
    r"^(?:已|均|已经|全部|全面|如期|按期|按时|及时|圆满|顺利|基本|高质量|高标准|保质保量|按质按量)*(?:编制|编写|编印|编纂|汇编|修订|制定|起草|绘制|拍摄|录制|印制|出版|建设|改造|修缮|采购|安装|研发|开发|整理|收集|采集)?完成(?P<what>.+)$"
)
_FINISHED = lazy_regex(r"^(?P<what>.+?)(?:已|均|已经|全部|全面)*完成$")
_ALL_DONE = frozenset({"完成", "已完成", "全部完成", "已全部完成", "全面完成", "100%完成", "均完成", "均已完成"})
# 按时 and 按期 refer to a time that nothing states.
_IN_TIME = lazy_regex(r"^(?:按期|按时|如期|及时|准时|按计划|按要求)(?:足额|全额|保质|保量)*完成$")
_WHOLE_ONLY = frozenset({"是", "否", "有", "无", "零"})


@dataclass(frozen=True, slots=True, eq=False)
class _States:
    """The taxonomy's words for states, made ready."""

    whole: frozenset[str]
    ends: tuple[str, ...]
    grades: frozenset[str]
    raters: tuple[str, ...]
    vague: frozenset[str]
    adverse: tuple[str, ...]
    moves: frozenset[str]
    no_object: frozenset[str]


@lru_cache(maxsize=8)
def _states(taxonomy: Taxonomy) -> _States:
    words = taxonomy.words
    grades = frozenset({"优", "良", "优秀", "良好", "优良", "优等", "良等", "中等", "甲等", "乙等", "好", "较好"})
    whole = frozenset(w for w in words["checkable_states"] if "完成" not in w or w == "完成验收")
    whole = whole - grades - words["vague_states"] - {"零容忍"}
    return _States(
        whole,
        tuple(whole - _WHOLE_ONLY),
        grades,
        tuple(words["rating_words"]),
        words["vague_states"],
        tuple(words_of(taxonomy, "adverse", "mishaps")),
        words_of(taxonomy, "directions", "praise", "empty_words", "vague_states"),
        words_of(taxonomy, "directions", "praise", "empty_words", "vague_states", "empty_objects"),
    )


def checkable(bare: str, name: str, taxonomy: Taxonomy) -> bool:
    """Whether a bare value holds a state that somebody can look up, given the indicator's name."""
    asked = _asked(bare, taxonomy)
    if not asked:
        return False
    states, spoken = _states(taxonomy), plain(name)
    return "" in asked or any(_ASKED[one](spoken, states) for one in asked)


# What a clause may ask of the name, without which it is no state.
_ASKED: Mapping[str, Callable[[str, _States], bool]] = {
    "rated": lambda name, states: any(rater in name for rater in states.raters),
    "object": lambda name, states: _is_object(name, states),
    "measured": lambda name, states: measured(name) or _PAID.search(name) is not None,
    "asking": lambda name, states: "是否" in name,
    "lasting": lambda name, states: _HAS_DURATION.search(name) is not None,
}


@lru_cache(maxsize=4096)
def _asked(bare: str, taxonomy: Taxonomy) -> frozenset[str]:
    """What the name has to be for a bare value to be a state, one of these; "" for any name, nothing for none."""
    if NAMED_STANDARD.search(bare) or _SCALE.match(plain(bare)):
        return frozenset({""})
    states, asked = _states(taxonomy), set[str]()
    for clause in (*clauses(bare), plain(bare)):
        if _is_state(clause, states):
            return frozenset({""})
        asked.update(_asked_by(clause, states))
    return frozenset({""} if "" in asked else asked)


def _is_state(clause: str, states: _States) -> bool:
    """Whether a clause is a state, whatever the name."""
    return (
        _is_predicate(clause, states)
        or _is_absence(clause, states)
        or _is_frequency(clause, states)
        or any(pattern.search(clause) for pattern in _WHATEVER)
    )


def _asked_by(clause: str, states: _States) -> Iterator[str]:
    """What a clause asks of the name."""
    yield from _grade(clause, states)
    yield from _done(clause, states)
    yield from _comparison(clause)
    if _ANSWER.match(clause):
        yield "asking"
    if _WHOLE_YEAR.match(clause):
        yield "lasting"


def _is_predicate(clause: str, states: _States) -> bool:
    """A state that is the whole clause, or that ends it at a word's beginning."""
    if clause in states.vague:
        return False
    if clause in states.whole or clause in _WHOLE_ONLY or _PASSED.match(clause):
        return True
    clause = re.sub(r"(?<=合格)等[级次]$", "", clause)
    if not clause.endswith(states.ends):
        return False
    ends = [end for end in states.ends if clause.endswith(end)]
    boundaries, at = set(), 0
    for word in cut(clause):
        boundaries.add(at)
        at += len(word)
    return any(len(clause) - len(state) in boundaries for state in ends)


def _grade(clause: str, states: _States) -> Iterator[str]:
    """A step of a scale, where name or value says who or what rates."""
    body = re.sub(r"^[≥≤><=]+|(?:(?:及|或)?以上)?(?:等级|等次|级)$|(?:及|或)?以上$", "", clause)
    body = re.sub(r"(?:及|或)?以上$", "", body)
    rest = next((body[: -len(g)] for g in sorted(states.grades, key=len, reverse=True) if body.endswith(g)), None)
    if rest is not None:
        yield "" if any(rater in rest for rater in states.raters) else "rated"


def _is_absence(clause: str, states: _States) -> bool:
    """Nothing bad happened: 无重大安全事故, 未发生群体性事件; 无缝 and 无障碍 are other words."""
    if clause in _NONE or _WITHOUT.match(clause):
        return True
    found = _NOTHING.match(clause) or _NOT_HAPPENED.search(clause)
    return found is not None and any(bad in found["what"] for bad in states.adverse)


def _done(clause: str, states: _States) -> Iterator[str]:
    """完成 with a named object, which may stand in the name."""
    if _IN_TIME.match(clause):
        return
    if clause in _ALL_DONE:
        yield "object"
    elif (found := _DONE.match(clause) or _FINISHED.match(clause)) and _is_object(found["what"], states):
        yield ""


def _is_object(what: str, states: _States) -> bool:
    return len(what) > 1 and not made_of(what, states.no_object)


def _is_frequency(clause: str, states: _States) -> bool:
    """How often something is done: 每…, or 半年 季度 年度 in front of what is done."""
    if _EVERY.search(clause):
        rest = _EVERY.sub("", clause)
        return not rest or not made_of(rest, states.moves - {"服务", "宣传"})
    found = _PERIOD.match(clause)
    return found is not None and _ACTS.search(found["done"]) is not None


_ACTS = lazy_regex(
    r"^[^的数]{0,4}?(?:评估|检查|报告|巡检|审计|总结|考核|维护|检修|培训|盘点|巡查|体检|评价|会议|例会|报送|监测|检测|通报|更新|发放|支付|拨付|结算|公示|公开|"
    r"清洗|消杀|保养|演练|发布|上报|缴纳|缴费|结清|采购|配送|清运|测评|督查|轮换|收集|统计|分析)"
)


def _comparison(clause: str) -> Iterator[str]:
    """A bound that is a quantity somebody can count, or an earlier level of what the name measures."""
    found = _COMPARED.search(clause)
    if found and _COUNTED.search(found["with"]):
        yield ""
    elif found and _LAST_TIME.match(found["with"]):
        yield "" if _MONEY_LEVEL.search(found["with"]) else "measured"
