"""The desk: one check for many keystrokes, none for a text that is another one by now, and a crash costs one text."""

import asyncio
import time
from threading import Event, get_ident

import pytest

from perflint.lsp import desk as module
from perflint.lsp import work
from perflint.lsp.desk import Desk
from perflint.lsp.lines import Lines
from perflint.lsp.settings import Settings
from perflint.lsp.setups import Setups
from perflint.lsp.work import Stale, examine

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t质量指标\t渠道质量\t{}\n"
URI = "untitled:表"


class Ear:
    """Hears of a desk."""

    def __init__(self):
        self.texts = []
        self.crashes = []

    def done(self, checked):
        self.texts.append(checked.lines.text)

    def crashed(self, uri, error):
        self.crashes.append((uri, str(error)))


def run(story, settings=None):
    """Run a story with a desk that is ready."""

    async def whole():
        ear = Ear()
        desk = Desk(Setups(settings or Settings(select=("VAG001",))), ear)
        desk.ready.set()
        try:
            return await story(desk, ear)
        finally:
            desk.end()

    return asyncio.run(whole())


def opened(desk, value="明显改善"):
    desk.open(URI, "plaintext", 1, Lines(TABLE.format(value)))


def typed(desk, version, text):
    desk.change(URI, version, [(None, None, TABLE.format(text))])


def test_many_keystrokes_are_one_check(monkeypatch):
    seen = []
    monkeypatch.setattr(module, "examine", lambda *given: seen.append(given[2].text) or examine(*given))
    # However slow the machine is: the pause outlasts the typing, and only who asks ends it.
    monkeypatch.setattr(module, "PAUSE_LEAST", 60)
    monkeypatch.setattr(module, "PAUSE_MOST", 60)

    async def story(desk, ear):
        opened(desk)
        await desk.checked(URI)
        for version, value in enumerate(("明", "明显", "明显提", "明显提升"), 2):
            typed(desk, version, value)
            await asyncio.sleep(0.005)
        await desk.checked(URI)
        return ear

    ear = run(story)
    assert seen == ear.texts == [TABLE.format("明显改善"), TABLE.format("明显提升")]


def test_after_a_pause_a_change_is_checked_though_nobody_asks():
    async def story(desk, ear):
        opened(desk)
        typed(desk, 2, "明显提升")
        for _ in range(3000):
            if ear.texts:
                break
            await asyncio.sleep(0.01)
        return ear.texts

    assert run(story) == [TABLE.format("明显提升")]


def test_a_check_ends_when_its_text_is_another_one(monkeypatch):
    begun, ended = Event(), []

    def slow(uri, language, lines, setups, pulse):
        if "旧" in lines.text:
            begun.set()
            with pytest.raises(Stale):
                for _ in range(2000):
                    pulse()
                    time.sleep(0.005)
            ended.append(get_ident())
            raise Stale
        return examine(uri, language, lines, setups, pulse)

    monkeypatch.setattr(module, "examine", slow)

    async def story(desk, ear):
        opened(desk, "旧")
        while not begun.is_set():
            await asyncio.sleep(0.005)
        typed(desk, 2, "新")
        checked = await desk.checked(URI)
        assert ended and ended[0] != get_ident()
        assert (checked.lines.text, ear.texts) == (TABLE.format("新"), [TABLE.format("新")])
        opened(desk, "旧的")
        await asyncio.sleep(0.02)
        desk.close(URI)
        assert await desk.checked(URI) is None
        return len(ear.texts)

    assert run(story) == 1


def test_who_asks_waits_for_no_pause_and_gets_the_text_of_now():
    async def story(desk, ear):
        opened(desk)
        asked = asyncio.ensure_future(desk.checked(URI))
        await asyncio.sleep(0)
        typed(desk, 2, "良好")
        typed(desk, 3, "尚好")
        assert (await asked).lines.text == TABLE.format("尚好")
        assert (await desk.checked(URI)) is (await desk.checked(URI))
        return ear.texts

    assert run(story) == [TABLE.format("尚好")]


def test_a_crash_costs_one_text(monkeypatch):
    def broken(*given):
        if "坏" in given[2].text:
            raise ZeroDivisionError("division by zero")
        return examine(*given)

    monkeypatch.setattr(module, "examine", broken)

    async def story(desk, ear):
        opened(desk, "坏")
        failed = await desk.checked(URI)
        assert (failed.failure, failed.result) == ("ZeroDivisionError: division by zero", None)
        assert ear.crashes == [(URI, "division by zero")]
        typed(desk, 2, "明显改善")
        return [d.rule for d in (await desk.checked(URI)).result.diagnostics]

    assert run(story) == ["VAG001"]


def test_on_save_edits_wait_for_the_save():
    async def story(desk, ear):
        opened(desk)
        first = await desk.checked(URI)
        typed(desk, 2, "良好")
        await asyncio.sleep(2 * module.PAUSE_LEAST)
        assert await desk.checked(URI) is first
        desk.save(URI)
        assert (await desk.checked(URI)).lines.text == TABLE.format("良好")
        return ear.texts

    assert len(run(story, Settings(run="onSave"))) == 2


def test_a_large_text_waits_for_the_save(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 400)

    async def story(desk, ear):
        opened(desk)
        first = await desk.checked(URI)
        typed(desk, 2, "良好" * 100)
        await asyncio.sleep(2 * module.PAUSE_LEAST)
        assert await desk.checked(URI) is first
        desk.save(URI)
        assert (await desk.checked(URI)) is not first

    run(story)


def test_the_rules_are_read_once_until_they_are_forgotten(monkeypatch):
    made = []
    real = work.Setups._read
    monkeypatch.setattr(work.Setups, "_read", lambda *given: made.append(given[1]) or real(*given))

    async def story(desk, ear):
        opened(desk)
        first = await desk.checked(URI)
        typed(desk, 2, "良好")
        second = await desk.checked(URI)
        assert (first.setup is second.setup, len(made)) == (True, 1)
        desk.again()
        third = await desk.checked(URI)
        assert (third.lines is second.lines, third.id == second.id, len(made)) == (True, False, 2)

    run(story)


def test_a_document_that_is_not_open_cannot_change():
    async def story(desk, ear):
        desk.save(URI)
        with pytest.raises(ValueError, match="not open"):
            typed(desk, 1, "x")
        assert await desk.checked(URI) is None

    run(story)
