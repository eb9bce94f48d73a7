"""The files of a run one after the other: what is found goes on as soon as a file and all before it are done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from perflint.engine import FileResult, Gathered, Lines, Plan, catalogue, gather, match_gathered
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, FileReport, Outcome, Result, Tally
from perflint.model.results import SEVERITIES
from perflint.model.sketch import TableSketch
from perflint.passes import fingerprinted, fingerprints, in_order
from perflint.suppress import Sieve
from perflint.timing import stage
from perflint.version import __version__
from perflint.words import VOCABULARY_VERSION


def finished(result: FileResult) -> FileResult:
    """The result of a file with its diagnostics in their order, each with its fingerprint."""
    return replace(result, diagnostics=tuple(fingerprinted(in_order(result.diagnostics))))


def as_lines(result: FileResult) -> FileResult:
    """The same with the lines of `jsonl` in place of the diagnostics, where nothing in the file silences any."""
    if result.suppressions:
        return finished(result)
    from perflint.report.jsonl import diagnostic_line

    with stage("report"):
        ordered = in_order(result.diagnostics)
        counts = Counter([d.severity for d in ordered])
        text = "".join(map(diagnostic_line, ordered, fingerprints(ordered)))
    lines = Lines(text, counts["error"], counts["warning"], counts["info"])
    return replace(result, diagnostics=(), lines=lines)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one file gives to a report: its diagnostics, or the lines that stand for them."""

    diagnostics: tuple[Diagnostic, ...]
    lines: str = ""


class Stream:
    """The sifted diagnostics of a run, a batch for each file and a last one for the rules over several files.

    Iterate it once; `result` then holds the rest, and counts the diagnostics as passed on. Of a file its report, its
    failures and what the rules over several files compare are kept; all of it, where `whole` is asked for: also what
    was suppressed, what could not be judged, and the sketches.
    """

    def __init__(self, results: Iterable[FileResult], plan: Plan, sieve: Sieve, whole: bool) -> None:
        self._results, self._plan, self._sieve, self._whole = results, plan, sieve, whole
        self._files: list[FileReport] = []
        self._outcomes: list[Outcome] = []
        self._suppressed: list[Diagnostic] = []
        self._sketches: list[tuple[TableSketch, ...]] = []
        self._signed: Gathered = {}
        self._counts: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Batch]:
        for result in self._results:
            yield self._take(result)
        with stage("match"):
            across, failed = match_gathered(self._signed, self._plan)
            self._outcomes.extend(failed)
            sifted = self._sieve.across(fingerprinted(across))
        yield self._passed(sifted.kept, sifted.suppressed)

    def _take(self, result: FileResult) -> Batch:
        self._files.append(result.report)
        gather(self._signed, result)
        for outcome in result.outcomes:
            if self._whole or outcome.status == "failed":
                self._outcomes.append(outcome)
            else:
                self._counts[outcome.status] += outcome.count
        if self._whole and self._plan.sketch:
            self._sketches.append(result.sketch)
        if result.lines is not None:
            self._counts.update({name: getattr(result.lines, name) for name in SEVERITIES})
            return Batch((), result.lines.text)
        sifted = self._sieve.file(result.report.path, result.diagnostics, result.suppressions)
        return self._passed(sifted.kept, sifted.suppressed)

    def _passed(self, kept: tuple[Diagnostic, ...], suppressed: tuple[Diagnostic, ...]) -> Batch:
        self._counts.update(d.severity for d in kept)
        if self._whole:
            self._suppressed.extend(suppressed)
        else:
            self._counts["suppressed"] += len(suppressed)
        return Batch(kept)

    @property
    def result(self) -> Result:
        """Everything but the diagnostics, as far as the stream was followed."""
        counts = self._counts
        return Result(
            files=tuple(self._files),
            diagnostics=(),
            outcomes=tuple(self._outcomes),
            rules=len(self._plan.reported),
            vocabulary=VOCABULARY_VERSION,
            version=__version__,
            suppressed=tuple(self._suppressed),
            notices=self._sieve.notices(),
            catalogue=catalogue(self._plan),
            sketches=tuple(self._sketches),
            passed=Tally(
                counts["error"], counts["warning"], counts["info"], counts["suppressed"], counts["not-enough-data"]
            ),
        )
