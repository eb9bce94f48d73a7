"""The HTML page: whole in itself, right about the tables, harmless; and in a browser silent, offline, filterable."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Page
from lxml import html
from report_samples import CLEAN, COPIED, HOSTILE, HOSTILE_RESULT, HOSTILE_TEXT, MISMATCH, RICH, UNREADABLE

from perflint import Options, check_bytes
from perflint.api import check_paths
from perflint.model import FileReport, IndicatorSketch, ProjectSketch, Result, SubjectKey, TableSketch
from perflint.report import View, render
from perflint.report.safe import visible

TABLES = Path(__file__).parents[2] / "examples" / "tables"
CELLS = {"level1": "产出指标", "level2": "质量指标", "name": "完工率", "annual": "260座，下同", "weight": "10"}
SKETCH = TableSketch(
    1,
    "target",
    "2025年目标表",
    "青禾县水利局",
    2025,
    ("level1", "level2", "name", "annual", "weight"),
    (
        ProjectSketch(1, "", "", {}, (IndicatorSketch(1, 1, CELLS),)),
        ProjectSketch(2, "", "水利局", {"goal": "目标"}, (IndicatorSketch(1, 1, {"name": "甲"}),)),
        ProjectSketch(3, "没有问题的", "水利局", {}, (IndicatorSketch(1, 1, {"name": "乙"}),)),
    ),
)

ELEMENTS = set(
    re.findall(
        r"\w+",
        "html head meta link title style body header h1 h2 h3 h4 p small main section div b span svg rect form input "
        "label select option button output article dl dt dd table thead tbody tr th td a mark ol ul li details summary "
        "script",
    )
)


def about(number: int, index: int | None, **more: object) -> SubjectKey:
    return SubjectKey(1, None, None, index, index, number)


def page_of(result: Result, lang: str = "zh") -> html.HtmlElement:
    return html.fromstring(render("html", result, View(lang)).encode())


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_keeps_its_contract(result: Result, lang: str) -> None:
    text = render("html", result, View(lang, show_outcomes=True))
    page = html.fromstring(text.encode())
    # Nothing is loaded: links lead into the page, and no element has a source.
    assert {url for _, attribute, url, _ in page.iterlinks() if not url.startswith("#")} == {"data:,"}
    assert not page.xpath("//*[@src or @style or @onclick or @onload or @background or @action or @srcset]")
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= ELEMENTS
    # The policy names exactly the style and the script that the page has.
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "url(" not in body and "http" not in body
    notes = page.xpath("//li[contains(@class, 'note')]/@id")
    assert notes == [f"n{number}" for number in range(1, len(result.diagnostics) + 1)]
    # Every number leads to its finding.
    assert {link.get("href")[1:] for link in page.xpath("//a")} <= set(notes)


def test_hostile_text_is_shown_and_nothing_more() -> None:
    page = page_of(HOSTILE_RESULT)
    assert page.xpath("string((//p[@class='msg'])[1])") == visible(HOSTILE_TEXT)
    assert len(page.xpath("//script")) == 1


def test_cells_at_fault_are_lit_with_their_findings() -> None:
    found = (
        replace(MISMATCH, subject=about(1, 1), places=(), related=()),
        replace(MISMATCH, subject=about(1, 1), severity="info", field="reason", evidence=""),
        replace(COPIED, file="tables/a.txt", subject=about(2, None), evidence="目标"),
        replace(COPIED, file="tables/a.txt", subject=about(2, None), field="weight", evidence=""),
        replace(COPIED, file="tables/a.txt", subject=SubjectKey(1), field="title"),
    )
    result = replace(
        RICH, files=(FileReport("tables/a.txt", "partial", 1, 3, 3),), diagnostics=found, sketches=((SKETCH,),)
    )
    page = page_of(result)
    lit = page.xpath("//*[contains(@class, 'lit')]")
    assert [(e.tag, e.get("class"), e.get("data-n"), e.text_content()) for e in lit] == [
        ("td", "lit info", "3", "完工率3"),
        ("td", "lit error", "2", "260座，下同2"),
        ("span", "lit info", "5", "（无项目名称）"),
        ("dd", "lit info", "4", "目标4"),
    ]
    # The words at fault are marked where they are a part of the cell.
    assert page.xpath("//mark/text()") == ["260座"]
    assert page.xpath("//table[1]//th/text()")[:6] == ["#", "一级指标", "二级指标", "指标名称", "年度指标值", "分值"]
    assert page.xpath("//section[@class='table']/h3")[0].text_content() == (
        "2025年目标表绩效目标表 · 青禾县水利局 · 2025 年度"
    )
    assert page.xpath("//details[@class='clean']/ul/li")[0].text_content() == "没有问题的1 条指标"
    assert page.xpath("//span[@class='status']/text()") == ["部分内容未能读取或归类"]


def test_without_a_sketch_the_findings_stand_under_their_projects() -> None:
    page = page_of(RICH)
    assert page.xpath("//article/h4/span[1]/text()") == ["小型水库维修", "校舍维修", "小型水库维修"] + ["校舍维修"] * 2
    assert page.xpath("//section[@class='file']/h2/text()") == [file.path for file in RICH.files]


def test_the_overview_counts_by_dimension_and_unit() -> None:
    charts = {
        chart.findtext("h3"): [row.text_content() for row in chart.findall("button")]
        for chart in page_of(RICH).xpath("//div[@class='chart']")
    }
    assert charts["按审核内容"] == ["指标科学性2", "目标相关性2", "其他1", "规范完整性1"]
    assert charts["按单位"] == ["（未列单位）4", "青禾县水利局2"]
    assert charts["按规则"][0] == "DUP005 DUP005的标题2"
    many = replace(RICH, diagnostics=tuple(replace(MISMATCH, rule=f"ORG{n:03}") for n in range(12)))
    assert page_of(many, "en").xpath("//div[@class='chart']/details/summary/text()") == ["2 more"]
    assert page_of(CLEAN).xpath("//p[@class='none']/text()") == ["没有发现问题。"]


def test_a_run_keeps_the_tables_only_where_they_are_drawn() -> None:
    data = (TABLES / "pensions-2025.md").read_bytes()
    plain = check_bytes(data, "a.md")
    assert plain.sketches == () and all(d.subject.number is None for d in plain.diagnostics)
    drawn = check_bytes(data, "a.md", Options(sketch=True))
    assert [d.subject for d in drawn.diagnostics] == [d.subject for d in plain.diagnostics]
    ((table,),) = drawn.sketches
    assert table.kind == "target" and table.projects[0].indicators[0].cells["name"]
    assert render("json", drawn, View()) == render("json", plain, View())


def test_every_finding_of_an_indicator_lights_a_cell() -> None:
    result = check_paths([TABLES], Options(profile="strict", sketch=True))
    page = page_of(result)
    shown = {number for numbers in page.xpath("//*[contains(@class, 'lit')]/@data-n") for number in numbers.split()}
    beside = {note.get("id")[1:] for note in page.xpath("//article//li[contains(@class, 'note')]")}
    assert beside and shown == beside
    assert len(page.xpath("//li[contains(@class, 'note')]")) == len(result.diagnostics)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    page = Page(tmp_path_factory.mktemp("profile"))
    yield page
    page.close()


def opened(browser: Page, path: Path, result: Result) -> None:
    path.write_text(render("html", result, View(show_outcomes=True)), encoding="utf-8")
    browser.open(path)


SHOWN = (
    "Array.from(document.querySelectorAll('.note')).filter((e) => e.checkVisibility({contentVisibilityAuto: false}))"
)
APPLIED = "new Promise((done) => setTimeout(done, 200))"


def choose(browser: Page, script: str) -> int:
    """Change the filter and say how many findings are left."""
    event = "document.getElementById('filter').dispatchEvent(new Event('input', {bubbles: true}))"
    browser.run(f"{script}; {event}")
    browser.run(APPLIED)
    left = browser.run(f"{SHOWN}.length")
    assert browser.run("document.querySelector('#filter output').value").startswith(f"{left} / ")
    assert isinstance(left, int)
    return left


def test_a_browser_says_nothing_and_asks_for_nothing(browser: Page, tmp_path: Path) -> None:
    hostile = replace(HOSTILE, file=HOSTILE_RESULT.files[0].path, subject=about(1, 1))
    drawn = replace(SKETCH, title=HOSTILE_TEXT, department=HOSTILE_TEXT)
    words = {**CELLS, "name": HOSTILE_TEXT, "annual": HOSTILE_TEXT}
    project = ProjectSketch(1, HOSTILE_TEXT, HOSTILE_TEXT, {"goal": HOSTILE_TEXT}, (IndicatorSketch(1, 1, words),))
    files = HOSTILE_RESULT.files
    result = replace(
        HOSTILE_RESULT,
        diagnostics=(hostile, *HOSTILE_RESULT.diagnostics),
        sketches=((replace(drawn, projects=(project,)),), *((),) * (len(files) - 1)),
    )
    for number, each in enumerate((result, RICH, CLEAN)):
        path = tmp_path / f"{number}.html"
        opened(browser, path, each)
        browser.run(APPLIED)
        assert browser.complaints() == []
        assert [url for url in browser.requests() if url != "data:,"] == [path.as_uri()]
        assert browser.run("document.querySelectorAll('script').length") == 1


def test_no_script_but_the_page_s_own_runs(browser: Page, tmp_path: Path) -> None:
    opened(browser, tmp_path / "a.html", RICH)
    added = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
    assert browser.run(f"{added} window.ran") is None
    assert "Content Security Policy" in str(browser.complaints())


def test_the_filter_narrows_by_everything(browser: Page, tmp_path: Path) -> None:
    subject = replace(MISMATCH.subject, project="小型水库维修")
    other = replace(COPIED, file="tables/a.txt", subject=about(2, None), message="另一个")
    result = replace(
        RICH,
        files=RICH.files[:3],
        diagnostics=(replace(MISMATCH, subject=replace(subject, number=1)), other, COPIED, UNREADABLE),
        sketches=((SKETCH,), (), ()),
    )
    opened(browser, tmp_path / "a.html", result)
    assert browser.run("document.getElementById('filter').hidden") is False
    assert choose(browser, "0") == 4
    pick = "document.querySelector('#filter select[data-key={}]').value = '{}'"
    assert choose(browser, pick.format("r", "UNT001")) == 1
    assert browser.run("document.querySelectorAll('.lit.off').length") == 1
    assert choose(browser, pick.format("r", "") + ";" + pick.format("d", "目标相关性")) == 2
    assert choose(browser, pick.format("f", "tables/b.xlsx")) == 1
    assert choose(browser, "document.getElementById('filter').reset()") == 4
    assert choose(browser, pick.format("u", "青禾县水利局")) == 1
    assert choose(browser, pick.format("u", "") + "; document.querySelector('#filter input').value = '编码 不明'") == 1
    assert choose(browser, "document.querySelector('#filter input').value = '绝无此词'") == 0
    assert browser.run("document.getElementById('nothing').checkVisibility()") is True
    assert browser.run("document.querySelectorAll('.file:not([hidden])').length") == 0
    assert choose(browser, "document.querySelector('#filter input').value = ''") == 4
    assert choose(browser, "document.querySelector('#filter [value=info]').checked = false") == 2
    # A bar of the overview chooses what it counts.
    browser.run("document.getElementById('filter').reset()")
    browser.run("document.querySelector('.row[data-key=r][data-value=PRS001]').click()")
    assert choose(browser, "0") == 1
    assert browser.complaints() == []


def test_ten_thousand_findings_are_filtered_at_once(browser: Page, tmp_path: Path) -> None:
    projects = tuple(replace(SKETCH.projects[0], number=n, name=f"项目{n}") for n in range(1, 2501))
    found = tuple(
        replace(MISMATCH, subject=about(n, 1), severity=severity, places=(), related=(), field=field)
        for n in range(1, 2501)
        for severity, field in (("error", "annual"), ("warning", "name"), ("info", "weight"), ("info", "level2"))
    )
    table = replace(SKETCH, projects=projects)
    result = replace(RICH, files=RICH.files[:1], diagnostics=found, sketches=((table,),), outcomes=())
    opened(browser, tmp_path / "a.html", result)
    took = browser.run(
        "const search = document.querySelector('#filter input'); const begun = performance.now();"
        "search.value = '项目77'; document.getElementById('filter').dispatchEvent(new Event('submit'));"
        "document.querySelector('.row[data-key=r]').click(); performance.now() - begun"
    )
    assert browser.run("document.querySelector('#filter output').value") == f"{4 * 11} / 10000"
    assert took < 5000
    assert browser.complaints() == []
